//! The most that some items could still bring if levels could be taken in part: the bound by which
//! lists are cut.

use super::Item;

/// One rise of an item's upper hull: from one level to the next that is worth its effort.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slope {
    pub(super) item: usize,
    effort: i64,
    gain: i64,
    /// The position of the level that the rise leads to.
    pub(super) pick: usize,
}

/// The upper hulls of all items: where each begins, and the rises of all of them, the steepest
/// first.
pub(super) struct Slopes {
    /// Effort, gain and position of the cheapest choice of each item.
    pub(super) base: Vec<(i64, i64, usize)>,
    pub(super) rises: Vec<Slope>,
    /// For each item, the positions of its rises in `rises`.
    of_item: Vec<Vec<usize>>,
}

/// The sums of effort and gain.
type Sum = (i64, i64);

/// A set of items that climbs along its steepest rises step by step; items may leave the set.
///
/// The sums of the first rises are kept in a binary indexed tree, so that neither removing an item
/// nor asking for a sum visits every rise.
pub(super) struct Rest<'a> {
    slopes: &'a Slopes,
    base: Sum,
    tree: Vec<Sum>,
}

impl Slopes {
    pub(super) fn of(items: &[Item]) -> Slopes {
        let mut base = Vec::with_capacity(items.len());
        let mut rises = Vec::new();
        for (item, choices) in items.iter().enumerate() {
            let mut hull: Vec<(i64, i64, usize)> = Vec::new();
            let mut points: Vec<(i64, i64, usize)> =
                choices.iter().enumerate().map(|(n, c)| (c.effort, c.gain, n)).collect();
            points.sort_unstable_by_key(|(effort, gain, _)| (*effort, -*gain));
            for point in points {
                if hull.last().is_some_and(|last| point.1 <= last.1) {
                    continue;
                }
                while let [.., before, last] = hull.as_slice()
                    && !steeper(between(*before, *last), between(*last, point))
                {
                    hull.pop();
                }
                hull.push(point);
            }
            base.push(hull.first().copied().unwrap_or_default());
            rises.extend(hull.array_windows().map(|[from, to]| {
                let (effort, gain) = between(*from, *to);
                Slope { item, effort, gain, pick: to.2 }
            }));
        }
        rises.sort_by(|a, b| {
            let (a, b) = ((a.effort, a.gain), (b.effort, b.gain));
            steeper(b, a).cmp(&steeper(a, b))
        });
        let mut of_item = vec![Vec::new(); items.len()];
        for (place, rise) in rises.iter().enumerate() {
            let own: &mut Vec<usize> = &mut of_item[rise.item];
            own.push(place);
        }
        Slopes { base, rises, of_item }
    }

    /// The rises of the items that `open` selects.
    pub(super) fn rest(&self, open: impl Fn(usize) -> bool) -> Rest<'_> {
        let bases = self.base.iter().enumerate().filter(|(item, _)| open(*item));
        let base = bases.fold((0, 0), |sum, (_, base)| (sum.0 + base.0, sum.1 + base.1));
        let mut rest = Rest { slopes: self, base, tree: vec![(0, 0); self.rises.len() + 1] };
        for (place, rise) in self.rises.iter().enumerate().filter(|(_, rise)| open(rise.item)) {
            rest.add(place, (rise.effort, rise.gain));
        }
        rest
    }

    /// The picks after taking the steepest rises in turn until `enough` is satisfied.
    pub(super) fn climb(&self, mut enough: impl FnMut(i64, i64) -> bool) -> Vec<usize> {
        let mut picks: Vec<usize> = self.base.iter().map(|base| base.2).collect();
        let mut at = self.base.iter().fold((0, 0), |sum, base| (sum.0 + base.0, sum.1 + base.1));
        for rise in &self.rises {
            if enough(at.0, at.1) {
                break;
            }
            at = (at.0 + rise.effort, at.1 + rise.gain);
            picks[rise.item] = rise.pick;
        }
        picks
    }
}

