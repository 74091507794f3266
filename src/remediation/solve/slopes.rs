//! What some items could bring at best if levels could be taken in part: the bound that cuts lists.

use super::Item;

/// One rise of an item's upper hull.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slope {
    pub(super) item: usize,
    effort: i64,
    gain: i64,
    /// The pick it leads to.
    pub(super) pick: usize,
}

/// The hulls of all items: where each begins, and all rises, the steepest first.
pub(super) struct Slopes {
    /// Effort, gain and pick of the cheapest choice of each item.
    pub(super) base: Vec<(i64, i64, usize)>,
    pub(super) rises: Vec<Slope>,
}

/// Effort and gain of some items taken up the steepest rises, step by step.
pub(super) type Rest = Vec<(i64, i64)>;

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
        Slopes { base, rises }
    }

    /// The sums for the items that are still to come.
    pub(super) fn rest(&self, open: impl Fn(usize) -> bool) -> Rest {
        let bases = self.base.iter().enumerate().filter(|(item, _)| open(*item));
        let mut at = bases.fold((0, 0), |sum, (_, base)| (sum.0 + base.0, sum.1 + base.1));
        let mut rest = vec![at];
        for rise in self.rises.iter().filter(|rise| open(rise.item)) {
            at = (at.0 + rise.effort, at.1 + rise.gain);
            rest.push(at);
        }
        rest
    }

    /// The picks when the steepest rises are taken until `enough` says so.
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

/// Whether the first rise brings more for its effort.
fn steeper(a: (i64, i64), b: (i64, i64)) -> bool {
    i128::from(a.1) * i128::from(b.0) > i128::from(b.1) * i128::from(a.0)
}

/// The least effort that gains so much, rounded up; `None` where all together gain less.
pub(super) fn least_effort(rest: &Rest, gain: i64) -> Option<i64> {
    let place = rest.partition_point(|(_, reached)| *reached < gain);
    let to = rest.get(place)?;
    let Some(from) = place.checked_sub(1).and_then(|before| rest.get(before)) else {
        return Some(to.0);
    };
    let (effort, rise) = (i128::from(to.0 - from.0), i128::from(to.1 - from.1));
    let part = crate::quantity::div_ceil(effort * i128::from(gain - from.1), rise);
    i64::try_from(part).ok().map(|part| from.0 + part)
}

/// The most gain for an effort, rounded down; `None` where even the least takes more.
pub(super) fn most_gain(rest: &Rest, effort: i64) -> Option<i64> {
    let place = rest.partition_point(|(taken, _)| *taken <= effort);
    let from = rest.get(place.checked_sub(1)?)?;
    let Some(to) = rest.get(place) else { return Some(from.1) };
    let (rise, gain) = (i128::from(to.0 - from.0), i128::from(to.1 - from.1));
    let part = gain * i128::from(effort - from.0) / rise;
    i64::try_from(part).ok().map(|part| from.1 + part)
}
