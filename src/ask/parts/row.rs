//! What all row types share: public fields that are the columns of the result format.

use serde::Serialize;

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
        #[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
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
