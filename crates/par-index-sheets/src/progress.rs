//! Reports of progress and tables of measures, as CSV or JSON.

use par_index::spec::Num;
use par_index::{
    Directive, Finding, FindingCode, Framework, MeasureRow, Measures, Place, Progress, ProgressRow,
};

use crate::named::{Named, Read};
use crate::number::Bounds;

const PROGRESS: [&str; 5] = ["obligation", "on", "done", "of", "note"];
const MEASURES: [&str; 8] =
    ["code", "to", "effort", "measure", "lead", "cooperating", "due", "product"];

/// What is counted: `1.250` is more than a thousand.
const COUNTS: Bounds = Bounds { max: None, whole: true, decimal_mark: None };

/// Reads reports of progress: CSV with the columns `obligation,on,done,of,note`, or a JSON array.
///
/// ```
/// let letter = par_index::directive("hon-quan-2023")?;
/// let table = "obligation;on;done;of\n2.2c;30/9/2023;4;25\n2.4c;2023-09-30;12,5;20\n";
/// let (progress, findings) = par_index_sheets::read_progress("a.csv", table.as_bytes(), &letter);
/// assert_eq!((progress.len(), findings.len()), (2, 0));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn read_progress(file: &str, bytes: &[u8], directive: &Directive) -> (Progress, Vec<Finding>) {
    let mut findings = Vec::new();
    let named = match Named::read(file, bytes, &PROGRESS, 2, &mut findings) {
        Read::Json(text) => {
            let (progress, found) = Progress::from_json(directive, text);
            return (progress, found.into_iter().map(|finding| in_file(file, finding)).collect());
        }
        Read::Table(named) => named,
        Read::Nothing => return (Progress::default(), findings),
    };
    let rows: Vec<ProgressRow> = (0..named.len())
        .map(|n| ProgressRow {
            obligation: named.text(n, "obligation"),
            on: named.day(n, "on"),
            done: named.number(n, "done", COUNTS, &mut findings).map(Num::from),
            of: named.number(n, "of", COUNTS, &mut findings).map(Num::from),
            note: named.text(n, "note"),
        })
        .collect();
    let place = |n: usize, key: &str| named.place(n, key);
    let (progress, found) = Progress::placed(directive, &rows, &place);
    findings.extend(found);
    (progress, findings)
}

/// Reads measures: CSV with the columns `code,to,effort,measure,lead,cooperating,due,product`, or a
/// JSON array.
///
/// ```
/// let fw = par_index::framework("hon-quan-2023")?;
/// let table = "code,to,measure,due\n1.3,2,Rà soát từng kiến nghị,15/10/2023\n";
/// let (measures, findings) = par_index_sheets::read_measures("m.csv", table.as_bytes(), &fw);
/// assert_eq!((measures.len(), findings.len()), (1, 0));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn read_measures(file: &str, bytes: &[u8], framework: &Framework) -> (Measures, Vec<Finding>) {
    let mut findings = Vec::new();
    let named = match Named::read(file, bytes, &MEASURES, 2, &mut findings) {
        Read::Json(text) => {
            let rows = serde_json::from_str::<Vec<MeasureRow>>(&text);
            let (measures, found) = match rows {
                Ok(rows) => Measures::new(framework, &rows),
                Err(error) => {
                    let mut place = Place::file(file);
                    (place.line, place.column) = (Some(error.line()), Some(error.column()));
                    let finding = Finding::new(FindingCode::BadJson, place);
                    return (Measures::default(), vec![finding.with("detail", error.to_string())]);
                }
            };
            return (measures, found.into_iter().map(|finding| in_file(file, finding)).collect());
        }
        Read::Table(named) => named,
        Read::Nothing => return (Measures::default(), findings),
    };
    let mut rows = Vec::new();
    let mut origins = Vec::new();
    for n in 0..named.len() {
        let code = named.text(n, "code");
        let most = framework.node(&code).map(par_index::Node::max);
        let bounds = Bounds { max: most, ..Bounds::default() };
        let Some(to) = named.number(n, "to", bounds, &mut findings) else {
            if named.text(n, "to").is_empty() {
                let finding = Finding::new(FindingCode::MissingKey, named.place(n, "to"));
                findings.push(finding.with("key", "to"));
            }
            continue;
        };
        let effort = named.number(n, "effort", COUNTS, &mut findings);
        origins.push(n);
        rows.push(MeasureRow {
            code,
            to: Num::from(to),
            effort: effort.map(Num::from),
            measure: named.text(n, "measure"),
            lead: named.text(n, "lead"),
            cooperating: named.text(n, "cooperating"),
            due: named.day(n, "due"),
            product: named.text(n, "product"),
        });
    }
    let place = |n: usize, key: &str| named.place(origins.get(n).copied().unwrap_or(n), key);
    let (measures, found) = Measures::placed(framework, &rows, &place);
    findings.extend(found);
    (measures, findings)
}

fn in_file(file: &str, mut finding: Finding) -> Finding {
    finding.place_mut().file = Some(file.to_owned());
    finding
}
