//! A small framework as a table, and calls under it.

use serde_json::Value;

use super::{Ran, folder, par_index_in, write};

/// A small framework table with both kinds of leaf and two rule notations.
pub(crate) const FRAMEWORK: &str = "\
code;parent;max;scorer;name_vi;lead;appraiser;evidence;rule
T;;10;;Bộ thử;;;;
1;T;6;;Thể chế;noi-vu;so-noi-vu;;
1.1;1;2;appraisal;Kế hoạch;;;Quyết định;có/không
1.2;1;4;appraisal;Hồ sơ;;;;tỷ lệ: tối đa từ 100%; sàn 50%; nếu có
2;T;4;survey;Hài lòng;none;;;
";
pub(crate) const POLICIES: &str = r#"{"policies": {"not_applicable": "rescale", "no_survey": "rescale",
    "missing": "incomplete", "ties": "competition", "award": {"digits": 2}, "print": {"digits": 2},
    "bonus_cap": "1", "deduction_cap": "1"},
  "grades": [{"label": {"vi": "Tốt", "en": "Good"}, "from": "80"}, {"label": {"vi": "Kém", "en": "Poor"}, "from": "0"}],
  "agencies": [{"id": "noi-vu", "name": {"vi": "Phòng Nội vụ", "en": "Home Affairs"}},
               {"id": "so-noi-vu", "name": {"vi": "Sở Nội vụ", "en": "Department"}}]}"#;

/// A folder with the small framework in it.
pub(crate) fn place() -> tempfile::TempDir {
    let at = folder();
    write(
        at.path(),
        "bo.csv",
        FRAMEWORK.replace(
            "tỷ lệ: tối đa từ 100%; sàn 50%; nếu có",
            "\"tỷ lệ: tối đa từ 100%; sàn 50%; nếu có\"",
        ),
    );
    write(at.path(), "bo.json", POLICIES);
    at
}

/// Runs a call under the small framework.
pub(crate) fn run(at: &tempfile::TempDir, call: &str, args: &[&str]) -> Ran {
    let base = [call, "-f", "bo.csv", "--policies", "bo.json"];
    par_index_in(at.path(), &[&base, args].concat(), "")
}

pub(crate) fn codes(result: &Value) -> Vec<&str> {
    result["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["code"].as_str().unwrap())
        .collect()
}

pub(crate) fn row<'a>(result: &'a Value, unit: &str) -> &'a Value {
    let rows = result["rows"].as_array().unwrap();
    rows.iter().find(|row| row["unit"] == unit).unwrap_or_else(|| panic!("no {unit}: {result}"))
}
