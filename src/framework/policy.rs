//! What a decision settles besides the tree: policies, grades, provenance. None has a default.

use crate::quantity::{Digits, Percent, Points};
use crate::words::{Phrase, Text};

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize,
        )]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant),* }

        impl $name {
            /// The word in files and results.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// Which index a framework measures.
    IndexKind {
        /// The PAR Index.
        Par "par",
        /// Satisfaction of people and organisations.
        Sipas "sipas",
        /// Public administration performance.
        Papi "papi",
        /// Another index on the same principles.
        Other "other",
    }
}

vocabulary! {
    /// How official a framework's figures are.
    Provenance {
        /// Every maximum and every rule is in a published decision (*chính thức*).
        Official "official",
        /// The shape is from sources, some figures stand in (*phục dựng*).
        Reconstructed "reconstructed",
        /// Invented (*minh họa*).
        Illustrative "illustrative",
    }
}

vocabulary! {
    /// What a leaf that is not applicable does to the possible points.
    NotApplicablePolicy {
        /// It leaves them.
        Rescale "rescale",
        /// The unit gets the maximum.
        AwardMax "award_max",
        /// It stays possible and counts as lost.
        Zero "zero",
    }
}

vocabulary! {
    /// What a declared year without a survey does.
    NoSurveyPolicy {
        /// Survey leaves leave the possible points.
        Rescale "rescale",
        /// There is no index.
        Refuse "refuse",
    }
}

vocabulary! {
    /// What an appraisal leaf without any value does.
    MissingPolicy {
        /// It stays open; the unit has no index.
        Incomplete "incomplete",
        /// It counts as lost.
        Zero "zero",
    }
}

vocabulary! {
    /// How equal units share ranks.
    Ties {
        /// 1, 2, 2, 4.
        Competition "competition",
        /// 1, 2, 2, 3.
        Dense "dense",
    }
}

vocabulary! {
    /// What is printed as the headline of a node.
    PrintAs {
        /// The percentage.
        Percent "percent",
        /// The points, as PAPI does.
        Points "points",
    }
}

vocabulary! {
    /// Who gives a leaf its points.
    Scorer {
        /// The unit claims, the appraiser recognises.
        Appraisal "appraisal",
        /// The sociological survey (*điều tra xã hội học*) decides.
        Survey "survey",
    }
}

vocabulary! {
    /// Whose value a leaf has, where it is not the unit's own.
    Inherit {
        /// That of the unit above (*đơn vị cấp trên*), as the register names it.
        Parent "parent",
    }
}

vocabulary! {
    /// On which nodes a grade's floor holds.
    FloorOn {
        /// Every leaf.
        Leaf "leaf",
        /// Nodes at depth two, and fields without children.
        Criterion "criterion",
        /// The fields.
        Field "field",
    }
}

impl Provenance {
    pub(crate) const fn phrase(self) -> Phrase {
        match self {
            Provenance::Official => Phrase::Official,
            Provenance::Reconstructed => Phrase::Reconstructed,
            Provenance::Illustrative => Phrase::Illustrative,
        }
    }
}

/// The policies of a framework, all stated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policies {
    /// What *not applicable* does.
    pub not_applicable: NotApplicablePolicy,
    /// What a year without a survey does.
    pub no_survey: NoSurveyPolicy,
    /// What a missing value does.
    pub missing: MissingPolicy,
    /// How ties are ranked.
    pub ties: Ties,
    /// To how many places a computed award is rounded; present as soon as a rule computes.
    pub award: Option<Digits>,
    /// How many places are printed.
    pub print: Digits,
    /// What is printed as the headline.
    pub print_as: PrintAs,
    /// The most bonus points (*điểm thưởng*) that count, if any do.
    pub bonus_cap: Option<Points>,
    /// The most deducted points (*điểm trừ*) that count, if any do.
    pub deduction_cap: Option<Points>,
}

/// How grades (*xếp loại*) are given.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Grades {
    /// Bands with lower bounds, highest first; empty if the framework gives no grades.
    Bands(Vec<Band>),
    /// Groups by the quartiles of the ranked units, labels from the top.
    Quartiles(Vec<Text>),
}

/// One grade: its lower bound and its floor.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Band {
    /// The name of the grade.
    pub label: Text,
    /// The inclusive lower bound, in percent of the possible points.
    pub from: Percent,
    /// The least ratio every node of the floor's level must have.
    pub floor: Option<(Percent, FloorOn)>,
    /// The blocks it holds for; `None` for all.
    pub blocks: Option<Vec<String>>,
    /// Where the bound comes from.
    pub source: Option<String>,
}
