//! Every finding code: the smallest slip that causes it, and the words a person reads.
//!
//! The snapshots in `tests/snapshots` hold severity, place, what was found and the sentences in
//! both languages. A new code without a case fails the first test.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may unwrap")]

use par_index::spec::AssessmentSpec;
use par_index::{
    Assessment, Basis, Error, Finding, FindingCode, Framework, Lang, Order, Points, State, Step,
    rank, rank_at, read, score, score_all, weak, what_if,
};
use serde_json::{Value, json};

// ---- A sound framework and a sound sheet, to be spoilt. ----

fn framework_document() -> Value {
    json!({
        "schema_version": 1, "kind": "framework", "id": "huyen-mau-2023",
        "title": {"vi": "Bộ tiêu chí mẫu", "en": "Sample framework"},
        "index": "par", "provenance": "illustrative",
        "valid": {"from": 2023, "to": 2025},
        "total": "10.5",
        "policies": {
            "not_applicable": "rescale", "no_survey": "rescale", "missing": "incomplete",
            "ties": "competition", "award": {"digits": 2}, "print": {"digits": 2},
            "bonus_cap": "1.5", "deduction_cap": "2.5"
        },
        "agencies": [
            {"id": "noi-vu", "name": {"vi": "Phòng Nội vụ", "en": "Home Affairs desk"}},
            {"id": "tu-phap", "name": {"vi": "Phòng Tư pháp", "en": "Justice desk"}}
        ],
        "nodes": [
            {"code": "1", "name": {"vi": "Cải cách thể chế", "en": "Institutions"}, "max": "6.5",
             "appraiser": ["noi-vu"],
             "children": [
                {"code": "1.1", "name": {"vi": "Kế hoạch", "en": "Plan"}, "max": "1.5",
                 "scorer": "appraisal", "evidence": "Quyết định ban hành",
                 "rule": {"kind": "levels", "levels": [
                    {"id": "none", "points": "0"}, {"id": "some", "points": "0.5"},
                    {"id": "full", "points": "1.5"}]}},
                {"code": "1.2", "name": {"vi": "Hồ sơ đúng hạn", "en": "Files on time"},
                 "max": "3", "scorer": "appraisal", "evidence": "Báo cáo năm",
                 "rule": {"kind": "share", "full_at": {"at_least": "95.5"}, "floor": "50",
                          "part": "of_whole"}},
                {"code": "1.3", "name": {"vi": "Sáng kiến", "en": "Initiatives"}, "max": "2",
                 "scorer": "appraisal", "evidence": "Quyết định công nhận",
                 "rule": {"kind": "direct", "step": "0.25"}}
             ]},
            {"code": "2", "name": {"vi": "Tác động", "en": "Impact"}, "max": "4",
             "scorer": "survey", "rule": {"kind": "direct"}}
        ]
    })
}

fn sheet_document() -> Value {
    json!({
        "schema_version": 1, "kind": "assessment", "framework": "huyen-mau-2023", "year": 2023,
        "unit": {"id": "xa-01", "name": {"vi": "xã số 01", "en": "commune 01"}},
        "entries": [
            {"code": "1.1", "self": {"facts": {"level": "full"}},
             "appraised": {"facts": {"level": "some"}, "by": "noi-vu", "on": "2024-01-12"}},
            {"code": "1.2", "self": {"facts": {"done": "58", "of": "60"}},
             "appraised": {"facts": {"done": "50", "of": "60"}}},
            {"code": "1.3", "self": {"points": "1.75"}, "appraised": {"points": "1.5"}},
            {"code": "2", "survey": {"points": "3.2"}}
        ],
        "bonus": "1.5"
    })
}

/// Puts a value at a pointer; a last step that is not there yet is added.
fn put(document: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(map) => {
            map.insert(key.to_owned(), value);
        }
        Value::Array(list) if key == "-" => list.push(value),
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
        other => panic!("{other} has no {key}"),
    }
}

fn take(document: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    document.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key).unwrap();
}

fn ruler() -> Framework {
    Framework::from_json(framework_document().to_string()).unwrap()
}

/// The framework with other values at some pointers.
fn spoilt_framework(slips: &[(&str, Value)]) -> Value {
    let mut document = framework_document();
    for (pointer, value) in slips {
        put(&mut document, pointer, value.clone());
    }
    document
}

fn spoilt_sheet(slips: &[(&str, Value)]) -> Value {
    let mut document = sheet_document();
    for (pointer, value) in slips {
        put(&mut document, pointer, value.clone());
    }
    document
}

/// Everything a text of a framework gives, refused or not.
fn framework_findings(text: impl AsRef<[u8]>) -> Vec<Finding> {
    match Framework::from_json(text) {
        Ok(framework) => framework.findings().to_vec(),
        Err(error) => error.findings().to_vec(),
    }
}

