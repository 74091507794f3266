//! What an office met that read nothing but the README: each was a figure or an assurance nobody earned.

use crate::common::small::codes;
use crate::common::{Ran, par_index_in, write};
use tempfile::TempDir;

const RULER: &str = "\
code,parent,max,scorer,name_vi,name_en,lead,rule
T,,10,,Thử,Test,,
1,T,6,,Thể chế,Institutions,a,
1.1,1,2,appraisal,Ban hành,Issued,,typed
1.2,1,4,appraisal,Đúng hạn,On time,,typed
2,T,4,,Tác động,Impact,b,
2.1,2,2,appraisal,Kiểm tra,Inspect,,typed
2.2,2,2,survey,Hài lòng,Satisf,,typed
";
const POLICIES: &str = r#"{"policies": {"not_applicable": "rescale", "no_survey": "rescale",
    "missing": "incomplete", "ties": "competition", "print": {"digits": 2}},
  "agencies": [{"id": "a", "name": {"vi": "Phòng A", "en": "Desk A"}},
               {"id": "b", "name": {"vi": "Phòng B", "en": "Desk B"}}]}"#;
const UNITS: &str = "unit,name,group\nu1,Xã An,x\nu2,Xã Bình,x\nu3,Xã Châu,y\n";
const LONG: &str = "\
unit,component,self,appraised,survey
Xã An,1.1,2,2,
Xã An,1.2,4,3,
Xã An,2.1,2,1,
Xã An,2.2,,,1.5
Xã Bình,1.1,1,1,
Xã Bình,1.2,4,4,
Xã Bình,2.1,2,2,
Xã Bình,2.2,,,2
Xã Châu,1.1,1,0.5,
Xã Châu,1.2,3,2,
Xã Châu,2.1,2,1.5,
Xã Châu,2.2,,,1
";
const WIDE: &str = "\
unit,1.1,1.2,2.1,2.2
Xã An,2,3,1,1.5
Xã Bình,1,4,2,2
Xã Châu,0.5,2,1.5,1
";
/// A table below more rows that are none than anybody reads to find its header.
fn title() -> String {
    "KẾT QUẢ LẦN 2\n".repeat(41) + "unit,1.1,1.2,2.1,2.2\nXã An,1,1,1,1\n"
}

/// A folder with a ruler, a register and good sheets.
fn office() -> TempDir {
    let at = crate::common::folder();
    let good = [("f.csv", RULER), ("p.json", POLICIES), ("u.csv", UNITS), ("l.csv", LONG)];
    for (name, text) in good.into_iter().chain([("w.csv", WIDE), ("title.csv", &title())]) {
        write(at.path(), name, text);
    }
    at
}

/// Runs a call under the ruler; what is asked stands in one line, a blank inside a word as `~`.
fn run(at: &TempDir, line: &str) -> Ran {
    let words: Vec<String> = line.split_whitespace().map(|word| word.replace('~', " ")).collect();
    let mut words = words.iter().map(String::as_str);
    let call = words.next().unwrap_or_default();
    let base = [call, "-f", "f.csv", "--policies", "p.json", "--year", "2023"];
    par_index_in(at.path(), &base.into_iter().chain(words).collect::<Vec<_>>(), "")
}

/// The seal of a result object.
fn seal(ran: &Ran) -> String {
    ran.json()["seal"].as_str().unwrap().to_owned()
}

