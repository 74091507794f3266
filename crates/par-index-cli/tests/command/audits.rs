//! `audit` through the real binary: a published table against arithmetic.

use crate::common::{folder, par_index_in, write};
use serde_json::Value;

#[test]
fn audit_names_the_cell_that_contradicts() {
    let at = folder();
    let good = "rank,unit,part_a,part_b,total\n1,A,61.86,28.10,89.95\n2,B,60.00,20.00,80.00\n";
    write(at.path(), "good.csv", good);
    write(at.path(), "bad.csv", good.replace("89.95", "89.98"));
    let ask = |args: &[&str]| par_index_in(at.path(), &[&["audit"], args].concat(), "");
    let clean = ask(&["good.csv", "--format", "table"]);
    let said = "Nothing contradicts: rows 2\n\
                Equations checked: sums 2, changes 0, ranks 2, grades 0, means 0, \
                highest and lowest 0\n\
                One holds within half a unit of the last digit of each number in it.\n\npar-index ";
    assert!(clean.code == 0 && clean.out.starts_with(said), "{}", clean.out);
    assert!(clean.out.contains(" seal "), "{}", clean.out);
    let bad = ask(&["bad.csv"]);
    let object: Value = serde_json::from_str(&bad.out).unwrap();
    // The result object of every call; what has no meaning for this one is null.
    let keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    let wanted = [
        "asked",
        "basis",
        "findings",
        "framework",
        "kind",
        "not_read",
        "period",
        "policies",
        "policies_overridden",
        "rows",
        "schema_version",
        "seal",
        "summary",
        "version",
        "year",
    ];
    assert_eq!(keys, wanted);
    assert_eq!(object["kind"], "audit");
    assert!(["framework", "basis", "year", "policies"].iter().all(|key| object[key].is_null()));
    let summary = serde_json::json!({"rows": 2, "equations": 4, "hold": 3, "unchecked": 0});
    assert_eq!((bad.code, &object["summary"]), (1, &summary));
    let cells: Vec<&str> = object["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["cell"].as_str().unwrap())
        .collect();
    assert_eq!(cells, ["C2", "D2", "E2"]);
    assert!(object["rows"].as_array().unwrap().iter().all(|row| row["equation"] == 1));
    assert_eq!(object["rows"][2]["expected"], "61.86 + 28.10 = 89.96");
    let vi = ask(&["bad.csv", "--format", "table", "--lang", "vi"]).out;
    assert!(vi.contains("89,98") && vi.contains("61,86 + 28,10 = 89,96"), "{vi}");
    assert!(vi.contains("Số phép tính không khớp: 1/4"), "{vi}");
    let csv = ask(&["bad.csv", "--format", "csv"]).out;
    let columns = "check,equation,unit,file,sheet,cell,line,heading,found,expected,copied\n";
    assert!(csv.starts_with(columns), "{csv}");
    // What cannot be read gives no table and keeps an earlier file; a program reads why.
    write(at.path(), "other.csv", "unit,name\na,b\n");
    write(at.path(), "kept.json", "before");
    let other = ask(&["other.csv"]);
    assert_eq!((other.code, &other.json()["findings"][0]["code"]), (1, &"table_unclear".into()));
    for more in [&["--format", "table"][..], &["--format", "csv"], &["-o", "kept.json"]] {
        let other = ask(&[&["other.csv"], more].concat());
        let said = ["", "NOT READ: other.csv\n"].contains(&other.out.as_str());
        assert!(other.code == 1 && said, "{} {}", other.out, other.err);
    }
    assert_eq!(std::fs::read_to_string(at.path().join("kept.json")).unwrap(), "before");
    // Where nothing could be checked no assurance is given.
    write(at.path(), "bare.csv", "unit,index\na,90\n");
    let bare = ask(&["bare.csv", "--format", "table"]).out;
    assert!(bare.starts_with("Nothing could be checked: rows 1\n"), "{bare}");
    assert_eq!(ask(&["nothing.csv"]).code, 3);
}
