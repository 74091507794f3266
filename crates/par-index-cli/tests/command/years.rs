//! Earlier years, other rulers, other states of the data, through the real binary.

use crate::common::small::{codes, place, run};
use crate::common::{par_index_in, write};
/// Three years of one unit, and of another in the last two.
fn several_years() -> tempfile::TempDir {
    let at = place();
    write(at.path(), "2021.csv", "unit,year,1.1,1.2,2\nxa-01,2021,2,1,1\n");
    write(at.path(), "2022.csv", "unit,1.1,1.2,2\nxa-01,2,2,3\nxa-02,2,4,4\n");
    write(at.path(), "2023.csv", "unit,year,1.1,1.2,2\nxa-01,2023,2,3.5,3\nxa-02,2023,0,3,4\n");
    at
}

#[test]
fn earlier_years_feed_the_table_and_the_weak_list() {
    let at = several_years();
    let table = run(&at, "table", &["2023.csv", "--previous", "2022.csv", "--format", "csv"]).csv();
    let of = |unit: &str, column: &str| {
        table.iter().find(|row| row["unit"] == unit).unwrap()[column].clone()
    };
    // 8.5 and 7 of 10 against 7 and 10.
    assert_eq!((of("xa-01", "rank"), of("xa-01", "previous_rank")), ("1".into(), "2".into()));
    assert_eq!(
        (of("xa-01", "previous_ratio"), of("xa-01", "change")),
        ("70.00".into(), "15.00".into())
    );
    assert_eq!(of("xa-02", "change"), "-30.00");
    let weak = |more: &[&str]| {
        let args = ["2023.csv", "--unit", "xa-01", "--format", "csv"];
        let rows = run(&at, "weak", &[&args, more].concat()).csv();
        rows.iter().map(|row| (row["code"].clone(), row["repeats"].clone())).collect::<Vec<_>>()
    };
    let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    };
    let years = ["--previous", "2022.csv", "2021.csv"];
    // 2022.csv states no year: it is of the year before, whatever others of them state.
    assert_eq!(weak(&years), pairs(&[("2", "3"), ("1.2", "3")]));
    assert_eq!(weak(&["--previous", "2022.csv"]), pairs(&[("2", "2"), ("1.2", "2")]));
    let below = weak(&["--previous", "2022.csv", "--order", "repeat", "--below", "80"]);
    assert_eq!(below, pairs(&[("2", "2"), ("1.2", "0")]));
    assert_eq!(weak(&[]), pairs(&[("2", "1"), ("1.2", "1")]));
    let wrong = run(&at, "weak", &["2023.csv", "--order", "repeat"]);
    assert_eq!(wrong.code, 2, "{}", wrong.err);
}

