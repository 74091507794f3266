//! Pages for eyes: the only place that rounds for print, and that knows a width, a colour, a language.

mod bar;
mod columns;
mod lines;
mod look;
mod markdown;
mod official;
mod text;
mod wrapped;

pub use look::Look;
