//! Tables of ballots as streams: how long a row is, how much is read ahead, what a break means.

use std::io::Read;
use std::time::Instant;

use par_index::assessment::{Register, RegisteredUnit, SurveyCounts, Tally};
use par_index::{Finding, Framework, framework, view};
use par_index_sheets::{read_ballots, read_questions};

fn ruler() -> Framework {
    framework("hon-quan-2023").unwrap()
}

fn count_all(files: &[(&str, &[u8])], change: impl FnOnce(Tally) -> Tally) -> SurveyCounts {
    let (questions, _) = read_questions(&ruler(), "q.csv", b"question,code\nC1,8.1\n");
    let mut tally = change(Tally::new(&questions));
    for (file, bytes) in files {
        read_ballots(&mut tally, &questions, file, *bytes).unwrap();
    }
    tally.finish()
}

fn count(text: &str) -> SurveyCounts {
    count_all(&[("b.csv", text.as_bytes())], |tally| tally)
}

fn codes(counted: &SurveyCounts) -> Vec<&str> {
    counted.findings().iter().map(|one| one.code().as_str()).collect()
}

fn of<'f>(counted: &'f SurveyCounts, code: &str) -> Vec<&'f Finding> {
    counted.findings().iter().filter(|one| one.code().as_str() == code).collect()
}

/// The reader passes over empty lines inside one row: they do not make it long.
#[test]
fn empty_lines_are_no_long_row() {
    for blank in ["\n", "\r\n"] {
        let lines = blank.repeat(1_100_000);
        let text = format!("ballot,unit,C1\n1,xã An,A\n{lines}2,xã An,B\n");
        let counted = count(&text);
        assert_eq!(codes(&counted), Vec::<&str>::new());
        assert_eq!(counted.units()[0].ballots, 2);
        // What is wrong behind them has its own line, as a row without end has.
        let counted = count(&format!("{text}3,xã An,X\n"));
        assert_eq!(of(&counted, "unknown_option")[0].place().line, Some(1_100_004));
        let counted = count(&format!("{text}{lines}3,{}", "x".repeat((1 << 20) + 1)));
        assert_eq!(of(&counted, "row_unended")[0].place().line, Some(2_200_004));
        assert_eq!(counted.units()[0].ballots, 2);
    }
}

/// A row of 1 MiB is one, a byte more is too long; line breaks inside of a cell are of the row.
#[test]
fn a_row_has_at_most_one_mebibyte() {
    let row = |bytes: usize, break_at: usize| {
        let start = "2,xã An,B,\"";
        let mut row = format!("{start}{}\"", "y".repeat(bytes - start.len() - 1));
        row.replace_range(break_at..=break_at, "\n");
        row
    };
    for end in ["\n3,xã An,A,\n", ""] {
        for (bytes, ballots) in [((1 << 20) - 1, 2), (1 << 20, 2), ((1 << 20) + 1, 1)] {
            let text = format!("ballot,unit,C1,note\n1,xã An,A,\n{}{end}", row(bytes, 1 << 19));
            let counted = count(&text);
            let whole = ballots == 2;
            let all = ballots + u64::from(whole && !end.is_empty());
            assert_eq!(counted.units()[0].ballots, all, "{bytes}");
            assert_eq!(counted.has_errors(), !whole, "{bytes}: {:?}", counted.findings());
        }
    }
}

/// Breaks off after some bytes.
struct Broken<'b>(&'b [u8], usize);

impl Read for Broken<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.1 == 0 {
            return Err(std::io::Error::other("broken"));
        }
        let read = self.0.len().min(out.len()).min(self.1);
        out[..read].copy_from_slice(&self.0[..read]);
        (self.0, self.1) = (&self.0[read..], self.1 - read);
        Ok(read)
    }
}

/// Whatever the length, what was asked of the reader and not yet counted is less than 100,000 bytes.
#[test]
fn rows_are_counted_as_they_come() {
    let row = "xã An,A\n";
    let text = format!("unit,C1\n{}", row.repeat((1 << 22) / row.len()));
    let (questions, _) = read_questions(&ruler(), "q.csv", b"question,code\nC1,8.1\n");
    for passed in [100_000, 1 << 18, 1 << 20, 1 << 22] {
        let mut tally = Tally::new(&questions);
        let input = Broken(text.as_bytes(), passed);
        assert!(read_ballots(&mut tally, &questions, "b.csv", input).is_err());
        let counted = tally.finish();
        let ballots = counted.units().iter().map(|unit| unit.ballots).sum::<u64>();
        let ahead = passed - usize::try_from(ballots).unwrap() * row.len();
        assert!(ahead < 100_000, "{passed}: {ahead}");
    }
}

