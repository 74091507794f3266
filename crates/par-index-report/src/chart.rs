//! Charts as SVG. Figures stand in them as text, no colour carries a meaning that is not also
//! written, and below each chart its figures are listed in a table.

mod bars;
mod courses;
mod grids;
mod pairs;
mod picture;
mod plot;
mod shares;
mod stacks;
mod steps;

use maud::{Markup, html};
use par_index::page::{Chart, Shape};
use par_index::view::Look;
use par_index::words::{Arg, Sentence};
use par_index::{Digits, Percent, PointSum};

pub(crate) use self::picture::STYLE;
pub use self::picture::{Picture, Sign, Tinted, picture};
pub(crate) use self::plot::{Fill, Form, Plot, Series, plot};
use crate::words::Word;

/// The width of a whole chart, in pixels; then the widths of its labels and of its bars.
const WIDE: i128 = 520;
const LABEL: i128 = 172;
const BARS: i128 = 208;
/// The height of a row, in pixels.
const ROW: i128 = 24;
/// How many letters of a label are shown.
const LETTERS: usize = 23;
/// How many bars a chart shows at most, as many as fit on a sheet of paper; a longer list is
/// complete only in its table.
const MOST: usize = 28;

/// How the charts of one page are drawn: digits behind the decimal point, language and signs.
#[derive(Clone, Copy)]
struct Draw {
    digits: Digits,
    look: Look,
}

/// A drawn chart: its SVG content, its height in pixels, the meaning of its signs, and its figures
/// for the table.
struct Drawn {
    inside: Markup,
    high: i128,
    keys: Vec<Key>,
    figures: Figures,
}

/// An entry of the legend: a sign and its meaning; a remark has no sign.
struct Key {
    sign: Option<Markup>,
    text: String,
}

/// The `viewBox` in which a sign of the legend is drawn.
const KEY: &str = "0 0 14 14";

/// A figure as its exact value and as the text that is shown; without a value the text is a dash.
type Figure = (Option<String>, String);

/// The figures of a chart as a table: the headings, and for each row its label and its cells.
#[derive(Default)]
struct Figures {
    headings: Vec<String>,
    rows: Vec<(String, Vec<Figure>)>,
}

pub(crate) fn chart(chart: &Chart, look: Look) -> Markup {
    let title = chart.title.line(look);
    let draw = Draw { digits: chart.digits, look };
    let Some(drawn) = drawn(chart, draw) else {
        // Grids are tables already, so they need no table of figures below them.
        return match &chart.shape {
            Shape::Heat { columns, rows } => {
                grid(&title, &grids::heat(columns, rows, &title, draw))
            }
            Shape::Timed { days, rows } => grid(&title, &grids::timed(days, rows, &title, draw)),
            _ => Markup::default(),
        };
    };
    html! {
        figure class="chart" {
            figcaption { (title) }
            svg viewBox=(format!("0 0 {WIDE} {}", drawn.high)) role="img" aria-label=(title) { (drawn.inside) }
            @if !drawn.keys.is_empty() {
                p class="legend" {
                    @for key in &drawn.keys {
                        span {
                            @if let Some(sign) = &key.sign {
                                svg class="key" viewBox=(KEY) aria-hidden="true" { (sign) }
                            }
                            (key.text)
                        }
                        " "
                    }
                }
            }
            details class="data" {
                summary { (Word::Data.say(look.lang)) }
                (drawn.figures.table(&title))
            }
        }
    }
}

/// Draws a chart; `None` for a grid, which becomes a table.
fn drawn(chart: &Chart, draw: Draw) -> Option<Drawn> {
    Some(match &chart.shape {
        Shape::Bars(bars) => bars::draw(bars, draw),
        Shape::Steps { from, steps, to } => steps::draw(from, steps, to, draw),
        Shape::Courses { periods, courses } => courses::draw(periods, courses, draw),
        Shape::Pairs(pairs) => pairs::draw(pairs, draw),
        Shape::Stacks { kinds, stacks } => stacks::draw(kinds, stacks, draw),
        Shape::Shares(shares) => shares::draw(shares, draw),
        _ => return None,
    })
}

