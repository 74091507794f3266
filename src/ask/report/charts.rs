//! The charts of a report, each made from the figures of its tables.

use super::super::letter::view::leads;
use super::super::parts::causes::silent;
use super::super::parts::listed::{agencies, node_name};
use super::Told;
use crate::analysis::By;
use crate::analysis::{
    Cause, LossSum, Order, PooledLeaf, Ranking, fields_of, losses_of, rank, weak, weak_pooled,
};
use crate::day::Day;
use crate::directive::{Directive, ObligationStanding, ObligationState, count_by};
use crate::framework::{Framework, LeafIx};
use crate::page::{Bar, Block, Chart, Course, Page, Pair, Shape, Share, Stack, Timed};
use crate::quantity::{Percent, PointSum, Ratio};
use crate::remediation::Plan;
use crate::scoring::{Cohort, Mark, Scorecard, State};
use crate::words::{Phrase, Sentence};

/// The most weak components that a chart shows.
const WEAKEST: usize = 10;
/// The most pairs of claimed and recognised points that a chart shows.
const PAIRS: usize = 20;
/// The most lines over years; `STACKS` is the most bars on the quality of data. More could not be
/// told apart.
const COURSES: usize = 40;
const STACKS: usize = 80;

/// Inserts the charts after the headline.
pub(super) fn with_charts(mut page: Page, charts: Vec<Chart>) -> Page {
    let rest = page.sections.split_off(page.sections.len().min(2));
    let mut page = page.with(charts.into_iter().map(Block::Chart).collect::<Vec<_>>());
    page.sections.extend(rest);
    page
}

/// A chart of a unit's fields, with the median and the best value of its block.
pub(super) fn fields(cohort: &Cohort, card: &Scorecard) -> Chart {
    let framework = cohort.framework();
    let best = |code: &str| {
        let ratios = cohort.peers(card).filter_map(|card| card.node(code)?.ratio());
        ratios.map(Ratio::percent_exact).max()
    };
    let bars = fields_of(cohort, card).into_iter();
    let bars = bars.filter(|field| field.score.state() != State::LeftOut).map(|field| Bar {
        label: match field.code.as_str() {
            "total" => Phrase::TotalTitle.into(),
            code => node_name(framework, code),
        },
        value: field.score.ratio().map(Ratio::percent_exact),
        median: field.median,
        best: if field.code.as_str() == "total" { None } else { best(field.code.as_str()) },
        note: Sentence::NONE,
        own: false,
    });
    Chart {
        title: Phrase::ChartFields.into(),
        shape: Shape::Bars(bars.collect()),
        digits: framework.policies().print,
    }
}

/// A chart that leads from the possible to the obtained points, step by step by cause of loss.
pub(super) fn from_maximum(cohort: &Cohort, card: Option<&Scorecard>) -> Chart {
    let sums = losses_of(cohort, card, By::Node);
    let loss = sums.last().map(|row| row.loss).unwrap_or_default();
    let cards: Vec<&Scorecard> = cohort.counted_of(card).collect();
    let sum =
        |of: &dyn Fn(&Scorecard) -> PointSum| cards.iter().map(|card| of(card)).sum::<PointSum>();
    let possible = sum(&|card| card.total().possible().into());
    let obtained = sum(&|card| card.total().obtained().into());
    let open = sum(&|card| card.total().open().into());
    Chart {
        title: Phrase::ChartSteps.into(),
        shape: Shape::Steps {
            from: (Phrase::ChartPossible.into(), possible),
            steps: steps(&loss, open),
            to: (Phrase::ChartObtained.into(), obtained),
        },
        digits: cohort.framework().policies().print,
    }
}

fn steps(loss: &LossSum, open: PointSum) -> Vec<(Sentence, PointSum)> {
    let causes = Cause::ALL.iter().map(|cause| {
        let points = loss.of(*cause);
        (Sentence::word(cause.signed_phrase(points < PointSum::ZERO)), points)
    });
    let open = (Sentence::word(Phrase::ChartOpen), open);
    causes.chain([open]).filter(|(_, points)| *points != PointSum::ZERO).collect()
}

