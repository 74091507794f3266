//! Walks through one sheet from its first tag to its last, and yields its rows, its cells and what
//! else matters.

use super::xml::{Name, Piece, Xml};
use super::{Broken, plain};

/// The largest row and column number of a sheet.
const LAST: (u32, u32) = (1_048_576, 16_384);

/// A rectangle of cells: its first and last row and column, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) rows: (u32, u32),
    pub(super) columns: (u32, u32),
}

/// The way in which a cell stores its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Held {
    #[default]
    Number,
    Shared,
    Text,
    Truth,
    Error,
    /// A day written as text.
    Day,
}

/// One cell as the file has it. The same value is reused for the next cell, which saves
/// allocations.
#[derive(Debug, Default)]
pub(super) struct Raw {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) held: Held,
    pub(super) style: usize,
    pub(super) value: String,
    pub(super) formula: Option<String>,
    /// Whether all attributes of the cell could be understood.
    is_sound: bool,
}

impl Raw {
    /// Whether the cell has a value or a formula.
    pub(super) fn says(&self) -> bool {
        !self.value.is_empty() || self.formula.is_some()
    }
}

/// The next item met on the walk through a sheet.
pub(super) enum Step {
    /// A row begins: its number, and whether it is hidden.
    Row(u32, bool),
    /// A cell, which stands in [`Walk::cell`].
    Cell,
    /// Hidden columns: the first and the last one, counted from 1.
    HiddenColumns(u32, u32),
    Merged(Area),
    /// Cells that link to an external address, and the id of that address.
    Link(Area, String),
    End,
}

/// A walk through a sheet, at its current position.
pub(super) struct Walk<'b> {
    xml: Xml<'b>,
    pub(super) cell: Raw,
    row: u32,
    column: u32,
    in_data: bool,
}

impl<'b> Walk<'b> {
    pub(super) fn new(xml: Xml<'b>) -> Walk<'b> {
        Walk { xml, cell: Raw::default(), row: 0, column: 0, in_data: false }
    }

    pub(super) fn used(&self) -> u64 {
        self.xml.used()
    }

    pub(super) fn next(&mut self) -> Result<Step, Broken> {
        loop {
            if self.in_data
                && let Some(length) = self.plain()
            {
                self.xml.pass(length);
                self.stands()?;
                if self.cell.says() {
                    return Ok(Step::Cell);
                }
                continue;
            }
            match self.xml.next()? {
                Piece::Open(tag) => match tag.name {
                    Name::SheetData => self.in_data = true,
                    Name::Row if self.in_data => {
                        let row = match tag.get("r") {
                            Some(row) => row.parse().map_err(|_| Broken::Damaged)?,
                            None => self.row + 1,
                        };
                        // A row that is repeated or out of order cannot be interpreted in only one
                        // way.
                        if row <= self.row || row > LAST.0 {
                            return Err(Broken::Damaged);
                        }
                        (self.row, self.column) = (row, 0);
                        return Ok(Step::Row(row, tag.is("hidden")));
                    }
                    Name::Cell if self.in_data => {
                        self.cell.begins((self.row, self.column + 1));
                        tag.each(|key, value| self.cell.attribute(key, value));
                        self.stands()?;
                        self.fill()?;
                        if self.cell.says() {
                            return Ok(Step::Cell);
                        }
                    }
                    Name::Column if tag.is("hidden") => {
                        let of = |key| tag.get(key).and_then(|column| column.parse().ok());
                        if let (Some(first), Some(last)) = (of("min"), of("max")) {
                            return Ok(Step::HiddenColumns(first, last));
                        }
                    }
                    Name::Hyperlink => {
                        let area = tag.get("ref").as_deref().and_then(area);
                        if let Some((area, id)) = area.zip(tag.get("id")) {
                            return Ok(Step::Link(area, id));
                        }
                    }
                    Name::Merge => {
                        let area = tag.get("ref").as_deref().and_then(area);
                        return area.map(Step::Merged).ok_or(Broken::Damaged);
                    }
                    _ => {}
                },
                Piece::Close(Name::SheetData) => self.in_data = false,
                Piece::End => return Ok(Step::End),
                Piece::Text(_) | Piece::Close(_) | Piece::Nothing => {}
            }
        }
    }

    /// Tries to read a cell in its plain form; returns the number of bytes it takes.
    fn plain(&mut self) -> Option<usize> {
        let cell = &mut self.cell;
        cell.begins((self.row, self.column + 1));
        let bytes = self.xml.ahead();
        let (length, text) = plain::cell(bytes, |key, value| cell.attribute(key, value))?;
        cell.value.push_str(text);
        Some(length)
    }

    /// Checks that the cell belongs to the current row and stands behind the cell before it.
    fn stands(&mut self) -> Result<(), Broken> {
        let Raw { row, column, is_sound, .. } = self.cell;
        if !is_sound || row != self.row || column <= self.column {
            return Err(Broken::Damaged);
        }
        self.column = column;
        Ok(())
    }

    /// Reads the contents of a cell up to its closing tag.
    fn fill(&mut self) -> Result<(), Broken> {
        let mut inside = None;
        let mut phonetic = false;
        loop {
            match self.xml.next()? {
                Piece::Open(tag) => match tag.name {
                    Name::Phonetic => phonetic = true,
                    Name::Formula => {
                        self.cell.formula = Some(String::new());
                        inside = Some(Name::Formula);
                    }
                    Name::Value => inside = Some(Name::Value),
                    Name::Text if !phonetic => inside = Some(Name::Text),
                    _ => {}
                },
                Piece::Text(text) => match (inside, &mut self.cell.formula) {
                    (Some(Name::Formula), Some(formula)) => formula.push_str(&text),
                    (Some(_), _) => self.cell.value.push_str(&text),
                    (None, _) => {}
                },
                Piece::Close(Name::Cell) => return Ok(()),
                Piece::Close(Name::Phonetic) => phonetic = false,
                Piece::Close(Name::Formula | Name::Value | Name::Text) => inside = None,
                Piece::End => return Err(Broken::Damaged),
                Piece::Close(_) | Piece::Nothing => {}
            }
            let formula = self.cell.formula.as_ref().map_or(0, String::len);
            if self.cell.value.len().max(formula) > super::MOST_TEXT {
                return Err(Broken::TooMuch(super::Most::Text, super::MOST_TEXT as u64));
            }
        }
    }
}

impl Raw {
    /// Starts a new cell at the position that it has if its attributes state none.
    fn begins(&mut self, (row, column): (u32, u32)) {
        self.value.clear();
        (self.formula, self.held, self.style) = (None, Held::Number, 0);
        (self.row, self.column, self.is_sound) = (row, column, true);
    }

