//! A page as text for a terminal.

use std::fmt::Write as _;

use super::bar::bar;
use super::columns::{Part, Texts, gap, names, parts};
use super::lines::{bold, lines, said};
use super::official;
use super::wrapped::{broken, widest_word, width, wrap};
use crate::finding::{Finding, Severity};
use crate::page::{Block, Cell, Column, Kind, Line, Mark, Page, Paint, Row, Table};
use crate::quantity::{Percent, PointSum};
use crate::render::Look;
use crate::words::{Arg, KEPT, Sentence, shown};

impl Page {
    /// The page as text, each line ending with a line break.
    pub fn text(&self, look: Look) -> String {
        let sections =
            self.sections.iter().filter(|section| section.fold.is_none()).map(|section| {
                section.blocks.iter().map(|block| block.text(look)).collect::<String>()
            });
        let sections: Vec<String> = sections.filter(|text| !text.is_empty()).collect();
        look.plain(sections.join("\n"))
    }
}

impl Table {
    /// The table alone as text, each line ending with a line break.
    pub fn text(&self, look: Look) -> String {
        look.plain(self.drawn(look))
    }

    fn drawn(&self, look: Look) -> String {
        let inside = 2 * self.depth;
        let narrower = Look { width: look.width.saturating_sub(inside), ..look };
        let text = Drawn::of(self, narrower).text();
        let lines = text.split_inclusive('\n').map(|line| match line {
            "\n" => line.to_owned(),
            line => " ".repeat(inside) + line,
        });
        lines.collect()
    }
}

impl Sentence {
    /// The sentence alone, in one line of any length, without a line break at its end.
    pub fn line(&self, look: Look) -> String {
        look.plain(self.text(look.lang))
    }
}

impl Block {
    fn text(&self, look: Look) -> String {
        match self {
            Block::Title { text, aside } => {
                let [text, aside] = [text, aside].map(|said| look.plain(said.text(look.lang)));
                if aside.is_empty() {
                    return bold(&wrap(&text, "", "  ", look.width), look);
                }
                let gap = look.width.saturating_sub(width(&text) + width(&aside)).max(2);
                if width(&text) + 2 + width(&aside) <= look.width {
                    bold(&format!("{text}{}{aside}", " ".repeat(gap)), look)
                } else {
                    bold(&wrap(&format!("{text}  {aside}"), "", "  ", look.width), look)
                }
            }
            Block::Sentence { text, depth, strong } => {
                let (indent, hanging) = (" ".repeat(2 * depth), " ".repeat(2 * depth + 2));
                let text = wrap(&said(text, look), &indent, &hanging, look.width);
                if *strong { bold(&text, look) } else { text + "\n" }
            }
            Block::Figures(figures) => {
                let figures: Vec<String> =
                    figures.iter().map(|one| look.plain(one.text(look.lang))).collect();
                // The figures are spread as far apart as the line allows.
                let lines =
                    (2..=5).rev().map(|gap| format!("  {}", figures.join(&" ".repeat(gap))));
                let fitting = lines.into_iter().find(|line| width(line) <= look.width);
                let broken = || wrap(&figures.join("  "), "  ", "  ", look.width);
                bold(&fitting.unwrap_or_else(broken), look)
            }
            Block::Remark(text) => wrap(&said(text, look), "   ", "   ", look.width) + "\n",
            Block::Table(table) => table.drawn(look),
            // Charts are not drawn in text; their figures are in the tables.
            Block::Chart(_) | Block::Choices(_) => String::new(),
            Block::Finding(finding) => told(finding, look),
            Block::Signatures(places) => signed(places, look),
            Block::Letterhead(head) => official::head(head, look),
            Block::Closing(closing) => official::closing(closing, look),
            Block::Annex { title, of } => {
                let lines = [title, of].map(|line| wrap(&said(line, look), "", "  ", look.width));
                bold(&lines[0], look) + &lines[1] + "\n"
            }
        }
    }
}

