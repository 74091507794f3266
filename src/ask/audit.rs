//! `audit`: checks the arithmetic of a published table.

mod view;

pub use self::view::{AuditRow, AuditSummary, audit_page, audit_rows, audit_summary};

use super::answer::{Answer, End};
use super::common::Common;
use super::flags::flags;
use super::flags::needs;
use super::parts::row::Nothing;
use super::question::{Outcome, Part, Question};
use crate::audit::{PrintedCell, PrintedRow, PrintedText, audit};
use crate::dossier::{Digested, Dossier};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Unread, unread_of};

flags! {
    /// Checks whether the figures of a published table contradict each other.
    pub struct Audit {}
}

impl Question for Audit {
    type Row = AuditRow;
    type Summary = AuditSummary;
    type Beside = Nothing;
    const NAME: &'static str = "audit";
    const ABOUT: [&'static str; 2] = [
        "A published table against arithmetic: parts, changes, ranks, grades.",
        "Kiểm tra bảng kết quả đã công bố: tổng điểm, tăng giảm, xếp hạng, xếp loại.",
    ];
    const USAGE: &'static str = "par-index audit FILE";
    const OF: &'static [Part] = &[Part::Table];
    const COMMON: &'static [&'static str] = &[];
    const REPEATED: bool = false;

    fn outcome(&self, dossier: &Dossier, _: &Common) -> Result<Outcome, Error> {
        let (printed, found) =
            dossier.held().printed.as_ref().ok_or_else(|| needs(Self::NAME, "table"))?;
        let audit = audit(printed);
        let not_read = not_read(found);
        let is_whole = not_read.is_empty();
        let mut findings = found.clone();
        findings.extend(audit.notes());
        if printed.is_empty() {
            // A table that could not be read has no page.
            let answer = Answer::nothing().summary(audit_summary(&audit));
            let outcome = Outcome::apart(answer.ending(End::Differs), findings);
            return Ok(Outcome { not_read, ..outcome });
        }
        let answer = Self::listed(audit_rows(&audit));
        let answer = answer.summary(audit_summary(&audit));
        let answer = answer.ending(if audit.is_clean() { End::Done } else { End::Differs });
        let answer = answer.page(move || audit_page(&audit, is_whole));
        Ok(Outcome { not_read, ..Outcome::apart(answer, findings) })
    }

    /// Adds what the table prints to the digest, independent of the file it was in.
    fn seal(&self, dossier: &Dossier, digest: &mut Digested) {
        let rows = dossier.held().printed.iter().flat_map(|(rows, _)| rows);
        rows.for_each(|row| sealed(row, digest));
    }

    fn is_void(&self, dossier: &Dossier, _: &Answer) -> bool {
        dossier.held().printed.iter().all(|(rows, _)| rows.is_empty())
    }
}

/// The parts of the table that were not read. An unknown column does not make a row unread.
fn not_read(found: &[Finding]) -> Vec<Unread> {
    unread_of(found.iter().filter(|one| one.code() != FindingCode::UnknownColumn), "table")
}

fn sealed(row: &PrintedRow, digest: &mut Digested) {
    let text = |text: &Option<PrintedText>| text.as_ref().map(|one| one.text.clone());
    digest.add(row.kind.as_str());
    for text in [text(&row.unit), row.group.clone(), text(&row.grade)] {
        digest.add(text.as_deref().unwrap_or_default());
    }
    let optional = [&row.rank, &row.previous, &row.change].map(Option::as_ref);
    for (name, cells) in [
        ("one", optional.to_vec()),
        ("parts", row.parts.iter().map(Some).collect()),
        ("deductions", row.deductions.iter().map(Some).collect()),
        ("values", row.values.iter().map(Some).collect()),
    ] {
        digest.add(name);
        for cell in cells {
            digest.add(&match cell {
                None => String::new(),
                Some(PrintedCell::Number(number)) => {
                    format!("{:.*}", usize::from(number.places), number.value)
                }
                Some(PrintedCell::Blank(_)) => "-".to_owned(),
                Some(PrintedCell::Nothing) => "0".to_owned(),
                Some(PrintedCell::Unread(text)) => format!("“{}”", text.text),
            });
        }
    }
}
