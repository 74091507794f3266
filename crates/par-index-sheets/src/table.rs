//! A table: its header, its rows as they come, the place of every cell.

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

/// A table being read; rows stream, none is kept.
pub(crate) struct Table<'t> {
    rows: Box<dyn Rows + 't>,
    pub(crate) source: Arc<Source>,
    /// The headings as they compare; of a second column of one name empty.
    folded: Vec<String>,
    header: At,
    /// The rows above the header, and those below that were read to find it.
    above: Vec<Record>,
    ahead: VecDeque<Record>,
    has_ended: bool,
    /// The last row where the header stood again.
    heads_at: u32,
    /// What is wrong with the header.
    told: Vec<Finding>,
    /// Of a column below a heading over several: that heading, and its own.
    pairs: Vec<Option<(String, String)>>,
    /// How the numbers of each column are written, once anybody asks.
    marks: OnceCell<Vec<Habit>>,
}

/// A header stands among so many first rows.
pub(crate) const AMONG: usize = 40;

impl<'t> Table<'t> {
    /// Looks for the header in rows: the first one that [looks so](is_header), else the first of all.
    /// `None` if there is none.
    ///
    /// # Errors
    /// Those of the reader below.
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
        // A heading that stands over several columns is told apart by the row below it.
        let mut below = Record::default();
        // A workbook has no empty cells behind the last one of a row.
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

    /// Takes a row as the header.
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

    /// The heading over a column and others, and its own below.
    pub(crate) fn pair(&self, column: usize) -> Option<(&str, &str)> {
        let pair = self.pairs.get(column)?.as_ref();
        pair.map(|(over, own)| (over.as_str(), own.as_str()))
    }

    /// The rows above the header.
    pub(crate) fn above(&self) -> &[Record] {
        &self.above
    }

    /// What is wrong with the header, for whoever reads the table; once.
    pub(crate) fn begins(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.told)
    }

    /// A heading as it is written.
    pub(crate) fn heading(&self, column: usize) -> &str {
        self.source.headings.get(column).map_or("", String::as_str)
    }

    /// Whether a column bears the name of one before it.
    pub(crate) fn is_twice(&self, column: usize) -> bool {
        let folded = self.folded.get(column).is_some_and(String::is_empty);
        folded && !self.heading(column).is_empty()
    }

    /// The column under a heading, by its key.
    pub(crate) fn column(&self, key: &str) -> Option<usize> {
        let spellings = Heading::of(key)?.folded();
        spellings.iter().find_map(|one| self.folded.iter().position(|known| known == one))
    }

    /// The names as they are written, without second columns of one name.
    pub(crate) fn headings(&self) -> impl Iterator<Item = (usize, &str)> {
        let known = self.folded.iter().zip(&self.source.headings).enumerate();
        known.filter(|(_, (folded, _))| !folded.is_empty()).map(|(n, (_, name))| (n, name.as_str()))
    }

    /// How many columns the header has.
    pub(crate) fn width(&self) -> usize {
        self.folded.len()
    }

    /// All rows below the header as lines, and what separates their cells; `None` if any cell may be
    /// quoted.
    pub(crate) fn lines(&self) -> Option<(&str, u8)> {
        self.rows.lines().filter(|_| self.ahead.is_empty())
    }

    /// All lines of its text from one on, whatever stands in quotes.
    pub(crate) fn lines_from(&self, line: u32) -> Vec<&str> {
        self.rows.lines_from(line)
    }

    /// All its rows once more, what stands above the header too.
    pub(crate) fn again(&self) -> Option<Box<dyn Rows + '_>> {
        self.rows.again()
    }

    /// Looks at the rows below the header, where they can be had a second time, until `see` has seen enough.
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

    /// Reads the next row that holds anything.
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
        // A table of several pages may have its header on each.
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

    /// The same, and tells of a cell beyond the header.
    pub(crate) fn next(&mut self, record: &mut Record, findings: &mut Findings) -> Option<At> {
        let at = self.read(record, &mut |finding| findings.push(finding))?;
        findings.extend(self.too_long(record));
        Some(at)
    }

    /// What is said of a row that has a cell beyond the header.
    pub(crate) fn too_long(&self, record: &Record) -> Option<Finding> {
        too_long(record, &self.source)
    }

    /// How the rows ended.
    ///
    /// # Errors
    /// Those of the reader below.
    pub(crate) fn end(&mut self) -> io::Result<End> {
        self.rows.end()
    }

    /// The origin of a cell.
    pub(crate) fn origin(&self, at: At, column: usize) -> Origin {
        origin(&self.source, at, column)
    }

    /// Tells where each leaf of a wide table stands.
    pub(crate) fn leaves_stand_in(&mut self, columns: Vec<Option<u32>>) {
        let mut source = Source::clone(&self.source);
        source.columns = columns;
        self.source = Arc::new(source);
    }

    /// Where the header stands.
    pub(crate) fn header(&self) -> At {
        self.header
    }

    /// The place of the table as a whole.
    pub(crate) fn whole(&self) -> Place {
        let mut place = Place::default();
        (place.file, place.sheet) = (self.source.file.clone(), self.source.sheet.clone());
        place
    }

    /// What is said of a sheet that is passed over.
    pub(crate) fn passed(&self) -> Finding {
        let finding = Finding::new(FindingCode::SheetPassed, self.whole());
        finding.found(self.source.sheet.as_deref().unwrap_or_default())
    }

    /// The place of a cell.
    pub(crate) fn place(&self, at: At, column: usize) -> Place {
        self.origin(at, column).place()
    }

    /// The decimal mark that a column's other cells settle; for the first of them the table is read once
    /// more.
    pub(crate) fn decimal_mark(&self, column: usize) -> Option<char> {
        self.marks.get_or_init(|| self.habits()).get(column)?.mark()
    }

    /// How the numbers of each column are written.
    fn habits(&self) -> Vec<Habit> {
        let mut habits = vec![Habit::default(); self.width()];
        let Some(mut rows) = self.rows.again() else { return habits };
        let mut record = Record::default();
        // The header's codes are no numbers of the column, nor is what stands above it.
        while rows.next(&mut record, &mut |_| {}) && record.at() != self.header {}
        while rows.next(&mut record, &mut |_| {}) {
            Habit::see_row(&mut habits, &record);
        }
        habits
    }
}

