//! `survey`: the points come from the answers of respondents.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::facts::Answers;
use super::kind::{RuleKind, Stands};
use super::notation::{self, Word, unknown};
use super::spec::{GroupSpec, Kind, OptionSpec, RuleSpec};
use super::{Award, Facts, Fault, Level, Reason, Scale, check_labels};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::json::{self, Num, nfc};
use crate::quantity::{Percent, Points};
use crate::words::{Lang, Text};

/// Points from the answers of respondents (*điều tra xã hội học*).
///
/// **What it measures.** The opinion that the people asked have of the unit.
///
/// **Formula.** Each option has a weight in percent; the award is the mean weight of the valid
/// answers times the maximum: `Σ weight ÷ (100 × answers) × max`, rounded once. An answer that
/// chooses an option without weight is not valid. With groups of respondents the mean of each group
/// is weighted, `Σ w·mean ÷ Σ w`; a group without valid answers leaves the leaf without a value.
///
/// **Example.** Weights 100/60/20/0, answers A A B D, maximum 2: 260 ÷ 400 × 2 = 1.3.
///
/// **Keys.** `options`: a list of `id`, `weight` in percent and an optional `label`; `groups` of
/// respondents with their weights, `labels` (optional).
///
/// **Facts.** `answers`: the number of answers for each option; with groups `groups`: the same
/// numbers for each group. Counts are whole.
///
/// **In one line.** `điều tra: 100/60/20/0` · `survey: 100/60/20/0`; the options are then A, B,
/// C ….
///
/// **Source.** The project's semantics page, B9. The weights 100/60/20/0 are the defaults of a
/// survey application made for Yên Bái province.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Survey {
    /// The options, in the order of the question.
    pub options: Vec<SurveyOption>,
    /// The groups of respondents; empty where all answers count alike.
    pub groups: Vec<SurveyGroup>,
    /// The nouns for the facts.
    pub labels: BTreeMap<String, Text>,
}

/// One option of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SurveyOption {
    /// The id by which answers name the option.
    pub id: String,
    /// The weight of the option; `None` if answers that choose it are not valid.
    pub weight: Option<Percent>,
    /// The wording of the option on the ballot; empty where none is given.
    pub label: Text,
}

/// One group of respondents.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SurveyGroup {
    /// The id by which answers name the group.
    pub id: String,
    /// The weight of the group relative to the other groups.
    pub weight: Points,
}