#[test]
fn compare_crosses_rulers_through_a_map_only() {
    let at = several_years();
    let same = run(&at, "compare", &["2023.csv", "--previous", "2022.csv"]).json();
    let row = &same["rows"][0];
    assert_eq!(
        (row["change"].as_str(), row["performance"].as_str()),
        (Some("15.00"), Some("15.00"))
    );
    assert_eq!((row["ruler"].as_str(), row["comparable"].as_str()), (Some("0.00"), Some("100.00")));
    // Next year's ruler gives 1.2 twice the points.
    let text = std::fs::read_to_string(at.path().join("bo.csv")).unwrap();
    let text = text
        .replace("T;;10;", "T;;14;")
        .replace("1;T;6;", "1;T;10;")
        .replace("1.2;1;4;", "1.2;1;8;");
    write(at.path(), "moi.csv", text);
    write(at.path(), "2024.csv", "unit,year,1.1,1.2,2\nxa-01,2024,2,7,3\nxa-02,2024,2,6,4\n");
    let base = [
        "compare",
        "-f",
        "moi.csv",
        "--policies",
        "bo.json",
        "2024.csv",
        "--previous",
        "2023.csv",
        "--previous-framework",
        "bo.csv",
    ];
    let ask = |more: &[&str]| par_index_in(at.path(), &[&base, more].concat(), "");
    let refused = ask(&[]);
    assert_eq!(refused.code, 2, "{}", refused.err);
    assert!(refused.err.contains("crosswalk"), "{}", refused.err);
    let draft = par_index_in(at.path(), &["crosswalk", "bo.csv", "moi.csv", "-o", "map.csv"], "");
    assert_eq!(draft.code, 0, "{}", draft.err);
    let map = std::fs::read_to_string(at.path().join("map.csv")).unwrap();
    assert_eq!(
        map,
        "old,new,kind,share,note\n1.1,1.1,same,,Kế hoạch\n1.2,1.2,rescaled,,Hồ sơ\n2,2,same,,Hài lòng\n"
    );
    let compared = ask(&["--crosswalk", "map.csv"]).json();
    // Whose work brought most comes first, in the rows as in the table.
    let units: Vec<&str> = compared["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["unit"].as_str().unwrap())
        .collect();
    assert_eq!(units, ["xa-02", "xa-01"]);
    let row = &compared["rows"][1];
    // 8.5/10 → 12/14: nothing was done better, 1.2 at 87.5 % weighs more.
    let of = |key: &str| row[key].as_str().unwrap().to_owned();
    assert_eq!(
        ["change", "performance", "ruler", "bonus"].map(of),
        ["0.71", "0.00", "0.71", "0.00"].map(str::to_owned)
    );
    let table = ask(&["--crosswalk", "map.csv", "--format", "table", "--lang", "vi"]).out;
    assert!(table.starts_with("THAY ĐỔI CHỈ SỐ") && table.contains("+0,71"), "{table}");
    write(at.path(), "bad.csv", "old,new,kind\n1,1.1,same\n1.2,1.9,same\n2,2,like\n");
    let bad = ask(&["--crosswalk", "bad.csv"]);
    assert_eq!(bad.code, 1, "{}", bad.err);
    assert!(bad.err.contains("like"), "{}", bad.err);
    write(at.path(), "bad.csv", "old,new,kind\n1,1.1,same\n1.2,1.9,same\n");
    let bad = ask(&["--crosswalk", "bad.csv"]).json();
    let found = |n: usize| {
        let finding = &bad["findings"][n];
        ["code", "file", "cell"].map(|key| finding[key].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(found(0), ["not_a_leaf", "bad.csv", "A2"].map(str::to_owned));
    assert_eq!(found(1), ["unknown_code", "bad.csv", "B3"].map(str::to_owned));
    // Years in a row cross the rulers too: 2 at 3/4 in both years, 1.2 at 3.5/4 and 7/8.
    let weak = |more: &[&str]| {
        let base =
            ["weak", "-f", "moi.csv", "--policies", "bo.json", "2024.csv", "--unit", "xa-01"];
        let before = ["--previous", "2023.csv", "--previous-framework", "bo.csv"];
        par_index_in(at.path(), &[&base[..], &before, more].concat(), "")
    };
    assert_eq!(weak(&[]).code, 2);
    let rows = weak(&["--crosswalk", "map.csv", "--below", "80", "--format", "csv"]).csv();
    let repeats: Vec<(&str, &str)> =
        rows.iter().map(|row| (row["code"].as_str(), row["repeats"].as_str())).collect();
    assert_eq!(repeats, [("1.2", "0"), ("2", "2")]);
    let rows = weak(&["--crosswalk", "map.csv", "--format", "csv"]).csv();
    assert!(rows.iter().all(|row| row["repeats"] == "2"), "{rows:?}");
    let text = weak(&["--crosswalk", "map.csv", "--order", "repeat", "--format", "table"]).out;
    assert!(text.lines().nth(1).unwrap().contains("years") && text.contains("  2  "), "{text}");
}

#[test]
fn diff_names_what_changed_and_whom_it_moved() {
    let at = place();
    write(
        at.path(),
        "a.csv",
        "unit,year,1.1,1.2,2\nxa-01,2023,2,3,3\nxa-02,2023,2,2,4\nxa-03,2023,0,1,1\n",
    );
    write(
        at.path(),
        "b.csv",
        "unit,year,1.1,1.2,2\nxa-01,2023,0,3,3\nxa-02,2023,2,2,4\nxa-03,2023,0,1,1\n",
    );
    let ask = |more: &[&str]| {
        run(&at, "diff", &[&["--before", "a.csv", "--after", "b.csv"], more].concat())
    };
    let result = ask(&[]).json();
    let rows: Vec<String> = result["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            format!(
                "{} {} {} {} {}",
                row["unit"], row["code"], row["change"], row["rank_before"], row["rank_after"]
            )
        })
        .collect();
    assert_eq!(rows, ["\"xa-01\" \"total\" \"-2\" 1 2", "\"xa-01\" \"1.1\" \"-2\" null null"]);
    assert_eq!(result["summary"], serde_json::json!({"changed": 1, "bystanders": 0}));
    // Six points each before: they shared rank 1, so nobody else moved. One point more moves both.
    write(
        at.path(),
        "b.csv",
        "unit,year,1.1,1.2,2\nxa-01,2023,2,3,3\nxa-02,2023,2,2,4\nxa-03,2023,2,4,4\n",
    );
    let result = ask(&[]).json();
    assert_eq!(result["summary"], serde_json::json!({"changed": 1, "bystanders": 2}));
    let mut units =
        result["rows"].as_array().unwrap().iter().map(|row| row["unit"].as_str().unwrap());
    let (first, last) = (units.next(), units.next_back());
    assert_eq!((first, last), (Some("xa-03"), Some("xa-02")), "bystanders stand last");
    let text = ask(&["--format", "table"]).out;
    assert!(text.contains("whose rank moved: 2") && text.contains("xa-01: 1 → 2"), "{text}");
    let nothing =
        run(&at, "diff", &["--before", "a.csv", "--after", "a.csv", "--format", "table"]).out;
    assert!(nothing.starts_with("Nothing changed."), "{nothing}");
    assert_eq!(run(&at, "diff", &["--after", "a.csv"]).code, 2);
}

#[test]
fn a_call_with_earlier_inputs_verifies_with_them_only() {
    let at = several_years();
    let asked = ["2023.csv", "--previous", "2022.csv"];
    for format in ["table", "json"] {
        let printed = run(&at, "compare", &[&asked[..], &["--format", format]].concat());
        write(at.path(), "printed", &printed.out);
        let verify = |inputs: &[&str]| {
            let base = ["verify", "printed", "-f", "bo.csv", "--policies", "bo.json"];
            par_index_in(at.path(), &[&base, inputs].concat(), "")
        };
        let same = verify(&asked).json();
        assert_eq!(same["summary"]["same"], true, "{same}");
        // Without them the call cannot be made again; with others it is another result.
        assert_eq!(verify(&["2023.csv"]).code, 2);
        write(at.path(), "other.csv", "unit,1.1,1.2,2\nxa-01,2,2,4\nxa-02,2,4,4\n");
        let other = verify(&["2023.csv", "--previous", "other.csv"]);
        assert_eq!((other.code, &other.json()["summary"]["same"]), (1, &false.into()));
    }
    let printed =
        run(&at, "diff", &["--before", "2022.csv", "--after", "2022.csv", "--year", "2022"]);
    write(at.path(), "diff.json", &printed.out);
    let base = ["verify", "diff.json", "-f", "bo.csv", "--policies", "bo.json", "2022.csv"];
    let same = par_index_in(at.path(), &[&base[..], &["--previous", "2022.csv"]].concat(), "");
    assert_eq!(same.json()["summary"]["same"], true, "{}", same.err);
}

#[test]
fn losses_by_year_sum_to_their_total() {
    let at = several_years();
    let years = ["--by", "year", "--previous", "2022.csv", "2021.csv", "--format", "csv"];
    write(at.path(), "2022.csv", "unit,year,1.1,1.2,2\nxa-01,2022,2,2,3\nxa-02,2022,2,4,4\n");
    let of = |unit: &[&str]| -> Vec<(String, String)> {
        let rows = run(&at, "lost", &[&["2023.csv"][..], unit, &years].concat()).csv();
        rows.iter().map(|row| (row["key"].clone(), row["lost"].clone())).collect()
    };
    let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    };
    let one = of(&["--unit", "xa-01"]);
    assert_eq!(one, pairs(&[("2021", "6"), ("2022", "3"), ("2023", "1.5"), ("total", "10.5")]));
    let all = of(&[]);
    assert_eq!(all, pairs(&[("2021", "6"), ("2022", "3"), ("2023", "4.5"), ("total", "13.5")]));
    // The year before alone is no sum over years.
    let nodes = run(&at, "lost", &["2023.csv", "--unit", "xa-01", "--format", "csv"]).csv();
    assert_eq!(nodes.last().unwrap()["lost"], "1.5");
    let wrong = run(&at, "cuts", &["2023.csv", "--by", "year"]);
    assert_eq!(wrong.code, 2, "{}", wrong.err);
    let text = run(
        &at,
        "lost",
        &[&["2023.csv"][..], &years[..4], &["--format", "table", "--lang", "vi"]].concat(),
    );
    assert!(text.out.starts_with("ĐIỂM MẤT THEO NĂM"), "{}{}", text.out, text.err);
}

