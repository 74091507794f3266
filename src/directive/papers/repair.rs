//! The report on repair: every leaf that lost points, grouped by the agencies that lead the leaf or
//! its measures.

use super::leaves::{full_names, ids};
use super::{Context, PaperGroup};
use crate::framework::LeafIx;
use crate::quantity::PointSum;

pub(super) fn groups(context: &Context<'_>) -> Vec<PaperGroup> {
    let framework = context.cohort.framework();
    // Groups stand in the order of the framework's agencies: a list of leads is compared by their
    // positions there.
    let mut keyed: Vec<(Vec<usize>, PaperGroup)> = Vec::new();
    for leaf in (0..framework.leaf_count()).map(LeafIx) {
        if context.leaves.at(leaf).sums.lost == PointSum::ZERO {
            continue;
        }
        let lead = context.leads_at(leaf);
        let line = context.leaf_line(leaf);
        // Where the framework names no lead, the leads of the cited paragraph answer for the leaf.
        let admitted = match lead[..] {
            [] => context.admits(line.lead.split('+')),
            _ => context.admits(lead.iter().map(|one| one.id())),
        };
        if !admitted {
            continue;
        }
        let order: Vec<usize> = lead.iter().filter_map(|one| framework.agency(one.id())).collect();
        if let Some((_, group)) = keyed.iter_mut().find(|(known, _)| *known == order) {
            group.push(line);
        } else {
            let key = if lead.is_empty() { "none".to_owned() } else { ids(&lead) };
            let mut group = PaperGroup { key, name: full_names(&lead), ..PaperGroup::default() };
            group.push(line);
            keyed.push((order, group));
        }
    }
    // Leaves without a lead come after the others, then bonus and deduction.
    keyed.sort_by(|(a, _), (b, _)| (a.is_empty(), a).cmp(&(b.is_empty(), b)));
    let mut groups: Vec<PaperGroup> = keyed.into_iter().map(|(_, group)| group).collect();
    if context.asked.lead.is_none() {
        groups.extend(Some(context.extras()).filter(|group| !group.lines.is_empty()));
    }
    groups
}
