//! Corners of tables, joins and calls, through the real binary.

use crate::common::{Ran, folder, par_index_in, write};

const FRAMEWORK: &str = "\
code,parent,max,scorer,name_vi,lead,appraiser,rule
T,,3013,,Bộ thử,,,
1,T,3003,,Thể chế,Phòng Nội vụ,none,
1.1,1,1003,,Tiêu chí,,,
1.1.1,1.1,1000,appraisal,A,,,
1.1.2,1.1,3,appraisal,B,Phòng Tư pháp,,yes/no
1.10,1,2000,appraisal,C,,,
2,T,10,appraisal,D,phòng nội vụ,none,typed
";
const POLICIES: &str = r#"{"policies": {"not_applicable": "rescale", "no_survey": "rescale",
    "missing": "incomplete", "ties": "competition", "award": {"digits": 2}, "print": {"digits": 2},
    "bonus_cap": "5"}}"#;

fn run(files: &[(&str, &str)], args: &[&str]) -> Ran {
    let at = folder();
    write(at.path(), "bo.csv", FRAMEWORK);
    write(at.path(), "bo.json", POLICIES);
    for (name, text) in files {
        write(at.path(), name, text);
    }
    let base = ["-f", "bo.csv", "--policies", "bo.json", "--year", "2023"];
    let (call, rest) = args.split_first().unwrap();
    par_index_in(at.path(), &[&[*call], rest, &base[..]].concat(), "")
}

