//! The keys of an obligation that must fit together (comparator, threshold, unit, base), and its
//! optional texts.

use super::obligation::{Comparator, Goal, Target, TargetUnit};
use super::spec::ObligationSpec;
use crate::assessment::spec::NameSpec;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::json::{self, nfc};
use crate::quantity::{Percent, Points};
use crate::words::{Arg, Phrase, Text, fold_text};

/// An optional text in normal form C; an empty text counts as absent.
pub(super) fn kept(text: Option<&str>) -> Option<String> {
    text.map(nfc).filter(|text| !text.is_empty())
}

/// Words that mean `%`. A unit of measure written with one of them is refused, because it would be
/// read as a count of things with that name.
const PERCENT: [&str; 4] = ["％", "phần trăm", "percent", "per cent"];

/// Reads the target. Comparator, threshold and unit must be given together, and all three are
/// required when the goal is `reach`.
pub(super) fn target(
    spec: &ObligationSpec,
    place: &Place,
    findings: &mut Findings,
) -> Option<Target> {
    let unit = spec.unit_of_measure.as_ref().map(NameSpec::text);
    let unit = unit.filter(|unit| !unit.is_empty());
    let given = [
        ("comparator", spec.comparator.is_some()),
        ("threshold", spec.threshold.is_some()),
        ("unit_of_measure", unit.is_some()),
    ];
    let any = given.iter().any(|(_, given)| *given) || spec.goal == Goal::Reach;
    let percent = unit.as_ref().is_some_and(|unit| unit.vi == "%" || unit.en == "%");
    let mut unclear = |key: &str, why: Text| {
        let finding = Finding::new(FindingCode::TargetUnclear, place.clone().join(key));
        findings.push(finding.with("key", key).with("why", why));
    };
    if any && spec.goal == Goal::Do {
        unclear("goal", Text::new("goal do không có chỉ tiêu", "the goal do has no figure"));
        return None;
    }
    for (key, _) in given.iter().filter(|(_, given)| any && !given) {
        unclear(key, Text::new(format!("thiếu {key}"), format!("{key} is missing")));
    }
    let means_percent = |unit: &Text| {
        let texts = [&unit.vi, &unit.en].map(|text| fold_text(text));
        PERCENT.iter().any(|word| texts.contains(&fold_text(word)))
    };
    if unit.as_ref().is_some_and(|unit| !percent && means_percent(unit)) {
        unclear("unit_of_measure", Text::new("ghi đơn vị tính là %", "write the unit as %"));
        return None;
    }
    if !percent {
        for (key, given) in [("base", spec.base.is_some()), ("if_any", spec.if_any.is_some())] {
            if given {
                let why =
                    Text::new(format!("{key} chỉ đi với %"), format!("{key} belongs to % only"));
                unclear(key, why);
            }
        }
    }
    let (comparator, num, unit) = (spec.comparator?, spec.threshold.as_ref()?, unit?);
    let place = place.clone().join("threshold");
    let threshold = json::points(num, &place, findings)?;
    if !is_possible(comparator, threshold, percent) {
        let finding = Finding::new(FindingCode::OutOfRange, place).found(num.as_str());
        let most = if percent { Points::whole(100) } else { Points::MAX };
        // The bound itself is excluded: nothing is above 100 %, and "at least 0" is reached by
        // everyone.
        let (from, to) = match comparator {
            Comparator::AtLeast => (bound(Phrase::BeyondZero), Arg::from(most)),
            Comparator::Above if percent => (Points::ZERO.into(), bound(Phrase::BelowHundred)),
            Comparator::Above => (Points::ZERO.into(), most.into()),
        };
        findings.push(finding.with("from", from).with("to", to));
        return None;
    }
    let base = spec.base.as_ref().map(NameSpec::text).filter(|base| !base.is_empty());
    let unit = if percent {
        TargetUnit::Percent { base, if_any: spec.if_any.unwrap_or_default() }
    } else {
        TargetUnit::Count(unit)
    };
    (spec.goal != Goal::Do).then_some(Target { comparator, threshold, unit })
}

fn bound(phrase: Phrase) -> Arg {
    Arg::Words(phrase.text(&[]))
}

/// Whether a threshold can be met and demands anything. A percentage lies in (0, 100] for "at
/// least" and in [0, 100) for "above"; a count is above 0 for "at least" and 0 or more for "above".
fn is_possible(comparator: Comparator, threshold: Points, percent: bool) -> bool {
    let raw = threshold.wide();
    let most = Percent::HUNDRED.raw();
    match comparator {
        Comparator::AtLeast => raw > 0 && (!percent || raw <= most),
        Comparator::Above => raw >= 0 && (!percent || raw < most),
    }
}
