//! [`Cohort`]: the scored units of one period under one framework.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::peers::Peers;
use super::scorer::Scorer;
use super::{Basis, Scorecard, State};
use crate::assessment::{Assessment, joined};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::{Framework, LeafIx};
use crate::period::{Period, is_before};
use crate::quantity::Percent;
use crate::words::{Phrase, Text};

/// The scorecards of the units of one period, in the order of the unit ids.
#[derive(Clone, Debug)]
pub struct Cohort {
    framework: Framework,
    basis: Basis,
    period: Option<Period>,
    cards: Arc<[Scorecard]>,
    by_group: bool,
    /// The earlier periods, the latest first.
    earlier: Vec<Before>,
    below: Percent,
    /// For a merged unit, the ids of the units that it was made of.
    made_of: BTreeMap<String, Vec<String>>,
    findings: Vec<Finding>,
    /// The peer figures of every block, computed when they are first needed; clones of the cohort
    /// share them.
    peers: Arc<OnceLock<Peers>>,
}

/// An earlier period of a cohort's units.
#[derive(Clone, Debug)]
struct Before {
    cohort: Cohort,
    /// If the period is under another framework: for each leaf of this cohort's framework, the
    /// leaves it was there.
    leaves: Option<Arc<[Vec<LeafIx>]>>,
}

/// Scores all assessments of the latest period that occurs; of several periods that end on one day,
/// the longest one.
///
/// Assessments of other periods are left out with a note, because a ranking never spans two
/// periods. If there are several survey channels, only the first by name is scored; score each of
/// the others by itself.
///
/// # Example
/// ```
/// use par_index::{framework, rank, read, sample, score_all, Basis};
///
/// let fw = framework("vn-ministry-2023")?;
/// let input = read(&fw, sample("ministries-2023")?);
/// let all = score_all(&fw, &input.assessments, Basis::Final);
/// assert_eq!(all.cards().len(), 17);
/// assert_eq!(rank(&all).rows()[0].unit.id, "bo-tu-phap");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn score_all(framework: &Framework, assessments: &[Assessment], basis: Basis) -> Cohort {
    let mut findings = Findings::default();
    let period = assessments.iter().filter_map(Assessment::period).max();
    let (now, others): (Vec<_>, Vec<_>) = assessments
        .iter()
        .cloned()
        .partition(|one| one.period() == period || one.period().is_none());
    if !others.is_empty() {
        findings.push(other_periods(period, &others));
    }
    // Survey channels are never averaged or ranked together; the first one by name is kept.
    let channel = now.iter().map(|assessment| assessment.channel().map(str::to_owned)).min();
    let (now, others): (Vec<_>, Vec<_>) = now.into_iter().partition(|assessment| {
        channel.as_ref().is_some_and(|channel| channel.as_deref() == assessment.channel())
    });
    if !others.is_empty() {
        let finding = Finding::new(FindingCode::OtherChannels, Place::default());
        let channel = channel.flatten().unwrap_or_default();
        findings.push(finding.with("count", others.len()).with("channel", channel));
    }
    let scorer = Scorer::new(framework, basis);
    let mut cards: Vec<Scorecard> = joined(framework, now, false, &mut findings)
        .iter()
        .map(|assessment| scorer.score(assessment))
        .collect();
    cards.sort_by(|a, b| a.unit().id.cmp(&b.unit().id));
    findings.extend(cards.iter().flat_map(|card| card.findings().iter().cloned()));
    let framework = framework.clone();
    Cohort {
        framework,
        basis,
        period,
        cards: cards.into(),
        by_group: false,
        earlier: Vec::new(),
        below: Percent::HUNDRED,
        made_of: BTreeMap::new(),
        findings: findings.into_vec(),
        peers: Arc::default(),
    }
}

/// The finding that assessments of other periods were left out.
pub(crate) fn other_periods(period: Option<Period>, others: &[Assessment]) -> Finding {
    let mut all = others.iter().map(Assessment::period).chain([period]).flatten();
    let whole = all.all(|one| one.whole_year().is_some());
    let kind = if whole { Text::new("năm", "year") } else { Text::new("kỳ", "period") };
    let kinds = Text::new(kind.vi.clone(), format!("{}s", kind.en));
    let said = period.map(Period::short).unwrap_or_default();
    let finding = Finding::new(FindingCode::OtherYears, Place::default()).with("year", said);
    finding.with("count", others.len()).with("kind", kind).with("kinds", kinds)
}

