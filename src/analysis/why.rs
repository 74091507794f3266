//! Why a leaf lost points, in a few words.

use super::ledger::unproven;
use crate::assessment::{Entry, StageName, Value};
use crate::framework::rule::{Answer, Facts, FullAt, Rule, Scale};
use crate::framework::{LeafIx, Node};
use crate::quantity::{Digits, Percent, Points, Ratio};
use crate::scoring::{Basis, Mark, Scorecard};
use crate::words::{Arg, Args, Phrase, Text};

/// The reason of a leaf's loss: what stands, what was claimed, what is still needed.
pub(super) fn why(card: &Scorecard, node: &Node, leaf: LeafIx) -> Text {
    let print = card.framework().policies().print;
    let points = match card.mark_at(leaf) {
        Mark::Scored(points) => points,
        Mark::NotApplicable => return Phrase::WhyNotApplicable.text(&[]),
        _ => return Phrase::WhyMissing.text(&[]),
    };
    let pct = Ratio::new(points, node.max()).map(|ratio| ratio.percent(print));
    // A maximum with more places than are printed (a third of ten) is rounded here too.
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
    // What is still missing for a threshold says more than the claim does.
    let missing = still_missing(node, entry, points, card.basis()).filter(|_| !unproven);
    if let Some(missing) = missing {
        return missing;
    }
    let reason = standing(node, entry, points, claimed.is_some(), (print, card.basis()))
        .unwrap_or_else(|| Phrase::WhyPoints.text(&args));
    let Some(claimed) = claimed else { return reason };
    let phrase = if unproven { Phrase::WhyNoEvidence } else { Phrase::WhyClaimed };
    phrase.text(&[("why", reason.into()), ("self", Arg::Rounded(claimed, print))])
}

/// The self score, where it is above what counts.
fn claimed(entry: &Entry, counted: Points) -> Option<Points> {
    let claimed = entry.rounds()[0]?.points()?;
    (claimed > counted).then_some(claimed)
}

/// Where the leaf stands in the words of its rule.
fn standing(
    node: &Node,
    entry: &Entry,
    points: Points,
    claimed: bool,
    (print, basis): (Digits, Basis),
) -> Option<Text> {
    let rule = node.leaf()?.rule();
    let scale = Scale { max: node.max(), digits: Digits::NINE };
    match rule {
        Rule::Direct(_) | Rule::Survey(_) => None,
        Rule::YesNo(rule) => {
            let no = points == rule.no || facts(entry, points, basis)?.answer == Some(Answer::No);
            no.then(|| Phrase::WhyNo.text(&[]))
        }
        Rule::Levels(rule) => {
            let place = rule.place_of(points)?;
            let args = [("place", place.into()), ("count", rule.levels.len().into())];
            Some(Phrase::WhyLevel.text(&args))
        }
        Rule::Bands(rule) => rule.still_needed(facts(entry, points, basis)?),
        Rule::PerItem(rule) => rule.still_needed(facts(entry, points, basis)?.count?, scale),
        Rule::Penalty(rule) => Some(rule.cases(facts(entry, points, basis)?.count?, print)),
        Rule::Share(rule) => {
            let facts = facts(entry, points, basis)?;
            let (done, of) = (facts.done?, facts.of?);
            // A claim follows in the same cell: the noun gives way.
            let noun = if claimed { Text::default() } else { rule.noun() };
            let args = [("done", Arg::Count(done)), ("of", Arg::Count(of)), ("what", noun.into())];
            let text = Phrase::WhyCounts.text(&args);
            Some(Text::new(text.vi.trim_end(), text.en.trim_end()))
        }
    }
}

/// The share and the items still needed, where full points begin below the whole.
fn still_missing(node: &Node, entry: &Entry, points: Points, basis: Basis) -> Option<Text> {
    let Rule::Share(rule) = node.leaf()?.rule() else { return None };
    let facts = facts(entry, points, basis)?;
    let (done, of) = (facts.done?, facts.of?);
    let more = rule.still_needed(done, of)?;
    let pct = Arg::RoundedPercent(rule.readable(Ratio::new(done, of)?), Digits::TWO);
    // Of the whole, the two counts say it all.
    (rule.full_at != FullAt::AtLeast(Percent::HUNDRED))
        .then(|| Phrase::WhyShare.text(&[("pct", pct), ("more", more.into())]))
}

/// The facts of the last stage that gives just the points that count.
fn facts(entry: &Entry, points: Points, basis: Basis) -> Option<&Facts> {
    // On the basis of the claims no later stage explains anything.
    let counted = if basis == Basis::SelfAssessed { 1 } else { 3 };
    let stages = entry.rounds().into_iter().take(counted).flatten().rev();
    stages.filter(|value| value.points() == Some(points)).find_map(Value::facts)
}

/// The facts that give the points a leaf has, where they are stated.
pub(crate) fn counted_facts(card: &Scorecard, leaf: LeafIx) -> Option<Facts> {
    let Mark::Scored(points) = card.mark_at(leaf) else { return None };
    let entry = card.assessment().at(leaf)?;
    facts(&entry, points, card.basis()).cloned()
}

/// The facts that tell the whole of a share: those of the stage that counts, or where points are typed
/// there, of the nearest earlier stage that states any.
pub(crate) fn stated_facts(card: &Scorecard, leaf: LeafIx) -> Option<Facts> {
    stated(card, leaf).map(|(_, facts, _)| facts)
}

/// The same where they are those of an earlier stage, and which it is.
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
