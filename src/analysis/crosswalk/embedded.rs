//! The embedded crosswalks: tables kept as files beside the frameworks that they connect.

use super::CrosswalkRow;
use crate::error::Error;
use crate::framework::catalog::Embedded;
use crate::framework::{Framework, find};
use crate::words::Phrase;

/// The crosswalk tables; the key is the ids of the two frameworks, the old one first.
#[cfg(feature = "embedded")]
const CROSSWALKS: Embedded = &[
    ("papi-2011-papi-2018", include_str!("../../../frameworks/crosswalks/papi-2011-papi-2018.csv")),
    ("papi-2018-papi-2019", include_str!("../../../frameworks/crosswalks/papi-2018-papi-2019.csv")),
    ("papi-2019-papi-2021", include_str!("../../../frameworks/crosswalks/papi-2019-papi-2021.csv")),
];

#[cfg(not(feature = "embedded"))]
const CROSSWALKS: Embedded = &[];

/// The ids of the embedded crosswalks (*bảng chuyển đổi*): `OLD-NEW`, made of the ids of the two
/// frameworks.
///
/// ```
/// assert!(par_index::analysis::crosswalk_ids().any(|id| id == "papi-2011-papi-2018"));
/// ```
pub fn crosswalk_ids() -> impl Iterator<Item = &'static str> {
    CROSSWALKS.iter().map(|(id, _)| *id)
}

/// The rows of an embedded crosswalk; `old` and `new` must be the two frameworks that it connects.
///
/// No function applies an embedded crosswalk by itself: whoever compares across frameworks names
/// one.
///
/// # Example
/// ```
/// use par_index::analysis::{crosswalk_rows, Crosswalk};
/// use par_index::framework;
///
/// let (old, new) = (framework("papi-2011")?, framework("papi-2018")?);
/// let rows = crosswalk_rows("papi-2011-papi-2018", &old, &new)?;
/// assert!(Crosswalk::new(rows, &old, &new).is_ok());
/// assert!(crosswalk_rows("papi-2011-papi-2018", &new, &old).unwrap_err().is_usage());
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// [`Error::is_usage`] where no embedded crosswalk has that id, or where it connects other
/// frameworks.
pub fn crosswalk_rows(
    id: &str,
    old: &Framework,
    new: &Framework,
) -> Result<Vec<CrosswalkRow>, Error> {
    let table = find(CROSSWALKS, id, Phrase::UsageCrosswalkUnknown)?;
    let (from, to) = (old.id(), new.id());
    if id != format!("{from}-{to}") {
        let args = [("id", id.into()), ("old", from.into()), ("new", to.into())];
        return Err(Error::usage(Phrase::UsageCrosswalkOther, &args));
    }
    Ok(rows(table))
}

impl super::Crosswalk {
    /// The id of the embedded crosswalk between two frameworks, if there is one.
    pub fn embedded_between(old: &Framework, new: &Framework) -> Option<&'static str> {
        let wanted = format!("{}-{}", old.id(), new.id());
        crosswalk_ids().find(|id| *id == wanted)
    }
}

/// The rows of an embedded table: five columns, no quotes, one header line.
fn rows(table: &str) -> Vec<CrosswalkRow> {
    let rows = table.lines().skip(1).filter_map(|line| {
        let mut cells = line.splitn(5, ',').map(str::to_owned);
        let (old, new) = (cells.next()?, cells.next()?);
        let kind = serde_json::from_value(cells.next()?.into()).ok()?;
        let mut row = CrosswalkRow::new(old, new, kind);
        (row.share, row.note) = (cells.next()?, cells.next()?);
        Some(row)
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_embedded_tables_is_a_row() {
        for (id, table) in CROSSWALKS.iter().copied() {
            assert_eq!(table.lines().next(), Some("old,new,kind,share,note"), "{id}");
            assert_eq!(rows(table).len(), table.lines().count() - 1, "{id}");
        }
    }
}
