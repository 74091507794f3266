//! [`Finding`]: one thing that is wrong with the data, with its place, and how to mend it.

mod catalog;
mod kept;
mod near;
mod same;
mod stored;
mod unread;

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

pub use catalog::FindingCode;
pub use kept::Findings;
pub use near::nearest;
pub(crate) use near::{MOST_NAMES, near_name};
pub(crate) use stored::FindingRow;
#[cfg(feature = "schema")]
pub(crate) use stored::Stored;
pub use unread::{RowList, Unread};
pub(crate) use unread::{UnreadList, base_name, united, unread_files, unread_of};

use crate::words::{Arg, Lang, Text, at_most, fill, severity, shown};

/// So many characters of a text found are kept.
const MOST_FOUND: usize = 200;
/// So many characters of one step of a pointer are kept: keys of documents may have any length.
const MOST_STEP: usize = 200;

/// How much a finding matters.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing (*lưu ý*); nothing changes.
    Note,
    /// The result stands but may not mean what it seems (*cảnh báo*).
    Warning,
    /// The framework, or the unit concerned, cannot be computed (*lỗi*).
    Error,
}

impl Severity {
    /// `error`, `warning` or `note`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    pub(crate) fn word(self, lang: Lang) -> &'static str {
        severity(self.as_str(), lang).unwrap_or_default()
    }
}

/// Where a finding stands. Absent parts are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The unit's id.
    pub unit: Option<String>,
    /// The unit's name.
    pub name: Option<Text>,
    /// The code of the node.
    pub node: Option<String>,
    /// `self`, `appraised`, `appraised_again` or `survey`.
    pub stage: Option<&'static str>,
    /// The file's name.
    pub file: Option<String>,
    /// The sheet inside the file.
    pub sheet: Option<String>,
    /// The cell, such as `B12`.
    pub cell: Option<String>,
    /// The name of the cell's column.
    pub heading: Option<String>,
    /// The line, from 1; with `column` for shape errors.
    pub line: Option<usize>,
    /// The column, from 1.
    pub column: Option<usize>,
    /// The JSON pointer (RFC 6901) into the document.
    pub pointer: Option<String>,
}

impl Place {
    pub(crate) fn at(pointer: impl Into<String>) -> Place {
        Place { pointer: Some(pointer.into()), ..Place::default() }
    }

    pub(crate) fn unit(id: &str, name: &Text) -> Place {
        Place { unit: Some(id.to_owned()), name: Some(name.clone()), ..Place::default() }
    }

    /// A place in a file.
    pub fn file(file: impl Into<String>) -> Place {
        Place { file: Some(file.into()), ..Place::default() }
    }

    /// The same place, at a stage of its node.
    #[must_use]
    pub fn stage(mut self, stage: &'static str) -> Place {
        self.stage = Some(stage);
        self
    }

    /// The same place, at a node.
    #[must_use]
    pub fn node(mut self, code: impl Into<String>) -> Place {
        self.node = Some(code.into());
        self
    }

    /// Cuts what is longer than anybody reads; the file's name stays whole.
    pub(crate) fn shorten(&mut self) {
        let Place { unit, name, node, sheet, heading, pointer, .. } = self;
        let texts = [unit, node, sheet, heading, pointer].into_iter().flatten();
        let names = name.iter_mut().flat_map(|Text { vi, en }| [vi, en]);
        texts.chain(names).for_each(|text| shorten(text, LONGEST));
    }

    #[must_use]
    pub(crate) fn join(mut self, step: &str) -> Place {
        let pointer = self.pointer.get_or_insert_default();
        pointer.push('/');
        let step = at_most(step, MOST_STEP);
        pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
        self
    }

