//! What an office meets in its first hour: a table that does not add up, two files that disagree, a sheet of
//! two names. Each is said where it stands, in words of the office.

use crate::common::{Ran, folder, par_index_in, root, write};

const ANNEX: &str = "STT;Tiêu chí;Điểm tối đa;Hướng dẫn chấm điểm\n\
    I;CHỈ ĐẠO, ĐIỀU HÀNH;3 điểm;\n\
    1;Ban hành kế hoạch;1;\"- Ban hành: 1 điểm\n- Không ban hành: 0 điểm\"\n\
    2;Thực hiện kế hoạch;2;\"Từ 90% trở lên: 2; từ 70% đến dưới 90%: 1; dưới 70%: 0\"\n\
    II;TÁC ĐỘNG;2;\n\
    1;Sáng kiến;2;\"mức: 0; 0,5; 2\"\n\
    Tổng cộng;;5 điểm;\n";

const ASK: [&str; 9] =
    ["-f", "k.json", "--units", "u.csv", "--period", "2024", "--lang", "vi", "--draft"];

fn at() -> tempfile::TempDir {
    let at = folder();
    write(at.path(), "phu-luc.csv", ANNEX);
    write(at.path(), "u.csv", "unit,name\nxa-01,Xã Minh Đức\nxa-02,Xã An Khương\n");
    let ran = run(&at, &["framework", "import", "phu-luc.csv", "-o", "k.json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    at
}

fn run(at: &tempfile::TempDir, args: &[&str]) -> Ran {
    par_index_in(at.path(), args, "")
}

fn check(at: &tempfile::TempDir, files: &[&str]) -> Vec<serde_json::Value> {
    let ran = run(at, &[&["check", "--format", "json"], &ASK[..], files].concat());
    ran.json()["findings"].as_array().unwrap().clone()
}

#[test]
fn an_import_that_does_not_add_up_prints_what_it_read() {
    let at = at();
    write(
        at.path(),
        "sai.csv",
        ANNEX.replace(";3 điểm;", ";3,5 điểm;").replace(";5 điểm", ";6 điểm"),
    );
    let ran = run(&at, &["framework", "import", "sai.csv", "-o", "sai.json", "--lang", "vi"]);
    assert_eq!(ran.code, 1);
    for line in [
        "Ban hành kế hoạch",
        "có/không",
        "! tổng các tiêu chí thành phần của 1 là 3, khác điểm tối đa 3,5",
        "! tổng các tiêu chí thành phần của cả bộ tiêu chí là 5,5, khác điểm tối đa 6",
        "Chưa ghi tệp",
    ] {
        assert!(ran.out.contains(line), "{line}\n{}", ran.out);
    }
    assert!(ran.err.contains("sai.csv, ô C2") && ran.err.contains("ô C7"), "{}", ran.err);
    assert!(!at.path().join("sai.json").exists());
    // A program that asks for JSON gets no page.
    let ran = run(&at, &["framework", "import", "sai.csv", "--format", "json"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
}

#[test]
fn a_code_that_stands_twice_is_told_by_both_cells() {
    let at = at();
    let own = "code,parent,max,scorer,rule\nT,,3,,\n1,T,3,,\n1.1,1,1,appraisal,typed\n1.1,1,2,appraisal,typed\n";
    write(at.path(), "hai.csv", own);
    let ran = run(&at, &["framework", "import", "hai.csv", "-o", "h.json", "--lang", "vi"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("hai.csv, ô A5") && ran.err.contains("hai.csv, ô A4"), "{}", ran.err);
    assert!(!ran.err.contains("/nodes"), "{}", ran.err);
}

#[test]
fn two_files_that_disagree_are_told_by_the_cells_that_disagree() {
    let at = at();
    let head = "unit,component,self,done,of,self_note,explanation\n";
    write(at.path(), "a.csv", format!("{head}xa-01,1.1,1,,,cũ,theo QĐ 1\nxa-01,1.2,,95,100,,\n"));
    write(at.path(), "b.csv", format!("{head}xa-01,1.1,0,,,mới,theo QĐ 2\nxa-01,1.2,,96,100,,\n"));
    let found = check(&at, &["a.csv", "b.csv"]);
    let told = found.iter().filter(|one| one["code"] == "conflict").map(|one| {
        let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
        (text("file"), text("cell"), text("message"))
    });
    let told: Vec<_> = told.collect();
    for (cell, first) in [
        ("C2", "a.csv, cell C2"),
        ("F2", "a.csv, cell F2"),
        ("G2", "a.csv, cell G2"),
        ("D3", "a.csv, cell D3"),
    ] {
        let is = |(file, at, message): &&(String, String, String)| {
            file == "b.csv" && at == cell && message.contains(first)
        };
        assert!(told.iter().any(|one| is(&one)), "{cell}: {told:?}");
    }
    assert_eq!(told.len(), 4, "{told:?}");
}

#[test]
fn who_sent_a_sheet_of_two_names_is_not_said_to_be_silent() {
    let at = at();
    write(
        at.path(),
        "xa-01.csv",
        "Đơn vị: Xã An Khương;;\nMã;Tiêu chí;Điểm tự chấm\n1.1;Ban hành kế hoạch;1\n1.2;Thực hiện kế hoạch;2\n",
    );
    let ask = |name| {
        let ran = run(
            &at,
            &[
                name,
                "-f",
                "k.json",
                "--units",
                "u.csv",
                "--period",
                "2024",
                "xa-01.csv",
                "--format",
                "json",
            ],
        );
        assert_eq!(ran.code, 1, "{}", ran.err);
        ran.json()["rows"].as_array().unwrap().clone()
    };
    for row in ask("rank") {
        assert_eq!(row["state"], "in_error", "{row}");
    }
    for row in ask("intake") {
        assert_eq!((&row["state"], &row["unreadable"]), (&"in_error".into(), &"xa-01.csv".into()));
    }
    // A unit that has sent a sheet of its own keeps it.
    write(at.path(), "xa-02.csv", "unit,component,self\nxa-02,1.1,1\nxa-02,1.2,2\nxa-02,2.1,2\n");
    let ran = run(
        &at,
        &[
            "intake",
            "-f",
            "k.json",
            "--units",
            "u.csv",
            "--period",
            "2024",
            "xa-01.csv",
            "xa-02.csv",
            "--format",
            "json",
        ],
    );
    assert_ne!(ran.json()["rows"][1]["state"], "in_error", "{}", ran.out);
}

#[test]
fn an_agency_nobody_knows_is_answered_with_those_that_are_known() {
    let at = folder();
    write(
        at.path(),
        "communes.json",
        std::fs::read(root().join("samples/communes-2023.json")).unwrap(),
    );
    let ask = [
        "plan",
        "-f",
        "hon-quan-2023",
        "communes.json",
        "--unit",
        "sample-commune-01",
        "--target",
        "85",
        "--lang",
        "vi",
    ];
    let far = run(&at, &[&ask[..], &["--capacity", "zzzzzz=3"]].concat());
    assert!(far.err.contains("một trong: ") && far.err.contains("noi-vu"), "{}", far.err);
    let near = run(&at, &[&ask[..], &["--capacity", "noi-vụ=3"]].concat());
    assert!(near.err.contains("có thể là “noi-vu”"), "{}", near.err);
}

#[test]
fn a_plan_as_a_workbook_says_what_it_comes_to_and_who_leads() {
    let at = folder();
    write(
        at.path(),
        "communes.json",
        std::fs::read(root().join("samples/communes-2023.json")).unwrap(),
    );
    let ask = [
        "plan",
        "-f",
        "hon-quan-2023",
        "communes.json",
        "--unit",
        "sample-commune-01",
        "--target",
        "85",
        "--lang",
        "vi",
    ];
    let ran = run(&at, &[&ask[..], &["-o", "kq.xlsx"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let book = std::fs::File::open(at.path().join("kq.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(book).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(
        &mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(),
        &mut text,
    )
    .unwrap();
    assert!(text.contains("Nội vụ") && !text.contains("noi-vu"), "{text}");
    let page = run(&at, &[&ask[..], &["--format", "table"]].concat()).out;
    let title = page.lines().find(|line| line.contains("85")).unwrap().trim();
    assert!(text.contains(title), "{title}\n{text}");
    let same = run(&at, &["verify", "kq.xlsx", "-f", "hon-quan-2023", "communes.json"]);
    assert_eq!(same.code, 0, "{}{}", same.out, same.err);
}

#[test]
fn levels_and_figures_are_written_as_the_language_writes_numbers() {
    let at = at();
    write(at.path(), "w.csv", "unit,component,self\nxa-01,2.1,1.5\n");
    let ran = run(&at, &[&["check", "--format", "table"], &ASK[..], &["w.csv"]].concat());
    assert!(
        ran.out.contains("1,5 không phải là mức của 2.1; một trong các mức 0; 0,5; 2"),
        "{}",
        ran.out
    );
    let english = check(&at, &["w.csv"]);
    let found = english.iter().find(|one| one["code"] == "not_a_level").unwrap();
    assert_eq!((&found["found"], &found["expected"]), (&"1.5".into(), &"one of 0; 0.5; 2".into()));
}

#[test]
fn forms_are_written_all_or_none() {
    let at = at();
    write(at.path(), "bieu/xa-02.xlsx", "đã điền");
    let args = ["form", "-f", "k.json", "--units", "u.csv", "--period", "2024", "-o", "bieu"];
    let ran = run(&at, &args);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{}", ran.err);
    assert!(!at.path().join("bieu/xa-01.xlsx").exists());
    assert_eq!(std::fs::read(at.path().join("bieu/xa-02.xlsx")).unwrap(), "đã điền".as_bytes());
    std::fs::remove_file(at.path().join("bieu/xa-02.xlsx")).unwrap();
    write(at.path(), "bieu/ghi-chu.txt", "của văn phòng");
    assert_eq!(run(&at, &args).code, 0);
    let mut names: Vec<_> = std::fs::read_dir(at.path().join("bieu"))
        .unwrap()
        .map(|one| one.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["ghi-chu.txt", "xa-01.xlsx", "xa-02.xlsx"]);
}

/// Where no form is to be written nothing is made that looks like one.
#[test]
fn without_forms_nothing_is_written() {
    let at = at();
    write(at.path(), "none.csv", "unit,name\n");
    for out in ["f.xlsx", "bieu"] {
        let args = ["form", "-f", "k.json", "--units", "none.csv", "--period", "2024", "-o", out];
        let ran = run(&at, &args);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
        assert!(!at.path().join(out).exists(), "{out}");
    }
}

#[test]
fn a_letter_as_csv_is_a_letter_again() {
    let at = folder();
    let ran = run(&at, &["directive", "export", "hon-quan-2023", "-o", "thu.csv", "--lang", "vi"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let shown = |letter: &str| {
        let ran = run(&at, &["directive", "show", letter, "--format", "json"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.json()
    };
    let (own, again) = (shown("hon-quan-2023"), shown("thu.csv"));
    for key in ["id", "title", "document", "issued", "framework"] {
        assert_eq!(own[key], again[key], "{key}");
    }
    let rows = |letter: &serde_json::Value| {
        let all = letter["obligations"].as_array().unwrap().iter();
        all.map(|one| {
            [&one["paragraph"], &one["text"], &one["nodes"], &one["goal"], &one["due"]]
                .map(ToString::to_string)
        })
        .collect::<Vec<_>>()
    };
    assert_eq!(rows(&own), rows(&again));
}

/// Whoever asks in Vietnamese is answered so, by the command, line by line, and by the service.
#[test]
fn a_wrong_request_is_answered_in_its_language() {
    let at = folder();
    let ran = par_index_in(
        at.path(),
        &["call", "--serve"],
        "{\"at\": \"x\", \"call\": \"rank\", \"lang\": \"vi\"}\n\
         {\"do\": \"open\", \"at\": \"x\", \"lang\": \"vi\", \"tep\": 1}\n\
         {\"at\": 7, \"call\": \"rank\", \"lang\": \"vi\"}\n",
    );
    let lines: Vec<&str> = ran.out.lines().collect();
    for (line, said) in lines.iter().zip(["không có hồ sơ", "không có mục “tep”", "at phải là tên"])
    {
        assert!(line.contains(said), "{said}: {line}");
    }
    assert_eq!(lines.len(), 3);
    // What the reader of JSON says in English is left to those who read it.
    let ran = par_index_in(at.path(), &["call", "--serve"], "{\"do\": 7, \"lang\": \"vi\"}\n");
    assert!(ran.out.contains("không đúng cấu trúc"), "{}", ran.out);
    assert!(!ran.out.contains("expected"), "{}", ran.out);
    let head = run(&at, &["paper", "--help"]);
    assert!(head.out.contains("corrects_day"), "{}", head.out);
}
