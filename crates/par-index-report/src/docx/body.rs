//! The text of the document: paragraphs, tables, sections.

use std::fmt::Write as _;

use par_index::page::Row as TableRow;
use par_index::page::{Block, Closing, Kind, Letterhead, Line, Table};
use par_index::view::Look;
use par_index::words::Sentence;

use crate::document::Document;
use crate::layout::{ABOVE, LEFT, RIGHT, Sheet, shown};

/// What drawings are told in.
pub(super) const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";
/// How the text names the picture of the QR code.
const CODE_ID: &str = "rId3";

/// What has been written of the document.
pub(super) struct Body {
    look: Look,
    out: String,
    /// Whether the document has its first heading.
    titled: bool,
    /// The sheet of the part that is being written.
    sheet: Sheet,
    begun: bool,
}

impl Body {
    pub(super) fn new(look: Look) -> Body {
        let sheet = Sheet::of([], look);
        Body { look, out: String::new(), titled: false, sheet, begun: false }
    }

    /// The title of the dossier.
    pub(super) fn dossier(&mut self, title: &str) {
        self.paragraph("Remark", &run(title, ""));
    }

    /// What stands on sheets of its own.
    pub(super) fn part(&mut self, blocks: &[&Block]) {
        if std::mem::replace(&mut self.begun, true) {
            let _ = write!(self.out, "<w:p><w:pPr>{}</w:pPr></w:p>", section(self.sheet));
        }
        self.sheet = Sheet::of(blocks.iter().copied(), self.look);
        for block in blocks {
            self.block(block);
        }
    }

    /// What was found, below the page.
    pub(super) fn findings(&mut self, title: &str, findings: &[String]) {
        self.paragraph("Heading2", &run(title, ""));
        for finding in findings {
            self.paragraph("Remark", &run(finding, ""));
        }
    }