/// Of the year before a unit's file cannot be read: no row would show that ranks and sums lack it.
#[test]
fn a_told_unit_of_an_earlier_year_empties_what_the_year_feeds() {
    let at = office();
    let before = WIDE.replace("unit,", "year,unit,").replace("Xã", "2022,Xã");
    write(at.path(), "prv/all.csv", &before);
    write(at.path(), "prv/Xã Bình.xlsx", b"PK\x03\x04");
    write(at.path(), "2022.csv", &before);
    let clean = run(&at, "table --units u.csv l.csv --previous 2022.csv --format csv").csv();
    assert_eq!((&*clean[1]["name"], &*clean[1]["previous_rank"]), ("Xã An", "2"));
    let told = |line: &str| {
        let ran = run(&at, &format!("{line} --format json"));
        let object = ran.json();
        assert_eq!((ran.code, &object["summary"]["not_read"]), (1, &1.into()), "{line}: {object}");
        assert_eq!(object["not_read"][0]["file"], "prv/Xã Bình.xlsx", "{line}");
        let table = run(&at, &format!("{line} --format table")).out;
        assert!(table.starts_with("NOT READ: Xã Bình.xlsx\n"), "{line}: {table}");
        object["rows"].as_array().unwrap().clone()
    };
    for row in told("table --units u.csv l.csv --previous prv") {
        assert!(row["previous_rank"].is_null() && !row["rank"].is_null(), "{row}");
    }
    let years = told("lost --units u.csv l.csv --by year --previous prv");
    assert!(years.iter().all(|row| row["key"] != "2022"), "{years:?}");
    for row in told("weak --units u.csv l.csv --unit u2 --order repeat --previous prv") {
        assert_eq!(row["repeats"], 1);
    }
    for row in told("compare --units u.csv l.csv --previous prv") {
        assert!(row["before"].is_null(), "{row}");
    }
    told("diff --units u.csv --before w.csv prv/Xã~Bình.xlsx --after l.csv");
    // The same where the year before stands among the inputs.
    told("table --units u.csv l.csv 2022.csv prv/Xã~Bình.xlsx");
    // Of the year itself the unit's row says it.
    let now = run(&at, "rank --units u.csv l.csv prv/Xã~Bình.xlsx --format json").json();
    assert_eq!(now["not_read"], serde_json::json!([]));
}

/// A seal says on which side a file stood that could not be read.
#[test]
fn seals_differ_by_the_side_that_was_not_read() {
    let at = office();
    let before = WIDE.replace("unit,", "year,unit,").replace("Xã", "2022,Xã");
    write(at.path(), "2022.csv", before);
    let seals = |lines: &[&str]| {
        let all = lines.iter().map(|line| seal(&run(&at, &format!("{line} --format json"))));
        let all: std::collections::BTreeSet<String> = all.collect();
        assert_eq!(all.len(), lines.len(), "{lines:?}");
    };
    seals(&[
        "compare l.csv --previous 2022.csv",
        "compare l.csv title.csv --previous 2022.csv",
        "compare l.csv --previous 2022.csv title.csv",
        "compare l.csv title.csv --previous 2022.csv title.csv",
    ]);
    seals(&[
        "diff --before w.csv title.csv --after l.csv",
        "diff --before w.csv --after l.csv title.csv",
        "diff --before w.csv title.csv --after l.csv title.csv",
    ]);
}

/// Sums, means and who signed stand below a table; they are no units.
#[test]
fn rows_at_the_foot_of_a_sheet_are_passed_over_with_a_note() {
    let at = office();
    let foot = "Tổng cộng,3.5,9,4.5,4.5\nTrung bình,1.17,3,1.5,1.5\nCao nhất,2,4,2,2\nNgười lập biểu,,,,\n";
    write(at.path(), "foot.csv", format!("{WIDE}{foot}"));
    write(at.path(), "long.csv", format!("{LONG}Tổng,,,,4.5\nThủ trưởng đơn vị,,,,\n"));
    for (line, count) in
        [("rank foot.csv", 4), ("rank --units u.csv foot.csv", 4), ("rank long.csv", 2)]
    {
        let ran = run(&at, &format!("{line} --format json"));
        let found = codes(&ran.json()).iter().filter(|code| **code == "row_passed").count();
        assert_eq!((ran.code, found), (0, count), "{line}: {}", ran.err);
        assert_eq!(ran.json()["summary"]["units"], 3, "{line}");
    }
    // A commune has this name, and a register may hold any.
    write(at.path(), "name.csv", "unit,1.1,1.2,2.1,2.2\nTrung Bình,1,1,1,1\n");
    assert_eq!(run(&at, "rank name.csv --format json").json()["summary"]["units"], 1);
    write(at.path(), "sum.csv", "unit,1.1,1.2,2.1,2.2\nTổng,1,1,1,1\n");
    write(at.path(), "us.csv", "unit,name\nu9,Tổng\n");
    let known = run(&at, "rank --units us.csv sum.csv --format json").json();
    assert_eq!(known["rows"][0]["state"], "complete", "{known}");
}

