//! Results that are kept: written as JSON or CBOR, read back exactly, refused where they were changed.

use std::fmt::Debug;

use par_index::analysis::{
    Ledger, Robustness, Variation, Vary, Versus, changes, rank_at, robustness,
};
use par_index::{
    Assessment, Basis, Cohort, Efforts, Error, Finding, Framework, Goal, Lang, Order, Plan,
    PointSum, Ranking, Ratio, Scorecard, Standing, WeakList, WhatIf, framework, points, rank, read,
    sample, score_all,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// A value through text, a JSON value and CBOR; each time all that is in it comes back.
fn kept<T: Serialize + DeserializeOwned + Debug>(value: &T) -> T {
    let text = serde_json::to_string(value).expect("JSON");
    let back: T = serde_json::from_str(&text).expect("it reads back");
    assert_eq!(format!("{back:?}"), format!("{value:?}"));
    assert_eq!(serde_json::to_string(&back).expect("JSON"), text);
    let through: T =
        serde_json::from_value(serde_json::from_str(&text).expect("JSON")).expect("of a value");
    assert_eq!(format!("{through:?}"), format!("{value:?}"));
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).expect("CBOR");
    let through: T = ciborium::from_reader(bytes.as_slice()).expect("of CBOR");
    assert_eq!(format!("{through:?}"), format!("{value:?}"));
    // Whoever wrote it may have known more.
    if let Value::Object(mut object) = serde_json::from_str(&text).expect("JSON") {
        object.insert("added_since".to_owned(), json!([1]));
        if !object.contains_key("nodes") || object.contains_key("basis") {
            let _: T = serde_json::from_value(object.into()).expect("new keys are no mistake");
        }
    }
    back
}

/// A sample, scored on a basis.
fn scored(ruler: &str, of: &str, basis: Basis) -> Result<Cohort, Error> {
    let fw = framework(ruler)?;
    Ok(score_all(&fw, &read(&fw, sample(of)?).assessments, basis))
}

fn all() -> Result<Vec<Cohort>, Error> {
    let bases = [Basis::SelfAssessed, Basis::Appraised, Basis::Final];
    let mut all = bases
        .map(|basis| scored("hon-quan-2023", "communes-2023", basis))
        .into_iter()
        .collect::<Result<Vec<_>, _>>()?;
    for (ruler, of) in [
        ("vn-ministry-2023", "ministries-2023"),
        ("papi-2021", "papi-2023"),
        ("vn-766-2026", "services-2026"),
    ] {
        all.push(scored(ruler, of, Basis::Final)?);
    }
    Ok(all)
}

#[test]
fn every_answer_about_every_sample_is_kept_exactly() -> Result<(), Error> {
    for cohort in all()? {
        let table: Ranking = kept(&rank(&cohort));
        assert_eq!(
            table.of(&table.rows()[0].unit.id).map(|row| row.rank),
            Some(table.rows()[0].rank)
        );
        let field = cohort.framework().fields().next().expect("a field").code().to_string();
        let _: Ranking = kept(&rank_at(&cohort, &field));
        for unit in cohort.units().take(2) {
            kept(&unit.standing());
            let weak: WeakList = kept(&unit.weak(Order::PointsLost));
            let _ = kept(&unit.strengths());
            let card: Scorecard = kept(unit.card());
            // What was read back still says where every number comes from.
            for code in ["total", field.as_str()] {
                assert_eq!(card.explain(code, Lang::Vi)?, unit.card().explain(code, Lang::Vi)?);
            }
            let ledger: Ledger = kept(&unit.ledger());
            assert_eq!(ledger.total(), unit.ledger().total());
            kept(&unit.grade());
            kept(&unit.fields());
            kept(unit.unit());
            let steps: Vec<_> = weak
                .iter()
                .filter(|row| row.repairable)
                .take(2)
                .map(par_index::WeakLeaf::best)
                .collect();
            let _: WhatIf = kept(&par_index::what_if(&cohort, unit.id(), &steps));
            let other = cohort.cards()[0].unit().id.clone();
            let _: Versus = kept(&unit.versus(&other)?);
            let _ = kept(&unit.forecast("2024-01-12".parse().expect("a day"), None));
        }
        for unit in cohort.units().take(1) {
            for goal in
                [Goal::Rank(1), Goal::Budget(2), Goal::Target("99.5".parse().expect("percent"))]
            {
                let _: Plan = kept(&par_index::plan(&cohort, unit.id(), goal, &Efforts::default()));
            }
            let _ =
                kept(&par_index::remediation::frontier(&cohort, unit.id(), &Efforts::default()));
        }
        let variation = Variation {
            vary: Vary::Weights,
            amount: "10".parse().expect("percent"),
            replicates: 5,
            seed: 1,
        };
        let _: Robustness = kept(&robustness(&cohort, &variation)?);
        kept(&changes(&cohort, &cohort));
        kept(&par_index::analysis::lost_by(&cohort, None, par_index::analysis::By::Lead)?);
        kept(&par_index::analysis::compare(
            &cohort,
            &cohort,
            None,
            &std::collections::BTreeMap::new(),
        )?);
    }
    Ok(())
}

