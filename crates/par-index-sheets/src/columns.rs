//! A fast way for a wide table of units and final points only: it is read straight into columns.

use par_index::assessment::RowUnit;
use par_index::finding::Findings;
use par_index::scoring::Columns;
use par_index::{Basis, Finding, Framework, Inputs, score_all};

use crate::code;
use crate::file::{File, open};
use crate::input::read_input;
use crate::number::leading_points;

/// Reads a file of final points into [`Columns`], for figures over thousands of units.
///
/// The result and the findings are the same as those of [`read_input`],
/// [`score_all`](par_index::score_all) on the basis *final* and [`Columns::of`]. A wide table of
/// units and plain points of one known year is read without making an assessment of each unit; any
/// other file takes the usual way.
///
/// ```
/// use par_index::{framework, Inputs};
/// let fw = framework("vn-ministry-2023")?;
/// let inputs = Inputs::new(&fw).for_year(2023);
/// let table = "unit,1,2\nbo-noi-vu,60.65,26.38\nbo-y-te,54.1,27.01\n";
/// let (columns, findings) = par_index_sheets::read_columns(inputs, "final.csv", table.as_bytes());
/// assert!(findings.is_empty());
/// let index = &columns.sums(&["total"])?[0];
/// assert_eq!(columns.ranks(index)?, [Some(1), Some(2)]);
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn read_columns(mut inputs: Inputs, file: &str, bytes: &[u8]) -> (Columns, Vec<Finding>) {
    if let Some(read) = plain_table(&inputs, file, bytes) {
        return read;
    }
    let framework = inputs.framework().clone();
    read_input(&mut inputs, file, bytes);
    let input = inputs.finish();
    let cohort = score_all(&framework, &input.assessments, Basis::Final);
    let findings = input.findings.into_iter().chain(cohort.findings().iter().cloned());
    (Columns::of(&cohort).beside(input.not_read), findings.collect())
}

/// The role of a column of the table.
enum Role {
    Unit,
    Leaf(usize),
}

/// Reads a plain table; `None` as soon as there is a finding or a cell that is not plain.
fn plain_table(inputs: &Inputs, file: &str, bytes: &[u8]) -> Option<(Columns, Vec<Finding>)> {
    let mut findings = Findings::default();
    let opened = open(file, bytes, &mut |finding| findings.push(finding)).ok()?;
    let File::Tables(tables) = opened else { return None };
    let mut tables = tables;
    let [table] = tables.as_mut_slice() else { return None };
    findings.extend(table.begins());
    let unit = table.column("unit").filter(|_| table.column("code").is_none())?;
    let framework = inputs.framework();
    let mut taken = vec![false; framework.leaves().count()];
    let mut roles = Vec::new();
    for (column, name) in table.headings() {
        if column == unit {
            roles.push(Role::Unit);
            continue;
        }
        let (leaf, None) =
            code::leaf(framework, name, par_index::finding::Place::default, false).ok()?
        else {
            return None;
        };
        if std::mem::replace(taken.get_mut(leaf)?, true) {
            return None;
        }
        roles.push(Role::Leaf(leaf));
    }
    let (rows, delimiter) = table.lines()?;
    if !findings.is_empty() || roles.len() != table.width() || roles.len() < 2 {
        return None;
    }
    let rows = || rows.split('\n').filter(|row| !row.is_empty());
    let ids: Option<Vec<&str>> =
        rows().map(|row| row.split(char::from(delimiter)).nth(unit).map(str::trim)).collect();
    // A text with an apostrophe, which guards against formulas, needs the usual reader.
    let ids = ids?;
    if ids.is_empty() || ids.iter().any(|id| id.starts_with('\'')) {
        return None;
    }
    let units = inputs.plain_units(&ids)?;
    let table = Rows { framework, roles, delimiter, count: units.units.len() + units.silent.len() };
    let mut columns = table.parsed(rows(), units.units)?;
    let nothing = vec![None; taken.len()];
    for unit in units.silent {
        columns.push(unit, &nothing).ok()?;
    }
    Some((columns.sorted(), units.findings))
}

/// The rows of a plain table, and the leaf of each column.
struct Rows<'a> {
    framework: &'a Framework,
    roles: Vec<Role>,
    delimiter: u8,
    count: usize,
}

/// The least number of rows for which another thread is worthwhile.
const ROWS_PER_THREAD: usize = 2_000;

impl Rows<'_> {
    /// Reads all rows, divided among as many threads as there are processors.
    fn parsed<'t>(
        &self,
        rows: impl Iterator<Item = &'t str> + Clone + Send + Sync,
        mut units: Vec<RowUnit>,
    ) -> Option<Columns> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let size = units.len().div_ceil(threads).max(ROWS_PER_THREAD);
        if units.len() <= size {
            return self.part(rows, units, self.count);
        }
        let later = units.split_off(size);
        std::thread::scope(|scope| {
            let mut parts = Vec::new();
            let mut later = later.into_iter();
            for start in (size..self.count).step_by(size) {
                let units: Vec<RowUnit> = later.by_ref().take(size).collect();
                let rows = rows.clone().skip(start);
                let room = units.len();
                parts.push(scope.spawn(move || self.part(rows, units, room)));
            }
            let mut columns = self.part(rows.clone(), units, self.count);
            for part in parts {
                let more = part.join().ok().flatten();
                columns = columns.zip(more).and_then(|(mut columns, more)| {
                    columns.append(more).ok()?;
                    Some(columns)
                });
            }
            columns
        })
    }

    /// Reads the rows of some units; `None` if a cell is not plain.
    fn part<'t>(
        &self,
        rows: impl Iterator<Item = &'t str>,
        units: Vec<RowUnit>,
        room: usize,
    ) -> Option<Columns> {
        let mut columns = Columns::with_room(self.framework, room);
        let mut points = vec![None; self.framework.leaves().count()];
        for (unit, row) in units.into_iter().zip(rows) {
            let mut rest = Some(row.as_bytes());
            for role in &self.roles {
                let cells = rest?;
                let end = match role {
                    Role::Unit => cells.iter().position(|byte| *byte == self.delimiter),
                    Role::Leaf(leaf) => {
                        let (read, end) = leading_points(cells)?;
                        *points.get_mut(*leaf)? = read;
                        Some(end)
                    }
                };
                let end = end.unwrap_or(cells.len());
                // Behind a number only a separator or the end of the row may follow.
                rest = match cells.get(end) {
                    None => None,
                    Some(byte) if *byte == self.delimiter => cells.get(end + 1..),
                    Some(_) => return None,
                };
            }
            if rest.is_some() {
                return None;
            }
            columns.push(unit, &points).ok()?;
        }
        Some(columns)
    }
}
