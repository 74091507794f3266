//! One dossier of many rulers: two frameworks of PAR, the generations of PAPI with the published figures of
//! fourteen years, both channels of SIPAS. Every question over it, asked through the manifest, equals the
//! call with all its flags, and the same data behind the door.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::common::{csv_rows, folder, par_index_in, root, shared, write};
use par_index_office::Office;
use serde_json::{Value, json};
use tempfile::TempDir;

/// The generations, with the years of each among the published figures.
const PAPI: [(&str, u16, u16); 4] = [
    ("papi-2011", 2011, 2017),
    ("papi-2018", 2018, 2018),
    ("papi-2019", 2019, 2020),
    ("papi-2021", 2021, 2024),
];

const MANIFEST: &str = r#"
title = "Ba chỉ số"

[[index]]
id = "xa"
framework = "hon-quan-2023"
inputs = "xa.json"
previous = "xa-2022.json"

[[index]]
id = "bo"
framework = "vn-ministry-2023"
inputs = "bo.json"

[[index]]
id = "papi"
framework = ["papi-2021", "papi-2011", "papi-2019", "papi-2018"]
inputs = "papi/*.csv"

[[index]]
id = "sipas"
framework = "sipas-district-2023"
inputs = "sipas.csv"
channel = "regular"

[[index]]
id = "sipas-online"
framework = "sipas-district-2023"
inputs = "sipas.csv"
channel = "regular-online"
"#;

/// The flags that say what the manifest says of an index.
fn flags_of(index: &str) -> Vec<&'static str> {
    match index {
        "xa" => vec!["-f", "hon-quan-2023"],
        "bo" => vec!["-f", "vn-ministry-2023"],
        "papi" => {
            vec!["-f", "papi-2021", "-f", "papi-2011", "-f", "papi-2019", "-f", "papi-2018"]
        }
        "sipas" => vec!["-f", "sipas-district-2023", "--channel", "regular"],
        _ => vec!["-f", "sipas-district-2023", "--channel", "regular-online"],
    }
}

fn inputs_of(index: &str) -> &'static str {
    match index {
        "xa" => "xa.json",
        "bo" => "bo.json",
        "papi" => "papi/*.csv",
        _ => "sipas.csv",
    }
}

/// The data, without a manifest; `None` with a printed line where the published figures are absent.
fn data() -> Option<TempDir> {
    let published = shared("data/papi_2011_2024_subdimensions.csv")?;
    let published = std::fs::read_to_string(published).unwrap();
    let at = folder();
    let communes = std::fs::read_to_string(root().join("samples/communes-2023.json")).unwrap();
    write(at.path(), "xa-2022.json", communes.replace("\"year\": 2023", "\"year\": 2022"));
    write(at.path(), "xa.json", communes);
    write(
        at.path(),
        "bo.json",
        std::fs::read(root().join("samples/ministries-2023.json")).unwrap(),
    );
    for (ruler, from, to) in PAPI {
        let ruler = par_index::framework(ruler).unwrap();
        let leaves: Vec<String> = ruler.leaves().map(|leaf| leaf.code().to_string()).collect();
        for year in from..=to {
            write(at.path(), &format!("papi/{year}.csv"), wide(&published, year, &leaves));
        }
    }
    let samples = root().join("samples/satisfaction-2023");
    for name in ["questions.csv", "ballots.csv", "asked.csv"] {
        write(at.path(), name, std::fs::read(samples.join(name)).unwrap());
    }
    let survey =
        ["survey", "-f", "sipas-district-2023", "--questions", "questions.csv", "ballots.csv"];
    let counted =
        [&survey[..], &["--asked", "asked.csv", "--year", "2023", "-o", "sipas.csv"]].concat();
    let counted = par_index_in(at.path(), &counted, "");
    assert_eq!(counted.code, 0, "{}", counted.err);
    Some(at)
}

/// The published rows of a year as a table of units by leaves.
fn wide(published: &str, year: u16, leaves: &[String]) -> String {
    let mut out = format!("unit,name,year,{}\n", leaves.join(","));
    for row in csv_rows(published).iter().filter(|row| row["year"] == year.to_string()) {
        let figure = |code: &String| row[&format!("SC{}", code.replace('.', ""))].clone();
        let cells: Vec<String> = leaves.iter().map(figure).collect();
        let cells = cells.join(",");
        let _ = writeln!(out, "{},{},{year},{cells}", row["code"], row["province"]);
    }
    out
}

