//! [`plan`]: the cheapest steps that reach a goal, or the best ones within a budget.

use super::efforts::{Efforts, LeftOut};
use super::frontier::{Frontier, FrontierPoint};
use super::goal::Goal;
use super::reach::Reach;
use super::solve::{Aim, Chosen, Floor, Search, front, joined};
use super::what_if::{Others, WhatIf, what_if};
use crate::analysis::{bands_for, quartile_among, rank_among, watched};
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::{Framework, Grades, Ties};
use crate::quantity::{Code, Digits, Percent, Points, Ratio, div_ceil};
use crate::scoring::{Cohort, NodeScore, Scorecard, State};
use crate::words::{Text, fold_name};
use crate::work::WorkBudget;

/// The steps that reach a goal, and what they would change.
///
/// It is kept as it was told: nothing in it says of which data, so what is read back is not held to
/// any. Whoever keeps it keeps the assessments, or a [`Reply`](crate::reply::Reply) with its seal, beside it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub struct Plan {
    /// What was asked.
    pub goal: Goal,
    /// The steps in framework order, and where the unit stands before and after them.
    pub steps: WhatIf,
    /// Whether the goal is reached.
    pub reached: bool,
    /// All effort together.
    pub effort: u64,
    /// Whether no other choice of steps is better, by effort, then points, then number of leaves,
    /// then lower levels at the first leaf where two choices differ.
    pub proven_optimal: bool,
    /// Where the search was cut short: no plan that reaches the goal takes less effort than this.
    pub effort_bound: Option<u64>,
    /// The same of a budget, and of a goal that is known to be out of reach: no plan brings more points
    /// than this.
    pub gain_bound: Option<Points>,
    /// The points that are missing even with all steps, rounded up to print digits; with a
    /// [`gain_bound`](Plan::gain_bound) at least so many.
    pub unreachable_by: Option<Points>,
    /// Where a goal is out of reach: the agencies of which each alone keeps it so by its capacity, or all that
    /// do so together.
    pub stopped_by: Vec<String>,
    /// Weak leaves left out because the survey decides them.
    pub skipped: Vec<Code>,
    /// How many rows of the table of efforts do not count: then nothing is proven.
    pub rows_left_out: usize,
    /// How much searching it took, and whether there was none left for more.
    pub work: WorkBudget,
    /// Which they are, and whether more of the table could not be read.
    pub left_out: LeftOut,
    /// What is wrong with the call, the unit or the table.
    pub findings: Vec<Finding>,
}

impl Plan {
    /// What comes closest to a goal that was not reached, and what is known of the distance.
    fn out_of_reach(
        &mut self,
        closest: Closest,
        aims: &[Aim],
        (framework, efforts): (&Framework, &Efforts),
    ) -> Option<Chosen> {
        let Closest { chosen, missing, bound } = closest;
        let mut least = None;
        if !matches!(self.goal, Goal::Budget(_)) {
            self.gain_bound = bound.map(Points::from_raw);
            // Where the most points there can be are too few, no effort will do.
            let most = bound.or(chosen.as_ref().map(|chosen| chosen.gain));
            let lacks = |most| aims.iter().map(|aim| aim.lacks(most)).min();
            least = most.and_then(lacks).filter(|least| *least > 0);
            if least.is_some() || aims.is_empty() {
                self.effort_bound = None;
                self.proven_optimal = true;
            }
        }
        let proven = self.proven_optimal && !self.left_out.any();
        self.proven_optimal &= bound.is_none();
        let missing = if bound.is_none() { missing } else { least };
        let missing = missing.filter(|_| proven);
        let print = framework.policies().print;
        self.unreachable_by = missing.and_then(|missing| rounded_up(missing, print));
        if chosen.is_none() {
            // Not even the least effort keeps what is fixed, or none that does was found.
            let fixed = efforts.fixed.iter().map(|(code, _)| code.as_str());
            let fixed = fixed.collect::<Vec<&str>>().join(", ");
            let code = match bound {
                None => FindingCode::FixedTogether,
                Some(_) => FindingCode::FixedUnsettled,
            };
            self.findings.push(Finding::new(code, Place::default()).found(fixed));
        }
        chosen
    }
}

