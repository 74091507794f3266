//! A page as a document of a word processor (DOCX): real headings, tables whose headings come again on
//! every sheet, charts that the word processor draws, nothing that runs.

mod body;
mod chart;
mod package;
mod xml;

use std::io::{self, Cursor, Write};

use par_index::reply::Reply;
use par_index::view::Look;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use self::body::Body;
use crate::document::Document;
use crate::qr::Qr;

/// A result as DOCX; of a paper the one that is signed. The same result gives the same bytes.
///
/// # Errors
/// Those of packing, which has no file to fail at.
pub fn docx(reply: &Reply, look: Look) -> io::Result<Vec<u8>> {
    packed(&Document::of(reply, look))
}

fn packed(document: &Document) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Without a clock: the day that a ZIP file counts from.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let mut put = |name: &str, bytes: &[u8]| {
        zip.start_file(name, options)?;
        zip.write_all(bytes)
    };
    let code = document.code.as_ref().map(Qr::png).transpose()?;
    let (text, charts) = body(document);
    for (name, text) in package::files(&text, charts, document, code.is_some()) {
        put(&name, text.as_bytes())?;
    }
    if let Some(code) = code {
        put(package::CODE, &code)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// All that stands in the document, and its charts.
fn body(document: &Document) -> (String, Vec<String>) {
    let mut body = Body::new(document.look);
    if let Some(title) = &document.dossier {
        body.dossier(title);
    }
    for part in crate::layout::parts(&document.page) {
        body.part(&part);
    }
    if !document.found().is_empty() {
        body.findings(document.findings_heading(), &document.found());
    }
    body.seal(document);
    body.finish()
}
