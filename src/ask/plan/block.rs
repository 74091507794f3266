//! Rows, summary and page of a plan that spends one effort of an agency over all units.

use serde::Serialize;

use super::view::{grade, grouped, named, spoilt};
use crate::ask::parts::listed::agencies;
use crate::ask::parts::row::row;
use crate::ask::parts::{is_zero, name, percent};
use crate::ask::what_if::view::{names, what_if_row};
use crate::page::{Block, Page};
use crate::quantity::Points;
use crate::remediation::{BlockPlan, BlockUnit, Outcome, Repair};
use crate::scoring::Cohort;
use crate::words::{Arg, Phrase, Sentence};

row! {
    /// One step at one unit.
    pub struct BlockRow {
        pub unit: String,
        pub name: String,
        pub code: String,
        pub title: String,
        pub title_en: String,
        pub lead: String,
        pub from: Option<Points>,
        pub to: Points,
        pub gain: Points,
        pub effort: Option<u64>,
        pub due: Option<String>,
        pub cooperating: Option<String>,
        pub measure: Option<String>,
        pub product: Option<String>,
        pub needed: Option<String>,
        pub needed_en: Option<String>,
        pub items: Option<Points>,
        pub items_done: Option<Points>,
        pub far: bool,
    }
}

/// The summary of a plan that spends one effort over all units.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct BlockSummary {
    /// The id of the agency that leads every step.
    lead: String,
    budget: u64,
    /// The effort of all steps together.
    effort: u64,
    /// The points that all steps bring together.
    gain: Points,
    /// Whether it is proven that no other choice of steps is better.
    proven_optimal: bool,
    /// Set where the search was cut short: no choice brings more points than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    gain_bound: Option<Points>,
    /// Set where the search for a grade was cut short: no choice brings it to more units than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    units_bound: Option<usize>,
    /// How many units could be planned for.
    weighed: usize,
    /// How many of these units have the grade before the steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    graded_before: Option<usize>,
    /// How many of these units have the grade after the steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    graded_after: Option<usize>,
    /// The units at which steps are taken.
    units: Vec<BlockUnitRow>,
    /// Ids of units that could not be planned for: in error, not reported, or with points still
    /// open.
    not_planned: Vec<String>,
    /// How many rows of the table of efforts could not be used.
    #[serde(skip_serializing_if = "is_zero")]
    rows_left_out: usize,
    /// The unused rows of the table of efforts, as `CODE=POINTS`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<String>,
    /// Whether part of the table of efforts could not be read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    efforts_unread: bool,
}

/// The steps at one unit, summed up.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct BlockUnitRow {
    unit: String,
    name: String,
    steps: usize,
    effort: u64,
    gain: Points,
    index_before: Option<String>,
    index_after: Option<String>,
    grade_before: Option<String>,
    grade_after: Option<String>,
}

/// The steps of all units, unit by unit.
pub(crate) fn block_rows(cohort: &Cohort, plan: &BlockPlan) -> Vec<BlockRow> {
    let of = |own: &BlockUnit, row: &Repair| {
        let step = what_if_row(cohort, row);
        BlockRow {
            unit: own.unit.id.clone(),
            name: name(&own.unit.name),
            code: step.code,
            title: step.title,
            title_en: step.title_en,
            lead: step.lead,
            from: step.from,
            to: step.to,
            gain: step.gain,
            effort: step.effort,
            due: step.due,
            cooperating: step.cooperating,
            measure: step.measure,
            product: step.product,
            needed: step.needed,
            needed_en: step.needed_en,
            items: step.items,
            items_done: step.items_done,
            far: step.far,
        }
    };
    let units = plan.units.iter();
    units.flat_map(|own| own.steps.rows.iter().map(move |row| of(own, row))).collect()
}

