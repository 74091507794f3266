//! Who a line of a paper stands under, and what a paper says of what it leaves out.

use par_index::analysis::ledger;
use par_index::directive::{Paper, PaperKind, Progress, paper};
use par_index::remediation::EffortRow;
use par_index::{Basis, Efforts, Lang, PointSum, framework, read, sample, score_all, view};

use super::Directive;
use super::papers::{UNIT, asked, cohort, drawn, letter};

#[test]
fn a_row_of_measures_stands_under_the_lead_it_names() {
    let all = cohort();
    let mut row = EffortRow::new("1.3", "2".parse().unwrap(), 1);
    (row.measure, row.lead) = ("Lập hồ sơ".to_owned(), "tu-phap".to_owned());
    let (measures, _) = Efforts::of(all.framework(), &[row]);
    let drawn = |lead: Option<&str>| {
        let mut one = asked(PaperKind::Repair, Some(UNIT));
        one.lead = lead.map(str::to_owned);
        paper(&letter(), &all, &one, &Progress::default(), &measures).unwrap()
    };
    let holds = |one: &Paper, key: &str| {
        let group = one.groups.iter().find(|group| group.key == key);
        group.is_some_and(|group| group.lines.iter().any(|line| line.code == "1.3"))
    };
    for (lead, own) in [(None, true), (Some("tu-phap"), true), (Some("noi-vu"), false)] {
        let one = drawn(lead);
        assert_eq!((holds(&one, "tu-phap"), holds(&one, "noi-vu")), (own, false), "{lead:?}");
    }
    // However led, the whole closes with the ledger.
    let lost: PointSum = ledger(all.card(UNIT).unwrap()).total().total().into();
    assert_eq!(drawn(None).sums.lost, lost);
}

