//! Periods shorter than a year, and figures of several days, through the real binary.

use crate::common::small::{codes, place, run};
use crate::common::write;

/// Four quarters of 2026 of two units, a table each, and the year before as a whole; the last quarter
/// as it stood on two days.
fn quarters() -> tempfile::TempDir {
    let at = place();
    let table = |rows: [&str; 2]| format!("unit,period,1.1,1.2,2\n{}\n{}\n", rows[0], rows[1]);
    write(at.path(), "q1.csv", table(["xa-01,quý I/2026,2,2,2", "xa-02,quý I/2026,2,4,4"]));
    write(at.path(), "q2.csv", table(["xa-01,2026-Q2,2,2,3", "xa-02,2026-Q2,2,4,3"]));
    write(at.path(), "q3.csv", table(["xa-01,Quý 3 năm 2026,2,3,3", "xa-02,2026-Q3,2,2,3"]));
    write(
        at.path(),
        "q4.csv",
        "unit,năm,kỳ,số liệu đến ngày,1.1,1.2,2\nxa-01,2026,quý IV,30/11/2026,2,3,2\n\
         xa-01,2026,quý IV,2026-12-31,2,4,\nxa-02,2026,quý IV,31/12/2026,2,2,3\n",
    );
    write(at.path(), "2025.csv", "unit,year,1.1,1.2,2\nxa-01,2025,0,0,0\nxa-02,2025,0,0,0\n");
    at
}

const YEAR: [&str; 5] = ["q1.csv", "q2.csv", "q3.csv", "q4.csv", "2025.csv"];

#[test]
fn a_year_of_quarters_is_ranked() {
    let at = quarters();
    let json = run(&at, "rank", &[&YEAR[..], &["--format", "json"]].concat()).json();
    assert_eq!((json["period"].as_str(), json["year"].is_null()), (Some("2026-Q4"), true));
    let of = |json: &serde_json::Value| {
        let rows = json["rows"].as_array().unwrap().iter();
        let said = rows.map(|row| format!("{} {}", row["unit"], row["ratio"]).replace('"', ""));
        said.collect::<Vec<String>>()
    };
    assert_eq!(of(&json), ["xa-01 80.00", "xa-02 70.00"]);
    assert_eq!(codes(&json), ["snapshots_mixed", "other_years"]);
    let asked = |more: &[&str]| run(&at, "rank", &[&YEAR[..], more].concat());
    let first = asked(&["--period", "quý I/2026", "--format", "json"]).json();
    assert_eq!(of(&first), ["xa-02 100.00", "xa-01 60.00"]);
    assert_eq!(codes(&first), ["snapshots_mixed"]);
    let early = asked(&["--as-of", "30/11/2026", "--format", "json"]).json();
    assert_eq!(of(&early), ["xa-01 70.00", "xa-02 null"], "of xa-02 nothing is said yet: {early}");
    for (wrong, code) in [
        (["--period", "2026-H1"], 2),
        (["--period", "soon"], 2),
        (["--as-of", "31/11/2026"], 2),
        (["--year", "2026"], 2),
    ] {
        let ran = asked(&wrong);
        assert_eq!(ran.code, code, "{wrong:?} {}", ran.err);
    }
    let both = asked(&["--period", "2026-Q1", "--year", "2025"]);
    assert_eq!(both.code, 2);
    assert!(both.err.contains("2026-Q1") && both.err.contains("2025"), "{}", both.err);
    assert_eq!(asked(&["--period", "2025", "--year", "2025"]).code, 0);
}

