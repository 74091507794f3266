//! Rows and tables of `lost`: lost points by cause, along a grouping.

use super::layout::{Row, wrap_pieces};
use super::listed::{key_label, listed};
use super::row::row;
use super::{Look, name};
use crate::analysis::{By, Cause, Loss, LossSum, LostUnder};
use crate::quantity::{Digits, PointSum, Points};
use crate::scoring::{Cohort, Scorecard, State};
use crate::words::{Arg, Phrase};

row! {
    /// Lost points under one key of a grouping, by cause; signed, the causes sum to `lost`. Empty
    /// for a unit in error or silent; unit and name are empty over all units.
    pub struct LostRow {
        pub unit: Option<String>,
        pub name: Option<String>,
        /// A node's code, the ids of agencies joined by `+`, a unit, a group; `none`; `total`.
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

/// The rows of [`lost_by`](crate::lost_by), of one unit or of all.
///
/// # Example
/// ```
/// use par_index::{framework, lost_by, read, sample, score_all, Basis, By, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let card = all.card("sample-commune-01");
/// let rows = view::lost_rows(&lost_by(&all, Some("sample-commune-01"), By::Node), card);
/// assert_eq!(rows.last().unwrap().lost.unwrap().to_string(), "21");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn lost_rows(list: &[LostUnder], card: Option<&Scorecard>) -> Vec<LostRow> {
    let unit = card.map(Scorecard::unit);
    // By year the others may hold what this one does not.
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

/// Whether nothing can be said of a unit's losses.
pub(crate) fn silent(card: &Scorecard) -> bool {
    matches!(card.state(), State::InError | State::NotReported)
}

/// The same for a person: what was lost under each key, its part, and the causes in words.
pub fn lost_table(cohort: &Cohort, list: &[LostUnder], by: By, look: Look) -> String {
    let digits = cohort.framework().policies().print;
    let total = list.last().map(|row| row.loss.total()).unwrap_or_default();
    let mut grid = listed(2, 1);
    grid.push(Row::head(vec![
        look.word(match by {
            By::Node => Phrase::LostTitleNode,
            By::Lead => Phrase::WeakLeadTitle,
            By::Appraiser => Phrase::LostTitleAppraiser,
            By::Unit => Phrase::LostTitleUnit,
            By::Group => Phrase::LostTitleGroup,
            By::Year => Phrase::LostTitleYear,
        }),
        look.word(Phrase::ColLost),
        look.word(Phrase::ColShare),
        look.word(Phrase::ColCauses),
    ]));
    for row in list {
        let lost = row.loss.total();
        if row.loss == LossSum::default() && row.key != "total" {
            continue;
        }
        let node = cohort.framework().node(&row.key).filter(|_| by == By::Node);
        let indent = "  ".repeat(node.map_or(0, |node| node.depth().saturating_sub(1)));
        let code = node.map(|node| format!("{} ", node.code())).unwrap_or_default();
        let label = key_label(&row.key, row.name.get(look.lang), look);
        grid.push(Row::of(vec![
            format!("{indent}{code}{label}"),
            look.sum(lost, digits),
            lost.of(total).map(|share| look.ratio(share, digits)).unwrap_or_default(),
            cause_lines(&row.loss, look, digits),
        ]));
    }
    look.plain(grid.text(look))
}

/// The causes in words, two to a line.
fn cause_lines(loss: &LossSum, look: Look, digits: Digits) -> String {
    let causes = Cause::ALL.iter().filter(|cause| loss.of(**cause) != PointSum::ZERO);
    let terms: Vec<String> = causes
        .enumerate()
        .map(|(n, cause)| {
            let points = loss.of(*cause);
            let negative = points < PointSum::ZERO;
            let size = if negative { PointSum::ZERO.minus(points) } else { points };
            let sign = match (n, negative) {
                (0, false) => "",
                (_, false) => "+ ",
                (_, true) => "− ",
            };
            let word = cause.signed_phrase(negative);
            format!("{sign}{} {}", word.word(look.lang), look.sum(size, digits))
        })
        .collect();
    terms.chunks(2).map(|pair| pair.join(" ")).collect::<Vec<String>>().join("\n")
}

/// `Lost 21.00 = not met 10.16 + cut at appraisal 6.10 − restored 1.00`, broken between causes.
pub(super) fn causes(
    loss: &Loss,
    look: Look,
    digits: Digits,
    phrase: Phrase,
    indent: &str,
) -> String {
    let lost = Arg::Rounded(loss.total(), digits);
    let mut pieces = vec![look.say(phrase, &[("lost", lost)])];
    for cause in Cause::ALL {
        let points = loss.of(*cause);
        if points == Points::ZERO {
            continue;
        }
        let negative = points < Points::ZERO;
        let size = if negative { Points::ZERO.minus(points) } else { points };
        let term =
            format!("{} {}", cause.phrase(points).word(look.lang), look.points(size, digits));
        pieces.push(match (pieces.len(), negative) {
            (1, false) => term,
            (_, false) => format!("+ {term}"),
            (_, true) => format!("− {term}"),
        });
    }
    wrap_pieces(pieces.iter().map(String::as_str), indent, &format!("{indent}  "))
}
