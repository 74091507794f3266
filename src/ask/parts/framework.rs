//! Pages and rows that list frameworks and finding codes, with their contents and meanings.

use std::collections::HashMap;

use crate::ask::parts::findings::told_once;
use crate::ask::parts::name;
use crate::ask::parts::row::row;
use crate::finding::{Finding, FindingCode, Severity};
use crate::framework::rule::spec::RuleSpec;
use crate::framework::spec::{FrameworkSpec, NodeSpec};
use crate::framework::{Framework, Node};
use crate::page::{Block, Cell, Column, Page, Row, Table};
use crate::quantity::Points;
use crate::words::{Lang, Phrase, Sentence, Text, column_heading};

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
        /// The levels of government for which the framework is made.
        pub level: Option<String>,
        /// The first and the last year or day in force.
        pub valid_from: Option<String>,
        pub valid_to: Option<String>,
        /// The file that holds the framework, if it is not embedded.
        pub file: Option<String>,
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

/// The row that describes one framework.
pub fn framework_row(framework: &Framework) -> FrameworkRow {
    let (from, to) = framework.valid();
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
        level: framework.level().map(str::to_owned),
        valid_from: from.map(|from| from.to_string()),
        valid_to: to.map(|to| to.to_string()),
        file: None,
    }
}

/// A table with one row for each framework.
///
/// ```
/// use par_index::framework::embedded_ids;
/// use par_index::{framework, view};
/// let all: Vec<_> = embedded_ids().map(|id| framework(id).unwrap()).collect();
/// let text = view::frameworks_table(&all).text(view::Look::default());
/// assert!(text.contains("hon-quan-2023"));
/// ```
pub fn frameworks_table(frameworks: &[Framework]) -> Table {
    let columns = [
        Column::code(),
        Column::text(Phrase::ColLevel),
        Column::text(Phrase::ColValid),
        Column::text(Phrase::ColProvenance),
        Column::figure(Phrase::ColMax),
        Column::figure(Phrase::ColLeaves),
        Column::text(Phrase::ColTitle),
    ];
    let mut table = Table::new(Phrase::FrameworksTitle, columns);
    for framework in frameworks {
        table.push([
            Cell::Code(framework.id().to_owned()),
            framework.level().map_or(Cell::Absent, |level| Cell::text(levels(level))),
            in_force(framework),
            Cell::text(framework.provenance().phrase()),
            Cell::Figure(framework.total().into()),
            Cell::count(framework.leaves().count()),
            Cell::text(framework.title()),
        ]);
    }
    table
}

/// The first and last year or day in force; a single year is written once.
fn in_force(framework: &Framework) -> Cell {
    match framework.valid() {
        (None, None) => Cell::Absent,
        (from, to) if from == to => {
            Cell::text(framework.valid_text().split('–').next().unwrap_or_default())
        }
        _ => Cell::text(framework.valid_text()),
    }
}

/// The levels of government of a framework, in words.
pub(crate) fn levels(level: &str) -> Text {
    let word = |level: &str| match level.trim() {
        "ministry" => Phrase::LevelMinistry.text(&[]),
        "province" => Phrase::LevelProvince.text(&[]),
        "department" => Phrase::LevelDepartment.text(&[]),
        "district" => Phrase::LevelDistrict.text(&[]),
        "commune" => Phrase::LevelCommune.text(&[]),
        other => Text::same(other),
    };
    let words: Vec<Text> = level.split(',').map(word).collect();
    Text::of(|lang| words.iter().map(|word| word.get(lang)).collect::<Vec<_>>().join(", "))
}

/// The tree of a framework: maximum, lead and rule of every node.
///
/// ```
/// use par_index::{framework, view};
/// let page = view::framework_page(&framework("hon-quan-2023")?);
/// assert!(page.text(view::Look::default()).contains("share: full at 100%"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn framework_page(framework: &Framework) -> Page {
    tree(framework.title(), issued(framework), lines(framework), &[])
}

