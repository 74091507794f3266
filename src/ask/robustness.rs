//! `robustness`: shows how stable ranks are when weights, survey points or fields change.

mod view;

pub use self::view::{RobustnessRow, robustness_rows, robustness_table};

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::{SearchedFor, summary};
use super::question::Question;
use super::sight::Sight;
use crate::analysis::{RankInterval, Robustness as Found, Variation, Vary, robustness};
use crate::error::Error;
use crate::page::{Block, Page};
use crate::quantity::Percent;
use crate::words::{Phrase, Sentence, Text};

summary! {
    /// The number of units, and of those that are ranked.
    pub(crate) struct RobustnessSummary {
        units: usize,
        ranked: usize,
    }
}

flags! {
    /// Shows how stable ranks are.
    pub struct Robustness {
        vary: Option<Vary> = Takes::Text("WHAT")
            => "weights (default), survey or fields" | "weights (mặc định), survey hoặc fields";
        amount: Option<Percent> = Takes::Percent("PERCENT")
            => "By at most so many percent: 25 for weights, 5 for the survey"
            | "Thay đổi nhiều nhất bao nhiêu %: trọng số 25, điều tra 5";
        replicates: Option<usize> = Takes::Number("N") => "How often (1000)" | "Số lần (1000)";
        seed: Option<u64> = Takes::Number("S")
            => "Where the random numbers begin (0)" | "Số khởi đầu của dãy ngẫu nhiên (0)";
    }
}

impl Question for Robustness {
    type Row = RobustnessRow;
    type Summary = RobustnessSummary;
    type Beside = SearchedFor;
    const NAME: &'static str = "robustness";
    const ABOUT: [&'static str; 2] = [
        "How far ranks hold: other weights, other survey points, one field less.",
        "Thứ hạng có bền không: đổi trọng số, đổi điểm điều tra, bỏ từng lĩnh vực.",
    ];
    const USAGE: &'static str = "par-index robustness -f FW IN… [--vary weights|survey|fields] \
                                 [--amount PERCENT] [--replicates N] [--seed S]";

    fn fits(&self) -> Result<(), Error> {
        let drawn = self.amount.is_some() || self.replicates.is_some() || self.seed.is_some();
        if self.vary == Some(Vary::Fields) && drawn {
            return Err(Error::usage(Phrase::UsageVaryFields, &[]));
        }
        self.variation().check()
    }

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort()?;
        let variation = self.variation();
        let Found { rows: mut list, work, findings } = robustness(&cohort, &variation)?;
        sight.findings.extend(findings.iter().cloned());
        let blocks = cohort.is_by_group();
        // The list comes sorted by id; units of equal rank stay in that order.
        list.sort_by_key(|one| (one.rank.is_none(), one.rank));
        if blocks {
            list.sort_by(|a, b| a.unit.group.cmp(&b.unit.group));
        }
        let ranked = list.iter().filter(|one| one.rank.is_some()).count();
        let answer = Self::listed(robustness_rows(&cohort, &list));
        let answer = answer.summary(RobustnessSummary { units: list.len(), ranked });
        let answer = answer.with_part("work", &work);
        Ok(answer.page(move || {
            let same = |a: &RankInterval, b: &RankInterval| !blocks || a.unit.group == b.unit.group;
            let tables = list.chunk_by(same).map(|list| {
                let block = list.first().and_then(|one| one.unit.group.clone());
                let page = Page::from(robustness_table(list, &variation));
                match block.filter(|_| blocks) {
                    Some(block) => page.under(Block::say(block)),
                    None => page,
                }
            });
            let mut page = tables.fold(Page::default(), Page::and);
            for finding in &findings {
                let said = Sentence::from(Text::of(|lang| finding.message(lang)));
                page.push(Block::remark(said.capital()));
            }
            page
        }))
    }
}

impl Robustness {
    /// The variation that the flags ask for.
    fn variation(&self) -> Variation {
        let vary = self.vary.unwrap_or(Vary::Weights);
        let usual = if vary == Vary::Survey { 5 } else { 25 };
        Variation {
            vary,
            amount: self.amount.unwrap_or(Percent::whole(usual)),
            replicates: self.replicates.unwrap_or(1_000),
            seed: self.seed.unwrap_or_default(),
        }
    }
}
