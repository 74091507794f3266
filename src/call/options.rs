//! What a call asks for besides framework and inputs: the flags of the command.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::analysis::{By, Figures, Order, TableLevel, Variation, Vary};
use crate::assessment::{Assessment, Input, Inputs, Register};
use crate::day::Day;
use crate::error::Error;
use crate::finding::{FindingCode, Findings};
use crate::framework::Framework;
use crate::framework::policy::vocabulary;
use crate::quantity::Percent;
use crate::remediation::{Efforts, Goal, Step, capacity_of, step_of};
use crate::scoring::Basis;
use crate::words::{Arg, Phrase};

vocabulary! {
    /// A call: a subcommand that computes.
    Call {
        /// Every node of every unit.
        Score "score",
        /// The ranking.
        Rank "rank",
        /// Weak criteria.
        Weak "weak",
        /// The effect of other points.
        WhatIf "what-if",
        /// The findings alone.
        Check "check",
        /// Who has sent what.
        Intake "intake",
        /// The joined data.
        Join "join",
        /// Whether a printed result is what the inputs give.
        Verify "verify",
        /// Lost points by cause.
        Lost "lost",
        /// Claims against appraisal.
        Cuts "cuts",
        /// Units by nodes.
        Table "table",
        /// Two units leaf by leaf.
        Versus "versus",
        /// A number down to its facts.
        Explain "explain",
        /// A year against an earlier one, maybe under another ruler.
        Compare "compare",
        /// Two states of one year's data.
        Diff "diff",
        /// How far ranks hold.
        Robustness "robustness",
        /// Where a unit stands above its block.
        Strengths "strengths",
        /// The cheapest steps to a goal.
        Plan "plan",
        /// The year so far.
        Forecast "forecast",
        /// Several indices side by side.
        Together "together",
    }
}

impl Call {
    /// Every call; new ones stand at the end, since the seals of older prints name them by their place.
    pub const ALL: [Call; 20] = [
        Call::Check,
        Call::Join,
        Call::Intake,
        Call::Score,
        Call::Rank,
        Call::Weak,
        Call::WhatIf,
        Call::Verify,
        Call::Lost,
        Call::Cuts,
        Call::Table,
        Call::Versus,
        Call::Explain,
        Call::Compare,
        Call::Diff,
        Call::Robustness,
        Call::Strengths,
        Call::Plan,
        Call::Forecast,
        Call::Together,
    ];

    /// The calls that may or must be about one unit.
    const OF_ONE_UNIT: [Call; 11] = [
        Call::Score,
        Call::Weak,
        Call::WhatIf,
        Call::Lost,
        Call::Cuts,
        Call::Versus,
        Call::Explain,
        Call::Strengths,
        Call::Plan,
        Call::Forecast,
        Call::Together,
    ];
}

vocabulary! {
    /// Which of two different values counts.
    Prefer {
        /// The one met last.
        Last "last",
    }
}