/// What an import read from a table: the tree, with a note below each row about what is doubtful or
/// must be confirmed; and all other findings.
pub fn framework_import(framework: &Framework) -> (Page, Vec<Finding>) {
    let findings = framework.findings().iter();
    let (own, others): (Vec<&Finding>, Vec<&Finding>) =
        findings.partition(|one| one.place().node.is_some() && OF_A_ROW.contains(&one.code()));
    let count = |code| own.iter().filter(|one| one.code() == code).count();
    let unsure = framework.findings().iter().filter(|one| one.code() == FindingCode::TakenUnsure);
    let args = [
        ("nodes", framework.nodes().len().into()),
        ("leaves", framework.leaves().count().into()),
        ("total", framework.total().into()),
        ("rules", count(FindingCode::RuleProposed).into()),
        ("unsure", unsure.count().into()),
    ];
    let sum = Block::say(Sentence::say(Phrase::ImportSum, args));
    let page = tree(framework.title(), issued(framework), lines(framework), &own);
    (page.with([sum]), others.into_iter().cloned().collect())
}

/// What an import read from a table that it refuses: below each row a note about what is wrong,
/// doubtful or to be confirmed. It shows the reader which sum differs and which rows it is the sum
/// of.
pub fn framework_understood(spec: &FrameworkSpec, findings: &[Finding]) -> Page {
    let own = findings.iter().filter(|one| one.place().node.is_some());
    let own: Vec<&Finding> =
        own.filter(|one| one.is_error() || OF_A_ROW.contains(&one.code())).collect();
    let mut lines = Vec::new();
    let names: HashMap<&str, &Text> =
        spec.agencies.iter().map(|one| (one.id.as_str(), &one.name)).collect();
    read_lines(&spec.nodes, &names, (0, &[]), &mut lines);
    lines.push(Line {
        code: TOTAL.to_owned(),
        name: Phrase::TotalTitle.text(&[]),
        max: spec.total.as_str().parse().ok(),
        ..Line::default()
    });
    let issued =
        Sentence::from(spec.id.as_str()).then(" (").and(spec.provenance.phrase()).then(")");
    let said = Block::say(Phrase::ImportRefused);
    tree(&spec.title, issued, lines, &own).with([said])
}

/// The codes of findings about a row of an import that are not errors.
const OF_A_ROW: [FindingCode; 4] = [
    FindingCode::TakenAs,
    FindingCode::TakenUnsure,
    FindingCode::RuleProposed,
    FindingCode::RuleUnread,
];

/// The code that stands for the whole framework.
const TOTAL: &str = "total";

/// A node as a row of the tree.
#[derive(Default)]
struct Line {
    code: String,
    name: Text,
    max: Option<Points>,
    lead: Text,
    rule: Text,
    depth: usize,
}

/// The rows of a framework, one for each node.
fn lines(framework: &Framework) -> Vec<Line> {
    let line = |node: &Node| {
        let rule = node.leaf().map(|leaf| {
            let above = leaf.inherit().map(|_| Phrase::OfUnitAbove.text(&[]));
            let rule = in_a_line(&leaf.rule().to_spec());
            let both = |lang| match &above {
                Some(above) => format!("{}; {}", rule.get(lang), above.get(lang)),
                None => rule.get(lang).to_owned(),
            };
            Text::of(both)
        });
        Line {
            code: node.code().as_str().to_owned(),
            name: node.short().clone(),
            max: Some(node.max()),
            lead: Text::of(|lang| node.lead_names(lang)),
            rule: rule.unwrap_or_default(),
            depth: node.depth() - 1,
        }
    };
    framework.nodes().iter().map(line).collect()
}

