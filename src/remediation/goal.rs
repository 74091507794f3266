//! [`Goal`]: what a plan shall reach, and within which limits.

use crate::finding::{Finding, FindingCode, Place};
use crate::framework::{Framework, Node};
use crate::quantity::{Percent, Ratio};
use crate::scoring::Scorecard;
use crate::words::Text;

/// What a plan shall reach.
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
    /// An index of at least so many percent; bonus points may lift it above 100.
    Target(Percent),
    /// The same of one node, by its code or name.
    Node(String, Percent),
    /// A grade or a better one, by its name in either language; its floors must hold.
    Grade(String),
    /// A rank or a better one, of those there are, the other units as they are.
    Rank(usize),
    /// As many points as an effort allows.
    Budget(u64),
}

impl Goal {
    /// The node a goal is about, where it is not the whole.
    pub(super) fn node<'a>(&self, framework: &'a Framework) -> Option<&'a Node> {
        match self {
            Goal::Node(code, _) if code != "total" => framework.node(code),
            _ => None,
        }
    }

    /// The goal with its node by code; a ratio that no unit can have is none.
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
        // Bonus points may lift the whole above what all its nodes give.
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
