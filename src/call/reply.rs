//! [`Reply`]: what a call gives, with all that is needed to print, seal and repeat it.

use std::sync::OnceLock;

use super::answer::{Answer, Row, marked_columns, marked_summary};
use super::asked::{LeftOut, asked_line};
use super::beside::{self, Beside, Company};
use super::compute::Compute;
use super::earlier::Earlier;
use super::envelope::Envelope;
use super::options::{Call, Options};
use super::seal::seal;
use crate::assessment::{Assessment, Input, Register, Unit};
use crate::error::Error;
use crate::finding::{Finding, Findings, Severity, Unread};
use crate::framework::Framework;
use crate::remediation::Efforts;
use crate::scoring::Basis;
use crate::view::{self, Claim, Look};
use crate::words::{Arg, Phrase};

/// The result of a call: rows, what was found, and all that is needed to repeat it.
///
/// # Example
/// ```
/// use par_index::{framework, sample, Call, Options, Reply};
///
/// let options = Options::default();
/// let fw = options.framework(&framework("hon-quan-2023")?)?;
/// let mut inputs = options.inputs(&fw, None);
/// inputs.read("communes.json", sample("communes-2023")?);
/// let reply = Reply::of(Call::Rank, &fw, inputs.finish(), &options)?;
/// assert!(reply.to_json().starts_with(r#"{"schema_version":1,"kind":"rank""#));
/// assert_eq!((reply.exit_code(), reply.seal().len()), (0, 32));
/// # Ok::<(), par_index::Error>(())
/// ```
pub struct Reply {
    call: Call,
    framework: Framework,
    options: Options,
    year: Option<u16>,
    answer: Answer,
    findings: Vec<Finding>,
    /// What of any of its inputs was not read.
    not_read: Vec<Unread>,
    /// What of those of the call itself.
    own_not_read: Vec<Unread>,
    inputs: Vec<Assessment>,
    basis: Basis,
    /// Whether the goal of a plan is out of reach.
    unreachable: bool,
    /// The unit asked about.
    unit: Option<Unit>,
    /// The units that sums lack.
    left_out: LeftOut,
    company: Company,
    seal: OnceLock<String>,
}

impl Reply {
    /// Computes a call. `framework` and `input` come from [`Options::framework`] and
    /// [`Options::inputs`], so that policies, year and conflicts are as asked.
    ///
    /// # Errors
    /// [`Error::is_usage`] when the call is wrong: a flag of another call, an unknown unit or code.
    pub fn of(
        call: Call,
        framework: &Framework,
        input: Input,
        options: &Options,
    ) -> Result<Reply, Error> {
        Reply::against(call, framework, input, None, options)
    }

    /// The same beside earlier inputs: those of `compare` and `diff`, and earlier years of `table`,
    /// `weak` and `lost` by year.
    ///
    /// # Errors
    /// Also where two rulers have no crosswalk, or the call takes no earlier inputs.
    pub fn against(
        call: Call,
        framework: &Framework,
        input: Input,
        earlier: Option<Earlier>,
        options: &Options,
    ) -> Result<Reply, Error> {
        let beside = Company { earlier, ..Company::default() };
        Reply::computed(call, framework, input, beside, options)
    }

    /// The same beside a table of efforts: of `plan` and `what-if`.
    ///
    /// # Errors
    /// Also where the call takes no efforts.
    pub fn with_efforts(
        call: Call,
        framework: &Framework,
        input: Input,
        efforts: Efforts,
        options: &Options,
    ) -> Result<Reply, Error> {
        let beside = Company { efforts: Some(efforts), ..Company::default() };
        Reply::computed(call, framework, input, beside, options)
    }

    /// `together`: the inputs, and further indices under frameworks of their own. The register says
    /// which unit stands above which.
    ///
    /// # Errors
    /// Also when no unit has the name asked for.
    pub fn together(
        framework: &Framework,
        input: Input,
        beside: Vec<Beside>,
        register: Option<&Register>,
        options: &Options,
    ) -> Result<Reply, Error> {
        let beside = Company::of_indices(beside, register);
        Reply::computed(Call::Together, framework, input, beside, options)
    }

