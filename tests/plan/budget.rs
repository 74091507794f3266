//! The work a question may do: counted alike on every machine, and said where it runs out.

use std::thread;

use par_index::analysis::{robustness, robustness_within};
use par_index::remediation::{EffortRow, frontier, frontier_within, plan_within};
use par_index::work::WorkBudget;
use par_index::{Basis, Cohort, Efforts, Goal, Plan, framework, plan, read, sample, score_all};

use super::town::points;
use crate::common::{Ruler, field, leaf, sheet};

fn communes() -> Cohort {
    let fw = framework("hon-quan-2023").unwrap();
    let input = read(&fw, sample("communes-2023").unwrap());
    score_all(&fw, &input.assessments, Basis::Final)
}

/// A ring of leaves whose steps exclude the next one and the seventh.
fn ring(leaves: usize) -> (Cohort, Efforts) {
    let code = |n: usize| format!("1.{}", n % leaves + 1);
    let nodes = (0..leaves).map(|n| leaf(&code(n), "1")).collect();
    let framework = Ruler::new(vec![field("1", nodes)]).build();
    let own = (0..leaves).fold(sheet("own"), |own, n| own.appraised(&code(n), "0"));
    let input = read(&framework, serde_json::to_string(&own).unwrap());
    let rows: Vec<EffortRow> = (0..leaves)
        .map(|n| {
            let mut row = EffortRow::new(code(n), points(100), 1 + (n as u64 * 7) % 5);
            row.excludes = format!("{}+{}", code(n + 1), code(n + 7));
            row
        })
        .collect();
    let (efforts, findings) = Efforts::of(&framework, &rows);
    assert!(findings.is_empty(), "{findings:?}");
    (score_all(&framework, &input.assessments, Basis::Final), efforts)
}

fn steps(plan: &Plan) -> Vec<String> {
    plan.steps.rows.iter().map(|row| format!("{}={}", row.code, row.to)).collect()
}

/// Whatever the limit: what is proven is the answer that more work gives, and what is not proven says that
/// the work ran out. With next to none there is an answer still.
#[test]
fn a_smaller_limit_never_proves_another_answer() {
    let samples = communes();
    let (rings, excludes) = ring(20);
    let none = Efforts::default();
    let percent = |text: &str| Goal::Target(text.parse().unwrap());
    let unit = "sample-commune-01";
    let cases = [
        (&samples, unit, percent("90"), &none),
        (&samples, unit, percent("99"), &none),
        (&samples, unit, Goal::Grade("Tốt".to_owned()), &none),
        (&samples, unit, Goal::Rank(3), &none),
        (&samples, unit, Goal::Budget(7), &none),
        (&rings, "own", Goal::Budget(12), &excludes),
        (&rings, "own", percent("30"), &excludes),
        (&rings, "own", percent("80"), &excludes),
    ];
    let (mut cut, mut whole) = (0, 0);
    for (all, unit, goal, efforts) in cases {
        let full = plan(all, unit, goal.clone(), efforts);
        assert!(full.proven_optimal && !full.work.is_exhausted(), "{goal:?}: {:?}", full.work);
        assert!(full.work.spent() <= full.work.limit());
        for limit in [0, 1, 100, 1_000, 10_000, 100_000, WorkBudget::LIMIT] {
            let within = || plan_within(all, unit, goal.clone(), efforts, WorkBudget::new(limit));
            let found = within();
            let told = || format!("{goal:?} within {limit}: {found:#?}");
            assert_eq!(found.proven_optimal, !found.work.is_exhausted(), "{}", told());
            // Two runs, and one of another thread, give the same and take as much.
            let other = thread::scope(|scope| scope.spawn(within).join().unwrap());
            for again in [within(), other] {
                assert_eq!((steps(&again), again.work), (steps(&found), found.work), "{}", told());
            }
            if found.proven_optimal {
                assert_eq!(steps(&found), steps(&full), "{}", told());
                assert_eq!((found.reached, found.effort), (full.reached, full.effort));
                whole += 1;
                continue;
            }
            cut += 1;
            assert!(found.steps.before.is_some(), "{}", told());
            match goal {
                Goal::Budget(_) => {
                    let bound = found.gain_bound.expect("a bound");
                    let [before, after] = [&full.steps.before, &full.steps.after]
                        .map(|outcome| outcome.as_ref().unwrap().score.obtained());
                    assert!(before.checked_add(bound).unwrap() >= after, "{}", told());
                }
                _ if found.reached => {
                    assert!(found.effort_bound.is_some_and(|bound| bound <= full.effort));
                    assert!(found.effort >= full.effort, "{}", told());
                }
                _ => {}
            }
        }
    }
    assert!(cut > 8 && whole > 20, "{cut} {whole}");
}

/// A frontier that there is no work for is thinned, keeps its ends and says so.
#[test]
fn a_frontier_without_work_is_thinned() {
    let all = communes();
    let efforts = Efforts::default();
    let full = frontier(&all, "sample-commune-01", &efforts);
    assert!(full.proven_optimal && !full.work.is_exhausted() && full.work.spent() > 0);
    let thin = frontier_within(&all, "sample-commune-01", &efforts, WorkBudget::new(50));
    assert!(!thin.proven_optimal && thin.work.is_exhausted(), "{:?}", thin.work);
    assert!(thin.points.len() < full.points.len());
    assert_eq!(thin.points.first(), full.points.first());
    assert_eq!(thin.points.last().unwrap().gain, full.points.last().unwrap().gain);
}

/// Replicates are drawn while there is work for one: what then stands is what so many replicates give.
#[test]
fn replicates_end_with_the_work() {
    use par_index::analysis::{Variation, Vary};
    let all = communes();
    let units = u64::try_from(all.cards().len()).unwrap();
    let how = |replicates: usize| Variation {
        vary: Vary::Weights,
        amount: "25".parse().unwrap(),
        replicates,
        seed: 1,
    };
    let asked = |replicates, limit| {
        robustness_within(&all, &how(replicates), WorkBudget::new(limit)).unwrap()
    };
    let ten = robustness(&all, &how(10)).unwrap();
    assert_eq!((ten.work.spent(), ten.work.is_exhausted()), (10 * units, false));
    assert!(ten.findings.is_empty());
    // More than anybody has time for.
    let cut = asked(usize::MAX, 11 * units - 1);
    assert_eq!(format!("{:?}", cut.rows), format!("{:?}", ten.rows));
    assert_eq!((cut.work.spent(), cut.work.is_exhausted()), (10 * units, true));
    assert_eq!(cut.findings.len(), 1);
    assert_eq!(cut.findings[0].code().as_str(), "replicates_cut");
    // One is always drawn.
    let one = asked(10, 0);
    assert_eq!((one.work.spent(), one.work.is_exhausted()), (units, true));
    assert!(one.rows.iter().all(|row| row.rank.is_none() || row.best == row.worst));
}
