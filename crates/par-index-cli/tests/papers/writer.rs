//! Documents as another office reads them: `LibreOffice`'s word processor opens them, and what stands in its text
//! is what the results say, whatever the units are called and however many they are.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::common::{folder, par_index_in, write};

const D: &str = "hon-quan-2023";

/// What `LibreOffice` reads in a document, without blanks; `None` with a printed line where it has no word
/// processor.
fn opened(at: &Path, file: &str) -> Option<String> {
    let done = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", at.display()))
        .args(["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", "read", file])
        .current_dir(at)
        .output();
    let text = file.replace(".docx", ".txt");
    let read = std::fs::read_to_string(at.join("read").join(text)).ok();
    if read.is_none() {
        println!("skipped: LibreOffice with its word processor is not installed: {done:?}");
        assert!(std::env::var("CI").is_err(), "CI installs libreoffice-writer-nogui");
    }
    read.map(|text| dense(&text))
}

/// What is written in the text of a document, as it lies in its package.
fn packed(file: &Path) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    seen(&text)
}

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{200b}')).collect()
}

/// A page as a browser has it: what is written in it, without what runs.
fn seen(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        out += text;
        let ends = ["script", "style"].into_iter().find(|name| tag.starts_with(name));
        let end = ends.map_or(">".to_owned(), |name| format!("</{name}>"));
        rest = tag.split_once(&end).map_or("", |(_, rest)| rest);
    }
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    dense(&marks.iter().fold(out + rest, |text, (mark, sign)| text.replace(mark, sign)))
}

/// Names that nobody should have: marks of pages and documents, signs that turn lines around, signs that nobody
/// sees, words without an end.
fn names() -> [String; 6] {
    [
        "<script>alert(1)</script>".to_owned(),
        "\"Xã\" 'một' &amp; & ]]> --> <!--".to_owned(),
        "Xã \u{202e}abc\u{2066}def\u{200f}".to_owned(),
        "Xã\u{1}\u{8}\u{1b}[31m ẩn".to_owned(),
        "ă".repeat(300),
        "</w:t><w:p/>{{x}} ${x} %s #import".to_owned(),
    ]
}

fn named() -> String {
    let mut text = par_index::sample("communes-2023").unwrap().to_owned();
    for (n, name) in names().iter().enumerate() {
        let name = serde_json::to_string(name).unwrap();
        text = text.replace(&format!("xã mẫu {:02}", n + 1), name.trim_matches('"'));
    }
    text
}

/// The names as a person reads them: what does not draw anything is written out.
fn as_read() -> [String; 6] {
    names().map(|name| dense(&par_index::words::shown(&name)))
}

#[test]
fn names_are_read_to_their_last_letter() {
    let at = folder();
    let at = at.path();
    write(at, "in.json", named());
    let one = ["--unit", "sample-commune-01"];
    let calls: [(Vec<&str>, usize); 6] = [
        (vec!["report"], 6),
        ([&["report"][..], &one].concat(), 6),
        (vec!["paper", "announcement"], 6),
        ([&["paper", "appraisal"][..], &one].concat(), 1),
        ([&["paper", "self"][..], &one].concat(), 1),
        (vec!["rank"], 6),
    ];
    for (n, (call, count)) in calls.into_iter().enumerate() {
        let call = [&call[..], &["-f", D, "in.json", "--lang", "vi", "-o"]].concat();
        let (docx, html) = (format!("{n}.docx"), format!("{n}.html"));
        for file in [&docx, &html] {
            let ran = par_index_in(at, &[&call[..], &[file]].concat(), "");
            assert!(ran.code <= 1, "{call:?} {}", ran.err);
        }
        let page = std::fs::read_to_string(at.join(html)).unwrap();
        let page = (seen(&page), page);
        let text = opened(at, &docx);
        for name in as_read().iter().take(count) {
            assert!(page.0.contains(name), "{call:?} {name}");
            let Some(text) = &text else { continue };
            assert!(text.contains(name), "{call:?} {name}");
        }
        for never in ["<script>alert", "\u{202e}", "\u{2066}", "\u{1}", "\u{1b}"] {
            assert!(!page.1.contains(never), "{call:?} {never:?}");
            let text = text.as_deref().unwrap_or_default();
            assert!(never.starts_with('<') || !text.contains(never), "{call:?} {never:?}");
        }
    }
}

