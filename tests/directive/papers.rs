//! The papers close with the ledger, whatever the unit.

use par_index::{
    Basis, Cohort, EffortRow, Efforts, Lang, Paper, PaperAsked, PaperKind, PointSum, Progress,
    framework, ledger, paper, read, sample, score_all, view,
};

use super::{Directive, directive};

const UNIT: &str = "sample-commune-01";

fn cohort() -> Cohort {
    let ruler = framework("hon-quan-2023").unwrap();
    score_all(&ruler, &read(&ruler, sample("communes-2023").unwrap()).assessments, Basis::Final)
}

fn letter() -> Directive {
    directive("hon-quan-2023").unwrap()
}

fn asked(kind: PaperKind, unit: Option<&str>) -> PaperAsked {
    let mut asked = PaperAsked::new(kind, unit);
    asked.on = Some("2023-10-01".parse().unwrap());
    asked
}

fn drawn(kind: PaperKind, unit: Option<&str>) -> Paper {
    let progress = Progress::default();
    paper(&letter(), &cohort(), &asked(kind, unit), &progress, &Efforts::default())
}

#[test]
fn repair_and_monitoring_close_with_the_ledger_of_every_unit() {
    let all = cohort();
    let counted: Vec<&str> = all
        .cards()
        .iter()
        .filter(|card| card.state().as_str() != "not_reported")
        .map(|card| card.unit().id.as_str())
        .collect();
    assert!(counted.len() > 10);
    for unit in counted {
        let lost: PointSum = ledger(all.card(unit).unwrap()).total().total().into();
        for kind in [PaperKind::Repair, PaperKind::Monitoring] {
            let one = drawn(kind, Some(unit));
            assert_eq!((one.loss.total(), one.sums.lost), (lost, lost), "{unit} {kind:?}");
            let rows = view::paper_rows(&all, &one);
            let (total, lines) = rows.split_last().unwrap();
            let sum = |pick: fn(&view::PaperRow) -> PointSum| -> String {
                let sums = lines.iter().filter_map(|row| pick(row).points());
                sums.sum::<PointSum>().to_string()
            };
            assert_eq!(total.lost.to_string(), lost.to_string());
            assert_eq!(
                (sum(|row| row.lost), sum(|row| row.max)),
                (total.lost.to_string(), total.max.to_string())
            );
        }
    }
}

#[test]
fn all_units_together_close_with_the_sum_of_their_ledgers() {
    let all = cohort();
    let lost: PointSum = all
        .cards()
        .iter()
        .filter(|card| !matches!(card.state().as_str(), "not_reported" | "in_error"))
        .map(|card| ledger(card).total().total())
        .sum();
    for kind in [PaperKind::Repair, PaperKind::Monitoring] {
        assert_eq!(drawn(kind, None).loss.total(), lost);
    }
}

#[test]
fn by_agency_the_repair_papers_are_the_whole_one_in_parts() {
    let whole = drawn(PaperKind::Repair, Some(UNIT));
    for group in whole.groups.iter().filter(|group| group.key != "none" && !group.key.contains('+'))
    {
        let mut one = asked(PaperKind::Repair, Some(UNIT));
        one.lead = Some(group.key.clone());
        let own = paper(&letter(), &cohort(), &one, &Progress::default(), &Efforts::default());
        let same = own.groups.iter().find(|own| own.key == group.key);
        assert_eq!(same, Some(group));
        let leads = |group: &par_index::PaperGroup| {
            group.key.split('+').any(|key| Some(key) == one.lead.as_deref())
        };
        assert!(own.groups.iter().all(leads));
    }
}

