//! Published tables against arithmetic: none contradicts itself, and every planted slip is found.

mod words;

use std::path::{Path, PathBuf};

use par_index::audit::{Audit, AuditCheck, Contradiction, audit};
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

fn held(text: &str) -> Audit {
    let (rows, findings) = read_printed("t.csv", text.as_bytes());
    assert!(findings.iter().all(|finding| !finding.is_error()), "{findings:?}");
    assert!(!rows.is_empty());
    audit(&rows)
}

fn found(text: &str) -> Vec<Contradiction> {
    held(text).contradictions().to_vec()
}

/// Number of the equation, cell and figure of everything that is told.
fn told(text: &str) -> Vec<(Option<usize>, String, String)> {
    let cell = |one: &Contradiction| one.place.cell.clone().unwrap();
    found(text).iter().map(|one| (one.equation, cell(one), one.expected.clone())).collect()
}

fn said(one: &[(usize, &str, &str)]) -> Vec<(Option<usize>, String, String)> {
    let owned = |(number, cell, text): &(usize, &str, &str)| {
        ((*number > 0).then_some(*number), (*cell).to_owned(), (*text).to_owned())
    };
    one.iter().map(owned).collect()
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
        let cell = format!("{}{}", ["A", "B", "C", "D", "E", "F", "G"][column], row + 1);
        let own = here.iter().find(|one| one.place.cell.as_ref() == Some(&cell));
        assert_eq!(own.unwrap().found, text, "{row} {column} {text}: {found:?}");
        assert_eq!(own.unwrap().unit, rows[row][1]);
        // Parts say nothing of each other: the cells of the sum are named together, as one equation.
        let is_part = column == 2 || column == 3;
        assert_eq!(here.len(), if is_part { 3 } else { 1 }, "{row} {column} {text}: {found:?}");
        assert!(here.iter().all(|one| one.equation == here[0].equation), "{found:?}");
        // A part, a rank and a band touch nothing else; a value may move the ranks around it.
        if [0, 2, 3, 6].contains(&column) {
            assert_eq!(found.len(), here.len(), "{row} {column} {text}: {found:?}");
        }
    }
}

#[test]
fn half_a_unit_of_each_last_digit_is_no_slip() {
    let sum =
        |parts: &str, total: &str| found(&format!("unit,part_a,part_b,total\nx,{parts},{total}\n"));
    assert_eq!(sum("1.00,1.00", "2.01"), []); // 0.01 of 0.015
    assert_eq!(sum("1.00,1.00", "2.02")[2].expected, "1.00 + 1.00 = 2.00");
    assert_eq!(sum("1,1", "3"), []); // 1 of 1.5
    assert_eq!(sum("1,1", "4").len(), 3);
    // Three places beside two: 0.0005 + 0.005 + 0.005.
    assert_eq!(sum("1.000,1.00", "2.01"), []);
    assert_eq!(sum("1.000,1.000", "2.00"), []);
    assert_eq!(sum("1.000,1.000", "2.007").len(), 3);
}

