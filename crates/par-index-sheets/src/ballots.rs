//! Surveys as tables: the questions, the ballots (read as they come), how many were asked.

use std::io::{self, Read};

use csv::StringRecord;
use par_index::spec::Num;
use par_index::{
    AskedRow, BallotHead, BallotPart, Finding, FindingCode, Findings, Framework, Origin, Place,
    QuestionRow, Questionnaire, Tally,
};

use crate::cell::{self, bad};
use crate::code::{perhaps, tidy};
use crate::decode::decode;
use crate::kind::{foreign, is_foreign};
use crate::names::{CHANNEL, UNIT};
use crate::number::Bounds;
use crate::stream::Stream;
use crate::table::Table;

/// A form's own number too.
const BALLOT: [&str; 5] = ["ballot", "phiếu", "số phiếu", "mã phiếu", "id"];
/// What counts the rows of a sheet, and begins anew in the next.
const ORDINAL: [&str; 4] = ["stt", "số thứ tự", "no.", "no"];
/// Tables of a survey have no column for a name beside the unit.
const UNITS: [&str; 10] = {
    let [a, b, c, d, e, f, g, h, i] = UNIT;
    [a, b, c, d, e, f, g, h, i, "tên đơn vị"]
};
const RESPONDENTS: [&str; 4] = ["group", "nhóm", "nhóm đối tượng", "đối tượng"];
const QUESTION: [&str; 3] = ["question", "câu hỏi", "mã câu hỏi"];
const CODE: [&str; 4] = ["code", "mã", "mã tiêu chí", "component"];
const WEIGHT: [&str; 2] = ["weight", "trọng số"];
const TEXT: [&str; 3] = ["text", "nội dung", "nội dung câu hỏi"];
const ASKED: [&str; 3] = ["asked", "số phiếu phát ra", "phát ra"];
const POPULATION: [&str; 2] = ["population", "tổng thể"];

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
    let known = "question, code, group, weight, text";
    let Some((rows, origins)) = table(file, bytes, known, &mut findings, |table, findings| {
        let columns = [QUESTION.as_slice(), &CODE, &RESPONDENTS, &WEIGHT, &TEXT];
        let columns = columns.map(|names| table.column(names));
        let good = required(&columns, [(0, &QUESTION), (1, &CODE)], file, findings);
        unread(table, &columns, known, findings);
        let (mut rows, mut origins) = (Vec::new(), Vec::new());
        let mut record = StringRecord::new();
        while let Some(at) = table.next(&mut record, findings).filter(|_| good) {
            let said = |n: usize| {
                let text = columns.get(n).copied().flatten().and_then(|column| record.get(column));
                text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
            };
            let places = columns.map(|column| table.origin(at, column.unwrap_or_default()));
            let number = said(3).map(|text| {
                let place = || places.get(3).map(Origin::place).unwrap_or_default();
                cell::number(&text, Bounds::default, place)
            });
            let weight = match number {
                Some(Ok(weight)) => weight.map(Num::from),
                Some(Err(finding)) => {
                    findings.push(finding);
                    continue;
                }
                None => None,
            };
            rows.push(QuestionRow {
                question: said(0).unwrap_or_default(),
                code: said(1).map(|code| tidy(&code)).unwrap_or_default(),
                group: said(2),
                weight,
                text: said(4).unwrap_or_default(),
            });
            origins.push(places);
        }
        (rows, origins)
    }) else {
        let (none, _) = Questionnaire::new(framework, &[], &|_, _| Place::file(file));
        return (none, findings.into_vec());
    };
    let locate = |row: usize, column: &str| {
        let names = ["question", "code", "group", "weight", "text"];
        let column = names.iter().position(|name| *name == column).unwrap_or_default();
        let origin = origins.get(row).and_then(|places| places.get(column));
        origin.map(Origin::place).unwrap_or_default()
    };
    let (questions, found) = Questionnaire::new(framework, &rows, &locate);
    findings.extend(found);
    (questions, findings.into_vec())
}

