//! The command line: one definition, help in the language asked for.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command};
use par_index::Lang;

use crate::files::shown;
use crate::texts::{about, help, word};

/// The language of help, tables and findings: `--lang`, else `PAR_INDEX_LANG`, else English.
pub(crate) fn language(args: &[OsString]) -> Lang {
    let mut asked = std::env::var("PAR_INDEX_LANG").ok();
    let text = |arg: &OsString| arg.to_str().unwrap_or_default().to_owned();
    for (n, arg) in args.iter().map(text).enumerate() {
        if let Some(lang) = arg.strip_prefix("--lang=") {
            asked = Some(lang.to_owned());
        } else if arg == "--lang" {
            asked = args.get(n + 1).map(text);
        }
    }
    asked.and_then(|lang| lang.parse().ok()).unwrap_or_default()
}

/// The whole command.
pub(crate) fn command(lang: Lang) -> Command {
    let root = Command::new("par-index")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_version_flag(true);
    let subcommands =
        [frameworks(lang), directives(lang)].into_iter().chain(calls(lang)).chain(documents(lang));
    finish(root, "par-index", "par-index COMMAND …", lang)
        .arg(flag("version", lang).short('V').action(ArgAction::Version))
        .subcommands(subcommands)
        .after_help(word("more", lang))
}

/// The subcommands that compute.
fn calls(lang: Lang) -> Vec<Command> {
    vec![
        data("check", lang).arg(flag("draft", lang)),
        data("join", lang),
        data("intake", lang).arg(value("by", "by-appraiser", "appraiser", lang)),
        data("score", lang).arg(basis(lang)).arg(unit(lang)),
        data("rank", lang).arg(basis(lang)).arg(value("node", "node", "CODE", lang)),
        data("weak", lang)
            .arg(basis(lang))
            .arg(unit(lang))
            .arg(flag("each", lang).conflicts_with("unit"))
            .arg(value("order", "order", "ORDER", lang))
            .arg(value("below", "below", "PERCENT", lang))
            .arg(files("previous", lang))
            .arg(file("previous-framework", "FW", lang))
            .arg(file("crosswalk", "FILE", lang))
            .arg(value("lead", "lead", "ID", lang))
            .arg(value("by", "by-lead", "lead", lang))
            .arg(value("top", "top", "N", lang).value_parser(clap::value_parser!(usize))),
        data("strengths", lang)
            .arg(basis(lang))
            .arg(unit(lang).required(true))
            .arg(value("top", "top", "N", lang).value_parser(clap::value_parser!(usize))),
        data("lost", lang)
            .arg(basis(lang))
            .arg(unit(lang))
            .arg(value("by", "by-lost", "KEY", lang))
            .arg(files("previous", lang)),
        data("cuts", lang).arg(unit(lang)).arg(value("by", "by-any", "KEY", lang)),
        data("table", lang)
            .arg(basis(lang))
            .arg(value("level", "level", "LEVEL", lang))
            .arg(value("show", "show", "FIGURES", lang))
            .arg(files("previous", lang)),
        data("compare", lang)
            .arg(basis(lang))
            .arg(files("previous", lang).required(true))
            .arg(file("previous-framework", "FW", lang))
            .arg(file("crosswalk", "FILE", lang)),
        data("diff", lang)
            .arg(basis(lang))
            .arg(files("before", lang).required(true))
            .arg(files("after", lang).required(true)),
        data("robustness", lang)
            .arg(basis(lang))
            .arg(value("vary", "vary", "WHAT", lang))
            .arg(value("amount", "amount", "PERCENT", lang))
            .arg(
                value("replicates", "replicates", "N", lang)
                    .value_parser(clap::value_parser!(usize)),
            )
            .arg(value("seed", "seed", "S", lang).value_parser(clap::value_parser!(u64))),
        data("together", lang)
            .arg(basis(lang))
            .arg(several("with", "FW=IN", lang).value_parser(clap::value_parser!(OsString)))
            .arg(value("within", "within", "UNIT", lang))
            .arg(unit(lang))
            .arg(value("by", "by-agency", "lead", lang))
            .arg(value("lead", "lead-concerned", "ID", lang))
            .arg(value("top", "top-each", "N", lang).value_parser(clap::value_parser!(usize))),
        leaf("crosswalk", lang)
            .arg(given_file("old", "OLD", "old", lang))
            .arg(given_file("new", "NEW", "new", lang))
            .args(output(lang)),
        data("explain", lang).arg(basis(lang)).arg(unit(lang).required(true)).arg(value(
            "node",
            "node-explained",
            "CODE",
            lang,
        )),
        data("versus", lang)
            .arg(basis(lang))
            .arg(unit(lang).required(true))
            .arg(value("other", "other", "UNIT", lang).required(true)),
        data("what-if", lang)
            .arg(basis(lang))
            .arg(unit(lang).required(true))
            .arg(several("set", "CODE=POINTS", lang))
            .arg(several("repair", "CODE", lang))
            .arg(
                value("repair-first", "repair-first", "N", lang)
                    .value_parser(clap::value_parser!(usize)),
            )
            .arg(file("efforts", "FILE", lang))
            .group(
                clap::ArgGroup::new("steps").args(["set", "repair", "repair-first"]).required(true),
            ),
        plan(lang),
        data("forecast", lang)
            .arg(basis(lang))
            .arg(unit(lang).required(true))
            .arg(value("on", "on-forecast", "DATE", lang).required(true)),
    ]
}

