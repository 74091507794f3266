//! A study over three years: a cohort for each, nothing left aside.

use par_index::assessment::RowUnit;
use par_index::scoring::Columns;
use par_index::spec::AssessmentSpec;
use par_index::{Basis, Error, Inputs, Order, framework, points};

use crate::building::ward;

/// Three wards over three years, in one file.
fn three_years() -> Result<par_index::Input, Error> {
    let fw = ward()?;
    let mut sheets = Vec::new();
    for (year, best) in [(2022, points!(0.25)), (2023, points!(0.5)), (2024, points!(1))] {
        for (unit, own) in [("ward-a", points!(0.25)), ("ward-b", points!(0.5)), ("ward-c", best)] {
            let sheet = AssessmentSpec::new(fw.id(), year, unit);
            let sheet = ["1.1", "1.2", "1.3", "1.4", "2.2", "2.3"]
                .into_iter()
                .fold(sheet, |s, code| s.appraised(code, 0));
            sheets.push(sheet.appraised("2.1", own).survey("2.4", 2));
        }
    }
    Ok(par_index::read(&fw, serde_json::to_string(&sheets).expect("JSON")))
}

#[test]
fn each_period_is_a_cohort_and_one_is_taken_by_name() -> Result<(), Error> {
    let input = three_years()?;
    assert!(!input.has_errors(), "{:?}", input.findings);
    let cohorts = input.cohorts(Basis::Final);
    let years: Vec<Option<u16>> = cohorts.iter().map(par_index::Cohort::year).collect();
    assert_eq!(years, [Some(2022), Some(2023), Some(2024)]);
    let ranks: Vec<Option<usize>> = cohorts
        .iter()
        .map(|all| all.unit("ward-c").map(|unit| unit.standing().rank))
        .collect::<Result<_, _>>()?;
    assert_eq!(ranks, [Some(2), Some(1), Some(1)]);
    assert!(cohorts.iter().all(|all| all.findings().is_empty()), "nothing is left aside");
    let one = input.cohort(2023, Basis::Final)?;
    assert_eq!((one.year(), one.cards().len()), (Some(2023), 3));
    let error = input.cohort(2021, Basis::Final).unwrap_err();
    assert!(error.is_usage() && error.to_string().contains("2022, 2023, 2024"), "{error}");
    Ok(())
}

#[test]
fn the_years_before_say_what_repeats() -> Result<(), Error> {
    let mut cohorts = three_years()?.cohorts(Basis::Final);
    let now = cohorts
        .pop()
        .expect("three years")
        .with_earlier(cohorts)?
        .weak_below("50".parse().expect("percent"))?;
    let weak = now.unit("ward-a")?.weak(Order::Repeat);
    assert_eq!((weak[0].repeats, weak[0].code.as_str()), (Some(3), "1.1"));
    Ok(())
}

#[test]
fn channels_of_one_period_are_never_one_cohort() -> Result<(), Error> {
    let fw = framework("sipas-district-2023")?;
    let mut sheets = Vec::new();
    for channel in ["regular", "surprise"] {
        let mut sheet = AssessmentSpec::new(fw.id(), 2023, "unit-a");
        sheet.channel = Some(channel.to_owned());
        let leaf = fw.leaves().next().expect("a leaf").code().to_string();
        sheets.push(sheet.survey(&leaf, 0));
    }
    let input = par_index::read(&fw, serde_json::to_string(&sheets).expect("JSON"));
    let channels: Vec<String> = input
        .cohorts(Basis::Final)
        .iter()
        .filter_map(|all| all.channel().map(str::to_owned))
        .collect();
    assert_eq!(channels, ["regular", "surprise"]);
    let error = input.cohort(2023, Basis::Final).unwrap_err();
    assert!(error.is_usage() && error.to_string().contains("regular, surprise"), "{error}");
    Ok(())
}

#[test]
fn a_sheet_is_scored_under_the_ruler_it_was_checked_against() -> Result<(), Error> {
    let input = three_years()?;
    let (own, other) = (ward()?, framework("hon-quan-2023")?);
    let sheet = &input.assessments[0];
    assert_eq!(
        sheet.score(Basis::Final).total().obtained(),
        par_index::score(&own, sheet, Basis::Final).total().obtained()
    );
    // The older way, with a ruler that is not its own, is no number.
    let wrong = par_index::score(&other, sheet, Basis::Final);
    assert_eq!(
        (wrong.total().ratio(), wrong.findings()[0].code().as_str()),
        (None, "other_framework")
    );
    Ok(())
}

#[test]
fn sheets_and_columns_of_others_are_refused() -> Result<(), Error> {
    let (own, other) = (ward()?, framework("hon-quan-2023")?);
    let [mut one, mut two] = [(); 2].map(|()| Inputs::new(&own).for_year(2024));
    let head = par_index::assessment::Head::new("ward-a");
    let source = std::sync::Arc::new(par_index::assessment::Source::file("wards.csv"));
    let origin = par_index::assessment::Origin::cell(&source, 2, 2, 1);
    let sheet = one.sheet(&head, &origin).expect("a unit");
    two.points(sheet, 0, par_index::assessment::StageName::Appraised, points!(1), &origin);
    let found = two.finish().findings;
    assert_eq!(found[0].code().as_str(), "foreign_sheet");
    // A position beyond the leaves is told, and its unit counts nowhere.
    one.points(sheet, 99, par_index::assessment::StageName::Appraised, points!(1), &origin);
    let input = one.finish();
    assert!(input.findings.iter().any(|finding| finding.code().as_str() == "no_such_leaf"));
    assert!(input.assessments[0].is_in_error());
    let (_, findings) =
        AssessmentSpec::new(own.id(), 2024, "ward-a").appraised("9.9", 1).check(&own);
    assert_eq!(findings[0].code().as_str(), "unknown_code");

    let mut columns = Columns::new(&own);
    let points = [
        points!(1),
        points!(2),
        points!(1.5),
        points!(1),
        points!(1),
        points!(1),
        points!(1),
        points!(2),
    ];
    columns.push(RowUnit::new("ward-a"), &points.map(Some)).expect("points of its leaves");
    assert!(columns.clone().append(Columns::new(&other)).unwrap_err().is_usage());
    let sums = columns.sums(&["total"]).expect("the whole");
    assert_eq!(columns.ranks(&sums[0])?, [Some(1)]);
    assert_eq!(points.into_iter().sum::<par_index::PointSum>(), own.total().into());
    Ok(())
}
