//! Reads a file of assessments: one JSON object, an array of them, or one object per line.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::check::Check;
use super::spec::{EntrySpec, NameSpec, SurveySpec, UnitSpec};
use super::{
    Assessment, AssessmentSpec, Cell, Explanation, Head, Inputs, Origin, SheetId, Source,
    StageName, UnitSheet,
};
use crate::finding::{Finding, FindingCode, Findings, Place, RowList, Unread, united};
use crate::framework::{Framework, did_you_mean};
use crate::json::{self, cut, nfc};
use crate::words::{Arg, Text, at_most};

/// All that was read from a file of assessments.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Input {
    /// Every assessment whose unit could be told, in the order of the file. Those with error
    /// findings are [in error](Assessment::is_in_error) and appear in results without numbers.
    pub assessments: Vec<Assessment>,
    /// All findings: errors, warnings and notes.
    pub findings: Vec<Finding>,
    /// The units that the register says a unit was formed from (*đơn vị hợp thành*), by the id of
    /// the new unit.
    pub predecessors: BTreeMap<String, Vec<String>>,
    /// Parts that were opened but not understood and that cannot be assigned to one unit: they may
    /// concern any unit. Every result made from these assessments has to say so.
    pub not_read: Vec<Unread>,
    /// Unread parts that are known to belong to one unit; that unit is in error.
    pub(crate) told: Vec<Unread>,
}

impl Input {
    /// Whether any finding is an error, so that some unit cannot be computed.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }

    /// Everything that was not read, also the parts known to belong to one unit. Results that use
    /// earlier years need both, because no row of theirs shows that a rank or a sum lacks a unit.
    pub(crate) fn unread(&self) -> Vec<Unread> {
        united([self.not_read.as_slice(), &self.told].into_iter())
    }

    /// Whether nobody has appraised or surveyed anything yet: only
    /// [`Basis::SelfAssessed`](crate::Basis::SelfAssessed) has numbers then.
    pub fn has_only_self_scores(&self) -> bool {
        let mut cells = self.assessments.iter().flat_map(|assessment| &assessment.0.cells);
        let decided = |cell: &Cell| match cell {
            Cell::Empty | Cell::Taken(_) => false,
            Cell::Plain(_) => true,
            Cell::Full(entry) => entry.recognised().or(entry.survey_value()).is_some(),
        };
        self.assessments.iter().any(|assessment| !assessment.is_silent()) && !cells.any(decided)
    }
}

/// Reads assessments: one JSON object, an array of them, or one per line.
///
/// Never fails: what is good comes back checked, and everything that is wrong comes back as a
/// finding with its unit, node, stage and JSON pointer.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample};
///
/// let fw = framework("hon-quan-2023")?;
/// let input = read(&fw, sample("communes-2023")?);
/// assert_eq!(input.assessments.len(), 13);
/// assert!(!input.has_errors());
///
/// let broken = read(&fw, "[{]");
/// assert_eq!(broken.findings[0].code().as_str(), "bad_json");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn read(framework: &Framework, text: impl AsRef<[u8]>) -> Input {
    let mut inputs = Inputs::new(framework);
    inputs.documents(&Arc::new(Source::default()), text.as_ref());
    inputs.finish()
}

impl Inputs {
    /// Reads a file of JSON assessments: one object, an array of them, or one per line.
    pub fn read(&mut self, file: impl Into<String>, text: impl AsRef<[u8]>) {
        self.documents(&Arc::new(Source::file(file)), text.as_ref());
    }

    /// Reads a JSON list of sheets one by one. Each counts as a file of its own, named by its
    /// position in the list.
    ///
    /// # Errors
    /// The position of the first element that is not a sheet of the right shape; the sheets before
    /// it have been read.
    pub(crate) fn read_list(
        &mut self,
        text: &str,
        name: &dyn Fn(usize) -> String,
    ) -> Result<(), usize> {
        let mut n = 0;
        let mut give = |spec: AssessmentSpec| {
            let source = Arc::new(Source::file(name(n)));
            self.document(&spec, &Origin::pointer(&source, "", None), false);
            n += 1;
        };
        let list = Each(&mut give).deserialize(&mut serde_json::Deserializer::from_str(text));
        list.map_err(|_| n)
    }

