//! No bytes whatever make a reader panic, and whatever it accepts scores and ranks.

#![allow(clippy::unwrap_used, reason = "tests may unwrap")]

use crate::generate::{Case, Dice};
use par_index::analysis::{field_standings, grade, ledger, rank_at};
use par_index::framework::embedded_ids;
use par_index::spec::{AssessmentSpec, FrameworkSpec};
use par_index::{
    Assessment, Basis, Cohort, Error, Finding, Framework, Input, Lang, Order, Points, Ranking,
    Ratio, Scorecard, Step, framework, rank, read, sample, score_all, weak, what_if,
};
use proptest::prelude::*;
use serde_json::Value;

fn config(share: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let cases = cases.unwrap_or(96) / share;
    // Regressions lie beside this file.
    let persistence = proptest::test_runner::FileFailurePersistence::WithSource("regressions");
    ProptestConfig {
        cases: cases.max(1),
        failure_persistence: Some(Box::new(persistence)),
        ..ProptestConfig::default()
    }
}

const RULERS: [(&str, &str); 2] =
    [("hon-quan-2023", "communes-2023"), ("vn-ministry-2023", "ministries-2023")];

/// Every text of a finding, in both languages.
fn say(findings: &[Finding]) {
    for finding in findings {
        for lang in [Lang::En, Lang::Vi] {
            assert!(!finding.text(lang).is_empty());
        }
        serde_json::to_string(finding).unwrap();
    }
}

/// Everything one can ask of some assessments.
fn use_all(ruler: &Framework, units: &[Assessment]) {
    for basis in [Basis::SelfAssessed, Basis::Appraised, Basis::Final] {
        let all = score_all(ruler, units, basis);
        say(all.findings());
        for table in [rank(&all), rank(&all.clone().by_group())] {
            assert_eq!(table.rows().len(), all.cards().len());
            say(table.findings());
        }
        for field in ruler.fields() {
            assert_eq!(rank_at(&all, field.code().as_str()).rows().len(), all.cards().len());
        }
        for card in all.cards() {
            let id = card.unit().id.as_str();
            for node in card.nodes() {
                let sum = Points::checked_sum([node.obtained(), node.lost(), node.open()]);
                assert_eq!(sum, Some(node.possible()));
            }
            assert_eq!(ledger(card).total().total(), card.total().lost());
            let _ = (grade(card), field_standings(&all, id).unwrap());
            for order in [Order::PointsLost, Order::Attainment] {
                let list = weak(&all, id, order);
                let steps = list.repair_first(5).steps;
                say(&what_if(&all, id, &steps).findings);
            }
            let max = Points::MAX;
            let odd = ruler.nodes().iter().take(9).map(|node| Step::new(node.code().clone(), max));
            say(&what_if(&all, id, &odd.collect::<Vec<Step>>()).findings);
            say(card.findings());
        }
    }
}

/// Reads some bytes as a framework, and uses what comes out.
fn read_framework(bytes: &[u8]) {
    match Framework::from_json(bytes) {
        Ok(ruler) => {
            say(ruler.findings());
            let again = Framework::from_json(ruler.to_json()).unwrap();
            assert_eq!(again.hash(), ruler.hash());
            // Full marks everywhere, and nothing at all.
            let mut full = AssessmentSpec::new(ruler.id(), 2023, "full");
            for leaf in ruler.leaves() {
                let (code, points) = (leaf.code().as_str(), leaf.max().to_string());
                full = if leaf.is_survey() {
                    full.survey(code, &points)
                } else {
                    full.self_scored(code, &points).appraised(code, &points)
                };
                let scale =
                    par_index::framework::Scale { max: leaf.max(), digits: par_index::Digits::TWO };
                let rule = leaf.leaf().unwrap().rule();
                assert!(rule.reachable(scale, None).take(50).count() > 0);
            }
            let none = AssessmentSpec::new(ruler.id(), 2023, "none");
            use_all(&ruler, &[full, none].map(|sheet| sheet.check(&ruler).0));
        }
        Err(error) => {
            assert!(error.is_refused() && error.findings().iter().any(Finding::is_error));
            assert!(!error.to_string().is_empty());
            say(error.findings());
        }
    }
}

/// Reads some bytes as assessments, and uses what comes out.
fn read_sheets(ruler: &Framework, bytes: &[u8]) {
    let input = read(ruler, bytes);
    say(&input.findings);
    assert!(!input.assessments.is_empty() || !input.findings.is_empty() || bytes == b"[]");
    use_all(ruler, &input.assessments);
}

// ---- Spoiling. ----

const EXTREMES: [&str; 22] = [
    "1e999",
    "-0",
    "99999999999999999999",
    "0.0000000001",
    "-1",
    "1e-999",
    "8999999999.999999999",
    "9000000000",
    "8999999999",
    "0.000000001",
    "\"\"",
    "\"-0\"",
    "\"8999999999\"",
    "\"1e9\"",
    "\"0.000000001\"",
    "null",
    "true",
    "[]",
    "{}",
    "65536",
    "\"١\"",
    "\"\\u0000\"",
];

