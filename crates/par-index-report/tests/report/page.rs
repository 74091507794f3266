//! Results as HTML: every figure is that of the result, names do nothing, the file stays small.

use std::fmt::Write as _;

use par_index::ask::Asked;
use par_index::dossier::Dossier;
use par_index::page::Cell;
use par_index::reply::Reply;
use par_index::view::Look;
use par_index::{Inputs, Lang, framework, sample};

fn communes(change: impl Fn(&str) -> String) -> Dossier {
    let fw = framework("hon-quan-2023").unwrap();
    let mut inputs = Inputs::new(&fw);
    inputs.read("communes.json", change(sample("communes-2023").unwrap()));
    Dossier::new(&fw, inputs.finish())
}

fn asked(dossier: &Dossier, name: &str, flags: &str) -> Reply {
    dossier.ask(&Asked::of(name, flags).unwrap()).unwrap()
}

/// The exact figures that the cells of tables on a page carry, in their order; those of charts apart.
fn carried(html: &str) -> Vec<String> {
    let mut charts = html.split("<figure");
    let rest: String = charts.next().unwrap_or_default().to_owned()
        + &charts.filter_map(|chart| Some(chart.split_once("</figure>")?.1)).collect::<String>();
    let cells =
        rest.split("<td").skip(1).filter_map(|cell| cell.split_once('>').map(|(head, _)| head));
    cells.filter_map(value).collect()
}

/// What an element carries.
fn value(element: &str) -> Option<String> {
    let text = element.split_once('>').map_or(element, |(head, _)| head);
    Some(text.split_once("data-value=\"")?.1.split_once('"')?.0.to_owned())
}

fn billionths(text: &str) -> i128 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{rest:0<9}").parse().unwrap()
}

