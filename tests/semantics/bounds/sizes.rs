//! Sizes at which work for each pair of units, names, bands or sheets would take minutes.

use par_index::analysis::{changes, grade};
use par_index::assessment::{Register, RegisteredUnit};
use par_index::remediation::EffortRow;
use par_index::spec::NameSpec;
use par_index::{
    Basis, Cohort, Efforts, Framework, Input, Inputs, Lang, Order, Points, rank, score_all, weak,
};
use par_index_sheets::read_input;

use crate::common::{Ruler, field, leaf, ruled};

fn bare() -> Ruler {
    Ruler::new(vec![field("1", vec![leaf("1.1", "100"), leaf("1.2", "100")])])
}

fn read(ruler: &Framework, register: Option<Register>, table: &str) -> Input {
    let mut inputs = Inputs::new(ruler).for_year(2023);
    if let Some(register) = register {
        inputs = inputs.with_register(register);
    }
    read_input(&mut inputs, "a.csv", table.as_bytes());
    inputs.finish()
}

/// Units with points that differ, each in a group of its own if asked.
fn many(ruler: &Framework, units: usize, grouped: bool) -> Cohort {
    let row = |n: usize| {
        let group = if grouped { format!("g{n}") } else { String::new() };
        format!("xa-{n:05},{group},{},{}.{:04}\n", n % 100, n % 89, n % 10_000)
    };
    let rows: String = (0..units).map(row).collect();
    let input = read(ruler, None, &format!("unit,group,1.1,1.2\n{rows}"));
    assert!(input.findings.is_empty(), "{:?}", input.findings.first());
    score_all(ruler, &input.assessments, Basis::Final)
}

fn points(text: &str) -> Points {
    text.parse().unwrap()
}

#[test]
fn weak_criteria_of_each_of_four_thousand_units() {
    let all = many(&bare().build(), 4_000, false);
    let mut of_best = 0;
    for card in all.cards() {
        let list = weak(&all, &card.unit().id, Order::PointsLost);
        let own = card.node("1.1").unwrap().obtained();
        let row = list.iter().find(|row| row.code.as_str() == "1.1").unwrap();
        // Each of 0 to 99 stands forty times: the middle is between 49 and 50.
        let gap = points("49.5").checked_sub(own).unwrap();
        assert_eq!(row.peer_gap, Some(gap).filter(|gap| gap.is_positive()));
        let gap = points("99").checked_sub(own).unwrap();
        assert_eq!(row.best_gap, Some(gap).filter(|gap| gap.is_positive()));
        of_best += usize::from(row.best_gap.is_none());
    }
    assert_eq!(of_best, 40);
}

#[test]
fn a_group_for_each_of_ten_thousand_units() {
    let all = many(&bare().build(), 10_000, true).by_group();
    let table = rank(&all);
    assert_eq!((table.rows().len(), table.ranked()), (10_000, 10_000));
    assert!(table.rows().iter().all(|row| row.rank == Some(1) && !row.tied));
    for card in all.cards() {
        assert_eq!(table.of(&card.unit().id).unwrap().unit.group, card.unit().group);
    }
    let before = many(&bare().build(), 9_999, true).by_group();
    assert_eq!(changes(&before, &all).len(), 1);
}

#[test]
fn quartiles_of_five_thousand_units() {
    let labels =
        r#"{"by": "quartile", "labels": [{"en": "a"}, {"en": "b"}, {"en": "c"}, {"en": "d"}]}"#;
    let all = many(&bare().grades(labels).build(), 5_000, false);
    let table = rank(&all);
    let labels = table.rows().iter().map(|row| row.grade.label.clone().unwrap());
    let labels: Vec<_> = labels.collect();
    let of = |label: &str| labels.iter().filter(|known| known.get(Lang::En) == label).count();
    assert_eq!(["a", "b", "c", "d"].map(of).into_iter().sum::<usize>(), 5_000);
    assert!(["a", "b", "c", "d"].map(of).into_iter().all(|count| count.abs_diff(1_250) < 20));
}

