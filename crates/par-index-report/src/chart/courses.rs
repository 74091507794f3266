//! A chart of ranks over several periods: one line for each unit, with rank 1 at the top.

use maud::html;
use par_index::{page::Course as ChartCourse, words::Sentence};

use super::{Draw, Drawn, Figures, figure};

/// The x coordinates at which the lines begin and end, in pixels; then the height of a rank and the
/// top of rank 1.
const LEFT: i128 = 28;
const RIGHT: i128 = 350;
const RANK: i128 = 20;
const TOP: i128 = 34;

pub(super) fn draw(periods: &[Sentence], courses: &[ChartCourse], draw: Draw) -> Drawn {
    let most = courses.iter().flat_map(|course| course.ranks.iter().flatten()).copied().max();
    let last = i128::try_from(periods.len().saturating_sub(1).max(1)).unwrap_or(1);
    let x = |n: usize| LEFT + (RIGHT - LEFT) * i128::try_from(n).unwrap_or_default() / last;
    let y = |rank: usize| TOP + RANK * i128::try_from(rank.saturating_sub(1)).unwrap_or_default();
    // Units of equal rank get their names one below the other, so that the names do not overlap.
    let mut names: Vec<(i128, &ChartCourse)> =
        courses.iter().filter_map(|course| Some((y((*course.ranks.last()?)?), course))).collect();
    names.sort_by_key(|(y, _)| *y);
    let mut lowest = 0;
    for (y, _) in &mut names {
        *y = (*y).max(lowest);
        lowest = *y + 17;
    }
    let high = (y(most.unwrap_or(1)) + RANK).max(lowest);
    let inside = html! {
        @for (n, period) in periods.iter().enumerate() {
            line x1=(x(n)) x2=(x(n)) y1="20" y2=(high - 8) class="line" {}
            text x=(x(n)) y="12" text-anchor="middle" class="axis" { (draw.text(period)) }
        }
        @for (n, course) in courses.iter().enumerate().filter(|(_, one)| !one.own)
            .chain(courses.iter().enumerate().filter(|(_, one)| one.own)) {
            @let class = if course.own { "course own".to_owned() } else { format!("course c{}", n % 4) };
            @for points in runs(&course.ranks) {
                @let points: Vec<String> =
                    points.iter().map(|(n, rank)| format!("{},{}", x(*n), y(*rank))).collect();
                polyline class=(class) points=(points.join(" ")) {}
            }
            @for (n, rank) in course.ranks.iter().enumerate() {
                @if let Some(rank) = rank {
                    circle cx=(x(n)) cy=(y(*rank)) r=(if course.own { 5 } else { 3 })
                        class=(if course.own { "own" } else { "knot" }) data-value=(rank) {}
                    @if n == 0 {
                        text x=(LEFT - 10) y=(y(*rank) + 4) text-anchor="end" { (rank) }
                    }
                }
            }
        }
        @for (y, course) in &names {
            @let rank = course.ranks.last().copied().flatten().unwrap_or_default();
            @let name: String = draw.text(&course.label).chars().take(20).collect();
            text x=(RIGHT + 10) y=(y + 4) class=[course.own.then_some("own")] { (rank) "  " (name) }
        }
    };
    let mut figures = Figures::of(periods.iter().map(|period| draw.text(period)));
    for course in courses {
        let cells = course.ranks.iter().map(|rank| figure(*rank, |rank| rank.to_string()));
        figures.push(draw.text(&course.label), cells);
    }
    Drawn { inside, high, keys: Vec::new(), figures }
}

/// The unbroken runs of a course between periods without a rank, as pairs of period and rank.
fn runs(ranks: &[Option<usize>]) -> Vec<Vec<(usize, usize)>> {
    let places: Vec<Option<(usize, usize)>> =
        ranks.iter().enumerate().map(|(n, rank)| Some((n, (*rank)?))).collect();
    places.split(Option::is_none).map(|run| run.iter().copied().flatten().collect()).collect()
}
