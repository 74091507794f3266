//! Results as PDF: what `pdftotext` reads in them is what the results say. Built with the feature `pdf`; see
//! `scripts/check pdf`.

#![cfg(feature = "pdf")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::common::{folder, par_index_in, root, write};
use serde_json::Value;

const D: &str = "hon-quan-2023";

fn here(at: &Path) {
    write(at, "in.json", std::fs::read(root().join("samples/communes-2023.json")).unwrap());
}

/// What is written in a file, without blanks: a line that was broken is whole again.
fn written(file: &Path) -> String {
    let done =
        Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(file).arg("-").output();
    let done = done.expect("pdftotext, of poppler-utils");
    assert!(done.status.success());
    dense(&String::from_utf8(done.stdout).unwrap())
}

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{c}')).collect()
}

/// Writes a result as PDF and gives what is written in it, and its rows.
fn both(at: &Path, call: &[&str], lang: &str) -> (String, Vec<Value>) {
    let json = par_index_in(at, &[call, &["--format", "json"]].concat(), "").json();
    let ran = par_index_in(at, &[call, &["--lang", lang, "-o", "out.pdf"]].concat(), "");
    assert_eq!(ran.code, 0, "{call:?} {}", ran.err);
    (written(&at.join("out.pdf")), json["rows"].as_array().unwrap().clone())
}

/// Points as they are printed.
fn printed(points: &str, lang: &str) -> String {
    let points: par_index::Points = points.parse().unwrap();
    let text = format!("{points:.2}");
    if lang == "vi" { text.replace('.', ",") } else { text }
}

/// Every row is found behind the one before: its title, then its figures before the title of the next.
fn holds(text: &str, rows: &[Value], title: &str, figures: &[&str], lang: &str) {
    let mut rest = text;
    let mut count = 0;
    for row in rows {
        let Some(named) = row[title].as_str().filter(|named| !named.is_empty()) else { continue };
        let named = dense(named);
        let Some((_, behind)) = rest.split_once(&named) else { panic!("{named} is not there") };
        rest = behind;
        for key in figures {
            let Some(points) = row[*key].as_str() else { continue };
            let said = printed(points, lang);
            let near: String = rest.chars().take(400).collect();
            assert!(near.contains(&said), "{named} {key} {said}: {near}");
            count += 1;
        }
    }
    assert!(count >= rows.len(), "{count}");
}

#[test]
fn what_is_written_is_what_the_results_say() {
    let at = folder();
    let at = at.path();
    here(at);
    let unit = ["--unit", "sample-commune-01"];
    let paper = |kind| [&["paper", kind, "-f", D, "in.json"][..], &unit].concat();
    for (lang, title) in [("vi", "title"), ("en", "title_en")] {
        let (text, rows) = both(at, &paper("appraisal"), lang);
        holds(&text, &rows, title, &["max", "self", "appraised"], lang);
        assert!(lang == "en" || text.contains(&dense("Độc lập - Tự do - Hạnh phúc")));
        let (text, rows) = both(at, &paper("self"), lang);
        holds(&text, &rows, title, &["max", "self"], lang);
        let repair = ["directive", "papers", D, "-f", D, "in.json", "--paper", "repair"];
        let (text, rows) = both(at, &[&repair[..], &unit].concat(), lang);
        let lines: Vec<Value> = rows.iter().filter(|row| row["code"] != "total").cloned().collect();
        for row in &lines {
            let lost = printed(row["lost"].as_str().unwrap(), lang);
            assert!(text.contains(&lost), "{row}");
        }
        let (text, rows) = both(at, &["rank", "-f", D, "in.json"], lang);
        let name = if lang == "vi" { "name" } else { "name_en" };
        for row in &rows {
            let named = row[name].as_str().or(row["name"].as_str()).unwrap();
            assert!(text.contains(&dense(named)) || lang == "en", "{named}");
        }
        for (call, least) in [
            (vec!["report", "-f", D, "in.json"], 4_000),
            ([&["report", "-f", D, "in.json"][..], &unit].concat(), 8_000),
            (vec!["paper", "announcement", "-f", D, "in.json"], 1_000),
            (paper("rescaled"), 500),
            (paper("number"), 500),
        ] {
            let (text, _) = both(at, &call, lang);
            assert!(text.len() > least, "{call:?} {}", text.len());
        }
    }
}

