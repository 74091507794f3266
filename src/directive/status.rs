//! The state of each obligation on a day (*tình hình thực hiện*), such as done, due soon or
//! overdue.

use std::collections::BTreeMap;

use super::Directive;
use super::obligation::{Comparator, Obligation, Target, TargetUnit};
use super::progress::{Progress, Report};
use crate::day::Day;
use crate::framework::rule::{FullAt, Measure, More, Part, Share};
use crate::framework::vocabulary::vocabulary;
use crate::quantity::{Code, Percent, Points, Ratio};
use crate::words::Phrase;

vocabulary! {
    /// How an obligation stands on a day.
    ObligationState {
        /// The ordered result exists (*đã hoàn thành*).
        Done "done",
        /// No case arose (*không phát sinh*), so there is neither 0 % nor 100 %.
        NotApplicable "not_applicable",
        /// The due day has passed and no report shows that the obligation is done (*quá hạn*).
        Overdue "overdue",
        /// The due day is near (*sắp đến hạn*).
        DueSoon "due_soon",
        /// Some of the work is done (*đang thực hiện*).
        InProgress "in_progress",
        /// Nothing is done yet, and the due day is not near (*chưa đến hạn*).
        NotDue "not_due",
        /// Neither a day that can be kept nor a figure says when the obligation is done (*chưa có
        /// căn cứ đánh giá*).
        Unmeasurable "unmeasurable",
    }
}

impl ObligationState {
    /// Every state, in the order in which tables show them.
    pub const ALL: [ObligationState; 7] = [
        ObligationState::Done,
        ObligationState::NotApplicable,
        ObligationState::InProgress,
        ObligationState::DueSoon,
        ObligationState::Overdue,
        ObligationState::NotDue,
        ObligationState::Unmeasurable,
    ];

    pub(crate) fn phrase(self) -> Phrase {
        match self {
            ObligationState::Done => Phrase::StateDone,
            ObligationState::NotApplicable => Phrase::StateNoCase,
            ObligationState::Overdue => Phrase::StateOverdue,
            ObligationState::DueSoon => Phrase::StateDueSoon,
            ObligationState::InProgress => Phrase::StateInProgress,
            ObligationState::NotDue => Phrase::StateNotDue,
            ObligationState::Unmeasurable => Phrase::StateUnmeasurable,
        }
    }

    /// A word for the state that is short enough for the head of a column.
    pub(crate) fn short_phrase(self) -> Phrase {
        match self {
            ObligationState::Done => Phrase::ShortDone,
            ObligationState::NotApplicable => Phrase::ShortNoCase,
            ObligationState::Overdue => Phrase::ShortOverdue,
            ObligationState::DueSoon => Phrase::ShortDueSoon,
            ObligationState::InProgress => Phrase::ShortInProgress,
            ObligationState::NotDue => Phrase::ShortNotDue,
            ObligationState::Unmeasurable => Phrase::ShortUnmeasurable,
        }
    }
}

/// How one obligation stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Standing {
    /// The paragraph of the obligation.
    pub paragraph: Code,
    /// The state of the obligation on that day.
    pub state: ObligationState,
    /// The days left until the due day; negative after it. `None` without a due day, or with one
    /// that nobody can keep because it is before the letter or its plan.
    pub days: Option<i64>,
    /// Whether the obligation was done after its due day.
    pub late: bool,
    /// The day of the last report.
    pub reported: Option<Day>,
    /// The amount done, by the last report that says how far the obligation is.
    pub done: Option<Points>,
    /// The whole that `done` is a part of.
    pub of: Option<Points>,
    /// `done` ÷ `of`, where the target is a percentage.
    pub ratio: Option<Ratio>,
    /// The number of further items that would reach the target; `None` where it cannot be known.
    pub more: Option<Points>,
    /// The remark of the last report.
    pub note: String,
}

/// The standing of every obligation on a day, by the reports up to and including that day.
///
/// `within` is the number of days before its due day from which an obligation counts as due soon.
///
/// # Example
/// ```
/// use par_index::directive::{ObligationState, Progress, directive, status};
///
/// let letter = directive("hon-quan-2023")?;
/// let reports = r#"[{"obligation": "2.2c", "on": "2023-09-30", "done": 4, "of": 25}]"#;
/// let (progress, _) = Progress::from_json(&letter, reports);
/// let all = status(&letter, &progress, "2023-10-01".parse().unwrap(), 15);
/// let inspected = all.iter().find(|one| one.paragraph.as_str() == "2.2c").unwrap();
/// assert_eq!(inspected.state, ObligationState::InProgress);
/// assert_eq!(inspected.more.unwrap().to_string(), "4"); // 8 of 25 is the least above 30 %
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn status(directive: &Directive, progress: &Progress, on: Day, within: u16) -> Vec<Standing> {
    let all = directive.obligations().iter().enumerate();
    let stands = |(at, one): (usize, &Obligation)| {
        standing((at, one, directive.usable_due(one)), progress, on, within)
    };
    all.map(stands).collect()
}

