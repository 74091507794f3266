//! The reasons why points changed since the year before (*vì sao giảm điểm*), by cause and by
//! component.

use std::cmp::Reverse;

use super::super::answer::Answer;
use super::{Draft, Paper, titled};
use crate::analysis::{Cause, compare, ledger, weak};
use crate::ask::parts::causes::{silent, state_line};
use crate::ask::parts::listed::leads;
use crate::ask::parts::name;
use crate::ask::parts::row::row;
use crate::ask::question::Question as _;
use crate::ask::sight::{Before, Sight};
use crate::error::Error;
use crate::page::{Block, Cell, Column, Page, Row, Table};
use crate::quantity::Points;
use crate::scoring::{Cohort, Scorecard};
use crate::words::{Arg, Lang, Phrase, Sentence, Text};

row! {
    /// One change since the year before: a `cause` of lost points, a `component`, or the `total`.
    pub struct FallRow {
        pub unit: String,
        pub name: String,
        pub part: String,
        /// A cause, the code of a component, `bonus`, `deduction`; `lost` for all causes, `total`
        /// for all points obtained.
        pub key: String,
        pub title: String,
        pub title_en: String,
        /// The points before: lost for a cause, obtained for a component.
        pub before: Option<Points>,
        pub after: Option<Points>,
        pub change: Option<Points>,
        pub lead: String,
        pub why: String,
        pub why_en: String,
    }
}

/// One line of the paper: a cause or component, with its points before and after.
struct FallLine {
    part: &'static str,
    key: String,
    title: Text,
    points: [Option<Points>; 2],
    lead: (String, Sentence),
    why: Text,
}

impl FallLine {
    fn change(&self) -> Option<Points> {
        let [before, after] = self.points;
        before.zip(after).map(|(before, after)| after.minus(before))
    }
}

pub(super) fn drawn(
    cohort: &Cohort,
    card: &Scorecard,
    sight: &mut Sight<'_>,
) -> Result<(Answer, Draft), Error> {
    let Before { cohort: before, crosswalk } = sight.periods_before()?;
    let mut args = titled(card).to_vec();
    let earlier = before.period().map(crate::period::Period::text).unwrap_or_default();
    args.push(("before", earlier.into()));
    let subject = Sentence::say(Phrase::SubjectFall, args);
    let nothing = |said: Sentence| {
        let draft = Draft::report(subject.clone(), Page::of([Block::say(said)]));
        Ok((Paper::listed::<FallRow>(Vec::new()), draft))
    };
    if silent(card) {
        return nothing(state_line(card));
    }
    let list = compare(cohort, &before, crosswalk.as_ref(), &sight.made_of())?;
    let parts = list.into_iter().find(|one| one.unit.id == card.unit().id);
    // For a unit formed from several units the indices can be compared, its causes and components
    // cannot.
    let old = cohort.card_in(&before, &card.unit().id).filter(|old| !silent(old));
    if old.is_none() && parts.as_ref().is_none_or(|one| one.before.is_none()) {
        return nothing(Phrase::FallNothing.into());
    }
    let digits = card.framework().policies().print;
    let mut blocks = Vec::new();
    if let Some((one, parts)) = parts.and_then(|one| Some((one.clone(), one.parts?))) {
        let percent = |ratio: Option<crate::quantity::Ratio>| {
            ratio.map_or_else(|| Arg::from("—"), |ratio| Arg::Ratio(ratio, digits))
        };
        let change = one.change(digits).unwrap_or_default();
        let args = [
            ("before", percent(one.before)),
            ("after", percent(one.after)),
            ("change", Arg::Change(change, digits)),
            ("performance", Arg::Change(parts.performance, digits)),
            ("ruler", Arg::Change(parts.ruler, digits)),
            ("bonus", Arg::Change(parts.bonus, digits)),
        ];
        blocks.push(Block::say(Sentence::say(Phrase::FallIndex, args)));
    }
    let Some(old) = old else {
        let draft = Draft::report(subject, Page::of(blocks));
        return Ok((Paper::listed::<FallRow>(Vec::new()), draft));
    };
    let causes = by_cause(card, old);
    let components = by_component(cohort, card, old);
    // Under another framework the same code may mean another component.
    let same_ruler = card.framework() == old.framework();
    if !same_ruler {
        blocks.push(Block::say(Phrase::FallOtherRuler));
    }
    let components = if same_ruler { components } else { Vec::new() };
    let rows = causes.iter().chain(&components).map(|line| FallRow {
        unit: card.unit().id.clone(),
        name: name(&card.unit().name),
        part: line.part.to_owned(),
        key: line.key.clone(),
        title: name(&line.title),
        title_en: line.title.get(Lang::En).to_owned(),
        before: line.points[0],
        after: line.points[1],
        change: line.change(),
        lead: line.lead.0.clone(),
        why: name(&line.why),
        why_en: line.why.get(Lang::En).to_owned(),
    });
    let rows = rows.collect();
    let mut page = Page::of(blocks).with([table(card, &causes, Phrase::FallCauses, false).into()]);
    if !components.is_empty() {
        page = page.with([table(card, &components, Phrase::FallComponents, true).into()]);
    }
    Ok((Paper::listed::<FallRow>(rows), Draft::report(subject, page)))
}

