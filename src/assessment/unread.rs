//! What the inputs could not understand, and the units that are told by it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Body, Inputs, Origin, Register, SheetId, Source};
use crate::finding::{Finding, FindingCode, Place, RowList, Unread, unread_of};
use crate::json::{cut, nfc};
use crate::period::Period;
use crate::words::{Text, fold_name};

/// What came of opening the sheet of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnitSheet {
    /// It is open.
    Sheet(SheetId),
    /// It is left to another framework of the call.
    Elsewhere,
    /// It is a row about no unit, such as a sum below a table.
    Passed,
    /// Nobody knows whose it is, as a finding of this code says: it was noted as not read.
    Unread(FindingCode),
}

impl UnitSheet {
    /// The sheet, if it is open.
    pub fn sheet(self) -> Option<SheetId> {
        match self {
            UnitSheet::Sheet(sheet) => Some(sheet),
            UnitSheet::Elsewhere | UnitSheet::Passed | UnitSheet::Unread(_) => None,
        }
    }
}

impl Inputs {
    /// What was opened and not understood: the finding that says why. It is of the whole file, or of
    /// the whole sheet, that the finding names.
    ///
    /// ```
    /// use par_index::finding::{FindingCode, Place};
    /// use par_index::{Finding, Inputs, framework};
    /// let mut inputs = Inputs::new(&framework("vn-ministry-2023")?);
    /// inputs.not_read(Finding::new(FindingCode::UnknownFile, Place::file("a.ods")).found("a.ods"));
    /// assert_eq!(inputs.finish().not_read.len(), 1);
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn not_read(&mut self, finding: Finding) {
        self.unread.whole(finding.place(), finding.code());
        self.finding(finding);
    }

    /// The same of rows, from one to another; the finding names the first of them.
    pub fn rows_not_read(&mut self, finding: Finding, first: u32, last: u32) {
        self.unread.rows(finding.place(), (first, last), finding.code());
        self.finding(finding);
    }

    /// What was found of the register: rows of it that were left out are not read. `unnamed` is what it
    /// is called where it has no file.
    pub fn register_findings(&mut self, findings: Vec<Finding>, unnamed: &str) {
        self.unread.extend(&unread_of(&findings, unnamed));
        self.findings.extend(findings);
    }

    /// A text that stands in a file or sheet that is not read, or not all of it; `is_unit` where it
    /// stands under the heading of units. What names another unit is not told by the name of its file.
    pub fn named_in_unread(&mut self, place: &Place, text: &str, is_unit: bool) {
        if !text.chars().any(char::is_alphabetic) {
            return;
        }
        let key = (place.file.clone(), place.sheet.clone());
        let named = self.named.entry(key).or_default();
        let texts = if is_unit { &mut named.units } else { &mut named.others };
        if texts.len() < MOST_TEXTS {
            texts.insert(cut(&nfc(text)));
        } else {
            named.more = true;
        }
    }

    /// A sheet that is not read, as a finding says, where one of these texts, its own name among them,
    /// means a unit of the register or of the inputs; else a note passes it over. It is settled once all
    /// inputs are read.
    pub fn not_read_if_named(&mut self, unread: Finding, note: Finding, names: BTreeSet<String>) {
        self.perhaps.push(Perhaps { unread, note, names });
    }

    /// Settles which sheets are not read since they name a unit.
    pub(super) fn settle_perhaps(&mut self) {
        if self.perhaps.is_empty() {
            return;
        }
        let known = Known::of(&self.bodies, self.register.is_none());
        for Perhaps { unread, note, names } in std::mem::take(&mut self.perhaps) {
            if names.iter().any(|name| known.knows(name, self.register.as_ref())) {
                self.not_read(unread);
            } else {
                self.finding(note);
            }
        }
    }

    /// A row that was not read for a reason that a finding has told before.
    pub fn row_not_read(&mut self, origin: &Origin, reason: FindingCode) {
        self.rows_of(origin, reason);
    }

    /// Rows of the same.
    pub fn more_not_read(&mut self, origin: &Origin, reason: FindingCode, rows: &RowList) {
        self.unread.rows_all(&origin.place(), rows, reason);
    }

    /// What was not read so far.
    pub(crate) fn unread(&self) -> Vec<Unread> {
        self.unread.list()
    }

    /// What was found so far.
    pub(crate) fn found(&self) -> Vec<Finding> {
        self.findings.to_vec()
    }

