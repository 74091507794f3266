//! The definition of the command line for `clap`, with help texts in the language asked for.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgAction, Command};
use par_index::Lang;
use par_index::ask::{Entry as Question, Flag, Part, QUESTIONS, Takes};
use par_index_office::{Of, is_of_rulers};

use crate::columns;
use crate::texts::{about, help, word};

/// The whole command `par-index` with all subcommands.
pub(crate) fn command(lang: Lang) -> Command {
    let root = Command::new("par-index")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_version_flag(true);
    let grouped = |one: &&Question| {
        GROUPS
            .iter()
            .any(|group| one.name.strip_prefix(group).is_some_and(|rest| rest.starts_with('-')))
    };
    let plain = QUESTIONS.iter().filter(|one| !grouped(one));
    let subcommands = [frameworks(lang), directives(lang)]
        .into_iter()
        .chain(plain.map(|one| asks(one, lang)))
        .chain(par_index::ask::question("paper").map(|paper| announce(paper, lang)))
        .chain(documents(lang));
    let root = finish(root, about("par-index", lang), "par-index COMMAND …", lang)
        .arg(flag("version", lang).short('V').action(ArgAction::Version))
        .arg(
            Arg::new("folder")
                .short('C')
                .value_name("DIR")
                .value_parser(clap::value_parser!(PathBuf))
                .global(true)
                .help(help("folder", lang))
                .help_heading(word("options", lang)),
        )
        .subcommands(subcommands);
    columns::told(root, lang).after_help(word("more", lang))
}

/// The commands that group questions as their own subcommands: the question `directive-check`
/// becomes `par-index directive check`.
const GROUPS: [&str; 2] = ["directive", "framework"];

/// Builds the subcommand of a question: first the files that the question is asked of, then its
/// flags.
fn asks(question: &'static Question, lang: Lang) -> Command {
    let name = question.name;
    let of_group = GROUPS.iter().find_map(|group| name.strip_prefix(group)?.strip_prefix('-'));
    let command = Command::new(of_group.unwrap_or(name));
    let mut command = finish(command, question.about(lang), question.usage, lang);
    let has = |part: Part| question.has(part);
    // The kind of paper is the first positional argument of `paper`, not a `--paper` flag.
    let placed = |flag: &&Flag| name == "paper" && flag.key == "paper";
    for flag in question.flags.iter().filter(placed) {
        let kind = Arg::new(flag.key).value_name("PAPER").required(true).help(flag.help(lang));
        command = command.arg(kind);
    }
    if has(Part::Letter) {
        command = command.arg(file("letter", "D", lang));
    } else if has(Part::Directive) {
        command = command.arg(given_file("directive", "D", "directive", lang));
    }
    if has(Part::Table) {
        command = command.arg(given_file("table", "FILE", "table-file", lang));
    }
    command = if is_of_rulers(question) {
        command
            .arg(given_file("old", "OLD", "old", lang))
            .arg(given_file("new", "NEW", "new", lang))
    } else if has(Part::Ballots) {
        ballots(command, lang)
    } else if has(Part::Inputs) {
        inputs(command, question, lang)
    } else {
        command
    };
    if has(Part::Progress) {
        command = command.arg(file("progress", "FILE", lang));
    }
    let flags = question.all_flags().filter(|flag| !placed(flag));
    let flags = flags.map(|flag| asked(flag, lang));
    let mut command = command
        .args(flags)
        .args(output(lang))
        .mut_arg("format", |format| formats(format, Of::Result, lang));
    if has(Part::Framework) && !is_of_rulers(question) {
        command = command.args(of_folder(lang));
    }
    let unread = [Part::Progress, Part::Table].into_iter().any(has);
    let command = if has(Part::Framework) && !is_of_rulers(question) || unread {
        command.arg(flag("despite-unread", lang))
    } else {
        command
    };
    match name {
        "directive-papers" | "paper" => {
            command.mut_arg("format", |format| formats(format, Of::Paper, lang))
        }
        // Without data a letter is checked by itself, so no framework is required; the arguments
        // about data require one.
        "directive-check" => {
            let command = command
                .mut_arg("framework", |framework| framework.required(false).requires("inputs"));
            let of_data = question.all_flags().map(|flag| flag.key).filter(|key| *key != "days");
            let of_data = of_data.map(|key| key.replace('_', "-"));
            ["inputs", "units", "policies"]
                .map(str::to_owned)
                .into_iter()
                .chain(of_data)
                .fold(command, |command, name| {
                    command.mut_arg(name, |arg| arg.requires("framework"))
                })
        }
        "report" => command.arg(flag("each", lang).help(help("each-page", lang))),
        "survey" => command.mut_arg("year", |year| year.help(help("year-of-survey", lang))),
        _ => command,
    }
}

