//! Forms: the sheets that units and appraisers fill in, read again by the long table's reader.

mod files;
mod held;
mod lacking;
mod leaf;
mod lists;
mod remarks;
mod version;

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use par_index::assessment::{Entry, StageName, Value as Held};
use par_index::finding::FindingCode;
use par_index::framework::Node;
use par_index::words::fold_name;
use par_index::{Framework, Lang, PointSum, Points};
use rust_xlsxwriter::{Format, FormatAlign, Formula, ProtectionOptions, Worksheet, XlsxError};

use crate::book::sheet::{Looks, page, place};
use crate::book::value::{Value, binary};
use crate::book::workbook;
use crate::record::Cell;
use crate::table::Table;
use crate::{cell, evidence};
pub use files::{FormFile, Forms, file_name};
use held::{beside, cell_of, noted};
pub(crate) use lacking::Lacking;
use leaf::Asks;
pub(crate) use lists::LISTS;
use lists::Lists;
pub use remarks::Remarks;
pub(crate) use remarks::own_columns;
pub(crate) use version::OfOther;

/// The widths, in letters, of the columns with names and with rules.
const NAME: usize = 42;
const HOW: usize = 36;

/// How many empty columns beside a form are unlocked, for remarks of one's own.
const FREE: u16 = 3;

/// The heading of the hidden column of codes.
const ID: &str = "id";

/// A form: the data in its head, and which stage it asks for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Form<'f> {
    /// The framework whose leaves are scored.
    pub framework: &'f Framework,
    /// The stage that is filled in.
    pub stage: StageName,
    /// The unit, in a form for one unit, by a text that identifies it when the form is read again.
    pub unit: Option<String>,
    /// The id of the appraiser, in a form for an appraiser.
    pub by: Option<String>,
    /// The period, such as `2023`.
    pub period: Option<par_index::Period>,
    /// The language of the headings and words.
    pub lang: Lang,
}

/// A row to fill in: a leaf of a unit.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FormRow<'f> {
    /// The unit of the row, in a form for several units.
    pub unit: Option<String>,
    /// The leaf that the row asks for.
    pub node: &'f Node,
    /// The values that are already known.
    pub entry: Option<Entry>,
    /// The points of the leaf in the year before.
    pub previous: Option<Points>,
    /// Remarks beside the form's own columns: the heading that somebody gave a column, and the
    /// text.
    pub remarks: Vec<(String, String)>,
}

impl<'f> Form<'f> {
    /// A form for a stage; its unit, appraiser and period may be set afterwards.
    pub fn new(framework: &'f Framework, stage: StageName, lang: Lang) -> Form<'f> {
        Form { framework, stage, unit: None, by: None, period: None, lang }
    }

    /// The leaves that are filled in at the form's stage: those of the survey, or all others.
    pub fn leaves(&self) -> impl Iterator<Item = &'f Node> {
        let survey = self.stage == StageName::Survey;
        self.framework.leaves().filter(move |leaf| leaf.is_survey() == survey)
    }
}

