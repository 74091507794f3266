//! The subcommand `announce`: writes the papers of a result, its figures and the data they follow
//! from into a folder of their own. An announced folder is never overwritten: an error in it is
//! corrected by a second folder with a correction paper.

use std::io::Write as _;
use std::path::Path;

use clap::ArgMatches;
use par_index::ask::Asked;
use par_index::dossier::Dossier;
use par_index::reply::Reply;
use par_index::view::Look;
use par_index::{Framework, Lang};
use par_index_office::{ANNOUNCED_DATA, ANNOUNCED_RESULT, Opening, manifest};
use serde_json::{Map, Value};

use crate::asked::flags;
use crate::commands;
use crate::disk::Disk;
use crate::failure::{Failure, why};
use crate::files::{self, shown};
use crate::given::{path, paths};
use crate::interrupt;
use crate::named::named;
use crate::output::tell;
use crate::sink::Sink;
use crate::target;
use crate::texts::word;

/// The name of the framework file in the announced folder.
const FRAMEWORK: &str = "framework.json";

/// Writes the whole announced folder, or nothing if anything fails; returns the exit code.
pub(crate) fn announce(args: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let Some(folder) = path(args, "output").filter(|folder| !files::is_standard(folder)) else {
        return Err(Failure::Usage(word("each_folder", lang).to_owned()));
    };
    free(folder, lang)?;
    let look = Look { lang, ..Look::default() };
    let mut flags = flags("paper", args)?;
    let said = flags.get("head").cloned();
    let corrects = flags.contains_key("reason") || !paths(args, "previous").is_empty();
    if corrects {
        // The correction paper cites the number and day under which the earlier result was
        // announced.
        let mut head = cited(args);
        head.extend(said.as_ref().and_then(Value::as_object).cloned().unwrap_or_default());
        flags.insert("head".to_owned(), Value::Object(head));
    }
    let of = |name: &str, paper: Option<&str>, without: &[&str]| -> Result<Asked, Failure> {
        let mut flags: Map<String, Value> = flags.clone();
        flags.retain(|key, _| !without.contains(&key.as_str()));
        flags.extend(paper.map(|paper| ("paper".to_owned(), paper.into())));
        Ok(Asked::of(name, &Value::Object(flags).to_string())?)
    };
    // A correction is a single paper whose annex is the whole result: a second, announcement paper
    // beside it would bear the same number.
    let name = if corrects { "correction" } else { "announcement" };
    let asked = of("paper", Some(name), &[])?;
    let whole = commands::dossier(&asked, args, lang)?;
    let dossier = whole.clone().without_earlier();
    let result = dossier.ask(&of("rank", None, &["reason", "head"])?)?;
    let told = || tell(result.findings_beside(), look);
    let sink = Sink::into_folder(folder, args, lang);
    if let Err(refused) = sink.admits(result.not_read(), look) {
        told();
        return Err(refused);
    }
    if result.is_void() || result.findings().iter().any(par_index::Finding::is_error) {
        // Only a result without errors is announced: nothing in it may still have to be mended.
        sink.keeps();
        told();
        return Ok(1);
    }
    if !is_ranked(&result) {
        told();
        return Err(Failure::Nothing(word("nobody_ranked", lang).to_owned()));
    }
    let paper = whole.ask(&asked)?;
    // A correction rests on the earlier data too, which the ranking did not look at.
    if let Err(refused) = sink.admits(paper.not_read(), look) {
        tell(paper.findings_beside(), look);
        return Err(refused);
    }
    if paper.is_void() || paper.findings().iter().any(par_index::Finding::is_error) {
        sink.keeps();
        tell(paper.findings_beside(), look);
        return Ok(1);
    }
    if corrects && paper.rows().is_empty() {
        told();
        return Err(Failure::Nothing(word("nothing_changed", lang).to_owned()));
    }
    let joined = dossier.ask(&of("join", None, &["reason", "head", "basis"])?)?;
    let page = of("report", None, &["reason", "head"])?;
    let mut all = vec![
        (ANNOUNCED_DATA.to_owned(), joined.to_json().into_bytes()),
        (ANNOUNCED_RESULT.to_owned(), result.to_json().into_bytes()),
        ("report.html".to_owned(), report(&dossier, &page, look)?.into_bytes()),
    ];
    let issued = result.framework().map(Framework::issued_hash);
    let (disk, given) = (Disk(lang), named(args)?);
    let opening = Opening::new(&disk, &given);
    for name in given.paths("framework") {
        // The framework is stored as it was issued: a policy overridden by `--policies` is kept in
        // the question instead.
        let framework = opening.framework_named(name)?;
        if Some(framework.hash()) == issued && !all.iter().any(|(name, _)| name == FRAMEWORK) {
            all.push((FRAMEWORK.to_owned(), framework.to_json().into_bytes()));
        }
    }
    all.extend(register(args, lang)?);
    all.push(("par-index.toml".to_owned(), manifest(&all, said.as_ref()).into_bytes()));
    all.extend(written(name, &paper, look)?);
    put(folder, &all, lang)?;
    told();
    let mut out = std::io::stdout().lock();
    for (name, _) in &all {
        let _ = writeln!(out, "{}", par_index::words::shown(&shown(folder.join(name))));
    }
    Ok(result.exit_code())
}

