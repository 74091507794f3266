//! C6. Leaves that have the value of the unit above.

use par_index::analysis::{By, cuts, weak_pooled};
use par_index::ask::Asked;
use par_index::assessment::{Register, RegisteredUnit};
use par_index::dossier::Dossier;
use par_index::framework::Inherit;
use par_index::remediation::forecast;
use par_index::scoring::Mark;
use par_index::spec::{AssessmentSpec, NodeSpec, StageSpec};
use par_index::{
    Assessment, Basis, Efforts, Framework, Goal, Input, Inputs, Lang, Order, Points, State, Step,
    plan, score, score_all, weak, what_if,
};
use serde_json::{Value, json};

use crate::common::{Ruler, codes, leaf, ruled};

const SHARE: &str = r#"{"kind": "share", "full_at": {"at_least": "100"}}"#;

fn inherited(leaf: NodeSpec) -> NodeSpec {
    NodeSpec { inherit: Some(Inherit::Parent), ..leaf }
}

/// A leaf of the province, one of the unit's own.
fn ruler() -> Framework {
    Ruler::new(vec![inherited(ruled("1", "2", SHARE)), leaf("2", "8")]).build()
}

/// The province, a district that nobody asks, two communes; the second district leads into a circle.
fn register() -> Register {
    let unit = |id: &str, parent: Option<&str>| {
        let mut unit = RegisteredUnit::new(id);
        unit.parent = parent.map(str::to_owned);
        unit
    };
    let units = vec![
        unit("tinh", None),
        unit("huyen", Some("tinh")),
        unit("xa-1", Some("tinh")),
        unit("xa-2", Some("huyen")),
    ];
    let (register, findings) = Register::new(units);
    assert!(findings.is_empty());
    register
}

fn facts(done: &str, of: &str) -> StageSpec {
    serde_json::from_value(json!({"facts": {"done": done, "of": of}})).unwrap()
}

fn sheet(unit: &str, first: Option<StageSpec>, second: Option<&str>) -> AssessmentSpec {
    let sheet = AssessmentSpec::new("test", 2026, unit);
    let sheet = second.into_iter().fold(sheet, |sheet, points| sheet.appraised("2", points));
    let mut sheet = sheet;
    if let Some(stage) = first {
        let entry = json!({"code": "1", "appraised": stage});
        sheet.entries.push(serde_json::from_value(entry).unwrap());
    }
    sheet
}

fn read(sheets: &[AssessmentSpec]) -> Input {
    let mut inputs = Inputs::new(&ruler()).with_register(register());
    inputs.read("phieu.json", serde_json::to_string(sheets).unwrap());
    inputs.finish()
}

fn of<'i>(input: &'i Input, unit: &str) -> &'i Assessment {
    input.assessments.iter().find(|one| one.unit().id == unit).unwrap()
}

fn mark(input: &Input, unit: &str) -> Option<Mark> {
    score(&ruler(), of(input, unit), Basis::Final).mark("1")
}

fn points(text: &str) -> Points {
    text.parse().unwrap()
}

#[test]
fn c6_a_commune_has_the_points_of_its_province() {
    let input = read(&[
        sheet("tinh", Some(facts("3", "4")), Some("8")),
        sheet("xa-1", None, Some("5")),
        sheet("xa-2", None, Some("6")),
    ]);
    assert!(codes(&input.findings).is_empty(), "{:?}", input.findings);
    for unit in ["tinh", "xa-1", "xa-2"] {
        assert_eq!(mark(&input, unit), Some(Mark::Scored(points("1.5"))), "{unit}");
    }
    // The district between them sent nothing: it is not reported, and the way leads on.
    assert_eq!(score(&ruler(), of(&input, "huyen"), Basis::Final).state(), State::NotReported);
    assert_eq!(of(&input, "xa-2").taken_from("1").unwrap().id, "tinh");
    assert!(of(&input, "tinh").taken_from("1").is_none());
    assert!(of(&input, "xa-1").taken_from("2").is_none());
    // What is missing to it is the province's to do.
    let all = score_all(&ruler(), &input.assessments, Basis::Final);
    let ahead = forecast(&all, "xa-1", "2026-12-31".parse().unwrap(), None);
    let row = ahead.leaves.iter().find(|row| row.code.as_str() == "1").unwrap();
    assert_eq!(row.needed_text.get(Lang::Vi), "thiếu 1 trường hợp để đạt 100%; lấy theo tinh");
    // The figure is read where the province's stands.
    let card = score(&ruler(), of(&input, "xa-1"), Basis::Final);
    let text = card.explain("1", Lang::Vi).unwrap();
    assert!(text.contains("lấy theo đơn vị cấp trên: tinh"), "{text}");
    assert!(text.contains("phieu.json") && text.contains("3/4"), "{text}");
}

