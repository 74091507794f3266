//! A page as data: the content that a person is to see, before its width, its language and its
//! colours are known.

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
    /// The sections; a blank line separates each from the next.
    pub sections: Vec<Section>,
}

/// A part of a page whose blocks belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The blocks of the section from top to bottom.
    pub blocks: Vec<Block>,
    /// The line under which the section is folded away; such a section appears only on pages that
    /// can unfold it.
    pub fold: Option<Fold>,
}

/// The line that stands in place of a folded section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The title of the folded section.
    pub title: Sentence,
    /// The node or unit that the section is about; table rows about the same node or unit link to
    /// the section.
    pub about: About,
}

/// The node or unit that a part of a page is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum About {
    /// A node of the framework, by its code; `total` is the whole.
    Node(String),
    /// A unit, by its id.
    Unit(String),
}

/// A block: one title, sentence, table or other part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Block {
    /// The title of a page or of the blocks that follow, with a remark at the other end of its
    /// line.
    Title {
        /// The title.
        text: Sentence,
        /// The remark, such as that the figures are illustrative; often empty.
        aside: Sentence,
    },
    /// A sentence, indented by a number of steps; 0 is the margin of the page.
    Sentence {
        /// The sentence.
        text: Sentence,
        /// The number of steps by which the sentence is indented.
        depth: usize,
        /// Whether the sentence is emphasised, because no reader may miss it.
        strong: bool,
    },
    /// The most important figures, side by side.
    Figures(Vec<Sentence>),
    /// A remark on the table above.
    Remark(Sentence),
    /// A table.
    Table(Table),
    /// A chart; its figures also stand in the tables beside it, for output without drawings.
    Chart(Chart),
    /// The levels that can be chosen at the components of a unit, for pages that compute the result
    /// of the choice.
    Choices(Box<Choices>),
    /// A finding: what is wrong with the data, where, and how to repair it.
    Finding(Box<Finding>),
    /// The places for signatures at the end of a paper, side by side; each text says who signs
    /// there.
    Signatures(Vec<Sentence>),
    /// The head of an official paper: authority, number, place and date, subject.
    Letterhead(Box<Letterhead>),
    /// The end of an official paper: its recipients and the signature.
    Closing(Box<Closing>),
    /// The beginning of an annex, on a page of its own.
    Annex {
        /// The name of the annex.
        title: Sentence,
        /// The paper that the annex belongs to.
        of: Sentence,
    },
}

impl Page {
    /// A page of one section.
    pub(crate) fn of(blocks: impl Into<Vec<Block>>) -> Page {
        Page::default().with(blocks)
    }

    /// Adds a section; without blocks nothing is added.
    pub(crate) fn with(mut self, blocks: impl Into<Vec<Block>>) -> Page {
        let blocks = blocks.into();
        if !blocks.is_empty() {
            self.sections.push(Section { blocks, fold: None });
        }
        self
    }

    /// Appends another page below this one.
    pub(crate) fn and(mut self, below: Page) -> Page {
        self.sections.extend(below.sections);
        self
    }

    /// The whole page as one section that is folded away.
    pub(crate) fn folded(self, title: impl Into<Sentence>, about: About) -> Page {
        let fold = Some(Fold { title: title.into(), about });
        let blocks: Vec<Block> = self.sections.into_iter().flat_map(|one| one.blocks).collect();
        let sections = if blocks.is_empty() { Vec::new() } else { vec![Section { blocks, fold }] };
        Page { sections }
    }

    /// Puts a block at the top of the page.
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

    /// Whether the page has no block.
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

    /// A sentence at the margin of the page.
    pub(crate) fn say(text: impl Into<Sentence>) -> Block {
        Block::Sentence { text: text.into(), depth: 0, strong: false }
    }

    /// A sentence that is indented by `depth` steps.
    pub(crate) fn inside(depth: usize, text: impl Into<Sentence>) -> Block {
        Block::Sentence { text: text.into(), depth, strong: false }
    }

    /// An emphasised sentence, which no reader may miss.
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
