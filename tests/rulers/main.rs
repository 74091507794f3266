//! Real indices, typed as their publishers print them, against the published figures.

#[path = "../common/mod.rs"]
mod common;

mod asem;
mod framework;
mod golden;
mod papi;
mod vn766;
