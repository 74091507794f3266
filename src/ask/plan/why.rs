//! The reasons for the steps of a plan: a part of the result, and the end of the page.

use serde::Serialize;

use super::view::{FrontierRow, front_rows, front_table};
use crate::ask::parts::index::rank_said;
use crate::ask::parts::listed::agencies;
use crate::ask::parts::percent;
use crate::framework::Framework;
use crate::page::{Bar, Block, Cell, Chart, Column, Page, Shape, Table};
use crate::quantity::{Code, Digits, Points};
use crate::remediation::{FrontierPoint, Goal, Instead, Limit, LimitKind, Plan, StepWhy, Why};
use crate::scoring::Cohort;
use crate::words::{Arg, Lang, Phrase, Sentence};

/// The reasons for the steps of a plan.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct WhyPart {
    /// What each step contributes, in the order of the framework.
    steps: Vec<WhyStep>,
    /// The limits and conditions that the plan has to keep.
    limits: Vec<WhyLimit>,
    /// How many other choices of steps are as good: they reach the goal for the same effort or, for
    /// a budget or a goal out of reach, bring the same points for the same effort.
    equal: u64,
    /// Whether there may be more such choices.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    equal_at_least: bool,
    /// The best points for each effort, for a chart.
    frontier: Vec<FrontierRow>,
    /// Whether it is proven that no point of the frontier is missing and none could be better.
    frontier_proven: bool,
    /// Whether capacities, or conditions between steps, are ignored in the frontier; a point may
    /// then promise too much.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    frontier_conditions: bool,
}

/// What a step contributes to the plan.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct WhyStep {
    code: String,
    to: Points,
    gain: Points,
    /// The index when all other steps are taken and this one is not.
    index_without: Option<String>,
    /// The rank when all other steps are taken and this one is not.
    rank_without: Option<usize>,
    /// Whether another unit shares that rank.
    tied_without: bool,
    /// The best plan that leaves the leaf as it is; absent where the call fixed the step.
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<WhyPlan>,
}

/// Another plan for the same goal.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct WhyPlan {
    reached: bool,
    effort: u64,
    gain: Points,
    proven_optimal: bool,
    /// The steps of that plan that are not in the one explained, as `CODE=POINTS`.
    takes: Vec<String>,
}

/// A limit or condition that the plan has to keep.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct WhyLimit {
    /// `budget`, `capacity`, `most_items`, `most_percent`, `fix`, `without`, `requires`, `excludes`, or
    /// `conditions` for all requirements and exclusions together.
    kind: &'static str,
    /// The id of the agency of a capacity.
    #[serde(skip_serializing_if = "Option::is_none")]
    agency: Option<String>,
    /// The step, or the leaf, that the limit is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    /// The steps that the condition requires or excludes.
    #[serde(skip_serializing_if = "Option::is_none")]
    others: Option<String>,
    /// The amount of the limit, where it is an amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<u64>,
    /// How much of that amount the plan takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    used: Option<u64>,
    /// Whether the plan would be better without the limit; null where the search was cut short too
    /// early to tell.
    binds: Option<bool>,
    /// The best plan without the limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    without: Option<WhyPlan>,
    /// The best plan if the limit were one unit higher; absent where that certainly brings nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    one_more: Option<WhyPlan>,
}

