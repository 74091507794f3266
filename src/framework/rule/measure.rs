//! How a share of a whole is measured: what 0 of 0 means, whether more than the whole may be done,
//! and whether the percentage is rounded before it is compared with thresholds.

use super::notation::Word;
use super::spec::RuleSpec;
use super::{Award, Facts, Fault, Reason, Scale};
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::vocabulary::vocabulary;
use crate::quantity::{Digits, Percent, Points, Ratio, div_ceil};
use crate::words::Lang;

/// How a [`Share`](super::Share), or [`Bands`](super::Bands) on a share, measures a share of a
/// whole.
///
/// **Keys.** `if_none`: what 0 of 0 means (`if_any: true` says *not applicable*); `may_exceed`;
/// `percent_digits`, 0 to 9.
///
/// **Formula.** With `percent_digits` the share is replaced by its percentage, rounded half away
/// from zero to that number of places, before it is compared with thresholds and floor and before a
/// proportion is taken of it; the award is then rounded as usual.
///
/// **Example.** With a maximum of 6 and two award digits, 1 of 48 earns 0.13 (exactly 0.125); if
/// the percentage is rounded to 2.08 % first, it earns 0.1248, rounded to 0.12.
///
/// **Source.** The project's semantics page, B11 and B12; figures of the service index that the
/// national public service portal publishes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Measure {
    /// The meaning of 0 done of 0.
    pub if_none: IfNone,
    /// Whether more may be done than the whole, such as 5 of 4.
    pub may_exceed: bool,
    /// The number of decimal places to which the percentage is rounded before anything else; `None`
    /// leaves it exact.
    pub percent_digits: Option<Digits>,
}

vocabulary! {
    /// The meaning of a leaf where no case arose, that is, 0 done of 0.
    #[derive(Default)]
    IfNone {
        /// The data have an error.
        #[default]
        Error "error",
        /// The leaf is not applicable.
        NotApplicable "not_applicable",
        /// The leaf earns its maximum.
        Max "max",
        /// The leaf earns 0 points.
        Zero "zero",
    }
}

/// A share after measuring, or the answer that no case arose.
pub(super) enum Measured {
    Share(Ratio),
    NoCase,
}

/// A threshold on a percentage, stored in halves of the last decimal place of percentages, so that
/// the middle between two rounded percentages is a whole number, too.
#[derive(Clone, Copy)]
pub(super) struct Bar {
    halves: i128,
    strict: bool,
}

impl Measure {
    pub(super) fn check(spec: &RuleSpec, place: &Place, findings: &mut Findings) -> Measure {
        if spec.if_any.is_some() && spec.if_none.is_some() {
            let finding = Finding::new(FindingCode::RuleKeyForeign, place.clone().join("if_any"));
            let finding = finding.with("kind", "if_none").with("key", "if_any");
            findings.push(finding.with("known", "if_none"));
        }
        let digits = spec.percent_digits.map(Digits::new);
        if digits == Some(None) {
            let place = place.clone().join("percent_digits");
            let found = spec.percent_digits.unwrap_or_default().to_string();
            let finding = Finding::new(FindingCode::OutOfRange, place).found(found);
            findings.push(finding.with("from", Points::ZERO).with("to", Points::whole(9)));
        }
        let if_any = if spec.if_any == Some(true) { IfNone::NotApplicable } else { IfNone::Error };
        Measure {
            if_none: spec.if_none.unwrap_or(if_any),
            may_exceed: spec.may_exceed.unwrap_or_default(),
            percent_digits: digits.flatten(),
        }
    }

    pub(super) fn write(self, spec: &mut RuleSpec) {
        spec.if_any = (self.if_none == IfNone::NotApplicable).then_some(true);
        let written = [IfNone::Max, IfNone::Zero].contains(&self.if_none);
        spec.if_none = written.then_some(self.if_none);
        spec.may_exceed = self.may_exceed.then_some(true);
        spec.percent_digits = self.percent_digits.map(Digits::get);
    }

    /// Measures `done` ÷ `of`.
    pub(super) fn of(self, facts: &Facts) -> Result<Measured, Vec<Fault>> {
        let (Some(done), Some(of)) = (facts.done, facts.of) else { return Err(Vec::new()) };
        let Some(share) = Ratio::new(done, of) else {
            if done == Points::ZERO && self.if_none != IfNone::Error {
                return Ok(Measured::NoCase);
            }
            return Err(vec![Fault::new(FindingCode::OfZero, "of").found(of.to_string())]);
        };
        if done > of && !self.may_exceed {
            let fault = Fault::new(FindingCode::DoneOverOf, "done").found(done.to_string());
            return Err(vec![fault.with("done", done).with("of", of)]);
        }
        Ok(Measured::Share(self.measured(share)))
    }

    /// The share itself or, with `percent_digits`, its rounded percentage.
    pub(super) fn measured(self, share: Ratio) -> Ratio {
        let rounded = self.percent_digits.and_then(|digits| {
            Ratio::from_wide(share.percent(digits).raw(), Percent::HUNDRED.raw())
        });
        rounded.unwrap_or(share)
    }

    /// The award where no case arose, if the rule gives the maximum or zero for it; otherwise
    /// `None`.
    pub(super) fn earned_without_case(self, scale: Scale) -> Option<Award> {
        let earns = matches!(self.if_none, IfNone::Max | IfNone::Zero);
        earns.then(|| self.no_case(scale))
    }

