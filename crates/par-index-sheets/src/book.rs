//! A result as a workbook: sheet 1 holds the rows as typed cells, sheet 2 the sources of the
//! result.

pub(crate) mod sheet;
pub(crate) mod value;
mod verify;

use std::io::{self, Write};

use par_index::reply::Reply;
use par_index::{Assessment, Finding, Lang, Text};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::formula::CsvWriter;
use crate::write::write_long;
use sheet::Rows;
use value::Value;
pub use value::is_text;
pub use verify::{Book, is_workbook};

/// The names of the two sheets, each in English and Vietnamese.
pub(crate) const RESULT: [&str; 2] = ["Result", "Kết quả"];
pub(crate) const SOURCE: [&str; 2] = ["source", "nguồn"];

pub(crate) fn named([en, vi]: [&'static str; 2], lang: Lang) -> &'static str {
    if lang == Lang::Vi { vi } else { en }
}

/// A workbook whose bytes depend on its content alone: its date of creation is a fixed day.
pub(crate) fn workbook(title: &str) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    Ok(book)
}

/// Adds a sheet that is written row by row: in constant memory, except on `wasm32`, which has no
/// files for the rows already written.
pub(crate) fn sheet(book: &mut Workbook) -> Result<&mut Worksheet, XlsxError> {
    if cfg!(target_arch = "wasm32") {
        return Ok(book.add_worksheet());
    }
    book.add_worksheet_with_constant_memory()
}

/// Writes a result as a workbook in a language; `inputs` are the names of the files it was read
/// from.
///
/// ```
/// use par_index::ask::Asked;
/// use par_index::dossier::Dossier;
/// use par_index::{Inputs, Lang, framework, sample};
///
/// let fw = framework("hon-quan-2023")?;
/// let mut inputs = Inputs::new(&fw);
/// inputs.read("communes.json", sample("communes-2023")?);
/// let reply = Dossier::new(&fw, inputs.finish()).ask(&Asked::of("rank", "{}")?)?;
/// let mut out = Vec::new();
/// par_index_sheets::write_book(&reply, Lang::Vi, &["communes.json".to_owned()], &mut out).unwrap();
/// assert!(out.starts_with(b"PK"));
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// An error of `out`, or of making the workbook.
pub fn write_book(
    reply: &Reply,
    lang: Lang,
    inputs: &[String],
    mut out: impl Write,
) -> io::Result<()> {
    let made = made(reply, lang, inputs).map_err(io::Error::other)?;
    out.write_all(&made)
}

fn made(reply: &Reply, lang: Lang, inputs: &[String]) -> Result<Vec<u8>, XlsxError> {
    let about = reply.asked().entry().about(lang);
    let mut book = workbook(about)?;
    let mut rows = Rows::begin(&mut book, reply, lang)?;
    each(reply, lang, &mut |line| match line {
        Line::Head(columns) => rows.head(&columns),
        Line::Row(cells) => rows.row(cells.into_iter()),
    })?;
    let long = rows.end()?;
    sources(&mut book, reply, lang, (inputs, long))?;
    book.save_to_buffer()
}

/// A line of a result as cells of a sheet or of a CSV file.
pub(crate) enum Line {
    /// The keys of its columns.
    Head(Vec<String>),
    Row(Vec<Value>),
}

/// Hands out the lines of a result: the columns first, then the rows. The rows of a `check` are its
/// findings; the rows of joined assessments are those of the long table.
pub(crate) fn each<E>(
    reply: &Reply,
    lang: Lang,
    give: &mut dyn FnMut(Line) -> Result<(), E>,
) -> Result<(), E> {
    if let Some(joined) = reply.joined() {
        let mut records = long_records(joined, reply.is_marked()).into_iter();
        let columns: Vec<String> = records.next().unwrap_or_default();
        give(Line::Head(columns.clone()))?;
        return records.try_for_each(|record| {
            let cell = |(column, text): (&String, &String)| Value::of_text(column, text, lang);
            give(Line::Row(columns.iter().zip(&record).map(cell).collect()))
        });
    }
    let claimed = reply.claimed_columns();
    // A Vietnamese result leaves out the columns of English words: the Vietnamese ones say the
    // same.
    let kept = |column: &String| lang != Lang::Vi || !column.ends_with("_en");
    let is_check = reply.name() == "check";
    let own = if is_check {
        Finding::COLUMNS.iter().map(|column| (*column).to_owned()).collect()
    } else {
        reply.columns()
    };
    let own: Vec<String> = own.into_iter().filter(kept).collect();
    let names = claimed.iter().map(|(name, _)| (*name).to_owned());
    give(Line::Head(own.iter().cloned().chain(names).collect()))?;
    let mut line = |row: &serde_json::Value| {
        let cells = own.iter().map(|column| match row.get(column) {
            Some(value) => Value::of_json(column, value, lang),
            None => Value::Empty,
        });
        let claimed = claimed.iter().map(|(name, text)| Value::of_text(name, text, lang));
        give(Line::Row(cells.chain(claimed).collect()))
    };
    // Findings and rows hold only texts and numbers, so making JSON of them cannot fail.
    if is_check {
        let mut findings = reply.findings().iter();
        return findings
            .try_for_each(|one| line(&serde_json::to_value(one.row(lang)).unwrap_or_default()));
    }
    reply.each_row(&mut |row| line(&serde_json::to_value(&row).unwrap_or_default()))
}

/// The long table of joined assessments as records, the columns first: the same cells that
/// [`write_long`](crate::write_long) writes.
pub fn long_records(joined: &[Assessment], marked: bool) -> Vec<Vec<String>> {
    let mut table = Vec::new();
    // Writing to memory cannot fail.
    let _ = write_long(joined, marked, &mut table);
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).flexible(true).from_reader(&*table);
    let cell = |text: &str| crate::formula::bare(text).unwrap_or(text).to_owned();
    let records = reader.records().map_while(Result::ok);
    records.map(|record| record.iter().map(cell).collect()).collect()
}

