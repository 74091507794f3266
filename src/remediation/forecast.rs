//! [`forecast`]: where a unit would stand if the year ended on a given day.

use crate::analysis::counted_facts;
use crate::assessment::Unit;
use crate::day::Day;
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::LeafIx;
use crate::period::Period;
use crate::quantity::{Code, Percent, Points};
use crate::scoring::{Basis, Cohort, Mark, NodeScore, Slot, State, score};
use crate::words::{Phrase, Text};

/// A whole below this number is small: one item more or less changes the share by more than ten
/// percentage points.
const SMALL: i32 = 10;

/// Where a unit would stand if the year ended on a day.
///
/// A stored forecast does not name the data it was made from, so it is not checked against any when
/// read back. Keep the assessments with it, or keep a sealed [`Reply`](crate::reply::Reply).
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub struct Forecast {
    /// The unit of the forecast; `None` where it is unknown.
    pub unit: Option<Unit>,
    /// The period that the assessments are about.
    pub period: Option<Period>,
    /// The day on which the year is taken to end.
    pub on: Day,
    /// Which assessment stages count.
    pub basis: Basis,
    /// The five numbers of the whole unit on that day.
    pub total: Option<NodeScore>,
    /// The points not yet won: those lost as of the day, and the open ones.
    pub at_risk: Points,
    /// The number of stages dated after the day, which do not count.
    pub later: usize,
    /// The number of stages without a date, which count.
    pub undated: usize,
    /// The leaves that count, in framework order.
    pub leaves: Vec<ForecastLeaf>,
    /// What is wrong with the call or the unit.
    pub findings: Vec<Finding>,
}

/// Where one leaf stands on that day.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ForecastLeaf {
    /// The code of the leaf.
    pub code: Code,
    /// The ids of the leads of the leaf, joined by `+`.
    pub lead: String,
    /// The five numbers and the state of the leaf.
    pub score: NodeScore,
    /// The points that the leaf has not yet won: lost or open.
    pub at_risk: Points,
    /// For a share, how much was done and out of how much.
    pub done: Option<(Points, Points)>,
    /// The least whole number of further items for full points; `None` where no number is enough or
    /// nothing can be counted.
    pub needed: Option<Points>,
    /// What is still needed for full points, in a few words.
    pub needed_text: Text,
    /// How far one item moves the share, where the whole is smaller than ten.
    pub swing: Option<Percent>,
}

/// The forecast of a unit on a day: stages dated after the day are set aside, undated ones count.
///
/// If no basis is given, the basis is *final* where anything has been appraised or surveyed by that
/// day, otherwise *self*; one stage never replaces another.
///
/// # Example
/// ```
/// use par_index::remediation::forecast;
/// use par_index::{framework, read, sample, score_all, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let now = forecast(&all, "sample-commune-01", "2024-01-12".parse().unwrap(), None);
/// let total = now.total.unwrap();
/// assert!(total.open().is_positive() && now.later > 0);
/// assert_eq!(now.at_risk, total.lost().checked_add(total.open()).unwrap());
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn forecast(cohort: &Cohort, unit: &str, on: Day, basis: Option<Basis>) -> Forecast {
    let mut out = Forecast {
        unit: None,
        period: cohort.period(),
        on,
        basis: basis.unwrap_or(Basis::SelfAssessed),
        total: None,
        at_risk: Points::ZERO,
        later: 0,
        undated: 0,
        leaves: Vec::new(),
        findings: Vec::new(),
    };
    let card = match cohort.card_named(unit) {
        Ok(card) => card,
        Err(finding) => {
            out.findings.push(*finding);
            return out;
        }
    };
    out.unit = Some(card.unit().clone());
    if card.state() == State::InError {
        let place = Place::unit(&card.unit().id, &card.unit().name);
        out.findings.push(Finding::new(FindingCode::UnitInError, place).found(unit));
        return out;
    }
    let until = card.assessment().until(on);
    (out.later, out.undated) = (until.later, until.undated);
    if basis.is_none() && until.recognised {
        out.basis = Basis::Final;
    }
    let framework = cohort.framework();
    let card = score(framework, &until.assessment, out.basis);
    let total = card.total();
    out.at_risk = total.lost().plus(total.open());
    out.total = Some(total);
    for leaf in (0..framework.leaf_count()).map(LeafIx) {
        let node = framework.leaf_at(leaf);
        let score = card.slot(Slot::Node(framework.leaf_ix(leaf)));
        if matches!(card.mark_at(leaf), Mark::LeftOut) {
            continue;
        }
        let mut row = ForecastLeaf {
            code: node.code().clone(),
            lead: node.lead_key(),
            at_risk: score.lost().plus(score.open()),
            score,
            done: None,
            needed: None,
            needed_text: Text::default(),
            swing: None,
        };
        if let (Some(facts), Some(rule)) =
            (counted_facts(&card, leaf), node.leaf().map(crate::framework::Leaf::rule))
        {
            row.done = facts.done.zip(facts.of);
            let scale = framework.scale(node);
            row.needed = rule.needed(&facts);
            let most = rule.best_with(scale, Some(&facts));
            // The text counts items in the same way as `needed`: up to the threshold of the rule.
            let aim = rule.missing_to_best(&facts, scale).or_else(|| rule.aim(most));
            row.needed_text = aim.filter(|_| row.at_risk.is_positive()).unwrap_or_default();
            // A leaf scored at the unit above can only be improved there, and the text says so.
            if let Some(above) = card.assessment().taken_from(node.code().as_str())
                && !row.needed_text.is_empty()
            {
                let args = [("why", row.needed_text.into()), ("unit", above.name.clone().into())];
                row.needed_text = Phrase::WhyAbove.text(&args);
            }
            let small = row.done.filter(|(_, of)| *of < Points::whole(SMALL));
            row.swing = small.and_then(|_| rule.swing(&facts));
        }
        out.leaves.push(row);
    }
    out
}
