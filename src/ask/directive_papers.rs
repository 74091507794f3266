//! `directive-papers`: draws up the papers that a letter orders.

mod document;

pub use self::document::paper_document;
mod head;
mod view;

pub use self::view::{PaperRow, paper_page, paper_rows};

use self::head::{answers, lead_name};
use super::answer::{Answer, End};
use super::common::Common;
use super::flags::needs;
use super::flags::{Takes, flags};
use super::letter::OfLetter;
use super::letter::{
    known_lead, letter, named, of_this_framework, ordered_together, reports, sealed,
};
use super::parts::headline::framework_line;
use super::parts::office::{Named, Office};
use super::parts::row::{LeftOutRow, summary};
use super::question::{OF_PAPER, Outcome, Part, Question};
use super::sight::{Sight, find_unit, nothing_led};
use crate::day::Day;
use crate::directive::{LEAST_DAYS, Paper, PaperAsked, PaperKind, Progress, paper};
use crate::dossier::{Digested, Dossier};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place, united, unread_of};
use crate::page::Block;
use crate::period::Period;
use crate::quantity::PointSum;
use crate::scoring::{Cohort, State};
use crate::words::{Phrase, Sentence, Text};

summary! {
    /// The sums of a paper.
    pub(crate) struct PaperSummary {
        paper: PaperKind,
        /// The state of the unit's data, if the paper is about one unit.
        state: Option<&'static str>,
        open: PointSum,
        /// The units that are not included, if the paper is about all units.
        left_out: Vec<LeftOutRow>,
        groups: Vec<GroupRow>,
        lost: PointSum,
    }
}

summary! {
    /// One group of lines of a paper, with its sums.
    pub(crate) struct GroupRow {
        group: String,
        lines: usize,
        max: PointSum,
        #[serde(rename = "self")]
        self_points: Option<PointSum>,
        appraised: PointSum,
        lost: PointSum,
    }
}

flags! {
    /// Draws up a paper that a letter orders.
    pub struct DirectivePapers {
        paper: Option<PaperKind> = Takes::Needed("PAPER")
            => "repair, raise or monitoring" | "repair, raise hoặc monitoring";
        unit: Option<String> = Takes::Text("UNIT")
            => "The unit, by id or name" | "Đơn vị, theo mã hoặc tên";
        lead: Option<String> = Takes::Text("ID")
            => "Only what this agency leads" | "Chỉ nội dung do cơ quan này chủ trì";
        on: Option<Day> = Takes::Text("DATE")
            => "The day, such as 2023-06-30" | "Ngày, ví dụ 2023-06-30";
        within: Option<u16> = Takes::Number("N")
            => "Due soon: so many days before (15)"
            | "Sắp đến hạn: trước thời hạn bao nhiêu ngày (15)";
    }
}

impl Question for DirectivePapers {
    type Row = PaperRow;
    type Summary = PaperSummary;
    type Beside = OfLetter;
    const NAME: &'static str = "directive-papers";
    const ABOUT: [&'static str; 2] = [
        "The papers a letter orders: report on repair, plan to raise, monitoring table.",
        "Lập báo cáo khắc phục, kế hoạch nâng cao, bảng theo dõi.",
    ];
    const USAGE: &'static str = "par-index directive papers D -f FW IN… --paper repair|raise|monitoring [--unit UNIT] \
         [--lead ID] [--on DATE] [--progress FILE] [--measures FILE] [--head KEY=TEXT…]";
    const TAKES: &'static [Part] = &[Part::Directive, Part::Progress, Part::Measures];
    const REPEATED: bool = false;
    const COMMON: &'static [&'static str] = OF_PAPER;

    fn fits(&self) -> Result<(), Error> {
        if self.paper == Some(PaperKind::Monitoring) && self.on.is_none() {
            return Err(needs("monitoring", "--on"));
        }
        Ok(())
    }

    fn understood(&self, dossier: &Dossier) -> Result<Option<Self>, Error> {
        let ruler = dossier.index().map(|index| &index.framework);
        let lead = known_lead(letter(dossier)?, ruler, self.lead.as_deref())?;
        Ok(Some(Self { lead, ..self.clone() }))
    }

    fn outcome(&self, dossier: &Dossier, common: &Common) -> Result<Outcome, Error> {
        let directive = letter(dossier)?;
        let kind = self.paper.ok_or_else(|| needs(Self::NAME, "--paper"))?;
        let sight = Sight::new(dossier, common, Self::NAME);
        let mut sight = sight.ok_or_else(|| Error::usage(Phrase::UsageNoFramework, &[]))?;
        let framework = sight.framework();
        of_this_framework(directive, framework)?;
        Self::uses(kind, dossier)?;
        let lead = self.lead.as_deref();
        let (progress, reported) = reports(dossier);
        let reports_unread = unread_of(&reported, "progress");
        let not_read = united([dossier.not_read().as_slice(), &reports_unread].into_iter());
        sight.findings.extend(directive.unknown_links(framework));
        sight.findings.extend(reported);
        let measures = dossier.held().efforts.clone().unwrap_or_default();
        sight.findings.extend(measures.findings.to_vec());
        let answer = if common.strict && sight.findings.has_errors() {
            Answer::nothing()
        } else {
            self.drawn(&mut sight, kind, lead, &progress)
                .map_err(|error| error.beside_unread(&not_read, &sight.findings.to_vec()))?
        };
        let answer = answer.of_letter(named(directive));
        let framework = Some(framework.clone());
        let Sight { findings, period, basis, .. } = sight;
        let findings = findings.into_vec();
        let (basis, under_policies) = (Some(basis), true);
        Ok(Outcome { answer, findings, not_read, period, basis, framework, under_policies })
    }

    fn seal(&self, dossier: &Dossier, digest: &mut Digested) {
        sealed(dossier, digest);
        digest.dossier(dossier);
    }
}

