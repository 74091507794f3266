//! What a print claims: its seal, the terms it names, and that `verify` takes exactly one print,
//! through the real binary.

use std::collections::BTreeSet;
use std::path::Path;

use crate::common::small::{place, run};
use crate::common::{Ran, folder, par_index, par_index_in, root, write};

const FW: &str = "hon-quan-2023";
const COMMUNES: &str = "samples/communes-2023.json";
const SAMPLE: [&str; 3] = ["-f", FW, COMMUNES];

/// Two units under the small framework, and a print of a call about them.
fn printed(call: &[&str], format: &str) -> (tempfile::TempDir, String) {
    printed_of("unit,1.1,1.2,2\nxa-01,2,4,4\nxa-02,2,3,4\n", call, format)
}

fn printed_of(input: &str, call: &[&str], format: &str) -> (tempfile::TempDir, String) {
    let at = place();
    write(at.path(), "a.csv", input);
    let ran =
        run(&at, call[0], &[&call[1..], &["a.csv", "--year", "2023", "--format", format]].concat());
    assert!([0, 4].contains(&ran.code), "{}", ran.err);
    (at, ran.out)
}

fn verify(at: &tempfile::TempDir, text: impl AsRef<[u8]>, more: &[&str]) -> Ran {
    write(at.path(), "print", text);
    let base = ["verify", "print", "-f", "bo.csv", "--policies", "bo.json", "a.csv"];
    par_index_in(at.path(), &[&base[..], more].concat(), "")
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c))
}

/// A print of another width under another policy names both, and is verified.
#[test]
fn a_policy_and_a_width_stand_in_one_seal_line() {
    for call in ["rank", "weak", "lost"] {
        let asked = [call, "--policy", "missing=zero", "--width", "80"];
        let (at, print) = printed(&asked, "table");
        let right = verify(&at, &print, &[]);
        assert_eq!(right.code, 0, "{call}: {}{}", right.out, right.err);
    }
}

/// 128 bits: 32 digits in the object, groups of four in print, and behind them the question by name.
#[test]
fn every_seal_has_128_bits_and_names_its_question() {
    const D: &str = "hon-quan-2023";
    let survey = "samples/satisfaction-2023";
    let questions = format!("{survey}/questions.csv");
    let calls: [(&str, Vec<&str>); 6] = [
        ("rank", vec!["rank", "-f", FW, COMMUNES]),
        ("weak", vec!["weak", "-f", FW, COMMUNES, "--top", "3"]),
        ("directive-check", vec!["directive", "check", D]),
        ("directive-status", vec!["directive", "status", D, "--on", "2023-12-01"]),
        (
            "directive-papers",
            vec!["directive", "papers", D, "-f", FW, COMMUNES, "--paper", "repair"],
        ),
        ("survey", vec!["survey", "-f", "sipas-district-2023", "--questions", &questions, survey]),
    ];
    for (question, args) in calls {
        let object = par_index(&[&args[..], &["--format", "json"]].concat()).json();
        let seal = object["seal"].as_str().unwrap_or_else(|| panic!("{question}: {object}"));
        assert!(seal.len() == 32 && is_hex(seal), "{question}: {seal}");
        let groups: Vec<&str> =
            seal.as_bytes().chunks(4).map(|four| std::str::from_utf8(four).unwrap()).collect();
        for (lang, line) in [("en", "par-index"), ("vi", "Phần mềm par-index")] {
            let table =
                par_index(&[&args[..], &["--format", "table", "--lang", lang]].concat()).out;
            let last = table.lines().last().unwrap();
            let said = format!("{} · {question}", groups.join(" "));
            assert!(last.starts_with(line) && last.contains(&said), "{question}: {last}");
        }
    }
}

