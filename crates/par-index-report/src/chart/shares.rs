//! What of a whole the first, the first two, … make together.

use maud::html;
use par_index::page::Share as ChartShare;

use super::{BARS, Draw, Drawn, Figures, LABEL, figure, frame, high, label, row, scale};
use crate::scale::{Length, part, percent, points};
use crate::words::Word;

pub(super) fn draw(shares: &[ChartShare], title: &str, draw: Draw) -> Drawn {
    let most = shares.iter().map(|share| points(share.points)).max().unwrap_or(1).max(1);
    let high = high(shares.len());
    let at = |share: &ChartShare| LABEL * 100 + percent(share.together, BARS).0;
    let line: Vec<String> = shares
        .iter()
        .enumerate()
        .map(|(n, share)| format!("{},{}", Length(at(share)).text(), row(n) + 11))
        .collect();
    let inside = html! {
        (scale(high - 4, draw))
        @for (n, share) in shares.iter().enumerate() {
            @let top = row(n);
            (label(&draw.text(&share.label), top + 15, false))
            rect x=(LABEL) y=(top + 3) width=(part(points(share.points), most, BARS).text()) height="16"
                class="loss" data-value=(share.points) {}
            text x=(LABEL + BARS + 8) y=(top + 15) {
                (draw.points(share.points)) " · Σ " (draw.percent(share.together))
            }
        }
        polyline class="together" points=(line.join(" ")) {}
        @for (n, share) in shares.iter().enumerate() {
            circle cx=(Length(at(share)).text()) cy=(row(n) + 11) r="3" class="knot" data-value=(share.together) {}
        }
    };
    let mut figures = Figures::of([draw.word(Word::Points), draw.word(Word::Together)]);
    for share in shares {
        let points = figure(Some(share.points), |points| draw.points(points));
        let together = figure(Some(share.together), |share| draw.percent(share));
        figures.push(draw.text(&share.label), [points, together]);
    }
    let picture = html! {
        (frame(title, high, &inside))
        p class="legend" { (draw.word(Word::TogetherLine)) }
    };
    Drawn { picture, figures }
}
