//! The register of units as a table: what it leaves empty, lists of predecessors, years and days.

use par_index::bound::Bound;
use par_index::{Basis, Finding, Inputs, framework, rank, score_all};
use par_index_sheets::{read_columns, read_input, read_register};

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code().as_str()).collect()
}

#[test]
fn predecessors_are_parted_by_plus_comma_and_semicolon() {
    let table = "unit;name;predecessors\nm1;Xã Một;\nm2;Phường 2, quận Ba;\nm3;Xã Ba;\n\
        a;Xã A;m1+m2\nb;Xã B;m1, m3\nc;Xã C;\"m1; m2 ;m3\"\nd;Xã D;Phường 2, Quận Ba\ne;Xã E;\"xã một, Phường 2, Quận Ba\"\n";
    let (register, findings) = read_register("units.csv", table.as_bytes());
    let of = |id: &str| register.find(id).unwrap().predecessors.clone();
    assert_eq!(of("a"), ["m1", "m2"]);
    assert_eq!(of("b"), ["m1", "m3"]);
    assert_eq!(of("c"), ["m1", "m2", "m3"]);
    // A comma that belongs to a name parts nothing, where the name stands alone.
    assert_eq!(of("d"), ["Phường 2, Quận Ba"]);
    assert_eq!(codes(&findings), ["unknown_unit", "unknown_unit"]);
    let cell = findings[0].place().cell.as_deref();
    assert_eq!((findings[0].found_text(), cell), (Some("Phường 2"), Some("C9")));
}

#[test]
fn a_predecessor_that_is_no_unit_is_an_error_with_its_cell() {
    let table = "unit,predecessors,valid_from\nxa-01,\"xa-02, xa-03\",2025-07-01\nxa-02,,\n";
    let (register, findings) = read_register("units.csv", table.as_bytes());
    assert_eq!((register.units().len(), codes(&findings)), (2, vec!["unknown_unit"]));
    let place = findings[0].place();
    assert!(findings[0].is_error());
    assert_eq!((findings[0].found_text(), place.cell.as_deref()), (Some("xa-03"), Some("B2")));
    assert_eq!(place.file.as_deref(), Some("units.csv"));
}

#[test]
fn years_and_days_bound_a_unit() {
    let table =
        "unit,valid_from,valid_to\na,2025-07-01,\nb,,30/6/2025\nc,2021,31/12/2024\nd,soon,\n";
    let (register, findings) = read_register("units.csv", table.as_bytes());
    let of = |id: &str| {
        let unit = register.find(id).unwrap();
        (unit.valid_from, unit.valid_to)
    };
    assert_eq!(
        [of("a"), of("b"), of("c")],
        [
            (Bound::read("2025-07-01"), None),
            (None, Bound::read("2025-06-30")),
            (Some(Bound::Year(2021)), Bound::read("2024-12-31"))
        ]
    );
    assert_eq!(
        (codes(&findings), findings[0].place().cell.as_deref()),
        (vec!["bad_date"], Some("B5"))
    );
}

/// A register without the columns, or with empty cells, leaves block, name and rank to the sheets; and
/// figures over thousands of units know who is not in force.
#[test]
fn what_a_register_leaves_empty_the_sheets_say() {
    let fw = framework("vn-ministry-2023").unwrap();
    for table in ["unit\na\nb\ngone\n", "unit,name,group,ranked\na,,,\nb,,,\ngone,,,\n"] {
        let (register, findings) = read_register("units.csv", table.as_bytes());
        assert_eq!(findings, []);
        let mut inputs = Inputs::new(&fw).for_year(2023).with_register(register);
        let sheet = "unit,name,group,1,2\na,Bộ A,x,60,20\nb,Bộ B,y,50,20\ngone,,x,40,20\n";
        read_input(&mut inputs, "a.csv", sheet.as_bytes());
        let input = inputs.finish();
        assert_eq!(codes(&input.findings), [""; 0], "{table}");
        let unit = input.assessments[0].unit();
        assert_eq!((unit.name.vi.as_str(), unit.group.as_deref()), ("Bộ A", Some("x")));
    }
    let (register, _) = read_register("units.csv", "unit,valid_to\na,\nb,\ngone,2022\n".as_bytes());
    let inputs = || Inputs::new(&fw).for_year(2023).with_register(register.clone());
    let plain = "unit,1,2\na,50,20\nb,40,20\ngone,60,20\n";
    let (columns, findings) = read_columns(inputs(), "a.csv", plain.as_bytes());
    assert_eq!(codes(&findings), ["unit_not_in_force"]);
    let index = columns.sums(&["total"]).unwrap().remove(0);
    assert_eq!(columns.ranks(&index).unwrap(), [Some(1), Some(2), None]);
    let mut one_by_one = inputs();
    read_input(&mut one_by_one, "a.csv", plain.as_bytes());
    let all = score_all(&fw, &one_by_one.finish().assessments, Basis::Final);
    assert_eq!(rank(&all).of("gone").unwrap().rank, None);
}
