//! The head of a paper: unit, legal basis, and what the figures leave out.

use crate::ask::parts::claim::Claim;
use crate::ask::parts::headline::open_line;
use crate::directive::{Actor, Directive, Paper, PaperKind};
use crate::framework::{Framework, Provenance};
use crate::page::Block;
use crate::period::Period;
use crate::quantity::{PointSum, Points};
use crate::scoring::{Basis, Cohort, Scorecard, State};
use crate::words::{Arg, Phrase, Sentence, Text};

/// The most units that are named in one line.
const NAMED: usize = 12;

/// The head of a paper: title, unit and lead agency, basis, and day.
pub(crate) fn head(directive: &Directive, cohort: &Cohort, paper: &Paper) -> Vec<Block> {
    let framework = cohort.framework();
    let period = cohort.period().map(Period::title).unwrap_or_default();
    let title = match paper.asked.kind {
        PaperKind::Repair => Phrase::PaperRepair,
        PaperKind::Raise => Phrase::PaperRaise,
        PaperKind::Monitoring => Phrase::PaperMonitoring,
    };
    let title = Block::title(Sentence::say(title, [("year", period.into())]));
    let mut whose = vec![if let Some(unit) = &paper.unit {
        Sentence::say(Phrase::PaperUnit, [("unit", unit.name.clone().into())])
    } else {
        let count = cohort.counted().count();
        Sentence::say(Phrase::PaperAllUnits, [("count", count.into())])
    }];
    if let Some(lead) = &paper.asked.lead {
        let lead = lead_name(directive, framework, lead);
        whose.push(Sentence::say(Phrase::PaperLead, [("lead", lead.into())]));
    }
    if let Some(on) = paper.asked.on {
        // In other papers the day is only their date: the points are not those of that day.
        let of_the_day = paper.asked.kind == PaperKind::Monitoring;
        let phrase = if of_the_day { Phrase::PaperOn } else { Phrase::PaperDated };
        whose.push(Sentence::say(phrase, [("on", on.text().into())]));
    }
    let args = [
        ("title", directive.title().clone().into()),
        ("issued", directive.issued().text().into()),
        ("id", framework.id().into()),
        ("provenance", Sentence::word(framework.provenance().phrase()).into()),
        ("hash", framework.short_hash().into()),
    ];
    let basis = Sentence::say(Phrase::PaperBasis, args);
    let mut lines = vec![Sentence::joined(whose, " · "), basis, Claim::of(cohort).sentence()];
    lines.extend(state_lines(cohort, paper));
    let mut cards = cohort.cards().iter();
    let invented = cards.any(|card| {
        let asked = paper.unit.as_ref().is_none_or(|unit| unit.id == card.unit().id);
        asked && card.assessment().provenance() == Some(Provenance::Illustrative)
    });
    if paper.measures_at_fault {
        lines.push(Phrase::PaperMeasuresAtFault.into());
    }
    if let Some((lost, codes)) = paper.led_by_others() {
        let lost = Arg::Grouped(lost, framework.policies().print);
        let codes = Sentence::some_of(codes.into_iter().map(Sentence::from).collect(), NAMED);
        let args = [("lost", lost), ("codes", codes.into())];
        lines.push(Sentence::say(Phrase::PaperLedByOthers, args));
    }
    if invented {
        lines.push(Sentence::word(Phrase::IllustrativeFigures).capital().then("."));
    }
    let lines = lines.into_iter().filter(|line| !line.is_empty()).map(Block::say);
    std::iter::once(title).chain(lines).collect()
}

/// The full name of an agency, from the framework or else from the letter; the id if neither knows
/// it.
pub(crate) fn lead_name(directive: &Directive, framework: &Framework, lead: &str) -> Text {
    let known = framework.agencies().iter().find(|agency| agency.id() == lead);
    let known = known.map(|agency| agency.name().clone());
    let name = known.or_else(|| directive.agency(lead).map(|one| one.name().clone()));
    name.unwrap_or_else(|| Text::same(lead))
}

/// Whether the agency asked for leads an obligation of the letter or a node of the framework.
pub(crate) fn answers(directive: &Directive, framework: &Framework, paper: &Paper) -> bool {
    let Some(lead) = paper.asked.lead.as_deref() else { return false };
    let orders = directive.obligations().iter();
    let mut orders = orders.flat_map(|one| directive.lead(one)).map(Actor::id);
    let mut nodes = framework.nodes().iter().flat_map(crate::framework::Node::lead);
    orders.any(|id| id == lead) || nodes.any(|agency| agency.id() == lead)
}

/// Lines on what the figures leave out: the state of the data for one unit, the units not included
/// for all.
fn state_lines(cohort: &Cohort, paper: &Paper) -> Vec<Sentence> {
    let mut lines = Vec::new();
    if cohort.basis() == Basis::SelfAssessed {
        lines.push(Phrase::HeadOnlySelf.into());
    }
    if let Some(unit) = &paper.unit {
        lines.extend(match paper.state {
            Some(State::NotReported) => Some(Phrase::HeadNoData.into()),
            Some(State::InError) => Some(Phrase::HeadInError.into()),
            _ => cohort.card(&unit.id).and_then(open_line),
        });
        return lines;
    }
    let out = paper.left_out.iter().map(|(unit, state)| {
        let state = Sentence::word(state.phrase()).lower();
        Sentence::from(&unit.name).then(" (").and(state).then(")")
    });
    let out = Sentence::some_of(out.collect(), NAMED);
    if !out.is_empty() {
        lines.push(Sentence::say(Phrase::PaperLeftOut, [("units", out.into())]));
    }
    if paper.open > PointSum::ZERO {
        let digits = cohort.framework().policies().print;
        let waits = |card: &&Scorecard| card.total().open() > Points::ZERO;
        let units = cohort.counted().filter(waits).map(|card| Sentence::from(&card.unit().name));
        let units = Sentence::some_of(units.collect(), NAMED);
        let args = [("open", Arg::Grouped(paper.open, digits)), ("units", units.into())];
        lines.push(Sentence::say(Phrase::PaperOpen, args));
    }
    lines
}

/// The remark under a table that self scores are incomplete, if they are.
pub(crate) fn notes(paper: &Paper) -> Option<Block> {
    paper.self_in_part.then(|| Block::say(Phrase::PaperSelfPart))
}

/// The sentence that replaces a table without lines; `None` if there are lines.
pub(crate) fn instead(directive: &Directive, cohort: &Cohort, paper: &Paper) -> Option<Sentence> {
    let silent = matches!(paper.state, Some(State::NotReported | State::InError));
    if silent && paper.asked.kind != PaperKind::Monitoring {
        // The head of the paper has already said why.
        return Some(Phrase::PaperSilent.into());
    }
    if !paper.is_empty() {
        return None;
    }
    let agency = paper.asked.lead.as_deref();
    let raise = paper.asked.kind == PaperKind::Raise;
    Some(match agency.map(|lead| lead_name(directive, cohort.framework(), lead)) {
        Some(agency) if raise && answers(directive, cohort.framework(), paper) => {
            let args = [("agency", agency.into()), ("paper", "--paper repair".into())];
            Sentence::say(Phrase::NothingToRaise, args)
        }
        Some(agency) => Sentence::say(Phrase::NothingLedHere, [("agency", agency.into())]),
        None => Phrase::HeadNothingLost.into(),
    })
}
