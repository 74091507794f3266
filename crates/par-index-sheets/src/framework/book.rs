//! A framework as a workbook: a sheet for its tree, and one each for policies, grades and agencies.

use std::io::{self, Write};

use par_index::spec::{FrameworkSpec, GradesSpec};
use par_index::{Framework, Lang, Text};
use rust_xlsxwriter::{DataValidation, Format, Workbook, Worksheet, XlsxError};
use serde::Serialize;

use super::row::COLUMNS;
use super::words::{FLOOR_ON, LINES, Line, QUARTILE, Word, find};
use super::write::nodes;
use crate::book::sheet::{Looks, page};
use crate::book::value::{Value, binary};
use crate::book::workbook;
use crate::form::height;
use crate::formula::bare;

/// The names of the workbook's sheets, in English and Vietnamese.
const SHEETS: [[&str; 2]; 4] = [
    ["tree", "khung"],
    ["policies", "chính sách"],
    ["grades", "xếp loại"],
    ["agencies", "cơ quan"],
];

/// Writes a framework as a workbook; [`read_framework`](crate::read_framework) reads it as the same
/// framework.
///
/// ```
/// use par_index::{Lang, framework};
/// let fw = framework("hon-quan-2023")?;
/// let mut book = Vec::new();
/// par_index_sheets::write_framework(&fw, Lang::Vi, &mut book).unwrap();
/// let again = par_index_sheets::read_framework("khung.xlsx", &book, None)?;
/// assert_eq!(again.hash(), fw.hash());
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// An error of `out`, or of making the workbook.
pub fn write_framework(framework: &Framework, lang: Lang, mut out: impl Write) -> io::Result<()> {
    let spec: FrameworkSpec =
        serde_json::from_str(&framework.to_json()).map_err(io::Error::other)?;
    let bytes = made(&spec, lang).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn made(spec: &FrameworkSpec, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = workbook(spec.title.get(lang))?;
    tree(&mut book, spec, lang)?;
    policies(&mut book, spec, lang)?;
    grades(&mut book, spec, lang)?;
    agencies(&mut book, spec, lang)?;
    book.save_to_buffer()
}

/// A sheet that is being filled, from its header on.
struct Tab<'w> {
    sheet: &'w mut Worksheet,
    looks: Looks,
    widths: Vec<usize>,
    next: u32,
}

impl<'w> Tab<'w> {
    fn begin(
        book: &'w mut Workbook,
        [en, vi]: [&'static str; 2],
        columns: &[(&str, u32)],
        lang: Lang,
    ) -> Result<Tab<'w>, XlsxError> {
        let sheet = book.add_worksheet();
        sheet.set_name(if lang == Lang::Vi { vi } else { en })?;
        let looks = Looks::new();
        for (at, (key, width)) in (0_u16..).zip(columns) {
            sheet.set_column_width(at, *width)?;
            sheet.write_with_format(0, at, lang.heading(key).unwrap_or(key), &looks.head)?;
        }
        sheet.set_row_height(0, 36)?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_repeat_rows(0, 0)?;
        page(sheet, columns.iter().map(|(_, width)| width).sum::<u32>() > 90);
        let widths = columns.iter().map(|(_, width)| usize::try_from(*width).unwrap_or_default());
        Ok(Tab { sheet, looks, widths: widths.collect(), next: 1 })
    }

    /// Writes a row and returns its index. A cell marked `true` is written as a number where a
    /// workbook's number can hold it exactly.
    fn row(&mut self, cells: &[(&str, bool)], strong: bool) -> Result<u32, XlsxError> {
        let texts: Vec<(&str, usize)> =
            cells.iter().map(|(text, _)| *text).zip(self.widths.iter().copied()).collect();
        self.sheet.set_row_height(self.next, height(&texts))?;
        let look = |look: &Format| if strong { look.clone().set_bold() } else { look.clone() };
        for (at, (text, is_number)) in (0_u16..).zip(cells) {
            if *is_number && !text.is_empty() && Value::fits(text) {
                let look = look(&self.looks.number);
                self.sheet.write_with_format(self.next, at, binary(text), &look)?;
                continue;
            }
            let look = look(&self.looks.text);
            // The reader removes one apostrophe before such a text.
            let held = bare(text).map(|_| format!("'{text}"));
            self.sheet.write_with_format(self.next, at, held.as_deref().unwrap_or(text), &look)?;
        }
        self.next += 1;
        Ok(self.next - 1)
    }

