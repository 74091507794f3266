//! The law of what was not read: of any set of files, one of them made unreadable, no output equals that
//! of the others without a mark.

use par_index::ask::{QUESTIONS, Row};
use par_index::assessment::{Questionnaire, Tally};
use par_index::directive::{Progress, directive};
use par_index::dossier::{Dossier, Earlier, Index};
use par_index::finding::{FindingCode, Unread};
use par_index::reply::{Printed, Reply};
use par_index::view::{self, Look};
use par_index::{Error, Finding, Input, Inputs, Lang, framework, sample};
use par_index_sheets::{read_ballots, read_input, read_progress, read_questions};
use serde_json::Value as Json;

use super::*;

/// A file in which something cannot be understood; `code` is a leaf of the framework.
pub(super) fn unreadable(code: &str) -> Vec<(&'static str, Vec<u8>)> {
    let table = |text: &str| text.replace("CODE", code).into_bytes();
    vec![
        ("title.csv", table("BẢNG ĐIỂM NĂM 2023,,\nai,gì,mấy\nu8,CODE,0\n")),
        ("header.csv", table("gì,đó,lạ\nu8,CODE,0\n")),
        ("nobody.csv", table("unit,component,appraised\n,CODE,0\n")),
        ("nobody-wide.csv", table("unit,CODE\n,0\nu8,\n")),
        ("twice.csv", table("unit,component,appraised\nu8,CODE,\n,CODE,0\n")),
        ("bytes.csv", b"unit,component,appraised\nu8,\xFF\xFE\x80,0\n".to_vec()),
        ("quote.csv", table("unit,component,appraised\nu8,CODE,\nu9,\"CODE,0\nu7,CODE,0\n")),
        ("column.csv", table("unit,component,appraised,apraised_again\nu8,CODE,,0\nu9,CODE,,0\n")),
        ("noname.csv", table("unit,component,\nu8,CODE,0.5\nu9,CODE,0.5\n")),
        ("broken.json", br#"{"schema_version": 1, "kind": "assessment", "unit": "#.to_vec()),
        ("nobody.json", br#"{"schema_version": 1, "kind": "assessment", "entries": []}"#.to_vec()),
        ("bytes.json", b"{\"unit\": {\"id\": \"\xFF\"}}".to_vec()),
        ("empty.json", b" ".to_vec()),
        ("book.xlsx", b"PK\x03\x04 and what follows".to_vec()),
        ("book.csv", b"PK\x03\x04\x14\x00\x06\x00\x08\xD0\xCF".to_vec()),
        ("book.ods", b"PK\x03\x04".to_vec()),
        ("old.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec()),
        ("marked.csv", table("unit,component,appraised,not_read\nu8,CODE,,true\nu9,CODE,,true\n")),
    ]
}

/// Every question over assessments, with flags of its own for a cohort whose first units and leaf are
/// named.
fn calls(units: [&str; 2], leaf: &str) -> Vec<Asked> {
    let [unit, other] = units;
    let all = [
        ("check", json!({})),
        ("join", json!({})),
        ("intake", json!({})),
        ("intake", json!({"by": "appraiser"})),
        ("score", json!({})),
        ("rank", json!({})),
        ("rank", json!({"node": leaf})),
        ("weak", json!({})),
        ("weak", json!({"each": true})),
        ("weak", json!({"by": "lead"})),
        ("what-if", json!({"unit": unit, "repair_first": 2})),
        ("lost", json!({})),
        ("cuts", json!({})),
        ("table", json!({})),
        ("report", json!({})),
        ("report", json!({"unit": unit})),
        ("paper", json!({"paper": "announcement"})),
        ("paper", json!({"paper": "self", "unit": unit})),
        ("paper", json!({"paper": "appraisal", "unit": unit})),
        ("paper", json!({"paper": "rescaled", "unit": unit})),
        ("paper", json!({"paper": "number", "unit": unit, "node": leaf})),
        ("versus", json!({"unit": unit, "other": other})),
        ("explain", json!({"unit": unit})),
        ("robustness", json!({"replicates": 3})),
        ("strengths", json!({"unit": unit})),
        ("plan", json!({"unit": unit, "budget": 2})),
        ("plan", json!({"unit": unit, "target": "100"})),
        ("plan", json!({"unit": unit, "frontier": true})),
        ("plan", json!({"lead": "noi-vu", "budget": 2})),
        ("forecast", json!({"unit": unit, "on": "2023-12-31"})),
        ("together", json!({})),
        ("trend", json!({})),
        ("rank", json!({"strict": true})),
        // What is not there may stand in what was not read.
        ("explain", json!({"unit": "nobody"})),
        ("compare", json!({})),
        ("diff", json!({})),
    ];
    let mut repeated = QUESTIONS.iter().filter(|question| question.is_repeated());
    assert!(repeated.all(|question| all.iter().any(|(name, _)| *name == question.name)));
    all.iter().map(|(name, flags)| asked(name, flags)).collect()
}

/// The questions that look at earlier inputs.
const BACK: [&str; 5] = ["compare", "diff", "table", "trend", "weak"];

/// Where the unreadable file lies.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Inputs,
    Earlier,
    Beside,
}

struct Files<'a> {
    ruler: &'a Framework,
    now: &'a str,
    before: &'a str,
}

impl Files<'_> {
    fn input(&self, text: &str, asked: &Asked, also: Option<&(&str, Vec<u8>)>) -> Input {
        let mut inputs = asked.common().inputs(self.ruler, None);
        inputs.read("good.json", text);
        if let Some((name, bytes)) = also {
            read_input(&mut inputs, &format!("gửi/{name}"), bytes);
        }
        inputs.finish()
    }

    /// The reply, with one file more somewhere or without it; of a print the verdict on it.
    fn reply(
        &self,
        asked: &Asked,
        also: Option<(Place, &(&str, Vec<u8>))>,
        printed: Option<&str>,
    ) -> Result<Reply, Error> {
        let at = |place: Place| also.filter(|(at, _)| *at == place).map(|(_, file)| file);
        let read = |text, place| self.input(text, asked, at(place));
        let mut index = Index::new(self.ruler, read(self.now, Place::Inputs));
        if BACK.contains(&asked.name()) {
            let text = if asked.name() == "diff" { self.now } else { self.before };
            index = index.against(Earlier::new(self.ruler, read(text, Place::Earlier)));
        }
        let mut dossier = Dossier::default().with(index);
        if asked.name() == "together" {
            dossier = dossier.with(Index::new(self.ruler, read(self.now, Place::Beside)));
        }
        match printed {
            Some(printed) => Printed::read(printed)?.verify(&dossier),
            None => dossier.ask(asked),
        }
    }
}

