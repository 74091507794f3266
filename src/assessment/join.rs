//! Joins inputs by unit, period, channel, leaf and stage. A value read once stands; two equal
//! values count as one; two different values are a conflict that names both places.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{
    Assessment, Body, Cell, Entry, Explanation, Extra, Inputs, Origin, Stage, StageName, Unit,
    Value, standing, whole,
};
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::rule::Facts;
use crate::framework::{Framework, LeafIx};
use crate::quantity::Points;
use crate::words::{Arg, Lang, Text};

use super::Input;

/// Joins assessments of the same units: each may carry other leaves or stages.
///
/// The result does not depend on the order, and joining something with itself changes nothing. Two
/// different values of one stage are an error finding, and their unit is in error.
///
/// # Example
/// ```
/// use par_index::assessment::join;
/// use par_index::{framework, spec::AssessmentSpec};
///
/// let fw = framework("vn-ministry-2023")?;
/// let sheet = || AssessmentSpec::new("vn-ministry-2023", 2023, "bo-noi-vu");
/// let (papers, _) = sheet().appraised("1", "60.65").check(&fw);
/// let (survey, _) = sheet().survey("2", "26.38").check(&fw);
/// let (other, _) = sheet().survey("2", "26.39").check(&fw);
///
/// let joined = join(&fw, &[papers.clone(), survey.clone()]);
/// assert_eq!((joined.assessments.len(), joined.findings.len()), (1, 0));
/// let joined = join(&fw, &[papers, survey, other]);
/// assert_eq!(joined.findings[0].code().as_str(), "conflict");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn join(framework: &Framework, assessments: &[Assessment]) -> Input {
    let mut inputs = Inputs::new(framework);
    for assessment in assessments {
        inputs.add(assessment);
    }
    inputs.finish()
}

/// Joins the assessments only if a unit has more than one of them.
pub(crate) fn joined(
    framework: &Framework,
    assessments: Vec<Assessment>,
    prefer_last: bool,
    findings: &mut Findings,
) -> Vec<Assessment> {
    let assessments = standing(assessments, None, prefer_last, findings);
    let mut seen = BTreeSet::new();
    if assessments.iter().all(|assessment| seen.insert(assessment.unit().id.as_str())) {
        return assessments;
    }
    let mut inputs = Inputs::new(framework);
    if prefer_last {
        inputs = inputs.prefer_last();
    }
    for assessment in &assessments {
        inputs.add(assessment);
    }
    for body in inputs.bodies.iter_mut().filter(|body| !body.contradicts && !body.in_error) {
        inputs.findings.extend(whole::not_held(Arc::make_mut(body)));
    }
    let (assessments, found) = inputs.bodies();
    findings.extend(found);
    assessments
}

/// The finding that an assessment is of another framework than the one it is read or scored under.
pub(crate) fn other_framework(unit: &Unit, own: &Framework, asked: &Framework) -> Finding {
    let named = |framework: &Framework| format!("{} {}", framework.id(), framework.hash());
    let finding = Finding::new(FindingCode::OtherFramework, Place::unit(&unit.id, &unit.name));
    finding.found(named(own)).with("expected", named(asked))
}

/// Joins values into the sheet of one unit.
pub(super) struct Join<'a> {
    pub(super) body: &'a mut Body,
    pub(super) prefer_last: bool,
    /// Whether the values that come are of a later snapshot: then they replace earlier ones without
    /// a conflict.
    pub(super) later: bool,
    pub(super) findings: &'a mut Findings,
}

/// One of the two sides of a conflict.
struct Side {
    value: Arg,
    place: Text,
    /// The place of the cell, if the value was read from a table.
    cell: Option<Place>,
}

impl Side {
    fn new(value: impl Into<Arg>, origin: Option<&Origin>) -> Side {
        let cell = origin.map(Origin::place).filter(|place| place.cell.is_some());
        Side { value: value.into(), place: place_of(origin), cell }
    }

    /// A side whose row is known, but not its cell.
    fn in_row(value: impl Into<Arg>, origin: Option<&Origin>) -> Side {
        let cell = origin.map(Origin::row).filter(|row| row.line.is_some());
        let place = cell.as_ref().map(|row| Text::new(row.text(Lang::Vi), row.text(Lang::En)));
        Side { value: value.into(), place: place.unwrap_or_else(|| place_of(origin)), cell }
    }
}

/// The place where a value was read, in words; `—` if it is not known.
pub(super) fn place_of(origin: Option<&Origin>) -> Text {
    let place = origin.map(Origin::text).unwrap_or_default();
    if place.is_empty() { Text::same("—") } else { place }
}

