//! From checked inputs to an answer: the one place where every call is computed.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{Answer, Show};
use super::asked::LeftOut;
use super::earlier::Earlier;
use super::listings;
use super::options::{Call, Options};
use crate::analysis::{
    By, Crosswalk, Order, changes, compare, cut_findings, rank, rank_at, robustness, strengths,
    versus, weak, weak_by_lead, weak_pooled,
};
use crate::assessment::{Assessment, Unit, joined};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::{Framework, LeafIx};
use crate::quantity::Code;
use crate::remediation::{Efforts, Step, forecast, frontier, plan, what_if};
use crate::scoring::{Basis, Cohort, Mark, Scorecard, State, score_all};
use crate::view;
use crate::words::{Arg, Phrase, fold_name};

/// The earlier inputs, scored.
struct Before {
    cohort: Cohort,
    crosswalk: Option<Crosswalk>,
    made_of: BTreeMap<String, Vec<String>>,
}

/// Of which survey channel the data of a call are.
#[derive(Default)]
pub(super) enum Channel {
    /// Not known yet.
    #[default]
    Any,
    /// One, or none by that name.
    One(Option<String>),
}

/// A call under way.
pub(super) struct Compute<'a> {
    pub(super) framework: &'a Framework,
    pub(super) options: &'a Options,
    pub(super) findings: Findings,
    pub(super) year: Option<u16>,
    /// The one channel of the year; what is earlier is of the same.
    pub(super) channel: Channel,
    /// Which units the register says that a unit was made of.
    pub(super) made_of: BTreeMap<String, Vec<String>>,
    pub(super) earlier: Option<Earlier>,
    /// Whether a part of the earlier inputs was not read: then there are no earlier figures.
    pub(super) blind: bool,
    pub(super) efforts: Option<&'a Efforts>,
    pub(super) basis: Basis,
    /// Whether the goal of a plan is out of reach.
    pub(super) unreachable: bool,
    /// Whether a print asks, which may ask for so much work only.
    pub(super) bounded: bool,
    /// The unit asked about.
    pub(super) unit: Option<Unit>,
    /// The units that sums lack.
    pub(super) left_out: LeftOut,
}

