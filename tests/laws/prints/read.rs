//! A printed table, read row by row.

use par_index::Lang;
use par_index::view::Look;
use rust_decimal::{Decimal, RoundingStrategy};

/// What a row of a table must show.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expected {
    /// The words a row begins with: position, code, the first word of a name.
    pub(crate) start: Vec<String>,
    /// Its figures, in their order.
    pub(crate) figures: Vec<String>,
    /// Words somewhere in the row or under it: the ends of names, reasons, measures.
    pub(crate) marks: Vec<String>,
    /// Words that stand under this row and nowhere else.
    pub(crate) own: Vec<String>,
    /// Whether it begins at the side of the page, where what goes on below another does not.
    pub(crate) flush: bool,
}

impl Expected {
    pub(crate) fn at(start: impl IntoIterator<Item = String>) -> Expected {
        Expected { start: start.into_iter().collect(), ..Expected::default() }
    }

    pub(crate) fn flush(self) -> Expected {
        Expected { flush: true, ..self }
    }

    pub(crate) fn figures(mut self, figures: impl IntoIterator<Item = String>) -> Expected {
        self.figures.extend(figures.into_iter().filter(|text| !text.is_empty()));
        self
    }

    pub(crate) fn marks(mut self, marks: impl IntoIterator<Item = String>) -> Expected {
        self.marks.extend(marks);
        self
    }

    pub(crate) fn own(mut self, own: impl IntoIterator<Item = String>) -> Expected {
        self.own.extend(own);
        self
    }
}

/// A word without the marks that may follow it.
fn bare(word: &str) -> &str {
    word.trim_matches(['(', ')', ',', ';', ':', '%', '=', '.', '“', '”'])
}

/// The words of a line.
pub(crate) fn said(text: &str) -> Vec<String> {
    text.split_whitespace().map(bare).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether some words stand in this order, others between them.
fn in_order(words: &[String], wanted: &[String]) -> Result<(), String> {
    // What a figure is out of may stand behind it: 34.63/60.
    let is = |word: &str, figure: &str| {
        word.strip_prefix(figure).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut rest = words.iter();
    match wanted.iter().find(|figure| !rest.any(|word| is(word, figure))) {
        Some(figure) => Err(figure.clone()),
        None => Ok(()),
    }
}

/// How a table is drawn so that all columns stand beside each other.
pub(crate) fn wide(lang: Lang) -> Look {
    Look { lang, width: 2_000, ..Look::default() }
}

/// Holds a table whose columns stand beside each other to the rows it must show, each after the one
/// before.
pub(crate) fn held(table: &str, rows: &[Expected]) -> Result<(), String> {
    held_in(table, rows, 1)
}

/// The same of a table on a page of the usual width: where its columns have no room, it goes on below
/// in further parts, and each names all rows again in their order.
pub(crate) fn held_in_parts(table: &str, rows: &[Expected]) -> Result<(), String> {
    held_in(table, rows, usize::MAX)
}

fn held_in(table: &str, rows: &[Expected], most: usize) -> Result<(), String> {
    let lines: Vec<Vec<String>> = table.lines().map(said).collect();
    let flush: Vec<bool> = table.lines().map(|line| !line.starts_with(' ')).collect();
    let begins = |line: usize, row: &Expected| {
        lines[line].starts_with(&row.start) && (flush[line] || !row.flush)
    };
    // Where the rows of all parts begin.
    let mut starts: Vec<usize> = Vec::new();
    for row in rows.iter().cycle().take(rows.len().saturating_mul(most)) {
        let from = starts.last().map_or(0, |above| above + 1);
        match (from..lines.len()).find(|line| begins(*line, row)) {
            Some(line) => starts.push(line),
            None if starts.len() < rows.len() => return Err(format!("no line for row {row:?}")),
            None => break,
        }
    }
    // A part that does not name them all is none.
    starts.truncate(starts.len() - starts.len() % rows.len().max(1));
    for (n, row) in rows.iter().enumerate() {
        let block = (n..starts.len()).step_by(rows.len()).flat_map(|at| {
            let end = starts.get(at + 1).copied().unwrap_or(lines.len());
            lines[starts[at]..end].iter().flatten().skip(row.start.len())
        });
        let block: Vec<String> = block.cloned().collect();
        let wrong = |what: &str| format!("{what} of {row:?} not in {block:?}");
        in_order(&block, &row.figures).map_err(|figure| wrong(&format!("figure {figure}")))?;
        let missing = row.marks.iter().chain(&row.own).find(|mark| !block.contains(mark));
        missing.map_or(Ok(()), |mark| Err(wrong(&format!("word {mark}"))))?;
        for own in &row.own {
            let count = lines.iter().flatten().filter(|word| *word == own).count();
            if count != 1 {
                return Err(format!("{own} stands {count} times"));
            }
        }
    }
    Ok(())
}

/// A number as a table prints it.
pub(crate) fn figure(text: &str, digits: u32, lang: Lang) -> String {
    let exact: Decimal = text.parse().unwrap_or_else(|_| panic!("a number: {text}"));
    let mut round = exact.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
    round.rescale(digits);
    if round.is_zero() {
        round.set_sign_positive(true);
    }
    in_language(&round.to_string(), lang)
}

/// A figure of the rows in the language of a table.
pub(crate) fn in_language(text: &str, lang: Lang) -> String {
    if lang == Lang::Vi { text.replace('.', ",") } else { text.to_owned() }
}

/// A figure with its thousands apart, as papers have it.
pub(crate) fn grouped(figure: &str, lang: Lang) -> String {
    let (group, mark) = if lang == Lang::Vi { ('.', ',') } else { (',', '.') };
    let (whole, rest) = figure.split_once(mark).map_or((figure, ""), |(whole, rest)| (whole, rest));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut out = String::from(sign);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    if rest.is_empty() { out } else { format!("{out}{mark}{rest}") }
}
