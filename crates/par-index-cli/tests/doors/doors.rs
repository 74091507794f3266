//! Tables at the door of `call`: rows as objects, the answer of the command.

use crate::common::{csv_rows, folder, par_index, par_index_in, root, write};
use serde_json::{Value, json};

/// What `call` answers, and its exit code.
fn call(request: &Value) -> (Value, i32) {
    let ran = par_index_in(&root(), &["call"], &request.to_string());
    (ran.json(), ran.code)
}

/// A sample as row objects; empty cells are left out.
fn rows_of(file: &str) -> Value {
    let text = std::fs::read_to_string(root().join(file)).unwrap();
    let rows = csv_rows(&text).into_iter().map(|row| {
        let cells = row.into_iter().filter(|(_, cell)| !cell.is_empty());
        Value::Object(cells.map(|(name, cell)| (name, Value::String(cell))).collect())
    });
    rows.collect()
}

#[test]
fn a_survey_through_the_door_is_that_of_the_command() {
    let file = |name: &str| format!("samples/satisfaction-2023/{name}.csv");
    let (questions, ballots, asked) = (file("questions"), file("ballots"), file("asked"));
    let command = par_index(&[
        "survey",
        "-f",
        "sipas-district-2023",
        "--questions",
        &questions,
        &ballots,
        "--asked",
        &asked,
        "--year",
        "2023",
        "--above",
        "regular=95",
        "--confidence",
        "90",
    ]);
    let command = (command.json(), command.code);
    let request = json!({
        "call": "survey", "framework": "sipas-district-2023", "questions": rows_of(&questions),
        "ballots": rows_of(&ballots), "asked": rows_of(&asked), "year": 2023,
        "above": ["regular=95"], "confidence": 90,
    });
    let (answer, code) = call(&request);
    assert_eq!(code, command.1, "{answer}");
    for key in [
        "kind",
        "framework",
        "basis",
        "year",
        "asked",
        "rows",
        "respondents",
        "targets",
        "summary",
        "seal",
    ] {
        assert_eq!(answer[key], command.0[key], "{key}");
    }
    assert!(answer["basis"].is_null() && answer["policies_overridden"] == json!([]));
    // A slip has its place in the request.
    let mut slipped = request.clone();
    slipped["ballots"][3]["C01"] = json!("Z");
    let (answer, code) = call(&slipped);
    let found = answer["findings"].as_array().unwrap();
    assert!(code == 1 && found.iter().any(|one| one["pointer"] == "/ballots/3/C01"), "{found:?}");
}

#[test]
fn a_crosswalk_through_the_door_is_that_of_the_command() {
    for (old, new) in [("papi-2011", "papi-2018"), ("vn-ministry-2022", "vn-ministry-2023")] {
        let command = par_index(&["crosswalk", old, new]).json();
        let request = json!({"call": "crosswalk", "previous_framework": old, "framework": new});
        assert_eq!(call(&request), (command.clone(), 0));
        assert_eq!(command["framework"]["id"], new);
        assert_eq!(command["asked"]["previous_framework"]["id"], old);
        let kinds = ["same", "renamed", "rescaled", "split", "merged", "new", "dropped"];
        let count: u64 = kinds.iter().map(|kind| command["summary"][kind].as_u64().unwrap()).sum();
        assert_eq!(count, command["rows"].as_array().unwrap().len() as u64);
    }
    let embedded =
        |old, new| par_index(&["crosswalk", old, new]).json()["summary"]["embedded"].clone();
    assert_eq!(embedded("papi-2011", "papi-2018"), "papi-2011-papi-2018");
    assert!(embedded("vn-ministry-2022", "vn-ministry-2023").is_null());
    // The object is a map like the table it prints: both are read.
    let at = folder();
    let rulers = ["papi-2011", "papi-2018"];
    let write_map =
        |name: &str| par_index_in(at.path(), &["crosswalk", rulers[0], rulers[1], "-o", name], "");
    assert_eq!((write_map("map.csv").code, write_map("map.json").code), (0, 0));
    write(at.path(), "old.csv", "unit,year,1.1\nx,2017,1\n");
    write(at.path(), "new.csv", "unit,year,1.1\nx,2018,1\n");
    let compared = |map: &str| {
        let args = ["compare", "-f", rulers[1], "new.csv", "--previous", "old.csv"];
        let more = ["--previous-framework", rulers[0], "--crosswalk", map];
        let ran = par_index_in(at.path(), &[&args[..], &more[..]].concat(), "");
        (ran.json()["rows"].clone(), ran.code)
    };
    assert_eq!(compared("map.csv"), compared("map.json"));
    assert!(compared("map.json").0[0].is_object());
}