#[test]
fn c6_an_own_value_is_held_against_it() {
    let province = sheet("tinh", Some(facts("3", "4")), Some("8"));
    let same = read(&[province.clone(), sheet("xa-1", Some(facts("3", "4")), Some("5"))]);
    assert_eq!(codes(&same.findings), ["given_twice"]);
    assert!(!of(&same, "xa-1").is_in_error());
    assert_eq!(mark(&same, "xa-1"), Some(Mark::Scored(points("1.5"))));

    let other = read(&[province, sheet("xa-1", Some(facts("2", "4")), Some("5"))]);
    assert_eq!(codes(&other.findings), ["parent_differs", "given_twice"]);
    let text = other.findings[0].message(Lang::Vi);
    assert!(text.contains("3/4") && text.contains("2/4") && text.contains("phieu.json"), "{text}");
    assert!(of(&other, "xa-1").is_in_error() && !of(&other, "tinh").is_in_error());
}

#[test]
fn c6_where_the_unit_above_has_nothing_it_is_told() {
    let none = read(&[sheet("tinh", None, Some("8")), sheet("xa-1", None, Some("5"))]);
    assert_eq!(codes(&none.findings), ["parent_open"]);
    assert_eq!(mark(&none, "xa-1"), Some(Mark::Missing));

    // Without the province's sheet the commune's own copy is all there is.
    let alone = read(&[sheet("xa-1", Some(facts("1", "4")), Some("5"))]);
    assert_eq!(codes(&alone.findings), ["parent_open"]);
    assert_eq!(mark(&alone, "xa-1"), Some(Mark::Scored(points("0.5"))));

    // What is inherited is no value: a unit that sent nothing of its own is not reported.
    let silent = read(&[sheet("tinh", Some(facts("3", "4")), Some("8"))]);
    assert_eq!(score(&ruler(), of(&silent, "xa-1"), Basis::Final).state(), State::NotReported);
    assert!(codes(&silent.findings).is_empty());
}

#[test]
fn c6_only_an_error_at_that_leaf_of_the_unit_above_reaches_down() {
    let there =
        read(&[sheet("tinh", Some(facts("5", "4")), Some("8")), sheet("xa-1", None, Some("5"))]);
    assert_eq!(codes(&there.findings), ["done_over_of", "parent_in_error"]);
    assert!(of(&there, "xa-1").is_in_error());

    let elsewhere =
        read(&[sheet("tinh", Some(facts("3", "4")), Some("9")), sheet("xa-1", None, Some("5"))]);
    assert_eq!(codes(&elsewhere.findings), ["out_of_range"]);
    assert!(of(&elsewhere, "tinh").is_in_error() && !of(&elsewhere, "xa-1").is_in_error());
    assert_eq!(mark(&elsewhere, "xa-1"), Some(Mark::Scored(points("1.5"))));
}

#[test]
fn c6_a_commune_can_neither_repair_nor_claim_it() {
    let claimed = json!({"schema_version": 1, "kind": "assessment", "framework": "test",
        "year": 2026, "unit": {"id": "tinh"}, "entries": [
            {"code": "1", "self": {"points": "2"}, "appraised": {"points": "1"}},
            {"code": "2", "appraised": {"points": "8"}}]});
    let claimed: AssessmentSpec = serde_json::from_value(claimed).unwrap();
    let input = read(&[claimed, sheet("xa-1", None, Some("5"))]);
    let all = score_all(&ruler(), &input.assessments, Basis::Final);

    let weakest = weak(&all, "xa-1", Order::PointsLost);
    let row = weakest.iter().find(|row| row.code.as_str() == "1").unwrap();
    assert!(!row.repairable);
    assert_eq!(row.why.get(Lang::Vi), "đạt 50,00%; tự chấm 2,00; lấy theo tinh");
    assert_eq!(weakest.repair_first(2).skipped[0].as_str(), "1");
    let pooled = weak_pooled(&all, Order::PointsLost);
    let row = pooled.iter().find(|row| row.code.as_str() == "1").unwrap();
    assert_eq!(row.why.get(Lang::Vi), "2/2 đơn vị chưa đạt tối đa; 1 đơn vị lấy theo cấp trên");

    let best = plan(&all, "xa-1", Goal::Target("100".parse().unwrap()), &Efforts::default());
    assert!(
        !best.steps.rows.is_empty() && best.steps.rows.iter().all(|step| step.code.as_str() != "1")
    );
    let step = [Step::new("1".parse().unwrap(), points("2"))];
    let refused = what_if(&all, "xa-1", &step);
    assert_eq!(codes(&refused.findings), ["not_repairable"]);
    assert!(refused.findings[0].message(Lang::En).contains("the value of the unit above"));
    // At the province it can be done, and leaves the commune as it is.
    assert!(what_if(&all, "tinh", &step).findings.is_empty());

    let ahead = forecast(&all, "xa-1", "2026-12-31".parse().unwrap(), None);
    let row = ahead.leaves.iter().find(|row| row.code.as_str() == "1").unwrap();
    assert_eq!(row.needed_text.get(Lang::Vi), "");

    // The loss stands as taken; claims against appraisal are the province's alone.
    let ledger = par_index::analysis::ledger(all.card("xa-1").unwrap());
    assert_eq!(ledger.node("1").unwrap().cut_1, points("1"));
    assert_eq!(
        cuts(&all, Some("xa-1"), By::Node).unwrap().last().unwrap().claims.over,
        Points::ZERO.into()
    );
    assert_eq!(cuts(&all, None, By::Node).unwrap().last().unwrap().claims.over, points("1").into());
}

