//! Rows, summary and page of `forecast`.

use serde::Serialize;

use crate::ask::parts::listed::leads;
use crate::ask::parts::row::row;
use crate::ask::parts::{by_period, name, percent};
use crate::framework::{Framework, Node};
use crate::page::{Block, Cell, Column, Page, Table};
use crate::quantity::{Digits, Points, Ratio};
use crate::remediation::{Forecast, ForecastLeaf};
use crate::scoring::{NodeScore, State};
use crate::words::{Arg, Phrase, Sentence};

row! {
    /// One leaf as it stands on the day.
    pub struct ForecastRow {
        pub unit: String,
        pub code: String,
        pub title: String,
        pub title_en: String,
        pub lead: String,
        pub state: String,
        pub possible: Points,
        pub obtained: Points,
        pub at_risk: Points,
        pub done: Option<Points>,
        pub of: Option<Points>,
        pub share: Option<String>,
        /// How many items are still needed for full points.
        pub needed: Option<Points>,
        /// How far one item moves the share, in percentage points; only if the whole is smaller
        /// than ten.
        pub swing: Option<String>,
    }
}

/// The whole index as it stands on the day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[expect(missing_docs, reason = "the keys are those of the result format, by its words")]
pub struct ForecastSummary {
    pub on: String,
    pub state: Option<String>,
    pub possible: Option<Points>,
    pub obtained: Option<Points>,
    pub lost: Option<Points>,
    pub open: Option<Points>,
    /// The index if the year ended on that day, in percent.
    pub ratio: Option<String>,
    pub ratio_from: Option<String>,
    pub ratio_to: Option<String>,
    /// The points not yet won: lost or open.
    pub at_risk: Points,
    /// The number of stages dated after the day, which do not count.
    pub later: usize,
    /// The number of stages without a date, which count.
    pub undated: usize,
}

/// The rows of a forecast: the leaves that count.
pub fn forecast_rows(framework: &Framework, forecast: &Forecast) -> Vec<ForecastRow> {
    let digits = framework.policies().print;
    let rows = forecast.leaves.iter().map(|leaf| {
        let title = framework.node(leaf.code.as_str()).map(|node| node.name().clone());
        let title = title.unwrap_or_default();
        let share = leaf.done.and_then(|(done, of)| Ratio::new(done, of));
        ForecastRow {
            unit: forecast.unit.as_ref().map(|unit| unit.id.clone()).unwrap_or_default(),
            code: leaf.code.to_string(),
            title: name(&title),
            title_en: title.en,
            lead: leaf.lead.clone(),
            state: leaf.score.state().as_str().to_owned(),
            possible: leaf.score.possible(),
            obtained: leaf.score.obtained(),
            at_risk: leaf.at_risk,
            done: leaf.done.map(|(done, _)| done),
            of: leaf.done.map(|(_, of)| of),
            share: share.map(|share| percent(share, digits)),
            needed: leaf.needed,
            swing: leaf.swing.map(|swing| format!("{swing:.*}", usize::from(digits.get()))),
        }
    });
    rows.collect()
}

/// The summary of a forecast.
pub fn forecast_summary(framework: &Framework, forecast: &Forecast) -> ForecastSummary {
    let digits = framework.policies().print;
    let total = forecast.total.as_ref();
    let bounds = total.filter(|total| total.ratio().is_none()).and_then(NodeScore::bounds);
    ForecastSummary {
        on: forecast.on.to_string(),
        state: total.map(|total| total.state().as_str().to_owned()),
        possible: total.map(NodeScore::possible),
        obtained: total.map(NodeScore::obtained),
        lost: total.map(NodeScore::lost),
        open: total.map(NodeScore::open),
        ratio: total.and_then(NodeScore::ratio).map(|ratio| percent(ratio, digits)),
        ratio_from: bounds.map(|(from, _)| percent(from, digits)),
        ratio_to: bounds.map(|(_, to)| percent(to, digits)),
        at_risk: forecast.at_risk,
        later: forecast.later,
        undated: forecast.undated,
    }
}

