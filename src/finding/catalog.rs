//! The table of finding codes: severity, message, expectation and cure, each in two languages.

use super::Severity;
use crate::words::Lang;

/// One row of the table; each pair of texts is English, then Vietnamese.
pub(crate) struct Row {
    pub(super) name: &'static str,
    pub(super) severity: Severity,
    pub(super) message: [&'static str; 2],
    pub(super) expected: [&'static str; 2],
    pub(super) suggestion: [&'static str; 2],
}

macro_rules! findings {
    ($($name:ident $text:literal $severity:ident
        : $message_en:literal | $message_vi:literal
        ; $expected_en:literal | $expected_vi:literal
        ; $cure_en:literal | $cure_vi:literal;)*) => {
        /// The code of a kind of problem; its text is in `snake_case` and never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[expect(missing_docs, reason = "each code's meaning is its row: message, expected, cure")]
        pub enum FindingCode { $($name),* }

        impl FindingCode {
            /// Every code, in the order of the catalogue.
            pub const ALL: &'static [FindingCode] = &[$(FindingCode::$name),*];

            pub(crate) const fn row(self) -> Row {
                match self {
                    $(FindingCode::$name => Row {
                        name: $text,
                        severity: Severity::$severity,
                        message: [$message_en, $message_vi],
                        expected: [$expected_en, $expected_vi],
                        suggestion: [$cure_en, $cure_vi],
                    },)*
                }
            }
        }
    };
}

mod rows;

pub use rows::FindingCode;

impl FindingCode {
    /// The name in files and results, such as `sum_of_children`.
    pub const fn as_str(self) -> &'static str {
        self.row().name
    }

    /// The problem in general words; a `‹place›` marks a word that a finding fills in.
    ///
    /// ```
    /// use par_index::finding::FindingCode;
    /// use par_index::Lang;
    /// assert_eq!(FindingCode::NotAStep.cause(Lang::En), "‹found› is no multiple of ‹step›");
    /// ```
    pub fn cause(self, lang: Lang) -> String {
        general(self.row().message, lang)
    }

    /// How to correct the problem, in general words; a `‹place›` marks a word that a finding fills
    /// in.
    pub fn cure(self, lang: Lang) -> String {
        general(self.row().suggestion, lang)
    }

    /// The three templates (message, expectation, cure) in one language, for tests of the words.
    #[cfg(test)]
    pub(crate) fn texts(self, lang: Lang) -> [&'static str; 3] {
        let row = self.row();
        [row.message, row.expected, row.suggestion].map(|[en, vi]| match lang {
            Lang::En => en,
            Lang::Vi => vi,
        })
    }

    /// The severity of the problem: error, warning or note.
    pub const fn severity(self) -> Severity {
        self.row().severity
    }
}

fn general([en, vi]: [&'static str; 2], lang: Lang) -> String {
    let template = match lang {
        Lang::En => en,
        Lang::Vi => vi,
    };
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let end = after.find(|c: char| !(c.is_ascii_lowercase() || c == '_'));
        let place = end.filter(|end| *end > 0 && after[*end..].starts_with('}'));
        out.push_str(before);
        rest = if let Some(end) = place {
            out.push('‹');
            out.push_str(&after[..end]);
            out.push('›');
            &after[end + 1..]
        } else {
            out.push('{');
            after
        };
    }
    out.push_str(rest);
    out
}
