//! Cases of tables and of inputs that are joined.

use std::sync::Arc;

use par_index::Inputs;
use par_index::ask::Asked;
use par_index::assessment::{Head, Origin, Register, RegisteredUnit, Source};
use par_index::dossier::Dossier;
use par_index::finding::Place;
use par_index_sheets::{Form, FormRow, read_framework, read_input, write_form};

use super::*;

/// Everything tables give when they are joined; each has a name.
pub(crate) fn tables(inputs: Inputs, files: &[(&str, &str)]) -> Vec<Finding> {
    let mut inputs = inputs.for_year(2023);
    for (file, text) in files {
        read_input(&mut inputs, file, text.as_bytes());
    }
    inputs.finish().findings
}

fn table(text: &str) -> Finding {
    let finding = only(&tables(Inputs::new(&ruler()), &[("xã 01.csv", text)]));
    assert!(finding.place().file.is_some(), "{finding}");
    finding
}

fn policies() -> &'static [u8] {
    br#"{"provenance": "illustrative", "policies": {"not_applicable": "rescale",
        "no_survey": "rescale", "missing": "incomplete", "ties": "competition",
        "award": {"digits": 2}, "print": {"digits": 2}}}"#
}

fn framework_table(text: &str) -> Finding {
    let read = read_framework("bo.csv", text.as_bytes(), Some(("bo.json", policies())));
    let error = read.err().unwrap_or_else(|| panic!("it was read: {text}"));
    only(error.findings())
}

fn named(unit: &str, name: &str) -> RegisteredUnit {
    let mut registered = RegisteredUnit::new(unit);
    registered.name = Some(name.into());
    registered
}

fn windows_1258() -> Finding {
    let text = b"unit;1.3\nxa\xDE \xD0\xF4ng Ho\xCCa;1.5\n";
    let mut inputs = Inputs::new(&ruler()).for_year(2023);
    read_input(&mut inputs, "xã 01.csv", text);
    only(&inputs.finish().findings)
}

