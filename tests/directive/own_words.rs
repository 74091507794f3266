//! The register says what the letter orders in words of its own.
//!
//! `letter_windows.txt` holds a hash of every run of seven words of the letter, sorted: by it a copied
//! run is known, while the list itself tells nothing of the text. Case, accents and signs do not count.
//! Names of agencies are the letter's, and are left out.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Value;

const RUN: usize = 7;

fn listed() -> BTreeSet<String> {
    include_str!("letter_windows.txt").lines().map(str::to_owned).collect()
}

/// The words of a text without case and accents.
fn words(text: &str) -> Vec<String> {
    let plain = text.to_lowercase().replace('đ', "d");
    let plain: String = plain.nfd().filter(|c| !is_combining_mark(*c)).collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Every run of seven words, with the first ten hex digits of its SHA-256.
fn runs(text: &str) -> Vec<(String, String)> {
    let hashed = |run: &[String]| {
        let run = run.join(" ");
        let hash = Sha256::digest(&run).iter().take(5).fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        (hash, run)
    };
    words(text).windows(RUN).map(hashed).collect()
}

/// Every text of a document but names and ids of agencies, each with where it stands.
fn texts(value: &Value, at: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => found.push((at.to_owned(), text.clone())),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(n, one)| texts(one, &format!("{at}/{n}"), found));
        }
        Value::Object(keys) => {
            let own = keys.iter().filter(|(key, _)| !(at.is_empty() && *key == "agencies"));
            own.for_each(|(key, one)| texts(one, &format!("{at}/{key}"), found));
        }
        _ => {}
    }
}

#[test]
fn no_run_of_seven_words_is_the_letters() {
    let listed = listed();
    assert!(listed.len() > 2_000 && listed.iter().all(|hash| hash.len() == 10));
    let register = include_str!("../../directives/hon-quan-2023.json");
    let mut all = Vec::new();
    texts(&serde_json::from_str(register).unwrap(), "", &mut all);
    // The measures and conditions of the sample's plan are ours too.
    for (row, line) in include_str!("../../samples/efforts-2023.csv").lines().enumerate() {
        all.extend(line.split(',').map(|cell| (format!("efforts {}", row + 1), cell.to_owned())));
    }
    for key in ["/text/vi", "/base/vi", "/product/vi", "/title/vi", "/source"] {
        assert!(all.iter().any(|(at, _)| at.ends_with(key)), "{key}");
    }
    let copied: Vec<String> = all
        .iter()
        .flat_map(|(at, text)| runs(text).into_iter().map(move |(hash, run)| (at, hash, run)))
        .filter(|(_, hash, _)| listed.contains(hash))
        .map(|(at, _, run)| format!("{at}: {run}"))
        .collect();
    assert_eq!(copied, [""; 0]);
}

#[test]
fn a_copied_run_would_be_seen() {
    // The name of the Front, which stands in the letter and is left out above.
    let name = runs("Ủy ban Mặt trận Tổ quốc Việt");
    assert!(name.len() == 1 && listed().contains(&name[0].0), "{name:?}");
    assert!(runs("UY BAN, mặt trận: tổ quốc việt").iter().all(|(hash, _)| *hash == name[0].0));
    assert_eq!(runs("sáu chữ thì chưa đủ dài"), []);
}

#[test]
fn the_list_is_the_letters() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/seed/hon-quan-letter-2023.txt");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: the letter is not beside the checkout");
        return;
    };
    let own: BTreeSet<String> = runs(&text).into_iter().map(|(hash, _)| hash).collect();
    assert!(own == listed(), "{} runs, {} listed", own.len(), listed().len());
    let lines: Vec<&str> = include_str!("letter_windows.txt").lines().collect();
    assert!(lines.is_sorted());
}
