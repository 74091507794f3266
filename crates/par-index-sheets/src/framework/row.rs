//! One row of a framework table: a node without its children.

use std::collections::HashMap;

use csv::StringRecord;
use par_index::spec::{NodeSpec, Num, RuleSpec, StatedSpec};
use par_index::{Finding, FindingCode, Findings, Lang, Place, Scorer, Text, fold_name, nearest};

use crate::cell;
use crate::code::{perhaps, tidy};
use crate::number::Bounds;
use crate::table::{At, Table};

/// The columns of a framework table, in order.
pub(super) const COLUMNS: [&str; 20] = [
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

/// A node, its parent's code, and where each of its cells stands.
pub(super) struct Row {
    pub(super) parent: String,
    pub(super) spec: NodeSpec,
    pub(super) place: Place,
    pub(super) cells: HashMap<&'static str, Place>,
}

/// The rows of a table; none if a column is missing without which it is no framework.
pub(super) fn rows(file: &str, text: &str, findings: &mut Findings) -> Vec<Row> {
    let Some(mut table) = Table::open(file, text, findings) else {
        let finding = Finding::new(FindingCode::TableUnclear, Place::file(file));
        findings.push(finding.found("").with("known", "code, parent, max, scorer"));
        return Vec::new();
    };
    let columns = COLUMNS.map(|name| table.column(&[name]));
    let known = |key: &str| {
        let place = COLUMNS.iter().position(|known| *known == key);
        place.and_then(|place| columns.get(place).copied().flatten())
    };
    for key in ["code", "parent", "max"].into_iter().filter(|key| known(key).is_none()) {
        let finding = Finding::new(FindingCode::MissingColumn, Place::file(file));
        findings.push(finding.with("key", key));
    }
    for (place, name) in table.headings().filter(|(place, _)| !columns.contains(&Some(*place))) {
        let near = perhaps(nearest(name, COLUMNS.into_iter()));
        let finding = Finding::new(FindingCode::UnknownColumn, table.place(table.header(), place));
        findings.push(finding.found(name.trim()).with("near", near));
    }
    if ["code", "parent", "max"].into_iter().any(|key| known(key).is_none()) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut record = StringRecord::new();
    while let Some(at) = table.next(&mut record, findings) {
        let cells = Cells { table: &table, record: &record, at, columns: &columns };
        out.push(Row {
            parent: tidy(&cells.said("parent").unwrap_or_default()),
            spec: cells.node(findings),
            place: cells.place("code"),
            cells: COLUMNS.iter().map(|name| (*name, cells.place(name))).collect(),
        });
    }
    out
}

/// The cells of one row, by the names of their columns.
struct Cells<'r, 't> {
    table: &'r Table<'t>,
    record: &'r StringRecord,
    at: At,
    columns: &'r [Option<usize>; 20],
}

impl Cells<'_, '_> {
    fn column(&self, name: &str) -> Option<usize> {
        let place = COLUMNS.iter().position(|known| *known == name);
        place.and_then(|place| self.columns.get(place).copied().flatten())
    }

    /// A text that is there.
    fn said(&self, name: &str) -> Option<String> {
        let text = self.column(name).and_then(|column| self.record.get(column)).map(str::trim);
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn place(&self, name: &str) -> Place {
        let column = self.column(name).or_else(|| self.column("code"));
        self.table.place(self.at, column.unwrap_or_default())
    }

    fn number(&self, name: &str, findings: &mut Findings) -> Option<Num> {
        let column = self.column(name)?;
        let text = self.record.get(column).unwrap_or_default();
        let bounds =
            || Bounds { decimal_mark: self.table.decimal_mark(column), ..Bounds::default() };
        match cell::number(text, bounds, || self.place(name)) {
            Ok(plain) => plain.map(Num::from),
            Err(finding) => {
                findings.push(finding);
                // What is wrong there has been told.
                Some(Num::from("0"))
            }
        }
    }

    fn text(&self, vi: &str, en: &str) -> Text {
        Text::new(self.said(vi).unwrap_or_default(), self.said(en).unwrap_or_default())
    }

    /// Ids joined by `+`; an empty cell inherits, `none` takes away.
    fn list(&self, name: &str) -> Option<Vec<String>> {
        let text = self.said(name)?;
        if text == "none" {
            return Some(Vec::new());
        }
        let ids = text.split(['+', ',', ';']).map(str::trim).filter(|id| !id.is_empty());
        Some(ids.map(str::to_owned).collect())
    }

    fn node(&self, findings: &mut Findings) -> NodeSpec {
        let code = tidy(&self.said("code").unwrap_or_default());
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
            criteria: self.said("stated_criteria").and_then(|text| text.parse().ok()),
            components: self.said("stated_components").and_then(|text| text.parse().ok()),
            survey_points: self.number("stated_survey_points", findings),
        };
        spec.stated = (stated != StatedSpec::default()).then_some(stated);
        spec.lead = self.list("lead");
        spec.cooperating = self.list("cooperating");
        spec.appraiser = self.list("appraiser");
        spec.evidence = self.said("evidence");
        spec.how = self.said("how");
        spec.source = self.said("source");
        spec.scorer = self.said("scorer").and_then(|text| {
            let scorer = scorer(&text);
            if scorer.is_none() {
                let finding = Finding::new(FindingCode::UnknownValue, self.place("scorer"));
                findings.push(finding.found(text.trim()).with("known", "appraisal, survey"));
            }
            scorer
        });
        spec.rule = self.said("rule").and_then(|text| match rule(&text) {
            Ok(rule) => Some(rule),
            Err(detail) => {
                let finding = Finding::new(FindingCode::BadRule, self.place("rule"));
                findings.push(finding.found(text.trim()).with("detail", detail));
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

/// The rule as its JSON object, or in one line of either language.
fn rule(text: &str) -> Result<RuleSpec, Text> {
    if text.starts_with('{') {
        serde_json::from_str(text).map_err(|error| Text::same(error.to_string()))
    } else {
        RuleSpec::from_line(text)
            .map_err(|error| Text::new(error.text(Lang::Vi), error.text(Lang::En)))
    }
}
