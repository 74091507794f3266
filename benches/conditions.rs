//! Measures how many plans under conditions are proven optimal: random units of 12 to 300 leaves
//! with up to ten levels, capacities of up to ten agencies, and steps that require or exclude
//! others.
//!
//! This measures answers rather than time: for each size, `cargo bench --bench conditions` prints
//! how many plans are proven, how many goals are proven to be out of reach, the widest gap between
//! an answer and its bound in hundredths of a percent, and the work. All figures come from fixed
//! seeds. With `-- --test` only a few small plans are made, and every one must be proven.

use std::time::Instant;

use par_index::remediation::EffortRow;
use par_index::{Basis, Cohort, Efforts, Framework, Goal, Points, plan, read, score_all};
use serde_json::{Value, json};

/// The random generator `SplitMix64`, which gives the same sequence on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }

    fn index(&mut self, bound: usize) -> usize {
        usize::try_from(self.below(bound as u64)).unwrap_or_default()
    }
}

/// Hundredths of a point, written as points.
fn points(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn hundredths(points: Points) -> i128 {
    let text = points.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let part: i128 = format!("{part:0<2}")[..2].parse().unwrap();
    whole.parse::<i128>().unwrap() * 100 + part
}

fn code(n: usize) -> String {
    format!("{}.{}", n / 12 + 1, n % 12 + 1)
}

fn drawn(seed: u64, leaves: usize) -> (Cohort, Efforts, Goal) {
    let mut random = Random(seed);
    let most_levels = 2 + random.below(9);
    let (step, dearest) = [(5, 20), (25, 5), (1, 1_000)][random.index(3)];
    let mut levels: Vec<Vec<(u64, u64)>> = Vec::new();
    for _ in 0..leaves {
        let count = if random.below(3) == 0 { 1 + random.below(most_levels) } else { most_levels };
        let (mut gain, mut effort) = (0, 0);
        let of_leaf = (0..count).map(|_| {
            gain += step * (1 + random.below(12));
            effort += 1 + random.below(dearest);
            (gain, effort)
        });
        levels.push(of_leaf.collect());
    }
    let top = |leaf: &Vec<(u64, u64)>| leaf.last().copied().unwrap_or_default();
    let agencies = 3 + random.index(8);
    let leads: Vec<Vec<usize>> = (0..leaves)
        .map(|_| {
            let (own, other) = (random.index(agencies), random.index(agencies));
            let both = random.below(5) == 0 && own != other;
            if both { vec![own.min(other), own.max(other)] } else { vec![own] }
        })
        .collect();
    let ids = |leads: &Vec<usize>| leads.iter().map(|n| format!("a{n}")).collect::<Vec<String>>();
    let node = |code: String, max: u64, more: Value| {
        let mut node = json!({"code": code, "name": {"en": code}, "max": points(max)});
        if let (Value::Object(node), Value::Object(more)) = (&mut node, more) {
            node.extend(more);
        }
        node
    };
    let mut fields = Vec::new();
    for (f, part) in levels.chunks(12).enumerate() {
        let children = part.iter().enumerate().map(|(n, leaf)| {
            let more = json!({"rule": {"kind": "direct"}, "lead": ids(&leads[f * 12 + n])});
            node(code(f * 12 + n), top(leaf).0, more)
        });
        let children: Vec<Value> = children.collect();
        let sum = part.iter().map(|leaf| top(leaf).0).sum();
        fields.push(node((f + 1).to_string(), sum, json!({"children": children})));
    }
    let total: u64 = levels.iter().map(|leaf| top(leaf).0).sum();
    let percent = 20 + random.below(75);
    let known: Vec<Value> = (0..agencies)
        .map(|n| json!({"id": format!("a{n}"), "name": {"en": format!("agency {n}")}}))
        .collect();
    let ruler = json!({
        "schema_version": 1, "kind": "framework", "id": "bench", "title": {"en": "bench"},
        "index": "par", "provenance": "illustrative", "total": points(total), "agencies": known,
        "policies": {"not_applicable": "rescale", "no_survey": "rescale", "missing": "zero",
            "ties": "competition", "print": {"digits": 2}},
        "nodes": fields,
        "grades": [{"label": {"en": "good"}, "from": percent.to_string(),
            "component_floor": percent.saturating_sub(15).max(10).to_string(), "floor_on": "field"}],
    });
    let framework = Framework::from_json(ruler.to_string()).unwrap();
    let entries: Vec<Value> =
        (0..leaves).map(|n| json!({"code": code(n), "appraised": {"points": "0"}})).collect();
    let own = json!({"schema_version": 1, "kind": "assessment", "framework": "bench", "year": 2023,
        "unit": {"id": "own"}, "entries": entries});
    let all = score_all(&framework, &read(&framework, own.to_string()).assessments, Basis::Final);
    let mut rows: Vec<EffortRow> = Vec::new();
    let linked = random.below(4) > 0;
    for (n, leaf) in levels.iter().enumerate() {
        for (gain, effort) in leaf {
            let to: Points = points(*gain).parse().unwrap();
            let mut row = EffortRow::new(code(n), to, *effort);
            let other = random.index(leaves);
            if linked && other != n && random.below(4 * most_levels) == 0 {
                let level = levels[other][random.index(levels[other].len())];
                let named = format!("{}={}", code(other), points(level.0));
                if random.below(3) > 0 { row.requires = named } else { row.excludes = named }
            }
            rows.push(row);
        }
    }
    let (mut efforts, findings) = Efforts::of(&framework, &rows);
    assert!(findings.is_empty(), "{findings:?}");
    let bound = random.index(agencies + 1);
    for agency in 0..bound {
        let own = leads.iter().zip(&levels).filter(|(leads, _)| leads.contains(&agency));
        let load: u64 = own.map(|(_, leaf)| top(leaf).1).sum();
        let part = 15 + random.below(70);
        efforts = efforts.capacity(format!("a{agency}"), load * part / 100);
    }
    let efforts_in_all: u64 = levels.iter().map(|leaf| top(leaf).1).sum();
    let target = || percent.to_string().parse().unwrap();
    let goal = match random.below(4) {
        0 => Goal::Budget(efforts_in_all * percent / 100),
        1 => Goal::Target(target()),
        2 => Goal::Grade("good".to_owned()),
        _ => Goal::Node("1".to_owned(), target()),
    };
    (all, efforts, goal)
}

fn main() {
    let test = std::env::args().any(|arg| arg == "--test");
    let sizes: &[(usize, u64)] =
        if test { &[(12, 20), (30, 5)] } else { &[(12, 200), (30, 200), (100, 100), (300, 40)] };
    for (leaves, seeds) in sizes {
        let (mut proven, mut out, mut wide, mut widest) = (0, 0, 0, 0);
        let (mut work, mut slowest) = (0, 0);
        for seed in 0..*seeds {
            let (all, efforts, goal) = drawn(seed, *leaves);
            let start = Instant::now();
            let found = plan(&all, "own", goal.clone(), &efforts);
            slowest = slowest.max(start.elapsed().as_millis());
            work += found.work.spent();
            let kept = found.steps.after.is_some();
            assert!(kept, "{leaves} {seed}: an answer keeps every condition");
            if found.proven_optimal {
                proven += 1;
                out += u64::from(!found.reached);
                continue;
            }
            assert!(!test, "{leaves} leaves, seed {seed}, {goal:?}: not proven");
            let ten_thousandths =
                |own: i128, bound: i128| (own - bound).abs() * 10_000 / own.abs().max(1);
            let after = found.steps.after.as_ref().map(|after| after.score.obtained());
            let gap = match (found.effort_bound, found.gain_bound) {
                (Some(bound), _) => ten_thousandths(found.effort.into(), bound.into()),
                (_, Some(bound)) => {
                    let gained = after.unwrap_or(Points::ZERO);
                    ten_thousandths(hundredths(gained), hundredths(bound))
                }
                _ => 0,
            };
            wide += u64::from(gap > 20);
            widest = widest.max(gap);
        }
        println!(
            "{leaves} leaves, {seeds} plans: {proven} proven ({out} of them out of reach), {wide} wider than \
             0.2 %, the widest {widest} of 10,000; work {} each, the slowest {slowest} ms",
            work / seeds
        );
    }
}