/// The cheapest steps with which a unit reaches a goal: the least effort, then the most points, then
/// the fewest leaves, then the lower level at the first leaf where two plans differ.
///
/// Exact: gains are added in a fixed number of possible points, and every choice of levels is
/// weighed. Where that would take too long, [`Plan::proven_optimal`] is false and a bound says how
/// far the answer may be from the best. A goal out of reach gives the steps that come closest: those
/// of most points within all conditions, maybe none. Rows of the table that do not count are named in
/// [`Plan::left_out`], and then nothing is proven.
///
/// # Example
/// ```
/// use par_index::{framework, plan, read, sample, score_all, Basis, Efforts, Goal};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let p = plan(&all, "sample-commune-01", Goal::Rank(3), &Efforts::default());
/// assert!(p.reached && p.proven_optimal);
/// assert_eq!(p.steps.after.unwrap().rank, Some(2)); // one more step brings more than asked
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn plan(cohort: &Cohort, unit: &str, goal: Goal, efforts: &Efforts) -> Plan {
    plan_within(cohort, unit, goal, efforts, WorkBudget::default())
}

/// The same within a budget of work: where it runs out the answer is the best that was found, it is not
/// proven, and [`Plan::work`] says so.
pub fn plan_within(
    cohort: &Cohort,
    unit: &str,
    goal: Goal,
    efforts: &Efforts,
    work: WorkBudget,
) -> Plan {
    let mut plan = Plan {
        goal,
        steps: WhatIf::nothing(),
        reached: false,
        effort: 0,
        proven_optimal: false,
        effort_bound: None,
        gain_bound: None,
        unreachable_by: None,
        stopped_by: Vec::new(),
        skipped: Vec::new(),
        rows_left_out: 0,
        left_out: LeftOut::default(),
        work,
        findings: Vec::new(),
    };
    let ready = ready(cohort, unit, efforts).and_then(|card| {
        plan.goal = plan.goal.clone().checked(card)?;
        Ok(card)
    });
    let card = match ready {
        Ok(card) => card,
        Err(finding) => {
            plan.findings.push(*finding);
            return plan;
        }
    };
    let reach = Reach::of(card, efforts, plan.goal.node(cohort.framework()));
    plan.findings.extend(efforts.findings.to_vec());
    plan.findings.extend(reach.findings.to_vec());
    plan.skipped.clone_from(&reach.skipped);
    plan.left_out = efforts.left_out(&reach.left_out);
    plan.rows_left_out = plan.left_out.rows.len();
    // What cannot be understood is not planned around.
    let wrong = |finding: &Finding| {
        let listed = finding.code() != FindingCode::FindingsCut;
        listed && finding.is_error() && finding.place() == &Place::default()
    };
    if plan.findings.iter().any(wrong) || efforts.is_unread() {
        return plan;
    }
    let aims = match aims(cohort, card, &plan.goal, &reach) {
        Ok(aims) => aims,
        Err(finding) => {
            plan.findings.push(*finding);
            return plan;
        }
    };
    let work = &mut plan.work;
    let searched: Vec<Search> =
        aims.iter().map(|aim| reach.solve(&reach.items, aim, work)).collect();
    let found = aims.iter().zip(&searched);
    let found = found.filter_map(|(aim, search)| Some((aim, search.found.clone()?)));
    let mut best = least_of(found);
    // Where a search was cut short, something better may have been overlooked.
    let bounds = || searched.iter().filter_map(|search| search.bound);
    let spends = matches!(plan.goal, Goal::Budget(_));
    let mut closest = None;
    if best.is_none() {
        let near = Closest::of(&plan.goal, &aims, &reach, work);
        // A search that was cut short may have passed over a plan that the one for most points finds.
        let reaching = near.chosen.iter().filter(|_| !spends).flat_map(|chosen| {
            let reaching = aims.iter().filter(|aim| aim.is_met(&reach.items, chosen));
            reaching.filter_map(|aim| Some((aim, reach.lowered(chosen, aim)?)))
        });
        best = least_of(reaching);
        closest = Some(near);
    }
    plan.reached = best.is_some();
    let bound = match &best {
        _ if spends => bounds().max(),
        Some((_, chosen)) => bounds().min().filter(|bound| *bound <= chosen.effort),
        None => bounds().min(),
    };
    plan.proven_optimal = bound.is_none();
    if spends {
        plan.gain_bound = bound.map(Points::from_raw);
    } else {
        plan.effort_bound = bound.and_then(|bound| u64::try_from(bound).ok());
    }
    let chosen = match (best, closest) {
        (Some((_, chosen)), _) => Some(chosen),
        (None, closest) => closest
            .and_then(|closest| plan.out_of_reach(closest, &aims, (cohort.framework(), efforts))),
    };
    if plan.unreachable_by.is_some() {
        plan.stopped_by = reach.stopped_by(&aims, &mut plan.work);
    }
    // Nothing but too little work keeps a search from proving its answer.
    if !plan.proven_optimal {
        plan.work.exhaust();
    }
    plan.proven_optimal &= !plan.left_out.any();
    let steps = match &chosen {
        Some(chosen) => reach.steps(cohort.framework(), &chosen.levels),
        // Nothing is done, and the answer says where the unit stands.
        None if !plan.findings.iter().any(wrong) => Vec::new(),
        None => return plan,
    };
    let effort = chosen.map(|chosen| chosen.effort).unwrap_or_default();
    plan.effort = u64::try_from(effort).unwrap_or_default();
    plan.steps = what_if(cohort, unit, &steps);
    plan.findings.append(&mut plan.steps.findings);
    plan
}