/// The standards that the typesetter has checked stand in the file; the same result gives the same bytes.
#[test]
fn it_is_archived_accessible_and_the_same_again() {
    let at = folder();
    let at = at.path();
    here(at);
    let call = ["paper", "announcement", "-f", D, "in.json", "--head", "day=30/6/2023", "-o"];
    let bytes = |name: &str| {
        let ran = par_index_in(at, &[&call[..], &[name]].concat(), "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        std::fs::read(at.join(name)).unwrap()
    };
    let (a, b) = (bytes("a.pdf"), bytes("b.pdf"));
    assert_eq!(a, b);
    let text = String::from_utf8_lossy(&a);
    for told in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "2023-06-30",
    ] {
        assert!(text.contains(told), "{told}");
    }
    let fonts = Command::new("pdffonts").arg(at.join("a.pdf")).output().unwrap();
    let fonts = String::from_utf8(fonts.stdout).unwrap();
    let faces: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!faces.is_empty());
    for face in faces {
        assert!(face.contains("LiberationSerif") && face.contains(" yes yes yes"), "{face}");
    }
}

#[test]
fn names_do_nothing_and_lacking_letters_are_told() {
    let at = folder();
    let at = at.path();
    let evil = "<script>alert(1)</script> #import \"x\" $y$ \\\\ ' \u{202e}漢 😀 &amp;";
    let sample = par_index::sample("communes-2023").unwrap();
    let put = serde_json::to_string(evil).unwrap();
    let sample = sample.replace("xã mẫu 01", put.trim_matches('"'));
    let sample = sample.replace("xã mẫu 02", &"a".repeat(300));
    write(at, "in.json", sample.replace("xã mẫu 03", "Xa\u{303} Đô\u{323}ng Phu\u{301}"));
    for call in [&["rank", "-f", D, "in.json"][..], &["paper", "announcement", "-f", D, "in.json"]]
    {
        let call = [call, &["--lang", "vi", "-o", "x.pdf"]].concat();
        let ran = par_index_in(at, &call, "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(ran.err.matches("letter_not_set").count(), 2, "{}", ran.err);
        assert!(ran.err.contains("U+6F22") && ran.err.contains("U+1F600"), "{}", ran.err);
    }
    let ran = par_index_in(at, &["rank", "-f", D, "in.json", "--lang", "vi", "-o", "x.pdf"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = written(&at.join("x.pdf"));
    assert!(
        text.contains("<script>alert(1)</script>#import\"x\"$y$") && text.contains('□'),
        "{text}"
    );
    assert!(text.contains(&"a".repeat(300)));
}

/// Signs that nobody sees, that turn lines around, and that end lines: all are written out, nothing is lost.
#[test]
fn names_with_hidden_signs_are_read_to_their_last_letter() {
    let at = folder();
    let at = at.path();
    let names = ["Xã \u{1}\u{8}\u{1b}[31m ẩn", "Xã \u{202e}abc\u{2066}def\u{200f}", long.as_str()];
    let mut sample = par_index::sample("communes-2023").unwrap().to_owned();
    for (n, name) in names.iter().enumerate() {
        let put = serde_json::to_string(name).unwrap();
        sample = sample.replace(&format!("xã mẫu {:02}", n + 1), put.trim_matches('"'));
    }
    write(at, "in.json", sample);
    for call in [&["report"][..], &["paper", "announcement"]] {
        let call = [call, &["-f", D, "in.json", "--lang", "vi", "-o", "x.pdf"]].concat();
        let ran = par_index_in(at, &call, "");
        assert!(ran.code <= 1, "{call:?} {}", ran.err);
        let text = written(&at.join("x.pdf"));
        for name in names {
            let read = dense(&par_index::words::shown(name));
            assert!(text.contains(&read), "{call:?} {read} {text}");
        }
        for never in ['\u{1}', '\u{8}', '\u{1b}', '\u{202e}', '\u{2066}', '\u{200f}'] {
            assert!(!text.contains(never), "{call:?} {never:?}");
        }
    }
}

/// What a telephone reads from the printed sheet is the line of the seal, and `verify` takes it.
#[test]
fn the_code_on_the_sheet_is_the_seal() {
    let at = folder();
    let at = at.path();
    here(at);
    for call in [&["rank"][..], &["paper", "announcement"]] {
        let call = [call, &["-f", D, "in.json", "--lang", "vi"]].concat();
        let ran = par_index_in(at, &[&call[..], &["-o", "x.pdf"]].concat(), "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        let drawn = ["-r", "200", "-gray", "x.pdf", "sheet"];
        let done = Command::new("pdftoppm").args(drawn).current_dir(at).output().unwrap();
        assert!(done.status.success());
        let files = std::fs::read_dir(at).unwrap().map(|file| file.unwrap().path());
        let mut sheets: Vec<_> =
            files.filter(|file| file.extension().is_some_and(|end| end == "pgm")).collect();
        sheets.sort();
        let said: Vec<String> = sheets.iter().flat_map(|sheet| codes(sheet)).collect();
        let [line] = &said[..] else { panic!("{call:?} {said:?}") };
        let text = written(&at.join("x.pdf"));
        let seal = line.split_whitespace().find(|word| text.contains(*word) && word.len() > 7);
        assert!(seal.is_some(), "{line}");
        write(at, "line.txt", line);
        let ran = par_index_in(at, &["verify", "line.txt", "-f", D, "in.json"], "");
        assert_eq!(ran.code, 0, "{line} {} {}", ran.out, ran.err);
        sheets.into_iter().for_each(|sheet| std::fs::remove_file(sheet).unwrap());
    }
}

/// What the codes on a sheet say, which is a picture in shades of grey (PGM).
fn codes(sheet: &Path) -> Vec<String> {
    let bytes = std::fs::read(sheet).unwrap();
    // `P5`, how wide, how high, how bright, then a byte for each point.
    let head: Vec<&[u8]> = bytes.splitn(4, |byte| byte.is_ascii_whitespace()).collect();
    let number = |text: &[u8]| std::str::from_utf8(text).unwrap().parse::<usize>().unwrap();
    let (wide, high) = (number(head[1]), number(head[2]));
    let points = &bytes[bytes.len() - wide * high..];
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(wide, high, |x, y| points[y * wide + x]);
    image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect()
}

/// Of nobody no file is written, and that is said; one unit has its paper.
#[test]
fn none_and_one() {
    let at = folder();
    let at = at.path();
    write(at, "f.csv", "code,parent,max,scorer\nT,,3,\n1,T,2,appraisal\n2,T,1,appraisal\n");
    let head = "unit,name,1,2\n";
    for kind in [&["report"][..], &["paper", "announcement"]] {
        let call = [kind, &["-f", "f.csv", "all.csv", "--year", "2023", "--lang", "vi"]].concat();
        let call = [&call[..], &["-o", "x.pdf"]].concat();
        write(at, "all.csv", head);
        let ran = par_index_in(at, &call, "");
        assert!(ran.code == 1 && ran.err.contains("không ghi tệp"), "{}", ran.err);
        assert!(!at.join("x.pdf").exists());
        write(at, "all.csv", format!("{head}u1,Xã Đông Hưng,1.5,0.5\n"));
        let ran = par_index_in(at, &call, "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        let text = written(&at.join("x.pdf"));
        assert!(text.contains("XãĐôngHưng") && text.contains("66,67%"), "{text}");
        std::fs::remove_file(at.join("x.pdf")).unwrap();
    }
}

/// The annex of a province with its communes, over a thousand rows, and that of a country.
#[test]
fn a_thousand_rows_take_seconds() {
    for (units, most) in [(1_000, 120), (3_321, 400)] {
        annex(units, most);
    }
}

fn annex(units: usize, most: u64) {
    let at = folder();
    let at = at.path();
    let mut table = String::from("unit,name,1,2\n");
    for unit in 0..units {
        writeln!(table, "u{unit:04},Xã số {unit},{}.5,0.{}", unit % 2, unit % 10).unwrap();
    }
    write(at, "f.csv", "code,parent,max,scorer\nT,,3,\n1,T,2,appraisal\n2,T,1,appraisal\n");
    write(at, "all.csv", table);
    let call =
        ["paper", "announcement", "-f", "f.csv", "all.csv", "--year", "2023", "--lang", "vi"];
    let began = Instant::now();
    let ran = par_index_in(at, &[&call[..], &["-o", "x.pdf"]].concat(), "");
    let took = began.elapsed();
    assert_eq!(ran.code, 0, "{}", ran.err);
    println!("a paper with an annex of {units} rows: {:.1} s", took.as_secs_f32());
    let text = written(&at.join("x.pdf"));
    for unit in [0, units / 2, units - 1] {
        assert!(text.contains(&dense(&format!("Xã số {unit}"))));
    }
    assert!(took.as_secs() < most);
}
