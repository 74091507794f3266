//! The table of efforts: levels, dates, who leads, and every slip with its cell.

use par_index::remediation::{EffortRow, read_effort_rows};
use par_index::{
    Basis, Cohort, Efforts, Framework, Goal, Plan, framework, plan, read, sample, score_all,
};
use par_index_sheets::read_efforts;

use super::common::{Fill, Ruler, ruled, sheet, stage};

fn communes() -> (Framework, Cohort) {
    let fw = framework("hon-quan-2023").unwrap();
    let input = read(&fw, sample("communes-2023").unwrap());
    let all = score_all(&fw, &input.assessments, Basis::Final);
    (fw, all)
}

const OWN: &str = "sample-commune-01";

/// Code, found and cell of everything wrong with a table.
fn slips(table: &str) -> Vec<(String, String, String)> {
    let (fw, all) = communes();
    let efforts = read_efforts(&fw, "giải pháp.csv", table.as_bytes());
    let plan = plan(&all, OWN, Goal::Budget(100), &efforts);
    let slip = |finding: &par_index::Finding| {
        let place = finding.place();
        assert_eq!(place.file.as_deref(), Some("giải pháp.csv"), "{finding}");
        let cell = place.cell.clone().unwrap_or_default();
        (finding.code().as_str().to_owned(), finding.found_text().unwrap_or("").to_owned(), cell)
    };
    plan.findings.iter().map(slip).collect()
}

