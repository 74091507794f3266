//! Satisfaction (*mức độ hài lòng*): the fields by survey channel, with targets. Channels are never
//! averaged.

use crate::ask::survey::view::{came_back, named_channel, target_line};
use crate::assessment::{SurveyCounts, Target, UnitCount};
use crate::page::{Block, Cell, Column, Page, Table};
use crate::words::{Phrase, Sentence};

/// The fields of one unit as rows and its channels as columns, followed by the ballots and targets
/// of each channel; empty for an unknown unit.
pub fn satisfaction_page(counted: &SurveyCounts, unit: &str, targets: &[Target]) -> Page {
    let framework = counted.framework();
    let digits = framework.policies().print;
    // The units are sorted by id.
    let units = counted.units();
    let from = units.partition_point(|one| one.unit.id.as_str() < unit);
    let channels: Vec<&UnitCount> =
        units.iter().skip(from).take_while(|one| one.unit.id == unit).collect();
    let Some(first) = channels.first() else { return Page::default() };
    let title = [("unit", first.unit.name.clone().into())];
    let mut columns = vec![Column::code(), Column::name()];
    let named = |one: &UnitCount| named_channel(counted, one).unwrap_or_default();
    columns.extend(channels.iter().map(|one| Column::figure(named(one))));
    let mut table = Table::new(Sentence::say(Phrase::SatisfactionTitle, title), columns);
    let ratios = |code: &str| -> Vec<Cell> {
        let ratio = |one: &&UnitCount| counted.ratio(one, code);
        let cell = |ratio| Cell::Ratio(ratio, digits);
        channels.iter().map(|one| Cell::or_absent(ratio(one).map(cell))).collect()
    };
    for field in framework.fields() {
        let named = [Cell::code(field.code()), Cell::text(field.short())];
        table.push([named.to_vec(), ratios(field.code().as_str())].concat());
    }
    let total = [Cell::Empty, Cell::text(Phrase::SatisfactionTotal)];
    table.push([total.to_vec(), ratios("total")].concat());
    let mut page = Page::from(table);
    for one in channels {
        let targets = targets.iter().filter(|target| target.channel == one.channel);
        let targets = targets.map(|target| target_line(counted, one, target));
        let parts = Sentence::joined([came_back(one, digits)].into_iter().chain(targets), "; ");
        page.push(Block::remark(Sentence::joined([named(one), parts], ": ")));
    }
    page
}
