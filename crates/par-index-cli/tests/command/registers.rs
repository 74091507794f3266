//! The register of units, as the command and the one door take it.

use crate::common::small::{codes, place, run};
use crate::common::{par_index_in, write};

/// A register of ids alone ranks nobody whom the sheets do not rank, and parts blocks as they do; by file
/// and through the one door.
#[test]
fn a_register_rules_only_what_it_states() {
    let at = place();
    let unit = |id: &str, points: &str, more: &str| {
        format!(
            r#"{{"schema_version": 1, "kind": "assessment", "framework": "bo", "year": 2023,
                "unit": {{"id": "{id}", "name": "Xã {id}"{more}}},
                "entries": [{{"code": "1.1", "appraised": {{"points": "2"}}}},
                    {{"code": "1.2", "appraised": {{"points": "{points}"}}}},
                    {{"code": "2", "survey": {{"points": "4"}}}}]}}"#
        )
    };
    let group = r#", "group": "xã""#;
    let unranked = format!(r#"{group}, "ranked": false"#);
    let sheets = [unit("a", "4", group), unit("b", "3", &unranked), unit("c", "2", group)];
    let sheets = format!("[{}]", sheets.join(","));
    write(at.path(), "sheets.json", &sheets);
    let expected = [("a", "1"), ("c", "2"), ("b", "")];
    let ranks = |rows: &serde_json::Value| -> Vec<(String, String)> {
        let rank =
            |row: &serde_json::Value| row["rank"].as_u64().map_or(String::new(), |n| n.to_string());
        let rows = rows["rows"].as_array().unwrap().iter();
        assert_eq!(rows.clone().next().unwrap()["name"], "Xã a");
        assert_eq!(rows.clone().next().unwrap()["group"], "xã");
        rows.map(|row| (row["unit"].as_str().unwrap().to_owned(), rank(row))).collect()
    };
    let expected = expected.map(|(unit, rank)| (unit.to_owned(), rank.to_owned()));
    for register in ["unit\na\nb\nc\n", "unit,name,group,ranked\na,,,\nb,,,\nc,,,\n"] {
        write(at.path(), "units.csv", register);
        let ran = run(&at, "rank", &["sheets.json", "--units", "units.csv"]);
        let reply = ran.json();
        assert_eq!((ran.code, codes(&reply)), (0, vec![]), "{}", ran.err);
        assert_eq!(ranks(&reply), expected);
    }
    let framework = par_index_in(
        at.path(),
        &["framework", "show", "bo.csv", "--policies", "bo.json", "--format", "json"],
        "",
    );
    let framework: serde_json::Value = framework.json();
    let request = format!(
        r#"{{"call": "rank", "framework": {framework}, "inputs": {sheets},
            "units": [{{"unit": "a"}}, {{"unit": "b", "name": null, "group": ""}}, {{"unit": "c"}}]}}"#
    );
    let reply = par_index_in(at.path(), &["call"], &request).json();
    assert_eq!(ranks(&reply), expected, "{reply}");
}

