//! A sound framework and a sound sheet, to be spoilt.

use super::*;

pub(crate) fn framework_document() -> Value {
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

pub(crate) fn sheet_document() -> Value {
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
pub(crate) fn put(document: &mut Value, pointer: &str, value: Value) {
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

pub(crate) fn take(document: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    document.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key).unwrap();
}

pub(crate) fn ruler() -> Framework {
    Framework::from_json(framework_document().to_string()).unwrap()
}

/// The framework with other values at some pointers.
pub(crate) fn spoilt_framework(slips: &[(&str, Value)]) -> Value {
    let mut document = framework_document();
    for (pointer, value) in slips {
        put(&mut document, pointer, value.clone());
    }
    document
}

pub(crate) fn spoilt_sheet(slips: &[(&str, Value)]) -> Value {
    let mut document = sheet_document();
    for (pointer, value) in slips {
        put(&mut document, pointer, value.clone());
    }
    document
}

/// Everything a text of a framework gives, refused or not.
pub(crate) fn framework_findings(text: impl AsRef<[u8]>) -> Vec<Finding> {
    match Framework::from_json(text) {
        Ok(framework) => framework.findings().to_vec(),
        Err(error) => error.findings().to_vec(),
    }
}

/// One finding, and no other as grave: a slip must not drag false findings along.
pub(crate) fn only(findings: &[Finding]) -> Finding {
    let texts: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let gravest = findings.iter().map(Finding::severity).max();
    let mut gravest = findings.iter().filter(|finding| Some(finding.severity()) == gravest);
    let finding = gravest.next().cloned();
    assert_eq!(gravest.count(), 0, "one slip gives one finding, not\n{}", texts.join("\n"));
    finding.unwrap_or_else(|| panic!("a slip gives a finding"))
}

/// The one finding about a framework with one slip; its place is in the document.
pub(crate) fn in_framework(slips: &[(&str, Value)]) -> Finding {
    let document = spoilt_framework(slips);
    let finding = only(&framework_findings(document.to_string()));
    placed(&finding, &document);
    finding
}

pub(crate) fn in_sheet(slips: &[(&str, Value)]) -> Finding {
    in_sheet_under(&ruler(), slips)
}

pub(crate) fn in_sheet_under(framework: &Framework, slips: &[(&str, Value)]) -> Finding {
    let document = spoilt_sheet(slips);
    let input = read(framework, document.to_string());
    let finding = only(&input.findings);
    placed(&finding, &document);
    // A year is of all sheets alike.
    let unit = finding.place().unit.as_deref();
    let of_all = finding.code() == FindingCode::ProvisionalFramework;
    assert_eq!(unit, (!of_all).then_some("xa-01"), "{finding}");
    assert_eq!(input.assessments.len(), 1);
    assert_eq!(input.assessments[0].is_in_error(), finding.is_error());
    finding
}

/// A pointer leads to what was found, or to where a missing key belongs.
pub(crate) fn placed(finding: &Finding, document: &Value) {
    let pointer = finding.place().pointer.as_deref().unwrap_or_else(|| panic!("{finding:?}"));
    let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
    let there = document.pointer(pointer).or_else(|| document.pointer(parent));
    assert!(there.is_some(), "{pointer} leads nowhere: {finding}");
    if let (Some(Value::String(text)), Some(found)) =
        (document.pointer(pointer), finding.found_text())
    {
        let said =
            found.contains(text.as_str()) || text.starts_with(found.split("… (+").next().unwrap());
        let number = found.parse::<Points>().ok().is_some_and(|found| text.parse() == Ok(found));
        let sums = [FindingCode::SumOfChildren, FindingCode::TreeTooLarge];
        let sum = sums.contains(&finding.code());
        assert!(said || number || sum, "{text} stands there, not {found}: {finding}");
    }
}

pub(crate) fn shape(text: impl AsRef<[u8]>) -> Finding {
    let finding = only(&framework_findings(text));
    assert!(finding.place().line.is_some(), "{finding}");
    finding
}

/// A good sheet of another unit, under the sound framework.
pub(crate) fn unit(id: &str, year: u16, group: Option<&str>) -> Assessment {
    let mut document = sheet_document();
    put(&mut document, "/unit", json!({"id": id, "name": id, "group": group}));
    put(&mut document, "/year", json!(year));
    let input = read(&ruler(), document.to_string());
    assert!(input.findings.iter().all(|finding| !finding.is_error()), "{:?}", input.findings);
    input.assessments[0].clone()
}
