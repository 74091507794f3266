//! [`Dossier`]: all that an office holds for an evaluation, in one value.

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

/// All that an office holds for an evaluation (*hồ sơ đánh giá*): frameworks with what was read under
/// them, earlier periods, further indices, the register, efforts, letters and reports on them, ballots,
/// published tables. Readers fill it, questions are asked of it, as many as one likes.
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
/// It is cheap to clone: clones share what they hold.
#[derive(Clone, Debug, Default)]
pub struct Dossier(Arc<Held>);

/// What a dossier holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Held {
    /// The first is the one that a question over one index is about.
    pub(crate) indices: Vec<Index>,
    title: Option<String>,
    /// The unit above a unit, by ids.
    pub(crate) parents: BTreeMap<String, String>,
    pub(crate) efforts: Option<Efforts>,
    pub(crate) directive: Option<Directive>,
    pub(crate) progress: Option<(Progress, Vec<Finding>)>,
    pub(crate) ballots: Option<SurveyCounts>,
    pub(crate) printed: Option<(Vec<PrintedRow>, Vec<Finding>)>,
    /// Of the first index.
    pub(crate) cohorts: Cohorts,
    /// Of all that a seal is taken over, made when the first one is.
    digest: OnceLock<String>,
}

/// One index of a dossier: its framework, and what was read under it.
#[derive(Clone, Debug)]
pub struct Index {
    pub(crate) framework: Framework,
    pub(crate) input: Input,
    pub(crate) earlier: Option<Earlier>,
}

/// What an index is held against: earlier periods, another framework's period, the state before.
#[derive(Clone, Debug)]
pub struct Earlier {
    pub(crate) framework: Framework,
    pub(crate) input: Input,
    pub(crate) crosswalk: Option<Vec<CrosswalkRow>>,
}

impl Index {
    /// What was read under a framework.
    pub fn new(framework: &Framework, input: Input) -> Index {
        Index { framework: framework.clone(), input, earlier: None }
    }

    /// The same beside what it is held against.
    #[must_use]
    pub fn against(self, earlier: Earlier) -> Index {
        Index { earlier: Some(earlier), ..self }
    }
}

impl Earlier {
    /// The period before the one asked for, or before the latest of some inputs: what earlier inputs
    /// that state no period belong to.
    pub fn period(input: &Input, asked: Option<Period>) -> Option<Period> {
        let latest = input.assessments.iter().filter_map(Assessment::period).max();
        asked.or(latest)?.before()
    }

    /// Inputs that were read under their own framework.
    pub fn new(framework: &Framework, input: Input) -> Earlier {
        Earlier { framework: framework.clone(), input, crosswalk: None }
    }

    /// Which components of their framework are which of the index's.
    #[must_use]
    pub fn with_crosswalk(self, rows: Vec<CrosswalkRow>) -> Earlier {
        Earlier { crosswalk: Some(rows), ..self }
    }
}

impl Dossier {
    /// What was read under one framework.
    pub fn new(framework: &Framework, input: Input) -> Dossier {
        Dossier::default().with(Index::new(framework, input))
    }

    pub(crate) fn held(&self) -> &Held {
        &self.0
    }

    fn changed(mut self, change: impl FnOnce(&mut Held)) -> Dossier {
        let held = Arc::make_mut(&mut self.0);
        change(held);
        // What was made before is of other data.
        held.cohorts = Cohorts::default();
        held.digest = OnceLock::new();
        self
    }

    /// One index more.
    #[must_use]
    pub fn with(self, index: Index) -> Dossier {
        self.changed(|held| held.indices.push(index))
    }

    /// The same, its indices held against nothing: what an announcement is of.
    #[must_use]
    pub fn without_earlier(self) -> Dossier {
        self.changed(|held| held.indices.iter_mut().for_each(|index| index.earlier = None))
    }

    /// The dossier under a title, which stands above every table made of it.
    #[must_use]
    pub fn titled(self, title: impl Into<String>) -> Dossier {
        self.changed(|held| held.title = Some(title.into()))
    }

    /// The title, if it has one.
    pub fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    /// The register says which unit stands above which.
    #[must_use]
    pub fn with_register(self, register: &Register) -> Dossier {
        let above = register.units().iter().filter_map(|unit| {
            let above = register.find(unit.parent.as_deref()?)?;
            Some((unit.id(), above.id()))
        });
        self.changed(|held| held.parents.extend(above))
    }

    /// What steps cost, and who does them: the table of efforts and measures.
    #[must_use]
    pub fn with_efforts(self, efforts: Efforts) -> Dossier {
        self.changed(|held| held.efforts = Some(efforts))
    }

    /// A letter that orders something.
    #[must_use]
    pub fn with_directive(self, directive: Directive) -> Dossier {
        self.changed(|held| held.directive = Some(directive))
    }

    /// What is reported of the letter's obligations, and what is wrong with the reports.
    #[must_use]
    pub fn with_progress(self, progress: Progress, findings: Vec<Finding>) -> Dossier {
        self.changed(|held| held.progress = Some((progress, findings)))
    }

    /// Counted ballots.
    #[must_use]
    pub fn with_ballots(self, counted: SurveyCounts) -> Dossier {
        self.changed(|held| held.ballots = Some(counted))
    }

    /// A published table, and what was wrong with reading it.
    #[must_use]
    pub fn with_table(self, rows: Vec<PrintedRow>, findings: Vec<Finding>) -> Dossier {
        self.changed(|held| held.printed = Some((rows, findings)))
    }

    /// The index that a question over one index is about.
    pub(crate) fn index(&self) -> Option<&Index> {
        self.0.indices.first()
    }

    /// What was not read of anything in it.
    pub fn not_read(&self) -> Vec<Unread> {
        self.not_read_looking(false)
    }

    /// The same for a question that looks `past` its own year, where no row would show that the figures
    /// of a year before lack a unit that is told.
    pub(crate) fn not_read_looking(&self, past: bool) -> Vec<Unread> {
        let inputs = self.0.indices.iter().flat_map(|index| {
            let own = if past { index.input.unread() } else { index.input.not_read.clone() };
            [own].into_iter().chain(index.earlier.iter().map(|earlier| earlier.input.unread()))
        });
        let all: Vec<Vec<Unread>> = inputs.collect();
        united(all.iter().map(Vec::as_slice))
    }

    /// Whether `--prefer last` has settled a conflict of values.
    pub(crate) fn is_settled(&self) -> bool {
        let inputs = self.0.indices.iter().flat_map(|index| {
            [&index.input].into_iter().chain(index.earlier.iter().map(|earlier| &earlier.input))
        });
        inputs.flat_map(|input| &input.assessments).any(Assessment::is_settled)
    }
}
