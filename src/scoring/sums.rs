//! [`NodeSums`]: the sums of all units of some columns at one node, or in total.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::error::Error;
use crate::quantity::{Points, Ratio};
use crate::words::Phrase;

/// The points of one unit at a node, or in total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Sums {
    /// The points obtained.
    pub obtained: Points,
    /// The points that this unit could obtain.
    pub possible: Points,
    /// The open points, which wait for a value.
    pub open: Points,
}

impl Sums {
    /// Obtained ÷ possible; `None` while anything is open or if nothing is possible.
    pub fn ratio(&self) -> Option<Ratio> {
        if self.open == Points::ZERO { Ratio::new(self.obtained, self.possible) } else { None }
    }
}

/// The sums of one node, or of the total, for every unit of the columns from which they were made.
#[derive(Clone, Debug)]
pub struct NodeSums {
    /// The token of the columns from which the sums were made.
    pub(super) of: Arc<()>,
    /// The ranges of leaves that are summed.
    pub(super) leaves: Vec<Range<usize>>,
    /// The possible points of a unit all of whose leaves are scored.
    pub(super) possible: Points,
    pub(super) obtained: Vec<Points>,
    /// The sums of the units that are not fully scored, by position.
    pub(super) others: BTreeMap<usize, Sums>,
}

impl NodeSums {
    /// The points obtained, one value for each unit.
    pub fn obtained(&self) -> &[Points] {
        &self.obtained
    }

    /// The sums of the unit at a position; `None` beyond the last unit.
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

    /// Checks that the sums were made from these columns in their present state.
    pub(super) fn are_of(&self, columns: &Arc<()>) -> Result<(), Error> {
        let own = Arc::ptr_eq(&self.of, columns);
        if own { Ok(()) } else { Err(Error::usage(Phrase::UsageOtherSums, &[])) }
    }

    /// These sums minus those of a node inside, for example the index without one field.
    ///
    /// # Errors
    /// [`Error::is_usage`] for sums made from other columns, and for a node that these sums do not
    /// contain.
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
            // Both were made from the same columns, so every row exists in both.
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
