//! B. A leaf's rule: facts to award.

use par_index::framework::{Rule, Share};
use par_index::scoring::Mark;
use par_index::{Basis, Framework, Points};

use crate::common::{Fill, Ruler, card, found, leaf, points, ruled, sheet, stage};
use crate::surveys::{FOUR, asked};

/// A ruler of one leaf with a rule.
fn one(max: &str, rule: &str) -> Ruler {
    Ruler::new(vec![ruled("1", max, rule)])
}

/// What the rule gives for `done` of `of`; `None` where it is not applicable.
fn award(fw: &Framework, done: &str, of: &str) -> Option<Points> {
    let card = card(fw, &sheet("u").share("1", done, of), Basis::Final);
    match card.mark("1").unwrap() {
        Mark::Scored(points) => Some(points),
        Mark::NotApplicable => None,
        mark => panic!("{mark:?}"),
    }
}

fn share_of(fw: &Framework) -> Share {
    let Some(Rule::Share(share)) = fw.node("1").unwrap().leaf().map(|leaf| leaf.rule().clone())
    else {
        panic!("a share")
    };
    share
}

const WHOLE: &str = r#"{"kind": "share", "full_at": {"at_least": "100"}}"#;

#[test]
fn b1_a_computed_award_is_rounded_once() {
    for (digits, wanted) in [(2, "0.97"), (4, "0.9667"), (9, "0.966666667"), (0, "1")] {
        let ruler = one("1", WHOLE);
        let fw =
            ruler.policies(|policies| policies.award.as_mut().unwrap().digits = digits).build();
        assert_eq!(award(&fw, "58", "60"), Some(points(wanted)), "{digits} digits");
    }
    let fw = one("1", WHOLE).build();
    assert_eq!(award(&fw, "125", "1000"), Some(points("0.13")), "half goes away from zero");
    assert_eq!(award(&fw, "124999", "1000000"), Some(points("0.12")));
}

#[test]
fn b1_the_award_policy_is_required_as_soon_as_a_rule_computes() {
    let without = |rule| one("1", rule).policies(|policies| policies.award = None);
    assert_eq!(without(WHOLE).refusal(), ["award_digits_required"]);
    let stated = r#"{"kind": "share", "full_at": {"at_least": "80"}, "part": "none"}"#;
    for rule in [stated, r#"{"kind": "direct"}"#, r#"{"kind": "yes_no"}"#] {
        assert_eq!(without(rule).refusal(), [""; 0], "{rule}");
    }
}

#[test]
fn b1_typed_points_are_never_rounded() {
    for rule in [r#"{"kind": "direct"}"#, WHOLE] {
        let fw = one("1", rule).build();
        let card = card(&fw, &sheet("u").appraised("1", "0.123456789"), Basis::Final);
        assert_eq!(card.total().obtained(), points("0.123456789"), "{rule}");
    }
}

#[test]
fn b2_floor_and_full_of_a_share() {
    let rule =
        r#"{"kind": "share", "full_at": {"at_least": "80"}, "floor": "50", "part": "of_whole"}"#;
    let fw = one("1", rule).build();
    for (done, of, wanted) in [
        ("24", "50", "0"),
        ("25", "50", "0.5"),
        ("40", "50", "1"),
        ("0", "50", "0"),
        ("50", "50", "1"),
        ("4999", "10000", "0"),
        ("7999", "10000", "0.8"),
    ] {
        assert_eq!(award(&fw, done, of), Some(points(wanted)), "{done}/{of}");
    }
}

#[test]
fn b2_thresholds_are_met_exactly_not_as_printed() {
    let rule = r#"{"kind": "share", "full_at": {"at_least": "80"}, "floor": "50", "part": "none"}"#;
    let fw = one("1", rule).build();
    // 79.999… and 49.999… print as the threshold and are below it.
    assert_eq!(award(&fw, "7999999", "10000000"), Some(Points::ZERO));
    assert_eq!(award(&fw, "8000000", "10000000"), Some(points("1")));
    let rule =
        r#"{"kind": "share", "full_at": {"at_least": "80"}, "floor": "50", "part": "of_whole"}"#;
    let fw = one("1", rule).build();
    assert_eq!(award(&fw, "4999999", "10000000"), Some(Points::ZERO));
    assert_eq!(award(&fw, "5000000", "10000000"), Some(points("0.5")));
}

