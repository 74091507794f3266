//! [`Unread`]: what was opened and not understood (*chưa đọc được*).

use std::collections::BTreeMap;
use std::fmt;
use std::path::is_separator;

use super::{Finding, FindingCode, Place};
use crate::words::{Lang, Phrase, at_most, seen};

/// A file, a sheet or rows of it that were opened and not understood (*chưa đọc được*).
///
/// Nobody knows which unit it was about: every result of these inputs bears it. What is known to be
/// of one unit alone is not among them; that unit is [in error](crate::Assessment::is_in_error).
///
/// # Example
/// ```
/// use par_index::{framework, Inputs};
///
/// let mut inputs = Inputs::new(&framework("vn-ministry-2023")?);
/// inputs.read("lan2.json", "{broken");
/// let input = inputs.finish();
/// assert_eq!(input.not_read[0].file_name(), Some("lan2.json"));
/// assert_eq!(input.not_read[0].reason.as_str(), "bad_json");
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Unread {
    /// The file, as it was named; `None` for a text without a name.
    pub file: Option<String>,
    /// The sheet inside it.
    pub sheet: Option<String>,
    /// The rows, as a spreadsheet numbers them (of a JSON text its lines); `None`: all of it.
    pub rows: Option<RowList>,
    /// The finding that says why.
    pub reason: FindingCode,
}

impl Unread {
    /// A file as a whole.
    pub fn file(file: impl Into<String>, reason: FindingCode) -> Unread {
        Unread { file: Some(file.into()), sheet: None, rows: None, reason }
    }

    /// The file's name without its folders: what stays the same wherever the file lies.
    pub fn file_name(&self) -> Option<&str> {
        let file = self.file.as_deref()?;
        Some(base_name(file)).filter(|name| !name.is_empty()).or(Some(file))
    }

    /// The file's name, and of its folders as many as tell it from others of that name.
    fn told_apart(&self, all: &[Unread]) -> Option<&str> {
        let (file, own) = (self.file.as_deref()?, self.file_name()?);
        let others = all.iter().filter(|one| one.file_name() == Some(own));
        let others: Vec<&str> =
            others.filter_map(|one| one.file.as_deref()).filter(|other| *other != file).collect();
        let starts = file.rmatch_indices(is_separator).map(|(at, _)| at + 1).chain([0]);
        let mut tails =
            starts.filter_map(|at| file.get(at..)).filter(|tail| tail.len() >= own.len());
        let alone = |tail: &str| {
            let ends = |other: &&str| {
                let before = other.strip_suffix(tail);
                before.is_some_and(|before| before.is_empty() || before.ends_with(is_separator))
            };
            !others.iter().any(ends)
        };
        tails.find(|tail| alone(tail)).or(Some(file))
    }
}

/// The name of a file without its folders, as the system separates them: where a backslash is a letter
/// like others it may be one of the name, or of what stands there for a byte that is no text.
pub(crate) fn base_name(file: &str) -> &str {
    file.rsplit(is_separator).next().unwrap_or_default()
}

/// Numbers of rows, kept as ranges.
///
/// ```
/// let mut rows = par_index::finding::RowList::default();
/// [3, 5, 6, 7, 2].into_iter().for_each(|row| rows.add(row, row));
/// assert_eq!(rows.to_string(), "2-3, 5-7");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowList(Vec<(u32, u32)>);

/// Ranges that are written out; further ones are counted.
const MOST_RANGES: usize = 100;

impl RowList {
    /// Adds the rows from `first` to `last`, both included.
    pub fn add(&mut self, first: u32, last: u32) {
        let last = last.max(first);
        // What ends right before the new rows, or begins right behind them, grows together with them.
        let from = self.0.partition_point(|(_, end)| end.saturating_add(1) < first);
        let to = self.0.partition_point(|(begin, _)| *begin <= last.saturating_add(1));
        let joined = self.0.get(from..to).unwrap_or_default();
        let first = joined.first().map_or(first, |(begin, _)| first.min(*begin));
        let last = joined.last().map_or(last, |(_, end)| last.max(*end));
        self.0.splice(from..to.max(from), [(first, last)]);
    }

