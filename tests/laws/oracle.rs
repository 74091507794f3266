//! A naive twin of the scorer, written from the rules alone, agrees with it on every number.

#![allow(clippy::unwrap_used, reason = "tests may unwrap")]

use crate::generate::{Case, Dice, checked, has_survey};
use par_index::analysis::{Cause, ledger};
use par_index::framework::{
    Answer, IfNone, MissingPolicy, NoSurveyPolicy, NotApplicablePolicy, Part, Scorer,
};
use par_index::scoring::Mark;
use par_index::spec::{AssessmentSpec, FrameworkSpec, Kind, NodeSpec, Num, StageSpec, SurveySpec};
use par_index::{Assessment, Basis, Digits, NodeScore, Points, State, score};
use rust_decimal::Decimal;

const ZERO: Decimal = Decimal::ZERO;

// ---- The twin: rules B to E of the semantics page, word for word. ----

/// max, possible, obtained, lost, open.
type Five = [Decimal; 5];

fn dec(num: &Num) -> Decimal {
    num.as_str().parse().unwrap()
}

/// The exact integer of a decimal in the ninth place.
fn raw(value: Decimal) -> i128 {
    let mut value = value;
    value.rescale(9);
    value.mantissa()
}

/// B2 to B5 and B8: `None` is not applicable.
fn award(node: &NodeSpec, stage: &StageSpec, digits: u32) -> Option<Decimal> {
    let (rule, max) = (node.rule.as_ref()?, dec(&node.max));
    if let Some(points) = &stage.points {
        return Some(dec(points));
    }
    // B12: no case arose is 0 of 0 where the rule says what that earns.
    if stage.not_applicable.as_deref() == Some("Không phát sinh") {
        match rule.if_none {
            Some(IfNone::Max) => return Some(max),
            Some(IfNone::Zero) => return Some(ZERO),
            _ => {}
        }
    }
    let facts = stage.facts.as_ref()?;
    match rule.kind {
        Kind::YesNo if facts.answer == Some(Answer::Yes) => Some(max),
        Kind::YesNo => Some(rule.no.as_ref().map_or(ZERO, dec)),
        Kind::Levels => {
            let mut levels = rule.levels.iter().flatten();
            levels.find(|level| Some(&level.id) == facts.level.as_ref()).map(|l| dec(&l.points))
        }
        _ => {
            let (done, of) = (raw(dec(facts.done.as_ref()?)), raw(dec(facts.of.as_ref()?)));
            if of == 0 {
                return match rule.if_none {
                    Some(IfNone::Max) => Some(max),
                    Some(IfNone::Zero) => Some(ZERO),
                    _ => None,
                };
            }
            let full_at = rule.full_at.as_ref()?;
            let percent = |num: &Num| raw(dec(num));
            let hundred = percent(&Num::from(100));
            // B11: the percentage, rounded half up, stands for the share.
            let (done, of) = rule.percent_digits.map_or((done, of), |digits| {
                let unit = 10_i128.pow(9 - u32::from(digits));
                let steps = (2 * done * hundred + of * unit) / (2 * of * unit);
                (steps * unit, hundred)
            });
            // s against a threshold t %: done·100 against t·of
            let against = |t: i128| (done * hundred).cmp(&(t * of));
            let full = match (&full_at.at_least, &full_at.above) {
                (Some(t), _) => against(percent(t)).is_ge(),
                (_, Some(t)) => against(percent(t)).is_gt(),
                _ => false,
            };
            if full {
                return Some(max);
            }
            if rule.floor.as_ref().is_some_and(|floor| against(percent(floor)).is_lt()) {
                return Some(ZERO);
            }
            let whole = match rule.part.unwrap_or(Part::OfWhole) {
                Part::OfWhole => hundred,
                Part::OfTarget => percent(full_at.at_least.as_ref()?),
                _ => return Some(ZERO),
            };
            // done/of ÷ whole/100 × max in steps of the last award digit, halves up
            let unit = 10_i128.pow(9 - digits);
            let (n, d) = (done * hundred * raw(max), of * whole * unit);
            let steps = (2 * n + d) / (2 * d);
            // M2: an award equal to max is not rounded.
            if done * hundred >= of * whole {
                return Some(max);
            }
            Some(Decimal::from_i128_with_scale(steps * unit, 9).min(max))
        }
    }
}

