//! What is asked of a directive: its check, its standing on a day, its papers.
//!
//! A door beside [`Reply`](super::Reply): a letter is checked and followed without a framework, and
//! its papers hold a cohort against it.

mod check;
mod request;

use serde::{Deserialize, Serialize};

use super::answer::{Row, marked_columns, marked_summary, owned};
use super::compute::{Compute, find_unit};
use super::envelope::{PolicyRow, Ruler};
use super::options::{Call, Options};
use super::seal::{self, Digested, data, line_of};
use crate::assessment::{Assessment, Input};
use crate::day::Day;
use crate::directive::{
    Actor, Directive, LEAST_DAYS, Obligation, ObligationStanding, Paper, PaperAsked, PaperKind,
    Progress, count_by, paper, status,
};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place, Unread, nearest, united, unread_of};
use crate::framework::policy::vocabulary;
use crate::framework::{Framework, framework};
use crate::json::cut;
use crate::quantity::Percent;
use crate::remediation::Efforts;
use crate::scoring::{Cohort, State};
use crate::view::{self, Claim, Look, UnreadRow};
use crate::words::{Phrase, Text};

pub(super) use request::answer;

vocabulary! {
    /// What is asked of a directive.
    DirectiveCall {
        /// What is wrong with it.
        Check "directive-check",
        /// How its obligations stand.
        Status "directive-status",
        /// A paper it orders.
        Papers "directive-papers",
    }
}

/// The flags of a call about a directive.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct DirectiveAsked {
    /// Check: the days an order must leave; 15 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
    /// The day of the standing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub on: Option<Day>,
    /// How many days before its day an obligation is near; 15 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<u16>,
    /// Check: the ratio below which a criterion is weak, in percent; 50 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<Percent>,
    /// Which paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperKind>,
    /// Only what this agency leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// Papers, and a check beside data: the flags about the inputs, and `unit`.
    #[serde(skip_serializing_if = "is_plain")]
    pub inputs: Options,
}

fn is_plain(options: &Options) -> bool {
    *options == Options::default()
}

/// The reply to a call about a directive.
///
/// # Example
/// ```
/// use par_index::{DirectiveAsked, DirectiveReply, directive};
///
/// let letter = directive("hon-quan-2023")?;
/// let reply = DirectiveReply::check(&letter, &DirectiveAsked::default());
/// assert_eq!((reply.exit_code(), reply.seal().len()), (1, 32));
/// assert!(reply.to_json().contains(r#""obligation":"2.9","code":"due_before_letter""#));
/// # Ok::<(), par_index::Error>(())
/// ```
pub struct DirectiveReply {
    call: DirectiveCall,
    directive: Directive,
    asked: DirectiveAsked,
    scored: Option<Scored>,
    rows: Vec<Row>,
    columns: Vec<String>,
    summary: serde_json::Value,
    findings: Vec<Finding>,
    /// Of a check beside data, what was found in the data: it is no row.
    read: Option<Vec<Finding>>,
    /// What of its reports, measures or inputs was not read.
    not_read: Vec<Unread>,
    seal: String,
    text: Box<dyn Fn(Look) -> String + Send + Sync>,
    markdown: Option<Box<dyn Fn(Look) -> String + Send + Sync>>,
}

/// What a paper or a check was computed under.
struct Scored {
    framework: Framework,
    year: Option<u16>,
    /// How many units the inputs hold.
    units: usize,
    /// Whether `--prefer last` settled a conflict of theirs.
    settled: bool,
}

impl Scored {
    fn of(framework: &Framework, year: Option<u16>, inputs: &[Assessment]) -> Scored {
        let settled = inputs.iter().any(Assessment::is_settled);
        Scored { framework: framework.clone(), year, units: inputs.len(), settled }
    }
}

/// The units of the year asked for, with what was found on the way.
struct Cards {
    cohort: Cohort,
    year: Option<u16>,
    findings: Findings,
    inputs: Vec<Assessment>,
}