/// Whatever stands beside, before or behind a print, a second one among it, is told by its name.
#[test]
fn exactly_one_print_is_taken() {
    for lang in ["en", "vi"] {
        let (at, text) = printed(&["rank", "--lang", lang], "table");
        let line = text.lines().last().unwrap().to_owned();
        assert_eq!(verify(&at, &text, &[]).code, 0);
        // The end of the last line, a blank one, and the line ends of another system are no content.
        for same in [
            text.trim_end().to_owned(),
            format!("{text}\n"),
            text.replace('\n', "\r\n"),
            format!("\u{feff}{text}"),
        ] {
            assert_eq!(verify(&at, &same, &[]).code, 0, "{same:?}");
        }
        let behind = "after the print";
        let cases = [
            (format!("{text}note: all units agreed\n"), behind),
            (format!("{text}\n\nnote\n"), behind),
            (format!("{text}\n\n"), behind),
            (format!("{text}{text}"), "more than one print"),
            (format!("{line}\n{text}"), "more than one print"),
            (text.replace(&line, &format!("approved, {line}")), "cannot be read"),
            (text.replace(&line, &line.replacen(' ', "  ", 1)), "cannot be read"),
            (text.replace(&line, ""), "no seal"),
        ];
        for (print, why) in cases {
            let ran = verify(&at, &print, &[]);
            assert_eq!(ran.code, 2, "{print}{}", ran.out);
            assert!(ran.err.contains(why), "{why}: {}\n{print}", ran.err);
        }
        // What is well formed but not what the inputs give: a line before it, a word on its line.
        for print in [
            format!("Official ranking\n{text}"),
            text.replace(&line, &format!("{line} · approved")),
            text.replace(&line, &format!("{line} approved")),
        ] {
            let ran = verify(&at, &print, &["--format", "json"]);
            assert_ne!(ran.code, 0, "{print}");
            if ran.code == 1 || print.ends_with(&text) {
                assert_eq!(ran.json()["rows"].as_array().unwrap().len(), 1, "{print}{}", ran.out);
            }
        }
    }
}

/// A line too many and one too few are named by themselves, not every line below them.
#[test]
fn a_missing_line_is_a_difference() {
    let (at, text) = printed(&["rank"], "table");
    let lines: Vec<&str> = text.lines().collect();
    for (n, line) in lines.iter().enumerate().take(lines.len() - 1) {
        let without: Vec<&str> = lines
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != n)
            .map(|(_, line)| *line)
            .collect();
        let verdict = verify(&at, without.join("\n"), &["--format", "json"]);
        let rows = verdict.json()["rows"].clone();
        assert_eq!((verdict.code, rows.as_array().unwrap().len()), (1, 1), "{line}");
        assert_eq!(
            (&rows[0]["line"], &rows[0]["found"]),
            (&(n + 1).into(), &serde_json::Value::Null)
        );
        assert_eq!(rows[0]["expected"].as_str().unwrap(), *line);
        let verdict = verify(&at, without.join("\n"), &["--format", "table"]);
        assert!(verdict.out.contains("missing in print"), "{}", verdict.out);
        // CSV holds the same rows.
        let csv = verify(&at, without.join("\n"), &["--format", "csv"]).csv();
        assert_eq!((csv[0]["found"].as_str(), csv[0]["expected"].as_str()), ("", *line));
    }
}

