//! Results as documents of a word processor: every figure stands in them, headings are headings, the heads
//! of tables come again, and the same result gives the same bytes.

use std::io::{Cursor, Read as _};

use par_index::ask::Asked;
use par_index::directive::directive;
use par_index::dossier::{Dossier, Earlier, Index};
use par_index::page::{Block, Cell, Chart, Kind, Page, Shape};
use par_index::reply::Reply;
use par_index::view::Look;
use par_index::words::{Arg, Sentence};
use par_index::{Inputs, Lang, PointSum, framework, sample};
use serde_json::Value;

fn dossier(change: impl Fn(&str) -> String) -> Dossier {
    let fw = framework("hon-quan-2023").unwrap();
    let read = |text: String| {
        let mut inputs = Inputs::new(&fw);
        inputs.read("communes.json", text);
        inputs.finish()
    };
    let now = read(change(sample("communes-2023").unwrap()));
    Dossier::default().with(Index::new(&fw, now))
}

/// The same with the year before, in which 3.2 earned less.
fn with_before() -> Dossier {
    let fw = framework("hon-quan-2023").unwrap();
    let mut all: Value = serde_json::from_str(sample("communes-2023").unwrap()).unwrap();
    for one in all.as_array_mut().unwrap() {
        one["year"] = 2022.into();
        for entry in one["entries"].as_array_mut().unwrap() {
            if entry["code"] == "3.2" && entry["appraised"].is_object() {
                entry["appraised"] = serde_json::json!({"points": "3.5"});
            }
        }
    }
    let read = |text: String| {
        let mut inputs = Inputs::new(&fw);
        inputs.read("communes.json", text);
        inputs.finish()
    };
    let now = Index::new(&fw, read(sample("communes-2023").unwrap().to_owned()));
    Dossier::default().with(now.against(Earlier::new(&fw, read(all.to_string()))))
}

fn asked(dossier: &Dossier, name: &str, flags: &str) -> Reply {
    dossier.ask(&Asked::of(name, flags).unwrap()).unwrap()
}

fn part(docx: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// What is written in a piece of the document.
fn written(xml: &str) -> String {
    let texts = xml.split("<w:t xml:space=\"preserve\">").skip(1);
    let text: String = texts.filter_map(|rest| rest.split("</w:t>").next()).collect();
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (mark, sign)| text.replace(mark, sign))
}

/// The cells of a document in their order, those of one column.
fn cells(xml: &str) -> Vec<String> {
    let cells = xml.split("<w:tc>").skip(1).filter_map(|rest| rest.split("</w:tc>").next());
    cells.filter(|cell| !cell.contains("w:gridSpan")).map(written).collect()
}

/// The cells of a page's tables as they are printed.
fn printed(page: &Page, look: Look) -> Vec<String> {
    let tables = page.tables().flat_map(|table| table.rows().map(move |row| (table, row)));
    let cells = tables.flat_map(|(table, row)| {
        let cells = row.cells.iter().zip(&table.columns);
        let cells = cells.filter(|(_, column)| column.kind != Kind::Bar);
        cells.filter(|(cell, _)| cell.exact().is_some())
    });
    cells.map(|(cell, column): (&Cell, _)| cell.said(column.kind, look)).collect()
}

/// Whether all of some texts stand in a list, in their order.
fn holds_in_order(all: &[String], some: &[String]) -> bool {
    let mut rest = all.iter();
    some.iter().all(|wanted| rest.any(|one| one == wanted))
}

