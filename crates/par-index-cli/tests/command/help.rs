//! Help, manual and completions in the language asked for.

use crate::common::{par_index, par_index_in, root};
use par_index::ask::QUESTIONS;

/// The commands that are no question of their own.
const OTHERS: [&str; 10] = [
    "framework",
    "directive",
    "form",
    "init",
    "verify",
    "schema",
    "finding",
    "call",
    "completions",
    "man",
];

#[test]
fn every_command_explains_itself_in_both_languages() {
    for command in OTHERS.into_iter().chain(QUESTIONS.iter().map(|question| question.name)) {
        let words: Vec<&str> = match command.split_once('-') {
            Some((group @ ("framework" | "directive"), name)) => vec![group, name],
            _ => vec![command],
        };
        let help = |lang| par_index(&[&words[..], &["--help", "--lang", lang]].concat());
        let [en, vi] = ["en", "vi"].map(help);
        assert_eq!((en.code, vi.code), (0, 0), "{command}");
        assert!(en.out.contains("Usage: par-index"), "{}", en.out);
        assert!(vi.out.contains("Cách dùng: par-index"), "{}", vi.out);
        assert_ne!(en.out.lines().next(), vi.out.lines().next(), "{command}");
        // Nothing the library for arguments would say in English by itself.
        for english in
            ["Usage", "Options", "Commands", "Print", "possible values", "default:", "Arguments"]
        {
            assert!(!vi.out.contains(english), "{command}: {english} in\n{}", vi.out);
        }
        // Every option has a text.
        let bare = en
            .out
            .lines()
            .filter(|line| line.trim_start().starts_with("--") && !line.contains("  "));
        assert_eq!(bare.count(), 0, "{}", en.out);
    }
}

#[test]
fn wrong_calls_are_said_in_the_language() {
    let vi = par_index(&["rank", "--lang", "vi"]);
    assert_eq!(vi.code, 2);
    assert!(vi.err.starts_with("Lỗi: thiếu tham số bắt buộc"), "{}", vi.err);
    assert!(!vi.err.contains("error") && !vi.err.contains("required"), "{}", vi.err);
    let near = par_index(&["rnak"]);
    assert!(near.err.contains("perhaps rank"), "{}", near.err);
}

#[test]
fn the_language_may_come_from_the_environment() {
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_par-index"))
        .arg("--help")
        .env("PAR_INDEX_LANG", "vi")
        .output()
        .unwrap();
    assert!(String::from_utf8(ran.stdout).unwrap().contains("Cách dùng"));
}

#[test]
fn manual_completions_and_version() {
    let man = par_index(&["man"]).out;
    assert!(man.contains(".TH par-index") && man.contains("what\\-if"), "{man}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = par_index(&["completions", shell]);
        assert!(script.code == 0 && script.out.contains("what-if"), "{shell}");
    }
    assert_eq!(par_index(&["completions", "tcsh"]).code, 2);
    assert_eq!(
        par_index(&["--version"]).out.trim(),
        format!("par-index {}", env!("CARGO_PKG_VERSION"))
    );
    // A reader that goes away is no failure.
    let ran = par_index_in(&root(), &["finding", "list", "--format", "table"], "");
    assert_eq!(ran.code, 0);
}

#[test]
fn a_command_without_more_shows_what_there_is() {
    for args in [&[][..], &["framework"], &["directive"], &["finding"]] {
        let ran = par_index(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(
            ran.err.contains("Usage: par-index") && ran.err.contains("Commands"),
            "{}",
            ran.err
        );
    }
}