#[test]
fn findings_are_kept_with_what_their_sentences_are_made_of() -> Result<(), Error> {
    let fw = framework("hon-quan-2023")?;
    let sheets = r#"[{"schema_version": 1, "kind": "assessment", "framework": "hon-quan-2023", "year": 2021,
        "unit": {"id": "a"}, "entries": [{"code": "1.33", "self": {"points": "1"}},
        {"code": "1.1.1", "self": {"facts": {"done": "9", "of": "8"}}}, {"code": "1.3", "self": {"points": "99"}},
        {"code": "1.2", "appraised": {"points": "x", "by": "noi-vuu"}}]}, {"]"#;
    let findings: Vec<Finding> = read(&fw, sheets).findings;
    assert!(findings.len() > 3, "{findings:?}");
    for finding in &findings {
        let back = kept(finding);
        assert_eq!(&back, finding);
        assert_eq!(back.text(Lang::Vi), finding.text(Lang::Vi));
    }
    let unknown = json!({"code": "no_such_code", "args": []});
    assert!(serde_json::from_value::<Finding>(unknown).is_err());
    Ok(())
}

#[test]
fn a_sheet_is_kept_with_its_ruler_policies_and_origins() -> Result<(), Error> {
    let fw = framework("hon-quan-2023")?.with_policies([("ties", "dense")])?;
    let mut inputs = par_index::Inputs::new(&fw);
    inputs.read("communes.json", sample("communes-2023")?);
    for assessment in inputs.finish().assessments {
        let back: Assessment = kept(&assessment);
        assert_eq!(back.framework().overridden(), fw.overridden());
        assert_eq!(back.framework().issued_hash(), fw.issued_hash());
        assert_eq!(back.files().collect::<Vec<_>>(), assessment.files().collect::<Vec<_>>());
        // Under another ruler there are no numbers, and that is kept too.
        let card = par_index::score(&framework("vn-ministry-2023")?, &assessment, Basis::Final);
        let _: Scorecard = kept(&card);
    }
    let plain = framework("papi-2021")?;
    assert_eq!(serde_json::to_string(&plain).expect("JSON"), plain.to_json());
    let back: Framework = kept(&plain);
    assert_eq!(back, plain);
    Ok(())
}

