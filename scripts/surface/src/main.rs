//! `par-index-surface FILE.json`: every public item of the crate that the file documents, in order.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(file) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("par-index-surface FILE.json");
        return ExitCode::from(2);
    };
    // What every type has by itself, and what derives give, would hide what was chosen.
    let builder = public_api::Builder::from_rustdoc_json(file);
    let builder = builder.omit_blanket_impls(true).omit_auto_trait_impls(true);
    match builder.omit_auto_derived_impls(true).build() {
        Ok(surface) => {
            print!("{surface}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
