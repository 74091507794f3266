//! Decides which exact figures of a table's cells need an attribute: in a long table not those that
//! the text of the cell already says.

use par_index::Lang;

/// A table with more rows than this is long, so its cells carry exact figures as attributes only
/// where their text does not say them.
const LONG: usize = 500;

/// Whether a table of this many rows is long.
pub(crate) fn is_long(rows: usize) -> bool {
    rows > LONG
}

/// The exact figures of a cell (separated by spaces) for an attribute; `None` in a long table if
/// the text `said` contains just these figures in this order.
pub(crate) fn unsaid(exact: Option<String>, said: &str, lang: Lang, long: bool) -> Option<String> {
    exact.filter(|exact| !long || printed(said, lang) != *exact)
}

/// The numbers in a text in plain notation (`2,50` becomes `2.5`), separated by spaces.
fn printed(text: &str, lang: Lang) -> String {
    let (group, mark) = if lang == Lang::Vi { ('.', ',') } else { (',', '.') };
    let part = |c: char| c.is_ascii_digit() || c == '.' || c == ',' || c == '-';
    let words = text.split(|c: char| !part(c));
    let words = words.map(|word| word.trim_end_matches(['.', ',', '-']));
    let words = words.filter(|word| word.contains(|c: char| c.is_ascii_digit()));
    let numbers = words.map(|word| {
        let plain = word.replace(group, "").replace(mark, ".");
        let short = plain.trim_end_matches('0').trim_end_matches('.').to_owned();
        if plain.contains('.') { short } else { plain }
    });
    numbers.collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A rounded value, a ratio, a code or a number with another sign does not say the exact
    /// figure.
    #[test]
    fn words_that_say_a_figure_exactly() {
        let cases = [
            ("8,40", "8.4", Lang::Vi, true),
            ("8.40", "8.4", Lang::En, true),
            ("1.210,50", "1210.5", Lang::Vi, true),
            ("100", "100", Lang::Vi, true),
            ("0,00", "0", Lang::Vi, true),
            ("-1,50", "-1.5", Lang::Vi, true),
            ("+1.50", "1.5", Lang::En, true),
            ("1660=", "1660", Lang::Vi, true),
            ("88,42%", "88.421052632", Lang::Vi, false),
            ("92,08%", "92.08/100", Lang::Vi, false),
            ("8,40", "8.4", Lang::En, false),
            ("chưa đạt 14,75 + điều tra XHH 5,31", "14.75 5.31", Lang::Vi, true),
            ("mức 3/4; tự chấm 4,00", "4", Lang::Vi, false),
            ("—", "0", Lang::Vi, false),
        ];
        for (said, exact, lang, is_said) in cases {
            let left = unsaid(Some(exact.to_owned()), said, lang, true);
            assert_eq!(left.is_none(), is_said, "{said} {exact}");
            assert!(unsaid(Some(exact.to_owned()), said, lang, false).is_some());
        }
    }
}
