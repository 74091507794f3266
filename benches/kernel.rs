//! Measures the time of the kernel on a framework of the usual size: 8 fields, 40 criteria, 100
//! components, 100 points. Framework and scores are made from a fixed seed; no real unit is in
//! them. Each benchmark checks its answer before it is timed.

use std::fmt::Write;
use std::hint::black_box;

use criterion::Criterion;
use par_index::analysis::{By, lost_by};
use par_index::{
    Basis, Framework, Input, Inputs, Order, PointSum, rank, read, score, score_all, weak,
};
use serde_json::{Value, json};

/// For each field the number of its components and its points in hundredths.
const FIELDS: [(usize, u64); 8] =
    [(15, 950), (12, 1000), (13, 1350), (12, 1150), (14, 1400), (11, 1150), (13, 1350), (10, 1650)];
const CRITERIA: usize = 5;
const UNITS: usize = 63;

/// The random generator `SplitMix64`, which gives the same sequence on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}

/// A leaf of the benchmark: its code, its maximum in hundredths, and whether the survey scores it.
struct Leaf {
    code: String,
    max: u64,
    survey: bool,
}

/// Hundredths of a point, written as points.
fn points(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn node(code: &str, max: u64, more: Value) -> Value {
    let mut node = json!({"code": code, "name": {"en": code}, "max": points(max)});
    if let (Value::Object(node), Value::Object(more)) = (&mut node, more) {
        node.extend(more);
    }
    node
}

/// The framework, and its leaves in order.
fn ruler() -> (Framework, Vec<Leaf>) {
    let mut random = Random(2023);
    let mut leaves = Vec::new();
    let mut fields = Vec::new();
    for (f, (count, max)) in FIELDS.into_iter().enumerate() {
        // Each component gets a quarter point, further quarters are spread at random, and the
        // remainder goes to the first one.
        let mut parts = vec![25; count];
        let quarters = usize::try_from(max / 25).unwrap();
        for _ in count..quarters {
            parts[usize::try_from(random.below(count as u64)).unwrap()] += 25;
        }
        parts[0] += max % 25;
        let mut parts = parts.into_iter();
        let mut criteria = Vec::new();
        for c in 0..CRITERIA {
            let code = format!("{}.{}", f + 1, c + 1);
            let size = count / CRITERIA + usize::from(c < count % CRITERIA);
            let survey = c == CRITERIA - 1 || f == FIELDS.len() - 1;
            let mut children = Vec::new();
            let mut sum = 0;
            for (n, max) in parts.by_ref().take(size).enumerate() {
                let code = format!("{code}.{}", n + 1);
                let scorer = if survey { "survey" } else { "appraisal" };
                let more = json!({"scorer": scorer, "rule": {"kind": "direct"}});
                children.push(node(&code, max, more));
                leaves.push(Leaf { code, max, survey });
                sum += max;
            }
            criteria.push(node(&code, sum, json!({"children": children})));
        }
        fields.push(node(&format!("{}", f + 1), max, json!({"children": criteria})));
    }
    let document = json!({
        "schema_version": 1, "kind": "framework", "id": "bench", "title": {"en": "Made for timing"},
        "index": "par", "provenance": "illustrative", "total": "100",
        "policies": {"not_applicable": "rescale", "no_survey": "rescale", "missing": "incomplete",
                     "ties": "competition", "print": {"digits": 2}},
        "nodes": fields,
    });
    (Framework::from_json(document.to_string()).unwrap(), leaves)
}

/// The assessments of the units, one per line, and the points of each unit in hundredths.
fn sheets(leaves: &[Leaf]) -> (String, Vec<u64>) {
    let mut random = Random(63);
    let mut text = String::new();
    let mut sums = Vec::new();
    for unit in 1..=UNITS {
        let quality = random.below(25);
        let mut sum = 0;
        let entries: Vec<Value> = leaves
            .iter()
            .map(|leaf| {
                let percent = (quality + random.below(60)).saturating_sub(20).min(100);
                let score = leaf.max * (100 - percent) / 100;
                sum += score;
                if leaf.survey {
                    return json!({"code": leaf.code, "survey": {"points": points(score)}});
                }
                let claim = points(leaf.max.min(score + 25 * random.below(3)));
                let appraised = json!({"points": points(score)});
                json!({"code": leaf.code, "self": {"points": claim}, "appraised": appraised})
            })
            .collect();
        sums.push(sum);
        let sheet = json!({
            "schema_version": 1, "kind": "assessment", "framework": "bench", "year": 2023,
            "unit": {"id": format!("unit-{unit:02}")}, "entries": entries,
        });
        writeln!(text, "{sheet}").unwrap();
    }
    (text, sums)
}

/// The ranks that follow from whole hundredths: 1 + the number of units that are strictly better.
fn ranks(sums: &[u64]) -> Vec<(String, usize)> {
    let rank = |sum: &u64| 1 + sums.iter().filter(|other| *other > sum).count();
    let mut ranks: Vec<(String, usize)> =
        sums.iter().enumerate().map(|(n, sum)| (format!("unit-{:02}", n + 1), rank(sum))).collect();
    ranks.sort_by_key(|(unit, rank)| (*rank, unit.clone()));
    ranks
}

fn ranked(fw: &Framework, input: &Input) -> Vec<(String, usize)> {
    let table = rank(&score_all(fw, &input.assessments, Basis::Final));
    table.rows().iter().filter_map(|row| Some((row.unit.id.clone(), row.rank?))).collect()
}

/// The final points of many units as a wide table, and the sum of each unit in hundredths.
fn wide(leaves: &[Leaf], units: usize) -> (String, Vec<u64>) {
    let mut random = Random(700);
    let codes: Vec<&str> = leaves.iter().map(|leaf| leaf.code.as_str()).collect();
    let mut text = format!("unit,{}\n", codes.join(","));
    let mut sums = Vec::new();
    for unit in 0..units {
        let scores: Vec<u64> = leaves.iter().map(|leaf| random.below(leaf.max + 1)).collect();
        let cells: Vec<String> = scores.iter().map(|score| points(*score)).collect();
        writeln!(text, "unit-{unit:04},{}", cells.join(",")).unwrap();
        sums.push(scores.iter().sum());
    }
    (text, sums)
}

/// Times reading, ranking and losses for the units of a whole country, held as columns.
fn national(criterion: &mut Criterion, fw: &Framework, leaves: &[Leaf]) {
    let (text, sums) = wide(leaves, 700);
    let read = || {
        let inputs = Inputs::new(fw).for_year(2023);
        par_index_sheets::read_columns(inputs, "final.csv", black_box(text.as_bytes()))
    };
    let (columns, findings) = read();
    assert_eq!((columns.units().len(), findings), (700, Vec::new()));
    criterion.bench_function("read 700 units of a wide table", |bench| bench.iter(read));

    let index = || columns.sums(&["total"]).unwrap().remove(0);
    let ranks: Vec<u32> =
        columns.ranks(&index()).unwrap().into_iter().map(Option::unwrap).collect();
    let better = |sum: &u64| sums.iter().filter(|other| *other > sum).count();
    let wanted: Vec<usize> = sums.iter().map(|sum| 1 + better(sum)).collect();
    assert!(ranks.iter().zip(&wanted).all(|(rank, wanted)| usize::try_from(*rank) == Ok(*wanted)));
    criterion.bench_function("sum and rank 700 units", |bench| {
        bench.iter(|| columns.ranks(&index()).unwrap());
    });

    let lost: PointSum = columns.losses().into_iter().filter_map(|(_, lost)| lost.points()).sum();
    let wanted = 700 * leaves.iter().map(|leaf| leaf.max).sum::<u64>() - sums.iter().sum::<u64>();
    assert_eq!(format!("{lost:.2}"), points(wanted));
    criterion.bench_function("losses of 700 units", |bench| bench.iter(|| columns.losses()));

    let largest = || -> Vec<_> { (0..700).map(|row| columns.largest_losses(row, 10)).collect() };
    assert!(largest().iter().all(|list| list.len() == 10 && list.is_sorted_by(|a, b| a.1 >= b.1)));
    criterion.bench_function("ten largest losses of 700 units", |bench| bench.iter(largest));

    let mut inputs = Inputs::new(fw).for_year(2023);
    par_index_sheets::read_input(&mut inputs, "final.csv", text.as_bytes());
    let input = inputs.finish();
    let each = || -> usize {
        let all = score_all(fw, &input.assessments, Basis::Final);
        let lists = all.cards().iter().map(|card| weak(&all, &card.unit().id, Order::PeerGap));
        lists.map(|list| list.len()).sum()
    };
    // About half of the units are below the median of a component; some lie exactly at it.
    assert!((700 * 30..=700 * 50).contains(&each()));
    criterion.bench_function("weak criteria of each of 700 units", |bench| bench.iter(each));
}

fn main() {
    let (fw, leaves) = ruler();
    let (text, sums) = sheets(&leaves);
    assert_eq!((fw.nodes().len(), leaves.len(), sums.len()), (148, 100, UNITS));
    let input = read(&fw, &text);
    assert_eq!(input.findings, []);

    let mut criterion = Criterion::default().configure_from_args();

    let first = &input.assessments[0];
    let total = score(&fw, first, Basis::Final).total();
    assert_eq!(format!("{:.2}", total.obtained()), points(sums[0]));
    assert_eq!(
        (total.obtained().to_string(), total.possible().to_string()),
        ("69.51".to_owned(), "100".to_owned())
    );
    criterion.bench_function("score one unit", |bench| {
        bench.iter(|| score(black_box(&fw), black_box(first), Basis::Final));
    });

    assert_eq!(ranked(&fw, &input), ranks(&sums));
    criterion.bench_function("score and rank 63 units", |bench| {
        bench.iter(|| rank(&score_all(black_box(&fw), &input.assessments, Basis::Final)));
    });

    let all = score_all(&fw, &input.assessments, Basis::Final);
    let lost = || lost_by(black_box(&all), None, By::Lead).unwrap().pop().unwrap().loss.total();
    let wanted: u64 = sums.iter().map(|sum| 10_000 - sum).sum();
    assert_eq!(format!("{:.2}", lost()), points(wanted));
    criterion.bench_function("losses of 63 units by cause and lead", |bench| bench.iter(lost));

    national(&mut criterion, &fw, &leaves);

    assert_eq!(input.assessments.len(), UNITS);
    criterion.bench_function("read and check 63 sheets", |bench| {
        bench.iter(|| read(black_box(&fw), black_box(&text)));
    });

    criterion.final_summary();
}
