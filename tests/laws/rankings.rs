//! Ranks, grades and weak lists count what they say.

use super::*;

/// A row as plain text, for comparison.
pub(crate) fn row_text(row: &Standing) -> String {
    format!(
        "{:?} {} {:?} {:?} {:?} {:?} {:?} {:?} {} {:?}",
        row.rank,
        row.tied,
        row.unit,
        five(&row.score),
        row.ratio,
        row.grade,
        row.points_to_next,
        row.margin,
        row.marked,
        row.score.state(),
    )
}

pub(crate) fn rows_text(ranking: &Ranking) -> Vec<String> {
    ranking.rows().iter().map(row_text).collect()
}

/// The first band from the top whose bound and floor hold, by decimals alone.
pub(crate) fn naive_grade(card: &Scorecard) -> Option<String> {
    let Grades::Bands(bands) = card.framework().grades() else { return None };
    let total = card.total();
    total.ratio()?;
    let at_least = |node: &NodeScore, percent: Percent| {
        let percent: Decimal = percent.to_string().parse().unwrap();
        dec(node.obtained()) * Decimal::ONE_HUNDRED >= percent * dec(node.possible())
    };
    let band = bands.iter().find(|band| {
        let group = card.unit().group.as_ref();
        let mine =
            band.blocks.as_ref().is_none_or(|blocks| group.is_some_and(|id| blocks.contains(id)));
        let floor = band.floor.is_none_or(|(floor, on)| {
            card.framework().nodes().iter().all(|node| {
                let watched = match on {
                    FloorOn::Leaf => node.leaf().is_some(),
                    FloorOn::Field => node.depth() == 1,
                    _ => node.depth() == 2 || (node.depth() == 1 && node.leaf().is_some()),
                };
                let score = card.node(node.code().as_str()).unwrap();
                let skipped = score.ratio().is_none() || score.state() == State::NotApplicable;
                !watched || skipped || at_least(&score, floor)
            })
        });
        mine && at_least(&total, band.from) && floor
    });
    band.map(|band| band.label.en.clone())
}

