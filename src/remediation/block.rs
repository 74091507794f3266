//! [`plan_block`]: distributes one effort of an agency over all units at which it leads steps.

use super::efforts::{Efforts, LeftOut};
use super::plan::{Searched, not_together};
use super::reach::Reach;
use super::solve::{Aim, Capacity, Item, Link, Search, solve};
use super::what_if::{WhatIf, what_if};
use super::{Goal, Step};
use crate::assessment::Unit;
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::{Agency, Grades, unknown_agency};
use crate::quantity::Points;
use crate::scoring::{Cohort, Scorecard};
use crate::words::Phrase;
use crate::work::WorkBudget;

/// What an agency should do at which unit, so that its effort brings the most over all units
/// together.
///
/// Like a [`Plan`](super::Plan), a stored result does not name the data it was made from.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub struct BlockPlan {
    /// The id of the agency that leads every step.
    pub lead: String,
    /// The effort that the agency can spend.
    pub budget: u64,
    /// The grade that as many units as possible shall have, or a better one; `None` if points are
    /// counted.
    pub grade: Option<String>,
    /// The units at which steps are taken, in the order of their ids if a grade is asked for.
    pub units: Vec<BlockUnit>,
    /// How many units could be planned for.
    pub weighed: usize,
    /// Units that could not be planned for: in error, not reported, or with points still open.
    pub not_planned: Vec<Unit>,
    /// How many of the units planned for have the grade before and after the steps.
    pub graded: Option<[usize; 2]>,
    /// The effort of all steps together.
    pub effort: u64,
    /// The points that all steps bring together.
    pub gain: Points,
    /// Whether it is proven that no other choice of steps is better.
    pub proven_optimal: bool,
    /// Set where the search was cut short: no choice brings more points than this.
    pub gain_bound: Option<Points>,
    /// Set where the search for a grade was cut short: no choice brings it to more units than this.
    pub units_bound: Option<usize>,
    /// The rows of the table of efforts that could not be used; if there are any, nothing is
    /// proven.
    pub left_out: LeftOut,
    /// How much search work was done, and whether the allowed work ran out.
    pub work: WorkBudget,
    /// What is wrong with the table of efforts.
    pub findings: Vec<Finding>,
}

/// The steps at one unit, and what they bring.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BlockUnit {
    /// The unit at which the steps are taken.
    pub unit: Unit,
    /// The steps, and where the unit stands before and after them; other units stay as they are.
    pub steps: WhatIf,
    /// The effort of the steps at this unit.
    pub effort: u64,
    /// The points that these steps bring.
    pub gain: Points,
}

/// The best use of one effort of an agency over all units. For points: the most points, then the
/// least effort. For a grade: the most units that have it or a better one, then the least effort,
/// the most points and the units that come first.
///
/// Steps that others lead are not taken. Grades by comparison between units are refused, since the
/// grades of all units would move.
///
/// # Example
/// ```
/// use par_index::remediation::plan_block;
/// use par_index::work::WorkBudget;
/// use par_index::{framework, read, sample, score_all, Basis, Efforts};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let work = WorkBudget::default();
/// let plan = plan_block(&all, "noi-vu", 4, None, &Efforts::default(), work)?;
/// assert_eq!((plan.effort, plan.proven_optimal), (4, true));
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// [`Error::is_usage`] for an unknown agency or grade, for a grade by comparison between units, and
/// for a capacity together with a grade.
pub fn plan_block(
    cohort: &Cohort,
    lead: &str,
    budget: u64,
    grade: Option<&str>,
    efforts: &Efforts,
    work: WorkBudget,
) -> Result<BlockPlan, Error> {
    let framework = cohort.framework();
    efforts.hold_for(framework)?;
    let agencies = framework.agencies();
    let known = framework.agency_named(lead).and_then(|known| agencies.get(known));
    let Some(lead) = known.map(Agency::id) else {
        let unknown = unknown_agency(lead, agencies.iter().map(Agency::id), Place::default());
        return Error::of_call(&[unknown]).and(Err(Error::usage(Phrase::UsagePlanBlock, &[])));
    };
    let efforts = efforts.clone().led_by(lead);
    let mut plan = BlockPlan {
        lead: lead.to_owned(),
        budget,
        grade: grade.map(str::to_owned),
        units: Vec::new(),
        weighed: 0,
        not_planned: Vec::new(),
        graded: None,
        effort: 0,
        gain: Points::ZERO,
        proven_optimal: true,
        gain_bound: None,
        units_bound: None,
        left_out: LeftOut::default(),
        work,
        findings: efforts.findings.to_vec(),
    };
    let mut cards = Vec::new();
    for card in cohort.cards() {
        if Cohort::counts(card) && card.total().ratio().is_some() {
            cards.push(card);
        } else {
            plan.not_planned.push(card.unit().clone());
        }
    }
    plan.weighed = cards.len();
    let taken = match grade {
        Some(label) => plan.graded(cohort, &cards, label, &efforts)?,
        None => plan.gained(&cards, &efforts),
    };
    plan.proven_optimal &= !plan.left_out.any();
    for (card, steps) in taken.into_iter().filter(|(_, steps)| !steps.is_empty()) {
        let unit = card.unit().clone();
        let steps = what_if(cohort, &unit.id, &steps);
        let efforts = steps.rows.iter().filter_map(|row| row.work.as_ref());
        let effort = efforts.map(|work| work.effort).sum();
        let gain = steps.rows.iter().fold(Points::ZERO, |sum, row| sum.plus(row.gain));
        plan.effort += effort;
        plan.gain = plan.gain.plus(gain);
        plan.units.push(BlockUnit { unit, steps, effort, gain });
    }
    Ok(plan)
}

