//! The schemas of single values: numbers, days, periods.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::bound::Bound;
use crate::day::Day;
use crate::period::Period;
use crate::quantity::{Code, Digits, Percent, PointSum, Points, Ratio};
use crate::words::{Sentence, Text};

/// Gives a type the schema of the form in which it is stored.
macro_rules! as_kept {
    ($($name:ty as $kept:ty;)*) => {
        $(impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                <$kept>::schema_name()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                <$kept>::json_schema(generator)
            }
        })*
    };
}

as_kept! {
    crate::framework::Framework as crate::framework::stored::Stored;
    crate::assessment::Assessment as crate::assessment::Stored;
    crate::scoring::NodeScore as crate::scoring::StoredScore;
    crate::scoring::Scorecard as crate::scoring::StoredCard;
    crate::analysis::Ledger as crate::analysis::StoredLedger;
    crate::finding::Finding as crate::finding::Stored;
    Sentence as Text;
}

impl JsonSchema for Ratio {
    fn schema_name() -> Cow<'static, str> {
        "Ratio".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Points obtained over points possible, as the two exact numbers.",
            "type": "string",
            "pattern": r"^-?[0-9]+(\.[0-9]{1,9})?/[0-9]+(\.[0-9]{1,9})?$"
        })
    }
}

impl JsonSchema for Digits {
    fn schema_name() -> Cow<'static, str> {
        "Digits".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "How many decimal places are kept.",
            "type": "integer", "minimum": 0, "maximum": 9
        })
    }
}

impl JsonSchema for Code {
    fn schema_name() -> Cow<'static, str> {
        "Code".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "The code of a node.", "type": "string" })
    }
}

fn exact(description: &str) -> Schema {
    json_schema!({
        "description": description,
        "type": "string",
        "pattern": r"^-?[0-9]+(\.[0-9]{1,9})?$"
    })
}

impl JsonSchema for Points {
    fn schema_name() -> Cow<'static, str> {
        "Points".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        exact("Points, exact and shortest.")
    }
}

impl JsonSchema for Percent {
    fn schema_name() -> Cow<'static, str> {
        "Percent".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        exact("A percentage, exact and shortest, without its sign.")
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A day of the calendar.",
            "type": "string",
            "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        })
    }
}

impl JsonSchema for Period {
    fn schema_name() -> Cow<'static, str> {
        "Period".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A period: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09. Read as people write it \
                            too, and a whole year as a number.",
            "type": ["string", "integer"]
        })
    }
}

impl JsonSchema for Bound {
    fn schema_name() -> Cow<'static, str> {
        "Bound".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A year or a day.",
            "type": ["integer", "string"]
        })
    }
}

impl JsonSchema for PointSum {
    fn schema_name() -> Cow<'static, str> {
        "PointSum".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        exact("Points summed over units, exact and shortest.")
    }
}
