//! Exact score analytics for the PAR Index (*Chỉ số cải cách hành chính*), Vietnam's index of public
//! administration reform: points are exact decimals, ranks compare exact ratios, and every number
//! says where it comes from.
//!
//! | you want | you call | you get |
//! |---|---|---|
//! | a framework, the ruler (*bộ tiêu chí*) | [`framework`](framework()) by id, [`Framework::from_json`], [`spec::FrameworkSpec`] built in Rust | [`Framework`], or every finding |
//! | what units report | [`read`] of JSON, [`Inputs`] of many files, [`spec::AssessmentSpec`] built in Rust | [`Input`]: assessments and findings |
//! | **scores** | [`Assessment::score`], [`score_all`], [`cohorts`] for several periods | [`Scorecard`], [`Cohort`] |
//! | **ranks** and grades | [`rank`], [`analysis::rank_at`] for one node | [`Ranking`] of [`Standing`]s |
//! | one unit, by id or name | [`Cohort::unit`] | [`CohortUnit`], which answers questions about the unit |
//! | **weak criteria** and why | [`weak`], [`CohortUnit::weak`] | [`WeakList`] |
//! | where points were lost | [`CohortUnit::ledger`], [`analysis::lost_by`] | [`analysis::Ledger`] by cause |
//! | what repairs would change | [`what_if`], [`CohortUnit::what_if`] | [`WhatIf`]: index, rank, overtakes |
//! | the cheapest **plan** to a goal | [`plan`], [`CohortUnit::plan`] | [`Plan`] |
//! | anything, as JSON in and out | [`call`](call()), [`call::Door`] | the result object |
//!
//! ```
//! use par_index::{framework, read, sample, Basis, Efforts, Goal, Order};
//!
//! fn main() -> Result<(), par_index::Error> {
//!     let fw = framework("hon-quan-2023")?;
//!     let input = read(&fw, sample("communes-2023")?); // good assessments and all findings
//!     let all = input.cohort(2023, Basis::Final)?;
//!     let unit = all.unit("xã mẫu 01")?; // or its id; a wrong name is an error with the nearest
//!     println!("{} %", unit.card().total().ratio().unwrap().percent(par_index::Digits::TWO));
//!     assert_eq!(unit.standing().rank, Some(7));
//!     for leaf in unit.weak(Order::PointsLost).iter().take(3) {
//!         println!("{} {} −{} {}", leaf.code, leaf.short.en, leaf.lost, leaf.why.en);
//!     }
//!     let plan = unit.plan(Goal::Rank(3), &Efforts::default())?;
//!     assert!(plan.reached && plan.proven_optimal);
//!     Ok(())
//! }
//! ```
//!
//! Readers never fail: a problem of the data is a [`Finding`] with its place, in English and
//! Vietnamese. A wrong call is an [`Error`], whose sentence `main` prints. Results can be
//! serialised and read back exactly with any [`serde`] format; documents can be read from any, too.
//!
//! The names above stand at the root of the crate. Everything else stands in its module; from the
//! lowest layer to the highest these are [`quantity`], [`words`], [`finding`],
//! [`framework`](mod@framework), [`assessment`], [`scoring`], [`analysis`], [`remediation`],
//! [`directive`], [`audit`], [`page`], [`render`], [`dossier`], [`ask`], [`reply`],
//! [`call`](mod@call). [`view`] has the rows and pages of results, [`spec`] the documents as they
//! stand in files.
//!
//! Features: `embedded` (default) includes the frameworks, letters, crosswalks and samples that
//! come with the library; `schema` adds the JSON Schemas. The only type of another crate in the
//! public interface is `rust_decimal::Decimal`.

// The library neither panics nor prints; its unit tests may.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::print_stdout,
        clippy::print_stderr
    )
)]

pub mod analysis;
pub mod ask;
pub mod assessment;
pub mod audit;
pub mod bound;
pub mod call;
pub mod day;
pub mod directive;
pub mod dossier;
pub mod error;
pub mod finding;
pub mod framework;
mod json;
pub mod page;
pub mod period;
pub mod quantity;
pub mod remediation;
pub mod render;
pub mod reply;
#[cfg(feature = "schema")]
pub mod schema;
pub mod scoring;
pub mod words;
pub mod work;

pub use analysis::{CohortUnit, Order, Ranking, Standing, WeakLeaf, WeakList, rank, weak};
pub use assessment::{Assessment, Input, Inputs, Unit, read};
pub use call::call;
pub use day::Day;
pub use error::Error;
pub use finding::Finding;
pub use framework::{Framework, framework, sample};
pub use period::Period;
pub use quantity::{Code, Digits, Percent, PointSum, Points, Ratio};
pub use remediation::{Efforts, Goal, Plan, Step, WhatIf, plan, what_if};
pub use scoring::{Basis, Cohort, NodeScore, Scorecard, State, cohorts, score, score_all};
pub use words::{Lang, Text};

/// The rows and pages of results, for callers that have a result of the library but no dossier.
pub mod view {
    pub use crate::ask::view::*;
    pub use crate::render::Look;
    pub use crate::reply::VerifyRow;
}

/// Documents as they stand in files: the right shape, but not yet checked.
pub mod spec {
    pub use crate::assessment::spec::{
        AssessmentSpec, EntrySpec, ExplanationSpec, NameSpec, StageSpec, SurveySpec, UnitSpec,
    };
    pub use crate::directive::spec::{ActorSpec, DirectiveSpec, ObligationSpec, ParentSpec};
    pub use crate::framework::head::HeadSpec;
    pub use crate::framework::rule::FactsSpec;
    pub use crate::framework::rule::spec::{
        BandSpec as RuleBandSpec, FullAtSpec, GroupSpec, Kind, LevelSpec, OptionSpec, RuleSpec,
    };
    pub use crate::framework::spec::{
        AgencySpec, AwardSpec, BandSpec, BasisSpec, FrameworkSpec, GradesSpec, NodeSpec,
        PoliciesSpec, PrintSpec, Quartile, QuartilesSpec, StatedSpec, ValidSpec,
    };
    pub use crate::json::Num;
}

/// Runs the examples of the README as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// Runs the examples of the pages for programmers as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../docs/en/integrators.md")]
#[doc = include_str!("../docs/vi/integrators.md")]
struct Integrators;
