//! A table as data: a row and all that belongs to it are one value.

use super::cell::Cell;
use crate::words::Sentence;

/// A table: a title, columns, and lines from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What the table shows; it stands over the first columns, which have no headings of their own.
    pub title: Sentence,
    /// From left to right.
    pub columns: Vec<Column>,
    /// From top to bottom.
    pub lines: Vec<Line>,
    /// How deep it stands below what it belongs to: 0 at the side of the page.
    pub depth: usize,
}

/// A column: its heading and what its cells are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading; empty where the title of the table says it.
    pub heading: Sentence,
    /// What its cells are.
    pub kind: Kind,
    /// Which of its cells are painted red where there is colour.
    pub paint: Paint,
    /// Whether it never stands apart from the column before: a rank beside its index.
    pub beside: bool,
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The place in a list, a rank: the first thing of a row.
    Place,
    /// A code or an id.
    Code,
    /// What the row is about.
    Name,
    /// Figures.
    Figure,
    /// Words.
    Text,
    /// A bar.
    Bar,
    /// A sign.
    Mark,
}

/// Which cells of a table are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Paint {
    /// None.
    #[default]
    None,
    /// All: they are losses.
    Loss,
    /// Those below zero.
    BelowZero,
}

/// A line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Line {
    /// A row.
    Row(Row),
    /// Words across all columns, over the rows that follow and apart from those before.
    Group(Sentence),
    /// So many rows are not shown here.
    Skipped(usize),
}

/// A row with all that belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// A cell for each column, from the left; missing ones at the end are empty.
    pub cells: Vec<Cell>,
    /// How deep what it is about stands in a tree.
    pub depth: usize,
    /// What is said of it, below it.
    pub notes: Vec<Sentence>,
    /// Whether it holds others together: a heading with sums, a total.
    pub strong: bool,
    /// The id of the unit that it is about, where a page may lead there.
    pub about: Option<String>,
}

impl Table {
    /// A table without lines.
    pub(crate) fn new(title: impl Into<Sentence>, columns: impl Into<Vec<Column>>) -> Table {
        Table { title: title.into(), columns: columns.into(), ..Table::default() }
    }

    /// The table inside, below what it belongs to.
    pub(crate) fn inside(self, depth: usize) -> Table {
        Table { depth, ..self }
    }

    /// One more row.
    pub(crate) fn push(&mut self, row: impl Into<Row>) {
        self.lines.push(Line::Row(row.into()));
    }

    /// Words across all columns.
    pub(crate) fn group(&mut self, text: impl Into<Sentence>) {
        self.lines.push(Line::Group(text.into()));
    }

    /// So many rows are not shown here; of none nothing is said.
    pub(crate) fn skip(&mut self, count: usize) {
        self.lines.extend((count > 0).then_some(Line::Skipped(count)));
    }

    /// The rows, without what stands between them.
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

    /// So deep in a tree.
    pub(crate) fn deep(self, depth: usize) -> Row {
        Row { depth, ..self }
    }

    /// About a unit.
    pub(crate) fn about(self, unit: &str) -> Row {
        Row { about: Some(unit.to_owned()), ..self }
    }

    /// Holds others together.
    pub(crate) fn strong(self) -> Row {
        Row { strong: true, ..self }
    }

    /// What is said of it; nothing is no note.
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

    /// The place in a list, under the title of the table.
    pub(crate) fn place() -> Column {
        Column::new(Kind::Place, Sentence::NONE)
    }

    /// A sign, under the title of the table.
    pub(crate) fn mark() -> Column {
        Column::new(Kind::Mark, Sentence::NONE)
    }

    /// A code, under the title of the table.
    pub(crate) fn code() -> Column {
        Column::new(Kind::Code, Sentence::NONE)
    }

    /// What the rows are about, under the title of the table.
    pub(crate) fn name() -> Column {
        Column::new(Kind::Name, Sentence::NONE)
    }

    /// Figures.
    pub(crate) fn figure(heading: impl Into<Sentence>) -> Column {
        Column::new(Kind::Figure, heading)
    }

    /// Figures that are losses.
    pub(crate) fn loss(heading: impl Into<Sentence>) -> Column {
        Column::figure(heading).red()
    }

    /// Figures that may fall.
    pub(crate) fn change(heading: impl Into<Sentence>) -> Column {
        Column { paint: Paint::BelowZero, ..Column::new(Kind::Figure, heading) }
    }

    /// Words.
    pub(crate) fn text(heading: impl Into<Sentence>) -> Column {
        Column::new(Kind::Text, heading)
    }

    /// Bars.
    pub(crate) fn bar(heading: impl Into<Sentence>) -> Column {
        Column::new(Kind::Bar, heading)
    }

    /// The same column, all of it painted as losses are.
    pub(crate) fn red(self) -> Column {
        Column { paint: Paint::Loss, ..self }
    }

    /// The same column, never apart from the one before.
    pub(crate) fn beside(self) -> Column {
        Column { beside: true, ..self }
    }

    /// The same column with a heading of its own.
    pub(crate) fn headed(self, heading: impl Into<Sentence>) -> Column {
        Column { heading: heading.into(), ..self }
    }
}
