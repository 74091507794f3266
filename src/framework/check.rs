//! The check that turns a document into a framework: it reports all problems at once, each with its
//! place.

mod grades;
mod stated;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::canonical;
use super::kind::Scorer;
use super::rule::{Rule, Scale};
use super::spec::{BasisSpec, FrameworkSpec, NodeSpec, StatedSpec};
use super::tree::{Agency, Leaf, Node, NodeIx};
use super::{Framework, Inner};
use crate::day::Day;
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place, nearest};
use crate::json::{self, MOST_NAME, Num, cut, limited, nfc};
use crate::quantity::{Code, Digits, Percent, Points};
use crate::words::{Arg, Text, is_unseen, looks_like};

/// Codes that nodes may not have, because results add rows with these codes to the tree.
const RESERVED: [&str; 3] = ["bonus", "deduction", "total"];

impl FrameworkSpec {
    /// The check for a framework that was read from another format: `locate` turns the pointer of a
    /// finding, such as `/nodes/0/max`, into the place where the value was read.
    ///
    /// # Errors
    /// [`Error::is_refused`] with every finding, when at least one is an error.
    pub fn check_placed(&self, locate: &dyn Fn(&str) -> Option<Place>) -> Result<Framework, Error> {
        let placed = |finding: &mut Finding| {
            let pointer = finding.place().pointer.clone().unwrap_or_default();
            if let Some(place) = locate(&pointer) {
                let node = finding.place().node.clone();
                *finding.place_mut() = Place { node, ..place };
            }
            finding.name_place("first", locate);
        };
        match self.check() {
            Ok(mut framework) => {
                if let Some(inner) = Arc::get_mut(&mut framework.0) {
                    inner.findings.iter_mut().for_each(placed);
                }
                Ok(framework)
            }
            Err(error) => Err(error.map_findings(placed)),
        }
    }

    /// Checks the whole document and makes the framework.
    ///
    /// # Errors
    /// [`Error::is_refused`] with every finding, when at least one is an error.
    pub fn check(&self) -> Result<Framework, Error> {
        let mut check = Check { findings: self.head().into(), ..Check::default() };
        check.agencies = check.listed(self);
        check.leaf_digits =
            self.policies.award.as_ref().and_then(|award| Digits::new(award.digits));
        check.has_bonus = self.policies.bonus_cap.is_some();
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
        let policies = self.policies.check((check.computes, total), &mut check.findings);
        let grades = check.grades(&self.grades);
        check.stated(self.stated.as_ref(), &self.nodes, 0, &Place::at("/stated"));

        let findings = check.findings;
        let what = format!("the framework {}", cut(&self.id));
        let errors = findings.has_errors();
        let (Some(total), Some(policies), false) = (total, policies, errors) else {
            return Err(Error::refused(what, findings.into_vec()));
        };
        let mut inner = Inner {
            id: nfc(&self.id),
            hash: String::new(),
            issued_hash: None,
            overridden: std::collections::BTreeMap::new(),
            title: text(&self.title),
            index: self.index,
            level: self.level.as_deref().map(nfc).filter(|text| !text.is_empty()),
            basis: self
                .basis
                .iter()
                .map(|basis| BasisSpec {
                    document: nfc(&basis.document),
                    issued: basis.issued.as_deref().and_then(written),
                })
                .collect(),
            valid: (self.valid.from, self.valid.to),
            provenance: self.provenance,
            total,
            stated: shortest(self.stated.as_ref()),
            policies,
            grades,
            agencies: check.agencies,
            nodes: check.nodes,
            leaves: check.leaves,
            by_code: check.by_code,
            findings: findings.into_vec(),
            looked_up: std::sync::OnceLock::new(),
        };
        inner.hash = canonical::hash(&inner);
        Ok(Framework(Arc::new(inner)))
    }

