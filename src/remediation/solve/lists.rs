//! A search that proves its answer: lists of choices for the items so far, cut by the bound of
//! prices.
//!
//! Items are taken one after the other. A state is a choice for the items so far: its cost, what it
//! takes of every row that later items may still break, and which links now forbid something. A
//! state is dropped if its own cost plus the bound of prices over the rest exceeds the limit, or if
//! another state makes it [`useless`](super::useful); neither loses the best answer, so the states
//! left at the end contain it. Only a list that grows too long loses states that might have led to
//! it, those with the highest bounds. The lowest bound among the lost states is then reported
//! beside the answer: no lost state can lead to anything cheaper.

use super::order::Order;
use super::prices::Prices;
use super::rows::{Bond, Rows, Way};
use super::slopes::{Rest, Slopes};
use super::useful::{Told, useful};
use super::{Choice, Item};
use crate::work::WorkBudget;

/// The result of one pass through all items.
pub(super) struct Walk {
    /// The cost and the picks of the best choice found.
    pub(super) best: Option<(i64, Vec<usize>)>,
    /// The lowest bound among the states lost to the length limit; `None` where none was lost.
    pub(super) lost: Option<i128>,
    /// Whether lists were kept shorter than asked for because too little work was left.
    pub(super) starved: bool,
}

/// The fewest states a list may hold, however little work is left.
const LEAST: usize = 8;

/// Lists may be this many times longer than the remaining work would allow if all later lists
/// stayed as long; most of them shrink.
const AHEAD: usize = 4;

/// The most links that may be open at once: each needs a bit of the state.
const OPEN_LINKS: usize = 128;

/// The amount noted for a row that no later item can break, so that states need not be
/// distinguished by it.
const FREE: i64 = i64::MIN;

/// The states of a list: for each one its cost and links, its amounts of the open rows, and its way
/// of every free item.
#[derive(Default)]
struct States {
    told: Vec<Told>,
    /// For each state, the cost of its ways plus the prices of what they take of the rows, on the
    /// scale of bounds. The main row is not part of it.
    priced: Vec<i128>,
    amounts: Vec<i64>,
    places: Vec<u16>,
}

/// The parent state of a state of the next list, the way added to it, and its bound.
struct Next {
    parent: usize,
    place: u16,
    priced: i128,
    bound: i128,
}

/// The links with one end at an item, each with the number of its bit.
#[derive(Default)]
struct Ends {
    /// Links whose other end was taken before.
    closing: Vec<(usize, usize)>,
    /// Links whose other end is still to come.
    opening: Vec<(usize, usize)>,
}

/// Looks for choices that cost at most `limit`, with lists of at most `width` states. If `ties` is
/// set, the choice with the lower picks is better among equal costs.
pub(super) fn walk(
    rows: &Rows,
    prices: &Prices,
    (limit, ties): (i64, bool),
    width: usize,
    work: &mut WorkBudget,
) -> Walk {
    let order = Order::of(rows);
    let mut free = order.items.clone();
    free.sort_unstable();
    let (hulls, shift) = hulls(rows, prices);
    let slopes = Slopes::of(&hulls);
    let mut walker = Walker {
        rows,
        prices,
        open: (0..rows.others.len()).filter(|row| rows.is_told(*row)).collect(),
        free,
        rest: slopes.rest(|_| true),
        shift,
        most: i128::from(limit) * i128::from(rows.scale),
        ties,
        width,
        slots: vec![None; OPEN_LINKS],
        taken: vec![false; rows.items.len()],
        lost: None,
        to_come: order.items.iter().map(|item| rows.items[*item].len()).sum(),
        starved: false,
    };
    let mut states = walker.start(&order);
    for (step, item) in order.items.iter().copied().enumerate() {
        let Some(next) = walker.step(&states, item, (&order, step), work) else {
            // More links are open than there are bits, or an item has more ways than can be
            // numbered: nothing is found, and nothing is proven.
            return Walk { best: None, lost: Some(i128::MIN), starved: true };
        };
        states = next;
        if states.told.is_empty() {
            break;
        }
    }
    let n = walker.free.len();
    let key = |at: &usize| (states.told[*at].cost, &states.places[at * n..(at + 1) * n]);
    let best = (0..states.told.len()).min_by_key(|at| {
        let (cost, places) = key(at);
        (cost, walker.picks(places))
    });
    let best = best.filter(|at| states.told[*at].cost <= limit).map(|at| {
        let (cost, places) = key(&at);
        (cost, walker.picks(places))
    });
    Walk { best, lost: walker.lost, starved: walker.starved }
}

