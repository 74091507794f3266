//! [`Reply`]: the result of a question, with everything needed to write, seal and repeat it.

mod envelope;
mod error;
mod printed;
mod seal;
mod source;
mod verify;
mod wording;

use crate::ask::parts::unread::{unread_block, unread_page};
use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::sync::OnceLock;

pub use printed::Printed;
pub use source::Source;
pub use verify::VerifyRow;
#[cfg(feature = "schema")]
pub(crate) use verify::schema as verify_schema;

use crate::ask::parts::claim::Claim;
use crate::ask::{Asked, End, Outcome, Row};
use crate::assessment::Assessment;
use crate::dossier::{Digested, Dossier};
use crate::error::Error;
use crate::finding::{Finding, Unread};
use crate::framework::Framework;
use crate::page::Page;
use crate::period::Period;
use crate::render::Look;
use crate::scoring::Basis;
use crate::words::{Lang, Phrase, seen};
use envelope::Envelope;
use error::error_object;

/// The result of a question: rows, findings, and everything needed to repeat it.
///
/// # Example
/// ```
/// use par_index::ask::Asked;
/// use par_index::dossier::Dossier;
/// use par_index::{Inputs, framework, sample};
///
/// let fw = framework("hon-quan-2023")?;
/// let mut inputs = Inputs::new(&fw);
/// inputs.read("communes.json", sample("communes-2023")?);
/// let dossier = Dossier::new(&fw, inputs.finish());
/// let reply = dossier.ask(&Asked::of("rank", "{}")?)?;
/// assert!(reply.to_json().starts_with(r#"{"schema_version":1,"kind":"rank""#));
/// assert_eq!((reply.exit_code(), reply.seal().len()), (0, 32));
/// # Ok::<(), par_index::Error>(())
/// ```
pub struct Reply {
    asked: Asked,
    dossier: Dossier,
    outcome: Outcome,
    seal: OnceLock<String>,
}

impl Dossier {
    /// Answers a question about the dossier.
    ///
    /// # Errors
    /// [`Error::is_usage`] when the question is wrong: an unknown unit or code, a part that the
    /// question needs and the dossier lacks, or a part of the dossier that the question does not
    /// use.
    pub fn ask(&self, asked: &Asked) -> Result<Reply, Error> {
        let mut asked = asked.clone();
        if let Some(understood) = asked.question.understood(self)? {
            asked.question = understood;
        }
        let outcome = asked.question.outcome(self, &asked.common)?;
        let dossier = self.clone();
        Ok(Reply { asked, dossier, outcome, seal: OnceLock::new() })
    }
}

impl Reply {
    /// The question that was asked.
    pub fn asked(&self) -> &Asked {
        &self.asked
    }