/// Reads how many were asked: CSV with the columns `unit,asked` and, where wanted,
/// `group,channel,population`.
pub fn read_asked(tally: &mut Tally, file: &str, bytes: &[u8]) {
    let mut findings = Findings::default();
    let known = "unit, group, channel, asked, population";
    table(file, bytes, known, &mut findings, |table, findings| {
        let columns = [UNITS.as_slice(), &RESPONDENTS, &CHANNEL, &ASKED, &POPULATION];
        let columns = columns.map(|names| table.column(names));
        let good = required(&columns, [(0, &UNITS), (3, &ASKED)], file, findings);
        unread(table, &columns, known, findings);
        let mut record = StringRecord::new();
        while let Some(at) = table.next(&mut record, findings).filter(|_| good) {
            let column = |n: usize| columns.get(n).copied().flatten();
            let said =
                |n: usize| column(n).and_then(|column| record.get(column)).unwrap_or_default();
            let place = |n: usize| table.place(at, column(n).unwrap_or_default());
            let mut good = true;
            let mut count = |n: usize| {
                people(said(n), || place(n)).unwrap_or_else(|finding| {
                    good = false;
                    findings.push(finding);
                    None
                })
            };
            let (asked, population) = (count(3), count(4));
            let Some(asked) = asked else {
                if good && population.is_some() {
                    findings.push(Finding::new(FindingCode::AskedMissing, place(3)));
                }
                continue;
            };
            let row =
                AskedRow { unit: said(0), group: said(1), channel: said(2), asked, population };
            tally.asked(&row, &|part| match part {
                BallotPart::Group => place(1),
                BallotPart::Asked => place(3),
                BallotPart::Population => place(4),
                _ => place(0),
            });
        }
    });
    for finding in findings {
        tally.finding(finding);
    }
}