impl Cohort {
    /// The framework under which the units were scored.
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// Which stages of the assessments count.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// The period of the assessments; `None` if none of them states one.
    pub fn period(&self) -> Option<Period> {
        self.period
    }

    /// The year of the period, if the period is a whole year.
    pub fn year(&self) -> Option<u16> {
        self.period.and_then(Period::whole_year)
    }

    /// The survey channel of the units, if they have one; all units of a cohort have the same.
    pub fn channel(&self) -> Option<&str> {
        self.cards.first().and_then(|card| card.assessment().channel())
    }

    /// The scorecards, in the order of their unit ids.
    pub fn cards(&self) -> &[Scorecard] {
        &self.cards
    }

    /// The scorecards that sums over units include: units neither in error nor without any report.
    pub(crate) fn counted(&self) -> impl Iterator<Item = &Scorecard> {
        self.cards.iter().filter(|card| Cohort::counts(card))
    }

    /// Like [`Cohort::counted`], but restricted to one card if one is given.
    pub(crate) fn counted_of<'a>(
        &'a self,
        one: Option<&'a Scorecard>,
    ) -> Box<dyn Iterator<Item = &'a Scorecard> + 'a> {
        match one {
            Some(card) => Box::new([card].into_iter().filter(|card| Cohort::counts(card))),
            None => Box::new(self.counted()),
        }
    }

    pub(crate) fn counts(card: &Scorecard) -> bool {
        !matches!(card.state(), State::InError | State::NotReported)
    }

    /// The scorecard of the unit with this id.
    pub fn card(&self, unit: &str) -> Option<&Scorecard> {
        let place = self.cards.binary_search_by(|card| card.unit().id.as_str().cmp(unit));
        place.ok().and_then(|place| self.cards.get(place))
    }

    /// The findings of scoring, including what was left out.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// From here on compares each unit only within its own block (*khối*): ranks, peers and
    /// repairs.
    ///
    /// Without this call all units form one block. Units without a group form a block of their own.
    #[must_use]
    pub fn by_group(mut self) -> Cohort {
        self.by_group = true;
        self.peers = Arc::default();
        self
    }

    /// Adds earlier periods under the same framework, in any order; years of repeated weakness are
    /// counted through them.
    ///
    /// # Errors
    /// [`Error::is_usage`] for a cohort of another framework or basis, for a period that is not
    /// earlier than this one or is of another kind, and for a period that is given twice.
    pub fn with_earlier(self, earlier: Vec<Cohort>) -> Result<Cohort, Error> {
        match earlier.iter().find(|cohort| cohort.framework != self.framework) {
            Some(other) => Err(self.framework.other(&other.framework)),
            None => self.with_periods(earlier, None),
        }
    }

    /// Adds earlier periods; if they are under another framework, `leaves` maps each leaf of this
    /// framework to the old ones.
    pub(crate) fn with_periods(
        mut self,
        earlier: Vec<Cohort>,
        leaves: Option<&Arc<[Vec<LeafIx>]>>,
    ) -> Result<Cohort, Error> {
        let held: BTreeSet<Option<Period>> =
            self.earlier.iter().map(|one| one.cohort.period).collect();
        let mut given = if leaves.is_some() { BTreeSet::new() } else { held.clone() };
        for cohort in earlier {
            if cohort.basis != self.basis {
                let [given, own] = [&cohort, &self].map(|one| one.basis.phrase().text(&[]));
                let args = [("given", given.into()), ("own", own.into())];
                return Err(Error::usage(Phrase::UsageOtherBasis, &args));
            }
            if !is_before(cohort.period, self.period) || !given.insert(cohort.period) {
                let [given, own] = [&cohort, &self].map(|one| match one.period {
                    Some(period) => period.text(),
                    None => Phrase::YearsUnstated.text(&[]),
                });
                let args = [("given", given.into()), ("own", own.into())];
                return Err(Error::usage(Phrase::UsageNotBefore, &args));
            }
            // Where a period is already present under this framework, the one under the other
            // framework is not added.
            if leaves.is_none() || !held.contains(&cohort.period) {
                self.earlier.push(Before { cohort, leaves: leaves.cloned() });
            }
        }
        self.earlier.sort_by_key(|one| std::cmp::Reverse(one.cohort.period));
        Ok(self)
    }

    /// States of which units a unit was made (*sáp nhập*). In a period in which another of them
    /// still existed, the unit was not yet the same, and its earlier figures are not used.
    #[must_use]
    pub fn with_predecessors(mut self, made_of: BTreeMap<String, Vec<String>>) -> Cohort {
        self.made_of = made_of;
        self
    }

    /// The card of one of this cohort's units in another period, if it was the same unit then.
    pub(crate) fn card_in<'a>(&self, earlier: &'a Cohort, unit: &str) -> Option<&'a Scorecard> {
        let of = self.made_of.get(unit).into_iter().flatten();
        let merged = of.filter(|id| *id != unit).any(|id| earlier.card(id).is_some());
        earlier.card(unit).filter(|_| !merged)
    }

    /// Sets the ratio below which a period counts as weak when repeats are counted; 100 % if it is
    /// not set.
    ///
    /// # Errors
    /// [`Error::is_usage`] for a percentage below 0 or above 100 %.
    pub fn weak_below(mut self, percent: Percent) -> Result<Cohort, Error> {
        if !(Percent::ZERO..=Percent::HUNDRED).contains(&percent) {
            return Err(Error::usage(Phrase::UsageBelow, &[]));
        }
        self.below = percent;
        Ok(self)
    }

    /// The earlier periods under the same framework, the oldest first, followed by this one.
    pub(crate) fn periods(&self) -> Vec<&Cohort> {
        let same = self.earlier.iter().rev().filter(|one| one.leaves.is_none());
        same.map(|one| &one.cohort).chain([self]).collect()
    }

    /// The period directly before this one, of the same kind and under the same framework, if it is
    /// among the earlier ones.
    pub fn previous(&self) -> Option<&Cohort> {
        let first = self.earlier.first().filter(|one| one.leaves.is_none())?;
        let before = self.period?.before()?;
        (first.cohort.period == Some(before)).then_some(&first.cohort)
    }

    /// In how many consecutive periods, up to and including this one, a unit was below the
    /// threshold at a leaf; `None` if it has no ratio in this one.
    pub(crate) fn repeats(&self, unit: &str, leaf: LeafIx) -> Option<usize> {
        let weak = |cohort: &Cohort, leaves: &[LeafIx]| {
            let ratio = self.card_in(cohort, unit)?.ratio_of(leaves)?;
            Some(ratio.cmp_percent(self.below) == Ordering::Less)
        };
        let own = [leaf];
        let mut count = usize::from(weak(self, &own)?);
        let mut period = self.period;
        for earlier in &self.earlier {
            let next = period.and_then(Period::before);
            let leaves = match &earlier.leaves {
                Some(leaves) => leaves.get(leaf.0).map(Vec::as_slice).unwrap_or_default(),
                None => &own,
            };
            let cohort = &earlier.cohort;
            if count == 0 || cohort.period != next || weak(cohort, leaves) != Some(true) {
                break;
            }
            period = next;
            count += 1;
        }
        Some(count)
    }

    /// Whether units are compared within their blocks only.
    pub fn is_by_group(&self) -> bool {
        self.by_group
    }

    /// The block within which a card is compared; `None` if all units form one block.
    pub(crate) fn block<'a>(&self, card: &'a Scorecard) -> Option<&'a str> {
        if self.by_group { card.unit().group.as_deref() } else { None }
    }

    pub(super) fn found_peers(&self) -> &Peers {
        self.peers.get_or_init(|| Peers::of(self))
    }

    /// The cards with which a card is compared, itself included.
    pub(crate) fn peers<'a>(&'a self, card: &Scorecard) -> impl Iterator<Item = &'a Scorecard> {
        let block = self.block(card).map(str::to_owned);
        self.cards.iter().filter(move |peer| self.block(peer) == block.as_deref())
    }
}
