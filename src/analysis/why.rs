//! Says in a few words why a leaf lost points.

use super::ledger::unproven;
use crate::assessment::{Entry, StageName, Value};
use crate::framework::rule::{Facts, Scale, Stands};
use crate::framework::{Leaf, LeafIx, Node};
use crate::quantity::{Digits, Points, Ratio};
use crate::scoring::{Basis, Mark, Scorecard};
use crate::words::{Arg, Args, Phrase, Text};

/// The reason for a leaf's loss: the reported standing, what was claimed, or what a threshold still
/// needs.
pub(super) fn why(card: &Scorecard, node: &Node, leaf: LeafIx) -> Text {
    let print = card.framework().policies().print;
    let points = match card.mark_at(leaf) {
        Mark::Scored(points) => points,
        Mark::NotApplicable => return Phrase::WhyNotApplicable.text(&[]),
        _ => return Phrase::WhyMissing.text(&[]),
    };
    // The maximum of a node that loses points is above 0, so the ratio exists.
    let pct = Ratio::new(points, node.max()).map(|ratio| ratio.percent(print));
    // A maximum with more decimal places than are printed (a third of ten) is rounded here too.
    let max = node.max();
    let max = if max.round(print) == max { max.into() } else { Arg::Rounded(max, print) };
    let args: Args =
        vec![("pct", Arg::RoundedPercent(pct.unwrap_or_default(), print)), ("max", max)];
    if node.is_survey() {
        return Phrase::WhySurvey.text(&args);
    }
    let Some(entry) = card.assessment().at(leaf) else { return Phrase::WhyPoints.text(&args) };
    let entry = &entry;
    let claimed = claimed(entry, points).filter(|_| card.basis() != Basis::SelfAssessed);
    let unproven = unproven(node, entry, points).is_some();
    // The number still missing for a threshold tells more than the claim does, so it takes
    // precedence.
    let rule = node.leaf().map(Leaf::rule);
    let facts = facts(entry, points, card.basis());
    let missing = facts.and_then(|facts| rule?.threshold(facts)).filter(|_| !unproven);
    if let Some(missing) = missing {
        return missing;
    }
    let scale = Scale { max: node.max(), digits: Digits::NINE };
    let stands = Stands { points, facts, claimed: claimed.is_some(), scale, print };
    let standing = rule.and_then(|rule| rule.standing(&stands));
    let reason = standing.unwrap_or_else(|| Phrase::WhyPoints.text(&args));
    let Some(claimed) = claimed else { return reason };
    let phrase = if unproven { Phrase::WhyNoEvidence } else { Phrase::WhyClaimed };
    phrase.text(&[("why", reason.into()), ("self", Arg::Rounded(claimed, print))])
}

/// The self score, if it is above the points that count.
fn claimed(entry: &Entry, counted: Points) -> Option<Points> {
    let claimed = entry.rounds()[0]?.points()?;
    (claimed > counted).then_some(claimed)
}

/// The facts of the last stage whose points are exactly those that count.
fn facts(entry: &Entry, points: Points, basis: Basis) -> Option<&Facts> {
    // On the basis of self scores only the first stage counts, so later stages explain nothing.
    let counted = if basis == Basis::SelfAssessed { 1 } else { 3 };
    let stages = entry.rounds().into_iter().take(counted).flatten().rev();
    stages.filter(|value| value.points() == Some(points)).find_map(Value::facts)
}

/// The facts that give the points counted at a leaf, where facts are stated.
pub(crate) fn counted_facts(card: &Scorecard, leaf: LeafIx) -> Option<Facts> {
    let Mark::Scored(points) = card.mark_at(leaf) else { return None };
    let entry = card.assessment().at(leaf)?;
    facts(&entry, points, card.basis()).cloned()
}

/// The facts from which the whole of a share is known: those of the stage that counts, or, where
/// points are typed there, those of the nearest earlier stage that states facts.
pub(crate) fn stated_facts(card: &Scorecard, leaf: LeafIx) -> Option<Facts> {
    stated(card, leaf).map(|(_, facts, _)| facts)
}

/// The facts of [`stated_facts`] if they come from an earlier stage than the one that counts, with
/// the name of that stage.
pub(crate) fn earlier_facts(card: &Scorecard, leaf: LeafIx) -> Option<(StageName, Facts)> {
    stated(card, leaf).and_then(|(name, facts, counts)| (!counts).then_some((name, facts)))
}

fn stated(card: &Scorecard, leaf: LeafIx) -> Option<(StageName, Facts, bool)> {
    let entry = card.assessment().at(leaf)?;
    let counted = if card.basis() == Basis::SelfAssessed { 1 } else { 3 };
    let stages = StageName::ALL.into_iter().zip(entry.rounds()).take(counted).rev();
    let mut stages = stages.filter_map(|(name, value)| Some((name, value?))).enumerate();
    stages.find_map(|(place, (name, value))| Some((name, value.facts()?.clone(), place == 0)))
}
