//! The answers whose rows are all there at once: what is listed, and how it is printed.

use super::answer::{Listed, Row, owned};
use super::options::Options;
use crate::analysis::{
    By, Comparison, Figures, RankInterval, Robustness, StrongLeaf, TableLevel, UnitChange,
    Variation, Versus, cuts as cuts_by, lost_by, table as units_by_nodes,
};
use crate::assessment::Unit;
use crate::page::{Block, Page};
use crate::remediation::{Forecast, Frontier, Plan};
use crate::scoring::{Cohort, Scorecard};
use crate::view;
use crate::words::{Sentence, Text};

pub(super) fn lost(options: &Options, cohort: Cohort, unit: Option<&Unit>) -> Listed {
    let unit = unit.map(|unit| unit.id.as_str());
    let by = options.by.unwrap_or(By::Node);
    let list = lost_by(&cohort, unit, by);
    let asked = unit.and_then(|unit| cohort.card(unit)).cloned();
    let rows = view::lost_rows(&list, asked.as_ref());
    let lost = list.last().map(|row| row.loss.total());
    Listed {
        rows: rows.into_iter().map(Row::Lost).collect(),
        columns: owned(view::LostRow::COLUMNS),
        summary: Some(serde_json::json!({ "lost": lost })),
        text: Box::new(move |look| {
            let page = Page::from(view::lost_table(&cohort, &list, by));
            match asked.as_ref().filter(|card| view::silent(card)) {
                Some(card) => page.under(Block::say(view::state_line(card))).text(look),
                None => page.text(look),
            }
        }),
    }
}

pub(super) fn cuts(options: &Options, cohort: Cohort, unit: Option<&Unit>) -> Listed {
    let unit = unit.map(|unit| unit.id.as_str());
    let by = options.by.unwrap_or(By::Node);
    let list = cuts_by(&cohort, unit, by);
    let card = unit.and_then(|unit| cohort.card(unit));
    let rows = view::cut_rows(&list, card);
    let summary = card.map(view::cut_summary);
    let card = card.cloned();
    Listed {
        rows: rows.into_iter().map(Row::Cut).collect(),
        columns: owned(view::CutRow::COLUMNS),
        summary: summary.and_then(|summary| serde_json::to_value(summary).ok()),
        text: Box::new(move |look| {
            let mut page = Page::from(view::cut_table(&cohort, &list, by));
            if let Some(card) = &card {
                page.push(Block::remark(view::cut_line(card)));
            }
            page.text(look)
        }),
    }
}

pub(super) fn table(options: &Options, cohort: Cohort) -> Listed {
    let level = options.level.unwrap_or(TableLevel::Field);
    let figures = options.show.unwrap_or(Figures::Obtained);
    let (codes, lines) = units_by_nodes(&cohort, level, figures);
    let rows = view::table_rows(&cohort, &codes, &lines);
    let ranked = lines.iter().filter(|line| line.rank.is_some()).count();
    Listed {
        rows: rows.into_iter().map(Row::Table).collect(),
        columns: view::TableRow::columns(&codes),
        summary: Some(serde_json::json!({ "units": lines.len(), "ranked": ranked })),
        text: Box::new(move |look| {
            view::table_text(&cohort, &codes, &lines, (level, figures), look)
        }),
    }
}

pub(super) fn versus(cohort: Cohort, pair: Versus) -> Listed {
    let rows = view::versus_rows(&cohort, &pair);
    Listed {
        rows: rows.into_iter().map(Row::Versus).collect(),
        columns: owned(view::VersusLine::COLUMNS),
        summary: serde_json::to_value(view::versus_summary(&cohort, &pair)).ok(),
        text: Box::new(move |look| view::versus_table(&cohort, &pair, look)),
    }
}

pub(super) fn strengths(cohort: Cohort, unit: &str, list: Vec<StrongLeaf>) -> Listed {
    let asked = cohort.card(unit).cloned();
    Listed {
        rows: view::strong_rows(&cohort, &list).into_iter().map(Row::Strong).collect(),
        columns: owned(view::StrongRow::COLUMNS),
        summary: None,
        text: Box::new(move |look| match &asked {
            Some(card) if view::silent(card) => {
                Page::of([Block::say(view::state_line(card))]).text(look)
            }
            _ => view::strong_page(&cohort, &list).text(look),
        }),
    }
}

