//! `together`: shows several indices side by side, and what in them concerns an agency.

mod view;

pub use self::view::{
    ConcernRow, TogetherRow, concern_page, concern_rows, together_page, together_rows,
};

use std::collections::BTreeSet;

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::{Nothing, either, summary};
use super::question::{Part, Question};
use super::sight::{Sight, nothing_led};
use crate::analysis::{By, Places, concerns, together};
use crate::assessment::Assessment;
use crate::error::Error;
use crate::finding::Place;
use crate::framework::{Agency, Framework, unknown_agency};
use crate::period::Period;
use crate::scoring::{Cohort, cohorts};
use crate::words::{Phrase, Text};

either! {
    /// The rows of `together`: places, or the concerns of agencies.
    TogetherRows { Place(TogetherRow), Concern(ConcernRow) }
}

summary! {
    /// The indices that are shown side by side.
    pub(crate) struct TogetherSummary {
        places: usize,
        indices: Vec<TogetherIndex>,
    }
}

summary! {
    /// One index of one period and channel.
    pub(crate) struct TogetherIndex {
        index: &'static str,
        framework: String,
        hash: String,
        year: Option<u16>,
        period: Option<Period>,
        channel: Option<String>,
        units: usize,
    }
}

flags! {
    /// Shows several indices side by side.
    pub struct Together {
        unit: Option<String> = Takes::Text("UNIT")
            => "The unit, by id or name" | "Đơn vị, theo mã hoặc tên";
        within: Option<String> = Takes::Text("UNIT")
            => "The unit above, such as the province, where an index measures only that"
            | "Đơn vị cấp trên, ví dụ tỉnh, nếu chỉ số chỉ đo ở cấp đó";
        by: Option<By> = Takes::Text("lead")
            => "lead: a list for each agency of what loses points"
            | "lead: mỗi cơ quan một danh sách nội dung mất điểm";
        lead: Option<String> = Takes::Text("ID")
            => "Only the list of this agency; none: what nobody leads"
            | "Chỉ danh sách của cơ quan này; none: chưa phân công cơ quan chủ trì";
        top: Option<usize> = Takes::Number("N")
            => "Only the first N rows of each agency and index"
            | "Chỉ N dòng đầu của từng cơ quan, từng chỉ số";
    }
}

impl Question for Together {
    type Row = TogetherRows;
    type Summary = TogetherSummary;
    type Beside = Nothing;
    const NAME: &'static str = "together";
    const ABOUT: [&'static str; 2] = [
        "PAR INDEX, SIPAS and PAPI side by side, and what of them concerns an agency.",
        "PAR INDEX, SIPAS, PAPI đặt cạnh nhau, và nội dung liên quan từng cơ quan.",
    ];
    const USAGE: &'static str = "par-index together -f FW IN… --with FW=IN… [--unit UNIT] \
                                 [--within UNIT] [--by lead [--lead ID] [--top N]]";
    const TAKES: &'static [Part] = &[Part::With];

