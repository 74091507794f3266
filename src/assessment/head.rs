//! [`Head`]: the part of a sheet that describes its unit, before any value.

use crate::day::Day;
use crate::framework::Provenance;
use crate::period::Period;
use crate::words::Text;

/// What a sheet states about its unit as a whole: who the unit is, its block, period and survey
/// channel.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Head {
    /// The id or name of the unit.
    pub unit: String,
    /// The name of the unit; empty if the sheet gives none.
    pub name: Text,
    /// The block (*khối*) of comparable units that the unit belongs to.
    pub group: Option<String>,
    /// `Some(false)` for a unit that is assessed but not ranked.
    pub ranked: Option<bool>,
    /// The period that the sheet measures.
    pub period: Option<Period>,
    /// The day the figures are from (*số liệu đến ngày*); sheets of other days are other snapshots.
    pub as_of: Option<Day>,
    /// The survey channel (*kênh điều tra*), if the framework has several.
    pub channel: Option<String>,
    /// How official the figures are.
    pub provenance: Option<Provenance>,
    /// Whether the survey was held in the period; `None` if the sheet does not say.
    pub survey_held: Option<bool>,
}

impl Head {
    /// A head that names only the unit, by its id or name.
    pub fn new(unit: impl Into<String>) -> Head {
        Head { unit: unit.into(), ..Head::default() }
    }
}
