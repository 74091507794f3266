//! The rules beyond the first four: awards, reachable standings, the one-line notation.

use par_index::framework::{Facts, Scale};
use par_index::spec::{AssessmentSpec, RuleSpec};
use par_index::{Digits, Framework, Lang, Points};
use proptest::prelude::*;

fn ruler(rule: &str, max: &str, digits: u8) -> Framework {
    let scorer = if rule.contains("\"survey\"") { "survey" } else { "appraisal" };
    let json = format!(
        r#"{{"schema_version": 1, "kind": "framework", "id": "r", "title": {{"en": "r"}}, "index": "par",
        "provenance": "illustrative", "total": "{max}", "policies": {{"not_applicable": "rescale",
        "no_survey": "rescale", "missing": "incomplete", "ties": "competition",
        "award": {{"digits": {digits}}}, "print": {{"digits": 2}}}},
        "nodes": [{{"code": "1", "name": {{"en": "n"}}, "max": "{max}", "scorer": "{scorer}", "rule": {rule}}}]}}"#
    );
    Framework::from_json(json).unwrap_or_else(|error| panic!("{error}"))
}

/// The award of some facts: points, or the codes of the findings.
fn award(rule: &str, max: &str, digits: u8, facts: &str) -> Result<String, Vec<String>> {
    let fw = ruler(rule, max, digits);
    let stage = if fw.node("1").unwrap().is_survey() { "survey" } else { "appraised" };
    let sheet = format!(
        r#"{{"schema_version": 1, "kind": "assessment", "framework": "r", "year": 2023,
        "unit": {{"id": "u"}}, "entries": [{{"code": "1", "{stage}": {{"facts": {facts}}}}}]}}"#
    );
    let input = par_index::read(&fw, sheet);
    if !input.findings.is_empty() {
        return Err(input.findings.iter().map(|f| f.code().as_str().to_owned()).collect());
    }
    let entry = input.assessments[0].entry("1").unwrap();
    let stage = if stage == "survey" { &entry.survey } else { &entry.appraised };
    let points = stage.as_ref().unwrap().value.as_ref().unwrap().points();
    Ok(points.map_or("not applicable".to_owned(), |points| points.to_string()))
}

fn points(rule: &str, max: &str, digits: u8, facts: &str) -> String {
    award(rule, max, digits, facts).unwrap()
}

const COUNT_BANDS: &str = r#"{"kind": "bands", "on": "count",
    "bands": [{"at_least": "3", "points": "1"}, {"at_least": "1", "points": "0.5"}]}"#;
const SHARE_BANDS: &str = r#"{"kind": "bands", "on": "share",
    "bands": [{"at_least": "30", "points": "1"}, {"at_least": "20", "points": "0.5"}]}"#;
const SURVEY: &str = r#"{"kind": "survey", "options": [{"id": "A", "weight": "100"},
    {"id": "B", "weight": "60"}, {"id": "C", "weight": "20"}, {"id": "D", "weight": "0"}, {"id": "E"}]}"#;
const GROUPED: &str = r#"{"kind": "survey", "options": [{"id": "A", "weight": "100"}, {"id": "D", "weight": "0"}],
    "groups": [{"id": "g1", "weight": "2"}, {"id": "g2", "weight": "1"}]}"#;

