//! Each class of slip: found in a register that has just it, gone when it is mended.

use proptest::prelude::*;

use super::register::{AGENCIES, COUNT, clean};
use super::{FindingCode, Lang, Value, json, sound, told};

/// One slip put into a clean register, at an obligation.
struct Slip {
    code: FindingCode,
    make: fn(&mut Value, usize),
}

const SLIPS: [Slip; 14] = [
    Slip {
        code: FindingCode::DueBeforePlan,
        make: |doc, at| {
            doc["obligations"][at]["parents"] = json!(["09/QĐ"]);
            doc["obligations"][at]["due"] = json!("2022-06-20");
        },
    },
    // The plan it names, though other parents are older.
    Slip {
        code: FindingCode::DueBeforePlan,
        make: |doc, at| {
            doc["obligations"][at]["parents"] = json!(["54/TB", "09/QĐ"]);
            doc["obligations"][at]["due"] = json!("2023-03-29");
        },
    },
    // It names none, and none of them was there yet.
    Slip {
        code: FindingCode::DueBeforePlan,
        make: |doc, at| {
            doc["obligations"][at].as_object_mut().unwrap().remove("parents");
            doc["obligations"][at]["due"] = json!("2023-01-12");
        },
    },
    Slip {
        code: FindingCode::DueBeforeLetter,
        make: |doc, at| {
            doc["obligations"][at]["parents"] = json!(["09/QĐ"]);
            doc["obligations"][at]["due"] = json!("2023-06-07");
        },
    },
    Slip {
        code: FindingCode::TooLittleTime,
        make: |doc, at| doc["obligations"][at]["due"] = json!("2023-06-22"),
    },
    Slip {
        code: FindingCode::TooLittleTime,
        make: |doc, at| {
            doc["obligations"][at]["starts"] = json!("2023-11-16");
            doc["obligations"][at]["due"] = json!("2023-11-30");
        },
    },
    Slip { code: FindingCode::NoLead, make: |doc, at| doc["obligations"][at]["lead"] = json!([]) },
    Slip {
        code: FindingCode::SeveralLeads,
        make: |doc, at| {
            doc["obligations"][at]["cooperating"] = json!([]);
            doc["obligations"][at]["lead"] = json!([AGENCIES[at % 5], AGENCIES[(at + 1) % 5]]);
        },
    },
    // Two paragraphs, one node, two leads; both want it raised.
    Slip {
        code: FindingCode::SeveralLeads,
        make: |doc, at| {
            goal(doc, at, "raise");
            goal(doc, (at + 1) % COUNT, "raise");
            doc["obligations"][(at + 1) % COUNT]["nodes"] = doc["obligations"][at]["nodes"].clone();
        },
    },
    // The same lead, two goals.
    Slip {
        code: FindingCode::ConflictingGoals,
        make: |doc, at| {
            goal(doc, at, "raise");
            goal(doc, (at + 5) % COUNT, "hold");
            doc["obligations"][(at + 5) % COUNT]["nodes"] = doc["obligations"][at]["nodes"].clone();
        },
    },
    // The same lead, the same base, two figures.
    Slip {
        code: FindingCode::ConflictingGoals,
        make: |doc, at| {
            reach(doc, at, "at_least");
            reach(doc, (at + 5) % COUNT, "above");
            doc["obligations"][(at + 5) % COUNT]["nodes"] = doc["obligations"][at]["nodes"].clone();
        },
    },
    Slip {
        code: FindingCode::OwnCooperator,
        make: |doc, at| doc["obligations"][at]["cooperating"] = json!([AGENCIES[at % 5]]),
    },
    Slip {
        code: FindingCode::TargetWithoutBase,
        make: |doc, at| {
            reach(doc, at, "at_least");
            doc["obligations"][at].as_object_mut().unwrap().remove("base");
        },
    },
    Slip {
        code: FindingCode::NotAddressed,
        make: |doc, at| {
            let stranger = json!({"id": "mat-tran", "name": {"vi": "Mặt trận", "en": "Front"}});
            doc["agencies"].as_array_mut().unwrap().push(stranger);
            doc["obligations"][at]["lead"] = json!(["mat-tran"]);
        },
    },
];

/// A goal without a figure, on the obligation's own node.
fn goal(doc: &mut Value, at: usize, goal: &str) {
    let one = doc["obligations"][at].as_object_mut().unwrap();
    for key in ["comparator", "threshold", "unit_of_measure", "base"] {
        one.remove(key);
    }
    let own = one["nodes"][0].clone();
    one.insert("nodes".to_owned(), json!([own]));
    one.insert("goal".to_owned(), json!(goal));
}