/// One finding, and no other as grave: a slip must not drag false findings along.
fn only(findings: &[Finding]) -> Finding {
    let texts: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let gravest = findings.iter().map(Finding::severity).max();
    let mut gravest = findings.iter().filter(|finding| Some(finding.severity()) == gravest);
    let finding = gravest.next().cloned();
    assert_eq!(gravest.count(), 0, "one slip gives one finding, not\n{}", texts.join("\n"));
    finding.unwrap_or_else(|| panic!("a slip gives a finding"))
}

/// The one finding about a framework with one slip; its place is in the document.
fn in_framework(slips: &[(&str, Value)]) -> Finding {
    let document = spoilt_framework(slips);
    let finding = only(&framework_findings(document.to_string()));
    placed(&finding, &document);
    finding
}

fn in_sheet(slips: &[(&str, Value)]) -> Finding {
    in_sheet_under(&ruler(), slips)
}

fn in_sheet_under(framework: &Framework, slips: &[(&str, Value)]) -> Finding {
    let document = spoilt_sheet(slips);
    let input = read(framework, document.to_string());
    let finding = only(&input.findings);
    placed(&finding, &document);
    assert_eq!(finding.place().unit.as_deref(), Some("xa-01"), "{finding}");
    assert_eq!(input.assessments.len(), 1);
    assert_eq!(input.assessments[0].is_in_error(), finding.is_error());
    finding
}

/// A pointer leads to what was found, or to where a missing key belongs.
fn placed(finding: &Finding, document: &Value) {
    let pointer = finding.place().pointer.as_deref().unwrap_or_else(|| panic!("{finding:?}"));
    let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
    let there = document.pointer(pointer).or_else(|| document.pointer(parent));
    assert!(there.is_some(), "{pointer} leads nowhere: {finding}");
    if let (Some(Value::String(text)), Some(found)) =
        (document.pointer(pointer), finding.found_text())
    {
        let said = found.contains(text.as_str()) || text.starts_with(found.trim_end_matches('…'));
        let number = found.parse::<Points>().ok().is_some_and(|found| text.parse() == Ok(found));
        let sums = [FindingCode::SumOfChildren, FindingCode::TreeTooLarge];
        let sum = sums.contains(&finding.code());
        assert!(said || number || sum, "{text} stands there, not {found}: {finding}");
    }
}

fn shape(text: impl AsRef<[u8]>) -> Finding {
    let finding = only(&framework_findings(text));
    assert!(finding.place().line.is_some(), "{finding}");
    finding
}

/// A good sheet of another unit, under the sound framework.
fn unit(id: &str, year: u16, group: Option<&str>) -> Assessment {
    let mut document = sheet_document();
    put(&mut document, "/unit", json!({"id": id, "name": id, "group": group}));
    put(&mut document, "/year", json!(year));
    let input = read(&ruler(), document.to_string());
    assert!(input.findings.iter().all(|finding| !finding.is_error()), "{:?}", input.findings);
    input.assessments[0].clone()
}

// ---- One case per code. ----

