//! Surveys as tables: the questions, the ballots (counted row by row), and how many people were
//! asked.

use std::io::{self, Read};

use par_index::assessment::{AskedRow, BallotHead, BallotPart, QuestionRow, Questionnaire, Tally};
use par_index::finding::{FindingCode, Findings, Place};
use par_index::spec::Num;
use par_index::{Finding, Framework};

use crate::cell::bad;
use crate::code::{perhaps, tidy};
use crate::file::open_stream;
use crate::headings::missing;
use crate::named::{Form, Row};
use crate::number::Bounds;
use crate::record::{End, Record};
use crate::table::Table;

/// The columns that describe a ballot: its number, the unit, the group of respondents, the channel.
pub(crate) const HEADS: [&str; 4] = ["ballot", "unit", "respondents", "channel"];
pub(crate) const QUESTIONS: Form = Form {
    columns: &[&["question"], &["code"], &["respondents"], &["weight"], &["text"]],
    needed: &["question", "code"],
    passed: Some(&[]),
};
pub(crate) const ASKED: Form = Form {
    columns: &[&["unit"], &["respondents"], &["channel"], &["asked"], &["population"]],
    needed: &["unit", "asked"],
    passed: Some(&[]),
};

/// Reads the questions of a survey: CSV with the columns `question,code` and, where wanted,
/// `group,weight,text`.
///
/// ```
/// let fw = par_index::framework("hon-quan-2023")?;
/// let table = "question,code,text\nC1,8.1,Ông/Bà có hài lòng không?\n";
/// let (questions, findings) = par_index_sheets::read_questions(&fw, "q.csv", table.as_bytes());
/// assert_eq!((questions.len(), findings.iter().any(|one| one.is_error())), (1, false));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn read_questions(
    framework: &Framework,
    file: &str,
    bytes: &[u8],
) -> (Questionnaire, Vec<Finding>) {
    let mut findings = Findings::default();
    let Some(named) = QUESTIONS.read_table(file, bytes, &mut findings) else {
        let (none, _) = Questionnaire::new(framework, &[], &|_, _| Place::file(file));
        return (none, findings.into_vec());
    };
    // The questions, and for each question the number of its row in the table.
    let (mut rows, mut stands, mut n) = (Vec::new(), Vec::new(), 0);
    named.each(&mut findings, |row, findings| {
        n += 1;
        let weight = match row.number("weight", Bounds::default()) {
            Ok(weight) => weight.map(Num::from),
            Err(finding) => {
                findings.push(finding);
                return;
            }
        };
        rows.push(QuestionRow {
            question: row.text("question"),
            code: tidy(&row.text("code")),
            group: row.said("respondents"),
            weight,
            text: row.text("text"),
        });
        stands.push(n - 1);
    });
    let locate = |row: usize, column: &str| {
        let column = if column == "group" { "respondents" } else { column };
        stands.get(row).map(|row| named.place(*row, column)).unwrap_or_default()
    };
    let (questions, found) = Questionnaire::new(framework, &rows, &locate);
    findings.extend(found);
    (questions, findings.into_vec())
}

/// Reads how many people were asked: CSV with the columns `unit,asked` and, where wanted,
/// `group,channel,population`.
pub fn read_asked(tally: &mut Tally, file: &str, bytes: &[u8]) {
    let mut findings = Findings::default();
    let named = ASKED.read_table(file, bytes, &mut findings).unwrap_or_default();
    named.each(&mut findings, |row, findings| {
        let mut good = true;
        let mut count = |key| {
            people(&row, key).unwrap_or_else(|finding| {
                good = false;
                findings.push(finding);
                None
            })
        };
        let (asked, population) = (count("asked"), count("population"));
        let Some(asked) = asked else {
            if good && population.is_some() {
                findings.push(Finding::new(FindingCode::AskedMissing, row.place("asked")));
            }
            return;
        };
        let [unit, group, channel] =
            ["unit", "respondents", "channel"].map(|key| row.cell(key).text);
        tally.asked(&AskedRow { unit, group, channel, asked, population }, &|part| match part {
            BallotPart::Group => row.place("respondents"),
            BallotPart::Asked => row.place("asked"),
            BallotPart::Population => row.place("population"),
            _ => row.place("unit"),
        });
    });
    for finding in findings {
        tally.finding(finding);
    }
}

