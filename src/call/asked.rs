//! What a table says of its question: whom and what it is about, and which units its sums lack.

use std::sync::Arc;

use super::options::{Call, Options};
use crate::assessment::Unit;
use crate::framework::Framework;
use crate::scoring::{Cohort, State};
use crate::view::{self, Look};
use crate::words::{Arg, Phrase, Text};

/// So many units are named; the rest are counted.
const MOST: usize = 8;

/// The line below the claim: what narrows the result and is not seen in the table itself. Empty where
/// nothing does.
pub(super) fn asked_line(
    call: Call,
    options: &Options,
    framework: &Framework,
    unit: Option<&Unit>,
    look: Look,
) -> String {
    let both = |id: &str, name: &Text| match name.get(look.lang) {
        "" => id.to_owned(),
        name if name == id || name.replace(' ', "-") == id => name.to_owned(),
        name => format!("{id} {name}"),
    };
    let mut parts = Vec::new();
    let mut add = |phrase: Phrase, what: String| {
        parts.push(phrase.say(look.lang, &[("what", Arg::from(what))]));
    };
    let nameless =
        [Call::Weak, Call::Lost, Call::Cuts, Call::Strengths, Call::WhatIf, Call::Explain];
    if let Some(unit) = unit.filter(|_| nameless.contains(&call)) {
        add(Phrase::AskedUnit, both(&unit.id, &unit.name));
    }
    if let Some(channel) = &options.channel {
        add(Phrase::AskedChannel, channel.clone());
    }
    if let Some(code) = options.node.as_deref().filter(|_| call == Call::Rank) {
        let node = framework.node(code).map(|node| both(code, node.name()));
        add(Phrase::AskedNode, node.unwrap_or_else(|| code.to_owned()));
    }
    if let Some(id) = options.lead.as_deref().filter(|_| call == Call::Weak) {
        let agency = framework.agency(id).and_then(|at| framework.agencies().get(at));
        add(Phrase::AskedLead, agency.map_or(id.to_owned(), |agency| both(id, agency.name())));
    }
    if let Some(below) = options.below {
        add(Phrase::AskedBelow, look.lang.decimal(&below.to_string()));
    }
    if let Some(top) = options.top {
        add(Phrase::AskedTop, top.to_string());
    }
    for (phrase, list) in [
        (Phrase::AskedFix, &options.fix),
        (Phrase::AskedWithout, &options.without),
        (Phrase::AskedCapacity, &options.capacity),
    ] {
        if !list.is_empty() {
            add(phrase, list.join(", "));
        }
    }
    if parts.is_empty() {
        return String::new();
    }
    line(Phrase::AskedLine, "parts", &parts.join("; "), look)
}

/// The units that the sums of a call lack, with the state that says why.
#[derive(Clone, Debug, Default)]
pub(super) struct LeftOut(Vec<(Arc<Unit>, State)>);

impl LeftOut {
    /// Those of a call that sums over all units, or lists each.
    pub(super) fn of(call: Call, options: &Options, cohort: &Cohort) -> LeftOut {
        let sums = matches!(call, Call::Weak | Call::Lost | Call::Cuts) && options.unit.is_none();
        let cards = cohort.cards().iter().filter(|card| sums && !Cohort::counts(card));
        LeftOut(cards.map(|card| (card.assessment().shared_unit(), card.state())).collect())
    }

    /// One line for each state.
    pub(super) fn lines(&self, look: Look) -> String {
        let of = |state: State| {
            let units = self.0.iter().filter(|(_, own)| *own == state);
            let names: Vec<String> =
                units.map(|(unit, _)| unit.name.get(look.lang).to_owned()).collect();
            let what = format!("{} ({})", names.len(), view::some_of(&names, MOST));
            (!names.is_empty()).then_some(what)
        };
        let error = of(State::InError).map(|what| line(Phrase::LeftInError, "what", &what, look));
        let silent = of(State::NotReported);
        let silent = silent.map(|what| line(Phrase::LeftSilent, "what", &what, look));
        error.into_iter().chain(silent).collect()
    }

    /// The summary with them, if there are any.
    pub(super) fn beside(&self, summary: Option<serde_json::Value>) -> Option<serde_json::Value> {
        if self.0.is_empty() {
            return summary;
        }
        let units = self.0.iter().map(|(unit, state)| {
            let name = view::name(&unit.name);
            serde_json::json!({"unit": unit.id, "name": name, "state": state.as_str()})
        });
        let mut object = match summary {
            Some(serde_json::Value::Object(object)) => object,
            _ => serde_json::Map::new(),
        };
        object.insert("left_out".to_owned(), units.collect());
        Some(object.into())
    }
}

fn line(phrase: Phrase, key: &'static str, what: &str, look: Look) -> String {
    look.plain(view::layout::wrap(&phrase.say(look.lang, &[(key, what.into())]), "", "  ") + "\n")
}