impl<'f> FormRow<'f> {
    /// An empty row for a leaf.
    pub fn new(node: &'f Node) -> FormRow<'f> {
        FormRow { unit: None, node, entry: None, previous: None, remarks: Vec::new() }
    }
}

/// Writes a form as a workbook.
///
/// ```
/// use par_index::assessment::StageName;
/// use par_index::{Inputs, Lang, framework};
/// use par_index_sheets::{Form, FormRow, read_input, write_form};
///
/// let fw = framework("hon-quan-2023")?;
/// let mut form = Form::new(&fw, StageName::SelfScore, Lang::Vi);
/// form.unit = Some("xã An Bình".to_owned());
/// let rows: Vec<FormRow> = form.leaves().map(FormRow::new).collect();
/// let mut out = Vec::new();
/// write_form(&form, &rows, &mut out).unwrap();
/// let mut inputs = Inputs::new(&fw).for_year(2023);
/// read_input(&mut inputs, "a.xlsx", &out);
/// assert!(!inputs.finish().has_errors());
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// An error of `out`, or of making the workbook.
pub fn write_form(form: &Form<'_>, rows: &[FormRow<'_>], mut out: impl Write) -> io::Result<()> {
    let bytes = made(form, rows).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

/// The columns of a form, by the keys of their headings.
struct Columns(Vec<&'static str>);

impl Columns {
    fn of(form: &Form<'_>, rows: &[FormRow<'_>], asked: &HashMap<&str, Asks<'_>>) -> Columns {
        let asks = |key| asked.values().any(|asks| asks.facts.contains(&key));
        let stage = form.stage.as_str();
        let several = form.unit.is_none();
        let is_self = form.stage == StageName::SelfScore;
        let before = rows.iter().any(|row| row.previous.is_some());
        let holds = |name: StageName| {
            let mut entries = rows.iter().filter_map(|row| row.entry.as_ref());
            entries.any(|entry| entry.stage(name).is_some())
        };
        let claimed = !is_self && holds(StageName::SelfScore);
        // In the second round, and where a unit answers its appraisal, the first appraised score
        // stands beside the cell to fill in.
        let again = form.stage == StageName::AppraisedAgain;
        let answers = (is_self || again) && holds(StageName::Appraised);
        let note = match form.stage {
            StageName::SelfScore => "self_note",
            StageName::Appraised => "appraised_note",
            StageName::AppraisedAgain => "appraised_again_note",
            _ => "note",
        };
        let all = [
            (ID, true),
            ("stage", !is_self && form.stage != StageName::Survey),
            ("by", form.by.is_some()),
            ("unit", several),
            ("ordinal", true),
            ("node", true),
            ("max", true),
            ("how", true),
            ("previous", before),
            ("claimed", claimed),
            ("judged", answers),
            ("answered", answers && again),
            ("done", asks("done")),
            ("of", asks("of")),
            ("count", asks("count")),
            ("level", asks("level")),
            (stage, true),
            ("reckoned", true),
            ("evidence", is_self),
            (note, true),
            ("explanation", answers && is_self),
        ];
        Columns(all.into_iter().filter(|(_, is)| *is).map(|(key, _)| key).collect())
    }

    fn at(&self, key: &str) -> Option<u16> {
        let at = self.0.iter().position(|known| *known == key)?;
        u16::try_from(at).ok()
    }

    /// The index of the first column behind those of the form.
    fn end(&self) -> u16 {
        u16::try_from(self.0.len()).unwrap_or_default()
    }
}

/// The words of a form that are not headings known to the readers.
fn said(key: &str, lang: Lang) -> &'static str {
    let (en, vi) = match key {
        "self" => ("SELF-ASSESSMENT FORM", "BIỂU TỰ CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH"),
        "survey" => ("SURVEY POINTS", "BIỂU NHẬP ĐIỂM ĐIỀU TRA XÃ HỘI HỌC"),
        "appraised_again" => ("SECOND APPRAISAL FORM", "BIỂU THẨM ĐỊNH LẦN 2"),
        "appraised" => ("APPRAISAL FORM", "BIỂU THẨM ĐỊNH"),
        "unit" => ("Unit", "Đơn vị"),
        "framework" => ("Framework", "Bộ tiêu chí"),
        "hash" => ("hash", "mã băm"),
        "claimed" => ("Claimed (for comparison, note)", "Tự chấm (đối chiếu, ghi chú)"),
        "judged" => ("Appraised (for comparison, note)", "Thẩm định (đối chiếu, ghi chú)"),
        "answered" => {
            ("Explanation given (for comparison, note)", "Giải trình (đối chiếu, ghi chú)")
        }
        "maker" => ("Filled in by", "NGƯỜI LẬP BIỂU"),
        "head" => ("Head of the unit", "THỦ TRƯỞNG ĐƠN VỊ"),
        "day" => ("Date:", "……………, ngày …… tháng …… năm ………"),
        "total" => ("Points so far", "Điểm tạm tính"),
        "total_self" => ("Self score", "Điểm tự chấm"),
        _ => ("Form", "Biểu chấm điểm"),
    };
    if lang == Lang::Vi { vi } else { en }
}

