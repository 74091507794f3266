//! Laws that hold for every framework and every assessment, stated as properties.

#![allow(clippy::wildcard_imports, reason = "the laws share one set of names")]

#[path = "../common/generate.rs"]
mod generate;

mod bytes;
mod columns;
mod comparisons;
mod documents;
mod forms;
mod groupings;
mod joins;
mod kept;
mod numbers;
mod oracle;
mod print;
mod prints;
mod rankings;
mod remedies;
mod render;
mod robust;
mod rules;
mod told;
mod unread;
mod verdicts;

pub(crate) use numbers::closes;
pub(crate) use rankings::rows_text;
pub(crate) use rules::share_framework;

pub(crate) use std::collections::{BTreeMap, BTreeSet};
pub(crate) use std::hash::{DefaultHasher, Hash, Hasher};

pub(crate) use generate::{Case, Dice};
pub(crate) use par_index::analysis::{Cause, grade, ledger, rank_at};
pub(crate) use par_index::ask::Asked;
pub(crate) use par_index::assessment::Value;
pub(crate) use par_index::framework::{Facts, FloorOn, Grades, Node, Rule, Scale, Ties};
pub(crate) use par_index::scoring::Mark;
pub(crate) use par_index::spec::{
    AssessmentSpec, FactsSpec, FrameworkSpec, NodeSpec, Num, StageSpec,
};
pub(crate) use par_index::{
    Assessment, Basis, Code, Cohort, Day, Digits, Framework, NodeScore, Order, Percent, Points,
    Ranking, Ratio, Scorecard, Standing, State, Step, rank, read, score, score_all, weak, what_if,
};
pub(crate) use proptest::prelude::*;
pub(crate) use rust_decimal::Decimal;
pub(crate) use serde_json::json;

pub(crate) const BASES: [Basis; 3] = [Basis::SelfAssessed, Basis::Appraised, Basis::Final];

pub(crate) fn config() -> ProptestConfig {
    // PROPTEST_CASES raises the number.
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    // Regressions lie beside this file.
    let persistence = proptest::test_runner::FileFailurePersistence::WithSource("regressions");
    ProptestConfig {
        cases: cases.unwrap_or(192),
        failure_persistence: Some(Box::new(persistence)),
        ..ProptestConfig::default()
    }
}

/// A question with its flags.
pub(crate) fn asked(name: &str, flags: &serde_json::Value) -> Asked {
    Asked::of(name, &flags.to_string()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

pub(crate) fn dec(points: Points) -> Decimal {
    points.to_decimal()
}

/// One step of the last printed place.
pub(crate) fn unit(print: Digits) -> Decimal {
    Decimal::new(1, u32::from(print.get()))
}

pub(crate) fn five(node: &NodeScore) -> [Decimal; 5] {
    [node.max(), node.possible(), node.obtained(), node.lost(), node.open()].map(dec)
}

pub(crate) fn cohort(case: &Case, basis: Basis) -> Cohort {
    let ruler = case.ruler();
    score_all(&ruler, &case.units(&ruler), basis)
}

/// Every leaf of a document, with its code.
pub(crate) fn leaves(nodes: &[NodeSpec]) -> Vec<&NodeSpec> {
    let below = |node| {
        let node: &NodeSpec = node;
        if node.children.is_empty() { vec![node] } else { leaves(&node.children) }
    };
    nodes.iter().flat_map(below).collect()
}

pub(crate) fn scale(framework: &Framework, node: &Node) -> Scale {
    Scale { max: node.max(), digits: framework.policies().award.unwrap_or(Digits::NINE) }
}
