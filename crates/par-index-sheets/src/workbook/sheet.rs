//! A sheet as rows of typed cells. The sheet is walked through once to learn its merged and hidden
//! parts, and again for every reading. No row is kept.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::rc::Rc;
use std::sync::Arc;

use par_index::Finding;
use par_index::assessment::{Origin, Source};
use par_index::finding::{FindingCode, RowList};

use super::package::Package;
use super::strings::Strings;
use super::styles::Format;
use super::walk::{Area, Held, Raw, Step, Walk};
use super::xml::Xml;
use super::{Broken, Most, Related, relations, value};
use crate::record::{At, Cell, End, Kind, Record, Rows};

/// The most cells of a sheet, counting the empty cells between others and the copies of merged
/// cells.
const MOST_CELLS: u64 = 50_000_000;
/// The most merged areas of a sheet.
const MOST_MERGED: usize = 100_000;
/// The most links of a sheet, and the most cells that these links cover. Of one link at most
/// `MOST_OF_LINK` rows and columns are taken.
const MOST_LINKS: usize = 100_000;
const MOST_OF_LINK: usize = 8;
/// The most bytes of text in one row.
const MOST_ROW: u64 = 16 << 20;
/// The most bytes of a text that is copied to all cells of its merged area. A longer text is
/// neither a heading nor a name and stays in the first cell.
const MOST_COPIED: usize = 1_000;

/// What all sheets of a workbook share.
pub(super) struct Book<'b> {
    pub(super) package: Package<'b>,
    pub(super) strings: Strings,
    pub(super) formats: Vec<Format>,
    pub(super) from_1904: bool,
}

/// What is known of a sheet after the first walk through it.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The last row and the last column that hold anything, counted from 1; 0 in an empty sheet.
    pub(super) last: (u32, u32),
    /// The merged areas within these bounds, ordered by their first rows.
    merged: Vec<Area>,
    pub(super) hidden_rows: RowList,
    /// The hidden columns, counted from 1.
    pub(super) hidden_columns: Vec<u32>,
    /// How many numbers were rounded because they have more than nine decimal places, and the cell
    /// of the first one.
    pub(super) rounded: Option<(usize, (u32, u32))>,
    /// The addresses that cells link to, by row and column.
    links: BTreeMap<(u32, u32), Rc<str>>,
}

impl Survey {
    /// Walks through a sheet to its very end, so that a sheet damaged anywhere is not read at all.
    pub(super) fn of(book: &Book<'_>, part: &str, left: &mut u64) -> Result<Survey, Broken> {
        let mut walk = Walk::new(Xml::new(book.package.read(part, *left)?));
        let mut survey = Survey::default();
        let mut hidden = vec![false; 16_385];
        let (mut cells, mut width, mut hides) = (0_u64, 0_u32, false);
        let (mut texts, mut in_row) = (0_u64, 0_u64);
        let mut links: Vec<(Area, String)> = Vec::new();
        loop {
            match walk.next()? {
                Step::Row(_, is_hidden) => {
                    cells += u64::from(width);
                    texts += in_row;
                    (width, in_row, hides) = (0, 0, is_hidden);
                }
                Step::Cell => {
                    let cell = &walk.cell;
                    survey.last = (cell.row, survey.last.1.max(cell.column));
                    width = cell.column;
                    in_row += book.length(cell)?;
                    if std::mem::take(&mut hides) {
                        survey.hidden_rows.add(cell.row, cell.row);
                    }
                    if book.is_cut(cell) {
                        survey.rounded.get_or_insert((0, (cell.row, cell.column))).0 += 1;
                    }
                }
                Step::HiddenColumns(first, last) => {
                    cells += u64::from(last.min(16_384));
                    let columns = hidden.get_mut(first as usize..=last.min(16_384) as usize);
                    if let Some(columns) = columns {
                        columns.fill(true);
                    }
                }
                Step::Merged(area) => survey.merged.push(area),
                Step::Link(area, id) => links.push((area, id)),
                Step::End => break,
            }
            if links.len() > MOST_LINKS {
                return Err(Broken::TooMuch(Most::Links, MOST_LINKS as u64));
            }
            if cells > MOST_CELLS {
                return Err(Broken::TooMuch(Most::Cells, MOST_CELLS));
            }
            if in_row > MOST_ROW {
                return Err(Broken::TooMuch(Most::Row, MOST_ROW));
            }
            if texts > super::MOST_BYTES {
                return Err(Broken::TooMuch(Most::Bytes, super::MOST_BYTES));
            }
            if survey.merged.len() > MOST_MERGED {
                return Err(Broken::TooMuch(Most::Merged, MOST_MERGED as u64));
            }
        }
        *left = left.saturating_sub(walk.used());
        if !links.is_empty() {
            survey.links = addresses(&links, &relations(&book.package, part, left)?)?;
        }
        let (last_row, last_column) = survey.last;
        let columns = (1..=last_column).zip(hidden.iter().skip(1));
        survey.hidden_columns = columns.filter(|(_, hides)| **hides).map(|(n, _)| n).collect();
        survey.merged.retain_mut(|area| {
            area.rows.1 = area.rows.1.min(last_row);
            area.columns.1 = area.columns.1.min(last_column);
            area.rows.0 <= area.rows.1 && area.columns.0 <= area.columns.1
        });
        survey.merged.sort_by_key(|area| area.rows.0);
        for area in &survey.merged {
            let of = |(first, last): (u32, u32)| u64::from(last - first + 1);
            cells += of(area.rows) * of(area.columns);
        }
        if cells > MOST_CELLS {
            return Err(Broken::TooMuch(Most::Cells, MOST_CELLS));
        }
        Ok(survey)
    }

