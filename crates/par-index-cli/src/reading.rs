//! Reads the framework or the letter that the arguments name.

use std::path::Path;

use clap::ArgMatches;
use par_index::directive::Directive;
use par_index::{Framework, Lang};
use par_index_office::Opening;

use crate::disk::Disk;
use crate::failure::Failure;
use crate::named::named;

/// Reads the framework that the arguments name, by embedded id or by file.
pub(crate) fn framework(args: &ArgMatches, lang: Lang) -> Result<Framework, Failure> {
    Ok(Opening::new(&Disk(lang), &named(args)?).framework()?)
}

/// The name as an embedded id; `None` if it is that of a file or has the form of a file's name.
pub(crate) fn id(name: &Path) -> Option<&str> {
    name.to_str().filter(|text| !(text.contains(['/', '\\', '.']) || name.is_file()))
}

/// Reads the directive that the arguments name, by embedded id or by file.
pub(crate) fn directive(args: &ArgMatches, lang: Lang) -> Result<Directive, Failure> {
    Ok(Opening::new(&Disk(lang), &named(args)?).directive()?)
}
