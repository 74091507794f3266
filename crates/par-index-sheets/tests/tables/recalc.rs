//! The formulas of a form, computed by a spreadsheet's engine: what they give is what the rules give.

use std::path::Path;
use std::process::Command;

use crate::generate::{Case, Dice};
use ironcalc::base::{Model, cell::CellValue};
use ironcalc::import::load_from_xlsx_bytes;
use par_index::assessment::{StageName, Value};
use par_index::{Assessment, Framework, Inputs, Lang, PointSum, Points, framework, sample};
use par_index_sheets::{Form, FormRow, read_input, write_form, write_long};

fn form(fw: &Framework, sheet: &Assessment, stage: StageName) -> Vec<u8> {
    let mut form = Form::new(fw, stage, Lang::Vi);
    form.unit = Some(sheet.unit().id.clone());
    let rows: Vec<FormRow> = form
        .leaves()
        .map(|leaf| {
            let mut row = FormRow::new(leaf);
            row.entry = sheet.entry(leaf.code().as_str()).map(std::borrow::Cow::into_owned);
            row
        })
        .collect();
    let mut out = Vec::new();
    write_form(&form, &rows, &mut out).unwrap();
    out
}

/// The rows of a sheet as texts.
type Cells = Vec<Vec<String>>;

/// The sheet of a form, all its formulas computed.
fn computed(form: &[u8]) -> Cells {
    let book = load_from_xlsx_bytes(form, "form", "en", "UTC").unwrap();
    let mut model = Model::from_workbook(book, "en").unwrap();
    model.evaluate();
    let text = |row, column| match model.get_cell_value_by_index(0, row, column).unwrap() {
        CellValue::Number(number) => format!("{number:.9}"),
        CellValue::String(text) => text,
        CellValue::None | CellValue::Boolean(_) => String::new(),
    };
    let last = model.workbook.worksheet(0).unwrap().dimension().max_row;
    (1..=last).map(|row| (1..30).map(|column| text(row, column)).collect()).collect()
}

/// Holds the points of a form against those of the rules; gives how many there are.
fn adds_up(fw: &Framework, sheet: &Assessment, stage: StageName, cells: &Cells) -> usize {
    let column = |heading: &str| cells[2].iter().position(|cell| cell == heading).unwrap();
    let reckoned = column(Lang::Vi.heading("reckoned").unwrap());
    let name = column(Lang::Vi.heading("node").unwrap());
    let mut sum = PointSum::default();
    let mut count = 0;
    for row in cells.iter().skip(3) {
        let given = row[reckoned].trim();
        let given: Option<Points> = (!given.is_empty()).then(|| given.parse().unwrap());
        if row[name].starts_with("Điểm t") {
            assert_eq!(given.unwrap_or_default().to_string(), sum.to_string());
            return count;
        }
        let code = row[0].as_str();
        let Some(leaf) = fw.node(code).and_then(|node| node.leaf()) else { continue };
        let entry = sheet.entry(code);
        let held = entry.as_ref().and_then(|entry| entry.stage(stage)?.value.as_ref());
        let expected = match held {
            Some(Value::Points(points)) => Some(*points),
            Some(Value::Facts(facts)) => facts.award.points,
            _ => None,
        };
        assert_eq!(given, expected, "{code} {:?} {held:?}", leaf.rule());
        sum = [sum, expected.into_iter().sum()].into_iter().sum();
        count += usize::from(expected.is_some());
    }
    panic!("no sum in {cells:?}");
}

const STAGES: [StageName; 2] = [StageName::SelfScore, StageName::Survey];

/// Made rulers with a sheet each, and those of the sample.
fn cases(made: u64) -> Vec<(Framework, Assessment)> {
    let made = (0..made).map(|seed| {
        let case = Case::draw(&mut Dice::seeded(seed));
        let fw = case.ruler();
        let sheet = case.sheets[0].check(&fw).0;
        (fw, sheet)
    });
    let fw = framework("hon-quan-2023").unwrap();
    let sample = par_index::read(&fw, sample("communes-2023").unwrap()).assessments;
    made.chain(sample.into_iter().take(3).map(|sheet| (fw.clone(), sheet))).collect()
}

fn has(fw: &Framework, stage: StageName) -> bool {
    fw.leaves().any(|leaf| leaf.is_survey() == (stage == StageName::Survey))
}

/// `FORM_CASES` asks for more.
#[test]
fn a_form_adds_up_as_the_rules_do() {
    let made = std::env::var("FORM_CASES").ok().and_then(|count| count.parse().ok());
    let made = made.unwrap_or(100);
    let mut count = 0;
    for (fw, sheet) in cases(made) {
        for stage in STAGES.into_iter().filter(|stage| has(&fw, *stage)) {
            count += adds_up(&fw, &sheet, stage, &computed(&form(&fw, &sheet, stage)));
        }
    }
    assert!(count > usize::try_from(made).unwrap() * 2, "{count}");
}

