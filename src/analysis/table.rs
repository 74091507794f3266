//! Units by nodes: the annex of an announcement (*phụ lục công bố kết quả*).

use std::collections::HashMap;
use std::sync::Arc;

use super::cuts::cuts_at;
use super::grading::Graded;
use super::ranking::{rank, rank_at};
use crate::assessment::Unit;
use crate::framework::vocabulary::vocabulary;
use crate::framework::{LeafIx, Node};
use crate::quantity::{Code, PointSum, Points, Ratio};
use crate::scoring::{Basis, Cohort, NodeScore, Scorecard, Slot, State, score};

vocabulary! {
    /// Which nodes have a column.
    TableLevel {
        /// The fields (*lĩnh vực*).
        Field "field",
        /// The criteria (*tiêu chí*), and fields without any.
        Criterion "criterion",
        /// The leaves: whatever is scored itself (*tiêu chí thành phần*).
        Leaf "leaf",
    }
}

vocabulary! {
    /// What stands in the columns of the nodes.
    Figures {
        /// The points obtained.
        Obtained "obtained",
        /// Obtained in percent of possible.
        Ratio "ratio",
        /// The rank at the node alone.
        Rank "rank",
        /// The points lost.
        Lost "lost",
        /// The points the unit gave itself.
        SelfScore "self",
        /// What appraisal took off the claims, less what it added.
        Cut "cut",
    }
}

/// One figure of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Figure {
    /// Points.
    Points(PointSum),
    /// Obtained ÷ possible.
    Ratio(Ratio),
    /// A rank.
    Rank(usize),
}

/// A unit's row: how it stands, its parts, a figure for each node.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TableLine {
    /// The unit.
    pub unit: Arc<Unit>,
    /// Its rank; `None` if it has none.
    pub rank: Option<usize>,
    /// Its grade.
    pub grade: Graded,
    /// The whole.
    pub total: NodeScore,
    /// Points of the leaves that appraisal decides (*điểm thẩm định*).
    pub appraisal: Points,
    /// Points of the leaves that the survey decides (*điểm điều tra xã hội học*).
    pub survey: Points,
    /// The bonus that counts.
    pub bonus: Points,
    /// The deduction that counts, not negative.
    pub deduction: Points,
    /// The rank and the whole of the year before, where it is known.
    pub previous: Option<(Option<usize>, NodeScore)>,
    /// By node; `None` where there is none, as where nothing is reported.
    pub figures: Vec<Option<Figure>>,
}

/// Every unit with its parts and a figure for each node of a level; nodes in framework order, units
/// in the order of the ranking.
///
/// Appraisal, survey and bonus less deduction sum to what was obtained.
///
/// # Example
/// ```
/// use par_index::analysis::{table, Figures, TableLevel};
/// use par_index::{framework, read, sample, score_all, Basis};
///
/// let fw = framework("vn-ministry-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("ministries-2023")?).assessments, Basis::Final);
/// let (nodes, lines) = table(&all, TableLevel::Field, Figures::Obtained);
/// assert_eq!((nodes.len(), lines.len()), (2, 17));
/// assert_eq!(lines[0].appraisal.to_string(), "61.86");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn table(cohort: &Cohort, level: TableLevel, figures: Figures) -> (Vec<Code>, Vec<TableLine>) {
    let framework = cohort.framework();
    let nodes: Vec<&Node> = framework
        .nodes()
        .iter()
        .filter(|node| match level {
            TableLevel::Field => node.depth() == 1,
            TableLevel::Criterion => node.is_criterion(),
            TableLevel::Leaf => node.leaf().is_some(),
        })
        .collect();
    let codes: Vec<Code> = nodes.iter().map(|node| node.code().clone()).collect();
    let ranks: Vec<HashMap<String, usize>> = match figures {
        Figures::Rank => codes.iter().map(|code| ranks_at(cohort, code)).collect(),
        _ => Vec::new(),
    };
    let ranking = rank(cohort);
    let now = cohort;
    let previous = cohort.previous().map(|cohort| (rank(cohort), cohort));
    let lines = ranking.rows().iter().filter_map(|standing| {
        let card = cohort.card(&standing.unit.id)?;
        let figures = if matches!(card.state(), State::InError | State::NotReported) {
            vec![None; codes.len()]
        } else {
            match figures {
                Figures::Rank => {
                    let own = ranks.iter().map(|ranks| ranks.get(&standing.unit.id).copied());
                    own.map(|rank| rank.map(Figure::Rank)).collect()
                }
                Figures::Cut => {
                    let cuts = cuts_at(card, &nodes).into_iter();
                    cuts.map(|cut| cut.map(Figure::Points)).collect()
                }
                Figures::SelfScore => {
                    let own = score(framework, card.assessment(), Basis::SelfAssessed);
                    codes.iter().map(|code| points_at(&own, code, NodeScore::obtained)).collect()
                }
                Figures::Obtained => {
                    codes.iter().map(|code| points_at(card, code, NodeScore::obtained)).collect()
                }
                Figures::Lost => {
                    codes.iter().map(|code| points_at(card, code, NodeScore::lost)).collect()
                }
                Figures::Ratio => codes
                    .iter()
                    .map(|code| card.node(code.as_str())?.ratio().map(Figure::Ratio))
                    .collect(),
            }
        };
        let part = |survey: bool| {
            let leaves = (0..framework.leaf_count()).map(LeafIx);
            leaves
                .filter(|leaf| framework.leaf_at(*leaf).is_survey() == survey)
                .map(|leaf| card.tally(Slot::Node(framework.leaf_ix(leaf))).obtained)
                .fold(Points::ZERO, Points::plus)
        };
        Some(TableLine {
            unit: Arc::clone(&standing.unit),
            rank: standing.rank,
            grade: standing.grade.clone(),
            total: card.total(),
            appraisal: part(false),
            survey: part(true),
            bonus: card.tally(Slot::Bonus).obtained,
            deduction: card.tally(Slot::Deduction).lost,
            previous: previous.as_ref().and_then(|(ranking, cohort)| {
                let card = now.card_in(cohort, &standing.unit.id)?;
                let rank = ranking.of(&standing.unit.id).and_then(|row| row.rank);
                Some((rank, card.total()))
            }),
            figures,
        })
    });
    let lines = lines.collect();
    (codes, lines)
}

fn ranks_at(cohort: &Cohort, code: &Code) -> HashMap<String, usize> {
    let ranking = rank_at(cohort, code.as_str());
    let rows = ranking.rows().iter();
    rows.filter_map(|row| Some((row.unit.id.clone(), row.rank?))).collect()
}

/// The points of a node that has any; none where nothing counts or all of it waits.
fn points_at(card: &Scorecard, code: &Code, of: impl Fn(&NodeScore) -> Points) -> Option<Figure> {
    let node = card.node(code.as_str())?;
    let counts = matches!(node.state(), State::Scored | State::Complete | State::Open)
        // Under the policies of the ruler these have points too.
        || (node.possible().is_positive() && node.open() == Points::ZERO);
    counts.then(|| Figure::Points(of(&node).into()))
}