#[expect(clippy::too_many_lines, reason = "one row for each code")]
pub(crate) fn case_of_a_table(code: &str) -> Finding {
    let register = |units: Vec<RegisteredUnit>| {
        let (register, findings) = Register::new(units);
        assert!(findings.is_empty(), "{findings:?}");
        Inputs::new(&ruler()).with_register(register)
    };
    match code {
        "old_encoding" => table("unit;1.3\nUÛy ban nhaân daân xaõ;1.5\n"),
        "windows_1258" => windows_1258(),
        "unknown_file" => only(&tables(Inputs::new(&ruler()), &[("xã 01.xls", "\u{0}")])),
        "cannot_open" => {
            let reason = par_index::Text::new("không được phép", "permission denied");
            Finding::new(FindingCode::CannotOpen, Place::file("in/xã 02.csv")).with("why", reason)
        }
        "named_twice" | "passed_end" | "passed_folder" | "passed_lock" | "passed_hidden"
        | "passed_special" | "passed_link" => {
            // Who lists the files of a call tells these; the library gives the words.
            let code = FindingCode::ALL.iter().find(|known| known.as_str() == code).unwrap();
            let named = if code.as_str() == "named_twice" { "a.csv = in/a.csv" } else { "a, b" };
            Finding::new(*code, Place::file("in")).found(named).with("count", 2)
        }
        "value_impossible" => {
            // So does whoever reads the manifest of a folder.
            let place = Place::file("par-index.toml");
            let below = par_index::Text::new("đường dẫn trong thư mục", "a path in the folder");
            Finding::new(FindingCode::ValueImpossible, place).found("../x").with("known", below)
        }
        "float_column" | "column_type" => {
            // Who takes frames from another program tells these.
            let code = FindingCode::ALL.iter().find(|known| known.as_str() == code).unwrap();
            let mut place = Place::file("inputs");
            place.heading = Some("1.3".to_owned());
            let finding = Finding::new(*code, place).found("1.3");
            if *code == FindingCode::FloatColumn { finding } else { finding.with("kind", "List") }
        }
        "table_unclear" => table("STT;Điểm\n1;2\n"),
        "missing_column" => framework_table("code,parent,scorer\nA,,\n1,A,appraisal\n").clone(),
        "unknown_column" => table("unit,component,apraised\nxa-01,1.3,1.5\n"),
        "duplicate_column" => table("unit,1.3,2,1.3\nxa-01,1.5,3,1.5\n"),
        "extra_claimed" => table("unit,component,self\nxa-01,bonus,1.5\n"),
        "row_too_long" => table("unit,1.3\nxa-01,1.5,9\n"),
        "quote_open" => table("unit,component,self,self_note\nxa-01,1.3,1.5,\"đã xong\n"),
        "ambiguous_number" => table("unit,component,done,of\nxa-01,1.2,1.250,3000\n"),
        "percent_given" => table("unit,component,self\nxa-01,1.3,85%\n"),
        "spreadsheet_error" => table("unit,1.3\nxa-01,#REF!\n"),
        "formula_text" => table("unit;1.3\nxa-01;=B1*2\n"),
        "numeric_code" => {
            let ten = spoilt_framework(&[("/nodes/0/children/2/code", json!("1.10"))]);
            let ten = Framework::from_json(ten.to_string()).unwrap();
            let mut inputs = Inputs::new(&ten).for_year(2023);
            // Codes 1.1 and 1.10 stand side by side here, so 1.1 is itself; 1.20 has no such twin.
            read_input(&mut inputs, "a.csv", b"unit,component,self\nxa-01,1.1,1.5\n");
            assert!(inputs.finish().findings.is_empty());
            let twenty = spoilt_framework(&[("/nodes/0/children/2/code", json!("1.20"))]);
            let twenty = Framework::from_json(twenty.to_string()).unwrap();
            let table = "unit,component,self\nxa-01,1.20,1.5\n".replace("1.20", "1.2");
            let mut inputs = Inputs::new(&spoilt_codes(&twenty)).for_year(2023);
            read_input(&mut inputs, "a.csv", table.as_bytes());
            only(&inputs.finish().findings)
        }
        "form_row_missing" => {
            let framework = ruler();
            let mut form = Form::new(&framework, StageName::SelfScore, Lang::Vi);
            form.unit = Some("xa-01".to_owned());
            let rows = form.leaves().filter(|leaf| leaf.code().as_str() != "1.3");
            let rows: Vec<FormRow> = rows.map(FormRow::new).collect();
            let mut out = Vec::new();
            write_form(&form, &rows, &mut out).unwrap();
            let mut inputs = Inputs::new(&framework).for_year(2023);
            read_input(&mut inputs, "xã 01.xlsx", &out);
            only(&inputs.finish().findings)
        }
        "unknown_word" => table("unit,component,self\nxa-01,1.3,tốt\n"),
        "bad_rule" => framework_table(
            "code,parent,max,scorer,rule\nA,,2,,\n1,A,2,appraisal,tỷ lệ: tối đa từ nhiều\n",
        ),
        "unknown_parent" => {
            framework_table("code,parent,max,scorer\nA,,2,\n1,A,2,appraisal\n2.1,2,1,appraisal\n")
        }
        "tree_too_deep" => {
            let mut text = "code,parent,max,scorer\nA,,2,\n1,A,2,\n".to_owned();
            for level in 2..=33 {
                use std::fmt::Write;
                writeln!(text, "{level},{},2,", level - 1).unwrap();
            }
            framework_table(&text)
        }
        "sheet_empty" => table("unit,1.3\n"),
        "row_passed" => table("unit,1.3\nxa-01,1.5\nTổng cộng,1.5\n"),
        "unit_missing" => table("unit,component,self\n,1.3,1.5\n"),
        "unit_continued" => table("unit,component,appraised\nxa-01,1.3,1.5\n,1.2,2\n,1.1,1.5\n"),
        "made_unread" => table("unit,component,appraised,not_read\nxa-01,1.3,1.5,true\n"),
        "taken_as" | "taken_unsure" | "rule_proposed" | "rule_unread" => {
            let text = "STT,Tiêu chí,Điểm tối đa,Cách tính điểm\n1,Chỉ đạo,,\n1.1,Kế hoạch,1,\"Ban hành: 1; không ban hành: 0\"\n\
                1.2,Báo cáo,1,Theo kết quả\n1.3,Điều tra xã hội học,2,\n";
            let framework =
                par_index_sheets::import_framework(&[("bo.csv", text.as_bytes())]).unwrap();
            let mut own = framework.findings().iter().filter(|one| one.code().as_str() == code);
            own.next().unwrap().clone()
        }
        "default_policies" => {
            let text = "code,parent,max,scorer\nA,,2,\n1,A,2,appraisal\n";
            let framework = read_framework("bo.csv", text.as_bytes(), None).unwrap();
            only(framework.findings())
        }
        "conflict" => only(&tables(Inputs::new(&ruler()), &two_values())),
        "conflict_settled" => {
            let found = tables(Inputs::new(&ruler()).prefer_last(), &two_values());
            only(&found)
        }
        "parent_unregistered" | "parents_circle" => {
            let mut unit = named("xa-01", "xã An");
            let far = code == "parent_unregistered";
            unit.parent = Some(if far { "xã Anh" } else { "xa-01" }.to_owned());
            only(&Register::new(vec![unit]).1)
        }
        "predecessors_circle" | "predecessor_twice" => {
            let mut units = vec![RegisteredUnit::new("xa-01"), RegisteredUnit::new("xa-02")];
            let of: &[&str] =
                if code == "predecessor_twice" { &["xa-02", "xa-02"] } else { &["xa-01"] };
            units[0].predecessors = of.iter().map(|id| (*id).to_owned()).collect();
            only(&Register::new(units).1)
        }
        "never_in_force" => {
            let text = r#"[{"unit": "xa-01", "valid_from": 2025, "valid_to": "2024-06-30"}]"#;
            only(&Register::new(par_index::assessment::read_units(text).unwrap()).1)
        }
        "efforts_empty" => {
            only(&Efforts::placed(&ruler(), &[], |_, _| Place::file("e.csv")).findings())
        }
        "duplicate_unit" => {
            let twice = vec![RegisteredUnit::new("xa-01"), RegisteredUnit::new("xa-01")];
            only(&Register::new(twice).1)
        }
        "ambiguous_unit" => {
            let inputs = register(vec![named("xa-01", "xã An"), named("xa-02", "Xã An")]);
            only(&tables(inputs, &[("a.csv", "unit,1.3\nUBND xã An,1.5\n")]))
        }
        "units_alike" => {
            let text = "unit,1.3\nxã Hoà,1.5\nXã Hòa,1\n";
            only(&tables(Inputs::new(&ruler()), &[("a.csv", text)]))
        }
        "register_wins" => {
            let mut unit = named("xa-01", "xã An");
            unit.group = Some("xã".to_owned());
            let text = "unit,group,1.3\nxã An,thị trấn,1.5\n";
            only(&tables(register(vec![unit]), &[("a.csv", text)]))
        }
        "unit_not_in_force" => {
            let mut unit = RegisteredUnit::new("xa-01");
            unit.valid_to = Some(2022.into());
            only(&tables(register(vec![unit]), &[("a.csv", "unit,1.3\nxa-01,1.5\n")]))
        }
        "no_units" | "still_empty" => of_a_check(code),
        "under_floor" => under_floor(),
        "cut_unexplained" => cut("xa-01,1.3,1.5,1\n"),
        "appraised_above_self" => cut("xa-01,1.3,0.5,1\n"),
        "parent_in_error" | "parent_differs" | "parent_open" | "given_twice" => {
            above::case_of_the_unit_above(code)
        }
        "figure_passed" | "figure_flagged" | "group_uncounted" => above::case_of_the_portal(code),
        code => workbooks::case_of_a_workbook(code),
    }
}

