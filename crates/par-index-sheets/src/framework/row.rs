//! One row of a framework table: a node without its children.

use std::collections::HashMap;

use par_index::finding::{FindingCode, Findings, Place};
use par_index::framework::{Inherit, Scorer};
use par_index::spec::{NodeSpec, Num, RuleSpec, StatedSpec};
use par_index::words::fold_name;
use par_index::{Finding, Lang, Text, spec};

use crate::code::tidy;
use crate::named::{self, Column, Form};
use crate::number::Bounds;
use crate::table::Table;

/// The columns of a framework table, in order.
pub(crate) const COLUMNS: [Column; 21] = [
    &["code"],
    &["parent"],
    &["level"],
    &["max"],
    &["declared"],
    &["scorer"],
    &["inherit"],
    &["name_vi"],
    &["name_en"],
    &["short_vi"],
    &["short_en"],
    &["lead"],
    &["cooperating"],
    &["appraiser"],
    &["evidence"],
    &["how"],
    &["source"],
    &["rule"],
    &["stated_criteria"],
    &["stated_components"],
    &["stated_survey_points"],
];

pub(super) const FRAMEWORK: Form =
    Form { columns: &COLUMNS, needed: &["code", "parent", "max"], passed: Some(&[]) };

/// A node, the code of its parent, and the place of each of its cells.
pub(super) struct Row {
    pub(super) parent: String,
    pub(super) spec: NodeSpec,
    pub(super) place: Place,
    pub(super) cells: HashMap<&'static str, Place>,
}

/// The rows of the one table among `tables` that holds a framework; empty if a required column is
/// missing.
pub(super) fn rows(file: &str, tables: Vec<Table<'_>>, findings: &mut Findings) -> Vec<Row> {
    let Some(named) = FRAMEWORK.one_of(file, tables, findings) else { return Vec::new() };
    let mut rows = Vec::new();
    named.each(findings, |row, findings| {
        rows.push(Row {
            parent: tidy(&row.text("parent")),
            spec: Cells(row).node(findings),
            place: row.place("code"),
            cells: COLUMNS.iter().copied().flatten().map(|key| (*key, row.place(key))).collect(),
        });
    });
    rows
}

/// The cells of one row, by the keys of their columns.
struct Cells<'n>(named::Row<'n>);

impl Cells<'_> {
    fn number(&self, name: &str, findings: &mut Findings) -> Option<Num> {
        let plain = self.0.number(name, Bounds::default()).unwrap_or_else(|finding| {
            findings.push(finding);
            // The error in this cell has been told already, so 0 stands in.
            Some("0".to_owned())
        });
        plain.map(Num::from)
    }

    fn text(&self, vi: &str, en: &str) -> Text {
        Text::new(self.0.text(vi), self.0.text(en))
    }

    /// A list of ids, joined by `+`. An empty cell inherits the list of the node above; `none`
    /// states an empty list.
    fn list(&self, name: &str) -> Option<Vec<String>> {
        let text = self.0.said(name)?;
        if text == "none" {
            return Some(Vec::new());
        }
        let ids = text.split(['+', ',', ';']).map(str::trim).filter(|id| !id.is_empty());
        Some(ids.map(str::to_owned).collect())
    }

    fn node(&self, findings: &mut Findings) -> NodeSpec {
        let Cells(row) = self;
        let code = tidy(&row.text("code"));
        let mut spec = NodeSpec::new(&code, self.text("name_vi", "name_en"), "0");
        if spec.name.is_empty() {
            spec.name = Text::same(code);
        }
        if let Some(max) = self.number("max", findings) {
            spec.max = max;
        }
        let short = self.text("short_vi", "short_en");
        spec.short = (!short.is_empty()).then_some(short);
        spec.declared = self.number("declared", findings);
        let stated = StatedSpec {
            criteria: row.said("stated_criteria").and_then(|text| text.parse().ok()),
            components: row.said("stated_components").and_then(|text| text.parse().ok()),
            survey_points: self.number("stated_survey_points", findings),
        };
        spec.stated = (stated != StatedSpec::default()).then_some(stated);
        spec.lead = self.list("lead");
        spec.cooperating = self.list("cooperating");
        spec.appraiser = self.list("appraiser");
        spec.evidence = row.said("evidence");
        spec.how = row.said("how");
        spec.source = row.said("source");
        spec.scorer = row.said("scorer").and_then(|text| {
            let scorer = scorer(&text);
            if scorer.is_none() {
                let finding = Finding::new(FindingCode::UnknownValue, row.place("scorer"));
                findings.push(finding.found(text).with("known", "appraisal, survey"));
            }
            scorer
        });
        spec.inherit = row.said("inherit").and_then(|text| {
            let above = ["parent", "cấp trên", "đơn vị cấp trên"];
            let known = above.iter().any(|word| fold_name(word) == fold_name(&text));
            if !known {
                let finding = Finding::new(FindingCode::UnknownValue, row.place("inherit"));
                findings.push(finding.found(text).with("known", "parent"));
            }
            known.then_some(Inherit::Parent)
        });
        spec.rule = row.said("rule").and_then(|text| match rule(&text) {
            Ok(rule) => Some(rule),
            Err(detail) => {
                let finding = Finding::new(FindingCode::BadRule, row.place("rule"));
                findings.push(finding.found(text).with("detail", detail));
                None
            }
        });
        spec
    }
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

/// A rule, given as its JSON object or in one line of either language.
fn rule(text: &str) -> Result<RuleSpec, Text> {
    if text.starts_with('{') {
        spec::from_json(text).map_err(|findings| spec::mistakes(&findings))
    } else {
        RuleSpec::from_line(text)
            .map_err(|error| Text::new(error.text(Lang::Vi), error.text(Lang::En)))
    }
}
