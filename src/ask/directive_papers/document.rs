//! A paper as it is sent and signed, in the table form of official papers.

use crate::ask::directive_papers::head::{head, instead, notes};
use crate::ask::directive_papers::view::{
    cause, group_title, line_name, numbered, points_cells, progress_of,
};
use crate::directive::{Directive, Paper, PaperKind, PaperLine, PaperSums};
use crate::page::{Block, Cell, Column, Page, Row, Table};
use crate::quantity::Digits;
use crate::scoring::Cohort;
use crate::words::{Phrase, Sentence, Text};

/// A paper as a document: title, unit, legal basis, one table, and the place for signatures.
///
/// # Example
/// ```
/// use par_index::directive::{PaperAsked, PaperKind, Progress};
/// use par_index::{Basis, Efforts, Lang, view};
/// use par_index::directive::{directive, paper};
/// use par_index::{framework, read, sample, score_all};
///
/// let (letter, fw) = (directive("hon-quan-2023")?, framework("hon-quan-2023")?);
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let asked = PaperAsked::new(PaperKind::Repair, Some("sample-commune-01"));
/// let report = paper(&letter, &all, &asked, &Progress::default(), &Efforts::default())?;
/// let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
/// let text = view::paper_document(&letter, &all, &report).markdown(look);
/// assert!(text.contains("# BÁO CÁO"));
/// assert!(text.contains("| **Cộng các tiêu chí nêu trên** |") && text.contains("**21,00**"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn paper_document(directive: &Directive, cohort: &Cohort, paper: &Paper) -> Page {
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let page = Page::of(head(directive, cohort, paper));
    if let Some(line) = instead(directive, cohort, paper) {
        // A paper without lines is not signed.
        return page.with([Block::say(line)]);
    }
    let monitoring = paper.asked.kind == PaperKind::Monitoring;
    let measure = if monitoring { Phrase::PaperOrders.into() } else { heading("measure") };
    let mut columns = vec![
        Column::place().headed(heading("ordinal")),
        Column::name().headed(heading("node")),
        Column::figure(heading("max")),
        Column::figure(heading("self")),
        Column::figure(heading("appraised")),
        Column::loss(heading("lost")),
        Column::text(heading("cause")),
        Column::text(measure),
    ];
    let rest = ["lead", "cooperating", "due", "product"];
    let rest = rest.iter().chain(["result", "state"].iter().filter(|_| monitoring));
    columns.extend(rest.map(|key| Column::text(heading(key))));
    let mut table = Table::new(Sentence::NONE, columns);
    let summed = |ordinal: String, title: Sentence, sums: &PaperSums| {
        let mut cells = vec![Cell::text(ordinal), Cell::text(title)];
        cells.extend(points_cells(sums, digits));
        Row::of(cells).strong()
    };
    let mut position = 0;
    for (n, group) in paper.groups.iter().enumerate() {
        table.push(summed(roman(n + 1), group_title(paper, group, framework), &group.sums));
        for line in &group.lines {
            let number = numbered(line, &mut position).map(Cell::count).unwrap_or_default();
            let (code, name) = line_name(line, framework, false);
            let mut cells = vec![number, Cell::text(Sentence::joined([code.into(), name], " "))];
            cells.extend(points_cells(&line.sums, digits));
            cells.extend(words(line, monitoring, digits).map(Cell::text));
            cells.extend(progress_of(line, directive).into_iter().flatten().map(Cell::text));
            table.push(cells);
        }
    }
    // For a unit without data there is nothing to sum.
    if paper.sums != PaperSums::default() {
        table.push(summed(String::new(), Sentence::word(Phrase::PaperSum).capital(), &paper.sums));
    }
    let blocks = std::iter::once(Block::from(table)).chain(notes(paper));
    let signatures = [Phrase::PaperDrawn, Phrase::PaperSigned].map(Sentence::word);
    page.with(blocks.collect::<Vec<_>>()).with([Block::Signatures(signatures.to_vec())])
}

/// The heading of a column, as official tables have it.
fn heading(key: &str) -> Sentence {
    Text::of(|lang| lang.heading(key).unwrap_or_default().to_owned()).into()
}

/// The cells from the cause to the product.
fn words(line: &PaperLine, monitoring: bool, digits: Digits) -> [Sentence; 6] {
    let by = line.obligation.as_ref().map(|paragraph| {
        let says_how = !line.measure.is_empty();
        let phrase = if says_how { Phrase::PaperBy } else { Phrase::PaperPer };
        Sentence::say(phrase, [("paragraph", paragraph.to_string().into())])
    });
    let measure = Sentence::from(&line.measure);
    let measure = match by {
        // Without a measure, the cell still names the paragraph that orders the work.
        Some(by) if measure.is_empty() => by.capital(),
        Some(by) if monitoring || !line.planned => measure.then(" (").and(by).then(")"),
        _ => measure,
    };
    [
        cause(line, digits).into(),
        measure,
        (&line.lead_names).into(),
        (&line.cooperating_names).into(),
        (&line.due_text).into(),
        (&line.product).into(),
    ]
}

/// A number in Roman numerals, with which official papers number their groups.
fn roman(n: usize) -> String {
    const SIGNS: [(usize, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = n;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_numbered_in_roman() {
        let numbers = [1, 4, 9, 14, 48, 99].map(roman);
        assert_eq!(numbers, ["I", "IV", "IX", "XIV", "XLVIII", "XCIX"]);
    }
}
