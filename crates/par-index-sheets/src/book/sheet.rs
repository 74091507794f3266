//! The first sheet of a result: warnings, the title, the header, the rows.

use std::collections::HashMap;

use par_index::Lang;
use par_index::page::Block;
use par_index::reply::Reply;
use rust_xlsxwriter::{
    ConditionalFormatDataBar, ConditionalFormatType, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::value::{Value, binary};
use super::{RESULT, named};

/// The formats of cells.
pub(crate) struct Looks {
    pub(crate) title: Format,
    pub(crate) strong: Format,
    pub(crate) head: Format,
    pub(crate) text: Format,
    said: Format,
    warning: Format,
    count: Format,
    pub(crate) number: Format,
    day: Format,
}

impl Looks {
    pub(crate) fn new() -> Looks {
        // This font is on every machine with an office suite, and it has all Vietnamese letters.
        let font = || Format::new().set_font_name("Times New Roman").set_font_size(12);
        let boxed = || font().set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
        Looks {
            title: font().set_bold().set_font_size(14),
            strong: font().set_bold().set_align(FormatAlign::Top),
            head: boxed()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(0x00E7_EEF7),
            said: font(),
            text: boxed().set_text_wrap().set_align(FormatAlign::Left).set_indent(1),
            warning: font().set_bold().set_font_color(0x00C0_0000),
            count: boxed().set_num_format("0"),
            number: boxed().set_num_format("0.00#######"),
            day: boxed().set_num_format("dd/mm/yyyy"),
        }
    }
}

/// Sets how a sheet is printed: on A4, one page wide, with page numbers.
pub(crate) fn page(sheet: &mut Worksheet, wide: bool) {
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&C&P/&N");
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    if wide {
        sheet.set_landscape();
    }
}

/// The headings of the columns of a result.
pub(crate) struct Headings {
    lang: Lang,
    /// The codes of the framework's nodes, each with code and name as its heading, sorted by code.
    nodes: Vec<(String, String)>,
    /// The names of agencies by their ids.
    agencies: HashMap<String, String>,
}

impl Headings {
    pub(super) fn of(reply: &Reply, lang: Lang) -> Headings {
        let nodes = reply.framework().into_iter().flat_map(par_index::Framework::nodes);
        let named = nodes.map(|node| {
            let code = node.code().to_string();
            let name = format!("{code} {}", node.short().get(lang));
            (code, name)
        });
        let mut nodes: Vec<(String, String)> = named.collect();
        nodes.sort();
        let agencies = reply.framework().into_iter().flat_map(par_index::Framework::agencies);
        let agencies =
            agencies.map(|one| (one.id().to_owned(), one.name().get(lang).to_owned())).collect();
        Headings { lang, nodes, agencies }
    }

    /// Replaces the ids of agencies in a cell by their names; results join several ids by `+`.
    fn named(&self, column: &str, value: Value) -> Value {
        let of_agencies = ["lead", "cooperating"].contains(&column);
        match value {
            Value::Text(ids) if of_agencies => {
                let name = |id| self.agencies.get(id).map_or(id, String::as_str);
                Value::Text(ids.split('+').map(name).collect::<Vec<_>>().join("; "))
            }
            value => value,
        }
    }

    pub(super) fn heading(&self, column: &str) -> String {
        if let Some(heading) = self.lang.column(column) {
            return heading.to_owned();
        }
        let code = column.strip_prefix("node ").unwrap_or(column);
        let at = self.nodes.binary_search_by(|(known, _)| known.as_str().cmp(code));
        let node = at.ok().and_then(|at| self.nodes.get(at));
        node.map_or_else(|| column.to_owned(), |(_, name)| name.clone())
    }
}

/// The largest width of a column, in letters; longer texts are wrapped.
const WIDEST: usize = 48;

/// The widths, in letters, of a page that can still be read: a wider table is printed on a
/// landscape page, and beyond `LANDSCAPE` on several pages side by side.
const PORTRAIT: usize = 100;
const LANDSCAPE: usize = 250;

/// Columns of an annex that tell the reader of a print nothing: ids beside names, a bonus or
/// deduction that no unit has, a value that is the same in every row. They are hidden, not removed.
#[derive(Default)]
struct Dull(Vec<Seen>);

#[derive(Clone, Default)]
enum Seen {
    #[default]
    Nothing,
    One(Value),
    Several,
}

impl Dull {
    fn see(&mut self, column: usize, value: &Value) {
        if *value == Value::Empty {
            return;
        }
        if self.0.len() <= column {
            self.0.resize(column + 1, Seen::Nothing);
        }
        if let Some(seen) = self.0.get_mut(column) {
            match seen {
                Seen::Nothing => *seen = Seen::One(value.clone()),
                Seen::One(one) if one != value => *seen = Seen::Several,
                _ => {}
            }
        }
    }

    fn hidden(&self, columns: &[String]) -> Vec<usize> {
        let is_annex = columns.first().is_some_and(|first| first == "ordinal");
        let is_dull = |(at, column): (usize, &String)| {
            let seen = self.0.get(at).unwrap_or(&Seen::Nothing);
            let hides = match (column.as_str(), seen) {
                ("unit", _) | ("bonus" | "deduction", Seen::Nothing) => true,
                ("group" | "state", seen) => !matches!(seen, Seen::Several),
                ("bonus" | "deduction", Seen::One(Value::Number(text))) => {
                    text.chars().all(|digit| "0.".contains(digit))
                }
                _ => false,
            };
            (is_annex && hides).then_some(at)
        };
        columns.iter().enumerate().filter_map(is_dull).collect()
    }
}

/// The rows of the first sheet, written as they come.
pub(super) struct Rows<'w> {
    sheet: &'w mut Worksheet,
    looks: Looks,
    headings: Headings,
    columns: Vec<String>,
    widths: Vec<usize>,
    header: u32,
    next: u32,
    long: Vec<String>,
    dull: Dull,
}

