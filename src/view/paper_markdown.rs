//! A paper as Markdown, under the columns that official papers have.

use super::capital;
use super::paper::{cause, group_title, line_title, numbered, points_text, progress_of};
use super::paper_head::{head, instead, notes};
use crate::directive::{Directive, Paper, PaperKind, PaperLine, PaperSums};
use crate::quantity::Digits;
use crate::render::Look;
use crate::scoring::Cohort;
use crate::words::{Phrase, shown};

/// The keys of the headings; a monitoring table adds what was reported and how it stands.
const HEADINGS: [&str; 12] = [
    "ordinal",
    "node",
    "max",
    "self",
    "appraised",
    "lost",
    "cause",
    "measure",
    "lead",
    "cooperating",
    "due",
    "product",
];

/// A paper as a Markdown document: title, whose it is, what it rests on, one table.
///
/// # Example
/// ```
/// use par_index::{Basis, Efforts, Lang, PaperAsked, PaperKind, Progress, view};
/// use par_index::{directive, framework, paper, read, sample, score_all};
///
/// let (letter, fw) = (directive("hon-quan-2023")?, framework("hon-quan-2023")?);
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let asked = PaperAsked::new(PaperKind::Repair, Some("sample-commune-01"));
/// let report = paper(&letter, &all, &asked, &Progress::default(), &Efforts::default());
/// let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
/// let text = view::paper_markdown(&letter, &all, &report, look);
/// assert!(text.starts_with("# BÁO CÁO KẾT QUẢ KHẮC PHỤC"));
/// assert!(text.contains("| **Tổng cộng** |") && text.contains("**21,00**"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn paper_markdown(directive: &Directive, cohort: &Cohort, paper: &Paper, look: Look) -> String {
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let heading = |key: &str| look.lang.heading(key).unwrap_or_default().to_owned();
    let mut out = String::new();
    for (n, line) in head(directive, cohort, paper, look).iter().enumerate() {
        out.push_str(if n == 0 { "# " } else { "" });
        out.push_str(&literal(line));
        out.push_str("\n\n");
    }
    if let Some(line) = instead(directive, cohort, paper, look) {
        // Nothing to sign.
        return look.plain(out + &literal(&line) + "\n");
    }
    let monitoring = paper.asked.kind == PaperKind::Monitoring;
    let mut headings: Vec<String> = HEADINGS.iter().map(|key| heading(key)).collect();
    if monitoring {
        if let Some(cell) = headings.get_mut(7) {
            *cell = look.word(Phrase::PaperOrders);
        }
        headings.extend([heading("result"), heading("state")]);
    }
    let columns = headings.len();
    push(&mut out, headings.iter().map(|heading| cell(heading)));
    let right = |n: usize| n == 0 || (2..6).contains(&n);
    push(&mut out, (0..columns).map(|n| if right(n) { "--:" } else { "---" }.to_owned()));
    let mut position = 0;
    for (n, group) in paper.groups.iter().enumerate() {
        let title = group_title(paper, group, framework, look);
        push(&mut out, summed(&roman(n + 1), &title, &group.sums, digits, columns, look));
        for line in &group.lines {
            let number = numbered(line, &mut position).map(|n| n.to_string()).unwrap_or_default();
            let mut cells = vec![number, line_title(line, framework, false, look)];
            cells.extend(points_text(&line.sums, digits, look));
            cells.extend(words(line, monitoring, digits, look));
            if monitoring {
                let (result, state) = progress_of(line, directive, look).unwrap_or_default();
                cells.extend([result, state]);
            }
            push(&mut out, cells.iter().map(|text| cell(text)));
        }
    }
    // Of a unit without data there is nothing to sum.
    if paper.sums != PaperSums::default() {
        let total = heading("total");
        push(&mut out, summed("", &total, &paper.sums, digits, columns, look));
    }
    for note in notes(paper, look) {
        out.push('\n');
        out.push_str(&literal(&note));
        out.push('\n');
    }
    // Who drew it up and who signs, side by side as under every paper.
    let [drawn, signed] = [Phrase::PaperDrawn, Phrase::PaperSigned].map(|phrase| look.word(phrase));
    out.push('\n');
    push(&mut out, [drawn, signed]);
    push(&mut out, [":-:", ":-:"].map(str::to_owned));
    push(&mut out, [String::new(), String::new()]);
    look.plain(out)
}

