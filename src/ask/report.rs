//! `report`: what a leader looks at first, of all units or of one: charts, then the tables behind them.

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::lost::lost_table;
use super::parts::causes::silent;
use super::parts::claim::Claim;
use super::parts::headline::framework_line;
use super::parts::listed::node_name;
use super::parts::row::Nothing;
use super::question::{Part, Question};
use super::rank::{RankRow, RankSummary, rank_rows, ranking_page};
use super::scope::{LeftOut, Scope};
use super::sight::{Looking, Sight, find_unit};
use super::table::units_page;
use super::unit_page::unit_page;
use super::weak::{pooled_page, weak_lead_table};
use crate::analysis::{
    By, Cause, Figures, LossSum, Order, Ranking, TableLevel, field_standings, lost_by, rank, table,
    weak_by_lead, weak_pooled,
};
use crate::error::Error;
use crate::page::{Bar, Block, Chart, Page, Shape, Share};
use crate::quantity::{Percent, PointSum, Ratio};
use crate::scoring::{Cohort, Scorecard, State};
use crate::words::{Phrase, Sentence};

/// How many weak components a chart shows.
const WEAKEST: usize = 10;

flags! {
    /// A report on all units, or on one.
    pub struct Report {
        unit: Option<String> = Takes::Text("UNIT")
            => "The unit, by id or name; all by default" | "Đơn vị, theo mã hoặc tên; mặc định là tất cả";
    }
}

impl Question for Report {
    type Row = RankRow;
    type Summary = RankSummary;
    type Beside = Nothing;
    const NAME: &'static str = "report";
    const ABOUT: [&'static str; 2] = [
        "What to look at first, of all units or of one: charts and the tables behind them; as a page: -o FILE.html.",
        "Báo cáo tổng hợp của các đơn vị hoặc một đơn vị: biểu đồ và bảng số liệu; lập trang: -o TỆP.html.",
    ];
    const USAGE: &'static str =
        "par-index report -f FW IN… [--unit UNIT] [--previous IN…] -o FILE.html";
    const TAKES: &'static [Part] = &[Part::Previous];

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort_looking(Looking::Back, None)?;
        let unit = find_unit(&cohort, self.unit.as_deref())?;
        let ranking = rank(&cohort);
        sight.found(ranking.findings())?;
        let mut rows = rank_rows(&cohort, &ranking);
        rows.retain(|row| unit.as_ref().is_none_or(|unit| row.unit == unit.id));
        let answer = Self::listed(rows).summary(super::rank::summary(&cohort, &ranking));
        let answer = answer.about(Scope::default().unit(unit.as_deref()));
        let answer = answer.lacking(LeftOut::of(&cohort, unit.is_some()));
        Ok(answer.page(move || match &unit {
            Some(unit) => of_unit(&cohort, &ranking, &unit.id),
            None => of_all(&cohort, &ranking),
        }))
    }
}

/// The page of one unit: how its fields stand, from the maximum to what it got, then its tables.
fn of_unit(cohort: &Cohort, ranking: &Ranking, unit: &str) -> Page {
    let page = unit_page(cohort, unit);
    let Some(card) = cohort.card(unit).filter(|card| !silent(card)) else { return page };
    let mut charts = vec![fields(cohort, unit), from_maximum(cohort, Some(card))];
    charts.extend(ranks(cohort, ranking, Some(unit)));
    let losses = lost_table(cohort, &lost_by(cohort, Some(unit), By::Node), By::Node);
    with_charts(page, charts).and(losses.into())
}

/// Charts stand behind the first section: the headline.
fn with_charts(mut page: Page, charts: Vec<Chart>) -> Page {
    let rest = page.sections.split_off(page.sections.len().min(2));
    let mut page = page.with(charts.into_iter().map(Block::Chart).collect::<Vec<_>>());
    page.sections.extend(rest);
    page
}

/// The page of all units.
fn of_all(cohort: &Cohort, ranking: &Ranking) -> Page {
    let period = cohort.period().map(crate::period::Period::title).unwrap_or_default();
    let title = Sentence::say(Phrase::ReportTitle, [("period", period.into())]);
    let mut head = vec![Block::title(title), Block::say(framework_line(cohort))];
    head.extend(Claim::of(cohort).block());
    let counted = cohort.counted().next().is_some();
    let mut charts: Vec<Chart> = ranks(cohort, ranking, None).into_iter().collect();
    if counted {
        charts.push(from_maximum(cohort, None));
        charts.extend(weakest(cohort));
        charts.push(heat(cohort, ranking));
    }
    let page = with_charts(Page::of(head), charts).and(ranking_page(cohort, ranking));
    let (level, figures) = (TableLevel::Field, Figures::Obtained);
    let (codes, lines) = table(cohort, level, figures);
    let page = page.and(units_page(cohort, &codes, &lines, (level, figures)));
    if !counted {
        return page;
    }
    let list = weak_pooled(cohort, Order::PointsLost);
    let lost: PointSum = list.iter().map(|row| row.lost).sum();
    let page = page.and(pooled_page(cohort, &list, &list, (Order::PointsLost, lost)));
    let page = page.and(weak_lead_table(cohort, &weak_by_lead(cohort, None)).into());
    page.and(lost_table(cohort, &lost_by(cohort, None, By::Unit), By::Unit).into())
}