#[test]
fn an_order_has_a_leaf_before_a_request_that_names_it_more_closely() {
    let one = drawn(PaperKind::Monitoring, Some(UNIT));
    let of = |paragraph: &str| {
        let mut lines = one.groups.iter().flat_map(|group| &group.lines);
        let by = |line: &&par_index::directive::PaperLine| {
            line.obligation.as_ref().is_some_and(|own| own.as_str() == paragraph)
        };
        lines.find(by).unwrap().sums.max.to_string()
    };
    // ¶2.11c requests something of 2.3; ¶2.3 orders the field's results to be kept.
    assert_eq!((of("2.3").as_str(), of("2.11c").as_str()), ("10", "0"));
    // Were it ordered too, it would be the nearer one.
    let ordered = letter().to_json().replace(r#","request":true"#, "");
    let ordered = Directive::from_json(ordered).unwrap();
    let asked = asked(PaperKind::Monitoring, Some(UNIT));
    let one =
        paper(&ordered, &cohort(), &asked, &Progress::default(), &Efforts::default()).unwrap();
    let line = one.groups[0].lines.iter().find(|line| line.code.ends_with("+2.3")).unwrap();
    assert_eq!(line.sums.max.to_string(), "2");
}

#[test]
fn a_plan_says_what_others_lead_in_it() {
    let all = cohort();
    let lost = |kind: PaperKind| {
        let mut one = asked(kind, Some(UNIT));
        one.lead = Some("noi-vu".to_owned());
        paper(&letter(), &all, &one, &Progress::default(), &Efforts::default()).unwrap()
    };
    let (plan, own) = (lost(PaperKind::Raise), lost(PaperKind::Repair));
    let (others, codes) = plan.led_by_others().unwrap();
    assert_eq!(own.led_by_others(), None);
    // The plan is what the agency leads and what others lead in its fields.
    let both = [own.sums.lost, others].iter().filter_map(|sum| sum.points()).sum::<PointSum>();
    assert_eq!(plan.sums.lost, both);
    for (lang, words) in [(Lang::Vi, "do cơ quan khác chủ trì"), (Lang::En, "that others lead")]
    {
        let look = view::Look { lang, ..view::Look::default() };
        let table = view::paper_page(&letter(), &all, &plan).text(look);
        assert!(table.contains(words) && codes.iter().all(|code| table.contains(code)), "{table}");
        assert!(view::paper_document(&letter(), &all, &plan).markdown(look).contains(words));
        assert!(!view::paper_page(&letter(), &all, &own).text(look).contains(words));
    }
}

#[test]
fn what_the_self_assessed_column_leaves_out_is_said_under_the_table() {
    let all = cohort();
    let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
    let said = |lead: Option<&str>, kind: PaperKind| {
        let mut one = asked(kind, Some(UNIT));
        one.lead = lead.map(str::to_owned);
        let one = paper(&letter(), &all, &one, &Progress::default(), &Efforts::default()).unwrap();
        view::paper_page(&letter(), &all, &one).text(look).contains("Cột tự chấm chưa tính")
            && view::paper_document(&letter(), &all, &one)
                .markdown(look)
                .contains("Cột tự chấm chưa tính")
    };
    assert!(said(None, PaperKind::Repair) && said(None, PaperKind::Monitoring));
    // Its leaves are all claimed.
    for kind in [PaperKind::Repair, PaperKind::Raise, PaperKind::Monitoring] {
        assert!(!said(Some("tu-phap"), kind), "{kind:?}");
    }
    // Over several units one that claimed nothing at a leaf of it is enough.
    let pooled = |text: &str| {
        let fw = framework("hon-quan-2023").unwrap();
        let all = score_all(&fw, &read(&fw, text).assessments, Basis::Final);
        let mut one = asked(PaperKind::Repair, None);
        one.lead = Some("tu-phap".to_owned());
        paper(&letter(), &all, &one, &Progress::default(), &Efforts::default())
            .unwrap()
            .self_in_part
    };
    let text = sample("communes-2023").unwrap();
    let mut sheets: serde_json::Value = serde_json::from_str(text).unwrap();
    assert!(!pooled(text));
    let own = sheets.as_array_mut().unwrap().iter_mut().find(|own| own["unit"]["id"] == UNIT);
    let entries = own.unwrap()["entries"].as_array_mut().unwrap();
    let entry = entries.iter_mut().find(|entry| entry["code"] == "2.2").unwrap();
    entry.as_object_mut().unwrap().remove("self").unwrap();
    assert!(pooled(&sheets.to_string()));
}

#[test]
fn a_silent_unit_is_asked_for_its_report_and_has_no_bare_total() {
    let all = cohort();
    let mut silent = all.cards().iter().filter(|card| card.state().as_str() == "not_reported");
    let unit = silent.next().unwrap().unit().id.clone();
    for (lang, words, total) in [
        (Lang::Vi, "Chưa lập được biểu; cần gửi báo cáo trước.", "Cộng các tiêu chí nêu trên"),
        (Lang::En, "the report must be sent first", "Total"),
    ] {
        let look = view::Look { lang, ..view::Look::default() };
        for kind in [PaperKind::Repair, PaperKind::Raise, PaperKind::Monitoring] {
            let one = drawn(kind, Some(&unit));
            for text in [
                view::paper_document(&letter(), &all, &one).markdown(look),
                view::paper_page(&letter(), &all, &one).text(look),
            ] {
                assert_eq!(text.contains(words), kind != PaperKind::Monitoring, "{text}");
                // Neither in the last row of Markdown nor of the terminal's.
                let sums = |line: &str| {
                    line.contains(&format!("**{total}")) || line.trim_start().starts_with(total)
                };
                assert!(!text.lines().any(sums), "{text}");
            }
        }
    }
}

#[test]
fn an_agency_without_a_field_to_raise_is_sent_to_repair() {
    let (all, letter) = (cohort(), letter());
    let mut one = asked(PaperKind::Raise, Some(UNIT));
    one.lead = Some("kinh-te-ha-tang".to_owned());
    let one = paper(&letter, &all, &one, &Progress::default(), &Efforts::default()).unwrap();
    for (lang, words) in [(Lang::Vi, "không được giao nâng hạng"), (Lang::En, "nothing to raise")]
    {
        let look = view::Look { lang, ..view::Look::default() };
        let text = view::paper_page(&letter, &all, &one).text(look);
        assert!(text.contains(words) && text.contains("--paper repair"), "{text}");
        assert!(!text.contains("chủ trì nội dung nào") && !text.contains("leads nothing"));
    }
}

#[test]
fn a_line_of_monitoring_says_what_is_there_and_then_how_it_stands() {
    let (all, letter) = (cohort(), letter());
    let text = r#"[{"obligation": "2.2c", "on": "2023-09-30", "done": 4, "of": 25}]"#;
    let (progress, findings) = Progress::from_json(&letter, text);
    assert_eq!(findings, []);
    let monitoring = asked(PaperKind::Monitoring, Some(UNIT));
    let one = paper(&letter, &all, &monitoring, &progress, &Efforts::default()).unwrap();
    for (lang, words) in [
        (Lang::Vi, "≥ 30%: 4/25, 16,00%; thiếu 4 · đang thực hiện"),
        (Lang::En, "≥ 30 %: 4 of 25, 16.00 %; 4 more · in progress"),
    ] {
        let look = view::Look { lang, ..view::Look::default() };
        let table = view::paper_page(&letter, &all, &one).text(look);
        assert!(table.contains(words), "{table}");
    }
}

/// The embedded letter, changed.
fn changed_letter(change: impl Fn(&mut serde_json::Value)) -> par_index::directive::Directive {
    let mut document: serde_json::Value = serde_json::from_str(&letter().to_json()).unwrap();
    change(&mut document);
    super::sound(&document)
}

fn line_of(letter: &par_index::directive::Directive, code: &str) -> view::PaperRow {
    let (all, kind) = (cohort(), asked(PaperKind::Repair, Some(UNIT)));
    let one = paper(letter, &all, &kind, &Progress::default(), &Efforts::default()).unwrap();
    let rows = view::paper_rows(&all, &one);
    rows.into_iter().find(|row| row.code == code).unwrap()
}

#[test]
fn a_day_nobody_can_keep_stands_in_no_line() {
    let due = |day: &str| {
        let letter = changed_letter(|document| {
            let all = document["obligations"].as_array_mut().unwrap();
            let one = all.iter_mut().find(|one| one["paragraph"] == "2.4c").unwrap();
            one["due"] = day.into();
        });
        line_of(&letter, "6.2")
    };
    assert_eq!(due("2023-11-30").due.as_deref(), Some("2023-11-30"));
    // The letter is of 2023-06-08.
    assert_eq!(due("2023-06-08").due.as_deref(), Some("2023-06-08"));
    let late = due("2023-06-07");
    assert_eq!((late.due.as_deref(), late.obligation.as_deref()), (None, Some("2.4c")));
    assert!(late.measure.contains("80%"));
}

#[test]
fn of_two_paragraphs_the_one_whose_link_the_letter_states_is_cited() {
    let cited = |reconstructed: [bool; 2]| {
        let letter = changed_letter(|document| {
            let all = document["obligations"].as_array_mut().unwrap();
            for (paragraph, reconstructed) in ["8.1", "8.2"].into_iter().zip(reconstructed) {
                let codes = if reconstructed { vec!["2.2"] } else { vec![] };
                all.push(serde_json::json!({
                    "paragraph": paragraph, "text": {"vi": "Việc"}, "nodes": ["2.2"],
                    "reconstructed": codes, "lead": ["tu-phap"], "goal": "do"
                }));
            }
        });
        line_of(&letter, "2.2").obligation
    };
    assert_eq!(cited([false, true]).as_deref(), Some("8.1"));
    assert_eq!(cited([true, false]).as_deref(), Some("8.2"));
    // Of two alike the first on paper.
    assert_eq!(cited([true, true]).as_deref(), Some("8.1"));
}

#[test]
fn what_an_agency_shares_the_lead_of_is_not_led_by_others() {
    let all = cohort();
    let others = |lead: &str| {
        let mut row = EffortRow::new("1.3", "2".parse().unwrap(), 1);
        (row.lead, row.measure) = (lead.to_owned(), "Làm".to_owned());
        let (measures, findings) = Efforts::of(all.framework(), &[row]);
        assert_eq!(findings, []);
        let mut raise = asked(PaperKind::Raise, Some(UNIT));
        raise.lead = Some("noi-vu".to_owned());
        let one = paper(&letter(), &all, &raise, &Progress::default(), &measures).unwrap();
        one.led_by_others().map(|(_, codes)| codes).unwrap_or_default()
    };
    assert!(others("van-phong").contains(&"1.3".to_owned()));
    assert!(!others("van-phong+noi-vu").contains(&"1.3".to_owned()));
}

#[test]
fn whoever_leads_a_paragraph_with_others_finds_it_in_monitoring() {
    let all = cohort();
    let letter = letter();
    let paragraphs = |lead: &str| {
        let mut monitoring = asked(PaperKind::Monitoring, Some(UNIT));
        monitoring.lead = Some(lead.to_owned());
        let one =
            paper(&letter, &all, &monitoring, &Progress::default(), &Efforts::default()).unwrap();
        let lines = one.groups.into_iter().flat_map(|group| group.lines);
        lines.map(|line| line.obligation.unwrap().to_string()).collect::<Vec<String>>()
    };
    for lead in ["co-quan-chuyen-mon", "don-vi-su-nghiep", "ubnd-xa"] {
        let own = letter
            .obligations()
            .iter()
            .filter(|one| letter.lead(one).any(|actor| actor.id() == lead));
        let own: Vec<String> = own.map(|one| one.paragraph().to_string()).collect();
        assert!(own.len() > 10 && paragraphs(lead) == own, "{lead}");
    }
}

#[test]
fn bonus_and_deduction_close_monitoring_in_a_group_of_their_own() {
    let ruler = framework("hon-quan-2023").unwrap();
    let mut sheets: serde_json::Value =
        serde_json::from_str(sample("communes-2023").unwrap()).unwrap();
    sheets[0]["deduction"] = "0.5".into();
    let all = score_all(&ruler, &read(&ruler, sheets.to_string()).assessments, Basis::Final);
    let monitoring = asked(PaperKind::Monitoring, Some(UNIT));
    let one =
        paper(&letter(), &all, &monitoring, &Progress::default(), &Efforts::default()).unwrap();
    let last = one.groups.last().unwrap();
    assert_eq!(
        (last.key.as_str(), last.lines.len(), last.lines[0].code.as_str()),
        ("extras", 1, "deduction")
    );
    let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
    assert!(
        view::paper_document(&letter(), &all, &one)
            .markdown(look)
            .contains("**Điểm thưởng, điểm trừ**")
    );
}