struct Twin<'a> {
    framework: &'a FrameworkSpec,
    sheet: &'a AssessmentSpec,
    basis: Basis,
    rows: Vec<(String, Five)>,
}

impl Twin<'_> {
    fn silent(&self) -> bool {
        let stages = self.sheet.entries.iter().flat_map(|entry| {
            [&entry.self_score, &entry.appraised, &entry.appraised_again, &entry.survey]
        });
        !stages.flatten().any(has_value)
    }

    /// C2 to C4 and D1: the five numbers of a leaf.
    fn leaf(&self, node: &NodeSpec) -> Five {
        let max = dec(&node.max);
        let entry = self.sheet.entries.iter().find(|entry| entry.code == node.code);
        let stage = |pick: fn(&par_index::spec::EntrySpec) -> &Option<StageSpec>| {
            entry.and_then(|entry| pick(entry).as_ref()).filter(|stage| has_value(stage))
        };
        let survey = node.scorer == Some(Scorer::Survey);
        // D5 holds under every policy, also under D3's: a silent unit has declared nothing.
        let not_held = self.sheet.survey == Some(SurveySpec::NotHeld) && !self.silent();
        if survey && (self.basis != Basis::Final || not_held) {
            return [max, ZERO, ZERO, ZERO, ZERO];
        }
        let own = stage(|entry| &entry.self_score);
        let counting = match (survey, self.basis) {
            (true, _) => stage(|entry| &entry.survey),
            (false, Basis::SelfAssessed) => own,
            _ => stage(|entry| &entry.appraised_again).or(stage(|entry| &entry.appraised)),
        };
        let policies = &self.framework.policies;
        let Some(counting) = counting else {
            let waits = !survey && self.basis != Basis::SelfAssessed && own.is_some();
            let zero = policies.missing == Some(MissingPolicy::Zero);
            if zero && !survey && !waits && !self.silent() {
                return [max, max, ZERO, max, ZERO];
            }
            return [max, max, ZERO, ZERO, max];
        };
        let digits = policies.award.as_ref().map_or(9, |award| u32::from(award.digits));
        match (award(node, counting, digits), policies.not_applicable) {
            (Some(points), _) => [max, max, points, max - points, ZERO],
            (None, Some(NotApplicablePolicy::AwardMax)) => [max, max, max, ZERO, ZERO],
            (None, Some(NotApplicablePolicy::Zero)) => [max, max, ZERO, max, ZERO],
            (None, _) => [max, ZERO, ZERO, ZERO, ZERO],
        }
    }

    fn node(&mut self, node: &NodeSpec) -> Five {
        let place = self.rows.len();
        self.rows.push((node.code.clone(), [ZERO; 5]));
        let five = if node.children.is_empty() {
            self.leaf(node)
        } else {
            sum(node.children.iter().map(|child| self.node(child)))
        };
        self.rows[place].1 = five;
        five
    }

    /// E1 and E2: two more children of the whole.
    fn extra(&self, given: Option<&Num>, cap: Option<&Num>, sign: Decimal) -> Five {
        let counts = self.basis != Basis::SelfAssessed && !self.silent();
        let points = given.map_or(ZERO, dec).min(cap.map_or(ZERO, dec)) * sign;
        let points = if counts { points } else { ZERO };
        [ZERO, ZERO, points, -points, ZERO]
    }

    fn run(mut self) -> Vec<(String, Five)> {
        let (framework, sheet) = (self.framework, self.sheet);
        let tree = sum(framework.nodes.iter().map(|node| self.node(node)));
        let caps = &framework.policies;
        let bonus = self.extra(sheet.bonus.as_ref(), caps.bonus_cap.as_ref(), Decimal::ONE);
        let deduction =
            self.extra(sheet.deduction.as_ref(), caps.deduction_cap.as_ref(), -Decimal::ONE);
        let total = sum([tree, bonus, deduction].into_iter());
        for (code, five) in [("bonus", bonus), ("deduction", deduction), ("total", total)] {
            self.rows.push((code.to_owned(), five));
        }
        self.rows
    }
}