/// The flags of a call; each belongs to the calls that [`Options::check`] says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command")]
pub struct Options {
    /// Which stages count; `final` if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// The unit asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// `together`: the unit above all others, for an index that measures only that one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// `versus`: the unit it is held against.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// `weak`: every unit by itself.
    #[serde(skip_serializing_if = "is_false")]
    pub each: bool,
    /// The node asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// Units are compared inside their blocks.
    #[serde(skip_serializing_if = "is_false")]
    pub by_group: bool,
    /// The year; the latest of the inputs if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The survey channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// `weak`: the order of the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// `weak`: only leaves with this lead; `together`: only the list of this agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// `weak`, `intake`, `lost`, `cuts`, `together`: along what rows are summed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// `table`: which nodes have a column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<TableLevel>,
    /// `table`: what stands in them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show: Option<Figures>,
    /// `weak`: the ratio below which a year counts as weak, in percent; 100 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<Percent>,
    /// `robustness`: what is varied; the weights if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vary: Option<Vary>,
    /// `robustness`: by how many percent; 25 for weights, 5 for the survey if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Percent>,
    /// `robustness`: how often; 1,000 times if absent, at most 100,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replicates: Option<usize>,
    /// `robustness`: where the random numbers begin; 0 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// `weak`: only so many rows; `together`: of each agency and index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top: Option<usize>,
    /// `what-if`: points at leaves, each `CODE=POINTS`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub set: Vec<String>,
    /// `what-if`: leaves repaired to their best level.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repair: Vec<String>,
    /// `what-if`: the first so many weak leaves that no survey decides, repaired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repair_first: Option<usize>,
    /// `plan`: the index, or with `node` its ratio, to reach, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Percent>,
    /// `plan`: the grade to reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// `plan`: the rank to reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<usize>,
    /// `plan`: the effort there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<u64>,
    /// `plan`: what each effort buys.
    #[serde(skip_serializing_if = "is_false")]
    pub frontier: bool,
    /// `plan`: survey leaves may be raised too.
    #[serde(skip_serializing_if = "is_false")]
    pub with_survey: bool,
    /// `plan`: steps that are taken, each `CODE` or `CODE=POINTS`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fix: Vec<String>,
    /// `plan`: leaves that stay as they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// `plan`: the most effort of an agency, each `AGENCY=EFFORT`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub capacity: Vec<String>,
    /// `plan`: the day from which it begins; `forecast`: the day the year is seen from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// As if the year had no survey.
    #[serde(skip_serializing_if = "is_false")]
    pub no_survey: bool,
    /// Which of two different values counts; without it they are an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefer: Option<Prefer>,
    /// Nothing is computed while any unit has errors.
    #[serde(skip_serializing_if = "is_false")]
    pub strict: bool,
    /// `check`: silent about what is still empty.
    #[serde(skip_serializing_if = "is_false")]
    pub draft: bool,
    /// Policies overridden, such as `{"ties": "dense"}`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub policy: BTreeMap<String, String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Options {
    /// The framework under the policies asked for.
    ///
    /// # Errors
    /// [`Error::is_usage`] for a policy nobody knows.
    pub fn framework(&self, framework: &Framework) -> Result<Framework, Error> {
        if self.policy.is_empty() {
            return Ok(framework.clone());
        }
        framework
            .with_policies(self.policy.iter().map(|(key, value)| (key.as_str(), value.as_str())))
    }

    /// Inputs that are joined as asked; `framework` comes from [`Options::framework`].
    pub fn inputs(&self, framework: &Framework, register: Option<Register>) -> Inputs {
        let mut inputs = Inputs::new(framework);
        if let Some(register) = register {
            inputs = inputs.with_register(register);
        }
        if self.prefer.is_some() {
            inputs = inputs.prefer_last();
        }
        match self.year {
            Some(year) => inputs.for_year(year),
            None => inputs,
        }
    }

    /// Asked for a year without survey, a sheet that says so itself and holds survey values is not in
    /// error: each of them is noted as not counted.
    pub(super) fn set_aside(&self, findings: &mut Findings) {
        if self.no_survey {
            findings.forget(FindingCode::SurveyNotHeld);
        }
    }

