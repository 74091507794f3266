//! A chart as series of values, which a word processor draws itself and an editor of the document
//! may change. The labels beside the values are our own texts, with the digits and signs of the
//! result.

use par_index::PointSum;
use par_index::page::{Bar, Chart, Course, Pair, Shape, Share, Stack};
use par_index::view::Look;
use par_index::words::Sentence;

use super::{Draw, MOST, bars};
use crate::scale::{billionths, decimal, points};
use crate::words::Word;

/// How many letters of a label are kept; the whole label stands in the description for readers who
/// cannot see the chart.
const LETTERS: usize = 48;

/// The data of a chart: several series over the same labels.
pub(crate) struct Plot {
    pub(crate) form: Form,
    /// The labels of the values, from top to bottom or from left to right.
    pub(crate) labels: Vec<String>,
    pub(crate) series: Vec<Series>,
    /// The end of the value axis; `None` where the drawing program chooses it.
    pub(crate) most: Option<String>,
    /// Whether a legend is needed to tell the series apart.
    pub(crate) legend: bool,
    /// A remark below the chart; may be empty.
    pub(crate) remark: String,
}

/// The form in which a chart is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Bars side by side, on an axis from 0 to 100 %.
    Percents,
    /// Bars side by side, on an axis of the values.
    Bars,
    /// Bars stacked end to end.
    Stacked,
    /// Lines, with rank 1 at the top.
    Ranks,
}

/// A series of values of one kind.
pub(crate) struct Series {
    /// The name of the series; a series without a name is invisible and only takes up room or
    /// carries texts.
    pub(crate) name: Option<String>,
    pub(crate) values: Vec<Option<String>>,
    /// The text beside each value; none where it is empty.
    pub(crate) said: Vec<String>,
    pub(crate) fill: Fill,
    /// The positions of the values that belong to the unit asked about.
    pub(crate) own: Vec<usize>,
}

/// The fill of a series; fills can be told apart without colour too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    Nothing,
    Whole,
    Own,
    Pale,
    Loss,
    Gain,
    Best,
    /// The fill of kind number `n` of several kinds in a stacked bar.
    Kind(usize),
    /// Line number `n` among several lines.
    Line(usize),
}

/// The data series of a chart; `None` for a grid, which is a table.
pub(crate) fn plot(chart: &Chart, look: Look) -> Option<Plot> {
    let draw = Draw { digits: chart.digits, look };
    Some(match &chart.shape {
        Shape::Bars(all) => of_bars(all, draw),
        Shape::Steps { from, steps, to } => of_steps(from, steps, to, draw),
        Shape::Courses { periods, courses } => of_courses(periods, courses, draw),
        Shape::Pairs(pairs) => of_pairs(pairs, draw),
        Shape::Stacks { kinds, stacks } => of_stacks(kinds, stacks, draw),
        Shape::Shares(shares) => of_shares(shares, draw),
        _ => return None,
    })
}

impl Series {
    fn of(
        name: Option<&str>,
        fill: Fill,
        all: impl Iterator<Item = (Option<String>, String)>,
    ) -> Series {
        let (values, said) = all.unzip();
        Series { name: name.map(str::to_owned), values, said, fill, own: Vec::new() }
    }
}

fn labels<'s>(all: impl Iterator<Item = &'s Sentence>, draw: Draw) -> Vec<String> {
    let cut = |text: String| {
        if text.chars().count() <= LETTERS {
            return text;
        }
        text.chars().take(LETTERS - 1).chain(['…']).collect()
    };
    all.map(|label| cut(draw.text(label))).collect()
}

fn of_bars(all: &[Bar], draw: Draw) -> Plot {
    let bars = bars::shown(all, MOST);
    let rest = all.len() - bars.len();
    let remark = (rest > 0).then(|| format!("+ {rest} {}", draw.word(Word::More)));
    let remark = remark.unwrap_or_default();
    let values = bars.iter().map(|bar| {
        let said = bar.value.map_or_else(|| "—".to_owned(), |value| draw.percent(value));
        let note = draw.text(&bar.note);
        let said = if note.is_empty() { said } else { format!("{said}  {note}") };
        (Some(bar.value.map_or_else(|| "0".to_owned(), |value| value.to_string())), said)
    });
    let mut values = Series::of(Some(draw.word(Word::Value)), Fill::Whole, values);
    values.own = bars.iter().enumerate().filter(|(_, bar)| bar.own).map(|(n, _)| n).collect();
    let mut series = vec![values];
    let beside = [
        (Word::Median, Fill::Pale, bars.iter().map(|bar| bar.median).collect::<Vec<_>>()),
        (Word::Best, Fill::Best, bars.iter().map(|bar| bar.best).collect()),
    ];
    for (word, fill, all) in beside {
        if all.iter().any(Option::is_some) {
            let all = all.into_iter().map(|value| {
                let said = value.map(|value| draw.percent(value)).unwrap_or_default();
                (value.map(|value| value.to_string()), said)
            });
            series.push(Series::of(Some(draw.word(word)), fill, all));
        }
    }
    let labels = labels(bars.iter().map(|bar| &bar.label), draw);
    let legend = series.len() > 1;
    let most = Some("100".to_owned());
    Plot { form: Form::Percents, labels, series, most, legend, remark }
}

type Named = (Sentence, PointSum);

