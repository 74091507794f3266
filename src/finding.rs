//! [`Finding`]: one problem of the data, with its place and how to correct it.

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

/// The most characters kept of a text that was found.
const MOST_FOUND: usize = 200;
/// The most characters kept of one step of a pointer: the keys of a document may have any length.
const MOST_STEP: usize = 200;

/// The severity of a finding.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Severity {
    /// The finding is worth knowing, but changes nothing (*lưu ý*).
    Note,
    /// The result is valid but may not mean what it seems to (*cảnh báo*).
    Warning,
    /// The framework, or the unit concerned, cannot be computed (*lỗi*).
    Error,
}

impl Severity {
    /// The name of the severity: `error`, `warning` or `note`.
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

/// The place that a finding is about; parts that are unknown are `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The id of the unit.
    pub unit: Option<String>,
    /// The name of the unit.
    pub name: Option<Text>,
    /// The code of the framework's node.
    pub node: Option<String>,
    /// The stage: `self`, `appraised`, `appraised_again` or `survey`.
    pub stage: Option<&'static str>,
    /// The name of the file.
    pub file: Option<String>,
    /// The name of the sheet inside the file.
    pub sheet: Option<String>,
    /// The cell of the sheet, such as `B12`.
    pub cell: Option<String>,
    /// The heading of the column in which the cell stands.
    pub heading: Option<String>,
    /// The line, from 1; for errors of syntax together with `column`.
    pub line: Option<usize>,
    /// The column within the line, from 1.
    pub column: Option<usize>,
    /// The JSON pointer (RFC 6901) to the value in the document.
    pub pointer: Option<String>,
}

impl Place {
    pub(crate) fn at(pointer: impl Into<String>) -> Place {
        Place { pointer: Some(pointer.into()), ..Place::default() }
    }

    pub(crate) fn unit(id: &str, name: &Text) -> Place {
        Place { unit: Some(id.to_owned()), name: Some(name.clone()), ..Place::default() }
    }

    /// The place of a whole file.
    pub fn file(file: impl Into<String>) -> Place {
        Place { file: Some(file.into()), ..Place::default() }
    }

    /// The place, narrowed to a stage of its node.
    #[must_use]
    pub fn stage(mut self, stage: &'static str) -> Place {
        self.stage = Some(stage);
        self
    }

    /// The place, narrowed to a node.
    #[must_use]
    pub fn node(mut self, code: impl Into<String>) -> Place {
        self.node = Some(code.into());
        self
    }

    /// Shortens overlong texts of the place; the name of the file stays whole.
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

    /// The place in one line of text; empty if no part of it is known.
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
    /// Writes the place in English, in one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

/// One problem of the data: code, severity, place, the text found, what was expected, and the cure.
///
/// All findings of a document are reported at once. `Display` writes plain English;
/// [`Finding::text`] gives either language.
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
/// `Debug` writes the English sentence too, since `unwrap` and failed assertions print it.
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    code: FindingCode,
    place: Place,
    found: Option<String>,
    args: Vec<(Key, Arg)>,
    /// For a finding that stands for counted ones: their code and their number.
    cut: Option<(FindingCode, usize)>,
}

/// The name of a placeholder in a sentence.
type Key = Cow<'static, str>;

/// The most letters kept of each text of a place.
const LONGEST: usize = 200;
/// The most letters kept of a text that fills a placeholder; longer than other texts, because it
/// may be a list.
const LONGEST_PART: usize = 1_000;

