//! Rows of `lost`: the ledger of one card, node by node.

use super::layout::wrap_pieces;
use super::row::row;
use super::{Look, name};
use crate::analysis::{Cause, Ledger, Loss};
use crate::quantity::{Digits, Points};
use crate::scoring::State;
use crate::words::{Arg, Phrase};

row! {
    /// Lost points of one node by cause; signed, the causes sum to `lost`. Empty for a unit in error.
    pub struct LostRow {
        pub unit: String,
        pub name: String,
        /// The code of the node, or `total`.
        pub key: String,
        pub lost: Option<Points>,
        pub not_met: Option<Points>,
        pub cut_1: Option<Points>,
        pub cut_2: Option<Points>,
        pub missing_evidence: Option<Points>,
        pub survey: Option<Points>,
        pub missing_report: Option<Points>,
        pub not_applicable: Option<Points>,
        pub deduction: Option<Points>,
        pub bonus: Option<Points>,
    }
}

/// The ledger of a card at every node, then bonus, deduction, total.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, ledger, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = view::lost_rows(&ledger(all.card("sample-commune-01").unwrap()));
/// assert_eq!(rows.last().unwrap().lost.unwrap().to_string(), "21");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn lost_rows(ledger: &Ledger) -> Vec<LostRow> {
    let unit = ledger.card().unit();
    let known = ledger.card().state() != State::InError;
    let number = |points: Points| known.then_some(points);
    let rows = ledger.card().nodes().filter_map(|score| {
        let loss = ledger.node(score.code().as_str())?;
        Some(LostRow {
            unit: unit.id.clone(),
            name: name(&unit.name),
            key: score.code().to_string(),
            lost: number(loss.total()),
            not_met: number(loss.not_met),
            cut_1: number(loss.cut_1),
            cut_2: number(loss.cut_2),
            missing_evidence: number(loss.missing_evidence),
            survey: number(loss.survey),
            missing_report: number(loss.missing_report),
            not_applicable: number(loss.not_applicable),
            deduction: number(loss.deduction),
            bonus: number(loss.bonus),
        })
    });
    rows.collect()
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
