//! Lines of text: sentences as they are shown, and cells beside each other.

use super::wrapped::width;
use crate::render::Look;
use crate::words::Sentence;

/// A sentence with the signs of the look, which may take more room than those they stand for.
pub(super) fn said(text: &Sentence, look: Look) -> String {
    look.plain(text.kept(look.lang))
}

/// Each line bold by itself.
pub(super) fn bold(text: &str, look: Look) -> String {
    text.lines().map(|line| look.bold(line) + "\n").collect()
}

/// Cells beside each other; each goes on below itself.
pub(super) fn lines(
    places: &[(usize, usize)],
    cells: &[(Vec<String>, bool)],
    paint: impl Fn(usize, &str) -> String,
) -> String {
    let height = cells.iter().map(|(pieces, _)| pieces.len()).max().unwrap_or_default();
    let mut out = String::new();
    for line in 0..height {
        let mut used = 0;
        for (n, ((at, wide), (pieces, right))) in places.iter().zip(cells).enumerate() {
            let Some(piece) = pieces.get(line).filter(|piece| !piece.is_empty()) else { continue };
            let text = piece.trim_start();
            let inside = width(piece) - width(text);
            let before = if *right { wide.saturating_sub(width(piece)) } else { 0 };
            let begins = at + before + inside;
            out.push_str(&" ".repeat(begins.saturating_sub(used)));
            out.push_str(&paint(n, text));
            used = begins.max(used) + width(text);
        }
        out.push('\n');
    }
    out
}
