//! `directive-status`: how the obligations of a letter stand on a day.

use super::answer::Answer;
use super::common::Common;
use super::flags::{Takes, flags};
use super::letter::{known_lead, letter, named, ordered_together, reports, sealed};
use super::question::{Outcome, Part, Question, needs};
use super::sight::nothing_led;
use crate::day::Day;
use crate::directive::{LEAST_DAYS, ObligationStanding, count_by, status};
use crate::dossier::Dossier;
use crate::error::Error;
use crate::finding::unread_of;
use crate::framework::framework;
use crate::reply::Digested;
use crate::view;

flags! {
    /// How every obligation stands on a day.
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

    fn outcome(&self, dossier: &Dossier, _: &Common) -> Result<Outcome, Error> {
        let directive = letter(dossier)?.clone();
        let on = self.on.ok_or_else(|| needs(Self::NAME, "--on"))?;
        let lead = known_lead(&directive, None, self.lead.as_deref())?;
        let (progress, mut findings) = reports(dossier);
        let not_read = unread_of(&findings, "progress");
        let ruler = directive.framework_id().and_then(|id| framework(id).ok());
        let within = self.within.unwrap_or(LEAST_DAYS);
        let mut shown = status(&directive, &progress, on, within);
        if let Some(agency) = lead.as_deref() {
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
        let fields = view::count_by_field(&directive, &shown, ruler.as_ref());
        let all = count_by(&directive, &shown, |_| "total".to_owned());
        let summary = serde_json::json!({
            "on": on, "within": within,
            "by_lead": view::status_count_rows(&leads),
            "by_field": view::status_count_rows(&fields),
            "total": view::status_count_rows(&all).first(),
            "without_day": view::without_day(&directive, &shown),
            "impossible_day": view::impossible_day(&directive, &shown),
        });
        let answer = Answer::listed(view::status_rows(&directive, &shown)).summary(summary);
        let answer = answer.of_letter(named(&directive)).to(Self { lead, ..self.clone() });
        let answer = answer.page(move || view::status_page(&directive, &shown, on, ruler.as_ref()));
        Ok(Outcome { not_read, ..Outcome::apart(answer, findings) })
    }

    fn seal(&self, dossier: &Dossier, digest: &mut Digested) {
        sealed(dossier, digest);
    }

    fn is_void(&self, _: &Dossier, _: &Answer) -> bool {
        false
    }
}
