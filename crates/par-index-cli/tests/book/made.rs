//! Pages that are made from the command: one for each command, with its help and what an example of it prints,
//! and the list of all findings with cause and cure.

use std::fmt::Write as _;

use par_index::Lang;
use par_index::ask::QUESTIONS;

use super::runs::{arguments, unpacked};
use super::update;
use crate::common::{par_index, par_index_in, root};

/// What a page shows: the data of a year, and a unit of it in either language.
const DATA: &str = "-f hon-quan-2023 samples/communes-2023.json";

/// A smaller year, as tables.
const TABLES: &str = "-f examples/tables/framework.csv --policies examples/tables/policies.json \
    examples/tables/scores.csv examples/tables/facts.csv --units examples/tables/units.csv --year 2023";

/// Files that an example needs beside the samples; a page shows those its commands name.
const FILES: [(&str, &str); 3] = [
    (
        "published.csv",
        "unit,part_a,part_b,total,rank\nA,61.86,28.10,89.96,1\nB,60.10,27.15,87.52,2\n",
    ),
    ("2022.csv", "unit,year,1.1,1.2,2\nXã An Hòa,2022,2,3,3\nXã Bình,2022,2,3.5,2.5\n"),
    ("corrected.csv", "unit,year,1.1,1.2,2\nXã An Hòa,2022,2,3,3\nXã Bình,2022,2,3.5,3.5\n"),
];

/// An example of each command. `{DATA}`, `{TABLES}`, `{UNIT}` and the like are filled in; lines above the last
/// prepare it.
const EXAMPLES: &[(&str, &str)] = &[
    ("announce", "par-index announce {DATA} -o cong-bo-2023"),
    ("audit", "par-index audit published.csv"),
    ("call", ""),
    ("check", "par-index check {TABLES}"),
    ("compare", "par-index compare {TABLES} --previous 2022.csv"),
    ("completions", "par-index completions bash"),
    ("crosswalk", "par-index crosswalk papi-2018 papi-2019"),
    ("cuts", "par-index cuts {DATA} --unit {UNIT}"),
    (
        "diff",
        "par-index diff -f examples/tables/framework.csv --policies examples/tables/policies.json --before 2022.csv --after corrected.csv --units examples/tables/units.csv --year 2022",
    ),
    ("directive", ""),
    ("directive-check", "par-index directive check hon-quan-2023"),
    ("directive-export", "par-index directive export hon-quan-2023 -o letter.xlsx"),
    ("directive-list", "par-index directive list"),
    (
        "directive-papers",
        "par-index directive papers hon-quan-2023 {DATA} --unit {UNIT} --paper repair --lead tu-phap",
    ),
    ("directive-show", "par-index directive show hon-quan-2023"),
    ("directive-status", "par-index directive status hon-quan-2023 --on 2023-10-01"),
    ("explain", "par-index explain {DATA} --unit {UNIT} --node 7.2"),
    ("finding", ""),
    ("finding-list", "par-index finding list"),
    ("finding-show", "par-index finding show conflict"),
    ("forecast", "par-index forecast {DATA} --unit {UNIT} --on 2024-01-12"),
    (
        "form",
        "par-index form -f hon-quan-2023 --units examples/tables/units.csv --period 2024 -o forms",
    ),
    ("framework", ""),
    ("framework-check", "par-index framework check hon-quan-2023"),
    ("framework-diff", "par-index framework diff vn-ministry-2022 vn-ministry-2023"),
    ("framework-export", "par-index framework export hon-quan-2023 -o framework.xlsx"),
    (
        "framework-import",
        "par-index framework export vn-ministry-2023 -o decision.xlsx\npar-index framework import decision.xlsx",
    ),
    ("framework-list", "par-index framework list"),
    ("framework-show", "par-index framework show vn-province-2017"),
    ("init", "par-index init cchc-2023 -f hon-quan-2023"),
    ("intake", "par-index intake {DATA}"),
    ("join", "par-index join -f papi-2021 samples/papi-2023.json --format json"),
    ("lost", "par-index lost {DATA} --by lead"),
    ("man", "par-index man"),
    ("paper", "par-index paper fall {TABLES} --unit 'Xã Bình' --previous 2022.csv"),
    ("plan", "par-index plan {DATA} --unit {UNIT} --rank 5 --efforts samples/efforts-2023.csv"),
    ("rank", "par-index rank {DATA}"),
    ("report", "par-index report {DATA} --unit {UNIT}"),
    ("robustness", "par-index robustness {DATA} --vary fields"),
    ("schema", "par-index schema efforts"),
    ("score", "par-index score {DATA} --unit {UNIT}"),
    ("serve", ""),
    ("strengths", "par-index strengths {DATA} --unit {UNIT}"),
    (
        "survey",
        "par-index survey -f sipas-district-2023 --questions samples/satisfaction-2023/questions.csv samples/satisfaction-2023/ballots.csv --units samples/satisfaction-2023/units.csv --asked samples/satisfaction-2023/asked.csv --year 2023",
    ),
    ("table", "par-index table {DATA}"),
    (
        "together",
        "par-index together {DATA} --with papi-2021=samples/papi-2023.json --unit {UNIT} --within {PROVINCE}",
    ),
    ("trend", "par-index trend {TABLES} --previous 2022.csv"),
    ("verify", "par-index rank {DATA} -o printed.txt\npar-index verify printed.txt {DATA}"),
    ("versus", "par-index versus {DATA} --unit {UNIT} --other {OTHER}"),
    ("weak", "par-index weak {DATA} --unit {UNIT} --top 5"),
    ("what-if", "par-index what-if {DATA} --unit {UNIT} --repair-first 3"),
];

