//! Which reports count, and what is said of those that do not.

use par_index::Points;
use par_index::directive::{ObligationState, Progress, ProgressRow, status};

use super::standing::{one, row, share, stands};
use super::{FindingCode, Lang, json};

#[test]
fn reports_after_the_day_do_not_count() {
    let letter = one(share("at_least", "80"));
    let rows = [row("2023-09-01", "50", "100"), row("2023-10-02", "90", "100")];
    let before = stands(&letter, &rows, "2023-10-01");
    assert_eq!(
        (before.state, before.done.unwrap()),
        (ObligationState::InProgress, Points::whole(50))
    );
    let after = stands(&letter, &rows, "2023-10-02");
    assert_eq!((after.state, after.late), (ObligationState::Done, false));
}

#[test]
fn bad_reports_are_told_and_the_good_ones_count() {
    let letter = one(share("at_least", "80"));
    let mut stranger = row("2023-07-01", "1", "2");
    stranger.obligation = "1.1".to_owned();
    let rows = [
        row("2023-07-01", "81", "100"),
        row("07/2023", "1", "2"),
        row("2023-07-02", "3", "2"),
        row("2023-07-03", "-1", "2"),
        row("2023-07-04", "1,5", "2"),
        row("2023-07-01", "82", "100"),
        row("2023-07-01", "81.0", "100"),
        stranger,
    ];
    let (progress, findings) = Progress::new(&letter, &rows);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code().as_str()).collect();
    let wanted = [
        "bad_date",
        "done_over_of",
        "out_of_range",
        "bad_number",
        "reports_differ",
        "unknown_obligation",
    ];
    // Of the two that differ neither counts.
    assert_eq!((progress.len(), codes), (0, wanted.to_vec()));
    assert!(findings.iter().all(|finding| finding.place().pointer.is_some()));
    // What is said of sheets of points has no place here.
    for finding in &findings {
        for lang in [Lang::En, Lang::Vi] {
            let text = finding.text(lang);
            assert!(!text.contains("--prefer") && !text.contains("not_applicable"), "{text}");
        }
    }
}

#[test]
fn a_report_that_says_nothing_undoes_none_before_it() {
    use ObligationState as S;
    let row = |on: &str, done: &str, of: &str, note: &str| {
        let mut row = row(on, done, of);
        row.note = note.to_owned();
        row
    };
    let count = json!({"goal": "reach", "comparator": "at_least", "threshold": "3", "unit_of_measure": "sáng kiến", "due": "2023-11-30"});
    let mut target = share("at_least", "80");
    target["due"] = json!("2023-11-30");
    for (letter, done, of) in [
        (one(target), "40", "40"),
        (one(count), "3", ""),
        (one(json!({"due": "2023-11-30"})), "1", ""),
    ] {
        let first = row("2023-11-01", done, of, "");
        for later in [row("2023-11-20", "", "", "gửi kèm"), row("2023-11-20", "", "40", "gửi kèm")]
        {
            let (progress, findings) = Progress::new(&letter, &[first.clone(), later.clone()]);
            assert_eq!(findings.len(), 1, "{findings:?}");
            assert_eq!(findings[0].code(), FindingCode::DoneMissing);
            let standing = status(&letter, &progress, "2023-12-15".parse().unwrap(), 15).remove(0);
            assert_eq!((standing.state, standing.late), (S::Done, false));
            // The remark and its day stand beside the figure before it.
            assert_eq!(
                (standing.note.as_str(), standing.done),
                ("gửi kèm", Some(done.parse().unwrap()))
            );
            assert_eq!(standing.reported.unwrap().to_string(), "2023-11-20");
            // Alone it is no figure.
            let (alone, _) = Progress::new(&letter, &[later]);
            let standing = status(&letter, &alone, "2023-12-15".parse().unwrap(), 15).remove(0);
            assert_eq!((standing.state, standing.done), (S::Overdue, None));
        }
    }
    // A percentage without its whole measures nothing, and undoes nothing either.
    let letter = one(share("at_least", "80"));
    let rows = [row("2023-07-01", "40", "40", ""), row("2023-08-01", "41", "", "")];
    let (progress, _) = Progress::new(&letter, &rows);
    assert_eq!(status(&letter, &progress, "2023-08-02".parse().unwrap(), 15)[0].state, S::Done);
    // One that says less than is wanted does.
    let rows = [row("2023-07-01", "40", "40", ""), row("2023-08-01", "20", "40", "")];
    let (progress, _) = Progress::new(&letter, &rows);
    assert_eq!(
        status(&letter, &progress, "2023-08-02".parse().unwrap(), 15)[0].state,
        S::InProgress
    );
}

#[test]
fn reports_of_one_day_count_if_they_agree_in_any_order() {
    let letter = one(share("at_least", "80"));
    let with = |done: &str, note: &str| {
        let mut row = row("2023-07-01", done, "40");
        row.note = note.to_owned();
        row
    };
    let read = |rows: &[ProgressRow]| {
        let (progress, findings) = Progress::new(&letter, rows);
        (progress.rows(&letter), findings.len())
    };
    // The remark of either is kept.
    for rows in [
        [with("40", ""), with("40.0", "đã nghiệm thu")],
        [with("40", "đã nghiệm thu"), with("40", "")],
    ] {
        let (kept, found) = read(&rows);
        assert_eq!((kept.len(), found, kept[0].note.as_str()), (1, 0, "đã nghiệm thu"));
    }
    // A remark on the day of a figure is its remark.
    for rows in
        [[with("40", ""), with("", "đã nghiệm thu")], [with("", "đã nghiệm thu"), with("40", "")]]
    {
        let (kept, found) = read(&rows);
        assert_eq!((kept.len(), found, kept[0].note.as_str()), (1, 1, "đã nghiệm thu"));
        assert_eq!(kept[0].done.as_ref().map(par_index::spec::Num::as_str), Some("40"));
    }
    // What somebody wrote stays as it is.
    let (kept, _) = read(&[with("40", "xong; còn nghiệm thu"), with("", "")]);
    assert_eq!(kept[0].note, "xong; còn nghiệm thu");
    // Nobody knows which of two is right, nor does a third that repeats one of them say.
    for rows in [
        vec![with("4", ""), with("40", "")],
        vec![with("40", ""), with("4", "")],
        vec![with("40", ""), with("4", ""), with("40", "")],
    ] {
        assert_eq!(read(&rows), (vec![], 1));
    }
}

