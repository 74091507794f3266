//! Slips of tables of ballots and of those asked: quotation marks, rows, numbers, headings.

use std::io::Read;

use par_index::assessment::{Register, RegisteredUnit, SurveyCounts, Tally};
use par_index::{Finding, Framework, Inputs, Lang, framework, view};
use par_index_sheets::{read_asked, read_ballots, read_input, read_questions};

fn ruler() -> Framework {
    framework("hon-quan-2023").unwrap()
}

const QUESTIONS: &str = "question,code\nC1,8.1\nC2,8.1\n";

/// Hands out a few bytes at a time.
struct Slow<'b>(&'b [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let n = self.1.min(self.0.len()).min(out.len());
        let (first, rest) = self.0.split_at(n);
        out[..n].copy_from_slice(first);
        self.0 = rest;
        Ok(n)
    }
}

fn count(ballots: &[u8], asked: &str, step: usize) -> SurveyCounts {
    let (questions, _) = read_questions(&ruler(), "q.csv", QUESTIONS.as_bytes());
    let mut tally = Tally::new(&questions);
    if !asked.is_empty() {
        read_asked(&mut tally, "asked.csv", asked.as_bytes());
    }
    read_ballots(&mut tally, &questions, "b.csv", Slow(ballots, step)).unwrap();
    tally.finish()
}

fn told(counted: &SurveyCounts, code: &str) -> Vec<Finding> {
    let findings = counted.findings().iter();
    findings.filter(|finding| finding.code().as_str() == code).cloned().collect()
}

#[test]
fn a_quotation_mark_never_closed_is_told_with_its_line() {
    let head = "ballot,unit,C1,C2,note\n";
    let good = (1..=50).map(|n| format!("{n},xã An,A,B,\n")).collect::<Vec<_>>().concat();
    for (opened, text, ballots) in [
        (Some(52), format!("{head}{good}51,xã An,A,B,\"mở\n52,xã An,A,B,\n53,xã An,A,B,\n"), 50),
        (Some(53), format!("sep=,\n{head}{good}51,xã An,A,B,\"mở\n52,xã An,A,B,\n"), 50),
        (Some(52), format!("{head}{good}51,xã An,\"A,B,\n52,xã An,A,B,"), 50),
        // Behind cells that hold line breaks, lines go on being those of the text.
        (Some(55), format!("{head}{good}51,xã An,A,B,\"a\nb\nc\"\n52,xã An,A,B,\"\"\"x\n"), 51),
        (Some(1), "ballot,unit,\"C1,C2\n1,xã An,A,A\n".to_owned(), 0),
        // Closed ones, doubled ones and those inside a cell are none.
        (None, format!("{head}{good}51,xã An,A,B,\"đóng \"\"hai\"\" lần\"\n"), 51),
        (None, format!("{head}{good}51,xã An,A,B,5\" x\n52,xã An,A,B,\n"), 52),
        (None, format!("{head}{good}51,xã An,A,B,\"\""), 51),
    ] {
        for (text, step) in [
            (text.clone(), 1),
            (text.clone(), 7),
            (text.clone(), usize::MAX),
            (text.replace('\n', "\r\n"), 3),
            (format!("\u{feff}{text}"), usize::MAX),
        ] {
            let counted = count(text.as_bytes(), "", step);
            let lines: Vec<Option<usize>> =
                told(&counted, "quote_open").iter().map(|one| one.place().line).collect();
            assert_eq!(lines, opened.map(Some).into_iter().collect::<Vec<_>>(), "{text}");
            assert_eq!(counted.has_errors(), opened.is_some(), "{text}");
            assert_eq!(counted.units().iter().map(|unit| unit.ballots).sum::<u64>(), ballots);
        }
    }
}

#[test]
fn an_open_mark_of_a_long_file_is_told_without_reading_it_all_into_memory() {
    let rest = "2,xã An,A,B\n".repeat(200_000);
    let text = format!("ballot,unit,C1,C2\n1,xã An,A,B\n2,\"xã An,A,B\n{rest}");
    let counted = count(text.as_bytes(), "", 1 << 16);
    assert_eq!(told(&counted, "quote_open")[0].place().line, Some(3));
    assert_eq!(counted.units()[0].ballots, 1);
}

