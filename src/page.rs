//! A page as data: its content, independent of the width of the paper, the language of the reader,
//! and whether colour is available.

mod cell;
mod chart;
mod official;
mod table;

pub use cell::{Cell, Mark};
pub use chart::{Bar, Chart, Course, Pair, Shape, Share, Stack, Timed};
pub use official::{Closing, Letterhead};
pub use table::{Column, Kind, Line, Paint, Row, Table};

use crate::finding::Finding;
use crate::remediation::Choices;
use crate::words::Sentence;

/// A page: a list of sections from top to bottom.
///
/// # Example
/// ```
/// use par_index::{Basis, framework, rank, read, sample, score_all, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let page = view::ranking_page(&all, &rank(&all));
/// let table = page.tables().next().unwrap();
/// assert_eq!(table.rows().count(), 13);
/// assert!(page.text(view::Look::default()).starts_with("RANKING (11 units)"));
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The sections; a blank line separates one from the next.
    pub sections: Vec<Section>,
}

/// A group of blocks that belong together on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The blocks from top to bottom.
    pub blocks: Vec<Block>,
    /// The heading under which the section is folded away; a folded section appears only on pages
    /// that can unfold it.
    pub fold: Option<Fold>,
}

/// The heading that stands in place of a section that is folded away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The text of the heading.
    pub title: Sentence,
    /// What the section is about: table rows about the same unit or node link to it.
    pub about: About,
}

/// The subject of a part of a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum About {
    /// A node of the framework, by its code; `total` is the whole index.
    Node(String),
    /// A unit, by its id.
    Unit(String),
}

/// One part of a page, such as a sentence, a table or a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Block {
    /// The title of a page or of the parts that follow, with a remark at the other end of its line.
    Title {
        /// The text of the title.
        text: Sentence,
        /// The remark, for example that the figures are illustrative; often empty.
        aside: Sentence,
    },
    /// A sentence.
    Sentence {
        /// The text of the sentence.
        text: Sentence,
        /// The indentation below the text it belongs to; 0 is the left margin.
        depth: usize,
        /// Whether the sentence is emphasised because it must not be overlooked.
        strong: bool,
    },
    /// The main figures of the page, side by side.
    Figures(Vec<Sentence>),
    /// A remark on the table above.
    Remark(Sentence),
    /// A table.
    Table(Table),
    /// A chart; where charts cannot be drawn, the same figures are in the tables of the page.
    Chart(Chart),
    /// The levels that may be chosen at the components of a unit, for pages that compute the
    /// result.
    Choices(Box<Choices>),
    /// A finding: what is wrong with the data, where, and how to correct it.
    Finding(Box<Finding>),
    /// The spaces for signatures on a paper, side by side; each text says who signs there.
    Signatures(Vec<Sentence>),
    /// The head of an official paper: authority, number, place and date, subject.
    Letterhead(Box<Letterhead>),
    /// The end of an official paper: its recipients and the signature.
    Closing(Box<Closing>),
    /// The start of an annex, on a new page: its title, and the document it belongs to.
    Annex {
        /// The title of the annex.
        title: Sentence,
        /// The document to which the annex belongs.
        of: Sentence,
    },
}

impl Page {
    /// A page of one section.
    pub(crate) fn of(blocks: impl Into<Vec<Block>>) -> Page {
        Page::default().with(blocks)
    }

    /// The page with one more section; an empty section is not added.
    pub(crate) fn with(mut self, blocks: impl Into<Vec<Block>>) -> Page {
        let blocks = blocks.into();
        if !blocks.is_empty() {
            self.sections.push(Section { blocks, fold: None });
        }
        self
    }

    /// The page, followed by another one.
    pub(crate) fn and(mut self, below: Page) -> Page {
        self.sections.extend(below.sections);
        self
    }

    /// The whole page as a single section that is folded away.
    pub(crate) fn folded(self, title: impl Into<Sentence>, about: About) -> Page {
        let fold = Some(Fold { title: title.into(), about });
        let blocks: Vec<Block> = self.sections.into_iter().flat_map(|one| one.blocks).collect();
        let sections = if blocks.is_empty() { Vec::new() } else { vec![Section { blocks, fold }] };
        Page { sections }
    }

    /// The page with a line added at the top.
    pub(crate) fn under(mut self, line: Block) -> Page {
        match self.sections.first_mut() {
            Some(section) => section.blocks.insert(0, line),
            None => self.sections.push(Section { blocks: vec![line], fold: None }),
        }
        self
    }

    /// Adds a block to the last section.
    pub(crate) fn push(&mut self, block: Block) {
        match self.sections.last_mut() {
            Some(section) => section.blocks.push(block),
            None => self.sections.push(Section { blocks: vec![block], fold: None }),
        }
    }

    /// Whether the page has no content.
    pub fn is_empty(&self) -> bool {
        self.sections.iter().all(|section| section.blocks.is_empty())
    }

    /// All blocks from top to bottom.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.sections.iter().flat_map(|section| &section.blocks)
    }

    /// All tables from top to bottom.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}

impl Block {
    /// A title without a remark.
    pub(crate) fn title(text: impl Into<Sentence>) -> Block {
        Block::Title { text: text.into(), aside: Sentence::NONE }
    }

    /// A sentence at the left margin.
    pub(crate) fn say(text: impl Into<Sentence>) -> Block {
        Block::Sentence { text: text.into(), depth: 0, strong: false }
    }

    /// A sentence indented below the text it belongs to.
    pub(crate) fn inside(depth: usize, text: impl Into<Sentence>) -> Block {
        Block::Sentence { text: text.into(), depth, strong: false }
    }

    /// A sentence that is emphasised because it must not be overlooked.
    pub(crate) fn strong(text: impl Into<Sentence>) -> Block {
        Block::Sentence { text: text.into(), depth: 0, strong: true }
    }

    /// A remark on the table above.
    pub(crate) fn remark(text: impl Into<Sentence>) -> Block {
        Block::Remark(text.into())
    }
}

impl From<Table> for Page {
    fn from(table: Table) -> Page {
        Page::of([table.into()])
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Block {
        Block::Table(table)
    }
}

impl From<&Finding> for Block {
    fn from(finding: &Finding) -> Block {
        Block::Finding(Box::new(finding.clone()))
    }
}