    /// Reports which rows and columns a viewer of the sheet does not see, and how many numbers were
    /// rounded.
    pub(super) fn tell(&self, source: &Source, tell: &mut dyn FnMut(Finding)) {
        let source = Arc::new(source.clone());
        let place = |(row, column): (u32, u32)| origin(&source, row, column).place();
        if !self.hidden_rows.is_empty() {
            let mut place = place((1, 1));
            (place.cell, place.line) = (None, None);
            let finding = Finding::new(FindingCode::RowsHidden, place);
            tell(finding.found(self.hidden_rows.to_string()));
        }
        if let Some(first) = self.hidden_columns.first() {
            let letters = |column: &u32| {
                let cell = place((1, *column)).cell.unwrap_or_default();
                cell.trim_end_matches('1').to_owned()
            };
            let all: Vec<String> = self.hidden_columns.iter().map(letters).collect();
            let finding = Finding::new(FindingCode::ColumnsHidden, place((1, *first)));
            tell(finding.found(all.join(", ")));
        }
        if let Some((count, first)) = self.rounded {
            let finding = Finding::new(FindingCode::CellsRounded, place(first));
            tell(finding.with("count", count));
        }
    }
}

/// The external addresses that cells link to. Of a large area only the first rows and columns are
/// recorded.
fn addresses(
    links: &[(Area, String)],
    related: &HashMap<String, Related>,
) -> Result<BTreeMap<(u32, u32), Rc<str>>, Broken> {
    let mut all = BTreeMap::new();
    for (area, id) in links {
        let Some(address) = related.get(id).filter(|one| one.kind == "hyperlink") else { continue };
        let address: Rc<str> = address.target.as_str().into();
        let rows = (area.rows.0..=area.rows.1).take(MOST_OF_LINK);
        for row in rows {
            let columns = (area.columns.0..=area.columns.1).take(MOST_OF_LINK);
            all.extend(columns.map(|column| ((row, column), Rc::clone(&address))));
        }
        if all.len() > MOST_LINKS {
            return Err(Broken::TooMuch(Most::Links, MOST_LINKS as u64));
        }
    }
    Ok(all)
}

/// The origin of a cell, given its row and column counted from 1.
fn origin(source: &Arc<Source>, row: u32, column: u32) -> Origin {
    Origin::cell(source, row, row, column.saturating_sub(1))
}

