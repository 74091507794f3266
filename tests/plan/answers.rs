//! R10: whatever a plan is asked, it answers; rows that do not count are named and take the proof away.

use par_index::remediation::{EffortRow, frontier, plan_within};
use par_index::work::WorkBudget;
use par_index::{
    Basis, Cohort, Efforts, Framework, Goal, Plan, framework, plan, read, sample, score_all, view,
};
use par_index_sheets::read_efforts;

use super::Dice;
use super::town::points;
use crate::common::{Fill, Ruler, field, leaf, led, sheet};

const OWN: &str = "sample-commune-01";

fn communes() -> (Framework, Cohort) {
    let fw = framework("hon-quan-2023").unwrap();
    let input = read(&fw, sample("communes-2023").unwrap());
    let all = score_all(&fw, &input.assessments, Basis::Final);
    (fw, all)
}

/// Leaves with a step each, which require and exclude each other, two agencies with capacities: more
/// than the search can finish.
struct Web {
    leaves: usize,
    requires: Vec<Vec<usize>>,
    excludes: Vec<Vec<usize>>,
    efforts: Vec<u64>,
}

impl Web {
    fn draw(leaves: usize) -> Web {
        let mut dice = Dice(leaves as u64);
        let mut others = |most: u64, own: usize| -> Vec<usize> {
            let all = (0..dice.below(most + 1)).map(|_| dice.below(leaves as u64) as usize);
            all.filter(|other| *other != own).collect()
        };
        let excludes = (0..leaves).map(|own| others(4, own)).collect();
        let requires = (0..leaves).map(|own| others(1, own)).collect();
        let efforts = (0..leaves).map(|_| 1 + dice.below(9)).collect();
        Web { leaves, requires, excludes, efforts }
    }

    fn code(n: usize) -> String {
        format!("1.{}", n + 1)
    }

    fn lead(n: usize) -> &'static [&'static str] {
        [&["a"][..], &["b"], &["a", "b"]][n % 3]
    }

    fn built(&self) -> (Cohort, Efforts) {
        let nodes = (0..self.leaves).map(|n| led(Web::lead(n), leaf(&Web::code(n), "1")));
        let ruler = Ruler::new(vec![field("1", nodes.collect()), leaf("2", "5")]);
        let framework = ruler.agencies(&["a", "b"]).build();
        let own = (0..self.leaves).fold(sheet("own"), |own, n| own.appraised(&Web::code(n), "0"));
        let sheets = [own.appraised("2", "0").group("x")];
        let input = read(&framework, serde_json::to_string(&sheets).unwrap());
        let all = score_all(&framework, &input.assessments, Basis::Final);
        let named = |list: &[usize]| {
            let codes = list.iter().map(|other| format!("{}=1", Web::code(*other)));
            codes.collect::<Vec<_>>().join("+")
        };
        let rows: Vec<EffortRow> = (0..self.leaves)
            .map(|n| {
                let mut row = EffortRow::new(Web::code(n), points(100), self.efforts[n]);
                row.requires = named(&self.requires[n]);
                row.excludes = named(&self.excludes[n]);
                row
            })
            .collect();
        let (efforts, _) = Efforts::of(&framework, &rows);
        (all, efforts.capacity("a", 30).capacity("b", 30))
    }

    /// The leaves that a plan takes, once all conditions have been held against them.
    fn taken(&self, plan: &Plan) -> Vec<usize> {
        let place = |code: &str| (0..self.leaves).find(|n| Web::code(*n) == code).expect("a leaf");
        let taken: Vec<usize> =
            plan.steps.rows.iter().map(|row| place(row.code.as_str())).collect();
        for n in &taken {
            assert!(self.requires[*n].iter().all(|other| taken.contains(other)), "{taken:?}");
            assert!(!self.excludes[*n].iter().any(|other| taken.contains(other)), "{taken:?}");
        }
        for agency in ["a", "b"] {
            let own = taken.iter().filter(|n| Web::lead(**n).contains(&agency));
            assert!(own.map(|n| self.efforts[*n]).sum::<u64>() <= 30, "{agency}: {taken:?}");
        }
        taken
    }
}

