//! [`CohortUnit`]: a unit that was found once, by id or name, and offers every question about it.

use super::cuts::{CutUnder, cuts_of};
use super::fields::{FieldStanding, ambiguous_unit, fields_of, unknown_unit};
use super::grading::{Graded, grade};
use super::grouping::By;
use super::ledger::{Ledger, ledger};
use super::losses::{LostUnder, losses_of};
use super::pooled::{WeakLead, leads_of};
use super::ranking::{Standing, rank, unranked};
use super::strength::{StrongList, strengths};
use super::versus::{Versus, versus_of};
use super::weakness::{Order, WeakList, weak};
use crate::assessment::Unit;
use crate::error::Error;
use crate::finding::Finding;
use crate::scoring::{Cohort, Scorecard};
use crate::words::fold_name;

/// A unit of a cohort. [`Cohort::unit`] finds it once for all questions, or reports which unit may
/// have been meant.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, Order};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let unit = all.unit("Xã mẫu 01")?;
/// assert_eq!((unit.id(), unit.standing().rank), ("sample-commune-01", Some(7)));
/// assert_eq!(unit.weak(Order::PointsLost)[0].code.as_str(), "8.1");
/// assert!(all.unit("xã mẫu 99").unwrap_err().to_string().contains("perhaps"));
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CohortUnit<'a> {
    cohort: &'a Cohort,
    card: &'a Scorecard,
}

impl Cohort {
    /// Finds a unit by its id or one of its names; letter case, blanks and the vowel on which a tone
    /// mark is typed do not matter.
    ///
    /// # Errors
    /// [`Error::is_usage`] where no unit bears the id or name (the closest one is suggested), and
    /// where several do.
    pub fn unit(&self, asked: &str) -> Result<CohortUnit<'_>, Error> {
        let found = self.card_named(asked).map(|card| CohortUnit { cohort: self, card });
        found.map_err(|finding| Error::wrong_call(*finding))
    }

    /// Like [`Cohort::unit`], for results that hold findings instead of an error: an unknown or
    /// ambiguous unit is returned as a finding.
    pub(crate) fn card_named(&self, asked: &str) -> Result<&Scorecard, Box<Finding>> {
        if let Some(card) = self.card(asked) {
            return Ok(card);
        }
        let folded = fold_name(asked);
        let same = |card: &&Scorecard| {
            let unit = card.unit();
            [&unit.id, &unit.name.vi, &unit.name.en].iter().any(|name| fold_name(name) == folded)
        };
        let mut cards = self.cards().iter().filter(same);
        match (cards.next(), cards.next()) {
            (Some(card), None) => Ok(card),
            (Some(a), Some(b)) => {
                let both = [a, b].map(|card| card.unit().id.as_str());
                Err(Box::new(ambiguous_unit(asked, both)))
            }
            _ => Err(Box::new(unknown_unit(asked, self.cards().iter().map(Scorecard::unit)))),
        }
    }

    /// The card of the unit that was asked for; `None` if none was.
    pub(crate) fn card_of(&self, unit: Option<&str>) -> Result<Option<&Scorecard>, Error> {
        Ok(unit.map(|unit| self.unit(unit)).transpose()?.map(CohortUnit::card))
    }

    /// All units of the cohort, in the order of their ids.
    pub fn units(&self) -> impl Iterator<Item = CohortUnit<'_>> {
        self.cards().iter().map(|card| CohortUnit { cohort: self, card })
    }
}

impl<'a> CohortUnit<'a> {
    /// The cohort to which the unit belongs.
    pub fn cohort(self) -> &'a Cohort {
        self.cohort
    }

    /// The unit's scorecard.
    pub fn card(self) -> &'a Scorecard {
        self.card
    }

    /// The unit's id, names and other properties.
    pub fn unit(self) -> &'a Unit {
        self.card.unit()
    }

    /// The unit's id.
    pub fn id(self) -> &'a str {
        &self.unit().id
    }

    /// The unit's rank and standing. This ranks the whole cohort; for several units call [`rank`]
    /// once instead.
    pub fn standing(self) -> Standing {
        let found = rank(self.cohort).of(self.id()).cloned();
        found.unwrap_or_else(|| unranked(self.cohort, self.card))
    }

    /// The unit's leaves that lose points, weakest first; see [`weak`].
    pub fn weak(self, order: Order) -> WeakList {
        weak(self.cohort, self.id(), order)
    }

    /// The leaves where the unit is above the median of its block; see [`strengths`].
    pub fn strengths(self) -> StrongList {
        strengths(self.cohort, self.id())
    }

    /// The unit's lost points by cause; see [`ledger`].
    pub fn ledger(self) -> Ledger {
        ledger(self.card)
    }

    /// The unit's grade by bands; see [`grade`]. Grades by quartile are in its
    /// [`standing`](Self::standing).
    pub fn grade(self) -> Graded {
        grade(self.card)
    }

    /// The unit's rank in each field, and in the whole index; see
    /// [`field_standings`](super::field_standings()).
    pub fn fields(self) -> Vec<FieldStanding> {
        fields_of(self.cohort, self.card)
    }

    /// The unit's lost points by cause, along a grouping; see [`lost_by`](super::lost_by()).
    pub fn lost_by(self, by: By) -> Vec<LostUnder> {
        losses_of(self.cohort, Some(self.card), by)
    }

    /// The unit's claims against the appraised scores; see [`cuts`](super::cuts()).
    pub fn cuts(self, by: By) -> Vec<CutUnder> {
        cuts_of(self.cohort, Some(self.card), by)
    }

    /// The unit's leaves by their lead agencies; see [`weak_by_lead`](super::weak_by_lead()).
    pub fn weak_by_lead(self) -> Vec<WeakLead> {
        leads_of(self.cohort, Some(self.card))
    }

    /// Compares the unit with another one of the cohort, leaf by leaf; see
    /// [`versus`](super::versus()).
    ///
    /// # Errors
    /// [`Error::is_usage`] where no other unit, or more than one, bears that id or name.
    pub fn versus(self, other: &str) -> Result<Versus, Error> {
        let other = self.cohort.unit(other)?;
        Ok(versus_of(self.cohort, self.card, other.card))
    }
}