impl Cards {
    fn of(
        framework: &Framework,
        input: Input,
        not_read: &[Unread],
        options: &Options,
    ) -> Result<Cards, Error> {
        let mut findings = Findings::from(input.findings.clone());
        let inputs = input.assessments.clone();
        let mut assessments = input.assessments;
        if options.no_survey {
            for assessment in &mut assessments {
                let (without, found) = assessment.without_survey();
                *assessment = without;
                findings.extend(found);
            }
        }
        options.set_aside(&mut findings);
        let mut compute = Compute::new(framework, options, findings);
        let cohort = compute
            .cohort(Call::Lost, assessments)
            .map_err(|error| error.beside_unread(not_read, &compute.findings.to_vec()))?;
        Ok(Cards { cohort, year: compute.year, findings: compute.findings, inputs })
    }
}

impl DirectiveReply {
    /// How the obligations stand on the day asked for.
    ///
    /// # Errors
    /// [`Error::is_usage`] without a day, or for an agency the letter does not name.
    pub fn status(
        directive: &Directive,
        progress: &(Progress, Vec<Finding>),
        asked: &DirectiveAsked,
    ) -> Result<DirectiveReply, Error> {
        let Some(on) = asked.on else {
            return Err(needs("directive-status", "--on"));
        };
        let asked = &known_lead(directive, None, asked)?;
        let (progress, findings) = progress;
        let not_read = unread_of(findings, "progress");
        let mut findings = findings.clone();
        let ruler = directive.framework_id().and_then(|id| framework(id).ok());
        let within = asked.within.unwrap_or(LEAST_DAYS);
        let mut shown = status(directive, progress, on, within);
        if let Some(agency) = asked.lead.as_deref() {
            let leads = |standing: &ObligationStanding| {
                let one = directive.obligation(standing.paragraph.as_str());
                one.is_some_and(|one| directive.lead(one).any(|actor| actor.id() == agency))
            };
            shown.retain(leads);
            findings.extend(ordered_together(directive, agency));
            if shown.is_empty() {
                let agency = directive.agency(agency).map(|one| one.name().clone());
                findings.push(nothing_led(&agency.unwrap_or_default()));
            }
        }
        let rows = view::status_rows(directive, &shown).into_iter().map(Row::Status).collect();
        let leads = count_by(directive, &shown, |one| directive.lead_key(one));
        let fields = view::count_by_field(directive, &shown, ruler.as_ref());
        let all = count_by(directive, &shown, |_| "total".to_owned());
        let summary = serde_json::json!({
            "on": on, "within": within,
            "by_lead": view::status_count_rows(&leads),
            "by_field": view::status_count_rows(&fields),
            "total": view::status_count_rows(&all).first(),
            "without_day": view::without_day(directive, &shown),
            "impossible_day": view::impossible_day(directive, &shown),
        });
        let letter = directive.clone();
        let columns = owned(view::StatusRow::COLUMNS);
        let text =
            Box::new(move |look| view::status_table(&letter, &shown, on, ruler.as_ref(), look));
        Ok(DirectiveReply::of(DirectiveCall::Status, directive, asked, columns, text)
            .holding(rows, summary, findings)
            .beside(not_read)
            .sealed(None, (&progress.rows(directive), &[]), &Efforts::default()))
    }

