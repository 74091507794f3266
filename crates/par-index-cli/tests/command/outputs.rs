//! What an output may be: a link stays a link, pipes and devices are written into, an input is refused by whatever name or
//! descriptor it is reached.

use std::io::Write as _;
use std::process::Command;

use crate::common::ruled::{RULED, parts, small};
use crate::common::{as_anyone, folder, has, par_index_in, ran, write};

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

/// No file is made whose name says that it is something else.
#[test]
fn a_format_that_the_end_of_the_name_contradicts_is_refused() {
    let at = folder();
    let at = at.path();
    small(at);
    for (format, name) in
        [("table", "k.xlsx"), ("json", "k.csv"), ("csv", "k.JSON"), ("table", "k.docx")]
    {
        let call = [&["rank", "good.csv", "--format", format, "-o", name], &RULED[..]].concat();
        let ran = par_index_in(at, &call, "");
        assert_eq!(ran.code, 2, "{format} {name}: {}", ran.err);
        assert!(ran.err.contains("another format"), "{}", ran.err);
        let ran = par_index_in(at, &[&call[..], &["--lang", "vi"]].concat(), "");
        assert!(ran.err.contains("đuôi tệp"), "{}", ran.err);
        assert!(!at.join(name).exists());
    }
    for (format, name) in [("table", "k.txt"), ("csv", "k.csv"), ("json", "k"), ("json", "k.dat")] {
        let call = [&["rank", "good.csv", "--format", format, "-o", name], &RULED[..]].concat();
        assert_eq!(par_index_in(at, &call, "").code, 0, "{format} {name}");
    }
    let call = ["framework", "export", "f.csv", "--policies", "p.json"];
    let ran = par_index_in(at, &[&call[..], &["--format", "table", "-o", "k.xlsx"]].concat(), "");
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn an_output_that_is_an_input_is_refused() {
    let at = folder();
    let at = at.path();
    small(at);
    write(at, "u.csv", "unit\nxa\n");
    write(at, "e.csv", "code,to,effort\n1.1,2,3\n");
    write(at, "d/more.csv", "unit;year;1.1\nxa;2023;1\n");
    let printed = par_index_in(at, &[&["rank", "good.csv"], &RULED[..]].concat(), "");
    write(at, "printed.json", printed.out);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("good.csv", at.join("link.csv")).unwrap();
        std::fs::hard_link(at.join("good.csv"), at.join("hard.csv")).unwrap();
    }
    let plan = ["plan", "good.csv", "--unit", "xa", "--target", "50", "--efforts", "e.csv"];
    let mut cases: Vec<(Vec<&str>, &str)> = vec![
        ([&["rank", "good.csv"], &RULED[..]].concat(), "good.csv"),
        ([&["rank", "good.csv"], &RULED[..]].concat(), "./d/../good.csv"),
        ([&["rank", "good.csv"], &RULED[..]].concat(), "f.csv"),
        ([&["rank", "good.csv"], &RULED[..]].concat(), "p.json"),
        ([&["rank", "good.csv", "--units", "u.csv"], &RULED[..]].concat(), "u.csv"),
        ([&["rank", "g*.csv", "d"], &RULED[..]].concat(), "d/more.csv"),
        ([&plan[..], &RULED[..]].concat(), "e.csv"),
        ([&["table", "good.csv", "--previous", "none.csv"], &RULED[..]].concat(), "none.csv"),
        ([&["verify", "printed.json", "good.csv"], &RULED[..]].concat(), "printed.json"),
        (["framework", "export", "f.csv", "--policies", "p.json"].to_vec(), "f.csv"),
        (["audit", "empty-table.csv"].to_vec(), "empty-table.csv"),
        (["crosswalk", "f.csv", "hon-quan-2023"].to_vec(), "f.csv"),
    ];
    if cfg!(unix) {
        cases.push(([&["rank", "good.csv"], &RULED[..]].concat(), "link.csv"));
        cases.push(([&["rank", "good.csv"], &RULED[..]].concat(), "hard.csv"));
        cases.push(([&["rank", "link.csv"], &RULED[..]].concat(), "good.csv"));
    }
    for (args, output) in cases {
        if args[0] == "audit" {
            write(at, "empty-table.csv", "unit,value,rank\nxa,1,1\n");
        }
        let before = std::fs::read(at.join(output)).unwrap();
        let ran = par_index_in(at, &[&args[..], &["-o", output]].concat(), "");
        assert_eq!(ran.code, 2, "{args:?} {output}: {}", ran.err);
        assert!(ran.err.contains("one of the inputs"), "{}", ran.err);
        assert!(std::fs::read(at.join(output)).unwrap() == before, "{args:?} {output}");
    }
    assert!(parts(at).is_empty());
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_mode_and_a_link_that_leads_nowhere_makes_its_file() {
    use std::os::unix::fs::PermissionsExt;
    let at = folder();
    let at = at.path();
    small(at);
    let rank = |file: &str| {
        let ran = par_index_in(at, &[&["rank", "good.csv", "-o", file], &RULED[..]].concat(), "");
        assert_eq!(ran.code, 0, "{}", ran.err);
    };
    for mode in [0o600, 0o640, 0o664] {
        write(at, "old.csv", "old");
        std::fs::set_permissions(at.join("old.csv"), std::fs::Permissions::from_mode(mode))
            .unwrap();
        rank("old.csv");
        let now = std::fs::metadata(at.join("old.csv")).unwrap().permissions().mode();
        assert_eq!(now & 0o7777, mode);
        assert!(std::fs::read_to_string(at.join("old.csv")).unwrap().starts_with("rank,"));
        std::fs::remove_file(at.join("old.csv")).unwrap();
    }
    std::fs::create_dir(at.join("real")).unwrap();
    std::os::unix::fs::symlink("real/new.csv", at.join("one.csv")).unwrap();
    std::os::unix::fs::symlink("one.csv", at.join("two.csv")).unwrap();
    for _ in 0..2 {
        rank("two.csv");
        for link in ["one.csv", "two.csv"] {
            assert!(std::fs::symlink_metadata(at.join(link)).unwrap().is_symlink());
        }
        assert!(std::fs::read_to_string(at.join("real/new.csv")).unwrap().starts_with("rank,"));
    }
}

#[cfg(unix)]
#[test]
fn pipes_are_written_into() {
    use std::os::unix::fs::FileTypeExt;
    if !has("mkfifo") {
        return;
    }
    let at = folder();
    let at = at.path();
    small(at);
    let pipe = at.join("pipe.csv");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).unwrap()
    });
    let rank = [&["rank", "good.csv"], &RULED[..]].concat();
    let ran = par_index_in(at, &[&rank[..], &["-o", "pipe.csv"]].concat(), "");
    assert!(std::fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo(), "{}", ran.err);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let plain = par_index_in(at, &[&rank[..], &["--format", "csv"]].concat(), "");
    assert_eq!(reader.join().unwrap(), plain.out);
}

