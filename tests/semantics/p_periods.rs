//! P. Periods, and figures of several days.

use par_index::ask::{Asked, Rulers};
use par_index::assessment::{Register, RegisteredUnit};
use par_index::dossier::{Dossier, Earlier, Index};
use par_index::reply::Reply;
use par_index::spec::AssessmentSpec;
use par_index::{Basis, Day, Framework, Input, Inputs, Lang, Period, framework, score_all};

use crate::common::{Ruler, codes, leaf, sheet};

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn ruler() -> Framework {
    Ruler::new(vec![leaf("1", "6"), leaf("2", "4")]).build()
}

/// A sheet of a unit of a period, with points at both leaves.
fn of(unit: &str, of: &str, points: [&str; 2]) -> AssessmentSpec {
    let sheet = sheet(unit).appraised("1", points[0]).appraised("2", points[1]);
    AssessmentSpec { year: None, period: Some(period(of)), ..sheet }
}

/// What a sheet of a day states, of the points that are given.
fn on(as_of: &str, points: [Option<&str>; 2]) -> AssessmentSpec {
    let mut one = AssessmentSpec { period: Some(period("2023-Q2")), year: None, ..sheet("a") };
    for (code, points) in ["1", "2"].into_iter().zip(points) {
        one = points.into_iter().fold(one, |one, points| one.appraised(code, points));
    }
    one.as_of = (!as_of.is_empty()).then(|| day(as_of));
    one
}

fn read(sheets: &[AssessmentSpec]) -> Input {
    let mut inputs = Inputs::new(&ruler());
    inputs.read("sheets.json", serde_json::to_string(sheets).unwrap());
    inputs.finish()
}

fn ask(name: &str, flags: &str, sheets: &[AssessmentSpec]) -> Reply {
    Dossier::new(&ruler(), read(sheets)).ask(&Asked::of(name, flags).unwrap()).unwrap()
}

fn json(reply: &Reply) -> serde_json::Value {
    serde_json::from_str(&reply.to_json()).unwrap()
}

fn told(reply: &Reply) -> Vec<&'static str> {
    codes(reply.findings())
}

/// The column of the rows, `-` where it is empty.
fn column(reply: &Reply, key: &str) -> Vec<String> {
    let rows = json(reply)["rows"].as_array().unwrap().clone();
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::Null => "-".to_owned(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    rows.iter().map(|row| text(&row[key])).collect()
}

#[test]
fn p1_the_periods_of_the_rule_are_read_as_people_write_them() {
    for (text, form) in [
        ("năm 2026", "2026"),
        ("6 tháng đầu năm 2026", "2026-H1"),
        ("6 tháng cuối năm 2026", "2026-H2"),
        ("quý III/2026", "2026-Q3"),
        ("9 tháng năm 2026", "2026-9M"),
        ("tháng 9/2026", "2026-09"),
    ] {
        let text = serde_json::to_string(text).unwrap();
        let sheet = format!(
            r#"{{"schema_version": 1, "kind": "assessment", "framework": "test", "period": {text},
                "unit": {{"id": "a"}}, "entries": []}}"#
        );
        let input = par_index::read(&ruler(), sheet);
        assert_eq!(codes(&input.findings), [""; 0]);
        assert_eq!(input.assessments[0].period(), Some(period(form)));
        assert_eq!(input.assessments[0].year(), period(form).whole_year());
    }
}

