//! Answers of the national public service portal, rebuilt of the published figures.

use std::collections::BTreeMap;

use par_index::assessment::{Register, RegisteredUnit};
use par_index::finding::FindingCode;
use par_index::{Basis, Framework, Input, Inputs, Lang, Points, framework, score, score_all};
use par_index_sheets::{read_input, read_register};
use proptest::prelude::*;
use serde_json::{Value, json};

const CARDS: &str = include_str!("../../../../tests/data/vn766/766_phutho_cards_2026-09-26.csv");

fn rows() -> Vec<BTreeMap<&'static str, &'static str>> {
    let mut lines = CARDS.lines();
    let heads: Vec<&str> = lines.next().unwrap().split(',').collect();
    lines.map(|line| heads.iter().copied().zip(line.split(',')).collect()).collect()
}

fn number(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

/// A unit of an answer with named figures, as the portal writes it: without its code but for the province.
fn named(unit: &str, group: &str) -> Value {
    let own: Vec<_> = rows().into_iter().filter(|row| row["code"] == unit).collect();
    let of_group = own.iter().filter(|row| row["component"].starts_with(&format!("{group}.")));
    let metrics = of_group.map(|row| {
        let mut metric = json!({"code": row["portal_code"], "numerator": number(row["done"]),
            "denominator": number(row["of"]), "ratio": 100, "score": number(row["score"]),
            "maxScore": number(row["max"])});
        if row["portal_code"] == "DOSSIER_SYNC" {
            metric["dataQualityStatus"] = json!("TEMP_NATIONAL_REPORT_DENOMINATOR");
            metric["dataQualityMessage"] = json!("Mẫu số đang dùng số tạm");
        }
        metric
    });
    let mut metrics: Vec<Value> = metrics.collect();
    if group == "6" {
        metrics.insert(
            0,
            json!({"code": "PETITION_CLASSIFICATION_TTHC", "numerator": 413,
            "denominator": 570, "ratio": 72.46, "score": null, "maxScore": 0}),
        );
    }
    let mut answer = json!({"departmentName": own[0]["unit"], "departmentLevel": "PROVINCE",
        "totalMaxScore": 18, "metrics": metrics});
    if unit == "H44" {
        answer["departmentCode"] = json!("H44");
    } else {
        answer["departmentName"] = json!(format!("UBND {} - Tỉnh Phú Thọ", own[0]["unit"]));
    }
    answer
}

fn counted(unit: &str) -> Value {
    let rows = rows();
    let row = rows.iter().find(|row| row["code"] == unit && row["component"] == "2").unwrap();
    json!({"departmentCode": unit, "departmentName": row["unit"], "totalOnTime": number(row["done"]),
        "totalReceived": number(row["of"]), "ratio": 88.42, "totalScore": number(row["score"]),
        "totalMaxScore": 20, "scoreDelta": null})
}

fn paid(unit: &str) -> Value {
    let rows = rows();
    let of = |code: &str| {
        rows.iter().find(|row| row["code"] == unit && row["component"] == code).unwrap().clone()
    };
    json!({"departmentCode": unit, "departmentName": of("4")["unit"],
        "totalScore": number(of("4")["score"]), "totalMaxScore": 10,
        "totalDossierOnlinePaymentSuccess": number(of("4.1")["done"]),
        "totalDossierFinancialObligation": number(of("4.1")["of"]),
        "totalDossierOnlineFormalityPaymentSuccess": number(of("4.2")["done"]),
        "totalFeeDossierFormality": number(of("4.3")["done"]),
        "totalFeeFormality": number(of("4.3")["of"]), "ratio": 66.7})
}

fn online(unit: &str) -> Value {
    let rows = rows();
    let score = |row: &&BTreeMap<&str, &str>| row["code"] == unit && row["component"] == "3";
    let row = rows.iter().find(score).unwrap();
    let mut answer = json!({"departmentCode": unit, "departmentName": row["unit"],
        "totalScore": number(row["score"]), "totalMaxScore": 12});
    if unit == "H44" {
        let counts = json!({"authorityCount": 89, "partialCount": 31, "fullCount": 21,
            "onlineDossierCount": 516, "onlineServiceTotal": 1884, "channelOnlineSum": 589_496,
            "channelDirectSum": 8398, "channelTotalSum": 597_894});
        answer.as_object_mut().unwrap().extend(counts.as_object().unwrap().clone());
    }
    answer
}

fn units() -> Vec<&'static str> {
    let mut units: Vec<&str> = rows().iter().map(|row| row["code"]).collect();
    units.dedup();
    units
}

fn listed(group: &str) -> Value {
    let all: Vec<Value> = units().into_iter().skip(1).map(|unit| named(unit, group)).collect();
    json!({"code": "OK", "message": "", "data": {"overview": named("H44", group), "evaluation": all}})
}

fn tree(unit: fn(&str) -> Value) -> Value {
    let all: Vec<Value> = units().into_iter().skip(1).map(unit).collect();
    json!({"code": "OK", "data": {"parent": unit("H44"), "children": all, "monthlyChart": []}})
}

