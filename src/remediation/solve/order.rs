//! In which order a list takes the items, and what those to come can still do to each row.

use super::rows::Rows;

/// The items that are still free, and what from each place on they take of every row.
pub(super) struct Order {
    /// Those with more than one way left.
    pub(super) items: Vec<usize>,
    /// Of each place and row what the items from there on take at least.
    pub(super) least: Vec<Vec<i64>>,
    /// And at most.
    pub(super) most: Vec<Vec<i64>>,
}

impl Order {
    /// One row after the other, the shortest first, so that few are open at a time: what nothing to come can
    /// break need not be told apart any more.
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
        let mut items = Vec::with_capacity(waiting.len());
        while !waiting.is_empty() {
            // The row with the fewest items to come, links last; then whatever is in none.
            let short = (0..left.len()).filter(|row| left[*row] > 0);
            let short = short.min_by_key(|row| (rows.others[*row].link, left[*row], *row));
            let (mut next, others): (Vec<usize>, Vec<usize>) =
                waiting.into_iter().partition(|item| {
                    short.is_none_or(|row| spans[*item].iter().filter(moves).any(|s| s.0 == row))
                });
            waiting = others;
            // Beside each other those that are in the same other rows.
            next.sort_by_cached_key(|item| {
                let own = spans[*item].iter().filter(|span| !rows.others[span.0].link);
                (own.map(|span| span.0).collect::<Vec<usize>>(), *item)
            });
            for item in next {
                spans[item].iter().filter(moves).for_each(|span| left[span.0] -= 1);
                items.push(item);
            }
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