/// Counts the ballots of a CSV table with the columns `unit` and, where wanted,
/// `ballot,group,channel`, then a column per question, headed by its id or its wording.
///
/// Where the file cannot be read to its end, every unit and channel is in error: nobody knows whose
/// ballots are gone.
///
/// Rows are counted as they come and never kept; other columns are passed over unread, so that what
/// an online form adds about persons goes nowhere.
///
/// # Errors
/// Those of the reader.
pub fn read_ballots(
    tally: &mut Tally,
    questions: &Questionnaire,
    file: &str,
    input: impl Read,
) -> io::Result<()> {
    let end = std::path::Path::new(file).extension().and_then(|end| end.to_str());
    if end.is_some_and(|end| !["csv", "tsv", "txt"].contains(&end.to_lowercase().as_str())) {
        tally.finding(foreign(file, &[]));
        tally.cut_short();
        return Ok(());
    }
    let opened = Stream::open(file, input, &mut |finding| tally.finding(finding))?;
    let Some(mut table) = opened else {
        let finding = Finding::new(FindingCode::TableUnclear, Place::file(file)).found("");
        tally.finding(finding.with("known", "ballot, unit, group, channel"));
        tally.cut_short();
        return Ok(());
    };
    let mut heads =
        [BALLOT.as_slice(), &UNITS, &RESPONDENTS, &CHANNEL].map(|names| table.column(names));
    // A column of any question is that question's.
    let ordinal = table.column(&ORDINAL).filter(|_| heads[0].is_none());
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
        tally.finding(missing(file, &UNITS));
        tally.cut_short();
        return Ok(());
    };
    if ballot.is_none() {
        tally.finding(Finding::new(FindingCode::BallotsUnnumbered, Place::file(file)));
    }
    let last = heads.iter().chain(&columns).flatten().copied().max().unwrap_or_default();
    let mut record = StringRecord::new();
    let mut any = false;
    let mut unnumbered: Option<(Place, u64)> = None;
    loop {
        let next = table.next(&mut record, &mut |finding| tally.finding(finding))?;
        let Some(at) = next else { break };
        any = true;
        let cell = |column: Option<usize>| {
            column.and_then(|column| record.get(column)).unwrap_or_default()
        };
        let head = BallotHead {
            ballot: cell(ballot),
            counted_in: if ordinal.is_some() { file } else { "" },
            unit: record.get(unit).unwrap_or_default(),
            group: cell(group),
            channel: cell(channel),
        };
        if let Some(finding) = table.misfit(&record, at, last) {
            let wrong = finding.is_error();
            tally.ballot_finding(&head, finding, &|_| table.place(at, unit));
            // Its answers may stand one column off.
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
    if table.is_cut_short() {
        tally.cut_short();
    }
    if !any {
        tally.finding(Finding::new(FindingCode::NoBallots, Place::file(file)));
    }
    Ok(())
}

/// The column of each question; other columns that are no head of a ballot are told.
fn question_columns(
    tally: &mut Tally,
    questions: &Questionnaire,
    table: &Stream<'_>,
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
        // One letter off is a slip, not a column of the form's own; of short ids nobody can tell.
        let near = par_index::nearest(&heading, known).filter(|near| near.chars().count() > 3);
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

/// How many people a cell says: whole and not negative; the tally knows the bound.
fn people(text: &str, place: impl Fn() -> Place) -> Result<Option<u64>, Finding> {
    let whole = || Bounds { whole: true, ..Bounds::default() };
    let number = cell::number(text, whole, &place).map_err(|finding| match finding.code() {
        // No other word stands for a number of people.
        FindingCode::UnknownWord => bad(FindingCode::BadNumber, text, place()),
        _ => finding,
    })?;
    let Some(plain) = number else { return Ok(None) };
    if plain.starts_with('-') && plain.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        return Err(bad(FindingCode::CountNegative, &plain, place()));
    }
    let (digits, places) = plain.split_once('.').unwrap_or((&plain, ""));
    if places.bytes().any(|byte| byte != b'0') {
        return Err(bad(FindingCode::NotWhole, &plain, place()));
    }
    let read = digits.trim_start_matches('-').parse().ok();
    read.map(Some).ok_or_else(|| bad(FindingCode::CountTooLarge, &plain, place()))
}

/// Opens a table in memory and reads it; `None` with a finding where there is none.
fn table<T>(
    file: &str,
    bytes: &[u8],
    known: &'static str,
    findings: &mut Findings,
    read: impl FnOnce(&mut Table<'_>, &mut Findings) -> T,
) -> Option<T> {
    if is_foreign(bytes) {
        findings.push(foreign(file, bytes));
        return None;
    }
    let text = match decode(file, bytes, &mut |finding| findings.push(finding)) {
        Ok(text) => text,
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    let Some(mut table) = Table::open(file, &text, findings) else {
        let finding = Finding::new(FindingCode::TableUnclear, Place::file(file)).found("");
        findings.push(finding.with("known", known));
        return None;
    };
    Some(read(&mut table, findings))
}

fn required(
    columns: &[Option<usize>],
    needed: [(usize, &[&str]); 2],
    file: &str,
    findings: &mut Findings,
) -> bool {
    let lacking = needed.iter().filter(|(n, _)| columns.get(*n).copied().flatten().is_none());
    let before = findings.len();
    findings.extend(lacking.map(|(_, names)| missing(file, names)));
    findings.len() == before
}

/// A column that must be there, under any of its names.
fn missing(file: &str, names: &[&str]) -> Finding {
    let key = names.join(" / ");
    Finding::new(FindingCode::MissingColumn, Place::file(file)).with("key", key)
}

/// Columns that nobody reads.
fn unread(table: &Table<'_>, columns: &[Option<usize>], known: &str, findings: &mut Findings) {
    for (column, name) in table.headings().filter(|(column, _)| !columns.contains(&Some(*column))) {
        let near = perhaps(par_index::nearest(name, known.split(", ")));
        let finding = Finding::new(FindingCode::UnknownColumn, table.place(table.header(), column));
        findings.push(finding.found(name.trim()).with("near", near));
    }
}
