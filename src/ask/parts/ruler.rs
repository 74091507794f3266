//! The ruler and the policies that a result names.

use serde::{Deserialize, Serialize};

use crate::framework::{Framework, Policies};

/// The ruler of a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Ruler {
    id: String,
    /// Of the framework as issued.
    hash: String,
    provenance: String,
}

impl Ruler {
    pub(crate) fn of(framework: &Framework) -> Ruler {
        Ruler {
            id: framework.id().to_owned(),
            hash: framework.issued_hash().to_owned(),
            provenance: framework.provenance().as_str().to_owned(),
        }
    }
}

/// The policies a result was computed under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct PolicyRow {
    not_applicable: String,
    no_survey: String,
    missing: String,
    ties: String,
    award_digits: Option<u8>,
    print_digits: u8,
    print_as: String,
    bonus_cap: Option<String>,
    deduction_cap: Option<String>,
}

impl PolicyRow {
    pub(crate) fn of(policies: &Policies) -> PolicyRow {
        PolicyRow {
            not_applicable: policies.not_applicable.as_str().to_owned(),
            no_survey: policies.no_survey.as_str().to_owned(),
            missing: policies.missing.as_str().to_owned(),
            ties: policies.ties.as_str().to_owned(),
            award_digits: policies.award.map(crate::quantity::Digits::get),
            print_digits: policies.print.get(),
            print_as: policies.print_as.as_str().to_owned(),
            bonus_cap: policies.bonus_cap.map(|cap| cap.to_string()),
            deduction_cap: policies.deduction_cap.map(|cap| cap.to_string()),
        }
    }
}
