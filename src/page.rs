//! A page as data: what a person shall see, before anybody knows how wide the paper is, in which
//! language it is read, or whether there is colour.

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

/// A page: sections one after the other.
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
    /// What stands together; a blank line parts one section from the next.
    pub sections: Vec<Section>,
}

/// What stands together on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its parts from top to bottom.
    pub blocks: Vec<Block>,
    /// Under what it is folded away; it stands only on pages that can unfold.
    pub fold: Option<Fold>,
}

/// What stands in place of a section that is folded away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Its name.
    pub title: Sentence,
    /// What it is about: rows about the same lead there.
    pub about: About,
}

/// What a part of a page is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum About {
    /// A node of the framework, by its code; `total` is the whole.
    Node(String),
    /// A unit, by its id.
    Unit(String),
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Block {
    /// The name of a page or of what follows, and what is said at the other end of its line.
    Title {
        /// The name.
        text: Sentence,
        /// Such as that the figures are illustrative; often empty.
        aside: Sentence,
    },
    /// A sentence, so many steps inside: 0 stands at the side of the page.
    Sentence {
        /// What is said.
        text: Sentence,
        /// How deep it stands below what it belongs to.
        depth: usize,
        /// Whether nobody may miss it.
        strong: bool,
    },
    /// The figures one looks for first, side by side.
    Figures(Vec<Sentence>),
    /// What is said of the table above.
    Remark(Sentence),
    /// A table.
    Table(Table),
    /// A chart; where nothing can be drawn its figures stand in the tables beside it.
    Chart(Chart),
    /// What one may choose at the components of a unit, for pages that compute what comes of it.
    Choices(Box<Choices>),
    /// What is wrong with the data, where, and how to mend it.
    Finding(Box<Finding>),
    /// The places where a paper is signed, side by side; each says who signs there.
    Signatures(Vec<Sentence>),
    /// The head of an official paper.
    Letterhead(Box<Letterhead>),
    /// The end of an official paper.
    Closing(Box<Closing>),
    /// An annex begins, on a page of its own: its name, and what it belongs to.
    Annex {
        /// Its name.
        title: Sentence,
        /// What it belongs to.
        of: Sentence,
    },
}

impl Page {
    /// A page of one section.
    pub(crate) fn of(blocks: impl Into<Vec<Block>>) -> Page {
        Page::default().with(blocks)
    }

    /// The page and one more section; a section of nothing is none.
    pub(crate) fn with(mut self, blocks: impl Into<Vec<Block>>) -> Page {
        let blocks = blocks.into();
        if !blocks.is_empty() {
            self.sections.push(Section { blocks, fold: None });
        }
        self
    }

    /// The page, and another below it.
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

    /// The page below a line of its own.
    pub(crate) fn under(mut self, line: Block) -> Page {
        match self.sections.first_mut() {
            Some(section) => section.blocks.insert(0, line),
            None => self.sections.push(Section { blocks: vec![line], fold: None }),
        }
        self
    }

    /// One more part of the last section.
    pub(crate) fn push(&mut self, block: Block) {
        match self.sections.last_mut() {
            Some(section) => section.blocks.push(block),
            None => self.sections.push(Section { blocks: vec![block], fold: None }),
        }
    }

    /// Whether nothing stands on it.
    pub fn is_empty(&self) -> bool {
        self.sections.iter().all(|section| section.blocks.is_empty())
    }

    /// All parts from top to bottom.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.sections.iter().flat_map(|section| &section.blocks)
    }

    /// The tables from top to bottom.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}

impl Block {
    /// A title alone.
    pub(crate) fn title(text: impl Into<Sentence>) -> Block {
        Block::Title { text: text.into(), aside: Sentence::NONE }
    }

    /// A sentence at the side of the page.
    pub(crate) fn say(text: impl Into<Sentence>) -> Block {
        Block::Sentence { text: text.into(), depth: 0, strong: false }
    }

    /// A sentence inside, below what it belongs to.
    pub(crate) fn inside(depth: usize, text: impl Into<Sentence>) -> Block {
        Block::Sentence { text: text.into(), depth, strong: false }
    }

    /// A sentence that nobody may miss.
    pub(crate) fn strong(text: impl Into<Sentence>) -> Block {
        Block::Sentence { text: text.into(), depth: 0, strong: true }
    }

    /// What is said of the table above.
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
