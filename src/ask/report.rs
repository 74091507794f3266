//! `report`: an overview for leaders of a whole dossier, an agency, a block or one unit. Charts
//! come first, then the tables behind them, then the origin of every figure.

mod charts;
mod unit;
mod whole;

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::letter::{reports, sealed};
use super::parts::row::Nothing;
use super::question::{Part, Question};
use super::rank::{RankRow, RankSummary, rank_rows};
use super::scope::{LeftOut, Scope};
use super::sight::{Looking, Sight, find_unit};
use super::together::scored;
use crate::analysis::{Places, Ranking, TogetherLine, grade, rank, together};
use crate::assessment::Unit;
use crate::day::Day;
use crate::directive::{Directive, LEAST_DAYS, ObligationStanding, status};
use crate::dossier::{Digested, Dossier};
use crate::error::Error;
use crate::framework::{Framework, Node};
use crate::page::Page;
use crate::remediation::{Goal, Plan, plan};
use crate::scoring::Cohort;
use crate::words::{Lang, Phrase};

flags! {
    /// Makes a report on a whole dossier, or on a part of it.
    pub struct Report {
        unit: Option<String> = Takes::Text("UNIT")
            => "The unit, by id or name; all by default" | "Đơn vị, theo mã hoặc tên; mặc định là tất cả";
        lead: Option<String> = Takes::Text("ID")
            => "What this agency leads" | "Nội dung do cơ quan này chủ trì";
        group: Option<String> = Takes::Text("GROUP")
            => "Only the units of this block" | "Chỉ các đơn vị của khối này";
        on: Option<Day> = Takes::Text("DATE")
            => "The day on which the letter's obligations are looked at"
            | "Ngày xem tình hình thực hiện văn bản";
    }
}

impl Question for Report {
    type Row = RankRow;
    type Summary = RankSummary;
    type Beside = Nothing;
    const NAME: &'static str = "report";
    const ABOUT: [&'static str; 2] = [
        "What to look at first, of all units or of one: charts and the tables behind them; as a page: -o FILE.html.",
        "Báo cáo tổng hợp của các đơn vị hoặc một đơn vị: biểu đồ và bảng số liệu; lập trang: -o TỆP.html.",
    ];
    const USAGE: &'static str = "par-index report -f FW IN… [--unit UNIT | --each] [--lead ID] [--group GROUP] \
                                 [--previous IN…] [--efforts FILE] [--letter D [--progress FILE] [--on DATE]] \
                                 [--with FW=IN…] -o FILE.html|DIR";
    const TAKES: &'static [Part] =
        &[Part::Previous, Part::Efforts, Part::With, Part::Letter, Part::Progress];

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        sight.known_agency(self.lead.as_deref())?;
        if let Some(group) = &self.group {
            sight.keep_group(group)?;
        }
        let cohort = sight.cohort_looking(Looking::Through, None)?;
        let unit = find_unit(&cohort, self.unit.as_deref())?;
        let ranking = rank(&cohort);
        sight.found(ranking.findings())?;
        let mut rows = rank_rows(&cohort, &ranking);
        rows.retain(|row| unit.as_ref().is_none_or(|unit| row.unit == unit.id));
        let answer = Self::listed(rows).summary(super::rank::summary(&cohort, &ranking));
        let scope = Scope::default().unit(unit.as_deref()).group(self.group.as_deref());
        let answer = answer.about(scope.lead(cohort.framework(), self.lead.as_deref()));
        let answer = answer.lacking(LeftOut::of(&cohort, unit.is_some()));
        let told = Told {
            letter: self.letter(sight)?,
            beside: beside(sight, unit.as_deref())?,
            plan: planned(sight, &cohort, unit.as_deref())?,
            lead: self.lead.clone(),
            cohort,
            ranking,
        };
        Ok(answer.page(move || match &unit {
            Some(unit) => told.of_unit(&unit.id),
            None => told.of_all(),
        }))
    }

    fn seal(&self, dossier: &Dossier, digest: &mut Digested) {
        digest.dossier(dossier);
        sealed(dossier, digest);
    }
}

/// The contents of a report.
struct Told {
    cohort: Cohort,
    ranking: Ranking,
    /// The lead agency that the report is limited to.
    lead: Option<String>,
    letter: Option<Letter>,
    beside: Option<Beside>,
    plan: Option<Plan>,
}