fn case(code: FindingCode) -> Finding {
    type C = FindingCode;
    let doc = || framework_document().to_string();
    match code {
        C::NotUtf8 => {
            let mut bytes = doc().into_bytes();
            bytes[40] = 0xFF;
            shape(bytes)
        }
        C::BadJson => shape(
            doc()
                .replace("\"index\":\"par\"", "\"index\":\"par\",")
                .replace("{\"agencies\":[", "{\"agencies\":[,"),
        ),
        C::UnknownKey => shape(doc().replace("\"floor\":", "\"flor\":")),
        C::MissingKey => shape(doc().replace("\"total\":\"10.5\",", "")),
        C::UnknownValue => shape(doc().replace("\"competition\"", "\"olympic\"")),
        C::BadSchemaVersion => in_framework(&[("/schema_version", json!(2))]),
        C::WrongKind => in_framework(&[("/kind", json!("assessment"))]),
        C::BadNumber => in_framework(&[("/nodes/0/children/2/rule/step", json!("0,25"))]),
        C::OutOfRange => in_sheet(&[("/entries/2/appraised/points", json!("2.5"))]),
        C::BadDate => in_sheet(&[("/entries/0/appraised/on", json!("30/02/2024"))]),
        C::BadCode => in_framework(&[("/nodes/0/children/2/code", json!("1.3 a"))]),
        C::DuplicateCode => in_framework(&[("/nodes/0/children/2/code", json!("1.1"))]),
        C::BadId => in_framework(&[("/id", json!("huyện mẫu"))]),
        C::NameMissing => in_framework(&[("/nodes/0/children/1/name", json!({}))]),
        C::TreeEmpty => in_framework(&[("/nodes", json!([]))]),
        C::TreeTooLarge => in_framework(&[("/policies/bonus_cap", json!("8999999999"))]),
        C::SumOfChildren => in_framework(&[("/nodes/0/max", json!("6")), ("/total", json!("10"))]),
        C::ReservedCode => in_framework(&[("/nodes/1/code", json!("bonus"))]),
        C::MisplacedCode => in_framework(&[("/nodes/0/children/2/code", json!("2.3"))]),
        C::RuleMissing => in_framework(&[("/nodes/0/children/2/rule", Value::Null)]),
        C::OnlyOnLeaf => in_framework(&[("/nodes/0/evidence", json!("Báo cáo năm"))]),
        C::RuleKeyForeign => in_framework(&[("/nodes/0/children/2/rule/floor", json!("50"))]),
        C::RuleKeyMissing => in_framework(&[("/nodes/0/children/0/rule/levels", Value::Null)]),
        C::PartRequired => in_framework(&[("/nodes/0/children/1/rule/part", Value::Null)]),
        C::PartRefused => in_framework(&[
            ("/nodes/0/children/1/rule/full_at", json!({"above": "95"})),
            ("/nodes/0/children/1/rule/part", json!("of_target")),
        ]),
        C::FullAtUnclear => {
            in_framework(&[("/nodes/0/children/1/rule/full_at/above", json!("80"))])
        }
        C::FloorAboveFull => in_framework(&[("/nodes/0/children/1/rule/floor", json!("96.5"))]),
        C::LevelTwice => in_framework(&[("/nodes/0/children/0/rule/levels/1/id", json!("none"))]),
        C::MaxUnreachable => {
            in_framework(&[("/nodes/0/children/0/rule/levels/2/points", json!("1.25"))])
        }
        C::PolicyRequired => in_framework(&[("/policies/missing", Value::Null)]),
        C::AwardDigitsRequired => in_framework(&[("/policies/award", Value::Null)]),
        C::UnknownAgency => in_framework(&[("/nodes/0/appraiser", json!(["noi-vụ"]))]),
        C::DuplicateAgency => in_framework(&[("/agencies/1/id", json!("noi-vu"))]),
        C::YearsReversed => in_framework(&[("/valid/to", json!(2021))]),
        C::BandsEqual => in_framework(&[(
            "/grades",
            json!([{"label": {"vi": "Tốt"}, "from": "80.5"}, {"label": {"vi": "Khá"}, "from": "80.5"}]),
        )]),
        C::FloorWithoutLevel => in_framework(&[(
            "/grades",
            json!([{"label": {"vi": "Tốt"}, "from": "80", "component_floor": "70"}]),
        )]),
        C::DeclaredDiffers => in_framework(&[("/nodes/0/declared", json!("6.05"))]),
        C::StatedDiffers => in_framework(&[("/nodes/0/stated", json!({"criteria": 5}))]),
        _ => case_of_a_sheet(code),
    }
}

fn case_of_a_sheet(code: FindingCode) -> Finding {
    type C = FindingCode;
    match code {
        C::OtherFramework => in_sheet(&[("/framework", json!("huyen-mau-2022"))]),
        // Only when all sheets are read is it sure that none of them settles the year.
        C::YearUnknown => {
            let document = spoilt_sheet(&[("/year", Value::Null)]);
            only(&read(&ruler(), document.to_string()).findings)
        }
        C::ProvisionalFramework => in_sheet(&[("/year", json!(2026))]),
        C::UnknownCode => in_sheet(&[("/entries/2/code", json!("1.33"))]),
        C::NotALeaf => in_sheet(&[("/entries/2/code", json!("1"))]),
        C::WrongStage => in_sheet(&[("/entries/3/self", json!({"points": "3"}))]),
        C::WrongAppraiser => in_sheet(&[("/entries/0/appraised/by", json!("tu-phap"))]),
        C::OneValue => in_sheet(&[("/entries/0/self/points", json!("1.5"))]),
        C::FactsForeign => in_sheet(&[("/entries/0/self/facts/done", json!("5"))]),
        C::FactsMissing => in_sheet(&[("/entries/1/self/facts/of", Value::Null)]),
        C::NotALevel => in_sheet(&[("/entries/0/self/facts/level", json!("half"))]),
        C::NotAStep => in_sheet(&[("/entries/2/self/points", json!("1.7"))]),
        C::DoneOverOf => in_sheet(&[("/entries/1/self/facts/done", json!("1210"))]),
        C::OfZero => in_sheet(&[("/entries/1/self/facts", json!({"done": "0", "of": "0"}))]),
        C::EvidenceMissing => in_sheet(&[("/entries/1/self/evidence", json!([]))]),
        C::ReasonMissing => in_sheet(&[("/entries/2/self", json!({"not_applicable": " "}))]),
        C::BonusOverCap => in_sheet(&[("/bonus", json!("2.5"))]),
        C::DeductionOverCap => in_sheet(&[("/deduction", json!("3.5"))]),
        C::CapMissing => {
            let framework = spoilt_framework(&[("/policies/bonus_cap", Value::Null)]).to_string();
            in_sheet_under(&Framework::from_json(framework).unwrap(), &[])
        }
        C::SurveyNotHeld => in_sheet(&[("/survey", json!("not_held"))]),
        C::SurveyNotCounted => {
            let input = read(&ruler(), sheet_document().to_string());
            only(&input.assessments[0].without_survey().1)
        }
        C::SurveyRefused => {
            let framework = spoilt_framework(&[("/policies/no_survey", json!("refuse"))]);
            let framework = Framework::from_json(framework.to_string()).unwrap();
            in_sheet_under(
                &framework,
                &[("/survey", json!("not_held")), ("/entries/3/survey", Value::Null)],
            )
        }
        C::DuplicateUnit => {
            let two = json!([sheet_document(), sheet_document()]);
            only(&read(&ruler(), two.to_string()).findings)
        }
        _ => case_of_a_result(code),
    }
}