fn made(form: &Form<'_>, rows: &[FormRow<'_>]) -> Result<Vec<u8>, XlsxError> {
    let lang = form.lang;
    let mut book = workbook(said(form.stage.as_str(), lang))?;
    let sheet = book.add_worksheet();
    sheet.set_name(said("", lang))?;
    // The rows of many units ask for the same few leaves, so each leaf is prepared once.
    let mut asked: HashMap<&str, Asks<'_>> = HashMap::new();
    for row in rows {
        let asks = || Asks::of(form.framework, row.node, lang);
        asked.entry(row.node.code().as_str()).or_insert_with(asks);
    }
    let columns = Columns::of(form, rows, &asked);
    let beside = remarks::headings(rows);
    let looks = Looks::new();
    let shown = columns.at("ordinal").unwrap_or_default();
    let shown = columns.at("unit").map_or(shown, |unit| unit.min(shown));
    sheet.write_with_format(0, shown, said(form.stage.as_str(), lang), &looks.title)?;
    if let Some(unit) = &form.unit {
        sheet.write_with_format(
            1,
            shown,
            format!("{}: {unit}", said("unit", lang)),
            &looks.strong,
        )?;
    }
    let framework = form.framework;
    let version = [
        form.period.map(|period| match lang {
            Lang::Vi => period.text().get(lang).to_owned(),
            _ => format!("Period {period}"),
        }),
        Some(format!("{} {}", said("framework", lang), framework.id())),
        Some(format!("{} {}", said("hash", lang), framework.issued_hash())),
    ];
    let version = version.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let max = columns.at("max").unwrap_or(shown + 1);
    sheet.write_with_format(1, max, version, &looks.strong)?;
    head(sheet, (&columns, &beside), &looks, lang)?;
    let mut filling = Filling {
        form,
        columns: &columns,
        beside: &beside,
        looks: &looks,
        next: 3,
        leaves: Vec::new(),
        given: Vec::new(),
        lists: Lists::default(),
    };
    let fill = |filling: &mut Filling<'_, '_>, sheet: &mut Worksheet, row: &FormRow<'_>| {
        asked.get(row.node.code().as_str()).map_or(Ok(()), |asks| filling.leaf(sheet, row, asks))
    };
    if form.unit.is_some() {
        let of: HashMap<&str, &FormRow<'_>> =
            rows.iter().map(|row| (row.node.code().as_str(), row)).collect();
        let above = above(framework, &of);
        for node in framework.nodes() {
            let code = node.code().as_str();
            if let Some(row) = of.get(code) {
                fill(&mut filling, sheet, row)?;
            } else if above.contains(code) {
                filling.above(sheet, node)?;
            }
        }
    } else {
        for row in rows {
            fill(&mut filling, sheet, row)?;
        }
    }
    // Points are added up in the form of one unit only; a sum over several units means nothing.
    if form.unit.is_some() {
        filling.total(sheet)?;
    }
    let (last, lists) = (filling.next, filling.lists);
    finish(sheet, (&columns, &beside), (shown, last))?;
    lists.write(&mut book)?;
    book.save_to_buffer()
}

fn head(
    sheet: &mut Worksheet,
    (columns, beside): (&Columns, &[&str]),
    looks: &Looks,
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.set_row_height(2, 52)?;
    for (at, heading) in (columns.end()..).zip(beside) {
        let open = looks.head.clone().set_unlocked();
        sheet.write_with_format(2, at, *heading, &open)?;
    }
    for (at, key) in (0_u16..).zip(&columns.0) {
        let heading = match *key {
            ID => ID,
            key @ ("claimed" | "judged" | "answered") => said(key, lang),
            key => lang.heading(key).unwrap_or(key),
        };
        sheet.write_with_format(2, at, heading, &looks.head)?;
    }
    Ok(())
}

