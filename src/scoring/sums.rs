//! [`NodeSums`]: what the units of some columns have at a node, or in the whole.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::error::Error;
use crate::quantity::{Points, Ratio};
use crate::words::Phrase;

/// What counts of a node, or of the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Sums {
    /// What was obtained.
    pub obtained: Points,
    /// What this unit could obtain.
    pub possible: Points,
    /// What waits for a value.
    pub open: Points,
}

impl Sums {
    /// Obtained ÷ possible; `None` while anything is open or nothing is possible.
    pub fn ratio(&self) -> Option<Ratio> {
        if self.open == Points::ZERO { Ratio::new(self.obtained, self.possible) } else { None }
    }
}

/// One node, or the whole, of every unit of the columns it was made of.
#[derive(Clone, Debug)]
pub struct NodeSums {
    /// The columns.
    pub(super) of: Arc<()>,
    /// The leaves that are summed.
    pub(super) leaves: Vec<Range<usize>>,
    /// What is possible for units all of whose leaves are scored.
    pub(super) possible: Points,
    pub(super) obtained: Vec<Points>,
    /// The other units.
    pub(super) others: BTreeMap<usize, Sums>,
}

impl NodeSums {
    /// The points obtained, by unit.
    pub fn obtained(&self) -> &[Points] {
        &self.obtained
    }

    /// The sums of the unit at a place; `None` beyond the last.
    pub fn of(&self, row: usize) -> Option<Sums> {
        let full = || {
            let obtained = *self.obtained.get(row)?;
            Some(Sums { obtained, possible: self.possible, open: Points::ZERO })
        };
        if self.others.is_empty() {
            return full();
        }
        self.others.get(&row).copied().or_else(full)
    }

    /// Whether the sums were made of these columns as they are now.
    pub(super) fn are_of(&self, columns: &Arc<()>) -> Result<(), Error> {
        let own = Arc::ptr_eq(&self.of, columns);
        if own { Ok(()) } else { Err(Error::usage(Phrase::UsageOtherSums, &[])) }
    }

    /// What is left of these sums without those of a node inside: the index without a field.
    ///
    /// # Errors
    /// [`Error::is_usage`] for sums of other columns, and for what these do not hold.
    pub fn without(&self, node: &NodeSums) -> Result<NodeSums, Error> {
        node.are_of(&self.of)?;
        let mut leaves = self.leaves.clone();
        for out in &node.leaves {
            let holds = |part: &Range<usize>| part.start <= out.start && out.end <= part.end;
            let Some(at) = leaves.iter().position(holds) else {
                return Err(Error::usage(Phrase::UsageNotInSums, &[]));
            };
            let part = leaves.swap_remove(at);
            let rest = [part.start..out.start, out.end..part.end];
            leaves.extend(rest.into_iter().filter(|part| !part.is_empty()));
        }
        let obtained = self.obtained.iter().zip(&node.obtained);
        let others = self.others.iter().map(|(row, sums)| {
            // Both hold the same units.
            let less = node.of(*row).unwrap_or_default();
            let sums = Sums {
                obtained: sums.obtained.minus(less.obtained),
                possible: sums.possible.minus(less.possible),
                open: sums.open.minus(less.open),
            };
            (*row, sums)
        });
        Ok(NodeSums {
            of: Arc::clone(&self.of),
            leaves,
            possible: self.possible.minus(node.possible),
            obtained: obtained.map(|(all, node)| all.minus(*node)).collect(),
            others: others.collect(),
        })
    }
}