    /// The award where no case arose, and its reason.
    pub(super) fn no_case(self, scale: Scale) -> Award {
        let points = match self.if_none {
            IfNone::Max => Some(scale.max),
            IfNone::Zero => Some(Points::ZERO),
            IfNone::NotApplicable | IfNone::Error => None,
        };
        Award { points, max: scale.max, reason: Reason::NoCase(self.if_none) }
    }

    /// The threshold for the exact share that is equivalent to a stated threshold for the measured
    /// share.
    pub(super) fn bar(self, threshold: Percent, strict: bool) -> Bar {
        let Some(digits) = self.percent_digits else {
            return Bar { halves: 2 * threshold.raw(), strict };
        };
        // This is the lowest rounded percentage that meets the threshold; shares are rounded up to
        // it from half a place below it.
        let unit = i128::from(digits.unit());
        let least = if strict {
            threshold.raw().div_euclid(unit) + 1
        } else {
            div_ceil(threshold.raw(), unit)
        };
        Bar { halves: (2 * least - 1) * unit, strict: false }
    }
}

impl Bar {
    /// The least whole number out of a whole that meets the threshold.
    pub(super) fn least(self, of: Points) -> Option<Points> {
        self.more(Points::ZERO, of, false)
    }

    /// The least whole number of further items with which the threshold is met; `joins` says
    /// whether each item also enlarges the whole. `None` if no number is enough.
    pub(super) fn more(self, done: Points, of: Points, joins: bool) -> Option<Points> {
        let hundred = 2 * Percent::HUNDRED.raw();
        let one = Points::whole(1).wide();
        // done + n ≥ t·(of [+ n]), in raw units of points times halves of raw units of percent
        let short = self.halves.checked_mul(of.wide())? - hundred.checked_mul(done.wide())?;
        if short < 0 || (short == 0 && !self.strict) {
            return Some(Points::ZERO);
        }
        let per_item = (if joins { hundred - self.halves } else { hundred }) * one;
        if per_item <= 0 {
            return None;
        }
        let n = if self.strict { short / per_item + 1 } else { div_ceil(short, per_item) };
        Points::from_wide(n.checked_mul(one)?)
    }
}

const IF_ANY: Word = Word("if any", "nếu có");
const MAY_EXCEED: Word = Word("may exceed", "được vượt");
/// The words before and after the number of places.
const PLACES: [Word; 2] = [Word("percent to", "tỷ lệ lấy"), Word("places", "chữ số")];
const IF_NONE: Word = Word("if none:", "nếu không phát sinh:");
/// The words for what 0 of 0 may mean.
const NONE: [(IfNone, Word); 4] = [
    (IfNone::Max, Word("max", "tối đa")),
    (IfNone::Zero, Word("zero", "0 điểm")),
    (IfNone::NotApplicable, Word("not applicable", "không áp dụng")),
    (IfNone::Error, Word("error", "lỗi")),
];

/// The beginnings of the parts of a line that [`read_flag`] reads.
pub(super) fn flags(lang: Lang) -> [&'static str; 4] {
    [IF_ANY, MAY_EXCEED, PLACES[0], IF_NONE].map(|word| word.of(lang))
}

/// Reads a part of a one-line rule that says how a share is measured; `false` if the part says
/// something else.
pub(super) fn read_flag(part: &str, lang: Lang, spec: &mut RuleSpec) -> bool {
    if part == IF_ANY.of(lang) {
        spec.if_any = Some(true);
    } else if part == MAY_EXCEED.of(lang) {
        spec.may_exceed = Some(true);
    } else if let Some(none) = part.strip_prefix(IF_NONE.of(lang)) {
        let known = NONE.iter().find(|(_, word)| word.of(lang) == none.trim());
        let Some((none, _)) = known else { return false };
        spec.if_none = Some(*none);
    } else {
        let [before, behind] = PLACES.map(|word| word.of(lang));
        let digits = part.strip_prefix(before).and_then(|rest| rest.strip_suffix(behind));
        let digits = digits.and_then(|digits| digits.trim().parse::<u8>().ok());
        let Some(digits) = digits.filter(|digits| *digits < 10) else { return false };
        spec.percent_digits = Some(digits);
    }
    true
}

/// Writes the parts of a line that [`read_flag`] reads, with a share's own part `own` among them.
pub(super) fn write_flags(spec: &RuleSpec, own: Option<Word>, lang: Lang, parts: &mut Vec<String>) {
    let if_any = (spec.if_any == Some(true)).then_some(IF_ANY);
    let may_exceed = (spec.may_exceed == Some(true)).then_some(MAY_EXCEED);
    let set = [if_any, may_exceed, own].into_iter().flatten();
    parts.extend(set.map(|word| word.of(lang).to_owned()));
    let [before, behind] = PLACES.map(|word| word.of(lang));
    parts.extend(spec.percent_digits.map(|digits| format!("{before} {digits} {behind}")));
    let none = NONE.iter().find(|(none, _)| Some(*none) == spec.if_none);
    parts.extend(none.map(|(_, word)| format!("{} {}", IF_NONE.of(lang), word.of(lang))));
}