/// The only finding of a question.
fn found_by(name: &str, ruler: &Framework, inputs: Inputs) -> Finding {
    let asked = Asked::of(name, "{}").unwrap();
    only(Dossier::new(ruler, inputs.finish()).ask(&asked).unwrap().findings())
}

/// What a check says of leaves without a value, and of a table without a unit.
fn of_a_check(code: &str) -> Finding {
    let mut inputs = Inputs::new(&ruler()).for_year(2023);
    let row = if code == "still_empty" { "xa-01,0.5,1\n" } else { "" };
    read_input(&mut inputs, "a.csv", format!("unit,1.1,1.3\n{row}").as_bytes());
    found_by("check", &ruler(), inputs)
}

/// What a ranking says of a grade that a floor takes away.
fn under_floor() -> Finding {
    let mut document: Value = serde_json::from_str(&ruler().to_json()).unwrap();
    let grades = json!([{"label": {"vi": "Tốt", "en": "Good"}, "from": "0",
        "component_floor": "100", "floor_on": "field"}, {"label": {"vi": "Khá"}, "from": "0"}]);
    put(&mut document, "/grades", grades);
    let graded = Framework::from_json(document.to_string()).unwrap();
    let rows: Vec<&str> = graded.leaves().map(|leaf| leaf.code().as_str()).collect();
    let none = ",0".repeat(graded.leaves().count());
    let table = format!("unit,{}\nxa-01{none}\n", rows.join(","));
    let mut inputs = Inputs::new(&graded).for_year(2023);
    read_input(&mut inputs, "a.csv", table.as_bytes());
    found_by("rank", &graded, inputs)
}