fn of_steps(from: &Named, steps: &[Named], to: &Named, draw: Draw) -> Plot {
    // The beginning and end of each bar, in billionths of a point.
    let mut left = points(from.1);
    let mut rows = vec![(from, Fill::Whole, 0, left)];
    for step in steps {
        let next = left - points(step.1);
        let fill = if next <= left { Fill::Loss } else { Fill::Gain };
        rows.push((step, fill, next.min(left), next.max(left)));
        left = next;
    }
    rows.push((to, Fill::Whole, 0, points(to.1)));
    let most = rows.iter().map(|(.., end)| *end).max().unwrap_or_default().max(1);
    let length = |begin: i128, end: i128| end.max(0) - begin.max(0);
    let blank = |value: i128| (Some(decimal(value)), String::new());
    let before = rows.iter().map(|(_, _, begin, _)| blank((*begin).max(0)));
    let mut series = vec![Series::of(None, Fill::Nothing, before)];
    for (fill, word) in
        [(Fill::Whole, Word::Points), (Fill::Loss, Word::Lost), (Fill::Gain, Word::Given)]
    {
        if !rows.iter().any(|row| row.1 == fill) {
            continue;
        }
        let all = rows.iter().map(|(_, own, begin, end)| {
            let value = (*own == fill).then(|| decimal(length(*begin, *end)));
            (value, String::new())
        });
        series.push(Series::of(Some(draw.word(word)), fill, all));
    }
    // The amounts are written to the right of the bars, as labels of an invisible series.
    let said = rows.iter().map(|((_, amount), fill, ..)| {
        let said = draw.points(*amount);
        let size = said.trim_start_matches(['-', '−']).to_owned();
        let said = match fill {
            Fill::Loss => format!("− {size}"),
            Fill::Gain => format!("+ {size}"),
            _ => said,
        };
        (Some(decimal(most / 5)), said)
    });
    series.push(Series::of(None, Fill::Nothing, said));
    let labels = labels(rows.iter().map(|((label, _), ..)| label), draw);
    let most = Some(decimal(most + most / 5));
    Plot { form: Form::Stacked, labels, series, most, legend: false, remark: String::new() }
}

fn of_pairs(pairs: &[Pair], draw: Draw) -> Plot {
    let series = |word: Word, fill: Fill, of: fn(&Pair) -> PointSum| {
        let all = pairs.iter().map(|pair| (Some(of(pair).to_string()), draw.points(of(pair))));
        Series::of(Some(draw.word(word)), fill, all)
    };
    let series = vec![
        series(Word::Claimed, Fill::Pale, |pair| pair.claimed),
        series(Word::Recognised, Fill::Whole, |pair| pair.recognised),
    ];
    let labels = labels(pairs.iter().map(|pair| &pair.label), draw);
    Plot { form: Form::Bars, labels, series, most: None, legend: true, remark: String::new() }
}

fn of_stacks(kinds: &[Sentence], stacks: &[Stack], draw: Draw) -> Plot {
    let sums: Vec<usize> = stacks.iter().map(|stack| stack.counts.iter().sum()).collect();
    let series: Vec<Series> = kinds
        .iter()
        .enumerate()
        .map(|(n, kind)| {
            let all = stacks.iter().zip(&sums).map(|(stack, sum)| {
                let count = stack.counts.get(n).copied().unwrap_or_default();
                // Each digit needs a fortieth of the bar's length; a count that does not fit is
                // left out. Values are percentages of the whole bar.
                let digits = count.to_string();
                let fits = count > 0 && count * 40 >= *sum * digits.len();
                let said = if fits { digits } else { String::new() };
                (Some(decimal(part_of(count, *sum))), said)
            });
            Series::of(Some(&draw.text(kind)), Fill::Kind(n), all)
        })
        .collect();
    let labels = labels(stacks.iter().map(|stack| &stack.label), draw);
    let labels = labels.iter().zip(&sums).map(|(label, sum)| format!("{label} ({sum})")).collect();
    let most = Some("100".to_owned());
    Plot { form: Form::Stacked, labels, series, most, legend: true, remark: String::new() }
}

fn part_of(count: usize, sum: usize) -> i128 {
    let [count, sum] = [count, sum.max(1)].map(|one| i128::try_from(one).unwrap_or_default());
    count * billionths("100") / sum
}

fn of_shares(shares: &[Share], draw: Draw) -> Plot {
    let all = shares.iter().map(|share| {
        let said = format!("{} · Σ {}", draw.points(share.points), draw.percent(share.together));
        (Some(share.points.to_string()), said)
    });
    let series = vec![Series::of(Some(draw.word(Word::Points)), Fill::Loss, all)];
    let labels = labels(shares.iter().map(|share| &share.label), draw);
    let most = shares.iter().map(|share| points(share.points)).max().unwrap_or_default();
    let most = Some(decimal(most.max(1) * 3 / 2));
    let remark = draw.word(Word::TogetherSign).to_owned();
    Plot { form: Form::Bars, labels, series, most, legend: false, remark }
}

fn of_courses(periods: &[Sentence], courses: &[Course], draw: Draw) -> Plot {
    let series = courses.iter().enumerate().map(|(n, course)| {
        let name = labels(std::iter::once(&course.label), draw).concat();
        let last = course.ranks.len().saturating_sub(1);
        let all = course.ranks.iter().enumerate().map(|(n, rank)| {
            let said = rank.filter(|_| n == last).map(|rank| format!("{rank}  {name}"));
            let first = rank.filter(|_| n == 0 && last > 0).map(|rank| rank.to_string());
            (rank.map(|rank| rank.to_string()), said.or(first).unwrap_or_default())
        });
        let fill = if course.own { Fill::Own } else { Fill::Line(n) };
        Series::of(Some(&name), fill, all)
    });
    let ranks = courses.iter().flat_map(|course| course.ranks.iter().flatten());
    let most = ranks.copied().max().unwrap_or(1);
    Plot {
        form: Form::Ranks,
        labels: labels(periods.iter(), draw),
        series: series.collect(),
        most: Some(most.to_string()),
        legend: false,
        remark: String::new(),
    }
}
