//! Rows, summary and table of `versus`: two units leaf by leaf.

use super::index::is_points;
use super::layout::{Grid, Row, left, right, wrap};
use super::listed::node_name;
use super::row::row;
use super::{name, percent};
use crate::analysis::{Versus, VersusRow};
use crate::quantity::{Digits, Percent, Points, Ratio};
use crate::render::Look;
use crate::scoring::{Cohort, NodeScore};
use crate::words::{Arg, Lang, Phrase};

row! {
    /// A leaf, bonus or deduction of two units; numbers are empty for a unit in error or silent.
    pub struct VersusLine {
        pub unit: String,
        pub name: String,
        pub other: String,
        pub other_name: String,
        /// A leaf's code, `bonus`, `deduction`; `total` at the end.
        pub code: String,
        pub title: String,
        pub title_en: String,
        pub lead: String,
        pub obtained: Option<Points>,
        pub possible: Option<Points>,
        pub state: Option<String>,
        pub other_obtained: Option<Points>,
        pub other_possible: Option<Points>,
        pub other_state: Option<String>,
        /// Obtained less `other_obtained`; the rows sum to that of `total`.
        pub difference: Option<Points>,
        pub why: String,
    }
}

/// The two indices and what parts them, in percent and percentage points at print digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[non_exhaustive]
#[expect(missing_docs, reason = "the keys are those of the result format, by its words")]
pub struct VersusSummary {
    pub index: Option<String>,
    pub other_index: Option<String>,
    /// `by_points` + `by_possible`.
    pub difference: Option<String>,
    pub by_points: Option<String>,
    pub by_possible: Option<String>,
}

/// The rows of [`versus`](crate::versus).
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, versus, view, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let pair = versus(&all, "sample-commune-01", "sample-commune-02").unwrap();
/// let rows = view::versus_rows(&all, &pair);
/// assert_eq!(rows.last().unwrap().code, "total");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn versus_rows(cohort: &Cohort, pair: &Versus) -> Vec<VersusLine> {
    let rows = pair.rows.iter().chain([&pair.total]).map(|row| {
        let node = cohort.framework().node(row.code.as_str());
        let title = node.map(|node| node.name().clone()).unwrap_or_default();
        let (own, other) = (row.own.as_ref(), row.other.as_ref());
        VersusLine {
            unit: pair.unit.id.clone(),
            name: name(&pair.unit.name),
            other: pair.other.id.clone(),
            other_name: name(&pair.other.name),
            code: row.code.to_string(),
            title: name(&title),
            title_en: title.en,
            lead: row.lead.clone(),
            obtained: own.map(NodeScore::obtained),
            possible: own.map(NodeScore::possible),
            state: own.map(|score| score.state().as_str().to_owned()),
            other_obtained: other.map(NodeScore::obtained),
            other_possible: other.map(NodeScore::possible),
            other_state: other.map(|score| score.state().as_str().to_owned()),
            difference: row.difference,
            why: row.why.get(Lang::En).to_owned(),
        }
    });
    rows.collect()
}

/// The two indices and what parts them.
pub fn versus_summary(cohort: &Cohort, pair: &Versus) -> VersusSummary {
    let digits = cohort.framework().policies().print;
    let Some(gap) = pair.gap else { return VersusSummary::default() };
    let points = |points: Percent| Some(format!("{points:.*}", usize::from(digits.get())));
    VersusSummary {
        index: Some(percent(gap.own, digits)),
        other_index: Some(percent(gap.other, digits)),
        difference: points(gap.difference),
        by_points: points(gap.by_points),
        by_possible: points(gap.by_possible),
    }
}