/// The lost points by cause, followed by the sum of all causes.
fn by_cause(card: &Scorecard, old: &Scorecard) -> Vec<FallLine> {
    let [before, after] = [old, card].map(|card| ledger(card).total());
    let line = |key: &str, title: Text, points: [Points; 2]| FallLine {
        part: "cause",
        key: key.to_owned(),
        title,
        points: points.map(Some),
        lead: (String::new(), Sentence::NONE),
        why: Text::default(),
    };
    let causes = Cause::ALL.iter().map(|cause| {
        let points = [before.of(*cause), after.of(*cause)];
        let given = points.iter().all(|points| *points <= Points::ZERO);
        let title = cause.signed_phrase(given && points != [Points::ZERO; 2]);
        line(cause.as_str(), title.text(&[]), points)
    });
    let causes = causes.filter(|line| line.points != [Some(Points::ZERO); 2]);
    let all = line("lost", Phrase::FallLost.text(&[]), [before.total(), after.total()]);
    causes.chain([all]).collect()
}

/// The components whose points changed, the largest falls first, followed by the total.
fn by_component(cohort: &Cohort, card: &Scorecard, old: &Scorecard) -> Vec<FallLine> {
    let framework = card.framework();
    let reasons = weak(cohort, &card.unit().id, crate::analysis::Order::PointsLost);
    let line = |code: &str, title: Text, part: &'static str| {
        let points = [old, card].map(|card| {
            let score = card.node(code)?;
            // A component that waits for a value has not fallen.
            let open = score.open() != Points::ZERO;
            let counts = score.possible() != Points::ZERO || score.obtained() != Points::ZERO;
            (counts && !open).then(|| score.obtained())
        });
        let node = framework.node(code);
        let lead = node.map(|node| (node.lead_key(), leads(node)));
        FallLine {
            part,
            key: code.to_owned(),
            title,
            points,
            lead: lead.unwrap_or_default(),
            why: Text::default(),
        }
    };
    let leaves = framework.leaves().map(|leaf| {
        let why = reasons.iter().find(|row| row.code == *leaf.code()).map(|row| row.why.clone());
        FallLine {
            why: why.unwrap_or_default(),
            ..line(leaf.code().as_str(), leaf.name().clone(), "component")
        }
    });
    let extras = [("bonus", Phrase::BonusTitle), ("deduction", Phrase::DeductionTitle)];
    let extras = extras.map(|(code, phrase)| line(code, phrase.text(&[]), "component"));
    let mut changed: Vec<FallLine> =
        leaves.chain(extras).filter(|line| line.points[0] != line.points[1]).collect();
    // Lines without a known change, such as a component that applied in only one year, come last.
    changed.sort_by_key(|line| (line.change().is_none(), line.change(), Reverse(line.points[0])));
    changed.push(line("total", Phrase::TotalTitle.text(&[]), "total"));
    changed
}

fn table(card: &Scorecard, lines: &[FallLine], title: Phrase, components: bool) -> Table {
    let digits = card.framework().policies().print;
    let mut columns = Vec::new();
    if components {
        columns.push(Column::code().headed(Phrase::SheetCode));
    }
    columns.push(Column::name().headed(if components {
        Phrase::FallComponent
    } else {
        Phrase::FallCause
    }));
    columns.extend([Phrase::FallBefore, Phrase::FallAfter].map(Column::figure));
    columns.push(Column::change(Phrase::FallChange));
    if components {
        columns.extend([Phrase::FallLead, Phrase::FallWhy].map(Column::text));
    }
    let mut table = Table::new(title, columns);
    for line in lines {
        let whole = matches!(line.key.as_str(), "total" | "lost");
        let mut cells = Vec::new();
        if components {
            let known = card.framework().node(&line.key);
            cells.push(known.map(|node| Cell::code(node.code())).unwrap_or_default());
        }
        cells.push(Cell::text(&line.title));
        cells.extend(
            line.points
                .map(|points| Cell::or_absent(points.map(|points| Cell::points(points, digits)))),
        );
        cells.push(Cell::or_absent(line.change().map(|change| Cell::difference(change, digits))));
        if components {
            cells.extend([Cell::text(line.lead.1.clone()), Cell::text(&line.why)]);
        }
        table.push(if whole { Row::of(cells).strong() } else { Row::of(cells) });
    }
    table
}
