//! How obligations stand on a day.

use par_index::directive::{
    ObligationStanding, ObligationState, Progress, ProgressRow, count_by, status,
};
use par_index::{Points, view};
use proptest::prelude::*;

use super::{Directive, Lang, Value, directive, json, sound};

/// One obligation, to be changed.
#[expect(clippy::needless_pass_by_value, reason = "cases read better without references")]
pub(crate) fn one(changes: Value) -> Directive {
    let mut obligation = json!({
        "paragraph": "1", "text": {"vi": "Việc", "en": "Work"}, "lead": ["a"], "goal": "do"
    });
    for (key, value) in changes.as_object().unwrap() {
        obligation[key] = value.clone();
    }
    sound(&json!({
        "schema_version": 1, "kind": "directive", "id": "x", "title": {"vi": "X"},
        "issued": "2023-06-08", "agencies": [{"id": "a", "name": {"vi": "A"}}],
        "obligations": [obligation]
    }))
}

pub(crate) fn row(on: &str, done: &str, of: &str) -> ProgressRow {
    let number = |text: &str| (!text.is_empty()).then(|| text.into());
    ProgressRow {
        obligation: "1".to_owned(),
        on: on.to_owned(),
        done: number(done),
        of: number(of),
        ..ProgressRow::default()
    }
}

pub(crate) fn stands(letter: &Directive, rows: &[ProgressRow], on: &str) -> ObligationStanding {
    let (progress, findings) = Progress::new(letter, rows);
    assert!(findings.iter().all(|finding| !finding.is_error()), "{findings:?}");
    status(letter, &progress, on.parse().unwrap(), 15).remove(0)
}

pub(crate) fn share(comparator: &str, threshold: &str) -> Value {
    json!({"goal": "reach", "comparator": comparator, "threshold": threshold,
        "unit_of_measure": "%", "base": "hồ sơ", "due": "2023-11-30"})
}

#[test]
fn each_state_begins_and_ends_on_its_day() {
    use ObligationState as S;
    let letter = one(share("at_least", "80"));
    let half = [row("2023-07-01", "40", "100")];
    for (on, rows, state) in [
        ("2023-11-14", &[][..], S::NotDue),
        ("2023-11-15", &[], S::DueSoon),
        ("2023-11-30", &[], S::DueSoon),
        ("2023-12-01", &[], S::Overdue),
        ("2023-06-30", &half, S::NotDue),
        ("2023-07-01", &half, S::InProgress),
        ("2023-11-15", &half, S::DueSoon),
        ("2023-12-01", &half, S::Overdue),
    ] {
        assert_eq!(stands(&letter, rows, on).state, state, "{on}, {} reports", rows.len());
    }
    let starts = one(json!({"due": "2023-06-30", "starts": "2023-06-29"}));
    assert_eq!(stands(&starts, &[], "2023-06-28").state, S::NotDue);
    assert_eq!(stands(&starts, &[], "2023-06-29").state, S::DueSoon);
}

#[test]
fn done_after_its_day_is_late_since_the_first_report_that_holds() {
    let letter = one(share("at_least", "80"));
    let on = "2023-12-31";
    assert!(!stands(&letter, &[row("2023-11-30", "80", "100")], on).late);
    assert!(stands(&letter, &[row("2023-12-01", "80", "100")], on).late);
    // Once done, said again later: done in time.
    let again = [row("2023-11-01", "80", "100"), row("2023-12-05", "85", "100")];
    assert!(!stands(&letter, &again, on).late);
    // Done, undone, done again.
    let undone = [
        row("2023-11-01", "80", "100"),
        row("2023-11-20", "70", "100"),
        row("2023-12-05", "85", "100"),
    ];
    assert!(stands(&letter, &undone, on).late);
}

