//! Values taken from the unit above (*lấy theo đơn vị cấp trên*): where the framework marks a leaf
//! as inherited, a commune has the value of its province. The register says which unit stands above
//! which.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::join::{brief, place_of};
use super::{Body, Cell, Declared, Entry, Inputs, Register, Stage, StageName, Unit, Value, whole};
use crate::day::Day;
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::{LeafIx, Node};
use crate::period::Period;
use crate::words::Phrase;

/// Unit id, period and channel: the key that the sheets of one unit share.
type Group = (String, Option<Period>, Option<String>);

fn group(body: &Body) -> Group {
    (body.unit.id.clone(), body.period, body.channel.clone())
}

/// The entries of the unit above at one leaf, by the day of the sheet each was read from.
type Above = BTreeMap<Option<Day>, Entry>;

impl Inputs {
    /// Gives every unit that has a unit above it the values of that unit at the leaves the
    /// framework marks as inherited. Upper units are handled first, so that a value passes down a
    /// chain of units.
    pub(super) fn inherit(&mut self) {
        let Some(register) = self.register.clone() else { return };
        if !self.bodies.iter().any(|body| body.framework.leaves().any(Node::is_inherited)) {
            return;
        }
        self.tell_of_shared_names(&register);
        let mut sheets: HashMap<Group, Vec<usize>> = HashMap::new();
        for (at, body) in self.bodies.iter().enumerate() {
            sheets.entry(group(body)).or_default().push(at);
        }
        let ways = sheets.keys().map(|one| (register.above(&one.0, one.1), one.clone()));
        let mut ways: Vec<(Vec<String>, Group)> = ways.filter(|(way, _)| !way.is_empty()).collect();
        ways.sort_by(|a, b| (a.0.len(), &a.1).cmp(&(b.0.len(), &b.1)));
        for (way, child) in ways {
            let own = sheets.get(&child).cloned().unwrap_or_default();
            // A unit that sent nothing inherits nothing either: it stays "not reported".
            let comes = |at: &usize| self.bodies.get(*at).is_some_and(|body| !body.is_blank());
            if !own.iter().any(comes) {
                continue;
            }
            let of = |id: &String| sheets.get(&(id.clone(), child.1, child.2.clone()));
            let above = way.iter().filter_map(of).find(|sheets| sheets.iter().any(comes));
            let above = above.into_iter().flatten().filter_map(|at| self.bodies.get(*at));
            let above: Vec<Body> = above.map(|body| Body::clone(body)).collect();
            let unit = match (above.first(), way.first().and_then(|id| register.find(id))) {
                (Some(body), _) => Arc::clone(&body.unit),
                (None, Some(unit)) => Arc::new(Unit::registered(unit)),
                (None, None) => continue,
            };
            let all = self.take(own, &above, &unit);
            sheets.insert(child, all);
        }
    }

    /// Where a unit above is named by a name that several units bear, nobody can tell which is
    /// meant: each unit that takes values from it gets a finding and is in error.
    fn tell_of_shared_names(&mut self, register: &Register) {
        for body in &mut self.bodies {
            if body.is_blank() || !body.framework.leaves().any(Node::is_inherited) {
                continue;
            }
            let way = register.above(&body.unit.id, body.period);
            let mut way = std::iter::once(&body.unit.id).chain(&way);
            let shared = way.find_map(|id| {
                let above = register.parent(id, body.period)?;
                above.err().filter(|finding| finding.code() == FindingCode::AmbiguousUnit)
            });
            if let Some(mut finding) = shared {
                *finding.place_mut() = whole::document(body);
                self.findings.push(finding);
                Arc::make_mut(body).in_error = true;
            }
        }
    }

