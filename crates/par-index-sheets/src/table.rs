//! A table while it is read: its header, its rows one after the other, and the place of every cell.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet, VecDeque};
use std::io;
use std::sync::{Arc, LazyLock};

use par_index::Finding;
use par_index::assessment::{Origin, Source};
use par_index::finding::{FindingCode, Findings, Place};
use par_index::words::Heading;
use unicode_normalization::UnicodeNormalization;

use crate::number::Habit;
use crate::record::{At, Cell, End, Record, Rows};

/// A table while it is read. Its rows are streamed, none is kept.
pub(crate) struct Table<'t> {
    rows: Box<dyn Rows + 't>,
    pub(crate) source: Arc<Source>,
    /// The headings in the form used for comparison; empty for a second column of the same name.
    folded: Vec<String>,
    header: At,
    /// The rows above the header; and, in `ahead`, rows below it that were already read while the
    /// header was looked for.
    above: Vec<Record>,
    ahead: VecDeque<Record>,
    has_ended: bool,
    /// The row in which the header was repeated last.
    heads_at: u32,
    /// What is wrong with the header; kept until a reader takes the table.
    told: Vec<Finding>,
    /// For each column under a heading that spans several columns: that heading, and the column's
    /// own heading below it.
    pairs: Vec<Option<(String, String)>>,
    /// How numbers are written in each column (its decimal mark); determined when first needed.
    marks: OnceCell<Vec<Habit>>,
}

/// How many rows at the start of a table are searched for its header.
pub(crate) const AMONG: usize = 40;