/// Whether at least one unit has a rank; a result without any rank is not announced.
fn is_ranked(result: &Reply) -> bool {
    let told: Value = serde_json::from_str(&result.to_json()).unwrap_or_default();
    let rows = told.get("rows").and_then(Value::as_array);
    rows.is_some_and(|rows| rows.iter().any(|row| row.get("rank").is_some_and(Value::is_u64)))
}

/// The number and day of the earlier announcement, read from the manifest in the folder that is
/// corrected, under the keys by which the correction paper cites them.
fn cited(args: &ArgMatches) -> Map<String, Value> {
    let texts = paths(args, "previous").into_iter();
    let texts =
        texts.filter_map(|folder| std::fs::read_to_string(folder.join(manifest::NAME)).ok());
    let heads: Vec<_> = texts.flat_map(|text| manifest::head(&text)).collect();
    let keys = [("number", "corrects"), ("day", "corrects_day")].into_iter();
    let said = keys.filter_map(|(key, cited)| {
        let (_, text) = heads.iter().find(|(known, _)| known == key)?;
        Some((cited.to_owned(), text.as_str().into()))
    });
    said.collect()
}

/// Makes sure that nothing would be overwritten: the output folder must be missing or empty.
fn free(folder: &Path, lang: Lang) -> Result<(), Failure> {
    let exists = || Failure::Write(shown(folder), word("exists", lang).to_owned());
    if interrupt::is_empty(folder) { Ok(()) } else { Err(exists()) }
}

/// A paper in all its file formats: DOCX to edit, HTML to read and, where the feature `pdf` is
/// built in, PDF to print and archive.
fn written(name: &str, paper: &Reply, look: Look) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let failed = |error: std::io::Error| Failure::Write(name.to_owned(), error.to_string());
    let docx = par_index_report::docx(paper, look).map_err(failed)?;
    let html = par_index_report::html(paper, look).into_bytes();
    let mut all = vec![(format!("{name}.docx"), docx), (format!("{name}.html"), html)];
    if cfg!(feature = "pdf") {
        let (pdf, findings) = par_index_office::pdf(paper, look).map_err(failed)?;
        tell(&findings, look);
        all.push((format!("{name}.pdf"), pdf));
    }
    Ok(all)
}

/// The report page as HTML, which anybody may be shown.
fn report(dossier: &Dossier, asked: &Asked, look: Look) -> Result<String, Failure> {
    Ok(par_index_report::html(&dossier.ask(asked)?, look))
}

/// A copy of the register of units as it was given: a unit that sent no data is known from the
/// register alone.
fn register(args: &ArgMatches, lang: Lang) -> Result<Option<(String, Vec<u8>)>, Failure> {
    let Some(file) = path(args, "units") else { return Ok(None) };
    let end = file.extension().and_then(std::ffi::OsStr::to_str).unwrap_or("csv");
    Ok(Some((format!("units.{end}"), files::read(file, lang)?.to_vec())))
}

/// The text of the manifest of the announced folder: with it the folder answers questions by itself
/// (`par-index -C DIR rank`). It also keeps the `--head` texts of the paper.
fn manifest(all: &[(String, Vec<u8>)], said: Option<&Value>) -> String {
    let units = all.iter().find(|(name, _)| name.starts_with("units."));
    let units = units.map(|(name, _)| format!("units = \"{name}\"\n\n")).unwrap_or_default();
    let said = said.and_then(Value::as_object).into_iter().flatten();
    let said = said.filter_map(|(key, text)| Some((key, toml_edit::Value::from(text.as_str()?))));
    let lines: Vec<String> = said.map(|(key, text)| format!("{key} = {text}\n")).collect();
    let head = lines.concat();
    let head = if head.is_empty() { head } else { format!("[head]\n{head}\n") };
    format!(
        "{units}{head}[[index]]\nframework = \"{FRAMEWORK}\"\ninputs = [\"{ANNOUNCED_DATA}\"]\n"
    )
}

/// Writes all files at once: they are first written into a temporary folder beside the target,
/// which is then renamed to the target.
fn put(folder: &Path, all: &[(String, Vec<u8>)], lang: Lang) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::Write(shown(folder), why(&error, lang));
    let part = interrupt::begin_folder(target::folder(folder)).map_err(failed)?;
    for (name, bytes) in all {
        std::fs::write(part.path().join(name), bytes).map_err(failed)?;
    }
    free(folder, lang)?;
    interrupt::finish_new_folder(part, folder).map_err(failed)
}
