//! Q. What was not read, and cells merged over rows.

use par_index::ask::Asked;
use par_index::assessment::{Register, RegisteredUnit};
use par_index::dossier::Dossier;
use par_index::finding::FindingCode;
use par_index::reply::Reply;
use par_index::spec::SurveySpec;
use par_index::view::Look;
use par_index::{Framework, Input, Inputs, Lang};
use par_index_sheets::read_input;

use crate::common::{Ruler, field, leaf, sheet, surveyed};

fn ruler() -> Framework {
    Ruler::new(vec![field("1", vec![leaf("1.1", "2"), leaf("1.2", "4")]), leaf("2", "4")]).build()
}

fn read(files: &[(&str, &str)]) -> Input {
    let mut inputs = Inputs::new(&ruler()).for_year(2023);
    for (name, text) in files {
        read_input(&mut inputs, name, text.as_bytes());
    }
    inputs.finish()
}

fn reply(name: &str, input: Input) -> Reply {
    Dossier::new(&ruler(), input).ask(&Asked::of(name, "{}").unwrap()).unwrap()
}

fn vietnamese(reply: &Reply) -> String {
    reply.text(Look { lang: Lang::Vi, ..Look::default() })
}

const FIRST: (&str, &str) = ("lan1.csv", "unit,1.1,1.2,2\nxa-01,2,4,3\nxa-02,1,2,3\n");
/// No heading is known.
const SECOND: (&str, &str) = ("lan2.csv", "KẾT QUẢ LẦN 2,,,\nai,a,b,c\nxa-01,0,0,0\n");

#[test]
fn q1_every_result_bears_what_was_not_read() {
    let reply = reply("rank", read(&[FIRST, SECOND]));
    let text = vietnamese(&reply);
    assert!(text.starts_with("CHƯA ĐỌC ĐƯỢC: lan2.csv\n"), "{text}");
    assert!(text.contains("90,00%"), "everything is computed: {text}");
    assert_eq!(reply.exit_code(), 1);
    assert_eq!(reply.columns().last().unwrap(), "not_read");
}

