//! Runs the real binary, in a folder of its own.

#![allow(dead_code, reason = "each test binary uses a part")]

pub(crate) mod ruled;
pub(crate) mod served;
pub(crate) mod small;

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the command printed.
pub(crate) struct Ran {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

impl Ran {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }

    /// The rows of CSV output by their columns.
    pub(crate) fn csv(&self) -> Vec<std::collections::BTreeMap<String, String>> {
        csv_rows(&self.out)
    }
}

pub(crate) fn csv_rows(text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

/// The repository's root, where samples and frameworks lie.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

pub(crate) fn par_index(args: &[&str]) -> Ran {
    par_index_in(&root(), args, "")
}

pub(crate) fn par_index_in(folder: &Path, args: &[&str], input: &str) -> Ran {
    let args: Vec<&OsStr> = args.iter().map(OsStr::new).collect();
    par_index_os(folder, &args, input.as_bytes())
}

/// The same with arguments and input that need not be text.
pub(crate) fn par_index_os(folder: &Path, args: &[&OsStr], input: &[u8]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_par-index"));
    command.args(args).current_dir(folder);
    ran(command, input)
}

/// Runs a command to its end.
pub(crate) fn ran(mut command: Command, input: &[u8]) -> Ran {
    let mut child = command
        .env_remove("PAR_INDEX_LANG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input);
    let done = child.wait_with_output().unwrap();
    Ran {
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
        code: done.status.code().expect("an exit code, not a signal"),
    }
}

/// The command as an ordinary user runs it, for whom the system's own checks hold, in a folder that is
/// opened to that user; `None` with a printed line where there is no such user to be.
#[cfg(unix)]
pub(crate) fn as_anyone(folder: &Path) -> Option<Command> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let own = env!("CARGO_BIN_EXE_par-index");
    if std::fs::metadata(folder).unwrap().uid() != 0 {
        let mut command = Command::new(own);
        command.current_dir(folder);
        return Some(command);
    }
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o777)).unwrap();
    // The build may lie where only its owner looks.
    let copy = folder.join(".command");
    if !copy.exists() {
        std::fs::copy(own, &copy).unwrap();
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&copy);
    command.current_dir(folder);
    let mut trial = Command::new("setpriv");
    trial.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&copy).arg("--version");
    if !trial.output().is_ok_and(|done| done.status.success()) {
        println!("skipped: an ordinary user cannot run the command here");
        return None;
    }
    Some(command)
}

/// An empty folder that goes away.
pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

pub(crate) fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// `../shared/NAME`, or `None` with a printed line where it is absent.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(name);
    if !path.exists() {
        println!("skipped: ../shared/{name} is not here");
        return None;
    }
    Some(path)
}

/// Whether a tool is here; prints a line where it is not.
pub(crate) fn has(tool: &str) -> bool {
    let there =
        Command::new(tool).arg("--version").output().is_ok_and(|done| done.status.success());
    if !there {
        println!("skipped: {tool} is not installed");
    }
    there
}

/// What a committed schema says against an object.
pub(crate) fn complaints(kind: &str, value: &serde_json::Value) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(format!("schemas/{kind}.json"))).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path)).collect()
}

/// Writes a wide table of a year, a row for each unit with so many points at every leaf.
pub(crate) fn full_year(at: &Path, ruler: &str, year: u16, units: &[(&str, &str)]) {
    let ruler = par_index::framework(ruler).unwrap();
    let codes: Vec<&str> = ruler.leaves().map(|leaf| leaf.code().as_str()).collect();
    let row = |(unit, points): &(&str, &str)| {
        let cells = codes.iter().map(|_| *points).collect::<Vec<_>>().join(",");
        format!("{unit},{year},{cells}\n")
    };
    let rows = units.iter().map(row).collect::<Vec<_>>().concat();
    write(at, &format!("{year}.csv"), format!("unit,year,{}\n{rows}", codes.join(",")));
}