#[test]
fn an_object_has_no_key_twice_and_nothing_behind_it() {
    let input =
        "unit,component,appraised,survey\nxa-01,1.1,2,\nxa-01,1.2,4,\nxa-01,2,,4\nxa-01,bonus,7,\n";
    let (at, text) = printed_of(input, &["rank"], "json");
    assert_eq!(verify(&at, &text, &[]).code, 0);
    // Blanks and the order of keys say nothing.
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(verify(&at, serde_json::to_string_pretty(&value).unwrap(), &[]).code, 0);
    let twice = text.replacen("\"rank\":1", "\"rank\":2,\"rank\":1", 1);
    assert_ne!(twice, text);
    let cases = [
        (twice, "“rank”"),
        (text.replacen('{', "{\"kind\":\"table\",", 1), "“kind”"),
        (text.replacen("\"asked\":{", "\"asked\":{\"year\":2022,", 1), "“year”"),
        (text.replacen("\"rank\":1", "\"rank\":1.0", 1), "whole number"),
        (text.replacen("\"rank\":1", "\"rank\":1e0", 1), "whole number"),
        (format!("{text}approved"), "after the print"),
        (format!("{text}{text}"), "more than one print"),
        (format!("{text}[]"), "more than one print"),
    ];
    for (print, why) in cases {
        let ran = verify(&at, &print, &[]);
        assert_eq!(ran.code, 2, "{print}{}", ran.out);
        assert!(ran.err.contains(why), "{why}: {}", ran.err);
    }
    let spoilt = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut value = value.clone();
        change(&mut value);
        value.to_string()
    };
    let cases = [
        spoilt(&|value| value["approved"] = true.into()),
        spoilt(&|value| value["version"] = "0.1.0, signed by the ministry".into()),
        spoilt(&|value| value["findings"][0]["file"] = serde_json::json!({"signed": true})),
        spoilt(&|value| value["rows"][0]["ratio"] = "100.0".into()),
        spoilt(&|value| value["basis"] = "self".into()),
        spoilt(&|value| {
            value["rows"].as_array_mut().unwrap().pop();
        }),
        spoilt(&|value| {
            value.as_object_mut().unwrap().remove("policies_overridden");
        }),
    ];
    // Every key is asked for, also one whose value is not compared.
    let keys = value
        .as_object()
        .unwrap()
        .keys()
        .filter(|key| !["kind", "seal", "asked"].contains(&key.as_str()));
    let without = keys.map(|key| spoilt(&|value| drop(value.as_object_mut().unwrap().remove(key))));
    let finding = value["findings"][0].as_object().unwrap().keys();
    let in_finding = finding.map(|key| {
        spoilt(&|value| drop(value["findings"][0].as_object_mut().unwrap().remove(key)))
    });
    let cases: Vec<String> = cases.into_iter().chain(without).chain(in_finding).collect();
    assert!(cases.len() > 30);
    for print in cases {
        let ran = verify(&at, &print, &["--format", "json"]);
        assert_eq!(ran.code, 1, "{print}\n{}{}", ran.out, ran.err);
    }
    // A verdict speaks of a print and is none.
    let verdict = verify(&at, &text, &["--format", "json"]).out;
    let ran = verify(&at, &verdict, &[]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("verdict"), "{}", ran.err);
}

/// A print of the version before: twelve digits, the call by its place in a list.
#[test]
fn older_prints_are_read_and_said_to_be_sealed_short() {
    // As it was printed over the embedded sample.
    let old = "par-index 0.1.0 · seal 15ed4099d2b1-4";
    let table = par_index(&[&["rank", "--format", "table"][..], &SAMPLE].concat()).out;
    let last = table.lines().last().unwrap();
    let at = folder();
    let check = |text: &str, format: &str, lang: &str| {
        write(at.path(), "print.txt", text);
        let file = at.path().join("print.txt").display().to_string();
        par_index(&[&["verify", &file, "--format", format, "--lang", lang][..], &SAMPLE].concat())
    };
    let short = table.replace(last, old);
    let same = check(&short, "json", "en");
    let summary = &same.json()["summary"];
    assert_eq!(
        (same.code, &summary["same"], &summary["seal_short"]),
        (0, &true.into(), &true.into())
    );
    assert!(check(&short, "table", "en").out.contains("seal is short (48 bits"));
    assert!(check(&short, "table", "vi").out.contains("mã ngắn (48 bit"));
    let new = check(&table, "json", "en");
    assert_eq!((new.code, &new.json()["summary"]["seal_short"]), (0, &false.into()));
    assert!(!check(&table, "table", "en").out.contains("short"));
    // It is compared as strictly.
    for other in [
        short.replace("15ed4099d2b1", "15ed4099d2b2"),
        short.replace("15ed4099d2b1-4", "15ed4099d2b1-3"),
        short.replace("15ed4099d2b1-4", "15ed4099d2b1-4 approved"),
        short.replacen("91.37", "91.38", 1),
    ] {
        assert_ne!(other, short);
        assert_ne!(check(&other, "json", "en").code, 0, "{other}");
    }
    // Before the data of a dossier had a digest of their own, the same was sealed otherwise at full length.
    let long = "par-index 0.1.0 · seal 15ed 4099 d2b1 411d bb0c ee26 f6d4 e204 · rank";
    assert_ne!(long, last);
    let before = check(&table.replace(last, long), "json", "en");
    let summary = &before.json()["summary"];
    assert_eq!(
        (before.code, &summary["same"], &summary["seal_short"]),
        (0, &true.into(), &false.into())
    );
    let other = check(&table.replace(last, &long.replace("e204", "e205")), "json", "en");
    assert_eq!((other.code, &other.json()["summary"]["same"]), (1, &false.into()));
    // An object of that version.
    let object = par_index(&[&["rank", "--format", "json"][..], &SAMPLE].concat());
    let seal = object.json()["seal"].as_str().unwrap().to_owned();
    let same = check(&object.out.replace(&seal, &seal[..12]), "json", "en");
    assert_eq!((same.code, &same.json()["summary"]["seal_short"]), (0, &true.into()));
    // It had no list of what was not read.
    let object = object.out.replace(&seal, &seal[..12]).replace("\"not_read\":[],", "");
    assert_eq!(check(&object, "json", "en").code, 0);
}

