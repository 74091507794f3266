//! M. Corners of what is built.

use par_index::assessment::join;
use par_index::finding::Severity;
use par_index::framework::{MissingPolicy, NoSurveyPolicy};
use par_index::spec::SurveySpec;
use par_index::{Basis, Points, read, score, score_all};

use crate::common::{
    Fill, RULER, Ruler, card, codes, field, found, four, leaf, points, ruled, sheet, stage,
    surveyed,
};

#[test]
fn m1_only_plain_numbers_are_read() {
    for text in [
        "1.0000000000",
        "0.1234567890",
        "1e3",
        "1E3",
        ".5",
        "5.",
        "",
        "-",
        "+",
        "1,5",
        "1 000",
        " 1",
        "1 ",
        "--1",
        "+-1",
        "0x1",
        "1.2.3",
        "١",
        "NaN",
        "∞",
    ] {
        assert!(text.parse::<Points>().is_err(), "{text:?}");
    }
    for (text, value) in
        [("+1", "1"), ("01", "1"), ("-0", "0"), ("1.000000000", "1"), ("-007.50", "-7.5")]
    {
        assert_eq!(points(text).to_string(), value, "{text:?}");
    }
}

#[test]
fn m1_json_takes_the_plain_form_only() {
    let fw = Ruler::new(vec![leaf("1", "2000")]).build();
    let found = |number: &str| {
        let text = format!(
            r#"{{"schema_version": 1, "kind": "assessment", "framework": "{RULER}", "year": 2023,
                "unit": {{"id": "u"}},
                "entries": [{{"code": "1", "appraised": {{"points": {number}}}}}]}}"#
        );
        let input = read(&fw, &text);
        let card = score(&fw, &input.assessments[0], Basis::Final);
        (codes(&input.findings), card.total().obtained().to_string())
    };
    for (number, value) in
        [(r#""1.5""#, "1.5"), ("1.5", "1.5"), ("1.50", "1.5"), (r#""+1""#, "1"), (r#""01""#, "1")]
    {
        assert_eq!(found(number), (vec![], value.to_owned()), "{number}");
    }
    // A number without quotes is taken by its text: no binary value between.
    assert_eq!(found("0.123456789").1, "0.123456789");
    for number in [r#""1,5""#, "1e3", r#""1e3""#, r#"".5""#, "1.0000000000", r#""1.0000000000""#] {
        assert_eq!(found(number).0, ["bad_number"], "{number}");
    }
}

#[test]
fn m1_sums_over_a_cohort_are_kept_wide() {
    // Two values of this size no longer fit one; two indices of them do.
    let fw = Ruler::new(vec![leaf("1", "8999999999.999999999")]).build();
    let unit = |id| sheet(id).appraised("1", "8999999999.999999998");
    let all = crate::common::cohort(&fw, &[unit("a"), unit("b")]);
    let indices = all.cards().iter().map(|card| card.total().ratio().unwrap().percent_exact());
    assert_eq!(par_index::Percent::mean(indices).unwrap().to_string(), "100");
    assert_eq!(crate::common::ranks(&par_index::rank(&all), &["a", "b"]), [1, 1]);
    assert!(all.cards()[0].total().ratio().unwrap() < crate::common::ratio("1/1"));
}

#[test]
fn m2_an_award_that_is_stated_is_not_rounded() {
    let rule = r#"{"kind": "share", "full_at": {"at_least": "100"}}"#;
    let fw = Ruler::new(vec![ruled("1", "3.333333333", rule)]).build();
    let obtained =
        |done| card(&fw, &sheet("u").share("1", done, "3"), Basis::Final).total().obtained();
    assert_eq!(obtained("3"), points("3.333333333"));
    assert_eq!(obtained("2"), points("2.22"));
    assert_eq!(obtained("0"), Points::ZERO);
    let levels = r#"{"kind": "levels", "levels": [{"id": "some", "points": "0.333333333"},
        {"id": "full", "points": "1"}]}"#;
    let fw = Ruler::new(vec![ruled("1", "1", levels)]).build();
    let some = r#"{"facts": {"level": "some"}}"#;
    let sheet = sheet("u").with("1", |entry| entry.appraised = stage(some));
    assert_eq!(card(&fw, &sheet, Basis::Final).total().obtained(), points("0.333333333"));
}