fn ask(name: &str, flags: &Value, input: Input) -> Value {
    let asked = Asked::of(name, &flags.to_string()).unwrap();
    let reply = Dossier::new(&ruler(), input).ask(&asked).unwrap();
    serde_json::from_str(&reply.to_json()).unwrap()
}

#[test]
fn c6_neither_intake_nor_join_ask_for_it() {
    let sheets = [sheet("tinh", Some(facts("3", "4")), Some("8")), sheet("xa-1", None, Some("5"))];
    let intake = ask("intake", &json!({}), read(&sheets));
    let row = |unit: &str| {
        let rows = intake["rows"].as_array().unwrap();
        rows.iter().find(|row| row["unit"] == unit).unwrap().clone()
    };
    assert_eq!((&row("tinh")["leaves"], &row("xa-1")["leaves"]), (&json!(2), &json!(1)));
    assert_eq!((&row("xa-1")["appraised"], &row("xa-1")["open"]), (&json!(1), &json!(0)));

    let joined = ask("join", &json!({}), read(&sheets)).to_string();
    let again = read(&serde_json::from_str::<Vec<AssessmentSpec>>(&joined).unwrap());
    assert!(codes(&again.findings).is_empty());
    assert_eq!(mark(&again, "xa-1"), mark(&read(&sheets), "xa-1"));

    // A result depends on which unit stands above.
    let seal = |input| ask("score", &json!({}), input)["seal"].clone();
    let mut other = Inputs::new(&ruler()).with_register(
        Register::new(vec![RegisteredUnit::new("tinh"), RegisteredUnit::new("xa-1")]).0,
    );
    other.read("phieu.json", serde_json::to_string(&sheets).unwrap());
    assert_ne!(seal(read(&sheets)), seal(other.finish()));
}

#[test]
fn c6_it_follows_the_unit_above_from_day_to_day() {
    let on = |day: &str, sheet: AssessmentSpec| AssessmentSpec {
        as_of: Some(day.parse().unwrap()),
        ..sheet
    };
    let sheets = [
        on("2026-09-01", sheet("tinh", Some(facts("1", "4")), Some("8"))),
        on("2026-09-20", sheet("tinh", Some(facts("3", "4")), None)),
        on("2026-09-10", sheet("xa-1", None, Some("5"))),
    ];
    let obtained = |day: &str| {
        let flags = match day {
            "" => json!({"unit": "xa-1"}),
            day => json!({"unit": "xa-1", "as_of": day}),
        };
        let rows = ask("score", &flags, read(&sheets))["rows"].clone();
        let rows = rows.as_array().unwrap();
        let row = rows.iter().find(|row| row["unit"] == "xa-1" && row["code"] == "1").unwrap();
        row["obtained"].as_str().unwrap().to_owned()
    };
    assert_eq!((obtained("2026-09-15"), obtained("")), ("0.5".to_owned(), "1.5".to_owned()));

    // An own figure of a day is held against the province's of that day, or the last before it.
    let mut wrong = sheets.to_vec();
    wrong[2] = on("2026-09-10", sheet("xa-1", Some(facts("3", "4")), Some("5")));
    assert_eq!(codes(&read(&wrong).findings), ["parent_differs", "given_twice"]);
    wrong[2] = on("2026-09-10", sheet("xa-1", Some(facts("1", "4")), Some("5")));
    assert_eq!(codes(&read(&wrong).findings), ["given_twice"]);
}

