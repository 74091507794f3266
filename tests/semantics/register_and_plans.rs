//! R6 to R9 and R11: what a register rules, what a plan counts by.

use par_index::ask::Asked;
use par_index::assessment::{Register, RegisteredUnit, read_units};
use par_index::dossier::Dossier;
use par_index::remediation::{EffortRow, forecast};
use par_index::spec::AssessmentSpec;
use par_index::{
    Basis, Cohort, Efforts, Finding, Framework, Goal, Input, Inputs, Lang, Order, Plan, plan, rank,
    read, score_all, view, weak, what_if,
};

use crate::common::{
    Fill, Ruler, codes, field, leaf, led, order, points, ranks, ruled, sheet, stage,
};

fn scored(framework: &Framework, sheets: &[AssessmentSpec]) -> Cohort {
    let input = read(framework, serde_json::to_string(sheets).unwrap());
    assert!(!input.has_errors(), "{:?}", input.findings);
    score_all(framework, &input.assessments, Basis::Final)
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

fn two_leaves() -> Framework {
    Ruler::new(vec![leaf("1", "6"), leaf("2", "4")]).build()
}

/// Sheets held to a register, for the year 2023.
fn registered(units: Vec<RegisteredUnit>, sheets: &[AssessmentSpec]) -> Input {
    let (register, findings) = Register::new(units);
    assert_eq!(findings, []);
    let mut inputs = Inputs::new(&two_leaves()).for_year(2023).with_register(register);
    inputs.read("sheets.json", serde_json::to_string(sheets).unwrap());
    inputs.finish()
}

fn full(id: &str, one: &str) -> AssessmentSpec {
    sheet(id).appraised("1", one).appraised("2", "4")
}

#[test]
fn r6_a_register_rules_only_what_it_states() {
    let sheets = || {
        let mut named = full("b", "5").group("xã").unranked();
        named.unit.name = Some("Xã Bình An".into());
        [full("a", "6").group("xã"), named, full("c", "4").group("phường")]
    };
    let ids = || ["a", "b", "c"].map(RegisteredUnit::new).to_vec();
    let cohort = |input: &Input| score_all(&two_leaves(), &input.assessments, Basis::Final);
    // Nothing is stated: block, name and rank stay those of the sheets, and nothing is said.
    let silent = registered(ids(), &sheets());
    assert_eq!(codes(&silent.findings), [""; 0], "{:?}", silent.findings);
    let all = cohort(&silent);
    let unit = all.card("b").unwrap().unit().clone();
    assert_eq!(
        (unit.name.vi.as_str(), unit.group.as_deref(), unit.ranked),
        ("Xã Bình An", Some("xã"), false)
    );
    assert_eq!(ranks(&rank(&all), &["a", "b", "c"]), [1, 0, 2]);
    assert_eq!(ranks(&rank(&all.by_group()), &["a", "c"]), [1, 1]);
    // What is stated wins, and of block and name a note says so.
    let mut units = ids();
    units[1].group = Some("phường".to_owned());
    units[1].ranked = Some(true);
    units[1].name = Some("Xã Bình Minh".into());
    let ruled = registered(units, &sheets());
    assert_eq!(codes(&ruled.findings), ["register_wins"; 2]);
    let all = cohort(&ruled);
    let unit = all.card("b").unwrap().unit().clone();
    assert_eq!((unit.name.vi.as_str(), unit.group.as_deref()), ("Xã Bình Minh", Some("phường")));
    assert_eq!(ranks(&rank(&all), &["a", "b", "c"]), [1, 2, 3]);
    // Empty texts state nothing either.
    let mut units = ids();
    units[1].group = Some(" ".to_owned());
    units[1].name = Some("".into());
    let empty = registered(units, &sheets());
    assert_eq!(codes(&empty.findings), [""; 0]);
    let unit = cohort(&empty).card("b").unwrap().unit().clone();
    assert_eq!((unit.name.vi.as_str(), unit.group.as_deref()), ("Xã Bình An", Some("xã")));
}

/// P1, its first sentences: a unit that is not in force in the year is told and not ranked; without a
/// value it has no row.
#[test]
fn r6_units_that_are_not_in_force_are_told_and_not_ranked() {
    let units = r#"[{"unit": "a"}, {"unit": "gone", "valid_to": 2022}, {"unit": "new", "valid_from": "2024-01-01"},
        {"unit": "ends", "valid_to": "2023-06-30"}, {"unit": "lasts", "valid_to": "31/12/2023"},
        {"unit": "silent", "valid_to": 2022}, {"unit": "empty", "valid_to": 2022}, {"unit": "waits"}]"#;
    let units = read_units(units).unwrap();
    let sheets = [
        full("a", "3"),
        full("gone", "6"),
        full("new", "6"),
        full("ends", "6"),
        full("lasts", "2"),
        sheet("empty"),
    ];
    let input = registered(units, &sheets);
    assert_eq!(codes(&input.findings), ["unit_not_in_force"; 3]);
    let told = |finding: &Finding| {
        (finding.place().unit.clone().unwrap(), finding.expected(Lang::En), finding.is_error())
    };
    let told: Vec<_> = input.findings.iter().map(told).collect();
    let expected =
        [("gone", "up to 2022"), ("new", "from 2024-01-01"), ("ends", "up to 2023-06-30")];
    let expected =
        expected.map(|(unit, years)| (unit.to_owned(), format!("a year {years}"), false));
    assert_eq!(told, expected);
    let all = score_all(&two_leaves(), &input.assessments, Basis::Final);
    let ranking = rank(&all);
    assert_eq!(order(&ranking), ["a", "lasts", "ends", "gone", "new", "waits"]);
    assert_eq!(ranks(&ranking, &["a", "lasts", "ends", "gone", "new"]), [1, 2, 0, 0, 0]);
    // A day that is none is no bound.
    for wrong in
        [r#"[{"unit": "a", "valid_to": "2023-02-30"}]"#, r#"[{"unit": "a", "valid_from": "soon"}]"#]
    {
        assert_eq!(read_units(wrong).unwrap_err()[0].code().as_str(), "bad_json", "{wrong}");
    }
}

#[test]
fn r6_predecessors_must_be_units_of_the_register() {
    let read = |units: &str| {
        let (register, findings) = Register::new(read_units(units).unwrap());
        (register, findings)
    };
    let (_, findings) = read(
        r#"[{"unit": "xa-cu"}, {"unit": "new", "name": "Xã Mới", "predecessors": ["xa-cu", "xa-cuu", "Xã Mới"]}]"#,
    );
    assert_eq!(codes(&findings), ["unknown_unit"]);
    assert!(findings[0].is_error() && findings[0].expected(Lang::En).contains("xa-cu"));
    assert_eq!(findings[0].place().pointer.as_deref(), Some("/1/predecessors/1"));
    // Of two units of one name the one that was in force before.
    let (_, findings) = read(
        r#"[{"unit": "1", "name": "Xã An", "valid_to": 2024},
            {"unit": "2", "name": "Xã An", "valid_from": 2025, "predecessors": ["xã an"]}]"#,
    );
    assert_eq!(codes(&findings), [""; 0]);
    let (_, findings) = read(
        r#"[{"unit": "1", "name": "Xã An"}, {"unit": "2", "name": "Xã An", "predecessors": ["xã an"]}]"#,
    );
    assert_eq!(codes(&findings), ["ambiguous_unit"]);
}