#[test]
fn how_many_more_is_exact_and_strict_where_it_must_be() {
    for (comparator, threshold, done, of, more) in [
        ("at_least", "80", "76", "100", "4"),
        ("above", "95", "190", "200", "1"),
        ("at_least", "95", "190", "200", "0"),
        ("above", "95", "191", "200", "0"),
        ("at_least", "30", "4", "25", "4"),
        ("at_least", "30", "7", "25", "1"),
        ("at_least", "30", "8", "25", "0"),
        ("above", "85", "0", "7", "6"),
    ] {
        let standing = stands(
            &one(share(comparator, threshold)),
            &[row("2023-07-01", done, of)],
            "2023-07-01",
        );
        assert_eq!(
            standing.more.unwrap().to_string(),
            more,
            "{done}/{of} {comparator} {threshold}"
        );
        assert_eq!(standing.state == ObligationState::Done, more == "0");
    }
    let count = json!({"goal": "reach", "comparator": "at_least", "threshold": "3", "unit_of_measure": "sáng kiến"});
    let standing = stands(&one(count), &[row("2023-07-01", "1", "")], "2023-07-01");
    assert_eq!((standing.more, standing.ratio), (Some(Points::whole(2)), None));
    let above = json!({"goal": "reach", "comparator": "above", "threshold": "3", "unit_of_measure": "sáng kiến"});
    let standing = stands(&one(above), &[row("2023-07-01", "3", "")], "2023-07-01");
    assert_eq!(
        (standing.more, standing.state),
        (Some(Points::whole(1)), ObligationState::InProgress)
    );
}

#[test]
fn no_case_is_neither_done_nor_late() {
    let mut target = share("at_least", "100");
    target["if_any"] = json!(true);
    let standing = stands(&one(target), &[row("2023-12-01", "0", "0")], "2023-12-31");
    assert_eq!((standing.state, standing.ratio), (ObligationState::NotApplicable, None));
    // Elsewhere nothing of nothing is a slip of the report.
    let letter = one(share("at_least", "100"));
    let (progress, findings) = Progress::new(&letter, &[row("2023-12-01", "0", "0")]);
    assert_eq!((progress.len(), findings[0].code().as_str()), (0, "whole_is_zero"));
}

#[test]
fn what_neither_day_nor_figure_measures_says_so() {
    use ObligationState as S;
    let mut baseless = share("at_least", "80");
    baseless.as_object_mut().unwrap().remove("base");
    let letter = one(baseless);
    assert_eq!(stands(&letter, &[], "2023-07-01").state, S::Unmeasurable);
    assert_eq!(stands(&letter, &[row("2023-07-01", "9", "")], "2023-07-01").state, S::Unmeasurable);
    assert_eq!(stands(&letter, &[row("2023-07-01", "9", "20")], "2023-07-01").state, S::InProgress);
    assert_eq!(stands(&letter, &[], "2023-12-01").state, S::Overdue);
    let endless = one(json!({}));
    assert_eq!(stands(&endless, &[], "2023-07-01").state, S::Unmeasurable);
    assert_eq!(stands(&endless, &[row("2023-07-01", "1", "2")], "2023-07-01").state, S::InProgress);
    assert_eq!(stands(&endless, &[row("2023-07-01", "1", "")], "2023-07-01").state, S::Done);
    // A reported 0 says how much is missing; a remark alone says nothing.
    for (done, of) in [("0", ""), ("Không", ""), ("0", "2")] {
        let nothing = stands(&endless, &[row("2023-07-01", done, of)], "2023-07-01");
        assert_eq!((nothing.state, nothing.more.is_some()), (S::NotDue, true), "{done} of {of}");
    }
    let mut remark = row("2023-07-01", "", "");
    remark.note = "đang làm".to_owned();
    assert_eq!(stands(&endless, &[remark], "2023-07-01").state, S::Unmeasurable);
}

