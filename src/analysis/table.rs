//! A table of units by nodes: the annex of an announcement (*phụ lục công bố kết quả*).

use std::collections::HashMap;
use std::sync::Arc;

use super::cuts::cuts_at;
use super::grading::Graded;
use super::ranking::{Ranking, Standing, rank, rank_at};
use crate::assessment::Unit;
use crate::framework::vocabulary::vocabulary;
use crate::framework::{LeafIx, Node};
use crate::quantity::{Code, PointSum, Points, Ratio};
use crate::scoring::{Basis, Cohort, NodeScore, Scorecard, Slot, State, score};

vocabulary! {
    /// The level of the framework whose nodes are the columns.
    TableLevel {
        /// One column for each field (*lĩnh vực*).
        Field "field",
        /// The criteria (*tiêu chí*), and the fields that have none.
        Criterion "criterion",
        /// The leaves: every node that is scored itself (*tiêu chí thành phần*).
        Leaf "leaf",
    }
}

vocabulary! {
    /// The kind of number in the columns of the nodes.
    Figures {
        /// The points obtained.
        Obtained "obtained",
        /// The points obtained, in percent of those possible.
        Ratio "ratio",
        /// The unit's rank at that node alone.
        Rank "rank",
        /// The points lost.
        Lost "lost",
        /// The points the unit gave itself.
        SelfScore "self",
        /// The points that appraisal took off the claims, minus those it added.
        Cut "cut",
    }
}

/// One figure in a table of units by nodes.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Figure {
    /// A number of points.
    Points(PointSum),
    /// The ratio of obtained to possible points.
    Ratio(Ratio),
    /// A rank.
    Rank(usize),
}

/// The row of one unit: rank, grade, parts of the total, and one figure for each node.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TableLine {
    /// The unit of this row.
    pub unit: Arc<Unit>,
    /// The unit's rank; `None` if it has none.
    pub rank: Option<usize>,
    /// The unit's grade.
    pub grade: Graded,
    /// The unit's total score.
    pub total: NodeScore,
    /// Points of the leaves that are not scored by the survey (*điểm thẩm định*).
    pub appraisal: Points,
    /// Points of the leaves that are scored by the survey (*điểm điều tra xã hội học*).
    pub survey: Points,
    /// The bonus that counts, after its cap.
    pub bonus: Points,
    /// The deduction that counts, after its cap; not negative.
    pub deduction: Points,
    /// The rank and total score of the year before, where known.
    pub previous: Option<(Option<usize>, NodeScore)>,
    /// One figure for each node; `None` where the unit has none, for example because it reported
    /// nothing.
    pub figures: Vec<Option<Figure>>,
}

/// Every unit with its parts and one figure for each node of a level. Nodes stand in framework
/// order, units in the order of the ranking.
///
/// The points from appraisal and survey, plus the bonus, minus the deduction, are the points
/// obtained.
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
    let lines = TableLines::of(cohort.clone(), level, figures);
    let all = lines.iter().collect();
    (lines.codes, all)
}

/// The lines of a table, each made only when it is asked for: with many units and components the
/// table is larger than all the data from which it is made.
#[derive(Debug)]
pub(crate) struct TableLines {
    pub(crate) cohort: Cohort,
    pub(crate) codes: Vec<Code>,
    figures: Figures,
    /// For each node the rank of each unit; filled only if the figures are ranks.
    ranks: Vec<HashMap<String, usize>>,
    ranking: Ranking,
    previous: Option<Ranking>,
}

impl TableLines {
    pub(crate) fn of(cohort: Cohort, level: TableLevel, figures: Figures) -> TableLines {
        let nodes = cohort.framework().nodes().iter().filter(|node| match level {
            TableLevel::Field => node.depth() == 1,
            TableLevel::Criterion => node.is_criterion(),
            TableLevel::Leaf => node.leaf().is_some(),
        });
        let codes: Vec<Code> = nodes.map(|node| node.code().clone()).collect();
        let ranks = match figures {
            Figures::Rank => codes.iter().map(|code| ranks_at(&cohort, code)).collect(),
            _ => Vec::new(),
        };
        let ranking = rank(&cohort);
        let previous = cohort.previous().map(rank);
        TableLines { cohort, codes, figures, ranks, ranking, previous }
    }

