//! A request: a question with its flags, the files it names, and how its answer is to be written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use par_index::ask::{Asked, Entry, Part, question};
use par_index::view::Look;
use par_index::{Lang, Text, spec};
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::format::{Csv, Format, Known, Of};
use crate::given::Given;
use crate::inline::{Inline, inline};
use crate::manifest::{Manifest, Takes};
use crate::opening::is_of_rulers;
use crate::pass::Passed;
use crate::store::Bytes;

/// A request whose keys have been sorted by their purpose.
pub(crate) struct Request<'o> {
    /// Whether the office has a file or folder of a given name.
    is_held: &'o dyn Fn(&Path) -> bool,
    pub(crate) name: String,
    pub(crate) lang: Option<Lang>,
    pub(crate) format: Option<Format>,
    look: Look,
    csv: Csv,
    index: Option<String>,
    /// The print that `verify` compares: the name of a file, or the text of the print.
    pub(crate) printed: Option<String>,
    given: Given,
    /// Files whose contents stand in the request itself, by the names given to them.
    pub(crate) brought: BTreeMap<PathBuf, Bytes>,
    flags: BTreeMap<String, String>,
}

/// A request that was understood, completed by what the manifest adds.
pub(crate) struct Order {
    pub(crate) asked: Asked,
    pub(crate) given: Given,
    pub(crate) look: Look,
    pub(crate) csv: Csv,
}

/// A further index in a request.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct With {
    framework: Box<RawValue>,
    inputs: Box<RawValue>,
}

