//! Rows and tables of `cuts`: what was claimed against what appraisal recognised.

use super::layout::{Row, wrap};
use super::listed::{key_label, listed};
use super::row::row;
use super::{Look, name, percent};
use crate::analysis::{By, CutUnder};
use crate::quantity::{PointSum, Ratio};
use crate::scoring::{Basis, Cohort, Scorecard, State, score};
use crate::words::{Arg, Phrase};

row! {
    /// Claims against appraisal under one key, over leaves that have both; empty for a unit in
    /// error. `self` = `appraised` + `over_claim` + `under_claim`.
    pub struct CutRow {
        pub unit: Option<String>,
        pub name: Option<String>,
        /// A node's code, the ids of appraisers joined by `+`, a unit, a group; `none`; `total`.
        pub key: String,
        pub self_points as "self": Option<PointSum>,
        pub appraised: Option<PointSum>,
        pub over_claim: Option<PointSum>,
        /// Never positive.
        pub under_claim: Option<PointSum>,
    }
}

/// The index of a unit on each basis, in percent at print digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[non_exhaustive]
pub struct CutSummary {
    /// By what the unit gave itself; survey components are left out.
    pub index_self: Option<String>,
    /// By what appraisal recognised; survey components are left out.
    pub index_appraised: Option<String>,
    /// By appraisal and survey.
    pub index_final: Option<String>,
}

/// The rows of [`cuts`](crate::cuts), of one unit or of all.
///
/// # Example
/// ```
/// use par_index::{cuts, framework, read, sample, score_all, Basis, By, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = view::cut_rows(&cuts(&all, None, By::Unit), None);
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

/// The index of a unit on each basis.
pub fn cut_summary(card: &Scorecard) -> CutSummary {
    let digits = card.framework().policies().print;
    let [index_self, index_appraised, index_final] =
        indices(card).map(|index| index.map(|index| percent(index, digits)));
    CutSummary { index_self, index_appraised, index_final }
}

/// By self score, by appraisal, final.
fn indices(card: &Scorecard) -> [Option<Ratio>; 3] {
    [Basis::SelfAssessed, Basis::Appraised, Basis::Final]
        .map(|basis| score(card.framework(), card.assessment(), basis).total().ratio())
}

/// The three indices in one line.
pub(crate) fn cut_line(card: &Scorecard, look: Look) -> String {
    let digits = card.framework().policies().print;
    let [own, appraised, last] = indices(card).map(|index| {
        Arg::Plain(index.map_or(look.dash().to_owned(), |index| look.ratio(index, digits)))
    });
    let args = [("own", own), ("appraised", appraised), ("final", last)];
    look.plain(wrap(&look.say(Phrase::CutIndexes, &args), "   ", "   ") + "\n")
}

/// The same for a person; keys without any claim are left out.
pub fn cut_table(cohort: &Cohort, list: &[CutUnder], by: By, look: Look) -> String {
    let digits = cohort.framework().policies().print;
    let mut grid = listed(4, 3);
    grid.push(Row::head(vec![
        look.word(match by {
            By::Node => Phrase::CutTitleNode,
            By::Lead => Phrase::CutTitleLead,
            By::Appraiser => Phrase::CutTitleAppraiser,
            By::Unit => Phrase::CutTitleUnit,
            By::Group | By::Year => Phrase::CutTitleGroup,
        }),
        look.word(Phrase::ColSelf),
        look.word(Phrase::ColAppraised),
        look.word(Phrase::ColOver),
        look.word(Phrase::ColUnder),
        String::new(),
    ]));
    for row in list {
        let claims = row.claims;
        if claims == crate::analysis::Claims::default() && row.key != "total" {
            continue;
        }
        let node = cohort.framework().node(&row.key).filter(|_| by == By::Node);
        let indent = "  ".repeat(node.map_or(0, |node| node.depth().saturating_sub(1)));
        let code = node.map(|node| format!("{} ", node.code())).unwrap_or_default();
        let label = key_label(&row.key, row.name.get(look.lang), look);
        let signed = |points: PointSum| {
            if points == PointSum::ZERO { String::new() } else { look.sum(points, digits) }
        };
        grid.push(Row::of(vec![
            format!("{indent}{code}{label}"),
            look.sum(claims.claimed, digits),
            look.sum(claims.recognised, digits),
            signed(claims.over),
            signed(claims.under),
            String::new(),
        ]));
    }
    look.plain(grid.text(look))
}
