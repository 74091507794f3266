//! `paper`: official papers about an assessment (*văn bản*), in the form of decree 30/2020/NĐ-CP.

mod announcement;
mod correction;
mod fall;
mod number;
mod rescaled;
mod sheet;

pub use self::fall::FallRow;
pub use self::sheet::SheetRow;

use super::answer::Answer;
use super::diff::DiffRow;
use super::explain::ExplainRow;
use super::flags::needs;
use super::flags::{Takes, flags};
use super::parts::by_period;
use super::parts::claim::Claim;
use super::parts::headline::framework_line;
use super::parts::office::{Named, Office};
use super::parts::row::{Nothing, either};
use super::question::{OF_PAPER, Part, Question};
use super::rank::RankRow;
use super::sight::{Looking, Sight, find_unit};
use crate::day::Day;
use crate::error::Error;
use crate::framework::Provenance;
use crate::framework::vocabulary::vocabulary;
use crate::page::{Block, Page};
use crate::scoring::{Basis, Cohort, Scorecard};
use crate::words::{Arg, Lang, Phrase, Sentence, Text};

vocabulary! {
    /// The kinds of paper about an assessment.
    AssessmentPaper {
        /// The points a unit claims (*phiếu tự đánh giá*).
        SelfAssessment "self",
        /// The points that appraisal recognised for a unit (*phiếu thẩm định*).
        Appraisal "appraisal",
        /// The results of all units, with an annex (*thông báo kết quả*).
        Announcement "announcement",
        /// The changes to an announced result, with the reason (*điều chỉnh kết quả đã công bố*).
        Correction "correction",
        /// A result of which some components do not apply (*báo cáo đặc thù*).
        Rescaled "rescaled",
        /// The reasons why points changed since the year before (*vì sao giảm điểm*).
        Fall "fall",
        /// One number, traced to the wording of the decision (*giải trình*).
        Number "number",
    }
}

either! {
    /// The rows of a paper, which depend on its kind.
    PaperRows {
        Sheet(SheetRow), Standing(RankRow), Correction(DiffRow), Fall(FallRow), Number(ExplainRow)
    }
}

flags! {
    /// Draws up a paper about an assessment.
    pub struct Paper {
        paper: Option<AssessmentPaper> = Takes::Needed("PAPER")
            => "self, appraisal, announcement, correction, rescaled, fall or number"
            | "self, appraisal, announcement, correction, rescaled, fall hoặc number";
        unit: Option<String> = Takes::Text("UNIT")
            => "The unit, by id or name" | "Đơn vị, theo mã hoặc tên";
        node: Option<String> = Takes::Text("CODE")
            => "Of number: a code, bonus, deduction or total (default)"
            | "Của number: mã tiêu chí, bonus, deduction hoặc total (mặc định)";
        reason: Option<String> = Takes::Text("TEXT")
            => "Of correction: why the announced result of `--previous` is corrected"
            | "Của correction: lý do điều chỉnh kết quả đã công bố (`--previous`)";
    }
}

