//! Rows, summary and table of `what-if`.

use serde::Serialize;

use super::headline::some_of;
use super::index::is_points;
use super::layout::{Grid, Row, codes, left, right, width, wrap};
use super::row::row;
use super::{name, percent};
use crate::assessment::Unit;
use crate::day::Day;
use crate::framework::{Agency, Framework};
use crate::quantity::{Digits, Points};
use crate::remediation::{Outcome, Repair, WhatIf, Work};
use crate::render::Look;
use crate::scoring::Cohort;
use crate::words::{Arg, Phrase};

row! {
    /// One step.
    pub struct WhatIfRow {
        pub code: String,
        pub title: String,
        pub title_en: String,
        pub lead: String,
        pub from: Option<Points>,
        pub to: Points,
        pub gain: Points,
        /// The effort of the step, where efforts are given.
        pub effort: Option<u64>,
        /// The day it must be done by, where dates are given.
        pub due: Option<String>,
        pub cooperating: Option<String>,
        pub measure: Option<String>,
        pub product: Option<String>,
        /// What is still missing to it; empty where nothing can be counted.
        pub needed: Option<String>,
        pub needed_en: Option<String>,
    }
}

/// Before and after all steps.
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
    /// Whether the goal is reached; only of a plan.
    pub reached: Option<bool>,
    /// All effort together; only where efforts are given.
    pub effort: Option<u64>,
    /// Whether no cheaper way exists; only of a plan.
    pub proven_optimal: Option<bool>,
    /// Points still missing; only of a plan that cannot reach its goal.
    pub unreachable_by: Option<Points>,
    /// Of a plan that is not proven: no plan takes less effort.
    pub effort_bound: Option<u64>,
    /// Of a plan within a budget that is not proven: no plan brings more points.
    pub gain_bound: Option<Points>,
    /// Of a plan for one node: its ratio before.
    pub node_before: Option<String>,
    /// Of a plan for one node: its ratio after.
    pub node_after: Option<String>,
    /// How many rows of the table of efforts do not count.
    #[serde(skip_serializing_if = "super::is_zero")]
    pub rows_left_out: usize,
    /// Which they are, as `CODE=POINTS`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// Whether part of the table of efforts could not be read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub efforts_unread: bool,
    /// Weak leaves passed over: the survey decides them, or nothing repairs them.
    pub skipped: Vec<String>,
    /// Ids of the units overtaken.
    pub overtakes: Vec<String>,
    /// Ids of the units drawn level with.
    pub draws_level: Vec<String>,
}

/// The steps taken.
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
    let rows = result.rows.iter().map(|row| {
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
        }
    });
    rows.collect()
}

/// A text of the table of efforts, if it is there.
fn stated(row: &Repair, text: impl Fn(&Work) -> &String) -> Option<String> {
    row.work.as_ref().map(|work| text(work).clone()).filter(|text| !text.is_empty())
}

/// Before and after.
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
    let grade = |outcome: &Option<Outcome>| Some(name(outcome.as_ref()?.grade.as_ref()?));
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

/// The steps one by one and their sum; `positions` are the rows of the weak list they repair.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, weak, what_if, view, Order};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let repairs = weak(&all, "sample-commune-01", Order::PointsLost).repair_first(3);
/// let after = what_if(&all, "sample-commune-01", &repairs.steps);
/// let table = view::what_if_table(&all, &after, &repairs.positions, true, view::Look::default());
/// assert!(table.contains("rank 7 → 4"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn what_if_table(
    cohort: &Cohort,
    result: &WhatIf,
    positions: &[usize],
    skipped: bool,
    look: Look,
) -> String {
    let digits = cohort.framework().policies().print;
    let (Some(before), Some(after)) = (&result.before, &result.after) else {
        return String::new();
    };
    let positions: Vec<String> = positions.iter().map(ToString::to_string).collect();
    let heading = match (positions.is_empty(), skipped) {
        (true, _) => Phrase::WhatIfTitlePoints,
        (false, true) => Phrase::WhatIfTitle,
        (false, false) => Phrase::WhatIfTitleRows,
    };
    let heading = look.say(heading, &[("rows", positions.join(", ").into())]);
    let columns = [
        codes(9),
        right(6),
        left(1, 2),
        right(12),
        right(8),
        left(6, 12),
        left(4, 14),
        left(0, 60),
    ];
    let mut grid = Grid::new(columns).indented(11);
    for row in &result.rows {
        let cells = Row::of(cells(row, look, digits));
        let Some(work) = &row.work else {
            grid.push(cells);
            continue;
        };
        let effort = [("effort", Arg::Plain(look.lang.grouped(&work.effort.to_string())))];
        let mut parts = vec![look.say(Phrase::PlanEffort, &effort)];
        let due = |day: Day| look.say(Phrase::PlanBy, &[("due", day.text().into())]);
        parts.extend(work.due.map(due));
        parts.extend(said(cohort.framework(), work, look));
        grid.push(parts.into_iter().fold(cells, Row::under));
    }
    let heading = look.bold(&wrap(&heading, "", "  "));
    let sum = wrap(&sum(cohort, result, before, after, look), "   ", "   ");
    look.plain(format!("{heading}\n{}{sum}\n", grid.text(look)))
}

