//! The parts of every index that concern an agency: weak components, factors and sub-dimensions
//! that it leads or co-operates in.

use std::collections::BTreeSet;

use super::order;
use super::places::Places;
use crate::analysis::why::why;
use crate::assessment::Unit;
use crate::error::Error;
use crate::framework::vocabulary::vocabulary;
use crate::framework::{Agency, Framework, IndexKind, Node, NodeIx};
use crate::quantity::{Code, PointSum, Points, Ratio};
use crate::scoring::{Cohort, Scorecard, Slot};
use crate::words::{Arg, Phrase, Text};

vocabulary! {
    /// The part that an agency has in a node.
    Role {
        /// The agency leads the node (*chủ trì*).
        Lead "lead",
        /// The agency co-operates (*phối hợp*).
        Cooperating "cooperating",
        /// The node has no lead yet.
        Nobody "none",
    }
}

/// A node that loses points, as an entry in the list of one agency.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Concern {
    /// The id of the agency; `none` for nodes without a lead.
    pub agency: String,
    /// The full name of the agency; empty for `none`.
    pub agency_name: Text,
    /// The part that the agency has in the node.
    pub role: Role,
    /// The position of the cohort in the list that was given.
    pub cohort: usize,
    /// The measured unit; `None` where the entry is summed over all units.
    pub measured: Option<Unit>,
    /// The position in this agency's list for this cohort, from 1.
    pub position: usize,
    /// The code of the leaf, or of the factor for SIPAS.
    pub code: Code,
    /// The full name of the node.
    pub title: Text,
    /// The name of the node for tables.
    pub short: Text,
    /// The ids of the node's leads joined by `+`; empty without a lead.
    pub lead: String,
    /// The framework's maximum; over all units, the sum.
    pub max: PointSum,
    /// The possible points.
    pub possible: PointSum,
    /// The obtained points.
    pub obtained: PointSum,
    /// The lost points.
    pub lost: PointSum,
    /// Obtained ÷ possible, over the units where nothing is open at the node.
    pub ratio: Option<Ratio>,
    /// Why points were lost at the node, in words.
    pub why: Text,
}

/// One list for each agency: the nodes of all given indices that lose points and that the agency
/// leads or co-operates in.
///
/// Of each index only the latest year counts in which the unit was measured; a unit that a newer
/// year does not measure keeps its older figures. Each index has a scale of its own, so losses are
/// listed index by index, most points first, and never added across two indices. A node with two
/// leads stands in both lists. For SIPAS the factors are listed, for other indices the leaves;
/// nodes without a lead stand under `none`.
///
/// # Example
/// ```
/// use par_index::analysis::{concerns, Places};
/// use par_index::{cohorts, framework, read, sample, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let input = read(&fw, sample("communes-2023")?);
/// let cohorts = cohorts(&input.assessments, Basis::Final);
/// let places = Places::of(&cohorts, &Default::default());
/// let list = concerns(&cohorts, &places, Some("sample-commune-01"))?;
/// let first = &list[0];
/// assert_eq!((first.agency.as_str(), first.code.as_str()), ("noi-vu", "1.3"));
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// [`Error::is_usage`] where no unit, or more than one, bears the place's id or name.
pub fn concerns(
    cohorts: &[Cohort],
    places: &Places,
    place: Option<&str>,
) -> Result<Vec<Concern>, Error> {
    let place = place.map(|asked| places.find(asked)).transpose()?.map(|unit| unit.id.as_str());
    // Within one index and channel, the newest period comes first.
    let mut sorted: Vec<usize> = (0..cohorts.len()).collect();
    sorted.sort_by(|a, b| {
        let [a, b] = [*a, *b].map(|n| order(&cohorts[n]));
        (a.1, a.2, a.3, b.0).cmp(&(b.1, b.2, b.3, a.0))
    });
    // Indices of the kind "other" need not be comparable, so each framework among them is an index
    // of its own.
    let kind = |n: usize| {
        let framework = cohorts[n].framework();
        let own = Some(framework.id()).filter(|_| framework.index() == IndexKind::Other);
        (framework.index(), own, cohorts[n].channel())
    };
    // For each cohort, the places that have figures in it.
    let measured: Vec<BTreeSet<&str>> = (0..cohorts.len())
        .map(|n| match place {
            Some(place) => places
                .card(cohorts, place, n)
                .filter(|(card, _)| Cohort::counts(card))
                .map(|(_, place)| place)
                .into_iter()
                .collect(),
            None => places.counted(cohorts, n).collect(),
        })
        .collect();
    // The cards of each index and channel: for each place those of the latest period with figures
    // for it. A newer period that measures a province, or only some communes, leaves the older
    // figures of the other communes in force.
    let mut latest: Vec<(usize, Vec<&Scorecard>)> = Vec::new();
    for n in sorted {
        let is_newer = |other: &usize| {
            kind(*other) == kind(n) && cohorts[*other].period() > cohorts[n].period()
        };
        let newer: Vec<usize> = (0..cohorts.len()).filter(is_newer).collect();
        let is_latest = |place: &&str| newer.iter().all(|other| !measured[*other].contains(*place));
        let of = measured[n].iter().copied().filter(is_latest);
        let cards: Vec<&Scorecard> =
            of.filter_map(|place| places.own_card(cohorts, place, n)).collect();
        if !cards.is_empty() {
            latest.push((n, cards));
        }
    }
    // A single place is listed under the name that it has in all cohorts.
    let unit = |n: usize| {
        place?;
        places.unit(measured[n].first()?)
    };
    let rows: Vec<Concern> =
        latest.iter().flat_map(|(n, cards)| of_cohort(&cohorts[*n], *n, cards, unit(*n))).collect();
    Ok(by_agency(cohorts, &latest, &rows))
}

