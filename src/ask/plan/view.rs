//! Summary and page of `plan`, with steps grouped by agency and sorted by date; rows and page of
//! its frontier.

use serde::Serialize;

use crate::analysis::grade as grading;
use crate::ask::parts::listed::agencies;
use crate::ask::parts::row::row;
use crate::ask::parts::{is_zero, percent};
use crate::ask::what_if::view::{
    WhatIfRow, WhatIfSummary, names, said, sum, what_if_row, what_if_summary,
};
use crate::assessment::Unit;
use crate::framework::{Framework, Grades, LeafIx};
use crate::page::{Block, Cell, Column, Page, Row, Table};
use crate::quantity::{Code, Digits, Percent, Points, Ratio};
use crate::remediation::{Frontier, FrontierPoint, Goal, Items, LeftOut, LeftOutRow, Plan, Repair};
use crate::scoring::{Cohort, Scorecard};
use crate::words::{Arg, Phrase, Sentence, Text, fold_name};

row! {
    /// The best result that one effort can bring.
    pub struct FrontierRow {
        pub effort: u64,
        pub steps: usize,
        pub gain: Points,
        pub obtained: Points,
        pub ratio: Option<String>,
        pub rank: Option<usize>,
        pub tied: bool,
    }
}

/// The summary that accompanies the rows of a frontier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FrontierSummary {
    /// How many points the frontier has; each brings more than every point of less effort.
    pub points: usize,
    /// Whether it is proven that no point is missing and none could be better.
    pub proven_optimal: bool,
    /// Set if conditions between steps, or capacities, are ignored; a point may then promise too
    /// much.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub conditions: bool,
    /// How many rows of the table of efforts could not be used.
    #[serde(skip_serializing_if = "is_zero")]
    pub rows_left_out: usize,
    /// The unused rows of the table of efforts, as `CODE=POINTS`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// Whether part of the table of efforts could not be read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub efforts_unread: bool,
}

/// The steps of a plan in the order of its page: grouped by lists of leads, the earliest due day
/// first.
pub fn plan_rows(cohort: &Cohort, plan: &Plan) -> Vec<WhatIfRow> {
    ordered(plan).into_iter().map(|row| what_if_row(cohort, row)).collect()
}

/// The steps come in framework order; lists of leads stand in the order of their first step.
fn ordered(plan: &Plan) -> Vec<&Repair> {
    let mut rows: Vec<&Repair> = plan.steps.rows.iter().collect();
    let first = |row: &Repair| plan.steps.rows.iter().position(|other| other.lead == row.lead);
    rows.sort_by_cached_key(|row| {
        let due = row.work.as_ref().and_then(|work| work.due);
        (first(row), due.is_none(), due)
    });
    rows
}

/// The summary of a plan: where the unit stands before and after it. Its rows are [`plan_rows`].
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
    summary.stopped_by.clone_from(&plan.stopped_by);
    summary.effort_bound = plan.effort_bound;
    summary.gain_bound = plan.gain_bound;
    summary.rows_left_out = plan.rows_left_out;
    summary.left_out = named(&plan.left_out);
    summary.efforts_unread = plan.left_out.unread;
    summary.skipped = plan.skipped.iter().map(ToString::to_string).collect();
    if let (Goal::Node(code, _), Some(card)) = (&plan.goal, cohort.card(unit)) {
        let digits = cohort.framework().policies().print;
        let ratios = node_ratios(cohort, card, plan, code);
        [summary.node_before, summary.node_after] =
            ratios.map(|ratio| ratio.map(|ratio| percent(ratio, digits)));
    }
    summary
}