/// Counts the ballots of a table, CSV or workbook, with the columns `unit` and, where wanted,
/// `ballot,group,channel`, then a column per question, headed by its id or its wording.
///
/// Where the file cannot be read to its end, every unit and channel is in error: the ballots that
/// are missing may belong to any of them.
///
/// Rows are counted as they come and never kept. Columns that hold neither an answer nor a part of
/// the ballot's head are passed over unread, so that personal data in an online form goes nowhere.
///
/// # Errors
/// The errors of the reader `input`.
pub fn read_ballots(
    tally: &mut Tally,
    questions: &Questionnaire,
    file: &str,
    input: impl Read,
) -> io::Result<()> {
    let fits = |table: &Table<'_>| table.column("unit").is_some();
    let table = match open_stream(file, input, fits, &mut |finding| tally.finding(finding))? {
        Ok(table) => table,
        Err(finding) => {
            tally.finding(finding);
            tally.cut_short();
            return Ok(());
        }
    };
    let Some(mut table) = table else {
        let finding = Finding::new(FindingCode::TableUnclear, Place::file(file)).found("");
        tally.finding(finding.with("known", "ballot, unit, group, channel"));
        tally.cut_short();
        return Ok(());
    };
    table.begins().into_iter().for_each(|finding| tally.finding(finding));
    let mut heads = HEADS.map(|key| table.column(key));
    // Without a column of ballot numbers, a column that numbers the rows serves; such numbers begin
    // anew in every sheet. A column whose heading is a question belongs to that question.
    let ordinal = table.column("ordinal").filter(|_| heads[0].is_none());
    let ordinal = table
        .headings()
        .find(|(column, heading)| ordinal == Some(*column) && questions.find(heading).is_none());
    let ordinal = ordinal.map(|(column, heading)| (column, heading.trim().to_owned()));
    if let Some((column, _)) = ordinal {
        heads[0] = Some(column);
    }
    tally.begins_table(ordinal.as_ref().map(|(column, heading)| {
        let place = table.place(table.header(), *column);
        Finding::new(FindingCode::BallotsCounted, place).found(heading.clone())
    }));
    let columns = question_columns(tally, questions, &table, heads);
    let [ballot, unit, group, channel] = heads;
    let Some(unit) = unit else {
        tally.finding(missing(&table, "unit"));
        tally.cut_short();
        return Ok(());
    };
    if ballot.is_none() {
        tally.finding(Finding::new(FindingCode::BallotsUnnumbered, Place::file(file)));
    }
    let last = heads.iter().chain(&columns).flatten().copied().max().unwrap_or_default();
    let mut record = Record::default();
    let mut any = false;
    let mut unnumbered: Option<(Place, u64)> = None;
    while let Some(at) = table.read(&mut record, &mut |finding| tally.finding(finding)) {
        any = true;
        let cell = |column: Option<usize>| record.cell_of(column).text;
        let head = BallotHead {
            ballot: cell(ballot),
            counted_in: if ordinal.is_some() { file } else { "" },
            unit: cell(Some(unit)),
            group: cell(group),
            channel: cell(channel),
        };
        if let Some(finding) = misfit(&table, &record, last) {
            let wrong = finding.is_error();
            tally.ballot_finding(&head, finding, &|_| table.place(at, unit));
            // In a row of the wrong length the answers may stand under the wrong questions.
            if wrong {
                continue;
            }
        }
        if let Some(ballot) = ballot.filter(|_| head.ballot.trim().is_empty()) {
            unnumbered.get_or_insert_with(|| (table.place(at, ballot), 0)).1 += 1;
        }
        let answers: Vec<&str> = columns.iter().map(|column| cell(*column)).collect();
        tally.ballot(&head, &answers, &|part| {
            let column = match part {
                BallotPart::Ballot => ballot,
                BallotPart::Group => group,
                BallotPart::Answer(question) => columns.get(question).copied().flatten(),
                _ => Some(unit),
            };
            table.place(at, column.unwrap_or(unit))
        });
    }
    if let Some((place, count)) = unnumbered {
        let finding = Finding::new(FindingCode::BallotNumberMissing, place);
        tally.finding(finding.found(count.to_string()));
    }
    if table.end()? == End::CutShort {
        tally.cut_short();
    }
    if !any {
        tally.finding(Finding::new(FindingCode::NoBallots, Place::file(file)));
    }
    Ok(())
}

