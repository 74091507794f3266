//! A chart of running shares: how much of a whole the first item, the first two, and so on make up
//! together.

use maud::html;
use par_index::page::Share as ChartShare;

use super::{BARS, Draw, Drawn, Figures, Key, LABEL, figure, high, label, row, scale};
use crate::scale::{Length, part, percent, points};
use crate::words::Word;

pub(super) fn draw(shares: &[ChartShare], draw: Draw) -> Drawn {
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
    let keys = vec![Key { sign: None, text: draw.word(Word::TogetherLine).to_owned() }];
    Drawn { inside, high, keys, figures }
}

#[cfg(test)]
mod tests {
    use par_index::ask::Asked;
    use par_index::dossier::Dossier;
    use par_index::page::{Block, Shape};
    use par_index::{Inputs, framework, sample};

    use super::*;

    /// With a filter on one lead agency too, the running share is a share of all points that the
    /// unit lost: it never falls, and ends at the share of the rows' sum.
    #[test]
    fn the_share_of_a_lead_is_of_all_that_was_lost() {
        let fw = framework("hon-quan-2023").unwrap();
        let mut inputs = Inputs::new(&fw);
        inputs.read("communes.json", sample("communes-2023").unwrap());
        let dossier = Dossier::new(&fw, inputs.finish());
        let shares = |flags: &str| -> Vec<(i128, i128)> {
            let page = dossier.ask(&Asked::of("report", flags).unwrap()).unwrap().page();
            let drawn = page.blocks().find_map(|block| match block {
                Block::Chart(chart) => match &chart.shape {
                    Shape::Shares(shares) => Some(shares.clone()),
                    _ => None,
                },
                _ => None,
            });
            let share = |one: &ChartShare| (points(one.points), percent(one.together, 100).0);
            drawn.unwrap().iter().map(share).collect()
        };
        let unit = r#""unit": "sample-commune-01""#;
        let lost = dossier.ask(&Asked::of("lost", &format!("{{{unit}}}")).unwrap()).unwrap();
        let lost = lost.summary().unwrap()["lost"].as_str().unwrap().to_owned();
        let lost = points(lost.parse::<par_index::Points>().unwrap().into());
        for flags in [format!("{{{unit}}}"), format!("{{{unit}, \"lead\": \"noi-vu\"}}")] {
            let all = shares(&flags);
            assert!(all.len() > 2, "{flags}");
            let mut sum = 0;
            for (points, together) in all {
                sum += points;
                // Both values are in hundredths of a percent, rounded down.
                let wanted = sum * 10_000 / lost;
                assert!((wanted - together).abs() <= 1, "{flags}: {wanted} {together}");
            }
            assert!(sum <= lost, "{flags}");
        }
    }
}
