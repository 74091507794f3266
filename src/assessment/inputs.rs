//! [`Inputs`]: many files, joined into one assessment per unit, period and channel.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::check::{BONUS, Check, DEDUCTION};
use super::elsewhere::Elsewhere;
use super::join::{Join, weaker};
use super::register::register_wins;
use super::sheet_id::InputsId;
use super::spec::StageSpec;
use super::unread::{Named, Perhaps};
use super::{
    Assessment, Body, Explanation, Extra, Head, Input, Origin, ReadAt, Register, RegisteredUnit,
    SheetId, StageName, Unit, UnitSheet, whole,
};
use crate::day::Day;
use crate::finding::{Finding, FindingCode, Findings, Place, UnreadList, base_name};
use crate::framework::{Framework, LeafIx};
use crate::json::{MOST_ID, MOST_NAME, Num, limited, nfc, too_long};
use crate::period::Period;
use crate::quantity::Points;
use crate::words::Text;

/// Files and tables on their way to assessments, joined as they are read.
///
/// Readers of other formats fill an `Inputs` value by value; every value keeps its [`Origin`].
///
/// # Example
/// ```
/// use par_index::{framework, Inputs};
///
/// let fw = framework("vn-ministry-2023")?;
/// let sheet = |key: &str, leaf: &str, points: &str| format!(
///     r#"{{"schema_version": 1, "kind": "assessment", "framework": "vn-ministry-2023",
///         "year": 2023, "unit": {{"id": "bo-noi-vu"}},
///         "entries": [{{"code": "{leaf}", "{key}": {{"points": "{points}"}}}}]}}"#);
/// let mut inputs = Inputs::new(&fw);
/// inputs.read("papers.json", sheet("appraised", "1", "60.65"));
/// inputs.read("survey.json", sheet("survey", "2", "26.38"));
/// let input = inputs.finish();
/// assert_eq!(input.assessments.len(), 1);
/// assert_eq!(input.assessments[0].files().count(), 2);
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Debug)]
pub struct Inputs {
    pub(super) framework: Framework,
    pub(super) register: Option<Register>,
    prefer_last: bool,
    pub(super) period: Option<Period>,
    /// The unit that a file's sheets belong to, by the file's name (see [`Inputs::with_unit_of`]).
    unit_of: BTreeMap<String, String>,
    /// The other frameworks that read the same files; `None` if there is only one framework.
    pub(super) elsewhere: Option<Elsewhere>,
    /// Each body is shared by `Arc`, so that growing the list and handing it over copy no values.
    pub(super) bodies: Vec<Arc<Body>>,
    keys: HashMap<Key, usize>,
    pub(super) findings: Findings,
    /// Hashes of findings on sheets that contradict the register: each is reported once.
    said_otherwise: HashSet<u64>,
    pub(super) id: InputsId,
    pub(super) foreign_told: bool,
    pub(super) unread: UnreadList,
    /// Names that stand in files and sheets of which something was not read.
    pub(super) named: HashMap<(Option<String>, Option<String>), Named>,
    /// Sheets kept until all units are known: only then can it be decided whom each belongs to.
    pub(super) perhaps: Vec<Perhaps>,
}

type Key = (String, Option<Period>, Option<String>, Option<Day>);

impl Inputs {
    /// Inputs of which nothing has been read yet.
    pub fn new(framework: &Framework) -> Inputs {
        Inputs {
            framework: framework.clone(),
            register: None,
            prefer_last: false,
            period: None,
            unit_of: BTreeMap::new(),
            elsewhere: None,
            bodies: Vec::new(),
            keys: HashMap::new(),
            findings: Findings::default(),
            said_otherwise: HashSet::new(),
            id: InputsId::next(),
            foreign_told: false,
            unread: UnreadList::default(),
            named: HashMap::new(),
            perhaps: Vec::new(),
        }
    }