/// The best of some choices, each for an aim of its own.
fn least_of<'a>(all: impl Iterator<Item = (&'a Aim, Chosen)>) -> Option<(&'a Aim, Chosen)> {
    all.min_by(|(a, one), (b, other)| one.key(a).cmp(&other.key(b)))
}

/// The best points for each effort, for a chart. Capacities are not weighed here, nor are conditions
/// that bind very many steps together: such a table is not proven.
///
/// # Example
/// ```
/// use par_index::remediation::frontier;
/// use par_index::{framework, read, sample, score_all, Basis, Efforts};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let front = frontier(&all, "sample-commune-01", &Efforts::default());
/// assert_eq!((front.points[0].effort, front.points[0].rank), (0, Some(7)));
/// assert_eq!(front.points[1].gain.to_string(), "2"); // one leaf: the most it can be
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn frontier(cohort: &Cohort, unit: &str, efforts: &Efforts) -> Frontier {
    frontier_within(cohort, unit, efforts, WorkBudget::default())
}

/// The same within a budget of work: where it runs out points are left out evenly, nothing is proven, and
/// [`Frontier::work`] says so.
pub fn frontier_within(
    cohort: &Cohort,
    unit: &str,
    efforts: &Efforts,
    work: WorkBudget,
) -> Frontier {
    let mut out = Frontier {
        points: Vec::new(),
        proven_optimal: false,
        conditions: false,
        rows_left_out: 0,
        left_out: LeftOut::default(),
        work,
        findings: Vec::new(),
    };
    let card = match ready(cohort, unit, efforts) {
        Ok(card) => card,
        Err(finding) => {
            out.findings.push(*finding);
            return out;
        }
    };
    let reach = Reach::of(card, efforts, None);
    out.findings.extend(efforts.findings.to_vec());
    out.findings.extend(reach.findings.to_vec());
    out.left_out = efforts.left_out(&reach.left_out);
    out.rows_left_out = out.left_out.rows.len();
    let joined = out.work.half(|work| joined(&reach.items, &reach.links, work));
    out.conditions = joined.is_none() || !reach.capacities.is_empty();
    if efforts.is_unread() {
        return out;
    }
    out.proven_optimal = !out.conditions && !out.left_out.any();
    let mut thinned = false;
    let items = joined.unwrap_or(reach.items);
    let list = front(&items, 0, &mut out.work, |_, width, states| {
        // Both ends stay.
        let width = width.max(2);
        if states.len() > width {
            thinned = true;
            let every = states.len().div_ceil(width - 1);
            let last = states.len() - 1;
            let mut place = 0;
            states.retain(|_| {
                place += 1;
                (place - 1) % every == 0 || place - 1 == last
            });
        }
    });
    if thinned {
        out.proven_optimal = false;
        out.work.exhaust();
    }
    let total = card.total();
    let others = Others::of(cohort, card);
    let ratios = others.ratios();
    let ties = cohort.framework().policies().ties;
    let points = list.states.iter().map(|state| {
        let gain = Points::from_raw(state.gain);
        let obtained = total.obtained().plus(gain);
        let ratio = Ratio::new(obtained, total.possible());
        let ranked = ratio.filter(|_| others.ranked).map(|own| rank_among(&ratios, own, ties));
        let (rank, tied) = ranked.unzip();
        let tied = tied.unwrap_or_default();
        let effort = u64::try_from(state.effort).unwrap_or_default();
        FrontierPoint { effort, steps: state.leaves, gain, obtained, ratio, rank, tied }
    });
    out.points = points.collect();
    out
}

