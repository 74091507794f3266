//! `plan`, `forecast` and `what-if` with efforts, as the command runs them.

use crate::common::{folder, par_index, par_index_in, root, write};
use par_index::Points;

const FW: &str = "hon-quan-2023";
const COMMUNES: &str = "samples/communes-2023.json";
const EFFORTS: &str = "samples/efforts-2023.csv";
const OWN: &str = "sample-commune-01";

fn plan(more: &[&str]) -> crate::common::Ran {
    par_index(&[&["plan", "-f", FW, COMMUNES, "--unit", OWN], more].concat())
}

#[test]
fn exit_codes_say_how_it_went() {
    assert_eq!(plan(&["--target", "90"]).code, 0);
    assert_eq!(plan(&["--target", "99"]).code, 4);
    // Errors go before an unreachable goal.
    let at = folder();
    write(at.path(), "bad.csv", "code,to\n1.33,2\n");
    let bad = at.path().join("bad.csv").display().to_string();
    let ran = plan(&["--target", "99", "--efforts", &bad]);
    assert_eq!(ran.code, 1);
    assert!(!ran.json()["findings"].as_array().unwrap().is_empty());
    for wrong in [
        &["--target", "90", "--rank", "3"][..],
        &[],
        &["--rank", "0"],
        &["--node", "7", "--rank", "3"],
        &["--grade", "Perfect"],
        &["--target", "90", "--fix", "1.3=1.9"],
        &["--target", "90", "--capacity", "noi-vu"],
        &["--frontier", "--fix", "1.3"],
        &["--target", "90", "--on", "2024-02-30"],
    ] {
        assert_eq!(plan(wrong).code, 2, "{wrong:?}");
    }
    let open =
        par_index(&["plan", "-f", FW, COMMUNES, "--unit", "sample-commune-13", "--target", "90"]);
    assert_eq!(open.code, 1);
    assert_eq!(par_index(&["forecast", "-f", FW, COMMUNES, "--unit", OWN]).code, 2);
    assert_eq!(par_index(&["rank", "-f", FW, COMMUNES, "--efforts", EFFORTS]).code, 2);
}

#[test]
fn rows_and_summary_are_those_of_the_format() {
    let ran = plan(&["--rank", "3", "--efforts", EFFORTS]).json();
    assert_eq!(
        (ran["kind"].as_str(), ran["summary"]["reached"].as_bool()),
        (Some("plan"), Some(true))
    );
    assert_eq!(ran["summary"]["proven_optimal"], true);
    assert!(ran["summary"]["rank_after"].as_u64().unwrap() <= 3);
    let csv = plan(&["--rank", "3", "--efforts", EFFORTS, "--format", "csv"]);
    let header = csv.out.lines().next().unwrap();
    let columns = "code,title,title_en,lead,from,to,gain,effort,due,cooperating,measure,product,needed,needed_en,items,items_done,far";
    assert_eq!(header, columns);
    let efforts: u64 = csv.csv().iter().map(|row| row["effort"].parse::<u64>().unwrap()).sum();
    assert_eq!(ran["summary"]["effort"], efforts);
    let front = plan(&["--frontier", "--format", "csv"]);
    assert_eq!(front.out.lines().next(), Some("effort,steps,gain,obtained,ratio,rank,tied"));
    // The same through the one door, with the rows of the table as an array.
    let inputs = std::fs::read_to_string(root().join(COMMUNES)).unwrap();
    let request = format!(
        r#"{{"call": "plan", "framework": "{FW}", "inputs": {inputs}, "unit": "{OWN}", "budget": 4,
            "efforts": [{{"code": "1.3", "to": 2, "effort": 4}}, {{"code": "3.2", "to": "4", "effort": "5"}}]}}"#
    );
    let reply = par_index_in(&root(), &["call"], &request);
    assert_eq!((reply.code, reply.json()["rows"][0]["code"].as_str()), (0, Some("1.3")));
}

