//! Tables that line up whatever the letters: widths are those of a terminal.
//!
//! A row is one value: its cells, what stands beside them, and what stands under them. A [`Grid`]
//! takes rows and gives out one text, so that nothing can come to stand under the row of another.

use std::borrow::Cow;
use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::render::Look;
use crate::words::seen;

/// The widest line of a page.
pub(super) const WIDTH: usize = 100;

/// How far the columns stand apart.
const GAP: usize = 2;

/// Where a line goes on that holds more columns than fit beside each other.
const CONTINUED: usize = 4;

/// Words up to this width stay whole where columns of text become narrower.
const WORD: usize = 24;

/// How a cell stands in its column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Align {
    Left,
    Right,
}

/// Which cells of a column are red on a terminal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Red {
    None,
    All,
    BelowZero,
}

/// A column: its side, and the width it has at least and at most. A cell that needs more goes on
/// below itself; nothing is cut away.
#[derive(Clone, Copy)]
pub(super) struct Column {
    align: Align,
    least: usize,
    most: usize,
    hang: Hang,
    red: Red,
}

/// Where in its column a text goes on below itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hang {
    /// At the side of the column.
    None,
    /// Behind the beginning of the text, which may itself be indented.
    Text,
    /// Under what stands so many places inside: behind a rank or a code.
    At(usize),
}

/// A column of text.
pub(super) const fn left(least: usize, most: usize) -> Column {
    Column { align: Align::Left, least, most, hang: Hang::None, red: Red::None }
}

/// A column of codes, which stay whole as long as a line holds them.
pub(super) const fn codes(least: usize) -> Column {
    left(least, 40)
}

/// A column of figures; it is as wide as the widest of them.
pub(super) const fn right(least: usize) -> Column {
    Column { align: Align::Right, least, most: WIDTH, hang: Hang::None, red: Red::None }
}

impl Column {
    /// Breaks texts of several words at this width; a figure has no blanks and stays whole.
    pub(super) const fn within(self, most: usize) -> Column {
        Column { most, ..self }
    }

    /// What goes on below is indented behind the beginning of the text.
    pub(super) const fn hanging(self) -> Column {
        Column { hang: Hang::Text, ..self }
    }

    /// What goes on below stands under what is so many places inside, such as a name behind a code.
    pub(super) const fn behind(self, places: usize) -> Column {
        Column { hang: Hang::At(places), ..self }
    }

    /// Losses, in red on a terminal.
    pub(super) const fn red(self) -> Column {
        Column { red: Red::All, ..self }
    }

    /// Changes, in red on a terminal where they are negative.
    pub(super) const fn red_below_zero(self) -> Column {
        Column { red: Red::BelowZero, ..self }
    }

    /// The pieces of a cell in so much room; it may break its lines itself.
    fn pieces(self, cell: &str, room: usize) -> Vec<String> {
        cell.split('\n').flat_map(|line| self.pieces_of_line(line, room)).collect()
    }

    fn pieces_of_line(self, cell: &str, room: usize) -> Vec<String> {
        if width(cell) <= room {
            return vec![cell.to_owned()];
        }
        let indent = match self.hang {
            Hang::None => 0,
            Hang::Text => cell.chars().take_while(|c| *c == ' ').count() + 2,
            Hang::At(places) => places,
        };
        let hang = if indent + 8 <= room { indent } else { 0 };
        broken(cell, room, hang, self.align == Align::Left)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Head,
    Body,
    Over,
}

/// A row of a table: its cells with all that belongs to them.
pub(super) struct Row {
    kind: Kind,
    cells: Vec<String>,
    beside: String,
    under: Vec<String>,
}

impl Row {
    /// The names of the columns.
    pub(super) fn head(cells: Vec<String>) -> Row {
        Row { kind: Kind::Head, ..Row::of(cells) }
    }

