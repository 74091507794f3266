//! Several indices side by side: whose line is whose, and what of them concerns an agency.

mod common;

use std::collections::BTreeMap;

use common::{Ruler, field, leaf, led, points, sheet, surveyed};
use par_index::spec::AssessmentSpec;
use par_index::view::{self, Look};
use par_index::{
    Basis, Cohort, Concern, Framework, IndexKind, Lang, Places, Role, TogetherLine, Unplaced,
    cohorts_of, concerns, together,
};

/// A ruler of one kind of index under its own id.
fn ruler(kind: IndexKind, id: &str, nodes: Vec<par_index::spec::NodeSpec>) -> Framework {
    let mut ruler = Ruler::new(nodes).agencies(&["a", "b", "c"]);
    ruler.0.index = kind;
    id.clone_into(&mut ruler.0.id);
    ruler.build()
}

fn of(fw: &Framework, sheets: &[AssessmentSpec]) -> Vec<Cohort> {
    let checked = sheets.iter().map(|sheet| {
        let mut sheet = sheet.clone();
        fw.id().clone_into(&mut sheet.framework);
        let (assessment, findings) = sheet.check(fw);
        assert!(findings.iter().all(|finding| !finding.is_error()), "{findings:?}");
        assessment
    });
    cohorts_of(fw, &checked.collect::<Vec<_>>(), Basis::Final)
}

/// PAR under `a` and `b` together, `b`, nobody; SIPAS in two channels and factors; PAPI of a province.
fn three() -> Vec<Cohort> {
    let par = ruler(
        IndexKind::Par,
        "par",
        vec![
            field("1", vec![led(&["a", "b"], leaf("1.1", "10")), led(&["b"], leaf("1.2", "6"))]),
            leaf("2", "4"),
        ],
    );
    let sipas = ruler(
        IndexKind::Sipas,
        "sipas",
        vec![
            led(&["a"], field("1", vec![surveyed("1.1", "5"), surveyed("1.2", "5")])),
            led(&["c"], field("2", vec![surveyed("2.1", "10")])),
        ],
    );
    let mut helped = led(&["c"], surveyed("1", "10"));
    helped.cooperating = Some(vec!["a".to_owned()]);
    let papi = ruler(IndexKind::Papi, "papi", vec![helped, surveyed("2", "10")]);
    let channel = |channel: &str, [a, b, c]: [&str; 3]| {
        let mut sheet = sheet("Xã Hoà An").survey("1.1", a).survey("1.2", b).survey("2.1", c);
        sheet.channel = Some(channel.to_owned());
        sheet
    };
    let named = |unit: &str, name: &str| {
        let mut sheet = sheet(unit);
        sheet.unit.name = Some(name.into());
        sheet
    };
    let mut cohorts = of(
        &par,
        &[
            named("xa-1", "Xã Hòa An")
                .appraised("1.1", "7")
                .appraised("1.2", "5")
                .appraised("2", "3"),
            named("xa-2", "Xã Bình")
                .appraised("1.1", "9")
                .appraised("1.2", "6")
                .appraised("2", "4"),
        ],
    );
    cohorts.extend(of(
        &sipas,
        &[channel("regular", ["4", "4.5", "8"]), channel("surprise", ["3", "3", "10"])],
    ));
    cohorts.extend(of(
        &papi,
        &[
            named("tinh", "Tỉnh Mẫu").survey("1", "4").survey("2", "6"),
            named("khac", "Tỉnh Khác").survey("1", "9").survey("2", "9"),
        ],
    ));
    cohorts
}

fn above() -> BTreeMap<String, String> {
    [("xa-1", "huyen"), ("huyen", "tinh")].map(|(a, b)| (a.to_owned(), b.to_owned())).into()
}

