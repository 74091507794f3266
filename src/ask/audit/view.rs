//! Rows and table of `audit`: cells of a published table that contradict the others.

use crate::ask::parts::row::row;
use crate::audit::{Audit, AuditCheck, Contradiction, spot};
use crate::page::{Block, Cell, Column, Page, Table};
use crate::words::{Lang, Phrase, Sentence, Text};

row! {
    /// A cell that contradicts others; if a set of cells contradicts itself, each of them has a
    /// row.
    pub struct AuditRow {
        /// The kind of check that failed: `sum`, `change`, `rank`, `grade`, `mean`, `total`,
        /// `highest`, `lowest`, `duplicate`, `number` or `blank`.
        pub check: String,
        /// The number of the equation that the cell belongs to, shared by all its cells; empty for
        /// a contradiction found in a single cell.
        pub equation: Option<usize>,
        pub unit: String,
        pub file: Option<String>,
        pub sheet: Option<String>,
        pub cell: Option<String>,
        pub line: Option<usize>,
        pub heading: Option<String>,
        pub found: String,
        /// The value that the other cells give, as arithmetic; empty if they give none.
        pub expected: String,
        /// The cell of a neighbouring row with the same value, from which it was probably copied by
        /// mistake.
        pub copied: Option<String>,
    }
}

row! {
    /// The summary of an audit.
    pub struct AuditSummary {
        /// The number of rows of the table.
        pub rows: usize,
        /// The number of equations that were checked, since all their cells are printed.
        pub equations: usize,
        /// The number of these equations that hold.
        pub hold: usize,
        /// Equations that could not be checked since a cell is missing.
        pub unchecked: usize,
    }
}

/// The rows of [`audit`](crate::audit::audit()).
///
/// ```
/// assert!(par_index::view::audit_rows(&par_index::audit::audit(&[])).is_empty());
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

/// The number of equations that were checked, and the number that hold.
///
/// ```
/// let summary = par_index::view::audit_summary(&par_index::audit::audit(&[]));
/// assert_eq!((summary.equations, summary.hold), (0, 0));
/// ```
pub fn audit_summary(audit: &Audit) -> AuditSummary {
    let all = audit.all_checked();
    let (rows, equations) = (audit.rows(), all.equations);
    AuditSummary { rows, equations, hold: all.hold, unchecked: all.unchecked }
}

/// The page of an audit for human readers. If nothing contradicts, a sentence says so, unless
/// `is_whole` is `false` because the table was not read to its end.
///
/// ```
/// let page = par_index::view::audit_page(&par_index::audit::audit(&[]), true);
/// let text = page.text(par_index::view::Look::default());
/// assert!(text.starts_with("Nothing could be checked: rows 0\n"));
/// ```
pub fn audit_page(audit: &Audit, is_whole: bool) -> Page {
    let all = audit.all_checked();
    let of = |check: AuditCheck| audit.checked(check).equations;
    let args = [
        ("rows", audit.rows()),
        ("equations", all.equations),
        ("broken", all.equations - all.hold),
        ("unchecked", all.unchecked),
        ("sums", of(AuditCheck::Sum)),
        ("changes", of(AuditCheck::Change)),
        ("ranks", of(AuditCheck::Rank)),
        ("grades", of(AuditCheck::Grade)),
        ("means", of(AuditCheck::Mean) + of(AuditCheck::Total)),
        ("ends", of(AuditCheck::Highest) + of(AuditCheck::Lowest)),
    ];
    let said = |phrase| Block::say(Sentence::say(phrase, args.map(|(key, n)| (key, n.into()))));
    let mut blocks = Vec::new();
    if !audit.is_clean() {
        blocks.extend([listed(audit.contradictions()).into(), said(Phrase::AuditSum)]);
    } else if all.equations == 0 {
        blocks.push(said(Phrase::AuditNothing));
    } else if is_whole {
        blocks.push(said(Phrase::AuditClean));
    }
    blocks.push(said(Phrase::AuditChecked));
    blocks.extend((all.equations > 0).then(|| Block::say(Phrase::AuditWithin)));
    blocks.extend((all.unchecked > 0).then(|| said(Phrase::AuditUnchecked)));
    Page::of(blocks)
}

/// A table with one row per contradicting cell.
fn listed(found: &[Contradiction]) -> Table {
    let columns = [
        Column::place().headed(Phrase::AuditEquation),
        Column::code().headed(Phrase::AuditCell),
        Column::name().headed(Phrase::AuditUnit),
        Column::text(Phrase::AuditHeading),
        Column::text(Phrase::AuditFound).red(),
        Column::text(Phrase::AuditExpected),
    ];
    let mut table = Table::new(Sentence::NONE, columns);
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
        let what = what.map_or(Sentence::NONE, Sentence::word);
        // Words about the cell itself are separated by a colon; words about its figure are not.
        let alone = matches!(one.check, AuditCheck::Number | AuditCheck::Blank);
        let between = if alone { ": " } else { " " };
        let expected = Sentence::joined([what, decimal(&one.expected)], between);
        let copied = one
            .copied
            .as_ref()
            .map(|place| Sentence::say(Phrase::AuditCopied, [("cell", spot(place).into())]));
        table.push([
            one.equation.map_or(Cell::Empty, Cell::count),
            Cell::Code(spot(&one.place)),
            Cell::text(one.unit.as_str()),
            Cell::text(one.place.heading.as_deref().unwrap_or_default()),
            Cell::text(decimal(&one.found)),
            Cell::text(Sentence::joined([expected, copied.unwrap_or_default()], "; ")),
        ]);
    }
    table
}

/// A text with numbers as people read them: each language with its own decimal mark.
fn decimal(text: &str) -> Sentence {
    Text::new(Lang::Vi.decimal(text), text).into()
}