#[test]
fn raise_closes_with_the_ledger_of_each_node() {
    let all = cohort();
    let book = ledger(all.card(UNIT).unwrap());
    let plan = drawn(PaperKind::Raise, Some(UNIT));
    let nodes: Vec<&str> = plan.groups.iter().map(|group| group.key.as_str()).collect();
    assert_eq!(nodes, ["1", "2", "3", "4", "5", "6", "7", "8.1"]);
    for group in &plan.groups {
        let node = book.node(&group.key).unwrap();
        assert_eq!(group.loss.total(), node.total().into(), "{}", group.key);
        assert_eq!(group.loss.cut_1, node.cut_1.into(), "{}", group.key);
        let lines: PointSum = group.lines.iter().filter_map(|line| line.sums.lost.points()).sum();
        assert_eq!(lines, group.sums.lost, "{}", group.key);
    }
    // The Office's own plan has what it is to raise, also inside the field of another.
    let mut own = asked(PaperKind::Raise, Some(UNIT));
    own.lead = Some("van-phong".to_owned());
    let own = paper(&letter(), &all, &own, &Progress::default(), &Efforts::default());
    let nodes: Vec<&str> = own.groups.iter().map(|group| group.key.as_str()).collect();
    assert_eq!(nodes, ["1.6", "3", "7", "8.1"]);
}

#[test]
fn a_measure_of_the_table_wins_over_the_letter() {
    let all = cohort();
    let rows = [
        ("1.3", "1", "Rà soát từng kiến nghị", "", "2023-09-30"),
        ("1.3", "2", "Lập hồ sơ minh chứng", "van-phong", "2023-10-15"),
        // Where the unit stands already nothing is to be done.
        ("2.2", "2", "Không cần", "", ""),
    ];
    let rows = rows.map(|(code, to, measure, lead, due)| {
        let mut row = EffortRow::new(code, to.parse().unwrap(), 1);
        row.measure = measure.to_owned();
        row.lead = lead.to_owned();
        row.due = due.to_owned();
        row
    });
    let (measures, findings) = Efforts::of(all.framework(), &rows);
    assert_eq!(findings, []);
    let report = paper(
        &letter(),
        &all,
        &asked(PaperKind::Repair, Some(UNIT)),
        &Progress::default(),
        &measures,
    );
    let rows = view::paper_rows(&all, &report);
    let row = |code: &str| rows.iter().find(|row| row.code == code).unwrap();
    let repaired = row("1.3");
    assert_eq!(repaired.measure, "Rà soát từng kiến nghị; Lập hồ sơ minh chứng");
    assert_eq!(
        (repaired.lead.as_str(), repaired.due.as_deref()),
        ("van-phong", Some("2023-10-15"))
    );
    assert_eq!(row("2.2").measure, "");
    // The letter's own words elsewhere, and its day; never one that had passed.
    assert!(row("6.2").measure.contains("80%"));
    assert_eq!(row("6.2").due.as_deref(), Some("2023-11-30"));
}

#[test]
fn the_papers_are_as_looked_at() {
    let (all, letter) = (cohort(), letter());
    let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.bind(|| {
        for kind in [PaperKind::Repair, PaperKind::Raise, PaperKind::Monitoring] {
            let one = drawn(kind, Some(UNIT));
            let text = view::paper_markdown(&letter, &all, &one, look);
            insta::assert_snapshot!(format!("paper_{}", kind.as_str()), text);
            // Every line of the table has every column.
            let table = text.split("\n\n").find(|part| part.starts_with("| STT")).unwrap();
            let bars = |line: &str| line.replace("\\|", "").matches('|').count();
            assert!(table.lines().all(|line| bars(line) == bars(table.lines().next().unwrap())));
        }
    });
}

#[test]
fn tables_fit_a_terminal_in_both_languages() {
    let (all, letter) = (cohort(), letter());
    for lang in [Lang::En, Lang::Vi] {
        let look = view::Look { lang, ..view::Look::default() };
        for unit in [Some(UNIT), None] {
            for kind in [PaperKind::Repair, PaperKind::Raise, PaperKind::Monitoring] {
                let text = view::paper_table(&letter, &all, &drawn(kind, unit), look);
                let wide = text.lines().find(|line| line.chars().count() > 100);
                assert_eq!(wide, None);
                assert!(!text.contains('…'), "{text}");
            }
        }
    }
}