/// A sheet that states no period is of the one asked for, also where that tells two units of one name apart.
#[test]
fn r6_the_period_asked_for_tells_units_of_one_name_apart() {
    let framework = Ruler::new(vec![leaf("1", "2")]).build();
    let units = r#"[{"unit": "1", "name": "Xã An", "valid_to": 2024},
        {"unit": "2", "name": "Xã An", "valid_from": 2025}]"#;
    let (register, findings) = Register::new(read_units(units).unwrap());
    assert_eq!(codes(&findings), [""; 0]);
    for (year, unit) in [(2024, "1"), (2025, "2")] {
        let mut sheet = sheet("Xã An").appraised("1", "1");
        sheet.year = None;
        let mut inputs = Inputs::new(&framework).for_year(year).with_register(register.clone());
        inputs.read("a.json", serde_json::to_string(&[sheet]).unwrap());
        let read = inputs.finish();
        assert_eq!(codes(&read.findings), [""; 0], "{year}");
        assert_eq!(read.assessments[0].unit().id, unit);
    }
}

const SHARE: &str = r#"{"kind": "share", "full_at": {"at_least": "100"}, "floor": "50"}"#;

fn self_share(sheet: AssessmentSpec, code: &str, done: &str, of: &str) -> AssessmentSpec {
    let facts = format!(r#"{{"facts": {{"done": "{done}", "of": "{of}"}}}}"#);
    sheet.with(code, |entry| entry.self_score = stage(&facts))
}

#[test]
fn r7_the_whole_is_that_of_the_stage_that_counts() {
    let framework = Ruler::new(vec![ruled("1", "1", SHARE)]).build();
    // Facts of the appraisal count: of 4, whatever the unit said.
    let own = self_share(sheet("own"), "1", "5", "5").share("1", "2", "4");
    let all = scored(&framework, &[own]);
    let found =
        plan(&all, "own", target("75"), &table(&framework, &[("1", "0.75", 1), ("1", "1", 2)]));
    assert_eq!(steps(&found), ["1 0.75"]);
    assert_eq!(found.steps.rows[0].needed.en, "cases: 1 more for 0.75 points");
    // Typed points count: the whole is that of the nearest earlier stage with facts, and it is said.
    let own = self_share(sheet("own"), "1", "5", "5").share("1", "2", "4").again("1", "0.4");
    let all = scored(&framework, &[own]);
    let found =
        plan(&all, "own", target("75"), &table(&framework, &[("1", "0.75", 1), ("1", "1", 2)]));
    assert_eq!(steps(&found), ["1 0.75"]);
    let needed = &found.steps.rows[0].needed;
    assert_eq!(needed.en, "3 of 4 cases (the whole as stated with the appraised score)");
    assert_eq!(needed.vi, "3/4 trường hợp (tổng số theo điểm thẩm định)");
    let own = self_share(sheet("own"), "1", "4", "5").appraised("1", "0.6");
    let all = scored(&framework, &[own]);
    let found =
        plan(&all, "own", target("80"), &table(&framework, &[("1", "0.8", 1), ("1", "0.75", 1)]));
    assert_eq!(
        (steps(&found), codes(&found.findings)),
        (vec!["1 0.8".to_owned()], vec!["not_a_level"])
    );
    assert_eq!(
        found.steps.rows[0].needed.en,
        "4 of 5 cases (the whole as stated with the self score)"
    );
    // The same where the earlier facts give just the points that were typed.
    let own = self_share(sheet("own"), "1", "3", "5").appraised("1", "0.6");
    let found = plan(
        &scored(&framework, &[own]),
        "own",
        target("80"),
        &table(&framework, &[("1", "0.8", 1)]),
    );
    let needed = &found.steps.rows[0].needed.en;
    assert_eq!(needed, "cases: 1 more for 0.8 points (the whole as stated with the self score)");
    // Without facts anywhere no whole is known, and nothing is said of one.
    let all = scored(&framework, &[sheet("own").appraised("1", "0.6")]);
    let found = plan(&all, "own", target("100"), &Efforts::default());
    assert_eq!(
        (steps(&found), found.steps.rows[0].needed.en.as_str()),
        (vec!["1 1".to_owned()], "")
    );
}

#[test]
fn r7_a_band_that_no_whole_count_reaches_is_not_offered() {
    let rule = r#"{"kind": "bands", "on": "share", "bands": [{"at_least": "30", "points": "0.5"},
        {"at_least": "40", "points": "1"}, {"at_least": "100", "points": "2"}]}"#;
    let framework = Ruler::new(vec![ruled("1", "2", rule), leaf("2", "2")]).build();
    let own = |of: &str| sheet("own").share("1", "0", of).appraised("2", "2");
    // Of 2 each one is half: 30 % is passed over.
    let all = scored(&framework, &[own("2")]);
    let rows = [("1", "0.5", 1), ("1", "1", 2)];
    let found = plan(&all, "own", target("75"), &table(&framework, &rows));
    assert_eq!(
        (steps(&found), codes(&found.findings)),
        (vec!["1 1".to_owned()], vec!["not_a_level"])
    );
    // Of 2.5 no count is all of it: 2 are 80 %, and that is the best there is.
    let all = scored(&framework, &[own("2.5")]);
    let found =
        plan(&all, "own", target("75"), &table(&framework, &[("1", "1", 1), ("1", "2", 2)]));
    assert_eq!(
        (steps(&found), codes(&found.findings)),
        (vec!["1 1".to_owned()], vec!["not_a_level"])
    );
    let free = plan(&all, "own", target("100"), &Efforts::default());
    assert_eq!((steps(&free), free.reached), (vec!["1 1".to_owned()], false));
    assert_eq!(weak(&all, "own", Order::PointsLost)[0].best().to, points("1"));
    // From 2 of 2.5 no further case helps, and none is asked for.
    let own = sheet("own").share("1", "2", "2.5").appraised("2", "2");
    let all = scored(&framework, &[own]);
    assert!(!weak(&all, "own", Order::PointsLost)[0].repairable);
    assert!(!weak(&all, "own", Order::PointsLost)[0].why.en.contains("more"));
}