fn case_of_a_result(code: FindingCode) -> Finding {
    type C = FindingCode;
    let ruler = ruler();
    let cohort = |units: &[Assessment]| score_all(&ruler, units, Basis::Final);
    match code {
        C::IndexOutside => {
            let full = spoilt_sheet(&[
                ("/entries/0/appraised/facts/level", json!("full")),
                ("/entries/1/appraised/facts/done", json!("60")),
                ("/entries/2/appraised/points", json!("2")),
                ("/entries/3/survey/points", json!("4")),
            ]);
            let input = read(&ruler, full.to_string());
            only(score(&ruler, &input.assessments[0], Basis::Final).findings())
        }
        C::OtherYears => only(cohort(&[unit("a", 2023, None), unit("a", 2024, None)]).findings()),
        C::SeveralBlocks => {
            let units = [unit("a", 2023, Some("xã")), unit("b", 2023, Some("thị trấn"))];
            only(rank(&cohort(&units)).findings())
        }
        C::UnknownUnit => {
            let units = [unit("xa-01", 2023, None)];
            only(weak(&cohort(&units), "xa-1", Order::PointsLost).findings())
        }
        C::OpenCard => {
            let silent = AssessmentSpec::new(ruler.id(), 2023, "xa-01").check(&ruler).0;
            only(&what_if(&cohort(&[silent]), "xa-01", &[]).findings)
        }
        C::NotRepairable => {
            let sheet = spoilt_sheet(&[(
                "/entries/2/appraised",
                json!({"not_applicable": "Không phát sinh"}),
            )]);
            let input = read(&ruler, sheet.to_string());
            only(&what_if(&cohort(&input.assessments), "xa-01", &[step("1.3", "2")]).findings)
        }
        _ => case_by_name(code.as_str()),
    }
}

/// What a sound framework may be reminded of.
fn case_by_name(code: &str) -> Finding {
    let leaf = |key: &str| format!("/nodes/0/children/2/{key}");
    let lowest = json!({"label": {"vi": "Yếu"}, "from": "0"});
    match code {
        "scorer_assumed" => in_framework(&[(&leaf("scorer"), Value::Null)]),
        "evidence_not_asked" => in_framework(&[(&leaf("evidence"), Value::Null)]),
        "appraiser_missing" => in_framework(&[(&leaf("appraiser"), json!([]))]),
        "not_nfc" => in_framework(&[(&leaf("name"), json!({"vi": "Sa\u{301}ng kiến"}))]),
        "look_alike" => in_framework(&[(&leaf("name"), json!({"vi": "\u{d0}ổi mới"}))]),
        "grades_gap" => {
            in_framework(&[("/grades", json!([{"label": {"vi": "Tốt"}, "from": "80.5"}]))])
        }
        "grade_beyond" => {
            let grades = json!([{"label": {"vi": "Tốt"}, "from": "150.5"}, lowest]);
            in_framework(&[("/policies/bonus_cap", Value::Null), ("/grades", grades)])
        }
        "grade_never" => in_framework(&[(
            "/grades",
            json!([
                {"label": {"vi": "Tốt"}, "from": "80.5"},
                {"label": {"vi": "Khá"}, "from": "80.5", "component_floor": "50",
                 "floor_on": "field"},
                lowest,
            ]),
        )]),
        _ => case_of_an_answer(code),
    }
}

