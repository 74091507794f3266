//! Counts ballots as they come: the counts per unit, group, question and option stay, never the
//! ballots.

use std::collections::{BTreeSet, HashMap};

use super::super::{Register, Unit};
use super::questions::Questionnaire;
use super::seen::{Met, Seen};
use super::sheet::{AskedOf, NONE, Sheet};
use super::target::Target;
use crate::finding::{Finding, FindingCode, Findings, Place, UnreadList};
use crate::json::{MOST_ID, cut, nfc, too_long};
use crate::period::Period;
use crate::quantity::Percent;
use crate::words::{Text, fold_name};

/// The most groups that ballots may name if neither rules nor questions name any.
const MOST_GROUPS: usize = 100;
/// The most pairs of unit and channel; if there are more, a wrong column was taken for the unit.
const MOST_SHEETS: usize = 20_000;
/// The most spellings of units and channels that are remembered; later ones are looked up each
/// time.
const MOST_SPELLINGS: usize = 2 * MOST_SHEETS;
/// The most bytes of a text that is remembered.
const MOST_BYTES: usize = 1_000;
/// The number of people asked, and the population, must be below this bound.
pub(super) const MOST_PEOPLE: u64 = 9_000_000_000;

/// The texts that say whose ballot it is, each from its column; empty if there is none.
#[derive(Clone, Copy, Debug, Default)]
pub struct BallotHead<'a> {
    /// The number of the ballot, by which it differs from others of its unit, channel and group.
    pub ballot: &'a str,
    /// The file in which the number is valid, if the number only counts the file's rows: in another
    /// file it means another ballot. Empty if the number identifies the ballot in any file.
    pub counted_in: &'a str,
    /// The id or name of the unit that the ballot is about.
    pub unit: &'a str,
    /// The group of respondents (such as citizens or officials) that the ballot comes from.
    pub group: &'a str,
    /// The survey channel (*kênh điều tra*) that the ballot came through.
    pub channel: &'a str,
}

/// A part of a ballot, or of a row of those asked, that a finding may point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BallotPart {
    /// The column with the number of the ballot.
    Ballot,
    /// The column with the unit.
    Unit,
    /// The column with the group of respondents.
    Group,
    /// How many people were asked.
    Asked,
    /// How many people might have been asked.
    Population,
    /// The answer to the question at a position.
    Answer(usize),
}

/// How many people were asked (*số phiếu phát ra*) of one unit, group and channel.
#[derive(Clone, Copy, Debug, Default)]
pub struct AskedRow<'a> {
    /// The id or name of the unit.
    pub unit: &'a str,
    /// The group of respondents that was asked; empty for all together.
    pub group: &'a str,
    /// The survey channel (*kênh điều tra*).
    pub channel: &'a str,
    /// How many people were asked.
    pub asked: u64,
    /// How many people might have been asked (*tổng thể*), if known.
    pub population: Option<u64>,
}

/// Counts ballots on their way to points.
///
/// Of a ballot only its answers stay, as part of the sums, and, if ballots are numbered, 12 bytes
/// of hashes by which a repeated ballot is recognised. The order of the ballots changes nothing.
///
/// # Example
/// ```
/// use par_index::assessment::{BallotHead, QuestionRow, Questionnaire, Tally};
/// use par_index::finding::Place;
/// use par_index::framework;
///
/// let fw = framework("hon-quan-2023")?;
/// let row = QuestionRow { question: "C1".into(), code: "8.1".into(), ..QuestionRow::default() };
/// let (questions, _) = Questionnaire::new(&fw, &[row], &|_, _| Place::default());
/// let mut tally = Tally::new(&questions).for_year(2023);
/// for answer in ["A", "A", "B", "D"] {
///     let head = BallotHead { unit: "xa-01", ..BallotHead::default() };
///     tally.ballot(&head, &[answer], &|_| Place::default());
/// }
/// let counted = tally.finish();
/// assert_eq!(counted.units()[0].leaf("8.1").unwrap().points.unwrap().to_string(), "6.5");
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Tally {
    pub(super) questionnaire: Questionnaire,
    pub(super) register: Option<Register>,
    pub(super) period: Option<Period>,
    pub(super) least: u64,
    pub(super) groups: Vec<String>,
    /// Whether ballots may name any group, since neither rules nor questions name one.
    pub(super) any_group: bool,
    pub(super) sheets: Vec<Sheet>,
    /// The sheet by channel, then unit, as both are written; only the first spellings are kept.
    known: HashMap<String, HashMap<String, usize>>,
    /// How many spellings are kept.
    spellings: usize,
    pub(super) ids: HashMap<(String, Option<String>), usize>,
    seen: Seen,
    /// For each leaf, the option that the text of an answer means.
    options: Vec<HashMap<String, u16>>,
    answers: Vec<u16>,
    /// Questions that some table has a column for; empty if the ballots come from no table.
    pub(super) columns: BTreeSet<usize>,
    /// How many tables of ballots there were; `counted` holds a finding for each whose ballot
    /// numbers only count its rows.
    pub(super) tables: usize,
    pub(super) counted: Vec<Finding>,
    /// The survey channels that targets are set for.
    pub(super) aimed: BTreeSet<Option<String>>,
    /// Whether some file of ballots could not be read to its end.
    pub(super) cut_short: bool,
    pub(super) findings: Findings,
    /// The parts of ballots and other tables that were not read.
    pub(super) unread: UnreadList,
}