#[test]
fn a_report_stands_beside_its_target() {
    let counted = one(json!({"goal": "reach", "comparator": "at_least", "threshold": "3",
        "unit_of_measure": {"vi": "sáng kiến", "en": "initiatives"}}));
    let standing = stands(&counted, &[row("2023-07-01", "1", "")], "2023-07-01");
    assert_eq!((standing.done, standing.of), (Some(Points::whole(1)), None));
    let cell = |letter: &Directive, done: &str, of: &str, lang: Lang| {
        let all = [stands(letter, &[row("2023-07-01", done, of)], "2023-07-01")];
        view::standing_said(letter, &all[0]).text(lang)
    };
    // Of a number of things the target is the whole, of a share the whole that was reported.
    assert_eq!(cell(&counted, "1", "", Lang::Vi), "≥ 3 sáng kiến: 1/3; thiếu 2");
    assert_eq!(cell(&counted, "1", "5", Lang::En), "≥ 3 initiatives: 1 of 3; 2 more");
    assert_eq!(cell(&counted, "4", "", Lang::En), "≥ 3 initiatives: 4 of 3");
    let shared = one(share("above", "95"));
    assert_eq!(cell(&shared, "190", "200", Lang::Vi), "> 95%: 190/200, 95,00%; thiếu 1");
    assert_eq!(cell(&shared, "190", "200", Lang::En), "> 95 %: 190 of 200, 95.00 %; 1 more");
    assert_eq!(cell(&shared, "12", "", Lang::En), "> 95 %: 12");
    // A piece of work is there or not, unless only a part of it is.
    let work = one(json!({}));
    assert_eq!(["0", "1"].map(|done| cell(&work, done, "", Lang::Vi)), ["chưa có", "đã có"]);
    assert_eq!(["0", "1"].map(|done| cell(&work, done, "1", Lang::En)), ["not yet", "done"]);
    assert_eq!(cell(&work, "3", "5", Lang::Vi), "3/5; thiếu 2");
    assert_eq!(cell(&work, "0.5", "", Lang::En), "0.5; 0.5 more");
}

#[test]
fn a_day_nobody_can_keep_makes_nobody_late() {
    use ObligationState as S;
    for (due, on, state) in [
        // The letter is of 2023-06-08.
        ("2023-06-07", "2023-06-08", S::Unmeasurable),
        ("2023-06-07", "2023-12-31", S::Unmeasurable),
        ("2023-06-08", "2023-06-08", S::DueSoon),
        ("2023-06-08", "2023-06-09", S::Overdue),
    ] {
        let letter = one(json!({"due": due}));
        assert_eq!(stands(&letter, &[], on).state, state, "{due} on {on}");
        assert_eq!(stands(&letter, &[], on).days.is_some(), due == "2023-06-08");
        let done = stands(&letter, &[row("2023-12-01", "1", "")], "2023-12-31");
        assert_eq!((done.state, done.late), (S::Done, due == "2023-06-08"));
    }
    // With a figure the day is not needed, and the figure still counts.
    let mut target = share("at_least", "80");
    target["due"] = json!("2023-05-30");
    let letter = one(target);
    assert_eq!(stands(&letter, &[], "2023-12-31").state, S::NotDue);
    assert_eq!(stands(&letter, &[row("2023-12-01", "1", "2")], "2023-12-31").state, S::InProgress);
    // A plan later than the letter: before it no day can be kept either.
    let mut document = super::register::clean(3);
    document["parents"][2]["issued"] = json!("2023-09-01");
    document["obligations"][0]["parents"] = json!(["7/CV"]);
    for (due, usable) in [("2023-08-31", false), ("2023-09-01", true)] {
        document["obligations"][0]["due"] = json!(due);
        let letter = sound(&document);
        assert_eq!(letter.usable_due(&letter.obligations()[0]).is_some(), usable, "{due}");
    }
    let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
    let letter = directive("hon-quan-2023").unwrap();
    let on = "2023-12-31".parse().unwrap();
    let all = status(&letter, &Progress::default(), on, 15);
    let late: Vec<&str> = all
        .iter()
        .filter(|one| one.state == S::Overdue)
        .map(|one| one.paragraph.as_str())
        .collect();
    assert_eq!(late, ["1.3", "2.1c", "2.2b", "2.2c", "2.2d", "2.4b", "2.4c", "2.6c", "3"]);
    let table = view::status_page(&letter, &all, on, None).text(look);
    assert_eq!(table.matches("(không khả").count(), 2, "{table}");
}

#[test]
fn near_is_as_many_days_as_asked() {
    use ObligationState as S;
    let letter = one(json!({"due": "2023-07-31"}));
    let state = |on: &str, within: u16| {
        let on = on.parse().unwrap();
        status(&letter, &Progress::default(), on, within)[0].state
    };
    for (on, within, wanted) in [
        ("2023-07-16", 15, S::DueSoon),
        ("2023-07-15", 15, S::NotDue),
        ("2023-07-24", 7, S::DueSoon),
        ("2023-07-23", 7, S::NotDue),
        ("2023-07-31", 0, S::DueSoon),
        ("2023-07-30", 0, S::NotDue),
        ("2023-06-30", 31, S::DueSoon),
    ] {
        assert_eq!(state(on, within), wanted, "{on} {within}");
    }
}

