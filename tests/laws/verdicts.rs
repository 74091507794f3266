//! Prints and their verdicts: a print agrees with its own inputs, and whatever is changed in it is
//! noticed, line by line and key by key.

use std::sync::LazyLock;

use par_index::dossier::Dossier;
use par_index::reply::{Printed, Reply};
use par_index::{Input, Lang, sample, view};

use super::*;

fn ruler() -> Framework {
    par_index::framework("hon-quan-2023").unwrap()
}

/// The sample under a framework; as it was issued, read once.
fn input(fw: &Framework) -> Input {
    static ISSUED: LazyLock<Input> =
        LazyLock::new(|| read(&ruler(), sample("communes-2023").unwrap()));
    if *fw == ruler() { ISSUED.clone() } else { read(fw, sample("communes-2023").unwrap()) }
}

fn reply(asked: &Asked) -> Reply {
    let fw = asked.common().framework(&ruler()).unwrap();
    Dossier::new(&fw, input(&fw)).ask(asked).unwrap()
}

/// Whether a text is a print that agrees with the sample.
fn agrees(text: &str) -> bool {
    let Ok(printed) = Printed::read(text) else { return false };
    let fw = printed.asked().common().framework(&ruler()).unwrap();
    let verdict = printed.verify(&Dossier::new(&fw, input(&fw)));
    verdict
        .is_ok_and(|verdict| verdict.exit_code() == 0 && verdict.summary().unwrap()["same"] == true)
}

/// Questions of every shape over the sample, each with its flags.
fn calls() -> Vec<Asked> {
    let (unit, other) = ("sample-commune-01", "sample-commune-09");
    let all = [
        ("score", json!({"unit": unit})),
        ("rank", json!({})),
        ("rank", json!({"by_group": true, "policy": {"ties": "dense"}})),
        ("rank", json!({"basis": "self"})),
        ("weak", json!({"top": 3, "unit": unit})),
        ("lost", json!({"unit": unit})),
        ("cuts", json!({})),
        ("table", json!({})),
        ("versus", json!({"unit": unit, "other": other})),
        ("explain", json!({"unit": unit, "node": "7.2"})),
        ("strengths", json!({"unit": unit})),
        ("robustness", json!({"vary": "fields"})),
        ("what-if", json!({"unit": unit, "repair_first": 2})),
        ("plan", json!({"unit": unit, "rank": 3})),
        ("plan", json!({"unit": unit, "target": "99.99"})),
        ("forecast", json!({"unit": unit, "on": "2024-01-12"})),
        ("intake", json!({})),
    ];
    all.iter().map(|(name, flags)| asked(name, flags)).collect()
}

/// What somebody might do to a line so that it still looks like one.
fn altered(line: &str, dice: &mut Dice) -> Vec<String> {
    let at = |dice: &mut Dice, fits: fn(char) -> bool| -> Option<usize> {
        let places: Vec<usize> =
            line.char_indices().filter(|(_, c)| fits(*c)).map(|(at, _)| at).collect();
        (!places.is_empty()).then(|| dice.pick(&places))
    };
    let put = |at: usize, text: &str| {
        let next = line[at..].chars().next().map_or(0, char::len_utf8);
        format!("{}{text}{}", &line[..at], &line[at + next..])
    };
    let mut all = vec![
        format!("{line} 1"),
        // A mark without width, and one that turns the direction of writing.
        format!("{line}\u{200b}"),
        format!("\u{202e}{line}"),
    ];
    if !line.is_empty() {
        all.push(format!(" {line}"));
    }
    if let Some(at) = at(dice, |c| c.is_ascii_digit()) {
        let digit = line[at..].chars().next().unwrap();
        all.push(put(at, if digit == '9' { "8" } else { "9" }));
        all.push(put(at, ""));
        // A digit of another script, and a blank inside the number.
        all.push(put(at, "１"));
        all.push(put(at, &format!("{digit}\u{a0}")));
    }
    if let Some(at) = at(dice, |c| c == 'a' || c == 'o') {
        all.push(put(at, if line[at..].starts_with('a') { "а" } else { "о" }));
    }
    if let Some(at) = at(dice, |c| c == ' ') {
        all.push(put(at, "  "));
        all.push(put(at, "\u{a0}"));
        all.push(put(at, "\t"));
    }
    all
}

