//! The form of rows and summaries: public fields that are the columns and keys of results.

use serde::Serialize;

use crate::assessment::Unit;
use crate::scoring::State;
use crate::work::WorkBudget;

/// A row of a result; the fields of its struct are the columns.
pub(crate) trait RowType: Serialize + Clone + Send + Sync + 'static {
    /// The columns in order, as in the header of CSV and the keys of JSON.
    const COLUMNS: &'static [&'static str];
}

/// Defines a row. Fields, columns, JSON keys and schema come from the same list.
macro_rules! row {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* pub $field:ident $(as $name_text:literal)?: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "the columns are those of the result format, by its words")]
        pub struct $name { $($(#[$field_doc])* $(#[serde(rename = $name_text)])? pub $field: $type),* }

        impl $name {
            /// The columns in order: they head a CSV table and are the keys of JSON.
            pub const COLUMNS: &'static [&'static str] = &[$($crate::ask::parts::row::column!($field $($name_text)?)),*];
        }

        impl $crate::ask::parts::row::RowType for $name {
            const COLUMNS: &'static [&'static str] = $name::COLUMNS;
        }
    };
}
pub(crate) use row;

/// The name of a column: that of the field, unless another name is given.
macro_rules! column {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $text:literal) => {
        $text
    };
}
pub(crate) use column;

/// Any part of a result; its schema is made from its type.
#[cfg(not(feature = "schema"))]
pub(crate) trait Shape: Serialize {}
#[cfg(not(feature = "schema"))]
impl<T: Serialize> Shape for T {}
#[cfg(feature = "schema")]
pub(crate) trait Shape: Serialize + schemars::JsonSchema {}
#[cfg(feature = "schema")]
impl<T: Serialize + schemars::JsonSchema> Shape for T {}

/// Defines the object beside the rows. Fields, keys and schema come from the same list.
macro_rules! summary {
    ($(#[$doc:meta])* pub(crate) struct $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub(crate) struct $name { $($(#[$field_doc])* pub(crate) $field: $type),* }
    };
}
pub(crate) use summary;

/// Defines the rows, or the summaries, of a question that has several kinds of them.
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

/// Stands for a part that the results of a question do not have.
#[derive(Clone, Copy, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Nothing {}

/// The key that a question which searches for solutions has beside its rows.
#[derive(Clone, Copy, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct SearchedFor {
    /// How much work the search took; absent if nothing was computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    work: Option<WorkBudget>,
}

/// A unit that is missing from the sums, with the reason.
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
