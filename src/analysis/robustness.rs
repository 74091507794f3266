//! How robust ranks are: they are computed again with other weights, other survey points, or one
//! field less.

mod draw;
mod held;
mod spread;

use std::collections::BTreeSet;

use crate::assessment::Unit;
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::vocabulary::vocabulary;
use crate::framework::{LeafIx, Node};
use crate::quantity::{Code, Digits, Percent, Points, Ratio};
use crate::scoring::{Blocks, Cohort, Mark, Scorecard};
use crate::words::Phrase;
use crate::work::WorkBudget;
use draw::Draw;
use held::{Held, extras};
use spread::{Known, Spread};

vocabulary! {
    /// The quantity that is varied to see whether ranks hold.
    Vary {
        /// The weights of the fields are varied.
        Weights "weights",
        /// The points of survey components are varied.
        Survey "survey",
        /// Nothing is drawn: each replicate leaves out one field.
        Fields "fields",
    }
}

/// What is varied, by how much and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Variation {
    /// The quantity to vary.
    pub vary: Vary,
    /// The greatest change, up or down, in percent; ignored where fields are left out.
    pub amount: Percent,
    /// The number of replicates; ignored where fields are left out, since there is one replicate
    /// for each field then.
    pub replicates: usize,
    /// The seed of the random numbers: the same seed gives the same ranks on every machine.
    pub seed: u64,
}

impl Variation {
    /// Checks that the amount and the number of replicates are in range; where fields are left out
    /// neither is used, and neither is checked.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let wrong = |phrase| Err(Error::usage(phrase, &[]));
        let (amount, least, most) = (self.amount, Percent::ZERO, Percent::HUNDRED);
        if self.vary == Vary::Fields {
            Ok(())
        } else if amount < least || amount > most || amount.round(Digits::TWO) != amount {
            wrong(Phrase::UsageAmount)
        } else if self.replicates == 0 {
            wrong(Phrase::UsageReplicates)
        } else {
            Ok(())
        }
    }

    /// The reason why no replicate could move any rank, if there is one; unmoved ranks would then
    /// prove nothing.
    fn idle(&self, cards: &[&Scorecard], fields: &[&Node]) -> Option<Phrase> {
        let any = |moves: &dyn Fn(&Scorecard) -> bool| cards.iter().any(|card| moves(card));
        let possible = |card: &Scorecard| {
            let nodes = fields.iter().filter_map(|field| card.node(field.code().as_str()));
            nodes.filter(|node| node.possible().is_positive()).count()
        };
        let surveyed = |card: &Scorecard| {
            let leaves = (0..card.framework().leaf_count()).map(LeafIx);
            let survey = |leaf: &LeafIx| card.framework().leaf_at(*leaf).is_survey();
            leaves.filter(survey).any(|leaf| matches!(card.mark_at(leaf), Mark::Scored(_)))
        };
        match self.vary {
            _ if cards.is_empty() => None,
            Vary::Weights | Vary::Survey if self.amount == Percent::ZERO => {
                Some(Phrase::RobustNoAmount)
            }
            Vary::Survey => (!any(&surveyed)).then_some(Phrase::RobustNoSurvey),
            // With only one field its weight cancels out of the ratio, unless there is a bonus or
            // deduction too.
            Vary::Weights => {
                let moves = |card: &Scorecard| possible(card) > 1 || extras(card) != 0;
                (!any(&moves)).then_some(Phrase::RobustOneField)
            }
            Vary::Fields => (!any(&|card| possible(card) > 1)).then_some(Phrase::RobustOneField),
        }
    }
}

/// The ranks of all units over the replicates, and remarks on how far they can be trusted.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub struct Robustness {
    /// One row for each unit, by id.
    pub rows: Vec<RankInterval>,
    /// The work done, counted in units ranked again over all replicates; it also tells whether the
    /// budget ended before all replicates were done.
    pub work: WorkBudget,
    /// Remarks. If nothing varies, the reason: no unit has an interval then, because a rank that
    /// could not move has not been tested. If the budget ended early, how many replicates were
    /// done.
    pub findings: Vec<Finding>,
}

/// The ranks of one unit over all replicates.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RankInterval {
    /// The unit whose ranks these are.
    pub unit: Unit,
    /// The unit's rank without variation; `None` for an unranked unit, which has no interval
    /// either.
    pub rank: Option<usize>,
    /// The best rank of the unit in any replicate.
    pub best: Option<usize>,
    /// The rank that 5 % of the replicates reach or better.
    pub low: Option<usize>,
    /// The rank that half of the replicates reach or better.
    pub median: Option<usize>,
    /// The rank that 95 % of the replicates reach or better.
    pub high: Option<usize>,
    /// The worst rank of the unit in any replicate.
    pub worst: Option<usize>,
    /// The share of the replicates in which the unit keeps its rank.
    pub same: Option<Ratio>,
    /// The field without which the unit's rank is best; only where fields are left out.
    pub best_without: Option<Code>,
    /// The field without which the unit's rank is worst; only where fields are left out.
    pub worst_without: Option<Code>,
}

