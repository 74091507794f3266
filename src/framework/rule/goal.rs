//! What it takes to get a leaf to some points: the level that gives them, and what is still missing.

use super::{Facts, Level, On, Rule, Scale, noun_or_cases};
use crate::quantity::Points;
use crate::words::{Arg, Phrase, Text};

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
        let of = facts.and_then(|facts| facts.of);
        if self.is_of_whole() && of.is_some_and(|of| !of.is_positive()) {
            // Of no case at all nothing more can be done.
            return None;
        }
        let typed = Level { points, facts: None };
        match (self, of) {
            (Rule::Share(rule), Some(of)) => {
                let done = rule.done_for(points, of, scale)?;
                Some(Level { points, facts: Some(Facts::share(done, of)) })
            }
            (Rule::PerItem(rule), _) => {
                let count = rule.count_for(points, scale)?;
                Some(Level { points, facts: Some(Facts::count(count)) })
            }
            (Rule::Penalty(rule), _) => {
                let count = rule.count_for(points, scale)?;
                Some(Level { points, facts: Some(Facts::count(count)) })
            }
            (Rule::Bands(_) | Rule::Levels(_) | Rule::YesNo(_), _) => {
                self.reachable(scale, facts).find(|level| level.points == points)
            }
            (Rule::Direct(rule), _) => rule.admits(points).is_ok().then_some(typed),
            (Rule::Share(_) | Rule::Survey(_), _) => Some(typed),
        }
    }

    /// The most points this rule can give as things stand: those of [`best`](Self::best), unless no
    /// whole count of a stated whole gives them.
    pub(crate) fn best_with(&self, scale: Scale, facts: Option<&Facts>) -> Points {
        let of = facts.and_then(|facts| facts.of);
        if self.is_of_whole() && of.is_some_and(|of| !of.is_positive()) {
            // Of no case at all nothing more can be done.
            return Points::ZERO;
        }
        match self {
            Rule::Bands(rule) => facts.map_or(rule.best(), |facts| rule.best_with(facts)),
            _ => self.best(scale),
        }
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

    /// What is still missing from some facts to a level, in a few words.
    pub(crate) fn still_missing(&self, now: &Facts, level: &Level, scale: Scale) -> Option<Text> {
        let needed = |n: Points, labels: &_, key| {
            let what = noun_or_cases(labels, key);
            let args =
                [("n", Arg::Count(n)), ("what", what.into()), ("points", level.points.into())];
            n.is_positive().then(|| Phrase::BandNeeded.text(&args))
        };
        let counted =
            |key: fn(&Facts) -> Option<Points>| key(level.facts.as_ref()?)?.checked_sub(key(now)?);
        match self {
            Rule::Share(rule) => {
                let (done, of) = (now.done?, now.of?);
                let least = rule.more_for(level.points, (done, of), scale)?;
                // A full share is told by its threshold, unless rounding gives full points before it.
                let at_threshold =
                    level.points == scale.max && rule.needed(done, of) == Some(least);
                if let Some(text) = rule.still_needed(done, of).filter(|_| at_threshold) {
                    return Some(text);
                }
                needed(least, &rule.labels, "done")
            }
            Rule::Bands(rule) if rule.on == On::Share => {
                needed(counted(|facts| facts.done)?, &rule.labels, "done")
            }
            Rule::Bands(rule) => needed(counted(|facts| facts.count)?, &rule.labels, "count"),
            Rule::PerItem(rule) => needed(counted(|facts| facts.count)?, &rule.labels, "count"),
            Rule::Penalty(rule) => {
                let n = now.count?.checked_sub(level.facts.as_ref()?.count?)?;
                let what = noun_or_cases(&rule.labels, "count");
                let args = [("n", Arg::Count(n)), ("what", what.into())];
                n.is_positive().then(|| Phrase::PlanFewer.text(&args))
            }
            _ => None,
        }
    }

    /// The counts of a level of a share, "58 of 60 files".
    pub(crate) fn out_of(&self, level: &Level) -> Option<Text> {
        let labels = match self {
            Rule::Share(rule) => &rule.labels,
            Rule::Bands(rule) => &rule.labels,
            _ => return None,
        };
        let facts = level.facts.as_ref()?;
        let what = noun_or_cases(labels, "done");
        let (done, of) = (Arg::Count(facts.done?), Arg::Count(facts.of?));
        Some(Phrase::WhyCounts.text(&[("done", done), ("of", of), ("what", what.into())]))
    }

    /// What a level asks for where no facts can be counted.
    pub(crate) fn aim(&self, points: Points) -> Option<Text> {
        match self {
            Rule::YesNo(_) => Some(Phrase::PlanYes.text(&[])),
            Rule::Levels(rule) => {
                let place = rule.place_of(points)?;
                let level = rule.levels.get(place.checked_sub(1)?)?;
                let args = [("place", place.into()), ("count", rule.levels.len().into())];
                let text = Phrase::WhyLevel.text(&args);
                Some(if level.label.is_empty() {
                    text
                } else {
                    let both = |standing: &str, label: &str| format!("{standing}: {label}");
                    Text::new(both(&text.vi, &level.label.vi), both(&text.en, &level.label.en))
                })
            }
            _ => None,
        }
    }
}