impl Question for Paper {
    type Row = PaperRows;
    type Summary = ();
    type Beside = Nothing;
    const NAME: &'static str = "paper";
    const ABOUT: [&'static str; 2] = [
        "A paper to sign: self-assessment, appraisal, announcement, its correction, what is re-scaled, why points fell, one number.",
        "Lập văn bản: phiếu tự đánh giá, phiếu thẩm định, thông báo, điều chỉnh, báo cáo đặc thù, nguyên nhân giảm điểm, giải trình.",
    ];
    const USAGE: &'static str = "par-index paper self|appraisal|announcement|correction|rescaled|fall|number -f FW IN… \
                                 [--unit UNIT] [--node CODE] [--previous IN…] [--reason TEXT] [--head KEY=TEXT…] -o FILE.docx";
    const TAKES: &'static [Part] = &[Part::Previous];
    const COMMON: &'static [&'static str] = OF_PAPER;

    fn takes(&self) -> &'static [Part] {
        match self.paper {
            Some(AssessmentPaper::Fall) => &[Part::PreviousNeeded],
            Some(AssessmentPaper::Correction) => &[Part::Before],
            _ => &[],
        }
    }

    fn fits(&self) -> Result<(), Error> {
        let kind = self.paper.map_or(Self::NAME, AssessmentPaper::as_str);
        let foreign = |key: &'static str, calls: &'static str| {
            let args = [("call", kind.into()), ("key", key.into()), ("calls", calls.into())];
            Err(Error::usage(Phrase::UsageForeign, &args))
        };
        let corrects = self.paper == Some(AssessmentPaper::Correction);
        let of_all = corrects || self.paper == Some(AssessmentPaper::Announcement);
        match &self.reason {
            Some(_) if !corrects => return foreign("reason", "correction"),
            reason if corrects && reason.as_deref().unwrap_or_default().trim().is_empty() => {
                return Err(Error::usage(Phrase::UsageNeedsReason, &[]));
            }
            _ => {}
        }
        match (self.paper, &self.unit, &self.node) {
            (_, Some(_), _) if of_all => foreign("unit", "self, appraisal, rescaled, fall, number"),
            (_, None, None) if of_all => Ok(()),
            (_, None, _) => Err(needs(kind, "unit")),
            (kind, _, Some(_)) if kind != Some(AssessmentPaper::Number) => {
                foreign("node", "number")
            }
            _ => Ok(()),
        }
    }

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let kind = self.paper.ok_or_else(|| needs(Self::NAME, "--paper"))?;
        let basis = match kind {
            AssessmentPaper::SelfAssessment => Some(Basis::SelfAssessed),
            AssessmentPaper::Appraisal => Some(Basis::Appraised),
            _ => None,
        };
        // A sheet shows the stage it is named after, whichever basis was asked for.
        sight.basis = basis.unwrap_or(sight.basis);
        let cohort = sight.cohort_looking(Looking::Here, None)?;
        let unit = find_unit(&cohort, self.unit.as_deref())?;
        let card = unit.as_ref().and_then(|unit| cohort.card(&unit.id)).cloned();
        let head = sight.common.head.clone();
        let (answer, draft) = match (kind, card) {
            (AssessmentPaper::Correction, _) => {
                correction::drawn(&cohort, self.reason.as_deref().unwrap_or_default(), sight)?
            }
            (AssessmentPaper::Announcement, _) | (_, None) => announcement::drawn(&cohort, sight)?,
            (AssessmentPaper::SelfAssessment | AssessmentPaper::Appraisal, Some(card)) => {
                sheet::drawn(&card)
            }
            (AssessmentPaper::Rescaled, Some(card)) => rescaled::drawn(&card),
            (AssessmentPaper::Fall, Some(card)) => fall::drawn(&cohort, &card, sight)?,
            (AssessmentPaper::Number, Some(card)) => {
                let node = self.node.clone().unwrap_or_else(|| "total".to_owned());
                number::drawn(&card, &node).ok_or_else(|| sight.unknown_code(&node))?
            }
        };
        let paper = move || {
            let Draft { named, subject, body, annex } = draft.clone();
            let page = Page::of(lines(&cohort)).and(body);
            let office = Office(&head);
            let paper = office.paper(named, subject, rests(&cohort), page);
            let annexed = !annex.is_empty();
            let paper = if annexed { paper.and(annex.under(office.annex(named))) } else { paper };
            paper.with([Block::remark(framework_line(&cohort))])
        };
        Ok(answer.page(paper.clone()).document(paper))
    }
}

/// The content of a paper, without its official head and end.
#[derive(Clone)]
struct Draft {
    named: Named,
    subject: Sentence,
    body: Page,
    annex: Page,
}

impl Draft {
    fn report(subject: Sentence, body: Page) -> Draft {
        let named = Named { kind: Phrase::OfficeReport, sign: "BC" };
        Draft { named, subject, body, annex: Page::default() }
    }
}

/// The legal basis of a paper: each decision with its kind, number and day; the last ends with a
/// full stop.
fn rests(cohort: &Cohort) -> Vec<Sentence> {
    let decisions = cohort.framework().decisions();
    let grounds = decisions.iter().enumerate().map(|(n, decision)| {
        let what = ("what", document(decision.document.as_str()).into());
        let said = match decision.issued.as_deref().and_then(|day| Day::read(day).ok()) {
            Some(day) => {
                let args = [what, ("day", spelled(day).into())];
                Sentence::say(Phrase::OfficeGroundDated, args)
            }
            None => Sentence::say(Phrase::OfficeGround, [what]),
        };
        said.then(if n + 1 == decisions.len() { "." } else { ";" })
    });
    grounds.collect()
}

