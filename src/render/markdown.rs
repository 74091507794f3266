//! Writes a page as Markdown: `CommonMark`, with the table syntax of code-hosting sites. Text from
//! the data is shown literally and can never act as markup, HTML, link or image.

use super::text::{drawn, right};
use crate::finding::Finding;
use crate::page::{Block, Closing, Kind, Letterhead, Line, Page, Table};
use crate::render::Look;
use crate::words::{KEPT, Sentence, seen};

impl Page {
    /// The page as Markdown, each line ending with a line break; only the language and the
    /// character set of the look are used.
    ///
    /// The first title becomes the heading of the document; other titles, and those of tables,
    /// become lower headings. Indented sentences become lists, and remarks on rows become the last
    /// column of their table.
    ///
    /// # Example
    /// ```
    /// use par_index::{Basis, Order, framework, read, sample, score_all, view, weak};
    ///
    /// let fw = framework("hon-quan-2023")?;
    /// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
    /// let list = weak(&all, "sample-commune-01", Order::PointsLost);
    /// let page = view::weak_page(&all, &list, Order::PointsLost, 3);
    /// let text = page.markdown(view::Look::default());
    /// assert!(text.starts_with("## WEAKEST"));
    /// assert!(text.contains("| --: | --- | --- | --: | --: | --- | --- |"));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn markdown(&self, look: Look) -> String {
        let look = Look { color: false, ..look };
        let mut written = Written { look, titled: false, depth: 0, out: String::new() };
        self.blocks().for_each(|block| written.block(block));
        written.out
    }
}

/// The Markdown written so far.
struct Written {
    look: Look,
    /// Whether the main heading has been written.
    titled: bool,
    /// The list depth of the last block.
    depth: usize,
    out: String,
}

impl Written {
    fn block(&mut self, block: &Block) {
        let mut inside = 0;
        let text = match block {
            Block::Title { text, aside } => {
                let marks = if std::mem::replace(&mut self.titled, true) { "## " } else { "# " };
                let title = self.heading(marks, text);
                let aside = self.literal(&self.said(aside));
                if aside.is_empty() { title } else { format!("{title}\n{aside}\n") }
            }
            Block::Sentence { text, depth, strong } => {
                // A list can only be nested one level deeper than the list around it.
                inside = (*depth).min(self.depth + 1);
                let marks = match inside.checked_sub(1) {
                    Some(outer) => "  ".repeat(outer) + "- ",
                    None => String::new(),
                };
                let text = self.literal(&self.said(text));
                marks + &if *strong { bold(&text) } else { text } + "\n"
            }
            Block::Figures(figures) => {
                let all = Sentence::joined(figures.iter().cloned(), " · ");
                bold(&self.literal(&self.said(&all))) + "\n"
            }
            Block::Remark(text) => self.literal(&self.said(text)) + "\n",
            Block::Table(table) => self.table(table),
            Block::Chart(_) | Block::Choices(_) => return,
            Block::Finding(finding) => self.finding(finding),
            // An empty row leaves room for signatures and stamps.
            Block::Signatures(places) => {
                let places = places.iter().map(|place| self.cell(&self.said(place)));
                let [mut names, mut middle, mut room] = [const { Vec::new() }; 3];
                for place in places {
                    names.push(place);
                    middle.push(":-:".to_owned());
                    room.push(String::new());
                }
                [names, middle, room].iter().map(line).collect()
            }
            Block::Letterhead(head) => self.letterhead(head),
            Block::Closing(closing) => self.closing(closing),
            Block::Annex { title, of } => {
                let of = self.literal(&self.said(of));
                self.heading("## ", title) + &if of.is_empty() { of } else { format!("\n{of}\n") }
            }
        };
        // Items of one list stand directly below each other; other blocks are separated by a blank
        // line.
        if !self.out.is_empty() && (inside == 0 || self.depth == 0) {
            self.out.push('\n');
        }
        self.out.push_str(&text);
        self.depth = inside;
    }

