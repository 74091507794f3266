//! `serve`: the service, a program beside this one, so that the command itself stays small.

use std::io;
use std::path::PathBuf;
use std::process::Command;

use clap::ArgMatches;
use par_index::Lang;

use crate::failure::{Failure, why};
use crate::files::shown;
use crate::given::{path, text};

/// The program, as it is called where this one lies.
const PROGRAM: &str = "par-index-server";

/// Starts it, and ends as it ends.
pub(crate) fn serve(args: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let mut command = Command::new(program());
    command.args(["--lang", if lang == Lang::Vi { "vi" } else { "en" }]);
    if let Some(address) = text(args, "http") {
        command.args(["--http", address]);
    }
    if let Some(file) = path(args, "token-file") {
        command.arg("--token-file").arg(file);
    }
    if let Some(file) = path(args, "page") {
        command.arg("--page").arg(file);
    }
    if let Some(folder) = path(args, "target") {
        command.arg("--").arg(folder);
    }
    let failed = |error: io::Error| Failure::Read(shown(program()), why(&error, lang));
    let ended = run(command).map_err(failed)?;
    Ok(ended)
}

/// Takes its place, so that whoever stops this command stops the service.
#[cfg(unix)]
fn run(mut command: Command) -> io::Result<u8> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec())
}

#[cfg(not(unix))]
fn run(mut command: Command) -> io::Result<u8> {
    let code = command.status()?.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.unwrap_or(3))
}

/// The program beside this one, else the one that the system finds.
fn program() -> PathBuf {
    let name = format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX);
    let own = std::env::current_exe().ok();
    let beside = own.and_then(|own| Some(own.parent()?.join(&name)));
    beside.filter(|beside| beside.is_file()).unwrap_or_else(|| PathBuf::from(name))
}