/// `plan`, with its goals and conditions.
fn plan(lang: Lang) -> Command {
    data("plan", lang)
        .arg(basis(lang))
        .arg(unit(lang).required(true))
        .arg(value("target", "target", "PERCENT", lang))
        .arg(value("node", "node-planned", "CODE", lang))
        .arg(value("grade", "grade", "LABEL", lang))
        .arg(
            value("rank", "rank-goal", "N", lang)
                .allow_negative_numbers(true)
                .value_parser(clap::value_parser!(usize)),
        )
        .arg(
            value("budget", "budget", "EFFORT", lang)
                .allow_negative_numbers(true)
                .value_parser(clap::value_parser!(u64)),
        )
        .arg(flag("frontier", lang))
        .arg(file("efforts", "FILE", lang))
        .arg(flag("with-survey", lang))
        .arg(several("fix", "CODE[=POINTS]", lang))
        .arg(several("without", "CODE", lang))
        .arg(several("capacity", "AGENCY=EFFORT", lang))
        .arg(value("on", "on-plan", "DATE", lang))
        .group(
            clap::ArgGroup::new("goal")
                .args(["target", "grade", "rank", "budget", "frontier"])
                .required(true),
        )
}

/// The subcommands about documents.
fn documents(lang: Lang) -> Vec<Command> {
    vec![
        with_data(
            leaf("verify", lang).arg(given_file("printed", "PRINTED", "printed", lang)),
            lang,
        )
        .arg(files("previous", lang))
        .arg(file("previous-framework", "FW", lang))
        .arg(file("crosswalk", "FILE", lang))
        .arg(file("efforts", "FILE", lang))
        .arg(several("with", "FW=IN", lang).value_parser(clap::value_parser!(OsString))),
        survey(lang),
        leaf("audit", lang).arg(given_file("table", "FILE", "table-file", lang)).args(result(lang)),
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
        leaf("call", lang),
        leaf("completions", lang)
            .arg(Arg::new("shell").value_name("SHELL").required(true).help(help("shell", lang))),
        leaf("man", lang),
    ]
}

/// `survey`.
fn survey(lang: Lang) -> Command {
    leaf("survey", lang)
        .arg(framework(lang))
        .arg(given_file("ballots", "BALLOTS", "ballots", lang).num_args(1..))
        .arg(file("questions", "FILE", lang).required(true))
        .arg(file("asked", "FILE", lang))
        .arg(file("units", "FILE", lang))
        .args(policies(lang))
        .arg(value("year", "year-of-survey", "YEAR", lang).value_parser(clap::value_parser!(u16)))
        .arg(several("above", "CHANNEL=PERCENT", lang))
        .arg(several("at-least", "CHANNEL=PERCENT", lang))
        .arg(value("least", "least", "N", lang).value_parser(clap::value_parser!(u64)))
        .arg(value("confidence", "confidence", "PERCENT", lang))
        .arg(value("error", "error-of-sample", "PERCENT", lang))
        .args(result(lang))
}

