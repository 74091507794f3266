//! From a document to a framework: all problems at once, each with its place.

use std::collections::HashMap;
use std::sync::Arc;

use super::canonical;
use super::policy::{Band, Grades, Policies};
use super::rule::Scale;
use super::spec::{BandSpec, FrameworkSpec, GradesSpec, NodeSpec, PoliciesSpec, StatedSpec};
use super::tree::{Agency, Leaf, Node, NodeIx, Scorer};
use super::{Framework, Inner};
use crate::day::Day;
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place, nearest};
use crate::json::{self, Num, cut, nfc};
use crate::quantity::{Code, Digits, Percent, Points};
use crate::words::{Arg, Text};

/// Codes of the rows that results add to the tree.
const RESERVED: [&str; 3] = ["bonus", "deduction", "total"];

impl FrameworkSpec {
    /// Checks everything and makes the framework.
    ///
    /// # Errors
    /// [`Error::is_refused`] with every finding, when at least one is an error.
    pub fn check(&self) -> Result<Framework, Error> {
        let mut check = Check { findings: self.head(), ..Check::default() };
        check.agencies(self);
        check.leaf_digits =
            self.policies.award.as_ref().and_then(|award| Digits::new(award.digits));
        let top = check.children(&self.nodes, None, &Lists::default(), "/nodes");
        if self.nodes.is_empty() {
            check.findings.push(Finding::new(FindingCode::TreeEmpty, Place::at("/nodes")));
        }
        let total = json::points(&self.total, &Place::at("/total"), &mut check.findings);
        if let (Some(sum), Some(total)) = (top, total)
            && !self.nodes.is_empty()
        {
            check.compare_sum(sum, total, Place::at("/total").node("total"));
        }
        let policies = check.policies(&self.policies, total);
        let grades = check.grades(&self.grades);
        check.stated(self.stated, &self.nodes, 0, &Place::at("/stated"));

        let findings = check.findings;
        let what = format!("the framework {}", cut(&self.id));
        let errors = findings.iter().any(Finding::is_error);
        let (Some(total), Some(policies), false) = (total, policies, errors) else {
            return Err(Error::refused(what, findings));
        };
        let mut inner = Inner {
            id: nfc(&self.id),
            hash: String::new(),
            title: text(&self.title),
            index: self.index,
            level: self.level.as_deref().map(nfc),
            basis: self.basis.clone(),
            valid: (self.valid.from, self.valid.to),
            provenance: self.provenance,
            total,
            stated: self.stated.filter(|stated| *stated != StatedSpec::default()),
            policies,
            grades,
            agencies: check.agencies,
            nodes: check.nodes,
            leaves: check.leaves,
            by_code: check.by_code,
            findings,
        };
        inner.hash = canonical::hash(&inner);
        Ok(Framework(Arc::new(inner)))
    }

    /// What stands outside tree, policies and grades.
    fn head(&self) -> Vec<Finding> {
        let mut findings = json::head(&self.schema_version, &self.kind, "framework");
        if !is_id(&self.id) {
            findings.push(Finding::new(FindingCode::BadId, Place::at("/id")).found(cut(&self.id)));
        }
        if self.title.is_empty() {
            findings.push(Finding::new(FindingCode::NameMissing, Place::at("/title")));
        }
        for (n, basis) in self.basis.iter().enumerate() {
            let bad = |day: &&String| day.parse::<Day>().is_err();
            if let Some(day) = basis.issued.as_ref().filter(bad) {
                let place = Place::at(format!("/basis/{n}/issued"));
                findings.push(Finding::new(FindingCode::BadDate, place).found(cut(day)));
            }
        }
        if let (Some(from), Some(to)) = (self.valid.from, self.valid.to)
            && to < from
        {
            let finding = Finding::new(FindingCode::YearsReversed, Place::at("/valid/to"));
            findings.push(finding.found(to.to_string()).with("from", from.to_string()));
        }
        findings
    }
}

/// Letters, digits, `.`, `_`, `-`; also the rule for ids of units and agencies.
pub(crate) fn is_id(id: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    (1..=64).contains(&id.chars().count()) && nfc(id).chars().all(plain)
}

fn text(given: &Text) -> Text {
    Text::new(nfc(&given.vi), nfc(&given.en))
}

/// The three lists of agencies that a node passes on to its children.
#[derive(Clone, Default)]
struct Lists {
    lead: Vec<usize>,
    cooperating: Vec<usize>,
    appraiser: Vec<usize>,
}

