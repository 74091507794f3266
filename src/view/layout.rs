//! Columns that line up whatever the letters: widths are those of a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::words::{seen, shown};

/// The widest line of a page.
pub(super) const WIDTH: usize = 100;

/// How a cell stands in its column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// A column: its side, and the width it has at least and at most.
#[derive(Clone, Copy)]
pub(super) struct Column {
    align: Align,
    least: usize,
    most: usize,
}

pub(super) const fn left(least: usize, most: usize) -> Column {
    Column { align: Align::Left, least, most }
}

pub(super) const fn right(least: usize) -> Column {
    Column { align: Align::Right, least, most: WIDTH }
}

/// Lines of cells, two blanks between columns. The last column takes what is left of the line; if it
/// is text that needs more, it goes on below itself. A line of one cell is a heading over all columns.
///
/// `paint` may wrap a laid-out cell in colour; it gets line, column and text.
pub(super) fn grid(
    columns: &[Column],
    lines: &[Vec<String>],
    paint: impl Fn(usize, usize, &str) -> String,
) -> Vec<String> {
    let lines: Vec<Vec<String>> = lines.iter().map(|cells| row(cells)).collect();
    let mut widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(n, column)| {
            let lines = lines.iter().filter(|line| line.len() > 1 || columns.len() == 1);
            let widest = lines.filter_map(|line| line.get(n)).map(|cell| width(cell)).max();
            widest.unwrap_or_default().clamp(column.least, column.most.max(column.least))
        })
        .collect();
    let last = columns.len().saturating_sub(1);
    if columns.last().is_some_and(|column| column.align == Align::Right) {
        // Where figures end a line too long for them, the names before them give way.
        let line = widths.iter().sum::<usize>() + 2 * last;
        let mut over = line.saturating_sub(WIDTH);
        for (width, column) in widths.iter_mut().zip(columns) {
            if column.align == Align::Left {
                let gives = over.min(width.saturating_sub(column.least));
                *width -= gives;
                over -= gives;
            }
        }
    }
    let mut out = Vec::new();
    for (row, cells) in lines.iter().enumerate() {
        if let [heading] = cells.as_slice()
            && columns.len() > 1
        {
            out.extend(wrap(heading, "", "    ").lines().map(|line| paint(row, 0, line)));
            continue;
        }
        let mut line = String::new();
        let mut below = Vec::new();
        let mut used = 0;
        for (n, ((cell, column), width)) in cells.iter().zip(columns).zip(&widths).enumerate() {
            // A number that is cut is another number: it stands whole, if need be beyond the line.
            let room = match column.align {
                Align::Right => *width,
                Align::Left => (*width).min(WIDTH.saturating_sub(used)),
            };
            let mut pieces = if n == last && column.align == Align::Left {
                broken(cell, room)
            } else {
                vec![cell.clone()]
            };
            let first = if pieces.is_empty() { String::new() } else { pieces.remove(0) };
            line.push_str(&paint(row, n, &fit(&first, room, column.align)));
            line.push_str("  ");
            let pieces = pieces.iter();
            below.extend(pieces.map(|text| " ".repeat(used) + paint(row, n, text).trim_end()));
            used += width + 2;
        }
        out.push(line.trim_end().to_owned());
        out.append(&mut below);
    }
    out
}

/// The cells as they may be seen: none of them draws outside of its place.
fn row(cells: &[String]) -> Vec<String> {
    cells.iter().map(|cell| shown(cell).into_owned()).collect()
}

/// A text broken at blanks into pieces of a width.
fn broken(text: &str, room: usize) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    // A percent sign stays with its number.
    let text = text.replace(" %", "\u{a0}%");
    for word in text.split(' ') {
        match pieces.last_mut() {
            Some(piece) if width(piece) + 1 + width(word) <= room => {
                piece.push(' ');
                piece.push_str(word);
            }
            _ => pieces.push(word.to_owned()),
        }
    }
    pieces.iter().map(|piece| piece.replace('\u{a0}', " ")).collect()
}

/// The width on a terminal.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// A text cut with an ellipsis or filled with blanks to a width.
pub(super) fn fit(text: &str, room: usize, align: Align) -> String {
    let text = shorten(text, room);
    let blanks = " ".repeat(room.saturating_sub(width(&text)));
    match align {
        Align::Left => text + &blanks,
        Align::Right => blanks + &text,
    }
}