/// Writes the rows of a form.
struct Filling<'w, 'f> {
    form: &'w Form<'f>,
    columns: &'w Columns,
    /// The headings of remarks beside the form's columns.
    beside: &'w [&'w str],
    looks: &'w Looks,
    next: u32,
    /// The rows of the sheet that hold leaves.
    leaves: Vec<u32>,
    /// The points that the formulas of these rows give, where they are known.
    given: Vec<Points>,
    lists: Lists,
}

impl Filling<'_, '_> {
    /// Writes the row of a node that has leaves below it.
    fn above(&mut self, sheet: &mut Worksheet, node: &Node) -> Result<(), XlsxError> {
        let strong = self.looks.text.clone().set_bold().set_background_color(0x00F2_F2F2);
        for (at, key) in (0_u16..).zip(&self.columns.0) {
            match *key {
                "ordinal" => {
                    sheet.write_with_format(self.next, at, node.code().as_str(), &strong)?;
                }
                "node" => {
                    let name = node.name().get(self.form.lang);
                    sheet.write_with_format(self.next, at, name, &strong)?;
                }
                "max" => {
                    let look = self.looks.number.clone().set_bold();
                    number(sheet, (self.next, at), node.max(), &look)?;
                }
                _ => {
                    sheet.write_blank(self.next, at, &strong)?;
                }
            }
        }
        let name = node.name().get(self.form.lang);
        sheet.set_row_height(self.next, height(&[(name, NAME)]))?;
        self.next += 1;
        Ok(())
    }

    fn leaf(
        &mut self,
        sheet: &mut Worksheet,
        row: &FormRow<'_>,
        asks: &Asks,
    ) -> Result<(), XlsxError> {
        let (form, looks, lang, at) = (self.form, self.looks, self.form.lang, self.next);
        let stage = row.entry.as_ref().and_then(|entry| entry.stage(form.stage));
        let open = Format::set_unlocked;
        let input = open(looks.text.clone().set_background_color(0x00FF_FBE6));
        let figure = open(looks.number.clone().set_background_color(0x00FF_FBE6));
        let shut = looks.text.clone().set_background_color(0x00D9_D9D9);
        for (column, key) in (0_u16..).zip(&self.columns.0) {
            let here = (at, column);
            let text = |sheet: &mut Worksheet, text: &str, look: &Format| {
                sheet.write_with_format(at, column, text, look).map(|_| ())
            };
            match *key {
                ID | "ordinal" => text(sheet, row.node.code().as_str(), &looks.text)?,
                "stage" => text(sheet, form.stage.as_str(), &looks.text)?,
                "by" => text(sheet, form.by.as_deref().unwrap_or_default(), &looks.text)?,
                "unit" => text(sheet, row.unit.as_deref().unwrap_or_default(), &looks.text)?,
                "node" => text(sheet, row.node.name().get(lang), &looks.text)?,
                "max" => number(sheet, here, row.node.max(), &looks.number)?,
                "how" => text(sheet, &asks.how, &looks.text)?,
                "previous" => match row.previous {
                    Some(points) => number(sheet, here, points, &looks.number)?,
                    None => text(sheet, "", &looks.text)?,
                },
                key @ ("claimed" | "judged" | "answered") => {
                    let beside = row.entry.as_ref().map(|entry| beside(entry, key, lang));
                    text(sheet, &beside.unwrap_or_default(), &looks.text)?;
                }
                "reckoned" => {
                    let cell = |key: &str| self.columns.at(key).map(|column| place(at, column));
                    let formula = asks.formula(&cell, form.stage.as_str());
                    let points = stage.and_then(|stage| points(stage.value.as_ref()?));
                    // With an empty result a spreadsheet program would show 0.
                    let result = points.map_or(" ".to_owned(), |points| points.to_string());
                    self.given.extend(points);
                    let formula = Formula::new(formula).set_result(result);
                    sheet.write_formula_with_format(at, column, formula, &looks.number)?;
                }
                "done" | "of" | "count" | "level" if !asks.facts.contains(key) => {
                    text(sheet, "", &shut)?;
                }
                key => {
                    let value = stage.and_then(|stage| stage.value.as_ref());
                    match value.and_then(|value| cell_of(value, key, form.stage, asks)) {
                        Some(Value::Number(plain)) if Value::fits(&plain) => {
                            sheet.write_with_format(at, column, binary(&plain), &figure)?;
                        }
                        Some(Value::Number(plain) | Value::Text(plain)) => {
                            text(sheet, &plain, &figure)?;
                        }
                        _ => {
                            let answer =
                                row.entry.as_ref().and_then(|one| one.explanation.as_ref());
                            let answer = answer.filter(|_| key == "explanation");
                            let answer = answer.map(|answer| answer.text.clone());
                            let remark = stage.and_then(|stage| match key {
                                "evidence" => stage.evidence().map(evidence::join),
                                key if key.ends_with("note") => noted(stage),
                                _ => None,
                            });
                            let is_figure = matches!(key, "done" | "of" | "count");
                            let is_figure = is_figure || key == form.stage.as_str();
                            let look = if is_figure { &figure } else { &input };
                            text(sheet, &remark.or(answer).unwrap_or_default(), look)?;
                        }
                    }
                    let cell = place(at, column);
                    let asked = (cell.as_str(), form.stage, lang);
                    if let Some(rule) = asks.validation(key, asked, &mut self.lists)? {
                        sheet.add_data_validation(at, column, at, column, &rule)?;
                    }
                }
            }
        }
        for (column, heading) in (self.columns.end()..).zip(self.beside) {
            let said = row.remarks.iter().find(|(known, _)| known == heading);
            let said = said.map(|(_, said)| said.as_str()).unwrap_or_default();
            let open = looks.text.clone().set_unlocked();
            sheet.write_with_format(at, column, said, &open)?;
        }
        let name = row.node.name().get(lang);
        sheet.set_row_height(at, height(&[(name, NAME), (&asks.how, HOW)]))?;
        self.leaves.push(at);
        self.next += 1;
        Ok(())
    }

