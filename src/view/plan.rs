//! Summary and table of `plan`, by agency and date; rows and table of its frontier.

use serde::Serialize;

use super::layout::{Grid, Row, codes, left, right, unbroken, wrap};
use super::row::row;
use super::what_if::{WhatIfSummary, names, said, signed, sum, what_if_summary, with_tie};
use super::{is_zero, percent, some_of};
use crate::analysis::grade as grading;
use crate::assessment::Unit;
use crate::framework::{Grades, LeafIx};
use crate::quantity::{Digits, Percent, Points, Ratio};
use crate::remediation::{Frontier, Goal, LeftOut, LeftOutRow, Plan, Repair};
use crate::render::Look;
use crate::scoring::{Cohort, Scorecard};
use crate::words::{Arg, Phrase, Text, fold_name};

row! {
    /// The best result of an effort.
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
    /// Whether conditions between steps, or capacities, are not weighed: a point may promise too
    /// much.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub conditions: bool,
    /// How many rows of the table of efforts do not count.
    #[serde(skip_serializing_if = "is_zero")]
    pub rows_left_out: usize,
    /// Which they are, as `CODE=POINTS`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// Whether part of the table of efforts could not be read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub efforts_unread: bool,
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
    let title = title(cohort, card.unit(), &plan.goal, look);
    let mut out = vec![look.bold(&wrap(&title, "", "  "))];
    out.extend(lines(plan, look, digits));
    let mut rows: Vec<&Repair> = plan.steps.rows.iter().collect();
    // The rows come in framework order; agencies stand in the order of their first step.
    let first = |row: &Repair| plan.steps.rows.iter().position(|other| other.lead == row.lead);
    rows.sort_by_key(|row| {
        let due = row.work.as_ref().and_then(|work| work.due);
        (first(row), due.is_none(), due)
    });
    let mut out = out.join("\n") + "\n";
    if !rows.is_empty() {
        out = out + "\n" + &steps(cohort, &rows, look, digits);
    }
    let mut closing = Vec::new();
    if let (Some(before), Some(after), false) =
        (&plan.steps.before, &plan.steps.after, plan.steps.rows.is_empty())
    {
        closing.push(String::new());
        closing.push(wrap(&sum(cohort, &plan.steps, before, after, look), "", "  "));
        if let Goal::Node(code, _) = &plan.goal {
            let [before, after] = node_ratios(cohort, card, plan, code)
                .map(|ratio| ratio.map(|ratio| look.ratio(ratio, digits)).unwrap_or_default());
            let node = [
                ("node", code.as_str().into()),
                ("before", before.into()),
                ("after", after.into()),
            ];
            closing.push(wrap(&look.say(Phrase::PlanNodeAfter, &node), "  ", "    "));
        }
        let units = |units: &[Unit]| {
            let names = units.iter().map(|unit| unbroken(unit.name.get(look.lang)));
            names.collect::<Vec<_>>().join(", ")
        };
        if let (Goal::Grade(_), false) = (&plan.goal, plan.reached) {
            // Floors that the points alone do not tell.
            let next = grading(&with_steps(cohort, card, plan)).next;
            if let Some(next) = next.filter(|next| !next.under_floor.is_empty()) {
                let codes: Vec<String> = next.under_floor.iter().map(ToString::to_string).collect();
                let args = [("grade", Arg::from(next.label)), ("nodes", some_of(&codes, 8).into())];
                closing.push(wrap(&look.say(Phrase::PlanFloors, &args), "  ", "    "));
            }
        }
        for (phrase, units) in [
            (Phrase::WhatIfPasses, units(&plan.steps.overtakes)),
            (Phrase::WhatIfLevel, units(&plan.steps.draws_level)),
        ] {
            if !units.is_empty() {
                closing.push(wrap(&look.say(phrase, &[("units", units.into())]), "  ", "    "));
            }
        }
    }
    look.plain(closing.into_iter().fold(out, |out, line| out + &line + "\n"))
}

/// The ratio of a node before and after the steps.
fn node_ratios(cohort: &Cohort, card: &Scorecard, plan: &Plan, code: &str) -> [Option<Ratio>; 2] {
    [card, &with_steps(cohort, card, plan)].map(|card| card.node(code)?.ratio())
}

/// The card as the steps leave it.
fn with_steps(cohort: &Cohort, card: &Scorecard, plan: &Plan) -> Scorecard {
    plan.steps.rows.iter().fold(card.clone(), |card, row| {
        match cohort.framework().leaf_position(row.code.as_str()) {
            Some(leaf) => card.with(LeafIx(leaf), row.to),
            None => card,
        }
    })
}