    /// How many units have a line, and how many of these have a rank.
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.ranking.rows().len(), self.ranking.ranked())
    }

    /// The lines in the order of the ranking.
    pub(crate) fn iter(&self) -> impl Iterator<Item = TableLine> + '_ {
        let framework = self.cohort.framework();
        let nodes: Vec<&Node> =
            self.codes.iter().filter_map(|code| framework.node(code.as_str())).collect();
        let rows = self.ranking.rows().iter();
        rows.filter_map(move |standing| self.line(standing, &nodes))
    }

    fn line(&self, standing: &Standing, nodes: &[&Node]) -> Option<TableLine> {
        let framework = self.cohort.framework();
        let card = &self.cohort.card(&standing.unit.id)?.for_a_look();
        let part = |survey: bool| {
            let leaves = (0..framework.leaf_count()).map(LeafIx);
            leaves
                .filter(|leaf| framework.leaf_at(*leaf).is_survey() == survey)
                .map(|leaf| card.tally(Slot::Node(framework.leaf_ix(leaf))).obtained)
                .fold(Points::ZERO, Points::plus)
        };
        let previous = self.previous.as_ref().zip(self.cohort.previous());
        Some(TableLine {
            unit: Arc::clone(&standing.unit),
            rank: standing.rank,
            grade: standing.grade.clone(),
            total: card.total(),
            appraisal: part(false),
            survey: part(true),
            bonus: card.tally(Slot::Bonus).obtained,
            deduction: card.tally(Slot::Deduction).lost,
            previous: previous.and_then(|(ranking, cohort)| {
                let card = self.cohort.card_in(cohort, &standing.unit.id)?;
                let rank = ranking.of(&standing.unit.id).and_then(|row| row.rank);
                Some((rank, card.total()))
            }),
            figures: self.figures_of(card, nodes),
        })
    }

    fn figures_of(&self, card: &Scorecard, nodes: &[&Node]) -> Vec<Option<Figure>> {
        let codes = &self.codes;
        if matches!(card.state(), State::InError | State::NotReported) {
            return vec![None; codes.len()];
        }
        let points = |card: &Scorecard, of: fn(&NodeScore) -> Points| {
            codes.iter().map(|code| points_at(card, code, of)).collect()
        };
        match self.figures {
            Figures::Rank => {
                let own = self.ranks.iter().map(|ranks| ranks.get(&card.unit().id).copied());
                own.map(|rank| rank.map(Figure::Rank)).collect()
            }
            Figures::Cut => {
                let cuts = cuts_at(card, nodes).into_iter();
                cuts.map(|cut| cut.map(Figure::Points)).collect()
            }
            Figures::SelfScore => {
                let framework = self.cohort.framework();
                points(
                    &score(framework, card.assessment(), Basis::SelfAssessed),
                    NodeScore::obtained,
                )
            }
            Figures::Obtained => points(card, NodeScore::obtained),
            Figures::Lost => points(card, NodeScore::lost),
            Figures::Ratio => {
                let own = codes.iter().map(|code| card.node(code.as_str())?.ratio());
                own.map(|ratio| ratio.map(Figure::Ratio)).collect()
            }
        }
    }
}

fn ranks_at(cohort: &Cohort, code: &Code) -> HashMap<String, usize> {
    let ranking = rank_at(cohort, code.as_str());
    let rows = ranking.rows().iter();
    rows.filter_map(|row| Some((row.unit.id.clone(), row.rank?))).collect()
}

/// The points of a node; `None` where the node does not count or all its points are still open.
fn points_at(card: &Scorecard, code: &Code, of: impl Fn(&NodeScore) -> Points) -> Option<Figure> {
    let node = card.node(code.as_str())?;
    let counts = matches!(node.state(), State::Scored | State::Complete | State::Open)
        // A node in another state has points too where the framework's policies give it some.
        || (node.possible().is_positive() && node.open() == Points::ZERO);
    counts.then(|| Figure::Points(of(&node).into()))
}
