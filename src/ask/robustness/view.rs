//! Rows and table of `robustness`: how stable ranks are.

use crate::analysis::{RankInterval, Variation, Vary};
use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent};
use crate::page::{Cell, Column, Table};
use crate::quantity::{Code, Digits, Percent};
use crate::scoring::Cohort;
use crate::words::{Arg, Phrase, Sentence};

row! {
    /// The ranks of a unit over all replicates; empty for a unit without a rank.
    pub struct RobustnessRow {
        pub unit: String,
        pub name: String,
        pub group: Option<String>,
        pub rank: Option<usize>,
        pub best: Option<usize>,
        /// The 5th percentile: in 5 % of the replicates the rank is this one or better.
        pub low: Option<usize>,
        pub median: Option<usize>,
        /// The 95th percentile: in 95 % of the replicates the rank is this one or better.
        pub high: Option<usize>,
        pub worst: Option<usize>,
        /// The share of replicates, in percent, in which the rank is the actual one.
        pub same: Option<String>,
        /// The field whose omission gives the best rank (`worst_without`: the worst rank).
        pub best_without: Option<String>,
        pub worst_without: Option<String>,
    }
}

/// The rows of [`robustness`](crate::analysis::robustness()).
pub fn robustness_rows(cohort: &Cohort, list: &[RankInterval]) -> Vec<RobustnessRow> {
    let digits = cohort.framework().policies().print;
    let code = |code: &Option<Code>| code.as_ref().map(ToString::to_string);
    let rows = list.iter().map(|one| RobustnessRow {
        unit: one.unit.id.clone(),
        name: name(&one.unit.name),
        group: one.unit.group.clone(),
        rank: one.rank,
        best: one.best,
        low: one.low,
        median: one.median,
        high: one.high,
        worst: one.worst,
        same: one.same.map(|share| percent(share, digits)),
        best_without: code(&one.best_without),
        worst_without: code(&one.worst_without),
    });
    rows.collect()
}

/// The table for human readers: the interval of ranks of every unit.
pub fn robustness_table(list: &[RankInterval], variation: &Variation) -> Table {
    let zero = Digits::new(0).unwrap_or(Digits::TWO);
    let places = if variation.amount == variation.amount.round(zero) { zero } else { Digits::TWO };
    let args = [
        ("amount", Arg::SignedPercent(variation.amount, places)),
        ("count", variation.replicates.into()),
    ];
    let title = match variation.vary {
        Vary::Weights => Phrase::RobustWeights,
        Vary::Survey => Phrase::RobustSurvey,
        Vary::Fields => Phrase::RobustFields,
    };
    // Nine in ten replicates lie between the 5th and the 95th percentile; fields are left out in
    // turn, not drawn at random, so that they have no percentiles.
    let drawn = variation.vary != Vary::Fields;
    let percent = |percent| Column::figure(Arg::SignedPercent(Percent::whole(percent), zero));
    let mut columns = vec![
        Column::place().headed(Phrase::ColRank),
        Column::name().headed(Phrase::AuditUnit),
        Column::figure(Phrase::RobustBest),
    ];
    columns.extend(drawn.then(|| percent(5)));
    columns.push(Column::figure(Phrase::RobustMedian));
    columns.extend(drawn.then(|| percent(95)));
    columns.extend([Phrase::RobustWorst, Phrase::RobustSame].map(Column::figure));
    let mut table = Table::new(Sentence::say(title, args), columns);
    for one in list {
        let rank = |rank: Option<usize>| {
            Cell::or_absent(rank.map(|rank| Cell::Rank { rank, tied: false }))
        };
        let field = |at: Option<usize>, code: Option<&Code>| match (at, code) {
            (Some(place), Some(code)) if at != one.rank => {
                let without =
                    Sentence::say(Phrase::RobustWithout, [("code", code.as_str().into())]);
                Cell::Figure(Sentence::from(place).then(" (").and(without).then(")"))
            }
            _ => rank(at),
        };
        let mut cells = vec![
            Cell::or_absent(one.rank.map(Cell::count)),
            Cell::text(&one.unit.name),
            field(one.best, one.best_without.as_ref()),
        ];
        cells.extend(drawn.then(|| rank(one.low)));
        cells.push(rank(one.median));
        cells.extend(drawn.then(|| rank(one.high)));
        cells.push(field(one.worst, one.worst_without.as_ref()));
        cells.push(one.same.map(|share| Cell::Ratio(share, zero)).unwrap_or_default());
        table.push(cells);
    }
    table
}
