//! The index that a framework measures, how official the framework is, and who scores its leaves.

use super::vocabulary::vocabulary;
use crate::words::Phrase;

vocabulary! {
    /// The index that a framework measures.
    IndexKind {
        /// The PAR Index.
        Par "par",
        /// SIPAS, the satisfaction of people and organisations.
        Sipas "sipas",
        /// PAPI, the index of public administration performance.
        Papi "papi",
        /// Another index that is computed in the same way.
        Other "other",
    }
}

vocabulary! {
    /// How official a framework's figures are.
    Provenance {
        /// Every maximum and every rule stands in a published decision (*chính thức*).
        Official "official",
        /// The tree comes from published sources, but some figures are stand-ins (*phục dựng*).
        Reconstructed "reconstructed",
        /// The figures are invented as an example (*minh họa*).
        Illustrative "illustrative",
    }
}

vocabulary! {
    /// The person or procedure that gives a leaf its points.
    Scorer {
        /// The unit claims points, and the appraiser recognises them.
        Appraisal "appraisal",
        /// The sociological survey decides the points (*điều tra xã hội học*).
        Survey "survey",
    }
}

vocabulary! {
    /// The unit whose value a leaf takes instead of the unit's own.
    Inherit {
        /// The leaf takes the value of the unit above (*đơn vị cấp trên*), which the register of
        /// units names.
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
