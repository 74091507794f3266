//! Directives: a sound one, and what is wrong with it.

use super::*;
use par_index::ask::Asked;
use par_index::directive::{Directive, Progress};
use par_index::dossier::Dossier;

fn letter_document() -> Value {
    json!({
        "schema_version": 1, "kind": "directive", "id": "chi-dao-01",
        "title": {"vi": "Chỉ đạo mẫu", "en": "Sample letter"}, "issued": "2023-06-08",
        "parents": [{"document": "09/QĐ-UBND", "issued": "2023-01-13"}],
        "addressees": ["noi-vu", "tu-phap"],
        "agencies": [
            {"id": "noi-vu", "name": {"vi": "Phòng Nội vụ", "en": "Home Affairs desk"}},
            {"id": "tu-phap", "name": {"vi": "Phòng Tư pháp", "en": "Justice desk"}}
        ],
        "obligations": [
            {"paragraph": "1", "text": {"vi": "Kiểm tra", "en": "Inspect"}, "nodes": ["1.2"],
             "goal": "reach", "comparator": "at_least", "threshold": "30", "unit_of_measure": "%",
             "base": {"vi": "đơn vị", "en": "units"}, "lead": ["noi-vu"], "due": "2023-11-30",
             "parents": ["09/QĐ-UBND"]},
            {"paragraph": "2", "text": {"vi": "Nâng hạng", "en": "Rise"}, "nodes": ["2"],
             "goal": "raise", "lead": ["tu-phap"], "cooperating": ["noi-vu"]},
            {"paragraph": "3", "text": {"vi": "Giữ vững", "en": "Keep"}, "nodes": ["3"],
             "goal": "hold", "lead": ["tu-phap"]}
        ]
    })
}

fn letter(slips: &[(&str, Value)]) -> Value {
    let mut document = letter_document();
    for (pointer, value) in slips {
        put(&mut document, pointer, value.clone());
    }
    document
}

/// The only finding of a document that is refused.
fn refused(slips: &[(&str, Value)]) -> Finding {
    let error = Directive::from_json(letter(slips).to_string()).unwrap_err();
    only(error.findings())
}

/// The only slip of one that is not.
fn slip(slips: &[(&str, Value)]) -> Finding {
    only(&Directive::from_json(letter(slips).to_string()).unwrap().slips(15))
}

#[test]
fn the_sound_letter_has_no_slip() {
    assert_eq!(Directive::from_json(letter_document().to_string()).unwrap().slips(15), []);
}

/// The only finding of reports of one obligation on one day.
fn reported(paragraph: usize, rows: &[(&str, Option<&str>)]) -> Finding {
    let letter = Directive::from_json(letter_document().to_string()).unwrap();
    let rows: Vec<Value> = rows
        .iter()
        .map(|(done, of)| json!({"obligation": paragraph.to_string(), "on": "2023-09-30", "done": done, "of": of}))
        .collect();
    only(&Progress::from_json(&letter, Value::from(rows).to_string()).1)
}

