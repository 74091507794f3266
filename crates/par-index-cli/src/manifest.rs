//! `par-index.toml`: what the questions of a folder are asked of, so that nobody types it twice.

use std::ffi::{OsStr, OsString};
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};
use par_index::ask::Part;
use par_index::finding::{FindingCode, Place};
use par_index::reply::Printed;
use par_index::{Error, Finding, Lang, Text};
use toml_edit::{Document, Item, Key, Table, TableLike, Value};

use crate::args;
use crate::asked;
use crate::failure::{Failure, why};
use crate::files::{self, shown};
use crate::given;
use crate::texts::word;

/// The name of a manifest.
pub(crate) const NAME: &str = "par-index.toml";

/// What a value of a key is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Text,
    Number,
    /// A file or folder below the manifest; of inputs also a pattern.
    Path,
    /// The same, or an embedded id.
    Ruler,
    /// One or several of them.
    Paths,
    Rulers,
    /// A table of texts.
    Pairs,
}

/// A key, what its value is, and the arguments that it stands for: the first that a question takes.
type Known = (&'static str, Takes, &'static [&'static str]);

/// The keys of a folder.
const FOLDER: [Known; 12] = [
    ("title", Takes::Text, &["folder-title"]),
    ("language", Takes::Text, &[]),
    ("width", Takes::Number, &["width"]),
    ("basis", Takes::Text, &["basis"]),
    ("period", Takes::Text, &["period"]),
    ("units", Takes::Path, &["units"]),
    ("efforts", Takes::Path, &["efforts", "measures"]),
    ("directive", Takes::Ruler, &["directive", "letter"]),
    ("progress", Takes::Path, &["progress"]),
    ("policies", Takes::Path, &["policies"]),
    ("frameworks", Takes::Path, &["frameworks"]),
    ("head", Takes::Pairs, &["head"]),
];

/// The keys of an index.
const INDEX: [Known; 7] = [
    ("id", Takes::Text, &[]),
    ("framework", Takes::Rulers, &["framework"]),
    ("inputs", Takes::Paths, &["inputs", "after"]),
    ("previous", Takes::Paths, &["previous"]),
    ("previous_framework", Takes::Ruler, &["previous-framework"]),
    ("crosswalk", Takes::Ruler, &["crosswalk"]),
    ("channel", Takes::Text, &["channel"]),
];

/// The arguments that have no name on the command line.
const PLACED: [&str; 2] = ["directive", "inputs"];

/// What a manifest says: of the folder, then of each index.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    folder: Said,
    indices: Vec<Said>,
}

/// Keys and their values.
type Said = Vec<(&'static str, Vec<String>)>;

fn said<'a>(all: &'a Said, key: &str) -> Option<&'a str> {
    let (_, values) = all.iter().find(|(known, _)| *known == key)?;
    values.first().map(String::as_str)
}

/// The folder that `-C` names: everything is as if the command was started there.
pub(crate) fn folder(args: &[OsString]) -> Option<PathBuf> {
    let at = args.iter().position(|arg| arg.as_encoded_bytes().starts_with(b"-C"))?;
    match args.get(at)?.to_str() {
        Some("-C") => args.get(at + 1).map(PathBuf::from),
        text => text.map(|text| PathBuf::from(text.trim_start_matches("-C"))),
    }
}

/// Goes on in a folder.
pub(crate) fn enter(folder: &Path, lang: Lang) -> Result<(), Failure> {
    std::env::set_current_dir(folder)
        .map_err(|error| Failure::Read(shown(folder), why(&error, lang)))
}

/// The command line with all that the manifest of the folder adds to it, if there is one.
pub(crate) fn filled(given: Vec<OsString>, lang: Lang) -> Result<Vec<OsString>, Failure> {
    let asks_help = |arg: &OsString| arg == "-h" || arg == "--help";
    if !Path::new(NAME).is_file() || given.iter().any(asks_help) {
        return Ok(given);
    }
    // What is missing may stand in the manifest.
    let command = args::command(lang);
    let Ok(matches) = command.clone().ignore_errors(true).try_get_matches_from(&given) else {
        return Ok(given);
    };
    let Some(asked) = Asked::of(&command, &matches, &given) else { return Ok(given) };
    if !(asked.has("framework") || asked.has("directive")) {
        return Ok(given);
    }
    let more = Manifest::read(lang)?.added(&asked)?;
    let (before, after) = given.split_at(asked.at + 1);
    let mut all = [before, &more.named, after].concat();
    if !more.placed.is_empty() && !after.iter().any(|arg| arg == "--") {
        all.push("--".into());
    }
    all.extend(more.placed);
    Ok(all)
}