    /// Notes the row, or the document, that stands at a place.
    pub(super) fn rows_of(&mut self, origin: &Origin, reason: FindingCode) {
        let place = origin.place();
        let line = place.line.and_then(|line| u32::try_from(line).ok());
        match place.row().or(line) {
            Some(row) => self.unread.rows(&place, (row, row), reason),
            None => self.unread.whole(&place, reason),
        }
    }

    /// Units that are told by the name of a file that could not be read: they are in error, and
    /// nobody else is concerned. What is left concerns any unit.
    ///
    /// Nobody knows of which period and channel the file is: a unit that lacks a row in one of them is
    /// not told, since there nothing would bear the mark.
    pub(super) fn tell_unread(&mut self) -> (Vec<Unread>, Vec<Unread>) {
        let (mut told, mut open) = (Vec::new(), Vec::new());
        let list = self.unread.list();
        if list.is_empty() {
            return (told, open);
        }
        let mut known = Known::of(&self.bodies, self.register.is_none());
        let asked = self.period.into_iter().flat_map(|period| {
            let channels = self.bodies.iter().map(|body| body.channel.clone());
            channels.map(move |channel| (Some(period), channel))
        });
        let held = self.bodies.iter().map(|body| (body.period, body.channel.clone()));
        let sets: BTreeSet<(Option<Period>, Option<String>)> = held.chain(asked).collect();
        for one in list {
            let register = self.register.as_ref();
            let named = self.named.get(&(one.file.clone(), one.sheet.clone()));
            let unit = known.unit_of(&one, register);
            let unit =
                unit.filter(|unit| !named.is_some_and(|it| known.another(it, unit, register)));
            let own = unit.as_ref().and_then(|unit| known.ids.get(unit)).cloned();
            // One unit stands once in each.
            let own = own.filter(|own| {
                let of = own.iter().filter_map(|at| self.bodies.get(*at));
                let own: BTreeSet<_> =
                    of.map(|body| (body.period, body.channel.as_deref())).collect();
                own.len() == sets.len()
            });
            let own = own.unwrap_or_default();
            let first = own.first().and_then(|at| self.bodies.get(*at));
            let Some(name) = first.map(|body| body.unit.name.clone()) else {
                // A sheet of two names is of one of them: neither is said to be silent.
                let of_two = named.filter(|_| one.reason == FindingCode::UnitsDisagree);
                let ids = of_two.into_iter().flat_map(|named| &named.units);
                let ids = ids.filter_map(|text| known.unit(text, register));
                let own: Vec<usize> =
                    ids.filter_map(|id| known.ids.get(&id)).flatten().copied().collect();
                for at in own {
                    let body = self.bodies.get_mut(at).filter(|body| body.origin.is_none());
                    if let Some(body) = body.map(Arc::make_mut) {
                        body.unreadable(one.file.as_ref());
                    }
                }
                open.push(one);
                continue;
            };
            for at in own {
                if let Some(body) = self.bodies.get_mut(at).map(Arc::make_mut) {
                    body.unreadable(one.file.as_ref());
                    known.read_in(body.unit.id.clone(), one.file.clone());
                }
            }
            self.name_findings(one.reason, unit.as_deref().unwrap_or_default(), &name, |place| {
                place.file == one.file && place.sheet == one.sheet
            });
            told.push(one);
        }
        (told, open)
    }

    /// What is known to be of one unit is said of it.
    fn name_findings(
        &mut self,
        code: FindingCode,
        id: &str,
        name: &Text,
        same: impl Fn(&Place) -> bool,
    ) {
        for finding in self.findings.kept_mut().iter_mut().filter(|finding| finding.code() == code)
        {
            if finding.place().unit.is_none() && same(finding.place()) {
                let place = finding.place_mut();
                (place.unit, place.name) = (Some(id.to_owned()), Some(name.clone()));
                place.shorten();
            }
        }
    }

    /// Cells that nobody read, of a column that a finding of this code has told: those of one unit put
    /// it in error, those of several concern all.
    ///
    /// `header` is where the finding stands.
    pub fn column_not_read(
        &mut self,
        header: &Place,
        reason: FindingCode,
        rows: &RowList,
        sheets: &BTreeSet<SheetId>,
    ) {
        let mut ids = sheets.iter().filter_map(|sheet| Some(&self.body(*sheet)?.unit.id));
        // Rows without a sheet here are another framework's, or not read as a whole.
        let Some(first) = ids.next() else { return };
        if ids.any(|id| id != first) {
            self.unread.rows_all(header, rows, reason);
            return;
        }
        let Some(sheet) = sheets.first().copied() else { return };
        for sheet in sheets {
            if let Some(body) = self.body_mut(*sheet) {
                body.unreadable(header.file.as_ref());
            }
        }
        let Some(unit) = self.body(sheet).map(|body| body.unit.clone()) else { return };
        self.name_findings(reason, &unit.id, &unit.name, |place| {
            place.file == header.file && place.cell == header.cell
        });
    }
}

