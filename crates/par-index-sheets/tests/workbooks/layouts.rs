//! Tables as offices lay them out, each in CSV and in a workbook: the same is read of both.

use crate::made::{book, fill};
use crate::{said, said_with};

type Rows<'r> = &'r [&'r [&'r str]];

/// A table as CSV, with semicolons as Excel writes them here.
fn csv(rows: Rows<'_>) -> Vec<u8> {
    let cell = |cell: &&str| format!("\"{}\"", cell.trim_start_matches('\'').replace('"', "\"\""));
    let width = rows.iter().map(|row| row.len()).max().unwrap_or_default();
    let line = |row: &&[&str]| {
        let cells = row.iter().map(cell).chain(std::iter::repeat(String::new())).take(width);
        cells.collect::<Vec<_>>().join(";") + "\r\n"
    };
    rows.iter().map(line).collect::<String>().into_bytes()
}

fn check(name: &str, register: Option<&str>, rows: Rows<'_>, expected: &[&str]) {
    let workbook = book(|sheet| fill(sheet, rows));
    for (file, bytes) in [("bang.csv", csv(rows)), ("bang.xlsx", workbook)] {
        let files = [(file, bytes)];
        let said = match register {
            Some(register) => said_with(register, &files),
            None => said(&files),
        };
        let said: Vec<String> =
            said.iter().map(|line| line.replace("Sheet1!", "").trim_end().to_owned()).collect();
        assert_eq!(said, expected, "{name}: {file}");
    }
}

const REGISTER: &str = "unit,name\nxa-1,Xã An Bình\nxa-2,Xã Hòa Phú\n";
const HEAD: &[&str] = &[
    "STT",
    "Tiêu chí, tiêu chí thành phần",
    "Điểm tối đa",
    "Điểm tự chấm",
    "Điểm thẩm định",
    "Ghi chú",
];

#[test]
fn a_sheet_of_one_unit_as_a_commune_sends_it() {
    let rows: Rows<'_> = &[
        &["UBND HUYỆN MẪU", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        &["UBND XÃ AN BÌNH", "", "Độc lập - Tự do - Hạnh phúc"],
        &[],
        &["BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023"],
        &["Đơn vị: UBND xã An Bình"],
        &[],
        HEAD,
        &["'(1)", "'(2)", "'(3)", "'(4)", "'(5)", "'(6)"],
        &["1", "Công tác chỉ đạo", "14", "'3,5", "3", ""],
        &["'1.1", "Kế hoạch", "2", "'1,5", "1", "thiếu phụ lục"],
        &["'1.10", "Sáng kiến", "2", "2", "2", ""],
        &["2", "Tác động", "6", "", "", ""],
        &["", "Tổng cộng", "20", "'3,5", "3", ""],
        &[],
        &["", "NGƯỜI LẬP BIỂU", "", "", "CHỦ TỊCH"],
        &["", "Nguyễn Văn A"],
    ];
    let values = ["xa-1 1.1 self=1.5 appraised=1", "xa-1 1.10 self=2 appraised=2"];
    check(
        "registered",
        Some(REGISTER),
        rows,
        &[&values[..], &["row_no_leaf A13", "row_no_leaf A15"]].concat(),
    );
}

static TABLE: Rows<'static> = &[HEAD, &["'1.1", "Kế hoạch", "2", "1", "", ""]];
static OTHER: Rows<'static> =
    &[&["Đơn vị: xã Hòa Phú"], HEAD, &["'1.1", "Kế hoạch", "2", "1", "", ""]];

#[test]
fn whose_a_sheet_is() {
    let table: Rows<'_> = &[HEAD, &["'1.1", "Kế hoạch", "2", "1", "", ""]];
    let under = |line: &'static [&'static str]| [&[line][..], table].concat();
    let value = ["xa-1 1.1 self=1"];
    for line in [
        &["Đơn vị: xã An Bình"][..],
        &["", "Đơn vị", "UBND xã An Bình"],
        &["Tên đơn vị:", "Ủy ban nhân dân xã An Bình"],
        &["UBND XÃ AN BÌNH"],
        &["Xã/phường: …xã An Bình…"],
    ] {
        check(line[0], Some(REGISTER), &under(line), &value);
    }
    check("without a register", None, &under(&["Đơn vị: xã An Bình"]), &["xã An Bình 1.1 self=1"]);
    check("nobody says", Some(REGISTER), table, &["unit_open"]);
    check("left open", Some(REGISTER), &under(&["Đơn vị: ………"]), &["unit_open"]);
    check("a measure", None, &under(&["Đơn vị tính: điểm"]), &["unit_open"]);
    check("unknown", Some(REGISTER), &under(&["Đơn vị: xã Lạ"]), &["unknown_unit A1"]);
    // The names of sheet and file, by the register.
    let sheet = |name: &'static str, rows: Vec<&'static [&'static str]>| {
        book(|sheet| {
            sheet.set_name(name).unwrap();
            fill(sheet, &rows);
        })
    };
    let own = |rows: Rows<'static>| rows.to_vec();
    let read = |file: &str, bytes| said_with(REGISTER, &[(file, bytes)]);
    assert_eq!(read("q.xlsx", sheet("Xã An Bình", own(TABLE))), value);
    assert_eq!(read("gửi/UBND xã An Bình.xlsx", sheet("Sheet1", own(TABLE))), value);
    assert_eq!(read("xa-1.xlsx", sheet("S", own(TABLE))), value);
    assert_eq!(read("q.xlsx", sheet("Xã An Bình", own(OTHER))), ["units_disagree Xã An Bình!A1"]);
    assert_eq!(read("xa-2.xlsx", sheet("xa-1", own(TABLE))), ["units_disagree xa-1!"]);
}

