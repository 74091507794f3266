//! [`Measures`]: what is to be done at each leaf, by whom and until when (*giải pháp khắc phục*).

use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::finding::{Finding, FindingCode, Place, nearest};
use crate::framework::{Framework, LeafIx, did_you_mean};
use crate::json::{self, Num, cut, nfc};
use crate::quantity::Points;
use crate::words::Arg;

/// One row of the table of efforts and measures as it stands in a file; papers read all but the effort.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeasureRow {
    /// The code of a leaf.
    pub code: String,
    /// The points it brings the leaf to.
    pub to: Num,
    /// How much work it is, a whole number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Num>,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub measure: String,
    /// Who does it, ids joined by `+`; the ruler's lead if empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lead: String,
    /// Who helps, likewise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cooperating: String,
    /// Until when.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub due: String,
    /// What it yields.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub product: String,
}

/// A checked measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) leaf: LeafIx,
    pub(super) to: Points,
    pub(super) text: String,
    pub(super) lead: Vec<usize>,
    pub(super) cooperating: Vec<usize>,
    pub(super) due: Option<Day>,
    pub(super) product: String,
}

/// Checked measures, by leaf and level.
///
/// # Example
/// ```
/// use par_index::{MeasureRow, Measures, framework};
///
/// let fw = framework("hon-quan-2023")?;
/// let row = |code: &str| MeasureRow {
///     code: code.to_owned(),
///     to: "2".into(),
///     measure: "Rà soát từng kiến nghị".to_owned(),
///     due: "2023-10-15".to_owned(),
///     ..MeasureRow::default()
/// };
/// let (measures, findings) = Measures::new(&fw, &[row("1.3"), row("1.33")]);
/// assert_eq!((measures.len(), findings[0].code().as_str()), (1, "unknown_code"));
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Measures {
    all: Vec<Measure>,
}

impl Measures {
    /// Checks rows; what is wrong with one leaves the others.
    pub fn new(framework: &Framework, rows: &[MeasureRow]) -> (Measures, Vec<Finding>) {
        Measures::placed(framework, rows, &|n, key| Place::at(format!("/{n}/{key}")))
    }

    /// The same for rows of a table: `place` says where the key of a row stands.
    pub fn placed(
        framework: &Framework,
        rows: &[MeasureRow],
        place: &dyn Fn(usize, &str) -> Place,
    ) -> (Measures, Vec<Finding>) {
        let mut findings = Vec::new();
        let mut all: Vec<Measure> = Vec::new();
        for (n, row) in rows.iter().enumerate() {
            let Some(one) = measure(framework, row, &|key| place(n, key), &mut findings) else {
                continue;
            };
            if all.iter().any(|known| known.leaf == one.leaf && known.to == one.to) {
                let finding = Finding::new(FindingCode::DuplicateCode, place(n, "code"));
                let pair = format!("{} → {}", cut(&row.code), one.to);
                findings.push(finding.found(pair).with("first", cut(&row.code)));
            } else {
                all.push(one);
            }
        }
        all.sort_by_key(|one| (one.leaf, one.to));
        (Measures { all }, findings)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The measures again, in the order of leaves and levels; the effort is a plan's.
    pub fn rows(&self, framework: &Framework) -> Vec<MeasureRow> {
        let ids = |list: &[usize]| {
            let ids = list.iter().filter_map(|ix| framework.agencies().get(*ix));
            ids.map(crate::framework::Agency::id).collect::<Vec<&str>>().join("+")
        };
        let rows = self.all.iter().map(|one| MeasureRow {
            code: framework
                .leaf(one.leaf.0)
                .map(|node| node.code().to_string())
                .unwrap_or_default(),
            to: Num::from(one.to),
            effort: None,
            measure: one.text.clone(),
            lead: ids(&one.lead),
            cooperating: ids(&one.cooperating),
            due: one.due.map(|day| day.to_string()).unwrap_or_default(),
            product: one.product.clone(),
        });
        rows.collect()
    }

    /// The measures of a leaf that bring it above where it stands.
    pub(super) fn above(
        &self,
        leaf: LeafIx,
        standing: Option<Points>,
    ) -> impl Iterator<Item = &Measure> {
        let of_leaf = self.all.iter().filter(move |one| one.leaf == leaf);
        of_leaf.filter(move |one| standing.is_none_or(|standing| one.to > standing))
    }
}

fn measure(
    framework: &Framework,
    row: &MeasureRow,
    place: &dyn Fn(&str) -> Place,
    findings: &mut Vec<Finding>,
) -> Option<Measure> {
    let before = findings.len();
    let code = nfc(&row.code);
    let leaf = framework.leaf_position(&code).map(LeafIx);
    if leaf.is_none() {
        let inner = framework.find(&code).is_some();
        let kind = if inner { FindingCode::NotALeaf } else { FindingCode::UnknownCode };
        let near = framework.near_code(&code).filter(|_| !inner);
        let near = near.map_or(Arg::from(""), did_you_mean);
        findings.push(Finding::new(kind, place("code")).found(cut(&code)).with("near", near));
    }
    let placed = |key: &str| place(key).node(cut(&code));
    let to = json::points(&row.to, &placed("to"), findings);
    if let Some(effort) = &row.effort {
        let points = json::points(effort, &placed("effort"), findings);
        if points.is_some_and(|points| !points.is_whole() || points.is_negative()) {
            let finding = Finding::new(FindingCode::NotWhole, placed("effort"));
            findings.push(finding.found(effort.as_str()));
        }
    }
    let due = row.due.trim();
    let day: Option<Day> = due.parse().ok();
    if day.is_none() && !due.is_empty() {
        findings.push(Finding::new(FindingCode::BadDate, placed("due")).found(cut(due)));
    }
    let lead = agencies(framework, &row.lead, &placed("lead"), findings);
    let cooperating = agencies(framework, &row.cooperating, &placed("cooperating"), findings);
    if findings.len() > before {
        return None;
    }
    let (text, product) = (nfc(&row.measure), nfc(&row.product));
    Some(Measure { leaf: leaf?, to: to?, text, lead, cooperating, due: day, product })
}

fn agencies(
    framework: &Framework,
    ids: &str,
    place: &Place,
    findings: &mut Vec<Finding>,
) -> Vec<usize> {
    let mut list = Vec::new();
    for id in ids.split('+').map(nfc).filter(|id| !id.is_empty()) {
        if let Some(ix) = framework.agency(&id) {
            list.push(ix);
            continue;
        }
        let known = framework.agencies().iter().map(crate::framework::Agency::id);
        let near = nearest(&id, known).map_or(Arg::from(""), did_you_mean);
        let finding = Finding::new(FindingCode::UnknownAgency, place.clone()).found(cut(&id));
        findings.push(finding.with("near", near));
    }
    list
}
