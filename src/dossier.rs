//! [`Dossier`]: all the data that an office holds for an evaluation, in one value.

mod cohorts;
mod digest;

pub(crate) use cohorts::{Channel, Cohorts, Made};
pub(crate) use digest::{DIGITS, Digested};

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::analysis::CrosswalkRow;
use crate::assessment::{Assessment, Input, Register, SurveyCounts};
use crate::audit::PrintedRow;
use crate::directive::{Directive, Progress};
use crate::finding::{Finding, Unread, united};
use crate::framework::Framework;
use crate::period::Period;
use crate::remediation::Efforts;

/// All the data that an office holds for an evaluation (*hồ sơ đánh giá*): frameworks with the
/// assessments read under them, earlier periods, further indices, the register of units, efforts,
/// letters with reports on them, ballots, published tables. Readers fill a dossier; then any number
/// of questions can be asked of it.
///
/// # Example
/// ```
/// use par_index::ask::Asked;
/// use par_index::dossier::Dossier;
/// use par_index::{Inputs, framework, sample};
///
/// let fw = framework("hon-quan-2023")?;
/// let mut inputs = Inputs::new(&fw);
/// inputs.read("communes.json", sample("communes-2023")?);
/// let dossier = Dossier::new(&fw, inputs.finish());
/// let ranking = dossier.ask(&Asked::of("rank", "{}")?)?;
/// assert_eq!(ranking.rows().len(), 13);
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// A dossier is cheap to clone: clones share their data.
#[derive(Clone, Debug, Default)]
pub struct Dossier(Arc<Held>);

/// The data of a dossier.
#[derive(Clone, Debug, Default)]
pub(crate) struct Held {
    /// The indices; the first is the one that a question about a single index is asked of.
    pub(crate) indices: Vec<Index>,
    title: Option<String>,
    /// The id of the unit above each unit, by the id of the unit.
    pub(crate) parents: BTreeMap<String, String>,
    pub(crate) efforts: Option<Efforts>,
    pub(crate) directive: Option<Directive>,
    pub(crate) progress: Option<(Progress, Vec<Finding>)>,
    pub(crate) ballots: Option<SurveyCounts>,
    pub(crate) printed: Option<(Vec<PrintedRow>, Vec<Finding>)>,
    /// The cohorts of the first index.
    pub(crate) cohorts: Cohorts,
    /// The digest of the data that a seal covers, computed when the first seal is made.
    digest: OnceLock<String>,
}

/// One index of a dossier: its framework, and the assessments read under it.
#[derive(Clone, Debug)]
pub struct Index {
    pub(crate) framework: Framework,
    pub(crate) input: Input,
    pub(crate) earlier: Option<Earlier>,
}

/// The assessments that an index is compared with, such as those of earlier periods, those under
/// another framework, or an earlier state.
#[derive(Clone, Debug)]
pub struct Earlier {
    pub(crate) framework: Framework,
    pub(crate) input: Input,
    pub(crate) crosswalk: Option<Vec<CrosswalkRow>>,
}

impl Index {
    /// An index from a framework and the assessments read under it.
    pub fn new(framework: &Framework, input: Input) -> Index {
        Index { framework: framework.clone(), input, earlier: None }
    }

    /// The index with earlier assessments that it is compared with.
    #[must_use]
    pub fn against(self, earlier: Earlier) -> Index {
        Index { earlier: Some(earlier), ..self }
    }
}

impl Earlier {
    /// The period before the one asked for or, if none is asked for, before the latest period of
    /// some inputs. Earlier inputs that state no period belong to it.
    pub fn period(input: &Input, asked: Option<Period>) -> Option<Period> {
        let latest = input.assessments.iter().filter_map(Assessment::period).max();
        asked.or(latest)?.before()
    }

    /// Earlier assessments with the framework that they were read under.
    pub fn new(framework: &Framework, input: Input) -> Earlier {
        Earlier { framework: framework.clone(), input, crosswalk: None }
    }

    /// Adds the crosswalk that tells which components of the earlier framework correspond to which
    /// of the index's framework.
    #[must_use]
    pub fn with_crosswalk(self, rows: Vec<CrosswalkRow>) -> Earlier {
        Earlier { crosswalk: Some(rows), ..self }
    }
}

