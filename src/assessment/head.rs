//! [`Head`]: what a sheet says of its unit before any value.

use crate::day::Day;
use crate::framework::Provenance;
use crate::period::Period;
use crate::words::Text;

/// What a sheet says of its unit as a whole.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Head {
    /// The unit, by id or name.
    pub unit: String,
    /// Its name; empty if the sheet gives none.
    pub name: Text,
    /// Its block.
    pub group: Option<String>,
    /// `Some(false)`: assessed without a rank.
    pub ranked: Option<bool>,
    /// The period measured.
    pub period: Option<Period>,
    /// The day on which it stood so; another day is another snapshot.
    pub as_of: Option<Day>,
    /// The survey channel.
    pub channel: Option<String>,
    /// How official the figures are.
    pub provenance: Option<Provenance>,
    /// Whether the survey was held.
    pub survey_held: Option<bool>,
}

impl Head {
    /// The sheet of a unit, by its id or name.
    pub fn new(unit: impl Into<String>) -> Head {
        Head { unit: unit.into(), ..Head::default() }
    }
}
