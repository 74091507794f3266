//! The counts of one unit: nothing else is kept of its ballots.

use std::collections::BTreeMap;

use super::super::Unit;
use super::questions::Inner;
use crate::finding::Place;

/// Stands in the place of an option where a question was not answered.
pub(super) const NONE: u16 = u16::MAX;

/// The counts of one unit in one channel.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) unit: Unit,
    pub(super) channel: Option<String>,
    pub(super) in_error: bool,
    /// The counts by group; the first slot is for ballots that name no group.
    pub(super) slots: Vec<Option<Slot>>,
    /// How many people were asked, by slot as above.
    pub(super) asked: BTreeMap<usize, AskedOf>,
}

/// How many people of a group were asked, out of how many, and where these numbers were read.
#[derive(Clone, Debug)]
pub(super) struct AskedOf {
    pub(super) asked: u64,
    pub(super) population: Option<u64>,
    /// The place where the population was read.
    pub(super) place: Place,
    /// The place where the number of people asked was read.
    pub(super) asked_place: Place,
}

/// The counts of one group of respondents.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) ballots: u64,
    /// Counts by question and option.
    pub(super) counts: Box<[u64]>,
    /// By leaf, the ballots with a valid answer to any of its questions.
    pub(super) respondents: Box<[u64]>,
    /// Sums by pair of questions of one leaf.
    pub(super) pairs: Box<[Pair]>,
}

/// Sums over the ballots that answer both of two questions; weights are in raw units of `Percent`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pair {
    pub(super) both: u64,
    pub(super) first: u128,
    pub(super) second: u128,
    pub(super) product: u128,
}

impl Sheet {
    pub(super) fn new(unit: Unit, channel: Option<String>) -> Sheet {
        let (slots, asked) = (Vec::new(), BTreeMap::new());
        Sheet { unit, channel, in_error: false, slots, asked }
    }

    /// How many ballots came from a group.
    pub(super) fn ballots(&self, slot: usize) -> u64 {
        self.slots.get(slot).and_then(Option::as_ref).map_or(0, |slot| slot.ballots)
    }

    /// The row without a group, if it stands for all groups together: it is the only row, or every
    /// ballot names a group and the rows of the groups do not sum to more than it.
    pub(super) fn whole(&self) -> Option<&AskedOf> {
        let whole = self.asked.get(&0)?;
        let alone = self.asked.len() == 1;
        let named = self.ballots(0) == 0;
        (alone || named && self.asked_of_groups() <= whole.asked).then_some(whole)
    }

    /// How many people were asked, summed over the rows of groups.
    fn asked_of_groups(&self) -> u64 {
        let groups = self.asked.iter().filter(|(slot, _)| **slot > 0).map(|(_, row)| row.asked);
        groups.fold(0, u64::saturating_add)
    }

    /// How many people of some groups were asked, by the groups' own rows; `None` if any row is
    /// missing.
    pub(super) fn asked_of(&self, groups: &[usize]) -> Option<u64> {
        if groups.is_empty() {
            return None;
        }
        let mut known = groups.iter().map(|slot| Some(self.asked.get(slot)?.asked));
        known.try_fold(0, |sum: u64, own| Some(sum.saturating_add(own?)))
    }

    /// The row without a group if the rows of groups sum to more than it although every ballot
    /// names a group; with that sum.
    pub(super) fn outgrown(&self) -> Option<(&AskedOf, u64)> {
        let row = self.asked.get(&0).filter(|_| self.ballots(0) == 0)?;
        let sum = self.asked_of_groups();
        (sum > row.asked).then_some((row, sum))
    }

    /// The population of all groups that answered; `None` if it is not known.
    pub(super) fn population(&self, voiced: &[usize]) -> Option<u64> {
        let Some(whole) = self.whole() else { return self.population_of(voiced) };
        // If only some of the groups answered the leaf, the total population does not help.
        let silent = |slot: &usize| self.ballots(*slot) > 0 && !voiced.contains(slot);
        let all = whole.population.filter(|_| !(0..self.slots.len()).any(|slot| silent(&slot)));
        // If the total row states no population, or one below the number of ballots, the groups'
        // own rows may still know it; if it is below the sum of the groups' populations, it counts
        // as unknown.
        match all.filter(|all| *all >= self.all_ballots()) {
            Some(all) => self.overpopulated().is_none().then_some(all),
            None => self.population_of(voiced),
        }
    }

    /// The total row, its population and the sum of the groups' known populations, if that sum is
    /// greater.
    pub(super) fn overpopulated(&self) -> Option<(&AskedOf, u64, u64)> {
        let row = self.whole()?;
        let all = row.population?;
        let groups = self.asked.keys().filter(|slot| **slot > 0);
        let groups = groups.filter_map(|slot| self.people(*slot));
        let sum = groups.fold(0, u64::saturating_add);
        (sum > all).then_some((row, all, sum))
    }

    /// The population of a group, by its own row; a number below the group's ballots counts as
    /// unknown.
    pub(super) fn people(&self, slot: usize) -> Option<u64> {
        self.asked.get(&slot)?.population.filter(|people| *people >= self.ballots(slot))
    }

    /// The population of some groups, by their own rows; `None` if that of any group is unknown.
    pub(super) fn population_of(&self, groups: &[usize]) -> Option<u64> {
        if groups.is_empty() {
            return None;
        }
        let mut known = groups.iter().map(|slot| self.people(*slot));
        known.try_fold(0, |sum: u64, own| sum.checked_add(own?))
    }

    /// How many ballots came from all groups together.
    fn all_ballots(&self) -> u64 {
        (0..self.slots.len()).map(|slot| self.ballots(slot)).fold(0, u64::saturating_add)
    }

    /// Counts a ballot; `answers` holds the option chosen for each question.
    pub(super) fn add(&mut self, inner: &Inner, slot: usize, answers: &[u16]) {
        if self.slots.len() <= slot {
            self.slots.resize(slot + 1, None);
        }
        let Some(slot) = self.slots.get_mut(slot) else { return };
        let slot = slot.get_or_insert_with(|| Slot {
            ballots: 0,
            counts: vec![0; inner.counters].into(),
            respondents: vec![0; inner.asked.len()].into(),
            pairs: vec![Pair::default(); inner.pairs].into(),
        });
        slot.ballots += 1;
        for (question, option) in inner.questions.iter().zip(answers) {
            let at = question.at + usize::from(*option);
            if let Some(count) = slot.counts.get_mut(at).filter(|_| *option != NONE) {
                *count += 1;
            }
        }
        for (asked, respondents) in inner.asked.iter().zip(&mut slot.respondents) {
            let weight = |question: &usize| {
                let option = answers.get(*question).copied()?;
                let weight = asked.rule.options.get(usize::from(option))?.weight?;
                u128::try_from(weight.raw()).ok()
            };
            let mut at = asked.pairs_at;
            let mut any = false;
            for (n, question) in asked.questions.iter().enumerate() {
                let first = weight(question);
                any |= first.is_some();
                for other in asked.questions.iter().skip(n + 1) {
                    let pair = slot.pairs.get_mut(at);
                    at += 1;
                    if let (Some(pair), Some(first), Some(second)) = (pair, first, weight(other)) {
                        pair.both += 1;
                        pair.first += first;
                        pair.second += second;
                        pair.product += first * second;
                    }
                }
            }
            *respondents += u64::from(any);
        }
    }
}
