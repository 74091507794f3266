//! How many more satisfied answers a unit needs to reach a target.

use std::collections::BTreeSet;
use std::ops::Range;

use super::counted::{SurveyCounts, UnitCount};
use super::questions::{AskedLeaf, Question};
use super::strata::{Whose, mean};
use crate::framework::rule::{FullAt, More};
use crate::quantity::{PointSum, Ratio};

/// A bound above the number of answers in any survey: a target that fewer answers do not reach
/// counts as out of reach, even though rounding might lift the ratio over it in the end.
const MOST: u64 = super::tally::MOST_PEOPLE;

impl SurveyCounts {
    /// The groups of respondents that some question under a node is asked of, because the question
    /// or its rule names them: the answers that the node needs are then needed of each group. Empty
    /// if everybody is asked everything, so that one ballot can answer all questions.
    pub fn needed_of(&self, node: &str) -> Vec<&str> {
        let inner = &self.questionnaire.0;
        let slots = self.slots_under(node);
        slots.iter().filter_map(|slot| Some(inner.groups.get(slot - 1)?.as_str())).collect()
    }

    /// The positions (slots) of these groups, in order.
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

    /// The points of a node ÷ its maximum, over the leaves scored by counted answers; `None` if one
    /// of them has no points or no question. The node `total` stands for the whole framework.
    pub fn ratio(&self, unit: &UnitCount, node: &str) -> Option<Ratio> {
        self.ratio_if(unit, node, &|_, _, _, _| {})
    }

    /// The least n so that n more answers of full weight *to every question* under a node lift it
    /// to a threshold. With [`More::OfFixed`] worse answers are replaced and the total stays fixed;
    /// with [`More::OfGrows`] n further ballots come, which answer all they are asked. If questions
    /// are asked of groups ([`SurveyCounts::needed_of`]), n applies to *each* group: a question
    /// asked of two groups gains from both. `None` if no number suffices, or a leaf has no points
    /// yet.
    ///
    /// Every number tried is scored by the rule itself, so that the answer holds for the very ratio
    /// that is ranked.
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
                // One ballot answers all questions, so that the sum over all groups is changed.
                Whose::All if slots.is_empty() => better(asked, counts, n, more),
                // Each group is changed by itself; new ballots come only from groups that are asked
                // the question.
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
        // Points never fall as answers get better, so that halving the interval finds the least
        // number.
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if met(middle)? { high = middle } else { low = middle }
        }
        Some(high).filter(|needed| *needed < MOST)
    }

    /// How many leaves that are scored by counted answers have no question.
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
        // A leaf that no question asks about has no points, and so the whole has none.
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

/// Changes the counts of a question, to try what a target would need.
type Change<'c> = dyn Fn(Whose, &AskedLeaf, &Question, &mut [u64]) + 'c;

/// Adds n answers of the greatest weight to the counts; in a fixed total they replace the worst
/// answers first.
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