#[test]
fn a_table_agrees_and_no_changed_line_does() {
    let mut dice = Dice::seeded(17);
    for call in calls() {
        let reply = reply(&call);
        for (lang, ascii) in [(Lang::En, false), (Lang::Vi, false), (Lang::Vi, true)] {
            let text = reply.text(view::Look { lang, ascii, ..view::Look::default() });
            assert!(agrees(&text), "{call:?} {text}");
            let lines: Vec<&str> = text.lines().collect();
            let with = |at: usize, new: &[&str]| {
                let mut lines = lines.clone();
                lines.splice(at..=at, new.iter().copied());
                lines.join("\n") + "\n"
            };
            // One line of the body, and the one of the seal.
            for at in [dice.below(lines.len() - 1), lines.len() - 1] {
                let line = lines[at];
                assert!(!agrees(&with(at, &[])), "{call:?}: without line {at} of\n{text}");
                assert!(!agrees(&with(at, &[line, line])), "{call:?}: line {at} twice in\n{text}");
                // The number of the version is not compared.
                let version =
                    if at + 1 < lines.len() { 0 } else { line.find(['·', '|']).unwrap() };
                for other in altered(&line[version..], &mut dice) {
                    let other = format!("{}{other}", &line[..version]);
                    assert!(!agrees(&with(at, &[&other])), "{call:?}: {other:?} for\n{line:?}");
                }
            }
            // Two neighbours change places.
            let at = dice.below(lines.len() - 1);
            if lines[at] != lines[at + 1] {
                let mut lines = lines.clone();
                lines.swap(at, at + 1);
                assert!(
                    !agrees(&(lines.join("\n") + "\n")),
                    "{call:?}: {at} and the next of\n{text}"
                );
            }
            // The line of the seal in the other language, or the body in it.
            let lang = if lang == Lang::En { Lang::Vi } else { Lang::En };
            let other = reply.text(view::Look { lang, ascii, ..view::Look::default() });
            let seal = other.lines().last().unwrap();
            assert!(!agrees(&with(lines.len() - 1, &[seal])), "{call:?} {seal}");
        }
    }
}

/// Every value of an object that is not said to be left aside.
fn leaves(value: &serde_json::Value, path: &str, all: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(map) => map.iter().for_each(|(key, value)| {
            let place = ["file", "sheet", "cell", "line", "pointer"].contains(&key.as_str());
            if !(path.starts_with("/findings/") && place || path.is_empty() && key == "version") {
                leaves(value, &format!("{path}/{key}"), all);
            }
        }),
        serde_json::Value::Array(list) => {
            list.iter()
                .enumerate()
                .for_each(|(n, value)| leaves(value, &format!("{path}/{n}"), all));
        }
        _ => all.push(path.to_owned()),
    }
}

#[test]
fn an_object_agrees_and_no_changed_value_does() {
    let mut dice = Dice::seeded(23);
    for call in calls() {
        let text = reply(&call).to_json();
        assert!(agrees(&text), "{call:?}");
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let mut paths = Vec::new();
        leaves(&value, "", &mut paths);
        for _ in 0..12 {
            let path = dice.pick(&paths);
            let mut other = value.clone();
            let place = other.pointer_mut(&path).unwrap();
            *place = match place {
                serde_json::Value::String(text) => format!("{text}1").into(),
                serde_json::Value::Number(number) => (number.as_u64().unwrap() + 1).into(),
                serde_json::Value::Bool(flag) => (!*flag).into(),
                _ => 1.into(),
            };
            assert!(!agrees(&other.to_string()), "{call:?} {path}");
        }
        // A row less, a row twice, a key more.
        let rows = value["rows"].as_array().unwrap().len();
        let at = dice.below(rows);
        let mut other = value.clone();
        other["rows"].as_array_mut().unwrap().remove(at);
        assert!(!agrees(&other.to_string()), "{call:?} without row {at}");
        let mut other = value.clone();
        let row = other["rows"][at].clone();
        other["rows"].as_array_mut().unwrap().insert(at, row);
        assert!(!agrees(&other.to_string()), "{call:?} row {at} twice");
        let mut other = value;
        other["rows"][at]["approved"] = true.into();
        assert!(!agrees(&other.to_string()), "{call:?}");
    }
}
