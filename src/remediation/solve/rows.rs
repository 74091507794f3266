//! A search as an integer program: everything required of a choice, as sums that may not exceed a
//! limit.
//!
//! The points of a goal, floors, budgets and capacities all say that some amounts of the chosen
//! ways together stay within a limit (required points count as negative amounts). One row is the
//! main one: lists know its sum exactly for every state. Links are kept beside the rows.
//! [`Rows::thin`] keeps removing the ways that would break a row or a link even with the best
//! choice of all other items.

use super::{Aim, Capacity, Chosen, Item, Link};

/// The quantity that the search makes as small as possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cost {
    /// The effort.
    Effort,
    /// The points that are not gained.
    Loss,
    /// The points that are not gained; among equals, the number of leaves.
    LossThenLeaves,
    /// The effort; among equals, the number of leaves.
    EffortThenLeaves,
}

/// One way in which an item can be decided: a level, or a combination of levels of merged items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// The name of the way within its item.
    pub(super) id: usize,
    pub(super) cost: i64,
    /// How much of the main row it takes.
    pub(super) main: i64,
    /// The range of its other amounts in [`Rows::amounts`].
    pub(super) from: usize,
    pub(super) to: usize,
}

/// One row of the integer program, other than the main one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) most: i64,
    /// Whether the row comes from links; lists keep links by bits and do not distinguish states by
    /// such rows.
    pub(super) link: bool,
    /// Whether no choice of the remaining ways could break the row.
    pub(super) kept: bool,
}

/// A link: if an item takes one of some ways, another item must take one of some ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bond {
    pub(super) row: usize,
    pub(super) item: usize,
    /// For each way of the item, by its name, whether the link applies to it.
    pub(super) asks: Vec<bool>,
    pub(super) other: usize,
    /// For each way of the other item, by its name, whether the link allows it.
    pub(super) allowed: Vec<bool>,
}

/// An integer program: choose one way of each item at least cost so that every row is kept.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) items: Vec<Vec<Way>>,
    /// For each item, the original items that it stands for.
    pub(super) members: Vec<Vec<usize>>,
    /// For each item and way, by its name, the picks of these original items.
    pub(super) picks: Vec<Vec<Vec<usize>>>,
    /// The limit of the main row.
    pub(super) most: i64,
    /// All rows other than the main one.
    pub(super) others: Vec<Row>,
    pub(super) bonds: Vec<Bond>,
    pub(super) amounts: Vec<(usize, i64)>,
    /// How many units on the scale of bounds a cost of 1 is.
    pub(super) scale: i64,
    /// How many raw points one unit of gain stands for.
    pub(super) grain: i64,
}

/// Bounds are counted on a finer scale than costs, as long as the sum of all costs leaves room for
/// it.
const FINEST: i64 = 1 << 12;
const ROOM: i128 = 1 << 54;

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The units in which the numbers of a search are counted.
struct Measure {
    /// How many raw points one unit of gain stands for.
    grain: i64,
    /// The most that can be gained in all, in units of gain.
    gain: i64,
    /// The most effort that can be spent in all.
    effort: i64,
    /// The factor of effort or gain in a cost, so large that leaves only decide among equals.
    unit: i64,
    scale: i64,
}

impl Measure {
    /// `None` where the numbers are too large to be weighed against each other.
    fn of(items: &[Item], cost: Cost) -> Option<Measure> {
        let all = || items.iter().flatten();
        let grain = all().map(|choice| choice.gain).fold(0, gcd).max(1);
        let top = |of: fn(&super::Choice) -> i64| -> Option<i64> {
            let mut sum: i64 = 0;
            for item in items {
                sum = sum.checked_add(item.iter().map(of).max()?)?;
            }
            Some(sum)
        };
        let gain = top(|choice| choice.gain)? / grain;
        let effort = top(|choice| choice.effort)?;
        let leaves = i64::try_from(all().map(|choice| choice.leaves).sum::<usize>()).ok()? + 1;
        let unit = match cost {
            Cost::Effort | Cost::Loss => 1,
            Cost::LossThenLeaves | Cost::EffortThenLeaves => leaves,
        };
        let greatest = match cost {
            Cost::Effort | Cost::EffortThenLeaves => effort,
            Cost::Loss | Cost::LossThenLeaves => gain,
        };
        let whole = i128::from(greatest) * i128::from(unit) + i128::from(leaves);
        let finest = (ROOM / whole.max(1)).min(i128::from(FINEST));
        let scale = i64::try_from(finest).ok().filter(|scale| *scale >= 1)?;
        Some(Measure { grain, gain, effort, unit, scale })
    }
}