#[test]
fn an_audit_through_the_door_names_row_and_column() {
    // A number keeps its text, and so its places.
    let request = r#"{"call": "audit", "table": [
        {"rank": 1, "unit": "A", "part_a": "61.86", "part_b": 28.10, "total": "89.98"},
        {"rank": 2, "unit": "B", "part_a": "60.00", "part_b": "20.00", "total": 80.00},
        {"unit": "Trung bình chung", "total": "84.99"}]}"#;
    let ran = par_index_in(&root(), &["call"], request);
    let (answer, code) = (ran.json(), ran.code);
    assert_eq!((code, &answer["kind"]), (1, &json!("audit")));
    let summary = json!({"rows": 3, "equations": 5, "hold": 4, "unchecked": 0});
    assert_eq!(answer["summary"], summary, "{answer}");
    let said: Vec<[&Value; 4]> = answer["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| [&row["equation"], &row["line"], &row["heading"], &row["found"]])
        .collect();
    let wanted = [
        [json!(1), json!(1), json!("part_a"), json!("61.86")],
        [json!(1), json!(1), json!("part_b"), json!("28.10")],
        [json!(1), json!(1), json!("total"), json!("89.98")],
    ];
    assert_eq!(said, wanted.each_ref().map(<[Value; 4]>::each_ref));
    // The seal is that of the same table read from a file.
    let at = folder();
    let text = "rank,unit,part_a,part_b,total\n1,A,61.86,28.10,89.98\n2,B,60.00,20.00,80.00\n\
                ,Trung bình chung,,,84.99\n";
    write(at.path(), "t.csv", text);
    assert_eq!(par_index_in(at.path(), &["audit", "t.csv"], "").json()["seal"], answer["seal"]);
    // Cells that are none, columns nobody knows.
    let odd = json!([{"unit": "A", "index": "1,5", "indx": "2"}]);
    let (answer, code) = call(&json!({"call": "audit", "table": odd}));
    assert_eq!((code, &answer["rows"][0]["check"]), (1, &json!("number")));
    assert_eq!(answer["findings"][0]["pointer"], "/table/0/indx");
    assert_eq!(answer["not_read"], json!([]));
}

/// A row that names no unit and has no rank is no unit of the sum, in a request as in a file.
#[test]
fn an_audit_through_the_door_takes_a_row_without_unit_as_a_file_does() {
    let at = folder();
    write(at.path(), "t.csv", "unit,value\nA,10\nB,20\n,30\nTổng cộng,30\n");
    let file = par_index_in(at.path(), &["audit", "t.csv", "--format", "json"], "");
    let (answer, code) = call(&json!({"call": "audit", "table": [
        {"unit": "A", "value": "10"}, {"unit": "B", "value": "20"},
        {"value": "30"}, {"unit": "Tổng cộng", "value": "30"}]}));
    let told = file.json();
    assert_eq!((&answer["rows"], code), (&json!([]), 0), "{answer}");
    assert_eq!(told["rows"], json!([]));
    for key in ["rows", "equations", "hold", "unchecked"] {
        assert_eq!(answer["summary"][key], told["summary"][key], "{key}");
    }
}

/// An audit of rows that were not all read says so as every result does.
#[test]
fn an_audit_of_a_part_of_a_table_is_marked() {
    let at = folder();
    write(at.path(), "t.csv", "rank,unit,index\n1,A,90\n3,B,80\n3,C,70,9\n");
    let ran = par_index_in(at.path(), &["audit", "t.csv", "--format", "json"], "");
    let answer = ran.json();
    assert_eq!(answer["not_read"][0]["rows"], "4", "{answer}");
    assert_eq!((&answer["summary"]["not_read"], ran.code), (&json!(1), 1));
    assert!(answer["rows"].as_array().unwrap().iter().all(|row| row["not_read"] == true));
    let text = par_index_in(at.path(), &["audit", "t.csv", "--format", "table"], "").out;
    assert!(text.starts_with("NOT READ: t.csv (rows 4)\n"), "{text}");
    assert!(text.contains("not everything"), "{text}");
    let kept = par_index_in(at.path(), &["audit", "t.csv", "-o", "a.json"], "");
    assert!(kept.code == 1 && kept.err.contains("--despite-unread"), "{}", kept.err);
    let kept = par_index_in(at.path(), &["audit", "t.csv", "-o", "a.json", "--despite-unread"], "");
    assert!(kept.code == 1 && at.path().join("a.json").exists(), "{}", kept.err);
}

