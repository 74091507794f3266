//! Forms: what is filled in is read again, under whatever ruler.

use crate::generate::{Case, Dice, REASONS};
use par_index::assessment::{Register, RegisteredUnit, StageName, Value};
use par_index::finding::FindingCode;
use par_index::spec::AssessmentSpec;
use par_index::{Assessment, Framework, Inputs, Lang, framework, sample};
use par_index_sheets::{
    Form, FormRow, Forms, Remarks, import_framework, read_framework, read_input, write_form,
    write_framework,
};

/// So many random frameworks, unless `FORM_CASES` asks for more.
fn cases() -> u64 {
    std::env::var("FORM_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(200)
}

fn filled(fw: &Framework, sheet: &Assessment, stage: StageName, lang: Lang) -> Vec<u8> {
    let mut form = Form::new(fw, stage, lang);
    form.unit = Some(sheet.unit().id.clone());
    let row = |leaf| {
        let mut row = FormRow::new(leaf);
        row.entry = sheet.entry(row.node.code().as_str()).map(std::borrow::Cow::into_owned);
        row
    };
    let rows: Vec<FormRow> = form.leaves().map(row).collect();
    let mut out = Vec::new();
    write_form(&form, &rows, &mut out).unwrap();
    let mut again = Vec::new();
    write_form(&form, &rows, &mut again).unwrap();
    assert!(out == again, "the same bytes");
    out
}

fn read(fw: &Framework, form: &[u8]) -> par_index::Input {
    let mut inputs = Inputs::new(fw).for_year(2023);
    read_input(&mut inputs, "form.xlsx", form);
    inputs.finish()
}

/// What a form holds of a stage of a leaf: its value, its evidence, its note.
fn said(sheet: &Assessment, code: &str, stage: StageName) -> String {
    let entry = sheet.entry(code);
    let Some(stage_read) = entry.as_ref().and_then(|entry| entry.stage(stage)) else {
        return String::new();
    };
    let mut moved = None;
    let value = match &stage_read.value {
        Some(Value::Facts(declared))
            if declared.facts.answers.is_some() || declared.facts.groups.is_some() =>
        {
            declared.award.points.map(|points| format!("points {points}")).unwrap_or_default()
        }
        Some(Value::Facts(declared)) => format!("{:?}", declared.facts),
        Some(Value::Points(points)) => format!("points {points}"),
        // A reason that no cell of points can hold stands in the note.
        Some(Value::NotApplicable(reason)) if REASONS[1..].contains(&reason.as_str()) => {
            moved = Some(reason.as_str());
            "none".to_owned()
        }
        Some(Value::NotApplicable(reason)) => {
            let is_fixed = ["Không áp dụng", "Not applicable"].contains(&reason.as_str());
            if is_fixed { "none".to_owned() } else { format!("none {reason}") }
        }
        _ => String::new(),
    };
    let evidence = stage_read.evidence().filter(|_| stage == StageName::SelfScore);
    let evidence = evidence.map(|all| all.join(";")).unwrap_or_default();
    let note = stage_read.note().into_iter().chain(moved).filter(|_| stage != StageName::Survey);
    let note = note.collect::<Vec<_>>().join("; ");
    format!("{value}|{evidence}|{note}").trim_matches('|').to_owned()
}

/// Gives how many leaves held anything.
fn is_the_same(fw: &Framework, sheet: &Assessment, stage: StageName, lang: Lang) -> usize {
    let mut held = 0;
    let form = filled(fw, sheet, stage, lang);
    let input = read(fw, &form);
    let errors: Vec<_> = input.findings.iter().filter(|one| one.is_error()).collect();
    let unread = &input.not_read;
    let unknown = errors.iter().filter(|one| one.code() == FindingCode::UnknownColumn);
    assert_eq!(unknown.count(), 0, "our own columns: {errors:?}");
    assert!(unread.is_empty(), "{unread:?} {:?}", input.findings);
    for leaf in fw.leaves().filter(|leaf| leaf.is_survey() == (stage == StageName::Survey)) {
        let code = leaf.code().as_str();
        held += usize::from(!said(sheet, code, stage).is_empty());
        let back = input.assessments.first().map(|back| said(back, code, stage));
        assert_eq!(
            back.unwrap_or_default(),
            said(sheet, code, stage),
            "{code} {stage:?} {errors:?}"
        );
    }
    held
}

#[test]
fn a_filled_form_reads_as_what_was_filled_in() {
    let mut held = 0;
    for seed in 0..cases() {
        let case = Case::draw(&mut Dice::seeded(seed));
        let fw = case.ruler();
        let spec: &AssessmentSpec = &case.sheets[0];
        let (sheet, _) = spec.check(&fw);
        let stage = StageName::ALL[usize::try_from(seed % 4).unwrap()];
        let lang = if seed % 8 < 4 { Lang::Vi } else { Lang::En };
        held += is_the_same(&fw, &sheet, stage, lang);
    }
    assert!(held > usize::try_from(cases()).unwrap(), "{held} values");
}

#[test]
fn the_sample_goes_out_as_forms_and_comes_back() {
    let fw = framework("hon-quan-2023").unwrap();
    let input = par_index::read(&fw, sample("communes-2023").unwrap());
    for sheet in input.assessments.iter().take(3) {
        for stage in StageName::ALL {
            let held = is_the_same(&fw, sheet, stage, Lang::Vi);
            assert!(held > 2 || stage == StageName::AppraisedAgain, "{stage:?} {held}");
        }
    }
}

/// Codes of a decision end in letters: a form and a long table say them as they are.
#[test]
fn codes_with_letters_come_back() {
    let pasted = "STT;Tiêu chí;Điểm tối đa;Cách tính điểm\nI;CHỈ ĐẠO;3;\n1;Kế hoạch;3;\n\
        a);Ban hành;1;\"Có: 1; không: 0\"\nb);Thực hiện;2;\"Từ 90% trở lên: 2; dưới 90%: 0\"\nTổng cộng;;3;\n";
    let fw = import_framework(&[("a.csv", pasted.as_bytes())]).unwrap();
    let codes: Vec<&str> = fw.leaves().map(|leaf| leaf.code().as_str()).collect();
    assert!(codes.iter().all(|code| code.ends_with(['a', 'b'])), "{codes:?}");
    let table = format!("unit,code,self,done,of\nx,{},Có,,\nx,{},,95,100\n", codes[0], codes[1]);
    let mut inputs = Inputs::new(&fw).for_year(2023);
    read_input(&mut inputs, "a.csv", table.as_bytes());
    let input = inputs.finish();
    let told = |input: &par_index::Input| {
        let quiet = [FindingCode::EvidenceNotAsked, FindingCode::AppraiserMissing];
        let told = input.findings.iter().filter(|one| !quiet.contains(&one.code()));
        told.map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(&input), Vec::<String>::new());
    let sheet = &input.assessments[0];
    assert_eq!(is_the_same(&fw, sheet, StageName::SelfScore, Lang::Vi), 2);
    assert_eq!(
        told(&read(&fw, &filled(&fw, sheet, StageName::SelfScore, Lang::Vi))),
        Vec::<String>::new()
    );
}

/// What an office writes beside a form, under headings of its own, disturbs nobody and stays in the next one.
#[test]
fn remarks_beside_a_form_stay() {
    let fw = framework("hon-quan-2023").unwrap();
    let sheet = par_index::read(&fw, sample("communes-2023").unwrap()).assessments.remove(0);
    let unit = sheet.unit().id.clone();
    let mut form = Form::new(&fw, StageName::SelfScore, Lang::Vi);
    form.unit = Some(unit.clone());
    let mut rows: Vec<FormRow> = form.leaves().map(FormRow::new).collect();
    for row in &mut rows {
        row.entry = sheet.entry(row.node.code().as_str()).map(std::borrow::Cow::into_owned);
    }
    let code = rows[1].node.code().as_str().to_owned();
    let beside =
        [("Cán bộ theo dõi", "Chị Hoa"), ("Ghi chú", "xem lại; 0,25"), ("Số vào sổ", "12")];
    let beside = beside.map(|(heading, said)| (heading.to_owned(), said.to_owned()));
    rows[1].remarks = beside.to_vec();
    let mut out = Vec::new();
    write_form(&form, &rows, &mut out).unwrap();
    let input = read(&fw, &out);
    assert!(input.not_read.is_empty() && !input.has_errors(), "{:?}", input.findings);
    let mut remarks = Remarks::default();
    remarks.read(&mut Inputs::new(&fw), "form.xlsx", &out);
    assert_eq!(remarks.of(&unit, &code), beside);
    let (register, _) = Register::new(vec![RegisteredUnit::new(unit.as_str())]);
    let mut next = Forms::new(&fw, &register, Lang::Vi);
    next.stage = StageName::AppraisedAgain;
    (next.held, next.remarks) = (&input.assessments, Some(&remarks));
    let next = next.files().remove(0);
    let row = next.rows.iter().find(|row| row.node.code().as_str() == code).unwrap();
    assert_eq!(row.remarks, beside);
    let mut out = Vec::new();
    write_form(&next.form, &next.rows, &mut out).unwrap();
    let mut again = Remarks::default();
    again.read(&mut Inputs::new(&fw), "form.xlsx", &out);
    assert_eq!(again.of(&unit, &code), beside);
}

#[test]
fn a_form_of_another_version_is_told() {
    let fw = framework("hon-quan-2023").unwrap();
    let sheet = par_index::read(&fw, sample("communes-2023").unwrap()).assessments.remove(0);
    let form = filled(&fw, &sheet, StageName::SelfScore, Lang::Vi);
    let changed = fw.to_json().replacen("\"source\":\"", "\"source\":\"sửa: ", 1);
    let other = Framework::from_json(&changed).unwrap();
    let input = read(&other, &form);
    if other.issued_hash() != fw.issued_hash() {
        let found = input.findings.iter().find(|one| one.code() == FindingCode::OtherFramework);
        let found = found.unwrap();
        assert!(found.place().cell.is_some(), "{:?}", input.findings);
        assert_eq!(found.place().heading, None, "it stands above the header");
        assert!(found.text(Lang::Vi).contains("par-index form -f"), "{}", found.text(Lang::Vi));
    }
    let input = read(&fw, &form);
    assert!(input.findings.iter().all(|one| one.code() != FindingCode::OtherFramework));
}

/// Words with commas and long ones stand in the list of their cell, and are read where they are chosen.
#[test]
fn words_that_no_list_holds_by_itself_are_chosen_and_read() {
    let long = "Ban hành đầy đủ, đúng thời hạn quy định và có phân công rõ trách nhiệm ".repeat(3);
    let table = format!(
        "code,parent,max,scorer,rule\nT,,2,,\n1,T,1,appraisal,\"mức: 1; 0.5; 0; nhãn: 1 = {}; 0.5 = \
         Có, còn chậm; 0 = Không ban hành\"\n2,T,1,appraisal,mức: 1; 0.5; 0\n",
        long.trim()
    );
    let fw = read_framework("f.csv", table.as_bytes(), None).unwrap();
    let cell = |row: &str| {
        let mut inputs = Inputs::new(&fw).for_year(2023);
        let head = "unit,component,self,level\n";
        read_input(&mut inputs, "a.csv", format!("{head}{row}\n").as_bytes());
        let input = inputs.finish();
        assert!(!input.has_errors(), "{row}: {:?}", input.findings);
        input.assessments.into_iter().next().unwrap()
    };
    // A level by its label, by its id, by its id with a comma.
    for row in [
        "a,1,\"Có, còn chậm\",",
        "a,1,,\"Có, còn chậm\"",
        "a,1,,0.5",
        "a,1,,\"0,5\"",
        "a,2,,\"0,5\"",
    ] {
        let sheet = cell(row);
        let code = &row[2..3];
        assert!(said(&sheet, code, StageName::SelfScore).contains("level: Some(\"0.5\")"), "{row}");
        let form = filled(&fw, &sheet, StageName::SelfScore, Lang::Vi);
        let input = read(&fw, &form);
        assert!(input.findings.iter().all(|one| one.code() != FindingCode::SheetHidden));
        assert_eq!(
            said(&input.assessments[0], code, StageName::SelfScore),
            said(&sheet, code, StageName::SelfScore)
        );
    }
}

/// Over a list of words a wrong one is told with those that there are.
#[test]
fn a_wrong_word_is_told_with_those_of_the_list() {
    let table = "code,parent,max,scorer,rule\nT,,2,,\n1,T,1,appraisal,có/không\n\
                 2,T,1,appraisal,mức: 1; 0; nhãn: 1 = Đúng hạn; 0 = Quá hạn\n";
    let fw = read_framework("f.csv", table.as_bytes(), None).unwrap();
    let mut inputs = Inputs::new(&fw).for_year(2023);
    read_input(&mut inputs, "a.csv", "unit,component,self\na,1,tốt\na,2,tốt\n".as_bytes());
    let input = inputs.finish();
    let told: Vec<String> = input.findings.iter().map(|one| one.text(Lang::Vi)).collect();
    let told = told.join("\n");
    assert!(told.contains("Có; Không; Không áp dụng"), "{told}");
    assert!(told.contains("Quá hạn; Đúng hạn; Không áp dụng"), "{told}");
}

/// A code that ends in a letter is one code, in a table as text and in a workbook.
#[test]
fn codes_that_end_in_letters_are_read_whole() {
    let table = "code,parent,max,scorer\nT,,3,\n1,T,3,\n1.2,1,3,\n1.2.a,1.2,2,appraisal\n1.2.b,1.2,1,appraisal\n";
    let fw = read_framework("f.csv", table.as_bytes(), None).unwrap();
    let rows = [["unit", "component", "self"], ["a", "1.2.a", "1"], ["a", "1.2.b", "0.5"]];
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in (0..).zip(rows) {
        sheet.write_row(at, 0, row).unwrap();
    }
    let text = rows.map(|row| row.join(",") + "\n").concat();
    for (name, bytes) in [("a.csv", text.into_bytes()), ("a.xlsx", book.save_to_buffer().unwrap())]
    {
        let mut inputs = Inputs::new(&fw).for_year(2023);
        read_input(&mut inputs, name, &bytes);
        let input = inputs.finish();
        assert!(!input.has_errors(), "{name}: {:?}", input.findings);
        let said = |code| said(&input.assessments[0], code, StageName::SelfScore);
        assert_eq!((said("1.2.a"), said("1.2.b")), ("points 1".into(), "points 0.5".into()));
    }
}

/// A framework as a workbook, in either language, is that framework.
#[test]
fn frameworks_go_out_as_workbooks_and_come_back() {
    let back = |fw: &Framework, lang| {
        let mut book = Vec::new();
        write_framework(fw, lang, &mut book).unwrap();
        let again = read_framework("khung.xlsx", &book, None);
        let again = again.unwrap_or_else(|error| panic!("{:#?}", error.findings()));
        assert_eq!(again.hash(), fw.hash(), "{}", fw.id());
        assert_eq!(again.to_json(), fw.to_json());
    };
    for id in par_index::framework::embedded_ids() {
        back(&framework(id).unwrap(), Lang::Vi);
        back(&framework(id).unwrap(), Lang::En);
    }
    for seed in 0..cases() {
        let fw = Case::draw(&mut Dice::seeded(seed)).ruler();
        back(&fw, if seed % 2 == 0 { Lang::Vi } else { Lang::En });
    }
}