impl<'o> Request<'o> {
    /// Reads a request, which has the form that `call` takes. `None` if the text is not a JSON
    /// object.
    pub(crate) fn read(
        text: &str,
        is_held: &'o dyn Fn(&Path) -> bool,
    ) -> Option<Result<Request<'o>, Failure>> {
        Some(Request::of(keys(text)?, is_held))
    }

    fn of(
        mut parts: BTreeMap<String, Box<RawValue>>,
        is_held: &'o dyn Fn(&Path) -> bool,
    ) -> Result<Request<'o>, Failure> {
        let mut word = |key: &str| {
            let word = parts.remove(key).map(|raw| read::<String>(key, &raw));
            word.transpose()
        };
        let name = word("call")?.ok_or_else(|| Failure::missing("call"))?;
        let lang = word("lang")?.map(|lang| chosen("lang", &lang, &["en", "vi"])).transpose()?;
        let lang = lang.map(|at| [Lang::En, Lang::Vi].get(at).copied().unwrap_or_default());
        let index = word("index")?;
        let printed = if name == "verify" { word("printed")? } else { None };
        let format = word("format")?.map(|format| written(&name, &format)).transpose()?;
        let mut request = Request {
            is_held,
            name,
            lang,
            format,
            look: Look { lang: lang.unwrap_or_default(), ..Look::default() },
            csv: Csv::Plain,
            index,
            printed,
            given: Given::default(),
            brought: BTreeMap::new(),
            flags: BTreeMap::new(),
        };
        for (key, raw) in parts {
            request.take(&key, &raw)?;
        }
        Ok(request)
    }

    fn take(&mut self, key: &str, raw: &RawValue) -> Result<(), Failure> {
        let own = question(&self.name);
        let is_flag = own.is_some_and(|own| own.all_flags().any(|flag| flag.key == key));
        let name = own.map_or(key, |own| place(own, key)).replace('_', "-");
        match key {
            "ascii" => self.look.ascii = read(key, raw)?,
            "bom" if read(key, raw)? => self.csv = Csv::Marked,
            "excel" if read(key, raw)? => self.csv = Csv::Excel,
            "bom" | "excel" => {}
            "width" => self.look.width = width(read(key, raw)?)?,
            "with" => {
                for (n, with) in read::<Vec<With>>(key, raw)?.iter().enumerate() {
                    let ruler = self.names(&format!("with[{n}].framework"), &with.framework);
                    let inputs = self.names(&format!("with[{n}].inputs"), &with.inputs);
                    let ruler = ruler.into_iter().next().unwrap_or_default();
                    let pairs = inputs.into_iter().map(|input| (ruler.clone(), input));
                    self.given.with.extend(pairs);
                }
            }
            _ if !is_flag && Given::NAMES.contains(&name.as_str()) => {
                let paths = self.names(key, raw);
                self.given.add(&name, paths);
            }
            _ => drop(self.flags.insert(key.to_owned(), raw.get().to_owned())),
        }
        Ok(())
    }

    /// The files that a value in a request names. Contents given in the request itself become files
    /// with names of their own.
    fn names(&mut self, key: &str, raw: &RawValue) -> Vec<PathBuf> {
        if let Ok(name) = serde_json::from_str::<String>(raw.get()) {
            return vec![PathBuf::from(name)];
        }
        let several = serde_json::from_str::<Vec<Box<RawValue>>>(raw.get()).ok();
        // For most keys a list holds the rows of one table and becomes one file; for these keys
        // each element of the list is a file.
        let apart =
            matches!(key.rsplit('.').next(), Some("inputs" | "previous" | "before" | "after"))
                || key == "framework";
        let all = match several {
            Some(all) if apart || all.iter().all(|one| one.get().starts_with('"')) => all,
            _ => return vec![self.bring(key, raw)],
        };
        let each = all.iter().enumerate().map(|(n, one)| {
            match serde_json::from_str::<String>(one.get()) {
                Ok(name) => PathBuf::from(name),
                Err(_) => self.bring(&format!("{key}[{n}]"), one),
            }
        });
        each.collect()
    }

    fn bring(&mut self, key: &str, raw: &RawValue) -> PathBuf {
        let Inline { mut name, bytes } = inline(key, raw);
        // A name that is already taken by another table or by a file of the office is changed, so
        // that neither hides the other.
        while self.brought.contains_key(Path::new(&name)) || (self.is_held)(Path::new(&name)) {
            name = format!("{key}/{name}");
        }
        let name = PathBuf::from(name);
        self.brought.insert(name.clone(), Arc::new(bytes));
        name
    }

    /// Whether the request is a question or the comparison with a print (`verify`).
    pub(crate) fn is_of_data(&self) -> bool {
        self.name == "verify" || question(&self.name).is_some()
    }

    /// The files that a call which is not a question names, with those that the manifest adds.
    pub(crate) fn passed(&self, manifest: Option<&Manifest>) -> Result<Given, Failure> {
        let mut given = self.given.clone();
        if let Some(manifest) = manifest {
            let call = Passed { name: &self.name, given: &self.given };
            for (name, value) in manifest.added(&call, self.index.as_deref(), "")? {
                given.add(name, [value.into()]);
            }
            share(&mut given);
        }
        single(&given, |name| SEVERAL.contains(&name))?;
        Ok(given)
    }

    /// The same call as JSON, with `members` in place of the files it names.
    pub(crate) fn with(&self, members: &[String]) -> String {
        let lang = self.lang.map(|lang| if lang == Lang::Vi { "vi" } else { "en" });
        let lang = lang.map(|lang| format!("\"lang\":{}", json(lang)));
        let call = format!("\"call\":{}", json(&self.name));
        let flags = self.flags.iter().map(|(key, value)| format!("{}:{value}", json(key)));
        let all = [call].into_iter().chain(lang).chain(flags).chain(members.iter().cloned());
        format!("{{{}}}", all.collect::<Vec<String>>().join(","))
    }

    /// Whether the request contains no file of its own, so that it uses only the files of the
    /// office.
    pub(crate) fn brings_nothing(&self) -> bool {
        self.brought.is_empty()
    }

    /// The language of pages and sentences: the one asked for, else that of the manifest, else
    /// English.
    pub(crate) fn lang_of(&self, manifest: Option<&Manifest>) -> Lang {
        let stated = || manifest.and_then(|one| one.said("language")?.parse().ok());
        self.lang.or_else(stated).unwrap_or_default()
    }

    /// Completes the request with what the manifest adds. For `verify`, `printed` is the question
    /// that the print answers.
    pub(crate) fn order(
        &self,
        manifest: Option<&Manifest>,
        here: &str,
        printed: Option<&Asked>,
    ) -> Result<Order, Failure> {
        let plain = match printed {
            Some(asked) => asked.clone(),
            None => self.asked(&self.flags)?,
        };
        let entry = plain.entry();
        self.takes_all(entry)?;
        let mut flags = self.flags.clone();
        let mut given = self.given.clone();
        let mut look = self.look;
        look.lang = self.lang_of(manifest);
        if let Some(manifest) = manifest {
            let call = Call { request: self, asked: &plain };
            let mut head = Vec::new();
            for (name, value) in manifest.added(&call, self.index.as_deref(), here)? {
                let key = name.replace('-', "_");
                match name {
                    // If the title is empty, no title stands above the tables.
                    "folder-title" => given.title = Some(value).filter(|title| !title.is_empty()),
                    "width" => look.width = width(value.parse().unwrap_or_default())?,
                    "with" => {
                        let (ruler, input) = value.split_once('=').unwrap_or((&value, ""));
                        given.with.push((ruler.into(), input.into()));
                    }
                    "head" => head.push(value),
                    _ if Given::NAMES.contains(&name) => given.add(name, [value.into()]),
                    _ => drop(flags.entry(key).or_insert_with(|| json(&value))),
                }
            }
            beneath(&mut flags, &head)?;
            share(&mut given);
        }
        // A survey has one framework; all other questions choose the one in force among several.
        let several = !entry.has(Part::Ballots);
        single(&given, |name| SEVERAL.contains(&name) || (several && name == "framework"))?;
        let asked = match printed {
            Some(asked) => {
                given.title = None;
                if let Some(flag) = self.flags.keys().next() {
                    return Err(takes_no("verify", flag));
                }
                asked.clone()
            }
            None => self.asked(&flags)?,
        };
        Ok(Order { asked, given, look, csv: self.csv })
    }

    fn asked(&self, flags: &BTreeMap<String, String>) -> Result<Asked, Failure> {
        let pairs = flags.iter().map(|(key, value)| format!("{}:{value}", json(key)));
        let flags = format!("{{{}}}", pairs.collect::<Vec<String>>().join(","));
        Ok(Asked::of(&self.name, &flags)?)
    }

    /// Checks that everything that the request names belongs to its question.
    fn takes_all(&self, entry: &Entry) -> Result<(), Failure> {
        let named = Given::NAMES.iter().find(|name| {
            !self.given.paths(name).is_empty() && !takes(entry, name) && **name != "frameworks"
        });
        let with = (!self.given.with.is_empty() && !takes(entry, "with")).then_some(&"with");
        match named.or(with) {
            Some(name) => Err(takes_no(entry.name, name)),
            None => Ok(()),
        }
    }
}