    /// Whether every flag given belongs to the call, and every flag it needs is there.
    ///
    /// # Errors
    /// [`Error::is_usage`] naming the flag.
    pub fn check(&self, call: Call) -> Result<(), Error> {
        let given = [
            ("unit", self.unit.is_some(), &Call::OF_ONE_UNIT[..]),
            ("within", self.within.is_some(), &[Call::Together]),
            ("other", self.other.is_some(), &[Call::Versus]),
            ("each", self.each, &[Call::Weak]),
            ("node", self.node.is_some(), &[Call::Rank, Call::Explain, Call::Plan]),
            ("order", self.order.is_some(), &[Call::Weak]),
            ("lead", self.lead.is_some(), &[Call::Weak, Call::Together]),
            (
                "by",
                self.by.is_some(),
                &[Call::Weak, Call::Intake, Call::Lost, Call::Cuts, Call::Together],
            ),
            ("level", self.level.is_some(), &[Call::Table]),
            ("show", self.show.is_some(), &[Call::Table]),
            ("below", self.below.is_some(), &[Call::Weak]),
            ("vary", self.vary.is_some(), &[Call::Robustness]),
            ("amount", self.amount.is_some(), &[Call::Robustness]),
            ("replicates", self.replicates.is_some(), &[Call::Robustness]),
            ("seed", self.seed.is_some(), &[Call::Robustness]),
            ("top", self.top.is_some(), &[Call::Weak, Call::Strengths, Call::Together]),
            ("set", !self.set.is_empty(), &[Call::WhatIf]),
            ("repair", !self.repair.is_empty(), &[Call::WhatIf]),
            ("repair_first", self.repair_first.is_some(), &[Call::WhatIf]),
            ("draft", self.draft, &[Call::Check]),
            ("target", self.target.is_some(), &[Call::Plan]),
            ("grade", self.grade.is_some(), &[Call::Plan]),
            ("rank", self.rank.is_some(), &[Call::Plan]),
            ("budget", self.budget.is_some(), &[Call::Plan]),
            ("frontier", self.frontier, &[Call::Plan]),
            ("with_survey", self.with_survey, &[Call::Plan]),
            ("fix", !self.fix.is_empty(), &[Call::Plan]),
            ("without", !self.without.is_empty(), &[Call::Plan]),
            ("capacity", !self.capacity.is_empty(), &[Call::Plan]),
            ("on", self.on.is_some(), &[Call::Plan, Call::Forecast]),
        ];
        for (key, _, calls) in given.iter().filter(|(_, given, _)| *given) {
            if !calls.contains(&call) {
                let calls: Vec<&str> = calls.iter().map(|call| call.as_str()).collect();
                let calls = calls.join(", ");
                let call = call.as_str();
                let args = [("call", call.into()), ("key", (*key).into()), ("calls", calls.into())];
                return Err(Error::usage(Phrase::UsageForeign, &args));
            }
        }
        self.fits(call)
    }

    /// Whether the flags given fit each other.
    fn fits(&self, call: Call) -> Result<(), Error> {
        let of = |call: Call| ("call", Arg::from(call.as_str()));
        match call {
            Call::WhatIf
            | Call::Versus
            | Call::Explain
            | Call::Strengths
            | Call::Plan
            | Call::Forecast
                if self.unit.is_none() =>
            {
                Err(Error::usage(Phrase::UsageNeeds, &[of(call), ("key", "unit".into())]))
            }
            Call::Robustness
                if self.vary == Some(Vary::Fields)
                    && (self.amount.is_some()
                        || self.replicates.is_some()
                        || self.seed.is_some()) =>
            {
                Err(Error::usage(Phrase::UsageVaryFields, &[]))
            }
            Call::Robustness => self.variation().check(),
            Call::Versus if self.other.is_none() => {
                Err(Error::usage(Phrase::UsageNeeds, &[of(call), ("key", "other".into())]))
            }
            Call::Forecast if self.on.is_none() => {
                Err(Error::usage(Phrase::UsageNeeds, &[of(call), ("key", "on".into())]))
            }
            Call::Plan => self.goal().map(|_| ()),
            Call::WhatIf => {
                let ways =
                    [!self.set.is_empty(), !self.repair.is_empty(), self.repair_first.is_some()];
                match ways.into_iter().filter(|way| *way).count() {
                    1 => Ok(()),
                    _ => Err(Error::usage(
                        Phrase::UsageNeedsOne,
                        &[of(call), ("keys", "set, repair, repair_first".into())],
                    )),
                }
            }
            Call::Weak
                if self
                    .below
                    .is_some_and(|below| below < Percent::ZERO || below > Percent::HUNDRED) =>
            {
                Err(Error::usage(Phrase::UsageBelow, &[]))
            }
            Call::Weak if self.unit.is_some() && self.each => {
                Err(Error::usage(Phrase::UsageUnitOrEach, &[]))
            }
            Call::Weak if self.by.is_some() && (self.each || self.order.is_some()) => {
                Err(Error::usage(Phrase::UsageWeakByLead, &[]))
            }
            Call::Weak
                if matches!(self.order, Some(Order::Repeat | Order::PeerGap))
                    && self.unit.is_none()
                    && !self.each =>
            {
                Err(Error::usage(Phrase::UsageWeakRepeat, &[]))
            }
            Call::Weak if self.by.is_some_and(|by| by != By::Lead) => {
                Err(Error::usage(Phrase::UsageBy, &[of(call), ("key", "lead".into())]))
            }
            Call::Together if self.by.is_some_and(|by| by != By::Lead) => {
                Err(Error::usage(Phrase::UsageBy, &[of(call), ("key", "lead".into())]))
            }
            Call::Together if self.by.is_none() && (self.lead.is_some() || self.top.is_some()) => {
                let key = if self.lead.is_some() { "lead" } else { "top" };
                Err(Error::usage(Phrase::UsageWithByLead, &[of(call), ("key", key.into())]))
            }
            Call::Cuts if self.by == Some(By::Year) => Err(Error::usage(
                Phrase::UsageForeign,
                &[of(call), ("key", "by year".into()), ("calls", "lost".into())],
            )),
            Call::Intake if self.by.is_some_and(|by| by != By::Appraiser) => {
                Err(Error::usage(Phrase::UsageBy, &[of(call), ("key", "appraiser".into())]))
            }
            _ => Ok(()),
        }
    }

