//! The subcommand `serve`: starts the HTTP service, a separate program, so that the command itself
//! stays small.

use std::io;
use std::path::PathBuf;
use std::process::Command;

use clap::ArgMatches;
use par_index::Lang;

use crate::failure::{Failure, why};
use crate::files::shown;
use crate::given::{path, text};

/// The name of the service program, which is looked for beside this one first.
const PROGRAM: &str = "par-index-server";

/// Starts the service program with the given arguments and returns its exit code.
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

/// Replaces this process by the service, so that whoever stops this command stops the service.
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

/// The service program beside this one if it exists, else the name by which the system searches for
/// it.
fn program() -> PathBuf {
    let name = format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX);
    let own = std::env::current_exe().ok();
    let beside = own.and_then(|own| Some(own.parent()?.join(&name)));
    beside.filter(|beside| beside.is_file()).unwrap_or_else(|| PathBuf::from(name))
}
