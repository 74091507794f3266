//! [`Office`]: the files of an office, held in memory, and the answers to questions about them.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use par_index::ask::Part;
use par_index::dossier::Dossier;
use par_index::reply::Reply;
use par_index::{Finding, Lang};

use crate::failure::{Failure, both, reason};
use crate::format::{Format, Writer};
use crate::manifest::{self, Manifest};
use crate::memory::{Memory, plain};
use crate::opening::{Opening, Print, Ruled};
use crate::pass;
use crate::request::{Order, Request, language};
use crate::store::{Bytes, Store as _};
use crate::understood::{Looking, Understood};
use crate::words::word;

/// The files of an office, held in memory (*hồ sơ của cơ quan*), by name. The manifest
/// `par-index.toml` among them has the same meaning as for the command. Data are read when a
/// question first needs them, and kept until a file changes.
///
/// ```
/// use par_index_office::Office;
///
/// let mut office = Office::new("PAR 2023");
/// office.put("xa.json", par_index::sample("communes-2023")?)?;
/// let manifest = "[[index]]\nframework = \"hon-quan-2023\"\ninputs = \"xa.json\"\n";
/// office.put("par-index.toml", manifest)?;
/// assert!(office.call(r#"{"call": "rank"}"#).contains("sample-commune-09"));
/// let page = office.answer(r#"{"call": "weak", "format": "html", "lang": "vi"}"#);
/// assert!(page.bytes.starts_with(b"<!DOCTYPE html>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Office {
    files: BTreeMap<String, Bytes>,
    title: String,
    kept: Mutex<Kept>,
}

/// A clone shares the bytes of the files without copying them; data read so far are not shared and
/// stay with the original.
impl Clone for Office {
    fn clone(&self) -> Office {
        let kept = Mutex::default();
        Office { files: self.files.clone(), title: self.title.clone(), kept }
    }
}

/// The data read so far; they are dropped when a file changes.
#[derive(Debug, Default)]
struct Kept {
    manifest: Option<Arc<Manifest>>,
    inputs: HashMap<String, Ruled>,
    dossiers: HashMap<String, Dossier>,
}

/// The most readings that are kept of each kind. More are rare, because only few flags change how
/// data are read.
const MOST: usize = 32;

/// An answer in the format that was asked for.
#[derive(Debug)]
#[non_exhaustive]
pub struct Answer {
    /// The format of the bytes. An error is always JSON, whatever format was asked for.
    pub format: Format,
    /// The answer itself.
    pub bytes: Vec<u8>,
    /// Whether there is no result; then the bytes are an object of kind `error` that says why.
    pub is_error: bool,
    /// The exit code that the command would return.
    pub code: u8,
    /// The seal of the result; empty if there is no result.
    pub seal: String,
    /// The number of parts of the files that were not read.
    pub not_read: usize,
    /// The findings, errors first.
    pub findings: Vec<Finding>,
}

impl Answer {
    /// Wraps an answer of the library function `call`, given as its text and its exit code.
    pub fn of_call((text, code): (String, u8)) -> Answer {
        object(text, code)
    }

    /// The answer as text; empty if the bytes are not UTF-8 text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }
}

impl Office {
    /// An office without files. Its title stands above tables if its manifest has no title.
    pub fn new(title: impl Into<String>) -> Office {
        Office { title: title.into(), ..Office::default() }
    }

    /// The form in which the office stores a file name.
    ///
    /// # Errors
    /// [`Failure::Usage`] for a name that leads out of the office or that is the name of a folder.
    pub fn name_of(&self, name: &str) -> Result<String, Failure> {
        let bad =
            || Failure::Usage(both(|lang| format!("{name}: {}", word("path_below").get(lang))));
        let own = plain(Path::new(name)).filter(|own| !own.is_empty() && !name.contains('\\'));
        let own = own.ok_or_else(bad)?;
        let is_file = |(at, _): (usize, &str)| {
            own.get(..at).is_some_and(|folder| self.files.contains_key(folder))
        };
        let memory = Memory { files: &self.files, brought: &BTreeMap::new() };
        let is_folder = memory.is(Path::new(&own)).is_ok() && !self.files.contains_key(&own);
        if is_folder || own.match_indices('/').any(is_file) {
            return Err(bad());
        }
        Ok(own)
    }

    /// Adds a file, or replaces its contents. A name may contain folders, separated by `/`.
    ///
    /// # Errors
    /// [`Failure::Usage`] for a name that leads out of the office or that is the name of a folder.
    pub fn put(&mut self, name: &str, bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
        let own = self.name_of(name)?;
        self.files.insert(own, Arc::new(bytes.as_ref().to_vec()));
        self.forget();
        Ok(())
    }