/// A step and how the unit stands after it.
fn cells(row: &Repair, look: Look, digits: Digits) -> Vec<String> {
    let rank = row.after.rank.map(|rank| with_tie(rank, row.after.tied));
    let rank = rank.map(|rank| look.say(Phrase::WhatIfRank, &[("rank", rank.into())]));
    let points = [("points", Arg::Rounded(row.after.score.obtained(), digits))];
    vec![
        format!("   {}", row.code),
        signed(row.gain, look, digits),
        look.arrow().to_owned(),
        look.say(Phrase::WhatIfPoints, &points),
        row.after.ratio.map(|ratio| look.ratio(ratio, digits)).unwrap_or_default(),
        rank.unwrap_or_default(),
        row.after.grade.as_ref().map_or("", |grade| grade.get(look.lang)).to_owned(),
        match row.after.ratio {
            Some(_) => passes(&row.overtakes, &row.draws_level, look),
            None => bounds(&row.after, look, digits),
        },
    ]
}

/// What is done, what then exists, and who takes part.
pub(super) fn said(framework: &Framework, work: &Work, look: Look) -> Vec<String> {
    let with = names(framework, &work.cooperating, look);
    let labelled = |phrase, key, text: &str| {
        (!text.is_empty()).then(|| look.say(phrase, &[(key, text.into())]))
    };
    let measure = Some(work.measure.clone()).filter(|measure| !measure.is_empty());
    let product = labelled(Phrase::PlanProduct, "product", &work.product);
    let with = labelled(Phrase::PlanWith, "agencies", &with);
    [measure, product, with].into_iter().flatten().collect()
}

/// The short names of agencies whose ids are joined by `+`.
pub(super) fn names(framework: &Framework, ids: &str, look: Look) -> String {
    let known = ids.split('+').filter(|id| !id.is_empty()).map(|id| {
        let agency = framework.agencies().iter().find(|agency| agency.id() == id);
        agency.map(Agency::short).map_or(id, |name| name.get(look.lang))
    });
    known.collect::<Vec<_>>().join(", ")
}

pub(super) fn sum(
    cohort: &Cohort,
    result: &WhatIf,
    before: &Outcome,
    after: &Outcome,
    look: Look,
) -> String {
    let digits = cohort.framework().policies().print;
    let points = is_points(cohort.framework());
    let gain = result.rows.iter().fold(Points::ZERO, |sum, row| sum.plus(row.gain));
    // The exact change rounded, not the difference of two printed values.
    let change = before.ratio.zip(after.ratio).map(|(before, after)| {
        let change = after.minus(before, digits);
        let text = format!("{change:+.*}", usize::from(digits.get()));
        look.lang.decimal(&text)
    });
    let args = [
        ("gain", signed(gain, look, digits).into()),
        ("change", change.unwrap_or_default().into()),
    ];
    let known = before.ratio.is_some() && after.ratio.is_some();
    let phrase = match known {
        true if points => Phrase::WhatIfSumOfPoints,
        true => Phrase::WhatIfSum,
        false => Phrase::WhatIfSumPoints,
    };
    let mut text = look.say(phrase, &args);
    let mut moves = Vec::new();
    if let (Some(from), Some(to)) = (before.rank, after.rank) {
        let args = [
            ("before", with_tie(from, before.tied).into()),
            ("after", with_tie(to, after.tied).into()),
        ];
        moves.push(look.say(Phrase::WhatIfRanks, &args));
    }
    if let (Some(from), Some(to)) = (&before.grade, &after.grade)
        && from != to
    {
        let args = [("before", from.clone().into()), ("after", to.clone().into())];
        moves.push(look.say(Phrase::WhatIfGrades, &args));
    }
    if !moves.is_empty() {
        text = format!("{text}: {}", moves.join(", "));
    }
    if let Some((rank, several, points)) = after.next {
        let args =
            [("rank", with_tie(rank, several).into()), ("points", Arg::Rounded(points, digits))];
        text = format!("{text}; {}", look.say(Phrase::WhatIfNext, &args));
    }
    format!("{text}.")
}

/// Between what the index lies while points wait for a value.
fn bounds(outcome: &Outcome, look: Look, digits: Digits) -> String {
    let bounds = outcome.score.bounds().map(|(from, to)| {
        let args = [("from", look.ratio(from, digits)), ("to", look.ratio(to, digits))];
        look.say(Phrase::RankOpen, &args.map(|(key, text)| (key, text.into())))
    });
    bounds.unwrap_or_default()
}

pub(super) fn with_tie(rank: usize, tied: bool) -> String {
    format!("{rank}{}", if tied { "=" } else { "" })
}

pub(super) fn signed(points: Points, look: Look, digits: Digits) -> String {
    let text = look.points(points, digits);
    if points < Points::ZERO { text } else { format!("+{text}") }
}

fn passes(overtakes: &[Unit], level: &[Unit], look: Look) -> String {
    let names = |units: &[Unit]| {
        let names: Vec<String> =
            units.iter().map(|unit| unit.name.get(look.lang).to_owned()).collect();
        // As many names as the rest of a line holds.
        let mut texts = (1..=3).rev().map(|most| some_of(&names, most));
        texts.find(|text| width(text) <= 36).unwrap_or_else(|| some_of(&names, 1))
    };
    let mut parts = Vec::new();
    if !overtakes.is_empty() {
        parts.push(look.say(Phrase::WhatIfPasses, &[("units", names(overtakes).into())]));
    }
    if !level.is_empty() {
        parts.push(look.say(Phrase::WhatIfLevel, &[("units", names(level).into())]));
    }
    parts.join("; ")
}