    /// A paper of the inputs, as the letter orders it. `framework` and `input` come from
    /// [`Options::framework`] and [`Options::inputs`].
    ///
    /// # Errors
    /// [`Error::is_usage`] when the call is wrong: no paper named, a monitoring table without a day, an
    /// unknown unit or agency.
    pub fn papers(
        directive: &Directive,
        framework: &Framework,
        input: Input,
        progress: &(Progress, Vec<Finding>),
        measures: &Efforts,
        asked: &DirectiveAsked,
    ) -> Result<DirectiveReply, Error> {
        let Some(kind) = asked.paper else {
            return Err(needs("directive-papers", "--paper"));
        };
        if kind == PaperKind::Monitoring && asked.on.is_none() {
            return Err(needs("monitoring", "--on"));
        }
        of_this_framework(directive, framework)?;
        takes(kind, progress, measures)?;
        let asked = &known_lead(directive, Some(framework), asked)?;
        let options = &asked.inputs;
        let reports = unread_of(&progress.1, "progress");
        let not_read = united([input.not_read.as_slice(), &reports].into_iter());
        let Cards { cohort, year, mut findings, inputs } =
            Cards::of(framework, input, &not_read, options)?;
        findings.extend(directive.unknown_links(framework));
        findings.extend(progress.1.iter().cloned());
        findings.extend(measures.findings.to_vec());
        if options.strict && findings.has_errors() {
            // Asked to compute nothing while anything is wrong.
            let columns = owned(view::PaperRow::COLUMNS);
            let text = Box::new(|_: Look| String::new());
            return Ok(DirectiveReply::of(DirectiveCall::Papers, directive, asked, columns, text)
                .holding(Vec::new(), serde_json::Value::Null, findings.into_vec())
                .beside(not_read));
        }
        let unit = find_unit(&cohort, options.unit.as_deref())
            .map_err(|error| error.beside_unread(&not_read, &findings.to_vec()))?;
        let paper_asked = PaperAsked {
            lead: asked.lead.clone(),
            on: asked.on,
            within: asked.within.unwrap_or(LEAST_DAYS),
            ..PaperAsked::new(kind, unit.as_ref().map(|unit| unit.id.as_str()))
        };
        let paper = paper(directive, &cohort, &paper_asked, &progress.0, measures);
        if let Some(lead) = asked.lead.as_deref().filter(|_| kind == PaperKind::Monitoring) {
            findings.extend(ordered_together(directive, lead));
        }
        if let Some(lead) = asked.lead.as_deref().filter(|_| paper.is_empty()) {
            let agency = view::lead_name(directive, framework, lead);
            let leads = kind == PaperKind::Raise && view::answers(directive, framework, &paper);
            findings.push(if leads { no_goal_led(&agency) } else { nothing_led(&agency) });
        }
        let rows = view::paper_rows(&cohort, &paper);
        let rows = rows.into_iter().map(|row| Row::Paper(Box::new(row))).collect();
        let summary = paper_summary(&paper);
        let columns = owned(view::PaperRow::COLUMNS);
        let (letter, all, one) = (directive.clone(), cohort.clone(), paper.clone());
        let text = Box::new(move |look| view::paper_table(&letter, &all, &one, look));
        let letter = directive.clone();
        let markdown = Box::new(move |look| view::paper_markdown(&letter, &cohort, &paper, look));
        let mut reply = DirectiveReply::of(DirectiveCall::Papers, directive, asked, columns, text)
            .holding(rows, summary, findings.into_vec())
            .beside(not_read);
        reply.markdown = Some(markdown);
        reply.scored = Some(Scored::of(framework, year, &inputs));
        let progress = progress.0.rows(directive);
        Ok(reply.sealed(Some((framework, &inputs)), (&progress, &reports), measures))
    }

    fn of(
        call: DirectiveCall,
        directive: &Directive,
        asked: &DirectiveAsked,
        columns: Vec<String>,
        text: Box<dyn Fn(Look) -> String + Send + Sync>,
    ) -> DirectiveReply {
        let reply = DirectiveReply {
            call,
            directive: directive.clone(),
            asked: asked.clone(),
            scored: None,
            rows: Vec::new(),
            columns,
            summary: serde_json::Value::Null,
            findings: Vec::new(),
            read: None,
            not_read: Vec::new(),
            seal: String::new(),
            text,
            markdown: None,
        };
        reply.sealed(None, (&[], &[]), &Efforts::default())
    }

