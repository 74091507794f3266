//! Summary and table of `plan`, by agency and date; rows and table of its frontier.

use serde::Serialize;

use super::layout::{grid, left, right, wrap};
use super::look::Look;
use super::row::row;
use super::what_if::{WhatIfSummary, passes, signed, sum, what_if_summary};
use super::{percent, some_of};
use crate::assessment::Unit;
use crate::framework::{Agency, Framework};
use crate::quantity::{Digits, Percent, Points};
use crate::remediation::{Frontier, Goal, Plan, Repair};
use crate::scoring::Cohort;
use crate::words::{Arg, Phrase};

row! {
    /// The best result of an effort.
    pub struct FrontierRow {
        pub effort: u64,
        pub steps: usize,
        pub gain: Points,
        pub obtained: Points,
        pub ratio: Option<String>,
        pub rank: Option<usize>,
    }
}

/// What stands beside the rows of a frontier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[non_exhaustive]
pub struct FrontierSummary {
    /// How many efforts bring more than every smaller one.
    pub points: usize,
    /// Whether none is missing and none could be better.
    pub proven_optimal: bool,
}

/// Before and after a plan; its rows are [`what_if_rows`](super::what_if_rows).
///
/// # Example
/// ```
/// use par_index::{framework, plan, read, sample, score_all, view, Basis, Efforts, Goal};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let p = plan(&all, "sample-commune-01", Goal::Target("90".parse().unwrap()), &Efforts::default());
/// let summary = view::plan_summary(&all, "sample-commune-01", &p);
/// assert_eq!((summary.reached, summary.grade_after.as_deref()), (Some(true), Some("Xuất sắc")));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn plan_summary(cohort: &Cohort, unit: &str, plan: &Plan) -> WhatIfSummary {
    let mut summary = what_if_summary(cohort, &plan.steps);
    summary.reached = Some(plan.reached);
    summary.effort = Some(plan.effort);
    summary.proven_optimal = Some(plan.proven_optimal);
    summary.unreachable_by = plan.unreachable_by;
    summary.effort_bound = plan.effort_bound;
    summary.gain_bound = plan.gain_bound;
    summary.skipped = plan.skipped.iter().map(ToString::to_string).collect();
    if let (Goal::Node(code, _), Some(card)) = (&plan.goal, cohort.card(unit)) {
        let digits = cohort.framework().policies().print;
        let after = plan.steps.rows.iter().fold(card.clone(), |card, row| {
            match cohort.framework().leaf_position(row.code.as_str()) {
                Some(leaf) => card.with(crate::framework::LeafIx(leaf), row.to),
                None => card,
            }
        });
        let ratio = |card: &crate::scoring::Scorecard| {
            card.node(code)?.ratio().map(|ratio| percent(ratio, digits))
        };
        summary.node_before = ratio(card);
        summary.node_after = ratio(&after);
    }
    summary
}

/// A plan as advice: what, who, by when, and what it brings.
///
/// # Example
/// ```
/// use par_index::{framework, plan, read, sample, score_all, view, Basis, Efforts, Goal};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let p = plan(&all, "sample-commune-01", Goal::Rank(6), &Efforts::default());
/// let table = view::plan_table(&all, "sample-commune-01", &p, view::Look::default());
/// assert!(table.contains("Home Affairs"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn plan_table(cohort: &Cohort, unit: &str, plan: &Plan, look: Look) -> String {
    let digits = cohort.framework().policies().print;
    let Some(card) = cohort.card(unit) else { return String::new() };
    let mut out = vec![look.bold(&wrap(&title(card.unit(), &plan.goal, look, digits), "", "  "))];
    out.extend(lines(plan, look, digits));
    let mut rows: Vec<&Repair> = plan.steps.rows.iter().collect();
    // The rows come in framework order; agencies stand in the order of their first step.
    let first = |row: &Repair| plan.steps.rows.iter().position(|other| other.lead == row.lead);
    rows.sort_by_key(|row| {
        let due = row.work.as_ref().and_then(|work| work.due);
        (first(row), due.is_none(), due)
    });
    for group in rows.chunk_by(|a, b| a.lead == b.lead) {
        out.push(String::new());
        out.extend(agency(cohort, group, look, digits));
    }
    if let (Some(before), Some(after), false) =
        (&plan.steps.before, &plan.steps.after, plan.steps.rows.is_empty())
    {
        out.push(String::new());
        out.push(wrap(&sum(&plan.steps, before, after, look, digits), "", "  "));
        let passed = passes(&plan.steps.overtakes, &plan.steps.draws_level, look);
        if !passed.is_empty() {
            out.push(wrap(&passed, "  ", "  "));
        }
    }
    look.plain(out.join("\n") + "\n")
}

