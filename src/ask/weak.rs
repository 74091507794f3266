//! `weak`: lists the criteria that lose points, who leads them, and why points were lost.

pub(crate) mod view;

pub use self::view::{
    WeakLeadRow, WeakRow, pooled_page, pooled_rows, weak_lead_rows, weak_lead_table, weak_page,
    weak_rows,
};

use crate::ask::parts::causes::state_line;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::{Nothing, either, summary};
use super::question::{Part, Question, below};
use super::scope::{LeftOut, Scope};
use super::sight::{Looking, Sight, find_unit};
use crate::analysis::{
    By, Order, PooledLeaf, WeakLead, lost_at_leaves, weak, weak_by_lead, weak_pooled,
};
use crate::assessment::Unit;
use crate::error::Error;
use crate::page::{Block, Page};
use crate::quantity::{Percent, PointSum};
use crate::scoring::{Cohort, State};
use crate::words::Phrase;

either! {
    /// The rows of `weak`: leaves, or lead agencies.
    WeakRows { Leaf(WeakRow), Lead(WeakLeadRow) }
}

summary! {
    /// The sum of the rows.
    pub(crate) struct WeakSummary {
        lost: PointSum,
    }
}

flags! {
    /// Lists the criteria that lose points: of one unit, of each, of all together, or by lead
    /// agency.
    pub struct Weak {
        unit: Option<String> = Takes::Text("UNIT")
            => "The unit, by id or name" | "Đơn vị, theo mã hoặc tên";
        each: bool = Takes::Nothing => "Every unit by itself" | "Từng đơn vị";
        order: Option<Order> = Takes::Text("ORDER")
            => "points-lost (default), attainment, peer-gap, repeat"
            | "points-lost (mặc định), attainment, peer-gap, repeat";
        lead: Option<String> = Takes::Text("ID")
            => "Only criteria led by this agency" | "Chỉ tiêu chí do cơ quan này chủ trì";
        by: Option<By> = Takes::Text("lead")
            => "lead: one row per lead agency" | "lead: mỗi cơ quan chủ trì một dòng";
        below: Option<Percent> = Takes::Percent("PERCENT")
            => "A year counts as weak below this percentage (100)"
            | "Năm đạt thấp khi dưới tỷ lệ này (100)";
        top: Option<usize> = Takes::Number("N") => "Only the first N rows" | "Chỉ N dòng đầu";
    }
}

impl Question for Weak {
    type Row = WeakRows;
    type Summary = WeakSummary;
    type Beside = Nothing;
    const NAME: &'static str = "weak";
    const ABOUT: [&'static str; 2] =
        ["The criteria that cost points, and why.", "Tiêu chí đạt điểm thấp và nguyên nhân."];
    const USAGE: &'static str = "par-index weak -f FW IN… [--unit UNIT | --each] [--order ORDER] \
                                 [--below PERCENT] [--top N] [--previous IN…]";
    const TAKES: &'static [Part] = &[Part::Previous];
    const SUMS: bool = true;

    fn fits(&self) -> Result<(), Error> {
        let wrong = |phrase| Err(Error::usage(phrase, &[]));
        below(self.below)?;
        if self.unit.is_some() && self.each {
            return wrong(Phrase::UsageUnitOrEach);
        }
        if self.by.is_some() && (self.each || self.order.is_some()) {
            return wrong(Phrase::UsageWeakByLead);
        }
        let of_units = matches!(self.order, Some(Order::Repeat | Order::PeerGap));
        if of_units && self.unit.is_none() && !self.each {
            return wrong(Phrase::UsageWeakRepeat);
        }
        if self.by.is_some_and(|by| by != By::Lead) {
            let args = [("call", Self::NAME.into()), ("key", "lead".into())];
            return Err(Error::usage(Phrase::UsageBy, &args));
        }
        Ok(())
    }

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort_looking(Looking::Through, self.below)?;
        sight.known_agency(self.lead.as_deref())?;
        let unit = find_unit(&cohort, self.unit.as_deref())?;
        let scope = Scope::default().unit(unit.as_deref());
        let scope = scope.lead(sight.framework(), self.lead.as_deref());
        let scope = scope.below(self.below).top(self.top);
        let left_out = LeftOut::of(&cohort, unit.is_some());
        let answer = if self.by.is_some() {
            self.by_lead(cohort, unit.as_deref())?
        } else if unit.is_none() && !self.each {
            self.pooled(cohort)
        } else {
            self.of_units(cohort, unit)
        };
        Ok(answer.about(scope).lacking(left_out))
    }
}

