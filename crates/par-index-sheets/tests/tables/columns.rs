//! The short way into columns gives what the long way gives, on any table.

use std::fmt::Write;

use par_index::assessment::{Register, RegisteredUnit};
use par_index::scoring::Columns;
use par_index::{Basis, Finding, Framework, Inputs, score_all};
use par_index_sheets::{read_columns, read_input};
use proptest::prelude::*;

fn ruler() -> Framework {
    let text = r#"{"schema_version": 1, "kind": "framework", "id": "t", "title": {"en": "T"},
        "index": "par", "provenance": "illustrative", "valid": {"from": 2020, "to": 2025},
        "total": "10",
        "policies": {"not_applicable": "rescale", "no_survey": "rescale", "missing": "incomplete",
            "ties": "competition", "award": {"digits": 2}, "print": {"digits": 2},
            "bonus_cap": "2", "deduction_cap": "2"},
        "nodes": [
          {"code": "1", "name": {"en": "A"}, "max": "6", "children": [
            {"code": "1.1", "name": {"en": "B"}, "max": "2", "rule": {"kind": "yes_no"}},
            {"code": "1.2", "name": {"en": "C"}, "max": "4", "rule": {"kind": "direct", "step": "0.25"}}]},
          {"code": "2", "name": {"en": "D"}, "max": "4", "scorer": "survey", "rule": {"kind": "direct"}}]}"#;
    Framework::from_json(text).unwrap()
}

fn register() -> Register {
    let unit = |id: &str, group: &str| {
        let mut unit = RegisteredUnit::new(id);
        unit.group = Some(group.to_owned());
        unit
    };
    let mut guest = unit("xa-03", "b");
    guest.ranked = Some(false);
    let mut later = unit("xa-09", "b");
    later.valid_from = Some(2024.into());
    let units = vec![unit("xa-02", "a"), unit("xa-01", "a"), guest, unit("xa-04", "b"), later];
    Register::new(units).0
}

fn inputs(fw: &Framework, registered: bool, year: Option<u16>) -> Inputs {
    let inputs = Inputs::new(fw);
    let inputs = if registered { inputs.with_register(register()) } else { inputs };
    year.into_iter().fold(inputs, Inputs::for_year)
}

fn said(columns: &Columns, findings: &[Finding]) -> String {
    let sums = columns.sums(&["1.1", "1.2", "1", "2", "total"]).unwrap();
    let rows = (0..columns.units().len()).map(|row| {
        let sums: Vec<String> = sums.iter().map(|sums| format!("{:?}", sums.of(row))).collect();
        format!(
            "{:?} {} {:?}",
            columns.units()[row],
            sums.join(" "),
            columns.largest_losses(row, 9)
        )
    });
    let rows: Vec<String> = rows.collect();
    let findings: Vec<String> = findings.iter().map(|finding| format!("{finding:?}")).collect();
    let ranks = columns.ranks(sums.last().unwrap()).unwrap();
    format!("{}\n{ranks:?}\n{}", rows.join("\n"), findings.join("\n"))
}

/// By both ways; which one the first took is not to be seen.
fn both(table: &str, registered: bool, year: Option<u16>) -> (String, String) {
    let fw = ruler();
    let (short, found) = read_columns(inputs(&fw, registered, year), "t.csv", table.as_bytes());
    let mut long = inputs(&fw, registered, year);
    read_input(&mut long, "t.csv", table.as_bytes());
    let long = long.finish();
    let cohort = score_all(&fw, &long.assessments, Basis::Final);
    let all: Vec<Finding> = long.findings.iter().chain(cohort.findings()).cloned().collect();
    (said(&short, &found), said(&Columns::of(&cohort), &all))
}

fn cell() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        12 => prop::sample::select(vec!["0", "2", "1.25", "0.5", "2.00", "0.000"]),
        2 => Just(""),
        1 => prop::sample::select(vec![
            "1,5", " 2", "có", "\"2\"", "9", "-1", "0.1", "1.250", "x", "-", "không áp dụng", "2.", "#REF!",
        ]),
    ]
}

fn table() -> impl Strategy<Value = String> {
    let unit = prop_oneof![
        10 => prop::sample::select(vec!["xa-01", "xa-02", "xa-03", "xa-04"]),
        1 => prop::sample::select(vec!["XA-01", "", " xa-01", "xa-09", "xa-77", "Xã Hoà"]),
    ];
    let row =
        (unit, cell(), cell(), cell()).prop_map(|(unit, a, b, c)| format!("{unit},{a},{b},{c}"));
    let odd = prop_oneof![20 => Just(None), 1 => Just(Some("")), 1 => Just(Some(",,,")), 1 => Just(Some("xa-01,1"))];
    let header = prop_oneof![
        10 => Just("unit,1.1,1.2,2"),
        2 => Just("Đơn vị,1.2,2,1.1"),
        1 => Just("unit,1.1,1.2,other"),
        1 => Just("unit,1.1,1.1,2"),
        1 => Just("unit,1.1,group,year"),
        1 => Just("unit,1.1,1.2,bonus"),
    ];
    let rows = prop::collection::vec((row, odd), 0..7);
    (header, rows, prop::sample::select(vec!["\n", "\r\n"])).prop_map(|(header, rows, end)| {
        let rows = rows.into_iter().flat_map(|(row, odd)| [Some(row), odd.map(str::to_owned)]);
        let lines: Vec<String> = std::iter::once(header.to_owned()).chain(rows.flatten()).collect();
        lines.join(end) + end
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn short_and_long_way_agree(
        table in table(),
        registered in any::<bool>(),
        year in prop::sample::select(vec![Some(2023), Some(2023), Some(2030), None]),
    ) {
        let (short, long) = both(&table, registered, year);
        prop_assert_eq!(short, long, "{}", table);
    }
}

#[test]
fn many_rows_are_read_in_parts() {
    let mut table = "unit,2,1.1,1.2\n".to_owned();
    for n in (0..9_000).rev() {
        let survey = if n % 7 == 0 { String::new() } else { format!("{}.{:02}", n % 4, n % 97) };
        writeln!(table, "xa-{n:05},{survey},{},{}", n % 2 * 2, ["0.25", "4", "1.75"][n % 3])
            .unwrap();
    }
    let (short, long) = both(&table, false, Some(2023));
    assert!(short == long);
    // One cell that is not plain, in the last part: all is read the long way, and said.
    let spoilt = table.replace("xa-00001,1.01", "xa-00001,x");
    assert_ne!(spoilt, table);
    let (short, long) = both(&spoilt, false, Some(2023));
    assert!(short == long && short.contains("unknown_word"));
}

#[test]
fn the_spec_is_as_it_is_meant() {
    // A tree that is not this one would let the tests above pass for nothing.
    let fw = ruler();
    let leaves: Vec<&str> = fw.leaves().map(|leaf| leaf.code().as_str()).collect();
    assert_eq!(leaves, ["1.1", "1.2", "2"]);
    let (short, _) = both("unit,1.1,1.2,2\nxa-01,2,1.25,0.5\n", true, Some(2023));
    assert_eq!(short.matches("RowUnit").count(), 4, "{short}");
}
