//! [`plan_explained`]: a plan together with the reasons for its steps.

use super::frontiers::frontier_within;
use super::plan::{Plan, Searched};
use super::reasons::{Instead, Limit, LimitKind, OthersAsGood, StepWhy, Why};
use super::solve::equals;
use super::what_if::Others;
use super::{Efforts, Goal};
use crate::analysis::rank_among;
use crate::framework::{Agency, LeafIx};
use crate::quantity::Points;
use crate::scoring::{Cohort, Scorecard};
use crate::work::WorkBudget;

/// The plan that [`plan_within`](super::plan_within) finds, with the reasons for its steps: what
/// each step contributes and what would replace it, which capacity or condition prevents a better
/// plan, and how many other choices are as good. All searches share one budget of work.
///
/// # Example
/// ```
/// use par_index::remediation::plan_explained;
/// use par_index::work::WorkBudget;
/// use par_index::{framework, read, sample, score_all, Basis, Efforts, Goal};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let efforts = Efforts::default();
/// let work = WorkBudget::default();
/// let plan = plan_explained(&all, "sample-commune-01", Goal::Rank(3), &efforts, work);
/// let why = plan.why.unwrap();
/// let step = &why.steps[0];
/// assert_eq!(step.rank_without, Some(4));
/// assert!(step.instead.as_ref().unwrap().reached);
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn plan_explained(
    cohort: &Cohort,
    unit: &str,
    goal: Goal,
    efforts: &Efforts,
    work: WorkBudget,
) -> Plan {
    // The plan itself is searched first; the explanation uses the work that remains.
    let searched = Searched::of(cohort, unit, goal, efforts, work);
    let card = cohort.card_named(unit).ok();
    let Some((card, steps)) = card.zip(searched.steps.as_ref()) else {
        return searched.told(cohort, unit);
    };
    let mut work = searched.plan.work;
    let mut asking =
        Asking { cohort, card, efforts, searched: &searched, left: 0, work: &mut work };
    let variants = asking.limits();
    // At most two searches for each limit, one for each step, one for the frontier and one for the
    // count.
    asking.left = steps.len() + 2 * variants.len() + 2;
    let mut why = Why { steps: asking.steps(), ..Why::default() };
    why.limits = asking.bound(variants);
    why.equal = asking.equal();
    let front = asking.share(|work| {
        let front = frontier_within(cohort, unit, efforts, *work);
        *work = front.work;
        front
    });
    why.frontier_proven = front.proven_optimal;
    why.frontier_conditions = front.conditions;
    why.frontier = front.points;
    let mut plan = searched.told(cohort, unit);
    plan.why = Some(why);
    plan.work = work;
    plan
}

/// A plan that is being explained, and the number of searches still to come.
struct Asking<'a> {
    cohort: &'a Cohort,
    card: &'a Scorecard,
    efforts: &'a Efforts,
    searched: &'a Searched,
    left: usize,
    work: &'a mut WorkBudget,
}

/// The same question without a limit, and with the limit raised by one unit.
struct Variant {
    limit: Limit,
    without: Option<(Goal, Efforts)>,
    more: Option<(Goal, Efforts)>,
}

