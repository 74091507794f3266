//! The files of the package beside the text: what belongs to what, styles, the number of the page.

use par_index::Lang;

use super::body::{DRAWING, escaped};
use crate::document::Document;

const DECLARED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The picture of the QR code, the third part that belongs to the text.
pub(super) const CODE: &str = "word/media/code.png";

/// Names and texts, in the order in which they are packed.
pub(super) fn files(body: &str, document: &Document, code: bool) -> [(&'static str, String); 7] {
    let (lang, title) = (document.look.lang, document.title.as_str());
    let mut parts = vec![
        (format!("{OFFICE}/styles"), "styles.xml"),
        (format!("{OFFICE}/header"), "header.xml"),
    ];
    // The third, as `CODE_ID` has it.
    parts.extend(code.then(|| (format!("{OFFICE}/image"), "media/code.png")));
    [
        ("[Content_Types].xml", types()),
        (
            "_rels/.rels",
            related(&[
                (format!("{OFFICE}/officeDocument"), "word/document.xml"),
                (format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml"),
            ]),
        ),
        ("docProps/core.xml", properties(title, lang)),
        ("word/_rels/document.xml.rels", related(&parts)),
        ("word/header.xml", header()),
        ("word/styles.xml", styles(lang)),
        (
            "word/document.xml",
            format!(
                "{DECLARED}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\" \
                 xmlns:wp=\"{DRAWING}/wordprocessingDrawing\"><w:body>{body}</w:body></w:document>"
            ),
        ),
    ]
}

fn types() -> String {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let parts = [
        ("/word/document.xml", format!("{kind}.document.main+xml")),
        ("/word/styles.xml", format!("{kind}.styles+xml")),
        ("/word/header.xml", format!("{kind}.header+xml")),
        (
            "/docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
        ),
    ];
    let parts =
        parts.map(|(name, kind)| format!("<Override PartName=\"{name}\" ContentType=\"{kind}\"/>"));
    format!(
        "{DECLARED}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/>{}</Types>",
        parts.concat()
    )
}

fn related(targets: &[(String, &str)]) -> String {
    let one = |(n, (kind, target)): (usize, &(String, &str))| {
        format!("<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"{target}\"/>", n + 1)
    };
    let all: String = targets.iter().enumerate().map(one).collect();
    format!("{DECLARED}<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
}

fn properties(title: &str, lang: Lang) -> String {
    format!(
        "{DECLARED}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        escaped(title),
        code(lang)
    )
}

fn code(lang: Lang) -> &'static str {
    if lang == Lang::Vi { "vi-VN" } else { "en-GB" }
}

/// The number of the page, in the middle above the text; the first page has none (decree 30/2020/NĐ-CP).
fn header() -> String {
    format!(
        "{DECLARED}<w:hdr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:pStyle w:val=\"PageNumber\"/></w:pPr>\
         <w:fldSimple w:instr=\" PAGE \"><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p></w:hdr>"
    )
}

/// The styles: a name, what paragraphs are like, what letters are like.
fn styles(lang: Lang) -> String {
    const STYLES: [(&str, &str, &str, &str); 14] = [
        (
            "Heading1",
            "heading 1",
            "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"60\"/><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/>",
            "<w:b/>",
        ),
        (
            "Heading2",
            "heading 2",
            "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"80\"/><w:outlineLvl w:val=\"1\"/>",
            "<w:b/>",
        ),
        (
            "Subject",
            "Subject",
            "<w:keepNext/><w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/>",
            "<w:b/>",
        ),
        ("Aside", "Aside", "<w:spacing w:after=\"120\"/><w:jc w:val=\"center\"/>", "<w:i/>"),
        (
            "Grounds",
            "Grounds",
            "<w:spacing w:after=\"60\"/><w:ind w:firstLine=\"567\"/><w:jc w:val=\"both\"/>",
            "<w:i/>",
        ),
        ("To", "To", "<w:spacing w:before=\"60\" w:after=\"60\"/><w:jc w:val=\"center\"/>", ""),
        (
            "Head",
            "Head",
            "<w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/>",
            "<w:sz w:val=\"24\"/>",
        ),
        ("Copies", "Copies", "<w:spacing w:after=\"0\"/>", "<w:sz w:val=\"22\"/>"),
        ("Figures", "Figures", "<w:spacing w:before=\"60\" w:after=\"60\"/>", "<w:b/>"),
        (
            "Remark",
            "Remark",
            "<w:spacing w:before=\"60\" w:after=\"60\"/><w:jc w:val=\"both\"/>",
            "<w:i/><w:sz w:val=\"24\"/>",
        ),
        (
            "Cell",
            "Cell",
            "<w:spacing w:before=\"20\" w:after=\"20\" w:line=\"240\" w:lineRule=\"auto\"/>",
            "",
        ),
        (
            "Figure",
            "Figure",
            "<w:spacing w:before=\"20\" w:after=\"20\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"right\"/>",
            "",
        ),
        (
            "PageNumber",
            "Page Number",
            "<w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/>",
            "<w:sz w:val=\"26\"/>",
        ),
        ("Seal", "Seal", "<w:spacing w:before=\"240\" w:after=\"0\"/>", "<w:sz w:val=\"18\"/>"),
    ];
    let styles = STYLES.map(|(id, name, paragraph, letters)| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
        )
    });
    let face = "Times New Roman";
    format!(
        "{DECLARED}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"{face}\" w:hAnsi=\"{face}\" w:eastAsia=\"{face}\" w:cs=\"{face}\"/>\
         <w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/><w:lang w:val=\"{}\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault/></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>\
         <w:pPr><w:spacing w:after=\"80\"/></w:pPr></w:style>{}</w:styles>",
        code(lang),
        styles.concat()
    )
}