/// A spreadsheet nests no more than 64 functions: rules of more levels and bands are asked otherwise.
#[test]
fn rules_of_many_levels_add_up() {
    let level = |n: u32| {
        let label = serde_json::json!({"vi": format!("Mức số {n}"), "en": format!("Level {n}")});
        serde_json::json!({"id": format!("m{n}"), "points": n.to_string(), "label": label})
    };
    let levels: Vec<serde_json::Value> = (0..=90).map(level).collect();
    // Every second count gives a point more; each third of them only above it.
    let band = |n: u32| {
        let bound = if n.is_multiple_of(3) { "above" } else { "at_least" };
        serde_json::json!({bound: (n * 2).to_string(), "points": n.to_string()})
    };
    let bands: Vec<serde_json::Value> = (1..=90).rev().map(band).collect();
    let fw = serde_json::json!({
        "schema_version": 1, "kind": "framework", "id": "many", "title": {"vi": "Nhiều mức"},
        "index": "par", "provenance": "illustrative", "total": "180",
        "policies": {"not_applicable": "rescale", "no_survey": "refuse", "missing": "incomplete",
            "ties": "competition", "award": {"digits": 9}, "print": {"digits": 2}},
        "nodes": [
            {"code": "1", "name": {"vi": "A", "en": "A"}, "max": "90", "scorer": "appraisal",
                "rule": {"kind": "levels", "levels": levels}},
            {"code": "2", "name": {"vi": "B", "en": "B"}, "max": "90", "scorer": "appraisal",
                "rule": {"kind": "bands", "on": "count", "bands": bands}},
        ],
    });
    let fw = Framework::from_json(fw.to_string())
        .unwrap_or_else(|error| panic!("{:#?}", error.findings()));
    for (level, count) in
        [("m0", 0), ("m31", 2), ("m32", 6), ("m63", 7), ("m89", 120), ("m64", 181)]
    {
        let sheet = format!("unit,code,level,count\na,1,{level},\na,2,,{count}\n");
        let mut inputs = Inputs::new(&fw).for_year(2023);
        read_input(&mut inputs, "a.csv", sheet.as_bytes());
        let input = inputs.finish();
        assert!(!input.has_errors(), "{:?}", input.findings);
        let sheet = &input.assessments[0];
        let cells = computed(&form(&fw, sheet, StageName::SelfScore));
        assert_eq!(adds_up(&fw, sheet, StageName::SelfScore, &cells), 2, "{level} {count}");
    }
}

/// What stands in the column *Điểm tạm tính* where points are typed beside facts.
#[test]
fn facts_win_over_points_that_are_typed_beside_them() {
    let rule = |code: &str, rule: &str| format!("{code},T,2,appraisal,{rule}\n");
    let table = [
        "code,parent,max,scorer,rule\nT,,10,,\n".to_owned(),
        rule("1", "tỷ lệ: tối đa từ 100%"),
        rule("2", "mỗi việc 0.5"),
        rule("3", "bậc: từ 4 → 2; từ 2 → 1"),
        rule("4", "trừ 0.5 mỗi vụ việc"),
        rule("5", "mức: 2; 0.5; 0"),
    ];
    let fw = par_index_sheets::read_framework("f.csv", table.concat().as_bytes(), None).unwrap();
    let mut form = Form::new(&fw, StageName::SelfScore, Lang::Vi);
    form.unit = Some("a".to_owned());
    let rows: Vec<FormRow> = form.leaves().map(FormRow::new).collect();
    let mut out = Vec::new();
    write_form(&form, &rows, &mut out).unwrap();
    let book = load_from_xlsx_bytes(&out, "form", "en", "UTC").unwrap();
    let mut model = Model::from_workbook(book, "en").unwrap();
    let column = |heading: &str| {
        let heading = Lang::Vi.heading(heading).unwrap();
        let is = |column: &i32| {
            let cell = model.get_cell_value_by_index(0, 3, *column).unwrap();
            cell == CellValue::String(heading.to_owned())
        };
        (1..30).find(is).unwrap()
    };
    let [done, of, count, level, score, reckoned] =
        ["done", "of", "count", "level", "self", "reckoned"].map(column);
    let row = |model: &Model, code: &str| {
        let is = |row: &i32| {
            let cell = model.get_cell_value_by_index(0, *row, 1).unwrap();
            matches!(&cell, CellValue::String(text) if text == code)
        };
        (4..20).find(is).unwrap()
    };
    let rows = ["1", "2", "3", "4", "5"].map(|code| row(&model, code));
    let given = |model: &mut Model| {
        model.evaluate();
        rows.map(|row| match model.get_cell_value_by_index(0, row, reckoned).unwrap() {
            CellValue::Number(number) => number.to_string(),
            CellValue::String(text) => text,
            CellValue::None | CellValue::Boolean(_) => String::new(),
        })
    };
    for row in rows {
        model.set_user_input(0, row, score, "1.25".to_owned()).unwrap();
    }
    assert_eq!(given(&mut model), ["1.25"; 5], "points alone count");
    model.set_user_input(0, rows[0], done, "30".to_owned()).unwrap();
    model.set_user_input(0, rows[0], of, "40".to_owned()).unwrap();
    for row in &rows[1..4] {
        model.set_user_input(0, *row, count, "2".to_owned()).unwrap();
    }
    // As text, with a point or a comma, and as a number: what people type.
    for typed in ["'0,5", "'0.5", "0.5"] {
        model.set_user_input(0, rows[4], level, typed.to_owned()).unwrap();
        assert_eq!(given(&mut model), ["1.5", "1", "1", "1", "0.5"], "{typed}");
    }
}

