//! What an office met that read nothing but the README: each was a figure or an assurance nobody earned.

mod common;

use common::small::codes;
use common::{Ran, par_index_in, write};
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
/// A table below a row that is none.
const TITLE: &str = "KẾT QUẢ LẦN 2\nunit,1.1,1.2,2.1,2.2\nXã An,1,1,1,1\n";

/// A folder with a ruler, a register and good sheets.
fn office() -> TempDir {
    let at = common::folder();
    let good = [("f.csv", RULER), ("p.json", POLICIES), ("u.csv", UNITS), ("l.csv", LONG)];
    for (name, text) in good.into_iter().chain([("w.csv", WIDE), ("title.csv", TITLE)]) {
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
