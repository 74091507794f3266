//! [`Error`]: what is wrong with the call. What is wrong with the data is a [`crate::Finding`].

use std::fmt;

use crate::finding::{Finding, Severity, Unread, unread_files};
use crate::words::{Arg, Lang, Phrase, Text};

/// Findings of the inputs that a message holds.
const MOST_TOLD: usize = 20;

/// Why a call gave nothing.
///
/// One opaque type with questions; [`Error::findings`] holds every problem of refused data.
///
/// ```
/// use par_index::Framework;
/// let error = Framework::from_json("{}").unwrap_err();
/// assert!(error.is_refused());
/// assert_eq!(error.findings()[0].code().as_str(), "missing_key");
/// ```
///
/// `Debug` is the sentence too: that is what `main() -> Result<(), Error>` prints.
///
/// ```
/// let error = par_index::framework("hon-quan").unwrap_err();
/// assert_eq!(format!("{error:?}"), error.to_string());
/// ```
pub struct Error(Kind);

enum Kind {
    /// A document has error findings.
    Refused { what: String, findings: Vec<Finding> },
    /// A call that came to nothing while something of its inputs was not read.
    Unread { why: Box<Error>, unread: Vec<Unread>, findings: Vec<Finding> },
    /// The call itself is wrong.
    Usage(Text),
    /// The call names what is not there.
    WrongCall(Box<Finding>),
}

impl Error {
    /// Errors stand before what only might be better.
    pub(crate) fn refused(what: impl Into<String>, mut findings: Vec<Finding>) -> Error {
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
        Error(Kind::Refused { what: what.into(), findings })
    }

    /// Data that another reader refuses, with everything it found.
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

    /// A result, unless what it found is wrong with the call: findings of the data stay with it.
    pub(crate) fn of_call(findings: &[Finding]) -> Result<(), Error> {
        match findings.iter().find(|finding| finding.is_of_call()) {
            Some(finding) => Err(Error::wrong_call(finding.clone())),
            None => Ok(()),
        }
    }

    /// The same error where something of the inputs was not read: whoever is asked about may stand
    /// there, so that the data are to be mended first.
    pub(crate) fn beside_unread(self, unread: &[Unread], findings: &[Finding]) -> Error {
        if unread.is_empty() || self.is_refused() {
            return self;
        }
        let errors = findings.iter().filter(|finding| finding.is_error()).cloned();
        let findings = self.findings().iter().cloned().chain(errors).collect();
        Error(Kind::Unread { why: Box::new(self), unread: unread.to_vec(), findings })
    }

    /// What of the inputs was not read; empty for other errors.
    pub fn not_read(&self) -> &[Unread] {
        match &self.0 {
            Kind::Unread { unread, .. } => unread,
            _ => &[],
        }
    }

    /// The message in a language.
    pub fn text(&self, lang: Lang) -> String {
        match &self.0 {
            Kind::Usage(message) => message.get(lang).to_owned(),
            Kind::Refused { what, findings } => {
                let mut out = Phrase::Refused.say(lang, &[("what", what.as_str().into())]);
                // What only might be better does not stand between the errors.
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

    /// Whether the data were refused; the findings say why.
    pub fn is_refused(&self) -> bool {
        matches!(self.0, Kind::Refused { .. } | Kind::Unread { .. })
    }

    /// Whether the call was wrong: a name or an option nobody knows.
    pub fn is_usage(&self) -> bool {
        matches!(self.0, Kind::Usage(_) | Kind::WrongCall(_))
    }

    /// Everything found in refused data, errors before lesser findings; empty for other errors.
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