impl Book<'_> {
    fn format(&self, cell: &Raw) -> Format {
        self.formats.get(cell.style).copied().unwrap_or_default()
    }

    /// The number of bytes in the text of a cell.
    fn length(&self, cell: &Raw) -> Result<u64, Broken> {
        if cell.held != Held::Shared || cell.value.is_empty() {
            return Ok(cell.value.len() as u64);
        }
        let text = cell.value.parse().ok().and_then(|index| self.strings.get(index));
        text.map(|text| text.len() as u64).ok_or(Broken::Damaged)
    }

    /// Whether a cell holds a number that is rounded because it has more than nine decimal places.
    fn is_cut(&self, cell: &Raw) -> bool {
        let may = cell.held == Held::Number && cell.value.len() > 10;
        let shown = || !matches!(self.format(cell), Format::Day | Format::Percent);
        may && shown() && value::number(&cell.value, 0).is_some_and(|(_, cut)| cut)
    }

    /// Appends the value of a cell to a text, and returns the kind of that value.
    fn cell(&self, raw: &Raw, out: &mut String) -> Kind {
        let value = raw.value.as_str();
        if value.is_empty() {
            // An empty value with a formula means that the formula was not computed yet.
            if let Some(formula) = raw.formula.as_deref().filter(|_| raw.held != Held::Text) {
                // The text of a `HYPERLINK` formula is known without computing it.
                if let Some((address, said)) = linked(formula) {
                    out.push_str(said.unwrap_or(address));
                } else {
                    out.push('=');
                    out.push_str(formula);
                }
            }
            return Kind::Text;
        }
        let (text, kind) = match raw.held {
            Held::Shared => {
                let text = value.parse().ok().and_then(|index| self.strings.get(index));
                (text.unwrap_or_default(), Kind::Text)
            }
            Held::Text => (value, Kind::Text),
            Held::Truth => (if value == "1" { "TRUE" } else { "FALSE" }, Kind::Truth),
            Held::Error => (value, Kind::Error),
            Held::Day => (value.split('T').next().unwrap_or_default(), Kind::Day),
            Held::Number => {
                let format = self.format(raw);
                let places = match format {
                    Format::Plain => Some(0),
                    Format::Places(places) => Some(places),
                    Format::Percent | Format::Day => None,
                };
                if let Some(places) = places.filter(|_| value::is_plain(value)) {
                    out.push_str(value);
                    pad(out, places);
                    return Kind::Number;
                }
                let (text, kind) = self.number(value, format);
                out.push_str(&text);
                return kind;
            }
        };
        match kind {
            Kind::Text => returned(text, out),
            _ => out.push_str(text),
        }
        kind
    }

    fn number(&self, value: &str, format: Format) -> (String, Kind) {
        let plain = || value::number(value, 0).map(|(plain, _)| plain);
        let read = match format {
            Format::Percent => {
                value::number(value, 2).map(|(plain, _)| (format!("{plain}%"), Kind::Percent))
            }
            Format::Day => value::day(value, self.from_1904).map(|day| (day, Kind::Day)),
            // A number shown as 1.10 may be the code 1.10, which differs from 1.1; so the shown
            // zeros are kept.
            Format::Places(places) => plain().map(|mut plain| {
                pad(&mut plain, places);
                (plain, Kind::Number)
            }),
            Format::Plain => None,
        };
        let read = read.or_else(|| plain().map(|plain| (plain, Kind::Number)));
        read.unwrap_or_else(|| (value.to_owned(), Kind::Text))
    }
}

/// The address and the shown text of a formula `HYPERLINK("…","…")`, if both are plain texts.
fn linked(formula: &str) -> Option<(&str, Option<&str>)> {
    let name = formula.get(..10).filter(|name| name.eq_ignore_ascii_case("HYPERLINK("))?;
    let inner = formula.get(name.len()..)?.trim().strip_suffix(')')?;
    let (address, rest) = inner.trim().strip_prefix('"')?.split_once('"')?;
    let said = match rest.trim() {
        "" => None,
        rest => {
            let said = rest.strip_prefix([',', ';'])?.trim();
            Some(said.strip_prefix('"')?.strip_suffix('"').filter(|said| !said.contains('"'))?)
        }
    };
    (!address.is_empty()).then_some((address, said))
}

/// Appends zeros until a number has at least as many decimal places as its format shows; a whole
/// number stays without any.
fn pad(plain: &mut String, places: usize) {
    if let Some((_, shown)) = plain.split_once('.') {
        let more = places.saturating_sub(shown.len());
        plain.extend(std::iter::repeat_n('0', more));
    }
}

/// Appends a text without carriage returns, which spreadsheets may write as `_x000D_`.
fn returned(text: &str, out: &mut String) {
    if text.contains('\r') || text.contains("_x000D_") {
        out.push_str(&text.replace("_x000D_", "").replace("\r\n", "\n"));
    } else {
        out.push_str(text);
    }
}

/// A merged area that the current row is part of, with the value of its first cell.
struct Spread {
    area: Area,
    text: String,
    kind: Kind,
}

/// The rows of a sheet.
pub(super) struct Sheet<'b> {
    book: Rc<Book<'b>>,
    part: Rc<str>,
    survey: Rc<Survey>,
    walk: Option<Walk<'b>>,
    /// The number of the row whose cells are being read, once its start was met.
    row: Option<u32>,
    /// The number of merged areas that have begun so far; `spread` holds those of them that have
    /// not ended.
    begun: usize,
    spread: Vec<Spread>,
    cells: Vec<(u32, String, Kind)>,
    /// The links of the row's cells: column and address, in the order of the columns.
    links: Vec<(u32, Rc<str>)>,
    /// Text buffers of earlier cells, kept to save allocations.
    spare: Vec<String>,
}