    /// Writes the values of the sheets above into the sheets `own` of one unit and returns all its
    /// sheets. A sheet is added to the unit for each day on which only the unit above has one.
    fn take(&mut self, mut own: Vec<usize>, above: &[Body], unit: &Arc<Unit>) -> Vec<usize> {
        let Some(first) = own.first().and_then(|at| self.bodies.get(*at)).cloned() else {
            return own;
        };
        let (mut open, mut twice): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        let leaves = first.framework.leaves().enumerate().map(|(ix, node)| (LeafIx(ix), node));
        for (leaf, node) in leaves.filter(|(_, node)| node.is_inherited()) {
            let code = node.code().as_str();
            let place = Place::unit(&first.unit.id, &first.unit.name).node(code);
            let taken = match taken(&first, above, leaf, node) {
                Ok(taken) => taken,
                Err(what) => {
                    let finding = Finding::new(FindingCode::ParentInError, place);
                    let finding = finding.found(unit.id.as_str()).with("unit", unit.name.clone());
                    self.findings.push(finding.with("what", what.text(&[])).with("node", code));
                    self.wrong_at(&own, leaf);
                    continue;
                }
            };
            let given = |body: &Arc<Body>| body.cells.get(leaf.0).is_some_and(Cell::has_value);
            let is_given = own.iter().filter_map(|at| self.bodies.get(*at)).any(given);
            if !taken.values().any(Entry::has_value) {
                open.push(code);
                // If the unit above has no value yet, the value that the unit itself states is
                // kept.
                if !is_given {
                    for at in &own {
                        self.put(*at, leaf, Entry::default(), unit);
                    }
                }
                continue;
            }
            if is_given {
                twice.push(code);
                self.compare(&own, &taken, leaf, unit);
            }
            for at in &own {
                self.put(*at, leaf, Entry::default(), unit);
            }
            for (day, entry) in taken {
                let of_day = |at: &usize| self.bodies.get(*at).is_some_and(|one| one.as_of == day);
                let at = own.iter().copied().find(of_day).unwrap_or_else(|| {
                    let (unit, channel) = (Arc::clone(&first.unit), first.channel.clone());
                    let blank = self.blank(unit, first.period, channel, None);
                    self.bodies.push(Arc::new(Body { as_of: day, ..blank }));
                    own.push(self.bodies.len() - 1);
                    self.bodies.len() - 1
                });
                self.put(at, leaf, entry, unit);
            }
        }
        for (code, nodes) in [(FindingCode::ParentOpen, open), (FindingCode::GivenTwice, twice)] {
            if !nodes.is_empty() {
                let finding = Finding::new(code, whole::document(&first)).found(unit.id.as_str());
                let finding = finding.with("unit", unit.name.clone());
                let finding = finding.with("name", first.unit.name.clone());
                self.findings.push(finding.with("nodes", nodes.join(", ")));
            }
        }
        own
    }

    fn put(&mut self, at: usize, leaf: LeafIx, entry: Entry, from: &Arc<Unit>) {
        let Some(body) = self.bodies.get_mut(at).map(Arc::make_mut) else { return };
        body.above = Some(Arc::clone(from));
        if let Some(cell) = body.cell_mut(leaf) {
            *cell = Cell::Taken(Box::new(entry));
        }
    }

    fn wrong_at(&mut self, sheets: &[usize], leaf: LeafIx) {
        for at in sheets {
            if let Some(body) = self.bodies.get_mut(*at).map(Arc::make_mut) {
                body.wrong_at(leaf);
            }
        }
    }

    /// Compares what a unit states at an inherited leaf with the value of the unit above; the
    /// latter counts, and a difference is an error.
    fn compare(&mut self, own: &[usize], taken: &Above, leaf: LeafIx, unit: &Unit) {
        for at in own {
            let Some(body) = self.bodies.get_mut(*at).map(Arc::make_mut) else { continue };
            let Some(entry) = body.entry(leaf).map(std::borrow::Cow::into_owned) else { continue };
            // Compare with the value of the same day, else of the last day before it, else of the
            // latest day there is.
            let distance = |day: &Option<Day>| (*day > body.as_of, Reverse(*day));
            let Some(counts) = taken.keys().min_by_key(|day| distance(day)) else { continue };
            let Some(counts) = taken.get(counts) else { continue };
            for name in StageName::ALL {
                let [Some(given), Some(counts)] = [entry.stage(name), counts.stage(name)] else {
                    continue;
                };
                let (Some(value), Some(right)) = (&given.value, &counts.value) else { continue };
                if value == right {
                    continue;
                }
                let place = given.origin.as_ref().map(super::Origin::place).unwrap_or_default();
                let place = Place {
                    unit: Some(body.unit.id.clone()),
                    name: Some(body.unit.name.clone()),
                    node: Some(body.framework.leaf_at(leaf).code().as_str().to_owned()),
                    stage: Some(name.as_str()),
                    ..place
                };
                body.wrong_at(leaf);
                let finding = Finding::new(FindingCode::ParentDiffers, place);
                let node = body.framework.leaf_at(leaf).code().as_str();
                let finding = finding.with("node", node).with("own", brief(value));
                let finding = finding.with("unit", unit.name.clone());
                let finding = finding.with("above", brief(right));
                self.findings.push(finding.with("place", place_of(counts.origin.as_ref())));
            }
        }
    }
}

