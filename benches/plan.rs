//! Measures the time that a plan takes: 100 leaves of 4 levels, 300 leaves of 6 levels, and efforts
//! and points chosen to be hard. All figures come from a fixed seed. Each benchmark checks its
//! answer before it is timed.

use std::hint::black_box;

use criterion::Criterion;
use par_index::remediation::{EffortRow, frontier_within};
use par_index::work::WorkBudget;
use par_index::{Basis, Cohort, Efforts, Framework, Goal, Points, plan, read, score_all};
use serde_json::{Value, json};

/// The random generator `SplitMix64`, which gives the same sequence on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % bound.unsigned_abs()).cast_signed()
    }
}

/// How the points and efforts of levels are drawn.
#[derive(Clone, Copy)]
enum Kind {
    /// Points in hundredths, efforts of up to 20 for each level.
    Usual,
    /// Points in hundredths, efforts of up to a million for each level.
    Wide,
    /// Points with nine decimal places, efforts of up to a million for each level.
    Fine,
    /// Points with nine decimal places, and efforts that grow with the points from a fixed base:
    /// the hardest kind known.
    Correlated,
}

struct Case {
    all: Cohort,
    efforts: Efforts,
    /// The gain, in raw points, and the effort of each level of each leaf.
    leaves: Vec<Vec<(i64, i64)>>,
    total: i64,
}

/// Raw points, written as points.
fn points(raw: i64) -> String {
    format!("{}.{:09}", raw / 1_000_000_000, raw % 1_000_000_000)
}

fn case(leaves: usize, levels: usize, kind: Kind) -> Case {
    let mut random = Random(2023);
    let unit = match kind {
        Kind::Usual | Kind::Wide => 10_000_000,
        Kind::Fine | Kind::Correlated => 1,
    };
    let mut drawn = Vec::new();
    for _ in 0..leaves {
        let (mut gain, mut effort) = (0, 0);
        let mut of_leaf = Vec::new();
        for _ in 0..levels {
            let more = unit * (1 + random.below(300_000_000 / unit));
            gain += more;
            effort += match kind {
                Kind::Usual => 1 + random.below(20),
                Kind::Wide | Kind::Fine => 1 + random.below(1_000_000),
                Kind::Correlated => more / 1_000 + 30_000,
            };
            of_leaf.push((gain, effort));
        }
        drawn.push(of_leaf);
    }
    let node = |code: String, max: i64, more: Value| {
        let mut node = json!({"code": code, "name": {"en": code}, "max": points(max)});
        if let (Value::Object(node), Value::Object(more)) = (&mut node, more) {
            node.extend(more);
        }
        node
    };
    let mut fields = Vec::new();
    for (f, part) in drawn.chunks(20).enumerate() {
        let max = |leaf: &Vec<(i64, i64)>| leaf.last().map_or(0, |(gain, _)| *gain);
        let children = part.iter().enumerate().map(|(n, leaf)| {
            node(format!("{}.{}", f + 1, n + 1), max(leaf), json!({"rule": {"kind": "direct"}}))
        });
        let children: Vec<Value> = children.collect();
        let sum = part.iter().map(max).sum();
        fields.push(node((f + 1).to_string(), sum, json!({ "children": children })));
    }
    let total = drawn.iter().map(|leaf| leaf.last().map_or(0, |(gain, _)| *gain)).sum();
    let ruler = json!({
        "schema_version": 1, "kind": "framework", "id": "bench", "title": {"en": "bench"},
        "index": "par", "provenance": "illustrative", "total": points(total),
        "policies": {"not_applicable": "rescale", "no_survey": "rescale", "missing": "zero",
            "ties": "competition", "print": {"digits": 2}},
        "nodes": fields,
        "grades": [{"label": {"en": "good"}, "from": "80", "component_floor": "60", "floor_on": "field"}],
    });
    let framework = Framework::from_json(ruler.to_string()).unwrap();
    let entries: Vec<Value> =
        (0..leaves).map(|n| json!({"code": code(n), "appraised": {"points": "0"}})).collect();
    let own = json!({"schema_version": 1, "kind": "assessment", "framework": "bench", "year": 2023,
        "unit": {"id": "own"}, "entries": entries});
    let all = score_all(&framework, &read(&framework, own.to_string()).assessments, Basis::Final);
    let rows: Vec<EffortRow> = drawn
        .iter()
        .enumerate()
        .flat_map(|(n, leaf)| {
            leaf.iter().map(move |(gain, effort)| {
                let to: Points = points(*gain).parse().unwrap();
                EffortRow::new(code(n), to, effort.unsigned_abs())
            })
        })
        .collect();
    let (efforts, findings) = Efforts::of(&framework, &rows);
    assert!(findings.is_empty(), "{findings:?}");
    Case { all, efforts, leaves: drawn, total }
}