/// Ranks every unit repeatedly under varied conditions, within its block; the rows are sorted by
/// unit id.
///
/// All arithmetic is in integers. *Weights*: the obtained and possible points of each field are
/// multiplied by a factor drawn evenly from 1 ± amount, the same for all units. *Survey*: the
/// points of each survey component move by an even draw from ± amount of its maximum, and stay
/// between zero and the maximum. *Fields*: the index is computed from the other fields, whose
/// points are not enlarged. Bonus and deduction stay as they are.
///
/// # Example
/// ```
/// use par_index::analysis::{robustness, Variation, Vary};
/// use par_index::{framework, read, sample, score_all, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let variation =
///     Variation { vary: Vary::Fields, amount: "0".parse()?, replicates: 8, seed: 0 };
/// let first = &robustness(&all, &variation)?.rows[0];
/// assert_eq!((first.rank, first.best, first.worst), (Some(7), Some(6), Some(8)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`Error::is_usage`] for an amount below 0 or above 100 % or with more than two decimal places,
/// and for zero replicates.
pub fn robustness(cohort: &Cohort, variation: &Variation) -> Result<Robustness, Error> {
    robustness_within(cohort, variation, WorkBudget::default())
}

/// Like [`robustness`], within a budget of work. If the budget runs out, the intervals rest on the
/// replicates done until then, at least one, and a warning says so.
///
/// # Errors
/// The errors of [`robustness`].
pub fn robustness_within(
    cohort: &Cohort,
    variation: &Variation,
    mut work: WorkBudget,
) -> Result<Robustness, Error> {
    variation.check()?;
    let blocks = Blocks::of(cohort);
    let cards = cohort.cards();
    let nominal = blocks.ranks(&cards.iter().map(|card| card.total().ratio()).collect::<Vec<_>>());
    let fields: Vec<&Node> = cohort.framework().fields().collect();
    let ranked: Vec<&Scorecard> =
        cards.iter().zip(&nominal).filter_map(|(card, rank)| rank.map(|_| card)).collect();
    let idle = variation.idle(&ranked, &fields).or_else(|| alone(cohort, &ranked));
    let replicates = match (idle, variation.vary) {
        (Some(_), _) => 0,
        (None, Vary::Fields) => fields.len(),
        (None, _) => variation.replicates,
    };
    let mut findings = Vec::from_iter(idle.map(|why| {
        let finding = Finding::new(FindingCode::NothingVaries, Place::default());
        finding.with("why", why.text(&[]))
    }));
    let held = Held::of(cohort, &fields);
    let mut ranks: Vec<Spread> = vec![Spread::default(); cards.len()];
    for replicate in 0..replicates {
        if replicate > 0 && !work.allows(cards.len()) {
            work.exhaust();
            let finding = Finding::new(FindingCode::ReplicatesCut, Place::default());
            let finding = finding.found(replicate.to_string()).with("asked", replicates);
            findings.push(finding.with("limit", work.limit().to_string()));
            break;
        }
        work.spend(cards.len());
        let draw = || Draw::new(variation.seed, variation.amount, replicate);
        let ratios = match variation.vary {
            Vary::Fields => held.without(replicate),
            Vary::Weights => held.weighted(&mut draw()),
            Vary::Survey => held.resurveyed(&mut draw()),
        };
        for (all, rank) in ranks.iter_mut().zip(blocks.ranks(&ratios)) {
            if let Some(rank) = rank {
                all.add(rank, replicate);
            }
        }
    }
    let rows = cards.iter().zip(nominal).zip(ranks);
    let rows =
        rows.map(|((card, rank), ranks)| interval(card, rank, ranks, variation.vary, &fields));
    Ok(Robustness { rows: rows.collect(), work, findings })
}

/// The reason why no rank can move, if every ranked unit is alone in its block and so always first.
fn alone(cohort: &Cohort, ranked: &[&Scorecard]) -> Option<Phrase> {
    let blocks: BTreeSet<Option<&str>> = ranked.iter().map(|card| cohort.block(card)).collect();
    (!ranked.is_empty() && blocks.len() == ranked.len()).then_some(Phrase::RobustAlone)
}

fn interval(
    card: &Scorecard,
    rank: Option<u32>,
    ranks: Spread,
    vary: Vary,
    fields: &[&Node],
) -> RankInterval {
    let ranks = if rank.is_some() { ranks.ranks() } else { Vec::new() };
    let count: usize = ranks.iter().map(|one| one.count).sum();
    let size = |rank: u32| usize::try_from(rank).unwrap_or(usize::MAX);
    // The best rank that at least this percentage of the replicates reach or better.
    let quantile = |percent: usize| {
        let at = (count * percent).div_ceil(100).max(1);
        let mut reached = 0;
        let mut all = ranks.iter();
        let known = all.find(|one| {
            reached += one.count;
            reached >= at
        });
        known.map(|one| size(one.rank))
    };
    let same = ranks.iter().find(|one| Some(one.rank) == rank).map_or(0, |one| one.count);
    let points = |count: usize| i32::try_from(count).map_or(Points::MAX, Points::whole);
    // Among fields that give the same rank, the first is named.
    let code = |at: Option<&Known>| {
        let known = at.filter(|_| vary == Vary::Fields)?;
        fields.get(known.first).map(|field| field.code().clone())
    };
    RankInterval {
        unit: card.unit().clone(),
        rank: rank.map(size),
        best: quantile(0),
        low: quantile(5),
        median: quantile(50),
        high: quantile(95),
        worst: ranks.last().map(|one| size(one.rank)),
        same: Ratio::new(points(same), points(count)),
        best_without: code(ranks.first()),
        worst_without: code(ranks.last()),
    }
}
