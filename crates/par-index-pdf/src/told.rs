//! The content of a document as JSON for the form `paper.typ`: plain texts, and lengths in
//! twentieths of a point.

use par_index::Day;
use par_index::page::{Block, Closing, Kind, Letterhead, Line, Table};
use par_index::view::Look;
use par_index::words::Sentence;
use par_index_report::layout::{ABOVE, LEFT, RIGHT, Sheet, parts, shown};
use par_index_report::{Document, Picture, picture};
use serde::Serialize;

use crate::letters::Letters;

#[derive(Serialize)]
pub(crate) struct Told {
    lang: &'static str,
    title: String,
    /// The date of the document: year, month, day.
    day: Vec<u16>,
    /// The margins in twentieths of a point: left, right, and above and below.
    margins: [u32; 3],
    dossier: Option<String>,
    parts: Vec<Part>,
    findings_heading: &'static str,
    findings: Vec<String>,
    seal: String,
    code: Option<Code>,
}

/// The QR code of the seal.
#[derive(Serialize)]
struct Code {
    svg: String,
    millimetres: u32,
    name: &'static str,
}

/// A part of the page that begins on a new sheet; its size is in twentieths of a point.
#[derive(Serialize)]
struct Part {
    width: u32,
    height: u32,
    /// The size of letters in tables, in half points.
    letters: u32,
    blocks: Vec<Set>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Set {
    Title { text: String, aside: String },
    Sentence { text: String, depth: usize, strong: bool },
    Remark { text: String },
    Figures { text: String },
    Table(SetTable),
    Picture { title: String, svg: String, told: String, keys: Vec<Sign> },
    Grid { title: String, headings: Vec<String>, rows: Vec<Vec<Tinted>>, keys: String },
    Signatures { places: Vec<String> },
    Letterhead(SetHead),
    Closing { heading: String, copies: Vec<String>, posts: Vec<String>, signer: String },
    Annex { title: String, of: String },
}

#[derive(Serialize)]
struct Sign {
    svg: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct Tinted {
    text: String,
    tint: Option<&'static str>,
    light: bool,
}

#[derive(Serialize)]
struct SetTable {
    title: String,
    widths: Vec<u32>,
    /// For each column whether it holds figures, which are set flush right.
    figures: Vec<bool>,
    /// The column that names the row: its cells are indented by the depth of the row.
    name: Option<usize>,
    heading: Option<Vec<String>>,
    lines: Vec<SetLine>,
}

/// A row of the table, or, if `across` is set, one cell across all columns.
#[derive(Serialize)]
struct SetLine {
    cells: Vec<String>,
    across: bool,
    strong: bool,
    slanted: bool,
    depth: usize,
}

#[derive(Serialize)]
struct SetHead {
    above: String,
    issuer: String,
    number: String,
    state: String,
    motto: String,
    place_and_day: String,
    kind_of: String,
    subject: String,
    to: Vec<String>,
    grounds: Vec<String>,
}

pub(crate) fn told(document: &Document, letters: &mut Letters) -> Told {
    let mut setter = Setter { look: document.look, letters };
    let parts = parts(&document.page);
    Told {
        lang: document.language(),
        title: setter.letters.set(&document.title),
        day: day(document.day),
        margins: [LEFT, RIGHT, ABOVE],
        dossier: document.dossier.as_ref().map(|title| setter.letters.set(title)),
        parts: parts.iter().map(|part| setter.part(part)).collect(),
        findings_heading: document.findings_heading(),
        findings: document.found().iter().map(|one| setter.letters.set(one)).collect(),
        seal: setter.letters.set(&document.seal),
        code: document.code.as_ref().map(|code| Code {
            svg: code.svg(),
            millimetres: code.millimetres(),
            name: document.code_name(),
        }),
    }
}

/// The date of the document as year, month, day; 1970-01-01 if it has none, since an archived file
/// must have a date.
fn day(day: Option<Day>) -> Vec<u16> {
    let day = day.map_or_else(|| "1970-01-01".to_owned(), |day| day.to_string());
    day.split('-').filter_map(|part| part.parse().ok()).collect()
}

/// Turns a page into the content that the typesetter reads, in one language, with only letters that
/// the faces contain.
struct Setter<'s> {
    look: Look,
    letters: &'s mut Letters,
}

impl Setter<'_> {
    fn said(&mut self, text: &Sentence) -> String {
        self.letters.set(&text.line(self.look))
    }

