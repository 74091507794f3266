//! The paper that explains one number (*giải trình*): how it is computed, the wording of the
//! decision, and the source.

use super::super::answer::Answer;
use super::{Draft, Paper, titled};
use crate::ask::explain::{explain_page, explain_rows};
use crate::ask::parts::listed::node_name;
use crate::ask::question::Question as _;
use crate::page::Block;
use crate::scoring::Scorecard;
use crate::words::{Phrase, Sentence, Text};

/// The paper about the number of one node; `None` for an unknown code.
pub(super) fn drawn(card: &Scorecard, code: &str) -> Option<(Answer, Draft)> {
    card.node(code)?;
    let framework = card.framework();
    let node = framework.node(code);
    let name = match node {
        Some(node) => Sentence::from(node.code().as_str()).then(" ").and(node.name()),
        None => node_name(framework, code),
    };
    let mut args = titled(card).to_vec();
    args.push(("node", name.into()));
    let mut blocks = Vec::new();
    let leaf = node.and_then(|node| node.leaf());
    // The wording of the decision comes first, then what was computed from it.
    let cited = |text: &str| Sentence::cited(&Text::same(text));
    let says = [
        (Phrase::NumberHow, leaf.and_then(|leaf| leaf.how()).map(cited)),
        (
            Phrase::NumberRule,
            leaf.map(|leaf| {
                let rule = leaf.rule().to_spec();
                Text::of(|lang| rule.shown(lang)).into()
            }),
        ),
        (Phrase::NumberEvidence, leaf.and_then(|leaf| leaf.evidence()).map(cited)),
        (Phrase::NumberSource, node.and_then(|node| node.source()).map(cited)),
    ];
    for (phrase, text) in says {
        let text = text.filter(|text| !text.is_empty());
        blocks.extend(text.map(|text| Block::say(Sentence::say(phrase, [("text", text.into())]))));
    }
    let body = explain_page(card, code).with(blocks);
    let subject = Sentence::say(Phrase::SubjectNumber, args);
    Some((Paper::listed(explain_rows(card, code)), Draft::report(subject, body)))
}
