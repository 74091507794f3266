//! A framework as a table with a row for each node, and the policies in a file of their own.

mod agencies;
mod book;
mod head;
mod import;
mod row;
mod tree;
mod words;
mod write;

use par_index::finding::{FindingCode, Findings, Place};
use par_index::spec::{FrameworkSpec, HeadSpec};
use par_index::{Error, Finding, Framework, Text};

pub use book::write_framework;
pub use import::{import_decision, import_framework};
#[cfg(test)]
pub(crate) use row::COLUMNS;
pub use write::{framework_to_csv, policies_to_json};

use crate::file::{File, open};
use crate::kind::{Kind, foreign, kind};
use crate::table::Table;
use agencies::name_agencies;
pub(crate) use agencies::{free_id, known};
use head::Beside;
use tree::Tree;

/// Reads a framework file: JSON, or a table (CSV or workbook) with an optional document of
/// policies.
///
/// # Errors
/// [`Error::is_refused`] with every finding; those of a table with file, line and cell.
pub fn read_framework_file(
    file: &str,
    bytes: &[u8],
    policies: Option<(&str, &[u8])>,
) -> Result<Framework, Error> {
    let named = |finding: &mut Finding| finding.place_mut().file = Some(file.to_owned());
    match kind(file, bytes) {
        Kind::Json => Framework::from_json(bytes).map_err(|error| {
            let mut findings = error.findings().to_vec();
            findings.iter_mut().for_each(named);
            Error::of_findings(file, findings)
        }),
        Kind::Table | Kind::Workbook | Kind::Frame | Kind::Unknown => {
            read_framework(file, bytes, policies)
        }
    }
}

/// Reads a framework from a table, CSV or workbook, with an optional document of policies.
///
/// Without policies the framework gets assumed ones, and a warning says so: inapplicable leaves are
/// re-scaled, there is no index without the survey or while a value is missing, and after a tie
/// ranks are skipped. Points of leaves without a rule are typed.
///
/// ```
/// let table = "code,parent,max,scorer\nPAR,,10,\n1,PAR,6,appraisal\n2,PAR,4,survey\n";
/// let fw = par_index_sheets::read_framework("small.csv", table.as_bytes(), None)?;
/// assert_eq!((fw.id(), fw.leaves().count()), ("small", 2));
/// assert!(fw.findings().iter().any(|finding| finding.code().as_str() == "default_policies"));
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// [`Error::is_refused`] with every finding, each with file, line and cell.
pub fn read_framework(
    file: &str,
    bytes: &[u8],
    policies: Option<(&str, &[u8])>,
) -> Result<Framework, Error> {
    let mut findings = Findings::default();
    let mut beside = Beside::default();
    let mut head = HeadSpec::assumed();
    if let Some((name, bytes)) = policies {
        head = head_of(name, bytes, &mut beside, &mut findings);
    }
    let mut trees = Vec::new();
    match open(file, bytes, &mut |finding| findings.push(finding)) {
        Ok(File::Json) => findings.push(foreign(file, bytes)),
        Ok(File::Tables(tables)) => {
            // The file of policies takes precedence over sheets of policies beside the tree.
            let mut own = Beside::default();
            let tables = tables.into_iter();
            trees = tables.filter_map(|table| own.take(table, &mut findings)).collect();
            beside.join(own);
        }
        Err(finding) => findings.push(finding),
    }
    let assumed = policies.is_none() && !beside.has_policies();
    made(file, trees, (beside, head, assumed), findings, policies.map(|(name, _)| name)).framework
}