    fn all<'a>(&mut self, texts: impl IntoIterator<Item = &'a Sentence>) -> Vec<String> {
        texts.into_iter().map(|text| self.said(text)).collect()
    }

    fn part(&mut self, blocks: &[&Block]) -> Part {
        let sheet = Sheet::of(blocks.iter().copied(), self.look);
        let Sheet { width, height, letters } = sheet;
        let blocks = blocks.iter().filter_map(|block| self.block(block, sheet)).collect();
        Part { width, height, letters, blocks }
    }

    fn block(&mut self, block: &Block, sheet: Sheet) -> Option<Set> {
        Some(match block {
            Block::Title { text, aside } => {
                Set::Title { text: self.said(text), aside: self.said(aside) }
            }
            Block::Sentence { text, depth, strong } => {
                Set::Sentence { text: self.said(text), depth: *depth, strong: *strong }
            }
            Block::Remark(text) => Set::Remark { text: self.said(text) },
            Block::Figures(figures) => Set::Figures { text: self.all(figures).join(" · ") },
            Block::Table(table) => Set::Table(self.table(table, sheet)?),
            Block::Chart(chart) => {
                let title = self.said(&chart.title);
                match picture(chart, self.look)? {
                    Picture::Drawn { svg, keys, told } => Set::Picture {
                        title,
                        svg: self.letters.drawn(&svg),
                        told: self.letters.drawn(&told),
                        keys: keys
                            .iter()
                            .map(|key| Sign {
                                svg: key.svg.clone(),
                                text: self.letters.set(&key.text),
                            })
                            .collect(),
                    },
                    Picture::Grid { headings, rows, keys } => Set::Grid {
                        title,
                        headings: headings.iter().map(|text| self.letters.set(text)).collect(),
                        rows: rows
                            .iter()
                            .map(|row| {
                                let cells = row.iter().map(|cell| Tinted {
                                    text: self.letters.set(&cell.text),
                                    tint: cell.tint,
                                    light: cell.light,
                                });
                                cells.collect()
                            })
                            .collect(),
                        keys: self.letters.set(&keys.join(" · ")),
                    },
                    _ => return None,
                }
            }
            Block::Finding(finding) => {
                let text = self.letters.set(&finding.text(self.look.lang));
                Set::Sentence { text, depth: 0, strong: false }
            }
            Block::Signatures(places) => Set::Signatures { places: self.all(places) },
            Block::Letterhead(head) => Set::Letterhead(self.head(head)),
            Block::Closing(closing) => self.closing(closing),
            Block::Annex { title, of } => Set::Annex { title: self.said(title), of: self.said(of) },
            // Blocks in which a reader chooses (what if) need a page that computes; paper leaves them out.
            _ => return None,
        })
    }

    fn table(&mut self, table: &Table, sheet: Sheet) -> Option<SetTable> {
        let columns = shown(table);
        if columns.is_empty() {
            return None;
        }
        let headed = columns.iter().any(|(_, column)| !column.heading.is_empty());
        let line = |cells: Vec<String>| SetLine {
            cells,
            across: false,
            strong: false,
            slanted: false,
            depth: 0,
        };
        let mut lines = Vec::new();
        for one in &table.lines {
            match one {
                Line::Row(row) => {
                    let cells = columns.iter().map(|(n, column)| {
                        let cell = row.cells.get(*n);
                        let said = cell.map(|cell| cell.said(column.kind, self.look));
                        self.letters.set(&said.unwrap_or_default())
                    });
                    let cells = cells.collect();
                    lines.push(SetLine { strong: row.strong, depth: row.depth, ..line(cells) });
                    for note in &row.notes {
                        let cells = vec![self.said(note)];
                        lines.push(SetLine { across: true, slanted: true, ..line(cells) });
                    }
                }
                Line::Group(text) => {
                    let cells = vec![self.said(text)];
                    lines.push(SetLine { across: true, strong: true, ..line(cells) });
                }
                Line::Skipped(count) => {
                    lines.push(SetLine { across: true, ..line(vec![format!("… +{count}")]) });
                }
                _ => {}
            }
        }
        Some(SetTable {
            title: self.said(&table.title),
            widths: sheet.columns(table, self.look),
            figures: columns
                .iter()
                .map(|(_, column)| matches!(column.kind, Kind::Figure | Kind::Place))
                .collect(),
            name: columns.iter().position(|(_, column)| column.kind == Kind::Name),
            heading: headed.then(|| self.all(columns.iter().map(|(_, column)| &column.heading))),
            lines,
        })
    }

    fn head(&mut self, head: &Letterhead) -> SetHead {
        let [state, motto] = &head.nation;
        SetHead {
            above: self.said(&head.above),
            issuer: self.said(&head.issuer),
            number: self.said(&head.number),
            state: self.said(state),
            motto: self.said(motto),
            place_and_day: self.said(&head.place_and_day),
            kind_of: self.said(&head.kind),
            subject: self.said(&head.subject),
            to: self.all(&head.to),
            grounds: self.all(&head.grounds),
        }
    }

    fn closing(&mut self, closing: &Closing) -> Set {
        Set::Closing {
            heading: self.said(&closing.heading),
            copies: self.all(&closing.copies),
            posts: self.all(closing.posts()),
            signer: self.said(&closing.signer),
        }
    }
}