/// The subcommand `announce`: it takes the arguments of the question `paper`, whose papers it
/// writes.
fn announce(paper: &'static Question, lang: Lang) -> Command {
    // `announce` decides itself which papers to write, so it takes no kind of paper, unit or node.
    let own = ["paper", "unit", "node"];
    let flags = paper.all_flags().filter(|flag| !own.contains(&flag.key));
    inputs(leaf("announce", lang), paper, lang)
        .mut_arg("previous", |previous| previous.help(help("announced", lang)))
        .mut_arg("previous-framework", |arg| arg.hide(true))
        .mut_arg("crosswalk", |arg| arg.hide(true))
        .args(flags.map(|flag| asked(flag, lang)))
        .arg(
            value("output", "announce-output", "DIR", lang)
                .short('o')
                .required(true)
                .value_parser(clap::value_parser!(PathBuf)),
        )
        .args(of_folder(lang))
        .arg(flag("despite-unread", lang))
}

/// The command-line argument of a flag of a question.
fn asked(flag: &'static Flag, lang: Lang) -> Arg {
    let name = flag.key.replace('_', "-");
    let arg = Arg::new(name.clone()).long(name).help(flag.help(lang));
    match flag.takes {
        Takes::Nothing => arg.action(ArgAction::SetTrue),
        Takes::Needed(shown) => arg.value_name(shown).required(true),
        Takes::Texts(shown) => arg.value_name(shown).num_args(1..).action(ArgAction::Append),
        Takes::Number(shown) => arg
            .value_name(shown)
            .allow_negative_numbers(true)
            .value_parser(clap::value_parser!(u64)),
        Takes::Pairs(shown) => arg.value_name(shown).action(ArgAction::Append),
        Takes::Text(shown) | Takes::Percent(shown) => arg.value_name(shown),
        _ => arg,
    }
}

/// Adds to a subcommand the frameworks, the inputs read under them and the other files that the
/// question may take (register, policies, previous year, efforts, measures).
fn inputs(command: Command, question: &Question, lang: Lang) -> Command {
    let has = |part: Part| question.has(part);
    let command =
        command.arg(framework(lang).action(ArgAction::Append).help(help("frameworks", lang)));
    let command = if has(Part::Before) {
        let needed = |name| files(name, lang).required(true);
        command.arg(needed("before")).arg(needed("after"))
    } else {
        command.arg(given_inputs(lang))
    };
    let mut command = command.arg(file("units", "FILE", lang)).args(policies(lang));
    if has(Part::Previous) && !has(Part::Before) {
        let needed = has(Part::PreviousNeeded);
        command = command
            .arg(files("previous", lang).required(needed))
            .arg(file("previous-framework", "FW", lang))
            .arg(file("crosswalk", "FILE", lang));
    }
    for (part, name) in [(Part::Efforts, "efforts"), (Part::Measures, "measures")] {
        if has(part) {
            command = command.arg(file(name, "FILE", lang));
        }
    }
    if has(Part::With) { command.arg(with(lang)) } else { command }
}

fn given_inputs(lang: Lang) -> Arg {
    Arg::new("inputs")
        .value_parser(clap::value_parser!(PathBuf))
        .value_name("IN")
        .num_args(0..)
        .help(help("inputs", lang))
}

/// The argument that names one index of a folder, and two hidden arguments that carry what the
/// folder's manifest says (its title, its folder of shared frameworks).
fn of_folder(lang: Lang) -> [Arg; 3] {
    let hidden = |name| Arg::new(name).long(name).hide(true);
    [
        value("index", "index", "ID", lang),
        hidden("folder-title"),
        hidden("frameworks").value_parser(clap::value_parser!(PathBuf)),
    ]
}

/// The argument `--with FW=IN`: a further index, as a framework and its inputs.
fn with(lang: Lang) -> Arg {
    several("with", "FW=IN", lang).value_parser(clap::value_parser!(OsString))
}

/// Adds the arguments of a survey: ballots, and the tables needed to count them.
fn ballots(command: Command, lang: Lang) -> Command {
    command
        .arg(framework(lang))
        .arg(given_file("ballots", "BALLOTS", "ballots", lang).num_args(1..))
        .arg(file("questions", "FILE", lang).required(true))
        .arg(file("asked", "FILE", lang))
        .arg(file("units", "FILE", lang))
        .args(policies(lang))
}