/// A header of many columns that nobody reads costs its length, not its square.
#[test]
fn a_wide_header_costs_its_length() {
    let counted = |width: usize| {
        let foreign = (0..width).map(|n| format!(",c{n}x")).collect::<Vec<_>>().concat();
        let begun = Instant::now();
        let counted = count(&format!("unit,C1{foreign}\nxã An,A\n"));
        (begun.elapsed(), counted)
    };
    // Eight times as many in one run: eight times the time, not sixty-four times.
    let (of_few, _) = (0..3).map(|_| counted(12_500)).min_by_key(|(took, _)| *took).unwrap();
    let (of_many, counted) = counted(100_000);
    assert!(of_many < of_few * 32, "{of_few:?} for 12,500 columns, {of_many:?} for 100,000");
    assert_eq!(of(&counted, "column_unread").len(), 100);
    assert_eq!(of(&counted, "findings_cut")[0].found_text(), Some("column_unread"));
}

/// One cell is one finding, though the row is short too.
#[test]
fn a_row_without_its_unit_is_told_once() {
    assert_eq!(codes(&count("ballot,C1,unit\n1,A\n")), ["row_too_short", "unit_missing"]);
    // A row that is not counted says both too, in either order of the columns.
    assert_eq!(codes(&count("ballot,unit,C1\n1,,A,x\n")), ["row_too_long", "unit_missing"]);
    let counted =
        count_all(&[("b.csv", b"ballot,C1,unit\n1,A,xa-9\n2,A\n3,A,xa-9,x\n")], |tally| {
            tally.with_register(Register::new(vec![RegisteredUnit::new("xa-01")]).0)
        });
    let wanted = ["unknown_unit", "row_too_short", "unit_missing", "row_too_long", "unknown_unit"];
    assert_eq!(codes(&counted), wanted);
}

/// In a numbered file a ballot without its number is told, each file by itself.
#[test]
fn ballots_without_their_number_are_told() {
    for (head, bare) in [("ballot", 2), ("Mã phiếu", 2), ("STT", 2)] {
        let text = format!("{head},unit,C1\n1,xã An,A\n ,xã An,A\n2,xã An,B\n,xã An,A\n");
        let counted = count(&text);
        assert_eq!(codes(&counted), ["ballot_number_missing"], "{head}");
        let found = of(&counted, "ballot_number_missing");
        assert_eq!(found[0].found_text(), Some(bare.to_string().as_str()));
        assert_eq!(found[0].place().cell.as_deref(), Some("A3"));
        assert_eq!(counted.units()[0].ballots, 4);
    }
    let none = count("ballot,unit,C1\n1,xã An,A\n2,xã An,A\n");
    assert_eq!(codes(&none), Vec::<&str>::new());
    // Without such a column that alone is told.
    assert_eq!(codes(&count("unit,C1\nxã An,A\nxã An,A\n")), ["ballots_unnumbered"]);
}

/// Of ballots that could not be read nobody knows whose they were: no unit is scored.
#[test]
fn a_file_that_breaks_puts_every_unit_in_error() {
    let good: &[u8] = "ballot,unit,channel,C1\n1,xa-01,a,A\n1,xa-02,b,A\n".as_bytes();
    let states = |second: (&str, &[u8]), register: bool| {
        let counted = count_all(&[("1.csv", good), second], |tally| {
            let units = ["xa-01", "xa-02", "xa-03"].map(RegisteredUnit::new).to_vec();
            if register { tally.with_register(Register::new(units).0) } else { tally }
        });
        let rows = view::survey_rows(&counted, &view::SurveyView::default());
        let states: Vec<String> =
            rows.iter().map(|row| row.survey_state.as_str().to_owned()).collect();
        let empty = rows.iter().all(|row| row.survey_answers.is_none());
        assert_eq!(empty, counted.units().iter().all(|unit| unit.in_error));
        assert!(counted.units().iter().all(|unit| {
            !unit.in_error || unit.leaves.iter().all(|leaf| leaf.points.is_none())
        }));
        states
    };
    let head = "ballot,unit,channel,C1\n9,xa-01,a,A\n";
    let open = format!("{head}10,xa-01,a,\"A\n11,xa-02,a,A\n");
    let long = format!("{head}10,{}", "x".repeat(1 << 21));
    let letters = [head.as_bytes(), b"10,xa-01,a,\xFF\n11,xa-01,a,A\n"].concat();
    let wide: Vec<u8> = [0xFF, 0xFE, 0x00, 0xD8, b'a', 0x00].to_vec();
    for bytes in [open.as_bytes(), long.as_bytes(), &letters, &wide, b"ballot,C1\n1,A\n", b""] {
        assert_eq!(states(("2.csv", bytes), false), ["in_error"; 2]);
        // Those who are silent too: theirs may be what is gone. Two channels and three units.
        assert_eq!(states(("2.csv", bytes), true), ["in_error"; 6]);
    }
    assert_eq!(states(("2.xlsx", b"PK"), false), ["in_error"; 2]);
    // What is wrong with one row is of its unit, and a file without a ballot says nothing of others.
    let row = format!("{head}10,xa-01,a,X\n");
    let of_one = states(("2.csv", row.as_bytes()), false);
    assert_eq!(of_one, ["in_error", "scored"]);
    assert_eq!(states(("2.csv", b"ballot,unit,channel,C1\n"), false), ["scored"; 2]);
    assert_eq!(states(("2.csv", good), false), ["scored"; 2], "met again");
}
