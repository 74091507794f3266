//! The table that assigns the figures of the portal to leaves of the framework.

use par_index::Points;
use par_index::spec::Num;

use super::fields::Fields;

/// The names of figures in the portal's answers, each with the code of its leaf.
pub(super) const METRICS: [(&str, &str); 14] = [
    ("PUBLISH_ON_TIME", "1.1"),
    ("PUBLIC_UPDATE_ON_TIME", "1.2"),
    ("PUBLIC_CONTENT_FULL", "1.3"),
    ("DOSSIER_SYNC", "1.4"),
    ("ORIGINAL_RESULT_AVAILABLE", "5.1"),
    ("SO_HOA_GIAY_TO_GIAI_QUYET", "5.2"),
    ("REUSED_DIGITIZED_DATA", "5.3"),
    ("SYNCED_WITH_DVCQG_PERSONAL_STORAGE", "5.4"),
    ("CITIZEN_DATA_CONNECTED_DOSSIER", "5.5"),
    ("CITIZEN_DATA_CONNECTED_FORMALITY", "5.6"),
    ("ELECTRONIC_CERTIFIED_COPY", "5.7"),
    ("PETITION_PROCESSING_ON_TIME", "6.1"),
    ("PETITION_HANDLING_SATISFACTION", "6.2"),
    ("DOSSIER_RECEIVING_SATISFACTION", "6.3"),
];

/// A group (field) whose figures come as counts, under keys of their own, instead of named figures.
pub(super) struct Group {
    pub(super) code: &'static str,
    pub(super) max: i32,
    pub(super) counts: &'static [Counts],
}

/// The keys under which the two counts of a leaf stand. The count `done` may be split over several
/// keys, which are added up.
pub(super) struct Counts {
    code: &'static str,
    done: &'static [&'static str],
    of: &'static str,
}

pub(super) const GROUPS: [Group; 3] = [
    Group {
        code: "2",
        max: 20,
        counts: &[Counts { code: "2", done: &["totalOnTime"], of: "totalReceived" }],
    },
    Group {
        code: "3",
        max: 12,
        counts: &[
            Counts { code: "3.1", done: &["partialCount", "fullCount"], of: "authorityCount" },
            Counts { code: "3.2", done: &["onlineDossierCount"], of: "onlineServiceTotal" },
            Counts { code: "3.3", done: &["channelOnlineSum"], of: "channelTotalSum" },
        ],
    },
    Group {
        code: "4",
        max: 10,
        counts: &[
            Counts {
                code: "4.1",
                done: &["totalDossierOnlinePaymentSuccess"],
                of: "totalDossierFinancialObligation",
            },
            Counts {
                code: "4.2",
                done: &["totalDossierOnlineFormalityPaymentSuccess"],
                of: "totalFeeFormality",
            },
            Counts { code: "4.3", done: &["totalFeeDossierFormality"], of: "totalFeeFormality" },
        ],
    },
];

/// The figure that an answer gives for one leaf.
pub(super) struct Figure<'c> {
    pub(super) code: &'c str,
    pub(super) done: Option<Num>,
    pub(super) of: Option<Num>,
    pub(super) score: Option<Num>,
    pub(super) max: Option<Num>,
    pub(super) flags: Vec<String>,
}

impl Counts {
    pub(super) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.done.iter().copied().chain([self.of])
    }

    pub(super) fn counted(&self, fields: &Fields) -> Figure<'static> {
        let done = if let [only] = *self.done {
            fields.num(only)
        } else {
            let parts = self.done.iter().map(|key| fields.num(key)?.as_str().parse().ok());
            let parts: Option<Vec<Points>> = parts.collect();
            parts.and_then(Points::checked_sum).map(Num::from)
        };
        let flags = fields.flags();
        Figure { code: self.code, done, of: fields.num(self.of), score: None, max: None, flags }
    }
}

/// The code of the group (field) that a figure belongs to, by the figure's name.
pub(super) fn group_of(metric: &str) -> Option<&'static str> {
    let (_, leaf) = METRICS.iter().find(|(code, _)| *code == metric)?;
    leaf.split('.').next()
}
