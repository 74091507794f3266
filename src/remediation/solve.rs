//! Chooses a level for every leaf: exactly, in integers, and by a total order that leaves no ties.
//!
//! Gains add up in a fixed number of possible points, so every goal is a number of points to gain
//! in the whole unit and, for floors, in some subtrees that do not overlap. This is a knapsack
//! problem in which exactly one level is chosen for each leaf. [`front`] lists the best points for
//! each effort, leaf by leaf; [`slopes`] bounds what the remaining leaves could still add, so that
//! hopeless states are cut; [`bounded`] combines both for one goal; [`floors`] handles goals with
//! subtrees.
//!
//! Where that answer breaks a condition or a capacity ([`links`], [`branches`]), the goal and all
//! conditions become [`rows`] of an integer program. [`prices`] of the rows prove a bound;
//! [`merge`] tightens it. [`lists`] look for an answer within the bound: they take
//! the items in an [`order`] and keep only [`useful`] states. [`search`] repeats these stages until
//! the answer is proven. [`kept`] builds a first valid answer greedily. [`joined`] makes one item
//! of each group of linked leaves when the best points for every effort are asked for. [`equals`]
//! counts how many choices are as good as an answer.

mod bounded;
mod branches;
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

/// One level that the solver may choose for a leaf; for a subtree, one combination of its levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// 0 means that the leaf stays where it is; higher levels follow in the order of their points.
    pub(super) level: usize,
    pub(super) effort: i64,
    /// What the level adds, in raw points.
    pub(super) gain: i64,
    /// How many leaves this choice changes.
    pub(super) leaves: usize,
}

impl Choice {
    /// The choice that leaves the leaf as it is: no effort, no gain.
    pub(super) const STAY: Choice = Choice { level: 0, effort: 0, gain: 0, leaves: 0 };
}

/// The choices of one leaf, lower levels first; exactly one of them is taken.
pub(super) type Item = Vec<Choice>;

/// A subtree that must gain at least `need` raw points; the subtrees of one goal do not overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Floor {
    pub(super) items: std::ops::Range<usize>,
    pub(super) need: i64,
}

/// What the chosen levels together must achieve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// Gain at least `need` raw points in all, and what every floor needs, for the least effort.
    Reach { need: i64, floors: Vec<Floor> },
    /// Gain as many points as this effort allows.
    Spend(i64),
}

impl Aim {
    /// How many raw points are still lacking at least when no choice gains more than `gain`.
    pub(super) fn lacks(&self, gain: i64) -> i64 {
        match self {
            Aim::Spend(_) => 0,
            Aim::Reach { need, floors } => {
                let most = floors.iter().map(|floor| floor.need).fold(*need, i64::max);
                most.saturating_sub(gain)
            }
        }
    }

    /// Whether a choice of levels of these items reaches the aim.
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

/// A chosen level for every leaf, with the sums of effort, gain and changed leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) levels: Vec<usize>,
    pub(super) effort: i64,
    pub(super) gain: i64,
    pub(super) leaves: usize,
    /// Set only where the search was cut short: no choice takes less effort than this or, for an
    /// aim to spend a budget, none brings more points.
    pub(super) bound: Option<i64>,
}

impl Chosen {
    /// The place of this choice in the total order of an aim; of two choices the one with the
    /// lesser key is better.
    pub(super) fn key(&self, aim: &Aim) -> (i64, i64, usize, &[usize]) {
        let (first, second) = match aim {
            Aim::Reach { .. } => (self.effort, -self.gain),
            Aim::Spend(_) => (-self.gain, self.effort),
        };
        (first, second, self.leaves, &self.levels)
    }

    /// The least effort that any equally good choice could take, as far as that is proven.
    fn least(&self) -> i64 {
        self.bound.unwrap_or(self.effort)
    }

    /// The positions of the chosen levels in the choice lists of their items.
    fn picks(&self, items: &[Item]) -> Vec<usize> {
        let place = |(item, level): (&Item, &usize)| item.iter().position(|c| c.level == *level);
        items.iter().zip(&self.levels).map(|own| place(own).unwrap_or_default()).collect()
    }

    /// The choice that takes one position from each item, with its sums.
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