fn title(cohort: &Cohort, unit: &Unit, goal: &Goal, look: Look) -> String {
    let digits = cohort.framework().policies().print;
    let percent = |percent: Percent| {
        // A target is a stated number, as short as it was given.
        let places = if percent == percent.round(digits) { digits } else { Digits::NINE };
        look.lang.percent(percent, places)
    };
    let (phrase, text) = match goal {
        Goal::Target(target) => (Phrase::PlanTitleTarget, percent(*target)),
        Goal::Node(_, target) => (Phrase::PlanTitleNode, percent(*target)),
        Goal::Grade(label) => (Phrase::PlanTitleGrade, grade(cohort, label, look)),
        Goal::Rank(rank) => (Phrase::PlanTitleRank, rank.to_string()),
        Goal::Budget(effort) => (Phrase::PlanTitleBudget, look.lang.grouped(&effort.to_string())),
    };
    let node = match goal {
        Goal::Node(code, _) => {
            let node = cohort.framework().node(code);
            let name = node.map_or("", |node| node.short().get(look.lang));
            format!("{code} {name}").trim_end().to_owned()
        }
        _ => String::new(),
    };
    let name = unit.name.get(look.lang);
    look.say(phrase, &[("unit", name.into()), ("goal", text.into()), ("node", node.into())])
}

/// A grade in the language asked for, whichever it was named in.
fn grade(cohort: &Cohort, label: &str, look: Look) -> String {
    let folded = fold_name(label);
    let labels: Vec<&Text> = match cohort.framework().grades() {
        Grades::Bands(bands) => bands.iter().map(|band| &band.label).collect(),
        Grades::Quartiles(labels) => labels.iter().collect(),
    };
    let is = |text: &&&Text| fold_name(&text.vi) == folded || fold_name(&text.en) == folded;
    labels.iter().find(is).map_or(label, |text| text.get(look.lang)).to_owned()
}

/// The rows that do not count, as a flag would name their steps.
fn named(left_out: &LeftOut) -> Vec<String> {
    left_out.rows.iter().map(|row| format!("{}={}", row.code, row.to)).collect()
}

/// That rows of the table do not count, and which.
fn spoilt(left_out: &LeftOut, look: Look) -> Vec<String> {
    let name = |row: &LeftOutRow| {
        let to = row.to.parse().map_or_else(|_| row.to.clone(), |to| look.lang.shortest(to));
        format!("{} {} {to}", row.code, look.arrow()).trim().to_owned()
    };
    let names: Vec<String> = left_out.rows.iter().map(name).collect();
    let args = [("rows", names.len().into()), ("steps", some_of(&names, 8).into())];
    let rows = (!names.is_empty()).then(|| look.say(Phrase::PlanSpoilt, &args));
    let torn = left_out.unread.then(|| look.word(Phrase::PlanTorn));
    rows.into_iter().chain(torn).collect()
}

/// Whether the goal is reached, for what effort, and how sure that is.
fn lines(plan: &Plan, look: Look, digits: Digits) -> Vec<String> {
    let steps = plan.steps.rows.len();
    // Known to be out of reach, though perhaps not how far one gets.
    let settled = match plan.goal {
        Goal::Budget(_) => plan.proven_optimal,
        _ => !plan.reached && plan.effort_bound.is_none() && !plan.left_out.any(),
    };
    let effort = Arg::Plain(look.lang.grouped(&plan.effort.to_string()));
    let mut args = vec![("steps", Arg::from(steps)), ("effort", effort)];
    let phrase = match (&plan.goal, plan.reached) {
        (Goal::Budget(budget), true) => {
            args.push(("goal", look.lang.grouped(&budget.to_string()).into()));
            Phrase::PlanBudget
        }
        (Goal::Budget(budget), false) if plan.proven_optimal => {
            args.push(("goal", look.lang.grouped(&budget.to_string()).into()));
            Phrase::PlanOverBudget
        }
        (_, true) if steps == 0 => Phrase::PlanNothing,
        (_, true) => Phrase::PlanReached,
        (_, false) => match plan.unreachable_by {
            Some(points) => {
                args.push(("points", Arg::Rounded(points, digits)));
                Phrase::PlanUnreachable
            }
            None if settled => Phrase::PlanOutOfReach,
            None => Phrase::PlanUnsettled,
        },
    };
    let mut out = vec![look.say(phrase, &args)];
    out.extend(spoilt(&plan.left_out, look));
    let proven = match (plan.effort_bound, plan.gain_bound) {
        _ if plan.proven_optimal && !plan.reached => look.word(Phrase::PlanProvenOut),
        _ if plan.proven_optimal => look.word(Phrase::PlanProven),
        (Some(bound), _) => look.say(
            Phrase::PlanBoundEffort,
            &[("bound", look.lang.grouped(&bound.to_string()).into())],
        ),
        (_, Some(bound)) => {
            let most = if settled { Phrase::PlanMostUnproven } else { Phrase::PlanBoundGain };
            look.say(most, &[("bound", bound.into())])
        }
        _ if plan.left_out.any() => String::new(),
        _ => look.word(Phrase::PlanNotProven),
    };
    out.extend(Some(proven).filter(|proven| !proven.is_empty()));
    if !plan.skipped.is_empty() {
        let codes: Vec<String> = plan.skipped.iter().map(ToString::to_string).collect();
        out.push(look.say(Phrase::PlanSkipped, &[("leaves", some_of(&codes, 8).into())]));
    }
    out.iter().map(|line| wrap(line, "  ", "  ")).collect()
}