/// What a form is read as.
fn read(fw: &Framework, bytes: &[u8]) -> String {
    let mut inputs = Inputs::new(fw).for_year(2023);
    read_input(&mut inputs, "form.xlsx", bytes);
    let input = inputs.finish();
    let mut values = Vec::new();
    write_long(&input.assessments, false, &mut values).unwrap();
    let errors = input.findings.iter().filter(|one| one.is_error());
    let errors: Vec<String> = errors.map(ToString::to_string).collect();
    format!("{}{errors:?}{:?}", String::from_utf8(values).unwrap(), input.not_read)
}

fn runs(program: &str, args: &[&str]) -> bool {
    let out = Command::new(program).args(args).output();
    out.is_ok_and(|out| out.status.success())
}

const SAVE: &str = "import sys, openpyxl
for name in sys.argv[2:]:
    book = openpyxl.load_workbook(name)
    book.save(sys.argv[1] + '/' + name.split('/')[-1])";

/// Other programs drop the results of formulas, rewrite styles and texts: a form is read as before, and
/// computed anew it adds up.
#[test]
fn forms_saved_again_by_other_programs() {
    let at = Path::new(env!("CARGO_TARGET_TMPDIR")).join("forms");
    let folder = |name: &str| {
        let folder = at.join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        folder.to_str().unwrap().to_owned()
    };
    let (own, python, office, csv) =
        (folder("own"), folder("python"), folder("office"), folder("csv"));
    let mut forms = Vec::new();
    for (n, (fw, sheet)) in cases(12).into_iter().enumerate() {
        for stage in STAGES.into_iter().filter(|stage| has(&fw, *stage)) {
            let name = format!("{n}-{}.xlsx", stage.as_str());
            let bytes = form(&fw, &sheet, stage);
            std::fs::write(format!("{own}/{name}"), &bytes).unwrap();
            forms.push((fw.clone(), sheet.clone(), stage, name, read(&fw, &bytes)));
        }
    }
    let files = |folder: &str| -> Vec<String> {
        forms.iter().map(|(.., name, _)| format!("{folder}/{name}")).collect()
    };
    let is_read = |folder: &str| {
        for (fw, _, _, name, before) in &forms {
            let again = std::fs::read(format!("{folder}/{name}")).unwrap();
            assert_eq!(read(fw, &again), *before, "{folder}/{name}");
        }
    };
    let own = files(&own);
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let by_python = runs("python3", &[&["-c", SAVE, &python], &own[..]].concat());
    if by_python {
        is_read(&python);
    } else {
        println!("skipped: python3 with openpyxl is not installed");
    }
    // A profile for each run: one that is still being closed takes a second run's work along and does none of it.
    let convert = |to: &str, out: &str, files: &[&str]| {
        let own = Path::new(out).file_name().unwrap().display();
        let profile = format!("-env:UserInstallation=file://{}/profile-{own}", at.display());
        let args = [profile.as_str(), "--headless", "--convert-to", to, "--outdir", out];
        runs("soffice", &[&args, files].concat())
    };
    if !convert("xlsx", &office, &own) {
        println!("skipped: LibreOffice (soffice) is not installed");
        return;
    }
    is_read(&office);
    if by_python {
        // Without the results that were written the program has to find them.
        let bare = files(&python);
        let bare: Vec<&str> = bare.iter().map(String::as_str).collect();
        let plain = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false";
        assert!(convert(plain, &csv, &bare));
        for (fw, sheet, stage, name, _) in &forms {
            let text = std::fs::read(format!("{csv}/{}", name.replace(".xlsx", ".csv"))).unwrap();
            let mut rows = csv::ReaderBuilder::new();
            let rows = rows.has_headers(false).flexible(true).from_reader(text.as_slice());
            let rows = rows.into_records().map(|row| row.unwrap());
            let cells: Cells = rows.map(|row| row.iter().map(str::to_owned).collect()).collect();
            adds_up(fw, sheet, *stage, &cells);
        }
    }
}