#[test]
fn changes_means_and_duplicates() {
    let text = "đơn vị;chỉ số;năm trước;tăng/giảm\nSở A;89,95;89,85;+0,10\nSở B;80,10;81,00;-0,90\n\
                Sở C;70,00;60,00;9,00\nsở  a;50,00;50,00;0,00\nTrung bình;72,51;;\n";
    let wanted = [
        (1, "C4", "70.00 − 9.00 = 61.00"),
        (1, "D4", "70.00 − 60.00 = 10.00"),
        (1, "B4", "60.00 + 9.00 = 69.00"),
        (0, "A5", "≠ A2"),
    ];
    assert_eq!(told(text), said(&wanted));
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

/// A wrong rank is told alone: neither those below it are accused nor those that share its value.
#[test]
fn a_wrong_rank_accuses_no_other_row() {
    for (rows, cell, expected) in [
        // Without gaps; the wrong one is equal to another rank.
        ("a,90,1\nb,90,1\nc,85,2\nd,80,2\ne,75,4\nf,70,5\n", "C5", "3"),
        ("a,90,1\nb,90,1\nc,85,2\nd,80,4\ne,75,4\nf,70,5\n", "C5", "3"),
        // Among those of one value, above and below the right one.
        ("a,95,1\nb,90,1\nc,90,2\nd,85,3\ne,80,4\nf,80,4\ng,75,5\n", "C3", "2"),
        ("a,90,1\nb,90,5\nc,85,2\nd,80,3\ne,80,3\nf,75,4\n", "C3", "1"),
        // With gaps.
        ("a,90,1\nb,90,1\nc,85,3\nd,80,3\ne,75,5\nf,70,6\n", "C5", "4"),
        ("a,95,1\nb,90,1\nc,90,2\nd,90,2\ne,85,5\nf,80,6\n", "C3", "2"),
    ] {
        let wrong = told(&format!("unit,value,rank\n{rows}"));
        assert_eq!(wrong, said(&[(1, cell, expected)]), "{rows}");
    }
    // Who has no figure stands with those of its rank.
    for rows in ["a,90,1\nb,–,1\nc,80,2\nd,70,3\n", "a,90,1\nb,–,1\nc,80,3\nd,70,4\n"] {
        let wrong = told(&format!("unit,value,rank\n{rows}"));
        assert_eq!(wrong.iter().map(|one| one.1.as_str()).collect::<Vec<_>>(), ["B3"], "{rows}");
    }
}

/// The example of the rule: the next row's previous value was copied into this row.
#[test]
fn a_cell_that_repeats_its_neighbour_comes_first() {
    let text = "unit,index,previous,change\na,88.51,87.72,1.58\nb,85.00,87.72,-2.72\n";
    let wanted = [
        (1, "C2", "88.51 − 1.58 = 86.93"),
        (1, "D2", "88.51 − 87.72 = 0.79"),
        (1, "B2", "87.72 + 1.58 = 89.30"),
    ];
    assert_eq!(told(text), said(&wanted));
    let copied: Vec<Option<String>> =
        found(text).iter().map(|one| one.copied.clone().and_then(|place| place.cell)).collect();
    assert_eq!(copied, [Some("C3".to_owned()), None, None]);
    // With the figure that was meant nothing is left.
    assert_eq!(told(&text.replace("88.51,87.72", "88.51,86.93")), []);
}

/// A cell is named alone if it is in every broken equation of its row, in none that holds, and the only one.
#[test]
fn a_cell_is_named_alone_where_the_equations_say_so() {
    let table =
        |row: &str| format!("unit,part_a,part_b,index,previous,change\na,{row}\nb,1,2,3,1,2\n");
    // The index is in both.
    let alone = table("60.00,20.00,85.00,79.00,1.00");
    assert_eq!(told(&alone), said(&[(1, "D2", "60.00 + 20.00 = 80.00")]));
    assert_eq!(held(&alone).all_checked().hold, 2); // both of row b: equations are counted, not rows
    // The change holds, so the index does too: one of the parts, and nobody can tell which.
    let parts = table("60.00,25.00,80.00,79.00,1.00");
    let cells = |text: &str| -> Vec<(Option<usize>, String)> {
        told(text).into_iter().map(|(number, cell, _)| (number, cell)).collect()
    };
    let three = |n: usize, cells: [&str; 3]| cells.map(|cell| (Some(n), cell.to_owned()));
    assert_eq!(cells(&parts), three(1, ["B2", "C2", "D2"]));
    // A part alone beside a total that an index bears out.
    let part =
        "unit,part_a,total,index\na,60.00,80.00,80.00\nb,70.00,70.00,70.00\nc,1.00,1.00,1.00\n";
    assert_eq!(told(part), said(&[(1, "B2", "80.00")]));
    // Both broken, and no cell in both but the index, which the next row repeats.
    let two = "unit,part_a,part_b,total,index,previous,change\na,60,20,80,80,70,10\nb,50,25,85,80,70,10\nc,1,2,3,3,1,2\n";
    assert_eq!(held(two).all_checked().equations - held(two).all_checked().hold, 2);
    assert_eq!(told(two), said(&[(1, "D3", "50 + 25 = 75")]));
}

#[test]
fn an_equation_that_lacks_a_cell_is_not_checked() {
    let count = |text: &str, check: AuditCheck| {
        let checked = held(text).checked(check);
        (checked.equations, checked.hold, checked.unchecked)
    };
    let changes =
        "unit,index,previous,change\na,80,79,1\nb,80,,1\nc,80,79,\nd,80,–,–\nmean,80,79,\n";
    assert_eq!(count(changes, AuditCheck::Change), (1, 1, 3));
    assert_eq!(count(changes, AuditCheck::Mean), (1, 1, 0));
    // A part that is wanting may be any figure; a bonus that is, is none.
    let sums = "unit,part_a,part_b,bonus,deduction,index\na,1.0,2.0,,,3.0\nb,1.0,,,,3.0\n\
                c,1.0,2.0,1.0,2.0,2.0\nd,1.0,2.0,,2.0,3.0\n";
    assert_eq!(count(sums, AuditCheck::Sum), (3, 2, 1));
    let wanted = [
        (1, "B5", "3.0 − 2.0 + 2.0 = 3.0"),
        (1, "C5", "3.0 − 1.0 + 2.0 = 4.0"),
        (1, "E5", "3.0 − 1.0 − 2.0 = 0.0"),
        (1, "F5", "1.0 + 2.0 − 2.0 = 1.0"),
    ];
    let mut sums_told = told(sums);
    sums_told.sort_by(|a, b| a.1.cmp(&b.1));
    assert_eq!(sums_told, said(&wanted));
    // Total and index on different scales are no equation.
    let scales = "unit,total,index\na,56,70\nb,40,50\n";
    assert_eq!(held(scales).all_checked().equations, 0);
    // A grade alone and a rank without its value contradict nothing.
    let order = "unit,rank,grade,index\na,1,A,90\nb,2,,\n";
    assert_eq!(count(order, AuditCheck::Rank), (1, 1, 1));
    assert_eq!(count(order, AuditCheck::Grade), (0, 0, 0));
}

#[test]
fn means_and_sums_are_known_by_the_words_people_use() {
    let names = [
        "Trung bình chung",
        "Trung bình cả nước",
        "Giá trị trung bình",
        "Bình quân",
        "Bình quân chung",
        "TRUNG BÌNH KHỐI",
        "Điểm trung bình các sở",
        "Chỉ số trung bình",
        "Mean",
        "Average",
        "National average",
        "(Trung bình)",
        "TB chung",
    ];
    for name in names {
        let table = |mean: &str| format!("rank,unit,index\n1,a,90\n2,b,80\n,{name},{mean}\n");
        assert_eq!(told(&table("85")), [], "{name}");
        let found = found(&table("87"));
        assert_eq!(
            (found[0].check, found[0].expected.as_str()),
            (AuditCheck::Mean, "85"),
            "{name}"
        );
    }
    for name in ["Tổng", "Cộng", "Tổng cộng", "Tổng số", "Cộng khối", "Total"] {
        let table = |sum: &str| format!("rank,unit,total\n1,a,90\n2,b,80\n,{name},{sum}\n");
        assert_eq!(told(&table("170")), [], "{name}");
        let found = found(&table("174"));
        assert_eq!(
            (found[0].check, found[0].expected.as_str()),
            (AuditCheck::Total, "170"),
            "{name}"
        );
    }
    // Units may be called so: a rank tells them, and so do the words before or behind.
    for name in ["Trung Bình", "Tổng cục Thuế", "Xã Trung Bình", "Tổng"] {
        let text = format!("rank,unit,index\n1,a,90\n2,b,80\n3,{name},70\n");
        assert_eq!(
            (told(&text), held(&text).checked(AuditCheck::Rank).hold),
            (vec![], 3),
            "{name}"
        );
    }
    // Of the rows above it, of its group, or of all.
    let blocks = "unit,index\na,90\nb,80\nTrung bình khối,85\nc,60\nd,50\nTrung bình khối,55\nTrung bình chung,70\n";
    assert_eq!(told(blocks), []);
    assert_eq!(held(blocks).checked(AuditCheck::Mean).hold, 3);
}

#[test]
fn changes_are_read_as_people_sign_them() {
    let down = [
        "(5,1)",
        "↓5,1",
        "▼ 5,1",
        "giảm 5,1",
        "Giảm 5,1 điểm",
        "-5,1",
        "−5,1",
        "–5,1",
        "5,1 ↓",
        "(-5,1)",
        "↓ (5,1)",
        "(giảm 5,1%)",
        "giảm 5,1 điểm phần trăm",
        "↓-5,1",
    ];
    let up = ["5,1", "+5,1", "↑5,1", "▲ 5,1", "tăng 5,1", "TĂNG 5,1%", "(+5,1)", "5,1▲"];
    let index = |text: &str, index: &str| {
        format!("đơn vị;chỉ số;năm trước;tăng/giảm\na;{index};80,0;{text}\n")
    };
    for text in down {
        assert_eq!(told(&index(text, "74,9")), [], "{text}");
        assert_eq!(told(&index(text, "85,1")).len(), 3, "{text}");
    }
    for text in up {
        assert_eq!(told(&index(text, "85,1")), [], "{text}");
        assert_eq!(told(&index(text, "74,9")).len(), 3, "{text}");
    }
    for text in ["↑ (5,1)", "tăng -5,1", "lên 5,1"] {
        assert_eq!(found(&index(text, "74,9"))[0].check, AuditCheck::Number, "{text}");
    }
    // What prints no figure is not checked, and nothing is told.
    let same = index("giữ nguyên", "80,0");
    assert_eq!((told(&same), held(&same).checked(AuditCheck::Change).unchecked), (vec![], 1));
    // How many places a unit rose is no change of its index, nor is last year's rank a value.
    let places = "unit,index,hạng năm trước,tăng/giảm hạng\na,90,3,2\n";
    let (rows, _) = read_printed("t.csv", places.as_bytes());
    assert!(rows[0].change.is_none() && rows[0].previous.is_none());
}

/// Not ten contradictions of ranks: the cell itself.
#[test]
fn a_blank_index_and_a_unit_that_stands_twice_are_told_themselves() {
    let table = |rows: &[String]| format!("rank,unit,total,index\n{}\n", rows.join("\n"));
    let row = |n: usize| format!("{},u{n},{}.0,{}.0", n, 70 - n, 90 - n);
    let clean: Vec<String> = (1..=12).map(row).collect();
    assert_eq!(told(&table(&clean)), []);
    let mut blank = clean.clone();
    blank[2] = "3,u3,67.0,".to_owned();
    assert_eq!(told(&table(&blank)), said(&[(0, "D4", "")]));
    assert_eq!(found(&table(&blank))[0].check, AuditCheck::Blank);
    // A row pasted twice, beside its twin or at the end.
    for at in [3, 12] {
        let mut twice = clean.clone();
        twice.insert(at, clean[2].clone());
        let cell = format!("B{}", at + 2);
        assert_eq!(told(&table(&twice)), said(&[(0, &cell, "≠ B4")]), "{at}");
    }
    // A unit under another's name is counted: its rank is right.
    let mut renamed = clean.clone();
    renamed[7] = renamed[7].replace("u8", "u3");
    assert_eq!(told(&table(&renamed)), said(&[(0, "B9", "≠ B4")]));
    // A unit that was not assessed says nothing and is told nothing.
    assert_eq!(told("rank,unit,index\n1,a,90\n–,b,–\n"), []);
}

/// Nine thousand million points in each of many rows: the sum is of more digits than one value may have.
#[test]
fn sums_do_not_saturate() {
    let rows: Vec<String> = (0..20).map(|n| format!("u{n},8000000000\n")).collect();
    let rows = rows.concat();
    let table = |sum: &str| format!("unit,total\n{rows}Tổng cộng,{sum}\n");
    let found = found(&table("8999999999"));
    assert_eq!((found[0].check, found[0].expected.as_str()), (AuditCheck::Total, "160000000000"));
    let parts = "unit,part_a,part_b,total\na,8000000000,8000000000,8999999999\n";
    let last = self::found(parts).pop().unwrap();
    assert_eq!(last.expected, "8000000000 + 8000000000 = 16000000000");
    let change = "unit,index,previous,change\na,8000000000,-8000000000,1\n";
    let found = self::found(change);
    assert_eq!(found[1].expected, "8000000000 + 8000000000 = 16000000000");
}

/// Every rank and every grade wrong: the work does not grow with the square, and of each check a
/// hundred are listed, with their full count.
#[test]
fn a_table_of_wrong_ranks_is_read_in_reasonable_time() {
    let count = 40_000;
    let mut text = "rank,unit,grade,index\n".to_owned();
    for n in 0..count {
        let grade = if n % 2 == 0 { "A" } else { "B" };
        let row = format!("{},u{n},{grade},{}.{:04}\n", n + 1, n / 10_000, n % 10_000);
        text.push_str(&row);
    }
    let start = std::time::Instant::now();
    let audit = held(&text);
    // Two seconds in any build; comparing each with each took minutes.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    let ranks = audit.checked(AuditCheck::Rank);
    assert_eq!((ranks.equations, ranks.hold), (count, 0));
    let listed = |check| audit.contradictions().iter().filter(|one| one.check == check).count();
    assert_eq!(listed(AuditCheck::Rank), 100);
    assert!(listed(AuditCheck::Grade) <= 100);
    let cut = audit.notes();
    let rank = cut.iter().find(|one| one.found_text() == Some("rank")).unwrap();
    assert!(rank.text(par_index::Lang::En).contains(&(count - 100).to_string()), "{rank}");
}

#[test]
fn what_is_no_table_of_results_is_said() {
    for (name, text) in [("t.csv", ""), ("t.csv", "unit,name\na,b\n"), ("t.xlsx", "PK")] {
        let (rows, findings) = read_printed(name, text.as_bytes());
        assert!(rows.is_empty() && findings.iter().any(par_index::Finding::is_error), "{text}");
    }
}

/// What the other cells give, or nothing.
#[test]
fn a_cell_without_a_number_is_told_with_what_the_others_give() {
    let table = "unit,index,previous,change\nA,90,88,2\nB,=1+1,88,1\nC,80 %,x,1\nD,,,\nE,1e3,,\n";
    let wanted = [(0, "B3", "88 + 1 = 89"), (0, "C4", "80 − 1 = 79"), (0, "B6", "")];
    assert_eq!(told(table), said(&wanted));
    assert!(found(table).iter().all(|one| one.check == AuditCheck::Number));
}

/// What a published table says of all its units.
#[test]
fn extremes_are_held_to_the_units_and_other_rows_are_passed_over() {
    let table = |rows: &str| {
        format!("rank,unit,index\n1,A,90\n2,B,88.5\n3,C,85\n,Giá trị trung bình,87.83\n{rows}")
    };
    let good = table(
        ",Giá trị cao nhất,90\n,Thấp nhất,85\n,Trung vị,88.5\n,Điểm tối đa,100\n,Người lập biểu,\n",
    );
    let audit = held(&good);
    assert_eq!(audit.contradictions(), []);
    assert_eq!(audit.checked(AuditCheck::Highest).hold + audit.checked(AuditCheck::Lowest).hold, 2);
    assert_eq!((audit.all_checked().equations, audit.all_checked().unchecked), (6, 0));
    let passed: Vec<String> =
        audit.notes().iter().filter_map(|one| one.found_text()).map(str::to_owned).collect();
    assert_eq!(passed, ["Trung vị", "Điểm tối đa", "Người lập biểu"]);
    assert_eq!(
        told(&table(",Cao nhất,91\n,Thấp nhất,85.6\n")),
        said(&[(1, "C6", "90"), (2, "C7", "85.0")])
    );
    // Of a block as of all: what stands above, or below.
    let blocks = "unit,index\nA,90\nB,80\nCao nhất,90\nThấp nhất,80\nC,70\nD,60\nCao nhất,70\nTrung bình,65\n";
    assert_eq!(told(blocks), []);
    // Among ranked units a row without a rank may be none: no mean is held to it alone.
    for (row, mean) in [("Toàn thành phố", "87.83"), ("Khối Đảng", "78.38")] {
        let told = told(&format!(
            "rank,unit,index\n1,A,90\n2,B,88.5\n3,C,85\n,{row},50\n,Trung bình,{mean}\n"
        ));
        assert_eq!(told, [], "{row}");
    }
    let neither = told("rank,unit,index\n1,A,90\n2,B,80\n,Cả tỉnh,50\n,Trung bình,70\n");
    assert_eq!(neither, said(&[(1, "C5", "85")]));
}