    fn holding(
        mut self,
        rows: Vec<Row>,
        summary: serde_json::Value,
        findings: Vec<Finding>,
    ) -> DirectiveReply {
        self.rows = rows;
        self.summary = summary;
        self.findings = findings;
        self
    }

    /// Bears what was not read, if anything was not.
    fn beside(mut self, not_read: Vec<Unread>) -> DirectiveReply {
        self.rows = self.rows.into_iter().map(|row| row.beside(&not_read)).collect();
        self.columns = marked_columns(self.columns, &not_read);
        if let Some(summary) = marked_summary(Some(self.summary.take()), &not_read) {
            self.summary = summary;
        }
        self.not_read = not_read;
        self
    }

    /// The seal over the letter, what was asked, the reports and measures, and of a paper its
    /// framework and inputs.
    fn sealed(
        mut self,
        scored: Option<(&Framework, &[Assessment])>,
        (progress, reports): (&[crate::directive::ProgressRow], &[Unread]),
        measures: &Efforts,
    ) -> DirectiveReply {
        let mut digest = Digested::of(self.call.as_str());
        let mut add = |text: &str| digest.add(text);
        add(&serde_json::to_string(&self.asked).unwrap_or_default());
        add(&self.directive.hash());
        add(&serde_json::to_string(progress).unwrap_or_default());
        if let Some((framework, inputs)) = scored {
            data(&mut add, framework, inputs);
            add(&serde_json::to_string(&measures.rows).unwrap_or_default());
        }
        digest.unread("not_read", &self.not_read);
        digest.unread("progress_not_read", reports);
        self.seal = digest.seal();
        self
    }

    /// Everything found: the slips of a check, what is wrong with reports, measures and inputs.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Those that stand beside the result: of a check what was found in the data, of others all.
    pub fn findings_beside(&self) -> &[Finding] {
        match (&self.read, self.call) {
            (Some(read), _) => read,
            (None, DirectiveCall::Check) => &[],
            (None, _) => &self.findings,
        }
    }

    /// What was opened and not understood, of reports and inputs: every row, table and paper says so.
    pub fn not_read(&self) -> &[Unread] {
        &self.not_read
    }

    /// The seal.
    pub fn seal(&self) -> &str {
        &self.seal
    }

    /// What a paper claims where its figures are not the official ones.
    pub fn claim(&self) -> Claim {
        let Some(scored) = &self.scored else { return Claim::default() };
        let Options { basis, no_survey, .. } = self.asked.inputs;
        Claim::new(basis.unwrap_or_default(), no_survey, scored.framework.overridden())
            .preferring_last(scored.settled)
    }

    /// The columns of the rows.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Whether data were asked about and nothing was computed: the inputs hold no unit, or `--strict` met
    /// an error. What was written of an earlier call then stays.
    pub fn is_void(&self) -> bool {
        let scored = self.scored.as_ref().is_some_and(|scored| scored.units > 0);
        let scores = self.call == DirectiveCall::Papers || self.read.is_some();
        scores && !scored
    }

    /// 0 if all is well, 1 if anything found is an error or anything was not read.
    pub fn exit_code(&self) -> u8 {
        u8::from(!self.not_read.is_empty() || self.findings.iter().any(Finding::is_error))
    }

    /// The result object.
    pub fn to_json(&self) -> String {
        // Rows, names and numbers as text: writing them cannot fail.
        serde_json::to_string(&Envelope::of(self)).unwrap_or_default()
    }

    /// The result as a person reads it, with its seal.
    pub fn text(&self, look: Look) -> String {
        let unread = view::unread_line(&self.not_read, look);
        look.plain(format!("{unread}{}\n{}\n", (self.text)(look), self.seal_line(look)))
    }

    /// A paper as Markdown, with its seal; `None` for what is no paper.
    pub fn markdown(&self, look: Look) -> Option<String> {
        let markdown = self.markdown.as_ref()?;
        let unread = view::unread_markdown(&self.not_read, look);
        Some(look.plain(format!("{unread}{}\n{}\n", markdown(look), self.seal_line(look))))
    }