    /// Reports the parts of a text that could not be read: single lines, or the whole text if no
    /// sheet of it was read.
    fn losses(&mut self, source: &Source, losses: Losses, some: bool) {
        let place = Place { file: source.file.clone(), ..Place::default() };
        for (reason, rows) in losses.lines {
            if some {
                self.unread.rows_all(&place, &rows, reason);
            } else {
                self.unread.whole(&place, reason);
            }
        }
        for mut finding in losses.findings {
            finding.place_mut().file.clone_from(&source.file);
            self.finding(finding);
        }
    }

    /// Reads one document and tells what became of it; `broken` if only its unit could be told.
    pub(super) fn document(
        &mut self,
        spec: &AssessmentSpec,
        origin: &Origin,
        broken: bool,
    ) -> UnitSheet {
        let head = Head {
            unit: spec.unit.id.clone(),
            name: spec.unit.name.as_ref().map(NameSpec::text).unwrap_or_default(),
            group: spec.unit.group.clone(),
            ranked: spec.unit.ranked,
            period: spec.said_period(),
            as_of: spec.as_of,
            channel: spec.channel.clone(),
            provenance: spec.provenance,
            survey_held: spec.survey.map(|survey| survey == SurveySpec::Held),
        };
        if spec.not_read && !self.unread.is_made(&origin.place()) {
            let finding = Finding::new(FindingCode::MadeUnread, origin.place().join("not_read"));
            self.not_read(finding);
        }
        let opened = self.open(&head, origin);
        let Some(sheet) = opened.sheet() else { return opened };
        if broken {
            self.sheet_in_error(sheet);
            return opened;
        }
        let framework = self.framework.clone();
        let mut check = Check::new(&framework);
        check.head(spec, &Place { pointer: Some(String::new()), ..origin.place() });
        for finding in check.findings {
            self.sheet_finding(sheet, finding);
        }
        let of_entry = |n: usize| origin.below(&format!("entries/{n}"));
        let mut seen = vec![None; framework.leaf_count()];
        for (n, entry) in spec.entries.iter().enumerate() {
            let code = nfc(&entry.code);
            let origin = of_entry(n);
            let place = || origin.place().node(cut(&code)).join("code");
            let Some(node) = framework.node(&code) else {
                let seek = self.findings.seeks(FindingCode::UnknownCode);
                let near = framework.near_code(&code).filter(|_| seek);
                let near = near.map_or(Arg::from(""), did_you_mean);
                let finding = Finding::new(FindingCode::UnknownCode, place());
                self.sheet_finding(sheet, finding.found(cut(&code)).with("near", near));
                continue;
            };
            let leaf = node.leaf_range().start;
            let Some(first) = seen.get_mut(leaf).filter(|_| node.leaf().is_some()) else {
                let finding = Finding::new(FindingCode::NotALeaf, place()).found(code.as_str());
                self.sheet_finding(sheet, finding);
                continue;
            };
            if let Some(first) = *first {
                let finding = Finding::new(FindingCode::DuplicateCode, place());
                let first = of_entry(first).place().pointer.unwrap_or_default();
                self.sheet_finding(sheet, finding.found(code.as_str()).with("first", first));
                continue;
            }
            *first = Some(n);
            self.entry(sheet, leaf, entry, &origin);
        }
        if let Some(points) = &spec.bonus {
            self.bonus(sheet, points, &origin.below("bonus"));
        }
        if let Some(points) = &spec.deduction {
            self.deduction(sheet, points, &origin.below("deduction"));
        }
        opened
    }

