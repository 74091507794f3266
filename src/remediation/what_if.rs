//! [`what_if`]: the effect of some steps on a unit's index, rank and grade; other units stay as
//! they are.

use std::sync::Arc;

use super::{Items, Step, Work};
use crate::analysis::{
    counted_facts, earlier_facts, grade, points_to_reach, quartile_among, rank_among, stated_facts,
};
use crate::assessment::Unit;
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::{Grades, Leaf, LeafIx, Node, did_you_mean};
use crate::quantity::{Code, Points, Ratio};
use crate::scoring::{Cohort, Mark, NodeScore, Scorecard, State};
use crate::words::{Arg, Phrase, Text};

/// The effect of some steps on one unit.
///
/// A stored result does not name the data it was made from, so it is not checked against any when
/// read back. Keep the assessments with it, or keep a sealed [`Reply`](crate::reply::Reply).
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub struct WhatIf {
    /// The steps in the order given, each with the standing of the unit after it.
    pub rows: Vec<Repair>,
    /// The standing of the unit before the first step; `None` for an unknown unit.
    pub before: Option<Outcome>,
    /// The standing of the unit after the last step; `None` for an unknown unit.
    pub after: Option<Outcome>,
    /// Units that were better before the steps and are worse after them (*vượt*).
    pub overtakes: Vec<Unit>,
    /// Units that were better before the steps and are equal after them (*bằng*).
    pub draws_level: Vec<Unit>,
    /// The steps that could not be taken, with the reasons.
    pub findings: Vec<Finding>,
}

impl WhatIf {
    pub(super) fn nothing() -> WhatIf {
        WhatIf {
            rows: Vec::new(),
            before: None,
            after: None,
            overtakes: Vec::new(),
            draws_level: Vec::new(),
            findings: Vec::new(),
        }
    }
}

/// One step and its effect.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Repair {
    /// The code of the leaf.
    pub code: Code,
    /// The ids of the agencies that lead the step, joined by `+`: those of the table of efforts if
    /// it names any, otherwise those of the leaf.
    pub lead: String,
    /// The points of the leaf before the step; `None` where none counted.
    pub from: Option<Points>,
    /// The points of the leaf after the step.
    pub to: Points,
    /// What the step adds to the obtained points.
    pub gain: Points,
    /// What is still missing for the step, in a few words; empty where nothing can be counted.
    pub needed: Text,
    /// How many items the step needs, where they can be counted.
    pub items: Option<Items>,
    /// The effort, people and date of the step, where they are known.
    pub work: Option<Work>,
    /// The standing of the unit after this step and those before it.
    pub after: Outcome,
    /// Units that this step overtakes.
    pub overtakes: Vec<Unit>,
    /// Units with which this step draws level.
    pub draws_level: Vec<Unit>,
}

/// Where a unit stands: its points, index, rank and grade.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Outcome {
    /// The five numbers of the whole unit.
    pub score: NodeScore,
    /// The index; `None` where the unit has none.
    pub ratio: Option<Ratio>,
    /// The rank of the unit in its block; `None` where it is not ranked.
    pub rank: Option<usize>,
    /// Whether another unit shares the rank.
    pub tied: bool,
    /// The grade of the unit; `None` where it has none.
    pub grade: Option<Arc<Text>>,
    /// The next better rank, whether several units hold it, and the points needed to draw level
    /// with it.
    pub next: Option<(usize, bool, Points)>,
}

