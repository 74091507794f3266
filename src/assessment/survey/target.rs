//! [`Target`]: a ratio that a survey is to reach.

use crate::framework::rule::FullAt;
use crate::quantity::Percent;

/// A ratio of points that a survey is to reach (*chỉ tiêu*), in one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The survey channel that the target is for; `None` for a survey without channels.
    pub channel: Option<String>,
    /// The threshold, and whether the ratio must reach it or exceed it.
    pub threshold: FullAt,
}

impl Target {
    /// Whether the target was probably meant as a fraction: above 0 and at most 1 %.
    pub(super) fn is_tiny(&self) -> bool {
        let threshold = self.threshold.threshold();
        threshold > Percent::ZERO && threshold <= Percent::whole(1)
    }

    /// Whether no ratio can meet the target: above 100 %, or strictly more than 100 %.
    pub(super) fn is_too_high(&self) -> bool {
        let threshold = self.threshold.threshold();
        threshold > Percent::HUNDRED
            || threshold == Percent::HUNDRED && matches!(self.threshold, FullAt::Above(_))
    }
}
