//! What single cells, rows, columns and sheets of a workbook give.

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

use crate::made::{book, data, fill, raw, raw_beside};
use crate::said;

/// A long sheet whose cell of interest is D2: the points, appraised, of one leaf.
fn long(code: &str, make: impl Fn(&mut Worksheet)) -> Vec<u8> {
    book(|sheet| {
        fill(
            sheet,
            &[&["Đơn vị", "Mã TC", "Ghi chú", "Thẩm định"], &["A", &format!("'{code}"), "", ""]],
        );
        make(sheet);
    })
}

/// The same with a number in a format.
macro_rules! number {
    ($code:literal, $format:literal, $value:expr) => {{
        let format = Format::new().set_num_format($format);
        long($code, |sheet| {
            sheet.write_number_with_format(1, 3, $value, &format).unwrap();
        })
    }};
}

/// A code that is a number in a format.
macro_rules! number_code {
    ($code:expr, $format:literal) => {{
        let format = Format::new().set_num_format($format);
        book(|sheet| {
            fill(sheet, &[&["Đơn vị", "Mã TC", "Thẩm định"], &["A", "", "'1,5"]]);
            sheet.write_number_with_format(1, 1, $code, &format).unwrap();
        })
    }};
}

/// The same by hand: what stands in the cell's own tag.
fn by_hand(code: &str, cell: &str) -> Vec<u8> {
    raw(&data(&[&["Đơn vị", "Mã TC", "Ghi chú", "Thẩm định"], &["A", code, "", cell]]))
}