    /// Takes one attribute of the cell.
    fn attribute(&mut self, key: &str, value: &str) {
        match key {
            "r" => match cell(value) {
                Some(at) => (self.row, self.column) = at,
                None => self.is_sound = false,
            },
            "s" => self.style = value.parse().unwrap_or_default(),
            "t" => {
                self.held = match value {
                    "n" => Held::Number,
                    "s" => Held::Shared,
                    "str" | "inlineStr" => Held::Text,
                    "b" => Held::Truth,
                    "e" => Held::Error,
                    "d" => Held::Day,
                    _ => {
                        self.is_sound = false;
                        Held::Text
                    }
                }
            }
            _ => {}
        }
    }
}

/// The row and column, counted from 1, of a cell name such as `B12`.
fn cell(name: &str) -> Option<(u32, u32)> {
    let name = name.trim_matches('$');
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let mut column = 0_u32;
    for letter in letters.trim_end_matches('$').bytes() {
        let letter = letter.to_ascii_uppercase();
        if !letter.is_ascii_uppercase() || column > LAST.1 {
            return None;
        }
        column = column * 26 + u32::from(letter - b'A') + 1;
    }
    let row = row.parse().ok()?;
    ((1..=LAST.0).contains(&row) && (1..=LAST.1).contains(&column)).then_some((row, column))
}

/// The rectangle of cells that a name such as `A1:B2` means.
fn area(name: &str) -> Option<Area> {
    let (first, last) = name.split_once(':').unwrap_or((name, name));
    let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
    (top <= bottom && left <= right).then_some(Area { rows: (top, bottom), columns: (left, right) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells() {
        assert_eq!(cell("A1"), Some((1, 1)));
        assert_eq!(cell("XFD1048576"), Some((1_048_576, 16_384)));
        assert_eq!(cell("$b$12"), Some((12, 2)));
        for name in ["", "A", "1", "A0", "XFE1", "A1048577", "ZZZZZZZZZZZZZ1", "A1B", "Ă1"] {
            assert_eq!(cell(name), None, "{name}");
        }
        assert_eq!(area("B2:C3"), Some(Area { rows: (2, 3), columns: (2, 3) }));
        assert_eq!((area("C3:B2"), area("x")), (None, None));
    }
}