fn codes(ran: &Ran) -> Vec<String> {
    let result = ran.json();
    let findings = result["findings"].as_array().unwrap();
    let heeded = findings.iter().filter(|finding| finding["severity"] != "note");
    heeded.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

fn obtained(ran: &Ran, code: &str) -> String {
    let result = ran.json();
    let row = result["rows"].as_array().unwrap().iter().find(|row| row["code"] == code);
    row.unwrap()["obtained"].as_str().unwrap_or("-").to_owned()
}

#[test]
fn the_code_of_an_inner_node_is_no_leaf_with_a_lost_zero() {
    let long = ("a.csv", "unit,component,appraised\nu,1.1,3\n");
    assert_eq!(codes(&run(&[long], &["score", "a.csv"])), ["not_a_leaf"]);
    let wide = ("b.csv", "unit,1.1.1,1.1,1.10\nu,1,4,7\n");
    let ran = run(&[wide], &["score", "b.csv"]);
    // In a wide table it is the sum of the leaves beside it, here a wrong one.
    assert_eq!(
        (codes(&ran), obtained(&ran, "1.10")),
        (vec!["sum_differs".to_owned()], "7".to_owned())
    );
}

#[test]
fn the_header_is_no_cell_of_its_column() {
    // The codes hold points; the cells below say that a comma is the decimal mark.
    let files = [("a.csv", "unit;1.1.1;1.10\nu;1;1,250\nv;1;0,5\n")];
    let ran = run(&files, &["score", "a.csv"]);
    assert_eq!((codes(&ran), obtained(&ran, "1.10")), (vec![], "1.25".to_owned()), "{}", ran.err);
    // Nothing below settles it.
    let files = [("a.csv", "unit;1.1.1;1.10\nu;1;1,250\n")];
    assert_eq!(codes(&run(&files, &["score", "a.csv"])), ["ambiguous_number"]);
}

#[test]
fn two_inputs_name_evidence_in_any_order() {
    let one = ("a.csv", "unit,component,self,evidence\nu,1.1.1,1,b; a; a\n");
    let two = ("b.csv", "unit,component,self,evidence\nu,1.1.1,1,c\n");
    let join = |order: [&str; 2]| {
        let ran = run(&[one, two], &["join", order[0], order[1], "--format", "json"]);
        let mut joined = ran.json();
        let stage = joined[0]["entries"][0]["self"].take();
        stage["evidence"].clone()
    };
    assert_eq!(join(["a.csv", "b.csv"]), serde_json::json!(["a", "b", "c"]));
    assert_eq!(join(["a.csv", "b.csv"]), join(["b.csv", "a.csv"]));
}

#[test]
fn a_bonus_over_its_cap_is_kept_as_stated_and_counts_up_to_the_cap() {
    let seven = ("a.csv", "unit,component,appraised\nu,bonus,7\nu,2,1\n");
    let six = ("b.csv", "unit,component,appraised\nu,bonus,6\n");
    let ran = run(&[seven], &["score", "a.csv"]);
    assert_eq!(
        (codes(&ran), obtained(&ran, "bonus")),
        (vec!["bonus_over_cap".to_owned()], "5".to_owned())
    );
    assert!(codes(&run(&[seven, six], &["score", "a.csv", "b.csv"])).contains(&"conflict".into()));
    let joined = run(&[seven], &["join", "a.csv", "--format", "csv"]);
    assert!(joined.out.contains(",bonus,,,7,"), "{}", joined.out);
    let ran = run(&[seven], &["score", "a.csv", "--policy", "bonus_cap=10"]);
    assert_eq!(obtained(&ran, "bonus"), "7");
}

#[test]
fn a_claimed_bonus_does_not_count_until_it_is_granted() {
    let claimed = ("a.csv", "unit,component,self,appraised\nu,bonus,3,\nu,2,1,1\n");
    let ran = run(&[claimed], &["score", "a.csv"]);
    assert_eq!(
        (codes(&ran), obtained(&ran, "bonus")),
        (vec!["extra_claimed".to_owned()], "0".to_owned())
    );
    let granted = ("a.csv", "unit,component,self,appraised\nu,bonus,3,2\nu,2,1,1\n");
    let ran = run(&[granted], &["score", "a.csv"]);
    assert_eq!((codes(&ran), obtained(&ran, "bonus")), (vec![], "2".to_owned()));
}

#[test]
fn a_stage_says_one_thing() {
    let files = [("a.csv", "unit,component,self,answer\nu,1.1.2,không,có\n")];
    assert_eq!(codes(&run(&files, &["score", "a.csv"])), ["one_value"]);
    let files = [("a.csv", "unit,component,appraised,level\nu,2,4,-\n")];
    assert_eq!(codes(&run(&files, &["score", "a.csv"])), Vec::<String>::new());
    let files = [("a.csv", "unit,component,appraised\nu,2,50%%\n")];
    assert_eq!(codes(&run(&files, &["score", "a.csv"])), ["bad_number"]);
}

#[test]
fn letters_composed_or_not_are_the_same_letters() {
    let composed = ("a.csv", "unit,component,self,explanation\nu,2,5 điểm,đã rõ\n");
    let apart = (
        "b.csv",
        "unit,component,self,explanation\nu,2,5 đie\u{302}\u{309}m,đa\u{303} ro\u{303}\n",
    );
    let ran = run(&[composed, apart], &["score", "a.csv", "b.csv", "--basis", "self"]);
    assert_eq!((codes(&ran), obtained(&ran, "2")), (vec![], "5".to_owned()));
}

#[test]
fn separators_are_the_files_own() {
    let files = [("a.csv", "sep=\t\nunit\tcomponent\tappraised\nu\t2\t4\n")];
    assert_eq!(obtained(&run(&files, &["score", "a.csv"]), "2"), "4");
    let files = [("a.csv", "unit;component;self;self_note\nu;2;4;dài 5,\" rộng\n")];
    assert_eq!(codes(&run(&files, &["score", "a.csv"])), Vec::<String>::new());
}

#[test]
fn agencies_may_be_named_by_name() {
    let at = folder();
    write(at.path(), "bo.csv", FRAMEWORK);
    let shown = par_index_in(at.path(), &["framework", "show", "bo.csv", "--format", "json"], "");
    let shown = shown.json();
    let ids: Vec<&str> = shown["agencies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|agency| agency["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["phòng-nội-vụ", "phòng-tư-pháp"], "the same name is the same agency");
    assert_eq!(shown["nodes"][1]["lead"][0], ids[0]);
}

#[test]
fn channels_and_years_are_never_left_aside_in_silence() {
    let sheet = |unit: &str, year: u16, channel: Option<&str>| {
        serde_json::json!({"schema_version": 1, "kind": "assessment", "framework": "bo",
            "unit": {"id": unit}, "year": year, "channel": channel,
            "entries": [{"code": "2", "appraised": {"points": "4"}}]})
        .to_string()
    };
    let mixed = [sheet("u", 2023, Some("post")), sheet("v", 2023, None)].join("\n");
    let ran = run(&[("a.json", &mixed)], &["rank", "a.json"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("post"), "{}", ran.err);
    let ran = run(&[("a.json", &mixed)], &["rank", "a.json", "--channel", "desk"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let ran = run(&[("a.json", &mixed)], &["rank", "a.json", "--channel", "post"]);
    assert_eq!(ran.json()["rows"].as_array().unwrap().len(), 1);
    let ran = run(&[("a.json", &sheet("u", 2021, None))], &["rank", "a.json"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("2021"), "{}", ran.err);
}

#[test]
fn a_result_verifies_wherever_its_inputs_lie() {
    let text = "unit,component,appraised\nu,bonus,7\nu,2,1\n";
    let at = folder();
    write(at.path(), "bo.csv", FRAMEWORK);
    write(at.path(), "bo.json", POLICIES);
    write(at.path(), "a.csv", text);
    write(at.path(), "moved/b.csv", text);
    let args = ["-f", "bo.csv", "--policies", "bo.json", "--year", "2023"];
    for format in ["json", "table"] {
        let printed = format!("printed.{format}");
        let made = par_index_in(
            at.path(),
            &[&["score", "a.csv", "--format", format][..], &args].concat(),
            "",
        );
        // Another minor version printed it.
        write(at.path(), &printed, made.out.replace("0.1.0", "0.1.9"));
        let ran = par_index_in(
            at.path(),
            &["verify", &printed, "-f", "bo.csv", "--policies", "bo.json", "moved/b.csv"],
            "",
        );
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        write(at.path(), &printed, made.out.replace("1.00", "2.00").replace("\"1\"", "\"2\""));
        let ran = par_index_in(
            at.path(),
            &["verify", &printed, "-f", "bo.csv", "--policies", "bo.json", "moved/b.csv"],
            "",
        );
        assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    }
}

#[test]
fn a_join_hands_on_no_unit_in_error() {
    let files = [("a.csv", "unit,2\nu,4\nv,11\n")];
    let ran = run(&files, &["join", "a.csv", "--format", "json"]);
    let joined = ran.json();
    let units: Vec<&str> = joined
        .as_array()
        .unwrap()
        .iter()
        .map(|document| document["unit"]["id"].as_str().unwrap())
        .collect();
    assert_eq!((units, ran.code), (vec!["u"], 1));
}

#[test]
fn weak_leads_share_all_that_was_lost() {
    let files =
        [("a.csv", "unit,1.1.1,1.1.2,1.10,2\nu,997,3,1999,9\nv,997,3,1999,10\nw,997,3,2000,10\n")];
    let ran = run(&files, &["weak", "a.csv", "--unit", "u", "--by", "lead"]);
    assert_eq!(ran.json()["summary"]["lost"], "5");
    let ran = run(&files, &["weak", "a.csv", "--unit", "u", "--by", "lead", "--order", "peer-gap"]);
    assert_eq!(ran.code, 2, "one list by points lost");
    let ran = run(&files, &["weak", "a.csv", "--each", "--by", "lead"]);
    assert_eq!(ran.code, 2);
}

#[test]
fn several_rows_without_a_parent_are_the_fields() {
    let at = folder();
    write(
        at.path(),
        "bo.csv",
        "code,parent,max,scorer\n1,,6,\n1.1,1,2,appraisal\n1.2,1,4,appraisal\n2,,4,\n2.1,2,4,appraisal\n",
    );
    let shown = par_index_in(at.path(), &["framework", "show", "bo.csv", "--format", "json"], "");
    let shown = shown.json();
    assert_eq!(
        (shown["total"].as_str(), shown["nodes"].as_array().unwrap().len()),
        (Some("10"), 2)
    );
    // A first row that is the sum of the others is the whole, with its fields named or not.
    for parent in ["T", ""] {
        let text = format!(
            "code,parent,max,scorer\nT,,10,\n1,{parent},6,\n1.1,1,6,appraisal\n2,{parent},4,appraisal\n"
        );
        write(at.path(), "bo.csv", text);
        let ran = par_index_in(at.path(), &["framework", "show", "bo.csv", "--format", "json"], "");
        let shown = ran.json();
        assert_eq!(
            (shown["total"].as_str(), shown["nodes"].as_array().unwrap().len()),
            (Some("10"), 2),
            "{}",
            ran.err
        );
    }
}

const SAMPLE: [&str; 3] = ["-f", "hon-quan-2023", "samples/communes-2023.json"];

fn sample(args: &[&str]) -> Ran {
    crate::common::par_index(&[args, &SAMPLE, &["--format", "table"]].concat())
}

#[test]
fn what_if_says_what_it_did_and_no_more() {
    let one = ["what-if", "--unit", "sample-commune-01"];
    let title = |args: &[&str]| {
        let ran = sample(&[&one, args].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.starts_with("Asked: unit sample commune 01.\n"));
        ran.out.lines().nth(1).unwrap().to_owned()
    };
    assert_eq!(
        title(&["--set", "1.3=2", "7.2=3,5"]),
        "IF THE POINTS WERE SO (other units unchanged)"
    );
    assert!(!title(&["--repair", "8.1"]).contains("skipped"));
    assert!(title(&["--repair-first", "3"]).contains("survey rows skipped"));
    let open = sample(&["what-if", "--unit", "sample-commune-13", "--repair-first", "2"]);
    assert!(open.out.contains("no index while values are missing"), "{}", open.out);
    assert!(open.out.contains("incomplete: "), "{}", open.out);
}

#[test]
fn a_unit_that_sent_nothing_is_not_one_without_weak_criteria() {
    let ran = sample(&["weak", "--unit", "sample-commune-05"]);
    assert!(ran.out.contains("\nsample commune 05: not reported\n"), "{}", ran.out);
}

#[test]
fn a_table_with_something_behind_it_is_not_the_print() {
    let printed = sample(&["rank"]);
    let at = folder();
    write(at.path(), "p.txt", format!("{}note: something else\n", printed.out));
    let printed = at.path().join("p.txt").display().to_string();
    let ran = crate::common::par_index(&[&["verify", &printed][..], &SAMPLE].concat());
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("after the print"), "{}", ran.err);
}

#[test]
fn losses_and_claims_print_and_close() {
    let ran = crate::common::par_index(
        &[&["lost", "--unit", "sample-commune-01", "--by", "lead", "--format", "csv"][..], &SAMPLE]
            .concat(),
    );
    let rows = ran.csv();
    let (total, parts) = rows.split_last().unwrap();
    assert_eq!((total["key"].as_str(), total["lost"].as_str()), ("total", "21"));
    let exact = |text: &str| text.parse::<par_index::Points>().unwrap();
    for column in ["lost", "not_met", "cut_1", "cut_2", "missing_evidence", "survey"] {
        let sum = par_index::Points::checked_sum(parts.iter().map(|row| exact(&row[column])));
        assert_eq!(sum, Some(exact(&total[column])), "{column}");
    }
    let ran = sample(&["lost", "--unit", "sample-commune-01"]);
    assert!(ran.out.contains("1.3     Inspection findings fixed"), "{}", ran.out);
    let ran = crate::common::par_index(
        &[&["cuts", "--unit", "sample-commune-01", "--format", "json"][..], &SAMPLE].concat(),
    );
    let json = ran.json();
    assert_eq!(json["summary"]["index_final"], "78.79");
    assert!(json["rows"].as_array().unwrap().iter().any(|row| row["over_claim"] == "2"));
    for args in [["lost", "--by", "stage"], ["cuts", "--by", "stage"], ["weak", "--by", "group"]] {
        assert_eq!(sample(&args).code, 2, "{args:?}");
    }
}

/// A decimal of a CSV cell in billionths; an empty cell is nothing.
fn billionths(cell: &str) -> i128 {
    let (whole, places) = cell.split_once('.').unwrap_or((cell, ""));
    if whole.is_empty() { 0 } else { format!("{whole}{places:0<9}").parse().unwrap() }
}

/// The command on the sample, as a program calls it.
fn piped(args: &[&str]) -> Ran {
    crate::common::par_index(&[args, &SAMPLE].concat())
}

#[test]
fn a_table_is_the_scores_side_by_side() {
    for level in ["field", "criterion", "leaf"] {
        let ran = piped(&["table", "--level", level, "--format", "csv"]);
        let rows: Vec<Vec<String>> = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(ran.out.as_bytes())
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect())
            .collect();
        let place = |column: &str| rows[0].iter().position(|name| name == column).unwrap();
        let first = place("state") + 1;
        assert_eq!(rows.len(), 14, "{level}");
        for row in &rows[1..] {
            let number = |column: &str| billionths(&row[place(column)]);
            let parts = number("appraisal") + number("survey") + number("bonus");
            assert_eq!(parts - number("deduction"), number("obtained"), "{row:?}");
            // At every level the nodes share out the whole.
            let nodes: i128 = row[first..].iter().map(|cell| billionths(cell)).sum();
            assert_eq!(nodes, number("appraisal") + number("survey"), "{row:?}");
        }
    }
    // Each column is the ranking, and the scores, of its node.
    let ranks = piped(&["table", "--show", "rank"]).json();
    let points = piped(&["table", "--show", "lost"]).json();
    let scores = piped(&["score"]).json();
    let mut compared = 0;
    for code in ["1", "7", "8"] {
        let alone = piped(&["rank", "--node", code]).json();
        for row in alone["rows"].as_array().unwrap() {
            let unit = |other: &&serde_json::Value| other["unit"] == row["unit"];
            let own = ranks["rows"].as_array().unwrap().iter().find(unit).unwrap();
            assert_eq!(own[code], row["rank"], "{code} {}", row["unit"]);
            let own = points["rows"].as_array().unwrap().iter().find(unit).unwrap();
            let card = scores["rows"].as_array().unwrap();
            let card = card.iter().find(|score| score["code"] == code && unit(score)).unwrap();
            if card["state"] != "not_reported" {
                assert_eq!(own[code], card["lost"], "{code} {}", row["unit"]);
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 36, "three fields of the twelve units that reported");
    // Claims less what appraisal recognised, as `cuts` has them.
    let cuts = piped(&["table", "--show", "cut"]).json();
    let own = cuts["rows"].as_array().unwrap();
    let own = own.iter().find(|row| row["unit"] == "sample-commune-01").unwrap();
    let alone = piped(&["cuts", "--unit", "sample-commune-01"]).json();
    let field = alone["rows"].as_array().unwrap().iter().find(|row| row["key"] == "7").unwrap();
    let number = |value: &serde_json::Value| billionths(value.as_str().unwrap());
    assert_eq!(number(&own["7"]), number(&field["self"]) - number(&field["appraised"]));
    for args in
        [["table", "--level", "node"], ["table", "--show", "mean"], ["rank", "--show", "lost"]]
    {
        assert_eq!(piped(&args).code, 2, "{args:?}");
    }
    // Whatever is shown fits a page, in both languages; the seal below it is one line, however long.
    for lang in ["en", "vi"] {
        let ran = piped(&["table", "--level", "leaf", "--format", "table", "--lang", lang]);
        let (shown, _) = ran.out.trim_end().rsplit_once('\n').unwrap();
        assert!(shown.lines().all(|line| line.chars().count() <= 100), "{}", ran.out);
    }
}

#[test]
fn the_part_of_the_loss_is_of_all_that_was_lost() {
    let args = ["weak", "--unit", "sample-commune-01", "--order", "peer-gap", "--top", "3"];
    let ran = sample(&args);
    assert!(ran.out.contains("Rows shown: 4.80 of 21.00 lost (22.86 %)."), "{}", ran.out);
    for order in ["peer-gap", "repeat"] {
        assert_eq!(sample(&["weak", "--order", order]).code, 2, "{order}");
    }
}

#[test]
fn a_silent_unit_has_neither_losses_nor_strengths() {
    for call in ["lost", "strengths"] {
        let ran = sample(&[call, "--unit", "sample-commune-05"]);
        assert!(ran.out.contains("\nsample commune 05: not reported\n"), "{}", ran.out);
    }
    let csv = [&["lost", "--unit", "sample-commune-05", "--format", "csv"][..], &SAMPLE].concat();
    assert!(crate::common::par_index(&csv).csv().iter().all(|row| row["lost"].is_empty()));
}

#[test]
fn long_lines_are_broken_before_the_edge() {
    let calls: [&[&str]; 5] = [
        &["robustness", "--vary", "survey", "--replicates", "20"],
        &["robustness", "--amount", "12.5", "--replicates", "1000", "--by-group"],
        &["explain", "--unit", "sample-commune-01", "--node", "7.2"],
        &["strengths", "--unit", "sample-commune-01"],
        &["versus", "--unit", "sample-commune-01", "--other", "sample-commune-09"],
    ];
    for call in calls {
        for lang in ["en", "vi"] {
            let ran = sample(&[call, &["--lang", lang]].concat());
            let table = ran.out.split("\npar-index").next().unwrap();
            let table = table.split("\nPhần mềm par-index 0").next().unwrap();
            let wide = table.lines().filter(|line| line.chars().count() > 100);
            assert_eq!(wide.collect::<Vec<_>>(), Vec::<&str>::new(), "{call:?}");
        }
    }
}

/// Of what was not computed there is no table, not even an empty line of one.
#[test]
fn nothing_computed_prints_no_csv() {
    let bad = ("a.csv", "unit,1.1.1\nu,9999\n");
    for more in [&[][..], &["--basis", "self"]] {
        let call = [&["rank", "a.csv", "--strict", "--format", "csv"], more].concat();
        let ran = run(&[bad], &call);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
    }
}

/// A policy given the value it has is the official result; what was typed stays in `asked`.
#[test]
fn a_policy_that_is_as_issued_is_no_override() {
    for same in ["ties=competition", "print.digits=2", "print.as=percent", "award.digits=2"] {
        let ran = sample(&["rank", "--policy", same]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(!ran.out.contains("Not the official result"), "{same}: {}", ran.out);
        let args = [&["rank", "--policy", same, "--format", "csv"][..], &SAMPLE].concat();
        assert!(!crate::common::par_index(&args).out.contains("overrides"), "{same}");
    }
    let ran = sample(&["rank", "--policy", "ties=competition", "--policy", "missing=zero"]);
    assert!(ran.out.starts_with("Not the official result: what is missing"), "{}", ran.out);
    assert!(!ran.out.contains("ties rank"), "{}", ran.out);
}
