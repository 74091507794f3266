//! A ruler and its sheets built in Rust, from numbers.

use par_index::framework::{
    IfNone, MissingPolicy, More, NoSurveyPolicy, NotApplicablePolicy, On, Part, Ties,
};
use par_index::spec::{
    AgencySpec, AssessmentSpec, AwardSpec, BandSpec, FactsSpec, FrameworkSpec, GradesSpec,
    NodeSpec, PoliciesSpec, PrintSpec, RuleSpec,
};
use par_index::{Basis, Day, Error, Framework, PointSum, Points, Ratio, Text, points};
use rust_decimal::Decimal;

pub(crate) fn ward() -> Result<Framework, Error> {
    let policies = PoliciesSpec {
        not_applicable: Some(NotApplicablePolicy::Rescale),
        no_survey: Some(NoSurveyPolicy::Rescale),
        missing: Some(MissingPolicy::Incomplete),
        ties: Some(Ties::Competition),
        award: Some(AwardSpec { digits: 2 }),
        print: Some(PrintSpec { digits: 2, print_as: None }),
        ..PoliciesSpec::default()
    };
    let name = |text: &str| Text::same(text);
    let leaf = |code, max, rule| NodeSpec::new(code, name(code), max).rule(rule);
    let share = RuleSpec::share().full_at(100).floor(points!(62.5)).if_none(IfNone::NotApplicable);
    let share = share.part(Part::OfWhole).more(More::OfGrows).label("done", name("files"));
    let bands = RuleSpec::bands(On::Count).band(3, points!(1.5)).band_above(0, points!(0.75));
    let levels =
        RuleSpec::levels([("none", points!(0)), ("half", points!(0.5)), ("full", points!(1))]);
    let mut spec = FrameworkSpec::new("my-ward", name("Ward"), points!(10.5), policies);
    let field = NodeSpec::new("1", name("Steering"), points!(5.5))
        .child(leaf("1.1", points!(1), RuleSpec::yes_no()))
        .child(leaf("1.2", points!(2), share))
        .child(leaf("1.3", points!(1.5), bands))
        .child(leaf("1.4", points!(1), levels));
    let rest = NodeSpec::new("2", name("Reform"), 5)
        .child(leaf("2.1", points!(1), RuleSpec::direct().step(points!(0.25))))
        .child(leaf("2.2", points!(1), RuleSpec::per_item(points!(0.5))))
        .child(leaf("2.3", points!(1), RuleSpec::penalty(points!(0.25))))
        .child(leaf("2.4", points!(2), RuleSpec::survey([("good", 100), ("bad", 0)])));
    spec.nodes.extend([field, rest]);
    spec.check()
}

#[test]
fn rules_of_every_kind_are_built_without_their_notation() -> Result<(), Error> {
    let fw = ward()?;
    let kinds: Vec<&str> = fw.leaves().map(|node| node.leaf().unwrap().rule().kind()).collect();
    let all = ["yes_no", "share", "bands", "levels", "direct", "per_item", "penalty", "survey"];
    assert_eq!(kinds, all);
    let leaf = fw.find_node("1.2")?;
    let field = fw.parent(leaf)?.expect("a field");
    assert_eq!((field.code().as_str(), fw.parent(field)?.is_none()), ("1", true));
    let below: Vec<&str> = fw.children(field)?.map(|node| node.code().as_str()).collect();
    assert_eq!(below, ["1.1", "1.2", "1.3", "1.4"]);
    assert_eq!(fw.children(leaf)?.count(), 0);
    Ok(())
}

#[test]
fn sheets_take_points_decimals_and_whole_numbers() -> Result<(), Error> {
    let fw = ward()?;
    let sheet = AssessmentSpec::new(fw.id(), 2024, "ward-a")
        .appraised("1.1", 1)
        .appraised("1.2", points!(1.25))
        .appraised("1.3", Decimal::new(75, 2))
        .appraised("1.4", "0.50")
        .self_scored("2.1", points!(0.25))
        .survey("2.4", points!(1.875));
    let (assessment, findings) = sheet.check(&fw);
    assert!(findings.is_empty(), "{findings:?}");
    let card = assessment.score(Basis::Final);
    assert_eq!(card.node("1").expect("a field").obtained(), points!(3.5));
    // More places than a point has are a finding with its place, not a rounding.
    let (_, findings) = AssessmentSpec::new(fw.id(), 2024, "ward-a")
        .appraised("1.3", Decimal::new(1, 10))
        .check(&fw);
    assert_eq!(findings[0].code().as_str(), "bad_number");
    Ok(())
}