/// Computes where a unit, given by id or name, would stand after some steps.
///
/// Other units stay as they are. A step on an open leaf closes it; one on a leaf that does not
/// apply, or that its rule cannot give, is a finding and is not taken.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, weak, what_if, Basis, Order, Step};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let weakest = weak(&all, "sample-commune-01", Order::PointsLost);
/// let steps: Vec<Step> = weakest.iter().filter(|w| !w.survey).take(3).map(|w| w.best()).collect();
/// let after = what_if(&all, "sample-commune-01", &steps);
/// assert_eq!(after.before.unwrap().rank, Some(7));
/// assert_eq!(after.after.unwrap().rank, Some(4));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn what_if(cohort: &Cohort, unit: &str, steps: &[Step]) -> WhatIf {
    let mut result = WhatIf::nothing();
    let card = match cohort.card_named(unit) {
        Ok(card) => card,
        Err(finding) => {
            result.findings.push(*finding);
            return result;
        }
    };
    if matches!(card.state(), State::InError | State::NotReported) {
        let unit = card.unit();
        let place = Place::unit(&unit.id, &unit.name);
        let code = match card.state() {
            State::InError => FindingCode::UnitInError,
            _ => FindingCode::OpenCard,
        };
        let finding = Finding::new(code, place).found(unit.id.as_str());
        result.findings.push(finding.with("open", card.total().open()));
        return result;
    }
    let others = Others::of(cohort, card);
    let first = others.outcome(cohort, card);
    let mut now = card.clone();
    let mut standing = first.clone();
    for step in steps {
        let (leaf, node) = match target(&now, step) {
            Ok(target) => target,
            Err(finding) => {
                result.findings.push(finding);
                continue;
            }
        };
        let from = match now.mark_at(leaf) {
            Mark::Scored(points) => Some(points),
            _ => None,
        };
        let next = now.with(leaf, step.to);
        let after = others.outcome(cohort, &next);
        let (overtakes, draws_level) = others.passed(standing.ratio, after.ratio);
        result.rows.push(Repair {
            code: step.code.clone(),
            lead: match &step.work {
                Some(work) if !work.lead.is_empty() => work.lead.clone(),
                _ => node.lead_key(),
            },
            from,
            to: step.to,
            gain: step.to.minus(from.unwrap_or_default()),
            needed: needed(&now, leaf, &node, step.to).unwrap_or_default(),
            items: Items::to(&now, leaf, step.to),
            work: step.work.clone(),
            after: after.clone(),
            overtakes,
            draws_level,
        });
        now = next;
        standing = after;
    }
    (result.overtakes, result.draws_level) = others.passed(first.ratio, standing.ratio);
    result.before = Some(first);
    result.after = Some(standing);
    result
}

/// The leaf at which a step is taken, or the reason why it cannot be taken.
fn target(card: &Scorecard, step: &Step) -> Result<(LeafIx, Node), Finding> {
    let framework = card.framework();
    let unit = card.unit();
    let code = step.code.as_str();
    let place = Place::unit(&unit.id, &unit.name).node(code);
    let Some(node) = framework.node(code) else {
        let near = framework.near_code(code).map_or(Arg::from(""), did_you_mean);
        return Err(Finding::new(FindingCode::UnknownCode, place).found(code).with("near", near));
    };
    let Some(rule) = node.leaf().map(Leaf::rule) else {
        return Err(Finding::new(FindingCode::NotALeaf, place).found(code));
    };
    let leaf = LeafIx(node.leaf_range().start);
    let state = match card.mark_at(leaf) {
        Mark::NotApplicable => Some(State::NotApplicable.phrase()),
        Mark::LeftOut => Some(State::LeftOut.phrase()),
        _ if card.assessment().takes(leaf) => Some(Phrase::OfUnitAbove),
        _ => None,
    };
    if let Some(state) = state {
        let finding = Finding::new(FindingCode::NotRepairable, place).with("node", code);
        return Err(finding.with("state", state.text(&[])));
    }
    if step.to < Points::ZERO || step.to > node.max() {
        let finding = Finding::new(FindingCode::OutOfRange, place).found(step.to.to_string());
        return Err(finding.with("from", Points::ZERO).with("to", node.max()));
    }
    let scale = framework.scale(node);
    rule.admits(step.to, scale).map_err(|fault| {
        let mut finding = fault.at(&place);
        // A step is not part of a document, so the finding has no place in one.
        finding.place_mut().pointer = None;
        finding
    })?;
    Ok((leaf, node.clone()))
}

