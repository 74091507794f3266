//! Frameworks as an office types them: a plain table with slips, any embedded one mutated, two
//! compared.

use par_index::finding::Severity;
use par_index::framework::{Change, Scorer, embedded_ids};
use par_index::spec::{AgencySpec, FrameworkSpec, NodeSpec, RuleSpec};
use par_index::{Basis, Framework, Lang, framework, score, spec::AssessmentSpec};
use proptest::prelude::*;
use serde_json::Value;

/// Policies and head of a framework whose nodes are set afterwards.
fn blank(total: &str) -> FrameworkSpec {
    let policies = r#"{"not_applicable": "rescale", "no_survey": "rescale", "missing": "incomplete",
        "ties": "competition", "award": {"digits": 2}, "print": {"digits": 2}}"#;
    let title = par_index::Text::new("Bộ tiêu chí gõ tay", "");
    let policies = serde_json::from_str(policies).unwrap();
    let mut spec = FrameworkSpec::new("typed", title, total, policies);
    spec.agencies = ["noi-vu", "tu-phap", "tai-chinh", "so-noi-vu"]
        .map(|id| AgencySpec { id: id.into(), name: par_index::Text::same(id), short: None })
        .to_vec();
    spec
}

/// One row of the table an office types: code, name, maximum, scorer, rule, lead, evidence.
type Row = [String; 7];

/// 8 fields × 5 criteria × 3 components, 100 points in all: what a clean table looks like.
fn table() -> Vec<Row> {
    let rules = [
        "tỷ lệ: tối đa từ 100%; sàn 50%",
        "bậc: từ 3 → {max}; từ 1 → 0,25",
        "mức: 0; 0,5; {max}",
        "trừ 0,25 mỗi vụ việc",
        "có/không",
        "mỗi việc 0,25",
    ];
    let mut rows: Vec<Row> = Vec::new();
    let row = |cells: [&str; 7]| cells.map(str::to_owned);
    for f in 1..=8 {
        let leads = ["noi-vu", "tu-phap", "tai-chinh"];
        rows.push(row([
            &f.to_string(),
            &format!("Lĩnh vực {f}"),
            "12.5",
            "",
            "",
            leads[f % 3],
            "",
        ]));
        for c in 1..=5 {
            let code = format!("{f}.{c}");
            rows.push(row([&code, &format!("Tiêu chí {code}"), "2.5", "", "", "", ""]));
            for k in 1..=3 {
                let code = format!("{f}.{c}.{k}");
                let survey = c == 5 && k == 3;
                let max = if k == 3 { "1" } else { "0.75" };
                let rule = if survey {
                    "điều tra: 100/60/20/0".to_owned()
                } else {
                    rules[(f + c + k) % rules.len()].replace("{max}", &max.replace('.', ","))
                };
                let scorer = if survey { "survey" } else { "appraisal" };
                let evidence = if survey { "" } else { "Báo cáo" };
                rows.push(row([
                    &code,
                    &format!("Thành phần {code}"),
                    max,
                    scorer,
                    &rule,
                    "",
                    evidence,
                ]));
            }
        }
    }
    rows
}

/// The framework of a table: a node under the last one whose code it continues.
fn build(rows: &[Row]) -> FrameworkSpec {
    let mut spec = blank("100");
    for [code, name, max, scorer, rule, lead, evidence] in rows {
        let mut node = NodeSpec::new(code, par_index::Text::new(name.clone(), ""), max);
        node.evidence = (!evidence.is_empty()).then(|| evidence.clone());
        if !lead.is_empty() {
            node = node.led_by([lead.as_str()]);
        }
        if !rule.is_empty() {
            node = node.rule(RuleSpec::from_line(rule).unwrap());
            let survey = node.scorer == Some(Scorer::Survey);
            assert_eq!(survey, scorer == "survey", "{code}");
        }
        let depth = code.matches('.').count();
        if depth == 0 {
            node.appraiser = Some(vec!["so-noi-vu".into()]);
        }
        let mut siblings = &mut spec.nodes;
        for _ in 0..depth {
            siblings = &mut siblings.last_mut().unwrap().children;
        }
        siblings.push(node);
    }
    spec
}

