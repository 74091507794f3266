//! docs/calls.md lists every call with its flags and a request that runs: `UPDATE_CALLS=1` writes it anew.

use std::fmt::Write as _;

use crate::common::root;
use crate::common::served::Served;
use par_index::Lang;
use par_index::ask::{Entry, QUESTIONS, Takes};
use par_index_office::{Given, takes};
use serde_json::Value;

/// A request of each call, without what every one bears.
const EXAMPLES: [(&str, &str); 29] = [
    ("check", r#""index": "communes""#),
    ("join", r#""index": "papi""#),
    ("intake", r#""index": "communes", "by": "appraiser""#),
    ("score", r#""index": "communes", "year": 2023"#),
    ("rank", r#""index": "communes", "by_group": true"#),
    ("weak", r#""index": "communes", "unit": "sample-commune-01", "top": 5"#),
    ("strengths", r#""index": "communes", "unit": "xã mẫu 03""#),
    ("lost", r#""index": "communes", "by": "lead""#),
    ("cuts", r#""index": "communes""#),
    ("table", r#""index": "papi", "level": "criterion", "show": "rank""#),
    ("report", r#""index": "communes", "lang": "vi", "format": "html""#),
    ("paper", r#""index": "communes", "paper": "announcement", "lang": "vi", "format": "docx""#),
    ("trend", r#""index": "communes""#),
    ("compare", r#""index": "communes""#),
    (
        "diff",
        r#""framework": "hon-quan-2023", "before": {"csv": "unit,year,1.1\nsample-commune-01,2023,0.5\n"}, "after": "communes.json""#,
    ),
    ("robustness", r#""index": "papi", "replicates": 20"#),
    ("together", r#""within": "sample-province-01""#),
    ("explain", r#""index": "communes", "unit": "sample-commune-01", "node": "1.3""#),
    ("versus", r#""index": "communes", "unit": "sample-commune-01", "other": "sample-commune-04""#),
    ("what-if", r#""index": "communes", "unit": "sample-commune-01", "repair_first": 2"#),
    ("plan", r#""index": "communes", "unit": "sample-commune-01", "target": "85""#),
    ("forecast", r#""index": "communes", "unit": "sample-commune-01", "on": "2023-09-30""#),
    ("crosswalk", r#""framework": "papi-2018", "previous_framework": "papi-2011""#),
    (
        "framework-diff",
        r#""framework": "vn-ministry-2023", "previous_framework": "vn-ministry-2022""#,
    ),
    (
        "survey",
        r#""framework": "sipas-district-2023", "year": 2023, "questions": "survey/questions.csv", "ballots": "survey/ballots.csv", "asked": "survey/asked.csv""#,
    ),
    ("audit", r#""table": {"csv": "unit,part_a,part_b,total\nA,61.86,28.10,89.96\n"}"#),
    ("directive-check", r#""index": "communes", "days": 20"#),
    ("directive-status", r#""on": "2023-12-01""#),
    ("directive-papers", r#""index": "communes", "paper": "repair""#),
];

fn request(name: &str) -> String {
    let example = EXAMPLES.iter().find(|(known, _)| *known == name);
    let (_, more) = example.unwrap_or_else(|| panic!("{name} has no example"));
    format!(r#"{{"at": "samples", "call": "{name}", {more}}}"#)
}

/// Every example is asked of the samples and gives a result.
#[test]
fn every_example_runs() {
    let mut served = Served::with_samples();
    for entry in QUESTIONS {
        let request = request(entry.name);
        let answer = served.say(&request);
        let kind = answer["kind"].as_str();
        let is_file = request.contains("\"format\"") && kind == Some("file");
        // Joined inputs are a list of documents.
        let is_list = entry.name == "join" && answer.as_array().is_some_and(|all| !all.is_empty());
        assert!(kind == Some(entry.name) || is_file || is_list, "{request}: {answer}");
        if !is_list && !is_file && entry.name != "check" {
            let rows = answer["rows"].as_array().unwrap();
            assert!(!rows.is_empty() || answer["summary"].is_object(), "{request}: {answer}");
        }
    }
    assert_eq!(EXAMPLES.len(), QUESTIONS.len());
    assert_eq!(served.end(), Some(0));
}

/// The page is the one that the list gives.
#[test]
fn the_page_of_calls_is_the_list() {
    let file = root().join("docs/calls.md");
    let made = page();
    if std::env::var_os("UPDATE_CALLS").is_some() {
        std::fs::write(&file, &made).unwrap();
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(there == made, "docs/calls.md is another one: UPDATE_CALLS=1");
}

fn page() -> String {
    let mut out = String::from(HEAD);
    for entry in QUESTIONS {
        let _ = write!(
            out,
            "\n## {}\n\n{} · {}\n\n```json\n{}\n```\n\n",
            entry.name,
            entry.about(Lang::En),
            entry.about(Lang::Vi),
            request(entry.name)
        );
        let parts = parts(entry);
        let _ = writeln!(out, "Names: {}.", parts.join(", "));
        let own: Vec<_> = entry.flags.iter().collect();
        if !own.is_empty() {
            out.push_str("\n| key | value | |\n|---|---|---|\n");
        }
        for flag in own {
            let help = flag.help(Lang::En).replace('|', "\\|");
            let _ = writeln!(out, "| `{}` | {} | {help} |", flag.key, value(flag.takes));
        }
        let common: Vec<String> = entry.common.iter().map(|key| format!("`{key}`")).collect();
        if !common.is_empty() {
            let _ = writeln!(out, "\nAnd of every question: {}.", common.join(", "));
        }
    }
    out
}

/// What a question is asked of.
fn parts(entry: &Entry) -> Vec<String> {
    let flag = |name: &str| entry.flags.iter().any(|flag| flag.key == name);
    let names = Given::NAMES.iter().chain(&["with"]);
    let names = names.filter(|name| takes(entry, name) && !flag(name) && **name != "frameworks");
    names.map(|name| format!("`{}`", name.replace('-', "_"))).collect()
}

fn value(takes: Takes) -> String {
    match takes {
        Takes::Nothing => "`true`".to_owned(),
        Takes::Needed(shown) => format!("{shown}, needed"),
        Takes::Texts(shown) => format!("[{shown} …]"),
        Takes::Number(shown) => format!("{shown}, a number"),
        Takes::Percent(shown) => format!("{shown}, a percentage"),
        Takes::Pairs(shown) => format!("{{{shown} …}}"),
        Takes::Text(shown) => shown.to_owned(),
        _ => String::new(),
    }
}

const HEAD: &str = "# Every call

Made from the list of questions (`UPDATE_CALLS=1 cargo test -p par-index-cli --test doors calls`); a test runs every request on this page. They are asked of the
repository's samples as one dossier, which `par-index call --serve` keeps open; from the repository's root:

```sh
{ cat examples/calling/open.json; echo '{\"at\": \"samples\", \"call\": \"rank\", \"index\": \"communes\"}'; } | par-index call --serve
```

A request is one line, its answer one line. `at` is the handle of a dossier; without it a request brings its data along, as for `par-index call`. What a call
is asked of are names of the dossier's files, folders or patterns, embedded ids, or the data themselves; what its manifest says need not be said. Columns,
states and what they mean stand on the page about [results](formats/results.md). Beside the flags of a call go `lang` (`en`, `vi`), `index`, `format` (`json`, `csv`, `table`, `html`, `docx`,
`xlsx`, `pdf` where it was built with the feature `pdf`; papers also `md`), `width`, `ascii`, `bom` and `excel`; what is no JSON comes as an object of kind `file` with `text` or `base64`. What cannot be answered is an object of kind `error`.

The same over HTTP (`par-index serve`): `GET /dossiers/samples/ask/rank?index=communes&by_group=true`, or the request itself by `POST /dossiers/samples/call`.

| done with a dossier | beside `at` |
|---|---|
| `{\"do\": \"open\"}` | `files` (names to a text, `{\"base64\": …}` or `{\"path\": …}`), or `folder` (a path), or `dossier` (a document, `par-index schema dossier`); `title` |
| `{\"do\": \"put\"}` | `file`, and `text`, `base64` or `path` |
| `{\"do\": \"remove\"}` | `file` |
| `{\"do\": \"files\"}` | what each file is, its units, rows and findings; `framework` for files that no manifest names |
| `{\"do\": \"close\"}` | |

At most 64 dossiers and 1 GiB of files are held, and a line may have 256 MiB; of each dossier 32 readings are kept, the last ones asked about. A bad line is answered by an error and changes nothing.
";

/// What a request of this page says it takes, a request may name.
#[test]
fn no_flag_hides_a_name() {
    for entry in QUESTIONS {
        let flags: Vec<&str> = entry.all_flags().map(|flag| flag.key).collect();
        let names: Vec<String> = parts(entry).iter().map(|name| name.replace('`', "")).collect();
        let both: Vec<&String> =
            names.iter().filter(|name| flags.contains(&name.as_str())).collect();
        assert!(both.is_empty(), "{}: {both:?}", entry.name);
    }
    let _: Value = serde_json::from_str(&request("rank")).unwrap();
}
