//! What was not read, through the real binary: every call, format and language bears the mark, and no
//! file is written over it without asking.

use std::path::Path;

use crate::common::small::{codes, place, row, run};
use crate::common::{Ran, complaints, csv_rows, par_index_in, root, write};
use tempfile::TempDir;

const GOOD: &str = "unit,1.1,1.2,2\nxa-01,có,3,3\nxa-02,có,4,3\nxa-03,không,1,2\n";
/// Below more rows than anybody reads to find a header.
fn title() -> String {
    "BẢNG ĐIỂM LẦN 2,,,\n".repeat(41) + "unit,1.1,1.2,2\nxa-04,có,4,4\n"
}
const MARKS: [(&str, &str); 2] = [("en", "NOT READ: "), ("vi", "CHƯA ĐỌC ĐƯỢC: ")];

/// Files of which something cannot be understood, of no unit that could be told.
fn unreadable() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("lan2.csv", title().into()),
        ("lan2-la.csv", "gì,đó,lạ\nxa-04,có,4\n".into()),
        ("lan2-trong.csv", "unit,1.1,1.2,2\n,có,4,4\n".into()),
        ("lan2-byte.csv", b"unit,1.1\nxa\xFF\xFE\x80,c\xF3\n".to_vec()),
        ("lan2.json", br#"[{"schema_version": 1, "kind": "assessment""#.to_vec()),
        ("lan2.xlsx", b"PK\x03\x04".to_vec()),
        ("lan2.xlsm", b"PK\x03\x04".to_vec()),
        ("lan2.ods", b"PK\x03\x04".to_vec()),
        ("lan2-xls.csv", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec()),
    ]
}

fn filled() -> TempDir {
    let at = place();
    write(at.path(), "tot.csv", GOOD);
    write(at.path(), "truoc.csv", GOOD);
    for (name, bytes) in unreadable() {
        write(at.path(), name, bytes);
    }
    at
}

/// Every call with what it needs besides its inputs; inputs stand at `IN`.
const CALLS: [&[&str]; 23] = [
    &["check", "IN"],
    &["join", "IN"],
    &["intake", "IN"],
    &["intake", "IN", "--by", "appraiser"],
    &["score", "IN"],
    &["rank", "IN"],
    &["rank", "IN", "--node", "1"],
    &["weak", "IN"],
    &["weak", "IN", "--each"],
    &["weak", "IN", "--by", "lead"],
    &["strengths", "IN", "--unit", "xa-02"],
    &["lost", "IN"],
    &["cuts", "IN"],
    &["table", "IN"],
    &["explain", "IN", "--unit", "xa-01"],
    &["versus", "IN", "--unit", "xa-01", "--other", "xa-02"],
    &["what-if", "IN", "--unit", "xa-01", "--repair-first", "1"],
    &["plan", "IN", "--unit", "xa-03", "--target", "100"],
    &["plan", "IN", "--unit", "xa-03", "--frontier"],
    &["forecast", "IN", "--unit", "xa-01", "--on", "2023-12-31"],
    &["robustness", "IN", "--replicates", "3"],
    &["together", "IN", "--with", "bo.csv=truoc.csv"],
    &["diff", "--before", "truoc.csv", "--after", "IN"],
];

/// Inputs stand first, or behind the option that takes them: a list ends at the next option.
fn call(at: &TempDir, args: &[&str], inputs: &[&str], more: &[&str]) -> Ran {
    let mut all: Vec<&str> = Vec::new();
    for arg in &args[1..] {
        match *arg {
            "IN" => all.extend(inputs),
            arg => all.push(arg),
        }
    }
    run(at, args[0], &[&all[..], &["--year", "2023"], more].concat())
}