impl<'t> Table<'t> {
    /// Finds the header among the first rows: the first row that [looks like one](is_header), else
    /// the very first row. `None` if there are no rows.
    ///
    /// # Errors
    /// Errors of the underlying reader.
    pub(crate) fn over(
        source: Source,
        rows: Box<dyn Rows + 't>,
        tell: &mut dyn FnMut(Finding),
    ) -> io::Result<Option<Table<'t>>> {
        let mut table = Table {
            rows,
            source: Arc::new(source),
            folded: Vec::new(),
            header: At::default(),
            above: Vec::new(),
            ahead: VecDeque::new(),
            has_ended: false,
            heads_at: 0,
            told: Vec::new(),
            pairs: Vec::new(),
            marks: OnceCell::new(),
        };
        let mut record = Record::default();
        let mut found = false;
        while !found && table.above.len() < AMONG && table.read(&mut record, tell).is_some() {
            found = is_header(record.cells().map(|cell| cell.text));
            if !found {
                table.above.push(record.clone());
            }
        }
        if !found {
            table.ahead = std::mem::take(&mut table.above).into();
            let Some(first) = table.ahead.pop_front() else {
                return table.rows.end().map(|_| None);
            };
            record = first;
        }
        // If a heading spans several columns, the row below it tells these columns apart.
        let mut below = Record::default();
        // Rows of a workbook end with their last filled cell, so a header may be shorter than its
        // second row.
        let typed = table.rows.lines().is_none();
        let may = (is_open(&record) || typed) && table.ahead.is_empty();
        if may && table.read(&mut below, tell).is_some() {
            let open = is_open(&record) || below.len() > record.len();
            if let Some((composed, pairs)) = composed(&record, &below).filter(|_| open) {
                (record, table.pairs) = (composed, pairs);
                below = Record::default();
                table.read(&mut below, tell);
            }
            if !below.is_empty() {
                table.ahead.push_back(below);
            }
        }
        table.heads(&record);
        Ok(Some(table))
    }

    /// Takes a row as the header of the table.
    fn heads(&mut self, record: &Record) {
        self.header = record.at();
        let mut headings = Vec::new();
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut doubles = Vec::new();
        for (column, cell) in record.cells().enumerate() {
            let heading = cell.text.nfc().collect::<String>();
            let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
            let mut folded = par_index::words::fold_name(&heading);
            if let Some(first) = seen.get(&folded).filter(|_| !folded.is_empty()) {
                doubles.push((column, heading.clone(), *first));
                folded.clear();
            } else {
                seen.insert(folded.clone(), column);
            }
            self.folded.push(folded);
            headings.push(heading);
        }
        for (column, heading, first) in doubles {
            let place = self.place(self.header, column);
            let finding = Finding::new(FindingCode::DuplicateColumn, place);
            self.told.push(finding.found(heading).with("first", first + 1));
        }
        let mut source = Source::clone(&self.source);
        source.headings = headings;
        self.source = Arc::new(source);
    }

    /// For a column under a heading that spans several columns: that heading, and the column's own
    /// heading below it.
    pub(crate) fn pair(&self, column: usize) -> Option<(&str, &str)> {
        let pair = self.pairs.get(column)?.as_ref();
        pair.map(|(over, own)| (over.as_str(), own.as_str()))
    }

    /// The rows above the header.
    pub(crate) fn above(&self) -> &[Record] {
        &self.above
    }

    /// What is wrong with the header, for whoever reads the table. A second call returns nothing.
    pub(crate) fn begins(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.told)
    }

    /// The heading of a column as it is written.
    pub(crate) fn heading(&self, column: usize) -> &str {
        self.source.headings.get(column).map_or("", String::as_str)
    }

    /// Whether a column has the same name as a column before it.
    pub(crate) fn is_twice(&self, column: usize) -> bool {
        let folded = self.folded.get(column).is_some_and(String::is_empty);
        folded && !self.heading(column).is_empty()
    }

    /// The column whose heading is a spelling of the given key.
    pub(crate) fn column(&self, key: &str) -> Option<usize> {
        let spellings = Heading::of(key)?.folded();
        spellings.iter().find_map(|one| self.folded.iter().position(|known| known == one))
    }

    /// The headings as they are written, each with its column; a second column of the same name is
    /// left out.
    pub(crate) fn headings(&self) -> impl Iterator<Item = (usize, &str)> {
        let known = self.folded.iter().zip(&self.source.headings).enumerate();
        known.filter(|(_, (folded, _))| !folded.is_empty()).map(|(n, (_, name))| (n, name.as_str()))
    }

    /// The number of columns of the header.
    pub(crate) fn width(&self) -> usize {
        self.folded.len()
    }

    /// All rows below the header as lines of text, and the separator of their cells; `None` if any
    /// cell may be quoted.
    pub(crate) fn lines(&self) -> Option<(&str, u8)> {
        self.rows.lines().filter(|_| self.ahead.is_empty())
    }

    /// All lines of the text from the given line on, without regard to quotation marks.
    pub(crate) fn lines_from(&self, line: u32) -> Vec<&str> {
        self.rows.lines_from(line)
    }

    /// All rows of the table again, including those above the header.
    pub(crate) fn again(&self) -> Option<Box<dyn Rows + '_>> {
        self.rows.again()
    }

    /// Passes the rows below the header to `see`, until `see` returns `false`. Nothing happens if
    /// the rows cannot be read a second time.
    pub(crate) fn look(&self, mut see: impl FnMut(&Record) -> bool) {
        let Some(mut rows) = self.rows.again() else { return };
        let mut record = Record::default();
        let is_below = |at: At| at.row > self.header.row || self.header.row == 0;
        while rows.next(&mut record, &mut |_| {}) {
            let is_numbering = record.at().row == self.header.row + 1 && is_numbering(&record);
            if is_below(record.at()) && !is_numbering && !see(&record) {
                return;
            }
        }
    }

    /// Reads the next row that holds anything. A row that only numbers the columns, and a repeated
    /// header, is skipped.
    pub(crate) fn read(
        &mut self,
        record: &mut Record,
        tell: &mut dyn FnMut(Finding),
    ) -> Option<At> {
        if let Some(ahead) = self.ahead.pop_front() {
            *record = ahead;
        } else if self.has_ended || !self.rows.next(record, tell) {
            self.has_ended = true;
            return None;
        }
        let is_first =
            self.heads_at.max(self.header.row) + 1 == record.at().row && self.header.row > 0;
        if is_first && is_numbering(record) {
            return self.read(record, tell);
        }
        // A table printed on several pages may repeat its header on each page.
        if self.is_header_again(record) {
            self.heads_at = record.at().row;
            return self.read(record, tell);
        }
        Some(record.at())
    }

    fn is_header_again(&self, record: &Record) -> bool {
        let mut cells = record.cells().enumerate();
        cells.all(|(column, cell)| cell.text.trim() == self.heading(column))
            && self.source.headings.len() > 1
            && record.first_from(0).is_some()
    }

    /// Reads the next row like [`Table::read`], and also reports a cell beyond the header.
    pub(crate) fn next(&mut self, record: &mut Record, findings: &mut Findings) -> Option<At> {
        let at = self.read(record, &mut |finding| findings.push(finding))?;
        findings.extend(self.too_long(record));
        Some(at)
    }

    /// The finding that a row has a cell beyond the header, if it has one.
    pub(crate) fn too_long(&self, record: &Record) -> Option<Finding> {
        too_long(record, &self.source)
    }

    /// How the rows ended.
    ///
    /// # Errors
    /// Errors of the underlying reader.
    pub(crate) fn end(&mut self) -> io::Result<End> {
        self.rows.end()
    }

    /// The origin of a cell: its file, sheet, row and column.
    pub(crate) fn origin(&self, at: At, column: usize) -> Origin {
        origin(&self.source, at, column)
    }

    /// Records the column of each leaf of a wide table, so that places of leaves can be named
    /// later.
    pub(crate) fn leaves_stand_in(&mut self, columns: Vec<Option<u32>>) {
        let mut source = Source::clone(&self.source);
        source.columns = columns;
        self.source = Arc::new(source);
    }

    /// The position of the header.
    pub(crate) fn header(&self) -> At {
        self.header
    }

    /// The place of the whole table: its file and sheet.
    pub(crate) fn whole(&self) -> Place {
        let mut place = Place::default();
        (place.file, place.sheet) = (self.source.file.clone(), self.source.sheet.clone());
        place
    }

    /// The finding that this sheet was passed over.
    pub(crate) fn passed(&self) -> Finding {
        let finding = Finding::new(FindingCode::SheetPassed, self.whole());
        finding.found(self.source.sheet.as_deref().unwrap_or_default())
    }

    /// The place of a cell.
    pub(crate) fn place(&self, at: At, column: usize) -> Place {
        self.origin(at, column).place()
    }

    /// The decimal mark that the other cells of a column make certain, if they do. At the first
    /// call the whole table is read once more.
    pub(crate) fn decimal_mark(&self, column: usize) -> Option<char> {
        self.marks.get_or_init(|| self.habits()).get(column)?.mark()
    }

    /// Reads all rows to learn how the numbers of each column are written.
    fn habits(&self) -> Vec<Habit> {
        let mut habits = vec![Habit::default(); self.width()];
        let Some(mut rows) = self.rows.again() else { return habits };
        let mut record = Record::default();
        // Rows down to the header are skipped: codes in the header are not numbers of the column.
        while rows.next(&mut record, &mut |_| {}) && record.at() != self.header {}
        while rows.next(&mut record, &mut |_| {}) {
            Habit::see_row(&mut habits, &record);
        }
        habits
    }
}

