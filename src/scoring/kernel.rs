//! The whole scoring kernel on one page: a mark for every leaf and five numbers for every node.

use super::Basis;
use super::numbers::{Mark, Numbers, Tally};
use crate::assessment::{Assessment, Cell};
use crate::framework::{Framework, LeafIx, MissingPolicy, Node, NotApplicablePolicy, Policies};
use crate::quantity::Points;

/// The mark of every leaf, the numbers that follow from it, and the sums at every node.
pub(super) fn numbers(framework: &Framework, assessment: &Assessment, basis: Basis) -> Numbers {
    let silent = assessment.is_silent();
    let mut numbers = Numbers::blank(framework);
    let policies = framework.policies();
    for (ix, node) in framework.leaves().enumerate() {
        let leaf = LeafIx(ix);
        // A unit that reported nothing has not declared that no survey was held, so its survey
        // leaves are missing, not left out.
        let survey_held = assessment.survey_held() || silent;
        let mark = mark(node, assessment.cell(leaf), survey_held, basis);
        numbers.set(framework, leaf, mark, tally(node, mark, policies, silent));
    }
    numbers.add_up(framework);
    numbers
}

/// The mark of a leaf on a basis; a stage that does not count never replaces one that does.
fn mark(node: &Node, cell: &Cell, survey_held: bool, basis: Basis) -> Mark {
    if node.is_survey() && (basis != Basis::Final || !survey_held) {
        return Mark::LeftOut;
    }
    let entry = match cell {
        Cell::Empty => return Mark::Missing,
        // A plain cell holds only the score that counts, which is not a self score.
        Cell::Plain(_) if basis == Basis::SelfAssessed => return Mark::Missing,
        Cell::Plain(points) => return Mark::Scored(*points),
        Cell::Full(entry) | Cell::Taken(entry) => entry,
    };
    let counting = if node.is_survey() {
        entry.survey_value()
    } else if basis == Basis::SelfAssessed {
        entry.rounds()[0]
    } else {
        entry.recognised()
    };
    match counting.map(|value| (value.points(), value)) {
        Some((Some(points), _)) => Mark::Scored(points),
        Some((None, value)) if value.is_without_answer() => Mark::Missing,
        Some((None, _)) => Mark::NotApplicable,
        None => {
            // If the unit has reported its self score, the leaf waits for the appraisers.
            let earlier = entry.rounds()[0].is_some();
            let waits = !node.is_survey() && basis != Basis::SelfAssessed && earlier;
            if waits { Mark::NotAppraised } else { Mark::Missing }
        }
    }
}

/// The five numbers of a leaf. All leaves of a unit that reported nothing are open, whatever the
/// framework's policies.
pub(super) fn tally(node: &Node, mark: Mark, policies: &Policies, silent: bool) -> Tally {
    let max = node.max();
    let zero = Points::ZERO;
    let (possible, obtained, lost, open) = match mark {
        Mark::Scored(award) => (max, award, max.minus(award), zero),
        Mark::NotApplicable => match policies.not_applicable {
            NotApplicablePolicy::Rescale => (zero, zero, zero, zero),
            NotApplicablePolicy::AwardMax => (max, max, zero, zero),
            NotApplicablePolicy::Zero => (max, zero, max, zero),
        },
        Mark::Missing
            if policies.missing == MissingPolicy::Zero && !node.is_survey() && !silent =>
        {
            (max, zero, max, zero)
        }
        Mark::Missing | Mark::NotAppraised => (max, zero, zero, max),
        Mark::LeftOut => (zero, zero, zero, zero),
    };
    Tally { max, possible, obtained, lost, open }
}
