//! [`plan`]: the cheapest steps that reach a goal, or the best ones within a budget.

use super::Step;
use super::aims::{aims, ready};
use super::closest::{Closest, rounded_up};
use super::efforts::{Efforts, LeftOut};
use super::goal::Goal;
use super::reach::Reach;
use super::reasons::Why;
use super::solve::{Aim, Chosen, Search};
use super::what_if::{Repair, WhatIf, what_if};
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::Framework;
use crate::quantity::{Code, Points};
use crate::scoring::Cohort;
use crate::work::WorkBudget;

/// The steps that reach a goal, and what they would change.
///
/// A stored plan does not name the data it was made from, so it is not checked against any when
/// read back. Keep the assessments with it, or keep a sealed [`Reply`](crate::reply::Reply).
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub struct Plan {
    /// The goal that was asked for.
    pub goal: Goal,
    /// The steps in framework order, and where the unit stands before and after them.
    pub steps: WhatIf,
    /// Whether the goal is reached.
    pub reached: bool,
    /// The effort of all steps together.
    pub effort: u64,
    /// Whether it is proven that no other choice of steps is better: by effort, then points, then
    /// number of leaves, then the lower level at the first leaf where two choices differ.
    pub proven_optimal: bool,
    /// Set where the search was cut short: no plan that reaches the goal takes less effort than
    /// this.
    pub effort_bound: Option<u64>,
    /// Set where the search was cut short for a budget, or for a goal that is known to be out of
    /// reach: no plan brings more points than this.
    pub gain_bound: Option<Points>,
    /// The points that are missing even with all steps, rounded up to print digits; where
    /// [`gain_bound`](Plan::gain_bound) is set, the points that are missing at least.
    pub unreachable_by: Option<Points>,
    /// For a goal out of reach, the agencies whose capacity prevents it: those of which each one
    /// alone does so or, where none does alone, all that do so together.
    pub stopped_by: Vec<String>,
    /// Weak leaves that the plan does not touch because a survey decides them.
    pub skipped: Vec<Code>,
    /// Steps that are due after the period asked about. They are not part of the plan; the effect
    /// of each is computed alone, from where the unit stands now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<Repair>,
    /// How many rows of the table of efforts could not be used; if there are any, nothing is
    /// proven.
    pub rows_left_out: usize,
    /// How much search work was done, and whether the allowed work ran out.
    pub work: WorkBudget,
    /// The rows of the table that could not be used, and whether further parts of it could not be
    /// read.
    pub left_out: LeftOut,
    /// The reasons for these steps; present only if they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
    /// What is wrong with the call, the unit or the table of efforts.
    pub findings: Vec<Finding>,
}

impl Plan {
    /// A plan before anything was searched.
    fn nothing(goal: Goal, work: WorkBudget) -> Plan {
        Plan {
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
            later: Vec::new(),
            rows_left_out: 0,
            left_out: LeftOut::default(),
            work,
            why: None,
            findings: Vec::new(),
        }
    }

    /// Notes how far the goal is from being reached, and gives the choice that comes closest to it.
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
            // If even the greatest gain is too small, no effort reaches the goal.
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
            self.findings.push(not_together(efforts, bound.is_none()));
        }
        chosen
    }
}

/// The finding that the fixed steps cannot be taken together or, where that is not proven, that no
/// choice with all of them was found.
pub(super) fn not_together(efforts: &Efforts, proven: bool) -> Finding {
    let fixed = efforts.fixed.iter().map(|(code, _)| code.as_str());
    let fixed = fixed.collect::<Vec<&str>>().join(", ");
    let code = if proven { FindingCode::FixedTogether } else { FindingCode::FixedUnsettled };
    Finding::new(code, Place::default()).found(fixed)
}

/// The cheapest steps with which a unit reaches a goal: the least effort, then the most points, then
/// the fewest leaves, then the lower level at the first leaf where two plans differ.
///
/// The search is exact: every choice of levels is considered, without rounding. Where that would
/// take too much work, [`Plan::proven_optimal`] is false and a bound says how far the answer may be
/// from the best. For a goal out of reach the plan has the steps that come closest: those of most
/// points that keep all conditions, maybe none. Rows of the table that could not be used are named
/// in [`Plan::left_out`], and then nothing is proven.
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

/// Like [`plan`], with a limit on search work. If the work runs out, the best plan found so far is
/// returned without proof, and [`Plan::work`] says so.
pub fn plan_within(
    cohort: &Cohort,
    unit: &str,
    goal: Goal,
    efforts: &Efforts,
    work: WorkBudget,
) -> Plan {
    let searched = Searched::of(cohort, unit, goal, efforts, work);
    searched.told(cohort, unit)
}

