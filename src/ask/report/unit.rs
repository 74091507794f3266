//! The report on one unit.

use super::super::parts::causes::silent;
use super::super::parts::listed::node_name;
use super::super::{explain, lost, plan, unit_page::unit_page};
use super::{Told, charts};
use crate::analysis::{By, losses_of};
use crate::page::{About, Block, Page};
use crate::remediation::Choices;
use crate::scoring::Scorecard;
use crate::words::{Phrase, Sentence};

impl Told {
    /// The page of one unit: charts, tables, possible improvements, and the origin of every figure.
    pub(super) fn of_unit(&self, unit: &str) -> Page {
        let cohort = &self.cohort;
        let page = unit_page(cohort, unit);
        let Some(card) = cohort.card(unit).filter(|card| !silent(card)) else {
            return page.and(self.beside());
        };
        let mut drawn =
            vec![charts::fields(cohort, card), charts::from_maximum(cohort, Some(card))];
        drawn.extend(charts::weakest(self, Some(unit)));
        drawn.extend(charts::claimed(cohort, Some(card)));
        drawn.extend(charts::ranks(cohort, &self.ranking, Some(unit)));
        drawn.extend(charts::courses(cohort, Some(unit)));
        let mut page = charts::with_charts(page, drawn);
        if let Some(choices) = Choices::of(cohort, unit) {
            let title = Block::title(Phrase::ChoicesTitle);
            page = page.with([title, Block::Choices(Box::new(choices))]);
        }
        if let Some(found) = &self.plan {
            let timed = charts::timed(cohort.framework(), found).map(Block::Chart);
            page = page.and(plan::plan_page(cohort, unit, found));
            page = page.with(timed.into_iter().collect::<Vec<_>>());
        }
        let losses = lost::lost_table(cohort, &losses_of(cohort, Some(card), By::Node), By::Node);
        page.and(self.beside()).and(losses.into()).and(self.traces(card))
    }

    /// Traces every figure of a unit to the cell it was read from; each trace is folded away.
    fn traces(&self, card: &Scorecard) -> Page {
        let framework = self.framework();
        let nodes = framework.nodes().iter().map(|node| node.code().as_str());
        let nodes = nodes.filter(|code| self.leads(code)).chain(["total"]);
        let said = Sentence::say(Phrase::TraceSay, [("command", "par-index explain".into())]);
        let head = Page::of([Block::title(Phrase::TraceTitle), Block::say(said)]);
        nodes.fold(head, |page, code| {
            let own = framework.node(code).map(|node| Sentence::from(node.code().as_str()));
            let title = own.into_iter().chain([node_name(framework, code)]);
            page.and(
                explain::explain_page(card, code)
                    .folded(Sentence::joined(title, " "), About::Node(code.to_owned())),
            )
        })
    }
}
