//! Rank intervals: what nothing varies stays, seeds repeat, one field less is the index without it.

use par_index::analysis::{RankInterval, Variation, Vary, robustness};

use super::*;

fn variation(vary: Vary, amount: &str, replicates: usize, seed: u64) -> Variation {
    Variation { vary, amount: amount.parse().unwrap(), replicates, seed }
}

fn said(list: &[RankInterval]) -> String {
    format!("{list:?}")
}

proptest! {
    #![proptest_config(config())]

    /// Ranks that nothing could move are not ranks that hold: they stand alone, and it is said why.
    #[test]
    fn without_variation_nothing_is_learnt_of_ranks(case in Case::any(), seed in any::<u64>()) {
        for group in [false, true] {
            let all = cohort(&case, Basis::Final);
            let all = if group { all.by_group() } else { all };
            let ranking = rank(&all);
            for vary in [Vary::Weights, Vary::Survey] {
                let found = robustness(&all, &variation(vary, "0", 3, seed)).unwrap();
                for one in &found.rows {
                    let rank = ranking.of(&one.unit.id).and_then(|row| row.rank);
                    prop_assert_eq!(one.rank, rank);
                    prop_assert_eq!([one.best, one.low, one.median, one.high, one.worst], [None; 5]);
                    prop_assert!(one.same.is_none());
                }
                let told = found.findings.iter().map(|finding| finding.code().as_str());
                prop_assert_eq!(told.count() == 1, found.rows.iter().any(|one| one.rank.is_some()));
            }
        }
    }

    /// Who is ranked alone is first whatever is drawn: that is no rank that holds.
    #[test]
    fn alone_in_a_block_no_rank_is_known_to_hold(case in Case::any(), seed in any::<u64>()) {
        let all = cohort(&case, Basis::Final).by_group();
        let found = robustness(&all, &variation(Vary::Weights, "30", 3, seed)).unwrap();
        let ranked: Vec<_> = found.rows.iter().filter(|one| one.rank.is_some()).collect();
        let blocks: BTreeSet<_> = ranked.iter().map(|one| one.unit.group.clone()).collect();
        if blocks.len() == ranked.len() {
            prop_assert!(ranked.iter().all(|one| one.same.is_none()));
            prop_assert_eq!(found.findings.len(), usize::from(!ranked.is_empty()));
        }
    }

    /// Where a unit's interval is known, something moved; where it is not, a finding says why.
    #[test]
    fn an_interval_or_a_reason(case in Case::any(), seed in any::<u64>()) {
        let all = cohort(&case, Basis::Final);
        let moving = |card: &&Scorecard| card.unit().ranked && card.total().ratio().is_some();
        let ranked: Vec<&Scorecard> = all.cards().iter().filter(moving).collect();
        for vary in [Vary::Weights, Vary::Survey, Vary::Fields] {
            let found = robustness(&all, &variation(vary, "30", 5, seed)).unwrap();
            let known = found.rows.iter().any(|one| one.same.is_some());
            prop_assert_eq!(known, !ranked.is_empty() && found.findings.is_empty());
            if vary == Vary::Survey {
                let surveyed = |card: &&&Scorecard| all.framework().leaves().any(|leaf| {
                    leaf.is_survey() && matches!(card.mark(leaf.code().as_str()), Some(Mark::Scored(_)))
                });
                let several = ranked.len() > 1;
                prop_assert_eq!(known, several && ranked.iter().any(|card| surveyed(&card)));
            }
        }
    }

    #[test]
    fn intervals_are_in_order_and_repeat(case in Case::any(), seed in any::<u64>()) {
        let all = cohort(&case, Basis::Final);
        for vary in [Vary::Weights, Vary::Survey, Vary::Fields] {
            let how = variation(vary, "30", 21, seed);
            let list = robustness(&all, &how).unwrap().rows;
            prop_assert_eq!(said(&list), said(&robustness(&all, &how).unwrap().rows));
            for one in &list {
                prop_assert!(one.best <= one.low && one.low <= one.median);
                prop_assert!(one.median <= one.high && one.high <= one.worst);
                prop_assert!(one.rank.is_some() || one.best.is_none());
                prop_assert!(one.worst.is_none_or(|worst| worst <= all.cards().len()));
            }
        }
    }

    #[test]
    fn one_field_less_is_the_index_of_the_others(case in Case::any()) {
        let all = cohort(&case, Basis::Final);
        let fields: Vec<&str> =
            all.framework().nodes().iter().filter(|node| node.depth() == 1).map(|node| node.code().as_str()).collect();
        // Those who have an index compete, one field less.
        let ranked = |card: &Scorecard| card.unit().ranked && card.total().ratio().is_some();
        let ratio = |card: &Scorecard, field: &str| {
            let (total, field) = (card.total(), card.node(field).unwrap());
            let left = |of: fn(&NodeScore) -> Points| of(&total).checked_sub(of(&field)).unwrap();
            Ratio::new(left(NodeScore::obtained), left(NodeScore::possible)).filter(|_| ranked(card))
        };
        let without: Vec<Vec<Option<u32>>> = fields.iter().map(|field| {
            let ratios: Vec<Option<Ratio>> = all.cards().iter().map(|card| ratio(card, field)).collect();
            ratios.iter().map(|own| {
                let own = (*own)?;
                let mut better: Vec<Ratio> = ratios.iter().flatten().copied().filter(|other| *other > own).collect();
                if all.framework().policies().ties == Ties::Dense {
                    better.sort_unstable();
                    better.dedup();
                }
                Some(u32::try_from(better.len()).unwrap() + 1)
            }).collect()
        }).collect();
        let found = robustness(&all, &variation(Vary::Fields, "0", 1, 0)).unwrap();
        for (row, one) in found.rows.iter().enumerate() {
            let ranks: Vec<(u32, &str)> =
                without.iter().zip(&fields).filter_map(|(ranks, field)| Some((ranks[row]?, *field))).collect();
            // Where all points are in one field, no other tells anything.
            let known = one.rank.is_some() && found.findings.is_empty();
            let ranks = if known { ranks } else { Vec::new() };
            let size = |rank: Option<u32>| rank.map(|rank| usize::try_from(rank).unwrap());
            let best = ranks.iter().map(|(rank, _)| *rank).min();
            let worst = ranks.iter().map(|(rank, _)| *rank).max();
            prop_assert_eq!((one.best, one.worst), (size(best), size(worst)));
            let first = |wanted: Option<u32>| ranks.iter().find(|(rank, _)| Some(*rank) == wanted).map(|(_, field)| *field);
            prop_assert_eq!(one.best_without.as_ref().map(Code::as_str), first(best));
            prop_assert_eq!(one.worst_without.as_ref().map(Code::as_str), first(worst));
        }
    }
}

