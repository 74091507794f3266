//! [`Origin`]: the place where a value was read, kept small because every value has one.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::StageName;
use crate::finding::Place;
use crate::words::{Lang, Text};

/// A file, or a sheet of one, that values come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Source {
    /// The name of the file; `None` for a text that was read from no file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The sheet inside the file, for a workbook with several sheets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The column headings of a table, as they are written; empty for a document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headings: Vec<String>,
    /// The column of each leaf in a wide table, by the leaf's position; empty for other sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Option<u32>>,
}

impl Source {
    /// The source for a file of this name.
    pub fn file(file: impl Into<String>) -> Source {
        Source { file: Some(file.into()), ..Source::default() }
    }
}

/// Where one value was read: a cell of a table, or a pointer into a document.
///
/// ```
/// use std::sync::Arc;
/// use par_index::assessment::{Origin, Source};
/// let source = Arc::new(Source::file("xa-01.csv"));
/// let origin = Origin::cell(&source, 12, 12, 1); // row, line, column
/// assert_eq!(origin.place().cell.as_deref(), Some("B12"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    source: Arc<Source>,
    at: At,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum At {
    Cell {
        row: u32,
        line: u32,
        column: u32,
    },
    /// A pointer to an entry, with the stage within it if the value is one stage.
    Pointer {
        pointer: Arc<str>,
        stage: Option<StageName>,
        line: Option<u32>,
    },
}

impl Origin {
    /// The origin of a table cell: its spreadsheet row and its line, both counted from 1, and its
    /// column, counted from 0.
    pub fn cell(source: &Arc<Source>, row: u32, line: u32, column: u32) -> Origin {
        Origin { source: Arc::clone(source), at: At::Cell { row, line, column } }
    }

    /// The origin of a value in a document: a JSON pointer (RFC 6901), and the line on which the
    /// document begins, if known.
    pub fn pointer(source: &Arc<Source>, pointer: &str, line: Option<u32>) -> Origin {
        Origin {
            source: Arc::clone(source),
            at: At::Pointer { pointer: pointer.into(), stage: None, line },
        }
    }

    /// The place in the form that findings carry.
    pub fn place(&self) -> Place {
        let source = &self.source;
        let place =
            Place { file: source.file.clone(), sheet: source.sheet.clone(), ..Place::default() };
        match &self.at {
            At::Cell { row, line, column } => Place {
                cell: Some(format!("{}{row}", letters(*column))),
                heading: source.headings.get(*column as usize).cloned(),
                line: Some(*line as usize),
                ..place
            },
            At::Pointer { pointer, stage, line } => Place {
                pointer: Some(match stage {
                    Some(stage) => format!("{pointer}/{}", stage.as_str()),
                    None => pointer.to_string(),
                }),
                line: line.map(|line| line as usize),
                ..place
            },
        }
    }

    /// The place of the row that a cell stands in.
    pub(super) fn row(&self) -> Place {
        let place = self.place();
        match self.at {
            At::Cell { .. } => Place { cell: None, heading: None, ..place },
            At::Pointer { .. } => Place { line: None, ..place },
        }
    }

    /// The place of the origin in words.
    pub(crate) fn text(&self) -> Text {
        let place = self.place();
        Text::new(place.text(Lang::Vi), place.text(Lang::En))
    }

    /// The origin of a value in the same row of a wide table, in the column of a given leaf.
    pub(super) fn at_leaf(&self, leaf: usize) -> Origin {
        let mut origin = self.clone();
        if let (At::Cell { column, .. }, Some(Some(own))) =
            (&mut origin.at, self.source.columns.get(leaf))
        {
            *column = *own;
        }
        origin
    }

    /// Whether both are cells of the same row of the same wide table.
    pub(super) fn same_wide_row(&self, other: &Origin) -> bool {
        match (&self.at, &other.at) {
            (At::Cell { row, .. }, At::Cell { row: other_row, .. }) => {
                row == other_row
                    && Arc::ptr_eq(&self.source, &other.source)
                    && !self.source.columns.is_empty()
            }
            _ => false,
        }
    }

