//! [`Printed`]: a single printed result that carries a seal; it is read strictly, so that no text
//! can be added to it unnoticed.

use std::collections::BTreeMap;

use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;
use serde_json::value::RawValue;

use super::seal::{LINES, SHORT};
use crate::ask::{Asked, question};
use crate::dossier::DIGITS;
use crate::error::Error;
use crate::finding::Finding;
use crate::json::several::{before_it, document};
use crate::json::{Unambiguous, broken, cut};
use crate::render::Look;
use crate::words::{Lang, Phrase};

/// A printed result with a seal of this library, and the question that it states.
#[derive(Clone, Debug)]
pub struct Printed {
    pub(super) form: Form,
    pub(super) asked: Asked,
    pub(super) seal: String,
}

/// The forms of a printed result.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// A result object; no key occurs twice in it.
    Object(Value),
    /// The lines of a table; the last one is the line of the seal.
    Table { lines: Vec<String>, look: Look, version: String, old: bool },
    /// The cells of a workbook, read by another program; one of them holds the line of the seal.
    Cells { look: Look, version: String },
}

/// The parts of a line with a seal.
struct Line {
    look: Look,
    version: String,
    seal: String,
    question: Question,
    /// Whether an older version printed the line, with a short seal and the question as a number in
    /// one word.
    old: bool,
}

/// The question that the line of a seal states.
enum Question {
    Asked(Asked),
    /// A result that is not computed from assessments, such as a survey or a letter.
    Other(String),
}

impl Printed {
    /// Reads exactly one printed result: a result object, or a table whose last line is the line of
    /// its seal.
    ///
    /// # Errors
    /// [`Error::is_usage`] when the text carries no seal of this library, when other text stands
    /// before, behind or within it, when a key of the object occurs twice, when another major
    /// version printed it, and when its question is not one about assessments.
    pub fn read(text: &str) -> Result<Printed, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let printed = if text.trim_start().starts_with('{') { object(text)? } else { table(text)? };
        if let Some(version) = printed.version().filter(|version| !is_of_our_major(version)) {
            let args =
                [("printed", cut(version).into()), ("own", env!("CARGO_PKG_VERSION").into())];
            return Err(Error::usage(Phrase::UsageSealMajor, &args));
        }
        Ok(printed)
    }

    /// Reads the line with the seal of a workbook; the cells are compared by the program that reads
    /// workbooks.
    ///
    /// # Errors
    /// The errors of [`Printed::read`].
    pub fn of_cells(line: &str) -> Result<Printed, Error> {
        let mut printed = Printed::read(line)?;
        if let Form::Table { look, version, .. } = printed.form {
            printed.form = Form::Cells { look, version };
        }
        Ok(printed)
    }

    /// The language of the printed result; English for a result object.
    pub fn lang(&self) -> Lang {
        match self.form {
            Form::Object(_) => Lang::En,
            Form::Table { look, .. } | Form::Cells { look, .. } => look.lang,
        }
    }

    /// The version that printed the result, if it is a valid version number.
    pub(super) fn version(&self) -> Option<&str> {
        let version = match &self.form {
            Form::Object(object) => object.get("version").and_then(Value::as_str)?,
            Form::Table { version, .. } | Form::Cells { version, .. } => version,
        };
        Some(version).filter(|version| is_version(version))
    }

    /// The question of the printed result; the inputs must be read with its flags.
    pub fn asked(&self) -> &Asked {
        &self.asked
    }

    /// Whether only the line of the seal was given, as in a QR code.
    pub fn is_line(&self) -> bool {
        matches!(&self.form, Form::Table { lines, old: false, .. } if lines.len() == 1)
    }

    /// Whether the seal is a short one, as older versions printed it.
    pub fn is_short(&self) -> bool {
        self.seal.len() < DIGITS
    }

    fn of(form: Form, question: Question, seal: String) -> Result<Printed, Error> {
        match question {
            Question::Asked(asked) => Ok(Printed { form, asked, seal }),
            Question::Other(name) if name == VERIFY => {
                Err(Error::usage(Phrase::UsageVerdictSealed, &[]))
            }
            // The result of a survey is not repeated from the inputs of a call: its ballots are
            // counted again, and the seals are compared.
            Question::Other(name) if name == SURVEY => {
                Err(Error::usage(Phrase::UsageSurveySealed, &[]))
            }
            Question::Other(name) => {
                let name = [("question", cut(&name).into())];
                Err(Error::usage(Phrase::UsageOtherSealed, &name))
            }
        }
    }
}