#[derive(Default)]
struct Check {
    findings: Vec<Finding>,
    agencies: Vec<Agency>,
    leaf_digits: Option<Digits>,
    computes: bool,
    nodes: Vec<Node>,
    leaves: Vec<NodeIx>,
    by_code: HashMap<String, NodeIx>,
    /// Where each code stood first.
    seen: HashMap<String, String>,
}

impl Check {
    fn agencies(&mut self, spec: &FrameworkSpec) {
        for (n, agency) in spec.agencies.iter().enumerate() {
            let place = Place::at(format!("/agencies/{n}"));
            let id = nfc(&agency.id);
            if !is_id(&id) {
                let finding = Finding::new(FindingCode::BadId, place.clone().join("id"));
                self.findings.push(finding.found(cut(&id)));
            }
            if agency.name.is_empty() {
                let place = place.clone().join("name");
                self.findings.push(Finding::new(FindingCode::NameMissing, place));
            }
            if self.agencies.iter().any(|earlier| earlier.id == id) {
                let finding = Finding::new(FindingCode::DuplicateAgency, place.join("id"));
                self.findings.push(finding.found(cut(&id)));
            }
            let short = agency.short.as_ref().map(text).unwrap_or_default();
            self.agencies.push(Agency { id, name: text(&agency.name), short });
        }
    }

    /// Checks sibling nodes and returns the sum of their maxima, if all of them are numbers.
    fn children(
        &mut self,
        specs: &[NodeSpec],
        parent: Option<NodeIx>,
        lists: &Lists,
        pointer: &str,
    ) -> Option<Points> {
        let mut sum = Some(0_i128);
        for (n, spec) in specs.iter().enumerate() {
            let max = self.node(spec, parent, lists, Place::at(format!("{pointer}/{n}")));
            sum = sum.zip(max).map(|(sum, max)| sum + max.wide());
        }
        sum.and_then(Points::from_wide)
    }

    fn node(
        &mut self,
        spec: &NodeSpec,
        parent: Option<NodeIx>,
        lists: &Lists,
        place: Place,
    ) -> Option<Points> {
        let place = place.node(cut(&spec.code));
        let code = self.code(spec, parent, &place);
        if spec.name.is_empty() {
            self.findings.push(Finding::new(FindingCode::NameMissing, place.clone().join("name")));
        }
        let max = self.max(spec, &place);
        let lists = Lists {
            lead: self.list(spec.lead.as_ref(), &lists.lead, &place, "lead"),
            cooperating: self.list(
                spec.cooperating.as_ref(),
                &lists.cooperating,
                &place,
                "cooperating",
            ),
            appraiser: self.list(spec.appraiser.as_ref(), &lists.appraiser, &place, "appraiser"),
        };
        let is_leaf = spec.children.is_empty();
        let leaf = if is_leaf { self.leaf(spec, max, &place) } else { None };
        let survey = leaf.as_ref().is_some_and(|leaf| leaf.scorer == Scorer::Survey);

        let declared = self.declared(spec, max, &place);
        let ix = NodeIx(self.nodes.len());
        let first_leaf = self.leaves.len();
        if is_leaf {
            self.leaves.push(ix);
        }
        self.by_code.entry(code.as_str().to_owned()).or_insert(ix);
        self.nodes.push(Node {
            code,
            name: text(&spec.name),
            short: spec.short.as_ref().map(text).unwrap_or_default(),
            max: max.unwrap_or_default(),
            declared,
            stated: spec.stated.filter(|stated| *stated != StatedSpec::default()),
            lead: lists.lead.clone(),
            cooperating: lists.cooperating.clone(),
            appraiser: lists.appraiser.clone(),
            depth: parent.map_or(1, |parent| self.nodes[parent.0].depth + 1),
            parent,
            leaves: first_leaf..first_leaf,
            appraisal_max: if survey { Points::ZERO } else { max.unwrap_or_default() },
            leaf,
            source: spec.source.as_deref().map(nfc),
        });
        if !is_leaf {
            let pointer = place.clone().join("children").pointer.unwrap_or_default();
            let sum = self.children(&spec.children, Some(ix), &lists, &pointer);
            self.inner(ix, spec, sum.zip(max), &place);
        }
        self.nodes[ix.0].leaves = first_leaf..self.leaves.len();
        self.stated(spec.stated, &spec.children, self.nodes[ix.0].depth, &place.join("stated"));
        max
    }

