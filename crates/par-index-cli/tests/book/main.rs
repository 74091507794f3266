//! README and book are true: what a page says a command prints, it prints; pages about commands and findings
//! are made from the command itself; links lead somewhere; the Vietnamese half is Vietnamese. What is made or
//! printed is renewed by `UPDATE_BOOK=1 cargo test -p par-index-cli --test book`.

#[path = "../common/mod.rs"]
mod common;

mod links;
mod made;
mod runs;
mod words;

use std::path::{Path, PathBuf};

use common::root;

/// Whether pages are written anew instead of being compared.
fn update() -> bool {
    std::env::var_os("UPDATE_BOOK").is_some()
}

/// All pages below a folder of the repository, in the order of their names.
fn pages_below(folder: &str) -> Vec<PathBuf> {
    fn walk(at: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() && !["target", "node_modules", ".git"].contains(&name) {
                walk(&path, found);
            } else if path.extension().is_some_and(|end| end == "md") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    found.sort();
    found
}

/// The path of a page as the repository names it.
fn named(page: &Path) -> String {
    page.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/")
}