/// Several indices compared side by side.
type Beside = (Vec<Cohort>, Vec<TogetherLine>);

/// A letter, and the state of its obligations on a day if one was asked for.
struct Letter {
    directive: Directive,
    standing: Option<(Day, Vec<ObligationStanding>)>,
}

impl Told {
    fn framework(&self) -> &Framework {
        self.cohort.framework()
    }

    /// Whether the component is led by the agency that the report is limited to, if it is limited.
    fn leads(&self, code: &str) -> bool {
        let Some(lead) = &self.lead else { return true };
        let node = self.framework().node(code);
        node.is_some_and(|node: &Node| node.lead().any(|one| one.id() == lead))
    }

    /// The pages on further indices and on the letter, if the dossier has them.
    fn beside(&self) -> Page {
        let indices = self.beside.as_ref().filter(|(_, lines)| !lines.is_empty());
        let indices =
            indices.map(|(cohorts, lines)| super::together::together_page(cohorts, lines));
        let letter = self.letter.as_ref().map(|letter| self.of_letter(letter));
        indices.unwrap_or_default().and(letter.unwrap_or_default())
    }
}

impl Report {
    /// The letter of the dossier, with the state of its obligations if a day is given.
    fn letter(&self, sight: &mut Sight<'_>) -> Result<Option<Letter>, Error> {
        let Some(directive) = sight.dossier.held().directive.clone() else {
            return match self.on {
                Some(_) => Err(Error::usage(Phrase::UsageNoDirective, &[])),
                None => Ok(None),
            };
        };
        let (progress, findings) = reports(sight.dossier);
        sight.findings.extend(findings);
        let standing = self.on.map(|on| {
            let mut all = status(&directive, &progress, on, LEAST_DAYS);
            if let Some(lead) = &self.lead {
                all.retain(|one| {
                    let one = directive.obligation(one.paragraph.as_str());
                    one.is_some_and(|one| directive.lead(one).any(|actor| actor.id() == lead))
                });
            }
            (on, all)
        });
        Ok(Some(Letter { directive, standing }))
    }
}

/// The indices of the dossier side by side; `None` if there is only one.
fn beside(sight: &mut Sight<'_>, unit: Option<&Unit>) -> Result<Option<Beside>, Error> {
    if sight.dossier.held().indices.len() < 2 {
        return Ok(None);
    }
    // Findings on the first index are already reported, so that they are not repeated.
    let told: std::collections::HashSet<u64> =
        sight.findings.to_vec().iter().map(crate::finding::Finding::hashed).collect();
    let before = sight.findings.clone();
    let cohorts = scored(sight)?;
    let found = std::mem::replace(&mut sight.findings, before).into_vec();
    sight.findings.extend(found.into_iter().filter(|one| !told.contains(&one.hashed())));
    let places = Places::of(&cohorts, &sight.dossier.held().parents);
    let mut lines = together(&cohorts, &places);
    lines.retain(|line| unit.is_none_or(|unit| line.unit.id == unit.id));
    Ok(Some((cohorts, lines)))
}

/// The cheapest plan for a unit to the next grade, or else to the next rank; `None` if the dossier
/// has no table of efforts.
fn planned(
    sight: &mut Sight<'_>,
    cohort: &Cohort,
    unit: Option<&Unit>,
) -> Result<Option<Plan>, Error> {
    let efforts = sight.dossier.held().efforts.as_ref();
    let card = unit.and_then(|unit| cohort.card(&unit.id)).filter(|card| Cohort::counts(card));
    let Some((efforts, card)) = efforts.zip(card) else { return Ok(None) };
    let id = &card.unit().id;
    let rank = || rank(cohort).of(id).and_then(|row| row.rank?.checked_sub(1));
    let goal = match grade(card).next {
        Some(next) => Some(Goal::Grade(next.label.get(Lang::Vi).to_owned())),
        None => rank().filter(|rank| *rank > 0).map(Goal::Rank),
    };
    let found = goal.map(|goal| plan(cohort, id, goal, efforts));
    if let Some(found) = &found {
        sight.found(&found.findings)?;
    }
    Ok(found)
}