/// From the cause to the product.
fn words(line: &PaperLine, monitoring: bool, digits: Digits, look: Look) -> [String; 6] {
    let get = |text: &crate::words::Text| text.get(look.lang).to_owned();
    let by = line.obligation.as_ref().map(|paragraph| {
        let says_how = !line.measure.is_empty();
        let phrase = if says_how { Phrase::PaperBy } else { Phrase::PaperPer };
        look.say(phrase, &[("paragraph", paragraph.to_string().into())])
    });
    let measure = match by {
        // It says who answers, if not what is to be done.
        Some(by) if line.measure.is_empty() => capital(&by),
        Some(by) if monitoring || !line.planned => format!("{} ({by})", get(&line.measure)),
        _ => get(&line.measure),
    };
    [
        get(&cause(line, digits)),
        measure,
        get(&line.lead_names),
        get(&line.cooperating_names),
        get(&line.due_text),
        get(&line.product),
    ]
}

/// A bold line of sums.
fn summed(
    ordinal: &str,
    title: &str,
    sums: &PaperSums,
    digits: Digits,
    columns: usize,
    look: Look,
) -> Vec<String> {
    let bold = |text: &str| match cell(text) {
        text if text.is_empty() => text,
        text => format!("**{text}**"),
    };
    let mut cells = vec![bold(ordinal), bold(title)];
    cells.extend(points_text(sums, digits, look).iter().map(|text| bold(text)));
    cells.resize(columns, String::new());
    cells
}

/// A row of cells that are Markdown already.
fn push(out: &mut String, cells: impl IntoIterator<Item = String>) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        out.push_str(&cell);
        out.push_str(" |");
    }
    out.push('\n');
}

/// A line as Markdown that shows it and does nothing else: no markup, no HTML, no link, no image.
/// Signs that mean something only where they stand stay bare elsewhere.
fn literal(text: &str) -> String {
    escaped(text, true)
}

/// The same of a cell, where no sign begins a list or a heading, and none ends the cell.
fn cell(text: &str) -> String {
    escaped(text, false)
}

fn escaped(text: &str, begins_line: bool) -> String {
    let text = shown(text.trim());
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    let mut rest = text.chars().peekable();
    // Digits and a mark at the start of a line begin a list.
    let mut numbering = begins_line;
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let means = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '@' => true,
            // An entity, an address.
            '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
            ':' => next == Some('/') || (begins_line && before.is_none()),
            '.' if out.to_ascii_lowercase().ends_with("www") => true,
            '#' | '=' => begins_line && before.is_none(),
            '+' | '-' => {
                begins_line && before.is_none() && next.is_none_or(|next| " +-".contains(next))
            }
            '.' | ')' => numbering && before.is_some() && next.is_none_or(|next| next == ' '),
            _ => false,
        };
        if means {
            out.push('\\');
        }
        out.push(c);
        numbering &= c.is_ascii_digit();
        before = Some(c);
    }
    out
}

/// Roman numerals, as official papers number their groups.
fn roman(n: usize) -> String {
    const SIGNS: [(usize, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = n;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_numbered_in_roman() {
        let numbers = [1, 4, 9, 14, 48, 99].map(roman);
        assert_eq!(numbers, ["I", "IV", "IX", "XIV", "XLVIII", "XCIX"]);
    }

    #[test]
    fn signs_are_shown_and_do_nothing() {
        for (text, markdown) in [
            ("a|b\nc", r"a\|b\\nc"),
            ("<b>![x](y)", r"\<b\>!\[x\](y)"),
            ("1. a", r"1\. a"),
            ("27.00", "27.00"),
            ("-0.5", "-0.5"),
            ("# a # b", r"\# a # b"),
            ("- a - b", r"\- a - b"),
            ("3/2023 (100 %). Xong", "3/2023 (100 %). Xong"),
            ("https://a.vn, www.a.vn", r"https\://a.vn, www\.a.vn"),
            ("&lt; & c", r"\&lt; & c"),
        ] {
            assert_eq!(literal(text), markdown);
        }
        assert_eq!(["- a|b", "# a"].map(cell), [r"- a\|b", "# a"]);
    }
}
