//! Frameworks and finding codes as lists: what there is, and what it means.

use super::findings::findings_page;
use super::layout::{Grid, Row, left, right, wrap};
use super::name;
use super::row::row;
use crate::finding::{Finding, FindingCode, Severity};
use crate::framework::Framework;
use crate::quantity::Points;
use crate::render::Look;
use crate::words::{Arg, Lang, Phrase};

row! {
    /// One framework of a list.
    pub struct FrameworkRow {
        pub id: String,
        pub hash: String,
        pub title: String,
        pub title_en: String,
        pub index: String,
        pub provenance: String,
        pub total: Points,
        pub fields: usize,
        pub leaves: usize,
    }
}

row! {
    /// One finding code.
    pub struct FindingRow {
        pub code: String,
        pub severity: String,
        pub cause: String,
        pub cure: String,
        pub cause_vi: String,
        pub cure_vi: String,
    }
}

/// The row of a framework.
pub fn framework_row(framework: &Framework) -> FrameworkRow {
    FrameworkRow {
        id: framework.id().to_owned(),
        hash: framework.hash().to_owned(),
        title: name(framework.title()),
        title_en: framework.title().en.clone(),
        index: framework.index().as_str().to_owned(),
        provenance: framework.provenance().as_str().to_owned(),
        total: framework.total(),
        fields: framework.fields().count(),
        leaves: framework.leaves().count(),
    }
}

/// Frameworks as a table.
///
/// ```
/// use par_index::{embedded_ids, framework, view};
/// let all: Vec<_> = embedded_ids().map(|id| framework(id).unwrap()).collect();
/// assert!(view::framework_list(&all, view::Look::default()).contains("hon-quan-2023"));
/// ```
pub fn framework_list(frameworks: &[Framework], look: Look) -> String {
    let columns = [left(18, 30).hanging(), left(12, 14), right(5), right(6), left(10, 60)];
    let mut grid = Grid::new(columns);
    grid.push(Row::head(vec![
        look.word(Phrase::FrameworksTitle),
        look.word(Phrase::ColProvenance),
        look.word(Phrase::ColMax),
        look.word(Phrase::ColLeaves),
        look.word(Phrase::ColTitle),
    ]));
    for framework in frameworks {
        grid.push(Row::of(vec![
            framework.id().to_owned(),
            framework.provenance().phrase().word(look.lang).to_owned(),
            look.lang.shortest(framework.total()),
            framework.leaves().count().to_string(),
            framework.title().get(look.lang).to_owned(),
        ]));
    }
    look.plain(grid.text(look))
}

/// The tree of a framework as a table: maximum, lead and rule of every node.
///
/// ```
/// use par_index::{framework, view};
/// let table = view::framework_table(&framework("hon-quan-2023")?, view::Look::default());
/// assert!(table.contains("share: full at 100%"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn framework_table(framework: &Framework, look: Look) -> String {
    let head = format!(
        "{}\n{} ({}, {})\n\n",
        look.bold(framework.title().get(look.lang)),
        framework.id(),
        framework.provenance().phrase().word(look.lang),
        framework.hash()
    );
    let mut grid = Grid::new([left(30, 42).hanging(), right(6), left(6, 16), left(4, 60)]);
    grid.push(Row::head(vec![
        look.word(Phrase::ColNode),
        look.word(Phrase::ColMax),
        look.word(Phrase::ColLead),
        look.word(Phrase::ColRule),
    ]));
    for node in framework.nodes() {
        let rule = node.leaf().map(|leaf| {
            let spec = leaf.rule().to_spec();
            // A rule with labels has no line; its kind says most.
            let mut plain = spec.clone();
            plain.labels = None;
            plain.to_line(look.lang).unwrap_or_default()
        });
        let lead = framework.lead_names(node, look.lang);
        let indent = "  ".repeat(node.depth() - 1);
        grid.push(Row::of(vec![
            format!("{indent}{} {}", node.code(), node.short().get(look.lang)),
            look.lang.shortest(node.max()),
            if lead.is_empty() { look.word(Phrase::None) } else { lead },
            rule.unwrap_or_default(),
        ]));
    }
    look.plain(head + &grid.text(look))
}

/// What a check of a framework found, and how many of each severity.
pub fn framework_findings(findings: &[Finding], look: Look) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity() == severity).count();
    let args = [
        ("errors", Arg::from(count(Severity::Error))),
        ("warnings", count(Severity::Warning).into()),
        ("notes", count(Severity::Note).into()),
    ];
    let sum = look.say(Phrase::CheckFramework, &args);
    format!("{}{sum}\n", findings_page(findings, usize::MAX).text(look))
}

/// The row of a finding code.
pub fn finding_row(code: FindingCode) -> FindingRow {
    FindingRow {
        code: code.as_str().to_owned(),
        severity: code.severity().as_str().to_owned(),
        cause: code.cause(Lang::En),
        cure: code.cure(Lang::En),
        cause_vi: code.cause(Lang::Vi),
        cure_vi: code.cure(Lang::Vi),
    }
}

/// Finding codes with their causes and cures.
pub fn finding_list(codes: &[FindingCode], look: Look) -> String {
    let mut out = String::new();
    for code in codes {
        let head = format!("{} [{}]", code.severity().word(look.lang), code.as_str());
        out.push_str(&look.bold(&head));
        out.push('\n');
        out.push_str(&wrap(&code.cause(look.lang), "    ", "    "));
        out.push('\n');
        let cure = code.cure(look.lang);
        if !cure.is_empty() {
            out.push_str(&wrap(&format!("{} {cure}", look.arrow()), "    ", "      "));
            out.push('\n');
        }
    }
    look.plain(out)
}
