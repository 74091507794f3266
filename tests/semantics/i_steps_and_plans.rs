//! I. Steps and plans.

use par_index::framework::{Facts, Scale};
use par_index::remediation::EffortRow;
use par_index::{
    Basis, Cohort, Efforts, Framework, Goal, Plan, Step, plan, read, score_all, what_if,
};

use crate::common::{Fill, Ruler, field, leaf, percent, points, ruled, sheet, surveyed};

/// Leaves a, b … of one field, each with its maximum and standing.
fn town(leaves: &[(&str, &str)], others: &[&str]) -> (Framework, Cohort) {
    let code = |n: usize| format!("1.{}", n + 1);
    let nodes = leaves.iter().enumerate().map(|(n, (max, _))| leaf(&code(n), max)).collect();
    let framework = Ruler::new(vec![field("1", nodes)]).build();
    let own = leaves.iter().enumerate();
    let own = own.fold(sheet("own"), |own, (n, (_, at))| own.appraised(&code(n), *at));
    let mut sheets = vec![own];
    for (n, at) in others.iter().enumerate() {
        let zeros = (1..leaves.len())
            .fold(sheet(&format!("u{n}")), |other, n| other.appraised(&code(n), "0"));
        sheets.push(zeros.appraised("1.1", *at));
    }
    let input = read(&framework, serde_json::to_string(&sheets).unwrap());
    assert!(!input.has_errors(), "{:?}", input.findings);
    let all = score_all(&framework, &input.assessments, Basis::Final);
    (framework, all)
}

fn table(framework: &Framework, rows: &[(&str, &str, u64)]) -> Efforts {
    let rows: Vec<EffortRow> =
        rows.iter().map(|(code, to, effort)| EffortRow::new(*code, points(to), *effort)).collect();
    let (efforts, findings) = Efforts::of(framework, &rows);
    assert_eq!(findings, []);
    efforts
}

fn steps(plan: &Plan) -> Vec<String> {
    plan.steps.rows.iter().map(|row| format!("{} {}", row.code, row.to)).collect()
}

fn target(percent: &str) -> Goal {
    Goal::Target(percent.parse().unwrap())
}

#[test]
fn i1_efforts_count_from_where_the_unit_stands() {
    let (framework, all) = town(&[("2", "0")], &[]);
    let efforts = table(&framework, &[("1.1", "1", 2), ("1.1", "2", 5)]);
    let both = plan(&all, "own", target("100"), &efforts);
    assert_eq!((both.effort, steps(&both)), (5, vec!["1.1 2".to_owned()])); // not 7
    // At or below the standing: ignored, whatever they say.
    let (framework, all) = town(&[("2", "1")], &[]);
    let efforts = table(&framework, &[("1.1", "0.5", 0), ("1.1", "1", 0), ("1.1", "2", 5)]);
    let up = plan(&all, "own", target("100"), &efforts);
    assert_eq!((up.effort, up.findings.len()), (5, 0));
    // Without a table each leaf costs 1 and goes to its best; with one, what it does not name stays.
    let (framework, all) = town(&[("2", "1"), ("3", "0")], &[]);
    let free = plan(&all, "own", target("100"), &Efforts::default());
    assert_eq!((free.effort, steps(&free)), (2, vec!["1.1 2".to_owned(), "1.2 3".to_owned()]));
    let named = plan(&all, "own", target("100"), &table(&framework, &[("1.2", "3", 1)]));
    assert_eq!((named.reached, steps(&named)), (false, vec!["1.2 3".to_owned()]));
}

#[test]
fn i1_levels_no_rule_gives_are_findings_and_open_cards_refused() {
    let rule = r#"{"kind": "levels", "levels": [{"id": "no", "points": "0"}, {"id": "yes", "points": "1"}]}"#;
    let framework = Ruler::new(vec![ruled("1", "1", rule), leaf("2", "1")]).build();
    let sheets =
        [sheet("own").appraised("1", "0").appraised("2", "1"), sheet("open").appraised("1", "0")];
    let input = read(&framework, serde_json::to_string(&sheets).unwrap());
    let all = score_all(&framework, &input.assessments, Basis::Final);
    let efforts = table(&framework, &[("1", "0.5", 1)]);
    let found = plan(&all, "own", target("100"), &efforts);
    assert_eq!(found.findings[0].code().as_str(), "not_a_level");
    let open = plan(&all, "open", target("100"), &Efforts::default());
    assert_eq!((open.findings[0].code().as_str(), open.steps.rows.len()), ("open_card", 0));
}

#[test]
fn i2_gains_add_up_in_what_is_possible() {
    let framework = Ruler::new(vec![leaf("1", "6"), leaf("2", "4"), leaf("3", "10")]).build();
    let own = sheet("own").appraised("1", "3").not_applicable("2").appraised("3", "8");
    let input = read(&framework, serde_json::to_string(&own).unwrap());
    let all = score_all(&framework, &input.assessments, Basis::Final);
    let step = |code: &str, to: &str| Step::new(code.parse().unwrap(), points(to));
    let one = what_if(&all, "own", &[step("1", "4")]).after.unwrap();
    let both = what_if(&all, "own", &[step("1", "4"), step("3", "10")]).after.unwrap();
    assert_eq!((percent(&one.score), percent(&both.score)), ("75.00".into(), "87.50".into())); // 68.75
    let all_of_it =
        plan(&all, "own", target("87.5"), &table(&framework, &[("1", "4", 1), ("3", "10", 2)]));
    assert_eq!((all_of_it.reached, all_of_it.effort), (true, 3));
}

