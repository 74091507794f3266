//! How far a rank holds: other weights, other survey points, one field less.

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
    /// What is varied to see whether ranks hold.
    Vary {
        /// The weights of the fields.
        Weights "weights",
        /// The points of survey components.
        Survey "survey",
        /// One field is left out at a time.
        Fields "fields",
    }
}

/// What is varied, by how much, how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Variation {
    /// What.
    pub vary: Vary,
    /// By at most so many percent, up or down; of no meaning where fields are left out.
    pub amount: Percent,
    /// How often; there are as many replicates as fields where fields are left out.
    pub replicates: usize,
    /// Where the random numbers begin: the same seed gives the same ranks everywhere.
    pub seed: u64,
}

impl Variation {
    /// Whether amount and replicates are such as can be drawn; of no meaning where fields are left
    /// out.
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

    /// What keeps every rank where it is, whatever is drawn: then nothing is learnt of ranks.
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
            // One field alone: its weight cancels out, unless a bonus stands beside it.
            Vary::Weights => {
                let moves = |card: &Scorecard| possible(card) > 1 || extras(card) != 0;
                (!any(&moves)).then_some(Phrase::RobustOneField)
            }
            Vary::Fields => (!any(&|card| possible(card) > 1)).then_some(Phrase::RobustOneField),
        }
    }
}

/// How far ranks hold, and what keeps that from being known.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub struct Robustness {
    /// The units by id.
    pub rows: Vec<RankInterval>,
    /// How many units were ranked again in all replicates, and whether replicates are missing.
    pub work: WorkBudget,
    /// Where nothing varies, why: no unit has an interval then, since ranks that nothing could move
    /// are not ranks that hold. Where there was no work left for all replicates, how many there are.
    pub findings: Vec<Finding>,
}

/// The ranks of one unit over all replicates.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RankInterval {
    /// The unit.
    pub unit: Unit,
    /// Its rank as it is; `None` if it has none, and then no interval either.
    pub rank: Option<usize>,
    /// The best rank of any replicate.
    pub best: Option<usize>,
    /// The rank that 5 % of the replicates reach or better.
    pub low: Option<usize>,
    /// The rank that half of the replicates reach or better.
    pub median: Option<usize>,
    /// The rank that 95 % of the replicates reach or better.
    pub high: Option<usize>,
    /// The worst rank of any replicate.
    pub worst: Option<usize>,
    /// The part of the replicates in which the rank is as it is.
    pub same: Option<Ratio>,
    /// The field without which the rank is best; only where fields are left out.
    pub best_without: Option<Code>,
    /// The field without which it is worst.
    pub worst_without: Option<Code>,
}

/// Ranks every unit again and again under varied conditions, inside its block; units by id.
///
/// All is computed in integers. *Weights*: the points of each field, obtained and possible, count by
/// a factor drawn evenly from 1 ± amount, the same for all units. *Survey*: each survey component's
/// points move by an even draw from ± amount of its maximum, kept between zero and the maximum.
/// *Fields*: the index is that of the other fields, which keep their points: no field is enlarged.
/// Bonus and deduction stay as they are.
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
/// [`Error::is_usage`] for an amount below 0 or above 100 %, or with more than two places, and for no
/// replicates.
pub fn robustness(cohort: &Cohort, variation: &Variation) -> Result<Robustness, Error> {
    robustness_within(cohort, variation, WorkBudget::default())
}

/// The same within a budget of work: where it runs out the intervals are those of the replicates until then,
/// one at least, and a warning says so.
///
/// # Errors
/// Those of [`robustness`].
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

/// Whether every ranked unit is alone in its block, and so stays first whatever is drawn.
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
    // The least rank that so many of the replicates reach or better.
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
    // Of equal ranks the first field.
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