#[test]
fn b3_part_decides_between_floor_and_full() {
    let digits_three = |part: &str| {
        let rule =
            format!(r#"{{"kind": "share", "full_at": {{"at_least": "80"}}, "part": "{part}"}}"#);
        one("1", &rule).policies(|policies| policies.award.as_mut().unwrap().digits = 3).build()
    };
    for (part, wanted) in [("of_whole", "0.78"), ("of_target", "0.975"), ("none", "0")] {
        assert_eq!(award(&digits_three(part), "39", "50"), Some(points(wanted)), "{part}");
        assert_eq!(award(&digits_three(part), "40", "50"), Some(points("1")), "{part} at full");
    }
}

#[test]
fn b3_part_is_required_unless_full_is_the_whole() {
    let rule = |full: &str, part: &str| {
        one("1", &format!(r#"{{"kind": "share", "full_at": {{{full}}}{part}}}"#)).refusal()
    };
    assert_eq!(rule(r#""at_least": "100""#, ""), [""; 0]);
    assert_eq!(rule(r#""at_least": "99.999999999""#, ""), ["part_required"]);
    assert_eq!(rule(r#""above": "95""#, ""), ["part_required"]);
    assert_eq!(rule(r#""above": "95""#, r#", "part": "of_target""#), ["part_refused"]);
    assert_eq!(rule(r#""above": "95""#, r#", "part": "none""#), [""; 0]);
    // Absent, it is `of_whole`.
    assert_eq!(award(&one("2", WHOLE).build(), "1", "4"), Some(points("0.5")));
}

#[test]
fn b4_above_is_strict() {
    let rule = r#"{"kind": "share", "full_at": {"above": "95"}, "part": "of_whole"}"#;
    let fw = one("1", rule).build();
    assert_eq!(award(&fw, "95", "100"), Some(points("0.95")));
    assert_eq!(award(&fw, "96", "100"), Some(points("1")));
    assert_eq!(award(&fw, "95000001", "100000000"), Some(points("1")));
    let none = r#"{"kind": "share", "full_at": {"above": "95"}, "part": "none"}"#;
    assert_eq!(award(&one("1", none).build(), "95", "100"), Some(Points::ZERO));
}

#[test]
fn b5_nothing_of_nothing_is_not_applicable_only_if_any() {
    let if_any = r#"{"kind": "share", "full_at": {"at_least": "100"}, "if_any": true}"#;
    assert_eq!(award(&one("1", if_any).build(), "0", "0"), None);
    assert_eq!(award(&one("1", if_any).build(), "0", "3"), Some(Points::ZERO));

    let fw = one("1", WHOLE).build();
    let sheet = sheet("u").share("1", "0", "0");
    assert_eq!(found(&fw, &sheet), ["of_zero"]);
    let (assessment, _) = sheet.check(&fw);
    assert_eq!(par_index::score(&fw, &assessment, Basis::Final).state().as_str(), "in_error");
}

#[test]
fn b5_more_done_than_there_is_is_an_error_unless_it_may() {
    let fw = one("1", WHOLE).build();
    assert_eq!(found(&fw, &sheet("u").share("1", "5", "4")), ["done_over_of"]);
    assert_eq!(found(&fw, &sheet("u").share("1", "4", "4")), [""; 0]);
    let may = r#"{"kind": "share", "full_at": {"at_least": "150"}, "part": "of_target", "may_exceed": true}"#;
    let fw = one("3", may).build();
    assert_eq!(award(&fw, "5", "4"), Some(points("2.5")));
    assert_eq!(award(&fw, "7", "4"), Some(points("3")));
}

#[test]
fn b5_done_of_zero_and_negative_facts_are_errors() {
    let rules = [
        WHOLE,
        r#"{"kind": "share", "full_at": {"at_least": "100"}, "if_any": true}"#,
        r#"{"kind": "share", "full_at": {"at_least": "100"}, "may_exceed": true}"#,
    ];
    for rule in rules {
        let fw = one("1", rule).build();
        let error = |done, of| sheet("u").share("1", done, of).check(&fw).0.is_in_error();
        assert!(error("1", "0"), "{rule}");
        assert!(error("-1", "4"), "{rule}");
        assert!(error("1", "-4"), "{rule}");
        assert!(!error("0", "4"), "{rule}");
    }
}

#[test]
fn b8_levels_take_stated_points_only() {
    let rule = r#"{"kind": "levels", "levels": [{"id": "none", "points": "0"},
        {"id": "some", "points": "0.5"}, {"id": "full", "points": "1"}]}"#;
    let fw = one("1", rule).build();
    assert_eq!(found(&fw, &sheet("u").appraised("1", "0.75")), ["not_a_level"]);
    assert_eq!(found(&fw, &sheet("u").appraised("1", "0.5")), [""; 0]);
    let by_name = |id: &str| {
        let facts = format!(r#"{{"facts": {{"level": "{id}"}}}}"#);
        sheet("u").with("1", |entry| entry.appraised = stage(&facts))
    };
    assert_eq!(card(&fw, &by_name("some"), Basis::Final).total().obtained(), points("0.5"));
    assert_eq!(found(&fw, &by_name("half")), ["not_a_level"]);
}

#[test]
fn b8_yes_and_no_give_the_stated_points() {
    let answer = |fw: &Framework, answer: &str| {
        let facts = format!(r#"{{"facts": {{"answer": "{answer}"}}}}"#);
        let sheet = sheet("u").with("1", |entry| entry.appraised = stage(&facts));
        card(fw, &sheet, Basis::Final).total().obtained()
    };
    let fw = one("2", r#"{"kind": "yes_no"}"#).build();
    assert_eq!([answer(&fw, "yes"), answer(&fw, "no")], [points("2"), points("0")]);
    assert_eq!(found(&fw, &sheet("u").appraised("1", "0.5")), ["not_a_level"]);
    let fw = one("2", r#"{"kind": "yes_no", "no": "0.5"}"#).build();
    assert_eq!([answer(&fw, "yes"), answer(&fw, "no")], [points("2"), points("0.5")]);
    assert_eq!(found(&fw, &sheet("u").appraised("1", "0.5")), [""; 0]);
    assert_eq!(found(&fw, &sheet("u").appraised("1", "0")), ["not_a_level"]);
}

#[test]
fn b8_direct_takes_any_points_or_multiples_of_its_step() {
    let fw = Ruler::new(vec![leaf("1", "2")]).build();
    for (typed, codes) in [
        ("0", vec![]),
        ("1.8", vec![]),
        ("2", vec![]),
        ("2.000000001", vec!["out_of_range"]),
        ("-0.01", vec!["out_of_range"]),
    ] {
        assert_eq!(found(&fw, &sheet("u").appraised("1", typed)), codes, "{typed}");
    }
    let fw = one("2", r#"{"kind": "direct", "step": "0.25"}"#).build();
    for (typed, codes) in
        [("1.75", vec![]), ("0", vec![]), ("2", vec![]), ("1.8", vec!["not_a_step"])]
    {
        assert_eq!(found(&fw, &sheet("u").appraised("1", typed)), codes, "{typed}");
    }
}

#[test]
fn b10_items_still_needed_for_a_share() {
    let needed = |full: &str, more: &str, done: &str, of: &str| {
        let rule = format!(
            r#"{{"kind": "share", "full_at": {{{full}}}, "part": "none", "more": "{more}"}}"#
        );
        let n = share_of(&one("1", &rule).build()).needed(points(done), points(of));
        n.map(|n| n.to_string())
    };
    let (eighty, over) = (r#""at_least": "80""#, r#""above": "95""#);
    let n = |n: &str| Some(n.to_owned());
    assert_eq!(needed(eighty, "of_fixed", "76", "100"), n("4"));
    assert_eq!(needed(eighty, "of_grows", "76", "100"), n("20"));
    assert_eq!(needed(over, "of_fixed", "190", "200"), n("1"));
    assert_eq!(needed(over, "of_grows", "190", "200"), n("1"));
    // Reached is reached; just below is not.
    assert_eq!(needed(eighty, "of_fixed", "80", "100"), n("0"));
    assert_eq!(needed(eighty, "of_fixed", "79", "100"), n("1"));
    assert_eq!(needed(over, "of_fixed", "191", "200"), n("0"));
    // 80 % of 99 is 79.2: a whole item more.
    assert_eq!(needed(eighty, "of_fixed", "79", "99"), n("1"));
    // A whole that grows with what is done never gets to all of it.
    assert_eq!(needed(r#""at_least": "100""#, "of_grows", "9", "10"), None);
    assert_eq!(needed(r#""at_least": "100""#, "of_grows", "10", "10"), n("0"));
}

#[test]
fn b10_the_number_needed_is_the_least_that_gives_full_points() {
    let rule = |more: &str, full: &str| {
        format!(r#"{{"kind": "share", "full_at": {full}, "part": "none", "more": "{more}"}}"#)
    };
    for full in [r#"{"at_least": "80"}"#, r#"{"at_least": "33.3"}"#, r#"{"above": "95"}"#] {
        for grows in [false, true] {
            let fw = one("1", &rule(if grows { "of_grows" } else { "of_fixed" }, full)).build();
            let share = share_of(&fw);
            for (done, of) in [(0, 7), (3, 7), (6, 7), (7, 7), (18, 19), (19, 20), (0, 1)] {
                let n = share.needed(Points::whole(done), Points::whole(of)).unwrap();
                let n: i32 = n.to_string().parse().unwrap();
                let full_with = |n: i32| {
                    let of = if grows { of + n } else { of };
                    let (done, of) = ((done + n).to_string(), of.to_string());
                    award(&fw, &done, &of) == Some(points("1"))
                };
                assert!(full_with(n), "{full}, {done}/{of}: {n} reach it");
                assert!(n == 0 || !full_with(n - 1), "{full}, {done}/{of}: {n} is the least");
            }
        }
    }
}

#[test]
fn b11_the_percentage_is_rounded_before_anything_is_held_against_it() {
    let rule =
        |digits: &str| format!(r#"{{"kind": "share", "full_at": {{"at_least": "100"}}{digits}}}"#);
    // 1 of 48 is 2.083 … %: exactly 0.125 of 6, by 2.08 % only 0.1248.
    assert_eq!(award(&one("6", &rule("")).build(), "1", "48"), Some(points("0.13")));
    let two = one("6", &rule(r#", "percent_digits": 2"#)).build();
    assert_eq!(award(&two, "1", "48"), Some(points("0.12")));
    // 99.995 … % is 100.00 %: full, and nothing more is needed.
    assert_eq!(award(&two, "597889", "597918"), Some(points("6")));
    let share = share_of(&two);
    let needed = |done: &str, of: &str| share.needed(points(done), points(of));
    assert_eq!(needed("597889", "597918"), Some(Points::ZERO));
    assert_eq!(needed("597888", "597918"), Some(points("1")));
    let exact = share_of(&one("6", WHOLE).build());
    assert_eq!(exact.needed(points("597889"), points("597918")), Some(points("29")));
}

#[test]
fn b11_thresholds_floors_and_bands_see_the_rounded_percentage() {
    let floor = r#"{"kind": "share", "full_at": {"above": "80"}, "floor": "50",
        "part": "of_whole", "percent_digits": 0}"#;
    let fw = one("1", floor).build();
    // 49.5 % is 50 %, 80.4 % is 80 % and not above it, 80.5 % is 81 %.
    assert_eq!(award(&fw, "495", "1000"), Some(points("0.5")));
    assert_eq!(award(&fw, "494", "1000"), Some(Points::ZERO));
    assert_eq!(award(&fw, "804", "1000"), Some(points("0.8")));
    assert_eq!(award(&fw, "805", "1000"), Some(points("1")));
    assert_eq!(share_of(&fw).needed(points("800"), points("1000")), Some(points("5")));
    let bands = r#"{"kind": "bands", "on": "share", "percent_digits": 1, "bands": [
        {"at_least": "30", "points": "1"}, {"at_least": "20", "points": "0.5"}]}"#;
    let fw = one("1", bands).build();
    assert_eq!(award(&fw, "2995", "10000"), Some(points("1")));
    assert_eq!(award(&fw, "2994", "10000"), Some(points("0.5")));
    assert_eq!(award(&fw, "1995", "10000"), Some(points("0.5")));
}

#[test]
fn b11_sentences_say_the_percentage_that_counts() {
    let rule = r#"{"kind": "share", "full_at": {"at_least": "100"}, "percent_digits": 0}"#;
    let fw = one("6", rule).build();
    let card = card(&fw, &sheet("u").share("1", "1", "3"), Basis::Final);
    let said = card.explain("1", par_index::Lang::En).unwrap();
    assert!(said.contains("1 of 3 = 33 %, in proportion: 1.98 of 6 points"), "{said}");
}

#[test]
fn b12_nothing_of_nothing_means_what_the_rule_says() {
    let share = |none: &str| {
        format!(
            r#"{{"kind": "share", "full_at": {{"at_least": "90"}}, "part": "of_target"{none}}}"#
        )
    };
    let bands = |none: &str| {
        format!(
            r#"{{"kind": "bands", "on": "share", "bands": [{{"at_least": "50", "points": "4"}}]{none}}}"#
        )
    };
    for rule in [share, bands as fn(&str) -> String] {
        let of = |none: &str| one("6", &rule(none)).build();
        assert_eq!(award(&of(r#", "if_none": "max""#), "0", "0"), Some(points("6")));
        assert_eq!(award(&of(r#", "if_none": "zero""#), "0", "0"), Some(Points::ZERO));
        assert_eq!(award(&of(r#", "if_none": "not_applicable""#), "0", "0"), None);
        let error = of(r#", "if_none": "error""#);
        assert_eq!(found(&error, &sheet("u").share("1", "0", "0")), ["of_zero"]);
        // What was done of nothing stays an error, whatever nothing means.
        let max = of(r#", "if_none": "max""#);
        assert_eq!(found(&max, &sheet("u").share("1", "1", "0")), ["of_zero"]);
        // 0 of some is 0.
        assert_eq!(award(&max, "0", "3"), Some(Points::ZERO));
    }
}

#[test]
fn b12_the_old_key_says_the_same_and_both_together_are_refused() {
    let of = |none: &str| {
        let rule = format!(r#"{{"kind": "share", "full_at": {{"at_least": "100"}}{none}}}"#);
        one("1", &rule)
    };
    let [old, new, error, silent] =
        [r#", "if_any": true"#, r#", "if_none": "not_applicable""#, r#", "if_none": "error""#, ""]
            .map(|none| of(none).build());
    assert_eq!((old.hash(), new.to_json()), (new.hash(), old.to_json()));
    assert!(new.to_json().contains(r#""if_any":true"#));
    assert_eq!(error.hash(), silent.hash());
    let codes = |ruler: Ruler| -> Vec<&'static str> {
        let refused = ruler.0.check().unwrap_err();
        let errors = refused.findings().iter().filter(|finding| finding.is_error());
        errors.map(|finding| finding.code().as_str()).collect()
    };
    assert_eq!(codes(of(r#", "if_any": true, "if_none": "max""#)), ["rule_key_foreign"]);
    assert_eq!(codes(of(r#", "percent_digits": 10"#)), ["out_of_range"]);
    let count = r#"{"kind": "bands", "on": "count", "percent_digits": 2, "if_none": "max",
        "bands": [{"at_least": "3", "points": "1"}]}"#;
    assert_eq!(codes(one("1", count)), ["rule_key_foreign", "rule_key_foreign"]);
}

#[test]
fn b12_of_no_case_nothing_more_can_be_done() {
    let rule = r#"{"kind": "share", "full_at": {"at_least": "100"}, "if_none": "zero"}"#;
    let fw = one("6", rule).build();
    let rule = fw.node("1").unwrap().leaf().unwrap().rule().clone();
    let facts = par_index::framework::Facts::share(Points::ZERO, Points::ZERO);
    let scale = par_index::framework::Scale { max: points("6"), digits: par_index::Digits::TWO };
    assert_eq!(rule.reachable(scale, Some(&facts)).count(), 0);
    assert_eq!(share_of(&fw).needed(Points::ZERO, Points::ZERO), None);
    let card = card(&fw, &sheet("u").share("1", "0", "0"), Basis::Final);
    assert!(
        card.explain("1", par_index::Lang::En).unwrap().contains("no case arose: 0 of 6 points")
    );
    assert!(card.explain("1", par_index::Lang::Vi).unwrap().contains("không phát sinh: 0/6 điểm"));
    assert_eq!(par_index::analysis::ledger(&card).node("1").unwrap().not_met, points("6"));
    // Weak, and nothing that repairs it: plans and repairs pass it over.
    let (assessment, _) = sheet("u").share("1", "0", "0").check(&fw);
    let all = par_index::score_all(&fw, &[assessment], Basis::Final);
    let weakest = par_index::weak(&all, "u", par_index::Order::PointsLost);
    let row = weakest.iter().next().unwrap();
    assert_eq!((row.lost, row.repairable), (points("6"), false));
    assert!(weakest.repair_first(1).steps.is_empty());
    let goal = par_index::Goal::Budget(9);
    let plan = par_index::plan(&all, "u", goal, &par_index::Efforts::default());
    assert!(plan.steps.rows.is_empty());
}

#[test]
fn b11_and_b12_have_words_in_one_line() {
    let line = "share: full at 100%; percent to 2 places; if none: max";
    let rule = par_index::spec::RuleSpec::from_line(line).unwrap();
    let vi = rule.to_line(par_index::Lang::Vi).unwrap();
    assert_eq!(vi, "tỷ lệ: tối đa từ 100%; tỷ lệ lấy 2 chữ số; nếu không phát sinh: tối đa");
    assert_eq!(rule.to_line(par_index::Lang::En).unwrap(), line);
    assert_eq!(par_index::spec::RuleSpec::from_line(&vi).unwrap(), rule);
    for twice in ["if none: max; if none: max", "percent to 2 places; percent to 3 places"] {
        let line = format!("bands: 50% → 1; {twice}");
        assert!(par_index::spec::RuleSpec::from_line(&line).is_err(), "{line}");
    }
    assert!(
        par_index::spec::RuleSpec::from_line("share: full at 100%; percent to 10 places").is_err()
    );
}

#[test]
fn b12_the_words_no_case_arose_are_0_of_0_where_the_rule_says_what_that_earns() {
    let said = |rule: &str, reason: &str| {
        let ruler = Ruler::new(vec![ruled("1", "6", rule)]).build();
        let sheet = serde_json::json!({"schema_version": 1, "kind": "assessment", "framework": "test",
            "year": 2023, "unit": {"id": "a"},
            "entries": [{"code": "1", "appraised": {"not_applicable": reason}}]});
        let input = par_index::read(&ruler, sheet.to_string());
        assert!(input.findings.is_empty(), "{:?}", input.findings);
        par_index::score(&ruler, &input.assessments[0], Basis::Final).mark("1")
    };
    let share =
        |none: &str| format!(r#"{{"kind": "share", "full_at": {{"at_least": "100"}}{none}}}"#);
    let bands = |none: &str| {
        format!(
            r#"{{"kind": "bands", "on": "share", "bands": [{{"at_least": "50", "points": "6"}}]{none}}}"#
        )
    };
    let max = Some(Mark::Scored(points("6")));
    let zero = Some(Mark::Scored(Points::ZERO));
    let not = Some(Mark::NotApplicable);
    for rule in [share, bands] {
        for words in ["Không phát sinh", "không  có phát sinh", "No case arose"] {
            assert_eq!(said(&rule(r#", "if_none": "max""#), words), max, "{words}");
            assert_eq!(said(&rule(r#", "if_none": "zero""#), words), zero, "{words}");
            // Where it means not applicable, or nothing is said of it, the words stay as they are.
            assert_eq!(said(&rule(r#", "if_none": "not_applicable""#), words), not, "{words}");
            assert_eq!(said(&rule(""), words), not, "{words}");
        }
        assert_eq!(said(&rule(r#", "if_none": "max""#), "Không áp dụng"), not);
        assert_eq!(said(&rule(r#", "if_none": "max""#), "Không phát sinh phí"), not);
    }
}

/// More answers than points can count are told: a mean of a part of them would look like one of all.
#[test]
fn b9_too_many_answers_are_told() {
    let fw = Ruler::new(vec![asked("1", "2", FOUR)]).build();
    let award = |a: &str, d: &str| {
        let stage = stage(&format!(r#"{{"facts": {{"answers": {{"A": "{a}", "D": "{d}"}}}}}}"#));
        let sheet = sheet("u").with("1", |entry| entry.survey = stage.clone());
        let (assessment, findings) = sheet.check(&fw);
        let codes: Vec<&str> = findings.iter().map(|one| one.code().as_str()).collect();
        let card = par_index::score(&fw, &assessment, Basis::Final);
        (card.node("1").unwrap().obtained().to_string(), codes.join(" "))
    };
    // (100 + 0) ÷ 2 = 50 % of 2.
    assert_eq!(award("4000000000", "4000000000"), ("1".to_owned(), String::new()));
    assert_eq!(award("8000000000", "8000000000").1, "too_many_answers");
}
