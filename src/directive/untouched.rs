//! Weak criteria that no obligation of a letter touches.

use super::Directive;
use crate::analysis::PooledLeaf;
use crate::framework::Framework;
use crate::quantity::Percent;

impl Directive {
    /// Selects the weak leaves whose ratio is below a percentage and that no obligation touches: no
    /// link names the leaf or a node above it.
    ///
    /// ```
    /// use par_index::analysis::weak_pooled;
    /// use par_index::directive::directive;
    /// use par_index::{Basis, Order, Percent, framework, read, sample, score_all};
    /// let fw = framework("hon-quan-2023")?;
    /// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
    /// let weak = weak_pooled(&all, Order::PointsLost);
    /// let letter = directive("hon-quan-2023")?; // every field is named, or its parts are
    /// assert!(letter.untouched(&fw, &weak, Percent::HUNDRED).is_empty());
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn untouched(
        &self,
        framework: &Framework,
        weak: &[PooledLeaf],
        below: Percent,
    ) -> Vec<PooledLeaf> {
        let mut touched = vec![false; framework.leaf_count()];
        for link in self.obligations().iter().flat_map(super::Obligation::links) {
            let node = link.node().and_then(|code| framework.node(code.as_str()));
            let leaves = node.and_then(|node| touched.get_mut(node.leaf_range()));
            leaves.into_iter().flatten().for_each(|touched| *touched = true);
        }
        let is_weak = |row: &&PooledLeaf| {
            let low = row.ratio.is_some_and(|ratio| ratio.cmp_percent(below).is_lt());
            let leaf = framework.leaf_position(row.code.as_str());
            low && leaf.and_then(|leaf| touched.get(leaf)) != Some(&true)
        };
        weak.iter().filter(is_weak).cloned().collect()
    }
}