/// G1 to G4 and M6: the causes of a leaf's loss, by the names of the columns.
fn causes(twin: &Twin<'_>, node: &NodeSpec, lost: Decimal) -> Vec<(&'static str, Decimal)> {
    let entry = twin.sheet.entries.iter().find(|entry| entry.code == node.code);
    let policies = &twin.framework.policies;
    let digits = policies.award.as_ref().map_or(9, |award| u32::from(award.digits));
    let stages: Vec<Option<&StageSpec>> = entry.map_or(vec![None; 4], |entry| {
        let all = [&entry.self_score, &entry.appraised, &entry.appraised_again, &entry.survey];
        all.map(|stage| stage.as_ref().filter(|stage| has_value(stage))).to_vec()
    });
    if node.scorer == Some(Scorer::Survey) {
        let scored = stages[3].is_some_and(|stage| award(node, stage, digits).is_some());
        return vec![(if scored { "survey" } else { "not_applicable" }, lost)];
    }
    let counted = if twin.basis == Basis::SelfAssessed { 0..1 } else { 1..3 };
    let Some(counting) = stages[counted].iter().flatten().next_back() else {
        return vec![("missing_report", lost)];
    };
    if award(node, counting, digits).is_none() {
        return vec![("not_applicable", lost)];
    }
    if twin.basis == Basis::SelfAssessed {
        return vec![("not_met", lost)];
    }
    let rounds: Vec<(usize, Decimal)> =
        (0..3).filter_map(|round| Some((round, award(node, stages[round]?, digits)?))).collect();
    let mut out = vec![("not_met", dec(&node.max) - rounds[0].1)];
    for pair in rounds.windows(2) {
        out.push((["", "cut_1", "cut_2"][pair[1].0], pair[0].1 - pair[1].1));
    }
    let beyond = rounds[0].1 - rounds[rounds.len() - 1].1;
    let unproven = stages[0].and_then(|stage| stage.evidence.as_ref()).is_some_and(Vec::is_empty);
    if node.evidence.is_some() && unproven && rounds[0].0 == 0 && beyond > ZERO {
        out.truncate(1);
        out.push(("missing_evidence", beyond));
    }
    out
}

/// Every leaf below some nodes.
fn leaves(nodes: &[NodeSpec]) -> Vec<&NodeSpec> {
    let below = |node: &NodeSpec| node.children.is_empty();
    nodes
        .iter()
        .flat_map(|node| if below(node) { vec![node] } else { leaves(&node.children) })
        .collect()
}

fn has_value(stage: &StageSpec) -> bool {
    stage.points.is_some() || stage.facts.is_some() || stage.not_applicable.is_some()
}

fn sum(rows: impl Iterator<Item = Five>) -> Five {
    rows.fold([ZERO; 5], |sum, row| std::array::from_fn(|n| sum[n] + row[n]))
}

// ---- The comparison. ----

fn numbers(node: &NodeScore) -> Five {
    [node.max(), node.possible(), node.obtained(), node.lost(), node.open()].map(Points::to_decimal)
}

fn scored(mark: Mark) -> bool {
    matches!(mark, Mark::Scored(_))
}

