//! What is sent, signed and kept: letters, official papers, announcements, as HTML, DOCX and PDF.

#[path = "../common/mod.rs"]
mod common;

mod announce;
mod directives;
mod letters;
mod official;
mod pdf;
mod writer;
