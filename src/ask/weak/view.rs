//! Rows and tables of `weak`: where points were lost, who leads there, and why.

use crate::analysis::{Order, PooledLeaf, WeakLead, WeakList};
use crate::ask::parts::index::named;
use crate::ask::parts::row::row;
use crate::ask::parts::{by_period, name, percent};
use crate::assessment::Unit;
use crate::page::{Block, Cell, Column, Page, Table};
use crate::quantity::{Digits, PointSum, Points, Ratio};
use crate::scoring::Cohort;
use crate::words::{Arg, Lang, Phrase, Sentence, Text};

row! {
    /// One weak leaf of one unit, or of all units together; in that case unit and name are empty.
    pub struct WeakRow {
        pub position: usize,
        pub unit: Option<String>,
        pub name: Option<String>,
        pub code: String,
        pub title: String,
        pub title_en: String,
        pub lead: String,
        pub max: PointSum,
        pub possible: PointSum,
        pub obtained: PointSum,
        pub lost: PointSum,
        pub ratio: Option<String>,
        pub share_of_lost: Option<String>,
        pub cumulative_share: Option<String>,
        pub units_below_max: usize,
        /// How far the points are below the median of the block's units that are scored at the
        /// leaf.
        pub peer_gap: Option<Points>,
        /// How far the points are below those of the best of these units.
        pub best_gap: Option<Points>,
        /// How many periods in a row the leaf has been weak, up to this one.
        pub repeats: Option<usize>,
        pub survey: bool,
        pub why: String,
    }
}

row! {
    /// The leaves of one lead agency, or of several that lead together: possible − obtained − open
    /// = lost.
    pub struct WeakLeadRow {
        pub position: usize,
        pub unit: Option<String>,
        pub name: Option<String>,
        pub lead: String,
        pub leaves: usize,
        pub max: PointSum,
        pub obtained: PointSum,
        pub lost: PointSum,
        pub share_of_lost: Option<String>,
        /// The possible points at these leaves; all rows sum to the units' possible points.
        pub possible: PointSum,
        /// The points that wait for a value.
        pub open: PointSum,
    }
}

/// The rows of a weak list, in its order. Reasons are in English, since results do not depend on
/// language.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, weak, view, Order};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = view::weak_rows(&all, &weak(&all, "sample-commune-01", Order::PointsLost));
/// assert_eq!((rows[1].code.as_str(), rows[1].lead.as_str()), ("1.3", "noi-vu"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn weak_rows(cohort: &Cohort, list: &WeakList) -> Vec<WeakRow> {
    let rows = list.iter().map(|row| leaf_row(cohort, &PooledLeaf::from(row), Some(&row.unit)));
    rows.collect()
}

/// The rows of a list over all units; unit and name are empty.
pub fn pooled_rows(cohort: &Cohort, list: &[PooledLeaf]) -> Vec<WeakRow> {
    list.iter().map(|row| leaf_row(cohort, row, None)).collect()
}

fn leaf_row(cohort: &Cohort, row: &PooledLeaf, unit: Option<&Unit>) -> WeakRow {
    let digits = cohort.framework().policies().print;
    let share = |ratio: Option<Ratio>| ratio.map(|ratio| percent(ratio, digits));
    WeakRow {
        position: row.position,
        unit: unit.map(|unit| unit.id.clone()),
        name: unit.map(|unit| name(&unit.name)),
        code: row.code.to_string(),
        title: name(&row.title),
        title_en: row.title.en.clone(),
        lead: row.lead.clone(),
        max: row.max,
        possible: row.possible,
        obtained: row.obtained,
        lost: row.lost,
        ratio: share(row.ratio),
        share_of_lost: share(row.share_of_lost),
        cumulative_share: share(row.cumulative_share),
        units_below_max: row.units_below_max,
        peer_gap: row.peer_gap,
        best_gap: row.best_gap,
        repeats: row.repeats,
        survey: row.survey,
        why: row.why.get(Lang::En).to_owned(),
    }
}

/// The rows of leaves by lead agency, for one unit or for all.
pub fn weak_lead_rows(cohort: &Cohort, list: &[WeakLead], unit: Option<&Unit>) -> Vec<WeakLeadRow> {
    let digits = cohort.framework().policies().print;
    let rows = list.iter().map(|row| WeakLeadRow {
        position: row.position,
        unit: unit.map(|unit| unit.id.clone()),
        name: unit.map(|unit| name(&unit.name)),
        lead: row.lead.clone(),
        leaves: row.leaves,
        max: row.max,
        obtained: row.obtained,
        lost: row.lost,
        share_of_lost: row.share_of_lost.map(|share| percent(share, digits)),
        possible: row.possible,
        open: row.open,
    });
    rows.collect()
}