impl<'w> Rows<'w> {
    pub(super) fn begin(
        book: &'w mut Workbook,
        reply: &Reply,
        lang: Lang,
    ) -> Result<Rows<'w>, XlsxError> {
        let sheet = super::sheet(book)?;
        sheet.set_name(named(RESULT, lang))?;
        let looks = Looks::new();
        let mut next = 0;
        for warning in reply.warnings(lang) {
            sheet.write_with_format(next, 0, warning, &looks.warning)?;
            next += 1;
        }
        let about = reply.asked().entry().about(lang).trim_end_matches('.');
        sheet.write_with_format(next, 0, about, &looks.title)?;
        next += 1;
        let framework = reply.framework();
        let title = framework.map(|framework| framework.title().get(lang).to_owned());
        let period = reply.period().map(|period| period.text().get(lang).to_owned());
        let said: Vec<String> = title.into_iter().chain(period).collect();
        if !said.is_empty() {
            sheet.write_with_format(next, 0, said.join(" · "), &looks.strong)?;
            next += 1;
        }
        for line in said_of(reply, lang) {
            sheet.write_with_format(next, 0, line, &looks.said)?;
            next += 1;
        }
        let headings = Headings::of(reply, lang);
        let (columns, widths, long) = (Vec::new(), Vec::new(), Vec::new());
        let dull = Dull::default();
        Ok(Rows { sheet, looks, headings, columns, widths, header: next, next, long, dull })
    }

    pub(super) fn head(&mut self, columns: &[String]) -> Result<(), XlsxError> {
        self.columns = columns.to_vec();
        let headings: Vec<String> =
            columns.iter().map(|column| self.headings.heading(column)).collect();
        let lines = headings.iter().map(|heading| heading.chars().count().div_ceil(10)).max();
        let lines = u32::try_from(lines.unwrap_or_default().clamp(1, 5)).unwrap_or_default();
        self.sheet.set_row_height(self.next, 16 * lines + 4)?;
        for (at, heading) in (0_u16..).zip(&headings) {
            let word = heading.split_whitespace().map(|word| word.chars().count()).max();
            // A heading of up to eight letters stands in one line; a longer one may be broken
            // between its words.
            let least = heading.chars().count().min(8);
            self.widths.push(word.unwrap_or_default().max(least));
            self.sheet.write_with_format(self.next, at, heading, &self.looks.head)?;
        }
        self.next += 1;
        Ok(())
    }

    pub(super) fn row(&mut self, cells: impl Iterator<Item = Value>) -> Result<(), XlsxError> {
        let (sheet, looks, row) = (&mut *self.sheet, &self.looks, self.next);
        let columns = self.columns.iter().map(String::as_str);
        let cells = columns.zip(cells).map(|(column, value)| self.headings.named(column, value));
        for (at, value) in (0_u16..).zip(cells) {
            let mut wide = 0;
            self.dull.see(usize::from(at), &value);
            match &value {
                Value::Empty => {
                    sheet.write_blank(row, at, &looks.text)?;
                }
                Value::Text(text) => {
                    wide = text.chars().count();
                    sheet.write_with_format(row, at, text, &looks.text)?;
                }
                Value::Count(text) | Value::Number(text) if !Value::fits(text) => {
                    wide = text.len();
                    self.long.push(place(row, at));
                    sheet.write_with_format(row, at, text, &looks.text)?;
                }
                Value::Count(text) => {
                    wide = text.len();
                    sheet.write_with_format(row, at, binary(text), &looks.count)?;
                }
                Value::Number(text) => {
                    wide = text.len();
                    sheet.write_with_format(row, at, binary(text), &looks.number)?;
                }
                Value::Day(text) => {
                    wide = text.len();
                    let day = ExcelDateTime::parse_from_str(text)?;
                    sheet.write_with_format(row, at, &day, &looks.day)?;
                }
            }
            if let Some(known) = self.widths.get_mut(usize::from(at)) {
                *known = (*known).max(wide.min(WIDEST));
            }
        }
        self.next += 1;
        Ok(())
    }

    /// Sets the widths of the columns and how the sheet is shown and printed; returns the cells
    /// whose numbers stand as text because they are too long.
    pub(super) fn end(self) -> Result<Vec<String>, XlsxError> {
        let Rows { sheet, columns, widths, header, next, long, dull, .. } = self;
        let hidden = dull.hidden(&columns);
        let mut total = 0;
        for (at, width) in (0_u16..).zip(&widths) {
            sheet.set_column_width(at, u32::try_from(width + 2).unwrap_or_default())?;
            if hidden.contains(&usize::from(at)) {
                sheet.set_column_hidden(at)?;
            } else {
                total += width + 2;
            }
        }
        // The columns that name the subject of a row stay in view when one scrolls sideways.
        let about = ["unit", "name", "code", "title"];
        let about = columns.iter().rposition(|column| about.contains(&column.as_str()));
        let frozen = u16::try_from(about.map_or(0, |at| at + 1)).unwrap_or_default();
        page(sheet, total > PORTRAIT);
        if total > LANDSCAPE {
            // On one page the print would be too small: it is spread over several, each of which
            // repeats the columns that name the subject of a row.
            sheet.set_print_scale(60);
            if frozen > 0 {
                sheet.set_repeat_columns(0, frozen - 1)?;
            }
        }
        sheet.set_freeze_panes(header + 1, if frozen > 5 { 0 } else { frozen })?;
        sheet.set_repeat_rows(0, header)?;
        let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or_default();
        if next > header + 1 {
            sheet.autofilter(header, 0, next - 1, last)?;
        }
        for (at, column) in (0_u16..).zip(&columns) {
            if matches!(column.as_str(), "ratio" | "index") && next > header + 1 {
                let bar = ConditionalFormatDataBar::new()
                    .set_minimum(ConditionalFormatType::Number, 0)
                    .set_maximum(ConditionalFormatType::Number, 100)
                    .set_fill_color(0x009D_C3E6)
                    .set_solid_fill(true);
                sheet.add_conditional_format(header + 1, at, next - 1, at, &bar)?;
            }
        }
        Ok(long)
    }
}

/// The sentences of a `plan` or `what-if` beside its steps: its goal, whether it is reached, what
/// all steps together gain.
fn said_of(reply: &Reply, lang: Lang) -> Vec<String> {
    if !["plan", "what-if"].contains(&reply.name()) {
        return Vec::new();
    }
    let warnings = reply.warnings(lang);
    let said = reply
        .page()
        .blocks()
        .filter_map(|block| match block {
            Block::Title { text, .. } | Block::Sentence { text, .. } | Block::Remark(text) => {
                Some(text.text(lang))
            }
            _ => None,
        })
        .collect::<Vec<String>>();
    said.into_iter().filter(|line| !line.is_empty() && !warnings.contains(line)).collect()
}

/// The name of a cell in a spreadsheet (`B3`); row and column are counted from 0.
pub(crate) fn place(row: u32, column: u16) -> String {
    rust_xlsxwriter::utility::row_col_to_cell(row, column)
}
