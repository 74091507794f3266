//! Further indices beside that of a call, each under a framework of its own: `together`.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{Answer, Listed, Row, owned};
use super::directed::nothing_led;
use super::earlier::Earlier;
use super::options::Options;
use crate::analysis::{Places, Unplaced, cohorts_of, concerns, near_unit, together};
use crate::assessment::{Assessment, Input, Register};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place, Unread, united};
use crate::framework::{Agency, Framework, did_you_mean, unknown_agency};
use crate::remediation::Efforts;
use crate::scoring::Cohort;
use crate::view;
use crate::words::{Arg, Phrase, Text};

/// A further index: inputs that were read under a framework of their own.
#[derive(Clone, Debug)]
pub struct Beside {
    pub(super) framework: Framework,
    pub(super) input: Input,
}

impl Beside {
    /// Inputs and the framework they were read under.
    pub fn new(framework: &Framework, input: Input) -> Beside {
        Beside { framework: framework.clone(), input }
    }
}

/// All that stands beside the inputs of a call.
#[derive(Clone, Debug, Default)]
pub(super) struct Company {
    /// Earlier years, another ruler's year, the state before.
    pub(super) earlier: Option<Earlier>,
    /// What steps cost.
    pub(super) efforts: Option<Efforts>,
    /// Further indices.
    pub(super) beside: Vec<Beside>,
    /// The unit above a unit, by ids.
    pub(super) parents: BTreeMap<String, String>,
    /// Whether a print asks, which may ask for so much work only.
    pub(super) bounded: bool,
}

impl Company {
    /// What was not read of all that stands beside the inputs of a call, of which `own` was not.
    pub(super) fn unread(&self, own: &[Unread]) -> Vec<Unread> {
        let earlier =
            self.earlier.as_ref().map(|earlier| earlier.input.unread()).unwrap_or_default();
        let beside = self.beside.iter().map(|set| set.input.not_read.as_slice());
        united([own, &earlier].into_iter().chain(beside))
    }

    pub(super) fn of_indices(beside: Vec<Beside>, register: Option<&Register>) -> Company {
        let units = register.into_iter().flat_map(Register::units);
        let parents = units.filter_map(|unit| {
            let above = register?.find(unit.parent.as_deref()?)?;
            Some((unit.id(), above.id()))
        });
        Company { parents: parents.collect(), beside, ..Company::default() }
    }
}