/// A row without end where no quotation mark is open says so, and not that one is.
#[test]
fn a_row_without_end_is_told_as_that() {
    let long = "x,".repeat(1 << 20);
    for (row, code, line) in [
        (format!("2,xã An,{long}"), "row_unended", 3),
        (format!("2,\"xã An\",{long}\n3,xã An,A,B\n"), "row_unended", 3),
        (format!("2,xã An,A,B,\"\n{long}"), "quote_open", 3),
    ] {
        let text = format!("ballot,unit,C1,C2,note\n1,xã An,A,B\n{row}");
        for step in [1 << 10, usize::MAX] {
            let counted = count(text.as_bytes(), "", step);
            let found: Vec<(&str, Option<usize>)> = counted
                .findings()
                .iter()
                .filter(|one| one.is_error())
                .map(|one| (one.code().as_str(), one.place().line))
                .collect();
            assert_eq!(found, [(code, Some(line))]);
            assert_eq!(counted.units()[0].ballots, 1);
        }
    }
}

#[test]
fn rows_too_long_or_too_short_are_told() {
    let of = |rows: &str| count(format!("ballot,unit,C1,C2,note\n{rows}").as_bytes(), "", 5);
    let long = of("1,xã An,A,B,,\n2,xã Bình,A,B,a,b\n");
    let found = told(&long, "row_too_long");
    assert_eq!(found.len(), 1, "empty cells beyond the header are nothing");
    assert_eq!(found[0].place().cell.as_deref(), Some("F3"));
    let errors: Vec<bool> = long.units().iter().map(|unit| unit.in_error).collect();
    assert_eq!(errors, [false, true], "only the unit of the row is in error");
    // The last column that is read is C2; what lacks behind it is nothing.
    let short = of("1,xã An,A,B\n2,xã An,A\n3,xã An\n");
    let cells: Vec<_> =
        told(&short, "row_too_short").iter().map(|one| one.place().cell.clone().unwrap()).collect();
    assert_eq!(cells, ["D3", "C4"]);
    assert_eq!((short.has_errors(), short.units()[0].ballots), (false, 3));
}

#[test]
fn ballots_without_a_channel_among_others_are_told_and_labelled() {
    let text = "ballot,unit,channel,C1,C2\n1,xã An,regular,A,A\n2,xã An,,A,B\n";
    let counted = count(text.as_bytes(), "", 9);
    let found = told(&counted, "channel_missing");
    assert_eq!((found.len(), found[0].found_text()), (1, Some("1")));
    for (lang, label) in [(Lang::En, "no channel: "), (Lang::Vi, "chưa ghi kênh: ")] {
        let look = view::Look { lang, ..view::Look::default() };
        let table = view::satisfaction_page(&counted, "xã An", &[]).text(look);
        assert!(table.contains(label), "{table}");
        assert!(
            view::survey_page(&counted, &view::SurveyView::default())
                .text(look)
                .contains(label.trim_end_matches(": "))
        );
    }
    // Rows of those asked that name none beside ballots that do.
    let text = text.replace(",,A", ",regular,A");
    let of = |asked: &str| told(&count(text.as_bytes(), asked, 9), "channel_missing").len();
    assert_eq!(of("unit,asked\nxã An,10\n"), 1);
    assert_eq!(of("unit,channel,asked\nxã An,regular,10\n"), 0);
    // Where nobody names one, there are no channels.
    let text = text.replace("regular", "");
    assert_eq!(told(&count(text.as_bytes(), "", 9), "channel_missing").len(), 0);
}

#[test]
fn numbers_of_people_have_one_bound_and_say_what_is_wrong() {
    let text = "ballot,unit,C1,C2\n1,xã An,A,A\n2,xã An,A,B\n";
    let of = |asked: &str, population: &str| {
        let table = format!("unit;asked;population\nxã An;{asked};{population}\n");
        let counted = count(text.as_bytes(), &table, 9);
        // Nothing overflows on the way to any page.
        let view = view::SurveyView::default();
        view::survey_page(&counted, &view).text(view::Look::default());
        let asked = par_index::ask::Asked::of("survey", "{}").unwrap();
        let dossier = par_index::dossier::Dossier::default().with_ballots(counted.clone());
        assert!(!dossier.ask(&asked).unwrap().to_json().is_empty());
        counted
    };
    let wrong = |asked: &str, population: &str| {
        let counted = of(asked, population);
        let errors: Vec<(String, Option<String>)> = counted
            .findings()
            .iter()
            .filter(|one| one.is_error())
            .map(|one| (one.code().as_str().to_owned(), one.place().cell.clone()))
            .collect();
        errors
    };
    let one = |code: &str, cell: &str| vec![(code.to_owned(), Some(cell.to_owned()))];
    for (text, code) in [
        ("18446744073709551616", "count_too_large"),
        ("18446744073709551615", "count_too_large"),
        ("9000000000", "count_too_large"),
        ("99999999999999999999999999999999999999999999", "count_too_large"),
        ("-5", "count_negative"),
        ("-1.5", "count_negative"),
        ("1.5", "not_whole"),
        ("bảy mươi", "bad_number"),
        ("không áp dụng", "bad_number"),
        ("70%", "percent_given"),
    ] {
        assert_eq!(wrong(text, ""), one(code, "B2"), "{text}");
        assert_eq!(wrong("70", text), one(code, "C2"), "{text}");
        let message = told(&of(text, ""), code)[0].text(Lang::Vi);
        assert!(!message.contains("Không áp dụng"), "{message}");
    }
    for (text, asked) in [
        ("0", 0),
        ("-0", 0),
        ("70", 70),
        ("70.0", 70),
        ("70,00", 70),
        ("8999999999", 8_999_999_999),
    ] {
        let counted = of(text, "8999999999");
        assert!(!counted.has_errors(), "{text}: {:?}", counted.findings());
        assert_eq!(counted.units()[0].asked, Some(asked), "{text}");
    }
    assert_eq!(wrong("", "70"), one("asked_missing", "B2"));
    assert_eq!(wrong("", ""), []);
}

