//! `survey`: counts ballots into points, with response rates, intervals and targets.

mod satisfaction;

pub use self::satisfaction::satisfaction_page;
pub(crate) mod view;

pub use self::view::{
    RespondentRow, SurveyRow, SurveyView, TargetRow, channel_name, respondent_rows, survey_page,
    survey_rows, target_rows,
};

use super::answer::Answer;
use super::common::Common;
use super::flags::needs;
use super::flags::{Takes, flags};
use super::parts::row::summary;
use super::question::{Outcome, Part, Question};
use crate::assessment::{Confidence, SurveyCounts, Target};
use crate::dossier::{Digested, Dossier};
use crate::error::Error;
use crate::framework::rule::FullAt;
use crate::json::{Num, cut};
use crate::page::Page;
use crate::quantity::Percent;
use crate::words::{Arg, Phrase};

summary! {
    /// The number of units and of ballots counted.
    pub(crate) struct SurveySummary {
        units: usize,
        ballots: u64,
    }
}

summary! {
    /// The tables beside the rows: who answered, and which targets are met.
    pub(crate) struct SurveyParts {
        respondents: Vec<RespondentRow>,
        targets: Vec<TargetRow>,
    }
}

flags! {
    /// Counts ballots into survey points.
    pub struct Survey {
        above: Vec<String> = Takes::Texts("CHANNEL=PERCENT")
            => "A target to pass, such as regular=95" | "Chỉ tiêu phải vượt, ví dụ regular=95";
        at_least: Vec<String> = Takes::Texts("CHANNEL=PERCENT")
            => "A target to reach, such as regular=90" | "Chỉ tiêu phải đạt, ví dụ regular=90";
        least: Option<u64> = Takes::Number("N")
            => "Warn of groups with fewer valid answers (30)"
            | "Cảnh báo nhóm có ít phiếu hợp lệ hơn (30)";
        confidence: Option<Num> = Takes::Text("PERCENT")
            => "Of the intervals: 90, 95 (default), 99" | "Độ tin cậy: 90, 95 (mặc định), 99";
        error: Option<Percent> = Takes::Percent("PERCENT")
            => "The error that a required sample is for, in percent (5)"
            | "Sai số để tính cỡ mẫu cần thiết, % (5)";
    }
}

impl Question for Survey {
    type Row = SurveyRow;
    type Summary = SurveySummary;
    type Beside = SurveyParts;
    const NAME: &'static str = "survey";
    const ABOUT: [&'static str; 2] = [
        "Ballots into survey points, with response rates, intervals and targets.",
        "Tổng hợp phiếu điều tra thành điểm, tỷ lệ thu về, khoảng tin cậy, chỉ tiêu.",
    ];
    const USAGE: &'static str = "par-index survey -f FW --questions FILE BALLOTS… [--asked FILE] \
                                 [--above CHANNEL=PERCENT…] [--at-least CHANNEL=PERCENT…] -o FILE";
    const OF: &'static [Part] = &[Part::Framework, Part::Units, Part::Ballots];
    const COMMON: &'static [&'static str] = &["year", "period"];
    const REPEATED: bool = false;

    fn fits(&self) -> Result<(), Error> {
        self.shown().map(|_| ())
    }

    fn outcome(&self, dossier: &Dossier, _: &Common) -> Result<Outcome, Error> {
        let counted = dossier.held().ballots.clone().ok_or_else(|| needs(Self::NAME, "ballots"))?;
        let shown = self.shown()?;
        let (findings, unread) = (counted.findings().to_vec(), counted.not_read().to_vec());
        let ballots: u64 = counted.units().iter().map(|unit| unit.ballots).sum();
        let framework = counted.framework().clone();
        let period = counted.period();
        // A whole year already stands in the column `year`.
        let part = period.filter(|one| one.whole_year().is_none()).map(|one| one.to_string());
        let beside = SurveyParts {
            respondents: respondent_rows(&counted, &shown),
            targets: target_rows(&counted, &shown.targets),
        };
        let answer = Self::listed(survey_rows(&counted, &shown))
            .asked(&serde_json::json!({
                "confidence": shown.confidence.as_str(), "error": shown.error, "least": shown.least,
            }))
            .with_part("respondents", &beside.respondents)
            .with_part("targets", &beside.targets)
            .summary(SurveySummary { units: counted.units().len(), ballots })
            .bearing("period", part.as_deref())
            .page(move || page(&counted, &shown));
        let outcome = Outcome::apart(answer, findings);
        let framework = Some(framework);
        Ok(Outcome { not_read: unread, period, framework, under_policies: true, ..outcome })
    }

    /// Adds the framework and the counts to the digest, independent of the files the ballots were
    /// in.
    fn seal(&self, dossier: &Dossier, digest: &mut Digested) {
        let (Some(counted), Ok(shown)) = (&dossier.held().ballots, self.shown()) else { return };
        digest.add(counted.framework().hash());
        digest.value(&(
            survey_rows(counted, &shown),
            respondent_rows(counted, &shown),
            target_rows(counted, &shown.targets),
        ));
    }

    fn is_void(&self, _: &Dossier, _: &Answer) -> bool {
        false
    }
}

fn page(counted: &SurveyCounts, shown: &SurveyView) -> Page {
    let page = survey_page(counted, shown);
    // If a unit has several channels, a table that compares them comes first.
    let mut units: Vec<&str> = counted.units().iter().map(|unit| unit.unit.id.as_str()).collect();
    let several = units.len();
    units.dedup();
    if units.len() == several {
        return page;
    }
    let tables = units.iter().map(|unit| satisfaction_page(counted, unit, &shown.targets));
    tables.fold(Page::default(), Page::and).and(page)
}

impl Survey {
    /// How the counts are shown, and the targets they are compared with.
    pub(super) fn shown(&self) -> Result<SurveyView, Error> {
        let mut shown = SurveyView::default();
        let wrong = |key: &'static str, found: &str| {
            let why = Arg::from(format!("“{}”", cut(found)));
            Error::usage(Phrase::UsagePart, &[("key", key.into()), ("why", why)])
        };
        if let Some(asked) = &self.confidence {
            let known = serde_json::from_value::<Confidence>(asked.as_str().into());
            shown.confidence = known.map_err(|_| wrong("confidence", asked.as_str()))?;
        }
        if let Some(error) = self.error {
            shown.error = error;
            if error <= Percent::ZERO || error > Percent::HUNDRED {
                return Err(wrong("error", &error.to_string()));
            }
        }
        shown.least = self.least.unwrap_or(shown.least);
        let goals = [("above", &self.above, true), ("at_least", &self.at_least, false)];
        for (key, goals, strict) in goals {
            for goal in goals {
                let (channel, text) = match goal.rsplit_once('=') {
                    Some((channel, text)) => (Some(channel.trim().to_owned()), text),
                    None => (None, goal.as_str()),
                };
                let text = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
                let threshold = text.parse::<Percent>().map_err(|_| wrong(key, goal))?;
                if threshold < Percent::ZERO {
                    return Err(wrong(key, goal));
                }
                let at = if strict { FullAt::Above } else { FullAt::AtLeast };
                shown.targets.push(Target { channel, threshold: at(threshold) });
            }
        }
        Ok(shown)
    }
}
