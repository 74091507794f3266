//! Writes pages for people to read. Only this module rounds numbers for print and deals with width,
//! colour and language.

mod bar;
mod columns;
mod lines;
mod look;
mod markdown;
mod official;
mod text;
mod wrapped;

pub use look::Look;
