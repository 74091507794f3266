//! [`Error`]: what is wrong with the call. What is wrong with the data is a [`crate::Finding`].

use std::fmt;

use crate::finding::{Finding, Severity};
use crate::words::{Arg, Lang, Phrase, Text};

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
#[derive(Debug)]
pub struct Error(Kind);

#[derive(Debug)]
enum Kind {
    /// A document has error findings.
    Refused { what: String, findings: Vec<Finding> },
    /// The call itself is wrong.
    Usage(Text),
    /// The call names what is not there.
    WrongCall(Box<Finding>),
}

impl Error {
    pub(crate) fn refused(what: impl Into<String>, findings: Vec<Finding>) -> Error {
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
            Kind::WrongCall(finding) => {
                let expected = finding.expected(lang);
                let message = finding.message(lang);
                if expected.is_empty() { message } else { format!("{message}; {expected}") }
            }
        }
    }

    /// Whether the data were refused; the findings say why.
    pub fn is_refused(&self) -> bool {
        matches!(self.0, Kind::Refused { .. })
    }

    /// Whether the call was wrong: a name or an option nobody knows.
    pub fn is_usage(&self) -> bool {
        matches!(self.0, Kind::Usage(_) | Kind::WrongCall(_))
    }

    /// Everything found in refused data, errors and lesser findings; empty for other errors.
    pub fn findings(&self) -> &[Finding] {
        match &self.0 {
            Kind::Refused { findings, .. } => findings,
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

impl std::error::Error for Error {}
