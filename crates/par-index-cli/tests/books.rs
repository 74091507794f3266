//! Results as workbooks: every question, held against its inputs, each changed cell named.

mod common;

use std::io::{Cursor, Read as _, Write as _};

use common::{Ran, folder, par_index_in, root, write};

const FW: [&str; 3] = ["-f", "hon-quan-2023", "communes.json"];

/// Every question that is asked of assessments, with flags.
const ASKED: [&[&str]; 20] = [
    &["check"],
    &["intake"],
    &["score"],
    &["rank", "--node", "3"],
    &["rank", "--policy", "ties=dense"],
    &["table", "--level", "leaf"],
    &["weak", "--unit", "sample-commune-01"],
    &["weak", "--by", "lead"],
    &["lost", "--by", "lead"],
    &["cuts", "--by", "unit"],
    &["explain", "--unit", "sample-commune-01"],
    &["versus", "--unit", "sample-commune-01", "--other", "sample-commune-02"],
    &["what-if", "--unit", "sample-commune-01", "--repair-first", "3"],
    &["plan", "--unit", "sample-commune-01", "--target", "85"],
    &["strengths", "--unit", "sample-commune-01"],
    &["robustness", "--vary", "weights", "--amount", "10", "--replicates", "20", "--seed", "1"],
    &["score", "--basis", "self"],
    &["trend"],
    &["rank", "--by-group"],
    &["join"],
];

fn at() -> tempfile::TempDir {
    let at = folder();
    write(
        at.path(),
        "communes.json",
        std::fs::read(root().join("samples/communes-2023.json")).unwrap(),
    );
    at
}

fn run(at: &tempfile::TempDir, args: &[&str]) -> Ran {
    par_index_in(at.path(), args, "")
}

fn ask(at: &tempfile::TempDir, asked: &[&str], more: &[&str]) -> Ran {
    let (name, flags) = asked.split_first().unwrap();
    run(at, &[&[*name], &FW[..], flags, more].concat())
}

fn parts(book: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let part = |name: &String| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        (name.clone(), text)
    };
    names.iter().map(part).collect()
}

/// The workbook with a text in its first sheet changed, as somebody would who wants another figure.
fn changed(book: &[u8], sheet: &str, from: &str, to: &str) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut any = false;
    for (name, text) in parts(book) {
        out.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
        let here = name.ends_with(sheet) && text.contains(from);
        any |= here;
        let text = if here { text.replacen(from, to, 1) } else { text };
        out.write_all(text.as_bytes()).unwrap();
    }
    assert!(any, "{from}");
    out.finish().unwrap().into_inner()
}

#[test]
fn every_question_is_a_workbook_the_same_each_time() {
    let at = at();
    for (n, asked) in ASKED.into_iter().enumerate() {
        let lang = if n % 2 == 0 { "vi" } else { "en" };
        let ran = ask(&at, asked, &["-o", "a.xlsx", "--lang", lang]);
        assert!(ran.code == 0 || ran.code == 1, "{asked:?} {}", ran.err);
        let first = std::fs::read(at.path().join("a.xlsx")).unwrap();
        ask(&at, asked, &["-o", "b.xlsx", "--lang", lang]);
        assert!(first == std::fs::read(at.path().join("b.xlsx")).unwrap(), "{asked:?}");
        let all = parts(&first);
        let sheet = &all.iter().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap().1;
        assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("<pane "), "{asked:?}");
        std::fs::remove_file(at.path().join("a.xlsx")).unwrap();
    }
}

#[test]
fn a_workbook_is_held_against_its_inputs() {
    let at = at();
    for asked in ASKED.iter().filter(|asked| !["check", "join"].contains(&asked[0])) {
        ask(&at, asked, &["-o", "a.xlsx", "--lang", "vi", "--despite-unread"]);
        let ran = run(&at, &[&["verify", "a.xlsx"], &FW[..], &["--format", "json"]].concat());
        assert_eq!(ran.json()["summary"]["same"], true, "{asked:?} {}", ran.out);
    }
    ask(&at, &["rank"], &["-o", "a.xlsx", "--lang", "vi"]);
    let book = std::fs::read(at.path().join("a.xlsx")).unwrap();
    let told = |book: Vec<u8>| {
        write(at.path(), "b.xlsx", book);
        let ran = run(&at, &[&["verify", "b.xlsx"], &FW[..], &["--format", "json"]].concat());
        let cells: Vec<String> = ran.json()["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| format!("{} {} {}", row["cell"], row["found"], row["expected"]))
            .collect();
        (ran.code, cells.join("\n"))
    };
    assert_eq!(told(book.clone()), (0, String::new()));
    let (code, cells) = told(changed(&book, "sheet1.xml", "<v>91.37</v>", "<v>91.38</v>"));
    assert_eq!(code, 1);
    assert_eq!(cells, r#""Kết quả!F4" "91.38" "91.37""#);
    // A number that became a text, a policy that was rewritten, a row that was added.
    let (code, cells) =
        told(changed(&book, "sheet1.xml", "<v>91.37</v>", "<v>91.370000000000001</v>"));
    assert_eq!((code, cells), (0, String::new()), "the same number to fifteen digits");
    let (code, cells) = told(changed(&book, "sheet2.xml", "hon-quan-2023", "hon-quan-2024"));
    assert_eq!(code, 1);
    assert_eq!(cells, r#""nguồn!B2" "hon-quan-2024" "hon-quan-2023""#);
    // The inputs lay elsewhere: that is no matter of the result.
    assert_eq!(told(changed(&book, "sheet2.xml", "communes.json", "D:/a.json")).0, 0);
    // Without its seal it is no print of ours.
    write(at.path(), "c.xlsx", changed(&book, "sheet2.xml", "mã kiểm chứng", "mã"));
    let ran = run(&at, &[&["verify", "c.xlsx"], &FW[..]].concat());
    assert_eq!(ran.code, 2, "{}", ran.err);
    let table = run(&at, &[&["verify", "b.xlsx"], &FW[..], &["--format", "table"]].concat());
    assert_eq!(table.code, 0);
}

#[test]
fn what_was_not_read_stands_first() {
    let at = at();
    write(at.path(), "bad.csv", "a,b\n1,2\n");
    let args = [&["rank"], &FW[..], &["bad.csv", "-o", "a.xlsx", "--lang", "vi"]].concat();
    assert_eq!(run(&at, &args).code, 1);
    assert!(!at.path().join("a.xlsx").exists(), "a file is not written without asking");
    run(&at, &[&args[..], &["--despite-unread"]].concat());
    let book = std::fs::read(at.path().join("a.xlsx")).unwrap();
    let all = parts(&book);
    let sheet = &all.iter().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap().1;
    let first = sheet.split("<t").nth(1).unwrap();
    assert!(first.contains("CHƯA ĐỌC ĐƯỢC: bad.csv"), "{first}");
    let ran =
        run(&at, &[&["verify", "a.xlsx"], &FW[..], &["bad.csv", "--format", "json"]].concat());
    assert_eq!(ran.json()["summary"]["same"], true, "{}", ran.out);
}