/// Channels, and a year without survey, on both sides of a comparison.
#[test]
fn the_earlier_side_is_read_as_the_later_one() {
    let at = place();
    write(
        at.path(),
        "now.csv",
        "unit,year,channel,1.1,1.2,2\nxa-01,2023,a,2,4,4\nxa-01,2023,b,0,4,4\n",
    );
    write(
        at.path(),
        "before.csv",
        "unit,year,channel,1.1,1.2,2\nxa-01,2022,a,2,2,2\nxa-01,2022,b,2,4,4\nxa-01,2021,a,0,0,0\n",
    );
    let change = |more: &[&str]| {
        let base = ["now.csv", "--previous", "before.csv"];
        let result = run(&at, "compare", &[&base, more].concat()).json();
        ["before", "after", "change"].map(|key| result["rows"][0][key].as_str().unwrap().to_owned())
    };
    assert_eq!(change(&["--channel", "a"]), ["60.00", "100.00", "40.00"].map(str::to_owned));
    assert_eq!(change(&["--channel", "b"]), ["100.00", "80.00", "-20.00"].map(str::to_owned));
    // Without the survey 4 of 6 before, and all of it now.
    let without = change(&["--channel", "a", "--no-survey"]);
    assert_eq!(without, ["66.67", "100.00", "33.33"].map(str::to_owned));
    let several = run(&at, "compare", &["now.csv", "--previous", "before.csv"]);
    assert_eq!(several.code, 2, "{}", several.err);
}