/// Through the library no reader stands before: the tally itself keeps the bound.
#[test]
fn populations_at_the_end_of_the_integers_are_findings() {
    let (questions, _) = read_questions(&ruler(), "q.csv", QUESTIONS.as_bytes());
    let mut tally = Tally::new(&questions);
    for group in ["a", "b", "c"] {
        let row = par_index::assessment::AskedRow {
            unit: "xã An",
            group,
            channel: "",
            asked: u64::MAX,
            population: Some(u64::MAX),
        };
        tally.asked(&row, &|_| par_index::finding::Place::default());
    }
    read_ballots(
        &mut tally,
        &questions,
        "b.csv",
        "ballot,unit,group,C1\n1,xã An,a,A\n2,xã An,b,B\n".as_bytes(),
    )
    .unwrap();
    let counted = tally.finish();
    assert_eq!(told(&counted, "count_too_large").len(), 3);
    assert_eq!(counted.units()[0].population, None);
}

#[test]
fn usual_headings_name_the_unit_and_the_ballot() {
    for (ballot, unit) in [
        ("ID", "Tên đơn vị"),
        ("STT", "Tên xã"),
        ("Số thứ tự", "Xã/phường"),
        ("Mã phiếu", "Cơ quan"),
    ] {
        let text = format!("{ballot};{unit};C1;C2\n1;xã An;A;A\n1;xã An;A;A\n");
        let counted = count(text.as_bytes(), "", 9);
        let codes: Vec<&str> =
            counted.findings().iter().map(|finding| finding.code().as_str()).collect();
        assert_eq!(codes, ["ballot_twice"], "{ballot} {unit}");
        assert_eq!(counted.units()[0].unit.id, "xã An");
    }
    // Where both stand, the number of the ballot is its number.
    let counted =
        count("STT;Mã phiếu;unit;C1;C2\n1;a;xã An;A;A\n1;b;xã An;A;A\n".as_bytes(), "", 9);
    assert_eq!(counted.units()[0].ballots, 2);
    let counted = count("ballot,noi,C1,C2\n1,xã An,A,A\n".as_bytes(), "", 9);
    let finding = &told(&counted, "missing_column")[0];
    for word in ["unit", "đơn vị", "tên đơn vị", "xã/phường", "cơ quan"] {
        assert!(finding.text(Lang::Vi).contains(word), "{}", finding.text(Lang::Vi));
    }
}

/// Options are named with their labels, in the language of the reader.
#[test]
fn an_unknown_option_lists_the_labels() {
    let fw = framework("sipas-district-2023").unwrap();
    let table = "question,code\nC1,1.1\n";
    let (questions, _) = read_questions(&fw, "q.csv", table.as_bytes());
    let mut tally = Tally::new(&questions);
    let ballots = "ballot,unit,C1\n1,xã An,Tạm được\n";
    read_ballots(&mut tally, &questions, "b.csv", ballots.as_bytes()).unwrap();
    let counted = tally.finish();
    let finding = &told(&counted, "unknown_option")[0];
    let par_index::framework::Rule::Survey(rule) = fw.node("1.1").unwrap().leaf().unwrap().rule()
    else {
        panic!("1.1 counts answers")
    };
    for option in &rule.options {
        for (lang, label) in [(Lang::Vi, &option.label.vi), (Lang::En, &option.label.en)] {
            let expected = finding.expected(lang);
            assert!(!label.is_empty() && expected.contains(label.as_str()), "{expected}");
        }
    }
}

