//! Lists of weak criteria, floors and cuts where two readings were found.

use par_index::analysis::{Figures, TableLevel, table, weak_by_lead, weak_pooled};
use par_index::ask::Asked;
use par_index::dossier::Dossier;
use par_index::view::{self, Look};
use par_index::{Basis, Input, Order, rank, score_all, weak};
use serde_json::Value;

use crate::common::{Fill, Ruler, cohort, field, leaf, led, sheet, surveyed};

fn rows(
    name: &str,
    fw: &par_index::Framework,
    sheets: &[par_index::spec::AssessmentSpec],
    flags: &str,
) -> Vec<Value> {
    let assessments = sheets.iter().map(|sheet| sheet.check(fw).0).collect();
    let mut input = Input::default();
    input.assessments = assessments;
    let asked = Asked::of(name, flags).unwrap();
    let reply = Dossier::new(fw, input).ask(&asked).unwrap_or_else(|error| panic!("{error}"));
    let object: Value = serde_json::from_str(&reply.to_json()).unwrap();
    object["rows"].as_array().unwrap().clone()
}

/// Units of the block that are scored at the leaf and below its maximum, whoever is asked about.
#[test]
fn r11_units_below_max_are_those_of_the_block_scored_below_it() {
    let ruler = Ruler::new(vec![leaf("1", "4"), leaf("2", "1")]);
    let fw = ruler
        .policies(|policies| policies.missing = Some(par_index::framework::MissingPolicy::Zero))
        .build();
    let unit = |id: &str, one: &str, group: &str| {
        sheet(id).appraised("1", one).appraised("2", "1").group(group)
    };
    let units = [
        unit("a", "3", "x"),
        unit("b", "2", "x"),
        unit("c", "4", "x"),
        unit("d", "1", "y"),
        // Missing counts as 0 points lost here, and is not scored.
        sheet("e").appraised("2", "1").group("x"),
        sheet("f").appraised("2", "1").not_applicable("1").group("x"),
    ];
    let below = |all: &par_index::Cohort, unit: &str| {
        let list = weak(all, unit, Order::PointsLost);
        list.iter().map(|row| row.units_below_max).collect::<Vec<_>>()
    };
    let all = cohort(&fw, &units);
    assert_eq!((below(&all, "a"), below(&all, "d"), below(&all, "e")), (vec![3], vec![3], vec![3]));
    let all = all.by_group();
    assert_eq!((below(&all, "a"), below(&all, "d"), below(&all, "e")), (vec![2], vec![1], vec![2]));
    let pooled = weak_pooled(&all, Order::PointsLost);
    assert_eq!(pooled.iter().map(|row| row.units_below_max).collect::<Vec<_>>(), [3]);
    let asked = r#"{"unit": "a", "by_group": true}"#;
    assert_eq!(rows("weak", &fw, &units, asked)[0]["units_below_max"], 2);
}