/// A unit made of two keeps the id of one: before it was both.
#[test]
fn a_merged_unit_was_its_predecessors() {
    let at = place();
    write(at.path(), "units.csv", "unit,predecessors,valid_to\nxa-01,xa-01+xa-02,\nxa-02,,2022\n");
    write(at.path(), "now.csv", "unit,year,1.1,1.2,2\nxa-01,2023,2,4,4\n");
    write(at.path(), "before.csv", "unit,year,1.1,1.2,2\nxa-01,2022,2,4,4\nxa-02,2022,0,2,2\n");
    let ask = |more: &[&str]| {
        let base = ["now.csv", "--previous", "before.csv"];
        let rows = run(&at, "compare", &[&base, more].concat()).json()["rows"].clone();
        (rows.as_array().unwrap().len(), rows[0]["before"].as_str().unwrap().to_owned())
    };
    assert_eq!(ask(&[]), (1, "100.00".to_owned()));
    // 14 of 20 points together; what is gone is not asked for this year's sheet.
    assert_eq!(ask(&["--units", "units.csv"]), (1, "70.00".to_owned()));
}

/// What is earlier is of the channel of the year that is asked about, named or not.
#[test]
fn one_channel_alone_is_followed_through_the_years() {
    let at = place();
    write(at.path(), "now.csv", "unit,year,channel,1.1,1.2,2\nxa-01,2023,x,2,2,1\n");
    let before = "unit,year,channel,1.1,1.2,2\nxa-01,2022,b,2,4,3\nxa-01,2022,x,2,2,0\n";
    write(at.path(), "before.csv", before);
    let base = ["now.csv", "--previous", "before.csv"];
    let compared = run(&at, "compare", &base).json();
    assert_eq!(
        (&compared["rows"][0]["before"], &compared["findings"]),
        (&"40.00".into(), &serde_json::json!([]))
    );
    let table = run(&at, "table", &[&base[..], &["--format", "csv"]].concat()).csv();
    assert_eq!(
        (table[0]["previous_ratio"].as_str(), table[0]["change"].as_str()),
        ("40.00", "10.00")
    );
    let lost = run(&at, "lost", &[&base[..], &["--by", "year", "--format", "csv"]].concat()).csv();
    assert_eq!((lost[0]["key"].as_str(), lost[0]["lost"].as_str()), ("2022", "6"));
    write(at.path(), "before.csv", "unit,year,channel,1.1,1.2,2\nxa-01,2022,y,2,4,3\n");
    assert_eq!(run(&at, "compare", &base).code, 2);
}