#[test]
fn every_call_format_and_language_bears_the_mark() {
    let at = filled();
    let inputs = ["tot.csv", "lan2.csv"];
    for args in CALLS {
        let told = args.join(" ");
        let clean = call(&at, args, &["tot.csv"], &["--format", "json"]);
        assert!(clean.code == 0 || clean.code == 4, "{told}: {} {}", clean.code, clean.err);
        for (lang, mark) in MARKS {
            let table = call(&at, args, &inputs, &["--format", "table", "--lang", lang]);
            assert_eq!(table.code, 1, "{told}: {}", table.err);
            assert!(table.out.starts_with(&format!("{mark}lan2.csv\n")), "{told}: {}", table.out);
            let seal = table.out.lines().last().unwrap();
            if !["check", "join"].contains(&args[0]) {
                let words = ["not everything was read", "còn nội dung chưa đọc được"];
                assert!(words.iter().any(|words| seal.contains(words)), "{told}: {seal}");
            }
            let csv = call(&at, args, &inputs, &["--format", "csv", "--lang", lang]);
            assert!(csv.out.lines().next().unwrap().contains(",not_read"), "{told}: {}", csv.out);
            assert!(csv.csv().iter().all(|row| row["not_read"] == "true"), "{told}: {}", csv.out);
        }
        let json = call(&at, args, &inputs, &["--format", "json"]);
        assert_eq!(json.code, 1, "{told}");
        let object = json.json();
        if args[0] == "join" {
            assert!(object.as_array().unwrap().iter().all(|one| one["not_read"] == true));
            continue;
        }
        assert_eq!(object["not_read"][0]["file"], "lan2.csv", "{told}");
        assert_eq!(object["not_read"][0]["reason"], "table_unclear", "{told}");
        assert_eq!(object["summary"]["not_read"], 1, "{told}");
        let rows = object["rows"].as_array().unwrap();
        assert!(rows.iter().all(|row| row["not_read"] == true), "{told}: {object}");
        assert_eq!(complaints(args[0], &object), Vec::<String>::new(), "{told}");
        assert_eq!(complaints(args[0], &clean.json()), Vec::<String>::new(), "{told}");
        assert_ne!(object["seal"], clean.json()["seal"], "{told}");
    }
}

#[test]
fn every_kind_of_file_that_cannot_be_read_is_told() {
    let at = filled();
    for (name, _) in unreadable() {
        for args in [&["rank", "IN"][..], &["score", "IN"], &["intake", "IN"]] {
            let ran = call(&at, args, &["tot.csv", name], &["--format", "table"]);
            let first = ran.out.lines().next().unwrap_or_default();
            assert_eq!(ran.code, 1, "{name}");
            assert!(first.starts_with(&format!("NOT READ: {name}")), "{name}: {first}");
        }
        // In a folder of its own name; verify goes by the file's name.
        write(at.path(), &format!("khac/{name}"), std::fs::read(at.path().join(name)).unwrap());
        let printed = call(&at, &["rank", "IN"], &["tot.csv", name], &["--format", "table"]);
        write(at.path(), "in.txt", printed.out);
        let verify = |inputs: &[&str]| {
            let args = [&["in.txt"], inputs, &["--format", "json"]].concat();
            let ran = run(&at, "verify", &args);
            (ran.json()["summary"]["same"] == true, ran.code)
        };
        assert_eq!(verify(&["tot.csv", name]), (true, 1), "{name}");
        assert_eq!(verify(&["tot.csv", &format!("khac/{name}")]), (true, 1), "{name}");
        assert_eq!(verify(&["tot.csv"]), (false, 1), "{name}");
    }
    let clean = call(&at, &["rank", "IN"], &["tot.csv"], &["--format", "table"]);
    write(at.path(), "in.txt", clean.out);
    let over = run(&at, "verify", &["in.txt", "tot.csv", "lan2.csv", "--format", "json"]);
    assert_eq!((over.json()["summary"]["same"] == true, over.code), (false, 1));
}

