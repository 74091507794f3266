use par_index::Lang;
use par_index::directive::{Directive, directive, directive_ids};
use par_index::finding::FindingCode;

use super::{read_letter, write_letter};

fn back(letter: &Directive, lang: Lang) -> Directive {
    let mut book = Vec::new();
    write_letter(letter, lang, &mut book).unwrap();
    let mut again = Vec::new();
    write_letter(letter, lang, &mut again).unwrap();
    assert!(book == again, "the same bytes");
    read_letter("a.xlsx", &book).unwrap_or_else(|error| panic!("{:#?}", error.findings()))
}

#[test]
fn letters_go_out_as_workbooks_and_come_back() {
    for id in directive_ids() {
        let letter = directive(id).unwrap();
        for lang in [Lang::Vi, Lang::En] {
            assert_eq!(back(&letter, lang).to_json(), letter.to_json(), "{id}");
        }
    }
    // A letter with hard texts: cells that a spreadsheet would compute as formulas, quotation
    // marks, and a unit of measure that differs by language.
    let hard = r#"{"schema_version": 1, "kind": "directive", "id": "a", "issued": "2024-02-29",
        "title": {"vi": "=1+1", "en": "'=1"}, "document": "+12/UBND", "provenance": "official",
        "agencies": [{"id": "x", "name": {"vi": "Phòng \"X\"; Y", "en": "X"}, "source": "- ours"}],
        "addressees": ["x"], "obligations": [{"paragraph": "1", "text": {"vi": "Việc\nhai dòng"},
        "goal": "reach", "comparator": "above", "threshold": 99.5, "unit_of_measure":
        {"vi": "cuộc", "en": "calls"}, "lead": ["x"], "request": true}]}"#;
    let hard = Directive::from_json(hard).unwrap_or_else(|error| panic!("{:#?}", error.findings()));
    assert_eq!(back(&hard, Lang::Vi).to_json(), hard.to_json());
}

#[test]
fn a_letter_may_be_one_table_with_names_of_agencies() {
    let table = "Số, ký hiệu:;138/UBND-NC;;;;\nNgày ký;30/6/2023;;;;\n\
        Mục;Nội dung công việc;Mục tiêu;Cơ quan chủ trì;Cơ quan phối hợp;Thời hạn\n\
        1;Giải quyết hồ sơ đúng hạn;thực hiện;Phòng Nội vụ;Văn phòng\nPhòng Tư pháp;31/12/2023\n\
        2;Công khai thủ tục;thực hiện;phòng nội vụ;;31/12/2023\n";
    let table = table.replace("Văn phòng\nPhòng Tư pháp", "Văn phòng; Phòng Tư pháp");
    let table = table.replace("Văn phòng; Phòng Tư pháp", "\"Văn phòng; Phòng Tư pháp\"");
    let letter = read_letter("cong-van.csv", table.as_bytes());
    let letter = letter.unwrap_or_else(|error| panic!("{:#?}", error.findings()));
    let said: serde_json::Value = serde_json::from_str(&letter.to_json()).unwrap();
    assert_eq!((&said["id"], &said["document"]), (&"cong-van".into(), &"138/UBND-NC".into()));
    assert_eq!(said["issued"], "2023-06-30");
    assert_eq!(said["agencies"].as_array().unwrap().len(), 3);
    assert_eq!(said["obligations"][0]["lead"], said["obligations"][1]["lead"]);
    assert_eq!(said["obligations"][1]["due"], "2023-12-31");
}

#[test]
fn what_is_wrong_with_a_letter_is_told_with_its_cell() {
    let table = "Ngày ký;30/2/2023;;\nMục;Nội dung công việc;Mục tiêu;Thời hạn;Ghi thêm\n\
        1;A;làm;mai;x\n1;B;thực hiện;;\n";
    let error = read_letter("a.csv", table.as_bytes()).unwrap_err();
    let told: Vec<(FindingCode, Option<&str>)> =
        error.findings().iter().map(|one| (one.code(), one.place().cell.as_deref())).collect();
    let cells: Vec<&str> = told.iter().filter_map(|(_, cell)| *cell).collect();
    for cell in ["E2", "C3", "D3"] {
        assert!(cells.contains(&cell), "{cell} {told:?}");
    }
    let error = read_letter("a.csv", b"a;b\n1;2\n").unwrap_err();
    assert_eq!(error.findings()[0].code(), FindingCode::TableUnclear);
    assert!(read_letter("a.json", b"{}").unwrap_err().findings()[0].place().file.is_some());
}