    /// A row of figures and texts.
    pub(super) fn of(cells: Vec<String>) -> Row {
        // No cell draws outside of its place.
        let seen = |cell: String| match seen(&cell, true) {
            Cow::Borrowed(_) => cell,
            Cow::Owned(text) => text,
        };
        let cells = cells.into_iter().map(seen).collect();
        Row { kind: Kind::Body, cells, beside: String::new(), under: Vec::new() }
    }

    /// A text across all columns, as it stands; empty for a blank line.
    pub(super) fn over(text: impl Into<String>) -> Row {
        Row { kind: Kind::Over, ..Row::of(vec![text.into()]) }
    }

    /// A text that stands in the line where there is room for it, else first among what is under it.
    pub(super) fn beside(self, text: impl Into<String>) -> Row {
        Row { beside: text.into(), ..self }
    }

    /// A text that stands under the row; several stand behind each other. Empty ones are none.
    pub(super) fn under(mut self, text: impl Into<String>) -> Row {
        self.under.push(text.into());
        self
    }
}

/// A table: columns and rows.
pub(super) struct Grid {
    columns: Vec<Column>,
    rows: Vec<Row>,
    indent: usize,
}

impl Grid {
    /// A table of these columns.
    pub(super) fn new(columns: impl Into<Vec<Column>>) -> Grid {
        Grid { columns: columns.into(), rows: Vec::new(), indent: 6 }
    }

    /// How far what stands under the rows is indented.
    pub(super) fn indented(self, indent: usize) -> Grid {
        Grid { indent, ..self }
    }

    /// One more row.
    pub(super) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// The table, every line with its end.
    pub(super) fn text(&self, look: Look) -> String {
        let widths = self.widths();
        let bands = bands(&widths);
        let laid: Vec<Laid> =
            self.rows.iter().map(|row| self.laid(row, &widths, &bands, look)).collect();
        let room = laid.iter().flat_map(|row| row.lines.iter().map(|line| line.width)).max();
        let beside_at = room.unwrap_or_default() + GAP;
        let mut out = String::new();
        for (row, laid) in self.rows.iter().zip(laid) {
            let fits = beside_at + width(&row.beside) <= WIDTH;
            let mut lines = laid.lines.into_iter();
            if let Some(first) = lines.next() {
                out.push_str(&first.text);
                if fits && !row.beside.is_empty() {
                    out.push_str(&" ".repeat(beside_at - first.width));
                    out.push_str(&row.beside);
                }
                out.push('\n');
            }
            for line in lines {
                out.push_str(&line.text);
                out.push('\n');
            }
            let beside = Some(&row.beside).filter(|_| !fits);
            let under = beside.into_iter().chain(&row.under).filter(|text| !text.is_empty());
            let under: Vec<&str> = under.map(String::as_str).collect();
            if !under.is_empty() {
                let indent = " ".repeat(self.indent);
                out.push_str(&wrap(&under.join(" · "), &indent, &indent));
                out.push('\n');
            }
        }
        out
    }

    /// How wide each column is, so that a line holds them all if that is possible.
    fn widths(&self) -> Vec<usize> {
        let cells = |n: usize| {
            let rows = self.rows.iter().filter(|row| row.kind != Kind::Over);
            rows.filter_map(move |row| row.cells.get(n))
        };
        let natural = |n: usize, column: &Column| {
            let widest = cells(n).map(|cell| widest_piece(*column, cell)).max();
            widest.unwrap_or_default().max(column.least)
        };
        let mut widths: Vec<usize> =
            self.columns.iter().enumerate().map(|(n, column)| natural(n, column)).collect();
        let mut over = (widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1))
            .saturating_sub(WIDTH);
        // The last column takes what is left of the line; then the widest texts become narrower.
        let last = widths.len().saturating_sub(1);
        let mut texts: Vec<usize> =
            (0..widths.len()).filter(|n| self.columns[*n].align == Align::Left).collect();
        texts.sort_by_key(|n| (*n != last, std::cmp::Reverse(widths[*n])));
        for n in texts {
            if over == 0 {
                break;
            }
            let words = cells(n).map(|cell| widest_word(cell)).max();
            let words = words.unwrap_or_default().min(WORD);
            let least = if n == last { words } else { words.max(self.columns[n].least) };
            let less = widths[n].saturating_sub(least).min(over);
            widths[n] -= less;
            over -= less;
        }
        widths
    }