    /// Removes a file; returns whether it was there.
    pub fn remove(&mut self, name: &str) -> bool {
        let there = plain(Path::new(name)).and_then(|name| self.files.remove(&name)).is_some();
        if there {
            self.forget();
        }
        there
    }

    /// The names of all files with their bytes, ordered by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// The bytes of a file, if the office has it.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.get(&plain(Path::new(name))?).map(|bytes| bytes.as_slice())
    }

    /// The manifest, if the office has one.
    ///
    /// # Errors
    /// [`Failure`] with everything that is wrong with the manifest.
    pub fn manifest(&self) -> Result<Option<Arc<Manifest>>, Failure> {
        if let Some(manifest) = &self.kept().manifest {
            return Ok(Some(Arc::clone(manifest)));
        }
        let Some(bytes) = self.files.get(manifest::NAME) else { return Ok(None) };
        let text = std::str::from_utf8(bytes).map_err(|_| {
            let why = reason(&std::io::ErrorKind::InvalidData.into());
            Failure::Read(manifest::NAME.to_owned(), why)
        })?;
        let manifest = Arc::new(Manifest::read(text, &manifest::is_below)?);
        self.kept().manifest = Some(Arc::clone(&manifest));
        Ok(Some(manifest))
    }

    /// What each file is and what was understood of it, ordered by name. Files that the manifest
    /// does not name are read under `framework`: the id of an embedded framework, or the name of
    /// one of the files.
    pub fn understood(&self, framework: Option<&str>) -> Vec<Understood> {
        // A faulty manifest assigns no roles to files.
        let manifest = self.manifest().ok().flatten();
        let memory = Memory { files: &self.files, brought: &BTreeMap::new() };
        let (files, manifest) = (&self.files, manifest.as_deref());
        let mut all = Looking { store: &memory, files, manifest, framework }.all();
        let own = all.iter_mut().find(|one| one.file == manifest::NAME);
        if let (Some(own), Err(Failure::Call(error))) = (own, self.manifest()) {
            own.findings = error.findings().to_vec();
        }
        all
    }

    /// Answers a request as JSON, with the same bytes as the command, in the language that the
    /// request's `lang` asks for.
    pub fn call(&self, request: &str) -> String {
        let mut answer = self.answer_in(request, Some(Format::Json));
        // The library function `call` ends without a line break, so this answer does too.
        if answer.bytes.ends_with(b"\n") {
            answer.bytes.pop();
        }
        String::from_utf8(answer.bytes).unwrap_or_default()
    }

    /// Answers a request in the format that it asks for, by default JSON. If there is no answer,
    /// the result is a JSON object of kind `error`.
    pub fn answer(&self, request: &str) -> Answer {
        self.answer_in(request, None)
    }

    fn answer_in(&self, request: &str, format: Option<Format>) -> Answer {
        let memory = Memory { files: &self.files, brought: &BTreeMap::new() };
        let is_held = |name: &Path| memory.is(name).is_ok();
        let read = match Request::read(request, &is_held) {
            Some(Ok(read)) => read,
            Some(Err(failure)) => return told(&failure, language(request)),
            None => {
                // A request that is not a JSON object is reported by the library itself.
                let (text, code) = par_index::call::answer(request);
                return object(text, code);
            }
        };
        if !read.is_of_data() {
            return match self.passed(&read) {
                Ok((text, code)) => object(text, code),
                Err(failure) => told(&failure, read.lang.unwrap_or_default()),
            };
        }
        let format = format.or(read.format).unwrap_or(Format::Json);
        match self.replied(&read) {
            Ok((reply, order)) => written(&reply, &order, format, read.lang),
            Err(failure) => told(&failure, read.lang.unwrap_or_default()),
        }
    }

    /// The reply to a request before it is written, and how it is to be written. This is for
    /// callers who use its rows or write it in several formats.
    ///
    /// # Errors
    /// [`Failure`] if the request cannot be answered.
    pub fn reply(&self, request: &str) -> Result<(Reply, Writer), Failure> {
        let memory = Memory { files: &self.files, brought: &BTreeMap::new() };
        let is_held = |name: &Path| memory.is(name).is_ok();
        let read = Request::read(request, &is_held);
        let read = read.unwrap_or_else(|| Err(Failure::missing("call")))?;
        let (reply, order) = self.replied(&read)?;
        let format = read.format.unwrap_or(Format::Json);
        let sources = order.given.sources();
        Ok((reply, Writer { format, look: order.look, csv: order.csv, sources }))
    }

    /// The answer to a call that is not a question, such as making a form: its files are put into
    /// the request, which is then passed on.
    fn passed(&self, request: &Request<'_>) -> Result<(String, u8), Failure> {
        let manifest = self.manifest()?;
        let given = request.passed(manifest.as_deref())?;
        let memory = Memory { files: &self.files, brought: &request.brought };
        let members = pass::members(&given, &Opening::new(&memory, &given))?;
        Ok(par_index_sheets::answer(&request.with(&members)))
    }

    /// The reply to a request, and the request with all that the manifest adds.
    fn replied(&self, request: &Request<'_>) -> Result<(Reply, Order), Failure> {
        let manifest = self.manifest()?;
        let manifest = manifest.as_deref();
        if request.name != "verify" {
            let order = request.order(manifest, &self.title, None)?;
            let reply = self.dossier(request, &order)?.ask(&order.asked)?;
            return Ok((reply, order));
        }
        let printed = request.printed.as_deref().ok_or_else(|| Failure::missing("printed"))?;
        let file = self.file(printed);
        let name = Path::new(if file.is_some() { printed } else { "printed" });
        let print = Print::read(name, file.unwrap_or(printed.as_bytes()))?;
        let order = request.order(manifest, &self.title, Some(print.asked()))?;
        let reply = print.verify(&self.dossier(request, &order)?)?;
        Ok((reply, order))
    }

    /// The dossier that a question is asked about. It is made once and kept until a file changes.
    fn dossier(&self, request: &Request<'_>, order: &Order) -> Result<Dossier, Failure> {
        let Order { asked, given, .. } = order;
        let common = asked.common();
        let read = (common.period(), &common.prefer, &common.unit_of, &common.policy);
        let parts = [Part::With, Part::Before, Part::Letter].map(|part| asked.entry().has(part));
        let counted = asked.survey_view().map(|_| asked.flags());
        let whole = format!("{given:?} {read:?} {parts:?} {counted:?}");
        let keeps = request.brings_nothing();
        if let Some(dossier) = self.kept().dossiers.get(&whole).filter(|_| keeps) {
            return Ok(dossier.clone());
        }
        let memory = Memory { files: &self.files, brought: &request.brought };
        let opening = Opening::new(&memory, given);
        let dossier = opening.dossier_over(asked, &mut |inputs| {
            let names = ["framework", "frameworks", "policies", "units", inputs];
            let key = format!("{:?} {read:?}", names.map(|name| given.paths(name)));
            if let Some(ruled) = self.kept().inputs.get(&key).filter(|_| keeps) {
                opening.has_told(given.paths(inputs));
                return Ok(ruled.clone());
            }
            let ruled = opening.ruled(inputs, common)?;
            if keeps {
                keep(&mut self.kept().inputs, key, ruled.clone());
            }
            Ok(ruled)
        })?;
        if keeps {
            keep(&mut self.kept().dossiers, whole, dossier.clone());
        }
        Ok(dossier)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn forget(&mut self) {
        self.kept = Mutex::default();
    }
}

