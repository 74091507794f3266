//! The code of a criterion as it stands in a cell, and the leaf that it means.

use par_index::finding::{FindingCode, Place, nearest};
use par_index::words::Arg;
use par_index::{Finding, Framework, Text};
use unicode_normalization::UnicodeNormalization;

/// The code without blanks and without a last dot, bracket or colon; commas become points.
pub(crate) fn tidy(text: &str) -> String {
    let code: String = text.nfc().filter(|c| !c.is_whitespace()).collect();
    code.trim_end_matches(['.', ')', ':']).replace(',', ".")
}

/// The code that a cell begins with, and the name behind the code: `1.1.1. Kế hoạch`.
pub(crate) fn split(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    let bare = ["TCTP", "TC", "Tiêu chí"].iter().find_map(|word| text.strip_prefix(word));
    let bare =
        bare.map(str::trim_start).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let text = bare.unwrap_or(text);
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','));
    let Some((code, rest)) = end.and_then(|end| text.split_at_checked(end)) else {
        return (text, None);
    };
    let name = rest.trim_start_matches(|c: char| c.is_whitespace() || ":)-–".contains(c));
    let apart = code.ends_with('.') || name.len() < rest.len();
    if code.is_empty() || !apart || !name.contains(char::is_alphabetic) {
        (text, None)
    } else {
        (code, Some(name))
    }
}

/// The position of the leaf whose code stands in a cell; a code with a slip in it is not
/// recognised.
pub(crate) fn leaf_of(framework: &Framework, text: &str) -> Option<usize> {
    framework.leaf_position(&tidy(text))
}

/// The position of a leaf among the framework's leaves, with a warning where the code was mended.
/// For an unknown code the nearest known one is suggested, if `seek` is true.
pub(crate) fn leaf(
    framework: &Framework,
    text: &str,
    place: impl Fn() -> Place,
    seek: bool,
) -> Result<(usize, Option<Finding>), Finding> {
    let code = tidy(text);
    if let Some(position) = framework.leaf_position(&code) {
        return Ok((position, None));
    }
    if framework.node(&code).is_some() {
        return Err(Finding::new(FindingCode::NotALeaf, place()).found(code));
    }
    // A spreadsheet program that takes `1.10` for a number drops its last zero.
    let zeros = |known: &str| {
        known.strip_prefix(code.as_str()).is_some_and(|rest| {
            code.contains('.') && !rest.is_empty() && rest.bytes().all(|c| c == b'0')
        })
    };
    let mut meant = framework.leaves().enumerate().filter(|(_, leaf)| zeros(leaf.code().as_str()));
    if let (Some((position, leaf)), None) = (meant.next(), meant.next()) {
        let finding = Finding::new(FindingCode::NumericCode, place()).found(text.trim());
        return Ok((position, Some(finding.with("code", leaf.code().as_str()))));
    }
    // A spreadsheet program may have turned a code into a date.
    let mut typed = crate::cell::codes_of_day(text.trim()).into_iter();
    let typed = typed.find_map(|code| framework.leaf_position(&code));
    let typed = typed.and_then(|leaf| framework.leaf(leaf)).map(|leaf| leaf.code().as_str());
    let codes = framework.leaves().map(|leaf| leaf.code().as_str());
    let near = typed.or_else(|| if seek { nearest(&code, codes) } else { None });
    let finding = Finding::new(FindingCode::UnknownCode, place()).found(text.trim());
    Err(finding.with("near", perhaps(near)))
}

/// The nearest known name, worded for the sentence of a finding.
pub(crate) fn perhaps(near: Option<&str>) -> Arg {
    near.map_or(Arg::from(""), |near| {
        Arg::Words(Text::new(format!("có thể là “{near}”"), format!("perhaps “{near}”")))
    })
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_code_before_a_name() {
        assert_eq!(split("1.1.1. Kế hoạch"), ("1.1.1.", Some("Kế hoạch")));
        assert_eq!(split(" 1.1 - Kế hoạch"), ("1.1", Some("Kế hoạch")));
        assert_eq!(split("2) Thể chế"), ("2", Some("Thể chế")));
        assert_eq!((split("TC 2.1"), split("TCTP 2.1: x")), (("2.1", None), ("2.1", Some("x"))));
        for whole in
            ["1.1.1", "1.1.", "1. 2", "1.1 )", "Kế hoạch 1.1", "3/4", "1a", "I. Chỉ đạo", ""]
        {
            assert_eq!(split(whole), (whole, None));
        }
    }
}
