//! A published table of results, as rows that [`par_index::audit::audit`] checks.

use par_index::assessment::Origin;
use par_index::audit::{PrintedCell, PrintedKind, PrintedNumber, PrintedRow, PrintedText};
use par_index::finding::{FindingCode, Findings, Place};
use par_index::words::Heading;
use par_index::{Finding, Points};
use unicode_normalization::UnicodeNormalization;

use crate::cell::{Content, content, is_empty, settled};
use crate::file::{File, fitting, open};
use crate::kind::foreign;
use crate::number::{Bounds, Reading};
use crate::record::{self, At, Cell, Record};
use crate::table::Table;

/// The role of a column by its heading. Beside the headings listed here, every heading that begins
/// with `part_` or *lĩnh vực* names a part of the total.
pub(crate) const ROLES: [(Role, &[&str]); 11] = [
    (Role::Unit, &["unit", "name", "province", "ministry"]),
    (Role::Ordinal, &["ordinal"]),
    (Role::Group, &["group"]),
    (Role::Rank, &["rank"]),
    (Role::Change, &["change"]),
    // Most units have no bonus, so an empty cell of this column is no gap in the table.
    (Role::Bonus, &["bonus"]),
    (Role::Part, &["appraisal", "survey"]),
    (Role::Deduction, &["deduction"]),
    (Role::Previous, &["previous"]),
    (Role::Value(None), &["value", "total", "obtained", "index", "ratio"]),
    (Role::Grade, &["grade", "class"]),
];
/// Words and signs for a fall (`DOWN`) and for a rise (`UP`); they stand before or behind the
/// figure, with or without brackets. A word that begins with another word of the list stands before
/// it.
const DOWN: [&str; 20] = [
    "giảm",
    "sụt",
    "hạ",
    "decreased",
    "decrease",
    "down",
    "fell",
    "↓",
    "▼",
    "▾",
    "▽",
    "▿",
    "↘",
    "⬇",
    "⇩",
    "⇓",
    "⏷",
    "🔻",
    "🔽",
    "⤵",
];
const UP: [&str; 19] = [
    "tăng",
    "nâng",
    "increased",
    "increase",
    "up",
    "rose",
    "↑",
    "▲",
    "▴",
    "△",
    "▵",
    "↗",
    "⬆",
    "⇧",
    "⇑",
    "⏶",
    "🔺",
    "🔼",
    "⤴",
];
/// Words for a value that did not change; a cell that holds them prints no figure.
const UNCHANGED: [&str; 4] = ["giữ nguyên", "không đổi", "không thay đổi", "unchanged"];
/// The role of a column in a published table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Unit,
    Group,
    Rank,
    Part,
    /// A part of the total that only some units have.
    Bonus,
    /// A part that is subtracted, whether it is printed with a minus sign or not; only some units
    /// have it.
    Deduction,
    /// The total or the index; the year is the one that the column's heading names, if any.
    Value(Option<u16>),
    Previous,
    Change,
    Grade,
    Ordinal,
}

fn role(name: &str) -> Option<Role> {
    let name = par_index::words::fold_name(name);
    let bare = unmarked(&name);
    // A change of the rank (*hạng*, *bậc*) is no change of the value.
    let of_ranks = ["hạng", "bậc"].iter().any(|word| {
        let word = par_index::words::fold_name(word);
        bare.split([' ', '/', ',']).any(|part| part == word)
    });
    let begins = |words: &[&str]| {
        words.iter().any(|word| bare.starts_with(&par_index::words::fold_name(word)))
    };
    ROLES.into_iter().find_map(|(role, keys)| {
        let is = is_one_of(&bare, keys);
        match role {
            Role::Change => (is || begins(&["tăng", "so với"])) && !of_ranks,
            Role::Part => is || begins(&["part_", "lĩnh vực"]),
            Role::Previous => {
                (is || bare.ends_with(&par_index::words::fold_name("năm trước"))) && !of_ranks
            }
            Role::Value(_) if !is => {
                let (rest, year) = before_year(&bare)?;
                let is = rest.is_empty() || is_one_of(rest, keys);
                return is.then_some(Role::Value(Some(year)));
            }
            _ => is,
        }
        .then_some(role)
    })
}

/// The text of a heading before the year that it ends with, and that year.
fn before_year(bare: &str) -> Option<(&str, u16)> {
    let (rest, year) = bare.split_at_checked(bare.len().checked_sub(4)?)?;
    let year = year.parse().ok().filter(|year| (1900..=2999).contains(year))?;
    let rest = rest.trim();
    let word = par_index::words::fold_name("năm");
    Some((rest.strip_suffix(word.as_str()).unwrap_or(rest).trim(), year))
}

