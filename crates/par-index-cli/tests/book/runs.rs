//! Every command of README and book runs, in a folder of its own for each page, and prints what the page says.
//!
//! A block `sh` holds commands. A block `text` or `csv` right behind it is what the last of them prints. A
//! comment on the line above a block says what a reader need not see:
//! `<!-- exit: 1 -->` the exit code, `<!-- lines: 9 -->` that only so many lines are shown, and
//! `<!-- file: scores.csv -->` that the block is a file which the reader has written.

use std::path::Path;

use super::{named, pages_below, update};
use crate::common::{folder, par_index_in, root, write};

/// What a page may tell the reader to run beside `par-index`, and what holds that it works.
const ELSEWHERE: &[(&str, &str)] = &[
    ("RUSTFLAGS='-C target-feature=+crt-static' cargo build ", "scripts/check static"),
    ("cargo run --example ", "scripts/check examples"),
    ("cargo run --release --example ", "scripts/check examples"),
    ("cargo test", "scripts/check test"),
    ("cargo bench ", "scripts/check bench"),
    ("cargo build ", "scripts/check lint"),
    ("cargo install ", "cargo's own work"),
    ("scripts/", "scripts/check"),
    ("pip install ", "scripts/check python"),
    ("maturin build ", "scripts/check python"),
    ("{ cat examples/calling/open.json;", "tests/doors/calls.rs"),
    ("python3 ", "a measurement, made by hand"),
    ("valgrind ", "a measurement, made by hand"),
    ("time ", "a measurement, made by hand"),
    ("just bench-rivals", "a measurement, made by hand"),
    ("sha256sum ", "a tool of the system"),
    ("par-index serve", "tests/doors/serve.rs"),
    ("par-index completions ", "tests/command/help.rs"),
    ("PAR_INDEX_LANG=vi par-index ", "tests/command/help.rs"),
];

/// A fenced block of a page: its language, what its comment says, the lines of its body.
struct Block {
    language: String,
    says: Vec<(String, String)>,
    body: std::ops::Range<usize>,
}

impl Block {
    fn says(&self, key: &str) -> Option<&str> {
        self.says.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }
}

fn blocks(lines: &[String]) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<(String, usize)> = None;
    for (at, line) in lines.iter().enumerate() {
        let Some(fence) = line.strip_prefix("```") else { continue };
        match open.take() {
            None => open = Some((fence.trim().to_owned(), at + 1)),
            Some((language, from)) => {
                let above = from.checked_sub(2).map_or("", |above| lines[above].as_str());
                let says = above.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->"));
                let pairs = says.unwrap_or_default().split(", ").filter_map(|p| p.split_once(": "));
                let says = pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
                found.push(Block { language, says, body: from..at });
            }
        }
    }
    assert!(open.is_none(), "a block without an end");
    found
}

/// The commands of a block: lines that end in `\` go on, what stands behind ` # ` is for the reader.
fn commands(lines: &[String]) -> Vec<String> {
    let text = lines.join("\n").replace("\\\n", " ");
    let line = |line: &str| line.split(" # ").next().unwrap().trim().to_owned();
    text.lines().map(line).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// A command line split at blanks; single quotes hold blanks together.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut quoted, mut inside) = (false, false);
    for c in line.chars() {
        if c == ' ' && !quoted {
            inside = false;
            continue;
        }
        if !inside {
            words.push(String::new());
            inside = true;
        }
        if c == '\'' {
            quoted = !quoted;
        } else {
            words.last_mut().unwrap().push(c);
        }
    }
    words
}

/// The arguments of a command as a terminal would answer them: a test reads through a pipe, where the
/// command would give JSON.
pub(crate) fn arguments(line: &str) -> Vec<String> {
    const NO_TABLE: [&str; 8] =
        ["form", "init", "call", "schema", "announce", "completions", "man", "serve"];
    let mut args = words(line);
    args.remove(0);
    let has = |flag: &str| args.iter().any(|arg| arg == flag);
    let first = args.iter().find(|arg| !arg.starts_with('-')).cloned().unwrap_or_default();
    let plain = ["--help", "--version", "--format", "-o"].iter().any(|flag| has(flag));
    if !plain && !NO_TABLE.contains(&first.as_str()) {
        args.extend(["--format".to_owned(), "table".to_owned()]);
    }
    args
}

