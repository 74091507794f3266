//! Every other table of the product is read from a workbook too, from the sheet whose header fits.

use par_index::assessment::Tally;
use par_index::framework;
use par_index_sheets::{
    read_asked, read_ballots, read_crosswalk, read_efforts, read_framework, read_printed,
    read_questions, read_register,
};
use rust_xlsxwriter::Workbook;

use crate::made::{book, fill};
use crate::{ruler, told};

/// A workbook of named sheets.
fn sheets(all: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in all {
        fill(book.add_worksheet().set_name(*name).unwrap(), rows);
    }
    book.save_to_buffer().unwrap()
}

const WORDS: (&str, &[&[&str]]) = ("Ghi chú chung", &[&["Bảng này do phòng lập"]]);

#[test]
fn the_sheet_whose_header_fits_is_read() {
    let units: &[&[&str]] =
        &[&["STT", "Mã đơn vị", "Tên đơn vị", "Khối"], &["1", "x1", "Xã Một", "a"]];
    let (register, findings) = read_register("u.xlsx", &sheets(&[WORDS, ("DS", units)]));
    assert_eq!(told(&findings), ["sheet_passed Ghi chú chung!"]);
    assert_eq!(register.find("xã một").unwrap().unit, "x1");
    let (_, findings) = read_register("u.xlsx", &sheets(&[("A", units), ("B", units)]));
    assert_eq!(told(&findings), ["several_tables"]);

    let table: &[&[&str]] = &[
        &["code", "parent", "max", "scorer"],
        &["T", "", "3", ""],
        &["'1", "T", "3", "appraisal"],
    ];
    let read = read_framework("khung.xlsx", &sheets(&[("khung", table), WORDS]), None).unwrap();
    assert_eq!((read.id(), read.leaves().count()), ("khung", 1));

    let printed: &[&[&str]] = &[
        &["BẢNG XẾP HẠNG"],
        &["Hạng", "Đơn vị", "Điểm thẩm định", "Điểm điều tra xã hội học", "Tổng điểm"],
        &["1", "A", "'61,86", "'28,10", "'89,96"],
        &["2", "B", "60", "28", "88"],
    ];
    let (rows, findings) = read_printed("t.xlsx", &sheets(&[WORDS, ("Bảng", printed)]));
    assert_eq!((rows.len(), told(&findings)), (2, vec!["sheet_passed Ghi chú chung!".to_owned()]));
    assert!(par_index::audit::audit(&rows).is_clean());
}

#[test]
fn tables_of_plans_and_surveys_are_read() {
    let ruler = ruler();
    let efforts: &[&[&str]] =
        &[&["Mã TC", "Mức điểm", "Khối lượng", "Thời hạn"], &["'1.1", "2", "5", "30/6/2023"]];
    let efforts = read_efforts(&ruler, "e.xlsx", &sheets(&[("GP", efforts)]));
    assert_eq!(told(&efforts.findings()), Vec::<String>::new());
    let crosswalk: &[&[&str]] = &[&["old", "new", "kind", "share"], &["'1.1", "'1.1", "same", ""]];
    let (rows, findings) = read_crosswalk("c.xlsx", &sheets(&[("X", crosswalk)]));
    assert_eq!((rows.len(), told(&findings)), (1, Vec::new()));
    let questions: &[&[&str]] = &[&["question", "code", "text"], &["C1", "'8.1", "Hài lòng?"]];
    let hq = framework("hon-quan-2023").unwrap();
    let (questions, findings) = read_questions(&hq, "q.xlsx", &sheets(&[("Q", questions)]));
    assert_eq!((questions.len(), findings.iter().any(par_index::Finding::is_error)), (1, false));
    let ballots: &[&[&str]] = &[&["ballot", "unit", "C1"], &["1", "A", "A"], &["2", "A", "B"]];
    for file in ["b.xlsx", "b"] {
        let mut tally = Tally::new(&questions).for_year(2023);
        let bytes = sheets(&[WORDS, ("P", ballots)]);
        read_ballots(&mut tally, &questions, file, bytes.as_slice()).unwrap();
        let asked: &[&[&str]] = &[&["unit", "asked"], &["A", "3"]];
        read_asked(&mut tally, "n.xlsx", &sheets(&[("N", asked)]));
        let counted = tally.finish();
        assert_eq!(counted.units().len(), 1, "{:?}", counted.findings());
    }
}