fn between(from: (i64, i64, usize), to: (i64, i64, usize)) -> (i64, i64) {
    (to.0 - from.0, to.1 - from.1)
}

/// Whether the first rise gains more for its effort than the second.
fn steeper(a: (i64, i64), b: (i64, i64)) -> bool {
    i128::from(a.1) * i128::from(b.0) > i128::from(b.1) * i128::from(a.0)
}

impl Rest<'_> {
    /// Removes an item from the set.
    pub(super) fn leave(&mut self, item: usize) {
        let slopes = self.slopes;
        let Some(base) = slopes.base.get(item) else { return };
        self.base = (self.base.0 - base.0, self.base.1 - base.1);
        for place in slopes.of_item.get(item).into_iter().flatten() {
            if let Some(rise) = slopes.rises.get(*place) {
                self.add(*place, (-rise.effort, -rise.gain));
            }
        }
    }

    fn add(&mut self, place: usize, rise: Sum) {
        let mut at = place + 1;
        while let Some(sum) = self.tree.get_mut(at) {
            *sum = (sum.0 + rise.0, sum.1 + rise.1);
            at += at & at.wrapping_neg();
        }
    }

    /// How many rises, in their order, may be taken while their sum still satisfies `good`, and
    /// that sum; `None` where even the sum without any rise does not.
    fn while_good(&self, good: impl Fn(Sum) -> bool) -> Option<(usize, Sum)> {
        let mut sum = self.base;
        if !good(sum) {
            return None;
        }
        let mut at = 0;
        let mut step = self.tree.len().next_power_of_two();
        while step > 0 {
            if let Some(more) = self.tree.get(at + step) {
                let next = (sum.0 + more.0, sum.1 + more.1);
                if good(next) {
                    (at, sum) = (at + step, next);
                }
            }
            step /= 2;
        }
        Some((at, sum))
    }

    /// The sum after one more rise; the rise behind the last good sum always belongs to an item
    /// still in the set.
    fn next(&self, (taken, sum): (usize, Sum)) -> Option<Sum> {
        self.slopes.rises.get(taken).map(|rise| (sum.0 + rise.effort, sum.1 + rise.gain))
    }

    /// The effort of whole rises that gain at least `gain`, and the least effort if the last rise
    /// may be taken in part, rounded up; `None` where all rises together gain less.
    pub(super) fn reaching(&self, gain: i64) -> Option<(i64, i64)> {
        let Some(short) = self.while_good(|sum| sum.1 < gain) else {
            return Some((self.base.0, self.base.0));
        };
        let (_, from) = short;
        let to = self.next(short)?;
        let (effort, rise) = (i128::from(to.0 - from.0), i128::from(to.1 - from.1));
        let part = crate::quantity::div_ceil(effort * i128::from(gain - from.1), rise);
        i64::try_from(part).ok().map(|part| (to.0, from.0 + part))
    }

    /// The gain of whole rises within an effort, and the most gain if the last rise may be taken in
    /// part, rounded down; `None` where even the cheapest choices take more.
    pub(super) fn within(&self, effort: i64) -> Option<(i64, i64)> {
        let taken = self.while_good(|sum| sum.0 <= effort)?;
        let (_, from) = taken;
        let Some(to) = self.next(taken) else { return Some((from.1, from.1)) };
        let (rise, gain) = (i128::from(to.0 - from.0), i128::from(to.1 - from.1));
        let part = gain * i128::from(effort - from.0) / rise;
        i64::try_from(part).ok().map(|part| (from.1, from.1 + part))
    }

    /// How many whole rises an effort allows; `None` where it does not even allow the cheapest
    /// choices.
    pub(super) fn steps(&self, effort: i64) -> Option<usize> {
        self.while_good(|sum| sum.0 <= effort).map(|(steps, _)| steps)
    }
}
