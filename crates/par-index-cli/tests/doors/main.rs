//! The doors of other programs: `call` for one request, `call --serve` for many, examples in other languages, schemas.

#[path = "../common/mod.rs"]
mod common;

mod calling;
mod calls;
mod doors;
mod one_dossier;
mod schemas;
mod serve;
