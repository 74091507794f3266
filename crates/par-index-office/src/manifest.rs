//! The manifest `par-index.toml`: it states once for a folder which files and settings its
//! questions use, so that they need not be repeated in every call.

use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use par_index::finding::{FindingCode, Place};
use par_index::words::Arg;
use par_index::{Error, Finding, Text};
use toml_edit::{Document, Item, Key, Table, TableLike, Value};

use crate::failure::{Failure, both};
use crate::words::word;

/// The file name of a manifest.
pub const NAME: &str = "par-index.toml";

/// The type of the value of a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Text,
    Number,
    /// A file or folder below the folder of the manifest; for inputs also a pattern.
    Path,
    /// A path as for `Path`, or the id of an embedded document.
    Ruler,
    /// One path or a list of paths; for `Rulers`, of paths or embedded ids.
    Paths,
    Rulers,
    /// A table whose values are texts.
    Pairs,
}

/// A key, the type of its value, and the arguments it may supply: the first of them that a question
/// takes is used.
type Known = (&'static str, Holds, &'static [&'static str]);

/// The keys that hold for the whole folder.
const FOLDER: [Known; 12] = [
    ("title", Holds::Text, &["folder-title"]),
    ("language", Holds::Text, &[]),
    ("width", Holds::Number, &["width"]),
    ("basis", Holds::Text, &["basis"]),
    ("period", Holds::Text, &["period"]),
    ("units", Holds::Path, &["units"]),
    ("efforts", Holds::Path, &["efforts", "measures"]),
    ("directive", Holds::Ruler, &["directive", "letter"]),
    ("progress", Holds::Path, &["progress"]),
    ("policies", Holds::Path, &["policies"]),
    ("frameworks", Holds::Path, &["frameworks"]),
    ("head", Holds::Pairs, &["head"]),
];

/// The keys of an index (`[[index]]`).
const INDEX: [Known; 7] = [
    ("id", Holds::Text, &[]),
    ("framework", Holds::Rulers, &["framework"]),
    ("inputs", Holds::Paths, &["inputs", "after"]),
    ("previous", Holds::Paths, &["previous"]),
    ("previous_framework", Holds::Ruler, &["previous-framework"]),
    ("crosswalk", Holds::Ruler, &["crosswalk"]),
    ("channel", Holds::Text, &["channel"]),
];

/// The contents of a manifest: the keys of the folder, and those of each index.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    folder: Said,
    indices: Vec<Said>,
}

/// Keys with their values.
type Said = Vec<(&'static str, Vec<String>)>;

fn said<'a>(all: &'a Said, key: &str) -> Option<&'a str> {
    let (_, values) = all.iter().find(|(known, _)| *known == key)?;
    values.first().map(String::as_str)
}

/// Tells which arguments a question takes, and which of them the call gave.
pub trait Takes {
    /// Whether the question takes an argument of this name.
    fn has(&self, name: &str) -> bool;
    /// Whether the call gave this argument; then the manifest does not supply it.
    fn is_given(&self, name: &str) -> bool;
}