/// The entries of the sheets above at one leaf of a unit, by day, or why they cannot be taken.
fn taken(first: &Body, above: &[Body], leaf: LeafIx, node: &Node) -> Result<Above, Phrase> {
    let mut taken = Above::new();
    for body in above {
        let same = body.framework == first.framework;
        let at = match same {
            true => Some(leaf),
            false if body.framework.index() != first.framework.index() => None,
            false => body.framework.leaf_position(node.code().as_str()).map(LeafIx),
        };
        let Some(at) = at else { continue };
        // If part of the sheet above could not be read, the lost part may be this very leaf.
        if body.wrong.contains(&at.0) || !body.unreadable.is_empty() {
            return Err(Phrase::AboveWrong);
        }
        let Some(entry) = body.entry(at) else { continue };
        let mut entry = entry.into_owned();
        if !same {
            for name in StageName::ALL {
                let Some(stage) = entry.stage_mut(name) else { continue };
                under(stage, body.framework.leaf_at(at), first, node)?;
            }
        }
        taken.insert(body.as_of, entry);
    }
    Ok(taken)
}

/// Brings a stage that was scored under another framework under the rule of this one: facts are
/// awarded anew, while points are taken only if both leaves have the same maximum.
fn under(stage: &mut Stage, old: &Node, first: &Body, node: &Node) -> Result<(), Phrase> {
    match &mut stage.value {
        Some(Value::Points(_)) if old.max() != node.max() => Err(Phrase::AboveMax),
        Some(Value::Points(points)) => {
            let Some(leaf) = node.leaf() else { return Ok(()) };
            let admits = leaf.rule().admits(*points, first.framework.scale(node));
            admits.map_err(|_| Phrase::AboveFacts)
        }
        Some(Value::Facts(declared)) => {
            let Some(leaf) = node.leaf() else { return Ok(()) };
            let award = leaf.rule().award(&declared.facts, first.framework.scale(node));
            let award = award.map_err(|_| Phrase::AboveFacts)?;
            **declared = Declared { facts: declared.facts.clone(), award };
            Ok(())
        }
        Some(Value::NotApplicable(_)) | None => Ok(()),
    }
}

impl Body {
    /// Whether the sheet holds nothing: no value, no bonus or deduction, and no error.
    fn is_blank(&self) -> bool {
        let extras = self.bonus.is_some() || self.deduction.is_some();
        let holds = |cell: &Cell| cell.has_value() || matches!(cell, Cell::Taken(_));
        !extras && !self.in_error && !self.cells.iter().any(holds)
    }

    /// Records an error at a leaf: the unit is in error, and so is every unit that inherits that
    /// leaf from it.
    pub(super) fn wrong_at(&mut self, leaf: LeafIx) {
        self.in_error = true;
        self.wrong.insert(leaf.0);
    }
}

impl Register {
    /// The ids of the units above a unit, nearest first; empty if they form a circle.
    fn above(&self, unit: &str, period: Option<Period>) -> Vec<String> {
        let mut way = vec![unit.to_owned()];
        let parent = |id: &String| Some(self.parent(id, period)?.ok()?.id());
        while let Some(above) = way.last().and_then(parent) {
            if way.contains(&above) {
                return Vec::new();
            }
            way.push(above);
        }
        way.split_off(1)
    }

    /// The unit directly above a unit, or why its name does not tell which that is; `None` for a
    /// unit with no unit above it.
    fn parent(
        &self,
        unit: &str,
        period: Option<Period>,
    ) -> Option<Result<&super::RegisteredUnit, Finding>> {
        let unit = self.units().get(self.place(unit)?)?;
        let name = unit.parent.as_deref().filter(|name| !name.trim().is_empty())?;
        Some(self.resolve(name, period, false))
    }
}