/// A folded heading without its brackets and percent sign, for comparison: brackets in a heading
/// say in which form a value is written, not which value it is.
fn unmarked(folded: &str) -> String {
    folded.split('(').next().unwrap_or_default().replace('%', "").trim().to_owned()
}

fn is_one_of(bare: &str, keys: &[&str]) -> bool {
    let headings = keys.iter().filter_map(|key| Heading::of(key));
    headings.flat_map(Heading::folded).any(|known| unmarked(known) == bare)
}

/// Reads a published table of results, CSV or workbook, with the columns rank, unit, group, parts,
/// values, previous value, change and grade under their usual headings in either language.
///
/// ```
/// let table = "rank,unit,appraisal_points,survey_points,total_points\n1,A,61.86,28.10,89.95\n";
/// let (rows, findings) = par_index_sheets::read_printed("t.csv", table.as_bytes());
/// assert!(findings.is_empty() && par_index::audit::audit(&rows).is_clean());
/// ```
pub fn read_printed(file: &str, bytes: &[u8]) -> (Vec<PrintedRow>, Vec<Finding>) {
    let mut findings = Findings::default();
    let none = |findings: Findings| (Vec::new(), findings.into_vec());
    let tables = match open(file, bytes, &mut |finding| findings.push(finding)) {
        Ok(File::Tables(tables)) => tables,
        Ok(File::Json) => return none(vec![foreign(file, bytes)].into()),
        Err(finding) => return none(vec![finding].into()),
    };
    let fits = |table: &Table<'_>| {
        let has = |wanted: fn(Role) -> bool| {
            table.headings().any(|(_, name)| role(name).is_some_and(wanted))
        };
        has(|role| role == Role::Unit) && has(|role| matches!(role, Role::Value(_) | Role::Part))
    };
    let table = fitting(tables, fits, &mut |finding| findings.push(finding));
    let mut table = match table {
        Ok(Some(table)) => table,
        Ok(None) => {
            findings.push(unclear(Place::file(file), ""));
            return none(findings);
        }
        Err(finding) => {
            findings.push(finding);
            return none(findings);
        }
    };
    findings.extend(table.begins());
    let mut roles: Vec<(usize, Role)> =
        table.headings().filter_map(|(column, name)| Some((column, role(name)?))).collect();
    settle_years(&mut roles);
    for (column, name) in table.headings() {
        if !roles.iter().any(|(other, _)| *other == column) && !name.is_empty() {
            let finding =
                Finding::new(FindingCode::UnknownColumn, table.place(table.header(), column));
            findings.push(finding.found(name.trim()).with("near", par_index::words::Arg::from("")));
        }
    }
    if !roles.iter().any(|(_, role)| *role == Role::Value(None)) {
        let names: Vec<&str> = table.headings().map(|(_, name)| name).take(8).collect();
        findings.push(unclear(table.whole(), &names.join(", ")));
        return none(findings);
    }
    // The total comes first; the index, where there is one, comes last, for units are ranked by it.
    let is_index = |column: usize| {
        let names: Vec<(usize, &str)> = table.headings().collect();
        let name = names.iter().find(|(other, _)| *other == column).map(|(_, name)| *name);
        name.is_some_and(|name| {
            let name = par_index::words::fold_name(name);
            ["index", "ratio", "chỉ số"]
                .iter()
                .any(|word| name.starts_with(&par_index::words::fold_name(word)))
        })
    };
    roles.sort_by_key(|(column, role)| (*role == Role::Value(None) && is_index(*column), *column));
    // A column without a heading may hold a part if it stands between columns of figures; outside
    // of them it may only number the rows.
    let figures = |(_, role): &&(usize, Role)| matches!(role, Role::Part | Role::Value(_));
    let figures = || roles.iter().filter(figures).map(|(column, _)| *column);
    let inside = figures().min().unwrap_or_default()..figures().max().unwrap_or_default();
    let mut unnamed: Vec<usize> =
        inside.filter(|column| table.heading(*column).is_empty()).collect();
    let mut rows = Vec::new();
    let mut record = Record::default();
    while let Some(at) = table.next(&mut record, &mut findings) {
        let mut read = row(&table, &record, at, &roles);
        let unit = roles.iter().find(|(_, role)| *role == Role::Unit).map(|(column, _)| *column);
        let others = record.cells().enumerate().filter(|(column, cell)| {
            let known = roles.iter().any(|(other, _)| other == column);
            !known && number(&table, *cell, *column, Place::default).is_some()
        });
        let others: Vec<usize> = others.map(|(column, _)| column).collect();
        read.other_numbers = others.len();
        if read.unit.is_none() && (read.says_a_number() || !others.is_empty()) {
            let place = table.place(at, unit.unwrap_or_default());
            findings.push(Finding::new(FindingCode::UnitMissing, place));
        }
        unnamed.retain(|column| {
            let told = others.contains(column);
            if told {
                let place = table.place(table.header(), *column);
                let finding = Finding::new(FindingCode::UnknownColumn, place);
                findings.push(finding.found("").with("near", par_index::words::Arg::from("")));
            }
            !told
        });
        rows.push(read);
    }
    (rows, findings.into_vec())
}

