//! Points lost by one unit or by many, by cause, along one grouping.

use super::grouping::{By, Groups, NONE, agencies_of};
use super::ledger::{Ledger, Loss, LossSum, ledger};
use crate::error::Error;
use crate::framework::{LeafIx, NodeIx};
use crate::period::Period;
use crate::scoring::{Cohort, Scorecard, Slot};
use crate::words::Text;

/// The points lost under one key of a grouping.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LostUnder {
    /// A node's code, the ids of agencies joined by `+`, a unit, a group, a year, or `none`; the
    /// last row has `total`.
    pub key: String,
    /// The name that belongs to the key; empty for `none` and `total`.
    pub name: Text,
    /// The points by cause; together they are the points lost.
    pub loss: LossSum,
}

/// Divides the lost points by cause, along a grouping. The last row is the total.
///
/// Grouped by node, rows stand in framework order and each node includes everything below it, so
/// only the fields, bonus and deduction sum to the total; in every other grouping all rows do.
/// Grouped by year, the earlier years of the cohort come first, the oldest at the top; other
/// groupings list the greatest loss first. Bonus and deduction have neither lead nor appraiser.
/// `unit` is an id or a name; without it, all units are summed that are neither in error nor
/// without any report.
///
/// # Example
/// ```
/// use par_index::analysis::{lost_by, By};
/// use par_index::{framework, read, sample, score_all, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = lost_by(&all, Some("sample-commune-01"), By::Lead)?;
/// assert_eq!((rows[0].key.as_str(), rows[0].loss.total().to_string()), ("noi-vu", "7.49".into()));
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// [`Error::is_usage`] where no unit, or more than one, bears the id or name.
pub fn lost_by(cohort: &Cohort, unit: Option<&str>, by: By) -> Result<Vec<LostUnder>, Error> {
    Ok(losses_of(cohort, cohort.card_of(unit)?, by))
}

pub(crate) fn losses_of(cohort: &Cohort, one: Option<&Scorecard>, by: By) -> Vec<LostUnder> {
    let mut groups: Groups<LossSum> = Groups::new();
    let mut total = LossSum::default();
    let cohorts: Vec<&Cohort> = if by == By::Year { cohort.periods() } else { vec![cohort] };
    let unit = one.map(|card| card.unit().id.as_str());
    let cards = cohorts.iter().flat_map(|of| {
        let cards: Box<dyn Iterator<Item = &Scorecard>> = match unit {
            Some(unit) => {
                Box::new(cohort.card_in(of, unit).filter(|card| Cohort::counts(card)).into_iter())
            }
            None => Box::new(of.counted()),
        };
        cards.map(|card| (of.period(), card))
    });
    for (period, card) in cards {
        let ledger = ledger(card);
        total.add(&ledger.total());
        match by {
            By::Node => nodes(&ledger, &mut groups),
            By::Lead | By::Appraiser => agencies(&ledger, by, &mut groups),
            By::Unit => {
                let unit = card.unit();
                groups.at(&unit.id, || unit.name.clone()).add(&ledger.total());
            }
            By::Year => {
                let key = period.map_or(NONE.to_owned(), |period| period.to_string());
                let name = || period.and_then(Period::part_text).unwrap_or_default();
                groups.at(&key, name).add(&ledger.total());
            }
            By::Group => {
                let key = card.unit().group.as_deref();
                let name = || key.map(Text::same).unwrap_or_default();
                groups.at(key.unwrap_or(NONE), name).add(&ledger.total());
            }
        }
    }
    let rows = groups.into_rows().into_iter();
    let mut rows: Vec<LostUnder> =
        rows.map(|(key, name, loss)| LostUnder { key, name, loss }).collect();
    if !matches!(by, By::Node | By::Year) {
        rows.sort_by_key(|row| std::cmp::Reverse(row.loss.total()));
    }
    rows.push(LostUnder { key: "total".to_owned(), name: Text::default(), loss: total });
    rows
}

fn nodes(ledger: &Ledger, groups: &mut Groups<LossSum>) {
    for (ix, node) in ledger.card().framework().nodes().iter().enumerate() {
        let sum = groups.at(node.code().as_str(), || node.short().clone());
        sum.add(&ledger.at(Slot::Node(NodeIx(ix))));
    }
    for (key, slot) in [("bonus", Slot::Bonus), ("deduction", Slot::Deduction)] {
        groups.at(key, Text::default).add(&ledger.at(slot));
    }
}

fn agencies(ledger: &Ledger, by: By, groups: &mut Groups<LossSum>) {
    let framework = ledger.card().framework();
    for leaf in (0..framework.leaf_count()).map(LeafIx) {
        let loss = ledger.at(Slot::Node(framework.leaf_ix(leaf)));
        let (key, name) = agencies_of(framework.leaf_at(leaf), by);
        groups.at(&key, || name).add(&loss);
    }
    for slot in [Slot::Bonus, Slot::Deduction] {
        let loss = ledger.at(slot);
        if loss != Loss::default() {
            groups.at(NONE, Text::default).add(&loss);
        }
    }
}