/// Bands, counts and the answers of respondents.
fn case_of_an_answer(code: &str) -> Finding {
    let rule = "/nodes/0/children/2/rule";
    let bands = |bands: Value| json!({"kind": "bands", "on": "share", "bands": bands});
    let question = |full: &str| {
        json!({"kind": "survey",
            "options": [{"id": "A", "weight": full}, {"id": "B", "weight": "0"}, {"id": "C"}],
            "groups": [{"id": "dan", "weight": "2"}, {"id": "can-bo", "weight": "1"}]})
    };
    let answered = |facts: Value| {
        let framework = spoilt_framework(&[("/nodes/1/rule", question("100"))]);
        let framework = Framework::from_json(framework.to_string()).unwrap();
        in_sheet_under(&framework, &[("/entries/3/survey", json!({"facts": facts}))])
    };
    match code {
        "bands_fall" => in_framework(&[(
            rule,
            bands(
                json!([{"at_least": "30.5", "points": "1.5"}, {"at_least": "60", "points": "0.5"},
                {"at_least": "90", "points": "2"}]),
            ),
        )]),
        "band_twice" => in_framework(&[(
            rule,
            bands(json!([{"at_least": "30.5", "points": "1.5"},
                {"at_least": "30.50", "points": "2"}])),
        )]),
        "survey_rule" => in_framework(&[(rule, question("100"))]),
        "no_full_option" => in_framework(&[("/nodes/1/rule", question("87.5"))]),
        "not_whole" => answered(json!({"groups": {"dan": {"A": "2.5"}, "can-bo": {"A": "1"}}})),
        "unknown_option" => answered(json!({"groups": {"dan": {"E": "2"}, "can-bo": {"A": "1"}}})),
        "unknown_group" => answered(
            json!({"groups": {"dan": {"A": "2"}, "can-bo": {"A": "1"}, "khac": {"A": "1"}}}),
        ),
        "no_valid_answer" => answered(json!({"groups": {"dan": {"C": "2"}, "can-bo": {"A": "1"}}})),
        "count_twice" => {
            let slip = (rule, json!({"kind": "per_item", "each": "0.5"}));
            let framework = spoilt_framework(&[slip]).to_string();
            in_sheet_under(
                &Framework::from_json(framework).unwrap(),
                &[("/entries/2/self", json!({"facts": {"count": "2", "cases": "3"}}))],
            )
        }
        "below_lowest_grade" => {
            let highest = json!([{"label": {"vi": "Tốt"}, "from": "99"}]);
            let framework = spoilt_framework(&[("/grades", highest)]).to_string();
            let framework = Framework::from_json(framework).unwrap();
            let input = read(&framework, sheet_document().to_string());
            only(rank(&score_all(&framework, &input.assessments, Basis::Final)).findings())
        }
        "blocks_empty" => in_framework(&[(
            "/grades",
            json!([{"label": {"vi": "Tốt"}, "from": "0", "blocks": []}]),
        )]),
        "other_channels" => {
            let sheet = |channel: &str| {
                let sheet = spoilt_sheet(&[("/channel", json!(channel))]);
                read(&ruler(), sheet.to_string()).assessments.remove(0)
            };
            let all = score_all(&ruler(), &[sheet("online"), sheet("desk")], Basis::Final);
            only(all.findings())
        }
        "unit_in_error" => {
            let sheet = spoilt_sheet(&[("/bonus", json!("1,5"))]);
            let broken = read(&ruler(), sheet.to_string()).assessments;
            only(&what_if(&score_all(&ruler(), &broken, Basis::Final), "xa-01", &[]).findings)
        }
        _ => panic!("{code} has no case: add one"),
    }
}

fn step(code: &str, to: &str) -> Step {
    Step::new(code.parse().unwrap(), to.parse().unwrap())
}

// ---- What is kept of a finding. ----

fn place_text(finding: &Finding) -> String {
    let place = finding.place();
    let parts = [
        ("unit", place.unit.clone()),
        ("name", place.name.as_ref().map(|name| name.get(Lang::Vi).to_owned())),
        ("node", place.node.clone()),
        ("stage", place.stage.map(str::to_owned)),
        ("file", place.file.clone()),
        ("sheet", place.sheet.clone()),
        ("cell", place.cell.clone()),
        ("line", place.line.map(|line| line.to_string())),
        ("column", place.column.map(|column| column.to_string())),
        ("pointer", place.pointer.clone()),
    ];
    let parts = parts.into_iter().filter_map(|(key, value)| Some(format!("{key} {:?}", value?)));
    parts.collect::<Vec<String>>().join(", ")
}