#[test]
fn numbers_that_were_changed_are_refused() -> Result<(), Error> {
    let cohort = scored("hon-quan-2023", "communes-2023", Basis::Final)?;
    let unit = cohort.unit("sample-commune-01")?;
    let mut card = serde_json::to_value(unit.card()).expect("JSON");
    // Numbers that keep their law, and are another node's.
    card["nodes"][0] = card["nodes"][1].clone();
    assert!(
        serde_json::from_value::<Scorecard>(card)
            .unwrap_err()
            .to_string()
            .contains("do not follow")
    );
    let refused = |key: &str, value: Value| {
        let mut card = serde_json::to_value(unit.card()).expect("JSON");
        card[key] = value;
        serde_json::from_value::<Scorecard>(card).unwrap_err().to_string()
    };
    assert!(refused("state", json!("in_error")).contains("state"));
    let note = serde_json::to_value(&read(cohort.framework(), "{").findings[0]).expect("JSON");
    assert!(refused("findings", json!([note])).contains("findings"));
    // The five numbers of a node keep their law wherever they stand.
    let standing = serde_json::to_value(unit.standing()).expect("JSON");
    for (key, wrong) in [("obtained", "1"), ("lost", "-3"), ("possible", "101"), ("open", "1")] {
        let mut standing = standing.clone();
        standing["score"][key] = json!(wrong);
        let said = serde_json::from_value::<Standing>(standing).unwrap_err().to_string();
        assert!(said.contains("add up"), "{key}: {said}");
    }
    let mut ledger = serde_json::to_value(unit.ledger()).expect("JSON");
    ledger["total"]["not_met"] = json!("0");
    assert!(
        serde_json::from_value::<Ledger>(ledger).unwrap_err().to_string().contains("do not follow")
    );
    Ok(())
}

#[test]
fn what_no_sheet_can_say_is_refused() -> Result<(), Error> {
    let cohort = scored("hon-quan-2023", "communes-2023", Basis::Final)?;
    let assessment = cohort.unit("sample-commune-01")?.card().assessment().clone();
    let sheet = serde_json::to_value(&assessment).expect("JSON");
    let refused = |place: &str, value: Value| {
        let mut changed = sheet.clone();
        *changed.pointer_mut(place).unwrap_or_else(|| panic!("{place}: {sheet:#}")) = value;
        serde_json::from_value::<Assessment>(changed)
            .err()
            .map_or("read".into(), |one| one.to_string())
    };
    let plain = json!({"plain": "99"});
    assert!(refused("/leaves/1.1.1", plain).contains("1.1.1"), "more than the maximum");
    let survey = json!({"own": {"self": {"value": {"points": "1"}}}});
    assert!(refused("/leaves/8.1", survey).contains("8.1"), "a claim where people were asked");
    // A framework whose overrides were taken away is not the one that was issued.
    let other = cohort.framework().with_policies([("ties", "dense")])?;
    let mut kept = serde_json::to_value(&other).expect("JSON");
    assert!(kept.as_object_mut().is_some_and(|all| all.remove("overridden").is_some()));
    let said = serde_json::from_value::<Framework>(kept).unwrap_err().to_string();
    assert!(said.contains("contradict"), "{said}");
    let mut kept = serde_json::to_value(cohort.framework()).expect("JSON");
    kept["grade"] = kept["grades"].take();
    assert!(serde_json::from_value::<Framework>(kept).is_err(), "a mistyped key is not left out");
    Ok(())
}

#[test]
fn exact_numbers_are_text_whatever_their_size() {
    for far in ["1/170141183460469231731687303715", "-19342813113834067/0.1"] {
        assert!(far.parse::<Ratio>().is_err(), "{far}");
    }
    let ratio = Ratio::new(points!(63), points!(70)).expect("a whole");
    assert_eq!(serde_json::to_string(&ratio).expect("JSON"), "\"63/70\"");
    let far: Ratio = "17999999999.999999998/0.000000001".parse().expect("a ratio");
    assert_eq!(kept(&far), far);
    let sum: PointSum = kept(&(par_index::Points::MAX + par_index::Points::MAX));
    assert_eq!(sum.to_string(), "17999999999.999999998");
    for wrong in ["\"63\"", "\"63/0\"", "\"63/-1\"", "\"6 3/70\"", "\"/\"", "63"] {
        assert!(serde_json::from_str::<Ratio>(wrong).is_err(), "{wrong}");
    }
}
