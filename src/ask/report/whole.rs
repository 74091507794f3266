//! The report on all units, or on the components that one agency leads.

use super::super::directive_status::status_page;
use super::super::intake::intake_table;
use super::super::letter::directive_page;
use super::super::lost::lost_table;
use super::super::parts::causes::silent;
use super::super::parts::claim::Claim;
use super::super::parts::fields::fields_page;
use super::super::parts::headline::{framework_line, headline};
use super::super::rank::ranking_page;
use super::super::table::units_page;
use super::super::weak::{pooled_page, weak_lead_table, weak_page};
use super::{Letter, Told, charts};
use crate::analysis::{
    By, Figures, Order, TableLevel, leads_of, losses_of, table, weak, weak_pooled,
};
use crate::page::{About, Block, Chart, Page};
use crate::quantity::PointSum;
use crate::words::{Phrase, Sentence};

/// The most units that the page on all units shows one by one; of more, each has a page of its own.
const TOLD: usize = 40;
/// How many weak components are shown for each unit.
const WEAKEST: usize = 10;

impl Told {
    /// The overview, the tables of all units, and each unit folded away.
    pub(super) fn of_all(&self) -> Page {
        let cohort = &self.cohort;
        let period = cohort.period().map(crate::period::Period::title).unwrap_or_default();
        let title = Sentence::say(Phrase::ReportTitle, [("period", period.into())]);
        let mut head = vec![Block::title(title), Block::say(framework_line(cohort))];
        head.extend(Claim::of(cohort).block());
        let counted = cohort.counted().next().is_some();
        let whole = self.lead.is_none();
        let mut drawn: Vec<Chart> = Vec::new();
        if whole {
            drawn.extend(charts::ranks(cohort, &self.ranking, None));
        }
        if counted {
            drawn.extend(whole.then(|| charts::from_maximum(cohort, None)));
            drawn.extend(charts::weakest(self, None));
            drawn.extend(charts::claimed(cohort, None).filter(|_| whole));
        }
        drawn.extend(charts::courses(cohort, None).filter(|_| whole));
        drawn.extend(charts::quality(cohort).filter(|_| whole));
        if counted && whole {
            drawn.push(charts::heat(cohort, &self.ranking));
        }
        let mut page = charts::with_charts(Page::of(head), drawn);
        if whole {
            page = page.and(ranking_page(cohort, &self.ranking));
            let (level, figures) = (TableLevel::Field, Figures::Obtained);
            let (codes, lines) = table(cohort, level, figures);
            page = page.and(units_page(cohort, &codes, &lines, (level, figures)));
        }
        page = page.and(self.weak_of_all()).and(self.beside());
        if whole {
            page = page.and(intake_table(cohort).into()).and(self.each());
        }
        page
    }

    /// The tables of lost points by component, agency and unit.
    fn weak_of_all(&self) -> Page {
        let cohort = &self.cohort;
        if cohort.counted().next().is_none() {
            return Page::default();
        }
        let list = weak_pooled(cohort, Order::PointsLost);
        let lost: PointSum = list.iter().map(|row| row.lost).sum();
        let own: Vec<_> =
            list.iter().filter(|row| self.leads(row.code.as_str())).cloned().collect();
        let page = pooled_page(cohort, &own, &list, (Order::PointsLost, lost));
        let mut by_lead = leads_of(cohort, None);
        by_lead.retain(|row| {
            self.lead.as_ref().is_none_or(|lead| row.lead.split('+').any(|one| one == lead))
        });
        let page = page.and(weak_lead_table(cohort, &by_lead).into());
        if self.lead.is_some() {
            return page;
        }
        page.and(lost_table(cohort, &losses_of(cohort, None, By::Unit), By::Unit).into())
    }

    /// The units one by one, folded away; empty if there are too many.
    fn each(&self) -> Page {
        let cohort = &self.cohort;
        if !(2..=TOLD).contains(&cohort.cards().len()) {
            return Page::default();
        }
        let head = Page::of([Block::title(Phrase::EachTitle)]);
        let ranked = self.ranking.rows().iter().filter_map(|row| cohort.card(&row.unit.id));
        ranked.fold(head, |page, card| {
            let unit = card.unit();
            let mut own = headline(cohort, &unit.id).and(fields_page(cohort, &unit.id));
            if !silent(card) {
                let list = weak(cohort, &unit.id, Order::PointsLost);
                own = own.and(weak_page(cohort, &list, Order::PointsLost, WEAKEST));
            }
            page.and(own.folded(&unit.name, About::Unit(unit.id.clone())))
        })
    }

    /// The obligations of the letter, with their state if a day was asked for.
    pub(super) fn of_letter(&self, letter: &Letter) -> Page {
        let Some((on, all)) = &letter.standing else { return directive_page(&letter.directive) };
        // A letter about another index names fields of that index.
        let own = letter.directive.framework_id().is_none_or(|id| id == self.framework().id());
        let ruler = own.then(|| self.framework());
        let mut page = status_page(&letter.directive, all, *on, ruler);
        page.sections.splice(
            2..2,
            charts::standing(&letter.directive, all, *on)
                .map(|chart| Page::of([Block::Chart(chart)]).sections)
                .unwrap_or_default(),
        );
        page
    }
}
