//! What a call computes: typed results, their rows, their table.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::analysis::{Order, PooledLeaf, Ranking, WeakLead, lost_at_leaves, rank, weak};
use crate::assessment::{Assessment, Unit};
use crate::finding::Unread;
use crate::page::{Block, Page};
use crate::quantity::{Percent, PointSum, Ratio};
use crate::remediation::WhatIf;
use crate::scoring::{Cohort, Scorecard};
use crate::view::{self, Look};

/// Defines the rows: one variant for each type of row, written as that row.
macro_rules! rows {
    ($($name:ident($row:ty)),* $(,)?) => {
        /// One row of any result; it serialises as the row it holds.
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        #[expect(missing_docs, reason = "each variant is its row type")]
        pub enum Row {
            $($name($row),)*
            /// A row of a result that was made while something was not read.
            Marked(Box<Marked>),
        }

        impl Serialize for Row {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Row::$name(row) => row.serialize(serializer),)*
                    Row::Marked(marked) => marked.serialize(serializer),
                }
            }
        }

        impl Serialize for Marked {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let not_read = self.not_read;
                match &self.row {
                    $(Row::$name(row) => Flagged { row, not_read }.serialize(serializer),)*
                    Row::Marked(marked) => marked.serialize(serializer),
                }
            }
        }
    };
}

rows! {
    Score(view::ScoreRow),
    Rank(view::RankRow),
    Weak(view::WeakRow),
    WeakLead(view::WeakLeadRow),
    WhatIf(view::WhatIfRow),
    Lost(view::LostRow),
    Cut(view::CutRow),
    Table(view::TableRow),
    Versus(view::VersusLine),
    Explain(view::ExplainRow),
    Compare(view::CompareRow),
    Diff(view::DiffRow),
    Robustness(view::RobustnessRow),
    Strong(view::StrongRow),
    Frontier(view::FrontierRow),
    Forecast(view::ForecastRow),
    Together(view::TogetherRow),
    Concern(view::ConcernRow),
    Intake(view::IntakeRow),
    Appraiser(view::AppraiserRow),
    Verify(view::VerifyRow),
    Assessment(Box<crate::spec::AssessmentSpec>),
    Slip(view::SlipRow),
    Gap(view::GapRow),
    Status(view::StatusRow),
    Paper(Box<view::PaperRow>),
    Audit(view::AuditRow),
    Crosswalk(crate::analysis::CrosswalkRow),
    Survey(view::SurveyRow),
}

/// A row and the mark of what was not read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Marked {
    /// The row itself.
    pub row: Row,
    /// Always `true`; the key is absent where everything was read.
    pub not_read: bool,
}

/// A row with a key more.
#[derive(Serialize)]
struct Flagged<'a, T> {
    #[serde(flatten)]
    row: &'a T,
    not_read: bool,
}

impl Row {
    /// The row with the mark of what was not read, if anything was not.
    pub(super) fn beside(self, unread: &[Unread]) -> Row {
        match unread {
            [] => self,
            _ => Row::Marked(Box::new(Marked { row: self, not_read: true })),
        }
    }

    /// The row as cells of a CSV record, where its columns are not known before it is.
    pub fn record(&self) -> Option<Vec<String>> {
        match self {
            Row::Table(row) => Some(row.record()),
            Row::Marked(marked) => {
                let mut record = marked.row.record()?;
                record.push(marked.not_read.to_string());
                Some(record)
            }
            _ => None,
        }
    }
}

#[expect(clippy::large_enum_variant, reason = "there is one answer to a call")]
pub(super) enum Answer {
    Score {
        cohort: Cohort,
        unit: Option<String>,
    },
    Rank {
        cohort: Cohort,
        ranking: Ranking,
    },
    Weak {
        cohort: Cohort,
        /// The units listed, each list made when it is asked for.
        units: Vec<Arc<Unit>>,
        /// The card of the one unit asked about.
        asked: Option<Box<Scorecard>>,
        order: Order,
        show: Show,
    },
    Pooled {
        cohort: Cohort,
        list: Vec<PooledLeaf>,
        order: Order,
        show: Show,
    },
    Leads {
        cohort: Cohort,
        list: Vec<WeakLead>,
        unit: Option<Unit>,
        show: Show,
    },
    WhatIf {
        cohort: Cohort,
        result: WhatIf,
        positions: Vec<usize>,
        skipped: Vec<String>,
    },
    /// Rows as they are, with what prints them.
    Listed(Listed),
    Intake(Cohort),
    Appraisers(Cohort),
    Check {
        units: usize,
        good: usize,
    },
    Join(Vec<Assessment>),
    Verify(super::verify::Verdict),
    /// Asked to compute nothing while anything is wrong.
    Nothing,
}

