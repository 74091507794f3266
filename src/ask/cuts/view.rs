//! Rows and tables of `cuts`: points claimed against points that appraisal recognised.

use crate::analysis::{By, Claims, CutUnder};
use crate::ask::parts::listed::{listed, listed_row};
use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent};
use crate::page::{Cell, Column, Table};
use crate::quantity::{PointSum, Ratio};
use crate::scoring::{Basis, Cohort, Scorecard, State, score};
use crate::words::{Arg, Phrase, Sentence};

row! {
    /// The claimed and the appraised points under one key, over leaves that have both; empty for a
    /// unit in error. `self` = `appraised` + `over_claim` + `under_claim`.
    pub struct CutRow {
        pub unit: Option<String>,
        pub name: Option<String>,
        /// The code of a node, the ids of agencies joined by `+`, a unit or a group; `none`;
        /// `total`.
        pub key: String,
        pub self_points as "self": Option<PointSum>,
        pub appraised: Option<PointSum>,
        pub over_claim: Option<PointSum>,
        /// The points claimed too little: zero or negative.
        pub under_claim: Option<PointSum>,
    }
}

/// The index of a unit on each basis, in percent at print digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CutSummary {
    /// The index by the unit's self scores; survey components are left out.
    pub index_self: Option<String>,
    /// The index by the appraised scores; survey components are left out.
    pub index_appraised: Option<String>,
    /// The index by appraisal and survey.
    pub index_final: Option<String>,
}

/// The rows of [`cuts`](crate::analysis::cuts()), of one unit or of all.
///
/// # Example
/// ```
/// use par_index::analysis::{cuts, By};
/// use par_index::{framework, read, sample, score_all, Basis, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = view::cut_rows(&cuts(&all, None, By::Unit)?, None);
/// assert_eq!(rows.last().unwrap().key, "total");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn cut_rows(list: &[CutUnder], card: Option<&Scorecard>) -> Vec<CutRow> {
    let unit = card.map(Scorecard::unit);
    let known = card.is_none_or(|card| card.state() != State::InError);
    let rows = list.iter().map(|row| {
        let number = |points: PointSum| known.then_some(points);
        CutRow {
            unit: unit.map(|unit| unit.id.clone()),
            name: unit.map(|unit| name(&unit.name)),
            key: row.key.clone(),
            self_points: number(row.claims.claimed),
            appraised: number(row.claims.recognised),
            over_claim: number(row.claims.over),
            under_claim: number(row.claims.under),
        }
    });
    rows.collect()
}

/// The index of a unit on each of the three bases.
pub fn cut_summary(card: &Scorecard) -> CutSummary {
    let digits = card.framework().policies().print;
    let [index_self, index_appraised, index_final] =
        indices(card).map(|index| index.map(|index| percent(index, digits)));
    CutSummary { index_self, index_appraised, index_final }
}

/// The indices by self score, by appraisal, and final.
fn indices(card: &Scorecard) -> [Option<Ratio>; 3] {
    [Basis::SelfAssessed, Basis::Appraised, Basis::Final]
        .map(|basis| score(card.framework(), card.assessment(), basis).total().ratio())
}

/// The three indices of a unit in one line.
pub(crate) fn cut_line(card: &Scorecard) -> Sentence {
    let digits = card.framework().policies().print;
    let index =
        |index: Option<Ratio>| index.map_or("—".into(), |index| Arg::Ratio(index, digits));
    let [own, appraised, last] = indices(card).map(index);
    let args = [("own", own), ("appraised", appraised), ("final", last)];
    Sentence::say(Phrase::CutIndexes, args)
}

/// The table of claims for human readers; keys without any claim are left out.
pub fn cut_table(cohort: &Cohort, list: &[CutUnder], by: By) -> Table {
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let title = match by {
        By::Node => Phrase::CutTitleNode,
        By::Lead => Phrase::CutTitleLead,
        By::Appraiser => Phrase::CutTitleAppraiser,
        By::Unit => Phrase::CutTitleUnit,
        By::Group | By::Year => Phrase::CutTitleGroup,
    };
    let columns = [
        Column::figure(Phrase::ColSelf),
        Column::figure(Phrase::ColAppraised),
        Column::loss(Phrase::ColOver),
        Column::figure(Phrase::ColUnder),
    ];
    let mut table = listed(title, by, columns);
    for row in list {
        let claims = row.claims;
        if claims == Claims::default() && row.key != "total" {
            continue;
        }
        let some = |points: PointSum| match points {
            PointSum::ZERO => Cell::Empty,
            points => Cell::points(points, digits),
        };
        let cells = [
            Cell::points(claims.claimed, digits),
            Cell::points(claims.recognised, digits),
            some(claims.over),
            some(claims.under),
        ];
        table.push(listed_row(framework, by, (&row.key, &row.name), cells));
    }
    table
}