impl DirectivePapers {
    /// Refuses tables that this kind of paper does not use.
    fn uses(kind: PaperKind, dossier: &Dossier) -> Result<(), Error> {
        let (key, papers) = match kind {
            PaperKind::Monitoring if dossier.held().efforts.is_some() => {
                ("--measures", "--paper repair, raise")
            }
            PaperKind::Repair | PaperKind::Raise if dossier.held().progress.is_some() => {
                ("--progress", "--paper monitoring")
            }
            _ => return Ok(()),
        };
        let call = format!("--paper {}", kind.as_str());
        let args = [("call", call.into()), ("key", key.into()), ("calls", papers.into())];
        Err(Error::usage(Phrase::UsageForeign, &args))
    }

    fn drawn(
        &self,
        sight: &mut Sight<'_>,
        kind: PaperKind,
        lead: Option<&str>,
        progress: &Progress,
    ) -> Result<Answer, Error> {
        let directive = letter(sight.dossier)?.clone();
        let cohort = sight.cohort()?;
        let unit = find_unit(&cohort, self.unit.as_deref())?;
        let asked = PaperAsked {
            lead: lead.map(str::to_owned),
            on: self.on,
            within: self.within.unwrap_or(LEAST_DAYS),
            ..PaperAsked::new(kind, unit.as_ref().map(|unit| unit.id.as_str()))
        };
        let measures = sight.dossier.held().efforts.clone().unwrap_or_default();
        let paper = paper(&directive, &cohort, &asked, progress, &measures)?;
        if let Some(lead) = lead.filter(|_| kind == PaperKind::Monitoring) {
            sight.findings.extend(ordered_together(&directive, lead));
        }
        if let Some(lead) = lead.filter(|_| paper.is_empty()) {
            let framework = sight.framework();
            let agency = lead_name(&directive, framework, lead);
            let leads = kind == PaperKind::Raise && answers(&directive, framework, &paper);
            sight.findings.push(if leads { no_goal_led(&agency) } else { nothing_led(&agency) });
        }
        let answer = Self::listed(paper_rows(&cohort, &paper)).summary(summary(&paper));
        let end = if sight.assessments().is_empty() { End::Void } else { End::Done };
        let document = (directive.clone(), cohort.clone(), paper.clone());
        let head = sight.common.head.clone();
        let answer = answer.document(move || {
            let (directive, cohort, paper) = &document;
            let (named, subject) = named_paper(cohort, kind);
            let page = paper_document(directive, cohort, paper);
            let paper = Office(&head).paper(named, subject, Vec::new(), page);
            paper.with([Block::remark(framework_line(cohort))])
        });
        Ok(answer.ending(end).page(move || paper_page(&directive, &cohort, &paper)))
    }
}

/// The kind of document that the paper is (such as a report), and its subject.
fn named_paper(cohort: &Cohort, kind: PaperKind) -> (Named, Sentence) {
    let (name, sign, subject) = match kind {
        PaperKind::Repair => (Phrase::OfficeReport, "BC", Phrase::SubjectRepair),
        PaperKind::Raise => (Phrase::OfficePlan, "KH", Phrase::SubjectRaise),
        PaperKind::Monitoring => (Phrase::OfficeTable, "", Phrase::SubjectMonitoring),
    };
    let period = cohort.period().map(Period::text).unwrap_or_default();
    (Named { kind: name, sign }, Sentence::say(subject, [("year", period.into())]))
}

/// The warning that an agency leads no field to be raised, so that its plan has no line.
fn no_goal_led(agency: &Text) -> Finding {
    let finding = Finding::new(FindingCode::NoGoalLed, Place::default());
    finding.with("agency", agency.clone()).with("paper", "--paper repair")
}

fn summary(paper: &Paper) -> PaperSummary {
    let groups = paper.groups.iter().map(|group| GroupRow {
        group: group.key.clone(),
        lines: group.lines.len(),
        max: group.sums.max,
        self_points: group.sums.self_points,
        appraised: group.sums.appraised,
        lost: group.sums.lost,
    });
    let left_out = paper.left_out.iter().map(|(unit, state)| LeftOutRow::of(unit, *state));
    PaperSummary {
        paper: paper.asked.kind,
        state: paper.state.map(State::as_str),
        open: paper.open,
        left_out: left_out.collect(),
        groups: groups.collect(),
        lost: paper.sums.lost,
    }
}