impl Asking<'_> {
    /// Runs one of the searches still to come, with no more than its share of the remaining work.
    fn share<T>(&mut self, search: impl FnOnce(&mut WorkBudget) -> T) -> T {
        let of = self.left;
        self.left = self.left.saturating_sub(1);
        self.work.part(of, search)
    }

    fn goal(&self) -> &Goal {
        &self.searched.plan.goal
    }

    fn plan(&mut self, goal: &Goal, efforts: &Efforts) -> Searched {
        let (cohort, unit) = (self.cohort, self.card.unit().id.as_str());
        self.share(|work| {
            let found = Searched::of(cohort, unit, goal.clone(), efforts, *work);
            *work = found.plan.work;
            found
        })
    }

    /// The short form of another plan, compared with the one being explained.
    fn instead(&self, other: &Searched) -> Instead {
        let own = self.searched.steps.as_deref().unwrap_or_default();
        let has =
            |step: &super::Step| own.iter().any(|one| (&one.code, one.to) == (&step.code, step.to));
        let takes = other.steps.iter().flatten().filter(|step| !has(step));
        Instead {
            reached: other.plan.reached,
            effort: other.plan.effort,
            gain: other.gain(),
            proven_optimal: other.plan.proven_optimal,
            takes: takes.map(|step| (step.code.clone(), step.to)).collect(),
        }
    }

    /// The place of a plan in the order of its goal; less is better.
    fn key(&self, plan: &Searched) -> (bool, i128, i128) {
        let (effort, gain) = (i128::from(plan.plan.effort), -plan.gain().wide());
        match (self.goal(), plan.plan.reached) {
            (Goal::Budget(_), true) => (false, gain, effort),
            (_, true) => (false, effort, gain),
            // When no plan reaches the goal, the closest one takes the least effort for a budget,
            // and brings the most points for any other goal.
            (Goal::Budget(_), false) => (true, effort, gain),
            (_, false) => (true, gain, effort),
        }
    }

    /// Whether the plan would be better under other conditions; `None` where the searches do not
    /// tell.
    fn is_better(&self, other: &Searched) -> Option<bool> {
        other.steps.as_ref()?;
        let (own, gain) = (&self.searched.plan, other.gain());
        let less = self.key(other) < self.key(self.searched);
        // If the search for the plan was cut short, the plan may not be the best under its own
        // conditions. The other plan is then surely better only if it beats the bound of that
        // search.
        let beats = match (own.effort_bound, own.gain_bound) {
            _ if is_settled(own) => less,
            (Some(bound), _) => other.plan.reached && other.plan.effort < bound,
            (None, Some(bound)) if matches!(self.goal(), Goal::Budget(_)) => {
                other.plan.reached && gain > bound
            }
            (None, Some(bound)) => other.plan.reached || gain > bound,
            (None, None) => other.plan.reached && !own.reached,
        };
        let sure = beats || (!less && is_settled(&other.plan));
        sure.then_some(beats)
    }

    /// What each step contributes.
    fn steps(&mut self) -> Vec<StepWhy> {
        let steps = self.searched.steps.clone().unwrap_or_default();
        let framework = self.cohort.framework();
        let ties = framework.policies().ties;
        let others = Others::of(self.cohort, self.card);
        let ratios = others.ratios();
        let all = steps.iter().filter_map(|step| {
            Some((LeafIx(framework.leaf_position(step.code.as_str())?), step.to))
        });
        let all: Vec<(LeafIx, Points)> = all.collect();
        let mut out = Vec::new();
        for step in &steps {
            let own = framework.leaf_position(step.code.as_str());
            let rest = all.iter().filter(|(leaf, _)| Some(leaf.0) != own);
            let card = rest.fold(self.card.clone(), |card, (leaf, to)| card.with(*leaf, *to));
            let with = own.map(|leaf| card.with(LeafIx(leaf), step.to));
            let before = card.total().obtained();
            let gain = with.map_or(Points::ZERO, |with| with.total().obtained().minus(before));
            let ratio = card.total().ratio();
            let ranked = ratio.filter(|_| others.ranked).map(|own| rank_among(&ratios, own, ties));
            let (rank, tied) = ranked.unzip();
            let fixed = self.efforts.fixed.iter().any(|(code, _)| code == step.code.as_str());
            let instead = (!fixed).then(|| {
                let goal = self.goal().clone();
                let other = self.plan(&goal, &self.efforts.clone().without(step.code.as_str()));
                self.instead(&other)
            });
            out.push(StepWhy {
                code: step.code.clone(),
                to: step.to,
                gain,
                ratio_without: ratio,
                rank_without: rank,
                tied_without: tied.unwrap_or_default(),
                instead,
            });
        }
        out
    }

    /// All limits that the plan keeps, each with the question without it.
    fn limits(&self) -> Vec<Variant> {
        let (goal, efforts) = (self.goal(), self.efforts);
        let mut all = Vec::new();
        let limit = |kind, most: Option<u64>, used: Option<u64>| {
            let (binds, without, one_more) = (None, None, None);
            Limit { kind, most, used, binds, without, one_more }
        };
        if let Goal::Budget(budget) = goal {
            all.push(Variant {
                limit: limit(LimitKind::Budget, Some(*budget), Some(self.searched.plan.effort)),
                without: Some((Goal::Budget(u64::MAX), efforts.clone())),
                more: Some((Goal::Budget(budget.saturating_add(1)), efforts.clone())),
            });
        }
        for (n, (agency, most)) in efforts.capacities.iter().enumerate() {
            let mut without = efforts.clone();
            without.capacities.remove(n);
            let mut more = efforts.clone();
            more.capacities[n].1 = most.saturating_add(1);
            let all_agencies = self.cohort.framework().agencies();
            let known = self.cohort.framework().agency_named(agency);
            let id = known.and_then(|known| all_agencies.get(known)).map(Agency::id);
            let used = self.used(n);
            let kind = LimitKind::Capacity(id.unwrap_or(agency).to_owned());
            let (without, more) = (Some((goal.clone(), without)), Some((goal.clone(), more)));
            all.push(Variant { limit: limit(kind, Some(*most), used), without, more });
        }
        if let Some(most) = efforts.most_items {
            let mut without = efforts.clone();
            without.most_items = None;
            let more = efforts.clone().most_items(most.saturating_add(1));
            all.push(Variant {
                limit: limit(LimitKind::MostItems, Some(most), None),
                without: Some((goal.clone(), without)),
                more: Some((goal.clone(), more)),
            });
        }
        let mut one = |kind, without: Efforts| {
            let without = Some((goal.clone(), without));
            all.push(Variant { limit: limit(kind, None, None), without, more: None });
        };
        if efforts.most_percent.is_some() {
            let mut without = efforts.clone();
            without.most_percent = None;
            one(LimitKind::MostPercent, without);
        }
        let framework = self.cohort.framework();
        for (n, (code, _)) in efforts.fixed.iter().enumerate() {
            let mut without = efforts.clone();
            without.fixed.remove(n);
            if let Some(node) = framework.node(code) {
                one(LimitKind::Fixed(node.code().clone()), without);
            }
        }
        for (n, code) in efforts.without.iter().enumerate() {
            let mut without = efforts.clone();
            without.without.remove(n);
            if let Some(node) = framework.node(code) {
                one(LimitKind::HeldOut(node.code().clone()), without);
            }
        }
        all
    }

    /// The effort that the plan takes of a capacity.
    fn used(&self, capacity: usize) -> Option<u64> {
        let Searched { reach, chosen, .. } = self.searched;
        let (reach, chosen) = (reach.as_ref()?, chosen.as_ref()?);
        let draws = reach.capacities.get(capacity)?.draws.iter();
        let taken = draws.filter(|(item, level)| chosen.levels.get(*item) == Some(level));
        let effort = |(item, level): &(usize, usize)| {
            reach.items.get(*item)?.iter().find(|choice| choice.level == *level).map(|c| c.effort)
        };
        u64::try_from(taken.filter_map(effort).sum::<i64>()).ok()
    }

    /// Which limits prevent a better plan, and what one more unit of each would bring.
    fn bound(&mut self, variants: Vec<Variant>) -> Vec<Limit> {
        let mut out = Vec::new();
        for Variant { mut limit, without, more } in variants {
            if let Some((goal, efforts)) = without {
                let other = self.plan(&goal, &efforts);
                limit.binds = self.is_better(&other);
                limit.without = Some(self.instead(&other));
            }
            if let Some((goal, efforts)) = more {
                // If removing the limit brings nothing, one more unit brings nothing either.
                if limit.binds == Some(false) {
                    self.left = self.left.saturating_sub(1);
                } else {
                    let other = self.plan(&goal, &efforts);
                    limit.one_more = Some(self.instead(&other));
                    if self.is_better(&other) == Some(true) {
                        limit.binds = Some(true);
                    }
                }
            }
            let amount = limit.most.is_some();
            if amount || limit.binds != Some(false) {
                out.push(limit);
            }
        }
        out.extend(self.conditions());
        out
    }

    /// The conditions between steps that prevent a better plan.
    fn conditions(&mut self) -> Vec<Limit> {
        let Some(reach) = &self.searched.reach else { return Vec::new() };
        let conditions = reach.conditions(self.cohort.framework());
        if conditions.is_empty() {
            return Vec::new();
        }
        let goal = self.goal().clone();
        let of = |without: Efforts, asking: &mut Self| {
            let other = asking.plan(&goal, &without);
            (asking.is_better(&other), asking.instead(&other))
        };
        self.left += conditions.len() + 1;
        let mut without = self.efforts.clone();
        for (row, kind) in &conditions {
            drop_condition(&mut without, *row, kind);
        }
        let (binds, all) = of(without, self);
        let limit = |kind, binds, without| {
            let (most, used, one_more) = (None, None, None);
            Limit { kind, most, used, binds, without: Some(without), one_more }
        };
        // If removing all of the conditions brings nothing, none of them needs to be tried alone.
        if binds == Some(false) {
            self.left = self.left.saturating_sub(conditions.len());
            return Vec::new();
        }
        let mut out = Vec::new();
        for (row, kind) in conditions {
            let mut without = self.efforts.clone();
            drop_condition(&mut without, row, &kind);
            let (binds, instead) = of(without, self);
            if binds == Some(true) {
                out.push(limit(kind, binds, instead));
            }
        }
        if out.is_empty() {
            out.push(limit(LimitKind::Conditions, binds, all));
        }
        out
    }

    /// How many other choices are as good as the plan.
    fn equal(&mut self) -> OthersAsGood {
        let Searched { reach, chosen, aims, .. } = self.searched;
        let Some((reach, chosen)) = reach.as_ref().zip(chosen.as_ref()) else {
            return OthersAsGood { count: 0, at_least: true };
        };
        let conditions = (&reach.links[..], &reach.capacities[..]);
        // The count leaves work for the frontier, which comes last and needs little.
        let (count, at_least) =
            self.share(|work| equals(&reach.items, aims, conditions, chosen, work));
        OthersAsGood { count: count - 1, at_least }
    }
}

/// Whether no search of a plan was cut short. Unused rows of the table are not considered here; the
/// plan itself reports them.
fn is_settled(plan: &Plan) -> bool {
    let bound = plan.effort_bound.is_some() || plan.gain_bound.is_some();
    !bound && (plan.reached || plan.proven_optimal || plan.left_out.any())
}

/// Removes a condition from the row that states it.
fn drop_condition(efforts: &mut Efforts, row: usize, kind: &LimitKind) {
    let mut rows = efforts.table.iter_mut().flatten();
    let Some(own) = rows.find(|own| own.row == row) else { return };
    match kind {
        LimitKind::Requires(..) => own.requires.clear(),
        LimitKind::Excludes(..) => own.excludes.clear(),
        _ => {}
    }
}