#[test]
fn what_nobody_leads_is_counted_last() {
    let mut document = super::register::clean(3);
    document["obligations"][0]["lead"] = json!([]);
    let letter = sound(&document);
    let all = status(&letter, &Progress::default(), "2023-07-01".parse().unwrap(), 15);
    let rows = count_by(&letter, &all, |one| letter.lead_key(one));
    let keys: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, ["b", "c", "d", "e", "a", "none"]);
    // Of some of them only those are counted.
    let some = count_by(&letter, &all[1..3], |one| letter.lead_key(one));
    assert_eq!(
        some.iter().map(|row| (row.key.as_str(), row.total())).collect::<Vec<_>>(),
        [("b", 1), ("c", 1)]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    /// The least number that is enough, by counting up.
    #[test]
    fn more_is_the_least_that_is_enough(done in 0..200_u32, beyond in 1..300_u32, threshold in 1..100_u32, strict: bool) {
        let of = done + beyond;
        let comparator = if strict { "above" } else { "at_least" };
        let letter = one(share(comparator, &threshold.to_string()));
        let standing = stands(&letter, &[row("2023-07-01", &done.to_string(), &of.to_string())], "2023-07-01");
        let enough = |n: &u32| {
            let (left, right) = (100 * (done + n), threshold * of);
            if strict { left > right } else { left >= right }
        };
        let least = (0..=of).find(enough).unwrap();
        prop_assert_eq!(standing.more.unwrap().to_string(), least.to_string());
    }

    /// Every obligation is in one row of every grouping; states of a day depend on reports up to it.
    #[test]
    fn counts_add_up(seed in any::<u64>(), day in 0..400_i32) {
        let letter = sound(&super::register::clean(seed));
        let on = format!("2023-{:02}-{:02}", day / 40 + 1, day % 28 + 1).parse().unwrap();
        let all = status(&letter, &Progress::default(), on, 15);
        for rows in [count_by(&letter, &all, |one| letter.lead_key(one)), count_by(&letter, &all, |_| String::new())] {
            prop_assert_eq!(rows.iter().map(par_index::directive::StatusCount::total).sum::<usize>(), letter.obligations().len());
        }
        for standing in all {
            let due = letter.obligation(standing.paragraph.as_str()).unwrap().due();
            let overdue = due.is_some_and(|due| due < on);
            prop_assert_eq!(standing.state == ObligationState::Overdue, overdue);
        }
    }
}

#[test]
fn a_piece_of_work_is_said_to_be_there_in_a_figure_or_a_word() {
    let letter = one(json!({"due": "2023-06-20"}));
    for (done, state, told) in [
        ("", ObligationState::Overdue, Some("done_missing")),
        ("1", ObligationState::Done, None),
        ("Có", ObligationState::Done, None),
        ("CÓ", ObligationState::Done, None),
        ("yes", ObligationState::Done, None),
        ("0", ObligationState::Overdue, None),
        ("không", ObligationState::Overdue, None),
        ("No", ObligationState::Overdue, None),
        ("đã nộp", ObligationState::Overdue, Some("bad_number")),
    ] {
        let (progress, findings) = Progress::new(&letter, &[row("2023-06-20", done, "")]);
        assert_eq!(findings.first().map(|one| one.code().as_str()), told, "{done}");
        let standing = status(&letter, &progress, "2023-06-21".parse().unwrap(), 15).remove(0);
        assert_eq!(standing.state, state, "{done}");
    }
    // What is counted is no matter of yes or no.
    let share = one(share("at_least", "80"));
    let (_, findings) = Progress::new(&share, &[row("2023-06-20", "Có", "20")]);
    assert_eq!(findings[0].code().as_str(), "bad_number");
}