/// The page of a plan: what to do, who does it, by when, and what it brings.
///
/// # Example
/// ```
/// use par_index::{framework, plan, read, sample, score_all, view, Basis, Efforts, Goal};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let p = plan(&all, "sample-commune-01", Goal::Rank(6), &Efforts::default());
/// let page = view::plan_page(&all, "sample-commune-01", &p);
/// assert!(page.text(view::Look::default()).contains("Home Affairs"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn plan_page(cohort: &Cohort, unit: &str, plan: &Plan) -> Page {
    let digits = cohort.framework().policies().print;
    let Some(card) = cohort.card(unit) else { return Page::default() };
    let mut head = vec![Block::title(title(cohort, card.unit(), &plan.goal))];
    head.extend(lines(plan, digits).into_iter().map(|line| Block::inside(1, line)));
    if !plan.stopped_by.is_empty() {
        let agencies = agencies(cohort.framework(), &plan.stopped_by.join("+"));
        let line = Sentence::say(Phrase::PlanStopped, [("agencies", agencies.into())]);
        head.push(Block::inside(1, line));
    }
    let page = Page::of(head);
    let (Some(before), Some(after), false) =
        (&plan.steps.before, &plan.steps.after, plan.steps.rows.is_empty())
    else {
        return page;
    };
    let mut closing = vec![Block::say(sum(cohort, &plan.steps, before, after))];
    let more = [
        node_after(cohort, card, plan, digits),
        floors(cohort, card, plan),
        units(Phrase::WhatIfPasses, &plan.steps.overtakes),
        units(Phrase::WhatIfLevel, &plan.steps.draws_level),
    ];
    let more = more.into_iter().filter(|line| !line.is_empty());
    closing.extend(more.map(|line| Block::inside(1, line)));
    page.and(steps(cohort, &ordered(plan), digits).into()).with(closing)
}

/// The sentence that tells how a plan for one node changes its ratio.
fn node_after(cohort: &Cohort, card: &Scorecard, plan: &Plan, digits: Digits) -> Sentence {
    let Goal::Node(code, _) = &plan.goal else { return Sentence::NONE };
    let [before, after] = node_ratios(cohort, card, plan, code)
        .map(|ratio| ratio.map_or("".into(), |ratio| Arg::Ratio(ratio, digits)));
    let args = [("node", code.as_str().into()), ("before", before), ("after", after)];
    Sentence::say(Phrase::PlanNodeAfter, args)
}

/// The floors that prevent a grade which was not reached; points alone do not show them.
fn floors(cohort: &Cohort, card: &Scorecard, plan: &Plan) -> Sentence {
    let (Goal::Grade(_), false) = (&plan.goal, plan.reached) else { return Sentence::NONE };
    match grading(&with_steps(cohort, card, plan)).next {
        Some(next) if !next.under_floor.is_empty() => {
            let codes = some_codes(&next.under_floor);
            let args = [("grade", Arg::from(next.label)), ("nodes", codes.into())];
            Sentence::say(Phrase::PlanFloors, args)
        }
        _ => Sentence::NONE,
    }
}

/// A sentence about some units; empty where there are none.
fn units(phrase: Phrase, units: &[Unit]) -> Sentence {
    match units {
        [] => Sentence::NONE,
        _ => Sentence::say(phrase, [("units", Sentence::joined(names(units), ", ").into())]),
    }
}

/// The first codes of a list, with the number of those left out.
fn some_codes(codes: &[Code]) -> Sentence {
    Sentence::some_of(codes.iter().map(|code| code.as_str().into()).collect(), 8)
}

/// The ratio of a node before and after the steps.
fn node_ratios(cohort: &Cohort, card: &Scorecard, plan: &Plan, code: &str) -> [Option<Ratio>; 2] {
    [card, &with_steps(cohort, card, plan)].map(|card| card.node(code)?.ratio())
}

/// The scorecard after the steps of the plan.
fn with_steps(cohort: &Cohort, card: &Scorecard, plan: &Plan) -> Scorecard {
    plan.steps.rows.iter().fold(card.clone(), |card, row| {
        match cohort.framework().leaf_position(row.code.as_str()) {
            Some(leaf) => card.with(LeafIx(leaf), row.to),
            None => card,
        }
    })
}