/// The subcommands that ask no question of a framework's data: `verify`, `schema`, `finding`,
/// `form`, `init`, `call`, `serve`, `completions` and `man`.
fn documents(lang: Lang) -> Vec<Command> {
    let verify = leaf("verify", lang)
        .arg(given_file("printed", "PRINTED", "printed", lang))
        .arg(framework(lang).action(ArgAction::Append).help(help("frameworks", lang)))
        .arg(given_inputs(lang))
        .arg(file("units", "FILE", lang))
        .args(policies(lang))
        .arg(files("previous", lang))
        .arg(file("previous-framework", "FW", lang))
        .arg(file("crosswalk", "FILE", lang))
        .arg(file("efforts", "FILE", lang))
        .arg(with(lang))
        .arg(file("letter", "D", lang))
        .arg(file("progress", "FILE", lang))
        .args(output(lang))
        .args(of_folder(lang))
        .arg(flag("despite-unread", lang));
    vec![
        verify,
        leaf("schema", lang)
            .arg(Arg::new("kind").value_name("KIND").required(true).help(help("kind", lang))),
        group(
            "finding",
            lang,
            [
                leaf("finding-list", lang).args(output(lang)),
                leaf("finding-show", lang)
                    .arg(
                        Arg::new("code").value_name("CODE").required(true).help(help("code", lang)),
                    )
                    .args(output(lang)),
            ],
        ),
        leaf("form", lang)
            .arg(framework(lang))
            .arg(given_inputs(lang))
            .arg(file("units", "FILE", lang).required(true))
            .args(policies(lang))
            .arg(
                value("stage", "form-stage", "STAGE", lang)
                    .value_parser(["self", "appraised", "appraised_again", "survey"])
                    .hide_possible_values(true),
            )
            .arg(
                value("by", "form-by", "appraiser", lang)
                    .value_parser(["appraiser"])
                    .hide_possible_values(true),
            )
            .arg(value("period", "form-period", "PERIOD", lang))
            .arg(files("previous", lang))
            .arg(
                value("output", "form-output", "DIR|FILE", lang)
                    .short('o')
                    .required(true)
                    .value_parser(clap::value_parser!(PathBuf)),
            ),
        leaf("init", lang)
            .arg(
                Arg::new("target")
                    .value_name("DIR")
                    .value_parser(clap::value_parser!(PathBuf))
                    .help(help("init-target", lang)),
            )
            .arg(framework(lang)),
        leaf("call", lang).arg(flag("serve", lang)),
        leaf("serve", lang)
            .arg(value("http", "serve-http", "ADDRESS", lang))
            .arg(
                value("token-file", "serve-token", "FILE", lang)
                    .value_parser(clap::value_parser!(PathBuf)),
            )
            .arg(
                value("page", "serve-page", "FILE", lang)
                    .value_parser(clap::value_parser!(PathBuf)),
            )
            .arg(
                Arg::new("target")
                    .value_name("DIR")
                    .value_parser(clap::value_parser!(PathBuf))
                    .help(help("serve-target", lang)),
            ),
        leaf("completions", lang)
            .arg(Arg::new("shell").value_name("SHELL").required(true).help(help("shell", lang))),
        leaf("man", lang),
    ]
}

/// The group `framework list|show|check|export|import`, with the questions that compare two
/// frameworks (`framework diff`).
fn frameworks(lang: Lang) -> Command {
    let asked = QUESTIONS.iter().filter(|one| one.name.starts_with("framework-"));
    group(
        "framework",
        lang,
        [
            leaf("framework-list", lang).args(output(lang)),
            leaf("framework-show", lang).arg(ruler(lang)).args(policies(lang)).args(output(lang)),
            leaf("framework-check", lang).arg(ruler(lang)).args(policies(lang)).args(output(lang)),
            leaf("framework-export", lang).arg(ruler(lang)).args(policies(lang)).args(output(lang)),
            leaf("framework-import", lang)
                .arg(given_file("tables", "FILE", "import", lang).num_args(1..))
                .args(output(lang)),
        ]
        .into_iter()
        .chain(asked.map(|one| asks(one, lang))),
    )
}

/// The group `directive list|show|export`, with the questions about a letter as its further
/// subcommands.
fn directives(lang: Lang) -> Command {
    let letter = || given_file("directive", "D", "directive", lang);
    let own = [
        leaf("directive-list", lang).args(output(lang)),
        leaf("directive-show", lang).arg(letter()).args(output(lang)),
        leaf("directive-export", lang).arg(letter()).args(output(lang)),
    ];
    let asked = QUESTIONS.iter().filter(|one| one.name.starts_with("directive-"));
    group("directive", lang, own.into_iter().chain(asked.map(|one| asks(one, lang))))
}

fn finish(command: Command, about: &'static str, usage: &str, lang: Lang) -> Command {
    let template =
        format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}{{after-help}}\n", word("usage", lang));
    command
        .about(about)
        .override_usage(usage.to_owned())
        .help_template(template)
        .subcommand_help_heading(word("commands", lang))
        .subcommand_value_name("COMMAND")
        .next_help_heading(word("options", lang))
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(help("help", lang))
                .help_heading(word("options", lang)),
        )
        .arg(
            Arg::new("lang")
                .long("lang")
                .value_name("LANG")
                .value_parser(["en", "vi"])
                .hide_possible_values(true)
                .help(help("lang", lang))
                .help_heading(word("options", lang)),
        )
}

