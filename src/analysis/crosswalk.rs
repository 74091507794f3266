//! [`Crosswalk`]: says which components of an old framework correspond to which of a new one (*bảng
//! chuyển đổi*).

mod embedded;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::vocabulary::vocabulary;
use crate::framework::{Framework, LeafIx, did_you_mean};
use crate::scoring::Cohort;
use crate::words::{Arg, Lang};

pub use embedded::{crosswalk_ids, crosswalk_rows};

vocabulary! {
    /// What became of a component of the old framework in the new one.
    CrosswalkKind {
        /// The component is unchanged.
        Same "same",
        /// The component has another code or name.
        Renamed "renamed",
        /// The component has another maximum.
        Rescaled "rescaled",
        /// The component was divided into several new ones.
        Split "split",
        /// The component was merged with others into one new component.
        Merged "merged",
        /// The new component has no counterpart in the old framework.
        New "new",
        /// The old component has no counterpart in the new framework.
        Dropped "dropped",
    }
}

impl CrosswalkKind {
    /// Every kind of crosswalk row.
    pub const ALL: [CrosswalkKind; 7] = [
        CrosswalkKind::Same,
        CrosswalkKind::Renamed,
        CrosswalkKind::Rescaled,
        CrosswalkKind::Split,
        CrosswalkKind::Merged,
        CrosswalkKind::New,
        CrosswalkKind::Dropped,
    ];
}

/// One row of a crosswalk: it names an old component, a new one, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CrosswalkRow {
    /// The code in the old framework; empty for a new component.
    #[serde(default)]
    pub old: String,
    /// The code in the new framework; empty for a dropped component.
    #[serde(default)]
    pub new: String,
    /// What became of the component.
    pub kind: CrosswalkKind,
    /// A note for readers: which part of a split or merged component this row is. No computed
    /// number depends on it.
    #[serde(default)]
    pub share: String,
    /// A free note for readers.
    #[serde(default)]
    pub note: String,
    /// The cells from which `old` and `new` were read; empty for a row that was not read from a
    /// table.
    #[serde(skip)]
    pub places: [Place; 2],
}

impl CrosswalkRow {
    /// The columns of a crosswalk table, in order.
    pub const COLUMNS: &'static [&'static str] = &["old", "new", "kind", "share", "note"];

    /// Makes a row in a program; such a row has no cell to refer to.
    pub fn new(
        old: impl Into<String>,
        new: impl Into<String>,
        kind: CrosswalkKind,
    ) -> CrosswalkRow {
        let (share, note, places) = Default::default();
        CrosswalkRow { old: old.into(), new: new.into(), kind, share, note, places }
    }

    /// The place that a finding about one key of this row names: the cell it was read from, else a
    /// pointer into the list of rows.
    fn place(&self, n: usize, key: &str) -> Place {
        let [old, new] = &self.places;
        let place = if key == "old" { old } else { new };
        if *place == Place::default() { Place::at(format!("/{n}/{key}")) } else { place.clone() }
    }
}

/// A checked map between the components of two frameworks; it is valid for these two frameworks
/// only.
///
/// Old and new components that rows connect, directly or through other rows, form one group and are
/// compared as a whole: a split component with its parts, merged components with the one they
/// became.
#[derive(Clone, Debug)]
pub struct Crosswalk {
    old: Framework,
    new: Framework,
    rows: Vec<CrosswalkRow>,
    pub(super) groups: Vec<Group>,
}

/// Components of both frameworks that together measure one thing; one side may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) old: Vec<LeafIx>,
    pub(super) new: Vec<LeafIx>,
}