/// Another basis, another policy, no survey: the verdict names them, for they make another ranking.
#[test]
fn a_verdict_names_what_is_not_official() {
    let at = folder();
    let check = |flags: &[&str], format: &str, lang: &str| {
        let ran = par_index(&[&["rank", "--format", format][..], &SAMPLE, flags].concat());
        write(at.path(), "print.txt", ran.out);
        let file = at.path().join("print.txt").display().to_string();
        let ran = par_index(
            &[&["verify", &file, "--format", "table", "--lang", lang][..], &SAMPLE].concat(),
        );
        assert_eq!(ran.code, 0, "{flags:?}: {}{}", ran.out, ran.err);
        ran.out
    };
    for format in ["table", "json"] {
        let official = check(&[], format, "en");
        assert!(!official.contains("Not the official"), "{official}");
        let cases = [
            (&["--basis", "self"][..], "by self scores", "theo điểm tự đánh giá"),
            (&["--no-survey"], "without the survey", "không tính điều tra xã hội học"),
            (&["--policy", "ties=dense"], "ties rank 1 2 2 3", "1 2 2 3"),
        ];
        for (flags, en, vi) in cases {
            let said = check(flags, format, "en");
            assert_eq!(said.matches("Not the official result").count(), 1, "{said}");
            assert!(said.contains(en), "{said}");
            let said = check(flags, format, "vi");
            assert!(said.contains("Không phải kết quả chính thức") && said.contains(vi), "{said}");
        }
    }
}

