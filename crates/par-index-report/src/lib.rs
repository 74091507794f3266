//! Results as documents: an HTML file that loads nothing else, can be read without script and
//! prints on A4; and a DOCX document that can be edited and signed in a word processor.
//!
//! ```
//! use par_index::view::Look;
//! use par_index::ask::Asked;
//! use par_index::dossier::Dossier;
//! use par_index::{Inputs, framework, sample};
//!
//! let fw = framework("hon-quan-2023")?;
//! let mut inputs = Inputs::new(&fw);
//! inputs.read("communes.json", sample("communes-2023")?);
//! let reply = Dossier::new(&fw, inputs.finish()).ask(&Asked::of("report", "{}")?)?;
//! let page = par_index_report::html(&reply, Look::default());
//! assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<svg"));
//! # Ok::<(), par_index::Error>(())
//! ```

mod chart;
mod document;
mod docx;
mod draw;
pub mod layout;
mod official;
mod page;
mod panel;
mod printed;
mod qr;
mod scale;
mod table;
mod words;

pub use chart::{Picture, Sign, Tinted, picture};
pub use document::Document;
pub use docx::docx;
pub use page::{html, html_leading};
pub use qr::Qr;
