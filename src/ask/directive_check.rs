//! `directive-check`: lists the faults of a letter, by itself or together with the data of a year.

use super::answer::Answer;
use super::common::Common;
use super::flags::needs;
use super::flags::{Takes, flags};
use super::letter::OfLetter;
use super::letter::{GapRow, SlipRow};
use super::letter::{letter, named, of_this_framework, sealed};
use super::parts::row::{either, summary};
use super::question::{Outcome, Part, Question, below};
use super::sight::{Sight, find_unit};
use crate::analysis::{Order, PooledLeaf, weak, weak_pooled};
use crate::ask::letter::view::{gap_block, gap_rows, slip_rows, slips_page};
use crate::directive::{Directive, LEAST_DAYS};
use crate::dossier::{Digested, Dossier};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place, Severity, nearest};
use crate::framework::{did_you_mean, embedded_ids, framework};
use crate::json::cut;
use crate::period::Period;
use crate::quantity::{Digits, Percent};
use crate::words::{Arg, Lang, Phrase, Text};

/// The default percentage below which a criterion is weak.
const BELOW: Percent = Percent::whole(50);

either! {
    /// The rows of `directive-check`: slips of the letter alone, or gaps when data are given.
    SlipRows { Slip(SlipRow), Gap(GapRow) }
}

summary! {
    /// The number of obligations, and of the errors and warnings found.
    pub(crate) struct SlipSummary {
        obligations: usize,
        errors: usize,
        warnings: usize,
    }
}

flags! {
    /// Lists the faults of a letter.
    pub struct DirectiveCheck {
        days: Option<u16> = Takes::Number("N")
            => "How many days an order must leave (15)" | "Số ngày tối thiểu để thực hiện (15)";
        below: Option<Percent> = Takes::Percent("PERCENT")
            => "A criterion is weak below this percentage (50)"
            | "Tiêu chí đạt thấp khi dưới tỷ lệ này (50)";
        unit: Option<String> = Takes::Text("UNIT")
            => "The unit, by id or name" | "Đơn vị, theo mã hoặc tên";
    }
}

impl Question for DirectiveCheck {
    type Row = SlipRows;
    type Summary = SlipSummary;
    type Beside = OfLetter;
    const NAME: &'static str = "directive-check";
    const ABOUT: [&'static str; 2] = [
        "What is wrong with a letter: dates, owners, goals, targets, addressees; with data, weak \
         criteria it leaves out.",
        "Rà soát văn bản: thời hạn, cơ quan chủ trì, mục tiêu, chỉ tiêu, nơi gửi; nếu có số liệu, \
         cả các tiêu chí đạt thấp bị bỏ sót.",
    ];
    const USAGE: &'static str =
        "par-index directive check D [--days N] [-f FW IN… [--below PERCENT]]";
    const TAKES: &'static [Part] = &[Part::Directive];
    const REPEATED: bool = false;

    fn fits(&self) -> Result<(), Error> {
        below(self.below)
    }

    fn outcome(&self, dossier: &Dossier, common: &Common) -> Result<Outcome, Error> {
        let directive = letter(dossier)?;
        match Sight::new(dossier, common, Self::NAME) {
            None => match self.of_data(common) {
                Some(key) => Err(needs(key, "framework")),
                None => Ok(self.alone(directive)),
            },
            Some(sight) => self.beside(directive, sight),
        }
    }

    fn seal(&self, dossier: &Dossier, digest: &mut Digested) {
        sealed(dossier, digest);
        digest.dossier(dossier);
    }

    fn is_void(&self, dossier: &Dossier, _: &Answer) -> bool {
        dossier.index().is_some_and(|index| index.input.assessments.is_empty())
    }
}

