//! What each rule says where several paragraphs, agencies and days meet.

use super::register::{COUNT, clean};
use super::slips::{goal, meet, reach, set};
use super::{FindingCode, Lang, json, sound, told};

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

#[test]
fn agencies_that_answer_together_are_told_once_and_others_besides() {
    let slips = |leads: &[&[&str]]| {
        let mut document = clean(6);
        for (n, leads) in leads.iter().enumerate() {
            let at = 5 * n;
            goal(&mut document, at, "raise");
            document["obligations"][at]["lead"] = json!(leads);
            document["obligations"][at]["cooperating"] = json!([]);
            meet(&mut document, 0, at);
        }
        sound(&document).slips(15)
    };
    let leads = |leads: &[&[&str]]| {
        let told = told(&slips(leads));
        told.into_iter().map(|(paragraph, _)| paragraph).collect::<Vec<_>>()
    };
    assert_eq!(leads(&[&["a"], &["a"]]), [""; 0]);
    assert_eq!(leads(&[&["a"], &["a", "b"]]), ["1.5"]);
    assert_eq!(leads(&[&["a", "b"], &["b"]]), ["1.0"]);
    assert_eq!(leads(&[&["a"], &["b"]]), ["1.5"]);
    // Whoever is chosen of the two, the node has another lead above: two slips.
    assert_eq!(leads(&[&["a"], &["b", "c"]]), ["1.5", "1.5"]);
    // A collective is no lead beside another.
    assert_eq!(leads(&[&["xa"], &["a", "b"]]), ["1.5"]);
    assert_eq!(leads(&[&["xa"], &["a"]]), [""; 0]);
    // Where every two share a lead, each paragraph is told and the node is not told again.
    assert_eq!(leads(&[&["a", "b"], &["b", "c"], &["a", "c"]]), ["1.0", "1.5", "2.10"]);
    // One shares with both, the others have nothing in common: the slip is at the last.
    assert_eq!(leads(&[&["a"], &["a", "b"], &["b"]]), ["1.5", "2.10"]);
    let apart = slips(&[&["a"], &["a", "b"], &["b"]]);
    assert!(apart[1].message(Lang::En).contains("Desk a (1.0), Desk b (2.10)"), "{apart:?}");
    // Three alone: one slip that names them all.
    let three = slips(&[&["a"], &["b"], &["c"]]);
    let named = "Desk a (1.0), Desk b (1.5), Desk c (2.10)";
    assert!(three.len() == 1 && three[0].message(Lang::En).contains(named), "{three:?}");
}

