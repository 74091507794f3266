//! Cases of leaves that have the value of the unit above, and of answers of the portal.

use par_index::assessment::{Register, RegisteredUnit};
use par_index::{Inputs, framework};
use par_index_sheets::read_input;

use super::*;

/// What is found of this code when a commune and its district are read together.
pub(crate) fn case_of_the_unit_above(code: &str) -> Finding {
    let (district, commune) = match code {
        "parent_in_error" => ("huyen,1.2,appraised,70,60\n", ""),
        "parent_differs" => ("huyen,1.2,appraised,50,60\n", "xa-01,1.2,appraised,49,60\n"),
        "given_twice" => ("huyen,1.2,appraised,50,60\n", "xa-01,1.2,appraised,50,60\n"),
        _ => ("", ""),
    };
    let ruler = spoilt_framework(&[("/nodes/0/children/1/inherit", json!("parent"))]);
    let ruler = Framework::from_json(ruler.to_string()).unwrap();
    let named = |id: &str, name: &str| {
        let mut unit = RegisteredUnit::new(id);
        unit.name = Some(name.into());
        unit
    };
    let mut xa = named("xa-01", "xã An");
    xa.parent = Some("huyen".to_owned());
    let (register, _) = Register::new(vec![named("huyen", "huyện Mẫu"), xa]);
    let mut inputs = Inputs::new(&ruler).for_year(2023).with_register(register);
    let head = "unit,component,stage,done,of,appraised\n";
    let text = format!("{head}{district}{commune}xa-01,1.3,,,,1.5\nhuyen,1.3,,,,2\n");
    read_input(&mut inputs, "huyện.csv", text.as_bytes());
    of_code(&inputs.finish().findings, code)
}

/// What is found of this code in an answer of the portal.
pub(crate) fn case_of_the_portal(code: &str) -> Finding {
    let unit = match code {
        "group_uncounted" => {
            json!({"departmentCode": "H44", "totalScore": 6.5, "totalMaxScore": 12})
        }
        _ => json!({"departmentCode": "H44", "metrics": [
            {"code": "PETITION_CLASSIFICATION_STAFF", "numerator": 1, "denominator": 4, "maxScore": 0},
            {"code": "PUBLISH_ON_TIME", "numerator": 2, "denominator": 89, "score": 0.13,
             "maxScore": 6, "dataQualityStatus": "NO_NATIONAL_REPORT_DATA"}]}),
    };
    let answer = json!({"code": "OK", "data": {"parent": unit}}).to_string();
    let mut inputs = Inputs::new(&framework("vn-766-2026").unwrap()).for_year(2026);
    read_input(&mut inputs, "cổng.json", answer.as_bytes());
    of_code(&inputs.finish().findings, code)
}

fn of_code(findings: &[Finding], code: &str) -> Finding {
    let mut of_code = findings.iter().filter(|finding| finding.code().as_str() == code);
    let first = of_code.next().unwrap_or_else(|| panic!("{findings:#?}")).clone();
    assert!(of_code.next().is_none());
    first
}
