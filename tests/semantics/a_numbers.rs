//! A. Numbers.

use par_index::quantity::ParsePointsError;
use par_index::{Basis, Digits, Lang, Percent, Points, Ratio};

use crate::common::{Fill, Ruler, card, found, leaf, percent, points, print, ratio, ruled, sheet};

#[test]
fn a1_points_have_nine_places_and_a_bound() {
    assert_eq!(points("0.966666667").to_string(), "0.966666667");
    assert_eq!("0.9666666667".parse::<Points>(), Err(ParsePointsError::TooManyPlaces));
    assert_eq!(points("8999999999.999999999"), Points::MAX);
    assert_eq!(points("-8999999999.999999999").to_string(), "-8999999999.999999999");
    assert_eq!("9000000000".parse::<Points>(), Err(ParsePointsError::TooLarge));
    assert_eq!("-9000000000".parse::<Points>(), Err(ParsePointsError::TooLarge));
    // 0.1 + 0.2 is 0.3, and ten tenths are one.
    assert_eq!(points("0.1").checked_add(points("0.2")), Some(points("0.3")));
    assert_eq!(Points::checked_sum([points("0.1"); 10]), Some(Points::whole(1)));
    assert_eq!(points("0.3").checked_sub(points("0.2")), Some(points("0.1")));
    assert_eq!(Points::MAX.checked_add(points("0.000000001")), None);
}

#[test]
fn a1_more_places_are_an_error_finding() {
    let fw = Ruler::new(vec![leaf("1", "1")]).build();
    let sheet = |text| sheet("u").appraised("1", text);
    assert_eq!(found(&fw, &sheet("0.123456789")), [""; 0]);
    assert_eq!(found(&fw, &sheet("0.1234567891")), ["bad_number"]);
    assert!(sheet("0.1234567891").check(&fw).0.is_in_error());
}

#[test]
fn a2_ratios_compare_by_cross_multiplication() {
    assert!(ratio("63/70") > ratio("89.99/100"));
    assert_eq!(ratio("63/70"), ratio("90/100"));
    assert_eq!(ratio("1/3"), ratio("2/6"));
    // The last of nine places decides, on numbers as large as they come.
    assert!(ratio("8999999999.999999998/8999999999.999999999") < ratio("1/1"));
    let (a, b) =
        ("8999999999.999999997/8999999999.999999998", "8999999999.999999998/8999999999.999999999");
    assert!(ratio(a) < ratio(b));
}

#[test]
fn a2_with_nothing_possible_there_is_no_ratio() {
    assert_eq!(Ratio::new(Points::ZERO, Points::ZERO), None);
    assert_eq!(Ratio::new(Points::whole(1), Points::ZERO), None);
    let fw = Ruler::new(vec![leaf("1", "1")]).build();
    let card = card(&fw, &sheet("u").not_applicable("1"), Basis::Final);
    assert_eq!(card.total().possible(), Points::ZERO);
    assert_eq!(card.total().ratio(), None);
    assert!(card.total().bounds().is_none());
}

#[test]
fn a3_sums_add_the_rounded_awards() {
    let rule = r#"{"kind": "share", "full_at": {"at_least": "100"}}"#;
    let ruler = Ruler::new(["1", "2", "3"].map(|code| ruled(code, "1", rule)).into());
    let fw = ruler.policies(|policies| policies.award.as_mut().unwrap().digits = 4).build();
    let sheet = ["1", "2", "3"].iter().fold(sheet("u"), |sheet, code| sheet.share(code, "2", "3"));
    let card = card(&fw, &sheet, Basis::Final);
    assert_eq!(card.node("1").unwrap().obtained(), points("0.6667"));
    assert_eq!(card.total().obtained(), points("2.0001"));
}

#[test]
fn a4_print_rounds_half_away_without_a_negative_zero() {
    for (exact, printed) in [
        ("90.005", "90.01"),
        ("90.004999999", "90.00"),
        ("-0.005", "-0.01"),
        ("-0.004", "0.00"),
        ("-0.004999999", "0.00"),
        ("0", "0.00"),
        ("99.995", "100.00"),
        ("-99.995", "-100.00"),
    ] {
        assert_eq!(format!("{:.2}", points(exact)), printed, "{exact} points");
        assert_eq!(print(exact.parse().unwrap()), printed, "{exact} %");
        assert_eq!(Lang::En.points(points(exact), Digits::TWO), printed, "{exact} in words");
    }
    assert_eq!(format!("{:.0}", points("-0.4")), "0");
    assert_eq!(format!("{:.3}", points("90.0005")), "90.001");
    assert_eq!(print(ratio("90.005/100").percent(Digits::TWO)), "90.01");
    assert_eq!(print(ratio("-0.004/100").percent(Digits::TWO)), "0.00");
}

#[test]
fn a5_a_printed_change_is_the_exact_change() {
    let exact = |text: &str| ratio(text).percent_exact();
    let (now, before) = (exact("89.945/100"), exact("89.854/100"));
    assert_eq!(print(now.minus(before)), "0.09");
    assert_eq!((print(now), print(before)), ("89.95".to_owned(), "89.85".to_owned()));
}

#[test]
fn a6_json_numbers_never_depend_on_language() {
    assert_eq!(serde_json::to_string(&points("12.50")).unwrap(), r#""12.5""#);
    assert_eq!(serde_json::to_string(&points("1000000")).unwrap(), r#""1000000""#);
    assert_eq!(Lang::Vi.points(points("12.5"), Digits::TWO), "12,50");
    assert_eq!(Lang::En.points(points("12.5"), Digits::TWO), "12.50");
}

#[test]
fn a7_the_mean_of_a_block_is_the_mean_of_its_indices() {
    let fw = Ruler::new(vec![leaf("1", "70"), leaf("2", "30")]).build();
    let one = card(&fw, &sheet("a").appraised("1", "63").not_applicable("2"), Basis::Final);
    let two = card(&fw, &sheet("b").appraised("1", "60").appraised("2", "20"), Basis::Final);
    let indices = [&one, &two].map(|card| card.total().ratio().unwrap().percent_exact());
    assert_eq!(print(Percent::mean(indices).unwrap()), "85.00");
    assert_eq!([percent(&one.total()), percent(&two.total())], ["90.00", "80.00"]);
    // What pooled points would say.
    assert_eq!(print(ratio("143/170").percent(Digits::TWO)), "84.12");
}

#[test]
fn a7_indices_are_rounded_to_nine_places_before_they_are_added() {
    let third = ratio("1/3").percent_exact();
    assert_eq!(third.to_string(), "33.333333333");
    // Three rounded thirds are added, not one exact whole.
    let sum = Percent::HUNDRED.minus(third).minus(third).minus(third);
    assert_eq!(sum.to_string(), "0.000000001");
    assert_eq!(ratio("2/3").percent_exact().to_string(), "66.666666667");
    assert_eq!(Percent::mean([third, ratio("2/3").percent_exact()]).unwrap().to_string(), "50");
    assert_eq!(Percent::mean([]), None);
}
