//! Published tables against arithmetic: none contradicts itself, and every planted slip is found.

use std::path::{Path, PathBuf};

use par_index::{AuditCheck, Contradiction, audit};
use par_index_sheets::read_printed;

/// A file of the shared data; says that it is skipped where that is absent.
fn shared(name: &str) -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file: PathBuf = root.join("../shared/data").join(name);
    let text = std::fs::read_to_string(&file).ok();
    if text.is_none() {
        println!("skipped: {} is not there", file.display());
    }
    text
}

fn found(text: &str) -> Vec<Contradiction> {
    let (rows, findings) = read_printed("t.csv", text.as_bytes());
    assert!(findings.iter().all(|finding| !finding.is_error()), "{findings:?}");
    assert!(!rows.is_empty());
    audit(&rows)
}

#[test]
fn true_tables_do_not_contradict_themselves() {
    let tables = [
        "par_index_2023_ministries.csv",
        "par_index_2012_provinces_top19.csv",
        "hue_departments_2021.csv",
    ];
    for name in tables {
        let Some(text) = shared(name) else { return };
        assert_eq!(found(&text), [], "{name}");
    }
}

/// The ministries of 2023 with their group by result: B from 80 %, C from 70 %.
fn ministries() -> Option<Vec<Vec<String>>> {
    let text = shared("par_index_2023_ministries.csv")?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    for (n, row) in rows.iter_mut().enumerate() {
        let band = if n == 0 {
            "grade"
        } else if row[5].as_str() >= "80" {
            "Nhóm B"
        } else {
            "Nhóm C"
        };
        row.push(band.to_owned());
    }
    Some(rows)
}

