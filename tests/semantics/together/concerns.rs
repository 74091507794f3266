//! What of several indices concerns an agency: one list each, nothing added across them.

use std::collections::BTreeMap;

use par_index::analysis::{Concern, Places, Role, concerns, together};
use par_index::framework::IndexKind;
use par_index::view::{self, Look};
use par_index::{Cohort, Lang, PointSum};

use super::{above, of, pairs, ruler, three};
use crate::common::{Ruler, field, leaf, led, sheet, surveyed};

pub(crate) fn listed(list: &[Concern], cohorts: &[Cohort], agency: &str) -> Vec<String> {
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
    let list = concerns(&cohorts, &places, Some("xa-1")).unwrap();
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
    // These are all the lists there are, in the order of the frameworks; nothing is added to them.
    let mut agencies: Vec<&str> = list.iter().map(|row| row.agency.as_str()).collect();
    agencies.dedup();
    assert_eq!(agencies, ["a", "b", "c", "none"]);
    // A row tells of one index of one year, and its loss is that of its own node.
    let rows = view::concern_rows(&cohorts, &list);
    assert_eq!(rows.len(), list.len());
    for (row, concern) in rows.iter().zip(&list) {
        assert_eq!((row.year, row.index.as_str()), (Some(2023.into()), row.framework.as_str()));
        assert_eq!([row.obtained, concern.lost].into_iter().sum::<PointSum>(), row.max, "{row:?}");
    }
    // One place has one name and one id in all of them.
    assert!(rows.iter().all(|row| row.index == "papi" || row.unit.as_deref() == Some("xa-1")));
    // Over all units points are summed, inside one index.
    let all = concerns(&cohorts, &places, None).unwrap();
    assert_eq!(listed(&all, &cohorts, "b"), ["1 par 1.1 4 lead", "2 par 1.2 1 lead"]);
    assert_eq!(listed(&all, &cohorts, "none"), ["1 par 2 1 none", "1 papi 2 5 none"]);
    assert_eq!(listed(&all, &cohorts, "c"), ["1 sipas regular 2 2 lead", "1 papi 1 7 lead"]);
    assert!(all.iter().all(|row| row.measured.is_none()));
    // A line in the printed list for each row, and none with a sum.
    let table = view::concern_page(&cohorts, &list).text(Look::default());
    let numbered = |line: &&str| line.trim_start().starts_with(|c: char| c.is_ascii_digit());
    assert_eq!(table.lines().filter(numbered).count(), list.len(), "{table}");
    let heads = table.lines().filter(|line| line.contains(" 2023")).count();
    let places = list.iter().filter(|row| row.position == 1).count();
    assert_eq!(heads, places, "{table}");
    let named = 4;
    let told = table.lines().filter(|line| !line.trim().is_empty()).count();
    assert_eq!(told, list.len() + heads + named + 1, "a line that tells of no node:\n{table}");
    let texts = |lang| view::concern_page(&cohorts, &list).text(Look { lang, ..Look::default() });
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
    assert_eq!(
        listed(&concerns(&cohorts, &places, Some("u")).unwrap(), &cohorts, "a"),
        ["1 par 1 3 lead"]
    );
    assert_eq!(
        listed(&concerns(&cohorts, &places, None).unwrap(), &cohorts, "a"),
        ["1 par 1 3 lead"]
    );
    // Side by side all years stand, in order.
    let lines = together(&cohorts, &places);
    let years: Vec<Option<u16>> = lines.iter().map(|line| cohorts[line.cohort].year()).collect();
    assert_eq!(years, [Some(2022), Some(2023), Some(2024)]);
    assert_eq!(Role::Lead.as_str(), "lead");
}

/// T4: a newer year of another unit says nothing of this one.
#[test]
fn only_a_newer_year_of_the_same_unit_takes_the_place_of_an_older() {
    let in_year = |unit: &str, year: u16, value: &str| {
        let mut sheet = sheet(unit).appraised("1", value);
        sheet.year = Some(year);
        sheet
    };
    let commune = ruler(IndexKind::Par, "commune", vec![led(&["a"], leaf("1", "10"))]);
    let province = ruler(IndexKind::Par, "province", vec![led(&["a"], leaf("1", "10"))]);
    let mut cohorts = of(&commune, &[in_year("xa", 2022, "3"), in_year("xa", 2023, "4")]);
    cohorts.extend(of(&province, &[in_year("tinh", 2023, "8"), in_year("tinh", 2024, "9")]));
    let places = Places::of(&cohorts, &pairs(&[("xa", "tinh")]));
    // The commune's own year 2023 stands, its 2022 does not; the province's 2023 is its own place's.
    let own = concerns(&cohorts, &places, Some("xa")).unwrap();
    assert_eq!(listed(&own, &cohorts, "a"), ["1 commune 1 6 lead", "1 province 1 1 lead"]);
    assert_eq!(own[0].measured.as_ref().unwrap().id, "xa");
    assert_eq!(own[1].measured.as_ref().unwrap().id, "tinh");
    let above = concerns(&cohorts, &places, Some("tinh")).unwrap();
    assert_eq!(listed(&above, &cohorts, "a"), ["1 province 1 1 lead"]);
    // Over all units likewise.
    let all = concerns(&cohorts, &places, None).unwrap();
    assert_eq!(listed(&all, &cohorts, "a"), ["1 commune 1 6 lead", "1 province 1 1 lead"]);
}