fn one(table: &str) -> (String, String, String) {
    let mut found = slips(table);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

fn told(code: &str, found: &str, cell: &str) -> (String, String, String) {
    (code.to_owned(), found.to_owned(), cell.to_owned())
}

#[test]
fn every_slip_has_its_cell() {
    assert_eq!(one("code,to\n1.33,2\n"), told("unknown_code", "1.33", "A2"));
    assert_eq!(one("code,to\n1,2\n"), told("not_a_leaf", "1", "A2"));
    assert_eq!(one("code,to\n1.3,9\n"), told("out_of_range", "9", "B2"));
    // Levels of nine recommendations: 1.56 and 1.78, nothing between.
    assert_eq!(one("code,to\n1.3,1.6\n"), told("not_a_level", "1.6", "B2"));
    assert_eq!(one("code,to\n2.2,3.5\n"), told("not_a_level", "3.5", "B2"));
    assert_eq!(one("code,to,effort\n1.3,2,1.5\n"), told("not_whole", "1.5", "C2"));
    assert_eq!(one("code,to,effort\n1.3,2,-1\n"), told("out_of_range", "-1", "C2"));
    assert_eq!(one("code,to,effort\n1.3,2,nhiều\n"), told("unknown_word", "nhiều", "C2"));
    assert_eq!(one("code,to\n1.3,2\n1.3,\"2,0\"\n"), told("effort_twice", "2.0", "B3"));
    assert_eq!(one("code,to,lead\n1.3,2,noi-vụ\n"), told("unknown_agency", "noi-vụ", "C2"));
    assert_eq!(one("code,to,due\n1.3,2,31/2/2023\n"), told("bad_date", "31/2/2023", "C2"));
    assert_eq!(one("code,to,due\n1.3,2,45291\n"), told("bad_date", "45291", "C2"));
    assert_eq!(one("code,to,requires\n1.3,2,9.9\n"), told("unknown_code", "9.9", "C2"));
    assert_eq!(one("code,to,requires\n1.3,2,3.2=9\n"), told("out_of_range", "9", "C2"));
    assert_eq!(one("code,to,excludes\n1.3,2,3.2=-1\n"), told("out_of_range", "-1", "C2"));
    assert_eq!(one("code,to,requires\n1.3,2,1.3\n"), told("step_of_itself", "1.3", "C2"));
    assert_eq!(one("code,to,excludes\n1.3,2,1.3=1\n"), told("step_of_itself", "1.3", "C2"));
    let idle = "code,to,excludes\n1.3,2,3.2=3.9\n3.2,4,\n";
    assert_eq!(one(idle), told("excludes_nothing", "3.2=3.9", "C2"));
    assert_eq!(slips("code,to,excludes\n1.3,2,3.2=4\n3.2,4,\n"), []);
    assert_eq!(one("code,to,excludes\n1.3,2,3.2\n"), told("excludes_nothing", "3.2", "C2"));
    let missing = "code,to,effort,requires\n1.3,2,1,7.3\n";
    assert_eq!(one(missing), told("step_unusable", "7.3", "D2"));
    assert_eq!(one("code,to,efort\n1.3,2,1\n"), told("unknown_column", "efort", "C1"));
    assert_eq!(one("code,to\n1.3,\n"), told("bad_number", "", "B2"));
    let both = slips("code,points\n1.3,2\n");
    assert_eq!(
        both.iter().map(|slip| slip.0.as_str()).collect::<Vec<_>>(),
        ["missing_column", "unknown_column"]
    );
}

#[test]
fn all_slips_come_at_once_and_good_rows_count() {
    let (fw, all) = communes();
    let table = "code,to,effort\n1.33,2,1\n1.3,2,1\n3.2,4,x\n7.2,4,2\n";
    let efforts = read_efforts(&fw, "t.csv", table.as_bytes());
    let plan = plan(&all, OWN, Goal::Budget(100), &efforts);
    assert_eq!((plan.findings.len(), plan.steps.rows.len(), plan.effort), (2, 2, 3));
}

#[test]
fn words_numbers_and_days_are_read_as_people_write_them() {
    let (fw, all) = communes();
    let table = "Mã;Mức điểm;Khối lượng;Giải pháp;Cơ quan chủ trì;Thời hạn;Sản phẩm\n\
        3.2;\"3,8\";2;Rút ngắn thời gian;van-phong+Tư pháp;30/6/2023;Báo cáo\n\
        1.3;2,0;;;;2023-12-31;\n";
    let efforts = read_efforts(&fw, "t.csv", table.as_bytes());
    let found = plan(&all, OWN, Goal::Budget(3), &efforts);
    assert_eq!(found.findings, []);
    let rows: Vec<String> = found
        .steps
        .rows
        .iter()
        .map(|row| {
            let work = row.work.as_ref().unwrap();
            let due = work.due.unwrap();
            format!("{} {} {} {} {due} {}", row.code, row.to, row.lead, work.effort, work.measure)
        })
        .collect();
    assert_eq!(
        rows,
        ["1.3 2 noi-vu 1 2023-12-31 ", "3.2 3.8 van-phong+tu-phap 2 2023-06-30 Rút ngắn thời gian"]
    );
    // Seen from a later day the first is too late.
    let late = efforts.clone().on("2023-07-01".parse().unwrap());
    let found = plan(&all, OWN, Goal::Budget(3), &late);
    assert_eq!((found.effort, found.findings[0].code().as_str()), (1, "step_too_late"));
    assert_eq!(found.findings[0].place().cell.as_deref(), Some("F2"));
    let vi = found.findings[0].message(par_index::Lang::Vi);
    assert_eq!(vi, "mức 3,8 của 3.2 đã quá thời hạn 30/6/2023");
    // The day itself is not too late.
    let just = efforts.on("2023-06-30".parse().unwrap());
    assert_eq!(plan(&all, OWN, Goal::Budget(3), &just).effort, 3);
}

#[test]
fn a_step_without_what_it_requires_is_left_out() {
    let (fw, all) = communes();
    let table = "code,to,effort,requires\n7.2,4,2,7.3\n1.3,2,5,\n3.2,4,1,1.3=2\n";
    let efforts = read_efforts(&fw, "t.csv", table.as_bytes());
    let found = plan(&all, OWN, Goal::Budget(3), &efforts);
    assert_eq!(found.findings[0].code().as_str(), "step_unusable"); // nothing offers 7.3
    // 3.2 takes 6 with 1.3; a row that counts for nothing takes the proof away.
    assert_eq!((found.effort, found.proven_optimal, found.rows_left_out), (0, false, 1));
    assert_eq!(plan(&all, OWN, Goal::Budget(6), &efforts).steps.rows.len(), 2);
}

/// A row with one fault is checked for the others too; findings come row by row.
#[test]
fn a_broken_row_hides_nothing() {
    let table = "Mã,Mức điểm,Khối lượng,Chủ trì,Thời hạn\n\
        1.3,\"1,75\",mười,Lạ,hôm nay\n9.9,x,1,Lạ,\n1.3,\"1,75\",2,,\n3.2,9,-1,,\n";
    let told: Vec<(String, String)> =
        slips(table).into_iter().map(|(code, _, cell)| (code, cell)).collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        told,
        [
            ("unknown_word", "C2"),
            ("unknown_agency", "D2"),
            ("bad_date", "E2"),
            ("unknown_code", "A3"),
            ("unknown_word", "B3"),
            ("unknown_agency", "D3"),
            ("effort_twice", "B4"),
            ("out_of_range", "B5"),
            ("out_of_range", "C5"),
        ]
    );
}

