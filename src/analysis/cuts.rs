//! Compares what units claim with what appraisal recognises (*tự chấm* and *thẩm định*).

use super::grouping::{By, Groups, NONE, agencies_of};
use crate::assessment::{Entry, Origin, Stage, StageName, Value};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::{LeafIx, Node};
use crate::period::Period;
use crate::quantity::{PointSum, Points};
use crate::scoring::{Cohort, Scorecard};
use crate::words::Text;

/// Claims and appraised points under one key of a grouping, over the leaves that have both.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CutUnder {
    /// A node's code, the ids of appraisers joined by `+`, a unit, a group, or `none`; the last row
    /// has `total`.
    pub key: String,
    /// The name that belongs to the key; empty for `none` and `total`.
    pub name: Text,
    /// The sums of claimed and recognised points.
    pub claims: Claims,
}

/// Sums over leaves that have both a claim and an appraisal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Claims {
    /// The points that the units gave themselves.
    pub claimed: PointSum,
    /// The points that the last round of appraisal gave.
    pub recognised: PointSum,
    /// The sum of the points claimed above the appraised score.
    pub over: PointSum,
    /// The sum of the differences where less was claimed than appraisal gave; never positive.
    /// Claimed = recognised + over + under.
    pub under: PointSum,
}

impl Claims {
    fn add(&mut self, claim: &Claim) {
        let difference = claim.claimed.minus(claim.recognised);
        self.claimed = self.claimed.plus(claim.claimed);
        self.recognised = self.recognised.plus(claim.recognised);
        if difference.is_negative() {
            self.under = self.under.plus(difference);
        } else {
            self.over = self.over.plus(difference);
        }
    }
}

struct Claim {
    claimed: Points,
    recognised: Points,
}

fn points(stage: Option<&Stage>) -> Option<Points> {
    stage?.value.as_ref().and_then(Value::points)
}

fn last(entry: &Entry) -> (Option<&Stage>, StageName) {
    let again = entry.appraised_again.as_ref().filter(|stage| stage.value.is_some());
    match again {
        Some(stage) => (Some(stage), StageName::AppraisedAgain),
        None => (entry.appraised.as_ref(), StageName::Appraised),
    }
}

fn claim(entry: &Entry) -> Option<Claim> {
    let claimed = points(entry.self_score.as_ref())?;
    Some(Claim { claimed, recognised: points(last(entry).0)? })
}

/// Sums over-claims and under-claims separately along a grouping; the last row is the total.
///
/// Only leaves with points of both the unit and an appraiser count, whatever the basis. `unit` is
/// an id or a name; without it, all units are summed that are neither in error nor without any
/// report. Grouped by node, each node contains everything below it, in framework order; in other
/// groupings the largest over-claim comes first.
///
/// # Example
/// ```
/// use par_index::analysis::{cuts, By};
/// use par_index::{framework, read, sample, score_all, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = cuts(&all, Some("sample-commune-01"), By::Node)?;
/// let row = rows.iter().find(|row| row.key == "7.2").unwrap();
/// assert_eq!((row.claims.claimed.to_string(), row.claims.over.to_string()), ("2.8".into(), "0.6".into()));
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// [`Error::is_usage`] where no unit, or more than one, bears the id or name.
pub fn cuts(cohort: &Cohort, unit: Option<&str>, by: By) -> Result<Vec<CutUnder>, Error> {
    Ok(cuts_of(cohort, cohort.card_of(unit)?, by))
}

