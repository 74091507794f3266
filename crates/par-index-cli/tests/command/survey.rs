//! `survey` through the real binary: ballots in, a table that every other command joins.

use std::path::Path;

use crate::common::{Ran, csv_rows, folder, par_index, par_index_in, root, write};

const FW: &str = "hon-quan-2023";

/// Appraisal sheets of three communes without a survey, and ballots about them.
fn data(at: &Path) -> (String, Vec<String>) {
    let text = std::fs::read_to_string(root().join("samples/communes-2023.json")).unwrap();
    let mut sheets: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let mut units = Vec::new();
    sheets.retain(|sheet| {
        let unit = sheet["unit"]["id"].as_str().unwrap().to_owned();
        let kept = ["02", "08", "10"].iter().any(|end| unit.ends_with(end));
        if kept {
            units.push(unit);
        }
        kept
    });
    let mut places = Vec::new();
    for sheet in &mut sheets {
        let entries = sheet["entries"].as_array_mut().unwrap();
        entries.retain(|entry| {
            let survey = entry.get("survey").is_some_and(|survey| !survey.is_null());
            if survey && !places.contains(&entry["code"].as_str().unwrap().to_owned()) {
                places.push(entry["code"].as_str().unwrap().to_owned());
            }
            !survey
        });
    }
    write(at, "sheets.json", serde_json::to_string(&sheets).unwrap());
    let rows: Vec<String> = places.iter().map(|code| format!("Q{code},{code}\n")).collect();
    let questions = rows.concat();
    write(at, "questions.csv", format!("question,code\n{questions}"));
    let columns: Vec<String> = places.iter().map(|code| format!(",Q{code}")).collect();
    let columns = columns.concat();
    let mut ballots = format!("ballot,unit{columns}\n");
    for (n, unit) in units.iter().enumerate() {
        for ballot in 0..40 {
            let answer = ["A", "B", "A", "C"][(ballot + n * ballot) % 4];
            let answers = format!(",{answer}").repeat(places.len());
            ballots.push_str(&[&ballot.to_string(), ",", unit, &answers, "\n"].concat());
        }
    }
    write(at, "ballots.csv", ballots);
    (units.join(" "), places)
}

fn survey(at: &Path, more: &[&str]) -> Ran {
    let mut args = vec!["survey", "-f", FW, "--questions", "questions.csv", "ballots.csv"];
    args.extend(more);
    par_index_in(at, &args, "")
}

