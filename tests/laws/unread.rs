//! The law of what was not read: of any set of files, one of them made unreadable, no output equals that
//! of the others without a mark.

use par_index::view::Look;
use par_index::{
    Beside, Call, DirectiveAsked, DirectiveReply, Earlier, Efforts, Error, FindingCode, Input,
    Inputs, Lang, Options, PaperKind, Printed, Progress, Questionnaire, Register, RegisteredUnit,
    Reply, Row, Tally, Unread, directive, framework, sample, survey_json, survey_seal_line, view,
};
use par_index_sheets::{read_ballots, read_input, read_progress, read_questions};
use serde_json::Value as Json;

use super::*;

/// A file in which something cannot be understood; `code` is a leaf of the framework.
fn unreadable(code: &str) -> Vec<(&'static str, Vec<u8>)> {
    let table = |text: &str| text.replace("CODE", code).into_bytes();
    vec![
        ("title.csv", table("BẢNG ĐIỂM NĂM 2023,,\nunit,component,appraised\nu8,CODE,0\n")),
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

/// Every call, with flags of its own for a cohort whose first units and leaf are named.
fn calls(units: [&str; 2], leaf: &str) -> Vec<(Call, Options)> {
    let set = |change: &dyn Fn(&mut Options)| {
        let mut options = Options::default();
        change(&mut options);
        options
    };
    let of_unit = |change: &dyn Fn(&mut Options)| {
        let mut options = set(change);
        options.unit = Some(units[0].to_owned());
        options
    };
    let day = || "2023-12-31".parse().ok();
    let repaired = of_unit(&|all| all.repair_first = Some(2));
    let mut all: Vec<(Call, Options)> = vec![
        (Call::Check, set(&|_| ())),
        (Call::Join, set(&|_| ())),
        (Call::Intake, set(&|_| ())),
        (Call::Intake, set(&|all| all.by = Some(par_index::By::Appraiser))),
        (Call::Score, set(&|_| ())),
        (Call::Rank, set(&|_| ())),
        (Call::Rank, set(&|all| all.node = Some(leaf.to_owned()))),
        (Call::Weak, set(&|_| ())),
        (Call::Weak, set(&|all| all.each = true)),
        (Call::Weak, set(&|all| all.by = Some(par_index::By::Lead))),
        (Call::WhatIf, repaired),
        (Call::Lost, set(&|_| ())),
        (Call::Cuts, set(&|_| ())),
        (Call::Table, set(&|_| ())),
        (Call::Versus, of_unit(&|all| all.other = Some(units[1].to_owned()))),
        (Call::Explain, of_unit(&|_| ())),
        (Call::Robustness, set(&|all| all.replicates = Some(3))),
        (Call::Strengths, of_unit(&|_| ())),
        (Call::Plan, of_unit(&|all| all.budget = Some(2))),
        (Call::Plan, of_unit(&|all| all.target = Some(Percent::whole(100)))),
        (Call::Plan, of_unit(&|all| all.frontier = true)),
        (Call::Forecast, of_unit(&|all| all.on = day())),
        (Call::Together, set(&|_| ())),
        (Call::Rank, set(&|all| all.strict = true)),
    ];
    // What is not there may stand in what was not read.
    all.push((Call::Explain, set(&|all| all.unit = Some("nobody".to_owned()))));
    all.push((Call::Compare, set(&|_| ())));
    all.push((Call::Diff, set(&|_| ())));
    let known: BTreeSet<&str> = all.iter().map(|(call, _)| call.as_str()).collect();
    let missing = Call::ALL.iter().filter(|call| !known.contains(call.as_str()));
    assert!(missing.map(|call| call.as_str()).eq(["verify"]), "verify is asked of every one");
    all
}

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
    fn input(&self, text: &str, options: &Options, also: Option<&(&str, Vec<u8>)>) -> Input {
        let mut inputs = options.inputs(self.ruler, None);
        inputs.read("good.json", text);
        if let Some((name, bytes)) = also {
            read_input(&mut inputs, &format!("gửi/{name}"), bytes);
        }
        inputs.finish()
    }

    /// The reply, with one file more somewhere or without it; of a print the verdict on it.
    fn reply(
        &self,
        call: Call,
        options: &Options,
        also: Option<(Place, &(&str, Vec<u8>))>,
        printed: Option<&str>,
    ) -> Result<Reply, Error> {
        let at = |place: Place| also.filter(|(at, _)| *at == place).map(|(_, file)| file);
        let input = self.input(self.now, options, at(Place::Inputs));
        let printed = printed.map(Printed::read).transpose()?;
        if call == Call::Together {
            let beside = self.input(self.now, options, at(Place::Beside));
            let beside = vec![Beside::new(self.ruler, beside)];
            return match printed {
                Some(printed) => printed.verify_together(self.ruler, input, beside, None),
                None => Reply::together(self.ruler, input, beside, None, options),
            };
        }
        let looks = matches!(call, Call::Compare | Call::Diff | Call::Table | Call::Weak);
        let earlier = looks.then(|| {
            let text = if call == Call::Diff { self.now } else { self.before };
            Earlier::new(self.ruler, self.input(text, options, at(Place::Earlier)))
        });
        match printed {
            Some(printed) => printed.verify(self.ruler, input, earlier, None),
            None => Reply::against(call, self.ruler, input, earlier, options),
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
        assert!(matches!(&row, Row::Marked(marked) if marked.not_read), "{told}: {row:?}");
        assert_eq!(serde_json::to_value(&row).unwrap()["not_read"], true, "{told}: {row:?}");
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
    for (turn, (call, options)) in calls(units, leaf).into_iter().enumerate() {
        let clean = files.reply(call, &options, None, None);
        if let Ok(clean) = &clean {
            assert!(clean.not_read().is_empty() && !clean.to_json().contains("\"not_read\":true"));
            let text = clean.text(Look::default());
            assert!(!text.contains("NOT READ") && !text.contains("not everything"), "{text}");
        }
        for (n, file) in bad.iter().enumerate() {
            for place in [Place::Inputs, Place::Earlier, Place::Beside] {
                let looks = matches!(call, Call::Compare | Call::Diff | Call::Table | Call::Weak);
                let applies = match place {
                    Place::Inputs => true,
                    Place::Earlier => looks && n % 3 == 0,
                    Place::Beside => call == Call::Together && n % 3 == 0,
                };
                if !applies {
                    continue;
                }
                let told = format!("{} {place:?} {}\n{case:?}", call.as_str(), file.0);
                let reply = files.reply(call, &options, Some((place, file)), None);
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
                    assert_verdicts(files, (call, &options), (clean, marked), (place, file), &told);
                }
            }
        }
    }
}

/// A print over what was not read is right where that is not read again, and nowhere else.
fn assert_verdicts(
    files: &Files<'_>,
    (call, options): (Call, &Options),
    (clean, marked): (&Reply, &Reply),
    also: (Place, &(&str, Vec<u8>)),
    told: &str,
) {
    if matches!(call, Call::Check | Call::Join) || options.strict {
        return;
    }
    let prints = |reply: &Reply| {
        let vi = Look { lang: Lang::Vi, ..Look::default() };
        [reply.to_json(), reply.text(Look::default()), reply.text(vi)]
    };
    let right = |printed: &str, also| {
        let verdict = files.reply(call, options, also, Some(printed)).unwrap();
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

/// The file's own name tells the unit: it is in error, nobody else is concerned, nothing is marked.
#[test]
fn a_unit_that_is_told_is_in_error_and_nothing_is_marked() {
    let ruler = framework("hon-quan-2023").unwrap();
    let leaf = ruler.leaves().next().unwrap().code().to_string();
    let read = |also: &[(String, Vec<u8>)], register: bool| {
        let mut inputs = Inputs::new(&ruler).for_year(2023);
        if register {
            let units = (1..=13).map(|n| RegisteredUnit::new(format!("sample-commune-{n:02}")));
            let units = units.chain([RegisteredUnit::new("xa-99")]).collect();
            inputs = inputs.with_register(Register::new(units).0);
        }
        inputs.read("communes.json", sample("communes-2023").unwrap());
        for (name, bytes) in also {
            read_input(&mut inputs, name, bytes);
        }
        inputs.finish()
    };
    // What names another unit, or units, is not of the file's own.
    let others =
        ["title.csv", "column.csv", "noname.csv", "quote.csv", "twice.csv", "nobody-wide.csv"];
    let bad = unreadable(&leaf);
    let bad = bad.iter().filter(|(name, _)| !others.contains(name) && *name != "marked.csv");
    for (name, bytes) in bad {
        let end = name.rsplit_once('.').unwrap().1;
        for (unit, register) in
            [("sample-commune-02", true), ("sample-commune-02", false), ("xa-99", true)]
        {
            let file = format!("gửi/{unit}.{end}");
            let input = read(&[(file.clone(), bytes.clone())], register);
            assert_eq!(input.not_read, [], "{name} {unit}");
            let of = |id: &str| {
                let all = input.assessments.iter();
                all.clone().find(|one| one.unit().id == id).unwrap()
            };
            assert!(of(unit).is_in_error(), "{name} {unit}");
            assert!(of(unit).unreadable_files().eq([file.as_str()]), "{name} {unit}");
            assert!(!of("sample-commune-01").is_in_error());
            let told = input.findings.iter().filter(|finding| finding.is_error());
            let told: Vec<Option<&str>> =
                told.map(|finding| finding.place().unit.as_deref()).collect();
            assert_eq!(told, [Some(unit)], "{name}");
            let options = Options::default();
            let reply = Reply::of(Call::Rank, &ruler, input, &options).unwrap();
            assert_eq!((reply.exit_code(), reply.not_read()), (1, &[][..]));
            assert!(!reply.text(Look::default()).contains("NOT READ"));
        }
        // A name that is no unit tells nobody.
        let input = read(&[(format!("lan2.{end}"), bytes.clone())], true);
        assert_eq!(input.not_read.len(), 1, "{name}");
        assert!(input.assessments.iter().all(|one| !one.is_in_error()), "{name}");
    }
    // One file holds rows of another unit: its name says nothing of the row without one.
    let mixed = format!("unit,component,appraised\nsample-commune-03,{leaf},\n,,x\n");
    let input = read(&[("sample-commune-02.csv".into(), mixed.into_bytes())], true);
    assert_eq!(input.not_read[0].rows.as_ref().unwrap().to_string(), "3");
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
    for (call, keys) in [
        (Call::Table, &["previous_rank", "previous_ratio", "change"][..]),
        (Call::Compare, &["before", "change", "performance"]),
        (Call::Weak, &["repeats"]),
    ] {
        let options = Options { each: call == Call::Weak, ..Options::default() };
        let values = |also| {
            let reply = files.reply(call, &options, also, None).unwrap();
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
        assert!(rows > 0 && known > 0, "{call:?}");
        assert_eq!(values(Some((Place::Earlier, &bad))), (rows, 0), "{call:?}");
    }
}

/// Papers and the standing of a letter.
#[test]
fn papers_over_what_was_not_read_say_so() {
    let letter = directive("hon-quan-2023").unwrap();
    let ruler = framework("hon-quan-2023").unwrap();
    let leaf = ruler.leaves().next().unwrap().code().to_string();
    let mut asked = DirectiveAsked { on: "2023-10-01".parse().ok(), ..DirectiveAsked::default() };
    let reports = |bytes: &[u8]| read_progress("tiendo.csv", bytes, &letter);
    let good = reports(b"obligation,on,done,of\n2.2c,2023-09-30,4,25\n");
    let none = (Progress::default(), Vec::new());
    let check = |clean: &DirectiveReply, marked: &DirectiveReply, told: &str| {
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
        assert!(marked.rows().iter().all(|row| matches!(row, Row::Marked(_))), "{told}");
        assert_eq!(marked.columns().last().map(String::as_str), Some("not_read"), "{told}");
        assert_marked_object(&serde_json::from_str(&marked.to_json()).unwrap(), told);
    };
    for (name, bytes) in unreadable(&leaf).into_iter().step_by(3) {
        let papers = |asked: &DirectiveAsked, bad: bool, progress| {
            let mut inputs = asked.inputs.inputs(&ruler, None);
            inputs.read("communes.json", sample("communes-2023").unwrap());
            if bad {
                read_input(&mut inputs, name, &bytes);
            }
            let input = inputs.finish();
            let measures = Efforts::default();
            DirectiveReply::papers(&letter, &ruler, input, progress, &measures, asked).unwrap()
        };
        for kind in [PaperKind::Repair, PaperKind::Raise, PaperKind::Monitoring] {
            asked.paper = Some(kind);
            check(&papers(&asked, false, &none), &papers(&asked, true, &none), name);
        }
        // Reports of progress are data too.
        if name.contains(".csv") && !["column.csv", "marked.csv", "noname.csv"].contains(&name) {
            let bad = reports(&bytes);
            let status = |progress| DirectiveReply::status(&letter, progress, &asked).unwrap();
            check(&status(&good), &status(&bad), name);
            check(&papers(&asked, false, &good), &papers(&asked, false, &bad), name);
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
    let view = view::SurveyView::default();
    let clean = count(&questions, None);
    assert_eq!(clean.not_read(), []);
    let bad: [(&str, &[u8]); 6] = [
        ("title.csv", "PHIẾU ĐIỀU TRA,,\nballot,unit,C1\n3,xa-01,A\n".as_bytes()),
        ("nobody.csv", b"ballot,unit,C1\n3,,A\n"),
        ("bytes.csv", b"ballot,unit,C1\n3,\xFF\xFE\x80,A\n"),
        ("quote.csv", b"ballot,unit,C1\n3,\"xa-01,A\n"),
        ("book.xlsx", b"PK\x03\x04"),
        ("empty.csv", b""),
    ];
    for (name, bytes) in bad {
        let marked = count(&questions, Some((name, bytes)));
        assert_eq!(marked.not_read()[0].file_name(), Some(name));
        for (lang, mark) in LOOKS {
            let look = Look { lang, ..Look::default() };
            let table = view::survey_table(&marked, &view, look);
            assert!(table.starts_with(&format!("{mark}{name}")), "{table}");
            let unit = view::satisfaction_table(&marked, "xa-01", &[], look);
            assert!(unit.starts_with(mark), "{unit}");
            let [a, b] = [&clean, &marked].map(|one| survey_seal_line(one, &view, look));
            assert!(a != b && a.split_whitespace().count() < b.split_whitespace().count());
        }
        let json: Json = serde_json::from_str(&survey_json(&marked, &view)).unwrap();
        assert_marked_object(&json, name);
    }
}

/// Rows are kept as ranges, whatever their order; the line is bounded.
#[test]
fn many_files_and_rows_make_a_short_line() {
    let file =
        |n: usize| Unread::file(format!("a/{}{n}.csv", "x".repeat(300)), FindingCode::NotUtf8);
    let unread: Vec<Unread> = (0..500).map(file).collect();
    for (lang, mark) in LOOKS {
        let line = view::unread_line(&unread, Look { lang, ..Look::default() });
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
    let line = view::unread_line(&input.not_read, Look::default());
    assert_eq!(line, "NOT READ: dai.csv (rows 2, 4, 6, 8, 10, 12 … +994)\n");
}