fn shorten(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > room {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// A text broken at blanks into lines of some width; one line at least.
pub(super) fn folded(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let fresh = lines.last().is_none_or(String::is_empty);
        let used = lines.last().map_or(0, |line| width(line));
        if !fresh && used + 1 + width(word) > room {
            lines.push(word.to_owned());
        } else if let Some(line) = lines.last_mut() {
            if !fresh {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// Rows whose cells take several lines: each cell is broken to its room, short ones end in blanks.
pub(super) fn tall(rows: &[Vec<String>], rooms: &[usize]) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    for row in rows {
        let cells: Vec<Vec<String>> =
            row.iter().zip(rooms).map(|(cell, room)| folded(&shown(cell), *room)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or_default();
        for line in 0..height {
            let cell = |cell: &Vec<String>| cell.get(line).cloned().unwrap_or_default();
            out.push(cells.iter().map(cell).collect());
        }
    }
    out
}

/// The lines of a table with texts under some of them: each stands after so many lines.
pub(super) fn noted(lines: Vec<String>, notes: &[(usize, String)]) -> String {
    let mut out = String::new();
    let mut notes = notes.iter().peekable();
    for (n, line) in lines.into_iter().enumerate() {
        out.push_str(&line);
        out.push('\n');
        while let Some((_, note)) = notes.next_if(|(after, _)| *after == n + 1) {
            out.push_str(&wrap(note, "      ", "      "));
            out.push('\n');
        }
    }
    out
}

/// Two texts at both ends of a line.
pub(super) fn ends(left: &str, right: &str) -> String {
    let gap = WIDTH.saturating_sub(width(left) + width(right)).max(2);
    format!("{left}{}{right}", " ".repeat(gap)).trim_end().to_owned()
}

/// A text broken at blanks into lines of the page's width, each behind an indent.
pub(super) fn wrap(text: &str, indent: &str, hanging: &str) -> String {
    // A percent sign stays with its number.
    let text = text.replace(" %", "\u{a0}%");
    wrap_pieces(text.split(' '), indent, hanging).replace('\u{a0}', " ")
}

/// Words that [`wrap`] keeps on one line.
pub(super) fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// The same for pieces that must not be broken inside.
pub(super) fn wrap_pieces<'a>(
    pieces: impl Iterator<Item = &'a str>,
    indent: &str,
    hanging: &str,
) -> String {
    let mut out = String::from(indent);
    let mut used = width(indent);
    let mut fresh = true;
    for word in pieces {
        let word = seen(word, false);
        let need = width(&word) + usize::from(!fresh);
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
        out.push_str(&word);
        used += width(&word);
        fresh = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_letters_take_one_column() {
        assert_eq!(width("Chế độ công vụ"), 14);
        assert_eq!(fit("Cải cách", 10, Align::Right), "  Cải cách");
        assert_eq!(fit("Cải cách", 5, Align::Left), "Cải …");
    }

    #[test]
    fn the_last_column_goes_on_below_itself() {
        let lines = vec![vec!["a".repeat(70), format!("{} bb cc", "b".repeat(20))]];
        let lines = grid(&[left(4, 70), left(4, 60)], &lines, |_, _, text| text.to_owned());
        let first = format!("{}  {} bb cc", "a".repeat(70), "b".repeat(20));
        assert_eq!(lines, [first]);
        let lines = vec![vec!["a".repeat(70), format!("{} bb ccccc", "b".repeat(20))]];
        let lines = grid(&[left(4, 70), left(4, 60)], &lines, |_, _, text| text.to_owned());
        let first = format!("{}  {} bb", "a".repeat(70), "b".repeat(20));
        assert_eq!(lines, [first, format!("{}ccccc", " ".repeat(72))]);
    }

    #[test]
    fn tall_rows_keep_their_columns() {
        let rows = tall(&[vec!["a b c".to_owned(), "x".to_owned()]], &[3, 9]);
        assert_eq!(rows, [["a b", "x"], ["c", ""]]);
    }

    #[test]
    fn long_texts_break_at_blanks() {
        let text = "a".repeat(60) + " " + &"b".repeat(60);
        assert_eq!(wrap(&text, "- ", "  "), format!("- {}\n  {}", "a".repeat(60), "b".repeat(60)));
    }
}
