//! Rows, summary and table of `versus`: two units compared leaf by leaf.

use crate::analysis::{Versus, VersusRow};
use crate::ask::parts::index::is_points;
use crate::ask::parts::listed::node_cells;
use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent};
use crate::assessment::Unit;
use crate::page::{Block, Cell, Column, Page, Table};
use crate::quantity::{Percent, Points, Ratio};
use crate::scoring::{Cohort, NodeScore, Scorecard};
use crate::words::{Arg, Lang, Phrase, Sentence};

row! {
    /// A leaf, bonus or deduction of two units; numbers are empty for a unit in error or not
    /// reported.
    pub struct VersusLine {
        pub unit: String,
        pub name: String,
        pub other: String,
        pub other_name: String,
        /// The code of a leaf, `bonus` or `deduction`; the last row is `total`.
        pub code: String,
        pub title: String,
        pub title_en: String,
        pub lead: String,
        pub obtained: Option<Points>,
        pub possible: Option<Points>,
        pub state: Option<String>,
        pub other_obtained: Option<Points>,
        pub other_possible: Option<Points>,
        pub other_state: Option<String>,
        /// `obtained` less `other_obtained`; the rows sum to the difference of `total`.
        pub difference: Option<Points>,
        pub why: String,
    }
}

/// The two indices in percent and the parts of their difference in percentage points, at print
/// digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[expect(missing_docs, reason = "the keys are those of the result format, by its words")]
pub struct VersusSummary {
    pub index: Option<String>,
    pub other_index: Option<String>,
    /// The difference of the indices: `by_points` + `by_possible`.
    pub difference: Option<String>,
    pub by_points: Option<String>,
    pub by_possible: Option<String>,
}

/// The rows of [`versus`](crate::analysis::versus()).
///
/// # Example
/// ```
/// use par_index::analysis::versus;
/// use par_index::{framework, read, sample, score_all, view, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let pair = versus(&all, "sample-commune-01", "sample-commune-02")?;
/// let rows = view::versus_rows(&all, &pair);
/// assert_eq!(rows.last().unwrap().code, "total");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn versus_rows(cohort: &Cohort, pair: &Versus) -> Vec<VersusLine> {
    let rows = ordered(pair).into_iter().chain([&pair.total]).map(|row| {
        let node = cohort.framework().node(row.code.as_str());
        let title = node.map(|node| node.name().clone()).unwrap_or_default();
        let (own, other) = (row.own.as_ref(), row.other.as_ref());
        VersusLine {
            unit: pair.unit.id.clone(),
            name: name(&pair.unit.name),
            other: pair.other.id.clone(),
            other_name: name(&pair.other.name),
            code: row.code.to_string(),
            title: name(&title),
            title_en: title.en,
            lead: row.lead.clone(),
            obtained: own.map(NodeScore::obtained),
            possible: own.map(NodeScore::possible),
            state: own.map(|score| score.state().as_str().to_owned()),
            other_obtained: other.map(NodeScore::obtained),
            other_possible: other.map(NodeScore::possible),
            other_state: other.map(|score| score.state().as_str().to_owned()),
            difference: row.difference,
            why: row.why.get(Lang::En).to_owned(),
        }
    });
    rows.collect()
}

/// The two indices and the parts of their difference.
pub fn versus_summary(cohort: &Cohort, pair: &Versus) -> VersusSummary {
    let digits = cohort.framework().policies().print;
    let Some(gap) = pair.gap else { return VersusSummary::default() };
    let points = |points: Percent| Some(format!("{points:.*}", usize::from(digits.get())));
    VersusSummary {
        index: Some(percent(gap.own, digits)),
        other_index: Some(percent(gap.other, digits)),
        difference: points(gap.difference),
        by_points: points(gap.by_points),
        by_possible: points(gap.by_possible),
    }
}