/// A sheet that is not read if it names a unit.
#[derive(Debug)]
pub(super) struct Perhaps {
    unread: Finding,
    note: Finding,
    names: BTreeSet<String>,
}

/// So many different texts of a part that is not read are looked at.
const MOST_TEXTS: usize = 10_000;

/// The texts that stand in a part that is not read.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    /// Under the heading of units.
    units: BTreeSet<String>,
    others: BTreeSet<String>,
    /// Whether there are more.
    more: bool,
}

/// The units of the inputs by what a file may be named after, and by the files they were read in.
struct Known {
    ids: HashMap<String, Vec<usize>>,
    /// By names as they compare; `None` where several units have one.
    names: HashMap<String, Option<String>>,
    files: HashMap<Option<String>, BTreeSet<String>>,
}

impl Known {
    fn of(bodies: &[Arc<Body>], named: bool) -> Known {
        let mut known = Known { ids: HashMap::new(), names: HashMap::new(), files: HashMap::new() };
        for (at, body) in bodies.iter().enumerate() {
            let unit = &body.unit;
            known.ids.entry(unit.id.clone()).or_default().push(at);
            for name in [&unit.id, &unit.name.vi, &unit.name.en].into_iter().filter(|_| named) {
                let own = || Some(unit.id.clone());
                let meant = known.names.entry(fold_name(name)).or_insert_with(own);
                if meant.as_ref() != Some(&unit.id) {
                    *meant = None;
                }
            }
            for source in &body.sources {
                known.read_in(unit.id.clone(), source.file.clone());
            }
        }
        known
    }

    fn read_in(&mut self, id: String, file: Option<String>) {
        self.files.entry(file).or_default().insert(id);
    }

    /// The one unit that the name of the sheet or the file means; `None` where it means none, or where
    /// the rest of the file is about others.
    fn unit_of(&self, one: &Unread, register: Option<&Register>) -> Option<String> {
        // A cell that names something says more than the file's name.
        let named = [
            FindingCode::UnknownUnit,
            FindingCode::AmbiguousUnit,
            FindingCode::BadId,
            FindingCode::MadeUnread,
        ];
        if named.contains(&one.reason) {
            return None;
        }
        let file = one.file_name()?;
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        // A sheet that bears a unit's name is its own, whatever the others of the workbook are about.
        if let Some(id) = one.sheet.as_deref().and_then(|sheet| self.unit(sheet, register)) {
            return Some(id);
        }
        let id = self.unit(stem, register)?;
        let read = self.files.get(&one.file);
        let others = read.is_some_and(|units| units.iter().any(|other| *other != id));
        (!others).then_some(id)
    }

    /// Whether the texts of a part name another unit than one, or may.
    fn another(&self, named: &Named, id: &str, register: Option<&Register>) -> bool {
        let is_known = |text: &String| self.knows(text, register);
        let own = |text: &String| self.unit(text, register).as_deref() == Some(id);
        let others = named.others.iter().filter(|text| is_known(text));
        named.more || !named.units.iter().chain(others).all(own)
    }

    /// Whether a text means a unit, or may mean one of several.
    fn knows(&self, text: &str, register: Option<&Register>) -> bool {
        match register {
            Some(_) => self.unit(text, register).is_some(),
            None => self.names.contains_key(&fold_name(text)),
        }
    }

    /// The unit of the register, else of the inputs, that a text means.
    fn unit(&self, text: &str, register: Option<&Register>) -> Option<String> {
        match register {
            Some(register) => register.find(text).map(super::RegisteredUnit::id),
            None => self.names.get(&fold_name(text)).cloned().flatten(),
        }
    }
}

impl Body {
    /// Notes that something of the unit came and could not be read.
    fn unreadable(&mut self, file: Option<&String>) {
        self.in_error = true;
        let Some(file) = file else { return };
        if !self.unreadable.contains(file) {
            self.unreadable.push(file.clone());
        }
        if !self.sources.iter().any(|source| source.file.as_ref() == Some(file)) {
            self.sources.push(Source::file(file.as_str()).into());
        }
    }
}