    /// Lets the user choose a cell's content from a list of words, if there are any.
    fn choose(
        &mut self,
        row: u32,
        column: u16,
        words: &[Word],
        lang: Lang,
    ) -> Result<(), XlsxError> {
        let words: Vec<&str> = words.iter().map(|word| word.get(lang)).collect();
        // In a spreadsheet's list commas separate the words, so a word must not contain one.
        if !words.is_empty() && words.iter().all(|word| !word.contains(',')) {
            let rule = DataValidation::new().allow_list_strings(&words)?;
            self.sheet.add_data_validation(row, column, row, column, &rule)?;
        }
        Ok(())
    }
}

/// The word in a language for a value of a framework's document.
fn word(words: &[Word], value: &impl Serialize, lang: Lang) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    let id = value.as_str().unwrap_or_default();
    find(words, id).map_or_else(|| id.to_owned(), |word| word.get(lang).to_owned())
}

fn tree(book: &mut Workbook, spec: &FrameworkSpec, lang: Lang) -> Result<(), XlsxError> {
    let rows = nodes(spec, lang);
    let keys: Vec<&str> = COLUMNS.iter().filter_map(|names| names.first().copied()).collect();
    // A column that is empty in every row is left out, unless users look for it.
    let kept: Vec<usize> = (0..keys.len())
        .filter(|at| {
            let always = ["code", "parent", "max", "scorer", "name_vi", "rule", "evidence", "how"];
            let is_said =
                rows.iter().any(|(cells, _)| cells.get(*at).is_some_and(|cell| !cell.is_empty()));
            is_said || keys.get(*at).is_some_and(|key| always.contains(key))
        })
        .collect();
    let columns: Vec<(&str, u32)> = kept
        .iter()
        .filter_map(|at| keys.get(*at))
        .map(|key| {
            let width = match *key {
                "name_vi" | "name_en" | "rule" | "how" => 44,
                "evidence" | "source" => 30,
                "lead" | "cooperating" | "appraiser" | "short_vi" | "short_en" => 18,
                _ => 11,
            };
            (*key, width)
        })
        .collect();
    let mut sheet = Tab::begin(book, SHEETS[0], &columns, lang)?;
    sheet.sheet.set_freeze_panes(1, 1)?;
    for (cells, is_inner) in &rows {
        let numbers = ["max", "declared", "stated_survey_points"];
        let cells: Vec<(&str, bool)> = kept
            .iter()
            .filter_map(|at| Some((cells.get(*at)?.as_str(), numbers.contains(keys.get(*at)?))))
            .collect();
        sheet.row(&cells, *is_inner)?;
    }
    Ok(())
}

