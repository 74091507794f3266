//! An assessment document as it stands in a file, not yet checked. The fields have the keys of the
//! file format.

use std::fmt;

use serde::de::{self, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::day::Day;
use crate::framework::Provenance;
use crate::framework::rule::FactsSpec;
use crate::json::Num;
use crate::period::Period;
use crate::words::Text;

/// An assessment as it stands in a file. [`AssessmentSpec::check`] turns it into an
/// [`Assessment`](crate::Assessment). On unknown keys in a flattened document see
/// [`FrameworkSpec`](crate::spec::FrameworkSpec).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AssessmentSpec {
    /// The version of the file format; always 1.
    pub schema_version: Num,
    /// The kind of document; always `assessment`.
    pub kind: String,
    /// The id of the framework that the unit is assessed under.
    pub framework: String,
    /// The hash of the framework that the sheet was filled in under; if given, another version of
    /// the framework is an error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framework_hash: Option<String>,
    /// The year measured, or the year in which `period` lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The period measured if it is not a whole year. A whole year may stand here or in `year`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The day the figures are from; of sheets of several days the latest counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Day>,
    /// Whether the survey was held: `held` or `not_held`; absent if the sheet does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<SurveySpec>,
    /// The survey channel (*kênh điều tra*), if the framework has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// How official the figures are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    /// The unit that is scored.
    pub unit: UnitSpec,
    /// The entries, one for each leaf that is reported.
    #[serde(default)]
    pub entries: Vec<EntrySpec>,
    /// Bonus points (*điểm thưởng*), written as a positive number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonus: Option<Num>,
    /// Deducted points (*điểm trừ*), written as a positive number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deduction: Option<Num>,
    /// `true`: the document was joined while some input was not read, or a unit in error was left
    /// out. Every result made from it has to say so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_read: bool,
}

/// Whether the survey was held in the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SurveySpec {
    /// The survey was held.
    Held,
    /// The survey was not held.
    NotHeld,
}

/// The unit that is scored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitSpec {
    /// The id of the unit.
    pub id: String,
    /// The name of the unit; without one the id is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<NameSpec>,
    /// The block (*khối*) of comparable units that the unit belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// `false` for a unit that is assessed but not ranked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ranked: Option<bool>,
}

/// A name, written as one text or as one text per language.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(untagged))]
pub enum NameSpec {
    /// One text that serves in every language.
    One(String),
    /// One text for each language.
    Both(Text),
}

impl From<Text> for NameSpec {
    fn from(name: Text) -> NameSpec {
        NameSpec::Both(name)
    }
}

impl From<&str> for NameSpec {
    fn from(name: &str) -> NameSpec {
        NameSpec::One(name.to_owned())
    }
}

impl NameSpec {
    /// The name in both languages; a single text serves for both.
    pub fn text(&self) -> Text {
        match self {
            NameSpec::One(name) => Text::same(crate::json::nfc(name)),
            NameSpec::Both(name) => {
                Text::new(crate::json::nfc(&name.vi), crate::json::nfc(&name.en))
            }
        }
    }
}

impl Serialize for NameSpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            NameSpec::One(name) => serializer.serialize_str(name),
            NameSpec::Both(name) => name.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for NameSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<NameSpec, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = NameSpec;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name or {\"vi\": …, \"en\": …}")
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<NameSpec, E> {
                Ok(NameSpec::One(name.to_owned()))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<NameSpec, A::Error> {
                Text::deserialize(MapAccessDeserializer::new(map)).map(NameSpec::Both)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Everything reported for one leaf.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EntrySpec {
    /// The code of the leaf, as the framework has it.
    pub code: String,
    /// The unit's own score (*điểm tự đánh giá*).
    #[serde(default, rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_score: Option<StageSpec>,
    /// The score of the first round of appraisal (*thẩm định*).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appraised: Option<StageSpec>,
    /// The unit's explanation (*giải trình*) of its score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<ExplanationSpec>,
    /// The score of the second round of appraisal (*thẩm định lần 2*).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appraised_again: Option<StageSpec>,
    /// The score from the survey (*điều tra xã hội học*).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<StageSpec>,
}

/// One stage of a leaf: points, facts or "not applicable", with remarks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StageSpec {
    /// The points as they were typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Num>,
    /// The facts that the leaf's rule turns into points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<FactsSpec>,
    /// The reason why the leaf does not apply to the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<String>,
    /// The evidence (*tài liệu kiểm chứng*); absent means unknown, `[]` means that there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<String>>,
    /// A free remark on the score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The agency that filled in this stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The day on which this stage was filled in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// Where a joined value was first read; for information only, no result uses it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
}

/// The unit's explanation (*giải trình*) between the two rounds of appraisal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExplanationSpec {
    /// The text of the explanation.
    pub text: String,
    /// Further evidence that comes with the explanation.
    #[serde(default)]
    pub evidence: Vec<String>,
}

