//! The scorer, on one page.

use std::cell::OnceCell;
use std::sync::Arc;

use super::Basis;
use super::scorecard::{Mark, Numbers, Scorecard, Tally, Whole};
use crate::assessment::{Assessment, Cell, other_framework};
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::{Framework, LeafIx, MissingPolicy, Node, NotApplicablePolicy, Policies};
use crate::quantity::{Percent, Points};
use crate::words::Arg;

/// Scores one assessment under its framework on a basis.
///
/// Each leaf gets a [`Mark`], each mark five exact numbers, each inner node the sums of its
/// children; bonus and deduction are two more children of the whole.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score, Basis, Digits, Lang};
///
/// let fw = framework("vn-ministry-2023")?;
/// let input = read(&fw, sample("ministries-2023")?);
/// let card = score(&fw, &input.assessments[0], Basis::Final);
/// let index = card.total().ratio().unwrap();
/// assert_eq!(Lang::En.ratio(index, Digits::TWO), "89.96 %");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn score(framework: &Framework, assessment: &Assessment, basis: Basis) -> Scorecard {
    Scorer::new(framework, basis).score(assessment)
}

/// Scores under one framework on one basis; units of which nothing is known share their numbers.
pub(super) struct Scorer<'a> {
    framework: &'a Framework,
    basis: Basis,
    refused: OnceCell<Arc<Whole>>,
    silent: OnceCell<Arc<Whole>>,
}

impl<'a> Scorer<'a> {
    pub(super) fn new(framework: &'a Framework, basis: Basis) -> Scorer<'a> {
        Scorer { framework, basis, refused: OnceCell::new(), silent: OnceCell::new() }
    }

    pub(super) fn score(&self, assessment: &Assessment) -> Scorecard {
        let Scorer { framework, basis, .. } = *self;
        let card = |whole| Scorecard::with_whole(framework, assessment, basis, whole);
        let nothing = [Points::ZERO; 2];
        let other = assessment.framework() != framework;
        if other || assessment.is_in_error() {
            let blank = || Arc::new(Whole::of(framework, &Numbers::blank(framework), nothing));
            let mut card = card(self.refused.get_or_init(blank));
            let own = assessment.framework();
            card.refuse(other.then(|| other_framework(assessment.unit(), own, framework)));
            return card;
        }
        if assessment.is_silent() {
            let silent = || numbers(framework, assessment, basis);
            let whole = || Arc::new(Whole::of(framework, &silent(), nothing));
            return card(self.silent.get_or_init(whole));
        }
        let extras = match basis {
            Basis::SelfAssessed => nothing,
            _ => assessment.extras(),
        };
        let numbers = numbers(framework, assessment, basis);
        told(card(&Arc::new(Whole::of(framework, &numbers, extras))))
    }
}

/// The marks, what they give, and the sums at every node.
pub(super) fn numbers(framework: &Framework, assessment: &Assessment, basis: Basis) -> Numbers {
    let silent = assessment.is_silent();
    let mut numbers = Numbers::blank(framework);
    let policies = framework.policies();
    for (ix, node) in framework.leaves().enumerate() {
        let leaf = LeafIx(ix);
        // A silent unit has declared nothing either: its leaves are missing, the survey's too.
        let survey_held = assessment.survey_held() || silent;
        let mark = mark(node, assessment.cell(leaf), survey_held, basis);
        numbers.set(framework, leaf, mark, tally(node, mark, policies, silent));
    }
    numbers.add_up(framework);
    numbers
}

/// The card, with a note where its index lies outside 0 and 100 %.
fn told(mut card: Scorecard) -> Scorecard {
    let policies = card.framework().policies();
    if let Some(ratio) = card.total().ratio() {
        let percent = ratio.percent_exact();
        if percent > Percent::HUNDRED || percent < Percent::ZERO {
            let unit = card.unit();
            let place = Place::unit(&unit.id, &unit.name).node("total");
            let index = Arg::RoundedPercent(percent, policies.print);
            card.note(Finding::new(FindingCode::IndexOutside, place).with("index", index));
        }
    }
    card
}

/// The state of a leaf on a basis; no stage ever stands in for another.
fn mark(node: &Node, cell: &Cell, survey_held: bool, basis: Basis) -> Mark {
    if node.is_survey() && (basis != Basis::Final || !survey_held) {
        return Mark::LeftOut;
    }
    let entry = match cell {
        Cell::Empty => return Mark::Missing,
        // The stage of the score that counts, which a claim is not.
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
            // An earlier stage is there: the unit has reported, the appraisers have not.
            let earlier = entry.rounds()[0].is_some();
            let waits = !node.is_survey() && basis != Basis::SelfAssessed && earlier;
            if waits { Mark::NotAppraised } else { Mark::Missing }
        }
    }
}

/// The five numbers of a leaf. A silent unit is open throughout, whatever the policies.
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