impl<'b> Sheet<'b> {
    pub(super) fn new(book: Rc<Book<'b>>, part: &str, survey: Survey) -> Sheet<'b> {
        Sheet::over(book, part.into(), Rc::new(survey))
    }

    fn over(book: Rc<Book<'b>>, part: Rc<str>, survey: Rc<Survey>) -> Sheet<'b> {
        // The first walk has read this part to its end, so no limit is needed here.
        let walk = book.package.read(&part, u64::MAX).ok().map(|part| Walk::new(Xml::new(part)));
        Sheet {
            book,
            part,
            survey,
            walk,
            row: None,
            begun: 0,
            spread: Vec::new(),
            cells: Vec::new(),
            links: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// Reads the cells of the next row that holds any; returns the number of that row.
    fn cells(&mut self) -> Option<u32> {
        // Buffers of long texts are dropped, so that few of them do not occupy much memory.
        let texts = self.cells.drain(..).map(|(_, text, _)| text);
        self.spare.extend(texts.filter(|text| text.capacity() <= MOST_COPIED));
        self.links.clear();
        let walk = self.walk.as_mut()?;
        loop {
            match walk.next().ok()? {
                Step::Row(row, _) => {
                    let before = self.row.replace(row);
                    if !self.cells.is_empty() {
                        return before;
                    }
                }
                Step::Cell => {
                    let mut text = self.spare.pop().unwrap_or_default();
                    text.clear();
                    let kind = self.book.cell(&walk.cell, &mut text);
                    if text.trim().is_empty() {
                        self.spare.push(text);
                        continue;
                    }
                    let Raw { row, column, formula, .. } = &walk.cell;
                    let known = self.survey.links.get(&(*row, *column)).cloned();
                    let made = || Some(linked(formula.as_deref()?)?.0.into());
                    self.links.extend(known.or_else(made).map(|address| (*column, address)));
                    self.cells.push((*column, text, kind));
                }
                Step::HiddenColumns(..) | Step::Merged(_) | Step::Link(..) => {}
                Step::End => {
                    let last = self.row.take().filter(|_| !self.cells.is_empty());
                    self.walk = None;
                    return last;
                }
            }
        }
    }

    /// Puts the values of merged areas into all cells of a row that these areas cover. Returns the
    /// columns of these cells, each with the index of its area.
    fn cover(&mut self, row: u32) -> BTreeMap<u32, usize> {
        while let Some(area) = self.survey.merged.get(self.begun).filter(|one| one.rows.0 <= row) {
            self.spread.push(Spread { area: *area, text: String::new(), kind: Kind::Text });
            self.begun += 1;
        }
        self.spread.retain(|spread| spread.area.rows.1 >= row);
        let mut covered = BTreeMap::new();
        for (n, spread) in self.spread.iter_mut().enumerate() {
            let (first, last) = spread.area.columns;
            if spread.area.rows.0 == row {
                let found = self.cells.binary_search_by_key(&first, |(at, ..)| *at).ok();
                if let Some((_, text, kind)) = found.and_then(|at| self.cells.get(at)) {
                    (spread.text, spread.kind) = (text.clone(), *kind);
                }
                covered.insert(first, n);
                if spread.text.len() > MOST_COPIED {
                    spread.text.clear();
                    covered.remove(&first);
                }
            }
            covered.extend(
                (first..=last).skip(usize::from(spread.area.rows.0 == row)).map(|at| (at, n)),
            );
        }
        self.cells.retain(|(at, ..)| !covered.contains_key(at));
        for (at, n) in &covered {
            if let Some(spread) = self.spread.get(*n).filter(|spread| !spread.text.is_empty()) {
                self.cells.push((*at, spread.text.clone(), spread.kind));
            }
        }
        self.cells.sort_by_key(|(at, ..)| *at);
        covered
    }
}

impl Rows for Sheet<'_> {
    fn next(&mut self, record: &mut Record, _: &mut dyn FnMut(Finding)) -> bool {
        let Some(row) = self.cells() else { return false };
        let covered = if self.survey.merged.is_empty() { BTreeMap::new() } else { self.cover(row) };
        record.begin();
        let mut next = 1;
        for (column, text, kind) in &self.cells {
            (next..*column).for_each(|_| record.push(Cell::default()));
            let merged = covered.contains_key(column);
            let link = self.links.binary_search_by_key(column, |(at, _)| *at).ok();
            if let Some((_, address)) = link.and_then(|link| self.links.get(link)) {
                record.leads(address);
            }
            record.push(Cell { text, kind: *kind, merged });
            next = column + 1;
        }
        record.stands(At { row, line: row });
        true
    }

    fn end(&mut self) -> io::Result<End> {
        Ok(End::Whole)
    }

    fn again(&self) -> Option<Box<dyn Rows + '_>> {
        let parts = (Rc::clone(&self.book), Rc::clone(&self.part), Rc::clone(&self.survey));
        Some(Box::new(Sheet::over(parts.0, parts.1, parts.2)))
    }
}