impl Weak {
    fn by_lead(&self, cohort: Cohort, unit: Option<&Unit>) -> Result<Answer, Error> {
        let list = weak_by_lead(&cohort, unit.map(|unit| unit.id.as_str()))?;
        let lost: PointSum = list.iter().map(|row| row.lost).sum();
        let shown = list.into_iter().filter(|row| self.admits(&row.lead)).take(self.top());
        let shown: Vec<WeakLead> = shown.collect();
        let answer = Self::listed(weak_lead_rows(&cohort, &shown, unit));
        let answer = answer.summary(WeakSummary { lost });
        Ok(answer.page(move || Page::from(weak_lead_table(&cohort, &shown))))
    }

    fn pooled(&self, cohort: Cohort) -> Answer {
        let order = self.order.unwrap_or_default();
        let list = weak_pooled(&cohort, order);
        let lost: PointSum = list.iter().map(|row| row.lost).sum();
        let shown = self.shown(&list);
        let answer = Self::listed(pooled_rows(&cohort, &shown));
        let answer = answer.summary(WeakSummary { lost });
        answer.page(move || pooled_page(&cohort, &shown, &list, (order, lost)))
    }

    /// One list for each unit, made when it is needed.
    fn of_units(&self, cohort: Cohort, asked: Option<Arc<Unit>>) -> Answer {
        let order = self.order.unwrap_or_default();
        let silent = |state| matches!(state, State::InError | State::NotReported);
        let asked = asked.and_then(|unit| cohort.card(&unit.id)).cloned();
        if let Some(card) = asked.as_ref().filter(|card| silent(card.state())) {
            let said = state_line(card);
            let answer = Answer::listed::<WeakRow>(Vec::new());
            let answer = answer.summary(WeakSummary { lost: PointSum::ZERO });
            return answer.page(move || Page::of([Block::say(said.clone())]));
        }
        let cards = cohort.cards().iter().filter(|card| match &asked {
            Some(asked) => card.unit().id == asked.unit().id,
            None => !silent(card.state()),
        });
        let units: Vec<String> = cards.clone().map(|card| card.unit().id.clone()).collect();
        let lost: PointSum = cards.map(lost_at_leaves).sum();
        let (all, ids, flags) = (cohort.clone(), units.clone(), self.clone());
        let answer = Self::made(move |give| {
            for id in &ids {
                let list = weak(&all, id, order);
                let rows = weak_rows(&all, &list).into_iter();
                let mut rows = rows.filter(|row| flags.admits(&row.lead)).take(flags.top());
                rows.try_for_each(&mut *give)?;
            }
            ControlFlow::Continue(())
        });
        let flags = self.clone();
        answer.summary(WeakSummary { lost }).page(move || {
            let pages = units.iter().map(|id| {
                let list = weak(&cohort, id, order);
                let all: Vec<PooledLeaf> = list.iter().map(PooledLeaf::from).collect();
                let key = (order, list.lost().into());
                let page = pooled_page(&cohort, &flags.shown(&all), &all, key);
                match cohort.card(id).filter(|_| units.len() > 1) {
                    Some(card) => page.under(Block::say(&card.unit().name)),
                    None => page,
                }
            });
            pages.fold(Page::default(), Page::and)
        })
    }

    fn admits(&self, lead: &str) -> bool {
        self.lead.as_ref().is_none_or(|wanted| lead.split('+').any(|lead| lead == wanted))
    }

    fn top(&self) -> usize {
        self.top.unwrap_or(usize::MAX)
    }

    fn shown(&self, list: &[PooledLeaf]) -> Vec<PooledLeaf> {
        let rows = list.iter().filter(|row| self.admits(&row.lead));
        rows.take(self.top()).cloned().collect()
    }
}
