//! [`Desk`]: holds several dossiers at once, each under a handle (a name chosen by the caller), and
//! answers one request after the other.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use par_index::call::Door;
use par_index::{Finding, Lang, Text, spec};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use crate::failure::Failure;
use crate::format::Format;
use crate::office::{Answer, Office};
use crate::request::Unique;

/// The most dossiers that a desk holds at once.
pub const MOST_HELD: usize = 64;

/// The most bytes that all files and documents of a desk may have together (1 GiB).
pub const MOST_BYTES: usize = 1 << 30;

/// A function that reads what a request names on a disk. For a file it returns the name and bytes
/// of that file; for a folder, those of all its files.
pub type Fetch<'f> = &'f mut dyn FnMut(&str) -> Result<Vec<(String, Vec<u8>)>, Failure>;

/// A desk with several dossiers, each under a handle (*bàn làm việc*). Requests open a dossier,
/// change its files, ask questions about it, and close it. So the files are sent only once. Every
/// answer is one JSON object, and a faulty request affects no other request.
///
/// ```
/// use par_index_office::Desk;
///
/// let mut desk = Desk::default();
/// let mut say = |request: serde_json::Value| desk.answer(&request.to_string(), None);
/// let sample = par_index::sample("communes-2023")?;
/// say(serde_json::json!({"do": "open", "at": "2023", "files": {
///     "par-index.toml": "[[index]]\nframework = \"hon-quan-2023\"\ninputs = \"xa.json\"\n",
///     "xa.json": sample,
/// }}));
/// assert!(say(serde_json::json!({"at": "2023", "call": "rank"})).contains("sample-commune-09"));
/// assert!(say(serde_json::json!({"at": "2022", "call": "rank"})).contains("\"error\""));
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Desk {
    held: BTreeMap<String, Held>,
    bytes: usize,
}

#[derive(Debug)]
enum Held {
    /// A dossier made of files, and the number of its bytes.
    Office(Office, usize),
    /// A dossier made of one JSON document that holds all its data, and the number of its bytes.
    Door(Door, usize),
}

impl Held {
    fn bytes(&self) -> usize {
        match self {
            Held::Office(_, bytes) | Held::Door(_, bytes) => *bytes,
        }
    }
}

/// A request that does something with a dossier: open it, put or remove a file, list its files,
/// close it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deed {
    #[serde(rename = "do")]
    what: String,
    at: String,
    lang: Option<String>,
    title: Option<String>,
    dossier: Option<Box<RawValue>>,
    #[serde(default)]
    files: BTreeMap<String, Content>,
    file: Option<String>,
    text: Option<String>,
    base64: Option<String>,
    path: Option<String>,
    folder: Option<String>,
    framework: Option<String>,
}

/// The contents of a file in a request: its text, or an object that says where they come from.
#[derive(Deserialize)]
#[serde(untagged)]
enum Content {
    Text(String),
    Held(Holding),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holding {
    text: Option<String>,
    base64: Option<String>,
    path: Option<String>,
}

impl Desk {
    /// Answers one request. A request with `do` (such as `{"do": "open", "at": HANDLE, …}`) changes
    /// or lists a dossier; any other request is a question, about the dossier named by `at` if it
    /// has that key. Files and folders named by `path` and `folder` are read by `fetch`; without
    /// `fetch` they are refused.
    pub fn answer(&mut self, request: &str, fetch: Option<Fetch<'_>>) -> String {
        let Ok(Unique(parts)) = serde_json::from_str(request) else {
            return par_index_sheets::call(request);
        };
        let named = |name: &'static str| parts.iter().filter(move |(key, _)| key == name);
        let said = named("lang").next().and_then(|(_, raw)| serde_json::from_str(raw.get()).ok());
        let lang = language(said);
        if named("do").next().is_some() {
            let deed = match parts.iter().find(|(key, _)| !KEYS.contains(&key.as_str())) {
                Some((key, _)) => Err(foreign(key)),
                None => spec::from_json::<Deed>(request).map_err(|findings| misshapen(&findings)),
            };
            let done = deed.and_then(|deed| self.done(deed, fetch));
            return done.unwrap_or_else(|failure| failure.to_json_in(lang));
        }
        let Some((_, at)) = named("at").next() else { return par_index_sheets::call(request) };
        let Ok(at) = serde_json::from_str::<String>(at.get()) else {
            let failure =
                Text::new("at phải là tên của hồ sơ", "at has to be the name of a dossier");
            return Failure::Usage(failure).to_json_in(lang);
        };
        let rest = parts.iter().filter(|(key, _)| *key != "at");
        let rest = rest.map(|(key, raw)| format!("{}:{}", Value::from(key.as_str()), raw.get()));
        let own = format!("{{{}}}", rest.collect::<Vec<String>>().join(","));
        // With `at` given twice, the whole request is passed on, so that the repeated key is
        // reported.
        let own = if named("at").count() > 1 { request } else { &own };
        match self.held.get(&at) {
            Some(Held::Office(office, _)) => written(office.answer(own)),
            Some(Held::Door(door, _)) => par_index_sheets::answer_at(door, own).0,
            None => self.unknown(&at).to_json_in(lang),
        }
    }

