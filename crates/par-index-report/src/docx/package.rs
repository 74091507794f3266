//! The files of the DOCX package beside the text: relations between files, styles, the page number.

use par_index::Lang;

use super::xml::{CODE_ID, DECLARED, DRAWING, MAIN, OFFICE, PACKAGE, chart_id, code, escaped};
use crate::document::Document;

/// The name of the picture of the QR code in the package.
pub(super) const CODE: &str = "word/media/code.png";

/// The names and contents of the package's XML files, in the order in which they are packed.
pub(super) fn files(
    body: &str,
    charts: Vec<String>,
    document: &Document,
    has_code: bool,
) -> Vec<(String, String)> {
    let (lang, title) = (document.look.lang, document.title.as_str());
    let mut parts = vec![
        ("rId1".to_owned(), format!("{OFFICE}/styles"), "styles.xml".to_owned()),
        ("rId2".to_owned(), format!("{OFFICE}/header"), "header.xml".to_owned()),
    ];
    let picture = || (CODE_ID.to_owned(), format!("{OFFICE}/image"), "media/code.png".to_owned());
    parts.extend(has_code.then(picture));
    parts.extend((1..=charts.len()).map(|number| {
        (chart_id(number), format!("{OFFICE}/chart"), format!("charts/chart{number}.xml"))
    }));
    let whole = [
        ("rId1", format!("{OFFICE}/officeDocument"), "word/document.xml"),
        ("rId2", format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml"),
    ];
    let whole = whole.map(|(id, kind, target)| (id.to_owned(), kind, target.to_owned()));
    let text = format!(
        "{DECLARED}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\" \
         xmlns:wp=\"{DRAWING}/wordprocessingDrawing\"><w:body>{body}</w:body></w:document>"
    );
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), types(charts.len())),
        ("_rels/.rels".to_owned(), related(&whole)),
        ("docProps/core.xml".to_owned(), properties(title, lang)),
        ("word/_rels/document.xml.rels".to_owned(), related(&parts)),
        ("word/header.xml".to_owned(), header()),
        ("word/styles.xml".to_owned(), styles(lang)),
        ("word/document.xml".to_owned(), text),
    ];
    let charts = charts.into_iter().zip(1..);
    files.extend(charts.map(|(chart, number)| (format!("word/charts/chart{number}.xml"), chart)));
    files
}

/// The file that states the content type of every other file.
fn types(charts: usize) -> String {
    const OPEN: &str = "application/vnd.openxmlformats-officedocument";
    let kind = format!("{OPEN}.wordprocessingml");
    let mut parts = vec![
        ("/word/document.xml".to_owned(), format!("{kind}.document.main+xml")),
        ("/word/styles.xml".to_owned(), format!("{kind}.styles+xml")),
        ("/word/header.xml".to_owned(), format!("{kind}.header+xml")),
        (
            "/docProps/core.xml".to_owned(),
            "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
        ),
    ];
    let chart = |n| (format!("/word/charts/chart{n}.xml"), format!("{OPEN}.drawingml.chart+xml"));
    parts.extend((1..=charts).map(chart));
    let parts = parts
        .iter()
        .map(|(name, kind)| format!("<Override PartName=\"{name}\" ContentType=\"{kind}\"/>"));
    format!(
        "{DECLARED}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/>{}</Types>",
        parts.collect::<String>()
    )
}

/// A file of relations: for each related file its id, its type and its place.
fn related(targets: &[(String, String, String)]) -> String {
    let one = |(id, kind, target): &(String, String, String)| {
        format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    };
    let all: String = targets.iter().map(one).collect();
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

/// The page header with the page number, centred above the text; the first page has no number
/// (decree 30/2020/NĐ-CP).
fn header() -> String {
    format!(
        "{DECLARED}<w:hdr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:pStyle w:val=\"PageNumber\"/></w:pPr>\
         <w:fldSimple w:instr=\" PAGE \"><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p></w:hdr>"
    )
}

/// The style sheet: for each style its id, its name, its paragraph properties and its letter
/// properties.
fn styles(lang: Lang) -> String {
    const STYLES: [(&str, &str, &str, &str); 15] = [
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
            "Chart",
            "Chart",
            "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"40\"/>",
            "<w:b/><w:sz w:val=\"26\"/>",
        ),
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