#[test]
fn a_year_of_quarters_is_compared() {
    let at = quarters();
    let rows = |name: &str, args: &[&str]| run(&at, name, args).csv();
    let compared =
        rows("compare", &["q2.csv", "--previous", "q1.csv", "2025.csv", "--format", "csv"]);
    let change: Vec<&str> = compared.iter().map(|row| row["change"].as_str()).collect();
    assert_eq!(change, ["10.00", "-10.00"], "the first quarter, not the year before");
    let refused = run(&at, "compare", &["q2.csv", "--previous", "2025.csv", "--lang", "vi"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("quý II năm 2026"), "{}", refused.err);
    let table = rows("table", &["q3.csv", "--previous", "q2.csv", "--format", "csv"]);
    assert_eq!(table.iter().map(|row| &*row["change"]).collect::<Vec<_>>(), ["10.00", "-20.00"]);
    // 2 of xa-01 was below its 4 points in every quarter.
    let args = ["q3.csv", "q2.csv", "q1.csv", "2025.csv", "--unit", "xa-01", "--format", "csv"];
    let weak = rows("weak", &[&args[..], &["--order", "repeat"]].concat());
    let repeats: Vec<_> = weak.iter().map(|row| (&*row["code"], &*row["repeats"])).collect();
    assert_eq!(repeats, [("1.2", "3"), ("2", "3")]);
    let lost = rows("lost", &["q1.csv", "q2.csv", "q3.csv", "--by", "year", "--format", "csv"]);
    let keys: Vec<&str> = lost.iter().map(|row| row["key"].as_str()).collect();
    assert_eq!(keys, ["2026-Q1", "2026-Q2", "2026-Q3", "total"]);
    // What a person reads says the period in words, in either language.
    let said = |name: &str, args: &[&str], lang: &str| {
        run(&at, name, &[args, &["--format", "table", "--lang", lang]].concat()).out
    };
    let lost = |lang| said("lost", &["q1.csv", "q2.csv", "--by", "year"], lang);
    assert!(lost("vi").contains("ĐIỂM MẤT THEO KỲ") && lost("vi").contains("quý I năm 2026"));
    assert!(lost("en").contains("BY PERIOD") && lost("en").contains("Q1 2026"), "{}", lost("en"));
    let weak = |lang| said("weak", &[&args[..6], &["--order", "repeat"]].concat(), lang);
    assert!(weak("vi").contains("NHIỀU KỲ LIỀN"), "{}", weak("vi"));
    let on = ["q4.csv", "--unit", "xa-01", "--on", "30/11/2026"];
    let forecast = said("forecast", &on, "vi");
    assert!(forecast.contains("NẾU KẾT THÚC KỲ VÀO NGÀY 30/11/2026"), "{forecast}");
    assert!(forecast.contains("7,00/10,00"), "{forecast}");
}

#[test]
fn a_year_of_quarters_is_trended() {
    let at = quarters();
    let ran = run(&at, "trend", &[&YEAR[..], &["--unit", "xa-01", "--format", "csv"]].concat());
    let said: Vec<String> = ran
        .csv()
        .iter()
        .map(|row| ["period", "as_of", "ratio", "change", "rank"].map(|key| &*row[key]).join(" "))
        .collect();
    assert_eq!(
        said,
        [
            "2026-Q1  60.00  2",
            "2026-Q2  70.00 10.00 2",
            "2026-Q3  80.00 10.00 1",
            "2026-Q4 2026-11-30 70.00 -10.00 1",
            "2026-Q4 2026-12-31 80.00 0.00 1",
        ],
        "{}",
        ran.out
    );
    // Earlier periods may stand apart; the mean is of those ranked.
    let args = ["q3.csv", "--previous", "q2.csv", "q1.csv", "--format", "csv"];
    let all = run(&at, "trend", &args).csv();
    let means: Vec<_> = all.iter().filter(|row| row["unit"].is_empty()).collect();
    let means: Vec<_> = means.iter().map(|row| (&*row["ratio"], &*row["change"])).collect();
    assert_eq!(means, [("80.00", ""), ("80.00", "0.00"), ("75.00", "-5.00")]);
    assert_eq!(all.len(), 9);
    let text = run(&at, "trend", &[&args[..4], &["--format", "table", "--lang", "vi"]].concat());
    assert!(text.out.contains("quý III năm 2026") && text.out.contains("+10,00"), "{}", text.out);
    let check = run(&at, "trend", &[&YEAR[..], &["-o", "trend.json"]].concat());
    assert_eq!(check.code, 0, "{}", check.err);
    assert!(
        crate::common::complaints(
            "trend",
            &serde_json::from_slice(&std::fs::read(at.path().join("trend.json")).unwrap()).unwrap()
        )
        .is_empty()
    );
}

#[test]
fn a_period_in_a_table_is_wrong_at_its_cell() {
    let at = place();
    write(
        at.path(),
        "a.csv",
        "unit,year,period,as_of,1.1\nxa-01,2026,quý V,2026-02-30,1\nxa-02,2025,2026-Q1,,1\n",
    );
    let json = run(&at, "check", &["a.csv", "--draft", "--format", "json"]).json();
    let found: Vec<String> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}", one["code"], one["cell"]).replace('"', ""))
        .collect();
    let place = ["bad_period C2", "bad_date D2", "period_disagrees C3"];
    assert!(place.iter().all(|one| found.contains(&(*one).to_owned())), "{found:?}");
}

#[test]
fn a_join_is_read_back_with_its_periods_and_days() {
    let at = quarters();
    let ran = run(&at, "join", &["q4.csv", "-o", "all.csv"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let written = std::fs::read_to_string(at.path().join("all.csv")).unwrap();
    assert!(written.lines().next().unwrap().ends_with(",period,as_of"), "{written}");
    let rank = |file: &str| run(&at, "rank", &[file, "--format", "csv"]).out;
    assert_eq!(rank("all.csv"), rank("q4.csv"));
    // Of whole years no column is added.
    run(&at, "join", &["2025.csv", "-o", "year.csv"]);
    let written = std::fs::read_to_string(at.path().join("year.csv")).unwrap();
    assert!(!written.contains("period"), "{written}");
}

#[test]
fn a_survey_of_a_quarter_says_so_in_every_row() {
    let at = crate::common::root().join("samples/satisfaction-2023");
    let path = |name: &str| at.join(name).to_string_lossy().into_owned();
    let (questions, ballots, units) =
        (path("questions.csv"), path("ballots.csv"), path("units.csv"));
    let survey = |period: &str| {
        let args = ["survey", "-f", "sipas-district-2023", "--questions", &questions, &ballots];
        let more = ["--units", &units, "--period", period, "--format", "csv"];
        crate::common::par_index(&[&args[..], &more].concat()).csv()
    };
    let rows = survey("quý II/2023");
    assert!(rows.iter().all(|row| row["year"].is_empty() && row["period"] == "2023-Q2"));
    let rows = survey("2023");
    assert!(rows.iter().all(|row| row["year"] == "2023" && !row.contains_key("period")));
}
