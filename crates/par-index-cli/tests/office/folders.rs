//! What comes in: folders, patterns, links, pipes and names of any bytes. Nothing that was named is
//! passed over without a word.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use crate::common::small::codes;
use crate::common::{Ran, as_anyone, folder, has, par_index_in, par_index_os, ran, write};

/// A ruler of one leaf, whose policies are given so that nothing is to be told of it.
fn ruled(at: &Path) {
    write(at, "f.csv", "code,parent,max,scorer,rule\nT,,2,,\n1,T,2,appraisal,nhập điểm\n");
    write(at, "p.json", crate::common::small::POLICIES);
}

const RULED: [&str; 6] = ["-f", "f.csv", "--policies", "p.json", "--year", "2023"];

fn sheet(at: &Path, name: &str, unit: &str) {
    write(at, name, format!("unit,1\n{unit},1\n"));
}

fn rank(at: &Path, inputs: &[&str]) -> Ran {
    par_index_in(at, &[&["rank"], inputs, &RULED[..]].concat(), "")
}

/// The units of a ranking, and the codes and texts of what was found.
fn told(ran: &Ran) -> (Vec<String>, Vec<(String, String)>) {
    let result = ran.json();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let rows = result["rows"].as_array().unwrap().iter().map(|row| text(&row["unit"]));
    let found = result["findings"].as_array().unwrap().iter();
    let found = found.map(|one| (text(&one["code"]), text(&one["found"])));
    (rows.collect(), found.collect())
}

fn pair(code: &str, found: &str) -> (String, String) {
    (code.to_owned(), found.to_owned())
}

#[test]
fn a_folder_tells_what_it_passes_over() {
    let at = folder();
    let at = at.path();
    ruled(at);
    sheet(at, "in/a.csv", "xa");
    for name in ["b.txt", "c.tsv", "d", "e.CSV.bak", "~$a.xlsx", ".~lock.a.csv#", ".g.csv"] {
        sheet(at, &format!("in/{name}"), "xb");
    }
    sheet(at, "in/sub/b.csv", "xb");
    let plain = rank(at, &["in"]);
    let (units, found) = told(&plain);
    assert_eq!((plain.code, units), (0, vec!["xa".to_owned()]));
    assert_eq!(
        found,
        [
            pair("passed_end", "b.txt, c.tsv, d, e.CSV.bak"),
            pair("passed_folder", "sub"),
            pair("passed_lock", ".~lock.a.csv#, ~$a.xlsx"),
            pair("passed_hidden", ".g.csv"),
        ]
    );
    let notes = plain.json()["findings"].as_array().unwrap().clone();
    assert!(notes.iter().all(|note| note["severity"] == "note" && note["file"] == "in"));
    for (lang, words) in [
        ("en", ["subfolders, not read (1): sub", "files of other kinds, not read (4): b.txt"]),
        ("vi", ["các thư mục con, không đọc (1): sub", "các tệp loại khác, không đọc (4): b.txt"]),
    ] {
        // They stand beside every result, whatever its form.
        for format in ["table", "csv", "json"] {
            let ran = rank(at, &["in", "--lang", lang, "--format", format]);
            assert!(words.iter().all(|words| ran.err.contains(words)), "{}", ran.err);
        }
    }
    // One that is named twice, or for another year too, is told once.
    for more in [&["in", "./in"][..], &["in", "--previous", "in/"]] {
        let ran = par_index_in(at, &[&["table"], more, &RULED[..]].concat(), "");
        let found = ran.json()["findings"].as_array().unwrap().clone();
        let ends = found.iter().filter(|one| one["code"] == "passed_end").count();
        assert_eq!(ends, 1, "{more:?}: {}", ran.err);
    }
    // Many are counted.
    for n in 0..40 {
        write(at, &format!("in/{n:02}.pdf"), "");
    }
    let many = rank(at, &["in", "--format", "table"]);
    assert!(many.err.contains("(44)") && many.err.contains("09.pdf, … (+34)"), "{}", many.err);
    assert!(!many.err.contains("10.pdf"), "{}", many.err);
    // Of ballots too.
    write(at, "q.csv", "question,code\nQ1,2\n");
    write(at, "g.csv", "code,parent,max,scorer\nT,,2,\n2,T,2,survey\n");
    write(at, "ballots/a.csv", "ballot,unit,Q1\n1,xa,A\n");
    write(at, "ballots/b.txt", "ballot,unit,Q1\n1,xa,A\n");
    let survey = ["survey", "-f", "g.csv", "--policies", "p.json", "--questions", "q.csv"];
    let ran = par_index_in(at, &[&survey[..], &["ballots"]].concat(), "");
    assert!(codes(&ran.json()).contains(&"passed_end"), "{}", ran.out);
}

