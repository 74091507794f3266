//! What rows and summaries share: public fields that are the columns and keys of the result format.

use serde::Serialize;

use crate::assessment::Unit;
use crate::scoring::State;
use crate::work::WorkBudget;

/// A row of a result: its struct has the columns of the result as fields.
pub(crate) trait RowType: Serialize + Clone + Send + Sync + 'static {
    /// The columns in order: header of CSV, keys of JSON.
    const COLUMNS: &'static [&'static str];
}

/// Defines a row: fields, columns, JSON keys and schema are one list.
macro_rules! row {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* pub $field:ident $(as $name_text:literal)?: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "the columns are those of the result format, by its words")]
        pub struct $name { $($(#[$field_doc])* $(#[serde(rename = $name_text)])? pub $field: $type),* }

        impl $name {
            /// The columns in order: header of CSV, keys of JSON.
            pub const COLUMNS: &'static [&'static str] = &[$($crate::ask::parts::row::column!($field $($name_text)?)),*];
        }

        impl $crate::ask::parts::row::RowType for $name {
            const COLUMNS: &'static [&'static str] = $name::COLUMNS;
        }
    };
}
pub(crate) use row;

/// The name of a column: the field's, unless another is given.
macro_rules! column {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $text:literal) => {
        $text
    };
}
pub(crate) use column;

/// Anything that stands in a result; its schema comes from its type.
#[cfg(not(feature = "schema"))]
pub(crate) trait Shape: Serialize {}
#[cfg(not(feature = "schema"))]
impl<T: Serialize> Shape for T {}
#[cfg(feature = "schema")]
pub(crate) trait Shape: Serialize + schemars::JsonSchema {}
#[cfg(feature = "schema")]
impl<T: Serialize + schemars::JsonSchema> Shape for T {}

/// Defines what stands beside the rows: fields, keys and schema are one list.
macro_rules! summary {
    ($(#[$doc:meta])* pub(crate) struct $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub(crate) struct $name { $($(#[$field_doc])* pub(crate) $field: $type),* }
    };
}
pub(crate) use summary;

/// Defines the rows, or the summaries, of a question that has more than one kind of them.
macro_rules! either {
    ($(#[$doc:meta])* $name:ident { $($kind:ident($type:ty)),* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(untagged)]
        #[allow(clippy::large_enum_variant, reason = "one is made, or none")]
        pub(crate) enum $name { $(#[doc = "One kind."] $kind($type)),* }

        $(impl From<$type> for $name {
            fn from(one: $type) -> $name { $name::$kind(one) }
        })*
    };
}
pub(crate) use either;

/// What a question has not.
#[derive(Clone, Copy, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Nothing {}

/// What a question that searches says beside its rows.
#[derive(Clone, Copy, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct SearchedFor {
    /// How much searching was done; absent where nothing was computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    work: Option<WorkBudget>,
}

/// A unit that sums lack, and why.
#[derive(Clone, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct LeftOutRow {
    unit: String,
    name: String,
    state: &'static str,
}

impl LeftOutRow {
    pub(crate) fn of(unit: &Unit, state: State) -> LeftOutRow {
        LeftOutRow { unit: unit.id.clone(), name: super::name(&unit.name), state: state.as_str() }
    }
}