#[test]
fn a_collective_is_addressed_when_all_its_members_are() {
    let mut document = clean(11);
    let agencies = document["agencies"].as_array_mut().unwrap();
    for (id, whole) in [("x1", "xa"), ("x2", "xa"), ("x3", "x2")] {
        let name = json!({"vi": format!("Xã {id}"), "en": format!("Commune {id}")});
        agencies.push(json!({"id": id, "name": name, "part_of": whole}));
    }
    document["obligations"][3]["cooperating"] = json!(["xa"]);
    document["obligations"][4]["cooperating"] = json!(["x3"]);
    let others = ["a", "b", "c", "d"];
    for (members, found) in [
        (&["xa"][..], &[][..]),
        (&["x1", "x2"], &[]),
        // A part of a member is no member.
        (&["x1", "x3"], &["1.3"]),
        (&["x1"], &["1.3", "1.4"]),
        (&[], &["1.3", "1.4"]),
    ] {
        document["addressees"] = json!([&others, members].concat());
        // Whoever else works with the collective or its members is told of nothing more.
        for at in (0..COUNT).filter(|at| ![3, 4].contains(at)) {
            document["obligations"][at]["cooperating"] = json!([]);
        }
        let told = told(&sound(&document).slips(15));
        let paragraphs: Vec<&str> = told.iter().map(|(paragraph, _)| paragraph.as_str()).collect();
        assert_eq!(paragraphs, found, "{members:?}");
        assert!(told.iter().all(|(_, code)| *code == "not_addressed"));
    }
    // The same of those it is sent to.
    document["addressees"] = json!([&others[..], &["xa"]].concat());
    for (copies, found) in [(&["x1", "x2"][..], 0), (&["x1"], 1)] {
        document["copies"] = json!([&others, copies].concat());
        let told = told(&sound(&document).slips(15));
        assert_eq!(told.len(), found, "{told:?}");
        assert!(told.iter().all(|(_, code)| *code == "addressee_without_copy"));
    }
    // One member named of a collective does not stand for the others; what is no collective is not
    // addressed through its parts.
    document["addressees"] = json!([&others[..], &["x1", "x2"]].concat());
    document.as_object_mut().unwrap().remove("copies");
    assert_eq!(sound(&document).slips(15), []);
    let place = document["agencies"].as_array().unwrap().iter().position(|one| one["id"] == "x2");
    document["agencies"][place.unwrap()].as_object_mut().unwrap().remove("part_of");
    assert_eq!(told(&sound(&document).slips(15)), [("1.3".to_owned(), "not_addressed")]);
    document["agencies"][place.unwrap()]["part_of"] = json!("xa");
    document["agencies"][5]["collective"] = json!(false);
    assert_eq!(told(&sound(&document).slips(15)), [("1.3".to_owned(), "not_addressed")]);
}

#[test]
fn goals_that_conflict_are_named_where_their_figures_are_one() {
    let mut document = clean(12);
    for (at, wanted) in [(0, "raise"), (5, "hold")] {
        reach(&mut document, at, "at_least");
        document["obligations"][at]["goal"] = json!(wanted);
    }
    meet(&mut document, 0, 5);
    let slips = sound(&document).slips(15);
    assert_eq!(told(&slips), [("1.5".to_owned(), "conflicting_goals")]);
    let (english, said) = (slips[0].message(Lang::En), slips[0].message(Lang::Vi));
    assert!(english.contains("gain ranks ≥ 80 % (1.0), keep up ≥ 80 % (1.5)"), "{english}");
    assert!(said.contains("tăng thứ hạng ≥ 80% (1.0)"), "{said}");
}

/// Every paragraph that contradicts another is told, with all those it contradicts.
#[test]
fn no_conflict_hides_another() {
    let slips = |wants: &[(&str, &str, &str)]| {
        let mut document = clean(13);
        for (n, (wanted, threshold, base)) in wants.iter().enumerate() {
            let at = 5 * n;
            if threshold.is_empty() {
                goal(&mut document, at, wanted);
            } else {
                reach(&mut document, at, "at_least");
                set(&mut document, at, "goal", json!(wanted));
                set(&mut document, at, "threshold", json!(threshold));
                set(&mut document, at, "base", json!(base));
            }
            document["obligations"][at].as_object_mut().unwrap().remove("due");
            meet(&mut document, 0, at);
        }
        let slips = sound(&document).slips(15);
        let told = |slip: &par_index::Finding| {
            let message = slip.message(Lang::En);
            let paragraphs: Vec<&str> = ["(1.0)", "(1.5)", "(2.10)", "(2.15)"]
                .into_iter()
                .filter(|paragraph| message.contains(paragraph))
                .collect();
            assert_eq!(slip.code(), FindingCode::ConflictingGoals);
            paragraphs.join("")
        };
        slips.iter().map(told).collect::<Vec<String>>()
    };
    let (hold, raise) = (("hold", "70", "hồ sơ"), ("raise", "", ""));
    assert_eq!(
        slips(&[raise, ("reach", "80", "hồ sơ"), hold]),
        ["(1.0)(1.5)(2.10)"] // it holds what the first raises, and asks for less than the second
    );
    let reach = |figure: &'static str| ("reach", figure, "hồ sơ");
    assert_eq!(slips(&[reach("51"), reach("52"), reach("53")]), ["(1.0)(1.5)", "(1.0)(1.5)(2.10)"]);
    assert_eq!(slips(&[reach("51"), reach("52"), reach("51"), reach("52")]).len(), 3);
    // Bases are one however their tone marks and blanks are typed, and no other word is.
    let base = |base: &'static str, figure: &'static str| ("reach", figure, base);
    assert_eq!(slips(&[base("vụ hoà giải", "50"), base("Vụ  hòa giải ", "60")]), ["(1.0)(1.5)"]);
    assert_eq!(slips(&[base("vụ hoà giải", "50"), base("vụ hóa giải", "60")]), [""; 0]);
}