    fn entry(&mut self, sheet: SheetId, leaf: usize, entry: &EntrySpec, origin: &Origin) {
        let stages = [&entry.self_score, &entry.appraised, &entry.appraised_again, &entry.survey];
        for (name, stage) in StageName::ALL.into_iter().zip(stages) {
            if let Some(spec) = stage {
                self.stage(sheet, leaf, name, spec, &origin.at_stage(name), &|_| None);
            }
        }
        if let Some(explanation) = &entry.explanation {
            let explanation = Explanation {
                text: nfc(&explanation.text),
                evidence: explanation.evidence.iter().map(|text| nfc(text)).collect(),
                ..Explanation::default()
            };
            self.explanation(sheet, leaf, explanation, &origin.below("explanation"));
        }
    }

    fn documents(&mut self, source: &Arc<Source>, text: &[u8]) {
        let mut found = Losses::default();
        match json::utf8(text) {
            Ok(text) => {
                let documents = documents(text, &mut found);
                let several = documents.len() > 1;
                let some = !documents.is_empty();
                if !some && found.lines.is_empty() && found.findings.is_empty() {
                    let place = Place { file: source.file.clone(), ..Place::default() };
                    self.finding(Finding::new(FindingCode::SheetEmpty, place));
                }
                if !found.lines.is_empty() {
                    let place = Place { file: source.file.clone(), ..Place::default() };
                    // Cut at the quotation marks, every second part is a JSON string.
                    for said in text.split('"').skip(1).step_by(2) {
                        self.named_in_unread(&place, said, false);
                    }
                }
                for document in documents {
                    // With several sheets in a file the pointer alone does not tell them apart: the
                    // line is needed too.
                    let line = u32::try_from(document.line).ok().filter(|_| several);
                    let origin = Origin::pointer(source, &document.pointer, line);
                    let opened = self.document(&document.spec, &origin, document.broken);
                    if let (UnitSheet::Unread(reason), Some(first)) = (opened, line) {
                        let last = u32::try_from(document.last).unwrap_or(first);
                        self.unread.rows(&origin.place(), (first, last), reason);
                    }
                }
                self.losses(source, found, some);
            }
            Err(mut finding) => {
                finding.place_mut().file.clone_from(&source.file);
                self.not_read(finding);
            }
        }
    }
}

/// Passes the sheets of a JSON list on one by one.
struct Each<'g>(&'g mut dyn FnMut(AssessmentSpec));

impl<'de> DeserializeSeed<'de> for Each<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Each<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of sheets")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(Sheet(spec)) = seq.next_element()? {
            (self.0)(spec);
        }
        Ok(())
    }
}

/// A sheet that must be a JSON object; serde would also accept its fields as an array.
struct Sheet(AssessmentSpec);

impl<'de> Deserialize<'de> for Sheet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Sheet, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Sheet;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Sheet, A::Error> {
                AssessmentSpec::deserialize(MapAccessDeserializer::new(map)).map(Sheet)
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// The parts of a text that could not be read, with the reasons.
#[derive(Default)]
struct Losses {
    findings: Findings,
    /// The lost lines by reason, in the order the reasons were met; lines whose unit could be told
    /// are not among them.
    lines: Vec<(FindingCode, RowList)>,
}

impl Losses {
    /// Records lines as lost that cannot be assigned to a unit.
    fn lines(&mut self, finding: Finding, first: usize, last: usize) {
        let line = |line: usize| u32::try_from(line).unwrap_or(u32::MAX);
        let code = finding.code();
        let known = self.lines.iter().position(|(reason, _)| *reason == code);
        let at = known.unwrap_or_else(|| {
            self.lines.push((code, RowList::default()));
            self.lines.len() - 1
        });
        if let Some((_, rows)) = self.lines.get_mut(at) {
            rows.add(line(first), line(last));
        }
        self.findings.push(finding);
    }
}

struct Document {
    spec: AssessmentSpec,
    pointer: String,
    /// The lines on which the document begins and ends.
    line: usize,
    last: usize,
    /// Whether only the unit of the document could be told.
    broken: bool,
}

/// The parts that can still be read from a sheet of the wrong shape.
#[derive(Deserialize)]
struct Told<'t> {
    unit: UnitSpec,
    /// The year is read as raw JSON, since its shape may be the very error.
    #[serde(borrow)]
    year: Option<&'t RawValue>,
    #[serde(borrow)]
    period: Option<&'t RawValue>,
    #[serde(borrow)]
    channel: Option<&'t RawValue>,
}