#[test]
fn the_long_form_joins_with_appraisal_data() {
    let at = folder();
    let (units, leaves) = data(at.path());
    let open = par_index_in(at.path(), &["score", "-f", FW, "sheets.json", "--format", "csv"], "");
    assert!(open.csv().iter().any(|row| row["code"] == "total" && row["state"] == "open"));
    let ran = survey(at.path(), &["--year", "2023", "-o", "survey.csv"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    let rows = csv_rows(&std::fs::read_to_string(at.path().join("survey.csv")).unwrap());
    assert_eq!(rows.len(), 3 * leaves.len());
    let score = ["score", "-f", FW, "sheets.json", "survey.csv", "--format", "csv"];
    let score = par_index_in(at.path(), &score, "");
    assert_eq!(score.code, 0, "{}", score.err);
    assert!(!score.err.contains("unknown_column"), "{}", score.err);
    let scored = score.csv();
    for row in &rows {
        let same = |other: &&std::collections::BTreeMap<String, String>| {
            other["unit"] == row["unit"] && other["code"] == row["component"]
        };
        assert_eq!(scored.iter().find(same).unwrap()["obtained"], row["survey"], "{row:?}");
    }
    assert!(
        scored.iter().filter(|row| row["code"] == "total").all(|row| row["state"] == "complete")
    );
    for (call, more) in
        [("rank", &[][..]), ("weak", &[]), ("lost", &["--by", "lead"]), ("table", &[])]
    {
        let mut args = vec![call, "-f", FW, "sheets.json", "survey.csv"];
        args.extend(more);
        let ran = par_index_in(at.path(), &args, "");
        assert_eq!(ran.code, 0, "{call}: {}", ran.err);
        if call == "rank" {
            assert_eq!(ran.json()["summary"]["ranked"], 3, "{units}");
        }
    }
    // Names of a sheet are kept: the survey knows ids only.
    let rank = par_index_in(at.path(), &["rank", "-f", FW, "survey.csv", "sheets.json"], "");
    assert!(rank.out.contains("xã mẫu 02"), "{}", rank.out);
}

#[test]
fn errors_name_the_cell_and_give_no_points() {
    let at = folder();
    let (_, leaves) = data(at.path());
    let text = std::fs::read_to_string(at.path().join("ballots.csv")).unwrap();
    write(at.path(), "ballots.csv", text.replacen(",A", ",Hài lòng", 1));
    let ran = survey(at.path(), &["--format", "csv"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("[unknown_option]") && ran.err.contains("cell C2"), "{}", ran.err);
    let rows = ran.csv();
    assert_eq!(rows.len(), 3 * leaves.len());
    let wrong: Vec<&str> = rows
        .iter()
        .filter(|row| row["survey_state"] == "in_error")
        .map(|row| row["survey"].as_str())
        .collect();
    assert_eq!(wrong, vec![""; leaves.len()]);
    assert_eq!(survey(at.path(), &["--confidence", "80"]).code, 2);
    assert_eq!(survey(at.path(), &["--error", "0"]).code, 2);
    assert_eq!(survey(at.path(), &["--asked", "none.csv"]).code, 3);
    let vi = survey(at.path(), &["--lang", "vi", "--format", "table"]);
    assert!(vi.err.contains("không phải là phương án trả lời"), "{}", vi.err);
    for word in ["ballot", "answers", "points", "share", "error"] {
        assert!(!vi.out.contains(word), "{word} in {}", vi.out);
    }
}

const SAMPLE: &str = "samples/satisfaction-2023";

#[test]
fn satisfaction_by_channel_with_targets() {
    let file = |name: &str| format!("{SAMPLE}/{name}.csv");
    let (questions, ballots, asked, units) =
        (file("questions"), file("ballots"), file("asked"), file("units"));
    let mut args = vec!["survey", "-f", "sipas-district-2023", "--questions", &questions, &ballots];
    args.extend(["--asked", &asked, "--units", &units, "--year", "2023"]);
    args.extend(["--above", "regular=95", "regular-online=95", "surprise=85"]);
    let ran = par_index(&args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let object = ran.json();
    assert_eq!(object["rows"].as_array().unwrap().len(), 3 * 22);
    let targets = object["targets"].as_array().unwrap();
    let met: Vec<bool> = targets.iter().map(|row| row["met"].as_bool().unwrap()).collect();
    assert_eq!(met, [true, false, true]);
    // What is needed is the least: with it the target is met, with one less it is not (unit tests).
    assert_eq!(
        (&targets[1]["needed_of_fixed"], &targets[1]["needed_of_grows"]),
        (&4.into(), &74.into())
    );
    assert_eq!(object["respondents"][1]["rate"], "37.50");
    // The same ballots in another order, in two files, met twice: the same seal.
    let at = folder();
    let text = std::fs::read_to_string(root().join(&ballots)).unwrap();
    let (head, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.reverse();
    let (one, two) = rows.split_at(200);
    write(at.path(), "b/1.csv", format!("{head}\n{}\n", one.join("\n")));
    write(at.path(), "b/2.csv", format!("{head}\n{}\n{}\n", two.join("\n"), one[0]));
    let folder = at.path().join("b").display().to_string();
    let again: Vec<&str> =
        args.iter().map(|arg| if *arg == ballots { folder.as_str() } else { arg }).collect();
    let again = par_index(&again);
    assert_eq!(again.json()["seal"], object["seal"]);
    assert!(again.json()["findings"][0]["code"] == "ballot_twice");
    // One answer otherwise, or another option: another seal.
    let other = at.path().join("c.csv").display().to_string();
    write(at.path(), "c.csv", text.replacen("B,A", "D,A", 1));
    let other: Vec<&str> =
        args.iter().map(|arg| if *arg == ballots { other.as_str() } else { arg }).collect();
    assert_ne!(par_index(&other).json()["seal"], object["seal"]);
    let mut sure = args.clone();
    sure.extend(["--confidence", "99"]);
    assert_ne!(par_index(&sure).json()["seal"], object["seal"]);
    // `verify` says how, since it has no ballots.
    write(at.path(), "s.json", ran.out);
    let printed = at.path().join("s.json").display().to_string();
    let verified =
        par_index(&["verify", &printed, "-f", "sipas-district-2023", "samples/papi-2023.json"]);
    assert_eq!(verified.code, 2, "{}", verified.out);
    assert!(verified.err.contains("counting its ballots again"), "{}", verified.err);
    for lang in ["en", "vi"] {
        let mut args = args.clone();
        args.extend(["--format", "table", "--lang", lang]);
        let table = par_index(&args).out;
        // The table closes with the seal of the object, and is verified in the same way.
        let seal = object["seal"].as_str().unwrap();
        let (rows, last) = table.trim_end().rsplit_once('\n').unwrap();
        assert!(rows.lines().all(|line| line.chars().count() <= 100), "{table}");
        assert!(last.replace(' ', "").contains(&format!("{seal}·survey")), "{last}");
        write(at.path(), "s.txt", table);
        let printed = at.path().join("s.txt").display().to_string();
        let verified =
            par_index(&["verify", &printed, "-f", "sipas-district-2023", "samples/papi-2023.json"]);
        assert!(verified.code == 2 && verified.err.contains("counting its ballots again"));
    }
}

/// Slips of the call are told, not passed over.
#[test]
fn what_is_asked_wrongly_is_told() {
    let file = |name: &str| format!("{SAMPLE}/{name}.csv");
    let (questions, ballots, units) = (file("questions"), file("ballots"), file("units"));
    let args = |more: &[&str]| {
        let mut args = vec!["survey", "-f", "sipas-district-2023", "--questions", &questions];
        args.extend([ballots.as_str(), "--units", &units, "--year", "2023"]);
        args.extend(more);
        par_index(&args)
    };
    // 0.95 is a fraction where 95 % is meant; 1 still is, 1.5 is not.
    for (above, told) in [("regular=0.95", true), ("regular=1", true), ("regular=1.5", false)] {
        let ran = args(&["--above", above, "--format", "csv"]);
        assert_eq!(
            (ran.code, ran.err.contains("[target_tiny]")),
            (0, told),
            "{above}: {}",
            ran.err
        );
    }
    // The object is no table to join: who writes it to a file is told which name gives one.
    let at = folder();
    let path = |name: &str| at.path().join(name).display().to_string();
    let (json, csv) = (path("s.json"), path("s.csv"));
    assert!(args(&["-o", &json]).err.contains("-o NAME.csv"));
    assert!(args(&["-o", &json, "--lang", "vi"]).err.contains("-o TÊN.csv"));
    assert_eq!(args(&["-o", &csv]).err, "");
    // Several channels: the sentence says how to name one.
    let weak = |more: &[&str]| {
        let mut args =
            vec!["weak", "-f", "sipas-district-2023", &csv, "--unit", "sample-commune-01"];
        args.extend(more);
        par_index(&args)
    };
    let ran = weak(&[]);
    assert!(ran.code == 2 && ran.err.contains("--channel: regular,"), "{}", ran.err);
    // One unit has no peers, and the table says why nothing stands beside it.
    for (lang, why) in [("en", "it takes three units"), ("vi", "cần ít nhất ba đơn vị")] {
        let ran = weak(&["--channel", "surprise", "--format", "table", "--lang", lang]);
        assert!(ran.out.contains(why), "{}", ran.out);
    }
    // A population that cannot be is told with its cell, though it is of a single unit.
    write(at.path(), "asked.csv", "unit,channel,asked,population\nxã mẫu 01,surprise,80,79\n");
    let ran = args(&["--asked", &path("asked.csv"), "--format", "csv"]);
    assert!(
        ran.err.contains("[population_too_small]") && ran.err.contains("cell D2"),
        "{}",
        ran.err
    );
    let help = par_index(&["survey", "--help"]).out;
    assert!(help.contains("The year measured, written into every row"), "{help}");
}

/// A column that only counts the rows of its file begins anew in the next: those are other ballots.
#[test]
fn ordinals_count_in_their_own_file() {
    let at = folder();
    let (units, leaves) = data(at.path());
    let unit = units.split(' ').next().unwrap();
    let columns = leaves.iter().map(|code| format!(",Q{code}")).collect::<Vec<_>>().concat();
    let rows = |answers: [&str; 3]| {
        let row = |(n, answer): (usize, &str)| {
            format!("{},{unit}{}\n", n + 1, format!(",{answer}").repeat(leaves.len()))
        };
        answers.into_iter().enumerate().map(row).collect::<Vec<_>>().concat()
    };
    let count = |heading: &str, files: &[&str]| {
        let table = |answers| format!("{heading},unit{columns}\n{}", rows(answers));
        // The first and the second row are as in the other file, the third is not.
        write(at.path(), "ngay-1.csv", table(["A", "B", "A"]));
        write(at.path(), "ngay-2.csv", table(["A", "B", "D"]));
        let mut args = vec!["survey", "-f", FW, "--questions", "questions.csv"];
        args.extend(files);
        args.extend(["--least", "0", "--format", "json"]);
        let ran = par_index_in(at.path(), &args, "");
        let object = ran.json();
        let found = object["findings"].as_array().unwrap().iter();
        let mut codes: Vec<String> =
            found.map(|one| one["code"].as_str().unwrap().to_owned()).collect();
        codes.dedup();
        (object["summary"]["ballots"].as_u64().unwrap(), codes, ran.code)
    };
    let both = ["ngay-1.csv", "ngay-2.csv"];
    for heading in ["STT", "Số thứ tự", "No.", "no"] {
        assert_eq!(count(heading, &both), (6, vec!["ballots_counted".into()], 0), "{heading}");
        assert_eq!(count(heading, &both[..1]), (3, vec![], 0), "{heading}");
        // The same file twice is read once.
        let twice = count(heading, &["ngay-1.csv", "ngay-1.csv"]);
        assert_eq!(twice, (3, vec!["named_twice".into()], 0), "{heading}");
    }
    // What names a ballot names it in every file.
    for heading in ["ballot", "Mã phiếu", "Số phiếu", "ID"] {
        let (ballots, codes, code) = count(heading, &both);
        assert_eq!((ballots, code), (3, 1), "{heading}");
        assert_eq!(codes, ["ballot_twice", "ballot_differs"], "{heading}");
    }
}

#[test]
fn a_file_that_is_named_twice_is_read_once() {
    let at = crate::common::folder();
    write(at.path(), "q.csv", "question,code\nQ1,8.1\n");
    write(at.path(), "b.csv", "unit,Q1\nxa-01,A\nxa-01,B\n");
    let base = ["survey", "-f", "hon-quan-2023", "--questions", "q.csv", "--year", "2023"];
    let ballots = |files: &[&str]| {
        let args = [&base[..], files].concat();
        let result = par_index_in(at.path(), &args, "").json();
        result["respondents"][0]["ballots"].clone()
    };
    assert_eq!(ballots(&["b.csv"]), 2);
    let path = at.path().join("b.csv").display().to_string();
    assert_eq!(ballots(&["b.csv", "./b.csv", &path, "b*.csv"]), 2);
    std::fs::copy(at.path().join("b.csv"), at.path().join("c.csv")).unwrap();
    assert_eq!(ballots(&["b.csv", "c.csv"]), 4);
}

#[test]
fn a_target_is_a_percentage_from_0_on() {
    let base = ["survey", "-f", FW, "--questions", "q.csv", "b.csv"];
    for goal in ["online=-5", "-1", "online=x"] {
        let wrong = par_index(&[&base[..], &[&format!("--at-least={goal}")]].concat());
        assert!(wrong.code == 2 && wrong.err.contains("at_least"), "{}", wrong.err);
    }
}