impl Dossier {
    /// A dossier of one framework and the assessments read under it.
    pub fn new(framework: &Framework, input: Input) -> Dossier {
        Dossier::default().with(Index::new(framework, input))
    }

    pub(crate) fn held(&self) -> &Held {
        &self.0
    }

    fn changed(mut self, change: impl FnOnce(&mut Held)) -> Dossier {
        let held = Arc::make_mut(&mut self.0);
        change(held);
        // Cohorts and digest were made from the data before the change, so they are dropped.
        held.cohorts = Cohorts::default();
        held.digest = OnceLock::new();
        self
    }

    /// Adds a further index.
    #[must_use]
    pub fn with(self, index: Index) -> Dossier {
        self.changed(|held| held.indices.push(index))
    }

    /// The dossier with nothing for its indices to be compared with; an announcement is made of
    /// such a dossier.
    #[must_use]
    pub fn without_earlier(self) -> Dossier {
        self.changed(|held| held.indices.iter_mut().for_each(|index| index.earlier = None))
    }

    /// Gives the dossier a title, which stands above every table made of it.
    #[must_use]
    pub fn titled(self, title: impl Into<String>) -> Dossier {
        self.changed(|held| held.title = Some(title.into()))
    }

    /// The title of the dossier, if it has one.
    pub fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    /// Adds from the register which unit stands above which.
    #[must_use]
    pub fn with_register(self, register: &Register) -> Dossier {
        let above = register.units().iter().filter_map(|unit| {
            let above = register.find(unit.parent.as_deref()?)?;
            Some((unit.id(), above.id()))
        });
        self.changed(|held| held.parents.extend(above))
    }

    /// Adds the table of efforts and measures: what steps cost and who takes them.
    #[must_use]
    pub fn with_efforts(self, efforts: Efforts) -> Dossier {
        self.changed(|held| held.efforts = Some(efforts))
    }

    /// Adds a letter that orders something of agencies.
    #[must_use]
    pub fn with_directive(self, directive: Directive) -> Dossier {
        self.changed(|held| held.directive = Some(directive))
    }

    /// Adds the reports of progress on the letter's obligations, with the findings of reading them.
    #[must_use]
    pub fn with_progress(self, progress: Progress, findings: Vec<Finding>) -> Dossier {
        self.changed(|held| held.progress = Some((progress, findings)))
    }

    /// Adds the counted ballots of a survey.
    #[must_use]
    pub fn with_ballots(self, counted: SurveyCounts) -> Dossier {
        self.changed(|held| held.ballots = Some(counted))
    }

    /// Adds a published table, with the findings of reading it.
    #[must_use]
    pub fn with_table(self, rows: Vec<PrintedRow>, findings: Vec<Finding>) -> Dossier {
        self.changed(|held| held.printed = Some((rows, findings)))
    }

    /// The index that a question about a single index is asked of.
    pub(crate) fn index(&self) -> Option<&Index> {
        self.0.indices.first()
    }

    /// The parts of all inputs that were opened but could not be read.
    pub fn not_read(&self) -> Vec<Unread> {
        self.not_read_looking(false)
    }

    /// The unread parts for a question that also looks at earlier years (`past`). A unit known to
    /// be concerned then counts as unread too, because no row would show that an earlier year lacks
    /// its figures.
    pub(crate) fn not_read_looking(&self, past: bool) -> Vec<Unread> {
        let inputs = self.0.indices.iter().flat_map(|index| {
            let own = if past { index.input.unread() } else { index.input.not_read.clone() };
            [own].into_iter().chain(index.earlier.iter().map(|earlier| earlier.input.unread()))
        });
        let all: Vec<Vec<Unread>> = inputs.collect();
        united(all.iter().map(Vec::as_slice))
    }

    /// Whether `--prefer last` has decided between two different values.
    pub(crate) fn is_settled(&self) -> bool {
        let inputs = self.0.indices.iter().flat_map(|index| {
            [&index.input].into_iter().chain(index.earlier.iter().map(|earlier| &earlier.input))
        });
        inputs.flat_map(|input| &input.assessments).any(Assessment::is_settled)
    }
}