/// A paragraph that holds two nodes, each raised by another, is told once.
#[test]
fn a_paragraph_is_told_once_whatever_it_contradicts() {
    let mut document = clean(16);
    for (at, wanted) in [(0, "raise"), (5, "raise"), (10, "hold")] {
        goal(&mut document, at, wanted);
        document["obligations"][at].as_object_mut().unwrap().remove("due");
    }
    let nodes = [0, 5].map(|at| document["obligations"][at]["nodes"][0].clone());
    set(&mut document, 10, "nodes", json!(nodes));
    let slips = sound(&document).slips(15);
    assert_eq!(told(&slips), [("2.10".to_owned(), "conflicting_goals")]);
    let message = slips[0].message(Lang::En);
    let goals = "1.1, 1.2: gain ranks (1.0), gain ranks (1.5), keep up (2.10)";
    assert!(message.contains(goals), "{message}");
    // Of very many the first eight are named.
    for at in (0..COUNT).filter(|at| at % 5 == 0) {
        goal(&mut document, at, if at == 35 { "hold" } else { "raise" });
        document["obligations"][at].as_object_mut().unwrap().remove("due");
        set(&mut document, at, "nodes", json!([nodes[0]]));
    }
    for at in [1, 6] {
        goal(&mut document, at, "raise");
        set(&mut document, at, "lead", json!(["a"]));
        set(&mut document, at, "cooperating", json!([]));
        set(&mut document, at, "nodes", json!([nodes[0]]));
        document["obligations"][at].as_object_mut().unwrap().remove("due");
    }
    let slips = sound(&document).slips(15);
    assert_eq!(told(&slips), [("4.35".to_owned(), "conflicting_goals")]);
    assert_eq!(slips[0].message(Lang::En).matches("gain ranks (").count(), 8);
}

#[test]
fn numbers_of_different_things_do_not_conflict() {
    let slips = |nouns: [&str; 2]| {
        let mut document = clean(14);
        for (n, noun) in nouns.into_iter().enumerate() {
            let at = 5 * n;
            reach(&mut document, at, "at_least");
            document["obligations"][at].as_object_mut().unwrap().remove("base");
            set(&mut document, at, "unit_of_measure", json!(noun));
            set(&mut document, at, "threshold", json!(3 + n));
            document["obligations"][at].as_object_mut().unwrap().remove("due");
            meet(&mut document, 0, at);
        }
        told(&sound(&document).slips(15)).len()
    };
    assert_eq!(slips(["sáng kiến", "cuộc kiểm tra"]), 0);
    assert_eq!(slips(["sáng kiến", "Sáng kiến"]), 1);
}

#[test]
fn too_little_time_is_counted_from_the_later_day() {
    let mut document = clean(15);
    set(&mut document, 0, "starts", json!("2023-11-20"));
    set(&mut document, 0, "due", json!("2023-11-30"));
    let slips = sound(&document).slips(15);
    assert_eq!(slips[0].message(Lang::En), "from 2023-11-20 to 2023-11-30 there are only 10 days");
    set(&mut document, 0, "starts", json!("2023-06-01"));
    set(&mut document, 0, "due", json!("2023-06-20"));
    let slips = sound(&document).slips(15);
    assert_eq!(slips[0].message(Lang::En), "from 2023-06-08 to 2023-06-20 there are only 12 days");
}

