//! Where results go: a file is written whole or not at all, also when the process is stopped while it
//! writes; links, pipes and devices stay what they are; a closed pipe ends quietly.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::ruled::{RULED, parts, small};
use crate::common::{as_anyone, folder, par_index_in, ran, root, write};

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
fn what_computes_nothing_keeps_the_earlier_file() {
    let at = folder();
    let at = at.path();
    small(at);
    let unit = ["--unit", "xa"];
    let calls: Vec<(&str, Vec<&str>)> = vec![
        ("rank", vec![]),
        ("score", vec![]),
        ("table", vec![]),
        ("weak", vec![]),
        ("lost", vec![]),
        ("cuts", vec![]),
        ("robustness", vec![]),
        ("explain", unit.to_vec()),
        ("strengths", unit.to_vec()),
        ("plan", [&unit[..], &["--target", "90"]].concat()),
        ("what-if", [&unit[..], &["--repair-first", "1"]].concat()),
        ("forecast", [&unit[..], &["--on", "2023-09-30"]].concat()),
        ("compare", vec!["--previous", "good.csv"]),
        ("together", vec![]),
        ("join", vec![]),
        ("intake", vec![]),
        ("intake", vec!["--by", "appraiser"]),
    ];
    let kept = |args: &[&str], code: i32| {
        for end in ["json", "csv", "txt"] {
            for lang in ["en", "vi"] {
                let file = format!("old.{end}");
                write(at, &file, "the old file");
                let ran = par_index_in(at, &[args, &["--lang", lang, "-o", &file]].concat(), "");
                assert_eq!(ran.code, code, "{args:?} {end}: {}", ran.err);
                let now = std::fs::read_to_string(at.join(&file)).unwrap();
                assert_eq!(now, "the old file", "{args:?} {end}");
                // That nothing came of it, or that what came rests on something that was not read.
                let said = match lang {
                    "vi" => ["tệp được giữ nguyên", "không ghi tệp"],
                    _ => ["the file stays", "is not written"],
                };
                let told = said.iter().any(|said| ran.err.contains(said));
                assert!(told, "{args:?} {end}: {}", ran.err);
                assert_eq!(ran.out, "");
                // What was not there is not made.
                std::fs::remove_file(at.join(&file)).unwrap();
                par_index_in(at, &[args, &["-o", &file]].concat(), "");
                assert!(!at.join(&file).exists(), "{args:?} {end}");
            }
        }
    };
    for (call, more) in &calls {
        kept(&[&[*call, "bad.csv", "--strict"], &RULED[..], &more[..]].concat(), 1);
    }
    for call in ["rank", "score", "table", "join"] {
        kept(&[&[call, "none.csv"], &RULED[..]].concat(), 1);
    }
    write(at, "worse.csv", "unit;year;1.1;1.2;2\nxb;2023;9;2;3\n");
    kept(&[&["join", "worse.csv"], &RULED[..]].concat(), 1);
    kept(&[&["survey", "--questions", "q.csv", "empty-ballots.csv"], &RULED[..]].concat(), 1);
    kept(&["audit", "empty-table.csv"], 1);
    // A check is a result whatever it finds.
    let ran = par_index_in(at, &[&["check", "bad.csv", "-o", "c.csv"], &RULED[..]].concat(), "");
    assert_eq!(ran.code, 1);
    assert!(std::fs::read_to_string(at.join("c.csv")).unwrap().contains("out_of_range"));
}

#[test]
fn a_paper_that_computes_nothing_keeps_the_earlier_one() {
    let at = folder();
    let at = at.path();
    let sheets = std::fs::read_to_string(root().join("samples/communes-2023.json")).unwrap();
    let mut sheets: serde_json::Value = serde_json::from_str(&sheets).unwrap();
    sheets[0]["entries"][0]["appraised"] = serde_json::json!({"points": "900"});
    write(at, "bad.json", sheets.to_string());
    for (end, inputs) in [("md", "bad.json"), ("txt", "bad.json"), ("json", "bad.json")] {
        let file = format!("old.{end}");
        write(at, &file, "the old paper");
        let id = "hon-quan-2023";
        let args = ["directive", "papers", id, "-f", id, inputs, "--paper", "repair", "--strict"];
        let ran = par_index_in(at, &[&args[..], &["-o", &file]].concat(), "");
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains("the file stays"), "{}", ran.err);
        assert_eq!(std::fs::read_to_string(at.join(&file)).unwrap(), "the old paper");
    }
}

/// Starts a call that writes for a while and waits until some bytes of its file are there.
#[cfg(unix)]
fn writing(at: &Path) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_par-index"))
        .args(["score", "-f", "f.csv", "many.csv", "--year", "2023", "-o", "out.json"])
        .current_dir(at)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let began = Instant::now();
    let is_writing = || parts(at).iter().any(|part| part.metadata().is_ok_and(|it| it.len() > 0));
    while !is_writing() && child.try_wait().unwrap().is_none() {
        assert!(began.elapsed() < Duration::from_mins(1), "it never wrote");
        std::thread::sleep(Duration::from_millis(1));
    }
    child
}

#[cfg(unix)]
#[test]
fn a_signal_leaves_the_old_file_and_no_unfinished_one() {
    let at = folder();
    let at = at.path();
    many(at);
    for (signal, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let mut caught = false;
        for _ in 0..120 {
            write(at, "out.json", "the old file");
            let child = writing(at);
            let id = child.id().to_string();
            assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
            let done = child.wait_with_output().unwrap();
            assert!(parts(at).is_empty(), "{signal}");
            if done.status.success() {
                continue;
            }
            caught = true;
            assert_eq!(done.status.code(), Some(code), "{signal}");
            assert_eq!(std::fs::read_to_string(at.join("out.json")).unwrap(), "the old file");
            break;
        }
        assert!(caught, "{signal}: never caught while writing");
    }
}

