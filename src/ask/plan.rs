//! `plan`: finds the cheapest steps to a goal, or the most points for a given effort.

mod block;
mod later;
mod view;
mod why;

pub use self::view::{
    FrontierRow, FrontierSummary, frontier_page, frontier_rows, frontier_summary, plan_page,
    plan_rows, plan_summary,
};

pub use self::block::BlockRow;
use self::block::{BlockSummary, block_page, block_rows, block_summary};
use self::later::{later_blocks, later_rows};
use self::why::{WhyPart, why_page, why_part};
use super::answer::{Answer, End};
use super::flags::{Takes, flags, needs};
use super::parts::row::either;
use super::question::{Part, Question};
use super::scope::Scope;
use super::sight::{Sight, needed_unit};
use super::what_if::{WhatIfRow, WhatIfSummary};
use crate::day::Day;
use crate::error::Error;
use crate::page::Page;
use crate::period::Period;
use crate::quantity::Percent;
use crate::remediation::{
    Efforts, Goal, capacity_of, frontier, plan_block, plan_explained, plan_within, step_of,
};
use crate::words::Phrase;
use crate::work::WorkBudget;

either! {
    /// The rows of `plan`: the steps of a plan, the points of a frontier, or the steps of a plan
    /// over all units.
    PlanRows { Step(WhatIfRow), Point(FrontierRow), Block(BlockRow) }
}

either! {
    /// The summaries of `plan`, by the kind of plan.
    PlanSummaries { Plan(WhatIfSummary), Frontier(FrontierSummary), Block(BlockSummary) }
}

/// The parts that a result of `plan` has besides rows and summary.
#[derive(Clone, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct PlanBeside {
    /// How much search work was done; absent if nothing was computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    work: Option<WorkBudget>,
    /// The steps due after the period asked about, the effect of each computed alone; absent if
    /// there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    later: Vec<WhatIfRow>,
    /// The reasons for the steps of the plan; present only if they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<WhyPart>,
}

flags! {
    /// Finds the cheapest steps to a goal.
    pub struct Plan {
        unit: Option<String> = Takes::Text("UNIT")
            => "The unit, by id or name" | "Đơn vị, theo mã hoặc tên";
        lead: Option<String> = Takes::Text("ID")
            => "Only steps led by this agency; without unit a budget of it over all units"
            | "Chỉ giải pháp do cơ quan này chủ trì; không có unit: khối lượng chung cho mọi đơn vị";
        target: Option<Percent> = Takes::Percent("PERCENT")
            => "The index to reach, in percent" | "Chỉ số cần đạt, %";
        node: Option<String> = Takes::Text("CODE")
            => "The target is of this field or criterion"
            | "Mục tiêu của lĩnh vực hoặc tiêu chí này";
        grade: Option<String> = Takes::Text("LABEL")
            => "The grade to reach, or a better one" | "Xếp loại cần đạt hoặc cao hơn";
        rank: Option<usize> = Takes::Number("N")
            => "The rank to reach, others unchanged" | "Hạng cần đạt, đơn vị khác giữ nguyên";
        budget: Option<u64> = Takes::Number("EFFORT")
            => "The most points for this effort" | "Nhiều điểm nhất với khối lượng này";
        frontier: bool = Takes::Nothing
            => "The best points for each effort" | "Điểm cao nhất với từng khối lượng";
        why: bool = Takes::Nothing
            => "Why these steps: what each buys, and what keeps more back"
            | "Vì sao chọn các giải pháp này, giới hạn nào cản trở";
        with_survey: bool = Takes::Nothing
            => "Survey criteria may be raised too" | "Kể cả tiêu chí điều tra xã hội học";
        fix: Vec<String> = Takes::Texts("CODE[=POINTS]")
            => "Steps that are taken" | "Giải pháp chắc chắn thực hiện";
        without: Vec<String> = Takes::Texts("CODE")
            => "Criteria that stay as they are" | "Tiêu chí giữ nguyên";
        capacity: Vec<String> = Takes::Texts("AGENCY=EFFORT")
            => "The most effort an agency can take on" | "Khối lượng nhiều nhất của một cơ quan";
        most_items: Option<u64> = Takes::Number("N")
            => "No step that needs more items than these"
            | "Bỏ giải pháp cần làm thêm nhiều hơn số lượng này";
        most_percent: Option<Percent> = Takes::Percent("PERCENT")
            => "No step that needs a greater part of its whole"
            | "Bỏ giải pháp cần làm thêm quá tỷ lệ này của tổng số";
        on: Option<Day> = Takes::Text("DATE")
            => "Seen from this day: steps due before it are left out"
            | "Tính từ ngày này: bỏ giải pháp đã quá thời hạn";
        until: Option<Period> = Takes::Text("PERIOD")
            => "For this period: steps due after it are listed for the next"
            | "Trong kỳ này: giải pháp có thời hạn sau kỳ được nêu riêng cho kỳ sau";
    }
}