fn title(cohort: &Cohort, unit: &Unit, goal: &Goal) -> Sentence {
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let percent = |percent: Percent| {
        // A target is printed as short as it was given, since it is a stated number.
        let places = if percent == percent.round(digits) { digits } else { Digits::NINE };
        Arg::SignedPercent(percent, places)
    };
    let (phrase, text) = match goal {
        Goal::Target(target) => (Phrase::PlanTitleTarget, percent(*target)),
        Goal::Node(_, target) => (Phrase::PlanTitleNode, percent(*target)),
        Goal::Grade(label) => (Phrase::PlanTitleGrade, grade(cohort, label).into()),
        Goal::Rank(rank) => (Phrase::PlanTitleRank, (*rank).into()),
        Goal::Budget(effort) => (Phrase::PlanTitleBudget, Arg::Whole(*effort)),
    };
    let node = match goal {
        Goal::Node(code, _) => {
            let name = framework.node(code).map(|node| node.short().into());
            Sentence::joined([code.as_str().into()].into_iter().chain(name), " ")
        }
        _ => Sentence::NONE,
    };
    let args = [("unit", unit.name.clone().into()), ("goal", text), ("node", node.into())];
    Sentence::say(phrase, args)
}

/// A grade in both languages, given by its name in either.
pub(super) fn grade(cohort: &Cohort, label: &str) -> Text {
    let folded = fold_name(label);
    let labels: Vec<&Text> = match cohort.framework().grades() {
        Grades::Bands(bands) => bands.iter().map(|band| &*band.label).collect(),
        Grades::Quartiles(labels) => labels.iter().map(|label| &**label).collect(),
    };
    let is = |text: &&Text| fold_name(&text.vi) == folded || fold_name(&text.en) == folded;
    labels.into_iter().find(is).cloned().unwrap_or_else(|| Text::same(label))
}

/// The unused rows of the table of efforts, written as a flag would name their steps.
pub(super) fn named(left_out: &LeftOut) -> Vec<String> {
    let name = |row: &LeftOutRow| match row.to.as_str() {
        "" => row.code.clone(),
        to => format!("{}={to}", row.code),
    };
    left_out.rows.iter().map(name).collect()
}

/// The sentences that tell how many rows of the table could not be used, and which.
pub(super) fn spoilt(left_out: &LeftOut) -> Vec<Sentence> {
    let name = |row: &LeftOutRow| {
        if row.to.is_empty() {
            return row.code.as_str().into();
        }
        let to = row.to.parse::<Points>().map_or_else(|_| row.to.as_str().into(), Sentence::from);
        Sentence::joined([row.code.as_str().into(), Sentence::sign("→"), to], " ")
    };
    let names: Vec<Sentence> = left_out.rows.iter().map(name).collect();
    let args = [("rows", names.len().into()), ("steps", Sentence::some_of(names, 8).into())];
    let rows = (!left_out.rows.is_empty()).then(|| Sentence::say(Phrase::PlanSpoilt, args));
    let torn = left_out.unread.then(|| Phrase::PlanTorn.into());
    rows.into_iter().chain(torn).collect()
}

/// Sentences that tell whether the goal is reached, for what effort, and how certain that is.
fn lines(plan: &Plan, digits: Digits) -> Vec<Sentence> {
    let steps = plan.steps.rows.len();
    // The goal is known to be out of reach, though perhaps not how close one can get.
    let settled = match plan.goal {
        Goal::Budget(_) => plan.proven_optimal,
        _ => !plan.reached && plan.effort_bound.is_none() && !plan.left_out.any(),
    };
    let mut args = vec![("steps", Arg::from(steps)), ("effort", Arg::Whole(plan.effort))];
    let phrase = match (&plan.goal, plan.reached) {
        (Goal::Budget(budget), true) => {
            args.push(("goal", Arg::Whole(*budget)));
            Phrase::PlanBudget
        }
        (Goal::Budget(budget), false) if plan.proven_optimal => {
            args.push(("goal", Arg::Whole(*budget)));
            Phrase::PlanOverBudget
        }
        (_, true) if steps == 0 => Phrase::PlanNothing,
        (_, true) => Phrase::PlanReached,
        (_, false) => match plan.unreachable_by {
            Some(points) => {
                args.push(("points", Arg::Rounded(points, digits)));
                match plan.gain_bound {
                    None => Phrase::PlanUnreachable,
                    Some(_) => Phrase::PlanUnreachableLeast,
                }
            }
            None if settled => Phrase::PlanOutOfReach,
            None => Phrase::PlanUnsettled,
        },
    };
    let mut out = vec![Sentence::say(phrase, args)];
    out.extend(spoilt(&plan.left_out));
    let proven = match (plan.effort_bound, plan.gain_bound) {
        _ if plan.proven_optimal && !plan.reached => Phrase::PlanProvenOut.into(),
        _ if plan.proven_optimal => Phrase::PlanProven.into(),
        (Some(bound), _) => Sentence::say(Phrase::PlanBoundEffort, [("bound", Arg::Whole(bound))]),
        (_, Some(bound)) => {
            let most = if settled { Phrase::PlanMostUnproven } else { Phrase::PlanBoundGain };
            Sentence::say(most, [("bound", bound.into())])
        }
        _ if plan.left_out.any() => Sentence::NONE,
        _ => Phrase::PlanNotProven.into(),
    };
    out.extend(Some(proven).filter(|proven| !proven.is_empty()));
    if !plan.skipped.is_empty() {
        let leaves = some_codes(&plan.skipped);
        out.push(Sentence::say(Phrase::PlanSkipped, [("leaves", leaves.into())]));
    }
    out
}