    /// Writes the last row: the sum of the leaves' points.
    fn total(&mut self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (lang, at) = (self.form.lang, self.next);
        let (Some(column), Some(node)) = (self.columns.at("reckoned"), self.columns.at("node"))
        else {
            return Ok(());
        };
        let (Some(first), Some(last)) = (self.leaves.first(), self.leaves.last()) else {
            return Ok(());
        };
        let is_self = self.form.stage == StageName::SelfScore;
        let label = said(if is_self { "total_self" } else { "total" }, lang);
        let strong = self.looks.text.clone().set_bold();
        sheet.write_with_format(at, node, label, &strong)?;
        let given: PointSum = self.given.iter().copied().sum();
        let sum = format!("=SUM({}:{})", place(*first, column), place(*last, column));
        let look = self.looks.number.clone().set_bold();
        sheet.write_formula_with_format(
            at,
            column,
            Formula::new(sum).set_result(given.to_string()),
            &look,
        )?;
        self.next += 1;
        self.signed(sheet, node)
    }

    /// Writes the lines for signatures in a unit's form; the reader passes over rows without a
    /// value.
    fn signed(&mut self, sheet: &mut Worksheet, node: u16) -> Result<(), XlsxError> {
        let Some(head) = self.columns.at("evidence") else { return Ok(()) };
        let lang = self.form.lang;
        let centred = |look: &Format| look.clone().set_align(FormatAlign::Center);
        let strong = centred(&self.looks.strong);
        let day = centred(&Format::new().set_font_name("Times New Roman").set_font_size(12));
        sheet.write_with_format(self.next + 1, head, said("day", lang), &day.set_italic())?;
        sheet.write_with_format(self.next + 2, node, said("maker", lang), &strong)?;
        sheet.write_with_format(self.next + 2, head, said("head", lang), &strong)?;
        self.next += 7;
        Ok(())
    }
}