#[test]
fn every_figure_of_every_table_stands_on_the_page() {
    let dossier = communes(str::to_owned);
    for (name, flags) in [
        ("report", "{}"),
        ("report", r#"{"unit": "sample-commune-01"}"#),
        ("rank", "{}"),
        ("weak", r#"{"unit": "sample-commune-01"}"#),
        ("table", r#"{"level": "leaf"}"#),
        ("lost", "{}"),
        ("score", r#"{"unit": "sample-commune-03"}"#),
    ] {
        let reply = asked(&dossier, name, flags);
        let page = reply.page();
        let rows = page.tables().flat_map(par_index::page::Table::rows);
        let exact: Vec<String> =
            rows.flat_map(|row| row.cells.iter().filter_map(Cell::exact)).collect();
        for lang in [Lang::En, Lang::Vi] {
            let html = par_index_report::html(&reply, Look { lang, ..Look::default() });
            assert_eq!(carried(&html), exact, "{name} {flags}");
            assert!(exact.len() > 10 && html.contains(&reply.seal()[..4]));
            assert_eq!(html, par_index_report::html(&reply, Look { lang, ..Look::default() }));
            assert!(!html.contains("http:") && !html.contains("https:"), "{name}");
        }
    }
}

/// What the chart takes away and what it leaves are the sums of the ledger.
#[test]
fn the_steps_of_the_chart_close() {
    for flags in ["{}", r#"{"unit": "sample-commune-01"}"#] {
        let reply = asked(&communes(str::to_owned), "report", flags);
        let html = par_index_report::html(&reply, Look::default());
        let values = |class: &str| -> Vec<i128> {
            let class = format!("class=\"{class}\"");
            let bars = html.split("<rect").skip(1).map(|bar| bar.split('>').next().unwrap());
            let bars = bars.filter(|bar| bar.contains(&class));
            bars.map(|bar| billionths(&value(bar).unwrap())).collect()
        };
        let whole = values("whole");
        let [from, to] = whole[..] else { panic!("{whole:?}") };
        // The bars of the weakest are losses too; they stand behind the steps.
        let svg = html.split("<svg").find(|svg| svg.contains("class=\"whole\"")).unwrap();
        let steps = svg.matches("class=\"loss\"").count();
        let lost: i128 = values("loss").iter().take(steps).sum();
        let given: i128 = values("gain").iter().sum();
        assert_eq!(from - lost - given, to, "{flags}");
    }
}

#[test]
fn names_do_nothing_on_the_page() {
    let evil = "<script>alert(1)</script>' onload=x \u{202e}&amp;";
    let long = "a".repeat(300);
    let dossier = communes(|text| {
        text.replace("sample commune 01", evil).replace("sample commune 02", &long)
    });
    for flags in ["{}", r#"{"unit": "sample-commune-01"}"#] {
        let html = par_index_report::html(&asked(&dossier, "report", flags), Look::default());
        assert!(!html.contains("<script>alert") && !html.contains("\u{202e}"));
        // The script of the page, and of one unit what it computes with.
        assert_eq!(html.matches("<script").count(), if flags == "{}" { 1 } else { 2 });
        assert!(html.contains("&lt;script&gt;alert(1)"));
    }
}

#[test]
fn nothing_and_what_was_not_read_are_said() {
    let fw = framework("hon-quan-2023").unwrap();
    let mut inputs = Inputs::new(&fw);
    inputs.read("communes.json", sample("communes-2023").unwrap());
    inputs.read("b.json", "{");
    let reply = asked(&Dossier::new(&fw, inputs.finish()), "report", "{}");
    let html = par_index_report::html(&reply, Look::default());
    let (mark, title) = (html.find("NOT READ"), html.find("<h1>"));
    assert!(mark.is_some() && mark < title, "{mark:?} {title:?}");
    let nobody = asked(&Dossier::new(&fw, Inputs::new(&fw).finish()), "report", "{}");
    assert!(par_index_report::html(&nobody, Look::default()).ends_with("</html>"));
}

/// The cells of the rows of a table, each with its attributes and its words.
fn cells(table: &str) -> impl Iterator<Item = (&str, &str)> {
    let body = table.split_once("<tbody>").unwrap().1;
    let cells = body.split("<t").filter(|cell| cell.starts_with(['d', 'h']));
    cells.map(|cell| {
        let (head, rest) = cell.split_once('>').unwrap();
        (head, rest.split('<').next().unwrap())
    })
}

/// A nation's communes on one page, with names as long as real ones, and one of them. No figure is lost: what no
/// attribute carries the words of its cell say exactly.
#[test]
fn a_page_of_thousands_of_units_is_small() {
    // Eight fields of ten components each.
    let mut ruler = String::from("code,parent,max,scorer\n");
    for field in 1..=8 {
        let _ = writeln!(ruler, "{field},,10,");
        for leaf in 1..=10 {
            let scorer = if leaf == 10 { "survey" } else { "appraisal" };
            let _ = writeln!(ruler, "{field}.{leaf},{field},1,{scorer}");
        }
    }
    let fw = par_index_sheets::read_framework_file("f.csv", ruler.as_bytes(), None).unwrap();
    let mut inputs = Inputs::new(&fw).for_year(2023);
    let leaves: Vec<&str> = fw.leaves().map(|leaf| leaf.code().as_str()).collect();
    let mut table = format!("unit,name,{}\n", leaves.join(","));
    for unit in 0..3_321_u32 {
        let points = (0_u32..).map(|n| format!("0.{:02}", (unit * 37 + n * unit % 101) % 100));
        let points: Vec<String> = points.take(leaves.len()).collect();
        let _ = writeln!(table, "u{unit:04},Phường Vĩnh Phước {unit},{}", points.join(","));
    }
    par_index_sheets::read_input(&mut inputs, "all.csv", table.as_bytes());
    let dossier = Dossier::new(&fw, inputs.finish());
    let look = Look { lang: Lang::Vi, ..Look::default() };
    let reply = asked(&dossier, "report", "{}");
    let all = par_index_report::html(&reply, look);
    assert!(all.len() < 2_700_000, "{}", all.len());
    let one = par_index_report::html(&asked(&dossier, "report", r#"{"unit": "u0007"}"#), look);
    assert!(one.len() < 150_000, "{}", one.len());

    let mut on_page = all.split("<table class=\"sortable rows long\">").skip(1);
    let (mut carried, mut said) = (0, 0);
    let page = reply.page();
    for table in page.tables().filter(|table| table.rows().count() > 500) {
        let there = on_page.next().unwrap().split("</table>").next().unwrap();
        let filled = |n: usize| table.rows().any(|row| row.cells[n] != Cell::Empty);
        let columns = table.columns.iter().enumerate();
        let columns = columns.filter(|(n, one)| !one.heading.is_empty() || filled(*n));
        let columns: Vec<usize> = columns.map(|(n, _)| n).collect();
        let shown = table.rows().flat_map(|row| columns.iter().map(|n| &row.cells[*n]));
        for (cell, (head, words)) in shown.zip(cells(there)) {
            let Some(exact) = cell.exact() else { continue };
            if let Some(value) = value(&format!("{head}>")) {
                assert_eq!(value, exact);
                carried += 1;
            } else {
                let plain = words.trim_end_matches(['=', '%']).replace('.', "").replace(',', ".");
                let plain: par_index::Percent = plain.parse().expect(words);
                assert_eq!(plain.to_string(), exact, "{words}");
                said += 1;
            }
        }
    }
    // Ratios are carried as their two numbers; ranks, points and counts stand there as they are.
    assert!(carried >= 3 * 3_321 && said > 14 * 3_321, "{carried} {said}");
    assert!(on_page.next().is_none());
}

/// The page of one unit among hundreds that are told as fully as the sample, with names as long as real ones.
#[test]
fn the_page_of_one_unit_is_small_among_many() {
    let fw = framework("hon-quan-2023").unwrap();
    let sample: serde_json::Value = serde_json::from_str(sample("communes-2023").unwrap()).unwrap();
    let mut all = Vec::new();
    for copy in 0..25 {
        for one in sample.as_array().unwrap().iter().take(12) {
            let mut one = one.clone();
            let id = format!("{}-{copy}", one["unit"]["id"].as_str().unwrap());
            let name = format!("Ủy ban nhân dân xã Mẫu Trung Thành {copy}");
            one["unit"]["name"] = serde_json::json!({"vi": format!("{name} {id}"), "en": id});
            one["unit"]["id"] = id.into();
            all.push(one);
        }
    }
    let mut inputs = Inputs::new(&fw);
    inputs.read("all.json", serde_json::to_string(&all).unwrap());
    let dossier = Dossier::new(&fw, inputs.finish());
    let reply = asked(&dossier, "report", r#"{"unit": "sample-commune-01-7"}"#);
    let html = par_index_report::html(&reply, Look { lang: Lang::Vi, ..Look::default() });
    assert!(html.len() < 150_000, "{}", html.len());
    // What was found of it stands there, what was found of others is counted.
    assert_eq!(html.matches("[evidence_missing]").count(), 1);
    assert!(html.contains("par-index check"));
}