fn slip(rows: &mut [Row], code: &str, cell: usize, text: &str) {
    text.clone_into(&mut rows.iter_mut().find(|row| row[0] == code).unwrap()[cell]);
}

#[test]
fn a_clean_table_of_120_components_has_no_finding() {
    let fw = build(&table()).check().unwrap();
    assert!(fw.findings().is_empty(), "{:?}", fw.findings());
    assert_eq!((fw.fields().count(), fw.nodes().len(), fw.leaves().count()), (8, 168, 120));
    assert_eq!(fw.total().to_string(), "100");
}

#[test]
fn five_planted_slips_are_named_with_their_cures_and_nothing_else() {
    let mut rows = table();
    slip(&mut rows, "2.3.1", 2, "0.57"); // 0.75 with two digits exchanged
    slip(&mut rows, "4.1.2", 0, "4.1.1"); // a code typed twice
    slip(&mut rows, "5.2", 5, "noi-vụ"); // an agency with an accent too many
    slip(&mut rows, "6.4.2", 6, ""); // no evidence asked for
    slip(&mut rows, "7.1.3", 4, "bậc: từ 3 → 0,5; từ 1 → 1"); // bands that fall
    let error = build(&rows).check().unwrap_err();
    let found: Vec<(&str, Option<&str>, String)> = error
        .findings()
        .iter()
        .map(|f| (f.code().as_str(), f.place().node.as_deref(), f.suggestion(Lang::En)))
        .collect();
    let want = [
        ("sum_of_children", "2.3", "0.18 is missing under 2.3"),
        ("duplicate_code", "4.1.1", "give one of them another code"),
        ("unknown_agency", "5.2", "add it to the list of agencies"),
        ("evidence_not_asked", "6.4.2", "name them"),
        ("bands_fall", "7.1.3", "correct the points or the thresholds"),
    ];
    assert_eq!(found.len(), want.len(), "{found:#?}");
    for (code, node, cure) in want {
        let hit = found.iter().find(|(c, n, _)| *c == code && *n == Some(node));
        assert!(hit.is_some_and(|(.., text)| text.contains(cure)), "{code} {node}: {found:#?}");
    }
    let near = error.findings().iter().find(|f| f.code().as_str() == "unknown_agency").unwrap();
    assert!(near.expected(Lang::Vi).contains("noi-vu"));
}

#[test]
fn the_embedded_rulers_are_whole() {
    for id in embedded_ids() {
        let fw = framework(id).unwrap();
        assert_eq!(fw.id(), id);
        let total = match id {
            "papi-2011" => "60",
            _ if id.starts_with("papi-") => "80",
            _ => "100",
        };
        assert_eq!(fw.total().to_string(), total, "{id}");
        assert!(fw.findings().iter().all(|f| f.severity() == Severity::Note), "{id}");
        for node in fw.nodes() {
            assert!(node.source().is_some_and(|source| !source.is_empty()), "{id} {}", node.code());
            assert!(
                !node.name().vi.is_empty() && !node.name().en.is_empty(),
                "{id} {}",
                node.code()
            );
        }
        let again = Framework::from_json(fw.to_json()).unwrap();
        assert_eq!((again.hash(), again.to_json()), (fw.hash(), fw.to_json()), "{id}");
    }
    let ministry = framework("vn-ministry-2022").unwrap();
    assert!(!ministry.findings().iter().any(|f| f.code().as_str() == "stated_differs"));
}