/// A result whose rows are all there.
pub(super) struct Listed {
    pub(super) rows: Vec<Row>,
    pub(super) columns: Vec<String>,
    pub(super) summary: Option<serde_json::Value>,
    pub(super) text: Box<dyn Fn(Look) -> String + Send + Sync>,
}

/// Which rows of a weak list are shown.
pub(super) struct Show {
    pub(super) lead: Option<String>,
    pub(super) top: Option<usize>,
}

impl Show {
    fn admits(&self, lead: &str) -> bool {
        self.lead.as_ref().is_none_or(|wanted| lead.split('+').any(|lead| lead == wanted))
    }

    pub(super) fn top(&self) -> usize {
        self.top.unwrap_or(usize::MAX)
    }
}

impl Answer {
    /// Hands out the rows one by one.
    pub(super) fn each_row<E>(&self, give: &mut dyn FnMut(Row) -> Result<(), E>) -> Result<(), E> {
        match self {
            Answer::Score { cohort, unit } => {
                let asked = cohort
                    .cards()
                    .iter()
                    .filter(|card| unit.as_ref().is_none_or(|unit| card.unit().id == *unit));
                for card in asked {
                    view::score_rows(card).into_iter().map(Row::Score).try_for_each(&mut *give)?;
                }
                Ok(())
            }
            Answer::Rank { cohort, ranking } => {
                let rows = ranking.rows().iter().map(|row| view::rank_row(cohort, row));
                rows.map(Row::Rank).try_for_each(give)
            }
            Answer::Weak { cohort, units, order, show, .. } => {
                for unit in units {
                    let list = weak(cohort, &unit.id, *order);
                    let rows = view::weak_rows(cohort, &list).into_iter();
                    let rows = rows.filter(|row| show.admits(&row.lead)).take(show.top());
                    rows.map(Row::Weak).try_for_each(&mut *give)?;
                }
                Ok(())
            }
            Answer::Pooled { cohort, list, show, .. } => {
                let rows = view::pooled_rows(cohort, list).into_iter();
                let rows = rows.filter(|row| show.admits(&row.lead)).take(show.top());
                rows.map(Row::Weak).try_for_each(give)
            }
            Answer::Leads { cohort, list, unit, show } => {
                let rows = view::weak_lead_rows(cohort, list, unit.as_ref()).into_iter();
                let rows = rows.filter(|row| show.admits(&row.lead)).take(show.top());
                rows.map(Row::WeakLead).try_for_each(give)
            }
            Answer::WhatIf { cohort, result, .. } => {
                view::what_if_rows(cohort, result).into_iter().map(Row::WhatIf).try_for_each(give)
            }
            Answer::Listed(listed) => listed.rows.iter().cloned().try_for_each(give),
            Answer::Intake(cohort) => {
                view::intake_rows(cohort).into_iter().map(Row::Intake).try_for_each(give)
            }
            Answer::Appraisers(cohort) => {
                view::appraiser_rows(cohort).into_iter().map(Row::Appraiser).try_for_each(give)
            }
            Answer::Join(assessments) => assessments
                .iter()
                .map(|assessment| Row::Assessment(Box::new(assessment.to_spec())))
                .try_for_each(give),
            Answer::Verify(verdict) => {
                verdict.rows.iter().cloned().map(Row::Verify).try_for_each(give)
            }
            Answer::Check { .. } | Answer::Nothing => Ok(()),
        }
    }

    /// The columns of the rows; none where there is no table of rows.
    pub(super) fn columns(&self) -> Vec<String> {
        let fixed = match self {
            Answer::Score { .. } => view::ScoreRow::COLUMNS,
            Answer::Rank { .. } => view::RankRow::COLUMNS,
            Answer::Weak { .. } | Answer::Pooled { .. } => view::WeakRow::COLUMNS,
            Answer::Leads { .. } => view::WeakLeadRow::COLUMNS,
            Answer::WhatIf { .. } => view::WhatIfRow::COLUMNS,
            Answer::Listed(listed) => return listed.columns.clone(),
            Answer::Intake(_) => view::IntakeRow::COLUMNS,
            Answer::Appraisers(_) => view::AppraiserRow::COLUMNS,
            Answer::Verify(_) => view::VerifyRow::COLUMNS,
            Answer::Check { .. } | Answer::Join(_) | Answer::Nothing => &[],
        };
        owned(fixed)
    }