/// The spaces for signatures side by side, each centred in its part of the line.
fn signed(signatures: &[Sentence], look: Look) -> String {
    let wide = look.width / signatures.len().max(1);
    let room = wide.saturating_sub(2);
    let centred = |place: &Sentence| {
        let pieces = broken(&said(place, look), room, room).into_iter();
        let centred =
            pieces.map(|piece| " ".repeat(wide.saturating_sub(width(&piece)) / 2) + &piece);
        (centred.collect(), false)
    };
    let cells: Vec<(Vec<String>, bool)> = signatures.iter().map(centred).collect();
    let places: Vec<(usize, usize)> = (0..cells.len()).map(|n| (n * wide, wide)).collect();
    lines(&places, &cells, |_, text| text.to_owned())
}

fn told(finding: &Finding, look: Look) -> String {
    let head = finding.head(look.lang);
    let head = if finding.severity() == Severity::Error { look.red(&head) } else { head };
    let mut body = vec![finding.message(look.lang)];
    body.extend(Some(finding.expected(look.lang)).filter(|text| !text.is_empty()));
    let mut out = head + "\n" + &wrap(&body.join("; "), "    ", "    ", look.width) + "\n";
    let cure = finding.suggestion(look.lang);
    if !cure.is_empty() {
        out += &wrap(&format!("{} {cure}", look.arrow()), "    ", "      ", look.width);
        out.push('\n');
    }
    out
}

/// A table whose cells are finished texts.
struct Drawn<'a> {
    table: &'a Table,
    look: Look,
    /// The number of columns that the title stands over.
    over: usize,
    rows: Vec<Vec<String>>,
    parts: Vec<Part>,
}