#[test]
fn r10_a_search_cut_short_answers_every_goal_within_all_conditions() {
    let web = Web::draw(60);
    let (all, efforts) = web.built();
    let percent = |percent: &str| percent.parse().unwrap();
    let goals = [
        Goal::Target(percent("34")),
        Goal::Target(percent("60")),
        Goal::Node("1".to_owned(), percent("37")),
        Goal::Budget(45),
        Goal::Target(percent("99")),
    ];
    let (mut open, mut far, mut proven) = (0, 0, 0);
    let limits = [0, 300, 3_000, 30_000, WorkBudget::LIMIT];
    for (goal, limit) in goals.iter().flat_map(|goal| limits.map(|limit| (goal, limit))) {
        let found = plan_within(&all, "own", goal.clone(), &efforts, WorkBudget::new(limit));
        let told = || format!("{goal:?} {limit}: {found:#?}");
        let taken = web.taken(&found);
        let before = found.steps.before.as_ref().expect("an answer");
        let after = found.steps.after.as_ref().expect("an answer");
        assert!(!taken.is_empty() && after.ratio > before.ratio, "{}", told());
        assert_eq!(found.proven_optimal, !found.work.is_exhausted(), "{}", told());
        let table = view::plan_page(&all, "own", &found).text(view::Look::default());
        if found.proven_optimal {
            proven += 1;
            assert_eq!(found.unreachable_by.is_some(), !found.reached, "{}", told());
            continue;
        }
        assert!(table.to_lowercase().contains("not proven"), "{table}");
        if let Goal::Budget(most) = goal {
            assert!(found.reached && found.effort <= *most, "{}", told());
            assert!(found.gain_bound.is_some(), "{}", told());
            continue;
        }
        // Where the goal lies above what any plan can bring, the answer says by how much at least.
        let beyond = found.unreachable_by.is_some();
        assert_eq!(beyond, !found.reached && found.effort_bound.is_none(), "{}", told());
        if beyond {
            far += 1;
            assert!(found.gain_bound.expect("a bound") >= after.score.obtained(), "{}", told());
            continue;
        }
        open += 1;
        let bound = found.effort_bound.expect("a bound");
        assert!(!found.reached || bound <= found.effort, "{}", told());
        // More than one reason stand side by side.
        let mut torn = found.clone();
        torn.left_out.unread = true;
        let table = view::plan_page(&all, "own", &torn).text(view::Look::default());
        let told = table.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("could not be read"), "{table}");
        assert!(told.contains("no plan reaches the goal for less effort"), "{table}");
    }
    assert!(open > 0 && far > 0 && proven > 4, "{open} {far} {proven}");
}

/// The most points are too few, so no plan can do it: that is proven where there is work enough to know the most
/// points, or a bound of them that is too low.
#[test]
fn r10_where_the_most_points_are_too_few_a_goal_is_out_of_reach() {
    let (all, efforts) = Web::draw(31).built();
    let percent = |percent: &str| percent.parse().unwrap();
    let node = |text: &str| Goal::Node("1".to_owned(), percent(text));
    for (goal, missing) in [
        (Goal::Target(percent("30")), "0.8"),
        (Goal::Target(percent("40")), "4.4"),
        (node("40"), "2.4"),
    ] {
        let within =
            |limit| plan_within(&all, "own", goal.clone(), &efforts, WorkBudget::new(limit));
        // With less work nobody knows it yet.
        let less = within(0);
        assert!(less.work.is_exhausted() && !less.reached && !less.proven_optimal, "{goal:?}");
        assert!(less.effort_bound.is_some() && less.unreachable_by.is_none(), "{goal:?}");
        let found = within(WorkBudget::LIMIT);
        assert!(!found.reached && !found.work.is_exhausted(), "{goal:?}");
        assert!(found.proven_optimal && found.effort_bound.is_none(), "{goal:?}");
        assert_eq!(found.unreachable_by, Some(missing.parse().unwrap()), "{goal:?}");
        let table = view::plan_page(&all, "own", &found).text(view::Look::default());
        assert!(table.contains("Out of reach") && table.contains("Proven"), "{table}");
    }
}

/// Where each step is asked of everything, doing nothing is the plan: and it is said.
#[test]
fn r10_doing_nothing_is_an_answer() {
    let (fw, all) = communes();
    let table = "code,to,effort,requires\n1.3,2,9,3.2=4\n3.2,4,9,1.3=2\n";
    let efforts = read_efforts(&fw, "t.csv", table.as_bytes()).capacity("noi-vu", 1);
    for goal in [Goal::Target("90".parse().unwrap()), Goal::Rank(1), Goal::Grade("Tốt".into())] {
        let found = plan(&all, OWN, goal, &efforts);
        assert!(!found.reached && found.proven_optimal && found.steps.rows.is_empty());
        let (before, after) = (found.steps.before.unwrap(), found.steps.after.unwrap());
        assert_eq!(before.rank, after.rank);
        assert!(found.unreachable_by.is_some());
    }
    let found = plan(&all, OWN, Goal::Budget(17), &efforts);
    assert!(found.reached && found.proven_optimal && found.steps.rows.is_empty());
}