/// Most lines of an output that a page shows.
const MOST: usize = 45;

/// A command as it is typed: `framework show` for `framework-show`.
fn typed(name: &str) -> Vec<&str> {
    match name.split_once('-') {
        Some((group @ ("framework" | "directive" | "finding"), rest)) => vec![group, rest],
        _ => vec![name],
    }
}

fn example(line: &str, lang: Lang) -> String {
    let vi = lang == Lang::Vi;
    let either =
        |english: &str, vietnamese: &str| format!("'{}'", if vi { vietnamese } else { english });
    let line = line
        .replace("{DATA}", DATA)
        .replace("{TABLES}", TABLES)
        .replace("{UNIT}", &either("sample commune 01", "xã mẫu 01"))
        .replace("{OTHER}", &either("sample commune 09", "xã mẫu 09"))
        .replace("{PROVINCE}", &either("sample province 04", "tỉnh mẫu 04"));
    if vi { format!("{line} --lang vi") } else { line }
}

fn command_page(name: &str, example_lines: &str, lang: Lang) -> String {
    let vi = lang == Lang::Vi;
    let help = help(name, lang);
    let (about, rest) = help.split_once("\n\n").unwrap();
    let mut out = format!("# `{}`\n\n{about}\n", typed(name).join(" "));
    if !example_lines.is_empty() {
        let at = unpacked();
        for (file, text) in FILES {
            std::fs::write(at.path().join(file), text).unwrap();
        }
        let mut lines: Vec<String> = Vec::new();
        let mut last = None;
        for line in example_lines.lines() {
            let line = example(line, lang);
            let args = arguments(&line);
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            last = Some(par_index_in(at.path(), &args, ""));
            lines.push(line);
        }
        let last = last.unwrap();
        // Audits and letters find what is wrong: that is their answer.
        let finds = ["audit", "check", "directive-check"].contains(&name);
        assert!(last.code == 0 || finds && last.code == 1, "{lines:?}: {}{}", last.out, last.err);
        let title = if vi { "Ví dụ" } else { "Example" };
        let _ = write!(out, "\n## {title}\n");
        for (file, text) in FILES.iter().filter(|(file, _)| example_lines.contains(file)) {
            let _ = write!(out, "\n`{file}`:\n\n```csv\n{text}```\n");
        }
        let _ = write!(out, "\n```sh\n{}\n```\n", lines.join("\n"));
        let shown: Vec<&str> = last.out.trim_end().lines().collect();
        if !last.out.trim().is_empty() {
            let cut = if shown.len() > MOST { "\n…" } else { "" };
            let body = shown[..shown.len().min(MOST)].join("\n");
            let _ = write!(out, "\n```text\n{body}{cut}\n```\n");
        }
    }
    let title = if vi { "Cách dùng" } else { "How it is called" };
    let _ = write!(out, "\n## {title}\n\n```text\n{}\n```\n", rest.trim_end());
    out
}

/// The folder of a language, and the word for it on the command line.
fn code(lang: Lang) -> &'static str {
    if lang == Lang::Vi { "vi" } else { "en" }
}

/// The list of all commands, each with what it does.
fn command_list(lang: Lang) -> String {
    let mut out = match lang {
        Lang::Vi => "# Các lệnh\n\nMỗi lệnh một trang, có ví dụ và kết quả thật. Lệnh nào cũng có hướng dẫn: \
            `par-index LỆNH --help --lang vi`.\n\n| lệnh | nội dung |\n|---|---|\n"
            .to_owned(),
        _ => "# The commands\n\nA page for each, with an example and what it really prints. Each explains itself: \
            `par-index COMMAND --help`.\n\n| command | |\n|---|---|\n"
            .to_owned(),
    };
    for (name, _) in EXAMPLES {
        let about = help(name, lang).lines().next().unwrap().replace('|', "\\|");
        let _ = writeln!(out, "| [`{}`](commands/{name}.md) | {about} |", typed(name).join(" "));
    }
    out
}

