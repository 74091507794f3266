//! Rows and tables of `lost`: lost points by cause, along a grouping.

use crate::analysis::{By, Cause, LossSum, LostUnder};
use crate::ask::parts::causes::{silent, terms};
use crate::ask::parts::listed::{listed, listed_row};
use crate::ask::parts::row::row;
use crate::ask::parts::{by_period, name};
use crate::page::{Cell, Column, Table};
use crate::quantity::PointSum;
use crate::scoring::{Cohort, Scorecard};
use crate::words::Phrase;

row! {
    /// The lost points under one key of a grouping, by cause; with their signs the causes sum to
    /// `lost`. The points are empty for a unit in error or without data; unit and name are empty
    /// for all units together.
    pub struct LostRow {
        pub unit: Option<String>,
        pub name: Option<String>,
        /// The code of a node, the ids of agencies joined by `+`, a unit or a group; `none`;
        /// `total`.
        pub key: String,
        pub lost: Option<PointSum>,
        pub not_met: Option<PointSum>,
        pub cut_1: Option<PointSum>,
        pub cut_2: Option<PointSum>,
        pub missing_evidence: Option<PointSum>,
        pub survey: Option<PointSum>,
        pub missing_report: Option<PointSum>,
        pub not_applicable: Option<PointSum>,
        pub deduction: Option<PointSum>,
        pub bonus: Option<PointSum>,
    }
}

/// The rows of [`lost_by`](crate::analysis::lost_by()), of one unit or of all.
///
/// # Example
/// ```
/// use par_index::analysis::{lost_by, By};
/// use par_index::{framework, read, sample, score_all, Basis, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let card = all.card("sample-commune-01");
/// let rows = view::lost_rows(&lost_by(&all, Some("sample-commune-01"), By::Node)?, card);
/// assert_eq!(rows.last().unwrap().lost.unwrap().to_string(), "21");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn lost_rows(list: &[LostUnder], card: Option<&Scorecard>) -> Vec<LostRow> {
    let unit = card.map(Scorecard::unit);
    // Grouped by year, earlier years may have figures although this one has none.
    let nothing = list.iter().all(|row| row.loss == LossSum::default());
    let known = !nothing || card.is_none_or(|card| !silent(card));
    let rows = list.iter().map(|row| {
        let of = |cause: Cause| known.then(|| row.loss.of(cause));
        LostRow {
            unit: unit.map(|unit| unit.id.clone()),
            name: unit.map(|unit| name(&unit.name)),
            key: row.key.clone(),
            lost: known.then(|| row.loss.total()),
            not_met: of(Cause::NotMet),
            cut_1: of(Cause::Cut1),
            cut_2: of(Cause::Cut2),
            missing_evidence: of(Cause::MissingEvidence),
            survey: of(Cause::Survey),
            missing_report: of(Cause::MissingReport),
            not_applicable: of(Cause::NotApplicable),
            deduction: of(Cause::Deduction),
            bonus: of(Cause::Bonus),
        }
    });
    rows.collect()
}

/// The table for human readers: the points lost under each key, their share of all, and the causes.
pub fn lost_table(cohort: &Cohort, list: &[LostUnder], by: By) -> Table {
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let total = list.last().map(|row| row.loss.total()).unwrap_or_default();
    let title = match by {
        By::Node => Phrase::LostTitleNode,
        By::Lead => Phrase::WeakLeadTitle,
        By::Appraiser => Phrase::LostTitleAppraiser,
        By::Unit => Phrase::LostTitleUnit,
        By::Group => Phrase::LostTitleGroup,
        By::Year => by_period(cohort.period(), Phrase::LostTitleYear, Phrase::LostTitlePeriod),
    };
    let columns = [
        Column::loss(Phrase::ColLost),
        Column::figure(Phrase::ColShare),
        Column::text(Phrase::ColCauses),
    ];
    let mut table = listed(title, by, columns);
    for row in list {
        let lost = row.loss.total();
        if row.loss == LossSum::default() && row.key != "total" {
            continue;
        }
        let share = lost.of(total).map(|share| Cell::Ratio(share, digits));
        let causes = terms(|cause| row.loss.of(cause), digits);
        let cells = [Cell::points(lost, digits), share.unwrap_or_default(), Cell::text(causes)];
        table.push(listed_row(framework, by, (&row.key, &row.name), cells));
    }
    table
}