pub(crate) fn ranks_hold(all: &Cohort, ranking: &Ranking) {
    let policies = all.framework().policies();
    let step = unit(policies.print);
    for row in ranking.rows() {
        let peers = || {
            let same = |other: &&Standing| !all.is_by_group() || other.unit.group == row.unit.group;
            ranking.rows().iter().filter(same).filter(|other| other.rank.is_some())
        };
        let Some(own) = row.ratio.filter(|_| row.unit.ranked) else {
            assert_eq!((row.rank, row.tied), (None, false));
            assert_eq!((row.points_to_next, row.margin), (None, None));
            continue;
        };
        let ratios: Vec<Ratio> = peers().map(|other| other.ratio.unwrap()).collect();
        let mut better: Vec<Ratio> = ratios.iter().copied().filter(|ratio| *ratio > own).collect();
        let next = better.iter().min().copied();
        if policies.ties == Ties::Dense {
            better.sort_unstable();
            better.dedup();
        }
        assert_eq!(row.rank, Some(1 + better.len()));
        assert_eq!(row.tied, ratios.iter().filter(|ratio| **ratio == own).count() > 1);
        // F7 and M10 by decimals: the points reach the other ratio, a unit less does not.
        let (obtained, possible) = (dec(row.score.obtained()), dec(row.score.possible()));
        let parts = |ratio: Ratio| {
            let text = ratio.to_string();
            let (part, whole) = text.split_once('/').unwrap();
            (part.parse::<Decimal>().unwrap(), whole.parse::<Decimal>().unwrap())
        };
        assert_eq!(row.points_to_next.is_some(), next.is_some());
        if let (Some(points), Some(next)) = (row.points_to_next, next) {
            let (part, whole) = parts(next);
            let reaches = |points: Decimal| (obtained + points) * whole >= part * possible;
            assert!(reaches(dec(points)) && !reaches(dec(points) - step), "{row:?}");
            assert_eq!(dec(points) % step, Decimal::ZERO);
        }
        let worse = ratios.iter().filter(|ratio| **ratio < own).max().copied();
        assert_eq!(row.margin.is_some(), worse.is_some());
        if let (Some(points), Some(worse)) = (row.margin, worse) {
            let (part, whole) = parts(worse);
            let stays = |points: Decimal| (obtained - points) * whole >= part * possible;
            assert!(stays(dec(points)) && !stays(dec(points) + step), "{row:?}");
            assert_eq!(dec(points) % step, Decimal::ZERO);
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn ranks_count_who_is_better(case in Case::any()) {
        for basis in BASES {
            let all = cohort(&case, basis);
            let fields: Vec<String> =
                all.framework().fields().map(|node| node.code().to_string()).collect();
            for all in [all.clone(), all.by_group()] {
                ranks_hold(&all, &rank(&all));
                for code in &fields {
                    ranks_hold(&all, &rank_at(&all, code));
                }
                for card in all.cards() {
                    prop_assert!(rank(&all).of(&card.unit().id).is_some());
                }
                prop_assert_eq!(rank(&all).rows().len(), all.cards().len());
            }
        }
    }

    #[test]
    fn grades_are_the_first_band_that_holds(case in Case::any()) {
        for card in cohort(&case, Basis::Final).cards() {
            let graded = grade(card);
            let label = graded.label.map(|label| label.en.clone());
            prop_assert_eq!(label, naive_grade(card));
            let Some(next) = graded.next else { continue };
            let Grades::Bands(bands) = card.framework().grades() else { panic!() };
            let from = bands.iter().find(|band| band.label == next.label).unwrap().from;
            let from: Decimal = from.to_string().parse().unwrap();
            let total = card.total();
            let reaches = |points: Decimal| {
                let obtained = dec(total.obtained()) + points;
                obtained * Decimal::ONE_HUNDRED >= from * dec(total.possible())
            };
            let step = unit(card.framework().policies().print);
            prop_assert!(reaches(dec(next.points)));
            let least = next.points == Points::ZERO || !reaches(dec(next.points) - step);
            prop_assert!(least, "{:?} {:?}", next, total);
        }
    }

    #[test]
    fn order_of_the_inputs_changes_nothing(case in Case::any(), turn in 0_usize..5) {
        let ruler = case.ruler();
        let units = case.units(&ruler);
        let mut turned = units.clone();
        turned.rotate_left(turn % units.len());
        let mut mirrored = units.clone();
        mirrored.reverse();
        for basis in BASES {
            let first = score_all(&ruler, &units, basis);
            for other in [&turned, &mirrored] {
                let other = score_all(&ruler, other, basis);
                prop_assert_eq!(rows_text(&rank(&first)), rows_text(&rank(&other)));
                prop_assert_eq!(
                    rows_text(&rank(&first.clone().by_group())),
                    rows_text(&rank(&other.clone().by_group()))
                );
                prop_assert_eq!(first.findings(), other.findings());
            }
        }
    }

    #[test]
    fn a_weak_list_is_sorted_and_its_shares_close(case in Case::any()) {
        for basis in BASES {
            let all = cohort(&case, basis);
            for card in all.cards() {
                for order in [Order::PointsLost, Order::Attainment] {
                    weak_list_holds(&all, card, order);
                }
            }
        }
    }
}

pub(crate) fn weak_list_holds(all: &Cohort, card: &Scorecard, order: Order) {
    let rows = weak(all, &card.unit().id, order);
    let framework = all.framework();
    let place = |code: &Code| framework.leaves().position(|leaf| leaf.code() == code).unwrap();
    for pair in rows.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let by_key = match order {
            Order::PointsLost => b.lost.cmp(&a.lost),
            _ => a.ratio.unwrap().cmp(&b.ratio.unwrap()),
        };
        assert!(by_key.then(place(&a.code).cmp(&place(&b.code))).is_lt(), "{a:?} {b:?}");
    }
    let losing = framework
        .leaves()
        .filter(|leaf| card.node(leaf.code().as_str()).unwrap().lost() > Points::ZERO);
    assert_eq!(rows.len(), losing.count());
    let lost = Points::checked_sum(rows.iter().map(|row| row.lost)).unwrap();
    assert_eq!(lost, rows.lost());
    let mut sum = Points::ZERO;
    for (n, row) in rows.iter().enumerate() {
        assert_eq!(row.position, n + 1);
        sum = sum.checked_add(row.lost).unwrap();
        assert_eq!(row.share_of_lost, Ratio::new(row.lost, lost));
        assert_eq!(row.cumulative_share, Ratio::new(sum, lost));
        let node = card.node(row.code.as_str()).unwrap();
        assert_eq!(row.possible, node.possible());
        assert_eq!((row.obtained, row.lost), (node.obtained(), node.lost()));
    }
    if let Some(last) = rows.last() {
        let whole = Ratio::new(Points::whole(1), Points::whole(1));
        assert_eq!(last.cumulative_share, whole);
    }
}

/// F2: a node that does not apply is skipped by the floor, also where the policy makes it 0 %.
#[test]
fn floors_skip_what_does_not_apply() {
    let mut skipped = 0;
    for seed in 0..1500 {
        let mut case = Case::draw(&mut Dice::seeded(seed));
        let policies = &mut case.framework.policies;
        policies.not_applicable = Some(par_index::framework::NotApplicablePolicy::Zero);
        let band = |on: FloorOn| par_index::spec::BandSpec {
            label: par_index::Text::same(on.as_str()),
            from: Num::from(5),
            component_floor: Some(Num::from(5)),
            floor_on: Some(on),
            blocks: None,
            source: None,
        };
        let on = [FloorOn::Leaf, FloorOn::Criterion, FloorOn::Field][usize::from(seed % 3 == 0)];
        case.framework.grades = par_index::spec::GradesSpec::Bands(vec![band(on)]);
        for card in cohort(&case, Basis::Final).cards() {
            let label = grade(card).label.map(|label| label.en.clone());
            assert_eq!(label, naive_grade(card), "{case:?}");
            let void = card
                .nodes()
                .any(|node| node.state() == State::NotApplicable && node.ratio().is_some());
            skipped += usize::from(void && label.is_some());
        }
    }
    assert!(skipped > 20, "{skipped}");
}
