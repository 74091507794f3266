//! XML constants and helpers shared by the files of the DOCX package: namespaces, ids, escaping of
//! texts.

use par_index::Lang;

pub(super) const DECLARED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const OFFICE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub(super) const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of drawings, without its last part.
pub(super) const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// The id by which the text refers to the picture of the QR code.
pub(super) const CODE_ID: &str = "rId3";

/// The id by which the text refers to chart `number`.
pub(super) fn chart_id(number: usize) -> String {
    format!("rId{}", 100 + number)
}

/// The language code for documents: `vi-VN` or `en-GB`.
pub(super) fn code(lang: Lang) -> &'static str {
    if lang == Lang::Vi { "vi-VN" } else { "en-GB" }
}

/// A text with the special characters of XML escaped; control characters other than the tab are
/// replaced by U+FFFD.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if (c < ' ' && c != '\t') || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                out.push('\u{fffd}');
            }
            c => out.push(c),
        }
    }
    out
}
