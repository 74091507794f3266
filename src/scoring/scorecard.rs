//! [`Scorecard`]: the numbers of one unit at every node, with a link back to its assessment.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::assessment::{Assessment, Unit};
use crate::finding::Finding;
use crate::framework::{Framework, LeafIx, Node, NodeIx};
use crate::quantity::{Code, Points, Ratio};

use super::numbers::{Mark, Numbers, State, Tally, state_of};
use super::{Basis, kernel, score};

/// A row of a scorecard: a node of the tree, the bonus, the deduction, or the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Node(NodeIx),
    Bonus,
    Deduction,
    Total,
}

/// The points of one unit at every node, on one basis.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let input = read(&fw, sample("communes-2023")?);
/// let card = score(&fw, &input.assessments[0], Basis::Final);
/// let field = card.node("6").unwrap();
/// assert_eq!(field.possible().to_string(), "6"); // 6.1 is not applicable and left out
/// assert!(field.is_rescaled());
/// assert_eq!(
///     field.obtained().checked_add(field.lost()).unwrap(),
///     field.possible(),
/// );
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// A scorecard is stored with its assessment, from which it follows. When it is read back, numbers,
/// a state or findings that do not follow from the assessment are an error.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "StoredCard", into = "StoredCard")]
pub struct Scorecard {
    framework: Framework,
    assessment: Assessment,
    basis: Basis,
    whole: Arc<Whole>,
    refused: bool,
    findings: Vec<Finding>,
}

/// The stored form of a scorecard.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Scorecard"))]
pub(crate) struct StoredCard {
    basis: Basis,
    /// The framework, if it is not the one of the assessment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    framework: Option<Framework>,
    assessment: Assessment,
    state: State,
    /// The scores of every node in framework order, then of `bonus`, `deduction` and `total`.
    nodes: Vec<NodeScore>,
    findings: Vec<Finding>,
}

impl From<Scorecard> for StoredCard {
    fn from(card: Scorecard) -> StoredCard {
        let own = card.assessment.framework() == &card.framework;
        StoredCard {
            basis: card.basis,
            framework: (!own).then(|| card.framework.clone()),
            state: card.state(),
            nodes: card.nodes().collect(),
            findings: card.findings.clone(),
            assessment: card.assessment,
        }
    }
}

impl TryFrom<StoredCard> for Scorecard {
    type Error = &'static str;

    fn try_from(stored: StoredCard) -> Result<Scorecard, &'static str> {
        let StoredCard { basis, framework, assessment, state, nodes, findings } = stored;
        let framework = framework.unwrap_or_else(|| assessment.framework().clone());
        let card = score(&framework, &assessment, basis);
        if !card.nodes().eq(nodes) {
            Err("numbers that do not follow from their assessment")
        } else if card.state() != state {
            Err("a state that does not follow from its assessment")
        } else if card.findings != findings {
            Err("findings that do not follow from their assessment")
        } else {
            Ok(card)
        }
    }
}

/// What a card holds besides its nodes: bonus, deduction, and the tally and state of the total.
/// Units in error share one such value, and so do units that reported nothing.
#[derive(Clone, Debug)]
pub(super) struct Whole {
    bonus: Points,
    deduction: Points,
    total: Tally,
    /// The state of the total, for a unit that has reported.
    state: State,
    /// The numbers of the nodes, computed when a node is first asked for. They were computed once
    /// for the totals and dropped, because keeping them would take 16 bytes for each leaf and 40
    /// for each node of every unit, while a ranking of very many units needs only the totals.
    numbers: OnceLock<Box<Numbers>>,
}

/// The score of one node of a scorecard.
///
/// A stored score whose numbers do not add up is an error when it is read back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredScore", into = "StoredScore")]
pub struct NodeScore {
    code: Code,
    tally: Tally,
    state: State,
    rescaled: bool,
}

/// The stored form of a node's score, with its five numbers.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "NodeScore"))]
pub(crate) struct StoredScore {
    code: Code,
    max: Points,
    possible: Points,
    obtained: Points,
    lost: Points,
    open: Points,
    state: State,
    rescaled: bool,
}

impl From<NodeScore> for StoredScore {
    fn from(NodeScore { code, tally, state, rescaled }: NodeScore) -> StoredScore {
        let Tally { max, possible, obtained, lost, open } = tally;
        StoredScore { code, max, possible, obtained, lost, open, state, rescaled }
    }
}

impl TryFrom<StoredScore> for NodeScore {
    type Error = &'static str;

    fn try_from(stored: StoredScore) -> Result<NodeScore, &'static str> {
        let StoredScore { code, max, possible, obtained, lost, open, state, rescaled } = stored;
        let tally = Tally { max, possible, obtained, lost, open };
        if tally.adds_up() {
            Ok(NodeScore { code, tally, state, rescaled })
        } else {
            Err("numbers of a node that do not add up: obtained + lost + open = possible ≤ max")
        }
    }
}