/// Who is past the last year, or before the first, is told and not ranked; who sent nothing then has no
/// row. Predecessors that are no unit are errors with their cell.
#[test]
fn a_register_knows_who_is_in_force() {
    let at = place();
    let units = "unit,valid_from,valid_to\nxa-01,,\nxa-02,,2023-06-30\nxa-03,2024,\nxa-04,,2022\n";
    write(at.path(), "units.csv", units);
    write(
        at.path(),
        "now.csv",
        "unit,year,1.1,1.2,2\nxa-01,2023,2,2,2\nxa-02,2023,2,4,4\nxa-03,2023,2,4,4\nxa-04,2023,,,\n",
    );
    let asked = ["now.csv", "--units", "units.csv"];
    let ran = run(&at, "rank", &asked);
    let reply = ran.json();
    assert_eq!((ran.code, codes(&reply)), (0, vec!["unit_not_in_force"; 2]));
    let rows = reply["rows"].as_array().unwrap();
    let ranks: Vec<_> =
        rows.iter().map(|row| (row["unit"].as_str().unwrap(), row["rank"].as_u64())).collect();
    assert_eq!(ranks, [("xa-01", Some(1)), ("xa-02", None), ("xa-03", None)]);
    assert!(ran.err.contains("not in force in 2023"), "{}", ran.err);
    let intake = run(&at, "intake", &asked).json();
    assert_eq!(intake["rows"].as_array().unwrap().len(), 3, "{intake}");
    write(at.path(), "units.csv", "unit,predecessors\nxa-01,\"xa-02, xa-03\"\nxa-02,\n");
    write(at.path(), "now.csv", "unit,year,1.1,1.2,2\nxa-01,2023,2,2,2\n");
    let ran = run(&at, "rank", &asked);
    let reply = ran.json();
    assert_eq!((ran.code, codes(&reply)), (1, vec!["unknown_unit"]));
    assert_eq!(
        (reply["findings"][0]["cell"].as_str(), reply["findings"][0]["found"].as_str()),
        (Some("B2"), Some("xa-03"))
    );
}

/// All inputs of a call are held to one register: what is wrong with that is said once.
#[test]
fn a_slip_of_the_register_is_told_once() {
    let at = place();
    write(at.path(), "units.csv", "unit,name\nxa-01,\n,Xã Hai\n");
    write(at.path(), "now.csv", "unit,year,1.1,1.2,2\nxa-01,2023,2,2,2\n");
    write(at.path(), "before.csv", "unit,year,1.1,1.2,2\nxa-01,2022,2,2,2\n");
    let ran =
        run(&at, "table", &["now.csv", "--previous", "before.csv", "--units", "units.csv"]).json();
    assert_eq!(codes(&ran), ["unit_missing"], "{ran}");
    let ran = run(
        &at,
        "together",
        &["now.csv", "--units", "units.csv", "--with", "papi-2018=before.csv"],
    );
    let missing = codes(&ran.json()).iter().filter(|code| **code == "unit_missing").count();
    assert_eq!(missing, 1, "{}", ran.out);
    let sheet = |year: u16| {
        serde_json::json!({"schema_version": 1, "kind": "assessment", "framework": "papi-2018",
            "year": year, "unit": {"id": "xa-01"}, "entries": []})
    };
    let request = serde_json::json!({"call": "table", "framework": "papi-2018",
        "inputs": [sheet(2018)], "previous": [sheet(2017)],
        "units": [{"unit": "xa-01"}, {"unit": ""}]});
    let reply = par_index_in(at.path(), &["call"], &request.to_string()).json();
    let missing = codes(&reply).iter().filter(|code| **code == "unit_missing").count();
    assert_eq!(missing, 1, "{reply}");
}

/// A unit above that nobody knows, and units that stand above each other in a circle, are told at their
/// cells.
#[test]
fn units_above_are_known_and_end() {
    let at = place();
    write(at.path(), "sheets.csv", "unit,1.1,1.2,2\na,2,4,4\nb,2,3,4\n");
    let told = |rows: &str| {
        write(at.path(), "units.csv", format!("unit,name,parent\n{rows}"));
        let ran = run(&at, "rank", &["sheets.csv", "--units", "units.csv", "--year", "2023"]);
        let reply = ran.json();
        let found = reply["findings"].as_array().unwrap().iter();
        let found = found.map(|one| {
            let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
            (text("code"), text("cell"), text("found"))
        });
        found.collect::<Vec<_>>()
    };
    let one =
        |code: &str, cell: &str, found: &str| (code.to_owned(), cell.to_owned(), found.to_owned());
    assert_eq!(told("a,Xã A,Huyện B\nb,Huyện B,\n"), []);
    assert_eq!(told("a,Xã A,huyen-z\nb,Xã B,\n"), [one("parent_unregistered", "C2", "huyen-z")]);
    assert_eq!(told("a,Xã A,a\nb,Xã B,\n"), [one("parents_circle", "C2", "a → a")]);
    // Who only stands below a circle is not in it.
    assert_eq!(
        told("a,Xã A,b\nb,Xã B,c\nc,Xã C,d\nd,Xã D,b\n"),
        [one("parents_circle", "C3", "b → c → d → b")]
    );
}