#[test]
fn no_file_is_written_over_what_was_not_read() {
    let at = filled();
    let inputs = ["tot.csv", "lan2.csv"];
    for args in CALLS {
        let told = args.join(" ");
        for name in ["ra.csv", "ra.json", "ra.txt"] {
            write(at.path(), name, "earlier");
            let kept = || std::fs::read_to_string(at.path().join(name)).unwrap();
            for (lang, _) in MARKS {
                let ran = call(&at, args, &inputs, &["-o", name, "--lang", lang]);
                assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{told}: {}", ran.err);
                assert_eq!(kept(), "earlier", "{told}");
                for part in [name, "lan2.csv", "--despite-unread", "table_unclear"] {
                    assert!(ran.err.contains(part), "{told} {part}: {}", ran.err);
                }
            }
            let ran = call(&at, args, &inputs, &["-o", name, "--despite-unread"]);
            assert_eq!(ran.code, 1, "{told}: {}", ran.err);
            let text = kept();
            match name {
                "ra.txt" => assert!(text.starts_with("NOT READ: lan2.csv\n"), "{told}: {text}"),
                "ra.csv" => {
                    assert!(csv_rows(&text).iter().all(|row| row["not_read"] == "true"), "{told}");
                }
                _ => assert!(text.contains("\"not_read\":"), "{told}: {text}"),
            }
        }
    }
    // The flag changes nothing else, the seal neither.
    let seal = |more: &[&str]| {
        let ran = call(&at, &["rank", "IN"], &["tot.csv"], &[more, &["--format", "json"]].concat());
        assert_eq!(ran.code, 0);
        ran.out
    };
    assert_eq!(seal(&[]), seal(&["--despite-unread"]));
}

/// What was joined, or counted, over what was not read bears it where it is read again.
#[test]
fn a_table_that_was_kept_all_the_same_is_marked_where_it_is_read() {
    let at = filled();
    for name in ["ghep.csv", "ghep.json"] {
        let more = ["-o", name, "--despite-unread"];
        assert_eq!(call(&at, &["join", "IN"], &["tot.csv", "lan2.csv"], &more).code, 1);
        let ran = call(&at, &["rank", "IN"], &[name], &["--format", "json"]);
        assert_eq!(ran.code, 1);
        assert_eq!(ran.json()["not_read"][0]["reason"], "made_unread");
        assert_eq!(codes(&ran.json()), ["made_unread"]);
        let clean = call(&at, &["join", "IN"], &["tot.csv"], &["-o", name]);
        assert_eq!(clean.code, 0, "{}", clean.err);
        assert_eq!(call(&at, &["rank", "IN"], &[name], &[]).code, 0);
    }
}

#[test]
fn papers_and_the_standing_of_a_letter_are_not_kept_either() {
    let at = crate::common::folder();
    write(at.path(), "lan2.csv", title());
    write(at.path(), "tiendo.csv", "BÁO CÁO TIẾN ĐỘ,,\nmục nào,bao giờ,mấy\n2.2c,2023-09-30,4\n");
    let communes = root().join("samples/communes-2023.json").display().to_string();
    let paper = |kind: &str, more: &[&str]| {
        let args = ["directive", "papers", "hon-quan-2023", "-f", "hon-quan-2023", &communes];
        let more = [&["lan2.csv", "--paper", kind, "--on", "2023-10-01"], more].concat();
        par_index_in(at.path(), &[&args[..], &more].concat(), "")
    };
    for kind in ["repair", "raise", "monitoring"] {
        for (lang, mark) in MARKS {
            let md = paper(kind, &["--format", "md", "--lang", lang]);
            assert!(md.out.starts_with(&format!("**{mark}lan2.csv**\n")), "{}", md.out);
            let table = paper(kind, &["--format", "table", "--lang", lang]);
            assert!(table.out.starts_with(mark) && table.code == 1, "{}", table.out);
        }
        let refused = paper(kind, &["-o", "giay.md"]);
        assert!(refused.code == 1 && refused.err.contains("--despite-unread"), "{}", refused.err);
        assert!(!at.path().join("giay.md").exists());
        assert_eq!(paper(kind, &["-o", "giay.md", "--despite-unread"]).code, 1);
        std::fs::remove_file(at.path().join("giay.md")).unwrap();
    }
    let status = |more: &[&str]| {
        let args = ["directive", "status", "hon-quan-2023", "--on", "2023-10-01"];
        let more = [&["--progress", "tiendo.csv"], more].concat();
        par_index_in(at.path(), &[&args[..], &more].concat(), "")
    };
    let table = status(&["--format", "table"]);
    assert!(table.code == 1 && table.out.starts_with("NOT READ: tiendo.csv"), "{}", table.out);
    assert!(status(&["-o", "a.csv"]).code == 1 && !at.path().join("a.csv").exists());
}