/// The table for human readers; leaves with equal points are only counted.
///
/// # Example
/// ```
/// use par_index::analysis::versus;
/// use par_index::{framework, read, sample, score_all, view, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let pair = versus(&all, "sample-commune-01", "sample-commune-02")?;
/// let text = view::versus_page(&all, &pair).text(view::Look::default());
/// assert!(text.starts_with("sample commune 01 AGAINST sample commune 02"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn versus_page(cohort: &Cohort, pair: &Versus) -> Page {
    let [own, other] = [&pair.unit, &pair.other].map(|unit| Arg::from(unit.name.clone()));
    let title = Sentence::say(Phrase::VersusTitle, [("unit", own), ("other", other)]);
    let columns = [
        Column::code(),
        Column::name(),
        Column::figure(Phrase::VersusOwn),
        Column::figure(Phrase::VersusOther),
        Column::change(Phrase::VersusApart),
        Column::text(Phrase::ColLead),
        Column::text(Phrase::ColWhy),
    ];
    let mut table = Table::new(Sentence::NONE, columns);
    let apart = |row: &&VersusRow| row.difference.is_some_and(|points| points != Points::ZERO);
    for row in ordered(pair).into_iter().filter(apart).chain([&pair.total]) {
        table.push(cells(cohort, row));
    }
    let equal = pair.rows.iter().filter(|row| {
        let leaf = cohort.framework().node(row.code.as_str()).is_some();
        leaf && row.difference == Some(Points::ZERO)
    });
    let equal = Sentence::say(Phrase::VersusEqual, [("count", equal.count().into())]);
    let mut page = Page::of([Block::title(title), table.into(), Block::remark(equal)]);
    if let Some(gap) = index_gap(cohort, pair) {
        page.push(Block::remark(gap));
    }
    // A unit without an index gets its reason, since it is not simply behind.
    for (unit, total) in [(&pair.unit, &pair.total.own), (&pair.other, &pair.total.other)] {
        if let Some(reason) = without_index(cohort, unit, total.as_ref()) {
            page.push(Block::remark(Sentence::from(&unit.name).then(": ").and(reason)));
        }
    }
    page
}

/// The rows sorted: first those where the other unit leads, the largest lead first; then equal
/// ones, then those where it is behind; rows without a known difference come last.
fn ordered(pair: &Versus) -> Vec<&VersusRow> {
    let mut rows: Vec<&VersusRow> = pair.rows.iter().collect();
    rows.sort_by_key(|row| (row.difference.is_none(), row.difference));
    rows
}

/// The difference of the two indices, with its parts.
fn index_gap(cohort: &Cohort, pair: &Versus) -> Option<Sentence> {
    let digits = cohort.framework().policies().print;
    let gap = pair.gap?;
    // If the framework prints points and both have the same possible points, points are the
    // headline.
    let whole = pair.total.own.as_ref().zip(pair.total.other.as_ref());
    let whole = whole
        .filter(|(own, other)| is_points(cohort.framework()) && own.possible() == other.possible());
    let index = |ratio: Ratio, score: Option<&NodeScore>| {
        let points = score.map(|score| Arg::Rounded(score.obtained(), digits));
        points.unwrap_or(Arg::Ratio(ratio, digits))
    };
    let change = |points: Percent| Arg::Change(points, digits);
    let apart = match whole.and(pair.total.difference) {
        Some(points) if points > Points::ZERO => Arg::Gain(points, digits),
        Some(points) => Arg::Rounded(points, digits),
        None => change(gap.difference),
    };
    let phrase = match gap.by_possible {
        Percent::ZERO if whole.is_some() => Phrase::VersusPoints,
        Percent::ZERO => Phrase::VersusIndex,
        _ => Phrase::VersusIndexParts,
    };
    let args = [
        ("own", index(gap.own, whole.map(|(own, _)| own))),
        ("other", index(gap.other, whole.map(|(_, other)| other))),
        ("apart", apart),
        ("points", change(gap.by_points)),
        ("possible", change(gap.by_possible)),
    ];
    Some(Sentence::say(phrase, args))
}

/// Why a unit has no index; `None` if it has one.
fn without_index(cohort: &Cohort, unit: &Unit, total: Option<&NodeScore>) -> Option<Sentence> {
    let digits = cohort.framework().policies().print;
    let state = match total {
        Some(score) if score.ratio().is_some() => return None,
        Some(score) => match score.bounds() {
            Some((from, to)) => {
                let args = [("from", Arg::Ratio(from, digits)), ("to", Arg::Ratio(to, digits))];
                return Some(Sentence::say(Phrase::RankOpen, args));
            }
            None => Some(score.state()),
        },
        None => cohort.card(&unit.id).map(Scorecard::state),
    };
    Some(state.map_or(Sentence::NONE, |state| Sentence::word(state.phrase()).lower()))
}

fn cells(cohort: &Cohort, row: &VersusRow) -> Vec<Cell> {
    let digits = cohort.framework().policies().print;
    let node = cohort.framework().node(row.code.as_str());
    let points = |score: Option<&NodeScore>| match score {
        Some(score) if score.ratio().is_some() || node.is_none() => {
            Cell::points(score.obtained(), digits)
        }
        _ => Cell::Absent,
    };
    let behind = row.difference.is_some_and(|points| points < Points::ZERO);
    let figures = [
        points(row.own.as_ref()),
        points(row.other.as_ref()),
        Cell::or_absent(row.difference.map(|points| Cell::difference(points, digits))),
        Cell::text(&row.lead_names),
        if behind { Cell::text(&row.why) } else { Cell::Empty },
    ];
    [&node_cells(cohort.framework(), row.code.as_str())[..], &figures].concat()
}
