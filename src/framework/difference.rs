//! The difference of two frameworks: the changes that a new decision made.

use super::{Framework, Node};
use crate::quantity::{Code, Points};
use crate::words::Text;

/// One change from an old framework to a new one. A node can have several changes at once.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// The new framework has a node that matches no node of the old one by code or name (*bổ
    /// sung*).
    Added(Code),
    /// The old framework has a node that matches no node of the new one by code or name (*bỏ*).
    Dropped(Code),
    /// A node with the same name has another code.
    Recoded {
        /// The code in the old framework.
        from: Code,
        /// The code in the new framework.
        to: Code,
    },
    /// A node has another name in at least one of the two languages.
    Renamed {
        /// The code in the new framework.
        code: Code,
        /// The name in the old framework.
        from: Text,
        /// The name in the new framework.
        to: Text,
    },
    /// The maximum points of a node changed.
    Rescaled {
        /// The code in the new framework.
        code: Code,
        /// The maximum in the old framework.
        from: Points,
        /// The maximum in the new framework.
        to: Points,
    },
    /// A leaf is scored by another rule or another scorer, or a node became a leaf or ceased to be
    /// one.
    Rescored {
        /// The code in the new framework.
        code: Code,
        /// The code in the old framework.
        was: Code,
    },
    /// Other agencies lead, co-operate or appraise at a node.
    Reassigned {
        /// The code in the new framework.
        code: Code,
        /// The code in the old framework.
        was: Code,
    },
}

impl Framework {
    /// The changes from this framework to a newer one: first the dropped nodes in the order of this
    /// framework, then all other changes in the order of the newer one.
    ///
    /// Nodes are matched by code and name together, then by a name that occurs only once on both
    /// sides, then by code. The list is empty if no code, name, maximum, scoring or agency changed.
    ///
    /// # Example
    /// ```
    /// use par_index::framework::Change;
    /// use par_index::{Framework, framework};
    ///
    /// let old = framework("vn-province-2017")?;
    /// assert!(old.difference(&old).is_empty());
    ///
    /// // Field 6 takes half a point from each of fields 5 and 7.
    /// let json = old.to_json().replace(r#""max":"16""#, r#""max":"15.5""#);
    /// let new = Framework::from_json(json.replace(r#""max":"7""#, r#""max":"8""#))?;
    /// let changes = old.difference(&new);
    /// assert_eq!(changes.len(), 3);
    /// assert!(matches!(&changes[1], Change::Rescaled { code, .. } if code.as_str() == "6"));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn difference(&self, newer: &Framework) -> Vec<Change> {
        let mut old_of: Vec<Option<&Node>> = vec![None; newer.nodes().len()];
        let mut taken: Vec<&Code> = Vec::new();
        let rounds: [fn(&Node, &Node) -> bool; 3] = [
            |old, new| old.code() == new.code() && same_name(old, new),
            same_name,
            |old, new| old.code() == new.code(),
        ];
        for (round, matches) in rounds.into_iter().enumerate() {
            for (slot, new) in old_of.iter_mut().zip(newer.nodes()) {
                if slot.is_some() {
                    continue;
                }
                let free = |old: &&Node| !taken.contains(&old.code()) && matches(old, new);
                let mut olds = self.nodes().iter().filter(free);
                let found = olds.next();
                // A name that occurs several times does not tell which node is which.
                let unsure = round == 1
                    && (olds.next().is_some()
                        || newer.nodes().iter().filter(|other| same_name(other, new)).count() > 1);
                if let Some(old) = found.filter(|_| !unsure) {
                    taken.push(old.code());
                    *slot = Some(old);
                }
            }
        }
        let dropped = self.nodes().iter().filter(|old| !taken.contains(&old.code()));
        let mut changes: Vec<Change> =
            dropped.map(|old| Change::Dropped(old.code().clone())).collect();
        for (old, new) in old_of.into_iter().zip(newer.nodes()) {
            match old {
                Some(old) => self.compare(old, newer, new, &mut changes),
                None => changes.push(Change::Added(new.code().clone())),
            }
        }
        changes
    }

    fn compare(&self, old: &Node, newer: &Framework, new: &Node, changes: &mut Vec<Change>) {
        let code = || new.code().clone();
        if old.code() != new.code() {
            changes.push(Change::Recoded { from: old.code().clone(), to: code() });
        }
        if old.name() != new.name() {
            let (from, to) = (old.name().clone(), new.name().clone());
            changes.push(Change::Renamed { code: code(), from, to });
        }
        if old.max() != new.max() {
            changes.push(Change::Rescaled { code: code(), from: old.max(), to: new.max() });
        }
        let scoring = |node: &Node| {
            node.leaf().map(|leaf| {
                let rule = leaf.rule().clone();
                (leaf.scorer(), leaf.inherit(), rule)
            })
        };
        if scoring(old) != scoring(new) {
            changes.push(Change::Rescored { code: code(), was: old.code().clone() });
        }
        let agencies = |framework: &Framework, node: &Node| {
            let lists = [&node.lead, &node.cooperating, &node.appraiser];
            lists.map(|list| {
                let mut ids: Vec<String> =
                    list.iter().map(|ix| framework.agencies()[*ix].id().to_owned()).collect();
                ids.sort_unstable();
                ids
            })
        };
        if agencies(self, old) != agencies(newer, new) {
            changes.push(Change::Reassigned { code: code(), was: old.code().clone() });
        }
    }
}

/// Whether two nodes have the same name: in Vietnamese or, where one of them has no Vietnamese
/// name, in English. Case does not matter.
fn same_name(old: &Node, new: &Node) -> bool {
    let fold = |text: &str| text.to_lowercase();
    let same = |a: &str, b: &str| !a.is_empty() && fold(a) == fold(b);
    same(&old.name().vi, &new.name().vi)
        || (old.name().vi.is_empty() || new.name().vi.is_empty())
            && same(&old.name().en, &new.name().en)
}
