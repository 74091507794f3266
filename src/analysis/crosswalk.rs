//! [`Crosswalk`]: which components of an old framework are which of a new one (*bảng chuyển đổi*).

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
    /// What became of a component.
    CrosswalkKind {
        /// It is the same.
        Same "same",
        /// It has another code or name.
        Renamed "renamed",
        /// It has another maximum.
        Rescaled "rescaled",
        /// Several new ones hold it.
        Split "split",
        /// With others it is one new one.
        Merged "merged",
        /// Nothing old was like it.
        New "new",
        /// Nothing new is like it.
        Dropped "dropped",
    }
}

impl CrosswalkKind {
    /// Every kind.
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

/// One row of a crosswalk: an old component, a new one, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CrosswalkRow {
    /// The code in the old framework; empty for what is new.
    #[serde(default)]
    pub old: String,
    /// The code in the new framework; empty for what is dropped.
    #[serde(default)]
    pub new: String,
    /// What became of it.
    pub kind: CrosswalkKind,
    /// For people: which part of a split or merged component; no number depends on it.
    #[serde(default)]
    pub share: String,
    /// For people.
    #[serde(default)]
    pub note: String,
    /// Where `old` and `new` were read; empty where a row was not read from a table.
    #[serde(skip)]
    pub places: [Place; 2],
}

impl CrosswalkRow {
    /// The columns in order.
    pub const COLUMNS: &'static [&'static str] = &["old", "new", "kind", "share", "note"];

    /// Makes a row in a program, so without the place of a cell.
    pub fn new(
        old: impl Into<String>,
        new: impl Into<String>,
        kind: CrosswalkKind,
    ) -> CrosswalkRow {
        let (share, note, places) = Default::default();
        CrosswalkRow { old: old.into(), new: new.into(), kind, share, note, places }
    }

    /// The place of a key: the cell it was read from, else its pointer in the list of rows.
    fn place(&self, n: usize, key: &str) -> Place {
        let [old, new] = &self.places;
        let place = if key == "old" { old } else { new };
        if *place == Place::default() { Place::at(format!("/{n}/{key}")) } else { place.clone() }
    }
}

/// A checked map between the components of two frameworks, which it holds for alone.
///
/// Old and new components that rows connect, directly or through others, are one group and compare
/// as one: a split component with its parts, merged ones with what they became.
#[derive(Clone, Debug)]
pub struct Crosswalk {
    old: Framework,
    new: Framework,
    rows: Vec<CrosswalkRow>,
    pub(super) groups: Vec<Group>,
}

/// Components of both frameworks that mean the same together; one side may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) old: Vec<LeafIx>,
    pub(super) new: Vec<LeafIx>,
}

impl Crosswalk {
    /// Checks the rows against both frameworks; components that no row names are dropped or new.
    ///
    /// # Errors
    /// [`Error::is_refused`] with a finding for each row: an unknown code, a node that is no
    /// component, a side that its kind needs or forbids.
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
        // What is mapped is neither dropped nor new.
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

    /// Every component is its own counterpart, by code: one framework, two years.
    pub(super) fn identity(framework: &Framework) -> Crosswalk {
        let leaves = (0..framework.leaf_count()).map(LeafIx);
        let groups = leaves.map(|leaf| Group { old: vec![leaf], new: vec![leaf] });
        let [old, new] = [framework, framework].map(Framework::clone);
        Crosswalk { old, new, rows: Vec::new(), groups: groups.collect() }
    }

    /// A first map to complete by hand: components with one code and one name, then those whose
    /// name stands once on both sides, then those with one code; the others are dropped or new.
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
        // In three passes, so that a better match is never taken by a worse one.
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

    /// Which old components each new one was.
    fn leaves_before(&self, new: &Framework) -> Arc<[Vec<LeafIx>]> {
        let mut leaves = vec![Vec::new(); new.leaf_count()];
        for group in &self.groups {
            for new in &group.new {
                leaves[new.0].clone_from(&group.old);
            }
        }
        leaves.into()
    }

    /// The frameworks it leads between: the old one, the new one.
    pub fn frameworks(&self) -> [&Framework; 2] {
        [&self.old, &self.new]
    }

    /// Whether it leads from one framework to another, be it under other policies.
    pub(super) fn leads(&self, old: &Framework, new: &Framework) -> Result<(), Error> {
        old.holds_for(&self.old)?;
        new.holds_for(&self.new)
    }

    /// The rows as given.
    pub fn rows(&self) -> &[CrosswalkRow] {
        &self.rows
    }
}

impl Cohort {
    /// Earlier periods under another framework, through the crosswalk from it to this one: what
    /// repeats is counted through them too, of several old components by their sums. A period that
    /// [is there](Cohort::with_earlier) under this framework needs no other.
    ///
    /// # Errors
    /// [`Error::is_usage`] for a crosswalk between other frameworks, and as for
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

/// The least of the group of a leaf; the way to it is shortened for whoever asks next.
fn least(root: &mut [usize], mut at: usize) -> usize {
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

/// The connected parts of the pairs; what no pair names stands alone.
fn groups(
    pairs: &[(Option<LeafIx>, Option<LeafIx>)],
    old: &Framework,
    new: &Framework,
) -> Vec<Group> {
    // Old leaves first, then new ones; each knows the least of its group.
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