/// Deletes, flips, doubles or inserts some bytes.
fn spoil_bytes(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(3) {
        // Two draws, because a draw is below 65536.
        let at = (dice.below(65536) * 16 + dice.below(16)) % bytes.len().max(1);
        let end = (at + 1 + dice.below(40)).min(bytes.len());
        match dice.below(5) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 => drop(bytes.drain(at.min(end)..end)),
            2 => {
                let copy = bytes[at.min(end)..end].to_vec();
                bytes.splice(end..end, copy);
            }
            3 => bytes.truncate(at),
            _ => bytes.insert(at.min(bytes.len()), b"\"{}[],:\\\n\0\xFF0-e."[dice.below(15)]),
        }
    }
}

/// Where numbers stand in a JSON text, in quotes or bare: start and end.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit() || **b == b'.').count();
        let quoted = at > 0 && bytes[at - 1] == b'"' && bytes.get(at + digits) == Some(&b'"');
        let bare = at > 0 && matches!(bytes[at - 1], b':' | b' ' | b',' | b'[');
        if digits > 0 && quoted {
            found.push((at - 1, at + digits + 1));
        } else if digits > 0 && bare {
            found.push((at, at + digits));
        }
        at += digits.max(1);
    }
    found
}

/// Puts extremes in the place of some numbers.
fn spoil_numbers(text: &str, dice: &mut Dice) -> String {
    let mut text = text.to_owned();
    for _ in 0..=dice.below(4) {
        let places = numbers(&text);
        if !places.is_empty() {
            let (start, end) = places[dice.below(places.len())];
            text.replace_range(start..end, EXTREMES[dice.below(EXTREMES.len())]);
        }
    }
    text
}

/// The text of an embedded framework.
fn ruler_text(n: usize) -> String {
    let ids: Vec<&str> = embedded_ids().collect();
    framework(ids[n % ids.len()]).unwrap().to_json()
}

/// A few sheets of an embedded sample, so that a case stays quick.
fn sheets_text(n: usize, first: usize) -> (Framework, String) {
    let (ruler, sheets) = RULERS[n % RULERS.len()];
    let list: Vec<Value> = serde_json::from_str(sample(sheets).unwrap()).unwrap();
    let some: Vec<&Value> = list.iter().cycle().skip(first).take(3).collect();
    (framework(ruler).unwrap(), serde_json::to_string_pretty(&some).unwrap())
}

fn any_dice() -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 0..40)
}

/// Any JSON value, with the keys of the formats often.
fn any_json() -> impl Strategy<Value = Value> {
    let keys = [
        "schema_version",
        "kind",
        "id",
        "title",
        "policies",
        "nodes",
        "code",
        "max",
        "rule",
        "unit",
        "entries",
        "self",
        "facts",
        "points",
        "year",
        "grades",
        "from",
        "vi",
        "x",
    ];
    let key = prop::sample::select(keys.to_vec()).prop_map(str::to_owned);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[ -~]{0,8}".prop_map(Value::from),
        "\\PC{0,6}".prop_map(Value::from),
        prop::sample::select(vec!["framework", "assessment", "share", "1", "-1"])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..8)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn random_bytes_are_only_findings(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_framework(&bytes);
        read_sheets(&framework("vn-ministry-2023").unwrap(), &bytes);
    }

    #[test]
    fn random_json_is_only_findings(json in any_json()) {
        let text = json.to_string();
        read_framework(text.as_bytes());
        read_sheets(&framework("vn-ministry-2023").unwrap(), text.as_bytes());
    }

    #[test]
    fn random_numbers_never_panic(text in "\\PC{0,12}") {
        let _ = text.parse::<Points>();
        let _ = text.parse::<Ratio>();
        let _ = text.parse::<par_index::Percent>();
        let _ = text.parse::<par_index::Code>();
        let _ = text.parse::<par_index::Day>();
        let _ = text.parse::<Lang>();
    }

    #[test]
    fn a_generated_framework_with_extreme_numbers(
        choices in prop::collection::vec(any::<u16>(), 0..400),
        spoil in any_dice(),
    ) {
        let case = Case::draw(&mut Dice::of(choices));
        let mut dice = Dice::of(spoil);
        let text = serde_json::to_string(&case.framework).unwrap();
        read_framework(spoil_numbers(&text, &mut dice).as_bytes());
        let sheets = serde_json::to_string(&case.sheets).unwrap();
        read_sheets(&case.ruler(), spoil_numbers(&sheets, &mut dice).as_bytes());
    }

    #[test]
    fn an_honest_tree_of_extreme_maxima(
        maxima in prop::collection::vec(0_usize..6, 1..5),
        cap in 0_usize..6,
        choices in prop::collection::vec(any::<u16>(), 0..200),
    ) {
        // Sums that close, or would close if numbers had no end.
        let size = ["8999999999", "4500000000", "1", "0.000000001", "2999999999.5", "7"];
        let nodes: Vec<Value> = maxima
            .iter()
            .enumerate()
            .map(|(n, at)| serde_json::json!({
                "code": (n + 1).to_string(), "name": {"vi": "x"}, "max": size[*at],
                "rule": {"kind": "share", "full_at": {"at_least": "100"}},
            }))
            .collect();
        let sum: rust_decimal::Decimal =
            maxima.iter().map(|at| size[*at].parse::<rust_decimal::Decimal>().unwrap()).sum();
        let mut dice = Dice::of(choices);
        let mut framework = serde_json::to_value(crate::generate::framework(&mut dice)).unwrap();
        for total in [sum.normalize().to_string(), "100".to_owned()] {
            framework["nodes"] = Value::from(nodes.clone());
            framework["total"] = Value::from(total);
            framework["policies"]["bonus_cap"] = Value::from(size[cap]);
            framework["policies"]["award"] = serde_json::json!({"digits": 9});
            read_framework(framework.to_string().as_bytes());
        }
    }
}

