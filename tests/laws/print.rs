//! What is printed reads back.

use super::*;

/// Raw numbers of all sizes, up to the largest and of either sign.
pub(crate) fn any_points() -> impl Strategy<Value = Points> {
    let top = 8_999_999_999_999_999_999_i64;
    prop_oneof![
        -top..=top,
        -2_000_000_000_000_i64..=2_000_000_000_000,
        (-20_000_i64..=20_000).prop_map(|cents| cents * 10_000_000),
        // Some are rounded to nothing, and have no sign then.
        -1_000_000_000_i64..=1_000_000_000,
        Just(0),
        Just(top),
        Just(-top)
    ]
    .prop_map(|raw| Points::try_from(Decimal::new(raw, 9)).unwrap())
}

pub(crate) fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: config().cases * 4, ..config() })]

    #[test]
    fn points_print_and_read_back(points in any_points(), other in any_points()) {
        let text = points.to_string();
        prop_assert_eq!(text.parse::<Points>(), Ok(points));
        let json = serde_json::to_string(&points).unwrap();
        prop_assert_eq!(serde_json::from_str::<Points>(&json).unwrap(), points);
        prop_assert_eq!(json, format!("\"{text}\""));
        prop_assert_eq!(format!("{points:.12}"), format!("{points:.9}000"));
        prop_assert_eq!(format!("{points:>30}"), format!("{text:>30}"));
        // Sums reach beyond 64 bits.
        let many: par_index::PointSum = std::iter::repeat_n(points, 1_000).sum();
        let thousandfold = points.to_decimal() * Decimal::from(1_000);
        prop_assert_eq!(many.to_string().parse::<Decimal>().unwrap(), thousandfold);
        prop_assert_eq!(Points::try_from(points.to_decimal()), Ok(points));
        prop_assert_eq!(text.parse::<Decimal>().unwrap(), points.to_decimal());
        prop_assert_eq!(Decimal::from(points).to_string(), text);
        let (a, b) = (points.to_decimal(), other.to_decimal());
        prop_assert_eq!(points.cmp(&other), a.cmp(&b));
        prop_assert_eq!(points == other, hash_of(&points) == hash_of(&other));
        prop_assert_eq!(points.checked_add(other), Points::try_from(a + b).ok());
        prop_assert_eq!(points.checked_sub(other), Points::try_from(a - b).ok());
    }

    #[test]
    fn rounding_is_half_away_from_zero(points in any_points(), places in 0_u8..=9) {
        let strategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
        let rounded = points.to_decimal().round_dp_with_strategy(u32::from(places), strategy);
        let digits = Digits::new(places).unwrap();
        // At the very end of the range a value stays as it is; print still rounds it.
        let inside = Points::try_from(rounded).map_or(points.to_decimal(), |_| rounded);
        prop_assert_eq!(points.round(digits).to_decimal(), inside);
        let printed = format!("{points:.*}", usize::from(places));
        prop_assert_eq!(printed.parse::<Decimal>().unwrap(), rounded);
        let negative = printed.starts_with('-');
        prop_assert_eq!(negative, rounded < Decimal::ZERO, "{}", printed);
        let after = printed.split_once('.').map_or(0, |(_, after)| after.len());
        prop_assert_eq!(after, usize::from(places));
    }

    #[test]
    fn points_read_what_decimals_read(text in "[+-]?[0-9]{0,12}(\\.[0-9]{0,12})?") {
        let plain = text.trim_start_matches(['+', '-']);
        let (whole, places) = plain.split_once('.').map_or((plain, None), |(a, b)| (a, Some(b)));
        let well = !whole.is_empty() && places.is_none_or(|p| (1..=9).contains(&p.len()));
        let value: Option<Decimal> = text.parse().ok().filter(|_| well);
        let limit = Decimal::from(9_000_000_000_i64);
        let value = value.filter(|value| value.abs() < limit);
        prop_assert_eq!(text.parse::<Points>().ok().map(dec), value);
    }

    #[test]
    fn ratios_print_and_read_back(part in any_points(), whole in any_points(), k in 1_i32..9) {
        let Some(ratio) = Ratio::new(part, whole) else {
            prop_assert!(whole <= Points::ZERO);
            return Ok(());
        };
        let back: Ratio = ratio.to_string().parse().unwrap();
        prop_assert_eq!(back.to_string(), ratio.to_string());
        prop_assert!(back == ratio && hash_of(&back) == hash_of(&ratio));
        let times = |points: Points| Points::try_from(points.to_decimal() * Decimal::from(k));
        if let (Ok(part), Ok(whole)) = (times(part), times(whole)) {
            let same = Ratio::new(part, whole).unwrap();
            prop_assert!(same == ratio && hash_of(&same) == hash_of(&ratio));
        }
    }

    #[test]
    fn ratios_order_as_quotients(a in any_points(), b in 1_i64..1000, c in any_points(), d in 1_i64..1000) {
        let ratio = |part: Points, whole: i64| {
            Ratio::new(part, Points::try_from(Decimal::from(whole)).unwrap()).unwrap()
        };
        let (left, right) = (dec(a) * Decimal::from(d), dec(c) * Decimal::from(b));
        prop_assert_eq!(ratio(a, b).cmp(&ratio(c, d)), left.cmp(&right));
        prop_assert_eq!(ratio(a, b) == ratio(c, d), left == right);
    }

    #[test]
    fn percents_print_and_read_back(points in any_points()) {
        let percent: Percent = points.to_string().parse().unwrap();
        prop_assert_eq!(percent.to_string(), points.to_string());
        prop_assert_eq!(percent.to_string().parse(), Ok(percent));
        let json = serde_json::to_string(&percent).unwrap();
        prop_assert_eq!(serde_json::from_str::<Percent>(&json).unwrap(), percent);
        if let Some(ratio) = Ratio::new(points, Points::whole(100)) {
            prop_assert!(ratio.cmp_percent(percent).is_eq());
            prop_assert_eq!(ratio.percent(Digits::NINE), percent);
        }
    }

    #[test]
    fn codes_print_and_read_back_and_are_ordered(
        texts in prop::collection::vec(
            prop_oneof!["[0-9aăIVXA_-]{1,3}(\\.[0-9aIVX]{1,2}){0,3}", "[01]{1,3}(\\.0?1)?"],
            3,
        )
    ) {
        let codes: Vec<Code> = texts.iter().map(|text| text.parse().unwrap()).collect();
        for (code, text) in codes.iter().zip(&texts) {
            prop_assert_eq!(&code.to_string().parse::<Code>().unwrap(), code);
            prop_assert_eq!(code.as_str(), text.as_str());
            let json = serde_json::to_string(code).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Code>(&json).unwrap(), code);
        }
        let [a, b, c] = &codes[..] else { panic!() };
        prop_assert_eq!(a.cmp(b), b.cmp(a).reverse());
        prop_assert_eq!(a.cmp(b).is_eq(), a == b);
        prop_assert_eq!(a == b, a.as_str() == b.as_str());
        if a <= b && b <= c {
            prop_assert!(a <= c);
        }
        prop_assert!(!b.is_under(a) || a < b);
    }

    #[test]
    fn days_print_and_read_back(year in 1900_u16..2200, month in 1_u8..=12, day in 1_u8..=31) {
        let text = format!("{year:04}-{month:02}-{day:02}");
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let read = text.parse::<Day>();
        prop_assert_eq!(read.is_ok(), day <= last);
        if let Ok(read) = read {
            prop_assert_eq!(read.to_string(), text);
            let json = serde_json::to_string(&read).unwrap();
            prop_assert_eq!(serde_json::from_str::<Day>(&json).unwrap(), read);
        }
    }
}
