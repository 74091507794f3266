//! Strata: respondents whose mean counts by itself, and the mean and variance of a leaf that
//! follow.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::questions::{AskedLeaf, Question, Questionnaire};
use super::sheet::{Pair, Sheet, Slot};
use crate::framework::rule::Mean;
use crate::quantity::{Percent, Points};

/// The groups whose answer counts are varied when a target is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// One group, by its slot.
    Slot(usize),
    /// All groups of a stratum, summed.
    All,
}

impl Sheet {
    /// The strata of a leaf: one per group that its rule weights, or a single one for everybody,
    /// each with the counts of its questions.
    pub(super) fn strata(
        &self,
        questionnaire: &Questionnaire,
        n: usize,
        asked: &AskedLeaf,
    ) -> Vec<Stratum> {
        self.strata_if(questionnaire, n, asked, &|_, _, _| {})
    }

    /// Like [`Sheet::strata`], with counts as they might be: `change` may alter the counts of every
    /// group that answered, and then their sum.
    pub(super) fn strata_if(
        &self,
        questionnaire: &Questionnaire,
        n: usize,
        asked: &AskedLeaf,
        change: &dyn Fn(Whose, &Question, &mut [u64]),
    ) -> Vec<Stratum> {
        let inner = &questionnaire.0;
        let slots: Vec<(Option<usize>, Points, Vec<usize>)> = if asked.groups.is_empty() {
            vec![(None, Points::whole(1), (0..self.slots.len()).collect())]
        } else {
            let groups = asked.groups.iter();
            groups.map(|(group, weight)| (Some(*group), *weight, vec![group + 1])).collect()
        };
        let strata = slots.into_iter().map(|(group, weight, slots)| {
            let among = slots.iter();
            let among = among.filter_map(|at| Some((*at, self.slots.get(*at)?.as_ref()?)));
            let (places, filled): (Vec<usize>, Vec<&Slot>) = among.unzip();
            // The questions of the leaf that this group is asked.
            let questions = asked.questions.iter().enumerate().filter_map(|(place, question)| {
                let question = inner.questions.get(*question)?;
                let of = question.of.as_ref();
                let may = group.is_none_or(|group| of.is_none_or(|of| of.contains(&group)));
                may.then_some((place, question))
            });
            let questions: Vec<(usize, &Question)> = questions.collect();
            let counts = questions.iter().map(|(_, question)| {
                let mut counts = vec![0_u64; asked.rule.options.len()];
                for (at, slot) in places.iter().zip(&filled) {
                    let own = slot.counts.iter().skip(question.at).take(counts.len());
                    let mut own: Vec<u64> = own.copied().collect();
                    change(Whose::Slot(*at), question, &mut own);
                    counts.iter_mut().zip(own).for_each(|(sum, count)| *sum += count);
                }
                change(Whose::All, question, &mut counts);
                (question.weight, counts)
            });
            // A group without a valid answer to this leaf is not part of the leaf's population.
            let voiced = slots.iter().copied().filter(|slot| {
                let slot = self.slots.get(*slot).and_then(Option::as_ref);
                slot.and_then(|slot| slot.respondents.get(n)).is_some_and(|count| *count > 0)
            });
            let voiced: Vec<usize> = voiced.collect();
            Stratum {
                group,
                weight,
                population: match group {
                    Some(_) => self.population_of(&voiced),
                    None => self.population(&voiced),
                },
                respondents: filled.iter().filter_map(|slot| slot.respondents.get(n)).sum(),
                counts: counts.collect(),
                pairs: pairs(asked, &filled, &questions),
            }
        });
        strata.collect()
    }
}

/// Respondents whose mean counts by itself: one group, or everybody.
#[derive(Debug)]
pub(super) struct Stratum {
    /// The position of the group; `None` for the stratum of everybody.
    pub(super) group: Option<usize>,
    weight: Points,
    /// How many people might have been asked; `None` unless known for all groups that answered.
    pub(super) population: Option<u64>,
    /// How many ballots have a valid answer to any question of the leaf.
    pub(super) respondents: u64,
    /// Each question asked of these respondents: its weight and the counts of its options.
    pub(super) counts: Vec<(Points, Vec<u64>)>,
    /// The sums for each pair of these questions.
    pairs: Vec<(usize, usize, Pair)>,
}