/// What `cuts` finds in one row of claim and appraisal.
fn cut(row: &str) -> Finding {
    let mut inputs = Inputs::new(&ruler()).for_year(2023);
    let text = format!("unit,component,self,appraised\n{row}");
    read_input(&mut inputs, "a.csv", text.as_bytes());
    found_by("cuts", &ruler(), inputs)
}

fn two_values() -> [(&'static str, &'static str); 2] {
    [
        ("phòng.csv", "unit;component;appraised\nxa-01;1.3;1,5\n"),
        ("sở.csv", "unit,1.1,1.3\nxa-01,0.5,1.25\n"),
    ]
}

/// Codes 1.1 and 1.20 only, so that 1.2 can mean one leaf.
fn spoilt_codes(framework: &Framework) -> Framework {
    let mut document: Value = serde_json::from_str(&framework.to_json()).unwrap();
    put(&mut document, "/nodes/0/children/1/code", json!("1.3"));
    Framework::from_json(document.to_string()).unwrap()
}

/// A table's finding leads to its cell, whatever the file looks like.
#[test]
fn findings_of_tables_name_file_line_column_and_cell() {
    let cases = [
        ("unit,component,self\nxa-01,1.3,9\n", "C2", "self", 2),
        ("\u{feff}unit;component;self\n\n\nxa-01;1.3;9\n", "C4", "self", 4),
        (
            "sep=;\nunit;component;self_note;self\nxa-01;1.3;\"hai\ndòng\";\n\nxa-02;1.3;;9\n",
            "D4",
            "self",
            6,
        ),
        ("unit,1.1,1.2,1.3\nxa-01,0.5,1,9\n", "D2", "1.3", 2),
        ("unit,component,count,done,of\nxa-01,1.2,,61,60\n", "D2", "done", 2),
        ("unit,component,appraised,by\nxa-01,1.3,1,tu-phap\n", "D2", "by", 2),
        ("unit,component,self\nxa-01,1.9,1\n", "B2", "component", 2),
    ];
    for (text, cell, heading, line) in cases {
        let found = tables(Inputs::new(&ruler()), &[("a.csv", text)]);
        let place = only(&found).place().clone();
        assert_eq!(place.cell.as_deref(), Some(cell), "{text}");
        assert_eq!(place.heading.as_deref(), Some(heading), "{text}");
        assert_eq!(place.file.as_deref(), Some("a.csv"), "{text}");
        assert_eq!(place.line, Some(line), "{text}");
        assert_eq!(place.pointer, None, "{text}");
    }
}

#[test]
fn an_adapter_may_fill_inputs_itself() {
    let ruler = ruler();
    let mut inputs = Inputs::new(&ruler);
    let source = Arc::new(Source::file("form"));
    let origin = Origin::cell(&source, 7, 7, 27);
    let mut head = Head::new("xa-01");
    head.period = Some(2023.into());
    let sheet = inputs.sheet(&head, &origin).unwrap();
    let leaf = ruler.leaf_position("1.3").unwrap();
    inputs.points(
        sheet,
        leaf,
        par_index::assessment::StageName::SelfScore,
        Points::whole(9),
        &origin,
    );
    let input = inputs.finish();
    assert_eq!(only(&input.findings).place().cell.as_deref(), Some("AB7"));
    assert!(input.assessments[0].is_in_error());
}