/// Adds the rows of a framework document that was not checked, one for each node.
fn read_lines<'s>(
    nodes: &'s [NodeSpec],
    names: &HashMap<&str, &Text>,
    (depth, above): (usize, &'s [String]),
    lines: &mut Vec<Line>,
) {
    for node in nodes {
        let lead = node.lead.as_deref().unwrap_or(above);
        let named = |lang| {
            let names = lead.iter().map(|id| match names.get(id.as_str()) {
                Some(name) => name.get(lang),
                None => id.as_str(),
            });
            names.collect::<Vec<_>>().join(", ")
        };
        lines.push(Line {
            code: node.code.clone(),
            name: node.short.clone().filter(|short| !short.is_empty()).unwrap_or(node.name.clone()),
            max: node.max.as_str().parse().ok(),
            lead: Text::of(named),
            rule: node.rule.as_ref().map(in_a_line).unwrap_or_default(),
            depth,
        });
        read_lines(&node.children, names, (depth + 1, lead), lines);
    }
}

fn in_a_line(rule: &RuleSpec) -> Text {
    Text::of(|lang| rule.shown(lang))
}

/// The tree of a framework, with the findings about each node below its row.
fn tree(title: &Text, issued: Sentence, lines: Vec<Line>, said: &[&Finding]) -> Page {
    let columns = [
        Column::code(),
        Column::name(),
        Column::figure(Phrase::ColMax),
        Column::text(Phrase::ColLead),
        Column::text(column_heading("rule")),
    ];
    let mut table = Table::new(Phrase::ColNode, columns);
    for line in lines {
        let Line { code, name, max, lead, rule, depth } = line;
        let own = said.iter().filter(|one| one.place().node.as_deref() == Some(code.as_str()));
        let is_total = code == TOTAL;
        let nobody = lead.is_empty() && !is_total;
        let cells = [
            if is_total { Cell::Empty } else { Cell::Code(code.clone()) },
            Cell::text(name),
            max.map_or(Cell::Absent, |max| Cell::Figure(max.into())),
            Cell::text(if nobody { Phrase::None.into() } else { Sentence::from(lead) }),
            Cell::text(rule),
        ];
        let row = Row::of(cells).deep(depth);
        table.push(own.fold(row, |row, one| {
            let message = || Text::of(|lang| one.message(lang));
            row.note(match one.code() {
                // The row shows the rule, so the note shows the words from which it was read.
                FindingCode::RuleProposed => {
                    Sentence::sign("← ").and(one.found_text().unwrap_or_default())
                }
                FindingCode::TakenUnsure => Sentence::sign("? ").and(message()),
                _ if one.is_error() => Sentence::sign("! ").and(message()),
                _ => message().into(),
            })
        }));
    }
    let head = [Block::title(title), Block::say(issued)];
    Page::of(head).with([table.into()])
}

/// A line with the id, the provenance and the hash of a framework.
fn issued(framework: &Framework) -> Sentence {
    Sentence::from(framework.id())
        .then(" (")
        .and(framework.provenance().phrase())
        .then(", ")
        .and(framework.hash())
        .then(")")
}

/// The page of findings from the check of a framework, with their number for each severity.
pub fn framework_findings(findings: &[Finding]) -> Page {
    let count = |severity| findings.iter().filter(|finding| finding.severity() == severity).count();
    let args = [
        ("errors", count(Severity::Error).into()),
        ("warnings", count(Severity::Warning).into()),
        ("notes", count(Severity::Note).into()),
    ];
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| finding.severity());
    let sum = Block::say(Sentence::say(Phrase::CheckFramework, args));
    Page::of(told_once(&sorted).into_iter().chain([sum]).collect::<Vec<Block>>())
}

/// The row that describes one finding code.
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

/// A page of finding codes, each with its cause and its cure.
pub fn finding_list(codes: &[FindingCode]) -> Page {
    let blocks = codes.iter().flat_map(|code| {
        let head = Sentence::from(Text::of(|lang| code.severity().word(lang).to_owned()))
            .then(" [")
            .and(code.as_str())
            .then("]");
        let cause = Block::inside(2, Text::of(|lang| code.cause(lang)));
        let cure = Text::of(|lang| code.cure(lang));
        let cure = (!cure.is_empty()).then(|| Block::inside(2, Sentence::sign("→ ").and(cure)));
        [Block::strong(head), cause].into_iter().chain(cure)
    });
    Page::of(blocks.collect::<Vec<Block>>())
}