impl Rows {
    /// The integer program of an aim and its conditions; `None` where the numbers are too large for
    /// it.
    pub(super) fn of(
        items: &[Item],
        aim: &Aim,
        (links, capacities): (&[Link], &[Capacity]),
        cost: Cost,
    ) -> Option<Rows> {
        let Measure { grain, gain, effort, unit, scale } = Measure::of(items, cost)?;
        let mut rows = Rows {
            items: Vec::with_capacity(items.len()),
            members: (0..items.len()).map(|item| vec![item]).collect(),
            picks: items
                .iter()
                .map(|item| (0..item.len()).map(|pick| vec![pick]).collect())
                .collect(),
            most: 0,
            others: Vec::new(),
            bonds: Vec::new(),
            amounts: Vec::new(),
            scale,
            grain,
        };
        // Required points in units of gain, rounded up, as a negative limit.
        let needed = |need: i64| -need.div_euclid(grain) - i64::from(need.rem_euclid(grain) > 0);
        let (main_is_gain, floors) = match aim {
            Aim::Spend(most) => {
                rows.most = (*most).min(effort);
                (false, &[][..])
            }
            Aim::Reach { need, floors } => {
                rows.most = needed(*need).max(-gain - 1);
                (true, floors.as_slice())
            }
        };
        let mut of_item: Vec<Vec<(usize, Option<usize>)>> = vec![Vec::new(); items.len()];
        for floor in floors {
            let row = rows.others.len();
            rows.others.push(Row { most: needed(floor.need), link: false, kept: false });
            of_item.get_mut(floor.items.clone())?.iter_mut().for_each(|own| own.push((row, None)));
        }
        for capacity in capacities {
            let row = rows.others.len();
            rows.others.push(Row { most: capacity.most.min(effort), link: false, kept: false });
            for (item, level) in &capacity.draws {
                of_item.get_mut(*item)?.push((row, Some(*level)));
            }
        }
        let mut bonds: Vec<(usize, usize, usize, i64)> = Vec::new();
        for link in links {
            let place = items.get(link.item)?.iter().position(|choice| choice.level == link.level);
            let Some(pick) = place else { continue };
            let allowed: Vec<bool> = items
                .get(link.other)?
                .iter()
                .map(|choice| link.allowed.contains(&choice.level))
                .collect();
            let row = rows.others.len();
            rows.others.push(Row { most: 0, link: true, kept: false });
            bonds.push((link.item, pick, row, 1));
            let will_do = allowed.iter().enumerate().filter(|(_, allowed)| **allowed);
            bonds.extend(will_do.map(|(other, _)| (link.other, other, row, -1)));
            let asks = (0..items.get(link.item)?.len()).map(|own| own == pick).collect();
            rows.bonds.push(Bond { row, item: link.item, asks, other: link.other, allowed });
        }
        bonds.sort_unstable();
        let mut bonds = bonds.into_iter().peekable();
        for (item, (choices, own)) in items.iter().zip(&of_item).enumerate() {
            let mut ways = Vec::with_capacity(choices.len());
            for (pick, choice) in choices.iter().enumerate() {
                let from = rows.amounts.len();
                for (row, level) in own {
                    match level {
                        None => rows.amounts.push((*row, -(choice.gain / grain))),
                        Some(level) if *level == choice.level => {
                            rows.amounts.push((*row, choice.effort));
                        }
                        Some(_) => {}
                    }
                }
                while let Some((.., row, amount)) =
                    bonds.next_if(|bond| (bond.0, bond.1) == (item, pick))
                {
                    rows.amounts.push((row, amount));
                }
                let leaves = i64::try_from(choice.leaves).ok()?;
                let loss = choices.iter().map(|other| other.gain).max()? - choice.gain;
                let cost = match cost {
                    Cost::Effort => choice.effort,
                    Cost::Loss => loss / grain,
                    Cost::EffortThenLeaves => choice.effort * unit + leaves,
                    Cost::LossThenLeaves => (loss / grain) * unit + leaves,
                };
                let main = if main_is_gain { -(choice.gain / grain) } else { choice.effort };
                ways.push(Way { id: pick, cost, main, from, to: rows.amounts.len() });
            }
            rows.items.push(ways);
        }
        Some(rows)
    }

    /// The problem of choosing the best among choices as good as one that was found: with no more
    /// effort the most points or, for a budget, with no fewer points the least effort; then the
    /// fewest leaves.
    pub(super) fn of_equal(
        items: &[Item],
        aim: &Aim,
        found: &Chosen,
        conditions: (&[Link], &[Capacity]),
    ) -> Option<Rows> {
        if let Aim::Spend(_) = aim {
            let aim = Aim::Reach { need: found.gain, floors: Vec::new() };
            return Rows::of(items, &aim, conditions, Cost::EffortThenLeaves);
        }
        // The points of the whole need no row: any choice of no greater cost has at least as many.
        let mut rows = Rows::of(items, aim, conditions, Cost::LossThenLeaves)?;
        for (ways, choices) in rows.items.iter_mut().zip(items) {
            for way in ways {
                way.main = choices[way.id].effort;
            }
        }
        rows.most = found.effort;
        Some(rows)
    }

    /// The cost of the ways at some picks together.
    pub(super) fn cost(&self, picks: &[usize]) -> i64 {
        let of = |(ways, pick): (&Vec<Way>, &usize)| {
            ways.iter().find(|way| way.id == *pick).map_or(0, |way| way.cost)
        };
        self.items.iter().zip(picks).map(of).sum()
    }

