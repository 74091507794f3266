//! What is made for one framework, one table or one year is not taken for another's: each is one error,
//! never a panic and never a figure.

use std::collections::BTreeMap;

use par_index::analysis::{Crosswalk, compare};
use par_index::assessment::RowUnit;
use par_index::directive::{PaperAsked, PaperKind, Progress, directive, paper};
use par_index::finding::{FindingCode, Unread};
use par_index::remediation::{EffortRow, frontier};
use par_index::scoring::Columns;
use par_index::{
    Basis, Cohort, Efforts, Error, Framework, Goal, Lang, Order, Period, Points, framework, plan,
    points, read, sample, score_all,
};

use crate::building::ward;

fn cohort(ruler: &str, sheets: &str) -> Result<Cohort, Error> {
    let fw = framework(ruler)?;
    Ok(score_all(&fw, &read(&fw, sample(sheets)?).assessments, Basis::Final))
}

/// Units of the district's ruler, and of one with far fewer leaves.
fn districts_and_ministries() -> Result<[Cohort; 2], Error> {
    Ok([cohort("hon-quan-2023", "communes-2023")?, cohort("vn-ministry-2023", "ministries-2023")?])
}

/// An error of the call that names both rulers, in both languages.
fn names_both(error: &Error, one: &Framework, other: &Framework) {
    assert!(error.is_usage(), "{error}");
    for lang in [Lang::En, Lang::Vi] {
        let said = error.text(lang);
        assert!(said.contains(one.id()) && said.contains(other.id()), "{said}");
    }
}

#[test]
fn a_crosswalk_holds_between_its_own_frameworks_alone() -> Result<(), Error> {
    let [district, ministry] = districts_and_ministries()?;
    let none = BTreeMap::new();
    let (old, new) = (framework("vn-ministry-2022")?, framework("vn-ministry-2023")?);
    let foreign = Crosswalk::new(Crosswalk::draft(&old, &new), &old, &new)?;
    assert_eq!(foreign.frameworks(), [&old, &new]);
    let fw = district.framework();
    // Two cohorts of one framework through a map of others: wrong figures once.
    names_both(&compare(&district, &district, Some(&foreign), &none).unwrap_err(), fw, &old);
    names_both(&compare(&ministry, &district, Some(&foreign), &none).unwrap_err(), fw, &old);
    names_both(&compare(&district, &ministry, Some(&foreign), &none).unwrap_err(), &new, &old);
    // The right way round is taken, also where policies were overridden since.
    let before = score_all(&old, &[], Basis::Final);
    assert!(compare(&ministry, &before, Some(&foreign), &none).is_ok());
    let other = new.with_policies([("ties", "dense")])?;
    let now = score_all(&other, &[], Basis::Final);
    assert!(compare(&now, &before, Some(&foreign), &none).is_ok());
    // Without any earlier cohort too a map of others is no map of these.
    assert!(district.clone().with_earlier_through(Vec::new(), &foreign).unwrap_err().is_usage());
    let refused = district.clone().with_earlier_through(vec![ministry], &foreign).unwrap_err();
    names_both(&refused, &new, &old);
    Ok(())
}

/// What is set to the value it had, or back to it, is no other policy: the framework reads back as issued.
#[test]
fn policies_set_to_what_they_were_are_kept() -> Result<(), Error> {
    let issued = framework("hon-quan-2023")?;
    let same = issued.with_policies([("ties", "competition")])?;
    let back =
        issued.with_policies([("ties", "dense")])?.with_policies([("ties", "competition")])?;
    for framework in [same, back, issued.with_policies([("ties", "dense")])?] {
        let kept = serde_json::to_string(&framework).expect("JSON");
        let read: Framework = serde_json::from_str(&kept).expect(&kept);
        assert_eq!((read.hash(), read.issued_hash()), (framework.hash(), issued.hash()));
        assert_eq!(read.overridden(), framework.overridden());
    }
    Ok(())
}

#[test]
fn a_framework_that_claims_another_s_hash_gains_nothing() -> Result<(), Error> {
    let [district, ministry] = districts_and_ministries()?;
    let (own, claimed) = (district.framework(), ministry.framework());
    let mut kept = serde_json::to_value(own.with_policies([("ties", "dense")])?).expect("JSON");
    kept["issued_hash"] = claimed.hash().into();
    let lying: Framework = serde_json::from_value(kept).expect("it reads back");
    assert_eq!(lying.issued_hash(), claimed.hash());
    let map = Crosswalk::new(Crosswalk::draft(&lying, &lying), &lying, &lying)?;
    assert!(compare(&ministry, &ministry, Some(&map), &BTreeMap::new()).unwrap_err().is_usage());
    Ok(())
}

#[test]
fn a_node_of_another_framework_has_no_parent_here_and_its_own_leads() -> Result<(), Error> {
    let (district, ministry) = (framework("hon-quan-2023")?, framework("vn-ministry-2023")?);
    for node in district.nodes() {
        for error in
            [ministry.parent(node).unwrap_err(), ministry.children(node).err().expect("another's")]
        {
            assert!(
                error.is_usage() && error.to_string().contains(node.code().as_str()),
                "{error}"
            );
        }
    }
    // Who leads a node is the node's to say.
    let leaf = district.find_node("1.1.1")?;
    assert_eq!((leaf.lead_key(), leaf.lead_names(Lang::Vi)), ("noi-vu".into(), "Nội vụ".into()));
    // The same framework read again has the same nodes, and so has it under other policies.
    let again = Framework::from_json(district.to_json())?;
    let other = district.with_policies([("ties", "dense")])?;
    for fw in [&again, &other] {
        assert!(district.nodes().iter().all(|node| fw.parent(node).is_ok()));
    }
    Ok(())
}