proptest! {
    #![proptest_config(config(4))]

    #[test]
    fn spoilt_embedded_frameworks(n in 0_usize..3, choices in any_dice()) {
        let mut dice = Dice::of(choices);
        let text = ruler_text(n);
        read_framework(spoil_numbers(&text, &mut dice).as_bytes());
        let mut bytes = text.into_bytes();
        spoil_bytes(&mut bytes, &mut dice);
        read_framework(&bytes);
    }

    #[test]
    fn spoilt_embedded_samples(n in 0_usize..2, first in 0_usize..13, choices in any_dice()) {
        let mut dice = Dice::of(choices);
        let (ruler, text) = sheets_text(n, first);
        read_sheets(&ruler, spoil_numbers(&text, &mut dice).as_bytes());
        let mut bytes = text.into_bytes();
        spoil_bytes(&mut bytes, &mut dice);
        read_sheets(&ruler, &bytes);
    }
}

// ---- Single shapes. ----

#[test]
fn deep_nesting_is_a_finding() {
    let ruler = framework("vn-ministry-2023").unwrap();
    for depth in [100, 200, 20_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{\"nodes\":[", "]}")] {
            let text = format!("{}0{}", open.repeat(depth), close.repeat(depth));
            read_framework(text.as_bytes());
            read_sheets(&ruler, text.as_bytes());
            read_sheets(&ruler, open.repeat(depth).as_bytes());
        }
    }
}

#[test]
fn a_tree_two_hundred_deep_is_read_or_refused() {
    let case = Case::draw(&mut Dice::of(Vec::new()));
    let mut document = case.framework;
    let leaf = document.nodes[0].clone();
    for depth in [20, 50, 200] {
        let code = |depth: usize| vec!["1"; depth.min(32)].join(".") + &"-".repeat(depth % 2);
        let mut node = leaf.clone();
        node.code = code(depth + 1);
        for depth in (1..=depth).rev() {
            let mut above = leaf.clone();
            (above.code, above.rule, above.children) = (code(depth), None, vec![node]);
            node = above;
        }
        document.nodes = vec![node];
        read_framework(serde_json::to_string(&document).unwrap().as_bytes());
    }
}

#[test]
fn broken_beginnings_and_ends_are_findings() {
    let (ruler, text) = sheets_text(0, 0);
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    assert!(!read(&ruler, marked).has_errors());
    for end in (0..text.len()).step_by(977) {
        let input = read(&ruler, &text.as_bytes()[..end]);
        assert!(input.has_errors(), "{end}");
    }
    for odd in ["", " ", "\n", "null", "0", "\"\"", "[]", "[[]]", "[null]", "{}", "[{}", "{}{}{}"] {
        read_sheets(&ruler, odd.as_bytes());
        read_framework(odd.as_bytes());
    }
}

/// A tree whose maxima sum beyond every number is refused, not summed.
#[test]
fn maxima_beyond_all_numbers_are_refused() {
    let mut document: FrameworkSpec = Case::draw(&mut Dice::of(Vec::new())).framework;
    let mut node = document.nodes[0].clone();
    node.max = "8999999999".into();
    let mut second = node.clone();
    second.code = "2".to_owned();
    document.nodes = vec![node.clone(), second.clone()];
    document.total = "100".into();
    assert!(document.check().is_err(), "two fields of 8999999999 points under a total of 100");

    // The same one level down.
    let mut above = node.clone();
    above.max = "5".into();
    above.rule = None;
    (node.code, second.code) = ("1.1".to_owned(), "1.2".to_owned());
    above.children = vec![node, second];
    document.nodes = vec![above];
    document.total = "5".into();
    assert!(document.check().is_err(), "two leaves of 8999999999 points under a maximum of 5");
}

#[test]
fn values_go_between_threads() {
    fn both<T: Send + Sync>() {}
    both::<Points>();
    both::<Ratio>();
    both::<Framework>();
    both::<Assessment>();
    both::<Input>();
    both::<Scorecard>();
    both::<Cohort>();
    both::<Ranking>();
    both::<Finding>();
    both::<Error>();
    both::<FrameworkSpec>();
    both::<AssessmentSpec>();
}
