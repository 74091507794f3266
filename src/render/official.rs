//! Writes the head and the end of an official paper as text.

use super::lines::{bold, lines, said};
use super::wrapped::{broken, width, wrap};
use crate::page::{Closing, Letterhead};
use crate::render::Look;
use crate::words::Sentence;

/// The number of empty lines left for the signature.
const SIGNATURE: usize = 3;

/// The head: two columns, then the kind and subject of the paper, centred.
pub(super) fn head(head: &Letterhead, look: Look) -> String {
    let [left, right] = halves(look);
    let mut out = String::new();
    for row in head.rows() {
        let cells = [centred(row[0], left.1, look), centred(row[1], right.1, look)];
        out += &bold(&lines(&[left, right], &cells, |_, text| text.to_owned()), look);
    }
    out.push('\n');
    for title in [&head.kind, &head.subject] {
        out += &bold(&middle(title, look), look);
    }
    if !head.to.is_empty() {
        out.push('\n');
    }
    for line in &head.to {
        out += &middle(line, look);
    }
    if !head.grounds.is_empty() {
        out.push('\n');
    }
    for line in &head.grounds {
        out += &(wrap(&said(line, look), "", "  ", look.width) + "\n");
    }
    out
}

/// The end: who receives a copy, on the left, and who signs, on the right.
pub(super) fn closing(closing: &Closing, look: Look) -> String {
    let [left, right] = halves(look);
    let mut copies = Vec::new();
    for line in std::iter::once(&closing.heading).chain(&closing.copies) {
        copies.extend(broken(&said(line, look), left.1 - 2, left.1 - 2));
    }
    let mut signs = Vec::new();
    for post in closing.posts() {
        signs.extend(centred(post, right.1, look).0);
    }
    signs.extend(std::iter::repeat_n(String::new(), SIGNATURE));
    signs.extend(centred(&closing.signer, right.1, look).0);
    lines(&[left, right], &[(copies, false), (signs, false)], |_, text| text.to_owned())
}

/// The start and the width of the two columns.
fn halves(look: Look) -> [(usize, usize); 2] {
    let left = look.width * 2 / 5;
    [(0, left), (left, look.width - left)]
}

/// A text centred in a column.
fn centred(text: &Sentence, wide: usize, look: Look) -> (Vec<String>, bool) {
    let room = wide.saturating_sub(2);
    let pieces = broken(&said(text, look), room, room).into_iter();
    let inside = |piece: String| " ".repeat(wide.saturating_sub(width(&piece)) / 2) + &piece;
    (pieces.map(inside).collect(), false)
}

/// A text centred in the line.
fn middle(text: &Sentence, look: Look) -> String {
    centred(text, look.width, look).0.iter().map(|piece| piece.clone() + "\n").collect()
}
