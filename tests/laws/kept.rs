//! Results read back as they were kept.

use super::*;

/// The value read back says all that it said, to the last field.
fn comes_back<T: serde::Serialize + serde::de::DeserializeOwned + std::fmt::Debug>(
    value: &T,
) -> bool {
    let text = serde_json::to_string(value).unwrap();
    let back: T = serde_json::from_str(&text).unwrap();
    format!("{back:?}") == format!("{value:?}") && serde_json::to_string(&back).unwrap() == text
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn results_are_kept_exactly(case in Case::any(), n in 0_usize..9, points in 0_i64..4) {
        let ruler = case.ruler();
        let units = case.units(&ruler);
        prop_assert!(comes_back(&ruler));
        for basis in BASES {
            let all = score_all(&ruler, &units, basis);
            prop_assert!(comes_back(&rank(&all)));
            prop_assert!(comes_back(&all.findings().to_vec()));
            for unit in all.units() {
                prop_assert!(comes_back(unit.card().assessment()));
                prop_assert!(comes_back(unit.card()));
                prop_assert!(comes_back(&unit.ledger()));
                let list = unit.weak(Order::Attainment);
                prop_assert!(comes_back(&list));
                let leaf = ruler.leaf(n % ruler.leaves().count()).unwrap();
                let step = Step::new(leaf.code().clone(), Points::of_digits(points, Digits::TWO).unwrap());
                let steps: Vec<Step> = list.iter().take(2).map(par_index::WeakLeaf::best).chain([step]).collect();
                prop_assert!(comes_back(&what_if(&all, unit.id(), &steps)));
                let goal = par_index::Goal::Budget(1);
                prop_assert!(comes_back(&par_index::plan(&all, unit.id(), goal, &par_index::Efforts::default())));
            }
        }
    }
}