#[test]
fn the_targets_of_the_letter_are_rules() {
    let fw = framework("hon-quan-2023").unwrap();
    let line = |code: &str| {
        let json =
            serde_json::to_value(serde_json::from_str::<Value>(&fw.to_json()).unwrap()).unwrap();
        let mut rule = find_rule(&json["nodes"], code).unwrap();
        rule.as_object_mut().unwrap().remove("labels");
        serde_json::from_value::<RuleSpec>(rule).unwrap().to_line(Lang::En).unwrap()
    };
    for (code, want) in [
        ("1.1.1", "share: full at 100%; floor 70%"),
        ("1.2", "share: full at 30%; part of the target"),
        ("1.5", "bands: 3 → 1.5; 2 → 1; 1 → 0.5"),
        ("3.1", "share: full at 100%; floor 80%"),
        ("5.3.1", "minus 0.5 each"),
        ("6.1", "share: full at 100%; if any"),
        ("6.2", "share: full at 80%; part of the target"),
        ("8.1", "survey: 100/60/20/0/-"),
        ("8.2", "share: full above 95%; part of the whole"),
        ("8.3", "share: full above 85%; part of the whole"),
    ] {
        assert_eq!(line(code), want, "{code}");
    }
}

fn find_rule(nodes: &Value, code: &str) -> Option<Value> {
    nodes.as_array()?.iter().find_map(|node| {
        if node["code"] == code {
            Some(node["rule"].clone())
        } else {
            find_rule(&node["children"], code)
        }
    })
}

#[test]
fn ha_noi_scales_the_appraised_part_to_a_hundred_without_a_survey() {
    let fw = framework("ha-noi-commune").unwrap();
    let mut sheet = AssessmentSpec::new("ha-noi-commune", 2023, "u");
    for leaf in fw.leaves().filter(|leaf| !leaf.is_survey()) {
        let half = leaf.max().to_decimal() / rust_decimal::Decimal::TWO;
        sheet = sheet.appraised(leaf.code().as_str(), half.to_string());
    }
    sheet.survey = Some(par_index::spec::SurveySpec::NotHeld);
    let (assessment, findings) = sheet.check(&fw);
    assert!(findings.is_empty(), "{findings:?}");
    let total = score(&fw, &assessment, Basis::Final).total();
    assert_eq!((total.possible().to_string(), total.is_rescaled()), ("75".to_owned(), true));
    assert_eq!(total.ratio().unwrap(), "1/2".parse().unwrap());
}

/// Every place of a document: numbers, codes and other texts, and keys.
fn places(value: &Value, path: &str, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            out.push(format!("key {path}/{key}"));
            places(value, &format!("{path}/{key}"), out);
        }),
        Value::Array(list) => {
            list.iter()
                .enumerate()
                .for_each(|(n, value)| places(value, &format!("{path}/{n}"), out));
        }
        Value::String(_) | Value::Number(_) => out.push(path.to_owned()),
        _ => {}
    }
}

/// The document with one place changed.
fn mutated(document: &Value, place: &str) -> Value {
    let mut out = document.clone();
    if let Some(path) = place.strip_prefix("key ") {
        let (parent, key) = path.rsplit_once('/').unwrap();
        let map = out.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        let value = map.remove(key).unwrap();
        map.insert(format!("{key}x"), value);
        return out;
    }
    let value = out.pointer_mut(place).unwrap();
    *value = match value {
        Value::Number(number) => Value::from(number.as_i64().unwrap() + 1),
        Value::String(text) => match text.parse::<par_index::Points>() {
            Ok(_) => Value::from(format!("{text}1").replacen("01", "1", 1)),
            Err(_) => Value::from(format!("{text}x")),
        },
        _ => unreachable!(),
    };
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn one_mutation_never_passes_silently(id in 0_usize..5, seed in any::<prop::sample::Index>()) {
        let id = embedded_ids().nth(id).unwrap();
        let fw = framework(id).unwrap();
        let document: Value = serde_json::from_str(&fw.to_json()).unwrap();
        let mut all = Vec::new();
        places(&document, "", &mut all);
        let place = &all[seed.index(all.len())];
        let changed = mutated(&document, place);
        prop_assert_ne!(&changed, &document);
        if let Ok(other) = Framework::from_json(changed.to_string()) {
            prop_assert_ne!(other.hash(), fw.hash(), "{} {}", id, place);
        }
    }
}