    /// The rows that a way takes from, with the amounts.
    pub(super) fn amounts(&self, way: &Way) -> &[(usize, i64)] {
        self.amounts.get(way.from..way.to).unwrap_or_default()
    }

    /// Whether lists distinguish states by how much they take of a row.
    pub(super) fn is_told(&self, row: usize) -> bool {
        self.others.get(row).is_some_and(|row| !row.link && !row.kept)
    }

    /// How many ways are left in all items together.
    pub(super) fn count(&self) -> usize {
        self.items.iter().map(Vec::len).sum()
    }

    /// The least and the most that an item may take of each row that any of its ways takes from.
    pub(super) fn spans(&self, item: usize) -> Vec<(usize, i64, i64)> {
        let mut spans: Vec<(usize, i64, i64, usize)> = Vec::new();
        let ways = self.items.get(item).map_or(&[][..], Vec::as_slice);
        for way in ways {
            for (row, amount) in self.amounts(way) {
                match spans.iter_mut().find(|span| span.0 == *row) {
                    Some(span) => {
                        *span = (*row, span.1.min(*amount), span.2.max(*amount), span.3 + 1);
                    }
                    None => spans.push((*row, *amount, *amount, 1)),
                }
            }
        }
        // A way without an amount for a row takes nothing of it.
        let whole = |(row, least, most, count): (usize, i64, i64, usize)| {
            if count == ways.len() { (row, least, most) } else { (row, least.min(0), most.max(0)) }
        };
        spans.into_iter().map(whole).collect()
    }

    /// Removes the ways that no valid choice can contain: those that break a row even if all other
    /// items take the least of it, and those whose link no remaining way satisfies. False where an
    /// item is left without a way.
    pub(super) fn thin(&mut self) -> bool {
        loop {
            let before = self.count();
            if !(self.thin_rows() && self.thin_bonds()) {
                return false;
            }
            if self.count() == before {
                return true;
            }
        }
    }

    fn thin_rows(&mut self) -> bool {
        let spans: Vec<Vec<(usize, i64, i64)>> =
            (0..self.items.len()).map(|item| self.spans(item)).collect();
        let mut slack: Vec<i64> = self.others.iter().map(|row| row.most).collect();
        for (row, least, _) in spans.iter().flatten() {
            slack[*row] -= least;
        }
        let mut highest = vec![0; self.others.len()];
        for (row, _, most) in spans.iter().flatten() {
            highest[*row] += most;
        }
        for (row, highest) in self.others.iter_mut().zip(highest) {
            row.kept |= highest <= row.most;
        }
        let lowest = |ways: &Vec<Way>| ways.iter().map(|way| way.main).min();
        let Some(lowest) = self.items.iter().map(lowest).collect::<Option<Vec<i64>>>() else {
            return false;
        };
        let main = self.most - lowest.iter().sum::<i64>();
        let broken = |(row, slack): (&Row, &i64)| !row.kept && *slack < 0;
        if main < 0 || self.others.iter().zip(&slack).any(broken) {
            return false;
        }
        let (amounts, rows) = (&self.amounts, &self.others);
        for ((ways, spans), lowest) in self.items.iter_mut().zip(&spans).zip(lowest) {
            ways.retain(|way| {
                let own = amounts.get(way.from..way.to).unwrap_or_default();
                let fits = |(row, least, _): &(usize, i64, i64)| {
                    let amount = own.iter().find(|(own, _)| own == row).map_or(0, |own| own.1);
                    rows[*row].kept || amount - least <= slack[*row]
                };
                way.main - lowest <= main && spans.iter().all(fits)
            });
            if ways.is_empty() {
                return false;
            }
        }
        true
    }

    fn thin_bonds(&mut self) -> bool {
        let items = &mut self.items;
        for Bond { item, asks, other, allowed, .. } in &self.bonds {
            if !items[*item].iter().any(|way| asks[way.id]) {
                continue;
            }
            if !items[*other].iter().any(|way| allowed[way.id]) {
                items[*item].retain(|way| !asks[way.id]);
            } else if items[*item].iter().all(|way| asks[way.id]) {
                items[*other].retain(|way| allowed[way.id]);
            }
            if items[*item].is_empty() || items[*other].is_empty() {
                return false;
            }
        }
        // A link that can no longer be broken is removed.
        let rows = &mut self.others;
        self.bonds.retain(|Bond { row, item, asks, other, allowed }| {
            let open = items[*item].iter().any(|way| asks[way.id])
                && items[*other].iter().any(|way| !allowed[way.id]);
            rows[*row].kept |= !open;
            open
        });
        true
    }

    /// The picks of the original items, given one way of each item by its name.
    pub(super) fn picks(&self, ways: &[usize]) -> Vec<usize> {
        let mut picks = vec![0; self.members.iter().map(Vec::len).sum()];
        for ((members, table), way) in self.members.iter().zip(&self.picks).zip(ways) {
            for (member, pick) in members.iter().zip(&table[*way]) {
                picks[*member] = *pick;
            }
        }
        picks
    }
}
