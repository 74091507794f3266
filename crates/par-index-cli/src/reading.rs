//! What the arguments name, read: a framework, a letter.

use std::path::Path;

use clap::ArgMatches;
use par_index::directive::Directive;
use par_index::{Framework, Lang};
use par_index_office::Opening;

use crate::disk::Disk;
use crate::failure::Failure;
use crate::named::named;

/// The framework an argument names: an embedded id, or a file.
pub(crate) fn framework(args: &ArgMatches, lang: Lang) -> Result<Framework, Failure> {
    Ok(Opening::new(&Disk(lang), &named(args)?).framework()?)
}

/// The embedded id that a name is, where it is no file's.
pub(crate) fn id(name: &Path) -> Option<&str> {
    name.to_str().filter(|text| !(text.contains(['/', '\\', '.']) || name.is_file()))
}

/// The directive an argument names: an embedded id, or a file.
pub(crate) fn directive(args: &ArgMatches, lang: Lang) -> Result<Directive, Failure> {
    Ok(Opening::new(&Disk(lang), &named(args)?).directive()?)
}