/// What one list of leads has to do, together.
fn agency(cohort: &Cohort, rows: &[&Repair], look: Look, digits: Digits) -> String {
    let lead = match rows.first().map_or("", |row| row.lead.as_str()) {
        "" => look.word(Phrase::PlanNobody),
        ids => names(cohort.framework(), ids, look),
    };
    let gain = rows.iter().fold(Points::ZERO, |sum, row| sum.plus(row.gain));
    let efforts = rows.iter().filter_map(|row| row.work.as_ref());
    let effort: u64 = efforts.map(|work| work.effort).sum();
    let args = [
        ("lead", Arg::from(lead)),
        ("steps", rows.len().into()),
        ("gain", signed(gain, look, digits).into()),
        ("effort", look.lang.grouped(&effort.to_string()).into()),
    ];
    look.bold(&wrap(&look.say(Phrase::PlanSum, &args), "", "  "))
}

/// A heading, and under each list of leads its steps with what is done.
fn steps(cohort: &Cohort, rows: &[&Repair], look: Look, digits: Digits) -> String {
    let framework = cohort.framework();
    let dated = rows.iter().any(|row| row.work.as_ref().is_some_and(|work| work.due.is_some()));
    let mut columns = vec![codes(9), left(26, 28), right(14), right(6), right(10)];
    columns.extend(dated.then(|| left(10, 10)));
    let many = columns.len();
    let mut grid = Grid::new(columns).indented(11);
    let mut head = vec![String::new()];
    head.extend(
        [Phrase::ColNode, Phrase::ColPoints, Phrase::ColGain, Phrase::ColEffort, Phrase::ColDue]
            .map(|phrase| look.word(phrase)),
    );
    head.truncate(many);
    grid.push(Row::head(head));
    for (place, group) in rows.chunk_by(|a, b| a.lead == b.lead).enumerate() {
        if place > 0 {
            grid.push(Row::over(""));
        }
        grid.push(Row::over(agency(cohort, group, look, digits)));
        for row in group {
            let node = framework.node(row.code.as_str());
            let points = |points| look.points(points, digits);
            let from = points(row.from.unwrap_or_default());
            let work = row.work.as_ref();
            let due = work.and_then(|work| work.due);
            let effort = work.map(|work| look.lang.grouped(&work.effort.to_string()));
            let mut cells = vec![
                format!("   {}", row.code),
                node.map_or("", |node| node.short().get(look.lang)).to_owned(),
                format!("{from} {} {}", look.arrow(), points(row.to)),
                signed(row.gain, look, digits),
                effort.unwrap_or_default(),
                due.map(|day| day.text().get(look.lang).to_owned()).unwrap_or_default(),
            ];
            cells.truncate(many);
            // What is missing stands in the line where there is room for it.
            let step = Row::of(cells).beside(row.needed.get(look.lang));
            let said = work.map_or_else(Vec::new, |work| said(framework, work, look));
            grid.push(said.into_iter().fold(step, Row::under));
        }
    }
    grid.text(look)
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
        tied: point.tied,
    });
    rows.collect()
}

/// How many points there are, and whether they are proven.
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

/// What each effort buys, line by line.
pub fn frontier_table(cohort: &Cohort, unit: &Unit, front: &Frontier, look: Look) -> String {
    let digits = cohort.framework().policies().print;
    let title = look.say(Phrase::FrontTitle, &[("unit", unit.name.get(look.lang).into())]);
    let mut grid = Grid::new([right(10), right(8), right(9), right(9), right(5)]);
    grid.push(Row::head(vec![
        look.word(Phrase::ColEffort),
        look.word(Phrase::ColGain),
        look.word(Phrase::ColPointsAfter),
        look.word(Phrase::ColIndex),
        look.word(Phrase::ColRank),
    ]));
    for point in &front.points {
        grid.push(Row::of(vec![
            look.lang.grouped(&point.effort.to_string()),
            signed(point.gain, look, digits),
            look.points(point.obtained, digits),
            point.ratio.map(|ratio| look.ratio(ratio, digits)).unwrap_or_default(),
            point.rank.map_or(look.dash().to_owned(), |rank| with_tie(rank, point.tied)),
        ]));
    }
    let sum = look.say(Phrase::FrontSum, &[("count", front.points.len().into())]);
    let proven = match front.left_out.any() {
        _ if front.proven_optimal => Some(Phrase::PlanProven),
        // What takes the proof away is told above.
        left_out => Some(Phrase::PlanNotProven).filter(|_| !left_out && !front.conditions),
    };
    let end = proven.map_or(sum.clone(), |proven| format!("{sum} {}", look.word(proven)));
    let mut out = vec![look.bold(&wrap(&title, "", "  "))];
    // What weakens every line stands before them.
    let weak = front.conditions.then(|| look.word(Phrase::PlanConditions));
    let weak = weak.into_iter().chain(spoilt(&front.left_out, look));
    out.extend(weak.map(|line| wrap(&line, "  ", "  ")));
    let end = wrap(&end, "   ", "   ");
    look.plain(format!("{}\n{}{end}\n", out.join("\n"), grid.text(look)))
}
