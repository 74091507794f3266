//! Rows, summary and page of `what-if`.

use serde::Serialize;

use crate::ask::parts::index::{is_points, rank_said};
use crate::ask::parts::listed::agencies;
use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent};
use crate::assessment::Unit;
use crate::framework::Framework;
use crate::page::{Block, Cell, Column, Mark, Page, Row, Table};
use crate::quantity::{Digits, Points};
use crate::remediation::{Outcome, Repair, WhatIf, Work};
use crate::scoring::Cohort;
use crate::words::{Arg, Phrase, Sentence};

row! {
    /// One step: the points of one leaf before and after it.
    pub struct WhatIfRow {
        pub code: String,
        pub title: String,
        pub title_en: String,
        pub lead: String,
        pub from: Option<Points>,
        pub to: Points,
        pub gain: Points,
        /// The effort of the step, if efforts are given.
        pub effort: Option<u64>,
        /// The day by which the step must be done, if dates are given.
        pub due: Option<String>,
        pub cooperating: Option<String>,
        pub measure: Option<String>,
        pub product: Option<String>,
        /// The items or cases that the step still needs, in words; empty if nothing can be counted.
        pub needed: Option<String>,
        pub needed_en: Option<String>,
        /// How many items, or fewer cases, the step needs; empty if nothing can be counted.
        pub items: Option<Points>,
        /// How many items were done in the whole period.
        pub items_done: Option<Points>,
        /// Whether the step needs more items than were done in the whole period, and so is hard to
        /// reach.
        pub far: bool,
    }
}

/// The unit before and after all steps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[expect(missing_docs, reason = "the keys are those of the result format, by its words")]
pub struct WhatIfSummary {
    pub index_before: Option<String>,
    pub index_after: Option<String>,
    pub grade_before: Option<String>,
    pub grade_after: Option<String>,
    pub rank_before: Option<usize>,
    pub rank_after: Option<usize>,
    /// Whether the goal is reached; only for a plan.
    pub reached: Option<bool>,
    /// The sum of all efforts; only if efforts are given.
    pub effort: Option<u64>,
    /// Whether it is proven that no cheaper way exists; only for a plan.
    pub proven_optimal: Option<bool>,
    /// The points that are still missing; only for a plan that cannot reach its goal.
    pub unreachable_by: Option<Points>,
    /// The agencies whose capacity keeps the goal out of reach.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stopped_by: Vec<String>,
    /// The effort that every plan needs at least; only if the plan is not proven to be the
    /// cheapest.
    pub effort_bound: Option<u64>,
    /// The points that no plan can exceed; only within a budget, if the plan is not proven to be
    /// the best.
    pub gain_bound: Option<Points>,
    /// The ratio of the node before; only for a plan for one node.
    pub node_before: Option<String>,
    /// The ratio of the node after; only for a plan for one node.
    pub node_after: Option<String>,
    /// How many rows of the table of efforts are not used.
    #[serde(skip_serializing_if = "crate::ask::parts::is_zero")]
    pub rows_left_out: usize,
    /// The rows that are not used, as `CODE=POINTS`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// Whether some of the table of efforts could not be read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub efforts_unread: bool,
    /// The weak leaves that were passed over, because the survey decides them or nothing repairs
    /// them.
    pub skipped: Vec<String>,
    /// The ids of the units that are overtaken.
    pub overtakes: Vec<String>,
    /// The ids of the units that then have the same rank.
    pub draws_level: Vec<String>,
}

/// The rows of the steps.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, weak, what_if, view, Order};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let repairs = weak(&all, "sample-commune-01", Order::PointsLost).repair_first(3);
/// let after = what_if(&all, "sample-commune-01", &repairs.steps);
/// assert_eq!(view::what_if_rows(&all, &after)[0].gain.to_string(), "2");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn what_if_rows(cohort: &Cohort, result: &WhatIf) -> Vec<WhatIfRow> {
    result.rows.iter().map(|row| what_if_row(cohort, row)).collect()
}

