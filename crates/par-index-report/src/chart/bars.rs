//! A chart of bars from 0 to 100 %, with marks for the median and the best value.

use maud::html;
use par_index::page::Bar;

use super::{BARS, Draw, Drawn, Figures, Key, LABEL, MOST, figure, high, label, row, scale};
use crate::scale::{Length, percent};
use crate::words::Word;

pub(super) fn draw(bars: &[Bar], draw: Draw) -> Drawn {
    let shown = shown(bars, MOST);
    let high = high(shown.len());
    let [medians, bests] = [|bar: &Bar| bar.median.is_some(), |bar: &Bar| bar.best.is_some()]
        .map(|has| shown.iter().any(has));
    let inside = html! {
        (scale(high - 4, draw))
        @for (n, bar) in shown.iter().enumerate() {
            @let top = row(n);
            (label(&draw.text(&bar.label), top + 15, bar.own))
            rect x=(LABEL) y=(top + 3) width=(BARS) height="16" class="trough" {}
            @if let Some(value) = bar.value {
                rect x=(LABEL) y=(top + 3) width=(percent(value, BARS).text()) height="16"
                    class=(if bar.own { "bar own" } else { "bar" }) data-value=(value) {}
            }
            @for (at, class) in [(bar.median, "median"), (bar.best, "best")] {
                @if let Some(at) = at {
                    @let x = Length(LABEL * 100 + percent(at, BARS).0).text();
                    line x1=(x) x2=(x) y1=(top) y2=(top + 22) class=(class) data-value=(at) {}
                }
            }
            text x=(LABEL + BARS + 8) y=(top + 15) class=[bar.own.then_some("own")] {
                (bar.value.map_or_else(|| "—".to_owned(), |value| draw.percent(value)))
                @let note = draw.text(&bar.note);
                @if !note.is_empty() { "  " (note) }
            }
        }
    };
    let known = [(medians, "median", Word::Median), (bests, "best", Word::Best)];
    let mut figures = Figures::of([draw.word(Word::Value)]);
    let headings =
        known.iter().filter(|(has, ..)| *has).map(|(.., word)| draw.word(*word).to_owned());
    figures.headings.extend(headings);
    for bar in shown {
        let cells = [(true, bar.value), (medians, bar.median), (bests, bar.best)];
        let cells = cells.into_iter().filter(|(has, _)| *has);
        figures.push(
            draw.text(&bar.label),
            cells.map(|(_, value)| figure(value, |value| draw.percent(value))),
        );
    }
    let mut keys: Vec<Key> = known
        .iter()
        .filter(|(has, ..)| *has)
        .map(|(_, class, word)| {
            let sign = html! { line x1="7" x2="7" y1="0" y2="14" class=(class) {} };
            Key { sign: Some(sign), text: draw.word(*word).to_owned() }
        })
        .collect();
    if bars.len() > shown.len() {
        let text = format!("+ {} {}", bars.len() - shown.len(), draw.word(Word::More));
        keys.push(Key { sign: None, text });
    }
    Drawn { inside, high, keys, figures }
}

/// The bars that are shown of a long list: the first `most`, or those around the unit asked about
/// if it stands further down.
pub(super) fn shown(bars: &[Bar], most: usize) -> &[Bar] {
    let own = bars.iter().position(|bar| bar.own).filter(|own| *own >= most);
    let from = own.map_or(0, |own| (own - most / 2).min(bars.len().saturating_sub(most)));
    bars.get(from..bars.len().min(from + most)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_asked_about_is_among_those_shown() {
        let bar = |n: usize, own: usize| Bar {
            label: n.into(),
            value: None,
            median: None,
            best: None,
            note: par_index::words::Sentence::default(),
            own: n == own,
        };
        for (own, first) in [(0, 0), (39, 0), (40, 20), (150, 130), (199, 160)] {
            let all: Vec<Bar> = (0..200).map(|n| bar(n, own)).collect();
            let shown = shown(&all, 40);
            assert_eq!((shown.len(), &shown[0].label), (40, &first.into()), "{own}");
            assert!(shown.iter().any(|bar| bar.own), "{own}");
        }
        assert_eq!(shown(&[], 40).len(), 0);
    }
}