    fn fits(&self) -> Result<(), Error> {
        let of = |key: &'static str| [("call", Self::NAME.into()), ("key", key.into())];
        if self.by.is_some_and(|by| by != By::Lead) {
            return Err(Error::usage(Phrase::UsageBy, &of("lead")));
        }
        if self.by.is_none() && (self.lead.is_some() || self.top.is_some()) {
            let key = if self.lead.is_some() { "lead" } else { "top" };
            return Err(Error::usage(Phrase::UsageWithByLead, &of(key)));
        }
        Ok(())
    }

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohorts = scored(sight)?;
        sight.period = sight.common.period();
        let mut places = Places::of(&cohorts, &sight.dossier.held().parents);
        if let Some(asked) = self.within.as_deref() {
            places = places.within(asked)?;
        }
        let place = self.unit.as_deref().map(|asked| places.find(asked)).transpose()?;
        let place = place.map(|unit| unit.id.clone());
        let units = if place.is_some() { 1 } else { places.units().count() };
        let summary = summary(&cohorts, units);
        if self.by.is_none() {
            let mut lines = together(&cohorts, &places);
            lines.retain(|line| place.as_ref().is_none_or(|place| line.unit.id == *place));
            let answer = Self::listed(together_rows(&cohorts, &lines));
            let answer = answer.summary(summary);
            return Ok(answer.page(move || together_page(&cohorts, &lines)));
        }
        if let Some(lead) = &self.lead {
            known_agency(&cohorts, lead)?;
        }
        let mut list = concerns(&cohorts, &places, place.as_deref())?;
        list.retain(|row| {
            self.lead.as_ref().is_none_or(|lead| row.agency == *lead)
                && self.top.is_none_or(|top| row.position <= top)
        });
        if let Some(lead) = self.lead.as_deref().filter(|_| list.is_empty()) {
            let mut agencies = cohorts.iter().flat_map(|cohort| cohort.framework().agencies());
            let name = agencies.find(|agency| agency.id() == lead);
            let name = name.map(|agency| agency.name().clone());
            sight.findings.push(nothing_led(&name.unwrap_or_else(|| Text::same(lead))));
        }
        let answer = Self::listed(concern_rows(&cohorts, &list)).summary(summary);
        Ok(answer.page(move || concern_page(&cohorts, &list)))
    }
}

/// One cohort for each framework, period and channel that is asked about.
pub(super) fn scored(sight: &mut Sight<'_>) -> Result<Vec<Cohort>, Error> {
    let mut sets: Vec<(Framework, Vec<Assessment>)> = Vec::new();
    // Each of several frameworks has the sheets of its own periods.
    for assessment in sight.all_assessments() {
        let ruler = assessment.framework().clone();
        match sets.iter_mut().find(|(known, _)| *known == ruler) {
            Some((_, set)) => set.push(assessment),
            None => sets.push((ruler, vec![assessment])),
        }
    }
    let mut periods = BTreeSet::new();
    let asked = sight.common.period();
    let mut all = Vec::new();
    for (_, mut set) in sets {
        periods.extend(set.iter().filter_map(Assessment::period));
        let channel = sight.common.channel.as_deref();
        set.retain(|one| {
            asked.is_none_or(|period| one.period() == Some(period))
                && (channel.is_none() || one.channel().is_none_or(|own| Some(own) == channel))
        });
        let cohorts = cohorts(&set, sight.basis).into_iter();
        let group = |cohort: Cohort| if sight.common.by_group { cohort.by_group() } else { cohort };
        all.extend(cohorts.map(group));
    }
    sight.findings.extend(all.iter().flat_map(|cohort| cohort.findings().iter().cloned()));
    if !all.is_empty() {
        return Ok(all);
    }
    let Some(period) = asked else {
        return Err(Error::usage(Phrase::UsageNothing, &[]));
    };
    let known: Vec<String> = periods.iter().map(Period::to_string).collect();
    let args = [("year", period.text().into()), ("known", known.join(", ").into())];
    Err(Error::usage(Phrase::UsageYear, &args))
}

fn known_agency(cohorts: &[Cohort], id: &str) -> Result<(), Error> {
    let agencies = || cohorts.iter().flat_map(|cohort| cohort.framework().agencies());
    if id == "none" || agencies().any(|agency| agency.id() == id) {
        return Ok(());
    }
    let finding = unknown_agency(id, agencies().map(Agency::id), Place::default());
    Err(Error::wrong_call(finding))
}

/// The summary: each framework, period and channel that was compared.
fn summary(cohorts: &[Cohort], places: usize) -> TogetherSummary {
    let indices = cohorts.iter().map(|cohort| TogetherIndex {
        index: cohort.framework().index().as_str(),
        framework: cohort.framework().id().to_owned(),
        hash: cohort.framework().issued_hash().to_owned(),
        year: cohort.year(),
        period: cohort.period(),
        channel: cohort.channel().map(str::to_owned),
        units: cohort.cards().len(),
    });
    TogetherSummary { places, indices: indices.collect() }
}