#[test]
fn a_step_of_what_if_bears_its_effort_and_date() {
    let ran = par_index(&[
        "what-if",
        "-f",
        FW,
        COMMUNES,
        "--unit",
        OWN,
        "--set",
        "1.3=2",
        "2.3=2",
        "--efforts",
        EFFORTS,
    ]);
    let rows = ran.json()["rows"].clone();
    assert_eq!(
        (rows[0]["effort"].as_u64(), rows[0]["due"].as_str()),
        (Some(10), Some("2024-04-30"))
    );
    assert!(rows[1]["effort"].is_null()); // no row names it
}

/// Under `vi` no English word but codes, names of the data and the product's own.
#[test]
fn vietnamese_tables_hold_no_english() {
    let calls = [
        plan(&["--target", "90", "--lang", "vi", "--format", "table"]),
        plan(&["--target", "99", "--efforts", EFFORTS, "--lang", "vi", "--format", "table"]),
        plan(&["--grade", "Good", "--lang", "vi", "--format", "table"]),
        plan(&["--frontier", "--lang", "vi", "--format", "table"]),
        par_index(&[
            "forecast",
            "-f",
            FW,
            COMMUNES,
            "--unit",
            OWN,
            "--on",
            "2024-01-12",
            "--lang",
            "vi",
            "--format",
            "table",
        ]),
    ];
    for ran in calls {
        for english in
            ["points", "Steps", "effort", "Good", "rank", "index", "more", "Proven", "survey"]
        {
            let shown = ran.out.lines().filter(|line| !line.starts_with("Phần mềm par-index"));
            // A flag is named as it is typed.
            let plain = |line: &&str| line.replace("--with-survey", "").contains(english);
            let found: Vec<&str> = shown.filter(plain).collect();
            assert!(found.is_empty(), "{english}: {found:?}");
        }
        for line in ran.out.lines().filter(|line| !line.starts_with("Phần mềm par-index")) {
            assert!(line.chars().count() <= 100, "{line}");
        }
    }
}

/// More effort is never worse, however many agencies are limited; what is out of reach is told by
/// what can be had.
#[test]
fn capacities_of_several_agencies_leave_what_they_can_bear() {
    let plan = |goal: &[&str]| {
        let base = ["plan", "-f", "hon-quan-2023", "samples/communes-2023.json"];
        let unit = ["--unit", "sample-commune-01", "--capacity"];
        let limits = ["noi-vu=3", "van-phong=3", "van-hoa=3", "tu-phap=1", "tai-chinh=1"];
        par_index(&[&base[..], &unit, &limits, goal].concat()).json()["summary"].clone()
    };
    let budgets = ["14", "20", "40"].map(|budget| plan(&["--budget", budget]));
    for summary in &budgets {
        assert_eq!(
            (&summary["index_after"], &summary["proven_optimal"]),
            (&"90.43".into(), &true.into())
        );
    }
    // 90.43 of 99 points are 89.53; 99 % are 98.01.
    let missing = plan(&["--target", "99"]);
    assert_eq!((&missing["reached"], &missing["unreachable_by"]), (&false.into(), &"8.48".into()));
}

/// A step that is asked for in any case and cannot be had is a wrong call, not a plan without it.
#[test]
fn a_fixed_step_out_of_reach_is_refused() {
    let base = ["plan", "-f", "hon-quan-2023", "samples/communes-2023.json"];
    let asked = ["--unit", "sample-commune-01", "--efforts", "samples/efforts-2023.csv"];
    let goal = ["--target", "90", "--fix", "7.3", "--without", "7.1"];
    let ran = par_index(&[&base[..], &asked, &goal].concat());
    assert!(ran.code == 2 && ran.err.contains("what it requires is out of reach"), "{}", ran.err);
}

