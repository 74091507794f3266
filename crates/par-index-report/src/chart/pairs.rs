//! A chart of the points that a unit claimed beside those recognised, each pair on the scale of its
//! maximum.

use maud::html;
use par_index::{PointSum, page::Pair};

use super::{BARS, Draw, Drawn, Figures, Key, LABEL, figure, high, label, row, scale};
use crate::scale::{Length, part, points};
use crate::words::Word;

pub(super) fn draw(pairs: &[Pair], draw: Draw) -> Drawn {
    let high = high(pairs.len());
    let at = |of: &Pair, value: PointSum| {
        let (value, whole) = (points(value), points(of.max).max(1));
        Length(LABEL * 100 + part(value.clamp(0, whole), whole, BARS).0).text()
    };
    let inside = html! {
        (scale(high - 4, draw))
        @for (n, pair) in pairs.iter().enumerate() {
            @let top = row(n);
            @let [claimed, recognised] = [at(pair, pair.claimed), at(pair, pair.recognised)];
            (label(&draw.text(&pair.label), top + 15, false))
            rect x=(LABEL) y=(top + 9) width=(BARS) height="4" class="trough" {}
            line x1=(claimed) x2=(recognised) y1=(top + 11) y2=(top + 11) class="between" {}
            circle cx=(claimed) cy=(top + 11) r="6" class="claimed" data-value=(pair.claimed) {}
            circle cx=(recognised) cy=(top + 11) r="4" class="recognised" data-value=(pair.recognised) {}
            text x=(LABEL + BARS + 10) y=(top + 15) {
                (draw.points(pair.claimed)) " → " (draw.points(pair.recognised))
            }
        }
    };
    let mut figures =
        Figures::of([Word::Claimed, Word::Recognised, Word::Max].map(|word| draw.word(word)));
    for pair in pairs {
        let cells = [pair.claimed, pair.recognised, pair.max];
        figures.push(
            draw.text(&pair.label),
            cells.map(|value| figure(Some(value), |points| draw.points(points))),
        );
    }
    let key = |(r, class, word): (u8, &str, Word)| {
        let sign = html! { circle cx="7" cy="7" r=(r) class=(class) {} };
        Key { sign: Some(sign), text: draw.word(word).to_owned() }
    };
    let keys = [(5, "claimed", Word::Claimed), (4, "recognised", Word::Recognised)].map(key);
    Drawn { inside, high, keys: keys.into(), figures }
}
