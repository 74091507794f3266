//! Draws pages for people to read: the only place that rounds for print and that depends on line
//! width, colour and language.

mod bar;
mod columns;
mod lines;
mod look;
mod markdown;
mod official;
mod text;
mod wrapped;

pub use look::Look;