/// As an ordinary user, whom the system keeps from replacing what stands in `/dev`.
#[cfg(target_os = "linux")]
#[test]
fn devices_and_open_files_are_written_into() {
    use std::os::unix::fs::FileTypeExt;
    let at = folder();
    let at = at.path();
    small(at);
    let Some(command) = as_anyone(at) else { return };
    let command = |more: &[&str]| {
        let mut new = Command::new(command.get_program());
        new.args(command.get_args()).current_dir(at).args(["rank", "good.csv"]).args(RULED);
        new.args(["--format", "csv"]).args(more);
        new
    };
    let plain = ran(command(&[]), b"");
    assert!(plain.out.starts_with("rank,"), "{}", plain.err);
    let nothing = ran(command(&["-o", "/dev/null"]), b"");
    assert_eq!((nothing.code, nothing.out.as_str(), nothing.err.as_str()), (0, "", ""));
    let there = std::fs::symlink_metadata("/dev/null").unwrap();
    assert!(there.file_type().is_char_device());
    for name in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "-"] {
        assert_eq!(ran(command(&["-o", name]), b"").out, plain.out, "{name}");
    }
    // A file that stands open gets the bytes where its owner is, and is not replaced.
    for name in ["/dev/stdout", "/dev/fd/1"] {
        let mut file = std::fs::File::create(at.join("open.txt")).unwrap();
        file.write_all(b"before\n").unwrap();
        let status = command(&["-o", name]).stdout(file.try_clone().unwrap()).status().unwrap();
        assert!(status.success());
        file.write_all(b"after\n").unwrap();
        let text = std::fs::read_to_string(at.join("open.txt")).unwrap();
        assert_eq!(text, format!("before\n{}after\n", plain.out), "{name}");
    }
    // A folder is no file, and what is missing is named, before anything is read, whatever the format.
    std::fs::create_dir(at.join("out")).unwrap();
    for name in ["out", "out/"] {
        let args = [&["rank", "good.csv", "-o", name], &RULED[..]].concat();
        let ran = par_index_in(at, &args, "");
        assert_eq!(ran.code, 3, "{name}: {}", ran.err);
        assert!(ran.err.contains("it is a folder"), "{name}: {}", ran.err);
    }
    for (name, why) in [
        (".", "it is a folder"),
        ("no/such/out.csv", "there is no such folder (no/such)"),
        ("good.csv/out.csv", "a part of the path is a file"),
    ] {
        let ran = ran(command(&["-o", name]), b"");
        assert_eq!(ran.code, 3, "{name}: {}", ran.err);
        assert!(ran.err.contains(why) && !ran.err.contains("os error"), "{name}: {}", ran.err);
    }
}