const LOOKS: [(Lang, &str); 2] = [(Lang::En, "NOT READ: "), (Lang::Vi, "CHƯA ĐỌC ĐƯỢC: ")];

/// Everything that is made of a reply bears the mark.
fn assert_marked(reply: &Reply, told: &str) {
    assert_eq!(reply.exit_code(), 1, "{told}");
    assert!(!reply.not_read().is_empty(), "{told}");
    for (lang, mark) in LOOKS {
        for ascii in [false, true] {
            let text = reply.text(Look { lang, ascii, ..Look::default() });
            assert!(text.starts_with(mark), "{told}: {text}");
            assert!(text.lines().next().is_some_and(|line| line.chars().count() <= 100), "{told}");
        }
    }
    let mut rows = 0;
    let each: Result<(), ()> = reply.each_row(&mut |row| {
        rows += 1;
        let shown = serde_json::to_value(&row).unwrap();
        assert!(row.is_marked() && shown["not_read"] == true, "{told}: {shown}");
        Ok(())
    });
    each.unwrap();
    let columns = reply.columns();
    assert!(columns.is_empty() || columns.last().is_some_and(|last| last == "not_read"), "{told}");
    let json: Json = serde_json::from_str(&reply.to_json()).unwrap();
    if let Json::Array(documents) = &json {
        assert!(documents.iter().all(|document| document["not_read"] == true), "{told}: {json}");
        return;
    }
    assert_marked_object(&json, told);
    assert_eq!(json["rows"].as_array().unwrap().len(), rows, "{told}");
}

fn assert_marked_object(json: &Json, told: &str) {
    assert!(json["summary"]["not_read"].as_u64().is_some_and(|count| count > 0), "{told}: {json}");
    let parts = json["not_read"].as_array().unwrap();
    assert!(!parts.is_empty(), "{told}");
    for part in parts {
        assert!(part["file"].is_string() && part["reason"].is_string(), "{told}: {part}");
    }
    let rows = json["rows"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["not_read"] == true), "{told}: {json}");
}