/// The column of each question. A column that belongs neither to a question nor to the head of a
/// ballot is told in a finding.
fn question_columns(
    tally: &mut Tally,
    questions: &Questionnaire,
    table: &Table<'_>,
    heads: [Option<usize>; 4],
) -> Vec<Option<usize>> {
    let mut columns: Vec<Option<usize>> = vec![None; questions.len()];
    let mut others = Vec::new();
    for (column, heading) in table.headings().filter(|(column, _)| !heads.contains(&Some(*column)))
    {
        let question = questions.find(heading);
        match question.and_then(|question| columns.get_mut(question)) {
            Some(place) if place.is_none() => *place = Some(column),
            _ => others.push((column, heading.to_owned())),
        }
    }
    for (column, heading) in others {
        let known = ["ballot", "unit", "group", "channel"].into_iter().chain(questions.ids());
        let place = table.place(table.header(), column);
        // A heading that is one letter off a known name is a slip, not a column that the form
        // added. Names of three letters or fewer are too short to tell.
        let near =
            par_index::finding::nearest(&heading, known).filter(|near| near.chars().count() > 3);
        let finding = match near {
            Some(near) => Finding::new(FindingCode::UnknownColumn, place)
                .found(heading.trim())
                .with("near", perhaps(Some(near))),
            None => Finding::new(FindingCode::ColumnUnread, place).found(heading.trim()),
        };
        tally.finding(finding);
    }
    let asked = columns.iter().enumerate().filter(|(_, column)| column.is_some());
    for (question, _) in asked {
        tally.has_column(question);
    }
    columns
}

/// The number of people in a cell, whole and not negative; `Tally` checks the upper bound.
fn people(row: &Row<'_>, key: &str) -> Result<Option<u64>, Finding> {
    let wrong = |code, text: &str| bad(code, text, row.place(key));
    let whole = Bounds { whole: true, ..Bounds::default() };
    let number = row.number(key, whole).map_err(|finding| match finding.code() {
        // In a column of people every word, even *Không áp dụng*, is a bad number.
        FindingCode::UnknownWord => wrong(FindingCode::BadNumber, row.cell(key).text),
        _ => finding,
    })?;
    let Some(plain) = number else { return Ok(None) };
    if plain.starts_with('-') && plain.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        return Err(wrong(FindingCode::CountNegative, &plain));
    }
    let (digits, places) = plain.split_once('.').unwrap_or((&plain, ""));
    if places.bytes().any(|byte| byte != b'0') {
        return Err(wrong(FindingCode::NotWhole, &plain));
    }
    let read = digits.trim_start_matches('-').parse().ok();
    read.map(Some).ok_or_else(|| wrong(FindingCode::CountTooLarge, &plain))
}

/// The finding about a row with the wrong number of cells: cells beyond the header, or too few
/// cells to reach `last`, the last column that is read.
fn misfit(table: &Table<'_>, record: &Record, last: usize) -> Option<Finding> {
    table.too_long(record).or_else(|| {
        let cells = record.len();
        (cells <= last).then(|| {
            let finding = Finding::new(FindingCode::RowTooShort, table.place(record.at(), cells));
            finding.found(cells.to_string()).with("count", table.width())
        })
    })
}