#[test]
fn workbooks_in_a_folder_are_inputs() {
    let at = folder();
    let at = at.path();
    ruled(at);
    for end in ["xlsx", "XLSM", "xlsb", "xls", "ods"] {
        let name = format!("{end}/book.{end}");
        write(at, &name, "PK");
        sheet(at, &format!("{end}/a.csv"), "xa");
        let ran = rank(at, &[end]);
        assert_eq!(ran.code, 1, "{end}: {}", ran.err);
        let found = ran.json()["findings"].clone();
        let book = found.as_array().unwrap().iter().find(|one| one["file"] == name.as_str());
        assert_eq!(book.unwrap()["severity"], "error", "{end}");
    }
}

#[test]
fn a_folder_or_pattern_without_inputs_is_an_error() {
    let at = folder();
    let at = at.path();
    ruled(at);
    std::fs::create_dir(at.join("empty")).unwrap();
    sheet(at, "other/b.txt", "xb");
    sheet(at, "other/sub/a.csv", "xa");
    for (input, en, vi) in [
        ("empty", "empty: the folder holds no file to read", "empty: thư mục không có tệp nào"),
        ("other", "not read (1): sub", "không đọc (1): sub"),
        ("none*.csv", "none*.csv: no file matches", "none*.csv: không có tệp nào khớp"),
        ("oth*", "not read (1): other", "không đọc (1): other"),
        ("none", "none: there is no such file or folder", "none: không có tệp (thư mục) này"),
        ("f.csv/a.csv", "a part of the path is a file", "một phần của đường dẫn là tệp"),
        ("a***.csv", "the pattern cannot be understood", "không hiểu mẫu tên này"),
    ] {
        for (lang, words) in [("en", en), ("vi", vi)] {
            let ran = rank(at, &[input, "--lang", lang]);
            assert_eq!(ran.code, 3, "{input}: {}", ran.err);
            assert!(ran.err.contains(words), "{input}: {}", ran.err);
            assert!(!ran.err.contains("os error"), "{}", ran.err);
        }
    }
    let long = "a".repeat(300);
    let ran = rank(at, &[&long, "--lang", "vi"]);
    assert!(ran.code == 3 && ran.err.contains("tên quá dài"), "{}", ran.err);
    let ran = rank(at, &["f.csv", "--units", "other", "--lang", "vi"]);
    assert!(ran.code == 3 && ran.err.contains("đây là thư mục"), "{}", ran.err);
}