#[test]
fn stages_are_no_conflict() {
    let stages = |days: [&str; 2], thresholds: [&str; 2], comparators: [&str; 2]| {
        let mut document = clean(7);
        for (n, at) in [0, 5].into_iter().enumerate() {
            reach(&mut document, at, comparators[n]);
            document["obligations"][at]["threshold"] = json!(thresholds[n]);
            let one = document["obligations"][at].as_object_mut().unwrap();
            one.remove("due");
            if !days[n].is_empty() {
                one.insert("due".to_owned(), json!(days[n]));
            }
        }
        meet(&mut document, 0, 5);
        sound(&document).slips(15).len()
    };
    let (early, late, least, above) = ("2023-07-01", "2023-07-02", "at_least", "above");
    assert_eq!(stages([early, late], ["50", "80"], [least, least]), 0);
    assert_eq!(stages([late, early], ["80", "50"], [least, least]), 0);
    assert_eq!(stages([early, late], ["80", "80"], [least, above]), 0);
    assert_eq!(stages([early, late], ["80", "50"], [least, least]), 1);
    assert_eq!(stages([early, late], ["80", "80"], [above, least]), 1);
    assert_eq!(stages([early, early], ["50", "80"], [least, least]), 1);
    assert_eq!(stages(["", late], ["50", "80"], [least, least]), 1);
}

#[test]
fn a_plan_after_the_letter_is_not_said_to_be_before_it() {
    let mut document = clean(8);
    let plan = json!({"document": "8/KH", "issued": "2023-09-01"});
    document["parents"].as_array_mut().unwrap().push(plan);
    document["obligations"][0]["parents"] = json!(["8/KH"]);
    document["obligations"][0]["due"] = json!("2023-08-01");
    let slips = sound(&document).slips(15);
    assert_eq!(told(&slips), [("1.0".to_owned(), "due_before_plan")]);
    let (message, expected) = (slips[0].message(Lang::En), slips[0].expected(Lang::En));
    assert!(message.contains("2023-09-01") && !message.contains("2023-06-08"), "{message}");
    assert_eq!(expected, "a day after 2023-09-01");
    document["parents"][3]["issued"] = json!("2023-03-01");
    document["obligations"][0]["due"] = json!("2023-02-01");
    assert_eq!(sound(&document).slips(15)[0].expected(Lang::En), "a day after 2023-06-08");
}

#[test]
fn an_agency_left_out_is_pointed_at_where_it_stands() {
    for (key, pointer) in
        [("lead", "/obligations/3/lead"), ("cooperating", "/obligations/3/cooperating")]
    {
        let mut document = clean(9);
        let stranger = json!({"id": "z", "name": {"vi": "Cơ quan Z", "en": "Agency Z"}});
        document["agencies"].as_array_mut().unwrap().push(stranger);
        document["obligations"][3][key] = json!(["z"]);
        let slips = sound(&document).slips(15);
        assert_eq!(slips[0].place().pointer.as_deref(), Some(pointer));
    }
}