    /// Lets the later of two different values count, with a note, where there would be an error.
    #[must_use]
    pub fn prefer_last(mut self) -> Inputs {
        self.prefer_last = true;
        self
    }

    /// Sets the year of the sheets that state no period.
    #[must_use]
    pub fn for_year(self, year: u16) -> Inputs {
        self.for_period(Period::year(year))
    }

    /// Sets the period of the sheets that state none.
    #[must_use]
    pub fn for_period(mut self, period: Period) -> Inputs {
        self.period = Some(period);
        self
    }

    /// Accepts only units of a register, whose statements win over what a sheet says of its unit.
    #[must_use]
    pub fn with_register(mut self, register: Register) -> Inputs {
        self.register = Some(register);
        self
    }

    /// Says which unit the sheets of a file belong to if they have no column of units. The file is
    /// named by the path it is read under, or by its name without folders.
    ///
    /// ```
    /// use par_index::{Inputs, framework};
    /// let inputs = Inputs::new(&framework("vn-ministry-2023")?).with_unit_of("q1.xlsx", "bo-y-te");
    /// assert_eq!(inputs.unit_of("gửi/q1.xlsx"), Some("bo-y-te"));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    #[must_use]
    pub fn with_unit_of(mut self, file: impl Into<String>, unit: impl Into<String>) -> Inputs {
        self.unit_of.insert(file.into(), unit.into());
        self
    }

    /// The unit that the sheets of a file belong to, as [`Inputs::with_unit_of`] said.
    pub fn unit_of(&self, file: &str) -> Option<&str> {
        self.unit_of.get(file).or_else(|| self.unit_of.get(base_name(file))).map(String::as_str)
    }

    /// The framework that all inputs are checked against.
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// The period given to sheets that state none, if one was set.
    pub fn period(&self) -> Option<Period> {
        self.period
    }

    /// Whether the register knows a unit by this id or name.
    pub fn is_registered(&self, name: &str) -> bool {
        self.registered_as(name).is_some()
    }

    /// The unit that the register knows by this id or name.
    pub fn registered_as(&self, name: &str) -> Option<&RegisteredUnit> {
        self.register.as_ref()?.find(name)
    }

    /// Whether to search for a near name for a finding of this code: only the first hundred
    /// findings of a code carry a suggestion, for later ones the search would waste time.
    pub fn seeks(&self, code: FindingCode) -> bool {
        self.findings.seeks(code)
    }