/// Every question that can be asked of an index, with the flags of its own.
fn questions(index: &str) -> Vec<Vec<&'static str>> {
    let (unit, other) = match index {
        "xa" => ("sample-commune-01", "sample-commune-04"),
        "bo" => ("bo-tu-phap", "bo-tai-chinh"),
        "papi" => ("P31", "P14"),
        _ => ("xã mẫu 01", "xã mẫu 02"),
    };
    let mut all = vec![
        vec!["check"],
        vec!["join"],
        vec!["intake"],
        vec!["score"],
        vec!["rank"],
        vec!["weak"],
        vec!["weak", "--each", "--top", "2"],
        vec!["lost"],
        vec!["cuts"],
        vec!["table"],
        vec!["robustness", "--replicates", "5"],
        vec!["trend"],
        vec!["strengths", "--unit", unit],
        vec!["explain", "--unit", unit],
        vec!["weak", "--unit", unit],
        vec!["what-if", "--repair-first", "2", "--unit", unit],
        vec!["plan", "--budget", "2", "--unit", unit],
        vec!["forecast", "--on", "2023-09-30", "--unit", unit],
    ];
    if !index.starts_with("sipas") {
        all.push(vec!["versus", "--unit", unit, "--other", other]);
    }
    if index == "xa" {
        all.push(vec!["lost", "--by", "year"]);
        all.push(vec!["compare"]);
    }
    if index == "papi" {
        all.push(vec!["rank", "--year", "2016"]);
        all.push(vec!["table", "--year", "2018"]);
        all.push(vec!["weak", "--year", "2020", "--unit", unit]);
    }
    all
}

/// Whether a question takes the inputs of the year before, with these flags.
fn looks_back(question: &[&str]) -> bool {
    matches!(question, ["weak" | "compare" | "table" | "trend", ..] | ["lost", "--by", "year"])
}

#[test]
fn every_question_over_one_dossier_equals_its_flags() {
    let Some(bare) = data() else { return };
    let at = data().unwrap();
    write(at.path(), "par-index.toml", MANIFEST);
    let mut asked = 0;
    for index in ["xa", "bo", "papi", "sipas", "sipas-online"] {
        for question in questions(index) {
            let form = ["--format", "json"];
            let given = [&question[..], &form, &["--index", index]].concat();
            let mut told = [&question[..], &form, &flags_of(index)].concat();
            if index == "xa" && looks_back(&question) {
                told.extend(["--previous=xa-2022.json"]);
            }
            told.extend(["--", inputs_of(index)]);
            let given = par_index_in(at.path(), &given, "");
            let told = par_index_in(bare.path(), &told, "");
            assert_eq!(
                (given.code, &given.out),
                (told.code, &told.out),
                "{index} {question:?}: {}{}",
                given.err,
                told.err
            );
            assert!(given.out.len() > 100, "{index} {question:?}: {}", given.err);
            asked += 1;
        }
    }
    assert_eq!(asked, 98);
    let with = ["sipas-district-2023=sipas.csv", "vn-ministry-2023=bo.json"];
    let told = ["together", "-f", "hon-quan-2023", "--with", with[1], "--with", with[0]];
    let told = [&told[..], &["--format", "json", "--", "xa.json"]].concat();
    let told = par_index_in(bare.path(), &told, "").json();
    let few = MANIFEST.split("[[index]]\nid = \"papi\"").next().unwrap();
    let sipas = "[[index]]\nframework = \"sipas-district-2023\"\ninputs = \"sipas.csv\"\n";
    write(at.path(), "par-index.toml", format!("{few}{sipas}"));
    let given = par_index_in(at.path(), &["together", "--format", "json"], "");
    assert_eq!(given.json(), told, "{}", given.err);
}