impl Tally {
    /// A tally in which nothing has been counted yet.
    pub fn new(questionnaire: &Questionnaire) -> Tally {
        let inner = &questionnaire.0;
        Tally {
            questionnaire: questionnaire.clone(),
            register: None,
            period: None,
            least: 0,
            groups: inner.groups.clone(),
            any_group: inner.groups.is_empty(),
            sheets: Vec::new(),
            known: HashMap::new(),
            spellings: 0,
            ids: HashMap::new(),
            seen: Seen::default(),
            options: vec![HashMap::new(); inner.asked.len()],
            answers: Vec::new(),
            columns: BTreeSet::new(),
            tables: 0,
            counted: Vec::new(),
            aimed: BTreeSet::new(),
            cut_short: false,
            findings: Findings::default(),
            unread: UnreadList::default(),
        }
    }

    /// Accepts only units of a register; its units without a ballot are listed too.
    #[must_use]
    pub fn with_register(mut self, register: Register) -> Tally {
        self.register = Some(register);
        self
    }

    /// Sets the year measured.
    #[must_use]
    pub fn for_year(self, year: u16) -> Tally {
        self.for_period(Period::year(year))
    }

    /// Sets the period measured.
    #[must_use]
    pub fn for_period(mut self, period: Period) -> Tally {
        self.period = Some(period);
        self
    }

    /// Warns of every group with fewer valid answers than this; without it, or with 0, of none.
    #[must_use]
    pub fn at_least(mut self, least: u64) -> Tally {
        self.least = least;
        self
    }

    /// Sets the targets. There is a warning for a target whose channel no ballot names, for one of
    /// at most 1 %, which looks like a fraction, and for one that no ratio can reach.
    #[must_use]
    pub fn with_targets(mut self, targets: &[Target]) -> Tally {
        let shown =
            |channel: &Option<String>| channel.clone().map(|channel| format!(" ({channel})"));
        for target in targets.iter().filter(|target| target.is_tiny()) {
            let finding = Finding::new(FindingCode::TargetTiny, Place::default());
            let percent = target.threshold.threshold();
            let finding = finding.found(percent.to_string());
            let finding = finding.with("value", percent);
            let finding = finding.with("percent", Percent::from_raw(percent.raw() * 100));
            self.finding(finding.with("channel", shown(&target.channel).unwrap_or_default()));
        }
        for target in targets.iter().filter(|target| target.is_too_high()) {
            let finding = Finding::new(FindingCode::TargetTooHigh, Place::default());
            let percent = target.threshold.threshold();
            let finding = finding.found(percent.to_string()).with("value", percent);
            self.finding(finding.with("channel", shown(&target.channel).unwrap_or_default()));
        }
        self.aimed = targets.iter().map(|target| target.channel.clone()).collect();
        self
    }

    /// Notes that a table of ballots begins. `counted` is a finding if its ballot numbers only
    /// count its rows: with several tables such numbers cannot show that a ballot stands in two of
    /// them.
    pub fn begins_table(&mut self, counted: Option<Finding>) {
        self.tables += 1;
        self.counted.extend(counted);
    }

    /// Adds a finding of a reader of tables. An error that belongs to no unit also marks as not
    /// read the row it names, else the whole file or the table of a request.
    pub fn finding(&mut self, finding: Finding) {
        let table = of_table(finding.place().clone());
        if let Some(table) = table.file {
            self.unread.note(&finding, &table);
        }
        self.findings.push(finding);
    }

    /// Notes that a file of ballots could not be read to its end: nobody knows which units the lost
    /// ballots are on, so that every unit and channel is in error.
    pub fn cut_short(&mut self) {
        self.cut_short = true;
    }

    /// Notes that a table of ballots has a column for the question at a position.
    pub fn has_column(&mut self, question: usize) {
        self.columns.insert(question);
    }

