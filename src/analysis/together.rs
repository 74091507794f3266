//! Several indices side by side: where a place stands in each of them, and which weak components
//! concern an agency. Each index keeps its own scale; no number is added across two indices.

mod concerns;
mod places;

use std::collections::HashMap;

pub use concerns::{Concern, Role, concerns};
pub use places::Places;

use super::grading::Graded;
use super::ranking::{Ranking, Standing, rank};
use crate::assessment::Unit;
use crate::framework::IndexKind;
use crate::period::Period;
use crate::scoring::{Cohort, NodeScore, Scorecard};

/// The standing of a place in one index of one year.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TogetherLine {
    /// The place that this line is about.
    pub unit: Unit,
    /// The unit whose figures these are: the place itself, or the unit above it if the index
    /// measures only that.
    pub measured: Unit,
    /// Whether the figures are those of the unit above.
    pub above: bool,
    /// The position of the cohort in the list that was given.
    pub cohort: usize,
    /// The total score.
    pub score: NodeScore,
    /// The rank of the measured unit; `None` for units that are listed without one.
    pub rank: Option<usize>,
    /// Whether another unit shares the rank.
    pub tied: bool,
    /// How many units have a rank in the block of the measured unit.
    pub ranked: usize,
    /// The grade, or the quartile group.
    pub grade: Graded,
}

/// The order of the cohorts: by period, then PAR INDEX, SIPAS, PAPI, others, then by framework id
/// and channel.
fn order(cohort: &Cohort) -> (Option<Period>, IndexKind, &str, Option<&str>) {
    let framework = cohort.framework();
    (cohort.period(), framework.index(), framework.id(), cohort.channel())
}

/// Every place in every index and period, sorted by the id of the place.
///
/// Units of different cohorts are one place if they have the same id, or else the same name. Where
/// an index does not measure a place but does measure the unit above it (found in `parents`, by
/// ids), the place has the line of that unit: PAPI, for example, measures provinces only.
///
/// # Example
/// ```
/// use par_index::analysis::{together, Places};
/// use par_index::{cohorts, framework, read, sample, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let input = read(&fw, sample("communes-2023")?);
/// let cohorts = cohorts(&input.assessments, Basis::Final);
/// let places = Places::of(&cohorts, &Default::default());
/// let lines = together(&cohorts, &places);
/// assert_eq!((lines.len(), lines[0].rank), (13, Some(7)));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn together(cohorts: &[Cohort], places: &Places) -> Vec<TogetherLine> {
    let rankings: Vec<Ranking> = cohorts.iter().map(rank).collect();
    let standings: Vec<Standings<'_>> = cohorts
        .iter()
        .zip(&rankings)
        .map(|(cohort, ranking)| Standings::of(cohort, ranking))
        .collect();
    let mut sorted: Vec<usize> = (0..cohorts.len()).collect();
    sorted.sort_by(|a, b| order(&cohorts[*a]).cmp(&order(&cohorts[*b])));
    let mut lines = Vec::new();
    for unit in places.units() {
        for cohort in &sorted {
            let card = places.card(cohorts, &unit.id, *cohort);
            lines.extend(card.and_then(|(card, measured)| {
                let line = standings[*cohort].line(unit, card, *cohort)?;
                Some(TogetherLine { above: measured != unit.id, ..line })
            }));
        }
    }
    lines
}

/// The rows of a ranking by unit id, and the number of ranked units in each block.
struct Standings<'a> {
    cohort: &'a Cohort,
    rows: HashMap<&'a str, &'a Standing>,
    ranked: HashMap<Option<&'a str>, usize>,
}

impl<'a> Standings<'a> {
    fn of(cohort: &'a Cohort, ranking: &'a Ranking) -> Standings<'a> {
        let mut ranked: HashMap<Option<&str>, usize> = HashMap::new();
        for row in ranking.rows().iter().filter(|row| row.rank.is_some()) {
            let block = row.unit.group.as_deref().filter(|_| cohort.is_by_group());
            *ranked.entry(block).or_default() += 1;
        }
        let rows = ranking.rows().iter().map(|row| (row.unit.id.as_str(), row)).collect();
        Standings { cohort, rows, ranked }
    }

    fn line(&self, unit: &Unit, card: &Scorecard, cohort: usize) -> Option<TogetherLine> {
        let row = self.rows.get(card.unit().id.as_str())?;
        Some(TogetherLine {
            unit: unit.clone(),
            measured: card.unit().clone(),
            above: false,
            cohort,
            score: row.score.clone(),
            rank: row.rank,
            tied: row.tied,
            ranked: self.ranked.get(&self.cohort.block(card)).copied().unwrap_or_default(),
            grade: row.grade.clone(),
        })
    }
}