#[test]
fn a_survey_over_ballots_that_were_not_read_is_not_kept_either() {
    let at = crate::common::folder();
    write(at.path(), "cau.csv", "question,code\nC1,8.1\n");
    write(at.path(), "phieu.csv", "ballot,unit,C1\n1,xa-01,A\n2,xa-02,B\n");
    write(at.path(), "sai.csv", "ballot,unit,C1\n3,,A\n");
    write(at.path(), "lan2.xlsx", b"PK\x03\x04");
    write(at.path(), "hong.csv", b"\xFF\xFE\xFF");
    let survey = |ballots: &[&str], more: &[&str]| {
        let args = ["survey", "-f", "hon-quan-2023", "--year", "2023", "--questions", "cau.csv"];
        let args = [&["survey"], ballots, &args[1..], more].concat();
        par_index_in(at.path(), &args, "")
    };
    for bad in ["sai.csv", "lan2.xlsx"] {
        let both = ["phieu.csv", bad];
        for (lang, mark) in MARKS {
            let table = survey(&both, &["--format", "table", "--lang", lang]);
            assert!(table.code == 1 && table.out.starts_with(mark), "{bad}: {}", table.out);
        }
        let csv = survey(&both, &["--format", "csv"]);
        assert!(csv.csv().iter().all(|row| row["not_read"] == "true"), "{bad}: {}", csv.out);
        let json = survey(&both, &["--format", "json"]).json();
        assert_eq!(complaints("survey", &json), Vec::<String>::new());
        assert_eq!(json["not_read"][0]["file"], bad);
        let refused = survey(&both, &["-o", "ra.csv"]);
        assert!(refused.code == 1 && refused.err.contains("--despite-unread"), "{}", refused.err);
        assert!(!at.path().join("ra.csv").exists());
        // What is kept all the same bears its mark into the figures.
        assert_eq!(survey(&both, &["-o", "ra.csv", "--despite-unread"]).code, 1);
        let rank = ["rank", "-f", "hon-quan-2023", "ra.csv", "--format", "json"];
        let rank = par_index_in(at.path(), &rank, "");
        assert_eq!(rank.json()["not_read"][0]["reason"], "made_unread", "{}", rank.err);
        std::fs::remove_file(at.path().join("ra.csv")).unwrap();
    }
    // Questions that nobody can read make no survey.
    std::fs::copy(at.path().join("hong.csv"), at.path().join("cau.csv")).unwrap();
    let none = survey(&["phieu.csv"], &["--format", "table"]);
    assert_eq!((none.code, none.out.as_str()), (1, ""), "{}", none.err);
}

/// What a call cannot do without fails it.
#[test]
fn an_unreadable_ruler_register_or_table_of_efforts_fails_the_call() {
    let at = filled();
    write(at.path(), "hong.csv", b"\xFF\xFE\xFF");
    write(at.path(), "tieude.csv", "DANH SÁCH,\nai,gì\nxa-01,Một\n");
    write(at.path(), "hong.json", "{");
    let fails = |ran: Ran, part: &str| {
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{part}: {}", ran.err);
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    };
    let table = ["--format", "table"];
    for units in ["hong.csv", "tieude.csv", "hong.json", "lan2.xlsx"] {
        fails(
            call(&at, &["rank", "IN"], &["tot.csv"], &[&["--units", units], &table[..]].concat()),
            units,
        );
    }
    for efforts in ["hong.csv", "tieude.csv", "hong.json", "lan2.xlsx"] {
        let args = ["plan", "IN", "--unit", "xa-03", "--target", "100", "--efforts", efforts];
        fails(call(&at, &args, &["tot.csv"], &table), efforts);
    }
    for ruler in ["hong.csv", "hong.json", "tieude.csv"] {
        fails(
            par_index_in(at.path(), &["rank", "-f", ruler, "tot.csv", "--format", "table"], ""),
            ruler,
        );
        let args = ["rank", "-f", "bo.csv", "--policies", ruler, "tot.csv", "--format", "table"];
        fails(par_index_in(at.path(), &args, ""), ruler);
    }
    let map = ["compare", "IN", "--previous", "truoc.csv", "--crosswalk", "hong.csv"];
    fails(call(&at, &map, &["tot.csv"], &table), "hong.csv");
}

