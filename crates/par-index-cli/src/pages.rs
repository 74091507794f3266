//! `report --each`: an HTML page for each unit, and an index page that links to them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clap::ArgMatches;
use par_index::Lang;
use par_index::ask::{Asked, Row};
use par_index::reply::Reply;
use par_index::view::Look;
use par_index_sheets::file_name;
use serde_json::Value;

use crate::asked::asked;
use crate::commands::dossier;
use crate::failure::{Failure, why};
use crate::files::{self, shown};
use crate::given::{given, path, text};
use crate::interrupt;
use crate::output::tell;
use crate::progress::Progress;
use crate::sink::Sink;
use crate::target::{self, Target};
use crate::texts::word;

/// The file name of the index page, which shows all units.
const OF_ALL: &str = "index.html";

/// Writes all pages, or none; returns the exit code.
pub(crate) fn each(args: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let folder = path(args, "output").filter(|folder| !files::is_standard(folder));
    let named = |folder: &&Path| folder.is_dir() || folder.extension().is_none();
    let asked_for = text(args, "format").is_none_or(|format| format == "html");
    let Some(folder) = folder.filter(named).filter(|_| asked_for) else {
        return Err(Failure::Usage(word("each_folder", lang).to_owned()));
    };
    let look = Look { lang, ascii: given(args, "ascii"), ..Look::default() };
    let sink = Sink::into_folder(folder, args, lang);
    let of_all = asked("report", args)?;
    let dossier = dossier(&of_all, args, lang)?;
    let reply = dossier.ask(&of_all)?;
    let told = || tell(reply.findings_beside(), look);
    if let Err(refused) = sink.admits(reply.not_read(), look) {
        told();
        return Err(refused);
    }
    if reply.is_void() {
        sink.keeps();
        told();
        return Ok(reply.exit_code().max(1));
    }
    let failed = |error: std::io::Error| Failure::Write(shown(folder), why(&error, lang));
    let mut taken = BTreeSet::from(["index".to_owned()]);
    let named = units(&reply).into_iter().map(|unit| {
        let name = file_name(&unit, "html", &mut taken);
        (unit, name)
    });
    let named: Vec<(String, String)> = named.collect();
    let all_free = || {
        let mut names = named.iter().map(|(_, name)| name.as_str()).chain([OF_ALL]);
        names.try_for_each(|name| free(&folder.join(name), lang))
    };
    // Places that cannot be written are reported before any page is computed.
    all_free()?;
    let part = interrupt::begin_folder(target::folder(folder)).map_err(failed)?;
    let progress = Progress::new(named.len() + 1);
    for (unit, name) in &named {
        progress.step(&format!("{} {unit}", word("computing", lang)));
        let page = par_index_report::html(&dossier.ask(&of_unit(&of_all, unit)?)?, look);
        std::fs::write(part.path().join(name), page).map_err(failed)?;
    }
    let names: BTreeMap<String, String> = named.iter().cloned().collect();
    let page = par_index_report::html_leading(&reply, look, &names);
    std::fs::write(part.path().join(OF_ALL), page).map_err(failed)?;
    all_free()?;
    interrupt::finish_folder(part, folder, OF_ALL, interrupt::Old::Replaced).map_err(failed)?;
    told();
    Ok(reply.exit_code())
}

/// Checks that a page may be written to this place: nothing is there, or a file that is not
/// write-protected.
fn free(file: &Path, lang: Lang) -> Result<(), Failure> {
    let refused = |why: &str| Err(Failure::Write(shown(file), why.to_owned()));
    match target::target(file) {
        Ok(Target::File(_, Some(old))) if old.permissions().readonly() => {
            refused(word("protected", lang))
        }
        Ok(Target::File(..)) => Ok(()),
        Ok(_) => refused(&why(&std::io::ErrorKind::InvalidInput.into(), lang)),
        // The output folder does not exist yet; it is created later.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => refused(&why(&error, lang)),
    }
}

/// The ids of the units of a reply in the order of the ranking.
fn units(reply: &Reply) -> Vec<String> {
    let rows = reply.rows();
    let id = |row: &Row| serde_json::to_value(row).ok()?.get("unit")?.as_str().map(str::to_owned);
    rows.iter().filter_map(id).collect()
}

/// The question `report` with the flags of `asked`, asked of one unit.
fn of_unit(asked: &Asked, unit: &str) -> Result<Asked, Failure> {
    let mut flags = asked.flags();
    flags.insert("unit".to_owned(), Value::from(unit));
    Ok(Asked::of("report", &Value::Object(flags).to_string())?)
}
