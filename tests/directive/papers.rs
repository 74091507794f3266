//! The papers close with the ledger, whatever the unit.

use par_index::analysis::ledger;
use par_index::directive::{Paper, PaperAsked, PaperKind, Progress, paper};
use par_index::remediation::EffortRow;
use par_index::{
    Basis, Cohort, Efforts, Lang, PointSum, Points, framework, read, sample, score_all, view,
};

use super::{Directive, directive};

pub(crate) const UNIT: &str = "sample-commune-01";

pub(crate) fn cohort() -> Cohort {
    let ruler = framework("hon-quan-2023").unwrap();
    score_all(&ruler, &read(&ruler, sample("communes-2023").unwrap()).assessments, Basis::Final)
}

pub(crate) fn letter() -> Directive {
    directive("hon-quan-2023").unwrap()
}

pub(crate) fn asked(kind: PaperKind, unit: Option<&str>) -> PaperAsked {
    let mut asked = PaperAsked::new(kind, unit);
    asked.on = Some("2023-10-01".parse().unwrap());
    asked
}

pub(crate) fn drawn(kind: PaperKind, unit: Option<&str>) -> Paper {
    let progress = Progress::default();
    paper(&letter(), &cohort(), &asked(kind, unit), &progress, &Efforts::default()).unwrap()
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
    let (all, letter) = (cohort(), letter());
    let whole = drawn(PaperKind::Repair, Some(UNIT));
    let agencies: std::collections::BTreeSet<&str> = letter
        .agencies()
        .iter()
        .map(par_index::directive::Actor::id)
        .chain(all.framework().agencies().iter().map(par_index::framework::Agency::id))
        .collect();
    // Every line that somebody leads is in the paper of each of its leads, as it is in the whole.
    let mut parts: std::collections::BTreeMap<String, par_index::directive::PaperLine> =
        std::collections::BTreeMap::new();
    for lead in agencies {
        let mut one = asked(PaperKind::Repair, Some(UNIT));
        one.lead = Some(lead.to_owned());
        let own = paper(&letter, &all, &one, &Progress::default(), &Efforts::default()).unwrap();
        for group in &own.groups {
            let same = whole.groups.iter().find(|whole| whole.key == group.key).unwrap();
            assert!(group.lines.iter().all(|line| same.lines.contains(line)), "{lead}");
            assert!(group == same || group.key == "none", "{lead}");
        }
        for line in own.groups.into_iter().flat_map(|group| group.lines) {
            assert!(line.lead.split('+').any(|own| own == lead), "{lead}: {}", line.code);
            let known = parts.insert(line.code.clone(), line.clone());
            assert!(known.is_none_or(|known| known == line));
        }
    }
    let led = whole.groups.iter().flat_map(|group| &group.lines);
    let led = led.filter(|line| !line.lead.is_empty());
    assert_eq!(led.count(), parts.len());
    // With what nobody leads they are the whole.
    let others = whole.groups.iter().flat_map(|group| &group.lines);
    let others = others.filter(|line| line.lead.is_empty());
    let lost = parts.values().chain(others).filter_map(|line| line.sums.lost.points());
    assert_eq!(lost.sum::<PointSum>(), whole.sums.lost);
}

