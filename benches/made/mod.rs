//! Made units: what the measurements of plans have in common.

use par_index::{Basis, Cohort, Framework, read, score_all};
use serde_json::{Value, json};

/// The generator `SplitMix64`: the same sequence everywhere, integers only.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }
}

/// A node of a framework with a maximum, and whatever else it states.
pub(crate) fn node(code: &str, max: &str, more: Value) -> Value {
    let mut node = json!({"code": code, "name": {"en": code}, "max": max});
    if let (Value::Object(node), Value::Object(more)) = (&mut node, more) {
        node.extend(more);
    }
    node
}

/// A framework of these nodes with one grade, whose floors are those of fields, and a unit that stands at 0
/// everywhere.
pub(crate) fn unit_at_nothing(
    (total, nodes): (&str, &[Value]),
    agencies: &[Value],
    [from, floor]: [&str; 2],
    leaves: impl Iterator<Item = String>,
) -> (Framework, Cohort) {
    let ruler = json!({
        "schema_version": 1, "kind": "framework", "id": "bench", "title": {"en": "bench"},
        "index": "par", "provenance": "illustrative", "total": total, "agencies": agencies,
        "policies": {"not_applicable": "rescale", "no_survey": "rescale", "missing": "zero",
            "ties": "competition", "print": {"digits": 2}},
        "nodes": nodes,
        "grades": [{"label": {"en": "good"}, "from": from, "component_floor": floor,
            "floor_on": "field"}],
    });
    let framework = Framework::from_json(ruler.to_string()).unwrap();
    let entries: Vec<Value> =
        leaves.map(|code| json!({"code": code, "appraised": {"points": "0"}})).collect();
    let own = json!({"schema_version": 1, "kind": "assessment", "framework": "bench", "year": 2023,
        "unit": {"id": "own"}, "entries": entries});
    let all = score_all(&framework, &read(&framework, own.to_string()).assessments, Basis::Final);
    (framework, all)
}