#[test]
fn a_year_told_twice_is_joined_or_a_conflict() {
    let at = place();
    let both = "unit,year,1.1,1.2,2\nxa-01,2022,2,2,2\nxa-01,2023,2,4,3\nxa-02,2022,0,2,2\nxa-02,2023,2,4,4\n";
    write(at.path(), "both.csv", both);
    write(at.path(), "again.csv", "unit,year,1.1,1.2,2\nxa-01,2022,0,2,2\n");
    let ask = |more: &[&str]| {
        let base = ["both.csv", "--by", "year", "--previous", "again.csv"];
        run(&at, "lost", &[&base, more].concat())
    };
    let result = ask(&[]).json();
    let codes: Vec<&str> = codes(&result);
    assert!(codes.contains(&"conflict"), "{result}");
    assert_eq!(ask(&[]).code, 1);
    let last = ask(&["--prefer", "last"]);
    assert_eq!((last.code, &last.json()["rows"][0]["lost"]), (0, &"12".into()), "{}", last.err);
    // Losses along anything else are of one year.
    let refused = run(&at, "lost", &["both.csv", "--by", "lead", "--previous", "again.csv"]);
    assert_eq!(refused.code, 2, "{}", refused.err);
}

#[test]
fn a_year_under_both_rulers_is_counted_once() {
    let at = several_years();
    let text = std::fs::read_to_string(at.path().join("bo.csv")).unwrap();
    write(at.path(), "moi.csv", text.replace("Kế hoạch", "Kế hoạch năm"));
    write(at.path(), "map.csv", "old,new,kind\n1.1,1.1,same\n1.2,1.2,same\n2,2,same\n");
    write(at.path(), "new.csv", "unit,year,1.1,1.2,2\nxa-01,2022,2,2,3\nxa-01,2023,2,3.5,3\n");
    let base = ["weak", "-f", "moi.csv", "--policies", "bo.json", "new.csv", "--unit", "xa-01"];
    let before = ["--previous", "2021.csv", "2022.csv", "--previous-framework", "bo.csv"];
    let asked = [&base[..], &before, &["--crosswalk", "map.csv", "--format", "csv"]].concat();
    let rows = par_index_in(at.path(), &asked, "").csv();
    assert!(rows.iter().all(|row| row["repeats"] == "3"), "{rows:?}");
}

/// `table` and `weak` know no past of a unit that was not what it is; `compare` sums it.
#[test]
fn a_merged_unit_has_no_past_of_its_own() {
    let at = place();
    write(at.path(), "units.csv", "unit,predecessors,valid_to\nxa-01,xa-01+xa-02,\nxa-02,,2022\n");
    write(at.path(), "now.csv", "unit,year,1.1,1.2,2\nxa-01,2023,2,4,3\n");
    write(at.path(), "before.csv", "unit,year,1.1,1.2,2\nxa-01,2022,2,2,1\nxa-02,2022,2,4,4\n");
    let base = ["now.csv", "--previous", "before.csv"];
    let csv = |call: &str, more: &[&str]| {
        run(&at, call, &[&base, more, &["--format", "csv"]].concat()).csv()
    };
    let registered = ["--units", "units.csv"];
    assert_eq!(csv("table", &[])[0]["previous_ratio"], "50.00");
    assert_eq!(csv("table", &registered)[0]["previous_ratio"], "");
    assert_eq!(csv("compare", &registered)[0]["before"], "75.00");
    let weak =
        |more: &[&str]| csv("weak", &[&["--unit", "xa-01"], more].concat())[0]["repeats"].clone();
    assert_eq!([weak(&[]), weak(&registered)], ["2", "1"].map(str::to_owned));
    let lost =
        |more: &[&str]| csv("lost", &[&["--unit", "xa-01", "--by", "year"], more].concat()).len();
    assert_eq!([lost(&[]), lost(&registered)], [3, 2]);
}

/// Two provinces of two years, each year in columns of its own framework, a point at every leaf.
fn two_generations(at: &std::path::Path) {
    for (ruler, year) in [("papi-2011", 2017), ("papi-2018", 2018)] {
        crate::common::full_year(at, ruler, year, &[("a", "1"), ("b", "1.25")]);
    }
}