impl DirectiveCheck {
    /// The first flag given that has no meaning without data.
    fn of_data(&self, common: &Common) -> Option<&'static str> {
        match (&self.below, &self.unit) {
            (Some(_), _) => Some("below"),
            (None, Some(_)) => Some("unit"),
            (None, None) if *common != Common::default() => Some("directive-check"),
            (None, None) => None,
        }
    }

    /// Checks the letter without data. Its links are checked against its framework if that is
    /// embedded.
    fn alone(&self, directive: &Directive) -> Outcome {
        let ruler = directive.framework_id().and_then(|id| framework(id).ok());
        let mut findings = directive.slips(self.days.unwrap_or(LEAST_DAYS));
        findings.extend(match (&ruler, directive.framework_id()) {
            (Some(ruler), _) => directive.unknown_links(ruler),
            (None, Some(id)) => vec![codes_unchecked(id)],
            (None, None) => Vec::new(),
        });
        findings.extend(directive.unresolved_links());
        let (letter, slips) = (directive.clone(), findings.clone());
        let answer = Self::listed(slip_rows(&findings))
            .summary(summary(directive, &findings))
            .of_letter(named(directive))
            .telling_beside(Vec::new())
            .page(move || slips_page(&letter, &slips));
        Outcome::apart(answer, findings)
    }

    /// Checks the letter with data: also finds the weak criteria of a year that no obligation
    /// touches.
    fn beside(&self, directive: &Directive, mut sight: Sight<'_>) -> Result<Outcome, Error> {
        let framework = sight.framework().clone();
        of_this_framework(directive, &framework)?;
        let not_read = sight.dossier.not_read();
        let told = |sight: &Sight<'_>, error: Error| {
            error.beside_unread(&not_read, &sight.findings.to_vec())
        };
        let cohort = sight.cohort().map_err(|error| told(&sight, error))?;
        let read = sight.findings.to_vec();
        let (period, basis) = (sight.period, Some(sight.basis));
        let outcome = |answer: Answer, findings: Vec<Finding>| Outcome {
            answer: answer.of_letter(named(directive)).telling_beside(read.clone()),
            findings,
            not_read: not_read.clone(),
            period,
            basis,
            framework: Some(framework.clone()),
            under_policies: true,
        };
        if sight.common.strict && read.iter().any(Finding::is_error) {
            return Ok(outcome(Answer::nothing(), read.clone()));
        }
        let unit = find_unit(&cohort, self.unit.as_deref()).map_err(|error| told(&sight, error))?;
        let weakest: Vec<PooledLeaf> = match &unit {
            Some(unit) => {
                weak(&cohort, &unit.id, Order::PointsLost).iter().map(PooledLeaf::from).collect()
            }
            None => weak_pooled(&cohort, Order::PointsLost),
        };
        let below = self.below.unwrap_or(BELOW);
        let gaps = directive.untouched(&framework, &weakest, below);
        let digits = framework.policies().print;
        let missed: Vec<Finding> =
            gaps.iter().map(|leaf| untouched(leaf, period, digits)).collect();
        let mut slips = directive.slips_under(&framework, self.days.unwrap_or(LEAST_DAYS));
        slips.extend(directive.unknown_links(&framework));
        slips.extend(directive.unresolved_links());
        let pairs: Vec<(PooledLeaf, Finding)> = gaps.iter().cloned().zip(missed.clone()).collect();
        let shown: Vec<Finding> = slips.iter().chain(&missed).cloned().collect();
        let card = unit.as_ref().and_then(|unit| cohort.card(&unit.id));
        let known = cohort.counted_of(card).next().is_some();
        let answer = Self::listed(gap_rows(&slips, &pairs, digits));
        let letter = directive.clone();
        let answer = answer.summary(summary(directive, &shown)).page(move || {
            let gaps = known.then_some(gaps.as_slice());
            slips_page(&letter, &slips).with([gap_block(gaps, (below, period), digits)])
        });
        Ok(outcome(answer, read.iter().chain(&shown).cloned().collect()))
    }
}

fn summary(directive: &Directive, slips: &[Finding]) -> SlipSummary {
    let count = |severity| {
        let of = slips.iter().filter(|one| one.severity() == severity);
        of.map(Finding::count).sum::<usize>()
    };
    SlipSummary {
        obligations: directive.obligations().len(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
    }
}

/// The finding that a weak criterion is left out of the letter.
fn untouched(leaf: &PooledLeaf, period: Option<Period>, digits: Digits) -> Finding {
    let both = |say: &dyn Fn(Lang) -> String| Text::new(say(Lang::Vi), say(Lang::En));
    let node = both(&|lang| format!("{} {}", leaf.code, leaf.short.get(lang)));
    let ratio = leaf.ratio.map(|ratio| ratio.percent(digits));
    let ratio = both(&|lang| ratio.map(|ratio| lang.percent(ratio, digits)).unwrap_or_default());
    let year = both(&|lang| {
        let said = period.map(|period| Phrase::InYear.say(lang, &[("year", period.text().into())]));
        said.unwrap_or_default()
    });
    let finding =
        Finding::new(FindingCode::WeakUntouched, Place::default().node(leaf.code.as_str()));
    finding.with("node", node).with("ratio", ratio).with("year", year)
}

/// The finding that the framework of a letter is not available, so that its codes were not checked.
fn codes_unchecked(id: &str) -> Finding {
    let near = nearest(id, embedded_ids()).map_or(Arg::from(""), did_you_mean);
    let place = Place::at("/framework");
    Finding::new(FindingCode::CodesUnchecked, place).found(cut(id)).with("near", near)
}
