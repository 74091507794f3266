//! Compares one unit's fields with those of its block: rank and median.

use super::ranking::rank_at;
use crate::assessment::Unit;
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place, near_name, nearest};
use crate::framework::did_you_mean;
use crate::quantity::{Code, Percent};
use crate::scoring::{Cohort, NodeScore, Scorecard, Slot};
use crate::words::Arg;

/// One field of a unit, compared with the units of its block.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FieldStanding {
    /// The code of the field; `total`, in the last row, for the whole index.
    pub code: Code,
    /// The unit's five numbers in this field.
    pub score: NodeScore,
    /// The unit's rank in the field; `None` where it has no ratio.
    pub rank: Option<usize>,
    /// Whether another unit shares the rank.
    pub tied: bool,
    /// The median ratio of the block's ranked units in this field.
    pub median: Option<Percent>,
}

/// The fields of a unit, named by id or name, in framework order; the last row is the whole index.
///
/// # Example
/// ```
/// use par_index::analysis::field_standings;
/// use par_index::{framework, read, sample, score_all, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = field_standings(&all, "sample-commune-01")?;
/// assert_eq!(rows.len(), 9); // eight fields and the whole
/// assert_eq!(rows[0].rank, Some(11));
/// assert_eq!(rows[0].median.unwrap().to_string(), "83.1");
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// [`Error::is_usage`] where no unit, or more than one, bears the id or name.
pub fn field_standings(cohort: &Cohort, unit: &str) -> Result<Vec<FieldStanding>, Error> {
    Ok(cohort.unit(unit)?.fields())
}

pub(crate) fn fields_of(cohort: &Cohort, card: &Scorecard) -> Vec<FieldStanding> {
    let total = Code::reserved("total");
    let codes = cohort.framework().top_codes().chain([&total]);
    codes.filter_map(|code| standing(cohort, card, code)).collect()
}

fn standing(cohort: &Cohort, card: &Scorecard, code: &Code) -> Option<FieldStanding> {
    let slot: Slot = card.find(code.as_str())?;
    let ranking = rank_at(cohort, code.as_str());
    let row = ranking.of(&card.unit().id)?;
    let block = cohort.block(card);
    let peers = ranking.rows().iter().filter(|row| {
        let same = !cohort.is_by_group() || row.unit.group.as_deref() == block;
        row.rank.is_some() && same
    });
    let ratios = peers.filter_map(|row| Some(row.ratio?.percent_exact()));
    Some(FieldStanding {
        code: code.clone(),
        score: card.slot(slot),
        rank: row.rank,
        tied: row.tied,
        median: Percent::median(ratios),
    })
}

/// The unit id, or else the unit name, closest in spelling to an id or name that no unit bears.
fn near_unit<'a>(asked: &str, units: impl Iterator<Item = &'a Unit> + Clone) -> Option<&'a str> {
    if let Some(id) = nearest(asked, units.clone().map(|unit| unit.id.as_str())) {
        return Some(id);
    }
    near_name(asked, units.flat_map(|unit| [unit.name.vi.as_str(), unit.name.en.as_str()]))
}

/// The finding for a unit id or name that none of these units bears; it suggests the closest one.
pub(in crate::analysis) fn unknown_unit<'a>(
    asked: &str,
    units: impl Iterator<Item = &'a Unit> + Clone,
) -> Finding {
    let near = near_unit(asked, units).map_or(Arg::from(""), did_you_mean);
    Finding::new(FindingCode::UnknownUnit, Place::default()).found(asked).with("near", near)
}

/// The finding for a name that several units bear; it gives two of their ids.
pub(in crate::analysis) fn ambiguous_unit(asked: &str, [a, b]: [&str; 2]) -> Finding {
    let finding = Finding::new(FindingCode::AmbiguousUnit, Place::default());
    finding.found(asked).with("known", format!("{a}, {b} …"))
}
