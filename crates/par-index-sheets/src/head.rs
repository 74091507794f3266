//! The columns that say to which unit, group and period a row belongs.

use std::collections::{HashMap, HashSet};

use par_index::assessment::{Head, Origin, UnitSheet};
use par_index::audit::PrintedKind;
use par_index::finding::{FindingCode, Place};
use par_index::{Finding, Inputs, Period, Text};

use crate::cell::{bad, day};
use crate::fields::NOT_READ;
use crate::part;
use crate::record::{At, Record};
use crate::strays::is_derived;
use crate::table::Table;
use crate::whose::Whose;

/// Where the unit of a row is named.
#[derive(Clone, Debug)]
pub(crate) enum UnitIn {
    Column(usize),
    /// The whole sheet belongs to one unit.
    Sheet(Whose),
}

impl UnitIn {
    pub(crate) fn column(&self) -> Option<usize> {
        match self {
            UnitIn::Column(column) => Some(*column),
            UnitIn::Sheet(_) => None,
        }
    }
}

/// The columns at the head of a row (unit, group, period …), and the sheets of the units met so
/// far.
pub(crate) struct Heads {
    unit: UnitIn,
    year: Option<usize>,
    group: Option<usize>,
    name: Option<usize>,
    channel: Option<usize>,
    period: Option<usize>,
    as_of: Option<usize>,
    /// The period in the lines above the table, if neither a column nor the inputs state one.
    titled: Option<Period>,
    last: Option<(Vec<String>, UnitSheet)>,
    known: HashMap<Vec<String>, UnitSheet>,
}

impl Heads {
    pub(crate) fn of(inputs: &Inputs, table: &Table<'_>, unit: UnitIn) -> Heads {
        let [year, period] = ["year", "period"].map(|key| table.column(key));
        let open = inputs.period().is_none() && year.is_none() && period.is_none();
        Heads {
            unit,
            titled: part::titled_period(table).filter(|_| open),
            year,
            group: table.column("group"),
            name: table.column("name"),
            channel: table.column("channel"),
            period,
            as_of: table.column("as_of"),
            last: None,
            known: HashMap::new(),
        }
    }

    /// The columns that make up the head of a row.
    pub(crate) fn columns(&self) -> [Option<usize>; 7] {
        let Heads { year, group, name, channel, period, as_of, .. } = *self;
        [self.unit.column(), year, group, name, channel, period, as_of]
    }

    /// The texts in the head of a row.
    pub(crate) fn texts(&self, record: &Record) -> Vec<String> {
        let columns = self.columns().into_iter();
        let mut texts: Vec<String> =
            columns.map(|column| record.cell_of(column).bare().to_owned()).collect();
        if let (UnitIn::Sheet(whose), Some(unit)) = (&self.unit, texts.first_mut()) {
            unit.clone_from(&whose.name);
        }
        texts
    }

    /// The cell that names the unit of a row.
    fn said_at(&self, table: &Table<'_>, at: At) -> Origin {
        match &self.unit {
            UnitIn::Column(column) => table.origin(at, *column),
            UnitIn::Sheet(Whose { at: Some((at, column)), .. }) => table.origin(*at, *column),
            UnitIn::Sheet(_) => table.origin(table.header(), 0),
        }
    }

    /// The place of a row: its cell in the column of units, or else its first cell.
    fn row(&self, table: &Table<'_>, at: At) -> Origin {
        table.origin(at, self.unit.column().unwrap_or_default())
    }

    /// The head of the row above, and the sheet that it opened; `None` where the unit of that row
    /// is unknown.
    pub(crate) fn above(&self) -> Option<&(Vec<String>, UnitSheet)> {
        self.last.as_ref()
    }

    /// The place of the cell that names the unit of a row.
    pub(crate) fn place(&self, table: &Table<'_>, at: At) -> Place {
        self.said_at(table, at).place()
    }

    /// Whether the unit of a row is not named.
    pub(crate) fn is_nameless(&self, record: &Record) -> bool {
        self.unit.column().is_some_and(|unit| record.cell(unit).said().is_none())
    }

    /// The sheet that a row belongs to. A unit that cannot be told is told once, and every row of
    /// that unit is noted as not read.
    pub(crate) fn open(
        &mut self,
        inputs: &mut Inputs,
        table: &Table<'_>,
        record: &Record,
        at: At,
    ) -> UnitSheet {
        if let Some((texts, opened)) = &self.last {
            let skip = usize::from(self.unit.column().is_none());
            let mut same = self.columns().into_iter().zip(texts).skip(skip);
            if same.all(|(column, text)| record.cell_of(column).text.trim() == text) {
                let opened = *opened;
                return self.again(inputs, table, at, opened);
            }
        }
        let texts = self.texts(record);
        self.open_texts(inputs, table, texts, at)
    }