fn leaf(name: &'static str, lang: Lang) -> Command {
    let short = name
        .split_once('-')
        .filter(|(group, _)| ["framework", "directive", "finding"].contains(group));
    let usage = match name {
        "framework-list" => "par-index framework list",
        "framework-show" => "par-index framework show FW",
        "framework-check" => "par-index framework check FW",
        "framework-export" => "par-index framework export FW -o FILE",
        "framework-import" => "par-index framework import FILE… -o FILE",
        "announce" => {
            "par-index announce -f FW IN… [--head KEY=TEXT…] [--previous DIR --reason TEXT] -o DIR"
        }
        "init" => "par-index init [DIR] -f FW",
        "form" => {
            "par-index form -f FW --units FILE [IN…] [--stage STAGE] [--by appraiser] [--previous IN…] -o DIR"
        }
        "verify" => "par-index verify PRINTED -f FW IN… [--previous IN…] [--with FW=IN…]",
        "directive-list" => "par-index directive list",
        "directive-show" => "par-index directive show D",
        "directive-export" => "par-index directive export D -o FILE",
        "schema" => "par-index schema KIND",
        "finding-list" => "par-index finding list",
        "finding-show" => "par-index finding show CODE",
        "call" => "par-index call < request.json\n       par-index call --serve",
        "serve" => "par-index serve [--http ADDRESS] [--token-file FILE] [--page FILE] [DIR]",
        "completions" => "par-index completions SHELL",
        "man" => "par-index man",
        _ => "par-index",
    };
    finish(Command::new(short.map_or(name, |(_, name)| name)), about(name, lang), usage, lang)
}

fn group(name: &'static str, lang: Lang, members: impl IntoIterator<Item = Command>) -> Command {
    let usage = format!("par-index {name} COMMAND …");
    finish(Command::new(name), about(name, lang), &usage, lang)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(members)
}

/// The required argument `-f FW` that names the framework.
fn framework(lang: Lang) -> Arg {
    Arg::new("framework")
        .value_parser(clap::value_parser!(PathBuf))
        .short('f')
        .long("framework")
        .value_name("FW")
        .required(true)
        .help(help("framework", lang))
}

fn ruler(lang: Lang) -> Arg {
    given_file("framework", "FW", "framework", lang)
}

fn policies(lang: Lang) -> [Arg; 1] {
    [file("policies", "FILE", lang)]
}

fn output(lang: Lang) -> [Arg; 6] {
    [
        value("width", "width", "N", lang)
            .value_parser(clap::builder::RangedU64ValueParser::<usize>::new().range(60..=200)),
        formats(
            value("format", "format", "FORMAT", lang).hide_possible_values(true),
            Of::Other,
            lang,
        ),
        file("output", "FILE", lang).short('o'),
        flag("ascii", lang),
        flag("bom", lang),
        flag("excel", lang),
    ]
}

/// Sets the values of `--format` to the formats that this kind of output can be written in, and
/// lists them in its help.
fn formats(format: Arg, of: Of, lang: Lang) -> Arg {
    let names = of.names();
    let listed = names.split_last().map(|(last, names)| {
        format!("{} {} {last}; {}", names.join(", "), word("or", lang), help("format", lang))
    });
    format.value_parser(names).help(listed.unwrap_or_default())
}

fn flag(name: &'static str, lang: Lang) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help(name, lang))
}

fn value(name: &'static str, text: &str, shown: &'static str, lang: Lang) -> Arg {
    Arg::new(name).long(name).value_name(shown).help(help(text, lang))
}

/// A required file argument that is recognised by its position and has no flag.
fn given_file(name: &'static str, shown: &'static str, text: &str, lang: Lang) -> Arg {
    let file = Arg::new(name).value_parser(clap::value_parser!(PathBuf));
    file.value_name(shown).required(true).help(help(text, lang))
}

/// A flag that takes one file; its name need not be valid UTF-8.
fn file(name: &'static str, shown: &'static str, lang: Lang) -> Arg {
    value(name, name, shown, lang).value_parser(clap::value_parser!(PathBuf))
}

/// A flag that takes several files, folders or glob patterns; it may be repeated.
fn files(name: &'static str, lang: Lang) -> Arg {
    several(name, "IN", lang).value_parser(clap::value_parser!(PathBuf))
}

fn several(name: &'static str, shown: &'static str, lang: Lang) -> Arg {
    value(name, name, shown, lang).num_args(1..).action(ArgAction::Append)
}
