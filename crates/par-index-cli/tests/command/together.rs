//! `together`, embedded crosswalks and points as the headline, through the real binary.

use crate::common::{folder, par_index, par_index_in, root, shared, write};

const FW: &str = "hon-quan-2023";
const COMMUNES: &str = "samples/communes-2023.json";
const PAPI: &str = "papi-2021=samples/papi-2023.json";

fn beside(more: &[&str]) -> crate::common::Ran {
    par_index(&[&["together", "-f", FW, COMMUNES, "--with", PAPI][..], more].concat())
}

#[test]
fn indices_stand_side_by_side_under_the_columns_of_the_format_page() {
    let page = std::fs::read_to_string(root().join("docs/formats/results.md")).unwrap();
    let places = "unit,name,year,index,framework,channel,measured,obtained,possible,ratio,rank,ranked,grade,rescaled,state";
    let lists = "agency,role,position,unit,name,year,index,framework,channel,code,title,title_en,lead,max,possible,obtained,lost,ratio,why";
    for (columns, args) in [(places, vec![]), (lists, vec!["--by", "lead"])] {
        let csv = beside(&[&args[..], &["--format", "csv"]].concat());
        assert_eq!(csv.out.lines().next(), Some(columns));
        assert!(page.contains(&columns.replace(',', ", ")), "{columns} stands on the page");
        let json = beside(&args).json();
        assert_eq!(json["rows"].as_array().unwrap().len(), csv.csv().len());
        let indices = json["summary"]["indices"].as_array().unwrap();
        assert_eq!(indices.len(), 2);
        assert_eq!(
            (&indices[1]["index"], &indices[1]["framework"]),
            (&"papi".into(), &"papi-2021".into())
        );
    }
    let rows = beside(&["--unit", "xã mẫu 01", "--within", "tỉnh mẫu 04", "--format", "csv"]).csv();
    let of = |n: usize, key: &str| rows[n][key].clone();
    assert_eq!(
        (of(0, "index"), of(0, "ratio"), of(0, "rank")),
        ("par".into(), "78.79".into(), "7".into())
    );
    assert_eq!(
        (of(1, "unit"), of(1, "measured")),
        ("sample-commune-01".into(), "sample-province-04".into())
    );
    assert_eq!(
        (of(1, "obtained"), of(1, "ratio"), of(1, "ranked")),
        ("44.5639".into(), "55.70".into(), "10".into())
    );
}

#[test]
fn one_agency_sees_what_concerns_it_in_both_languages() {
    let args = [
        "--unit",
        "sample-commune-01",
        "--within",
        "sample-province-04",
        "--by",
        "lead",
        "--lead",
        "tai-nguyen",
        "--format",
        "table",
    ];
    let en = beside(&args).out;
    let vi = beside(&[&args[..], &["--lang", "vi"]].concat()).out;
    assert!(en.starts_with("Natural Resources and Environment desk  lost "), "{en}");
    assert!(
        en.contains("PAR INDEX 2023: sample commune 01")
            && en.contains("PAPI 2023: sample province 04")
    );
    assert!(
        vi.starts_with("Phòng Tài nguyên và Môi trường   mất ") && vi.contains("chủ trì"),
        "{vi}"
    );
    // Rows begin with their place, then a code.
    let rows = |text: &str| {
        let rows = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
        let codes = rows.filter_map(|line| line.split_whitespace().nth(1));
        codes
            .filter(|code| code.starts_with(|c: char| c.is_ascii_digit()) && code.contains('.'))
            .count()
    };
    assert_eq!((rows(&en), rows(&vi)), (4, 4), "{en}{vi}"); // 3.5.2; 7.1, 7.2, 5.3
    let one =
        beside(&["--by", "lead", "--lead", "giao-duc", "--top", "1", "--format", "csv"]).csv();
    assert_eq!(one.len(), 1);
    assert_eq!((one[0]["code"].as_str(), one[0]["unit"].as_str()), ("6.2", ""));
}