    /// What stands beside the rows.
    pub(super) fn summary(&self) -> Option<serde_json::Value> {
        let digits = |cohort: &Cohort| usize::from(cohort.framework().policies().print.get());
        match self {
            Answer::Rank { cohort, ranking } => {
                let mean = mean(ranking).filter(|_| !cohort.is_by_group());
                let mean = mean.map(|mean| format!("{mean:.*}", digits(cohort)));
                let units = ranking.rows().len();
                Some(serde_json::json!({"units": units, "ranked": ranking.ranked(), "mean": mean}))
            }
            Answer::Pooled { list, .. } => {
                let lost: PointSum = list.iter().map(|row| row.lost).sum();
                Some(serde_json::json!({"lost": lost}))
            }
            Answer::Weak { cohort, units, .. } => {
                let cards = units.iter().filter_map(|unit| cohort.card(&unit.id));
                let lost: PointSum = cards.map(lost_at_leaves).sum();
                Some(serde_json::json!({"lost": lost}))
            }
            Answer::Leads { list, .. } => {
                let lost: PointSum = list.iter().map(|row| row.lost).sum();
                Some(serde_json::json!({"lost": lost}))
            }
            Answer::WhatIf { cohort, result, skipped, .. } => {
                let mut summary = view::what_if_summary(cohort, result);
                summary.skipped.clone_from(skipped);
                serde_json::to_value(summary).ok()
            }
            Answer::Check { units, good } => {
                Some(serde_json::json!({"units": units, "computed": good}))
            }
            Answer::Verify(verdict) => Some(verdict.summary()),
            Answer::Listed(listed) => listed.summary.clone(),
            _ => None,
        }
    }

    /// The result for a person.
    pub(super) fn text(&self, look: Look) -> String {
        match self {
            Answer::Score { cohort, unit } => {
                let asked = cohort
                    .cards()
                    .iter()
                    .filter(|card| unit.as_ref().is_none_or(|unit| card.unit().id == *unit));
                let ranking = rank(cohort);
                let pages = asked.map(|card| view::score_page(cohort, &ranking, card));
                pages.fold(Page::default(), Page::and).text(look)
            }
            Answer::Rank { cohort, ranking } => view::ranking_page(cohort, ranking).text(look),
            Answer::Weak { units, asked: Some(card), .. } if units.is_empty() => {
                Page::of([Block::say(view::state_line(card))]).text(look)
            }
            Answer::Weak { cohort, units, order, show, .. } => {
                let several = units.len() > 1;
                let pages = units.iter().map(|unit| {
                    let list = weak(cohort, &unit.id, *order);
                    let all: Vec<PooledLeaf> = list.iter().map(PooledLeaf::from).collect();
                    let shown = shown(&all, show);
                    let key = (*order, list.lost().into());
                    let page = view::pooled_page(cohort, &shown, &all, key);
                    if several { page.under(Block::say(&unit.name)) } else { page }
                });
                pages.fold(Page::default(), Page::and).text(look)
            }
            Answer::Pooled { cohort, list, order, show } => {
                let lost: PointSum = list.iter().map(|row| row.lost).sum();
                view::pooled_page(cohort, &shown(list, show), list, (*order, lost)).text(look)
            }
            Answer::Leads { cohort, list, show, .. } => {
                let rows = list.iter().filter(|row| show.admits(&row.lead)).take(show.top());
                let rows: Vec<WeakLead> = rows.cloned().collect();
                view::weak_lead_table(cohort, &rows).text(look)
            }
            Answer::WhatIf { cohort, result, positions, skipped } => {
                view::what_if_page(cohort, result, positions, !skipped.is_empty()).text(look)
            }
            Answer::Listed(listed) => (listed.text)(look),
            Answer::Intake(cohort) => view::intake_table(cohort, look),
            Answer::Appraisers(cohort) => view::appraiser_table(cohort, look),
            Answer::Verify(verdict) => verdict.text(look),
            Answer::Check { .. } | Answer::Join(_) | Answer::Nothing => String::new(),
        }
    }
}

/// The columns of rows, with that of the mark if anything was not read.
pub(super) fn marked_columns(mut columns: Vec<String>, unread: &[Unread]) -> Vec<String> {
    if !unread.is_empty() && !columns.is_empty() {
        columns.push(NOT_READ.to_owned());
    }
    columns
}

/// The summary with the number of parts that were not read, if there are any.
pub(super) fn marked_summary(
    summary: Option<serde_json::Value>,
    unread: &[Unread],
) -> Option<serde_json::Value> {
    if unread.is_empty() {
        return summary;
    }
    let mut object = match summary {
        Some(serde_json::Value::Object(object)) => object,
        _ => serde_json::Map::new(),
    };
    object.insert(NOT_READ.to_owned(), unread.len().into());
    Some(object.into())
}

/// The key and column of what was not read.
const NOT_READ: &str = "not_read";

/// The names of columns.
pub(super) fn owned(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|column| (*column).to_owned()).collect()
}

fn shown(list: &[PooledLeaf], show: &Show) -> Vec<PooledLeaf> {
    let rows = list.iter().filter(|row| show.admits(&row.lead));
    rows.take(show.top()).cloned().collect()
}

fn mean(ranking: &Ranking) -> Option<Percent> {
    let ranked = ranking.rows().iter().filter(|row| row.rank.is_some());
    Percent::mean(ranked.filter_map(|row| row.ratio).map(Ratio::percent_exact))
}
