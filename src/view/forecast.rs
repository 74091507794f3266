//! Rows, summary and table of `forecast`.

use serde::Serialize;

use super::layout::{Grid, Row, codes, left, right, wrap};
use super::row::row;
use super::{name, percent};
use crate::framework::{Framework, Node};
use crate::quantity::{Digits, Points, Ratio};
use crate::remediation::{Forecast, ForecastLeaf};
use crate::render::Look;
use crate::scoring::{NodeScore, State};
use crate::words::{Arg, Phrase};

row! {
    /// One leaf as of the day.
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
        /// Items still needed for full points.
        pub needed: Option<Points>,
        /// What one item moves the share by, where the whole is smaller than ten.
        pub swing: Option<String>,
    }
}

/// The whole as of the day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[non_exhaustive]
#[expect(missing_docs, reason = "the keys are those of the result format, by its words")]
pub struct ForecastSummary {
    pub on: String,
    pub state: Option<String>,
    pub possible: Option<Points>,
    pub obtained: Option<Points>,
    pub lost: Option<Points>,
    pub open: Option<Points>,
    /// The index if the year ended on that day.
    pub ratio: Option<String>,
    pub ratio_from: Option<String>,
    pub ratio_to: Option<String>,
    /// What is not yet won: lost or open.
    pub at_risk: Points,
    /// Stages dated later, which do not count.
    pub later: usize,
    /// Stages without a date, which do.
    pub undated: usize,
}

/// The leaves that count.
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

/// The whole.
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

/// The whole and what is at risk, for a person; what has full points is not listed.
///
/// # Example
/// ```
/// use par_index::{forecast, framework, read, sample, score_all, view, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let now = forecast(&all, "sample-commune-01", "2024-01-12".parse().unwrap(), None);
/// assert!(view::forecast_table(&fw, &now, view::Look::default()).contains("Index between"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn forecast_table(framework: &Framework, forecast: &Forecast, look: Look) -> String {
    let digits = framework.policies().print;
    let (Some(unit), Some(total)) = (&forecast.unit, &forecast.total) else { return String::new() };
    let day = forecast.on.text().get(look.lang).to_owned();
    let args = [("day", day.into()), ("unit", unit.name.get(look.lang).into())];
    let mut out = vec![look.bold(&wrap(&look.say(Phrase::ForecastTitle, &args), "", "  "))];
    let basis = forecast.basis.phrase();
    out.push(format!("  {}", look.word(basis)));
    let mut args = vec![
        ("obtained", Arg::Rounded(total.obtained(), digits)),
        ("possible", Arg::Rounded(total.possible(), digits)),
        ("risk", Arg::Rounded(forecast.at_risk, digits)),
    ];
    out.push(wrap(
        &match (total.ratio(), total.bounds()) {
            (Some(ratio), _) => {
                args.push(("index", look.ratio(ratio, digits).into()));
                look.say(Phrase::ForecastIndex, &args)
            }
            (None, Some((from, to))) => {
                args.push(("from", look.ratio(from, digits).into()));
                args.push(("to", look.ratio(to, digits).into()));
                look.say(Phrase::ForecastBounds, &args)
            }
            (None, None) => look.word(Phrase::ForecastNothing),
        },
        "  ",
        "  ",
    ));
    let args = [("later", forecast.later.into()), ("undated", forecast.undated.into())];
    out.push(wrap(&look.say(Phrase::ForecastSet, &args), "  ", "  "));
    let waits = |leaf: &ForecastLeaf| leaf.score.state() == State::NotAppraised;
    if forecast.leaves.iter().any(waits) {
        out.push(wrap(&look.word(Phrase::ForecastSelf), "  ", "  "));
    }
    out.push(String::new());
    let columns = [codes(5), left(12, 25), right(5), right(5), right(6), left(8, 15)];
    // What does not fit beside goes below.
    let mut grid = Grid::new(columns).indented(7);
    let head = vec![
        String::new(),
        look.word(Phrase::ColNode),
        look.word(Phrase::ColMax),
        look.word(Phrase::ColGot),
        look.word(Phrase::ColRisk),
        look.word(Phrase::ColLead),
    ];
    grid.push(Row::head(head).beside(look.word(Phrase::ColNeeded)));
    for leaf in forecast.leaves.iter().filter(|leaf| leaf.at_risk.is_positive()) {
        let node = framework.node(leaf.code.as_str());
        let mut needed = match leaf.score.state() {
            State::Scored if node.is_some_and(Node::is_survey) => look.word(Phrase::CauseSurvey),
            State::Scored => leaf.needed_text.get(look.lang).to_owned(),
            state => state.phrase().word(look.lang).to_lowercase(),
        };
        if let Some(swing) = leaf.swing {
            let args = [("pct", Arg::RoundedPercent(swing, Digits::TWO))];
            let small = look.say(Phrase::ForecastSmall, &args);
            needed = if needed.is_empty() { small } else { format!("{needed}; {small}") };
        }
        let leads = node.map(|node| framework.lead_names(node, look.lang)).unwrap_or_default();
        let cells = vec![
            leaf.code.to_string(),
            node.map_or("", |node| node.short().get(look.lang)).to_owned(),
            look.points(leaf.score.possible(), digits),
            look.points(leaf.score.obtained(), digits),
            look.points(leaf.at_risk, digits),
            if leads.is_empty() { look.word(Phrase::None) } else { leads },
        ];
        grid.push(Row::of(cells).beside(needed));
    }
    look.plain(format!("{}\n{}", out.join("\n"), grid.text(look)))
}