/// How much work one state and one way cost.
fn toil(rows: &Rows) -> usize {
    1 + (0..rows.others.len()).filter(|row| rows.is_told(*row)).count() / 4
}

/// Every way as a solver choice: its effort is the priced cost without the main row, shifted right
/// so that sums fit; its gain is what it leaves of the main row.
fn hulls(rows: &Rows, prices: &Prices) -> (Vec<Item>, u32) {
    let priced = |way: &Way| prices.beside_main(rows, way);
    let greatest = |ways: &Vec<Way>| ways.iter().map(|way| priced(way).abs()).max().unwrap_or(0);
    let whole: i128 = rows.items.iter().map(greatest).sum();
    let shift = (i128::BITS - whole.leading_zeros()).saturating_sub(60);
    let hull = |way: &Way| Choice {
        level: 0,
        effort: i64::try_from(priced(way) >> shift).unwrap_or(i64::MIN >> 12),
        gain: -way.main,
        leaves: 0,
    };
    (rows.items.iter().map(|ways| ways.iter().map(hull).collect()).collect(), shift)
}

struct Walker<'a> {
    rows: &'a Rows,
    prices: &'a Prices,
    /// The rows by whose amounts states are distinguished.
    open: Vec<usize>,
    /// The items with more than one way, in rising order.
    free: Vec<usize>,
    rest: Rest<'a>,
    shift: u32,
    /// States with a bound above this are of no use.
    most: i128,
    ties: bool,
    width: usize,
    slots: Vec<Option<usize>>,
    taken: Vec<bool>,
    lost: Option<i128>,
    /// How many ways the items to come have together.
    to_come: usize,
    starved: bool,
}