fn reach(doc: &mut Value, at: usize, comparator: &str) {
    goal(doc, at, "reach");
    let one = doc["obligations"][at].as_object_mut().unwrap();
    one.insert("comparator".to_owned(), json!(comparator));
    one.insert("threshold".to_owned(), json!("80"));
    one.insert("unit_of_measure".to_owned(), json!("%"));
    one.insert("base".to_owned(), json!("hồ sơ"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_clean_register_has_no_slip(seed in any::<u64>()) {
        let register = sound(&clean(seed));
        prop_assert_eq!(register.obligations().len(), COUNT);
        prop_assert_eq!(told(&register.slips(15)), vec![]);
    }

    /// Spoil: exactly that finding. Mend: none. Whatever the register, wherever it stands.
    #[test]
    fn one_slip_gives_one_finding(seed in any::<u64>(), at in 0..COUNT, which in 0..SLIPS.len()) {
        let slip = &SLIPS[which];
        let mut document = clean(seed);
        let mended = document.clone();
        (slip.make)(&mut document, at);
        let slips = sound(&document).slips(15);
        prop_assert_eq!(slips.len(), 1, "{:?}", told(&slips));
        prop_assert_eq!(slips[0].code(), slip.code);
        for lang in [Lang::En, Lang::Vi] {
            prop_assert!(!slips[0].text(lang).contains('{'), "{}", slips[0].text(lang));
        }
        prop_assert_eq!(told(&sound(&mended).slips(15)), vec![]);
    }

    /// Slips at two places do not hide each other.
    #[test]
    fn two_slips_give_two_findings(seed in any::<u64>(), at in 0..5_usize, a in 0..SLIPS.len(), b in 0..SLIPS.len()) {
        // Agencies are added once, and goals that meet are kept apart by their places.
        prop_assume!(a != b);
        let mut document = clean(seed);
        (SLIPS[a].make)(&mut document, at);
        (SLIPS[b].make)(&mut document, at + 12);
        let mut codes: Vec<&str> =
            sound(&document).slips(15).iter().map(|slip| slip.code().as_str()).collect();
        let mut wanted = [SLIPS[a].code.as_str(), SLIPS[b].code.as_str()];
        codes.sort_unstable();
        wanted.sort_unstable();
        prop_assert_eq!(codes, wanted);
    }
}

#[test]
fn time_is_enough_from_exactly_the_least_number_of_days() {
    let mut document = clean(1);
    for (due, least, found) in
        [("2023-06-23", 15, 0), ("2023-06-22", 15, 1), ("2023-06-22", 14, 0), ("2023-06-08", 0, 0)]
    {
        document["obligations"][0]["due"] = json!(due);
        let slips = sound(&document).slips(least);
        let of_time = slips.iter().filter(|slip| slip.code() == FindingCode::TooLittleTime);
        assert_eq!(
            of_time.filter(|slip| slip.place().node.as_deref() == Some("1.0")).count(),
            found
        );
    }
}

#[test]
fn a_day_is_before_what_was_issued_only_if_it_is_earlier() {
    let mut document = clean(2);
    document["obligations"][0]["parents"] = json!(["54/TB"]);
    for (due, code) in [
        ("2023-03-29", "due_before_plan"),
        ("2023-03-30", "due_before_letter"),
        ("2023-06-07", "due_before_letter"),
        ("2023-06-08", "too_little_time"),
    ] {
        document["obligations"][0]["due"] = json!(due);
        assert_eq!(told(&sound(&document).slips(15)), [("1.0".to_owned(), code)], "{due}");
    }
}

#[test]
fn what_is_no_slip_is_not_found() {
    let mut document = clean(3);
    // Several agencies work on one node; members of a collective answer each for itself.
    for at in [0, 1, 2] {
        goal(&mut document, at, "do");
        document["obligations"][at]["nodes"] = json!(["9.1"]);
    }
    goal(&mut document, 3, "raise");
    goal(&mut document, 4, "raise");
    document["obligations"][3]["nodes"] = json!(["9.2"]);
    document["obligations"][4]["nodes"] = json!(["9.2"]);
    document["obligations"][4]["lead"] = json!(["xa"]);
    document["obligations"][4]["cooperating"] = json!([]);
    // Two figures of two bases, a hundred percent and a number of things.
    reach(&mut document, 5, "at_least");
    reach(&mut document, 10, "above");
    document["obligations"][10]["nodes"] = document["obligations"][5]["nodes"].clone();
    document["obligations"][10]["base"] = json!("đơn vị");
    assert_eq!(told(&sound(&document).slips(15)), []);
    // Without addressees nobody can be left out of them.
    document["addressees"] = json!([]);
    assert_eq!(told(&sound(&document).slips(15)), []);
}

#[test]
fn an_agency_left_out_is_told_once_with_all_its_paragraphs() {
    let mut document = clean(4);
    let stranger = json!({"id": "z", "name": {"vi": "Cơ quan Z", "en": "Agency Z"}});
    document["agencies"].as_array_mut().unwrap().push(stranger);
    for at in [7, 3] {
        document["obligations"][at]["cooperating"] = json!(["z"]);
    }
    let slips = sound(&document).slips(15);
    assert_eq!(told(&slips), [("1.3".to_owned(), "not_addressed")]);
    assert!(slips[0].message(Lang::En).contains("(1.3, 1.7)"), "{}", slips[0].message(Lang::En));
}