/// Headings, numbers of rows, lists with commas, codes with a last dot: as officials write them.
#[test]
fn tables_of_officials_are_read() {
    let (fw, all) = communes();
    let table = "STT;Tiêu chí;Tên tiêu chí;Điểm mục tiêu;Ngày công;Đơn vị chủ trì;Hạn hoàn thành;Yêu cầu;Ghi chú\n\
        1;1.3.;Khắc phục;2;3;VP, VH-TT;30/6/2024;3.2., 1.4;x\n\
        2;3.2;;4;2;;;;\n3;1.4;;\"1,25\";1;;;;\n";
    let efforts = read_efforts(&fw, "t.csv", table.as_bytes()).fixed("1.3", None);
    let found = plan(&all, OWN, Goal::Budget(6), &efforts);
    assert_eq!(found.findings, []);
    let codes: Vec<&str> = found.steps.rows.iter().map(|row| row.code.as_str()).collect();
    assert_eq!((codes, found.effort), (vec!["1.3", "1.4", "3.2"], 6));
    assert_eq!(found.steps.rows[0].lead, "van-phong+van-hoa");
    // What a plan itself prints as CSV is a table again.
    let printed = "code,title,title_en,lead,from,to,gain,effort,due,cooperating,measure,product,needed,needed_en\n\
        1.3,a,b,noi-vu,0,2,2,3,2024-06-30,,,,c,d\n";
    assert_eq!(slips(printed), []);
}

/// Rows with errors are left out, and then nothing is proven; a table nobody can read gives no plan.
#[test]
fn a_broken_table_proves_nothing() {
    let (fw, all) = communes();
    let plan_of = |table: &str, goal: &str| {
        let efforts = read_efforts(&fw, "t.csv", table.as_bytes());
        plan(&all, OWN, Goal::Target(goal.parse().unwrap()), &efforts)
    };
    let good = plan_of("code,to,effort\n1.3,2,5\n3.2,4,1\n", "79");
    assert!(good.proven_optimal && good.reached && good.rows_left_out == 0);
    for goal in ["79", "99"] {
        let spoilt = plan_of("code,to,effort\n1.3,2,5\n3.2,4,x\n", goal);
        assert_eq!((spoilt.rows_left_out, spoilt.proven_optimal), (1, false), "{goal}");
        assert_eq!((spoilt.reached, spoilt.unreachable_by), (goal == "79", None));
        assert_eq!(spoilt.steps.rows.len(), 1);
    }
    let unread = plan_of("Bảng giải pháp\n1;2;3\n", "79");
    assert!(!unread.reached && !unread.proven_optimal && unread.unreachable_by.is_none());
    assert!(unread.steps.after.is_none() && !unread.findings.is_empty());
}

