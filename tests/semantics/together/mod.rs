//! Several indices side by side: whose line is whose.

mod concerns;

use concerns::listed;

use std::collections::BTreeMap;

use crate::common::{Ruler, field, leaf, led, points, sheet, surveyed};
use par_index::analysis::{Places, TogetherLine, concerns, together};
use par_index::framework::IndexKind;
use par_index::spec::AssessmentSpec;
use par_index::view::{self, Look};
use par_index::words::fold_name;
use par_index::{Basis, Cohort, Framework, Lang, cohorts};

/// A ruler of one kind of index under its own id.
pub(crate) fn ruler(kind: IndexKind, id: &str, nodes: Vec<par_index::spec::NodeSpec>) -> Framework {
    let mut ruler = Ruler::new(nodes).agencies(&["a", "b", "c"]);
    ruler.0.index = kind;
    id.clone_into(&mut ruler.0.id);
    ruler.build()
}

pub(crate) fn of(fw: &Framework, sheets: &[AssessmentSpec]) -> Vec<Cohort> {
    let checked = sheets.iter().map(|sheet| {
        let mut sheet = sheet.clone();
        fw.id().clone_into(&mut sheet.framework);
        let (assessment, findings) = sheet.check(fw);
        assert!(findings.iter().all(|finding| !finding.is_error()), "{findings:?}");
        assessment
    });
    cohorts(&checked.collect::<Vec<_>>(), Basis::Final)
}