/// A command that was built without PDF says so in either language, and writes nothing.
#[cfg(not(feature = "pdf"))]
#[test]
fn without_pdf_none_is_written() {
    let at = folder();
    write(at.path(), "a.csv", "unit,year,1.1\nA,2023,1\n");
    for (lang, said) in [("en", "without PDF"), ("vi", "chưa có phần xuất PDF")] {
        let args = ["rank", "-f", "hon-quan-2023", "a.csv", "--lang", lang, "-o", "x.pdf"];
        let ran = par_index_in(at.path(), &args, "");
        assert!(ran.code == 2 && ran.err.contains(said), "{}", ran.err);
        assert_eq!(std::fs::read_dir(at.path()).unwrap().count(), 1);
    }
}

#[test]
fn the_door_takes_tables_as_text() {
    let (answer, code) =
        call(&json!({"call": "audit", "table": {"csv": "Đơn vị;Chỉ số\na;1,5\n"}}));
    assert_eq!((code, &answer["kind"]), (0, &json!("audit")), "{answer}");
    let (answer, code) = call(&json!({"call": "audit", "table": {"xlsx": "UEs="}}));
    assert_eq!((code, &answer["findings"][0]["code"]), (1, &json!("workbook_broken")), "{answer}");
    let ballots = json!({"call": "survey", "framework": "hon-quan-2023", "year": 2023,
        "questions": {"csv": "Mã câu hỏi;Mã TC\nC1;8.1\n"},
        "ballots": {"csv": "Số phiếu;Đơn vị;C1\n1;xã A;Rất hài lòng\n"}});
    let (answer, _) = call(&ballots);
    assert_eq!(
        (&answer["kind"], &answer["rows"][0]["unit"]),
        (&json!("survey"), &json!("xã A")),
        "{answer}"
    );
}

#[test]
fn what_the_door_does_not_take_is_a_wrong_call() {
    let wrong = |request: Value, said: &str| {
        let (answer, code) = call(&request);
        assert_eq!((code, &answer["kind"]), (2, &json!("error")), "{request}");
        assert!(answer["message"].as_str().unwrap().contains(said), "{answer}");
    };
    wrong(json!({"call": "audit", "table": {"ods": "UEs="}}), "ods");
    wrong(json!({"call": "audit"}), "table");
    wrong(json!({"call": "audit", "table": [], "framework": "hon-quan-2023"}), "framework");
    wrong(json!({"call": "audit", "table": [{"unit": ["a"]}]}), "table");
    wrong(json!({"call": "crosswalk", "framework": "papi-2018"}), "previous_framework");
    // Every mistake of a part, in either language.
    let units = |lang: &str| {
        json!({"call": "rank", "framework": "hon-quan-2023", "lang": lang,
        "inputs": [], "units": [{"unit": 5}, {"unit": "a", "naem": "b"}]})
    };
    wrong(
        units("en"),
        "column 10: this is not the expected JSON: expected a text in quotes, found a whole number “5”; line 1, column",
    );
    wrong(units("en"), "the key “naem” is not known here, one of unit, name,");
    wrong(
        units("vi"),
        "units của yêu cầu: dòng 1, cột 10: không đúng cấu trúc JSON: cần chữ trong ngoặc kép",
    );
    wrong(units("vi"), "khóa “naem” không có trong định dạng");
    let survey = |key: &str, value: Value| {
        let mut request = json!({"call": "survey", "framework": "hon-quan-2023", "ballots": [],
            "questions": [{"question": "C1", "code": "8.1"}]});
        request[key] = value;
        request
    };
    wrong(survey("ballots", json!({"tsv": "unit\n"})), "tsv");
    wrong(survey("confidence", json!("96")), "confidence");
    wrong(survey("above", json!(["regular=viel"])), "above");
    wrong(survey("inputs", json!([])), "inputs");
}

/// A file of an answer.
fn bytes_of(file: &Value) -> Vec<u8> {
    data_encoding::BASE64.decode(file["xlsx"].as_str().unwrap().as_bytes()).unwrap()
}