#[test]
fn i3_levels_of_a_share_are_its_distinct_awards() {
    let rule = r#"{"kind": "share", "full_at": {"at_least": "100"}, "floor": "50"}"#;
    let framework = Ruler::new(vec![ruled("1", "1", rule)]).build();
    let node = framework.node("1").unwrap();
    let scale = Scale { max: node.max(), digits: par_index::Digits::TWO };
    let now = Facts::share(points("1"), points("4"));
    let levels = node.leaf().unwrap().rule().reachable(scale, Some(&now));
    let levels: Vec<String> = levels
        .map(|level| format!("{} {}", level.facts.unwrap().done.unwrap(), level.points))
        .collect();
    assert_eq!(levels, ["0 0", "2 0.5", "3 0.75", "4 1"]);
    // A plan takes these and no others, and says what is missing to them.
    let own = sheet("own").share("1", "1", "4");
    let input = read(&framework, serde_json::to_string(&own).unwrap());
    let all = score_all(&framework, &input.assessments, Basis::Final);
    let rows = [("1", "0.5", 1), ("1", "0.75", 2), ("1", "0.6", 1)];
    let found = plan(&all, "own", target("75"), &table(&framework, &rows));
    assert_eq!((steps(&found), found.findings.len()), (vec!["1 0.75".to_owned()], 1));
    assert_eq!(found.steps.rows[0].needed.en, "cases: 2 more for 0.75 points");
}

#[test]
fn i4_least_effort_then_most_points_then_fewest_leaves_then_lower_levels() {
    // 7 of 10 to 80 %: a +1 for 2 beats a +2 for 5; b +0.5 for 1 is not enough.
    let (framework, all) = town(&[("5", "3"), ("5", "4")], &[]);
    let rows = [("1.1", "4", 2), ("1.1", "5", 5), ("1.2", "4.5", 1)];
    let found = plan(&all, "own", target("80"), &table(&framework, &rows));
    assert_eq!((steps(&found), found.effort), (vec!["1.1 4".to_owned()], 2));
    assert!(found.proven_optimal);
    // Of equal effort the one with more points, though less is asked.
    let (framework, all) = town(&[("5", "3"), ("5", "4")], &[]);
    let found =
        plan(&all, "own", target("75"), &table(&framework, &[("1.1", "4", 2), ("1.2", "4.5", 2)]));
    assert_eq!(steps(&found), ["1.1 4"]);
    // Of equal effort and points the one with fewer leaves.
    let (framework, all) = town(&[("4", "3"), ("4", "3"), ("4", "2")], &[]);
    let rows = [("1.1", "4", 1), ("1.2", "4", 1), ("1.3", "4", 2)];
    let found = plan(&all, "own", Goal::Budget(2), &table(&framework, &rows));
    assert_eq!(steps(&found), ["1.3 4"]);
    // Of equal all the lower level at the first leaf that differs: the first stays.
    let (framework, all) = town(&[("4", "3"), ("4", "3")], &[]);
    let found =
        plan(&all, "own", Goal::Budget(1), &table(&framework, &[("1.1", "4", 1), ("1.2", "4", 1)]));
    assert_eq!(steps(&found), ["1.2 4"]);
    // A budget: most points, then least effort.
    let (framework, all) = town(&[("4", "3"), ("4", "3")], &[]);
    let found =
        plan(&all, "own", Goal::Budget(9), &table(&framework, &[("1.1", "4", 3), ("1.2", "4", 2)]));
    assert_eq!(found.effort, 5);
}

#[test]
fn i4_a_target_is_reached_exactly_or_not() {
    let (framework, all) = town(&[("100", "89")], &[]);
    let efforts = table(&framework, &[("1.1", "89.999999999", 1), ("1.1", "90", 2)]);
    assert_eq!(plan(&all, "own", target("90"), &efforts).effort, 2);
    assert_eq!(plan(&all, "own", target("89.999999999"), &efforts).effort, 1);
}

#[test]
fn i5_drawn_level_is_not_overtaken() {
    let (framework, all) = town(&[("100", "88")], &["90", "88.5", "88.5"]);
    let found = plan(&all, "own", Goal::Rank(2), &table(&framework, &[("1.1", "88.5", 1)]));
    assert_eq!(found.steps.after.as_ref().unwrap().rank, Some(2));
    assert_eq!((found.steps.overtakes.len(), found.steps.draws_level.len()), (0, 2));
    assert!(found.reached);
}

#[test]
fn m13_what_a_plan_may_touch() {
    // Not applicable under zero loses points that no step brings back; missing under zero can be won.
    let framework = Ruler::new(vec![leaf("1", "2"), leaf("2", "3"), surveyed("3", "5")])
        .policies(|policies| {
            policies.missing = Some(par_index::framework::MissingPolicy::Zero);
            policies.not_applicable = Some(par_index::framework::NotApplicablePolicy::Zero);
        })
        .build();
    let own = sheet("own").not_applicable("1").survey("3", "4");
    let input = read(&framework, serde_json::to_string(&own).unwrap());
    let all = score_all(&framework, &input.assessments, Basis::Final);
    let most = plan(&all, "own", target("100"), &Efforts::default());
    assert_eq!((steps(&most), most.reached), (vec!["2 3".to_owned()], false));
    assert_eq!(most.unreachable_by.unwrap().to_string(), "3");
    let with = plan(&all, "own", target("100"), &Efforts::default().with_survey());
    assert_eq!(steps(&with), ["2 3", "3 5"]);
    // Points still missing are rounded up to print digits.
    let (framework, all) = town(&[("3", "1"), ("4", "2")], &[]);
    let efforts = table(&framework, &[("1.1", "1.5", 1)]);
    assert_eq!(
        plan(&all, "own", target("90"), &efforts).unreachable_by.unwrap().to_string(),
        "2.8"
    );
    assert_eq!(
        plan(&all, "own", target("66.677"), &efforts).unreachable_by.unwrap().to_string(),
        "1.17"
    );
}