fn shown(cohorts: &[Cohort], lines: &[TogetherLine], unit: &str) -> Vec<String> {
    let of = |line: &TogetherLine| {
        let cohort = &cohorts[line.cohort];
        let rank = line.rank.map(|rank| format!(" {rank}/{}", line.ranked)).unwrap_or_default();
        let channel = cohort.channel().map(|channel| format!(" {channel}")).unwrap_or_default();
        format!(
            "{}{channel} {} {}{rank}",
            cohort.framework().id(),
            line.measured.id,
            line.score.obtained()
        )
    };
    lines.iter().filter(|line| line.unit.id == unit).map(of).collect()
}

#[test]
fn one_place_has_its_line_in_every_index_and_channel() {
    let cohorts = three();
    let places = Places::of(&cohorts, &above());
    let lines = together(&cohorts, &places);
    // The name of the commune stands in SIPAS only; its province is two levels up.
    assert_eq!(
        shown(&cohorts, &lines, "xa-1"),
        [
            "par xa-1 15 2/2",
            "sipas regular Xã Hoà An 16.5 1/1",
            "sipas surprise Xã Hoà An 16 1/1",
            "papi tinh 10 2/2"
        ]
    );
    // No unit is known to stand above the other commune: no line in PAPI, and none in SIPAS.
    assert_eq!(shown(&cohorts, &lines, "xa-2"), ["par xa-2 19 1/2"]);
    assert_eq!(shown(&cohorts, &lines, "tinh"), ["papi tinh 10 2/2"]);
    // Channels are never averaged: 16.5 and 16 stand, 16.25 nowhere.
    assert!(lines.iter().all(|line| line.score.obtained() != points("16.25")));
    assert_eq!(places.find("UBND xã Hòa An").unwrap().id, "xa-1");
    assert_eq!(places.find("nowhere"), Err(Unplaced::Unknown));
}

