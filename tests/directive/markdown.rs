//! Markdown shows every name and does nothing with it: that of papers, and of all that a page holds.

use par_index::directive::{PaperAsked, PaperKind, Progress, paper};
use par_index::page::{Block, Cell, Kind, Line, Page, Row as TableRow, Section};
use par_index::remediation::EffortRow;
use par_index::words::{Sentence, shown};
use par_index::{Basis, Efforts, Framework, Lang, rank, read, sample, score_all, view};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::{Directive, Value};

/// What Markdown, HTML and forges make something of.
const SIGNS: [&str; 38] = [
    "<b>x</b>",
    "<script>",
    "<!--",
    "<img src=//x onerror=1>",
    "![a](//x)",
    "[a](javascript:1)",
    "[a]: //x",
    "[^1]",
    "<http://x.vn>",
    "<a@x.vn>",
    "http://x.vn",
    "www.x.vn",
    "&lt;b&gt;",
    "&#60;",
    "`x`",
    "``",
    "|",
    "\\|",
    "\\",
    "*x*",
    "**",
    "__x__",
    "~~x~~",
    "$x$",
    "# ",
    "- ",
    "1. ",
    "=== ",
    ": ",
    "\n\n# x\n",
    "{#x}",
    " #",
    "^x^",
    "+++",
    "---",
    "\u{202E}",
    " ",
    "Xã",
];

/// Puts a text behind every name of a document.
fn spoil(value: &mut Value, keys: &[&str], hostile: &str) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if keys.contains(&key.as_str()) => {
                        *text = format!("{hostile}{text}{hostile}");
                    }
                    value => spoil(value, keys, hostile),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| spoil(value, keys, hostile)),
        _ => {}
    }
}

/// The marks that end cells in a line.
fn bars(line: &str) -> usize {
    let mut escaped = false;
    line.chars()
        .filter(|c| {
            let bar = *c == '|' && !escaped;
            escaped = *c == '\\' && !escaped;
            bar
        })
        .count()
}

