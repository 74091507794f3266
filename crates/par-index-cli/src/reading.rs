//! What the arguments name, read: a framework, a register, a letter.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use par_index::{Error, Finding, Framework, Lang, assessment::Register, directive::Directive};

use crate::catalog;
use crate::failure::Failure;
use crate::files::{self, shown};
use crate::given::path;

/// The framework an argument names: an embedded id, or a file.
pub(crate) fn framework(args: &ArgMatches, lang: Lang) -> Result<Framework, Failure> {
    framework_named(path(args, "framework").unwrap_or(Path::new("")), args, lang)
}

/// A framework by its id or file.
pub(crate) fn framework_named(
    name: &Path,
    args: &ArgMatches,
    lang: Lang,
) -> Result<Framework, Failure> {
    let shared = id(name).and_then(|id| catalog::shared(id, args));
    let name = shared.as_deref().unwrap_or(name);
    if let Some(id) = id(name) {
        return Ok(par_index::framework(id)?);
    }
    let bytes = files::read(name, lang)?;
    let policies = match path(args, "policies") {
        Some(file) => Some((shown(file), files::read(file, lang)?)),
        None => None,
    };
    let policies = policies.as_ref().map(|(file, bytes)| (file.as_str(), bytes.as_slice()));
    Ok(par_index_sheets::read_framework_file(&shown(name), &bytes, policies)?)
}

/// The embedded id that a name is, where it is no file's.
pub(crate) fn id(name: &Path) -> Option<&str> {
    name.to_str().filter(|text| !(text.contains(['/', '\\', '.']) || name.is_file()))
}

/// The register of units, if one is given, with what is wrong with it.
pub(crate) fn register(
    args: &ArgMatches,
    lang: Lang,
) -> Result<Option<(Register, Vec<Finding>)>, Failure> {
    let Some(file) = path(args, "units") else { return Ok(None) };
    let bytes = files::read(file, lang)?;
    let (register, findings) = par_index_sheets::read_register(&shown(file), &bytes);
    readable(&shown(file), &findings)?;
    Ok(Some((register, findings)))
}

/// A table that a call cannot do without is refused where it could not be read.
pub(crate) fn readable(file: &str, findings: &[Finding]) -> Result<(), Failure> {
    if findings.iter().any(|finding| finding.is_error() && finding.is_of_file()) {
        return Err(Failure::Call(Error::of_findings(file, findings.to_vec())));
    }
    Ok(())
}

/// The directive an argument names: an embedded id, or a file.
pub(crate) fn directive(args: &ArgMatches, lang: Lang) -> Result<Directive, Failure> {
    let name = path(args, "directive").or(path(args, "letter")).unwrap_or(Path::new(""));
    if let Some(id) = id(name) {
        return Ok(par_index::directive::directive(id)?);
    }
    Directive::from_json(files::read(name, lang)?.as_slice()).map_err(|error| {
        let mut findings = error.findings().to_vec();
        for finding in &mut findings {
            finding.place_mut().file = Some(shown(name));
        }
        Failure::Call(Error::of_findings(shown(name), findings))
    })
}

/// The joined data of an announced folder.
pub(crate) const DATA: &str = "data.json";
/// Its ranking, with the seal that the data give.
pub(crate) const RESULT: &str = "result.json";

/// What a name of earlier inputs stands for: of a folder that `announce` has written its data.
pub(crate) fn announced(name: PathBuf) -> PathBuf {
    let data = name.join(DATA);
    if data.is_file() && name.join(RESULT).is_file() { data } else { name }
}