impl BlockPlan {
    /// Adds what is wrong with the table; every unit meets the same mistake, but it is noted once.
    fn note(&mut self, efforts: &Efforts, reach: &Reach) {
        for finding in reach.findings.to_vec() {
            if !self.findings.contains(&finding) {
                self.findings.push(finding);
            }
        }
        let left_out = efforts.left_out(&reach.left_out);
        self.left_out.unread |= left_out.unread;
        for row in left_out.rows {
            if !self.left_out.rows.contains(&row) {
                self.left_out.rows.push(row);
            }
        }
    }

    /// Whether the points of all units together stay within the range of points; if not, that is
    /// noted as a finding.
    fn can_hold(&mut self, sum: i128) -> bool {
        let fits = sum <= Points::MAX.wide();
        if !fits {
            let whole = sum / Points::whole(1).wide();
            let finding = Finding::new(FindingCode::OutOfRange, Place::default());
            let finding = finding.found(whole.to_string()).with("from", Points::ZERO);
            self.findings.push(finding.with("to", Points::MAX));
        }
        fits
    }

    /// The steps that bring the most points: the choices of all units form one search.
    fn gained<'a>(
        &mut self,
        cards: &[&'a Scorecard],
        efforts: &Efforts,
    ) -> Vec<(&'a Scorecard, Vec<Step>)> {
        let mut items: Vec<Item> = Vec::new();
        let mut links: Vec<Link> = Vec::new();
        let mut capacities: Vec<Capacity> = Vec::new();
        let mut all: Vec<(&Scorecard, Reach)> = Vec::new();
        for card in cards {
            let reach = Reach::of(card, efforts, None);
            self.note(efforts, &reach);
            let first = items.len();
            items.extend(reach.items.iter().cloned());
            links.extend(reach.links.iter().cloned().map(|link| Link {
                item: first + link.item,
                other: first + link.other,
                ..link
            }));
            for (n, own) in reach.capacities.iter().enumerate() {
                if n == capacities.len() {
                    capacities.push(Capacity { draws: Vec::new(), most: own.most });
                }
                let draws = own.draws.iter().map(|(item, level)| (first + item, *level));
                capacities[n].draws.extend(draws);
            }
            all.push((card, reach));
        }
        let most = |item: &Item| item.iter().map(|choice| i128::from(choice.gain)).max();
        let fits = self.can_hold(items.iter().filter_map(most).sum());
        if !fits || efforts.is_unread() || Error::of_call(&self.findings).is_err() {
            self.proven_optimal = false;
            return Vec::new();
        }
        let aim = Aim::Spend(i64::try_from(self.budget).unwrap_or(i64::MAX));
        let Search { found, bound } = solve(&items, &aim, (&links, &capacities), &mut self.work);
        self.gain_bound = bound.map(Points::from_raw);
        self.proven_optimal = bound.is_none();
        if bound.is_some() {
            self.work.exhaust();
        }
        if found.is_none() {
            self.proven_optimal = false;
            self.findings.push(not_together(efforts, bound.is_none()));
        }
        let mut levels = found.map(|found| found.levels).unwrap_or_default().into_iter();
        let steps = all.into_iter().map(|(card, reach)| {
            let own: Vec<usize> = levels.by_ref().take(reach.items.len()).collect();
            (card, reach.steps(card.framework(), &own))
        });
        steps.collect()
    }

