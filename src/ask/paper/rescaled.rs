//! A result of which some components do not apply (*báo cáo đặc thù*): the re-scaled score, the
//! same score on the full maximum, and the components that were left out.

use super::super::answer::Answer;
use super::sheet::SheetRow;
use super::{Draft, Paper, titled};
use crate::ask::parts::causes::{silent, state_line};
use crate::ask::parts::name;
use crate::ask::question::Question as _;
use crate::assessment::Value;
use crate::framework::Node;
use crate::page::{Block, Cell, Column, Page, Row, Table};
use crate::quantity::Points;
use crate::scoring::{Mark, Scorecard, State};
use crate::words::{Arg, Lang, Phrase, Sentence, Text};

pub(super) fn drawn(card: &Scorecard) -> (Answer, Draft) {
    let subject = Sentence::say(Phrase::SubjectRescaled, titled(card));
    if silent(card) {
        let body = Page::of([Block::say(state_line(card))]);
        return (Paper::listed::<SheetRow>(Vec::new()), Draft::report(subject, body));
    }
    let left_out: Vec<(&Node, Text)> =
        card.framework().leaves().filter_map(|leaf| Some((leaf, why(card, leaf)?))).collect();
    let row = |code: &str, title: &Text, max: Points, note: Option<&Text>| SheetRow {
        unit: card.unit().id.clone(),
        name: name(&card.unit().name),
        code: code.to_owned(),
        title: name(title),
        title_en: title.get(Lang::En).to_owned(),
        max: Some(max),
        state: card.node(code).map(|score| score.state().as_str().to_owned()).unwrap_or_default(),
        note: note.map(name),
        note_en: note.map(|note| note.get(Lang::En).to_owned()),
        ..SheetRow::default()
    };
    let mut rows: Vec<SheetRow> = left_out
        .iter()
        .map(|(leaf, why)| row(leaf.code().as_str(), leaf.name(), leaf.max(), Some(why)))
        .collect();
    let sum = left_out.iter().fold(Points::ZERO, |sum, (leaf, _)| sum.plus(leaf.max()));
    rows.push(row("total", &Phrase::TotalTitle.text(&[]), sum, None));
    let body = body(card, &left_out, sum);
    (Paper::listed(rows), Draft::report(subject, body))
}

/// Why a leaf is not part of the possible points; `None` for a leaf that is.
fn why(card: &Scorecard, leaf: &Node) -> Option<Text> {
    let code = leaf.code().as_str();
    // A leaf with possible points is counted by the framework, so that it is not left out.
    card.node(code).filter(|score| score.possible() == Points::ZERO)?;
    match card.mark(code)? {
        Mark::NotApplicable => {
            let entry = card.assessment().entry(code);
            let stages = entry.as_deref().map(crate::assessment::Entry::rounds).unwrap_or_default();
            let reason = stages.into_iter().rev().flatten().find_map(|value| match value {
                Value::NotApplicable(reason) => {
                    let reason = [("reason", Arg::Cited(Text::same(reason.as_str())))];
                    Some(Phrase::StageNotApplicable.text(&reason))
                }
                Value::Facts(declared) if declared.award.points.is_none() => {
                    Some(declared.award.text())
                }
                _ => None,
            });
            Some(reason.unwrap_or_else(|| Phrase::NotApplicable.text(&[])))
        }
        Mark::LeftOut => Some(State::LeftOut.phrase().text(&[])),
        _ => None,
    }
}

fn body(card: &Scorecard, left_out: &[(&Node, Text)], sum: Points) -> Page {
    let digits = card.framework().policies().print;
    let total = card.total();
    let max = card.framework().total();
    let points = |points: Points| Arg::Rounded(points, digits);
    let mut blocks = Vec::new();
    if left_out.is_empty() {
        blocks.push(Block::say(Phrase::RescaledNothing));
    }
    let mut args = vec![
        ("unit", card.unit().name.clone().into()),
        ("obtained", points(total.obtained())),
        ("possible", points(total.possible())),
        ("max", points(max)),
        ("sum", points(sum)),
    ];
    match total.ratio().and_then(|ratio| Some((ratio, ratio.of(max, digits)?))) {
        Some((ratio, whole)) => {
            args.push(("ratio", Arg::Ratio(ratio, digits)));
            args.push(("whole", Arg::Rounded(whole, digits)));
            blocks.push(Block::say(Sentence::say(Phrase::RescaledWhole, args)));
        }
        None => blocks.extend(crate::ask::parts::headline::open_line(card).map(Block::say)),
    }
    if left_out.is_empty() {
        return Page::of(blocks);
    }
    let heading = |key: &'static str| {
        Sentence::from(Text::of(|lang| lang.heading(key).unwrap_or_default().to_owned()))
    };
    let columns = [
        Column::place().headed(heading("ordinal")),
        Column::code().headed(Phrase::SheetCode),
        Column::name().headed(heading("node")),
        Column::figure(heading("max")),
        Column::text(heading("why")),
    ];
    let mut table = Table::new(Phrase::RescaledTitle, columns);
    for (n, (leaf, why)) in left_out.iter().enumerate() {
        table.push([
            Cell::count(n + 1),
            Cell::code(leaf.code()),
            Cell::text(leaf.name()),
            Cell::points(leaf.max(), digits),
            Cell::text(why),
        ]);
    }
    let total =
        [Cell::Empty, Cell::Empty, Cell::text(Phrase::TotalTitle), Cell::points(sum, digits)];
    table.push(Row::of(total).strong());
    Page::of(blocks).with([table.into()])
}