#[test]
fn each_year_takes_the_framework_in_force_for_it() {
    let at = crate::common::folder();
    two_generations(at.path());
    let ask = |args: &[&str]| par_index_in(at.path(), args, "");
    let both = ["-f", "papi-2011", "-f", "papi-2018"];
    let of = |call: &str, more: &[&str]| ask(&[&[call], &both[..], more].concat());
    // The latest year; the year asked for; each as if its framework stood alone.
    for (more, year, ruler) in
        [(&[][..], 2018, "papi-2018"), (&["--year", "2017"], 2017, "papi-2011")]
    {
        let file = format!("{year}.csv");
        let several = of("rank", &[&["2017.csv", "2018.csv"], more].concat()).json();
        let single = ask(&[&["rank", "-f", ruler, &file], more].concat()).json();
        assert_eq!(
            (several["year"].as_i64(), several["framework"]["id"].as_str()),
            (Some(year), Some(ruler))
        );
        assert_eq!(several["rows"], single["rows"]);
        assert!(several["rows"][0]["obtained"].is_string(), "{several}");
    }
    // No column of the one is unknown for the other, and both years are joined.
    let checked = of("check", &["2017.csv", "2018.csv"]);
    assert_eq!((checked.code, codes(&checked.json())), (0, vec!["other_years"]), "{}", checked.err);
    let joined = of("join", &["2017.csv", "2018.csv", "--format", "csv"]).csv();
    let years: Vec<usize> =
        ["2017", "2018"].map(|year| joined.iter().filter(|row| row["year"] == year).count()).into();
    assert_eq!(years, [2 * 22, 2 * 28]);
    // What none of them knows is told once, and so is a fault in a year that is not asked about.
    let text = std::fs::read_to_string(at.path().join("2017.csv")).unwrap();
    write(
        at.path(),
        "bad.csv",
        text.replace("unit,year,1.1,", "unit,year,9.9,")
            .replace("b,2017,1.25,1.25", "b,2017,1.25,x"),
    );
    let bad = of("rank", &["bad.csv", "2018.csv"]);
    let result = bad.json();
    assert_eq!(
        (bad.code, codes(&result)),
        (1, vec!["unknown_column", "unknown_word", "other_years"])
    );
    // From standard input, which can be read once only.
    let text = std::fs::read_to_string(at.path().join("2017.csv")).unwrap();
    let piped =
        par_index_in(at.path(), &["rank", "-f", "papi-2011", "-f", "papi-2018", "-"], &text);
    assert_eq!(piped.json()["rows"].as_array().map(Vec::len), Some(2));
}

#[test]
fn years_of_several_frameworks_compare_as_with_the_earlier_one_named() {
    let at = crate::common::folder();
    two_generations(at.path());
    let ask = |args: &[&str]| par_index_in(at.path(), args, "");
    let map = ["--crosswalk", "papi-2011-papi-2018"];
    // All years in both places: the year before is the one that is held against.
    let both = ["2017.csv", "2018.csv"];
    let base = ["compare", "-f", "papi-2011", "-f", "papi-2018"];
    let several = ask(&[&base[..], &both, &["--previous"], &both, &map].concat()).json();
    let named = ["compare", "-f", "papi-2018", "2018.csv", "--previous", "2017.csv"];
    let named = ask(&[&named[..], &["--previous-framework", "papi-2011"], &map].concat()).json();
    assert_eq!(several["rows"], named["rows"]);
    assert!(named["rows"][0]["change"].is_string(), "{named}");
    // A printed table is found again under the same frameworks.
    let printed = ask(&[&["rank", "--format", "table"], &base[1..], &both].concat()).out;
    write(at.path(), "printed.txt", printed);
    let verified = ask(&[&["verify", "printed.txt"], &base[1..], &both].concat());
    assert_eq!((verified.code, &verified.json()["summary"]["same"]), (0, &true.into()));
}

