//! Parts shared by the questions about a letter (*văn bản chỉ đạo*).

pub(crate) mod view;

pub use self::view::{
    DirectiveRow, GapRow, ObligationRow, SlipRow, directive_page, directive_row, directives_table,
    obligation_rows, slip_rows, slips_page,
};

use serde::Serialize;

use crate::day::Day;
use crate::directive::{Actor, Directive, Obligation, Progress, ProgressRow};
use crate::dossier::{Digested, Dossier};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place, nearest, unread_of};
use crate::framework::{Agency, Framework};
use crate::json::cut;
use crate::words::Phrase;

/// The letter that a question is about; an error if the dossier has none.
pub(super) fn letter(dossier: &Dossier) -> Result<&Directive, Error> {
    dossier.held().directive.as_ref().ok_or_else(|| Error::usage(Phrase::UsageNoDirective, &[]))
}

/// The reports on the letter, and the findings on these reports.
pub(super) fn reports(dossier: &Dossier) -> (Progress, Vec<Finding>) {
    dossier.held().progress.clone().unwrap_or_default()
}

/// The letter as a result names it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Letter {
    id: String,
    hash: String,
    issued: Day,
    provenance: &'static str,
}

/// Keys that a result about a letter has beside its rows.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct OfLetter {
    directive: Letter,
}

pub(super) fn named(letter: &Directive) -> Letter {
    Letter {
        id: letter.id().to_owned(),
        hash: letter.hash(),
        issued: letter.issued(),
        provenance: letter.provenance().as_str(),
    }
}

/// Adds the letter and the reports on it to a seal.
pub(super) fn sealed(dossier: &Dossier, digest: &mut Digested) {
    let Some(letter) = &dossier.held().directive else { return };
    digest.add(&letter.hash());
    let rows: Vec<ProgressRow> =
        dossier.held().progress.iter().flat_map(|(progress, _)| progress.rows(letter)).collect();
    digest.value(&rows);
    let found = dossier.held().progress.iter().flat_map(|(_, found)| found);
    digest.unread("progress_not_read", &unread_of(found, "progress"));
}

/// Checks that a letter is compared only with data under its own framework.
pub(super) fn of_this_framework(letter: &Directive, framework: &Framework) -> Result<(), Error> {
    match letter.framework_id().filter(|own| *own != framework.id()) {
        Some(own) => {
            let args = [("own", own.into()), ("given", framework.id().into())];
            Err(Error::usage(Phrase::UsageLetterRuler, &args))
        }
        None => Ok(()),
    }
}

/// The id of the lead agency asked for, which may be given by its id or by one of its names in the
/// letter or the framework.
pub(super) fn known_lead(
    letter: &Directive,
    framework: Option<&Framework>,
    lead: Option<&str>,
) -> Result<Option<String>, Error> {
    let Some(lead) = lead else { return Ok(None) };
    let own = letter.agencies().iter().map(Actor::id);
    let others = framework.iter().flat_map(|ruler| ruler.agencies());
    let mut known: Vec<&str> = own.chain(others.map(Agency::id)).collect();
    known.sort_unstable();
    known.dedup();
    let named = || {
        let ruled = framework.and_then(|ruler| {
            let agency = ruler.agencies().get(ruler.agency_named(lead)?)?;
            Some(agency.id())
        });
        ruled.or_else(|| letter.agency_named(lead).map(Actor::id))
    };
    let id = known.iter().find(|id| **id == lead).copied().or_else(named);
    if let Some(id) = id {
        return Ok(Some(id.to_owned()));
    }
    let all = [("known", known.join(", ").into())];
    let mut expected = Phrase::KnownIds.text(&all);
    if let Some(near) = nearest(lead, known.iter().copied()) {
        let args = [("near", near.into()), ("known", known.join(", ").into())];
        expected = Phrase::NearAndKnownIds.text(&args);
    }
    let finding = Finding::new(FindingCode::UnknownAgency, Place::default());
    Err(Error::wrong_call(finding.found(cut(lead)).with("near", expected)))
}

/// Notes for a question about a single agency: what the letter orders of groups of agencies to
/// which it belongs.
pub(super) fn ordered_together(letter: &Directive, agency: &str) -> Vec<Finding> {
    let name = letter.agency(agency).map(|one| one.short().clone()).unwrap_or_default();
    let all = letter.collectives_of(agency).into_iter().filter_map(|collective| {
        let leads = |one: &&Obligation| {
            let mut leads = letter.lead(one).map(Actor::id);
            let own = letter.lead(one).any(|actor| actor.id() == agency);
            !own && leads.any(|id| id == collective.id())
        };
        let orders = letter.obligations().iter().filter(leads);
        let paragraphs: Vec<&str> = orders.map(|one| one.paragraph().as_str()).collect();
        let finding = Finding::new(FindingCode::OrderedTogether, Place::default());
        let finding = finding.with("agency", name.clone()).with("id", collective.id());
        let finding = finding.with("collective", collective.short().clone());
        let told = finding.with("paragraphs", paragraphs.join(", "));
        (!paragraphs.is_empty()).then_some(told)
    });
    all.collect()
}
