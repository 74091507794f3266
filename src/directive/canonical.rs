//! The canonical JSON of a checked directive: equal directives are written with equal bytes.

use super::obligation::{Actor, Obligation, TargetUnit};
use super::spec::{ActorSpec, DirectiveSpec, ObligationSpec, ParentSpec};
use super::{Directive, Inner};
use crate::assessment::spec::NameSpec;
use crate::framework::Provenance;
use crate::json::Num;
use crate::words::Text;

pub(super) fn json(directive: &Directive) -> String {
    // A specification holds only strings, numbers and lists: writing it cannot fail.
    serde_json::to_string(&spec(&directive.0)).unwrap_or_default()
}

fn spec(inner: &Inner) -> DirectiveSpec {
    DirectiveSpec {
        schema_version: Num::from(1),
        kind: "directive".to_owned(),
        id: inner.id.clone(),
        title: inner.title.clone(),
        document: inner.document.clone(),
        issued: inner.issued.to_string(),
        framework: inner.framework.clone(),
        provenance: Some(inner.provenance).filter(|one| *one != Provenance::Illustrative),
        parents: inner
            .parents
            .iter()
            .map(|parent| ParentSpec {
                document: parent.document.clone(),
                issued: parent.issued.map(|day| day.to_string()),
                title: present(&parent.title),
            })
            .collect(),
        addressees: inner.addressees.iter().map(|ix| inner.agencies[ix.0].id.clone()).collect(),
        copies: inner.copies.iter().map(|ix| inner.agencies[ix.0].id.clone()).collect(),
        agencies: inner.agencies.iter().map(|actor| actor_spec(inner, actor)).collect(),
        obligations: inner.obligations.iter().map(|one| obligation_spec(inner, one)).collect(),
    }
}

fn present(text: &Text) -> Option<Text> {
    (!text.is_empty()).then(|| text.clone())
}

fn actor_spec(inner: &Inner, actor: &Actor) -> ActorSpec {
    ActorSpec {
        id: actor.id.clone(),
        name: actor.name.clone(),
        short: present(&actor.short),
        collective: actor.collective.then_some(true),
        part_of: actor.part_of.map(|ix| inner.agencies[ix.0].id.clone()),
        source: actor.source.clone(),
    }
}

/// A name that is the same in both languages is written as one text, not as a pair.
fn name(text: &Text) -> NameSpec {
    if text.vi == text.en { NameSpec::One(text.vi.clone()) } else { NameSpec::Both(text.clone()) }
}

fn obligation_spec(inner: &Inner, one: &Obligation) -> ObligationSpec {
    let ids = |list: &[super::ActorIx]| -> Vec<String> {
        list.iter().map(|ix| inner.agencies[ix.0].id.clone()).collect()
    };
    let target = one.target.as_ref();
    let (unit, base, if_any) = match target.map(|target| &target.unit) {
        Some(TargetUnit::Percent { base, if_any }) => {
            (Some(NameSpec::from("%")), base.as_ref().map(name), if_any.then_some(true))
        }
        Some(TargetUnit::Count(noun)) => (Some(name(noun)), None, None),
        None => (None, None, None),
    };
    ObligationSpec {
        paragraph: one.paragraph.as_str().to_owned(),
        text: one.text.clone(),
        nodes: one.links.iter().map(ToString::to_string).collect(),
        reconstructed: one
            .reconstructed
            .iter()
            .filter_map(|ix| one.links.get(*ix))
            .map(ToString::to_string)
            .collect(),
        goal: one.goal,
        comparator: target.map(|target| target.comparator),
        threshold: target.map(|target| Num::from(target.threshold)),
        unit_of_measure: unit,
        base,
        if_any,
        lead: ids(&one.lead),
        cooperating: ids(&one.cooperating),
        due: one.due.map(|day| day.to_string()),
        due_before: one.due_before.then_some(true),
        starts: one.starts.map(|day| day.to_string()),
        parents: one.parents.iter().map(|ix| inner.parents[*ix].document.clone()).collect(),
        product: present(&one.product),
        request: one.request.then_some(true),
        source: one.source.clone(),
    }
}