    /// The sheet for a row's head that is given as texts, with the rules of `open`.
    pub(crate) fn open_texts(
        &mut self,
        inputs: &mut Inputs,
        table: &Table<'_>,
        texts: Vec<String>,
        at: At,
    ) -> UnitSheet {
        if let Some(opened) = self.known.get(&texts).copied() {
            self.last = Some((texts, opened));
            return self.again(inputs, table, at, opened);
        }
        let text = |n: usize| texts.get(n).filter(|text| !text.is_empty()).cloned();
        let passed = text(0).filter(|name| is_foot(name) && !inputs.is_registered(name));
        if let Some(name) = passed {
            let finding = Finding::new(FindingCode::RowPassed, self.place(table, at));
            inputs.finding(finding.found(name));
            self.known.insert(texts.clone(), UnitSheet::Passed);
            self.last = Some((texts, UnitSheet::Passed));
            return UnitSheet::Passed;
        }
        let mut head = Head::new(text(0).unwrap_or_default());
        let mut wrong = Vec::new();
        let place = |column: Option<usize>| table.place(at, column.unwrap_or_default());
        let year = text(1).and_then(|year| {
            let read = year.parse::<u16>().ok().filter(|year| (1900..=2999).contains(year));
            if read.is_none() {
                wrong.push(bad(FindingCode::BadNumber, &year, place(self.year)));
            }
            read
        });
        let period = text(5).and_then(|text| {
            // Beside a column of years, a quarter need not repeat the year.
            let said = Period::read(&text).ok();
            let said = said.or_else(|| Period::read(&format!("{text} {}", year?)).ok());
            match (said, year) {
                (None, _) => {
                    let finding = Finding::new(FindingCode::BadPeriod, place(self.period));
                    wrong.push(finding.found(text.trim()));
                }
                (Some(period), Some(year)) if period.of_year() != year => {
                    let finding = Finding::new(FindingCode::PeriodDisagrees, place(self.period));
                    wrong.push(finding.found(text.trim()).with("year", year.to_string()));
                }
                _ => {}
            }
            said
        });
        head.period = period.or(year.map(Period::year)).or(self.titled);
        head.as_of = text(6).and_then(|text| {
            let day = day(&text);
            if day.is_none() {
                let finding = bad(FindingCode::BadDate, &text, place(self.as_of));
                let why = Text::new("không phải là ngày", "is no day of the calendar");
                wrong.push(finding.with("why", why));
            }
            day
        });
        head.group = text(2);
        head.name = text(3).map(Text::same).unwrap_or_default();
        head.channel = text(4);
        let opened = inputs.open(&head, &self.said_at(table, at));
        if let Some(sheet) = opened.sheet() {
            for finding in wrong {
                inputs.sheet_finding(sheet, finding);
            }
        }
        // A missing unit is told in every row that lacks it.
        if texts.first().is_some_and(|unit| !unit.is_empty()) {
            self.known.insert(texts.clone(), opened);
            self.last = Some((texts, opened));
        } else {
            self.last = None;
        }
        opened
    }

    /// Opens the sheet for a further row whose head has been met before.
    fn again(
        &self,
        inputs: &mut Inputs,
        table: &Table<'_>,
        at: At,
        opened: UnitSheet,
    ) -> UnitSheet {
        if let UnitSheet::Unread(reason) = opened {
            inputs.row_not_read(&self.row(table, at), reason);
        }
        opened
    }
}

/// Whether a name is that of a sum, a mean or a signature, as they stand below a table. A word for
/// a mean with capital letters, as in names, may be a place: there is a commune Trung Bình.
fn is_foot(name: &str) -> bool {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
    };
    match PrintedKind::of_name(name) {
        PrintedKind::Unit => false,
        PrintedKind::Mean => !name.split_whitespace().all(capital),
        _ => true,
    }
}

/// Tells of columns that no reader takes; columns that only count, sum or remark are not told.
pub(crate) fn unknown_columns<'a>(
    inputs: &mut Inputs,
    table: &Table<'_>,
    read: &[usize],
    near: impl Fn(&str) -> Option<&'a str>,
) {
    let marked = table.column(NOT_READ);
    let known: HashSet<usize> = read.iter().copied().chain(marked).collect();
    let unknown =
        table.headings().filter(|(column, name)| !known.contains(column) && !is_derived(name));
    for (column, name) in unknown {
        let finding = Finding::new(FindingCode::UnknownColumn, table.place(table.header(), column));
        let seek = inputs.seeks(FindingCode::UnknownColumn);
        let near = crate::code::perhaps(if seek { near(name) } else { None });
        inputs.finding(finding.found(name.trim()).with("near", near));
    }
}
