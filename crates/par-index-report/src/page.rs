//! A page as one HTML file.

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};
use par_index::view::Look;
use par_index::{Block, Cell, Finding, Kind, Lang, Line, Page, Reply, Sentence, Table, TableRow};

use crate::chart::chart;
use crate::official::{closing, letterhead};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// A result as one HTML file: its page with charts, its findings, its seal. Nothing is fetched.
pub fn html(reply: &Reply, look: Look) -> String {
    let look = Look { color: false, ..look };
    let paper = reply.document();
    let is_paper = paper.is_some();
    let seal = if is_paper { reply.seal_alone(look) } else { reply.seal_line(look) };
    let page = paper.unwrap_or_else(|| reply.page());
    let title = reply.title().map_or_else(|| heading(&page, look), str::to_owned);
    let words = |vi: &'static str, en: &'static str| if look.lang == Lang::Vi { vi } else { en };
    let findings = reply.findings_beside();
    let contents = contents(&page, look);
    let whole = markup! {
        (DOCTYPE)
        html lang=(if look.lang == Lang::Vi { "vi" } else { "en" }) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy"
                    content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    @if let Some(title) = reply.title() { p class="dossier" { (title) } }
                    @if contents.len() > 2 {
                        nav aria-label=(words("Mục lục", "Contents")) {
                            @for (n, text) in &contents { a href=(format!("#t{n}")) { (text) } }
                        }
                    }
                    (page_of(&page, look))
                    @if !findings.is_empty() && !reply.tells_findings() && !is_paper {
                        section {
                            details {
                                summary { (words("Lưu ý, cảnh báo, lỗi", "Notes, warnings, errors")) " (" (findings.len()) ")" }
                                ul { @for finding in findings { (finding_of(finding, look)) } }
                            }
                        }
                    }
                }
                footer { (seal) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    whole.into_string()
}

/// The name of a page: its first title, else that of its first table.
fn heading(page: &Page, look: Look) -> String {
    let titles = page.blocks().filter_map(|block| match block {
        Block::Title { text, .. } => Some(text),
        Block::Letterhead(head) => Some(&head.subject),
        Block::Table(table) => Some(&table.title),
        _ => None,
    });
    let mut titles = titles.map(|title| title.text(look.lang)).filter(|title| !title.is_empty());
    titles.next().unwrap_or_else(|| "PAR INDEX".to_owned())
}

/// The tables of a page, by their places.
fn contents(page: &Page, look: Look) -> Vec<(usize, String)> {
    let titles = page.blocks().enumerate().filter_map(|(n, block)| match block {
        Block::Table(table) if !table.title.is_empty() => Some((n, said(&table.title, look))),
        _ => None,
    });
    titles.collect()
}

fn said(text: &Sentence, look: Look) -> String {
    text.line(look)
}

fn page_of(page: &Page, look: Look) -> Markup {
    let first =
        page.blocks().position(|block| matches!(block, Block::Title { .. } | Block::Letterhead(_)));
    let mut place = 0;
    markup! {
        @for section in &page.sections {
            section {
                @for block in &section.blocks {
                    (block_of(block, place, first, look))
                    ({ place += 1; "" })
                }
            }
        }
    }
}

fn block_of(block: &Block, place: usize, first: Option<usize>, look: Look) -> Markup {
    match block {
        // The first title is that of the page.
        Block::Title { text, .. } if first != Some(place) => markup! { h2 { (said(text, look)) } },
        Block::Title { text, aside } => markup! {
            header { h1 { (said(text, look)) } @if !aside.is_empty() { p class="aside" { (said(aside, look)) } } }
        },
        Block::Sentence { text, depth, strong } => markup! {
            p class=(format!("d{}{}", depth.min(&6), if *strong { " strong" } else { "" })) { (said(text, look)) }
        },
        Block::Figures(figures) => markup! {
            ul class="figures" { @for figure in figures { li { (said(figure, look)) } } }
        },
        Block::Remark(text) => markup! { p class="remark" { (said(text, look)) } },
        Block::Table(table) => table_of(table, place, look),
        Block::Chart(one) => chart(one, look),
        Block::Finding(finding) => markup! { ul { (finding_of(finding, look)) } },
        Block::Signatures(places) => markup! {
            div class="signatures" { @for place in places { div { (said(place, look)) } } }
        },
        Block::Letterhead(head) => letterhead(head, look),
        Block::Closing(end) => closing(end, look),
        Block::Annex { title, of } => markup! {
            header class="paper annex" {
                h2 { (said(title, look)) }
                @if !of.is_empty() { p { em { (said(of, look)) } } }
            }
        },
        _ => Markup::default(),
    }
}

fn finding_of(finding: &Finding, look: Look) -> Markup {
    markup! {
        li class=(finding.severity().as_str()) { (finding.text(look.lang)) }
    }
}

fn table_of(table: &Table, place: usize, look: Look) -> Markup {
    let rows: Vec<&TableRow> = table.rows().collect();
    // A column of nothing is left out.
    let shown: Vec<usize> = (0..table.columns.len())
        .filter(|n| {
            let heading = table.columns.get(*n).is_some_and(|column| !column.heading.is_empty());
            heading
                || rows.iter().any(|row| row.cells.get(*n).is_some_and(|cell| *cell != Cell::Empty))
        })
        .collect();
    let columns: Vec<_> = shown.iter().filter_map(|n| Some((*n, table.columns.get(*n)?))).collect();
    let plain = table
        .lines
        .iter()
        .all(|line| matches!(line, Line::Row(row) if row.notes.is_empty() && row.depth == 0));
    markup! {
        @if !table.title.is_empty() { h2 id=(format!("t{place}")) { (said(&table.title, look)) } }
        div class="wide" tabindex="0" role="region" aria-label=(said(&table.title, look)) {
            table class=[plain.then_some("sortable")] {
                @if columns.iter().any(|(_, column)| !column.heading.is_empty()) {
                    thead { tr {
                        @for (_, column) in &columns {
                            @if column.heading.is_empty() { td class=(class(column.kind)) {} }
                            @else { th scope="col" class=(class(column.kind)) { (said(&column.heading, look)) } }
                        }
                    } }
                }
                tbody {
                    @for line in &table.lines {
                        @match line {
                            Line::Row(row) => (row_of(row, &columns, look)),
                            Line::Group(text) => tr class="group" { th colspan=(columns.len()) { (said(text, look)) } },
                            Line::Skipped(count) => tr { td colspan=(columns.len()) { "… +" (count) } },
                            _ => {},
                        }
                    }
                }
            }
        }
    }
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Figure | Kind::Place => "figure",
        Kind::Code => "code",
        Kind::Bar => "bar",
        _ => "text",
    }
}