    /// Checks the parts outside tree, policies and grades: id, title, decisions and years in force.
    fn head(&self) -> Vec<Finding> {
        let mut findings = json::head(&self.schema_version, &self.kind, "framework");
        if !is_id(&self.id) {
            findings.push(Finding::new(FindingCode::BadId, Place::at("/id")).found(cut(&self.id)));
        }
        if text(&self.title).is_empty() {
            findings.push(Finding::new(FindingCode::NameMissing, Place::at("/title")));
        }
        for title in [&self.title.vi, &self.title.en] {
            let _ = limited(title.clone(), MOST_NAME, &Place::at("/title"), &mut findings);
        }
        for (n, basis) in self.basis.iter().enumerate() {
            let bad = |day: &&String| Day::read(day).is_err();
            if let Some(day) = basis.issued.as_ref().filter(bad) {
                let place = Place::at(format!("/basis/{n}/issued"));
                findings.push(json::bad_date(day, place));
            }
        }
        if let (Some(from), Some(to)) = (self.valid.from, self.valid.to)
            && to.last_day() < from.first_day()
        {
            let finding = Finding::new(FindingCode::YearsReversed, Place::at("/valid/to"));
            findings.push(finding.found(to.to_string()).with("from", from.to_string()));
        }
        findings
    }
}

/// Whether a text may be the id of a framework or an agency: 1 to 64 letters, digits, `.`, `_` or
/// `-`. The word `none` is not allowed, because it stands for "no agency".
pub(crate) fn is_id(id: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    let id = nfc(id);
    (1..=64).contains(&id.chars().count()) && id.chars().all(plain) && id != "none"
}

/// A day in the form in which canonical documents write it.
fn written(day: &str) -> Option<String> {
    Day::read(day).ok().map(|day| day.to_string())
}

fn text(given: &Text) -> Text {
    Text::new(nfc(&given.vi), nfc(&given.en))
}

/// Stated counts with points in their shortest form; `None` where nothing is stated.
fn shortest(stated: Option<&StatedSpec>) -> Option<StatedSpec> {
    let stated = stated.filter(|stated| **stated != StatedSpec::default())?;
    let points = stated.survey_points.as_ref();
    let points = points.and_then(|num| num.as_str().parse::<Points>().ok());
    Some(StatedSpec { survey_points: points.map(Num::from), ..stated.clone() })
}

/// The three lists of agencies that a node hands down to its children.
#[derive(Clone, Default)]
struct Lists {
    lead: Vec<usize>,
    cooperating: Vec<usize>,
    appraiser: Vec<usize>,
}

#[derive(Default)]
struct Check {
    findings: Findings,
    agencies: Arc<[Agency]>,
    leaf_digits: Option<Digits>,
    computes: bool,
    has_bonus: bool,
    nodes: Vec<Node>,
    leaves: Vec<NodeIx>,
    by_code: HashMap<String, NodeIx>,
    /// The position of the first agency with each id.
    by_agency: HashMap<String, usize>,
    /// The pointer at which each code stood first.
    seen: HashMap<String, String>,
}

impl Check {
    fn listed(&mut self, spec: &FrameworkSpec) -> Arc<[Agency]> {
        let mut agencies = Vec::with_capacity(spec.agencies.len());
        for (n, agency) in spec.agencies.iter().enumerate() {
            let place = Place::at(format!("/agencies/{n}"));
            let id = nfc(&agency.id);
            if !is_id(&id) {
                let finding = Finding::new(FindingCode::BadId, place.clone().join("id"));
                self.findings.push(finding.found(cut(&id)));
            }
            if text(&agency.name).is_empty() {
                let place = place.clone().join("name");
                self.findings.push(Finding::new(FindingCode::NameMissing, place));
            }
            self.length(&agency.name, &place.clone().join("name"));
            if self.by_agency.contains_key(&id) {
                let finding = Finding::new(FindingCode::DuplicateAgency, place.join("id"));
                self.findings.push(finding.found(cut(&id)));
            }
            let short = agency.short.as_ref().map(text).unwrap_or_default();
            self.by_agency.entry(id.clone()).or_insert(n);
            agencies.push(Agency { id, name: text(&agency.name), short });
        }
        agencies.into()
    }

