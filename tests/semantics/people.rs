//! Surveys: V2, V4, V6, how many people there are and what a page says of them.

use par_index::assessment::{AskedRow, BallotHead, SurveyCounts, Tally, Target};
use par_index::finding::{FindingCode, Place};
use par_index::framework::FullAt;
use par_index::{Finding, Lang, Percent, view};

use super::surveys::{SATISFIED, asked, count, of_two_groups, questions, variance};
use crate::common::Ruler;

fn table(counted: &SurveyCounts, targets: &[Target], lang: Lang) -> String {
    let shown = view::SurveyView { targets: targets.to_vec(), ..view::SurveyView::default() };
    let look = view::Look { lang, ..view::Look::default() };
    let table = view::survey_page(counted, &shown).text(look);
    assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
    table.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// V2: a population of all below those of its groups is told with both numbers, corrects nothing over
/// all groups, and takes nothing from what a group knows of itself.
#[test]
fn v2_a_population_below_its_groups_is_told_and_corrects_nothing() {
    let of = |all: u64, g2: Option<u64>| {
        of_two_groups(&[("", 6, Some(all)), ("g1", 4, Some(8)), ("g2", 2, g2)])
    };
    // 8 and 4 are 12: then half of 400 is left, below it all.
    for (all, g2, sum, left) in [
        (12, Some(4), None, "200"),
        (11, Some(4), Some(12), "400"),
        (8, None, None, "100"),
        // As far as the groups are known they pass it already.
        (7, None, Some(8), "400"),
    ] {
        let counted = of(all, g2);
        let found = counted.findings().iter();
        let found: Vec<&Finding> = found.collect();
        assert_eq!(found.len(), usize::from(sum.is_some()), "{all}: {found:?}");
        if let (Some(sum), [found]) = (sum, &*found) {
            assert_eq!(found.code().as_str(), "population_below_groups");
            let message = found.message(Lang::En);
            assert!(message.contains(&format!(": {all},")), "{message}");
            assert!(message.contains(&format!("sum to {sum}")), "{message}");
            assert!(!found.is_error());
        }
        assert_eq!(
            (variance(&counted, "1"), variance(&counted, "2")),
            ("1675/6".into(), left.into())
        );
    }
    // Where the row without a group is no row of all, it is one more group, and passes nothing.
    let counted = of_two_groups(&[("", 5, Some(7)), ("g1", 4, Some(8)), ("g2", 2, Some(4))]);
    let codes: Vec<FindingCode> = counted.findings().iter().map(Finding::code).collect();
    assert_eq!(codes, [FindingCode::AskedBelowGroups]);
}

/// V4: the sample of all stands beside those of the groups, and nobody needs none.
#[test]
fn v4_all_groups_have_a_sample_of_their_own() {
    let of = |rows: &[(&str, u64, Option<u64>)], lang| table(&of_two_groups(rows), &[], lang);
    // 400 ÷ 2 = 200; 300 ÷ 1.75 = 171.4…; 100 ÷ 1.25 = 80.
    let both = [("g1", 4, Some(300)), ("g2", 2, Some(100))];
    let text = of(&both, Lang::En);
    for line in [
        "g1: ballots: 4 of 4 asked (100.00 %); an error of 5 % among 300 needs 172",
        "g2: ballots: 2 of 2 asked (100.00 %); an error of 5 % among 100 needs 80",
        "all groups: ballots: 6 of 6 asked (100.00 %); an error of 5 % among 400 needs 200",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    // Of one group and of all, the other not known.
    let text = of(&[("", 6, Some(400)), ("g1", 4, Some(300))], Lang::Vi);
    for line in [
        "g1: phiếu thu về: 4/4 phiếu phát ra (100,00%); sai số 5% trong 300 người cần 172 phiếu",
        "tất cả các nhóm: phiếu thu về: 6/6 phiếu phát ra (100,00%); sai số 5% trong 400 người",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    // Known of one alone, all are not known.
    assert!(!of(&[("g1", 4, Some(300))], Lang::En).contains("all groups"));
}

/// V4: a population of 0 is nobody to ask; where somebody answered, a warning says so and no sample.
#[test]
fn v4_a_population_of_nobody_reads_plainly() {
    let fw = Ruler::new(vec![asked("1", "1", SATISFIED)]).build();
    let of = |ballots: usize, number: u64, lang| {
        let mut tally = Tally::new(&questions(&fw, &[("Q", "1", 1)]));
        for _ in 0..ballots {
            let head = BallotHead { unit: "u", group: "g1", ..BallotHead::default() };
            tally.ballot(&head, &["A"], &|_| Place::default());
        }
        for (group, asked, population) in [("g1", 1, 1), ("g2", number, 0)] {
            let population = Some(population);
            let row = AskedRow { unit: "u", group, asked, population, ..AskedRow::default() };
            tally.asked(&row, &|_| Place::default());
        }
        table(&tally.finish(), &[], lang)
    };
    assert!(of(1, 0, Lang::En).contains("g2: ballots: 0; nobody to ask"), "{}", of(1, 0, Lang::En));
    assert!(of(1, 0, Lang::Vi).contains("g2: phiếu thu về: 0; không có người để hỏi"));
    assert!(of(1, 0, Lang::En).contains("g1: ballots: 1 of 1 asked (100.00 %); an error of 5 %"));
    let counted = of_two_groups(&[("g1", 4, Some(8)), ("g2", 2, Some(0))]);
    let text = table(&counted, &[], Lang::En);
    assert!(!text.contains("nobody") && !text.contains("among 0"), "{text}");
    let codes: Vec<FindingCode> = counted.findings().iter().map(Finding::code).collect();
    assert_eq!(codes, [FindingCode::PopulationTooSmall]);
}

/// Of two leaves each is held to its own bar: all five people of one have answered, the other lacks.
#[test]
fn few_answers_are_few_for_their_own_leaf() {
    let told = |people: Option<u64>, others: usize| {
        let fw = Ruler::new(vec![asked("1", "1", SATISFIED), asked("2", "1", SATISFIED)]).build();
        let row = |question: &str, code: &str, group: &str| par_index::assessment::QuestionRow {
            question: question.into(),
            code: code.into(),
            group: Some(group.into()),
            ..par_index::assessment::QuestionRow::default()
        };
        let rows = [row("Q1", "1", "g1"), row("Q2", "2", "g2")];
        let (questions, _) =
            par_index::assessment::Questionnaire::new(&fw, &rows, &|_, _| Place::default());
        let mut tally = Tally::new(&questions).at_least(30);
        let all = [("g1", 5, ["A", ""]), ("g2", others, ["", "A"])];
        for (group, times, answers) in all {
            for _ in 0..times {
                let head = BallotHead { unit: "u", group, ..BallotHead::default() };
                tally.ballot(&head, &answers, &|_| Place::default());
            }
        }
        let row = AskedRow { unit: "u", group: "g1", asked: 5, population: people, channel: "" };
        tally.asked(&row, &|_| Place::default());
        let counted = tally.finish();
        let found = counted.findings().iter();
        let said = |one: &Finding| {
            let node = one.place().node.clone().unwrap_or_default();
            format!("{node} {} {}", one.found_text().unwrap_or_default(), one.expected(Lang::En))
        };
        found.map(said).collect::<Vec<String>>()
    };
    // Five of five are all there are; twelve of the second leaf are fewer than thirty.
    assert_eq!(told(Some(5), 12), ["2 12 at least 30"]);
    assert_eq!(told(Some(5), 30), Vec::<String>::new());
    // One person more, and the leaf with the fewest answers speaks.
    assert_eq!(told(Some(6), 12), ["1 5 at least 6"]);
    assert_eq!(told(Some(6), 30), ["1 5 at least 6"]);
    assert_eq!(told(None, 30), ["1 5 at least 30"]);
}

/// V6: where the print digits would put a ratio on the wrong side of its threshold, more are shown.
#[test]
fn v6_a_ratio_is_shown_on_its_side_of_the_threshold() {
    let fw = |leaves: &[&str]| {
        let leaves = leaves.iter().map(|code| asked(code, "1", SATISFIED)).collect();
        Ruler::new(leaves).policies(|policies| policies.award.as_mut().unwrap().digits = 9).build()
    };
    let line = |counted: &SurveyCounts, threshold: FullAt, lang: Lang| {
        let text = table(counted, &[Target { channel: None, threshold }], lang);
        let from = text.rfind("at least ").or(text.rfind("above ")).or(text.rfind("từ "));
        let from = from.or(text.rfind("trên ")).unwrap();
        text[from..].split(';').next().unwrap().to_owned()
    };
    let percent = |text: &str| text.parse::<Percent>().unwrap();
    let least = |text: &str| FullAt::AtLeast(percent(text));
    let above = |text: &str| FullAt::Above(percent(text));
    // 0.666666667 of 1, exactly.
    let counted =
        count(&questions(&fw(&["1"]), &[("Q", "1", 1)]), &[("", 2, &["A"]), ("", 1, &["D"])]);
    for (threshold, en) in [
        (least("66.669"), "at least 66.669 %: not met with 66.667 %"),
        (least("67"), "at least 67 %: not met with 66.67 %"),
        (least("66.67"), "at least 66.67 %: not met with 66.667 %"),
        (least("66.6666668"), "at least 66.6666668 %: not met with 66.6666667 %"),
        (above("66.6666667"), "above 66.6666667 %: not met with 66.6666667 %"),
        (least("66.6666667"), "at least 66.6666667 %: met with 66.6666667 %"),
        (above("66.666"), "above 66.666 %: met with 66.67 %"),
        (above("66.6666666"), "above 66.6666666 %: met with 66.67 %"),
        (above("60"), "above 60 %: met with 66.67 %"),
    ] {
        assert_eq!(line(&counted, threshold, Lang::En), en);
    }
    let vi = line(&counted, least("66.669"), Lang::Vi);
    assert_eq!(vi, "từ 66,669% trở lên: chưa đạt, 66,667%");
    // Met, though two digits would be below: 0.333333333 of 1 prints 33.33.
    let counted =
        count(&questions(&fw(&["1"]), &[("Q", "1", 1)]), &[("", 1, &["A"]), ("", 2, &["D"])]);
    assert_eq!(line(&counted, above("33.332"), Lang::En), "above 33.332 %: met with 33.333 %");
    assert_eq!(line(&counted, above("33.332"), Lang::Vi), "trên 33,332%: đạt, 33,333%");
    // 2 of 3 and 1 of 3 have more places than any percentage: said in words.
    let of = |ballot: &[&str]| {
        let rows = [("Q1", "1", 1), ("Q2", "2", 1), ("Q3", "3", 1)];
        count(&questions(&fw(&["1", "2", "3"]), &rows), &[("", 1, ballot)])
    };
    let below = of(&["A", "A", "D"]);
    let threshold = least("66.666666667");
    assert_eq!(
        line(&below, threshold, Lang::En),
        "at least 66.666666667 %: not met with 66.666666667 % (just below)"
    );
    assert_eq!(
        line(&below, threshold, Lang::Vi),
        "từ 66,666666667% trở lên: chưa đạt, 66,666666667% (thấp hơn một chút)"
    );
    let over = of(&["A", "D", "D"]);
    let threshold = above("33.333333333");
    assert_eq!(
        line(&over, threshold, Lang::En),
        "above 33.333333333 %: met with 33.333333333 % (just above)"
    );
    assert_eq!(
        line(&over, threshold, Lang::Vi),
        "trên 33,333333333%: đạt, 33,333333333% (cao hơn một chút)"
    );
}

/// V2, V6: people who cannot be narrow nothing, neither by themselves nor in the sum over groups.
#[test]
fn v2_people_fewer_than_answered_are_in_no_sum() {
    let bare = of_two_groups(&[]);
    let of = |g1: u64, g2: u64| of_two_groups(&[("g1", 4, Some(g1)), ("g2", 2, Some(g2))]);
    // Six answered, four of g1: 8 and 4 are possible, 11 and 1 and 3 and 9 are not, whatever their sum.
    for (g1, g2, first, second) in
        [(8, 4, "1675/6", "200"), (11, 1, "11725/33", "400"), (3, 9, "1675/3", "400")]
    {
        let counted = of(g1, g2);
        assert_eq!(
            (variance(&counted, "1"), variance(&counted, "2")),
            (first.into(), second.into())
        );
        assert_eq!(counted.findings().len(), usize::from(second == "400"), "{g1} {g2}");
        let told = table(&counted, &[], Lang::En);
        assert_eq!(told.contains("all groups"), second == "200", "{told}");
        let people = counted.units()[0].population;
        assert_eq!(people, (second == "200").then_some(12));
    }
    assert_eq!(variance(&bare, "2"), "400");
    // A number of all below those who answered leaves the word to the groups.
    let whole =
        |all: Option<u64>| of_two_groups(&[("", 6, all), ("g1", 4, Some(8)), ("g2", 2, Some(4))]);
    for all in [None, Some(12)] {
        let counted = whole(all);
        assert_eq!(
            (counted.units()[0].population, variance(&counted, "2")),
            (Some(12), "200".into())
        );
        let told = table(&counted, &[], Lang::En);
        assert!(
            told.contains(
                "all groups: ballots: 6 of 6 asked (100.00 %); an error of 5 % among 12 needs 12"
            ),
            "{told}"
        );
    }
}

/// V4: where nobody says how many people there are, nobody came or not, that is not 0.
#[test]
fn v4_a_population_that_nobody_states_is_not_known() {
    let fw = Ruler::new(vec![asked("1", "1", SATISFIED)]).build();
    let mut tally = Tally::new(&questions(&fw, &[("Q", "1", 1)]));
    let head = BallotHead { unit: "came", ..BallotHead::default() };
    tally.ballot(&head, &["A"], &|_| Place::default());
    for unit in ["came", "silent"] {
        let row = AskedRow { unit, asked: 10, ..AskedRow::default() };
        tally.asked(&row, &|_| Place::default());
    }
    let counted = tally.finish();
    let people: Vec<Option<u64>> = counted.units().iter().map(|one| one.population).collect();
    assert_eq!(people, [None, None]);
    assert!(!table(&counted, &[], Lang::En).contains("nobody to ask"));
}

/// V6: the whole is not known while a leaf that surveys score has no question.
#[test]
fn v6_what_nobody_asks_about_is_not_met() {
    let fw = Ruler::new(vec![asked("1", "1", SATISFIED), asked("2", "1", SATISFIED)]).build();
    let target = |threshold| Target { channel: None, threshold };
    let targets = [target(FullAt::AtLeast(Percent::whole(50)))];
    let of = |rows: &[(&str, &str, i64)], answers: &[&str]| {
        let counted = count(&questions(&fw, rows), &[("", 3, answers)]);
        let met = view::target_rows(&counted, &targets)[0].met;
        (met, table(&counted, &targets, Lang::En), table(&counted, &targets, Lang::Vi))
    };
    let (met, english, vietnamese) = of(&[("Q", "1", 1)], &["A"]);
    assert_eq!(met, None);
    assert!(
        english.contains("at least 50 %: not known, leaves without a question: 1"),
        "{english}"
    );
    assert!(vietnamese.contains("số tiêu chí chưa có câu hỏi: 1"), "{vietnamese}");
    let (met, english, _) = of(&[("Q", "1", 1), ("R", "2", 1)], &["A", "A"]);
    assert!(met == Some(true) && english.contains("met with 100.00 %"), "{english}");
}

/// V5: of a unit in error nobody knows what came back.
#[test]
fn v5_a_unit_in_error_has_no_rate() {
    let fw = Ruler::new(vec![asked("1", "1", SATISFIED)]).build();
    let mut tally = Tally::new(&questions(&fw, &[("Q", "1", 1)]));
    for answer in ["A", "Z"] {
        let head = BallotHead { unit: "u", ..BallotHead::default() };
        tally.ballot(&head, &[answer], &|_| Place::default());
    }
    let row = AskedRow { unit: "u", asked: 2, ..AskedRow::default() };
    tally.asked(&row, &|_| Place::default());
    let counted = tally.finish();
    assert!(counted.units()[0].in_error);
    let threshold = FullAt::AtLeast(Percent::whole(50));
    let targets = [Target { channel: None, threshold }];
    let told = table(&counted, &targets, Lang::En);
    assert!(!told.contains("asked") && !told.contains("ballots"), "{told}");
    assert!(told.contains("at least 50 %: not known, data in error"), "{told}");
    let view = view::SurveyView::default();
    assert_eq!(view::respondent_rows(&counted, &view)[0].rate, None);
}