/// The language of help, tables and findings: `--lang`, else that of the folder's manifest, else
/// `PAR_INDEX_LANG`, else English.
pub(crate) fn language(args: &[OsString]) -> Lang {
    let mut asked = Manifest::language().or_else(|| std::env::var("PAR_INDEX_LANG").ok());
    let text = |arg: &OsString| arg.to_str().unwrap_or_default().to_owned();
    for (n, arg) in args.iter().map(text).enumerate() {
        if let Some(lang) = arg.strip_prefix("--lang=") {
            asked = Some(lang.to_owned());
        } else if arg == "--lang" {
            asked = args.get(n + 1).map(text);
        }
    }
    asked.and_then(|lang| lang.parse().ok()).unwrap_or_default()
}

impl Manifest {
    /// The language it states, whatever else is wrong with it.
    pub(crate) fn language() -> Option<String> {
        let text = files::read_text_of(NAME).ok()?;
        let document = Document::parse(text).ok()?;
        document.get("language")?.as_str().map(str::to_owned)
    }

    /// The folder of shared rulers it names, or the one beside it; none that leaves the folder, which the
    /// reading tells.
    pub(crate) fn frameworks() -> Option<PathBuf> {
        let text = std::fs::read_to_string(NAME).ok()?;
        let document = Document::parse(text).ok()?;
        let named = document.get("frameworks").and_then(Item::as_str).map(PathBuf::from);
        let stays = |path: &PathBuf| {
            path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
        };
        let beside = || Some(PathBuf::from("frameworks")).filter(|folder| folder.is_dir());
        named.filter(stays).or_else(beside)
    }