#[test]
fn cells_are_read_as_what_they_are() {
    let text = |text: &str| {
        long("1.1", |sheet| {
            sheet.write_string(1, 3, text).unwrap();
        })
    };
    let points = |points: &str| vec![format!("A 1.1 appraised={points}")];
    let told = |code: &str| vec![format!("{code} Sheet1!D2")];
    let out_of_range = || vec!["out_of_range Sheet1!D2".to_owned()];
    let cases: Vec<(&str, Vec<u8>, Vec<String>)> = vec![
        ("whole", number!("1.1", "General", 2), points("2")),
        ("binary fraction", number!("1.1", "General", 0.300_000_000_000_000_04), points("0.3")),
        ("two places", number!("1.1", "0.00", 1.5), points("1.5")),
        ("grouped", number!("1.1", "#,##0.00", 1.25), points("1.25")),
        ("text number", text("1,5"), points("1.5")),
        ("text with a word", text(" 1.5 điểm"), points("1.5")),
        ("no-break space", text("1,5\u{A0}"), points("1.5")),
        ("dash", text("-"), Vec::new()),
        ("not applicable", text("Không áp dụng"), points("n/a")),
        ("percent", number!("1.1", "0%", 0.85), told("percent_given")),
        ("percent of two places", number!("1.1", "0.00%", 0.9143), told("percent_given")),
        ("day", number!("1.1", "dd/mm/yyyy", 45019), told("date_given")),
        ("day and month", number!("1.1", "d-mmm", 45019), told("date_given")),
        ("time", number!("1.1", "hh:mm", 0.5), told("date_given")),
        ("text day", text("3/4/2023"), told("date_given")),
        (
            "truth",
            long("1.1", |sheet| {
                sheet.write_boolean(1, 3, true).unwrap();
            }),
            told("unknown_word"),
        ),
        ("word", text("tốt"), told("unknown_word")),
        ("too much", number!("1.1", "General", 3), out_of_range()),
        ("negative", number!("1.1", "General", -1), out_of_range()),
        (
            "nine places",
            number!("1.1", "General", 0.966_666_666_666_666_7),
            vec!["A 1.1 appraised=0.966666667".to_owned(), "cells_rounded Sheet1!D2".to_owned()],
        ),
        (
            "formula",
            long("1.1", |sheet| {
                sheet.write_formula(1, 3, Formula::new("=1+0.5").set_result("1.5")).unwrap();
            }),
            points("1.5"),
        ),
        (
            "formula in error",
            long("1.1", |sheet| {
                sheet.write_formula(1, 3, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
            }),
            told("spreadsheet_error"),
        ),
        (
            "formula giving a text",
            long("1.1", |sheet| {
                sheet.write_formula(1, 3, Formula::new("=T(\"x\")").set_result("1,5 đ")).unwrap();
            }),
            points("1.5"),
        ),
        ("code as number", number_code!(1.1, "General"), points("1.5")),
        ("code shown as 1.10", number_code!(1.1, "0.00"), vec!["A 1.10 appraised=1.5".to_owned()]),
        ("code as day", number_code!(44928, "d/m/yyyy"), vec!["unknown_code Sheet1!B2".to_owned()]),
    ];
    check(cases);
}

#[test]
fn a_code_that_became_a_day_is_told_with_the_code_it_was() {
    let day = number_code!(44_928, "d-mmm");
    let text = "Đơn vị;Mã TC;Tự chấm\nA;02-Thg1;1\n";
    for (file, bytes) in [("a.xlsx", day), ("a.csv", text.as_bytes().to_vec())] {
        let mut inputs = par_index::Inputs::new(&crate::ruler()).for_year(2023);
        par_index_sheets::read_input(&mut inputs, file, &bytes);
        let findings = inputs.finish().findings;
        assert_eq!(findings[0].expected(par_index::Lang::En), "perhaps “2.1”", "{file}");
        assert_eq!(findings[0].place().cell.as_deref(), Some("B2"));
    }
}

#[test]
fn what_only_a_hand_writes_is_read_or_told() {
    let points = |points: &str| vec![format!("A 1.1 appraised={points}")];
    let told = |code: &str| vec![format!("{code} S!D2")];
    let broken = || vec!["workbook_broken".to_owned()];
    let cell = |cell: &str| by_hand("1.1", cell);
    let sheet = |body: &str| raw(&body.replace('\'', "\""));
    let rows =
        "<row r='1'><c r='A1' t='inlineStr'><is><t>unit</t></is></c><c r='B1'><v>1.1</v></c></row>";
    let cases: Vec<(&str, Vec<u8>, Vec<String>)> = vec![
        ("formula without a value", cell("=SUM(A1:B1)"), told("formula_text")),
        ("shared formula without one", cell("<c><f t=\"shared\" si=\"0\"/></c>"), told("formula_text")),
        ("formula that gives no text", cell("<c t=\"str\"><f>T(A9)</f><v></v></c>"), Vec::new()),
        ("seventeen digits", cell("<c><v>0.30000000000000004</v></c>"), points("0.3")),
        ("exponent", cell("<c><v>1.5E0</v></c>"), points("1.5")),
        ("no number", cell("<c><v>abc</v></c>"), told("unknown_word")),
        ("error", cell("<c t=\"e\"><v>#REF!</v></c>"), told("spreadsheet_error")),
        ("runs of text", cell("<c t=\"inlineStr\"><is><r><t>1</t></r><r><t>,5</t></r></is></c>"), points("1.5")),
        ("how it is pronounced", cell("<c t=\"inlineStr\"><is><t>1,5</t><rPh><t>x</t></rPh></is></c>"), points("1.5")),
        ("escaped", cell("<c t=\"inlineStr\"><is><t>1&#44;5</t></is></c>"), points("1.5")),
        ("carriage return", cell("<c t=\"inlineStr\"><is><t>1,5_x000D_</t></is></c>"), points("1.5")),
        ("text day", cell("<c t=\"d\"><v>2023-04-03T00:00:00</v></c>"), told("date_given")),
        ("shared text that is not there", cell("<c t=\"s\"><v>7</v></c>"), broken()),
        ("unknown kind", cell("<c t=\"zz\"><v>1</v></c>"), broken()),
        ("unknown sign", cell("<c t=\"inlineStr\"><is><t>&nbsp;</t></is></c>"), broken()),
        ("tag left open", sheet(&format!("<sheetData>{rows}")), broken()),
        (
            "cell twice",
            sheet(&format!("<sheetData>{rows}<row r='2'><c r='A2'><v>1</v></c><c r='A2'><v>2</v></c></row></sheetData>")),
            broken(),
        ),
        ("row backwards", sheet(&format!("<sheetData>{rows}<row r='1'/></sheetData>")), broken()),
        ("cell beyond the last", sheet("<sheetData><row r='1'><c r='XFE1'><v>1</v></c></row></sheetData>"), broken()),
        ("document type", raw_beside(b"".to_vec(), &[("xl/styles.xml", b"<!DOCTYPE x []><x/>".to_vec())]), broken()),
        ("no rows", sheet("<sheetData/>"), vec!["table_unclear".to_owned()]),
        (
            "rows and cells without names",
            sheet("<sheetData><row><c t='inlineStr'><is><t>unit</t></is></c><c><v>1.1</v></c></row>\
                <row><c t='inlineStr'><is><t>A</t></is></c><c><v>2</v></c></row></sheetData>"),
            points("2"),
        ),
        (
            "prefixes",
            raw_beside(
                b"<x:sheetData xmlns:x='y'><x:row><x:c t='inlineStr'><x:is><x:t>unit</x:t></x:is></x:c><x:c><x:v>1.1</x:v></x:c></x:row>\
                <x:row><x:c t='str'><x:v>A</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData>".to_vec(),
                &[],
            ),
            points("2"),
        ),
    ];
    check(cases);
}

#[test]
fn sheets_rows_and_columns_that_are_hidden() {
    let table: &[&[&str]] = &[&["unit", "1.1", "1.10"], &["A", "1", "2"], &["B", "2", "1"]];
    let values =
        ["A 1.1 appraised=1", "A 1.10 appraised=2", "B 1.1 appraised=2", "B 1.10 appraised=1"];
    let with = |told: &str| {
        let mut said: Vec<String> = values.map(str::to_owned).to_vec();
        said.push(told.to_owned());
        said
    };
    let sheets = |make: &dyn Fn(&mut Workbook)| {
        let mut book = Workbook::new();
        fill(book.add_worksheet().set_name("Điểm").unwrap(), table);
        make(&mut book);
        book.save_to_buffer().unwrap()
    };
    let cases: Vec<(&str, Vec<u8>, Vec<String>)> = vec![
        (
            "row",
            book(|sheet| {
                fill(sheet, table);
                sheet.set_row_hidden(1).unwrap();
            }),
            with("rows_hidden Sheet1!"),
        ),
        (
            "column",
            book(|sheet| {
                fill(sheet, table);
                sheet.set_column_hidden(1).unwrap();
            }),
            with("columns_hidden Sheet1!B1"),
        ),
        (
            "sheet",
            sheets(&|book| {
                let other = book.add_worksheet().set_name("Cũ").unwrap();
                fill(other, &[&["unit", "1.1"], &["A", "0"]]);
                other.set_hidden(true);
            }),
            with("sheet_hidden Cũ!"),
        ),
        (
            "sheet, very",
            sheets(&|book| {
                let other = book.add_worksheet().set_name("Cũ").unwrap();
                fill(other, &[&["unit", "1.1"], &["A", "0"]]);
                other.set_very_hidden(true);
            }),
            with("sheet_hidden Cũ!"),
        ),
        (
            "sheet of words",
            sheets(&|book| {
                let other = book.add_worksheet().set_name("Hướng dẫn").unwrap();
                fill(other, &[&["Cách ghi"], &["Mỗi đơn vị một dòng."]]);
            }),
            with("sheet_passed Hướng dẫn!"),
        ),
        (
            "sheet with codes and no header",
            sheets(&|book| {
                let other = book.add_worksheet().set_name("Thêm").unwrap();
                fill(other, &[&["Nội dung chấm", "x"], &["'1.1", "2"]]);
            }),
            with("table_unclear Thêm!"),
        ),
        (
            "empty sheet",
            sheets(&|book| {
                book.add_worksheet();
            }),
            values.map(str::to_owned).to_vec(),
        ),
        (
            "two sheets of units",
            sheets(&|book| {
                let other = book.add_worksheet().set_name("Khối 2").unwrap();
                fill(other, &[&["unit", "1.1"], &["C", "1"], &["A", "2"]]);
            }),
            values
                .into_iter()
                .chain(["C 1.1 appraised=1", "conflict Khối 2!B3"])
                .map(str::to_owned)
                .collect(),
        ),
    ];
    check(cases);
}

#[test]
fn merged_cells_say_the_same_in_all_they_cover() {
    let plain = Format::new();
    let merged = |rows: &[&[&str]], areas: &[(u32, u16, u32, u16, &str)]| {
        book(|sheet| {
            fill(sheet, rows);
            for (top, left, bottom, right, text) in areas {
                sheet.merge_range(*top, *left, *bottom, *right, text, &plain).unwrap();
                if let Ok(number) = text.parse::<i32>() {
                    sheet.write_number(*top, *left, number).unwrap();
                }
            }
        })
    };
    let head: &[&str] = &["unit", "code", "self", "appraised"];
    let own = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let cases: Vec<(&str, Vec<u8>, Vec<String>)> = vec![
        (
            "unit over its rows",
            merged(
                &[head, &["", "'1.1", "1", ""], &["", "'1.10", "2", ""], &["B", "'1.1", "2", ""]],
                &[(1, 0, 2, 0, "A")],
            ),
            own(&["A 1.1 self=1", "A 1.10 self=2", "B 1.1 self=2"]),
        ),
        (
            "number over two leaves",
            merged(&[head, &["A", "'1.1", "", ""], &["A", "'1.10", "", ""]], &[(1, 2, 2, 2, "1")]),
            own(&["merged_value Sheet1!C2", "merged_value Sheet1!C3"]),
        ),
        (
            "number over two stages",
            merged(&[head, &["A", "'1.1", "", ""]], &[(1, 2, 1, 3, "1")]),
            own(&["merged_value Sheet1!C2", "merged_value Sheet1!D2"]),
        ),
        (
            "words over two leaves",
            merged(
                &[head, &["A", "'1.1", "", ""], &["A", "'1.10", "", ""]],
                &[(1, 2, 2, 2, "Không áp dụng")],
            ),
            own(&["A 1.1 self=n/a", "A 1.10 self=n/a"]),
        ),
        (
            "a leaf of two rows",
            merged(
                &[&["unit", "code", "self", "evidence"], &["A", "", "", "x"], &["A", "", "", "x"]],
                &[(1, 1, 2, 1, "1.1"), (1, 2, 2, 2, "1")],
            ),
            own(&["A 1.1 self=1 evidence=x"]),
        ),
        (
            "title over the table",
            merged(&[&[], head, &["A", "'1.1", "1", ""]], &[(0, 0, 0, 3, "BẢNG CHẤM ĐIỂM")]),
            own(&["A 1.1 self=1"]),
        ),
    ];
    check(cases);
}

/// Every case against what is said of it; all that differ are shown at once.
fn check(cases: Vec<(&str, Vec<u8>, Vec<String>)>) {
    let mut wrong = Vec::new();
    for (name, bytes, expected) in cases {
        let found = said(&[("a.xlsx", bytes)]);
        if found != expected {
            wrong.push(format!("{name}\n  read     {found:?}\n  expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A cell that leads somewhere keeps where: the document is found by its address, not by what is shown.
#[test]
fn the_address_of_a_link_is_kept_as_evidence() {
    let made = book(|sheet| {
        fill(
            sheet,
            &[
                &["unit", "component", "self", "evidence"],
                &["A", "'1.1", "2", ""],
                &["B", "'1.1", "1", ""],
                &["C", "'1.1", "1", ""],
                &["D", "'1.1", "1", "BC 9"],
            ],
        );
        let url = |to: &'static str| rust_xlsxwriter::Url::new(to);
        sheet.write_url_with_text(1, 3, url("https://vanban.example/kh-5"), "KH 5").unwrap();
        // What is shown is the address itself.
        sheet.write_url(2, 3, url("https://vanban.example/bc")).unwrap();
        let formula = "HYPERLINK(\"https://vanban.example/qd\",\"QĐ 7\")";
        let formula = rust_xlsxwriter::Formula::new(formula).set_result("QĐ 7");
        sheet.write_formula(3, 3, formula).unwrap();
    });
    let said = said(&[("a.xlsx", made)]);
    assert_eq!(
        said,
        [
            "A 1.1 self=2 evidence=KH 5 (https://vanban.example/kh-5)",
            "B 1.1 self=1 evidence=https://vanban.example/bc",
            "C 1.1 self=1 evidence=QĐ 7 (https://vanban.example/qd)",
            "D 1.1 self=1 evidence=BC 9",
        ]
    );
}

/// The link of a cell that shows nothing leads nowhere: it is none of the row below.
#[test]
fn the_link_of_a_blank_cell_is_of_no_other_row() {
    let made = book(|sheet| {
        fill(
            sheet,
            &[
                &["unit", "component", "self", "evidence"],
                &["A", "'1.1", "2", ""],
                &["", "", "", ""],
                &["B", "'1.1", "1", "BC 9"],
            ],
        );
        let url = rust_xlsxwriter::Url::new("https://vanban.example/kh-5");
        sheet.write_url_with_text(2, 3, url, " ").unwrap();
    });
    assert_eq!(said(&[("a.xlsx", made)]), ["A 1.1 self=2", "B 1.1 self=1 evidence=BC 9"]);
}

/// A file that has a remark on a leaf but no note leaves the note of another where it was read.
#[test]
fn a_note_is_told_where_it_was_read() {
    let mut inputs = par_index::Inputs::new(&crate::ruler()).for_year(2023).prefer_last();
    for (file, text) in [
        ("a.csv", "unit,component,self_note,self\nA,1.1,first,1\n"),
        ("b.csv", "unit,component,evidence,self\nA,1.1,KH 5,1\n"),
        ("c.csv", "unit,component,self_note,self\nA,1.1,last,1\n"),
    ] {
        par_index_sheets::read_input(&mut inputs, file, text.as_bytes());
    }
    let input = inputs.finish();
    let found = input.findings.iter().find(|one| one.code().as_str() == "conflict_settled");
    let said = found.unwrap().message(par_index::Lang::En);
    assert!(said.contains("a.csv, cell C2") && said.contains("c.csv, cell C2"), "{said}");
}