/// Whether a header leaves some column without a name of its own: the cell is empty, repeats its
/// neighbour, or is merged with others.
fn is_open(header: &Record) -> bool {
    let texts: Vec<&str> = header.cells().map(|cell| cell.text.trim()).collect();
    let twice = texts.iter().zip(texts.iter().skip(1)).any(|(a, b)| a == b || b.is_empty());
    twice || header.cells().any(|cell| cell.merged)
}

/// The headings that may stand below a heading that spans several columns, beside the known
/// headings.
const PARTS: [&str; 6] = ["tc", "tđ", "đtxhh", "xhh", "lần 1", "lần 2"];

type Pairs = Vec<Option<(String, String)>>;

/// Combines a header of two rows into one. Also returns, for each column whose combined heading is
/// not a known one, the upper and the lower heading. `None` if the second row is not part of a
/// header.
fn composed(above: &Record, below: &Record) -> Option<(Record, Pairs)> {
    if below.at().row != above.at().row + 1 {
        return None;
    }
    let parts: HashSet<String> =
        PARTS.iter().map(|part| par_index::words::fold_name(part)).collect();
    let mut any = false;
    for column in 0..below.len() {
        let (over, own) = (above.cell(column).text.trim(), below.cell(column).text.trim());
        if own.is_empty() || own == over {
            continue;
        }
        let folded = par_index::words::fold_name(own);
        if !SPELLINGS.contains(folded.as_str()) && !parts.contains(&folded) {
            return None;
        }
        any = true;
    }
    if !any {
        return None;
    }
    let known = |text: &str| SPELLINGS.contains(par_index::words::fold_name(text).as_str());
    let mut over = "";
    let columns = (0..above.len().max(below.len())).map(|column| {
        let (top, own) = (above.cell(column).text.trim(), below.cell(column).text.trim());
        if !top.is_empty() {
            over = top;
        }
        if own.is_empty() || own == top { (top, "") } else { (over, own) }
    });
    let columns: Vec<(&str, &str)> = columns.collect();
    let mut record = Record::default();
    let mut pairs = Vec::new();
    record.begin();
    for (over, own) in &columns {
        // A lower heading that occurs under several upper headings is unclear alone, so both are
        // joined.
        let many = columns.iter().any(|(other, same)| same == own && other != over);
        let whole = format!("{over} {own}");
        let text = match *own {
            "" => (*over).to_owned(),
            _ if known(&whole) => whole,
            own if !many && !is_code(over) && known(own) => own.to_owned(),
            _ => whole,
        };
        let is_pair = !own.is_empty() && !known(&text);
        pairs.push(is_pair.then(|| ((*over).to_owned(), (*own).to_owned())));
        record.push(Cell::text(&text));
    }
    record.stands(below.at());
    Some((record, pairs))
}

fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Whether a row only numbers the columns: `A B 1 2 3`, `(1) (2) (3)=(1)+(2)`.
fn is_numbering(record: &Record) -> bool {
    let mut next = None;
    let (mut count, mut marked) = (0, 0);
    for cell in record.cells() {
        let Some(text) = cell.said() else { continue };
        let bare = text.split('=').next().unwrap_or_default();
        let bare = bare.trim().trim_matches(['(', ')', '[', ']']);
        // Bare numbers may be values and a single letter may be a name, so only numbers with
        // brackets or a formula, and the letters A and B, count as evidence.
        marked +=
            if bare.len() == text.len() { usize::from(bare == "A" || bare == "B") } else { 2 };
        match bare.parse::<u32>() {
            Ok(number)
                if next.is_none_or(|next| next == number) && (next.is_some() || number < 3) =>
            {
                next = Some(number + 1);
            }
            Err(_) if next.is_none() && bare.len() == 1 => {}
            _ => return false,
        }
        count += 1;
    }
    count > 2 && marked > 1 && next.is_some()
}

/// The spellings of all known headings, in the form used for comparison.
static SPELLINGS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| Heading::all().flat_map(Heading::folded).map(String::as_str).collect());

/// Whether a row looks like a header: it holds two different known headings, or one known heading
/// and a code, or the heading of the codes beside other words.
pub(crate) fn is_header<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    let (mut known, mut codes, mut words) = (HashSet::new(), 0, 0);
    // Looking at the first 500 columns is enough: even a wider table has its known headings there.
    let cells = cells.take(500).map(str::trim);
    for cell in cells.filter(|cell| !cell.is_empty() && cell.len() < 200) {
        let folded = par_index::words::fold_name(cell);
        if SPELLINGS.contains(folded.as_str()) {
            known.insert(folded);
        } else if cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            codes += 1;
        } else {
            words += usize::from(!cell.starts_with(|c: char| c.is_ascii_digit()));
        }
        if known.len() > 1 || (known.len() == 1 && codes > 0) {
            return true;
        }
    }
    let of_codes = || {
        Heading::of("code").is_some_and(|code| known.iter().any(|it| code.folded().contains(it)))
    };
    words > 1 && of_codes()
}

/// The origin of a cell: its file, sheet, row and column.
pub(crate) fn origin(source: &Arc<Source>, at: At, column: usize) -> Origin {
    Origin::cell(source, at.row, at.line, u32::try_from(column).unwrap_or(u32::MAX))
}

/// The finding that a row has a cell beyond the header of its table, if it has one.
pub(crate) fn too_long(record: &Record, source: &Arc<Source>) -> Option<Finding> {
    let known = source.headings.len();
    let (column, extra) = record.first_from(known)?;
    let place = origin(source, record.at(), column).place();
    let finding = Finding::new(FindingCode::RowTooLong, place);
    Some(finding.found(extra.trim()).with("count", known))
}