    /// Counts one ballot; `answers` stand in the order of the questions, with an empty text for no
    /// answer.
    ///
    /// A ballot with an error is not counted; a finding says why, and its unit is in error.
    pub fn ballot(
        &mut self,
        head: &BallotHead<'_>,
        answers: &[&str],
        locate: &dyn Fn(BallotPart) -> Place,
    ) {
        let Some(sheet) = self.sheet(head.unit, head.channel, locate) else { return };
        let Some(slot) = self.slot(head.group, sheet, locate) else { return };
        if !self.read_answers(answers, (sheet, slot), head.group, locate) {
            return;
        }
        if !head.ballot.trim().is_empty() && !self.is_first(head, (sheet, slot), locate) {
            return;
        }
        self.add(sheet, slot);
    }

    /// Adds a reader's finding about the row of a ballot; an error puts its unit in error. After a
    /// warning the ballot is counted, so that errors in its head are reported there, not here.
    pub fn ballot_finding(
        &mut self,
        head: &BallotHead<'_>,
        finding: Finding,
        locate: &dyn Fn(BallotPart) -> Place,
    ) {
        match self.sheet_of(head.unit, head.channel, locate) {
            Ok(sheet) => self.tell(sheet, finding),
            Err(unknown) => {
                let is_told = finding.is_error();
                self.unread.note_at(&of_table(locate(BallotPart::Unit)), unknown.code());
                self.findings.push(finding);
                self.findings.extend(is_told.then_some(unknown));
            }
        }
    }

    /// Records how many people of a unit, group and channel were asked.
    pub fn asked(&mut self, row: &AskedRow<'_>, locate: &dyn Fn(BallotPart) -> Place) {
        let Some(sheet) = self.sheet(row.unit, row.channel, locate) else { return };
        let Some(slot) = self.slot(row.group, sheet, locate) else { return };
        let counts =
            [(Some(row.asked), BallotPart::Asked), (row.population, BallotPart::Population)];
        for (count, part) in counts {
            if let Some(count) = count.filter(|count| *count >= MOST_PEOPLE) {
                let finding = Finding::new(FindingCode::CountTooLarge, locate(part));
                self.finding(finding.found(count.to_string()));
                return;
            }
        }
        let Some(known) = self.sheets.get_mut(sheet) else { return };
        let asked = (row.asked, row.population);
        let before = known.asked.entry(slot).or_insert_with(|| AskedOf {
            asked: row.asked,
            population: row.population,
            place: locate(BallotPart::Population),
            asked_place: locate(BallotPart::Asked),
        });
        if (before.asked, before.population) != asked {
            let finding = Finding::new(FindingCode::AskedTwice, locate(BallotPart::Asked));
            let finding = finding.found(row.asked.to_string());
            let finding = finding.with("before", before.asked.to_string());
            self.tell(sheet, finding);
        }
    }

    /// Adds a finding about a unit; an error puts the unit in error.
    pub(super) fn tell(&mut self, sheet: usize, mut finding: Finding) {
        if let Some(sheet) = self.sheets.get_mut(sheet) {
            sheet.in_error |= finding.is_error();
            let place = finding.place_mut();
            place.unit = Some(sheet.unit.id.clone());
            place.name = Some(sheet.unit.name.clone());
        }
        self.finding(finding);
    }

    /// Whether another finding of this code would still be kept in full.
    fn has_room(&self, code: FindingCode, place: &Place) -> bool {
        self.findings.has_room(code, place.file.as_deref())
    }

    /// The sheet of a unit and channel; `None`, with a finding, if the unit cannot be told.
    fn sheet(
        &mut self,
        unit: &str,
        channel: &str,
        locate: &dyn Fn(BallotPart) -> Place,
    ) -> Option<usize> {
        let told = self.sheet_of(unit, channel, locate);
        told.map_err(|finding| {
            self.unread.note_at(&of_table(locate(BallotPart::Unit)), finding.code());
            self.findings.push(finding);
        })
        .ok()
    }