impl Crosswalk {
    /// Checks the rows against both frameworks. Old components that no row names count as dropped,
    /// new ones as new.
    ///
    /// # Errors
    /// [`Error::is_refused`] with a finding for each faulty row: an unknown code, a node that is
    /// not a component, a code that is missing though the kind needs it, or present though the kind
    /// forbids it.
    pub fn new(
        rows: Vec<CrosswalkRow>,
        old: &Framework,
        new: &Framework,
    ) -> Result<Crosswalk, Error> {
        let mut findings = Findings::default();
        let mut pairs = Vec::new();
        for (n, row) in rows.iter().enumerate() {
            let mut side = |framework: &Framework, code: &str, key: &'static str, needed: bool| {
                let place = row.place(n, key);
                let found = match (code.is_empty(), needed) {
                    (true, false) => return None,
                    (true, true) => Finding::new(FindingCode::MissingKey, place).with("key", key),
                    (false, false) => Finding::new(FindingCode::UnknownValue, place)
                        .found(code)
                        .with("known", "—"),
                    (false, true) => match framework.leaf_position(code) {
                        Some(leaf) => return Some(LeafIx(leaf)),
                        None if framework.node(code).is_some() => {
                            Finding::new(FindingCode::NotALeaf, place).found(code)
                        }
                        None => {
                            let seek = findings.seeks(FindingCode::UnknownCode);
                            let near = framework.near_code(code).filter(|_| seek);
                            let near = near.map_or(Arg::from(""), did_you_mean);
                            Finding::new(FindingCode::UnknownCode, place)
                                .found(code)
                                .with("near", near)
                        }
                    },
                };
                findings.push(found);
                None
            };
            let a = side(old, &row.old, "old", row.kind != CrosswalkKind::New);
            let b = side(new, &row.new, "new", row.kind != CrosswalkKind::Dropped);
            pairs.push((a, b));
        }
        // A component that one row maps must not be called dropped or new by another row.
        let both = || rows.iter().filter(|row| !row.old.is_empty() && !row.new.is_empty());
        let old_mapped: HashSet<&str> = both().map(|row| row.old.as_str()).collect();
        let new_mapped: HashSet<&str> = both().map(|row| row.new.as_str()).collect();
        for (n, row) in rows.iter().enumerate() {
            let (key, code, mapped) = match row.kind {
                CrosswalkKind::Dropped => ("old", &row.old, old_mapped.contains(row.old.as_str())),
                CrosswalkKind::New => ("new", &row.new, new_mapped.contains(row.new.as_str())),
                _ => continue,
            };
            if mapped {
                let place = row.place(n, key);
                findings.push(
                    Finding::new(FindingCode::DuplicateCode, place).found(code).with("first", "—"),
                );
            }
        }
        if !findings.is_empty() {
            return Err(Error::refused("the crosswalk", findings.into_vec()));
        }
        let groups = groups(&pairs, old, new);
        Ok(Crosswalk { old: old.clone(), new: new.clone(), groups, rows })
    }

    /// The crosswalk of a framework with itself, for comparing two years: each component is its own
    /// counterpart.
    pub(super) fn identity(framework: &Framework) -> Crosswalk {
        let leaves = (0..framework.leaf_count()).map(LeafIx);
        let groups = leaves.map(|leaf| Group { old: vec![leaf], new: vec![leaf] });
        let [old, new] = [framework, framework].map(Framework::clone);
        Crosswalk { old, new, rows: Vec::new(), groups: groups.collect() }
    }

    /// Drafts a crosswalk to be completed by hand. Components are paired first by equal code and
    /// name, then by a name that occurs once on each side, then by equal code alone; the remaining
    /// ones are listed as dropped or new.
    ///
    /// # Example
    /// ```
    /// use par_index::analysis::{CrosswalkKind, Crosswalk};
    /// use par_index::framework;
    ///
    /// let (old, new) = (framework("vn-ministry-2022")?, framework("vn-ministry-2023")?);
    /// let rows = Crosswalk::draft(&old, &old);
    /// assert!(rows.iter().all(|row| row.kind == CrosswalkKind::Same));
    /// assert!(Crosswalk::new(Crosswalk::draft(&old, &new), &old, &new).is_ok());
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn draft(old: &Framework, new: &Framework) -> Vec<CrosswalkRow> {
        let names = |framework: &Framework| {
            let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (ix, node) in framework.leaves().enumerate() {
                by_name.entry(folded(node)).or_default().push(ix);
            }
            by_name
        };
        let (old_names, new_names) = (names(old), names(new));
        let leaf = |framework: &Framework, ix: usize| framework.leaf_at(LeafIx(ix)).clone();
        let mut pair_of_old: Vec<Option<usize>> = vec![None; old.leaf_count()];
        let mut taken = vec![false; new.leaf_count()];
        // The pairs are found in three passes, so that a worse match never takes a component from a
        // better one.
        for pass in 0..3 {
            for (ix, node) in old.leaves().enumerate() {
                if pair_of_old[ix].is_some() {
                    continue;
                }
                let by_code = new.leaf_position(node.code().as_str());
                let alone = |names: &BTreeMap<String, Vec<usize>>| match names.get(&folded(node)) {
                    Some(places) if places.len() == 1 => places.first().copied(),
                    _ => None,
                };
                let found = match pass {
                    0 => by_code.filter(|other| folded(&leaf(new, *other)) == folded(node)),
                    1 => alone(&old_names).and_then(|_| alone(&new_names)),
                    _ => by_code,
                };
                if let Some(other) = found.filter(|other| !taken[*other]) {
                    taken[other] = true;
                    pair_of_old[ix] = Some(other);
                }
            }
        }
        let row = |old: &str, new: &str, kind: CrosswalkKind, note: String| CrosswalkRow {
            note,
            ..CrosswalkRow::new(old, new, kind)
        };
        let mut rows: Vec<CrosswalkRow> = old
            .leaves()
            .zip(&pair_of_old)
            .map(|(node, pair)| {
                let name = node.name().get(Lang::Vi).to_owned();
                let Some(pair) = pair else {
                    return row(node.code().as_str(), "", CrosswalkKind::Dropped, name);
                };
                let other = leaf(new, *pair);
                let kind = if node.max() != other.max() {
                    CrosswalkKind::Rescaled
                } else if node.code() == other.code() && folded(node) == folded(&other) {
                    CrosswalkKind::Same
                } else {
                    CrosswalkKind::Renamed
                };
                row(node.code().as_str(), other.code().as_str(), kind, name)
            })
            .collect();
        let others = new.leaves().zip(&taken).filter(|(_, taken)| !**taken).map(|(node, _)| {
            row("", node.code().as_str(), CrosswalkKind::New, node.name().get(Lang::Vi).to_owned())
        });
        rows.extend(others);
        rows
    }

    /// For each leaf of the new framework, the old leaves in its group.
    fn leaves_before(&self, new: &Framework) -> Arc<[Vec<LeafIx>]> {
        let mut leaves = vec![Vec::new(); new.leaf_count()];
        for group in &self.groups {
            for new in &group.new {
                leaves[new.0].clone_from(&group.old);
            }
        }
        leaves.into()
    }

    /// The two frameworks that the crosswalk connects: the old one, then the new one.
    pub fn frameworks(&self) -> [&Framework; 2] {
        [&self.old, &self.new]
    }

    /// Checks that the crosswalk connects these two frameworks; their policies may differ.
    pub(super) fn leads(&self, old: &Framework, new: &Framework) -> Result<(), Error> {
        old.holds_for(&self.old)?;
        new.holds_for(&self.new)
    }

    /// The rows as they were given.
    pub fn rows(&self) -> &[CrosswalkRow] {
        &self.rows
    }
}