impl NodeScore {
    /// The code of the node, or `total`, `bonus` or `deduction`.
    pub fn code(&self) -> &Code {
        &self.code
    }

    /// The maximum that the framework gives the node.
    pub fn max(&self) -> Points {
        self.tally.max
    }

    /// The points that this unit could obtain on this basis.
    pub fn possible(&self) -> Points {
        self.tally.possible
    }

    /// The points obtained.
    pub fn obtained(&self) -> Points {
        self.tally.obtained
    }

    /// The points lost; negative for the bonus, which is a gain.
    pub fn lost(&self) -> Points {
        self.tally.lost
    }

    /// The open points, which wait for a value.
    pub fn open(&self) -> Points {
        self.tally.open
    }

    /// Obtained ÷ possible; `None` while anything is open or if nothing is possible.
    pub fn ratio(&self) -> Option<Ratio> {
        self.tally.ratio()
    }

    /// The least and the greatest ratio that the open points still allow; `None` if nothing is
    /// possible.
    pub fn bounds(&self) -> Option<(Ratio, Ratio)> {
        let high = self.tally.obtained.plus(self.tally.open);
        Ratio::new(self.tally.obtained, self.tally.possible)
            .zip(Ratio::new(high, self.tally.possible))
    }

    /// The state of the node.
    pub fn state(&self) -> State {
        self.state
    }

    /// Whether less is possible for the unit than the framework gives on this basis (*đã quy đổi*).
    pub fn is_rescaled(&self) -> bool {
        self.rescaled
    }
}

impl Scorecard {
    /// The framework under which the unit was scored.
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// The assessment from which the scores follow, with facts, notes and evidence.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The unit that was scored.
    pub fn unit(&self) -> &Unit {
        self.assessment.unit()
    }

    /// Which stages of the assessment count.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// The findings of scoring itself; findings on the data belong to the assessment.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The total score, bonus and deduction included.
    pub fn total(&self) -> NodeScore {
        self.slot(Slot::Total)
    }

    /// The score of the node with a code; `total`, `bonus` and `deduction` are accepted too.
    pub fn node(&self, code: &str) -> Option<NodeScore> {
        self.find(code).map(|slot| self.slot(slot))
    }

    /// Every row: the nodes in framework order, then bonus, deduction and total.
    pub fn nodes(&self) -> impl Iterator<Item = NodeScore> {
        let tree = (0..self.framework.nodes().len()).map(|ix| Slot::Node(NodeIx(ix)));
        tree.chain([Slot::Bonus, Slot::Deduction, Slot::Total]).map(|slot| self.slot(slot))
    }

    /// The mark of a leaf; `None` if the code is not that of a leaf, or if the unit is in error.
    pub fn mark(&self, code: &str) -> Option<Mark> {
        let node = self.framework.node(code)?;
        node.leaf()?;
        (!self.refused).then(|| self.numbers().marks[node.leaf_range().start])
    }

    /// The state of the unit as a whole.
    pub fn state(&self) -> State {
        if self.refused {
            State::InError
        } else if self.assessment.is_silent() {
            State::NotReported
        } else {
            self.whole.state
        }
    }

    /// Whether the unit is in error.
    pub(super) fn is_refused(&self) -> bool {
        self.refused
    }

    /// Whether the unit takes part in rankings, provided it has a ratio.
    pub(crate) fn may_rank(&self) -> bool {
        self.unit().ranked && !self.refused
    }

    pub(crate) fn find(&self, code: &str) -> Option<Slot> {
        match code {
            "total" => Some(Slot::Total),
            "bonus" => Some(Slot::Bonus),
            "deduction" => Some(Slot::Deduction),
            code => self.framework.find(code).map(Slot::Node),
        }
    }

    pub(crate) fn slot(&self, slot: Slot) -> NodeScore {
        let tally = self.tally(slot);
        let (code, state, ruler) = match slot {
            Slot::Node(ix) => {
                let node = self.framework.at(ix);
                (node.code().clone(), self.node_state(node, &tally), self.ruler(node))
            }
            Slot::Bonus => (named("bonus"), self.beside_state(), Points::ZERO),
            Slot::Deduction => (named("deduction"), self.beside_state(), Points::ZERO),
            Slot::Total => {
                let fields = self.framework.fields().map(|node| self.ruler(node));
                (named("total"), self.state(), fields.fold(Points::ZERO, Points::plus))
            }
        };
        NodeScore { code, tally, state, rescaled: !self.refused && tally.possible < ruler }
    }

