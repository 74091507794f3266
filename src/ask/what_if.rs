//! `what-if`: shows what other points at some leaves would change.

pub(crate) mod view;

pub use self::view::{WhatIfRow, WhatIfSummary, what_if_page, what_if_rows, what_if_summary};

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::Nothing;
use super::question::{Part, Question};
use super::scope::Scope;
use super::sight::{Sight, needed_unit};
use crate::analysis::{Order, weak};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place};
use crate::quantity::Code;
use crate::remediation::{Step, step_of, what_if};
use crate::scoring::{Cohort, Mark, State};
use crate::words::Phrase;

flags! {
    /// Shows the effect of other points.
    pub struct WhatIf {
        unit: Option<String> = Takes::Needed("UNIT")
            => "The unit, by id or name" | "Đơn vị, theo mã hoặc tên";
        set: Vec<String> = Takes::Texts("CODE=POINTS")
            => "Points at criteria, CODE=POINTS …" | "Đặt điểm cho tiêu chí, CODE=POINTS …";
        repair: Vec<String> = Takes::Texts("CODE")
            => "Criteria repaired to their best level"
            | "Khắc phục các tiêu chí lên mức cao nhất";
        repair_first: Option<usize> = Takes::Number("N")
            => "Repair the first N weak criteria no survey decides"
            | "Khắc phục N tiêu chí thấp nhất không qua điều tra";
    }
}

impl Question for WhatIf {
    type Row = WhatIfRow;
    type Summary = WhatIfSummary;
    type Beside = Nothing;
    const NAME: &'static str = "what-if";
    const ABOUT: [&'static str; 2] =
        ["What other points would change.", "Chỉ số và thứ hạng thay đổi ra sao nếu khắc phục."];
    const USAGE: &'static str = "par-index what-if -f FW IN… --unit UNIT (--set CODE=POINTS… \
                                 | --repair CODE… | --repair-first N) [--efforts FILE]";
    const TAKES: &'static [Part] = &[Part::Efforts];

    fn fits(&self) -> Result<(), Error> {
        let ways = [!self.set.is_empty(), !self.repair.is_empty(), self.repair_first.is_some()];
        if ways.into_iter().filter(|way| *way).count() == 1 {
            return Ok(());
        }
        let args = [("call", Self::NAME.into()), ("keys", "set, repair, repair_first".into())];
        Err(Error::usage(Phrase::UsageNeedsOne, &args))
    }

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort()?;
        let unit = needed_unit(&cohort, self.unit.as_deref(), Self::NAME)?;
        let scope = Scope::default().unit(Some(unit.unit()));
        let unit = unit.id().to_owned();
        let Chosen { mut steps, positions, skipped } = self.chosen(sight, &cohort, &unit)?;
        if let Some(efforts) = &sight.dossier.held().efforts {
            sight.findings.extend(efforts.findings.to_vec());
            let framework = sight.framework();
            // Unknown leaves are reported by the result itself.
            efforts.hold_for(framework)?;
            let work = |step: &Step| efforts.work(framework, step.code.as_str(), step.to).ok()?;
            steps = steps.into_iter().map(|step| step.clone().taking(work(&step))).collect();
        }
        let result = what_if(&cohort, &unit, &steps);
        sight.found(&result.findings)?;
        let mut summary = what_if_summary(&cohort, &result);
        let skips = !skipped.is_empty();
        summary.skipped = skipped;
        let answer = Self::listed(what_if_rows(&cohort, &result)).summary(summary);
        Ok(answer.about(scope).page(move || what_if_page(&cohort, &result, &positions, skips)))
    }
}

/// The steps chosen, the rows of the weak list that they repair, and the weak leaves passed over.
#[derive(Default)]
struct Chosen {
    steps: Vec<Step>,
    positions: Vec<usize>,
    skipped: Vec<String>,
}

impl WhatIf {
    fn chosen(&self, sight: &Sight<'_>, cohort: &Cohort, unit: &str) -> Result<Chosen, Error> {
        let weakest = weak(cohort, unit, Order::PointsLost);
        if let Some(count) = self.repair_first {
            let repairs = weakest.repair_first(count);
            let skipped = repairs.skipped.iter().map(ToString::to_string).collect();
            return Ok(Chosen { steps: repairs.steps, positions: repairs.positions, skipped });
        }
        let mut chosen = Chosen::default();
        for text in &self.set {
            let Some((code, Some(points))) = step_of(text) else {
                return Err(Error::usage(Phrase::UsageSet, &[("text", text.as_str().into())]));
            };
            chosen.steps.push(Step::new(code, points));
        }
        for code in &self.repair {
            if let Some(row) = weakest.iter().find(|row| row.code.as_str() == code) {
                chosen.positions.push(row.position);
                chosen.steps.push(row.best());
            } else {
                // A leaf that loses nothing keeps its points; an unknown one is an error.
                chosen.steps.extend(standing(sight, cohort, unit, code)?);
            }
        }
        Ok(chosen)
    }
}

/// A step that leaves the points of a leaf as they are.
fn standing(
    sight: &Sight<'_>,
    cohort: &Cohort,
    unit: &str,
    code: &str,
) -> Result<Option<Step>, Error> {
    let known = sight.framework().node(code).and_then(|node| node.leaf());
    let card = cohort.card(unit);
    match (known, card.and_then(|card| card.mark(code))) {
        (Some(_), Some(Mark::Scored(points))) => {
            Ok(code.parse::<Code>().ok().map(|code| Step::new(code, points)))
        }
        (Some(_), _) => {
            let state = card.and_then(|card| card.node(code)).map(|node| node.state());
            let state = state.unwrap_or(State::Missing).phrase().text(&[]);
            let finding = Finding::new(FindingCode::NotRepairable, Place::default().node(code));
            Err(Error::wrong_call(finding.with("node", code).with("state", state)))
        }
        (None, _) => Err(sight.unknown_code(code)),
    }
}