#[test]
fn a_letter_is_sent_to_whom_it_is_addressed() {
    let mut document = clean(10);
    let part = json!({"id": "z", "name": {"vi": "Cơ quan Z", "en": "Agency Z"}, "part_of": "a"});
    document["agencies"].as_array_mut().unwrap().push(part);
    document["addressees"] = json!(["z", "a", "b", "c", "d", "xa"]);
    // Without a list nothing is said; with one a part is reached by its whole.
    assert_eq!(told(&sound(&document).slips(15)), []);
    document["copies"] = json!(["a", "b", "c", "d", "xa"]);
    assert_eq!(told(&sound(&document).slips(15)), []);
    document["copies"] = json!(["z", "b", "c", "d", "xa"]);
    let slips = sound(&document).slips(15);
    assert_eq!(told(&slips), [(String::new(), "addressee_without_copy")]);
    assert_eq!(slips[0].place().pointer.as_deref(), Some("/addressees/1"));
    // Who acts and only gets a copy is told so.
    let stranger = json!({"id": "y", "name": {"vi": "Cơ quan Y", "en": "Agency Y"}});
    document["agencies"].as_array_mut().unwrap().push(stranger);
    document["obligations"][3]["cooperating"] = json!(["y"]);
    for (copies, only) in
        [(json!(["a", "b", "c", "d", "xa"]), false), (json!(["a", "b", "c", "d", "xa", "y"]), true)]
    {
        document["copies"] = copies;
        let slips = sound(&document).slips(15);
        assert_eq!(told(&slips), [("1.3".to_owned(), "not_addressed")]);
        assert_eq!(slips[0].message(Lang::En).contains("only gets a copy"), only);
        assert_eq!(slips[0].message(Lang::Vi).contains("Nơi nhận"), only);
    }
}

#[test]
fn a_field_nobody_is_given_is_told_once() {
    let letter = |change: &dyn Fn(&mut super::Value)| {
        let mut document: super::Value =
            serde_json::from_str(&super::directive("hon-quan-2023").unwrap().to_json()).unwrap();
        change(&mut document);
        let slips = sound(&document).slips(15);
        let fields = slips.into_iter().filter(|one| one.code() == FindingCode::FieldUnassigned);
        fields.map(|one| (one.found_text().unwrap().to_owned(), one.text(Lang::En))).collect()
    };
    let found: Vec<(String, String)> = letter(&|_| {});
    let [(field, text)] = &found[..] else { panic!("{found:?}") };
    assert_eq!(field, "8");
    assert!(
        text.starts_with(
            "note [field_unassigned] /obligations: the letter gives 8 Impact to nobody"
        ),
        "{text}"
    );
    // Targets are set for two of its parts, and the third is to gain a rank: none of that is the field.
    assert!(text.contains("8.2 (1.6b), 8.3 (1.6c), 8.1 (2.1a)"), "{text}");
    let none: Vec<(String, String)> = Vec::new();
    let of = |document: &mut super::Value, paragraph: &str| -> usize {
        let all = document["obligations"].as_array().unwrap();
        all.iter().position(|one| one["paragraph"] == paragraph).unwrap()
    };
    // Somebody keeps it up.
    let given = letter(&|document: &mut super::Value| {
        let at = of(document, "2.3");
        document["obligations"][at]["nodes"] = json!(["2", "8"]);
    });
    assert_eq!(given, none);
    // Work on it is not the field, and a paragraph without a lead is told by itself.
    let worked = letter(&|document: &mut super::Value| {
        let at = of(document, "2.1e");
        document["obligations"][at]["nodes"] = json!(["3", "8"]);
    });
    assert_eq!(worked.len(), 1);
    let ownerless = letter(&|document: &mut super::Value| {
        let at = of(document, "2.3");
        document["obligations"][at]["nodes"] = json!(["2", "8"]);
        document["obligations"][at]["lead"] = json!([]);
    });
    assert_eq!(ownerless, none);
    // Two fields, two notes; a letter that gives out no field, or speaks of no known framework, none.
    let two = letter(&|document: &mut super::Value| {
        let at = of(document, "2.3");
        document["obligations"][at]["nodes"] = json!(["2.1"]);
    });
    assert_eq!(two.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["2", "8"]);
    let whole = |document: &mut super::Value| {
        for one in document["obligations"].as_array_mut().unwrap() {
            let nodes = one.get_mut("nodes").and_then(super::Value::as_array_mut);
            let Some(nodes) = nodes else { continue };
            nodes.retain(|code| code.as_str().unwrap().len() > 1);
            one.as_object_mut().unwrap().remove("reconstructed");
        }
    };
    assert_eq!(letter(&whole), none);
    assert_eq!(
        letter(&|document: &mut super::Value| document["framework"] = json!("elsewhere-2023")),
        none
    );
}