/// Where headings name several years, the latest year is the value and the year before it is the
/// previous value.
fn settle_years(roles: &mut [(usize, Role)]) {
    let mut years: Vec<u16> = roles
        .iter()
        .filter_map(|(_, role)| if let Role::Value(year) = role { *year } else { None })
        .collect();
    years.sort_unstable();
    years.dedup();
    let stated = roles.iter().any(|(_, role)| *role == Role::Value(None));
    let now = if stated { None } else { years.pop() };
    let before = years.last().copied();
    for (_, role) in roles {
        if let Role::Value(Some(year)) = role {
            *role = match Some(*year) {
                year if year == now => Role::Value(None),
                year if year == before => Role::Previous,
                _ => Role::Ordinal,
            };
        }
    }
}

/// The finding about a table without any column of totals or of the index.
fn unclear(place: Place, found: &str) -> Finding {
    let known = "total, index | tổng điểm, chỉ số; rank, unit, part_…, previous, change, grade | \
        xếp hạng, đơn vị, điểm thẩm định, năm trước, tăng/giảm, xếp loại";
    Finding::new(FindingCode::TableUnclear, place).found(found).with("known", known)
}

fn row(table: &Table<'_>, record: &Record, at: At, roles: &[(usize, Role)]) -> PrintedRow {
    let mut row = PrintedRow::default();
    let label = label(record, roles);
    if let Some((column, kind)) = label {
        let place = Origin::place(&table.origin(at, column));
        row.kind = kind;
        row.unit = Some(PrintedText { text: record.cell(column).text.trim().to_owned(), place });
    }
    let label = label.map(|(column, _)| column);
    for (column, role) in roles {
        let held = record.cell(*column);
        let text = held.text.trim();
        let origin = table.origin(at, *column);
        let place = || Origin::place(&origin);
        let said = || PrintedText { text: text.to_owned(), place: place() };
        let empty = is_empty(held) || label == Some(*column);
        let cell = |signed: bool| {
            if empty {
                let optional = matches!(role, Role::Bonus | Role::Deduction);
                return if optional { PrintedCell::Nothing } else { PrintedCell::Blank(place()) };
            }
            let read = if signed { change(table, text, *column, place) } else { None };
            let read =
                read.or_else(|| number(table, held, *column, place).map(PrintedCell::Number));
            read.unwrap_or_else(|| PrintedCell::Unread(said()))
        };
        match role {
            Role::Unit if !empty && label.is_none() => {
                row.kind = PrintedKind::of_name(text);
                row.unit = Some(said());
            }
            Role::Group if !empty => row.group = Some(par_index::words::fold_name(text)),
            Role::Grade if !empty => row.grade = Some(said()),
            Role::Ordinal | Role::Unit | Role::Group | Role::Grade => {}
            Role::Rank => row.rank = Some(cell(false)),
            Role::Part | Role::Bonus => row.parts.push(cell(false)),
            Role::Deduction => row.deductions.push(cell(false)),
            Role::Previous => row.previous = Some(cell(false)),
            Role::Change => row.change = Some(cell(true)),
            Role::Value(_) => row.values.push(cell(false)),
        }
    }
    // Rows of means and sums have no rank, so a row with a rank is a unit whatever its name looks
    // like.
    if row.rank.as_ref().is_some_and(|rank| rank.number().is_some()) {
        row.kind = PrintedKind::Unit;
    } else if row.unit.is_none() {
        row.kind = PrintedKind::Other;
    }
    row
}

/// The cell outside the unit's column that says that a row is a mean or a sum. With an empty unit's
/// cell any cell may say so; otherwise only a cell before the unit's column, where a word stands
/// instead of the row's number. Grades are passed over, since a grade may be called *trung bình*
/// too.
fn label(record: &Record, roles: &[(usize, Role)]) -> Option<(usize, PrintedKind)> {
    let role = |column: usize| roles.iter().find(|(own, _)| *own == column).map(|(_, role)| *role);
    let mut units = roles.iter().filter(|(_, role)| *role == Role::Unit).map(|(column, _)| *column);
    let first = units.clone().min().unwrap_or_default();
    let is_named = units.any(|column| !is_empty(record.cell(column)));
    record.cells().enumerate().find_map(|(column, cell)| {
        let may_say = match role(column) {
            Some(Role::Unit | Role::Grade) => false,
            None | Some(Role::Ordinal) => !is_named || column < first,
            Some(_) => !is_named,
        };
        let text = Some(cell.text.trim()).filter(|_| may_say && !is_empty(cell))?;
        let kind = PrintedKind::of_name(text);
        (kind != PrintedKind::Unit).then_some((column, kind))
    })
}