/// Sums over all units say whom they lack.
#[test]
fn pooled_tables_say_which_units_they_lack() {
    let at = office();
    write(at.path(), "Xã An.csv", "Biểu điểm\nx,y\n1,2\n");
    for call in ["lost", "lost --by lead", "weak", "weak --by lead", "weak --each", "cuts"] {
        let line = format!("{call} --units u.csv l.csv Xã~An.csv");
        let ran = run(&at, &format!("{line} --format table"));
        assert!(
            ran.out.starts_with("Data in error, not counted: 1 (Xã An).\n"),
            "{call}: {}",
            ran.out
        );
        let vi = run(&at, &format!("{line} --format table --lang vi")).out;
        assert!(vi.starts_with("Số liệu có lỗi, chưa tính: 1 (Xã An).\n"), "{vi}");
        let object = run(&at, &format!("{line} --format json")).json();
        let wanted = serde_json::json!([{"unit": "u1", "name": "Xã An", "state": "in_error"}]);
        assert_eq!(object["summary"]["left_out"], wanted, "{call}");
        let kind = call.split(' ').next().unwrap();
        assert_eq!(crate::common::complaints(kind, &object), Vec::<String>::new(), "{call}");
        let clean = run(&at, &format!("{call} --units u.csv l.csv --format json")).json();
        assert!(clean["summary"].get("left_out").is_none(), "{clean}");
    }
    // A silent unit is in no sum either.
    write(at.path(), "two.csv", WIDE.replace("Xã An,2,3,1,1.5\n", ""));
    let silent = run(&at, "lost --units u.csv two.csv --format table").out;
    assert!(silent.starts_with("Not reported, not counted: 1 (Xã An).\n"), "{silent}");
}

/// What may stand in a file that nobody could read is not missing.
#[test]
fn appraisers_are_not_told_that_the_unreadable_is_missing() {
    let at = office();
    write(at.path(), "two.csv", WIDE.replace("Xã Bình,1,4,2,2\n", ""));
    write(at.path(), "Xã Bình.xlsx", b"PK\x03\x04");
    let line = "intake --by appraiser --units u.csv two.csv Xã~Bình.xlsx";
    let row = run(&at, &format!("{line} --format json")).json()["rows"][0].clone();
    let counts = ["leaves", "appraised", "waiting", "missing", "unreadable"];
    assert_eq!(counts.map(|key| row[key].as_u64().unwrap()), [9, 6, 0, 0, 3]);
}

/// A table names what was asked where it does not show it.
#[test]
fn what_narrows_a_result_stands_above_it() {
    let at = office();
    for (line, en, vi) in [
        ("rank --node 1.1 w.csv", "component 1.1 Issued", "thành phần 1.1 Ban hành"),
        ("weak --unit u2 l.csv", "unit u2 Xã Bình", "đơn vị u2 Xã Bình"),
        ("lost --unit Xã~Bình l.csv", "unit u2 Xã Bình", "đơn vị u2 Xã Bình"),
        ("cuts --unit u2 l.csv", "unit u2 Xã Bình", "đơn vị u2 Xã Bình"),
        (
            "strengths --unit u2 --top 1 l.csv",
            "unit u2 Xã Bình; the first 1",
            "đơn vị u2 Xã Bình; 1 dòng đầu",
        ),
        ("what-if --unit u2 --repair-first 1 l.csv", "unit u2 Xã Bình", "đơn vị u2 Xã Bình"),
        (
            "weak --lead a --below 50 --top 1 l.csv",
            "lead agency a Desk A; a year is weak below 50 %; the first 1",
            "cơ quan chủ trì a Phòng A; năm dưới 50 % là yếu; 1 dòng đầu",
        ),
        (
            "plan l.csv --unit u1 --budget 5 --without 2.1 --capacity a=1",
            "no steps at 2.1; capacity a=1",
            "không nâng 2.1; năng lực a=1",
        ),
    ] {
        for (lang, head, wanted) in [("en", "Asked", en), ("vi", "Phạm vi", vi)] {
            let text = run(&at, &format!("{line} --units u.csv --format table --lang {lang}"));
            assert!(
                text.out.starts_with(&format!("{head}: {wanted}.\n")),
                "{line}: {}{}",
                text.out,
                text.err
            );
        }
    }
    assert!(!run(&at, "rank w.csv --format table").out.contains("Asked"));
    // A claim comes first.
    let own = run(&at, "rank --node 1.1 --basis self l.csv --format table").out;
    assert!(
        own.starts_with("Not the official result: by self scores.\nAsked: component 1.1 Issued.\n"),
        "{own}"
    );
    let csv = run(&at, "rank --node 1.1 w.csv --format csv").csv();
    assert!(csv.iter().all(|row| row["node"] == "1.1") && !csv[0].contains_key("basis"), "{csv:?}");
    assert!(!run(&at, "rank w.csv --format csv").csv()[0].contains_key("node"));
}

