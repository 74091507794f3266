//! Rows and table of `robustness`: how far ranks hold.

use super::layout::{Grid, Row, left, right, wrap};
use super::row::row;
use super::{name, percent};
use crate::analysis::{RankInterval, Variation, Vary};
use crate::quantity::{Code, Digits, Percent};
use crate::render::Look;
use crate::scoring::Cohort;
use crate::words::{Arg, Phrase};

row! {
    /// The ranks of a unit over all replicates; empty for a unit without a rank.
    pub struct RobustnessRow {
        pub unit: String,
        pub name: String,
        pub group: Option<String>,
        pub rank: Option<usize>,
        pub best: Option<usize>,
        /// The rank that 5 % of the replicates reach or better.
        pub low: Option<usize>,
        pub median: Option<usize>,
        /// The rank that 95 % of the replicates reach or better.
        pub high: Option<usize>,
        pub worst: Option<usize>,
        /// In how many of 100 replicates the rank is as it is.
        pub same: Option<String>,
        /// The field left out where the rank is best.
        pub best_without: Option<String>,
        pub worst_without: Option<String>,
    }
}

/// The rows of [`robustness`](crate::robustness).
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

/// The same for a person, in the order of the ranks: an interval of ranks for every unit.
pub fn robustness_table(list: &[RankInterval], variation: &Variation, look: Look) -> String {
    let zero = Digits::new(0).unwrap_or(Digits::TWO);
    let places = if variation.amount == variation.amount.round(zero) { zero } else { Digits::TWO };
    let args = [
        ("amount", Arg::Plain(look.lang.percent(variation.amount, places))),
        ("count", variation.replicates.into()),
    ];
    let title = match variation.vary {
        Vary::Weights => Phrase::RobustWeights,
        Vary::Survey => Phrase::RobustSurvey,
        Vary::Fields => Phrase::RobustFields,
    };
    let of_fields = variation.vary == Vary::Fields;
    let mut head = vec![look.word(Phrase::ColRank), look.word(Phrase::AuditUnit)];
    head.push(look.word(Phrase::RobustBest));
    // Nine in ten draws lie between the 5th and the 95th of a hundred.
    head.extend((!of_fields).then(|| look.lang.percent(Percent::whole(5), zero)));
    head.push(look.word(Phrase::RobustMedian));
    head.extend((!of_fields).then(|| look.lang.percent(Percent::whole(95), zero)));
    head.extend([Phrase::RobustWorst, Phrase::RobustSame].map(|phrase| look.word(phrase)));
    let mut list: Vec<&RankInterval> = list.iter().collect();
    list.sort_by_key(|one| (one.rank.is_none(), one.rank));
    let mut columns = vec![right(4), left(16, 40)];
    columns.extend(head.iter().skip(2).map(|_| right(6)));
    let mut grid = Grid::new(columns);
    grid.push(Row::head(head));
    for one in list {
        let rank =
            |rank: Option<usize>| rank.map_or(look.dash().to_owned(), |rank| rank.to_string());
        let field = |at: Option<usize>, code: Option<&Code>| match code.filter(|_| at != one.rank) {
            Some(code) => {
                let without = [("code", code.as_str().into())];
                format!("{} ({})", rank(at), look.say(Phrase::RobustWithout, &without))
            }
            None => rank(at),
        };
        let mut line = vec![
            rank(one.rank),
            one.unit.name.get(look.lang).to_owned(),
            field(one.best, one.best_without.as_ref()),
        ];
        line.extend((!of_fields).then(|| rank(one.low)));
        line.push(rank(one.median));
        line.extend((!of_fields).then(|| rank(one.high)));
        line.push(field(one.worst, one.worst_without.as_ref()));
        line.push(one.same.map(|share| look.ratio(share, zero)).unwrap_or_default());
        grid.push(Row::of(line));
    }
    let title = look.bold(&wrap(&look.say(title, &args), "", "  "));
    look.plain(format!("{title}\n{}", grid.text(look)))
}