/// A plan whose steps are chosen; the effect of the steps on index and rank is not computed yet.
pub(super) struct Searched {
    pub(super) plan: Plan,
    /// The chosen steps; `None` where no plan is possible.
    pub(super) steps: Option<Vec<Step>>,
    pub(super) chosen: Option<Chosen>,
    pub(super) aims: Vec<Aim>,
    /// All steps that could be chosen; `None` where no plan is possible.
    pub(super) reach: Option<Reach>,
}

impl Searched {
    /// What all chosen steps together add to the obtained points.
    pub(super) fn gain(&self) -> Points {
        Points::from_raw(self.chosen.as_ref().map_or(0, |chosen| chosen.gain))
    }

    /// The finished plan, with the effect of its steps on index and rank.
    pub(super) fn told(self, cohort: &Cohort, unit: &str) -> Plan {
        let Searched { mut plan, steps, reach, .. } = self;
        let Some(steps) = steps else { return plan };
        plan.steps = what_if(cohort, unit, &steps);
        plan.findings.append(&mut plan.steps.findings);
        let later = reach.iter().flat_map(|reach| reach.later(cohort.framework(), &steps));
        plan.later = later.flat_map(|step| what_if(cohort, unit, &[step]).rows).collect();
        plan
    }

    pub(super) fn of(
        cohort: &Cohort,
        unit: &str,
        goal: Goal,
        efforts: &Efforts,
        work: WorkBudget,
    ) -> Searched {
        let (steps, chosen, aims, reach) = (None, None, Vec::new(), None);
        let plan = Plan::nothing(goal, work);
        let mut searched = Searched { plan, steps, chosen, aims, reach };
        searched.search(cohort, unit, efforts);
        searched
    }

    fn search(&mut self, cohort: &Cohort, unit: &str, efforts: &Efforts) {
        let plan = &mut self.plan;
        let ready = ready(cohort, unit, efforts).and_then(|card| {
            plan.goal = plan.goal.clone().checked(card)?;
            Ok(card)
        });
        let card = match ready {
            Ok(card) => card,
            Err(finding) => {
                plan.findings.push(*finding);
                return;
            }
        };
        let reach = Reach::of(card, efforts, plan.goal.node(cohort.framework()));
        plan.findings.extend(efforts.findings.to_vec());
        plan.findings.extend(reach.findings.to_vec());
        plan.skipped.clone_from(&reach.skipped);
        plan.left_out = efforts.left_out(&reach.left_out);
        plan.rows_left_out = plan.left_out.rows.len();
        // A call with errors of its own (errors that belong to no row of the table) is not planned.
        let wrong = |finding: &Finding| {
            let listed = finding.code() != FindingCode::FindingsCut;
            listed && finding.is_error() && finding.place() == &Place::default()
        };
        if plan.findings.iter().any(wrong) || efforts.is_unread() {
            return;
        }
        let aims = match aims(cohort, card, &plan.goal, &reach) {
            Ok(aims) => aims,
            Err(finding) => {
                plan.findings.push(*finding);
                return;
            }
        };
        let work = &mut plan.work;
        let searched: Vec<Search> =
            aims.iter().map(|aim| reach.solve(&reach.items, aim, work)).collect();
        let found = aims.iter().zip(&searched);
        let found = found.filter_map(|(aim, search)| Some((aim, search.found.clone()?)));
        let mut best = least_of(found);
        // A search that was cut short may have missed something better, within its bound.
        let bounds = || searched.iter().filter_map(|search| search.bound);
        let spends = matches!(plan.goal, Goal::Budget(_));
        let mut closest = None;
        if best.is_none() {
            let near = Closest::of(&plan.goal, &aims, &reach, work);
            // A search that was cut short may have missed a plan that the search for the most
            // points finds.
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
            (None, closest) => closest.and_then(|closest| {
                plan.out_of_reach(closest, &aims, (cohort.framework(), efforts))
            }),
        };
        if plan.unreachable_by.is_some() {
            plan.stopped_by = reach.stopped_by(&aims, &mut plan.work);
        }
        // A plan is unproven here only because the allowed work ran out.
        if !plan.proven_optimal {
            plan.work.exhaust();
        }
        plan.proven_optimal &= !plan.left_out.any();
        let steps = match &chosen {
            Some(chosen) => reach.steps(cohort.framework(), &chosen.levels),
            // No step is taken, and the answer only says where the unit stands.
            None if !plan.findings.iter().any(wrong) => Vec::new(),
            None => return,
        };
        let effort = chosen.as_ref().map(|chosen| chosen.effort).unwrap_or_default();
        plan.effort = u64::try_from(effort).unwrap_or_default();
        (self.steps, self.chosen, self.aims, self.reach) = (Some(steps), chosen, aims, Some(reach));
    }
}

/// The best of some choices, each compared by the order of its own aim.
fn least_of<'a>(all: impl Iterator<Item = (&'a Aim, Chosen)>) -> Option<(&'a Aim, Chosen)> {
    all.min_by(|(a, one), (b, other)| one.key(a).cmp(&other.key(b)))
}