/// A folder with what a reader has who unpacked the repository.
pub(crate) fn unpacked() -> tempfile::TempDir {
    let at = folder();
    for part in ["samples", "examples/tables", "examples/calling", "frameworks", "directives"] {
        copy(&root().join(part), &at.path().join(part));
    }
    at
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// Runs a page; gives it back with what its commands printed, and how many of them did.
fn run(name: &str, text: &str) -> (String, usize) {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let blocks = blocks(&lines);
    let at = unpacked();
    let mut printed: Vec<(std::ops::Range<usize>, Vec<String>)> = Vec::new();
    let mut ran = 0;
    for (nth, block) in blocks.iter().enumerate() {
        let body = &lines[block.body.clone()];
        if let Some(file) = block.says("file") {
            write(at.path(), file, body.join("\n") + "\n");
        }
        if block.language != "sh" {
            continue;
        }
        let mut out = None;
        let commands = commands(body);
        for (n, line) in commands.iter().enumerate() {
            if let Some((_, by)) = ELSEWHERE.iter().find(|(known, _)| line.starts_with(known)) {
                assert!(!by.is_empty());
                exists(name, line);
                continue;
            }
            assert!(line.starts_with("par-index "), "{name}: nothing holds that this runs: {line}");
            let args = arguments(line);
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let done = par_index_in(at.path(), &args, "");
            let last = n + 1 == commands.len();
            let code = block.says("exit").filter(|_| last).map_or(0, |code| code.parse().unwrap());
            assert_eq!(done.code, code, "{name}: {line}\n{}{}", done.out, done.err);
            ran += 1;
            out = Some(done.out);
        }
        // What is printed stands right behind, blank lines aside.
        let Some(next) = blocks.get(nth + 1) else { continue };
        let between = &lines[block.body.end + 1..next.body.start - 1];
        let adjacent = between.iter().all(|line| line.is_empty() || line.starts_with("<!-- "));
        let is_output = ["text", "csv", "json"].contains(&next.language.as_str());
        if let (Some(out), true) = (out, adjacent && is_output && next.says("file").is_none()) {
            let mut shown: Vec<String> = out.trim_end().lines().map(str::to_owned).collect();
            if let Some(most) = next.says("lines").map(|most| most.parse().unwrap())
                && shown.len() > most
            {
                shown.truncate(most);
                shown.push("…".to_owned());
            }
            printed.push((next.body.clone(), shown));
        }
    }
    for (body, shown) in printed.into_iter().rev() {
        lines.splice(body, shown);
    }
    (lines.join("\n") + "\n", ran)
}

/// What a command of cargo or a script names is there.
fn exists(name: &str, line: &str) {
    let words = words(line);
    if let Some(at) = words.iter().position(|word| word == "--example") {
        let file = format!("examples/{}.rs", words[at + 1]);
        assert!(root().join(&file).exists(), "{name}: {line}: no {file}");
    }
    if let Some(script) = words[0].strip_prefix("scripts/") {
        assert!(root().join("scripts").join(script).exists(), "{name}: {line}");
    }
    if let Some(at) = words.iter().position(|word| word == "--path") {
        assert!(root().join(&words[at + 1]).join("Cargo.toml").exists(), "{name}: {line}");
    }
}

#[test]
fn commands_print_what_the_pages_say() {
    let mut ran = 0;
    let mut differ = Vec::new();
    let mut all = vec![root().join("README.md"), root().join("README.vi.md")];
    all.extend(pages_below("docs").into_iter().filter(|page| !named(page).contains("/commands/")));
    for page in all {
        let name = named(&page);
        let text = std::fs::read_to_string(&page).unwrap();
        let (renewed, more) = run(&name, &text);
        ran += more;
        if renewed == text {
            continue;
        }
        if update() {
            std::fs::write(&page, renewed).unwrap();
        } else {
            let other = renewed.lines().zip(text.lines()).find(|(now, said)| now != said);
            differ.push(format!("{name}: {other:?}"));
        }
    }
    assert!(differ.is_empty(), "UPDATE_BOOK=1 renews them: {differ:#?}");
    assert!(ran >= 60, "{ran} commands");
}

/// Whoever opens the README finds the whole of it on four screens.
#[test]
fn the_readme_stays_short() {
    for name in ["README.md", "README.vi.md"] {
        let text = std::fs::read_to_string(root().join(name)).unwrap();
        assert!(text.lines().count() <= 200, "{name}: {} lines", text.lines().count());
    }
    // Times stand in the README and on the page that says how they were measured: the same ones.
    let [readme, speed] = ["README.md", "docs/speed.md"]
        .map(|name| std::fs::read_to_string(root().join(name)).unwrap());
    let rows: Vec<&str> = readme.lines().filter(|line| line.contains(" ms | ")).collect();
    assert!(rows.len() > 4 && rows.iter().all(|row| speed.contains(row)), "{rows:?}");
}