#[test]
fn a_title_of_another_year_is_told() {
    let under = |title: &'static [&'static str]| [title, &["unit", "1.1"], &["A", "1"]];
    for (title, told) in [
        ("BẢNG ĐIỂM NĂM 2023", None),
        ("Báo cáo ngày 3/1/2024", None),
        ("NĂM 2022", Some("title_year A1")),
        ("So với năm 2022, năm 2023", None),
        ("Năm: 2024", Some("title_year A1")),
    ] {
        let expected: Vec<&str> = std::iter::once("A 1.1 appraised=1").chain(told).collect();
        check(title, None, &under(Vec::leak(vec![title])), &expected);
    }
}

#[test]
fn a_header_of_two_rows_is_one() {
    let lines: Rows<'_> = &[
        &["Đơn vị: xã An Bình"],
        &["STT", "Tiêu chí", "Điểm tối đa", "Điểm", "", "Ghi chú"],
        &["", "", "", "Tự chấm", "Thẩm định", ""],
        &["'1.1", "Kế hoạch", "2", "1", "2", ""],
    ];
    check("two rows", None, lines, &["xã An Bình 1.1 self=1 appraised=2"]);
}

#[test]
fn what_stands_beside_the_values_is_held_against_the_framework() {
    let under = |rows: &[&'static [&'static str]]| {
        let mut all: Vec<&[&str]> = vec![&["Đơn vị: A"], HEAD];
        all.extend(rows);
        all
    };
    check(
        "maximum",
        None,
        &under(&[&["'1.1", "x", "3", "1", "", ""]]),
        &["A 1.1 self=1", "max_differs C3"],
    );
    check(
        "sum",
        None,
        &under(&[
            &["1", "x", "14", "3", "", ""],
            &["'1.1", "x", "2", "1", "", ""],
            &["'1.10", "x", "2", "1", "", ""],
        ]),
        &["A 1.1 self=1", "A 1.10 self=1", "sum_differs D3"],
    );
    check(
        "points above alone",
        None,
        &under(&[&["1", "x", "14", "3", "", ""]]),
        &["not_a_leaf D3"],
    );
    check(
        "what nobody can read above alone",
        None,
        &under(&[&["1", "x", "14", "'1.250", "", ""], &["2", "y", "5", "x", "", ""]]),
        &["not_a_leaf D3", "not_a_leaf D4"],
    );
    check(
        "numbers that begin anew",
        None,
        &under(&[
            &["I", "a"],
            &["'1.1", "x", "2", "1", "", ""],
            &["II", "b"],
            &["'1.1", "y", "2", "1", "", ""],
        ]),
        &["A 1.1 self=1", "duplicate_code A6"],
    );
    check("unknown code", None, &under(&[&["'1.99", "x", "2", "1", "", ""]]), &["unknown_code A3"]);
    check("no code", None, &under(&[&["", "việc khác", "2", "1", "", ""]]), &["name_unclear B3"]);
}

#[test]
fn leaves_by_units() {
    let rows: Rows<'_> = &[
        &["TỔNG HỢP ĐIỂM CCHC NĂM 2023"],
        &["STT", "Tiêu chí", "Điểm tối đa", "Xã An Bình", "Xã Hòa Phú"],
        &["1", "Chỉ đạo", "14", "3", "2"],
        &["'1.1", "Kế hoạch", "2", "1", "'0,5"],
        &["'1.10", "Sáng kiến", "2", "2", "'1,5"],
        &["'2.1", "Hài lòng", "6", "5", "4"],
        &["", "Tổng cộng", "20", "8", "6"],
    ];
    let values = [
        "xa-1 1.1 appraised=1",
        "xa-1 1.10 appraised=2",
        "xa-1 2.1 survey=5",
        "xa-2 1.1 appraised=0.5",
        "xa-2 1.10 appraised=1.5",
        "xa-2 2.1 survey=4",
        "row_no_leaf A7",
    ];
    check("units as columns", Some(REGISTER), rows, &values);
    let own: Rows<'_> = &[
        &["TỔNG HỢP ĐIỂM TỰ CHẤM NĂM 2023"],
        &["Mã TC", "Xã An Bình", "Xã Lạ"],
        &["'1.1", "1", "2"],
    ];
    check("own scores", Some(REGISTER), own, &["xa-1 1.1 self=1", "unknown_unit C2"]);
    let pairs: Rows<'_> = &[
        &["STT", "Tiêu chí", "Điểm tối đa", "Xã An Bình", "", "Xã Hòa Phú", ""],
        &["", "", "", "TC", "TĐ", "TC", "TĐ"],
        &["'1.1", "Kế hoạch", "2", "2", "1", "'1,5", "'1,5"],
        &["'1.3", "Niêm yết", "1", "Đạt", "Không đạt", "x", "tốt"],
    ];
    let values = [
        "xa-1 1.1 self=2 appraised=1",
        "xa-1 1.3 stage=self answer=yes",
        "xa-1 1.3 stage=appraised answer=no",
        "xa-2 1.1 self=1.5 appraised=1.5",
        "xa-2 1.3 stage=self answer=yes",
        "unknown_word G4",
    ];
    check("pairs", Some(REGISTER), pairs, &values);
}