pub(crate) fn case_of_a_letter(code: &str) -> Finding {
    match code {
        "target_unclear" => refused(&[("/obligations/0/comparator", Value::Null)]),
        "starts_after_due" => refused(&[("/obligations/0/starts", json!("2023-12-01"))]),
        "part_of_itself" => refused(&[("/agencies/0/part_of", json!("noi-vu"))]),
        "unknown_link" => refused(&[("/obligations/0/nodes/0", json!("papi:9"))]),
        "not_linked" => refused(&[("/obligations/0/reconstructed", json!(["papi:4"]))]),
        "unknown_document" => refused(&[("/obligations/0/parents/0", json!("9/QĐ-UBND"))]),
        "unknown_obligation" => {
            let letter = Directive::from_json(letter_document().to_string()).unwrap();
            let rows = r#"[{"obligation": "1.1", "on": "2023-09-30", "done": 1}]"#;
            only(&Progress::from_json(&letter, rows).1)
        }
        "reports_differ" => reported(1, &[("4", Some("25")), ("5", Some("25"))]),
        "whole_is_zero" => reported(1, &[("0", Some("0"))]),
        "whole_missing" => reported(1, &[("4", None)]),
        "unknown_dimension" => {
            let document = letter(&[
                ("/obligations/1/nodes/0", json!("papi:7")),
                ("/issued", json!("2016-06-08")),
                ("/parents/0/issued", json!("2016-01-13")),
            ]);
            only(&Directive::from_json(document.to_string()).unwrap().unresolved_links())
        }
        "done_missing" => {
            let letter = letter(&[
                ("/obligations/2/goal", json!("do")),
                ("/obligations/2/nodes", json!([])),
            ]);
            let letter = Directive::from_json(letter.to_string()).unwrap();
            let rows = r#"[{"obligation": "3", "on": "2023-06-21", "note": "đã nộp"}]"#;
            only(&Progress::from_json(&letter, rows).1)
        }
        "report_before_letter" => {
            let letter = Directive::from_json(letter_document().to_string()).unwrap();
            let rows = r#"[{"obligation": "2", "on": "2022-09-30", "done": 4, "of": 25}]"#;
            only(&Progress::from_json(&letter, rows).1)
        }
        "no_goal_led" => {
            let letter = Directive::from_json(letter_document().to_string()).unwrap();
            let ruler = par_index::framework("hon-quan-2023").unwrap();
            let asked = r#"{"paper": "raise", "lead": "noi-vu"}"#;
            let asked = Asked::of("directive-papers", asked).unwrap();
            let mut input = par_index::read(&ruler, par_index::sample("communes-2023").unwrap());
            input.findings.clear();
            let dossier = Dossier::new(&ruler, input).with_directive(letter);
            let reply = dossier.ask(&asked).unwrap();
            assert_eq!(reply.exit_code(), 0);
            only(reply.findings())
        }
        "nothing_led" | "ordered_together" | "codes_unchecked" => note_of_a_call(code),
        "due_before_plan" => slip(&[("/obligations/0/due", json!("2022-11-30"))]),
        "due_before_letter" => slip(&[("/obligations/0/due", json!("2023-05-30"))]),
        "too_little_time" => slip(&[("/obligations/0/due", json!("2023-06-20"))]),
        "no_lead" => slip(&[("/obligations/0/lead", json!([]))]),
        "several_leads" => slip(&[("/obligations/0/lead", json!(["noi-vu", "tu-phap"]))]),
        "conflicting_goals" => slip(&[("/obligations/2/nodes/0", json!("2"))]),
        "own_cooperator" => slip(&[("/obligations/1/cooperating/0", json!("tu-phap"))]),
        "target_without_base" => slip(&[("/obligations/0/base", Value::Null)]),
        "not_addressed" => slip(&[("/addressees", json!(["tu-phap"]))]),
        "field_unassigned" => {
            // Of eight fields seven are given; of the eighth one part is ordered.
            let rest = json!(["3", "4", "5", "6", "7", "8"]);
            let slips = [("/framework", json!("hon-quan-2023")), ("/obligations/2/nodes", rest)];
            slip(&slips)
        }
        "weak_untouched" => {
            let rest = json!(["2", "3", "4", "5", "6", "8"]);
            let document = letter(&[
                ("/framework", json!("hon-quan-2023")),
                ("/obligations/2/nodes", rest),
                ("/obligations/1/nodes", json!(["1", "2", "7.1", "7.3", "7.4", "7.5"])),
            ]);
            let letter = Directive::from_json(document.to_string()).unwrap();
            let ruler = par_index::framework("hon-quan-2023").unwrap();
            let mut input = par_index::read(&ruler, par_index::sample("communes-2023").unwrap());
            input.findings.clear();
            let asked = Asked::of("directive-check", r#"{"below": "64"}"#).unwrap();
            let dossier = Dossier::new(&ruler, input).with_directive(letter);
            let reply = dossier.ask(&asked).unwrap();
            let found = reply.findings().iter().filter(|one| one.code().as_str() == code);
            only(&found.cloned().collect::<Vec<Finding>>())
        }
        "addressee_without_copy" => slip(&[("/copies", json!(["noi-vu"]))]),
        code => panic!("{code} has no case"),
    }
}

/// What is said beside a standing or a check, and is no error.
fn note_of_a_call(code: &str) -> Finding {
    let ask = |letter: Directive, name: &str, flags: &str| {
        let asked = Asked::of(name, flags).unwrap();
        Dossier::default().with_directive(letter).ask(&asked).unwrap()
    };
    let standing = |letter: Directive| {
        ask(letter, "directive-status", r#"{"on": "2023-09-30", "lead": "noi-vu"}"#)
    };
    let read = |document: Value| Directive::from_json(document.to_string()).unwrap();
    let reply = match code {
        "nothing_led" => {
            let letter = read(letter_document()).to_json();
            let letter = letter.replace(r#""lead":["noi-vu"]"#, r#""lead":["tu-phap"]"#);
            standing(Directive::from_json(letter).unwrap())
        }
        "ordered_together" => standing(read(letter(&[
            ("/agencies/0/part_of", json!("tu-phap")),
            ("/agencies/1/collective", json!(true)),
        ]))),
        _ => {
            let letter = read(letter(&[("/framework", json!("hon-quan-2032"))]));
            ask(letter, "directive-check", "{}")
        }
    };
    assert_eq!(reply.exit_code(), 0);
    only(reply.findings())
}