/// The result as a program sees it when there is one; else what is said instead.
fn shown(reply: &Result<Reply, Error>) -> String {
    match reply {
        Ok(reply) => reply.to_json(),
        Err(error) => error.text(Lang::En),
    }
}

fn assert_law(case: &Case, files: &Files<'_>, units: [&str; 2], leaf: &str) {
    let bad = unreadable(leaf);
    for (turn, asked) in calls(units, leaf).iter().enumerate() {
        let clean = files.reply(asked, None, None);
        if let Ok(clean) = &clean {
            assert!(clean.not_read().is_empty() && !clean.to_json().contains("\"not_read\":true"));
            let text = clean.text(Look::default());
            assert!(!text.contains("NOT READ") && !text.contains("not everything"), "{text}");
        }
        for (n, file) in bad.iter().enumerate() {
            for place in [Place::Inputs, Place::Earlier, Place::Beside] {
                let applies = match place {
                    Place::Inputs => true,
                    Place::Earlier => BACK.contains(&asked.name()) && n % 3 == 0,
                    Place::Beside => asked.name() == "together" && n % 3 == 0,
                };
                if !applies {
                    continue;
                }
                let told = format!("{asked:?} {place:?} {}\n{case:?}", file.0);
                let reply = files.reply(asked, Some((place, file)), None);
                let marked = match &reply {
                    Ok(marked) => marked,
                    Err(error) => {
                        assert!(error.is_refused() && !error.not_read().is_empty(), "{told}");
                        for (lang, mark) in LOOKS {
                            assert!(error.text(lang).starts_with(mark), "{told}: {error}");
                        }
                        let json: Json = serde_json::from_str(&error.to_json()).unwrap();
                        assert!(!json["not_read"].as_array().unwrap().is_empty(), "{told}");
                        assert_ne!(shown(&clean), shown(&reply), "{told}");
                        continue;
                    }
                };
                assert_marked(marked, &told);
                assert_ne!(shown(&clean), shown(&reply), "{told}");
                let Ok(clean) = &clean else { continue };
                assert_ne!(clean.seal(), marked.seal(), "{told}");
                // Each kind of file is verified with some calls, each call with some kinds.
                if (n + turn) % 6 == 0 {
                    assert_verdicts(files, asked, (clean, marked), (place, file), &told);
                }
            }
        }
    }
}

/// A print over what was not read is right where that is not read again, and nowhere else.
fn assert_verdicts(
    files: &Files<'_>,
    asked: &Asked,
    (clean, marked): (&Reply, &Reply),
    also: (Place, &(&str, Vec<u8>)),
    told: &str,
) {
    if ["check", "join"].contains(&asked.name()) || asked.common().strict {
        return;
    }
    let prints = |reply: &Reply| {
        let vi = Look { lang: Lang::Vi, ..Look::default() };
        [reply.to_json(), reply.text(Look::default()), reply.text(vi)]
    };
    let right = |printed: &str, also| {
        let verdict = files.reply(asked, also, Some(printed)).unwrap();
        let same = verdict.summary().unwrap()["same"] == true;
        if also.is_some() {
            assert_marked(&verdict, told);
        }
        (same, verdict.exit_code())
    };
    // What holds no row bears no seal; a table has its digits in groups.
    let sealed = |printed: &str, reply: &Reply| {
        printed.starts_with('{') || printed.replace(' ', "").contains(reply.seal())
    };
    for printed in prints(marked).into_iter().filter(|printed| sealed(printed, marked)) {
        assert_eq!(right(&printed, None), (false, 1), "{told}: {printed}");
        assert_eq!(right(&printed, Some(also)), (true, 1), "{told}: {printed}");
    }
    for printed in prints(clean).into_iter().filter(|printed| sealed(printed, clean)) {
        assert_eq!(right(&printed, Some(also)), (false, 1), "{told}: {printed}");
    }
}

