//! A clean register of forty obligations, made from dice.

use super::{Value, json};

/// How many obligations a register has.
pub(crate) const COUNT: usize = 40;

pub(crate) const AGENCIES: [&str; 6] = ["a", "b", "c", "d", "e", "xa"];

/// Numbers from a seed; enough to vary a register.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed ^ 0x9E37_79B9_7F4A_7C15)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n as u64).unwrap()
    }
}

/// A register without a slip: every node has one lead for its goals, dates leave time, targets have
/// bases, everybody is addressed. Parents are as the dice fall.
pub(crate) fn clean(seed: u64) -> Value {
    let mut dice = Dice::new(seed);
    let obligations: Vec<Value> = (0..COUNT).map(|n| obligation(n, &mut dice)).collect();
    let agencies: Vec<Value> = AGENCIES
        .iter()
        .map(|id| match *id {
            "xa" => {
                json!({"id": id, "name": {"vi": "Các xã", "en": "Communes"}, "collective": true})
            }
            "e" => json!({"id": id, "name": {"vi": "Tổ E", "en": "Team E"}, "part_of": "d"}),
            _ => {
                json!({"id": id, "name": {"vi": format!("Phòng {id}"), "en": format!("Desk {id}")}})
            }
        })
        .collect();
    json!({
        "schema_version": 1, "kind": "directive", "id": "so-sach", "title": {"vi": "Sổ", "en": "Register"},
        "issued": "2023-06-08",
        "parents": [
            {"document": "09/QĐ", "issued": "2023-01-13"}, {"document": "54/TB", "issued": "2023-03-30"},
            {"document": "7/CV"}
        ],
        "addressees": ["a", "b", "c", "d", "xa"],
        "agencies": agencies,
        "obligations": obligations
    })
}

fn obligation(n: usize, dice: &mut Dice) -> Value {
    let owner = AGENCIES[n % 5];
    // Each agency has nodes of its own, so that goals never meet.
    let node = format!("{}.{}", n % 5 + 1, n / 5 + 1);
    let mut nodes = vec![node];
    if dice.below(3) == 0 {
        nodes.push(format!("papi:{}", n / 5 + 1));
    }
    let mut one = json!({
        "paragraph": format!("{}.{n}", n / 10 + 1),
        "text": {"vi": format!("Việc số {n}"), "en": format!("Task {n}")},
        "nodes": nodes, "lead": [owner], "goal": "do"
    });
    match dice.below(5) {
        0 => one["goal"] = json!("raise"),
        1 => one["goal"] = json!("hold"),
        2 => {
            one["goal"] = json!("reach");
            one["comparator"] = json!(["at_least", "above"][dice.below(2)]);
            one["threshold"] = json!(format!("{}", 30 + dice.below(60)));
            one["unit_of_measure"] = json!("%");
            one["base"] = json!({"vi": "tổng số hồ sơ", "en": "all files"});
        }
        3 => {
            one["goal"] = json!("reach");
            one["comparator"] = json!("at_least");
            one["threshold"] = json!(format!("{}", 1 + dice.below(9)));
            one["unit_of_measure"] = json!({"vi": "sáng kiến", "en": "initiatives"});
        }
        _ => {}
    }
    // PAPI dimensions are shared: only work on them, no goal.
    if one["goal"] != json!("do") {
        one["nodes"] = json!([one["nodes"][0]]);
    }
    let others: Vec<&str> = AGENCIES.into_iter().filter(|id| *id != owner).collect();
    one["cooperating"] = json!(others[..dice.below(4)]);
    if dice.below(2) == 0 {
        // 15 days after the letter is the first that leaves time enough.
        one["due"] = json!(["2023-06-23", "2023-06-30", "2023-11-30"][dice.below(3)]);
    }
    match dice.below(3) {
        0 => one["parents"] = json!(["09/QĐ"]),
        1 => one["parents"] = json!(["7/CV", "54/TB"]),
        _ => {}
    }
    one["request"] = json!(dice.below(4) == 0);
    one
}
