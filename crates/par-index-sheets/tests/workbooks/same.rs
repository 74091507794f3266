//! A table in CSV and in a workbook is one table.

use par_index::Inputs;
use par_index_sheets::{CsvWriter, read_input, write_long};
use proptest::prelude::*;

use crate::made::book;
use crate::ruler;

#[derive(Clone, Debug)]
enum Made {
    Text(&'static str),
    /// Hundredths.
    Number(i32),
    Empty,
}

impl Made {
    fn csv(&self) -> String {
        match self {
            Made::Text(text) => (*text).to_owned(),
            // No three places: they may be thousands in CSV.
            Made::Number(number) => plain(*number),
            Made::Empty => String::new(),
        }
    }
}

/// A number without zeros behind it, as a workbook keeps it.
fn plain(hundredths: i32) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn cell() -> impl Strategy<Value = Made> {
    // No `1.250`: numbers are texts in CSV, and settle the mark of others.
    let words =
        ["1,5", "0,5 điểm", "Không áp dụng", "-", "abc", "85%", "#N/A", "có", "x", "3/4/2023"];
    prop_oneof![
        prop::sample::select(words.to_vec()).prop_map(Made::Text),
        (0..700_i32).prop_map(Made::Number),
        Just(Made::Empty),
    ]
}

/// Values, then findings without sheet and line.
fn said(file: &str, bytes: &[u8]) -> (String, Vec<String>) {
    let mut inputs = Inputs::new(&ruler()).for_year(2023);
    read_input(&mut inputs, file, bytes);
    let mut input = inputs.finish();
    let mut values = Vec::new();
    write_long(&input.assessments, false, &mut values).unwrap();
    let plain = |finding: &mut par_index::Finding| {
        let place = finding.place_mut();
        (place.sheet, place.line, place.file) = (None, None, None);
        format!("{finding:?}")
    };
    let findings = input.findings.iter_mut().map(plain).collect();
    let values = String::from_utf8(values)
        .unwrap()
        .replace("a.xlsx, sheet Sheet1, ", "")
        .replace("a.csv, ", "");
    (values, findings)
}

type Rows = Vec<(Made, Made, Made)>;

fn texts<const N: usize>(texts: [&'static str; N]) -> Vec<Made> {
    texts.map(Made::Text).to_vec()
}

const UNITS: [&str; 5] = ["xã A", "xã B", "xã C", "xã D", "xã E"];

/// A row for each unit and leaf, with a column of days.
fn long(rows: Rows) -> Vec<Vec<Made>> {
    let head = texts(["Đơn vị", "Mã TC", "Tự chấm", "Thẩm định", "Ngày"]);
    let row = |(unit, (a, b, c))| vec![Made::Text(unit), Made::Text("1.1"), a, b, c];
    std::iter::once(head).chain(UNITS.into_iter().zip(rows).map(row)).collect()
}

/// A row for each unit, a column for each leaf and for the sum of a field.
fn wide(rows: Rows) -> Vec<Vec<Made>> {
    let head = texts(["Đơn vị", "1", "1.1", "1.2", "Ghi chú"]);
    let row = |(unit, (a, b, c))| vec![Made::Text(unit), a, b, c];
    std::iter::once(head).chain(UNITS.into_iter().zip(rows).map(row)).collect()
}

/// The sheet of one unit: fields by Roman numbers, maxima, facts beside points.
fn of_one_unit(rows: Rows) -> Vec<Vec<Made>> {
    let head = texts(["STT", "Điểm tối đa", "Tự chấm", "Đã hoàn thành", "Tổng số"]);
    let codes = ["I", "1.2", "1.3", "1.4", "1.5"];
    let row = |(code, (a, b, c))| vec![Made::Text(code), Made::Empty, a, b, c];
    let unit = texts(["Đơn vị: xã A"]);
    [unit, head].into_iter().chain(codes.into_iter().zip(rows).map(row)).collect()
}

/// A row for each leaf, two columns for a unit.
fn by_units(rows: Rows) -> Vec<Vec<Made>> {
    let head = texts(["STT", "Điểm tối đa", "Xã A", "", "Xã B"]);
    let below = texts(["", "", "TC", "TĐ", "TĐ"]);
    let codes = ["1", "1.1", "1.2", "1.3", "1.10"];
    let row = |(code, (a, b, c))| vec![Made::Text(code), Made::Empty, a, b, c];
    [head, below].into_iter().chain(codes.into_iter().zip(rows).map(row)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn csv_and_workbook_of_a_table_give_the_same(
        layout in prop::sample::select(vec![long, wide, of_one_unit, by_units]),
        titled in any::<bool>(),
        rows in prop::collection::vec((cell(), cell(), cell()), 1..6),
    ) {
        let mut made: Vec<Vec<Made>> = Vec::new();
        if titled {
            made.push(vec![Made::Text("BẢNG CHẤM ĐIỂM NĂM 2023")]);
            made.push(Vec::new());
        }
        made.extend(layout(rows));
        let mut csv = Vec::new();
        let mut table = CsvWriter::new(&mut csv);
        for row in &made {
            table.record((0..5).map(|n| row.get(n).map(Made::csv).unwrap_or_default())).unwrap();
        }
        drop(table);
        let workbook = book(|sheet| {
            for (row, cells) in (0_u32..).zip(&made) {
                for (column, cell) in (0_u16..).zip(cells) {
                    match cell {
                        Made::Text("") | Made::Empty => {}
                        Made::Text(text) => {
                            sheet.write_string(row, column, *text).unwrap();
                        }
                        Made::Number(hundredths) => {
                            let text = plain(*hundredths);
                            let formula = rust_xlsxwriter::Formula::new("=A1").set_result(text);
                            sheet.write_formula(row, column, formula).unwrap();
                        }
                    }
                }
            }
        });
        prop_assert_eq!(said("a.csv", &csv), said("a.xlsx", &workbook));
    }
}