/// Files of a user, whatever they are called.
#[cfg(unix)]
const OWN: [&str; 3] = ["mine.part", ".par-index-mine.part", ".par-index-report.part"];

#[cfg(unix)]
#[test]
fn unfinished_files_that_nobody_writes_are_removed() {
    let at = folder();
    let at = at.path();
    small(at);
    write(at, ".par-index-AbCdEf0123456789.part", "left");
    write(at, ".par-index-GhIjKl0123456789.part", "written");
    for mine in OWN {
        write(at, mine, "not ours");
    }
    let held = std::fs::File::options()
        .write(true)
        .open(at.join(".par-index-GhIjKl0123456789.part"))
        .unwrap();
    held.try_lock().unwrap();
    let rank = [&["rank", "good.csv", "-o", "r.csv"], &RULED[..]].concat();
    let ran = par_index_in(at, &rank, "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let mut left = parts(at);
    left.sort();
    let mut known = OWN.map(|name| at.join(name)).to_vec();
    known.push(at.join(".par-index-GhIjKl0123456789.part"));
    known.sort();
    assert_eq!(left, known);
    // Once nobody writes it any more, it goes too.
    drop(held);
    par_index_in(at, &rank, "");
    known.retain(|part| !part.ends_with(".par-index-GhIjKl0123456789.part"));
    let mut left = parts(at);
    left.sort();
    assert_eq!(left, known);
    // What cannot be opened cannot be told apart: it is told.
    if let Some(mut command) = as_anyone(at) {
        use std::os::unix::fs::PermissionsExt;
        write(at, ".par-index-AbCdEf0123456789.part", "left");
        let part = at.join(".par-index-AbCdEf0123456789.part");
        std::fs::set_permissions(&part, std::fs::Permissions::from_mode(0o000)).unwrap();
        std::fs::remove_file(at.join("r.csv")).unwrap();
        command.args(&rank);
        let ran = crate::common::ran(command, b"");
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(
            ran.err.contains(".par-index-AbCdEf0123456789.part: left by an earlier call"),
            "{}",
            ran.err
        );
        assert!(part.exists());
    }
}

/// A limit on the size of files stands for a full disk: writing fails in the middle.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file() {
    let at = folder();
    let at = at.path();
    many(at);
    for (lang, why) in [
        ("en", "the file would be larger than the system allows"),
        ("vi", "tệp lớn hơn mức hệ thống cho phép"),
    ] {
        for end in ["json", "csv"] {
            let file = format!("out.{end}");
            write(at, &file, "the old file");
            let call = format!(
                "ulimit -f 200 && exec \"$BIN\" score -f f.csv many.csv --year 2023 --lang {lang} -o {file}"
            );
            let mut command = Command::new("sh");
            command.args(["-c", &call]).current_dir(at).env("BIN", env!("CARGO_BIN_EXE_par-index"));
            let ran = ran(command, b"");
            assert_eq!(ran.code, 3, "{}", ran.err);
            assert!(ran.err.contains(&format!("{file}: {why}")), "{}", ran.err);
            assert!(!ran.err.contains("os error"), "{}", ran.err);
            assert_eq!(std::fs::read_to_string(at.join(&file)).unwrap(), "the old file");
            assert!(parts(at).is_empty());
        }
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_every_format_quietly() {
    let at = folder();
    let at = at.path();
    small(at);
    let id = "hon-quan-2023";
    let sample = root().join("samples/communes-2023.json");
    let sample = sample.to_str().unwrap();
    let paper = ["directive", "papers", id, "-f", id, sample, "--paper", "repair", "--format"];
    let mut calls: Vec<Vec<&str>> = vec![
        vec!["--help"],
        vec!["--version"],
        vec!["rank", "--help"],
        vec!["man"],
        vec!["schema", "rank"],
        vec!["call"],
        [&paper[..], &["md"]].concat(),
        [&paper[..], &["csv"]].concat(),
        vec!["framework", "export", id, "--format", "csv"],
        vec!["finding", "list", "--format", "csv"],
    ];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        calls.push(vec!["completions", shell]);
    }
    for call in ["rank", "score", "table", "weak", "check", "join", "lost"] {
        for format in ["table", "json", "csv"] {
            // What was found is not told either when nobody reads on.
            calls.push([&[call, "bad.csv", "--format", format], &RULED[..]].concat());
        }
    }
    for args in calls {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_par-index"));
        command.args(&args).current_dir(at).env_remove("PAR_INDEX_LANG").stdout(writer);
        let request = br#"{"call": "rank"}"#;
        let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let _ = child.stdin.take().unwrap().write_all(request);
        let done = child.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&done.stderr);
        assert_eq!((done.status.code(), err.as_ref()), (Some(0), ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_told_in_the_language_asked_for() {
    let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
    for args in [
        &["--help", "--lang", "vi"][..],
        &["man", "--lang", "vi"],
        &["schema", "rank", "--lang", "vi"],
        &["completions", "bash", "--lang", "vi"],
        &["finding", "list", "--format", "csv", "--lang", "vi"],
        &["framework", "show", "hon-quan-2023", "--format", "json", "--lang", "vi"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_par-index"));
        let done = command.args(args).stdout(full()).stderr(Stdio::piped()).output().unwrap();
        let err = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(3), "{args:?}: {err}");
        assert_eq!(err, "Lỗi: không ghi được đầu ra chuẩn: ổ đĩa đã đầy\n", "{args:?}");
    }
}