/// A case as a list of documents, of this year and the one before.
fn documents(case: &Case) -> [String; 2] {
    let of = |year: u16| {
        let sheets = case.sheets.iter().map(|sheet| {
            let year = Some(year);
            serde_json::to_string(&AssessmentSpec { year, ..sheet.clone() }).unwrap()
        });
        format!("[{}]", sheets.collect::<Vec<_>>().join(",\n"))
    };
    [of(2023), of(2022)]
}

#[test]
fn no_output_over_what_was_not_read_is_without_a_mark() {
    let count = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    let count = count.unwrap_or(256_u64) / 128;
    for seed in 0..count.max(1) {
        let case = Case::draw(&mut Dice::seeded(seed * 7 + 3));
        let ruler = case.ruler();
        let [now, before] = documents(&case);
        let files = Files { ruler: &ruler, now: &now, before: &before };
        let units: Vec<&str> = case.sheets.iter().map(|sheet| sheet.unit.id.as_str()).collect();
        let other = units.get(1).copied().unwrap_or(units[0]);
        let leaves = ruler.leaves().filter(|leaf| !leaf.is_survey());
        let Some(leaf) = leaves.map(|leaf| leaf.code().as_str()).next() else { continue };
        assert_law(&case, &files, [units[0], other], leaf);
    }
}

/// A column that nobody knows, of one unit's own sheet: the unit is told.
#[test]
fn a_column_of_one_unit_concerns_that_unit() {
    let ruler = framework("hon-quan-2023").unwrap();
    let leaf = ruler.leaves().next().unwrap().code().to_string();
    let read = |text: &str| {
        let mut inputs = Inputs::new(&ruler).for_year(2023);
        read_input(&mut inputs, "bang.csv", text.replace("CODE", &leaf).as_bytes());
        inputs.finish()
    };
    let one = read("unit,component,appraised,apraised_again\na,CODE,0,1\n");
    assert_eq!((one.not_read.len(), one.assessments[0].is_in_error()), (0, true));
    let two = read("unit,component,appraised,apraised_again\na,CODE,0,1\nb,CODE,0,\nc,CODE,0,1\n");
    assert_eq!(two.not_read[0].rows.as_ref().unwrap().to_string(), "2, 4");
    assert!(two.assessments.iter().all(|one| !one.is_in_error()));
    // Remarks, sums and the numbers of the rows hold no input.
    let words = ",unit,component,appraised,nhận xét,Tổng điểm\n1,a,CODE,0,tốt,1\n2,b,CODE,0,,2\n";
    let words = read(words);
    assert_eq!(words.not_read, []);
    assert!(words.findings.iter().all(|finding| finding.code().as_str() == "unknown_column"));
}

/// A figure of the year before of which a part is not known is none.
#[test]
fn earlier_inputs_that_were_not_read_feed_nothing() {
    let ruler = framework("hon-quan-2023").unwrap();
    let now = sample("communes-2023").unwrap();
    let before = now.replace("\"year\": 2023", "\"year\": 2022");
    let files = Files { ruler: &ruler, now, before: &before };
    let bad = ("lan2.csv", b"PK\x03\x04".to_vec());
    for (name, flags, keys) in [
        ("table", json!({}), &["previous_rank", "previous_ratio", "change"][..]),
        ("compare", json!({}), &["before", "change", "performance"]),
        ("weak", json!({"each": true}), &["repeats"]),
    ] {
        let asked = asked(name, &flags);
        let values = |also| {
            let reply = files.reply(&asked, also, None).unwrap();
            let json: Json = serde_json::from_str(&reply.to_json()).unwrap();
            let rows = json["rows"].as_array().unwrap().clone();
            let known: Vec<Json> = rows
                .iter()
                .flat_map(|row| keys.iter().map(|key| row.get(*key).cloned().unwrap_or_default()))
                .filter(|value| !value.is_null() && *value != 1)
                .collect();
            (rows.len(), known.len())
        };
        let (rows, known) = values(None);
        assert!(rows > 0 && known > 0, "{name}");
        assert_eq!(values(Some((Place::Earlier, &bad))), (rows, 0), "{name}");
    }
}

