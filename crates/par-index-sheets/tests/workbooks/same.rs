//! A table in CSV and in a workbook is one table.

use par_index::Inputs;
use par_index_sheets::{CsvWriter, read_input, write_long};
use proptest::prelude::*;

use crate::made::book;
use crate::ruler;

#[derive(Clone, Debug)]
enum Made {
    Text(&'static str),
    /// Thousandths.
    Number(i32),
    Empty,
}

impl Made {
    fn csv(&self) -> String {
        match self {
            Made::Text(text) => (*text).to_owned(),
            // No three places: they may be thousands in CSV.
            Made::Number(number) => format!("{}.{:02}", number / 100, number % 100),
            Made::Empty => String::new(),
        }
    }
}

fn cell() -> impl Strategy<Value = Made> {
    let words = [
        "1,5",
        "0,5 điểm",
        "Không áp dụng",
        "-",
        "abc",
        "1.250",
        "85%",
        "#N/A",
        "có",
        "x",
        "3/4/2023",
    ];
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn csv_and_workbook_of_a_table_give_the_same(
        long in any::<bool>(),
        titled in any::<bool>(),
        rows in prop::collection::vec((cell(), cell(), cell()), 1..6),
    ) {
        let heads: [&'static str; 5] = if long {
            ["Đơn vị", "Mã TC", "Tự chấm", "Thẩm định", "Ghi chú"]
        } else {
            ["Đơn vị", "1.1", "1.2", "2.1", "Ghi chú"]
        };
        let mut made: Vec<Vec<Made>> = Vec::new();
        if titled {
            made.push(vec![Made::Text("BẢNG CHẤM ĐIỂM NĂM 2023")]);
            made.push(Vec::new());
        }
        made.push(heads.map(Made::Text).to_vec());
        for (n, (a, b, c)) in rows.into_iter().enumerate() {
            let unit = Made::Text(["xã A", "xã B", "xã C", "xã D", "xã E"][n]);
            made.push(if long {
                vec![unit, Made::Text("1.1"), a, b, c]
            } else {
                vec![unit, a, b, c, Made::Empty]
            });
        }
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
                        Made::Text(text) => {
                            sheet.write_string(row, column, *text).unwrap();
                        }
                        Made::Number(hundredths) => {
                            let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
                            let formula = rust_xlsxwriter::Formula::new("=A1").set_result(text);
                            sheet.write_formula(row, column, formula).unwrap();
                        }
                        Made::Empty => {}
                    }
                }
            }
        });
        prop_assert_eq!(said("a.csv", &csv), said("a.xlsx", &workbook));
    }
}
