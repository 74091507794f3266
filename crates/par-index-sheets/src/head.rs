//! The columns that say whose row it is: unit, year, block.

use std::collections::HashMap;

use csv::StringRecord;
use par_index::{Finding, FindingCode, Head, Inputs, SheetId, Text};

use crate::cell::bad;
use crate::names::{CHANNEL, GROUP, NAME, YEAR};
use crate::table::{At, Table};

/// The columns of a row's head, and the sheets they opened.
pub(crate) struct Heads {
    unit: usize,
    year: Option<usize>,
    group: Option<usize>,
    name: Option<usize>,
    channel: Option<usize>,
    last: Option<(Vec<String>, Option<SheetId>)>,
    known: HashMap<Vec<String>, Option<SheetId>>,
}

impl Heads {
    pub(crate) fn of(table: &Table<'_>, unit: usize) -> Heads {
        Heads {
            unit,
            year: table.column(&YEAR),
            group: table.column(&GROUP),
            name: table.column(&NAME),
            channel: table.column(&CHANNEL),
            last: None,
            known: HashMap::new(),
        }
    }

    /// The columns it takes.
    pub(crate) fn columns(&self) -> [Option<usize>; 5] {
        [Some(self.unit), self.year, self.group, self.name, self.channel]
    }

    /// The sheet a row belongs to; `None` where its unit cannot be told, which is said once.
    pub(crate) fn sheet(
        &mut self,
        inputs: &mut Inputs,
        table: &Table<'_>,
        record: &StringRecord,
        at: At,
    ) -> Option<SheetId> {
        let cell = |column: Option<usize>| record.get(column?).map(str::trim);
        let columns = self.columns();
        if let Some((texts, sheet)) = &self.last {
            let mut same = columns.iter().zip(texts);
            if same.all(|(column, text)| cell(*column).unwrap_or_default() == text) {
                return *sheet;
            }
        }
        let texts: Vec<String> =
            columns.iter().map(|column| cell(*column).unwrap_or_default().to_owned()).collect();
        if let Some(sheet) = self.known.get(&texts) {
            self.last = Some((texts, *sheet));
            return *sheet;
        }
        let text = |n: usize| texts.get(n).filter(|text| !text.is_empty()).cloned();
        let mut head = Head::new(text(0).unwrap_or_default());
        let mut wrong_year = None;
        head.year = text(1).and_then(|year| {
            let read = year.parse::<u16>().ok().filter(|year| (1900..=2999).contains(year));
            if read.is_none() {
                let column = self.year.unwrap_or_default();
                let place = table.place(at, column);
                wrong_year = Some(bad(FindingCode::BadNumber, &year, place));
            }
            read
        });
        head.group = text(2);
        head.name = text(3).map(Text::same).unwrap_or_default();
        head.channel = text(4);
        let sheet = inputs.sheet(&head, &table.origin(at, self.unit));
        if let (Some(sheet), Some(finding)) = (sheet, wrong_year) {
            inputs.sheet_finding(sheet, finding);
        }
        // An empty unit is said in every row that lacks one.
        if sheet.is_some() || !texts.first().is_some_and(String::is_empty) {
            self.known.insert(texts.clone(), sheet);
        }
        self.last = Some((texts, sheet)).filter(|_| sheet.is_some());
        sheet
    }
}

/// Tells of columns nobody reads.
pub(crate) fn unknown_columns<'a>(
    inputs: &mut Inputs,
    table: &Table<'_>,
    read: &[usize],
    near: impl Fn(&str) -> Option<&'a str>,
) {
    for (column, name) in table.headings().filter(|(column, _)| !read.contains(column)) {
        let finding = Finding::new(FindingCode::UnknownColumn, table.place(table.header(), column));
        let near = crate::code::perhaps(near(name));
        inputs.finding(finding.found(name.trim()).with("near", near));
    }
}
