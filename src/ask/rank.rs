//! `rank`: ranks units by the total or by one node.

pub(crate) mod view;

pub use self::view::{RankRow, rank_rows, rank_table, ranking_page};

use std::sync::Arc;

use self::view::rank_row;

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::{Nothing, summary};
use super::question::Question;
use super::scope::Scope;
use super::sight::Sight;
use crate::analysis::{Ranking, rank, rank_at};
use crate::error::Error;
use crate::quantity::{Percent, Ratio};
use crate::scoring::Cohort;

summary! {
    /// The number of units, of ranked units, and their mean if they form one block.
    pub(crate) struct RankSummary {
        units: usize,
        ranked: usize,
        mean: Option<String>,
    }
}

flags! {
    /// Ranks units by the total or by one node.
    pub struct Rank {
        node: Option<String> = Takes::Text("CODE")
            => "Rank by one node, such as 3 or 3.2"
            | "Xếp hạng theo một tiêu chí, ví dụ 3 hoặc 3.2";
    }
}

impl Question for Rank {
    type Row = RankRow;
    type Summary = RankSummary;
    type Beside = Nothing;
    const NAME: &'static str = "rank";
    const ABOUT: [&'static str; 2] = [
        "The ranking, by the whole or by one node.",
        "Xếp hạng theo chỉ số hoặc theo một tiêu chí.",
    ];
    const USAGE: &'static str = "par-index rank -f FW IN… [--node CODE] [--by-group]";

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort()?;
        let ranking = match self.node.as_deref() {
            Some(node) => rank_at(&cohort, node),
            None => rank(&cohort),
        };
        sight.found(ranking.findings())?;
        let summary = summary(&cohort, &ranking);
        let ranked = Arc::new((cohort, ranking));
        let drawn = ranked.clone();
        let answer = Self::made(move |give| {
            let (cohort, ranking) = &*ranked;
            ranking.rows().iter().try_for_each(|row| give(rank_row(cohort, row)))
        });
        let answer = answer.page(move || ranking_page(&drawn.0, &drawn.1)).summary(summary);
        let node = self.node.as_deref();
        let scope = Scope::default().node(sight.framework(), node);
        Ok(answer.about(scope).bearing("node", node))
    }
}

pub(super) fn summary(cohort: &Cohort, ranking: &Ranking) -> RankSummary {
    let digits = usize::from(cohort.framework().policies().print.get());
    let ranked = ranking.rows().iter().filter(|row| row.rank.is_some());
    let mean = Percent::mean(ranked.filter_map(|row| row.ratio).map(Ratio::percent_exact));
    let mean = mean.filter(|_| !cohort.is_by_group()).map(|mean| format!("{mean:.digits$}"));
    let units = ranking.rows().len();
    RankSummary { units, ranked: ranking.ranked(), mean }
}