/// The argument of the command line that a key of a request stands for, if its name differs there.
fn place<'k>(entry: &Entry, key: &'k str) -> &'k str {
    match key {
        "framework" if is_of_rulers(entry) => "new",
        "previous_framework" if is_of_rulers(entry) => "old",
        "directive" if entry.has(Part::Letter) => "letter",
        "inputs" if entry.has(Part::Before) => "after",
        "previous" if entry.has(Part::Before) => "before",
        key => key,
    }
}

/// Sets the default folder of shared frameworks, `frameworks`, if the manifest names none.
fn share(given: &mut Given) {
    if given.path("frameworks").is_none() {
        given.add("frameworks", ["frameworks".into()]);
    }
}

/// Whether a question takes an argument, by its name on the command line.
pub fn takes(entry: &Entry, name: &str) -> bool {
    let has = |part: Part| entry.has(part);
    let rulers = is_of_rulers(entry);
    match name {
        "framework" | "folder-title" | "frameworks" => has(Part::Framework) && !rulers,
        "inputs" => has(Part::Inputs) && !has(Part::Before),
        "before" | "after" => has(Part::Before),
        "units" | "policies" => has(Part::Inputs) || has(Part::Ballots),
        "previous" | "previous-framework" | "crosswalk" => {
            has(Part::Inputs) && has(Part::Previous) && !has(Part::Before)
        }
        "efforts" => has(Part::Efforts),
        "measures" => has(Part::Measures),
        "with" => has(Part::With),
        "letter" => has(Part::Letter),
        "directive" => has(Part::Directive) && !has(Part::Letter),
        "progress" => has(Part::Progress),
        "table" => has(Part::Table),
        "ballots" | "questions" | "asked" => has(Part::Ballots),
        "old" | "new" => rulers,
        "width" => true,
        name => entry.all_flags().any(|flag| flag.key.replace('_', "-") == name),
    }
}

/// The arguments that may name any number of files.
const SEVERAL: [&str; 7] =
    ["inputs", "previous", "before", "after", "tables", "ballots", "frameworks"];

/// Refuses several files for an argument of which only the first would be read.
fn single(given: &Given, several: impl Fn(&str) -> bool) -> Result<(), Failure> {
    let wrong = Given::NAMES.into_iter().find(|name| given.paths(name).len() > 1 && !several(name));
    let Some(name) = wrong else { return Ok(()) };
    let name = name.replace('-', "_");
    Err(Failure::Usage(Text::new(
        format!("{name}: chỉ nhận một tệp"),
        format!("{name}: one file, not several"),
    )))
}

/// Arguments that a question may take only with some of its flags, each with the part of the
/// question that it supplies.
pub const PARTS: [(&str, Part); 7] = [
    ("efforts", Part::Efforts),
    ("previous", Part::Previous),
    ("previous-framework", Part::Previous),
    ("crosswalk", Part::Previous),
    ("with", Part::With),
    ("letter", Part::Letter),
    ("progress", Part::Progress),
];

