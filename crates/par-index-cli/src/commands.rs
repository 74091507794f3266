//! The subcommands that ask a question: they read the arguments, open a dossier, ask it, and write
//! the reply.

use std::path::Path;

use clap::ArgMatches;
use par_index::Lang;
use par_index::ask::Asked;
use par_index::dossier::Dossier;
use par_index::reply::Reply;
use par_index_office::{Format, Of, Opening, Print};

use crate::asked::asked;
use crate::disk::Disk;
use crate::failure::Failure;
use crate::files;
use crate::given::path;
use crate::named::named;
use crate::output::{Output, tell};
use crate::survey;

/// Runs the subcommand of a question, or `verify`; returns the exit code.
pub(crate) fn run(name: &str, args: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let output = Output::of(args, lang, Of::question(name))?;
    let reply = match reply(name, args, lang) {
        Err(Failure::Call(error)) if error.is_refused() && output.is_json_stream() => {
            // A program that reads JSON from standard output gets an object even when the call is
            // refused; an output file is left as it is.
            output.text(&format!("{}\n", error.to_json()))?;
            return Err(Failure::Call(error));
        }
        reply => reply?,
    };
    if let Err(refused) = output.sink.admits(reply.not_read(), output.look) {
        tell(reply.findings(), output.look);
        return Err(refused);
    }
    if reply.is_void() && output.sink.keeps() {
        tell(reply.findings(), output.look);
        return Ok(reply.exit_code().max(1));
    }
    output.result(&reply, args)?;
    if output.format != Format::Table || !reply.tells_findings() {
        let tell = if name == "survey" { survey::tell } else { tell };
        tell(reply.findings_beside(), output.look);
    }
    if name == "survey" {
        survey::said_of_json(args, &output, lang);
    }
    Ok(reply.exit_code())
}

/// Opens the dossier that a question is asked of: all files that the arguments name, under the
/// title of the folder.
pub(crate) fn dossier(asked: &Asked, args: &ArgMatches, lang: Lang) -> Result<Dossier, Failure> {
    Ok(Opening::new(&Disk(lang), &named(args)?).dossier(asked)?)
}

fn reply(name: &str, args: &ArgMatches, lang: Lang) -> Result<Reply, Failure> {
    if name == "verify" {
        let file = path(args, "printed").unwrap_or(Path::new(""));
        let print = Print::read(file, &files::read(file, lang)?)?;
        // A printed result states its own title, so the title of the folder is not used.
        let mut given = named(args)?;
        given.title = None;
        let dossier = Opening::new(&Disk(lang), &given).dossier(print.asked())?;
        return Ok(print.verify(&dossier)?);
    }
    let asked = asked(name, args)?;
    Ok(dossier(&asked, args, lang)?.ask(&asked)?)
}