/// Claimed too low and granted whole: nothing is lost, so nothing is to be repaired; elsewhere each
/// cause closes too.
#[test]
fn a_leaf_whose_causes_cancel_is_not_to_be_repaired() {
    let ruler = framework("hon-quan-2023").unwrap();
    let mut sheets: serde_json::Value =
        serde_json::from_str(sample("communes-2023").unwrap()).unwrap();
    let leaf = &mut sheets[0]["entries"][0];
    assert_eq!(leaf["code"], "1.1.1");
    (leaf["self"]["facts"]["done"], leaf["appraised"]["facts"]["done"]) =
        ("30".into(), "40".into());
    let all = score_all(&ruler, &read(&ruler, sheets.to_string()).assessments, Basis::Final);
    let book = ledger(all.card(UNIT).unwrap());
    let cancelled = book.node("1.1.1").unwrap();
    assert!(cancelled.cut_1.is_negative() && cancelled.total() == Points::ZERO);
    let drawn = |kind| {
        let kind = asked(kind, Some(UNIT));
        paper(&letter(), &all, &kind, &Progress::default(), &Efforts::default()).unwrap()
    };
    let repair = drawn(PaperKind::Repair);
    let total = book.total();
    assert_eq!(repair.loss.total(), total.total().into());
    let mut lines = repair.groups.iter().flat_map(|group| &group.lines);
    assert!(lines.all(|line| line.code != "1.1.1"));
    // Its cut of less than nothing is not among those of the lines.
    let cuts = [repair.loss.cut_1.points().unwrap(), cancelled.cut_1];
    assert_eq!(cuts.into_iter().sum::<PointSum>(), total.cut_1.into());
    let table = drawn(PaperKind::Monitoring);
    assert_eq!((table.loss.cut_1, table.loss.not_met), (total.cut_1.into(), total.not_met.into()));
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
    // What the letter wants below a field is cited there too.
    let steering = &plan.groups[0];
    let nested: Vec<String> =
        steering.nested.iter().map(|(code, _, by)| format!("{code} {by}")).collect();
    assert_eq!(nested, ["1.6 2.1a"]);
    assert!(plan.groups[1..].iter().all(|group| group.nested.is_empty()));
    // The Office's own plan has what it is to raise, also inside the field of another.
    let mut own = asked(PaperKind::Raise, Some(UNIT));
    own.lead = Some("van-phong".to_owned());
    let own = paper(&letter(), &all, &own, &Progress::default(), &Efforts::default()).unwrap();
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
    )
    .unwrap();
    let rows = view::paper_rows(&all, &report);
    let row = |code: &str| rows.iter().find(|row| row.code == code).unwrap();
    let repaired = row("1.3");
    // Two levels, one after the other, each with its points and day; the last day is the line's.
    assert_eq!(
        repaired.measure,
        "đến 1,00: Rà soát từng kiến nghị (30/9/2023); đến 2,00: Lập hồ sơ minh chứng (15/10/2023)"
    );
    assert!(
        repaired.measure_en.starts_with("to 1.00: ") && repaired.measure_en.contains("2023-10-15")
    );
    // The first names nobody and is the leaf's own lead's; both answer, and the line stands so.
    assert_eq!(
        (repaired.lead.as_str(), repaired.group.as_str(), repaired.due.as_deref()),
        ("noi-vu+van-phong", "noi-vu+van-phong", Some("2023-10-15"))
    );
    assert_eq!(row("2.2").measure, "");
    // The letter's own words elsewhere, and its day; never one that had passed.
    assert!(row("6.2").measure.contains("80%") && row("6.2").due_before);
    assert!(!repaired.due_before, "the table's own day");
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
            let text = view::paper_document(&letter, &all, &one).markdown(look);
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
                let text = view::paper_page(&letter, &all, &drawn(kind, unit)).text(look);
                let wide = text.lines().find(|line| line.chars().count() > 100);
                assert_eq!(wide, None);
                assert!(!text.contains('…'), "{text}");
            }
        }
    }
}

/// A figure of a table, without its bold.
fn figure(cell: &str) -> PointSum {
    let plain = cell.trim().trim_matches('*').replace('.', "").replace(',', ".");
    let plain = if plain.is_empty() || plain == "—" { "0".to_owned() } else { plain };
    plain.parse::<Points>().unwrap().into()
}

/// Max, self, appraised and lost of a row of cells.
fn figures(cells: &[&str]) -> [PointSum; 4] {
    [2, 3, 4, 5].map(|n| figure(cells[n]))
}

fn add(a: [PointSum; 4], b: [PointSum; 4]) -> [PointSum; 4] {
    let sum = |n: usize| [a[n], b[n]].iter().filter_map(|one| one.points()).sum();
    [0, 1, 2, 3].map(sum)
}

