//! A printed result against its inputs: computed again, compared line by line or row by row.

use serde_json::Value;

use super::beside::{Beside, Company};
use super::earlier::Earlier;
use super::printed::{BLANKS, Form, Printed, flags_word, is_version, old_line};
use super::reply::Reply;
use super::seal::{grouped, line, line_of};
use crate::error::Error;
use crate::page::{Block, Page};
use crate::remediation::Efforts;
use crate::scoring::Basis;
use crate::view::{Look, VerifyRow};
use crate::words::{Phrase, Sentence};

/// What comparing found.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    printed: String,
    computed: String,
    short: bool,
    /// Whether another basis or other policies count than in the official result.
    apart: Option<Apart>,
    pub(super) rows: Vec<VerifyRow>,
}

/// On what terms a result was computed that is not the official one.
#[derive(Clone, Debug)]
struct Apart {
    basis: Basis,
    no_survey: bool,
    policies: String,
}

/// The last line of a table: the seal, then what was asked.
pub(super) fn seal_line(reply: &Reply, look: Look) -> String {
    seal_line_as(reply, (env!("CARGO_PKG_VERSION"), reply.seal()), look)
}

/// The same as another version would print it, or with another seal.
fn seal_line_as(reply: &Reply, seal: (&str, &str), look: Look) -> String {
    let flags = flags_word(reply.options());
    line(line_of(reply.not_read()), seal, reply.call().as_str(), flags.as_deref(), look)
}

impl Printed {
    /// Compares with the reply its inputs give, and the earlier inputs or efforts if it had any.
    ///
    /// # Errors
    /// [`Error::is_usage`] when the call it names cannot be made of these inputs, or takes more work
    /// than a verification does.
    pub fn verify(
        &self,
        framework: &crate::framework::Framework,
        input: crate::assessment::Input,
        earlier: Option<Earlier>,
        efforts: Option<Efforts>,
    ) -> Result<Reply, Error> {
        let beside = Company { earlier, efforts, bounded: true, ..Company::default() };
        Ok(self.verdict(Reply::computed(self.call, framework, input, beside, &self.options)?))
    }

    /// The same of `together`, with the further indices it held.
    ///
    /// # Errors
    /// [`Error::is_usage`] when the call it names cannot be made of these inputs.
    pub fn verify_together(
        &self,
        framework: &crate::framework::Framework,
        input: crate::assessment::Input,
        beside: Vec<Beside>,
        register: Option<&crate::assessment::Register>,
    ) -> Result<Reply, Error> {
        Ok(self.verdict(Reply::together(framework, input, beside, register, &self.options)?))
    }

    fn verdict(&self, reply: Reply) -> Reply {
        let rows = self.compare(&reply);
        let (printed, computed) = (self.seal.clone(), reply.seal().to_owned());
        let (short, apart) = (self.is_short(), Apart::of(&reply));
        reply.verified(Verdict { printed, computed, short, apart, rows })
    }

    fn compare(&self, reply: &Reply) -> Vec<VerifyRow> {
        match &self.form {
            Form::Object(printed) => {
                let computed = serde_json::from_str(&reply.to_json()).unwrap_or_default();
                differences(&pretty(printed.clone()), &pretty(computed))
            }
            Form::Table { lines, look, version, old } => {
                // The seal itself is compared apart, and the version is not.
                let seal = (version.as_str(), self.seal.as_str());
                let last = if *old {
                    let flags = flags_word(reply.options());
                    old_line(seal, reply.call(), flags.as_deref(), *look)
                } else {
                    seal_line_as(reply, seal, *look)
                };
                let text = reply.text(*look);
                let own = format!("{}\n", seal_line(reply, *look));
                let body = text.strip_suffix(&own).unwrap_or(&text);
                let body = body.lines().map(|line| line.trim_end_matches(BLANKS).to_owned());
                differences(lines, &body.chain([last]).collect::<Vec<String>>())
            }
        }
    }
}