/// The finding for a malformed result object; if the text is not JSON, `error` tells where.
fn mistake(text: &str, error: &serde_json::Error) -> Finding {
    let mut all = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let found = all.next().and_then(Result::ok).and_then(|print| {
        let before = before_it(text, all.byte_offset() - print.get().len());
        document::<Unambiguous>(print.get(), before).err()
    });
    let first = found.and_then(|found| found.into_iter().next());
    first.unwrap_or_else(|| broken(error, (0, 0), false))
}

fn object(text: &str) -> Result<Printed, Error> {
    let mut all = serde_json::Deserializer::from_str(text).into_iter::<Unambiguous>();
    let value = match all.next() {
        Some(Ok(Unambiguous(value))) => value,
        Some(Err(error)) => return Err(Error::wrong_call(mistake(text, &error))),
        None => return Err(Error::usage(Phrase::UsageNoSeal, &[])),
    };
    match text.get(all.byte_offset()..).map(str::trim) {
        Some("") => {}
        Some(rest) if rest.starts_with(['{', '[']) => {
            return Err(Error::usage(Phrase::UsageTwoPrints, &[]));
        }
        _ => return Err(Error::usage(Phrase::UsageAfterPrint, &[])),
    }
    let key = |key: &str| value.get(key).and_then(Value::as_str);
    let (kind, seal) = key("kind").zip(key("seal").filter(|seal| is_seal(seal))).unzip();
    let no_seal = || Error::usage(Phrase::UsageNoSeal, &[]);
    let (kind, seal) = (kind.ok_or_else(no_seal)?.to_owned(), seal.ok_or_else(no_seal)?.to_owned());
    let question = if repeats(&kind) {
        let asked = value.get("asked").map_or_else(|| "{}".to_owned(), Value::to_string);
        Question::Asked(Asked::of(&kind, &asked)?)
    } else {
        Question::Other(kind)
    };
    Printed::of(Form::Object(value), question, seal)
}

fn table(text: &str) -> Result<Printed, Error> {
    let mut lines: Vec<String> =
        text.lines().map(|line| line.trim_end_matches(BLANKS).to_owned()).collect();
    // One blank line at the end is allowed.
    let blank = lines.last().is_some_and(String::is_empty);
    lines.truncate(lines.len() - usize::from(blank));
    for line in &mut lines {
        *line = reworded(std::mem::take(line));
    }
    let sealed: Vec<(usize, Line)> =
        lines.iter().enumerate().filter_map(|(n, line)| Some((n, Line::read(line)?))).collect();
    let count = sealed.len();
    let Some((at, line)) = sealed.into_iter().next_back() else {
        let looks_sealed = lines.iter().any(|line| Line::looks(line));
        let phrase = if looks_sealed { Phrase::UsageSealUnread } else { Phrase::UsageNoSeal };
        return Err(Error::usage(phrase, &[]));
    };
    if count > 1 {
        return Err(Error::usage(Phrase::UsageTwoPrints, &[]));
    }
    if at + 1 < lines.len() {
        return Err(Error::usage(Phrase::UsageAfterPrint, &[]));
    }
    let Line { look, version, seal, question, old } = line;
    // The title of the folder is removed before comparing, since no figure depends on it.
    if let Some(title) = lines.iter().position(|line| is_title(line, look)) {
        // Above the title there may only be the remark on unread parts.
        let unread = look.plain(Phrase::NotRead.template(look.lang).to_owned());
        let unread = unread.split('{').next().unwrap_or_default();
        let goes_on = |line: &String| line.starts_with(unread) || line.starts_with("  ");
        if lines.iter().take(title).all(goes_on) {
            lines.remove(title);
        }
    }
    Printed::of(Form::Table { lines, look, version, old }, question, seal)
}

