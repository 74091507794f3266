//! The page of one unit: headline, fields, ranking, weakest criteria, first repairs.

use crate::analysis::{Order, rank, weak};
use crate::ask::parts::causes::silent;
use crate::ask::parts::fields::fields_page;
use crate::ask::parts::headline::headline;
use crate::ask::rank::view::mean_remark;
use crate::ask::rank::view::rank_table;
use crate::ask::weak::view::weak_page;
use crate::ask::what_if::view::what_if_page;
use crate::page::Page;
use crate::remediation::what_if;
use crate::scoring::Cohort;

/// The most weak rows that a page shows; `REPAIRED` is how many of them it proposes to repair.
const WEAKEST: usize = 10;
const REPAIRED: usize = 3;

/// The page of a unit: what officials look for first, in the order in which they look for it.
///
/// Empty for an unknown unit.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, view, Basis, Lang};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
/// let page = view::unit_page(&all, "sample-commune-01").text(look);
/// assert!(page.contains("Chỉ số 78,79%     hạng 7/11     xếp loại Khá"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn unit_page(cohort: &Cohort, unit: &str) -> Page {
    let Some(card) = cohort.card(unit) else { return Page::default() };
    let ranking = rank(cohort);
    let mut table = Page::from(rank_table(cohort, &ranking, unit));
    if let Some(remark) = mean_remark(cohort, &ranking).filter(|_| ranking.ranked() > 1) {
        table.push(remark);
    }
    let page = headline(cohort, unit).and(fields_page(cohort, unit)).and(table);
    if silent(card) {
        return page;
    }
    let weakest = weak(cohort, unit, Order::PointsLost);
    let page = page.and(weak_page(cohort, &weakest, Order::PointsLost, WEAKEST));
    let repairs = weakest.repair_first(REPAIRED);
    if repairs.steps.is_empty() {
        return page;
    }
    let after = what_if(cohort, unit, &repairs.steps);
    page.and(what_if_page(cohort, &after, &repairs.positions, !repairs.skipped.is_empty()))
}
