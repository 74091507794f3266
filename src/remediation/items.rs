//! [`Items`]: how many items a step needs, compared with what was done in the whole period.

use crate::analysis::{counted_facts, stated_facts};
use crate::framework::{LeafIx, Level};
use crate::quantity::{Percent, Points, Ratio, div_ceil};
use crate::scoring::Scorecard;

/// How many items a step needs, and the numbers to compare it with.
///
/// An item is whatever the leaf counts, such as a file or a procedure; for a penalty, one case
/// fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Items {
    /// How many more items are needed.
    pub more: Points,
    /// How many items were done in the whole period; for a penalty, how many cases there were.
    pub done: Points,
    /// The whole that the items are part of; `None` where the leaf has none.
    pub of: Option<Points>,
}

impl Items {
    /// The items needed to bring a leaf to some points; `None` where nothing can be counted.
    pub(super) fn to(card: &Scorecard, leaf: LeafIx, to: Points) -> Option<Items> {
        let framework = card.framework();
        let node = framework.leaf_at(leaf);
        let level = node.leaf()?.rule().level(
            to,
            framework.scale(node),
            stated_facts(card, leaf).as_ref(),
        )?;
        Items::to_level(card, leaf, &level)
    }

    /// The items needed to bring a leaf to a level that is already known.
    pub(super) fn to_level(card: &Scorecard, leaf: LeafIx, level: &Level) -> Option<Items> {
        let framework = card.framework();
        let node = framework.leaf_at(leaf);
        let now = counted_facts(card, leaf)?;
        let more = node.leaf()?.rule().items(&now, level, framework.scale(node))?;
        Some(Items { more, done: now.done.or(now.count)?, of: now.of })
    }

    /// The effort of all items together when each takes `each`, rounded up to a whole number; it may
    /// be larger than an effort can be.
    pub(super) fn effort(&self, each: Points) -> u64 {
        let one = Points::whole(1).wide();
        let whole = div_ceil(self.more.wide() * each.wide(), one * one);
        u64::try_from(whole).unwrap_or(u64::MAX)
    }

    /// Whether the step needs more items than were done in the whole period.
    pub fn is_far(&self) -> bool {
        self.more > self.done
    }

    /// Whether the step needs at most `most` items and at most `percent` of the whole.
    pub(super) fn within(&self, most: Option<u64>, percent: Option<Percent>) -> bool {
        let few =
            most.is_none_or(|most| self.more.wide() <= i128::from(most) * Points::whole(1).wide());
        let share = self.of.and_then(|of| Ratio::new(self.more, of));
        let small = percent
            .is_none_or(|percent| share.is_none_or(|share| share.cmp_percent(percent).is_le()));
        few && small
    }
}
