//! Breaks texts into lines; widths are counted in terminal columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::words::KEPT;

/// The width of a text on a terminal.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// Breaks a text at blanks into lines of a page; the first line begins with `indent`, the others
/// with `hanging`.
pub(crate) fn wrap(text: &str, indent: &str, hanging: &str, page: usize) -> String {
    let room = |indent: &str| page.saturating_sub(width(indent)).max(1);
    let lines = broken(text, room(indent), room(hanging));
    let mut out = String::from(indent);
    for (n, line) in lines.iter().enumerate() {
        if n > 0 {
            out.push('\n');
            out.push_str(hanging);
        }
        out.push_str(line);
    }
    out
}

/// Breaks a text into pieces, the first up to one width, the others up to another. It breaks at
/// ordinary blanks; at no-break blanks only where the part between two ordinary blanks does not fit
/// in a line; and inside a word only where the word itself does not fit.
pub(super) fn broken(text: &str, first: usize, rest: usize) -> Vec<String> {
    // A percent sign stays on the same line as its number.
    let text = text.replace(" %", "\u{a0}%");
    let mut lines = Lines { first, rest, done: Vec::new(), line: String::new(), used: 0 };
    for part in text.split(' ') {
        if width(part) <= rest {
            lines.push(part);
        } else {
            part.split(KEPT).for_each(|word| lines.push(word));
        }
    }
    lines.done.push(lines.line);
    lines.done.iter().map(|line| line.replace(KEPT, " ")).collect()
}

struct Lines {
    first: usize,
    rest: usize,
    done: Vec<String>,
    line: String,
    used: usize,
}

impl Lines {
    fn room(&self) -> usize {
        if self.done.is_empty() { self.first } else { self.rest }
    }

    fn push(&mut self, word: &str) {
        let wide = width(word);
        let begun = !self.line.is_empty();
        if begun && self.used + 1 + wide > self.room() {
            self.end();
        } else if begun {
            self.line.push(' ');
            self.used += 1;
        }
        if self.used + wide <= self.room() {
            self.line.push_str(word);
            self.used += wide;
            return;
        }
        let mut left = word;
        while let Some(c) = left.chars().next() {
            // A letter that is written as an escape sequence is not broken if a line can hold it.
            let escape = Some(escape(left)).filter(|escape| *escape > 0 && *escape <= self.rest);
            let (piece, behind) = left.split_at(escape.unwrap_or(c.len_utf8()));
            let wide = escape.unwrap_or(c.width().unwrap_or(0));
            if self.used > 0 && self.used + wide > self.room() {
                self.end();
            }
            self.line.push_str(piece);
            self.used += wide;
            left = behind;
        }
    }

    fn end(&mut self) {
        // The line may end in several blanks, which are removed.
        self.done.push(self.line.trim_end_matches(' ').to_owned());
        self.line.clear();
        self.used = 0;
    }
}

/// The length of the escape sequence with which a text begins, as written by
/// [`shown`](crate::words::shown()) and, for file names, by the command: `\u{200D}`, `\n`, `\xE1`;
/// 0 if there is none.
fn escape(text: &str) -> usize {
    let Some(rest) = text.strip_prefix('\\') else { return 0 };
    let hex = |digits: &str| digits.bytes().all(|c| c.is_ascii_hexdigit());
    let number = rest.strip_prefix("u{").and_then(|rest| rest.split_once('}'));
    match number {
        Some((digits, _)) if (1..=6).contains(&digits.len()) && hex(digits) => digits.len() + 4,
        _ if rest.starts_with(['n', 'r', 't']) => 2,
        _ if rest.starts_with('x') && rest.get(1..3).is_some_and(hex) => 4,
        _ => 0,
    }
}

/// The width of the widest word of a text; parts joined by no-break blanks count as one word.
pub(super) fn widest_word(text: &str) -> usize {
    text.replace(" %", "\u{a0}%").split(' ').map(width).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_letters_take_one_column() {
        assert_eq!(width("Chế độ công vụ"), 14);
    }

    #[test]
    fn long_texts_break_at_blanks() {
        let text = "a".repeat(60) + " " + &"b".repeat(60);
        let lines = format!("- {}\n  {}", "a".repeat(60), "b".repeat(60));
        assert_eq!(wrap(&text, "- ", "  ", 100), lines);
    }

    #[test]
    fn a_percent_sign_stays_with_its_number_and_a_long_word_is_broken() {
        assert_eq!(broken("of 12.5 %", 9, 7), ["of 12.5 %"]);
        assert_eq!(broken("of 12.5 %", 7, 7), ["of", "12.5 %"]);
        assert_eq!(broken("một_mã_đơn_vị", 5, 5), ["một_m", "ã_đơn", "_vị"]);
        assert_eq!(broken("ab một_mã", 4, 5), ["ab", "một_m", "ã"]);
        assert_eq!(broken("ab   cd ", 4, 3), ["ab", "cd "]);
    }

    #[test]
    fn what_is_written_out_by_its_number_is_one_piece() {
        assert_eq!(broken("một\\u{200D}mã", 9, 9), ["một", "\\u{200D}m", "ã"]);
        assert_eq!(broken("mộtmã\\xE1\\ntên", 7, 7), ["mộtmã", "\\xE1\\nt", "ên"]);
        // A sequence that is not a valid escape, and one that no line can hold, are broken like
        // other words.
        assert_eq!(broken("abc\\u{20G}", 5, 5), ["abc\\u", "{20G}"]);
        assert_eq!(broken("\\u{200D}", 3, 3), ["\\u{", "200", "D}"]);
    }

    #[test]
    fn kept_blanks_break_only_where_a_line_cannot_hold_the_part() {
        assert_eq!(broken("x một\u{a0}hai ba", 7, 7), ["x", "một hai", "ba"]);
        assert_eq!(broken("một\u{a0}hai\u{a0}ba", 6, 6), ["một", "hai ba"]);
    }
}