    /// The place in one line; empty if nothing is known.
    pub(crate) fn text(&self, lang: Lang) -> String {
        let place = self;
        let words = |en: &'static str, vi: &'static str| match lang {
            Lang::En => en,
            Lang::Vi => vi,
        };
        let mut parts = Vec::new();
        if let Some(name) = place.name.as_ref().filter(|name| !name.is_empty()) {
            parts.push(name.get(lang).to_owned());
        } else if let Some(unit) = &place.unit {
            parts.push(unit.clone());
        }
        parts.extend(place.node.clone());
        if let Some(stage) = place.stage {
            parts.push(stage_word(stage, lang).to_owned());
        }
        parts.extend(place.file.clone());
        parts.extend(
            place.sheet.as_ref().map(|name| format!("{} {name}", words("sheet", "trang tính"))),
        );
        if let Some(cell) = &place.cell {
            parts.push(format!("{} {cell}", words("cell", "ô")));
        }
        parts.extend(
            place.heading.as_ref().map(|name| format!("{} “{name}”", words("column", "cột"))),
        );
        if let Some(line) = place.line.filter(|_| place.cell.is_none()) {
            parts.push(format!("{} {line}", words("line", "dòng")));
        }
        if let Some(column) = place.column {
            parts.push(format!("{} {column}", words("column", "cột")));
        }
        parts.extend(place.pointer.clone().filter(|pointer| !pointer.is_empty()));
        let parts: Vec<String> = parts.iter().map(|part| shown(part).into_owned()).collect();
        parts.join(", ")
    }
}

impl fmt::Display for Place {
    /// In English, in one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

/// One problem of the data: code, severity, place, what was found, what was expected, the cure.
///
/// All findings of a document come at once. `Display` is English and plain; [`Finding::text`]
/// gives either language.
///
/// ```
/// use par_index::{Framework, Lang};
/// let error = Framework::from_json(r#"{"schema_version": 1, "kind": "framework", "flor": 2}"#)
///     .unwrap_err();
/// let finding = &error.findings()[0];
/// assert_eq!(finding.code().as_str(), "unknown_key");
/// assert_eq!((finding.place().line, finding.found_text()), (Some(1), Some("flor")));
/// assert!(finding.text(Lang::Vi).starts_with("Lỗi"));
/// ```
///
/// `Debug` is the English sentence too: that is what an `unwrap` and a failed assertion print.
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    code: FindingCode,
    place: Place,
    found: Option<String>,
    args: Vec<(Key, Arg)>,
    /// Of what is only counted: the code, and how many.
    cut: Option<(FindingCode, usize)>,
}

/// The name of a place in a sentence.
type Key = Cow<'static, str>;

/// The longest text found that a finding keeps, and the longest text of a place.
const LONGEST: usize = 200;
/// The longest text that fills a place of a sentence: a list may need more.
const LONGEST_PART: usize = 1_000;

/// Cuts a text that is longer than so many letters.
fn shorten(text: &mut String, most: usize) {
    // A text of few bytes has few letters.
    if text.len() <= most {
        return;
    }
    if let Some((end, _)) = text.char_indices().nth(most) {
        let end = text[..end].char_indices().next_back().map_or(0, |(end, _)| end);
        text.truncate(end);
        text.push('…');
        text.shrink_to_fit();
    }
}

impl Finding {
    /// A finding at a place; its sentences are those of its code.
    ///
    /// Readers of other formats make theirs with it.
    ///
    /// ```
    /// use par_index::finding::{FindingCode, Place};
    /// use par_index::{Finding, Lang};
    /// let finding = Finding::new(FindingCode::MissingColumn, Place::file("a.csv")).with("key", "unit");
    /// assert_eq!(finding.message(Lang::En), "the table has no column “unit”");
    /// ```
    pub fn new(code: FindingCode, place: Place) -> Finding {
        Finding { code, place, found: None, args: Vec::new(), cut: None }
    }

    /// So many further findings of a code, beside those that are kept.
    fn more(code: FindingCode, place: Place, cut: usize, kept: usize) -> Finding {
        let finding = Finding::new(FindingCode::FindingsCut, place).found(code.as_str());
        let finding = finding.with("count", cut).with("told", kept);
        Finding { cut: Some((code, cut)), ..finding }
    }