/// The first `top` rows of a unit's list as a table, with the share of the loss that they make up.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, weak, view, Order};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let list = weak(&all, "sample-commune-01", Order::Attainment);
/// let page = view::weak_page(&all, &list, Order::Attainment, 3);
/// assert!(page.text(view::Look::default()).starts_with("WEAKEST, BY ATTAINMENT"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn weak_page(cohort: &Cohort, list: &WeakList, order: Order, top: usize) -> Page {
    let rows: Vec<PooledLeaf> = list.iter().map(PooledLeaf::from).collect();
    let shown = rows.get(..top.min(rows.len())).unwrap_or_default();
    pooled_page(cohort, shown, &rows, (order, list.lost().into()))
}

/// A page of some rows of a list, also of one over all units; `lost` is what all leaves lost
/// together.
pub fn pooled_page(
    cohort: &Cohort,
    shown: &[PooledLeaf],
    list: &[PooledLeaf],
    (order, lost): (Order, PointSum),
) -> Page {
    let digits = cohort.framework().policies().print;
    let framework = cohort.framework();
    let title = match order {
        Order::PointsLost => named(framework, Phrase::WeakTitle, Phrase::WeakTitlePapi),
        Order::Attainment => {
            named(framework, Phrase::WeakTitleAttainment, Phrase::WeakTitleAttainmentPapi)
        }
        Order::PeerGap => Phrase::WeakTitlePeerGap,
        Order::Repeat => {
            by_period(cohort.period(), Phrase::WeakTitleRepeat, Phrase::WeakTitleRepeatPeriod)
        }
    };
    // The column that the order goes by, unless points and their ratio already show it.
    let key = match order {
        Order::PeerGap => Some(Phrase::ColGap),
        Order::Repeat => Some(by_period(cohort.period(), Phrase::ColYears, Phrase::ColPeriods)),
        Order::PointsLost | Order::Attainment => None,
    };
    let mut columns = vec![
        Column::place(),
        Column::code(),
        Column::name(),
        Column::figure(Phrase::ColMax),
        Column::loss(Phrase::ColLost),
    ];
    columns.extend(key.map(Column::figure));
    columns.extend([Column::text(Phrase::ColLead), Column::text(Phrase::ColWhy)]);
    let mut table = Table::new(title, columns);
    for row in shown {
        let mut cells = vec![
            Cell::count(row.position),
            Cell::code(&row.code),
            Cell::text(&row.short),
            Cell::points(row.max, digits),
            Cell::points(row.lost, digits),
        ];
        if key.is_some() {
            cells.push(Cell::or_absent(match order {
                Order::PeerGap => row.peer_gap.map(|gap| Cell::points(gap, digits)),
                _ => row.repeats.map(Cell::count),
            }));
        }
        cells.extend([Cell::Text(lead(&row.lead_names)), Cell::text(&row.why)]);
        table.push(cells);
    }
    let sum = |rows: &[PooledLeaf]| -> PointSum { rows.iter().map(|row| row.lost).sum() };
    let held = sum(shown);
    let phrase = match list.len() > shown.len() {
        // In the order by gap, the list does not hold every leaf that lost points.
        _ if sum(list) != lost => Phrase::WeakHeld,
        true => Phrase::WeakSum,
        false => Phrase::WeakAll,
    };
    let share = held.of(lost).map(|share| share.percent(digits)).unwrap_or_default();
    let args = [
        ("shown", Arg::Sum(held, digits)),
        ("lost", Arg::Sum(lost, digits)),
        ("pct", Arg::RoundedPercent(share, digits)),
        ("others", (list.len() - shown.len()).into()),
        ("rest", Arg::Sum(lost.minus(held), digits)),
    ];
    let mut page = Page::of([table.into(), Block::remark(Sentence::say(phrase, args))]);
    // A gap to the median needs at least three units (M9).
    if cohort.counted().nth(2).is_none() {
        page.push(Block::remark(Phrase::WeakNoPeers));
    }
    page
}

/// The table of leaves by lead agency.
pub fn weak_lead_table(cohort: &Cohort, list: &[WeakLead]) -> Table {
    let digits: Digits = cohort.framework().policies().print;
    let columns = [
        Column::place(),
        Column::name(),
        Column::figure(Phrase::ColLeaves),
        Column::figure(Phrase::ColMax),
        Column::figure(Phrase::ColPossible),
        Column::figure(Phrase::ColGot),
        Column::figure(Phrase::ColOpenPoints),
        Column::loss(Phrase::ColLost),
        Column::figure(Phrase::ColShare),
    ];
    let mut table = Table::new(Phrase::WeakLeadTitle, columns);
    for row in list {
        let open = (row.open != PointSum::ZERO).then(|| Cell::points(row.open, digits));
        let share = row.share_of_lost.map(|share| Cell::Ratio(share, digits));
        table.push([
            Cell::count(row.position),
            Cell::Text(lead(&row.lead_names)),
            Cell::count(row.leaves),
            Cell::points(row.max, digits),
            Cell::points(row.possible, digits),
            Cell::points(row.obtained, digits),
            open.unwrap_or_default(),
            Cell::points(row.lost, digits),
            share.unwrap_or_default(),
        ]);
    }
    table
}

/// The lead agencies, or the word for "none".
fn lead(names: &Text) -> Sentence {
    if names.is_empty() { Phrase::None.into() } else { names.into() }
}