/// Papers and the standing of a letter.
#[test]
fn papers_over_what_was_not_read_say_so() {
    let letter = directive("hon-quan-2023").unwrap();
    let ruler = framework("hon-quan-2023").unwrap();
    let leaf = ruler.leaves().next().unwrap().code().to_string();
    let status = asked("directive-status", &json!({"on": "2023-10-01"}));
    let paper = |kind| asked("directive-papers", &json!({"paper": kind, "on": "2023-10-01"}));
    let reports = |bytes: &[u8]| read_progress("tiendo.csv", bytes, &letter);
    let good = reports(b"obligation,on,done,of\n2.2c,2023-09-30,4,25\n");
    let reported = |dossier: Dossier, progress: Option<&(Progress, Vec<Finding>)>| match progress {
        Some((progress, found)) => dossier.with_progress(progress.clone(), found.clone()),
        None => dossier,
    };
    let check = |clean: &Reply, marked: &Reply, told: &str| {
        assert_eq!((clean.not_read(), marked.exit_code()), (&[][..], 1), "{told}");
        assert_ne!(clean.seal(), marked.seal(), "{told}");
        for (lang, mark) in LOOKS {
            let look = Look { lang, ..Look::default() };
            assert!(marked.text(look).starts_with(mark), "{told}: {}", marked.text(look));
            let paper = marked.markdown(look);
            let head = format!("**{mark}");
            assert!(paper.as_ref().is_none_or(|paper| paper.starts_with(&head)), "{told}");
            assert!(!clean.text(look).contains(mark), "{told}");
        }
        assert!(marked.rows().iter().all(Row::is_marked), "{told}");
        assert_eq!(marked.columns().last().map(String::as_str), Some("not_read"), "{told}");
        assert_marked_object(&serde_json::from_str(&marked.to_json()).unwrap(), told);
    };
    for (name, bytes) in unreadable(&leaf).into_iter().step_by(3) {
        let papers = |asked: &Asked, bad: bool, progress| {
            let mut inputs = asked.common().inputs(&ruler, None);
            inputs.read("communes.json", sample("communes-2023").unwrap());
            if bad {
                read_input(&mut inputs, name, &bytes);
            }
            let dossier = Dossier::new(&ruler, inputs.finish()).with_directive(letter.clone());
            reported(dossier, progress).ask(asked).unwrap()
        };
        for kind in ["repair", "raise", "monitoring"] {
            let asked = paper(kind);
            check(&papers(&asked, false, None), &papers(&asked, true, None), name);
        }
        // Reports of progress are data too.
        if name.contains(".csv") && !["column.csv", "marked.csv", "noname.csv"].contains(&name) {
            let bad = reports(&bytes);
            let standing = |progress| {
                let dossier = Dossier::default().with_directive(letter.clone());
                reported(dossier, Some(progress)).ask(&status).unwrap()
            };
            check(&standing(&good), &standing(&bad), name);
            let asked = paper("monitoring");
            check(&papers(&asked, false, Some(&good)), &papers(&asked, false, Some(&bad)), name);
        }
    }
}

/// Ballots that were not read.
#[test]
fn a_survey_over_what_was_not_read_says_so() {
    let ruler = framework("hon-quan-2023").unwrap();
    let (questions, _) = read_questions(&ruler, "q.csv", b"question,code\nC1,8.1\n");
    let count = |questions: &Questionnaire, also: Option<(&str, &[u8])>| {
        let mut tally = Tally::new(questions).for_year(2023);
        let good = "ballot,unit,C1\n1,xa-01,A\n2,xa-02,B\n".as_bytes();
        read_ballots(&mut tally, questions, "phieu.csv", good).unwrap();
        if let Some((name, bytes)) = also {
            read_ballots(&mut tally, questions, name, bytes).unwrap();
        }
        tally.finish()
    };
    let survey = asked("survey", &json!({}));
    let reply = |also| {
        let counted = count(&questions, also);
        Dossier::default().with_ballots(counted).ask(&survey).unwrap()
    };
    let clean = reply(None);
    assert_eq!(clean.not_read(), []);
    let bad: [(&str, &[u8]); 6] = [
        ("title.csv", "PHIẾU ĐIỀU TRA,,\nsố,ai,câu\n3,xa-01,A\n".as_bytes()),
        ("nobody.csv", b"ballot,unit,C1\n3,,A\n"),
        ("bytes.csv", b"ballot,unit,C1\n3,\xFF\xFE\x80,A\n"),
        ("quote.csv", b"ballot,unit,C1\n3,\"xa-01,A\n"),
        ("book.xlsx", b"PK\x03\x04"),
        ("empty.csv", b""),
    ];
    for (name, bytes) in bad {
        let marked = reply(Some((name, bytes)));
        assert_eq!(marked.not_read()[0].file_name(), Some(name));
        for (lang, mark) in LOOKS {
            let look = Look { lang, ..Look::default() };
            let table = marked.text(look);
            assert!(table.starts_with(&format!("{mark}{name}")), "{table}");
            let [a, b] = [&clean, &marked].map(|one| one.text(look));
            let [a, b] = [&a, &b].map(|text| text.lines().last().unwrap());
            assert!(a != b && a.split_whitespace().count() < b.split_whitespace().count());
        }
        let json: Json = serde_json::from_str(&marked.to_json()).unwrap();
        assert_marked_object(&json, name);
    }
}

