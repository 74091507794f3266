//! A file is written whole or not at all: the process is killed while it writes.

mod common;

use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::{folder, par_index_in, write};

/// Enough units that writing every node of each takes a while.
fn many(at: &std::path::Path) {
    let mut table = String::from("unit,1,2\n");
    for unit in 0..40_000 {
        writeln!(table, "U{unit:05},1.5,1").unwrap();
    }
    write(at, "many.csv", table);
    write(at, "f.csv", "code,parent,max,scorer\nT,,3,\n1,T,2,appraisal\n2,T,1,appraisal\n");
}

#[cfg(unix)]
#[test]
fn a_killed_process_leaves_the_old_file_whole() {
    let at = folder();
    let at = at.path();
    many(at);
    let args = ["score", "-f", "f.csv", "many.csv", "--year", "2023", "-o", "out.json"];
    let parts = || {
        let files = std::fs::read_dir(at).unwrap().filter_map(Result::ok);
        let names =
            files.map(|file| (file.file_name().to_string_lossy().into_owned(), file.path()));
        names.filter(|(name, _)| name.contains(".part")).map(|(_, path)| path).collect::<Vec<_>>()
    };
    let mut killed_while_writing = 0;
    for _ in 0..5 {
        write(at, "out.json", "the old file");
        let mut child = Command::new(env!("CARGO_BIN_EXE_par-index"))
            .args(args)
            .current_dir(at)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let began = Instant::now();
        // Wait until some bytes of the new file are there, then kill without warning.
        let writing =
            || parts().iter().any(|part| part.metadata().is_ok_and(|file| file.len() > 0));
        while !writing()
            && child.try_wait().unwrap().is_none()
            && began.elapsed() < Duration::from_mins(1)
        {
            std::thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        let status = child.wait().unwrap();
        if !status.success() {
            killed_while_writing += 1;
            assert_eq!(std::fs::read_to_string(at.join("out.json")).unwrap(), "the old file");
            assert!(!parts().is_empty(), "what was half written is under another name");
        }
        for part in parts() {
            std::fs::remove_file(part).unwrap();
        }
    }
    assert!(killed_while_writing > 0, "the process was never caught while writing");
    // Left in peace it replaces the file, and leaves nothing else.
    let ran = par_index_in(at, &args, "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = std::fs::read_to_string(at.join("out.json")).unwrap();
    let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(whole["rows"].as_array().unwrap().len(), 40_000 * 5);
    assert!(parts().is_empty());
}

#[test]
fn a_failed_call_keeps_the_old_file() {
    let at = folder();
    let at = at.path();
    write(at, "out.json", "the old file");
    write(at, "f.csv", "code,parent,max,scorer\nT,,2,\n1,T,2,appraisal\n");
    write(at, "a.csv", "unit,1\nxa,1\n");
    for (args, code) in [
        (["rank", "-f", "f.csv", "missing.csv", "-o", "out.json", "--year", "2023"], 3),
        (["rank", "-f", "f.csv", "a.csv", "-o", "out.json", "--node", "9"], 2),
        (["rank", "-f", "a.csv", "a.csv", "-o", "out.json", "--year", "2023"], 1),
    ] {
        let ran = par_index_in(at, &args, "");
        assert_eq!(ran.code, code, "{}", ran.err);
        assert_eq!(std::fs::read_to_string(at.join("out.json")).unwrap(), "the old file");
    }
    // Data with errors still give a result, whole.
    write(at, "b.csv", "unit,1\nxa,9\n");
    let ran =
        par_index_in(at, &["rank", "-f", "f.csv", "b.csv", "-o", "out.json", "--year", "2023"], "");
    assert_eq!(ran.code, 1);
    assert!(
        std::fs::read_to_string(at.join("out.json")).unwrap().starts_with("{\"schema_version\"")
    );
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_the_file_is_readable() {
    use std::os::unix::fs::PermissionsExt;
    let at = folder();
    let at = at.path();
    write(at, "f.csv", "code,parent,max,scorer\nT,,2,\n1,T,2,appraisal\n");
    write(at, "a.csv", "unit,1\nxa,1\n");
    write(at, "real/out.csv", "old");
    std::os::unix::fs::symlink("real/out.csv", at.join("link.csv")).unwrap();
    let ran =
        par_index_in(at, &["rank", "-f", "f.csv", "a.csv", "-o", "link.csv", "--year", "2023"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(std::fs::symlink_metadata(at.join("link.csv")).unwrap().is_symlink());
    assert!(std::fs::read_to_string(at.join("real/out.csv")).unwrap().starts_with("rank,unit"));
    let mode = std::fs::metadata(at.join("real/out.csv")).unwrap().permissions().mode();
    assert_eq!(mode & 0o400, 0o400);
    assert_ne!(mode & 0o044, 0, "others may read what they could read before");
}