    /// The same beside whatever a call may take.
    pub(super) fn computed(
        call: Call,
        framework: &Framework,
        input: Input,
        company: Company,
        options: &Options,
    ) -> Result<Reply, Error> {
        options.check(call)?;
        let Company { earlier, efforts, .. } = &company;
        if efforts.is_some() && !matches!(call, Call::Plan | Call::WhatIf) {
            return Err(Error::usage(Phrase::UsageNoEfforts, &[("call", call.as_str().into())]));
        }
        let needs = matches!(call, Call::Compare | Call::Diff);
        let takes = needs || options.looks_back(call);
        if needs && earlier.is_none() {
            return Err(Error::usage(Phrase::UsageNeedsEarlier, &[("call", call.as_str().into())]));
        }
        if !takes && earlier.is_some() {
            return Err(Error::usage(Phrase::UsageNoEarlier, &[("call", call.as_str().into())]));
        }
        let past = options.looks_past(call, &input);
        let own = if past { input.unread() } else { input.not_read.clone() };
        let not_read = company.unread(&own);
        let mut findings: Findings = framework
            .findings()
            .iter()
            .filter(|finding| finding.severity() == Severity::Warning)
            .chain(&input.findings)
            .cloned()
            .collect();
        let inputs = input.assessments.clone();
        let mut assessments = input.assessments;
        let mut earlier = earlier.clone();
        // Earlier figures of which a part is not known are none.
        let blind = earlier.as_ref().is_some_and(|earlier| !earlier.input.unread().is_empty());
        let mut sets = company.clone();
        for set in &sets.beside {
            let warnings = set.framework.findings().iter();
            findings.extend(
                warnings.filter(|finding| finding.severity() == Severity::Warning).cloned(),
            );
            findings.extend(set.input.findings.iter().cloned());
        }
        if options.no_survey {
            let before = earlier.iter_mut().flat_map(|earlier| &mut earlier.input.assessments);
            let beside = sets.beside.iter_mut().flat_map(|set| &mut set.input.assessments);
            for assessment in assessments.iter_mut().chain(before).chain(beside) {
                let (without, found) = assessment.without_survey();
                *assessment = without;
                findings.extend(found);
            }
        }
        findings.extend(earlier.iter().flat_map(|earlier| earlier.input.findings.clone()));
        options.set_aside(&mut findings);
        let mut compute = Compute::new(framework, options, findings);
        compute.made_of = input.predecessors;
        compute.earlier = earlier;
        compute.blind = blind;
        compute.efforts = efforts.as_ref();
        compute.bounded = company.bounded;
        let computes = !matches!(call, Call::Check | Call::Join | Call::Intake);
        let answer = if options.strict && computes && compute.findings.has_errors() {
            Answer::Nothing
        } else if call == Call::Together {
            compute.year = options.year;
            let findings = &mut compute.findings;
            beside::answer(framework, assessments, sets, options, findings)
                .map_err(|error| error.beside_unread(&not_read, &findings.to_vec()))?
        } else {
            compute
                .answer(call, assessments)
                .map_err(|error| error.beside_unread(&not_read, &compute.findings.to_vec()))?
        };
        let Compute { findings, year, basis, unreachable, unit, left_out, .. } = compute;
        Ok(Reply {
            call,
            framework: framework.clone(),
            options: options.clone(),
            year,
            answer,
            findings: findings.into_vec(),
            not_read,
            own_not_read: own,
            inputs,
            company,
            basis,
            unreachable,
            unit,
            left_out,
            seal: OnceLock::new(),
        })
    }

    /// The call.
    pub fn call(&self) -> Call {
        self.call
    }

    /// The framework, under the policies asked for.
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// What was asked.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Which stages count.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// What the result claims where it is not the official one.
    pub fn claim(&self) -> Claim {
        self.claim_on(self.basis)
    }

    fn claim_on(&self, basis: Basis) -> Claim {
        let Company { earlier, beside, .. } = &self.company;
        let others = earlier.iter().map(|earlier| &earlier.input);
        let others = others.chain(beside.iter().map(|set| &set.input));
        let others = others.flat_map(|input| &input.assessments);
        let settled = self.inputs.iter().chain(others).any(Assessment::is_settled);
        Claim::new(basis, self.options.no_survey, self.framework.overridden())
            .preferring_last(settled)
    }

    /// What stands in every row of a CSV table behind its own columns: a ranking at one component is
    /// not that of the whole, and another claim not the official one.
    pub fn claimed_columns(&self) -> Vec<(&'static str, String)> {
        let node = self.options.node.clone().filter(|_| self.call == Call::Rank);
        node.map(|node| ("node", node)).into_iter().chain(self.claim().columns()).collect()
    }

    /// The lines above a table. The heading of a forecast names the basis it chose by itself.
    fn lines_above(&self, look: Look) -> String {
        let chosen = self.call == Call::Forecast && self.options.basis.is_none();
        let basis = if chosen { Basis::Final } else { self.basis };
        let Reply { call, options, framework, unit, left_out, .. } = self;
        let asked = asked_line(*call, options, framework, unit.as_ref(), look);
        self.claim_on(basis).line(look) + &asked + &left_out.lines(look)
    }

    /// The year of the result.
    pub fn year(&self) -> Option<u16> {
        self.year
    }

    /// Everything found in the inputs and on the way.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What was opened and not understood, of any of the inputs. Every row, table and paper made of
    /// them says so, and a file should not be written without asking.
    pub fn not_read(&self) -> &[Unread] {
        &self.not_read
    }

    /// 32 hex digits (128 bits) over framework, inputs, policies, call and major version. It has no
    /// key: it says what a result follows from, not who made it.
    pub fn seal(&self) -> &str {
        self.seal.get_or_init(|| {
            let data = (&self.inputs[..], &self.own_not_read[..]);
            seal(self.call, &self.options, &self.framework, data, &self.company)
        })
    }