/// Writes a result as CSV for a spreadsheet program with Vietnamese settings: semicolons, decimal
/// commas, days as 30/6/2023, headings in the given language, a byte order mark. The readers of
/// this crate can read the file too.
///
/// # Errors
/// The errors of the writer `out`.
pub fn write_excel(reply: &Reply, lang: Lang, mut out: impl Write) -> io::Result<()> {
    out.write_all(b"\xEF\xBB\xBF")?;
    let mut csv = CsvWriter::separated(out, b';');
    let headings = sheet::Headings::of(reply, lang);
    each(reply, lang, &mut |line| match line {
        Line::Head(columns) => csv.record(columns.iter().map(|column| headings.heading(column))),
        Line::Row(cells) => csv.record(cells.iter().map(Value::vietnamese)),
    })?;
    csv.flush()
}

/// Writes the second sheet, which names the sources of the result. `long` are the cells of the
/// first sheet whose numbers have more digits than a number in a workbook can hold.
fn sources(
    book: &mut Workbook,
    reply: &Reply,
    lang: Lang,
    (inputs, long): (&[String], Vec<String>),
) -> Result<(), XlsxError> {
    let looks = sheet::Looks::new();
    let sheet = self::sheet(book)?;
    sheet.set_name(named(SOURCE, lang))?;
    sheet::page(sheet, false);
    for (column, width) in [(0, 24), (1, 90), (2, 40)] {
        sheet.set_column_width(column, width)?;
    }
    let mut lines: Vec<(String, String, String)> = Vec::new();
    for source in reply.sources(lang) {
        let label = lang.column(source.key).or_else(|| lang.value(source.key));
        lines.push((label.unwrap_or(source.key).to_owned(), source.text, source.place));
    }
    let label = |key| lang.column(key).unwrap_or_default().to_owned();
    // The names of the input files stand in the third column, where `verify` passes them over: a
    // result is the same wherever its files lie.
    lines.extend(inputs.iter().map(|input| (label("inputs"), String::new(), input.clone())));
    if !long.is_empty() {
        lines.push((label("note"), too_long(&long).get(lang).to_owned(), String::new()));
    }
    lines.extend(reply.sealed(lang).map(|line| (label("seal"), line, String::new())));
    for (row, (label, text, place)) in (0_u32..).zip(&lines) {
        sheet.write_with_format(row, 0, label, &looks.strong)?;
        sheet.write_with_format(row, 1, text, &looks.text)?;
        if !place.is_empty() {
            sheet.write_with_format(row, 2, place, &looks.text)?;
        }
    }
    Ok(())
}

fn too_long(cells: &[String]) -> Text {
    let (cells, count) = (cells.first().map(String::as_str).unwrap_or_default(), cells.len());
    Text::new(
        format!(
            "số có trên 15 chữ số được ghi dạng chữ, vì ô số của bảng tính không giữ đủ: \
             số ô {count}, ô đầu tiên {cells}"
        ),
        format!(
            "numbers of more than 15 digits stand as text, since a workbook's number does not hold \
             them: cells {count}, the first one {cells}"
        ),
    )
}