pub(super) fn explain(card: Scorecard, node: String) -> Listed {
    let rows = view::explain_rows(&card, &node);
    Listed {
        rows: rows.into_iter().map(Row::Explain).collect(),
        columns: owned(view::ExplainRow::COLUMNS),
        summary: None,
        text: Box::new(move |look| view::explain_page(&card, &node).text(look)),
    }
}

pub(super) fn compare(cohort: Cohort, list: Vec<Comparison>) -> Listed {
    let compared = list.iter().filter(|one| one.parts.is_some()).count();
    Listed {
        rows: view::compare_rows(&cohort, &list).into_iter().map(Row::Compare).collect(),
        columns: owned(view::CompareRow::COLUMNS),
        summary: Some(serde_json::json!({ "units": list.len(), "compared": compared })),
        text: Box::new(move |look| view::compare_table(&cohort, &list, look)),
    }
}

pub(super) fn diff(cohort: Cohort, list: Vec<UnitChange>) -> Listed {
    let changed = list.iter().filter(|unit| !unit.nodes.is_empty()).count();
    Listed {
        rows: view::diff_rows(&cohort, &list).into_iter().map(Row::Diff).collect(),
        columns: owned(view::DiffRow::COLUMNS),
        summary: Some(
            serde_json::json!({ "changed": changed, "bystanders": list.len() - changed }),
        ),
        text: Box::new(move |look| view::diff_table(&cohort, &list, look)),
    }
}

pub(super) fn robustness(cohort: &Cohort, found: Robustness, variation: Variation) -> Listed {
    let Robustness { rows: mut list, findings } = found;
    let blocks = cohort.is_by_group();
    if blocks {
        // By id inside each block, as they come.
        list.sort_by(|a, b| a.unit.group.cmp(&b.unit.group));
    }
    let ranked = list.iter().filter(|one| one.rank.is_some()).count();
    Listed {
        rows: view::robustness_rows(cohort, &list).into_iter().map(Row::Robustness).collect(),
        columns: owned(view::RobustnessRow::COLUMNS),
        summary: Some(serde_json::json!({ "units": list.len(), "ranked": ranked })),
        text: Box::new(move |look| {
            let same = |a: &RankInterval, b: &RankInterval| !blocks || a.unit.group == b.unit.group;
            let tables = list.chunk_by(same).map(|list| {
                let block = list.first().and_then(|one| one.unit.group.clone()).filter(|_| blocks);
                let page = Page::from(view::robustness_table(list, &variation));
                match block {
                    Some(block) => page.under(Block::say(block)),
                    None => page,
                }
            });
            let mut page = tables.fold(Page::default(), Page::and);
            for finding in &findings {
                let said = Sentence::from(Text::of(|lang| finding.message(lang)));
                page.push(Block::remark(said.capital()));
            }
            page.text(look)
        }),
    }
}

pub(super) fn plan(cohort: Cohort, unit: String, plan: Plan) -> Listed {
    Listed {
        rows: view::what_if_rows(&cohort, &plan.steps).into_iter().map(Row::WhatIf).collect(),
        columns: owned(view::WhatIfRow::COLUMNS),
        summary: serde_json::to_value(view::plan_summary(&cohort, &unit, &plan)).ok(),
        text: Box::new(move |look| view::plan_page(&cohort, &unit, &plan).text(look)),
    }
}

pub(super) fn frontier(cohort: Cohort, unit: &str, front: Frontier) -> Listed {
    let card = cohort.card(unit).cloned();
    Listed {
        rows: view::frontier_rows(&cohort, &front).into_iter().map(Row::Frontier).collect(),
        columns: owned(view::FrontierRow::COLUMNS),
        summary: serde_json::to_value(view::frontier_summary(&front)).ok(),
        text: Box::new(move |look| match &card {
            Some(card) => view::frontier_page(&cohort, card.unit(), &front).text(look),
            None => String::new(),
        }),
    }
}

pub(super) fn forecast(cohort: &Cohort, forecast: Forecast) -> Listed {
    let framework = cohort.framework().clone();
    Listed {
        rows: view::forecast_rows(&framework, &forecast).into_iter().map(Row::Forecast).collect(),
        columns: owned(view::ForecastRow::COLUMNS),
        summary: serde_json::to_value(view::forecast_summary(&framework, &forecast)).ok(),
        text: Box::new(move |look| view::forecast_page(&framework, &forecast).text(look)),
    }
}
