//! Of one kind in one file a hundred findings are listed, the rest counted; nothing else changes by it.

use par_index::analysis::{Crosswalk, CrosswalkRow};
use par_index::ask::Asked;
use par_index::assessment::{Register, RegisteredUnit};
use par_index::dossier::Dossier;
use par_index::finding::{FindingCode, Severity};
use par_index::remediation::EffortRow;
use par_index::view::{self, Look};
use par_index::{Basis, Efforts, Finding, Framework, Inputs, Lang, State, score_all};
use par_index_sheets::read_input;

use crate::common::{Ruler, field, leaf};

fn ruler() -> Framework {
    Ruler::new(vec![field("1", vec![leaf("1.1", "2"), leaf("1.2", "1")])]).build()
}

fn inputs() -> Inputs {
    Inputs::new(&ruler()).for_year(2023)
}

/// A wide table whose units all have a cell that nobody understands, but the last one.
fn bad_cells(units: usize) -> String {
    let row = |n: usize| format!("xa-{n:04},{},1\n", if n + 1 == units { "2" } else { "?" });
    format!("unit,1.1,1.2\n{}", (0..units).map(row).collect::<String>())
}

/// Code, file and number of what is only counted.
fn cut(findings: &[Finding]) -> Vec<(String, Option<String>, usize)> {
    let cut = findings.iter().filter(|one| one.code() == FindingCode::FindingsCut);
    let said = |one: &Finding| {
        let code = one.found_text().unwrap().to_owned();
        (code, one.place().file.clone(), one.count())
    };
    cut.map(said).collect()
}

#[test]
fn of_one_kind_in_one_file_a_hundred_are_listed_and_every_unit_stays_in_error() {
    let mut inputs = inputs();
    read_input(&mut inputs, "a.csv", bad_cells(401).as_bytes());
    read_input(&mut inputs, "b.csv", b"unit,1.1,1.2\nphuong-1,?,1\n");
    let input = inputs.finish();
    assert_eq!(input.findings.len(), 102);
    let file = Some("a.csv".to_owned());
    assert_eq!(cut(&input.findings), [("unknown_word".to_owned(), file, 300)]);
    let told = input.findings.last().unwrap();
    assert_eq!((told.severity(), told.is_error()), (Severity::Error, true));
    assert_eq!(told.message(Lang::En), "unknown_word: further places not listed: 300");
    // Listed or not, a unit with an error has no numbers, and the others have theirs.
    let all = score_all(&ruler(), &input.assessments, Basis::Final);
    let wrong = all.cards().iter().filter(|card| card.state() == State::InError).count();
    assert_eq!((all.cards().len(), wrong), (402, 401));
    assert_eq!(all.card("xa-0400").unwrap().state(), State::Complete);
    assert!(input.assessments.iter().any(|one| one.unit().id == "xa-0399" && one.is_in_error()));
}

#[test]
fn check_counts_what_it_does_not_list() {
    let mut inputs = inputs();
    read_input(&mut inputs, "a.csv", bad_cells(401).as_bytes());
    let asked = Asked::of("check", r#"{"draft": true}"#).unwrap();
    let reply = Dossier::new(&ruler(), inputs.finish()).ask(&asked).unwrap();
    assert_eq!(reply.exit_code(), 1);
    let text = reply.text(Look::default());
    assert!(text.contains("Errors: 400, warnings: 0"), "{}", text.lines().last().unwrap());
    assert!(text.len() < 40_000, "{}", text.len());
    // Beside a result, the lesser ones of single units are counted in full.
    let mut findings = vec![];
    for n in 0..150 {
        let mut place = par_index::finding::Place::file("a.csv");
        place.unit = Some(format!("xa-{n}"));
        findings.push(Finding::new(FindingCode::BonusOverCap, place));
    }
    let findings = par_index::finding::Findings::from(findings).into_vec();
    assert_eq!(findings.len(), 101);
    let beside = view::findings_beside(&findings).text(Look::default());
    assert!(beside.contains("further places not listed: 50") && beside.contains("100"), "{beside}");
}

#[test]
fn a_file_of_quotes_is_told_in_few_words() {
    let mut inputs = inputs();
    inputs.read("a.json", "\"".repeat(200_000));
    let input = inputs.finish();
    assert_eq!((input.findings.len(), input.assessments.len()), (101, 0));
    assert_eq!(cut(&input.findings)[0].2, 99_900);
    let text = view::findings_page(&input.findings, usize::MAX).text(Look::default());
    assert!(text.len() < 30_000, "{}", text.len());
}

#[test]
fn no_text_of_a_finding_is_longer_than_anybody_reads() {
    let long = "rất dài ".repeat(20_000);
    let table = format!("unit,name,1.1,{long}\nxa-01,{long},{long},1\n{long},b,2,1\n");
    let mut inputs = inputs();
    read_input(&mut inputs, "a.csv", table.as_bytes());
    inputs.read("b.json", format!(r#"{{"{long}": 1}}"#));
    let findings = inputs.finish().findings;
    let codes: Vec<&str> = findings.iter().map(|one| one.code().as_str()).collect();
    for code in ["unknown_column", "name_too_long", "unknown_key"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    for finding in &findings {
        assert!(finding.text(Lang::Vi).len() < 4_000, "{}", finding.code().as_str());
        assert!(serde_json::to_string(finding).unwrap().len() < 8_000);
    }
}

#[test]
fn every_kind_of_document_is_told_in_few_words() {
    let rows: Vec<EffortRow> =
        (0..500).map(|n| EffortRow::new(format!("9.{n}"), "1".parse().unwrap(), 1)).collect();
    let (_, findings) = Efforts::of(&ruler(), &rows);
    assert_eq!((findings.len(), findings[100].count()), (101, 400));
    let rows = (0..500).map(|n| {
        CrosswalkRow::new(format!("9.{n}"), "1.1", par_index::analysis::CrosswalkKind::Same)
    });
    let refused = Crosswalk::new(rows.collect(), &ruler(), &ruler()).unwrap_err();
    assert_eq!((refused.findings().len(), refused.findings()[100].count()), (101, 400));
    let units = (0..500).map(|_| RegisteredUnit::new("xa-01")).collect();
    let (_, findings) = Register::new(units);
    assert_eq!((findings.len(), findings[100].count()), (101, 399));
    let mut ruler = Ruler::new((0..500).map(|n| leaf(&n.to_string(), "1")).collect());
    for node in &mut ruler.0.nodes {
        node.max = par_index::spec::Num::from("x");
    }
    let refused = ruler.0.check().unwrap_err();
    let bad = |one: &&Finding| one.code() == FindingCode::BadNumber;
    assert_eq!(refused.findings().iter().filter(bad).count(), 100);
    assert!(cut(refused.findings()).contains(&("bad_number".to_owned(), None, 400)));
}
