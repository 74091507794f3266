//! Merges items into one, so that what a row or a link forbids among them can no longer be chosen.
//!
//! The bound of prices may take ways in part. Where a few items share a tight row, merging them
//! into one item whose ways are the combinations that keep the row, without useless ones, prevents
//! that. The merged problem has the same answer and a bound that is no lower.

use super::prices::Prices;
use super::rows::{Bond, Rows, Way};
use crate::work::WorkBudget;

/// The most ways a merged item may have. In tests it is small, so that small problems reach the
/// limit.
const WAYS: usize = if cfg!(test) { 3 } else { 192 };
/// Rows that concern more items than this are not used for merging.
const FEW: usize = 10;

/// Original items, each with its pick, in their own order.
type Named = Vec<(usize, usize)>;

/// One combination of ways of several items.
#[derive(Clone)]
struct Joint {
    /// The names of the ways, one of each item.
    ids: Vec<usize>,
    cost: i64,
    main: i64,
    /// What the combination takes of the rows, in the order of the rows.
    amounts: Vec<(usize, i64)>,
    /// A lower bound on the cost of every choice that contains these ways.
    bound: i128,
}

impl Rows {
    /// Merges items that share a short row or a link, each item at most once. Returns whether any
    /// were merged.
    pub(super) fn merge(
        &mut self,
        prices: &Prices,
        limits: (i128, i128),
        work: &mut WorkBudget,
    ) -> bool {
        let mut of_row: Vec<Vec<usize>> = vec![Vec::new(); self.others.len()];
        // An item that already has more ways than the limit stays as it is, since none of its ways
        // may be lost.
        let few = |item: &usize| (2..=WAYS).contains(&self.items[*item].len());
        for item in (0..self.items.len()).filter(few) {
            for (row, ..) in self.spans(item).iter().filter(|span| span.1 < span.2) {
                of_row[*row].push(item);
            }
        }
        let short =
            |row: &usize| !self.others[*row].kept && (2..=FEW).contains(&of_row[*row].len());
        let mut order: Vec<usize> = (0..of_row.len()).filter(short).collect();
        order.sort_by_key(|row| (of_row[*row].len(), *row));
        let mut taken = vec![false; self.items.len()];
        let mut any = false;
        for row in order {
            let mut waiting: Vec<usize> =
                of_row[row].iter().copied().filter(|item| !taken[*item]).collect();
            while waiting.len() > 1 && work.left() > 0 {
                let joined = self.join(&waiting, prices, limits, work);
                waiting.retain(|item| !joined.contains(item));
                for item in &joined {
                    taken[*item] = true;
                }
                any |= joined.len() > 1;
            }
        }
        if any {
            self.compact();
        }
        any
    }

    /// Merges as many of the given items as is possible with few ways, into the first of them, and
    /// returns which; the others are then empty.
    fn join(
        &mut self,
        items: &[usize],
        prices: &Prices,
        limits: (i128, i128),
        work: &mut WorkBudget,
    ) -> Vec<usize> {
        // The room that a row still has when all items take the least of it.
        let mut room: Vec<i64> = self.others.iter().map(|row| row.most).collect();
        for item in 0..self.items.len() {
            self.spans(item).into_iter().for_each(|(row, least, _)| room[row] -= least);
        }
        let mut group: Vec<usize> = Vec::new();
        let start = Joint { ids: vec![], cost: 0, main: 0, amounts: vec![], bound: limits.0 };
        let mut joints = vec![start];
        for item in items {
            let mut with = room.clone();
            self.spans(*item).into_iter().for_each(|(row, least, _)| with[row] += least);
            let more = self.extended(&joints, &group, *item, (prices, limits.1, &with), work);
            if !group.is_empty() && more.len() > WAYS {
                continue;
            }
            group.push(*item);
            (joints, room) = (more, with);
        }
        if group.len() > 1 {
            self.replace(&group, joints);
        }
        group
    }

    /// The combinations of a group extended by one more item, limited to those that the rows have
    /// room for, that keep the links inside the group, whose bound is within the limit, and that no
    /// other makes useless.
    fn extended(
        &self,
        joints: &[Joint],
        group: &[usize],
        item: usize,
        (prices, limit, room): (&Prices, i128, &[i64]),
        work: &mut WorkBudget,
    ) -> Vec<Joint> {
        let priced: Vec<i128> = self.items[item].iter().map(|way| prices.of(self, way)).collect();
        let least = priced.iter().min().copied().unwrap_or_default();
        let members: Vec<usize> = group.iter().copied().chain([item]).collect();
        let inside = inside(&self.bonds, &members);
        let closed = |row: usize| inside.iter().any(|bond| bond.row == row);
        let place = |item: usize| members.iter().position(|own| *own == item).unwrap_or(0);
        let fits = |joint: &Joint| {
            inside.iter().all(|bond| {
                let [own, other] = [bond.item, bond.other].map(|item| joint.ids[place(item)]);
                !bond.asks[own] || bond.allowed[other]
            }) && (0..self.others.len()).all(|row| {
                self.others[row].kept || closed(row) || amount(&joint.amounts, row) <= room[row]
            })
        };
        let mut more = Vec::new();
        for joint in joints {
            for (way, price) in self.items[item].iter().zip(&priced) {
                let bound = joint.bound + price - least;
                if bound > limit {
                    continue;
                }
                let ids = joint.ids.iter().copied().chain([way.id]).collect();
                let mut amounts = added(&joint.amounts, self.amounts(way));
                amounts.retain(|(row, amount)| {
                    *amount != 0 && !self.others[*row].kept && !closed(*row)
                });
                let (cost, main) = (joint.cost + way.cost, joint.main + way.main);
                more.push(Joint { ids, cost, main, amounts, bound });
            }
        }
        work.spend(more.len());
        more.retain(fits);
        // Among equal combinations the one with the lower picks comes first and stays.
        let mut more: Vec<(Named, Joint)> =
            more.into_iter().map(|way| (self.named(&members, &way.ids), way)).collect();
        more.sort_by(|(a, one), (b, other)| (one.cost, a).cmp(&(other.cost, b)));
        let mut kept: Vec<(Named, Joint)> = Vec::new();
        for (picks, joint) in more {
            work.spend(1 + kept.len() / 4);
            let useless = kept.iter().any(|(before, other)| {
                other.main <= joint.main
                    && (other.cost < joint.cost || *before < picks)
                    && no_more(&other.amounts, &joint.amounts)
            });
            if !useless {
                kept.push((picks, joint));
            }
            if kept.len() > WAYS {
                break;
            }
        }
        kept.into_iter().map(|(_, joint)| joint).collect()
    }

