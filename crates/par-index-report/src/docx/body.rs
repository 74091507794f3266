//! The text of the DOCX document as XML: paragraphs, tables, sections.

use std::fmt::Write as _;

use par_index::page::Row as TableRow;
use par_index::page::{Block, Chart, Closing, Kind, Letterhead, Line, Table};
use par_index::view::Look;
use par_index::words::Sentence;

use super::xml::{CODE_ID, DRAWING, chart_id, code, escaped};
use crate::chart::{Picture, Tinted, picture, plot};
use crate::document::Document;
use crate::layout::{ABOVE, LEFT, RIGHT, Sheet, narrow, shown};

/// The size of letters in tables of tinted cells, in half points.
const TINTED: u32 = 18;

/// The document written so far.
pub(super) struct Body {
    look: Look,
    out: String,
    /// Whether the main heading has been written.
    titled: bool,
    /// The size of sheet of the part that is being written.
    sheet: Sheet,
    begun: bool,
    /// The XML of each chart; charts are separate files of the package.
    charts: Vec<String>,
}

impl Body {
    pub(super) fn new(look: Look) -> Body {
        let sheet = Sheet::of([], look);
        Body { look, out: String::new(), titled: false, sheet, begun: false, charts: Vec::new() }
    }

    /// Writes the title of the dossier.
    pub(super) fn dossier(&mut self, title: &str) {
        self.paragraph("Remark", &run(title, ""));
    }

    /// Writes a part of the page, which begins on a new sheet.
    pub(super) fn part(&mut self, blocks: &[&Block]) {
        if std::mem::replace(&mut self.begun, true) {
            let _ = write!(self.out, "<w:p><w:pPr>{}</w:pPr></w:p>", section(self.sheet));
        }
        self.sheet = Sheet::of(blocks.iter().copied(), self.look);
        for block in blocks {
            self.block(block);
        }
    }

    /// Writes the findings below the page, under a heading.
    pub(super) fn findings(&mut self, title: &str, findings: &[String]) {
        self.paragraph("Heading2", &run(title, ""));
        for finding in findings {
            self.paragraph("Remark", &run(finding, ""));
        }
    }

    /// Writes the line of the seal, with its QR code beside it if there is one.
    pub(super) fn seal(&mut self, document: &Document) {
        let line = paragraph("Seal", "", &run(&document.seal, ""));
        let Some(code) = &document.code else {
            self.out += &line;
            return;
        };
        // One millimetre is 36,000 of the units of pictures, and 56.7 twentieths of a point.
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

    /// Ends the document; returns its text and its charts as XML.
    pub(super) fn finish(mut self) -> (String, Vec<String>) {
        self.out += &section(self.sheet);
        (self.out, self.charts)
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
            Block::Chart(chart) => self.chart(chart),
            // Blocks in which a reader chooses (what if) need a page that computes; the document
            // leaves them out.
            _ => {}
        }
    }

    /// Writes a chart under its title, as a drawing or as a table of tinted cells.
    fn chart(&mut self, chart: &Chart) {
        let Some(picture) = picture(chart, self.look) else { return };
        let title = self.said(&chart.title);
        self.paragraph("Chart", &run(&title, ""));
        match (picture, plot(chart, self.look)) {
            (Picture::Drawn { told, .. }, Some(plot)) => {
                let number = self.charts.len() + 1;
                let line = self.sheet.line();
                let drawn = super::chart::inline(&chart_id(number), number, &plot, line, &told);
                self.paragraph("Copies", &drawn);
                if !plot.remark.is_empty() {
                    self.paragraph("Remark", &run(&plot.remark, ""));
                }
                self.charts.push(super::chart::part(&plot, code(self.look.lang)));
            }
            (Picture::Grid { headings, rows, keys }, _) => {
                self.tinted(&headings, &rows);
                self.paragraph("Remark", &run(&keys.join(" · "), ""));
            }
            _ => {}
        }
    }

    /// Writes a table of tinted cells; the last column before the tinted ones names the row and
    /// gets the spare room.
    fn tinted(&mut self, headings: &[String], rows: &[Vec<Tinted>]) {
        let of_row = |row: &Vec<Tinted>| row.iter().position(|cell| cell.tint.is_some());
        let named = rows.iter().find_map(of_row).unwrap_or(1).saturating_sub(1);
        let texts = rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect());
        let texts: Vec<Vec<&str>> =
            std::iter::once(headings.iter().map(String::as_str).collect()).chain(texts).collect();
        let letters = TINTED.min(self.sheet.letters);
        let wide = narrow(&texts, named, letters, self.sheet.line());
        let letters = |more: &str| format!("{more}<w:sz w:val=\"{letters}\"/>");
        let mark = format!("<w:rPr>{}</w:rPr>", letters(""));
        self.begin_table(&wide);
        self.out += "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
        for (heading, wide) in headings.iter().zip(&wide) {
            let text = run(heading, &letters("<w:b/>"));
            let middle = format!("<w:jc w:val=\"center\"/>{mark}");
            self.cell(*wide, "", &paragraph("Cell", &middle, &text));
        }
        self.out += "</w:tr>";
        for row in rows {
            self.out += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
            for (cell, wide) in row.iter().zip(&wide) {
                let light = if cell.light { "<w:color w:val=\"FFFFFF\"/>" } else { "" };
                let text = run(&cell.text, &letters(light));
                let tint = cell.tint.map(|tint| {
                    let tint = tint.trim_start_matches('#');
                    format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{tint}\"/>")
                });
                let style = if cell.tint.is_some() { "Figure" } else { "Cell" };
                let inside = paragraph(style, &mark, &text);
                self.cell(*wide, &tint.unwrap_or_default(), &inside);
            }
            self.out += "</w:tr>";
        }
        self.end_table();
    }

    /// Writes the head of an official paper: two columns without borders, the issuer on the left
    /// and the state on the right.
    fn letterhead(&mut self, head: &Letterhead) {
        self.titled = true;
        let line = self.sheet.line();
        // The right column is wider, so that the name of the state fits on one line.
        let left = line * 3 / 8;
        let wide = [left, line - left];
        let [state, motto] = &head.nation;
        let say = |text: &Sentence, letters: &str, around: &str| {
            paragraph("Head", around, &run(&self.said(text), letters))
        };
        // The line below the motto is as long as the motto; the line below the issuer is a third of
        // its column.
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

    /// Writes the end of an official paper: the recipients of copies on the left, the signer on the
    /// right.
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

    /// Writes a table without borders; none of its rows is divided between two sheets.
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
        self.begin_table(&wide);
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
        self.end_table();
    }

    fn begin_table(&mut self, wide: &[u32]) {
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
            grid(wide)
        );
    }

    fn end_table(&mut self) {
        self.out += "</w:tbl>";
        // Without a paragraph between them word processors would merge two tables.
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

    /// Writes a row with one cell across all columns.
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

    /// The size of the paragraph mark, which sets the height of an empty cell.
    fn mark(&self) -> String {
        format!("<w:rPr>{}</w:rPr>", self.letters(""))
    }

    /// The letter properties of table cells: the given ones and the size of the sheet's tables.
    fn letters(&self, more: &str) -> String {
        format!("{more}<w:sz w:val=\"{}\"/>", self.sheet.letters)
    }
}

fn paragraph(style: &str, around: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{around}</w:pPr>{runs}</w:p>")
}

/// A run of text with one set of letter properties; empty for an empty text.
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

/// The section properties at the end of a part: its sheet and margins. The first page of a part
/// bears no page number.
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