/// Earlier versions began the line of the seal in Vietnamese with other words; they are replaced by
/// today's.
fn reworded(line: String) -> String {
    let former = line.strip_prefix("PAR INDEX ").filter(|rest| rest.contains(" mã kiểm chứng "));
    match former {
        Some(rest) => format!("Phần mềm par-index {rest}"),
        None => line,
    }
}

/// Whether a line is the title of the folder in which a question was asked.
fn is_title(line: &str, look: Look) -> bool {
    let template = look.plain(Phrase::FolderTitle.template(look.lang).to_owned());
    let (before, behind) = template.split_once("{title}").unwrap_or_default();
    line.strip_prefix(before).is_some_and(|rest| rest.ends_with(behind))
}

/// Invisible characters that may stand at the end of a line.
pub(super) const BLANKS: [char; 3] = [' ', '\t', '\r'];

impl Line {
    /// Reads a line that consists of nothing but a seal line.
    fn read(line: &str) -> Option<Line> {
        looks().into_iter().find_map(|(said, look)| {
            let [before, between, behind] = pieces(said, look);
            let (version, rest) = line.strip_prefix(&before)?.split_once(&between)?;
            if !is_version(version) {
                return None;
            }
            let new = rest.split_once(&behind).and_then(|(seal, question)| {
                let seal = seal.replace(' ', "");
                let (question, width) = Question::read(question, &behind)?;
                let look = Look { width, ..look };
                (seal.len() == DIGITS && is_seal(&seal)).then_some((look, seal, question, false))
            });
            let old =
                || Question::read_old(rest).map(|(seal, question)| (look, seal, question, true));
            let (look, seal, question, old) = new.or_else(old)?;
            Some(Line { look, version: version.to_owned(), seal, question, old })
        })
    }

    /// Whether a line resembles a seal line, although it cannot be read as one.
    fn looks(line: &str) -> bool {
        looks().into_iter().any(|(said, look)| {
            let [_, between, _] = pieces(said, look);
            line.contains(between.trim())
        })
    }
}

impl Question {
    /// Reads `rank` or `rank · FLAGS`; any text behind these shows up later, when the whole line is
    /// compared.
    fn read(text: &str, between: &str) -> Option<(Question, usize)> {
        let mut parts = text.split(between);
        let name = parts.next()?;
        let plain = |c: u8| c.is_ascii_lowercase() || c == b'-';
        if name.is_empty() || !name.bytes().all(plain) {
            return None;
        }
        if !repeats(name) {
            return Some((Question::Other(name.to_owned()), Look::WIDTH));
        }
        let (flags, width) = match parts.next() {
            Some(word) if word.starts_with(FLAGS) => flags(word)?,
            _ => ("{}".to_owned(), Look::WIDTH),
        };
        Asked::of(name, &flags).ok().map(|asked| (Question::Asked(asked), width))
    }

    /// Reads the word of an older line: `SEAL-PLACE`, `SEAL-PLACE-FLAGS`, `SEAL-survey`, or for a
    /// letter only the seal.
    fn read_old(word: &str) -> Option<(String, Question)> {
        let mut parts = word.splitn(3, '-');
        let seal = parts.next().filter(|seal| seal.len() == SHORT && is_seal(seal))?.to_owned();
        let question = match parts.next() {
            None => Question::Other("directive".to_owned()),
            Some(SURVEY) => Question::Other(SURVEY.to_owned()),
            Some(place) => {
                let name = PLACES.get(place.parse::<usize>().ok()?)?;
                let flags = match parts.next() {
                    Some(word) => flags(word)?.0,
                    None => "{}".to_owned(),
                };
                match *name {
                    VERIFY => Question::Other(VERIFY.to_owned()),
                    name => Question::Asked(Asked::of(name, &flags).ok()?),
                }
            }
        };
        Some((seal, question))
    }
}

/// The first letters of encoded flags: an object whose first key is in quotes.
const FLAGS: &str = "eyJ";