impl StageSpec {
    fn typed(points: impl Into<Num>) -> StageSpec {
        StageSpec { points: Some(points.into()), ..StageSpec::default() }
    }

    fn stated(facts: FactsSpec) -> StageSpec {
        StageSpec { facts: Some(facts), ..StageSpec::default() }
    }
}

impl AssessmentSpec {
    /// An assessment without entries, from which one is built in code.
    ///
    /// Points are added with [`self_scored`](Self::self_scored), [`appraised`](Self::appraised) and
    /// [`survey`](Self::survey), as [`points!`](crate::points), [`Points`](crate::Points),
    /// `Decimal`, whole numbers or text; facts with [`self_facts`](Self::self_facts) and
    /// [`appraised_facts`](Self::appraised_facts); everything else through the public fields.
    ///
    /// ```
    /// use par_index::{points, spec::AssessmentSpec};
    ///
    /// let sheet = AssessmentSpec::new("vn-ministry-2023", 2023, "bo-noi-vu")
    ///     .appraised("1", points!(60.65))
    ///     .named("Bộ Nội vụ")
    ///     .survey("2", rust_decimal::Decimal::new(2638, 2));
    /// assert_eq!(sheet.entries[1].survey.as_ref().unwrap().points, Some("26.38".into()));
    /// ```
    pub fn new(framework: &str, year: u16, unit: &str) -> AssessmentSpec {
        AssessmentSpec {
            schema_version: Num::from(1),
            kind: "assessment".to_owned(),
            framework: framework.to_owned(),
            year: Some(year),
            unit: UnitSpec { id: unit.to_owned(), ..UnitSpec::default() },
            ..AssessmentSpec::default()
        }
    }

    /// Sets the name of the unit: one text, or one per language.
    #[must_use]
    pub fn named(mut self, name: impl Into<NameSpec>) -> AssessmentSpec {
        self.unit.name = Some(name.into());
        self
    }

    /// Sets the block of the unit (*khối*).
    #[must_use]
    pub fn in_group(mut self, group: impl Into<String>) -> AssessmentSpec {
        self.unit.group = Some(group.into());
        self
    }

    /// The period that the document states, as a period or as a year.
    pub(super) fn said_period(&self) -> Option<Period> {
        self.period.or(self.year.map(Period::year))
    }

    /// The entry of a leaf, added if it does not exist yet.
    pub fn entry(&mut self, code: &str) -> &mut EntrySpec {
        let at = self.entries.iter().position(|entry| entry.code == code).unwrap_or_else(|| {
            self.entries.push(EntrySpec { code: code.to_owned(), ..EntrySpec::default() });
            self.entries.len() - 1
        });
        &mut self.entries[at]
    }

    /// Sets the self score of a leaf to typed points.
    #[must_use]
    pub fn self_scored(mut self, code: &str, points: impl Into<Num>) -> AssessmentSpec {
        self.entry(code).self_score = Some(StageSpec::typed(points));
        self
    }

    /// Sets the appraised score of a leaf to typed points.
    #[must_use]
    pub fn appraised(mut self, code: &str, points: impl Into<Num>) -> AssessmentSpec {
        self.entry(code).appraised = Some(StageSpec::typed(points));
        self
    }

    /// Sets the self score of a leaf to facts, from which its rule computes the points.
    ///
    /// ```
    /// use par_index::spec::{AssessmentSpec, FactsSpec};
    ///
    /// let fw = par_index::framework("hon-quan-2023")?;
    /// let sheet = AssessmentSpec::new(fw.id(), 2023, "ward-a")
    ///     .self_facts("1.3", FactsSpec::share(5, 9))
    ///     .appraised_facts("1.1.1", FactsSpec::share(9, 10));
    /// assert!(sheet.check(&fw).1.is_empty());
    /// # Ok::<(), par_index::Error>(())
    /// ```
    #[must_use]
    pub fn self_facts(mut self, code: &str, facts: FactsSpec) -> AssessmentSpec {
        self.entry(code).self_score = Some(StageSpec::stated(facts));
        self
    }

    /// Sets the appraised score of a leaf to facts, from which its rule computes the points.
    #[must_use]
    pub fn appraised_facts(mut self, code: &str, facts: FactsSpec) -> AssessmentSpec {
        self.entry(code).appraised = Some(StageSpec::stated(facts));
        self
    }

    /// Sets the survey score of a leaf to typed points.
    #[must_use]
    pub fn survey(mut self, code: &str, points: impl Into<Num>) -> AssessmentSpec {
        self.entry(code).survey = Some(StageSpec::typed(points));
        self
    }
}