fn title(unit: &Unit, goal: &Goal, look: Look, digits: Digits) -> String {
    let percent = |percent: Percent| {
        // A target is a stated number, as short as it was given.
        let places = if percent == percent.round(digits) { digits } else { Digits::NINE };
        look.lang.percent(percent, places)
    };
    let (phrase, text) = match goal {
        Goal::Target(target) => (Phrase::PlanTitleTarget, percent(*target)),
        Goal::Node(_, target) => (Phrase::PlanTitleNode, percent(*target)),
        Goal::Grade(label) => (Phrase::PlanTitleGrade, label.clone()),
        Goal::Rank(rank) => (Phrase::PlanTitleRank, rank.to_string()),
        Goal::Budget(effort) => (Phrase::PlanTitleBudget, effort.to_string()),
    };
    let node = match goal {
        Goal::Node(code, _) => code.as_str(),
        _ => "",
    };
    let name = unit.name.get(look.lang);
    look.say(phrase, &[("unit", name.into()), ("goal", text.into()), ("node", node.into())])
}

/// Whether the goal is reached, for what effort, and how sure that is.
fn lines(plan: &Plan, look: Look, digits: Digits) -> Vec<String> {
    let steps = plan.steps.rows.len();
    let effort = Arg::Plain(plan.effort.to_string());
    let mut args = vec![("steps", Arg::from(steps)), ("effort", effort)];
    let phrase = match (&plan.goal, plan.reached) {
        (Goal::Budget(budget), _) => {
            args.push(("goal", budget.to_string().into()));
            Phrase::PlanBudget
        }
        (_, true) if steps == 0 => Phrase::PlanNothing,
        (_, true) => Phrase::PlanReached,
        (_, false) => match plan.unreachable_by {
            Some(points) => {
                args.push(("points", Arg::Rounded(points, digits)));
                Phrase::PlanUnreachable
            }
            None => Phrase::PlanUnsettled,
        },
    };
    let mut out = vec![look.say(phrase, &args)];
    out.push(match (plan.effort_bound, plan.gain_bound) {
        _ if plan.proven_optimal => look.word(Phrase::PlanProven),
        (Some(bound), _) => {
            look.say(Phrase::PlanBoundEffort, &[("bound", bound.to_string().into())])
        }
        (_, Some(bound)) => look.say(Phrase::PlanBoundGain, &[("bound", bound.into())]),
        _ => look.word(Phrase::PlanNotProven),
    });
    if !plan.skipped.is_empty() {
        let codes: Vec<String> = plan.skipped.iter().map(ToString::to_string).collect();
        out.push(look.say(Phrase::PlanSkipped, &[("leaves", some_of(&codes, 8).into())]));
    }
    out.iter().map(|line| wrap(line, "  ", "  ")).collect()
}

