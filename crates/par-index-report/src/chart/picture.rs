//! Charts for paper: drawings as complete SVG documents, and grids as tables of tinted cells.

use maud::{Markup, html};
use par_index::page::{Chart, Shape};
use par_index::view::Look;

use super::grids::{gain, shade};
use super::{Draw, KEY, WIDE, defined, drawn};
use crate::words::Word;

/// The style sheet of charts, the same on pages and on paper.
pub(crate) const STYLE: &str = include_str!("../chart.css");

/// The cell colours of the ten shades from 0 to 100 %, as RGB.
const TINTS: [&str; 10] = [
    "#4c2206", "#6b320b", "#8a4513", "#a85a1c", "#e3954f", "#efb178", "#f6cb9f", "#fbe0c4",
    "#fdf1e3", "#ffffff",
];

/// A chart as it is printed on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Picture {
    /// A chart that is a drawing.
    Drawn {
        /// The drawing as an SVG document, with its width and height in pixels.
        svg: String,
        /// The entries of the legend.
        keys: Vec<Sign>,
        /// All figures of the chart in words, for readers who cannot see it.
        told: String,
    },
    /// A chart that is a table of cells.
    Grid {
        /// The headings of the columns.
        headings: Vec<String>,
        /// The rows of cells; the cells without tint at the beginning say what a row is about.
        rows: Vec<Vec<Tinted>>,
        /// The meaning of the shades and of the codes in the headings.
        keys: Vec<String>,
    },
}

/// An entry of the legend: a sign and its meaning; a remark has no sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The sign as an SVG document.
    pub svg: Option<String>,
    /// The meaning of the sign, or the remark.
    pub text: String,
}

/// A cell of a grid and its tint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tinted {
    /// The text of the cell.
    pub text: String,
    /// The background colour, such as `#fdf1e3`; `None` is the colour of the paper.
    pub tint: Option<&'static str>,
    /// Whether the letters are light because the background is dark.
    pub light: bool,
}

/// A chart as it is printed on paper; `None` for a shape of chart that has no drawing.
pub fn picture(chart: &Chart, look: Look) -> Option<Picture> {
    let draw = Draw { digits: chart.digits, look };
    if let Some(drawn) = drawn(chart, draw) {
        let keys = drawn.keys.iter().map(|key| Sign {
            svg: key.sign.as_ref().map(|sign| alone(sign, KEY, (14, 14))),
            text: key.text.clone(),
        });
        let size = (WIDE, drawn.high);
        let svg = alone(&drawn.inside, &format!("0 0 {WIDE} {}", drawn.high), size);
        let told = drawn.figures.told(&chart.title.line(look));
        return Some(Picture::Drawn { svg, keys: keys.collect(), told });
    }
    match &chart.shape {
        Shape::Heat { columns, rows } => {
            let fields = columns.iter().map(|(code, _)| code.clone());
            let headings = [Word::Rank, Word::Unit].map(|word| draw.word(word).to_owned());
            let keys = columns.iter().map(|(code, name)| format!("{code} {}", draw.text(name)));
            let rows = rows.iter().map(|(name, rank, cells)| {
                let shaded = cells.iter().map(|cell| match cell {
                    Some(value) => {
                        let shade = usize::try_from(shade(*value)).unwrap_or_default();
                        Tinted {
                            text: draw.percent(*value),
                            tint: TINTS.get(shade).copied(),
                            light: shade < 4,
                        }
                    }
                    None => Tinted::plain("—".to_owned()),
                });
                let named = [rank, name].map(|text| Tinted::plain(draw.text(text)));
                named.into_iter().chain(shaded).collect()
            });
            Some(Picture::Grid {
                headings: headings.into_iter().chain(fields).collect(),
                rows: rows.collect(),
                keys: std::iter::once(draw.word(Word::Shades).to_owned()).chain(keys).collect(),
            })
        }
        Shape::Timed { days, rows } => {
            let headings = days.iter().map(|day| draw.text(day));
            let rows = rows.iter().map(|row| {
                let cells = row.cells.iter().map(|cell| {
                    let steps = cell.iter();
                    let steps =
                        steps.map(|(code, points)| format!("{code} {}", gain(*points, draw)));
                    Tinted::plain(steps.collect::<Vec<String>>().join(", "))
                });
                std::iter::once(Tinted::plain(draw.text(&row.label))).chain(cells).collect()
            });
            Some(Picture::Grid {
                headings: std::iter::once(String::new()).chain(headings).collect(),
                rows: rows.collect(),
                keys: Vec::new(),
            })
        }
        _ => None,
    }
}

impl Tinted {
    fn plain(text: String) -> Tinted {
        Tinted { text, tint: None, light: false }
    }
}

/// A drawing as a complete SVG document with its own styles and patterns.
fn alone(inside: &Markup, view: &str, (wide, high): (i128, i128)) -> String {
    let svg = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(view) width=(wide) height=(high)
            font-family="Liberation Serif" {
            style { (STYLE) }
            (defined())
            (inside)
        }
    };
    svg.into_string()
}