/// The name of a document; a name that begins with a number gets its kind before it.
fn document(name: &str) -> Sentence {
    let is_number = name.starts_with(|c: char| c.is_ascii_digit());
    if is_number { Sentence::say(kind_of(name), [("number", name.into())]) } else { name.into() }
}

/// The kind of a document, told by the sign in its number: `09/QĐ-UBND`, `67-QĐ/TW`. An official
/// letter (*công văn*) has no sign, only its issuer: `1763/UBND-NC`.
fn kind_of(number: &str) -> Phrase {
    let (before, behind) = number.rsplit_once('/').unwrap_or((number, ""));
    let signs = [behind.split_once('-').map(|(sign, _)| sign), before.split('-').nth(1)];
    let known = signs.into_iter().flatten().find_map(|sign| {
        Some(match sign.trim() {
            "QĐ" => Phrase::OfficeDecision,
            "TB" => Phrase::OfficeNoticeNumbered,
            "NQ" => Phrase::OfficeResolution,
            "KH" => Phrase::OfficePlanNumbered,
            "CT" => Phrase::OfficeInstruction,
            "NĐ" => Phrase::OfficeDecree,
            "TT" => Phrase::OfficeCircular,
            "CV" => Phrase::OfficeLetter,
            "TTLT" | "NQLT" | "VBHN" => return None,
            // Other signs of kinds that are not listed have at most two capitals; a longer word is the
            // issuer.
            body if body.chars().count() > 2 && body.chars().all(char::is_uppercase) => {
                Phrase::OfficeLetter
            }
            _ => return None,
        })
    });
    known.unwrap_or(Phrase::OfficeNumbered)
}

/// A day as the head of a paper writes it.
fn spelled(day: Day) -> Text {
    let text = day.text();
    let parts = ["day", "month", "year"].into_iter().zip(text.get(Lang::Vi).split('/'));
    let args: Vec<(&str, Arg)> = parts.map(|(key, part)| (key, part.into())).collect();
    Text::new(Phrase::OfficeDay.say(Lang::Vi, &args), text.get(Lang::En))
}

/// Warnings above the figures: that they are provisional, not official, or of invented units.
fn lines(cohort: &Cohort) -> Vec<Block> {
    let mut cards = cohort.cards().iter();
    let invented =
        cards.any(|card| card.assessment().provenance() == Some(Provenance::Illustrative));
    let invented = invented
        .then(|| Block::say(Sentence::word(Phrase::IllustrativeFigures).capital().then(".")));
    let provisional = cohort.period().filter(|period| !cohort.framework().is_valid_for(*period));
    let provisional = provisional.map(|period| {
        let [whole, part] = [Phrase::HeadProvisional, Phrase::HeadProvisionalPeriod];
        Block::strong(Sentence::word(by_period(Some(period), whole, part)))
    });
    Claim::of(cohort).block().into_iter().chain(provisional).chain(invented).collect()
}

/// The unit and the period, as arguments of a title.
fn titled(card: &Scorecard) -> [(&'static str, Arg); 2] {
    let period = card.assessment().period().map(crate::period::Period::text).unwrap_or_default();
    [("unit", card.unit().name.clone().into()), ("year", period.into())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grounds_say_what_a_document_is() {
        for (number, said) in [
            ("09/QĐ-UBND", "Quyết định số 09/QĐ-UBND"),
            ("54/TB-UBND", "Thông báo số 54/TB-UBND"),
            ("1763/UBND-NC", "Công văn số 1763/UBND-NC"),
            ("30/2020/NĐ-CP", "Nghị định số 30/2020/NĐ-CP"),
            ("76/NQ-CP", "Nghị quyết số 76/NQ-CP"),
            ("67-QĐ/TW", "Quyết định số 67-QĐ/TW"),
            ("138/BC-UBND", "Văn bản số 138/BC-UBND"),
            ("564/TTr-PNV", "Văn bản số 564/TTr-PNV"),
            ("64/2025/QH15", "Văn bản số 64/2025/QH15"),
        ] {
            let text = Sentence::say(kind_of(number), [("number", number.into())]);
            assert_eq!(text.text(Lang::Vi), said);
        }
        let day = Day::new(2023, 1, 13).unwrap();
        assert_eq!(spelled(day).get(Lang::Vi), "ngày 13 tháng 01 năm 2023");
    }
}
