//! Measures the time and memory needed to count a million ballots; the ballots are generated while
//! they are read, so that nothing but the counting is measured.
//!
//! `cargo run --release --example ballots -- 1000000`; add `unnumbered` for ballots without a
//! number, among which duplicates cannot be detected.

use std::fmt::Write as _;
use std::io::Read;
use std::time::Instant;

use par_index::assessment::Tally;
use par_index::framework;
use par_index_sheets::{read_ballots, read_questions};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let ballots = args.next().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let numbered = args.next().is_none();
    let fw = framework("sipas-district-2023")?;
    let questions = include_bytes!("../samples/satisfaction-2023/questions.csv");
    let (questions, _) = read_questions(&fw, "questions.csv", questions);
    let began = Instant::now();
    let mut tally = Tally::new(&questions);
    let table = Made { next: 0, ballots, numbered, text: String::new(), at: 0 };
    read_ballots(&mut tally, &questions, "ballots.csv", table)?;
    let counted = tally.finish();
    let took = began.elapsed().as_millis();
    let read: u64 = counted.units().iter().map(|unit| unit.ballots).sum();
    assert_eq!(read, ballots);
    assert!(!counted.has_errors());
    let units = counted.units().len();
    println!(
        "{ballots} ballots of {} answers on {units} units: {took} ms, {}",
        questions.len(),
        peak()
    );
    Ok(())
}

/// A table of ballots that is generated while it is read: 34 units, 22 answers on each ballot.
struct Made {
    next: u64,
    ballots: u64,
    numbered: bool,
    text: String,
    at: usize,
}

impl Read for Made {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.text.len() {
            self.text.clear();
            self.at = 0;
            self.row();
        }
        let part = &self.text.as_bytes()[self.at..];
        let length = part.len().min(out.len());
        out[..length].copy_from_slice(&part[..length]);
        self.at += length;
        Ok(length)
    }
}

impl Made {
    fn row(&mut self) {
        let n = self.next;
        self.next += 1;
        if n > self.ballots {
            return;
        }
        if n == 0 {
            self.text += if self.numbered { "ballot,unit" } else { "unit" };
            (1..=22).for_each(|question| write!(self.text, ",C{question:02}").unwrap_or_default());
        } else {
            let number = if self.numbered { format!("phieu-{n},") } else { String::new() };
            let _ = write!(self.text, "{number}tinh-{:02}", n % 34);
            for question in 0..22 {
                self.text.push(',');
                self.text
                    .push(char::from(b"ABBAABCBAD"[((n * 7 + question * n / 3) % 10) as usize]));
            }
        }
        self.text.push('\n');
    }
}

/// The highest memory use of this process, where the system reports it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    format!("peak memory {}", line.map_or("unknown", str::trim))
}