#[test]
fn tasks_done_in_parts_lack_a_part() {
    let more = |comparator: &str, threshold: &str, done: &str, of: &str| {
        let letter = one(share(comparator, threshold));
        let standing = stands(&letter, &[row("2023-07-01", done, of)], "2023-07-02");
        (standing.more.unwrap().to_string(), standing.state == ObligationState::Done)
    };
    let said = |more: &str, done: bool| (more.to_owned(), done);
    assert_eq!(more("at_least", "100", "31.5", "40"), said("8.5", false));
    assert_eq!(more("at_least", "80", "31.5", "40"), said("0.5", false));
    assert_eq!(more("at_least", "80", "32.5", "40"), said("0", true));
    // Of 40.5 a third of a percent goes beyond the last place counted, and is not rounded away.
    assert_eq!(more("at_least", "33.333333333", "0.5", "40.5"), said("13", false));
    // Whole things lack whole things, and beyond a threshold there is no least part.
    assert_eq!(more("at_least", "100", "31", "40"), said("9", false));
    assert_eq!(more("above", "80", "31.5", "40"), said("1", false));
    // A number of things reported in parts lacks a part, too; beyond it whole ones.
    let counted = |comparator: &str, done: &str| {
        let letter = one(
            json!({"goal": "reach", "comparator": comparator, "threshold": "3", "unit_of_measure": "sáng kiến"}),
        );
        stands(&letter, &[row("2023-07-01", done, "")], "2023-07-02").more.unwrap().to_string()
    };
    assert_eq!(
        ["1", "1.5", "2.25", "3"].map(|done| counted("at_least", done)),
        ["2", "1.5", "0.75", "0"]
    );
    assert_eq!(["2", "2.5", "3"].map(|done| counted("above", done)), ["2", "1", "1"]);
    // But no more than are left.
    assert_eq!(more("above", "99", "39.5", "40"), said("0.5", false));
}

/// Whether a table holds these words one after the other, with those of other columns between them.
fn in_order(table: &str, words: &str) -> bool {
    let mut all = table.split_whitespace();
    words.split(' ').all(|word| all.any(|own| own == word))
}

#[test]
fn days_that_are_not_there_have_words_of_their_own() {
    let words = |more: Value, lang: Lang| {
        let letter = one(more);
        let on = "2023-07-01".parse().unwrap();
        let all = status(&letter, &Progress::default(), on, 15);
        let look = view::Look { lang, ..view::Look::default() };
        view::status_page(&letter, &all, on, None).text(look)
    };
    let mut dayless = share("at_least", "80");
    dayless["due"] = Value::Null;
    let mut impossible = share("at_least", "80");
    impossible["due"] = json!("2023-05-30");
    for (more, vi, en, counts) in [
        (dayless, "không có thời hạn", "no day set", (1, 0)),
        (impossible, "thời hạn không khả thi", "day cannot be met", (0, 1)),
        (json!({"due": "2023-05-30"}), "thời hạn không khả thi", "day cannot be met", (0, 1)),
    ] {
        let count =
            format!("Không có thời hạn: {}; thời hạn không khả thi: {}.", counts.0, counts.1);
        let (said, english) = (words(more.clone(), Lang::Vi), words(more, Lang::En));
        // Above are the counts, below the obligations, their cells broken over lines.
        let Some((_, each)) = said.rsplit_once(&count) else { panic!("{said}") };
        let Some((_, each_en)) = english.rsplit_once("days nobody can meet") else {
            panic!("{english}")
        };
        assert!(in_order(each, vi) && in_order(each_en, en), "{each}{each_en}");
        assert!(!each.contains("chưa đến hạn") && !each.contains("chưa có căn cứ"), "{each}");
    }
    let mut dated = share("at_least", "80");
    dated["due"] = json!("2023-11-30");
    let said = words(dated, Lang::Vi);
    assert!(said.contains("chưa đến hạn") && !said.contains("Không có thời hạn"), "{said}");
}

#[test]
fn the_table_of_a_day_holds_when_it_was_reported_and_the_remark() {
    let letter = one(json!({"due": "2023-06-20"}));
    let mut report = row("2023-06-20", "1", "");
    report.note = "đã nộp".to_owned();
    let (progress, _) = Progress::new(&letter, &[report]);
    let on = "2023-06-21".parse().unwrap();
    let all = status(&letter, &progress, on, 15);
    let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
    let table = view::status_page(&letter, &all, on, None).text(look);
    assert!(table.contains("báo cáo ngày 20/6/2023: đã nộp"), "{table}");
}