/// What cannot be drawn is refused, by the library too.
#[test]
fn what_cannot_be_drawn_is_refused() {
    let fw = par_index::framework("hon-quan-2023").unwrap();
    let input = read(&fw, par_index::sample("communes-2023").unwrap());
    let all = score_all(&fw, &input.assessments, Basis::Final);
    for (amount, replicates) in [("1000", 5), ("100.01", 5), ("-1", 5), ("0.005", 5), ("25", 0)] {
        for vary in [Vary::Weights, Vary::Survey] {
            let refused = robustness(&all, &variation(vary, amount, replicates, 0));
            assert!(refused.is_err_and(|error| error.is_usage()), "{amount} {replicates}");
        }
        // Fields are left out one by one: neither counts.
        assert!(robustness(&all, &variation(Vary::Fields, amount, replicates, 0)).is_ok());
    }
    assert!(robustness(&all, &variation(Vary::Weights, "100", 5, 0)).is_ok());
}

/// Drawn once and kept: another platform, library version or order of draws would show here.
#[test]
fn the_ranks_of_a_seed_are_these() {
    let fw = par_index::framework("hon-quan-2023").unwrap();
    let input = read(&fw, par_index::sample("communes-2023").unwrap());
    let all = score_all(&fw, &input.assessments, Basis::Final);
    let of = |vary: Vary, amount: &str, seed: u64| -> Vec<String> {
        let list = robustness(&all, &variation(vary, amount, 200, seed)).unwrap().rows;
        let ranked = list.iter().filter_map(|one| Some((one, one.rank?, one.same?)));
        ranked
            .map(|(one, rank, same)| {
                let [best, worst] = [one.best, one.worst].map(Option::unwrap);
                format!("{rank}: {best}-{worst} {}", same.percent_exact())
            })
            .collect()
    };
    insta::assert_debug_snapshot!("weights", of(Vary::Weights, "25", 0));
    insta::assert_debug_snapshot!("survey", of(Vary::Survey, "5", 0));
    assert_ne!(of(Vary::Weights, "25", 0), of(Vary::Weights, "25", 1));
}
