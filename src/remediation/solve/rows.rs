//! A search as rows: everything that is asked of a choice, as sums that may not exceed something.
//!
//! A goal's points, floors, budgets and capacities all say that some amounts of the chosen ways together
//! stay within a limit (points that are needed count below zero). One row is the main one, which lists know
//! exactly for every state; links stand beside the rows. What is left of the ways shrinks: [`Rows::thin`]
//! takes out whatever breaks a row or a link with the best that the others could do.

use super::cliques::cliques;
use super::{Aim, Capacity, Chosen, Item, Link};

/// What shall be as little as can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cost {
    /// The effort alone.
    Effort,
    /// What is not gained, alone.
    Loss,
    /// What is not gained; of equals, the number of leaves.
    LossThenLeaves,
    /// The effort; of equals, the number of leaves.
    EffortThenLeaves,
}

/// One way that an item can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// Its name in the item.
    pub(super) id: usize,
    pub(super) cost: i64,
    /// What it takes of the main row.
    pub(super) main: i64,
    /// Where its other amounts stand in [`Rows::amounts`].
    pub(super) from: usize,
    pub(super) to: usize,
}

/// A row besides the main one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) most: i64,
    /// Of a link, or of choices that links keep apart: lists keep these in another way.
    pub(super) link: bool,
    /// Whether no choice of what is left could break it.
    pub(super) kept: bool,
}

/// If an item has one of some ways, another must have one of some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bond {
    pub(super) row: usize,
    pub(super) item: usize,
    /// Of each way of the item, by its name, whether it asks for something.
    pub(super) asks: Vec<bool>,
    pub(super) other: usize,
    /// Of each way of the other item whether it will do.
    pub(super) allowed: Vec<bool>,
}

/// A problem of whole numbers: one way of each item, the least cost, every row kept.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) items: Vec<Vec<Way>>,
    /// Of each item the items of the question that it stands for.
    pub(super) members: Vec<Vec<usize>>,
    /// Of each item and way, by its name, the picks of those.
    pub(super) picks: Vec<Vec<Vec<usize>>>,
    /// What the main row may hold.
    pub(super) most: i64,
    /// The rows besides the main one.
    pub(super) others: Vec<Row>,
    pub(super) bonds: Vec<Bond>,
    pub(super) amounts: Vec<(usize, i64)>,
    /// A cost of 1 in the measure of the bounds.
    pub(super) scale: i64,
    /// How many raw points a unit of gain is.
    pub(super) grain: i64,
}

/// Bounds are counted finer than costs, as long as all costs together leave room for it.
const FINEST: i64 = 1 << 12;
const ROOM: i128 = 1 << 54;

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// How the numbers of a question are counted.
struct Measure {
    /// How many raw points a unit of gain is.
    grain: i64,
    /// All that can be gained, in these units.
    gain: i64,
    /// All that can be spent.
    effort: i64,
    /// A cost of 1 where the leaves decide among equals.
    unit: i64,
    scale: i64,
}

impl Measure {
    /// `None` where the numbers are too great to be weighed against each other.
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
    /// An aim and its conditions; `None` where the numbers are too great for it.
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
        // Points needed, in units of gain and below zero.
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
        for clique in cliques(items, links) {
            let row = rows.others.len();
            rows.others.push(Row { most: 1, link: true, kept: false });
            bonds.extend(clique.into_iter().map(|(item, pick)| (item, pick, row, 1)));
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

    /// The choices that are as good for an aim as one that was found: with no more effort the most points, or
    /// with no fewer points the least effort; of equals the fewest leaves.
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
        // The points of the whole follow from the cost, for no fewer are looked for.
        let mut rows = Rows::of(items, aim, conditions, Cost::LossThenLeaves)?;
        for (ways, choices) in rows.items.iter_mut().zip(items) {
            for way in ways {
                way.main = choices[way.id].effort;
            }
        }
        rows.most = found.effort;
        Some(rows)
    }

    /// What the ways at some picks cost together.
    pub(super) fn cost(&self, picks: &[usize]) -> i64 {
        let of = |(ways, pick): (&Vec<Way>, &usize)| {
            ways.iter().find(|way| way.id == *pick).map_or(0, |way| way.cost)
        };
        self.items.iter().zip(picks).map(of).sum()
    }

    /// What a way takes of the rows, and of which.
    pub(super) fn amounts(&self, way: &Way) -> &[(usize, i64)] {
        self.amounts.get(way.from..way.to).unwrap_or_default()
    }

    /// Whether lists tell apart how much of a row is taken.
    pub(super) fn is_told(&self, row: usize) -> bool {
        self.others.get(row).is_some_and(|row| !row.link && !row.kept)
    }

    /// All ways that are left.
    pub(super) fn count(&self) -> usize {
        self.items.iter().map(Vec::len).sum()
    }

    /// The least and the most that an item may take of each row it is in.
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
        // A way that is not in a row takes nothing of it.
        let whole = |(row, least, most, count): (usize, i64, i64, usize)| {
            if count == ways.len() { (row, least, most) } else { (row, least.min(0), most.max(0)) }
        };
        spans.into_iter().map(whole).collect()
    }

    /// Takes out the ways that no choice can hold: those that break a row even where all others take the
    /// least of it, and those whose link nothing answers. False where an item is left without a way.
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
        // What is sure to be kept binds nothing any more.
        let rows = &mut self.others;
        self.bonds.retain(|Bond { row, item, asks, other, allowed }| {
            let open = items[*item].iter().any(|way| asks[way.id])
                && items[*other].iter().any(|way| !allowed[way.id]);
            rows[*row].kept |= !open;
            open
        });
        true
    }

    /// The picks of the items of the question at some ways, one of each item by its name.
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
