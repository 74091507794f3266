//! `directive-status`: the state of the obligations of a letter on a given day.

pub(crate) mod view;

pub use self::view::{
    StatusCountRow, StatusRow, standing_said, status_count_rows, status_page, status_rows,
};
use self::view::{count_by_field, impossible_day, without_day};

use super::answer::Answer;
use super::common::Common;
use super::flags::needs;
use super::flags::{Takes, flags};
use super::letter::OfLetter;
use super::letter::{known_lead, letter, named, ordered_together, reports, sealed};
use super::parts::row::summary;
use super::question::{Outcome, Part, Question};
use super::sight::nothing_led;
use crate::day::Day;
use crate::directive::{LEAST_DAYS, ObligationStanding, count_by, status};
use crate::dossier::{Digested, Dossier};
use crate::error::Error;
use crate::finding::unread_of;
use crate::framework::framework;

summary! {
    /// The number of obligations in each state.
    pub(crate) struct StatusSummary {
        on: Day,
        within: u16,
        by_lead: Vec<StatusCountRow>,
        by_field: Vec<StatusCountRow>,
        total: Option<StatusCountRow>,
        /// The obligations with no day to be done by, among those not due or unmeasurable.
        without_day: usize,
        /// The obligations with a day that cannot be kept, among those not due or unmeasurable.
        impossible_day: usize,
    }
}

flags! {
    /// Shows the state of every obligation on a given day.
    pub struct DirectiveStatus {
        on: Option<Day> = Takes::Needed("DATE")
            => "The day, such as 2023-06-30" | "Ngày, ví dụ 2023-06-30";
        within: Option<u16> = Takes::Number("N")
            => "Due soon: so many days before (15)"
            | "Sắp đến hạn: trước thời hạn bao nhiêu ngày (15)";
        lead: Option<String> = Takes::Text("ID")
            => "Only what this agency leads" | "Chỉ nội dung do cơ quan này chủ trì";
    }
}

impl Question for DirectiveStatus {
    type Row = StatusRow;
    type Summary = StatusSummary;
    type Beside = OfLetter;
    const NAME: &'static str = "directive-status";
    const ABOUT: [&'static str; 2] = [
        "How every obligation stands on a day, by agency and by field.",
        "Tình hình thực hiện đến một ngày, theo cơ quan và lĩnh vực.",
    ];
    const USAGE: &'static str =
        "par-index directive status D --on DATE [--progress FILE] [--within N] [--lead ID]";
    const OF: &'static [Part] = &[Part::Directive, Part::Progress];
    const COMMON: &'static [&'static str] = &[];
    const REPEATED: bool = false;

    fn understood(&self, dossier: &Dossier) -> Result<Option<Self>, Error> {
        let ruler = None;
        let lead = known_lead(letter(dossier)?, ruler, self.lead.as_deref())?;
        Ok(Some(Self { lead, ..self.clone() }))
    }

    fn outcome(&self, dossier: &Dossier, _: &Common) -> Result<Outcome, Error> {
        let directive = letter(dossier)?.clone();
        let on = self.on.ok_or_else(|| needs(Self::NAME, "--on"))?;
        let lead = self.lead.as_deref();
        let (progress, mut findings) = reports(dossier);
        let not_read = unread_of(&findings, "progress");
        let ruler = directive.framework_id().and_then(|id| framework(id).ok());
        let within = self.within.unwrap_or(LEAST_DAYS);
        let mut shown = status(&directive, &progress, on, within);
        if let Some(agency) = lead {
            let leads = |standing: &ObligationStanding| {
                let one = directive.obligation(standing.paragraph.as_str());
                one.is_some_and(|one| directive.lead(one).any(|actor| actor.id() == agency))
            };
            shown.retain(leads);
            findings.extend(ordered_together(&directive, agency));
            if shown.is_empty() {
                let agency = directive.agency(agency).map(|one| one.name().clone());
                findings.push(nothing_led(&agency.unwrap_or_default()));
            }
        }
        let leads = count_by(&directive, &shown, |one| directive.lead_key(one));
        let fields = count_by_field(&directive, &shown, ruler.as_ref());
        let all = count_by(&directive, &shown, |_| "total".to_owned());
        let summary = StatusSummary {
            on,
            within,
            by_lead: status_count_rows(&leads),
            by_field: status_count_rows(&fields),
            total: status_count_rows(&all).into_iter().next(),
            without_day: without_day(&directive, &shown),
            impossible_day: impossible_day(&directive, &shown),
        };
        let answer = Self::listed(status_rows(&directive, &shown)).summary(summary);
        let answer = answer.of_letter(named(&directive));
        let answer = answer.page(move || status_page(&directive, &shown, on, ruler.as_ref()));
        Ok(Outcome { not_read, ..Outcome::apart(answer, findings) })
    }

    fn seal(&self, dossier: &Dossier, digest: &mut Digested) {
        sealed(dossier, digest);
    }

    fn is_void(&self, _: &Dossier, _: &Answer) -> bool {
        false
    }
}
