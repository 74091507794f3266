//! `call --serve`: dossiers by handle, an answer a line, whatever the lines hold.

use std::process::Command;

use crate::common::served::Served;
use crate::common::{folder, has, par_index_in, root, write};
use serde_json::{Value, json};

fn code(answer: &Value) -> &str {
    answer["findings"][0]["code"].as_str().unwrap_or_default()
}

#[test]
fn a_dossier_is_opened_changed_asked_and_closed() {
    let mut served = Served::start();
    let sample = std::fs::read_to_string(root().join("samples/communes-2023.json")).unwrap();
    let manifest = "[[index]]\nframework = \"hon-quan-2023\"\ninputs = \"in/*\"\n";
    let open = json!({"do": "open", "at": "a", "title": "Huyện",
        "files": {"par-index.toml": manifest, "in/xa.json": sample, "in/.x.csv.swp": ""}});
    assert_eq!(served.say(&open.to_string())["files"], 3);
    // Byte for byte the command over the same files.
    let at = folder();
    write(at.path(), "par-index.toml", manifest);
    write(at.path(), "in/xa.json", &sample);
    write(at.path(), "in/.x.csv.swp", "");
    for (request, args) in [
        (json!({"at": "a", "call": "rank"}), vec!["rank"]),
        (json!({"at": "a", "call": "check"}), vec!["check"]),
        (
            json!({"at": "a", "call": "weak", "unit": "xã mẫu 01"}),
            vec!["weak", "--unit", "xã mẫu 01"],
        ),
    ] {
        let told = par_index_in(at.path(), &[&args[..], &["--format", "json"]].concat(), "");
        assert_eq!(served.line(request.to_string().as_bytes()), told.out);
    }
    let files = served.say(r#"{"do": "files", "at": "a"}"#);
    let kinds: Vec<&Value> =
        files["rows"].as_array().unwrap().iter().map(|row| &row["kind"]).collect();
    assert_eq!(kinds, ["passed", "inputs", "manifest"], "{files}");
    assert_eq!(files["rows"][1]["units"].as_array().unwrap().len(), 13);
    // What is put counts from the next request on; a table that is read with a slip says where.
    let put = json!({"do": "put", "at": "a", "file": "in/them.csv",
        "text": "unit,year,1.1\nxã thêm,2023,zwölf\n"});
    assert_eq!(served.say(&put.to_string())["kind"], "put");
    let rank = served.say(r#"{"at": "a", "call": "rank"}"#);
    assert_eq!(rank["summary"]["units"], 14);
    let files = served.say(r#"{"do": "files", "at": "a", "lang": "vi"}"#);
    let found = &files["rows"][1]["findings"];
    assert!(found.as_array().unwrap().iter().any(|one| one["line"] == 2), "{found}");
    let remove = r#"{"do": "remove", "at": "a", "file": "in/them.csv"}"#;
    assert_eq!(served.say(remove)["was_there"], true);
    assert_eq!(served.say(r#"{"at": "a", "call": "rank"}"#)["summary"]["units"], 13);
    // A dossier that is one document; a folder of the disk; a form; a workbook in base 64.
    let dossier =
        json!({"index": [{"framework": "hon-quan-2023", "inputs": {"csv": "unit,1.1\na,1\n"}}]});
    let dossier = json!({"index": [{"framework": "hon-quan-2023",
        "inputs": [dossier["index"][0]["inputs"]]}]});
    served.say(&json!({"do": "open", "at": "b", "dossier": dossier}).to_string());
    assert_eq!(served.say(r#"{"at": "b", "call": "rank", "year": 2023}"#)["kind"], "rank");
    let at = at.path().to_str().unwrap();
    served.say(&json!({"do": "open", "at": "c", "folder": at}).to_string());
    assert_eq!(served.say(r#"{"at": "c", "call": "rank"}"#)["summary"]["units"], 13);
    let book = served.say(r#"{"at": "c", "call": "rank", "format": "xlsx", "lang": "vi"}"#);
    assert!(
        book["base64"].as_str().unwrap().starts_with("UEsD")
            && book["seal"] == rank_seal(&mut served)
    );
    let page = served.say(r#"{"at": "c", "call": "rank", "format": "table", "lang": "vi"}"#);
    assert!(page["text"].as_str().unwrap().contains("xã mẫu 09"), "{page}");
    assert_eq!(served.say(r#"{"do": "close", "at": "a"}"#)["open"], 2);
    assert_eq!(served.say(r#"{"at": "a", "call": "rank"}"#)["kind"], "error");
    assert_eq!(served.end(), Some(0));
}

fn rank_seal(served: &mut Served) -> Value {
    served.say(r#"{"at": "c", "call": "rank"}"#)["seal"].clone()
}

/// A bad line is an error object and nothing else: the next one is answered as ever.
#[test]
fn bad_lines_are_answered_one_by_one() {
    let mut served = Served::with_samples();
    let good = br#"{"at": "samples", "index": "communes", "call": "rank"}"#;
    let told = served.line(good);
    let deep = "[".repeat(100_000);
    let wrong: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b"null".to_vec(),
        b"[]".to_vec(),
        b"{".to_vec(),
        b"\xff\xfe{}".to_vec(),
        b"{\"call\": 7}".to_vec(),
        br#"{"at": 7, "call": "rank"}"#.to_vec(),
        br#"{"at": "samples", "at": "samples", "call": "rank"}"#.to_vec(),
        br#"{"at": "samples", "call": "rank", "call": "weak"}"#.to_vec(),
        br#"{"at": "samples", "call": "rank", "index": "none"}"#.to_vec(),
        br#"{"at": "samples", "call": "rank", "width": 7}"#.to_vec(),
        br#"{"at": "samples", "call": "rank", "index": "papi", "format": "md"}"#.to_vec(),
        br#"{"at": "samples", "call": "rank", "index": "papi", "repair": "1"}"#.to_vec(),
        br#"{"at": "samples", "call": "rank", "framework": "no-such", "inputs": "papi.json"}"#
            .to_vec(),
        br#"{"at": "samples", "call": "rank", "framework": "papi-2021", "inputs": "../x"}"#
            .to_vec(),
        br#"{"do": "put", "at": "samples", "file": "../x.csv", "text": ""}"#.to_vec(),
        br#"{"do": "put", "at": "samples", "file": "papi.json/x", "text": ""}"#.to_vec(),
        br#"{"do": "put", "at": "samples", "file": "x", "base64": "%"}"#.to_vec(),
        br#"{"do": "put", "at": "samples", "file": "x", "path": "/no/such"}"#.to_vec(),
        br#"{"do": "open", "at": "b", "dossier": {"indx": []}}"#.to_vec(),
        br#"{"do": "dance", "at": "samples"}"#.to_vec(),
        br#"{"do": "close", "at": "none"}"#.to_vec(),
        format!(r#"{{"at": "samples", "call": "rank", "inputs": {deep}"#).into_bytes(),
    ];
    for line in wrong {
        let answer: Value = serde_json::from_str(&served.line(&line)).unwrap();
        assert_eq!(answer["kind"], "error", "{}: {answer}", String::from_utf8_lossy(&line));
        assert!(!answer["message"].as_str().unwrap().is_empty());
    }
    assert_eq!(served.line(good), told);
    // The same letters in any order: a generator of its own, so that a failure is found again.
    let mut state = 1_u64;
    let mut next = |most: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % most
    };
    for _ in 0..3_000 {
        let mut line = good.to_vec();
        for _ in 0..=next(4) {
            let at = next(line.len());
            match next(3) {
                0 => drop(line.remove(at)),
                1 => line[at] = b"{}[]\",:\\0e-\xe1a"[next(13)],
                _ => line.insert(at, b"{}[]\",:\\0e-\xe1a"[next(13)]),
            }
        }
        let answer = served.line(&line);
        assert!(
            serde_json::from_str::<Value>(&answer).is_ok(),
            "{}",
            String::from_utf8_lossy(&line)
        );
    }
    assert_eq!(served.line(good), told);
    assert_eq!(code(&served.say("{")), "bad_json");
    assert_eq!(served.end(), Some(0));
}

/// What is opened from a disk is opened whole: no link is followed, and none passed over.
#[cfg(unix)]
#[test]
fn a_folder_with_a_link_is_refused() {
    let at = folder();
    write(at.path(), "dir/a.csv", "unit,year,1.1\nA,2023,1\n");
    write(at.path(), "b.csv", "unit,year,1.1\nB,2023,1\n");
    std::os::unix::fs::symlink(at.path().join("b.csv"), at.path().join("dir/b.csv")).unwrap();
    let mut served = Served::start();
    let dir = at.path().join("dir");
    let answer = served.say(&json!({"do": "open", "at": "a", "folder": dir}).to_string());
    assert!(answer["message"].as_str().unwrap().contains("b.csv: a link"), "{answer}");
    std::fs::remove_file(dir.join("b.csv")).unwrap();
    let answer = served.say(&json!({"do": "open", "at": "a", "folder": dir}).to_string());
    assert_eq!(answer["files"], 1, "{answer}");
    // A device has no end.
    let put = json!({"do": "put", "at": "a", "file": "x", "path": "/dev/zero"});
    assert_eq!(served.say(&put.to_string())["kind"], "error");
    assert_eq!(served.end(), Some(0));
}

/// Each example opens the samples and prints the first three with what they lose most by.
#[test]
fn examples_of_every_language_say_the_same() {
    let mut served = Served::with_samples();
    let rank = served.say(r#"{"at": "samples", "index": "communes", "call": "rank"}"#);
    let mut wanted = String::new();
    for row in &rank["rows"].as_array().unwrap()[..3] {
        let weak = json!({"at": "samples", "index": "communes", "call": "weak", "top": 1, "unit": row["unit"]});
        let weak = served.say(&weak.to_string())["rows"][0].clone();
        let text = |value: &Value| value.as_str().map_or(value.to_string(), str::to_owned);
        let cells = [&row["rank"], &row["unit"], &row["ratio"], &weak["code"], &weak["lost"]];
        wanted += &(cells.map(text).join("\t") + "\n");
    }
    wanted += &["seal ", rank["seal"].as_str().unwrap(), "\n"].concat();
    for (tool, needs, file) in [
        ("python3", None, "serve.py"),
        ("node", None, "serve.js"),
        ("bash", Some("jq"), "serve.sh"),
        ("java", None, "Serve.java"),
        ("Rscript", None, "serve.R"),
    ] {
        if !has(tool) || needs.is_some_and(|tool| !has(tool)) {
            continue;
        }
        let done = Command::new(tool)
            .arg(root().join("examples/calling").join(file))
            .env("PAR_INDEX", env!("CARGO_BIN_EXE_par-index"))
            .current_dir(root())
            .output()
            .unwrap();
        let err = String::from_utf8_lossy(&done.stderr);
        if tool == "Rscript" && err.contains("there is no package") {
            println!("skipped: R has no jsonlite or processx");
            continue;
        }
        assert!(done.status.success(), "{file}: {err}");
        let out = String::from_utf8(done.stdout).unwrap();
        assert_eq!(out.replace(" \n", "\n"), wanted, "{file}");
    }
}