#[test]
fn tables_come_in_at_the_door() {
    let workbook = book(|sheet| {
        fill(sheet, &[&["Đơn vị", "1", "2"], &["Bộ Nội vụ", "60", "26"], &["Bộ Y tế", "54", "27"]]);
    });
    let base64 = data_encoding::BASE64.encode(&workbook);
    let ask = |inputs: serde_json::Value, units: serde_json::Value| {
        let mut request = serde_json::json!({
            "call": "rank", "framework": "vn-ministry-2023", "year": 2023, "inputs": [inputs],
        });
        if !units.is_null() {
            request["units"] = units;
        }
        let (reply, code) = par_index_sheets::answer(&request.to_string());
        (serde_json::from_str::<serde_json::Value>(&reply).unwrap(), code)
    };
    let none = || serde_json::Value::Null;
    let csv = "Đơn vị;1;2\nBộ Nội vụ;60;26\nBộ Y tế;54;27\n";
    for table in [serde_json::json!({ "csv": csv }), serde_json::json!({ "xlsx": base64 })] {
        let (reply, code) = ask(table.clone(), none());
        assert_eq!((reply["rows"][0]["unit"].as_str(), code), (Some("Bộ Nội vụ"), 0), "{reply}");
        let register = serde_json::json!({ "csv": "unit,name\nnoi-vu,Bộ Nội vụ\ny-te,Bộ Y tế\n" });
        let (reply, code) = ask(table, register);
        assert_eq!((reply["rows"][0]["unit"].as_str(), code), (Some("noi-vu"), 0), "{reply}");
    }
    // A finding names the table and its cell.
    let table = serde_json::json!({ "csv": "Đơn vị;1;2\nBộ Nội vụ;tốt;26\n", "name": "bo.csv" });
    let (reply, code) = ask(table, none());
    let finding = &reply["findings"][0];
    assert_eq!((&finding["file"], &finding["cell"], code), (&"bo.csv".into(), &"B2".into(), 1));
    // What is no workbook, and a register that contradicts itself.
    let (reply, code) = ask(serde_json::json!({ "xlsx": "%%%" }), none());
    assert_eq!((&reply["findings"][0]["code"], code), (&"workbook_broken".into(), 1));
    let twice = serde_json::json!({ "csv": "unit\na\na\n" });
    let (reply, code) = ask(serde_json::json!({ "csv": csv }), twice);
    assert_eq!(
        (&reply["kind"], &reply["findings"][0]["code"], code),
        (&"error".into(), &"duplicate_unit".into(), 1)
    );
    // A dossier that is kept holds tables too, and a request may bring one.
    let dossier = serde_json::json!({"index": [{"framework": "vn-ministry-2023",
        "inputs": [{"csv": csv}]}], "units": {"csv": "unit,name\nnoi-vu,Bộ Nội vụ\ny-te,Bộ Y tế\n"}});
    let door = par_index_sheets::open_door(&dossier.to_string()).unwrap();
    let ask = r#"{"call": "rank", "year": 2023}"#;
    let (reply, code) = par_index_sheets::answer_at(&door, ask);
    assert!(reply.contains("noi-vu") && code == 0, "{reply}");
    // Without tables the door is the library's own.
    let plain = r#"{"call": "rank", "framework": "vn-ministry-2023", "inputs": []}"#;
    assert_eq!(par_index_sheets::call(plain), par_index::call(plain));
}

/// Rows of a crosswalk as JSON: every mistake at once, and none in the words of a parser.
#[test]
fn mistakes_of_a_crosswalk_come_together() {
    let wrong = r#"{"kind": "crosswalk", "rows": [{"old": 5, "kind": "same"}, {"old": "1.1", "knd": "same"}]}"#;
    let (rows, findings) = read_crosswalk("c.json", wrong.as_bytes());
    let told: Vec<&str> = findings.iter().map(|finding| finding.code().as_str()).collect();
    assert_eq!((rows.len(), told), (0, vec!["bad_json", "unknown_key", "missing_key"]));
    assert!(findings.iter().all(|one| one.place().file.as_deref() == Some("c.json")));
    let said = findings[0].text(par_index::Lang::Vi);
    assert!(said.contains("cần chữ trong ngoặc kép, không phải số “5”"), "{said}");
}