fn of_table(table: &str) -> (Plan, par_index::remediation::Frontier, Cohort) {
    let (fw, all) = communes();
    let efforts = read_efforts(&fw, "t.csv", table.as_bytes());
    let found = plan(&all, OWN, Goal::Target("80".parse().unwrap()), &efforts);
    let front = frontier(&all, OWN, &efforts);
    (found, front, all)
}

/// Whatever the reason, a row that does not count is named and takes the proof away.
#[test]
fn r10_rows_left_out_for_any_reason_are_named() {
    let good = "code,to,effort,due,requires\n1.3,2,5,,\n3.2,4,1,,\n";
    let (found, front, _) = of_table(good);
    assert!(found.proven_optimal && front.proven_optimal && found.reached);
    assert_eq!((found.rows_left_out, front.rows_left_out), (0, 0));
    for (row, named) in [
        ("1.33,2,1,,", "1.33=2"),        // an unknown code
        ("7,2,1,,", "7=2"),              // no leaf
        ("7.2,x,1,,", "7.2=x"),          // no number
        ("7.2,9,1,,", "7.2=9"),          // more than the leaf has
        ("2.2,3.5,1,,", "2.2=3.5"),      // a level that no rule gives
        ("7.2,4,many,,", "7.2=4"),       // an effort that is none
        ("7.2,4,1,31/2/2024,", "7.2=4"), // a day that is none
        ("1.3,2,7,,", "1.3=2"),          // a step that stands twice
        ("7.2,4,1,,9.9", "7.2=4"),       // a condition on an unknown leaf
        ("7.2,4,1,,3.2=9", "7.2=4"),     // on points out of range
        ("7.2,4,1,,7.3=2", "7.2=4"),     // on points that no row offers
        ("7.2,4,1,,,more", "7.2=4"),     // a cell beyond the header
    ] {
        let (found, front, all) = of_table(&format!("{good}{row}\n"));
        assert!(!found.proven_optimal && !front.proven_optimal, "{row}");
        assert_eq!((found.rows_left_out, front.rows_left_out), (1, 1), "{row}");
        let steps = found.steps.rows.iter().map(|row| row.code.as_str());
        assert!(steps.clone().all(|code| ["1.3", "3.2"].contains(&code)), "{row}");
        assert!(found.reached && steps.count() > 0, "{row}: what is left is planned with");
        let summary = view::plan_summary(&all, OWN, &found);
        assert_eq!(summary.left_out, [named], "{row}");
        assert_eq!(view::frontier_summary(&front).left_out, [named], "{row}");
        let shown = named.replace('=', " → ");
        let unit = all.card(OWN).unwrap().unit().clone();
        let look = view::Look::default();
        for table in [
            view::plan_page(&all, OWN, &found).text(look),
            view::frontier_page(&all, &unit, &front).text(look),
        ] {
            assert!(table.contains(&format!("do not count: 1 ({shown})")), "{row}: {table}");
        }
    }
    // A quotation mark that is never closed swallows rows: nobody knows which.
    let (found, front, all) = of_table(&format!("{good}7.2,4,1,,\"9\n7.1,4,1,,\n"));
    assert!(!found.proven_optimal && !front.proven_optimal);
    assert!(view::plan_summary(&all, OWN, &found).efforts_unread);
    let table = view::plan_page(&all, OWN, &found).text(view::Look::default());
    assert!(table.contains("could not be read"), "{table}");
}

/// What the call itself holds out is no slip of the table: the answer is proven under its conditions.
#[test]
fn r10_steps_held_out_by_the_call_keep_the_proof() {
    let (fw, all) = communes();
    let table = "code,to,effort,due,requires\n1.3,2,5,2024-03-31,\n3.2,4,1,,1.3=2\n7.2,4,2,,\n";
    let efforts = || read_efforts(&fw, "t.csv", table.as_bytes());
    for efforts in
        [efforts().on("2024-06-30".parse().unwrap()), efforts().without("1.3"), efforts()]
    {
        let found = plan(&all, OWN, Goal::Budget(9), &efforts);
        assert_eq!((found.proven_optimal, found.rows_left_out), (true, 0), "{:?}", found.findings);
    }
}
