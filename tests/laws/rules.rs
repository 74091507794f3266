//! Awards, and the standings a rule can give.

use super::*;

/// A framework of one leaf with a share rule.
pub(crate) fn share_framework(dice: &mut Dice) -> FrameworkSpec {
    let mut framework = generate::framework(dice);
    let max = dice.pick(&["1", "2.5", "3.333333333", "0.07", "10"]);
    let max = Num::from(max);
    let rule = Some(generate::share(dice));
    let name = framework.title.clone();
    let leaf =
        NodeSpec { code: "1".to_owned(), name, max: max.clone(), rule, ..NodeSpec::default() };
    framework.policies.award = Some(par_index::spec::AwardSpec { digits: 2 });
    framework.total = max;
    framework.nodes = vec![leaf];
    framework
}

/// What a leaf's rule gives for `done` of `of`, through an assessment.
pub(crate) fn award_of(framework: &Framework, done: u32, of: u32) -> Points {
    let mut sheet = AssessmentSpec::new(framework.id(), 2023, "a");
    let facts =
        FactsSpec { done: Some(Num::from(done)), of: Some(Num::from(of)), ..FactsSpec::default() };
    sheet.entry("1").self_score = Some(StageSpec { facts: Some(facts), ..StageSpec::default() });
    let (assessment, findings) = sheet.check(framework);
    assert!(!assessment.is_in_error(), "{findings:?}");
    let stage = assessment.entry("1").unwrap().self_score.clone().unwrap();
    stage.value.unwrap().points().unwrap()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_five_numbers_close_at_every_node(case in Case::any()) {
        let ruler = case.ruler();
        for assessment in case.units(&ruler) {
            for basis in BASES {
                let card = score(&ruler, &assessment, basis);
                closes(&card, "total", &case.framework.nodes, &case);
                let codes: Vec<String> =
                    card.nodes().map(|node| node.code().to_string()).collect();
                let tree = ruler.nodes().iter().map(|node| node.code().to_string());
                let all: Vec<String> =
                    tree.chain(["bonus", "deduction", "total"].map(String::from)).collect();
                prop_assert_eq!(codes, all);
            }
        }
    }

    #[test]
    fn no_award_leaves_its_leaf(case in Case::any()) {
        let ruler = case.ruler();
        for assessment in case.units(&ruler) {
            for node in ruler.leaves() {
                let Some(entry) = assessment.entry(node.code().as_str()) else { continue };
                let stages =
                    [&entry.self_score, &entry.appraised, &entry.appraised_again, &entry.survey];
                for value in stages.into_iter().flatten().filter_map(|stage| stage.value.as_ref()) {
                    if let Some(points) = value.points() {
                        prop_assert!(Points::ZERO <= points && points <= node.max());
                    }
                    if let (Value::Facts(declared), Rule::Share(rule)) =
                        (value, node.leaf().unwrap().rule())
                    {
                        let none = declared.facts.of == Some(Points::ZERO);
                        let wanted = match rule.measure.if_none {
                            _ if !none => declared.award.points,
                            par_index::framework::IfNone::Max => Some(node.max()),
                            par_index::framework::IfNone::Zero => Some(Points::ZERO),
                            _ => None,
                        };
                        prop_assert_eq!(declared.award.points, wanted);
                    }
                }
            }
        }
    }

    #[test]
    fn share_awards_never_fall_and_reachable_lists_them_all(
        choices in prop::collection::vec(any::<u16>(), 0..80),
        of in 1_u32..40,
    ) {
        let framework = share_framework(&mut Dice::of(choices)).check().unwrap();
        let node = framework.node("1").unwrap();
        let Rule::Share(rule) = node.leaf().unwrap().rule() else { panic!() };
        let top = if rule.measure.may_exceed { of * 4 } else { of };
        let mut least: BTreeMap<Points, u32> = BTreeMap::new();
        let mut before = Points::ZERO;
        for done in 0..=top {
            let award = award_of(&framework, done, of);
            prop_assert!(before <= award && award <= node.max(), "{done}/{of} {rule:?}");
            least.entry(award).or_insert(done);
            before = award;
        }
        let facts = Facts::share(Points::ZERO, Points::whole(i32::try_from(of).unwrap()));
        let levels = node.leaf().unwrap().rule().reachable(scale(&framework, node), Some(&facts));
        let listed: Vec<(Points, String)> = levels
            .map(|level| (level.points, level.facts.unwrap().done.unwrap().to_string()))
            .collect();
        let wanted: Vec<(Points, String)> =
            least.into_iter().map(|(points, done)| (points, done.to_string())).collect();
        prop_assert_eq!(listed, wanted, "of {} {:?}", of, rule);
    }

    #[test]
    fn items_still_needed_are_the_least(
        choices in prop::collection::vec(any::<u16>(), 0..80),
        of in 1_u32..40,
        done in 0_u32..40,
    ) {
        let framework = share_framework(&mut Dice::of(choices)).check().unwrap();
        let Rule::Share(rule) = framework.node("1").unwrap().leaf().unwrap().rule() else {
            panic!()
        };
        let done = done.min(of);
        let whole = |n: u32| Points::whole(i32::try_from(n).unwrap());
        let grows = u32::from(rule.more == par_index::framework::More::OfGrows);
        let full = |n: u32| {
            let share = Ratio::new(whole(done + n), whole(of + grows * n)).unwrap();
            let against = |threshold| match rule.measure.percent_digits {
                Some(digits) => share.percent(digits).cmp(&threshold),
                None => share.cmp_percent(threshold),
            };
            match rule.full_at {
                par_index::framework::FullAt::AtLeast(t) => against(t).is_ge(),
                par_index::framework::FullAt::Above(t) => against(t).is_gt(),
                _ => panic!(),
            }
        };
        let needed = rule.needed(whole(done), whole(of));
        // Where the whole grows with them and shares are rounded, thousands may be needed.
        let many = needed.and_then(|points| u32::try_from(points.to_decimal().trunc().mantissa()).ok());
        let wanted = match many {
            Some(many) if many >= 6000 && full(many) && !full(many - 1) => Some(whole(many)),
            _ => (0..6000).find(|n| full(*n)).map(whole),
        };
        prop_assert_eq!(needed, wanted, "{}/{} {:?}", done, of, rule);
    }

    #[test]
    fn stated_levels_are_reachable_and_stand(case in Case::any()) {
        let ruler = case.ruler();
        for (node, spec) in ruler.leaves().zip(leaves(&case.framework.nodes)) {
            let (scale, rule) = (scale(&ruler, node), node.leaf().unwrap().rule());
            let levels: Vec<Points> =
                rule.reachable(scale, None).take(500).map(|level| level.points).collect();
            prop_assert!(levels.is_sorted() && !levels.is_empty());
            prop_assert!(levels.iter().all(|points| *points <= rule.best(scale)));
            prop_assert!(rule.best(scale) <= node.max());
            for level in spec.rule.as_ref().unwrap().levels.iter().flatten() {
                let points: Points = level.points.as_str().parse().unwrap();
                prop_assert!(levels.contains(&points));
            }
            for points in levels {
                let sheet = AssessmentSpec::new(ruler.id(), 2023, "a");
                let typed = points.to_string();
                let sheet = if node.is_survey() {
                    sheet.survey(node.code().as_str(), &typed)
                } else {
                    sheet.appraised(node.code().as_str(), &typed)
                };
                let (assessment, findings) = sheet.check(&ruler);
                prop_assert!(!assessment.is_in_error(), "{:?}", findings);
            }
        }
    }
}