    pub(crate) fn extend(&mut self, other: &RowList) {
        other.0.iter().for_each(|(first, last)| self.add(*first, *last));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them as text.
    pub(crate) fn all(&self) -> String {
        self.shown(usize::MAX).0
    }

    /// The first so many ranges as text, and how many more there are.
    pub(crate) fn shown(&self, most: usize) -> (String, usize) {
        let shown = self.0.iter().take(most).map(|(first, last)| match last - first {
            0 => first.to_string(),
            _ => format!("{first}-{last}"),
        });
        (shown.collect::<Vec<_>>().join(", "), self.0.len().saturating_sub(most))
    }
}

impl fmt::Display for RowList {
    /// Such as `3, 5-7`; of very many ranges the first hundred.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (text, more) = self.shown(MOST_RANGES);
        f.write_str(&text)?;
        if more > 0 { write!(f, ", +{more}") } else { Ok(()) }
    }
}

/// Everything not read so far: each file or sheet once, its rows by reason.
#[derive(Clone, Debug, Default)]
pub(crate) struct UnreadList(BTreeMap<(Option<String>, Option<String>), Extent>);

#[derive(Clone, Debug)]
enum Extent {
    Whole(FindingCode),
    Rows(BTreeMap<FindingCode, RowList>),
}

impl UnreadList {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a file was told to be made while something was not read.
    pub(crate) fn is_made(&self, place: &Place) -> bool {
        let known = self.0.get(&(place.file.clone(), place.sheet.clone()));
        matches!(known, Some(Extent::Whole(FindingCode::MadeUnread)))
    }

    /// Notes what a finding says of a file or sheet as a whole.
    pub(crate) fn whole(&mut self, place: &Place, reason: FindingCode) {
        let extent = self.at(place);
        if matches!(extent, Extent::Rows(_)) {
            *extent = Extent::Whole(reason);
        }
    }

    /// Notes rows of a file; where all of it is not read they are among that.
    pub(crate) fn rows(&mut self, place: &Place, (first, last): (u32, u32), reason: FindingCode) {
        if let Extent::Rows(rows) = self.at(place) {
            rows.entry(reason).or_default().add(first, last);
        }
    }

    /// Notes what an error finding says that is of no unit: its row, else its file.
    ///
    /// A column that is like no known one holds something of its own.
    pub(crate) fn note(&mut self, finding: &Finding, unnamed: &str) {
        let foreign =
            finding.code() == FindingCode::UnknownColumn && finding.expected(Lang::En).is_empty();
        if !finding.is_error() || finding.place().unit.is_some() || foreign {
            return;
        }
        let place = finding.place();
        let file = place.file.clone().or_else(|| Some(unnamed.to_owned()));
        // Of what is only counted nobody knows the rows.
        let reason = finding.counts().unwrap_or(finding.code());
        self.note_at(&Place { file, ..place.clone() }, reason);
    }

    /// Notes the row of a place, else its file.
    pub(crate) fn note_at(&mut self, place: &Place, reason: FindingCode) {
        // A line is of a row only where the rest of the file goes on behind it.
        let line = place.line.filter(|_| reason == FindingCode::NotUtf8);
        match place.row().or_else(|| u32::try_from(line?).ok()) {
            Some(row) => self.rows(place, (row, row), reason),
            None => self.whole(place, reason),
        }
    }

    pub(crate) fn rows_all(&mut self, place: &Place, all: &RowList, reason: FindingCode) {
        if let Extent::Rows(rows) = self.at(place) {
            rows.entry(reason).or_default().extend(all);
        }
    }

    fn at(&mut self, place: &Place) -> &mut Extent {
        let key = (place.file.clone(), place.sheet.clone());
        self.0.entry(key).or_insert_with(|| Extent::Rows(BTreeMap::new()))
    }

