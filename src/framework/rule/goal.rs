//! What it takes to get a leaf to some points: what holds for every kind of rule.

use super::{Facts, Level, Rule, Scale, Stands};
use crate::quantity::{Percent, Points};
use crate::words::Text;

impl Rule {
    /// The level with just these points, if the rule can give them.
    ///
    /// Where a rule takes any typed points and nothing says what gives them (points without a step,
    /// a survey, a share without a whole), any within the maximum are a level.
    pub(crate) fn level(
        &self,
        points: Points,
        scale: Scale,
        facts: Option<&Facts>,
    ) -> Option<Level> {
        if self.is_without_case(facts) { None } else { self.of_kind().level(points, scale, facts) }
    }

    /// The most points this rule can give as things stand: those of [`best`](Self::best), unless no
    /// whole count of a stated whole gives them.
    pub(crate) fn best_with(&self, scale: Scale, facts: Option<&Facts>) -> Points {
        if self.is_without_case(facts) {
            return Points::ZERO;
        }
        facts.map_or_else(|| self.best(scale), |facts| self.of_kind().best_with(scale, facts))
    }

    /// Of no case at all nothing more can be done.
    fn is_without_case(&self, facts: Option<&Facts>) -> bool {
        let of = facts.and_then(|facts| facts.of);
        self.is_of_whole() && of.is_some_and(|of| !of.is_positive())
    }

    /// Points beside a stated number that this rule can give: what to choose instead.
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

    /// How many items, or cases fewer, are missing from some facts to a level; `None` where none can be
    /// counted.
    pub(crate) fn items(&self, now: &Facts, level: &Level, scale: Scale) -> Option<Points> {
        self.of_kind().items(now, level, scale).filter(|items| !items.is_negative())
    }

    /// What is still missing from some facts to a level, in a few words.
    pub(crate) fn still_missing(&self, now: &Facts, level: &Level, scale: Scale) -> Option<Text> {
        self.of_kind().still_missing(now, level, scale)
    }

    /// The same to the most points that can be had.
    pub(crate) fn missing_to_best(&self, now: &Facts, scale: Scale) -> Option<Text> {
        let best = self.level(self.best_with(scale, Some(now)), scale, Some(now));
        self.of_kind().missing_to_best(now, best.as_ref(), scale)
    }

    /// The further items to full points, where facts tell them.
    pub(crate) fn needed(&self, now: &Facts) -> Option<Points> {
        self.of_kind().needed(now)
    }

    /// By how much one more item done moves a share, in percentage points.
    pub(crate) fn swing(&self, now: &Facts) -> Option<Percent> {
        self.of_kind().swing(now)
    }

    /// The counts of a level of a share, "58 of 60 files".
    pub(crate) fn out_of(&self, level: &Level) -> Option<Text> {
        self.of_kind().out_of(level)
    }

    /// What a level asks for where no facts can be counted.
    pub(crate) fn aim(&self, points: Points) -> Option<Text> {
        self.of_kind().aim(points)
    }

    /// Where a leaf stands in the words of the rule: the short reason of its loss.
    pub(crate) fn standing(&self, stands: &Stands<'_>) -> Option<Text> {
        self.of_kind().standing(stands)
    }

    /// What is missing to a threshold, where that says more than a claim does.
    pub(crate) fn threshold(&self, now: &Facts) -> Option<Text> {
        self.of_kind().threshold(now)
    }
}