fn row_of(row: &TableRow, columns: &[(usize, &par_index::Column)], look: Look) -> Markup {
    markup! {
        tr class=[row.strong.then_some("strong")] {
            @for (n, column) in columns {
                @let cell = row.cells.get(*n);
                @let deep = if column.kind == Kind::Name { format!(" d{}", row.depth.min(6)) } else { String::new() };
                td class=(format!("{}{deep}{}", class(column.kind), paint(cell, column)))
                    data-value=[cell.and_then(Cell::exact)] {
                    @match cell {
                        Some(Cell::Bar { value, median }) => (bar(*value, *median)),
                        Some(cell) => (cell.said(column.kind, look)),
                        None => {},
                    }
                }
            }
        }
        @for note in &row.notes {
            tr class="note" { td colspan=(columns.len()) { (said(note, look)) } }
        }
    }
}

/// Red where a loss is printed, also without colour told by its column.
fn paint(cell: Option<&Cell>, column: &par_index::Column) -> &'static str {
    let below = |cell: &Cell| cell.exact().is_some_and(|exact| exact.starts_with('-'));
    match column.paint {
        par_index::Paint::Loss => " loss",
        par_index::Paint::BelowZero if cell.is_some_and(below) => " loss",
        _ => "",
    }
}

/// A bar in a cell, with the median across it.
fn bar(value: Option<par_index::Percent>, median: Option<par_index::Percent>) -> Markup {
    use crate::scale::percent;
    markup! {
        svg class="cell" viewBox="0 0 100 14" aria-hidden="true" {
            rect x="0" y="2" width="100" height="10" class="trough" {}
            @if let Some(value) = value {
                rect x="0" y="2" width=(percent(value, 100).text()) height="10" class="bar" {}
            }
            @if let Some(median) = median {
                @let x = percent(median, 100).text();
                line x1=(x) x2=(x) y1="0" y2="14" class="median" {}
            }
        }
    }
}