/// `framework list|show|check|export`.
fn frameworks(lang: Lang) -> Command {
    group(
        "framework",
        lang,
        [
            leaf("framework-list", lang).args(output(lang)),
            leaf("framework-show", lang).arg(ruler(lang)).args(policies(lang)).args(output(lang)),
            leaf("framework-check", lang).arg(ruler(lang)).args(policies(lang)).args(output(lang)),
            leaf("framework-export", lang).arg(ruler(lang)).args(policies(lang)).args(output(lang)),
        ],
    )
}

/// `directive list|show|check|status|papers`.
fn directives(lang: Lang) -> Command {
    let letter = || given_file("directive", "D", "directive", lang);
    let days = |name: &'static str, text: &str| {
        value(name, text, "N", lang).value_parser(clap::value_parser!(u16))
    };
    let lead = || value("lead", "lead-directive", "ID", lang);
    let papers = with_data(leaf("directive-papers", lang).arg(letter()), lang)
        .arg(
            value("paper", "paper", "PAPER", lang)
                .required(true)
                .value_parser(["repair", "raise", "monitoring"])
                .hide_possible_values(true),
        )
        .arg(basis(lang))
        .arg(unit(lang))
        .arg(lead())
        .arg(value("on", "on", "DATE", lang))
        .arg(days("within", "within-days"))
        .arg(file("progress", "FILE", lang))
        .arg(file("measures", "FILE", lang))
        .mut_arg("format", |format| {
            format.value_parser(["table", "json", "csv", "md"]).help(help("format-paper", lang))
        });
    // Without data a letter is checked by itself; with data they need a framework.
    let check = with_data(leaf("directive-check", lang).arg(letter()), lang)
        .mut_arg("framework", |framework| framework.required(false).requires("inputs"))
        .arg(days("days", "days"))
        .arg(value("below", "below-directive", "PERCENT", lang))
        .arg(basis(lang))
        .arg(unit(lang));
    let of_data = [
        "inputs",
        "below",
        "basis",
        "unit",
        "units",
        "policies",
        "policy",
        "by-group",
        "no-survey",
        "prefer",
        "strict",
        "year",
        "channel",
    ];
    let check = of_data
        .into_iter()
        .fold(check, |check, name| check.mut_arg(name, |arg| arg.requires("framework")));
    group(
        "directive",
        lang,
        [
            leaf("directive-list", lang).args(output(lang)),
            leaf("directive-show", lang).arg(letter()).args(output(lang)),
            check,
            leaf("directive-status", lang)
                .arg(letter())
                .arg(value("on", "on", "DATE", lang).required(true))
                .arg(file("progress", "FILE", lang))
                .arg(days("within", "within-days"))
                .arg(lead())
                .args(result(lang)),
            papers,
        ],
    )
}

