//! The head of a paper: whose it is, what it rests on, and what its figures do not hold.

use super::capital;
use super::claim::Claim;
use super::headline::{open_line, some_of};
use super::paper::figure;
use crate::directive::{Actor, Directive, Paper, PaperKind};
use crate::framework::{Framework, Provenance};
use crate::quantity::{PointSum, Points};
use crate::render::Look;
use crate::scoring::{Basis, Cohort, Scorecard, State};
use crate::words::{Arg, Phrase, Text};

/// So many units are named in a line.
const NAMED: usize = 12;

/// The head of a paper: title, unit and lead, what it rests on, the day.
pub(super) fn head(
    directive: &Directive,
    cohort: &Cohort,
    paper: &Paper,
    look: Look,
) -> Vec<String> {
    let framework = cohort.framework();
    let year = cohort.year().map(|year| year.to_string()).unwrap_or_default();
    let title = match paper.asked.kind {
        PaperKind::Repair => Phrase::PaperRepair,
        PaperKind::Raise => Phrase::PaperRaise,
        PaperKind::Monitoring => Phrase::PaperMonitoring,
    };
    let mut lines = vec![look.say(title, &[("year", year.into())])];
    let mut whose = vec![if let Some(unit) = &paper.unit {
        look.say(Phrase::PaperUnit, &[("unit", unit.name.clone().into())])
    } else {
        let count = cohort.counted().count();
        look.say(Phrase::PaperAllUnits, &[("count", count.into())])
    }];
    if let Some(lead) = &paper.asked.lead {
        let lead = lead_name(directive, framework, lead);
        whose.push(look.say(Phrase::PaperLead, &[("lead", lead.into())]));
    }
    if let Some(on) = paper.asked.on {
        // Figures of points are not of that day.
        let of_the_day = paper.asked.kind == PaperKind::Monitoring;
        let phrase = if of_the_day { Phrase::PaperOn } else { Phrase::PaperDated };
        whose.push(look.say(phrase, &[("on", on.text().into())]));
    }
    lines.push(whose.join(" · "));
    let args = [
        ("title", directive.title().clone().into()),
        ("issued", directive.issued().text().into()),
        ("id", framework.id().into()),
        ("provenance", look.word(framework.provenance().phrase()).into()),
        ("hash", framework.hash().get(..8).unwrap_or_default().into()),
    ];
    lines.push(look.say(Phrase::PaperBasis, &args));
    lines
        .extend(Some(Claim::of(cohort).sentence().text(look.lang)).filter(|line| !line.is_empty()));
    lines.extend(state_lines(cohort, paper, look));
    let mut cards = cohort.cards().iter();
    let invented = cards.any(|card| {
        let asked = paper.unit.as_ref().is_none_or(|unit| unit.id == card.unit().id);
        asked && card.assessment().provenance() == Some(Provenance::Illustrative)
    });
    if paper.measures_at_fault {
        lines.push(look.word(Phrase::PaperMeasuresAtFault));
    }
    if let Some((lost, codes)) = paper.led_by_others() {
        let lost = figure(lost, framework.policies().print, look.lang);
        let codes = some_of(&codes, NAMED);
        let args = [("lost", lost.into()), ("codes", codes.into())];
        lines.push(look.say(Phrase::PaperLedByOthers, &args));
    }
    if invented {
        lines.push(capital(&look.word(Phrase::IllustrativeFigures)) + ".");
    }
    lines
}

/// The full name of an agency of the framework, or of the letter.
pub(crate) fn lead_name(directive: &Directive, framework: &Framework, lead: &str) -> Text {
    let known = framework.agencies().iter().find(|agency| agency.id() == lead);
    let known = known.map(|agency| agency.name().clone());
    let name = known.or_else(|| directive.agency(lead).map(|one| one.name().clone()));
    name.unwrap_or_else(|| Text::same(lead))
}

/// Whether the agency asked for leads something, in the letter or in the framework.
pub(crate) fn answers(directive: &Directive, framework: &Framework, paper: &Paper) -> bool {
    let Some(lead) = paper.asked.lead.as_deref() else { return false };
    let orders = directive.obligations().iter();
    let mut orders = orders.flat_map(|one| directive.lead(one)).map(Actor::id);
    let mut nodes = framework.nodes().iter().flat_map(|node| framework.lead(node));
    orders.any(|id| id == lead) || nodes.any(|agency| agency.id() == lead)
}

/// What the figures do not hold: of one unit how its data stand, of all the units that are not summed.
fn state_lines(cohort: &Cohort, paper: &Paper, look: Look) -> Vec<String> {
    let mut lines = Vec::new();
    if cohort.basis() == Basis::SelfAssessed {
        lines.push(look.word(Phrase::HeadOnlySelf));
    }
    if let Some(unit) = &paper.unit {
        let card = cohort.card(&unit.id);
        match paper.state {
            Some(State::NotReported) => lines.push(look.word(Phrase::HeadNoData)),
            Some(State::InError) => lines.push(look.word(Phrase::HeadInError)),
            _ => {
                let open = card.and_then(open_line);
                lines.extend(open.map(|line| line.text(look.lang)));
            }
        }
        return lines;
    }
    let named = |unit: &Text, state: State| {
        format!("{} ({})", unit.get(look.lang), look.word(state.phrase()).to_lowercase())
    };
    let out: Vec<String> =
        paper.left_out.iter().map(|(unit, state)| named(&unit.name, *state)).collect();
    if !out.is_empty() {
        let units = some_of(&out, NAMED);
        lines.push(look.say(Phrase::PaperLeftOut, &[("units", units.into())]));
    }
    if paper.open > PointSum::ZERO {
        let digits = cohort.framework().policies().print;
        let waits = |card: &&Scorecard| card.total().open() > Points::ZERO;
        let units = cohort.counted().filter(waits);
        let units: Vec<String> =
            units.map(|card| card.unit().name.get(look.lang).to_owned()).collect();
        let open = Arg::Plain(figure(paper.open, digits, look.lang));
        let args = [("open", open), ("units", some_of(&units, NAMED).into())];
        lines.push(look.say(Phrase::PaperOpen, &args));
    }
    lines
}

/// What stands under a table: what its sums leave out.
pub(super) fn notes(paper: &Paper, look: Look) -> Vec<String> {
    let some = paper.self_in_part;
    some.then(|| look.word(Phrase::PaperSelfPart)).into_iter().collect()
}

/// What stands in place of a table without a line; `None` where there are some.
pub(super) fn instead(
    directive: &Directive,
    cohort: &Cohort,
    paper: &Paper,
    look: Look,
) -> Option<String> {
    let silent = matches!(paper.state, Some(State::NotReported | State::InError));
    if silent && paper.asked.kind != PaperKind::Monitoring {
        // The head has said why.
        return Some(look.word(Phrase::PaperSilent));
    }
    if !paper.is_empty() {
        return None;
    }
    let agency = paper.asked.lead.as_deref();
    let raise = paper.asked.kind == PaperKind::Raise;
    Some(match agency.map(|lead| lead_name(directive, cohort.framework(), lead)) {
        Some(agency) if raise && answers(directive, cohort.framework(), paper) => {
            let paper = "--paper repair".into();
            look.say(Phrase::NothingToRaise, &[("agency", agency.into()), ("paper", paper)])
        }
        Some(agency) => look.say(Phrase::NothingLedHere, &[("agency", agency.into())]),
        None => look.word(Phrase::HeadNothingLost),
    })
}