/// Why a step cannot be fixed; and steps that cannot be fixed together.
#[test]
fn what_cannot_be_fixed_says_why() {
    let (fw, all) = communes();
    let table = "code,to,effort,due,excludes\n1.3,2,5,2024-06-30,\n3.2,4,1,,7.1\n7.1,4,1,,\n";
    let efforts = || read_efforts(&fw, "t.csv", table.as_bytes());
    let told = |efforts: &par_index::Efforts, goal: Goal| {
        let plan = plan(&all, OWN, goal, efforts);
        assert!(!plan.reached && plan.unreachable_by.is_none() && plan.steps.rows.is_empty());
        let errors = plan.findings.iter().filter(|finding| finding.is_error());
        let errors: Vec<_> = errors.collect();
        assert_eq!(errors.len(), 1, "{:?}", plan.findings);
        (errors[0].code().as_str().to_owned(), errors[0].expected(par_index::Lang::En))
    };
    let out = told(&efforts().fixed("1.3", None).without("1.3"), Goal::Budget(9));
    assert_eq!(out, ("not_planned".into(), "it is held out as well".into()));
    let late = efforts().on("2024-07-01".parse().unwrap()).fixed("1.3", None);
    let late = told(&late, Goal::Budget(9));
    assert_eq!(late.1, "its steps were due before the day asked about");
    let level = efforts().fixed("3.2", Some("3.9".parse().unwrap()));
    assert_eq!(told(&level, Goal::Budget(9)).1, "one of 4");
    for goal in
        [Goal::Budget(0), Goal::Budget(90), Goal::Target("79".parse().unwrap()), Goal::Rank(1)]
    {
        let both = efforts().fixed("3.2", None).fixed("7.1", None);
        assert_eq!(told(&both, goal.clone()).0, "fixed_together");
        let limited = efforts().fixed("1.3", None).capacity("noi-vu", 4);
        assert_eq!(told(&limited, goal).0, "fixed_together");
    }
}

/// Whatever bytes come, a finding says what is wrong, and nothing panics.
#[test]
fn no_bytes_make_the_reader_panic() {
    let (fw, all) = communes();
    let seeds = [
        "code,to\n1.3,2\n",
        "[{\"code\": \"1.3\", \"to\": 2}]",
        "a;b\n\"",
        "code,to,due\n1.3,2,1/1",
    ];
    let mut dice = super::Dice(7);
    for seed in seeds {
        for _ in 0..500 {
            let mut bytes = seed.as_bytes().to_vec();
            for _ in 0..=dice.below(4) {
                let at = dice.below(bytes.len() as u64 + 1) as usize;
                bytes.insert(at, dice.below(256) as u8);
            }
            for name in ["t.csv", "t.json", "t", "t.xlsx"] {
                let efforts = read_efforts(&fw, name, &bytes);
                let _ = plan(&all, OWN, Goal::Budget(5), &efforts);
            }
        }
    }
}

