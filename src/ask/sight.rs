//! The view that a question has of a dossier: the scored units of its period and channel, earlier
//! periods, and the findings made on the way.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::common::Common;
use super::flags::needs;
use crate::analysis::{CohortUnit, Crosswalk, Cut};
use crate::assessment::{Assessment, Unit, joined, standing};
use crate::day::Day;
use crate::dossier::{Channel, Dossier, Earlier, Index, Made};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place, Severity};
use crate::framework::Framework;
use crate::period::{Period, is_before};
use crate::quantity::Percent;
use crate::scoring::{Basis, Cohort, other_periods, score_all};
use crate::words::{Arg, Phrase, Text};

/// How far back in time a question looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Looking {
    /// Only at its own period.
    #[default]
    Here,
    /// At its own period and at earlier ones under the same framework.
    Back,
    /// At its own period and at earlier ones, also under another framework, through a crosswalk.
    Through,
}

/// The earlier inputs, scored, with the crosswalk if their framework differs.
pub(crate) struct Before {
    pub(crate) cohort: Cohort,
    pub(crate) crosswalk: Option<Crosswalk>,
}

/// The state of a question while it is being answered.
pub(crate) struct Sight<'a> {
    pub(crate) dossier: &'a Dossier,
    pub(crate) common: &'a Common,
    index: &'a Index,
    /// The name of the question.
    pub(crate) name: &'static str,
    pub(crate) findings: Findings,
    pub(crate) period: Option<Period>,
    /// The survey channel of the period; earlier figures are taken from the same channel.
    channel: Channel,
    pub(crate) basis: Basis,
    /// The sheets as read, each snapshot by itself: the current inputs, then the earlier ones.
    snapshots: [Vec<Assessment>; 2],
    assessments: Vec<Assessment>,
    earlier: Option<Earlier>,
    /// The day as of which the figures count, if the question asks for one.
    on: Option<Day>,
    /// The block whose units are looked at, if the question is limited to one.
    group: Option<String>,
    /// Whether figures of earlier periods among the current inputs were used.
    pub(crate) past: bool,
    /// Whether part of the earlier inputs was not read: then no earlier figures are used.
    blind: bool,
}