/// A broken sheet whose unit can be told stays in the results, in error, in the channel it names.
fn told_unit(
    item: &str,
    pointer: String,
    (line, last): (usize, usize),
    findings: &mut [Finding],
) -> Option<Document> {
    let told: Told<'_> = serde_json::from_str(item).ok()?;
    let year = told.year.and_then(|year| year.get().trim_matches('"').parse().ok());
    let period = told.period.and_then(|period| serde_json::from_str(period.get()).ok());
    let channel = told.channel.map(|channel| serde_json::from_str(channel.get()));
    let channel: Option<String> = channel.transpose().ok()?;
    let name = told.unit.name.as_ref().map(NameSpec::text);
    let within = |name: &str| at_most(name, json::MOST_NAME).into_owned();
    let name = name.map(|name| Text::new(within(&name.vi), within(&name.en)));
    for finding in findings {
        finding.place_mut().unit = Some(cut(&nfc(&told.unit.id)));
        finding.place_mut().name.clone_from(&name);
    }
    let spec =
        AssessmentSpec { unit: told.unit, year, period, channel, ..AssessmentSpec::default() };
    Some(Document { spec, pointer, line, last, broken: true })
}

/// How many sheets may run to the end of the text without being closed. After that, a sheet is read
/// only up to where the next one begins, since parsing to the end each time would take too long.
const UNENDED: usize = 8;

/// The documents of a text: one, several after each other, or those of an array.
///
/// After a broken document reading goes on where the next one seems to begin, so that one bad sheet
/// among many does not hide the others.
fn documents(text: &str, findings: &mut Losses) -> Vec<Document> {
    let mut out = Vec::new();
    let start = text.len() - text.trim_start().len();
    let is_list = text[start..].starts_with('[');
    let mut at = start + usize::from(is_list);
    // The indentation of the first sheet: later sheets are expected to begin with the same one.
    let indent = text.get(at..).map_or("", |rest| {
        let open = rest.find('{').and_then(|open| rest.get(..open)).unwrap_or_default();
        open.rfind('\n').and_then(|line| open.get(line + 1..)).unwrap_or_default()
    });
    let next_sheet = format!("\n{indent}{{");
    let mut next = NextSheet { text, line: &next_sheet, by_line: None, by_key: None };
    let mut closed = !is_list;
    let mut lines = Lines::default();
    let mut position = 0;
    let mut unended = 0;
    while let Some(rest) = text.get(at..) {
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || (is_list && c == ','));
        at = text.len() - rest.len();
        if rest.is_empty() {
            break;
        }
        if is_list && !closed && rest.starts_with(']') {
            closed = true;
            at += 1;
            continue;
        }
        // Once too many sheets were not closed, each one is taken to end where the next one begins.
        let end = if unended < UNENDED { None } else { next.after(at).map(|next| next - at) };
        let whole = end.and_then(|end| rest.get(..end)).unwrap_or(rest);
        let mut stream = serde_json::Deserializer::from_str(whole).into_iter::<&RawValue>();
        match stream.next() {
            Some(Ok(raw)) => {
                let pointer = if is_list { format!("/{position}") } else { String::new() };
                position += 1;
                let begins = offset(text, raw.get());
                at = begins + raw.get().len();
                let before = lines.before(text, begins);
                sheet(raw.get(), pointer, before, &mut out, findings);
            }
            Some(Err(error)) => {
                position += 1;
                unended += usize::from(error.is_eof());
                let before = lines.before(text, at);
                let begins = next.after(at);
                let lost = begins.and_then(|next| text.get(at..next)).unwrap_or(rest);
                let last = before.0 + lost.trim_end().lines().count().max(1);
                let finding = json::broken(&error, before, false);
                findings.lines(finding, before.0 + 1, last);
                match begins {
                    Some(next) => at = next,
                    None => break,
                }
            }
            None => break,
        }
    }
    if !closed && findings.findings.is_empty() {
        let (lines, column) = lines.before(text, text.len());
        let place = Place { line: Some(lines + 1), column: Some(column), ..Place::default() };
        let finding = Finding::new(FindingCode::BadJson, place);
        let detail = Text::new("danh sách chưa kết thúc", "the list does not end");
        findings.lines(finding.with("detail", detail), lines + 1, lines + 1);
    }
    if out.is_empty() && findings.findings.is_empty() && !is_list {
        let place = Place { line: Some(1), ..Place::default() };
        let detail = Text::new("không có nội dung", "nothing there");
        let finding = Finding::new(FindingCode::BadJson, place).with("detail", detail);
        findings.lines(finding, 1, 1);
    }
    out
}

