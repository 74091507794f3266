//! The year so far.

use par_index::remediation::{Forecast, forecast};
use par_index::spec::{AssessmentSpec, StageSpec};
use par_index::{Basis, read, score_all};

use crate::common::{Ruler, field, ruled, sheet, stage};

fn stated(own: AssessmentSpec, code: &str, json: &str) -> AssessmentSpec {
    crate::common::Fill::with(own, code, |entry| {
        let stage: Option<StageSpec> = stage(json);
        entry.self_score = stage;
    })
}

fn seen(own: &AssessmentSpec, rule: &str, day: &str, basis: Option<Basis>) -> Forecast {
    let framework = Ruler::new(vec![field(
        "1",
        vec![ruled("1.1", "4", rule), ruled("1.2", "6", r#"{"kind": "yes_no"}"#)],
    )])
    .build();
    let input = read(&framework, serde_json::to_string(own).unwrap());
    assert_eq!(input.findings, []);
    let all = score_all(&framework, &input.assessments, Basis::Final);
    forecast(&all, "own", day.parse().unwrap(), basis)
}

const SHARE: &str = r#"{"kind": "share", "full_at": {"at_least": "80"}, "part": "of_target"}"#;
const GROWS: &str =
    r#"{"kind": "share", "full_at": {"at_least": "80"}, "part": "of_target", "more": "of_grows"}"#;

#[test]
fn what_is_dated_later_does_not_count() {
    let own = stated(
        sheet("own"),
        "1.1",
        r#"{"facts": {"done": "76", "of": "100"}, "on": "2023-06-30", "evidence": ["a"]}"#,
    );
    let own = stated(
        own,
        "1.2",
        r#"{"facts": {"answer": "yes"}, "on": "2023-09-30", "evidence": ["a"]}"#,
    );
    let now = seen(&own, SHARE, "2023-06-30", None);
    assert_eq!((now.basis, now.later, now.undated), (Basis::SelfAssessed, 1, 0));
    let total = now.total.unwrap();
    assert_eq!(
        (total.obtained().to_string(), total.open().to_string()),
        ("3.8".into(), "6".into())
    );
    assert_eq!((total.ratio(), now.at_risk.to_string()), (None, "6.2".into()));
    // The day before, nothing is there; on the later day all is.
    assert_eq!(seen(&own, SHARE, "2023-06-29", None).total.unwrap().obtained().to_string(), "0");
    let later = seen(&own, SHARE, "2023-09-30", None);
    assert_eq!(later.total.unwrap().ratio(), Some("9.8/10".parse().unwrap()));
}

/// B10: 4 in a whole that stays, 20 where each further one also joins it.
#[test]
fn items_still_needed_follow_the_whole() {
    let own =
        stated(sheet("own"), "1.1", r#"{"facts": {"done": "76", "of": "100"}, "evidence": ["a"]}"#);
    let needed =
        |rule: &str| seen(&own, rule, "2023-06-30", None).leaves[0].needed.unwrap().to_string();
    assert_eq!((needed(SHARE), needed(GROWS)), ("4".to_owned(), "20".to_owned()));
    assert_eq!(seen(&own, SHARE, "2023-06-30", None).undated, 1);
}

#[test]
fn a_small_whole_is_flagged() {
    let swing = |rule: &str, of: &str| {
        let facts = format!(r#"{{"facts": {{"done": "3", "of": "{of}"}}, "evidence": ["a"]}}"#);
        seen(&stated(sheet("own"), "1.1", &facts), rule, "2023-06-30", None).leaves[0].swing
    };
    let of = |of: &str| swing(SHARE, of);
    // Where a new item joins the whole: 4 of 9 against 3 of 8.
    assert_eq!(swing(GROWS, "8").unwrap().to_string(), "6.944444444");
    assert_eq!(of("8").unwrap().to_string(), "12.5");
    assert!(of("9").is_some() && of("10").is_none());
}

#[test]
fn the_basis_is_final_once_anything_is_recognised() {
    let own =
        stated(sheet("own"), "1.1", r#"{"facts": {"done": "76", "of": "100"}, "evidence": ["a"]}"#);
    let own = own.appraised("1.2", "6");
    let now = seen(&own, SHARE, "2023-06-30", None);
    assert_eq!(
        (now.basis, now.total.unwrap().obtained().to_string()),
        (Basis::Final, "6".to_owned())
    );
    let asked = seen(&own, SHARE, "2023-06-30", Some(Basis::SelfAssessed));
    assert_eq!(asked.total.unwrap().obtained().to_string(), "3.8");
}