impl Question for Plan {
    type Row = PlanRows;
    type Summary = PlanSummaries;
    type Beside = PlanBeside;
    const NAME: &'static str = "plan";
    const ABOUT: [&'static str; 2] = [
        "The cheapest repairs to a target, a grade or a rank: what, who, by when.",
        "Phương án tốn ít công sức nhất để đạt tỷ lệ, xếp loại hoặc thứ hạng: việc, cơ quan, thời hạn.",
    ];
    const USAGE: &'static str = "par-index plan -f FW IN… (--unit UNIT | --lead ID) (--target PERCENT [--node CODE] | --grade LABEL \
         | --rank N | --budget EFFORT | --frontier) [--why] [--efforts FILE] [--with-survey] \
         [--fix CODE[=POINTS]…] [--without CODE…] [--capacity AGENCY=EFFORT…] [--most-items N] [--most-percent PERCENT] [--on DATE] [--until PERIOD]";
    const TAKES: &'static [Part] = &[Part::Efforts];

    fn fits(&self) -> Result<(), Error> {
        if self.unit.is_none() && self.lead.is_some() {
            return self.fits_block();
        }
        if self.unit.is_none() {
            return Err(needs(Self::NAME, "unit"));
        }
        self.goal().map(|_| ())
    }

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort()?;
        sight.known_agency(self.lead.as_deref())?;
        let scope = Scope::default().list(Phrase::AskedFix, &self.fix);
        let scope = scope.list(Phrase::AskedWithout, &self.without);
        let scope = scope.list(Phrase::AskedCapacity, &self.capacity);
        let scope = scope.until(self.until);
        let efforts = self.efforts(sight.dossier.held().efforts.as_ref())?;
        if let (None, Some(lead), Some(budget)) = (&self.unit, &self.lead, self.budget) {
            let work = WorkBudget::default();
            let grade = self.grade.as_deref();
            let found = plan_block(&cohort, lead, budget, grade, &efforts, work)?;
            sight.found(&found.findings)?;
            let answer = Self::listed(block_rows(&cohort, &found));
            let answer = answer.summary(block_summary(&cohort, &found));
            let answer = answer.with_part("work", &found.work).about(scope);
            return Ok(answer.page(move || block_page(&cohort, &found)));
        }
        let scope = scope.lead(sight.framework(), self.lead.as_deref());
        let unit = needed_unit(&cohort, self.unit.as_deref(), Self::NAME)?.id().to_owned();
        let Some(goal) = self.goal()? else {
            let front = frontier(&cohort, &unit, &efforts);
            sight.found(&front.findings)?;
            let answer = Self::listed(frontier_rows(&cohort, &front));
            let answer = answer.summary(frontier_summary(&front)).with_part("work", &front.work);
            return Ok(answer.about(scope).page(move || match cohort.card(&unit) {
                Some(card) => frontier_page(&cohort, card.unit(), &front),
                None => Page::default(),
            }));
        };
        let work = WorkBudget::default();
        let found = if self.why {
            plan_explained(&cohort, &unit, goal, &efforts, work)
        } else {
            plan_within(&cohort, &unit, goal, &efforts, work)
        };
        sight.found(&found.findings)?;
        if found.steps.before.is_none() {
            return Ok(Answer::nothing().with_part("work", &found.work));
        }
        let end = if found.reached { End::Done } else { End::OutOfReach };
        let answer = Self::listed(plan_rows(&cohort, &found));
        let answer = answer.summary(plan_summary(&cohort, &unit, &found)).ending(end);
        let mut answer = answer.with_part("work", &found.work);
        if !found.later.is_empty() {
            answer = answer.with_part("later", &later_rows(&cohort, &found));
        }
        if let Some(why) = &found.why {
            answer = answer.with_part("why", &why_part(&cohort, why));
        }
        let until = self.until;
        Ok(answer.about(scope).page(move || {
            let page = plan_page(&cohort, &unit, &found).with(later_blocks(&cohort, &found, until));
            match &found.why {
                Some(why) => page.and(why_page(&cohort, &found, why)),
                None => page,
            }
        }))
    }
}