#[test]
fn b6_bands_on_a_count_and_on_a_share() {
    for (n, want) in [("0", "0"), ("1", "0.5"), ("2", "0.5"), ("3", "1"), ("70", "1")] {
        assert_eq!(points(COUNT_BANDS, "1", 2, &format!(r#"{{"count": "{n}"}}"#)), want, "{n}");
    }
    for (done, want) in [("299", "0.5"), ("300", "1"), ("200", "0.5"), ("199", "0")] {
        let facts = format!(r#"{{"done": "{done}", "of": "1000"}}"#);
        assert_eq!(points(SHARE_BANDS, "1", 2, &facts), want, "{done}");
    }
    let strict = r#"{"kind": "bands", "on": "count",
        "bands": [{"above": "2", "points": "1"}, {"at_least": "2", "points": "0.5"}]}"#;
    assert_eq!(points(strict, "1", 2, r#"{"count": "2"}"#), "0.5");
    assert_eq!(points(strict, "1", 2, r#"{"count": "3"}"#), "1");
    let if_any = SHARE_BANDS.replace("\"on\"", "\"if_any\": true, \"on\"");
    assert_eq!(points(&if_any, "1", 2, r#"{"done": "0", "of": "0"}"#), "not applicable");
    assert_eq!(
        award(SHARE_BANDS, "1", 2, r#"{"done": "0", "of": "0"}"#),
        Err(vec!["of_zero".into()])
    );
    assert_eq!(
        award(SHARE_BANDS, "1", 2, r#"{"done": "5", "of": "4"}"#),
        Err(vec!["done_over_of".into()])
    );
    assert_eq!(award(COUNT_BANDS, "1", 2, r#"{"count": "1.5"}"#), Err(vec!["not_whole".into()]));
}

#[test]
fn b7_per_item_and_penalty() {
    let each = r#"{"kind": "per_item", "each": "0.5"}"#;
    for (n, want) in [("0", "0"), ("3", "1.5"), ("4", "2"), ("5", "2"), ("8999999999", "2")] {
        assert_eq!(points(each, "2", 2, &format!(r#"{{"count": "{n}"}}"#)), want, "{n}");
    }
    let off = r#"{"kind": "penalty", "each": "0.25"}"#;
    for (n, want) in [("0", "1"), ("3", "0.25"), ("4", "0"), ("9", "0")] {
        assert_eq!(points(off, "1", 2, &format!(r#"{{"count": "{n}"}}"#)), want, "{n}");
        assert_eq!(points(off, "1", 2, &format!(r#"{{"cases": "{n}"}}"#)), want, "{n}");
    }
    assert_eq!(
        award(off, "1", 2, r#"{"cases": "1", "count": "1"}"#),
        Err(vec!["count_twice".into()])
    );
    // M2: the maximum and zero are not rounded, what lies between is.
    let third = r#"{"kind": "penalty", "each": "1"}"#;
    assert_eq!(points(third, "3.333333333", 2, r#"{"count": "0"}"#), "3.333333333");
    assert_eq!(points(third, "3.333333333", 2, r#"{"count": "1"}"#), "2.33");
}

#[test]
fn b9_survey_answers() {
    assert_eq!(points(SURVEY, "2", 9, r#"{"answers": {"A": "2", "B": "1", "D": "1"}}"#), "1.3");
    // An answer without weight is none; all full answers give the maximum unrounded.
    assert_eq!(points(SURVEY, "2", 9, r#"{"answers": {"A": "1", "E": "7"}}"#), "2");
    assert_eq!(points(SURVEY, "3.333333333", 2, r#"{"answers": {"A": "5"}}"#), "3.333333333");
    assert_eq!(points(SURVEY, "1", 4, r#"{"answers": {"A": "2", "D": "1"}}"#), "0.6667");
    assert_eq!(
        award(SURVEY, "2", 2, r#"{"answers": {"X": "1"}}"#),
        Err(vec!["unknown_option".into()])
    );
    assert_eq!(
        award(SURVEY, "2", 2, r#"{"answers": {"E": "3"}}"#),
        Err(vec!["no_valid_answer".into()])
    );
    assert_eq!(
        award(SURVEY, "2", 2, r#"{"answers": {"A": "0.5"}}"#),
        Err(vec!["not_whole".into()])
    );
    // (2·(1/4) + 1·(2/3)) ÷ 3 × 9 = 3.5
    let facts = r#"{"groups": {"g1": {"A": "1", "D": "3"}, "g2": {"A": "2", "D": "1"}}}"#;
    assert_eq!(points(GROUPED, "9", 2, facts), "3.5");
    let missing = r#"{"groups": {"g1": {"A": "1"}}}"#;
    assert_eq!(award(GROUPED, "9", 2, missing), Err(vec!["no_valid_answer".into()]));
    let unknown = r#"{"groups": {"g1": {"A": "1"}, "g2": {"A": "1"}, "g3": {"A": "1"}}}"#;
    assert_eq!(award(GROUPED, "9", 2, unknown), Err(vec!["unknown_group".into()]));
}

#[test]
fn a_leaf_without_valid_answers_is_missing_not_in_error() {
    let fw = ruler(SURVEY, "2", 2);
    let mut sheet = AssessmentSpec::new("r", 2023, "u");
    let facts = r#"{"facts": {"answers": {"E": "3"}}}"#;
    sheet.entry("1").survey = Some(serde_json::from_str(facts).unwrap());
    let (assessment, _) = sheet.check(&fw);
    assert!(!assessment.is_in_error());
    let card = par_index::score(&fw, &assessment, par_index::Basis::Final);
    assert_eq!(card.mark("1"), Some(par_index::scoring::Mark::Missing));
}

fn refused(rule: &str) -> Vec<String> {
    let json = ruler(r#"{"kind": "direct"}"#, "1", 2).to_json();
    let json = json.replace(r#"{"kind":"direct"}"#, rule);
    match Framework::from_json(json) {
        Ok(fw) => fw.findings().iter().map(|f| f.code().as_str().to_owned()).collect(),
        Err(error) => error.findings().iter().map(|f| f.code().as_str().to_owned()).collect(),
    }
}

#[test]
fn impossible_parameters_are_findings() {
    let cases = [
        (
            r#"{"kind":"bands","on":"count","bands":[{"at_least":"3","points":"0.5"},{"at_least":"1","points":"1"}]}"#,
            "bands_fall",
        ),
        (
            r#"{"kind":"bands","on":"count","bands":[{"at_least":"3","points":"1"},{"at_least":"3","points":"1"}]}"#,
            "band_twice",
        ),
        (
            r#"{"kind":"bands","on":"share","bands":[{"at_least":"101","points":"1"}]}"#,
            "out_of_range",
        ),
        (r#"{"kind":"bands","on":"share","bands":[{"above":"100","points":"1"}]}"#, "out_of_range"),
        (
            r#"{"kind":"bands","on":"count","bands":[{"at_least":"3","points":"1.5"}]}"#,
            "out_of_range",
        ),
        (
            r#"{"kind":"bands","on":"count","bands":[{"at_least":"3","points":"0.5"}]}"#,
            "max_unreachable",
        ),
        (
            r#"{"kind":"bands","on":"count","bands":[{"at_least":"3","above":"2","points":"1"}]}"#,
            "full_at_unclear",
        ),
        (r#"{"kind":"bands","bands":[{"at_least":"3","points":"1"}]}"#, "rule_key_missing"),
        (r#"{"kind":"per_item"}"#, "rule_key_missing"),
        (r#"{"kind":"per_item","each":"0"}"#, "out_of_range"),
        (r#"{"kind":"penalty","each":"2"}"#, "out_of_range"),
        (r#"{"kind":"penalty","each":"0.5","step":"1"}"#, "rule_key_foreign"),
        (r#"{"kind":"survey","options":[{"id":"A","weight":"100"}]}"#, "survey_rule"),
        (r#"{"kind":"survey","options":[{"id":"A","weight":"101"}]}"#, "out_of_range"),
    ];
    for (rule, want) in cases {
        assert!(refused(rule).contains(&want.to_owned()), "{rule}: {:?}", refused(rule));
    }
}

/// Distinct awards over all small facts, each with the least number that gives it.
fn brute(facts: impl Iterator<Item = Facts>, fw: &Framework) -> Vec<Points> {
    let mut seen: Vec<Points> = facts
        .map(|facts| {
            let mut sheet = AssessmentSpec::new("r", 2023, "u");
            let stage = serde_json::json!({"facts": serde_json::to_value(par_index::spec::FactsSpec::from(&facts)).unwrap()});
            sheet.entry("1").appraised = Some(serde_json::from_str(&stage.to_string()).unwrap());
            let (assessment, findings) = sheet.check(fw);
            assert!(findings.is_empty(), "{findings:?}");
            let entry = assessment.entry("1").unwrap().clone();
            entry.into_owned().appraised.unwrap().value.unwrap().points().unwrap()
        })
        .collect();
    seen.sort();
    seen.dedup();
    seen
}

fn check_reachable(json: &str, max: &str, digits: u8, all: Vec<Facts>, known: Option<&Facts>) {
    let fw = ruler(json, max, digits);
    let node = fw.node("1").unwrap();
    let rule = node.leaf().unwrap().rule();
    let scale = Scale { max: node.max(), digits: Digits::new(digits).unwrap() };
    let reachable: Vec<Points> = rule.reachable(scale, known).map(|level| level.points).collect();
    assert_eq!(reachable, brute(all.into_iter(), &fw), "{json}");
    // The facts of a level give the level.
    for level in rule.reachable(scale, known) {
        assert_eq!(brute(level.facts.into_iter(), &fw), [level.points], "{json}");
    }
}

proptest! {
    #[test]
    fn reachable_is_the_set_of_awards(
        of in 1_i32..30, each in 1_i32..7, t1 in 1_i32..50, t2 in 51_i32..100, digits in 0_u8..4,
        strict in any::<bool>(), max in 1_i32..4,
    ) {
        let counts = |most: i32| (0..=most).map(|n| Facts::count(Points::whole(n))).collect::<Vec<_>>();
        let shares = |of: i32| (0..=of)
            .map(|n| Facts::share(Points::whole(n), Points::whole(of))).collect::<Vec<_>>();
        let max = max.to_string();
        let key = if strict { "above" } else { "at_least" };
        let each = format!("0.{each}");
        check_reachable(&format!(r#"{{"kind":"per_item","each":"{each}"}}"#), &max, digits, counts(45), None);
        check_reachable(&format!(r#"{{"kind":"penalty","each":"{each}"}}"#), &max, digits, counts(45), None);
        let low = format!(r#"{{"{key}":"{t1}","points":"0.5"}}"#);
        let high = format!(r#"{{"{key}":"{t2}","points":"{max}"}}"#);
        let bands = |on: &str| format!(r#"{{"kind":"bands","on":"{on}","bands":[{high},{low}]}}"#);
        check_reachable(&bands("count"), &max, digits, counts(101), None);
        let known = Facts::share(Points::ZERO, Points::whole(of));
        check_reachable(&bands("share"), &max, digits, shares(of), Some(&known));
    }

    #[test]
    fn a_better_answer_never_lowers_the_award(a in 0_i32..20, b in 0_i32..20, d in 1_i32..20) {
        let facts = |a: i32, b: i32, d: i32| format!(r#"{{"answers": {{"A": "{a}", "B": "{b}", "D": "{d}"}}}}"#);
        let before: Points = points(SURVEY, "2", 9, &facts(a, b, d)).parse().unwrap();
        let after: Points = points(SURVEY, "2", 9, &facts(a, b + 1, d - 1)).parse().unwrap();
        prop_assert!(after >= before && after <= Points::whole(2));
    }
}

#[test]
fn the_line_of_every_kind_reads_back() {
    let lines = [
        ("typed; step 0.25", "nhập điểm; bội số 0,25"),
        ("typed", "nhập điểm"),
        ("yes/no", "có/không"),
        ("yes/no; no 0.25", "có/không; không 0,25"),
        ("levels: 0; 0.5; 1", "mức: 0; 0,5; 1"),
        ("share: full at 100%; floor 80%; if any", "tỷ lệ: tối đa từ 100%; sàn 80%; nếu có"),
        (
            "share: full above 95%; part of the whole; the whole grows",
            "tỷ lệ: tối đa trên 95%; phần theo tổng số; tổng số tăng theo",
        ),
        (
            "share: full at 80.5%; part of the target; may exceed",
            "tỷ lệ: tối đa từ 80,5%; phần theo mức tối đa; được vượt",
        ),
        ("share: full at 30%; no part", "tỷ lệ: tối đa từ 30%; không tính phần"),
        ("bands: 3 → 1.5; 1 → 0.75", "bậc: từ 3 → 1,5; từ 1 → 0,75"),
        ("bands: above 30% → 1; 20% → 0.5; if any", "bậc: trên 30% → 1; từ 20% → 0,5; nếu có"),
        ("each 0.5", "mỗi việc 0,5"),
        ("minus 0.5 each", "trừ 0,5 mỗi vụ việc"),
        ("survey: 100/60/20/0", "điều tra: 100/60/20/0"),
        ("survey: 100/60/-", "điều tra: 100/60/-"),
    ];
    for (en, vi) in lines {
        let rule = RuleSpec::from_line(en).unwrap();
        assert_eq!(RuleSpec::from_line(vi).unwrap(), rule, "{vi}");
        assert_eq!(rule.to_line(Lang::En).as_deref(), Some(en));
        assert_eq!(rule.to_line(Lang::Vi).as_deref(), Some(vi));
    }
    assert_eq!(
        RuleSpec::from_line("Tỉ lệ: tối đa từ 30%").unwrap(),
        RuleSpec::from_line("share: full at 30%").unwrap()
    );
    for wrong in
        ["", "share: full at 30", "bậc: từ 1.250 → 1", "bands: 3 → 1; 20% → 1", "levels: x", "trừ"]
    {
        assert!(RuleSpec::from_line(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_rule_the_line_cannot_say_is_left_to_its_object() {
    let labelled = r#"{"kind": "per_item", "each": "1", "labels": {"count": {"en": "things"}}}"#;
    let named = r#"{"kind": "levels", "levels": [{"id": "all", "points": "1"}]}"#;
    let half = r#"{"kind": "share", "full_at": {}}"#;
    for (json, shown) in
        [(labelled, "mỗi việc 1"), (named, "mức: 1"), (GROUPED, "điều tra: 100/0"), (half, "tỷ lệ")]
    {
        let rule: RuleSpec = serde_json::from_str(json).unwrap();
        assert_eq!(rule.to_line(Lang::Vi), None, "{json}");
        // Whoever only looks at it sees a line all the same.
        assert_eq!(rule.shown(Lang::Vi), shown);
    }
}

fn decimal(hundredths: i32) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Any rule the line can say: kind and a few numbers, in hundredths.
fn any_line() -> impl Strategy<Value = String> {
    let number = 1_i32..400;
    let flags = (0_usize..6, any::<bool>(), any::<bool>(), 0_usize..4, 0_usize..11);
    (0_usize..9, prop::collection::vec(number, 3), flags).prop_map(|(kind, n, flags)| {
        let (none, exceed, grows, part, digits) = flags;
        let [a, b, c] = [n[0], n[1], n[2]].map(decimal);
        let part = ["", "; part of the whole", "; part of the target", "; no part"][part];
        let if_any = if none == 1 { "; if any" } else { "" };
        let if_none = ["max", "zero", "not applicable", "error"].get(none.wrapping_sub(2));
        let if_none = if_none.map_or(String::new(), |none| format!("; if none: {none}"));
        let digits =
            if digits < 10 { format!("; percent to {digits} places") } else { String::new() };
        let exceed = if exceed { "; may exceed" } else { "" };
        let grows = if grows { "; the whole grows" } else { "" };
        match kind {
            0 => format!("typed; step {a}"),
            1 => format!("yes/no; no {a}"),
            2 => format!("levels: {a}; {b}; {c}"),
            3 => format!(
                "share: full at {a}%; floor {b}%{part}{if_any}{exceed}{grows}{digits}{if_none}"
            ),
            4 => format!("share: full above {a}%{part}{if_any}{exceed}{grows}{digits}{if_none}"),
            5 => format!("bands: {a} → {b}; above {c} → {a}{if_any}"),
            6 => format!("bands: above {a}% → {b}; {c}% → {a}{if_any}{exceed}{digits}{if_none}"),
            7 => format!("minus {a} each"),
            _ => format!("survey: {a}/{b}/-/{c}"),
        }
    })
}

proptest! {
    #[test]
    fn any_line_reads_back_in_both_languages(line in any_line()) {
        let rule = RuleSpec::from_line(&line).unwrap();
        let vi = rule.to_line(Lang::Vi).unwrap();
        prop_assert_eq!(&RuleSpec::from_line(&vi).unwrap(), &rule, "{}", vi);
        prop_assert_eq!(rule.to_line(Lang::En).unwrap(), line);
        let json = serde_json::to_string(&rule).unwrap();
        prop_assert_eq!(serde_json::from_str::<RuleSpec>(&json).unwrap(), rule);
    }

    #[test]
    fn awards_stay_inside_and_follow_the_count(
        n in 0_i32..60, each in 1_i32..100, low in 0_i32..30, gap in 1_i32..30, digits in 0_u8..4,
        max in 100_i32..400,
    ) {
        let (max, each) = (decimal(max), decimal(each));
        let high = low + gap;
        let bands = format!(
            r#"{{"kind":"bands","on":"count","bands":[{{"above":"{high}","points":"{max}"}},{{"at_least":"{low}","points":"0.5"}}]}}"#
        );
        let per_item = format!(r#"{{"kind":"per_item","each":"{each}"}}"#);
        let penalty = format!(r#"{{"kind":"penalty","each":"{each}"}}"#);
        let most: Points = max.parse().unwrap();
        for (rule, rises) in [(bands, true), (per_item, true), (penalty, false)] {
            let award = |n: i32| -> Points {
                points(&rule, &max, digits, &format!(r#"{{"count": "{n}"}}"#)).parse().unwrap()
            };
            let (now, next) = (award(n), award(n + 1));
            prop_assert!(now >= Points::ZERO && now <= most, "{} {}", rule, now);
            prop_assert!(if rises { next >= now } else { next <= now }, "{} {} {}", rule, now, next);
        }
    }

    #[test]
    fn survey_awards_are_the_mean_weight(a in 0_i64..50, b in 0_i64..50, c in 0_i64..50, d in 1_i64..50) {
        let facts = format!(r#"{{"answers": {{"A": "{a}", "B": "{b}", "C": "{c}", "D": "{d}"}}}}"#);
        let award: Points = points(SURVEY, "7", 3, &facts).parse().unwrap();
        // Thousandths of a point, half away from zero, in plain integers.
        let (weight, answers) = (100 * a + 60 * b + 20 * c, a + b + c + d);
        let thousandths = (2 * weight * 7 * 1000 + 100 * answers) / (2 * 100 * answers);
        let want = rust_decimal::Decimal::new(thousandths, 3).normalize();
        prop_assert_eq!(award.to_decimal(), want);
    }
}

#[test]
fn an_award_at_the_maximum_is_not_rounded() {
    let rule =
        r#"{"kind":"share","full_at":{"at_least":"150"},"part":"of_whole","may_exceed":true}"#;
    for done in ["100", "100.01", "149"] {
        let facts = format!(r#"{{"done": "{done}", "of": "100"}}"#);
        assert_eq!(points(rule, "3.333333333", 2, &facts), "3.333333333", "{done}");
    }
}

#[test]
fn many_groups_are_averaged_exactly_or_refused_never_wrongly() {
    // Groups of different prime sizes; every group has a third of full answers.
    let primes = [10_009_i64, 10_037, 10_039, 10_061, 10_067, 10_069, 10_079, 10_091];
    for count in 1..=primes.len() {
        let ids: Vec<String> = (0..count).map(|n| format!("g{n}")).collect();
        let groups: Vec<String> =
            ids.iter().map(|id| format!(r#"{{"id": "{id}", "weight": "0.123456789"}}"#)).collect();
        let rule = format!(
            r#"{{"kind": "survey", "options": [{{"id": "A", "weight": "100"}}, {{"id": "B", "weight": "33.333333331"}}],
            "groups": [{}]}}"#,
            groups.join(", ")
        );
        let answers: Vec<String> = ids
            .iter()
            .zip(primes)
            .map(|(id, n)| format!(r#""{id}": {{"A": "{}", "B": "{}"}}"#, n / 2, n - n / 2))
            .collect();
        let facts = format!(r#"{{"groups": {{{}}}}}"#, answers.join(", "));
        // Half of each prime, rounded down, has full weight: a little under two thirds.
        assert_eq!(points(&rule, "100", 2, &facts), "66.66", "{count}");
    }
}

#[test]
fn an_option_told_twice_is_refused() {
    for answers in [r#"{"A": "3", "A": "0"}"#, r#"{"A": "3", "A ": "0"}"#] {
        let facts = format!(r#"{{"answers": {answers}}}"#);
        assert_eq!(award(SURVEY, "2", 2, &facts), Err(vec!["duplicate_key".into()]));
    }
}

#[test]
fn levels_of_tiny_steps_come_at_once() {
    let tiny = |kind: &str| format!(r#"{{"kind":"{kind}","each":"0.000000001"}}"#);
    for kind in ["penalty", "per_item"] {
        let fw = ruler(&tiny(kind), "100", 2);
        let node = fw.node("1").unwrap();
        let scale = Scale { max: node.max(), digits: Digits::TWO };
        let levels = node.leaf().unwrap().rule().reachable(scale, None);
        let first: Vec<String> = levels.take(3).map(|level| level.points.to_string()).collect();
        assert_eq!(first, ["0", "0.01", "0.02"], "{kind}");
    }
}

/// The names of facts and levels stand behind the line, in one language or in both.
#[test]
fn a_line_holds_the_names_of_facts_and_levels() {
    let share = r#"{"kind": "share", "full_at": {"at_least": "95"}, "part": "none",
        "labels": {"done": {"vi": "Hồ sơ đúng hạn", "en": "files on time"}, "of": {"vi": "hồ sơ", "en": "hồ sơ"}}}"#;
    let levels = r#"{"kind": "levels", "levels": [{"id": "0", "points": "0", "label": {"vi": "Chưa", "en": "Chưa"}},
        {"id": "0.5", "points": "0.5"}, {"id": "1", "points": "1", "label": {"vi": "Đủ", "en": "all"}}]}"#;
    for (json, vi, en) in [
        (
            share,
            "tỷ lệ: tối đa từ 95%; không tính phần; nhãn: đã làm = Hồ sơ đúng hạn / files on time; tổng số = hồ sơ",
            "share: full at 95%; no part; labels: done = Hồ sơ đúng hạn / files on time; of = hồ sơ",
        ),
        (
            levels,
            "mức: 0; 0,5; 1; nhãn: 0 = Chưa; 1 = Đủ / all",
            "levels: 0; 0.5; 1; labels: 0 = Chưa; 1 = Đủ / all",
        ),
    ] {
        let rule: RuleSpec = serde_json::from_str(json).unwrap();
        for (lang, line) in [(Lang::Vi, vi), (Lang::En, en)] {
            assert_eq!(rule.to_line(lang).as_deref(), Some(line));
            assert_eq!(RuleSpec::from_line(line).unwrap(), rule);
        }
    }
    // What the line cannot say it does not lose, and what it does not know it tells.
    for wrong in ["mỗi việc 1; nhãn: ngày = a", "mức: 0; 1; nhãn: 2 = a", "each 1; labels: count"]
    {
        assert!(RuleSpec::from_line(wrong).is_err(), "{wrong}");
    }
    let one =
        r#"{"kind": "per_item", "each": "1", "labels": {"count": {"vi": "a; b", "en": "c"}}}"#;
    assert_eq!(serde_json::from_str::<RuleSpec>(one).unwrap().to_line(Lang::Vi), None);
}
