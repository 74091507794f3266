//! The layout of tables on paper: which columns are shown, how wide each is, and which size of
//! sheet holds them.

use par_index::page::Row as TableRow;
use par_index::page::{Block, Cell, Column, Kind, Page, Table};
use par_index::view::Look;

/// A sheet of paper: its sides in twentieths of a point, and the size of letters in tables.
///
/// The margins are those of decree 30/2020/NĐ-CP: 20 mm above and below, 30 left, 15 right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The width, in twentieths of a point.
    pub width: u32,
    /// The height, in twentieths of a point.
    pub height: u32,
    /// The size of letters in tables, in half points.
    pub letters: u32,
}

/// The left margin, in twentieths of a point (30 mm).
pub const LEFT: u32 = 1701;
/// The right margin, in twentieths of a point (15 mm).
pub const RIGHT: u32 = 850;
/// The top and the bottom margin, in twentieths of a point (20 mm each).
pub const ABOVE: u32 = 1134;

/// The sheets that are tried in this order until the tables fit: A4 portrait, A4 landscape, A3
/// landscape.
const SHEETS: [Sheet; 3] = [
    Sheet { width: 11_906, height: 16_838, letters: 22 },
    Sheet { width: 16_838, height: 11_906, letters: 20 },
    Sheet { width: 23_811, height: 16_838, letters: 16 },
];

/// How many letters of text a column should hold on a line so that it is not too narrow to read.
const WORDS: usize = 14;
/// The length in letters beyond which a text does not make its column any wider.
const LONG: usize = 90;
/// The length in letters beyond which a word is broken, so that it does not take the room of other
/// columns.
const LONGEST: usize = 28;
/// The space to the left and right of a cell's text together, in twentieths of a point.
const BESIDE: u32 = 120;

impl Sheet {
    /// The first sheet on which all tables of the blocks fit; the largest sheet if none is enough.
    pub fn of<'b>(blocks: impl IntoIterator<Item = &'b Block>, look: Look) -> Sheet {
        let tables = blocks.into_iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let tables: Vec<Vec<Width>> = tables.map(|table| widths(table, look)).collect();
        let takes = |sheet: &Sheet| {
            tables.iter().all(|columns| {
                let needed: u32 = columns.iter().map(|one| sheet.long(one.wanted())).sum();
                needed <= sheet.line()
            })
        };
        SHEETS.into_iter().find(takes).unwrap_or(SHEETS[2])
    }

    /// The length of a line between the margins, in twentieths of a point.
    pub fn line(&self) -> u32 {
        self.width - LEFT - RIGHT
    }

    /// The name of this sheet as a class in the style sheet.
    pub(crate) fn name(&self) -> &'static str {
        match self.width {
            11_906 => "upright",
            16_838 => "across",
            _ => "broad",
        }
    }

    /// Whether the sheet is in landscape format.
    pub fn is_across(&self) -> bool {
        self.width > self.height
    }

    /// The width of so many letters with the space beside them, in twentieths of a point.
    fn long(&self, letters: usize) -> u32 {
        // A letter is estimated to be about half as wide as the letters are high.
        u32::try_from(letters).unwrap_or(u32::MAX / 64) * self.letters * 11 / 2 + BESIDE
    }

    /// The widths of the shown columns of a table, in twentieths of a point; together at most one
    /// line.
    pub fn columns(&self, table: &Table, look: Look) -> Vec<u32> {
        let columns = widths(table, look);
        let least: Vec<u32> = columns.iter().map(|one| self.long(one.word)).collect();
        let wishes = columns.iter().zip(&least);
        let wishes = wishes.map(|(one, least)| self.long(one.text).saturating_sub(*least) + 1);
        let wishes: Vec<u32> = wishes.collect();
        shared(&least, &wishes, self.line())
    }
}

/// The widths of the columns of a table of short texts, in twentieths of a point. `letters` is the
/// size of letters in half points; the column `named` gets the room that the others leave on the
/// line.
pub(crate) fn narrow(texts: &[Vec<&str>], named: usize, letters: u32, line: u32) -> Vec<u32> {
    let sheet = Sheet { letters, ..SHEETS[0] };
    let count = texts.iter().map(Vec::len).max().unwrap_or_default();
    let column = |n: usize| texts.iter().filter_map(move |row| row.get(n).copied());
    let least = |n: usize| {
        let longest = column(n).map(if n == named { longest_word } else { self::letters });
        sheet.long(longest.max().unwrap_or_default().min(LONGEST))
    };
    let least: Vec<u32> = (0..count).map(least).collect();
    let wishes = (0..count).map(|n| {
        let text = column(n).map(self::letters).max().unwrap_or_default();
        if n == named { sheet.long(text.min(LONG)) } else { 1 }
    });
    shared(&least, &wishes.collect::<Vec<u32>>(), line)
}

