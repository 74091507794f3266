//! Rulers and sheets written in a few words, for the tests.
#![allow(dead_code, reason = "each test binary uses a part")]

use par_index::framework::Scorer;
use par_index::spec::{
    AgencySpec, AssessmentSpec, EntrySpec, FrameworkSpec, NodeSpec, Num, PoliciesSpec, RuleSpec,
    StageSpec,
};
use par_index::{
    Basis, Cohort, Digits, Error, Finding, Framework, NodeScore, Percent, Points, Ranking, Ratio,
    Scorecard, Text, score, score_all,
};

/// Every ruler of the tests has this id.
pub(crate) const RULER: &str = "test";

/// What a ruler says until a test says otherwise.
const BARE: &str = r#"{"schema_version": 1, "kind": "framework", "id": "test",
    "title": {"en": "test"}, "index": "par", "provenance": "illustrative", "total": "0",
    "policies": {"not_applicable": "rescale", "no_survey": "rescale", "missing": "incomplete",
        "ties": "competition", "award": {"digits": 2}, "print": {"digits": 2}},
    "nodes": []}"#;

/// A framework document in the making.
pub(crate) struct Ruler(pub(crate) FrameworkSpec);

impl Ruler {
    /// A ruler whose total is the sum of its fields.
    pub(crate) fn new(nodes: Vec<NodeSpec>) -> Ruler {
        let mut spec: FrameworkSpec = serde_json::from_str(BARE).expect("a framework document");
        spec.total = sum(&nodes);
        spec.nodes = nodes;
        Ruler(spec)
    }

    /// Other policies.
    pub(crate) fn policies(mut self, change: impl FnOnce(&mut PoliciesSpec)) -> Ruler {
        change(&mut self.0.policies);
        self
    }

    /// Caps of bonus and deduction.
    pub(crate) fn caps(self, bonus: &str, deduction: &str) -> Ruler {
        self.policies(|policies| {
            policies.bonus_cap = Some(Num::from(bonus));
            policies.deduction_cap = Some(Num::from(deduction));
        })
    }

    /// Grades as they stand in a file.
    pub(crate) fn grades(mut self, json: &str) -> Ruler {
        self.0.grades = serde_json::from_str(json).expect("grades");
        self
    }

    /// Agencies by their ids.
    pub(crate) fn agencies(mut self, ids: &[&str]) -> Ruler {
        let agency =
            |id: &&str| AgencySpec { id: (*id).to_owned(), name: Text::same(*id), short: None };
        self.0.agencies = ids.iter().map(agency).collect();
        self
    }

    /// The checked framework; a refusal fails the test.
    pub(crate) fn build(&self) -> Framework {
        self.0.check().unwrap_or_else(|error| panic!("{error}"))
    }

    /// The codes of the errors it is refused with; empty if it stands.
    pub(crate) fn refusal(&self) -> Vec<&'static str> {
        self.0.check().map_or_else(|error: Error| errors(error.findings()), |_| Vec::new())
    }
}

