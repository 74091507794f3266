//! Wrong names, numbers and limits: one answer to each, an error whose sentence says what was meant.

use par_index::analysis::{
    By, cut_findings, cuts, field_standings, lost_by, rank_at, strengths, versus, weak_by_lead,
};
use par_index::call::Door;
use par_index::remediation::{forecast, frontier};
use par_index::spec::AssessmentSpec;
use par_index::{
    Basis, Cohort, Efforts, Error, Goal, Lang, Order, Percent, Step, framework, plan, points, read,
    sample, score_all, weak, what_if,
};

fn communes() -> Result<Cohort, Error> {
    let fw = framework("hon-quan-2023")?;
    Ok(score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final))
}

#[test]
fn a_unit_is_found_by_id_or_name_and_questions_hang_on_it() -> Result<(), Error> {
    let all = communes()?;
    let unit = all.unit("xã mẫu 01")?;
    assert_eq!(unit.id(), "sample-commune-01");
    for spelled in ["sample-commune-01", "XÃ MẪU 01", "  xã mẫu  01"] {
        assert_eq!(all.unit(spelled)?.id(), unit.id(), "{spelled}");
    }
    assert_eq!(unit.standing().rank, Some(7));
    let weakest = unit.weak(Order::PointsLost);
    assert_eq!(weakest.len(), weak(&all, unit.id(), Order::PointsLost).len());
    assert_eq!(unit.ledger().total().total(), unit.card().total().lost());
    assert_eq!(unit.versus("Xã mẫu 02")?.other.id, "sample-commune-02");
    assert!(!unit.strengths().is_empty() && unit.fields().len() > 8);
    assert_eq!(unit.grade().label, unit.standing().grade.label);
    let after = unit.what_if(&[weakest[1].best()])?;
    assert_eq!(after.rows.len(), 1);
    assert!(unit.plan(Goal::Rank(3), &Efforts::default())?.reached);
    assert!(!unit.frontier(&Efforts::default())?.points.is_empty());
    assert_eq!(
        unit.forecast("2024-01-12".parse().expect("a day"), None).unit.expect("it").id,
        unit.id()
    );
    assert_eq!(all.units().count(), 13);
    Ok(())
}

#[test]
fn what_nobody_bears_is_one_error_everywhere() -> Result<(), Error> {
    let all = communes()?;
    let fw = all.framework();
    let unit = all.unit("sample-commune-01")?;
    let errors = [
        all.unit("sample-comune-02").unwrap_err(),
        unit.versus("sample-comune-02").unwrap_err(),
        fw.find_node("1.33").unwrap_err(),
        fw.find_agency("noi-vuu").unwrap_err(),
        unit.what_if(&[Step::new("1.33".parse().expect("a code"), points!(1))]).unwrap_err(),
        unit.plan(Goal::Node("1.33".to_owned(), Percent::HUNDRED), &Efforts::default())
            .unwrap_err(),
    ];
    for error in &errors {
        assert!(error.is_usage() && !error.is_refused(), "{error}");
        assert!(error.to_string().contains("perhaps “"), "{error}");
        assert!(error.text(Lang::Vi).contains("có thể là “"), "{}", error.text(Lang::Vi));
        assert_eq!(error.findings().len(), 1);
    }
    // Ids and names lead to the same agency.
    let agency = fw.find_agency("noi-vu")?;
    assert_eq!(fw.find_agency(&agency.name().vi)?.id(), "noi-vu");
    let node = fw.find_node("1.3")?;
    assert_eq!(fw.find_node(&node.name().vi.to_uppercase())?.code(), node.code());
    Ok(())
}

#[test]
fn limits_are_errors_of_the_library() -> Result<(), Error> {
    let all = communes()?;
    let unit = all.unit("sample-commune-01")?;
    let none = Efforts::default();
    assert!(unit.plan(Goal::Rank(0), &none).unwrap_err().is_usage());
    assert!(unit.plan(Goal::Grade("Good enough".to_owned()), &none).unwrap_err().is_usage());
    assert!(
        unit.what_if(&[Step::new("1.3".parse().expect("a code"), points!(99))])
            .unwrap_err()
            .is_usage()
    );
    let wide = Percent::whole(1000);
    assert!(all.clone().weak_below(wide).unwrap_err().is_usage());
    assert!(all.clone().weak_below(Percent::ZERO.minus(Percent::whole(1))).unwrap_err().is_usage());
    assert!(all.clone().weak_below(Percent::HUNDRED).is_ok());
    let variation = par_index::analysis::Variation {
        vary: par_index::analysis::Vary::Weights,
        amount: wide,
        replicates: 10,
        seed: 1,
    };
    assert!(par_index::analysis::robustness(&all, &variation).unwrap_err().is_usage());
    // Ratios, ranks and nodes that no unit can reach are wrong calls, not plans.
    let below = Percent::ZERO.minus(Percent::whole(1));
    for goal in [
        Goal::Target(wide),
        Goal::Target(below),
        Goal::Node("1".to_owned(), wide),
        Goal::Node("total".to_owned(), below),
        Goal::Rank(99),
        Goal::Rank(13),
    ] {
        let refused = unit.plan(goal.clone(), &none).unwrap_err();
        assert!(refused.is_usage(), "{goal:?}");
        assert_eq!(refused.findings()[0].code().as_str(), "out_of_range", "{goal:?}");
        let found = plan(&all, unit.id(), goal, &none);
        assert!(!found.reached && found.steps.before.is_none());
        assert_eq!(found.findings[0].code().as_str(), "out_of_range");
    }
    let ranked = par_index::rank(&all).ranked();
    assert!(unit.plan(Goal::Rank(ranked), &none)?.reached);
    assert!(unit.plan(Goal::Rank(ranked + 1), &none).is_err());
    let whole = unit.plan(Goal::Target(Percent::HUNDRED), &none)?;
    assert!(!whole.reached && whole.unreachable_by.is_some(), "the survey is not for papers");
    Ok(())
}