/// possible − obtained − open = lost in every row, and the rows sum to the tree's possible points.
#[test]
fn r11_every_leaf_belongs_to_its_leads_and_their_rows_close() {
    let tree = vec![
        led(&["a", "b"], field("1", vec![leaf("1.1", "4"), leaf("1.2", "2")])),
        led(&["a"], leaf("2", "3")),
        led(&["b"], leaf("3", "5")),
        led(&[], surveyed("4", "1")),
    ];
    let fw = Ruler::new(tree).agencies(&["a", "b"]).caps("5", "5").build();
    let one = sheet("u").appraised("1.1", "3").appraised("1.2", "2").appraised("2", "3");
    let one = one.not_applicable("3").extras("1", "2");
    let two = sheet("v").appraised("1.1", "4").appraised("1.2", "1").survey("4", "0.5");
    let units = [one, two, sheet("silent")];
    let all = cohort(&fw, &units);
    for unit in [None, Some("u"), Some("v")] {
        let list = weak_by_lead(&all, unit).unwrap();
        let sum = |pick: fn(&par_index::analysis::WeakLead) -> par_index::PointSum| {
            list.iter().map(pick).sum::<par_index::PointSum>()
        };
        for row in &list {
            let parts = [row.obtained, row.open, row.lost].into_iter().sum::<par_index::PointSum>();
            assert_eq!(parts, row.possible, "{row:?}");
        }
        let cards = all.cards().iter().filter(|card| {
            let id = card.unit().id.as_str();
            unit.map_or(id != "silent", |unit| id == unit)
        });
        let possible = cards.map(|card| card.total().possible()).sum::<par_index::PointSum>();
        assert_eq!(sum(|row| row.possible), possible, "{unit:?}");
    }
    let one = rows("weak", &fw, &units, r#"{"by": "lead", "unit": "u"}"#);
    let told: Vec<String> = one
        .iter()
        .map(|row| {
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            let keys = ["lead", "possible", "obtained", "open", "lost", "share_of_lost"];
            format!("{} {}", row["leaves"], keys.map(text).join(" "))
        })
        .collect();
    assert_eq!(
        told,
        ["2 a+b 6 5 0 1 100.00", "1 a 3 3 0 0 0.00", "1 b 0 0 0 0 0.00", "1  1 0 1 0 0.00"]
    );
    assert!(weak_by_lead(&all, Some("silent")).unwrap().is_empty());
}

/// Position and cumulative share are those of the whole list; without a lead the column is empty,
/// and only a key says `none`.
#[test]
fn r11_what_is_left_out_of_a_list_changes_no_row() {
    let tree =
        vec![led(&["a"], leaf("1", "4")), led(&[], leaf("2", "4")), led(&["b"], leaf("3", "4"))];
    let fw = Ruler::new(tree).agencies(&["a", "b"]).build();
    let unit = sheet("u").appraised("1", "3").appraised("2", "0").appraised("3", "1");
    let all = rows("weak", &fw, std::slice::from_ref(&unit), "{}");
    assert_eq!(all[0]["lead"], "");
    for asked in [r#"{"lead": "a", "top": 1}"#, r#"{"lead": "a", "top": 1, "unit": "u"}"#] {
        let rows = rows("weak", &fw, std::slice::from_ref(&unit), asked);
        let told = ["code", "cumulative_share"].map(|key| rows[0][key].as_str().unwrap());
        assert_eq!((rows.len(), rows[0]["position"].as_u64(), told), (1, Some(3), ["1", "100.00"]));
    }
    let asked = r#"{"by": "lead", "lead": "a", "top": 1}"#;
    let leads = rows("weak", &fw, std::slice::from_ref(&unit), asked);
    assert_eq!((leads.len(), &leads[0]["position"]), (1, &Value::from(3)));
    let lost = rows("lost", &fw, &[unit], r#"{"by": "lead"}"#);
    assert_eq!(lost[0]["key"], "none");
}

/// A floor is told by its own note; the mark is about the index and the bound alone.
#[test]
fn r11_a_floor_that_takes_a_grade_away_is_a_note_and_no_mark() {
    let bands = r#"[
        {"label": {"en": "A"}, "from": "90", "component_floor": "85", "floor_on": "leaf"},
        {"label": {"en": "B"}, "from": "80"}]"#;
    let fw = Ruler::new(vec![leaf("1", "80"), leaf("2", "20")]).grades(bands).build();
    let unit = |id, one, two| sheet(id).appraised("1", one).appraised("2", two);
    let units = [unit("a", "76", "16"), unit("b", "73.996", "16"), unit("c", "78", "19")];
    let all = cohort(&fw, &units);
    let ranking = rank(&all);
    let marked = ["a", "b", "c"].map(|unit| ranking.of(unit).unwrap().marked);
    assert_eq!(marked, [false, true, false], "89.996 prints 90.00, whatever the floor says");
    let notes: Vec<&par_index::Finding> =
        ranking.findings().iter().filter(|one| one.code().as_str() == "under_floor").collect();
    let told: Vec<Option<&str>> = notes.iter().map(|note| note.place().unit.as_deref()).collect();
    assert_eq!(told, [Some("a")]);
    assert!(!notes[0].is_error() && notes[0].message(par_index::Lang::En).contains("floor: 2"));
    let text = view::ranking_page(&all, &ranking).text(Look::default());
    assert!(text.contains("below the floor of A: 2"), "{text}");
    for name in ["rank", "check"] {
        let mut input = Input::default();
        input.assessments = units.iter().map(|sheet| sheet.check(&fw).0).collect();
        let reply = Dossier::new(&fw, input).ask(&Asked::of(name, "{}").unwrap()).unwrap();
        let codes = reply.findings().iter().filter(|one| one.code().as_str() == "under_floor");
        assert_eq!(codes.count(), 1, "{name}");
    }
}

/// Where a floor takes the only grade away, the index has reached a grade: one note says so.
#[test]
fn r11_a_floor_that_takes_the_only_grade_away_is_told_once() {
    let bands =
        r#"[{"label": {"en": "A"}, "from": "80", "component_floor": "85", "floor_on": "leaf"}]"#;
    let fw = Ruler::new(vec![leaf("1", "80"), leaf("2", "20")]).grades(bands).build();
    let unit = |id, one, two| sheet(id).appraised("1", one).appraised("2", two);
    let ranking = rank(&cohort(&fw, &[unit("a", "76", "16"), unit("b", "60", "16")]));
    let told: Vec<_> = ranking
        .findings()
        .iter()
        .map(|one| (one.place().unit.as_deref().unwrap_or_default(), one.code().as_str()))
        .collect();
    assert_eq!(told, [("b", "below_lowest_grade"), ("a", "under_floor")]);
    let cure = ranking.findings()[1].suggestion(par_index::Lang::En);
    assert!(cure.ends_with("if there is one"), "{cure}");
}

/// `--show cut` is empty where no leaf has points of both the unit and an appraiser.
#[test]
fn r11_where_nothing_can_be_cut_there_is_no_cut() {
    let tree = vec![
        field("1", vec![leaf("1.1", "4"), leaf("1.2", "2")]),
        surveyed("2", "3"),
        leaf("3", "2"),
    ];
    let fw = Ruler::new(tree).build();
    let claimed = |entry: &mut par_index::spec::EntrySpec| {
        entry.self_score = crate::common::stage(r#"{"points": "2"}"#);
    };
    let unit = sheet("u").appraised("1.1", "1.5").with("1.1", claimed).appraised("1.2", "2");
    let unit = unit.survey("2", "1").with("3", claimed).appraised("3", "2");
    let all = score_all(&fw, &[unit.check(&fw).0], Basis::Final);
    let shown = |level| {
        let (codes, lines) = table(&all, level, Figures::Cut);
        let rows = view::table_rows(&all, &codes, &lines);
        rows[0]
            .figures
            .0
            .iter()
            .map(|(code, cell)| {
                let cell = cell.as_ref().map(|cell| serde_json::to_string(cell).unwrap());
                (code.to_string(), cell.unwrap_or_default().replace('"', ""))
            })
            .collect::<Vec<_>>()
    };
    let told = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(shown(TableLevel::Field), told(&[("1", "0.5"), ("2", ""), ("3", "0")]));
    assert_eq!(
        shown(TableLevel::Leaf),
        told(&[("1.1", "0.5"), ("1.2", ""), ("2", ""), ("3", "0")])
    );
}