/// The summary that accompanies the rows.
pub(crate) fn block_summary(cohort: &Cohort, plan: &BlockPlan) -> BlockSummary {
    let digits = cohort.framework().policies().print;
    let index = |at: &Option<Outcome>| Some(percent(at.as_ref()?.ratio?, digits));
    let grade = |at: &Option<Outcome>| Some(name(at.as_ref()?.grade.as_deref()?));
    let units = plan.units.iter().map(|own| BlockUnitRow {
        unit: own.unit.id.clone(),
        name: name(&own.unit.name),
        steps: own.steps.rows.len(),
        effort: own.effort,
        gain: own.gain,
        index_before: index(&own.steps.before),
        index_after: index(&own.steps.after),
        grade_before: grade(&own.steps.before),
        grade_after: grade(&own.steps.after),
    });
    BlockSummary {
        lead: plan.lead.clone(),
        budget: plan.budget,
        effort: plan.effort,
        gain: plan.gain,
        proven_optimal: plan.proven_optimal,
        gain_bound: plan.gain_bound,
        units_bound: plan.units_bound,
        weighed: plan.weighed,
        graded_before: plan.graded.map(|[before, _]| before),
        graded_after: plan.graded.map(|[_, after]| after),
        units: units.collect(),
        not_planned: plan.not_planned.iter().map(|unit| unit.id.clone()).collect(),
        rows_left_out: plan.left_out.rows.len(),
        left_out: named(&plan.left_out),
        efforts_unread: plan.left_out.unread,
    }
}

/// The plan as a page of advice: which steps to take at which unit.
pub(crate) fn block_page(cohort: &Cohort, plan: &BlockPlan) -> Page {
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let lead = agencies(framework, &plan.lead);
    let args = |more: Vec<(&'static str, Arg)>| {
        let own = [("lead", Arg::from(lead.clone())), ("budget", Arg::Whole(plan.budget))];
        own.into_iter().chain(more).collect::<Vec<_>>()
    };
    let title = match &plan.grade {
        Some(label) => Sentence::say(
            Phrase::BlockTitleGrade,
            args(vec![("grade", grade(cohort, label).into())]),
        ),
        None => Sentence::say(Phrase::BlockTitle, args(Vec::new())),
    };
    let steps: usize = plan.units.iter().map(|own| own.steps.rows.len()).sum();
    let sum = [
        ("units", Arg::from(plan.units.len())),
        ("weighed", plan.weighed.into()),
        ("steps", steps.into()),
        ("effort", Arg::Whole(plan.effort)),
        ("budget", Arg::Whole(plan.budget)),
        ("gain", Arg::Gain(plan.gain, digits)),
    ];
    let mut lines = vec![Sentence::say(Phrase::BlockSum, sum)];
    if let Some([before, after]) = plan.graded {
        let args = [("before", before.into()), ("after", after.into())];
        lines.push(Sentence::say(Phrase::BlockGraded, args));
    }
    lines.extend(spoilt(&plan.left_out));
    let proven = match (plan.gain_bound, plan.units_bound) {
        _ if plan.proven_optimal => Phrase::PlanProven.into(),
        (Some(bound), _) => Sentence::say(Phrase::PlanBoundGain, [("bound", bound.into())]),
        (_, Some(bound)) => Sentence::say(Phrase::BlockBound, [("bound", bound.into())]),
        _ if plan.left_out.any() => Sentence::NONE,
        _ => Phrase::PlanNotProven.into(),
    };
    lines.extend(Some(proven).filter(|proven| !proven.is_empty()));
    if !plan.not_planned.is_empty() {
        let units = Sentence::some_of(names(&plan.not_planned), 8);
        lines.push(Sentence::say(Phrase::BlockNotPlanned, [("units", units.into())]));
    }
    let head = [Block::title(title)]
        .into_iter()
        .chain(lines.into_iter().map(|line| Block::inside(1, line)));
    let page = Page::of(head.collect::<Vec<_>>());
    if plan.units.is_empty() {
        return page;
    }
    let groups = plan.units.iter().map(|own| {
        let at = |outcome: &Option<Outcome>| -> Sentence {
            let outcome = outcome.as_ref();
            let ratio = outcome.and_then(|outcome| outcome.ratio);
            let ratio = ratio.map_or(Sentence::NONE, |ratio| Arg::Ratio(ratio, digits).into());
            let grade = outcome.and_then(|outcome| outcome.grade.as_deref());
            let grade = grade.map(Sentence::from);
            Sentence::joined([ratio].into_iter().chain(grade), " ")
        };
        let args = [
            ("unit", Arg::from(own.unit.name.clone())),
            ("gain", Arg::Gain(own.gain, digits)),
            ("effort", Arg::Whole(own.effort)),
            ("before", at(&own.steps.before).into()),
            ("after", at(&own.steps.after).into()),
        ];
        (Sentence::say(Phrase::BlockUnit, args), own.steps.rows.iter().collect())
    });
    page.with([grouped(cohort, &groups.collect::<Vec<_>>(), digits).into()])
}
