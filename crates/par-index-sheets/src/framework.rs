//! A framework as a table: a row per node, a file of policies beside it.

use std::collections::HashMap;

use csv::StringRecord;
use par_index::spec::{FrameworkSpec, HeadSpec, NodeSpec, Num, RuleSpec, StatedSpec};
use par_index::{Error, Finding, FindingCode, Framework, Place, Scorer, Text, fold_name, nearest};

use crate::cell;
use crate::code::{perhaps, shortened, tidy};
use crate::decode::decode;
use crate::input::{Kind, kind};
use crate::number::Bounds;
use crate::table::{At, Table};

/// The columns of a framework table, in order.
const COLUMNS: [&str; 20] = [
    "code",
    "parent",
    "level",
    "max",
    "declared",
    "scorer",
    "name_vi",
    "name_en",
    "short_vi",
    "short_en",
    "lead",
    "cooperating",
    "appraiser",
    "evidence",
    "how",
    "source",
    "rule",
    "stated_criteria",
    "stated_components",
    "stated_survey_points",
];

/// Reads a framework file: JSON, or a CSV table with an optional document of policies.
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
        Kind::Table => read_framework(file, bytes, policies),
        Kind::Unknown => {
            let finding = Finding::new(FindingCode::UnknownFile, Place::file(file)).found(file);
            Err(Error::of_findings(file, vec![finding]))
        }
    }
}

/// Reads a framework table.
///
/// Without policies it is scored directly, re-scaled, refused without a survey, incomplete while a
/// value is missing, ranked by competition; a warning says so.
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
    let refused = |findings| Error::of_findings(file, findings);
    let text = decode(file, bytes).map_err(|finding| refused(vec![finding]))?;
    let head = match policies {
        None => HeadSpec::assumed(),
        Some((name, bytes)) => HeadSpec::from_json(bytes).map_err(|mut finding| {
            finding.place_mut().file = Some(name.to_owned());
            refused(vec![finding])
        })?,
    };
    let mut findings = Vec::new();
    let rows = rows(file, &text, &mut findings);
    if rows.is_empty() && findings.iter().any(Finding::is_error) {
        // Without its columns a table is no framework: nothing more can be said of it.
        return Err(refused(findings));
    }
    let tree = Tree::of(rows, &mut findings);
    let stem = std::path::Path::new(file).file_stem().and_then(|stem| stem.to_str());
    let name = id(stem.unwrap_or_default());
    let mut head = head;
    if head.title.is_none() {
        head.title = tree.title.clone();
    }
    let spec = head.with_nodes(&name, tree.total.clone(), tree.nodes.clone());
    let policies_file = policies.map(|(name, _)| name);
    let locate = |pointer: &str| tree.locate(pointer, file, policies_file);
    match spec.check_placed(&locate) {
        Ok(framework) if findings.iter().any(Finding::is_error) => {
            findings.extend(framework.findings().iter().cloned());
            Err(refused(findings))
        }
        Ok(framework) => {
            let mut framework = findings.into_iter().fold(framework, Framework::noted);
            if policies.is_none() {
                let finding = Finding::new(FindingCode::DefaultPolicies, Place::file(file));
                let assumed = "direct, rescale, refuse, incomplete, competition, award 9, print 2";
                framework = framework.noted(finding.with("policies", assumed));
            }
            Ok(framework)
        }
        Err(error) => {
            findings.extend(error.findings().iter().cloned());
            Err(refused(findings))
        }
    }
}

/// An id made of a file's name.
fn id(stem: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "._-".contains(c) { c } else { '-' };
    let id: String = stem.chars().map(plain).take(64).collect();
    if id.is_empty() { "framework".to_owned() } else { id }
}

/// One row: a node without its children.
struct Row {
    parent: String,
    spec: NodeSpec,
    place: Place,
    /// Where each column of the row stands.
    cells: HashMap<&'static str, Place>,
}

