//! A chart of counts by kind: one bar for each item, divided into parts that differ in pattern and
//! show their counts.

use maud::html;
use par_index::{page::Stack as ChartStack, words::Sentence};

use super::{BARS, Draw, Drawn, Figures, Key, LABEL, figure, label, row};
use crate::scale::{Length, part};

/// The width of a whole bar, in pixels: wider than other bars, since only the total stands behind
/// it.
const WHOLE: i128 = BARS + 96;
/// The least width of a part in which its count is printed, in hundredths of a pixel.
const ROOM: i128 = 1600;

pub(super) fn draw(kinds: &[Sentence], stacks: &[ChartStack], draw: Draw) -> Drawn {
    let inside = html! {
        @for (n, stack) in stacks.iter().enumerate() {
            @let top = row(n) - 14;
            @let sum = stack.counts.iter().sum::<usize>();
            (label(&draw.text(&stack.label), top + 15, false))
            @for (kind, count, x, wide) in parts(&stack.counts) {
                rect x=(Length(x).text()) y=(top + 3) width=(Length(wide).text()) height="16"
                    class=(format!("k{kind}")) data-value=(count) {}
                @if wide >= ROOM {
                    text x=(Length(x + wide / 2).text()) y=(top + 15) text-anchor="middle" class="inside" { (count) }
                }
            }
            text x=(LABEL + WHOLE + 8) y=(top + 15) { (sum) }
        }
    };
    let mut figures = Figures::of(kinds.iter().map(|kind| draw.text(kind)));
    for stack in stacks {
        let cells =
            stack.counts.iter().map(|count| figure(Some(*count), |count| count.to_string()));
        figures.push(draw.text(&stack.label), cells);
    }
    let key = |(n, kind): (usize, &Sentence)| {
        let sign = html! { rect x="0.5" y="0.5" width="13" height="13" class=(format!("k{n}")) {} };
        Key { sign: Some(sign), text: draw.text(kind) }
    };
    let keys = kinds.iter().enumerate().map(key).collect();
    Drawn { inside, high: row(stacks.len()) - 8, keys, figures }
}

/// The parts of a bar with a count above zero: kind, count, left end and width (in hundredths of a
/// pixel).
fn parts(counts: &[usize]) -> Vec<(usize, usize, i128, i128)> {
    let whole = counts.iter().sum::<usize>();
    let at = |count: usize| {
        let [count, whole] = [count, whole].map(|count| i128::try_from(count).unwrap_or_default());
        LABEL * 100 + part(count, whole, WHOLE).0
    };
    let mut before = 0;
    let mut all = Vec::new();
    for (kind, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        all.push((kind, *count, at(before), at(before + count) - at(before)));
        before += count;
    }
    all
}