    /// Reads it.
    pub(crate) fn read(lang: Lang) -> Result<Manifest, Failure> {
        let text = files::read_text_of(NAME)
            .map_err(|error| Failure::Read(NAME.to_owned(), why(&error, lang)))?;
        let document = Document::parse(text.as_str()).map_err(|error| {
            let place = error.span().map(|span| place(&text, span)).unwrap_or_default();
            let (line, column) = (place.line.unwrap_or(1), place.column.unwrap_or(1));
            let place =
                format!("{NAME}: {} {line}, {} {column}", word("line", lang), word("column", lang));
            Failure::Usage(format!("{place}: {}", word("bad_toml", lang)))
        })?;
        let mut reading = Reading { text: &text, findings: Vec::new() };
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

    /// The arguments that it adds; what is given on the command line counts.
    fn added(&self, asked: &Asked<'_>) -> Result<Added, Failure> {
        let mut added = Added::default();
        added.take(&FOLDER, &self.folder, asked);
        // Tables say that a manifest was taken also where it has no title.
        if asked.has("folder-title") && said(&self.folder, "title").is_none() {
            let here = std::env::current_dir().unwrap_or_default();
            let mut title = OsString::from("--folder-title=");
            title.push(here.file_name().unwrap_or(OsStr::new(".")).to_string_lossy().as_ref());
            added.named.push(title);
        }
        if !asked.has("framework") || asked.is_given("framework") || self.indices.is_empty() {
            return Ok(added);
        }
        let takes_all = asked.has("with");
        let (chosen, others) = self.chosen(asked.text("index"), takes_all)?;
        added.take(&INDEX, chosen, asked);
        if takes_all && !asked.is_given("with") {
            for other in others {
                let inputs = other.iter().filter(|(key, _)| *key == "inputs");
                let ruler = said(other, "framework").unwrap_or_default();
                let pair = |input: &String| format!("--with={ruler}={input}").into();
                added.named.extend(inputs.flat_map(|(_, inputs)| inputs).map(pair));
            }
        }
        Ok(added)
    }

    /// The index that is asked about, and the others.
    fn chosen(&self, asked: Option<&str>, takes_all: bool) -> Result<(&Said, Vec<&Said>), Failure> {
        let id = |one: &&Said| said(one, "id").map(str::to_owned);
        let known =
            || self.indices.iter().filter_map(|one| id(&one)).collect::<Vec<_>>().join(", ");
        let at = match (asked, self.indices.as_slice()) {
            (Some(asked), all) => all.iter().position(|one| said(one, "id") == Some(asked)),
            (None, [_]) => Some(0),
            (None, _) if takes_all => Some(0),
            (None, _) => None,
        };
        let chosen = at.and_then(|at| self.indices.get(at));
        let chosen = chosen.ok_or_else(|| Failure::Usage(format!("--index: {}", known())))?;
        Ok((chosen, self.indices.iter().filter(|one| !std::ptr::eq(*one, chosen)).collect()))
    }
}

/// Arguments that a manifest adds.
#[derive(Default)]
struct Added {
    named: Vec<OsString>,
    /// Those without a name, in their order.
    placed: Vec<OsString>,
}

impl Added {
    fn take(&mut self, keys: &[Known], all: &Said, asked: &Asked<'_>) {
        for (key, takes, names) in keys {
            // Of pairs each counts by itself: those of the command line stand behind.
            let pairs = *takes == Takes::Pairs;
            let free = |name: &&&str| asked.has(name) && (pairs || !asked.is_given(name));
            let Some(name) = names.iter().find(free) else { continue };
            let values = all.iter().filter(|(said, _)| said == key).flat_map(|(_, values)| values);
            if PLACED.contains(name) {
                self.placed.extend(values.map(OsString::from));
            } else {
                self.named.extend(values.map(|value| format!("--{name}={value}").into()));
            }
        }
    }
}

/// The subcommand that was asked for.
struct Asked<'a> {
    /// Where its name stands on the command line.
    at: usize,
    command: &'a Command,
    args: &'a ArgMatches,
    /// The question with its flags, where they are whole; of the print that `verify` is given. A manifest
    /// may hold more than it takes.
    question: Option<par_index::ask::Asked>,
}

/// The arguments that hold parts which not every question takes.
const PARTS: [(&str, Part); 7] = [
    ("efforts", Part::Efforts),
    ("previous", Part::Previous),
    ("previous-framework", Part::Previous),
    ("crosswalk", Part::Previous),
    ("with", Part::With),
    ("letter", Part::Letter),
    ("progress", Part::Progress),
];

impl<'a> Asked<'a> {
    fn of(command: &'a Command, matches: &'a ArgMatches, given: &[OsString]) -> Option<Asked<'a>> {
        let mut asked = Asked { at: 0, command, args: matches, question: None };
        let mut names = Vec::new();
        while let Some((name, args)) = asked.args.subcommand() {
            let rest = given.get(asked.at + 1..)?;
            asked.at += 1 + rest.iter().position(|arg| arg.as_os_str() == OsStr::new(name))?;
            asked.command = asked.command.find_subcommand(name)?;
            names.push(name);
            asked.args = args;
        }
        if asked.command.get_name() == "verify" {
            let print = given::path(asked.args, "printed").filter(|file| !files::is_standard(file));
            let print = print.and_then(|file| std::fs::read_to_string(file).ok());
            asked.question =
                print.and_then(|text| Some(Printed::read(&text).ok()?.asked().clone()));
        } else {
            asked.question = asked::asked(&names.join("-"), asked.args).ok();
        }
        (asked.at > 0).then_some(asked)
    }

    /// Whether it takes an argument of this name; of some that have none on the command line.
    fn has(&self, name: &str) -> bool {
        let part = PARTS.iter().find(|(known, _)| *known == name).map(|(_, part)| *part);
        // Some questions take a part with some of their flags only.
        if self.question.as_ref().zip(part).is_some_and(|(asked, part)| !asked.takes(part)) {
            return false;
        }
        let mut all = self.command.get_arguments().filter(|arg| arg.get_id() == name);
        all.any(|arg| arg.get_long().is_some() || PLACED.contains(&name))
    }

    fn is_given(&self, name: &str) -> bool {
        let known = self.args.try_contains_id(name).unwrap_or_default();
        known && self.args.value_source(name) == Some(ValueSource::CommandLine)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.args.try_get_one::<String>(name).ok().flatten().map(String::as_str)
    }
}