#[test]
fn m2_a_rounded_award_above_max_is_max() {
    let rule = r#"{"kind": "share", "full_at": {"at_least": "100"}}"#;
    let fw = Ruler::new(vec![ruled("1", "0.996", rule)]).build();
    // 0.999 · 0.996 = 0.995004 rounds to 1.00.
    let card = card(&fw, &sheet("u").share("1", "999", "1000"), Basis::Final);
    assert_eq!(card.total().obtained(), points("0.996"));
}

#[test]
fn m2_thresholds_of_a_share() {
    let refusal = |keys: &str| {
        let rule = format!(r#"{{"kind": "share", "part": "none", {keys}}}"#);
        Ruler::new(vec![ruled("1", "1", &rule)]).refusal()
    };
    let stands = [""; 0];
    assert_eq!(refusal(r#""full_at": {"at_least": "0"}"#), ["out_of_range"]);
    assert_eq!(refusal(r#""full_at": {"at_least": "0.000000001"}"#), stands);
    assert_eq!(refusal(r#""full_at": {"at_least": "100"}"#), stands);
    assert_eq!(refusal(r#""full_at": {"at_least": "100.000000001"}"#), ["out_of_range"]);
    assert_eq!(refusal(r#""full_at": {"above": "0"}"#), stands);
    assert_eq!(refusal(r#""full_at": {"above": "-1"}"#), ["out_of_range"]);
    assert_eq!(refusal(r#""full_at": {"above": "99.999999999"}"#), stands);
    assert_eq!(refusal(r#""full_at": {"above": "100"}"#), ["out_of_range"]);
    assert_eq!(refusal(r#""full_at": {"at_least": "80"}, "floor": "79.999999999""#), stands);
    assert_eq!(refusal(r#""full_at": {"at_least": "80"}, "floor": "80""#), ["floor_above_full"]);
    // Where more may be done than there is, thresholds may lie above it.
    for full in [r#""full_at": {"at_least": "150"}"#, r#""full_at": {"above": "100"}"#] {
        assert_eq!(refusal(&format!(r#"{full}, "may_exceed": true"#)), stands, "{full}");
    }
}

#[test]
fn m2_typed_points_on_a_share_are_any_within_max() {
    let rule = r#"{"kind": "share", "full_at": {"at_least": "80"}, "part": "none"}"#;
    let fw = Ruler::new(vec![ruled("1", "1", rule)]).build();
    assert_eq!(found(&fw, &sheet("u").appraised("1", "0.123")), [""; 0]);
    assert_eq!(found(&fw, &sheet("u").appraised("1", "1.001")), ["out_of_range"]);
}

#[test]
fn m2_one_stage_holds_one_value_and_direct_no_facts() {
    let rule = r#"{"kind": "share", "full_at": {"at_least": "100"}}"#;
    let fw = Ruler::new(vec![ruled("1", "1", rule), leaf("2", "1")]).build();
    let on = |code: &str, value: &str| {
        found(&fw, &sheet("u").with(code, |entry| entry.appraised = stage(value)))
    };
    assert_eq!(on("1", r#"{"points": "1", "facts": {"done": "1", "of": "1"}}"#), ["one_value"]);
    assert_eq!(on("1", r#"{"points": "1", "not_applicable": "none"}"#), ["one_value"]);
    let foreign = on("2", r#"{"facts": {"done": "1", "of": "1"}}"#);
    assert!(!foreign.is_empty() && foreign.iter().all(|code| *code == "facts_foreign"));
    assert_eq!(on("2", r#"{"facts": {}}"#), ["facts_foreign"]);
}

#[test]
fn m2_more_defaults_to_a_fixed_whole() {
    let rule = r#"{"kind": "share", "full_at": {"at_least": "80"}, "part": "none"}"#;
    let fw = Ruler::new(vec![ruled("1", "1", rule)]).build();
    let par_index::framework::Rule::Share(share) = fw.node("1").unwrap().leaf().unwrap().rule()
    else {
        panic!("a share")
    };
    assert_eq!(share.needed(Points::whole(76), Points::whole(100)), Some(Points::whole(4)));
}

#[test]
fn m4_a_unit_with_only_bonus_or_notes_is_not_reported() {
    let tree = vec![field("1", vec![leaf("1.1", "100")])];
    for missing in [MissingPolicy::Incomplete, MissingPolicy::Zero] {
        let ruler = Ruler::new(tree.clone()).caps("5", "5");
        let fw = ruler.policies(|policies| policies.missing = Some(missing)).build();
        let remark = r#"{"note": "to follow", "evidence": ["a plan"]}"#;
        let sheet =
            sheet("u").with("1.1", |entry| entry.self_score = stage(remark)).extras("3", "1");
        let card = card(&fw, &sheet, Basis::Final);
        assert_eq!(card.state().as_str(), "not_reported");
        for code in ["1", "total"] {
            assert_eq!(card.node(code).unwrap().state().as_str(), "not_reported", "{code}");
            assert_eq!(four(&card, code), ["100", "0", "0", "100"], "{code}");
        }
        assert_eq!(card.node("1.1").unwrap().state().as_str(), "missing");
        assert_eq!(four(&card, "bonus"), ["0", "0", "0", "0"]);
        assert_eq!(four(&card, "deduction"), ["0", "0", "0", "0"]);
    }
}

#[test]
fn m4_not_applicable_is_a_value() {
    let fw = Ruler::new(vec![leaf("1", "60"), leaf("2", "40")]).caps("5", "5").build();
    let card = card(&fw, &sheet("u").not_applicable("1").extras("3", "0"), Basis::Final);
    assert_eq!(card.state().as_str(), "open");
    assert_eq!(four(&card, "total"), ["40", "3", "-3", "40"]);
    // A claim alone is a value too, though nothing counts yet.
    let fw = Ruler::new(vec![leaf("1", "60")]).build();
    let claimed = crate::common::card(&fw, &sheet("u").self_scored("1", "1"), Basis::Final);
    assert_eq!(claimed.state().as_str(), "open");
}

#[test]
fn m5_bonus_and_deduction_need_a_cap() {
    let capless = || Ruler::new(vec![leaf("1", "100")]);
    let fw = capless().build();
    assert_eq!(found(&fw, &sheet("u").extras("1", "0")), ["cap_missing"]);
    assert_eq!(found(&fw, &sheet("u").extras("0", "0.000000001")), ["cap_missing"]);
    assert_eq!(found(&fw, &sheet("u").extras("0", "0")), [""; 0]);
    assert!(sheet("u").extras("1", "0").check(&fw).0.is_in_error());
    let bonus_only = capless().policies(|policies| policies.bonus_cap = Some("5".into())).build();
    assert_eq!(found(&bonus_only, &sheet("u").extras("1", "0")), [""; 0]);
    assert_eq!(found(&bonus_only, &sheet("u").extras("1", "1")), ["cap_missing"]);
}

#[test]
fn m5_not_held_with_survey_values_is_an_error() {
    let fw = Ruler::new(vec![leaf("A", "70"), surveyed("S", "30")]).build();
    let mut declared = sheet("u").appraised("A", "63").survey("S", "24");
    declared.survey = Some(SurveySpec::NotHeld);
    let (assessment, findings) = declared.check(&fw);
    assert_eq!(codes(&findings), ["survey_not_held"]);
    assert_eq!(findings[0].severity(), Severity::Error);
    assert_eq!(score(&fw, &assessment, Basis::Final).state().as_str(), "in_error");
}

/// What one sheet of a unit says wrongly stays wrong beside another, whichever comes first.
#[test]
fn m5_a_second_sheet_takes_no_contradiction_away() {
    let fw = Ruler::new(vec![leaf("A", "70"), surveyed("S", "30")]).build();
    let checked = |not_held: bool, survey: bool| {
        let mut spec = sheet("u").appraised("A", "63");
        spec.survey = not_held.then_some(SurveySpec::NotHeld);
        if survey { spec.survey("S", "24") } else { spec }.check(&fw).0
    };
    let (right, wrong) = (checked(false, false), checked(true, true));
    for both in [[right.clone(), wrong.clone()], [wrong, right]] {
        let all = score_all(&fw, &both, Basis::Final);
        assert_eq!(all.cards()[0].state().as_str(), "in_error");
    }
    // Each is right by itself, both together are not; that is said here for the first time.
    let all = score_all(&fw, &[checked(true, false), checked(false, true)], Basis::Final);
    assert_eq!(all.cards()[0].state().as_str(), "in_error");
    assert_eq!(codes(all.findings()), ["survey_not_held"]);
    // A survey that was set aside contradicts nothing.
    let aside = [(true, false), (false, true)].map(|(a, b)| checked(a, b).without_survey().0);
    let all = score_all(&fw, &aside, Basis::Final);
    assert_eq!(all.cards()[0].total().ratio().unwrap().to_string(), "63/70");
    assert!(!join(&fw, &aside).has_errors());
}

#[test]
fn m5_with_the_option_survey_values_are_noted_and_not_counted() {
    let fw = Ruler::new(vec![leaf("A", "70"), surveyed("S", "30")]).build();
    let (assessment, findings) = sheet("u").appraised("A", "63").survey("S", "24").check(&fw);
    assert_eq!(codes(&findings), [""; 0]);
    let (without, findings) = assessment.without_survey();
    assert_eq!(codes(&findings), ["survey_not_counted"]);
    assert_eq!(findings[0].severity(), Severity::Note);
    let card = score(&fw, &without, Basis::Final);
    assert_eq!(card.total().ratio().unwrap().to_string(), "63/70");
    assert_eq!(card.node("S").unwrap().state().as_str(), "left_out");
}

#[test]
fn m5_refuse_bites_under_every_basis() {
    let ruler = Ruler::new(vec![leaf("A", "70"), surveyed("S", "30")]);
    let fw = ruler.policies(|policies| policies.no_survey = Some(NoSurveyPolicy::Refuse)).build();
    let mut declared = sheet("u").self_scored("A", "66").appraised("A", "63");
    declared.survey = Some(SurveySpec::NotHeld);
    let (assessment, _) = declared.check(&fw);
    for basis in [Basis::SelfAssessed, Basis::Appraised, Basis::Final] {
        let card = score(&fw, &assessment, basis);
        assert_eq!(card.state().as_str(), "in_error", "{basis:?}");
        assert_eq!(card.total().ratio(), None, "{basis:?}");
    }
}

#[test]
fn m14_a_sheet_without_a_year_belongs_to_the_only_year() {
    let fw = Ruler::new(vec![leaf("1", "100")]).build();
    let line = |unit: &str, year: Option<u16>| {
        let mut sheet = sheet(unit).appraised("1", "80");
        sheet.year = year;
        serde_json::to_string(&sheet).unwrap()
    };
    let years = |lines: &[String]| {
        let input = read(&fw, lines.join("\n"));
        let years: Vec<_> = input.assessments.iter().map(par_index::Assessment::year).collect();
        (years, codes(&input.findings))
    };
    let only = [line("a", Some(2022)), line("b", None)];
    assert_eq!(years(&only), (vec![Some(2022), Some(2022)], vec![]));
    let two = [line("a", Some(2022)), line("b", None), line("c", Some(2023))];
    assert_eq!(years(&two), (vec![Some(2022), None, Some(2023)], vec!["year_unknown"]));
    assert_eq!(years(&[line("b", None)]), (vec![None], vec!["year_unknown"]));
}

#[test]
fn m14_results_show_the_latest_year() {
    let fw = Ruler::new(vec![leaf("1", "100")]).build();
    let mut before = sheet("a").appraised("1", "95");
    before.year = Some(2022);
    let now = [sheet("a").appraised("1", "80"), before, sheet("b").appraised("1", "90")];
    let all = crate::common::cohort(&fw, &now);
    assert_eq!(all.year(), Some(2023));
    assert_eq!(all.card("a").unwrap().total().obtained(), points("80"));
    assert_eq!(crate::common::ranks(&par_index::rank(&all), &["a", "b"]), [2, 1]);
}

#[test]
fn m7_lists_over_all_units_leave_out_the_silent_and_those_in_error() {
    let fw = Ruler::new(vec![leaf("1", "4"), leaf("2", "1")]).build();
    let unit = |id: &str, one: &str| sheet(id).appraised("1", one).appraised("2", "1");
    let broken = sheet("e").appraised("1", "9");
    let half = sheet("h").appraised("2", "0.5");
    let units = [unit("a", "3"), unit("b", "2"), sheet("s"), broken, half];
    let rows = par_index::analysis::weak_pooled(
        &crate::common::cohort(&fw, &units),
        par_index::Order::PointsLost,
    );
    let [one, two] = &rows[..] else { panic!("{rows:?}") };
    // Two units lose 1 and 2 of 4; the third has the leaf open, which counts as possible only.
    assert_eq!(
        (one.code.as_str(), one.lost.to_string(), one.possible.to_string()),
        ("1", "3".into(), "12".into())
    );
    assert_eq!(one.ratio.unwrap().to_string(), "5/8");
    assert_eq!((one.units_below_max, two.lost.to_string()), (2, "0.5".into()));
    assert_eq!(one.share_of_lost.unwrap().to_string(), "3/3.5");
    assert_eq!(two.cumulative_share.unwrap().to_string(), "3.5/3.5");
}

#[test]
fn m14_the_year_asked_for_and_the_channel_must_be_told() {
    let fw = Ruler::new(vec![leaf("1", "4")]).build();
    let of = |year: Option<u16>, channel: Option<&str>, points: &str| {
        let mut spec = sheet("u").appraised("1", points);
        spec.year = year;
        spec.channel = channel.map(str::to_owned);
        serde_json::to_string(&spec).unwrap()
    };
    let reply = |texts: &[String], asked: &par_index::ask::Asked| {
        let mut inputs = asked.common().inputs(&fw, None);
        for (n, text) in texts.iter().enumerate() {
            inputs.read(format!("{n}.json"), text);
        }
        par_index::dossier::Dossier::new(&fw, inputs.finish()).ask(asked)
    };
    let asked = |year: Option<u16>, channel: Option<&str>| {
        let flags = serde_json::json!({"year": year, "channel": channel});
        par_index::ask::Asked::of("rank", &flags.to_string()).unwrap()
    };
    let index = |reply: &par_index::reply::Reply| {
        let json: serde_json::Value = serde_json::from_str(&reply.to_json()).unwrap();
        (json["year"].clone(), json["rows"][0]["obtained"].clone())
    };
    let two = [of(Some(2022), None, "1"), of(Some(2023), None, "2")];
    assert_eq!(index(&reply(&two, &asked(None, None)).unwrap()), (2023.into(), "2".into()));
    assert_eq!(index(&reply(&two, &asked(Some(2022), None)).unwrap()), (2022.into(), "1".into()));
    // A sheet without a year is of the year asked for, even where the inputs name another.
    let bare = [of(None, None, "3"), of(Some(2022), None, "1")];
    assert_eq!(index(&reply(&bare, &asked(Some(2023), None)).unwrap()), (2023.into(), "3".into()));
    // Points met twice and equal are one, points against facts are not.
    let twice = [of(Some(2023), None, "2.0"), of(Some(2023), None, "2")];
    assert_eq!(reply(&twice, &asked(None, None)).unwrap().exit_code(), 0);
    let channels = [of(Some(2023), Some("desk"), "1"), of(Some(2023), Some("online"), "2")];
    let error = reply(&channels, &asked(None, None)).err().unwrap();
    assert!(error.is_usage() && error.to_string().contains("desk, online"), "{error}");
    assert_eq!(index(&reply(&channels, &asked(None, Some("online"))).unwrap()).1, "2");
}