#[test]
fn a_name_means_the_same_in_every_question() -> Result<(), Error> {
    let all = communes()?;
    let (id, name) = ("sample-commune-01", "  XÃ MẪU 01");
    let same = |one: &dyn std::fmt::Debug, two: &dyn std::fmt::Debug| {
        assert_eq!(format!("{one:?}"), format!("{two:?}"));
    };
    let efforts = Efforts::default();
    let step = [Step::new("1.3".parse().expect("a code"), points!(2))];
    let order = Order::PointsLost;
    same(&weak(&all, id, order), &weak(&all, name, order));
    same(&strengths(&all, id), &strengths(&all, name));
    same(&what_if(&all, id, &step), &what_if(&all, name, &step));
    same(&plan(&all, id, Goal::Rank(3), &efforts), &plan(&all, name, Goal::Rank(3), &efforts));
    same(&frontier(&all, id, &efforts), &frontier(&all, name, &efforts));
    let day = "2024-01-12".parse().expect("a day");
    same(&forecast(&all, id, day, None), &forecast(&all, name, day, None));
    for by in [By::Node, By::Lead, By::Unit, By::Year] {
        same(&lost_by(&all, Some(id), by)?, &lost_by(&all, Some(name), by)?);
        same(&all.unit(id)?.lost_by(by), &lost_by(&all, Some(name), by)?);
        same(&cuts(&all, Some(id), by)?, &all.unit(name)?.cuts(by));
    }
    same(&weak_by_lead(&all, Some(id))?, &all.unit(name)?.weak_by_lead());
    same(&field_standings(&all, id)?, &field_standings(&all, name)?);
    same(&versus(&all, id, "Xã mẫu 02")?, &versus(&all, name, "sample-commune-02")?);
    // A node too goes by code or name, and results name the code.
    let node = all.framework().find_node("1.3")?.name().vi.to_uppercase();
    let named = plan(&all, id, Goal::Node(node.clone(), Percent::whole(50)), &efforts);
    assert!(
        named.findings.is_empty() && matches!(&named.goal, Goal::Node(code, _) if code == "1.3")
    );
    same(&rank_at(&all, "1.3"), &rank_at(&all, &node));
    let card = all.unit(id)?.card();
    assert_eq!(card.explain(&node, Lang::Vi)?, card.explain("1.3", Lang::Vi)?);
    assert!(!card.explain("bonus", Lang::En)?.is_empty());
    Ok(())
}

#[test]
fn who_is_unknown_is_never_zeros_or_nothing() -> Result<(), Error> {
    let all = communes()?;
    let wrong = "sample-comune-02";
    let errors = [
        lost_by(&all, Some(wrong), By::Lead).unwrap_err(),
        cuts(&all, Some(wrong), By::Node).unwrap_err(),
        cut_findings(&all, Some(wrong)).unwrap_err(),
        weak_by_lead(&all, Some(wrong)).unwrap_err(),
        field_standings(&all, wrong).unwrap_err(),
        versus(&all, wrong, "sample-commune-01").unwrap_err(),
        versus(&all, "sample-commune-01", wrong).unwrap_err(),
        all.cards()[0].explain("1.33", Lang::En).unwrap_err(),
    ];
    for error in &errors {
        assert!(error.is_usage() && error.to_string().contains("perhaps “"), "{error}");
    }
    for found in [
        &weak(&all, wrong, Order::PointsLost).findings()[0],
        &strengths(&all, wrong).findings()[0],
        &what_if(&all, wrong, &[]).findings[0],
        &plan(&all, wrong, Goal::Rank(3), &Efforts::default()).findings[0],
        &rank_at(&all, "1.33").findings()[0],
    ] {
        assert!(found.is_error() && found.expected(Lang::En).contains("perhaps “"), "{found}");
    }
    // Where no name is near there is nothing to suggest, and it is an error all the same.
    assert!(all.cards()[0].explain("9.9", Lang::En).unwrap_err().is_usage());
    Ok(())
}