#[test]
fn c6_across_rulers_facts_are_counted_anew_and_points_need_one_maximum() {
    let province = Ruler::new(vec![ruled("1", "4", SHARE)]).build();
    let take = |stage: StageSpec| {
        let (above, _) = AssessmentSpec {
            entries: vec![
                serde_json::from_value(json!({"code": "1", "appraised": stage})).unwrap(),
            ],
            ..AssessmentSpec::new("test", 2026, "tinh")
        }
        .check(&province);
        let mut inputs = Inputs::new(&ruler()).with_register(register());
        inputs.add(&above);
        inputs.read("xa.json", serde_json::to_string(&sheet("xa-1", None, Some("5"))).unwrap());
        inputs.finish()
    };
    let anew = take(facts("3", "4"));
    assert_eq!(mark(&anew, "xa-1"), Some(Mark::Scored(points("1.5"))));
    let typed = take(serde_json::from_value(json!({"points": "1.5"})).unwrap());
    assert_eq!(codes(&typed.findings), ["parent_in_error"]);
    assert!(typed.findings[0].message(Lang::Vi).contains("điểm tối đa khác"));
    let none = take(serde_json::from_value(json!({"not_applicable": "không có"})).unwrap());
    assert_eq!(mark(&none, "xa-1"), Some(Mark::NotApplicable));
}

#[test]
fn c6_the_key_stands_in_the_document_and_its_hash() {
    let own = Ruler::new(vec![ruled("1", "2", SHARE), leaf("2", "8")]).build();
    assert_ne!(own.hash(), ruler().hash());
    assert!(ruler().to_json().contains(r#""max":"2","inherit":"parent","rule""#));
    let survey = NodeSpec {
        scorer: Some(par_index::framework::Scorer::Survey),
        ..inherited(leaf("1", "2"))
    };
    let json = Ruler::new(vec![survey]).build().to_json();
    assert!(json.contains(r#""scorer":"survey","inherit":"parent","rule""#));
    assert_eq!(Framework::from_json(ruler().to_json()).unwrap().hash(), ruler().hash());
    assert_eq!(own.difference(&ruler()).len(), 1);

    let above = NodeSpec {
        inherit: Some(Inherit::Parent),
        ..crate::common::field("1", vec![leaf("1.1", "2")])
    };
    assert_eq!(Ruler::new(vec![above]).refusal(), ["only_on_leaf"]);
}

/// A name of the unit above that several units bear is told, and nothing is computed for want of it.
#[test]
fn c6_a_name_of_the_unit_above_that_two_bear_is_an_error() {
    let unit = |id: &str, name: &str, parent: Option<&str>| {
        let mut unit = RegisteredUnit::new(id);
        unit.name = Some(name.into());
        unit.parent = parent.map(str::to_owned);
        unit
    };
    let units = vec![
        unit("p1", "Tân An", None),
        unit("p2", "Tân An", None),
        unit("huyen", "Huyện", Some("Tân An")),
        unit("xa-1", "Xã Một", Some("Tân An")),
        unit("xa-2", "Xã Hai", Some("huyen")),
        unit("xa-3", "Xã Ba", Some("p1")),
    ];
    let (register, findings) = Register::new(units);
    assert!(findings.is_empty(), "{findings:?}");
    let sheets = [
        sheet("p1", Some(facts("3", "4")), Some("8")),
        sheet("xa-1", None, Some("5")),
        sheet("xa-2", None, Some("6")),
        sheet("xa-3", None, Some("7")),
    ];
    let mut inputs = Inputs::new(&ruler()).with_register(register);
    inputs.read("phieu.json", serde_json::to_string(&sheets).unwrap());
    let input = inputs.finish();
    // The district is known to the second commune, and only what it has itself is not.
    assert_eq!(codes(&input.findings), ["ambiguous_unit", "ambiguous_unit", "parent_open"]);
    let places = input.findings[..2].iter().map(par_index::Finding::place);
    let places: Vec<_> = places.map(|at| (at.unit.as_deref(), at.pointer.as_deref())).collect();
    assert_eq!(places, [(Some("xa-1"), Some("/1")), (Some("xa-2"), Some("/2"))]);
    assert!(input.findings[0].message(Lang::En).contains("Tân An (p2)"), "{:?}", input.findings);
    let in_error = |unit: &str| of(&input, unit).is_in_error();
    assert_eq!(["p1", "xa-1", "xa-2", "xa-3"].map(in_error), [false, true, true, false]);
    assert_eq!(mark(&input, "xa-3"), Some(Mark::Scored(points("1.5"))));
}
