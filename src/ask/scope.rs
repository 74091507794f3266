//! The lines on the scope of a table: the unit or part it is limited to, and the units its sums do
//! not include.

use std::sync::Arc;

use super::parts::row::LeftOutRow;
use crate::assessment::Unit;
use crate::framework::Framework;
use crate::page::Block;
use crate::quantity::Percent;
use crate::scoring::{Cohort, State};
use crate::words::{Lang, Phrase, Sentence, Text};

/// The most units that a sentence names; the others are only counted.
const MOST: usize = 8;

/// The limits of a result that its rows do not show.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope(Vec<Sentence>);

impl Scope {
    fn and(mut self, phrase: Phrase, what: impl Into<Sentence>) -> Scope {
        self.0.push(Sentence::say(phrase, [("what", what.into().into())]));
        self
    }

    /// Limits the scope to one unit.
    pub(super) fn unit(self, unit: Option<&Unit>) -> Scope {
        match unit {
            Some(unit) => self.and(Phrase::AskedUnit, named(&unit.id, &unit.name)),
            None => self,
        }
    }

    /// Limits the scope to one survey channel.
    pub(super) fn channel(self, channel: Option<&str>) -> Scope {
        match channel {
            Some(channel) => self.and(Phrase::AskedChannel, channel),
            None => self,
        }
    }

    /// Limits the scope to one node instead of the total.
    pub(super) fn node(self, framework: &Framework, code: Option<&str>) -> Scope {
        let Some(code) = code else { return self };
        let node = framework.node(code).map(|node| named(code, node.name()));
        self.and(Phrase::AskedNode, node.unwrap_or_else(|| code.into()))
    }

    /// Limits the scope to one lead agency.
    pub(super) fn lead(self, framework: &Framework, id: Option<&str>) -> Scope {
        let Some(id) = id else { return self };
        let agency = framework.agency(id).and_then(|at| framework.agencies().get(at));
        self.and(Phrase::AskedLead, agency.map_or(id.into(), |agency| named(id, agency.name())))
    }

    /// Limits the scope to one block.
    pub(super) fn group(self, group: Option<&str>) -> Scope {
        match group {
            Some(group) => self.and(Phrase::AskedGroup, group),
            None => self,
        }
    }

    /// Adds the percentage below which a year counts as weak.
    pub(super) fn below(self, below: Option<Percent>) -> Scope {
        let Some(below) = below.map(|below| below.to_string()) else { return self };
        self.and(Phrase::AskedBelow, Text::new(Lang::Vi.decimal(&below), &below))
    }

    /// Adds the greatest number of rows.
    pub(super) fn top(self, top: Option<usize>) -> Scope {
        match top {
            Some(top) => self.and(Phrase::AskedTop, top.to_string()),
            None => self,
        }
    }

    /// Adds the values of a flag that may be given several times.
    pub(super) fn list(self, phrase: Phrase, all: &[String]) -> Scope {
        if all.is_empty() { self } else { self.and(phrase, all.join(", ")) }
    }

    /// The line below the claim; `None` if nothing limits the result.
    pub(crate) fn block(self) -> Option<Block> {
        let parts = Sentence::joined(self.0, "; ");
        (!parts.is_empty()).then(|| said(Phrase::AskedLine, "parts", parts))
    }
}

/// An id followed by its name, unless the name says nothing more.
fn named(id: &str, name: &Text) -> Sentence {
    let both = |lang: Lang| match name.get(lang) {
        "" => id.to_owned(),
        name if name == id || name.replace(' ', "-") == id => name.to_owned(),
        name => format!("{id} {name}"),
    };
    Text::new(both(Lang::Vi), both(Lang::En)).into()
}

/// The units that sums do not include, with the state that says why.
#[derive(Clone, Debug, Default)]
pub(crate) struct LeftOut(Vec<(Arc<Unit>, State)>);

impl LeftOut {
    /// The units missing from sums over a cohort; none if the question is about one unit.
    pub(super) fn of(cohort: &Cohort, of_one: bool) -> LeftOut {
        let cards = cohort.cards().iter().filter(|card| !of_one && !Cohort::counts(card));
        LeftOut(cards.map(|card| (card.assessment().shared_unit(), card.state())).collect())
    }

    /// One line for each state.
    pub(crate) fn blocks(&self) -> Vec<Block> {
        let of = |state: State, phrase: Phrase| {
            let units = self.0.iter().filter(|(_, own)| *own == state);
            let names: Vec<Sentence> = units.map(|(unit, _)| (&unit.name).into()).collect();
            let many = names.len();
            let what = Sentence::sign("").and(many).then(" (").and(Sentence::some_of(names, MOST));
            (many > 0).then(|| said(phrase, "what", what.then(")")))
        };
        let all =
            [of(State::InError, Phrase::LeftInError), of(State::NotReported, Phrase::LeftSilent)];
        all.into_iter().flatten().collect()
    }

    /// The missing units as part of the summary; `None` if there are none.
    pub(crate) fn rows(&self) -> Option<Vec<LeftOutRow>> {
        let rows = self.0.iter().map(|(unit, state)| LeftOutRow::of(unit, *state));
        (!self.0.is_empty()).then(|| rows.collect())
    }
}

fn said(phrase: Phrase, key: &'static str, what: Sentence) -> Block {
    Block::say(Sentence::say(phrase, [(key, what.into())]))
}