    fn laid(&self, row: &Row, widths: &[usize], bands: &[Range<usize>], look: Look) -> Laid {
        if row.kind == Kind::Over {
            let text = row.cells.first().map_or("", String::as_str);
            // It may be wider than the columns, and coloured: nothing is aligned to it.
            let line = |text: &str| Line { text: text.to_owned(), width: 0 };
            return Laid { lines: text.split('\n').map(line).collect() };
        }
        let mut lines = Vec::new();
        for (band, columns) in bands.iter().enumerate() {
            let indent = if band == 0 { 0 } else { CONTINUED };
            let cells = row.cells.get(columns.clone().start..).unwrap_or_default();
            let cells = cells.iter().zip(columns.clone()).map(|(cell, n)| {
                let (column, width) = (self.columns[n], widths[n]);
                (column, width, column.pieces(cell, width))
            });
            let cells: Vec<(Column, usize, Vec<String>)> = cells.collect();
            let height = cells.iter().map(|(_, _, pieces)| pieces.len()).max().unwrap_or_default();
            for at in 0..height {
                let line = line(&cells, at, indent, row.kind, look);
                // A row has a first line even where it is empty; what goes on has none.
                if !line.text.is_empty() || (band == 0 && at == 0) {
                    lines.push(line);
                }
            }
        }
        Laid { lines }
    }
}

/// A row as lines.
struct Laid {
    lines: Vec<Line>,
}

struct Line {
    text: String,
    /// Without the signs of colour.
    width: usize,
}

/// One line of the cells that stand beside each other.
fn line(
    cells: &[(Column, usize, Vec<String>)],
    at: usize,
    indent: usize,
    kind: Kind,
    look: Look,
) -> Line {
    let mut out = Line { text: String::new(), width: 0 };
    let mut blanks = indent;
    for (column, room, pieces) in cells {
        let piece = pieces.get(at).map_or("", String::as_str);
        // Blanks at its end keep a figure away from the side.
        let text = piece.trim_end_matches(' ');
        let fill = room.saturating_sub(width(piece));
        let before = if column.align == Align::Right { fill } else { 0 };
        if text.is_empty() {
            blanks += room + GAP;
            continue;
        }
        let red = match column.red {
            Red::All => true,
            Red::BelowZero => {
                text.starts_with(['-', '−']) && text.contains(|c: char| c.is_ascii_digit())
            }
            Red::None => false,
        };
        out.text.push_str(&" ".repeat(blanks + before));
        out.text.push_str(&match kind {
            Kind::Head => look.bold(text),
            _ if red => look.red(text),
            _ => text.to_owned(),
        });
        out.width += blanks + before + width(text);
        blanks = room.saturating_sub(before + width(text)) + GAP;
    }
    out
}

/// How wide the widest piece of a cell is where texts are broken at the width their column has at most.
fn widest_piece(column: Column, cell: &str) -> usize {
    let all = width(cell);
    if all <= column.most && !cell.contains('\n') {
        return all;
    }
    let pieces = column.pieces(cell, column.most.max(column.least));
    pieces.iter().map(|piece| width(piece)).max().unwrap_or_default()
}

/// How wide the widest word of a cell is, behind the indent of the cell.
fn widest_word(cell: &str) -> usize {
    let indent = cell.chars().take_while(|c| *c == ' ').count();
    indent + cell.split([' ', '\n']).map(width).max().unwrap_or_default()
}

/// The columns that stand beside each other; those that do not fit go on below.
fn bands(widths: &[usize]) -> Vec<Range<usize>> {
    let mut bands: Vec<Range<usize>> = Vec::new();
    let mut used = 0;
    for (n, width) in widths.iter().enumerate() {
        match bands.last_mut() {
            Some(band) if used + GAP + width <= WIDTH => {
                band.end = n + 1;
                used += GAP + width;
            }
            _ => {
                used = width + if bands.is_empty() { 0 } else { CONTINUED };
                bands.push(n..n + 1);
            }
        }
    }
    bands
}

