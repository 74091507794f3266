//! The committed corpus: sheets as offices make them, one trait or defect each, and some with many. What
//! must come of each was written from the design of the case, in `corpus/cases.py`.

use std::fs;
use std::io::{Cursor, Read};
use std::path::PathBuf;

use par_index::{Framework, Inputs};
use par_index_sheets::{read_framework, read_register};
use proptest::prelude::*;
use proptest::sample::Index;
use serde::Deserialize;
use zip::ZipArchive;

use crate::made::zipped;
use crate::said_of;

#[derive(Deserialize)]
struct Case {
    file: String,
    /// The name that the reader is told.
    read_as: String,
    year: Option<u16>,
    unit_of: Option<String>,
    register: bool,
    expected: Vec<String>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn cases() -> Vec<Case> {
    serde_json::from_slice(&bytes("expected.json")).unwrap()
}

fn ruler() -> Framework {
    read_framework("ruler.csv", &bytes("ruler.csv"), None).unwrap()
}

fn inputs(framework: &Framework, case: &Case) -> Inputs {
    let mut inputs = Inputs::new(framework);
    if let Some(year) = case.year {
        inputs = inputs.for_year(year);
    }
    if let Some(unit) = &case.unit_of {
        inputs = inputs.with_unit_of(&*case.read_as, &**unit);
    }
    if case.register {
        inputs = inputs.with_register(read_register("units.csv", &bytes("units.csv")).0);
    }
    inputs
}

#[test]
fn every_sheet_of_the_corpus_reads_as_it_was_meant() {
    let framework = ruler();
    let mut wrong = Vec::new();
    for case in cases() {
        let files = [(&*case.read_as, bytes(&format!("files/{}", case.file)))];
        let mut said = said_of(inputs(&framework, &case), &files);
        for line in &mut said {
            *line = line.replace("Sheet1!", "").trim().to_owned();
        }
        said.sort();
        if said != case.expected {
            let only = |these: &[String], those: &[String]| {
                let lines = these.iter().filter(|line| !those.contains(line));
                lines.cloned().collect::<Vec<_>>().join(" | ")
            };
            let (more, less) = (only(&said, &case.expected), only(&case.expected, &said));
            wrong.push(format!("{}\n    read: {more}\n    meant: {less}", case.file));
        }
    }
    assert!(wrong.is_empty(), "{} sheets:\n{}", wrong.len(), wrong.join("\n"));
}

/// A file with some of its bytes changed: of a workbook those of its parts, so that no check sum tells.
fn mutated(bytes: Vec<u8>, changes: &[(Index, u8)]) -> Vec<u8> {
    changed(bytes, |bytes| {
        let length = bytes.len();
        for (at, byte) in changes.iter().filter(|_| length > 0) {
            bytes[at.index(length)] = *byte;
        }
    })
}

/// A file changed, of a workbook its parts.
fn changed(mut bytes: Vec<u8>, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    if !bytes.starts_with(b"PK") {
        change(&mut bytes);
        return bytes;
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for n in 0..archive.len() {
        let mut part = archive.by_index(n).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.push((part.name().unwrap().into_owned(), bytes));
    }
    let sheets =
        parts.iter_mut().filter(|(name, _)| name.contains("sheet") || name.contains("shared"));
    sheets.for_each(|(_, bytes)| change(bytes));
    let parts: Vec<(&str, Vec<u8>)> =
        parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    zipped(&parts)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever happens to the bytes of a sheet, it is read or told.
    #[test]
    fn mutated_sheets_never_panic(
        case in any::<Index>(),
        changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..8),
    ) {
        let (framework, cases) = (ruler(), cases());
        let case = &cases[case.index(cases.len())];
        let bytes = mutated(bytes(&format!("files/{}", case.file)), &changes);
        drop(said_of(inputs(&framework, case), &[(&*case.read_as, bytes)]));
    }

    /// However a cell is written in its tags it reads the same, in sheets that are damaged too.
    #[test]
    fn cells_read_the_same_in_any_writing(
        case in any::<Index>(),
        changes in prop::collection::vec((any::<Index>(), any::<u8>()), 0..4),
    ) {
        let (framework, mut cases) = (ruler(), cases());
        cases.retain(|case| case.file.ends_with("xlsx"));
        let case = &cases[case.index(cases.len())];
        let plain = mutated(bytes(&format!("files/{}", case.file)), &changes);
        // A second blank in its tag leaves a cell to the reader of tags.
        let wide = changed(plain.clone(), |bytes| {
            let text = std::mem::take(bytes);
            for (n, byte) in text.iter().enumerate() {
                bytes.push(*byte);
                if text[..=n].ends_with(b"<c ") {
                    bytes.push(b' ');
                }
            }
        });
        let read = |bytes| said_of(inputs(&framework, case), &[(&*case.read_as, bytes)]);
        prop_assert_eq!(read(plain), read(wide));
    }
}
