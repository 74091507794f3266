//! Ranking (*xếp hạng*): by exact ratio within each block; units that reported nothing are listed
//! apart.

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

/// The ranks of all units of a cohort.
///
/// A stored ranking does not contain the data from which it was computed, so it is not checked
/// against them when it is read. To be able to repeat it, keep the assessments, or a
/// [`Reply`](crate::reply::Reply) with its seal, beside it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "StoredRanking")]
#[must_use]
pub struct Ranking {
    node: Code,
    rows: Vec<Standing>,
    /// The positions of the rows, sorted by the ids of their units.
    #[serde(skip)]
    by_unit: Vec<usize>,
    findings: Vec<Finding>,
}

/// The stored form of a ranking.
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

/// One row of a ranking: one unit.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Standing {
    /// The unit's rank; `None` for units that are listed without one.
    pub rank: Option<usize>,
    /// Whether another unit shares the rank.
    pub tied: bool,
    /// The unit of this row.
    pub unit: Arc<Unit>,
    /// The five numbers and the state of the ranked node.
    pub score: NodeScore,
    /// The exact ratio by which units are ranked.
    pub ratio: Option<Ratio>,
    /// The grade; empty in the ranking of a single node.
    pub grade: Graded,
    /// The least additional points with which the unit equals the next better one, rounded up to
    /// print digits (*điểm cần thêm*); `None` at the top.
    pub points_to_next: Option<Points>,
    /// The points by which the unit is above the next worse one, rounded down to print digits;
    /// `None` where no unit is worse.
    pub margin: Option<Points>,
    /// Whether rounding hides something: a neighbour with another exact ratio prints the same
    /// number, or the printed index lies on another side of a grade's bound than the exact one.
    pub marked: bool,
}

impl Ranking {
    /// The code of the ranked node; `total` for the whole index.
    pub fn node(&self) -> &Code {
        &self.node
    }

    /// All units: block by block, the ranked ones from the best, then the others by id.
    pub fn rows(&self) -> &[Standing] {
        &self.rows
    }

    /// The row of the unit with this id.
    pub fn of(&self, unit: &str) -> Option<&Standing> {
        let id = |row: &usize| self.rows.get(*row).map(|row| row.unit.id.as_str());
        let place = self.by_unit.binary_search_by(|row| id(row).cmp(&Some(unit)));
        self.rows.get(*self.by_unit.get(place.ok()?)?)
    }

    /// How many units have a rank.
    pub fn ranked(&self) -> usize {
        self.rows.iter().filter(|row| row.rank.is_some()).count()
    }

    /// Remarks on the ranking, or the reason why it is empty.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

/// Ranks the units of a cohort by their index.
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

/// Ranks the units by the ratio of one node, named by code or name; grades stay empty.
///
/// An unknown node gives an empty ranking whose findings say so;
/// [`Framework::find_node`](crate::Framework::find_node) reports an error instead.
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
    // The blocks are ordered by name; units without a group come last.
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

/// How many blocks the finding names where several blocks stand in one ranking.
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

/// The finding for a unit whose index reaches a grade that a floor withholds.
fn under_floor(row: &Standing) -> Option<Finding> {
    let taken = row.grade.taken.as_ref()?;
    let codes: Vec<&str> = taken.under_floor.iter().map(Code::as_str).collect();
    let place = Place::unit(&row.unit.id, &row.unit.name).node("total");
    let finding = Finding::new(FindingCode::UnderFloor, place).with("grade", taken.label.clone());
    Some(finding.with("nodes", codes.join(", ")))
}

/// The findings for units whose index is below the lowest band that applies to their block.
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
    // Cards are ordered by unit id, and the stable sort keeps that order among equal ratios.
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

/// Whether two different ratios look equal in print: as percentages, or as points where points are
/// printed.
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

/// The row of a unit that has no rank.
pub(super) fn unranked(cohort: &Cohort, card: &Scorecard) -> Standing {
    standing(cohort, card, Slot::Total, None)
}

/// The least additional points, rounded up, with which a node equals a better ratio.
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

/// The distance of a node from a ratio, `ratio · possible − obtained`, as a fraction.
fn distance(score: &NodeScore, ratio: Ratio) -> (i128, i128) {
    let (part, whole) = ratio.raw();
    (part * score.possible().wide() - score.obtained().wide() * whole, whole)
}

/// The rank that a ratio would have among others, and whether it would be shared.
pub(crate) fn rank_among(others: &[Ratio], ratio: Ratio, ties: Ties) -> (usize, bool) {
    let mut better: Vec<Ratio> = others.iter().copied().filter(|other| *other > ratio).collect();
    if ties == Ties::Dense {
        better.sort_unstable();
        better.dedup();
    }
    (better.len() + 1, others.contains(&ratio))
}