    /// What only inner nodes must hold to.
    fn inner(
        &mut self,
        ix: NodeIx,
        spec: &NodeSpec,
        sums: Option<(Points, Points)>,
        place: &Place,
    ) {
        let leaf_keys = [
            ("rule", spec.rule.is_some()),
            ("scorer", spec.scorer.is_some()),
            ("evidence", spec.evidence.is_some()),
            ("how", spec.how.is_some()),
        ];
        for (key, _) in leaf_keys.into_iter().filter(|(_, present)| *present) {
            let finding = Finding::new(FindingCode::OnlyOnLeaf, place.clone().join(key));
            self.findings.push(finding.with("key", key).with("node", cut(&spec.code)));
        }
        if let Some((sum, max)) = sums {
            self.compare_sum(sum, max, place.clone().join("max"));
        }
        let children = self.nodes.iter().filter(|node| node.parent == Some(ix));
        let appraisal = children.map(|node| node.appraisal_max.wide()).sum();
        self.nodes[ix.0].appraisal_max = Points::from_wide(appraisal).unwrap_or_default();
    }

    fn code(&mut self, spec: &NodeSpec, parent: Option<NodeIx>, place: &Place) -> Code {
        let place = place.clone().join("code");
        let pointer = place.pointer.clone().unwrap_or_default();
        let Ok(code) = spec.code.trim().parse::<Code>() else {
            let finding = Finding::new(FindingCode::BadCode, place);
            self.findings.push(finding.found(cut(&spec.code)));
            // Stands in until the refusal; it can meet no code of the document.
            return pointer.replace('/', "-").parse().unwrap_or_else(|_| Code::reserved("total"));
        };
        if RESERVED.contains(&code.as_str()) {
            let finding = Finding::new(FindingCode::ReservedCode, place.clone());
            self.findings.push(finding.found(code.as_str()));
        }
        if let Some(first) = self.seen.get(code.as_str()) {
            let finding = Finding::new(FindingCode::DuplicateCode, place.clone());
            self.findings.push(finding.found(code.as_str()).with("first", first.clone()));
        } else {
            self.seen.insert(code.as_str().to_owned(), pointer);
        }
        let above = parent.map(|parent| &self.nodes[parent.0].code);
        // "1.1" under "I" is how papers number; only codes that look continued are held to it.
        if let Some(above) = above.filter(|above| !code.is_under(above) && above.is_numeric()) {
            let finding = Finding::new(FindingCode::MisplacedCode, place);
            let finding = finding.found(code.as_str()).with("parent", above.as_str());
            self.findings.push(finding);
        }
        code
    }

    fn max(&mut self, spec: &NodeSpec, place: &Place) -> Option<Points> {
        let place = place.clone().join("max");
        let max = json::points(&spec.max, &place, &mut self.findings)?;
        if !max.is_positive() {
            let finding = Finding::new(FindingCode::OutOfRange, place).found(spec.max.as_str());
            let least = Points::from_raw(1);
            self.findings.push(finding.with("from", least).with("to", Points::MAX));
            return None;
        }
        Some(max)
    }

    fn declared(&mut self, spec: &NodeSpec, max: Option<Points>, place: &Place) -> Option<Points> {
        let num = spec.declared.as_ref()?;
        let place = place.clone().join("declared");
        let declared = json::points(num, &place, &mut self.findings)?;
        let max = max.filter(|max| *max != declared)?;
        let finding = Finding::new(FindingCode::DeclaredDiffers, place).found(num.as_str());
        self.findings.push(finding.with("max", max));
        Some(declared)
    }

    fn list(
        &mut self,
        given: Option<&Vec<String>>,
        inherited: &[usize],
        place: &Place,
        key: &str,
    ) -> Vec<usize> {
        let Some(given) = given else { return inherited.to_vec() };
        let mut list = Vec::with_capacity(given.len());
        for (n, id) in given.iter().enumerate() {
            let id = nfc(id);
            let place = place.clone().join(key).join(&n.to_string());
            match self.agencies.iter().position(|agency| agency.id == id) {
                Some(known) if list.contains(&known) => {
                    let finding = Finding::new(FindingCode::DuplicateAgency, place);
                    self.findings.push(finding.found(cut(&id)));
                }
                Some(known) => list.push(known),
                None => {
                    let ids = self.agencies.iter().map(|agency| agency.id.as_str());
                    let near = nearest(&id, ids).map_or(Arg::from(""), did_you_mean);
                    let finding = Finding::new(FindingCode::UnknownAgency, place);
                    self.findings.push(finding.found(cut(&id)).with("near", near));
                }
            }
        }
        // Lists compare as sets, written in the order of the agencies.
        list.sort_unstable();
        list
    }

