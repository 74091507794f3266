//! The join: its order does not matter, nothing is lost, a conflict names both places.

use par_index::Inputs;
use par_index::assessment::join;
use par_index::finding::FindingCode;

use super::documents::sheet_text;
use super::*;

/// All that a join gives, in an order of its own.
fn texts(assessments: &[Assessment]) -> Vec<String> {
    let mut texts: Vec<String> = assessments.iter().map(sheet_text).collect();
    texts.sort();
    texts
}

/// One sheet cut into parts: each entry's stages, and the extras, go to one of three.
fn parts(sheet: &AssessmentSpec, dice: &mut Dice) -> Vec<AssessmentSpec> {
    let bare =
        AssessmentSpec { entries: Vec::new(), bonus: None, deduction: None, ..sheet.clone() };
    let mut parts = vec![bare; 3];
    for entry in &sheet.entries {
        let to = |part: &mut AssessmentSpec| -> usize {
            part.entry(&entry.code);
            part.entries.iter().position(|known| known.code == entry.code).unwrap()
        };
        let n = dice.below(3);
        let place = to(&mut parts[n]);
        parts[n].entries[place].self_score.clone_from(&entry.self_score);
        parts[n].entries[place].explanation.clone_from(&entry.explanation);
        let n = dice.below(3);
        let place = to(&mut parts[n]);
        parts[n].entries[place].appraised.clone_from(&entry.appraised);
        let n = dice.below(3);
        let place = to(&mut parts[n]);
        parts[n].entries[place].appraised_again.clone_from(&entry.appraised_again);
        parts[n].entries[place].survey.clone_from(&entry.survey);
    }
    parts[dice.below(3)].bonus.clone_from(&sheet.bonus);
    parts[dice.below(3)].deduction.clone_from(&sheet.deduction);
    parts
}