/// A table of headings alone, and a target of a channel where ballots name none.
#[test]
fn what_is_missing_is_said_plainly() {
    let counted = count("ballot,unit,C1,C2\n".as_bytes(), "", 9);
    assert_eq!(told(&counted, "no_ballots").len(), 1);
    assert_eq!(
        told(&count("ballot,unit,C1,C2\n1,xã An,A,A\n".as_bytes(), "", 9), "no_ballots"),
        []
    );
    let (questions, _) = read_questions(&ruler(), "q.csv", QUESTIONS.as_bytes());
    let threshold = par_index::framework::FullAt::AtLeast("95".parse().unwrap());
    let target = par_index::assessment::Target { channel: Some("regular".into()), threshold };
    let mut tally = Tally::new(&questions).with_targets(&[target]);
    read_ballots(&mut tally, &questions, "b.csv", "ballot,unit,C1,C2\n1,xã An,A,A\n".as_bytes())
        .unwrap();
    let counted = tally.finish();
    let finding = &told(&counted, "channel_unknown")[0];
    assert!(finding.expected(Lang::En).contains("the percentage alone"), "{finding}");
    assert!(finding.expected(Lang::Vi).contains("chỉ ghi tỷ lệ"), "{finding}");
}

#[test]
fn many_channels_and_long_names_stay_on_the_page() {
    let name = "Ủy ban nhân dân thị trấn Tân Khai mở rộng về phía đông nam, huyện Hớn Quản, tỉnh Bình Phước";
    let mut text = "ballot,unit,channel,C1,C2\n".to_owned();
    for channel in [
        "regular",
        "regular-online",
        "surprise",
        "kênh bưu chính công ích",
        "kênh 5",
        "kênh 6",
        "kênh 7",
        "kênh 8",
        "k9",
    ] {
        text.extend(["1,\"", name, "\",", channel, ",A,B\n"]);
    }
    let counted = count(
        text.as_bytes(),
        &format!("unit,channel,asked,population\n\"{name}\",regular,1000,20000\n"),
        64,
    );
    assert!(!counted.has_errors(), "{:?}", counted.findings());
    let unit = &counted.units()[0].unit.id;
    for lang in [Lang::En, Lang::Vi] {
        let look = view::Look { lang, ..view::Look::default() };
        let table = view::satisfaction_page(&counted, unit, &[]).text(look)
            + &view::survey_page(&counted, &view::SurveyView::default()).text(look);
        for line in table.lines() {
            assert!(line.chars().count() <= 100, "{line}");
        }
        let words = table.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(name), "the name is whole: {table}");
        for channel in ["kênh bưu chính công ích", "kênh 8", "k9"] {
            assert!(words.contains(channel), "{table}");
        }
    }
}

/// One input calls a unit by its id, another by its name: two units, and someone should know.
#[test]
fn an_id_that_is_the_name_of_another_unit_is_told() {
    let told = |tables: &[&str], register: bool| {
        let mut inputs = Inputs::new(&ruler()).for_year(2023);
        if register {
            let mut unit = RegisteredUnit::new("xa-01");
            unit.name = Some("Xã An".into());
            inputs = inputs.with_register(Register::new(vec![unit]).0);
        }
        for (n, table) in tables.iter().enumerate() {
            read_input(&mut inputs, &format!("{n}.csv"), table.as_bytes());
        }
        let findings = inputs.finish().findings;
        let alike = findings.iter().filter(|one| one.code().as_str() == "units_alike");
        alike.map(|one| one.text(Lang::En)).collect::<Vec<String>>()
    };
    let scores = "unit,name,component,appraised\nxa-01,Xã An,1.1,1\nxa-02,Xã Bình,1.1,1\n";
    let survey = "unit,name,component,survey\nUBND xã An,,8.1,9\nxa-02,,8.1,8\n";
    for tables in [[scores, survey], [survey, scores]] {
        let said = told(&tables, false);
        assert_eq!(said.len(), 1, "{said:?}");
        for word in ["UBND xã An", "xa-01", "--units"] {
            assert!(said[0].contains(word), "{said:?}");
        }
        assert_eq!(told(&tables, true), Vec::<String>::new(), "a register knows both");
    }
    // Two units of one name are two, and a unit that is called by its id everywhere is one.
    let twins = "unit,name,component,appraised\nx,Xã Tân Lập,1.1,1\ny,Xã Tân Lập,1.1,1\n";
    assert_eq!(told(&[twins], false), Vec::<String>::new());
    assert_eq!(
        told(&[scores, "unit,component,survey\nxa-01,8.1,9\n"], false),
        Vec::<String>::new()
    );
}