#[test]
fn the_unit_above_all_is_asked_last() {
    let cohorts = three();
    let places = Places::of(&cohorts, &above()).within("Tỉnh Khác").unwrap();
    let lines = together(&cohorts, &places);
    assert!(shown(&cohorts, &lines, "xa-1").contains(&"papi tinh 10 2/2".to_owned()));
    assert!(shown(&cohorts, &lines, "xa-2").contains(&"papi khac 18 1/2".to_owned()));
    assert_eq!(Places::of(&cohorts, &above()).within("no").unwrap_err(), Unplaced::Unknown);
    // Who stands above itself stops.
    let circle = [("xa-2", "xa-2")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
    assert_eq!(
        shown(&cohorts, &together(&cohorts, &Places::of(&cohorts, &circle)), "xa-2").len(),
        1
    );
}

#[test]
fn two_units_of_one_name_stay_two_places() {
    let fw = ruler(IndexKind::Par, "par", vec![leaf("1", "10")]);
    let other = ruler(IndexKind::Other, "other", vec![leaf("1", "10")]);
    let named = |unit: &str| {
        let mut sheet = sheet(unit).appraised("1", "5");
        sheet.unit.name = Some("Xã Tân Lập".into());
        sheet
    };
    let mut cohorts = of(&fw, &[named("x"), named("y")]);
    cohorts.extend(of(&other, &[named("z")]));
    let places = Places::of(&cohorts, &BTreeMap::new());
    let ids: Vec<&str> = places.units().map(|unit| unit.id.as_str()).collect();
    assert_eq!(ids, ["x", "y", "z"], "nobody can tell whose z is");
    let asked = places.find("xã Tân Lập");
    assert!(matches!(asked, Err(Unplaced::Ambiguous(_, _))), "{asked:?}");
}

fn listed(list: &[Concern], cohorts: &[Cohort], agency: &str) -> Vec<String> {
    let rows = list.iter().filter(|row| row.agency == agency);
    let text = |row: &Concern| {
        let cohort = &cohorts[row.cohort];
        let channel = cohort.channel().map(|channel| format!(" {channel}")).unwrap_or_default();
        let id = cohort.framework().id();
        format!("{} {id}{channel} {} {} {}", row.position, row.code, row.lost, row.role.as_str())
    };
    rows.map(text).collect()
}

#[test]
fn each_agency_has_one_list_of_all_indices_and_nothing_is_added_across_them() {
    let cohorts = three();
    let places = Places::of(&cohorts, &above());
    let list = concerns(&cohorts, &places, Some("xa-1"));
    // Of SIPAS the factors, of the others the leaves; a shared leaf stands with both its leads.
    assert_eq!(
        listed(&list, &cohorts, "a"),
        [
            "1 par 1.1 3 lead",
            "1 sipas regular 1 1.5 lead",
            "1 sipas surprise 1 4 lead",
            "1 papi 1 6 cooperating"
        ]
    );
    assert_eq!(listed(&list, &cohorts, "b"), ["1 par 1.1 3 lead", "2 par 1.2 1 lead"]);
    assert_eq!(listed(&list, &cohorts, "c"), ["1 sipas regular 2 2 lead", "1 papi 1 6 lead"]);
    assert_eq!(listed(&list, &cohorts, "none"), ["1 par 2 1 none", "1 papi 2 4 none"]);
    // A row tells of one index of one year; no row and no sum tells of two.
    let rows = view::concern_rows(&cohorts, &list);
    assert!(rows.iter().all(|row| row.year == Some(2023) && !row.index.is_empty()));
    let everything = list.iter().map(|row| row.lost.to_string()).collect::<Vec<_>>();
    assert!(!everything.contains(&"13".to_owned()) && !everything.contains(&"14.5".to_owned()));
    // Over all units points are summed, inside one index.
    let all = concerns(&cohorts, &places, None);
    assert_eq!(listed(&all, &cohorts, "b"), ["1 par 1.1 4 lead", "2 par 1.2 1 lead"]);
    assert!(all.iter().all(|row| row.measured.is_none()));
    let texts = |lang| view::concern_table(&cohorts, &list, Look { lang, ..Look::default() });
    assert!(texts(Lang::En).contains("never added"), "{}", texts(Lang::En));
    assert!(texts(Lang::Vi).contains("không cộng điểm mất"), "{}", texts(Lang::Vi));
}

#[test]
fn the_latest_year_of_an_index_that_has_figures_is_listed() {
    let par = ruler(IndexKind::Par, "par", vec![led(&["a"], leaf("1", "10"))]);
    let in_year = |year: u16, value: &str| {
        let mut sheet = sheet("u").appraised("1", value);
        sheet.year = Some(year);
        sheet
    };
    let mut silent = sheet("u");
    silent.year = Some(2024);
    let cohorts = of(&par, &[in_year(2022, "4"), in_year(2023, "7"), silent]);
    assert_eq!(cohorts.len(), 3);
    let places = Places::of(&cohorts, &BTreeMap::new());
    assert_eq!(listed(&concerns(&cohorts, &places, Some("u")), &cohorts, "a"), ["1 par 1 3 lead"]);
    assert_eq!(listed(&concerns(&cohorts, &places, None), &cohorts, "a"), ["1 par 1 3 lead"]);
    // Side by side all years stand, in order.
    let lines = together(&cohorts, &places);
    let years: Vec<Option<u16>> = lines.iter().map(|line| cohorts[line.cohort].year()).collect();
    assert_eq!(years, [Some(2022), Some(2023), Some(2024)]);
    assert_eq!(Role::Lead.as_str(), "lead");
}

#[test]
fn the_order_of_the_cohorts_changes_nothing_that_is_printed() {
    let cohorts = three();
    let turned: Vec<Cohort> = cohorts.iter().rev().cloned().collect();
    let print = |cohorts: &[Cohort]| {
        // A name is met first under another id when SIPAS comes first: ids then differ, rows do not.
        let mut rows: Vec<String> = together(cohorts, &Places::of(cohorts, &above()))
            .iter()
            .map(|line| format!("{} {}", cohorts[line.cohort].framework().id(), line.measured.id))
            .collect();
        rows.sort();
        rows.dedup();
        rows
    };
    assert_eq!(print(&cohorts), print(&turned));
}