    /// The head of a paper: two columns, then the kind of the paper as the heading of the document.
    fn letterhead(&mut self, head: &Letterhead) -> String {
        self.titled = true;
        let rows = head.rows().map(|row| row.map(|text| self.cell(&self.said(text))));
        let [first, rest @ ..] = &rows;
        let middle = ["", ""].map(|_| ":-:".to_owned());
        let mut out: String = [first, &middle].into_iter().chain(rest).map(line).collect();
        let subject = bold(&self.literal(&self.said(&head.subject)));
        let lines = head.to.iter().chain(&head.grounds);
        let lines = lines.map(|line| self.literal(&self.said(line)));
        let lines = std::iter::once(subject).chain(lines).filter(|text| !text.is_empty());
        let heading = self.heading("# ", &head.kind);
        for text in std::iter::once(heading).chain(lines.map(|text| text + "\n")) {
            out.push('\n');
            out.push_str(&text);
        }
        out
    }

    /// The end of a paper: copies on the left, the signature on the right.
    fn closing(&self, closing: &Closing) -> String {
        let cell = |text: &Sentence| self.cell(&self.said(text));
        let mut right: Vec<String> = closing.posts().map(cell).collect();
        right.extend([String::new(), cell(&closing.signer)]);
        let left: Vec<String> =
            std::iter::once(&closing.heading).chain(&closing.copies).map(cell).collect();
        let at = |all: &[String], n: usize| all.get(n).cloned().unwrap_or_default();
        let rows = left.len().max(right.len());
        let mut rows: Vec<[String; 2]> = (0..rows).map(|n| [at(&left, n), at(&right, n)]).collect();
        rows.insert(1.min(rows.len()), ["---".to_owned(), ":-:".to_owned()]);
        rows.iter().map(line).collect()
    }

    fn finding(&self, finding: &Finding) -> String {
        let lang = self.look.lang;
        let said = [finding.message(lang), finding.expected(lang), finding.suggestion(lang)];
        let said: Vec<String> = said.into_iter().filter(|text| !text.is_empty()).collect();
        let head = bold(&self.literal(&finding.head(lang)));
        format!("{head}: {}\n", self.literal(&said.join("; ")))
    }

    fn table(&self, table: &Table) -> String {
        let columns = &table.columns;
        let name = columns.iter().position(|column| column.kind == Kind::Name).unwrap_or_default();
        let alone = |text: String| {
            let mut cells = vec![String::new(); columns.len() + 1];
            if let Some(cell) = cells.get_mut(name) {
                *cell = text;
            }
            cells
        };
        let lines = table.lines.iter().map(|line| match line {
            Line::Row(row) => {
                let cells = columns.iter().enumerate().map(|(n, column)| {
                    let cell = row.cells.get(n);
                    let cell = cell.map(|cell| drawn(cell, row, column.kind, self.look));
                    let text = self.cell(&cell.unwrap_or_default());
                    let text = if row.strong { bold(&text) } else { text };
                    if n == name { "&emsp;".repeat(row.depth) + &text } else { text }
                });
                let notes = Sentence::joined(row.notes.iter().cloned(), " · ");
                cells.chain([self.cell(&self.said(&notes))]).collect()
            }
            Line::Group(text) => alone(bold(&self.cell(&self.said(text)))),
            Line::Skipped(count) => alone(self.cell(&format!("… +{count}"))),
        });
        let lines: Vec<Vec<String>> = lines.collect();
        let headings = columns.iter().map(|column| self.cell(&self.said(&column.heading)));
        let headings: Vec<String> = headings.chain([String::new()]).collect();
        let aligned = columns.iter().map(|column| if right(column.kind) { "--:" } else { "---" });
        let aligned: Vec<String> = aligned.chain(["---"]).map(str::to_owned).collect();
        // A column without any content is left out.
        let holds = |n: &usize| {
            let cells = || lines.iter().chain([&headings]).filter_map(|cells| cells.get(*n));
            cells().any(|cell| !cell.is_empty())
        };
        let shown: Vec<usize> = (0..headings.len()).filter(holds).collect();
        let mut out = match self.said(&table.title) {
            title if title.is_empty() => String::new(),
            _ if shown.is_empty() => self.heading("## ", &table.title),
            _ => self.heading("## ", &table.title) + "\n",
        };
        if !shown.is_empty() {
            for cells in [headings, aligned].into_iter().chain(lines) {
                out += &line(shown.iter().filter_map(|n| cells.get(*n)));
            }
        }
        out
    }