impl Plan {
    /// The goal of the plan; `None` if the best points for each effort are asked for
    /// (`--frontier`).
    fn goal(&self) -> Result<Option<Goal>, Error> {
        let goals = [
            self.target.map(|percent| match self.node.clone() {
                Some(node) => Goal::Node(node, percent),
                None => Goal::Target(percent),
            }),
            self.grade.clone().map(Goal::Grade),
            self.rank.map(Goal::Rank),
            self.budget.map(Goal::Budget),
        ];
        let goals: Vec<Goal> = goals.into_iter().flatten().collect();
        let wrong = |phrase| Err(Error::usage(phrase, &[]));
        match (goals.as_slice(), self.frontier) {
            _ if self.node.is_some() && self.target.is_none() => wrong(Phrase::UsagePlanNode),
            (_, true) if self.why => wrong(Phrase::UsagePlanWhy),
            ([], true) if self.fix.is_empty() && self.capacity.is_empty() => Ok(None),
            ([], true) => wrong(Phrase::UsageFrontier),
            ([Goal::Rank(0)], false) => wrong(Phrase::UsageRankOne),
            ([goal], false) => Ok(Some(goal.clone())),
            _ => wrong(Phrase::UsagePlanGoal),
        }
    }

    /// Checks the flags of a plan that spends one effort over all units.
    fn fits_block(&self) -> Result<(), Error> {
        let other = self.target.is_some()
            || self.node.is_some()
            || self.rank.is_some()
            || self.frontier
            || self.why
            || self.until.is_some()
            || !self.fix.is_empty();
        if other || self.budget.is_none() {
            return Err(Error::usage(Phrase::UsagePlanBlock, &[]));
        }
        Ok(())
    }

    /// The steps that a plan may choose from, as the table of efforts and the flags state them.
    fn efforts(&self, table: Option<&Efforts>) -> Result<Efforts, Error> {
        let wrong = |phrase, text: &str| Error::usage(phrase, &[("text", text.into())]);
        let mut efforts = table.cloned().unwrap_or_default();
        if let Some(lead) = &self.lead {
            efforts = efforts.led_by(lead);
        }
        if self.with_survey {
            efforts = efforts.with_survey();
        }
        for text in &self.fix {
            let (code, to) = step_of(text).ok_or_else(|| wrong(Phrase::UsageFix, text))?;
            efforts = efforts.fixed(code.as_str(), to);
        }
        for code in &self.without {
            efforts = efforts.without(code.as_str());
        }
        for text in &self.capacity {
            let capacity = capacity_of(text);
            let (agency, effort) = capacity.ok_or_else(|| wrong(Phrase::UsageCapacity, text))?;
            efforts = efforts.capacity(agency, effort);
        }
        if let Some(items) = self.most_items {
            efforts = efforts.most_items(items);
        }
        if let Some(percent) = self.most_percent {
            efforts = efforts.most_percent(percent);
        }
        if let Some(period) = self.until {
            efforts = efforts.until(period);
        }
        Ok(match self.on {
            Some(day) => efforts.on(day),
            None => efforts,
        })
    }
}