#[test]
fn ten_thousand_bands_and_as_many_blocks() {
    // Bands of a hundredth of a percent, each second one for a block of its own.
    let band = |n: usize| {
        let blocks = if n % 2 == 1 { format!(r#", "blocks": ["g{n}"]"#) } else { String::new() };
        format!(
            r#"{{"label": {{"en": "b{n}"}}, "from": "{}.{:02}", "component_floor": "1", "floor_on": "field"{blocks}}}"#,
            n / 100,
            n % 100
        )
    };
    let bands = (0..10_000).map(band).collect::<Vec<_>>().join(",");
    let fw = bare().grades(&format!("[{bands}]")).build();
    let all = many(&fw, 2_000, true);
    let mut own_bands = 0;
    for (n, card) in all.cards().iter().enumerate() {
        let index = card.total().ratio().unwrap().percent_exact();
        // Hundredths of a percent: of the bands for all every second bound, and the unit's own.
        let text = format!("{index:.9}").replace('.', "");
        let reached: usize = text[..text.len() - 7].parse().unwrap();
        let all_bands = reached - reached % 2;
        let own = Some(n).filter(|n| n % 2 == 1 && (all_bands..=reached).contains(n));
        own_bands += usize::from(own.is_some());
        let label = grade(card).label.map(|label| label.get(Lang::En).to_owned());
        let holds = index >= "1".parse().unwrap();
        assert_eq!(label, holds.then(|| format!("b{}", own.unwrap_or(all_bands))), "{n}");
    }
    assert!(own_bands < 10);
}

#[test]
fn ten_thousand_pieces_of_evidence_at_one_leaf() {
    let fw = bare().build();
    let row = |n: usize| format!("xa-01,1.1,5,văn bản {:05}\n", n * 7_919 % 10_007);
    let rows: String = (0..10_007).map(row).collect();
    let input = read(&fw, None, &format!("unit,component,self,evidence\n{rows}{}", row(3)));
    assert!(input.findings.iter().all(|finding| !finding.is_error()), "{:?}", input.findings);
    let entry = input.assessments[0].entry("1.1").unwrap().into_owned();
    let own = entry.self_score.unwrap();
    let wanted: Vec<String> = (0..10_007).map(|n| format!("văn bản {n:05}")).collect();
    assert_eq!(own.evidence().unwrap(), wanted);
}

#[test]
fn three_thousand_unknown_names_beside_known_ones() {
    let fw = bare().build();
    let units = (0..1_500).map(|n| {
        let mut unit = RegisteredUnit::new(format!("xa-{n:05}"));
        unit.name = Some(NameSpec::from(format!("Xã Minh Đức {n:05}").as_str()));
        unit
    });
    let register = Register::new(units.collect()).0;
    let rows: Vec<String> = (0..3_000).map(|n| format!("Xã Minh Đúc {n:05},1,1\n")).collect();
    let rows = rows.concat();
    let input = read(&fw, Some(register), &format!("unit,1.1,1.2\n{rows}"));
    assert_eq!((input.findings.len(), input.findings[100].count()), (101, 2_900));
    let near = |n: usize| input.findings[n].expected(Lang::En);
    assert!(
        near(0).contains("Xã Minh Đức 00000") && near(99).contains("Xã Minh Đức 00099"),
        "{}",
        near(99)
    );
    // None of them came: the register's units are silent.
    assert_eq!(input.assessments.len(), 1_500);
}

#[test]
fn four_thousand_spellings_of_one_name() {
    let fw = bare().build();
    let letters = "abcdefghijklmn";
    let spelt = |n: usize| -> String {
        let upper =
            |(at, c): (usize, char)| if n >> at & 1 == 1 { c.to_ascii_uppercase() } else { c };
        letters.chars().enumerate().map(upper).collect()
    };
    let rows: Vec<String> = (0..4_000).map(|n| format!("{},{letters},1,1\n", spelt(n))).collect();
    let rows = rows.concat();
    let input = read(&fw, None, &format!("unit,name,1.1,1.2\n{rows}"));
    assert_eq!((input.findings.len(), input.findings[100].count()), (101, 3_899));
    // Each unit named like all the others by their ids.
    let unit = |n: usize| if n.is_multiple_of(2) { spelt(n) } else { format!("xa-{n}") };
    let rows: Vec<String> = (0..4_000).map(|n| format!("{},{letters},1,1\n", unit(n))).collect();
    let rows = rows.concat();
    let input = read(&fw, None, &format!("unit,name,1.1,1.2\n{rows}"));
    let all: usize = input.findings.iter().map(par_index::Finding::count).sum();
    assert_eq!(all, 1_999 + 2_000 * 2_000);
}

#[test]
fn sheets_that_never_end() {
    let fw = bare().build();
    let mut inputs = Inputs::new(&fw);
    inputs.read("a.json", format!("[{}", "\n{\"x\": [".repeat(20_000)));
    let findings = inputs.finish().findings;
    let all: usize = findings.iter().map(par_index::Finding::count).sum();
    assert_eq!((findings.len(), all), (101, 20_000));
    // A good sheet between them is found all the same.
    let good = "\n{\"schema_version\": 1, \"kind\": \"assessment\", \"framework\": \"test\", \
        \"year\": 2023, \"unit\": {\"id\": \"xa-01\"}, \"entries\": []},";
    let mut inputs = Inputs::new(&fw);
    inputs.read("a.json", format!("[{}{good}\n{{\"x\": [", "\n{\"x\": [".repeat(50)));
    assert_eq!(inputs.finish().assessments.len(), 1);
}

#[test]
fn four_thousand_steps_that_exclude_each_other() {
    let fw = bare().build();
    let row = |n: usize| {
        let to = format!("{}.{:02}", n / 100, n % 100).parse().unwrap();
        let mut row = EffortRow::new(if n.is_multiple_of(2) { "1.1" } else { "1.2" }, to, 1);
        let other = if n.is_multiple_of(2) { "1.2" } else { "1.1" };
        row.excludes = format!("{other}={}.{:02}", n / 100, n % 100);
        row
    };
    let rows: Vec<EffortRow> = (0..4_000).map(row).collect();
    let (_, findings) = Efforts::of(&fw, &rows);
    // No row offers the level that another excludes.
    assert_eq!(findings.iter().map(par_index::Finding::count).sum::<usize>(), 4_000);
}

/// What a rule of many bands gives is found without going through them for each unit and band.
#[test]
fn a_rule_of_four_thousand_bands() {
    let bands = 4_000;
    let band =
        |n: usize| format!(r#"{{"at_least": "{n}", "points": "{}.{:03}"}}"#, n / 1_000, n % 1_000);
    let bands = (1..=bands).map(band).collect::<Vec<_>>().join(",");
    let rule = format!(r#"{{"kind": "bands", "on": "count", "bands": [{bands}]}}"#);
    let ruler = Ruler::new(vec![field("1", vec![ruled("1.1", "4", &rule)])]).build();
    let rows: Vec<String> = (0..1_000).map(|n| format!("xa-{n},1.1,{}\n", 3 * n)).collect();
    let rows = rows.concat();
    let input = read(&ruler, None, &format!("unit,code,count\n{rows}"));
    let all = score_all(&ruler, &input.assessments, Basis::SelfAssessed);
    let start = std::time::Instant::now();
    for card in all.cards() {
        let list = weak(&all, &card.unit().id, Order::PointsLost);
        assert_eq!(list[0].best, points("4"));
    }
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
