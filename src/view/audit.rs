//! Rows and table of `audit`: cells of a published table that contradict the others.

use super::layout::{Grid, Row, left, right};
use super::look::Look;
use super::row::row;
use crate::audit::{Audit, AuditCheck, Contradiction, spot};
use crate::words::{Arg, Phrase};

row! {
    /// A cell that contradicts the others, or one of several of which one does.
    pub struct AuditRow {
        /// `sum`, `change`, `rank`, `grade`, `mean`, `total`, `highest`, `lowest`, `duplicate`, `number`,
        /// `blank`.
        pub check: String,
        /// Rows with one number are the cells of one equation; empty where a cell is told by itself.
        pub equation: Option<usize>,
        pub unit: String,
        pub file: Option<String>,
        pub sheet: Option<String>,
        pub cell: Option<String>,
        pub line: Option<usize>,
        pub heading: Option<String>,
        pub found: String,
        /// What the other cells give, as arithmetic; empty where they give nothing.
        pub expected: String,
        /// The cell of a neighbouring row that prints the same: a slip of copying.
        pub copied: Option<String>,
    }
}

row! {
    /// What an audit says beside its rows.
    pub struct AuditSummary {
        /// Rows of the table.
        pub rows: usize,
        /// Equations that were checked: all their cells are printed.
        pub equations: usize,
        /// Of these, how many hold.
        pub hold: usize,
        /// Equations that lack a cell.
        pub unchecked: usize,
    }
}

/// The rows of [`audit`](crate::audit).
///
/// ```
/// assert!(par_index::view::audit_rows(&par_index::audit(&[])).is_empty());
/// ```
pub fn audit_rows(audit: &Audit) -> Vec<AuditRow> {
    let rows = audit.contradictions().iter().map(|one| AuditRow {
        check: one.check.as_str().to_owned(),
        equation: one.equation,
        unit: one.unit.clone(),
        file: one.place.file.clone(),
        sheet: one.place.sheet.clone(),
        cell: one.place.cell.clone(),
        line: one.place.line,
        heading: one.place.heading.clone(),
        found: one.found.clone(),
        expected: one.expected.clone(),
        copied: one.copied.as_ref().map(spot),
    });
    rows.collect()
}

/// How many equations were checked, and how many hold.
///
/// ```
/// let summary = par_index::view::audit_summary(&par_index::audit(&[]));
/// assert_eq!((summary.equations, summary.hold), (0, 0));
/// ```
pub fn audit_summary(audit: &Audit) -> AuditSummary {
    let all = audit.all_checked();
    let (rows, equations) = (audit.rows(), all.equations);
    AuditSummary { rows, equations, hold: all.hold, unchecked: all.unchecked }
}

/// The same for a person; a sentence if nothing contradicts. Of a table that was not read to its end
/// no such sentence is said.
pub fn audit_table(audit: &Audit, is_whole: bool, look: Look) -> String {
    let all = audit.all_checked();
    let of = |check: AuditCheck| Arg::from(audit.checked(check).equations);
    let both = |a: AuditCheck, b: AuditCheck| {
        Arg::from(audit.checked(a).equations + audit.checked(b).equations)
    };
    let args = [
        ("rows", Arg::from(audit.rows())),
        ("equations", all.equations.into()),
        ("broken", (all.equations - all.hold).into()),
        ("unchecked", all.unchecked.into()),
        ("sums", of(AuditCheck::Sum)),
        ("changes", of(AuditCheck::Change)),
        ("ranks", of(AuditCheck::Rank)),
        ("grades", of(AuditCheck::Grade)),
        ("means", both(AuditCheck::Mean, AuditCheck::Total)),
        ("ends", both(AuditCheck::Highest, AuditCheck::Lowest)),
    ];
    let mut out = String::new();
    if audit.is_clean() {
        let phrase = if all.equations == 0 { Phrase::AuditNothing } else { Phrase::AuditClean };
        if is_whole || all.equations == 0 {
            out = look.say(phrase, &args) + "\n";
        }
    } else {
        out = listed(audit.contradictions(), look) + &look.say(Phrase::AuditSum, &args) + "\n";
    }
    out = out + &look.say(Phrase::AuditChecked, &args) + "\n";
    if all.equations > 0 {
        out = out + &look.word(Phrase::AuditWithin) + "\n";
    }
    if all.unchecked > 0 {
        out = out + &look.say(Phrase::AuditUnchecked, &args) + "\n";
    }
    look.plain(out)
}

/// One line a cell.
fn listed(found: &[Contradiction], look: Look) -> String {
    let head = [
        Phrase::AuditEquation,
        Phrase::AuditCell,
        Phrase::AuditUnit,
        Phrase::AuditHeading,
        Phrase::AuditFound,
        Phrase::AuditExpected,
    ];
    let mut grid =
        Grid::new([right(3), left(4, 8), left(8, 26), left(6, 18), left(6, 10).red(), left(8, 60)]);
    grid.push(Row::head(head.map(|phrase| look.word(phrase)).to_vec()));
    for one in found {
        let what = match one.check {
            AuditCheck::Sum | AuditCheck::Change => None,
            AuditCheck::Number => Some(Phrase::AuditNumber),
            AuditCheck::Rank => Some(Phrase::AuditRank),
            AuditCheck::Grade => Some(Phrase::AuditGrade),
            AuditCheck::Mean => Some(Phrase::AuditMean),
            AuditCheck::Total => Some(Phrase::AuditTotal),
            AuditCheck::Highest => Some(Phrase::AuditHighest),
            AuditCheck::Lowest => Some(Phrase::AuditLowest),
            AuditCheck::Duplicate => Some(Phrase::AuditDuplicate),
            AuditCheck::Blank => Some(Phrase::AuditBlank),
        };
        let mut expected = look.lang.decimal(&one.expected);
        if let Some(what) = what {
            // A word about the cell itself is no word about the figure behind it.
            let alone = matches!(one.check, AuditCheck::Number | AuditCheck::Blank);
            let between = if alone && !expected.is_empty() { ":" } else { "" };
            expected = format!("{}{between} {expected}", look.word(what));
        }
        if let Some(place) = &one.copied {
            let copied = look.say(Phrase::AuditCopied, &[("cell", spot(place).into())]);
            expected = format!("{expected}; {copied}");
        }
        grid.push(Row::of(vec![
            one.equation.map(|number| number.to_string()).unwrap_or_default(),
            spot(&one.place),
            one.unit.clone(),
            one.place.heading.clone().unwrap_or_default(),
            look.lang.decimal(&one.found),
            expected,
        ]));
    }
    grid.text(look)
}