impl RuleKind for Survey {
    fn keys() -> &'static [&'static str] {
        &["options", "groups", "labels"]
    }

    fn check(
        spec: &RuleSpec,
        _scale: Scale,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<Survey> {
        let before = findings.errors();
        let labels = check_labels(spec, &["answers", "groups"], place, findings);
        let options = spec.options.as_deref().unwrap_or_default();
        if options.is_empty() {
            spec.needs("options", place, findings);
        }
        let options: Vec<SurveyOption> = options
            .iter()
            .enumerate()
            .map(|(n, option)| {
                let place = place.clone().join("options").join(&n.to_string());
                check_id(&option.id, &place, findings);
                let weight = option.weight.as_ref().and_then(|weight| {
                    let place = place.clone().join("weight");
                    check_weight(weight, Points::whole(100), &place, findings)
                });
                let weight = weight.map(|weight| Percent::from_raw(weight.wide()));
                let label = option.label.as_ref();
                let label = label.map(|text| Text::new(nfc(&text.vi), nfc(&text.en)));
                SurveyOption { id: nfc(&option.id), weight, label: label.unwrap_or_default() }
            })
            .collect();
        let groups: Vec<SurveyGroup> = spec
            .groups
            .iter()
            .flatten()
            .enumerate()
            .filter_map(|(n, group)| {
                let place = place.clone().join("groups").join(&n.to_string());
                check_id(&group.id, &place, findings);
                let at = place.join("weight");
                let weight = check_weight(&group.weight, Points::MAX, &at, findings)?;
                if weight == Points::ZERO {
                    let finding = Finding::new(FindingCode::OutOfRange, at);
                    let finding = finding.found(group.weight.as_str());
                    let least = Points::from_raw(1);
                    findings.push(finding.with("from", least).with("to", Points::MAX));
                }
                Some(SurveyGroup { id: nfc(&group.id), weight })
            })
            .collect();
        check_twice(options.iter().map(|option| &option.id), "options", place, findings);
        check_twice(groups.iter().map(|group| &group.id), "groups", place, findings);
        let best = options.iter().filter_map(|option| option.weight).max();
        if let Some(best) = best.filter(|best| *best < Percent::HUNDRED) {
            let finding = Finding::new(FindingCode::NoFullOption, place.clone().join("options"));
            findings.push(finding.found(best.to_string()));
        } else if best.is_none() && !options.is_empty() {
            spec.needs("weight", place, findings);
        }
        if findings.errors() > before {
            return None;
        }
        Some(Survey { options, groups, labels })
    }

    fn head() -> Word {
        Word("survey", "điều tra")
    }

    fn read(rest: &str, lang: Lang) -> Result<RuleSpec, Error> {
        let mut options = Vec::new();
        for (n, part) in rest.split('/').enumerate() {
            // Options are named A, B, C … in the order of the question.
            let letter = u8::try_from(n).ok().and_then(|n| b'A'.checked_add(n));
            let Some(letter) = letter.filter(u8::is_ascii_uppercase) else {
                return Err(unknown(part, &["at most 26 options"]));
            };
            let weight = match part.trim() {
                "-" => None,
                weight => Some(notation::number(weight, lang)?),
            };
            options.push(OptionSpec { id: char::from(letter).to_string(), weight, label: None });
        }
        Ok(RuleSpec { options: Some(options), ..RuleSpec::of(Kind::Survey) })
    }

    fn line(spec: &RuleSpec, lang: Lang) -> Option<String> {
        let weights = spec.options.as_ref()?.iter().map(|option| match &option.weight {
            Some(weight) => lang.decimal(weight.as_str()),
            None => "-".to_owned(),
        });
        let weights: Vec<String> = weights.collect();
        Some(format!("{}: {}", Survey::head().of(lang), weights.join("/")))
    }

    fn write(&self, spec: &mut RuleSpec) {
        let options = self.options.iter().map(|option| OptionSpec {
            id: option.id.clone(),
            weight: option.weight.map(Num::from),
            label: (!option.label.is_empty()).then(|| option.label.clone()),
        });
        spec.options = Some(options.collect());
        let groups = self
            .groups
            .iter()
            .map(|group| GroupSpec { id: group.id.clone(), weight: Num::from(group.weight) });
        spec.groups = (!self.groups.is_empty()).then(|| groups.collect());
        spec.labels = (!self.labels.is_empty()).then(|| self.labels.clone());
    }

    fn fact_keys(&self) -> &'static [&'static str] {
        if self.groups.is_empty() { &["answers"] } else { &["groups"] }
    }

    fn award(&self, facts: &Facts, scale: Scale) -> Result<Award, Vec<Fault>> {
        let (mean, answers) = if self.groups.is_empty() {
            let answers = facts.answers.as_ref().ok_or_else(Vec::new)?;
            let counted = self.count(answers, None)?;
            (counted.mean(), counted.answers)
        } else {
            self.grouped(facts)?
        };
        let points = mean.and_then(|mean| mean.points(scale)).ok_or_else(|| {
            let key = if self.groups.is_empty() { "answers" } else { "groups" };
            vec![Fault::new(FindingCode::TooManyAnswers, key)]
        })?;
        Ok(Award { points: Some(points), max: scale.max, reason: Reason::Survey { answers } })
    }

    fn reachable<'a>(
        &'a self,
        scale: Scale,
        _facts: Option<&Facts>,
    ) -> Box<dyn Iterator<Item = Level> + 'a> {
        Box::new(std::iter::once(Level { points: scale.max, facts: None }))
    }

    fn level(&self, points: Points, _scale: Scale, _facts: Option<&Facts>) -> Option<Level> {
        Some(Level { points, facts: None })
    }

    fn computes(&self) -> bool {
        true
    }

    fn standing(&self, _stands: &Stands<'_>) -> Option<Text> {
        None
    }
}

impl Survey {
    /// The weighted mean of all groups: `Σ w·mean ÷ Σ w`.
    fn grouped(&self, facts: &Facts) -> Result<(Option<Mean>, Points), Vec<Fault>> {
        let given = facts.groups.as_ref().ok_or_else(Vec::new)?;
        let mut faults = Vec::new();
        let known: Vec<&str> = self.groups.iter().map(|group| group.id.as_str()).collect();
        for id in given.keys().filter(|id| !known.contains(&id.as_str())) {
            let fault = Fault::new(FindingCode::UnknownGroup, "groups").found(id.as_str());
            faults.push(fault.with("known", known.join(", ")));
        }
        let mut means = Vec::new();
        // `None` from the group on with which they are more than can be counted.
        let mut answers = Some(Points::ZERO);
        for group in &self.groups {
            let none = Answers::new();
            match self.count(given.get(&group.id).unwrap_or(&none), Some(&group.id)) {
                Ok(counted) => {
                    means.push((group.weight, counted.mean()));
                    answers = answers.and_then(|sum| sum.checked_add(counted.answers));
                }
                Err(found) => faults.extend(found),
            }
        }
        match answers {
            None => faults.push(Fault::new(FindingCode::TooManyAnswers, "groups")),
            Some(answers) if faults.is_empty() => return Ok((Mean::weighted(means), answers)),
            Some(_) => {}
        }
        Err(faults)
    }