    fn leaf(&mut self, spec: &NodeSpec, max: Option<Points>, place: &Place) -> Option<Leaf> {
        let Some(rule) = &spec.rule else {
            let finding = Finding::new(FindingCode::RuleMissing, place.clone());
            self.findings.push(finding.with("node", cut(&spec.code)));
            return None;
        };
        let digits = self.leaf_digits.unwrap_or(Digits::NINE);
        let scale = Scale { max: max?, digits };
        let rule = rule.check(scale, &place.clone().join("rule"), &mut self.findings)?;
        self.computes |= rule.computes();
        Some(Leaf {
            scorer: spec.scorer.unwrap_or(Scorer::Appraisal),
            rule,
            evidence: spec.evidence.as_deref().map(nfc).filter(|text| !text.is_empty()),
            how: spec.how.as_deref().map(nfc).filter(|text| !text.is_empty()),
        })
    }

    fn compare_sum(&mut self, sum: Points, max: Points, place: Place) {
        if sum == max {
            return;
        }
        let (difference, direction) = if sum < max {
            (max.minus(sum), Text::new("thiếu", "missing"))
        } else {
            (sum.minus(max), Text::new("thừa", "too much"))
        };
        let node = place.node.clone().unwrap_or_default();
        let finding = Finding::new(FindingCode::SumOfChildren, place).found(sum.to_string());
        self.findings.push(
            finding
                .with("node", node)
                .with("sum", sum)
                .with("max", max)
                .with("difference", difference)
                .with("direction", direction),
        );
    }

    fn policies(&mut self, spec: &PoliciesSpec, total: Option<Points>) -> Option<Policies> {
        let mut required = |present: bool, key: &'static str, known: &'static str| {
            if !present {
                let place = Place::at("/policies").join(key);
                let finding = Finding::new(FindingCode::PolicyRequired, place);
                self.findings.push(finding.with("key", key).with("known", known));
            }
        };
        required(spec.not_applicable.is_some(), "not_applicable", "rescale, award_max, zero");
        required(spec.no_survey.is_some(), "no_survey", "rescale, refuse");
        required(spec.missing.is_some(), "missing", "incomplete, zero");
        required(spec.ties.is_some(), "ties", "competition, dense");
        required(spec.print.is_some(), "print", "{\"digits\": 2}");
        if self.computes && spec.award.is_none() {
            let place = Place::at("/policies/award");
            self.findings.push(Finding::new(FindingCode::AwardDigitsRequired, place));
        }
        let award = spec.award.as_ref().map(|award| self.digits(award.digits, "award"));
        let print = spec.print.as_ref().map(|print| self.digits(print.digits, "print"));
        let bonus_cap = self.cap(spec.bonus_cap.as_ref(), "bonus_cap");
        let deduction_cap = self.cap(spec.deduction_cap.as_ref(), "deduction_cap");
        let parts = [total, bonus_cap, deduction_cap].map(Option::unwrap_or_default);
        let whole: i128 = parts.into_iter().map(Points::wide).sum();
        if Points::from_wide(whole).is_none() {
            let place = Place::at("/total").node("total");
            let finding = Finding::new(FindingCode::TreeTooLarge, place);
            self.findings.push(finding.found(Percent::from_raw(whole).to_string()));
        }
        Some(Policies {
            not_applicable: spec.not_applicable?,
            no_survey: spec.no_survey?,
            missing: spec.missing?,
            ties: spec.ties?,
            award: award.flatten(),
            print: print.flatten()?,
            print_as: spec.print.as_ref()?.print_as.unwrap_or(super::PrintAs::Percent),
            bonus_cap,
            deduction_cap,
        })
    }

    fn digits(&mut self, digits: u8, key: &str) -> Option<Digits> {
        let read = Digits::new(digits);
        if read.is_none() {
            let place = Place::at("/policies").join(key).join("digits");
            let finding = Finding::new(FindingCode::OutOfRange, place).found(digits.to_string());
            self.findings.push(finding.with("from", "0").with("to", "9"));
        }
        read
    }

    fn cap(&mut self, num: Option<&Num>, key: &str) -> Option<Points> {
        let num = num?;
        let place = Place::at("/policies").join(key);
        let cap = json::points(num, &place, &mut self.findings)?;
        if cap.is_negative() {
            let finding = Finding::new(FindingCode::OutOfRange, place).found(num.as_str());
            self.findings.push(finding.with("from", Points::ZERO).with("to", Points::MAX));
        }
        Some(cap)
    }

