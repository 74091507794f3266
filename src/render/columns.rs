//! Decides how wide each column of a table is, and which columns fit side by side.

use super::wrapped::{widest_word, width};
use crate::page::Kind;

/// The number of blanks between two columns.
const GAP: usize = 2;

/// Words up to this width are not broken when columns of text are made narrower.
const WORD: usize = 24;

/// A column of names is not made narrower than this as long as other columns can be moved to a
/// second part below.
const NAME: usize = 24;

/// A heading up to this width is not broken.
const HEADING: usize = 16;

/// The greatest width to which a title may widen the columns below it; a longer title gets a line
/// of its own.
const TITLE: usize = 36;

/// A column whose cells are finished texts: its kind, heading and cells.
pub(super) struct Texts<'a> {
    pub(super) kind: Kind,
    pub(super) heading: String,
    /// Whether the column must stay next to the one before it.
    pub(super) beside: bool,
    pub(super) cells: Vec<&'a str>,
}

/// Columns printed side by side: the position and the width of each.
pub(super) type Part = Vec<(usize, usize)>;

/// The number of blanks between a column and the next: a position, code or symbol stands close to
/// the name that follows, unless the name has a heading of its own.
pub(super) fn gap(kind: Kind, next: Kind, heading: bool) -> usize {
    match kind {
        Kind::Place | Kind::Code | Kind::Mark if names(next) && !heading => 1,
        _ => GAP,
    }
}

/// Whether the column identifies the row; such columns are repeated in every part of a divided
/// table.
pub(super) fn names(kind: Kind) -> bool {
    matches!(kind, Kind::Place | Kind::Code | Kind::Name | Kind::Mark)
}

/// Whether the texts of the column may be broken into several lines.
fn breaks(kind: Kind) -> bool {
    matches!(kind, Kind::Name | Kind::Text | Kind::Code)
}

