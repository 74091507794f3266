//! An office's year: a framework from a decision, forms out, forms back, whatever was done to them.

use crate::common::{Ran, folder, par_index_in, write};

const ANNEX: &str = "PHỤ LỤC: BỘ TIÊU CHÍ CẢI CÁCH HÀNH CHÍNH;;;\n\
    (Kèm theo Quyết định số 12/QĐ-UBND ngày 05/02/2024);;;\n\
    STT;Tiêu chí;Điểm tối đa;Hướng dẫn chấm điểm\n\
    I;CHỈ ĐẠO, ĐIỀU HÀNH;3 điểm;\n\
    1;Ban hành kế hoạch;1;\"- Ban hành: 1 điểm\n- Không ban hành: 0 điểm\"\n\
    2;Thực hiện kế hoạch;2;\"Từ 90% trở lên: 2; từ 70% đến dưới 90%: 1; dưới 70%: 0\"\n\
    II;TÁC ĐỘNG;2;\n\
    1;Sáng kiến;2;Theo đánh giá của Hội đồng\n\
    Tổng cộng;;5 điểm;\n";

fn at() -> tempfile::TempDir {
    let at = folder();
    write(at.path(), "phu-luc.csv", ANNEX);
    write(at.path(), "u.csv", "unit,name\nxa-01,Xã Minh Đức\nxa-02,Xã An Khương\n");
    at
}

fn run(at: &tempfile::TempDir, args: &[&str]) -> Ran {
    par_index_in(at.path(), args, "")
}

#[test]
fn an_import_says_what_it_understood_beside_what_is_in_doubt() {
    let at = at();
    let ran = run(&at, &["framework", "import", "phu-luc.csv", "-o", "k.xlsx", "--lang", "vi"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for line in [
        "phục dựng",
        "có/không",
        "← - Ban hành: 1 điểm; - Không ban hành: 0 điểm",
        "bậc: từ 90% → 2; từ 70% → 1",
        "chưa nhận ra cách tính",
        "Đã hiểu: 5 mục, trong đó 3 mục được chấm điểm, tổng 5 điểm. Số cách tính nhận ra: 2.",
    ] {
        assert!(ran.out.contains(line), "{line}\n{}", ran.out);
    }
    assert!(ran.err.contains("12/QĐ-UBND") && !ran.err.contains("rule_proposed"), "{}", ran.err);
    // The workbook is a framework wherever one is asked for, the same as the document.
    run(&at, &["framework", "import", "phu-luc.csv", "-o", "k.json"]);
    let document = |file: &str| {
        let ran = run(&at, &["framework", "export", file, "--format", "json"]);
        let again = run(&at, &["framework", "import", file, "--format", "json"]);
        assert!(file.ends_with("json") || again.out == ran.out, "{}", again.err);
        ran.out
    };
    assert_eq!(document("k.xlsx"), document("k.json"));
    // What is wrong is told, and the earlier file stays.
    let before = std::fs::read(at.path().join("k.xlsx")).unwrap();
    write(at.path(), "phu-luc.csv", ANNEX.replace(";5 điểm;", ";6 điểm;"));
    let ran = run(&at, &["framework", "import", "phu-luc.csv", "-o", "k.xlsx"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("[sum_of_children]") && ran.err.contains("C9"), "{}", ran.err);
    assert!(before == std::fs::read(at.path().join("k.xlsx")).unwrap());
}

#[test]
fn forms_of_an_imported_framework_go_out_and_come_back() {
    let at = at();
    run(&at, &["framework", "import", "phu-luc.csv", "-o", "k.xlsx"]);
    let form = |fw: &str, out: &str| {
        run(&at, &["form", "-f", fw, "--units", "u.csv", "--period", "2024", "-o", out])
    };
    assert_eq!(form("k.xlsx", "bieu").code, 0);
    let check = || {
        run(
            &at,
            &["check", "-f", "k.xlsx", "--units", "u.csv", "bieu", "--draft", "--format", "json"],
        )
    };
    assert_eq!(check().json()["findings"], serde_json::json!([]));
    // A form of an older version puts its unit in error, and nobody else.
    write(at.path(), "phu-luc.csv", ANNEX.replace("Sáng kiến", "Sáng kiến mới"));
    run(&at, &["framework", "import", "phu-luc.csv", "-o", "cu.json"]);
    let mut old: serde_json::Value =
        serde_json::from_slice(&std::fs::read(at.path().join("cu.json")).unwrap()).unwrap();
    old["id"] = "phu-luc".into();
    write(at.path(), "cu.json", old.to_string());
    assert_eq!(form("cu.json", "cu").code, 0);
    std::fs::copy(at.path().join("cu/xa-01.xlsx"), at.path().join("bieu/xa-01.xlsx")).unwrap();
    let ran = check();
    let findings = ran.json()["findings"].clone();
    assert_eq!(
        (&findings[0]["code"], &findings[0]["unit"]),
        (&"other_framework".into(), &"xa-01".into()),
        "{}",
        ran.out
    );
    assert_eq!(findings.as_array().unwrap().len(), 1, "{findings}");
}

/// Forms that came back hold what units claim of themselves: nobody is ranked, and what to do is said.
#[test]
fn claims_alone_rank_nobody_and_say_what_is_missing() {
    let at = at();
    run(&at, &["framework", "import", "phu-luc.csv", "-o", "k.xlsx"]);
    write(at.path(), "tu-cham.csv", "unit,component,self\nxa-01,1.1,1\nxa-01,1.2,2\nxa-01,2.1,1\n");
    let rank = |more: &[&str]| {
        let asked = ["rank", "-f", "k.xlsx", "--units", "u.csv", "tu-cham.csv", "--period", "2024"];
        run(&at, &[&asked[..], &["--format", "table", "--lang", "vi"], more].concat()).out
    };
    let said = rank(&[]);
    assert!(
        said.contains("Chưa xếp hạng được: 1 đơn vị đã tự chấm, chưa có điểm thẩm định."),
        "{said}"
    );
    assert!(said.contains("--basis self") && said.contains("--stage appraised"), "{said}");
    let said = rank(&["--basis", "self"]);
    assert!(said.contains("XẾP HẠNG (1 đơn vị)") && !said.contains("Chưa xếp hạng được"), "{said}");
}