fn shown(finding: &Finding) -> String {
    let mut lines = vec![
        format!("{}: {}", finding.code().as_str(), finding.severity().as_str()),
        format!("place: {}", place_text(finding)),
        format!(
            "found: {}",
            finding.found_text().map_or("(none)".into(), |text| format!("{text:?}"))
        ),
    ];
    for (lang, word) in [(Lang::En, "en"), (Lang::Vi, "vi")] {
        lines.push(format!("{word} message: {}", finding.message(lang)));
        lines.push(format!("{word} expected: {}", finding.expected(lang)));
        lines.push(format!("{word} suggestion: {}", finding.suggestion(lang)));
        lines.push(format!("{word} line: {}", finding.text(lang)));
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<&str>>().join("\n")
}

/// Whatever is left unfilled or unsaid.
fn ill_said(finding: &Finding) -> Vec<String> {
    let mut ill = Vec::new();
    for lang in [Lang::En, Lang::Vi] {
        let text = finding.text(lang);
        for part in text.split('{').skip(1) {
            let name = part.split('}').next().unwrap_or_default();
            if !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                ill.push(format!("{{{name}}} is not filled in: {text}"));
            }
        }
        for slip in ["  ", "; ;", ": ;", "“”", " ,", ";;"] {
            if text.contains(slip) {
                ill.push(format!("{slip:?} in: {text}"));
            }
        }
        if finding.found_text().is_some_and(|found| finding.expected(lang) == found) {
            ill.push(format!("what is found is what is expected: {text}"));
        }
        if finding.message(lang).trim().is_empty() {
            ill.push(format!("nothing is said: {finding:?}"));
        }
    }
    ill
}

fn keep(name: &str, finding: &Finding) {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown(finding)));
}

#[test]
fn every_code_has_a_case_and_its_words() {
    let mut ill = Vec::new();
    for code in FindingCode::ALL {
        // All complaints at once, as the findings themselves come.
        let Ok(finding) = std::panic::catch_unwind(|| case(*code)) else {
            ill.push(format!("{}: see its panic above", code.as_str()));
            continue;
        };
        assert_eq!(finding.code(), *code, "{finding}");
        assert_eq!(finding.severity(), code.severity());
        assert_eq!(finding.to_string(), finding.text(Lang::En));
        assert_ne!(finding.message(Lang::En), finding.message(Lang::Vi));
        ill.extend(ill_said(&finding));
        keep(code.as_str(), &finding);
    }
    assert!(ill.is_empty(), "{}", ill.join("\n"));
}