/// The answer to `together`; adds what scoring found to `findings`.
pub(super) fn answer(
    framework: &Framework,
    assessments: Vec<Assessment>,
    company: Company,
    options: &Options,
    findings: &mut Findings,
) -> Result<Answer, Error> {
    // Of several frameworks each has the sheets of its own years.
    let mut own: Vec<Beside> = Vec::new();
    for assessment in assessments {
        let ruler = assessment.framework().clone();
        if let Some(set) = own.iter_mut().find(|set| set.framework == ruler) {
            set.input.assessments.push(assessment);
        } else {
            let mut set = Beside::new(&ruler, Input::default());
            set.input.assessments.push(assessment);
            own.push(set);
        }
    }
    if own.is_empty() {
        own.push(Beside::new(framework, Input::default()));
    }
    let mut cohorts = Vec::new();
    let mut years = BTreeSet::new();
    for set in own.into_iter().chain(company.beside) {
        years.extend(set.input.assessments.iter().filter_map(Assessment::year));
        cohorts.extend(scored(&set, options));
    }
    findings.extend(cohorts.iter().flat_map(|cohort| cohort.findings().iter().cloned()));
    if cohorts.is_empty() {
        let Some(year) = options.year else { return Err(Error::usage(Phrase::UsageNothing, &[])) };
        let known: Vec<String> = years.iter().map(u16::to_string).collect();
        let args = [("year", year.to_string().into()), ("known", known.join(", ").into())];
        return Err(Error::usage(Phrase::UsageYear, &args));
    }
    let mut places = Places::of(&cohorts, &company.parents);
    if let Some(asked) = options.within.as_deref() {
        let above = place_of(&places, asked)?;
        places = places.within(&above).unwrap_or_default();
    }
    let place = options.unit.as_deref().map(|asked| place_of(&places, asked)).transpose()?;
    let units = if place.is_some() { 1 } else { places.units().count() };
    if options.by.is_none() {
        let mut lines = together(&cohorts, &places);
        lines.retain(|line| place.as_ref().is_none_or(|place| line.unit.id == *place));
        let rows = view::together_rows(&cohorts, &lines);
        return Ok(Answer::Listed(Listed {
            rows: rows.into_iter().map(Row::Together).collect(),
            columns: owned(view::TogetherRow::COLUMNS),
            summary: Some(summary(&cohorts, units)),
            text: Box::new(move |look| view::together_table(&cohorts, &lines, look)),
        }));
    }
    if let Some(lead) = &options.lead {
        known_agency(&cohorts, lead)?;
    }
    let mut list = concerns(&cohorts, &places, place.as_deref());
    list.retain(|row| {
        options.lead.as_ref().is_none_or(|lead| row.agency == *lead)
            && options.top.is_none_or(|top| row.position <= top)
    });
    if let Some(lead) = options.lead.as_deref().filter(|_| list.is_empty()) {
        let mut agencies = cohorts.iter().flat_map(|cohort| cohort.framework().agencies());
        let name = agencies.find(|agency| agency.id() == lead).map(|agency| agency.name().clone());
        findings.push(nothing_led(&name.unwrap_or_else(|| Text::same(lead))));
    }
    let rows = view::concern_rows(&cohorts, &list);
    Ok(Answer::Listed(Listed {
        rows: rows.into_iter().map(Row::Concern).collect(),
        columns: owned(view::ConcernRow::COLUMNS),
        summary: Some(summary(&cohorts, units)),
        text: Box::new(move |look| view::concern_table(&cohorts, &list, look)),
    }))
}

fn scored(set: &Beside, options: &Options) -> Vec<Cohort> {
    let mut assessments = set.input.assessments.clone();
    assessments.retain(|assessment| {
        let channel = options.channel.as_deref();
        options.year.is_none_or(|year| assessment.year() == Some(year))
            && (channel.is_none() || assessment.channel().is_none_or(|own| Some(own) == channel))
    });
    let cohorts = cohorts_of(&set.framework, &assessments, options.basis.unwrap_or_default());
    let grouped =
        cohorts.into_iter().map(|cohort| if options.by_group { cohort.by_group() } else { cohort });
    grouped.collect()
}

fn place_of(places: &Places, asked: &str) -> Result<String, Error> {
    places.find(asked).map(|unit| unit.id.clone()).map_err(|unplaced| {
        Error::wrong_call(match unplaced {
            Unplaced::Ambiguous(a, b) => {
                let finding = Finding::new(FindingCode::AmbiguousUnit, Place::default());
                finding.found(asked).with("known", format!("{a}, {b} …"))
            }
            Unplaced::Unknown => {
                let near = near_unit(asked, places.units());
                let near = near.map_or(Arg::from(""), did_you_mean);
                let finding = Finding::new(FindingCode::UnknownUnit, Place::default());
                finding.found(asked).with("near", near)
            }
        })
    })
}

fn known_agency(cohorts: &[Cohort], id: &str) -> Result<(), Error> {
    let agencies = || cohorts.iter().flat_map(|cohort| cohort.framework().agencies());
    if id == "none" || agencies().any(|agency| agency.id() == id) {
        return Ok(());
    }
    let finding = unknown_agency(id, agencies().map(Agency::id), Place::default());
    Err(Error::wrong_call(finding))
}

/// What was held beside each other: every ruler, year and channel.
fn summary(cohorts: &[Cohort], places: usize) -> serde_json::Value {
    let indices = cohorts.iter().map(|cohort| {
        serde_json::json!({
            "index": cohort.framework().index().as_str(),
            "framework": cohort.framework().id(),
            "hash": cohort.framework().issued_hash(),
            "year": cohort.year(),
            "channel": cohort.channel(),
            "units": cohort.cards().len(),
        })
    });
    serde_json::json!({ "places": places, "indices": indices.collect::<Vec<_>>() })
}