fn policies(book: &mut Workbook, spec: &FrameworkSpec, lang: Lang) -> Result<(), XlsxError> {
    let mut sheet =
        Tab::begin(book, SHEETS[1], &[("policy", 36), ("set_to", 44), ("note", 60)], lang)?;
    for Line(key, words) in &LINES {
        let owned = |text: &Option<String>| text.clone().unwrap_or_default();
        let count = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
        let num = |num: Option<&par_index::spec::Num>| {
            num.map(|num| num.as_str().to_owned()).unwrap_or_default()
        };
        let stated = spec.stated.clone().unwrap_or_default();
        let policies = &spec.policies;
        let value = match key.0 {
            "id" => spec.id.clone(),
            "title_vi" => spec.title.vi.clone(),
            "title_en" => spec.title.en.clone(),
            "index" => word(words, &spec.index, lang),
            "level" => owned(&spec.level),
            "provenance" => word(words, &spec.provenance, lang),
            "basis" | "basis_issued" if spec.basis.is_empty() => String::new(),
            "basis" => {
                for basis in &spec.basis {
                    let issued = basis.issued.as_deref().unwrap_or_default();
                    sheet.row(
                        &[(key.get(lang), false), (&basis.document, false), ("", false)],
                        false,
                    )?;
                    let issued_on = LINES.iter().find(|Line(key, _)| key.0 == "basis_issued");
                    let label = issued_on.map_or("", |Line(key, _)| key.get(lang));
                    if !issued.is_empty() {
                        sheet.row(&[(label, false), (issued, false), ("", false)], false)?;
                    }
                }
                continue;
            }
            "basis_issued" => continue,
            "valid_from" => spec.valid.from.map(|bound| bound.to_string()).unwrap_or_default(),
            "valid_to" => spec.valid.to.map(|bound| bound.to_string()).unwrap_or_default(),
            "stated_criteria" => count(stated.criteria),
            "stated_components" => count(stated.components),
            "stated_survey_points" => num(stated.survey_points.as_ref()),
            "not_applicable" => word(words, &policies.not_applicable, lang),
            "no_survey" => word(words, &policies.no_survey, lang),
            "missing" => word(words, &policies.missing, lang),
            "ties" => word(words, &policies.ties, lang),
            "award.digits" => {
                policies.award.as_ref().map(|award| award.digits.to_string()).unwrap_or_default()
            }
            "print.digits" => {
                policies.print.as_ref().map(|print| print.digits.to_string()).unwrap_or_default()
            }
            "print.as" => policies
                .print
                .as_ref()
                .map(|print| word(words, &print.print_as, lang))
                .unwrap_or_default(),
            "bonus_cap" => num(policies.bonus_cap.as_ref()),
            _ => num(policies.deduction_cap.as_ref()),
        };
        let known: Vec<&str> = words.iter().map(|word| word.get(lang)).collect();
        let row = [(key.get(lang), false), (value.as_str(), false), (&known.join("; "), false)];
        let at = sheet.row(&row, false)?;
        sheet.choose(at, 1, words, lang)?;
    }
    Ok(())
}

fn grades(book: &mut Workbook, spec: &FrameworkSpec, lang: Lang) -> Result<(), XlsxError> {
    let columns = [
        ("grade", 24),
        ("grade_en", 24),
        ("grade_from", 14),
        ("component_floor", 14),
        ("floor_on", 22),
        ("group", 18),
        ("source", 40),
    ];
    let mut sheet = Tab::begin(book, SHEETS[2], &columns, lang)?;
    match &spec.grades {
        GradesSpec::Bands(bands) => {
            for band in bands {
                let num = |num: Option<&par_index::spec::Num>| {
                    num.map(|num| num.as_str().to_owned()).unwrap_or_default()
                };
                let floor_on =
                    band.floor_on.map(|on| word(FLOOR_ON, &on, lang)).unwrap_or_default();
                let at = sheet.row(
                    &[
                        (&band.label.vi, false),
                        (&band.label.en, false),
                        (band.from.as_str(), true),
                        (&num(band.component_floor.as_ref()), true),
                        (&floor_on, false),
                        (&band.blocks.clone().unwrap_or_default().join("; "), false),
                        (band.source.as_deref().unwrap_or_default(), false),
                    ],
                    false,
                )?;
                sheet.choose(at, 4, FLOOR_ON, lang)?;
            }
        }
        GradesSpec::Quartiles(quartiles) => {
            let by = QUARTILE.iter().map(|word| word.get(lang)).collect::<String>();
            for Text { vi, en } in &quartiles.labels {
                sheet.row(&[(vi, false), (en, false), (&by, false)], false)?;
            }
        }
    }
    Ok(())
}

fn agencies(book: &mut Workbook, spec: &FrameworkSpec, lang: Lang) -> Result<(), XlsxError> {
    let columns =
        [("agency_id", 20), ("name_vi", 40), ("name_en", 40), ("short_vi", 20), ("short_en", 20)];
    let mut sheet = Tab::begin(book, SHEETS[3], &columns, lang)?;
    for agency in &spec.agencies {
        let short = agency.short.clone().unwrap_or_default();
        let texts = [&agency.id, &agency.name.vi, &agency.name.en, &short.vi, &short.en];
        sheet.row(&texts.map(|text| (text.as_str(), false)), false)?;
    }
    Ok(())
}