/// The same for a person: where the other leads most comes first; equal leaves are counted.
pub fn versus_table(cohort: &Cohort, pair: &Versus, look: Look) -> String {
    let digits = cohort.framework().policies().print;
    let [own, other] = [&pair.unit, &pair.other].map(|unit| unit.name.get(look.lang));
    let args = [("unit", Arg::from(own)), ("other", other.into())];
    let title = wrap(&look.say(Phrase::VersusTitle, &args), "", "  ");
    let mut out: String = title.lines().map(|line| look.bold(line) + "\n").collect();
    let mut apart: Vec<&VersusRow> = pair
        .rows
        .iter()
        .filter(|row| row.difference.is_some_and(|points| points != Points::ZERO))
        .collect();
    apart.sort_by_key(|row| row.difference);
    let apart_by = right(6).red_below_zero();
    let columns = [left(24, 40).behind(6), right(6), right(6), apart_by, left(4, 14), left(4, 60)];
    let mut grid = Grid::new(columns);
    grid.push(Row::head(vec![
        String::new(),
        look.word(Phrase::VersusOwn),
        look.word(Phrase::VersusOther),
        look.word(Phrase::VersusApart),
        look.word(Phrase::ColLead),
        look.word(Phrase::ColWhy),
    ]));
    for row in apart.into_iter().chain([&pair.total]) {
        grid.push(Row::of(line(cohort, row, digits, look)));
    }
    out += &grid.text(look);
    let equal = pair.rows.iter().filter(|row| {
        let leaf = cohort.framework().node(row.code.as_str()).is_some();
        leaf && row.difference == Some(Points::ZERO)
    });
    let equal = [("count", Arg::from(equal.count()))];
    let mut closing = vec![look.say(Phrase::VersusEqual, &equal)];
    if let Some(gap) = pair.gap {
        let change = |points: Percent| {
            let text = format!("{points:+.*}", usize::from(digits.get()));
            Arg::Plain(look.lang.decimal(&text))
        };
        // Points out of one total are the headline where the framework prints them.
        let whole = pair.total.own.as_ref().zip(pair.total.other.as_ref());
        let whole = whole.filter(|(own, other)| {
            is_points(cohort.framework()) && own.possible() == other.possible()
        });
        let text = |ratio: Ratio, score: Option<&NodeScore>| {
            let points = score.map(|score| look.points(score.obtained(), digits));
            Arg::Plain(points.unwrap_or_else(|| look.ratio(ratio, digits)))
        };
        let apart = whole.and(pair.total.difference).map(|apart| {
            let text = look.points(apart, digits);
            Arg::Plain(if apart > Points::ZERO { format!("+{text}") } else { text })
        });
        let args = [
            ("own", text(gap.own, whole.map(|(own, _)| own))),
            ("other", text(gap.other, whole.map(|(_, other)| other))),
            ("apart", apart.unwrap_or_else(|| change(gap.difference))),
            ("points", change(gap.by_points)),
            ("possible", change(gap.by_possible)),
        ];
        let phrase = match gap.by_possible {
            Percent::ZERO if whole.is_some() => Phrase::VersusPoints,
            Percent::ZERO => Phrase::VersusIndex,
            _ => Phrase::VersusIndexParts,
        };
        closing.push(look.say(phrase, &args));
    }
    // Whoever has no index has a reason, which is not that of a loser.
    for (unit, total) in [(&pair.unit, &pair.total.own), (&pair.other, &pair.total.other)] {
        let state = match total {
            Some(score) if score.ratio().is_none() => match score.bounds() {
                Some((from, to)) => {
                    let bounds = [("from", from), ("to", to)];
                    let args = bounds.map(|(key, ratio)| (key, look.ratio(ratio, digits).into()));
                    look.say(Phrase::RankOpen, &args)
                }
                None => look.word(score.state().phrase()).to_lowercase(),
            },
            Some(_) => continue,
            None => cohort
                .card(&unit.id)
                .map_or_else(String::new, |card| look.word(card.state().phrase()).to_lowercase()),
        };
        closing.push(format!("{}: {state}", unit.name.get(look.lang)));
    }
    out.extend(closing.iter().map(|line| wrap(line, "   ", "     ") + "\n"));
    look.plain(out)
}

fn line(cohort: &Cohort, row: &VersusRow, digits: Digits, look: Look) -> Vec<String> {
    let node = cohort.framework().node(row.code.as_str());
    let label = node_name(cohort.framework(), row.code.as_str()).text(look.lang);
    let points = |score: Option<&NodeScore>| match score {
        Some(score) if score.ratio().is_some() || node.is_none() => {
            look.points(score.obtained(), digits)
        }
        _ => look.dash().to_owned(),
    };
    let difference = row.difference.map_or(look.dash().to_owned(), |points| {
        let text = look.points(points, digits);
        if points > Points::ZERO { format!("+{text}") } else { text }
    });
    vec![
        if node.is_some() { format!("{:<5} {label}", row.code.as_str()) } else { label },
        points(row.own.as_ref()),
        points(row.other.as_ref()),
        difference,
        row.lead_names.get(look.lang).to_owned(),
        if row.difference.is_some_and(|points| points < Points::ZERO) {
            row.why.get(look.lang).to_owned()
        } else {
            String::new()
        },
    ]
}
