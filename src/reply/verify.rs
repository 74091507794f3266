//! Compares a printed result with its inputs: the result is computed again and compared line by
//! line or row by row.

use serde_json::Value;

use super::Reply;
use super::printed::{BLANKS, Form, Printed, flags_word, is_version, old_line};
use super::seal::{grouped, line, line_of};
use super::wording::DataWords;
#[cfg(feature = "schema")]
use crate::ask::parts::row::Nothing;
use crate::ask::parts::row::{row, summary};
use crate::ask::{Answer, End};
use crate::dossier::Dossier;
use crate::error::Error;
use crate::framework::Framework;
use crate::page::{Block, Page};
use crate::quantity::Percent;
use crate::render::Look;
use crate::words::{Phrase, Sentence, Text, apart};

row! {
    /// One line, or one cell, in which a printed result differs from the computed one.
    pub struct VerifyRow {
        /// The line of the printed text, from 1; for a result object, the line in a layout with one
        /// key on each line, keys in alphabetical order.
        pub line: usize,
        /// The sheet and the cell of a workbook, such as `Kết quả!B12`.
        pub cell: Option<String>,
        /// The line as printed; empty where the print lacks it.
        pub found: Option<String>,
        /// The line as computed; empty where the print has a line too many.
        pub expected: Option<String>,
        /// Whether another version printed the line and only the library's own wording differs: no
        /// figure, name or code does. Such a line is only a note, and the print counts as right.
        pub wording: bool,
    }
}

summary! {
    /// Whether the print is right, and the two seals.
    pub(crate) struct VerifySummary {
        same: bool,
        seal_printed: String,
        seal_computed: String,
        seal_short: bool,
        /// Whether only the line of the seal was given, as in a QR code, so that no figure was
        /// compared.
        line_only: bool,
    }
}

/// The schema of a verdict; its flags are those of the question that was printed.
#[cfg(feature = "schema")]
pub(crate) fn schema() -> schemars::Schema {
    use crate::ask::shape::{ResultObject, of_result};
    of_result::<ResultObject<Nothing, VerifyRow, VerifySummary, Nothing>>(false)
}

/// The outcome of a comparison.
#[derive(Clone, Debug)]
struct Verdict {
    printed: String,
    computed: String,
    short: bool,
    line_only: bool,
    rows: Vec<VerifyRow>,
    /// The framework of the printed result; needed because its codes look like numbers.
    framework: Option<Framework>,
}

impl VerifyRow {
    /// A cell of a workbook that differs: its row, its place, the text found and the text computed.
    pub fn cell(
        line: usize,
        cell: impl Into<String>,
        found: Option<String>,
        expected: Option<String>,
    ) -> VerifyRow {
        VerifyRow { line, cell: Some(cell.into()), found, expected, wording: false }
    }
}

impl Reply {
    /// The last line of a printed result: the seal and the question.
    pub fn seal_line(&self, look: Look) -> String {
        self.seal_line_as((env!("CARGO_PKG_VERSION"), self.seal()), look)
    }

    /// The line of the seal without the flags, for papers: their flags may be long, and such a
    /// paper is checked by drawing it up again and comparing the seals.
    pub fn seal_alone(&self, look: Look) -> String {
        let seal = (env!("CARGO_PKG_VERSION"), self.seal());
        line(line_of(self.not_read()), seal, self.name(), None, look)
    }

    /// The line of the seal as another version would print it, or with another seal.
    fn seal_line_as(&self, seal: (&str, &str), look: Look) -> String {
        let flags = flags_word(self.asked(), look);
        line(line_of(self.not_read()), seal, self.name(), flags.as_deref(), look)
    }
}

impl Printed {
    /// Compares the print with the answer that its question gives for a dossier; the dossier must
    /// have been read for [`Printed::asked`].
    ///
    /// # Errors
    /// [`Error::is_usage`] when the question cannot be asked of these inputs.
    pub fn verify(&self, dossier: &Dossier) -> Result<Reply, Error> {
        self.verify_with(dossier, |reply| self.compare(reply))
    }