#[test]
fn units_by_leaves_with_the_stages_of_each() {
    let rows: Rows<'_> = &[
        &["Đơn vị", "1.1", "", "1.10", "", "Ghi chú"],
        &["", "Tự chấm", "Thẩm định", "Tự chấm", "Thẩm định", ""],
        &["Xã An Bình", "1", "'0,5", "2", "2", ""],
        &["Xã Hòa Phú", "2", "2", "", "1", ""],
    ];
    let values = [
        "xa-1 1.1 self=1 appraised=0.5",
        "xa-1 1.10 self=2 appraised=2",
        "xa-2 1.1 self=2 appraised=2",
        "xa-2 1.10 appraised=1",
    ];
    check("pairs", Some(REGISTER), rows, &values);
    let own: Rows<'_> =
        &[&["Bảng điểm tự chấm"], &["Đơn vị", "1.1", "2.1"], &["Xã An Bình", "1", "5"]];
    check("own", Some(REGISTER), own, &["xa-1 1.1 self=1", "xa-1 2.1 survey=5"]);
    let both: Rows<'_> = &[
        &["Điểm tự chấm"],
        &["Hội đồng thẩm định"],
        &["Đơn vị", "1.1", "1.10"],
        &["Xã An Bình", "1", "1"],
    ];
    check("both", Some(REGISTER), both, &["stage_open A1"]);
}

/// A total without a stage is that of the points that count, appraised ones and those of the survey.
#[test]
fn totals_of_appraisal_and_survey_are_sums_of_both() {
    let wide: Rows<'_> = &[
        &["Đơn vị", "1.1", "2", "2.1"],
        &["Xã An Bình", "1", "5", "5"],
        &["Xã Hòa Phú", "2", "4", "5"],
    ];
    let values = [
        "xa-1 1.1 appraised=1",
        "xa-1 2.1 survey=5",
        "xa-2 1.1 appraised=2",
        "xa-2 2.1 survey=5",
        "sum_differs C3",
    ];
    check("wide", Some(REGISTER), wide, &values);
    let cross: Rows<'_> = &[
        &["STT", "Tiêu chí", "Điểm tối đa", "Xã An Bình", "Xã Hòa Phú"],
        &["'1.1", "Kế hoạch", "2", "1", "2"],
        &["2", "Điều tra", "6", "5", "4"],
        &["'2.1", "Hài lòng", "6", "5", "5"],
    ];
    let values = [
        "xa-1 1.1 appraised=1",
        "xa-1 2.1 survey=5",
        "xa-2 1.1 appraised=2",
        "xa-2 2.1 survey=5",
        "sum_differs E3",
    ];
    check("cross", Some(REGISTER), cross, &values);
}

#[test]
fn words_and_quotients_are_read_by_the_rule() {
    let under = |rows: &[&'static [&'static str]]| {
        let mut all: Vec<&[&str]> = vec![&["Đơn vị: A"], HEAD];
        all.extend(rows);
        all
    };
    let said = |cell: &'static str, code: &'static str, expected: &[&str]| {
        let row: &'static [&'static str] = Vec::leak(vec![code, "x", "", cell, "", ""]);
        check(cell, None, &under(&[row]), expected);
    };
    said("58/60", "'1.2", &["A 1.2 stage=self done=58 of=60"]);
    said("1.250 / 2.200", "'1.2", &["A 1.2 stage=self done=1250 of=2200"]);
    said("58/60", "'1.1", &["bad_number D3"]);
    said("Đạt", "'1.3", &["A 1.3 stage=self answer=yes"]);
    said("Chưa đạt", "'1.3", &["A 1.3 stage=self answer=no"]);
    said("Đạt", "'1.1", &["unknown_word D3"]);
    said("Không", "'1.5", &["unknown_word D3"]);
    said("Không phát sinh", "'1.5", &["A 1.5 self=n/a"]);
}
