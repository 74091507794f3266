//! The order in which a list takes the items, and how much the remaining items can still add to
//! each row.

use super::rows::Rows;

/// The undecided items in their order and, for each position, what the items from there on take of
/// every row.
pub(super) struct Order {
    /// The items with more than one way left.
    pub(super) items: Vec<usize>,
    /// For each position and row, the least that the items from that position on take of the row.
    pub(super) least: Vec<Vec<i64>>,
    /// For each position and row, the most that the items from that position on take of the row.
    pub(super) most: Vec<Vec<i64>>,
}

impl Order {
    /// Finishes one row after the other, the shortest first, so that few rows are open at a time:
    /// once no remaining item can break a row, states need not be distinguished by it.
    pub(super) fn of(rows: &Rows) -> Order {
        let spans: Vec<Vec<(usize, i64, i64)>> =
            (0..rows.items.len()).map(|item| rows.spans(item)).collect();
        let mut waiting: Vec<usize> =
            (0..rows.items.len()).filter(|item| rows.items[*item].len() > 1).collect();
        let moves = |span: &&(usize, i64, i64)| span.1 < span.2 && !rows.others[span.0].kept;
        let mut left = vec![0_usize; rows.others.len()];
        for item in &waiting {
            spans[*item].iter().filter(moves).for_each(|span| left[span.0] += 1);
        }
        let bonded = Bonded::of(rows);
        let all = waiting.clone();
        let mut items = Vec::with_capacity(waiting.len());
        let mut taken = vec![false; rows.items.len()];
        while !waiting.is_empty() {
            // The next row is the one with the fewest items left; link rows come last, then items
            // that are in no row.
            let short = (0..left.len()).filter(|row| left[*row] > 0);
            let short = short.min_by_key(|row| (rows.others[*row].link, left[*row], *row));
            let (mut next, others): (Vec<usize>, Vec<usize>) =
                waiting.into_iter().partition(|item| {
                    short.is_none_or(|row| spans[*item].iter().filter(moves).any(|s| s.0 == row))
                });
            waiting = others;
            // Items that are in the same other rows stand side by side, and among these the linked
            // ones do.
            let told = |item: &usize| -> Vec<usize> {
                let own = spans[*item].iter().filter(|span| !rows.others[span.0].link);
                own.map(|span| span.0).collect()
            };
            next.sort_by_cached_key(|item| (told(item), *item));
            for part in next.chunk_by(|a, b| told(a) == told(b)) {
                bonded.order(part.to_vec(), &mut taken, &mut items);
            }
            for item in next {
                spans[item].iter().filter(moves).for_each(|span| left[span.0] -= 1);
            }
        }
        // Where following the rows would leave many links open, the links decide the order and the
        // rows stay open longer.
        let mut linked = Vec::with_capacity(all.len());
        bonded.order(all, &mut vec![false; rows.items.len()], &mut linked);
        if bonded.open(&items) > FEW_OPEN.max(2 * bonded.open(&linked)) {
            items = linked;
        }
        let mut least = vec![vec![0; rows.others.len()]];
        let mut most = least.clone();
        for item in items.iter().rev() {
            let mut low = least.last().cloned().unwrap_or_default();
            let mut high = most.last().cloned().unwrap_or_default();
            for (row, from, to) in &spans[*item] {
                low[*row] += from;
                high[*row] += to;
            }
            least.push(low);
            most.push(high);
        }
        least.reverse();
        most.reverse();
        Order { items, least, most }
    }
}

/// Up to this many open items, telling their choices apart beside the rows costs little.
const FEW_OPEN: usize = 6;

/// For each item, the items it is linked with.
struct Bonded(Vec<Vec<usize>>);

impl Bonded {
    /// The links between items that have more than one way left.
    fn of(rows: &Rows) -> Bonded {
        let mut beside: Vec<Vec<usize>> = vec![Vec::new(); rows.items.len()];
        let free = |item: usize| rows.items[item].len() > 1;
        for bond in rows.bonds.iter().filter(|bond| free(bond.item) && free(bond.other)) {
            beside[bond.item].push(bond.other);
            beside[bond.other].push(bond.item);
        }
        for own in &mut beside {
            own.sort_unstable();
            own.dedup();
        }
        Bonded(beside)
    }

    /// Takes the waiting items in an order in which few taken items are linked with items still to
    /// come.
    fn order(&self, mut waiting: Vec<usize>, taken: &mut [bool], into: &mut Vec<usize>) {
        while !waiting.is_empty() {
            let grows = |item: usize| {
                let own = &self.0[item];
                let opens = own.iter().any(|other| !taken[*other]);
                let last = |other: &usize| {
                    taken[*other] && self.0[*other].iter().all(|one| *one == item || taken[*one])
                };
                let closes = own.iter().filter(|other| last(other)).count();
                let beside = own.iter().filter(|other| taken[**other]).count();
                (isize::from(opens) - closes.cast_signed(), std::cmp::Reverse(beside))
            };
            let next = (0..waiting.len()).min_by_key(|at| (grows(waiting[*at]), *at));
            let item = waiting.remove(next.unwrap_or_default());
            taken[item] = true;
            into.push(item);
        }
    }

    /// The greatest number of taken items that are linked with later ones, over all positions of an
    /// order.
    fn open(&self, order: &[usize]) -> usize {
        let mut place = vec![usize::MAX; self.0.len()];
        for (at, item) in order.iter().enumerate() {
            place[*item] = at;
        }
        let mut change = vec![0_isize; order.len() + 1];
        for item in order {
            let last = self.0[*item].iter().map(|other| place[*other]).max().unwrap_or(0);
            if last > place[*item] {
                change[place[*item]] += 1;
                change[last] -= 1;
            }
        }
        let mut now = 0;
        let open = change.iter().map(|change| {
            now += change;
            now
        });
        open.max().unwrap_or(0).max(0).cast_unsigned()
    }
}
