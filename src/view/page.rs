//! The page of one unit: headline, fields, ranking, weakest criteria, first repairs.

use super::ranking::mean_remark;
use super::{fields_table, headline, rank_table, weak_page, what_if_table};
use crate::analysis::{Order, rank, weak};
use crate::page::Page;
use crate::remediation::what_if;
use crate::render::Look;
use crate::scoring::{Cohort, State};

/// How many weak rows a page shows, and how many of them it repairs.
const WEAKEST: usize = 10;
const REPAIRED: usize = 3;

/// Everything an official looks for first about one unit, in the order of looking.
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
/// let page = view::page(&all, "sample-commune-01", look);
/// assert!(page.contains("Chỉ số 78,79%     hạng 7/11     xếp loại Khá"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn page(cohort: &Cohort, unit: &str, look: Look) -> String {
    let Some(card) = cohort.card(unit) else { return String::new() };
    let ranking = rank(cohort);
    let mut parts = vec![headline(cohort, unit, look), fields_table(cohort, unit, look)];
    let mut table = Page::of([rank_table(cohort, &ranking, unit).into()]);
    if let Some(remark) = mean_remark(cohort, &ranking).filter(|_| ranking.ranked() > 1) {
        table.push(remark);
    }
    parts.push(table.text(look));
    if !matches!(card.state(), State::InError | State::NotReported) {
        let weakest = weak(cohort, unit, Order::PointsLost);
        parts.push(weak_page(cohort, &weakest, Order::PointsLost, WEAKEST).text(look));
        let repairs = weakest.repair_first(REPAIRED);
        if !repairs.steps.is_empty() {
            let after = what_if(cohort, unit, &repairs.steps);
            parts.push(what_if_table(
                cohort,
                &after,
                &repairs.positions,
                !repairs.skipped.is_empty(),
                look,
            ));
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}
