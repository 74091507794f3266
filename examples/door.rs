//! Compares the cost of a question whose data are in the request with that of a question about a
//! held dossier.
//!
//! ```sh
//! cargo run --release --example door -- UNITS
//! cargo run --release --example door -- UNITS carried|held TIMES
//! ```
//!
//! The units have 100 components under every kind of rule, made from a fixed seed; no real unit is
//! in them. Both ways must give the same answer. The second form of the command asks in one way
//! only, so that two builds can be timed in turn and their instructions counted.

use std::error::Error;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use par_index::call;
use par_index::call::Door;

/// The number of components of each criterion, in eight fields with five criteria each; `MORE` adds
/// one in four of the fields, so that there are 100.
const COMPONENTS: [usize; 5] = [3, 3, 2, 2, 2];
const MORE: [usize; 4] = [0, 2, 4, 6];

/// Rules as they are written in a framework; `value` gives facts that fit each of them.
const RULES: [&str; 6] = [
    r#"{"kind": "share", "full_at": {"at_least": "80"}, "floor": "50", "part": "of_target"}"#,
    r#"{"kind": "levels", "levels": [{"id": "none", "points": "0"}, {"id": "late", "points": "0.5"}, {"id": "done", "points": "1"}]}"#,
    r#"{"kind": "yes_no"}"#,
    r#"{"kind": "direct", "step": "0.25"}"#,
    r#"{"kind": "penalty", "each": "0.25"}"#,
    r#"{"kind": "survey", "options": [{"id": "A", "weight": "100"}, {"id": "B", "weight": "60"}, {"id": "C", "weight": "20"}, {"id": "D", "weight": "0"}]}"#,
];