    /// The number of dossiers that the desk holds.
    pub fn len(&self) -> usize {
        self.held.len()
    }

    /// Whether the desk holds no dossier.
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    fn unknown(&self, at: &str) -> Failure {
        let known: Vec<&str> = self.held.keys().map(String::as_str).collect();
        let known = known.join(", ");
        Failure::Usage(Text::new(
            format!("không có hồ sơ “{at}”; đang mở: {known}"),
            format!("no dossier “{at}” is open; open are: {known}"),
        ))
    }

    fn done(&mut self, deed: Deed, fetch: Option<Fetch<'_>>) -> Result<String, Failure> {
        match deed.what.as_str() {
            "open" => self.open(deed, fetch),
            "put" => self.put(deed, fetch),
            "remove" => {
                let name = deed.file.ok_or_else(|| Failure::missing("file"))?;
                let (there, before, after) = {
                    let office = self.office(&deed.at)?;
                    let before = size(office);
                    (office.remove(&name), before, size(office))
                };
                self.counts(&deed.at, before, after);
                Ok(said("remove", &deed.at, &json!({"file": name, "was_there": there})))
            }
            "files" => {
                let lang = language(deed.lang.as_deref());
                let all = self.office(&deed.at)?.understood(deed.framework.as_deref());
                let rows: Vec<Value> = all.iter().map(|one| one.to_json(lang)).collect();
                Ok(said("files", &deed.at, &json!({"rows": rows})))
            }
            "close" => {
                let held = self.held.remove(&deed.at).ok_or_else(|| self.unknown(&deed.at))?;
                self.bytes -= held.bytes();
                Ok(said("close", &deed.at, &json!({"open": self.held.len()})))
            }
            other => Err(Failure::usage(format!("do: {other} → open, put, remove, files, close"))),
        }
    }

    fn open(&mut self, deed: Deed, fetch: Option<Fetch<'_>>) -> Result<String, Failure> {
        if self.held.len() >= MOST_HELD && !self.held.contains_key(&deed.at) {
            return Err(Failure::Usage(Text::new(
                format!("nhiều nhất {MOST_HELD} hồ sơ; đóng bớt một hồ sơ trước"),
                format!("at most {MOST_HELD} dossiers are held; close one first"),
            )));
        }
        let held = if let Some(dossier) = &deed.dossier {
            let door = par_index_sheets::open_door(dossier.get())?;
            Held::Door(door, dossier.get().len())
        } else {
            let mut office = Office::new(deed.title.unwrap_or_else(|| deed.at.clone()));
            let mut fetch = fetch;
            if let Some(folder) = &deed.folder {
                for (name, bytes) in fetched(&mut fetch, folder)? {
                    office.put(&name, bytes)?;
                }
            }
            for (name, content) in deed.files {
                let holding = match content {
                    Content::Text(text) => Holding { text: Some(text), base64: None, path: None },
                    Content::Held(holding) => holding,
                };
                office.put(&name, bytes(&name, holding, &mut fetch)?)?;
            }
            let size = size(&office);
            Held::Office(office, size)
        };
        let old = self.held.get(&deed.at).map_or(0, Held::bytes);
        self.room(old, held.bytes())?;
        let files = match &held {
            Held::Office(office, _) => office.files().count(),
            Held::Door(..) => 0,
        };
        self.bytes = self.bytes - old + held.bytes();
        self.held.insert(deed.at.clone(), held);
        Ok(said("open", &deed.at, &json!({"files": files, "open": self.held.len()})))
    }

    fn put(&mut self, deed: Deed, fetch: Option<Fetch<'_>>) -> Result<String, Failure> {
        let name = deed.file.ok_or_else(|| Failure::missing("file"))?;
        let holding = Holding { text: deed.text, base64: deed.base64, path: deed.path };
        let bytes = bytes(&name, holding, &mut { fetch })?;
        let there = self.office(&deed.at)?.file(&name).map_or(0, <[u8]>::len);
        self.room(there, bytes.len())?;
        let (before, after) = {
            let office = self.office(&deed.at)?;
            let before = size(office);
            office.put(&name, &bytes)?;
            (before, size(office))
        };
        self.counts(&deed.at, before, after);
        Ok(said("put", &deed.at, &json!({"file": name, "bytes": bytes.len()})))
    }