#[test]
fn a_part_of_a_name_is_suggested() -> Result<(), Error> {
    let fw = framework("hon-quan-2023")?;
    let sheets = [("p-1", "Phường Cát Lái"), ("p-2", "Phường Thủ Thiêm")]
        .map(|(id, name)| AssessmentSpec::new(fw.id(), 2023, id).named(name).appraised("1.3", 1));
    let input = read(&fw, serde_json::to_string(&sheets).expect("JSON"));
    let all = score_all(&fw, &input.assessments, Basis::Final);
    for (asked, near) in [
        ("cát lái", "Phường Cát Lái"),
        ("cat lai", "Phường Cát Lái"),
        ("Thiêm", "Phường Thủ Thiêm"),
    ] {
        let said = all.unit(asked).unwrap_err().to_string();
        assert!(said.contains(&format!("perhaps “{near}”")), "{said}");
    }
    assert_eq!(all.unit("phường cát lái")?.id(), "p-1");
    let said = fw.find_agency("nội vu").unwrap_err().to_string();
    assert!(said.contains("perhaps “"), "{said}");
    Ok(())
}

#[test]
fn the_door_speaks_of_numbers_and_texts_not_of_types() {
    for (flag, value) in
        [("rank", "\"first\""), ("target", "[1]"), ("rank", "-1"), ("frontier", "3")]
    {
        let request = format!(
            r#"{{"call": "plan", "framework": "hon-quan-2023", "inputs": [], "unit": "a", "{flag}": {value}}}"#
        );
        for lang in ["en", "vi"] {
            let request = request.replacen('{', &format!(r#"{{"lang": "{lang}", "#), 1);
            let reply = par_index::call(&request);
            for word in ["usize", "u64", "i64", "struct", "sequence", "boolean"] {
                assert!(!reply.contains(word), "{flag}={value}: {reply}");
            }
        }
    }
}

#[test]
fn a_main_that_returns_an_error_prints_a_sentence() {
    let error = framework("hon-quan").unwrap_err();
    assert_eq!(format!("{error:?}"), error.to_string());
    assert!(error.to_string().contains("hon-quan-2023"), "{error}");
}

/// A service that holds a dossier: what it is asked it answers, and what cannot be asked is refused by a
/// sentence, never by rows.
#[test]
fn a_service_over_a_held_dossier_answers_or_says_why_not() -> Result<(), Error> {
    let dossier = format!(
        r#"{{"index": [{{"framework": "hon-quan-2023", "inputs": {}}}], "basis": "final"}}"#,
        sample("communes-2023")?
    );
    let door = Door::open(&dossier)?;
    let ask = |asked: &str| -> serde_json::Value {
        serde_json::from_str(&door.call(asked)).expect("a reply is JSON")
    };
    for asked in [
        r#"{"call": "rank"}"#,
        r#"{"call": "score", "unit": "Xã mẫu 01"}"#,
        r#"{"call": "weak", "unit": "sample-commune-01"}"#,
        r#"{"call": "plan", "unit": "sample-commune-01", "rank": 3}"#,
        r#"{"call": "versus", "unit": "sample-commune-01", "other": "Xã mẫu 02"}"#,
    ] {
        let reply = ask(asked);
        assert!(!reply["rows"].as_array().expect("rows").is_empty(), "{asked}: {reply}");
    }
    for (asked, said) in [
        ("", "line 1"),
        ("[]", "expected an object { }, found a list [ ]"),
        ("{}", "names no call"),
        (r#"{"call": 5}"#, "expected a text in quotes, found a whole number “5”"),
        (r#"{"call": "what_if"}"#, "perhaps “what-if”"),
        (r#"{"call": "weak", "unit": "nobody"}"#, "there is no unit “nobody”"),
        (r#"{"call": "weak", "unit": 5}"#, "expected a text in quotes"),
        (r#"{"call": "weak", "limit": 3}"#, "weak takes no limit"),
        (r#"{"call": "rank", "call": "weak"}"#, "“call” stands twice"),
        (r#"{"call": "rank", "period": "2099"}"#, "nothing of 2099"),
        (r#"{"call": "rank", "period": "soon"}"#, "expected a period such as"),
        (r#"{"call": "rank", "basis": "finl"}"#, "final"),
        (r#"{"call": "rank", "by_group": "yes"}"#, "expected true or false"),
        (r#"{"call": "weak", "order": "best"}"#, "order"),
        (r#"{"call": "plan", "unit": "Xã mẫu 01", "rank": 99}"#, "99 is outside 1 to 11"),
    ] {
        let reply = ask(asked);
        assert!(reply["kind"] == "error" && reply.get("rows").is_none(), "{asked}: {reply}");
        let told = reply.to_string();
        assert!(told.contains(said), "{asked}: {told}");
    }
    for (dossier, codes) in [
        (r#"{"index": [{}]}"#, &["missing_key"][..]),
        (r#"{"index": 5, "x": 1}"#, &["bad_json", "unknown_key"]),
    ] {
        let refused = Door::open(dossier).expect_err("no dossier");
        let told: Vec<&str> = refused.findings().iter().map(|one| one.code().as_str()).collect();
        assert!(refused.is_refused() && told == codes, "{refused}");
    }
    Ok(())
}
