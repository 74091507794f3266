//! One effort of an agency over all units, against every choice counted out.

use par_index::remediation::{BlockPlan, EffortRow, plan_block};
use par_index::work::WorkBudget;
use par_index::{Basis, Cohort, Efforts, read, score_all};

use super::Dice;
use super::town::{hundredths, points, text};
use crate::common::{Fill, Ruler, field, leaf, led, sheet};

/// Units under one ruler: who leads each leaf, what its levels give and take, and where each unit stands.
struct Block {
    leaves: Vec<(usize, Vec<(i64, i64)>)>,
    /// Of each unit the level of each leaf.
    units: Vec<Vec<usize>>,
    /// A leaf's first level excludes another leaf's first.
    excludes: Option<(usize, usize)>,
    capacity: Option<i64>,
}

const AGENCIES: [&[&str]; 3] = [&["a"], &["b"], &["a", "b"]];

impl Block {
    fn draw(dice: &mut Dice) -> Block {
        let leaves = (0..3).map(|n| {
            let (mut gain, mut effort) = (0, 0);
            let levels = (0..=dice.below(2)).map(|_| {
                gain += 25 * (1 + dice.below(4) as i64);
                effort += 1 + dice.below(4) as i64;
                (gain, effort)
            });
            let levels = levels.collect();
            (if n == 0 { 0 } else { dice.below(3) as usize }, levels)
        });
        let leaves: Vec<(usize, Vec<(i64, i64)>)> = leaves.collect();
        let units = (0..3).map(|_| {
            leaves.iter().map(|(_, levels)| dice.below(levels.len() as u64 + 1) as usize).collect()
        });
        let units = units.collect();
        let excludes = dice.once_in(3).then_some((0, 1));
        let capacity = dice.once_in(3).then(|| dice.below(6) as i64);
        Block { leaves, units, excludes, capacity }
    }

    fn code(n: usize) -> String {
        format!("1.{}", n + 1)
    }

    fn at(&self, leaf: usize, level: usize) -> (i64, i64) {
        level.checked_sub(1).map_or((0, 0), |level| self.leaves[leaf].1[level])
    }

    fn built(&self) -> (Cohort, Efforts) {
        let nodes = self.leaves.iter().enumerate().map(|(n, (lead, levels))| {
            led(AGENCIES[*lead], leaf(&Block::code(n), &text(levels.last().unwrap().0)))
        });
        let ruler = Ruler::new(vec![field("1", nodes.collect())]).agencies(&["a", "b"]);
        let framework = ruler
            .grades(
                r#"[{"label": {"vi": "Tốt", "en": "Good"}, "from": "80"},
                    {"label": {"vi": "Khá", "en": "Fair"}, "from": "55"}]"#,
            )
            .build();
        let sheets = self.units.iter().enumerate().map(|(unit, levels)| {
            levels.iter().enumerate().fold(sheet(&format!("u{unit}")), |own, (n, level)| {
                own.appraised(&Block::code(n), text(self.at(n, *level).0))
            })
        });
        let sheets: Vec<_> = sheets.collect();
        let input = read(&framework, serde_json::to_string(&sheets).unwrap());
        let all = score_all(&framework, &input.assessments, Basis::Final);
        let rows = self.leaves.iter().enumerate().flat_map(|(n, (_, levels))| {
            levels.iter().enumerate().map(move |(level, (gain, effort))| {
                let mut row = EffortRow::new(Block::code(n), points(*gain), *effort as u64);
                if let Some((_, other)) = self.excludes.filter(|(own, _)| (*own, 0) == (n, level)) {
                    row.excludes =
                        format!("{}={}", Block::code(other), text(self.leaves[other].1[0].0));
                }
                row
            })
        });
        let (mut efforts, findings) = Efforts::of(&framework, &rows.collect::<Vec<_>>());
        assert!(findings.is_empty(), "{findings:?}");
        if let Some(most) = self.capacity {
            efforts = efforts.capacity("b", most as u64);
        }
        (all, efforts)
    }

    /// Everything a may do at one unit: gain, effort, and what of that b takes on.
    fn ways(&self, unit: usize) -> Vec<(i64, i64, i64)> {
        let mut all: Vec<Vec<usize>> = vec![Vec::new()];
        for (n, (lead, levels)) in self.leaves.iter().enumerate() {
            let now = self.units[unit][n];
            // An effort counts from where the unit stands, and only upwards.
            let own = (now..=levels.len()).filter(|level| *level == now || *lead != 1);
            let own: Vec<usize> = own.collect();
            all =
                all.iter().flat_map(|way| own.iter().map(|l| [&way[..], &[*l]].concat())).collect();
        }
        let kept = |way: &&Vec<usize>| {
            self.excludes.is_none_or(|(own, other)| {
                let taken = |n: usize| way[n] == 1 && way[n] > self.units[unit][n];
                !(taken(own) && taken(other))
            })
        };
        let sums = all.iter().filter(kept).map(|way| {
            let steps = way.iter().enumerate().filter(|(n, level)| **level > self.units[unit][*n]);
            steps.fold((0, 0, 0), |sum, (n, level)| {
                let (gain, effort) = self.at(n, *level);
                let b = if self.leaves[n].0 == 0 { 0 } else { effort };
                (sum.0 + gain - self.at(n, self.units[unit][n]).0, sum.1 + effort, sum.2 + b)
            })
        });
        sums.collect()
    }

    /// Every choice for all units: gain, effort, what b takes on, and how many units have a share of all.
    fn choices(&self, percent: i64) -> Vec<(i64, i64, i64, usize)> {
        let most: i64 = self.leaves.iter().map(|(_, levels)| levels.last().unwrap().0).sum();
        let mut all = vec![(0, 0, 0, 0)];
        for (unit, levels) in self.units.iter().enumerate() {
            let now: i64 = levels.iter().enumerate().map(|(n, level)| self.at(n, *level).0).sum();
            let ways = self.ways(unit);
            let longer = all.iter().flat_map(|sum: &(i64, i64, i64, usize)| {
                ways.iter().map(move |(gain, effort, b)| {
                    let graded = usize::from(100 * (now + gain) >= percent * most);
                    (sum.0 + gain, sum.1 + effort, sum.2 + b, sum.3 + graded)
                })
            });
            all = longer.collect();
        }
        all
    }
}

