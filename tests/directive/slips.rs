//! Each class of slip: found in a register that has just it, gone when it is mended.

use proptest::prelude::*;

use super::register::{AGENCIES, COUNT, clean};
use super::{FindingCode, Lang, Value, json, sound, told};

/// One slip put into a clean register, at an obligation, and how somebody would mend it there.
struct Slip {
    code: FindingCode,
    /// The obligation it is told at.
    told: fn(usize) -> usize,
    make: fn(&mut Value, usize),
    mend: fn(&mut Value, usize),
}

pub(crate) fn set(doc: &mut Value, at: usize, key: &str, value: Value) {
    doc["obligations"][at % COUNT][key] = value;
}

fn new_day(doc: &mut Value, at: usize) {
    set(doc, at, "due", json!("2023-11-30"));
}

fn here(at: usize) -> usize {
    at
}

/// The later of two obligations, the second so many places on.
fn later<const ON: usize>(at: usize) -> usize {
    at.max((at + ON) % COUNT)
}

const SLIPS: [Slip; 21] = [
    Slip {
        code: FindingCode::DueBeforePlan,
        told: here,
        make: |doc, at| {
            doc["obligations"][at]["parents"] = json!(["09/QĐ"]);
            doc["obligations"][at]["due"] = json!("2022-06-20");
        },
        mend: new_day,
    },
    // The plan it names, though other parents are older.
    Slip {
        code: FindingCode::DueBeforePlan,
        told: here,
        make: |doc, at| {
            doc["obligations"][at]["parents"] = json!(["54/TB", "09/QĐ"]);
            doc["obligations"][at]["due"] = json!("2023-03-29");
        },
        mend: new_day,
    },
    // It names none, and none of them was there yet.
    Slip {
        code: FindingCode::DueBeforePlan,
        told: here,
        make: |doc, at| {
            doc["obligations"][at].as_object_mut().unwrap().remove("parents");
            doc["obligations"][at]["due"] = json!("2023-01-12");
        },
        mend: new_day,
    },
    Slip {
        code: FindingCode::DueBeforeLetter,
        told: here,
        make: |doc, at| {
            doc["obligations"][at]["parents"] = json!(["09/QĐ"]);
            doc["obligations"][at]["due"] = json!("2023-06-07");
        },
        // On the day that leaves exactly the days asked for.
        mend: |doc, at| set(doc, at, "due", json!("2023-06-23")),
    },
    Slip {
        code: FindingCode::TooLittleTime,
        told: here,
        make: |doc, at| doc["obligations"][at]["due"] = json!("2023-06-22"),
        mend: new_day,
    },
    Slip {
        code: FindingCode::TooLittleTime,
        told: here,
        make: |doc, at| {
            doc["obligations"][at]["starts"] = json!("2023-11-16");
            doc["obligations"][at]["due"] = json!("2023-11-30");
        },
        mend: |doc, at| set(doc, at, "starts", json!("2023-11-15")),
    },
    Slip {
        code: FindingCode::NoLead,
        told: here,
        make: |doc, at| doc["obligations"][at]["lead"] = json!([]),
        // Whose node it is.
        mend: |doc, at| {
            set(doc, at, "lead", json!([AGENCIES[at % 5]]));
            set(doc, at, "cooperating", json!([]));
        },
    },
    Slip {
        code: FindingCode::SeveralLeads,
        told: here,
        make: |doc, at| {
            doc["obligations"][at]["cooperating"] = json!([]);
            doc["obligations"][at]["lead"] = json!([AGENCIES[at % 5], AGENCIES[(at + 1) % 5]]);
        },
        mend: |doc, at| set(doc, at, "lead", json!([AGENCIES[at % 5]])),
    },
    // Two paragraphs, one node, two leads; both want it raised.
    Slip {
        code: FindingCode::SeveralLeads,
        told: later::<1>,
        make: |doc, at| {
            goal(doc, at, "raise");
            goal(doc, (at + 1) % COUNT, "raise");
            doc["obligations"][(at + 1) % COUNT]["nodes"] = doc["obligations"][at]["nodes"].clone();
        },
        // The second leaves the goal to the first and works for it.
        mend: |doc, at| goal(doc, (at + 1) % COUNT, "do"),
    },
    // A lead alone, then the same beside another: one slip, where the other comes in.
    Slip {
        code: FindingCode::SeveralLeads,
        told: |at| (at + 5) % COUNT,
        make: |doc, at| {
            goal(doc, at, "raise");
            let other = (at + 5) % COUNT;
            goal(doc, other, "raise");
            set(doc, other, "nodes", doc["obligations"][at]["nodes"].clone());
            set(doc, other, "cooperating", json!([]));
            set(doc, other, "lead", json!([AGENCIES[at % 5], AGENCIES[(at + 1) % 5]]));
        },
        mend: |doc, at| set(doc, at + 5, "lead", json!([AGENCIES[at % 5]])),
    },
    // The same lead, two goals.
    Slip {
        code: FindingCode::ConflictingGoals,
        told: later::<5>,
        make: |doc, at| {
            goal(doc, at, "raise");
            goal(doc, (at + 5) % COUNT, "hold");
            doc["obligations"][(at + 5) % COUNT]["nodes"] = doc["obligations"][at]["nodes"].clone();
        },
        mend: |doc, at| set(doc, at + 5, "goal", json!("raise")),
    },
    // The same lead, the same base, two figures.
    Slip {
        code: FindingCode::ConflictingGoals,
        told: later::<5>,
        make: |doc, at| {
            reach(doc, at, "at_least");
            reach(doc, (at + 5) % COUNT, "above");
            meet(doc, at, at + 5);
            new_day(doc, at);
            new_day(doc, at + 5);
        },
        mend: |doc, at| set(doc, at + 5, "comparator", json!("at_least")),
    },
    // Less is asked later: no stage.
    Slip {
        code: FindingCode::ConflictingGoals,
        told: later::<5>,
        make: |doc, at| {
            reach(doc, at, "at_least");
            reach(doc, (at + 5) % COUNT, "at_least");
            meet(doc, at, at + 5);
            set(doc, at, "due", json!("2023-06-30"));
            new_day(doc, at + 5);
            set(doc, at + 5, "threshold", json!("79"));
        },
        // The later asks for more.
        mend: |doc, at| set(doc, at + 5, "threshold", json!("81")),
    },
    // The same base, though its English and the case of its letters differ.
    Slip {
        code: FindingCode::ConflictingGoals,
        told: later::<5>,
        make: |doc, at| {
            reach(doc, at, "at_least");
            reach(doc, (at + 5) % COUNT, "above");
            meet(doc, at, at + 5);
            set(doc, at, "base", json!({"vi": "hồ sơ", "en": "files"}));
            set(doc, at + 5, "base", json!({"vi": "H\u{1ed2} S\u{1a0}", "en": "dossiers"}));
            new_day(doc, at);
            new_day(doc, at + 5);
        },
        mend: |doc, at| set(doc, at + 5, "base", json!({"vi": "văn bản", "en": "files"})),
    },
    // The same noun, one of them decomposed.
    Slip {
        code: FindingCode::ConflictingGoals,
        told: later::<5>,
        make: |doc, at| {
            for (place, noun) in [(at, "sáng kiến"), (at + 5, "SA\u{301}NG KIE\u{302}\u{301}N")]
            {
                reach(doc, place % COUNT, "at_least");
                doc["obligations"][place % COUNT].as_object_mut().unwrap().remove("base");
                set(doc, place, "unit_of_measure", json!({"vi": noun, "en": format!("{place}")}));
                new_day(doc, place);
            }
            meet(doc, at, at + 5);
            set(doc, at + 5, "threshold", json!("3"));
        },
        mend: |doc, at| set(doc, at + 5, "threshold", json!("80")),
    },
    // Neither says of what: both lack a base, and nobody knows whether they conflict.
    Slip {
        code: FindingCode::TargetWithoutBase,
        told: |at| (at + 5) % COUNT,
        make: |doc, at| {
            reach(doc, at, "at_least");
            reach(doc, (at + 5) % COUNT, "above");
            meet(doc, at, at + 5);
            doc["obligations"][(at + 5) % COUNT].as_object_mut().unwrap().remove("base");
        },
        mend: |doc, at| set(doc, at + 5, "base", json!("văn bản")),
    },
    Slip {
        code: FindingCode::OwnCooperator,
        told: here,
        make: |doc, at| doc["obligations"][at]["cooperating"] = json!([AGENCIES[at % 5]]),
        mend: |doc, at| set(doc, at, "cooperating", json!([AGENCIES[(at + 1) % 5]])),
    },
    Slip {
        code: FindingCode::TargetWithoutBase,
        told: here,
        make: |doc, at| {
            reach(doc, at, "at_least");
            doc["obligations"][at].as_object_mut().unwrap().remove("base");
        },
        mend: |doc, at| set(doc, at, "base", json!("hồ sơ tiếp nhận")),
    },
    Slip {
        code: FindingCode::NotAddressed,
        told: here,
        make: |doc, at| {
            let stranger = json!({"id": "mat-tran", "name": {"vi": "Mặt trận", "en": "Front"}});
            doc["agencies"].as_array_mut().unwrap().push(stranger);
            doc["obligations"][at]["lead"] = json!(["mat-tran"]);
        },
        mend: |doc, _| doc["addressees"].as_array_mut().unwrap().push(json!("mat-tran")),
    },
    // The last of the addressees is left out of those it is sent to.
    Slip {
        code: FindingCode::AddresseeWithoutCopy,
        told: here,
        make: |doc, _| {
            let mut copies = doc["addressees"].clone();
            copies.as_array_mut().unwrap().retain(|id| id != "xa");
            doc["copies"] = copies;
        },
        mend: |doc, _| doc["copies"].as_array_mut().unwrap().push(json!("xa")),
    },
    // All fields of the framework but one are somebody's.
    Slip {
        code: FindingCode::FieldUnassigned,
        told: here,
        make: |doc, at| {
            doc["framework"] = json!("hon-quan-2023");
            goal(doc, at, "raise");
            let field = format!("{}", at % 8 + 1);
            let mut given = fields();
            given.as_array_mut().unwrap().retain(|code| *code != field);
            set(doc, at, "nodes", given);
        },
        mend: |doc, at| set(doc, at, "nodes", fields()),
    },
];