#[test]
fn a_new_decision_is_told_change_by_change() {
    let old = build(&table()).check().unwrap();
    let mut rows = table();
    rows.retain(|row| row[0] != "8.5.3" && row[0] != "1.1.2");
    slip(&mut rows, "8.5.2", 2, "1.75"); // takes the points of the dropped one
    slip(&mut rows, "8.5.2", 4, "có/không");
    slip(&mut rows, "1.1.3", 0, "1.1.2"); // moves up
    slip(&mut rows, "1.1.1", 2, "1.5");
    slip(&mut rows, "1.1.1", 4, "có/không");
    slip(&mut rows, "3.1.1", 1, "Tên mới");
    slip(&mut rows, "4", 5, "tai-chinh");
    let new = build(&rows).check().unwrap();
    let code = |text: &str| text.parse().unwrap();
    let changes = old.difference(&new);
    for want in [
        Change::Dropped(code("1.1.2")),
        Change::Dropped(code("8.5.3")),
        Change::Recoded { from: code("1.1.3"), to: code("1.1.2") },
        Change::Rescaled {
            code: code("1.1.1"),
            from: "0.75".parse().unwrap(),
            to: "1.5".parse().unwrap(),
        },
        Change::Rescaled {
            code: code("8.5.2"),
            from: "0.75".parse().unwrap(),
            to: "1.75".parse().unwrap(),
        },
    ] {
        assert!(changes.contains(&want), "{want:?} {changes:#?}");
    }
    assert!(
        changes
            .iter()
            .any(|c| matches!(c, Change::Renamed { code, .. } if code.as_str() == "3.1.1"))
    );
    assert!(!changes.iter().any(|c| matches!(c, Change::Added(_))), "{changes:#?}");
    // Field 4 with its 5 criteria and 15 components goes to another lead.
    let reassigned = changes.iter().filter(|c| matches!(c, Change::Reassigned { .. })).count();
    assert_eq!(reassigned, 21);
    assert!(new.difference(&new).is_empty());
}

#[test]
fn days_are_read_as_people_write_them_and_written_one_way() {
    let embedded = framework("hon-quan-2023").unwrap();
    let typed = embedded.to_json().replacen("2023-01-13", "13/1/2023", 1);
    let same = Framework::from_json(typed).unwrap();
    assert_eq!((same.hash(), same.to_json()), (embedded.hash(), embedded.to_json()));
    let bad = embedded.to_json().replacen("2023-01-13", "31/2/2023", 1);
    assert_eq!(Framework::from_json(bad).unwrap_err().findings()[0].code().as_str(), "bad_date");
    // The day of an appraisal.
    let sheets = par_index::sample("communes-2023").unwrap();
    assert!(sheets.contains("2024-01-08"));
    let [iso, typed] = [sheets.to_owned(), sheets.replace("2024-01-08", "8/1/2024")]
        .map(|text| par_index::read(&embedded, text));
    let written = |input: &par_index::Input| -> Vec<String> {
        input.assessments.iter().map(|one| serde_json::to_string(&one.to_spec()).unwrap()).collect()
    };
    assert_eq!((written(&typed), typed.findings), (written(&iso), iso.findings));
}

/// What a reader adds to a framework is not lost where somebody else holds it too, and is not theirs.
#[test]
fn a_finding_is_noted_on_a_framework_that_others_hold() {
    let held = framework("hon-quan-2023").unwrap();
    let slip = Framework::from_json("{}").unwrap_err().findings()[0].clone();
    let noted = held.clone().noted(slip.clone());
    assert_eq!(noted.findings().last(), Some(&slip));
    assert!(!held.findings().contains(&slip));
    assert!(noted == held && noted.hash() == held.hash());
}