/// T4 over all units: a newer year takes only those it measured, the others keep their older one.
#[test]
fn a_newer_year_of_some_units_leaves_the_others_their_older_one() {
    let fw = ruler(IndexKind::Par, "par", vec![led(&["a"], leaf("1", "10"))]);
    let in_year = |unit: &str, year: u16, value: &str| {
        let mut sheet = sheet(unit).appraised("1", value);
        sheet.year = Some(year);
        sheet
    };
    // In 2022 x lost 7, y 5, z 1; in 2023 x lost 2 and y is listed without figures; in 2021 z 9, w 3.
    let mut silent = sheet("y");
    silent.year = Some(2023);
    let mut cohorts =
        of(&fw, &[in_year("x", 2022, "3"), in_year("y", 2022, "5"), in_year("z", 2022, "9")]);
    cohorts.extend(of(&fw, &[in_year("x", 2023, "8"), silent]));
    cohorts.extend(of(&fw, &[in_year("z", 2021, "1"), in_year("w", 2021, "7")]));
    let places = Places::of(&cohorts, &BTreeMap::new());
    let all = concerns(&cohorts, &places, None).unwrap();
    let said: Vec<String> = all
        .iter()
        .map(|row| {
            let year = cohorts[row.cohort].year().unwrap();
            format!("{year} {} of {} {}", row.lost, row.max, row.why.en)
        })
        .collect();
    assert_eq!(
        said,
        [
            "2023 2 of 10 1 of 1 below the maximum",
            "2022 6 of 20 2 of 2 below the maximum",
            "2021 3 of 10 1 of 1 below the maximum",
        ]
    );
    // What each unit is told alone sums to what all are told, whatever the order of the inputs.
    let alone: Vec<PointSum> = ["x", "y", "z", "w"]
        .map(|unit| {
            concerns(&cohorts, &places, Some(unit)).unwrap().iter().map(|row| row.lost).sum()
        })
        .to_vec();
    assert_eq!(alone.into_iter().sum::<PointSum>(), all.iter().map(|row| row.lost).sum());
    let table = view::concern_page(&cohorts, &all).text(Look::default());
    cohorts.reverse();
    let places = Places::of(&cohorts, &BTreeMap::new());
    let again = concerns(&cohorts, &places, None).unwrap();
    assert_eq!(view::concern_page(&cohorts, &again).text(Look::default()), table);
}

/// The heading of a list bears channel and unit whole, however long.
#[test]
fn headings_of_lists_are_not_cut() {
    let fw =
        ruler(IndexKind::Sipas, "sipas", vec![led(&["a"], field("1", vec![surveyed("1.1", "5")]))]);
    let mut one = sheet("u").survey("1.1", "3");
    one.channel = Some("regular-online".to_owned());
    one.unit.name = Some("Thị trấn Tân Khai, huyện Hớn Quản".into());
    let cohorts = of(&fw, &[one]);
    let list = concerns(&cohorts, &Places::of(&cohorts, &BTreeMap::new()), Some("u")).unwrap();
    for (lang, channel) in [(Lang::En, "online"), (Lang::Vi, "trực tuyến")] {
        let table = view::concern_page(&cohorts, &list).text(Look { lang, ..Look::default() });
        let wanted = format!("SIPAS 2023 {channel}: Thị trấn Tân Khai, huyện Hớn Quản");
        assert!(table.contains(&wanted) && !table.contains('…'), "{table}");
        assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
    }
}

/// Leads of a reconstructed framework are said to be so, and of others nothing is said.
#[test]
fn reconstructed_leads_are_told() {
    let of_provenance = |provenance, agencies: &[&str]| {
        let mut ruler = Ruler::new(vec![led(agencies, leaf("1", "10"))]).agencies(&["a"]);
        ruler.0.provenance = provenance;
        "der".clone_into(&mut ruler.0.id);
        let cohorts = of(&ruler.build(), &[sheet("u").appraised("1", "4")]);
        let list = concerns(&cohorts, &Places::of(&cohorts, &BTreeMap::new()), None).unwrap();
        [Lang::En, Lang::Vi]
            .map(|lang| view::concern_page(&cohorts, &list).text(Look { lang, ..Look::default() }))
    };
    let [en, vi] = of_provenance(par_index::framework::Provenance::Reconstructed, &["a"]);
    assert!(en.contains("Reconstructed: der;") && vi.contains("phục dựng: der;"), "{en}{vi}");
    let [en, _] = of_provenance(par_index::framework::Provenance::Official, &["a"]);
    assert!(!en.contains("Reconstructed"), "{en}");
    let [en, _] = of_provenance(par_index::framework::Provenance::Reconstructed, &[]);
    assert!(!en.contains("Reconstructed"), "nobody leads: {en}");
}