    /// Adds the source to a list unless it is there already.
    pub(super) fn add_to(&self, sources: &mut Vec<Arc<Source>>) {
        if !sources.iter().any(|known| Arc::ptr_eq(known, &self.source)) {
            sources.push(Arc::clone(&self.source));
        }
    }

    pub(super) fn is_wide(&self) -> bool {
        !self.source.columns.is_empty()
    }

    /// The origin of one stage of the entry at a pointer; the pointer's text is shared, not copied.
    pub(super) fn at_stage(&self, name: StageName) -> Origin {
        let mut origin = self.clone();
        if let At::Pointer { stage, .. } = &mut origin.at {
            *stage = Some(name);
        }
        origin
    }

    pub(super) fn is_cell(&self) -> bool {
        matches!(self.at, At::Cell { .. })
    }

    /// A pointer one step further down; a cell is returned unchanged.
    pub(super) fn below(&self, step: &str) -> Origin {
        let mut origin = self.clone();
        if let At::Pointer { pointer, .. } = &mut origin.at {
            *pointer = format!("{pointer}/{step}").into();
        }
        origin
    }
}

/// An origin as it is stored: its source is given by the position in a list.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Origin"))]
pub(super) struct StoredOrigin {
    source: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    /// The row of a cell, which then has a column too; a value of a document has a pointer instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    row: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    /// The stage of the entry at the pointer, if the value is one stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stage: Option<StageName>,
}

/// The sources that stored origins refer to, each listed once.
#[derive(Default)]
pub(super) struct StoredSources(Vec<Arc<Source>>);

impl StoredSources {
    pub(super) fn place(&mut self, source: &Arc<Source>) -> usize {
        let known = self.0.iter().position(|known| Arc::ptr_eq(known, source));
        known.unwrap_or_else(|| {
            self.0.push(Arc::clone(source));
            self.0.len() - 1
        })
    }

    pub(super) fn origin(&mut self, origin: Option<&Origin>) -> Option<StoredOrigin> {
        let origin = origin?;
        let source = self.place(&origin.source);
        let blank = StoredOrigin {
            source,
            line: None,
            row: None,
            column: None,
            pointer: None,
            stage: None,
        };
        Some(match &origin.at {
            At::Cell { row, line, column } => {
                let (line, row, column) = (Some(*line), Some(*row), Some(*column));
                StoredOrigin { line, row, column, ..blank }
            }
            At::Pointer { pointer, stage, line } => {
                let pointer = Some(pointer.to_string());
                StoredOrigin { pointer, stage: *stage, line: *line, ..blank }
            }
        })
    }

    pub(super) fn into_list(self) -> Vec<Source> {
        self.0.into_iter().map(Arc::unwrap_or_clone).collect()
    }
}

impl StoredOrigin {
    pub(super) fn origin(self, sources: &[Arc<Source>]) -> Result<Origin, String> {
        let source = sources.get(self.source).ok_or("a source that is not listed")?;
        match self {
            StoredOrigin { line, stage, pointer: Some(pointer), .. } => {
                let at = At::Pointer { pointer: pointer.into(), stage, line };
                Ok(Origin { source: Arc::clone(source), at })
            }
            StoredOrigin { line: Some(line), row: Some(row), column: Some(column), .. } => {
                Ok(Origin::cell(source, row, line, column))
            }
            _ => Err("an origin that is neither a cell nor a pointer".to_owned()),
        }
    }
}

/// The letters of a column counted from 0, as spreadsheets name it: A … Z, AA …
fn letters(column: u32) -> String {
    let mut rest = column;
    let mut out = Vec::new();
    loop {
        out.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
        if rest == 0 {
            break;
        }
        rest -= 1;
    }
    out.iter().rev().collect()
}

/// Where a text was read, if that is known. Any two are equal, so that comparing texts ignores
/// their places. It serves findings while inputs are joined and is neither stored nor printed with
/// an assessment.
#[derive(Clone, Default)]
pub(crate) struct ReadAt(pub(crate) Option<Origin>);

impl std::fmt::Debug for ReadAt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReadAt")
    }
}

impl PartialEq for ReadAt {
    fn eq(&self, _: &ReadAt) -> bool {
        true
    }
}

impl Eq for ReadAt {}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        let named =
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")];
        for (column, name) in named {
            assert_eq!(letters(column), name);
        }
    }
}
