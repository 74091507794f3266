//! The law of what is known to be of one unit: that unit is in error, and nothing passes for whole.

use par_index::ask::Rulers;
use par_index::assessment::{Register, RegisteredUnit};
use par_index::dossier::Dossier;
use par_index::reply::Reply;
use par_index::view::Look;
use par_index::{Error, Inputs, framework, sample};
use par_index_sheets::read_input;
use serde_json::Value as Json;

use super::unread::unreadable;
use super::*;

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
            let rank = asked("rank", &serde_json::json!({}));
            let reply = Dossier::new(&ruler, input).ask(&rank).unwrap();
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

/// A unit whose file could not be read is a row in error in the year and channel asked for, or all is
/// marked, whichever sheets there are; so too once everything has been joined and is read again.
#[test]
fn a_file_named_after_a_unit_is_told_wherever_that_is_asked_for() {
    let [old, new] = ["papi-2011", "papi-2018"].map(|id| framework(id).unwrap());
    let year = |year: u16| (year, None);
    let channel = |name: &'static str| (2017, Some(name));
    let cases = [
        (Rulers::new(vec![old.clone()]), [year(2016), year(2017)]),
        (Rulers::new(vec![old.clone()]), [channel("a"), channel("b")]),
        (Rulers::new(vec![old, new]), [year(2017), year(2018)]),
    ];
    let mut told = 0;
    for (rulers, sets) in &cases {
        for drawn in 0..16_usize {
            // Of two units, which of them has a sheet of which set.
            let sheets = ["u1", "u2"].into_iter().flat_map(|unit| sets.map(|set| (unit, set)));
            let sheets: Vec<_> = sheets
                .enumerate()
                .filter(|(n, _)| drawn >> n & 1 == 1)
                .map(|(_, one)| one)
                .collect();
            for (register, asked) in
                [false, true].iter().flat_map(|one| sets.map(|set| (*one, set)))
            {
                let case = format!("{sheets:?} {asked:?} {register}");
                let read = |name: &str, files: &[(&str, Vec<u8>)]| {
                    let channel = asked.1.filter(|_| name == "rank");
                    let flags = serde_json::json!({ "year": asked.0, "channel": channel });
                    let question = self::asked(name, &flags);
                    let units = ["u1", "u2"].map(RegisteredUnit::new).to_vec();
                    let register = register.then(|| Register::new(units).0);
                    let readings = rulers.frameworks().iter().map(|ruler| {
                        let mut inputs = rulers.inputs(
                            ruler,
                            register.clone(),
                            question.common(),
                            Some(asked.0.into()),
                        );
                        for (name, text) in files {
                            read_input(&mut inputs, name, text);
                        }
                        inputs
                    });
                    let (ruler, input) = rulers.settle(readings.collect(), Some(asked.0.into()))?;
                    Dossier::new(ruler, input).ask(&question)
                };
                let files = [
                    ("good.json", sheets_of(rulers, &sheets).into_bytes()),
                    ("u1.json", b"{broken".to_vec()),
                ];
                told += usize::from(bears(read("rank", &files), &case));
                let Ok(joined) = read("join", &files) else { continue };
                bears(read("rank", &[("j.json", joined.to_json().into_bytes())]), &case);
            }
        }
    }
    assert!(told > 0, "a unit that stands everywhere is told by itself");
}

/// Sheets with one value each.
fn sheets_of(rulers: &Rulers, sheets: &[(&str, (u16, Option<&str>))]) -> String {
    let sheet = |(unit, (year, channel)): &(&str, (u16, Option<&str>))| {
        let ruler = rulers.for_period(*year).unwrap();
        let leaf = ruler.leaves().next().unwrap();
        let mut spec = AssessmentSpec::new(ruler.id(), *year, unit);
        spec.channel = channel.map(str::to_owned);
        spec = if leaf.is_survey() {
            spec.survey(leaf.code().as_str(), "1")
        } else {
            spec.appraised(leaf.code().as_str(), "1")
        };
        serde_json::to_string(&spec).unwrap()
    };
    sheets.iter().map(sheet).collect::<Vec<_>>().join("\n")
}

/// Whether the unit `u1` alone bears what was not read; else all does, or there is no result.
fn bears(ranked: Result<Reply, Error>, case: &str) -> bool {
    let Ok(ranked) = ranked else { return false };
    assert_eq!(ranked.exit_code(), 1, "{case}");
    let json: Json = serde_json::from_str(&ranked.to_json()).unwrap();
    let mut rows = json["rows"].as_array().unwrap().iter();
    let alone = rows.any(|row| row["unit"] == "u1" && row["state"] == "in_error");
    assert!(alone || !ranked.not_read().is_empty(), "{case}: {json}");
    alone
}

/// A sheet of the wrong shape is an error in its own channel; where nobody can say which that is, all
/// is marked.
#[test]
fn a_broken_sheet_is_an_error_in_its_channel() {
    let fw = framework("papi-2011").unwrap();
    let rulers = Rulers::new(vec![fw.clone()]);
    let good = sheets_of(&rulers, &[("u2", (2017, Some("a"))), ("u2", (2017, Some("b")))]);
    for (channel, asked, alone) in
        [("\"a\"", "a", true), ("[1]", "a", false), ("[1]", "b", false), ("7", "a", false)]
    {
        let broken = format!(
            "{{\"schema_version\": 1, \"kind\": \"assessment\", \"framework\": \"papi-2011\", \
              \"year\": 2017, \"channel\": {channel}, \"unit\": {{\"id\": \"u1\"}}, \"entries\": 1}}"
        );
        let mut inputs = Inputs::new(&fw);
        inputs.read("good.json", &good);
        inputs.read("moi.json", broken);
        let question = self::asked("rank", &serde_json::json!({ "channel": asked }));
        let ranked = Dossier::new(&fw, inputs.finish()).ask(&question);
        assert_eq!(bears(ranked, channel), alone, "{channel}");
    }
}
