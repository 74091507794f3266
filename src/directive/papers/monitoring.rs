//! The monitoring table: every obligation, how it stands, and the points lost at the leaves nearest
//! to it.

use super::closest::{Wanted, closest};
use super::leaves::Facts;
use super::{Context, PaperGroup, PaperLine};
use crate::directive::{Actor, Obligation, status};
use crate::framework::LeafIx;
use crate::words::{Lang, Text};

pub(super) fn groups(context: &Context<'_>) -> Vec<PaperGroup> {
    let (directive, framework) = (context.directive, context.cohort.framework());
    let mut nearest: Vec<Facts> = vec![Facts::default(); directive.obligations().len()];
    let mut untouched: Vec<LeafIx> = Vec::new();
    for leaf in (0..framework.leaf_count()).map(LeafIx) {
        let near = closest(directive, framework, leaf, Wanted::Any).map(Obligation::paragraph);
        let place = directive.obligations().iter().position(|one| Some(one.paragraph()) == near);
        let facts = context.leaves.at(leaf);
        match place.and_then(|place| nearest.get_mut(place)) {
            Some(sum) => {
                sum.sums.add(&facts.sums);
                sum.loss.add_sum(&facts.loss);
            }
            None => untouched.push(leaf),
        }
    }
    let on = context.asked.on;
    let standings = on.map(|on| status(directive, context.progress, on, context.asked.within));
    let mut group = PaperGroup { key: "obligations".to_owned(), ..PaperGroup::default() };
    for (n, (one, facts)) in directive.obligations().iter().zip(nearest).enumerate() {
        if !context.admits(directive.lead(one).map(Actor::id)) {
            continue;
        }
        let links = |lang: Lang| {
            let links = one.links().iter().map(|link| link.text(Some(framework), lang));
            links.collect::<Vec<String>>().join("; ")
        };
        let names = |pick: &dyn Fn(Lang) -> String| Text::new(pick(Lang::Vi), pick(Lang::En));
        let codes: Vec<String> = one.links().iter().map(ToString::to_string).collect();
        let helpers: Vec<&str> = directive.cooperating(one).map(Actor::id).collect();
        group.push(PaperLine {
            obligation: Some(one.paragraph().clone()),
            code: codes.join("+"),
            title: names(&links),
            sums: facts.sums,
            loss: facts.loss,
            why: Text::default(),
            measure: one.text().clone(),
            planned: false,
            lead: directive.lead_key(one),
            lead_names: names(&|lang| directive.lead_names(one, lang)),
            cooperating: helpers.join("+"),
            cooperating_names: names(&|lang| directive.cooperating_names(one, lang)),
            due: one.due(),
            due_text: directive.due_text(one),
            due_before: one.is_due_before(),
            product: one.product().clone(),
            standing: standings.as_ref().and_then(|all| all.get(n)).cloned(),
        });
    }
    let mut groups = vec![group];
    if context.asked.lead.is_none() {
        // The leaves that no paragraph touches have a group of their own, so that the table adds up
        // to the ledger.
        let mut rest = PaperGroup { key: "none".to_owned(), ..PaperGroup::default() };
        for leaf in untouched {
            rest.push(context.leaf_line(leaf));
        }
        groups.extend([rest, context.extras()].into_iter().filter(|group| !group.lines.is_empty()));
    }
    groups
}
