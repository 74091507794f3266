//! [`Progress`]: the reports of how far each obligation is, and of which day.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Directive;
use super::obligation::Target;
use crate::day::Day;
use crate::finding::{Finding, FindingCode, Findings, Place, nearest};
use crate::framework::did_you_mean;
use crate::json::{self, Num, cut, nfc};
use crate::quantity::Points;
use crate::words::{Arg, Phrase, fold_name};

/// One report of progress as it stands in a file (*báo cáo tiến độ*).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProgressRow {
    /// The paragraph of the obligation, such as `2.2c`.
    pub obligation: String,
    /// The day that the report describes.
    pub on: String,
    /// How much was done. Without a target, 1 (or *Có*) means done and 0 (or *Không*) not done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Num>,
    /// The whole that `done` is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Num>,
    /// A remark on the progress.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl ProgressRow {
    /// Reads *Có* and *Không* (yes and no), the answers for a piece of work, as 1 and 0; `None` for
    /// any other text.
    ///
    /// ```
    /// use par_index::directive::ProgressRow;
    /// let read = |text| ProgressRow::yes_or_no(text).map(|done| done.as_str().to_owned());
    /// assert_eq!((read("Có").as_deref(), read(" không").as_deref()), (Some("1"), Some("0")));
    /// assert_eq!(read("4"), None);
    /// ```
    pub fn yes_or_no(text: &str) -> Option<Num> {
        let folded = fold_name(text);
        let is = |words: [&str; 3]| words.into_iter().any(|word| fold_name(word) == folded);
        let said = [(["có", "yes", "y"], 1), (["không", "no", "n"], 0)];
        said.into_iter().find(|(words, _)| is(*words)).map(|(_, done)| Num::from(done))
    }
}

/// A report of progress that passed the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Report {
    /// The position of the obligation in the directive.
    pub(super) at: usize,
    pub(super) on: Day,
    pub(super) done: Option<Points>,
    pub(super) of: Option<Points>,
    /// The remarks of all reports joined into this one.
    pub(super) notes: BTreeSet<String>,
    place: Place,
}

impl Report {
    /// Whether two reports of one obligation and day do not contradict each other: they give the
    /// same figures, or one of them gives none and only remarks.
    fn agrees(&self, other: &Report) -> bool {
        let silent = self.done.is_none() || other.done.is_none();
        silent || (self.done, self.of) == (other.done, other.of)
    }

    /// Joins another report: the figures come from the report that says what was done (a whole
    /// alone is no figure), the remarks from both.
    fn join(&mut self, other: Report) {
        let mut notes = std::mem::take(&mut self.notes);
        notes.extend(other.notes.iter().cloned());
        if self.done.is_none() {
            *self = other;
        }
        self.notes = notes;
    }

    /// The remarks as one text, separated by semicolons.
    pub(super) fn note(&self) -> String {
        self.notes.iter().map(String::as_str).collect::<Vec<&str>>().join("; ")
    }
}

/// Checked reports of progress, by obligation and day.
///
/// # Example
/// ```
/// use par_index::directive::{Progress, ProgressRow, directive};
///
/// let letter = directive("hon-quan-2023")?;
/// let row = |paragraph: &str, done: &str, of: &str| ProgressRow {
///     obligation: paragraph.to_owned(),
///     on: "2023-09-30".to_owned(),
///     done: Some(done.into()),
///     of: Some(of.into()),
///     ..ProgressRow::default()
/// };
/// let (progress, findings) = Progress::new(&letter, &[row("2.2c", "4", "25"), row("9.9", "1", "1")]);
/// assert_eq!((progress.len(), findings[0].code().as_str()), (1, "unknown_obligation"));
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Progress {
    pub(super) reports: Vec<Report>,
}

impl Progress {
    /// Checks reports. A row with an error is dropped; the other rows stay.
    pub fn new(directive: &Directive, rows: &[ProgressRow]) -> (Progress, Vec<Finding>) {
        let place = |n: usize, key: &str| Place::at(format!("/{n}/{key}"));
        Progress::placed(directive, rows, &place, &|_| false)
    }

