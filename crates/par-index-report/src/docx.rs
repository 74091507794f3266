//! A page as a document for word processors (DOCX): real headings, tables whose headings repeat on
//! every sheet, charts that the word processor draws itself, and no macros.

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

/// A result as a DOCX file; for the question `paper` the official paper to be signed. The same
/// result gives the same bytes.
///
/// # Errors
/// Only where packing into memory fails, which is not expected.
pub fn docx(reply: &Reply, look: Look) -> io::Result<Vec<u8>> {
    packed(&Document::of(reply, look))
}

fn packed(document: &Document) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // No clock is read: every entry bears the earliest date of the ZIP format.
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

/// The XML of the document's text, and the XML of each of its charts.
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