    fn seal_line(&self, look: Look) -> String {
        let seal = (env!("CARGO_PKG_VERSION"), self.seal.as_str());
        seal::line(line_of(&self.not_read), seal, self.call.as_str(), None, look)
    }
}

/// A letter is held against data under its own framework only.
fn of_this_framework(directive: &Directive, framework: &Framework) -> Result<(), Error> {
    match directive.framework_id().filter(|own| *own != framework.id()) {
        Some(own) => {
            let args = [("own", own.into()), ("given", framework.id().into())];
            Err(Error::usage(Phrase::UsageLetterRuler, &args))
        }
        None => Ok(()),
    }
}

fn needs(call: &str, key: &str) -> Error {
    Error::usage(Phrase::UsageNeeds, &[("call", call.into()), ("key", key.into())])
}

/// A paper takes no table it would not use.
fn takes(
    kind: PaperKind,
    progress: &(Progress, Vec<Finding>),
    measures: &Efforts,
) -> Result<(), Error> {
    let reports = !progress.0.is_empty() || !progress.1.is_empty();
    let planned = !measures.rows.is_empty() || !measures.findings.is_empty();
    let (key, papers) = match kind {
        PaperKind::Monitoring if planned => ("--measures", "--paper repair, raise"),
        PaperKind::Repair | PaperKind::Raise if reports => ("--progress", "--paper monitoring"),
        _ => return Ok(()),
    };
    let call = format!("--paper {}", kind.as_str());
    let args = [("call", call.into()), ("key", key.into()), ("calls", papers.into())];
    Err(Error::usage(Phrase::UsageForeign, &args))
}

/// The call with the id of the lead asked for: an agency of the letter or of the framework, by its id
/// or one of its names.
fn known_lead(
    directive: &Directive,
    framework: Option<&Framework>,
    asked: &DirectiveAsked,
) -> Result<DirectiveAsked, Error> {
    let Some(lead) = asked.lead.as_deref() else { return Ok(asked.clone()) };
    let own = directive.agencies().iter().map(Actor::id);
    let others = framework.iter().flat_map(|ruler| ruler.agencies());
    let mut known: Vec<&str> = own.chain(others.map(crate::framework::Agency::id)).collect();
    known.sort_unstable();
    known.dedup();
    let named = || {
        let ruled = framework.and_then(|ruler| {
            let agency = ruler.agencies().get(ruler.agency_named(lead)?)?;
            Some(agency.id())
        });
        ruled.or_else(|| directive.agency_named(lead).map(Actor::id))
    };
    let id = known.iter().find(|id| **id == lead).copied().or_else(named);
    if let Some(id) = id {
        return Ok(DirectiveAsked { lead: Some(id.to_owned()), ..asked.clone() });
    }
    let all = [("known", known.join(", ").into())];
    let mut expected = Phrase::KnownIds.text(&all);
    if let Some(near) = nearest(lead, known.iter().copied()) {
        let args = [("near", near.into()), ("known", known.join(", ").into())];
        expected = Phrase::NearAndKnownIds.text(&args);
    }
    let finding = Finding::new(FindingCode::UnknownAgency, Place::default());
    Err(Error::wrong_call(finding.found(cut(lead)).with("near", expected)))
}

