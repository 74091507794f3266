//! A finding as it is kept: the row of the result format in English, and what its sentences are made of,
//! so that whoever reads it back says it in either language.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Finding, FindingCode, Key, Place, STAGES};
use crate::words::{Arg, Lang, Text};

/// The row, its sentences for readers alone.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Finding"))]
pub(crate) struct Stored {
    #[serde(default)]
    severity: String,
    code: String,
    unit: Option<String>,
    name: Option<String>,
    node: Option<String>,
    stage: Option<String>,
    file: Option<String>,
    sheet: Option<String>,
    cell: Option<String>,
    line: Option<usize>,
    pointer: Option<String>,
    found: Option<String>,
    #[serde(default)]
    expected: String,
    #[serde(default)]
    suggestion: String,
    #[serde(default)]
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    heading: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    /// The unit's name in both languages.
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<Text>,
    /// What fills the places of its sentences.
    args: Vec<(String, Arg)>,
    /// Of what is only counted: the code, and how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    counted: Option<(String, usize)>,
}

impl Serialize for Finding {
    /// The row of the result format with English texts, and behind it what the texts are made of.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Stored::of(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Finding {
    /// Its texts are made anew from code and arguments.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Finding, D::Error> {
        Stored::deserialize(deserializer)?.finding().map_err(de::Error::custom)
    }
}

impl Stored {
    fn of(finding: &Finding) -> Stored {
        let Place { unit, name, node, stage, file, sheet, cell, heading, line, column, pointer } =
            finding.place.clone();
        Stored {
            severity: finding.severity().as_str().to_owned(),
            code: finding.code.as_str().to_owned(),
            name: name.as_ref().map(|name| name.get(Lang::Vi).to_owned()),
            stage: stage.map(str::to_owned),
            found: finding.found.clone(),
            expected: finding.expected(Lang::En),
            suggestion: finding.suggestion(Lang::En),
            message: finding.message(Lang::En),
            names: name,
            args: finding.args.iter().map(|(key, arg)| (key.to_string(), arg.clone())).collect(),
            counted: finding.cut.map(|(code, count)| (code.as_str().to_owned(), count)),
            unit,
            node,
            file,
            sheet,
            cell,
            line,
            pointer,
            heading,
            column,
        }
    }

    fn finding(self) -> Result<Finding, String> {
        let code = |name: &str| {
            let found = FindingCode::ALL.iter().find(|code| code.as_str() == name);
            found.copied().ok_or_else(|| format!("no finding is called {name}"))
        };
        let stage = match &self.stage {
            Some(stage) => {
                let known = STAGES.into_iter().find(|name| name == stage);
                Some(known.ok_or_else(|| format!("no stage is called {stage}"))?)
            }
            None => None,
        };
        let counted = |(name, count): (String, usize)| Ok::<_, String>((code(&name)?, count));
        Ok(Finding {
            code: code(&self.code)?,
            place: Place {
                unit: self.unit,
                name: self.names,
                node: self.node,
                stage,
                file: self.file,
                sheet: self.sheet,
                cell: self.cell,
                heading: self.heading,
                line: self.line,
                column: self.column,
                pointer: self.pointer,
            },
            found: self.found,
            args: self.args.into_iter().map(|(key, arg)| (Key::from(key), arg)).collect(),
            cut: self.counted.map(counted).transpose()?,
        })
    }
}