/// The nodes of one cohort that lose points, most points first; equal ones stay in framework order.
fn of_cohort(cohort: &Cohort, n: usize, cards: &[&Scorecard], unit: Option<&Unit>) -> Vec<Concern> {
    let framework = cohort.framework();
    let nodes = framework.nodes().iter().enumerate();
    let listed = nodes.filter(|(_, node)| match framework.index() {
        IndexKind::Sipas => node.depth() == 1,
        _ => node.leaf().is_some(),
    });
    let rows = listed.map(|(ix, node)| row(framework, n, cards, NodeIx(ix), node, unit));
    let mut rows: Vec<Concern> = rows.filter(|row| row.lost > PointSum::ZERO).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.lost));
    rows
}

fn row(
    framework: &Framework,
    cohort: usize,
    cards: &[&Scorecard],
    ix: NodeIx,
    node: &Node,
    unit: Option<&Unit>,
) -> Concern {
    let tallies = || cards.iter().map(|card| card.tally(Slot::Node(ix)));
    let closed = || tallies().filter(|tally| tally.open == Points::ZERO);
    let sum = |of: fn(crate::scoring::Tally) -> Points| -> PointSum { tallies().map(of).sum() };
    let obtained: PointSum = closed().map(|tally| tally.obtained).sum();
    let ratio = obtained.of(closed().map(|tally| tally.possible).sum());
    let one = cards.first().filter(|_| unit.is_some());
    let why = match one {
        Some(card) if node.leaf().is_some() => {
            why(card, node, crate::framework::LeafIx(node.leaf_range().start))
        }
        Some(card) => match ratio {
            Some(ratio) => {
                let digits = framework.policies().print;
                let pct = Arg::RoundedPercent(ratio.percent(digits), digits);
                Phrase::WhySurvey.text(&[("pct", pct), ("max", node.max().into())])
            }
            None => card.slot(Slot::Node(ix)).state().phrase().text(&[]),
        },
        None => {
            let below = tallies().filter(|tally| tally.lost.is_positive()).count();
            Phrase::ConcernUnits.text(&[("count", below.into()), ("units", cards.len().into())])
        }
    };
    Concern {
        agency: String::new(),
        agency_name: Text::default(),
        role: Role::Nobody,
        cohort,
        measured: unit.cloned(),
        position: 0,
        code: node.code().clone(),
        title: node.name().clone(),
        short: node.short().clone(),
        lead: node.lead_key(),
        max: sum(|tally| tally.max),
        possible: sum(|tally| tally.possible),
        obtained: sum(|tally| tally.obtained),
        lost: sum(|tally| tally.lost),
        ratio,
        why,
    }
}

/// The rows of each agency, agencies in the order in which the frameworks name them; at the end the
/// nodes without a lead.
fn by_agency(
    cohorts: &[Cohort],
    latest: &[(usize, Vec<&Scorecard>)],
    rows: &[Concern],
) -> Vec<Concern> {
    let mut agencies: Vec<&Agency> = Vec::new();
    for (n, _) in latest {
        for agency in cohorts[*n].framework().agencies() {
            if agencies.iter().all(|known| known.id() != agency.id()) {
                agencies.push(agency);
            }
        }
    }
    let mut list = Vec::new();
    for agency in agencies.into_iter().map(Some).chain([None]) {
        let mut position = (usize::MAX, 0);
        for row in rows {
            let framework = cohorts[row.cohort].framework();
            let Some(node) = framework.node(row.code.as_str()) else { continue };
            let Some(role) = role(node, agency) else { continue };
            let before = if position.0 == row.cohort { position.1 } else { 0 };
            position = (row.cohort, before + 1);
            list.push(Concern {
                agency: agency.map_or("none", Agency::id).to_owned(),
                agency_name: agency.map(|agency| agency.name().clone()).unwrap_or_default(),
                role,
                position: position.1,
                ..row.clone()
            });
        }
    }
    list
}

fn role(node: &Node, agency: Option<&Agency>) -> Option<Role> {
    let Some(agency) = agency else {
        return node.lead().next().is_none().then_some(Role::Nobody);
    };
    if node.lead().any(|lead| lead.id() == agency.id()) {
        return Some(Role::Lead);
    }
    let mut others = node.cooperating();
    others.any(|other| other.id() == agency.id()).then_some(Role::Cooperating)
}