impl Join<'_> {
    /// Joins checked points that were typed in a cell of a table.
    pub(super) fn points(
        &mut self,
        leaf: LeafIx,
        name: StageName,
        points: Points,
        origin: &Origin,
    ) {
        let plain = name == self.body.counting_stage(leaf) && origin.is_wide();
        let row = self.body.row.get_or_insert_with(|| origin.clone()).same_wide_row(origin);
        let Some(cell) = self.body.cell_mut(leaf) else { return };
        if plain && row && matches!(cell, Cell::Empty) {
            *cell = Cell::Plain(points);
            return;
        }
        let value = Some(Value::Points(points));
        self.stage(leaf, name, Stage { value, remarks: None, origin: Some(origin.clone()) });
    }

    /// Joins one stage of one leaf.
    pub(super) fn stage(&mut self, leaf: LeafIx, name: StageName, new: Stage) {
        let Some(entry) = self.entry(leaf) else { return };
        let Some(mut old) = entry.stage_mut(name).take() else {
            *entry.stage_mut(name) = Some(new);
            return;
        };
        let code = self.body.framework.leaf_at(leaf).code().as_str().to_owned();
        let origins = (old.origin.clone(), new.origin.clone());
        let place = || Place { stage: Some(name.as_str()), ..Place::default() }.node(code.as_str());
        let sides =
            |a: Arg, b: Arg| [Side::new(a, origins.0.as_ref()), Side::new(b, origins.1.as_ref())];
        match (&mut old.value, new.value) {
            (old_value @ None, value @ Some(_)) => {
                *old_value = value;
                old.origin = new.origin;
            }
            (_, None) => {}
            (Some(Value::NotApplicable(reason)), Some(Value::NotApplicable(other))) => {
                // Both say "not applicable"; which of the two reasons is kept does not depend on
                // the order.
                if reason.is_empty() || (!other.is_empty() && other < *reason) {
                    *reason = other;
                }
            }
            (Some(value), Some(other)) if *value == other => {}
            (Some(value), Some(other)) => {
                let sides = sides(brief(value), brief(&other));
                if self.conflict(Arg::from(code.as_str()), place(), sides) {
                    *value = other;
                    old.origin = new.origin;
                }
            }
        }
        if let Some(new) = new.remarks {
            let mut remarks = old.remarks.take().unwrap_or_default();
            let named = |vi: &str, en: &str| {
                Arg::Words(Text::new(format!("{code} ({vi})"), format!("{code} ({en})")))
            };
            if let Some(list) = new.evidence {
                match &mut remarks.evidence {
                    // The merged list is sorted once all is read, so that the order of the inputs
                    // does not matter.
                    Some(known) if self.later => *known = list,
                    Some(known) if *known != list => {
                        known.extend(list);
                        remarks.unsorted = true;
                    }
                    Some(_) => {}
                    known => *known = Some(list),
                }
                remarks.unsorted |= new.unsorted;
            }
            let words = |text: &String| Arg::Plain(text.clone());
            let sides = |a: Arg, b: Arg| {
                [Side::in_row(a, origins.0.as_ref()), Side::in_row(b, origins.1.as_ref())]
            };
            let notes = [remarks.note_at.0.clone(), new.note_at.0.clone()];
            let counts = remarks.note.is_none() || self.later || self.prefer_last;
            if new.note.is_some() && counts {
                remarks.note_at = new.note_at;
            }
            self.field(
                &mut remarks.note,
                new.note,
                (named("ghi chú", "note"), place()),
                |a, b| match &notes {
                    [Some(old), Some(new)] => {
                        [Side::new(words(a), Some(old)), Side::new(words(b), Some(new))]
                    }
                    _ => sides(words(a), words(b)),
                },
            );
            self.field(
                &mut remarks.by,
                new.by,
                (named("cơ quan chấm", "by"), place()),
                |a, b| sides(words(a), words(b)),
            );
            self.field(&mut remarks.on, new.on, (named("ngày chấm", "on"), place()), |a, b| {
                sides(Arg::Plain(a.to_string()), Arg::Plain(b.to_string()))
            });
            old.remarks = Some(remarks);
        }
        if let Some(entry) = self.entry(leaf) {
            *entry.stage_mut(name) = Some(old);
        }
    }

    /// Joins the explanation of a leaf.
    pub(super) fn explanation(&mut self, leaf: LeafIx, new: Explanation) {
        let code = self.body.framework.leaf_at(leaf).code().as_str().to_owned();
        let Some(entry) = self.entry(leaf) else { return };
        let mut old = entry.explanation.take();
        let what =
            Arg::Words(Text::new(format!("{code} (giải trình)"), format!("{code} (explanation)")));
        let place = Place::default().node(code);
        self.field(&mut old, Some(new), (what, place), |a, b| {
            let side = |one: &Explanation| Side::new(one.text.as_str(), one.read_at.0.as_ref());
            [side(a), side(b)]
        });
        if let Some(entry) = self.entry(leaf) {
            entry.explanation = old;
        }
    }

    pub(super) fn extra(&mut self, words: [&str; 2], is_bonus: bool, new: Box<Extra>) {
        let slot =
            |body: &mut Body| if is_bonus { body.bonus.take() } else { body.deduction.take() };
        let mut old = slot(self.body);
        match &old {
            Some(known) if known.points == new.points => {}
            Some(known) => {
                let sides = [
                    Side::new(known.points, known.origin.as_ref()),
                    Side::new(new.points, new.origin.as_ref()),
                ];
                let what = Arg::Words(Text::new(words[0], words[1]));
                let place = Place::default().node(if is_bonus { "bonus" } else { "deduction" });
                if self.conflict(what, place, sides) {
                    old = Some(new);
                }
            }
            None => old = Some(new),
        }
        if is_bonus {
            self.body.bonus = old;
        } else {
            self.body.deduction = old;
        }
    }

    /// Joins what a sheet states about its unit as a whole: its block, and whether the survey was
    /// held.
    pub(super) fn head(
        &mut self,
        group: Option<String>,
        survey_held: Option<bool>,
        origin: Option<&Origin>,
    ) {
        let known = self.body.origin.clone();
        let sides = |a: Arg, b: Arg| [Side::new(a, known.as_ref()), Side::new(b, origin)];
        if group.is_some() {
            let mut own = self.unit().group.take();
            let what = Arg::Words(Text::new("khối", "the group"));
            self.field(&mut own, group, (what, Place::default()), |a, b| {
                sides(Arg::Plain(a.clone()), Arg::Plain(b.clone()))
            });
            self.unit().group = own;
        }
        let mut own = self.body.survey_held.take();
        let what = Arg::Words(Text::new("điều tra xã hội học", "the survey"));
        let held = |held: bool| {
            let [vi, en] =
                if held { ["có điều tra", "held"] } else { ["không điều tra", "not held"] };
            Text::new(vi, en)
        };
        self.field(&mut own, survey_held, (what, Place::default()), |a, b| {
            sides(Arg::Words(held(*a)), Arg::Words(held(*b)))
        });
        self.body.survey_held = own;
    }

    /// Joins everything that another sheet of the same unit holds. A sheet under another framework
    /// is not joined and puts the unit in error.
    pub(super) fn absorb(&mut self, other: Body) {
        if other.framework != self.body.framework {
            let finding = other_framework(&other.unit, &other.framework, &self.body.framework);
            self.findings.push(finding);
            self.body.in_error = true;
            return;
        }
        self.head(other.unit.group.clone(), other.survey_held, other.origin.as_ref());
        self.name(other.unit.name.clone());
        self.unit().ranked &= other.unit.ranked;
        self.body.provenance = weaker(self.body.provenance, other.provenance);
        self.body.in_error |= other.in_error;
        self.body.wrong.extend(&other.wrong);
        if self.body.above.is_none() {
            self.body.above.clone_from(&other.above);
        }
        self.body.contradicts |= other.contradicts;
        self.body.survey_set_aside |= other.survey_set_aside;
        self.body.settled |= other.settled;
        for file in &other.unreadable {
            if !self.body.unreadable.contains(file) {
                self.body.unreadable.push(file.clone());
            }
        }
        for source in &other.sources {
            if !self.body.sources.contains(source) {
                self.body.sources.push(source.clone());
            }
        }
        for ix in 0..other.cells.len() {
            let leaf = LeafIx(ix);
            let Some(entry) = other.entry(leaf).map(std::borrow::Cow::into_owned) else { continue };
            let taken = matches!(other.cells.get(ix), Some(Cell::Taken(_)));
            for name in StageName::ALL {
                if let Some(stage) = entry.stage(name) {
                    self.stage(leaf, name, stage.clone());
                }
            }
            if let Some(explanation) = entry.explanation {
                self.explanation(leaf, explanation);
            }
            if taken && let Some(cell) = self.body.cell_mut(leaf) {
                // Whichever day it is from, a value taken from the unit above is not the unit's
                // own.
                *cell = match std::mem::take(cell) {
                    Cell::Full(entry) => Cell::Taken(entry),
                    Cell::Empty => Cell::Taken(Box::default()),
                    cell => cell,
                };
            }
        }
        if let Some(bonus) = other.bonus {
            self.extra(super::check::BONUS.words, true, bonus);
        }
        if let Some(deduction) = other.deduction {
            self.extra(super::check::DEDUCTION.words, false, deduction);
        }
    }

    /// Joins a unit's name; of two different names the alphabetically first is kept, whatever the
    /// order.
    pub(super) fn name(&mut self, name: Text) {
        let unit = &self.body.unit;
        let is_id = |name: &Text| name.vi == unit.id && name.en == unit.id;
        let absent = |name: &Text| name.is_empty() || is_id(name);
        if absent(&name) {
            return;
        }
        if absent(&unit.name) || (&name.vi, &name.en) < (&unit.name.vi, &unit.name.en) {
            self.unit().name = name;
        }
    }

    /// The unit of the sheet, for changes.
    fn unit(&mut self) -> &mut Unit {
        Arc::make_mut(&mut self.body.unit)
    }

    fn entry(&mut self, leaf: LeafIx) -> Option<&mut Entry> {
        if !matches!(self.body.cells.get(leaf.0), Some(Cell::Full(_))) {
            let entry = self.body.entry(leaf).map(std::borrow::Cow::into_owned);
            *self.body.cell_mut(leaf)? = Cell::Full(Box::new(entry.unwrap_or_default()));
        }
        match self.body.cell_mut(leaf)? {
            Cell::Full(entry) => Some(entry),
            _ => None,
        }
    }

    fn field<T: PartialEq>(
        &mut self,
        old: &mut Option<T>,
        new: Option<T>,
        (what, place): (Arg, Place),
        sides: impl Fn(&T, &T) -> [Side; 2],
    ) {
        let Some(new) = new else { return };
        match old {
            None => *old = Some(new),
            Some(known) if *known == new => {}
            Some(known) => {
                let sides = sides(known, &new);
                if self.conflict(what, place, sides) {
                    *known = new;
                }
            }
        }
    }

    /// Reports two different values of one part, unless they are of two snapshots; returns `true`
    /// if the later value is to count.
    fn conflict(&mut self, what: Arg, place: Place, [a, b]: [Side; 2]) -> bool {
        if self.later {
            return true;
        }
        let code =
            if self.prefer_last { FindingCode::ConflictSettled } else { FindingCode::Conflict };
        let unit = &self.body.unit;
        let (node, stage) = (place.node.clone(), place.stage);
        let place = Place { node, stage, ..b.cell.unwrap_or(place) };
        let place = Place { unit: Some(unit.id.clone()), name: Some(unit.name.clone()), ..place };
        let mut finding = Finding::new(code, place).with("what", what);
        for (key, arg) in [
            ("a", a.value),
            ("place_a", a.place.into()),
            ("b", b.value),
            ("place_b", b.place.into()),
        ] {
            finding = finding.with(key, arg);
        }
        if !self.prefer_last {
            let leaf = finding.place().node.as_deref();
            let leaf = leaf.and_then(|code| self.body.framework.leaf_position(code));
            self.body.in_error = true;
            self.body.wrong.extend(leaf);
        }
        self.findings.push(finding);
        self.body.settled |= self.prefer_last;
        self.prefer_last
    }
}

/// The less official of two provenances.
pub(super) fn weaker(
    a: Option<super::Provenance>,
    b: Option<super::Provenance>,
) -> Option<super::Provenance> {
    a.into_iter().chain(b).max()
}

/// A value in a few words, as a conflict shows it.
pub(super) fn brief(value: &Value) -> Arg {
    match value {
        Value::Points(points) => Arg::Points(*points),
        Value::NotApplicable(_) => Arg::Words(Text::new("không áp dụng", "not applicable")),
        Value::Facts(declared) => Arg::Plain(facts(&declared.facts)),
    }
}

fn facts(facts: &Facts) -> String {
    let answers =
        facts.answers.iter().chain(facts.groups.iter().flat_map(|groups| groups.values()));
    let counted = answers.flatten().map(|(option, count)| format!("{option} {count}"));
    let parts = [
        facts.answer.map(|answer| answer.as_str().to_owned()),
        facts.level.clone(),
        facts.done.zip(facts.of).map(|(done, of)| format!("{done}/{of}")),
        facts.count.map(|count| count.to_string()),
    ];
    parts.into_iter().flatten().chain(counted).collect::<Vec<String>>().join(", ")
}