    fn count(&self, answers: &Answers, group: Option<&str>) -> Result<Counted, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut counted = Counted { weight: 0.into(), answers: Points::ZERO };
        for (id, count) in answers {
            let Some(option) = self.options.iter().find(|option| option.id == *id) else {
                let key = if group.is_some() { "groups" } else { "answers" };
                let fault = Fault::new(FindingCode::UnknownOption, key).found(id.as_str());
                faults.push(fault.with("known", self.known()));
                continue;
            };
            if let Some(weight) = option.weight {
                counted.weight += BigInt::from(weight.raw()) * count.raw();
                let Some(sum) = counted.answers.checked_add(*count) else {
                    let key = if group.is_some() { "groups" } else { "answers" };
                    return Err(vec![Fault::new(FindingCode::TooManyAnswers, key)]);
                };
                counted.answers = sum;
            }
        }
        if faults.is_empty() && counted.answers == Points::ZERO {
            let key = if group.is_some() { "groups" } else { "answers" };
            let group = group.map(|group| format!(" ({group})")).unwrap_or_default();
            faults.push(Fault::new(FindingCode::NoValidAnswer, key).with("group", group));
        }
        if faults.is_empty() { Ok(counted) } else { Err(faults) }
    }

    /// The options as findings name them: ids, followed by labels in parentheses where they have
    /// some.
    pub(crate) fn known(&self) -> Text {
        let in_one = |lang| {
            let shown = self.options.iter().map(|option| match option.label.get(lang) {
                "" => option.id.clone(),
                label if label == option.id => option.id.clone(),
                label => format!("{} ({label})", option.id),
            });
            shown.collect::<Vec<_>>().join(", ")
        };
        Text::new(in_one(Lang::Vi), in_one(Lang::En))
    }

    /// The mean weight of answers, given the number of answers for each option in the order of the
    /// options; `None` without a valid answer.
    pub(crate) fn mean(&self, counts: &[u64]) -> Option<Mean> {
        let valid = self.options.iter().zip(counts);
        let valid = valid.filter_map(|(option, count)| Some((option.weight?, *count)));
        let (weight, answers) =
            valid.fold((BigInt::from(0), 0_u64), |(sum, answers), (weight, count)| {
                (sum + BigInt::from(weight.raw()) * count, answers.saturating_add(count))
            });
        let raw = Percent::whole(1).raw();
        (answers > 0)
            .then(|| Mean(BigRational::new(weight, BigInt::from(answers) * BigInt::from(raw))))
    }
}

/// The valid answers of one group, with the sum of their weights.
struct Counted {
    weight: BigInt,
    answers: Points,
}

impl Counted {
    fn mean(&self) -> Option<Mean> {
        // Percent and points have the same number of places, so the raw units cancel.
        let answers = BigInt::from(self.answers.raw()) * Percent::whole(1).raw();
        (self.answers.is_positive()).then(|| Mean(BigRational::new(self.weight.clone(), answers)))
    }
}

/// The exact mean weight of some answers, in percent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mean(pub(crate) BigRational);

impl Mean {
    /// The largest denominator that is kept, in bits; even the means of hundreds of groups without
    /// a common factor fit.
    const MOST_BITS: u64 = 8_192;

    /// The weighted mean of some means, `Σ w·mean ÷ Σ w`; `None` where one of the means is missing
    /// or the fraction grows too long.
    pub(crate) fn weighted(
        means: impl IntoIterator<Item = (Points, Option<Mean>)>,
    ) -> Option<Mean> {
        let mut sum = BigRational::from(BigInt::from(0));
        let mut weights = BigInt::from(0);
        for (weight, mean) in means {
            sum += mean?.0 * BigInt::from(weight.raw());
            weights += weight.raw();
            if sum.denom().bits() > Mean::MOST_BITS {
                return None;
            }
        }
        (weights > BigInt::from(0)).then(|| Mean(sum / weights))
    }

    /// The points: the mean as a share of the maximum, rounded once; `None` where the result is out
    /// of range.
    pub(crate) fn points(&self, scale: Scale) -> Option<Points> {
        let (n, d) = (self.0.numer(), self.0.denom());
        // If all answers have full weight, the points are exactly the maximum, even one with more
        // places than are rounded to.
        if *n == d * 100 {
            return Some(scale.max);
        }
        // mean ÷ 100 × max, in steps of the last kept place
        let unit = scale.digits.unit();
        let d: BigInt = d * 100 * unit;
        let steps: BigInt = (n * scale.max.raw() + &d / 2) / &d;
        let points = i128::try_from(steps * unit).ok().and_then(Points::from_wide)?;
        Some(points.min(scale.max))
    }
}

fn check_weight(num: &Num, most: Points, place: &Place, findings: &mut Findings) -> Option<Points> {
    let weight = json::points(num, place, findings)?;
    if weight.is_negative() || weight > most {
        let finding = Finding::new(FindingCode::OutOfRange, place.clone()).found(num.as_str());
        findings.push(finding.with("from", Points::ZERO).with("to", most));
        return None;
    }
    Some(weight)
}

fn check_id(id: &str, place: &Place, findings: &mut Findings) {
    if nfc(id).is_empty() {
        let finding = Finding::new(FindingCode::BadId, place.clone().join("id"));
        findings.push(finding.found(""));
    }
}

fn check_twice<'a>(
    ids: impl Iterator<Item = &'a String>,
    key: &str,
    place: &Place,
    findings: &mut Findings,
) {
    let mut seen: Vec<&String> = Vec::new();
    for id in ids {
        if seen.contains(&id) {
            let finding = Finding::new(FindingCode::LevelTwice, place.clone().join(key));
            findings.push(finding.found(id.as_str()));
        }
        seen.push(id);
    }
}