/// Finds where later sheets begin. A place found is kept until it is passed, so that the text is
/// searched only once.
struct NextSheet<'t> {
    text: &'t str,
    /// The start of a line on which a sheet begins: a line break, the indentation and a brace.
    line: &'t str,
    by_line: Option<usize>,
    by_key: Option<usize>,
}

impl NextSheet<'_> {
    /// Where the next sheet after a place begins: on a line of its own, or, since several sheets
    /// may share a line, at a brace followed by a key that sheets begin with.
    fn after(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..).unwrap_or_default();
        let passed = |known: Option<usize>| known.is_none_or(|known| known <= at);
        if passed(self.by_line) {
            let found = rest.find(self.line).map(|next| at + next + 1);
            self.by_line = Some(found.unwrap_or(usize::MAX));
        }
        if passed(self.by_key) {
            self.by_key = Some(next_begins(rest).map_or(usize::MAX, |next| at + next));
        }
        let found = self.by_line.into_iter().chain(self.by_key).min();
        found.filter(|found| *found < usize::MAX)
    }
}

/// Where a later sheet begins, told by its first key.
fn next_begins(text: &str) -> Option<usize> {
    let sheet = |(at, _): &(usize, &str)| {
        let rest = text.get(at + 1..).unwrap_or_default().trim_start();
        FIRST_KEYS.into_iter().any(|key| rest.starts_with(key))
    };
    text.match_indices('{').filter(|(at, _)| *at > 0).find(sheet).map(|(at, _)| at)
}

/// Keys that a sheet may begin with and that no object inside a sheet begins with.
const FIRST_KEYS: [&str; 13] = [
    "\"schema_version\"",
    "\"kind\"",
    "\"framework\"",
    "\"framework_hash\"",
    "\"year\"",
    "\"period\"",
    "\"as_of\"",
    "\"channel\"",
    "\"provenance\"",
    "\"unit\"",
    "\"entries\"",
    "\"bonus\"",
    "\"deduction\"",
];

/// Reads one sheet and records the lines on which it begins and ends.
fn sheet(
    item: &str,
    pointer: String,
    before: (usize, usize),
    out: &mut Vec<Document>,
    findings: &mut Losses,
) {
    let (line, last) = (before.0 + 1, before.0 + item.lines().count().max(1));
    match json::several::document(item, before) {
        Ok(spec) => out.push(Document { spec, pointer, line, last, broken: false }),
        Err(mut found) => {
            let told = told_unit(item, pointer, (line, last), &mut found);
            for finding in found {
                match told {
                    Some(_) => findings.findings.push(finding),
                    None => findings.lines(finding, line, last),
                }
            }
            out.extend(told);
        }
    }
}

/// The position of a slice within the text it was cut from.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// Counts the lines of a text as reading goes on, so that no part is counted twice.
#[derive(Default)]
struct Lines {
    at: usize,
    whole: usize,
    start: usize,
}

impl Lines {
    /// How many whole lines, and how many bytes of the current one, stand before a place; places
    /// come in order.
    fn before(&mut self, text: &str, at: usize) -> (usize, usize) {
        let passed = text.get(self.at..at).unwrap_or_default();
        self.whole += passed.bytes().filter(|byte| *byte == b'\n').count();
        if let Some(end) = passed.rfind('\n') {
            self.start = self.at + end + 1;
        }
        self.at = self.at.max(at);
        (self.whole, at.saturating_sub(self.start))
    }
}
