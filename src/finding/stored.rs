//! The stored form of a finding: the row of the result format in English, together with the parts
//! of its sentences, so that a reader can write them in either language.

#![allow(clippy::disallowed_types, reason = "what serde writes for a flattened type names them")]

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Finding, FindingCode, Key, Place, STAGES};
use crate::words::{Arg, Lang, Text};

/// A finding as a row of the result format, with its sentences in one language.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "FindingObject"))]
pub(crate) struct FindingRow<'a> {
    #[serde(default)]
    severity: Cow<'a, str>,
    code: Cow<'a, str>,
    unit: Option<Cow<'a, str>>,
    name: Option<Cow<'a, str>>,
    node: Option<Cow<'a, str>>,
    stage: Option<Cow<'a, str>>,
    file: Option<Cow<'a, str>>,
    sheet: Option<Cow<'a, str>>,
    cell: Option<Cow<'a, str>>,
    line: Option<usize>,
    pointer: Option<Cow<'a, str>>,
    found: Option<Cow<'a, str>>,
    #[serde(default)]
    expected: String,
    #[serde(default)]
    suggestion: String,
    #[serde(default)]
    message: String,
}

impl<'a> FindingRow<'a> {
    pub(super) fn of(finding: &'a Finding, lang: Lang) -> FindingRow<'a> {
        let place = &finding.place;
        let text = |text: &'a Option<String>| text.as_deref().map(Cow::from);
        FindingRow {
            severity: finding.severity().as_str().into(),
            code: finding.code.as_str().into(),
            unit: text(&place.unit),
            name: place.name.as_ref().map(|name| name.get(Lang::Vi).into()),
            node: text(&place.node),
            stage: place.stage.map(Cow::from),
            file: text(&place.file),
            sheet: text(&place.sheet),
            cell: text(&place.cell),
            line: place.line,
            pointer: text(&place.pointer),
            found: text(&finding.found),
            expected: finding.expected(lang),
            suggestion: finding.suggestion(lang),
            message: finding.message(lang),
        }
    }
}

/// The row of the result format, whose sentences are only for human readers, followed by the parts
/// from which the sentences are made.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Finding"))]
pub(crate) struct Stored<'a> {
    #[serde(flatten)]
    row: FindingRow<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    heading: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    /// The name of the unit in both languages.
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<Text>,
    /// The values that fill the places in the sentences.
    args: Vec<(String, Arg)>,
    /// For a finding that stands for counted ones: their code and their number.
    #[serde(skip_serializing_if = "Option::is_none")]
    counted: Option<(String, usize)>,
}

impl Serialize for Finding {
    /// Writes the row of the result format with English texts, followed by the parts of the texts.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Stored::of(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Finding {
    /// Reads a finding; its texts are made again from code and arguments, and the stored texts are
    /// ignored.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Finding, D::Error> {
        Stored::deserialize(deserializer)?.finding().map_err(de::Error::custom)
    }
}

impl Stored<'_> {
    fn of(finding: &Finding) -> Stored<'_> {
        let Place { name, heading, column, .. } = &finding.place;
        Stored {
            row: FindingRow::of(finding, Lang::En),
            heading: heading.clone(),
            column: *column,
            names: name.clone(),
            args: finding.args.iter().map(|(key, arg)| (key.to_string(), arg.clone())).collect(),
            counted: finding.cut.map(|(code, count)| (code.as_str().to_owned(), count)),
        }
    }

    fn finding(self) -> Result<Finding, String> {
        let code = |name: &str| {
            let found = FindingCode::ALL.iter().find(|code| code.as_str() == name);
            found.copied().ok_or_else(|| format!("no finding is called {name}"))
        };
        let row = self.row;
        let stage = match &row.stage {
            Some(stage) => {
                let known = STAGES.into_iter().find(|name| name == stage);
                Some(known.ok_or_else(|| format!("no stage is called {stage}"))?)
            }
            None => None,
        };
        let counted = |(name, count): (String, usize)| Ok::<_, String>((code(&name)?, count));
        let own = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
        Ok(Finding {
            code: code(&row.code)?,
            place: Place {
                unit: own(row.unit),
                name: self.names,
                node: own(row.node),
                stage,
                file: own(row.file),
                sheet: own(row.sheet),
                cell: own(row.cell),
                heading: self.heading,
                line: row.line,
                column: self.column,
                pointer: own(row.pointer),
            },
            found: own(row.found),
            args: self.args.into_iter().map(|(key, arg)| (Key::from(key), arg)).collect(),
            cut: self.counted.map(counted).transpose()?,
        })
    }
}