fn grid(title: &str, table: &Markup) -> Markup {
    html! { figure class="chart grid" { figcaption { (title) } (table) } }
}

/// The fill patterns that let areas be told apart without colour; each page defines them once.
pub(crate) fn patterns() -> Markup {
    html! {
        svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false" { (defined()) }
    }
}

fn defined() -> Markup {
    html! {
        defs {
            @for (id, turn) in [("hatch", 45), ("back", -45)] {
                pattern id=(id) width="5" height="5" patternUnits="userSpaceOnUse"
                    patternTransform=(format!("rotate({turn})")) {
                    rect width="5" height="5" class="ground" {} rect width="2.2" height="5" class="lines" {}
                }
            }
            pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse" {
                rect width="6" height="6" class="ground" {} circle cx="3" cy="3" r="1.5" class="lines" {}
            }
        }
    }
}

impl Draw {
    fn word(self, word: Word) -> &'static str {
        word.say(self.look.lang)
    }

    fn text(self, sentence: &Sentence) -> String {
        sentence.line(self.look)
    }

    fn percent(self, percent: Percent) -> String {
        self.look.lang.percent(percent, self.digits)
    }

    fn points(self, sum: PointSum) -> String {
        Sentence::from(Arg::Grouped(sum, self.digits)).line(self.look)
    }
}

impl Figures {
    fn of(headings: impl IntoIterator<Item = impl Into<String>>) -> Figures {
        Figures { headings: headings.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    fn push(&mut self, label: String, cells: impl IntoIterator<Item = Figure>) {
        self.rows.push((label, cells.into_iter().collect()));
    }

    /// The figures in words for readers who cannot see the chart: its title, then for each row the
    /// headings with their figures.
    fn told(&self, title: &str) -> String {
        let rows = self.rows.iter().map(|(label, cells)| {
            let cells = cells.iter().zip(&self.headings);
            let cells: Vec<String> =
                cells.map(|((_, said), heading)| format!("{heading} {said}")).collect();
            format!("{label}: {}", cells.join(", "))
        });
        format!("{title}. {}", rows.collect::<Vec<String>>().join("; "))
    }

    fn table(&self, title: &str) -> Markup {
        html! {
            div class="wide" tabindex="0" role="region" aria-label=(title) {
                table class="rows" {
                    thead { tr {
                        td {}
                        @for heading in &self.headings { th scope="col" class="figure" { (heading) } }
                    } }
                    tbody {
                        @for (label, cells) in &self.rows {
                            tr {
                                th scope="row" { (label) }
                                @for (exact, said) in cells {
                                    td data-value=[exact] { (said) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn figure<T: ToString + Copy>(value: Option<T>, said: impl Fn(T) -> String) -> Figure {
    (value.map(|value| value.to_string()), value.map_or_else(|| "—".to_owned(), said))
}

/// A label, cut to the length that fits; the whole text stands in the table below the chart.
fn label(text: &str, y: i128, strong: bool) -> Markup {
    let cut: String = if text.chars().count() > LETTERS {
        text.chars().take(LETTERS - 1).chain(['…']).collect()
    } else {
        text.to_owned()
    };
    html! {
        text x=(LABEL - 8) y=(y) text-anchor="end" class=[strong.then_some("own")] {
            (cut)
        }
    }
}

/// The y coordinate at which row `n` begins, in pixels.
fn row(n: usize) -> i128 {
    18 + ROW * i128::try_from(n).unwrap_or_default()
}

/// The height of a chart of so many rows, in pixels.
fn high(rows: usize) -> i128 {
    row(rows) + 4
}

/// Vertical lines at 0, 50 and 100 %, with their labels above.
fn scale(high: i128, draw: Draw) -> Markup {
    let hundred = draw.look.lang.percent(Percent::HUNDRED, Digits::new(0).unwrap_or(draw.digits));
    html! {
        @for (at, text) in [(0, "0"), (50, "50"), (100, hundred.as_str())] {
            @let x = LABEL + BARS * at / 100;
            line x1=(x) x2=(x) y1="14" y2=(high) class="line" {}
            text x=(x) y="10" text-anchor="middle" class="axis" { (text) }
        }
    }
}
