//! [`Unread`]: a part of the inputs that was opened but could not be understood (*chưa đọc được*).

use std::collections::BTreeMap;
use std::fmt;
use std::path::is_separator;

use super::{Finding, FindingCode, Place};
use crate::words::{Lang, Phrase, at_most, seen};

/// A file, a sheet, or rows of a sheet, that were opened but could not be understood (*chưa đọc
/// được*).
///
/// The unit that such a part was about is unknown, so every result of these inputs mentions it. A
/// part that is known to concern a single unit is not listed here; that unit is [in
/// error](crate::Assessment::is_in_error) instead.
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
    /// The file as it was named; `None` for a text without a name.
    pub file: Option<String>,
    /// The sheet inside the file.
    pub sheet: Option<String>,
    /// The rows as a spreadsheet numbers them (for a JSON text, its lines); `None` means all of the
    /// sheet or file.
    pub rows: Option<RowList>,
    /// The code of the finding that gives the reason.
    pub reason: FindingCode,
}

impl Unread {
    /// A file of which nothing could be understood.
    pub fn file(file: impl Into<String>, reason: FindingCode) -> Unread {
        Unread { file: Some(file.into()), sheet: None, rows: None, reason }
    }

    /// The name of the file without its folders, which does not depend on where the file lies.
    pub fn file_name(&self) -> Option<&str> {
        let file = self.file.as_deref()?;
        Some(base_name(file)).filter(|name| !name.is_empty()).or(Some(file))
    }

    /// The name of the file, with as many of its folders as are needed to distinguish it from other
    /// files of that name.
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

/// The name of a file without its folders, using the separators of this system. Where a backslash
/// is an ordinary letter it may be part of the name, or part of the text written for a byte that is
/// not valid text.
pub(crate) fn base_name(file: &str) -> &str {
    file.rsplit(is_separator).next().unwrap_or_default()
}

/// A list of row numbers, stored as ranges.
///
/// ```
/// let mut rows = par_index::finding::RowList::default();
/// [3, 5, 6, 7, 2].into_iter().for_each(|row| rows.add(row, row));
/// assert_eq!(rows.to_string(), "2-3, 5-7");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowList(Vec<(u32, u32)>);

/// The most ranges that are written out; the number of further ones is given.
const MOST_RANGES: usize = 100;

impl RowList {
    /// Adds the rows from `first` to `last`, both included.
    pub fn add(&mut self, first: u32, last: u32) {
        let last = last.max(first);
        // Ranges that touch or overlap the new rows are merged with them.
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

    /// Whether the list has no rows.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All ranges as text.
    pub(crate) fn all(&self) -> String {
        self.shown(usize::MAX).0
    }

    /// The first `most` ranges as text, and how many more there are.
    pub(crate) fn shown(&self, most: usize) -> (String, usize) {
        let shown = self.0.iter().take(most).map(|(first, last)| match last - first {
            0 => first.to_string(),
            _ => format!("{first}-{last}"),
        });
        (shown.collect::<Vec<_>>().join(", "), self.0.len().saturating_sub(most))
    }
}

impl fmt::Display for RowList {
    /// Writes for example `3, 5-7`; of very many ranges only the first hundred.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (text, more) = self.shown(MOST_RANGES);
        f.write_str(&text)?;
        if more > 0 { write!(f, ", +{more}") } else { Ok(()) }
    }
}

/// Everything that was not read so far: each file or sheet once, with its rows by reason.
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

    /// Whether the file has been noted as made from inputs of which a part was not read.
    pub(crate) fn is_made(&self, place: &Place) -> bool {
        let known = self.0.get(&(place.file.clone(), place.sheet.clone()));
        matches!(known, Some(Extent::Whole(FindingCode::MadeUnread)))
    }

    /// Notes that a file or sheet was not read as a whole.
    pub(crate) fn whole(&mut self, place: &Place, reason: FindingCode) {
        let extent = self.at(place);
        if matches!(extent, Extent::Rows(_)) {
            *extent = Extent::Whole(reason);
        }
    }

    /// Notes rows of a file that were not read; if the whole file was not read, they are already
    /// included.
    pub(crate) fn rows(&mut self, place: &Place, (first, last): (u32, u32), reason: FindingCode) {
        if let Extent::Rows(rows) = self.at(place) {
            rows.entry(reason).or_default().add(first, last);
        }
    }

    /// Notes what an error finding without a unit says: the row in which it lies, or else its whole
    /// file.
    ///
    /// An unknown column that resembles no known one is not noted: it is taken for the sender's own
    /// column.
    pub(crate) fn note(&mut self, finding: &Finding, unnamed: &str) {
        let foreign =
            finding.code() == FindingCode::UnknownColumn && finding.expected(Lang::En).is_empty();
        if !finding.is_error() || finding.place().unit.is_some() || foreign {
            return;
        }
        let place = finding.place();
        let file = place.file.clone().or_else(|| Some(unnamed.to_owned()));
        // A finding that stands for counted ones does not tell their rows, so the file is noted.
        let reason = finding.counts().unwrap_or(finding.code());
        self.note_at(&Place { file, ..place.clone() }, reason);
    }

    /// Notes the row of a place, or else its whole file.
    pub(crate) fn note_at(&mut self, place: &Place, reason: FindingCode) {
        // A line number stands for a row only for text that is not UTF-8, because only there the
        // rest of the file was still read.
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

    /// Adds all parts that another list holds.
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

/// Merges several lists into one in which each file and sheet appears once.
pub(crate) fn united<'a>(lists: impl Iterator<Item = &'a [Unread]>) -> Vec<Unread> {
    let mut all = UnreadList::default();
    lists.for_each(|list| all.extend(list));
    all.list()
}

/// The unread parts reported by error findings on tables beside the main inputs: for each finding
/// the row that was left out, or else the file.
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
    /// The number of the row in which a cell lies, as a spreadsheet counts it.
    pub(crate) fn row(&self) -> Option<u32> {
        let cell = self.cell.as_deref()?;
        cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()
    }
}

/// The most files named in the line about unread parts; the number of further ones is given.
const MOST_FILES: usize = 8;
/// The most row ranges shown for one file.
const RANGES_SHOWN: usize = 6;
/// The most letters shown of a name.
const MOST_LETTERS: usize = 80;

/// The files that were not read, as a text; with the rows if only some rows of a file are
/// concerned.
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

/// A name for display: invisible characters are written out, and a long name is shortened.
fn cut(name: &str) -> String {
    at_most(&seen(name, false), MOST_LETTERS).into_owned()
}
