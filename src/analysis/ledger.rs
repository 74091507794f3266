//! The gap ledger of one scorecard: every lost point with its cause (*nguyên nhân mất điểm*).

use std::collections::BTreeMap;

use crate::assessment::{Entry, Value};
use crate::framework::{LeafIx, Node, NodeIx};
use crate::quantity::{Code, PointSum, Points};
use crate::scoring::{Basis, Mark, Scorecard, Slot, Tally};
use crate::words::Phrase;

macro_rules! causes {
    ($($(#[$doc:meta])* $field:ident $variant:ident;)*) => {
        /// Lost points by cause. A single number may be negative; their sum is the points lost.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(default)]
        #[non_exhaustive]
        pub struct Loss { $($(#[$doc])* pub $field: Points),* }

        /// A cause for which points are lost.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Cause { $($(#[$doc])* $variant),* }

        impl Cause {
            /// Every cause, in the order of the result columns.
            pub const ALL: &'static [Cause] = &[$(Cause::$variant),*];

            /// The name of the cause's column in results.
            pub const fn as_str(self) -> &'static str {
                match self { $(Cause::$variant => stringify!($field)),* }
            }
        }

        impl Loss {
            /// The points lost for one cause.
            pub const fn of(&self, cause: Cause) -> Points {
                match cause { $(Cause::$variant => self.$field),* }
            }

            fn add(&mut self, other: &Loss) {
                $(self.$field = self.$field.plus(other.$field);)*
            }
        }

        /// Lost points by cause, summed over units or leaves.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(default)]
        #[non_exhaustive]
        pub struct LossSum { $($(#[$doc])* pub $field: PointSum),* }

        impl LossSum {
            /// The points lost for one cause.
            pub const fn of(&self, cause: Cause) -> PointSum {
                match cause { $(Cause::$variant => self.$field),* }
            }

            pub(crate) fn add(&mut self, loss: &Loss) {
                $(self.$field = self.$field.plus(loss.$field);)*
            }

            pub(crate) fn add_sum(&mut self, loss: &LossSum) {
                $(self.$field = self.$field.plus(loss.$field);)*
            }
        }
    };
}

causes! {
    /// The first score was below the maximum (*chưa đạt yêu cầu*).
    not_met NotMet;
    /// The first round of appraisal gave less; negative if it gave more (*giảm khi thẩm định*).
    cut_1 Cut1;
    /// The second round gave less; negative if it restored points.
    cut_2 Cut2;
    /// Points that were claimed but not recognised, with no evidence stated (*thiếu tài liệu kiểm
    /// chứng*).
    missing_evidence MissingEvidence;
    /// Points lost in the survey (*mất qua điều tra xã hội học*).
    survey Survey;
    /// The score was not reported, and the framework counts that as zero (*mất điểm do không báo
    /// cáo*).
    missing_report MissingReport;
    /// The leaf was not applicable, and the framework counts that as zero.
    not_applicable NotApplicable;
    /// Points taken by the deduction (*điểm trừ*).
    deduction Deduction;
    /// Points won back by the bonus; never positive (*điểm thưởng*).
    bonus Bonus;
}

impl Cause {
    /// The words for this cause; a negative number means points given, which has other words.
    pub(crate) fn signed_phrase(self, negative: bool) -> Phrase {
        match self {
            Cause::NotMet => Phrase::CauseNotMet,
            Cause::Cut1 if negative => Phrase::CauseGiven1,
            Cause::Cut1 => Phrase::CauseCut1,
            Cause::Cut2 if negative => Phrase::CauseGiven2,
            Cause::Cut2 => Phrase::CauseCut2,
            Cause::MissingEvidence => Phrase::CauseMissingEvidence,
            Cause::Survey => Phrase::CauseSurvey,
            Cause::MissingReport => Phrase::CauseMissingReport,
            Cause::NotApplicable => Phrase::CauseNotApplicable,
            Cause::Deduction => Phrase::CauseDeduction,
            Cause::Bonus => Phrase::CauseBonus,
        }
    }
}

impl Loss {
    /// The sum over all causes: the lost points.
    pub fn total(&self) -> Points {
        Cause::ALL.iter().fold(Points::ZERO, |sum, cause| sum.plus(self.of(*cause)))
    }
}

impl LossSum {
    /// The sum over all causes: the lost points.
    pub fn total(&self) -> PointSum {
        Cause::ALL.iter().fold(PointSum::ZERO, |sum, cause| sum.plus(self.of(*cause)))
    }
}

/// The losses of one scorecard at every node, by cause.
///
/// A ledger is stored together with the scorecard from which it follows; a stored ledger whose
/// numbers do not follow from its card is refused when it is read.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "StoredLedger", into = "StoredLedger")]
#[must_use]
pub struct Ledger {
    card: Scorecard,
    tree: Vec<Loss>,
    bonus: Loss,
    deduction: Loss,
    total: Loss,
}

/// The stored form of a ledger.
#[derive(serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Ledger"))]
pub(crate) struct StoredLedger {
    card: Scorecard,
    total: Loss,
    bonus: Loss,
    deduction: Loss,
    /// The losses by code of the node.
    nodes: BTreeMap<Code, Loss>,
}

impl From<Ledger> for StoredLedger {
    fn from(ledger: Ledger) -> StoredLedger {
        let nodes = ledger.card.framework().nodes().iter().zip(&ledger.tree);
        StoredLedger {
            total: ledger.total,
            bonus: ledger.bonus,
            deduction: ledger.deduction,
            nodes: nodes.map(|(node, loss)| (node.code().clone(), *loss)).collect(),
            card: ledger.card,
        }
    }
}

impl TryFrom<StoredLedger> for Ledger {
    type Error = &'static str;

    fn try_from(stored: StoredLedger) -> Result<Ledger, &'static str> {
        let ledger = ledger(&stored.card);
        let again = StoredLedger::from(ledger.clone());
        let same = (again.total, again.bonus, again.deduction, again.nodes)
            == (stored.total, stored.bonus, stored.deduction, stored.nodes);
        if same { Ok(ledger) } else { Err("losses that do not follow from their card") }
    }
}

/// Divides the lost points of a scorecard by cause, at every node; the causes sum exactly to the
/// points lost.
///
/// # Example
/// ```
/// use par_index::analysis::ledger;
/// use par_index::{framework, read, sample, score, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let input = read(&fw, sample("communes-2023")?);
/// let card = score(&fw, &input.assessments[0], Basis::Final);
/// let ledger = ledger(&card);
/// assert_eq!(ledger.total().total(), card.total().lost());
/// assert_eq!(ledger.node("1.3").unwrap().missing_evidence.to_string(), "2");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn ledger(card: &Scorecard) -> Ledger {
    let framework = card.framework();
    let mut tree = vec![Loss::default(); framework.nodes().len()];
    for ix in 0..framework.leaf_count() {
        let leaf = LeafIx(ix);
        let node = framework.leaf_ix(leaf);
        tree[node.0] = leaf_loss(card, leaf, &card.tally(Slot::Node(node)));
    }
    let bonus = Loss { bonus: card.tally(Slot::Bonus).lost, ..Loss::default() };
    let deduction = Loss { deduction: card.tally(Slot::Deduction).lost, ..Loss::default() };
    let mut total = bonus;
    total.add(&deduction);
    for ix in (0..tree.len()).rev() {
        let loss = tree[ix];
        match framework.at(NodeIx(ix)).parent() {
            Some(parent) => tree[parent.0].add(&loss),
            None => total.add(&loss),
        }
    }
    Ledger { card: card.clone(), tree, bonus, deduction, total }
}

impl Ledger {
    /// The scorecard whose losses these are.
    pub fn card(&self) -> &Scorecard {
        &self.card
    }

    /// The losses of the whole index, bonus and deduction included.
    pub fn total(&self) -> Loss {
        self.total
    }

    /// The losses at a node; `total`, `bonus` and `deduction` are accepted too.
    pub fn node(&self, code: &str) -> Option<Loss> {
        self.card.find(code).map(|slot| self.at(slot))
    }

    pub(crate) fn at(&self, slot: Slot) -> Loss {
        match slot {
            Slot::Node(ix) => self.tree[ix.0],
            Slot::Bonus => self.bonus,
            Slot::Deduction => self.deduction,
            Slot::Total => self.total,
        }
    }
}

fn leaf_loss(card: &Scorecard, leaf: LeafIx, tally: &Tally) -> Loss {
    let node = card.framework().leaf_at(leaf);
    let lost = tally.lost;
    match card.mark_at(leaf) {
        Mark::Scored(_) if node.is_survey() => Loss { survey: lost, ..Loss::default() },
        Mark::Scored(points) if card.basis() == Basis::SelfAssessed => {
            Loss { not_met: node.max().minus(points), ..Loss::default() }
        }
        Mark::Scored(points) => match card.assessment().at(leaf) {
            Some(entry) => appraisal_loss(node, &entry, points),
            None => Loss { not_met: lost, ..Loss::default() },
        },
        Mark::Missing => Loss { missing_report: lost, ..Loss::default() },
        Mark::NotApplicable => Loss { not_applicable: lost, ..Loss::default() },
        Mark::NotAppraised | Mark::LeftOut => Loss::default(),
    }
}

/// The loss of an appraised leaf, followed from the maximum through the rounds that gave points. A
/// difference between two rounds is attributed to the later one.
fn appraisal_loss(node: &Node, entry: &Entry, counted: Points) -> Loss {
    let mut loss = Loss::default();
    let mut before = None;
    for (round, value) in entry.rounds().into_iter().enumerate() {
        let Some(points) = value.and_then(Value::points) else { continue };
        match before {
            None => loss.not_met = node.max().minus(points),
            Some(before) => {
                let cut: Points = Points::minus(before, points);
                if round == 1 { loss.cut_1 = cut } else { loss.cut_2 = cut }
            }
        }
        before = Some(points);
    }
    if let Some(unproven) = unproven(node, entry, counted) {
        loss.cut_1 = Points::ZERO;
        loss.cut_2 = Points::ZERO;
        loss.missing_evidence = unproven;
    }
    loss
}

/// The points claimed above those that count, where the framework asks for evidence and the unit
/// stated that it has none.
pub(super) fn unproven(node: &Node, entry: &Entry, counted: Points) -> Option<Points> {
    node.leaf()?.evidence()?;
    let stage = entry.self_score.as_ref()?;
    let none = stage.evidence().is_some_and(<[String]>::is_empty);
    let claimed = stage.value.as_ref()?.points()?;
    let beyond = claimed.minus(counted);
    (none && beyond.is_positive()).then_some(beyond)
}