fn gain(plan: &BlockPlan) -> i64 {
    hundredths(plan.gain)
}

#[test]
fn one_effort_over_all_units_equals_counting_out() {
    let (mut moved, mut limited) = (0, 0);
    for seed in 0..300 {
        let mut dice = Dice(seed + 900);
        let block = Block::draw(&mut dice);
        let (all, efforts) = block.built();
        let budget = dice.below(20) as i64;
        let found =
            plan_block(&all, "a", budget as u64, None, &efforts, WorkBudget::default()).unwrap();
        let choices = block.choices(0);
        let fits = choices.iter().filter(|c| c.1 <= budget);
        let free = fits.clone().min_by_key(|c| (-c.0, c.1)).unwrap();
        let fits = fits.filter(|c| block.capacity.is_none_or(|most| c.2 <= most));
        let best = fits.min_by_key(|c| (-c.0, c.1)).unwrap();
        assert!(found.proven_optimal && found.gain_bound.is_none(), "seed {seed}");
        assert_eq!((gain(&found), found.effort as i64), (best.0, best.1), "seed {seed}");
        assert_eq!(found.weighed, 3);
        let of_units: u64 = found.units.iter().map(|unit| unit.effort).sum();
        assert_eq!(of_units, found.effort);
        for row in found.units.iter().flat_map(|unit| &unit.steps.rows) {
            assert!(row.lead.split('+').any(|lead| lead == "a"), "{row:?}");
        }
        moved += found.units.len();
        // Where the capacity keeps it from being better.
        limited += usize::from((free.0, free.1) != (best.0, best.1));
    }
    assert!(moved > 100 && limited > 10, "{moved} {limited}");
}

#[test]
fn most_units_over_a_grade_equals_counting_out() {
    let mut raised = 0;
    for seed in 0..120 {
        let mut dice = Dice(seed + 4_000);
        let block = Block { capacity: None, ..Block::draw(&mut dice) };
        let (all, efforts) = block.built();
        let budget = dice.below(16) as i64;
        let (label, percent) = if dice.once_in(2) { ("Tốt", 80) } else { ("fair", 55) };
        let work = WorkBudget::default();
        let found = plan_block(&all, "a", budget as u64, Some(label), &efforts, work).unwrap();
        let choices = block.choices(percent);
        let fits = choices.iter().filter(|c| c.1 <= budget);
        let best = fits.min_by_key(|c| (-(c.3 as i64), c.1, -c.0)).unwrap();
        let [before, after] = found.graded.unwrap();
        assert_eq!(after, best.3, "seed {seed}");
        // Of as many units the least effort; of that the most points of those that are raised.
        assert_eq!(found.effort as i64, best.1, "seed {seed}");
        assert_eq!(gain(&found), best.0, "seed {seed}");
        assert_eq!(found.units.len(), after - before);
        assert!(found.proven_optimal && found.units_bound.is_none());
        raised += after - before;
    }
    assert!(raised > 40, "{raised}");
}

#[test]
fn what_a_block_cannot_be_asked_is_told() {
    let mut dice = Dice(1);
    let block = Block { capacity: Some(3), ..Block::draw(&mut dice) };
    let (all, efforts) = block.built();
    let ask = |lead, grade, efforts: &Efforts| {
        plan_block(&all, lead, 5, grade, efforts, WorkBudget::default())
    };
    assert!(ask("nobody", None, &efforts).unwrap_err().is_usage());
    assert!(ask("a", Some("Tốt"), &efforts).unwrap_err().is_usage());
    let unknown = ask("a", Some("Best"), &Efforts::default()).unwrap_err();
    assert!(unknown.is_usage() && unknown.to_string().contains("Good"), "{unknown}");
    // Little work is told, and no bound says less than the truth.
    let full = ask("a", None, &efforts).unwrap();
    let tight = plan_block(&all, "a", 5, None, &efforts, WorkBudget::new(1)).unwrap();
    assert!(tight.gain <= full.gain);
    assert!(tight.gain_bound.is_none_or(|bound| bound >= full.gain));
}