/// A leaf with typed points.
pub(crate) fn leaf(code: &str, max: &str) -> NodeSpec {
    ruled(code, max, r#"{"kind": "direct"}"#)
}

/// A leaf with a rule as it stands in a file.
pub(crate) fn ruled(code: &str, max: &str, rule: &str) -> NodeSpec {
    let rule: RuleSpec = serde_json::from_str(rule).expect("a rule");
    NodeSpec { rule: Some(rule), ..node(code, Num::from(max)) }
}

/// A leaf that the survey decides.
pub(crate) fn surveyed(code: &str, max: &str) -> NodeSpec {
    NodeSpec { scorer: Some(Scorer::Survey), ..leaf(code, max) }
}

/// An inner node; its maximum is the sum of its children.
pub(crate) fn field(code: &str, children: Vec<NodeSpec>) -> NodeSpec {
    let max = sum(&children);
    NodeSpec { children, ..node(code, max) }
}

/// A node with stated leads.
pub(crate) fn led(by: &[&str], node: NodeSpec) -> NodeSpec {
    NodeSpec { lead: Some(by.iter().map(|id| (*id).to_owned()).collect()), ..node }
}

/// A leaf that asks for evidence.
pub(crate) fn proven(node: NodeSpec) -> NodeSpec {
    NodeSpec { evidence: Some("a plan".to_owned()), ..node }
}

fn node(code: &str, max: Num) -> NodeSpec {
    NodeSpec { code: code.to_owned(), name: Text::same(code), max, ..NodeSpec::default() }
}

fn sum(nodes: &[NodeSpec]) -> Num {
    let maxima = nodes.iter().filter_map(|node| node.max.as_str().parse::<Points>().ok());
    Num::from(Points::checked_sum(maxima).expect("a sum"))
}

/// An empty sheet of a unit, for the year 2023.
pub(crate) fn sheet(unit: &str) -> AssessmentSpec {
    AssessmentSpec::new(RULER, 2023, unit)
}

/// A stage as it stands in a file.
pub(crate) fn stage(json: &str) -> Option<StageSpec> {
    serde_json::from_str(json).expect("a stage")
}

/// What a sheet holds beyond typed points.
pub(crate) trait Fill: Sized {
    /// Changes the entry of a leaf.
    fn with(self, code: &str, change: impl FnOnce(&mut EntrySpec)) -> Self;
    /// Facts `done` of `of`, appraised.
    fn share(self, code: &str, done: &str, of: &str) -> Self;
    /// Appraised as not applicable.
    fn not_applicable(self, code: &str) -> Self;
    /// Second round of appraisal.
    fn again(self, code: &str, points: &str) -> Self;
    /// Bonus and deduction.
    fn extras(self, bonus: &str, deduction: &str) -> Self;
    /// The block.
    fn group(self, group: &str) -> Self;
    /// Assessed without a rank.
    fn unranked(self) -> Self;
}

impl Fill for AssessmentSpec {
    fn with(mut self, code: &str, change: impl FnOnce(&mut EntrySpec)) -> Self {
        change(self.entry(code));
        self
    }

    fn share(self, code: &str, done: &str, of: &str) -> Self {
        let facts = format!(r#"{{"facts": {{"done": "{done}", "of": "{of}"}}}}"#);
        self.with(code, |entry| entry.appraised = stage(&facts))
    }

    fn not_applicable(self, code: &str) -> Self {
        self.with(code, |entry| entry.appraised = stage(r#"{"not_applicable": "no case arose"}"#))
    }

    fn again(self, code: &str, points: &str) -> Self {
        let points = format!(r#"{{"points": "{points}"}}"#);
        self.with(code, |entry| entry.appraised_again = stage(&points))
    }

    fn extras(mut self, bonus: &str, deduction: &str) -> Self {
        self.bonus = Some(Num::from(bonus));
        self.deduction = Some(Num::from(deduction));
        self
    }

    fn group(mut self, group: &str) -> Self {
        self.unit.group = Some(group.to_owned());
        self
    }

    fn unranked(mut self) -> Self {
        self.unit.ranked = Some(false);
        self
    }
}

/// The card of a sheet that has no error.
pub(crate) fn card(ruler: &Framework, sheet: &AssessmentSpec, basis: Basis) -> Scorecard {
    let (assessment, findings) = sheet.check(ruler);
    assert_eq!(errors(&findings), [""; 0], "{findings:?}");
    score(ruler, &assessment, basis)
}

/// The cohort of some sheets, those in error included.
pub(crate) fn cohort(ruler: &Framework, sheets: &[AssessmentSpec]) -> Cohort {
    let checked: Vec<_> = sheets.iter().map(|sheet| sheet.check(ruler).0).collect();
    score_all(ruler, &checked, Basis::Final)
}

/// The codes of a sheet's findings.
pub(crate) fn found(ruler: &Framework, sheet: &AssessmentSpec) -> Vec<&'static str> {
    codes(&sheet.check(ruler).1)
}

/// The codes of some findings.
pub(crate) fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code().as_str()).collect()
}

fn errors(findings: &[Finding]) -> Vec<&'static str> {
    let errors = findings.iter().filter(|finding| finding.is_error());
    errors.map(|finding| finding.code().as_str()).collect()
}

/// Points from their text.
pub(crate) fn points(text: &str) -> Points {
    text.parse().expect("points")
}

/// A ratio from its text, such as `63/70`.
pub(crate) fn ratio(text: &str) -> Ratio {
    text.parse().expect("a ratio")
}

/// A percentage as it is printed at two digits, without a sign.
pub(crate) fn print(percent: Percent) -> String {
    format!("{percent:.2}")
}

/// A node's ratio as it is printed at two digits; empty without a ratio.
pub(crate) fn percent(node: &NodeScore) -> String {
    node.ratio().map(|ratio| print(ratio.percent(Digits::TWO))).unwrap_or_default()
}

/// Possible, obtained, lost and open of a node, once the law of D1 has been held against it.
pub(crate) fn four(card: &Scorecard, code: &str) -> [String; 4] {
    let node = card.node(code).expect("a node");
    let parts = [node.obtained(), node.lost(), node.open()];
    assert_eq!(Points::checked_sum(parts), Some(node.possible()), "D1 at {code}");
    assert!(node.possible() <= node.max(), "D1 at {code}");
    [node.possible(), node.obtained(), node.lost(), node.open()].map(|part| part.to_string())
}

/// The ranks of some units; 0 where there is none.
pub(crate) fn ranks(ranking: &Ranking, units: &[&str]) -> Vec<usize> {
    let row = |unit: &&str| ranking.of(unit).expect("a row").rank.unwrap_or_default();
    units.iter().map(row).collect()
}

/// The units of a ranking in its order.
pub(crate) fn order(ranking: &Ranking) -> Vec<&str> {
    ranking.rows().iter().map(|row| row.unit.id.as_str()).collect()
}
