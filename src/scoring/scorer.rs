//! Computes the scorecard of an assessment.

use std::cell::OnceCell;
use std::sync::Arc;

use super::Basis;
use super::kernel::numbers;
use super::numbers::Numbers;
use super::scorecard::{Scorecard, Whole};
use crate::assessment::{Assessment, other_framework};
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::Framework;
use crate::quantity::{Percent, Points};
use crate::words::Arg;

/// Scores one assessment under a framework, on a basis.
///
/// Each leaf gets a [`Mark`](crate::scoring::Mark), each mark gives five exact numbers, and each
/// inner node is the sum of its children; bonus and deduction are two more children of the total.
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

impl Assessment {
    /// Scores the assessment under the framework against which it was checked; [`score`] accepts
    /// another one.
    pub fn score(&self, basis: Basis) -> Scorecard {
        score(self.framework(), self, basis)
    }
}

/// Scores assessments under one framework on one basis; units in error share one set of numbers,
/// and so do units that reported nothing.
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

/// The card, with a note if its index is below 0 or above 100 %.
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
