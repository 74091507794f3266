//! Draws a bar of twenty characters, with the median of the block marked on it.

use crate::quantity::Percent;

const CELLS: usize = 20;

/// The length of the bar for a percentage, in half characters, limited to 0–100 %.
fn halves(percent: Percent) -> usize {
    let whole = Percent::HUNDRED.raw();
    let reach = percent.raw().clamp(0, whole) * 2 * CELLS as i128 / whole;
    usize::try_from(reach).unwrap_or_default()
}

/// The bar, such as `█████████████···┃···`: its length is the ratio obtained, the mark is the
/// median.
pub(super) fn bar(ratio: Option<Percent>, median: Option<Percent>, ascii: bool) -> String {
    let (full, rest, inside, beyond) =
        if ascii { ('#', '.', '|', '|') } else { ('█', '·', '│', '┃') };
    let reach = ratio.map_or(0, halves);
    let mut cells: Vec<char> = (0..CELLS)
        .map(|cell| match reach.saturating_sub(2 * cell) {
            0 => rest,
            1 if ascii => rest,
            1 => '▌',
            _ => full,
        })
        .collect();
    if let Some(median) = median {
        let at = (halves(median) / 2).min(CELLS - 1);
        cells[at] = if cells[at] == full { inside } else { beyond };
    }
    cells.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_ends_where_the_ratio_does() {
        let p = |text: &str| Some(text.parse().unwrap());
        assert_eq!(bar(p("65"), p("83.1"), false), "█████████████···┃···");
        assert_eq!(bar(p("84.6"), None, false), "████████████████▌···");
        assert_eq!(bar(p("90.45"), p("83.1"), false), "████████████████│█··");
        assert_eq!(bar(p("104"), p("100"), false), "███████████████████│");
        assert_eq!(bar(p("84.6"), p("90"), true), "################..|.");
        assert_eq!(bar(None, None, true), ".".repeat(20));
    }
}