    /// Checks reports that were read from a table: `place` says where the key of a row stands,
    /// `faulty` whether the table's reader already found an error in the row.
    pub fn placed(
        directive: &Directive,
        rows: &[ProgressRow],
        place: &dyn Fn(usize, &str) -> Place,
        faulty: &dyn Fn(usize) -> bool,
    ) -> (Progress, Vec<Finding>) {
        let mut findings = Findings::default();
        // Reports of one obligation and day that do not contradict each other become one report.
        let mut days: BTreeMap<(usize, Day), Vec<Report>> = BTreeMap::new();
        for (n, row) in rows.iter().enumerate() {
            let place = |key: &str| place(n, key);
            let Some(report) = report(directive, row, &place, faulty(n), &mut findings) else {
                continue;
            };
            let known = days.entry((report.at, report.on)).or_default();
            if let Some(known) = known.iter_mut().find(|known| known.agrees(&report)) {
                known.join(report);
            } else {
                let first = known.first();
                findings.extend(first.map(|first| conflict(directive, first, &report)));
                known.push(report);
            }
        }
        // Of two reports of one day that differ, nobody knows which is right, so neither counts.
        let agreed = days.into_values().filter(|all| all.len() == 1);
        (Progress { reports: agreed.flatten().collect() }, findings.into_vec())
    }

    /// Reads a JSON array of reports and checks them.
    ///
    /// ```
    /// use par_index::directive::{Progress, directive};
    /// let letter = directive("hon-quan-2023")?;
    /// let text = r#"[{"obligation": "2.6c", "on": "2023-10-30", "done": 3}]"#;
    /// assert_eq!(Progress::from_json(&letter, text).1, []);
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn from_json(directive: &Directive, text: impl AsRef<[u8]>) -> (Progress, Vec<Finding>) {
        match json::read::<Vec<ProgressRow>>(text.as_ref()) {
            Ok(rows) => Progress::new(directive, &rows),
            Err(findings) => (Progress::default(), findings),
        }
    }

    /// The number of reports that count.
    pub fn len(&self) -> usize {
        self.reports.len()
    }

    /// Whether no report counts.
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    /// The reports as rows of a file, in the order of paragraphs and days.
    pub fn rows(&self, directive: &Directive) -> Vec<ProgressRow> {
        let paragraph = |at: usize| {
            let one = directive.obligations().get(at).map(|one| one.paragraph().to_string());
            one.unwrap_or_default()
        };
        let rows = self.reports.iter().map(|report| ProgressRow {
            obligation: paragraph(report.at),
            on: report.on.to_string(),
            done: report.done.map(Num::from),
            of: report.of.map(Num::from),
            note: report.note(),
        });
        rows.collect()
    }

    /// The reports of one obligation up to and including a day, oldest first.
    pub(super) fn until(&self, at: usize, on: Day) -> impl DoubleEndedIterator<Item = &Report> {
        self.reports.iter().filter(move |report| report.at == at && report.on <= on)
    }
}