    pub(crate) fn tally(&self, slot: Slot) -> Tally {
        match slot {
            Slot::Node(ix) => self.numbers().tallies[ix.0],
            Slot::Bonus => Tally::beside(self.whole.bonus),
            Slot::Deduction => Tally::beside(Points::ZERO.minus(self.whole.deduction)),
            Slot::Total => self.whole.total,
        }
    }

    /// The ratio of several leaves together; `None` while any of them is open or if nothing is
    /// possible.
    pub(crate) fn ratio_of(&self, leaves: &[LeafIx]) -> Option<Ratio> {
        let mut sum = Tally::default();
        for leaf in leaves {
            sum.add(&self.tally(Slot::Node(self.framework().leaf_ix(*leaf))));
        }
        sum.ratio()
    }

    pub(crate) fn mark_at(&self, leaf: LeafIx) -> Mark {
        self.numbers().marks[leaf.0]
    }

    /// The points that the framework makes possible at a node on this basis.
    fn ruler(&self, node: &Node) -> Points {
        match self.basis {
            Basis::Final => node.max(),
            Basis::SelfAssessed | Basis::Appraised => node.appraisal_max(),
        }
    }

    fn node_state(&self, node: &Node, tally: &Tally) -> State {
        if self.refused {
            return State::InError;
        }
        if node.leaf().is_none() && self.assessment.is_silent() {
            return State::NotReported;
        }
        if node.leaf().is_none() {
            let marks = &self.numbers().marks;
            return state_of(marks.get(node.leaf_range()).unwrap_or_default(), tally);
        }
        self.numbers().marks[node.leaf_range().start].state()
    }

    /// A copy of the card for a single use: node numbers computed for the copy are dropped with it.
    /// Asking the card itself would keep the numbers of all nodes in memory, for every unit of a
    /// table.
    pub(crate) fn for_a_look(&self) -> Scorecard {
        match self.whole.numbers.get() {
            Some(_) => self.clone(),
            None => Scorecard { whole: Arc::new(Whole::clone(&self.whole)), ..self.clone() },
        }
    }

    /// The marks and numbers of the nodes.
    fn numbers(&self) -> &Numbers {
        self.whole.numbers.get_or_init(|| {
            Box::new(if self.refused {
                Numbers::blank(&self.framework)
            } else {
                kernel::numbers(&self.framework, &self.assessment, self.basis)
            })
        })
    }

    fn beside_state(&self) -> State {
        match self.state() {
            State::InError => State::InError,
            State::NotReported => State::NotReported,
            _ => State::Complete,
        }
    }

    // Builds a card from its totals, for the scorer.

    pub(super) fn with_whole(
        framework: &Framework,
        assessment: &Assessment,
        basis: Basis,
        whole: &Arc<Whole>,
    ) -> Scorecard {
        Scorecard {
            framework: framework.clone(),
            assessment: assessment.clone(),
            basis,
            whole: Arc::clone(whole),
            refused: false,
            findings: Vec::new(),
        }
    }

    pub(super) fn refuse(&mut self, finding: Option<Finding>) {
        self.refused = true;
        self.findings.extend(finding);
    }

    pub(super) fn note(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// A copy of the card with other points at one leaf: the result that a remedy would give.
    pub(crate) fn with(&self, leaf: LeafIx, points: Points) -> Scorecard {
        let mut numbers = Box::new(self.numbers().clone());
        let mut whole = Whole::clone(&self.whole);
        let ix = self.framework.leaf_ix(leaf);
        let old = self.numbers().tallies[ix.0];
        let max = old.max;
        let lost = max.minus(points);
        let new = Tally { max, possible: max, obtained: points, lost, open: Points::ZERO };
        numbers.marks[leaf.0] = Mark::Scored(points);
        let mut at = Some(ix);
        while let Some(ix) = at {
            numbers.tallies[ix.0].exchange(&old, &new);
            at = self.framework.at(ix).parent();
        }
        whole.total.exchange(&old, &new);
        whole.state = state_of(&numbers.marks, &whole.total);
        whole.numbers = OnceLock::from(numbers);
        Scorecard { whole: Arc::new(whole), ..self.clone() }
    }
}

impl Whole {
    /// Sums the fields, then adds bonus and deduction as children of the total.
    pub(super) fn of(framework: &Framework, numbers: &Numbers, extras: [Points; 2]) -> Whole {
        let [bonus, deduction] = extras;
        let mut total = Tally::default();
        for (ix, tally) in numbers.tallies.iter().enumerate() {
            if framework.at(NodeIx(ix)).parent().is_none() {
                total.add(tally);
            }
        }
        total.add(&Tally::beside(bonus));
        total.add(&Tally::beside(Points::ZERO.minus(deduction)));
        let state = state_of(&numbers.marks, &total);
        Whole { bonus, deduction, total, state, numbers: OnceLock::new() }
    }
}

fn named(code: &'static str) -> Code {
    Code::reserved(code)
}