/// The codes of the nodes that have leaves of the form below them.
fn above<'f>(framework: &'f Framework, rows: &HashMap<&str, &FormRow<'_>>) -> HashSet<&'f str> {
    let mut above = HashSet::new();
    let mut path: Vec<&Node> = Vec::new();
    for node in framework.nodes() {
        while path.last().is_some_and(|last| last.depth() >= node.depth()) {
            path.pop();
        }
        if rows.contains_key(node.code().as_str()) {
            above.extend(path.iter().map(|node| node.code().as_str()));
        }
        path.push(node);
    }
    above
}

/// Writes points as a number, or as text where they have more digits than a workbook's number
/// holds.
fn number(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    points: Points,
    look: &Format,
) -> Result<(), XlsxError> {
    let text = points.to_string();
    if Value::fits(&text) {
        sheet.write_with_format(row, column, binary(&text), look)?;
    } else {
        sheet.write_with_format(row, column, text, look)?;
    }
    Ok(())
}

/// The points that a leaf's formula gives for a known value.
fn points(value: &Held) -> Option<Points> {
    match value {
        Held::Points(points) => Some(*points),
        Held::Facts(declared) => declared.award.points,
        _ => None,
    }
}

/// The height of a row with the given texts, each with the width of its column in letters.
pub(crate) fn height(texts: &[(&str, usize)]) -> u32 {
    let lines = |(text, width): &(&str, usize)| {
        let of = |line: &str| line.chars().count().div_ceil(*width).max(1);
        text.lines().map(of).sum::<usize>()
    };
    let most = texts.iter().map(lines).max().unwrap_or_default().clamp(1, 25);
    16 * u32::try_from(most).unwrap_or_default() + 2
}

/// Sets how the sheet is shown and printed, and protects its structure from changes.
fn finish(
    sheet: &mut Worksheet,
    (columns, beside): (&Columns, &[&str]),
    (shown, last): (u16, u32),
) -> Result<(), XlsxError> {
    // The columns beside the form are open to remarks, under headings that their writer chooses.
    let free = Format::new().set_font_name("Times New Roman").set_font_size(12).set_unlocked();
    let end = columns.end() + u16::try_from(beside.len()).unwrap_or_default();
    for at in columns.end()..end + FREE {
        sheet.set_column_format(at, &free)?;
        sheet.set_column_width(at, 24)?;
    }
    for (at, key) in (0_u16..).zip(&columns.0) {
        let width = match *key {
            "node" => NAME,
            "how" => HOW,
            "evidence" | "explanation" | "answered" => 30,
            "unit" | "claimed" | "judged" => 22,
            key if key.ends_with("note") => 24,
            _ => 9,
        };
        sheet.set_column_width(at, u32::try_from(width).unwrap_or_default())?;
        if at < shown {
            sheet.set_column_hidden(at)?;
        }
    }
    page(sheet, true);
    sheet.set_freeze_panes(3, columns.at("max").unwrap_or_default())?;
    sheet.set_repeat_rows(0, 2)?;
    sheet.set_print_area(0, shown, last, end.saturating_sub(1))?;
    let mut may = ProtectionOptions::new();
    (may.format_columns, may.format_rows, may.format_cells) = (true, true, true);
    sheet.protect_with_options(&may);
    Ok(())
}

/// The hidden column of codes of a form; these codes stay right even if the visible ones are
/// changed.
pub(crate) fn id_column(table: &Table<'_>) -> Option<usize> {
    let is_form = table.heading(0) == ID && table.column("ordinal").is_some();
    (is_form && table.column("reckoned").is_some()).then_some(0)
}

/// Whether a text has no meaning to the reader of cells: it is neither a number nor an answer.
fn is_plain(text: &str) -> bool {
    matches!(cell::content(Cell::text(text)), cell::Content::Bad(FindingCode::UnknownWord))
        && !fold_name(text).is_empty()
}