/// The line that sums up all steps of one list of leads.
fn agency(framework: &Framework, rows: &[&Repair], digits: Digits) -> Sentence {
    let lead = match rows.first().map_or("", |row| row.lead.as_str()) {
        "" => Phrase::PlanNobody.into(),
        ids => agencies(framework, ids),
    };
    let gain = rows.iter().fold(Points::ZERO, |sum, row| sum.plus(row.gain));
    let efforts = rows.iter().filter_map(|row| row.work.as_ref());
    let args = [
        ("lead", lead.into()),
        ("steps", rows.len().into()),
        ("gain", Arg::Gain(gain, digits)),
        ("effort", Arg::Whole(efforts.map(|work| work.effort).sum())),
    ];
    Sentence::say(Phrase::PlanSum, args)
}

/// The table of steps, grouped by lists of leads, with the measures to take.
fn steps(cohort: &Cohort, rows: &[&Repair], digits: Digits) -> Table {
    let groups = rows.chunk_by(|a, b| a.lead == b.lead);
    let groups = groups.map(|group| (agency(cohort.framework(), group, digits), group.to_vec()));
    grouped(cohort, &groups.collect::<Vec<_>>(), digits)
}

/// A table of steps in groups, each group under a line of its own, with the measures to take.
pub(super) fn grouped(
    cohort: &Cohort,
    groups: &[(Sentence, Vec<&Repair>)],
    digits: Digits,
) -> Table {
    let framework = cohort.framework();
    let rows: Vec<&Repair> = groups.iter().flat_map(|(_, rows)| rows.iter().copied()).collect();
    let dated = rows.iter().any(|row| row.work.as_ref().is_some_and(|work| work.due.is_some()));
    let told = |row: &Repair| row.work.as_ref().map_or_else(Vec::new, |work| said(framework, work));
    // Where a table of efforts states measures, the note below a step also tells what is still
    // missing.
    let below = dated || rows.iter().any(|row| told(row).iter().any(|said| !said.is_empty()));
    let mut columns = vec![
        Column::code(),
        Column::name().headed(Phrase::ColNode),
        Column::figure(Phrase::ColPoints),
        Column::figure(Phrase::ColGain),
        Column::figure(Phrase::ColEffort),
    ];
    columns.extend(dated.then(|| Column::text(Phrase::ColDue)));
    columns.extend((!below).then(|| Column::text(Sentence::NONE)));
    let mut table = Table::new(Sentence::NONE, columns);
    for (line, group) in groups {
        table.group(line.clone());
        for row in group {
            let node = framework.node(row.code.as_str());
            let points = |points| Sentence::from(Arg::Rounded(points, digits));
            let from = points(row.from.unwrap_or_default());
            let work = row.work.as_ref();
            let needed = needed(row);
            let mut cells = vec![
                Cell::code(&row.code),
                node.map_or(Cell::Empty, |node| Cell::text(node.short())),
                Cell::Figure(from.then(" → ").and(points(row.to))),
                Cell::gain(row.gain, digits),
                work.map(|work| Cell::Count(work.effort)).unwrap_or_default(),
            ];
            if below {
                cells.extend(work.and_then(|work| work.due).map(Cell::Day));
                let step = Row::of(cells).note(needed);
                table.push(told(row).into_iter().fold(step, Row::note));
            } else {
                cells.push(Cell::text(needed));
                table.push(cells);
            }
        }
    }
    table
}