    /// The line of the seal, beside it as a picture to be read by a camera.
    pub(super) fn seal(&mut self, document: &Document) {
        let line = paragraph("Seal", "", &run(&document.seal, ""));
        let Some(code) = &document.code else {
            self.out += &line;
            return;
        };
        // A millimetre has 36,000 of the units of pictures, and 56.7 twentieths of a point.
        let side = code.millimetres();
        let wide = side * 567 / 10 + 140;
        let side = side * 36_000;
        let name = escaped(document.code_name());
        let picture = format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
             <wp:extent cx=\"{side}\" cy=\"{side}\"/><wp:docPr id=\"1\" name=\"QR\" descr=\"{name}\"/>\
             <a:graphic xmlns:a=\"{DRAWING}/main\"><a:graphicData uri=\"{DRAWING}/picture\">\
             <pic:pic xmlns:pic=\"{DRAWING}/picture\"><pic:nvPicPr><pic:cNvPr id=\"1\" name=\"QR\"/><pic:cNvPicPr/>\
             </pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{CODE_ID}\"/><a:stretch><a:fillRect/></a:stretch>\
             </pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{side}\" cy=\"{side}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
             </wp:inline></w:drawing></w:r>"
        );
        let wide = [wide, self.sheet.line().saturating_sub(wide)];
        self.beside(&wide, &[vec![paragraph("Copies", "", &picture), line]]);
        self.paragraph("Copies", "");
    }

    pub(super) fn finish(mut self) -> String {
        self.out += &section(self.sheet);
        self.out
    }

    fn paragraph(&mut self, style: &str, runs: &str) {
        self.out += &paragraph(style, "", runs);
    }

    fn said(&self, text: &Sentence) -> String {
        text.line(self.look)
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title { text, aside } => {
                let first = !std::mem::replace(&mut self.titled, true);
                let text = self.said(text);
                self.paragraph(if first { "Heading1" } else { "Heading2" }, &run(&text, ""));
                if !aside.is_empty() {
                    let aside = self.said(aside);
                    self.paragraph("Aside", &run(&aside, ""));
                }
            }
            Block::Sentence { text, depth, strong } => {
                let letters = if *strong { "<w:b/>" } else { "" };
                let even = if *depth == 0 { "<w:jc w:val=\"both\"/>" } else { "" };
                let inside = format!("<w:ind w:left=\"{}\"/>{even}", 284 * depth);
                self.out += &paragraph("Normal", &inside, &run(&self.said(text), letters));
            }
            Block::Figures(figures) => {
                let figures: Vec<String> = figures.iter().map(|one| self.said(one)).collect();
                self.paragraph("Figures", &run(&figures.join(" · "), ""));
            }
            Block::Remark(text) => {
                let text = self.said(text);
                self.paragraph("Remark", &run(&text, ""));
            }
            Block::Table(table) => self.table(table),
            Block::Finding(finding) => {
                let text = finding.text(self.look.lang);
                self.paragraph("Normal", &run(&text, ""));
            }
            Block::Signatures(places) => {
                let cells: Vec<String> = places
                    .iter()
                    .map(|place| paragraph("Head", "", &run(&self.said(place), "<w:b/>")))
                    .collect();
                let wide = self.sheet.line() / u32::try_from(cells.len().max(1)).unwrap_or(1);
                self.beside(&vec![wide; cells.len()], &[cells]);
            }
            Block::Letterhead(head) => self.letterhead(head),
            Block::Closing(closing) => self.closing(closing),
            Block::Annex { title, of } => {
                let (title, of) = (self.said(title), self.said(of));
                self.paragraph("Heading1", &run(&title, ""));
                self.titled = true;
                if !of.is_empty() {
                    self.paragraph("Aside", &run(&of, ""));
                }
            }
            // Charts: their figures stand in the tables.
            _ => {}
        }
    }

    /// Two columns without lines; the state on the right.
    fn letterhead(&mut self, head: &Letterhead) {
        self.titled = true;
        let line = self.sheet.line();
        // The name of the state stands on one line.
        let left = line * 3 / 8;
        let wide = [left, line - left];
        let [state, motto] = &head.nation;
        let say = |text: &Sentence, letters: &str, around: &str| {
            paragraph("Head", around, &run(&self.said(text), letters))
        };
        // The motto has a line below it as long as itself; the name of who issues the paper has one a third as long.
        let ruled = |wide: u32, long: u32| {
            let beside = wide.saturating_sub(long) / 2;
            format!(
                "<w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"auto\"/></w:pBdr>\
                 <w:spacing w:before=\"40\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/>\
                 <w:ind w:left=\"{beside}\" w:right=\"{beside}\"/>"
            )
        };
        let under = |wide: u32, long: u32| paragraph("Head", &ruled(wide, long), "");
        let mut left = String::new();
        if !head.above.is_empty() {
            left += &say(&head.above, "", "");
        }
        left += &say(&head.issuer, "<w:b/>", "");
        left += &under(wide[0], wide[0] / 3);
        let letters = u32::try_from(self.said(motto).chars().count()).unwrap_or_default();
        let right = say(state, "<w:b/>", "")
            + &say(motto, "<w:b/><w:sz w:val=\"28\"/>", "")
            + &under(wide[1], letters * 145);
        let number = say(&head.number, "", "");
        let place = say(&head.place_and_day, "<w:i/>", "");
        let title = run(&self.said(&head.kind), "");
        let subject = run(&self.said(&head.subject), "");
        self.beside(&wide, &[vec![left, right], vec![number, place]]);
        let before = "<w:spacing w:before=\"320\" w:after=\"0\"/>";
        self.out += &paragraph("Heading1", before, &title);
        self.paragraph("Subject", &subject);
        self.out += &paragraph("Head", &ruled(line, line / 4), "");
        for to in &head.to {
            let text = self.said(to);
            self.paragraph("To", &run(&text, ""));
        }
        for ground in &head.grounds {
            let text = self.said(ground);
            self.paragraph("Grounds", &run(&text, ""));
        }
    }

    /// Who gets a copy, beside who signs.
    fn closing(&mut self, closing: &Closing) {
        let line = self.sheet.line();
        let say = |style: &str, text: &Sentence, letters: &str, around: &str| {
            paragraph(style, around, &run(&self.said(text), letters))
        };
        let mut left = say("Copies", &closing.heading, "<w:b/><w:i/><w:sz w:val=\"24\"/>", "");
        for copy in &closing.copies {
            left += &say("Copies", copy, "", "");
        }
        let posts = closing.posts().map(|post| say("Head", post, "<w:b/><w:sz w:val=\"28\"/>", ""));
        let room = "<w:spacing w:before=\"1400\" w:after=\"0\"/>";
        let signer = say("Head", &closing.signer, "<w:b/><w:sz w:val=\"28\"/>", room);
        let right = posts.collect::<String>() + &signer;
        self.paragraph("Copies", "");
        self.beside(&[line / 2, line - line / 2], &[vec![left, right]]);
    }

    /// Cells beside each other without lines around them; no row goes over the end of a sheet.
    fn beside(&mut self, wide: &[u32], rows: &[Vec<String>]) {
        let _ = write!(
            self.out,
            "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
             <w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>{}",
            wide.iter().sum::<u32>(),
            grid(wide)
        );
        for row in rows {
            self.out += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
            for (cell, wide) in row.iter().zip(wide) {
                let _ = write!(
                    self.out,
                    "<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/></w:tcPr>{cell}</w:tc>"
                );
            }
            self.out += "</w:tr>";
        }
        self.out += "</w:tbl>";
    }

    fn table(&mut self, table: &Table) {
        let columns = shown(table);
        if columns.is_empty() {
            return;
        }
        let wide = self.sheet.columns(table, self.look);
        let headed = columns.iter().any(|(_, column)| !column.heading.is_empty());
        if !table.title.is_empty() {
            let title = self.said(&table.title);
            self.paragraph("Heading2", &run(&title, ""));
        }
        let edges: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
            .map(|edge| {
                format!("<w:{edge} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>")
            })
            .concat();
        let _ = write!(
            self.out,
            "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
             <w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type=\"fixed\"/>\
             <w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar>\
             </w:tblPr>{}",
            wide.iter().sum::<u32>(),
            grid(&wide)
        );
        if headed {
            self.out += "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
            for ((_, column), wide) in columns.iter().zip(&wide) {
                let text = run(&self.said(&column.heading), &self.letters("<w:b/>"));
                let middle = format!("<w:jc w:val=\"center\"/>{}", self.mark());
                self.cell(
                    *wide,
                    "<w:vAlign w:val=\"center\"/>",
                    &paragraph("Cell", &middle, &text),
                );
            }
            self.out += "</w:tr>";
        }
        for line in &table.lines {
            match line {
                Line::Row(row) => {
                    self.row(row, &columns, &wide);
                    for note in &row.notes {
                        let text = self.said(note);
                        self.across(&text, "<w:i/>", columns.len(), &wide);
                    }
                }
                Line::Group(text) => {
                    let text = self.said(text);
                    self.across(&text, "<w:b/>", columns.len(), &wide);
                }
                Line::Skipped(count) => {
                    self.across(&format!("… +{count}"), "", columns.len(), &wide);
                }
                _ => {}
            }
        }
        self.out += "</w:tbl>";
        // Tables without anything between them would become one.
        self.paragraph("Copies", "");
    }

    fn row(&mut self, row: &TableRow, columns: &[(usize, &par_index::page::Column)], wide: &[u32]) {
        self.out += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
        for ((n, column), wide) in columns.iter().zip(wide) {
            let text = row.cells.get(*n).map(|cell| cell.said(column.kind, self.look));
            let letters = self.letters(if row.strong { "<w:b/>" } else { "" });
            let text = run(&text.unwrap_or_default(), &letters);
            let style = match column.kind {
                Kind::Figure | Kind::Place => "Figure",
                _ => "Cell",
            };
            let around = match column.kind {
                Kind::Name if row.depth > 0 => format!("<w:ind w:left=\"{}\"/>", 170 * row.depth),
                _ => String::new(),
            };
            self.cell(*wide, "", &paragraph(style, &(around + &self.mark()), &text));
        }
        self.out += "</w:tr>";
    }

    /// Words over all columns.
    fn across(&mut self, text: &str, letters: &str, columns: usize, wide: &[u32]) {
        let text = run(text, &self.letters(letters));
        self.out += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
        let over = format!("<w:gridSpan w:val=\"{columns}\"/>");
        self.cell(wide.iter().sum(), &over, &paragraph("Cell", &self.mark(), &text));
        self.out += "</w:tr>";
    }

    fn cell(&mut self, wide: u32, more: &str, inside: &str) {
        let _ = write!(
            self.out,
            "<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/>{more}</w:tcPr>{inside}</w:tc>"
        );
    }

    /// How high the line of an empty cell is.
    fn mark(&self) -> String {
        format!("<w:rPr>{}</w:rPr>", self.letters(""))
    }

    /// Letters of tables.
    fn letters(&self, more: &str) -> String {
        format!("{more}<w:sz w:val=\"{}\"/>", self.sheet.letters)
    }
}

fn paragraph(style: &str, around: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{around}</w:pPr>{runs}</w:p>")
}

/// A text in one look; nothing is no run.
fn run(text: &str, letters: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let letters =
        if letters.is_empty() { String::new() } else { format!("<w:rPr>{letters}</w:rPr>") };
    format!("<w:r>{letters}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

fn grid(wide: &[u32]) -> String {
    let columns = wide.iter().map(|wide| format!("<w:gridCol w:w=\"{wide}\"/>"));
    format!("<w:tblGrid>{}</w:tblGrid>", columns.collect::<String>())
}

/// What a part ends with: its sheet. The first page of a part bears no number.
fn section(sheet: Sheet) -> String {
    let across = if sheet.is_across() { " w:orient=\"landscape\"" } else { "" };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/>\
         <w:pgSz w:w=\"{}\" w:h=\"{}\"{across}/>\
         <w:pgMar w:top=\"{ABOVE}\" w:right=\"{RIGHT}\" w:bottom=\"{ABOVE}\" w:left=\"{LEFT}\" \
         w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/><w:titlePg/></w:sectPr>",
        sheet.width, sheet.height
    )
}

/// Text between the marks of XML. What XML cannot hold has been written out before.
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