const PAPERS: [(&str, &str); 9] = [
    ("paper", r#"{"paper": "self", "unit": "sample-commune-01"}"#),
    ("paper", r#"{"paper": "appraisal", "unit": "sample-commune-01"}"#),
    ("paper", r#"{"paper": "announcement"}"#),
    ("paper", r#"{"paper": "rescaled", "unit": "sample-commune-01"}"#),
    ("paper", r#"{"paper": "number", "unit": "sample-commune-01", "node": "total"}"#),
    ("directive-papers", r#"{"paper": "repair", "unit": "sample-commune-01"}"#),
    ("directive-papers", r#"{"paper": "repair", "lead": "tu-phap"}"#),
    ("directive-papers", r#"{"paper": "raise"}"#),
    ("directive-papers", r#"{"paper": "monitoring", "on": "2023-12-01"}"#),
];

#[test]
fn every_figure_of_every_table_stands_in_the_document() {
    let plain = dossier(str::to_owned);
    let lettered = plain.clone().with_directive(directive("hon-quan-2023").unwrap());
    let results = [
        ("report", "{}"),
        ("report", r#"{"unit": "sample-commune-01"}"#),
        ("rank", "{}"),
        ("table", r#"{"level": "leaf"}"#),
        ("lost", "{}"),
        ("score", r#"{"unit": "sample-commune-03"}"#),
    ];
    for (name, flags) in results.into_iter().chain(PAPERS) {
        let dossier = if name == "directive-papers" { &lettered } else { &plain };
        let reply = asked(dossier, name, flags);
        let page = reply.document().unwrap_or_else(|| reply.page());
        for lang in [Lang::En, Lang::Vi] {
            let look = Look { lang, ..Look::default() };
            let docx = par_index_report::docx(&reply, look).unwrap();
            let xml = part(&docx, "word/document.xml");
            let wanted = printed(&page, look);
            assert!(wanted.len() > 1, "{name} {flags}");
            assert!(holds_in_order(&cells(&xml), &wanted), "{name} {flags}");
            assert!(written(&xml).contains(&reply.seal()[..4]), "{name} {flags}");
            assert_eq!(docx, par_index_report::docx(&reply, look).unwrap(), "{name} {flags}");
        }
    }
}

/// The points of the rows, as JSON has them, are those that a reader finds.
#[test]
fn figures_of_the_rows_are_those_of_the_document() {
    let reply = asked(
        &dossier(str::to_owned),
        "paper",
        r#"{"paper": "appraisal", "unit": "sample-commune-01"}"#,
    );
    let json: Value = serde_json::from_str(&reply.to_json()).unwrap();
    let rows = json["rows"].as_array().unwrap();
    assert!(rows.len() > 40);
    let docx = par_index_report::docx(&reply, Look::default()).unwrap();
    let xml = part(&docx, "word/document.xml");
    let table: Vec<&str> = xml.split("<w:tr>").collect();
    for row in rows {
        let title = row["title_en"].as_str().unwrap();
        let line = table.iter().find(|line| cells(line).iter().any(|cell| cell == title)).unwrap();
        let cells = cells(line);
        for key in ["max", "self", "appraised", "difference"] {
            let Some(points) = row[key].as_str() else { continue };
            let points: par_index::Points = points.parse().unwrap();
            // A difference says where it leads, nothing else bears a sign.
            let sign =
                if key == "difference" && points > par_index::Points::ZERO { "+" } else { "" };
            let said = format!("{sign}{points:.2}");
            assert!(cells.contains(&said), "{title} {key} {said} {cells:?}");
        }
    }
}

#[test]
fn the_years_of_a_fall_stand_side_by_side() {
    let flags = r#"{"paper": "fall", "unit": "sample-commune-01"}"#;
    let reply = asked(&with_before(), "paper", flags);
    let json: Value = serde_json::from_str(&reply.to_json()).unwrap();
    let rows = json["rows"].as_array().unwrap();
    let components: Vec<&Value> = rows.iter().filter(|row| row["part"] == "component").collect();
    assert_eq!(components.len(), 1);
    let row = components[0];
    assert_eq!(
        (&row["key"], &row["before"], &row["after"]),
        (&"3.2".into(), &"3.5".into(), &"2.95".into())
    );
    // Causes and components tell the same change.
    let total = rows.iter().find(|row| row["key"] == "total").unwrap();
    let lost = rows.iter().find(|row| row["key"] == "lost").unwrap();
    assert_eq!((&total["change"], &lost["change"]), (&"-0.55".into(), &"0.55".into()));
    let xml = part(&par_index_report::docx(&reply, Look::default()).unwrap(), "word/document.xml");
    let cells = cells(&xml);
    assert!(holds_in_order(&cells, &["3.2", "3.50", "2.95", "-0.55"].map(str::to_owned)));
}

#[test]
fn headings_come_again_and_what_is_wide_lies_across() {
    let dossier = dossier(str::to_owned);
    let xml = |name: &str, flags: &str| {
        let reply = asked(&dossier, name, flags);
        part(&par_index_report::docx(&reply, Look::default()).unwrap(), "word/document.xml")
    };
    let sheet = xml("paper", r#"{"paper": "self", "unit": "sample-commune-01"}"#);
    assert!(sheet.contains("<w:tblHeader/>") && sheet.contains("w:val=\"Heading1\""));
    assert!(!sheet.contains("w:orient=\"landscape\"") && sheet.matches("<w:sectPr>").count() == 1);
    // The letter of an announcement stands upright, its annex across.
    let notice = xml("paper", r#"{"paper": "announcement"}"#);
    let orders: Vec<bool> = notice
        .split("<w:sectPr>")
        .skip(1)
        .map(|section| section.contains("w:orient=\"landscape\""))
        .collect();
    assert_eq!(orders, [false, true]);
}

#[test]
fn names_do_nothing_in_the_document() {
    let evil = "<w:p/>&amp;\u{202e}\u{7}";
    let dossier = dossier(|text| {
        let evil = evil.replace('\u{7}', "\\u0007");
        text.replace("sample commune 01", &evil).replace("xã mẫu 01", &evil)
    });
    let flags = r#"{"paper": "self", "unit": "sample-commune-01", "head": {"issuer": "<a> & b"}}"#;
    let reply = asked(&dossier, "paper", flags);
    let docx = par_index_report::docx(&reply, Look::default()).unwrap();
    for name in ["word/document.xml", "docProps/core.xml"] {
        let xml = part(&docx, name);
        assert!(!xml.contains('\u{202e}') && !xml.contains('\u{7}'), "{name}");
        assert!(!xml.contains("<w:p/>"), "{name}");
    }
    let text = written(&part(&docx, "word/document.xml"));
    assert!(text.contains("<A> & B") && text.contains("<w:p/>&amp;\\u{202E}"), "{text}");
}

#[test]
fn what_was_not_read_stands_first_and_nothing_is_a_document_too() {
    let fw = framework("hon-quan-2023").unwrap();
    let mut inputs = Inputs::new(&fw);
    inputs.read("communes.json", sample("communes-2023").unwrap());
    inputs.read("b.json", "{");
    let dossier = Dossier::new(&fw, inputs.finish());
    let flags = r#"{"paper": "self", "unit": "sample-commune-01"}"#;
    for (name, flags) in [("report", "{}"), ("paper", flags)] {
        let docx = par_index_report::docx(&asked(&dossier, name, flags), Look::default()).unwrap();
        let text = written(&part(&docx, "word/document.xml"));
        assert!(text.starts_with("NOT READ"), "{name}: {}", &text[..80]);
    }
    let nobody = asked(&Dossier::new(&fw, Inputs::new(&fw).finish()), "report", "{}");
    let docx = par_index_report::docx(&nobody, Look::default()).unwrap();
    assert!(part(&docx, "word/document.xml").ends_with("</w:body></w:document>"));
}

/// What stands between two marks, wherever they do.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    text.split(open).skip(1).filter_map(|rest| rest.split_once(close)).map(|(one, _)| one).collect()
}

/// The exact figures of a chart in the order of its series; of steps and counts, which lie behind each other,
/// how far the last bar and each whole reach.
fn exact(chart: &Chart) -> Option<Vec<String>> {
    let text = |value: &dyn ToString| value.to_string();
    Some(match &chart.shape {
        Shape::Bars(bars) => {
            let values = bars.iter().filter_map(|bar| bar.value);
            let beside = bars.iter().filter_map(|bar| bar.median);
            let best = bars.iter().filter_map(|bar| bar.best);
            values.chain(beside).chain(best).map(|value| text(&value)).collect()
        }
        Shape::Shares(shares) => shares.iter().map(|share| text(&share.points)).collect(),
        Shape::Pairs(pairs) => {
            let claimed = pairs.iter().map(|pair| pair.claimed);
            claimed.chain(pairs.iter().map(|pair| pair.recognised)).map(|one| text(&one)).collect()
        }
        Shape::Courses { courses, .. } => {
            let ranks = courses.iter().flat_map(|course| course.ranks.iter().flatten());
            ranks.map(|rank| text(rank)).collect()
        }
        Shape::Steps { from, to, .. } => vec![text(&from.1), text(&to.1)],
        Shape::Stacks { .. } => Vec::new(),
        _ => return None,
    })
}

/// The charts of a page are parts of the document, with the exact figures, and with the texts that the page
/// writes at them.
#[test]
fn charts_are_drawn_by_the_word_processor() {
    let before = with_before().with_directive(directive("hon-quan-2023").unwrap());
    let all = asked(&before, "report", "{}");
    let one = asked(&before, "report", r#"{"unit": "sample-commune-01", "on": "2023-10-15"}"#);
    let mut kinds = [0; 6];
    for reply in [all, one] {
        for lang in [Lang::En, Lang::Vi] {
            let look = Look { lang, ..Look::default() };
            let docx = par_index_report::docx(&reply, look).unwrap();
            let text = part(&docx, "word/document.xml");
            let page = reply.page();
            let charts = page.blocks().filter_map(|block| match block {
                Block::Chart(chart) => Some(chart),
                _ => None,
            });
            let mut number = 0;
            for chart in charts {
                let title = chart.title.line(look);
                assert!(written(&text).contains(&title), "{title}");
                let Some(wanted) = exact(chart) else { continue };
                number += 1;
                let xml = part(&docx, &format!("word/charts/chart{number}.xml"));
                assert!(text.contains(&format!("r:id=\"rId{}\"", 100 + number)), "{title}");
                let values: Vec<String> = between(&xml, "<c:numLit>", "</c:numLit>")
                    .into_iter()
                    .flat_map(|all| between(all, "<c:v>", "</c:v>"))
                    .map(str::to_owned)
                    .collect();
                let said: Vec<String> =
                    between(&xml, "<a:t>", "</a:t>").into_iter().map(str::to_owned).collect();
                assert!(holds_in_order(&values, &wanted), "{title} {values:?} {wanted:?}");
                let figure = |points: PointSum| {
                    Sentence::from(Arg::Grouped(points, chart.digits)).line(look)
                };
                match &chart.shape {
                    Shape::Bars(bars) => {
                        let shown =
                            bars.iter().map(|bar| lang.percent(bar.value.unwrap(), chart.digits));
                        for (value, said) in shown.zip(&said) {
                            assert!(said.starts_with(&value), "{title} {said} {value}");
                        }
                        kinds[0] += 1;
                    }
                    Shape::Shares(shares) => {
                        for (share, said) in shares.iter().zip(&said) {
                            let together = lang.percent(share.together, chart.digits);
                            assert_eq!(*said, format!("{} · Σ {together}", figure(share.points)));
                        }
                        kinds[1] += 1;
                    }
                    Shape::Pairs(pairs) => {
                        let wanted = pairs.iter().map(|pair| figure(pair.claimed));
                        assert!(holds_in_order(&said, &wanted.collect::<Vec<_>>()), "{title}");
                        kinds[2] += 1;
                    }
                    Shape::Steps { steps, .. } => {
                        // The wholes and each step, its sign before it.
                        assert_eq!(said.len(), steps.len() + 2, "{title}");
                        let size =
                            |text: &str| text.trim_start_matches(['+', '-', '−', ' ']).to_owned();
                        for ((_, amount), said) in steps.iter().zip(&said[1..]) {
                            let sign = if *amount < PointSum::ZERO { "+" } else { "−" };
                            let wanted = (sign, size(&figure(*amount)));
                            assert_eq!((&said[..sign.len()], size(said)), wanted, "{title}");
                        }
                        kinds[3] += 1;
                    }
                    Shape::Stacks { kinds: named, stacks } => {
                        assert_eq!(between(&xml, "<c:tx><c:v>", "</c:v>").len(), named.len());
                        // Each count that has room is written, and a whole is 100.
                        let counts = |n: usize| stacks.iter().map(move |stack| stack.counts[n]);
                        let least: usize =
                            said.iter().map(|one| one.parse::<usize>().unwrap()).sum();
                        let sum: usize = (0..named.len()).flat_map(counts).sum();
                        assert!(least <= sum && least * 10 > sum * 9, "{title} {least} {sum}");
                        kinds[4] += 1;
                    }
                    Shape::Courses { .. } => kinds[5] += 1,
                    _ => {}
                }
            }
            assert!(number > 3, "{number}");
        }
    }
    assert!(kinds.iter().all(|seen| *seen > 0), "{kinds:?}");
}

/// The panel needs a page that computes: on paper neither it nor its title stands.
#[test]
fn no_title_stands_without_what_it_names() {
    let reply = asked(&dossier(str::to_owned), "report", r#"{"unit": "sample-commune-01"}"#);
    assert!(par_index_report::html(&reply, Look::default()).contains("WHAT IF:"));
    let docx = par_index_report::docx(&reply, Look::default()).unwrap();
    assert!(!written(&part(&docx, "word/document.xml")).contains("WHAT IF:"));
}