    /// Sets the text found; templates call it `{found}`. Beyond 200 characters it is cut, and what was
    /// cut is counted.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Finding {
        let found = at_most(&found.into(), MOST_FOUND).into_owned();
        self.args.push(("found".into(), Arg::Plain(found.clone())));
        self.found = Some(found);
        self
    }

    /// Points found, which each language writes with its own decimal mark.
    ///
    /// ```
    /// use par_index::finding::{FindingCode, Place};
    /// use par_index::{Finding, Lang, Points};
    /// let finding = Finding::new(FindingCode::GroupUncounted, Place::default());
    /// let finding = finding.found_points("6.5".parse::<Points>()?).with("node", "3");
    /// assert!(finding.message(Lang::Vi).contains("6,5"));
    /// # Ok::<(), par_index::quantity::ParsePointsError>(())
    /// ```
    #[must_use]
    pub fn found_points(mut self, points: crate::quantity::Points) -> Finding {
        self.args.push(("found".into(), points.into()));
        self.found = Some(points.to_string());
        self
    }

    /// Fills the place `{key}` of the sentences.
    #[must_use]
    pub fn with(mut self, key: &'static str, arg: impl Into<Arg>) -> Finding {
        let mut arg = match arg.into() {
            // Findings are kept: they hold what is said, not how it was put together.
            Arg::Said(sentence) => Arg::Words(Text::of(|lang| sentence.text(lang))),
            arg => arg,
        };
        match &mut arg {
            Arg::Plain(text) => shorten(text, LONGEST_PART),
            Arg::Words(Text { vi, en }) => {
                for text in [vi, en] {
                    shorten(text, LONGEST_PART);
                }
            }
            _ => {}
        }
        self.args.push((key.into(), arg));
        self
    }

    /// Says a place that its sentences name by a pointer as the place it was read at.
    pub(crate) fn name_place(&mut self, key: &str, locate: &dyn Fn(&str) -> Option<Place>) {
        for (_, arg) in self.args.iter_mut().filter(|(known, _)| known == key) {
            if let Arg::Plain(pointer) = arg
                && let Some(place) = locate(pointer)
            {
                *arg = Arg::Words(Text::of(|lang| place.text(lang)));
            }
        }
    }

    /// The name and meaning of the problem.
    pub fn code(&self) -> FindingCode {
        self.code
    }

    /// How much it matters; of what is only counted, how much that does.
    pub fn severity(&self) -> Severity {
        self.cut.map_or(self.code, |(code, _)| code).severity()
    }

    /// The code of the findings that it only counts.
    pub(crate) fn counts(&self) -> Option<FindingCode> {
        self.cut.map(|(code, _)| code)
    }

    /// How many findings it stands for: one, unless it counts those that are not listed.
    pub fn count(&self) -> usize {
        self.cut.map_or(1, |(_, count)| count)
    }

    /// Whether the data cannot be computed as they are.
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }

    /// Whether it says that a file as a whole could not be read, or not from some place on.
    ///
    /// ```
    /// use par_index::finding::{FindingCode, Place};
    /// use par_index::Finding;
    /// assert!(Finding::new(FindingCode::NotUtf8, Place::file("a.csv")).is_of_file());
    /// assert!(!Finding::new(FindingCode::UnitMissing, Place::file("a.csv")).is_of_file());
    /// ```
    pub fn is_of_file(&self) -> bool {
        let of_file = matches!(
            self.code,
            FindingCode::NotUtf8
                | FindingCode::BadJson
                | FindingCode::UnknownKey
                | FindingCode::MissingKey
                | FindingCode::DuplicateKey
                | FindingCode::UnknownValue
                | FindingCode::UnknownFile
                | FindingCode::TableUnclear
                | FindingCode::MissingColumn
                | FindingCode::QuoteOpen
        );
        of_file && self.place.cell.is_none()
    }

    /// Whether it is an error of the call and not of the data: a name nobody knows, a number that
    /// cannot be. What stands in a file is data too.
    pub(crate) fn is_of_call(&self) -> bool {
        // Those that are only counted stand beside some that are listed.
        let of_data = [FindingCode::OpenCard, FindingCode::UnitInError, FindingCode::FindingsCut];
        let in_file = self.place.file.is_some() || self.place.pointer.is_some();
        self.is_error() && !in_file && !of_data.contains(&self.code)
    }

    /// Where it stands.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Where it stands, to be completed.
    pub fn place_mut(&mut self) -> &mut Place {
        &mut self.place
    }

    /// The text found there, if there is one.
    pub fn found_text(&self) -> Option<&str> {
        self.found.as_deref()
    }

    /// What fills the places of its sentences, by their names: whoever writes sentences of their own for
    /// a code has its numbers and words here.
    ///
    /// ```
    /// use par_index::finding::{Finding, FindingCode, Place};
    /// use par_index::words::Arg;
    /// use par_index::{Lang, points};
    /// let step = points!(0.25);
    /// let finding = Finding::new(FindingCode::NotAStep, Place::default()).found("0.3").with("step", step);
    /// let part = |name| finding.args().find(|(key, _)| *key == name).map(|(_, arg)| arg);
    /// assert_eq!(part("step"), Some(&Arg::Points(step)));
    /// let [found, step] = ["found", "step"].map(|name| part(name).unwrap().text(Lang::Vi));
    /// assert_eq!(format!("{found} n’est pas un multiple de {step}"), "0.3 n’est pas un multiple de 0,25");
    /// ```
    pub fn args(&self) -> impl Iterator<Item = (&str, &Arg)> {
        self.args.iter().map(|(key, arg)| (key.as_ref(), arg))
    }

    /// What is wrong, in one sentence.
    pub fn message(&self, lang: Lang) -> String {
        self.fill(self.code.row().message, lang)
    }

    /// What should have stood there; empty where the message says it.
    pub fn expected(&self, lang: Lang) -> String {
        self.fill(self.code.row().expected, lang)
    }

    /// How to mend it.
    pub fn suggestion(&self, lang: Lang) -> String {
        self.fill(self.code.row().suggestion, lang)
    }

    /// Severity, place, message and cure in one line.
    pub fn text(&self, lang: Lang) -> String {
        let suggestion = self.suggestion(lang);
        let expected = self.expected(lang);
        let mut out = format!("{}: {}", self.head(lang), self.message(lang));
        for more in [expected, suggestion] {
            if !more.is_empty() {
                out = format!("{out}; {more}");
            }
        }
        out
    }

    /// Severity, code and place.
    pub(crate) fn head(&self, lang: Lang) -> String {
        let head = format!("{} [{}]", self.severity().word(lang), self.code.as_str());
        match self.place.text(lang) {
            place if place.is_empty() => head,
            place => format!("{head} {place}"),
        }
    }

    fn fill(&self, [en, vi]: [&'static str; 2], lang: Lang) -> String {
        let template = match lang {
            Lang::En => en,
            Lang::Vi => vi,
        };
        let number = |found: &str| found.parse::<crate::quantity::Points>().is_ok();
        let found = match self.found.as_deref() {
            // Nothing at all would be a gap in the sentence.
            Some(found) if found.trim().is_empty() => "“”".to_owned(),
            // A number out of its range stands without quotes: it is written as the language writes numbers.
            Some(found) if self.code == FindingCode::OutOfRange && number(found) => {
                lang.decimal(found)
            }
            _ => return fill(template, &self.args, lang),
        };
        let template = template.replace("“{found}”", &found).replace("{found}", &found);
        fill(&template, &self.args, lang)
    }
}