impl Cohort {
    /// Adds earlier periods under another framework, through the crosswalk from that framework to
    /// this one. Years of repeated weakness are then counted across both frameworks; where several
    /// old components became one, their sums are used. Earlier periods under this framework itself
    /// are added by [`Cohort::with_earlier`], and a period added there needs no crosswalk.
    ///
    /// # Errors
    /// [`Error::is_usage`] for a crosswalk between other frameworks, and in the cases of
    /// [`Cohort::with_earlier`].
    pub fn with_earlier_through(
        self,
        earlier: Vec<Cohort>,
        crosswalk: &Crosswalk,
    ) -> Result<Cohort, Error> {
        for cohort in &earlier {
            crosswalk.leads(cohort.framework(), self.framework())?;
        }
        self.framework().holds_for(&crosswalk.new)?;
        let leaves = crosswalk.leaves_before(self.framework());
        self.with_periods(earlier, Some(&leaves))
    }
}

fn folded(node: &crate::framework::Node) -> String {
    crate::words::fold_name(node.name().get(Lang::Vi))
}

/// The smallest index in the group of a leaf (union–find); the path to it is shortened for later
/// calls.
fn least(root: &mut [usize], mut at: usize) -> usize {
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

/// The groups that the pairs connect; a leaf that no pair names is a group of its own.
fn groups(
    pairs: &[(Option<LeafIx>, Option<LeafIx>)],
    old: &Framework,
    new: &Framework,
) -> Vec<Group> {
    // Old leaves have the first indices, new leaves the following ones; each points to the smallest
    // index of its group.
    let olds = old.leaf_count();
    let mut root: Vec<usize> = (0..olds + new.leaf_count()).collect();
    for (a, b) in pairs {
        let (Some(a), Some(b)) = (a, b) else { continue };
        let (a, b) = (least(&mut root, a.0), least(&mut root, olds + b.0));
        (root[a], root[b]) = (a.min(b), a.min(b));
    }
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    for at in 0..root.len() {
        let group = groups.entry(least(&mut root, at)).or_default();
        if at < olds { group.old.push(LeafIx(at)) } else { group.new.push(LeafIx(at - olds)) }
    }
    groups.into_values().collect()
}
