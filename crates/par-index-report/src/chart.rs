//! Charts as SVG: figures stand as text in them, colours tell nothing that is not written too.

use maud::{Markup, html};
use par_index::page::{Bar, Chart, Shape, Share as ChartShare};
use par_index::view::Look;
use par_index::words::{Arg, Sentence};
use par_index::{Digits, Lang, Percent, PointSum};

use crate::scale::{Length, part, percent, points};

/// How wide a chart is, its labels, its bars.
const WIDE: i128 = 720;
const LABEL: i128 = 250;
const BARS: i128 = 340;
/// How high a row is.
const ROW: i128 = 22;
/// How many letters a label has room for.
const LETTERS: usize = 34;
/// So many bars are drawn: longer lists are read in their table.
const MOST: usize = 80;

pub(crate) fn chart(chart: &Chart, look: Look) -> Markup {
    let title = chart.title.text(look.lang);
    html! {
        figure class="chart" {
            figcaption { (title) }
            @match &chart.shape {
                Shape::Bars(bars) => (bars_of(bars, &title, chart.digits, look)),
                Shape::Steps { from, steps, to } => (steps_of(from, steps, to, &title, chart.digits, look)),
                Shape::Heat { columns, rows } => (heat_of(columns, rows, chart.digits, look)),
                Shape::Shares(shares) => (shares_of(shares, &title, chart.digits, look)),
                _ => {},
            }
        }
    }
}

/// A label that fits, its whole text where the pointer rests.
fn label(text: &str, y: i128, strong: bool) -> Markup {
    let cut: String = if text.chars().count() > LETTERS {
        text.chars().take(LETTERS - 1).chain(['…']).collect()
    } else {
        text.to_owned()
    };
    html! {
        text x=(LABEL - 8) y=(y) text-anchor="end" class=[strong.then_some("own")] {
            (cut) title { (text) }
        }
    }
}

fn said(percent: Percent, digits: Digits, lang: Lang) -> String {
    lang.percent(percent, digits)
}

fn sum(sum: PointSum, digits: Digits, lang: Lang) -> String {
    Sentence::from(Arg::Grouped(sum, digits)).text(lang)
}

fn frame(title: &str, high: i128, inside: &Markup) -> Markup {
    html! {
        svg viewBox=(format!("0 0 {WIDE} {high}")) role="img" aria-label=(title) { (inside) }
    }
}

/// Upright lines at 0, 50 and 100 %.
fn grid(high: i128) -> Markup {
    html! {
        @for (at, text) in [(0, "0"), (50, "50"), (100, "100 %")] {
            @let x = LABEL + BARS * at / 100;
            line x1=(x) x2=(x) y1="14" y2=(high) class="grid" {}
            text x=(x) y="10" text-anchor="middle" class="axis" { (text) }
        }
    }
}

fn bars_of(bars: &[Bar], title: &str, digits: Digits, look: Look) -> Markup {
    let shown = bars.get(..bars.len().min(MOST)).unwrap_or_default();
    let high = 18 + ROW * i128::try_from(shown.len()).unwrap_or_default() + 4;
    let has = |of: fn(&Bar) -> Option<Percent>| shown.iter().any(|bar| of(bar).is_some());
    let words = |vi: &'static str, en: &'static str| if look.lang == Lang::Vi { vi } else { en };
    let inside = html! {
        (grid(high - 4))
        @for (n, bar) in shown.iter().enumerate() {
            @let top = 18 + ROW * i128::try_from(n).unwrap_or_default();
            (label(&bar.label.text(look.lang), top + 14, bar.own))
            rect x=(LABEL) y=(top + 3) width=(BARS) height="14" class="trough" {}
            @if let Some(value) = bar.value {
                @let width = percent(value, BARS);
                rect x=(LABEL) y=(top + 3) width=(width.text()) height="14"
                    class=(if bar.own { "bar own" } else { "bar" }) data-value=(value) {}
            }
            @for (at, class) in [(bar.median, "median"), (bar.best, "best")] {
                @if let Some(at) = at {
                    @let x = Length(LABEL * 100 + percent(at, BARS).0).text();
                    line x1=(x) x2=(x) y1=(top) y2=(top + 20) class=(class) data-value=(at) {}
                }
            }
            text x=(LABEL + BARS + 8) y=(top + 14) class=[bar.own.then_some("own")] {
                (bar.value.map_or("—".to_owned(), |value| said(value, digits, look.lang)))
                @let note = bar.note.text(look.lang);
                @if !note.is_empty() { "  " (note) }
            }
        }
    };
    html! {
        (frame(title, high, &inside))
        @if has(|bar| bar.median) || has(|bar| bar.best) {
            p class="legend" {
                svg class="key" viewBox="0 0 14 14" { line x1="7" x2="7" y1="0" y2="14" class="median" {} }
                (words("trung vị", "median"))
                " "
                svg class="key" viewBox="0 0 14 14" { line x1="7" x2="7" y1="0" y2="14" class="best" {} }
                (words("cao nhất", "best"))
            }
        }
        @if bars.len() > shown.len() {
            p class="legend" { "… +" (bars.len() - shown.len()) }
        }
    }
}

