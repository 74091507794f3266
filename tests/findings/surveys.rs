//! Cases of surveys: questions, ballots, those asked.

use par_index::assessment::{Register, RegisteredUnit, Tally, Target};
use par_index::framework::FullAt;
use par_index_sheets::{read_asked, read_ballots, read_questions};

use super::*;

/// Two leaves that count answers, the second by group, and one that does not.
fn survey_ruler() -> Framework {
    let options = json!([{"id": "A", "weight": "100"}, {"id": "B", "weight": "60"}, {"id": "K"}]);
    let leaf = |code: &str, rule: Value| {
        json!({"code": code, "name": {"vi": "Hài lòng", "en": "Satisfaction"}, "max": "2",
            "scorer": "survey", "rule": rule})
    };
    let groups = json!([{"id": "dan", "weight": "2"}, {"id": "can-bo", "weight": "1"}]);
    let mut document = framework_document();
    document["total"] = json!("6");
    document["nodes"] = json!([
        leaf("1", json!({"kind": "survey", "options": options})),
        leaf("2", json!({"kind": "survey", "options": options, "groups": groups})),
        leaf("3", json!({"kind": "direct"})),
    ]);
    Framework::from_json(document.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

const QUESTIONS: &str = "question,code\nC1,1\nC2,2\n";

/// Everything found when ballots are counted.
fn counted(questions: &str, ballots: &str, change: impl FnOnce(Tally) -> Tally) -> Vec<Finding> {
    let (questions, mut findings) =
        read_questions(&survey_ruler(), "cau-hoi.csv", questions.as_bytes());
    let mut tally = change(Tally::new(&questions));
    read_ballots(&mut tally, &questions, "phieu.csv", ballots.as_bytes()).unwrap();
    findings.extend(tally.finish().findings().to_vec());
    findings
}

fn ballots(rows: &str) -> Finding {
    only(&counted(QUESTIONS, &format!("ballot,unit,group,C1,C2\n{rows}"), |tally| tally))
}

/// A finding among others that follow from it.
fn one_of(code: &str, findings: &[Finding]) -> Finding {
    let found = findings.iter().find(|finding| finding.code().as_str() == code);
    found.unwrap_or_else(|| panic!("no {code} in {findings:?}")).clone()
}

/// Good ballots beside a table of those asked.
fn asked_of(table: &str) -> Vec<Finding> {
    let text = format!("ballot,unit,group,C1,C2\n{GOOD}");
    counted(QUESTIONS, &text, |mut tally| {
        read_asked(&mut tally, "phat-ra.csv", table.as_bytes());
        tally
    })
}

/// Ballots that leave nothing to be said.
const GOOD: &str = "1,xa-01,dan,A,A\n2,xa-01,can-bo,A,B\n";

pub(crate) fn case_of_a_survey(code: &str) -> Option<Finding> {
    case_of_a_channel(code).or_else(|| case_of_ballots(code)).or_else(|| case_of_those_asked(code))
}

/// Channels and the targets held against them.
fn case_of_a_channel(code: &str) -> Option<Finding> {
    let through = |channel: &str| {
        GOOD.replace("dan,", &format!("dan,{channel},"))
            .replace("can-bo,", &format!("can-bo,{channel},"))
    };
    let head = "ballot,unit,group,channel,C1,C2\n";
    let aimed = |channel: &str, percent: &str| {
        let threshold = FullAt::Above(percent.parse().unwrap());
        let target = Target { channel: Some(channel.into()), threshold };
        let table = format!("{head}{}", through("regular"));
        only(&counted(QUESTIONS, &table, |tally| tally.with_targets(&[target])))
    };
    Some(match code {
        "channels_alike" => {
            let table = format!("{head}{}{}", through("Regular"), through("  regular "));
            only(&counted(QUESTIONS, &table, |tally| tally))
        }
        "channel_missing" => {
            let table = format!("{head}{}3,xa-01,dan,,A,A\n", through("regular"));
            let findings = counted(QUESTIONS, &table, |tally| tally);
            one_of(code, &findings)
        }
        "target_too_high" => aimed("regular", "100"),
        "channel_unknown" => aimed("reguler", "95"),
        "target_tiny" => aimed("regular", "0.95"),
        _ => return None,
    })
}

fn case_of_ballots(code: &str) -> Option<Finding> {
    let head = "ballot,unit,group,C1,C2\n";
    let good = || format!("{head}{GOOD}");
    let questions = |text: &str| read_questions(&survey_ruler(), "cau-hoi.csv", text.as_bytes()).1;
    Some(match code {
        "leaf_counts_no_answers" => only(&questions("question,code\nC1,1\nC2,2\nC3,3\n")),
        "leaf_unasked" => only(&questions("question,code\nC1,1\n")),
        "duplicate_question" => only(&questions("question,code\nC1,1\nC2,2\nc1,1\n")),
        "question_without_column" => {
            let findings = counted("question,code\nC1,1\nC2,2\nC3,1\n", &good(), |tally| tally);
            one_of(code, &findings)
        }
        "column_unread" => only(&counted(
            QUESTIONS,
            "ballot,unit,group,C1,C2,Dấu thời gian\n1,xa-01,dan,A,A,8:30\n2,xa-01,can-bo,A,B,9:00\n",
            |tally| tally,
        )),
        "ballots_unnumbered" => only(&counted(
            QUESTIONS,
            "unit,group,C1,C2\nxa-01,dan,A,A\nxa-01,can-bo,A,B\n",
            |tally| tally,
        )),
        "ballot_number_missing" => only(&counted(
            QUESTIONS,
            &format!("{}\n,xa-01,dan,A,A\n ,xa-01,dan,A,B\n", good()),
            |tally| tally,
        )),
        "group_unnamed" => {
            let rows =
                format!("{GOOD}3,xa-01,,A,\n4,xa-01,,B,\n5,xa-02,dan,A,A\n6,xa-02,can-bo,A,A\n");
            ballots(&rows)
        }
        "ballot_twice" => ballots(&format!("{GOOD}1,xa-01,dan,A,A\n")),
        "ballot_differs" => ballots(&format!("{GOOD}1,xa-01,dan,A,B\n")),
        "group_missing" => ballots(&format!("{GOOD}3,xa-01,,A,A\n")),
        "question_not_asked" => only(&counted(
            "question,code,group\nC1,1,dan\nC2,2,\n",
            &format!(
                "{}3,xa-01,can-bo,,A\n4,xa-01,can-bo,B,A\n",
                good().replace("can-bo,A", "can-bo,")
            ),
            |tally| tally,
        )),
        "too_many_units" => {
            let rows = (0..20_000).map(|n| format!("{n},xa-{n},,A,\n"));
            let rows = rows.collect::<String>();
            let findings =
                counted(QUESTIONS, &format!("{head}{rows}1,xa-thua,,A,\n"), |tally| tally);
            one_of(code, &findings)
        }
        "few_answers" => {
            let findings = counted(QUESTIONS, &good(), |tally| tally.at_least(2));
            assert_eq!(
                findings.len(),
                2,
                "one for each group that speaks for itself: {findings:?}"
            );
            findings.into_iter().next()?
        }
        "ballots_counted" => {
            let text = format!("{}3,xa-01,dan,A,B\n", good()).replace("ballot", "STT");
            let (questions, _) =
                read_questions(&survey_ruler(), "cau-hoi.csv", QUESTIONS.as_bytes());
            let mut tally = Tally::new(&questions);
            read_ballots(&mut tally, &questions, "ngay-1.csv", text.as_bytes()).unwrap();
            let text = text.replace("STT", "ballot");
            read_ballots(&mut tally, &questions, "ngay-2.csv", text.as_bytes()).unwrap();
            only(tally.finish().findings())
        }
        "row_unended" => {
            let long = "x".repeat(1 << 21);
            only(&counted(QUESTIONS, &format!("{head}{GOOD}{long}"), |tally| tally))
        }
        "row_too_short" => ballots("1,xa-01,dan,A,A\n2,xa-01,can-bo,A,B\n3,xa-01,dan,A\n"),
        "no_ballots" => only(&counted(QUESTIONS, head, |tally| tally)),
        "questions_alike" => only(&questions(
            "question,code,text\nC1,1,Có hài lòng không?\nC2,2,có hài lòng  không?\n",
        )),
        "findings_cut" => {
            let rows: Vec<String> = (3..113).map(|n| format!("{n},xa-02,dan,A,A\n")).collect();
            let rows = rows.concat();
            let findings = counted(QUESTIONS, &format!("{head}{GOOD}{rows}"), |tally| {
                tally.with_register(Register::new(vec![RegisteredUnit::new("xa-01")]).0)
            });
            assert_eq!(findings.len(), 101, "{findings:?}");
            one_of(code, &findings)
        }
        _ => return None,
    })
}

/// Those asked, and how many people there are.
fn case_of_those_asked(code: &str) -> Option<Finding> {
    let good = || format!("ballot,unit,group,C1,C2\n{GOOD}");
    Some(match code {
        "more_than_asked" => only(&counted(QUESTIONS, &good(), |mut tally| {
            read_asked(&mut tally, "phat-ra.csv", b"unit,asked\nxa-01,1\n");
            tally
        })),
        "population_too_small" => only(&counted(QUESTIONS, &good(), |mut tally| {
            let table = "unit,group,asked,population\nxa-01,dan,20,19\nxa-01,can-bo,1,1\n";
            read_asked(&mut tally, "phat-ra.csv", table.as_bytes());
            tally
        })),
        "asked_twice" => only(&counted(QUESTIONS, &good(), |mut tally| {
            let table = "unit,group,asked\nxa-01,dan,20\nxa-01,dan,30\n";
            read_asked(&mut tally, "phat-ra.csv", table.as_bytes());
            tally
        })),
        "asked_below_groups" => {
            only(&asked_of("unit,group,asked\nxa-01,,49\nxa-01,dan,20\nxa-01,can-bo,30\n"))
        }
        "population_below_groups" => only(&asked_of(
            "unit,group,asked,population\nxa-01,,50,299\nxa-01,dan,20,200\nxa-01,can-bo,30,100\n",
        )),
        "asked_missing" => only(&asked_of("unit,asked,population\nxa-01,,300\n")),
        "count_negative" => only(&asked_of("unit,asked\nxa-01,-5\n")),
        "count_too_large" => only(&asked_of("unit,asked\nxa-01,9000000000\n")),
        _ => return None,
    })
}
