//! Steps raise what they should, exactly.

use super::*;

/// The points a step could take a leaf to: the rule's best, and the next reachable level.
pub(crate) fn raises(framework: &Framework, node: &Node, from: Points) -> Vec<Points> {
    let rule = node.leaf().unwrap().rule();
    let scale = scale(framework, node);
    let next = rule.reachable(scale, None).map(|level| level.points).find(|to| *to > from);
    let mut raises: Vec<Points> = [next, Some(rule.best(scale))].into_iter().flatten().collect();
    raises.retain(|to| *to > from);
    raises.dedup();
    raises
}

/// The same document with other points at the stage that counts under `final`.
pub(crate) fn with_points(sheet: &AssessmentSpec, node: &Node, to: Points) -> AssessmentSpec {
    let mut sheet = sheet.clone();
    let entry = sheet.entry(node.code().as_str());
    let filled = |stage: &Option<StageSpec>| {
        stage.as_ref().is_some_and(|stage| {
            stage.points.is_some() || stage.facts.is_some() || stage.not_applicable.is_some()
        })
    };
    let stage = if node.is_survey() {
        &mut entry.survey
    } else if filled(&entry.appraised_again) {
        &mut entry.appraised_again
    } else {
        &mut entry.appraised
    };
    *stage = Some(StageSpec { points: Some(Num::from(to)), ..StageSpec::default() });
    sheet
}

/// Ids of the ranked units with a ratio that `keep` likes.
pub(crate) fn units_where(
    cohort: &Cohort,
    but: &str,
    keep: impl Fn(Ratio) -> bool,
) -> BTreeSet<String> {
    let cards = cohort.cards().iter().filter(|card| card.unit().ranked && card.unit().id != but);
    cards
        .filter(|card| card.total().ratio().is_some_and(&keep))
        .map(|card| card.unit().id.clone())
        .collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_raised_mark_never_hurts(case in Case::any()) {
        let ruler = case.ruler();
        let before = score_all(&ruler, &case.units(&ruler), Basis::Final);
        let sheet = &case.sheets[0];
        let own = sheet.unit.id.as_str();
        let card = before.card(own).unwrap();
        let standing = rank(&before).of(own).unwrap().clone();
        for node in ruler.leaves() {
            let code = node.code();
            let Some(Mark::Scored(from)) = card.mark(code.as_str()) else { continue };
            for to in raises(&ruler, node, from) {
                let result = what_if(&before, own, &[Step::new(code.clone(), to)]);
                prop_assert!(result.findings.is_empty(), "{:?}", result.findings);
                let (was, is) = (result.before.unwrap(), result.after.unwrap());
                prop_assert_eq!((was.rank, was.tied), (standing.rank, standing.tied));
                let gain = dec(to) - dec(from);
                prop_assert_eq!(dec(is.score.obtained()) - dec(was.score.obtained()), gain);
                prop_assert_eq!(is.score.possible(), was.score.possible());
                prop_assert!(is.ratio >= was.ratio && is.rank <= was.rank);
                // The step agrees with filling in the assessment anew.
                let mut sheets = case.sheets.clone();
                sheets[0] = with_points(sheet, node, to);
                let again = Case { framework: case.framework.clone(), sheets };
                let after = score_all(&ruler, &again.units(&ruler), Basis::Final);
                let row = rank(&after).of(own).unwrap().clone();
                prop_assert_eq!(five(&is.score), five(&row.score));
                prop_assert_eq!((is.rank, is.tied), (row.rank, row.tied));
                let label = row.grade.label;
                if matches!(ruler.grades(), Grades::Bands(_)) {
                    prop_assert_eq!(is.grade, label);
                }
                prop_assert_eq!(is.next.map(|(_, _, points)| points), row.points_to_next);
                // Overtaken and drawn level, counted by hand.
                let ids = |units: &[par_index::Unit]| {
                    units.iter().map(|unit| unit.id.clone()).collect::<BTreeSet<_>>()
                };
                let mut passed = BTreeSet::new();
                let mut level = BTreeSet::new();
                if let (Some(was), Some(is), true) = (was.ratio, is.ratio, card.unit().ranked) {
                    passed = units_where(&before, own, |other| other > was && other < is);
                    level = units_where(&before, own, |other| other > was && other == is);
                }
                prop_assert_eq!(ids(&result.overtakes), passed);
                prop_assert_eq!(ids(&result.draws_level), level);
            }
        }
    }

    #[test]
    fn steps_add_up_exactly(case in Case::any()) {
        let all = cohort(&case, Basis::Final);
        for card in all.cards() {
            let own = card.unit().id.as_str();
            let repairs = weak(&all, own, Order::PointsLost).repair_first(4);
            let result = what_if(&all, own, &repairs.steps);
            let Some((was, is)) = result.before.zip(result.after) else { continue };
            prop_assert_eq!(result.rows.len(), repairs.steps.len());
            let gains: Decimal = result.rows.iter().map(|row| dec(row.gain)).sum();
            prop_assert_eq!(dec(is.score.obtained()) - dec(was.score.obtained()), gains);
            prop_assert_eq!(is.score.possible(), was.score.possible());
            if let Some(last) = result.rows.last() {
                prop_assert_eq!(last.after.rank, is.rank);
            }
        }
    }

    #[test]
    fn no_step_changes_nothing(case in Case::any()) {
        for basis in BASES {
            let all = cohort(&case, basis);
            for card in all.cards() {
                let result = what_if(&all, &card.unit().id, &[]);
                if matches!(card.state(), State::NotReported | State::InError) {
                    prop_assert!(result.before.is_none() && !result.findings.is_empty());
                    continue;
                }
                let (was, is) = (result.before.unwrap(), result.after.unwrap());
                prop_assert_eq!(five(&was.score), five(&is.score));
                prop_assert_eq!(five(&was.score), five(&card.total()));
                prop_assert_eq!((was.ratio, was.rank), (is.ratio, is.rank));
                prop_assert_eq!((was.tied, was.grade, was.next), (is.tied, is.grade, is.next));
                prop_assert!(result.rows.is_empty() && result.overtakes.is_empty());
                prop_assert!(result.draws_level.is_empty() && result.findings.is_empty());
            }
        }
    }
}
