//! Lines of text: sentences as they are displayed, and cells side by side.

use super::wrapped::width;
use crate::render::Look;
use crate::words::Sentence;

/// A sentence in the language and characters of the look; it is converted first because
/// replacements may be longer than the characters they replace.
pub(super) fn said(text: &Sentence, look: Look) -> String {
    look.plain(text.kept(look.lang))
}

/// Makes each line of the text bold separately.
pub(super) fn bold(text: &str, look: Look) -> String {
    text.lines().map(|line| look.bold(line) + "\n").collect()
}

/// Writes cells side by side; a cell with several lines continues below itself.
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