/// Shortens a text to `most` letters; the last one becomes `…`.
fn shorten(text: &mut String, most: usize) {
    // A text with at most this many bytes has at most this many letters.
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
    /// Programs that read other formats make their own findings with it.
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

    /// A finding that stands for further findings of a code, which are counted but not kept.
    fn more(code: FindingCode, place: Place, cut: usize, kept: usize) -> Finding {
        let finding = Finding::new(FindingCode::FindingsCut, place).found(code.as_str());
        let finding = finding.with("count", cut).with("told", kept);
        Finding { cut: Some((code, cut)), ..finding }
    }

    /// Sets the text that was found; templates call it `{found}`. A text of more than 200
    /// characters is shortened, and the number of omitted characters is stated.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Finding {
        let found = at_most(&found.into(), MOST_FOUND).into_owned();
        self.args.push(("found".into(), Arg::Plain(found.clone())));
        self.found = Some(found);
        self
    }

    /// Sets the points that were found; each language writes them with its own decimal mark.
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

    /// Sets the value of the placeholder `{key}` in the sentences.
    #[must_use]
    pub fn with(mut self, key: &'static str, arg: impl Into<Arg>) -> Finding {
        let mut arg = match arg.into() {
            // A finding keeps the finished words of a sentence, not the parts from which it was
            // made.
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

    /// Replaces a pointer named in the sentences by the place in the file from which it was read.
    pub(crate) fn name_place(&mut self, key: &str, locate: &dyn Fn(&str) -> Option<Place>) {
        for (_, arg) in self.args.iter_mut().filter(|(known, _)| known == key) {
            if let Arg::Plain(pointer) = arg
                && let Some(place) = locate(pointer)
            {
                *arg = Arg::Words(Text::of(|lang| place.text(lang)));
            }
        }
    }

    /// The code of the problem.
    pub fn code(&self) -> FindingCode {
        self.code
    }

    /// The severity; for a finding that stands for counted ones, the severity of those.
    pub fn severity(&self) -> Severity {
        self.cut.map_or(self.code, |(code, _)| code).severity()
    }

    /// The code of the findings that this one stands for, if it stands for counted ones.
    pub(crate) fn counts(&self) -> Option<FindingCode> {
        self.cut.map(|(code, _)| code)
    }

    /// How many findings this one stands for: 1, unless it stands for counted ones.
    pub fn count(&self) -> usize {
        self.cut.map_or(1, |(_, count)| count)
    }

    /// Whether the data cannot be computed because of this finding.
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }

    /// Whether the finding says that a file could not be read as a whole, or not from some place
    /// on.
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

    /// Whether the finding is an error in the call rather than in the data: an unknown name or an
    /// impossible number. A text in a file counts as data too.
    pub(crate) fn is_of_call(&self) -> bool {
        // A finding that stands for counted ones always comes with others of its code that are
        // listed.
        let of_data = [FindingCode::OpenCard, FindingCode::UnitInError, FindingCode::FindingsCut];
        let in_file = self.place.file.is_some() || self.place.pointer.is_some();
        self.is_error() && !in_file && !of_data.contains(&self.code)
    }

    /// The place that the finding is about.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The place that the finding is about, for completing it.
    pub fn place_mut(&mut self) -> &mut Place {
        &mut self.place
    }

    /// The text that was found at the place, if there is one.
    pub fn found_text(&self) -> Option<&str> {
        self.found.as_deref()
    }

    /// The values that fill the placeholders of the sentences, by name, for programs that write
    /// sentences of their own for a code.
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

    /// The sentence that says what is wrong.
    pub fn message(&self, lang: Lang) -> String {
        self.fill(self.code.row().message, lang)
    }

    /// What was expected at the place; empty where the message already says so.
    pub fn expected(&self, lang: Lang) -> String {
        self.fill(self.code.row().expected, lang)
    }

    /// How to correct the problem.
    pub fn suggestion(&self, lang: Lang) -> String {
        self.fill(self.code.row().suggestion, lang)
    }

    /// Severity, code, place, message, expectation and cure in one line.
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

    /// Severity, code and place in one line.
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
        // A number out of range is shown without quotes, written as the language writes numbers.
        let number = |found: &&str| found.parse::<crate::quantity::Points>().is_ok();
        let found = self.found.as_deref().filter(|_| self.code == FindingCode::OutOfRange);
        match found.filter(number) {
            Some(found) => {
                fill(&template.replace("{found}", &lang.decimal(found)), &self.args, lang)
            }
            None => fill(template, &self.args, lang),
        }
    }
}

/// The names of the stages that a place may have.
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
    /// A hash that is equal for equal findings and almost always different for different ones.
    pub(crate) fn hashed(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        // The names of units are left out, since they follow from the ids.
        let Place { unit, node, stage, file, sheet, cell, line, column, pointer, .. } = &self.place;
        (self.code, unit, node, stage, file, sheet, cell).hash(&mut hasher);
        (line, column, pointer, &self.found).hash(&mut hasher);
        hasher.finish()
    }

    /// The column names of a finding written as a row.
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
    /// The finding as a row of the result format, with its sentences in the given language.
    pub fn row(&self, lang: Lang) -> impl Serialize + '_ {
        FindingRow::of(self, lang)
    }
}