/// A manifest being read; everything wrong with it is told at once.
struct Reading<'t> {
    text: &'t str,
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
        let Some((key, takes, _)) = keys.iter().find(|(known, ..)| *known == name) else {
            let known = known.collect::<Vec<_>>().join(", ");
            self.wrong(FindingCode::UnknownKey, key.and_then(Key::span), known.as_str(), name);
            return None;
        };
        if let Some(table) = item.as_table_like().filter(|_| *takes == Takes::Pairs) {
            return Some((*key, self.pairs(table)));
        }
        let several = matches!(takes, Takes::Paths | Takes::Rulers);
        let values: Vec<&Value> = match item.as_value() {
            Some(Value::Array(all)) if several => all.iter().collect(),
            Some(value) => vec![value],
            None => Vec::new(),
        };
        let mut texts = Vec::new();
        for value in &values {
            match text(value, *takes) {
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

    /// The texts of a table, each behind its key.
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
        known: impl Into<par_index::words::Arg>,
        found: &str,
    ) {
        let place = span.map(|span| place(self.text, span)).unwrap_or_default();
        self.findings.push(Finding::new(code, place).found(found).with("known", known));
    }
}

/// Where a span of the text begins, in lines and columns as an editor counts them.
fn place(text: &str, span: Range<usize>) -> Place {
    let before = text.get(..span.start).unwrap_or_default();
    let mut place = Place::file(NAME);
    place.line = Some(before.matches('\n').count() + 1);
    place.column = Some(before.rsplit('\n').next().unwrap_or_default().chars().count() + 1);
    place
}

/// A value as an argument has it; else what is expected.
fn text(value: &Value, takes: Takes) -> Result<String, Text> {
    let text = match (value, takes) {
        (_, Takes::Pairs) => return Err(Text::new("bảng [head]", "a table [head]")),
        (Value::String(text), takes) if takes != Takes::Number => text.value().clone(),
        (Value::Integer(number), Takes::Number | Takes::Text) => number.value().to_string(),
        (_, Takes::Number) => return Err(Text::new("số nguyên", "a whole number")),
        _ => return Err(Text::new("chuỗi trong dấu nháy", "a text in quotation marks")),
    };
    let is_path = match takes {
        Takes::Path | Takes::Paths => true,
        Takes::Ruler | Takes::Rulers => text.contains(['/', '\\', '.']),
        Takes::Text | Takes::Number | Takes::Pairs => false,
    };
    if is_path && !is_below(&text) {
        let [vi, en] = [Lang::Vi, Lang::En].map(|lang| word("path_below", lang));
        return Err(Text::new(vi, en));
    }
    Ok(text)
}

/// Whether a path, or a pattern, stays below the folder, also through links.
fn is_below(text: &str) -> bool {
    let path = Path::new(text);
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    if !path.components().all(plain) || text.contains('\\') || text.starts_with('-') {
        return false;
    }
    let Ok(here) = std::fs::canonicalize(".") else { return false };
    // The part before the first sign of a pattern is what a link could lead astray.
    let fixed = path.components().take_while(|part| {
        !part.as_os_str().as_encoded_bytes().iter().any(|byte| b"*?[".contains(byte))
    });
    let mut known: PathBuf = fixed.collect();
    loop {
        match std::fs::canonicalize(if known.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &known
        }) {
            Ok(real) => {
                return real.starts_with(&here) && links(text).all(|real| real.starts_with(&here));
            }
            // What is not there yet is told where it is read.
            Err(_) if known.pop() => {}
            Err(_) => return false,
        }
    }
}

/// What a path or pattern leads to, and what stands in the folders among it.
fn links(text: &str) -> impl Iterator<Item = PathBuf> {
    let named = glob::glob(text).into_iter().flatten().flatten();
    let inside = named.flat_map(|path| {
        let entries = std::fs::read_dir(&path).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).chain([path])
    });
    inside.filter_map(|path| std::fs::canonicalize(path).ok())
}