impl<'a> Drawn<'a> {
    fn of(table: &'a Table, look: Look) -> Drawn<'a> {
        let rows: Vec<Vec<String>> = table
            .rows()
            .map(|row| {
                let cells = row.cells.iter().zip(&table.columns);
                let text = |(cell, column): (&Cell, &Column)| {
                    // A row deeper in a tree is indented further.
                    let depth = if column.kind == Kind::Name { row.depth } else { 0 };
                    "  ".repeat(depth) + &look.plain(drawn(cell, row, column.kind, look))
                };
                cells.map(text).collect()
            })
            .collect();
        let over = table.columns.iter().take_while(|column| column.heading.is_empty()).count();
        // If the column of names has a heading, the title gets a line of its own.
        let named = table.columns.get(over).is_some_and(|column| column.kind == Kind::Name);
        let over = if table.title.is_empty() || named { 0 } else { over };
        let columns: Vec<Texts<'_>> = table
            .columns
            .iter()
            .enumerate()
            .map(|(n, column)| Texts {
                kind: column.kind,
                heading: headed(&column.heading, column.kind, look),
                beside: column.beside,
                cells: rows.iter().filter_map(|row| row.get(n)).map(String::as_str).collect(),
            })
            .collect();
        let title = if over > 0 { width(&said(&table.title, look)) } else { 0 };
        let parts = parts(&columns, (title, over), look.width);
        Drawn { table, look, over, rows, parts }
    }

    fn text(&self) -> String {
        let mut out = String::new();
        for (n, part) in self.parts.iter().enumerate() {
            if n > 0 {
                out.push('\n');
            }
            out += &self.head(part, n == 0);
            let mut rows = self.rows.iter();
            for (at, line) in self.table.lines.iter().enumerate() {
                match line {
                    Line::Row(row) => {
                        let cells = rows.next().map(Vec::as_slice).unwrap_or_default();
                        out += &self.row(part, row, cells);
                        if n == 0 {
                            out += &self.notes(part, row);
                        }
                    }
                    Line::Group(text) => {
                        if at > 0 {
                            out.push('\n');
                        }
                        let text = wrap(&said(text, self.look), "", "  ", self.look.width);
                        out += &bold(&text, self.look);
                    }
                    Line::Skipped(count) => {
                        let _ = writeln!(out, "  … +{count}");
                    }
                }
            }
        }
        out
    }

    /// The line of headings, with the title over the first columns.
    fn head(&self, part: &Part, first: bool) -> String {
        let title = if first { said(&self.table.title, self.look) } else { String::new() };
        let columns = &self.table.columns;
        let untitled = columns.iter().all(|column| column.heading.is_empty());
        let over = part.iter().filter(|(n, _)| *n < self.over).count();
        let mut places = self.places(part);
        let room = over.checked_sub(1).map_or(0, |last| places[last].0 + places[last].1);
        // The title gets a line of its own if no column has a heading, or if there is too little
        // room.
        let alone = !title.is_empty() && (untitled || width(&title) > room);
        let mut out = String::new();
        if alone {
            out += &bold(&wrap(&title, "", "  ", self.look.width), self.look);
        }
        if untitled {
            return out;
        }
        let mut cells: Vec<(Vec<String>, bool)> = Vec::new();
        if over > 0 {
            places.splice(..over, [(0, room)]);
            let title = if alone { String::new() } else { title.replace(KEPT, " ") };
            cells.push((vec![title], false));
        }
        for (n, wide) in part.iter().skip(over) {
            let column = &columns[*n];
            let heading = headed(&column.heading, column.kind, self.look);
            cells.push((broken(&heading, *wide, *wide), right(column.kind)));
        }
        let painted = |text: &str| self.look.bold(text);
        out + &lines(&places, &cells, |_, text| painted(text))
    }

    /// The start and the width of each column.
    fn places(&self, part: &Part) -> Vec<(usize, usize)> {
        let column = |n: usize| &self.table.columns[part[n].0];
        let apart =
            |one: &Column, next: &Column| gap(one.kind, next.kind, !next.heading.is_empty());
        let mut at = 0;
        let place = |(n, (_, wide)): (usize, &(usize, usize))| {
            at += n.checked_sub(1).map_or(0, |before| apart(column(before), column(n)));
            let place = (at, *wide);
            at += wide;
            place
        };
        part.iter().enumerate().map(place).collect()
    }

    /// The start and the width of each cell of a row: a name without a code, such as that of a
    /// total, begins where codes begin.
    fn places_of(&self, part: &Part, texts: &[String]) -> Vec<(usize, usize)> {
        let mut places = self.places(part);
        let column = |n: usize| &self.table.columns[part[n].0];
        for n in 1..part.len() {
            let under = column(n - 1).heading.is_empty();
            let coded = texts.get(part[n - 1].0).is_some_and(|code| !code.is_empty());
            let kinds = (column(n - 1).kind, column(n).kind);
            if under && !coded && kinds == (Kind::Code, Kind::Name) {
                places[n].1 += places[n].0 - places[n - 1].0;
                places[n].0 = places[n - 1].0;
            }
        }
        places
    }

    fn row(&self, part: &Part, row: &Row, texts: &[String]) -> String {
        let places = self.places_of(part, texts);
        let pieces = |((n, _), (at, wide)): (&(usize, usize), &(usize, usize))| {
            let text = texts.get(*n).map_or("", String::as_str);
            let kind = self.table.columns[*n].kind;
            let depth = if kind == Kind::Name { row.depth } else { 0 };
            // The indentation is limited so that no word is broken because of it.
            let room = wide.saturating_sub(widest_word(text).max(8));
            let indent = (2 * depth).min(room);
            // In the leftmost column continuation lines are indented further, so that they do not
            // look like new rows.
            let hanging = if *at == 0 { (indent + 2).min(room) } else { indent };
            let pieces = broken(text.trim_start(), wide - indent, wide - hanging).into_iter();
            let inside = |(n, piece): (usize, String)| {
                " ".repeat(if n == 0 { indent } else { hanging }) + &piece
            };
            (pieces.enumerate().map(inside).collect(), right(kind))
        };
        let cells: Vec<(Vec<String>, bool)> = part.iter().zip(&places).map(pieces).collect();
        let painted = |at: usize, text: &str| {
            let red = part
                .get(at)
                .is_some_and(|(n, _)| is_red(self.table.columns[*n].paint, row.cells.get(*n)));
            match red {
                true => self.look.red(text),
                false if row.strong => self.look.bold(text),
                false => text.to_owned(),
            }
        };
        lines(&places, &cells, painted)
    }

    /// The remarks on a row, written below it, under its name.
    fn notes(&self, part: &Part, row: &Row) -> String {
        let notes: Vec<String> = row.notes.iter().map(|note| said(note, self.look)).collect();
        if notes.is_empty() {
            return String::new();
        }
        let places = self.places(part);
        let named = part.iter().position(|(n, _)| self.table.columns[*n].kind == Kind::Name);
        let named =
            named.or_else(|| part.iter().position(|(n, _)| !names(self.table.columns[*n].kind)));
        let at = named.and_then(|n| places.get(n)).map_or(3, |(at, _)| *at).clamp(3, 12);
        let indent = " ".repeat(at);
        wrap(&notes.join(" · "), &indent, &indent, self.look.width) + "\n"
    }
}

/// Whether cells of this kind are aligned to the right.
pub(super) fn right(kind: Kind) -> bool {
    matches!(kind, Kind::Figure | Kind::Place)
}

fn is_red(paint: Paint, cell: Option<&Cell>) -> bool {
    match (paint, cell) {
        (Paint::Loss, Some(_)) => true,
        (Paint::BelowZero, Some(Cell::Gain(points, _))) => *points < PointSum::ZERO,
        (Paint::BelowZero, Some(Cell::Change(percent, _))) => *percent < Percent::ZERO,
        _ => false,
    }
}

/// The heading of a column; for a column of bars it shows where they begin and end.
fn headed(heading: &Sentence, kind: Kind, look: Look) -> String {
    let text = said(heading, look);
    match kind {
        Kind::Bar => format!("0 {text:^14} 100").replace(' ', "\u{a0}"),
        _ => text,
    }
}

impl Cell {
    /// The cell as a table prints it in a column of this kind, without blanks around it.
    ///
    /// ```
    /// use par_index::page::{Cell, Kind};
    /// use par_index::{Digits, Points, view::Look};
    /// let cell = Cell::Points(Points::whole(3).into(), Digits::TWO);
    /// assert_eq!(cell.said(Kind::Figure, Look::default()), "3.00");
    /// ```
    pub fn said(&self, kind: Kind, look: Look) -> String {
        look.plain(drawn(self, &Row::default(), kind, look)).trim_end().to_owned()
    }

