//! The list below a command's help that names the columns its tables must have and may have.

use clap::Command;
use par_index::Lang;
use par_index::words::Heading;

/// A table that a command reads: the argument that names it, what one row stands for (in English
/// and Vietnamese), the required columns and the optional ones.
struct Table {
    argument: &'static str,
    row: (&'static str, &'static str),
    must: &'static [&'static str],
    may: &'static [&'static str],
}

const EFFORTS: &[&str] = &[
    "effort",
    "per_item",
    "measure",
    "lead",
    "cooperating",
    "due",
    "product",
    "requires",
    "excludes",
];

const TABLES: &[Table] = &[
    Table {
        argument: "inputs",
        row: ("IN, a row for each value", "IN, mỗi giá trị một dòng"),
        must: &["unit", "code"],
        may: &[
            "self",
            "appraised",
            "appraised_again",
            "survey",
            "done",
            "of",
            "count",
            "answer",
            "level",
            "stage",
            "evidence",
            "explanation",
            "year",
            "period",
            "as_of",
            "group",
            "channel",
            "by",
            "on",
        ],
    },
    Table {
        argument: "inputs",
        row: (
            "IN, a row for each unit, beside a column for each component",
            "IN, mỗi đơn vị một dòng, mỗi tiêu chí thành phần một cột, và",
        ),
        must: &["unit"],
        may: &["year", "period", "as_of", "group", "name", "channel", "bonus", "deduction"],
    },
    Table {
        argument: "units",
        row: ("--units, a row for each unit", "--units, mỗi đơn vị một dòng"),
        must: &["unit"],
        may: &[
            "name",
            "group",
            "ranked",
            "parent",
            "portal",
            "predecessors",
            "valid_from",
            "valid_to",
        ],
    },
    Table {
        argument: "framework",
        row: ("FW as a table, a row for each node", "FW dạng bảng, mỗi mục một dòng"),
        must: &["code", "parent", "max"],
        may: &[
            "scorer",
            "name_vi",
            "name_en",
            "lead",
            "appraiser",
            "evidence",
            "how",
            "rule",
            "source",
        ],
    },
    Table {
        argument: "policies",
        row: ("--policies, a row for each policy", "--policies, mỗi quy định một dòng"),
        must: &["policy", "set_to"],
        may: &["note"],
    },
    Table {
        argument: "efforts",
        row: ("--efforts, a row for each step", "--efforts, mỗi giải pháp một dòng"),
        must: &["code", "to"],
        may: EFFORTS,
    },
    Table {
        argument: "measures",
        row: ("--measures, a row for each step", "--measures, mỗi giải pháp một dòng"),
        must: &["code", "to"],
        may: EFFORTS,
    },
    Table {
        argument: "progress",
        row: ("--progress, a row for each report", "--progress, mỗi lần báo cáo một dòng"),
        must: &["obligation", "on"],
        may: &["done", "of", "note"],
    },
    Table {
        argument: "crosswalk",
        row: ("--crosswalk, a row for each pair", "--crosswalk, mỗi cặp tiêu chí một dòng"),
        must: &["old", "new", "kind"],
        may: &["share", "note"],
    },
    Table {
        argument: "questions",
        row: ("--questions, a row for each question", "--questions, mỗi câu hỏi một dòng"),
        must: &["question", "code"],
        may: &["respondents", "weight", "text"],
    },
    Table {
        argument: "ballots",
        row: (
            "BALLOTS, a row for each ballot, beside a column for each question",
            "BALLOTS, mỗi phiếu một dòng, mỗi câu hỏi một cột, và",
        ),
        must: &["unit"],
        may: &["ballot", "respondents", "channel"],
    },
    Table {
        argument: "asked",
        row: ("--asked, a row for each unit", "--asked, mỗi đơn vị một dòng"),
        must: &["unit", "asked"],
        may: &["respondents", "channel", "population"],
    },
    Table {
        argument: "table",
        row: ("FILE, a row for each unit", "FILE, mỗi đơn vị một dòng"),
        must: &["unit"],
        may: &[
            "group",
            "rank",
            "bonus",
            "deduction",
            "total",
            "index",
            "previous",
            "change",
            "grade",
        ],
    },
];

/// Adds to a command and all its subcommands the list of their tables' columns below the help.
pub(crate) fn told(command: Command, lang: Lang) -> Command {
    let command = command.mut_subcommands(|one| told(one, lang));
    let names = |name: &str| command.get_arguments().any(|argument| argument.get_id() == name);
    // `before` and `after` name two states of the inputs, so they have the columns of the inputs.
    let has = |name: &str| names(name) || name == "inputs" && names("before");
    let rows: Vec<String> =
        TABLES.iter().filter(|table| has(table.argument)).map(|table| row(table, lang)).collect();
    if rows.is_empty() {
        return command;
    }
    let head = match lang {
        Lang::Vi => "Tên cột của các bảng:",
        _ => "Columns of the tables:",
    };
    command.after_help(format!("{head}\n{}", rows.join("\n")))
}

fn row(table: &Table, lang: Lang) -> String {
    let name = |key: &&str| match lang {
        Lang::Vi => Heading::of(key).map_or(*key, |heading| heading.text(lang)).to_owned(),
        _ => (*key).to_owned(),
    };
    let list = |keys: &[&str]| keys.iter().map(name).collect::<Vec<_>>().join(" · ");
    let (what, must, may) = match lang {
        Lang::Vi => (table.row.1, "phải có", "có thể có"),
        _ => (table.row.0, "must have", "may have"),
    };
    format!("  {what}\n      {must}: {}\n      {may}: {}", list(table.must), list(table.may))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every column named in the help is a heading that the readers of tables know.
    #[test]
    fn every_column_is_a_heading() {
        for table in TABLES {
            for key in table.must.iter().chain(table.may) {
                assert!(Heading::of(key).is_some(), "{}: {key}", table.argument);
            }
        }
    }
}
