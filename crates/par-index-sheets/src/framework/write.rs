//! A framework as a CSV table, and the JSON document with its policies.

use par_index::framework::{Inherit, Scorer};
use par_index::spec::{FrameworkSpec, HeadSpec, NodeSpec, Num};
use par_index::{Framework, Lang};

use super::row::COLUMNS;
use crate::formula::CsvWriter;

/// Writes the tree of a framework as a table; [`policies_to_json`] gives the policies and other
/// data beside the tree.
///
/// Reading both again gives the same framework.
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
        // The document of a framework can always be read, so this case does not occur.
        Err(_) => return String::new(),
    };
    let mut out = Vec::new();
    let mut csv = CsvWriter::new(&mut out);
    let mut write = |row: &[String]| {
        // Writing to memory cannot fail.
        let _ = csv.record(row);
    };
    write(&COLUMNS.map(|names| names.join("")));
    for (row, _) in &nodes(&spec, Lang::En) {
        write(row);
    }
    String::from_utf8(out).unwrap_or_default()
}

/// The rows of a tree, with the whole first; each with whether the node has others below it.
pub(super) fn nodes(spec: &FrameworkSpec, lang: Lang) -> Vec<([String; 21], bool)> {
    let total = NodeSpec::new("total", spec.title.clone(), spec.total.as_str());
    let mut rows = vec![(record(&total, "", 0, lang), true)];
    for node in &spec.nodes {
        push(node, "total", 1, lang, &mut rows);
    }
    rows
}

fn push(
    node: &NodeSpec,
    parent: &str,
    level: usize,
    lang: Lang,
    rows: &mut Vec<([String; 21], bool)>,
) {
    rows.push((record(node, parent, level, lang), !node.children.is_empty()));
    for child in &node.children {
        push(child, &node.code, level + 1, lang, rows);
    }
}

fn record(node: &NodeSpec, parent: &str, level: usize, lang: Lang) -> [String; 21] {
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
        rule.to_line(lang).unwrap_or_else(|| serde_json::to_string(rule).unwrap_or_default())
    });
    let scorer = match (&node.rule, node.scorer) {
        (None, _) => "",
        (Some(_), Some(Scorer::Survey)) if lang == Lang::Vi => "điều tra xã hội học",
        (Some(_), Some(Scorer::Survey)) => "survey",
        (Some(_), _) if lang == Lang::Vi => "thẩm định",
        (Some(_), _) => "appraisal",
    };
    [
        node.code.clone(),
        parent.to_owned(),
        level.to_string(),
        node.max.as_str().to_owned(),
        num(node.declared.as_ref()),
        scorer.to_owned(),
        node.inherit.map_or("", |inherit| above(inherit, lang)).to_owned(),
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

fn above(inherit: Inherit, lang: Lang) -> &'static str {
    if lang == Lang::Vi { "cấp trên" } else { inherit.as_str() }
}

/// The data of a framework beside its tree, as JSON: policies, grades, agencies, id and title.
pub fn policies_to_json(framework: &Framework) -> String {
    let spec: Result<FrameworkSpec, _> = serde_json::from_str(&framework.to_json());
    let head = spec.ok().map(HeadSpec::from);
    head.and_then(|head| serde_json::to_string_pretty(&head).ok()).unwrap_or_default()
}