/// A unit that is not there may stand in what could not be read: the data are at fault, not the call.
#[test]
fn a_call_that_comes_to_nothing_names_what_was_not_read() {
    let at = filled();
    let args = ["explain", "IN", "--unit", "xa-04"];
    let ran = call(&at, &args, &["tot.csv", "lan2.csv"], &["--format", "table"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.err.contains("NOT READ: lan2.csv") && ran.err.contains("table_unclear"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("there is no unit “xa-04”"), "{}", ran.err);
    let json = call(&at, &args, &["tot.csv", "lan2.csv"], &["--format", "json"]);
    assert_eq!((json.code, &json.json()["not_read"][0]["file"]), (1, &"lan2.csv".into()));
    assert_eq!(complaints("error", &json.json()), Vec::<String>::new());
    assert_eq!(call(&at, &args, &["tot.csv"], &[]).code, 2);
}

/// Earlier inputs that cannot be read feed nothing, and are told.
#[test]
fn earlier_files_and_further_indices_are_marked_too() {
    let at = filled();
    let told = |ran: Ran| {
        assert_eq!(ran.code, 1, "{}", ran.err);
        let object = ran.json();
        assert_eq!(object["not_read"][0]["file"], "lan2.csv");
        assert!(object["rows"].as_array().unwrap().iter().all(|row| row["not_read"] == true));
        object
    };
    let json = ["--format", "json"];
    for before in [&["truoc.csv", "lan2.csv"][..], &["lan2.csv"]] {
        let args = [&["table", "IN", "--previous"], before].concat();
        let object = told(call(&at, &args, &["tot.csv"], &json));
        let row = row(&object, "xa-01");
        assert!(row["previous_rank"].is_null() && row["change"].is_null(), "{row}");
        let args = [&["compare", "IN", "--previous"], before].concat();
        let object = told(call(&at, &args, &["tot.csv"], &json));
        assert!(object["rows"].as_array().unwrap().iter().all(|row| row["before"].is_null()));
        let args = [&["weak", "IN", "--each", "--previous"], before].concat();
        told(call(&at, &args, &["tot.csv"], &json));
        let args = [&["diff", "--after", "tot.csv", "--before"], before].concat();
        told(call(&at, &args, &[], &json));
    }
    let args = ["together", "IN", "--with", "bo.csv=lan2.csv", "--with", "bo.csv=truoc.csv"];
    told(call(&at, &args, &["tot.csv"], &json));
}

/// At the door an element whose unit cannot be read is not read, with the same marks.
#[test]
fn the_door_bears_the_same_marks() {
    let inputs = std::fs::read_to_string(root().join("samples/communes-2023.json")).unwrap();
    let inputs = inputs.trim().trim_start_matches('[').trim_end_matches(']');
    let request = format!(
        r#"{{"call": "rank", "framework": "hon-quan-2023", "inputs": [{inputs}, {{"kind": "assessment", "entries": []}}]}}"#
    );
    let ran = par_index_in(Path::new("."), &["call"], &request);
    let object = ran.json();
    assert_eq!((ran.code, object["summary"]["not_read"].as_u64()), (1, Some(1)), "{object}");
    assert!(object["not_read"][0]["file"].as_str().unwrap().starts_with("inputs["));
    assert!(object["rows"].as_array().unwrap().iter().all(|row| row["not_read"] == true));
}

/// Nothing is computed where that was asked, and the mark stands all the same.
#[test]
fn strict_computes_nothing() {
    let at = filled();
    let ran =
        call(&at, &["rank", "IN"], &["tot.csv", "lan2.csv"], &["--strict", "--format", "table"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "NOT READ: lan2.csv\n"));
    let json =
        call(&at, &["rank", "IN"], &["tot.csv", "lan2.csv"], &["--strict", "--format", "json"]);
    assert_eq!(json.json()["rows"], serde_json::json!([]));
    assert_eq!(complaints("rank", &json.json()), Vec::<String>::new());
}

/// A row of the register that cannot be understood leaves a unit out that nobody can name.
#[test]
fn rows_of_the_register_that_are_left_out_are_not_read() {
    let at = filled();
    write(at.path(), "dv.csv", "unit,name,group\nxa-01,Một,a\n,Hai,a\nxa-02,Hai,a\nxa-03,Ba,a\n");
    let ran = call(&at, &["rank", "IN"], &["tot.csv"], &["--units", "dv.csv", "--format", "table"]);
    assert!(ran.code == 1 && ran.out.starts_with("NOT READ: dv.csv (rows 3)\n"), "{}", ran.out);
}

/// Under several frameworks a file is read once for each: what one reading knows the others take over.
#[test]
fn several_frameworks_tell_one_story() {
    let at = crate::common::folder();
    write(at.path(), "2017.csv", "unit,year,1.1\nha-noi,2017,1\nhue,2017,1\n");
    write(at.path(), "2018.csv", "unit,year,1.1\nha-noi,2018,1\n,2018,2\n");
    let titled = "TIÊU ĐỀ,,\n".repeat(41) + "unit,year,1.1\nha-noi,2018,1\n";
    write(at.path(), "ha-noi.csv", &titled);
    write(at.path(), "lan2.csv", &titled);
    let rank = |inputs: &[&str]| {
        let args = ["rank", "-f", "papi-2011", "-f", "papi-2018"];
        let args = [&args[..], &["--format", "json"]].concat();
        par_index_in(at.path(), &[&args[..1], inputs, &args[1..]].concat(), "").json()
    };
    let parts = |result: &serde_json::Value| -> Vec<String> {
        let parts = result["not_read"].as_array().unwrap().iter();
        parts.map(|part| format!("{} {}", part["file"], part["rows"])).collect()
    };
    assert_eq!(parts(&rank(&["2017.csv", "lan2.csv"])), [r#""lan2.csv" null"#]);
    assert_eq!(parts(&rank(&["2017.csv", "2018.csv"])), [r#""2018.csv" "3""#]);
    let told = rank(&["2017.csv", "ha-noi.csv"]);
    assert_eq!(parts(&told), [""; 0]);
    assert_eq!(row(&told, "ha-noi")["state"], "in_error");
    assert_eq!(row(&told, "hue")["state"], "open");
}

/// What `join` leaves out is missed where the rest is read again: a unit whose file could not be read,
/// and one with another error.
#[test]
fn what_is_joined_without_a_unit_does_not_pass_for_whole() {
    let at = filled();
    write(at.path(), "xa-03.csv", b"PK\x03\x04");
    write(at.path(), "sai.csv", "unit,1.1,1.2,2\nxa-03,có,99,4\n");
    for other in ["xa-03.csv", "sai.csv"] {
        for (name, format) in [("ra.csv", "csv"), ("ra.json", "json")] {
            let inputs = ["tot.csv", other];
            let kept = call(&at, &["join", "IN"], &inputs, &["-o", name]);
            assert_eq!(kept.code, 1, "{}", kept.err);
            let text = std::fs::read_to_string(at.path().join(name)).unwrap();
            assert!(!text.contains("xa-03") && text.contains("xa-02"), "{text}");
            let printed = call(&at, &["join", "IN"], &inputs, &["--format", format]).out;
            assert_eq!(printed, text);
            let ranked = call(&at, &["rank", "IN"], &[name], &["--format", "json"]);
            assert_eq!(ranked.json()["not_read"][0]["reason"], "made_unread", "{}", ranked.out);
            assert_eq!(ranked.code, 1);
        }
    }
    // Where nobody is left there is nothing that could bear a mark.
    let none = call(&at, &["join", "IN"], &["sai.csv"], &["--format", "json"]);
    assert_eq!((none.code, &none.json()["kind"]), (1, &"error".into()), "{}", none.out);
    assert_eq!(codes(&none.json()), ["out_of_range"]);
}

/// A row below a sum that names no unit may be anybody's: it is marked, whether its code stood at the sum
/// or not. A unit of letters that nobody sees is none.
#[test]
fn rows_below_a_sum_and_units_that_nobody_sees() {
    let at = place();
    let long = |rows: &str| {
        write(at.path(), "in.csv", format!("unit;component;appraised;survey\n{rows}"));
        let ran = run(&at, "rank", &["in.csv", "--year", "2023", "--format", "json"]);
        let reply = ran.json();
        let unread: Vec<_> = reply["not_read"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["rows"].to_string())
            .collect();
        (
            ran.code,
            unread.join(" "),
            codes(&reply).iter().map(|one| (*one).to_owned()).collect::<Vec<_>>(),
        )
    };
    let sums = long("xa-01;1.1;2;\nxa-01;1.2;4;\nTổng;1.2;9;\n;1.2;3,5;\n;2;;3\n");
    assert_eq!((sums.0, sums.1.as_str()), (1, "\"5-6\""), "{sums:?}");
    for first in ["Tổng;1.1;9;", "Trung bình chung;1.1;9;"] {
        let sums = long(&format!("xa-01;1.1;2;\n{first}\n;1.2;3,5;\n;2;;3\n"));
        assert_eq!((sums.0, sums.1.as_str()), (1, "\"4-5\""), "{sums:?}");
    }
    // Whose cell is merged in sight of all is not in doubt.
    for unseen in ["", "\u{200B}", " \u{FEFF} ", "\u{2060}\u{200E}"] {
        let merged = long(&format!("xa-01;1.1;2;\n{unseen};1.2;4;\n{unseen};2;;3\n"));
        assert_eq!((merged.0, merged.1.as_str()), (0, ""), "{unseen:?} {merged:?}");
        assert_eq!(merged.2, ["unit_continued"], "{unseen:?}");
        let nobody = long(&format!("{unseen};1.2;4;\n"));
        assert!(
            nobody.0 == 1 && nobody.2.contains(&"unit_missing".to_owned()),
            "{unseen:?} {nobody:?}"
        );
    }
}

/// The mark names a file whole: a backslash is a letter of its name where the system has it so, and what
/// stands for a byte that is no text is not cut.
#[cfg(unix)]
#[test]
fn the_mark_names_a_file_whole() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let at = place();
    write(at.path(), "tot.csv", GOOD);
    for (bytes, shown) in [
        (&b"lan\xE1.csv"[..], r"lan\xE1.csv"),
        (br"tong hop\a.csv", r"tong hop\a.csv"),
        (b"d/x\xE3.csv", r"x\xE3.csv"),
    ] {
        let name = OsStr::from_bytes(bytes);
        std::fs::create_dir_all(at.path().join("d")).unwrap();
        std::fs::write(at.path().join(name), title()).unwrap();
        let ran = |format: &str| {
            let mut args: Vec<&OsStr> =
                ["rank", "-f", "bo.csv", "--policies", "bo.json", "tot.csv"]
                    .map(OsStr::new)
                    .to_vec();
            args.push(name);
            args.extend(["--year", "2023", "--format", format].map(OsStr::new));
            crate::common::par_index_os(at.path(), &args, b"")
        };
        let table = ran("table").out;
        assert!(
            table.starts_with(&format!("NOT READ: {shown} "))
                || table.starts_with(&format!("NOT READ: {shown}:"))
                || table.starts_with(&format!("NOT READ: {shown}\n")),
            "{table}"
        );
        std::fs::remove_file(at.path().join(name)).unwrap();
    }
}