#[test]
fn p1_a_whole_year_may_be_said_either_way_and_both_must_agree() {
    let said = |year: Option<u16>, of: Option<&str>| {
        let sheet = sheet("a").appraised("1", "3");
        let input = read(&[AssessmentSpec { year, period: of.map(period), ..sheet }]);
        let one = &input.assessments[0];
        (one.period().map(|one| one.to_string()), codes(&input.findings), one.is_in_error())
    };
    let good = |text: &str| (Some(text.to_owned()), vec![], false);
    assert_eq!(said(Some(2026), None), good("2026"));
    assert_eq!(said(None, Some("2026")), good("2026"));
    assert_eq!(said(Some(2026), Some("2026")), good("2026"));
    // Beside a part of a year the year says in which it lies.
    assert_eq!(said(Some(2026), Some("2026-Q3")), good("2026-Q3"));
    let wrong = |text: &str| (Some(text.to_owned()), vec!["period_disagrees"], true);
    assert_eq!(said(Some(2025), Some("2026")), wrong("2026"));
    assert_eq!(said(Some(2025), Some("2026-Q3")), wrong("2026-Q3"));
    for (flags, good) in [
        (r#"{"year": 2026, "period": "2026"}"#, true),
        (r#"{"year": 2025, "period": "2026-Q3"}"#, false),
        (r#"{"period": "quý III/2026"}"#, true),
        (r#"{"period": "soon"}"#, false),
        (r#"{"as_of": "soon"}"#, false),
    ] {
        let asked = Asked::of("rank", flags);
        assert_eq!(asked.is_ok(), good, "{flags}");
        assert!(asked.err().is_none_or(|error| error.is_usage()), "{flags}");
    }
}

#[test]
fn p1_whole_years_give_the_same_bytes_either_way() {
    let years = |said: fn(u16) -> (Option<u16>, Option<Period>)| {
        let sheets = [("a", 2022, "3"), ("a", 2023, "4"), ("b", 2022, "5"), ("b", 2023, "2")];
        let sheets = sheets.map(|(unit, of, points)| {
            let (year, period) = said(of);
            let sheet = sheet(unit).appraised("1", points).appraised("2", "4");
            AssessmentSpec { year, period, ..sheet }
        });
        let flags = ["{}", r#"{"unit": "a", "order": "repeat"}"#, r#"{"by": "year"}"#];
        let calls = ["rank", "weak", "lost", "trend", "check", "score"];
        let flags = [flags[0], flags[1], flags[2], flags[0], flags[0], flags[0]];
        calls.iter().zip(flags).map(|(name, flags)| ask(name, flags, &sheets).to_json()).collect()
    };
    let by_year: Vec<String> = years(|year| (Some(year), None));
    assert_eq!(by_year, years(|year| (None, Some(year.into()))) as Vec<String>);
    assert_eq!(by_year, years(|year| (Some(year), Some(year.into()))) as Vec<String>);
    assert!(by_year[0].contains(r#""year":2023,"period":"2023","#), "{}", by_year[0]);
    let sheets = [of("a", "2023", ["3", "4"])];
    let flagged = |flags| ask("rank", flags, &sheets).to_json();
    assert_eq!(flagged(r#"{"year": 2023}"#), flagged(r#"{"period": "2023"}"#));
}

#[test]
fn p1_the_period_that_ends_latest_is_shown_and_of_equals_the_longest() {
    let shown = |periods: &[&str]| {
        let sheets: Vec<AssessmentSpec> =
            periods.iter().map(|period| of("a", period, ["6", "4"])).collect();
        let reply = ask("rank", "{}", &sheets);
        let json = json(&reply);
        (json["period"].as_str().unwrap().to_owned(), json["year"].is_null(), told(&reply))
    };
    let others = vec!["other_years"];
    assert_eq!(shown(&["2026-Q3"]), ("2026-Q3".into(), true, vec![]));
    assert_eq!(shown(&["2026-Q3", "2026-9M", "2026-09"]), ("2026-9M".into(), true, others.clone()));
    assert_eq!(shown(&["2026-Q4", "2026", "2026-H2"]), ("2026".into(), false, others.clone()));
    assert_eq!(shown(&["2026-Q1", "2025"]), ("2026-Q1".into(), true, others));
    // Asked for, another is shown and nothing is told.
    let both = [of("a", "2026-Q3", ["6", "4"]), of("a", "2026-Q4", ["3", "4"])];
    let asked = ask("rank", r#"{"period": "quý III/2026"}"#, &both);
    assert_eq!((json(&asked)["period"].as_str(), told(&asked)), (Some("2026-Q3"), vec![]));
    let vi = ask("rank", "{}", &both).findings()[0].message(Lang::Vi);
    assert_eq!(vi, "không tính 1 bản đánh giá của kỳ khác quý IV năm 2026");
}

#[test]
fn p1_before_is_the_one_before_of_its_kind() {
    let change = |now: &str, before: &[&str]| {
        let mut all = vec![of("a", now, ["6", "4"])];
        all.extend(before.iter().map(|period| of("a", period, ["3", "4"])));
        column(&ask("table", "{}", &all), "change")[0].clone()
    };
    assert_eq!(change("2026-Q1", &["2025-Q4"]), "30.00");
    assert_eq!(change("2026-9M", &["2025-9M"]), "30.00");
    // Neither another kind nor the same quarter of the year before stands in.
    assert_eq!(change("2026-Q1", &["2025", "2025-12", "2025-H2", "2025-Q1"]), "-");
    // Named, it may be compared: the earlier inputs hold nothing nearer.
    let dossier = |before: &str| {
        let before = Earlier::new(&ruler(), read(&[of("a", before, ["3", "4"])]));
        let now = Index::new(&ruler(), read(&[of("a", "2026-Q1", ["6", "4"])]));
        Dossier::default().with(now.against(before)).ask(&Asked::of("compare", "{}").unwrap())
    };
    assert_eq!(column(&dossier("2025-Q1").unwrap(), "change"), ["30.00"]);
    let error = dossier("2025").err().unwrap();
    assert!(error.is_usage() && error.text(Lang::Vi).contains("quý I năm 2026"), "{error}");
    // What states no period among earlier inputs is of the one before.
    let input = read(&[of("a", "2026-Q1", ["6", "4"])]);
    assert_eq!(Earlier::period(&input, None), Some(period("2025-Q4")));
}

#[test]
fn p1_repeats_count_one_kind_without_a_hole() {
    let repeats = |periods: &[&str]| {
        let all: Vec<AssessmentSpec> =
            periods.iter().map(|period| of("a", period, ["3", "4"])).collect();
        column(&ask("weak", r#"{"unit": "a"}"#, &all), "repeats")[0].clone()
    };
    assert_eq!(repeats(&["2026-Q2", "2026-Q1", "2025-Q4"]), "3");
    assert_eq!(repeats(&["2026-Q2", "2025-Q4"]), "1");
    assert_eq!(repeats(&["2026-Q2", "2026-03", "2025", "2025-H2"]), "1");
}

#[test]
fn p1_kinds_are_never_ranked_together() {
    let all = [of("a", "2026-Q4", ["6", "4"]), of("b", "2026-12", ["6", "4"])];
    assert_eq!(column(&ask("rank", "{}", &all), "unit"), ["a"]);
    assert_eq!(column(&ask("rank", r#"{"period": "2026-12"}"#, &all), "unit"), ["b"]);
    // Questions that look back tell what they pass over too, unless a period is asked for.
    assert_eq!(told(&ask("lost", r#"{"by": "year"}"#, &all)), ["other_years"]);
    assert_eq!(told(&ask("lost", r#"{"by": "year", "period": "2026-Q4"}"#, &all)), [""; 0]);
}

#[test]
fn p1_who_is_in_force_on_the_last_day_of_a_period_is_in_force_in_it() {
    let units = [
        r#"{"unit": "a", "valid_to": "2025-06-30"}"#,
        r#"{"unit": "b", "valid_from": "1/7/2025"}"#,
        r#"{"unit": "silent", "valid_to": "2025-06-29"}"#,
    ];
    let units: Vec<RegisteredUnit> =
        units.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    let states = |of_period: &str| {
        let register = Register::new(units.clone()).0;
        let mut inputs = Inputs::new(&ruler()).with_register(register);
        let sheets = [of("a", of_period, ["6", "4"]), of("b", of_period, ["6", "4"])];
        inputs.read("sheets.json", serde_json::to_string(&sheets).unwrap());
        let input = inputs.finish();
        let ranked = input.assessments.iter().filter(|one| one.unit().ranked);
        let ranked: Vec<&str> = ranked.map(|one| one.unit().id.as_str()).collect();
        (ranked.join(" "), input.assessments.len(), codes(&input.findings).len())
    };
    // Warned of, and no rank; silent and not in force, no row.
    assert_eq!(states("2025-H1"), ("a".into(), 2, 1));
    assert_eq!(states("2025-Q3"), ("b".into(), 2, 1));
    assert_eq!(states("2025"), ("b".into(), 2, 1));
    assert_eq!(states("2024"), ("a silent".into(), 3, 1));
    assert_eq!(states("2025-05"), ("a silent".into(), 3, 1));
}

#[test]
fn p1_a_framework_is_bound_by_years_or_days() {
    let ruler = |from: &str, to: &str| {
        let mut spec = Ruler::new(vec![leaf("1", "6"), leaf("2", "4")]).0;
        spec.valid = serde_json::from_str(&format!(r#"{{"from": {from}, "to": {to}}}"#)).unwrap();
        spec.check().unwrap()
    };
    let fw = ruler("2023", "\"30/6/2025\"");
    assert!(fw.is_valid_for(period("2025-H1")) && !fw.is_valid_for(2025_u16));
    assert!(fw.to_json().contains(r#""from":2023,"to":"2025-06-30""#), "{}", fw.to_json());
    assert_eq!(ruler("2023", "2024").hash(), ruler("\"2023\"", "2024").hash());
    // Of several the one in force on the last day counts.
    let rulers =
        Rulers::new(vec![framework("papi-2011").unwrap(), framework("papi-2018").unwrap()]);
    assert_eq!(rulers.for_period(period("2017-H2")).unwrap().id(), "papi-2011");
    let bounded = |from: &str, to: &str| {
        let mut spec = ruler(from, to).to_json();
        spec = spec.replace("Bộ tiêu chí", &format!("Bộ tiêu chí {from}"));
        Framework::from_json(spec).unwrap()
    };
    let rulers =
        Rulers::new(vec![bounded("\"2025-07-01\"", "2026"), bounded("2025", "\"2025-06-30\"")]);
    let readings = rulers.frameworks().iter().map(|fw| {
        let mut inputs = rulers.inputs(fw, None, &par_index::ask::Common::default(), None);
        let sheets = [of("a", "2025-Q2", ["6", "4"]), of("a", "2025-Q3", ["3", "4"])];
        inputs.read("sheets.json", serde_json::to_string(&sheets).unwrap());
        inputs
    });
    let (fw, input) = rulers.settle(readings.collect(), None).unwrap();
    assert_eq!(fw, &rulers.frameworks()[1]);
    let under = |n: usize| input.assessments[n].framework() == &rulers.frameworks()[n];
    assert!(under(0) && under(1) && input.assessments.len() == 2);
    let fw = ruler("2023", "\"30/6/2025\"");
    let warned = |of_period: &str| {
        let (_, findings) = of("a", of_period, ["6", "4"]).check(&fw);
        codes(&findings)
    };
    assert_eq!(warned("2025-Q2"), [""; 0]);
    assert_eq!(warned("2025-Q3"), ["provisional_framework"]);
}

#[test]
fn p1_periods_are_said_in_words() {
    let input = read(&[of("a", "2026-Q3", ["6", "4"])]);
    let all = score_all(&ruler(), &input.assessments, Basis::Final);
    let page = par_index::view::headline(&all, "a");
    let look = |lang| par_index::view::Look { lang, ..Default::default() };
    let [vi, en] = [Lang::Vi, Lang::En].map(|lang| page.text(look(lang)));
    assert!(vi.contains("QUÝ III NĂM 2026"), "{vi}");
    assert!(en.contains("Q3 2026"), "{en}");
}

#[test]
fn p2_of_each_value_the_latest_day_counts_and_what_is_not_stated_stays() {
    let all = [
        on("2023-04-30", [Some("2"), Some("1")]),
        on("2023-06-30", [Some("6"), None]),
        on("2023-05-31", [Some("4"), Some("3")]),
    ];
    let obtained = |flags: &str| {
        let reply = ask("rank", flags, &all);
        (column(&reply, "obtained")[0].clone(), told(&reply))
    };
    let mixed = vec!["snapshots_mixed"];
    assert_eq!(obtained("{}"), ("9".into(), mixed.clone()));
    assert_eq!(obtained(r#"{"as_of": "2023-06-29"}"#), ("7".into(), vec![]));
    assert_eq!(obtained(r#"{"as_of": "30/4/2023"}"#), ("3".into(), vec![]));
    // Nothing is said yet: nothing is reported.
    let before = ask("rank", r#"{"as_of": "2023-04-29"}"#, &all);
    assert_eq!(column(&before, "state"), ["not_reported"]);
    // The order of the sheets does not matter, and cohorts that are made by hand follow.
    let reversed: Vec<AssessmentSpec> = all.iter().rev().cloned().collect();
    assert_eq!(column(&ask("rank", "{}", &reversed), "obtained"), ["9"]);
    let card = score_all(&ruler(), &read(&reversed).assessments, Basis::Final);
    assert_eq!(card.cards()[0].total().obtained().to_string(), "9");
    let found = ask("rank", "{}", &all);
    assert_eq!(found.findings()[0].found_text(), Some("2023-05-31, 2023-06-30"));
}

#[test]
fn p2_undated_beside_dated_and_on_alone_are_conflicts_as_ever() {
    let told_of = |sheets: &[AssessmentSpec]| told(&ask("rank", "{}", sheets));
    let dated = on("2023-06-30", [Some("6"), Some("4")]);
    assert_eq!(told_of(&[dated.clone(), on("", [Some("5"), None])]), ["conflict"]);
    assert_eq!(told_of(&[dated.clone(), on("", [Some("6"), None])]), [""; 0]);
    // Two sheets of one day do not differ.
    assert_eq!(told_of(&[dated.clone(), on("2023-06-30", [Some("5"), None])]), ["conflict"]);
    let filled = |on_day: &str| {
        let mut one = on("", [Some("6"), None]);
        one.entry("1").appraised.as_mut().unwrap().on = Some(on_day.to_owned());
        one
    };
    assert_eq!(told_of(&[filled("2023-06-01"), filled("2023-06-02")]), ["conflict"]);
}

#[test]
fn p2_a_later_day_mends_what_was_wrong_with_evidence() {
    let asks = crate::common::proven(leaf("1", "6"));
    let fw = Ruler::new(vec![asks, leaf("2", "4")]).build();
    let claimed = |as_of: &str, evidence: &[&str]| {
        let mut one =
            AssessmentSpec { as_of: Some(day(as_of)), ..sheet("a") }.self_scored("1", "6");
        let texts = evidence.iter().map(|text| (*text).to_owned()).collect();
        one.entry("1").self_score.as_mut().unwrap().evidence = Some(texts);
        one
    };
    let told_of = |sheets: &[AssessmentSpec]| {
        let mut inputs = Inputs::new(&fw);
        inputs.read("sheets.json", serde_json::to_string(sheets).unwrap());
        let dossier = Dossier::new(&fw, inputs.finish());
        told(&dossier.ask(&Asked::of("check", r#"{"draft": true}"#).unwrap()).unwrap())
    };
    let (first, second) = (claimed("2023-04-30", &[]), claimed("2023-06-30", &["Báo cáo"]));
    assert_eq!(told_of(std::slice::from_ref(&first)), ["evidence_missing"]);
    assert_eq!(told_of(&[first.clone(), second.clone()]), [""; 0]);
    let worse = claimed("2023-07-01", &[]);
    assert_eq!(told_of(&[first, second, worse]), ["evidence_missing"]);
}

#[test]
fn p2_a_join_keeps_every_day() {
    let all = [on("2023-04-30", [Some("2"), None]), on("2023-06-30", [Some("6"), Some("4")])];
    let reply = ask("join", "{}", &all);
    let text = reply.to_json();
    let again = par_index::read(&ruler(), &text);
    let days: Vec<_> = again.assessments.iter().map(par_index::Assessment::as_of).collect();
    assert_eq!(days, [Some(day("2023-04-30")), Some(day("2023-06-30"))], "{text}");
}

#[test]
fn p2_the_others_feed_the_trend() {
    let mut all = vec![of("a", "2023-Q1", ["3", "4"]), of("b", "2023-Q1", ["3", "3"])];
    all.extend([on("2023-05-31", [Some("4"), Some("4")]), on("2023-06-30", [Some("6"), None])]);
    all.push(of("a", "2022", ["1", "1"]));
    let reply = ask("trend", r#"{"unit": "a"}"#, &all);
    assert_eq!(column(&reply, "period"), ["2023-Q1", "2023-Q2", "2023-Q2"]);
    assert_eq!(column(&reply, "as_of"), ["-", "2023-05-31", "2023-06-30"]);
    assert_eq!(column(&reply, "ratio"), ["70.00", "80.00", "100.00"]);
    assert_eq!(column(&reply, "change"), ["-", "10.00", "30.00"]);
    assert_eq!(column(&reply, "rank"), ["1", "1", "1"]);
    assert!(told(&reply).contains(&"other_years"));
    // Of all units each, then the mean of those ranked.
    let all = ask("trend", "{}", &all);
    assert_eq!(column(&all, "unit"), ["a", "a", "a", "b", "-", "-", "-"]);
    assert_eq!(column(&all, "units")[4..], ["2", "1", "1"]);
    assert_eq!(column(&all, "ratio")[4..], ["65.00", "80.00", "100.00"]);
    assert_eq!(column(&all, "change")[4..], ["-", "15.00", "35.00"]);
}

#[test]
fn p2_a_forecast_takes_the_days_up_to_its_own() {
    let all = [on("2023-04-30", [Some("2"), Some("1")]), on("2023-06-30", [Some("6"), Some("4")])];
    let obtained = |day: &str| {
        let flags = format!(r#"{{"unit": "a", "on": "{day}"}}"#);
        column(&ask("forecast", &flags, &all), "obtained")[..2].join(" ")
    };
    assert_eq!((obtained("2023-05-31"), obtained("2023-06-30")), ("2 1".into(), "6 4".into()));
}

#[test]
fn p1_p2_the_door_for_programs_takes_period_and_as_of() {
    let sheets = [
        on("2023-04-30", [Some("2"), Some("1")]),
        on("2023-06-30", [Some("6"), None]),
        of("a", "2023", ["1", "1"]),
    ];
    let answer = |flags: &str| {
        let fw = ruler().to_json();
        let inputs = serde_json::to_string(&sheets).unwrap();
        let request =
            format!(r#"{{"call": "rank", "framework": {fw}, "inputs": {inputs}{flags}}}"#);
        let (text, code) = par_index::call::answer(&request);
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        (json["period"].clone(), json["rows"][0]["obtained"].clone(), code)
    };
    assert_eq!(answer(""), ("2023".into(), "2".into(), 0));
    assert_eq!(answer(r#", "period": "2023-Q2""#), ("2023-Q2".into(), "7".into(), 0));
    let early = answer(r#", "period": "2023-Q2", "as_of": "2023-05-01""#);
    assert_eq!(early, ("2023-Q2".into(), "3".into(), 0));
    assert_eq!(answer(r#", "period": "2023-Q2", "year": 2022"#).2, 2);
}
