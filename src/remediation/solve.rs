//! The exact choice of levels: which level of which leaf, on integers and in one total order.
//!
//! Gains add up in a fixed number of possible points, so every goal is a number of points to reach
//! in the whole and, for floors, in some subtrees that do not overlap. That is a knapsack with one
//! choice per leaf. [`front`] lists the best points for each effort, leaf by leaf; [`slopes`] says
//! what the remaining leaves could bring at best, so that hopeless lists are cut; [`bounded`] does
//! both for one goal; [`floors`] puts subtrees together.
//!
//! Where that answer breaks a condition or a capacity ([`links`], [`branches`]), everything that is asked
//! becomes [`rows`] of one problem of whole numbers. [`prices`] of the rows prove a bound; [`merge`] makes it
//! better, and so do [`cliques`]; [`lists`] (in an [`order`], without what is not [`useful`]) find the answer within it; [`search`]
//! goes from one to the next. [`kept`] climbs to a first answer. [`joined`] makes one item of linked leaves
//! where all efforts are asked for. [`equals`] counts what does as well as an answer.

mod bounded;
mod branches;
mod cliques;
#[cfg(test)]
mod counted_out;
mod equals;
mod floors;
mod front;
mod joined;
mod kept;
mod links;
mod lists;
mod merge;
mod order;
mod prices;
mod rows;
mod search;
mod slopes;
mod useful;

pub(super) use equals::equals;
pub(super) use links::{Capacity, Link, Search, solve};

pub(super) use front::front;
pub(super) use joined::joined;
pub(super) use kept::lowered;

/// One level of a leaf as the solver knows it; of a subtree, one way through it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// 0 stays; then upwards in the order of points.
    pub(super) level: usize,
    pub(super) effort: i64,
    /// Raw points.
    pub(super) gain: i64,
    /// How many leaves it changes.
    pub(super) leaves: usize,
}

impl Choice {
    /// The leaf stays where it is.
    pub(super) const STAY: Choice = Choice { level: 0, effort: 0, gain: 0, leaves: 0 };
}

/// What a leaf may become, lower levels first; exactly one is chosen.
pub(super) type Item = Vec<Choice>;

/// A subtree that must gain so many raw points; subtrees do not overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Floor {
    pub(super) items: std::ops::Range<usize>,
    pub(super) need: i64,
}

/// What is wanted of the gains together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// At least so many raw points, and those of every floor, for the least effort.
    Reach { need: i64, floors: Vec<Floor> },
    /// As many points as an effort allows.
    Spend(i64),
}

impl Aim {
    /// How many points it lacks at least where no more than so many can be had.
    pub(super) fn lacks(&self, gain: i64) -> i64 {
        match self {
            Aim::Spend(_) => 0,
            Aim::Reach { need, floors } => {
                let most = floors.iter().map(|floor| floor.need).fold(*need, i64::max);
                most.saturating_sub(gain)
            }
        }
    }

    /// Whether a choice of levels of these items is what is wanted.
    pub(super) fn is_met(&self, items: &[Item], chosen: &Chosen) -> bool {
        let gain = |item: usize| {
            let level = chosen.levels.get(item)?;
            items.get(item)?.iter().find(|choice| choice.level == *level).map(|c| c.gain)
        };
        match self {
            Aim::Spend(most) => chosen.effort <= *most,
            Aim::Reach { need, floors } => {
                let kept =
                    |floor: &Floor| floor.items.clone().filter_map(gain).sum::<i64>() >= floor.need;
                chosen.gain >= *need && floors.iter().all(kept)
            }
        }
    }
}

/// A chosen level for every leaf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) levels: Vec<usize>,
    pub(super) effort: i64,
    pub(super) gain: i64,
    pub(super) leaves: usize,
    /// Where the search was cut short: no choice takes less effort than this (or, of a given effort,
    /// brings more points).
    pub(super) bound: Option<i64>,
}

impl Chosen {
    /// Where it stands in the total order of an aim; less is better.
    pub(super) fn key(&self, aim: &Aim) -> (i64, i64, usize, &[usize]) {
        let (first, second) = match aim {
            Aim::Reach { .. } => (self.effort, -self.gain),
            Aim::Spend(_) => (-self.gain, self.effort),
        };
        (first, second, self.leaves, &self.levels)
    }

    /// What it takes at least to reach the same, as far as that is proven.
    fn least(&self) -> i64 {
        self.bound.unwrap_or(self.effort)
    }

    /// The places of its choices.
    fn picks(&self, items: &[Item]) -> Vec<usize> {
        let place = |(item, level): (&Item, &usize)| item.iter().position(|c| c.level == *level);
        items.iter().zip(&self.levels).map(|own| place(own).unwrap_or_default()).collect()
    }

    /// The sums of some choices, one of each item.
    fn of(items: &[Item], picks: &[usize]) -> Chosen {
        let mut chosen = Chosen::default();
        for (item, pick) in items.iter().zip(picks) {
            let choice = item.get(*pick).copied().unwrap_or(Choice::STAY);
            chosen.levels.push(choice.level);
            chosen.effort += choice.effort;
            chosen.gain += choice.gain;
            chosen.leaves += choice.leaves;
        }
        chosen
    }
}