fn help(name: &str, lang: Lang) -> String {
    par_index(&[&typed(name)[..], &["--help", "--lang", code(lang)]].concat()).out
}

fn compare(differ: &mut Vec<String>, name: &str, made: &str) {
    let file = root().join(name);
    if update() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, made).unwrap();
    }
    if std::fs::read_to_string(&file).unwrap_or_default() != made {
        differ.push(name.to_owned());
    }
}

#[test]
fn each_command_has_a_page_with_what_it_prints() {
    let known: Vec<&str> = EXAMPLES.iter().map(|(name, _)| *name).collect();
    for question in QUESTIONS {
        assert!(known.contains(&question.name), "{} has no example", question.name);
    }
    // The pages are independent of each other, and each waits for a process.
    let differ = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for lang in [Lang::Vi, Lang::En] {
            let differ = &differ;
            scope.spawn(move || {
                let list = format!("docs/{}/commands.md", code(lang));
                compare(&mut differ.lock().unwrap(), &list, &command_list(lang));
                for &(name, lines) in EXAMPLES {
                    let page = format!("docs/{}/commands/{name}.md", code(lang));
                    let made = command_page(name, lines, lang);
                    compare(&mut differ.lock().unwrap(), &page, &made);
                }
            });
        }
    });
    let differ = differ.into_inner().unwrap();
    assert!(differ.is_empty(), "UPDATE_BOOK=1 makes them anew: {differ:#?}");
}

#[test]
fn each_finding_stands_in_the_book_with_cause_and_cure() {
    let list = par_index(&["finding", "list", "--format", "json"]).json();
    let list = list.as_array().unwrap();
    assert!(list.len() > 100, "{}", list.len());
    let mut differ = Vec::new();
    for (lang, head, severities, words) in [
        (
            "en",
            FINDINGS_EN,
            [("error", "Errors"), ("warning", "Warnings"), ("note", "Notes")],
            ["cause", "cure"],
        ),
        (
            "vi",
            FINDINGS_VI,
            [("error", "Lỗi"), ("warning", "Cảnh báo"), ("note", "Lưu ý")],
            ["cause_vi", "cure_vi"],
        ),
    ] {
        let mut out = head.to_owned();
        for (severity, title) in severities {
            let _ = write!(out, "\n## {title}\n");
            for finding in list.iter().filter(|finding| finding["severity"] == severity) {
                let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
                let [cause, cure] = words.map(|key| capital(&shown(&text(key))));
                let _ = write!(out, "\n### `{}`\n\n{cause}.\n", text("code"));
                if !cure.is_empty() {
                    let arrow = if lang == "vi" { "Cách xử lý" } else { "Cure" };
                    let _ = write!(out, "\n*{arrow}:* {cure}.\n");
                }
            }
        }
        compare(&mut differ, &format!("docs/{lang}/findings.md"), &out);
    }
    assert!(differ.is_empty(), "UPDATE_BOOK=1 makes them anew: {differ:#?}");
}

/// A sentence of a finding with what each case fills in as code, so that Markdown makes nothing of it.
fn shown(text: &str) -> String {
    text.replace('‹', "`‹").replace('›', "›`").replace('*', "\\*")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

const FINDINGS_EN: &str = "# Every finding, its cause and its cure

A finding says what is wrong or remarkable about the data: at which file, sheet and cell, what was found there, what was
expected. With an **error** the unit it is about gets no figures until it is mended; a **warning** leaves the figures as
they are and asks to look again; a **note** says how something was read. What stands between ‹ and › differs from case
to case. `par-index check` lists all findings of the data at once, `par-index finding show CODE` explains one.
";

const FINDINGS_VI: &str = "# Các lỗi, cảnh báo, lưu ý: nguyên nhân và cách xử lý

Mỗi nội dung cần xem lại đều ghi rõ tệp, trang tính, ô, nội dung đọc được và yêu cầu. **Lỗi**: đơn vị có lỗi chưa được
tính điểm cho đến khi sửa xong. **Cảnh báo**: số liệu vẫn được tính, đề nghị xem lại. **Lưu ý**: cho biết số liệu đã
được hiểu như thế nào. Phần trong ‹ › thay đổi theo từng trường hợp. Lệnh `par-index check` nêu mọi nội dung cùng một
lúc; lệnh `par-index finding show MÃ` giải thích một mã.
";
