//! The code of the guide to the crate, line by line: its names are fixed.

use par_index::*;

#[rustfmt::skip]
#[expect(clippy::redundant_closure_for_method_calls, reason = "as the guide writes it")]
#[expect(unused_must_use, reason = "the guide names what there is and drops it")]
#[test]
fn the_guide_compiles_unchanged() -> Result<(), Error> {
    let text = framework("hon-quan-2023")?.to_json();
    let efforts = Efforts::default();
    let request_json = r#"{"call": "rank", "framework": "hon-quan-2023", "inputs": []}"#;

    let fw    = Framework::from_json(text)?;
    let text  = sample("communes-2023")?;
    let input = read(&fw, text);
    let card  = score(&fw, &input.assessments[0], Basis::Final);
    card.total().ratio(); card.node("3.2"); card.explain("3.2", Lang::Vi);
    let all   = score_all(&fw, &input.assessments, Basis::Final);
    let table = rank(&all);  let weakest = weak(&all, "sample-commune-01", Order::PointsLost);
    let steps: Vec<Step> = weakest.iter().filter(|w| !w.survey).take(3).map(|w| w.best()).collect();
    let after = what_if(&all, "sample-commune-01", &steps);
    let p     = plan(&all, "sample-commune-01", Goal::Rank(3), &efforts);
    let reply = call(request_json);

    assert_eq!(table.of("sample-commune-01").unwrap().rank, Some(7));
    assert_eq!(after.after.unwrap().rank, Some(4));
    assert!(p.reached && reply.contains("\"kind\":\"rank\""));
    Ok(())
}