/// A chart of the ranked units by their indices.
pub(super) fn ranks(cohort: &Cohort, ranking: &Ranking, own: Option<&str>) -> Option<Chart> {
    let ranked = ranking.rows().iter().filter(|row| row.rank.is_some());
    let bars = ranked.map(|row| Bar {
        label: Sentence::from(&row.unit.name),
        value: row.ratio.map(Ratio::percent_exact),
        median: None,
        best: None,
        note: row.grade.label.as_deref().map(Sentence::from).unwrap_or_default(),
        own: own == Some(row.unit.id.as_str()),
    });
    let bars: Vec<Bar> = bars.collect();
    let digits = cohort.framework().policies().print;
    let chart =
        Chart { title: Phrase::ChartRanks.into(), shape: Shape::Bars(bars.clone()), digits };
    (bars.len() > 1).then_some(chart)
}

/// The components that lose most points, in one unit or in all, each with the cumulative share.
pub(super) fn weakest(told: &Told, unit: Option<&str>) -> Option<Chart> {
    let cohort = &told.cohort;
    let framework = cohort.framework();
    let list: Vec<PooledLeaf> = match unit {
        Some(unit) => weak(cohort, unit, Order::PointsLost).iter().map(PooledLeaf::from).collect(),
        None => weak_pooled(cohort, Order::PointsLost),
    };
    let lost: PointSum = list.iter().map(|row| row.lost).sum();
    let own = list.iter().filter(|row| told.leads(row.code.as_str()));
    // Shares are of all lost points, also of those in components led by other agencies.
    let mut sum = PointSum::ZERO;
    let shares = own.take(WEAKEST).filter(|row| row.lost > PointSum::ZERO).map(|row| {
        sum = sum.plus(row.lost);
        Share {
            label: node_name(framework, row.code.as_str()),
            points: row.lost,
            together: sum.of(lost).map_or(Percent::ZERO, Ratio::percent_exact),
        }
    });
    let shares: Vec<Share> = shares.collect();
    let digits = framework.policies().print;
    let title = Phrase::ChartWeakest.into();
    (!shares.is_empty()).then_some(Chart { title, digits, shape: Shape::Shares(shares) })
}

/// A heat map of units by fields.
pub(super) fn heat(cohort: &Cohort, ranking: &Ranking) -> Chart {
    let framework = cohort.framework();
    let fields: Vec<_> = framework.nodes().iter().filter(|node| node.parent().is_none()).collect();
    let columns = fields.iter().map(|node| (node.code().to_string(), Sentence::from(node.short())));
    let rows = ranking.rows().iter().filter_map(|row| {
        let card = cohort.card(&row.unit.id).filter(|card| !silent(card))?;
        let cells = fields
            .iter()
            .map(|node| Some(card.node(node.code().as_str())?.ratio()?.percent_exact()));
        let rank = row.rank.map(|rank| Sentence::from(rank.to_string())).unwrap_or_default();
        Some((Sentence::from(&row.unit.name), rank, cells.collect()))
    });
    Chart {
        title: Phrase::ChartHeat.into(),
        shape: Shape::Heat { columns: columns.collect(), rows: rows.collect() },
        digits: framework.policies().print,
    }
}