/// About, help flag and template in the language.
fn finish(command: Command, name: &str, usage: &str, lang: Lang) -> Command {
    let template =
        format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}{{after-help}}\n", word("usage", lang));
    command
        .about(about(name, lang))
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
        "verify" => "par-index verify PRINTED -f FW IN… [--previous IN…] [--with FW=IN…]",
        "directive-list" => "par-index directive list",
        "directive-show" => "par-index directive show D",
        "directive-check" => "par-index directive check D [--days N] [-f FW IN… [--below PERCENT]]",
        "directive-status" => {
            "par-index directive status D --on DATE [--progress FILE] [--within N] [--lead ID]"
        }
        "directive-papers" => {
            "par-index directive papers D -f FW IN… --paper repair|raise|monitoring [--unit UNIT] [--lead ID] [--on DATE] [--progress FILE] [--measures FILE]"
        }
        "audit" => "par-index audit FILE",
        "survey" => {
            "par-index survey -f FW --questions FILE BALLOTS… [--asked FILE] [--above CHANNEL=PERCENT…] [--at-least CHANNEL=PERCENT…] -o FILE"
        }
        "schema" => "par-index schema KIND",
        "finding-list" => "par-index finding list",
        "finding-show" => "par-index finding show CODE",
        "call" => "par-index call < request.json",
        "completions" => "par-index completions SHELL",
        "man" => "par-index man",
        "check" => "par-index check -f FW IN… [--draft]",
        "join" => "par-index join -f FW IN… -o FILE",
        "intake" => "par-index intake -f FW --units FILE IN… [--by appraiser]",
        "score" => "par-index score -f FW IN… [--unit UNIT]",
        "rank" => "par-index rank -f FW IN… [--node CODE] [--by-group]",
        "weak" => {
            "par-index weak -f FW IN… [--unit UNIT | --each] [--order ORDER] [--below PERCENT] [--top N] [--previous IN…]"
        }
        "lost" => {
            "par-index lost -f FW IN… [--unit UNIT] [--by node|lead|appraiser|unit|group|year] [--previous IN…]"
        }
        "strengths" => "par-index strengths -f FW IN… --unit UNIT [--top N]",
        "cuts" => "par-index cuts -f FW IN… [--unit UNIT] [--by node|lead|appraiser|unit|group]",
        "table" => {
            "par-index table -f FW IN… [--level field|criterion|leaf] [--show obtained|ratio|rank|lost|self|cut] [--previous IN…]"
        }
        "compare" => {
            "par-index compare -f FW IN… --previous IN… [--previous-framework FW] [--crosswalk FILE]"
        }
        "diff" => "par-index diff -f FW --before IN… --after IN…",
        "robustness" => {
            "par-index robustness -f FW IN… [--vary weights|survey|fields] [--amount PERCENT] [--replicates N] [--seed S]"
        }
        "together" => {
            "par-index together -f FW IN… --with FW=IN… [--unit UNIT] [--within UNIT] [--by lead [--lead ID] [--top N]]"
        }
        "crosswalk" => "par-index crosswalk OLD NEW -o FILE",
        "explain" => "par-index explain -f FW IN… --unit UNIT [--node CODE]",
        "versus" => "par-index versus -f FW IN… --unit UNIT --other UNIT",
        "what-if" => {
            "par-index what-if -f FW IN… --unit UNIT (--set CODE=POINTS… | --repair CODE… | --repair-first N) [--efforts FILE]"
        }
        "plan" => {
            "par-index plan -f FW IN… --unit UNIT (--target PERCENT [--node CODE] | --grade LABEL | --rank N | --budget EFFORT | --frontier) [--efforts FILE] [--with-survey] [--fix CODE[=POINTS]…] [--without CODE…] [--capacity AGENCY=EFFORT…] [--on DATE]"
        }
        "forecast" => "par-index forecast -f FW IN… --unit UNIT --on DATE",
        _ => "par-index",
    };
    finish(Command::new(short.map_or(name, |(_, name)| name)), name, usage, lang)
}

fn group<const N: usize>(name: &'static str, lang: Lang, members: [Command; N]) -> Command {
    let usage = format!("par-index {name} COMMAND …");
    finish(Command::new(name), name, &usage, lang)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(members)
}

/// A subcommand that reads inputs under a framework.
fn data(name: &'static str, lang: Lang) -> Command {
    with_data(leaf(name, lang), lang)
}

/// The ruler a call is about.
fn framework(lang: Lang) -> Arg {
    Arg::new("framework")
        .value_parser(clap::value_parser!(PathBuf))
        .short('f')
        .long("framework")
        .value_name("FW")
        .required(true)
        .help(help("framework", lang))
}

