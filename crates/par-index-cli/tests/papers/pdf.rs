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

/// The annex of a province with its communes, over a thousand rows.
#[test]
fn a_thousand_rows_take_seconds() {
    let at = folder();
    let at = at.path();
    let mut table = String::from("unit,name,1,2\n");
    for unit in 0..1_000 {
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
    println!("a paper with an annex of 1,000 rows: {:.1} s", took.as_secs_f32());
    let text = written(&at.join("x.pdf"));
    for unit in [0, 499, 999] {
        assert!(text.contains(&dense(&format!("Xã số {unit}"))));
    }
    assert!(took.as_secs() < 120);
}