/// A unit with files of a whole, cases of a penalty and an answer; the files may be many.
fn counted(done: &str, of: &str, cases: &str) -> (Framework, Cohort) {
    let share = r#"{"kind": "share", "full_at": {"at_least": "100"}, "part": "of_target"}"#;
    let penalty = r#"{"kind": "penalty", "each": "0.5"}"#;
    let nodes = vec![
        ruled("1", "1", share),
        ruled("2", "2", penalty),
        ruled("3", "1", r#"{"kind": "yes_no"}"#),
    ];
    let framework = Ruler::new(nodes).build();
    let cases = format!(r#"{{"facts": {{"count": "{cases}"}}}}"#);
    let own = sheet("own").share("1", done, of).appraised("3", "0");
    let own = own.with("2", |entry| entry.appraised = stage(&cases));
    let input = read(&framework, serde_json::to_string(&[own]).unwrap());
    let all = score_all(&framework, &input.assessments, Basis::Final);
    (framework, all)
}

fn by_items(code: &str, to: &str, each: &str) -> EffortRow {
    let mut row = EffortRow::default();
    (row.code, row.to) = (code.to_owned(), to.into());
    row.per_item = Some(each.into());
    row
}

fn taken(plan: &Plan) -> Vec<(String, u64)> {
    let step = |row: &par_index::remediation::Repair| {
        (format!("{} {}", row.code, row.to), row.work.as_ref().unwrap().effort)
    };
    plan.steps.rows.iter().map(step).collect()
}

#[test]
fn i7_an_effort_follows_from_the_items_leaf_by_leaf() {
    let (framework, all) = counted("0", "597918", "3");
    let rows = [by_items("1", "1", "0.02"), by_items("2", "2", "0.5")];
    let (efforts, findings) = Efforts::of(&framework, &rows);
    assert!(findings.is_empty(), "{findings:?}");
    let whole = plan(&all, "own", Goal::Budget(20_000), &efforts);
    // 594,929 of 597,918 earn 0.995, which is rounded to 1: 11,898.58 and 1.5, each rounded up by itself.
    assert_eq!(taken(&whole), [("1 1".to_owned(), 11_899), ("2 2".to_owned(), 2)]);
    assert_eq!((whole.effort, whole.proven_optimal), (11_901, true));
    let items = whole.steps.rows[1].items.unwrap();
    assert_eq!((items.more, items.done), ("3".parse().unwrap(), "3".parse().unwrap()));
    // Such a step is told with its effort in what-if too.
    let rows = r#"[{"code": "1", "to": "1", "per_item": "0.02"}]"#;
    assert_eq!(read_effort_rows(rows).unwrap()[0].per_item, Some("0.02".into()));
}

#[test]
fn i7_a_row_without_a_level_is_every_level_in_reach() {
    let (framework, all) = counted("5", "10", "3");
    let rows = [by_items("1", "", "10"), EffortRow::new("1", "0.8".parse().unwrap(), 3)];
    let (efforts, findings) = Efforts::of(&framework, &rows);
    assert!(findings.is_empty(), "{findings:?}");
    let best = |effort| taken(&plan(&all, "own", Goal::Budget(effort), &efforts));
    // 6 and 7 of 10 take 10 and 20; the row that names 8 says what that takes: 3, not 30.
    assert_eq!(best(2), []);
    assert_eq!(best(39), [("1 0.8".to_owned(), 3)]);
    assert_eq!(best(40), [("1 0.9".to_owned(), 40)]);
    assert_eq!(best(50), [("1 1".to_owned(), 50)]);
    let few = plan(&all, "own", Goal::Budget(50), &efforts.clone().most_items(4));
    assert_eq!(taken(&few), [("1 0.9".to_owned(), 40)]);
    // Another row may ask for a level of it, and a call for one.
    let fixed =
        plan(&all, "own", Goal::Budget(50), &efforts.fixed("1", Some("0.7".parse().unwrap())));
    assert_eq!(taken(&fixed), [("1 0.7".to_owned(), 20)]);
    let mut asks = EffortRow::new("3", "1".parse().unwrap(), 1);
    asks.requires = "1=0.9".to_owned();
    let (efforts, findings) = Efforts::of(&framework, &[by_items("1", "", "10"), asks]);
    assert!(findings.is_empty(), "{findings:?}");
    let most = |effort| taken(&plan(&all, "own", Goal::Budget(effort), &efforts));
    assert_eq!(most(40), [("1 0.9".to_owned(), 40)]);
    assert_eq!(most(41), [("1 0.9".to_owned(), 40), ("3 1".to_owned(), 1)]);
    // Twice the same is a slip as ever.
    let (_, twice) = Efforts::of(&framework, &[by_items("1", "", "10"), by_items("1", " ", "2")]);
    assert_eq!(twice.iter().map(|one| one.code().as_str()).collect::<Vec<_>>(), ["effort_twice"]);
}

/// A penalty finer than awards leaves the same points for several numbers of cases: fewest are taken away,
/// whether the row names the level or all of them.
#[test]
fn i7_every_level_of_a_penalty_takes_the_fewest_cases() {
    let rule = r#"{"kind": "penalty", "each": "0.004"}"#;
    let framework = Ruler::new(vec![ruled("1", "1", rule)]).build();
    let own =
        sheet("own").with("1", |entry| entry.appraised = stage(r#"{"facts": {"count": "5"}}"#));
    let input = read(&framework, serde_json::to_string(&[own]).unwrap());
    let all = score_all(&framework, &input.assessments, Basis::Final);
    let of = |to: &str| {
        let (efforts, findings) = Efforts::of(&framework, &[by_items("1", to, "1")]);
        assert!(findings.is_empty(), "{findings:?}");
        taken(&plan(&all, "own", Goal::Budget(9), &efforts))
    };
    // 0.98 now; one case left is 0.996, printed and counted as 1.00: four fewer.
    assert_eq!(of("1"), [("1 1".to_owned(), 4)]);
    assert_eq!(of(""), of("1"));
}

/// More effort than a step can have is told, and never added up.
#[test]
fn i7_an_effort_beyond_all_is_told() {
    let (framework, all) = counted("0", "1000000000", "3");
    let rows = [by_items("1", "1", "8900000000"), by_items("2", "2", "8900000000")];
    let (efforts, findings) = Efforts::of(&framework, &rows);
    assert!(findings.is_empty(), "{findings:?}");
    for goal in [Goal::Budget(u64::MAX >> 1), Goal::Rank(1)] {
        let found = plan(&all, "own", goal, &efforts);
        let codes: Vec<&str> = found.findings.iter().map(|one| one.code().as_str()).collect();
        assert_eq!(codes, ["out_of_range", "out_of_range"]);
        assert_eq!((found.rows_left_out, taken(&found)), (2, vec![]));
    }
    // A price that one item can have, but all together cannot, is left out level by level.
    let (efforts, _) = Efforts::of(&framework, &[by_items("1", "", "50")]);
    let found = plan(&all, "own", Goal::Budget(9_000_000_000), &efforts);
    assert_eq!((found.rows_left_out, taken(&found).len()), (0, 1));
    assert!(found.effort < 9_000_000_000, "{}", found.effort);
}

#[test]
fn i7_items_that_nobody_counts_and_an_effort_beside_them_are_findings() {
    let table = "code,to,effort,per_item\n1.3,2,3,0.5\n";
    assert_eq!(one(table), told("effort_of_both", "0.5", "D2"));
    assert_eq!(one("code,to,per_item\n1.3,2,-1\n"), told("out_of_range", "-1", "C2"));
    // A level of words, and nothing to count in it.
    assert_eq!(one("code,to,per_item\n1.4,1.25,0.5\n"), told("items_uncounted", "0.5", "C2"));
    // Only beside an effort for each item may the level be empty.
    assert_eq!(slips("code,to,effort\n1.3,,2\n")[0].2, "B2");
    let (fw, all) = communes();
    let efforts = read_efforts(&fw, "a.csv", "code,to,per_item\n1.3,,\"0,5\"\n1.4,,2\n".as_bytes());
    let found = plan(&all, OWN, Goal::Budget(2), &efforts);
    // Nine recommendations, of which five were followed: four more for 2 points.
    assert_eq!(taken(&found), [("1.3 2".to_owned(), 2)]);
    assert_eq!((found.rows_left_out, found.proven_optimal), (1, false));
}

#[test]
fn steps_due_after_the_period_are_left_for_the_next() {
    let (fw, all) = communes();
    let text = "code,to,effort,due\n1.3,2,1,2024-12-31\n1.4,1.25,1,2025-01-01\n3.2,4,5,\n";
    let efforts = read_efforts(&fw, "a.csv", text.as_bytes());
    let of = |efforts: &Efforts| plan(&all, OWN, Goal::Budget(9), efforts);
    assert_eq!((taken(&of(&efforts)).len(), of(&efforts).later.len()), (3, 0));
    let year = |text: &str| efforts.clone().until(text.parse().unwrap());
    let found = of(&year("2024"));
    assert_eq!(taken(&found), [("1.3 2".to_owned(), 1), ("3.2 4".to_owned(), 5)]);
    assert!(found.proven_optimal && found.findings.is_empty(), "{:?}", found.findings);
    let later: Vec<String> = found.later.iter().map(|row| row.code.to_string()).collect();
    assert_eq!(later, ["1.4"]);
    assert_eq!(found.later[0].gain, "0.5".parse().unwrap());
    // By the half of the year both are left, what is due first before the other.
    let half = of(&year("2024-H1"));
    assert_eq!(taken(&half), [("3.2 4".to_owned(), 5)]);
    assert_eq!(half.later.iter().map(|row| row.code.as_str()).collect::<Vec<_>>(), ["1.3", "1.4"]);
    // What the call holds out is not for the next period either, and what is fixed is told why not.
    let held = of(&year("2024-H1").without("1.3"));
    assert_eq!(held.later.len(), 1);
    let asked = of(&year("2024-H1").fixed("1.3", None));
    let asked = asked.findings.iter().find(|one| one.code().as_str() == "not_planned").unwrap();
    assert!(asked.to_string().contains("due after the period"), "{asked}");
    // A level that the plan reaches by other means is not left over.
    let twice = "code,to,effort,due\n1.3,1.78,1,2025-01-01\n1.3,2,2,2024-01-01\n";
    let efforts = read_efforts(&fw, "a.csv", twice.as_bytes()).until("2024".parse().unwrap());
    assert!(of(&efforts).later.is_empty());
}