fn value(rule: usize, drawn: usize) -> String {
    let [a, b] = [drawn % 37, drawn / 37 % 23];
    match rule {
        0 => format!(r#"{{"facts": {{"done": {a}, "of": {}}}}}"#, a + b + 1),
        1 => format!(r#"{{"facts": {{"level": "{}"}}}}"#, ["none", "late", "done"][drawn % 3]),
        2 => format!(r#"{{"facts": {{"answer": "{}"}}}}"#, ["no", "yes"][drawn % 2]),
        3 => format!(r#"{{"points": {}}}"#, ["0", "0.25", "0.50", "0.75", "1.00"][drawn % 5]),
        4 => format!(r#"{{"facts": {{"count": {}}}}}"#, drawn % 5),
        _ => format!(r#"{{"facts": {{"answers": {{"A": {a}, "B": {b}, "C": 3, "D": 1}}}}}}"#),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        [] => both(20),
        [units] => both(units.parse()?),
        [units, way, times] => one(units.parse()?, way, times.parse()?),
        _ => Err("door [UNITS [carried|held TIMES]]".into()),
    }
}

/// Asks the question in both ways, in turn.
fn both(units: usize) -> Result<(), Box<dyn Error>> {
    let (ruler, inputs) = (framework(), sheets(units));
    let carried = format!(r#"{{"call": "rank", "framework": {ruler}, "inputs": {inputs}}}"#);
    let door = held(&ruler, &inputs)?;
    let question = r#"{"call": "rank"}"#;
    let first = door.call(question);
    assert_eq!(first, call(&carried), "both ways give the same answer");
    assert!(first.contains(r#""kind":"rank""#), "{first}");
    let (mut sent, mut kept) = (Vec::new(), Vec::new());
    for _ in 0..9 {
        sent.push(timed(|| call(&carried)));
        kept.push(timed(|| door.call(question)));
    }
    sent.sort();
    kept.sort();
    let (sent, kept) = (sent[4], kept[4]);
    println!(
        "{units} units, a request of {} kB, an answer of {} kB",
        carried.len() / 1000,
        first.len() / 1000
    );
    println!("with its data in the request  {:>9} µs", sent.as_micros());
    println!("over a held dossier           {:>9} µs", kept.as_micros());
    println!("ratio                         {:>9}", sent.as_micros() / kept.as_micros().max(1));
    Ok(())
}

/// Asks the question in one way, a number of times.
fn one(units: usize, way: &str, times: usize) -> Result<(), Box<dyn Error>> {
    let (ruler, inputs) = (framework(), sheets(units));
    let carried = format!(r#"{{"call": "rank", "framework": {ruler}, "inputs": {inputs}}}"#);
    let door = if way == "held" { Some(held(&ruler, &inputs)?) } else { None };
    let ask =
        || door.as_ref().map_or_else(|| call(&carried), |door| door.call(r#"{"call": "rank"}"#));
    let first = if door.is_some() { ask().len() } else { 0 };
    for _ in 0..times {
        println!("{} µs", timed(ask).as_micros());
    }
    eprintln!("{first}");
    Ok(())
}

fn held(ruler: &str, inputs: &str) -> Result<Door, par_index::Error> {
    Door::open(&format!(r#"{{"index": [{{"framework": {ruler}, "inputs": {inputs}}}]}}"#))
}

fn timed(ask: impl Fn() -> String) -> Duration {
    let begin = Instant::now();
    let answer = ask();
    let taken = begin.elapsed();
    assert!(answer.contains(r#""seal":""#));
    taken
}

/// A framework with eight fields, forty criteria and a hundred components of one point each.
fn framework() -> String {
    let mut nodes = Vec::new();
    let mut leaf = 0;
    for field in 1..=8 {
        let mut criteria = Vec::new();
        let mut whole = 0;
        for (n, count) in COMPONENTS.into_iter().enumerate() {
            let code = format!("{field}.{}", n + 1);
            let count = count + usize::from(MORE.contains(&(field - 1)) && n == 0);
            let children: Vec<String> = (1..=count)
                .map(|n| {
                    let rule = leaf % RULES.len();
                    leaf += 1;
                    let scorer = if rule == 5 { "survey" } else { "appraisal" };
                    format!(
                        r#"{{"code": "{code}.{n}", "name": {{"vi": "Thành phần {code}.{n}"}}, "max": 1, "scorer": "{scorer}", "rule": {}}}"#,
                        RULES[rule]
                    )
                })
                .collect();
            whole += count;
            criteria.push(format!(
                r#"{{"code": "{code}", "name": {{"vi": "Tiêu chí {code}"}}, "max": {count}, "children": [{}]}}"#,
                children.join(", ")
            ));
        }
        nodes.push(format!(
            r#"{{"code": "{field}", "name": {{"vi": "Lĩnh vực {field}"}}, "max": {whole}, "children": [{}]}}"#,
            criteria.join(", ")
        ));
    }
    assert_eq!(leaf, 100, "components");
    format!(
        r#"{{"schema_version": 1, "kind": "framework", "id": "made", "title": {{"en": "Made for timing"}}, "index": "par",
            "provenance": "illustrative", "total": 100, "policies": {{"not_applicable": "rescale", "no_survey": "rescale",
            "missing": "incomplete", "ties": "competition", "award": {{"digits": 2}}, "print": {{"digits": 2}}}},
            "nodes": [{}]}}"#,
        nodes.join(", ")
    )
}

/// The sheets of some units: what they claim, and what was appraised.
fn sheets(units: usize) -> String {
    let mut random = Random(2023);
    let mut text = String::from("[");
    for unit in 0..units {
        let mut leaf = 0;
        let mut entries = Vec::new();
        for field in 1..=8 {
            for (n, count) in COMPONENTS.into_iter().enumerate() {
                let count = count + usize::from(MORE.contains(&(field - 1)) && n == 0);
                for component in 1..=count {
                    let rule = leaf % RULES.len();
                    leaf += 1;
                    let code = format!("{field}.{}.{component}", n + 1);
                    let [claim, found] =
                        [(); 2].map(|()| value(rule, usize::try_from(random.next()).unwrap_or(0)));
                    entries.push(if rule == 5 {
                        format!(r#"{{"code": "{code}", "survey": {found}}}"#)
                    } else {
                        format!(r#"{{"code": "{code}", "self": {claim}, "appraised": {found}}}"#)
                    });
                }
            }
        }
        let between = if unit == 0 { "" } else { ",\n" };
        let _ = write!(
            text,
            r#"{between}{{"schema_version": 1, "kind": "assessment", "framework": "made", "year": 2023,
                "unit": {{"id": "unit-{unit:04}", "name": "Xã {unit}"}}, "entries": [{}]}}"#,
            entries.join(", ")
        );
    }
    text + "]"
}

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
}