/// The page of a forecast for human readers: the index and the leaves at risk; leaves with full
/// points are not listed.
///
/// # Example
/// ```
/// use par_index::remediation::forecast;
/// use par_index::{framework, read, sample, score_all, view, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let now = forecast(&all, "sample-commune-01", "2024-01-12".parse().unwrap(), None);
/// let text = view::forecast_page(&fw, &now).text(view::Look::default());
/// assert!(text.contains("Index between"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn forecast_page(framework: &Framework, forecast: &Forecast) -> Page {
    let digits = framework.policies().print;
    let (Some(unit), Some(total)) = (&forecast.unit, &forecast.total) else {
        return Page::default();
    };
    let title = by_period(forecast.period, Phrase::ForecastTitle, Phrase::ForecastTitlePeriod);
    let args = [("day", forecast.on.text().into()), ("unit", unit.name.clone().into())];
    let mut head =
        vec![Block::title(Sentence::say(title, args)), Block::inside(1, forecast.basis.phrase())];
    let mut args = vec![
        ("obtained", Arg::Rounded(total.obtained(), digits)),
        ("possible", Arg::Rounded(total.possible(), digits)),
        ("risk", Arg::Rounded(forecast.at_risk, digits)),
    ];
    let index = match (total.ratio(), total.bounds()) {
        (Some(ratio), _) => {
            args.push(("index", Arg::Ratio(ratio, digits)));
            Sentence::say(Phrase::ForecastIndex, args)
        }
        (None, Some((from, to))) => {
            args.push(("from", Arg::Ratio(from, digits)));
            args.push(("to", Arg::Ratio(to, digits)));
            Sentence::say(Phrase::ForecastBounds, args)
        }
        (None, None) => Phrase::ForecastNothing.into(),
    };
    head.push(Block::inside(1, index));
    let args = [("later", forecast.later.into()), ("undated", forecast.undated.into())];
    head.push(Block::inside(1, Sentence::say(Phrase::ForecastSet, args)));
    let waits = |leaf: &ForecastLeaf| leaf.score.state() == State::NotAppraised;
    if forecast.leaves.iter().any(waits) {
        head.push(Block::inside(1, Phrase::ForecastSelf));
    }
    Page::of(head).and(at_risk(framework, forecast).into())
}

/// The leaves without full points, and what each of them still needs.
fn at_risk(framework: &Framework, forecast: &Forecast) -> Table {
    let digits = framework.policies().print;
    let columns = [
        Column::code(),
        Column::name().headed(Phrase::ColNode),
        Column::figure(Phrase::ColMax),
        Column::figure(Phrase::ColGot),
        Column::figure(Phrase::ColRisk),
        Column::text(Phrase::ColLead),
        Column::text(Phrase::ColNeeded),
    ];
    let mut table = Table::new(Sentence::NONE, columns);
    for leaf in forecast.leaves.iter().filter(|leaf| leaf.at_risk.is_positive()) {
        let node = framework.node(leaf.code.as_str());
        let needed = match leaf.score.state() {
            State::Scored if node.is_some_and(Node::is_survey) => Phrase::CauseSurvey.into(),
            State::Scored => (&leaf.needed_text).into(),
            state => Sentence::word(state.phrase()).lower(),
        };
        let small = leaf.swing.map(|swing| {
            let args = [("pct", Arg::RoundedPercent(swing, Digits::TWO))];
            Sentence::say(Phrase::ForecastSmall, args)
        });
        let leads = node.map_or_else(|| Phrase::None.into(), leads);
        table.push([
            Cell::code(&leaf.code),
            node.map_or(Cell::Empty, |node| Cell::text(node.short())),
            Cell::points(leaf.score.possible(), digits),
            Cell::points(leaf.score.obtained(), digits),
            Cell::points(leaf.at_risk, digits),
            Cell::Text(leads),
            Cell::text(Sentence::joined([needed].into_iter().chain(small), "; ")),
        ]);
    }
    table
}
