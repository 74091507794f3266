//! [`Error`]: what is wrong with the call. What is wrong with the data is a [`crate::Finding`].

use std::fmt;

use crate::finding::Finding;

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
    Usage(String),
}

impl Error {
    pub(crate) fn refused(what: impl Into<String>, findings: Vec<Finding>) -> Error {
        Error(Kind::Refused { what: what.into(), findings })
    }

    pub(crate) fn usage(message: impl Into<String>) -> Error {
        Error(Kind::Usage(message.into()))
    }

    /// Whether the data were refused; the findings say why.
    pub fn is_refused(&self) -> bool {
        matches!(self.0, Kind::Refused { .. })
    }

    /// Whether the call was wrong: a name or an option nobody knows.
    pub fn is_usage(&self) -> bool {
        matches!(self.0, Kind::Usage(_))
    }

    /// Everything found in refused data, errors and lesser findings; empty for other errors.
    pub fn findings(&self) -> &[Finding] {
        match &self.0 {
            Kind::Refused { findings, .. } => findings,
            Kind::Usage(_) => &[],
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Usage(message) => f.write_str(message),
            Kind::Refused { what, findings } => {
                write!(f, "{what} was refused")?;
                for finding in findings {
                    write!(f, "\n  {finding}")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for Error {}