    /// The steps that bring the most units to a grade. Each unit is searched by itself; then the
    /// cheapest units are taken, since each counts as one.
    fn graded<'a>(
        &mut self,
        cohort: &Cohort,
        cards: &[&'a Scorecard],
        label: &str,
        efforts: &Efforts,
    ) -> Result<Vec<(&'a Scorecard, Vec<Step>)>, Error> {
        if matches!(cohort.framework().grades(), Grades::Quartiles(_)) {
            return Err(Error::usage(Phrase::UsagePlanQuartile, &[]));
        }
        if !efforts.capacities.is_empty() {
            return Err(Error::usage(Phrase::UsagePlanBlockCapacity, &[]));
        }
        let mut before = 0;
        let mut reached: Vec<(u64, Points, usize, &Scorecard, Vec<Step>)> = Vec::new();
        // The least effort of each unit, or the bound of its search where no more is known.
        let mut least: Vec<u64> = Vec::new();
        let mut sure = true;
        // A block may lack the grade; the question is wrong only if no block has it.
        let mut refused = Vec::new();
        for (place, card) in cards.iter().enumerate() {
            let goal = Goal::Grade(label.to_owned());
            let searched = self.work.part(cards.len() - place, |work| {
                let unit = card.unit().id.as_str();
                let found = Searched::of(cohort, unit, goal, efforts, *work);
                *work = found.plan.work;
                found
            });
            if let Err(error) = Error::of_call(&searched.plan.findings) {
                refused.push(error);
                continue;
            }
            if let Some(reach) = &searched.reach {
                self.note(efforts, reach);
            }
            let plan = &searched.plan;
            // A unit that has the grade already needs nothing, not even a step without effort.
            if searched.aims.iter().any(|aim| aim.lacks(0) <= 0) {
                before += 1;
                continue;
            }
            sure &= plan.effort_bound.is_none();
            match (plan.reached, plan.effort_bound) {
                (_, Some(bound)) => least.push(bound),
                (true, None) => least.push(plan.effort),
                (false, None) => {}
            }
            if plan.reached {
                let gain = searched.gain();
                let (effort, steps) = (searched.plan.effort, searched.steps.unwrap_or_default());
                reached.push((effort, gain, steps.len(), card, steps));
            }
        }
        let none = refused.len() == cards.len();
        if let Some(error) = refused.into_iter().next().filter(|_| none) {
            return Err(error);
        }
        // The sort is stable, so units that are alike keep their order.
        reached.sort_by_key(|(effort, gain, steps, ..)| (*effort, -gain.wide(), *steps));
        let taken = within(self.budget, reached.iter().map(|one| one.0));
        self.graded = Some([before, before]);
        if !self.can_hold(reached.iter().take(taken).map(|one| one.1.wide()).sum()) {
            self.proven_optimal = false;
            return Ok(Vec::new());
        }
        least.sort_unstable();
        let most = within(self.budget, least.into_iter());
        self.graded = Some([before, before + taken]);
        if most > taken {
            self.units_bound = Some(before + most);
        }
        self.proven_optimal = sure;
        reached.truncate(taken);
        let mut taken: Vec<(&Scorecard, Vec<Step>)> =
            reached.into_iter().map(|(.., card, steps)| (card, steps)).collect();
        taken.sort_by(|(a, _), (b, _)| a.unit().id.cmp(&b.unit().id));
        Ok(taken)
    }
}

/// How many of the efforts, which come in rising order, fit into a budget together.
fn within(budget: u64, efforts: impl Iterator<Item = u64>) -> usize {
    let sums = efforts.scan(0_u64, |sum, effort| {
        *sum = sum.saturating_add(effort);
        Some(*sum)
    });
    sums.take_while(|sum| *sum <= budget).count()
}