/// The card of a unit that can be planned for: known, without errors, nothing open, and the table of
/// efforts made for its framework.
fn ready<'a>(
    cohort: &'a Cohort,
    unit: &str,
    efforts: &Efforts,
) -> Result<&'a Scorecard, Box<Finding>> {
    let card = cohort.card_named(unit)?;
    if let Some(foreign) = efforts.foreign_to(cohort.framework()) {
        return Err(Box::new(foreign));
    }
    let unit = card.unit();
    let code = match card.state() {
        State::InError => FindingCode::UnitInError,
        _ if card.total().ratio().is_none() => FindingCode::OpenCard,
        _ => return Ok(card),
    };
    let finding = Finding::new(code, Place::unit(&unit.id, &unit.name)).found(unit.id.as_str());
    Err(Box::new(finding.with("open", card.total().open())))
}

/// The goal as needs of the whole and of subtrees; several where any of them will do, none where no
/// number of points would.
fn aims(
    cohort: &Cohort,
    card: &Scorecard,
    goal: &Goal,
    reach: &Reach,
) -> Result<Vec<Aim>, Box<Finding>> {
    let total = card.total();
    let whole = |need: Option<i64>| {
        let aim = need.map(|need| Aim::Reach { need, floors: Vec::new() });
        Vec::from_iter(aim)
    };
    let ranked = || {
        let others = Others::of(cohort, card);
        let unit = card.unit();
        let finding = Finding::new(FindingCode::UnitUnranked, Place::unit(&unit.id, &unit.name));
        if others.ranked { Ok(others) } else { Err(Box::new(finding.found(unit.id.as_str()))) }
    };
    Ok(match goal {
        Goal::Target(percent) => whole(least(&total, |own| own.cmp_percent(*percent).is_ge())),
        Goal::Node(code, percent) => {
            let need = |score: &NodeScore| least(score, |own| own.cmp_percent(*percent).is_ge());
            if code == "total" {
                return Ok(whole(need(&total)));
            }
            let framework = card.framework();
            let node = framework.at(framework.node_named(code)?);
            let Some(score) = card.node(code).filter(|score| score.ratio().is_some()) else {
                let state = card.node(code).map_or(State::NotApplicable, |score| score.state());
                let place = Place::default().node(code);
                let finding = Finding::new(FindingCode::NotRepairable, place);
                let finding = finding.with("node", code.as_str());
                return Err(Box::new(finding.with("state", state.phrase().text(&[]))));
            };
            let items = reach.within(&node.leaf_range());
            let floor = need(&score).map(|need| Floor { items, need });
            floor.map(|floor| Aim::Reach { need: 0, floors: vec![floor] }).into_iter().collect()
        }
        Goal::Grade(label) => {
            let folded = fold_name(label);
            let is = |text: &Text| fold_name(&text.vi) == folded || fold_name(&text.en) == folded;
            let unknown = |known: Vec<&Text>| {
                let say =
                    |lang| known.iter().map(|text| text.get(lang)).collect::<Vec<_>>().join(", ");
                let known = Text::new(say(crate::words::Lang::Vi), say(crate::words::Lang::En));
                let finding = Finding::new(FindingCode::UnknownValue, Place::default());
                Box::new(finding.found(label.as_str()).with("known", known))
            };
            match card.framework().grades() {
                Grades::Quartiles(labels) => {
                    let Some(wanted) = labels.iter().position(|label| is(label)) else {
                        return Err(unknown(labels.iter().map(|label| &**label).collect()));
                    };
                    let ratios = ranked()?.ratios();
                    whole(least(&total, |own| {
                        let all = ratios.iter().copied().chain([own]);
                        let group = quartile_among(all, own, labels);
                        labels
                            .iter()
                            .position(|label| Some(label) == group.as_ref())
                            .is_some_and(|at| at <= wanted)
                    }))
                }
                Grades::Bands(bands) => {
                    let bands = bands_for(bands, card);
                    let Some(wanted) = bands.iter().rposition(|band| is(&band.label)) else {
                        return Err(unknown(bands.iter().map(|band| &*band.label).collect()));
                    };
                    let aim = |band: &&crate::framework::Band| {
                        let need = least(&total, |own| own.cmp_percent(band.from).is_ge())?;
                        let floors = match band.floor {
                            Some((floor, level)) => floors(card, reach, level, floor)?,
                            None => Vec::new(),
                        };
                        Some(Aim::Reach { need, floors })
                    };
                    bands.iter().take(wanted + 1).filter_map(aim).collect()
                }
            }
        }
        Goal::Rank(rank) => {
            let ratios = ranked()?.ratios();
            if !(1..=ratios.len() + 1).contains(rank) {
                let finding = Finding::new(FindingCode::OutOfRange, Place::default());
                let finding = finding.found(rank.to_string()).with("from", 1_usize);
                return Err(Box::new(finding.with("to", ratios.len() + 1)));
            }
            let ties: Ties = cohort.framework().policies().ties;
            whole(least(&total, |own| rank_among(&ratios, own, ties).0 <= *rank))
        }
        Goal::Budget(effort) => vec![Aim::Spend(i64::try_from(*effort).unwrap_or(i64::MAX))],
    })
}

