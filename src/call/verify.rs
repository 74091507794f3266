//! A printed result against its inputs: computed again, compared line by line or row by row.

use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;

use super::beside::{Beside, Company};
use super::earlier::Earlier;
use super::options::{Call, Options};
use super::reply::Reply;
use super::survey::SEALED;
use crate::error::Error;
use crate::finding::Unread;
use crate::remediation::Efforts;
use crate::view::{Look, VerifyRow};
use crate::words::{Lang, Phrase};

/// A printed result that carries our seal: what it says it was asked.
#[derive(Clone, Debug)]
pub struct Printed {
    text: String,
    call: Call,
    options: Options,
    seal: String,
}

/// What comparing found.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    printed: String,
    computed: String,
    pub(super) rows: Vec<VerifyRow>,
}

#[derive(Deserialize)]
struct PrintedEnvelope {
    kind: Call,
    asked: Options,
    seal: String,
}

#[derive(Deserialize)]
struct Kind {
    kind: String,
}

/// The last line of a table: the seal, then what was asked, as one word.
pub(super) fn seal_line(reply: &Reply, look: Look) -> String {
    let asked = serde_json::to_string(reply.options()).unwrap_or_default();
    let call = Call::ALL.iter().position(|call| *call == reply.call()).unwrap_or_default();
    let mut seal = format!("{}-{call}", reply.seal());
    if asked != "{}" {
        seal = format!("{seal}-{}", BASE64URL_NOPAD.encode(asked.as_bytes()));
    }
    let args = [("version", env!("CARGO_PKG_VERSION").into()), ("seal", seal.into())];
    look.plain(line_of_seal(reply.not_read()).say(look.lang, &args))
}

/// The line of a seal, which also says if something was not read.
pub(super) fn line_of_seal(unread: &[Unread]) -> Phrase {
    if unread.is_empty() { Phrase::SealLine } else { Phrase::SealLineUnread }
}

impl Printed {
    /// Reads a printed result: a result object, or a table with its last line.
    ///
    /// # Errors
    /// [`Error::is_usage`] when it carries no seal of ours, or that of a survey.
    pub fn read(text: &str) -> Result<Printed, Error> {
        let printed = if text.trim_start().starts_with('{') {
            let envelope: Result<PrintedEnvelope, _> = serde_json::from_str(text);
            // Ballots are no inputs of a call: they are counted again, and the seals compared.
            let survey =
                |text| serde_json::from_str::<Kind>(text).is_ok_and(|it| it.kind == "survey");
            if envelope.is_err() && survey(text) {
                return Err(Error::usage(Phrase::UsageSurveySealed, &[]));
            }
            let letter = |text| {
                serde_json::from_str::<Kind>(text).is_ok_and(|it| it.kind.starts_with("directive-"))
            };
            if envelope.is_err() && letter(text) {
                return Err(Error::usage(Phrase::UsageLetterSealed, &[]));
            }
            envelope.ok().map(|envelope| (envelope.kind, envelope.asked, envelope.seal))
        } else {
            let sealed = format!("-{SEALED}");
            if text.lines().rev().take(5).any(|line| line.trim_end().ends_with(&sealed)) {
                return Err(Error::usage(Phrase::UsageSurveySealed, &[]));
            }
            let sealed = text.lines().rev().find_map(from_line);
            if sealed.is_none() && text.lines().rev().any(seals_no_call) {
                return Err(Error::usage(Phrase::UsageLetterSealed, &[]));
            }
            sealed
        };
        let (call, options, seal) =
            printed.ok_or_else(|| Error::usage(Phrase::UsageNoSeal, &[]))?;
        Ok(Printed { text: text.to_owned(), call, options, seal })
    }

    /// What it was asked: the inputs must be read for these.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The call that made it.
    pub fn call(&self) -> Call {
        self.call
    }

    /// Compares with the reply its inputs give, and the earlier inputs or efforts if it had any.
    ///
    /// # Errors
    /// [`Error::is_usage`] when the call it names cannot be made of these inputs.
    pub fn verify(
        &self,
        framework: &crate::framework::Framework,
        input: crate::assessment::Input,
        earlier: Option<Earlier>,
        efforts: Option<Efforts>,
    ) -> Result<Reply, Error> {
        let beside = Company { earlier, efforts, ..Company::default() };
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
        reply.verified(Verdict { printed, computed, rows })
    }

    fn compare(&self, reply: &Reply) -> Vec<VerifyRow> {
        let json = self.text.trim_start().starts_with('{');
        let computed = if json {
            vec![pretty(&reply.to_json())]
        } else {
            let looks = [Lang::En, Lang::Vi].into_iter().flat_map(|lang| {
                [false, true].map(|ascii| Look { lang, ascii, ..Look::default() })
            });
            looks.map(|look| unsealed(&reply.text(look))).collect()
        };
        let printed = if json { pretty(&self.text) } else { unsealed(&self.text) };
        let differences = computed.iter().map(|computed| differences(&printed, computed));
        differences.min_by_key(Vec::len).unwrap_or_default()
    }
}