/// Every figure of the rows stands in what the other office reads, behind the one before.
#[test]
fn figures_are_those_of_the_rows() {
    let at = folder();
    let at = at.path();
    write(at, "in.json", par_index::sample("communes-2023").unwrap());
    let call = ["paper", "appraisal", "-f", D, "in.json", "--unit", "sample-commune-01"];
    let json = par_index_in(at, &[&call[..], &["--format", "json"]].concat(), "").json();
    let ran = par_index_in(at, &[&call[..], &["--lang", "vi", "-o", "a.docx"]].concat(), "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let Some(text) = opened(at, "a.docx") else { return };
    let mut rest = text.as_str();
    let mut count = 0;
    for row in json["rows"].as_array().unwrap() {
        let title = dense(row["title"].as_str().unwrap());
        rest = rest.split_once(&title).unwrap_or_else(|| panic!("{title}")).1;
        for key in ["max", "self", "appraised"] {
            let Some(points) = row[key].as_str() else { continue };
            let points: par_index::Points = points.parse().unwrap();
            let said = format!("{points:.2}").replace('.', ",");
            let near: String = rest.chars().take(200).collect();
            assert!(near.contains(&said), "{title} {key} {said}: {near}");
            count += 1;
        }
    }
    assert!(count > 90, "{count}");
}

const SMALL: [&str; 6] = ["-f", "f.csv", "all.csv", "--year", "2023", "--lang"];
const KINDS: [&[&str]; 2] = [&["report"], &["paper", "announcement"]];

/// A small framework, and so many units under it.
fn units(at: &Path, count: usize) {
    write(at, "f.csv", "code,parent,max,scorer\nT,,3,\n1,T,2,appraisal\n2,T,1,appraisal\n");
    let mut table = String::from("unit,name,1,2\n");
    for unit in 0..count {
        writeln!(table, "u{unit:04},Xã số {unit},{}.5,0.{}", unit % 2, unit % 10).unwrap();
    }
    write(at, "all.csv", table);
}

/// Of nothing no file is written, and that is said; of units that sent nothing each stands in it without a rank.
#[test]
fn of_nobody_nothing_is_made_up() {
    let at = folder();
    let at = at.path();
    units(at, 0);
    write(at, "units.csv", "unit,name\nu1,Xã một\nu2,Xã hai\n");
    for kind in KINDS {
        let call = [kind, &SMALL, &["vi", "-o"]].concat();
        for file in ["x.docx", "x.html"] {
            let ran = par_index_in(at, &[&call[..], &[file]].concat(), "");
            assert!(ran.code == 1 && ran.err.contains("không ghi tệp"), "{}", ran.err);
            assert!(!at.join(file).exists());
            let ran = par_index_in(at, &[&call[..], &[file, "--units", "units.csv"]].concat(), "");
            assert_eq!(ran.code, 0, "{kind:?} {}", ran.err);
        }
        let page = seen(&std::fs::read_to_string(at.join("x.html")).unwrap());
        let text = opened(at, "x.docx");
        for text in text.iter().chain([&page]) {
            for said in ["Xãmột", "Xãhai"] {
                assert!(text.contains(said), "{kind:?} {said} {text}");
            }
            // Nobody has a rank: the letter says so, no line of the ranking has a figure.
            assert!(kind[0] == "report" || text.contains("đượcxếphạng:0"), "{text}");
        }
        for file in ["x.docx", "x.html"] {
            std::fs::remove_file(at.join(file)).unwrap();
        }
        std::fs::remove_dir_all(at.join("read")).ok();
    }
}

/// One unit, and a country of communes: each is a page and a document.
#[test]
fn one_and_a_country() {
    let at = folder();
    let at = at.path();
    for count in [1, 3_321] {
        units(at, count);
        let rank = [&["rank"], &SMALL[..], &["vi", "--format", "json"]].concat();
        let rows = par_index_in(at, &rank, "").json()["rows"].as_array().unwrap().len();
        assert_eq!(rows, count);
        for kind in [&["rank"][..], &["paper", "announcement"]] {
            let call = [kind, &SMALL, &["vi", "-o"]].concat();
            let began = Instant::now();
            for file in ["x.docx", "x.html"] {
                let ran = par_index_in(at, &[&call[..], &[file]].concat(), "");
                assert!(ran.code <= 1, "{count} {kind:?} {}", ran.err);
            }
            let took = began.elapsed().as_secs_f32();
            println!("{count} units, {kind:?} as DOCX and as HTML: {took:.1} s");
            let page = std::fs::read_to_string(at.join("x.html")).unwrap();
            assert!(page.ends_with("</html>") && page.len() < 3_000_000, "{}", page.len());
            let page = seen(&page);
            // Of a country the other office would take minutes.
            let opened = (count == 1).then(|| opened(at, "x.docx")).flatten();
            for text in opened.iter().chain([&page, &packed(&at.join("x.docx"))]) {
                for unit in [0, count / 2, count - 1] {
                    assert!(text.contains(&format!("Xãsố{unit}")), "{count} {kind:?} {unit}");
                }
            }
            std::fs::remove_dir_all(at.join("read")).ok();
        }
    }
}