/// A change whose direction is written in another way than by a plain sign, such as `(5,1)`, `↓5,1`
/// or *giảm 5,1*. `None` for a change that has only a plain sign or none.
fn change(
    table: &Table<'_>,
    text: &str,
    column: usize,
    place: impl Fn() -> Place,
) -> Option<PrintedCell> {
    let lower: String = text.to_lowercase().nfc().collect();
    if UNCHANGED.contains(&lower.as_str()) {
        return Some(PrintedCell::Blank(place()));
    }
    let (rest, mut brackets) = unbracketed(lower.trim_end_matches(['%', ' ']));
    let mut rest = rest.strip_suffix("phần trăm").unwrap_or(rest).trim_end();
    let mut down = None;
    for (words, is_down) in [(&DOWN[..], true), (&UP[..], false)] {
        for word in words {
            if let Some(found) = without(rest, word).filter(|_| down.is_none()) {
                (rest, down) = (found, Some(is_down));
            }
        }
    }
    let rest = rest.trim_end_matches(['%', ' ']);
    let (rest, again) = unbracketed(rest);
    brackets |= again;
    if down.is_none() && !brackets && !rest.starts_with('–') {
        return None;
    }
    // Brackets around a figure mean a fall, unless the figure has a sign of its own.
    let signed = rest.starts_with(['+', '-', '−', '–']);
    let brackets = brackets && down != Some(true) && !signed;
    let read = number(table, Cell::text(&rest.replacen('–', "-", 1)), column, place)?;
    let less = Points::ZERO.checked_sub(read.value)?;
    let value = match (down, brackets) {
        // A rise of a negative figure (*tăng -5*) contradicts itself, so the cell is not read.
        (Some(false), true) => return None,
        (Some(false), _) if read.value.is_negative() => return None,
        // A fall of a negative figure (*giảm -5*) states the minus twice: it is still a fall.
        (Some(true), _) if read.value.is_negative() => read.value,
        (Some(true), _) | (None, true) => less,
        _ => read.value,
    };
    Some(PrintedCell::Number(PrintedNumber { value, ..read }))
}

/// A text without a given word at its beginning or end; brackets around the word or a colon behind
/// it are taken off too. `None` where the word stands at neither end.
fn without<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let trimmed = |rest: &'a str| rest.trim_matches([' ', ':', '\u{a0}', '\u{fe0e}', '\u{fe0f}']);
    let bracketed = |text: &'a str| Some(text.trim().strip_prefix('(')?.strip_suffix(')')?.trim());
    if let Some(rest) = text.strip_prefix(word).or_else(|| text.strip_suffix(word)) {
        return Some(trimmed(rest));
    }
    let behind = text.rfind('(').and_then(|at| text.split_at_checked(at));
    let before = text.find(')').and_then(|at| text.split_at_checked(at + 1));
    let both = [behind, before.map(|(word, rest)| (rest, word))];
    let is_word = |(_, other): &(&'a str, &'a str)| bracketed(other) == Some(word);
    both.into_iter().flatten().find(is_word).map(|(rest, _)| trimmed(rest))
}

/// A text without the brackets around it, and whether there were any.
fn unbracketed(text: &str) -> (&str, bool) {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    (inner.unwrap_or(text).trim(), inner.is_some())
}

/// The number of a cell, with the count of decimal places that are printed.
fn number(
    table: &Table<'_>,
    cell: Cell<'_>,
    column: usize,
    place: impl Fn() -> Place,
) -> Option<PrintedNumber> {
    let text = cell.text.trim().trim_end_matches('%').trim();
    // In a published table a percentage counts as a plain number.
    let kind = if cell.kind == record::Kind::Percent { record::Kind::Number } else { cell.kind };
    let number = Cell::of(text.trim_start_matches('+'), kind);
    let Content::Number(reading) = content(number) else { return None };
    // Published tables hold decimals, so three digits behind the only mark are read as decimal
    // places, not as thousands.
    let plain = match reading {
        Reading::Either { decimal, .. } if table.decimal_mark(column).is_none() => decimal,
        reading => {
            let bounds =
                || Bounds { decimal_mark: table.decimal_mark(column), ..Bounds::default() };
            settled(text, reading, bounds, &place).ok()?
        }
    };
    let places = plain.split_once('.').map_or(0, |(_, places)| places.len());
    let value: Points = plain.parse().ok()?;
    Some(PrintedNumber { value, places: u8::try_from(places).ok()?.min(9), place: place() })
}
