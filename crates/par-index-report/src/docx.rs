//! A page as a document of a word processor (DOCX): real headings, tables whose headings come again on
//! every sheet, nothing that runs. Charts are left out: their figures stand in the tables beside them.

mod body;
mod package;

use std::io::{self, Cursor, Write};

use par_index::Lang;
use par_index::page::{Block, Page};
use par_index::reply::Reply;
use par_index::view::Look;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use self::body::Body;

/// A result as DOCX; of a paper the one that is signed. The same result gives the same bytes.
///
/// # Errors
/// Those of packing, which has no file to fail at.
pub fn docx(reply: &Reply, look: Look) -> io::Result<Vec<u8>> {
    let look = Look { color: false, ascii: false, ..look };
    let paper = reply.document();
    let is_paper = paper.is_some();
    let page = paper.unwrap_or_else(|| reply.page());
    let title = page.blocks().find_map(|block| match block {
        Block::Letterhead(head) => Some(head.subject.line(look)),
        Block::Title { text, .. } => Some(text.line(look)),
        Block::Table(table) => Some(table.title.line(look)),
        _ => None,
    });
    packed(&document(reply, (&page, is_paper), look), &title.unwrap_or_default(), look.lang)
}

/// All that stands in the document.
fn document(reply: &Reply, (page, is_paper): (&Page, bool), look: Look) -> String {
    let mut body = Body::new(look);
    // A paper is what is signed: nothing of ours stands around it but the line of the seal.
    if let Some(title) = reply.title().filter(|_| !is_paper) {
        body.dossier(title);
    }
    for part in crate::layout::parts(page) {
        body.part(&part);
    }
    let findings = reply.findings_beside();
    if !findings.is_empty() && !reply.tells_findings() && !is_paper {
        let vi = look.lang == Lang::Vi;
        body.findings(
            if vi { "Lưu ý, cảnh báo, lỗi" } else { "Notes, warnings, errors" },
            findings,
        );
    }
    body.seal(&if is_paper { reply.seal_alone(look) } else { reply.seal_line(look) });
    body.finish()
}

fn packed(document: &str, title: &str, lang: Lang) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Without a clock: the day that a ZIP file counts from.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, text) in package::files(document, title, lang) {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
