//! Charts that are tables: units by fields, or agencies by days.

use maud::{Markup, html};
use par_index::{Percent, PointSum, page::Timed as ChartTimed, words::Sentence};

use super::Draw;
use crate::printed::is_long;
use crate::scale::percent;
use crate::words::Word;

type HeatRow = (Sentence, Sentence, Vec<Option<Percent>>);

/// A table with shaded cells. Its figures are text, and the shade says nothing that the figure does
/// not say.
pub(super) fn heat(
    columns: &[(String, Sentence)],
    rows: &[HeatRow],
    title: &str,
    draw: Draw,
) -> Markup {
    // A long table shows rounded figures only: the points they are computed from stand in the table
    // of fields on the same page.
    let long = is_long(rows.len());
    let class = if long { "heat sortable rows long" } else { "heat sortable rows" };
    html! {
        div class="wide" tabindex="0" role="region" aria-label=(title) {
            table class=(class) {
                thead { tr {
                    th scope="col" class="figure" { (draw.word(Word::Rank)) }
                    th scope="col" { (draw.word(Word::Unit)) }
                    @for (code, name) in columns {
                        th scope="col" class="figure" title=(draw.text(name)) { (code) }
                    }
                } }
                tbody {
                    @for (name, rank, cells) in rows {
                        tr; td; (draw.text(rank))
                        th scope=[(!long).then_some("row")]; (draw.text(name))
                        @for cell in cells {
                            @match cell {
                                Some(value) => {
                                    td class=(format!("h{}", shade(*value))) data-value=[(!long).then_some(value)];
                                    (draw.percent(*value))
                                },
                                None => { td; "—" },
                            }
                        }
                    }
                }
            }
        }
        p class="legend" {
            (draw.word(Word::Shades))
            @for (code, name) in columns { " · " (code) " " (draw.text(name)) }
        }
    }
}

/// The shade of a percentage: 0 (lowest) to 9, one for each ten percent.
pub(super) fn shade(value: Percent) -> i128 {
    (percent(value, 10).0 / 100).min(9)
}

/// The points that a step gains, with their sign.
pub(super) fn gain(points: PointSum, draw: Draw) -> String {
    let sign = if points < PointSum::ZERO { "" } else { "+" };
    format!("{sign}{}", draw.points(points))
}

/// A table of agencies by days: each cell has the codes of the steps due and the points that each
/// brings.
pub(super) fn timed(days: &[Sentence], rows: &[ChartTimed], title: &str, draw: Draw) -> Markup {
    html! {
        div class="wide" tabindex="0" role="region" aria-label=(title) {
            table class="timed" {
                thead { tr {
                    td {}
                    @for day in days { th scope="col" { (draw.text(day)) } }
                } }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" { (draw.text(&row.label)) }
                            @for cell in &row.cells {
                                td class=[(!cell.is_empty()).then_some("due")] {
                                    @for (code, points) in cell {
                                        span class="step" data-code=(code) data-value=(points) {
                                            b { (code) } " " (gain(*points, draw))
                                        }
                                        " "
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
