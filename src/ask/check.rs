//! `check`: lists all errors of the inputs, and nothing else.

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::{Nothing, summary};
use super::question::{Question, UNSTAGED};
use super::sight::Sight;
use crate::analysis::{cut_findings, rank};
use crate::ask::parts::findings::findings_page;
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place, Severity};
use crate::framework::LeafIx;
use crate::page::{Block, Page};
use crate::scoring::{Mark, Scorecard, State};
use crate::words::{Arg, Phrase, Sentence};

summary! {
    /// The number of units read, and of those whose total can be computed.
    pub(crate) struct CheckSummary {
        units: usize,
        computed: usize,
    }
}

flags! {
    /// Lists the findings alone.
    pub struct Check {
        draft: bool = Takes::Nothing
            => "Silent about what is still empty" | "Không nhắc nội dung còn trống";
    }
}

impl Question for Check {
    type Row = ();
    type Summary = CheckSummary;
    type Beside = Nothing;
    const NAME: &'static str = "check";
    const ABOUT: [&'static str; 2] = [
        "Everything wrong with the inputs, and nothing else.",
        "Kiểm tra số liệu, nêu mọi nội dung cần sửa.",
    ];
    const USAGE: &'static str = "par-index check -f FW IN… [--draft]";
    const TAKES_ERRORS: bool = true;
    const COMMON: &'static [&'static str] = UNSTAGED;

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort()?;
        // Findings that other questions only count are listed in full here.
        sight.findings.extend(cut_findings(&cohort, None)?);
        let ranking = rank(&cohort);
        let of_units = ranking.findings().iter();
        let of_units = of_units.filter(|finding| finding.place().unit.is_some());
        sight.findings.extend(of_units.cloned());
        if !self.draft {
            sight.findings.extend(cohort.cards().iter().filter_map(still_empty));
        }
        // Units that only the register names were not read.
        let cards = cohort.cards().iter().filter(|card| card.assessment().has_come());
        let good = cards.clone().filter(|card| card.state() != State::InError).count();
        let units = cards.count();
        let findings = sight.findings.to_vec();
        let answer = Answer::nothing().done();
        let answer = answer.summary(CheckSummary { units, computed: good });
        Ok(answer.telling().page(move || page(&findings, units, good)))
    }
}

/// The findings, followed by a line that counts them.
fn page(findings: &[Finding], units: usize, good: usize) -> Page {
    let count = |severity| {
        let found = findings.iter().filter(|finding| finding.severity() == severity);
        Arg::from(found.map(Finding::count).sum::<usize>())
    };
    let args = [
        ("errors", count(Severity::Error)),
        ("warnings", count(Severity::Warning)),
        ("notes", count(Severity::Note)),
        ("good", good.into()),
        ("units", units.into()),
    ];
    let said = if units == 0 { Phrase::CheckNothing } else { Phrase::CheckSum };
    let mut page = findings_page(findings, usize::MAX);
    page.push(Block::say(Sentence::say(said, args)));
    page
}

/// The finding that leaves of a unit still have no value that counts.
fn still_empty(card: &Scorecard) -> Option<Finding> {
    if card.state() == State::InError {
        return None;
    }
    let framework = card.framework();
    let leaves = (0..framework.leaf_count()).map(LeafIx);
    let waits = |mark| matches!(mark, Mark::Missing | Mark::NotAppraised);
    let codes: Vec<Sentence> = leaves
        .filter(|leaf| waits(card.mark_at(*leaf)))
        .map(|leaf| Sentence::from(framework.leaf_at(leaf).code().as_str()))
        .collect();
    let unit = card.unit();
    let finding = Finding::new(FindingCode::StillEmpty, Place::unit(&unit.id, &unit.name));
    let finding = finding.with("count", codes.len());
    (!codes.is_empty()).then(|| finding.with("leaves", Sentence::some_of(codes, 8)))
}