/// The fields of a unit beside their medians and the best of the block.
fn fields(cohort: &Cohort, unit: &str) -> Chart {
    let framework = cohort.framework();
    let own = cohort.card(unit);
    let best = |code: &str| {
        let peers = own.into_iter().flat_map(|card| cohort.peers(card));
        let ratios = peers.filter_map(|card| card.node(code)?.ratio());
        ratios.map(Ratio::percent_exact).max()
    };
    let bars = field_standings(cohort, unit).into_iter();
    let bars = bars.filter(|field| field.score.state() != State::LeftOut).map(|field| Bar {
        label: match field.code.as_str() {
            "total" => Phrase::TotalTitle.into(),
            code => node_name(framework, code),
        },
        value: field.score.ratio().map(Ratio::percent_exact),
        median: field.median,
        best: if field.code.as_str() == "total" { None } else { best(field.code.as_str()) },
        note: Sentence::NONE,
        own: false,
    });
    Chart {
        title: Phrase::ChartFields.into(),
        shape: Shape::Bars(bars.collect()),
        digits: framework.policies().print,
    }
}

/// From the possible points to those obtained, by cause.
fn from_maximum(cohort: &Cohort, card: Option<&Scorecard>) -> Chart {
    let unit = card.map(|card| card.unit().id.as_str());
    let sums = lost_by(cohort, unit, By::Node);
    let loss = sums.last().map(|row| row.loss).unwrap_or_default();
    let cards: Vec<&Scorecard> = cohort.counted_of(unit).collect();
    let sum =
        |of: &dyn Fn(&Scorecard) -> PointSum| cards.iter().map(|card| of(card)).sum::<PointSum>();
    let possible = sum(&|card| card.total().possible().into());
    let obtained = sum(&|card| card.total().obtained().into());
    let open = sum(&|card| card.total().open().into());
    Chart {
        title: Phrase::ChartSteps.into(),
        shape: Shape::Steps {
            from: (Phrase::ChartPossible.into(), possible),
            steps: steps(&loss, open),
            to: (Phrase::ChartObtained.into(), obtained),
        },
        digits: cohort.framework().policies().print,
    }
}

fn steps(loss: &LossSum, open: PointSum) -> Vec<(Sentence, PointSum)> {
    let causes = Cause::ALL.iter().map(|cause| {
        let points = loss.of(*cause);
        (Sentence::word(cause.signed_phrase(points < PointSum::ZERO)), points)
    });
    let open = (Sentence::word(Phrase::ChartOpen), open);
    causes.chain([open]).filter(|(_, points)| *points != PointSum::ZERO).collect()
}

/// The ranked units by their indices.
fn ranks(cohort: &Cohort, ranking: &Ranking, own: Option<&str>) -> Option<Chart> {
    let ranked = ranking.rows().iter().filter(|row| row.rank.is_some());
    let bars = ranked.map(|row| Bar {
        label: Sentence::from(&row.unit.name),
        value: row.ratio.map(Ratio::percent_exact),
        median: None,
        best: None,
        note: row.grade.label.as_deref().map(Sentence::from).unwrap_or_default(),
        own: own == Some(row.unit.id.as_str()),
    });
    let bars: Vec<Bar> = bars.collect();
    let digits = cohort.framework().policies().print;
    let chart =
        Chart { title: Phrase::ChartRanks.into(), shape: Shape::Bars(bars.clone()), digits };
    (bars.len() > 1).then_some(chart)
}

/// The components that cost most, with the share they make together.
fn weakest(cohort: &Cohort) -> Option<Chart> {
    let framework = cohort.framework();
    let list = weak_pooled(cohort, Order::PointsLost);
    let shares =
        list.iter().take(WEAKEST).filter(|row| row.lost > PointSum::ZERO).map(|row| Share {
            label: node_name(framework, row.code.as_str()),
            points: row.lost,
            together: row.cumulative_share.map_or(Percent::ZERO, Ratio::percent_exact),
        });
    let shares: Vec<Share> = shares.collect();
    let digits = framework.policies().print;
    let title = Phrase::ChartWeakest.into();
    let chart = Chart { title, digits, shape: Shape::Shares(shares.clone()) };
    (!shares.is_empty()).then_some(chart)
}

/// Units by fields.
fn heat(cohort: &Cohort, ranking: &Ranking) -> Chart {
    let framework = cohort.framework();
    let fields: Vec<_> = framework.nodes().iter().filter(|node| node.parent().is_none()).collect();
    let columns = fields.iter().map(|node| (node.code().to_string(), Sentence::from(node.short())));
    let rows = ranking.rows().iter().filter_map(|row| {
        let card = cohort.card(&row.unit.id).filter(|card| !silent(card))?;
        let cells = fields
            .iter()
            .map(|node| Some(card.node(node.code().as_str())?.ratio()?.percent_exact()));
        let rank = row.rank.map(|rank| Sentence::from(rank.to_string())).unwrap_or_default();
        Some((Sentence::from(&row.unit.name), rank, cells.collect()))
    });
    Chart {
        title: Phrase::ChartHeat.into(),
        shape: Shape::Heat { columns: columns.collect(), rows: rows.collect() },
        digits: framework.policies().print,
    }
}
