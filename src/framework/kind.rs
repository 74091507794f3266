//! What a framework measures, how official it is, who gives points.

use super::vocabulary::vocabulary;
use crate::words::Phrase;

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

impl Provenance {
    pub(crate) const fn phrase(self) -> Phrase {
        match self {
            Provenance::Official => Phrase::Official,
            Provenance::Reconstructed => Phrase::Reconstructed,
            Provenance::Illustrative => Phrase::Illustrative,
        }
    }
}