/// A result object as lines, so that a difference has a place; keys in the order of the alphabet.
fn pretty(result: Value) -> Vec<String> {
    let text = serde_json::to_string_pretty(&bare(result)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// What is compared: neither the version, nor the seal, which is compared apart, nor where the
/// inputs lay, which the seal does not cover.
fn bare(mut result: Value) -> Value {
    if let Some(result) = result.as_object_mut() {
        if result.get("version").and_then(Value::as_str).is_some_and(is_version) {
            result.remove("version");
        }
        result.remove("seal");
        // Of what was not read the file's name, sheet and rows; older prints have no such list.
        match result.get_mut("not_read").and_then(Value::as_array_mut) {
            Some(unread) if unread.is_empty() => {
                result.remove("not_read");
            }
            unread => unread.into_iter().flatten().for_each(unfold),
        }
    }
    let findings = result.get_mut("findings").and_then(Value::as_array_mut);
    for finding in findings.into_iter().flatten().filter_map(Value::as_object_mut) {
        for place in ["file", "sheet", "cell", "line", "pointer"] {
            let plain = |value: &Value| !value.is_array() && !value.is_object();
            if finding.get(place).is_some_and(plain) {
                finding.remove(place);
            }
        }
    }
    result
}

/// Lines that differ; those that one of the two lacks are none there.
///
/// What is the same at the beginning and at the end is set aside first, so that a line too many makes
/// one difference, not one of every line below it.
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
        (found != expected).then(|| VerifyRow { line: head + n + 1, found, expected })
    };
    (0..printed.len().max(computed.len())).filter_map(row).collect()
}

/// One part that was not read, without its folders and the reason.
fn unfold(unread: &mut Value) {
    let Some(unread) = unread.as_object_mut() else { return };
    unread.remove("reason");
    if let Some(Value::String(file)) = unread.get_mut("file") {
        *file = file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    }
}

impl Apart {
    fn of(reply: &Reply) -> Option<Apart> {
        let options = reply.options();
        let policies = options.policy.iter().map(|(key, value)| format!("{key}={value}"));
        let policies = policies.collect::<Vec<String>>().join(", ");
        let apart = Apart { basis: reply.basis(), no_survey: options.no_survey, policies };
        let official = apart.basis == Basis::Final && !apart.no_survey && apart.policies.is_empty();
        (!official).then_some(apart)
    }

    fn said(&self) -> Sentence {
        let survey = if self.no_survey { Phrase::VerifyNoSurvey.into() } else { Sentence::NONE };
        let policies = match self.policies.as_str() {
            "" => Sentence::NONE,
            policies => Sentence::say(Phrase::VerifyPolicies, [("policies", policies.into())]),
        };
        let terms = Sentence::joined([self.basis.phrase().into(), survey, policies], "; ");
        Sentence::say(Phrase::VerifyApart, [("terms", terms.into())])
    }
}

impl Verdict {
    /// A short seal is the beginning of the long one.
    pub(super) fn same(&self) -> bool {
        self.rows.is_empty() && self.computed.starts_with(&self.printed)
    }

    pub(super) fn summary(&self) -> Value {
        serde_json::json!({
            "same": self.same(), "seal_printed": self.printed, "seal_computed": self.computed,
            "seal_short": self.short,
        })
    }

    pub(super) fn page(&self) -> Page {
        let computed = ("seal", grouped(&self.computed).into());
        let verdict = if self.same() {
            Sentence::say(Phrase::SealSame, [computed])
        } else {
            let printed = ("printed", grouped(&self.printed).into());
            Sentence::say(Phrase::SealOther, [printed, computed])
        };
        let mut blocks = vec![Block::say(verdict)];
        blocks.extend(self.apart.as_ref().map(|apart| Block::say(apart.said())));
        blocks.extend(self.short.then(|| Block::say(Phrase::SealShort)));
        blocks.extend(self.rows.iter().take(MOST).map(|row| Block::inside(1, difference(row))));
        let more = self.rows.len().saturating_sub(MOST);
        blocks.extend((more > 0).then(|| Block::inside(1, Sentence::sign("… +").and(more))));
        Page::of(blocks)
    }
}

/// How many differences a verdict tells in print.
const MOST: usize = 20;

fn difference(row: &VerifyRow) -> Sentence {
    let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().into();
    let phrase = match (&row.found, &row.expected) {
        (None, _) => Phrase::SealLineMissing,
        (_, None) => Phrase::SealLineForeign,
        _ => Phrase::SealLineFound,
    };
    let args =
        [("line", row.line.into()), ("found", text(&row.found)), ("expected", text(&row.expected))];
    Sentence::say(phrase, args)
}
