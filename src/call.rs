//! The same entry point for every programming language: a JSON request in, a JSON result out. It
//! has no side effects and never fails.
//!
//! The command asks the same questions of the same [`Dossier`], so both return the same bytes.

mod given;
mod held;
mod opened;
mod request;
mod tables;

use crate::ask::{Asked, needs};
use crate::dossier::Dossier;
use crate::error::Error;
use crate::reply::{Printed, Reply};
use crate::words::{Lang, Phrase};
pub use given::Given;
use held::Held;
pub use opened::ReadTable;
use opened::{Pieces, opened};
#[cfg(feature = "schema")]
pub(crate) use request::DATA;
use request::{Request, foreign, part, part_of, takes_no};

/// Answers a request: one JSON object in, one out.
///
/// The keys are `call` (a question such as `rank`), the flags of the question (`by_group`;
/// `by-group` is accepted), and the data that it is asked about: `framework` (an embedded id or a
/// framework object), `inputs` (assessment objects) and optionally `units` (rows of the register).
/// Some questions take further data: `verify` takes `printed`; `together` takes `with` (an array of
/// objects with `framework` and `inputs`); `compare`, `diff`, `table`, `lost` by year and `weak`
/// take `previous` (earlier assessments), `previous_framework` and `crosswalk` (its rows, or the id
/// of an embedded one); `plan` and `what-if` take `efforts` (rows of the table). The answer is the
/// result object or, if there is no result, an object of kind `error` with `message` and
/// `findings`.
///
/// `directive-check`, `directive-status` and `directive-papers` take a `directive` (an embedded id
/// or the object), `progress` and `measures` (rows).
///
/// Tables are given as arrays of objects, one for each row, with the column names as keys: `audit`
/// takes `table`; `survey` takes a `framework`, `questions`, `ballots` and optionally `asked` and
/// `units`; `crosswalk` takes the two frameworks as `framework` and `previous_framework`.
///
/// `lang` (`en` or `vi`) is the language of the sentences in findings and errors. Instead of data
/// of its own a request may hold a `dossier`, an object with the keys of a folder's manifest (see
/// [`Door::open`]), and `index`, the id of one of its indices. Data in the request itself take
/// precedence over those of the dossier.
///
/// # Example
/// ```
/// use par_index::{call, sample};
///
/// let inputs = sample("communes-2023")?;
/// let request = format!(r#"{{"call": "rank", "framework": "hon-quan-2023", "inputs": {inputs}}}"#);
/// let reply: serde_json::Value = serde_json::from_str(&call(&request)).unwrap();
/// assert_eq!(reply["rows"][0]["unit"], "sample-commune-09");
///
/// let reply = call(r#"{"call": "rnak"}"#);
/// assert!(reply.contains(r#""kind":"error""#));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn call(request: &str) -> String {
    answer(request).0
}

/// Like [`call`], with the exit code of the command: 1 for data with errors, 2 for a wrong request.
///
/// ```
/// let (_, code) = par_index::call::answer(r#"{"call": "rank", "framework": "no-such"}"#);
/// assert_eq!(code, 2);
/// ```
pub fn answer(request: &str) -> (String, u8) {
    answered(request, &Pieces::default())
}

/// Like [`answer`], but elements of `inputs` and `previous` may be tables, `{"csv": TEXT}` or
/// `{"xlsx": BASE64}`, with an optional `name`; `tables` is the function that reads them.
pub fn answer_with(request: &str, tables: ReadTable) -> (String, u8) {
    answered(request, &Pieces::reading(Some(tables)))
}

fn answered(request: &str, pieces: &Pieces) -> (String, u8) {
    let mut request = match Request::read(request) {
        Ok(request) => request,
        Err(error) => return told(&error, Lang::En),
    };
    let lang = request.lang;
    let held = request.dossier.take().map(|raw| Held::read(raw.get())).transpose();
    let reply = held.and_then(|held| {
        let lang = lang.or(held.as_ref().map(Held::lang)).unwrap_or_default();
        Ok((replied(request, held.as_ref(), pieces)?, lang))
    });
    match reply {
        Ok((reply, lang)) => (reply.to_json_in(lang), reply.exit_code()),
        Err(error) => told(&error, lang.unwrap_or_default()),
    }
}

/// A dossier kept for many requests: the data are given once and read once, and then any number of
/// questions can be asked.
///
/// # Example
/// ```
/// use par_index::call::Door;
/// use par_index::sample;
///
/// let inputs = sample("communes-2023")?;
/// let door = Door::open(&format!(
///     r#"{{"title": "2023", "index": [{{"framework": "hon-quan-2023", "inputs": {inputs}}}]}}"#
/// ))?;
/// assert!(door.call(r#"{"call": "rank"}"#).contains("sample-commune-09"));
/// assert!(door.call(r#"{"call": "weak", "unit": "sample-commune-01"}"#).contains("share_of_lost"));
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Debug)]
pub struct Door {
    held: Held,
    pieces: Pieces,
}

