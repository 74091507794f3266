//! Parts of the inputs that could not be read, and the units they are known to belong to.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Body, Inputs, Origin, Register, SheetId, Source};
use crate::finding::{Finding, FindingCode, Place, RowList, Unread, unread_of};
use crate::json::{cut, nfc};
use crate::period::Period;
use crate::words::{Text, fold_name};

/// What became of opening the sheet of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnitSheet {
    /// The sheet is open.
    Sheet(SheetId),
    /// The sheet is left to another framework of the call.
    Elsewhere,
    /// The row is not about a unit, such as a sum below a table.
    Passed,
    /// The unit cannot be told, as a finding of this code says; the sheet was recorded as not read.
    Unread(FindingCode),
}

impl UnitSheet {
    /// The id of the sheet, if it is open.
    pub fn sheet(self) -> Option<SheetId> {
        match self {
            UnitSheet::Sheet(sheet) => Some(sheet),
            UnitSheet::Elsewhere | UnitSheet::Passed | UnitSheet::Unread(_) => None,
        }
    }
}

impl Inputs {
    /// Records that a whole file, or a whole sheet, was opened but not understood; the finding
    /// names it and says why.
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

    /// Records rows that were not read, from `first` to `last`; the finding names the first of
    /// them.
    pub fn rows_not_read(&mut self, finding: Finding, first: u32, last: u32) {
        self.unread.rows(finding.place(), (first, last), finding.code());
        self.finding(finding);
    }

    /// Adds the findings on the register; its rows that were left out count as not read. `unnamed`
    /// is the name given to a register that has no file.
    pub fn register_findings(&mut self, findings: Vec<Finding>, unnamed: &str) {
        self.unread.extend(&unread_of(&findings, unnamed));
        self.findings.extend(findings);
    }

    /// Records a text from a file or sheet that was not read in full; `is_unit` if the text stands
    /// under the heading of units. A file whose texts name another unit than its file name does
    /// cannot be assigned by that name.
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

    /// Records a sheet that counts as not read, with the finding `unread`, only if one of the
    /// `names` in it, its own title among them, means a unit of the register or of the inputs;
    /// otherwise `note` says that it was passed over. This is decided once all inputs are read.
    pub fn not_read_if_named(&mut self, unread: Finding, note: Finding, names: BTreeSet<String>) {
        self.perhaps.push(Perhaps { unread, note, names });
    }

    /// Decides which of the kept sheets name a unit and so count as not read.
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

    /// Records a row that was not read for a reason that an earlier finding gives.
    pub fn row_not_read(&mut self, origin: &Origin, reason: FindingCode) {
        self.rows_of(origin, reason);
    }

    /// Records several rows that were not read for a reason that an earlier finding gives.
    pub fn more_not_read(&mut self, origin: &Origin, reason: FindingCode, rows: &RowList) {
        self.unread.rows_all(&origin.place(), rows, reason);
    }

    /// The parts that were not read so far.
    pub(crate) fn unread(&self) -> Vec<Unread> {
        self.unread.list()
    }

    /// The findings so far.
    pub(crate) fn found(&self) -> Vec<Finding> {
        self.findings.to_vec()
    }

    /// Records the row, or the document, at a place as not read.
    pub(super) fn rows_of(&mut self, origin: &Origin, reason: FindingCode) {
        let place = origin.place();
        let line = place.line.and_then(|line| u32::try_from(line).ok());
        match place.row().or(line) {
            Some(row) => self.unread.rows(&place, (row, row), reason),
            None => self.unread.whole(&place, reason),
        }
    }

    /// Assigns unread files to units by the file's name: such a unit is in error and no other is
    /// concerned. Returns the parts assigned to one unit, then those that may concern any unit.
    ///
    /// The period and channel of an unread file are unknown. A unit without a row in one of them is
    /// not assigned the file, since nothing there could show the error.
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
            // The unit must stand exactly once in each period and channel.
            let own = own.filter(|own| {
                let of = own.iter().filter_map(|at| self.bodies.get(*at));
                let own: BTreeSet<_> =
                    of.map(|body| (body.period, body.channel.as_deref())).collect();
                own.len() == sets.len()
            });
            let own = own.unwrap_or_default();
            let first = own.first().and_then(|at| self.bodies.get(*at));
            let Some(name) = first.map(|body| body.unit.name.clone()) else {
                // A sheet with two unit names belongs to one of them: neither may be shown as not
                // reported.
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

    /// Adds the unit to the findings on a part that is now known to belong to it.
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

    /// Records cells of a column that was not read, as a finding of this code has said. If all
    /// belong to one unit, that unit is in error; otherwise any unit may be concerned.
    ///
    /// `header` is the place of that finding.
    pub fn column_not_read(
        &mut self,
        header: &Place,
        reason: FindingCode,
        rows: &RowList,
        sheets: &BTreeSet<SheetId>,
    ) {
        let mut ids = sheets.iter().filter_map(|sheet| Some(&self.body(*sheet)?.unit.id));
        // Rows without a sheet here belong to another framework, or are not read as a whole.
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

/// A sheet that counts as not read if it names a unit.
#[derive(Debug)]
pub(super) struct Perhaps {
    unread: Finding,
    note: Finding,
    names: BTreeSet<String>,
}

/// The most different texts that are kept of a part that is not read.
const MOST_TEXTS: usize = 10_000;

/// The texts that stand in a part that is not read.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    /// Texts under the heading of units.
    units: BTreeSet<String>,
    others: BTreeSet<String>,
    /// Whether there were more texts than are kept.
    more: bool,
}

/// The units of the inputs, by the names that a file may bear and by the files they were read in.
struct Known {
    ids: HashMap<String, Vec<usize>>,
    /// Units by folded name; `None` if several units have the name.
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

    /// The one unit that the name of the sheet or of the file means; `None` if there is none, or if
    /// other rows of the file are about other units.
    fn unit_of(&self, one: &Unread, register: Option<&Register>) -> Option<String> {
        // With these reasons a cell names something, which says more than the file's name.
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
        // A sheet that bears a unit's name is that unit's, whatever the other sheets of the file
        // are about.
        if let Some(id) = one.sheet.as_deref().and_then(|sheet| self.unit(sheet, register)) {
            return Some(id);
        }
        let id = self.unit(stem, register)?;
        let read = self.files.get(&one.file);
        let others = read.is_some_and(|units| units.iter().any(|other| *other != id));
        (!others).then_some(id)
    }

    /// Whether the texts of a part name, or may name, another unit than the given one.
    fn another(&self, named: &Named, id: &str, register: Option<&Register>) -> bool {
        let is_known = |text: &String| self.knows(text, register);
        let own = |text: &String| self.unit(text, register).as_deref() == Some(id);
        let others = named.others.iter().filter(|text| is_known(text));
        named.more || !named.units.iter().chain(others).all(own)
    }

    /// Whether a text means a unit, or one of several units that share the name.
    fn knows(&self, text: &str, register: Option<&Register>) -> bool {
        match register {
            Some(_) => self.unit(text, register).is_some(),
            None => self.names.contains_key(&fold_name(text)),
        }
    }

    /// The unit of the register, or without a register of the inputs, that a text means.
    fn unit(&self, text: &str, register: Option<&Register>) -> Option<String> {
        match register {
            Some(register) => register.find(text).map(super::RegisteredUnit::id),
            None => self.names.get(&fold_name(text)).cloned().flatten(),
        }
    }
}

impl Body {
    /// Records that a file or part of this unit could not be read.
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