#[test]
fn efforts_of_another_framework_are_taken_by_no_position() -> Result<(), Error> {
    let [district, ministry] = districts_and_ministries()?;
    let rows = [EffortRow::new("1", points!(60), 5)];
    let (efforts, findings) = Efforts::of(ministry.framework(), &rows);
    assert!(findings.is_empty(), "{findings:?}");
    let unit = district.unit("sample-commune-01")?;
    for error in [
        unit.plan(Goal::Rank(3), &efforts).unwrap_err(),
        unit.frontier(&efforts).unwrap_err(),
        efforts.work(district.framework(), "1.3", points!(2)).unwrap_err(),
    ] {
        names_both(&error, district.framework(), ministry.framework());
    }
    let found = plan(&district, unit.id(), Goal::Rank(3), &efforts).findings;
    assert_eq!(found[0].code().as_str(), "foreign_efforts");
    assert_eq!(frontier(&district, unit.id(), &efforts).findings, found);
    let (letter, asked) = (directive("hon-quan-2023")?, PaperAsked::new(PaperKind::Repair, None));
    let refused = paper(&letter, &district, &asked, &Progress::default(), &efforts).unwrap_err();
    names_both(&refused, district.framework(), ministry.framework());
    // Under other policies the leaves are the same, and so is the table.
    let (own, _) = Efforts::of(
        &district.framework().with_policies([("ties", "dense")])?,
        &[EffortRow::new("1.3", points!(2), 5)],
    );
    assert!(unit.plan(Goal::Budget(5), &own)?.reached);
    Ok(())
}

/// What was not read stays with the columns, in whatever order their units are put.
#[test]
fn columns_put_in_order_still_say_what_was_not_read() -> Result<(), Error> {
    let torn = Unread::file("torn.csv", FindingCode::NotUtf8);
    let mut columns = Columns::new(&ward()?).beside(vec![torn.clone()]);
    for unit in ["b", "a"] {
        columns.push(RowUnit::new(unit), &[Some(Points::ZERO); 8])?;
    }
    let sorted = columns.sorted();
    assert_eq!((sorted.units()[0].id.as_str(), sorted.not_read()), ("a", &[torn][..]));
    Ok(())
}

#[test]
fn sums_are_of_their_columns_as_they_were() -> Result<(), Error> {
    let fw = ward()?;
    let of = |units: &[&str]| -> Result<Columns, Error> {
        let mut columns = Columns::new(&fw);
        for unit in units {
            columns.push(RowUnit::new(*unit), &[Some(Points::ZERO); 8])?;
        }
        Ok(columns)
    };
    let mut columns = of(&["a", "b"])?;
    let [total, field] = columns.sums(&["total", "steering"])?.try_into().expect("two");
    assert_eq!(columns.ranks(&total)?, [Some(1), Some(1)]);
    let others = of(&["c", "d"])?;
    for refused in [
        others.ranks(&total).unwrap_err(),
        others.ranks_in_groups(&total).unwrap_err(),
        total.without(&others.sums(&["1"])?[0]).unwrap_err(),
        // What is not in the sums, or no longer, is not taken out of them.
        field.without(&total).unwrap_err(),
        total.without(&field)?.without(&field).unwrap_err(),
        columns.sums(&["1.33"]).unwrap_err(),
    ] {
        assert!(refused.is_usage(), "{refused}");
    }
    assert!(columns.ranks(&total.without(&field)?).is_ok());
    // A copy has the same units until one is added to it.
    let mut copy = columns.clone();
    assert!(copy.ranks(&total).is_ok());
    copy.push(RowUnit::new("c"), &[None; 8])?;
    assert!(copy.ranks(&total).is_err() && columns.ranks(&total).is_ok());
    // A unit stands there once, in whatever order units come.
    for twice in ["a", "b"] {
        let refused = columns.push(RowUnit::new(twice), &[None; 8]).unwrap_err();
        assert!(refused.is_usage() && refused.to_string().contains(twice), "{refused}");
    }
    assert!(columns.append(of(&["0", "b"])?).unwrap_err().is_usage());
    assert_eq!(columns.units().len(), 2);
    columns.append(of(&["z", "0"])?)?;
    assert!(columns.push(RowUnit::new("0"), &[None; 8]).is_err());
    assert_eq!(columns.units().len(), 4);
    Ok(())
}

#[test]
fn earlier_years_are_earlier_and_of_the_same_ruler() -> Result<(), Error> {
    let [district, ministry] = districts_and_ministries()?;
    let refused = district.clone().with_earlier(vec![ministry]).unwrap_err();
    names_both(&refused, district.framework(), &framework("vn-ministry-2023")?);
    let of = |year: u16, basis| -> Result<Cohort, Error> {
        let mut sheets: serde_json::Value =
            serde_json::from_str(sample("communes-2023")?).expect("JSON");
        for sheet in sheets.as_array_mut().expect("sheets") {
            sheet["year"] = year.into();
        }
        let input = read(district.framework(), sheets.to_string());
        Ok(score_all(district.framework(), &input.assessments, basis))
    };
    for (year, basis) in [(2023, Basis::Final), (2024, Basis::Final), (2022, Basis::SelfAssessed)] {
        let earlier = of(year, basis)?;
        assert_eq!(earlier.period(), Some(Period::year(year)));
        assert!(district.clone().with_earlier(vec![earlier]).unwrap_err().is_usage(), "{year}");
    }
    let before = of(2022, Basis::Final)?;
    let twice = district.clone().with_earlier(vec![before.clone(), before.clone()]);
    assert!(twice.unwrap_err().is_usage());
    let now = district.with_earlier(vec![before])?;
    assert_eq!(now.unit("sample-commune-01")?.weak(Order::Repeat)[0].repeats, Some(2));
    Ok(())
}
