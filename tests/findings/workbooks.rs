//! Cases of workbooks, and of sheets that are of one unit.

use par_index::Text;
use par_index::finding::Place;
use par_index_sheets::{read_input, read_register};
use rust_xlsxwriter::{Format, Note, Workbook};

use super::tables::tables;
use super::*;

type Rows<'r> = &'r [&'r [&'r str]];

/// What is found in a workbook of some sheets.
fn found(sheets: &[(&str, Rows<'_>)], mend: impl Fn(&mut Workbook)) -> Finding {
    let mut inputs = Inputs::new(&ruler()).for_year(2023);
    read_input(&mut inputs, "xã 01.xlsx", &book(sheets, mend));
    only(&inputs.finish().findings)
}

fn book(sheets: &[(&str, Rows<'_>)], mend: impl Fn(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(rows.iter()) {
            for (column, cell) in (0..).zip(cells.iter()) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    mend(&mut book);
    book.save_to_buffer().unwrap()
}

const POINTS: (&str, Rows<'_>) = ("Điểm", &[&["unit", "1.3"], &["xa-01", "1.5"]]);

/// A sheet of one unit, or of none.
fn sheet(text: &str) -> Finding {
    let head = "Mã TC;Tên tiêu chí;Điểm tối đa;Tự chấm\n";
    let (above, rows) = text.split_once('|').unwrap_or(("Đơn vị: xa-01\n", text));
    only(&tables(Inputs::new(&ruler()), &[("bang.csv", &format!("{above}{head}{rows}"))]))
}

pub(crate) fn case_of_a_workbook(code: &str) -> Finding {
    let first = |book: &mut Workbook, mend: fn(&mut rust_xlsxwriter::Worksheet)| {
        mend(book.worksheet_from_index(0).unwrap());
    };
    match code {
        "workbook_broken" => only(&tables(Inputs::new(&ruler()), &[("xã 01.xlsx", "PK")])),
        "workbook_too_large" => {
            let what = Text::new("trang tính", "sheets");
            let finding = Finding::new(FindingCode::WorkbookTooLarge, Place::file("xã 01.xlsx"));
            finding.found("xã 01.xlsx").with("what", what).with("most", "1000")
        }
        "sheet_hidden" => found(&[POINTS, ("Cũ", &[&["unit"]])], |book| {
            book.worksheet_from_index(1).unwrap().set_hidden(true);
        }),
        "sheet_passed" => found(&[POINTS, ("Hướng dẫn", &[&["Ghi mỗi đơn vị một dòng"]])], |_| {}),
        "several_tables" => {
            let units: Rows<'_> = &[&["unit", "name"], &["xa-01", "xã An"]];
            let bytes = book(&[("Xã", units), ("Phường", units)], |_| {});
            only(&read_register("đơn vị.xlsx", &bytes).1)
        }
        "rows_hidden" => found(&[POINTS], |book| {
            first(book, |sheet| {
                sheet.set_row_hidden(1).unwrap();
            });
        }),
        "columns_hidden" => found(&[POINTS], |book| {
            first(book, |sheet| {
                sheet.set_column_hidden(1).unwrap();
            });
        }),
        "comments_passed" => found(&[POINTS], |book| {
            first(book, |sheet| {
                sheet.insert_note(1, 1, &Note::new("chưa có quyết định")).unwrap();
            });
        }),
        "cells_rounded" => found(&[("Điểm", &[&["unit", "1.2"], &["xa-01"]])], |book| {
            first(book, |sheet| {
                sheet.write_number(1, 1, 0.966_666_666_666_666_7).unwrap();
            });
        }),
        "date_given" => found(&[POINTS], |book| {
            first(book, |sheet| {
                let day = Format::new().set_num_format("d-mmm");
                sheet.write_number_with_format(1, 1, 45_019, &day).unwrap();
            });
        }),
        "merged_value" => {
            found(&[("Điểm", &[&["unit", "1.3", "ghi chú"], &["xa-01"]])], |book| {
                first(book, |sheet| {
                    sheet.merge_range(1, 1, 1, 2, "1", &Format::new()).unwrap();
                });
            })
        }
        "unit_open" => sheet("|1.3;;;1\n"),
        "units_disagree" => {
            let (register, _) = read_register("u.csv", b"unit\nxa-01\nxa-02\n");
            let text = "Đơn vị: xa-02\nMã TC;Tự chấm\n1.3;1\n";
            only(&tables(Inputs::new(&ruler()).with_register(register), &[("xa-01.csv", text)]))
        }
        "stage_open" => {
            let text = "Điểm tự chấm,\nKết quả thẩm định,\nunit,1.3\nxa-01,1\n";
            only(&tables(Inputs::new(&ruler()), &[("a.csv", text)]))
        }
        "title_year" => sheet("BẢNG CHẤM ĐIỂM NĂM 2022\nĐơn vị: xa-01\n|1.3;;;1\n"),
        "row_no_leaf" => sheet("1.3;;;1\n;Tổng cộng;;1\n"),
        "sum_differs" => sheet("1;;;2\n1.3;;;1\n"),
        "name_of_other" => {
            let ruler = ruler();
            let name = &ruler.node("1.2").unwrap().name().vi;
            sheet(&format!("1.3;{name};;1\n"))
        }
        "code_by_name" => {
            let ruler = ruler();
            let name = &ruler.node("1.3").unwrap().name().vi;
            sheet(&format!("1.99;{name};;1\n"))
        }
        "name_unclear" => sheet(";Việc khác;;1\n"),
        "award_differs" => {
            let text = "unit;code;self;done;of\nxa-01;1.2;0.25;1;1\n";
            only(&tables(Inputs::new(&ruler()), &[("a.csv", text)]))
        }
        "max_differs" => sheet("1.3;;99;1\n"),
        code => letters::case_of_a_letter(code),
    }
}