fn compare(framework: &FrameworkSpec, sheet: &AssessmentSpec, unit: &Assessment, basis: Basis) {
    let card = score(unit.framework(), unit, basis);
    let twin = Twin { framework, sheet, basis, rows: Vec::new() }.run();
    let nodes: Vec<NodeScore> = card.nodes().collect();
    let ledger = ledger(&card);
    let by_hand = Twin { framework, sheet, basis, rows: Vec::new() };
    for leaf in leaves(&framework.nodes) {
        let lost = card.node(&leaf.code).unwrap().lost().to_decimal();
        let by_cause = ledger.node(&leaf.code).unwrap();
        let wanted = if lost == ZERO && card.mark(&leaf.code).is_none_or(|mark| !scored(mark)) {
            Vec::new()
        } else {
            causes(&by_hand, leaf, lost)
        };
        for cause in Cause::ALL {
            let column = wanted.iter().filter(|(name, _)| *name == cause.as_str());
            let points: Decimal = column.map(|(_, points)| *points).sum();
            assert_eq!(by_cause.of(*cause).to_decimal(), points, "{cause:?} {leaf:?} {sheet:?}");
        }
    }
    let shown = || Case { framework: framework.clone(), sheets: vec![sheet.clone()] };
    assert_eq!(nodes.len(), twin.len());
    for (node, (code, five)) in nodes.iter().zip(&twin) {
        assert_eq!(node.code().as_str(), code);
        assert_eq!(numbers(node), *five, "{basis:?} {code}\n{:?}", shown());
        let [_, possible, obtained, _, open] = *five;
        let exists = open == ZERO && possible > ZERO;
        assert_eq!(node.ratio().is_some(), exists, "{basis:?} {code}\n{:?}", shown());
        if let Some(ratio) = node.ratio() {
            let percent = ratio.percent(Digits::NINE).to_string();
            let exact = Decimal::ONE_HUNDRED * obtained / possible;
            let far = (exact - percent.parse::<Decimal>().unwrap()).abs();
            assert!(far <= Decimal::new(6, 10), "{percent} {exact}");
        }
    }
}

#[test]
fn ten_thousand_cards_agree_with_the_twin() {
    let not_applicable =
        [NotApplicablePolicy::Rescale, NotApplicablePolicy::AwardMax, NotApplicablePolicy::Zero];
    let no_survey = [NoSurveyPolicy::Rescale, NoSurveyPolicy::Refuse];
    let missing = [MissingPolicy::Incomplete, MissingPolicy::Zero];
    let mut cards = 0;
    let mut seed = 0;
    while cards < 10_000 {
        let mut dice = Dice::seeded(seed);
        let mut framework = crate::generate::framework(&mut dice);
        for (n, not_applicable) in not_applicable.into_iter().enumerate() {
            for no_survey in no_survey {
                for missing in missing {
                    framework.policies.not_applicable = Some(not_applicable);
                    framework.policies.no_survey = Some(no_survey);
                    framework.policies.missing = Some(missing);
                    let sheet = crate::generate::sheet(&mut dice, &framework, n);
                    let unit = checked(&framework.check().unwrap(), &sheet);
                    for basis in [Basis::SelfAssessed, Basis::Appraised, Basis::Final] {
                        compare(&framework, &sheet, &unit, basis);
                        cards += 1;
                    }
                }
            }
        }
        seed += 1;
    }
}

#[test]
fn a_refused_year_without_survey_has_no_numbers_on_any_basis() {
    let mut seen = 0;
    for seed in 0..300 {
        let mut dice = Dice::seeded(seed);
        let mut framework = crate::generate::framework(&mut dice);
        framework.policies.no_survey = Some(NoSurveyPolicy::Refuse);
        if !has_survey(&framework.nodes) {
            continue;
        }
        let mut sheet = crate::generate::sheet(&mut dice, &framework, 0);
        sheet.survey = Some(SurveySpec::NotHeld);
        for entry in &mut sheet.entries {
            entry.survey = None;
        }
        let ruler = framework.check().unwrap();
        let (assessment, findings) = sheet.check(&ruler);
        if assessment.is_silent() {
            // Not reported, under every policy.
            continue;
        }
        seen += 1;
        assert!(findings.iter().any(|finding| finding.code().as_str() == "survey_refused"));
        for basis in [Basis::SelfAssessed, Basis::Appraised, Basis::Final] {
            let card = score(&ruler, &assessment, basis);
            assert_eq!(card.state(), State::InError);
            for node in card.nodes() {
                assert_eq!((numbers(&node), node.ratio()), ([ZERO; 5], None));
            }
        }
    }
    assert!(seen > 50);
}