#[test]
fn a_year_without_one_framework_of_its_own_is_a_wrong_call() {
    let at = crate::common::folder();
    two_generations(at.path());
    let ask = |args: &[&str]| par_index_in(at.path(), &[&["rank"], args].concat(), "");
    for (args, words) in [
        // 2018 is in the inputs, whatever year is asked for.
        (
            &["-f", "papi-2011", "-f", "papi-2019", "2017.csv", "2018.csv", "--year", "2017"][..],
            "2018; given: papi-2011 (2011–2017), papi-2019 (2019–2020)",
        ),
        (&["-f", "papi-2011", "-f", "papi-2011", "2017.csv"], "2017; given"),
        (&["-f", "papi-2011", "-f", "papi-2018", "2017.csv", "--year", "2016"], "known: 2017"),
    ] {
        let wrong = ask(args);
        assert!(wrong.code == 2 && wrong.err.contains(words), "{}", wrong.err);
    }
    // Two years are before it: a sheet without one cannot be told to be of either.
    let text = std::fs::read_to_string(at.path().join("2018.csv")).unwrap();
    let bare = text.replace("unit,year,", "unit,").replace(",2018,", ",");
    write(at.path(), "bare.csv", bare);
    let undated = ask(&["-f", "papi-2011", "-f", "papi-2018", "2017.csv", "bare.csv"]);
    assert_eq!(undated.code, 1);
    assert!(undated.err.contains("[year_unknown] bare.csv"), "{}", undated.err);
    let told = ask(&["-f", "papi-2011", "-f", "papi-2018", "bare.csv", "--year", "2018"]);
    assert_eq!(told.json()["rows"].as_array().map(Vec::len), Some(2), "{}", told.err);
}

/// What is wrong with a row is told whatever framework reads it, and stops a strict call.
#[test]
fn no_fault_is_lost_between_frameworks() {
    let at = crate::common::folder();
    two_generations(at.path());
    let ask = |args: &[&str]| par_index_in(at.path(), args, "");
    let both = ["-f", "papi-2011", "-f", "papi-2018"];
    let found = |call: &str, args: &[&str]| {
        let ran = ask(&[&[call], &both[..], args].concat());
        let mut codes: Vec<String> = codes(&ran.json()).into_iter().map(str::to_owned).collect();
        codes.retain(|code| !["other_years", "still_empty"].contains(&code.as_str()));
        (ran.code, codes.join(" "))
    };
    let text = |year: &str| std::fs::read_to_string(at.path().join(format!("{year}.csv"))).unwrap();
    let (first, second) = (text("2017"), text("2018"));
    write(at.path(), "units.csv", "unit,name\na,A\nb,B\n");
    write(at.path(), "stranger.csv", second.replace("\nb,", "\nzzz,"));
    write(at.path(), "nobody.csv", first.replace("\nb,", "\n,"));
    let strict = ["stranger.csv", "--units", "units.csv", "--strict"];
    assert_eq!(found("rank", &strict[..3]), (1, "unknown_unit".into()));
    let ran = ask(&[&["rank"], &both[..], &strict].concat());
    assert_eq!((ran.code, &ran.json()["rows"]), (1, &serde_json::json!([])));
    assert_eq!(found("check", &["nobody.csv", "2018.csv"]), (1, "unit_missing".into()));
    let before = ["2018.csv", "--previous", "nobody.csv", "--crosswalk", "papi-2011-papi-2018"];
    assert_eq!(found("compare", &before).0, 1);
    // A column that no framework has as a leaf, and a value where the year's own has none.
    let with = |text: &str, column: &str, value: &str| {
        let mut lines = text.lines();
        let head = format!("{},{column}", lines.next().unwrap());
        let rows = lines.map(|line| format!("{line},{value}"));
        std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n") + "\n"
    };
    write(at.path(), "seven.csv", with(&first, "7", "9"));
    assert_eq!(found("check", &["seven.csv"]), (1, "unknown_column".into()));
    write(at.path(), "later.csv", with(&first, "8.1", "1"));
    assert_eq!(found("check", &["later.csv"]), (1, "unknown_code unknown_code".into()));
    write(at.path(), "empty.csv", with(&first, "8.1", ""));
    assert_eq!(found("check", &["empty.csv"]), (0, String::new()));
}

