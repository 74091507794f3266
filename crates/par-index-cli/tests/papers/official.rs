//! `paper`: what is sent and signed, through the real binary, in every form.

use crate::common::{Ran, complaints, folder, par_index, par_index_in, root, write};
use serde_json::Value;

const FW: &str = "hon-quan-2023";
const IN: &str = "samples/communes-2023.json";
const UNIT: &str = "sample-commune-01";

fn paper(kind: &str, more: &[&str]) -> Ran {
    par_index(&[&["paper", kind, "-f", FW, IN, "--lang", "vi"], more].concat())
}

#[test]
fn every_paper_has_its_head_and_blanks_for_what_nobody_gave() {
    let unit = ["--unit", UNIT];
    for (kind, more, title) in [
        ("self", &unit[..], "PHIẾU TỰ ĐÁNH GIÁ"),
        ("appraisal", &unit[..], "PHIẾU THẨM ĐỊNH"),
        ("announcement", &[][..], "THÔNG BÁO"),
        ("rescaled", &unit[..], "BÁO CÁO"),
        ("number", &unit[..], "BÁO CÁO"),
    ] {
        let json = paper(kind, more).json();
        assert!(complaints("paper", &json).is_empty(), "{kind}");
        let text = paper(kind, &[more, &["--format", "table"]].concat()).out;
        let markdown = paper(kind, &[more, &["--format", "md"]].concat()).out;
        let html = paper(kind, &[more, &["--format", "html"]].concat()).out;
        for out in [&text, &markdown, &html] {
            assert!(out.contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), "{kind}: {out}");
            assert!(out.contains("ngày ...... tháng ...... năm ......"), "{kind}: {out}");
            assert!(out.contains(title) && out.contains("Nơi nhận:"), "{kind}: {out}");
        }
        assert!(markdown.contains(&format!("# {title}\n")) && html.contains("class=\"office\""));
        assert!(text.lines().all(|line| line.chars().count() <= 100 || line.contains(" · ")));
    }
}

#[test]
fn a_paper_is_read_as_its_figures_are() {
    let sheet = paper("appraisal", &["--unit", UNIT]).json();
    let cuts = par_index(&["cuts", "-f", FW, IN, "--unit", UNIT]).json();
    let of = |value: &serde_json::Value, at: &str, code: &str, key: &str| {
        let rows = value["rows"].as_array().unwrap().clone();
        let row = rows.into_iter().find(|row| row[at] == *code).unwrap();
        row[key].as_str().map(str::to_owned)
    };
    // A leaf of which both are there, the one that lost its evidence, and one of the survey.
    for code in ["1.1.1", "1.3", "7.2"] {
        for key in ["self", "appraised"] {
            assert_eq!(of(&sheet, "code", code, key), of(&cuts, "key", code, key), "{code} {key}");
        }
    }
    assert_eq!(of(&sheet, "code", "8.1", "appraised"), None);
    let rescaled = paper("rescaled", &["--unit", UNIT]).json();
    let rows = rescaled["rows"].as_array().unwrap();
    let left_out: Vec<&str> = rows.iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(left_out, ["6.1", "total"]);
    let text = paper("rescaled", &["--unit", UNIT, "--format", "table"]).out;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("78,00 điểm trên 99,00 điểm tối đa được tính, tỷ lệ 78,79%"), "{text}");
    assert!(text.contains("thang 100,00 điểm là 78,79 điểm"), "{text}");
    assert!(text.contains("Không phát sinh trong năm"), "{text}");
    let number = paper("number", &["--unit", UNIT, "--node", "1.1.1", "--format", "table"]).out;
    assert!(number.contains("Nguồn: ") && number.contains("Tài liệu kiểm chứng: "), "{number}");
}

/// A claim that nobody appraised yet is no cut: sums are of what was, as `cuts` has them.
#[test]
fn a_sheet_sums_what_was_appraised() {
    let at = folder();
    let text = std::fs::read_to_string(root().join(IN)).unwrap();
    let mut sheets: serde_json::Value = serde_json::from_str(&text).unwrap();
    for entry in sheets[0]["entries"].as_array_mut().unwrap() {
        if entry["code"] == "2.1" {
            entry.as_object_mut().unwrap().remove("appraised").unwrap();
        }
    }
    write(at.path(), "in.json", sheets.to_string());
    let asked = |call: &[&str]| {
        let more = ["-f", FW, "in.json", "--unit", UNIT, "--format", "json"];
        par_index_in(at.path(), &[call, &more].concat(), "").json()["rows"].clone()
    };
    let (sheet, cuts) = (asked(&["paper", "appraisal"]), asked(&["cuts"]));
    let number = |value: &Value| {
        let text = value.as_str().unwrap_or("0");
        text.parse::<par_index::PointSum>().unwrap()
    };
    for row in sheet.as_array().unwrap() {
        let cut = cuts.as_array().unwrap().iter().find(|cut| cut["key"] == row["code"]);
        let cut = cut.map(|cut| number(&cut["self"]) - number(&cut["appraised"]));
        assert_eq!(number(&row["difference"]), cut.unwrap_or_default(), "{row}");
    }
    let total = sheet.as_array().unwrap().last().unwrap();
    assert_eq!(
        (&total["code"], number(&total["difference"]).to_string()),
        (&"total".into(), "7.1".to_owned())
    );
    let open = sheet.as_array().unwrap().iter().find(|row| row["code"] == "2.1").unwrap();
    assert_eq!(open["difference"], serde_json::Value::Null);
}