/// Gives each column its least width and shares the rest of the line by the wishes. If even the
/// least widths exceed the line they are reduced in proportion.
fn shared(least: &[u32], wishes: &[u32], line: u32) -> Vec<u32> {
    let part = |one: u32, all: u64, whole: u32| {
        u32::try_from(u64::from(one) * u64::from(whole) / all.max(1)).unwrap_or_default()
    };
    let needed: u64 = least.iter().map(|one| u64::from(*one)).sum();
    let mut out: Vec<u32> = if needed > u64::from(line) {
        least.iter().map(|one| part(*one, needed, line)).collect()
    } else {
        let rest = line - u32::try_from(needed).unwrap_or(line);
        let all: u64 = wishes.iter().map(|one| u64::from(*one)).sum();
        // A table with little text need not fill the whole line.
        let rest = rest.min(u32::try_from(all).unwrap_or(rest));
        least.iter().zip(wishes).map(|(least, wish)| least + part(*wish, all, rest)).collect()
    };
    let used: u32 = out.iter().sum();
    if let Some(last) = out.last_mut().filter(|_| needed > u64::from(line)) {
        *last += line.saturating_sub(used);
    }
    out
}

/// The needs of a column, in letters: its longest word, and its longest text.
struct Width {
    word: usize,
    text: usize,
}

impl Width {
    /// How many letters wide the column should be to be read well.
    fn wanted(&self) -> usize {
        self.word.max(self.text.min(WORDS))
    }
}

fn widths(table: &Table, look: Look) -> Vec<Width> {
    let rows: Vec<&TableRow> = table.rows().collect();
    let width = |(n, column): (usize, &Column)| {
        let cells = rows.iter().filter_map(|row| {
            let text = row.cells.get(n)?.said(column.kind, look);
            let depth = if column.kind == Kind::Name { 2 * row.depth } else { 0 };
            let words = matches!(column.kind, Kind::Name | Kind::Text);
            let word = if words { longest_word(&text) } else { letters(&text) };
            let text = letters(&text).min(LONG);
            Some(Width { word: word + depth, text: text.max(word) + depth })
        });
        // A heading is broken only at spaces. Its letters are bold, and bold words need more room
        // than figures.
        let heading = column.heading.line(look);
        let wider = heading.chars().any(char::is_alphabetic);
        let heading = longest_word(&heading);
        let heading = if wider { heading + heading.div_ceil(4) } else { heading };
        cells.fold(Width { word: heading.max(2), text: heading }, |all, one| Width {
            word: all.word.max(one.word),
            text: all.text.max(one.text),
        })
    };
    shown(table).into_iter().map(width).collect()
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(letters).max().unwrap_or_default().min(LONGEST)
}

/// The columns that are printed, with their positions: bars are left to screens, and a column
/// without heading and content is left out.
pub fn shown(table: &Table) -> Vec<(usize, &Column)> {
    let filled = |n: usize| {
        table.rows().any(|row| row.cells.get(n).is_some_and(|cell| *cell != Cell::Empty))
    };
    let columns = table.columns.iter().enumerate();
    columns
        .filter(|(n, column)| {
            column.kind != Kind::Bar && (!column.heading.is_empty() || filled(*n))
        })
        .collect()
}

/// The parts of a page that begin on a new sheet of paper; each annex begins a part.
pub fn parts(page: &Page) -> Vec<Vec<&Block>> {
    let mut parts: Vec<Vec<&Block>> = vec![Vec::new()];
    let mut blocks = page.blocks().peekable();
    while let Some(block) = blocks.next() {
        // A block of choices needs a page that computes, so paper shows neither the block nor its
        // title.
        let chooses = |block: &Block| matches!(block, Block::Choices(_));
        let names_it =
            matches!(block, Block::Title { .. }) && blocks.peek().is_some_and(|next| chooses(next));
        if names_it || chooses(block) {
            continue;
        }
        if matches!(block, Block::Annex { .. }) && parts.last().is_some_and(|part| !part.is_empty())
        {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(block);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A word of 300 letters is broken, so that the other columns keep their room.
    #[test]
    fn a_long_word_leaves_the_others_their_room() {
        assert_eq!(longest_word(&"a".repeat(300)), LONGEST);
        assert_eq!(longest_word("ab abc"), 3);
    }

    #[test]
    fn what_is_there_is_shared_and_never_more() {
        assert_eq!(shared(&[100, 200], &[1, 3], 500), [101, 203]);
        assert_eq!(shared(&[100, 200], &[1_000, 3_000], 500), [150, 350]);
        assert_eq!(shared(&[300, 300], &[1, 1], 500).iter().sum::<u32>(), 500);
    }
}
