//! Tables as HTML: cells carry their exact figures as attributes, and rows link to where more is
//! told about them.

use maud::{Markup, html};
use par_index::Percent;
use par_index::page::{About, Cell, Column, Kind, Line, Paint, Row as TableRow, Table};

use crate::draw::{Draw, figures, heading};
use crate::printed::{is_long, unsaid};
use crate::scale::percent;

/// A column that is shown: its position in the rows, and its description.
type Shown<'t> = (usize, &'t Column);

pub(crate) fn table(draw: &Draw<'_>, table: &Table, level: u8) -> Markup {
    let rows: Vec<&TableRow> = table.rows().collect();
    // A column without heading and content is left out.
    let filled =
        |n: usize| rows.iter().any(|row| row.cells.get(n).is_some_and(|cell| *cell != Cell::Empty));
    let columns = table.columns.iter().enumerate();
    let columns: Vec<Shown<'_>> =
        columns.filter(|(n, column)| !column.heading.is_empty() || filled(*n)).collect();
    let plain = |line: &Line| matches!(line, Line::Row(row) if row.depth == 0);
    let headed = columns.iter().any(|(_, column)| !column.heading.is_empty());
    let sortable = headed && table.lines.iter().all(plain) && rows.len() > 1;
    let title = draw.text(&table.title);
    let long = is_long(rows.len());
    let classes = [(sortable, "sortable"), (true, "rows"), (long, "long")];
    html! {
        @if !title.is_empty() { (heading(level, &title)) }
        div class="wide" tabindex="0" role="group" aria-label=[(!title.is_empty()).then_some(&title)] {
            table class=[named(&classes)] {
                @if headed {
                    thead { tr {
                        @for (_, column) in &columns {
                            @if column.heading.is_empty() { td class=(class(column.kind)) {} }
                            @else { th scope="col" class=(class(column.kind)) { (draw.text(&column.heading)) } }
                        }
                    } }
                }
                tbody {
                    @for line in &table.lines {
                        @match line {
                            Line::Row(row) => (row_of(draw, row, &columns, long)),
                            Line::Group(text) => tr class="group" {
                                th colspan=(columns.len()) { (draw.text(text)) }
                            },
                            Line::Skipped(count) => tr {
                                td class="text" colspan=(columns.len()) { "… +" (count) }
                            },
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
        Kind::Mark => "mark",
        Kind::Name => "name",
        _ => "text",
    }
}

/// The names of the classes whose condition holds, for a `class` attribute; `None` if none holds.
pub(crate) fn named(classes: &[(bool, &str)]) -> Option<String> {
    let classes = classes.iter().filter(|(is, _)| *is).map(|(_, name)| *name);
    let classes = classes.collect::<Vec<&str>>().join(" ");
    (!classes.is_empty()).then_some(classes)
}

/// A row of the table. The end tags of cells and rows are left out, as HTML permits: they would be
/// a third of a long table.
fn row_of(draw: &Draw<'_>, row: &TableRow, columns: &[Shown<'_>], long: bool) -> Markup {
    let own = row.cells.contains(&Cell::Mark(par_index::page::Mark::Own));
    let classes = named(&[(row.strong, "strong"), (own, "own")]);
    html! {
        tr class=[classes] data-unit=[row.about.as_deref()];
        @for (n, column) in columns {
            (cell_of(draw, row, *n, column, long))
        }
        @for note in &row.notes {
            tr class="note"; td class="text" colspan=(columns.len()); (draw.text(note))
        }
    }
}

fn cell_of(draw: &Draw<'_>, row: &TableRow, n: usize, column: &Column, long: bool) -> Markup {
    let cell = row.cells.get(n);
    let deep =
        (column.kind == Kind::Name && row.depth > 0).then(|| format!("d{}", row.depth.min(6)));
    // A cell without a class holds a figure; in a long table the cell with the name is the heading
    // of its row.
    let heads = long && column.kind == Kind::Name;
    let is_figure = matches!(column.kind, Kind::Figure | Kind::Place);
    let is_empty = long && cell.is_none_or(|cell| *cell == Cell::Empty);
    let own = if heads || is_figure || is_empty { "" } else { class(column.kind) };
    let classes = [own, deep.as_deref().unwrap_or_default(), paint(cell, column)];
    let classes = classes.map(|class| (!class.is_empty(), class));
    let classes = named(&classes);
    let inside = match cell {
        Some(Cell::Bar { value, median }) => bar(*value, *median),
        Some(cell) => led(draw, row, cell, column),
        None => Markup::default(),
    };
    let words = cell.map(|cell| cell.said(column.kind, draw.look)).unwrap_or_default();
    let unsaid = |exact| unsaid(exact, &words, draw.look.lang, long);
    html! {
        @if heads { th class=[classes]; } @else {
            td class=[classes] data-value=[unsaid(cell.and_then(Cell::exact))]
                data-median=[cell.and_then(median)] data-values=[unsaid(cell.and_then(said))];
        }
        (inside)
    }
}

/// The text of a cell, as a link if more is told elsewhere about its node or unit.
fn led(draw: &Draw<'_>, row: &TableRow, cell: &Cell, column: &Column) -> Markup {
    let about = match (cell, column.kind) {
        (Cell::Code(code), Kind::Code) => Some(About::Node(code.clone())),
        (_, Kind::Name) => row.about.clone().map(About::Unit),
        _ => None,
    };
    let said = cell.said(column.kind, draw.look);
    let address = about.and_then(|about| draw.leads(&about));
    html! {
        @if let Some(address) = address { a href=(address) { (said) } } @else { (said) }
    }
}

/// The class `loss` (red) for a cell that shows a loss; its column also tells the loss without
/// colour.
fn paint(cell: Option<&Cell>, column: &Column) -> &'static str {
    let below = |cell: &Cell| cell.exact().is_some_and(|exact| exact.starts_with('-'));
    match column.paint {
        Paint::Loss => "loss",
        Paint::BelowZero if cell.is_some_and(below) => "loss",
        _ => "",
    }
}

/// The exact figures in the text of a cell, separated by spaces.
fn said(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(text) | Cell::Figure(text) => figures(text),
        _ => None,
    }
}

fn median(cell: &Cell) -> Option<Percent> {
    match cell {
        Cell::Bar { median, .. } => *median,
        _ => None,
    }
}

/// A bar inside a cell, with a line across it at the median.
fn bar(value: Option<Percent>, median: Option<Percent>) -> Markup {
    html! {
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
