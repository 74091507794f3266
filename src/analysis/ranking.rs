//! Ranking (*xếp hạng*): by exact ratio, inside one block, silent units apart.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::grading::{self, Graded, Quartiles};
use crate::assessment::Unit;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::{Grades, Policies, PrintAs, Ties};
use crate::quantity::{Code, Digits, Points, Ratio, div_ceil};
use crate::scoring::{Cohort, NodeScore, Scorecard, Slot};
use crate::words::{Arg, Text};

/// Where each unit stands.
///
/// It is kept as it was told: nothing in it says of which data, so what is read back is not held to
/// any. Whoever keeps it keeps the assessments, or a [`Reply`](crate::reply::Reply) with its seal, beside it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "StoredRanking")]
#[must_use]
pub struct Ranking {
    node: Code,
    rows: Vec<Standing>,
    /// The rows in the order of their units.
    #[serde(skip)]
    by_unit: Vec<usize>,
    findings: Vec<Finding>,
}

/// A ranking as it is kept.
#[derive(serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct StoredRanking {
    node: Code,
    rows: Vec<Standing>,
    findings: Vec<Finding>,
}

impl From<StoredRanking> for Ranking {
    fn from(StoredRanking { node, rows, findings }: StoredRanking) -> Ranking {
        Ranking { by_unit: by_unit(&rows), node, rows, findings }
    }
}

fn by_unit(rows: &[Standing]) -> Vec<usize> {
    let mut by_unit: Vec<usize> = (0..rows.len()).collect();
    by_unit.sort_by(|a, b| rows[*a].unit.id.cmp(&rows[*b].unit.id));
    by_unit
}

/// One unit of a ranking.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Standing {
    /// The rank; `None` for units that are listed without one.
    pub rank: Option<usize>,
    /// Whether another unit shares the rank.
    pub tied: bool,
    /// The unit.
    pub unit: Arc<Unit>,
    /// The node's five numbers and state.
    pub score: NodeScore,
    /// The ratio that ranks.
    pub ratio: Option<Ratio>,
    /// The grade; of the whole only.
    pub grade: Graded,
    /// The least points that equal the next better unit, rounded up to print digits (*điểm cần
    /// thêm*); `None` at the top.
    pub points_to_next: Option<Points>,
    /// The points above equalling the next worse unit, rounded down to print digits; `None` where
    /// nothing is worse.
    pub margin: Option<Points>,
    /// Whether a neighbour prints the same and differs, or the printed index seems to reach a
    /// grade that the exact one does not.
    pub marked: bool,
}

impl Ranking {
    /// The node ranked; `total` for the whole.
    pub fn node(&self) -> &Code {
        &self.node
    }

    /// All units: block by block, the ranked ones from the best, then the others by id.
    pub fn rows(&self) -> &[Standing] {
        &self.rows
    }

    /// The row of a unit.
    pub fn of(&self, unit: &str) -> Option<&Standing> {
        let id = |row: &usize| self.rows.get(*row).map(|row| row.unit.id.as_str());
        let place = self.by_unit.binary_search_by(|row| id(row).cmp(&Some(unit)));
        self.rows.get(*self.by_unit.get(place.ok()?)?)
    }

    /// How many units have a rank.
    pub fn ranked(&self) -> usize {
        self.rows.iter().filter(|row| row.rank.is_some()).count()
    }