fn keep<V>(all: &mut HashMap<String, V>, key: String, value: V) {
    if all.len() >= MOST {
        all.clear();
    }
    all.insert(key, value);
}

/// Writes a result in the format asked for.
fn written(reply: &Reply, order: &Order, format: Format, lang: Option<Lang>) -> Answer {
    let look = order.look;
    let sources = order.given.sources();
    let writer = Writer { format, look, csv: order.csv, sources };
    let mut bytes = Vec::new();
    let done = match (format, lang) {
        (Format::Json, Some(lang)) => {
            bytes = reply.to_json_in(lang).into_bytes();
            bytes.push(b'\n');
            Ok(Vec::new())
        }
        _ => writer.write(reply, &mut bytes),
    };
    let beside = match done {
        Ok(beside) => beside,
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            return told(&Failure::Usage(word("no_pdf")), lang.unwrap_or_default());
        }
        Err(error) => {
            let failure = Failure::Read(reply.name().to_owned(), reason(&error));
            return told(&failure, lang.unwrap_or_default());
        }
    };
    Answer {
        format,
        bytes,
        is_error: false,
        code: reply.exit_code(),
        seal: reply.seal().to_owned(),
        not_read: reply.not_read().len(),
        findings: reply.findings().iter().cloned().chain(beside).collect(),
    }
}

fn told(failure: &Failure, lang: Lang) -> Answer {
    let findings = match failure {
        Failure::Call(error) => error.findings().to_vec(),
        Failure::Usage(_) | Failure::Read(..) => Vec::new(),
    };
    Answer { findings, ..object(failure.to_json_in(lang), failure.exit_code()) }
}

fn object(text: String, code: u8) -> Answer {
    let (seal, findings) = (String::new(), Vec::new());
    let is_error = code != 0 && text.contains(r#""kind":"error""#);
    let bytes = (text + "\n").into_bytes();
    Answer { format: Format::Json, bytes, is_error, code, seal, not_read: 0, findings }
}