    /// Checks sibling nodes and returns the sum of their maxima, if all of them are numbers.
    fn children(
        &mut self,
        specs: &[NodeSpec],
        parent: Option<NodeIx>,
        lists: &Lists,
        pointer: &str,
    ) -> Option<i128> {
        let mut sum = Some(0_i128);
        for (n, spec) in specs.iter().enumerate() {
            let max = self.node(spec, parent, lists, Place::at(format!("{pointer}/{n}")));
            sum = sum.zip(max).map(|(sum, max)| sum + max.wide());
        }
        sum
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
        if text(&spec.name).is_empty() {
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
        self.letters(&spec.name, &place.clone().join("name"));
        self.length(&spec.name, &place.clone().join("name"));
        if let Some(short) = &spec.short {
            self.length(short, &place.clone().join("short"));
        }
        let is_leaf = spec.children.is_empty();
        if is_leaf {
            self.completeness(spec, &lists.appraiser, &place);
        }
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
            stated: shortest(spec.stated.as_ref()),
            agencies: Arc::clone(&self.agencies),
            lead: lists.lead.clone(),
            cooperating: lists.cooperating.clone(),
            appraiser: lists.appraiser.clone(),
            depth: parent.map_or(1, |parent| self.nodes[parent.0].depth + 1),
            parent,
            leaves: first_leaf..first_leaf,
            appraisal_max: if survey { Points::ZERO } else { max.unwrap_or_default() },
            leaf,
            source: spec.source.as_deref().map(nfc).filter(|text| !text.is_empty()),
        });
        if !is_leaf {
            let pointer = place.clone().join("children").pointer.unwrap_or_default();
            let sum = self.children(&spec.children, Some(ix), &lists, &pointer);
            self.inner(ix, spec, sum.zip(max), &place);
        }
        self.nodes[ix.0].leaves = first_leaf..self.leaves.len();
        self.stated(
            spec.stated.as_ref(),
            &spec.children,
            self.nodes[ix.0].depth,
            &place.join("stated"),
        );
        max
    }

    /// Checks that apply to inner nodes only: no keys of leaves, and a maximum that equals the sum
    /// of the children.
    fn inner(&mut self, ix: NodeIx, spec: &NodeSpec, sums: Option<(i128, Points)>, place: &Place) {
        let leaf_keys = [
            ("rule", spec.rule.is_some()),
            ("scorer", spec.scorer.is_some()),
            ("inherit", spec.inherit.is_some()),
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
        let below = self.nodes.get(ix.0 + 1..).unwrap_or_default().iter();
        let children = below.filter(|node| node.parent == Some(ix));
        let appraisal = children.map(|node| node.appraisal_max.wide()).sum();
        // A sum outside the range of points cannot equal the node's maximum, so such a framework is
        // refused anyway.
        self.nodes[ix.0].appraisal_max = Points::from_wide(appraisal).unwrap_or_default();
    }

    fn code(&mut self, spec: &NodeSpec, parent: Option<NodeIx>, place: &Place) -> Code {
        let place = place.clone().join("code");
        let pointer = place.pointer.clone().unwrap_or_default();
        let Ok(code) = spec.code.trim().parse::<Code>() else {
            let finding = Finding::new(FindingCode::BadCode, place);
            self.findings.push(finding.found(cut(&spec.code)));
            // This code stands in until the framework is refused; it differs from every code of the
            // document.
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
        // Papers number "1.1" under "I", too; only a code under a numeric code must begin with that
        // code.
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
        let mut listed = BTreeSet::new();
        for (n, id) in given.iter().enumerate() {
            let id = nfc(id);
            let place = place.clone().join(key).join(&n.to_string());
            match self.by_agency.get(&id).copied() {
                Some(known) if !listed.insert(known) => {
                    let finding = Finding::new(FindingCode::DuplicateAgency, place);
                    self.findings.push(finding.found(cut(&id)));
                }
                Some(known) => list.push(known),
                None => {
                    let seek = self.findings.seeks(FindingCode::UnknownAgency);
                    let ids = self.agencies.iter().map(|agency| agency.id.as_str());
                    let ids = ids.filter(|_| seek);
                    self.findings.push(unknown_agency(&id, ids, place));
                }
            }
        }
        // Lists of agencies are compared as sets, so they are kept in the order of the agencies.
        list.sort_unstable();
        list
    }

    /// Refuses names that are too long for a page.
    fn length(&mut self, given: &Text, place: &Place) {
        for (text, key) in [(&given.vi, "vi"), (&given.en, "en")] {
            let place = place.clone().join(key);
            // The cut text is not used, because a framework with a name that long is refused.
            let mut long = Vec::new();
            let _ = limited(text.clone(), MOST_NAME, &place, &mut long);
            self.findings.extend(long);
        }
    }

    /// Reports oddly typed names: accents stored apart from their letters, foreign letters that
    /// look like Latin ones, and invisible letters.
    fn letters(&mut self, given: &Text, place: &Place) {
        for (text, key) in [(&given.vi, "vi"), (&given.en, "en")] {
            let place = place.clone().join(key);
            if !unicode_normalization::is_nfc(text) {
                let finding = Finding::new(FindingCode::NotNfc, place.clone());
                self.findings.push(finding.found(cut(text)));
            }
            let number = |letter: char| format!("U+{:04X}", u32::from(letter));
            let like = |c: char| Some((c, looks_like(c)?));
            if let Some((letter, like)) = text.chars().find_map(like) {
                let like: String =
                    if letter.is_uppercase() { like.to_uppercase().collect() } else { like.into() };
                let finding = Finding::new(FindingCode::LookAlike, place.clone()).found(cut(text));
                self.findings.push(finding.with("letter", number(letter)).with("like", like));
            }
            // Line breaks do not count as invisible letters, since they are read as blanks.
            let unseen = |c: &char| is_unseen(*c) && !c.is_whitespace();
            if let Some(letter) = text.chars().find(unseen) {
                let finding = Finding::new(FindingCode::UnseenLetter, place.clone());
                self.findings.push(finding.found(cut(text)).with("letter", number(letter)));
            }
        }
    }

    /// Notes what a leaf should state before the year starts: scorer, evidence and appraiser.
    fn completeness(&mut self, spec: &NodeSpec, appraiser: &[usize], place: &Place) {
        let mut note = |missing: bool, code: FindingCode, key: &str| {
            if missing {
                let finding = Finding::new(code, place.clone().join(key));
                self.findings.push(finding.with("node", cut(&spec.code)));
            }
        };
        let survey = spec.scorer == Some(Scorer::Survey);
        let evidence = spec.evidence.as_deref().unwrap_or_default().trim();
        note(spec.scorer.is_none(), FindingCode::ScorerAssumed, "scorer");
        note(!survey && evidence.is_empty(), FindingCode::EvidenceNotAsked, "evidence");
        note(!survey && appraiser.is_empty(), FindingCode::AppraiserMissing, "appraiser");
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
        if matches!(rule, Rule::Survey(_)) && spec.scorer != Some(Scorer::Survey) {
            let finding = Finding::new(FindingCode::SurveyRule, place.clone().join("scorer"));
            self.findings.push(finding.with("node", cut(&spec.code)));
        }
        Some(Leaf {
            scorer: spec.scorer.unwrap_or(Scorer::Appraisal),
            inherit: spec.inherit,
            rule,
            evidence: spec.evidence.as_deref().map(nfc).filter(|text| !text.is_empty()),
            how: spec.how.as_deref().map(nfc).filter(|text| !text.is_empty()),
        })
    }

    /// Checks that children sum to the maximum. The sum may be too large for one value of points;
    /// the maximum cannot be.
    fn compare_sum(&mut self, sum: i128, max: Points, place: Place) {
        let missing = max.wide() - sum;
        if missing == 0 {
            return;
        }
        let direction = if missing > 0 {
            Text::new("thiếu", "missing")
        } else {
            Text::new("thừa", "too much")
        };
        let sum = Percent::from_raw(sum);
        let difference = Percent::from_raw(missing.abs());
        let node = match place.node.as_deref() {
            Some("total") => Arg::Words(Text::new("cả bộ tiêu chí", "the whole")),
            code => code.unwrap_or_default().into(),
        };
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
}

/// The finding for an unknown agency, with the nearest known id or, without a near one, the known
/// ids.
pub(crate) fn unknown_agency<'a>(
    id: &str,
    known: impl Iterator<Item = &'a str>,
    place: Place,
) -> Finding {
    let known: Vec<&str> = known.collect();
    let near = match nearest(id, known.iter().copied()) {
        Some(near) => did_you_mean(near),
        None if known.is_empty() => Arg::from(""),
        None => {
            let more = if known.len() > MOST_LISTED { ", …" } else { "" };
            let list =
                known.iter().take(MOST_LISTED).copied().collect::<Vec<_>>().join(", ") + more;
            Arg::Words(Text::new(format!("một trong: {list}"), format!("one of: {list}")))
        }
    };
    Finding::new(FindingCode::UnknownAgency, place).found(cut(id)).with("near", near)
}

/// The most agencies that a finding lists where no known id is similar to the unknown one.
const MOST_LISTED: usize = 20;

/// The words "perhaps …" in both languages, for the part *expected* of a finding.
pub(crate) fn did_you_mean(near: &str) -> Arg {
    Arg::Words(Text::new(format!("có thể là “{near}”"), format!("perhaps “{near}”")))
}