    /// The picks of the original items for some ways of a group, in the order of these items.
    fn named(&self, group: &[usize], ids: &[usize]) -> Named {
        let own = group.iter().zip(ids).flat_map(|(item, id)| {
            self.members[*item].iter().copied().zip(self.picks[*item][*id].iter().copied())
        });
        let mut picks: Named = own.collect();
        picks.sort_unstable();
        picks
    }

    /// Replaces the items of a group by one item whose ways are the given combinations.
    fn replace(&mut self, group: &[usize], joints: Vec<Joint>) {
        let place = |item: usize| group.iter().position(|own| *own == item);
        let table: Vec<Named> = joints.iter().map(|joint| self.named(group, &joint.ids)).collect();
        for bond in inside(&self.bonds, group) {
            self.others[bond.row].kept = true;
        }
        self.bonds.retain(|bond| place(bond.item).is_none() || place(bond.other).is_none());
        // Links with one end in the group refer to the ways by their new names.
        for bond in &mut self.bonds {
            let renamed = |of: &[bool], at: usize| -> Vec<bool> {
                joints.iter().map(|joint| of[joint.ids[at]]).collect()
            };
            if let Some(at) = place(bond.item) {
                (bond.asks, bond.item) = (renamed(&bond.asks, at), group[0]);
            } else if let Some(at) = place(bond.other) {
                (bond.allowed, bond.other) = (renamed(&bond.allowed, at), group[0]);
            }
        }
        for item in group {
            self.items[*item].clear();
            self.members[*item].clear();
            self.picks[*item].clear();
        }
        let first = group[0];
        for (id, joint) in joints.into_iter().enumerate() {
            let from = self.amounts.len();
            self.amounts.extend(joint.amounts);
            let to = self.amounts.len();
            self.items[first].push(Way { id, cost: joint.cost, main: joint.main, from, to });
        }
        // Where no combination is left, the item stays in the problem without any way.
        let members = |row: &Named| row.iter().map(|(item, _)| *item).collect();
        self.members[first] = table.first().map_or_else(|| vec![usize::MAX], members);
        let picks = |row: Named| row.into_iter().map(|(_, pick)| pick).collect();
        self.picks[first] = table.into_iter().map(picks).collect();
    }

    /// Removes the items that were merged into others.
    fn compact(&mut self) {
        let keep: Vec<bool> = self.members.iter().map(|members| !members.is_empty()).collect();
        let place = |item: usize| keep.iter().take(item).filter(|keep| **keep).count();
        for bond in &mut self.bonds {
            (bond.item, bond.other) = (place(bond.item), place(bond.other));
        }
        let mut at = keep.iter();
        self.items.retain(|_| at.next().is_some_and(|keep| *keep));
        let mut at = keep.iter();
        self.picks.retain(|_| at.next().is_some_and(|keep| *keep));
        self.members.retain(|members| !members.is_empty());
    }
}

/// The links with both ends in a group.
fn inside(bonds: &[Bond], group: &[usize]) -> Vec<Bond> {
    let both = |bond: &&Bond| group.contains(&bond.item) && group.contains(&bond.other);
    bonds.iter().filter(both).cloned().collect()
}

/// The sums of two lists of amounts, in the order of the rows.
fn added(a: &[(usize, i64)], b: &[(usize, i64)]) -> Vec<(usize, i64)> {
    let mut sum = a.to_vec();
    for (row, amount) in b {
        match sum.binary_search_by_key(row, |own| own.0) {
            Ok(place) => sum[place].1 += amount,
            Err(place) => sum.insert(place, (*row, *amount)),
        }
    }
    sum
}

fn amount(of: &[(usize, i64)], row: usize) -> i64 {
    of.binary_search_by_key(&row, |own| own.0).map_or(0, |place| of[place].1)
}

fn no_more(a: &[(usize, i64)], b: &[(usize, i64)]) -> bool {
    a.iter().all(|(row, own)| *own <= amount(b, *row))
        && b.iter().all(|(row, own)| amount(a, *row) <= *own)
}