#[test]
fn plain_texts_grades_agencies_and_facts_are_built_too() -> Result<(), Error> {
    let mut spec = FrameworkSpec::new("plain", "One text", 1, {
        let mut policies = PoliciesSpec::default();
        policies.not_applicable = Some(NotApplicablePolicy::Rescale);
        policies.no_survey = Some(NoSurveyPolicy::Rescale);
        policies.missing = Some(MissingPolicy::Incomplete);
        policies.ties = Some(Ties::Competition);
        policies.award = Some(AwardSpec { digits: 2 });
        policies.print = Some(PrintSpec { digits: 2, print_as: None });
        policies
    });
    spec.agencies = vec![AgencySpec::new("noi-vu", Text::new("Phòng Nội vụ", "Home Affairs"))];
    spec.grades = GradesSpec::Bands(vec![BandSpec::new("Tốt", 80), BandSpec::new("Khá", 65)]);
    let leaf = NodeSpec::new("1", String::from("Files"), 1).rule(RuleSpec::share().full_at(100));
    spec.nodes.push(leaf.led_by(["noi-vu"]));
    let fw = spec.check()?;
    assert_eq!((fw.title().vi.as_str(), fw.title().en.as_str()), ("One text", "One text"));
    let sheet = AssessmentSpec::new(fw.id(), 2024, "a")
        .named(Text::new("Phường A", "Ward A"))
        .in_group("urban")
        .self_facts("1", FactsSpec::share(9, 10))
        .appraised_facts("1", FactsSpec::share(points!(8), 10));
    let (assessment, findings) = sheet.check(&fw);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(assessment.unit().name.en, "Ward A");
    assert_eq!(assessment.unit().group.as_deref(), Some("urban"));
    let all = par_index::score_all(&fw, &[assessment], Basis::Final);
    let standing = all.unit("phường a")?.standing();
    assert_eq!(standing.grade.label.as_deref(), Some(&Text::same("Tốt")));
    // What is wrong is a sentence, in a failed assertion too.
    let (_, findings) = AssessmentSpec::new(fw.id(), 2024, "a").appraised("2", 1).check(&fw);
    assert_eq!(format!("{:?}", findings[0]), findings[0].to_string());
    Ok(())
}

#[test]
fn points_add_exactly_and_never_overflow() {
    let some = [points!(0.1), points!(0.2), points!(-0.3)];
    let sum: PointSum = some.iter().sum();
    assert_eq!(sum, PointSum::ZERO);
    assert_eq!((some[0] + some[1]).points(), Some(points!(0.3)));
    assert_eq!((some[0] - points!(1)).to_string(), "-0.9");
    assert_eq!(-points!(0.5), points!(-0.5));
    let most = Points::MAX + Points::MAX;
    assert_eq!((most.points(), most.to_string().as_str()), (None, "17999999999.999999998"));
    // Even sums of sums stay at the end of their range.
    let mut doubled = most;
    for _ in 0..200 {
        doubled += doubled;
    }
    assert!(doubled > most && doubled + points!(1) == doubled);
    doubled -= most;
    assert!(doubled > most);
}

#[test]
fn a_ratio_gives_its_two_numbers_and_a_day_is_made_of_three() {
    let ratio = Ratio::new(points!(63), points!(70)).expect("a whole");
    assert_eq!(
        (ratio.part().points(), ratio.whole().points()),
        (Some(points!(63)), Some(points!(70)))
    );
    assert_eq!(Day::new(2024, 2, 29).expect("a leap year").to_string(), "2024-02-29");
    assert_eq!(Day::new(2023, 2, 29), None);
}
