//! [`Error`]: the reason why a call gave no result. Problems of single data are
//! [`crate::Finding`]s.

use std::fmt;

use crate::finding::{Finding, Severity, Unread, unread_files};
use crate::words::{Arg, Lang, Phrase, Text};

/// The most findings of the inputs that an error message lists.
const MOST_TOLD: usize = 20;

/// The reason why a call gave no result.
///
/// The type is opaque and answers questions such as [`Error::is_refused`]; [`Error::findings`]
/// holds every problem of refused data.
///
/// ```
/// use par_index::Framework;
/// let error = Framework::from_json("{}").unwrap_err();
/// assert!(error.is_refused());
/// assert_eq!(error.findings()[0].code().as_str(), "missing_key");
/// ```
///
/// `Debug` writes the message, too, because `main() -> Result<(), Error>` prints an error with
/// `Debug`.
///
/// ```
/// let error = par_index::framework("hon-quan").unwrap_err();
/// assert_eq!(format!("{error:?}"), error.to_string());
/// ```
pub struct Error(Kind);

enum Kind {
    /// A document was refused because it has error findings.
    Refused { what: String, findings: Vec<Finding> },
    /// A call failed while some of its inputs could not be read.
    Unread { why: Box<Error>, unread: Vec<Unread>, findings: Vec<Finding> },
    /// The call itself is wrong.
    Usage(Text),
    /// The call names something that does not exist.
    WrongCall(Box<Finding>),
}

impl Error {
    /// A refusal; its findings are sorted so that errors stand before warnings and notes.
    pub(crate) fn refused(what: impl Into<String>, mut findings: Vec<Finding>) -> Error {
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
        Error(Kind::Refused { what: what.into(), findings })
    }

    /// The refusal of data by another reader, with everything it found.
    pub fn of_findings(what: impl Into<String>, findings: Vec<Finding>) -> Error {
        Error::refused(what, findings)
    }

    pub(crate) fn map_findings(mut self, change: impl FnMut(&mut Finding)) -> Error {
        if let Kind::Refused { findings, .. } = &mut self.0 {
            findings.iter_mut().for_each(change);
        }
        self
    }

    pub(crate) fn usage(message: Phrase, args: &[(&'static str, Arg)]) -> Error {
        Error(Kind::Usage(message.text(args)))
    }

    pub(crate) fn wrong_call(finding: Finding) -> Error {
        Error(Kind::WrongCall(Box::new(finding)))
    }

    /// Fails if one of the findings is about the call itself; findings about the data stay with the
    /// result.
    pub(crate) fn of_call(findings: &[Finding]) -> Result<(), Error> {
        match findings.iter().find(|finding| finding.is_of_call()) {
            Some(finding) => Err(Error::wrong_call(finding.clone())),
            None => Ok(()),
        }
    }

    /// The error with the note that some inputs were not read: the unit or code asked for may stand
    /// there, so the data should be repaired first.
    pub(crate) fn beside_unread(self, unread: &[Unread], findings: &[Finding]) -> Error {
        if unread.is_empty() || self.is_refused() {
            return self;
        }
        let errors = findings.iter().filter(|finding| finding.is_error()).cloned();
        let findings = self.findings().iter().cloned().chain(errors).collect();
        Error(Kind::Unread { why: Box::new(self), unread: unread.to_vec(), findings })
    }

    /// The parts of the inputs that were not read; empty for errors without such parts.
    pub fn not_read(&self) -> &[Unread] {
        match &self.0 {
            Kind::Unread { unread, .. } => unread,
            _ => &[],
        }
    }

    /// The message in the given language.
    pub fn text(&self, lang: Lang) -> String {
        match &self.0 {
            Kind::Usage(message) => message.get(lang).to_owned(),
            Kind::Refused { what, findings } => {
                let mut out = Phrase::Refused.say(lang, &[("what", what.as_str().into())]);
                // Notes are left out, so that only errors and warnings are listed.
                for finding in findings.iter().filter(|found| found.severity() != Severity::Note) {
                    out.push_str("\n  ");
                    out.push_str(&finding.text(lang));
                }
                out
            }
            Kind::Unread { why, unread, findings } => {
                let files = unread_files(unread, lang);
                let mut out = Phrase::NotRead.say(lang, &[("files", files.into())]);
                out.push_str("\n  ");
                out.push_str(&why.text(lang));
                let own = why.findings().len();
                for finding in findings.iter().skip(own).take(MOST_TOLD) {
                    out.push_str("\n  ");
                    out.push_str(&finding.text(lang));
                }
                out
            }
            Kind::WrongCall(finding) => {
                let expected = finding.expected(lang);
                let message = finding.message(lang);
                if expected.is_empty() { message } else { format!("{message}; {expected}") }
            }
        }
    }

    /// Whether data were refused or could not be read; the findings say why.
    pub fn is_refused(&self) -> bool {
        matches!(self.0, Kind::Refused { .. } | Kind::Unread { .. })
    }

    /// Whether the call was wrong, for example an unknown name or option.
    pub fn is_usage(&self) -> bool {
        matches!(self.0, Kind::Usage(_) | Kind::WrongCall(_))
    }

    /// Everything found in refused data, errors first. For a call that names something unknown, the
    /// one finding that says so; otherwise empty.
    pub fn findings(&self) -> &[Finding] {
        match &self.0 {
            Kind::Refused { findings, .. } | Kind::Unread { findings, .. } => findings,
            Kind::Usage(_) => &[],
            Kind::WrongCall(finding) => std::slice::from_ref(finding.as_ref()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
