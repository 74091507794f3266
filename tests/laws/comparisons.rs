//! Comparisons close: their parts sum to the change, whatever the rulers and the map between them.

use par_index::analysis::{Crosswalk, CrosswalkKind, CrosswalkRow, changes, compare};

use super::*;

/// Possible and obtained points of some leaves, in decimals.
fn sums(card: &Scorecard, codes: &BTreeSet<String>) -> (Decimal, Decimal) {
    let nodes = codes.iter().map(|code| card.node(code).unwrap());
    nodes.fold((Decimal::ZERO, Decimal::ZERO), |(possible, obtained), node| {
        (possible + dec(node.possible()), obtained + dec(node.obtained()))
    })
}

/// A quotient as a percentage of nine places, half away from zero.
fn percent(part: Decimal, whole: Decimal) -> Decimal {
    let strategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    (part * Decimal::ONE_HUNDRED / whole).round_dp_with_strategy(9, strategy)
}

/// The connected groups of a map, found by following its rows until nothing is added.
fn connected(map: &Crosswalk) -> Vec<(BTreeSet<String>, BTreeSet<String>)> {
    let pairs: Vec<(&String, &String)> =
        map.rows().iter().map(|row| (&row.old, &row.new)).collect();
    let mut groups: Vec<(BTreeSet<String>, BTreeSet<String>)> = Vec::new();
    for (old, _) in &pairs {
        if groups.iter().any(|(olds, _)| olds.contains(*old)) {
            continue;
        }
        let (mut olds, mut news) = (BTreeSet::from([(*old).clone()]), BTreeSet::new());
        loop {
            let size = olds.len() + news.len();
            for (old, new) in &pairs {
                if olds.contains(*old) || news.contains(*new) {
                    olds.insert((*old).clone());
                    news.insert((*new).clone());
                }
            }
            if olds.len() + news.len() == size {
                break;
            }
        }
        groups.push((olds, news));
    }
    groups
}

/// A map that joins leaves at random: old to new, several to one, one to several, none.
fn crosswalk(dice: &mut Dice, old: &Framework, new: &Framework) -> Crosswalk {
    let codes = |framework: &Framework| -> Vec<String> {
        framework.leaves().map(|leaf| leaf.code().as_str().to_owned()).collect()
    };
    let (olds, news) = (codes(old), codes(new));
    let rows = (0..dice.below(olds.len() + news.len() + 1)).map(|_| {
        let kind = dice.pick(&[
            CrosswalkKind::Same,
            CrosswalkKind::Renamed,
            CrosswalkKind::Split,
            CrosswalkKind::Merged,
        ]);
        CrosswalkRow::new(dice.pick(&olds), dice.pick(&news), kind)
    });
    Crosswalk::new(rows.collect(), old, new).unwrap()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_parts_of_a_change_sum_to_it(old in Case::any(), new in Case::any(), seed in any::<u64>()) {
        let (before, after) = (cohort(&old, Basis::Final), cohort(&new, Basis::Final));
        let map = crosswalk(&mut Dice::seeded(seed), before.framework(), after.framework());
        let rows = compare(&after, &before, Some(&map), &BTreeMap::new()).unwrap();
        prop_assert_eq!(rows.len(), after.cards().len());
        for (row, card) in rows.iter().zip(after.cards()) {
            let total = |cohort: &Cohort| cohort.card(&card.unit().id).and_then(|card| card.total().ratio());
            let (was, is) = (total(&before), total(&after));
            prop_assert_eq!((row.before, row.after), (was, is));
            prop_assert_eq!(row.parts.is_some(), was.is_some() && is.is_some());
            let Some(parts) = row.parts else { continue };
            let [was, is] = [was, is].map(|ratio| ratio.unwrap().percent_exact());
            prop_assert_eq!(parts.change, is.minus(was));
            // The exact change, rounded at nine places, is at most one unit away.
            let apart = row.change(Digits::NINE).unwrap().minus(parts.change);
            let unit: Percent = "0.000000001".parse().unwrap();
            prop_assert!(apart <= unit && Percent::ZERO.minus(apart) <= unit);
            prop_assert_eq!(parts.performance.plus(parts.ruler).plus(parts.bonus), parts.change);
            prop_assert!(Percent::ZERO <= parts.comparable && parts.comparable <= Percent::HUNDRED);
        }
    }

    /// K2 term by term: `w₁ (r₁ − r₀)` of each group, each a percentage of nine places.
    #[test]
    fn work_is_the_sum_of_its_groups_in_decimals(old in Case::any(), new in Case::any(), seed in any::<u64>()) {
        let (before, after) = (cohort(&old, Basis::Final), cohort(&new, Basis::Final));
        let map = crosswalk(&mut Dice::seeded(seed), before.framework(), after.framework());
        for row in compare(&after, &before, Some(&map), &BTreeMap::new()).unwrap() {
            let Some(parts) = row.parts else { continue };
            let (was, is) = (before.card(&row.unit.id).unwrap(), after.card(&row.unit.id).unwrap());
            let [old_whole, new_whole] = [was, is].map(|card| dec(card.total().possible()));
            let (mut work, mut compared) = (Decimal::ZERO, Decimal::ZERO);
            for (olds, news) in connected(&map) {
                let ((p0, o0), (p1, o1)) = (sums(was, &olds), sums(is, &news));
                if p0 > Decimal::ZERO && p1 > Decimal::ZERO {
                    work += percent(o1 * p0 - p1 * o0, new_whole * p0);
                    compared += p1;
                }
            }
            let extras = |card: &Scorecard| {
                let beside = ["bonus", "deduction"].map(|code| dec(card.node(code).unwrap().obtained()));
                beside[0] + beside[1]
            };
            let bonus = percent(extras(is), new_whole) - percent(extras(was), old_whole);
            let whole = |card: &Scorecard| percent(dec(card.total().obtained()), dec(card.total().possible()));
            let change = whole(is) - whole(was);
            let ruler = change - work - bonus;
            let found = [parts.change, parts.performance, parts.ruler, parts.bonus, parts.comparable];
            let found = found.map(|percent| percent.to_string().parse::<Decimal>().unwrap());
            prop_assert_eq!(found, [change, work, ruler, bonus, percent(compared, new_whole)]);
        }
    }

    #[test]
    fn a_year_against_itself_changes_nothing(case in Case::any()) {
        let all = cohort(&case, Basis::Final);
        let draft = Crosswalk::draft(all.framework(), all.framework());
        prop_assert!(draft.iter().all(|row| row.kind == CrosswalkKind::Same && row.old == row.new), "{:?}", draft);
        let draft = Crosswalk::new(draft, all.framework(), all.framework()).unwrap();
        for map in [None, Some(&draft)] {
            for row in compare(&all, &all, map, &BTreeMap::new()).unwrap() {
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