/// Every heading is the sum of its lines, and the last line that of the headings: in Markdown, on a
/// terminal and in rows alike, for each unit whose sheet is whole.
#[test]
fn every_paper_adds_up_in_every_format() {
    let (all, letter) = (cohort(), letter());
    let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
    let counted = all.cards().iter().filter(|card| card.state().as_str() != "not_reported");
    let units: Vec<&str> = counted.map(|card| card.unit().id.as_str()).collect();
    // One of them still waits for values.
    assert!(units.len() > 10 && units.contains(&UNIT) && units.contains(&"sample-commune-13"));
    for unit in units {
        let book = ledger(all.card(unit).unwrap());
        for kind in [PaperKind::Repair, PaperKind::Raise, PaperKind::Monitoring] {
            let one = drawn(kind, Some(unit));
            let zero = [PointSum::ZERO; 4];
            let (mut lines, mut heads, mut group, mut last) = (zero, zero, None, zero);
            let text = view::paper_document(&letter, &all, &one).markdown(look);
            let table = text.split("\n\n").find(|part| part.starts_with("| STT")).unwrap();
            for line in table.lines().skip(2) {
                let line = line.replace("\\|", "/");
                let cells: Vec<&str> = line.split('|').skip(1).collect();
                let own = figures(&cells);
                let (bold, roman) = (cells[1].contains("**"), cells[0].contains("**"));
                if bold {
                    if let Some(head) = group.take() {
                        assert_eq!(head, lines, "{unit} {kind:?}: {line}");
                    }
                    lines = zero;
                    if roman {
                        group = Some(own);
                        heads = add(heads, own);
                    } else {
                        last = own;
                    }
                } else {
                    lines = add(lines, own);
                }
            }
            assert_eq!(last, heads, "{unit} {kind:?}");
            // Rows, exact.
            let rows = view::paper_rows(&all, &one);
            let (total, rows) = rows.split_last().unwrap();
            for row in rows.iter().filter(|row| row.group != "extras") {
                let parts = [row.appraised, row.lost].into_iter().filter_map(PointSum::points);
                assert_eq!(parts.sum::<PointSum>(), row.max, "{unit} {kind:?} {}", row.code);
            }
            let sum = |pick: fn(&view::PaperRow) -> PointSum| -> PointSum {
                rows.iter().filter_map(|row| pick(row).points()).sum()
            };
            let sums = [
                (sum(|row| row.max), total.max),
                (
                    sum(|row| row.self_points.unwrap_or_default()),
                    total.self_points.unwrap_or_default(),
                ),
                (sum(|row| row.appraised), total.appraised),
                (sum(|row| row.lost), total.lost),
            ];
            for (of_lines, of_total) in sums {
                assert_eq!(of_lines, of_total, "{unit} {kind:?}");
            }
            let totals =
                [total.max, total.self_points.unwrap_or_default(), total.appraised, total.lost];
            assert_eq!(last.map(|sum| format!("{sum:.2}")), totals.map(|sum| format!("{sum:.2}")));
            // The terminal closes with the same figures.
            let shown = view::paper_page(&letter, &all, &one).text(look);
            let close = shown
                .lines()
                .find(|line| line.trim_start().starts_with("Cộng các tiêu chí"))
                .unwrap();
            let close: Vec<&str> =
                close.split_whitespace().filter(|word| word.contains(',')).collect();
            let printed = totals.map(|sum| format!("{sum:.2}").replace('.', ","));
            assert_eq!(close, printed, "{unit} {kind:?}");
            // And it is what the ledger holds of what the paper covers.
            let lost: PointSum = match kind {
                PaperKind::Raise => {
                    let nodes = one.groups.iter().map(|group| book.node(&group.key).unwrap());
                    nodes.map(|loss| loss.total()).sum()
                }
                _ => book.total().total().into(),
            };
            assert_eq!(total.lost, lost, "{unit} {kind:?}");
            // Fields, and what is to be raised, are there whole: also what lost nothing. What waits for
            // a value is not settled, and in no paper.
            let card = all.card(unit).unwrap();
            if card.total().open() > Points::ZERO {
                continue;
            }
            let fields = || all.framework().fields().map(|field| field.code().to_string());
            let nodes: Vec<String> = match kind {
                PaperKind::Repair => continue,
                PaperKind::Raise => one.groups.iter().map(|group| group.key.clone()).collect(),
                _ => fields().collect(),
            };
            let of = |pick: fn(&par_index::NodeScore) -> Points| -> PointSum {
                nodes.iter().map(|code| pick(&card.node(code).unwrap())).sum()
            };
            assert_eq!(total.max, of(par_index::NodeScore::possible), "{unit} {kind:?}");
            assert_eq!(total.appraised, of(par_index::NodeScore::obtained), "{unit} {kind:?}");
        }
    }
}