/// The reasons for the steps of a plan, as a part of the result.
pub(crate) fn why_part(cohort: &Cohort, why: &Why) -> WhyPart {
    let digits = cohort.framework().policies().print;
    let named = |code: &Code, to: Points| format!("{code}={to}");
    let plan = |one: &Instead| WhyPlan {
        reached: one.reached,
        effort: one.effort,
        gain: one.gain,
        proven_optimal: one.proven_optimal,
        takes: one.takes.iter().map(|(code, to)| named(code, *to)).collect(),
    };
    let steps = why.steps.iter().map(|step| WhyStep {
        code: step.code.to_string(),
        to: step.to,
        gain: step.gain,
        index_without: step.ratio_without.map(|ratio| percent(ratio, digits)),
        rank_without: step.rank_without,
        tied_without: step.tied_without,
        instead: step.instead.as_ref().map(plan),
    });
    let limits = why.limits.iter().map(|limit| {
        let (kind, agency, step, others) = match &limit.kind {
            LimitKind::Budget => ("budget", None, None, None),
            LimitKind::Capacity(agency) => ("capacity", Some(agency.clone()), None, None),
            LimitKind::MostItems => ("most_items", None, None, None),
            LimitKind::MostPercent => ("most_percent", None, None, None),
            LimitKind::Fixed(code) => ("fix", None, Some(code.to_string()), None),
            LimitKind::HeldOut(code) => ("without", None, Some(code.to_string()), None),
            LimitKind::Requires(code, to, others) => {
                ("requires", None, Some(named(code, *to)), Some(others.get(Lang::En).to_owned()))
            }
            LimitKind::Excludes(code, to, others) => {
                ("excludes", None, Some(named(code, *to)), Some(others.get(Lang::En).to_owned()))
            }
            LimitKind::Conditions => ("conditions", None, None, None),
        };
        WhyLimit {
            kind,
            agency,
            step,
            others,
            most: limit.most,
            used: limit.used,
            binds: limit.binds,
            without: limit.without.as_ref().map(plan),
            one_more: limit.one_more.as_ref().map(plan),
        }
    });
    WhyPart {
        steps: steps.collect(),
        limits: limits.collect(),
        equal: why.equal.count,
        equal_at_least: why.equal.at_least,
        frontier: front_rows(cohort, &why.frontier),
        frontier_proven: why.frontier_proven,
        frontier_conditions: why.frontier_conditions,
    }
}

/// The page of a plan with the reasons for its steps below it.
pub(crate) fn why_page(cohort: &Cohort, plan: &Plan, why: &Why) -> Page {
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let said = Said { framework, digits, goal: &plan.goal };
    let mut page = Page::default();
    if !why.steps.is_empty() {
        let title = Block::title(Phrase::WhyTitle);
        page = page.with([title, said.table(&why.steps).into()]);
    }
    let mut lines: Vec<Sentence> = why.limits.iter().map(|limit| said.limit(limit)).collect();
    let equal = if why.equal.at_least { Phrase::WhyEqualLeast } else { Phrase::WhyEqual };
    lines.push(Sentence::say(equal, [("count", Arg::Whole(why.equal.count))]));
    page = page.with(lines.into_iter().map(Block::say).collect::<Vec<_>>());
    let points = few(&why.frontier, plan.effort);
    if points.len() < 2 {
        return page;
    }
    let gain = plan.steps.rows.iter().fold(Points::ZERO, |sum, row| sum.plus(row.gain));
    let mut front = vec![Block::title(Phrase::WhyFront)];
    // Limitations that concern every point are stated before the points.
    front.extend(why.frontier_conditions.then(|| Block::inside(1, Phrase::PlanConditions)));
    front.push(said.chart(&points, (plan.effort, gain)));
    front.push(front_table(&points, digits).into());
    page.with(front)
}

/// The number of points of a frontier shown on a page; the data holds all of them.
const SHOWN: usize = 16;

/// Some points of a frontier, evenly spaced, with both ends and the last point within the plan's
/// effort.
fn few(points: &[FrontierPoint], effort: u64) -> Vec<FrontierPoint> {
    let own = points.iter().rposition(|point| point.effort <= effort);
    let every = points.len().div_ceil(SHOWN).max(1);
    let shown = points.iter().enumerate().filter(|(place, _)| {
        place % every == 0 || place + 1 == points.len() || Some(*place) == own
    });
    shown.map(|(_, point)| *point).collect()
}

struct Said<'a> {
    framework: &'a Framework,
    digits: Digits,
    goal: &'a Goal,
}