#[test]
fn what_does_not_fit_a_paper_is_a_wrong_call() {
    for (kind, more, said) in [
        ("self", &[][..], "unit"),
        ("announcement", &["--unit", UNIT][..], "unit"),
        ("self", &["--unit", UNIT, "--node", "1"][..], "node"),
        ("fall", &["--unit", UNIT][..], "cần số liệu trước đó"),
        ("correction", &[][..], "reason"),
        ("correction", &["--reason", "  "][..], "reason"),
        ("correction", &["--reason", "x"][..], "cần số liệu trước đó"),
        ("correction", &["--reason", "x", "--unit", UNIT][..], "unit"),
        ("announcement", &["--reason", "x"][..], "reason"),
        ("self", &["--unit", UNIT, "--previous", IN][..], "không nhận số liệu trước đó"),
        ("self", &["--unit", UNIT, "--head", "isuer=x"][..], "isuer"),
        ("self", &["--unit", UNIT, "--head", "day=31/6/2023"][..], "31/6/2023"),
        ("nothing", &["--unit", UNIT][..], "nothing"),
    ] {
        let ran = paper(kind, more);
        assert_eq!(ran.code, 2, "{kind} {more:?} {}", ran.err);
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    let rank = par_index(&["rank", "-f", FW, IN, "--head", "issuer=x"]);
    assert_eq!(rank.code, 2);
}

/// A folder says once who issues its papers; the call says what is of the one paper.
#[test]
fn a_folder_says_what_stands_around_its_papers() {
    let at = folder();
    write(at.path(), "in.json", std::fs::read(root().join(IN)).unwrap());
    let manifest = "language = \"vi\"\n[head]\nissuer = \"UBND huyện Thử\"\nnumber = \"9/BC-UBND\"\n\
                    [[index]]\nframework = \"hon-quan-2023\"\ninputs = \"in.json\"\n";
    write(at.path(), "par-index.toml", manifest);
    let call = ["paper", "self", "--unit", UNIT];
    let text = |more: &[&str]| {
        par_index_in(at.path(), &[&call[..], &["--format", "table"], more].concat(), "").out
    };
    let own = text(&[]);
    assert!(own.contains("UBND HUYỆN THỬ") && own.contains("Số: 09/BC-UBND"), "{own}");
    let given = text(&["--head", "number=12/BC-UBND", "--head", "day=2024-02-05"]);
    assert!(given.contains("UBND HUYỆN THỬ") && given.contains("Số: 12/BC-UBND"), "{given}");
    assert!(given.contains("ngày 05 tháng 02 năm 2024"), "{given}");
    // Other questions take no notice of it; a print of the paper is held against its inputs.
    assert_eq!(par_index_in(at.path(), &["rank", "--format", "json"], "").code, 0);
    write(at.path(), "paper.txt", &given);
    let verdict = par_index_in(at.path(), &["verify", "paper.txt"], "");
    assert_eq!(verdict.code, 0, "{} {}", verdict.out, verdict.err);
    write(at.path(), "paper.txt", given.replace("UBND HUYỆN THỬ", "UBND HUYỆN LẠ"));
    assert_eq!(par_index_in(at.path(), &["verify", "paper.txt"], "").code, 1);
    let wrong = manifest.replace("\"9/BC-UBND\"", "9");
    write(at.path(), "par-index.toml", wrong);
    let refused = par_index_in(at.path(), &call, "");
    assert!(refused.code == 1 && refused.err.contains("number"), "{}", refused.err);
}

#[test]
fn documents_are_written_whole_and_say_the_same_again() {
    let at = folder();
    write(at.path(), "in.json", std::fs::read(root().join(IN)).unwrap());
    let written = |args: &[&str]| {
        let ran = par_index_in(at.path(), &[args, &["-o", "a.docx"]].concat(), "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        std::fs::read(at.path().join("a.docx")).unwrap()
    };
    for args in [
        &["rank", "-f", FW, "in.json"][..],
        &["paper", "self", "-f", FW, "in.json", "--unit", UNIT],
        &["directive", "papers", FW, "-f", FW, "in.json", "--paper", "repair"],
    ] {
        let docx = written(args);
        assert!(docx.starts_with(b"PK") && docx == written(args), "{args:?}");
    }
    // Only a file is a document.
    let ran = par_index_in(at.path(), &["rank", "-f", FW, "in.json", "--format", "docx"], "");
    assert_eq!(ran.code, 2);
}

/// Rules that no line can be read back to are shown all the same, in the reader's language.
#[test]
fn no_rule_is_blank() {
    let at = folder();
    let leaf = |code: &str, scorer: &str, rule: Value| {
        serde_json::json!({"code": code, "name": {"vi": "Tiêu chí", "en": "Criterion"}, "max": "1",
            "scorer": scorer, "rule": rule})
    };
    let policies: Value = serde_json::from_str(crate::common::small::POLICIES).unwrap();
    let fw = |points: &str| {
        let levels = serde_json::json!({"kind": "levels", "levels": [
            {"id": "late", "points": points}, {"id": "done", "points": "1", "label": {"vi": "Xong"}}]});
        let survey = serde_json::json!({"kind": "survey", "options": [
            {"id": "A", "weight": "100", "label": {"vi": "Tốt", "en": "Good"}}, {"id": "B", "weight": "0"}],
            "groups": [{"id": "dân", "weight": "1"}]});
        let fw = serde_json::json!({"schema_version": 1, "kind": "framework", "id": "thu",
            "title": {"vi": "Thử", "en": "Test"}, "index": "par", "provenance": "illustrative", "total": "2",
            "policies": policies["policies"].clone(),
            "nodes": [leaf("1", "appraisal", levels), leaf("2", "survey", survey)]});
        fw.to_string()
    };
    write(at.path(), "thu.json", fw("0.5"));
    write(at.path(), "cu.json", fw("0.25"));
    write(at.path(), "a.csv", "unit,1,2\nxã,1,1\n");
    let ran = |args: &[&str]| {
        let ran = par_index_in(at.path(), &[args, &["--lang", "vi"]].concat(), "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let shown = ran(&["framework", "show", "thu.json", "--format", "table"]);
    assert!(shown.contains("mức: 0,5; 1") && shown.contains("điều tra: 100/0"), "{shown}");
    let number = |node| {
        let asked =
            ["paper", "number", "-f", "thu.json", "a.csv", "--period", "2024", "--unit", "xã"];
        ran(&[&asked[..], &["--node", node, "--format", "md"]].concat())
    };
    assert!(number("1").contains("mức: 0,5; 1"), "{}", number("1"));
    assert!(number("2").contains("điều tra: 100/0"), "{}", number("2"));
    let changed = ran(&["framework", "diff", "cu.json", "thu.json", "--format", "table"]);
    assert!(changed.contains("mức: 0,25; 1") && changed.contains("mức: 0,5; 1"), "{changed}");
}

/// What waits for a value is no fall, and of a unit made of several the index alone compares.
#[test]
fn what_is_open_has_not_fallen() {
    let at = folder();
    let before: Value = serde_json::from_str(
        &std::fs::read_to_string(root().join("samples/communes-2023.json")).unwrap(),
    )
    .unwrap();
    let mut own =
        before.as_array().unwrap().iter().find(|one| one["unit"]["id"] == UNIT).unwrap().clone();
    let mut old = own.clone();
    old["year"] = 2022.into();
    let entries = own["entries"].as_array_mut().unwrap();
    entries.retain(|entry| entry["code"] != "3.1");
    for entry in entries.iter_mut().filter(|entry| entry["code"] == "2.1") {
        entry.as_object_mut().unwrap().remove("appraised");
    }
    write(at.path(), "old.json", old.to_string());
    write(at.path(), "own.json", own.to_string());
    let rows = par_index_in(
        at.path(),
        &[
            "paper",
            "fall",
            "-f",
            "hon-quan-2023",
            "own.json",
            "--unit",
            UNIT,
            "--previous",
            "old.json",
            "--format",
            "csv",
        ],
        "",
    )
    .csv();
    assert!(!rows.is_empty());
    for key in ["2.1", "3.1", "total"] {
        let row = rows.iter().find(|row| row["key"] == key).unwrap();
        assert_eq!((row["after"].as_str(), row["change"].as_str()), ("", ""), "{key}");
    }
}