/// Said of an agency asked for by itself: what is ordered of a collective it belongs to.
fn ordered_together(directive: &Directive, agency: &str) -> Vec<Finding> {
    let name = directive.agency(agency).map(|one| one.short().clone()).unwrap_or_default();
    let all = directive.collectives_of(agency).into_iter().filter_map(|collective| {
        let leads = |one: &&Obligation| {
            let mut leads = directive.lead(one).map(Actor::id);
            let own = directive.lead(one).any(|actor| actor.id() == agency);
            !own && leads.any(|id| id == collective.id())
        };
        let orders = directive.obligations().iter().filter(leads);
        let paragraphs: Vec<&str> = orders.map(|one| one.paragraph().as_str()).collect();
        let finding = Finding::new(FindingCode::OrderedTogether, Place::default());
        let finding = finding.with("agency", name.clone()).with("id", collective.id());
        let finding = finding.with("collective", collective.short().clone());
        let told = finding.with("paragraphs", paragraphs.join(", "));
        (!paragraphs.is_empty()).then_some(told)
    });
    all.collect()
}

/// Said of a plan to raise fields, of an agency that leads other things only.
fn no_goal_led(agency: &Text) -> Finding {
    let place = Place::default();
    let finding = Finding::new(FindingCode::NoGoalLed, place);
    finding.with("agency", agency.clone()).with("paper", "--paper repair")
}

/// Said of a paper or a standing without a line.
pub(super) fn nothing_led(agency: &Text) -> Finding {
    let place = Place::default();
    Finding::new(FindingCode::NothingLed, place).with("agency", agency.clone())
}

fn paper_summary(paper: &Paper) -> serde_json::Value {
    let groups: Vec<serde_json::Value> = paper
        .groups
        .iter()
        .map(|group| {
            serde_json::json!({
                "group": group.key, "lines": group.lines.len(), "max": group.sums.max,
                "self": group.sums.self_points, "appraised": group.sums.appraised,
                "lost": group.sums.lost,
            })
        })
        .collect();
    let left_out: Vec<serde_json::Value> = paper
        .left_out
        .iter()
        .map(|(unit, state)| {
            serde_json::json!({
                "unit": unit.id, "name": view::name(&unit.name), "state": state.as_str(),
            })
        })
        .collect();
    serde_json::json!({
        "paper": paper.asked.kind, "state": paper.state.map(State::as_str), "open": paper.open,
        "left_out": left_out, "groups": groups, "lost": paper.sums.lost,
    })
}

/// The letter of a result.
#[derive(Serialize)]
struct Letter {
    id: String,
    hash: String,
    issued: Day,
    provenance: &'static str,
}

/// One result object.
#[derive(Serialize)]
struct Envelope<'a> {
    schema_version: u8,
    kind: &'static str,
    version: &'static str,
    directive: Letter,
    framework: Option<Ruler>,
    basis: Option<&'static str>,
    year: Option<u16>,
    policies: Option<PolicyRow>,
    policies_overridden: Vec<&'a str>,
    asked: &'a DirectiveAsked,
    rows: &'a [Row],
    summary: &'a serde_json::Value,
    not_read: Vec<UnreadRow>,
    findings: &'a [Finding],
    seal: &'a str,
}

impl<'a> Envelope<'a> {
    fn of(reply: &'a DirectiveReply) -> Envelope<'a> {
        let directive = &reply.directive;
        let scored = reply.scored.as_ref();
        let overridden = reply.asked.inputs.policy.keys().map(String::as_str);
        Envelope {
            schema_version: 1,
            kind: reply.call.as_str(),
            version: env!("CARGO_PKG_VERSION"),
            directive: Letter {
                id: directive.id().to_owned(),
                hash: directive.hash(),
                issued: directive.issued(),
                provenance: directive.provenance().as_str(),
            },
            framework: scored.map(|scored| Ruler::of(&scored.framework)),
            basis: scored.map(|_| reply.asked.inputs.basis.unwrap_or_default().as_str()),
            year: scored.and_then(|scored| scored.year),
            policies: scored.map(|scored| PolicyRow::of(scored.framework.policies())),
            policies_overridden: overridden.collect(),
            asked: &reply.asked,
            rows: &reply.rows,
            summary: &reply.summary,
            not_read: view::unread_rows(&reply.not_read),
            findings: &reply.findings,
            seal: &reply.seal,
        }
    }
}
