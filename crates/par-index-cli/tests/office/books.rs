//! Results as workbooks: every question, held against its inputs, each changed cell named.

use std::io::{Cursor, Read as _, Write as _};

use crate::common::{Ran, folder, par_index_in, root, write};

const FW: [&str; 3] = ["-f", "hon-quan-2023", "communes.json"];

/// Every question that is asked of assessments, with flags.
const ASKED: [&[&str]; 21] = [
    &["table", "--annex"],
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
    // The seal is the one computed: it is named once, and that somebody changed a cell.
    for (lang, said) in
        [("en", "it was changed after it was printed"), ("vi", "nội dung đã bị sửa sau khi in")]
    {
        let more = ["--format", "table", "--lang", lang];
        let ran = run(&at, &[&["verify", "b.xlsx"], &FW[..], &more].concat());
        let text: Vec<&str> = ran.out.split_whitespace().collect();
        let text = text.join(" ");
        let verdict = text.split("Kết quả!F4").next().unwrap();
        let groups = verdict.split(' ').filter(|word| {
            let word = word.trim_end_matches(':');
            word.len() == 4 && word.bytes().all(|c| c.is_ascii_hexdigit())
        });
        assert!(verdict.contains(said) && groups.count() == 8, "{text}");
    }
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

#[test]
fn csv_for_a_vietnamese_spreadsheet_is_read_back() {
    let at = at();
    let ran = ask(&at, &["rank"], &["-o", "hang.csv", "--excel", "--lang", "vi"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = std::fs::read_to_string(at.path().join("hang.csv")).unwrap();
    let mut lines = text.lines();
    let head = lines.next().unwrap();
    assert!(
        head.starts_with("\u{feff}Xếp hạng;\"Cơ quan")
            || head.starts_with("\u{feff}Xếp hạng;Cơ quan"),
        "{head}"
    );
    assert!(lines.next().unwrap().contains(";91,37;"), "{text}");
    // The joined table goes the same way and comes back.
    ask(&at, &["join"], &["-o", "gop.csv", "--excel", "--lang", "vi"]);
    let rank = |input: &str| {
        let ran = run(&at, &["rank", "-f", "hon-quan-2023", input, "--format", "csv"]);
        assert_eq!(ran.code, 0, "{} {}", ran.err, ran.out);
        let rows = ran.csv();
        let ranked = rows.iter().filter(|row| !row["rank"].is_empty());
        ranked
            .map(|row| format!("{} {} {}", row["rank"], row["unit"], row["obtained"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(rank("gop.csv"), rank("communes.json"));
    let ran = ask(&at, &["rank"], &["--format", "json", "--excel"]);
    assert_eq!(ran.code, 2);
}

#[test]
fn the_findings_of_a_check_are_its_rows() {
    let at = at();
    ask(&at, &["check"], &["-o", "a.xlsx", "--lang", "vi"]);
    let all = parts(&std::fs::read(at.path().join("a.xlsx")).unwrap());
    let sheet = &all.iter().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap().1;
    assert!(sheet.contains("Cảnh báo") && !sheet.contains("hidden"), "{sheet}");
}

#[test]
fn forms_go_out_and_come_back() {
    let at = at();
    write(at.path(), "u.csv", "unit,name,group\nxa-01,Xã Minh Đức,xã\nxa-02,Xã An Khương,xã\n");
    let form = |more: &[&str]| {
        let base = ["form", "-f", "hon-quan-2023", "--units", "u.csv", "--period", "2023"];
        run(&at, &[&base[..], more].concat())
    };
    let ran = form(&["-o", "bieu", "--lang", "vi"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 2), "{}", ran.err);
    // What somebody may have filled in is not written over.
    assert_eq!(form(&["-o", "bieu"]).code, 3);
    assert_eq!(form(&["-o", "a.xlsx"]).code, 2, "two forms are no file");
    let ran = form(&["-o", "tham-dinh", "--stage", "appraised", "--by", "appraiser"]);
    assert_eq!((ran.code, ran.out.trim()), (0, "tham-dinh/so-noi-vu.xlsx"), "{}", ran.err);
    // One is filled in by whoever opens it.
    let book = std::fs::read(at.path().join("bieu/xa-01.xlsx")).unwrap();
    let all = parts(&book);
    let sheet = &all.iter().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap().1;
    assert!(sheet.contains("<sheetProtection") && sheet.contains("<dataValidation "), "locked");
    assert!(sheet.contains("<f>SUM(") && sheet.contains("hidden=\"1\""));
    let args = ["check", "-f", "hon-quan-2023", "--units", "u.csv", "bieu", "tham-dinh"];
    let ran = run(&at, &[&args[..], &["--draft", "--format", "json"]].concat());
    assert_eq!(ran.json()["findings"], serde_json::json!([]), "{}", ran.out);
    let ran = run(
        &at,
        &["check", "-f", "vn-district-2023", "--units", "u.csv", "bieu", "--format", "json"],
    );
    if ran.code != 2 {
        assert!(ran.out.contains("other_framework"), "{}", ran.out);
    }
}

#[test]
fn an_annex_has_a_row_of_maxima_and_adds_up() {
    let at = at();
    let ran = ask(&at, &["table", "--annex"], &["--format", "csv"]);
    let rows = ran.csv();
    assert_eq!((rows.len(), &*rows[0]["name"], &*rows[0]["unit"]), (14, "Điểm tối đa", ""));
    let number = |row: &std::collections::BTreeMap<String, String>, key: &str| {
        row[key].parse::<par_index::Points>().unwrap_or_default()
    };
    let fields: Vec<String> = (1..=8).map(|field| field.to_string()).collect();
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    for row in rows.iter().filter(|row| !row["obtained"].is_empty()) {
        let sum = |keys: &[&str]| -> par_index::PointSum {
            keys.iter().map(|key| number(row, key)).sum()
        };
        let whole = sum(&["obtained", "deduction"]);
        assert_eq!(sum(&["appraisal", "survey", "bonus"]), whole, "{row:?}");
        assert_eq!(sum(&[&fields[..], &["bonus"]].concat()), whole, "{row:?}");
    }
    assert_eq!((&*rows[1]["ordinal"], &*rows[1]["rank"]), ("1", "1"));
    let page = ask(&at, &["table", "--annex"], &["--format", "table", "--lang", "vi"]).out;
    assert!(page.contains("Điểm tối đa") && page.contains("điểm ĐTXHH"), "{page}");
    assert_eq!(ask(&at, &["table", "--annex", "--show", "lost"], &[]).code, 2);
}