fn rows(file: &str, text: &str, findings: &mut Vec<Finding>) -> Vec<Row> {
    let Some(mut table) = Table::open(file, text, findings) else {
        let finding = Finding::new(FindingCode::TableUnclear, Place::file(file));
        findings.push(finding.found("").with("known", "code, parent, max, scorer"));
        return Vec::new();
    };
    let columns = COLUMNS.map(|name| table.column(&[name]));
    let column = |name: &str| {
        COLUMNS
            .iter()
            .position(|known| *known == name)
            .and_then(|ix| columns.get(ix).copied().flatten())
    };
    for key in ["code", "parent", "max"] {
        if column(key).is_none() {
            let finding = Finding::new(FindingCode::MissingColumn, Place::file(file));
            findings.push(finding.with("key", key));
        }
    }
    let header = At { row: 1, line: 1 };
    for (place, name) in table.headings().filter(|(place, _)| !columns.contains(&Some(*place))) {
        let near = perhaps(nearest(name, COLUMNS.into_iter()));
        let finding = Finding::new(FindingCode::UnknownColumn, table.place(header, place));
        findings.push(finding.found(shortened(name)).with("near", near));
    }
    let (Some(code), Some(_), Some(_)) = (column("code"), column("parent"), column("max")) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut record = StringRecord::new();
    while let Some(at) = table.next(&mut record, findings) {
        let said = |name: &str| {
            let text = column(name).and_then(|column| record.get(column)).map(str::trim);
            text.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let place = |name: &str| table.place(at, column(name).unwrap_or(code));
        let mut number = |name: &str| {
            let column = column(name)?;
            let text = record.get(column).unwrap_or_default();
            let bounds =
                || Bounds { max: None, whole: false, decimal_mark: table.decimal_mark(column) };
            match cell::number(text, bounds, || place(name)) {
                Ok(plain) => plain.map(Num::from),
                Err(finding) => {
                    findings.push(finding);
                    // What stands there is told once, here.
                    Some(Num::from("0"))
                }
            }
        };
        let mut spec =
            NodeSpec::new(&tidy(&said("code").unwrap_or_default()), Text::default(), "0");
        if let Some(max) = number("max") {
            spec.max = max;
        }
        spec.declared = number("declared");
        let stated = StatedSpec {
            criteria: said("stated_criteria").and_then(|text| text.parse().ok()),
            components: said("stated_components").and_then(|text| text.parse().ok()),
            survey_points: number("stated_survey_points"),
        };
        spec.stated = (stated != StatedSpec::default()).then_some(stated);
        let text = |vi: &str, en: &str| {
            Text::new(said(vi).unwrap_or_default(), said(en).unwrap_or_default())
        };
        spec.name = text("name_vi", "name_en");
        if spec.name.is_empty() {
            spec.name = Text::same(spec.code.clone());
        }
        let short = text("short_vi", "short_en");
        spec.short = (!short.is_empty()).then_some(short);
        let list = |name: &str| {
            said(name).map(|text| match text.as_str() {
                "none" => Vec::new(),
                text => {
                    let ids = text.split(['+', ',', ';']).map(str::trim);
                    ids.filter(|id| !id.is_empty()).map(str::to_owned).collect()
                }
            })
        };
        spec.lead = list("lead");
        spec.cooperating = list("cooperating");
        spec.appraiser = list("appraiser");
        spec.evidence = said("evidence");
        spec.how = said("how");
        spec.source = said("source");
        spec.scorer = said("scorer").and_then(|text| {
            let scorer = scorer(&text);
            if scorer.is_none() {
                let finding = Finding::new(FindingCode::UnknownValue, place("scorer"));
                findings.push(finding.found(shortened(&text)).with("known", "appraisal, survey"));
            }
            scorer
        });
        spec.rule = said("rule").and_then(|text| match rule(&text) {
            Ok(rule) => Some(rule),
            Err(detail) => {
                let finding = Finding::new(FindingCode::BadRule, place("rule"));
                findings.push(finding.found(shortened(&text)).with("detail", detail));
                None
            }
        });
        let cells = COLUMNS.iter().map(|name| (*name, place(name))).collect();
        out.push(Row {
            parent: tidy(&said("parent").unwrap_or_default()),
            spec,
            place: place("code"),
            cells,
        });
    }
    out
}

fn scorer(text: &str) -> Option<Scorer> {
    let folded = fold_name(text);
    let is = |words: &[&str]| words.iter().any(|word| fold_name(word) == folded);
    if is(&["appraisal", "thẩm định"]) {
        Some(Scorer::Appraisal)
    } else if is(&["survey", "điều tra xã hội học", "điều tra"]) {
        Some(Scorer::Survey)
    } else {
        None
    }
}

fn rule(text: &str) -> Result<RuleSpec, String> {
    if text.starts_with('{') {
        serde_json::from_str(text).map_err(|error| error.to_string())
    } else {
        RuleSpec::from_line(text).map_err(|error| error.to_string())
    }
}

/// The rows made a tree, and the way back from its pointers to the rows.
struct Tree {
    title: Option<Text>,
    total: Num,
    total_place: Option<Place>,
    nodes: Vec<NodeSpec>,
    places: HashMap<String, HashMap<&'static str, Place>>,
}

impl Tree {
    fn of(rows: Vec<Row>, findings: &mut Vec<Finding>) -> Tree {
        let mut tree = Tree {
            title: None,
            total: Num::from("0"),
            total_place: None,
            nodes: Vec::new(),
            places: HashMap::new(),
        };
        let mut rows = rows.into_iter().peekable();
        let mut root = None;
        if let Some(first) = rows.next_if(|row| row.parent.is_empty()) {
            tree.total = first.spec.max.clone();
            tree.total_place = first.cells.get("max").cloned().or(Some(first.place.clone()));
            let named = first.spec.name != Text::same(first.spec.code.clone());
            tree.title = Some(first.spec.name).filter(|_| named);
            root = Some(first.spec.code);
        }
        let mut pointers: HashMap<String, String> = HashMap::new();
        for row in rows {
            let above = if Some(&row.parent) == root.as_ref() || row.parent.is_empty() {
                Some(String::new())
            } else {
                pointers.get(&row.parent).cloned()
            };
            let Some(above) = above else {
                let place = row.cells.get("parent").cloned().unwrap_or(row.place);
                let finding = Finding::new(FindingCode::UnknownParent, place);
                findings.push(finding.found(shortened(&row.parent)));
                continue;
            };
            let Some(siblings) = tree.siblings(&above) else { continue };
            let key = if above.is_empty() { "/nodes" } else { "/children" };
            let pointer = format!("{above}{key}/{}", siblings.len());
            pointers.entry(row.spec.code.clone()).or_insert_with(|| pointer.clone());
            siblings.push(row.spec);
            tree.places.insert(pointer, row.cells);
        }
        direct_leaves(&mut tree.nodes);
        tree
    }

    /// The list that the children at a pointer stand in.
    fn siblings(&mut self, pointer: &str) -> Option<&mut Vec<NodeSpec>> {
        let mut list = &mut self.nodes;
        let steps = pointer.split('/').filter_map(|step| step.parse::<usize>().ok());
        for step in steps {
            list = &mut list.get_mut(step)?.children;
        }
        Some(list)
    }

    /// The cell that a pointer of the document means.
    fn locate(&self, pointer: &str, file: &str, policies: Option<&str>) -> Option<Place> {
        if pointer == "/total" {
            return self.total_place.clone().or_else(|| Some(Place::file(file)));
        }
        let mut end = pointer.len();
        while let Some(known) = pointer.get(..end) {
            if let Some(cells) = self.places.get(known) {
                let key = pointer.get(end..)?.trim_start_matches('/').split('/').next()?;
                let column = match key {
                    "name" => "name_vi",
                    "short" => "short_vi",
                    "stated" => "stated_criteria",
                    "children" | "" => "code",
                    key => key,
                };
                return cells.get(column).or_else(|| cells.get("code")).cloned();
            }
            end = known.rfind('/')?;
        }
        let mut place = Place::file(policies.unwrap_or(file));
        place.pointer = Some(pointer.to_owned());
        Some(place)
    }
}

/// A leaf without a rule is scored directly; an inner row keeps neither rule nor scorer of its own.
fn direct_leaves(nodes: &mut [NodeSpec]) {
    for node in nodes {
        if node.children.is_empty() {
            if node.rule.is_none() {
                node.rule = RuleSpec::from_line("typed").ok();
            }
            direct_scorer(node);
        } else {
            direct_leaves(&mut node.children);
        }
    }
}

/// A rule that counts answers is the survey's, whatever the table leaves unsaid.
fn direct_scorer(node: &mut NodeSpec) {
    let counts = node.rule.as_ref().is_some_and(|rule| rule.kind == par_index::spec::Kind::Survey);
    if node.scorer.is_none() && counts {
        node.scorer = Some(Scorer::Survey);
    }
}

/// Writes the tree of a framework as a table; [`policies_to_json`] gives what stands beside it.
///
/// Reading both gives the same framework.
///
/// ```
/// let fw = par_index::framework("hon-quan-2023")?;
/// let table = par_index_sheets::framework_to_csv(&fw);
/// let policies = par_index_sheets::policies_to_json(&fw);
/// let again = par_index_sheets::read_framework(
///     "again.csv", table.as_bytes(), Some(("again.json", policies.as_bytes())))?;
/// assert_eq!(again.hash(), fw.hash());
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn framework_to_csv(framework: &Framework) -> String {
    let spec: FrameworkSpec = match serde_json::from_str(&framework.to_json()) {
        Ok(spec) => spec,
        // A framework's own document reads back.
        Err(_) => return String::new(),
    };
    let mut csv = csv::Writer::from_writer(Vec::new());
    let mut write = |row: &[String]| {
        // Writing to memory cannot fail.
        let _ = csv.write_record(row);
    };
    write(&COLUMNS.map(str::to_owned));
    let total = NodeSpec::new("total", spec.title.clone(), &spec.total.as_str().to_owned());
    write(&record(&total, "", 0));
    for node in &spec.nodes {
        write_node(node, "total", 1, &mut write);
    }
    csv.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn write_node(node: &NodeSpec, parent: &str, level: usize, write: &mut impl FnMut(&[String])) {
    write(&record(node, parent, level));
    for child in &node.children {
        write_node(child, &node.code, level + 1, write);
    }
}

fn record(node: &NodeSpec, parent: &str, level: usize) -> [String; 20] {
    let list = |ids: &Option<Vec<String>>| match ids {
        None => String::new(),
        Some(ids) if ids.is_empty() => "none".to_owned(),
        Some(ids) => ids.join("+"),
    };
    let owned = |text: &Option<String>| text.clone().unwrap_or_default();
    let num = |num: Option<&Num>| num.map(|num| num.as_str().to_owned()).unwrap_or_default();
    let count = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
    let short = node.short.clone().unwrap_or_default();
    let stated = node.stated.clone().unwrap_or_default();
    let rule = node.rule.as_ref().map(|rule| {
        rule.to_line(par_index::Lang::En)
            .unwrap_or_else(|| serde_json::to_string(rule).unwrap_or_default())
    });
    let scorer = match (&node.rule, node.scorer) {
        (None, _) => "",
        (Some(_), Some(Scorer::Survey)) => "survey",
        (Some(_), _) => "appraisal",
    };
    [
        node.code.clone(),
        parent.to_owned(),
        level.to_string(),
        node.max.as_str().to_owned(),
        num(node.declared.as_ref()),
        scorer.to_owned(),
        node.name.vi.clone(),
        node.name.en.clone(),
        short.vi,
        short.en,
        list(&node.lead),
        list(&node.cooperating),
        list(&node.appraiser),
        owned(&node.evidence),
        owned(&node.how),
        owned(&node.source),
        rule.unwrap_or_default(),
        count(stated.criteria),
        count(stated.components),
        num(stated.survey_points.as_ref()),
    ]
}

/// What stands beside a framework's table: policies, grades, agencies, id and title.
pub fn policies_to_json(framework: &Framework) -> String {
    let spec: Result<FrameworkSpec, _> = serde_json::from_str(&framework.to_json());
    let head = spec.ok().map(HeadSpec::from);
    head.and_then(|head| serde_json::to_string_pretty(&head).ok()).unwrap_or_default()
}