/// The subtrees below a floor, and what each must gain; `None` where one never can.
fn floors(
    card: &Scorecard,
    reach: &Reach,
    level: crate::framework::FloorOn,
    floor: Percent,
) -> Option<Vec<Floor>> {
    let under = watched(card.framework(), level).filter_map(|node| {
        let score = card.node(node.code().as_str())?;
        let low =
            score.ratio()?.cmp_percent(floor).is_lt() && score.state() != State::NotApplicable;
        low.then(|| {
            let need = least(&score, |own| own.cmp_percent(floor).is_ge())?;
            Some(Floor { items: reach.within(&node.leaf_range()), need })
        })
    });
    under.collect()
}

/// The least raw points a node must gain until its ratio is good enough; more never spoils it. `None`
/// where more points than there can be would not do.
fn least(score: &NodeScore, good: impl Fn(Ratio) -> bool) -> Option<i64> {
    let (obtained, possible) = (score.obtained().wide(), score.possible().wide());
    let enough =
        |gain: i64| Ratio::from_wide(obtained + i128::from(gain), possible).is_some_and(&good);
    if enough(0) {
        return Some(0);
    }
    let (mut low, mut high) = (0, Points::MAX.raw());
    if !enough(high) {
        return None;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if enough(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// What comes closest to a goal for which no choice was found.
struct Closest {
    /// `None` where nothing keeps all conditions, or nothing was found that does.
    chosen: Option<Chosen>,
    /// The raw points it lacks; `None` where no number of points would do, or where less may do.
    missing: Option<i64>,
    /// Where the search was cut short: no choice gains more (or, of a budget, takes less effort).
    bound: Option<i64>,
}

impl Closest {
    /// For a budget the least effort, else the most points.
    fn of(goal: &Goal, aims: &[Aim], reach: &Reach, work: &mut WorkBudget) -> Closest {
        let most = match goal {
            Goal::Budget(_) => Aim::Reach { need: 0, floors: Vec::new() },
            _ => Aim::Spend(i64::MAX),
        };
        let Search { found, bound, .. } = reach.solve(&reach.items, &most, work);
        // If the search was cut short, what the capacities allow at most may be a closer bound than its own.
        let bound = bound.map(|bound| match goal {
            Goal::Budget(_) => bound,
            _ => reach.most_within_capacities(work).map_or(bound, |most| most.min(bound)),
        });
        let Some(chosen) = found else { return Closest { chosen: None, missing: None, bound } };
        let free = reach.links.is_empty() && reach.capacities.is_empty();
        let lacks: Option<Vec<i64>> = aims
            .iter()
            .filter_map(|aim| match aim {
                Aim::Reach { need, floors } => {
                    let (whole, parts) = lack(*need, floors, &chosen, reach);
                    // The most of the whole need not be the most of each part where steps hinder
                    // each other; of a single node it is, for all steps are its own.
                    let exact = free || whole >= parts || matches!(goal, Goal::Node(..));
                    Some(exact.then_some(whole.max(parts)))
                }
                Aim::Spend(_) => None,
            })
            .collect();
        let missing = lacks.and_then(|lacks| lacks.into_iter().min());
        let missing = missing.filter(|missing| *missing > 0);
        Closest { chosen: Some(chosen), missing, bound }
    }
}

/// The raw points that a choice still lacks in the whole, and in all floors together.
fn lack(need: i64, floors: &[Floor], chosen: &Chosen, reach: &Reach) -> (i64, i64) {
    let gain = |item: usize| {
        let level = chosen.levels.get(item)?;
        reach.items.get(item)?.iter().find(|choice| choice.level == *level).map(|c| c.gain)
    };
    let under = |floor: &Floor| {
        let own: i64 = floor.items.clone().filter_map(gain).sum();
        (floor.need - own).max(0)
    };
    (need - chosen.gain, floors.iter().map(under).fold(0, i64::saturating_add))
}

fn rounded_up(raw: i64, print: Digits) -> Option<Points> {
    let unit = i128::from(print.unit());
    Points::from_wide(div_ceil(i128::from(raw), unit) * unit)
}
