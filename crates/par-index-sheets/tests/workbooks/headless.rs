//! Sheets whose header was forgotten, beside one that is read: figures are never dropped in silence.

use par_index::Inputs;
use par_index_sheets::{read_input, read_register};
use rust_xlsxwriter::{Format, Workbook};

use crate::made::fill;
use crate::{ruler, said, told};

type Rows<'r> = &'r [&'r [&'r str]];

const SHEET: Rows<'_> = &[&["unit", "1.1"], &["xa-01", "1"], &["xa-02", "2"]];
const REGISTER: &str = "unit,name\nxa-01,xã An Bình\nxa-02,xã Hai\nxa-03,xã Ba\n";

fn book(name: &str, rows: Rows<'_>) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet().set_name("S").unwrap(), SHEET);
    fill(book.add_worksheet().set_name(name).unwrap(), rows);
    book.save_to_buffer().unwrap()
}

/// What is told of a further sheet, which parts are not read, and which units are in error.
fn of(name: &str, rows: Rows<'_>, register: &str) -> (Vec<String>, usize, Vec<String>) {
    let mut inputs = Inputs::new(&ruler()).for_year(2023);
    if !register.is_empty() {
        inputs = inputs.with_register(read_register("u.csv", register.as_bytes()).0);
    }
    read_input(&mut inputs, "a.xlsx", &book(name, rows));
    let input = inputs.finish();
    let wrong = input.assessments.iter().filter(|one| one.is_in_error());
    let wrong = wrong.map(|one| one.unit().id.clone()).collect();
    let mut findings = told(&input.findings);
    findings.retain(|one| one.contains(name));
    (findings, input.not_read.len(), wrong)
}

#[test]
fn figures_without_a_header_are_not_read() {
    let cases: &[(&str, Rows<'_>)] = &[
        ("header forgotten", &[&["Điểm chấm lần hai"], &["xa-01", "2", "3"], &["xa-02", "2", "3"]]),
        ("units and one column", &[&["foo", "bar"], &["xa-01", "2"], &["xa-02", "3"]]),
        ("units by their names", &[&["foo", "bar"], &["UBND xã An Bình", "2,5"]]),
        ("units and answers", &[&["foo", "bar"], &["xa-01", "Có"]]),
        ("numbered", &[&["x", "y", "z", "q"], &["1", "An", "2", "3"], &["2", "Bình", "2", "3"]]),
        ("shares", &[&["x", "y", "z"], &["An", "58/60", "24/50"]]),
        ("percents", &[&["x", "y", "z"], &["An", "85%", "90 %"]]),
        ("not computed", &[&["x", "y", "z"], &["An", "#REF!", "3"]]),
        ("in different rows", &[&["x", "y", "z"], &["An", "2", ""], &["Bình", "", "3"]]),
    ];
    for (case, rows) in cases {
        let said = of("lan 2", rows, REGISTER);
        assert_eq!(said, (vec!["table_unclear lan 2!".to_owned()], 1, vec![]), "{case}");
    }
    // Without a register the units of other sheets are known, of sheets that are read later too.
    let one: Rows<'_> = &[&["foo", "bar"], &["xa-02", "2"]];
    assert_eq!(of("lan 2", one, "").1, 1);
    let mut inputs = Inputs::new(&ruler()).for_year(2023);
    let other: Rows<'_> = &[&["foo", "bar"], &["xa-09", "2"]];
    read_input(&mut inputs, "a.xlsx", &book("lan 2", other));
    read_input(&mut inputs, "b.csv", b"unit,1.1\nxa-09,1\n");
    assert_eq!(inputs.finish().not_read.len(), 1);
}

#[test]
fn words_numbers_of_rows_and_days_are_passed_over() {
    let cases: &[(&str, Rows<'_>)] = &[
        ("cover", &[&["UBND TỈNH"], &["xã An Bình"], &["Năm", "2023"], &["", "", "Người lập"]]),
        ("notes", &[&["Ghi chú"], &["1", "Chưa có quyết định"], &["2", "Có tài liệu kèm"]]),
        ("days", &[&["Việc", "Ngày"], &["1", "Nộp", "30/6/2023"], &["2", "Chấm", "2023-07-01"]]),
        ("signatures", &[&["Lập biểu", "Thủ trưởng"], &["Nguyễn Văn A", "Trần B"]]),
        ("who was asked", &[&["xa-01", "đã gửi"], &["xa-02", "đang chờ"]]),
        ("months", &[&["Kỳ", "6/2023", "7/2023"]]),
    ];
    for (case, rows) in cases {
        let said = of("Bìa", rows, REGISTER);
        assert_eq!(said, (vec!["sheet_passed Bìa!".to_owned()], 0, vec![]), "{case}");
    }
    // A day that is a number by its format.
    let mut book = Workbook::new();
    fill(book.add_worksheet().set_name("S").unwrap(), SHEET);
    let sheet = book.add_worksheet().set_name("Lịch").unwrap();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for column in 0..3 {
        sheet.write_number_with_format(0, column, 45_107.0, &day).unwrap();
    }
    let said = said(&[("a.xlsx", book.save_to_buffer().unwrap())]);
    assert!(said.contains(&"sheet_passed Lịch!".to_owned()), "{said:?}");
}

#[test]
fn a_sheet_that_bears_the_name_of_a_unit_is_its_own() {
    let rows: Rows<'_> = &[&["abc", "def"], &["x", "1"]];
    let told = |name: &str, unit: &str, register: &str| {
        let said = of(name, rows, register);
        assert_eq!(said.1, 0, "{name} {said:?}");
        assert_eq!(said.2, [unit], "{name}");
        assert!(said.0.iter().all(|one| one.starts_with("table_unclear")), "{said:?}");
    };
    told("xa-03", "xa-03", REGISTER);
    told("Xã Ba", "xa-03", REGISTER);
    told("xa-02", "xa-02", "");
    // Nobody's name says nothing, and a sheet that names another unit is not told by its own name.
    assert_eq!(of("xa-07", rows, REGISTER).0, ["sheet_passed xa-07!"]);
    let both: Rows<'_> = &[&["abc", "def"], &["xa-01", "1"]];
    assert_eq!((of("xa-03", both, REGISTER).1, of("xa-03", both, REGISTER).2.len()), (1, 0));
}

/// Names of files end where the system says: elsewhere a backslash is a letter like others.
#[cfg(unix)]
#[test]
fn a_backslash_is_a_letter_of_a_name() {
    let sheet = "Mã TC,Tự chấm\n1.1,1\n".as_bytes().to_vec();
    let read = |file: &str| crate::said_with(REGISTER, &[(file, sheet.clone())]);
    let has = |said: &[String], code: &str| said.iter().any(|one| one.starts_with(code));
    assert!(!has(&read("gửi/xa-01.csv"), "unit_open"));
    assert!(has(&read("gửi\\xa-01.csv"), "unit_open"));
}