impl<'a> Compute<'a> {
    /// A call beside which nothing stands yet.
    pub(super) fn new(
        framework: &'a Framework,
        options: &'a Options,
        findings: Findings,
    ) -> Compute<'a> {
        let (year, channel, made_of) = Default::default();
        let basis = options.basis.unwrap_or_default();
        let (earlier, blind, efforts) = (None, false, None);
        let (unreachable, bounded) = (false, false);
        Compute {
            framework,
            options,
            findings,
            year,
            channel,
            made_of,
            earlier,
            blind,
            efforts,
            basis,
            unreachable,
            bounded,
            unit: None,
            left_out: LeftOut::default(),
        }
    }

    pub(super) fn answer(
        &mut self,
        call: Call,
        mut assessments: Vec<Assessment>,
    ) -> Result<Answer, Error> {
        if call == Call::Join {
            // A document cannot say that it is in error: read again, it would pass for good.
            assessments.retain(|assessment| !assessment.is_in_error());
            return Ok(Answer::Join(assessments));
        }
        let cohort = self.cohort(call, assessments)?;
        let show = Show { lead: self.options.lead.clone(), top: self.options.top };
        if let Some(lead) = &self.options.lead {
            self.known_agency(lead)?;
        }
        let unit = find_unit(&cohort, self.options.unit.as_deref())?;
        self.unit.clone_from(&unit);
        self.left_out = LeftOut::of(call, self.options, &cohort);
        Ok(match call {
            Call::Score => Answer::Score { cohort, unit: unit.map(|unit| unit.id) },
            Call::Rank => {
                let ranking = match self.options.node.as_deref() {
                    Some(node) => rank_at(&cohort, node),
                    None => rank(&cohort),
                };
                self.found(ranking.findings())?;
                Answer::Rank { cohort, ranking }
            }
            Call::Weak => self.weak(cohort, unit, show),
            Call::WhatIf => self.what_if(cohort, unit)?,
            Call::Plan => self.plan(cohort, unit)?,
            Call::Forecast => self.forecast(&cohort, unit)?,
            Call::Lost => Answer::Listed(listings::lost(self.options, cohort, unit.as_ref())),
            Call::Cuts => {
                let asked = unit.as_ref().map(|unit| unit.id.as_str());
                self.findings.extend(cut_findings(&cohort, asked));
                Answer::Listed(listings::cuts(self.options, cohort, unit.as_ref()))
            }
            Call::Table => Answer::Listed(listings::table(self.options, cohort)),
            Call::Versus => {
                let other = find_unit(&cohort, self.options.other.as_deref())?;
                let pair =
                    unit.zip(other).and_then(|(unit, other)| versus(&cohort, &unit.id, &other.id));
                pair.map_or(Answer::Nothing, |pair| Answer::Listed(listings::versus(cohort, pair)))
            }
            Call::Explain => {
                let node = self.options.node.clone().unwrap_or_else(|| "total".to_owned());
                let card = unit.as_ref().and_then(|unit| cohort.card(&unit.id));
                match card.filter(|card| card.node(&node).is_some()) {
                    Some(card) => Answer::Listed(listings::explain(card.clone(), node)),
                    None => return Err(Error::wrong_call(self.unknown_code(&node))),
                }
            }
            Call::Strengths => {
                let id = unit.map(|unit| unit.id).unwrap_or_default();
                let rows = strengths(&cohort, &id);
                let rows = rows.iter().take(show.top()).cloned().collect();
                Answer::Listed(listings::strengths(cohort, &id, rows))
            }
            Call::Robustness => {
                let variation = self.options.variation();
                let found = robustness(&cohort, &variation)?;
                self.findings.extend(found.findings.iter().cloned());
                Answer::Listed(listings::robustness(&cohort, found, variation))
            }
            Call::Compare => {
                let before = self.earlier_cohort(call)?;
                let crosswalk = before.crosswalk.as_ref();
                let list = compare(&cohort, &before.cohort, crosswalk, &before.made_of)?;
                Answer::Listed(listings::compare(cohort, list))
            }
            Call::Diff => {
                let before = self.earlier_cohort(call)?.cohort;
                // What changed since a state that nobody could read is not known.
                if before.cards().is_empty() {
                    return Ok(Answer::Nothing);
                }
                let list = changes(&before, &cohort);
                Answer::Listed(listings::diff(cohort, list))
            }
            Call::Intake if self.options.by.is_some() => Answer::Appraisers(cohort),
            Call::Intake => Answer::Intake(cohort),
            // Several rulers are computed by themselves.
            Call::Together => Answer::Nothing,
            Call::Check | Call::Join | Call::Verify => {
                if call == Call::Check {
                    // What other calls count beside their results is listed here.
                    self.findings.extend(cut_findings(&cohort, None));
                    let ranking = rank(&cohort);
                    let of_units = ranking.findings().iter();
                    let of_units = of_units.filter(|finding| finding.place().unit.is_some());
                    self.findings.extend(of_units.cloned());
                }
                if !self.options.draft {
                    self.findings.extend(cohort.cards().iter().filter_map(still_empty));
                }
                // A unit of the register alone was not read.
                let cards = cohort.cards().iter().filter(|card| card.assessment().has_come());
                let good = cards.clone().filter(|card| card.state() != State::InError).count();
                Answer::Check { units: cards.count(), good }
            }
        })
    }

    /// Weak criteria of one unit, of each, of all together, or by lead.
    fn weak(&self, cohort: Cohort, unit: Option<Unit>, show: Show) -> Answer {
        let order = self.options.order.unwrap_or_default();
        if self.options.by == Some(By::Lead) {
            let list = weak_by_lead(&cohort, unit.as_ref().map(|unit| unit.id.as_str()));
            return Answer::Leads { cohort, list, unit, show };
        }
        if unit.is_none() && !self.options.each {
            let list = weak_pooled(&cohort, order);
            return Answer::Pooled { cohort, list, order, show };
        }
        let cards = cohort.cards().iter();
        let asked = cards.filter(|card| unit.as_ref().is_none_or(|unit| card.unit() == unit));
        let units = asked
            .filter(|card| !matches!(card.state(), State::InError | State::NotReported))
            .map(|card| card.assessment().shared_unit())
            .collect();
        let asked = unit.and_then(|unit| cohort.card(&unit.id)).cloned().map(Box::new);
        Answer::Weak { cohort, units, asked, order, show }
    }

    /// The units of the year and channel asked for, scored.
    pub(super) fn cohort(
        &mut self,
        call: Call,
        mut assessments: Vec<Assessment>,
    ) -> Result<Cohort, Error> {
        let years: BTreeSet<Option<u16>> = assessments.iter().map(Assessment::year).collect();
        let year = self.options.year.or(years.iter().copied().max().flatten());
        if !years.contains(&year) && !years.is_empty() {
            let known = years.iter().flatten().map(u16::to_string).collect::<Vec<_>>().join(", ");
            let year = usize::from(year.unwrap_or_default());
            let args = [("year", year.into()), ("known", known.into())];
            return Err(Error::usage(Phrase::UsageYear, &args));
        }
        let looks_back = self.options.looks_back(call);
        let mut other_ruler = None;
        if let Some(earlier) = self.earlier.take_if(|_| looks_back) {
            let before = earlier.input.assessments.iter();
            let before = before.filter(|one| one.year() < year && !self.blind).cloned();
            let before = self.of_ruler(&earlier.framework, before.collect());
            if earlier.framework.hash() == self.framework.hash() {
                assessments.extend(before);
            } else if call == Call::Weak {
                other_ruler = Some((before, earlier));
            } else {
                let call = call.as_str();
                return Err(Error::usage(Phrase::UsageOneFramework, &[("call", call.into())]));
            }
        }
        if self.options.year.is_some() && !looks_back {
            assessments.retain(|assessment| assessment.year() == year);
        }
        let current = assessments.iter().filter(|assessment| assessment.year() == year);
        let channels: BTreeSet<Option<&str>> = current.map(Assessment::channel).collect();
        let known: Vec<&str> = channels.iter().flatten().copied().collect();
        let known = known.join(", ");
        let asked = self.options.channel.as_deref();
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
                let now = assessment.year() == year && asked.is_none();
                now || assessment.channel() == channel.as_deref()
            });
            self.channel = Channel::One(channel);
        }
        let basis = self.options.basis.unwrap_or_default();
        let mut before = Vec::new();
        if looks_back {
            let now =
                |assessment: &Assessment| assessment.year().is_none() || assessment.year() == year;
            (assessments, before) = assessments.into_iter().partition(now);
            before.retain(|assessment| assessment.year() < year && !self.blind);
            before = self.of_ruler(self.framework, before);
        }
        let cohort = score_all(self.framework, &assessments, basis);
        let cohort = cohort.with_predecessors(self.made_of.clone());
        let mut cohort = cohort.with_earlier(self.years(self.framework, before));
        if let Some((before, earlier)) = other_ruler {
            let years = self.years(&earlier.framework, before);
            if let Some(crosswalk) = self.crosswalk(earlier)? {
                cohort = cohort.with_earlier_through(years, &crosswalk);
            }
        }
        if let Some(below) = self.options.below {
            cohort = cohort.weak_below(below);
        }
        if self.options.by_group {
            cohort = cohort.by_group();
        }
        self.year = cohort.year();
        self.findings.extend(cohort.findings().iter().cloned());
        Ok(cohort)
    }

    /// Earlier assessments of a framework: those of others compare through a crosswalk only.
    fn of_ruler(&mut self, ruler: &Framework, mut all: Vec<Assessment>) -> Vec<Assessment> {
        let many = all.len();
        all.retain(|assessment| assessment.framework() == ruler);
        if all.len() < many {
            let finding = Finding::new(FindingCode::OtherRulers, Place::default());
            self.findings.push(finding.found(ruler.id()).with("count", many - all.len()));
        }
        all
    }

    /// Assessments of several years in the channel asked for, a cohort for each.
    fn years(&mut self, framework: &Framework, assessments: Vec<Assessment>) -> Vec<Cohort> {
        let basis = self.options.basis.unwrap_or_default();
        let mut years: BTreeMap<Option<u16>, Vec<Assessment>> = BTreeMap::new();
        for assessment in assessments {
            if self.in_channel(&assessment) {
                years.entry(assessment.year()).or_default().push(assessment);
            }
        }
        let prefer_last = self.options.prefer.is_some();
        let mut cohorts = Vec::new();
        for of_year in years.into_values() {
            // A year may stand among the inputs and the earlier ones, in parts or twice.
            let of_year = joined(framework, of_year, prefer_last, &mut self.findings);
            let cohort = score_all(framework, &of_year, basis);
            self.findings.extend(cohort.findings().iter().cloned());
            cohorts.push(if self.options.by_group { cohort.by_group() } else { cohort });
        }
        cohorts
    }

    /// Whether an earlier assessment is of the channel of the call.
    fn in_channel(&self, assessment: &Assessment) -> bool {
        match &self.channel {
            Channel::Any => true,
            Channel::One(channel) => assessment.channel() == channel.as_deref(),
        }
    }

    /// The way from an earlier ruler to this one; none where it is the same.
    fn crosswalk(&self, earlier: Earlier) -> Result<Option<Crosswalk>, Error> {
        match earlier.crosswalk {
            Some(rows) => Crosswalk::new(rows, &earlier.framework, self.framework).map(Some),
            None if earlier.framework.hash() == self.framework.hash() => Ok(None),
            None => {
                let [old, new] = [&earlier.framework, self.framework].map(|framework| {
                    format!("{} {}", framework.id(), framework.hash().get(..8).unwrap_or_default())
                });
                let mut args = vec![("old", old.into()), ("new", new.into())];
                let embedded = Crosswalk::embedded_between(&earlier.framework, self.framework);
                let phrase = match embedded {
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

    /// The earlier inputs, scored under their own ruler, and the way from it to this one.
    fn earlier_cohort(&mut self, call: Call) -> Result<Before, Error> {
        let Some(earlier) = self.earlier.take() else {
            return Err(Error::usage(Phrase::UsageNeedsEarlier, &[("call", call.as_str().into())]));
        };
        if call == Call::Diff && earlier.framework.hash() != self.framework.hash() {
            return Err(Error::usage(Phrase::UsageOneFramework, &[("call", call.as_str().into())]));
        }
        let crosswalk = self.crosswalk(earlier.clone())?;
        // Of compare a year before, of diff the same year; one channel throughout.
        let diff = call == Call::Diff;
        let mut assessments = earlier.input.assessments;
        assessments.retain(|assessment| {
            let year = assessment.year();
            let of_year = if diff { year == self.year } else { year < self.year };
            let known = diff || !self.blind;
            of_year && known && self.in_channel(assessment)
        });
        if assessments.is_empty() && !self.blind {
            let year = self.year.map(|year| year.to_string()).unwrap_or_default();
            let phrase = if diff { Phrase::UsageNothingOf } else { Phrase::UsageNothingBefore };
            return Err(Error::usage(phrase, &[("year", year.into())]));
        }
        let basis = self.options.basis.unwrap_or_default();
        let mut cohort = score_all(&earlier.framework, &assessments, basis);
        if self.options.by_group {
            cohort = cohort.by_group();
        }
        self.findings.extend(cohort.findings().iter().cloned());
        Ok(Before { cohort, crosswalk, made_of: self.made_of.clone() })
    }

    fn known_agency(&self, id: &str) -> Result<(), Error> {
        if self.framework.agency(id).is_some() {
            return Ok(());
        }
        let ids = self.framework.agencies().iter().map(crate::framework::Agency::id);
        Err(Error::wrong_call(crate::framework::unknown_agency(id, ids, Place::default())))
    }

    fn what_if(&mut self, cohort: Cohort, unit: Option<Unit>) -> Result<Answer, Error> {
        let unit = unit.map(|unit| unit.id).unwrap_or_default();
        let mut positions = Vec::new();
        let mut skipped = Vec::new();
        let weakest = weak(&cohort, &unit, Order::PointsLost);
        let steps: Vec<Step> = if let Some(count) = self.options.repair_first {
            let repairs = weakest.repair_first(count);
            positions = repairs.positions;
            skipped = repairs.skipped.iter().map(ToString::to_string).collect();
            repairs.steps
        } else if self.options.repair.is_empty() {
            self.options.steps()?
        } else {
            let mut steps = Vec::new();
            for code in &self.options.repair {
                let row = weakest.iter().find(|row| row.code.as_str() == code);
                if let Some(row) = row {
                    positions.push(row.position);
                    steps.push(row.best());
                } else {
                    // What loses nothing stays as it is; what nobody knows is said.
                    steps.extend(self.standing(&cohort, &unit, code)?);
                }
            }
            steps
        };
        let steps: Vec<Step> = match self.efforts {
            None => steps,
            Some(efforts) => {
                self.findings.extend(efforts.findings.to_vec());
                let work = |step: &Step| efforts.work(self.framework, step.code.as_str(), step.to);
                steps.into_iter().map(|step| step.clone().taking(work(&step))).collect()
            }
        };
        let result = what_if(&cohort, &unit, &steps);
        self.found(&result.findings)?;
        Ok(Answer::WhatIf { cohort, result, positions, skipped })
    }

    fn plan(&mut self, cohort: Cohort, unit: Option<Unit>) -> Result<Answer, Error> {
        let unit = unit.map(|unit| unit.id).unwrap_or_default();
        let mut efforts = self.options.efforts(self.efforts)?;
        if self.bounded {
            efforts = efforts.bounded();
        }
        let Some(goal) = self.options.goal()? else {
            let result = frontier(&cohort, &unit, &efforts);
            self.found(&result.findings)?;
            return Ok(Answer::Listed(listings::frontier(cohort, &unit, result)));
        };
        let result = plan(&cohort, &unit, goal, &efforts);
        if self.bounded && result.exhausted {
            return Err(Error::usage(Phrase::UsageSealWork, &[]));
        }
        self.found(&result.findings)?;
        let planned = result.steps.before.is_some();
        self.unreachable = planned && !result.reached;
        Ok(if planned {
            Answer::Listed(listings::plan(cohort, unit, result))
        } else {
            Answer::Nothing
        })
    }

    fn forecast(&mut self, cohort: &Cohort, unit: Option<Unit>) -> Result<Answer, Error> {
        let unit = unit.map(|unit| unit.id).unwrap_or_default();
        let Some(day) = self.options.on else { return Ok(Answer::Nothing) };
        let result = forecast(cohort, &unit, day, self.options.basis);
        self.found(&result.findings)?;
        self.basis = result.basis;
        Ok(Answer::Listed(listings::forecast(cohort, result)))
    }

    /// The step to where a leaf stands already.
    fn standing(&self, cohort: &Cohort, unit: &str, code: &str) -> Result<Option<Step>, Error> {
        let known = self.framework.node(code).and_then(|node| node.leaf());
        let card = cohort.card(unit);
        match (known, card.and_then(|card| card.mark(code))) {
            (Some(_), Some(Mark::Scored(points))) => {
                Ok(code.parse::<Code>().ok().map(|code| Step::new(code, points)))
            }
            (Some(_), _) => {
                let state = card.and_then(|card| card.node(code)).map(|node| node.state());
                let state = state.unwrap_or(State::Missing).phrase().text(&[]);
                let finding = Finding::new(FindingCode::NotRepairable, Place::default().node(code));
                Err(Error::wrong_call(finding.with("node", code).with("state", state)))
            }
            (None, _) => Err(Error::wrong_call(self.unknown_code(code))),
        }
    }

    fn unknown_code(&self, code: &str) -> Finding {
        let near = self.framework.near_code(code);
        let near = near.map_or(Arg::from(""), crate::framework::did_you_mean);
        Finding::new(FindingCode::UnknownCode, Place::default()).found(code).with("near", near)
    }

    /// Takes over what a result found; what is wrong with the flags is an error of the call.
    fn found(&mut self, findings: &[Finding]) -> Result<(), Error> {
        // Those that are only counted stand beside some that are listed.
        let of_data = [FindingCode::OpenCard, FindingCode::UnitInError, FindingCode::FindingsCut];
        for finding in findings {
            // What stands in a file is data too.
            let place = finding.place();
            let in_file = place.file.is_some() || place.pointer.is_some();
            if finding.is_error() && !in_file && !of_data.contains(&finding.code()) {
                return Err(Error::wrong_call(finding.clone()));
            }
            self.findings.push(finding.clone());
        }
        Ok(())
    }
}

/// A unit asked about, by id or by name.
pub(super) fn find_unit(cohort: &Cohort, asked: Option<&str>) -> Result<Option<Unit>, Error> {
    let Some(asked) = asked else { return Ok(None) };
    if let Some(card) = cohort.card(asked) {
        return Ok(Some(card.unit().clone()));
    }
    let folded = fold_name(asked);
    let same = |unit: &Unit| {
        [&unit.id, &unit.name.vi, &unit.name.en].iter().any(|name| fold_name(name) == folded)
    };
    let mut units = cohort.cards().iter().map(Scorecard::unit).filter(|unit| same(unit));
    match (units.next(), units.next()) {
        (Some(unit), None) => Ok(Some(unit.clone())),
        (Some(a), Some(b)) => {
            let finding = Finding::new(FindingCode::AmbiguousUnit, Place::default());
            let known = format!("{}, {} …", a.id, b.id);
            Err(Error::wrong_call(finding.found(asked).with("known", known)))
        }
        _ => Err(Error::wrong_call(crate::analysis::unknown_unit(cohort, asked))),
    }
}

/// The leaves of a unit that still wait for a value that counts.
fn still_empty(card: &Scorecard) -> Option<Finding> {
    if card.state() == State::InError {
        return None;
    }
    let framework = card.framework();
    let leaves = (0..framework.leaf_count()).map(LeafIx);
    let waits = |mark| matches!(mark, Mark::Missing | Mark::NotAppraised);
    let codes: Vec<String> = leaves
        .filter(|leaf| waits(card.mark_at(*leaf)))
        .map(|leaf| framework.leaf_at(leaf).code().to_string())
        .collect();
    let unit = card.unit();
    let finding = Finding::new(FindingCode::StillEmpty, Place::unit(&unit.id, &unit.name));
    let finding = finding.with("count", codes.len());
    (!codes.is_empty()).then(|| finding.with("leaves", view::some_of(&codes, 8)))
}