/// A result object as lines, so that a difference has a place.
fn pretty(json: &str) -> String {
    let value: Result<serde_json::Value, _> = serde_json::from_str(json);
    let text = value.ok().map(bare).and_then(|value| serde_json::to_string_pretty(&value).ok());
    text.unwrap_or_else(|| json.to_owned())
}

/// What the seal covers: neither the minor version nor where the inputs lay.
fn bare(mut result: serde_json::Value) -> serde_json::Value {
    if let Some(result) = result.as_object_mut() {
        result.remove("version");
        // Of what was not read the file's name, sheet and rows; older prints have no such list.
        match result.get_mut("not_read").and_then(serde_json::Value::as_array_mut) {
            Some(unread) if unread.is_empty() => {
                result.remove("not_read");
            }
            unread => unread.into_iter().flatten().for_each(unfold),
        }
    }
    let findings = result.get_mut("findings").and_then(serde_json::Value::as_array_mut);
    for finding in findings.into_iter().flatten().filter_map(serde_json::Value::as_object_mut) {
        for place in ["file", "sheet", "cell", "line", "pointer"] {
            finding.remove(place);
        }
    }
    result
}

/// One part that was not read, without its folders and the reason.
fn unfold(unread: &mut serde_json::Value) {
    let Some(unread) = unread.as_object_mut() else { return };
    unread.remove("reason");
    if let Some(serde_json::Value::String(file)) = unread.get_mut("file") {
        *file = file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    }
}

/// A table above the line of its seal, which is compared by itself; what follows is not of it.
fn unsealed(table: &str) -> String {
    let lines: Vec<&str> = table.lines().collect();
    let end = lines.iter().rposition(|line| from_line(line).is_some()).unwrap_or(lines.len());
    lines.get(..end).unwrap_or_default().join("\n")
}

fn from_line(line: &str) -> Option<(Call, Options, String)> {
    let word = line.split_whitespace().last()?;
    let mut parts = word.splitn(3, '-');
    let seal = parts.next().filter(|seal| {
        seal.len() == 12 && seal.bytes().all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c))
    })?;
    let call = Call::ALL.get(parts.next()?.parse::<usize>().ok()?)?;
    let options = match parts.next() {
        Some(asked) => {
            let asked = BASE64URL_NOPAD.decode(asked.as_bytes()).ok()?;
            serde_json::from_slice(&asked).ok()?
        }
        None => Options::default(),
    };
    Some((*call, options, seal.to_owned()))
}

/// Whether a line bears a seal of ours that names no call: that of a letter's paper.
fn seals_no_call(line: &str) -> bool {
    let version = env!("CARGO_PKG_VERSION");
    let seal = line.split_whitespace().last().unwrap_or_default();
    let seals = [Lang::En, Lang::Vi].into_iter().flat_map(|lang| {
        let args = [("version", version.into()), ("seal", seal.into())];
        let said = [Phrase::SealLine, Phrase::SealLineUnread].map(|line| line.say(lang, &args));
        let looks = [false, true].map(|ascii| Look { lang, ascii, ..Look::default() });
        looks.into_iter().flat_map(move |look| said.clone().map(|said| look.plain(said)))
    });
    let hex = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
    seal.len() == 12 && seal.bytes().all(hex) && seals.into_iter().any(|said| said == line.trim())
}

/// Lines that differ, blanks at their ends aside.
fn differences(printed: &str, computed: &str) -> Vec<VerifyRow> {
    let lines = |text: &str| -> Vec<String> {
        text.trim_end().lines().map(|line| line.trim_end().to_owned()).collect()
    };
    let (printed, computed) = (lines(printed), lines(computed));
    let count = printed.len().max(computed.len());
    let rows = (0..count).filter_map(|n| {
        let line = |lines: &[String]| lines.get(n).cloned().unwrap_or_default();
        let (found, expected) = (line(&printed), line(&computed));
        (found != expected).then(|| VerifyRow { line: n + 1, found, expected })
    });
    rows.collect()
}

impl Verdict {
    pub(super) fn same(&self) -> bool {
        self.rows.is_empty() && self.printed == self.computed
    }

    pub(super) fn summary(&self) -> serde_json::Value {
        serde_json::json!({
            "same": self.same(), "seal_printed": self.printed, "seal_computed": self.computed,
        })
    }

    pub(super) fn text(&self, look: Look) -> String {
        if self.same() {
            return Phrase::SealSame.say(look.lang, &[("seal", self.computed.as_str().into())])
                + "\n";
        }
        let args =
            [("printed", self.printed.as_str().into()), ("seal", self.computed.as_str().into())];
        let mut lines = vec![Phrase::SealOther.say(look.lang, &args)];
        for row in self.rows.iter().take(20) {
            let args = [
                ("line", row.line.into()),
                ("found", row.found.trim().into()),
                ("expected", row.expected.trim().into()),
            ];
            lines.push(format!("  {}", Phrase::SealLineFound.say(look.lang, &args)));
        }
        if self.rows.len() > 20 {
            lines.push(format!("  … +{}", self.rows.len() - 20));
        }
        lines.join("\n") + "\n"
    }
}
