//! From an assessment to a scorecard: five exact numbers at every node.
//!
//! [`score`] is pure and total: no clock, no locale, no `Result`. Whatever can be wrong has been
//! found before, when the framework and the assessment were checked.

mod blocks;
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

pub(crate) use blocks::Blocks;
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

/// Which stages count (*căn cứ tính điểm*).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Basis {
    /// What the unit claims; survey leaves are left out.
    #[serde(rename = "self")]
    SelfAssessed,
    /// The last appraised score; survey leaves are left out.
    Appraised,
    /// The last appraised score and the survey: the index.
    #[default]
    Final,
}

impl Basis {
    /// `self`, `appraised` or `final`.
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