/// The row of one step.
pub(crate) fn what_if_row(cohort: &Cohort, row: &Repair) -> WhatIfRow {
    let node = cohort.framework().node(row.code.as_str());
    let title = node.map(|node| node.name().clone()).unwrap_or_default();
    WhatIfRow {
        code: row.code.to_string(),
        title: name(&title),
        title_en: title.en,
        lead: row.lead.clone(),
        from: row.from,
        to: row.to,
        gain: row.gain,
        effort: row.work.as_ref().map(|work| work.effort),
        due: row.work.as_ref().and_then(|work| work.due).map(|due| due.to_string()),
        cooperating: stated(row, |work| &work.cooperating),
        measure: stated(row, |work| &work.measure),
        product: stated(row, |work| &work.product),
        needed: Some(name(&row.needed)).filter(|text| !text.is_empty()),
        needed_en: Some(row.needed.en.clone()).filter(|text| !text.is_empty()),
        items: row.items.map(|items| items.more),
        items_done: row.items.map(|items| items.done),
        far: row.items.is_some_and(|items| items.is_far()),
    }
}

/// A text from the table of efforts, if it has one.
fn stated(row: &Repair, text: impl Fn(&Work) -> &String) -> Option<String> {
    row.work.as_ref().map(|work| text(work).clone()).filter(|text| !text.is_empty())
}

/// The unit before and after all steps, as the summary.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, weak, what_if, view, Order};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let repairs = weak(&all, "sample-commune-01", Order::PointsLost).repair_first(3);
/// let after = what_if(&all, "sample-commune-01", &repairs.steps);
/// assert_eq!(view::what_if_summary(&all, &after).rank_after, Some(4));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn what_if_summary(cohort: &Cohort, result: &WhatIf) -> WhatIfSummary {
    let digits = cohort.framework().policies().print;
    let index = |outcome: &Option<Outcome>| Some(percent(outcome.as_ref()?.ratio?, digits));
    let grade = |outcome: &Option<Outcome>| Some(name(outcome.as_ref()?.grade.as_deref()?));
    let rank = |outcome: &Option<Outcome>| outcome.as_ref()?.rank;
    let ids = |units: &[Unit]| units.iter().map(|unit| unit.id.clone()).collect();
    WhatIfSummary {
        index_before: index(&result.before),
        index_after: index(&result.after),
        grade_before: grade(&result.before),
        grade_after: grade(&result.after),
        rank_before: rank(&result.before),
        rank_after: rank(&result.after),
        effort: result
            .rows
            .iter()
            .filter_map(|row| row.work.as_ref())
            .map(|work| work.effort)
            .reduce(|a, b| a + b),
        overtakes: ids(&result.overtakes),
        draws_level: ids(&result.draws_level),
        ..WhatIfSummary::default()
    }
}

/// The page of the steps one by one and their sum; `positions` are the rows of the weak list that
/// they repair.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, weak, what_if, view, Order};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let repairs = weak(&all, "sample-commune-01", Order::PointsLost).repair_first(3);
/// let after = what_if(&all, "sample-commune-01", &repairs.steps);
/// let page = view::what_if_page(&all, &after, &repairs.positions, true);
/// assert!(page.text(view::Look::default()).contains("rank 7 → 4"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn what_if_page(cohort: &Cohort, result: &WhatIf, positions: &[usize], skipped: bool) -> Page {
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let (Some(before), Some(after)) = (&result.before, &result.after) else {
        return Page::default();
    };
    let title = match (positions.is_empty(), skipped) {
        (true, _) => Phrase::WhatIfTitlePoints,
        (false, true) => Phrase::WhatIfTitle,
        (false, false) => Phrase::WhatIfTitleRows,
    };
    let positions = positions.iter().map(|position| Sentence::from(*position));
    let title = Sentence::say(title, [("rows", Sentence::joined(positions, ", ").into())]);
    // Each row is readable as a sentence, so that the columns have no headings.
    let figure = || Column::figure(Sentence::NONE);
    let text = || Column::text(Sentence::NONE);
    let columns =
        [Column::code(), figure(), Column::mark(), figure(), figure(), text(), text(), text()];
    let mut table = Table::new(Sentence::NONE, columns).inside(1);
    for row in &result.rows {
        let mut step = Row::of(cells(row, digits));
        if let Some(work) = &row.work {
            step =
                step.note(Sentence::say(Phrase::PlanEffort, [("effort", Arg::Whole(work.effort))]));
            if let Some(due) = work.due {
                step = step.note(Sentence::say(Phrase::PlanBy, [("due", due.text().into())]));
            }
            step = said(framework, work).into_iter().fold(step, Row::note);
        }
        table.push(step);
    }
    let sum = Block::remark(sum(cohort, result, before, after));
    Page::of([Block::title(title), table.into(), sum])
}

