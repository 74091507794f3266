//! An office's year: rulers typed from a decision, folders, forms, workbooks, pages of every unit.

#[path = "../common/mod.rs"]
mod common;

mod books;
mod first_hour;
mod folders;
mod imports;
mod manifest;
mod pages;
mod readme_only;
mod workbooks;