impl<'a> Sight<'a> {
    /// The view of a question; `None` if the dossier holds no index.
    pub(crate) fn new(
        dossier: &'a Dossier,
        common: &'a Common,
        name: &'static str,
    ) -> Option<Sight<'a>> {
        let index = dossier.index()?;
        let mut sight = Sight {
            dossier,
            common,
            index,
            name,
            findings: Findings::default(),
            period: None,
            channel: Channel::Any,
            basis: common.basis.unwrap_or_default(),
            on: None,
            group: None,
            past: false,
            snapshots: [index.input.assessments.clone(), Vec::new()],
            assessments: Vec::new(),
            // Earlier figures that are known only in part are not used.
            blind: index.earlier.as_ref().is_some_and(|one| !one.input.unread().is_empty()),
            earlier: index.earlier.clone(),
        };
        sight.reads();
        Some(sight)
    }

    /// Takes over the findings made while reading, and sets the survey aside if the flags ask for
    /// it.
    fn reads(&mut self) {
        let mut told = HashSet::new();
        for index in &self.dossier.held().indices {
            let warns = |finding: &&Finding| finding.severity() == Severity::Warning;
            self.findings.extend(index.framework.findings().iter().filter(warns).cloned());
            for finding in &index.input.findings {
                self.finds_once(finding, &mut told);
            }
        }
        if self.common.no_survey {
            let before = self.earlier.iter_mut().flat_map(|earlier| &mut earlier.input.assessments);
            for assessment in self.snapshots[0].iter_mut().chain(before) {
                let (without, found) = assessment.without_survey();
                *assessment = without;
                self.findings.extend(found);
            }
        }
        for finding in self.index.earlier.iter().flat_map(|one| &one.input.findings) {
            self.finds_once(finding, &mut told);
        }
        if self.common.no_survey {
            // With the survey set aside, a sheet that denies it but has survey values is no longer
            // in error.
            self.findings.forget(FindingCode::SurveyNotHeld);
        }
        self.assessments = self.standing(self.snapshots[0].clone());
        if let Some(mut earlier) = self.earlier.take() {
            self.snapshots[1].clone_from(&earlier.input.assessments);
            earlier.input.assessments = self.standing(earlier.input.assessments);
            self.earlier = Some(earlier);
        }
    }

    /// The assessments with snapshots joined: of each value the latest that the question admits.
    fn standing(&mut self, all: Vec<Assessment>) -> Vec<Assessment> {
        let prefer_last = self.common.prefer.is_some();
        standing(all, self.common.as_of, prefer_last, &mut self.findings)
    }

    /// Takes over a finding of the inputs. All inputs are checked against the same register, so
    /// that a fault of the register is reported only once.
    fn finds_once(&mut self, finding: &Finding, told: &mut HashSet<u64>) {
        if told.insert(finding.hashed()) || finding.place().unit.is_some() {
            self.findings.push(finding.clone());
        }
    }

    /// The framework of the question, with the policies that the flags override.
    pub(crate) fn framework(&self) -> &'a Framework {
        &self.index.framework
    }

    /// The inputs with snapshots joined, without their survey if the flags ask for that.
    pub(crate) fn assessments(&self) -> &[Assessment] {
        &self.assessments
    }

    /// Limits the question to the units of one block.
    pub(crate) fn keep_group(&mut self, group: &str) -> Result<(), Error> {
        let groups = self.assessments.iter().filter_map(|one| one.unit().group.as_deref());
        let groups: BTreeSet<&str> = groups.collect();
        if !groups.contains(group) {
            let known = groups.into_iter().collect::<Vec<_>>().join(", ");
            let args = [("asked", group.into()), ("known", known.into())];
            return Err(Error::usage(Phrase::UsageGroup, &args));
        }
        self.assessments.retain(|one| one.unit().group.as_deref() == Some(group));
        self.group = Some(group.to_owned());
        // Earlier figures of these units and of their predecessors are kept, whatever block they
        // were in.
        let ids: BTreeSet<&str> = self.assessments.iter().map(|one| &*one.unit().id).collect();
        let made_of = &self.index.input.predecessors;
        let before = ids.iter().filter_map(|id| made_of.get(*id)).flatten().map(String::as_str);
        let all: BTreeSet<&str> = ids.iter().copied().chain(before).collect();
        if let Some(earlier) = &mut self.earlier {
            earlier.input.assessments.retain(|one| all.contains(&*one.unit().id));
        }
        Ok(())
    }

    /// Uses the figures as they stood on a day, among those that the question admits.
    pub(crate) fn stands_on(&mut self, day: Day) {
        let on = self.common.as_of.map_or(day, |as_of| as_of.min(day));
        self.on = Some(on);
        // These findings were already reported when the snapshots of all days were joined.
        let mut told = Findings::default();
        let prefer_last = self.common.prefer.is_some();
        self.assessments = standing(self.snapshots[0].clone(), Some(on), prefer_last, &mut told);
    }

    /// The snapshots, unjoined, that are not later than the day asked for.
    pub(crate) fn snapshots(&self) -> impl Iterator<Item = &Assessment> {
        let on = self.common.as_of;
        self.snapshots[0].iter().filter(move |one| on.is_none_or(|on| one.as_of() <= Some(on)))
    }

    /// The assessments of all indices of the dossier.
    pub(crate) fn all_assessments(&mut self) -> Vec<Assessment> {
        let mut all = self.assessments.clone();
        // If limited to a block, only its units are taken from the other indices.
        let own: Option<BTreeSet<String>> =
            self.group.is_some().then(|| all.iter().map(|one| one.unit().id.clone()).collect());
        for index in self.dossier.held().indices.iter().skip(1) {
            for assessment in &self.standing(index.input.assessments.clone()) {
                if own.as_ref().is_some_and(|own| !own.contains(&assessment.unit().id)) {
                    continue;
                }
                if !self.common.no_survey {
                    all.push(assessment.clone());
                    continue;
                }
                let (without, found) = assessment.without_survey();
                all.push(without);
                self.findings.extend(found);
            }
        }
        all
    }

    /// The scored units of the period and channel asked for, shared by all questions with equal
    /// flags.
    pub(crate) fn cohort(&mut self) -> Result<Cohort, Error> {
        self.cohort_looking(Looking::Here, None)
    }

    /// Like `cohort`, with earlier periods beside it; below the given percentage a period is weak.
    pub(crate) fn cohort_looking(
        &mut self,
        looking: Looking,
        below: Option<Percent>,
    ) -> Result<Cohort, Error> {
        let cohorts = &self.dossier.held().cohorts;
        let Sight { common, basis, on, group, .. } = &*self;
        let key = format!("{common:?} {basis:?} {on:?} {group:?} {looking:?} {below:?}");
        if let Some(made) = cohorts.get(&key) {
            self.findings.extend(made.findings.iter().cloned());
            self.channel = made.channel.clone();
            self.period = made.cohort.period();
            self.past = made.past;
            return Ok(made.cohort.clone());
        }
        let before = std::mem::take(&mut self.findings);
        let cohort = self.put_together(looking, below);
        let found = std::mem::replace(&mut self.findings, before);
        self.findings.extend(found.clone().into_vec());
        let cohort = cohort?;
        let (channel, past) = (self.channel.clone(), self.past);
        let findings = found.into_vec();
        cohorts.keep(key, Made { cohort: cohort.clone(), channel, findings, past });
        Ok(cohort)
    }

    fn put_together(&mut self, looking: Looking, below: Option<Percent>) -> Result<Cohort, Error> {
        let mut assessments = self.assessments.clone();
        let period = self.asked_period()?;
        let looks_back = looking != Looking::Here;
        let is_earlier = |one: &Assessment| is_before(one.period(), period);
        self.past =
            looks_back && assessments.iter().any(|one| one.period().is_some() && is_earlier(one));
        let mut other_ruler = None;
        if let Some(earlier) = self.earlier.clone().filter(|_| looks_back) {
            let before = earlier.input.assessments.iter();
            let before = before.filter(|one| is_earlier(one) && !self.blind).cloned();
            let before = self.of_ruler(&earlier.framework, before.collect());
            if earlier.framework.hash() == self.framework().hash() {
                assessments.extend(before);
            } else if looking == Looking::Through {
                other_ruler = Some((before, earlier));
            } else {
                let args = [("call", self.name.into())];
                return Err(Error::usage(Phrase::UsageOneFramework, &args));
            }
        }
        let asked = self.common.period().is_some();
        if asked && !looks_back {
            assessments.retain(|assessment| assessment.period() == period);
        }
        self.settle_channel(&mut assessments, period)?;
        let mut before = Vec::new();
        if looks_back {
            let now = |one: &Assessment| one.period().is_none() || one.period() == period;
            (assessments, before) = assessments.into_iter().partition(now);
            let others;
            (before, others) = before.into_iter().partition(is_earlier);
            if !asked && !others.is_empty() {
                self.findings.push(other_periods(period, &others));
            }
            before.retain(|_| !self.blind);
            before = self.of_ruler(self.framework(), before);
        }
        let cohort = score_all(self.framework(), &assessments, self.basis);
        let cohort = cohort.with_predecessors(self.made_of());
        // If no unit has the period asked for, nothing counts as earlier.
        let earlier = |mut periods: Vec<Cohort>| {
            periods.retain(|one| is_before(one.period(), cohort.period()));
            periods
        };
        let before = earlier(self.periods(self.framework(), before));
        let through = other_ruler.map(|(before, given)| {
            let periods = earlier(self.periods(&given.framework, before));
            (periods, given)
        });
        let mut cohort = cohort.with_earlier(before)?;
        if let Some((periods, given)) = through
            && let Some(crosswalk) = self.crosswalk(given)?
        {
            cohort = cohort.with_earlier_through(periods, &crosswalk)?;
        }
        if let Some(below) = below {
            cohort = cohort.weak_below(below)?;
        }
        if self.common.by_group {
            cohort = cohort.by_group();
        }
        self.period = cohort.period();
        self.findings.extend(cohort.findings().iter().cloned());
        Ok(cohort)
    }

    /// All periods of the same kind as the one asked for, or as the latest, up to that period; each
    /// period with its states on several days.
    pub(crate) fn cuts(&mut self) -> Result<Vec<Cut>, Error> {
        let period = self.asked_period()?;
        let [mut all, mut before] = self.snapshots.clone();
        if let Some(earlier) = &self.earlier {
            if earlier.framework.hash() != self.framework().hash() {
                let args = [("call", self.name.into())];
                return Err(Error::usage(Phrase::UsageOneFramework, &args));
            }
            before.retain(|_| !self.blind);
            all.append(&mut before);
        }
        self.settle_channel(&mut all, period)?;
        let now = |one: &Assessment| {
            let earlier = one.period().is_some() && is_before(one.period(), period);
            earlier || one.period() == period
        };
        let (all, others): (Vec<_>, Vec<_>) = all.into_iter().partition(now);
        if self.common.period().is_none() && !others.is_empty() {
            self.findings.push(other_periods(period, &others));
        }
        let mut periods: BTreeMap<Option<Period>, Vec<Assessment>> = BTreeMap::new();
        for one in self.of_ruler(self.framework(), all) {
            periods.entry(one.period()).or_default().push(one);
        }
        self.past = periods.len() > 1;
        let mut cuts = Vec::new();
        for of_period in periods.into_values() {
            let days = of_period.iter().filter_map(Assessment::as_of);
            let days = days.filter(|day| self.common.as_of.is_none_or(|on| *day <= on));
            let mut days: Vec<Option<Day>> =
                days.collect::<BTreeSet<Day>>().into_iter().map(Some).collect();
            let last = days.pop().unwrap_or(self.common.as_of);
            for as_of in days.into_iter().chain([last]) {
                // These findings were already reported when the snapshots of all days were joined.
                let mut told = Findings::default();
                let mut found = Findings::default();
                let prefer_last = self.common.prefer.is_some();
                let on = standing(of_period.clone(), as_of, prefer_last, &mut told);
                let counts = as_of == last;
                let on = joined(self.framework(), on, prefer_last, &mut found);
                let dated = on.iter().any(|one| one.as_of().is_some());
                let cohort = score_all(self.framework(), &on, self.basis);
                let cohort = cohort.with_predecessors(self.made_of());
                found.extend(cohort.findings().iter().cloned());
                if counts {
                    self.findings.extend(found);
                }
                let cohort = if self.common.by_group { cohort.by_group() } else { cohort };
                cuts.push(Cut { cohort, as_of: as_of.filter(|_| dated), counts });
            }
        }
        self.period = period;
        Ok(cuts)
    }

    /// The period asked for, or the latest of the inputs; of periods that end on one day the
    /// longest.
    fn asked_period(&self) -> Result<Option<Period>, Error> {
        let periods: BTreeSet<Option<Period>> =
            self.assessments.iter().map(Assessment::period).collect();
        let period = self.common.period().or(periods.iter().copied().max().flatten());
        if periods.contains(&period) || periods.is_empty() {
            return Ok(period);
        }
        let known = periods.iter().flatten().map(Period::to_string).collect::<Vec<_>>();
        let said = period.map(Period::text).unwrap_or_default();
        let args = [("year", said.into()), ("known", known.join(", ").into())];
        Err(Error::usage(Phrase::UsageYear, &args))
    }

    /// Keeps only the channel asked for, or the only one that the period has.
    fn settle_channel(
        &mut self,
        assessments: &mut Vec<Assessment>,
        period: Option<Period>,
    ) -> Result<(), Error> {
        let current = assessments.iter().filter(|assessment| assessment.period() == period);
        let channels: BTreeSet<Option<&str>> = current.map(Assessment::channel).collect();
        let known: Vec<&str> = channels.iter().flatten().copied().collect();
        let known = known.join(", ");
        let asked = self.common.channel.as_deref();
        if asked.is_none() && channels.len() > 1 {
            return Err(Error::usage(Phrase::UsageChannels, &[("known", known.into())]));
        }
        if asked.is_some() && !channels.is_empty() && !channels.contains(&asked) {
            let asked = asked.unwrap_or_default();
            let args = [("asked", asked.into()), ("known", known.into())];
            return Err(Error::usage(Phrase::UsageChannel, &args));
        }
        let channel = asked.or_else(|| channels.first().copied().flatten()).map(str::to_owned);
        if !channels.is_empty() {
            assessments.retain(|assessment| {
                let now = assessment.period() == period && asked.is_none();
                now || assessment.channel() == channel.as_deref()
            });
            self.channel = Channel::One(channel);
        }
        Ok(())
    }

    /// The units that each unit was formed from, by the register.
    pub(crate) fn made_of(&self) -> BTreeMap<String, Vec<String>> {
        self.index.input.predecessors.clone()
    }

    /// Keeps assessments under a framework; those under others can only be compared by a crosswalk.
    fn of_ruler(&mut self, ruler: &Framework, mut all: Vec<Assessment>) -> Vec<Assessment> {
        let many = all.len();
        all.retain(|assessment| assessment.framework() == ruler);
        if all.len() < many {
            let finding = Finding::new(FindingCode::OtherRulers, Place::default());
            self.findings.push(finding.found(ruler.id()).with("count", many - all.len()));
        }
        all
    }

    /// One cohort for each period, from assessments in the channel of the question.
    fn periods(&mut self, framework: &Framework, assessments: Vec<Assessment>) -> Vec<Cohort> {
        let mut periods: BTreeMap<Option<Period>, Vec<Assessment>> = BTreeMap::new();
        for assessment in assessments {
            if self.in_channel(&assessment) {
                periods.entry(assessment.period()).or_default().push(assessment);
            }
        }
        let prefer_last = self.common.prefer.is_some();
        let mut cohorts = Vec::new();
        for of_period in periods.into_values() {
            // A period may stand both in the inputs and in the earlier ones, in parts or twice.
            let of_period = joined(framework, of_period, prefer_last, &mut self.findings);
            let cohort = score_all(framework, &of_period, self.basis);
            self.findings.extend(cohort.findings().iter().cloned());
            cohorts.push(if self.common.by_group { cohort.by_group() } else { cohort });
        }
        cohorts
    }

    /// Whether an earlier assessment is in the channel of the question.
    fn in_channel(&self, assessment: &Assessment) -> bool {
        match &self.channel {
            Channel::Any => true,
            Channel::One(channel) => assessment.channel() == channel.as_deref(),
        }
    }

    /// The crosswalk from an earlier framework to this one; `None` if both are the same.
    fn crosswalk(&self, earlier: Earlier) -> Result<Option<Crosswalk>, Error> {
        let own = self.framework();
        match earlier.crosswalk {
            Some(rows) => Crosswalk::new(rows, &earlier.framework, own).map(Some),
            None if earlier.framework.hash() == own.hash() => Ok(None),
            None => {
                let [old, new] = [&earlier.framework, own].map(Framework::named);
                let mut args = vec![("old", old.into()), ("new", new.into())];
                let phrase = match Crosswalk::embedded_between(&earlier.framework, own) {
                    Some(id) => {
                        args.push(("id", id.into()));
                        Phrase::UsageCrosswalkEmbedded
                    }
                    None => Phrase::UsageCrosswalk,
                };
                Err(Error::usage(phrase, &args))
            }
        }
    }

    /// The earlier state of the same period, scored, for `diff`; `None` if it could not be read.
    pub(crate) fn state_before(&mut self) -> Result<Option<Cohort>, Error> {
        let earlier = self.earlier_needed()?;
        if earlier.framework.hash() != self.framework().hash() {
            let args = [("call", self.name.into())];
            return Err(Error::usage(Phrase::UsageOneFramework, &args));
        }
        let period = self.period;
        let before = self.scored_before(earlier, |one| one == period, Phrase::UsageNothingOf)?;
        Ok(Some(before).filter(|before| !before.cards().is_empty()))
    }

    /// The earlier periods, scored under their own framework, and its crosswalk, for `compare`.
    pub(crate) fn periods_before(&mut self) -> Result<Before, Error> {
        let earlier = self.earlier_needed()?;
        let crosswalk = self.crosswalk(earlier.clone())?;
        let (period, blind) = (self.period, self.blind);
        let before = |one: Option<Period>| is_before(one, period) && !blind;
        let nothing = match period.and_then(Period::whole_year) {
            Some(_) => Phrase::UsageNothingBefore,
            None => Phrase::UsageNoPeriodBefore,
        };
        let cohort = self.scored_before(earlier, before, nothing)?;
        Ok(Before { cohort, crosswalk })
    }

    /// The earlier inputs; an error if there are none, or no current inputs to compare them with.
    fn earlier_needed(&self) -> Result<Earlier, Error> {
        let args = [("call", self.name.into())];
        let earlier = self.earlier.clone();
        let earlier = earlier.ok_or_else(|| Error::usage(Phrase::UsageNeedsEarlier, &args))?;
        if !self.assessments.is_empty() || self.blind {
            return Ok(earlier);
        }
        let asked = self.common.period().map(|period| period.short().into());
        let periods: BTreeSet<Period> =
            earlier.input.assessments.iter().filter_map(Assessment::period).collect();
        let known = periods.iter().map(Period::to_string).collect::<Vec<_>>().join(", ");
        let known = Some(known).filter(|known| !known.is_empty()).map(Arg::from);
        let args = [
            ("year", asked.unwrap_or_else(|| Phrase::YearAsked.text(&[]).into())),
            ("known", known.unwrap_or_else(|| Phrase::YearsUnstated.text(&[]).into())),
        ];
        Err(Error::usage(Phrase::UsageNothingNow, &args))
    }

    fn scored_before(
        &mut self,
        earlier: Earlier,
        admits: impl Fn(Option<Period>) -> bool,
        nothing: Phrase,
    ) -> Result<Cohort, Error> {
        // A sentence that already has the word "year" needs only its number.
        let said = |period: Period| match nothing {
            Phrase::UsageNothingBefore => period.short(),
            _ => period.text(),
        };
        let mut assessments = earlier.input.assessments;
        assessments.retain(|one| admits(one.period()) && self.in_channel(one));
        if assessments.is_empty() && !self.blind {
            let said = self.period.map(said).unwrap_or_default();
            return Err(Error::usage(nothing, &[("year", said.into())]));
        }
        let mut cohort = score_all(&earlier.framework, &assessments, self.basis);
        if self.common.by_group {
            cohort = cohort.by_group();
        }
        self.findings.extend(cohort.findings().iter().cloned());
        Ok(cohort)
    }

    /// Checks that an agency belongs to the framework.
    pub(crate) fn known_agency(&self, id: Option<&str>) -> Result<(), Error> {
        let Some(id) = id.filter(|id| self.framework().agency(id).is_none()) else { return Ok(()) };
        let ids = self.framework().agencies().iter().map(crate::framework::Agency::id);
        Err(Error::wrong_call(crate::framework::unknown_agency(id, ids, Place::default())))
    }

    /// The error that a code does not belong to the framework.
    pub(crate) fn unknown_code(&self, code: &str) -> Error {
        let near = self.framework().near_code(code);
        let near = near.map_or(Arg::from(""), crate::framework::did_you_mean);
        let finding = Finding::new(FindingCode::UnknownCode, Place::default());
        Error::wrong_call(finding.found(code).with("near", near))
    }

    /// Takes over the findings of a result; a finding about the flags is returned as an error.
    pub(crate) fn found(&mut self, findings: &[Finding]) -> Result<(), Error> {
        for finding in findings {
            if finding.is_of_call() {
                return Err(Error::wrong_call(finding.clone()));
            }
            self.findings.push(finding.clone());
        }
        Ok(())
    }
}

/// The unit asked about, by id or name.
pub(crate) fn find_unit(cohort: &Cohort, asked: Option<&str>) -> Result<Option<Arc<Unit>>, Error> {
    let unit = asked.map(|asked| cohort.unit(asked)).transpose()?;
    Ok(unit.map(|unit| unit.card().assessment().shared_unit()))
}

/// The unit of a question that needs one; an error if none is given.
pub(crate) fn needed_unit<'a>(
    cohort: &'a Cohort,
    asked: Option<&str>,
    name: &'static str,
) -> Result<CohortUnit<'a>, Error> {
    cohort.unit(asked.ok_or_else(|| needs(name, "unit"))?)
}

/// The note that an agency leads nothing, so that the answer has no rows.
pub(crate) fn nothing_led(agency: &Text) -> Finding {
    Finding::new(FindingCode::NothingLed, Place::default()).with("agency", agency.clone())
}