/// What is still missing to bring a leaf from its present state to some points, in words.
fn needed(card: &Scorecard, leaf: LeafIx, node: &Node, to: Points) -> Option<Text> {
    let rule = node.leaf()?.rule();
    let scale = card.framework().scale(node);
    let level = rule.level(to, scale, stated_facts(card, leaf).as_ref());
    let counted = counted_facts(card, leaf)
        .zip(level.as_ref())
        .and_then(|(now, level)| rule.still_missing(&now, level, scale));
    // Typed points do not state a whole; if an earlier stage does, the text names that stage.
    let earlier = earlier_facts(card, leaf).filter(|(_, facts)| facts.of.is_some());
    if let Some((stage, _)) = earlier {
        let wanted = counted.or_else(|| rule.out_of(&level?));
        return wanted.map(|wanted| {
            let args = [("needed", wanted.into()), ("stage", stage.phrase().text(&[]).into())];
            Phrase::PlanWholeOf.text(&args)
        });
    }
    counted.or_else(|| rule.aim(to))
}

/// The other ranked units of the block of a unit.
pub(super) struct Others {
    units: Vec<(Unit, Ratio)>,
    /// Whether the unit itself takes part in the ranking.
    pub(super) ranked: bool,
}

impl Others {
    pub(super) fn of(cohort: &Cohort, card: &Scorecard) -> Others {
        let peers =
            cohort.peers(card).filter(|peer| peer.unit().id != card.unit().id && peer.may_rank());
        let units =
            peers.filter_map(|peer| Some((peer.unit().clone(), peer.total().ratio()?))).collect();
        Others { units, ranked: card.unit().ranked }
    }

    pub(super) fn ratios(&self) -> Vec<Ratio> {
        self.units.iter().map(|(_, ratio)| *ratio).collect()
    }

    fn outcome(&self, cohort: &Cohort, card: &Scorecard) -> Outcome {
        let policies = cohort.framework().policies();
        let score = card.total();
        let ratio = score.ratio();
        let ratios: Vec<Ratio> = self.units.iter().map(|(_, ratio)| *ratio).collect();
        let ranked = ratio.filter(|_| self.ranked);
        let (rank, tied) = ranked.map(|ratio| rank_among(&ratios, ratio, policies.ties)).unzip();
        let above = ranked.and_then(|own| ratios.iter().filter(|other| **other > own).min());
        let next = above.map(|above| {
            let (rank, _) = rank_among(&ratios, *above, policies.ties);
            let several = ratios.iter().filter(|other| *other == above).count() > 1;
            let points = points_to_reach(&score, *above, policies.print);
            (rank, several, points)
        });
        let grade = match cohort.framework().grades() {
            Grades::Quartiles(labels) => ranked.and_then(|own| {
                let all = ratios.iter().copied().chain([own]);
                quartile_among(all, own, labels)
            }),
            Grades::Bands(_) => grade(card).label,
        };
        Outcome { score, ratio, rank, tied: tied.unwrap_or_default(), grade, next }
    }

    /// Of the units that were better before, those that are worse afterwards and those that are
    /// equal.
    fn passed(&self, before: Option<Ratio>, after: Option<Ratio>) -> (Vec<Unit>, Vec<Unit>) {
        let (Some(before), Some(after)) = (before, after) else { return Default::default() };
        let better = self.units.iter().filter(|(_, ratio)| self.ranked && *ratio > before);
        let mut overtakes = Vec::new();
        let mut level = Vec::new();
        for (unit, ratio) in better {
            match ratio.cmp(&after) {
                std::cmp::Ordering::Less => overtakes.push(unit.clone()),
                std::cmp::Ordering::Equal => level.push(unit.clone()),
                std::cmp::Ordering::Greater => {}
            }
        }
        (overtakes, level)
    }
}