/// Where `--prefer last` chose, the result is not what the files say.
#[test]
fn a_settled_conflict_is_claimed() {
    let at = office();
    write(at.path(), "w2.csv", WIDE.replace("Xã An,2,3", "Xã An,2,4"));
    let claim = "Not the official result: of differing values the last one counts.\n";
    let table = run(&at, "rank w.csv w2.csv --prefer last --format table");
    assert!(table.code == 0 && table.out.starts_with(claim), "{}", table.out);
    let csv = run(&at, "rank w.csv w2.csv --prefer last --format csv").csv();
    assert!(csv.iter().all(|row| row["overrides"] == "prefer=last"), "{csv:?}");
    // Nothing was chosen where nothing differed.
    let same = run(&at, "rank w.csv w.csv --prefer last --format table").out;
    assert!(!same.contains("Not the official"), "{same}");
}

/// Names of files in the first line: nothing hidden in them acts, and two of one name are told apart.
#[test]
fn files_that_were_not_read_are_told_apart() {
    let at = office();
    for name in ["a/title.csv", "b/title.csv", "c\nNOT\u{1B}[2J.csv"] {
        write(at.path(), name, title());
    }
    let ran = run(&at, "rank w.csv a/title.csv b/title.csv --format table").out;
    assert!(ran.starts_with("NOT READ: a/title.csv; b/title.csv\n"), "{ran}");
    let args = [
        "rank",
        "-f",
        "f.csv",
        "--policies",
        "p.json",
        "w.csv",
        "c\nNOT\u{1B}[2J.csv",
        "--year",
        "2023",
        "--format",
        "table",
    ];
    let ran = par_index_in(at.path(), &args, "").out;
    assert!(ran.starts_with("NOT READ: c\\nNOT\\u{1B}[2J.csv\n"), "{ran}");
}

