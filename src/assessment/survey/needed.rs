//! How many more satisfied answers a target needs.

use super::counted::{Counted, UnitCount};
use super::questions::AskedLeaf;
use super::strata::mean;
use crate::framework::rule::{FullAt, More};
use crate::quantity::{Percent, PointSum, Ratio};

/// More answers than any survey has: a target not met by fewer is never met, though rounding would
/// lift the ratio over it at last.
const MOST: u64 = super::tally::MOST_PEOPLE;

/// A ratio that a survey is to reach (*chỉ tiêu*), in one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The channel; `None` for a survey without channels.
    pub channel: Option<String>,
    /// Whether the ratio must reach the threshold or pass it.
    pub threshold: FullAt,
}

impl Target {
    /// Whether it looks like a fraction that was meant in percent.
    pub(super) fn is_tiny(&self) -> bool {
        let threshold = self.threshold.threshold();
        threshold > Percent::ZERO && threshold <= Percent::whole(1)
    }

    /// Whether no ratio of answers can meet it.
    pub(super) fn is_too_high(&self) -> bool {
        let threshold = self.threshold.threshold();
        threshold > Percent::HUNDRED
            || threshold == Percent::HUNDRED && matches!(self.threshold, FullAt::Above(_))
    }
}

impl Counted {
    /// Whether a rule weighs groups of respondents: then what is needed is needed of each of them.
    pub fn weighs_groups(&self) -> bool {
        let asked = self.questionnaire.0.asked.iter();
        asked.filter(|asked| !asked.questions.is_empty()).any(|asked| asked.groups.len() > 1)
    }

    /// The points of a node ÷ its maximum, over the leaves that have questions; `None` while one of
    /// them has no points. The node `total` is the whole.
    pub fn ratio(&self, unit: &UnitCount, node: &str) -> Option<Ratio> {
        self.ratio_with(unit, node, 0, More::OfFixed)
    }

    /// The least n so that n more answers of full weight *to every question* under a node bring it
    /// to a threshold: answers given otherwise in a fixed total ([`More::OfFixed`]), or n further
    /// ballots ([`More::OfGrows`]); where groups of respondents are weighted, n of *each* group.
    /// `None` where no number does, or a leaf has no points yet.
    ///
    /// Every try is scored by the rule itself, so the answer is about the very ratio that is
    /// ranked.
    pub fn needed(
        &self,
        unit: &UnitCount,
        node: &str,
        threshold: FullAt,
        more: More,
    ) -> Option<u64> {
        let met = |n| Some(threshold.is_met(self.ratio_with(unit, node, n, more)?));
        if met(0)? {
            return Some(0);
        }
        let (mut low, mut high) = (0, 1);
        while !met(high)? {
            (low, high) = (high, high * 2);
            if low >= MOST {
                return None;
            }
        }
        // Points never fall as answers get better.
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if met(middle)? { high = middle } else { low = middle }
        }
        Some(high).filter(|needed| *needed < MOST)
    }

    fn ratio_with(&self, unit: &UnitCount, node: &str, n: u64, more: More) -> Option<Ratio> {
        let framework = self.framework();
        let leaves = match framework.node(node) {
            Some(node) => node.leaf_range(),
            None if node == "total" => 0..framework.leaf_count(),
            None => return None,
        };
        if unit.in_error {
            return None;
        }
        let (mut obtained, mut possible) = (PointSum::ZERO, PointSum::ZERO);
        for (at, asked) in self.questionnaire.0.asked.iter().enumerate() {
            if !leaves.contains(&asked.leaf.0) || asked.questions.is_empty() {
                continue;
            }
            let leaf = framework.leaf_at(asked.leaf);
            let strata = unit.strata(&self.questionnaire, at, asked);
            let mean = mean(asked, &strata, &|counts| better(asked, counts, n, more))?;
            obtained = obtained.plus(mean.points(framework.scale(leaf))?);
            possible = possible.plus(leaf.max());
        }
        obtained.of(possible)
    }
}

/// The counts with n more answers of the greatest weight; in a fixed total the worst answers give
/// way first.
fn better(asked: &AskedLeaf, counts: &[u64], n: u64, more: More) -> Vec<u64> {
    let mut counts = counts.to_vec();
    let options = asked.rule.options.iter().enumerate();
    let mut valid: Vec<(usize, _)> =
        options.filter_map(|(at, option)| Some((at, option.weight?))).collect();
    valid.sort_by_key(|(_, weight)| *weight);
    let Some((best, _)) = valid.pop() else { return counts };
    let mut gained = n;
    if more == More::OfFixed {
        let mut left = n;
        for (at, _) in valid {
            if let Some(count) = counts.get_mut(at) {
                let gone = left.min(*count);
                *count -= gone;
                left -= gone;
            }
        }
        gained = n - left;
    }
    if let Some(count) = counts.get_mut(best) {
        *count = count.saturating_add(gained);
    }
    counts
}