/// At the door the tables have no files: what of one was not read is told by its key.
#[test]
fn a_survey_of_bad_tables_through_the_door_says_so() {
    let good = serde_json::json!({
        "call": "survey", "framework": "hon-quan-2023", "year": 2023,
        "units": [{"unit": "xa-01"}], "questions": [{"question": "C1", "code": "8.1"}],
        "asked": [{"unit": "xa-01", "asked": 4}], "ballots": [{"ballot": "1", "unit": "xa-01", "C1": "A"}],
    });
    let answer = |request: &Json| {
        let (answer, code) = par_index::call::answer(&request.to_string());
        (serde_json::from_str::<Json>(&answer).unwrap(), code)
    };
    let (clean, code) = answer(&good);
    assert_eq!((code, &clean["not_read"]), (0, &serde_json::json!([])), "{clean}");
    for (key, row, reason) in [
        ("units", serde_json::json!({"unit": ""}), "unit_missing"),
        ("questions", serde_json::json!({"question": "C2", "code": "8.99"}), "unknown_code"),
        (
            "asked",
            serde_json::json!({"unit": "xa-01", "channel": "k", "asked": "x1"}),
            "bad_number",
        ),
        ("asked", serde_json::json!({"unit": "xa-02", "asked": 4}), "unknown_unit"),
        (
            "asked",
            serde_json::json!({"unit": "xa-01", "channel": "k", "asked": 9_000_000_000_u64}),
            "count_too_large",
        ),
        ("ballots", serde_json::json!({"ballot": "2", "unit": "", "C1": "A"}), "unit_missing"),
    ] {
        let mut bad = good.clone();
        bad[key].as_array_mut().unwrap().push(row);
        let (marked, code) = answer(&bad);
        assert_eq!(code, 1, "{key} {reason}");
        assert_marked_object(&marked, key);
        let part = &marked["not_read"][0];
        assert_eq!((&part["file"], &part["reason"]), (&key.into(), &reason.into()), "{marked}");
        assert_ne!(marked["seal"], clean["seal"]);
    }
}

/// Rows are kept as ranges, whatever their order; the line is bounded.
#[test]
fn many_files_and_rows_make_a_short_line() {
    let file =
        |n: usize| Unread::file(format!("a/{}{n}.csv", "x".repeat(300)), FindingCode::NotUtf8);
    let unread: Vec<Unread> = (0..500).map(file).collect();
    for (lang, mark) in LOOKS {
        let line = view::unread_page(&unread).text(Look { lang, ..Look::default() });
        assert!(line.starts_with(mark) && line.contains("+492"), "{line}");
        assert!(line.len() < 2_000, "{}", line.len());
    }
    let ruler = framework("vn-ministry-2023").unwrap();
    let mut inputs = Inputs::new(&ruler).for_year(2023);
    let table = [",60\n", "bo-y-te,60\n"].concat().repeat(1_000);
    read_input(&mut inputs, "dai.csv", format!("unit,1\n{table}").as_bytes());
    let input = inputs.finish();
    let rows = input.not_read[0].rows.as_ref().unwrap().to_string();
    assert!(rows.starts_with("2, 4, 6, ") && rows.ends_with(", +900"), "{rows}");
    let line = view::unread_page(&input.not_read).text(Look::default());
    assert_eq!(line, "NOT READ: dai.csv (rows 2, 4, 6, 8, 10, 12 … +994)\n");
}