/// A step, and the unit's standing after it.
fn cells(row: &Repair, digits: Digits) -> [Cell; 8] {
    let rank = row.after.rank.map(|rank| {
        let rank = rank_said(rank, row.after.tied);
        Cell::Text(Sentence::say(Phrase::WhatIfRank, [("rank", rank.into())]).whole())
    });
    let points = [("points", Arg::Rounded(row.after.score.obtained(), digits))];
    [
        Cell::code(&row.code),
        Cell::gain(row.gain, digits),
        Cell::Mark(Mark::Becomes),
        Cell::Figure(Sentence::say(Phrase::WhatIfPoints, points)),
        row.after.ratio.map(|ratio| Cell::Ratio(ratio, digits)).unwrap_or_default(),
        rank.unwrap_or_default(),
        row.after.grade.as_deref().map(Cell::text).unwrap_or_default(),
        Cell::text(match row.after.ratio {
            Some(_) => passes(&row.overtakes, &row.draws_level),
            None => bounds(&row.after, digits),
        }),
    ]
}

/// The measure, its product, and the agencies that take part.
pub(crate) fn said(framework: &Framework, work: &Work) -> Vec<Sentence> {
    let labelled = |phrase, key, text: Sentence| {
        if text.is_empty() { text } else { Sentence::say(phrase, [(key, text.into())]) }
    };
    let with = agencies(framework, &work.cooperating);
    vec![
        work.measure.as_str().into(),
        labelled(Phrase::PlanProduct, "product", work.product.as_str().into()),
        labelled(Phrase::PlanWith, "agencies", with),
    ]
}

/// The effect of all steps together, and the points to the next rank.
pub(crate) fn sum(cohort: &Cohort, result: &WhatIf, before: &Outcome, after: &Outcome) -> Sentence {
    let digits = cohort.framework().policies().print;
    let gain = result.rows.iter().fold(Points::ZERO, |sum, row| sum.plus(row.gain));
    let mut args = vec![("gain", Arg::Gain(gain, digits))];
    // The change is rounded from exact values, not taken from two printed ones.
    let phrase = match before.ratio.zip(after.ratio) {
        Some((before, after)) => {
            args.push(("change", Arg::Change(after.minus(before, digits), digits)));
            if is_points(cohort.framework()) {
                Phrase::WhatIfSumOfPoints
            } else {
                Phrase::WhatIfSum
            }
        }
        None => Phrase::WhatIfSumPoints,
    };
    let rank = |rank, tied| Arg::from(rank_said(rank, tied));
    let ranks = before.rank.zip(after.rank).map(|(from, to)| {
        let args = [("before", rank(from, before.tied)), ("after", rank(to, after.tied))];
        Sentence::say(Phrase::WhatIfRanks, args)
    });
    let grades = before.grade.as_ref().zip(after.grade.as_ref()).filter(|(from, to)| from != to);
    let grades = grades.map(|(from, to)| {
        let args = [("before", from.clone().into()), ("after", to.clone().into())];
        Sentence::say(Phrase::WhatIfGrades, args)
    });
    let moves = Sentence::joined(ranks.into_iter().chain(grades), ", ");
    let next = after.next.map(|(next, several, points)| {
        let args = [("rank", rank(next, several)), ("points", Arg::Rounded(points, digits))];
        Sentence::say(Phrase::WhatIfNext, args)
    });
    let text = Sentence::joined([Sentence::say(phrase, args), moves], ": ");
    Sentence::joined([text].into_iter().chain(next), "; ").then(".")
}

/// The bounds of the index while points wait for a value.
fn bounds(outcome: &Outcome, digits: Digits) -> Sentence {
    let bounds = outcome.score.bounds().map(|(from, to)| {
        let args = [("from", Arg::Ratio(from, digits)), ("to", Arg::Ratio(to, digits))];
        Sentence::say(Phrase::RankOpen, args)
    });
    bounds.unwrap_or_default()
}

/// The units that a step overtakes, and those the unit then equals: the first few of each.
fn passes(overtakes: &[Unit], level: &[Unit]) -> Sentence {
    let said = |phrase, units: &[Unit]| match units {
        [] => Sentence::NONE,
        _ => Sentence::say(phrase, [("units", Sentence::some_of(names(units), 3).into())]),
    };
    let passes = said(Phrase::WhatIfPasses, overtakes);
    Sentence::joined([passes, said(Phrase::WhatIfLevel, level)], "; ")
}

/// The names of units, each kept on one line.
pub(crate) fn names(units: &[Unit]) -> Vec<Sentence> {
    units.iter().map(|unit| Sentence::from(&unit.name).whole()).collect()
}