/// A file named after a unit may be about others all the same.
#[test]
fn a_file_that_names_others_is_not_told_by_its_name() {
    let at = office();
    // So many lines stand above no header.
    let title = "BẢNG ĐIỂM CẢ HUYỆN\n".repeat(41);
    let rank = |text: String| {
        write(at.path(), "Xã An.csv", text);
        let ran = run(&at, "rank --units u.csv l.csv Xã~An.csv --format json").json();
        (ran["not_read"].as_array().unwrap().len(), ran["rows"][2]["state"].clone())
    };
    let (told, open) = ((0, "in_error".into()), (1, "complete".into()));
    let rows = |text: &str| format!("{title}{text}");
    // Below a heading of units stand others, or somebody nobody knows.
    assert_eq!(rank(rows("unit,1.1\nXã Bình,1\nXã Châu,1\n")), open);
    assert_eq!(rank(rows("unit,1.1\nXã An,1\nXã Dương,1\n")), open);
    assert_eq!(rank(rows("1.1;Đơn vị\n\"1,5\";Xã Bình\n")), open);
    // A cell names another.
    assert_eq!(rank(rows("tên gì đó,1.1\nXã Bình,1\n")), open);
    assert_eq!(rank("unit,1.1\n\"Xã Bình,1\nXã Châu,1\n".to_owned()), open);
    // All is its own.
    assert_eq!(rank(rows("unit,1.1\nXã An,1\nu1,1\n")), told);
    assert_eq!(rank("Biểu điểm\nx,y\n1,2\n".to_owned()), told);
    // Without a register the units of the other files are known.
    let ran = run(&at, "rank l.csv Xã~An.csv --format json").json();
    assert_eq!(ran["not_read"], serde_json::json!([]));
    write(at.path(), "Xã An.json", r#"[{"unit": {"id": "Xã Bình"}, "entries": [{"code"#);
    let ran = run(&at, "rank l.csv Xã~An.json --format json").json();
    assert_eq!(ran["not_read"][0]["file"], "Xã An.json");
}

/// Whatever says neither yes nor no of a joined table's mark is told, and the table is marked.
#[test]
fn the_mark_of_a_joined_table_does_not_drop_off() {
    let at = office();
    let rank = |mark: &str| {
        let rows =
            WIDE.replace("2.2\n", "2.2,not_read\n").replace("1.5\n", &format!("1.5,{mark}\n"));
        write(at.path(), "joined.csv", rows);
        let ran = run(&at, "rank joined.csv --format json");
        let reason = ran.json()["not_read"][0]["reason"].as_str().map(str::to_owned);
        (ran.code, reason.unwrap_or_default())
    };
    for mark in ["true", "TRUE", "Có", "yes"] {
        assert_eq!(rank(mark), (1, "made_unread".to_owned()), "{mark}");
    }
    for mark in ["1", "đúng", "X", "#REF!"] {
        assert_eq!(rank(mark), (1, "unknown_value".to_owned()), "{mark}");
    }
    for mark in ["false", "không", "No", "", "-"] {
        assert_eq!(rank(mark), (0, String::new()), "{mark}");
    }
}

/// Values in words that no reader takes, under headings that are like those of values.
#[test]
fn values_in_words_are_not_read_where_the_heading_is_one_of_values() {
    let at = office();
    let rank = |heading: &str, cell: &str| {
        let rows = WIDE.replace("2.2\n", &format!("2.2,{heading}\n"));
        let rows = rows
            .replace("1.5\n", &format!("1.5,{cell}\n"))
            .replace("2,2\n", &format!("2,2,{cell}\n"));
        write(at.path(), "words.csv", rows);
        let object = run(&at, "rank words.csv --format json").json();
        object["not_read"][0]["rows"].as_str().unwrap_or_default().to_owned()
    };
    for (heading, cell) in [
        ("1.l", "đạt"),
        ("2.3", "đạt 1 điểm"),
        ("Điểm lần 2", "đạt 1 điểm"),
        ("Thẩm định lần 3", "tốt"),
        ("gì đó", "(1)"),
        ("gì đó", "1"),
    ] {
        assert_eq!(rank(heading, cell), "2-3", "{heading}: {cell}");
    }
    for (heading, cell) in [
        ("Ghi chú", "(1)"),
        ("Nhận xét", "đạt 1 điểm"),
        ("Nhận xét", "(1)"),
        ("Ý kiến thẩm định", "đạt"),
        ("Điểm cần ghi chú", "đạt"),
        ("gì đó", "đạt 1 điểm"),
    ] {
        assert_eq!(rank(heading, cell), "", "{heading}: {cell}");
    }
    let long = LONG.replace("survey\n", "survey,apraised_again\n").replace("1.5\n", "1.5,đạt\n");
    write(at.path(), "long.csv", long.replace(",2\n", ",2,đạt\n"));
    let object = run(&at, "rank long.csv --format json").json();
    assert_eq!(object["not_read"][0]["rows"], "5, 9");
}

/// A sheet that holds no figure is told, whatever else was read.
#[test]
fn sheets_that_hold_nothing_are_told() {
    let at = office();
    for (name, text) in [
        ("hdr.csv", "unit,1.1,1.2,2.1,2.2\n"),
        ("nostage.csv", "unit,component\nXã An,1.1\n"),
        ("unitonly.csv", "unit\nXã An\n"),
        ("emptyarr.json", "[]"),
    ] {
        write(at.path(), name, text);
        let ran = run(&at, &format!("check w.csv {name} --draft --format json"));
        let object = ran.json();
        let found = object["findings"].as_array().unwrap();
        let empty = found.iter().find(|one| one["code"] == "sheet_empty").unwrap();
        assert_eq!(
            (ran.code, &empty["file"], &empty["severity"]),
            (0, &name.into(), &"warning".into())
        );
    }
    let clean = run(&at, "check w.csv --draft --format json").json();
    assert!(!codes(&clean).contains(&"sheet_empty"), "{clean}");
}

/// From the row in which a quotation mark stays open to the last line it swallowed nothing is read, whatever
/// stands before, and however lines end.
#[test]
fn rows_behind_an_open_quotation_mark_are_told_from_first_to_last() {
    let at = office();
    let head = "unit,1.1,1.2,2.1,2.2\n";
    for (rows, told) in [
        ("Xã An,2,3,1,1.5\nXã Bình,\"1,4,2,2\nXã Châu,0.5,2,1.5,1\n", "3-4"),
        ("Xã An,2,3,1,1.5\nXã Bình,\"1,4,2,2\nXã Châu,0.5,2,1.5,1", "3-4"),
        ("Xã An,2,3,1,1.5\nXã Bình,1,4,2,\"", "3"),
        ("Xã An,2,3,1,1.5\nXã Bình,1,4,2,\"\n", "3"),
        // A cell that breaks its line is one row, and blank lines are swallowed too.
        ("\"Xã\nAn\",2,3,1,1.5\nXã Bình,\"1,4,2,2\nXã Châu,0.5,2,1.5,1\n\n\n", "3-6"),
        ("Xã An,2,3,1,1.5\n\"Xã\nBình\",1,\"4,2,2\nXã Châu,0.5,2,1.5,1\n", "3-5"),
        ("\nXã An,2,3,1,1.5\n\nXã Bình,1,4,2,\"2\n", "5"),
    ] {
        for (end, before) in [("\n", ""), ("\r\n", ""), ("\n", "sep=,\n")] {
            let text = format!("{before}{head}{rows}").replace('\n', end);
            write(at.path(), "open.csv", &text);
            let object = run(&at, "rank open.csv --format json").json();
            let unread = object["not_read"].as_array().unwrap();
            assert_eq!(unread.len(), 1, "{text:?}: {object}");
            assert_eq!(unread[0]["reason"], "quote_open", "{text:?}");
            assert_eq!(unread[0]["rows"], told, "{text:?}");
        }
    }
}

/// What may be a part of a published sum is read as one or told, and then nothing passes for right or wrong.
#[test]
fn a_column_that_may_be_a_part_is_read_or_told() {
    let at = office();
    let audit = |text: &str| {
        write(at.path(), "printed.csv", text);
        let ran = par_index_in(at.path(), &["audit", "printed.csv", "--format", "json"], "");
        let object = ran.json();
        let counts = ["equations", "hold", "unchecked"];
        let counts = counts.map(|key| object["summary"][key].as_u64().unwrap());
        let told = codes(&object).iter().filter(|code| **code == "unknown_column").count();
        (ran.code, counts, told)
    };
    let rows = "A,10,5,20,35\nB,10,6,20,36\n";
    assert_eq!(
        audit(&format!("unit,part_a,part_b,Điểm điều tra,total\n{rows}")),
        (0, [2, 2, 0], 0)
    );
    for heading in ["Dịch vụ công", "", "Điểm điều tra XHH năm 2023"] {
        let table = format!("unit,part_a,{heading},part_b,total\n{rows}");
        assert_eq!(audit(&table), (1, [0, 0, 2], 1), "{heading}");
        // Also where the sums hold without it.
        let table = table.replace(",35", ",30").replace(",36", ",30");
        assert_eq!(audit(&table), (1, [2, 2, 0], 1), "{heading}");
    }
    // What counts rows at the side, or holds no figure, is none.
    let beside = ",unit,part_a,,part_b,total\n1,A,10,,20,30\n2,B,10,-,20,30\n";
    assert_eq!(audit(beside), (0, [2, 2, 0], 0));
}

/// A table of efforts without a row is no table without a step to take.
#[test]
fn a_table_of_efforts_that_holds_no_step_says_so() {
    let at = office();
    write(at.path(), "e.csv", "code,to,effort\n");
    write(at.path(), "e.json", "[]");
    write(at.path(), "full.csv", "code,to,effort\n1.2,4,1\n");
    write(at.path(), "broken.csv", "code;to\n\"1.2;4\n");
    let plan = |efforts: &str| {
        let line = "plan w.csv --unit Xã~An --target 80 --format json --efforts";
        run(&at, &format!("{line} {efforts}")).json()
    };
    for file in ["e.csv", "e.json"] {
        let object = plan(file);
        let found = object["findings"].as_array().unwrap();
        let empty = found.iter().find(|one| one["code"] == "efforts_empty").unwrap();
        assert_eq!((&empty["file"], &empty["severity"]), (&file.into(), &"warning".into()));
    }
    for file in ["full.csv", "broken.csv"] {
        assert!(!codes(&plan(file)).contains(&"efforts_empty"), "{file}");
    }
}

/// What is wrong is said of what is wrong: of the year that lacks data, of the file of policies, in the
/// language asked for, in a whole sentence.
#[test]
fn refusals_name_what_is_wrong() {
    let at = office();
    write(at.path(), "head.csv", "unit,1.1,1.2,2.1,2.2\n");
    let before = WIDE.replace("unit,", "year,unit,").replace("Xã", "2022,Xã");
    write(at.path(), "2022.csv", before);
    for (call, previous) in [("compare", "--previous 2022.csv"), ("diff", "")] {
        let line = match call {
            "compare" => format!("compare head.csv {previous}"),
            _ => "diff --before 2022.csv --after head.csv".to_owned(),
        };
        let ran = run(&at, &line);
        let said = "the inputs hold no unit of 2023; the earlier ones are of 2022";
        assert!(ran.code == 2 && ran.err.contains(said), "{line}: {}", ran.err);
    }
    for (policies, why) in [
        (r#"{"policies": {"not_applicable": "x"}}"#, "bad.json, line 1"),
        (r#"{"policies": {"not_applicable": "rescale"}}"#, "bad.json, /policies/ties"),
        ("[]", "found a list [ ]"),
    ] {
        write(at.path(), "bad.json", policies);
        let args = ["rank", "-f", "f.csv", "--policies", "bad.json", "w.csv", "--format", "table"];
        let ran = par_index_in(at.path(), &args, "");
        assert!(ran.code == 1 && ran.err.starts_with("error: bad.json was refused"), "{}", ran.err);
        assert!(ran.err.contains(why), "{why}: {}", ran.err);
    }
    // Where the table is wrong too, it is the one.
    write(at.path(), "f2.csv", RULER.replace("T,,10", "T,,11"));
    let args = ["rank", "-f", "f2.csv", "--policies", "bad.json", "w.csv", "--format", "table"];
    let ran = par_index_in(at.path(), &args, "");
    assert!(ran.err.starts_with("error: f2.csv was refused"), "{}", ran.err);
    for (table, why) in [
        (r#""x""#, "table of the request: an array of objects, a row each, is expected here"),
        (r#"["x"]"#, "table of the request: an array of objects, a row each, is expected here"),
        (r#"{"tsv": "x"}"#, "the form tsv is read by the command, not here"),
    ] {
        let request = format!(r#"{{"call": "audit", "table": {table}}}"#);
        let object = par_index_in(at.path(), &["call"], &request).json();
        assert!(object["message"].as_str().unwrap().ends_with(why), "{object}");
    }
    for (text, why) in [
        (r#"{"code": 1}"#, "cần danh sách [ ], không phải đối tượng { }"),
        (r#"[{"code": "1.2", "to": "4", "effrt": 1}]"#, "khóa “effrt” không có trong định dạng"),
    ] {
        write(at.path(), "e.json", text);
        let line = "plan w.csv --unit Xã~An --target 80 --efforts e.json --format table --lang vi";
        let ran = run(&at, line);
        assert!(ran.err.contains(why) && !ran.err.contains("expected"), "{}", ran.err);
    }
}

/// Who takes the right to write from a file means that it stays, also before a user whom no right binds.
#[cfg(unix)]
#[test]
fn a_file_that_nobody_may_write_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let at = office();
    write(at.path(), "kept.csv", "kept");
    let kept = at.path().join("kept.csv");
    std::fs::set_permissions(&kept, std::fs::Permissions::from_mode(0o444)).unwrap();
    std::os::unix::fs::symlink("kept.csv", at.path().join("link.csv")).unwrap();
    for name in ["kept.csv", "link.csv"] {
        for (lang, why) in [("en", "the file is write-protected"), ("vi", "tệp đang được bảo vệ")]
        {
            let ran = run(&at, &format!("rank w.csv -o {name} --lang {lang}"));
            assert!(ran.code == 3 && ran.err.contains(why), "{name}: {}", ran.err);
            assert_eq!(std::fs::read_to_string(&kept).unwrap(), "kept");
        }
    }
}