/// Claimed beside recognised points, where both exist: for one unit the components in which they
/// differ, otherwise the sums of each unit.
pub(super) fn claimed(cohort: &Cohort, card: Option<&Scorecard>) -> Option<Chart> {
    let framework = cohort.framework();
    let at = |card: &Scorecard, leaf: LeafIx| {
        let entry = card.assessment().at(leaf).filter(|_| !card.assessment().takes(leaf))?;
        let claimed = entry.rounds().first().copied().flatten()?.points()?;
        let appraised = entry.rounds().iter().skip(1).any(Option::is_some);
        let recognised = entry.recognised().filter(|_| appraised)?.points()?;
        Some([framework.leaf_at(leaf).max(), claimed, recognised])
    };
    let leaves = || (0..framework.leaf_count()).map(LeafIx);
    let mut pairs: Vec<Pair> = Vec::new();
    match card {
        Some(card) => pairs.extend(leaves().filter_map(|leaf| {
            let [max, claimed, recognised] = at(card, leaf)?.map(PointSum::from);
            let code = framework.leaf_at(leaf).code();
            let label =
                Sentence::from(code.as_str()).then(" ").and(framework.leaf_at(leaf).short());
            (claimed != recognised).then_some(Pair { label, max, claimed, recognised })
        })),
        None => pairs.extend(cohort.counted().map(|card| {
            let zero = [PointSum::ZERO; 3];
            let sums = leaves().filter_map(|leaf| at(card, leaf)).fold(zero, |sums, own| {
                let own: Vec<PointSum> = own.into_iter().map(PointSum::from).collect();
                std::array::from_fn(|n| {
                    [sums.get(n), own.get(n)].into_iter().flatten().copied().sum()
                })
            });
            let [max, claimed, recognised] = sums;
            Pair { label: Sentence::from(&card.unit().name), max, claimed, recognised }
        })),
    }
    pairs.retain(|pair| pair.max > PointSum::ZERO);
    let apart = |pair: &Pair| {
        let apart = pair.claimed.minus(pair.recognised);
        if apart < PointSum::ZERO { PointSum::ZERO.minus(apart) } else { apart }
    };
    pairs.sort_by_key(|pair| std::cmp::Reverse(apart(pair)));
    pairs.truncate(PAIRS);
    let title = if card.is_some() { Phrase::ChartClaimed } else { Phrase::ChartClaimedUnits };
    let digits = framework.policies().print;
    let chart = Chart { title: title.into(), digits, shape: Shape::Pairs(pairs.clone()) };
    (!pairs.is_empty()).then_some(chart)
}

/// The ranks over all periods of the same kind; `own` is the unit to be highlighted.
pub(super) fn courses(cohort: &Cohort, own: Option<&str>) -> Option<Chart> {
    let kind = cohort.period()?.kind();
    let periods = cohort.periods().into_iter();
    let periods = periods.filter(|one| one.period().is_some_and(|period| period.kind() == kind));
    let periods: Vec<(&Cohort, Ranking)> = periods.map(|one| (one, rank(one))).collect();
    let (_, last) = periods.last()?;
    let ranked = last.rows().iter().filter(|row| row.rank.is_some());
    let courses = ranked.map(|row| {
        let rank = |(then, ranking): &(&Cohort, Ranking)| {
            cohort.card_in(then, &row.unit.id)?;
            ranking.of(&row.unit.id)?.rank
        };
        Course {
            label: Sentence::from(&row.unit.name),
            ranks: periods.iter().map(rank).collect(),
            own: own == Some(row.unit.id.as_str()),
        }
    });
    let mut courses: Vec<Course> = courses.collect();
    if courses.len() > COURSES {
        courses.retain(|course| course.own);
    }
    let names = periods.iter().filter_map(|(one, _)| one.period());
    let periods: Vec<Sentence> = names.map(|one| Sentence::from(one.short())).collect();
    let digits = cohort.framework().policies().print;
    let drawn = periods.len() > 1 && !courses.is_empty();
    let shape = Shape::Courses { periods, courses };
    drawn.then_some(Chart { title: Phrase::ChartCourses.into(), digits, shape })
}

/// The quality of each unit's data: how many components are scored, and why the others are not.
pub(super) fn quality(cohort: &Cohort) -> Option<Chart> {
    let kinds = [
        State::Scored,
        State::NotApplicable,
        State::LeftOut,
        State::NotAppraised,
        State::Missing,
        State::NotReported,
        State::InError,
    ];
    let state = |card: &Scorecard, leaf: LeafIx| match (card.state(), card.mark_at(leaf)) {
        (state @ (State::NotReported | State::InError), _) => state,
        (_, Mark::Scored(_)) => State::Scored,
        (_, Mark::NotApplicable) => State::NotApplicable,
        (_, Mark::LeftOut) => State::LeftOut,
        (_, Mark::NotAppraised) => State::NotAppraised,
        (_, Mark::Missing) => State::Missing,
    };
    let counts = cohort.cards().iter().map(|card| {
        let leaves = (0..cohort.framework().leaf_count()).map(|leaf| state(card, LeafIx(leaf)));
        let leaves: Vec<State> = leaves.collect();
        let of = |kind: &State| leaves.iter().filter(|leaf| *leaf == kind).count();
        (card, kinds.iter().map(of).collect::<Vec<usize>>())
    });
    let counts: Vec<(&Scorecard, Vec<usize>)> = counts.collect();
    let sum = |kind: usize| counts.iter().filter_map(|(_, all)| all.get(kind)).sum::<usize>();
    let there: Vec<usize> = (0..kinds.len()).filter(|kind| sum(*kind) > 0).collect();
    let shown = |all: &[usize]| there.iter().filter_map(|kind| all.get(*kind).copied()).collect();
    let stacks = counts.iter().filter(|_| counts.len() <= STACKS).map(|(card, all)| {
        let rescaled = card.total().is_rescaled() && !silent(card);
        let mark = if rescaled { " *" } else { "" };
        Stack { label: Sentence::from(&card.unit().name).then(mark), counts: shown(all) }
    });
    let sums: Vec<usize> = (0..kinds.len()).map(sum).collect();
    let total = Stack { label: Phrase::TotalTitle.into(), counts: shown(&sums) };
    let stacks: Vec<Stack> = stacks.chain([total]).collect();
    let names = there.iter().filter_map(|kind| kinds.get(*kind));
    let kinds = names.map(|kind| Sentence::word(kind.phrase())).collect();
    let digits = cohort.framework().policies().print;
    let shape = Shape::Stacks { kinds, stacks };
    let chart = Chart { title: Phrase::ChartQuality.into(), digits, shape };
    (!counts.is_empty()).then_some(chart)
}