#[test]
fn a_wrong_call_is_told_from_wrong_data() {
    for (args, said) in [
        (vec!["--with", "papi-2021"], "FW=IN"),
        (vec!["--with", "=x.csv"], "FW=IN"),
        (vec!["--with", "papi-2022=x.csv"], "papi-2021"),
        (vec!["--unit", "xã nào"], "xã nào"),
        (vec!["--within", "nowhere"], "nowhere"),
        (vec!["--by", "unit"], "lead"),
        (vec!["--lead", "noi-vu"], "by lead"),
        (vec!["--by", "lead", "--lead", "noi-vuu"], "noi-vu"),
        (vec!["--year", "1999"], "1999"),
    ] {
        let ran = beside(&args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
    }
    assert_eq!(beside(&["--with", "papi-2018=no.csv"]).code, 3);
    // A bad cell of one index: the others are computed, and the exit says that data are wrong.
    let at = folder();
    write(at.path(), "papi.csv", "unit,year,1.1,1.2\nA,2023,2.6,1\nB,2023,2,\n");
    let with = format!("papi-2021={}", at.path().join("papi.csv").display());
    let ran = par_index(&["together", "-f", FW, COMMUNES, "--with", &with, "--format", "csv"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("out_of_range") && ran.err.contains("papi.csv"), "{}", ran.err);
    let state = |unit: &str| {
        ran.csv().iter().find(|row| row["unit"] == unit).map(|row| row["state"].clone())
    };
    assert_eq!((state("A").as_deref(), state("B").as_deref()), (Some("in_error"), Some("open")));
    assert_eq!(state("sample-commune-01").as_deref(), Some("complete"));
}

#[test]
fn the_seal_covers_every_index_and_the_door_gives_the_same_rows() {
    let seal = |ran: &crate::common::Ran| ran.json()["seal"].as_str().unwrap().to_owned();
    let both = beside(&[]);
    let alone = par_index(&["together", "-f", FW, COMMUNES]);
    assert_ne!(seal(&both), seal(&alone));
    let text = |file: &str| std::fs::read_to_string(root().join(file)).unwrap();
    let request = format!(
        r#"{{"call": "together", "framework": "{FW}", "inputs": {}, "with": [{{"framework": "papi-2021", "inputs": {}}}]}}"#,
        text(COMMUNES),
        text("samples/papi-2023.json")
    );
    let called = par_index_in(&root(), &["call"], &request);
    assert_eq!(called.code, 0, "{}", called.out);
    assert_eq!(called.json()["rows"], both.json()["rows"]);
    assert_eq!(seal(&called), seal(&both));
    let stray = request.replace("together", "rank");
    assert_eq!(par_index_in(&root(), &["call"], &stray).code, 2);
    // Naming a framework twice joins its inputs.
    let twice = beside(&["--with", PAPI]);
    assert_eq!(twice.json()["rows"], both.json()["rows"]);
}

#[test]
fn a_printed_table_of_several_indices_is_verified() {
    let at = folder();
    for (n, more) in [&[][..], &["--by", "lead", "--top", "2", "--lang", "vi"]].iter().enumerate() {
        let printed = beside(&[more, &["--format", "table"][..]].concat()).out;
        let file = format!("{n}.txt");
        write(at.path(), &file, &printed);
        let path = at.path().join(&file).display().to_string();
        let same = par_index(&["verify", &path, "-f", FW, COMMUNES, "--with", PAPI]);
        assert_eq!(same.code, 0, "{}{}", same.out, same.err);
        // Without the second index it is another result.
        assert_eq!(par_index(&["verify", &path, "-f", FW, COMMUNES]).code, 1);
    }
}

#[test]
fn the_parents_of_the_register_lead_to_the_measured_unit() {
    let at = folder();
    write(at.path(), "par.csv", "unit,year,1.3\nxa-1,2023,1\n");
    write(at.path(), "papi.csv", "unit,year,1.1\ntinh,2023,1\n");
    write(
        at.path(),
        "units.csv",
        "unit,name,parent\nxa-1,Xã Một,Tỉnh Mẫu\nxa-2,Xã Hai,tinh\ntinh,Tỉnh Mẫu,\n",
    );
    let ran = par_index_in(
        at.path(),
        &[
            "together",
            "-f",
            FW,
            "par.csv",
            "--with",
            "papi-2021=papi.csv",
            "--units",
            "units.csv",
            "--format",
            "csv",
        ],
        "",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let papi = |unit: &str| {
        let rows = ran.csv();
        let row = rows.iter().find(|row| row["unit"] == unit && row["index"] == "papi").unwrap();
        (row["measured"].clone(), row["state"].clone())
    };
    assert_eq!(papi("xa-1"), ("tinh".to_owned(), "open".to_owned()));
    assert_eq!(papi("xa-2"), ("tinh".to_owned(), "open".to_owned()));
}

/// 2017 and 2018 of one invented province under their generations.
fn two_generations() -> tempfile::TempDir {
    let at = folder();
    let table = |year: u16, fw: &str, value: &str| {
        let ruler = par_index(&["framework", "show", fw]).json();
        let fields = ruler["nodes"].as_array().unwrap();
        let leaves = fields.iter().flat_map(|field| field["children"].as_array().unwrap());
        let codes: Vec<&str> = leaves.map(|leaf| leaf["code"].as_str().unwrap()).collect();
        let cells = vec![value; codes.len()];
        format!("unit,year,{}\nT,{year},{}\n", codes.join(","), cells.join(","))
    };
    write(at.path(), "2017.csv", table(2017, "papi-2011", "1"));
    write(at.path(), "2018.csv", table(2018, "papi-2018", "1"));
    at
}

#[test]
fn two_generations_compare_through_a_named_crosswalk_only() {
    let at = two_generations();
    let base = [
        "compare",
        "-f",
        "papi-2018",
        "2018.csv",
        "--previous",
        "2017.csv",
        "--previous-framework",
        "papi-2011",
    ];
    let ask = |more: &[&str]| par_index_in(at.path(), &[&base[..], more].concat(), "");
    let refused = ask(&[]);
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    assert!(refused.err.contains("papi-2011-papi-2018 is embedded"), "{}", refused.err);
    for wrong in ["papi-2018-papi-2019", "papi-2011"] {
        let ran = ask(&["--crosswalk", wrong]);
        assert_eq!(ran.code, 2, "{wrong}: {}", ran.err);
    }
    let row = &ask(&["--crosswalk", "papi-2011-papi-2018"]).json()["rows"][0];
    let of = |key: &str| row[key].as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    // 22 of 60 before, 28 of 80 after.
    assert_eq!((row["before"].as_str(), row["after"].as_str()), (Some("36.67"), Some("35.00")));
    // Each printed part was rounded by itself.
    let apart = of("change") - of("performance") - of("ruler") - of("bonus");
    assert!(apart.abs() <= 1, "{row}");
    // The printed map is the embedded one, and gives the same as a file.
    let map =
        par_index_in(at.path(), &["crosswalk", "papi-2011", "papi-2018", "-o", "map.csv"], "");
    assert_eq!(map.code, 0, "{}", map.err);
    let table =
        std::fs::read_to_string(root().join("frameworks/crosswalks/papi-2011-papi-2018.csv"))
            .unwrap();
    assert_eq!(std::fs::read_to_string(at.path().join("map.csv")).unwrap(), table);
    assert_eq!(&ask(&["--crosswalk", "map.csv"]).json()["rows"][0], row);
    // The table shows points of both totals, and ratios beside.
    let text =
        ask(&["--crosswalk", "papi-2011-papi-2018", "--format", "table", "--lang", "vi"]).out;
    assert!(text.contains("22,00") && text.contains("28,00") && text.contains("36,67%"), "{text}");
}

/// Every embedded map is read as a table too, and gives the rows the library has.
#[test]
fn embedded_crosswalks_are_tables_of_the_format() {
    for id in par_index::analysis::crosswalk_ids() {
        let file = root().join(format!("frameworks/crosswalks/{id}.csv"));
        let (rows, findings) =
            par_index_sheets::read_crosswalk("map.csv", &std::fs::read(file).unwrap());
        assert!(findings.is_empty(), "{findings:?}");
        let (old, new) = id.split_at(id.len() / 2);
        let ruler = |id: &str| par_index::framework(id.trim_matches('-')).unwrap();
        // A table knows where its rows were read.
        let told = |rows: Vec<par_index::analysis::CrosswalkRow>| -> Vec<_> {
            let rows = rows.into_iter();
            rows.map(|row| (row.old, row.new, row.kind, row.share, row.note)).collect()
        };
        let known = par_index::analysis::crosswalk_rows(id, &ruler(old), &ruler(new)).unwrap();
        assert_eq!(told(rows), told(known), "{id}");
    }
}

#[test]
fn the_published_figures_print_as_points() {
    let Some(file) = shared("data/papi_2011_2024_subdimensions.csv") else { return };
    let text = std::fs::read_to_string(file).unwrap();
    let head: Vec<&str> = text.lines().next().unwrap().split(',').collect();
    let kept: Vec<usize> = (3..head.len()).filter(|n| head[*n] != "SC52").collect();
    let code = |n: &usize| format!("{}.{}", &head[*n][2..3], &head[*n][3..]);
    let mut table = format!("unit,name,{}\n", kept.iter().map(code).collect::<Vec<_>>().join(","));
    for row in text.lines().filter(|line| line.starts_with("2021,")) {
        let cells: Vec<&str> = row.split(',').collect();
        let figures: Vec<&str> = kept.iter().map(|n| cells[*n]).collect();
        table.push_str(&[cells[1], cells[2], &figures.join(",")].join(","));
        table.push('\n');
    }
    let at = folder();
    write(at.path(), "2021.csv", table);
    let ran = par_index_in(
        at.path(),
        &["rank", "-f", "papi-2021", "2021.csv", "--year", "2021", "--format", "table"],
        "",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let line = ran.out.lines().find(|line| line.contains("Ba Ria - Vung Tau")).unwrap();
    assert!(
        line.starts_with("47 ") && line.contains("40.61") && line.contains("50.77 %"),
        "{line}"
    );
    let four = [
        "rank",
        "-f",
        "papi-2021",
        "2021.csv",
        "--year",
        "2021",
        "--policy",
        "print.digits=4",
        "--format",
        "table",
    ];
    assert!(par_index_in(at.path(), &four, "").out.contains("40.6146"));
}

/// Figures of the place itself bear no mark, whatever its group in the other index; a unit above
/// never stands before them.
#[test]
fn only_figures_of_the_unit_above_are_marked() {
    let at = crate::common::folder();
    let survey = ["survey", "-f", "sipas-district-2023", "--questions"];
    let tables =
        ["samples/satisfaction-2023/questions.csv", "samples/satisfaction-2023/ballots.csv"];
    let sipas = crate::common::par_index(&[&survey[..], &tables, &["--format", "csv"]].concat());
    crate::common::write(at.path(), "sipas.csv", &sipas.out);
    let with = format!("sipas-district-2023={}", at.path().join("sipas.csv").display());
    let base = ["together", "-f", "hon-quan-2023", "samples/communes-2023.json", "--with", &with];
    let more = ["--unit", "sample-commune-01", "--year", "2023", "--format", "table"];
    let table = crate::common::par_index(&[&base[..], &more].concat()).out;
    assert!(table.contains("95.32 %") && table.contains("78.79 %"), "{table}");
    assert!(!table.contains('*'), "{table}");
    assert!(
        table.contains("SIPAS surprise") && table.lines().all(|line| !line.ends_with('…')),
        "{table}"
    );
}

/// Every year under the framework in force for it, whether `-f` or `--with` names it.
#[test]
fn together_takes_each_year_under_its_own_framework() {
    let at = folder();
    for (ruler, year) in [("papi-2011", 2017), ("papi-2018", 2018)] {
        crate::common::full_year(at.path(), ruler, year, &[("a", "1")]);
    }
    let ask = |args: &[&str]| par_index_in(at.path(), &[&["together"], args].concat(), "");
    let both = ["-f", "papi-2011", "-f", "papi-2018", "2017.csv", "2018.csv"];
    let several = ask(&both);
    assert_eq!((several.code, several.json()["findings"].as_array().map(Vec::len)), (0, Some(0)));
    let beside = ask(&["-f", "papi-2011", "2017.csv", "--with", "papi-2018=2018.csv"]).json();
    assert_eq!(several.json()["rows"], beside["rows"]);
    assert_eq!(beside["rows"].as_array().map(Vec::len), Some(2));
    let lists = ask(&[&both[..], &["--by", "lead"]].concat());
    assert_eq!(
        (lists.code, lists.json()["summary"]["indices"].as_array().map(Vec::len)),
        (0, Some(2))
    );
}

#[test]
fn the_order_of_further_indices_changes_no_seal() {
    let sipas = "sipas-district-2023=sipas.csv";
    let at = folder();
    write(at.path(), "sipas.csv", "unit,year,1.1\nsample-commune-01,2023,3\n");
    let root = root();
    let [communes, papi] =
        [COMMUNES, "samples/papi-2023.json"].map(|file| root.join(file).display().to_string());
    let papi = format!("papi-2021={papi}");
    let seal = |with: [&str; 2]| {
        let args = ["together", "-f", FW, &communes, "--with", with[0], "--with", with[1]];
        let result = par_index_in(at.path(), &args, "").json();
        (result["seal"].clone(), result["rows"].clone())
    };
    assert_eq!(seal([sipas, &papi]), seal([&papi, sipas]));
}

#[test]
fn an_agency_that_nothing_concerns_is_told_so() {
    let args = ["--unit", "xã mẫu 01", "--by", "lead", "--lead"];
    let codes = |lead: &str| {
        let result = beside(&[&args[..], &[lead]].concat()).json();
        let found = result["findings"].as_array().unwrap().clone();
        let codes = found.iter().map(|one| one["code"].as_str().unwrap().to_owned());
        (result["rows"].as_array().unwrap().len(), codes.collect::<Vec<_>>())
    };
    let (rows, found) = codes("so-noi-vu");
    assert!(rows == 0 && found.contains(&"nothing_led".to_owned()), "{found:?}");
    let (rows, found) = codes("mat-tran");
    assert!(rows > 0 && !found.contains(&"nothing_led".to_owned()), "{found:?}");
}

#[test]
fn a_year_of_a_further_index_alone_is_a_year() {
    let at = folder();
    crate::common::full_year(at.path(), "papi-2018", 2018, &[("a", "1")]);
    let papi = root().join("samples/papi-2023.json").display().to_string();
    let with = format!("papi-2021={papi}");
    for fw in [vec!["-f", "papi-2018"], vec!["-f", "papi-2018", "-f", "papi-2021"]] {
        let args =
            [&["together"], &fw[..], &["2018.csv", "--with", &with, "--year", "2023"]].concat();
        let ran = par_index_in(at.path(), &args, "");
        assert_eq!(
            (ran.code, ran.json()["rows"].as_array().map(Vec::len)),
            (0, Some(12)),
            "{}",
            ran.err
        );
    }
}