/// Decodes the flags and the width of the printed result from a word.
fn flags(word: &str) -> Option<(String, usize)> {
    let bytes = BASE64URL_NOPAD.decode(word.as_bytes()).ok()?;
    let mut flags: BTreeMap<String, Box<RawValue>> = serde_json::from_slice(&bytes).ok()?;
    let width = match flags.remove(WIDTH) {
        Some(width) => width.get().parse().ok().filter(|width| Look::WIDTHS.contains(width))?,
        None => Look::WIDTH,
    };
    Some((serde_json::to_string(&flags).ok()?, width))
}

/// The flags encoded as one word; `None` if there are none.
pub(super) fn flags_word(asked: &Asked, look: Look) -> Option<String> {
    let mut asked = asked.to_json();
    // A result printed at another width than the default must be drawn again at that width, so the
    // width is encoded too.
    if look.width != Look::WIDTH {
        let between = if asked == "{}" { "" } else { "," };
        asked = format!(
            "{}{between}\"{WIDTH}\":{}}}",
            asked.strip_suffix('}').unwrap_or(&asked),
            look.width
        );
    }
    (asked != "{}").then(|| BASE64URL_NOPAD.encode(asked.as_bytes()))
}

/// The key under which the width is encoded among the flags.
const WIDTH: &str = "width";

/// Whether a question of this name can be repeated from its inputs.
fn repeats(name: &str) -> bool {
    question(name).is_some_and(crate::ask::Entry::is_repeated)
}

/// The names of results that cannot be repeated: a verdict and a survey.
const VERIFY: &str = "verify";
const SURVEY: &str = "survey";

/// The questions at the positions by which older seal lines refer to them.
const PLACES: [&str; 20] = [
    "check",
    "join",
    "intake",
    "score",
    "rank",
    "weak",
    "what-if",
    VERIFY,
    "lost",
    "cuts",
    "table",
    "versus",
    "explain",
    "compare",
    "diff",
    "robustness",
    "strengths",
    "plan",
    "forecast",
    "together",
];

/// The line of the seal as older versions wrote it.
pub(super) fn old_line(
    (version, seal): (&str, &str),
    name: &str,
    flags: Option<&str>,
    look: Look,
) -> String {
    let place = PLACES.iter().position(|known| *known == name).unwrap_or_default();
    let flags = flags.map(|flags| format!("-{flags}")).unwrap_or_default();
    let [before, between, _] = pieces(Phrase::SealLine, look);
    format!("{before}{version}{between}{seal}-{place}{flags}")
}

/// The wordings and looks in which a seal line may be written.
fn looks() -> Vec<(Phrase, Look)> {
    let both = [Lang::En, Lang::Vi].into_iter();
    let looks =
        both.flat_map(|lang| [false, true].map(|ascii| Look { lang, ascii, ..Look::default() }));
    looks.flat_map(|look| LINES.map(|said| (said, look))).collect()
}

/// The text before the version, between version and seal, and behind the seal.
fn pieces(said: Phrase, look: Look) -> [String; 3] {
    let template = look.plain(said.template(look.lang).to_owned());
    let (before, rest) = template.split_once("{version}").unwrap_or_default();
    let (between, rest) = rest.split_once("{seal}").unwrap_or_default();
    let (behind, _) = rest.split_once("{question}").unwrap_or_default();
    [before, between, behind].map(str::to_owned)
}

/// Whether a text has the form of a version number; the number itself is not compared.
pub(super) fn is_version(text: &str) -> bool {
    let plain = |c: u8| c.is_ascii_alphanumeric() || b".-+".contains(&c);
    let starts = text.bytes().next().is_some_and(|c| c.is_ascii_digit());
    starts && text.len() <= 20 && text.bytes().all(plain)
}

/// Whether a version computes results and seals as this one does.
fn is_of_our_major(version: &str) -> bool {
    version.split(['.', '-', '+']).next() == Some(env!("CARGO_PKG_VERSION_MAJOR"))
}

fn is_seal(text: &str) -> bool {
    let hex = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
    [SHORT, DIGITS].contains(&text.len()) && text.bytes().all(hex)
}