fn table(rows: &[Vec<String>]) -> String {
    let mut out = csv::WriterBuilder::new().from_writer(Vec::new());
    for row in rows {
        out.write_record(row).unwrap();
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

/// Row, column, what is planted, and the check that must find it in that row.
const PLANTED: [(usize, usize, &str, AuditCheck); 20] = [
    // A digit of a part.
    (1, 2, "61.68", AuditCheck::Sum),
    (4, 2, "60.56", AuditCheck::Sum),
    (7, 3, "25.12", AuditCheck::Sum),
    (12, 3, "26.07", AuditCheck::Sum),
    (17, 2, "54.12", AuditCheck::Sum),
    // A digit of the total.
    (2, 4, "89.98", AuditCheck::Sum),
    (5, 4, "87.10", AuditCheck::Sum),
    (9, 4, "85.38", AuditCheck::Sum),
    (15, 4, "79.82", AuditCheck::Sum),
    // The two parts of another row, so that none of its own digits is wrong.
    (10, 3, "25.33", AuditCheck::Sum),
    (13, 2, "54.59", AuditCheck::Sum),
    // The index beside a right total.
    (3, 5, "89.15", AuditCheck::Sum),
    (11, 5, "85.36", AuditCheck::Sum),
    // A rank.
    (1, 0, "2", AuditCheck::Rank),
    (6, 0, "7", AuditCheck::Rank),
    (8, 0, "18", AuditCheck::Rank),
    (16, 0, "15", AuditCheck::Rank),
    // A band.
    (3, 6, "Nhóm C", AuditCheck::Grade),
    (13, 6, "Nhóm C", AuditCheck::Grade),
    (17, 6, "Nhóm B", AuditCheck::Grade),
];

#[test]
fn every_planted_slip_is_found_where_it_is() {
    let Some(rows) = ministries() else { return };
    assert_eq!(found(&table(&rows)), []);
    for (row, column, text, check) in PLANTED {
        let mut slipped = rows.clone();
        assert_ne!(slipped[row][column], text);
        slipped[row][column] = text.to_owned();
        let found = found(&table(&slipped));
        let line = Some(row + 1);
        let here: Vec<&Contradiction> =
            found.iter().filter(|one| one.place.line == line && one.check == check).collect();
        assert_eq!(here.len(), 1, "{row} {column} {text}: {found:?}");
        assert_eq!(here[0].unit, rows[row][1]);
        // A part, a rank and a band touch nothing else; a value may move the ranks around it.
        if [0, 2, 3, 6].contains(&column) {
            assert_eq!(found.len(), 1, "{row} {column} {text}: {found:?}");
        }
        if column != 2 && column != 3 {
            let cell = format!("{}{}", ["A", "B", "C", "D", "E", "F", "G"][column], row + 1);
            assert_eq!(
                (here[0].place.cell.as_deref(), here[0].found.as_str()),
                (Some(cell.as_str()), text)
            );
        }
    }
}

#[test]
fn half_a_unit_of_each_last_digit_is_no_slip() {
    let sum =
        |parts: &str, total: &str| found(&format!("unit,part_a,part_b,total\nx,{parts},{total}\n"));
    assert_eq!(sum("1.00,1.00", "2.01"), []); // 0.01 of 0.015
    assert_eq!(sum("1.00,1.00", "2.02")[0].expected, "1.00 + 1.00 = 2.00");
    assert_eq!(sum("1,1", "3"), []); // 1 of 1.5
    assert_eq!(sum("1,1", "4").len(), 1);
    // Three places beside two: 0.0005 + 0.005 + 0.005.
    assert_eq!(sum("1.000,1.00", "2.01"), []);
    assert_eq!(sum("1.000,1.000", "2.00"), []);
    assert_eq!(sum("1.000,1.000", "2.007").len(), 1);
}

#[test]
fn changes_means_and_duplicates() {
    let text = "đơn vị;chỉ số;năm trước;tăng/giảm\nSở A;89,95;89,85;+0,10\nSở B;80,10;81,00;-0,90\n\
                Sở C;70,00;60,00;9,00\nsở  a;50,00;50,00;0,00\nTrung bình;72,51;;\n";
    let found = found(text);
    let said: Vec<(AuditCheck, &str, &str)> = found
        .iter()
        .map(|one| (one.check, one.place.cell.as_deref().unwrap(), one.expected.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (AuditCheck::Change, "D4", "70.00 − 60.00 = 10.00"),
            (AuditCheck::Duplicate, "A5", "≠ A2")
        ]
    );
    let mean = self::found("unit,index\na,90.00\nb,80.01\nmean,85.02\n");
    assert_eq!((mean[0].check, mean[0].expected.as_str()), (AuditCheck::Mean, "85.01"));
    assert_eq!(self::found("unit,index\na,90.00\nb,80.01\nmean,85.01\n"), []);
    let unread = self::found("unit,index\na,90.0O\nb,80\n");
    assert_eq!((unread[0].check, unread[0].found.as_str()), (AuditCheck::Number, "90.0O"));
}

#[test]
fn ranks_may_be_meant_in_four_ways() {
    let ranks = |rows: &str| found(&format!("unit,group,rank,index\n{rows}"));
    assert_eq!(ranks("a,x,1,96.30\nb,x,2,95.70\nc,y,2,95.70\nd,y,4,95.22\n"), []);
    assert_eq!(ranks("a,x,1,96.30\nb,x,2,95.70\nc,y,2,95.70\nd,y,3,95.22\n"), []); // dense
    assert_eq!(ranks("a,x,1,96.30\nb,x,2,95.70\nc,y,3,95.70\nd,y,4,95.22\n"), []); // unseen digits
    assert_eq!(ranks("a,x,1,96.30\nb,x,2,95.70\nc,y,1,95.70\nd,y,2,95.22\n"), []); // in groups
    let wrong = ranks("a,x,1,96.30\nb,x,2,95.70\nc,y,2,95.70\nd,y,5,95.22\ne,y,5,90\n");
    assert_eq!(wrong.len(), 1);
    assert_eq!((wrong[0].found.as_str(), wrong[0].expected.as_str()), ("5", "4"));
}

#[test]
fn what_is_no_table_of_results_is_said() {
    for (name, text) in [("t.csv", ""), ("t.csv", "unit,name\na,b\n"), ("t.xlsx", "PK")] {
        let (rows, findings) = read_printed(name, text.as_bytes());
        assert!(rows.is_empty() && findings.iter().any(par_index::Finding::is_error), "{text}");
    }
}
