//! How many more satisfied answers a target needs.

use std::collections::BTreeSet;
use std::ops::Range;

use super::counted::{SurveyCounts, UnitCount};
use super::questions::{AskedLeaf, Question};
use super::strata::{Whose, mean};
use crate::framework::rule::{FullAt, More};
use crate::quantity::{PointSum, Ratio};

/// More answers than any survey has: a target not met by fewer is never met, though rounding would
/// lift the ratio over it at last.
const MOST: u64 = super::tally::MOST_PEOPLE;

impl SurveyCounts {
    /// The groups of respondents that some question under a node is asked of, by itself or because its
    /// rule weighs them: what the node needs is needed of each. Empty where anybody answers
    /// everything, and one ballot can answer all.
    pub fn needed_of(&self, node: &str) -> Vec<&str> {
        let inner = &self.questionnaire.0;
        let slots = self.slots_under(node);
        slots.iter().filter_map(|slot| Some(inner.groups.get(slot - 1)?.as_str())).collect()
    }

    /// The slots of these groups, in order.
    fn slots_under(&self, node: &str) -> Vec<usize> {
        let inner = &self.questionnaire.0;
        let Some(leaves) = self.leaves_of(node) else { return Vec::new() };
        let under = |question: &&Question| {
            inner.asked.get(question.asked).is_some_and(|asked| leaves.contains(&asked.leaf.0))
        };
        let questions = inner.questions.iter().filter(under);
        let slots = questions.flat_map(|question| question.of.iter().flatten());
        let slots: BTreeSet<usize> = slots.map(|group| group + 1).collect();
        slots.into_iter().collect()
    }

    /// The points of a node ÷ its maximum, over the leaves that count answers; `None` while one of
    /// them has no points, or no question. The node `total` is the whole.
    pub fn ratio(&self, unit: &UnitCount, node: &str) -> Option<Ratio> {
        self.ratio_if(unit, node, &|_, _, _, _| {})
    }

    /// The least n so that n more answers of full weight *to every question* under a node bring it
    /// to a threshold: answers given otherwise in a fixed total ([`More::OfFixed`]), or n further
    /// ballots that answer all they are asked ([`More::OfGrows`]). Where questions are asked of
    /// groups ([`SurveyCounts::needed_of`]), n in *each* group, or n ballots of *each*: a question that
    /// two of them are asked gains from both. `None` where no number does, or a leaf has no points
    /// yet.
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
        let slots = self.slots_under(node);
        let met = |n| {
            let ratio = self.ratio_if(unit, node, &|whose, asked, question, counts| match whose {
                // One ballot answers all, or answers may change wherever they stand.
                Whose::All if slots.is_empty() => better(asked, counts, n, more),
                // In each group by itself; only ballots of those asked come anew.
                Whose::Slot(slot) if !slots.is_empty() => {
                    let comes = slots.contains(&slot) && question.is_asked_of(slot);
                    if more == More::OfFixed || comes {
                        better(asked, counts, n, more);
                    }
                }
                _ => {}
            });
            Some(threshold.is_met(ratio?))
        };
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

    /// How many leaves that count answers have no question.
    pub(crate) fn unasked(&self) -> usize {
        self.questionnaire.0.unasked.len()
    }

    fn leaves_of(&self, node: &str) -> Option<Range<usize>> {
        let framework = self.framework();
        match framework.node(node) {
            Some(node) => Some(node.leaf_range()),
            None => (node == "total").then_some(0..framework.leaf_count()),
        }
    }

    fn ratio_if(&self, unit: &UnitCount, node: &str, change: &Change<'_>) -> Option<Ratio> {
        let framework = self.framework();
        let leaves = self.leaves_of(node)?;
        // What no question asks about is open, and so is the whole.
        let open = self.questionnaire.0.unasked.iter().any(|leaf| leaves.contains(&leaf.0));
        if unit.in_error || open {
            return None;
        }
        let (mut obtained, mut possible) = (PointSum::ZERO, PointSum::ZERO);
        for (at, asked) in self.questionnaire.0.asked.iter().enumerate() {
            if !leaves.contains(&asked.leaf.0) || asked.questions.is_empty() {
                continue;
            }
            let leaf = framework.leaf_at(asked.leaf);
            let change = |whose, question: &Question, counts: &mut [u64]| {
                change(whose, asked, question, counts);
            };
            let mean = mean(asked, &unit.sheet.strata_if(&self.questionnaire, at, asked, &change))?;
            obtained = obtained.plus(mean.points(framework.scale(leaf))?);
            possible = possible.plus(leaf.max());
        }
        obtained.of(possible)
    }
}

/// What counts are tried in place of those of a question.
type Change<'c> = dyn Fn(Whose, &AskedLeaf, &Question, &mut [u64]) + 'c;

/// Gives counts n more answers of the greatest weight; in a fixed total the worst answers give way
/// first.
fn better(asked: &AskedLeaf, counts: &mut [u64], n: u64, more: More) {
    let options = asked.rule.options.iter().enumerate();
    let mut valid: Vec<(usize, _)> =
        options.filter_map(|(at, option)| Some((at, option.weight?))).collect();
    valid.sort_by_key(|(_, weight)| *weight);
    let Some((best, _)) = valid.pop() else { return };
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
}