/// The sample with one sheet changed.
fn changed(unit: usize, key: &str, value: serde_json::Value) -> Cohort {
    let ruler = framework("hon-quan-2023").unwrap();
    let mut sheets: serde_json::Value =
        serde_json::from_str(sample("communes-2023").unwrap()).unwrap();
    sheets[unit][key] = value;
    score_all(&ruler, &read(&ruler, sheets.to_string()).assessments, Basis::Final)
}

#[test]
fn a_paper_says_how_the_data_stand_and_whom_it_leaves_out() {
    let letter = letter();
    let all = changed(2, "bonus", serde_json::json!("1,5"));
    let page = |unit: Option<&str>, lang: Lang| {
        let one = paper(
            &letter,
            &all,
            &asked(PaperKind::Repair, unit),
            &Progress::default(),
            &Efforts::default(),
        )
        .unwrap();
        let look = view::Look { lang, ..view::Look::default() };
        let texts = [
            view::paper_document(&letter, &all, &one).markdown(look),
            view::paper_page(&letter, &all, &one).text(look),
        ];
        (one, texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")))
    };
    for (unit, state, vi, en) in [
        ("sample-commune-05", "not_reported", "Chưa gửi báo cáo", "No value has been reported"),
        ("sample-commune-03", "in_error", "Số liệu có lỗi: chưa tính", "The data have errors"),
        ("sample-commune-13", "open", "điểm chưa có số liệu", "points wait for a value"),
    ] {
        for (lang, words) in [(Lang::Vi, vi), (Lang::En, en)] {
            let (one, texts) = page(Some(unit), lang);
            assert_eq!(one.state.unwrap().as_str(), state);
            assert_eq!(one.open > PointSum::ZERO, state == "open");
            assert!(one.left_out.is_empty());
            for text in texts {
                assert!(text.contains(words), "{unit}: {text}");
                // What nobody computed is not signed, and no sum of nothing is drawn up.
                let drawn = text.contains("Cộng các tiêu chí") || text.contains("otal");
                assert!(drawn == (state == "open"), "{text}");
                assert!(state == "open" || !text.contains("Thủ trưởng"), "{text}");
            }
        }
    }
    let (one, texts) = page(Some(UNIT), Lang::Vi);
    assert_eq!((one.state.unwrap().as_str(), one.open), ("complete", PointSum::ZERO));
    assert!(
        texts.iter().all(|text| !text.contains("Chưa xác định") && !text.contains("Chưa cộng"))
    );
    let (one, texts) = page(None, Lang::Vi);
    let out: Vec<_> =
        one.left_out.iter().map(|(unit, state)| (unit.id.as_str(), state.as_str())).collect();
    assert_eq!(out, [("sample-commune-03", "in_error"), ("sample-commune-05", "not_reported")]);
    assert_eq!((one.state, one.open > PointSum::ZERO), (None, true));
    let named = "Chưa cộng: xã mẫu 03 (số liệu có lỗi, chưa tính), xã mẫu 05 (chưa gửi báo cáo).";
    assert!(
        texts.iter().all(|text| text.contains(named) && text.contains("(xã mẫu 13).")),
        "{texts:?}"
    );
}

#[test]
fn bonus_and_deduction_stand_by_themselves() {
    let all = changed(0, "deduction", serde_json::json!("0.5"));
    let unit = all.cards()[0].unit().id.clone();
    assert_eq!(unit, UNIT);
    let one = paper(
        &letter(),
        &all,
        &asked(PaperKind::Repair, Some(UNIT)),
        &Progress::default(),
        &Efforts::default(),
    )
    .unwrap();
    let last = one.groups.last().unwrap();
    assert_eq!((last.key.as_str(), last.lines[0].code.as_str()), ("extras", "deduction"));
    assert_eq!(last.lines.len(), 1);
    let lost: PointSum = ledger(all.card(UNIT).unwrap()).total().total().into();
    assert_eq!((one.loss.total(), one.sums.lost), (lost, lost));
    let nobody = one.groups.iter().find(|group| group.key == "none").unwrap();
    assert!(nobody.lines.iter().all(|line| line.code == "8.2"));
    let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
    let text = view::paper_document(&letter(), &all, &one).markdown(look);
    assert!(
        text.contains("**Điểm thưởng, điểm trừ**") && text.contains("Bộ tiêu chí chưa phân công"),
        "{text}"
    );
}

#[test]
fn where_the_ruler_names_nobody_the_paragraph_does() {
    let all = cohort();
    let rows = view::paper_rows(&all, &drawn(PaperKind::Repair, Some(UNIT)));
    let row = |code: &str| rows.iter().find(|row| row.code == code).unwrap();
    let surveyed = row("8.2");
    assert_eq!(surveyed.obligation.as_deref(), Some("1.6b"));
    assert_eq!(
        (surveyed.group.as_str(), surveyed.lead.as_str()),
        ("none", "co-quan-chuyen-mon+don-vi-su-nghiep+ubnd-xa")
    );
    // ¶2.2b names those who help; the ruler's own owners stay.
    assert_eq!(row("1.1.1").lead, "noi-vu");
    assert_eq!(row("1.1.1").cooperating, "co-quan-chuyen-mon+don-vi-su-nghiep+ubnd-xa");
    assert_eq!(row("7.4").cooperating, "van-phong");
    // ¶1.4a names nobody who helps.
    assert_eq!(row("5.4").cooperating, "");
    // No agency helps itself.
    for row in rows.iter().filter(|row| !row.lead.is_empty()) {
        assert!(row.lead.split('+').all(|lead| row.cooperating.split('+').all(|one| one != lead)));
    }
    // Nor where a table of measures gives it the lead, or names it twice.
    let mut table = EffortRow::new("7.4", "3".parse().unwrap(), 1);
    (table.lead, table.measure) = ("van-phong".to_owned(), "Làm".to_owned());
    let mut twice = EffortRow::new("1.3", "2".parse().unwrap(), 1);
    twice.measure = "Làm".to_owned();
    (twice.lead, twice.cooperating) = ("van-phong".to_owned(), "van-phong+noi-vu".to_owned());
    let (measures, findings) = Efforts::of(all.framework(), &[table, twice]);
    assert_eq!(findings, []);
    let kind = asked(PaperKind::Repair, Some(UNIT));
    let measured = paper(&letter(), &all, &kind, &Progress::default(), &measures).unwrap();
    let mut seen = 0;
    for line in measured.groups.iter().flat_map(|group| &group.lines) {
        let helps = |one: &str| line.cooperating.split('+').any(|own| own == one);
        assert!(line.lead.is_empty() || !line.lead.split('+').any(helps), "{}", line.code);
        seen += usize::from(line.lead.contains("van-phong") && line.planned);
    }
    assert!(seen >= 2, "{seen}");
    // Whoever stands there gets it in a paper of their own.
    let mut own = asked(PaperKind::Repair, Some(UNIT));
    own.lead = Some("ubnd-xa".to_owned());
    let own = paper(&letter(), &all, &own, &Progress::default(), &Efforts::default()).unwrap();
    let codes: Vec<&str> =
        own.groups.iter().flat_map(|group| &group.lines).map(|line| line.code.as_str()).collect();
    assert_eq!(codes, ["8.2"]);
}

#[test]
fn an_agency_with_nothing_signs_nothing() {
    let (all, letter) = (cohort(), letter());
    for (kind, lead) in [
        (PaperKind::Repair, "chi-cuc-thue"),
        (PaperKind::Raise, "chi-cuc-thue"),
        (PaperKind::Monitoring, "mot-cua"),
    ] {
        let mut one = asked(kind, Some(UNIT));
        one.lead = Some(lead.to_owned());
        let one = paper(&letter, &all, &one, &Progress::default(), &Efforts::default()).unwrap();
        assert!(one.is_empty());
        for (lang, words, signed) in [
            (Lang::Vi, "Không có nội dung nào do", "Thủ trưởng"),
            (Lang::En, "leads nothing here", "Head of the agency"),
        ] {
            let look = view::Look { lang, ..view::Look::default() };
            for text in [
                view::paper_document(&letter, &all, &one).markdown(look),
                view::paper_page(&letter, &all, &one).text(look),
            ] {
                assert!(
                    text.contains(words) && !text.contains(signed) && !text.contains('|'),
                    "{text}"
                );
            }
        }
    }
}
