//! Results as PDF: archived (PDF/A-2a) and accessible (PDF/UA-1), which the typesetter checks while it writes;
//! the face is Liberation Serif, of the metrics that decree 30/2020/NĐ-CP wants, and stands inside.
//!
//! What is set is a [`Document`] of `par-index-report`, on the sheets of its layout, with its charts. Nothing is
//! read but the two of them: no clock, no folder, no face of the system. The same result gives the same bytes.

mod letters;
mod told;
mod world;

use std::fmt;

use par_index::finding::{Finding, FindingCode, Place};
use par_index_report::Document;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::letters::Letters;
use crate::world::OnePaper;

/// A document that was set.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// What was not set as it is written.
    pub findings: Vec<Finding>,
}

/// Why a document could not be set: a mistake of ours, none of whoever asks.
#[derive(Clone, Debug)]
pub struct NotSet(String);

impl fmt::Display for NotSet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for NotSet {}

/// Sets a document.
///
/// # Errors
/// [`NotSet`] where the typesetter refuses what it was given.
pub fn pdf(document: &Document) -> Result<Pdf, NotSet> {
    let world = OnePaper::new()?;
    let mut letters = Letters::of(world.faces());
    let told = told::told(document, &mut letters);
    let told = serde_json::to_vec(&told).map_err(|error| NotSet(error.to_string()))?;
    let world = world.of(told);
    let set = typst::compile::<PagedDocument>(&world).output.map_err(|all| refused(&all));
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| NotSet(error.message().to_string()))?;
    let creator = concat!("par-index ", env!("CARGO_PKG_VERSION"));
    let options = PdfOptions {
        ident: Smart::Custom(document.seal.clone()),
        creator: Smart::Custom(Some(creator.to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let bytes = set.and_then(|set| typst_pdf::pdf(&set, &options).map_err(|all| refused(&all)));
    // What the typesetter remembers would grow from paper to paper.
    typst::comemo::evict(0);
    let findings = letters.lacking().map(|letter| {
        let finding = Finding::new(FindingCode::LetterNotSet, Place::default());
        finding.found(format!("{letter}")).with("number", format!("U+{:04X}", u32::from(letter)))
    });
    Ok(Pdf { bytes: bytes?, findings: findings.collect() })
}

fn refused(all: &[SourceDiagnostic]) -> NotSet {
    let all: Vec<String> = all.iter().map(|one| one.message.to_string()).collect();
    NotSet(all.join("; "))
}