/// Divides the columns of a table into parts that fit a page of a given width. `over` is the width
/// of the title and the number of columns it stands over.
pub(super) fn parts(columns: &[Texts<'_>], over: (usize, usize), page: usize) -> Vec<Part> {
    let natural: Vec<usize> = columns.iter().map(natural).collect();
    let all: Vec<usize> = (0..columns.len()).collect();
    // If there is enough room, the columns are widened so that the title fits on one line.
    let titled = |most: usize| {
        let title = Some(over.0).filter(|title| *title <= most).unwrap_or_default();
        widened(&natural, columns, (title, over.1))
    };
    let whole = titled(page / 2);
    if whole.iter().sum::<usize>() + gaps(columns, &all) <= page {
        return vec![all.into_iter().zip(whole).collect()];
    }
    let whole = |natural: &[usize]| fitted(columns, natural, &all, page);
    if let Some(part) = whole(&titled(TITLE)).or_else(|| whole(&natural)) {
        return vec![part];
    }
    let naming: Vec<usize> = all.iter().copied().take_while(|n| names(columns[*n].kind)).collect();
    let with = |taken: &[usize], group: &[usize]| [taken, group].concat();
    let fit = |part: &[usize], room: usize| fits(columns, &natural, part, room);
    // Columns that belong together are separated only where no page could hold them together.
    let others = all.get(naming.len()..).unwrap_or_default();
    let groups = others.chunk_by(|_, n| columns[*n].beside);
    let groups = groups.flat_map(|group| {
        let most = if fit(&with(&naming, group), page) { group.len() } else { 1 };
        group.chunks(most)
    });
    let groups: Vec<&[usize]> = groups.collect();
    let divided = |room: usize| {
        let mut parts = Vec::new();
        let mut taken = naming.clone();
        for group in &groups {
            if taken.len() > naming.len() && !fit(&with(&taken, group), room) {
                parts.push(std::mem::replace(&mut taken, naming.clone()));
            }
            taken.extend(*group);
        }
        parts.push(taken);
        parts
    };
    // As few parts as the page allows, divided so that the last is not much narrower than the
    // others.
    let parts = divided(page);
    let narrower = (0..page).rev().map(divided).take_while(|more| more.len() == parts.len());
    let parts = narrower.last().unwrap_or(parts);
    let squeezed = |part: &Vec<usize>| squeezed(columns, &natural, part, page);
    parts
        .iter()
        .map(|part| fitted(columns, &natural, part, page).unwrap_or_else(|| squeezed(part)))
        .collect()
}

/// The widths of columns that do not fit on any page: the columns of text share the room that the
/// numbers leave, and words are broken.
fn squeezed(columns: &[Texts<'_>], natural: &[usize], part: &[usize], page: usize) -> Part {
    let (mut texts, figures): (Vec<usize>, Vec<usize>) =
        part.iter().partition(|n| breaks(columns[**n].kind));
    let taken: usize = figures.iter().map(|n| natural[*n]).sum();
    let mut room = page.saturating_sub(taken + gaps(columns, part));
    let mut widths: Part = part.iter().map(|n| (*n, natural[*n])).collect();
    texts.sort_by_key(|n| natural[*n]);
    for (n, text) in texts.iter().enumerate() {
        // At least two positions, the width of one wide letter (as in Chinese).
        let wide = natural[*text].min((room / (texts.len() - n)).max(2));
        room = room.saturating_sub(wide);
        for (_, width) in widths.iter_mut().filter(|(n, _)| n == text) {
            *width = wide;
        }
    }
    widths
}

/// The width that the column needs to hold every cell unbroken.
fn natural(column: &Texts<'_>) -> usize {
    let cells = column.cells.iter().map(|cell| width(cell)).max().unwrap_or_default();
    cells.max(heading(column))
}

/// The width that the heading needs: a short heading stays on one line.
fn heading(column: &Texts<'_>) -> usize {
    let whole = width(&column.heading);
    whole.min(HEADING.max(widest_word(&column.heading)))
}

/// The least width of a column where room is short.
fn floor(column: &Texts<'_>) -> usize {
    let cells = || column.cells.iter();
    match column.kind {
        kind if breaks(kind) => {
            let words = cells().map(|cell| widest_word(cell)).max().unwrap_or_default();
            let least = if kind == Kind::Name {
                cells().map(|cell| width(cell)).max().unwrap_or_default().min(NAME)
            } else {
                0
            };
            words.min(WORD).max(least).max(heading(column))
        }
        _ => natural(column),
    }
}

/// Widens the last of the columns below the title so that the title fits.
fn widened(natural: &[usize], columns: &[Texts<'_>], (title, over): (usize, usize)) -> Vec<usize> {
    let mut widths = natural.to_vec();
    let all: usize = widths.iter().take(over).sum();
    let under: Vec<usize> = (0..over).collect();
    let gaps = gaps(columns, &under);
    if let Some(last) = over.checked_sub(1).and_then(|last| widths.get_mut(last)) {
        *last += title.saturating_sub(all + gaps);
    }
    widths
}

fn gaps(columns: &[Texts<'_>], part: &[usize]) -> usize {
    let pairs = part.windows(2).map(|pair| (&columns[pair[0]], &columns[pair[1]]));
    pairs.map(|(one, next)| gap(one.kind, next.kind, !next.heading.is_empty())).sum()
}

fn fits(columns: &[Texts<'_>], natural: &[usize], part: &[usize], page: usize) -> bool {
    let least =
        |n: &usize| if breaks(columns[*n].kind) { floor(&columns[*n]) } else { natural[*n] };
    part.iter().map(least).sum::<usize>() + gaps(columns, part) <= page
}

/// The widths of columns side by side. If all fit unbroken, each is as wide as its content;
/// otherwise the columns of text share the room that the numbers leave, none becoming wider than it
/// needs.
///
/// The shares are proportional to the square root of a column's total content: among all divisions
/// this needs the fewest lines, as far as can be told without breaking the texts.
fn fitted(columns: &[Texts<'_>], natural: &[usize], part: &[usize], page: usize) -> Option<Part> {
    let room = page.checked_sub(gaps(columns, part))?;
    if part.iter().map(|n| natural[*n]).sum::<usize>() <= room {
        return Some(part.iter().map(|n| (*n, natural[*n])).collect());
    }
    if !fits(columns, natural, part, page) {
        return None;
    }
    let held = |n: usize| columns[n].cells.iter().map(|cell| width(cell)).sum::<usize>();
    let roots: Vec<usize> = (0..columns.len()).map(|n| held(n).isqrt().max(1)).collect();
    let most = roots.iter().copied().max().unwrap_or(1);
    let at = |level: usize| -> Part {
        let wide = |n: usize| {
            if !breaks(columns[n].kind) {
                return natural[n];
            }
            let share = level * roots[n] / most;
            share.clamp(floor(&columns[n]).min(natural[n]), natural[n])
        };
        part.iter().map(|n| (*n, wide(*n))).collect()
    };
    let total = |part: &Part| part.iter().map(|(_, wide)| wide).sum::<usize>();
    // Finds the highest level that fits: at level 0 all columns have their least width, at the
    // highest one some fill the page.
    let (mut low, mut high) = (0, page * most);
    while low + 1 < high {
        let middle = usize::midpoint(low, high);
        if total(&at(middle)) <= room { low = middle } else { high = middle }
    }
    let mut widths = at(low);
    let mut left = room.saturating_sub(total(&widths));
    for (n, wide) in widths.iter_mut().rev() {
        let more = natural[*n].saturating_sub(*wide).min(left).min(1);
        *wide += more;
        left -= more;
    }
    Some(widths)
}