#[test]
fn the_same_file_is_read_once_with_a_note() {
    let at = folder();
    let at = at.path();
    ruled(at);
    sheet(at, "in/a.csv", "xa");
    let once = |inputs: &[&str], found: &str, input: &str| {
        let args = [&["rank"], inputs, &RULED[..]].concat();
        let ran = par_index_in(at, &args, input);
        let (units, said) = told(&ran);
        assert_eq!((ran.code, units), (0, vec!["xa".to_owned()]), "{inputs:?}: {}", ran.err);
        assert_eq!(said, [pair("named_twice", found)], "{inputs:?}");
    };
    once(&["in/a.csv", "in/a.csv"], "in/a.csv", "");
    once(&["in", "in/../in/a.csv"], "in/../in/a.csv = in/a.csv", "");
    once(&["in/*.csv", "in"], "in/a.csv", "");
    once(&["-", "-"], "-", "unit,1\nxa,1\n");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("in/a.csv", at.join("link.csv")).unwrap();
        std::fs::hard_link(at.join("in/a.csv"), at.join("hard.csv")).unwrap();
        once(&["link.csv", "in"], "in/a.csv = link.csv", "");
        once(&["in", "hard.csv"], "hard.csv = in/a.csv", "");
        // Standard input may be the file too.
        let file = std::fs::File::open(at.join("in/a.csv")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_par-index"));
        command.args(["rank", "in", "-"]).args(RULED).current_dir(at).stdin(file);
        let done = command.output().unwrap();
        let out = String::from_utf8(done.stdout).unwrap();
        let (units, said) = told(&Ran { out, err: String::new(), code: 0 });
        assert_eq!(units, ["xa"]);
        assert_eq!(said, [pair("named_twice", "- = in/a.csv")]);
    }
    // In two roles it gives the same bytes twice.
    let args = [&["rank", "in", "--units", "-"], &RULED[..], &["--format", "csv"]].concat();
    let ran = par_index_in(at, &args, "unit,name\nxa,Xã A\n");
    assert!(ran.out.contains("1,xa,Xã A"), "{}{}", ran.out, ran.err);
    let table = [&["table", "in", "--previous", "in", "--units", "-"], &RULED[..]].concat();
    let ran = par_index_in(at, &table, "unit,name\nxa,Xã A\n");
    assert!(!codes(&ran.json()).contains(&"table_unclear"), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    use std::os::unix::fs::symlink;
    let at = folder();
    let at = at.path();
    ruled(at);
    sheet(at, "in/a.csv", "xa");
    sheet(at, "in/sub/b.csv", "xb");
    // With two of them a walk that follows every way never comes to an end.
    symlink("..", at.join("in/sub/up")).unwrap();
    symlink("../sub", at.join("in/sub/again")).unwrap();
    symlink(".", at.join("in/here")).unwrap();
    symlink("self.csv", at.join("self.csv")).unwrap();
    for inputs in ["in/**/*.csv", "in/**"] {
        let (units, found) = told(&rank(at, &[inputs]));
        assert_eq!((units, found), (vec!["xa".to_owned(), "xb".to_owned()], vec![]), "{inputs}");
    }
    let (units, found) = told(&rank(at, &["in"]));
    assert_eq!(units, ["xa"]);
    assert_eq!(found, [pair("passed_folder", "here, sub")]);
    for (lang, why) in [("en", "links lead in a circle"), ("vi", "liên kết dẫn vòng tròn")] {
        let ran = rank(at, &["self.csv", "--lang", lang]);
        assert!(ran.code == 3 && ran.err.contains(why), "{}", ran.err);
        let ran = rank(at, &["in", "-o", "self.csv", "--lang", lang]);
        assert!(ran.code == 3 && ran.err.contains(why), "{}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn what_a_folder_holds_and_cannot_be_opened_is_an_error_finding() {
    use std::os::unix::fs::PermissionsExt;
    let at = folder();
    let at = at.path();
    ruled(at);
    sheet(at, "in/a.csv", "xa");
    std::os::unix::fs::symlink("nowhere.csv", at.join("in/b.csv")).unwrap();
    let ran = rank(at, &["in"]);
    assert_eq!((ran.code, codes(&ran.json())), (1, vec!["cannot_open"]), "{}", ran.err);
    assert_eq!(ran.json()["findings"][0]["file"], "in/b.csv");
    // What a person named stops the call.
    for named in ["in/b.csv", "in/*.csv"] {
        assert_eq!(rank(at, &[named]).code, 3);
    }
    std::fs::remove_file(at.join("in/b.csv")).unwrap();
    let Some(mut command) = as_anyone(at) else { return };
    sheet(at, "in/c.csv", "xc");
    let mode = std::fs::Permissions::from_mode(0o000);
    std::fs::set_permissions(at.join("in/c.csv"), mode).unwrap();
    command.args(["rank", "in", "--lang", "vi", "--format", "table"]).args(RULED);
    let ran = crate::common::ran(command, b"");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("không đọc được tệp: không được phép"), "{}", ran.err);
}

/// A link that leads nowhere may have been a sheet or a folder of them.
#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_are_told() {
    use std::os::unix::fs::symlink;
    let at = folder();
    let at = at.path();
    ruled(at);
    sheet(at, "in/a.csv", "xa");
    sheet(at, "in/sub/b.csv", "xb");
    symlink("nowhere", at.join("in/old")).unwrap();
    for (inputs, units) in
        [("in", vec!["xa"]), ("in/**", vec!["xa", "xb"]), ("in/**/*.csv", vec!["xa", "xb"])]
    {
        let ran = rank(at, &[inputs]);
        let (read, mut found) = told(&ran);
        found.retain(|(code, _)| code != "passed_folder");
        assert_eq!((ran.code, read), (0, units.iter().map(ToString::to_string).collect()));
        assert_eq!(found, [pair("passed_link", "old")], "{inputs}");
    }
    // What is called as an input is one that cannot be opened, also where `**` comes upon it.
    symlink("nowhere.csv", at.join("in/sub/c.csv")).unwrap();
    for inputs in ["in/sub", "in/**", "in/**/*.csv"] {
        let ran = rank(at, &[inputs]);
        assert!(ran.code == 1 && codes(&ran.json()).contains(&"cannot_open"), "{}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn pipes_are_read() {
    let at = folder();
    let at = at.path();
    ruled(at);
    sheet(at, "in/a.csv", "xa");
    write(at, "u.csv", "unit,name\nxa,Xã A\n");
    if has("mkfifo") {
        for name in ["pipe", "pipe.csv", "in/pipe.csv"] {
            assert!(Command::new("mkfifo").arg(at.join(name)).status().unwrap().success());
            let path = at.join(name);
            let writer = std::thread::spawn(move || std::fs::write(path, "unit,1\nxb,1\n"));
            let (units, found) = told(&rank(at, &[name]));
            writer.join().unwrap().unwrap();
            assert_eq!((units, found), (vec!["xb".to_owned()], vec![]), "{name}");
        }
        // In a folder nobody named it: it is told, and the call does not wait for it.
        let (units, found) = told(&rank(at, &["in"]));
        assert_eq!(
            (units, found),
            (vec!["xa".to_owned()], vec![pair("passed_special", "pipe.csv")])
        );
    }
    if has("bash") {
        // The register is asked for twice and given once.
        let script = "\"$BIN\" table <(cat in/a.csv) --previous in/a.csv --units <(cat u.csv) \
            -f <(cat f.csv) --policies <(cat p.json) --year 2023 --format csv";
        let mut command = Command::new("bash");
        command.args(["-c", script]).current_dir(at).env("BIN", env!("CARGO_BIN_EXE_par-index"));
        let ran = ran(command, b"");
        assert!(ran.out.contains("Xã A"), "{}{}", ran.out, ran.err);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_need_not_be_text() {
    use std::os::unix::ffi::OsStrExt;
    let at = folder();
    let at = at.path();
    ruled(at);
    let name = |bytes: &'static [u8]| OsStr::from_bytes(bytes);
    std::fs::create_dir(at.join(name(b"x\xE3"))).unwrap();
    std::fs::write(at.join(name(b"x\xE3/a\xE1.csv")), "unit,1\nxa,1\nxb,9\n").unwrap();
    std::fs::write(at.join(name(b"x\xE3/b\xE1.txt")), "").unwrap();
    std::fs::copy(at.join("f.csv"), at.join(name(b"f\xE1.csv"))).unwrap();
    let call = |args: &[&OsStr]| {
        let ruled: Vec<&OsStr> = RULED.iter().map(OsStr::new).collect();
        par_index_os(at, &[&[OsStr::new("rank")], args, &ruled].concat(), b"")
    };
    for input in
        [name(b"x\xE3"), name(b"x\xE3/a\xE1.csv"), name(b"x*/a*.csv"), name(b"x\xE3/*.csv")]
    {
        let ran = call(&[input]);
        let (units, found) = told(&ran);
        assert_eq!(units, ["xa", "xb"], "{input:?}: {}", ran.err);
        let place = ran.json()["findings"][found.len() - 1]["file"].clone();
        let places = ran.json()["findings"].as_array().unwrap().clone();
        assert!(places.iter().any(|one| one["file"] == "x\\xE3/a\\xE1.csv"), "{place}");
    }
    let (_, found) = told(&call(&[name(b"x\xE3")]));
    assert!(found.contains(&pair("passed_end", "b\\xE1.txt")), "{found:?}");
    // As a ruler, an output, and behind `--with`.
    let ran = par_index_os(
        at,
        &[
            OsStr::new("rank"),
            OsStr::new("-f"),
            name(b"f\xE1.csv"),
            name(b"x\xE3"),
            OsStr::new("--year=2023"),
            OsStr::new("-o"),
            name(b"o\xE1.csv"),
        ],
        b"",
    );
    assert_eq!(ran.code, 1, "{}", ran.err);
    let out = std::fs::read_to_string(at.join(name(b"o\xE1.csv"))).unwrap();
    assert!(out.starts_with("rank,"), "{}", ran.err);
    let with = name(b"f\xE1.csv=x\xE3/a\xE1.csv");
    let ruled: Vec<&OsStr> = RULED.iter().map(OsStr::new).collect();
    sheet(at, "good.csv", "xa");
    let together = [OsStr::new("together"), OsStr::new("good.csv"), OsStr::new("--with"), with];
    let ran = par_index_os(at, &[&together[..], &ruled].concat(), b"");
    assert!(ran.err.contains(r"x\xE3/a\xE1.csv, cell B3"), "{}{}", ran.out, ran.err);
    // What is no file must be text.
    for (lang, words) in [("en", "this argument is not UTF-8"), ("vi", "không ở dạng UTF-8")] {
        let unit = [name(b"x\xE3"), OsStr::new("--unit"), name(b"xa\xFF"), OsStr::new("--lang")];
        let mut args: Vec<&OsStr> = [&[OsStr::new("score")], &unit[..]].concat();
        args.push(OsStr::new(lang));
        args.extend(&ruled);
        let ran = par_index_os(at, &args, b"");
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(words) && ran.err.contains("4: “xa\\xFF”"), "{}", ran.err);
        assert!(!ran.err.contains("1: “x\\xE3”"), "{}", ran.err);
    }
}

#[test]
fn requests_and_prints_that_are_no_text_are_told_with_their_place() {
    let at = folder();
    let at = at.path();
    ruled(at);
    sheet(at, "a.csv", "xa");
    let ran = par_index_os(at, &[OsStr::new("call")], b"{\"call\":\n \"r\xFFank\"}");
    let error = ran.json();
    assert_eq!((ran.code, error["kind"].as_str()), (1, Some("error")), "{}", ran.out);
    let finding = &error["findings"][0];
    assert_eq!((&finding["code"], &finding["found"]), (&"not_utf8".into(), &"\\xFF".into()));
    assert_eq!(finding["line"], 2);
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("line 2, column 4"), "{message}");

    let printed = rank(at, &["a.csv", "--format", "table"]).out;
    write(at, "printed.txt", &printed);
    let verify = [&["verify", "printed.txt", "a.csv"], &RULED[..4]].concat();
    assert_eq!(par_index_in(at, &verify, "").code, 0);
    let at_unit = printed.find("xa").unwrap();
    let mut bytes = printed.into_bytes();
    bytes[at_unit] = 0xFF;
    let line = bytes[..at_unit].split(|byte| *byte == b'\n').count();
    write(at, "printed.txt", &bytes);
    let ran = par_index_in(at, &[&verify[..], &["--lang", "vi", "--format", "table"]].concat(), "");
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    let place = format!("printed.txt, dòng {line}");
    assert!(ran.err.contains(&place) && ran.err.contains("UTF-8"), "{}", ran.err);
    let ran = par_index_in(at, &[&verify[..], &["--format", "json"]].concat(), "");
    assert_eq!(codes(&ran.json()), ["not_utf8"]);
}
