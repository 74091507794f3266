//! The remarks that an office has written beside a form, under its own headings: they are kept for
//! the next form.

use std::collections::{HashMap, HashSet};

use par_index::Inputs;
use par_index::assessment::RegisteredUnit;

use super::{FormRow, id_column};
use crate::file::{File, open};
use crate::record::Record;
use crate::table::Table;
use crate::whose::whose;

/// The remarks beside the columns of filled-in forms, by unit and leaf.
///
/// ```
/// use par_index::{Inputs, Lang, framework};
/// use par_index_sheets::{Form, FormRow, Remarks, write_form};
///
/// let fw = framework("hon-quan-2023")?;
/// let mut form = Form::new(&fw, par_index::assessment::StageName::SelfScore, Lang::Vi);
/// form.unit = Some("xa-1".to_owned());
/// let mut rows: Vec<FormRow> = form.leaves().map(FormRow::new).collect();
/// rows[0].remarks.push(("Cán bộ theo dõi".to_owned(), "Chị Hoa".to_owned()));
/// let mut file = Vec::new();
/// write_form(&form, &rows, &mut file).unwrap();
///
/// let mut remarks = Remarks::default();
/// remarks.read(&mut Inputs::new(&fw), "xa-1.xlsx", &file);
/// assert_eq!(remarks.of("xa-1", rows[0].node.code().as_str()), rows[0].remarks);
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Remarks(HashMap<(String, String), Vec<(String, String)>>);

impl Remarks {
    /// Reads the remarks of a file; `inputs` tell which unit is meant by a name. A file that is no
    /// form has no remarks.
    pub fn read(&mut self, inputs: &mut Inputs, file: &str, bytes: &[u8]) {
        let Ok(File::Tables(tables)) = open(file, bytes, &mut |_| {}) else { return };
        for table in tables {
            self.read_table(inputs, table);
        }
    }

    fn read_table(&mut self, inputs: &mut Inputs, mut table: Table<'_>) {
        let (Some(code), Some(first)) = (id_column(&table), own_columns(&table)) else { return };
        let unit = table.column("unit");
        let of_sheet = match unit {
            Some(_) => None,
            None => whose(inputs, &table).ok().flatten().map(|whose| whose.name),
        };
        let mut record = Record::default();
        while table.read(&mut record, &mut |_| {}).is_some() {
            let named = record.cell_of(unit).said().map(str::to_owned).or_else(|| of_sheet.clone());
            let (Some(named), Some(code)) = (named, record.cell(code).said()) else { continue };
            let id = inputs.registered_as(&named).map(RegisteredUnit::id).unwrap_or(named);
            let of = self.0.entry((id, code.to_owned())).or_default();
            for column in first..record.len() {
                let Some(said) = record.cell(column).said() else { continue };
                let heading = table.heading(column);
                of.retain(|(known, _)| known != heading);
                of.push((heading.to_owned(), said.to_owned()));
            }
        }
    }

    /// The remarks about a leaf of a unit, each with its heading.
    pub fn of(&self, unit: &str, code: &str) -> Vec<(String, String)> {
        self.0.get(&(unit.to_owned(), code.to_owned())).cloned().unwrap_or_default()
    }
}

/// The first column behind the form's own: from there on the columns are open to remarks.
pub(crate) fn own_columns(table: &Table<'_>) -> Option<usize> {
    id_column(table)?;
    // Of several columns of notes the first is the form's own; a further one belongs to the office.
    let notes = ["self_note", "appraised_note", "appraised_again_note", "note"];
    let note = notes.iter().find_map(|key| table.column(key));
    let others = ["reckoned", "evidence", "explanation"].map(|key| table.column(key));
    others.into_iter().chain([note]).flatten().max().map(|last| last + 1)
}

/// The headings of the remarks of some rows, in the order in which they first occur.
pub(super) fn headings<'r>(rows: &'r [FormRow<'_>]) -> Vec<&'r str> {
    let mut seen = HashSet::new();
    let all = rows.iter().flat_map(|row| &row.remarks).map(|(heading, _)| heading.as_str());
    all.filter(|heading| seen.insert(*heading)).collect()
}