    /// Adds a reader's finding about a file as a whole.
    pub fn finding(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Adds a reader's finding about one unit's sheet; an error finding puts the unit in error.
    pub fn sheet_finding(&mut self, sheet: SheetId, mut finding: Finding) {
        let at = self.place_of(sheet);
        let Some(body) = at.and_then(|at| self.bodies.get_mut(at)).map(Arc::make_mut) else {
            return;
        };
        if finding.is_error() {
            let leaf = finding.place().node.as_deref();
            let leaf = leaf.and_then(|code| body.framework.leaf_position(code));
            body.in_error = true;
            body.wrong.extend(leaf);
        }
        let place = finding.place_mut();
        place.unit = Some(body.unit.id.clone());
        place.name = Some(body.unit.name.clone());
        self.findings.push(finding);
    }

    pub(super) fn body(&self, sheet: SheetId) -> Option<&Body> {
        self.bodies.get(self.place_in(sheet)?).map(|body| &**body)
    }

    pub(super) fn body_mut(&mut self, sheet: SheetId) -> Option<&mut Body> {
        let at = self.place_in(sheet)?;
        self.bodies.get_mut(at).map(Arc::make_mut)
    }

    /// Puts a unit in error for reasons that other findings already tell.
    pub(super) fn sheet_in_error(&mut self, sheet: SheetId) {
        let at = self.place_of(sheet);
        if let Some(body) = at.and_then(|at| self.bodies.get_mut(at)).map(Arc::make_mut) {
            body.in_error = true;
        }
    }

    /// Opens the sheet of a unit; a sheet of the same unit, period, channel and day is continued.
    ///
    /// `None` if the unit cannot be told; a finding says why.
    pub fn sheet(&mut self, head: &Head, origin: &Origin) -> Option<SheetId> {
        self.open(head, origin).sheet()
    }

    /// Like [`Inputs::sheet`], but says why there is no sheet. A row, or a document, whose unit
    /// cannot be told is [not read](crate::finding::Unread).
    pub fn open(&mut self, head: &Head, origin: &Origin) -> UnitSheet {
        match self.opened(head, origin) {
            Ok(sheet) => UnitSheet::Sheet(sheet),
            Err(None) => UnitSheet::Elsewhere,
            Err(Some(reason)) => {
                self.rows_of(origin, reason);
                UnitSheet::Unread(reason)
            }
        }
    }

    fn opened(&mut self, head: &Head, origin: &Origin) -> Result<SheetId, Option<FindingCode>> {
        self.leaves(head, origin)?;
        let id = nfc(&head.unit);
        if id.is_empty() || id.chars().count() > MOST_ID {
            let place = origin.place();
            let place = if place.cell.is_none() { place.join("unit").join("id") } else { place };
            let finding = if id.is_empty() {
                Finding::new(FindingCode::UnitMissing, place).found(id)
            } else {
                too_long(&id, MOST_ID, place)
            };
            let code = finding.code();
            self.findings.push(finding);
            return Err(Some(code));
        }
        let seek = self.findings.seeks(FindingCode::UnknownUnit);
        let period = head.period.or(self.period); // A sheet without one is of the one asked for.
        let found = self.register.as_ref().map(|known| known.resolve(&id, period, seek));
        let registered = match found.transpose() {
            Ok(unit) => unit.cloned(),
            Err(mut finding) => {
                *finding.place_mut() = origin.place();
                let code = finding.code();
                self.findings.push(finding);
                return Err(Some(code));
            }
        };
        let id = registered.as_ref().map_or(id, RegisteredUnit::id);
        let place = origin.place();
        let mut long = Vec::new();
        let mut within = |text: &str, most: usize| limited(nfc(text), most, &place, &mut long);
        let channel = head.channel.as_deref().map(|channel| within(channel, MOST_ID));
        let group = head.group.as_deref().map(|group| within(group, MOST_ID));
        let mut group = group.filter(|group| !group.is_empty());
        let [vi, en] = [&head.name.vi, &head.name.en].map(|name| within(name, MOST_NAME));
        let mut name = Text::new(vi, en);
        let key = (id.clone(), head.period, channel, head.as_of);
        let ix = if let Some(ix) = self.keys.get(&key) {
            *ix
        } else {
            let unit = match &registered {
                Some(unit) => Unit::registered(unit),
                None => Unit { name: Text::same(id.clone()), id, group: None, ranked: true },
            };
            let blank = self.blank(Arc::new(unit), head.period, key.2.clone(), Some(origin));
            self.bodies.push(Arc::new(Body { as_of: head.as_of, ..blank }));
            self.keys.insert(key, self.bodies.len() - 1);
            self.bodies.len() - 1
        };
        let body = Arc::make_mut(self.bodies.get_mut(ix).ok_or(None)?);
        origin.add_to(&mut body.sources);
        // The register has the last word on the parts it states; for the others the sheet counts.
        let stated = registered.as_ref().map(RegisteredUnit::stated).unwrap_or_default();
        if !stated.ranked {
            Arc::make_mut(&mut body.unit).ranked &= head.ranked.unwrap_or(true);
        }
        body.provenance = weaker(body.provenance, head.provenance);
        body.in_error |= !long.is_empty();
        for mut finding in long {
            let unit = Place::unit(&body.unit.id, &body.unit.name);
            (finding.place_mut().unit, finding.place_mut().name) = (unit.unit, unit.name);
            self.findings.push(finding);
        }
        let said_group = group.take_if(|_| stated.group).unwrap_or_default();
        let said_name = if stated.name { std::mem::take(&mut name).vi } else { String::new() };
        for finding in register_wins(&body.unit, [said_group, said_name], Some(origin)) {
            if self.said_otherwise.insert(finding.hashed()) {
                self.findings.push(finding);
            }
        }
        let mut join = Join {
            body,
            prefer_last: self.prefer_last,
            later: false,
            findings: &mut self.findings,
        };
        join.name(name);
        join.head(group, head.survey_held, Some(origin));
        Ok(self.sheet_at(ix))
    }

    pub(super) fn blank(
        &self,
        unit: Arc<Unit>,
        period: Option<Period>,
        channel: Option<String>,
        origin: Option<&Origin>,
    ) -> Body {
        Body {
            framework: self.framework.clone(),
            origin: origin.cloned(),
            sources: Vec::new(),
            period,
            as_of: None,
            channel,
            unit,
            above: None,
            provenance: None,
            survey_held: None,
            survey_set_aside: false,
            cells: Vec::new(),
            row: None,
            bonus: None,
            deduction: None,
            in_error: false,
            wrong: BTreeSet::new(),
            contradicts: false,
            unreadable: Vec::new(),
            settled: false,
        }
    }

    /// Adds typed points at a stage of a leaf, given by its position among [`Framework::leaves`].
    /// An unknown position puts the unit in error; a sheet of other inputs makes a finding.
    pub fn points(
        &mut self,
        sheet: SheetId,
        leaf: usize,
        stage: StageName,
        points: Points,
        origin: &Origin,
    ) {
        let Some(at) = self.place_of_leaf(sheet, leaf) else { return };
        let node = self.framework.leaves_slice().get(leaf).map(|ix| self.framework.at(*ix));
        let Some((node, known)) = node.and_then(|node| Some((node, node.leaf()?))) else { return };
        let good = node.is_survey() == (stage == StageName::Survey)
            && !points.is_negative()
            && points <= node.max()
            && known.rule().admits(points, self.framework.scale(node)).is_ok();
        if !good {
            // The full check finds out what is wrong and reports it.
            let spec = StageSpec { points: Some(Num::from(points)), ..StageSpec::default() };
            self.stage(sheet, leaf, stage, &spec, origin, &|_| None);
            return;
        }
        let Some(body) = self.bodies.get_mut(at).map(Arc::make_mut) else { return };
        let mut join = Join {
            body,
            prefer_last: self.prefer_last,
            later: false,
            findings: &mut self.findings,
        };
        join.points(LeafIx(leaf), stage, points, origin);
    }

    /// Adds one stage of the leaf at a position: the stage is checked, then joined.
    ///
    /// For a table, `locate` tells the cell in which a part of the stage stands, such as
    /// `/facts/done`; if it answers `None`, findings point to `origin`.
    pub fn stage(
        &mut self,
        sheet: SheetId,
        leaf: usize,
        stage: StageName,
        spec: &StageSpec,
        origin: &Origin,
        locate: &dyn Fn(&str) -> Option<Origin>,
    ) {
        let Some(at) = self.place_of_leaf(sheet, leaf) else { return };
        let node = self.framework.leaves_slice().get(leaf).map(|ix| self.framework.at(*ix));
        let Some((node, known)) = node.and_then(|node| Some((node, node.leaf()?))) else { return };
        let Some(body) = self.bodies.get_mut(at).map(Arc::make_mut) else { return };
        let unit = Arc::clone(&body.unit);
        let complete = |place: Place| Place {
            unit: Some(unit.id.clone()),
            name: Some(unit.name.clone()),
            node: Some(node.code().as_str().to_owned()),
            stage: Some(stage.as_str()),
            ..place
        };
        let in_table = origin.is_cell();
        // Most stages are in order: the full place is worked out only for those with findings.
        let nowhere = Place { cell: in_table.then(String::new), ..Place::default() };
        let mut check = Check::new(&self.framework);
        let mut checked = check.stage(spec, node, known, stage, &nowhere);
        if !check.findings.is_empty() {
            check = Check::new(&self.framework);
            checked = check.stage(spec, node, known, stage, &complete(origin.place()));
        }
        checked.origin = Some(origin.clone());
        if let Some(remarks) = checked.remarks.as_mut().filter(|remarks| remarks.note.is_some()) {
            remarks.note_at = ReadAt(locate("/note"));
        }
        for mut finding in check.findings {
            if in_table {
                let part = finding.place_mut().pointer.take().unwrap_or_default();
                if let Some(cell) = locate(&part) {
                    *finding.place_mut() = complete(cell.place());
                }
            }
            if finding.is_error() {
                body.wrong_at(LeafIx(leaf));
            }
            self.findings.push(finding);
        }
        let mut join = Join {
            body,
            prefer_last: self.prefer_last,
            later: false,
            findings: &mut self.findings,
        };
        join.stage(LeafIx(leaf), stage, checked);
    }

    /// Adds the explanation (*giải trình*) at a leaf.
    pub fn explanation(
        &mut self,
        sheet: SheetId,
        leaf: usize,
        mut explanation: Explanation,
        origin: &Origin,
    ) {
        explanation.read_at = ReadAt(Some(origin.clone()));
        explanation.text = nfc(&explanation.text);
        explanation.evidence.iter_mut().for_each(|text| *text = nfc(text));
        let at = self.place_of_leaf(sheet, leaf);
        let Some(body) = at.and_then(|at| self.bodies.get_mut(at)).map(Arc::make_mut) else {
            return;
        };
        let mut join = Join {
            body,
            prefer_last: self.prefer_last,
            later: false,
            findings: &mut self.findings,
        };
        join.explanation(LeafIx(leaf), explanation);
    }

    /// Adds bonus points (*điểm thưởng*), as a positive number.
    pub fn bonus(&mut self, sheet: SheetId, points: &Num, origin: &Origin) {
        self.extra(sheet, points, true, origin);
    }

    /// Adds deducted points (*điểm trừ*), as a positive number.
    pub fn deduction(&mut self, sheet: SheetId, points: &Num, origin: &Origin) {
        self.extra(sheet, points, false, origin);
    }

    fn extra(&mut self, sheet: SheetId, num: &Num, is_bonus: bool, origin: &Origin) {
        let at = self.place_of(sheet);
        let Some(body) = at.and_then(|at| self.bodies.get_mut(at)).map(Arc::make_mut) else {
            return;
        };
        let unit = Place::unit(&body.unit.id, &body.unit.name);
        let place = Place { unit: unit.unit, name: unit.name, ..origin.place() };
        let kind = if is_bonus { &BONUS } else { &DEDUCTION };
        let mut check = Check::new(&self.framework);
        let points = check.extra(num, kind, place);
        body.in_error |= check.findings.has_errors();
        self.findings.extend(check.findings);
        let extra = Box::new(Extra { points, origin: Some(origin.clone()) });
        let mut join = Join {
            body,
            prefer_last: self.prefer_last,
            later: false,
            findings: &mut self.findings,
        };
        join.extra(kind.words, is_bonus, extra);
    }

    /// Adds a checked assessment, as if its file were read here.
    pub fn add(&mut self, assessment: &Assessment) {
        self.absorb(Arc::clone(&assessment.0));
    }

    pub(super) fn absorb(&mut self, body: Arc<Body>) {
        let key = (body.unit.id.clone(), body.period, body.channel.clone(), body.as_of);
        let Some(known) = self.keys.get(&key).and_then(|ix| self.bodies.get_mut(*ix)) else {
            self.keys.insert(key, self.bodies.len());
            self.bodies.push(body);
            return;
        };
        let prefer_last = self.prefer_last;
        let body = Arc::unwrap_or_clone(body);
        let known = Arc::make_mut(known);
        Join { body: known, prefer_last, later: false, findings: &mut self.findings }.absorb(body);
    }

    /// Settles the periods, checks every unit as a whole, and returns everything that was read.
    pub fn finish(mut self) -> Input {
        self.settle_periods();
        let predecessors = self.register.as_ref().map(Register::predecessors).unwrap_or_default();
        self.add_silent_units();
        self.set_aside_what_is_not_in_force();
        self.settle_perhaps();
        let (told, not_read) = self.tell_unread();
        self.name_alike();
        let mut provisional = BTreeSet::new();
        let several = self.snapshots();
        for (body, several) in self.bodies.iter_mut().zip(several) {
            let findings = whole::check(Arc::make_mut(body), several).into_iter();
            // The framework is provisional for a whole period: one finding per period is enough.
            self.findings.extend(findings.filter(|finding| {
                finding.code() != FindingCode::ProvisionalFramework
                    || provisional.insert(body.period)
            }));
        }
        self.inherit();
        let (assessments, findings) = self.bodies();
        Input { assessments, findings, predecessors, not_read, told }
    }

    /// Returns what was read, without the checks of [`Inputs::finish`].
    pub(super) fn bodies(mut self) -> (Vec<Assessment>, Vec<Finding>) {
        self.bodies.iter_mut().for_each(|body| Arc::make_mut(body).sort_evidence());
        let assessments = self.bodies.into_iter().map(Assessment);
        (assessments.collect(), self.findings.into_vec())
    }

    /// Adds registered units that sent nothing, so that the results show them as not reported.
    fn add_silent_units(&mut self) {
        let Some(register) = self.register.take() else { return };
        let mut periods: BTreeSet<Option<Period>> =
            self.bodies.iter().map(|body| body.period).collect();
        let mut channels: BTreeSet<Option<String>> =
            self.bodies.iter().map(|body| body.channel.clone()).collect();
        if self.bodies.is_empty() {
            periods.insert(self.period);
            channels.insert(None);
        }
        // Each unit of the register without any input is added once for each period and channel.
        let keys = std::mem::take(&mut self.keys);
        let known: HashSet<(&str, Option<Period>, Option<&str>)> = keys
            .keys()
            .map(|(id, period, channel, _)| (&**id, *period, channel.as_deref()))
            .collect();
        for unit in register.units() {
            let silent = Arc::new(Unit::registered(unit));
            let in_force = |period: &&Option<Period>| period.is_none_or(|one| unit.exists_in(one));
            for period in periods.iter().filter(in_force) {
                for channel in &channels {
                    if !known.contains(&(&*silent.id, *period, channel.as_deref())) {
                        let unit = Arc::clone(&silent);
                        let blank = self.blank(unit, *period, channel.clone(), None);
                        self.bodies.push(Arc::new(blank));
                    }
                }
            }
        }
        self.keys = keys;
        self.register = Some(register);
    }

    /// A sheet without a period gets the period asked for, else the only period of the inputs.
    fn settle_periods(&mut self) {
        let periods: BTreeSet<Period> = self.bodies.iter().filter_map(|body| body.period).collect();
        let only = periods.first().copied().filter(|_| periods.len() == 1);
        let settled = self.period.or(only);
        if self.bodies.iter().all(|body| body.period.is_some()) {
            return;
        }
        self.keys.clear();
        let mut told = BTreeSet::new();
        for mut shared in std::mem::take(&mut self.bodies) {
            if shared.period.is_none() {
                let body = Arc::make_mut(&mut shared);
                body.period = settled;
                if settled.is_none() {
                    body.in_error = true;
                    let mut place = whole::document(body);
                    // In a table the period is missing once for all, not in every row.
                    if place.cell.is_some() {
                        place = Place { file: place.file, sheet: place.sheet, ..Place::default() };
                    }
                    if place.unit.is_some() || told.insert(place.file.clone()) {
                        self.findings.push(Finding::new(FindingCode::YearUnknown, place));
                    }
                }
            }
            self.absorb(shared);
        }
    }
}
