//! The result object of a survey, with its seal.

use serde::Serialize;

use super::envelope::{PolicyRow, Ruler};
use super::seal::{self, Digested, line_of};
use crate::assessment::Counted;
use crate::finding::{Finding, Unread};
use crate::view::{self, Look, RespondentRow, SurveyRow, SurveyView, TargetRow, UnreadRow};

/// The name of its question.
pub(super) const SEALED: &str = "survey";

/// What a survey prints: the object of every result, with the respondents and the targets beside
/// the rows.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct SurveyObject {
    schema_version: u8,
    kind: String,
    version: String,
    framework: Ruler,
    /// No stage is chosen: ballots are the survey's.
    basis: Option<String>,
    year: Option<u16>,
    policies: PolicyRow,
    policies_overridden: Vec<String>,
    asked: SurveyAsked,
    #[cfg_attr(feature = "schema", schemars(with = "Vec<SurveyRow>"))]
    rows: Vec<Flagged>,
    respondents: Vec<RespondentRow>,
    targets: Vec<TargetRow>,
    summary: SurveySummary,
    not_read: Vec<UnreadRow>,
    #[cfg_attr(feature = "schema", schemars(with = "Vec<crate::schema::FindingObject>"))]
    findings: Vec<Finding>,
    seal: String,
}

/// A row, and whether it was counted while something was not read.
#[derive(Serialize)]
struct Flagged {
    #[serde(flatten)]
    row: SurveyRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_read: Option<bool>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
struct SurveyAsked {
    confidence: String,
    error: crate::quantity::Percent,
    least: u64,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
struct SurveySummary {
    units: usize,
    ballots: u64,
    /// How many parts were not read; absent where all was.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_read: Option<usize>,
}

/// The result object of a survey as JSON.
///
/// ```
/// # use par_index::{Place, Questionnaire, Tally, framework, survey_json, view};
/// # let (questions, _) = Questionnaire::new(&framework("hon-quan-2023")?, &[], &|_, _| Place::default());
/// let counted = Tally::new(&questions).finish();
/// let object = survey_json(&counted, &view::SurveyView::default());
/// assert!(object.contains(r#""kind":"survey""#));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn survey_json(counted: &Counted, view: &SurveyView) -> String {
    serde_json::to_string(&object(counted, view)).unwrap_or_default()
}

/// The line that closes a survey's table: version and seal, for a later count to be held against.
///
/// ```
/// # use par_index::{Place, Questionnaire, Tally, framework, survey_json, survey_seal_line, view};
/// # let (questions, _) = Questionnaire::new(&framework("hon-quan-2023")?, &[], &|_, _| Place::default());
/// let counted = Tally::new(&questions).finish();
/// let shown = view::SurveyView::default();
/// let line = survey_seal_line(&counted, &shown, view::Look::default());
/// let (_, seal) = line.strip_suffix(" · survey").unwrap().split_once("seal ").unwrap();
/// let seal = seal.replace(' ', ""); // in print it stands in groups of four
/// assert!(survey_json(&counted, &shown).contains(&format!(r#""seal":"{seal}""#)));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn survey_seal_line(counted: &Counted, view: &SurveyView, look: Look) -> String {
    let seal = object(counted, view).seal;
    let line = line_of(counted.not_read());
    seal::line(line, (env!("CARGO_PKG_VERSION"), &seal), SEALED, None, look)
}

fn object(counted: &Counted, view: &SurveyView) -> SurveyObject {
    let framework = counted.framework();
    let unread = counted.not_read();
    let not_read = (!unread.is_empty()).then_some(true);
    let rows = view::survey_rows(counted, view).into_iter();
    let rows = rows.map(|row| Flagged { row, not_read }).collect();
    let respondents = view::respondent_rows(counted, view);
    let targets = view::target_rows(counted, &view.targets);
    let asked = SurveyAsked {
        confidence: view.confidence.as_str().to_owned(),
        error: view.error,
        least: view.least,
    };
    let ballots = counted.units().iter().map(|unit| unit.ballots).sum();
    let mut object = SurveyObject {
        schema_version: 1,
        kind: "survey".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        framework: Ruler::of(framework),
        basis: None,
        year: counted.year(),
        policies: PolicyRow::of(framework.policies()),
        policies_overridden: Vec::new(),
        asked,
        rows,
        respondents,
        targets,
        summary: SurveySummary {
            units: counted.units().len(),
            ballots,
            not_read: not_read.map(|_| unread.len()),
        },
        not_read: view::unread_rows(unread),
        findings: counted.findings().to_vec(),
        seal: String::new(),
    };
    object.seal = sealed(framework.hash(), unread, &object);
    object
}

/// The seal over major version, framework, flags, counts and what was not read, wherever the ballots lay.
fn sealed(framework: &str, unread: &[Unread], object: &SurveyObject) -> String {
    let SurveyObject { asked, rows, respondents, targets, .. } = object;
    let mut digest = Digested::of(SEALED);
    digest.add(framework);
    let counts = (asked, rows, respondents, targets);
    digest.add(&serde_json::to_string(&counts).unwrap_or_default());
    digest.unread("not_read", unread);
    digest.seal()
}