fn report(
    directive: &Directive,
    row: &ProgressRow,
    place: &dyn Fn(&str) -> Place,
    faulty: bool,
    findings: &mut Findings,
) -> Option<Report> {
    let before = findings.len();
    let paragraph = nfc(&row.obligation);
    let all = directive.obligations();
    let at = all.iter().position(|one| one.paragraph().as_str() == paragraph);
    if at.is_none() {
        // With very many unknown paragraphs the reports probably belong to another letter, so no
        // similar paragraph is suggested.
        let few = findings.len() < super::check::SUGGESTED;
        let known = all.iter().map(|one| one.paragraph().as_str()).filter(|_| few);
        let near = nearest(&paragraph, known).map_or(Arg::from(""), did_you_mean);
        let finding = Finding::new(FindingCode::UnknownObligation, place("obligation"));
        findings.push(finding.found(cut(&paragraph)).with("near", near));
    }
    let placed = |key: &str| place(key).node(cut(&paragraph));
    let on = Day::read(&row.on).ok();
    if on.is_none() {
        findings.push(json::bad_date(&row.on, placed("on")));
    }
    let target = at.and_then(|at| all.get(at)).and_then(|one| one.target());
    let mut number = |num: Option<&Num>, key: &str| {
        let num = num?;
        // A piece of work without a target is done or not, and people write *Có* or *Không* (yes or
        // no).
        let said =
            ProgressRow::yes_or_no(num.as_str()).filter(|_| key == "done" && target.is_none());
        let num = said.as_ref().unwrap_or(num);
        let points = json::points(num, &placed(key), findings)?;
        if points.is_negative() {
            let finding = Finding::new(FindingCode::OutOfRange, placed(key)).found(num.as_str());
            findings.push(finding.with("from", Points::ZERO).with("to", Points::MAX));
        }
        Some(points)
    };
    let (mut done, of) = (number(row.done.as_ref(), "done"), number(row.of.as_ref(), "of"));
    // *Có* (yes) together with a whole means that all of the whole was done.
    let yes = row.done.as_ref().and_then(|num| ProgressRow::yes_or_no(num.as_str()));
    if target.is_none() && yes == Some(Num::from(1)) {
        done = of.or(done);
    }
    findings.extend(part_of_whole(target, done.zip(of), &placed));
    if faulty || findings.len() > before {
        return None;
    }
    // Where the target is a percentage, a number without its whole counts as reported, but measures
    // nothing.
    if let (Some(done), None, true) = (done, of, target.is_some_and(Target::is_percent)) {
        let finding = Finding::new(FindingCode::WholeMissing, placed("of"));
        findings.push(finding.found(done.to_string()));
    }
    // A report dated before its letter is usually a mistyped year.
    if let Some(on) = on.filter(|on| *on < directive.issued()) {
        let finding = Finding::new(FindingCode::ReportBeforeLetter, placed("on"));
        let finding = finding.found(on.to_string()).with("paragraph", cut(&paragraph));
        let (on, issued) = (on.text(), directive.issued().text());
        findings.push(finding.with("on", on).with("issued", issued));
    }
    // A remark alone does not say how much was done.
    if done.is_none() {
        let finding = Finding::new(FindingCode::DoneMissing, placed("done"));
        findings.push(finding.with("paragraph", cut(&paragraph)));
    }
    let notes = Some(nfc(&row.note)).filter(|note| !note.is_empty()).into_iter().collect();
    Some(Report { at: at?, on: on?, done, of, notes, place: placed("done") })
}

/// Refuses a part above its whole, and a whole of 0 unless the letter allows that no case arises
/// (B5).
fn part_of_whole(
    target: Option<&Target>,
    share: Option<(Points, Points)>,
    place: &dyn Fn(&str) -> Place,
) -> Option<Finding> {
    let (done, of) = share?;
    if target.is_some_and(|target| !target.is_percent()) {
        return None;
    }
    if of == Points::ZERO {
        let if_any = matches!(
            target.map(Target::unit),
            Some(super::TargetUnit::Percent { if_any: true, .. })
        );
        let finding = Finding::new(FindingCode::WholeIsZero, place("of")).found(of.to_string());
        return (done.is_positive() || !if_any).then_some(finding);
    }
    let finding = Finding::new(FindingCode::DoneOverOf, place("done")).found(done.to_string());
    (done > of).then(|| finding.with("done", done).with("of", of))
}

fn conflict(directive: &Directive, known: &Report, report: &Report) -> Finding {
    let figure = |report: &Report| {
        let figure =
            |points: Option<Points>| points.map_or("–".to_owned(), |one| one.to_string());
        format!("{}/{}", figure(report.done), figure(report.of))
    };
    let place = |report: &Report| {
        crate::words::Text::new(
            report.place.text(crate::words::Lang::Vi),
            report.place.text(crate::words::Lang::En),
        )
    };
    let paragraph = directive.obligations().get(report.at).map(|one| one.paragraph().to_string());
    let args =
        [("paragraph", paragraph.unwrap_or_default().into()), ("on", report.on.text().into())];
    let what = Phrase::ReportOf.text(&args);
    let finding = Finding::new(FindingCode::ReportsDiffer, report.place.clone()).with("what", what);
    let finding = finding.with("a", figure(known)).with("place_a", place(known));
    finding.with("b", figure(report)).with("place_b", place(report))
}
