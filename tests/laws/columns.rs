//! Columns say of every unit what its scorecard says.

use par_index::analysis::weak_pooled;
use par_index::scoring::{Columns, NodeSums};

use super::*;

fn ranks(ranking: &Ranking, all: &Cohort) -> Vec<Option<u32>> {
    let of = |card: &Scorecard| ranking.of(&card.unit().id).and_then(|row| row.rank);
    all.cards().iter().map(|card| of(card).map(|rank| u32::try_from(rank).unwrap())).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn columns_are_the_cohort(case in Case::any()) {
        for basis in BASES {
            let all = cohort(&case, basis);
            let columns = Columns::of(&all);
            let codes: Vec<&str> =
                all.framework().nodes().iter().map(|node| node.code().as_str()).chain(["total"]).collect();
            prop_assert!(columns.sums(&["no such node"]).is_err());
            let sums = columns.sums(&codes).unwrap();
            let by_group = all.clone().by_group();
            for (code, sums) in codes.iter().zip(&sums) {
                for (row, card) in all.cards().iter().enumerate() {
                    let (ours, theirs) = (sums.of(row).unwrap(), card.node(code).unwrap());
                    prop_assert_eq!(
                        (ours.obtained, ours.possible, ours.open),
                        (theirs.obtained(), theirs.possible(), theirs.open()),
                        "{} of {}", code, card.unit().id
                    );
                    prop_assert_eq!(sums.obtained()[row], theirs.obtained());
                    prop_assert_eq!(ours.ratio(), theirs.ratio());
                }
                prop_assert_eq!(columns.ranks(sums).unwrap(), ranks(&rank_at(&all, code), &all), "{}", code);
                let inside = ranks(&rank_at(&by_group, code), &all);
                prop_assert_eq!(columns.ranks_in_groups(sums).unwrap(), inside, "{}", code);
            }
            // The whole without a field is the sum of the other fields.
            let total = sums.last().unwrap();
            let fields = |left_out: &str| {
                let nodes = all.framework().nodes().iter().zip(&sums);
                let others = nodes.filter(|(node, _)| node.depth() == 1 && node.code().as_str() != left_out);
                others.map(|(_, sums)| sums).collect::<Vec<&NodeSums>>()
            };
            for (node, sums) in all.framework().nodes().iter().zip(&sums).filter(|(node, _)| node.depth() == 1) {
                let without = total.without(sums).unwrap();
                for (row, card) in all.cards().iter().enumerate() {
                    let others: Decimal =
                        fields(node.code().as_str()).iter().map(|field| dec(field.of(row).unwrap().possible)).sum();
                    prop_assert_eq!(dec(without.of(row).unwrap().possible), others);
                    let beside = ["bonus", "deduction"].map(|code| dec(card.node(code).unwrap().obtained()));
                    let obtained: Decimal =
                        fields(node.code().as_str()).iter().map(|field| dec(field.of(row).unwrap().obtained)).sum();
                    prop_assert_eq!(dec(without.of(row).unwrap().obtained), obtained + beside[0] + beside[1]);
                    prop_assert_eq!(without.obtained()[row], without.of(row).unwrap().obtained);
                }
            }
            let pooled = weak_pooled(&all, Order::PointsLost);
            let lost: Vec<(Code, String)> =
                pooled.iter().map(|row| (row.code.clone(), row.lost.to_string())).collect();
            let losses: Vec<(Code, String)> =
                columns.losses().into_iter().map(|(code, lost)| (code.clone(), lost.to_string())).collect();
            prop_assert_eq!(losses, lost);
            for (row, card) in all.cards().iter().enumerate() {
                let silent = matches!(card.state(), State::InError | State::NotReported);
                let list = weak(&all, &card.unit().id, Order::PointsLost);
                for most in [0, 1, 3, usize::MAX] {
                    let wanted: Vec<(&Code, Points)> =
                        list.iter().map(|row| (&row.code, row.lost)).take(if silent { 0 } else { most }).collect();
                    prop_assert_eq!(columns.largest_losses(row, most), wanted, "{}", card.unit().id);
                }
            }
        }
    }

    #[test]
    fn columns_built_row_by_row_and_in_parts_are_the_same(case in Case::any(), cut in 0_usize..6) {
        let all = cohort(&case, Basis::Final);
        let whole = Columns::of(&all);
        let leaves: Vec<Code> = all.framework().leaves().map(|leaf| leaf.code().clone()).collect();
        // Units that a table of final points can say all of.
        let plain = |card: &&Scorecard| {
            let bare = ["bonus", "deduction"].iter().all(|code| card.node(code).unwrap().obtained() == Points::ZERO);
            let marks = leaves.iter().map(|leaf| card.mark(leaf.as_str()));
            let empty = card.state() == State::NotReported;
            let said = leaves.iter().all(|leaf| matches!(card.mark(leaf.as_str()), Some(Mark::Scored(_) | Mark::Missing)));
            bare && said && (empty || marks.flatten().any(|mark| matches!(mark, Mark::Scored(_))))
        };
        let cards: Vec<&Scorecard> = all.cards().iter().filter(plain).collect();
        let part = |cards: &[&Scorecard]| {
            let mut columns = Columns::new(all.framework());
            for card in cards {
                let row = whole.units().iter().position(|unit| unit.id == card.unit().id).unwrap();
                let points: Vec<Option<Points>> = leaves.iter().map(|leaf| match card.mark(leaf.as_str()) {
                    Some(Mark::Scored(points)) => Some(points),
                    _ => None,
                }).collect();
                columns.push(whole.units()[row].clone(), &points).unwrap();
            }
            columns
        };
        let (first, rest) = cards.split_at(cut.min(cards.len()));
        // The later part first: sorting puts it right.
        let mut joined = part(rest);
        joined.append(part(first)).unwrap();
        let joined = joined.sorted();
        let sums = joined.sums(&["total"]).unwrap();
        prop_assert!(joined.units().is_sorted_by_key(|unit| unit.id.clone()));
        prop_assert_eq!(joined.units().len(), cards.len());
        for (row, card) in cards.iter().enumerate() {
            prop_assert_eq!(&joined.units()[row].id, &card.unit().id);
            let total = card.total();
            prop_assert_eq!(sums[0].of(row).unwrap().obtained, total.obtained());
            prop_assert_eq!(sums[0].of(row).unwrap().possible, total.possible());
            prop_assert_eq!(sums[0].of(row).unwrap().open, total.open());
            let place = whole.units().iter().position(|unit| unit.id == card.unit().id).unwrap();
            prop_assert_eq!(joined.largest_losses(row, 5), whole.largest_losses(place, 5));
        }
        // What no input would take is refused, and leaves no trace.
        if let Some(leaf) = all.framework().leaves().next() {
            let unit = whole.units().first().cloned();
            let mut points = vec![None; leaves.len()];
            points[0] = leaf.max().checked_add(Points::whole(1));
            if let Some(unit) = unit {
                let mut columns = Columns::new(all.framework());
                prop_assert!(columns.push(unit.clone(), &points).unwrap_err().to_string().contains(leaf.code().as_str()));
                prop_assert!(columns.push(unit, &points[1..]).is_err());
                prop_assert!(columns.units().is_empty());
            }
        }
    }
}

/// Leaves of another framework are other leaves, though they may be as many.
#[test]
fn columns_of_two_frameworks_stand_in_no_table() {
    let one = par_index::framework("hon-quan-2023").unwrap();
    let other = one.with_policies([("ties", "dense")]).unwrap();
    let mut columns = Columns::new(&one);
    let input = read(&one, par_index::sample("communes-2023").unwrap());
    let sample = Columns::of(&score_all(&one, &input.assessments, Basis::Final));
    let unit = sample.units()[0].clone();
    let points = vec![Some(Points::ZERO); one.leaves().count()];
    let mut more = Columns::new(&other);
    more.push(unit.clone(), &points).unwrap();
    let refused = columns.append(more).unwrap_err();
    assert!(refused.is_usage() && refused.to_string().contains(one.id()), "{refused}");
    assert!(columns.units().is_empty());
    let mut more = Columns::new(&one);
    more.push(unit, &points).unwrap();
    columns.append(more).unwrap();
    assert_eq!(columns.units().len(), 1);
}