    /// Adds all that another list holds.
    pub(crate) fn extend(&mut self, others: &[Unread]) {
        for one in others {
            let mut place = Place::default();
            place.file.clone_from(&one.file);
            place.sheet.clone_from(&one.sheet);
            match (&one.rows, self.at(&place)) {
                (None, extent @ Extent::Rows(_)) => *extent = Extent::Whole(one.reason),
                (Some(new), Extent::Rows(rows)) => {
                    rows.entry(one.reason).or_default().extend(new);
                }
                (_, Extent::Whole(_)) => {}
            }
        }
    }

    pub(crate) fn list(&self) -> Vec<Unread> {
        let mut list = Vec::new();
        for ((file, sheet), extent) in &self.0 {
            let one = |rows: Option<RowList>, reason: FindingCode| Unread {
                file: file.clone(),
                sheet: sheet.clone(),
                rows,
                reason,
            };
            match extent {
                Extent::Whole(reason) => list.push(one(None, *reason)),
                Extent::Rows(rows) => {
                    list.extend(rows.iter().map(|(reason, rows)| one(Some(rows.clone()), *reason)));
                }
            }
        }
        list
    }
}

/// Several lists as one, each file and sheet once.
pub(crate) fn united<'a>(lists: impl Iterator<Item = &'a [Unread]>) -> Vec<Unread> {
    let mut all = UnreadList::default();
    lists.for_each(|list| all.extend(list));
    all.list()
}

/// What error findings say of tables beside the inputs: of each the row that was left out, or the file.
pub(crate) fn unread_of<'a>(
    findings: impl IntoIterator<Item = &'a Finding>,
    unnamed: &str,
) -> Vec<Unread> {
    let mut list = UnreadList::default();
    for finding in findings {
        list.note(finding, unnamed);
    }
    list.list()
}

impl Place {
    /// The row of a cell, as a spreadsheet numbers it.
    pub(crate) fn row(&self) -> Option<u32> {
        let cell = self.cell.as_deref()?;
        cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()
    }
}

/// Files that the line names; further ones are counted.
const MOST_FILES: usize = 8;
/// Ranges of rows that it names of a file.
const RANGES_SHOWN: usize = 6;
/// Letters of a name that it shows.
const MOST_LETTERS: usize = 80;

/// The files that were not read, with the rows where only some were not.
pub(crate) fn unread_files(unread: &[Unread], lang: Lang) -> String {
    let mut names: Vec<String> = Vec::new();
    let parts = || unread.chunk_by(|a, b| (&a.file, &a.sheet) == (&b.file, &b.sheet));
    for of_file in parts().take(MOST_FILES) {
        let Some(first) = of_file.first() else { continue };
        let file = first.told_apart(unread);
        let file = file.map_or_else(|| Phrase::NotReadText.word(lang).to_owned(), cut);
        let sheet = first
            .sheet
            .as_deref()
            .map(|sheet| Phrase::NotReadSheet.say(lang, &[("sheet", cut(sheet).into())]));
        let mut rows = RowList::default();
        of_file.iter().filter_map(|one| one.rows.as_ref()).for_each(|more| rows.extend(more));
        let rows = (!rows.is_empty()).then(|| {
            let (text, more) = rows.shown(RANGES_SHOWN);
            let text = if more > 0 { format!("{text} … +{more}") } else { text };
            Phrase::NotReadRows.say(lang, &[("rows", text.into())])
        });
        let parts: Vec<String> = sheet.into_iter().chain(rows).collect();
        let parts = parts.join(", ");
        names.push(if parts.is_empty() { file } else { format!("{file} ({parts})") });
    }
    let more = parts().count().saturating_sub(MOST_FILES);
    let text = names.join("; ");
    if more > 0 { format!("{text} … +{more}") } else { text }
}

/// A name with what draws nothing written out, and not too long.
fn cut(name: &str) -> String {
    at_most(&seen(name, false), MOST_LETTERS).into_owned()
}