/// The least effort that gains at least `need`, computed independently by a table over all efforts.
fn table(case: &Case, need: i64) -> i64 {
    let most = |leaf: &Vec<(i64, i64)>| leaf.iter().map(|(_, effort)| *effort).max().unwrap_or(0);
    let efforts: i64 = case.leaves.iter().map(most).sum();
    let mut best = vec![0_i64; usize::try_from(efforts).unwrap() + 1];
    for leaf in &case.leaves {
        for effort in (0..best.len()).rev() {
            for (gain, takes) in leaf {
                if let Some(rest) = effort.checked_sub(usize::try_from(*takes).unwrap()) {
                    best[effort] = best[effort].max(best[rest] + gain);
                }
            }
        }
    }
    i64::try_from(best.iter().position(|gain| *gain >= need).unwrap()).unwrap()
}

/// Further goals: a budget, a grade with a floor on every field, the frontier of all efforts, and
/// steps that require the leaf before.
fn further(criterion: &mut Criterion, leaves: usize, levels: usize) {
    let Case { all, efforts, .. } = case(leaves, levels, Kind::Usual);
    let all_in = plan(&all, "own", Goal::Budget(u64::MAX), &efforts).effort;
    let budget = plan(&all, "own", Goal::Budget(all_in / 2), &efforts);
    assert!(budget.proven_optimal && budget.effort <= all_in / 2);
    criterion.bench_function(&format!("plan {leaves} x {levels}, budget"), |bench| {
        bench.iter(|| plan(black_box(&all), "own", Goal::Budget(all_in / 2), &efforts));
    });
    let grade = || Goal::Grade("good".to_owned());
    let graded = plan(&all, "own", grade(), &efforts);
    assert!(graded.reached && graded.proven_optimal);
    criterion.bench_function(&format!("plan {leaves} x {levels}, grade with floors"), |bench| {
        bench.iter(|| plan(black_box(&all), "own", grade(), &efforts));
    });
    // With enough work the frontier is proven; within the work of one question it is proven or
    // reported as incomplete.
    let enough = WorkBudget::new(20 * WorkBudget::LIMIT);
    let front = frontier_within(&all, "own", &efforts, enough);
    assert!(front.proven_optimal && front.points.len() > leaves);
    let usual = par_index::remediation::frontier(&all, "own", &efforts);
    assert_eq!(usual.proven_optimal, !usual.work.is_exhausted());
    println!(
        "frontier {leaves} x {levels}: {} of {} units of work",
        front.work.spent(),
        WorkBudget::LIMIT
    );
    criterion.bench_function(&format!("frontier {leaves} x {levels}"), |bench| {
        bench.iter(|| par_index::remediation::frontier(black_box(&all), "own", &efforts));
    });
    let linked = linked(&all, leaves, levels);
    let found = plan(&all, "own", Goal::Budget(all_in / 2), &linked);
    assert!(found.reached && found.proven_optimal);
    criterion.bench_function(&format!("plan {leaves} x {levels}, linked, budget"), |bench| {
        bench.iter(|| plan(black_box(&all), "own", Goal::Budget(all_in / 2), &linked));
    });
}

/// The usual efforts, except that the best level of every tenth leaf requires the leaf before it.
fn linked(all: &Cohort, leaves: usize, levels: usize) -> Efforts {
    let case = case(leaves, levels, Kind::Usual);
    let rows = case.leaves.iter().enumerate().flat_map(|(n, leaf)| {
        leaf.iter().enumerate().map(move |(level, (gain, effort))| {
            let to: Points = points(*gain).parse().unwrap();
            let mut row = EffortRow::new(code(n), to, effort.unsigned_abs());
            if n % 10 == 5 && level + 1 == levels {
                row.requires = code(n - 1);
            }
            row
        })
    });
    let (efforts, findings) = Efforts::of(all.framework(), &rows.collect::<Vec<_>>());
    assert!(findings.is_empty(), "{findings:?}");
    efforts
}

fn code(n: usize) -> String {
    format!("{}.{}", n / 20 + 1, n % 20 + 1)
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    let kinds = [
        (Kind::Usual, "usual"),
        (Kind::Wide, "wide efforts"),
        (Kind::Fine, "fine points, wide efforts"),
        (Kind::Correlated, "correlated"),
    ];
    for (leaves, levels) in [(100, 4), (300, 6)] {
        for (kind, name) in kinds {
            let case = case(leaves, levels, kind);
            for percent in [30, 60, 90] {
                let goal = || Goal::Target(percent.to_string().parse().unwrap());
                let found = plan(&case.all, "own", goal(), &case.efforts);
                assert!(found.reached);
                let need = (case.total * percent + 99) / 100;
                if let Kind::Usual = kind {
                    assert_eq!(found.effort.cast_signed(), table(&case, need));
                }
                if !matches!(kind, Kind::Correlated) {
                    assert!(found.proven_optimal, "{leaves} {name} {percent}");
                } else if !found.proven_optimal {
                    let bound = found.effort_bound.unwrap();
                    println!("{leaves} {name} {percent}: {} of at least {bound}", found.effort);
                }
                let label = format!("plan {leaves} x {levels}, {name}, {percent} %");
                criterion.bench_function(&label, |bench| {
                    bench.iter(|| plan(black_box(&case.all), "own", goal(), &case.efforts));
                });
            }
        }
    }
    further(&mut criterion, 100, 4);
    further(&mut criterion, 300, 6);
    criterion.final_summary();
}
