//! Understands the numbering of rows where a cell is not simply a code of the framework: Roman
//! numbers of fields, numbers that start again in each field, a code and a name in one cell.

use std::borrow::Cow;
use std::collections::HashSet;

use par_index::Framework;
use par_index::framework::Node;

use crate::code::{split, tidy};
use crate::record::Record;
use crate::table::Table;

/// How the rows of a table are numbered.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    /// Whether the numbers start again at 1 in each field, so that the code of the field has to be
    /// put before them.
    anew: bool,
    /// The code of the field that the current rows belong to.
    field: Option<String>,
}

/// One of two ways to read the numbers of a table (as full codes, or as numbers below a field),
/// while it is tried.
#[derive(Default)]
struct Way {
    seen: HashSet<String>,
    fails: bool,
}

impl Way {
    fn see(&mut self, framework: &Framework, code: String, holds: bool) {
        match framework.node(&code) {
            Some(node) if holds && node.leaf().is_some() => self.fails |= !self.seen.insert(code),
            Some(_) => {}
            None => self.fails = true,
        }
    }
}

impl Numbering {
    /// Looks through a table with one unit, or with units as columns, to learn how it is numbered.
    /// Its numbers start again in each field if they fit the framework only with the code of the
    /// field before them.
    pub(crate) fn of(
        framework: &Framework,
        table: &Table<'_>,
        component: usize,
        holds: impl Fn(&Record) -> bool,
    ) -> Numbering {
        let (mut plain, mut below) = (Way::default(), Way::default());
        let mut field: Option<&Node> = None;
        table.look(|record| {
            let text = record.cell(component).text;
            if let Some(known) = roman(framework, text) {
                field = Some(known);
                return true;
            }
            let code = tidy(split(text).0);
            if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
                return true;
            }
            let Some(field) = field else {
                below.fails = true;
                return false;
            };
            let field = field.code().as_str();
            let holds = holds(record);
            below.see(framework, format!("{field}.{code}"), holds);
            plain.fails |= !code.strip_prefix(field).is_some_and(|rest| rest.starts_with('.'));
            plain.see(framework, code, holds);
            true
        });
        Numbering { anew: plain.fails && !below.fails, field: None }
    }

    /// The code that a cell stands for; a text that stands for no code is returned unchanged.
    pub(crate) fn code<'c>(&mut self, framework: &Framework, text: &'c str) -> Cow<'c, str> {
        if text.len() > 200 {
            return Cow::Borrowed(text);
        }
        if let Some(field) = roman(framework, text) {
            self.field = Some(field.code().as_str().to_owned());
            return Cow::Owned(field.code().as_str().to_owned());
        }
        let (code, _) = split(text);
        if let Some(field) = self.field.as_ref().filter(|_| self.anew) {
            let code = format!("{field}.{}", tidy(code));
            if framework.node(&code).is_some() {
                return Cow::Owned(code);
            }
        }
        // A code may end in a letter, as `1.1.a` does, so the whole text is tried as a code first.
        let is_whole = framework.node(&tidy(text)).is_some();
        let begins = !is_whole && framework.node(&tidy(code)).is_some();
        Cow::Borrowed(if begins { code } else { text })
    }
}

const ROMAN: [&str; 20] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
    "XVI", "XVII", "XVIII", "XIX", "XX",
];

/// The field that a Roman number means by its position among the fields; `None` if the framework
/// has a code written like this number.
pub(crate) fn roman<'f>(framework: &'f Framework, text: &str) -> Option<&'f Node> {
    let text = text.trim();
    let number = text.split(['.', ')']).next()?.trim();
    let place = ROMAN.iter().position(|roman| *roman == number)?;
    if framework.node(number).is_some() {
        return None;
    }
    framework.nodes().iter().filter(|node| node.depth() == 1).nth(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numbers_are_fields_by_their_place() {
        let framework = par_index::framework("hon-quan-2023").unwrap();
        let code = |text| roman(&framework, text).map(|node| node.code().as_str());
        for (text, expected) in [
            ("I", Some("1")),
            ("IV.", Some("4")),
            (" VIII ", Some("8")),
            ("II. Cải cách thể chế", Some("2")),
            ("VIII. TÁC ĐỘNG ĐẾN PHÁT TRIỂN KINH TẾ - XÃ HỘI", Some("8")),
            ("VI) HIỆN ĐẠI", Some("6")),
            ("VI PHẠM", None),
            ("IX", None),
            ("", None),
            ("1", None),
            ("X", None),
            ("VI PHẠM", None),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }
}