/// The standing of one obligation; `due` is its due day if that day can be kept.
fn standing(
    (at, one, due): (usize, &Obligation, Option<Day>),
    progress: &Progress,
    on: Day,
    within: u16,
) -> Standing {
    let measure = |report: &Report| measure(one.target(), report);
    let newest = || progress.until(at, on).rev();
    // A report that does not say how far the obligation is does not cancel an earlier report.
    let says = |report: &&Report| measure(report).says();
    let last = newest().find(says).or_else(|| newest().find(|report| report.done.is_some()));
    let latest = newest().next();
    let measured = last.map_or(Measured::default(), measure);
    // The obligation has been done since the first report of the unbroken last run of reports that
    // all say so.
    let met = |report: &&Report| measure(report).met;
    let since = newest().filter(says).take_while(met).last().map(|report| report.on);
    let days = due.map(|due| on.days_until(due));
    let late = since.zip(due).is_some_and(|(since, due)| since > due);
    let begun = last.is_some_and(|report| report.done.is_some_and(Points::is_positive));
    Standing {
        paragraph: one.paragraph().clone(),
        state: state(one, &measured, days, begun, (on, within)),
        days,
        late,
        reported: latest.map(|report| report.on),
        done: last.and_then(|report| report.done),
        of: last.and_then(|report| report.of),
        ratio: measured.ratio,
        more: measured.more,
        note: latest.map(Report::note).unwrap_or_default(),
    }
}

fn state(
    one: &Obligation,
    measured: &Measured,
    days: Option<i64>,
    begun: bool,
    (on, within): (Day, u16),
) -> ObligationState {
    if measured.no_case {
        return ObligationState::NotApplicable;
    }
    if measured.met {
        return ObligationState::Done;
    }
    if days.is_some_and(|days| days < 0) {
        return ObligationState::Overdue;
    }
    if one.starts().is_some_and(|starts| on < starts) {
        return ObligationState::NotDue;
    }
    let baseless =
        one.target().is_some_and(|target| target.is_percent() && target.base().is_none());
    // A report that says how much of a piece of work is missing, even 0, makes the obligation
    // measurable.
    let endless = one.target().is_none() && days.is_none() && measured.more.is_none();
    if (baseless && measured.ratio.is_none()) || endless {
        return ObligationState::Unmeasurable;
    }
    match days {
        Some(days) if days <= i64::from(within) => ObligationState::DueSoon,
        _ if begun => ObligationState::InProgress,
        _ => ObligationState::NotDue,
    }
}

/// The result of holding one report against the target.
#[derive(Clone, Debug, Default)]
struct Measured {
    met: bool,
    no_case: bool,
    ratio: Option<Ratio>,
    more: Option<Points>,
}

impl Measured {
    /// Whether the report tells how far the obligation is.
    fn says(&self) -> bool {
        self.no_case || self.more.is_some()
    }
}

fn measure(target: Option<&Target>, report: &Report) -> Measured {
    let Some(done) = report.done else { return Measured::default() };
    let Some(target) = target else {
        // A piece of work without a target is reported as done or not done, or as a number done out
        // of a whole.
        let of = report.of.unwrap_or(Points::whole(1));
        let more = of.minus(done);
        let more = Some(if more.is_negative() { Points::ZERO } else { more });
        return Measured { met: done >= of && of.is_positive(), more, ..Measured::default() };
    };
    match target.unit() {
        TargetUnit::Percent { if_any, .. } => {
            let Some(of) = report.of else { return Measured::default() };
            let no_case = *if_any && of == Points::ZERO && done == Points::ZERO;
            let more = share(target).and_then(|share| share.needed(done, of));
            let more = in_parts(target, done, of).or(more);
            let met = more == Some(Points::ZERO);
            Measured { met, no_case, ratio: Ratio::new(done, of), more }
        }
        TargetUnit::Count(_) => {
            let more = still_counted(target, done);
            Measured { met: more == Some(Points::ZERO), more, ..Measured::default() }
        }
    }
}