pub(crate) fn cuts_of(cohort: &Cohort, one: Option<&Scorecard>, by: By) -> Vec<CutUnder> {
    let framework = cohort.framework();
    let mut groups: Groups<Claims> = Groups::new();
    let mut total = Claims::default();
    if by == By::Node {
        for node in framework.nodes() {
            groups.at(node.code().as_str(), || node.short().clone());
        }
    }
    each(cohort, one, |card, node, entry| {
        let Some(claim) = claim(entry) else { return };
        total.add(&claim);
        match by {
            By::Node => {
                let mut at = Some(node);
                while let Some(node) = at {
                    groups.at(node.code().as_str(), Text::default).add(&claim);
                    at = node.parent().map(|parent| framework.at(parent));
                }
            }
            By::Lead | By::Appraiser => {
                let (key, name) = agencies_of(node, by);
                groups.at(&key, || name).add(&claim);
            }
            By::Unit => {
                groups.at(&card.unit().id, || card.unit().name.clone()).add(&claim);
            }
            By::Year => {
                let period = cohort.period().map_or(NONE.to_owned(), |one| one.to_string());
                let name = || cohort.period().and_then(Period::part_text).unwrap_or_default();
                groups.at(&period, name).add(&claim);
            }
            By::Group => {
                let key = card.unit().group.as_deref();
                let name = || key.map(Text::same).unwrap_or_default();
                groups.at(key.unwrap_or(NONE), name).add(&claim);
            }
        }
    });
    let rows = groups.into_rows().into_iter();
    let mut rows: Vec<CutUnder> =
        rows.map(|(key, name, claims)| CutUnder { key, name, claims }).collect();
    if by != By::Node {
        rows.sort_by_key(|row| std::cmp::Reverse(row.claims.over));
    }
    rows.push(CutUnder { key: "total".to_owned(), name: Text::default(), claims: total });
    rows
}

/// The points that appraisal took off a unit's claims under each node, minus those it added; `None`
/// for a node under which no leaf has points of both the unit and an appraiser.
pub(super) fn cuts_at(card: &Scorecard, nodes: &[&Node]) -> Vec<Option<PointSum>> {
    let leaves = (0..card.framework().leaf_count()).map(LeafIx);
    let cut = |leaf| {
        if card.assessment().takes(leaf) {
            return None;
        }
        let claim = claim(&*card.assessment().at(leaf)?)?;
        Some(PointSum::from(claim.claimed.minus(claim.recognised)))
    };
    let cuts: Vec<Option<PointSum>> = leaves.map(cut).collect();
    let under = nodes.iter().map(|node| {
        let below = cuts.get(node.leaf_range()).unwrap_or_default();
        below.iter().copied().flatten().reduce(PointSum::plus)
    });
    under.collect()
}

/// Appraisals worth another look, of one unit (by id or name) or of all: cuts without an
/// explanation, and appraised scores above the claim.
///
/// # Errors
/// [`Error::is_usage`] where no unit, or more than one, bears the id or name.
pub fn cut_findings(cohort: &Cohort, unit: Option<&str>) -> Result<Vec<Finding>, Error> {
    let one = cohort.card_of(unit)?;
    let mut findings = Vec::new();
    each(cohort, one, |card, node, entry| {
        let Some(claim) = claim(entry) else { return };
        let difference = claim.claimed.minus(claim.recognised);
        let (stage, name) = last(entry);
        let explained = stage.is_some_and(|stage| stage.note().is_some());
        let code = if difference.is_negative() {
            FindingCode::AppraisedAboveSelf
        } else if difference.is_positive() && !explained {
            FindingCode::CutUnexplained
        } else {
            return;
        };
        let unit = Place::unit(&card.unit().id, &card.unit().name);
        let origin = stage.and_then(|stage| stage.origin.as_ref()).map(Origin::place);
        let place = Place {
            unit: unit.unit,
            name: unit.name,
            stage: Some(name.as_str()),
            ..origin.unwrap_or_default()
        };
        let finding = Finding::new(code, place.node(node.code().as_str()));
        let finding = finding.found(claim.recognised.to_string());
        let finding = finding.with("node", node.code().as_str()).with("self", claim.claimed);
        let size =
            if difference.is_negative() { Points::ZERO.minus(difference) } else { difference };
        findings.push(finding.with("cut", size));
    });
    Ok(findings)
}

fn each(cohort: &Cohort, one: Option<&Scorecard>, mut take: impl FnMut(&Scorecard, &Node, &Entry)) {
    let framework = cohort.framework();
    for card in cohort.counted_of(one) {
        let own = |leaf: &LeafIx| !card.assessment().takes(*leaf);
        for leaf in (0..framework.leaf_count()).map(LeafIx).filter(own) {
            if let Some(entry) = card.assessment().at(leaf) {
                take(card, framework.leaf_at(leaf), &entry);
            }
        }
    }
}