/// An input that is opened for writing too, by whatever descriptor it is reached.
#[cfg(target_os = "linux")]
#[test]
fn an_output_that_is_an_input_is_refused_behind_a_descriptor() {
    let at = folder();
    let at = at.path();
    small(at);
    if as_anyone(at).is_none() {
        return;
    }
    let anyone = "--reuid=65534 --regid=65534 --clear-groups ./.command";
    let own = if at.join(".command").exists() {
        format!("setpriv {anyone}")
    } else {
        env!("CARGO_BIN_EXE_par-index").to_owned()
    };
    let before = std::fs::read(at.join("good.csv")).unwrap();
    let call = format!("{own} rank good.csv {} --format csv", RULED.join(" "));
    for (call, code) in [
        (format!("{call} -o /dev/stdout >> good.csv"), 2),
        (format!("{call} -o - >> good.csv"), 2),
        (format!("{call} >> good.csv"), 2),
        (format!("{call} 1<> good.csv"), 2),
        (format!("exec 7<>good.csv; {call} -o /dev/fd/7"), 2),
        (format!("exec 7>>good.csv; {call} -o /proc/self/fd/7"), 2),
        (format!("{call} -o /dev/stderr 2>> good.csv"), 2),
        (format!("{} < good.csv >> good.csv", call.replace("rank good.csv", "rank -")), 2),
        // What is no input is written into, and so is what both have in common but is no file.
        (format!("exec 7<>other.csv; {call} -o /dev/fd/7"), 0),
        (format!("{call} -o /dev/null < /dev/null"), 0),
    ] {
        let mut shell = Command::new("sh");
        shell.args(["-c", &call]).current_dir(at);
        for (name, text) in [("other.csv", &b""[..]), ("good.csv", &before)] {
            write(at, name, text);
            let anyone = std::os::unix::fs::PermissionsExt::from_mode(0o666);
            std::fs::set_permissions(at.join(name), anyone).unwrap();
        }
        let ran = ran(shell, b"");
        assert_eq!(ran.code, code, "{call}: {}", ran.err);
        let now = std::fs::read(at.join("good.csv")).unwrap();
        let told =
            String::from_utf8_lossy(now.get(before.len()..).unwrap_or_default()).into_owned();
        assert!(now.starts_with(&before), "{call}");
        // Only the refusal itself may go to where errors go.
        assert!(
            told.is_empty() || call.contains("2>>") && told.contains("one of the inputs"),
            "{call}: {told}"
        );
    }
}