/// How many headings a document has, and all its text; nothing in it is more than text in headings,
/// paragraphs, lists and tables.
fn looked_at(text: &str) -> Result<(usize, String), TestCaseError> {
    let mut headings = 0;
    let mut said = String::new();
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(text, options) {
        let harmless = match &event {
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Code(_)
            | Event::FootnoteReference(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Rule
            | Event::TaskListMarker(_) => false,
            Event::Start(tag) => {
                headings += usize::from(matches!(tag, Tag::Heading { .. }));
                matches!(
                    tag,
                    Tag::Paragraph
                        | Tag::Heading { .. }
                        | Tag::Strong
                        | Tag::List(None)
                        | Tag::Item
                        | Tag::Table(_)
                        | Tag::TableHead
                        | Tag::TableRow
                        | Tag::TableCell
                )
            }
            Event::Text(text) => {
                said.push_str(text);
                true
            }
            _ => true,
        };
        prop_assert!(harmless, "{event:?} in {text}");
    }
    Ok((headings, said))
}

fn papers_of(hostile: &str) -> Result<(), TestCaseError> {
    let spoilt = |text: String, keys: &[&str]| {
        let mut document: Value = serde_json::from_str(&text).unwrap();
        spoil(&mut document, keys, hostile);
        document.to_string()
    };
    let ruler = par_index::framework("hon-quan-2023").unwrap().to_json();
    let ruler = Framework::from_json(spoilt(ruler, &["vi", "en"])).unwrap();
    let letter = par_index::directive::directive("hon-quan-2023").unwrap().to_json();
    let letter = Directive::from_json(spoilt(letter, &["vi", "en"])).unwrap();
    let mut sheets: Value = serde_json::from_str(sample("communes-2023").unwrap()).unwrap();
    spoil(&mut sheets, &["vi", "en", "name", "note", "text"], hostile);
    for sheet in sheets.as_array_mut().unwrap() {
        sheet["framework_hash"] = Value::Null;
    }
    let all = score_all(&ruler, &read(&ruler, sheets.to_string()).assessments, Basis::Final);
    let mut row = EffortRow::default();
    (row.code, row.to) = ("1.3".to_owned(), "2".into());
    for text in [&mut row.measure, &mut row.lead, &mut row.cooperating, &mut row.product] {
        hostile.clone_into(text);
    }
    let (measures, _) = Efforts::of(&ruler, &[row]);
    for kind in [PaperKind::Repair, PaperKind::Raise, PaperKind::Monitoring] {
        let asked = PaperAsked::new(kind, Some("sample-commune-01"));
        let drawn = paper(&letter, &all, &asked, &Progress::default(), &measures).unwrap();
        for lang in [Lang::En, Lang::Vi] {
            let look = view::Look { lang, ..view::Look::default() };
            let text = view::paper_document(&letter, &all, &drawn).markdown(look);
            let (headings, said) = looked_at(&text)?;
            prop_assert_eq!(headings, 1, "{}", text);
            let widths: Vec<usize> =
                text.lines().filter(|line| line.starts_with('|')).map(bars).collect();
            let signed = widths.len().saturating_sub(3);
            let (table, below) = widths.split_at(signed);
            prop_assert!(table.iter().all(|width| Some(width) == table.first()), "{text}");
            prop_assert!(below.iter().all(|width| *width == 3), "{text}");
            // What was hostile can be read as it was written.
            let name = all.card("sample-commune-01").unwrap().unit().name.get(lang).to_owned();
            prop_assert!(said.contains(shown(&name).trim()), "{name:?} in {text}");
        }
    }
    Ok(())
}

/// A page of all there is, with a text in every place, and in how many.
fn full_page(hostile: &str) -> (Page, usize) {
    let said = || Sentence::from(hostile);
    let fw = par_index::framework("hon-quan-2023").unwrap();
    let all =
        score_all(&fw, &read(&fw, sample("communes-2023").unwrap()).assessments, Basis::Final);
    let mut table = view::rank_table(&all, &rank(&all), "sample-commune-01");
    let kinds = [Kind::Place, Kind::Mark, Kind::Name, Kind::Figure, Kind::Text, Kind::Code];
    table.columns.truncate(kinds.len());
    for (column, kind) in table.columns.iter_mut().zip(kinds) {
        (column.heading, column.kind) = (said(), kind);
    }
    let cells = vec![Cell::Text(said()), Cell::Code(hostile.to_owned()), Cell::Figure(said())];
    let mut row = TableRow { cells, ..TableRow::default() };
    (row.depth, row.notes) = (2, vec![said()]);
    let mut sum = row.clone();
    sum.strong = true;
    table.title = said();
    table.lines = vec![Line::Group(said()), Line::Row(row), Line::Skipped(3), Line::Row(sum)];
    let mut plain = table.clone();
    for column in &mut plain.columns {
        column.heading = Sentence::default();
    }
    let mut blocks = vec![
        Block::Title { text: said(), aside: said() },
        Block::Title { text: said(), aside: Sentence::default() },
        Block::Figures(vec![said(), said()]),
        Block::Table(table),
        Block::Remark(said()),
        Block::Table(plain),
        Block::Signatures(vec![said(), said()]),
    ];
    for depth in [0, 3, 1, 2, 3, 0, 2] {
        blocks.push(Block::Sentence { text: said(), depth, strong: depth == 3 });
    }
    let page = Page { sections: vec![Section { blocks, fold: None }] };
    (page, 3 + 2 + 6 + 2 * (1 + 2 * 4) + 2 + 1 + 2 + 7)
}

fn page_of(hostile: &str) -> Result<(), TestCaseError> {
    let (page, places) = full_page(hostile);
    for ascii in [false, true] {
        let text = page.markdown(view::Look { ascii, ..view::Look::default() });
        let (headings, said) = looked_at(&text)?;
        let shown = shown(hostile);
        if shown.trim().is_empty() {
            continue;
        }
        prop_assert_eq!(headings, 4, "{}", text);
        let found = said.matches(shown.trim()).count();
        prop_assert!(ascii || found >= places, "{found} of {places}: {text}");
        let bars: Vec<usize> =
            text.lines().filter(|line| line.starts_with('|')).map(bars).collect();
        prop_assert_eq!(bars, [[8; 6].as_slice(), &[5; 6], &[3; 3]].concat(), "{}", text);
    }
    Ok(())
}

#[test]
fn every_sign_is_shown_and_does_nothing() {
    for sign in SIGNS.into_iter().chain(["a · b", "a … b … c"]) {
        page_of(sign).unwrap_or_else(|error| panic!("{sign:?}: {error}"));
        papers_of(sign).unwrap_or_else(|error| panic!("{sign:?}: {error}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn signs_together_do_nothing_either(signs in prop::collection::vec(prop::sample::select(&SIGNS[..]), 1..6)) {
        papers_of(&signs.concat())?;
        page_of(&signs.concat())?;
    }
}