    /// Like [`Printed::verify`], with another comparison: `differ` receives the computed result and
    /// returns the differences.
    ///
    /// # Errors
    /// The errors of [`Printed::verify`].
    pub fn verify_with(
        &self,
        dossier: &Dossier,
        differ: impl FnOnce(&Reply) -> Vec<VerifyRow>,
    ) -> Result<Reply, Error> {
        let mut reply = dossier.ask(&self.asked)?;
        let mut rows = differ(&reply);
        if self.version().is_some_and(|version| version != env!("CARGO_PKG_VERSION")) {
            let words = DataWords::of(&reply);
            for row in &mut rows {
                let lines = row.found.as_deref().zip(row.expected.as_deref());
                row.wording = lines.is_some_and(|(a, b)| words.are_same(a, b));
            }
        }
        let (printed, mut computed) = (self.seal.clone(), reply.seal().to_owned());
        if !computed.starts_with(&printed) {
            // Earlier versions computed another seal from the same data, so that seal is accepted
            // too.
            let earlier = reply.earlier_seal();
            computed = if earlier.starts_with(&printed) { earlier } else { computed };
        }
        let (short, line_only) = (self.is_short(), self.is_line());
        let framework = dossier.index().map(|index| index.framework.clone());
        let verdict = Verdict { printed, computed, short, line_only, rows, framework };
        let end = if verdict.same() { End::Done } else { End::Differs };
        let answer = Answer::listed(verdict.rows.clone()).summary(verdict.summary()).ending(end);
        reply.outcome.answer = answer.judging().page(move || verdict.page());
        reply.asked = self.asked.judged();
        Ok(reply)
    }

    fn compare(&self, reply: &Reply) -> Vec<VerifyRow> {
        match &self.form {
            Form::Object(printed) => {
                let computed = serde_json::from_str(&reply.to_json()).unwrap_or_default();
                let short = self.is_short();
                differences(&pretty(printed.clone(), short), &pretty(computed, short))
            }
            Form::Cells { .. } => Vec::new(),
            Form::Table { lines, look, version, old } => {
                // The seal is compared separately, and the version is not compared.
                let seal = (version.as_str(), self.seal.as_str());
                let last = if *old {
                    let flags = flags_word(reply.asked(), *look);
                    old_line(seal, reply.name(), flags.as_deref(), *look)
                } else {
                    reply.seal_line_as(seal, *look)
                };
                let text = reply.untitled(*look);
                let own = format!("{}\n", reply.seal_line(*look));
                let body = text.strip_suffix(&own).unwrap_or(&text);
                let body = body.lines().filter(|_| !self.is_line());
                let body = body.map(|line| line.trim_end_matches(BLANKS).to_owned());
                differences(lines, &body.chain([last]).collect::<Vec<String>>())
            }
        }
    }
}