/// The stages a place may name.
const STAGES: [&str; 4] = ["self", "appraised", "appraised_again", "survey"];

fn stage_word(stage: &'static str, lang: Lang) -> &'static str {
    match (lang, stage) {
        (Lang::En, _) => stage,
        (Lang::Vi, "self") => "điểm tự đánh giá",
        (Lang::Vi, "appraised") => "điểm thẩm định",
        (Lang::Vi, "appraised_again") => "điểm thẩm định lần 2",
        (Lang::Vi, _) => "điểm điều tra xã hội học",
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Finding {
    /// A number that is the same for equal findings, and hardly ever for two that differ.
    pub(crate) fn hashed(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        // The names of units follow from their ids.
        let Place { unit, node, stage, file, sheet, cell, line, column, pointer, .. } = &self.place;
        (self.code, unit, node, stage, file, sheet, cell).hash(&mut hasher);
        (line, column, pointer, &self.found).hash(&mut hasher);
        hasher.finish()
    }

    /// The columns of a finding as a row.
    pub const COLUMNS: [&'static str; 15] = [
        "severity",
        "code",
        "unit",
        "name",
        "node",
        "stage",
        "file",
        "sheet",
        "cell",
        "line",
        "pointer",
        "found",
        "expected",
        "suggestion",
        "message",
    ];
}

impl Finding {
    /// The finding as a row of the result format, its sentences in a language.
    pub fn row(&self, lang: Lang) -> impl Serialize + '_ {
        FindingRow::of(self, lang)
    }
}