/// Which spellings are one unit, as docs/formats/table-units.md says: how many blanks there are and of what kind does
/// not count, whether there is one does; every letter with its marks counts.
#[test]
fn names_without_blanks_or_marks_are_other_units() {
    let at = place();
    write(at.path(), "units.csv", "unit,name\na,Xã Mỹ Hòa\nb,Xã An\n");
    let found = |name: &str| {
        write(at.path(), "sheets.csv", format!("unit,1.1,1.2,2\n{name},2,4,4\nb,2,3,4\n"));
        let ran = run(&at, "rank", &["sheets.csv", "--units", "units.csv", "--year", "2023"]);
        codes(&ran.json()).iter().map(|code| (*code).to_owned()).collect::<Vec<_>>()
    };
    for same in ["Xã  Mỹ\u{A0}Hòa", " xã mỹ hoà ", "UBND Xã Mỹ Hòa", "Хã Mỹ Hòa", "a"]
    {
        assert_eq!(found(same), Vec::<String>::new(), "{same}");
    }
    for other in ["XãMỹHòa", "Xa My Hoa", "Xã Mỹ Hoa", "XA MY HOA", "UBNDXã Mỹ Hòa"] {
        assert_eq!(found(other), ["unknown_unit"], "{other}");
    }
}

/// Units that are made of themselves or of one another, a predecessor that stands twice, and a time that
/// ends before it begins are told at their cells.
#[test]
fn predecessors_come_before_and_times_go_forward() {
    let at = place();
    write(at.path(), "sheets.csv", "unit,1.1,1.2,2\na,2,4,4\nb,2,3,4\n");
    let told = |rows: &str| {
        let heads = "unit,name,predecessors,valid_from,valid_to";
        write(at.path(), "units.csv", format!("{heads}\n{rows}"));
        let ran = run(&at, "rank", &["sheets.csv", "--units", "units.csv", "--year", "2023"]);
        let reply = ran.json();
        let found = reply["findings"].as_array().unwrap().iter();
        let found = found.map(|one| {
            let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
            (text("code"), text("cell"), text("found"))
        });
        found.filter(|(code, ..)| code != "unit_not_in_force").collect::<Vec<_>>()
    };
    let one =
        |code: &str, cell: &str, found: &str| (code.to_owned(), cell.to_owned(), found.to_owned());
    assert_eq!(told("a,Xã A,c + d,,\nb,Xã B,c,2020,2023\nc,Xã C,,,2022\nd,Xã D,,,\n"), []);
    assert_eq!(told("a,Xã A,a,,\nb,Xã B,,,\n"), [one("predecessors_circle", "C2", "a → a")]);
    // A unit that another joined keeps its id.
    assert_eq!(told("a,Xã A,Xã A + b,,\nb,Xã B,,,\n"), []);
    assert_eq!(
        told("a,Xã A,b,,\nb,Xã B,c + d,,\nc,Xã C,,,\nd,Xã D,b,,\n"),
        [one("predecessors_circle", "C5", "b → d → b")]
    );
    assert_eq!(told("a,Xã A,b + Xã B,,\nb,Xã B,,,\n"), [one("predecessor_twice", "C2", "Xã B")]);
    assert_eq!(told("a,Xã A,,2024,2023\nb,Xã B,,,\n"), [one("never_in_force", "E2", "2023")]);
    let days = "a,Xã A,,2023-07-01,30/6/2023\nb,Xã B,,2023-07-01,1/7/2023\n";
    assert_eq!(told(days), [one("never_in_force", "E2", "2023-06-30")]);
}