    /// Whether a call looks at earlier years beside its own.
    pub(super) fn looks_back(&self, call: Call) -> bool {
        matches!(call, Call::Table | Call::Weak)
            || (call == Call::Lost && self.by == Some(By::Year))
    }

    /// Whether a call shows figures of earlier years that stand among its own inputs.
    pub(super) fn looks_past(&self, call: Call, input: &Input) -> bool {
        let years = || input.assessments.iter().filter_map(Assessment::year);
        let now = self.year.or(years().max());
        self.looks_back(call) && years().any(|year| Some(year) < now)
    }

    /// What `plan` shall reach; `None` where each effort is asked about.
    pub(super) fn goal(&self) -> Result<Option<Goal>, Error> {
        let goals = [
            self.target.map(|percent| match self.node.clone() {
                Some(node) => Goal::Node(node, percent),
                None => Goal::Target(percent),
            }),
            self.grade.clone().map(Goal::Grade),
            self.rank.map(Goal::Rank),
            self.budget.map(Goal::Budget),
        ];
        let goals: Vec<Goal> = goals.into_iter().flatten().collect();
        let wrong = |phrase| Err(Error::usage(phrase, &[]));
        match (goals.as_slice(), self.frontier) {
            _ if self.node.is_some() && self.target.is_none() => wrong(Phrase::UsagePlanNode),
            ([], true) if self.fix.is_empty() && self.capacity.is_empty() => Ok(None),
            ([], true) => wrong(Phrase::UsageFrontier),
            ([Goal::Rank(0)], false) => wrong(Phrase::UsageRankOne),
            ([goal], false) => Ok(Some(goal.clone())),
            _ => wrong(Phrase::UsagePlanGoal),
        }
    }

    /// The steps `plan` may choose from.
    pub(super) fn efforts(&self, table: Option<&Efforts>) -> Result<Efforts, Error> {
        let wrong = |phrase, text: &str| Error::usage(phrase, &[("text", text.into())]);
        let mut efforts = table.cloned().unwrap_or_default();
        if self.with_survey {
            efforts = efforts.with_survey();
        }
        for text in &self.fix {
            let (code, to) = step_of(text).ok_or_else(|| wrong(Phrase::UsageFix, text))?;
            efforts = efforts.fixed(code.as_str(), to);
        }
        for code in &self.without {
            efforts = efforts.without(code.as_str());
        }
        for text in &self.capacity {
            let capacity = capacity_of(text);
            let (agency, effort) = capacity.ok_or_else(|| wrong(Phrase::UsageCapacity, text))?;
            efforts = efforts.capacity(agency, effort);
        }
        Ok(match self.on {
            Some(day) => efforts.on(day),
            None => efforts,
        })
    }

    /// What `robustness` varies.
    pub(super) fn variation(&self) -> Variation {
        let vary = self.vary.unwrap_or(Vary::Weights);
        let usual = if vary == Vary::Survey { 5 } else { 25 };
        Variation {
            vary,
            amount: self.amount.unwrap_or(Percent::whole(usual)),
            replicates: self.replicates.unwrap_or(1_000),
            seed: self.seed.unwrap_or_default(),
        }
    }

    /// The steps of `set`.
    pub(super) fn steps(&self) -> Result<Vec<Step>, Error> {
        let steps = self.set.iter().map(|text| match step_of(text) {
            Some((code, Some(points))) => Ok(Step::new(code, points)),
            _ => Err(Error::usage(Phrase::UsageSet, &[("text", text.as_str().into())])),
        });
        steps.collect()
    }
}
