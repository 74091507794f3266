//! The table of efforts: levels, dates, who leads, and every slip with its cell.

use par_index::{Basis, Cohort, Framework, Goal, framework, plan, read, sample, score_all};
use par_index_sheets::read_efforts;

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