/// The same data behind the door: read once, asked as often as one likes.
#[test]
fn the_door_over_one_dossier_gives_the_same_figures() {
    let Some(bare) = data() else { return };
    let joined = |index: &str| {
        let join = [&["join", "--format", "json"], &flags_of(index)[..2]].concat();
        let more = if index == "papi" { &flags_of(index)[2..] } else { &[] };
        let join = [&join[..], more, &["--", inputs_of(index)]].concat();
        par_index_in(bare.path(), &join, "").json()
    };
    let earlier: Value =
        serde_json::from_slice(&std::fs::read(bare.path().join("xa-2022.json")).unwrap()).unwrap();
    let papi = ["papi-2021", "papi-2011", "papi-2019", "papi-2018"];
    let dossier = json!({"title": "Ba chỉ số", "index": [
        {"id": "xa", "framework": "hon-quan-2023", "inputs": joined("xa"), "previous": earlier},
        {"id": "bo", "framework": "vn-ministry-2023", "inputs": joined("bo")},
        {"id": "papi", "framework": papi, "inputs": joined("papi")},
        {"id": "sipas", "framework": "sipas-district-2023", "inputs": joined("sipas"), "channel": "regular"},
        {"id": "sipas-online", "framework": "sipas-district-2023", "inputs": joined("sipas"),
         "channel": "regular-online"},
    ]});
    let door = par_index::call::Door::open(&dossier.to_string()).unwrap();
    let [held, asked] = ["dossier", "request"].map(validator);
    assert!(held.is_valid(&dossier));
    for index in ["xa", "bo", "papi", "sipas", "sipas-online"] {
        for question in questions(index).into_iter().filter(|one| one[0] != "join") {
            let mut told = [&question[..], &["--format", "json"], &flags_of(index)].concat();
            if index == "xa" && looks_back(&question) {
                told.push("--previous=xa-2022.json");
            }
            told.extend(["--", inputs_of(index)]);
            let told = par_index_in(bare.path(), &told, "").json();
            let request = request(&question, index);
            assert!(asked.is_valid(&request), "{request}");
            let answer: Value = serde_json::from_str(&door.call(&request.to_string())).unwrap();
            let (answer, told) = (placeless(answer), placeless(told));
            for key in ["kind", "framework", "period", "asked", "rows", "summary", "seal"] {
                assert_eq!(answer[key], told[key], "{index} {question:?} {key}: {answer}");
            }
        }
    }
}