/// The same codes from other doors, where words or places differ.
#[test]
fn codes_are_well_said_from_every_door() {
    let ruler = ruler();
    let units = [unit("xa-01", 2023, None)];
    let all = score_all(&ruler, &units, Basis::Final);
    let open = spoilt_framework(&[("/valid", json!({"from": 2023}))]);
    let open = Framework::from_json(open.to_string()).unwrap();
    let other = spoilt_framework(&[("/title/en", json!("Another wording"))]);
    let other = Framework::from_json(other.to_string()).unwrap();
    let count = |key: &str, value: &str| {
        in_sheet(&[(&format!("/entries/1/self/facts/{key}"), json!(value))])
    };
    let what = |code: &str, to: &str| only(&what_if(&all, "xa-01", &[step(code, to)]).findings);
    let cases = [
        ("bad_json-empty", only(&read(&ruler, "  ").findings)),
        ("bad_json-type", shape(framework_document().to_string().replace("2025", "\"2025\""))),
        ("bad_json-sheet", {
            let text = format!("[{},\n{}]", sheet_document(), r#"{"schema_version": 1, "kind"}"#);
            read(&ruler, text).findings[0].clone()
        }),
        ("unknown_key-sheet", {
            let text = sheet_document().to_string().replace("\"bonus\"", "\"bonnus\"");
            only(&read(&ruler, text).findings)
        }),
        ("bad_id-unit", {
            let document = spoilt_sheet(&[("/unit/id", json!("xã 01"))]);
            only(&read(&ruler, document.to_string()).findings)
        }),
        (
            "out_of_range-max",
            in_framework(&[("/nodes/1/max", json!("0")), ("/total", json!("6.5"))]),
        ),
        ("out_of_range-digits", in_framework(&[("/policies/print/digits", json!(12))])),
        (
            "out_of_range-labels",
            in_framework(&[("/grades", json!({"by": "quartile", "labels": [{"vi": "A"}]}))]),
        ),
        (
            "out_of_range-floor",
            in_framework(&[(
                "/grades",
                json!([{"label": {"vi": "Tốt"}, "from": "80", "component_floor": "101",
                    "floor_on": "field"}]),
            )]),
        ),
        (
            "out_of_range-full_at",
            in_framework(&[("/nodes/0/children/1/rule/full_at/at_least", json!("120"))]),
        ),
        ("out_of_range-negative", count("done", "-1")),
        ("out_of_range-bonus", in_sheet(&[("/bonus", json!("-1"))])),
        ("out_of_range-step", what("1.3", "3")),
        ("bad_number-places", count("of", "60.0000000001")),
        ("bad_number-large", count("of", "9000000000")),
        ("floor_above_full-zero", in_framework(&[("/nodes/0/children/1/rule/floor", json!("-1"))])),
        ("sum_of_children-total", in_framework(&[("/total", json!("12"))])),
        ("unknown_agency-by", in_sheet(&[("/entries/0/appraised/by", json!("noi-vụ"))])),
        ("unknown_agency-far", in_framework(&[("/nodes/0/lead", json!(["kho-bac"]))])),
        ("duplicate_agency-list", in_framework(&[("/nodes/0/lead", json!(["noi-vu", "noi-vu"]))])),
        (
            "duplicate_code-sheet",
            in_sheet(&[
                ("/entries/2/code", json!("1.2")),
                ("/entries/2/self", Value::Null),
                ("/entries/2/appraised", Value::Null),
            ]),
        ),
        ("unknown_code-far", in_sheet(&[("/entries/2/code", json!("tổng"))])),
        ("unknown_code-rank", only(rank_at(&all, "1.33").findings())),
        ("unknown_code-what_if", what("1.33", "1")),
        ("unknown_code-what_if-far", what("tổng", "1")),
        ("unknown_unit-far", only(weak(&all, "bo-noi-vu", Order::PointsLost).findings())),
        ("not_a_leaf-what_if", what("1", "1")),
        ("not_a_level-points", in_sheet(&[("/entries/0/self", json!({"points": "0.75"}))])),
        ("not_a_level-what_if", what("1.1", "0.75")),
        ("wrong_stage-appraisal", in_sheet(&[("/entries/2/survey", json!({"points": "1"}))])),
        ("facts_foreign-direct", in_sheet(&[("/entries/2/self", json!({"facts": {"done": "1"}}))])),
        ("facts_foreign-empty", in_sheet(&[("/entries/2/self", json!({"facts": {}}))])),
        ("of_zero-done", count("of", "0")),
        ("other_framework-hash", in_sheet(&[("/framework_hash", json!("0123456789abcdef"))])),
        ("other_framework-score", { only(score(&other, &units[0], Basis::Final).findings()) }),
        ("provisional_framework-open", in_sheet_under(&open, &[("/year", json!(2022))])),
        ("not_repairable-left_out", {
            let all = score_all(&ruler, &units, Basis::Appraised);
            only(&what_if(&all, "xa-01", &[step("2", "4")]).findings)
        }),
    ];
    let mut ill = Vec::new();
    for (name, finding) in &cases {
        keep(name, finding);
        ill.extend(ill_said(finding));
    }
    assert!(ill.is_empty(), "{}", ill.join("\n"));
}

// ---- Several slips at once. ----

#[test]
fn five_slips_are_reported_at_once() {
    let document = spoilt_framework(&[
        ("/total", json!("99")),
        ("/nodes/0/children/0/rule/levels/1/points", json!("0.5.5")),
        ("/nodes/0/children/1/rule/part", Value::Null),
        ("/nodes/0/children/2/code", json!("1.1")),
        ("/nodes/1/lead", json!(["kho-bac"])),
        ("/policies/missing", Value::Null),
    ]);
    let error: Error = Framework::from_json(document.to_string()).unwrap_err();
    assert!(error.is_refused());
    let errors = error.findings().iter().filter(|finding| finding.is_error());
    let mut codes: Vec<&str> = errors.map(|finding| finding.code().as_str()).collect();
    codes.sort_unstable();
    let wanted = [
        "bad_number",
        "duplicate_code",
        "part_required",
        "policy_required",
        "sum_of_children",
        "unknown_agency",
    ];
    assert_eq!(codes, wanted);
    for finding in error.findings() {
        placed(finding, &document);
        assert!(error.to_string().contains(&finding.to_string()));
    }
}

#[test]
fn slips_of_one_sheet_are_reported_at_once() {
    let document = spoilt_sheet(&[
        ("/entries/0/self/facts/level", json!("half")),
        ("/entries/1/appraised/facts/done", json!("61")),
        ("/entries/2/self/points", json!("9")),
        ("/entries/3/appraised", json!({"points": "1"})),
        ("/bonus", json!("1,5")),
    ]);
    let input = read(&ruler(), document.to_string());
    let codes: Vec<&str> = input.findings.iter().map(|finding| finding.code().as_str()).collect();
    let wanted = ["not_a_level", "done_over_of", "out_of_range", "wrong_stage", "bad_number"];
    assert_eq!(codes, wanted);
    for finding in &input.findings {
        placed(finding, &document);
    }
}

#[test]
fn three_broken_sheets_do_not_hide_three_good_ones() {
    let ruler = ruler();
    let named = |id: &str, slips: &[(&str, Value)]| {
        let mut document = spoilt_sheet(slips);
        put(&mut document, "/unit/id", json!(id));
        put(&mut document, "/unit/name", json!(id));
        document
    };
    // A bad value, a bad shape, and a shape from which not even the unit can be told.
    let sheets = json!([
        named("a", &[]),
        named("b", &[("/entries/0/self/facts/level", json!("half"))]),
        named("c", &[("/entries/2/appraised/points", json!("2"))]),
        named("d", &[("/bonnus", json!("1"))]),
        named("e", &[]),
        spoilt_sheet(&[("/unit", json!("f"))]),
    ]);
    let input = read(&ruler, serde_json::to_string_pretty(&sheets).unwrap());
    let codes: Vec<&str> = input.findings.iter().map(|finding| finding.code().as_str()).collect();
    assert_eq!(codes.len(), 3, "{codes:?}");
    for code in ["not_a_level", "unknown_key", "bad_json"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    let good = input.assessments.iter().filter(|assessment| !assessment.is_in_error());
    let good: Vec<&str> = good.map(|assessment| assessment.unit().id.as_str()).collect();
    assert_eq!(good, ["a", "c", "e"]);

    let all = score_all(&ruler, &input.assessments, Basis::Final);
    let table = rank(&all);
    let rows: Vec<(&str, Option<usize>, State)> = table
        .rows()
        .iter()
        .map(|row| (row.unit.id.as_str(), row.rank, row.score.state()))
        .collect();
    let wanted = [
        ("c", Some(1), State::Complete),
        ("a", Some(2), State::Complete),
        ("e", Some(2), State::Complete),
        ("b", None, State::InError),
        ("d", None, State::InError),
    ];
    assert_eq!(rows, wanted);
    for row in table.rows().iter().filter(|row| row.rank.is_none()) {
        let numbers = [row.score.possible(), row.score.obtained(), row.score.lost()];
        assert_eq!(numbers, [Points::ZERO; 3]);
        assert_eq!((row.ratio, row.points_to_next, row.margin), (None, None, None));
        assert!(row.grade.label.is_none() && !row.tied);
    }
}

#[test]
fn one_broken_line_does_not_hide_the_others() {
    let line = |id: &str| {
        let mut document = sheet_document();
        put(&mut document, "/unit/id", json!(id));
        document.to_string()
    };
    let text = format!("{}\n{}\n{}\n", line("a"), &line("b")[..60], line("c"));
    let input = read(&ruler(), text);
    let good: Vec<&str> =
        input.assessments.iter().map(|assessment| assessment.unit().id.as_str()).collect();
    assert_eq!(good, ["a", "c"]);
    let finding = only(&input.findings);
    assert_eq!(finding.code(), FindingCode::BadJson);
    assert!(matches!(finding.place().line, Some(2 | 3)), "{finding}");
}

/// A slip in a code is one finding, however deep the node stands.
#[test]
fn a_bad_code_deep_in_the_tree_is_one_finding() {
    let mut node = json!({"code": "7 a", "name": {"vi": "x"}, "max": "4",
        "rule": {"kind": "direct"}});
    for depth in (1..8).rev() {
        let code = vec!["2"; depth].join(".");
        node = json!({"code": code, "name": {"vi": "x"}, "max": "4", "children": [node]});
    }
    let finding = in_framework(&[("/nodes/1", node)]);
    assert_eq!(finding.code(), FindingCode::BadCode);
}

/// Keys that a person left out by accident or typed as nothing.
#[test]
fn the_row_of_a_finding_has_the_columns_of_the_format() {
    let finding = case(FindingCode::NotALevel);
    let row = serde_json::to_string(&finding).unwrap();
    let columns = [
        "severity",
        "code",
        "unit",
        "name",
        "node",
        "stage",
        "file",
        "sheet",
        "cell",
        "line",
        "pointer",
        "found",
        "expected",
        "suggestion",
        "message",
    ];
    let mut last = 0;
    for column in columns {
        let at = row.find(&format!("\"{column}\":")).unwrap_or_else(|| panic!("{column}: {row}"));
        assert!(at >= last, "{column} is out of order: {row}");
        last = at;
    }
}

#[test]
fn take_and_put_do_what_they_say() {
    let mut document = sheet_document();
    take(&mut document, "/bonus");
    assert!(document.get("bonus").is_none());
    assert!(!read(&ruler(), document.to_string()).has_errors());
}