fn with_data(command: Command, lang: Lang) -> Command {
    command
        .arg(framework(lang).action(ArgAction::Append).help(help("frameworks", lang)))
        .arg(
            Arg::new("inputs")
                .value_parser(clap::value_parser!(PathBuf))
                .value_name("IN")
                .num_args(0..)
                .help(help("inputs", lang)),
        )
        .arg(file("units", "FILE", lang))
        .args(policies(lang))
        .arg(value("policy", "policy", "KEY=VALUE", lang).action(ArgAction::Append))
        .arg(flag("by-group", lang))
        .arg(flag("no-survey", lang))
        .arg(value("prefer", "prefer", "last", lang))
        .arg(flag("strict", lang))
        .arg(value("year", "year", "YEAR", lang).value_parser(clap::value_parser!(u16)))
        .arg(value("channel", "channel", "NAME", lang))
        .args(result(lang))
}

fn ruler(lang: Lang) -> Arg {
    given_file("framework", "FW", "framework", lang)
}

fn policies(lang: Lang) -> [Arg; 1] {
    [file("policies", "FILE", lang)]
}

/// The same of a result that is made of inputs.
fn result(lang: Lang) -> impl Iterator<Item = Arg> {
    output(lang).into_iter().chain([flag("despite-unread", lang)])
}

fn output(lang: Lang) -> [Arg; 4] {
    [
        value("format", "format", "FORMAT", lang)
            .value_parser(["table", "json", "csv"])
            .hide_possible_values(true),
        file("output", "FILE", lang).short('o'),
        flag("ascii", lang),
        flag("bom", lang),
    ]
}

fn unit(lang: Lang) -> Arg {
    value("unit", "unit", "UNIT", lang)
}

fn basis(lang: Lang) -> Arg {
    value("basis", "basis", "BASIS", lang)
        .value_parser(["self", "appraised", "final"])
        .hide_possible_values(true)
}

fn flag(name: &'static str, lang: Lang) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help(name, lang))
}

fn value(name: &'static str, text: &str, shown: &'static str, lang: Lang) -> Arg {
    Arg::new(name).long(name).value_name(shown).help(help(text, lang))
}

/// A file that is named by its place alone.
fn given_file(name: &'static str, shown: &'static str, text: &str, lang: Lang) -> Arg {
    let file = Arg::new(name).value_parser(clap::value_parser!(PathBuf));
    file.value_name(shown).required(true).help(help(text, lang))
}

/// An argument that names a file, whatever letters its name is written in.
fn file(name: &'static str, shown: &'static str, lang: Lang) -> Arg {
    value(name, name, shown, lang).value_parser(clap::value_parser!(PathBuf))
}

/// An argument that names files, folders and patterns.
fn files(name: &'static str, lang: Lang) -> Arg {
    several(name, "IN", lang).value_parser(clap::value_parser!(PathBuf))
}

fn several(name: &'static str, shown: &'static str, lang: Lang) -> Arg {
    value(name, name, shown, lang).num_args(1..).action(ArgAction::Append)
}

/// Text of an argument, if it was given; of one that names a file where its name is text.
pub(crate) fn text<'a>(args: &'a ArgMatches, name: &str) -> Option<&'a str> {
    match args.try_get_one::<String>(name) {
        Ok(text) => text.map(String::as_str),
        Err(_) => path(args, name).and_then(Path::to_str),
    }
}

/// All texts of an argument that may hold several; names of files as they are shown.
pub(crate) fn texts(args: &ArgMatches, name: &str) -> Vec<String> {
    match args.try_get_many::<String>(name) {
        Ok(values) => values.into_iter().flatten().cloned().collect(),
        Err(_) => paths(args, name).iter().map(shown).collect(),
    }
}

/// The file that an argument names, if it was given.
pub(crate) fn path<'a>(args: &'a ArgMatches, name: &str) -> Option<&'a Path> {
    args.try_get_one::<PathBuf>(name).ok().flatten().map(PathBuf::as_path)
}

/// All files, folders and patterns that an argument names.
pub(crate) fn paths(args: &ArgMatches, name: &str) -> Vec<PathBuf> {
    let values = args.try_get_many::<PathBuf>(name).ok().flatten();
    values.into_iter().flatten().cloned().collect()
}

/// Whether a flag was given.
pub(crate) fn given(args: &ArgMatches, name: &str) -> bool {
    args.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or_default()
}
