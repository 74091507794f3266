//! Documents in other formats than JSON, and inside the program's own types.

#![allow(clippy::disallowed_types, reason = "what serde writes for a flattened type names them")]

use par_index::bound::Bound;
use par_index::directive::directive_ids;
use par_index::framework::embedded_ids;
use par_index::spec::{AssessmentSpec, DirectiveSpec, FrameworkSpec, Num, RuleSpec};
use par_index::{Error, Framework, Period, framework, sample};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A document through CBOR and back.
fn through_cbor<T: Serialize, B: for<'de> Deserialize<'de>>(value: &T) -> B {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).expect("CBOR is written");
    ciborium::from_reader(bytes.as_slice()).expect("CBOR is read")
}

/// What a program keeps: a document flattened beside keys of its own.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Kept<T> {
    saved_by: String,
    #[serde(flatten)]
    document: T,
}

/// What a program takes in: one of several documents, told apart by what fits.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Any {
    Sheet(Box<AssessmentSpec>),
    Ruler(Box<FrameworkSpec>),
}

/// The same, told apart by a key of its own.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
enum Tagged {
    Rule(Box<RuleSpec>),
    Number { value: Num },
}

#[test]
fn every_embedded_ruler_reads_from_any_format() -> Result<(), Error> {
    for id in embedded_ids() {
        let fw = framework(id)?;
        let text = fw.to_json();
        let spec: FrameworkSpec = serde_json::from_str(&text).expect("JSON");
        let value: Value = serde_json::from_str(&text).expect("a value");
        assert_eq!(
            serde_json::from_value::<FrameworkSpec>(value.clone()).expect("of a value"),
            spec
        );
        assert_eq!(through_cbor::<_, FrameworkSpec>(&spec), spec);
        assert_eq!(through_cbor::<_, FrameworkSpec>(&value), spec);
        let kept = Kept { saved_by: "me".to_owned(), document: spec };
        let back: Kept<FrameworkSpec> =
            serde_json::from_str(&serde_json::to_string(&kept).expect("JSON")).expect("flattened");
        assert_eq!(back, kept);
        assert_eq!(back.document.check()?.hash(), fw.hash());
    }
    Ok(())
}

#[test]
fn samples_and_letters_read_from_any_format() -> Result<(), Error> {
    for id in par_index::framework::sample_ids() {
        let sheets: Vec<AssessmentSpec> = serde_json::from_str(sample(id)?).expect("JSON");
        assert_eq!(through_cbor::<_, Vec<AssessmentSpec>>(&sheets), sheets);
        let any: Vec<Any> = serde_json::from_str(sample(id)?).expect("untagged");
        assert!(any.into_iter().zip(sheets).all(|(any, sheet)| any == Any::Sheet(Box::new(sheet))));
    }
    for id in directive_ids() {
        let letter: DirectiveSpec =
            serde_json::from_str(&par_index::directive::directive(id)?.to_json()).expect("JSON");
        assert_eq!(through_cbor::<_, DirectiveSpec>(&letter), letter);
    }
    Ok(())
}

#[test]
fn an_untagged_type_still_finds_the_ruler() -> Result<(), Error> {
    let fw = framework("vn-766-2026")?;
    let any: Any = serde_json::from_str(&fw.to_json()).expect("untagged");
    let Any::Ruler(spec) = any else { panic!("a ruler") };
    assert_eq!(spec.check()?, fw);
    Ok(())
}

#[test]
fn bare_numbers_keep_what_is_certain_in_every_format() {
    // JSON keeps the text; what went through a value or a wrapper keeps the number.
    let exact = |text: &str| serde_json::from_str::<Num>(text).map(|num| num.as_str().to_owned());
    assert_eq!(exact("12.50").expect("read"), "12.50");
    assert_eq!(exact("1234567890.123456789").expect("read"), "1234567890.123456789");
    let rule = r#"{"type": "Rule", "kind": "share", "full_at": {"at_least": 99.5}, "floor": 80}"#;
    let Tagged::Rule(read) = serde_json::from_str(rule).expect("tagged") else { panic!("a rule") };
    assert_eq!(*read, RuleSpec::share().full_at("99.5").floor(80));
    for text in ["0.000000001", "999999.999999999", "-0.25", "0.1", "12.123456789"] {
        let value = json!({"type": "Number", "value": text.parse::<serde_json::Number>().expect("a number")});
        let read: Tagged = serde_json::from_value(value.clone()).expect("tagged");
        assert_eq!(read, Tagged::Number { value: text.into() }, "{text}");
        let cbor: Tagged = through_cbor(&value);
        assert_eq!(cbor, read, "{text}");
    }
    for text in ["18446744073709551615", "-9000000000"] {
        let read: Tagged =
            serde_json::from_str(&format!(r#"{{"type": "Number", "value": {text}}}"#))
                .expect("whole");
        assert_eq!(read, Tagged::Number { value: text.into() });
    }
    // Where a binary number is no longer certain it is refused, never bent.
    let large = r#"{"type": "Number", "value": 123456789.999999999}"#;
    let refused = serde_json::from_str::<Tagged>(large).unwrap_err().to_string();
    assert!(refused.contains("in quotes"), "{refused}");
    for wrong in ["null", "true", "[1]", "{}", r#"{"a": 1}"#] {
        assert!(serde_json::from_str::<Num>(wrong).is_err(), "{wrong}");
        let value: Value = serde_json::from_str(wrong).expect("a value");
        assert!(serde_json::from_value::<Num>(value.clone()).is_err(), "{wrong}");
        let tagged = json!({"type": "Number", "value": value});
        assert!(serde_json::from_value::<Tagged>(tagged).is_err(), "{wrong}");
    }
}

#[test]
fn years_and_periods_are_read_with_and_without_a_sign() {
    // Formats without unsigned numbers hand over signed ones.
    #[derive(Debug, Deserialize)]
    struct Signed {
        period: Period,
        from: Bound,
    }
    let signed = vec![("period", 2023_i64), ("from", 2023)];
    let deserializer =
        serde::de::value::MapDeserializer::<_, serde::de::value::Error>::new(signed.into_iter());
    let read = Signed::deserialize(deserializer).expect("signed years");
    assert_eq!((read.period, read.from), (Period::year(2023), Bound::from(2023)));
}

#[test]
fn a_refused_document_says_the_same_in_every_format() -> Result<(), Error> {
    let mut value: Value =
        serde_json::from_str(&framework("hon-quan-2023")?.to_json()).expect("JSON");
    value["nodes"][0]["max"] = json!(11);
    let spec: FrameworkSpec = through_cbor(&value);
    let [by_cbor, by_json] = [spec.check(), Framework::from_json(value.to_string())]
        .map(|refused| refused.unwrap_err().findings().to_vec());
    assert_eq!(by_cbor, by_json);
    assert!(by_json.iter().any(|finding| finding.code().as_str() == "sum_of_children"));
    Ok(())
}

#[test]
fn binary_numbers_of_32_bits_are_refused() {
    use serde::de::{IntoDeserializer, value::Error};
    let read = |said: Result<Num, Error>| said.map_err(|error| error.to_string());
    let said = read(Num::deserialize(0.5_f32.into_deserializer())).unwrap_err();
    assert!(said.contains("number in quotes"), "{said}");
    assert_eq!(read(Num::deserialize(0.5_f64.into_deserializer())), Ok(Num::from("0.5")));
}
