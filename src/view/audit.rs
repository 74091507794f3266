//! Rows and table of `audit`: cells of a published table that contradict the others.

use super::layout::{grid, left};
use super::look::Look;
use super::row::row;
use crate::audit::{AuditCheck, Contradiction, PrintedRow, audited};
use crate::words::{Arg, Phrase};

row! {
    /// A cell that contradicts the others.
    pub struct AuditRow {
        /// `sum`, `change`, `rank`, `grade`, `mean`, `duplicate`, `number`.
        pub check: String,
        pub unit: String,
        pub file: Option<String>,
        pub sheet: Option<String>,
        pub cell: Option<String>,
        pub line: Option<usize>,
        pub heading: Option<String>,
        pub found: String,
        /// What the other cells give, as arithmetic.
        pub expected: String,
    }
}

/// The rows of [`audit`](crate::audit).
///
/// ```
/// assert!(par_index::view::audit_rows(&par_index::audit(&[])).is_empty());
/// ```
pub fn audit_rows(found: &[Contradiction]) -> Vec<AuditRow> {
    let rows = found.iter().map(|one| AuditRow {
        check: one.check.as_str().to_owned(),
        unit: one.unit.clone(),
        file: one.place.file.clone(),
        sheet: one.place.sheet.clone(),
        cell: one.place.cell.clone(),
        line: one.place.line,
        heading: one.place.heading.clone(),
        found: one.found.clone(),
        expected: one.expected.clone(),
    });
    rows.collect()
}

/// The same for a person; a sentence if nothing contradicts.
pub fn audit_table(found: &[Contradiction], rows: &[PrintedRow], look: Look) -> String {
    let [(_, sums), (_, changes), (_, ranks), (_, grades)] = audited(rows);
    let args = [
        ("rows", Arg::from(rows.len())),
        ("count", found.len().into()),
        ("sums", sums.into()),
        ("changes", changes.into()),
        ("ranks", ranks.into()),
        ("grades", grades.into()),
    ];
    let checked = look.say(Phrase::AuditChecked, &args);
    if found.is_empty() {
        return look.plain(format!("{}\n{checked}\n", look.say(Phrase::AuditClean, &args)));
    }
    let head = [
        Phrase::AuditCell,
        Phrase::AuditUnit,
        Phrase::AuditHeading,
        Phrase::AuditFound,
        Phrase::AuditExpected,
    ];
    let mut lines = vec![head.map(|phrase| look.word(phrase)).to_vec()];
    for one in found {
        let what = match one.check {
            AuditCheck::Sum | AuditCheck::Change | AuditCheck::Number => String::new(),
            AuditCheck::Rank => look.word(Phrase::AuditRank),
            AuditCheck::Grade => look.word(Phrase::AuditGrade),
            AuditCheck::Mean => look.word(Phrase::AuditMean),
            AuditCheck::Duplicate => look.word(Phrase::AuditDuplicate),
        };
        let expected = look.lang.decimal(&one.expected);
        lines.push(vec![
            one.place.cell.clone().unwrap_or_default(),
            one.unit.clone(),
            one.place.heading.clone().unwrap_or_default(),
            look.lang.decimal(&one.found),
            if what.is_empty() { expected } else { format!("{what} {expected}") },
        ]);
    }
    let columns = [left(4, 8), left(8, 30), left(6, 18), left(6, 12), left(8, 60)];
    let lines = grid(&columns, &lines, |line, column, text| match (line, column) {
        (0, _) => look.bold(text),
        (_, 3) => look.red(text),
        _ => text.to_owned(),
    });
    look.plain(format!("{}\n{}\n{checked}\n", lines.join("\n"), look.say(Phrase::AuditSum, &args)))
}