    /// The reply that a comparison with a printed result made of this one.
    pub(super) fn verified(mut self, verdict: super::verify::Verdict) -> Reply {
        self.call = Call::Verify;
        // That a goal is out of reach is what the print says, not what became of comparing it.
        self.unreachable = false;
        self.answer = Answer::Verify(verdict);
        self
    }

    /// What stands beside the rows, if anything does.
    pub fn summary(&self) -> Option<serde_json::Value> {
        marked_summary(self.left_out.beside(self.answer.summary()), &self.not_read)
    }

    /// The columns of the rows, as CSV has them.
    pub fn columns(&self) -> Vec<String> {
        marked_columns(self.answer.columns(), &self.not_read)
    }

    /// The joined assessments of a `join`.
    pub fn joined(&self) -> Option<&[Assessment]> {
        match &self.answer {
            Answer::Join(assessments) => Some(assessments),
            _ => None,
        }
    }

    /// Whether nothing was computed: the inputs hold no unit, or `--strict` met an error. What was
    /// written of an earlier call then stays. A check is itself the result, whatever it finds, and so
    /// is the comparison with a printed result.
    ///
    /// ```
    /// use par_index::{Call, Options, Reply, framework};
    /// let options = Options::default();
    /// let fw = framework("hon-quan-2023")?;
    /// let input = options.inputs(&fw, None).finish();
    /// assert!(Reply::of(Call::Rank, &fw, input, &options)?.is_void());
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn is_void(&self) -> bool {
        match &self.answer {
            Answer::Nothing => true,
            Answer::Check { .. } | Answer::Verify(_) => false,
            Answer::Join(assessments) => assessments.is_empty(),
            _ => {
                let beside = self.company.beside.iter().map(|set| &set.input.assessments);
                let earlier = self.company.earlier.iter().filter(|_| self.call == Call::Diff);
                let earlier = earlier.map(|before| &before.input.assessments);
                self.inputs.is_empty() && beside.chain(earlier).all(Vec::is_empty)
            }
        }
    }

    /// Hands out the rows one by one; stops at the first error.
    ///
    /// # Errors
    /// Whatever `give` returns.
    pub fn each_row<E>(&self, give: &mut dyn FnMut(Row) -> Result<(), E>) -> Result<(), E> {
        self.answer.each_row(&mut |row: Row| give(row.beside(&self.not_read)))
    }

    /// 0 if all is well, 1 if the inputs have error findings or were not read, or a printed result is
    /// not theirs, 4 if the goal of a plan is out of reach.
    pub fn exit_code(&self) -> u8 {
        let differs = matches!(&self.answer, Answer::Verify(verdict) if !verdict.same());
        let differs = differs || !self.not_read.is_empty();
        match differs || self.findings.iter().any(Finding::is_error) {
            true => 1,
            false if self.unreachable => 4,
            false => 0,
        }
    }

    /// The result object as JSON; of `join` the documents themselves.
    pub fn to_json(&self) -> String {
        let mut out = Vec::new();
        // Writing to memory cannot fail, and the bytes are JSON.
        let _ = self.write_json(&mut out);
        String::from_utf8(out).unwrap_or_default()
    }

    /// Writes the result object.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_json(&self, out: impl std::io::Write) -> std::io::Result<()> {
        let written = match &self.answer {
            Answer::Join(assessments) => {
                let mut documents: Vec<_> = assessments.iter().map(Assessment::to_spec).collect();
                let marked = !self.not_read.is_empty();
                for document in &mut documents {
                    document.not_read = marked;
                }
                serde_json::to_writer(out, &documents)
            }
            _ => serde_json::to_writer(out, &Envelope::of(self)),
        };
        written.map_err(std::io::Error::from)
    }

    /// The result as a person reads it, with its seal; of `check` the findings themselves.
    pub fn text(&self, look: Look) -> String {
        let text = self.answer.text(look);
        let above = self.lines_above(look);
        let text = match &self.answer {
            Answer::Check { units, good } => {
                let count = |severity| {
                    let found = self.findings.iter();
                    let found = found.filter(|finding| finding.severity() == severity);
                    found.map(Finding::count).sum::<usize>()
                };
                let args = [
                    ("errors", Arg::from(count(Severity::Error))),
                    ("warnings", count(Severity::Warning).into()),
                    ("notes", count(Severity::Note).into()),
                    ("good", (*good).into()),
                    ("units", (*units).into()),
                ];
                let said = if *units == 0 { Phrase::CheckNothing } else { Phrase::CheckSum };
                let sum = said.say(look.lang, &args);
                let findings = view::findings(&self.findings, usize::MAX, look);
                format!("{above}{findings}{sum}\n")
            }
            // Which result it is that was found right, or wrong.
            Answer::Verify(_) => text + &above,
            Answer::Join(_) | Answer::Nothing => text,
            _ => format!("{above}{text}\n{}\n", super::verify::seal_line(self, look)),
        };
        look.plain(view::unread_line(&self.not_read, look) + &text)
    }
}