/// A request and the question that it asks.
struct Call<'r> {
    request: &'r Request<'r>,
    asked: &'r Asked,
}

impl Takes for Call<'_> {
    fn has(&self, name: &str) -> bool {
        let part = PARTS.iter().find(|(known, _)| *known == name).map(|(_, part)| *part);
        part.is_none_or(|part| self.asked.takes(part)) && takes(self.asked.entry(), name)
    }

    fn is_given(&self, name: &str) -> bool {
        let given = &self.request.given;
        !given.paths(name).is_empty()
            || (name == "with" && !given.with.is_empty())
            || self.request.flags.contains_key(&name.replace('-', "_"))
    }
}

/// The keys of a request with hyphens replaced by underscores; `None` if the text is not a JSON
/// object or if a key is repeated.
fn keys(text: &str) -> Option<BTreeMap<String, Box<RawValue>>> {
    let Unique(parts) = serde_json::from_str(text).ok()?;
    let count = parts.len();
    let parts = parts.into_iter().map(|(key, raw)| (key.replace('-', "_"), raw));
    let parts: BTreeMap<String, Box<RawValue>> = parts.collect();
    (parts.len() == count).then_some(parts)
}

/// The keys and values of an object in their order; repeated keys are kept, so that they can be
/// reported.
pub(crate) struct Unique(pub(crate) Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Unique, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Unique;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Unique, A::Error> {
                let mut all = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    all.push(pair);
                }
                Ok(Unique(all))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

/// The language that a request asks for, even if other parts of it are wrong; English if it names
/// none.
pub(crate) fn language(text: &str) -> Lang {
    let word = keys(text).and_then(|keys| serde_json::from_str(keys.get("lang")?.get()).ok());
    word.and_then(|word: String| word.parse().ok()).unwrap_or_default()
}

/// Reads the value of a key in a request.
fn read<T: DeserializeOwned>(key: &str, raw: &RawValue) -> Result<T, Failure> {
    spec::from_json(raw.get()).map_err(|findings| part_wrong(key, spec::mistakes(&findings)))
}

fn part_wrong(key: &str, why: impl Into<Text>) -> Failure {
    let Text { vi, en, .. } = why.into();
    Failure::Usage(Text::new(
        format!("{key} của yêu cầu: {vi}"),
        format!("{key} of the request: {en}"),
    ))
}

/// The position of a word in a list of allowed words; another word is a failure.
fn chosen(key: &str, word: &str, known: &[&str]) -> Result<usize, Failure> {
    let at = known.iter().position(|one| *one == word);
    at.ok_or_else(|| part_wrong(key, format!("{word} → {}", known.join(", "))))
}

/// The format of an answer: given by the name of the format, or by the extension of its files.
fn written(name: &str, format: &str) -> Result<Format, Failure> {
    let all: Vec<&Known> = Of::question(name).formats().collect();
    let words: Vec<&str> = all.iter().map(|known| known.word()).collect();
    let at = chosen("format", format, &words)?;
    Ok(all.get(at).map_or(Format::Json, |known| known.format))
}

fn width(width: usize) -> Result<usize, Failure> {
    if Look::WIDTHS.contains(&width) {
        return Ok(width);
    }
    let (least, most) = (Look::WIDTHS.start(), Look::WIDTHS.end());
    Err(part_wrong("width", format!("{width} → {least} … {most}")))
}

/// The failure that a question does not take this key.
fn takes_no(call: &str, key: &str) -> Failure {
    let key = key.replace('-', "_");
    Failure::Usage(Text::new(format!("{call} không dùng {key}"), format!("{call} takes no {key}")))
}

/// A text as a JSON string.
fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Adds pairs of the manifest to those of the request; for the same key, the pair of the request
/// counts.
fn beneath(flags: &mut BTreeMap<String, String>, pairs: &[String]) -> Result<(), Failure> {
    if pairs.is_empty() {
        return Ok(());
    }
    let split = pairs.iter().filter_map(|pair| pair.split_once('='));
    let mut all: Map<String, Value> =
        split.map(|(key, text)| (key.to_owned(), text.into())).collect();
    if let Some(own) = flags.get("head") {
        let own: Map<String, Value> = spec::from_json(own)
            .map_err(|findings| part_wrong("head", spec::mistakes(&findings)))?;
        all.extend(own);
    }
    flags.insert("head".to_owned(), Value::Object(all).to_string());
    Ok(())
}
