//! Comparisons close: their parts sum to the change, whatever the rulers and the map between them.

use par_index::{Became, Crosswalk, CrosswalkRow, changes, compare};

use super::*;

/// A map that joins leaves at random: old to new, several to one, one to several, none.
fn crosswalk(dice: &mut Dice, old: &Framework, new: &Framework) -> Crosswalk {
    let codes = |framework: &Framework| -> Vec<String> {
        framework.leaves().map(|leaf| leaf.code().as_str().to_owned()).collect()
    };
    let (olds, news) = (codes(old), codes(new));
    let rows = (0..dice.below(olds.len() + news.len() + 1)).map(|_| {
        let kind = dice.pick(&[Became::Same, Became::Renamed, Became::Split, Became::Merged]);
        CrosswalkRow {
            old: dice.pick(&olds),
            new: dice.pick(&news),
            kind,
            share: String::new(),
            note: String::new(),
        }
    });
    Crosswalk::new(rows.collect(), old, new).unwrap()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_parts_of_a_change_sum_to_it(old in Case::any(), new in Case::any(), seed in any::<u64>()) {
        let (before, after) = (cohort(&old, Basis::Final), cohort(&new, Basis::Final));
        let map = crosswalk(&mut Dice::seeded(seed), before.framework(), after.framework());
        let rows = compare(&after, &before, Some(&map), &BTreeMap::new());
        prop_assert_eq!(rows.len(), after.cards().len());
        for (row, card) in rows.iter().zip(after.cards()) {
            let total = |cohort: &Cohort| cohort.card(&card.unit().id).and_then(|card| card.total().ratio());
            let (was, is) = (total(&before), total(&after));
            prop_assert_eq!(row.before, was.map(Ratio::percent_exact));
            prop_assert_eq!(row.after, is.map(Ratio::percent_exact));
            prop_assert_eq!(row.parts.is_some(), was.is_some() && is.is_some());
            let Some(parts) = row.parts else { continue };
            prop_assert_eq!(parts.change, row.after.unwrap().minus(row.before.unwrap()));
            prop_assert_eq!(parts.performance.plus(parts.ruler).plus(parts.bonus), parts.change);
            prop_assert!(Percent::ZERO <= parts.comparable && parts.comparable <= Percent::HUNDRED);
        }
    }

    #[test]
    fn a_year_against_itself_changes_nothing(case in Case::any()) {
        let all = cohort(&case, Basis::Final);
        let draft = Crosswalk::draft(all.framework(), all.framework());
        prop_assert!(draft.iter().all(|row| row.kind == Became::Same && row.old == row.new), "{:?}", draft);
        let draft = Crosswalk::new(draft, all.framework(), all.framework()).unwrap();
        for map in [None, Some(&draft)] {
            for row in compare(&all, &all, map, &BTreeMap::new()) {
                let Some(parts) = row.parts else { continue };
                prop_assert_eq!([parts.change, parts.performance, parts.ruler, parts.bonus], [Percent::ZERO; 4]);
                prop_assert_eq!(parts.comparable, Percent::HUNDRED);
            }
        }
        prop_assert!(changes(&all, &all).is_empty());
    }

    #[test]
    fn what_changed_sums_to_the_change_of_the_whole(case in Case::any(), other in any::<u64>()) {
        let ruler = case.ruler();
        let units = case.units(&ruler);
        let before = score_all(&ruler, &units, Basis::Final);
        // Some units are gone.
        let mut dice = Dice::seeded(other);
        let kept: Vec<Assessment> = units.iter().filter(|_| !dice.rarely(3)).cloned().collect();
        let after = score_all(&ruler, &kept, Basis::Final);
        let ranks = [rank(&before), rank(&after)];
        let list = changes(&before, &after);
        for unit in &list {
            let id = &unit.unit.id;
            let of = |ranking: &Ranking| ranking.of(id).and_then(|row| row.rank);
            prop_assert_eq!(unit.ranks, [of(&ranks[0]), of(&ranks[1])]);
            let gone = after.card(id).is_none();
            prop_assert_eq!(gone, unit.total.after.is_none());
            if let (Some(was), Some(is)) = (&unit.total.before, &unit.total.after) {
                let apart: Decimal = unit.nodes.iter()
                    .map(|node| {
                        let of = |score: &Option<NodeScore>| dec(score.as_ref().unwrap().obtained());
                        of(&node.after) - of(&node.before)
                    })
                    .sum();
                prop_assert_eq!(apart, dec(is.obtained()) - dec(was.obtained()));
            }
        }
        // Nobody who changed is left out.
        for card in before.cards() {
            let id = &card.unit().id;
            let of = |ranking: &Ranking| ranking.of(id).and_then(|row| row.rank);
            let moved = of(&ranks[0]) != of(&ranks[1]) || after.card(id).is_none();
            prop_assert_eq!(moved, list.iter().any(|unit| unit.unit.id == *id), "{}", id);
        }
    }
}
