//! Turns an assessment into a scorecard: five exact numbers at every node.
//!
//! [`score`] is pure and never fails: it uses no clock and no locale and returns no `Result`. Every
//! possible error has been found before, when the framework and the assessment were checked.

mod cohort;
mod columns;
mod kernel;
mod numbers;
mod peers;
mod periods;
mod places;
mod scorecard;
mod scorer;
mod sums;
mod sweep;

pub(crate) use cohort::other_periods;
pub use cohort::{Cohort, score_all};
pub use columns::Columns;
pub(crate) use numbers::Tally;
pub use numbers::{Mark, State};
pub use periods::cohorts;
pub(crate) use scorecard::Slot;
pub use scorecard::{NodeScore, Scorecard};
#[cfg(feature = "schema")]
pub(crate) use scorecard::{StoredCard, StoredScore};
pub use scorer::score;
pub use sums::{NodeSums, Sums};
pub use sweep::{Sweep, Swept};

use serde::{Deserialize, Serialize};

use crate::words::Phrase;

/// Which stages of an assessment count (*căn cứ tính điểm*).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Basis {
    /// The points that the unit claims; survey leaves are left out.
    #[serde(rename = "self")]
    SelfAssessed,
    /// The last appraised score; survey leaves are left out.
    Appraised,
    /// The last appraised score and the survey score: this basis gives the index.
    #[default]
    Final,
}

impl Basis {
    /// The name of the basis: `self`, `appraised` or `final`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Basis::SelfAssessed => "self",
            Basis::Appraised => "appraised",
            Basis::Final => "final",
        }
    }

    pub(crate) const fn phrase(self) -> Phrase {
        match self {
            Basis::SelfAssessed => Phrase::BasisSelf,
            Basis::Appraised => Phrase::BasisAppraised,
            Basis::Final => Phrase::BasisFinal,
        }
    }
}