/// The six answers about the province and its units.
fn answers() -> [(&'static str, Value); 6] {
    [
        ("transparency.json", listed("1")),
        ("dvc-progress-tree.json", tree(counted)),
        ("provide-online-tree.json", tree(online)),
        ("formality-online-payment-tree.json", tree(paid)),
        ("dossier-digitized.json", listed("5")),
        ("handling-satisfaction.json", listed("6")),
    ]
}

fn ruler() -> Framework {
    framework("vn-766-2026").unwrap()
}

fn register() -> Register {
    let rows = rows();
    let units = units().into_iter().map(|id| {
        let mut unit = RegisteredUnit::new(id);
        let row = rows.iter().find(|row| row["code"] == id).unwrap();
        unit.name = Some(row["unit"].into());
        unit.parent = (id != "H44").then(|| "H44".to_owned());
        unit
    });
    Register::new(units.collect()).0
}

fn read(answers: &[(&str, Value)]) -> Input {
    let mut inputs = Inputs::new(&ruler()).with_register(register()).for_year(2026);
    for (file, answer) in answers {
        read_input(&mut inputs, file, answer.to_string().as_bytes());
    }
    inputs.finish()
}

fn codes(input: &Input) -> Vec<&'static str> {
    let mut codes: Vec<_> = input.findings.iter().map(|one| one.code().as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn the_six_answers_give_the_published_groups() {
    let input = read(&answers());
    assert!(!input.has_errors(), "{:#?}", input.findings);
    assert_eq!(
        codes(&input),
        ["figure_flagged", "figure_passed", "given_twice", "group_uncounted"]
    );
    let all = score_all(&ruler(), &input.assessments, Basis::Final);
    assert_eq!(all.cards().len(), 9);
    let card = all.card("H44").unwrap();
    let groups =
        ["1", "2", "3", "4", "5", "6"].map(|code| card.node(code).unwrap().obtained().to_string());
    assert_eq!(groups, ["7.96", "17.68", "8.56", "6.67", "9.59", "11.43"]);
    // Of the wards the portal gives the points of group 3 and no counts: its leaves are open.
    let ward = all.card("H44.100").unwrap();
    assert_eq!(ward.node("4").unwrap().obtained().to_string(), "6.74");
    assert_eq!(ward.node("3").unwrap().open().to_string(), "12");
    let open = input.findings.iter().filter(|one| one.code() == FindingCode::GroupUncounted);
    assert_eq!(open.count(), 8);
}

#[test]
fn what_the_portal_says_of_its_figures_stays_with_them() {
    let input = read(&answers());
    let all = score_all(&ruler(), &input.assessments, Basis::Final);
    let text = all.card("H44.100").unwrap().explain("1.4", Lang::Vi).unwrap();
    assert!(text.contains("TEMP_NATIONAL_REPORT_DENOMINATOR: Mẫu số đang dùng số tạm"), "{text}");
    assert!(text.contains("transparency.json"), "{text}");
    let flagged = input.findings.iter().filter(|one| one.code() == FindingCode::FigureFlagged);
    let said: Vec<String> = flagged.map(|one| one.message(Lang::En)).collect();
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("1.4: TEMP_NATIONAL"), "{}", said[0]);
    let passed = input.findings.iter().find(|one| one.code() == FindingCode::FigurePassed);
    assert!(passed.unwrap().message(Lang::Vi).contains("PETITION_CLASSIFICATION_TTHC"));
}

#[test]
fn a_published_score_that_the_counts_do_not_give_is_told() {
    let answer = json!({"code": "OK", "data": {"overview": {"departmentCode": "H44",
        "totalScore": 0.13, "totalMaxScore": 18, "metrics": [
            {"code": "PUBLISH_ON_TIME", "numerator": 2, "denominator": 89, "ratio": 2.25,
             "score": 0.13, "maxScore": 6},
            {"code": "PUBLIC_CONTENT_FULL", "numerator": 0, "denominator": 0, "ratio": 0,
             "score": null, "maxScore": 2}]}}});
    let input = read(&[("transparency.json", answer)]);
    assert_eq!(codes(&input), ["award_differs", "sum_differs"]);
    assert!(!input.has_errors());
    let award = input.findings.iter().find(|one| one.code() == FindingCode::AwardDiffers).unwrap();
    assert!(award.message(Lang::Vi).contains("0,13") && award.message(Lang::Vi).contains("0,14"));
    assert_eq!(award.place().pointer.as_deref(), Some("/data/overview/metrics/0"));
    let card = score(&ruler(), &input.assessments[0], Basis::Final);
    assert_eq!(card.node("1.1").unwrap().obtained().to_string(), "0.14");
    // Nothing to count, and no points: nothing.
    assert_eq!(card.node("1.3").unwrap().obtained(), Points::ZERO);
}

#[test]
fn units_are_known_by_code_id_or_name_though_the_name_changes_inside_the_year() {
    let table = "unit,name,portal,parent\ntinh-pt,UBND tỉnh Phú Thọ,H44,\n\
        p-vt,Phường Việt Trì,H44.100+019d2be3-6ab4,tinh-pt\n";
    let (register, findings) = read_register("don-vi.csv", table.as_bytes());
    assert!(findings.is_empty(), "{findings:?}");
    let ward = |answer: Value, day: &str| json!({"as_of": day, "code": "OK", "data": {"parent": null, "children": [answer]}});
    let count = |done: u32| json!({"totalOnTime": done, "totalReceived": 100, "totalMaxScore": 20});
    let with = |keys: Value, done: u32| {
        let mut all = count(done);
        all.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
        all
    };
    let mut inputs = Inputs::new(&ruler()).with_register(register).for_year(2026);
    let answers = [
        ward(
            with(
                json!({"departmentCode": "H44.100", "departmentName": "UBND Phường Việt Trì"}),
                50,
            ),
            "2026-07-01",
        ),
        ward(
            with(
                json!({"departmentCode": "H44.100", "departmentName": "UBND Phường Việt Trì mới"}),
                60,
            ),
            "2026-08-01",
        ),
        ward(with(json!({"departmentId": "019d2be3-6ab4"}), 70), "2026-09-01"),
        ward(
            with(json!({"departmentName": "UBND phường Việt Trì - Tỉnh Phú Thọ"}), 80),
            "2026-10-01",
        ),
    ];
    for (n, answer) in answers.iter().enumerate() {
        read_input(&mut inputs, &format!("{n}.json"), answer.to_string().as_bytes());
    }
    let input = inputs.finish();
    assert!(!input.has_errors(), "{:#?}", input.findings);
    let of_ward = input.assessments.iter().filter(|one| one.unit().id == "p-vt");
    let days: Vec<String> = of_ward.map(|one| one.as_of().unwrap().to_string()).collect();
    assert_eq!(days, ["2026-07-01", "2026-08-01", "2026-09-01", "2026-10-01"]);
    let all = score_all(&ruler(), &input.assessments, Basis::Final);
    assert_eq!(all.card("p-vt").unwrap().node("2").unwrap().obtained().to_string(), "16");
}

#[test]
fn an_answer_belongs_to_the_period_asked_for_and_unknown_things_are_told() {
    let answer = tree(counted);
    let mut inputs = Inputs::new(&ruler()).for_period("2026-09".parse().unwrap());
    read_input(&mut inputs, "a.json", answer.to_string().as_bytes());
    let input = inputs.finish();
    assert!(input.assessments.iter().all(|one| one.period() == "2026-09".parse().ok()));

    let told = |answer: Value| codes(&read(&[("a.json", answer)]));
    let unit = |metric: Value| json!({"code": "OK", "data": {"evaluation": [{"departmentCode": "H44", "metrics": [metric]}]}});
    let metric = json!({"code": "NEW_FIGURE", "numerator": 1, "denominator": 2, "maxScore": 4});
    assert_eq!(told(unit(metric)), ["unknown_code"]);
    let metric = json!({"code": "DOSSIER_SYNC", "numerator": 3, "denominator": 2, "maxScore": 6});
    assert_eq!(told(unit(metric)), ["done_over_of"]);
    let metric = json!({"code": "DOSSIER_SYNC", "numerator": 1, "denominator": 2, "maxScore": 7});
    assert_eq!(told(unit(metric)), ["max_differs"]);
    assert_eq!(told(unit(json!("x"))), ["bad_json"]);
    assert_eq!(told(json!({"as_of": "hôm qua", "data": {"children": []}})), ["bad_date"]);
    let nobody = json!({"data": {"children": [{"departmentCode": "H99", "totalOnTime": 1}]}});
    assert_eq!(told(nobody), ["unknown_unit"]);
    let other = json!({"data": {"parent": {"departmentCode": "H44", "totalOnTime": 1}}});
    // A count without its whole is no value.
    assert!(told(other).is_empty());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop_oneof![
            Just("H44"),
            Just("OK"),
            Just("DOSSIER_SYNC"),
            Just("1e9"),
            Just("1.5"),
            Just("")
        ]
        .prop_map(Value::from),
    ];
    let key = prop_oneof![
        Just("data"),
        Just("overview"),
        Just("evaluation"),
        Just("parent"),
        Just("children"),
        Just("metrics"),
        Just("code"),
        Just("numerator"),
        Just("denominator"),
        Just("score"),
        Just("maxScore"),
        Just("totalScore"),
        Just("totalMaxScore"),
        Just("totalOnTime"),
        Just("totalReceived"),
        Just("departmentCode"),
        Just("departmentName"),
        Just("dataQualityStatus"),
        Just("partialCount"),
        Just("fullCount"),
        Just("as_of"),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(key.clone().prop_map(str::to_owned), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_answer_makes_the_reader_fall(data in any_json(), cut in 0_usize..400) {
        let text = json!({"code": "OK", "data": {"overview": data, "children": [data]}}).to_string();
        for text in [text.as_bytes(), &text.as_bytes()[..cut.min(text.len())]] {
            let mut inputs = Inputs::new(&ruler()).for_year(2026);
            read_input(&mut inputs, "a.json", text);
            let _ = inputs.finish();
        }
    }
}