/// What is still missing for a step; marked if that is more than a whole period has achieved.
fn needed(row: &Repair) -> Sentence {
    let needed = Sentence::from(&row.needed);
    match row.items.filter(Items::is_far) {
        None => needed,
        Some(items) => {
            let args = [("needed", needed.into()), ("done", Arg::Count(items.done))];
            Sentence::say(Phrase::PlanFar, args)
        }
    }
}

/// The rows of a frontier, one for each of its points.
pub fn frontier_rows(cohort: &Cohort, front: &Frontier) -> Vec<FrontierRow> {
    front_rows(cohort, &front.points)
}

/// The rows of some points of a frontier.
pub(super) fn front_rows(cohort: &Cohort, points: &[FrontierPoint]) -> Vec<FrontierRow> {
    let digits = cohort.framework().policies().print;
    let rows = points.iter().map(|point| FrontierRow {
        effort: point.effort,
        steps: point.steps,
        gain: point.gain,
        obtained: point.obtained,
        ratio: point.ratio.map(|ratio| percent(ratio, digits)),
        rank: point.rank,
        tied: point.tied,
    });
    rows.collect()
}

/// The summary of a frontier: how many points it has, and whether they are proven.
pub fn frontier_summary(front: &Frontier) -> FrontierSummary {
    FrontierSummary {
        points: front.points.len(),
        proven_optimal: front.proven_optimal,
        conditions: front.conditions,
        rows_left_out: front.rows_left_out,
        left_out: named(&front.left_out),
        efforts_unread: front.left_out.unread,
    }
}

/// The page of a frontier: the best points for each effort, line by line.
pub fn frontier_page(cohort: &Cohort, unit: &Unit, front: &Frontier) -> Page {
    let digits = cohort.framework().policies().print;
    let title = [("unit", unit.name.clone().into())];
    let mut blocks = vec![Block::title(Sentence::say(Phrase::FrontTitle, title))];
    // Limitations that concern every line are stated before the lines.
    let weak = front.conditions.then(|| Phrase::PlanConditions.into());
    let weak = weak.into_iter().chain(spoilt(&front.left_out));
    blocks.extend(weak.map(|line| Block::inside(1, line)));
    blocks.push(front_table(&front.points, digits).into());
    let sum = Sentence::say(Phrase::FrontSum, [("count", front.points.len().into())]);
    let proven = match front.left_out.any() {
        _ if front.proven_optimal => Some(Phrase::PlanProven),
        // The reason why nothing is proven is stated above already.
        left_out => Some(Phrase::PlanNotProven).filter(|_| !left_out && !front.conditions),
    };
    let end = [sum].into_iter().chain(proven.map(Sentence::word));
    blocks.push(Block::remark(Sentence::joined(end, " ")));
    Page::of(blocks)
}

/// The best points for each effort, as a table.
pub(super) fn front_table(points: &[FrontierPoint], digits: Digits) -> Table {
    let columns = [
        Phrase::ColEffort,
        Phrase::ColGain,
        Phrase::ColPointsAfter,
        Phrase::ColIndex,
        Phrase::ColRank,
    ];
    let mut table = Table::new(Sentence::NONE, columns.map(Column::figure));
    for point in points {
        table.push([
            Cell::Count(point.effort),
            Cell::gain(point.gain, digits),
            Cell::points(point.obtained, digits),
            point.ratio.map(|ratio| Cell::Ratio(ratio, digits)).unwrap_or_default(),
            Cell::or_absent(point.rank.map(|rank| Cell::Rank { rank, tied: point.tied })),
        ]);
    }
    table
}
