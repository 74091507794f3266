//! A table as data: each row is one value together with its notes and properties.

use super::cell::Cell;
use crate::words::Sentence;

/// A table: a title, columns, and lines from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The title of the table; it is written above the first columns, which have no headings of
    /// their own.
    pub title: Sentence,
    /// The columns from left to right.
    pub columns: Vec<Column>,
    /// The lines from top to bottom.
    pub lines: Vec<Line>,
    /// The indentation of the table below the text it belongs to; 0 is the left margin.
    pub depth: usize,
}

/// A column: its heading and the kind of its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The heading; empty where the title of the table serves as heading.
    pub heading: Sentence,
    /// The kind of its cells.
    pub kind: Kind,
    /// Which of its cells are coloured red where colour is available.
    pub paint: Paint,
    /// Whether the column must stay next to the column before it, as a rank next to its index.
    pub beside: bool,
}

/// The kind of the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The position in a list, or a rank; it begins a row.
    Place,
    /// A code or an id.
    Code,
    /// The name of what the row is about.
    Name,
    /// Numbers.
    Figure,
    /// Text.
    Text,
    /// A bar that shows a percentage.
    Bar,
    /// A symbol.
    Mark,
}

/// Which cells of a column are coloured red.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Paint {
    /// No cells.
    #[default]
    None,
    /// All cells, because they are losses.
    Loss,
    /// The cells below zero.
    BelowZero,
}

/// A line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Line {
    /// A row.
    Row(Row),
    /// A line of text across all columns, above the rows that follow; a gap separates it from the
    /// rows before.
    Group(Sentence),
    /// The number of rows that are not shown at this point.
    Skipped(usize),
}

/// A row with its notes and properties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// One cell for each column, from the left; cells missing at the end are empty.
    pub cells: Vec<Cell>,
    /// The depth in a tree of the item that the row is about.
    pub depth: usize,
    /// Remarks on the row, written below it.
    pub notes: Vec<Sentence>,
    /// Whether the row summarises others: a heading with sums, or a total.
    pub strong: bool,
    /// The id of the unit that the row is about, if a page may link to it.
    pub about: Option<String>,
}

impl Table {
    /// A table without lines.
    pub(crate) fn new(title: impl Into<Sentence>, columns: impl Into<Vec<Column>>) -> Table {
        Table { title: title.into(), columns: columns.into(), ..Table::default() }
    }

    /// The table, indented below the text it belongs to.
    pub(crate) fn inside(self, depth: usize) -> Table {
        Table { depth, ..self }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: impl Into<Row>) {
        self.lines.push(Line::Row(row.into()));
    }

    /// Adds a line of text across all columns.
    pub(crate) fn group(&mut self, text: impl Into<Sentence>) {
        self.lines.push(Line::Group(text.into()));
    }

    /// Records that a number of rows is not shown; 0 adds no line.
    pub(crate) fn skip(&mut self, count: usize) {
        self.lines.extend((count > 0).then_some(Line::Skipped(count)));
    }

    /// The rows, without the other lines between them.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.lines.iter().filter_map(|line| match line {
            Line::Row(row) => Some(row),
            _ => None,
        })
    }
}

impl Row {
    /// A row of cells.
    pub(crate) fn of(cells: impl Into<Vec<Cell>>) -> Row {
        Row { cells: cells.into(), ..Row::default() }
    }

    /// The row, at a depth in a tree.
    pub(crate) fn deep(self, depth: usize) -> Row {
        Row { depth, ..self }
    }

    /// The row, marked as being about a unit.
    pub(crate) fn about(self, unit: &str) -> Row {
        Row { about: Some(unit.to_owned()), ..self }
    }

    /// The row, marked as summarising others.
    pub(crate) fn strong(self) -> Row {
        Row { strong: true, ..self }
    }

    /// The row with a remark; an empty text adds none.
    pub(crate) fn note(mut self, note: impl Into<Sentence>) -> Row {
        self.notes.extend(Some(note.into()).filter(|note| !note.is_empty()));
        self
    }
}

impl<C: Into<Vec<Cell>>> From<C> for Row {
    fn from(cells: C) -> Row {
        Row::of(cells)
    }
}

impl Column {
    fn new(kind: Kind, heading: impl Into<Sentence>) -> Column {
        Column { heading: heading.into(), kind, paint: Paint::None, beside: false }
    }

    /// A column for the position in a list; the title of the table serves as heading.
    pub(crate) fn place() -> Column {
        Column::new(Kind::Place, Sentence::NONE)
    }

    /// A column for a symbol; the title of the table serves as heading.
    pub(crate) fn mark() -> Column {
        Column::new(Kind::Mark, Sentence::NONE)
    }

    /// A column for a code; the title of the table serves as heading.
    pub(crate) fn code() -> Column {
        Column::new(Kind::Code, Sentence::NONE)
    }

    /// A column for names; the title of the table serves as heading.
    pub(crate) fn name() -> Column {
        Column::new(Kind::Name, Sentence::NONE)
    }

    /// A column of numbers.
    pub(crate) fn figure(heading: impl Into<Sentence>) -> Column {
        Column::new(Kind::Figure, heading)
    }

    /// A column of losses.
    pub(crate) fn loss(heading: impl Into<Sentence>) -> Column {
        Column::figure(heading).red()
    }

    /// A column of differences, which may be negative.
    pub(crate) fn change(heading: impl Into<Sentence>) -> Column {
        Column { paint: Paint::BelowZero, ..Column::new(Kind::Figure, heading) }
    }

    /// A column of text.
    pub(crate) fn text(heading: impl Into<Sentence>) -> Column {
        Column::new(Kind::Text, heading)
    }

    /// A column of bars.
    pub(crate) fn bar(heading: impl Into<Sentence>) -> Column {
        Column::new(Kind::Bar, heading)
    }

    /// The same column with all cells coloured red, as losses are.
    pub(crate) fn red(self) -> Column {
        Column { paint: Paint::Loss, ..self }
    }

    /// The same column, to be kept next to the column before it.
    pub(crate) fn beside(self) -> Column {
        Column { beside: true, ..self }
    }

    /// The same column with a heading of its own.
    pub(crate) fn headed(self, heading: impl Into<Sentence>) -> Column {
        Column { heading: heading.into(), ..self }
    }
}