/// A seal may come from anybody: what it asks for is done within the work of any other question, and an answer
/// for which there was too little is the same again.
#[test]
fn a_seal_asks_within_the_work_of_a_question() {
    let (at, _) = printed(&["rank"], "table");
    for format in ["table", "json"] {
        let robust = run(
            &at,
            "robustness",
            &["a.csv", "--year", "2023", "--replicates", "1001", "--format", format],
        );
        let ran = verify(&at, &robust.out, &[]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        if format == "json" {
            // How much work it was says nothing of the figures; nothing else hides there.
            let work = robust.json()["work"].clone();
            assert_eq!(work["exhausted"], false, "{work}");
            let other = |work: &str| {
                let own = r#"{"spent":2002,"limit":20000000,"exhausted":false}"#;
                assert!(robust.out.contains(own), "{}", robust.out);
                verify(&at, robust.out.replace(own, work), &[]).code
            };
            assert_eq!(other(r#"{"spent":1,"limit":2,"exhausted":false}"#), 0);
            assert_eq!(other(r#"{"spent":1,"limit":2,"exhausted":true}"#), 1);
            assert_eq!(other(r#"{"spent":"won","limit":2,"exhausted":false}"#), 1);
            assert_eq!(other(r#"{"spent":1,"limit":2,"exhausted":false,"x":"won"}"#), 1);
        }
    }
    // Sixty steps, each of which excludes three others without any order: a search nobody finishes.
    let code = |n: usize| format!("1.{}", n % 60 + 1);
    let rows = (0..60).map(|n| format!("{},1,1\n", code(n))).collect::<Vec<_>>().concat();
    write(at.path(), "web.csv", format!("code,max,parent\nT,60,\n1,60,T\n{rows}"));
    let cells = vec!["0"; 60].join(",");
    let codes = (0..60).map(code).collect::<Vec<_>>().join(",");
    write(at.path(), "own.csv", format!("unit,{codes}\nown,{cells}\n"));
    let mut drawn = 7_u64;
    let mut other = |n: usize| {
        drawn = (drawn * 1_103_515_245 + 12_345) % (1 << 31);
        // One of the fifty-nine others.
        code(n + 1 + (drawn >> 8) as usize % 59)
    };
    let steps = (0..60).map(|n| {
        let excluded: BTreeSet<String> = (0..3).map(|_| other(n)).collect();
        let excluded: Vec<String> = excluded.into_iter().collect();
        format!("{},1,{},{}\n", code(n), 1 + n * 7 % 5, excluded.join("+"))
    });
    write(
        at.path(),
        "steps.csv",
        format!("code,to,effort,excludes\n{}", steps.collect::<String>()),
    );
    let base = ["-f", "web.csv", "own.csv", "--efforts", "steps.csv"];
    let plan = ["plan", "--year", "2023", "--unit", "own", "--budget", "120", "--format", "json"];
    let ran = par_index_in(at.path(), &[&plan[..], &base].concat(), "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let work = &ran.json()["work"];
    assert_eq!((&work["exhausted"], &work["limit"]), (&true.into(), &20_000_000.into()), "{work}");
    write(at.path(), "plan.txt", &ran.out);
    let ran = par_index_in(at.path(), &[&["verify", "plan.txt"][..], &base].concat(), "");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

/// That a goal is out of reach is what the print says, and it says so rightly (R10).
#[test]
fn a_plan_out_of_reach_that_agrees_is_right() {
    for format in ["table", "json"] {
        let plan = ["plan", "--unit", "sample-commune-01", "--target", "99.99", "--format", format];
        let ran = par_index(&[&plan[..], &SAMPLE].concat());
        assert_eq!(ran.code, 4, "{}", ran.err);
        let at = folder();
        write(at.path(), "print", &ran.out);
        let file = at.path().join("print").display().to_string();
        let verdict = par_index(&[&["verify", &file, "--format", "json"][..], &SAMPLE].concat());
        assert_eq!(
            (verdict.code, &verdict.json()["summary"]["same"]),
            (0, &true.into()),
            "{}",
            verdict.err
        );
    }
}

/// A survey and a letter are sealed too, but not over inputs of a call: the sentence says what to do.
#[test]
fn what_has_no_inputs_of_a_call_is_made_again() {
    let at = folder();
    let check = |name: &str, text: &str| {
        write(at.path(), name, text);
        let file = at.path().join(name).display().to_string();
        par_index(&[&["verify", &file][..], &SAMPLE].concat())
    };
    for format in ["table", "json"] {
        let status = ["directive", "status", FW, "--on", "2023-12-01", "--format", format];
        let ran = check("status", &par_index(&status).out);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("directive-status"), "{}", ran.err);
    }
    // Of an older letter the line bears the seal alone; of an older survey the word behind it.
    for (line, why) in
        [("15ed4099d2b1", "made again|making it again"), ("15ed4099d2b1-survey", "ballots")]
    {
        let ran = check("old", &format!("table\n\npar-index 0.1.0 · seal {line}\n"));
        assert_eq!(ran.code, 2);
        assert!(why.split('|').any(|why| ran.err.contains(why)), "{}", ran.err);
    }
    // CSV bears no seal, and that is said.
    let ran =
        check("rows.csv", &par_index(&[&["rank", "--format", "csv"][..], &SAMPLE].concat()).out);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no seal"), "{}", ran.err);
    assert!(Path::new(&root()).exists());
}

/// Another major version seals otherwise: its prints are not held against this one's figures.
#[test]
fn a_print_of_another_major_version_is_told_and_not_compared() {
    let own = env!("CARGO_PKG_VERSION");
    for format in ["table", "json"] {
        let (at, text) = printed(&["rank"], format);
        let other = text.replace(own, "9.4.2");
        assert_ne!(text, other);
        for (lang, why) in [("en", "of version 9.4.2"), ("vi", "phiên bản 9.4.2")] {
            let ran = verify(&at, &other, &["--lang", lang]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
            assert!(ran.err.contains(why) && ran.err.contains(own), "{}", ran.err);
        }
    }
}

/// Another version may put a sentence better: that is said and the print is right. A figure, a name, a
/// code or a line that differs makes it wrong as ever, and in our own version so does any word.
#[test]
fn wording_of_another_version_is_a_note() {
    let own = env!("CARGO_PKG_VERSION");
    let other = "0.9.2";
    assert_ne!(own, other);
    let (at, text) = printed(&["weak", "--unit", "xa-02"], "table");
    let heading = text.lines().find(|line| line.contains("POINTS LOST")).unwrap();
    let mended = text.replace(heading, &heading.replace("POINTS LOST", "LOST POINTS"));
    assert_ne!(mended, text);
    assert_eq!(verify(&at, &mended, &[]).code, 1);
    let mended = mended.replace(&format!("par-index {own}"), &format!("par-index {other}"));
    let right = verify(&at, &mended, &["--format", "json"]);
    let result = right.json();
    assert_eq!((right.code, &result["summary"]["same"]), (0, &true.into()), "{}", right.out);
    assert_eq!(result["rows"][0]["wording"], true);
    let said = verify(&at, &mended, &["--lang", "vi", "--format", "table"]).out;
    assert!(said.contains("chỉ khác câu chữ") && said.contains("LOST POINTS"), "{said}");
    let figure = mended.lines().find(|line| line.starts_with("1 ")).unwrap();
    let digit = figure.rfind(|letter: char| letter.is_ascii_digit()).unwrap();
    let (before, after) = (&figure[..digit], &figure[digit + 1..]);
    for wrong in [
        mended.replace(figure, &figure.replacen("1 ", "2 ", 1)),
        mended.replace(figure, &format!("{before}{after}")),
        mended.replace(&format!("{figure}\n"), ""),
    ] {
        assert_ne!(wrong, mended);
        let ran = verify(&at, &wrong, &["--format", "json"]);
        assert_eq!((ran.code, &ran.json()["summary"]["same"]), (1, &false.into()), "{wrong}");
    }
}

/// A letter that only looks like the one computed is written out where a person reads the difference.
#[test]
fn differences_that_nobody_sees_are_written_out() {
    let (at, text) = printed_of("unit,1.1,1.2,2\nXã An,2,4,4\nxa-02,2,3,4\n", &["rank"], "table");
    for (other, seen) in [
        ("Xã \u{410}n", r"Xã \u{410}n"),
        ("Xa\u{303} An", r"Xa\u{303} An"),
        ("Xã\u{A0}An", r"Xã\u{a0}An"),
        ("Xã An\u{200B}", r"Xã An\u{200B}"),
        ("Xã Ａn", r"Xã \u{ff21}n"),
    ] {
        let ran = verify(&at, text.replace("Xã An", other), &["--format", "table"]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        let said = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(&format!("{seen} ")) && said.contains("computed “1 Xã An"), "{said}");
    }
    // What both have stands as it is, and rows keep the text itself.
    let ran = verify(&at, text.replace("Xã An", "Xã \u{410}n"), &["--format", "json"]).json();
    assert!(ran["rows"][0]["found"].as_str().unwrap().contains('\u{410}'), "{ran}");
}
