//! [`Goal`]: what a plan shall reach.

use crate::finding::{Finding, FindingCode, Place};
use crate::framework::{Framework, Node};
use crate::quantity::{Percent, Ratio};
use crate::scoring::Scorecard;
use crate::words::Text;

/// The goal that a plan shall reach.
///
/// ```
/// use par_index::Goal;
/// assert_ne!(Goal::Rank(3), Goal::Budget(3));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Goal {
    /// The index reaches at least this percentage; bonus points may lift it above 100.
    Target(Percent),
    /// One node, given by code or name, reaches at least this percentage.
    Node(String, Percent),
    /// The unit gets this grade or a better one, given by its name in either language; the floors
    /// of the grade must hold too.
    Grade(String),
    /// The unit gets this rank or a better one among the ranks that exist; other units stay as they
    /// are.
    Rank(usize),
    /// The unit gains as many points as this effort allows.
    Budget(u64),
}

impl Goal {
    /// The node that the goal is about; `None` for the whole unit.
    pub(super) fn node<'a>(&self, framework: &'a Framework) -> Option<&'a Node> {
        match self {
            Goal::Node(code, _) if code != "total" => framework.node(code),
            _ => None,
        }
    }

    /// The goal with its node given by code; a percentage that no unit can have is an error.
    pub(super) fn checked(self, card: &Scorecard) -> Result<Goal, Box<Finding>> {
        let within = |percent: Percent, most: Percent| {
            if (Percent::ZERO..=most).contains(&percent) {
                return Ok(());
            }
            let finding = Finding::new(FindingCode::OutOfRange, Place::default());
            let finding = finding.found(format!("{percent} %"));
            let [from, to] = [Percent::ZERO, most].map(|end| Text::same(format!("{end} %")));
            Err(Box::new(finding.with("from", from).with("to", to)))
        };
        // Bonus points may lift the whole above the sum of its nodes.
        let total = card.total();
        let bonus = card.node("bonus").map(|bonus| bonus.obtained()).unwrap_or_default();
        let most = Ratio::new(total.possible().plus(bonus), total.possible());
        let most = most.map_or(Percent::HUNDRED, Ratio::percent_exact).max(Percent::HUNDRED);
        match self {
            Goal::Target(percent) => within(percent, most).map(|()| Goal::Target(percent)),
            Goal::Node(node, percent) if node == "total" => {
                within(percent, most).map(|()| Goal::Node(node, percent))
            }
            Goal::Node(node, percent) => {
                within(percent, Percent::HUNDRED)?;
                let framework = card.framework();
                let ix = framework.node_named(&node)?;
                Ok(Goal::Node(framework.at(ix).code().to_string(), percent))
            }
            goal => Ok(goal),
        }
    }
}
