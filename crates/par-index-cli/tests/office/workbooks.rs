//! Workbooks through the command: what they hold is what their CSV holds.

use crate::common::{folder, par_index_in, write};
use rust_xlsxwriter::Workbook;

const RULER: &str = "hon-quan-2023";

/// A sheet per list of rows, each cell a number where it is one.
fn book(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, text) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, line) in (0..).zip(text.lines()) {
            for (column, cell) in (0..).zip(line.split(',')) {
                // Codes are texts.
                match cell.parse::<u32>() {
                    Ok(number) if row > 0 => sheet.write_number(row, column, number).unwrap(),
                    _ => sheet.write_string(row, column, cell).unwrap(),
                };
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// A wide table of some units, all leaves of the ruler.
fn wide(units: &[(&str, &str)]) -> String {
    let ruler = par_index::framework(RULER).unwrap();
    let codes: Vec<&str> = ruler.leaves().map(|leaf| leaf.code().as_str()).collect();
    let row = |(unit, points): &(&str, &str)| {
        format!("{unit},2023,{}\n", codes.iter().map(|_| *points).collect::<Vec<_>>().join(","))
    };
    let rows = units.iter().map(row).collect::<String>();
    format!("unit,year,{}\n{rows}", codes.join(","))
}

#[test]
fn a_ranking_of_workbooks_is_that_of_their_csv() {
    let at = folder();
    let at = at.path();
    let (one, two) = (wide(&[("xã A", "0"), ("xã B", "Không áp dụng")]), wide(&[("xã C", "0")]));
    write(at, "csv/1.csv", &one);
    write(at, "csv/2.csv", &two);
    write(at, "sheets/1.xlsx", book(&[("Điểm", &one), ("Ghi chú chung", "Bảng lập tháng 1")]));
    write(at, "sheets/2.xlsx", book(&[("Điểm", &two)]));
    let rank = |inputs: &str| {
        let args = ["rank", "-f", RULER, inputs, "--format", "json"];
        par_index_in(at, &args, "").json()
    };
    let csv = rank("csv/*.csv");
    let sheets = rank("sheets/*.xlsx");
    assert_eq!(csv["rows"].as_array().unwrap().len(), 3);
    assert_eq!(csv["rows"], sheets["rows"]);
    assert_eq!(csv["seal"], sheets["seal"]);
    assert_eq!(rank("sheets")["rows"], csv["rows"], "a folder");
    let told = sheets["findings"].as_array().unwrap();
    let passed = told.iter().find(|one| one["code"] == "sheet_passed").unwrap();
    assert_eq!((&passed["sheet"], &passed["severity"]), (&"Ghi chú chung".into(), &"note".into()));
}

#[test]
fn whose_a_workbook_is_the_call_may_say() {
    let at = folder();
    let at = at.path();
    let sheet = "Mã TC,Tự chấm\n1.1.1,1\n1.1.2,1\n";
    write(at, "gửi/q1.xlsx", book(&[("Sheet1", sheet)]));
    let check = |more: &[&str]| {
        let args = ["join", "-f", RULER, "gửi/q1.xlsx", "--year", "2023", "--format", "json"];
        par_index_in(at, &[&args[..], more].concat(), "")
    };
    let open = check(&[]);
    assert_eq!(open.code, 1);
    assert!(open.out.contains("unit_open"), "{}", open.out);
    for file in ["q1.xlsx", "gửi/q1.xlsx"] {
        let said = check(&["--unit-of", &format!("{file}=xã A")]);
        assert!(said.out.contains("xã A") && !said.out.contains("unit_open"), "{}", said.out);
    }
}

#[test]
fn a_register_and_a_ruler_may_be_workbooks() {
    let at = folder();
    let at = at.path();
    let ruler = "code,parent,max,scorer\nT,,3,\na,T,1,appraisal\nb,T,2,appraisal\n";
    write(at, "khung.xlsx", book(&[("khung", ruler)]));
    write(at, "u.xlsx", book(&[("DS", "Mã đơn vị,Tên đơn vị\nx1,Xã Một\nx2,Xã Hai\n")]));
    write(at, "a.xlsx", book(&[("Điểm", "Đơn vị,a,b\nUBND xã Một,1,2\nXã Hai,0,1\n")]));
    let args = ["rank", "-f", "khung.xlsx", "--units", "u.xlsx", "a.xlsx", "--year", "2023"];
    let ran = par_index_in(at, &[&args[..], &["--format", "json"]].concat(), "");
    let rows = ran.json()["rows"].clone();
    assert_eq!((&rows[0]["unit"], &rows[0]["rank"]), (&"x1".into(), &1.into()), "{}", ran.out);
    assert_eq!((&rows[1]["unit"], &rows[1]["rank"]), (&"x2".into(), &2.into()));
}

/// A second round whose header was forgotten marks every result; a sheet that bears a unit's name puts
/// that unit alone in error, and intake shows that it came.
#[test]
fn figures_without_a_header_never_pass_for_a_final_ranking() {
    let at = crate::common::small::place();
    let first = "unit,1.1,1.2,2\nxa-01,2,3.5,3.25\nxa-02,0,4,3\n";
    write(at.path(), "u.csv", "unit,name\nxa-01,Xã Một\nxa-02,Xã Hai\nxa-03,Xã Ba\n");
    let call = |name: &str, second: (&str, &str)| {
        write(at.path(), "a.xlsx", book(&[("S", first), second]));
        let args = ["--units", "u.csv", "a.xlsx", "--year", "2023", "--format", "json"];
        crate::common::small::run(&at, name, &args)
    };
    let second = ("lan 2", "Điểm chấm lần hai\nxa-01,2,3,3\nxa-02,2,3,3\n");
    let ranked = call("rank", second);
    let reply = ranked.json();
    assert_eq!((ranked.code, &reply["not_read"][0]["sheet"]), (1, &"lan 2".into()));
    assert_eq!(reply["rows"][0]["not_read"], true, "{}", ranked.out);
    let own = ("xa-03", "abc,def\nx,1\n");
    let reply = call("rank", own).json();
    assert_eq!(reply["not_read"], serde_json::json!([]));
    assert_eq!(crate::common::small::row(&reply, "xa-03")["state"], "in_error", "{reply}");
    assert_eq!(crate::common::small::row(&reply, "xa-01")["rank"], 1);
    let reply = call("intake", own).json();
    let row = crate::common::small::row(&reply, "xa-03");
    assert_eq!(
        (&row["unreadable"], &row["state"]),
        (&"a.xlsx".into(), &"in_error".into()),
        "{reply}"
    );
}