/// The same files held in memory: every question gives the command's own bytes, in every format.
#[test]
fn the_same_files_in_memory_give_the_same_bytes() {
    let Some(at) = data() else { return };
    write(at.path(), "par-index.toml", MANIFEST);
    let mut office = Office::new("Ba chỉ số");
    let mut folders = vec![at.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
                continue;
            }
            let name = entry.strip_prefix(at.path()).unwrap().to_str().unwrap().to_owned();
            office.put(&name, std::fs::read(entry).unwrap()).unwrap();
        }
    }
    for index in ["xa", "bo", "papi", "sipas", "sipas-online"] {
        for (n, question) in questions(index).into_iter().enumerate() {
            let asked = request(&question, index);
            let told = [&question[..], &["--format", "json", "--index", index]].concat();
            let told = par_index_in(at.path(), &told, "");
            let given = office.answer(&asked.to_string());
            assert_eq!((i32::from(given.code), given.text()), (told.code, &*told.out), "{asked}");
            assert_eq!(office.call(&asked.to_string()), told.out.trim_end(), "{asked}");
            // The other formats, each of some questions.
            let formats = ["csv", "table", "html", "xlsx", "docx"];
            for format in formats.iter().enumerate().filter(|(m, _)| (n + m) % 3 == 0) {
                let format = *format.1;
                let mut asked = asked.clone();
                asked["format"] = json!(format);
                asked["lang"] = json!("vi");
                let out = at.path().join(format!("out.{format}"));
                let name = out.to_str().unwrap();
                let more = ["--index", index, "--lang", "vi", "--despite-unread", "-o", name];
                let more = if format == "table" {
                    [&more[..], &["--format", "table"]].concat()
                } else {
                    more.to_vec()
                };
                let told = par_index_in(at.path(), &[&question[..], &more].concat(), "");
                let bytes = std::fs::read(&out).unwrap_or_default();
                let given = office.answer(&asked.to_string());
                assert_eq!(i32::from(given.code), told.code, "{asked}: {}", told.err);
                assert!(given.bytes == bytes, "{asked}: {} and {}", given.bytes.len(), bytes.len());
                std::fs::remove_file(&out).unwrap();
            }
        }
    }
    // What is put into the office is asked about at once, and what is taken away is gone.
    let count = |office: &Office| {
        let answer = office.call(r#"{"call": "rank", "index": "bo"}"#);
        serde_json::from_str::<Value>(&answer).unwrap()["summary"]["units"].clone()
    };
    let before = count(&office);
    office.put("bo.json", "[]").unwrap();
    assert!(count(&office) != before);
    assert!(office.remove("bo.json") && !office.remove("bo.json"));
    let answer = office.answer(r#"{"call": "rank", "index": "bo", "lang": "vi"}"#);
    assert!(answer.code == 3 && answer.text().contains("không đọc được bo.json"), "{answer:?}");
}

fn validator(kind: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&par_index::schema::schema(kind).unwrap()).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

/// The schema of a request takes a key exactly where the door does.
#[test]
fn the_schema_of_a_request_is_what_the_door_takes() {
    let schema: Value =
        serde_json::from_str(&par_index::schema::schema("request").unwrap()).unwrap();
    let choices = schema["oneOf"].as_array().unwrap();
    let keys: std::collections::BTreeSet<&String> =
        choices.iter().flat_map(|one| one["properties"].as_object().unwrap().keys()).collect();
    // The questions, `verify`, and what is done with files: a form, a framework in and out.
    assert!(keys.len() > 60 && choices.len() == par_index::ask::QUESTIONS.len() + 4);
    for entry in par_index::ask::QUESTIONS {
        let choice = choices.iter().find(|one| one["title"] == entry.name).unwrap();
        for key in keys.iter().filter(|key| !["call", "dossier", "printed"].contains(&key.as_str()))
        {
            let mut request =
                json!({"call": entry.name, "framework": "hon-quan-2023", "inputs": []});
            if !entry.has(par_index::ask::Part::Inputs) {
                request.as_object_mut().unwrap().remove("inputs");
            }
            if !entry.has(par_index::ask::Part::Framework) {
                request.as_object_mut().unwrap().remove("framework");
            }
            for flag in entry.flags {
                if matches!(flag.takes, par_index::ask::Takes::Needed(_)) {
                    request[flag.key] = json!(if flag.key == "on" { "2023-09-30" } else { "a" });
                }
            }
            request[key.as_str()] = json!({"what": "nobody takes"});
            let answer: Value =
                serde_json::from_str(&par_index::call(&request.to_string())).unwrap();
            let message = answer["message"].as_str().unwrap_or_default();
            let takes = !message.starts_with(&format!("{} takes no {key}", entry.name));
            let known = choice["properties"].get(key.as_str()).is_some();
            // Without a dossier there is no index to choose.
            assert!(takes == known || key.as_str() == "index", "{} {key}: {message}", entry.name);
        }
    }
}

/// A result without the places that its values were read from.
fn placeless(mut result: Value) -> Value {
    for row in result["rows"].as_array_mut().into_iter().flatten() {
        for key in ["files", "file", "sheet", "cell", "line", "pointer", "origin"] {
            row.as_object_mut().unwrap().remove(key);
        }
    }
    result
}

/// Flags as a request has them.
fn request(question: &[&str], index: &str) -> Value {
    let mut request = BTreeMap::from([("call".to_owned(), json!(question[0]))]);
    request.insert("index".to_owned(), json!(index));
    let mut flags = question[1..].iter().peekable();
    while let Some(flag) = flags.next() {
        let value = flags.next_if(|next| !next.starts_with("--"));
        let value = match value.map(|text| text.parse::<u64>()) {
            None => json!(true),
            Some(Ok(number)) => json!(number),
            Some(Err(_)) => json!(value),
        };
        request.insert(flag.trim_start_matches("--").replace('-', "_"), value);
    }
    json!(request)
}

/// What the door refuses, in the language asked for.
#[test]
fn the_door_says_what_is_wrong_with_a_dossier() {
    let sample = std::fs::read_to_string(root().join("samples/communes-2023.json")).unwrap();
    let sample: Value = serde_json::from_str(&sample).unwrap();
    let index = |id: &str| json!({"id": id, "framework": "hon-quan-2023", "inputs": sample});
    let open = |dossier: Value| par_index::call::Door::open(&dossier.to_string());
    assert!(open(json!({"indexes": []})).unwrap_err().to_string().contains("indexes"));
    assert!(open(json!({"language": "fr"})).unwrap_err().is_usage());
    let door = open(json!({"language": "vi", "index": [index("a"), index("b")]})).unwrap();
    let ask = |request: Value| -> Value {
        serde_json::from_str(&door.call(&request.to_string())).unwrap()
    };
    let several = ask(json!({"call": "rank"}))["message"].as_str().unwrap().to_owned();
    assert!(several.contains("a, b") && several.contains("index"), "{several}");
    let wrong = json!({"call": "rank", "index": "a", "node": "99"});
    let vi = ask(wrong.clone())["message"].as_str().unwrap().to_owned();
    let en = ask(json!({"call": "rank", "index": "a", "node": "99", "lang": "en"}));
    assert!(vi.contains("bộ tiêu chí") && !en["message"].as_str().unwrap().contains("bộ"), "{vi}");
    let found = ask(json!({"call": "check", "index": "a"}));
    assert!(found["findings"][0]["message"].as_str().unwrap().contains("kiểm chứng"));
    // What a request brings along counts before what the dossier holds, and is nobody else's.
    let own = ask(json!({"call": "rank", "index": "a", "inputs": [sample[0]]}));
    assert_eq!(own["summary"]["units"], 1);
    assert_eq!(ask(json!({"call": "rank", "index": "a"}))["summary"]["units"], 13);
    assert_eq!(ask(json!({"call": "rank", "index": "a", "basis": "self"}))["basis"], "self");
}