fn checked(ruler: &Framework, sheets: &[AssessmentSpec]) -> Vec<Assessment> {
    sheets.iter().map(|sheet| sheet.check(ruler).0).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn parts_join_to_the_whole_in_any_order(
        case in Case::any(),
        choices in prop::collection::vec(any::<u16>(), 0..400),
        turn in 0_usize..7,
    ) {
        let ruler = case.ruler();
        let mut dice = Dice::of(choices);
        let whole = case.units(&ruler);
        let mut pieces: Vec<AssessmentSpec> =
            case.sheets.iter().flat_map(|sheet| parts(sheet, &mut dice)).collect();
        let many = pieces.len();
        pieces.rotate_left(turn % many.max(1));
        let joined = join(&ruler, &checked(&ruler, &pieces));
        prop_assert_eq!(texts(&joined.assessments), texts(&whole));
        prop_assert!(!joined.has_errors(), "{:?}", joined.findings);
        // Backwards, and each thing twice: idempotent and commutative.
        pieces.reverse();
        let twice: Vec<AssessmentSpec> = pieces.iter().chain(&pieces).cloned().collect();
        let again = join(&ruler, &checked(&ruler, &twice));
        prop_assert_eq!(texts(&again.assessments), texts(&whole));
        // Associative: some first, the rest later.
        let (some, rest) = pieces.split_at(pieces.len() / 2);
        let mut first = join(&ruler, &checked(&ruler, some)).assessments;
        first.extend(checked(&ruler, rest));
        let later = join(&ruler, &first);
        prop_assert_eq!(texts(&later.assessments), texts(&whole));
        // Joined data score as the whole sheets do.
        let index = |units: &[Assessment]| {
            let all = score_all(&ruler, units, Basis::Final);
            all.cards().iter().map(|card| format!("{:?}", five(&card.total()))).collect::<Vec<_>>()
        };
        prop_assert_eq!(index(&joined.assessments), index(&whole));
    }

    #[test]
    fn two_values_are_a_conflict_whatever_comes_first(case in Case::any(), last in any::<bool>()) {
        let ruler = case.ruler();
        let sheet = &case.sheets[0];
        let free = |leaf: &&Node| {
            matches!(leaf.leaf().unwrap().rule(), Rule::Direct(rule) if rule.step.is_none())
        };
        let Some(leaf) = ruler.leaves().find(free) else { return Ok(()) };
        let (low, high) = (Points::ZERO.to_string(), leaf.max().to_string());
        let typed = |points: &str| {
            let mut part = AssessmentSpec { entries: Vec::new(), bonus: None, deduction: None, ..sheet.clone() };
            let stage = Some(StageSpec { points: Some(Num::from(points)), ..StageSpec::default() });
            let entry = part.entry(leaf.code().as_str());
            if leaf.is_survey() { entry.survey = stage } else { entry.appraised = stage }
            part.survey = None;
            part
        };
        let mut pair = [typed(&low), typed(&high)];
        if last {
            pair.reverse();
        }
        let units = checked(&ruler, &pair);
        let strict = join(&ruler, &units);
        let codes: Vec<FindingCode> = strict.findings.iter().map(par_index::Finding::code).collect();
        prop_assert!(codes.contains(&FindingCode::Conflict), "{codes:?}");
        prop_assert!(strict.assessments[0].is_in_error());
        let mut inputs = Inputs::new(&ruler).prefer_last();
        for unit in &units {
            inputs.add(unit);
        }
        let lenient = inputs.finish();
        prop_assert!(!lenient.has_errors(), "{:?}", lenient.findings);
        let entry = lenient.assessments[0].entry(leaf.code().as_str()).unwrap().into_owned();
        let stage = if leaf.is_survey() { entry.survey } else { entry.appraised };
        let wanted = if last { Points::ZERO } else { leaf.max() };
        prop_assert_eq!(stage.unwrap().value.unwrap().points(), Some(wanted));
    }

    #[test]
    fn a_long_table_reads_back_as_it_was_written(case in Case::any()) {
        let ruler = case.ruler();
        let whole = case.units(&ruler);
        let mut table = Vec::new();
        par_index_sheets::write_long(&whole, false, &mut table).unwrap();
        let mut inputs = Inputs::new(&ruler);
        par_index_sheets::read_input(&mut inputs, "joined.csv", &table);
        let again = inputs.finish();
        prop_assert!(!again.has_errors(), "{:?}\n{}", again.findings, String::from_utf8_lossy(&table));
        // A table has no place for the answers of a survey, nor for a unit that sent nothing.
        let points = |units: &[Assessment]| {
            let said = units.iter().filter(|unit| !unit.is_silent());
            let mut rows: Vec<String> = said
                .flat_map(|unit| {
                    let card = score(&ruler, unit, Basis::Appraised);
                    card.nodes()
                        .map(|node| format!("{} {} {:?} {:?}", unit.unit().id, node.code(), five(&node), node.state()))
                        .collect::<Vec<_>>()
                })
                .collect();
            rows.sort();
            rows
        };
        prop_assert_eq!(points(&again.assessments), points(&whole));
    }
}

#[test]
fn sheets_of_two_frameworks_do_not_join() {
    let sheet = |ruler: &str, leaf: &str| {
        let framework = par_index::framework(ruler).unwrap();
        AssessmentSpec::new(ruler, 2023, "x").survey(leaf, "1").check(&framework).0
    };
    // The later one has leaves that the first has not.
    let all = [sheet("papi-2011", "1.1"), sheet("papi-2018", "8.1")];
    for (own, other) in [(0, 1), (1, 0)] {
        let framework = all[own].framework().clone();
        let joined = join(&framework, &[all[own].clone(), all[other].clone()]);
        let told: Vec<FindingCode> = joined.findings.iter().map(par_index::Finding::code).collect();
        assert!(told.contains(&FindingCode::OtherFramework), "{told:?}");
        assert!(joined.assessments[0].is_in_error());
        let cohort = score_all(&framework, &all, Basis::Final);
        assert_eq!((cohort.cards().len(), cohort.cards()[0].state().as_str()), (1, "in_error"));
    }
}