#[test]
fn q1_a_unit_that_is_told_is_in_error_and_concerns_nobody_else() {
    let known = ["xa-01", "xa-02", "xa-03"].map(RegisteredUnit::new).to_vec();
    let mut inputs = Inputs::new(&ruler()).for_year(2023).with_register(Register::new(known).0);
    read_input(&mut inputs, FIRST.0, FIRST.1.as_bytes());
    read_input(&mut inputs, "gửi/XA-03.xlsx", b"PK\x03\x04");
    let input = inputs.finish();
    assert_eq!(input.not_read, []);
    let intake = reply("intake", input.clone());
    let text = vietnamese(&intake);
    assert!(text.contains("đã gửi") && !text.contains("chưa gửi"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&intake.to_json()).unwrap();
    let row = &json["rows"][2];
    assert_eq!((&row["state"], &row["unreadable"]), (&"in_error".into(), &"gửi/XA-03.xlsx".into()));
    let rank = reply("rank", input);
    assert!(!vietnamese(&rank).contains("CHƯA ĐỌC"));
    assert_eq!(rank.exit_code(), 1);
}

/// What a unit in error has sent is counted all the same.
#[test]
fn q1_intake_counts_what_a_unit_in_error_has_sent() {
    let input = read(&[FIRST, ("sai.csv", "unit,1.1,1.2,2\nxa-03,2,9,3\n")]);
    let json: serde_json::Value = serde_json::from_str(&reply("intake", input).to_json()).unwrap();
    let row = &json["rows"][2];
    assert_eq!(row["state"], "in_error");
    assert_eq!(
        (&row["leaves"], &row["appraised"], &row["open"]),
        (&3.into(), &2.into(), &1.into())
    );
    // So is one that says that no survey was held and holds its values.
    let fw = Ruler::new(vec![leaf("1", "7"), surveyed("2", "3"), leaf("3", "4")]).build();
    let mut sheet = sheet("u").appraised("1", "6").survey("2", "2");
    sheet.survey = Some(SurveySpec::NotHeld);
    let input = par_index::read(&fw, serde_json::to_string(&sheet).unwrap());
    let intake = Dossier::new(&fw, input).ask(&Asked::of("intake", "{}").unwrap()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&intake.to_json()).unwrap();
    let row = &json["rows"][0];
    assert_eq!(row["state"], "in_error");
    assert_eq!((&row["leaves"], &row["open"]), (&2.into(), &1.into()), "{row}");
}

#[test]
fn q1_check_counts_what_was_read() {
    let sum = |input: Input| {
        let reply = reply("check", input);
        let summary = reply.summary().unwrap();
        let text = reply.text(Look::default());
        (summary["units"].clone(), summary["computed"].clone(), text)
    };
    let known = ["xa-01", "xa-02", "xa-03"].map(RegisteredUnit::new).to_vec();
    let with = |file: (&str, &str)| {
        let register = Register::new(known.clone()).0;
        let mut inputs = Inputs::new(&ruler()).for_year(2023).with_register(register);
        read_input(&mut inputs, file.0, file.1.as_bytes());
        inputs.finish()
    };
    let (units, computed, text) = sum(with(SECOND));
    assert_eq!((units, computed), (0.into(), 0.into()));
    assert!(text.starts_with("NOT READ: lan2.csv\n"), "{text}");
    assert!(text.ends_with("Nothing was read: no unit can be computed.\n"), "{text}");
    let (units, computed, _) = sum(with(FIRST));
    assert_eq!((units, computed), (2.into(), 2.into()));
    // Without a register too.
    let (units, _, text) = sum(read(&[("trong.csv", "unit,1.1\n")]));
    assert!(units == 0 && text.contains("Nothing was read"), "{text}");
}

/// A table may be whole and hold nobody: no call passes that for a result.
#[test]
fn q1_inputs_without_a_unit_are_an_error() {
    for text in [&[("trong.csv", "unit,1.1\n")][..], &[("trong.json", "[]")], &[]] {
        for call in ["rank", "score", "check", "intake", "join", "lost"] {
            let reply = reply(call, read(text));
            let errors = reply.findings().iter().filter(|one| one.is_error());
            let codes: Vec<_> = errors.map(|one| one.code().as_str()).collect();
            assert_eq!((reply.exit_code(), codes), (1, vec!["no_units"]), "{call}");
            assert!(reply.to_json().contains("\"no_units\""), "{}", reply.to_json());
        }
    }
    // Of nobody's sheet it is said why already, and a registered unit is one.
    let unnamed = reply("rank", read(&[("x.csv", "unit,1.1\n,2\n")]));
    assert!(unnamed.findings().iter().all(|one| one.code() == FindingCode::UnitMissing));
    let known = Register::new(vec![RegisteredUnit::new("xa-01")]).0;
    let silent = Inputs::new(&ruler()).for_year(2023).with_register(known).finish();
    assert_eq!(reply("rank", silent).exit_code(), 0);
}

/// The lines of a JSON sheet that is nobody's are all of its lines, however it came to be so.
#[test]
fn q1_a_sheet_of_an_unknown_unit_is_not_read_to_its_end() {
    let sheet = |unit: &str| {
        format!(
            "{{\"schema_version\": 1, \"kind\": \"assessment\", \"framework\": \"test\",\n\
            \"unit\": {{\"id\": \"{unit}\"}},\n\"entries\": []}}\n"
        )
    };
    let broken = sheet("xa-01").replace("\"unit\"", "\"uni\"");
    for odd in [sheet("xa-77"), sheet(""), broken] {
        let known = Register::new(vec![RegisteredUnit::new("xa-01")]).0;
        let mut inputs = Inputs::new(&ruler()).for_year(2023).with_register(known);
        inputs.read("gop.json", [sheet("xa-01"), odd].concat());
        let input = inputs.finish();
        assert_eq!(input.not_read[0].rows.as_ref().unwrap().to_string(), "4-6");
    }
}

/// Points of a unit at the leaves, as they stand; empty where there is none.
fn marks(input: &Input, unit: &str) -> Vec<String> {
    let sheet = input.assessments.iter().find(|one| one.unit().id == unit);
    let points = |code: &str| {
        let entry = sheet?.entry(code)?;
        let value = entry.appraised.as_ref()?.value.as_ref()?;
        value.points().map(|points| points.to_string())
    };
    ["1.1", "1.2", "2"].map(|code| points(code).unwrap_or_default()).to_vec()
}

#[test]
fn q3_an_empty_unit_continues_the_one_above_while_its_code_is_new() {
    let merged = "unit,component,appraised\nxa-01,1.1,2\n,1.2,4\n,2,3\nxa-02,1.1,1\n,1.2,2\n";
    let input = read(&[("gop.csv", merged)]);
    assert_eq!(marks(&input, "xa-01"), ["2", "4", "3"]);
    assert_eq!(marks(&input, "xa-02"), ["1", "2", ""]);
    assert!(input.not_read.is_empty() && !input.has_errors());
    let notes = input.findings.iter().filter(|one| one.code() == FindingCode::UnitContinued);
    let notes: Vec<_> =
        notes.map(|one| (one.place().unit.as_deref(), one.found_text().unwrap())).collect();
    assert_eq!(notes, [(Some("xa-01"), "3-4"), (Some("xa-02"), "6")]);
}

#[test]
fn q3_a_code_that_comes_again_is_of_somebody_else() {
    // The unit of the second block is lost: its rows are not read, not even those of new codes.
    let lost = "unit,component,appraised\nxa-01,1.1,2\n,1.2,4\n,1.1,1\n,2,1\nxa-02,2,1\n";
    let input = read(&[("gop.csv", lost)]);
    assert_eq!(marks(&input, "xa-01"), ["2", "4", ""]);
    assert_eq!(marks(&input, "xa-02"), ["", "", "1"]);
    assert_eq!(input.not_read[0].rows.as_ref().unwrap().to_string(), "4-5");
    // A unit that nobody knows is continued by nobody.
    let known = [RegisteredUnit::new("xa-01")].to_vec();
    let mut inputs = Inputs::new(&ruler()).for_year(2023).with_register(Register::new(known).0);
    let unknown = "unit,component,appraised\nxa-77,1.1,2\n,1.2,4\nxa-01,1.1,1\n";
    read_input(&mut inputs, "la.csv", unknown.as_bytes());
    let input = inputs.finish();
    assert_eq!(input.not_read[0].rows.as_ref().unwrap().to_string(), "2-3");
    assert_eq!(marks(&input, "xa-01"), ["1", "", ""]);
}

#[test]
fn q3_facts_of_two_stages_are_two_codes() {
    let text = "unit,component,stage,appraised,self\nxa-01,1.1,,2,\n,1.1,self,,1\n";
    let input = read(&[("gop.csv", text)]);
    assert!(input.not_read.is_empty() && !input.has_errors(), "{:?}", input.findings);
}

#[test]
fn q3_in_a_wide_table_the_row_is_not_read() {
    let input = read(&[("rong.csv", "unit,1.1,1.2,2\nxa-01,2,4,3\n,1,1,1\n")]);
    assert_eq!(input.not_read[0].rows.as_ref().unwrap().to_string(), "3");
    assert_eq!(marks(&input, "xa-01"), ["2", "4", "3"]);
}

/// From a quotation mark on that is never closed nothing is read, its own row neither.
#[test]
fn q1_what_a_quotation_mark_swallows_is_not_read() {
    let text = "unit,1.1,1.2,2\nxa-01,2,4,3\nxa-02,1,\"2,3\nxa-03,2,4,3\n";
    let input = read(&[("ngoac.csv", text)]);
    assert_eq!(input.not_read[0].rows.as_ref().unwrap().to_string(), "3-4");
    assert_eq!(input.assessments.len(), 1);
}