/// Units under one ruler of two leaves that a leads, with its grades; each stands at some points of both.
fn two_leaves(max: [&str; 2], grades: &str, units: &[(&str, [&str; 2])]) -> Cohort {
    let nodes = ["1.1", "1.2"].iter().zip(max).map(|(code, max)| led(&["a"], leaf(code, max)));
    let ruler = Ruler::new(vec![field("1", nodes.collect())]).agencies(&["a"]);
    let framework = ruler.grades(grades).build();
    let sheets = units.iter().enumerate().map(|(n, (group, [one, two]))| {
        let own = sheet(&format!("u{n}")).group(group);
        own.appraised("1.1", *one).appraised("1.2", *two)
    });
    let sheets: Vec<_> = sheets.collect();
    let input = read(&framework, serde_json::to_string(&sheets).unwrap());
    score_all(&framework, &input.assessments, Basis::Final)
}

const GOOD: &str = r#"[{"label": {"vi": "Tốt", "en": "Good"}, "from": "80"}]"#;

fn codes(plan: &BlockPlan) -> Vec<&str> {
    plan.findings.iter().map(|finding| finding.code().as_str()).collect()
}

/// What all units together could gain is more than a number of points can be.
#[test]
fn points_beyond_all_numbers_are_refused() {
    let all = two_leaves(["8000000000", "1"], GOOD, &[("x", ["0", "0"]), ("x", ["0", "0"])]);
    for grade in [None, Some("Good")] {
        let ask = |budget| {
            let work = WorkBudget::default();
            plan_block(&all, "a", budget, grade, &Efforts::default(), work).unwrap()
        };
        let found = ask(9);
        assert_eq!(codes(&found), ["out_of_range"], "{grade:?}");
        assert_eq!(
            found.findings[0].found_text(),
            Some(["16000000002", "16000000000"][usize::from(grade.is_some())])
        );
        assert!(found.units.is_empty() && !found.proven_optimal);
    }
}

/// A step that takes no effort does not raise a unit that has the grade anyway.
#[test]
fn a_unit_that_has_the_grade_is_not_raised_to_it() {
    let all = two_leaves(["8", "2"], GOOD, &[("x", ["8", "0"]), ("x", ["0", "0"])]);
    let rows = [("1.1", 800, 3), ("1.2", 200, 0)]
        .map(|(code, to, effort)| EffortRow::new(code, points(to), effort));
    let (efforts, findings) = Efforts::of(all.framework(), &rows);
    assert!(findings.is_empty(), "{findings:?}");
    let found = plan_block(&all, "a", 3, Some("Good"), &efforts, WorkBudget::default()).unwrap();
    assert_eq!(found.graded, Some([1, 2]));
    let units: Vec<&str> = found.units.iter().map(|own| own.unit.id.as_str()).collect();
    assert_eq!((units, found.effort), (vec!["u1"], 3));
}

/// A grade that only some units can have is asked of those; one that none can have is a wrong call.
#[test]
fn a_grade_of_some_units_is_asked_of_those() {
    let grades = r#"[{"label": {"vi": "Tốt", "en": "Good"}, "from": "80", "blocks": ["x"]},
                     {"label": {"vi": "Khá", "en": "Fair"}, "from": "50"}]"#;
    let all = two_leaves(["8", "2"], grades, &[("y", ["0", "0"]), ("x", ["0", "0"])]);
    let ask =
        |label| plan_block(&all, "a", 9, Some(label), &Efforts::default(), WorkBudget::default());
    let found = ask("Good").unwrap();
    assert_eq!((found.graded, found.units[0].unit.id.as_str()), (Some([0, 1]), "u1"));
    assert!(ask("Best").unwrap_err().is_usage());
}

/// Steps that are asked for and cannot be taken are no plan.
#[test]
fn steps_that_exclude_each_other_cannot_be_asked_for() {
    let all = two_leaves(["8", "2"], GOOD, &[("x", ["0", "0"])]);
    let mut rows = ["1.1", "1.2"].map(|code| EffortRow::new(code, points(200), 1));
    rows[0].excludes = "1.2=2".to_owned();
    let (efforts, findings) = Efforts::of(all.framework(), &rows);
    assert!(findings.is_empty(), "{findings:?}");
    let efforts = efforts.fixed("1.1", None).fixed("1.2", None);
    let found = plan_block(&all, "a", 9, None, &efforts, WorkBudget::default()).unwrap();
    assert_eq!(codes(&found), ["fixed_together"]);
    assert!(found.units.is_empty() && !found.proven_optimal);
}