    fn office(&mut self, at: &str) -> Result<&mut Office, Failure> {
        let failure = self.unknown(at);
        match self.held.get_mut(at) {
            Some(Held::Office(office, _)) => Ok(office),
            Some(Held::Door(..)) => Err(Failure::Usage(Text::new(
                format!("hồ sơ “{at}” không có tệp"),
                format!("the dossier “{at}” holds no files"),
            ))),
            None => Err(failure),
        }
    }

    /// Checks that `new` bytes fit into the limit [`MOST_BYTES`] if they replace `old` bytes.
    fn room(&self, old: usize, new: usize) -> Result<(), Failure> {
        if self.bytes - old + new > MOST_BYTES {
            return Err(Failure::Usage(Text::new(
                "các hồ sơ đang mở vượt 1 GiB; đóng bớt một hồ sơ trước",
                "the dossiers held are more than 1 GiB; close one first",
            )));
        }
        Ok(())
    }

    fn counts(&mut self, at: &str, before: usize, after: usize) {
        self.bytes = self.bytes - before + after;
        if let Some(Held::Office(_, bytes)) = self.held.get_mut(at) {
            *bytes = after;
        }
    }
}

/// The keys that a request with `do` may have.
const KEYS: [&str; 12] = [
    "do",
    "at",
    "lang",
    "title",
    "dossier",
    "files",
    "file",
    "text",
    "base64",
    "path",
    "folder",
    "framework",
];

fn foreign(key: &str) -> Failure {
    let known = KEYS.join(", ");
    Failure::Usage(Text::new(
        format!("yêu cầu không có mục “{key}”; các mục dùng được: {known}"),
        format!("a request has no “{key}”; it may say: {known}"),
    ))
}

/// The failure that lists everything wrong with the structure of a request.
fn misshapen(findings: &[Finding]) -> Failure {
    let Text { vi, en, .. } = spec::mistakes(findings);
    Failure::Usage(Text::new(
        format!("yêu cầu không đúng cấu trúc: {vi}"),
        format!("the request is not of the right shape: {en}"),
    ))
}

/// The language named by a word; English if there is none or the word is unknown.
fn language(word: Option<&str>) -> Lang {
    word.and_then(|word| word.parse().ok()).unwrap_or_default()
}

fn size(office: &Office) -> usize {
    office.files().map(|(name, bytes)| name.len() + bytes.len()).sum()
}

fn fetched(fetch: &mut Option<Fetch<'_>>, name: &str) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let fetch = fetch.as_mut().ok_or_else(|| Failure::usage(format!("path: {name}")))?;
    fetch(name)
}

/// The bytes that a file is to hold: exactly one of text, base 64 or a path has to be given.
fn bytes(name: &str, of: Holding, fetch: &mut Option<Fetch<'_>>) -> Result<Vec<u8>, Failure> {
    match of {
        Holding { text: Some(text), base64: None, path: None } => Ok(text.into_bytes()),
        Holding { text: None, base64: Some(text), path: None } => {
            let bytes = BASE64.decode(text.as_bytes());
            bytes.map_err(|error| Failure::usage(format!("{name}: base64: {error}")))
        }
        Holding { text: None, base64: None, path: Some(path) } => {
            let mut all = fetched(fetch, &path)?;
            let only = if all.len() == 1 { all.pop() } else { None };
            let only = only.ok_or_else(|| Failure::usage(format!("path: {path}")))?;
            Ok(only.1)
        }
        _ => Err(Failure::usage(format!("{name}: text | base64 | path"))),
    }
}

/// The answer to a request with `do`: the common keys, and the keys in `more`.
fn said(kind: &str, at: &str, more: &Value) -> String {
    let mut object = json!({
        "schema_version": 1,
        "kind": kind,
        "version": env!("CARGO_PKG_VERSION"),
        "at": at,
    });
    if let (Some(object), Some(more)) = (object.as_object_mut(), more.as_object()) {
        object.extend(more.clone());
    }
    object.to_string()
}

/// An answer on one line: JSON as it is, any other format as a JSON object that holds its bytes.
fn written(answer: Answer) -> String {
    let Answer { format, bytes, code, seal, .. } = answer;
    if format == Format::Json {
        let text = String::from_utf8(bytes).unwrap_or_default();
        return text.trim_end().to_owned();
    }
    let mut object = Map::new();
    let mut add = |key: &str, value: Value| drop(object.insert(key.to_owned(), value));
    add("schema_version", 1.into());
    add("kind", "file".into());
    add("version", env!("CARGO_PKG_VERSION").into());
    add("format", format.end().into());
    add("media", format.known().media.into());
    add("code", code.into());
    add("seal", seal.into());
    match String::from_utf8(bytes) {
        Ok(text) => add("text", text.into()),
        Err(error) => add("base64", BASE64.encode(error.as_bytes()).into()),
    }
    Value::Object(object).to_string()
}