#[test]
fn registered_units_stand_in_every_year_that_came() {
    let at = crate::common::folder();
    two_generations(at.path());
    write(at.path(), "units.csv", "unit,name\na,A\nb,B\nc,C\n");
    let ask = |call: &str, fw: &[&str], args: &[&str]| {
        par_index_in(at.path(), &[&[call], fw, args, &["--units", "units.csv"]].concat(), "")
    };
    let both = ["-f", "papi-2011", "-f", "papi-2018"];
    let turned = ["-f", "papi-2018", "-f", "papi-2011"];
    for fw in [&both, &turned] {
        for year in ["2017", "2018"] {
            let result = ask("rank", fw, &["2017.csv", "2018.csv", "--year", year]).json();
            let states = result["rows"].as_array().unwrap().iter();
            let states: Vec<&str> = states.map(|row| row["state"].as_str().unwrap()).collect();
            assert_eq!(states, ["complete", "complete", "not_reported"], "{year}");
        }
        // Of a register alone the year says which framework; nothing else does.
        let alone = ask("intake", fw, &["--year", "2017"]);
        assert_eq!((alone.code, &alone.json()["framework"]["id"]), (0, &"papi-2011".into()));
        let yearless = ask("intake", fw, &[]);
        assert!(yearless.code == 2 && yearless.err.contains("--year"), "{}", yearless.err);
    }
    let joined = |fw: &[&str]| ask("join", fw, &["2017.csv", "2018.csv", "--format", "csv"]).out;
    assert_eq!(joined(&both), joined(&turned));
}

#[test]
fn earlier_years_under_other_frameworks_are_left_aside_and_counted() {
    let at = crate::common::folder();
    two_generations(at.path());
    crate::common::full_year(at.path(), "papi-2019", 2019, &[("a", "1")]);
    let all = ["-f", "papi-2011", "-f", "papi-2018", "-f", "papi-2019", "2019.csv"];
    let ask = |call: &str, args: &[&str]| {
        par_index_in(at.path(), &[&[call], &all[..], args].concat(), "")
    };
    let map = ["--crosswalk", "papi-2018-papi-2019"];
    let before = ["--previous", "2018.csv", "2017.csv"];
    let weak = ask("weak", &[&before[..], &map, &["--unit", "a"]].concat());
    assert_eq!((weak.code, codes(&weak.json())), (0, vec!["other_rulers"]), "{}", weak.err);
    let less = ask("weak", &[&before[..2], &map, &["--unit", "a"]].concat());
    assert_eq!((less.code, codes(&less.json())), (0, vec![]));
    assert_eq!(less.json()["rows"], weak.json()["rows"]);
}

/// The framework follows the years that have sheets, and a register adds no warning of other years.
#[test]
fn a_year_whose_rows_are_all_at_fault_rules_nothing() {
    let at = crate::common::folder();
    two_generations(at.path());
    let ask = |call: &str, args: &[&str]| {
        par_index_in(at.path(), &[&[call, "-f", "papi-2011", "-f", "papi-2018"], args].concat(), "")
    };
    let text = |year: &str| std::fs::read_to_string(at.path().join(format!("{year}.csv"))).unwrap();
    write(at.path(), "units.csv", "unit,name\na,A\nb,B\nc,C\n");
    write(at.path(), "nobody.csv", text("2018").replace("\na,", "\n,").replace("\nb,", "\n,"));
    write(at.path(), "stranger.csv", text("2018").replace("\na,", "\nx,").replace("\nb,", "\ny,"));
    let states = |ran: &crate::common::Ran| -> Vec<String> {
        let result = ran.json();
        let rows = result["rows"].as_array().unwrap().iter();
        rows.map(|row| row["state"].as_str().unwrap().to_owned()).collect()
    };
    let bad = ask("rank", &["2017.csv", "nobody.csv"]);
    assert_eq!((bad.code, &bad.json()["framework"]["id"]), (1, &"papi-2011".into()));
    assert_eq!(states(&bad), ["complete", "complete"]);
    assert_eq!(codes(&bad.json()), ["unit_missing", "unit_missing"]);
    let bad = ask("rank", &["2017.csv", "stranger.csv", "--units", "units.csv"]);
    assert_eq!(states(&bad), ["complete", "complete", "not_reported"]);
    assert_eq!(codes(&bad.json()), ["unknown_unit", "unknown_unit"]);
    // Nor is any framework out of force because the register names units for the year asked for.
    let one = ask("rank", &["2018.csv", "--units", "units.csv", "--year", "2018"]);
    assert_eq!((one.code, codes(&one.json())), (0, vec![]), "{}", one.err);
    // Two spellings are told of all years, as under one framework.
    write(at.path(), "capital.csv", text("2018").replace("\na,", "\nA,"));
    let alike = ask("rank", &["2017.csv", "capital.csv"]);
    assert_eq!(codes(&alike.json()), ["units_alike", "other_years"]);
}