    /// A sentence as text, before its special characters are escaped.
    fn said(&self, text: &Sentence) -> String {
        text.text(self.look.lang)
    }

    fn heading(&self, marks: &str, text: &Sentence) -> String {
        format!("{marks}{}\n", self.escaped(&self.said(text), Place::Heading))
    }

    /// A line of text, escaped so that Markdown shows it literally. Characters that are special
    /// only in certain positions are not escaped elsewhere.
    fn literal(&self, text: &str) -> String {
        self.escaped(text, Place::Line)
    }

    /// A cell of text, escaped: no character can begin a list or heading there, but `|` would end
    /// the cell.
    fn cell(&self, text: &str) -> String {
        self.escaped(text, Place::Cell)
    }

    fn escaped(&self, text: &str, place: Place) -> String {
        let text = text.replace(KEPT, " ");
        let text = self.look.plain(seen(text.trim(), false).into_owned());
        let begins_line = place != Place::Cell;
        let mut out = String::with_capacity(text.len() + 8);
        let mut before = None;
        let mut rest = text.chars().peekable();
        // Digits followed by a mark at the start of a line would begin a numbered list.
        let mut numbering = begins_line;
        while let Some(c) = rest.next() {
            let next = rest.peek().copied();
            let means = match c {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '^' | '$' | '@' => {
                    true
                }
                // Begins an HTML entity or a link.
                '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
                ':' => next == Some('/') || (begins_line && before.is_none()),
                '.' if out.to_ascii_lowercase().ends_with("www") => true,
                // Trailing `#` characters would be removed from a heading.
                '#' | '{' | '}' if place == Place::Heading => true,
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
}

/// The position of a text, which decides which of its characters are special.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Line,
    Heading,
    Cell,
}

/// Markdown text in bold; an empty text stays empty.
fn bold(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("**{text}**") }
}

/// A table row of cells that are already Markdown.
fn line<'a>(cells: impl IntoIterator<Item = &'a String>) -> String {
    cells.into_iter().fold(String::from("|"), |out, cell| out + " " + cell + " |") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Cell, Column, Row};

    #[test]
    fn signs_are_shown_and_do_nothing() {
        let look = Look::default();
        let written = Written { look, titled: false, depth: 0, out: String::new() };
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
            assert_eq!(written.literal(text), markdown);
        }
        assert_eq!(["- a|b", "# a"].map(|text| written.cell(text)), [r"- a\|b", "# a"]);
        assert_eq!(written.heading("# ", &"a # b ##".into()), "# a \\# b \\#\\#\n");
    }

    #[test]
    fn signs_that_ascii_writes_in_another_way_do_nothing_either() {
        let mut table = Table::new(Sentence::NONE, [Column::name().headed("a")]);
        table.push([Cell::text("b · c … d")]);
        let look = Look { ascii: true, ..Look::default() };
        let text = Page::from(table).markdown(look);
        assert_eq!(text, "| a |\n| --- |\n| b \\| c \\~ d |\n");
    }

    #[test]
    fn what_is_inside_is_a_list_and_notes_are_a_column() {
        let mut table = Table::new("t", [Column::place(), Column::mark(), Column::name()]);
        table.group("g");
        table.push(Row::of([Cell::count(1), Cell::Empty, Cell::text("n")]).deep(1).note("said"));
        let page = Page::of([Block::title("p"), Block::inside(2, "a"), Block::inside(2, "b")]);
        let page = page.with([Block::say("c"), table.into()]);
        let rows = "|  |  |  |\n| --: | --- | --- |\n|  | **g** |  |\n| 1 | &emsp;n | said |\n";
        let expected = format!("# p\n\n- a\n  - b\n\nc\n\n## t\n\n{rows}");
        assert_eq!(page.markdown(Look::default()), expected);
    }
}