fn steps_of(
    from: &(Sentence, PointSum),
    steps: &[(Sentence, PointSum)],
    to: &(Sentence, PointSum),
    title: &str,
    digits: Digits,
    look: Look,
) -> Markup {
    let whole = points(from.1).max(points(to.1)).max(1);
    let mut left = points(from.1);
    let mut rows = vec![(from, "whole", 0, left)];
    for step in steps {
        let next = left - points(step.1);
        let class = if next <= left { "loss" } else { "gain" };
        rows.push((step, class, next.min(left), next.max(left)));
        left = next;
    }
    rows.push((to, "whole", 0, points(to.1)));
    let high = 4 + ROW * i128::try_from(rows.len()).unwrap_or_default() + 4;
    let inside = html! {
        @for (n, ((text, amount), class, low, top)) in rows.iter().enumerate() {
            @let y = 4 + ROW * i128::try_from(n).unwrap_or_default();
            @let x = Length(LABEL * 100 + part((*low).max(0), whole, BARS).0);
            @let wide = Length(part((*top).max(0), whole, BARS).0 - part((*low).max(0), whole, BARS).0);
            (label(&text.text(look.lang), y + 14, *class == "whole"))
            rect x=(x.text()) y=(y + 3) width=(wide.text()) height="14" class=(class) data-value=(amount) {}
            text x=(LABEL + BARS + 8) y=(y + 14) {
                (match *class { "loss" => "− ", "gain" => "+ ", _ => "" })
                (sum(*amount, digits, look.lang).trim_start_matches(['-', '−']))
            }
        }
    };
    frame(title, high, &inside)
}

/// A table whose cells are shaded: text stays text, and the shade says nothing that the figure does not.
fn heat_of(
    columns: &[(String, Sentence)],
    rows: &[(Sentence, Sentence, Vec<Option<Percent>>)],
    digits: Digits,
    look: Look,
) -> Markup {
    html! {
        div class="wide" {
            table class="heat sortable" {
                thead { tr {
                    th scope="col" {} th scope="col" {}
                    @for (code, name) in columns {
                        th scope="col" title=(name.text(look.lang)) { (code) }
                    }
                } }
                tbody {
                    @for (name, rank, cells) in rows {
                        tr {
                            td class="figure" { (rank.text(look.lang)) }
                            th scope="row" { (name.text(look.lang)) }
                            @for cell in cells {
                                @match cell {
                                    Some(value) => td class=(format!("figure h{}", shade(*value))) data-value=(value) {
                                        (said(*value, digits, look.lang))
                                    },
                                    None => td class="figure" { "—" },
                                }
                            }
                        }
                    }
                }
            }
        }
        p class="legend" {
            @for (n, (code, name)) in columns.iter().enumerate() {
                @if n > 0 { " · " } (code) " " (name.text(look.lang))
            }
        }
    }
}

/// Ten shades, from 0 to 100 %.
fn shade(value: Percent) -> i128 {
    (percent(value, 10).0 / 100).min(9)
}

fn shares_of(shares: &[ChartShare], title: &str, digits: Digits, look: Look) -> Markup {
    let most = shares.iter().map(|share| points(share.points)).max().unwrap_or(1).max(1);
    let high = 18 + ROW * i128::try_from(shares.len()).unwrap_or_default() + 4;
    let inside = html! {
        (grid(high - 4))
        @for (n, share) in shares.iter().enumerate() {
            @let top = 18 + ROW * i128::try_from(n).unwrap_or_default();
            (label(&share.label.text(look.lang), top + 14, false))
            rect x=(LABEL) y=(top + 3) width=(part(points(share.points), most, BARS).text()) height="14"
                class="loss" data-value=(share.points) {}
            text x=(LABEL + BARS + 8) y=(top + 14) {
                (sum(share.points, digits, look.lang)) " · Σ " (said(share.together, digits, look.lang))
            }
        }
        polyline class="together" points=(line(shares)) {}
    };
    let words = match look.lang {
        Lang::Vi => "đường nét đứt: tỷ trọng cộng dồn trong tổng điểm mất, từ 0 đến 100%",
        _ => "dashed: running share of all lost points, from 0 to 100 %",
    };
    html! {
        (frame(title, high, &inside))
        p class="legend" { (words) }
    }
}

/// The running share, from row to row.
fn line(shares: &[ChartShare]) -> String {
    let points = shares.iter().enumerate().map(|(n, share)| {
        let y = 18 + ROW * i128::try_from(n).unwrap_or_default() + 10;
        format!("{},{y}", Length(LABEL * 100 + percent(share.together, BARS).0).text())
    });
    points.collect::<Vec<_>>().join(" ")
}