    /// The name of the question, such as `rank`.
    pub fn name(&self) -> &'static str {
        self.asked.name()
    }

    /// The framework of the result, with the policies that were asked for; `None` where the result
    /// has none.
    pub fn framework(&self) -> Option<&Framework> {
        self.outcome.framework.as_ref()
    }

    /// Which stages count; `None` where no assessment was used.
    pub fn basis(&self) -> Option<Basis> {
        self.outcome.basis
    }

    /// In which respects the result differs from the official one.
    pub fn claim(&self) -> Claim {
        self.claim_on(self.outcome.basis)
    }

    fn claim_on(&self, basis: Option<Basis>) -> Claim {
        match self.framework().zip(basis) {
            Some((framework, basis)) => {
                Claim::new(basis, self.asked.common.no_survey, framework.overridden())
                    .preferring_last(self.dossier.is_settled())
            }
            None => Claim::default(),
        }
    }

    /// Columns that every row of a CSV table has behind its own ones. They tell apart results that
    /// could be confused: a ranking at one component from that of the whole, and an unofficial
    /// result from the official one.
    pub fn claimed_columns(&self) -> Vec<(&'static str, String)> {
        self.outcome.answer.bears.iter().cloned().chain(self.claim().columns()).collect()
    }

    /// The period of the result, if it has one.
    pub fn period(&self) -> Option<Period> {
        self.outcome.period
    }

    /// The year of the period, if it is a whole year.
    pub fn year(&self) -> Option<u16> {
        self.period().and_then(Period::whole_year)
    }

    /// All findings on the inputs and from answering the question.
    pub fn findings(&self) -> &[Finding] {
        &self.outcome.findings
    }

    /// The findings that are not rows of the result itself: for the check of a letter, those on the
    /// data; for other questions, all of them.
    pub fn findings_beside(&self) -> &[Finding] {
        self.outcome.answer.beside.as_deref().unwrap_or(self.findings())
    }

    /// Whether the page of the result already lists the findings.
    pub fn tells_findings(&self) -> bool {
        self.outcome.answer.tells
    }

    /// The parts of the inputs that were opened but not understood. Every row, table and paper made
    /// from the inputs mentions them, and a result file should not be written without asking first.
    pub fn not_read(&self) -> &[Unread] {
        &self.outcome.not_read
    }

    /// The seal: 32 hex digits (128 bits) computed from framework, inputs, policies, question and
    /// major version. It uses no key: it shows from what a result follows, not who made it.
    pub fn seal(&self) -> &str {
        self.seal.get_or_init(|| self.sealed_with(Digested::of(self.name())))
    }

    /// The seal that earlier versions computed for the same result.
    pub(crate) fn earlier_seal(&self) -> String {
        self.sealed_with(Digested::earlier(self.name()))
    }

    fn sealed_with(&self, mut digest: Digested) -> String {
        digest.add(&self.asked.to_json());
        self.asked.question.seal(&self.dossier, &mut digest);
        digest.unread("not_read", self.not_read());
        digest.seal()
    }

    /// The summary that accompanies the rows, if there is one.
    pub fn summary(&self) -> Option<serde_json::Value> {
        self.outcome.answer.summary_beside(self.not_read())
    }

    /// The names of the columns of the rows, as in CSV.
    pub fn columns(&self) -> Vec<String> {
        self.outcome.answer.columns_beside(self.not_read())
    }

    /// The joined assessments, if the question was `join`.
    pub fn joined(&self) -> Option<&[Assessment]> {
        self.outcome.answer.documents.as_deref()
    }

    /// All rows of the result.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let _ = self.each_row::<()>(&mut |row| {
            rows.push(row);
            Ok(())
        });
        rows
    }

    /// Whether the rows, or the documents of a `join`, carry the mark `not_read`: a part of the
    /// inputs was not read, or a unit in error was left out. Without the mark the result would be
    /// taken for complete.
    pub fn is_marked(&self) -> bool {
        self.outcome.answer.is_part || !self.not_read().is_empty()
    }

    /// Whether nothing was computed: the inputs contain no unit, or `--strict` met an error. Files
    /// written for an earlier question should then be kept. A check is never void, whatever it
    /// finds, and neither is the comparison with a printed result.
    ///
    /// ```
    /// use par_index::ask::Asked;
    /// use par_index::dossier::Dossier;
    /// use par_index::{Inputs, framework};
    /// let fw = framework("hon-quan-2023")?;
    /// let dossier = Dossier::new(&fw, Inputs::new(&fw).finish());
    /// assert!(dossier.ask(&Asked::of("rank", "{}")?)?.is_void());
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn is_void(&self) -> bool {
        let answer = &self.outcome.answer;
        match answer.end {
            End::Void => true,
            _ if answer.tells || answer.is_verdict => false,
            _ => self.asked.question.is_void(&self.dossier, answer),
        }
    }

    /// Passes the rows to `give` one by one; stops at the first error.
    ///
    /// # Errors
    /// The error that `give` returns.
    pub fn each_row<E>(&self, give: &mut dyn FnMut(Row) -> Result<(), E>) -> Result<(), E> {
        let mut told = Ok(());
        let _ = self.outcome.answer.each_row(&mut |row| {
            told = give(row.marked(self.is_marked()));
            if told.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        told
    }

    /// The exit code: 0 if all is well; 1 if the inputs have error findings or were not fully read,
    /// or if a printed result does not match them; 4 if the goal of a plan is out of reach.
    pub fn exit_code(&self) -> u8 {
        let differs = self.outcome.answer.end == End::Differs || !self.not_read().is_empty();
        match differs || self.findings().iter().any(Finding::is_error) {
            true => 1,
            false if self.outcome.answer.end == End::OutOfReach => 4,
            false => 0,
        }
    }

    /// The result object as JSON; for `join`, the documents themselves.
    pub fn to_json(&self) -> String {
        self.to_json_in(Lang::En)
    }

    /// The result as JSON, with the sentences of its findings in the given language.
    pub fn to_json_in(&self, lang: Lang) -> String {
        let mut out = Vec::new();
        // Writing to memory cannot fail, and the bytes are JSON.
        let _ = self.write_json_in(lang, &mut out);
        String::from_utf8(out).unwrap_or_default()
    }

    /// Writes the result object as JSON.
    ///
    /// # Errors
    /// The errors of the writer.
    pub fn write_json(&self, out: impl io::Write) -> io::Result<()> {
        self.write_json_in(Lang::En, out)
    }

    fn write_json_in(&self, lang: Lang, out: impl io::Write) -> io::Result<()> {
        // Every sign of JSON is written by itself: they are gathered before they are handed on.
        let mut gathered = io::BufWriter::with_capacity(1 << 16, out);
        self.write_json_gathered(lang, &mut gathered)?;
        gathered.flush()
    }

    fn write_json_gathered(&self, lang: Lang, out: impl io::Write) -> io::Result<()> {
        let written = match self.joined() {
            Some([]) => {
                // An empty list could not carry the mark `not_read`, so an error object is written
                // instead.
                let nothing = Phrase::UsageNothing.word(lang);
                let object = error_object((nothing, lang), self.findings(), self.not_read());
                serde_json::to_writer(out, &object)
            }
            Some(assessments) => {
                let mut documents: Vec<_> = assessments.iter().map(Assessment::to_spec).collect();
                for document in &mut documents {
                    document.not_read = self.is_marked();
                }
                serde_json::to_writer(out, &documents)
            }
            None => serde_json::to_writer(out, &Envelope(self, lang)),
        };
        written.map_err(io::Error::from)
    }

    /// The title of the dossier, if it has one.
    pub fn title(&self) -> Option<&str> {
        self.dossier.title()
    }

    /// The page that a person reads, without the line of the seal.
    pub fn page(&self) -> Page {
        let answer = &self.outcome.answer;
        let mut page = answer.drawn();
        let narrowed = answer.scope.clone().block().into_iter().chain(answer.left_out.blocks());
        page = narrowed.collect::<Vec<_>>().into_iter().rev().fold(page, Page::under);
        let claim = self.claim_on(self.outcome.basis).block().filter(|_| answer.end != End::Void);
        if answer.is_verdict {
            // The page of a verdict says which result was found right or wrong.
            page = page.with(claim.into_iter().collect::<Vec<_>>());
        } else if self.joined().is_none() {
            page = claim.into_iter().fold(page, Page::under);
        }
        unread_block(self.not_read()).into_iter().fold(page, Page::under)
    }

    /// The result as text for a person, with the line of its seal; for `check`, the findings
    /// themselves. Above it stands the title of the dossier, if it has one, below the remark on
    /// unread parts.
    pub fn text(&self, look: Look) -> String {
        let text = self.untitled(look);
        let Some(title) = self.dossier.title().filter(|_| self.is_sealed()) else { return text };
        let title = Phrase::FolderTitle.say(look.lang, &[("title", (&*seen(title, false)).into())]);
        let above = unread_page(self.not_read()).text(look);
        let below = text.strip_prefix(&above).unwrap_or(&text);
        let above = &text[..text.len() - below.len()];
        format!("{above}{}\n{below}", look.plain(title))
    }

    /// The text of the result without the title of the dossier.
    fn untitled(&self, look: Look) -> String {
        let page = self.page().text(look);
        if !self.is_sealed() {
            return page;
        }
        look.plain(format!("{page}\n{}\n", self.seal_line(look)))
    }

    /// The paper as it is sent and signed, without the line of the seal; `None` if the result is
    /// not a paper.
    pub fn document(&self) -> Option<Page> {
        let page = self.outcome.answer.signed()?;
        Some(unread_block(self.not_read()).into_iter().fold(page, Page::under))
    }

    /// The paper as Markdown, with the line of its seal; `None` if the result is not a paper.
    pub fn markdown(&self, look: Look) -> Option<String> {
        let page = self.document()?;
        Some(format!("{}\n{}\n", page.markdown(look), self.seal_line(look)))
    }

    /// Whether the printed text ends with the line of the seal.
    fn is_sealed(&self) -> bool {
        let answer = &self.outcome.answer;
        let empty = answer.end == End::Differs && self.is_void();
        answer.end != End::Void
            && !empty
            && !answer.tells
            && !answer.is_verdict
            && self.joined().is_none()
    }
}
