//! Rows and tables of `weak`: where the points were lost, who answers, and why.

use super::index::named;
use super::layout::{Grid, Row, left, right, wrap};
use super::look::Look;
use super::row::row;
use super::{name, percent};
use crate::analysis::{Order, PooledLeaf, WeakLead, WeakList};
use crate::assessment::Unit;
use crate::quantity::{Digits, PointSum, Points, Ratio};
use crate::scoring::Cohort;
use crate::words::{Arg, Lang, Phrase};

row! {
    /// One weak leaf of one unit, or of all units together; then unit and name are empty.
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
        /// Points below the median of the block's units scored at the leaf.
        pub peer_gap: Option<Points>,
        /// Points below the best of them.
        pub best_gap: Option<Points>,
        /// Years weak in a row, up to this one.
        pub repeats: Option<usize>,
        pub survey: bool,
        pub why: String,
    }
}

row! {
    /// The leaves of one list of leads together: possible − obtained − open = lost.
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
        /// What was possible at these leaves; the rows sum to the units' possible points.
        pub possible: PointSum,
        /// What waits for a value.
        pub open: PointSum,
    }
}

/// The rows of a weak list in its order; reasons in English, as results never depend on language.
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

/// The rows of leaves by lead, of one unit or of all.
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

/// The first `top` rows of a unit's list as a table, with the part of the loss they hold.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, weak, view, Order};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let list = weak(&all, "sample-commune-01", Order::Attainment);
/// let table = view::weak_table(&all, &list, Order::Attainment, 3, view::Look::default());
/// assert!(table.starts_with("WEAKEST, BY ATTAINMENT"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn weak_table(
    cohort: &Cohort,
    list: &WeakList,
    order: Order,
    top: usize,
    look: Look,
) -> String {
    let rows: Vec<PooledLeaf> = list.iter().map(PooledLeaf::from).collect();
    let shown = rows.get(..top.min(rows.len())).unwrap_or_default();
    pooled_table(cohort, shown, &rows, (order, list.lost().into()), look)
}

/// The same of any rows of a list, over all units too; what all leaves lost stands beside the order.
pub fn pooled_table(
    cohort: &Cohort,
    shown: &[PooledLeaf],
    list: &[PooledLeaf],
    (order, lost): (Order, PointSum),
    look: Look,
) -> String {
    let digits = cohort.framework().policies().print;
    let framework = cohort.framework();
    let heading = match order {
        Order::PointsLost => named(framework, Phrase::WeakTitle, Phrase::WeakTitlePapi),
        Order::Attainment => {
            named(framework, Phrase::WeakTitleAttainment, Phrase::WeakTitleAttainmentPapi)
        }
        Order::PeerGap => Phrase::WeakTitlePeerGap,
        Order::Repeat => Phrase::WeakTitleRepeat,
    };
    // What the order goes by, where neither points nor their ratio say it.
    let key = match order {
        Order::PeerGap => Some(Phrase::ColGap),
        Order::Repeat => Some(Phrase::ColYears),
        Order::PointsLost | Order::Attainment => None,
    };
    let mut head = vec![look.word(heading), look.word(Phrase::ColMax), look.word(Phrase::ColLost)];
    head.extend(key.map(|key| look.word(key)));
    head.extend([Phrase::ColLead, Phrase::ColWhy].map(|column| look.word(column)));
    let mut columns = vec![left(30, 35).behind(9), right(5), right(5).red()];
    columns.extend(key.map(|_| right(5)));
    columns.extend([left(6, 15), left(4, 60)]);
    let mut grid = Grid::new(columns);
    grid.push(Row::head(head));
    for row in shown {
        let mut line = vec![
            format!("{:>2} {:<5} {}", row.position, row.code.as_str(), row.short.get(look.lang)),
            look.sum(row.max, digits),
            look.sum(row.lost, digits),
        ];
        if key.is_some() {
            let cell = match order {
                Order::PeerGap => row.peer_gap.map(|gap| look.points(gap, digits)),
                _ => row.repeats.map(|years| years.to_string()),
            };
            line.push(cell.unwrap_or_else(|| look.dash().to_owned()));
        }
        line.push(lead(row.lead_names.get(look.lang), look));
        line.push(row.why.get(look.lang).to_owned());
        grid.push(Row::of(line));
    }
    let mut out = grid.text(look);
    let sum = |rows: &[PooledLeaf]| -> PointSum { rows.iter().map(|row| row.lost).sum() };
    let held = sum(shown);
    let phrase = match list.len() > shown.len() {
        // By gap not every leaf that lost points is in the list.
        _ if sum(list) != lost => Phrase::WeakHeld,
        true => Phrase::WeakSum,
        false => Phrase::WeakAll,
    };
    let share = held.of(lost).map(|share| share.percent(digits)).unwrap_or_default();
    let args = [
        ("shown", look.sum(held, digits).into()),
        ("lost", look.sum(lost, digits).into()),
        ("pct", Arg::RoundedPercent(share, digits)),
        ("others", (list.len() - shown.len()).into()),
        ("rest", look.sum(lost.minus(held), digits).into()),
    ];
    out += &(wrap(&look.say(phrase, &args), "   ", "   ") + "\n");
    // A gap to the median takes three units (M9).
    if cohort.counted().nth(2).is_none() {
        out += &(wrap(&look.word(Phrase::WeakNoPeers), "   ", "   ") + "\n");
    }
    look.plain(out)
}

/// Leaves by lead agency as a table.
pub fn weak_lead_table(cohort: &Cohort, list: &[WeakLead], look: Look) -> String {
    let digits: Digits = cohort.framework().policies().print;
    let columns = [
        left(30, 45).behind(3),
        right(6),
        right(6),
        right(6),
        right(6),
        right(5),
        right(6).red(),
        right(8),
    ];
    let mut grid = Grid::new(columns);
    grid.push(Row::head(vec![
        look.word(Phrase::WeakLeadTitle),
        look.word(Phrase::ColLeaves),
        look.word(Phrase::ColMax),
        look.word(Phrase::ColPossible),
        look.word(Phrase::ColGot),
        look.word(Phrase::ColOpenPoints),
        look.word(Phrase::ColLost),
        look.word(Phrase::ColShare),
    ]));
    for row in list {
        grid.push(Row::of(vec![
            format!("{:>2} {}", row.position, lead(row.lead_names.get(look.lang), look)),
            row.leaves.to_string(),
            look.sum(row.max, digits),
            look.sum(row.possible, digits),
            look.sum(row.obtained, digits),
            if row.open == PointSum::ZERO { String::new() } else { look.sum(row.open, digits) },
            look.sum(row.lost, digits),
            row.share_of_lost.map(|share| look.ratio(share, digits)).unwrap_or_default(),
        ]));
    }
    look.plain(grid.text(look))
}

fn lead(names: &str, look: Look) -> String {
    if names.is_empty() { look.word(Phrase::None) } else { names.to_owned() }
}
