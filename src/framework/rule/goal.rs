//! The steps from the present facts of a leaf to a number of points, as far as they are the same
//! for every kind of rule.

use super::{Facts, Level, Rule, Scale, Stands};
use crate::quantity::{Percent, Points};
use crate::words::Text;

impl Rule {
    /// The level that gives exactly these points, if the rule can give them.
    ///
    /// Some rules take any typed points without facts that would give them: points without a step,
    /// a survey, a share whose whole is unknown. There every number of points within the maximum is
    /// a level.
    pub(crate) fn level(
        &self,
        points: Points,
        scale: Scale,
        facts: Option<&Facts>,
    ) -> Option<Level> {
        if self.is_without_case(facts) { None } else { self.of_kind().level(points, scale, facts) }
    }

    /// The most points this rule can give with the present facts. They are those of
    /// [`best`](Self::best), unless no whole count out of the stated whole gives them.
    pub(crate) fn best_with(&self, scale: Scale, facts: Option<&Facts>) -> Points {
        if self.is_without_case(facts) {
            return Points::ZERO;
        }
        facts.map_or_else(|| self.best(scale), |facts| self.of_kind().best_with(scale, facts))
    }

    /// Whether no case arose (a whole of 0), so that nothing more can be done.
    fn is_without_case(&self, facts: Option<&Facts>) -> bool {
        let of = facts.and_then(|facts| facts.of);
        self.is_of_whole() && of.is_some_and(|of| !of.is_positive())
    }

    /// The points next below and next above a stated number that this rule can give, for a message
    /// that says what to choose instead.
    pub(crate) fn near(&self, points: Points, scale: Scale, facts: Option<&Facts>) -> Vec<Points> {
        let mut near = Vec::new();
        for level in self.reachable(scale, facts).take(10_000) {
            let above = level.points > points;
            if near.len() > 1 && !above {
                near.remove(0);
            }
            near.push(level.points);
            if above {
                break;
            }
        }
        near
    }

    /// The number of items (for a penalty: of cases fewer) between the present facts and a level;
    /// `None` where items cannot be counted.
    pub(crate) fn items(&self, now: &Facts, level: &Level, scale: Scale) -> Option<Points> {
        self.of_kind().items(now, level, scale).filter(|items| !items.is_negative())
    }

    /// A few words on what is still missing between the present facts and a level.
    pub(crate) fn still_missing(&self, now: &Facts, level: &Level, scale: Scale) -> Option<Text> {
        self.of_kind().still_missing(now, level, scale)
    }

    /// A few words on what is still missing between the present facts and the most points that can
    /// be had.
    pub(crate) fn missing_to_best(&self, now: &Facts, scale: Scale) -> Option<Text> {
        let best = self.level(self.best_with(scale, Some(now)), scale, Some(now));
        self.of_kind().missing_to_best(now, best.as_ref(), scale)
    }

    /// The number of further items to full points, where the facts tell it.
    pub(crate) fn needed(&self, now: &Facts) -> Option<Points> {
        self.of_kind().needed(now)
    }

    /// The number of percentage points by which one more item done moves a share.
    pub(crate) fn swing(&self, now: &Facts) -> Option<Percent> {
        self.of_kind().swing(now)
    }

    /// The counts of a level of a share, as "58 of 60 files".
    pub(crate) fn out_of(&self, level: &Level) -> Option<Text> {
        self.of_kind().out_of(level)
    }

    /// A description of a level for rules whose facts cannot be counted.
    pub(crate) fn aim(&self, points: Points) -> Option<Text> {
        self.of_kind().aim(points)
    }

    /// How a leaf stands, in the words of its rule: the short reason of its loss.
    pub(crate) fn standing(&self, stands: &Stands<'_>) -> Option<Text> {
        self.of_kind().standing(stands)
    }

    /// What is missing to the threshold of the rule, where that says more than the claimed points
    /// do.
    pub(crate) fn threshold(&self, now: &Facts) -> Option<Text> {
        self.of_kind().threshold(now)
    }
}
