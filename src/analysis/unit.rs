//! [`CohortUnit`]: a unit found once, by id or name; what is asked of it hangs on it.

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

/// A unit of a cohort: [`Cohort::unit`] finds it or says who may be meant, once for all questions.
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
    /// A unit by its id or one of its names, however it is typed.
    ///
    /// # Errors
    /// [`Error::is_usage`] where nobody bears it, with the nearest that somebody does, and where
    /// several do.
    pub fn unit(&self, asked: &str) -> Result<CohortUnit<'_>, Error> {
        let found = self.card_named(asked).map(|card| CohortUnit { cohort: self, card });
        found.map_err(|finding| Error::wrong_call(*finding))
    }

    /// The same for what finds no error: whoever is not meant is a finding of its result.
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

    /// The unit that is asked for, if any is.
    pub(crate) fn card_of(&self, unit: Option<&str>) -> Result<Option<&Scorecard>, Error> {
        Ok(unit.map(|unit| self.unit(unit)).transpose()?.map(CohortUnit::card))
    }

    /// The units, by id.
    pub fn units(&self) -> impl Iterator<Item = CohortUnit<'_>> {
        self.cards().iter().map(|card| CohortUnit { cohort: self, card })
    }
}

impl<'a> CohortUnit<'a> {
    /// The cohort.
    pub fn cohort(self) -> &'a Cohort {
        self.cohort
    }

    /// Its scorecard.
    pub fn card(self) -> &'a Scorecard {
        self.card
    }

    /// Who it is.
    pub fn unit(self) -> &'a Unit {
        self.card.unit()
    }

    /// Its id.
    pub fn id(self) -> &'a str {
        &self.unit().id
    }

    /// Where it stands. Who wants several units takes one [`rank`] for all of them.
    pub fn standing(self) -> Standing {
        let found = rank(self.cohort).of(self.id()).cloned();
        found.unwrap_or_else(|| unranked(self.cohort, self.card))
    }

    /// The leaves that lose points, weakest first; see [`weak`].
    pub fn weak(self, order: Order) -> WeakList {
        weak(self.cohort, self.id(), order)
    }

    /// The leaves above the median of its block; see [`strengths`].
    pub fn strengths(self) -> StrongList {
        strengths(self.cohort, self.id())
    }

    /// Each lost point by its cause; see [`ledger`].
    pub fn ledger(self) -> Ledger {
        ledger(self.card)
    }

    /// Its grade by bands; see [`grade`]. Groups by quartile stand in its [`standing`](Self::standing).
    pub fn grade(self) -> Graded {
        grade(self.card)
    }

    /// Where it stands in each field, and in the whole; see
    /// [`field_standings`](super::field_standings()).
    pub fn fields(self) -> Vec<FieldStanding> {
        fields_of(self.cohort, self.card)
    }

    /// What it lost by cause, along a grouping; see [`lost_by`](super::lost_by()).
    pub fn lost_by(self, by: By) -> Vec<LostUnder> {
        losses_of(self.cohort, Some(self.card), by)
    }

    /// What it claimed against what appraisal recognised; see [`cuts`](super::cuts()).
    pub fn cuts(self, by: By) -> Vec<CutUnder> {
        cuts_of(self.cohort, Some(self.card), by)
    }

    /// Its leaves by their leads; see [`weak_by_lead`](super::weak_by_lead()).
    pub fn weak_by_lead(self) -> Vec<WeakLead> {
        leads_of(self.cohort, Some(self.card))
    }

    /// It beside another unit of the cohort, leaf by leaf; see [`versus`](super::versus()).
    ///
    /// # Errors
    /// [`Error::is_usage`] where the other is not one of the cohort.
    pub fn versus(self, other: &str) -> Result<Versus, Error> {
        let other = self.cohort.unit(other)?;
        Ok(versus_of(self.cohort, self.card, other.card))
    }
}