/// The sums of each pair of the leaf's questions that are both asked of these respondents.
fn pairs(
    asked: &AskedLeaf,
    filled: &[&Slot],
    questions: &[(usize, &Question)],
) -> Vec<(usize, usize, Pair)> {
    let among = |place: usize| questions.iter().position(|(known, _)| *known == place);
    let mut found = Vec::new();
    let mut at = asked.pairs_at;
    for first in 0..asked.questions.len() {
        for second in first + 1..asked.questions.len() {
            let here = at;
            at += 1;
            let (Some(first), Some(second)) = (among(first), among(second)) else { continue };
            let mut sum = Pair::default();
            for pair in filled.iter().filter_map(|slot| slot.pairs.get(here)) {
                sum.both += pair.both;
                sum.first += pair.first;
                sum.second += pair.second;
                sum.product += pair.product;
            }
            found.push((first, second, sum));
        }
    }
    found
}

pub(super) fn valid_answers(asked: &AskedLeaf, counts: &[u64]) -> u64 {
    let valid = asked.rule.options.iter().zip(counts);
    valid.filter(|(option, _)| option.weight.is_some()).map(|(_, count)| count).sum()
}

/// The mean of a leaf: the weighted mean over groups of the weighted means over their questions.
pub(super) fn mean(asked: &AskedLeaf, strata: &[Stratum]) -> Option<Mean> {
    Mean::weighted(strata.iter().map(|stratum| {
        let questions = stratum.counts.iter();
        let means = questions.map(|(weight, counts)| (*weight, asked.rule.mean(counts)));
        (stratum.weight, Mean::weighted(means))
    }))
}

/// The variance of the mean. Ballots are the sample, drawn separately in each group; since a ballot
/// may leave questions open, the mean is a ratio, whose variance is taken from its linear part.
///
/// `Σ_g (W_g ÷ ΣW)² · n ÷ (n − 1) · (1 − n ÷ N) · Σ_i u_i²`, where `u_i` is the sum over the
/// questions that ballot i answers of `w_q ÷ Σw · (x_iq − mean_q) ÷ n_q`.
pub(super) fn variance(asked: &AskedLeaf, strata: &[Stratum]) -> Option<BigRational> {
    let whole = |n: u64| BigRational::from(BigInt::from(n));
    let raw = |points: Points| BigRational::from(BigInt::from(points.raw()));
    let groups: BigRational = strata.iter().map(|stratum| raw(stratum.weight)).sum();
    let mut sum = whole(0);
    for stratum in strata {
        let weights: BigRational = stratum.counts.iter().map(|(weight, _)| raw(*weight)).sum();
        let mut shares = Vec::new();
        let mut squares = whole(0);
        for (weight, counts) in &stratum.counts {
            // A single answer says nothing about the spread.
            let answers = Some(valid_answers(asked, counts)).filter(|answers| *answers > 1)?;
            let Mean(mean) = asked.rule.mean(counts)?;
            let share = raw(*weight) / &weights / whole(answers);
            let valid = asked.rule.options.iter().zip(counts);
            let valid = valid.filter_map(|(option, count)| Some((option.weight?, *count)));
            let own: BigRational = valid
                .map(|(weight, count)| {
                    let apart = percent(BigInt::from(weight.raw())) - &mean;
                    &apart * &apart * whole(count)
                })
                .sum();
            squares += &share * &share * own;
            shares.push((share, mean));
        }
        for (first, second, pair) in &stratum.pairs {
            let ((a, mean_a), (b, mean_b)) = (shares.get(*first)?, shares.get(*second)?);
            let unit = percent(BigInt::from(1));
            let product = BigRational::from(BigInt::from(pair.product)) * &unit * &unit;
            let joint = product
                - percent(pair.first.into()) * mean_b
                - percent(pair.second.into()) * mean_a
                + whole(pair.both) * mean_a * mean_b;
            squares += a * b * joint * whole(2);
        }
        let n = stratum.respondents;
        let others = whole(n.checked_sub(1).filter(|others| *others > 0)?);
        // A population smaller than the number who answered is wrong and is not used.
        let population = stratum.population.filter(|all| *all >= n);
        let left = population.map_or(whole(1), |all| whole(all - n) / whole(all));
        let part = raw(stratum.weight) / &groups;
        sum += &part * &part * whole(n) / others * left * squares;
    }
    Some(sum)
}

/// A number in raw units of `Percent` as an exact fraction of percent.
fn percent(raw: BigInt) -> BigRational {
    BigRational::new(raw, Percent::whole(1).raw().into())
}
