//! From one sum to another, step by step.

use maud::html;
use par_index::{PointSum, words::Sentence};

use super::{BARS, Draw, Drawn, Figures, LABEL, figure, frame, label, row};
use crate::scale::{Length, part, points};
use crate::words::Word;

type Named = (Sentence, PointSum);

pub(super) fn draw(from: &Named, steps: &[Named], to: &Named, title: &str, draw: Draw) -> Drawn {
    let mut left = points(from.1);
    let mut most = left.max(points(to.1)).max(1);
    let mut rows = vec![(from, "whole", 0, left)];
    for step in steps {
        let next = left - points(step.1);
        let class = if next <= left { "loss" } else { "gain" };
        rows.push((step, class, next.min(left), next.max(left)));
        most = most.max(next);
        left = next;
    }
    rows.push((to, "whole", 0, points(to.1)));
    let at = |value: i128| part(value.max(0), most, BARS).0;
    let inside = html! {
        @for (n, ((text, amount), class, low, top)) in rows.iter().enumerate() {
            @let y = row(n) - 14;
            @let x = LABEL * 100 + at(*low);
            @let end = LABEL * 100 + at(*top);
            (label(&draw.text(text), y + 15, *class == "whole"))
            rect x=(Length(x).text()) y=(y + 3) width=(Length(end - x).text()) height="16" class=(class)
                data-value=(amount) {}
            @if n + 1 < rows.len() {
                // What is left goes on in the next row.
                @let x = Length(if *class == "loss" { x } else { end }).text();
                line x1=(x) x2=(x) y1=(y + 19) y2=(y + 27) class="on" {}
            }
            text x=(LABEL + BARS + 8) y=(y + 15) class=[(*class == "whole").then_some("own")] {
                @let said = draw.points(*amount);
                @let size = said.trim_start_matches(['-', '−']);
                (match *class { "loss" => "− ", "gain" => "+ ", _ => "" })
                (if *class == "whole" { said.as_str() } else { size })
            }
        }
    };
    let mut figures = Figures::of([draw.word(Word::Points)]);
    for ((text, amount), class, ..) in &rows {
        let sign = if *class == "loss" { "−" } else { "" };
        let said = |amount: PointSum| match *class {
            "gain" => format!("+{}", draw.points(amount).trim_start_matches(['-', '−'])),
            _ => format!("{sign}{}", draw.points(amount)),
        };
        figures.push(draw.text(text), [figure(Some(*amount), said)]);
    }
    Drawn { picture: frame(title, row(rows.len()) - 12, &inside), figures }
}