/// The target as a `share` rule, which computes how many more items are needed (B10).
fn share(target: &Target) -> Option<Share> {
    let percent = target.percent()?;
    Some(Share {
        full_at: match target.comparator() {
            Comparator::AtLeast => FullAt::AtLeast(percent),
            Comparator::Above => FullAt::Above(percent),
        },
        floor: None,
        part: Part::OfWhole,
        measure: Measure::default(),
        more: More::OfFixed,
        labels: BTreeMap::new(),
    })
}

/// The amount still missing where work is reported in fractions, such as `31.5` of 40. The amount
/// is then exact and not rounded up to a whole task.
fn in_parts(target: &Target, done: Points, of: Points) -> Option<Points> {
    let parts = !done.is_whole() || !of.is_whole();
    if !parts || of == Points::ZERO {
        return None;
    }
    let hundred = Percent::HUNDRED.raw();
    let short = target.percent()?.raw() * of.wide() - hundred * done.wide();
    if target.comparator() == Comparator::Above {
        // A target "above" counts whole tasks as usual, but never more than are left.
        let one = Points::whole(1).wide();
        let whole = (short / (hundred * one) + 1) * one;
        return Some(of.minus(done)).filter(|left| short >= 0 && whole > left.wide());
    }
    // The amount is rounded up at the last decimal place that points have.
    Points::from_wide(if short <= 0 { 0 } else { (short + hundred - 1) / hundred })
}

/// The least number of further things that reaches a target counted in things: a whole number,
/// unless the things are reported in fractions.
fn still_counted(target: &Target, done: Points) -> Option<Points> {
    let one = Points::whole(1).wide();
    let short = target.threshold().wide() - done.wide();
    let whole = |n: i128| Points::from_wide(n * one);
    match target.comparator() {
        Comparator::AtLeast if short <= 0 => Some(Points::ZERO),
        Comparator::AtLeast if !done.is_whole() => Points::from_wide(short),
        Comparator::AtLeast => whole((short + one - 1) / one),
        Comparator::Above if short < 0 => Some(Points::ZERO),
        Comparator::Above => whole(short / one + 1),
    }
}

/// The number of obligations in each state, for one key such as a lead; an obligation is counted in
/// one row only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusCount {
    /// The ids of the leads, or the codes of the fields, joined by `+`; `none` for obligations
    /// without any.
    pub key: String,
    /// The number of obligations in each state, in the order of [`ObligationState::ALL`].
    pub states: [usize; 7],
}

impl StatusCount {
    /// The number of obligations in one state.
    pub fn of(&self, state: ObligationState) -> usize {
        let place = ObligationState::ALL.iter().position(|known| *known == state);
        place.and_then(|place| self.states.get(place)).copied().unwrap_or_default()
    }

    /// The number of obligations in the row.
    pub fn total(&self) -> usize {
        self.states.iter().sum()
    }
}

/// Counts obligations by a key, in the order in which the keys first come; obligations without a
/// key are counted under `none`, as the last row.
///
/// ```
/// use par_index::directive::{Progress, count_by, directive, status};
/// let letter = directive("hon-quan-2023")?;
/// let all = status(&letter, &Progress::default(), "2023-07-01".parse().unwrap(), 15);
/// let by_lead = count_by(&letter, &all, |one| letter.lead_key(one));
/// let sum: usize = by_lead.iter().map(|row| row.total()).sum();
/// assert_eq!(sum, letter.obligations().len());
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn count_by(
    directive: &Directive,
    all: &[Standing],
    key: impl Fn(&Obligation) -> String,
) -> Vec<StatusCount> {
    let mut counts: Vec<StatusCount> = Vec::new();
    let obligations = directive.obligations().iter();
    let known: BTreeMap<&Code, &Obligation> =
        obligations.map(|one| (one.paragraph(), one)).collect();
    for standing in all {
        let Some(obligation) = known.get(&standing.paragraph) else { continue };
        let key = Some(key(obligation)).filter(|key| !key.is_empty());
        let key = key.unwrap_or_else(|| "none".to_owned());
        let row = if let Some(row) = counts.iter().position(|row| row.key == key) {
            row
        } else {
            counts.push(StatusCount { key, ..StatusCount::default() });
            counts.len() - 1
        };
        let place = ObligationState::ALL.iter().position(|known| *known == standing.state);
        let cell = place.and_then(|place| counts.get_mut(row)?.states.get_mut(place));
        if let Some(cell) = cell {
            *cell += 1;
        }
    }
    counts.sort_by_key(|row| row.key == "none");
    counts
}
