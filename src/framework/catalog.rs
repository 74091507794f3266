//! The frameworks and sample assessments embedded in the library: JSON files that name a source for
//! their figures.

use super::Framework;
use crate::error::Error;
use crate::finding::nearest;
use crate::words::{Phrase, Text};

/// Embedded documents by id; the list is empty without the feature `embedded`.
pub(crate) type Embedded = &'static [(&'static str, &'static str)];

#[cfg(feature = "embedded")]
const FRAMEWORKS: Embedded = &[
    ("ha-noi-commune", include_str!("../../frameworks/ha-noi-commune.json")),
    ("hon-quan-2023", include_str!("../../frameworks/hon-quan-2023.json")),
    ("papi-2011", include_str!("../../frameworks/papi-2011.json")),
    ("papi-2018", include_str!("../../frameworks/papi-2018.json")),
    ("papi-2019", include_str!("../../frameworks/papi-2019.json")),
    ("papi-2021", include_str!("../../frameworks/papi-2021.json")),
    ("sipas-district-2023", include_str!("../../frameworks/sipas-district-2023.json")),
    ("vn-766-2026", include_str!("../../frameworks/vn-766-2026.json")),
    ("vn-ministry-2022", include_str!("../../frameworks/vn-ministry-2022.json")),
    ("vn-ministry-2023", include_str!("../../frameworks/vn-ministry-2023.json")),
    ("vn-province-2017", include_str!("../../frameworks/vn-province-2017.json")),
];

#[cfg(not(feature = "embedded"))]
const FRAMEWORKS: Embedded = &[];

#[cfg(feature = "embedded")]
const SAMPLES: Embedded = &[
    ("communes-2023", include_str!("../../samples/communes-2023.json")),
    ("ministries-2023", include_str!("../../samples/ministries-2023.json")),
    ("papi-2023", include_str!("../../samples/papi-2023.json")),
    ("services-2026", include_str!("../../samples/services-2026.json")),
];

#[cfg(not(feature = "embedded"))]
const SAMPLES: Embedded = &[];

/// The embedded framework with the given id; without the feature `embedded` there is none.
///
/// ```
/// let fw = par_index::framework("vn-province-2017")?;
/// assert_eq!(fw.fields().count(), 8);
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// [`Error::is_usage`] when no embedded framework has that id.
pub fn framework(id: &str) -> Result<Framework, Error> {
    Framework::from_json(find(FRAMEWORKS, id, Phrase::UsageFramework)?)
}

/// The ids of the embedded frameworks.
///
/// ```
/// assert!(par_index::framework::embedded_ids().all(|id| par_index::framework(id).is_ok()));
/// ```
pub fn embedded_ids() -> impl Iterator<Item = &'static str> {
    FRAMEWORKS.iter().map(|(id, _)| *id)
}

/// An embedded sample of assessments, as JSON: `communes-2023` (illustrative, under
/// `hon-quan-2023`), `ministries-2023` (published figures, under `vn-ministry-2023`), `papi-2023`
/// (illustrative, under `papi-2021`) or `services-2026` (illustrative, under `vn-766-2026`).
///
/// ```
/// let fw = par_index::framework("vn-ministry-2023")?;
/// assert_eq!(par_index::read(&fw, par_index::sample("ministries-2023")?).assessments.len(), 17);
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// [`Error::is_usage`] when no embedded sample has that id.
pub fn sample(id: &str) -> Result<&'static str, Error> {
    find(SAMPLES, id, Phrase::UsageSample)
}

/// The ids of the embedded samples.
///
/// ```
/// assert!(par_index::framework::sample_ids().all(|id| par_index::sample(id).is_ok()));
/// ```
pub fn sample_ids() -> impl Iterator<Item = &'static str> {
    SAMPLES.iter().map(|(id, _)| *id)
}

pub(crate) fn find(entries: Embedded, id: &str, unknown: Phrase) -> Result<&'static str, Error> {
    let found = entries.iter().find(|(known, _)| *known == id).map(|(_, text)| *text);
    found.ok_or_else(|| {
        if entries.is_empty() {
            return Error::usage(Phrase::UsageNotEmbedded, &[("id", id.into())]);
        }
        let known: Vec<&str> = entries.iter().map(|(known, _)| *known).collect();
        let near = nearest(id, known.iter().copied());
        let near = near.map_or_else(Text::default, |near| {
            Text::new(format!("; có thể là “{near}”"), format!("; perhaps “{near}”"))
        });
        let known = known.join(", ");
        Error::usage(unknown, &[("id", id.into()), ("near", near.into()), ("known", known.into())])
    })
}
