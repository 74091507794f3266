//! Wrong names, numbers and limits: one answer to each, an error whose sentence says what was meant.

use par_index::{
    Basis, Cohort, Efforts, Error, Goal, Lang, Order, Percent, Step, framework, plan, points, read,
    sample, score_all, weak,
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
    // A goal that bonus points might reach is no wrong call: it is out of reach, by so many points.
    let far = plan(&all, unit.id(), Goal::Target(wide), &none);
    assert!(!far.reached && far.unreachable_by.is_some());
    Ok(())
}

#[test]
fn a_main_that_returns_an_error_prints_a_sentence() {
    let error = framework("hon-quan").unwrap_err();
    assert_eq!(format!("{error:?}"), error.to_string());
    assert!(error.to_string().contains("hon-quan-2023"), "{error}");
}