#[test]
fn forms_through_the_door_are_those_of_the_command() {
    let at = folder();
    write(at.path(), "units.csv", "unit,name\nxa-1,Xã Một\nxa-2,Xã Hai\n");
    write(at.path(), "held.csv", "unit,1.3,2.1\nxa-1,1.5,\n");
    let given = ["form", "-f", "hon-quan-2023", "--units", "units.csv", "--period", "2023"];
    for (asked, flags) in [
        (json!({}), vec!["--lang", "vi"]),
        (
            json!({"by": "appraiser", "stage": "appraised"}),
            vec!["--by", "appraiser", "--stage", "appraised", "--lang", "vi"],
        ),
        (json!({"stage": "survey", "lang": "en"}), vec!["--stage", "survey", "--lang", "en"]),
    ] {
        let out = at.path().join("out");
        let ran = par_index_in(
            at.path(),
            &[&given[..], &["held.csv", "-o", "out"][..], &flags].concat(),
            "",
        );
        assert_eq!(ran.code, 0, "{}", ran.err);
        let mut request = json!({
            "call": "form", "framework": "hon-quan-2023", "lang": "vi", "period": 2023,
            "units": {"csv": "unit,name\nxa-1,Xã Một\nxa-2,Xã Hai\n"},
            "inputs": [{"csv": "unit,1.3,2.1\nxa-1,1.5,\n"}],
        });
        request.as_object_mut().unwrap().extend(asked.as_object().unwrap().clone());
        let (answer, code) = call(&request);
        assert_eq!(code, 0, "{answer}");
        assert_eq!(crate::common::complaints("form", &answer), Vec::<String>::new());
        let forms = answer["forms"].as_array().unwrap();
        assert_eq!(forms.len(), std::fs::read_dir(&out).unwrap().count());
        for form in forms {
            let written = std::fs::read(out.join(form["name"].as_str().unwrap())).unwrap();
            assert!(bytes_of(form) == written, "{}", form["name"]);
        }
        std::fs::remove_dir_all(&out).unwrap();
        // Of one unit alone, whatever it is called.
        request["unit"] = "Xã Hai".into();
        let (answer, code) = call(&request);
        let by_unit = request.get("by").is_none();
        assert_eq!(
            (answer["forms"].as_array().unwrap().len(), code),
            (usize::from(by_unit), i32::from(!by_unit))
        );
        assert!(!by_unit || answer["forms"][0]["unit"] == "xa-2");
    }
    for (wrong, code, said) in [
        (json!({"call": "form", "framework": "hon-quan-2023"}), 2, "form needs units"),
        (json!({"call": "form", "units": []}), 2, "form needs framework"),
        (
            json!({"call": "form", "framework": "hon-quan-2023", "units": [{"unit": "a"}], "stage": "own"}),
            2,
            "stage",
        ),
        (
            json!({"call": "form", "framework": "hon-quan-2023", "units": [{"unit": "a"}], "ballots": []}),
            2,
            "form takes no ballots",
        ),
        (
            json!({"call": "form", "framework": "hon-quan-2023", "units": [], "index": "a"}),
            2,
            "form takes no index",
        ),
        (json!({"call": "framework-import"}), 2, "framework-import needs tables"),
        (json!({"call": "framework-import", "tables": [1]}), 2, "tables are expected"),
        (
            json!({"call": "framework-import", "tables": [{"csv": "a,b\n1,2\n"}]}),
            1,
            "tables[0].csv",
        ),
    ] {
        let (answer, got) = call(&wrong);
        assert_eq!((answer["kind"].as_str().unwrap(), got), ("error", code), "{answer}");
        assert!(answer["message"].as_str().unwrap().contains(said), "{answer}");
    }
}

#[test]
fn a_framework_of_a_decision_comes_through_the_door_and_leaves_as_a_workbook() {
    let at = folder();
    let pasted = "STT;Tiêu chí;Điểm tối đa;Cách tính điểm\n\
        I;CHỈ ĐẠO, ĐIỀU HÀNH;1,5 điểm;\n\
        1;Ban hành kế hoạch;0,5;\"Ban hành: 0,5; không ban hành: 0\"\n\
        2;Thực hiện kế hoạch;1;Theo mức độ thực hiện, tối đa 1 điểm\n\
        Tổng cộng;;1,5;\n";
    write(at.path(), "phu-luc.csv", pasted);
    let ran = par_index_in(at.path(), &["framework", "import", "phu-luc.csv", "-o", "fw.json"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let tables = json!([{"name": "phu-luc.csv", "csv": pasted}]);
    let (answer, code) = call(&json!({"call": "framework-import", "tables": tables}));
    assert_eq!((code, crate::common::complaints("framework-import", &answer)), (0, vec![]));
    let written = std::fs::read_to_string(at.path().join("fw.json")).unwrap();
    assert_eq!(answer["framework"], serde_json::from_str::<Value>(&written).unwrap());
    assert_eq!((&answer["nodes"], &answer["leaves"]), (&json!(3), &json!(2)));
    let codes = |key: &str| -> Vec<&str> {
        answer[key].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
    };
    assert_eq!(codes("understood"), ["rule_proposed"]);
    assert_eq!(codes("unsure"), ["rule_unread"]);
    assert!(codes("findings").contains(&"default_policies"));
    let export =
        json!({"call": "framework-export", "framework": answer["framework"], "lang": "vi"});
    let (book, code) = call(&export);
    assert_eq!((code, crate::common::complaints("framework-export", &book)), (0, vec![]));
    assert_eq!(book["name"], "phu-luc.xlsx");
    let tables = json!([{"name": "a.xlsx", "xlsx": book["xlsx"]}]);
    let (again, _) = call(&json!({"call": "framework-import", "tables": tables}));
    assert_eq!(again["hash"], answer["hash"]);
}