    /// The sheet of a unit and channel, or why the unit cannot be told.
    fn sheet_of(
        &mut self,
        unit: &str,
        channel: &str,
        locate: &dyn Fn(BallotPart) -> Place,
    ) -> Result<usize, Finding> {
        let (unit, channel) = (unit.trim(), channel.trim());
        if let Some(sheet) = self.known.get(channel).and_then(|units| units.get(unit)) {
            return Ok(*sheet);
        }
        let place = || locate(BallotPart::Unit);
        let id = nfc(unit);
        if id.is_empty() {
            return Err(Finding::new(FindingCode::UnitMissing, place()).found(id));
        }
        if id.chars().count() > MOST_ID {
            return Err(too_long(&id, MOST_ID, place()));
        }
        let unit_of = match &self.register {
            None => Unit { name: Text::same(id.clone()), id, group: None, ranked: true },
            // Searching for the nearest name takes time, which a finding that is not shown does not
            // need.
            Some(register)
                if !register.knows(&id) && !self.has_room(FindingCode::UnknownUnit, &place()) =>
            {
                return Err(Finding::new(FindingCode::UnknownUnit, place()));
            }
            Some(register) => match register.resolve(
                &id,
                self.period,
                self.findings.seeks(FindingCode::UnknownUnit),
            ) {
                Ok(unit) => Unit::registered(unit),
                Err(mut finding) => {
                    *finding.place_mut() = place();
                    return Err(finding);
                }
            },
        };
        let name = Some(nfc(channel)).filter(|channel| !channel.is_empty());
        let key = (unit_of.id.clone(), name.clone());
        if !self.ids.contains_key(&key) && self.sheets.len() >= MOST_SHEETS {
            let finding = Finding::new(FindingCode::TooManyUnits, place());
            return Err(finding.found(cut(unit)).with("most", MOST_SHEETS));
        }
        let at = *self.ids.entry(key).or_insert(self.sheets.len());
        if at == self.sheets.len() {
            self.sheets.push(Sheet::new(unit_of, name));
        }
        if self.spellings < MOST_SPELLINGS && unit.len() + channel.len() <= MOST_BYTES {
            self.spellings += 1;
            self.known.entry(channel.to_owned()).or_default().insert(unit.to_owned(), at);
        }
        Ok(at)
    }

    /// The slot of a group of respondents; 0 for a ballot without a group.
    fn slot(
        &mut self,
        group: &str,
        sheet: usize,
        locate: &dyn Fn(BallotPart) -> Place,
    ) -> Option<usize> {
        let group = group.trim();
        if group.is_empty() {
            return Some(0);
        }
        let same = |known: &String| known == group;
        let known = self.groups.iter().position(same).or_else(|| {
            let folded = fold_name(group);
            self.groups.iter().position(|known| fold_name(known) == folded)
        });
        if let Some(known) = known {
            if let Some(name) = self.groups.get_mut(known).filter(|_| self.any_group) {
                // Of several spellings the alphabetically first is kept, whichever came first.
                let spelt = nfc(group);
                if spelt < *name {
                    *name = spelt;
                }
            }
            return Some(known + 1);
        }
        if self.any_group && self.groups.len() < MOST_GROUPS {
            self.groups.push(nfc(group));
            return Some(self.groups.len());
        }
        let known = self.groups.iter().take(20).map(String::as_str).collect::<Vec<_>>().join(", ");
        let finding = Finding::new(FindingCode::UnknownGroup, locate(BallotPart::Group));
        self.tell(sheet, finding.found(cut(group)).with("known", known));
        None
    }

    /// Reads the answers into options; `false` if any answer is wrong.
    fn read_answers(
        &mut self,
        answers: &[&str],
        (sheet, slot): (usize, usize),
        group: &str,
        locate: &dyn Fn(BallotPart) -> Place,
    ) -> bool {
        let questionnaire = self.questionnaire.clone();
        let inner = &questionnaire.0;
        let mut read = std::mem::take(&mut self.answers);
        read.clear();
        let mut good = true;
        let mut told_group = false;
        for (n, question) in inner.questions.iter().enumerate() {
            let text = answers.get(n).copied().unwrap_or_default().trim();
            if matches!(text, "" | "-" | "–" | "—") {
                read.push(NONE);
                continue;
            }
            if !question.is_asked_of(slot) {
                good = false;
                if slot == 0 && !std::mem::replace(&mut told_group, true) {
                    let place = locate(BallotPart::Group);
                    self.tell(sheet, Finding::new(FindingCode::GroupMissing, place));
                } else if slot > 0 {
                    let place = locate(BallotPart::Answer(n));
                    let finding = Finding::new(FindingCode::QuestionNotAsked, place);
                    let finding = finding.found(cut(group)).with("question", question.id.as_str());
                    self.tell(sheet, finding);
                }
                continue;
            }
            if let Some(option) = self.option(question.asked, text) {
                read.push(option);
                continue;
            }
            good = false;
            let asked = inner.asked.get(question.asked);
            let known = asked.map(|asked| asked.rule.known()).unwrap_or_default();
            let finding = Finding::new(FindingCode::UnknownOption, locate(BallotPart::Answer(n)));
            self.tell(sheet, finding.found(cut(text)).with("known", known));
        }
        self.answers = read;
        good
    }

