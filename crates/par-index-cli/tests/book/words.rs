//! The Vietnamese half of the book holds Vietnamese words: those that the program's own sentences use
//! (src/words/vietnamese.txt) and those that docs/vi/words.txt adds, a list short enough to be read by a person.
//! Names that Vietnamese texts keep stand here. Code, paths and what the command prints are not looked at; the
//! program's own test holds its output to the same rule.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{named, pages_below, update};
use crate::common::root;

/// Names of products, formats, agencies' indices and languages.
const NAMES: &str = "par index PAR INDEX PAPI SIPAS Windows Linux Python Rust Node Excel LibreOffice Word Chrome Edge Firefox \
    JSON CSV PDF HTML HTTP USB UTF Unicode UniKey QR SHA BOM GitHub Java Jupyter polars pandas pyarrow \
    WebAssembly mdBook ASCII PowerShell Times New Roman MIT Apache Tab Enter GiB MiB TypeScript float DataFrame OpenAPI";

/// The words a reader sees, code left out.
fn words(text: &str) -> Vec<String> {
    let mut seen = String::new();
    let mut code = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Text(piece) if !code => seen.push_str(&piece),
            Event::SoftBreak | Event::HardBreak | Event::Code(_) | Event::End(_) => seen.push(' '),
            _ => {}
        }
    }
    let tokens = seen.split(|c: char| c.is_whitespace() || ",;:()“”‹›".contains(c));
    tokens
        .map(|token| token.trim_matches(|c: char| !c.is_alphanumeric()))
        // Numbers of documents and names of files are no words.
        .filter(|token| !token.contains(|c: char| c.is_numeric() || "._=".contains(c)))
        .flat_map(|token| token.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_vietnamese_book_holds_vietnamese_words_only() {
    let list = root().join("docs/vi/words.txt");
    let common = std::fs::read_to_string(root().join("src/words/vietnamese.txt")).unwrap();
    let common: BTreeSet<&str> = common.split_whitespace().collect();
    let names: BTreeSet<&str> = NAMES.split_whitespace().collect();
    let mut needed: BTreeSet<String> = BTreeSet::new();
    let mut all = 0;
    // What the program says of itself is held to this rule by its own test (src/words.rs).
    let own = |name: &str| name.contains("/commands") || name.ends_with("/findings.md");
    let mut pages = pages_below("docs/vi");
    pages.retain(|page| !own(&named(page)));
    pages.push(root().join("README.vi.md"));
    for page in pages {
        let text = std::fs::read_to_string(&page).unwrap();
        assert!(unicode_nfc(&text), "{}: letters that are not composed", named(&page));
        for word in words(&text) {
            all += 1;
            let lower = word.to_lowercase();
            if !names.contains(word.as_str()) && !common.contains(lower.as_str()) {
                needed.insert(lower);
            }
        }
    }
    assert!(all > 5000, "{all} words");
    if update() {
        let line = needed.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
        std::fs::write(&list, line + "\n").unwrap();
    }
    let known = std::fs::read_to_string(&list).unwrap();
    let known: BTreeSet<String> = known.split_whitespace().map(str::to_owned).collect();
    let unknown: Vec<&String> = needed.difference(&known).collect();
    assert!(unknown.is_empty(), "neither Vietnamese nor a name: {unknown:?}");
    let unused: Vec<&String> = known.difference(&needed).collect();
    assert!(unused.is_empty(), "no page uses {unused:?}");
}

/// Whether no mark stands apart from its letter.
fn unicode_nfc(text: &str) -> bool {
    !text.chars().any(|c| ('\u{300}'..='\u{36f}').contains(&c))
}

/// No word of the list can be another language's: a Vietnamese syllable is one run of vowels with at most the
/// consonants that may stand before and behind it.
#[test]
fn the_further_words_are_vietnamese_syllables() {
    let list = std::fs::read_to_string(root().join("docs/vi/words.txt")).unwrap();
    let wrong: Vec<&str> = list.split_whitespace().filter(|word| !is_syllable(word)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn is_syllable(word: &str) -> bool {
    const BEFORE: [&str; 27] = [
        "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
        "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
    ];
    const BEHIND: [&str; 9] = ["ng", "nh", "ch", "c", "m", "n", "p", "t", ""];
    let vowel = |c: char| {
        "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ".contains(c)
    };
    let starts = BEFORE.iter().copied().chain([""]).filter_map(|before| word.strip_prefix(before));
    starts.into_iter().any(|rest| {
        BEHIND.iter().filter_map(|behind| rest.strip_suffix(behind)).any(|core| {
            let count = core.chars().count();
            (1..=3).contains(&count) && core.chars().all(vowel)
        })
    })
}