/// A text broken at blanks into pieces of a width; all but the first behind `hang` blanks. A word
/// that is wider is broken too where `words` says so.
fn broken(text: &str, room: usize, hang: usize, words: bool) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    // A percent sign stays with its number.
    let text = text.replace(" %", "\u{a0}%");
    for word in text.split(' ') {
        match pieces.last_mut() {
            Some(piece) if width(piece) + 1 + width(word) <= room => {
                piece.push(' ');
                piece.push_str(word);
            }
            last => {
                // Blanks alone are an indent: its word stands behind them.
                let blank = last.as_ref().is_some_and(|piece| piece.trim().is_empty());
                let indent = if pieces.is_empty() { 0 } else { hang };
                let begun = if blank { pieces.pop().map(|piece| piece + " ") } else { None };
                let begun = begun.unwrap_or_else(|| " ".repeat(indent));
                let whole = !words || width(&begun) + width(word) <= room;
                let parts = if whole { vec![begun + word] } else { cut(&begun, word, room, hang) };
                pieces.extend(parts);
            }
        }
    }
    pieces.iter().map(|piece| piece.replace('\u{a0}', " ")).collect()
}

/// A word that is wider than its room, in pieces.
fn cut(begun: &str, word: &str, room: usize, hang: usize) -> Vec<String> {
    let mut pieces = vec![begun.to_owned()];
    let mut used = width(begun);
    let mut fresh = true;
    for c in word.chars() {
        let wide = c.width().unwrap_or(0);
        if !fresh && used + wide > room {
            pieces.push(" ".repeat(hang));
            used = hang;
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
        used += wide;
        fresh = false;
    }
    pieces
}

/// The width on a terminal.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Two texts at both ends of a line.
pub(super) fn ends(left: &str, right: &str) -> String {
    let gap = WIDTH.saturating_sub(width(left) + width(right)).max(2);
    format!("{left}{}{right}", " ".repeat(gap)).trim_end().to_owned()
}

/// A text broken at blanks into lines of the page's width, each behind an indent.
pub(crate) fn wrap(text: &str, indent: &str, hanging: &str) -> String {
    // A percent sign stays with its number.
    let text = text.replace(" %", "\u{a0}%");
    wrap_pieces(text.split(' '), indent, hanging).replace('\u{a0}', " ")
}

/// Words that [`wrap`] keeps on one line, unless they fill most of it.
pub(super) fn unbroken(text: &str) -> String {
    if width(text) > WIDTH / 2 { text.to_owned() } else { text.replace(' ', "\u{a0}") }
}

/// The same for pieces that are not broken inside, unless one fills more than a line.
pub(super) fn wrap_pieces<'a>(
    pieces: impl Iterator<Item = &'a str>,
    indent: &str,
    hanging: &str,
) -> String {
    let mut out = String::from(indent);
    let mut used = width(indent);
    let mut fresh = true;
    let line = WIDTH.saturating_sub(width(hanging));
    let words = pieces.flat_map(|piece| {
        let whole = width(piece) <= line;
        let words = (!whole).then(|| piece.split(' ')).into_iter().flatten();
        whole.then_some(piece).into_iter().chain(words)
    });
    for word in words {
        let word = &*seen(word, false);
        let need = width(word) + usize::from(!fresh);
        if !fresh && used + need > WIDTH {
            out.push('\n');
            out.push_str(hanging);
            used = width(hanging);
            fresh = true;
        }
        if !fresh {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += width(word);
        fresh = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn lines(columns: &[Column], rows: Vec<Row>) -> Vec<String> {
        let mut grid = Grid::new(columns);
        for row in rows {
            grid.push(row);
        }
        grid.text(Look::default()).lines().map(str::to_owned).collect()
    }

    #[test]
    fn vietnamese_letters_take_one_column() {
        assert_eq!(width("Chế độ công vụ"), 14);
        assert_eq!(
            lines(&[left(4, 10), right(10)], vec![Row::of(cells(&["a", "Cải cách"]))]),
            ["a       Cải cách"]
        );
    }

    #[test]
    fn the_last_column_goes_on_below_itself() {
        let columns = [left(4, 70), left(4, 60)];
        let row = |last: String| vec![Row::of(vec!["a".repeat(70), last])];
        let first = format!("{}  {} bb cc", "a".repeat(70), "b".repeat(20));
        assert_eq!(lines(&columns, row(format!("{} bb cc", "b".repeat(20)))), [first]);
        let first = format!("{}  {} bb", "a".repeat(70), "b".repeat(20));
        assert_eq!(
            lines(&columns, row(format!("{} bb ccccc", "b".repeat(20)))),
            [first, format!("{}ccccc", " ".repeat(72))]
        );
    }

    #[test]
    fn what_is_under_a_row_stays_there_however_tall_the_rows_are() {
        let rows = vec![
            Row::head(cells(&["of", "x"])),
            Row::of(cells(&["a b c", "1"])).under("first").under("").under("more"),
            Row::of(cells(&["d", "2"])).under("second"),
        ];
        let expected = ["of   x", "a b  1", "c", "      first · more", "d    2", "      second"];
        assert_eq!(lines(&[left(2, 3), right(1)], rows), expected);
    }

    #[test]
    fn what_stands_beside_a_row_goes_below_where_there_is_no_room() {
        let long = "c".repeat(99);
        let rows = |beside: &str| {
            vec![
                Row::of(cells(&["a b", "1"])).beside("here").under("u"),
                Row::of(cells(&["cc", "2"])).beside(beside),
            ]
        };
        let columns = [left(1, 2), right(1)];
        let first = ["a   1  here", "b", "      u"];
        let below = format!("      {long}");
        let both = lines(&columns, rows(&long));
        assert_eq!(both, [&first[..], &["cc  2", &below]].concat());
    }

    #[test]
    fn a_figure_is_never_cut_and_a_long_word_is_broken() {
        let figures = cells(&["id", &"1".repeat(60), &"2".repeat(60)]);
        let rows = vec![Row::head(cells(&["", "p", "q"])), Row::of(figures)];
        let shown = lines(&[left(2, 4), right(5), right(5)], rows);
        assert_eq!(shown[0].trim(), "p");
        assert_eq!(shown[1].trim(), "q");
        assert_eq!(shown[2], format!("id  {}", "1".repeat(60)));
        assert_eq!(shown[3], format!("    {}", "2".repeat(60)));
        let rows = vec![Row::of(cells(&["một_mã_đơn_vị", "1"]))];
        assert_eq!(lines(&[left(2, 5), right(1)], rows), ["một_m  1", "ã_đơn", "_vị"]);
    }

    #[test]
    fn texts_become_narrower_before_a_line_is_too_wide() {
        let rows = vec![Row::of(cells(&[&"a ".repeat(30), &"3".repeat(60), "b c d"]))];
        let shown = lines(&[left(8, 60), right(5), left(1, 30)], rows);
        assert!(shown.iter().all(|line| width(line) <= WIDTH), "{shown:#?}");
        assert!(shown[0].contains(&"3".repeat(60)) && shown[0].ends_with('b'), "{shown:#?}");
    }

    #[test]
    fn what_goes_on_below_is_indented_behind_its_beginning() {
        let rows = vec![Row::of(cells(&[" 1 8.1   a long name of it", "2"]))];
        let shown = lines(&[left(2, 16).hanging(), right(1)], rows);
        assert_eq!(shown, [" 1 8.1   a long  2", "   name of it"]);
    }

    #[test]
    fn long_texts_break_at_blanks() {
        let text = "a".repeat(60) + " " + &"b".repeat(60);
        assert_eq!(wrap(&text, "- ", "  "), format!("- {}\n  {}", "a".repeat(60), "b".repeat(60)));
    }
}