#[test]
fn r7_counts_of_items_and_cases_are_whole() {
    for rule in [r#"{"kind": "per_item", "each": "0.3"}"#, r#"{"kind": "penalty", "each": "0.3"}"#]
    {
        let framework = Ruler::new(vec![ruled("1", "1", rule)]).build();
        let of = |count: &str| {
            let facts = format!(r#"{{"facts": {{"count": "{count}"}}}}"#);
            sheet("own").with("1", |entry| entry.appraised = stage(&facts))
        };
        let input = read(&framework, serde_json::to_string(&of("1.5")).unwrap());
        assert_eq!(codes(&input.findings), ["not_whole"]);
        assert!(input.assessments[0].is_in_error());
        // Steps are whole too: 0.45 lies between one item and two.
        let all = scored(&framework, &[of(if rule.contains("item") { "1" } else { "2" })]);
        let efforts = table(&framework, &[("1", "0.45", 1), ("1", "0.55", 1), ("1", "1", 9)]);
        let found = plan(&all, "own", target("100"), &efforts);
        assert_eq!(codes(&found.findings), ["not_a_level"; 2], "{rule}");
    }
}

#[test]
fn r8_why_counts_to_the_threshold_and_a_step_to_its_award() {
    let rule = r#"{"kind": "share", "full_at": {"at_least": "95"}, "part": "of_target"}"#;
    let framework = Ruler::new(vec![ruled("1", "1", rule)]).build();
    let own = sheet("own").share("1", "8000", "10000");
    let all = scored(&framework, &[own]);
    // 9453 of 10000 are 0.995 of the way, which is rounded to 1; the rule's own threshold is 9500.
    let leaf = &weak(&all, "own", Order::PointsLost)[0];
    assert_eq!(leaf.why.en, "80.00 %; cases: 1,500 more for 95 %");
    let found = plan(&all, "own", target("100"), &Efforts::default());
    assert_eq!(found.steps.rows[0].needed.en, "cases: 1,453 more for 1 points");
    let after = what_if(&all, "own", &[leaf.best()]);
    assert_eq!(after.rows[0].needed.en, "cases: 1,453 more for 1 points");
    // A forecast counts to the threshold, in its figure and in its words.
    let ahead = forecast(&all, "own", "2023-12-31".parse().unwrap(), None);
    assert_eq!(ahead.leaves[0].needed, Some(points("1500")));
    assert_eq!(ahead.leaves[0].needed_text.en, "cases: 1,500 more for 95 %");
    // Where both counts are one, the step names the threshold too.
    let all = scored(&framework, &[sheet("own").share("1", "8", "10")]);
    let found = plan(&all, "own", target("100"), &Efforts::default());
    assert_eq!(found.steps.rows[0].needed.en, "cases: 2 more for 95 %");
    // Items: of 0.333 each three are 1 when rounded; four pass the maximum.
    let framework =
        Ruler::new(vec![ruled("1", "1", r#"{"kind": "per_item", "each": "0.333"}"#)]).build();
    let facts = r#"{"facts": {"count": "1"}}"#;
    let own = sheet("own").with("1", |entry| entry.appraised = stage(facts));
    let all = scored(&framework, &[own]);
    assert_eq!(weak(&all, "own", Order::PointsLost)[0].why.en, "cases: 3 more for 1 points");
    let found = plan(&all, "own", target("100"), &Efforts::default());
    assert_eq!(found.steps.rows[0].needed.en, "cases: 2 more for 1 points");
}

#[test]
fn r9_a_plan_for_a_node_holds_steps_of_that_node_only() {
    let nodes = vec![
        field("1", vec![leaf("1.1", "4"), leaf("1.2", "4")]),
        field("2", vec![leaf("2.1", "4"), leaf("2.2", "4")]),
    ];
    let framework = Ruler::new(nodes).build();
    let own = ["1.1", "1.2", "2.1", "2.2"]
        .iter()
        .fold(sheet("own"), |own, code| own.appraised(code, "0"));
    let all = scored(&framework, &[own]);
    let node = |percent: &str| Goal::Node("1".to_owned(), percent.parse().unwrap());
    // What costs nothing elsewhere brings points, and is none of the node's.
    let free = table(&framework, &[("1.1", "4", 3), ("2.1", "4", 0)]);
    assert_eq!(steps(&plan(&all, "own", node("50"), &free)), ["1.1 4"]);
    assert_eq!(steps(&plan(&all, "own", target("25"), &free)), ["2.1 4"]);
    // A step that requires one elsewhere is not to be had.
    let mut rows = vec![
        EffortRow::new("1.1", points("4"), 1),
        EffortRow::new("1.2", points("4"), 5),
        EffortRow::new("2.1", points("4"), 1),
    ];
    rows[0].requires = "2.1=4".to_owned();
    let (efforts, _) = Efforts::of(&framework, &rows);
    let found = plan(&all, "own", node("50"), &efforts);
    assert_eq!((steps(&found), found.effort), (vec!["1.2 4".to_owned()], 5));
    assert_eq!(codes(&found.findings), ["step_unusable"]);
    assert!(found.proven_optimal);
    let most = plan(&all, "own", node("100"), &efforts);
    assert_eq!((steps(&most), most.reached), (vec!["1.2 4".to_owned()], false));
    assert_eq!(most.unreachable_by, Some(points("4")));
    // Nor is one fixed elsewhere; the whole is no such node.
    let fixed = plan(&all, "own", node("50"), &free.clone().fixed("2.1", None));
    assert_eq!(codes(&fixed.findings), ["not_planned"]);
    assert_eq!(fixed.findings[0].expected(Lang::En), "it is not part of 1, which the plan is for");
    let whole = Goal::Node("total".to_owned(), "50".parse().unwrap());
    assert_eq!(steps(&plan(&all, "own", whole, &free.fixed("2.1", None))), ["1.1 4", "2.1 4"]);
}

#[test]
fn r9_a_required_leaf_without_points_ends_without_loss() {
    let nodes = vec![leaf("1", "4"), leaf("2", "4"), leaf("3", "2")];
    let framework = Ruler::new(nodes).build();
    let zeros = |at: &str| sheet("own").appraised("1", "0").appraised("2", at).appraised("3", "2");
    let all = scored(&framework, &[zeros("0")]);
    let ask = |all: &Cohort, requires: &str, rows: &[(&str, u64)], budget: u64| {
        let mut table = vec![EffortRow::new("1", points("4"), 1)];
        table[0].requires = requires.to_owned();
        table.extend(rows.iter().map(|(to, effort)| EffortRow::new("2", points(to), *effort)));
        let (efforts, findings) = Efforts::of(&framework, &table);
        assert_eq!(findings, []);
        let found = plan(all, "own", Goal::Budget(budget), &efforts);
        (steps(&found), codes(&found.findings))
    };
    let one = |step: &str| vec![step.to_owned()];
    let both = |to: &str| vec!["1 4".to_owned(), format!("2 {to}")];
    let rows = [("2", 1), ("4", 5)];
    // The leaf alone: all of it; with points: these or more.
    assert_eq!(ask(&all, "2", &rows, 3), (one("2 2"), vec![]));
    assert_eq!(ask(&all, "2", &rows, 6), (both("4"), vec![]));
    assert_eq!(ask(&all, "2=2", &rows, 3), (both("2"), vec![]));
    assert_eq!(ask(&all, "2=3", &rows, 3), (one("2 2"), vec![]));
    assert_eq!(ask(&all, "2=3", &rows, 6), (both("4"), vec![]));
    // What no row brings to its end is not to be had; what ends there already needs no step.
    assert_eq!(ask(&all, "2", &[("2", 1)], 6), (one("2 2"), vec!["step_unusable"]));
    assert_eq!(ask(&all, "3", &rows, 1), (one("1 4"), vec![]));
    let all = scored(&framework, &[zeros("2")]);
    assert_eq!(ask(&all, "2=2", &rows, 3), (one("1 4"), vec![]));
    assert_eq!(ask(&all, "2", &rows, 3), (vec![], vec![]));
    assert_eq!(ask(&all, "2", &rows, 6), (both("4"), vec![]));
}

/// Conditions as the semantics page states them: what excludes, what an agency can bear, what is held in
/// or out, what is too late.
#[test]
fn r9_conditions_are_those_of_the_page() {
    let nodes = vec![led(&["a"], leaf("1", "4")), led(&["a", "b"], leaf("2", "4")), leaf("3", "4")];
    let framework = Ruler::new(nodes).agencies(&["a", "b"]).build();
    let own = ["1", "2", "3"].iter().fold(sheet("own"), |own, code| own.appraised(code, "0"));
    let all = scored(&framework, &[own]);
    let ask = |excludes: &str, change: &dyn Fn(Efforts) -> Efforts| {
        let mut rows = vec![
            EffortRow::new("1", points("4"), 2),
            EffortRow::new("2", points("2"), 2),
            EffortRow::new("2", points("4"), 3),
            EffortRow::new("3", points("4"), 9),
        ];
        rows[0].excludes = excludes.to_owned();
        rows[3].due = "2023-06-30".to_owned();
        let efforts = change(Efforts::of(&framework, &rows).0);
        steps(&plan(&all, "own", target("100"), &efforts))
    };
    let as_it_is = |efforts: Efforts| efforts;
    assert_eq!(ask("", &as_it_is), ["1 4", "2 4", "3 4"]);
    // CODE is any step there, CODE=POINTS just this one.
    assert_eq!(ask("2", &as_it_is), ["1 4", "3 4"]);
    assert_eq!(ask("2=4", &as_it_is), ["1 4", "2 2", "3 4"]);
    // A shared step draws on each of its agencies in full.
    assert_eq!(ask("", &|efforts| efforts.capacity("a", 4)), ["1 4", "2 2", "3 4"]);
    assert_eq!(ask("", &|efforts| efforts.capacity("b", 2)), ["1 4", "2 2", "3 4"]);
    assert_eq!(ask("", &|efforts| efforts.without("1")), ["2 4", "3 4"]);
    assert_eq!(ask("2", &|efforts| efforts.fixed("2", Some(points("2")))), ["2 2", "3 4"]);
    assert_eq!(ask("", &|efforts| efforts.on("2023-07-01".parse().unwrap())), ["1 4", "2 4"]);
}

/// Of what-if and plan: a step whose leaf nobody leads has an empty lead, not a word for it.
#[test]
fn r11_a_step_without_a_lead_has_an_empty_lead() {
    let nodes = vec![led(&["a"], leaf("1", "4")), leaf("2", "4")];
    let framework = Ruler::new(nodes).agencies(&["a"]).build();
    let all = scored(&framework, &[sheet("own").appraised("1", "0").appraised("2", "0")]);
    let found = plan(&all, "own", target("100"), &Efforts::default());
    let rows = view::what_if_rows(&all, &found.steps);
    assert_eq!(rows.iter().map(|row| row.lead.as_str()).collect::<Vec<_>>(), ["a", ""]);
    for (name, flags) in [
        ("plan", r#"{"unit": "own", "target": "100"}"#),
        ("what-if", r#"{"unit": "own", "set": ["1=4", "2=4"]}"#),
    ] {
        let asked = Asked::of(name, flags).unwrap();
        let mut inputs = asked.common().inputs(&framework, None);
        let own = sheet("own").appraised("1", "0").appraised("2", "0");
        inputs.read("own.json", serde_json::to_string(&own).unwrap());
        let reply = Dossier::new(&framework, inputs.finish()).ask(&asked).unwrap();
        let reply: serde_json::Value = serde_json::from_str(&reply.to_json()).unwrap();
        assert_eq!(reply["rows"][1]["lead"], "", "{reply}");
    }
}