    /// The exact value of the cell, independent of language: points, a ratio as its two numbers, or
    /// a percentage; `None` for a cell without a number.
    ///
    /// ```
    /// use par_index::page::Cell;
    /// use par_index::{Digits, Points};
    /// let cell = Cell::Points("0.125".parse::<Points>()?.into(), Digits::TWO);
    /// assert_eq!(cell.exact().as_deref(), Some("0.125"));
    /// # Ok::<(), par_index::quantity::ParsePointsError>(())
    /// ```
    pub fn exact(&self) -> Option<String> {
        match self {
            Cell::Points(points, _) | Cell::Grouped(points, _) | Cell::Gain(points, _) => {
                Some(points.to_string())
            }
            Cell::Ratio(ratio, _) => Some(ratio.to_string()),
            Cell::Percent(percent, _) | Cell::Change(percent, _) => Some(percent.to_string()),
            Cell::Count(count) => Some(count.to_string()),
            Cell::Rank { rank, .. } => Some(rank.to_string()),
            _ => None,
        }
    }
}

pub(super) fn drawn(cell: &Cell, _row: &Row, kind: Kind, look: Look) -> String {
    let said = |arg: Arg| Sentence::from(arg).text(look.lang);
    match cell {
        Cell::Empty => String::new(),
        Cell::Absent => look.dash().to_owned(),
        Cell::Text(text) | Cell::Figure(text) => text.kept(look.lang),
        Cell::Code(code) => shown(code).into_owned(),
        Cell::Points(points, digits) => said(Arg::Sum(*points, *digits)),
        Cell::Grouped(points, digits) => said(Arg::Grouped(*points, *digits)),
        Cell::Gain(points, digits) => {
            let sign = if *points < PointSum::ZERO { "" } else { "+" };
            format!("{sign}{}", said(Arg::Sum(*points, *digits)))
        }
        Cell::Ratio(ratio, digits) => said(Arg::Ratio(*ratio, *digits)),
        Cell::Percent(percent, digits) => look.lang.percent(*percent, *digits),
        Cell::Change(change, digits) => said(Arg::Change(*change, *digits)),
        // A position in a list is not grouped by thousands, unlike a count.
        Cell::Count(count) if kind == Kind::Place => count.to_string(),
        Cell::Count(count) => said(Arg::Whole(*count)),
        Cell::Rank { rank, tied } if kind == Kind::Place => {
            format!("{rank}{}", if *tied { "=" } else { " " })
        }
        Cell::Rank { rank, tied } => format!("{rank}{}", if *tied { "=" } else { "" }),
        Cell::Day(day) => day.text().get(look.lang).to_owned(),
        Cell::Bar { value, median } => bar(*value, *median, look.ascii),
        Cell::Mark(Mark::Own) => look.own_mark().to_owned(),
        Cell::Mark(Mark::Becomes) => look.arrow().to_owned(),
        Cell::Mark(Mark::NoRank) => "– ".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Column;

    fn lines(table: &Table) -> Vec<String> {
        table.text(Look::default()).lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_group_stands_apart_from_the_rows_before_it_and_is_bold() {
        let mut table = Table::new(Sentence::NONE, [Column::code(), Column::name()]);
        for group in ["one", "two"] {
            table.group(group);
            table.push([Cell::Code("a".to_owned()), Cell::text("x")]);
        }
        assert_eq!(lines(&table), ["one", "a x", "", "two", "a x"]);
        let coloured = table.text(Look { color: true, ..Look::default() });
        assert!(coloured.starts_with("\u{1b}[1mone\u{1b}[0m\n"), "{coloured}");
    }

    #[test]
    fn a_table_inside_is_as_much_narrower() {
        let long = |depth| {
            let mut table = Table::new(Sentence::NONE, [Column::name()]).inside(depth);
            table.push([Cell::text("a".repeat(99) + " b")]);
            lines(&table)
        };
        let wide = "a".repeat(99);
        assert_eq!(long(0), [wide.as_str(), " b"]);
        let inside = [format!("  {}", "a".repeat(98)), "  a b".to_owned()];
        assert_eq!(long(1), inside);
    }

    #[test]
    fn a_title_stays_on_one_line_where_there_is_room() {
        let title = "w".repeat(20) + " " + &"w".repeat(20);
        let head = |figures: usize| {
            let mut columns = vec![Column::name()];
            columns.extend((0..figures).map(|_| Column::figure("figure")));
            lines(&Table::new(title.as_str(), columns)).swap_remove(0)
        };
        assert_eq!(head(1), format!("{title}  figure"));
        assert_eq!(head(8), title);
    }

    #[test]
    fn a_title_has_its_own_line_where_the_name_has_a_heading() {
        let columns = [Column::code(), Column::name().headed("name"), Column::figure("n")];
        let mut table = Table::new("a title longer than a code", columns);
        table.push([Cell::Code("1.1".to_owned()), Cell::text("x"), Cell::count(1)]);
        let expected = ["a title longer than a code", "     name  n", "1.1  x     1"];
        assert_eq!(lines(&table), expected);
    }

    #[test]
    fn a_row_that_holds_others_together_is_bold_but_for_losses() {
        let mut table = Table::new(Sentence::NONE, [Column::name(), Column::loss("lost")]);
        table.push(Row::of([Cell::text("sum"), Cell::count(1)]).strong());
        let coloured = table.text(Look { color: true, ..Look::default() });
        let row = coloured.lines().last().unwrap_or_default();
        assert_eq!(row, "\u{1b}[1msum\u{1b}[0m     \u{1b}[31m1\u{1b}[0m");
    }

    #[test]
    fn signatures_stand_each_in_the_middle_of_its_part() {
        let page = Page::of([Block::Signatures(vec!["ab".into(), "c".repeat(40).into()])]);
        let text = page.text(Look { width: 60, ..Look::default() });
        let cut = format!("{}ab{}{}\n", " ".repeat(14), " ".repeat(15), "c".repeat(28));
        assert_eq!(text, cut + &" ".repeat(39) + &"c".repeat(12) + "\n");
    }

    #[test]
    fn texts_that_hold_more_take_more_of_the_line() {
        let columns = [Column::name(), Column::text("a"), Column::text("b")];
        let mut table = Table::new(Sentence::NONE, columns);
        let words = |count: usize| Cell::text("abcd ".repeat(count));
        // The single long text in the second column must not take room from the first column, whose
        // cells are all long.
        table.push([words(24), words(10), words(1)]);
        for _ in 0..3 {
            table.push([words(24), words(1), words(1)]);
        }
        assert_eq!(lines(&table).len(), 1 + 4 * 2);
    }
}