/// An argument that a manifest supplies, and its value.
pub type Added = (&'static str, String);

/// The language that a manifest states, read from its text even if other parts of it are wrong.
pub fn language(text: &str) -> Option<String> {
    let document = Document::parse(text).ok()?;
    document.get("language")?.as_str().map(str::to_owned)
}

/// The texts around papers (table `head`) that a manifest states, read from its text even if other
/// parts of it are wrong.
pub fn head(text: &str) -> Vec<(String, String)> {
    let Ok(document) = Document::parse(text) else { return Vec::new() };
    let head = document.get("head").and_then(Item::as_table_like);
    let pairs = head.into_iter().flat_map(TableLike::iter);
    pairs.filter_map(|(key, item)| Some((key.to_owned(), item.as_str()?.to_owned()))).collect()
}

/// The folder of shared frameworks that a manifest names. A path that leaves the manifest's folder
/// is ignored here; [`Manifest::read`] reports it.
pub fn frameworks(text: &str) -> Option<PathBuf> {
    let document = Document::parse(text).ok()?;
    let named = document.get("frameworks").and_then(Item::as_str).map(PathBuf::from);
    named.filter(|path| path.components().all(is_plain))
}

fn is_plain(part: Component<'_>) -> bool {
    matches!(part, Component::Normal(_) | Component::CurDir)
}

/// Whether a path or pattern, as it is written, stays below the folder of the manifest.
pub fn is_below(text: &str) -> bool {
    let path = Path::new(text);
    path.components().all(is_plain) && !text.contains('\\') && !text.starts_with('-')
}

impl Manifest {
    /// Reads a manifest; the function `below` says whether a path stays inside its folder.
    ///
    /// # Errors
    /// [`Failure`] with everything that is wrong with the manifest.
    pub fn read(text: &str, below: &dyn Fn(&str) -> bool) -> Result<Manifest, Failure> {
        let document = Document::parse(text).map_err(|error| {
            let place = error.span().map(|span| place(text, span)).unwrap_or_default();
            let (at, column) = (place.line.unwrap_or(1), place.column.unwrap_or(1));
            Failure::Usage(both(|lang| {
                let word = |key| word(key).get(lang).to_owned();
                let (line, name) = (word("line"), word("column"));
                format!("{NAME}: {line} {at}, {name} {column}: {}", word("bad_toml"))
            }))
        })?;
        let mut reading = Reading { text, below, findings: Vec::new() };
        let mut manifest = Manifest::default();
        for (name, item) in document.as_table() {
            let key = document.key(name);
            match item.as_array_of_tables().filter(|_| name == "index") {
                Some(tables) => {
                    manifest.indices.extend(tables.iter().map(|table| reading.index(table)));
                }
                None if name == "index" => {
                    reading.wrong(FindingCode::ValueImpossible, item.span(), "[[index]]", name);
                }
                None => {
                    let keys = FOLDER.iter().map(|(key, ..)| *key).chain(["index"]);
                    manifest.folder.extend(reading.value(&FOLDER, (name, key), item, keys));
                }
            }
        }
        match reading.findings {
            found if found.is_empty() => Ok(manifest),
            found => Err(Failure::Call(Error::of_findings(NAME, found))),
        }
    }

    /// The value of a key of the folder; the first one if there are several.
    pub fn said(&self, key: &str) -> Option<&str> {
        said(&self.folder, key)
    }

    /// The keys of each index with their values, in the order of the manifest.
    pub fn indices(&self) -> impl Iterator<Item = &[(&'static str, Vec<String>)]> {
        self.indices.iter().map(Vec::as_slice)
    }

    /// The arguments that the manifest supplies to a call, in their order; arguments that the call
    /// gave are left out. `index` is the id of the index asked about. `here` is the name of the
    /// folder, which serves as title if the manifest has none.
    ///
    /// # Errors
    /// If the manifest has several indices, the question needs one of them, and none or an unknown
    /// one was chosen.
    pub fn added(
        &self,
        call: &dyn Takes,
        index: Option<&str>,
        here: &str,
    ) -> Result<Vec<Added>, Failure> {
        let mut added = Vec::new();
        take(&mut added, &FOLDER, &self.folder, call);
        // A title is supplied even if the manifest has none, so that tables show that a manifest
        // was used.
        if call.has("folder-title") && self.said("title").is_none() {
            added.push(("folder-title", here.to_owned()));
        }
        if !call.has("framework") || call.is_given("framework") || self.indices.is_empty() {
            return Ok(added);
        }
        let takes_all = call.has("with");
        let (chosen, others) = self.chosen(index, takes_all)?;
        take(&mut added, &INDEX, chosen, call);
        if takes_all && !call.is_given("with") {
            for other in others {
                let inputs = other.iter().filter(|(key, _)| *key == "inputs");
                let ruler = said(other, "framework").unwrap_or_default();
                let pair = |input: &String| ("with", format!("{ruler}={input}"));
                added.extend(inputs.flat_map(|(_, inputs)| inputs).map(pair));
            }
        }
        Ok(added)
    }

    /// The index that is asked about, and all other indices.
    fn chosen(&self, asked: Option<&str>, takes_all: bool) -> Result<(&Said, Vec<&Said>), Failure> {
        let known = self.indices.iter().filter_map(|one| said(one, "id"));
        let known = known.collect::<Vec<_>>().join(", ");
        let at = match (asked, self.indices.as_slice()) {
            (Some(asked), all) => all.iter().position(|one| said(one, "id") == Some(asked)),
            (None, [_]) => Some(0),
            (None, _) if takes_all => Some(0),
            (None, _) => None,
        };
        let chosen = at.and_then(|at| self.indices.get(at));
        let chosen = chosen.ok_or_else(|| Failure::usage(format!("--index: {known}")))?;
        Ok((chosen, self.indices.iter().filter(|one| !std::ptr::eq(*one, chosen)).collect()))
    }
}

fn take(added: &mut Vec<Added>, keys: &[Known], all: &Said, call: &dyn Takes) {
    for (key, holds, names) in keys {
        // Pairs such as those of `head` are merged one by one: pairs that the call gave come later
        // and replace these.
        let pairs = *holds == Holds::Pairs;
        let free = |name: &&&str| call.has(name) && (pairs || !call.is_given(name));
        let Some(name) = names.iter().find(free) else { continue };
        let values = all.iter().filter(|(said, _)| said == key).flat_map(|(_, values)| values);
        added.extend(values.map(|value| (*name, value.clone())));
    }
}

/// The state of reading a manifest; all mistakes are collected and reported together.
struct Reading<'t> {
    text: &'t str,
    below: &'t dyn Fn(&str) -> bool,
    findings: Vec<Finding>,
}

impl Reading<'_> {
    fn index(&mut self, table: &Table) -> Said {
        let mut all = Said::new();
        for (name, item) in table {
            let keys = INDEX.iter().map(|(key, ..)| *key);
            all.extend(self.value(&INDEX, (name, table.key(name)), item, keys));
        }
        if said(&all, "framework").is_none() {
            let place = table.span().map(|span| place(self.text, span)).unwrap_or_default();
            let finding = Finding::new(FindingCode::MissingKey, place);
            self.findings.push(finding.with("key", "framework"));
        }
        all
    }

    fn value<'k>(
        &mut self,
        keys: &[Known],
        (name, key): (&str, Option<&Key>),
        item: &Item,
        known: impl Iterator<Item = &'k str>,
    ) -> Option<(&'static str, Vec<String>)> {
        let Some((key, holds, _)) = keys.iter().find(|(known, ..)| *known == name) else {
            let known = known.collect::<Vec<_>>().join(", ");
            self.wrong(FindingCode::UnknownKey, key.and_then(Key::span), known.as_str(), name);
            return None;
        };
        if let Some(table) = item.as_table_like().filter(|_| *holds == Holds::Pairs) {
            return Some((*key, self.pairs(table)));
        }
        let several = matches!(holds, Holds::Paths | Holds::Rulers);
        let values: Vec<&Value> = match item.as_value() {
            Some(Value::Array(all)) if several => all.iter().collect(),
            Some(value) => vec![value],
            None => Vec::new(),
        };
        let mut texts = Vec::new();
        for value in &values {
            match text(value, *holds, self.below) {
                Ok(text) => texts.push(text),
                Err(expected) => {
                    let found = value.to_string();
                    self.wrong(FindingCode::ValueImpossible, value.span(), expected, found.trim());
                }
            }
        }
        if values.is_empty() && !item.is_value() {
            self.wrong(FindingCode::ValueImpossible, item.span(), Text::same("= …"), name);
        }
        Some((*key, texts))
    }

    /// The texts of a table as `key=text`.
    fn pairs(&mut self, table: &dyn TableLike) -> Vec<String> {
        let mut pairs = Vec::new();
        for (key, item) in table.iter() {
            let Some(text) = item.as_str() else {
                let expected = Text::new("chuỗi trong dấu nháy", "a text in quotation marks");
                self.wrong(FindingCode::ValueImpossible, item.span(), expected, key);
                continue;
            };
            pairs.push(format!("{key}={text}"));
        }
        pairs
    }

    fn wrong(
        &mut self,
        code: FindingCode,
        span: Option<Range<usize>>,
        known: impl Into<Arg>,
        found: &str,
    ) {
        let place = span.map(|span| place(self.text, span)).unwrap_or_default();
        self.findings.push(Finding::new(code, place).found(found).with("known", known));
    }
}

