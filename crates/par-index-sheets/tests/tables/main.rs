//! Tables as offices send them, and forms as a spreadsheet computes them.

#[path = "../../../../tests/common/generate.rs"]
mod generate;

mod ballots;
mod columns;
mod letters;
mod portal;
mod recalc;
mod register;
mod streams;