    /// Notes on the ranking, or why there is none.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

/// Ranks the units by their index.
///
/// # Example
/// ```
/// use par_index::{framework, rank, read, sample, score_all, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let table = rank(&all);
/// let ranks: Vec<usize> = table.rows().iter().filter_map(|row| row.rank).collect();
/// assert_eq!(ranks, [1, 2, 2, 4, 5, 6, 7, 8, 9, 10, 11]);
/// assert_eq!(table.of("sample-commune-05").unwrap().rank, None); // silent: listed, not ranked
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn rank(cohort: &Cohort) -> Ranking {
    rank_slot(cohort, Code::reserved("total"), Slot::Total)
}

/// Ranks the units by the ratio of one node, by its code or name; grades stay empty.
///
/// A node nobody knows gives an empty ranking whose findings say so;
/// [`Framework::find_node`](crate::Framework::find_node) makes that an error.
///
/// # Example
/// ```
/// use par_index::analysis::rank_at;
/// use par_index::{framework, read, sample, score_all, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let field = rank_at(&all, "4"); // organisation
/// assert_eq!(field.of("sample-commune-01").unwrap().rank, Some(3));
/// assert!(!rank_at(&all, "44").findings().is_empty());
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn rank_at(cohort: &Cohort, node: &str) -> Ranking {
    let framework = cohort.framework();
    if node == "total" {
        return rank(cohort);
    }
    match framework.node_named(node) {
        Ok(ix) => rank_slot(cohort, framework.at(ix).code().clone(), Slot::Node(ix)),
        Err(finding) => {
            let (rows, by_unit, findings) = (Vec::new(), Vec::new(), vec![*finding]);
            Ranking { node: Code::reserved("total"), rows, by_unit, findings }
        }
    }
}

fn rank_slot(cohort: &Cohort, node: Code, slot: Slot) -> Ranking {
    // Units without a group come last.
    let mut blocks: BTreeMap<(bool, &str), Vec<&Scorecard>> = BTreeMap::new();
    for card in cohort.cards() {
        let block = cohort.block(card);
        blocks.entry((block.is_none(), block.unwrap_or_default())).or_default().push(card);
    }
    let mut rows = Vec::with_capacity(cohort.cards().len());
    for cards in blocks.values() {
        rank_block(cohort, cards, slot, &mut rows);
    }
    let mut findings = several_blocks(cohort);
    if slot == Slot::Total {
        findings.extend(below_lowest(cohort, &rows));
        findings.extend(rows.iter().filter_map(under_floor));
    }
    Ranking { by_unit: by_unit(&rows), node, rows, findings: findings.into_vec() }
}

/// How many blocks are named where several stand in one ranking.
const MOST_BLOCKS: usize = 100;

fn several_blocks(cohort: &Cohort) -> Findings {
    let mut groups: Vec<&str> =
        cohort.cards().iter().filter_map(|card| card.unit().group.as_deref()).collect();
    groups.sort_unstable();
    groups.dedup();
    if cohort.is_by_group() || groups.len() < 2 {
        return Findings::default();
    }
    let finding = Finding::new(FindingCode::SeveralBlocks, Place::default());
    let more = if groups.len() > MOST_BLOCKS { ", …" } else { "" };
    groups.truncate(MOST_BLOCKS);
    vec![finding.with("blocks", groups.join(", ") + more)].into()
}

/// A unit whose index reaches a grade that a floor takes away.
fn under_floor(row: &Standing) -> Option<Finding> {
    let taken = row.grade.taken.as_ref()?;
    let codes: Vec<&str> = taken.under_floor.iter().map(Code::as_str).collect();
    let place = Place::unit(&row.unit.id, &row.unit.name).node("total");
    let finding = Finding::new(FindingCode::UnderFloor, place).with("grade", taken.label.clone());
    Some(finding.with("nodes", codes.join(", ")))
}

/// Units with an index that reaches no grade, though the framework gives grades by bands.
fn below_lowest(cohort: &Cohort, rows: &[Standing]) -> Vec<Finding> {
    let Grades::Bands(bands) = cohort.framework().grades() else { return Vec::new() };
    let for_all = bands.iter().any(|band| band.blocks.is_none());
    let blocks: BTreeSet<&String> =
        bands.iter().filter_map(|band| band.blocks.as_ref()).flatten().collect();
    let digits = cohort.framework().policies().print;
    let below = rows.iter().filter_map(|row| {
        let group = row.unit.group.as_ref();
        let graded = for_all || group.is_some_and(|group| blocks.contains(group));
        let below = row.grade.label.is_none() && row.grade.taken.is_none();
        let ratio = row.ratio.filter(|_| graded && below)?;
        let index = Arg::RoundedPercent(ratio.percent(digits), digits);
        let place = Place::unit(&row.unit.id, &row.unit.name).node("total");
        Some(Finding::new(FindingCode::BelowLowestGrade, place).with("index", index))
    });
    below.collect()
}

fn rank_block(cohort: &Cohort, cards: &[&Scorecard], slot: Slot, rows: &mut Vec<Standing>) {
    let policies = cohort.framework().policies();
    let mut ranked: Vec<(Ratio, &Scorecard)> = Vec::with_capacity(cards.len());
    let may = cards.iter().filter(|card| card.may_rank());
    ranked.extend(may.filter_map(|card| Some((card.tally(slot).ratio()?, *card))));
    // Cards come by id, and the sort keeps that order among equals.
    ranked.sort_by_key(|(ratio, _)| Reverse(*ratio));
    let quartiles = match (slot, cohort.framework().grades()) {
        (Slot::Total, Grades::Quartiles(labels)) => {
            Some((Quartiles::of(ranked.iter().map(|(ratio, _)| *ratio)), labels.as_slice()))
        }
        _ => None,
    };
    let standing = |card: &Scorecard| standing(cohort, card, slot, quartiles.as_ref());
    let classes: Vec<&[(Ratio, &Scorecard)]> = ranked.chunk_by(|a, b| a.0 == b.0).collect();
    let mut better = 0;
    for (place, class) in classes.iter().enumerate() {
        let above = place.checked_sub(1).map(|above| classes[above][0].0);
        let below = classes.get(place + 1).map(|class| class[0].0);
        let neighbours = [place.checked_sub(1), place.checked_add(1)];
        let looks_equal = neighbours
            .into_iter()
            .filter_map(|place| classes.get(place?))
            .any(|other| look_equal(policies, slot, &class[0], &other[0]));
        for (_, card) in *class {
            let mut row = standing(card);
            row.rank = Some(
                1 + match policies.ties {
                    Ties::Competition => better,
                    Ties::Dense => place,
                },
            );
            row.tied = class.len() > 1;
            row.points_to_next =
                above.map(|above| points_to_reach(&row.score, above, policies.print));
            row.margin = below.map(|below| points_above(&row.score, below, policies.print));
            row.marked |= looks_equal;
            rows.push(row);
        }
        better += class.len();
    }
    let has_rank = |card: &Scorecard| card.may_rank() && card.tally(slot).ratio().is_some();
    let unranked = cards.iter().filter(|card| !has_rank(card));
    rows.extend(unranked.map(|card| standing(card)));
}

/// Whether two different ratios print the same: as percents, or as points where these are printed.
fn look_equal(
    policies: &Policies,
    slot: Slot,
    (ratio, card): &(Ratio, &Scorecard),
    (other, neighbour): &(Ratio, &Scorecard),
) -> bool {
    let (own, next) = (card.tally(slot), neighbour.tally(slot));
    let points = policies.print_as == PrintAs::Points && own.possible == next.possible;
    ratio.percent(policies.print) == other.percent(policies.print)
        || points && own.obtained.round(policies.print) == next.obtained.round(policies.print)
}

fn standing(
    cohort: &Cohort,
    card: &Scorecard,
    slot: Slot,
    quartiles: Option<&(Quartiles, &[Arc<Text>])>,
) -> Standing {
    let score = card.slot(slot);
    let ratio = score.ratio();
    let grade = match (slot, cohort.framework().grades()) {
        (Slot::Total, Grades::Bands(_)) => grading::grade(card),
        (Slot::Total, Grades::Quartiles(_)) => {
            let own = ratio.filter(|_| card.may_rank());
            let label = own.zip(quartiles).and_then(|(own, (all, labels))| all.label(own, labels));
            Graded { as_printed: label.clone(), label, ..Graded::default() }
        }
        _ => Graded::default(),
    };
    let marked = grade.is_marked();
    Standing {
        rank: None,
        tied: false,
        unit: card.assessment().shared_unit(),
        score,
        ratio,
        grade,
        points_to_next: None,
        margin: None,
        marked,
    }
}

/// A unit without a rank.
pub(super) fn unranked(cohort: &Cohort, card: &Scorecard) -> Standing {
    standing(cohort, card, Slot::Total, None)
}

/// The least points, rounded up, with which a node equals a better ratio.
pub(crate) fn points_to_reach(score: &NodeScore, ratio: Ratio, print: Digits) -> Points {
    let (short, whole) = distance(score, ratio);
    let unit = i128::from(print.unit());
    Points::from_wide(div_ceil(short.max(0), whole * unit) * unit).unwrap_or(Points::MAX)
}

/// The points by which a node is above a worse ratio, rounded down.
fn points_above(score: &NodeScore, ratio: Ratio, print: Digits) -> Points {
    let (short, whole) = distance(score, ratio);
    let unit = i128::from(print.unit());
    Points::from_wide((-short).max(0) / (whole * unit) * unit).unwrap_or(Points::MAX)
}

/// `ratio · possible − obtained`, as a fraction.
fn distance(score: &NodeScore, ratio: Ratio) -> (i128, i128) {
    let (part, whole) = ratio.raw();
    (part * score.possible().wide() - score.obtained().wide() * whole, whole)
}

/// The rank a ratio would have among others, and whether it would share it.
pub(crate) fn rank_among(others: &[Ratio], ratio: Ratio, ties: Ties) -> (usize, bool) {
    let mut better: Vec<Ratio> = others.iter().copied().filter(|other| *other > ratio).collect();
    if ties == Ties::Dense {
        better.sort_unstable();
        better.dedup();
    }
    (better.len() + 1, others.contains(&ratio))
}