/// The fields of the embedded framework.
fn fields() -> Value {
    (1..=8).map(|field| field.to_string()).collect()
}

/// Gives a second obligation the node of a first.
pub(crate) fn meet(doc: &mut Value, first: usize, second: usize) {
    set(doc, second, "nodes", doc["obligations"][first % COUNT]["nodes"].clone());
}

/// A goal without a figure, on the obligation's own node.
pub(crate) fn goal(doc: &mut Value, at: usize, goal: &str) {
    let one = doc["obligations"][at].as_object_mut().unwrap();
    for key in ["comparator", "threshold", "unit_of_measure", "base"] {
        one.remove(key);
    }
    let own = one["nodes"][0].clone();
    one.insert("nodes".to_owned(), json!([own]));
    one.insert("goal".to_owned(), json!(goal));
}

pub(crate) fn reach(doc: &mut Value, at: usize, comparator: &str) {
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
        (slip.make)(&mut document, at);
        let slips = sound(&document).slips(15);
        prop_assert_eq!(slips.len(), 1, "{:?}", told(&slips));
        prop_assert_eq!(slips[0].code(), slip.code);
        // Whoever gets no copy is of no paragraph, and so is what no paragraph gives.
        let paragraph = document["obligations"][(slip.told)(at)]["paragraph"].as_str();
        let none = [FindingCode::AddresseeWithoutCopy, FindingCode::FieldUnassigned];
        let paragraph = paragraph.filter(|_| !none.contains(&slip.code));
        prop_assert_eq!(slips[0].place().node.as_deref(), paragraph);
        for lang in [Lang::En, Lang::Vi] {
            prop_assert!(!slips[0].text(lang).contains('{'), "{}", slips[0].text(lang));
        }
        (slip.mend)(&mut document, at);
        prop_assert_eq!(told(&sound(&document).slips(15)), vec![]);
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
