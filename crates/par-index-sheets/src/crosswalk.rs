//! Reads the table of a crosswalk between two frameworks.

use par_index::analysis::{CrosswalkKind, CrosswalkRow};
use par_index::finding::{FindingCode, Findings};
use par_index::{Finding, spec};
use serde::Deserialize;

use crate::decode::decode;
use crate::named::{Form, Read};

pub(crate) const CROSSWALK: Form = Form {
    columns: &[&["old"], &["new"], &["kind"], &["share"], &["note"]],
    needed: &["old", "new", "kind"],
    passed: None,
};

/// Reads the rows of a crosswalk: CSV with the columns `old,new,kind,share,note`, a JSON array, or the
/// result object of `crosswalk`.
///
/// ```
/// let table = "old,new,kind\n1.1,1.1,same\n1.2,,dropped\n";
/// let (rows, findings) = par_index_sheets::read_crosswalk("map.csv", table.as_bytes());
/// assert_eq!((rows.len(), findings.len()), (2, 0));
/// ```
pub fn read_crosswalk(file: &str, bytes: &[u8]) -> (Vec<CrosswalkRow>, Vec<Finding>) {
    let mut findings = Findings::default();
    let named = match CROSSWALK.read(file, bytes, &mut findings) {
        Read::Json => {
            let text = match decode(file, bytes, &mut |finding| findings.push(finding)) {
                Ok(text) => text,
                Err(finding) => return (Vec::new(), vec![finding]),
            };
            let rows = rows_of(&text).unwrap_or_else(|found| {
                for mut finding in found {
                    finding.place_mut().file = Some(file.to_owned());
                    findings.push(finding);
                }
                Vec::new()
            });
            return (rows, findings.into_vec());
        }
        Read::Table(named) => named,
        Read::Nothing => return (Vec::new(), findings.into_vec()),
    };
    let mut rows = Vec::new();
    named.each(&mut findings, |row, findings| {
        let [old, new, kind, share, note] =
            ["old", "new", "kind", "share", "note"].map(|key| row.text(key));
        let Ok(kind) = serde_json::from_value::<CrosswalkKind>(kind.clone().into()) else {
            let kinds = "same, renamed, rescaled, split, merged, new, dropped";
            let finding = Finding::new(FindingCode::UnknownValue, row.place("kind")).found(kind);
            findings.push(finding.with("known", kinds));
            return;
        };
        let places = [row.place("old"), row.place("new")];
        rows.push(CrosswalkRow { old, new, kind, share, note, places });
    });
    (rows, findings.into_vec())
}

/// The rows of a JSON array, or the member `rows` of a result object.
fn rows_of(text: &str) -> Result<Vec<CrosswalkRow>, Vec<Finding>> {
    /// Other members of a result object are passed over.
    #[derive(Deserialize)]
    struct Printed {
        rows: Vec<CrosswalkRow>,
    }
    if text.trim_start().starts_with('[') {
        return spec::from_json(text);
    }
    spec::from_json::<Printed>(text).map(|printed| printed.rows)
}