impl Walker<'_> {
    /// The single state to begin with: it holds the items that have only one way left.
    fn start(&mut self, order: &Order) -> States {
        let rows = self.rows;
        let mut told = Told { cost: 0, main: 0, bits: 0 };
        let mut priced = -self.prices.given(rows);
        let mut amounts = vec![0; self.open.len()];
        for (item, ways) in rows.items.iter().enumerate() {
            let [way] = ways.as_slice() else { continue };
            self.rest.leave(item);
            self.taken[item] = true;
            told.cost += way.cost;
            told.main += way.main;
            priced += self.prices.beside_main(rows, way);
            self.add(&mut amounts, way);
        }
        for (amount, row) in amounts.iter_mut().zip(&self.open) {
            if *amount + order.most[0][*row] <= rows.others[*row].most {
                *amount = FREE;
            }
        }
        let places = vec![0; self.free.len()];
        States { told: vec![told], priced: vec![priced], amounts, places }
    }

    /// The picks of the original items for some positions of the free items.
    fn picks(&self, places: &[u16]) -> Vec<usize> {
        let mut ways: Vec<usize> = self.rows.items.iter().map(|ways| ways[0].id).collect();
        for (item, place) in self.free.iter().zip(places) {
            ways[*item] = self.rows.items[*item][usize::from(*place)].id;
        }
        self.rows.picks(&ways)
    }

    fn add(&self, amounts: &mut [i64], way: &Way) {
        for (row, amount) in self.rows.amounts(way) {
            if let Ok(place) = self.open.binary_search(row) {
                amounts[place] += amount;
            }
        }
    }

    /// The links with one end at an item; `None` where more links are open than there are bits.
    fn ends(&mut self, item: usize) -> Option<Ends> {
        let mut ends = Ends::default();
        for (place, bond) in self.rows.bonds.iter().enumerate() {
            let other = match bond {
                Bond { item: own, other, .. } if *own == item => *other,
                Bond { item: other, other: own, .. } if *own == item => *other,
                Bond { .. } => continue,
            };
            if self.taken[other] {
                let slot = self.slots.iter().position(|slot| *slot == Some(place));
                ends.closing.extend(slot.map(|slot| (place, slot)));
            } else {
                let slot = self.slots.iter().position(Option::is_none)?;
                self.slots[slot] = Some(place);
                ends.opening.push((place, slot));
            }
        }
        Some(ends)
    }

    /// As bits: the links among `ends` for which this way of the item forbids some ways at the
    /// other end.
    fn forbids(&self, ends: &[(usize, usize)], item: usize, way: &Way) -> u128 {
        let forbids = |bond: &Bond| {
            if bond.item == item { bond.asks[way.id] } else { !bond.allowed[way.id] }
        };
        let ends = ends.iter().filter(|(bond, _)| forbids(&self.rows.bonds[*bond]));
        ends.fold(0, |bits, (_, slot)| bits | 1 << slot)
    }

    /// The next list: every state extended by every way of the next item, without the states that
    /// are dropped.
    fn step(
        &mut self,
        states: &States,
        item: usize,
        (order, step): (&Order, usize),
        work: &mut WorkBudget,
    ) -> Option<States> {
        let ends = self.ends(item)?;
        self.rest.leave(item);
        self.taken[item] = true;
        let rows = self.rows;
        let ways = &rows.items[item];
        let (k, n) = (self.open.len(), self.free.len());
        work.spend(states.told.len() * ways.len() * toil(rows));
        let (least, most) = (&order.least[step + 1], &order.most[step + 1]);
        let (mut told, mut next, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
        let mut own = vec![0_i64; k];
        for (place, way) in ways.iter().enumerate() {
            own.fill(0);
            self.add(&mut own, way);
            let place = u16::try_from(place).ok()?;
            let price = self.prices.beside_main(rows, way);
            let closes = self.forbids(&ends.closing, item, way);
            let opens = self.forbids(&ends.opening, item, way);
            let clears = ends.closing.iter().fold(0_u128, |bits, (_, slot)| bits | 1 << slot);
            for (parent, before) in states.told.iter().enumerate() {
                // One end asks for something that the other end does not offer.
                if before.bits & closes != 0 {
                    continue;
                }
                let main = before.main + way.main;
                let priced = states.priced[parent] + price;
                // The least that later items must pay, at these prices, to keep the main row within
                // its limit.
                let Some((_, rest)) = self.rest.reaching(main - rows.most) else { continue };
                let bound = priced + (i128::from(rest) << self.shift);
                if bound > self.most {
                    continue;
                }
                let from = amounts.len();
                let held = &states.amounts[parent * k..(parent + 1) * k];
                for ((before, own), row) in held.iter().zip(&own).zip(&self.open) {
                    if *before == FREE {
                        amounts.push(FREE);
                        continue;
                    }
                    let room = rows.others[*row].most - before - own;
                    if room < least[*row] {
                        break;
                    }
                    amounts.push(if room >= most[*row] { FREE } else { before + own });
                }
                if amounts.len() < from + k {
                    amounts.truncate(from);
                    continue;
                }
                let bits = (before.bits & !clears) | opens;
                told.push(Told { cost: before.cost + way.cost, main, bits });
                next.push(Next { parent, place, priced, bound });
            }
        }
        for (_, slot) in ends.closing {
            self.slots[slot] = None;
        }
        let at = self.free.binary_search(&item).ok()?;
        let places = |of: usize| {
            let Next { parent, place, .. } = next[of];
            let mut row = states.places[parent * n..(parent + 1) * n].to_vec();
            row[at] = place;
            self.picks(&row)
        };
        let mut kept = useful(&told, (&amounts, k), |a, b| {
            if self.ties { places(a).cmp(&places(b)) } else { a.cmp(&b) }
        });
        self.to_come -= ways.len();
        // The list length that the remaining work allows, with some work reserved for the items to
        // come.
        let toil = toil(rows) * self.to_come.max(1);
        let affordable = usize::try_from(work.left()).unwrap_or(usize::MAX) / toil * AHEAD;
        let width = self.width.min(affordable.max(LEAST));
        if kept.len() > width {
            self.starved |= width < self.width;
            kept.select_nth_unstable_by_key(width, |at| (next[*at].bound, told[*at].cost, *at));
            let cut = kept.split_off(width);
            let lowest = cut.iter().map(|at| next[*at].bound);
            self.lost = lowest.chain(self.lost).min();
            kept.sort_unstable();
        }
        let mut after = States::default();
        for from in kept {
            let Next { parent, place, priced, .. } = next[from];
            let Told { cost, main, bits } = told[from];
            after.told.push(Told { cost, main, bits });
            after.priced.push(priced);
            after.amounts.extend(&amounts[from * k..(from + 1) * k]);
            after.places.extend(&states.places[parent * n..(parent + 1) * n]);
            let end = after.places.len();
            after.places[end - n + at] = place;
        }
        Some(after)
    }
}