/// A whole alone is no figure: it is given to none, whichever row comes first.
#[test]
fn a_whole_without_what_was_done_is_a_remark() {
    let letter = one(share("at_least", "80"));
    let rows = |all: [(&str, &str, &str); 2]| {
        let rows = all.map(|(done, of, note)| {
            let mut row = row("2023-07-01", done, of);
            row.note = note.to_owned();
            row
        });
        let (progress, findings) = Progress::new(&letter, &rows);
        let kept = progress.rows(&letter);
        let codes: Vec<&str> = findings.iter().map(|one| one.code().as_str()).collect();
        let figure =
            |num: &Option<par_index::spec::Num>| num.as_ref().map(|num| num.as_str().to_owned());
        (figure(&kept[0].done), figure(&kept[0].of), kept[0].note.clone(), codes.join(" "))
    };
    for (whole, done, of) in [("3", "4", ""), ("0", "4", ""), ("30", "4", "25")] {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let first = rows([("", whole, "b"), (done, of, "a")]);
        let second = rows([(done, of, "a"), ("", whole, "b")]);
        assert_eq!((&first.0, &first.1, &first.2), (&second.0, &second.1, &second.2));
        assert_eq!((first.0, first.1, first.2.as_str()), (some(done), some(of), "a; b"));
    }
    // Of two that differ each is found where its figure stands.
    let all =
        [row("2023-07-01", "", ""), row("2023-07-01", "4", "25"), row("2023-07-01", "5", "25")];
    let (_, findings) = Progress::new(&letter, &all);
    let differ = findings.iter().find(|one| one.code() == FindingCode::ReportsDiffer).unwrap();
    let message = differ.message(Lang::En);
    assert!(
        message.contains("4/25 (1, /1/done)") && message.contains("5/25 (1, /2/done)"),
        "{message}"
    );
}

#[test]
fn yes_is_all_of_the_work_and_a_report_before_the_letter_is_warned_of() {
    let letter = one(json!({}));
    for (said, done) in [("Có", "5"), ("có ", "5"), ("Y", "5"), ("Không", "0"), ("3", "3")] {
        let (progress, findings) = Progress::new(&letter, &[row("2023-07-01", said, "5")]);
        assert_eq!(
            (findings, progress.rows(&letter)[0].done.as_ref().unwrap().as_str()),
            (vec![], done)
        );
    }
    // The letter is of 2023-06-08.
    for (on, warned) in [("2023-06-07", 1), ("2023-06-08", 0)] {
        let (progress, findings) = Progress::new(&letter, &[row(on, "1", "")]);
        assert_eq!((progress.len(), findings.len()), (1, warned), "{on}");
        assert!(
            findings
                .iter()
                .all(|one| one.code() == FindingCode::ReportBeforeLetter && !one.is_error())
        );
    }
}

#[test]
fn a_percentage_without_its_whole_is_warned_of_and_kept() {
    let letter = one(share("at_least", "80"));
    let (progress, findings) = Progress::new(&letter, &[row("2023-07-01", "12", "")]);
    let told: Vec<_> = findings.iter().map(|one| (one.code().as_str(), one.is_error())).collect();
    assert_eq!((progress.len(), told), (1, vec![("whole_missing", false)]));
    assert_eq!(findings[0].place().pointer.as_deref(), Some("/0/of"));
    let standing = status(&letter, &progress, "2023-07-01".parse().unwrap(), 15).remove(0);
    assert_eq!((standing.done, standing.more), (Some(Points::whole(12)), None));
    assert_eq!(standing.state, ObligationState::InProgress);
    // Nothing is missing with a whole, or where things are counted.
    let count = one(
        json!({"goal": "reach", "comparator": "at_least", "threshold": "3", "unit_of_measure": "việc"}),
    );
    for (letter, done, of) in [(&letter, "12", "20"), (&count, "2", ""), (&one(json!({})), "1", "")]
    {
        assert_eq!(Progress::new(letter, &[row("2023-07-01", done, of)]).1, []);
    }
}

#[test]
fn days_are_read_as_people_write_them() {
    let letter = one(json!({"due": "30/6/2023"}));
    assert_eq!(letter.obligations()[0].due().unwrap().to_string(), "2023-06-30");
    assert!(letter.to_json().contains(r#""due":"2023-06-30""#));
    let text = r#"[{"obligation": "1", "on": "30/6/2023", "done": 1}, {"obligation": "1", "on": "31/6/2023", "done": 1}]"#;
    let (progress, findings) = Progress::from_json(&letter, text);
    let told: Vec<&str> = findings.iter().map(|one| one.code().as_str()).collect();
    assert_eq!((progress.rows(&letter)[0].on.as_str(), told), ("2023-06-30", vec!["bad_date"]));
}
