//! [`Scorecard`]: what the kernel found, at every node, with the way back to the assessment.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::assessment::{Assessment, Unit};
use crate::finding::Finding;
use crate::framework::{Framework, LeafIx, Node, NodeIx};
use crate::quantity::{Code, Points, Ratio};

use super::numbers::{Mark, Numbers, State, Tally, state_of};
use super::{Basis, kernel, score};

/// A row of a scorecard: a node of the tree, or one of the three rows beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Node(NodeIx),
    Bonus,
    Deduction,
    Total,
}

/// What one unit obtained, at every node, on one basis.
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
/// It is kept with its assessment, from which it follows: numbers, a state or findings that are read back
/// and do not are an error.
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

/// A scorecard as it is kept.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Scorecard"))]
pub(crate) struct StoredCard {
    basis: Basis,
    /// Where it is not the one of the assessment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    framework: Option<Framework>,
    assessment: Assessment,
    state: State,
    /// Every node in framework order, then `bonus`, `deduction` and `total`.
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

/// What a card holds beside its nodes: bonus, deduction and state of the whole. Units of which nothing is
/// known share one such value.
#[derive(Clone, Debug)]
pub(super) struct Whole {
    bonus: Points,
    deduction: Points,
    total: Tally,
    /// Of a unit that has reported.
    state: State,
    /// Made when someone asks for a node. The totals come from the same numbers, which are dropped
    /// then and computed again if they are asked for: kept, they would take 16 bytes a leaf and 40 a
    /// node of every unit, and a ranking of very many units needs their totals alone.
    numbers: OnceLock<Box<Numbers>>,
}

/// One node of a scorecard.
///
/// Numbers that are read back and do not add up are an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredScore", into = "StoredScore")]
pub struct NodeScore {
    code: Code,
    tally: Tally,
    state: State,
    rescaled: bool,
}

/// A node as it is kept: its five numbers beside the others.
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
    /// The code; `total`, `bonus` and `deduction` beside the tree.
    pub fn code(&self) -> &Code {
        &self.code
    }

    /// The maximum of the ruler.
    pub fn max(&self) -> Points {
        self.tally.max
    }

    /// What this unit could obtain on this basis.
    pub fn possible(&self) -> Points {
        self.tally.possible
    }

    /// What it obtained.
    pub fn obtained(&self) -> Points {
        self.tally.obtained
    }

    /// What it lost; of the bonus row, negative.
    pub fn lost(&self) -> Points {
        self.tally.lost
    }

    /// What waits for a value.
    pub fn open(&self) -> Points {
        self.tally.open
    }

    /// Obtained ÷ possible; `None` while anything is open or nothing is possible.
    pub fn ratio(&self) -> Option<Ratio> {
        self.tally.ratio()
    }

    /// The least and the greatest ratio the open points leave; `None` when nothing is possible.
    pub fn bounds(&self) -> Option<(Ratio, Ratio)> {
        let high = self.tally.obtained.plus(self.tally.open);
        Ratio::new(self.tally.obtained, self.tally.possible)
            .zip(Ratio::new(high, self.tally.possible))
    }

    /// The state.
    pub fn state(&self) -> State {
        self.state
    }

    /// Whether less is possible than the ruler gives on this basis (*đã quy đổi*).
    pub fn is_rescaled(&self) -> bool {
        self.rescaled
    }
}

impl Scorecard {
    /// The framework it was scored under.
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// The assessment it was scored from: the way back to facts, notes and evidence.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// Who was scored.
    pub fn unit(&self) -> &Unit {
        self.assessment.unit()
    }

    /// Which stages count.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// What scoring itself found; the data's own findings came with the assessment.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The whole, with bonus and deduction.
    pub fn total(&self) -> NodeScore {
        self.slot(Slot::Total)
    }

    /// The node with a code; also `total`, `bonus` and `deduction`.
    pub fn node(&self, code: &str) -> Option<NodeScore> {
        self.find(code).map(|slot| self.slot(slot))
    }

    /// Every row: the nodes in framework order, then bonus, deduction, total.
    pub fn nodes(&self) -> impl Iterator<Item = NodeScore> {
        let tree = (0..self.framework.nodes().len()).map(|ix| Slot::Node(NodeIx(ix)));
        tree.chain([Slot::Bonus, Slot::Deduction, Slot::Total]).map(|slot| self.slot(slot))
    }

    /// The mark of a leaf; `None` if the code is no leaf's, or the unit is in error.
    pub fn mark(&self, code: &str) -> Option<Mark> {
        let node = self.framework.node(code)?;
        node.leaf()?;
        (!self.refused).then(|| self.numbers().marks[node.leaf_range().start])
    }

    /// The state of the unit.
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

    /// Whether the unit takes part in rankings, where it has a ratio.
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

    /// Of some leaves together; `None` while any of them is open or nothing is possible.
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

    /// What the ruler makes possible at a node on this basis.
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

    /// The same card for one look: what it is asked of its nodes is made then, and gone with it. Asked of the
    /// card itself the numbers of all nodes would be kept, of every unit of a table.
    pub(crate) fn for_a_look(&self) -> Scorecard {
        match self.whole.numbers.get() {
            Some(_) => self.clone(),
            None => Scorecard { whole: Arc::new(Whole::clone(&self.whole)), ..self.clone() },
        }
    }

    /// Marks and numbers of the nodes.
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

    // What the scorer builds a card with.

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

    /// The same card with other points at one leaf: what a remedy would make of it.
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
    /// The sum of the fields, then bonus and deduction as children of the whole.
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