/// Agencies by name as well as by id, and a flag given once for all or again and again.
#[test]
fn limits_are_named_as_people_name_them() {
    let summary = |more: &[&str]| {
        let ran = plan(&[&["--rank", "3"], more].concat());
        assert_eq!(ran.code, 0, "{more:?}: {}", ran.err);
        ran.json()["summary"]["effort"].as_u64().unwrap()
    };
    let together = summary(&["--capacity", "noi-vu=1", "tu-phap=0", "--without", "1.4", "3.4"]);
    let again = ["--capacity", "Phòng Nội vụ=1", "--without", "1.4"];
    let again = [&again[..], &["--capacity", "tu-phap=0", "--without", "3.4"]].concat();
    assert_eq!(summary(&again), together);
    assert!(together > summary(&[]), "{together}");
    let unknown = plan(&["--rank", "3", "--capacity", "Phòng Nội vu vụ=1"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("“Phòng Nội vu vụ”"), "{}", unknown.err);
}

#[test]
fn a_leaf_the_survey_decides_says_how_it_can_be_fixed() {
    let ran = plan(&["--target", "85", "--fix", "8.1"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--with-survey"), "{}", ran.err);
    assert_eq!(plan(&["--target", "85", "--fix", "8.1", "--with-survey"]).code, 0);
}

/// What a step takes stands below it, in `what-if` as in `plan`.
#[test]
fn the_table_of_what_if_shows_what_a_step_takes() {
    for (lang, expected) in [
        ("en", "effort 10 · by 2024-04-30 · Khắc phục"),
        ("vi", "khối lượng 10 · thời hạn 30/4/2024 · Khắc phục"),
    ] {
        let base = ["what-if", "-f", FW, COMMUNES, "--unit", OWN, "--set", "1.3=2"];
        let look = ["--efforts", EFFORTS, "--format", "table", "--lang", lang];
        let ran = par_index(&[&base[..], &look].concat());
        assert!(ran.out.contains(expected), "{}", ran.out);
    }
}

/// Out of reach within one node: only its own steps are shown, and the points it lacks are its own.
#[test]
fn a_node_out_of_reach_keeps_to_itself() {
    let ran = plan(&["--node", "7", "--target", "99", "--efforts", EFFORTS]);
    assert_eq!(ran.code, 4);
    let reply = ran.json();
    let rows = reply["rows"].as_array().unwrap();
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row["code"].as_str().unwrap().starts_with("7.")), "{rows:?}");
    let skipped = reply["summary"]["skipped"].as_array().unwrap();
    assert!(skipped.iter().all(|code| code.as_str().unwrap().starts_with("7.")), "{skipped:?}");
    assert_eq!(reply["summary"]["proven_optimal"], true);
    // A budget below the fixed steps: these alone.
    let over = plan(&["--budget", "1", "--fix", "1.3", "2.2", "--efforts", EFFORTS]);
    assert_eq!(over.code, 4);
    let rows = over.json()["rows"].clone();
    let codes: Vec<&str> =
        rows.as_array().unwrap().iter().filter_map(|row| row["code"].as_str()).collect();
    assert_eq!(codes, ["1.3", "2.2"]);
}

/// The table of efforts belongs to what was printed: it verifies with it, not without it or with
/// another one.
#[test]
fn a_plan_is_verified_with_its_table() {
    let at = folder();
    let printed = at.path().join("plan.txt").display().to_string();
    let ran = plan(&["--rank", "3", "--efforts", EFFORTS, "--format", "table", "-o", &printed]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let verify =
        |more: &[&str]| par_index(&[&["verify", &printed, "-f", FW, COMMUNES], more].concat()).code;
    assert_eq!(verify(&["--efforts", EFFORTS]), 0);
    assert_ne!(verify(&[]), 0);
    let table = std::fs::read_to_string(root().join(EFFORTS)).unwrap();
    assert!(table.contains("1.3,2,10,"));
    write(at.path(), "other.csv", table.replace("1.3,2,10,", "1.3,2,11,"));
    let other = at.path().join("other.csv").display().to_string();
    assert_ne!(verify(&["--efforts", &other]), 0);
}

/// Leaves that wait for appraisal are open, and the way to count the self-assessment is named.
#[test]
fn a_forecast_says_how_to_count_what_waits() {
    let forecast = |more: &[&str]| {
        let base = ["forecast", "-f", FW, COMMUNES, "--unit", OWN, "--on", "2024-01-12"];
        par_index(&[&base[..], &["--format", "table"], more].concat()).out
    };
    assert!(forecast(&[]).contains("--basis self"));
    assert!(!forecast(&["--basis", "self"]).contains("--basis self"));
}

/// What is no whole number says what is wanted, in the language asked for.
#[test]
fn numbers_of_a_plan_are_whole() {
    for wrong in ["2,5", "abc", "-3", "99999999999999999999"] {
        let ran = plan(&["--budget", wrong, "--lang", "vi"]);
        assert_eq!(ran.code, 2, "{wrong}");
        assert!(ran.err.contains(wrong) && ran.err.contains("số nguyên không âm"), "{}", ran.err);
    }
    let ran = plan(&["--rank", "3", "--on", "31/2/2024", "--lang", "vi"]);
    assert!(ran.code == 2 && ran.err.contains("31/2/2024"), "{}", ran.err);
    assert_eq!(plan(&["--rank", "3", "--on", "31/1/2024"]).code, 0);
}

/// Efforts are grouped by thousands in tables only.
#[test]
fn great_efforts_are_readable() {
    let at = folder();
    write(at.path(), "great.csv", "code,to,effort\n1.3,2,1500000\n3.2,4,2500000\n");
    let great = at.path().join("great.csv").display().to_string();
    let ran = |more: &[&str]| plan(&[&["--budget", "9000000", "--efforts", &great], more].concat());
    let shown = ran(&["--format", "table", "--lang", "vi"]).out;
    assert!(shown.contains("4.000.000/9.000.000") && shown.contains("1.500.000"), "{shown}");
    assert_eq!(ran(&[]).json()["summary"]["effort"], 4_000_000);
}

/// A goal that the search cannot settle: the command answered with nothing and exit code 0.
#[test]
fn a_goal_that_is_not_reached_always_answers() {
    use std::fmt::Write as _;
    let at = folder();
    let leaves = 60;
    let mut ruler =
        "code,parent,max,scorer,name_vi,lead\nT,,60,,Bộ thử,\n1,T,60,,Lĩnh vực,\n".to_owned();
    let mut own = "unit,year".to_owned();
    let mut efforts = "code,to,effort,requires,excludes\n".to_owned();
    for n in 0..leaves {
        let _ = writeln!(ruler, "1.{},1,1,appraisal,Tiêu chí,{}", n + 1, ["a", "b", "a+b"][n % 3]);
        let _ = write!(own, ",1.{}", n + 1);
        let other = |by: usize| (n + by) % leaves + 1;
        let requires = if n % 2 == 0 { format!("1.{}=1", other(11)) } else { String::new() };
        let (a, b, c) = (other(1), other(7), other(23));
        let effort = 1 + n * 7 % 5;
        let _ = writeln!(efforts, "1.{},1,{effort},{requires},1.{a}+1.{b}+1.{c}", n + 1);
    }
    let _ = writeln!(own, "\nxa-01,2023{}", ",0".repeat(leaves));
    write(at.path(), "bo.csv", ruler);
    write(at.path(), "own.csv", own);
    write(at.path(), "efforts.csv", efforts);
    let ask = |more: &[&str]| {
        let base =
            ["plan", "-f", "bo.csv", "own.csv", "--unit", "xa-01", "--efforts", "efforts.csv"];
        par_index_in(at.path(), &[&base, more].concat(), "")
    };
    let limits = ["--target", "25", "--capacity", "a=12", "b=12"];
    let reply = ask(&limits).json();
    let summary = &reply["summary"];
    let code = if summary["reached"] == true { 0 } else { 4 };
    let shown = ask(&[&limits[..], &["--format", "table"]].concat());
    assert_eq!((shown.code, &summary["proven_optimal"]), (code, &true.into()), "{}", shown.out);
    assert!(summary["index_after"].is_string() && summary["effort_bound"].is_null(), "{summary}");
    assert!(!reply["rows"].as_array().unwrap().is_empty());
    // The capacities hold 24 of effort: that buys 18 points at most, and 27 are asked for.
    let limits = ["--target", "45", "--capacity", "a=12", "b=12"];
    for (lang, said) in [("en", "Out of reach: "), ("vi", "Không đạt được mục tiêu: còn thiếu ")]
    {
        let shown = ask(&[&limits[..], &["--format", "table", "--lang", lang]].concat());
        assert!(shown.code == 4 && shown.out.contains(said), "{}", shown.out);
    }
    let summary = ask(&limits).json()["summary"].clone();
    let missing: Points = summary["unreachable_by"].as_str().unwrap().parse().unwrap();
    assert!(missing >= Points::whole(9) && summary["proven_optimal"] == true, "{summary}");
    assert!(summary["effort_bound"].is_null() && summary["gain_bound"].is_null(), "{summary}");
}

/// Rows that do not count are named in the summary, in the table of both languages and in a frontier.
#[test]
fn rows_left_out_are_named_in_the_answer() {
    let at = folder();
    write(at.path(), "t.csv", "code,to,effort\n1.3,2,5\n3.2,\"3,8\",x\n1.33,2,1\n");
    let table = at.path().join("t.csv").display().to_string();
    for goal in [&["--budget", "9"][..], &["--frontier"]] {
        let ran = plan(&[goal, &["--efforts", &table]].concat());
        assert_eq!(ran.code, 1);
        let summary = ran.json()["summary"].clone();
        assert_eq!(summary["left_out"], serde_json::json!(["3.2=3.8", "1.33=2"]));
        assert_eq!(
            (&summary["rows_left_out"], &summary["proven_optimal"]),
            (&2.into(), &false.into())
        );
        let look = ["--efforts", &table, "--format", "table", "--lang", "vi"];
        let shown = plan(&[goal, &look].concat()).out;
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(shown.contains("không tính: 2 (3.2 → 3,8, 1.33 → 2)"), "{shown}");
    }
}

/// A table of efforts of which nothing could be read answers nothing, and says what is wrong (Q1).
#[test]
fn efforts_that_nobody_can_read_fail_the_call() {
    let at = folder();
    for table in ["code,to,efort\n", "code,effort\n1.3,2\n", "PK"] {
        write(at.path(), "t.csv", table);
        let table = at.path().join("t.csv").display().to_string();
        let what_if = ["what-if", "-f", FW, COMMUNES, "--unit", OWN, "--repair-first", "2"];
        for ran in [
            plan(&["--target", "90", "--efforts", &table, "--format", "table"]),
            plan(&["--frontier", "--efforts", &table, "--format", "table"]),
            par_index(&[&what_if[..], &["--efforts", &table, "--format", "table"]].concat()),
        ] {
            assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
            assert!(ran.err.contains("refused") && ran.err.contains("t.csv"), "{}", ran.err);
        }
        let json = plan(&["--target", "90", "--efforts", &table]).json();
        assert_eq!(json["kind"], "error", "{json}");
    }
}

/// A leaf may have hundreds of levels: of all that take the least effort the fewest leaves count, then the
/// lower level at the first leaf where two plans differ.
#[test]
fn hundreds_of_levels_are_weighed_exactly() {
    use std::fmt::Write as _;
    let at = folder();
    let ruler = "code,parent,max,scorer,name_vi\nT,,20,,Bộ thử\n1,T,20,,Lĩnh vực\n\
        1.1,1,10,appraisal,A\n1.2,1,10,appraisal,B\n";
    write(at.path(), "bo.csv", ruler);
    write(at.path(), "own.csv", "unit,year,1.1,1.2\nxa-01,2023,0,0\n");
    // A step of 0.02 points takes 1; at the second leaf up to 6 more unless the level is a seventh one.
    let mut efforts = "code,to,effort\n".to_owned();
    for level in 1..=500 {
        let points = format!("{}.{:02}", level / 50, level % 50 * 2);
        let _ = writeln!(efforts, "1.1,{points},{level}\n1.2,{points},{}", level + level % 7);
    }
    write(at.path(), "efforts.csv", efforts);
    for (target, effort, steps) in
        [("50", 500, vec![("1.1", "10")]), ("75", 750, vec![("1.1", "5.06"), ("1.2", "9.94")])]
    {
        let args = ["plan", "-f", "bo.csv", "own.csv", "--unit", "xa-01", "--target", target];
        let more = ["--efforts", "efforts.csv", "--format", "json"];
        let object = par_index_in(at.path(), &[&args[..], &more].concat(), "").json();
        let summary = &object["summary"];
        assert_eq!(
            (&summary["effort"], &summary["proven_optimal"]),
            (&effort.into(), &true.into())
        );
        let rows = object["rows"].as_array().unwrap().iter();
        let rows: Vec<(&str, &str)> =
            rows.map(|row| (row["code"].as_str().unwrap(), row["to"].as_str().unwrap())).collect();
        assert_eq!(rows, steps, "{target}");
    }
}