impl Door {
    /// Takes the data of a dossier: an object with the keys of a folder's manifest, holding the
    /// data themselves where the manifest names files. Its keys are `title`, `language`, `basis`,
    /// `period`; `units`, `efforts`, `progress` (rows); `directive`; `frameworks` (objects to which
    /// an index may refer by their id); and `index`, an array of objects with `id`, `framework`,
    /// `inputs`, `previous`, `previous_framework`, `crosswalk`, `channel`.
    ///
    /// # Errors
    /// [`Error::is_refused`] where the object has another shape. Problems of the data are reported
    /// by each answer.
    pub fn open(dossier: &str) -> Result<Door, Error> {
        Ok(Door { held: Held::read(dossier)?, pieces: Pieces::default() })
    }

    /// The same door, with a function that reads tables among the inputs, as for [`answer_with`].
    #[must_use]
    pub fn reading(self, tables: ReadTable) -> Door {
        Door { pieces: Pieces::reading(Some(tables)), ..self }
    }

    /// Answers a request. Data in the request itself take precedence over those of the dossier.
    pub fn call(&self, request: &str) -> String {
        self.answer(request).0
    }

    /// Like [`Door::call`], with the exit code of the command.
    pub fn answer(&self, request: &str) -> (String, u8) {
        let request = match Request::read(request) {
            Ok(request) => request,
            Err(error) => return told(&error, self.held.lang()),
        };
        let lang = request.lang.unwrap_or(self.held.lang());
        match replied(request, Some(&self.held), &self.pieces) {
            Ok(reply) => (reply.to_json_in(lang), reply.exit_code()),
            Err(error) => told(&error, lang),
        }
    }
}

fn told(error: &Error, lang: Lang) -> (String, u8) {
    (error.to_json_in(lang), if error.is_refused() { 1 } else { 2 })
}

/// The reply to a request, using the dossier that is held, if there is one.
fn replied<'t>(
    mut request: Request<'t>,
    held: Option<&'t Held>,
    pieces: &Pieces,
) -> Result<Reply, Error> {
    // A request to a held dossier may not bring another dossier, and without a dossier no index can
    // be named.
    let idle = match held {
        Some(_) => request.dossier.as_ref().map(|_| "dossier"),
        None => request.index.as_ref().map(|_| "index"),
    };
    if let Some(key) = idle {
        return Err(takes_no(&request.name, key));
    }
    if request.name == "verify" {
        let printed = request.printed.take();
        let printed = printed.ok_or_else(|| Error::usage(Phrase::UsageNoPrinted, &[]))?;
        let printed = Printed::read(&part::<String>("printed", &printed)?)?;
        if let Some(key) = request.flags.keys().next() {
            return Err(takes_no(&request.name, key));
        }
        let dossier = dossier_of(printed.asked(), request, held, pieces)?;
        return printed.verify(&dossier);
    }
    request.takes_its_data()?;
    let asked = match held {
        Some(held) => held.asked(&request)?,
        None => request.asked()?,
    };
    dossier_of(&asked, request, held, pieces)?.ask(&asked)
}

/// The dossier of which the question is asked.
fn dossier_of<'t>(
    asked: &Asked,
    mut request: Request<'t>,
    held: Option<&'t Held>,
    pieces: &Pieces,
) -> Result<Dossier, Error> {
    let own = request.data.keys().next().is_some();
    let chosen = match held {
        Some(held) => held.fill(asked, &mut request)?,
        None => None,
    };
    // Readings of data that a request brings along are not kept for other requests.
    let fresh = pieces.fresh();
    let pieces = if own { &fresh } else { pieces };
    let place = (chosen.as_deref(), held.and_then(Held::title));
    let dossier = opened(asked, &mut request.data, pieces, place)?;
    // Data that remain untaken need another part that is missing, or belong to another question.
    if let Some(key) = request.data.keys().next() {
        let wanting = match key.as_str() {
            "progress" => Some("directive"),
            "crosswalk" | "previous_framework" => Some("previous"),
            _ => None,
        };
        let wanting = wanting.filter(|wanting| asked.entry().has(part_of(wanting)));
        let name = asked.entry().name;
        return Err(match wanting {
            Some(wanting) => needs(name, wanting),
            None => foreign(asked.entry(), key),
        });
    }
    Ok(dossier)
}
