//! A waterfall chart: from one sum of points to another, step by step.

use maud::html;
use par_index::{PointSum, words::Sentence};

use super::{BARS, Draw, Drawn, Figures, LABEL, figure, label, row};
use crate::scale::{Length, part, points};
use crate::words::Word;

type Named = (Sentence, PointSum);

pub(super) fn draw(from: &Named, steps: &[Named], to: &Named, draw: Draw) -> Drawn {
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
                // A thin line connects the end of this bar with the next row.
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
    Drawn { inside, high: row(rows.len()) - 12, keys: Vec::new(), figures }
}

#[cfg(test)]
mod tests {
    use par_index::Digits;
    use par_index::view::Look;

    use super::*;

    fn named(name: &str, points: &str) -> Named {
        let points: par_index::Points = points.parse().unwrap();
        (name.into(), points.into())
    }

    /// The left and right end of each bar, in hundredths of a pixel, and the text behind it.
    fn bars(from: &str, steps: &[&str], to: &str) -> Vec<(i128, i128, String)> {
        let steps: Vec<Named> = steps.iter().map(|step| named("x", step)).collect();
        let look = Draw { digits: Digits::TWO, look: Look::default() };
        let drawn = draw(&named("a", from), &steps, &named("b", to), look).inside.into_string();
        let value = |text: &str, key: &str| {
            let number =
                text.split_once(&format!(" {key}=\"")).unwrap().1.split_once('"').unwrap().0;
            let (whole, rest) = number.split_once('.').unwrap_or((number, "0"));
            whole.parse::<i128>().unwrap() * 100 + format!("{rest:0<2}").parse::<i128>().unwrap()
        };
        let rows = drawn.split("<rect").skip(1).map(|row| {
            let begin = value(row, "x") - LABEL * 100;
            let said = row.split("<text").nth(1).unwrap();
            let said = said.split_once('>').unwrap().1.split_once('<').unwrap().0.trim().to_owned();
            (begin, begin + value(row, "width"), said)
        });
        rows.collect()
    }

    #[test]
    fn each_step_begins_where_the_one_before_ends() {
        let drawn = bars("10", &["2", "-1", "5"], "4");
        let whole = BARS * 100;
        let ends: Vec<(i128, i128)> = drawn.iter().map(|(from, to, _)| (*from, *to)).collect();
        let part = |tenths: i128| whole * tenths / 10;
        // From 10: minus 2, plus 1, minus 5 is 4.
        let wanted = [(0, 10), (8, 10), (8, 9), (4, 9), (0, 4)];
        assert_eq!(ends, wanted.map(|(from, to)| (part(from), part(to))));
        let said: Vec<&str> = drawn.iter().map(|(.., said)| said.as_str()).collect();
        assert_eq!(said, ["10.00", "− 2.00", "+ 1.00", "− 5.00", "4.00"]);
    }

    /// Steps that add points may rise above the first sum, and losses may fall below zero: a bar
    /// stays inside its room in both cases.
    #[test]
    fn bars_stay_in_their_room() {
        for (from, steps, to) in [
            ("10", &["-2", "1"][..], "11"),
            ("1", &["3", "-0.5"], "-1.5"),
            ("0", &["-1"], "1"),
            ("-1", &["1"], "-2"),
            ("0", &[], "0"),
        ] {
            for (begin, end, said) in bars(from, steps, to) {
                assert!(0 <= begin && begin <= end && end <= BARS * 100, "{from} {steps:?} {said}");
            }
        }
        // A total below zero is printed with its minus sign; a step has a sign of its own.
        let said = bars("1", &["3"], "-2").pop().unwrap().2;
        assert_eq!(said, "-2.00");
    }
}