    fn grades(&mut self, spec: &GradesSpec) -> Grades {
        let specs = match spec {
            GradesSpec::Bands(specs) => specs,
            GradesSpec::Quartiles(quartiles) => {
                if quartiles.labels.len() != 4 {
                    let place = Place::at("/grades/labels");
                    let count = quartiles.labels.len().to_string();
                    let finding = Finding::new(FindingCode::OutOfRange, place).found(count);
                    self.findings.push(finding.with("from", "4").with("to", "4"));
                }
                return Grades::Quartiles(quartiles.labels.iter().map(text).collect());
            }
        };
        let mut bands: Vec<Band> = Vec::with_capacity(specs.len());
        for (n, spec) in specs.iter().enumerate() {
            let place = Place::at(format!("/grades/{n}"));
            let Some(band) = self.band(spec, &place) else { continue };
            let same_units = |other: &Band| match (&other.blocks, &band.blocks) {
                (Some(these), Some(those)) => these.iter().any(|block| those.contains(block)),
                (None, None) => true,
                _ => false,
            };
            let same = |other: &&Band| {
                other.from == band.from && other.floor == band.floor && same_units(other)
            };
            if bands.iter().find(same).is_some() {
                let finding = Finding::new(FindingCode::BandsEqual, place.join("from"));
                self.findings.push(finding.found(band.from.to_string()));
            }
            bands.push(band);
        }
        // Tried from the top; equal bounds keep the order of the file.
        bands.sort_by_key(|band| std::cmp::Reverse(band.from));
        Grades::Bands(bands)
    }

    fn band(&mut self, spec: &BandSpec, place: &Place) -> Option<Band> {
        if spec.label.is_empty() {
            let place = place.clone().join("label");
            self.findings.push(Finding::new(FindingCode::NameMissing, place));
        }
        let floor = spec.component_floor.as_ref().and_then(|num| {
            let place = place.clone().join("component_floor");
            let floor = json::percent(num, &place, &mut self.findings)?;
            if !(Percent::ZERO..=Percent::HUNDRED).contains(&floor) {
                let finding = Finding::new(FindingCode::OutOfRange, place.clone());
                let finding = finding.found(num.as_str());
                let finding = finding.with("from", Percent::ZERO).with("to", Percent::HUNDRED);
                self.findings.push(finding);
            }
            if spec.floor_on.is_none() {
                self.findings.push(Finding::new(FindingCode::FloorWithoutLevel, place));
            }
            Some((floor, spec.floor_on?))
        });
        Some(Band {
            label: text(&spec.label),
            from: json::percent(&spec.from, &place.clone().join("from"), &mut self.findings)?,
            floor,
            blocks: spec.blocks.as_ref().map(|blocks| blocks.iter().map(|id| nfc(id)).collect()),
            source: spec.source.as_deref().map(nfc),
        })
    }

    /// Compares counts stated on paper with the tree below; a difference is only a note.
    fn stated(
        &mut self,
        stated: Option<StatedSpec>,
        children: &[NodeSpec],
        depth: usize,
        place: &Place,
    ) {
        let Some(stated) = stated else { return };
        let criteria = |stated: StatedSpec| stated.criteria;
        let components = |stated: StatedSpec| stated.components;
        for (key, what, level, pick) in [
            ("criteria", Text::new("tiêu chí", "criteria"), 2, criteria as fn(_) -> _),
            ("components", Text::new("tiêu chí thành phần", "components"), 3, components),
        ] {
            let Some(printed) = pick(stated) else { continue };
            // A leaf's own statement has nothing below it to compare with.
            let Some(counted) = count(children, depth + 1, level, pick) else { continue };
            if counted != printed {
                let finding = Finding::new(FindingCode::StatedDiffers, place.clone().join(key));
                let finding = finding.found(printed.to_string()).with("what", what);
                self.findings.push(finding.with("counted", counted.to_string()));
            }
        }
    }
}

/// Nodes at a level under some siblings; where the tree ends above it, what its leaves state.
/// `None` where neither is known.
fn count(
    siblings: &[NodeSpec],
    depth: usize,
    level: usize,
    pick: fn(StatedSpec) -> Option<u32>,
) -> Option<u32> {
    if siblings.is_empty() {
        return None;
    }
    siblings
        .iter()
        .map(|node| {
            if depth == level {
                Some(1)
            } else if node.children.is_empty() {
                let stated = node.stated.and_then(pick);
                // A criterion without components is scored itself: it has none.
                stated.or((depth == 2).then_some(0))
            } else {
                count(&node.children, depth + 1, level, pick)
            }
        })
        .try_fold(0_u32, |sum, count| sum.checked_add(count?))
}

/// "did you mean …" in both languages, for the *expected* of a finding.
pub(crate) fn did_you_mean(near: &str) -> Arg {
    Arg::Words(Text::new(format!("có thể là “{near}”"), format!("perhaps “{near}”")))
}
