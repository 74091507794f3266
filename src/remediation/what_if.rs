//! What some steps would make of a unit's index, rank and grade, the others staying as they are.

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

/// The effect of some steps.
///
/// It is kept as it was told: nothing in it says of which data, so what is read back is not held to
/// any. Whoever keeps it keeps the assessments, or a [`Reply`](crate::reply::Reply) with its seal, beside it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub struct WhatIf {
    /// The steps in the order given, each with the standing after it.
    pub rows: Vec<Repair>,
    /// The standing before the first step; `None` for an unknown unit.
    pub before: Option<Outcome>,
    /// The standing after the last step.
    pub after: Option<Outcome>,
    /// Units better before and worse after (*vượt*).
    pub overtakes: Vec<Unit>,
    /// Units better before and equal after (*bằng*).
    pub draws_level: Vec<Unit>,
    /// Steps that could not be taken, and why.
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

/// One step and what it brings.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Repair {
    /// The leaf.
    pub code: Code,
    /// The ids of its leads joined by `+`; those of the table of efforts, if it names any.
    pub lead: String,
    /// Its points before; `None` where none counted.
    pub from: Option<Points>,
    /// Its points after.
    pub to: Points,
    /// What the step adds to the obtained points.
    pub gain: Points,
    /// What is still missing to it, in a few words; empty where nothing can be counted.
    pub needed: Text,
    /// How many items that is, where they can be counted.
    pub items: Option<Items>,
    /// What it takes, where that is known.
    pub work: Option<Work>,
    /// The standing after this step and those before it.
    pub after: Outcome,
    /// Units this step overtakes.
    pub overtakes: Vec<Unit>,
    /// Units this step draws level with.
    pub draws_level: Vec<Unit>,
}

/// How a unit stands.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Outcome {
    /// The five numbers of the whole.
    pub score: NodeScore,
    /// The index.
    pub ratio: Option<Ratio>,
    /// The rank in its block.
    pub rank: Option<usize>,
    /// Whether the rank is shared.
    pub tied: bool,
    /// The grade.
    pub grade: Option<Arc<Text>>,
    /// The next better rank, whether several units hold it, and the points that equal it.
    pub next: Option<(usize, bool, Points)>,
}

/// Takes some steps for a unit, by id or name, and says how it would stand.
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

/// The leaf a step aims at, or why it cannot be taken.
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
        // A step stands in no document.
        finding.place_mut().pointer = None;
        finding
    })?;
    Ok((leaf, node.clone()))
}

/// What is still missing from where a leaf stands to some points.
fn needed(card: &Scorecard, leaf: LeafIx, node: &Node, to: Points) -> Option<Text> {
    let rule = node.leaf()?.rule();
    let scale = card.framework().scale(node);
    let level = rule.level(to, scale, stated_facts(card, leaf).as_ref());
    let counted = counted_facts(card, leaf)
        .zip(level.as_ref())
        .and_then(|(now, level)| rule.still_missing(&now, level, scale));
    // Typed points tell no whole: the step says whose it goes by.
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

/// The ranked units of the block, this one left out.
pub(super) struct Others {
    units: Vec<(Unit, Ratio)>,
    /// Whether this unit takes part in the ranking.
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

    /// Units better before, and worse or equal after.
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