/// A result object as lines, so that each difference has a line number; keys in alphabetical order.
fn pretty(result: Value, short: bool) -> Vec<String> {
    let text = serde_json::to_string_pretty(&bare(result, short)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// The parts of a result object that are compared. The seal is compared separately. The version,
/// and the places of the inputs, which the seal does not cover, need only be present. Prints with a
/// `short` seal have no list of unread parts.
fn bare(mut result: Value, short: bool) -> Value {
    if let Some(result) = result.as_object_mut() {
        let version = result.get_mut("version");
        if let Some(version) = version.filter(|one| one.as_str().is_some_and(is_version)) {
            *version = env!("CARGO_PKG_VERSION").into();
        }
        result.remove("seal");
        // The work spent by a completed search does not affect the figures, and older prints do not
        // state it.
        if result.get("work").is_some_and(is_enough) {
            result.remove("work");
        }
        if short && result.get("not_read").is_some_and(|unread| *unread == Value::Array(vec![])) {
            result.remove("not_read");
        }
        // Of unread parts, only the name of the file, the sheet and the rows are compared.
        let unread = result.get_mut("not_read").and_then(Value::as_array_mut);
        unread.into_iter().flatten().for_each(unfold);
    }
    let findings = result.get_mut("findings").and_then(Value::as_array_mut);
    for finding in findings.into_iter().flatten().filter_map(Value::as_object_mut) {
        for place in ["file", "sheet", "cell", "line", "pointer"] {
            finding.get_mut(place).into_iter().for_each(blank);
        }
    }
    result
}

/// Whether the budget of work sufficed for a search, and the object says nothing more.
fn is_enough(work: &Value) -> bool {
    let number = |key| work.get(key).is_some_and(Value::is_u64);
    let keys = work.as_object().map(serde_json::Map::len);
    keys == Some(3)
        && number("spent")
        && number("limit")
        && work.get("exhausted") == Some(&Value::Bool(false))
}

/// Empties a simple value, so that only the presence of its key is compared.
fn blank(value: &mut Value) {
    if !value.is_array() && !value.is_object() {
        *value = Value::Null;
    }
}

/// The lines that differ; a line that is only in one of the two texts is `None` in the other.
///
/// Equal lines at the beginning and at the end are set aside first, so that one additional line
/// gives one difference and not one for every line below it.
fn differences(printed: &[String], computed: &[String]) -> Vec<VerifyRow> {
    let alike = |(a, b): &(&String, &String)| a == b;
    let head = printed.iter().zip(computed).take_while(alike).count();
    let (printed, computed) =
        (printed.get(head..).unwrap_or_default(), computed.get(head..).unwrap_or_default());
    let tail = printed.iter().rev().zip(computed.iter().rev()).take_while(alike).count();
    let middle = |lines: &[String]| -> Vec<String> {
        lines.get(..lines.len() - tail).unwrap_or_default().to_vec()
    };
    let (printed, computed) = (middle(printed), middle(computed));
    let row = |n: usize| {
        let (found, expected) = (printed.get(n).cloned(), computed.get(n).cloned());
        (found != expected).then(|| VerifyRow {
            line: head + n + 1,
            found,
            expected,
            ..VerifyRow::default()
        })
    };
    (0..printed.len().max(computed.len())).filter_map(row).collect()
}

/// Reduces an unread part to what is compared: the reason is emptied, and the file loses its
/// folders.
fn unfold(unread: &mut Value) {
    let Some(unread) = unread.as_object_mut() else { return };
    unread.get_mut("reason").into_iter().for_each(blank);
    if let Some(Value::String(file)) = unread.get_mut("file") {
        *file = file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    }
}

impl Verdict {
    /// Whether the print is right. A short seal is the beginning of the long one.
    fn same(&self) -> bool {
        self.rows.iter().all(|row| row.wording) && self.computed.starts_with(&self.printed)
    }

    fn summary(&self) -> VerifySummary {
        VerifySummary {
            same: self.same(),
            seal_printed: self.printed.clone(),
            seal_computed: self.computed.clone(),
            seal_short: self.short,
            line_only: self.line_only,
        }
    }

    fn page(&self) -> Page {
        let computed = grouped(&self.computed);
        let said = if self.same() {
            Sentence::say(Phrase::SealSame, [("seal", computed.into())])
        } else if self.computed.starts_with(&self.printed) {
            // If the seals are equal they are shown once, since printing both would not show a
            // difference.
            Sentence::say(Phrase::SealDiffers, [("seal", computed.into())])
        } else {
            let printed = grouped(&self.printed);
            Sentence::say(
                Phrase::SealOther,
                [("printed", printed.into()), ("seal", computed.into())],
            )
        };
        let mut page = Page::of([Block::say(said)]);
        if self.line_only {
            page.push(Block::strong(Phrase::SealLineOnly));
        }
        if self.short {
            page.push(Block::say(Phrase::SealShort));
        }
        if self.same() && !self.rows.is_empty() {
            page.push(Block::say(Phrase::SealWording));
        }
        for row in self.rows.iter().take(MOST) {
            page.push(Block::inside(1, self.difference(row)));
        }
        if self.rows.len() > MOST {
            let rest = self.rows.len() - MOST;
            page.push(Block::inside(1, Sentence::sign("… +").and(rest)));
        }
        page
    }

    fn difference(&self, row: &VerifyRow) -> Sentence {
        let trimmed = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
        let (found, expected) = (trimmed(&row.found), trimmed(&row.expected));
        // Where a letter of one line only resembles that of the other, its character number is
        // shown to tell them apart.
        let [found, expected] = [apart(&found, &expected), apart(&expected, &found)];
        if let Some(cell) = &row.cell {
            let args = [
                ("cell", cell.as_str().into()),
                ("found", self.figure(&found).into()),
                ("expected", self.figure(&expected).into()),
            ];
            return Sentence::say(Phrase::SealCell, args);
        }
        let phrase = match (&row.found, &row.expected) {
            (None, _) => Phrase::SealLineMissing,
            (_, None) => Phrase::SealLineForeign,
            _ => Phrase::SealLineFound,
        };
        let args =
            [("line", row.line.into()), ("found", found.into()), ("expected", expected.into())];
        Sentence::say(phrase, args)
    }

    /// The text of a cell; a number is written as each language writes numbers.
    fn figure(&self, text: &str) -> Text {
        let is_code = self.framework.as_ref().is_some_and(|own| own.node(text).is_some());
        let is_number = !is_code && text.parse::<Percent>().is_ok();
        Text::of(|lang| if is_number { lang.decimal(text) } else { text.to_owned() })
    }
}

/// The most differences shown on the page; the rows contain all.
const MOST: usize = 20;