/// Whether a header leaves open what stands in some column: its cell is empty, or merged with others.
fn is_open(header: &Record) -> bool {
    let texts: Vec<&str> = header.cells().map(|cell| cell.text.trim()).collect();
    let twice = texts.iter().zip(texts.iter().skip(1)).any(|(a, b)| a == b || b.is_empty());
    twice || header.cells().any(|cell| cell.merged)
}

/// How the parts of a heading are named below a heading over several columns.
const PARTS: [&str; 6] = ["tc", "tđ", "đtxhh", "xhh", "lần 1", "lần 2"];

type Pairs = Vec<Option<(String, String)>>;

/// A header of two rows as one, and the two parts of those headings that stand under several others;
/// `None` if the second row is none.
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
        // What stands under several headings is named by both.
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
        // Bare numbers may be values, and one letter a name.
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

/// The spellings of all headings, as they compare.
static SPELLINGS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| Heading::all().flat_map(Heading::folded).map(String::as_str).collect());

/// Whether a row looks like a header: two different headings stand in it, or one and a code, or that of
/// codes beside other words.
pub(crate) fn is_header<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    let (mut known, mut codes, mut words) = (HashSet::new(), 0, 0);
    // Whoever has more columns names the first of them.
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

/// The origin of a cell of a table.
pub(crate) fn origin(source: &Arc<Source>, at: At, column: usize) -> Origin {
    Origin::cell(source, at.row, at.line, u32::try_from(column).unwrap_or(u32::MAX))
}

/// What is said of a row that has a cell beyond the header of its table.
pub(crate) fn too_long(record: &Record, source: &Arc<Source>) -> Option<Finding> {
    let known = source.headings.len();
    let (column, extra) = record.first_from(known)?;
    let place = origin(source, record.at(), column).place();
    let finding = Finding::new(FindingCode::RowTooLong, place);
    Some(finding.found(extra.trim()).with("count", known))
}