/// The place in the manifest where a span begins: line and column as an editor counts them.
fn place(text: &str, span: Range<usize>) -> Place {
    let before = text.get(..span.start).unwrap_or_default();
    let mut place = Place::file(NAME);
    place.line = Some(before.matches('\n').count() + 1);
    place.column = Some(before.rsplit('\n').next().unwrap_or_default().chars().count() + 1);
    place
}

/// The value of a key as an argument holds it; the error says which type of value is expected.
fn text(value: &Value, holds: Holds, below: &dyn Fn(&str) -> bool) -> Result<String, Text> {
    let text = match (value, holds) {
        (_, Holds::Pairs) => return Err(Text::new("bảng [head]", "a table [head]")),
        (Value::String(text), holds) if holds != Holds::Number => text.value().clone(),
        (Value::Integer(number), Holds::Number | Holds::Text) => number.value().to_string(),
        (_, Holds::Number) => return Err(Text::new("số nguyên", "a whole number")),
        _ => return Err(Text::new("chuỗi trong dấu nháy", "a text in quotation marks")),
    };
    let is_path = match holds {
        Holds::Path | Holds::Paths => true,
        Holds::Ruler | Holds::Rulers => text.contains(['/', '\\', '.']),
        Holds::Text | Holds::Number | Holds::Pairs => false,
    };
    if is_path && !below(&text) {
        return Err(word("path_below"));
    }
    Ok(text)
}