/// Makes a framework of the table of nodes among `tables` and of the policies beside it.
fn made(
    file: &str,
    tables: Vec<Table<'_>>,
    (mut beside, head, assumed): (Beside, HeadSpec, bool),
    mut findings: Findings,
    policies: Option<&str>,
) -> Imported {
    // Where all errors are in the file of policies, the error names that file and not the table.
    let refused = |findings: Vec<Finding>| {
        let beside = policies.filter(|name| {
            let mut errors = findings.iter().filter(|finding| finding.is_error());
            errors.all(|finding| finding.place().file.as_deref() == Some(*name))
        });
        Error::of_findings(beside.unwrap_or(file), findings)
    };
    let rows = if tables.is_empty() && findings.has_errors() {
        Vec::new()
    } else {
        row::rows(file, tables, &mut findings)
    };
    if rows.is_empty() && findings.has_errors() {
        // Without the columns of a table nothing more can be checked.
        return Imported::refused(refused(findings.into_vec()));
    }
    let mut tree = Tree::of(rows, &mut findings);
    let mut head = beside.over(head);
    name_agencies(&mut head.agencies, &mut tree.nodes);
    let stem = std::path::Path::new(file).file_stem().and_then(|stem| stem.to_str());
    let name = id(stem.unwrap_or_default());
    if head.title.is_none() {
        head.title.clone_from(&tree.title);
    }
    let spec = head.with_nodes(&name, tree.total.clone(), tree.nodes.clone());
    let locate =
        |pointer: &str| beside.place(pointer).or_else(|| tree.locate(pointer, file, policies));
    let framework = match spec.check_placed(&locate) {
        Ok(framework) if findings.has_errors() => {
            findings.extend(framework.findings().iter().cloned());
            Err(refused(findings.into_vec()))
        }
        Ok(framework) => {
            if assumed {
                findings.push(assumed_policies(file));
            }
            Ok(findings.into_iter().fold(framework, Framework::noted))
        }
        Err(error) => {
            findings.extend(error.findings().iter().cloned());
            Err(refused(findings.into_vec()))
        }
    };
    Imported { understood: Some(spec), framework }
}

/// The result of importing the table of a decision.
#[derive(Debug)]
#[non_exhaustive]
pub struct Imported {
    /// The tree as it was understood, even if the framework is refused; `None` where no table holds
    /// a tree.
    pub understood: Option<FrameworkSpec>,
    /// The framework, or an error with everything that is wrong with the table.
    pub framework: Result<Framework, Error>,
}

impl Imported {
    fn refused(error: Error) -> Imported {
        Imported { understood: None, framework: Err(error) }
    }
}

/// The warning that policies were assumed, for a framework whose files state none.
fn assumed_policies(file: &str) -> Finding {
    let finding = Finding::new(FindingCode::DefaultPolicies, Place::file(file));
    finding.with(
        "policies",
        Text::new(
            "tiêu chí không áp dụng được quy đổi; thiếu điều tra xã hội học thì không tính chỉ số; tiêu chí chưa có số liệu thì \
             chưa có chỉ số; đồng hạng thì hạng sau bỏ cách (1, 2, 2, 4); điểm tính ra làm tròn đến 9 chữ số lẻ, in 2 chữ số lẻ",
            "what is not applicable is re-scaled; no index without its survey; none while a value is missing; after a tie ranks \
             are skipped (1, 2, 2, 4); computed points have 9 decimal places, printed ones 2",
        ),
    )
}

/// The policies and other head data of a file: a JSON document, or tables.
fn head_of(name: &str, bytes: &[u8], beside: &mut Beside, findings: &mut Findings) -> HeadSpec {
    let placed = |mut finding: Finding| {
        finding.place_mut().file = Some(name.to_owned());
        finding
    };
    match open(name, bytes, &mut |finding| findings.push(finding)) {
        Ok(File::Json) => match HeadSpec::from_json(bytes) {
            Ok(read) => return read,
            // Even with wrong policies the framework's table is checked, so that its errors are
            // told in the same run.
            Err(found) => findings.extend(found.into_iter().map(placed)),
        },
        Ok(File::Tables(tables)) => {
            let tables = tables.into_iter();
            let others: Vec<_> = tables.filter_map(|table| beside.take(table, findings)).collect();
            if let (false, Some(table)) = (beside.is_any(), others.first()) {
                findings.push(crate::headings::missing(table, "policy"));
            }
        }
        Err(finding) => findings.push(finding),
    }
    HeadSpec::assumed()
}

/// An id for a framework, made of a file's name.
pub(crate) fn id(stem: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "._-".contains(c) { c } else { '-' };
    let id: String = stem.chars().map(plain).take(64).collect();
    if id.is_empty() { "framework".to_owned() } else { id }
}