/// PAR under `a` and `b` together, `b`, nobody; SIPAS in two channels and factors; PAPI of a province.
pub(crate) fn three() -> Vec<Cohort> {
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

pub(crate) fn above() -> BTreeMap<String, String> {
    [("xa-1", "huyen"), ("huyen", "tinh")].map(|(a, b)| (a.to_owned(), b.to_owned())).into()
}

pub(crate) fn shown(cohorts: &[Cohort], lines: &[TogetherLine], unit: &str) -> Vec<String> {
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
    assert!(places.find("nowhere").unwrap_err().is_usage());
    let near = concerns(&cohorts, &places, Some("Hòa An")).unwrap_err().to_string();
    assert!(near.contains("perhaps “Xã Hòa An”"), "{near}");
}

#[test]
fn the_unit_above_all_is_asked_last() {
    let cohorts = three();
    let places = Places::of(&cohorts, &above()).within("Tỉnh Khác").unwrap();
    let lines = together(&cohorts, &places);
    assert!(shown(&cohorts, &lines, "xa-1").contains(&"papi tinh 10 2/2".to_owned()));
    assert!(shown(&cohorts, &lines, "xa-2").contains(&"papi khac 18 1/2".to_owned()));
    assert!(Places::of(&cohorts, &above()).within("no").unwrap_err().is_usage());
    // Who stands above itself, by two steps, still has the line of the unit between and no other.
    let circle = pairs(&[("xa-2", "xa-1"), ("xa-1", "xa-2")]);
    assert_eq!(
        shown(&cohorts, &together(&cohorts, &Places::of(&cohorts, &circle)), "xa-2"),
        ["par xa-2 19 1/2", "sipas regular Xã Hoà An 16.5 1/1", "sipas surprise Xã Hoà An 16 1/1"]
    );
}

pub(crate) fn pairs(all: &[(&str, &str)]) -> BTreeMap<String, String> {
    all.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

/// T3: a place's own figures first, whatever is above; what is of the unit above is marked.
#[test]
fn own_figures_come_first_and_are_not_marked() {
    let fw = ruler(IndexKind::Papi, "papi", vec![surveyed("1", "10")]);
    let cohorts =
        of(&fw, &[sheet("own").survey("1", "3"), sheet("silent"), sheet("tinh").survey("1", "8")]);
    let above = pairs(&[("own", "tinh"), ("silent", "tinh")]);
    let places = Places::of(&cohorts, &above);
    let lines = together(&cohorts, &places);
    let said: Vec<(&str, &str, bool, String)> = lines
        .iter()
        .map(|line| {
            let obtained = line.score.obtained().to_string();
            (line.unit.id.as_str(), line.measured.id.as_str(), line.above, obtained)
        })
        .collect();
    assert_eq!(
        said,
        [
            ("own", "own", false, "3".to_owned()),
            ("silent", "tinh", true, "8".to_owned()),
            ("tinh", "tinh", false, "8".to_owned())
        ]
    );
    let rows = view::together_rows(&cohorts, &lines);
    let measured: Vec<&str> = rows.iter().map(|row| row.measured.as_str()).collect();
    assert_eq!(measured, ["own", "tinh", "tinh"]);
    let table = view::together_page(&cohorts, &lines).text(Look::default());
    let cell = |unit: &str| {
        let line = table.lines().find(|line| line.starts_with(unit)).unwrap();
        line.split_whitespace().skip(2).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        [cell("own"), cell("silent"), cell("tinh")],
        ["30.00 % 2/2", "80.00 %* 1/2", "80.00 % 1/2"]
    );
    assert!(table.contains("* of the unit above"), "{table}");
    // Where all figures are a place's own there is no mark and no word of one.
    let own = together(&cohorts, &Places::of(&cohorts, &BTreeMap::new()));
    assert_eq!(own.len(), 3);
    assert!(own.iter().all(|line| !line.above));
    assert!(!view::together_page(&cohorts, &own).text(Look::default()).contains('*'));
}

/// Two rulers of one index in one year: the place's own figures are the ones in its cell.
#[test]
fn of_two_rulers_of_a_year_the_own_one_speaks() {
    let commune = ruler(IndexKind::Par, "commune", vec![leaf("1", "10")]);
    let province = ruler(IndexKind::Par, "a-province", vec![leaf("1", "10")]);
    let mut cohorts = of(&commune, &[sheet("xa").appraised("1", "4")]);
    cohorts.extend(of(&province, &[sheet("tinh").appraised("1", "9")]));
    for _ in 0..2 {
        let places = Places::of(&cohorts, &pairs(&[("xa", "tinh")]));
        let table =
            view::together_page(&cohorts, &together(&cohorts, &places)).text(Look::default());
        let line = table.lines().find(|line| line.starts_with("xa")).unwrap();
        assert!(line.contains("40.00 %") && !line.contains('*'), "{table}");
        cohorts.reverse();
    }
}

/// The unit above may have figures that are not complete: that too is said to be of the unit above.
#[test]
fn an_open_unit_above_is_marked_and_explained() {
    let papi = ruler(IndexKind::Papi, "papi", vec![surveyed("1", "10"), surveyed("2", "10")]);
    let par = ruler(IndexKind::Par, "par", vec![leaf("1", "10")]);
    let mut cohorts = of(&par, &[sheet("xa").appraised("1", "4")]);
    cohorts.extend(of(&papi, &[sheet("tinh").survey("1", "4")]));
    let places = Places::of(&cohorts, &BTreeMap::new()).within("tinh").unwrap();
    let lines = together(&cohorts, &places);
    for (lang, open, foot) in
        [(Lang::En, "open*", "* of the unit"), (Lang::Vi, "chưa đủ*", "* của đơn vị")]
    {
        let table = view::together_page(&cohorts, &lines).text(Look { lang, ..Look::default() });
        let line = table.lines().find(|line| line.starts_with("xa")).unwrap();
        assert!(line.contains(open) && table.contains(foot), "{table}");
    }
}

/// An index and its rank are never apart, on whichever page; channels are words.
#[test]
fn an_index_stands_beside_its_rank_and_channels_are_words() {
    let cohorts = three();
    let lines = together(&cohorts, &Places::of(&cohorts, &above()));
    for (lang, year, rank, heads) in [
        (Lang::En, "year", "rank", ["PAR INDEX", "SIPAS at the desk", "SIPAS surprise", "PAPI"]),
        (Lang::Vi, "năm", "hạng", ["PAR INDEX", "SIPAS tại Một cửa", "SIPAS đột xuất", "PAPI"]),
    ] {
        let page = view::together_page(&cohorts, &lines);
        let columns = &page.tables().next().unwrap().columns;
        let columns: Vec<String> = columns.iter().map(|one| one.heading.text(lang)).collect();
        let expected = heads.iter().flat_map(|head| [*head, rank]);
        assert_eq!(columns, ["", year].into_iter().chain(expected).collect::<Vec<_>>());
        // Where a part of the table begins, names and years are repeated, and an index comes first.
        let table = page.text(Look { lang, width: 60, ..Look::default() });
        let heads = table.lines().filter(|line| line.contains(&format!(" {year} ")));
        let heads: Vec<&str> = heads.collect();
        assert_eq!(heads.len(), 2, "{table}");
        for head in heads {
            let words: Vec<&str> = head.split_whitespace().collect();
            let place = words.iter().position(|word| *word == year).unwrap();
            assert!(words[place + 1] != rank && words.last() == Some(&rank), "{table}");
        }
        assert!(table.lines().all(|line| line.chars().count() <= 60), "{table}");
    }
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
    // In whatever order they come, and whoever else is called so.
    cohorts.extend(of(&ruler(IndexKind::Sipas, "third", vec![leaf("1", "10")]), &[named("w")]));
    for _ in 0..cohorts.len() {
        cohorts.rotate_left(1);
        let turned = Places::of(&cohorts, &BTreeMap::new());
        let ids: Vec<&str> = turned.units().map(|unit| unit.id.as_str()).collect();
        assert_eq!(ids, ["w", "x", "y", "z"]);
    }
    let asked = places.find("xã Tân Lập");
    assert_eq!(asked.unwrap_err().findings()[0].code().as_str(), "ambiguous_unit");
}

/// Other indices share nothing but being none of the three: each is known by its framework.
#[test]
fn other_indices_are_told_apart_by_their_framework() {
    let of_year = |id: &str, year: u16, value: &str| {
        let fw = ruler(IndexKind::Other, id, vec![led(&["a"], leaf("1", "10"))]);
        let mut sheet = sheet("u").appraised("1", value);
        sheet.year = Some(year);
        of(&fw, &[sheet])
    };
    let mut cohorts = of_year("dti", 2022, "4");
    cohorts.extend(of_year("dti", 2023, "6"));
    cohorts.extend(of_year("pci", 2022, "7"));
    let places = Places::of(&cohorts, &BTreeMap::new());
    // A newer year of the one does not hide the other.
    let list = concerns(&cohorts, &places, Some("u")).unwrap();
    assert_eq!(listed(&list, &cohorts, "a"), ["1 dti 1 4 lead", "1 pci 1 3 lead"]);
    let table = view::together_page(&cohorts, &together(&cohorts, &places)).text(Look::default());
    let head = table.lines().next().unwrap();
    let names: Vec<&str> = head.split_whitespace().skip(5).collect();
    assert_eq!(names, ["year", "dti", "rank", "pci", "rank"]);
    let cells: Vec<&str> = table.lines().nth(1).unwrap().split_whitespace().collect();
    assert_eq!(cells[1..], ["2022", "40.00", "%", "1/1", "70.00", "%", "1/1"]);
}

/// Whichever file is read first gives a place its id; nothing else may depend on it.
#[test]
fn the_order_of_the_cohorts_changes_nothing_that_is_printed() {
    let print = |cohorts: &[Cohort]| {
        let places = Places::of(cohorts, &above());
        let name = |unit: &par_index::Unit| fold_name(unit.name.get(Lang::Vi));
        let lines = together(cohorts, &places);
        let mut rows: Vec<String> = lines
            .iter()
            .zip(view::together_rows(cohorts, &lines))
            .map(|(line, row)| {
                let (unit, measured) = (name(&line.unit), name(&line.measured));
                let (id, channel) = (row.framework, row.channel);
                let score = (row.obtained, row.ratio, row.rank, row.ranked, row.state);
                format!("{unit} {measured} {} {id} {channel:?} {score:?}", line.above)
            })
            .collect();
        rows.sort();
        let place = places.find("xã Hòa An").unwrap().id.clone();
        let list = concerns(cohorts, &places, Some(&place)).unwrap();
        let lists = ["a", "b", "c", "none"].map(|agency| listed(&list, cohorts, agency));
        (rows, lists)
    };
    let cohorts = three();
    let (rows, lists) = print(&cohorts);
    // Four of the commune, one of the other, one of each province.
    assert_eq!(rows.len(), 7, "{rows:?}");
    for turned in 1..cohorts.len() {
        let mut turned_by = cohorts.clone();
        turned_by.rotate_left(turned);
        assert_eq!(print(&turned_by), (rows.clone(), lists.clone()), "by {turned}");
    }
    let back: Vec<Cohort> = cohorts.iter().rev().cloned().collect();
    assert_eq!(print(&back), (rows, lists));
}

/// T3: what an index lists has its own figures there or none; the unit `within` is lent only to what
/// the index does not list, in any of its years.
#[test]
fn a_listed_place_without_figures_is_lent_none_by_within() {
    let fw = ruler(IndexKind::Papi, "papi", vec![surveyed("1", "10")]);
    let older = ruler(IndexKind::Papi, "papi-old", vec![surveyed("1", "10")]);
    let par = ruler(IndexKind::Par, "par", vec![leaf("1", "10")]);
    let in_2022 = |unit: &str| {
        let mut sheet = sheet(unit).survey("1", "5");
        sheet.year = Some(2022);
        sheet
    };
    let mut cohorts = of(&fw, &[sheet("04"), sheet("12").survey("1", "8")]);
    cohorts.extend(of(&older, &[in_2022("05"), in_2022("12")]));
    cohorts.extend(of(&par, &["04", "05", "xa"].map(|unit| sheet(unit).appraised("1", "6"))));
    let places = Places::of(&cohorts, &BTreeMap::new()).within("12").unwrap();
    let lines = together(&cohorts, &places);
    let measured = |unit: &str| -> Vec<String> {
        let of = lines.iter().filter(|line| line.unit.id == unit);
        let papi = of.filter(|line| cohorts[line.cohort].framework().index() == IndexKind::Papi);
        papi.map(|line| {
            format!("{:?} {} {}", cohorts[line.cohort].year(), line.measured.id, line.above)
        })
        .collect()
    };
    assert_eq!(measured("04"), ["Some(2023) 04 false"], "listed and silent: its own empty line");
    assert_eq!(measured("05"), ["Some(2022) 05 false"], "listed in one year: nothing in the other");
    assert_eq!(measured("xa"), ["Some(2022) 12 true", "Some(2023) 12 true"]);
    let table = view::together_page(&cohorts, &lines).text(Look::default());
    let line = table.lines().find(|line| line.starts_with("04")).unwrap();
    assert!(line.trim_end().ends_with('–') || line.trim_end().ends_with('—'), "{table}");
    // A parent that the register names still stands in: that is known, not guessed.
    let places = Places::of(&cohorts, &pairs(&[("04", "12")]));
    let lent = together(&cohorts, &places);
    assert!(lent.iter().any(|line| line.unit.id == "04" && line.measured.id == "12" && line.above));
    // Lists of concerns follow the same rule.
    let within = Places::of(&cohorts, &BTreeMap::new()).within("12").unwrap();
    let list = concerns(&cohorts, &within, Some("04")).unwrap();
    assert!(!list.is_empty());
    assert!(list.iter().all(|row| cohorts[row.cohort].framework().index() == IndexKind::Par));
}

/// Points of different totals in one column say what they are out of; of one total they need not.
#[test]
fn points_of_several_scales_in_one_column_say_their_scale() {
    let papi = |id: &str, year: u16, max: &str, value: &str| {
        let mut ruler = Ruler::new(vec![surveyed("1", max)]);
        ruler.0.index = IndexKind::Papi;
        id.clone_into(&mut ruler.0.id);
        let fw = ruler
            .policies(|policies| {
                policies.print.as_mut().unwrap().print_as =
                    Some(par_index::framework::PrintAs::Points);
            })
            .build();
        let mut sheet = sheet("tinh").survey("1", value);
        sheet.year = Some(year);
        of(&fw, &[sheet])
    };
    let cells = |cohorts: &[Cohort], lang: Lang| -> Vec<String> {
        let lines = together(cohorts, &Places::of(cohorts, &BTreeMap::new()));
        let table = view::together_page(cohorts, &lines).text(Look { lang, ..Look::default() });
        assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
        let rows = table.lines().filter(|line| line.starts_with("tinh"));
        rows.map(|line| line.split_whitespace().nth(2).unwrap().to_owned()).collect()
    };
    let mut cohorts = papi("papi-2011", 2017, "60", "34.63");
    cohorts.extend(papi("papi-2021", 2021, "80", "40.61"));
    assert_eq!(cells(&cohorts, Lang::En), ["34.63/60", "40.61/80"]);
    assert_eq!(cells(&cohorts, Lang::Vi), ["34,63/60", "40,61/80"]);
    let mut cohorts = papi("papi-2018", 2018, "80", "34.63");
    cohorts.extend(papi("papi-2021", 2021, "80", "40.61"));
    assert_eq!(cells(&cohorts, Lang::En), ["34.63", "40.61"]);
}
