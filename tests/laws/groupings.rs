//! Sums along a grouping are the whole, whichever the grouping.

use par_index::analysis::{By, Claims, cuts, lost_by, versus};
use par_index::{PointSum, view};

use super::*;

const GROUPINGS: [By; 5] = [By::Node, By::Lead, By::Appraiser, By::Unit, By::Group];

/// Sums as decimals, which know nothing of points.
fn sum(values: impl IntoIterator<Item = PointSum>) -> Decimal {
    values.into_iter().map(|sum| sum.to_string().parse::<Decimal>().unwrap()).sum()
}

fn counted(all: &Cohort) -> Vec<&Scorecard> {
    let silent = [State::InError, State::NotReported];
    all.cards().iter().filter(|card| !silent.contains(&card.state())).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn losses_sum_to_what_was_lost_along_every_grouping(case in Case::any()) {
        for basis in BASES {
            let all = cohort(&case, basis);
            let cards = counted(&all);
            let lost: Decimal = cards.iter().map(|card| dec(card.total().lost())).sum();
            for by in GROUPINGS {
                let rows = lost_by(&all, None, by).unwrap();
                let (total, rows) = rows.split_last().unwrap();
                prop_assert_eq!(total.key.as_str(), "total");
                prop_assert_eq!(sum([total.loss.total()]), lost);
                // Of nodes only the outermost are addends: each holds all below it.
                let addends = || rows.iter().filter(|row| {
                    by != By::Node
                        || all.framework().node(&row.key).is_none_or(|node| node.depth() == 1)
                });
                for cause in Cause::ALL {
                    let parts = sum(addends().map(|row| row.loss.of(*cause)));
                    prop_assert_eq!(parts, sum([total.loss.of(*cause)]), "{:?} {:?}", by, cause);
                }
                for unit in &cards {
                    let own = lost_by(&all, Some(&unit.unit().id), by).unwrap();
                    let own = own.last().unwrap().loss.total();
                    prop_assert_eq!(sum([own]), dec(unit.total().lost()));
                }
            }
            // By unit each row is the unit's own loss; by lead each leaf counts once.
            for row in lost_by(&all, None, By::Unit).unwrap().iter().filter(|row| row.key != "total") {
                let card = all.card(&row.key).unwrap();
                prop_assert_eq!(sum([row.loss.total()]), dec(card.total().lost()));
            }
            let mut leads: BTreeMap<String, Decimal> = BTreeMap::new();
            for card in &cards {
                for leaf in all.framework().leaves() {
                    let key = leaf.lead_key();
                    let key = if key.is_empty() { "none".to_owned() } else { key };
                    let lost = card.node(leaf.code().as_str()).unwrap().lost();
                    *leads.entry(key).or_default() += dec(lost);
                }
                for beside in ["bonus", "deduction"] {
                    *leads.entry("none".to_owned()).or_default() +=
                        dec(card.node(beside).unwrap().lost());
                }
            }
            let rows = lost_by(&all, None, By::Lead).unwrap();
            let shown: BTreeMap<String, Decimal> = rows
                .iter()
                .filter(|row| row.key != "total")
                .map(|row| (row.key.clone(), sum([row.loss.total()])))
                .collect();
            for (key, lost) in leads {
                prop_assert_eq!(shown.get(&key).copied().unwrap_or_default(), lost, "{}", key);
            }
        }
    }

    #[test]
    fn claims_close_and_sum_along_every_grouping(case in Case::any()) {
        let all = cohort(&case, Basis::Final);
        let mut naive = [Decimal::ZERO; 4];
        for card in counted(&all) {
            for leaf in all.framework().leaves() {
                let Some(entry) = card.assessment().entry(leaf.code().as_str()) else { continue };
                let points = |stage: &Option<par_index::assessment::Stage>| {
                    stage.as_ref().and_then(|stage| stage.value.as_ref()).map(Value::points)
                };
                // A second round that holds anything is the last, also when it says not applicable.
                let last = points(&entry.appraised_again).or_else(|| points(&entry.appraised));
                let (Some(Some(own)), Some(Some(last))) = (points(&entry.self_score), last) else {
                    continue;
                };
                let difference = dec(own) - dec(last);
                naive[0] += dec(own);
                naive[1] += dec(last);
                naive[if difference.is_sign_negative() { 3 } else { 2 }] += difference;
            }
        }
        let four = |claims: &Claims| {
            [claims.claimed, claims.recognised, claims.over, claims.under].map(|part| sum([part]))
        };
        for by in GROUPINGS {
            let rows = cuts(&all, None, by).unwrap();
            let (total, rows) = rows.split_last().unwrap();
            prop_assert_eq!(four(&total.claims), naive, "{:?}", by);
            prop_assert_eq!(naive[0], naive[1] + naive[2] + naive[3]);
            let mut parts = [Decimal::ZERO; 4];
            for row in rows {
                let node = all.framework().node(&row.key).filter(|_| by == By::Node);
                if node.is_none_or(|node| node.depth() == 1) {
                    for (part, more) in parts.iter_mut().zip(four(&row.claims)) {
                        *part += more;
                    }
                }
            }
            prop_assert_eq!(parts, naive, "{:?}", by);
        }
    }

    #[test]
    fn two_units_are_apart_by_the_sum_of_their_leaves(case in Case::any()) {
        for basis in BASES {
            let all = cohort(&case, basis);
            for (own, other) in all.cards().iter().zip(all.cards().iter().skip(1)) {
                let pair = versus(&all, &own.unit().id, &other.unit().id).unwrap();
                let back = versus(&all, &other.unit().id, &own.unit().id).unwrap();
                let silent = counted(&all).iter().filter(|card| {
                    card.unit() == own.unit() || card.unit() == other.unit()
                }).count() < 2;
                let apart = (!silent)
                    .then(|| dec(own.total().obtained()) - dec(other.total().obtained()));
                prop_assert_eq!(pair.total.difference.map(dec), apart);
                let leaves: Decimal = pair.rows.iter().filter_map(|row| row.difference).map(dec).sum();
                prop_assert_eq!(leaves, apart.unwrap_or_default());
                for (row, back) in pair.rows.iter().zip(&back.rows) {
                    prop_assert_eq!(row.difference.map(dec), back.difference.map(|points| -dec(points)));
                }
                let (a, b) = (own.total(), other.total());
                prop_assert_eq!(pair.gap.is_some(), a.ratio().is_some() && b.ratio().is_some());
                let Some(gap) = pair.gap else { continue };
                let summary = view::versus_summary(&all, &pair);
                let printed = |text: Option<String>| text.unwrap().parse::<Decimal>().unwrap();
                let [whole, points, possible] =
                    [summary.difference, summary.by_points, summary.by_possible].map(printed);
                prop_assert_eq!(whole, points + possible);
                // Equal possible points leave nothing to what was possible.
                if a.possible() == b.possible() {
                    prop_assert_eq!(possible, Decimal::ZERO);
                }
                // Against plain decimals, which carry 28 places.
                let of = |part: Points, whole: Points| dec(part) / dec(whole) * Decimal::from(100);
                let near = (of(a.obtained(), a.possible()) - of(b.obtained(), b.possible()) - whole).abs();
                let unit = Decimal::new(5, u32::from(all.framework().policies().print.get()) + 1);
                prop_assert!(near <= unit + Decimal::new(1, 20), "{} {:?}", near, gap);
            }
        }
    }
}
