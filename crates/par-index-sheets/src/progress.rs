//! Reads reports on the progress of a directive, from CSV or JSON.

use par_index::Finding;
use par_index::directive::{Directive, Progress, ProgressRow};
use par_index::finding::{FindingCode, Findings};
use par_index::spec::Num;

use crate::cell::{Content, bad, content};
use crate::decode::decode;
use crate::named::{Form, Read};
use crate::number::Bounds;

pub(crate) const PROGRESS: Form = Form {
    columns: &[&["obligation"], &["on"], &["done"], &["of", "total"], &["note"]],
    needed: &["obligation", "on"],
    passed: Some(&[]),
};

/// How ambiguous counts are decided: counts are whole numbers, so `1.250` means 1250.
const COUNTS: Bounds = Bounds { max: None, whole: true, decimal_mark: None };

/// Reads reports of progress: CSV with the columns `obligation,on,done,of,note`, or a JSON array.
/// Headings may be Vietnamese (*Mục; Ngày; Đã thực hiện; Tổng số; Ghi chú*), days `30/9/2023`.
///
/// ```
/// let letter = par_index::directive::directive("hon-quan-2023")?;
/// let table = "obligation;on;done;of\n2.2c;30/9/2023;4;25\n2.4c;2023-09-30;12,5;20\n";
/// let (progress, findings) = par_index_sheets::read_progress("a.csv", table.as_bytes(), &letter);
/// assert_eq!((progress.len(), findings.len()), (2, 0));
/// let table = "Mục;Ngày;Đã thực hiện;Tổng số;Ghi chú\n2.2c;30/9/2023;4;25;\n2.4c;30/9/2023;12,5;20;\n";
/// let (same, findings) = par_index_sheets::read_progress("b.csv", table.as_bytes(), &letter);
/// assert_eq!((same.rows(&letter), findings.len()), (progress.rows(&letter), 0));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn read_progress(file: &str, bytes: &[u8], directive: &Directive) -> (Progress, Vec<Finding>) {
    let mut findings = Findings::default();
    let named = match PROGRESS.read(file, bytes, &mut findings) {
        Read::Json => {
            let mut tell = |finding| findings.push(finding);
            let text = match decode(file, bytes, &mut tell) {
                Ok(text) => text,
                Err(finding) => return (Progress::default(), vec![finding]),
            };
            let (progress, found) = Progress::from_json(directive, text.into_owned());
            findings.extend(found.into_iter().map(|finding| in_file(file, finding)));
            return (progress, findings.into_vec());
        }
        Read::Table(named) => named,
        Read::Nothing => return (Progress::default(), findings.into_vec()),
    };
    let (mut rows, mut faulty) = (Vec::new(), Vec::new());
    named.each(&mut findings, |row, findings| {
        let before = findings.len();
        let mut number = |key| {
            row.number(key, COUNTS).unwrap_or_else(|finding| {
                findings.push(finding);
                None
            })
        };
        let mut of = number("of").map(Num::from);
        let said = row.cell("done");
        let done = match content(said) {
            // *Có* (yes) and *Không* (no) are kept as texts here: the check of the reports knows
            // what they mean for the obligation.
            Content::Yes | Content::No => Some(Num::from(row.text("done"))),
            // A report that states a whole (`of`) had cases, so it cannot say that none arose.
            Content::NotApplicable(_) if of.as_ref().is_some_and(|of| of.as_str() != "0") => {
                findings.push(bad(FindingCode::BadNumber, said.text, row.place("done")));
                None
            }
            // No case arose: the counts are 0 of 0; the check of the reports decides whether the
            // letter allows that.
            Content::NotApplicable(_) => {
                of = of.or(Some(Num::from(0)));
                Some(Num::from(0))
            }
            _ => number("done").map(Num::from),
        };
        faulty.push(findings.len() > before);
        let (obligation, on) = (row.text("obligation"), row.text("on"));
        rows.push(ProgressRow { obligation, on, done, of, note: row.text("note") });
    });
    let place = |n: usize, key: &str| named.place(n, key);
    let faulty = |n: usize| faulty.get(n).is_some_and(|faulty| *faulty);
    let (progress, found) = Progress::placed(directive, &rows, &place, &faulty);
    findings.extend(found);
    (progress, findings.into_vec())
}

fn in_file(file: &str, mut finding: Finding) -> Finding {
    finding.place_mut().file = Some(file.to_owned());
    finding
}