/// The state of a letter's obligations on a day, by lead agency.
pub(super) fn standing(letter: &Directive, all: &[ObligationStanding], on: Day) -> Option<Chart> {
    let rows = count_by(letter, all, |one| letter.lead_key(one));
    let there = ObligationState::ALL.into_iter();
    let there = there.filter(|state| rows.iter().any(|row| row.of(*state) > 0));
    let there: Vec<ObligationState> = there.collect();
    let stacks = rows.iter().map(|row| {
        let one = letter.obligations().iter().find(|one| letter.lead_key(one) == row.key);
        let label = one.map(|one| Sentence::from(leads(letter, one)));
        let label = label.filter(|label| !label.is_empty());
        Stack {
            label: label.unwrap_or_else(|| Phrase::None.into()),
            counts: there.iter().map(|state| row.of(*state)).collect(),
        }
    });
    let stacks: Vec<Stack> = stacks.collect();
    let kinds = there.iter().map(|state| Sentence::word(state.phrase())).collect();
    let title = Sentence::say(Phrase::ChartStanding, [("on", on.text().into())]);
    let drawn = !stacks.is_empty();
    let shape = Shape::Stacks { kinds, stacks };
    drawn.then_some(Chart { title, digits: crate::quantity::Digits::TWO, shape })
}

/// The steps of a plan by lead agency and due day.
pub(super) fn timed(framework: &Framework, plan: &Plan) -> Option<Chart> {
    let steps = &plan.steps.rows;
    let due = |step: &crate::remediation::Repair| step.work.as_ref().and_then(|work| work.due);
    let mut days: Vec<Option<Day>> = steps.iter().map(due).collect();
    days.sort_by_key(|day| (day.is_none(), *day));
    days.dedup();
    let mut leads: Vec<&str> = Vec::new();
    for lead in steps.iter().flat_map(|step| step.lead.split('+')) {
        if !leads.contains(&lead) {
            leads.push(lead);
        }
    }
    let rows = leads.iter().map(|lead| {
        let own = || steps.iter().filter(|step| step.lead.split('+').any(|one| one == *lead));
        let cell = |day: &Option<Day>| {
            let then = own().filter(|step| due(step) == *day);
            then.map(|step| (step.code.to_string(), PointSum::from(step.gain))).collect()
        };
        let label = Some(agencies(framework, lead)).filter(|label| !label.is_empty());
        let label = label.unwrap_or_else(|| Phrase::None.into());
        Timed { label, cells: days.iter().map(cell).collect() }
    });
    let rows: Vec<Timed> = rows.collect();
    let named = days.iter().map(|day| match day {
        Some(day) => Sentence::from(day.text()),
        None => Phrase::TimedNoDay.into(),
    });
    let shape = Shape::Timed { days: named.collect(), rows };
    let digits = framework.policies().print;
    let chart = Chart { title: Phrase::ChartTimed.into(), digits, shape };
    (!steps.is_empty()).then_some(chart)
}