/// What one list of leads has to do, by date.
fn agency(cohort: &Cohort, rows: &[&Repair], look: Look, digits: Digits) -> Vec<String> {
    let framework = cohort.framework();
    let lead = rows.first().map_or("", |row| row.lead.as_str());
    let lead = if lead.is_empty() { look.word(Phrase::PlanNobody) } else { names(framework, lead, look) };
    let gain = rows.iter().fold(Points::ZERO, |sum, row| sum.plus(row.gain));
    let efforts = rows.iter().filter_map(|row| row.work.as_ref());
    let effort: u64 = efforts.map(|work| work.effort).sum();
    let args = [
        ("steps", Arg::from(rows.len())),
        ("gain", signed(gain, look, digits).into()),
        ("effort", effort.to_string().into()),
    ];
    let mut out = vec![look.bold(&format!("{lead}: {}", look.say(Phrase::PlanSum, &args)))];
    let lines: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let node = framework.node(row.code.as_str());
            let points = |points| look.points(points, digits);
            let from = points(row.from.unwrap_or_default());
            let due = row.work.as_ref().and_then(|work| work.due);
            vec![
                format!("   {}", row.code),
                node.map_or("", |node| node.short().get(look.lang)).to_owned(),
                format!("{from} {} {}", look.arrow(), points(row.to)),
                signed(row.gain, look, digits),
                row.work.as_ref().map(|work| work.effort.to_string()).unwrap_or_default(),
                due.map(|day| day_text(day, look)).unwrap_or_default(),
                row.needed.get(look.lang).to_owned(),
            ]
        })
        .collect();
    let columns =
        [left(9, 14), left(12, 30), right(12), right(6), right(2), left(0, 10), left(0, 60)];
    let shown = grid(&columns, &lines, |_, _, text| text.to_owned());
    for (line, row) in shown.into_iter().zip(rows) {
        out.push(line);
        let Some(work) = &row.work else { continue };
        let with = names(framework, &work.cooperating, look);
        let parts = [work.measure.as_str(), work.product.as_str(), with.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            out.push(wrap(&parts.join(" · "), "           ", "           "));
        }
    }
    out
}

/// A day as each language writes it.
pub(super) fn day_text(day: crate::day::Day, look: Look) -> String {
    let text = day.to_string();
    match look.lang {
        crate::words::Lang::En => text,
        crate::words::Lang::Vi => text.rsplit('-').collect::<Vec<_>>().join("/"),
    }
}

/// The short names of agencies whose ids are joined by `+`.
fn names(framework: &Framework, ids: &str, look: Look) -> String {
    let known = ids.split('+').filter(|id| !id.is_empty()).map(|id| {
        let agency = framework.agencies().iter().find(|agency| agency.id() == id);
        agency.map(Agency::short).map_or(id, |name| name.get(look.lang))
    });
    known.collect::<Vec<_>>().join(", ")
}

/// The points of a frontier, for a chart.
pub fn frontier_rows(cohort: &Cohort, front: &Frontier) -> Vec<FrontierRow> {
    let digits = cohort.framework().policies().print;
    let rows = front.points.iter().map(|point| FrontierRow {
        effort: point.effort,
        steps: point.steps,
        gain: point.gain,
        obtained: point.obtained,
        ratio: point.ratio.map(|ratio| percent(ratio, digits)),
        rank: point.rank,
    });
    rows.collect()
}

/// How many points there are, and whether they are proven.
pub fn frontier_summary(front: &Frontier) -> FrontierSummary {
    FrontierSummary { points: front.points.len(), proven_optimal: front.proven_optimal }
}

/// What each effort buys, line by line.
pub fn frontier_table(cohort: &Cohort, unit: &Unit, front: &Frontier, look: Look) -> String {
    let digits = cohort.framework().policies().print;
    let title = look.say(Phrase::FrontTitle, &[("unit", unit.name.get(look.lang).into())]);
    let mut lines = vec![vec![
        look.word(Phrase::ColEffort),
        look.word(Phrase::ColGain),
        look.word(Phrase::ColPointsAfter),
        look.word(Phrase::ColIndex),
        look.word(Phrase::ColRank),
    ]];
    lines.extend(front.points.iter().map(|point| {
        vec![
            point.effort.to_string(),
            signed(point.gain, look, digits),
            look.points(point.obtained, digits),
            point.ratio.map(|ratio| look.ratio(ratio, digits)).unwrap_or_default(),
            point.rank.map_or(look.dash().to_owned(), |rank| rank.to_string()),
        ]
    }));
    let columns = [right(8), right(8), right(9), right(9), right(5)];
    let grid = grid(&columns, &lines, |line, _, text| {
        if line == 0 { look.bold(text) } else { text.to_owned() }
    });
    let sum = look.say(Phrase::FrontSum, &[("count", front.points.len().into())]);
    let proven = if front.proven_optimal { Phrase::PlanProven } else { Phrase::PlanNotProven };
    let end = wrap(&format!("{sum} {}", look.word(proven)), "   ", "   ");
    look.plain(format!("{}\n{}\n{end}\n", look.bold(&title), grid.join("\n")))
}