    fn option(&mut self, asked: usize, text: &str) -> Option<u16> {
        if let Some(option) = self.options.get(asked).and_then(|known| known.get(text)) {
            return Some(*option);
        }
        let option = self.questionnaire.0.asked.get(asked)?.option(text)?;
        let option = u16::try_from(option).ok().filter(|option| *option != NONE)?;
        // The same few spellings come again and again, so that they are remembered.
        let known = self.options.get_mut(asked).filter(|known| known.len() < 1_000);
        if let Some(known) = known.filter(|_| text.len() <= MOST_BYTES) {
            known.insert(text.to_owned(), option);
        }
        Some(option)
    }

    /// Whether a ballot comes for the first time; one that came with other answers puts its unit in
    /// error.
    fn is_first(
        &mut self,
        head: &BallotHead<'_>,
        (sheet, slot): (usize, usize),
        locate: &dyn Fn(BallotPart) -> Place,
    ) -> bool {
        let ballot = nfc(head.ballot);
        let number = (sheet, slot, head.counted_in, ballot.as_str());
        let code = match self.seen.meet(number, &self.answers) {
            Met::First => return true,
            Met::Same => FindingCode::BallotTwice,
            Met::Other => FindingCode::BallotDiffers,
        };
        let finding = Finding::new(code, locate(BallotPart::Ballot)).found(cut(&ballot));
        self.tell(sheet, finding);
        false
    }

    /// Counts the answers that were read last.
    fn add(&mut self, sheet: usize, slot: usize) {
        if let Some(sheet) = self.sheets.get_mut(sheet) {
            sheet.add(&self.questionnaire.0, slot, &self.answers);
        }
    }
}

/// Adds the table's name as the file of a place in a request: `ballots` for `/ballots/3/unit`.
fn of_table(place: Place) -> Place {
    let pointed = place.pointer.as_deref().and_then(|pointer| pointer.split('/').nth(1));
    let file = place.file.clone().or_else(|| pointed.map(str::to_owned));
    Place { file, ..place }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::QuestionRow;
    use crate::framework;

    /// Only so many spellings are kept; all of them mean the same unit.
    #[test]
    fn spellings_without_end_are_not_kept() {
        let fw = framework("hon-quan-2023").unwrap();
        let row =
            QuestionRow { question: "C1".into(), code: "8.1".into(), ..QuestionRow::default() };
        let (questions, _) = Questionnaire::new(&fw, &[row], &|_, _| Place::default());
        let count = |units: &mut dyn Iterator<Item = String>| {
            let mut tally = Tally::new(&questions);
            let mut ballots = 0;
            for unit in units {
                let head = BallotHead { unit: &unit, channel: &unit, ..BallotHead::default() };
                tally.ballot(&head, &["A"], &|_| Place::default());
                ballots += 1;
            }
            let kept: Vec<usize> =
                tally.known.values().flat_map(HashMap::keys).map(String::len).collect();
            assert_eq!(kept.len(), tally.spellings);
            let counted = tally.finish();
            let sheets: Vec<u64> = counted.units().iter().map(|unit| unit.ballots).collect();
            assert_eq!(sheets, [ballots], "one unit of one channel");
            kept
        };
        // Blanks at the ends make no new spelling.
        let blank = |n: usize| ["", " ", "\u{a0}", "\t"][n % 4].repeat(n / 4);
        let kept = count(&mut (0..200).map(|n| format!("{}xa-01{}", blank(n), blank(n / 2))));
        assert_eq!(kept, [5]);
        // Tabs inside a name count as blanks, so that all these spellings mean one unit.
        let bit = |n: usize, at: usize| if n >> at & 1 == 1 { '\t' } else { '\u{B}' };
        let name =
            |n: usize| ["xã", &(0..16).map(|at| bit(n, at)).collect::<String>(), "An"].concat();
        assert_eq!(count(&mut (0..MOST_SPELLINGS).map(name)).len(), MOST_SPELLINGS);
        assert_eq!(count(&mut (0..MOST_SPELLINGS + 9).map(name)).len(), MOST_SPELLINGS);
        // Texts of more than 1,000 bytes are not kept either, even if they have few letters.
        let long = |letters: usize| "e\u{323}\u{302}".repeat(letters);
        assert_eq!(count(&mut std::iter::repeat_n(long(100), 2)), [500]);
        assert_eq!(count(&mut std::iter::repeat_n(long(101), 2)), [0_usize; 0]);
    }
}