impl Said<'_> {
    /// A table of the steps, with what each contributes and which plan would replace it.
    fn table(&self, steps: &[StepWhy]) -> Table {
        let columns = [
            Column::code(),
            Column::name().headed(Phrase::ColNode),
            Column::figure(Phrase::ColGain),
            Column::figure(Phrase::ColIndexWithout),
            Column::figure(Phrase::ColRankWithout),
            Column::text(Phrase::ColInstead),
        ];
        let mut table = Table::new(Sentence::NONE, columns);
        for step in steps {
            let node = self.framework.node(step.code.as_str());
            let rank = step.rank_without.map(|rank| Cell::Rank { rank, tied: step.tied_without });
            table.push([
                Cell::code(&step.code),
                node.map_or(Cell::Empty, |node| Cell::text(node.short())),
                Cell::gain(step.gain, self.digits),
                step.ratio_without.map(|ratio| Cell::Ratio(ratio, self.digits)).unwrap_or_default(),
                Cell::or_absent(rank),
                Cell::text(match &step.instead {
                    Some(instead) => self.instead(instead),
                    None => Phrase::WhyAsked.into(),
                }),
            ]);
        }
        table
    }

    /// Another plan, described in a few words.
    fn instead(&self, plan: &Instead) -> Sentence {
        let step = |(code, to): &(Code, Points)| {
            Sentence::joined([code.as_str().into(), Sentence::sign("→"), Sentence::from(*to)], " ")
        };
        let gains = matches!(self.goal, Goal::Budget(_));
        let phrase = match (gains, plan.reached, plan.proven_optimal) {
            (true, true, _) => Phrase::WhyPlanGain,
            (false, true, _) => Phrase::WhyPlanEffort,
            (_, false, true) => return Phrase::WhyPlanNone.into(),
            (_, false, false) => return Phrase::WhyPlanNotFound.into(),
        };
        let args =
            [("gain", Arg::Gain(plan.gain, self.digits)), ("effort", Arg::Whole(plan.effort))];
        let steps: Vec<Sentence> = plan.takes.iter().map(step).collect();
        let mut text = Sentence::say(phrase, args);
        if !steps.is_empty() {
            let steps = Sentence::some_of(steps, 6);
            let args = [("plan", text.into()), ("steps", steps.into())];
            text = Sentence::say(Phrase::WhyThrough, args);
        }
        if plan.proven_optimal {
            return text;
        }
        Sentence::say(Phrase::WhyUnproven, [("plan", text.into())])
    }

    /// What a limit prevents, in words.
    fn limit(&self, limit: &Limit) -> Sentence {
        let without = limit.without.as_ref().map(|plan| self.instead(plan)).unwrap_or_default();
        let step = |code: &Code, to: Points| {
            Sentence::joined([code.as_str().into(), Sentence::sign("→"), Sentence::from(to)], " ")
        };
        let condition = |phrase, step: Sentence, others: Sentence| {
            let args = [
                ("step", step.into()),
                ("others", others.into()),
                ("plan", without.clone().into()),
            ];
            Sentence::say(phrase, args)
        };
        let amount = |phrase, who: Sentence| {
            let said = match (limit.binds, &limit.one_more) {
                (Some(false), _) => Phrase::WhyFree.into(),
                (None, _) => Phrase::WhyUnknown.into(),
                (Some(true), Some(more)) if !more.takes.is_empty() => {
                    Sentence::say(Phrase::WhyOneMore, [("plan", self.instead(more).into())])
                }
                (Some(true), Some(more)) if !more.proven_optimal => {
                    Sentence::say(Phrase::WhyOneUnknown, [("plan", without.clone().into())])
                }
                (Some(true), _) => {
                    Sentence::say(Phrase::WhyOneNothing, [("plan", without.clone().into())])
                }
            };
            let args = [
                ("who", who.into()),
                ("used", Arg::Whole(limit.used.unwrap_or_default())),
                ("most", Arg::Whole(limit.most.unwrap_or_default())),
                ("said", said.into()),
            ];
            Sentence::say(phrase, args)
        };
        match &limit.kind {
            LimitKind::Budget => amount(Phrase::WhyBudget, Sentence::NONE),
            LimitKind::Capacity(id) => amount(Phrase::WhyCapacity, agencies(self.framework, id)),
            LimitKind::MostItems => amount(Phrase::WhyMostItems, Sentence::NONE),
            LimitKind::MostPercent => {
                condition(Phrase::WhyMostPercent, Sentence::NONE, Sentence::NONE)
            }
            LimitKind::Fixed(code) => {
                condition(Phrase::WhyFixed, code.as_str().into(), Sentence::NONE)
            }
            LimitKind::HeldOut(code) => {
                condition(Phrase::WhyHeldOut, code.as_str().into(), Sentence::NONE)
            }
            LimitKind::Requires(code, to, others) => {
                condition(Phrase::WhyRequires, step(code, *to), others.into())
            }
            LimitKind::Excludes(code, to, others) => {
                condition(Phrase::WhyExcludes, step(code, *to), others.into())
            }
            LimitKind::Conditions => {
                condition(Phrase::WhyConditions, Sentence::NONE, Sentence::NONE)
            }
        }
    }

    /// A bar chart of the points that efforts bring; the plan's own bar is marked, if it is among
    /// them.
    fn chart(&self, points: &[FrontierPoint], (effort, gain): (u64, Points)) -> Block {
        let own = points.iter().rposition(|point| point.effort <= effort);
        let own = own.filter(|own| points.get(*own).is_some_and(|point| point.gain == gain));
        let bars = points.iter().enumerate().map(|(place, point)| Bar {
            label: Sentence::say(Phrase::PlanEffort, [("effort", Arg::Whole(point.effort))]),
            value: point.ratio.map(|ratio| ratio.percent(self.digits)),
            median: None,
            best: None,
            note: point.rank.map_or(Sentence::NONE, |rank| {
                let rank = rank_said(rank, point.tied);
                Sentence::say(Phrase::WhatIfRank, [("rank", rank.into())])
            }),
            own: Some(place) == own,
        });
        let shape = Shape::Bars(bars.collect());
        Block::Chart(Chart { title: Phrase::WhyFront.into(), shape, digits: self.digits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::remediation::{Efforts, plan_explained};
    use crate::view::Look;
    use crate::work::WorkBudget;
    use crate::{Basis, framework, read, sample, score_all};

    /// The page of a sample plan whose reasons were changed before the page is made.
    fn page(change: impl FnOnce(&mut Why)) -> String {
        let fw = framework("hon-quan-2023").unwrap();
        let input = read(&fw, sample("communes-2023").unwrap());
        let all = score_all(&fw, &input.assessments, Basis::Final);
        let (goal, efforts) = (Goal::Budget(2), Efforts::default());
        let own = "sample-commune-01";
        let plan = plan_explained(&all, own, goal, &efforts, WorkBudget::default());
        let mut why = plan.why.clone().unwrap();
        change(&mut why);
        let text = why_page(&all, &plan, &why).text(Look::default());
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_one_unit_more_buys_is_nothing_or_not_known() {
        let told = |proven_optimal: bool| {
            page(|why| {
                let limit = &mut why.limits[0];
                assert_eq!((&limit.kind, limit.binds), (&LimitKind::Budget, Some(true)));
                let more = limit.one_more.as_mut().unwrap();
                (more.takes, more.proven_optimal) = (Vec::new(), proven_optimal);
            })
        };
        let (nothing, unknown) =
            ("one unit more changes nothing", "what one unit more changes is not known");
        assert!(told(true).contains(nothing) && !told(true).contains(unknown), "{}", told(true));
        assert!(told(false).contains(unknown) && !told(false).contains(nothing), "{}", told(false));
    }

    #[test]
    fn a_frontier_that_weighs_no_conditions_says_so_before_its_points() {
        let caveat = "Conditions between steps, or capacities, are not weighed here";
        let weighed = page(|why| assert!(!why.frontier_conditions));
        assert!(!weighed.contains(caveat), "{weighed}");
        let told = page(|why| why.frontier_conditions = true);
        let place = |text: &str| told.find(text).unwrap_or_else(|| panic!("{text}: {told}"));
        let title = Phrase::WhyFront.text(&[]).en;
        assert!(place(&title) < place(caveat) && place(caveat) < told.rfind("effort").unwrap());
    }
}
