//! Results as PDF files for archiving (PDF/A-2a) and for assistive technology (PDF/UA-1); the
//! typesetter checks both standards while it writes. The face is Liberation Serif, embedded in the
//! file: its metrics are those of the face that decree 30/2020/NĐ-CP prescribes.
//!
//! A [`Document`] of `par-index-report` is typeset on the sheets of its layout, with its charts.
//! Only the document and the embedded faces are read: no clock, no folder, no font of the system.
//! The same result gives the same bytes.

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

/// A document that was typeset.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Pdf {
    /// The PDF file.
    pub bytes: Vec<u8>,
    /// One finding for each letter that could not be typeset and was replaced.
    pub findings: Vec<Finding>,
}

/// Why a document could not be typeset: always a fault of this program, never of the caller.
#[derive(Clone, Debug)]
pub struct NotSet(String);

impl fmt::Display for NotSet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for NotSet {}

/// Typesets a document as PDF.
///
/// # Errors
/// [`NotSet`] where the typesetter or its writer of PDF refuses the document.
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
    // The typesetter's cache is emptied, as it would grow with every document.
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
