//! The form that all questions share: [`Question`], and [`Entry`], the description of one in the
//! list.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

use serde_json::value::RawValue;

use super::answer::Answer;
use super::common::Common;
use super::flags::{Flag, Flags};
use super::parts::row::{RowType, Shape};
use super::raw::{raw, read_flags};
use super::sight::Sight;
use crate::dossier::{Digested, Dossier};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place, Unread};
use crate::framework::Framework;
use crate::period::Period;
use crate::quantity::Percent;
use crate::scoring::Basis;
use crate::words::{Lang, Phrase};

/// A part of a dossier that a question may or must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Part {
    /// A framework (*bộ tiêu chí*).
    Framework,
    /// Inputs read under the framework.
    Inputs,
    /// The register of units (*danh sách đơn vị*).
    Units,
    /// Inputs of earlier years, which may have a framework of their own and a crosswalk.
    Previous,
    /// Inputs of earlier years, without which the question cannot be asked.
    PreviousNeeded,
    /// An earlier state of the data of the same year.
    Before,
    /// The table of efforts and measures, from which a plan chooses its steps.
    Efforts,
    /// The table of efforts and measures, as a paper uses it.
    Measures,
    /// Further indices beside the first one.
    With,
    /// A published table of results, to be audited.
    Table,
    /// Ballots of a survey, with their questions.
    Ballots,
    /// A letter (*văn bản chỉ đạo*), in a question about the letter itself.
    Directive,
    /// The letter of a question about assessments, if there is one.
    Letter,
    /// Reports on the progress of the letter's obligations.
    Progress,
}

impl Part {
    /// Whether this part is the given one, or another part that is filled by the same data.
    fn is(self, part: Part) -> bool {
        let earlier = matches!(self, Part::PreviousNeeded | Part::Before);
        let letter = part == Part::Directive && self == Part::Letter;
        self == part || letter || part == Part::Previous && earlier
    }
}

/// A question: a struct whose fields are its flags.
pub(crate) trait Question: Flags + Shape {
    /// The rows of the answer.
    type Row: Shape;
    /// The summary beside the rows; `()` for a question without one.
    type Summary: Shape;
    /// Further keys of the result object; [`Nothing`](super::parts::row::Nothing) if there are
    /// none.
    type Beside: Shape;
    /// The name of the question: a subcommand, the `call` of a request, the `kind` of a result.
    const NAME: &'static str;
    /// One sentence on what the question answers, in English and Vietnamese.
    const ABOUT: [&'static str; 2];
    /// The command line that asks the question, as the help shows it.
    const USAGE: &'static str;
    /// The parts of a dossier that the question needs.
    const OF: &'static [Part] = &[Part::Framework, Part::Inputs, Part::Units];
    /// The parts of a dossier that the question may have beside the inputs.
    const TAKES: &'static [Part] = &[];
    /// Whether the question is answered even if `--strict` stops others because of errors.
    const TAKES_ERRORS: bool = false;
    /// The common flags that the question takes.
    const COMMON: &'static [&'static str] = ALL_COMMON;
    /// Whether the question depends on assessments alone, so that a print of it can be checked.
    const REPEATED: bool = true;
    /// Whether the answer sums over units; the summary then names the units missing from the sums.
    #[cfg_attr(not(feature = "schema"), expect(dead_code, reason = "only its schema tells"))]
    const SUMS: bool = false;

    /// The parts that the question may have beside the inputs, given these flags.
    fn takes(&self) -> &'static [Part] {
        Self::TAKES
    }

    /// The schema of the part of a result that repeats the flags.
    #[cfg(feature = "schema")]
    fn asked_shape(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        use schemars::JsonSchema as _;
        super::shape::Asked::<Self>::json_schema(generator)
    }

    /// The question with names replaced by ids of the dossier; `None` if there is no name to
    /// replace.
    ///
    /// # Errors
    /// If nothing in the dossier has the name.
    fn understood(&self, _: &Dossier) -> Result<Option<Self>, Error> {
        Ok(None)
    }

    /// Checks whether the flags fit together.
    ///
    /// # Errors
    /// If two flags exclude each other, or a flag that another one needs is missing.
    fn fits(&self) -> Result<(), Error> {
        Ok(())
    }

    /// An answer with the given rows.
    fn listed<R: RowType>(rows: Vec<R>) -> Answer
    where
        Self::Row: From<R>,
    {
        Answer::listed(rows)
    }

    /// An answer whose rows are made one by one while they are written.
    fn made<R: RowType>(
        rows: impl Fn(&mut dyn FnMut(R) -> ControlFlow<()>) -> ControlFlow<()> + Send + Sync + 'static,
    ) -> Answer
    where
        Self::Row: From<R>,
    {
        Answer::made(rows)
    }

    /// The answer of a question about assessments, computed from `Sight`.
    ///
    /// # Errors
    /// If the question names a unit, node or agency that does not exist.
    fn answer(&self, _: &mut Sight<'_>) -> Result<Answer, Error> {
        Ok(Answer::nothing())
    }

    /// The answer with everything found on the way. A question that is not about assessments is
    /// answered here.
    ///
    /// # Errors
    /// If the question cannot be asked of this dossier.
    fn outcome(&self, dossier: &Dossier, common: &Common) -> Result<Outcome, Error> {
        takes(Self::NAME, self.takes(), dossier)?;
        let sight = Sight::new(dossier, common, Self::NAME);
        let mut sight = sight.ok_or_else(|| Error::usage(Phrase::UsageNoFramework, &[]))?;
        let not_read = dossier.not_read();
        if self.nothing_came(dossier) && not_read.is_empty() && !sight.findings.has_errors() {
            sight.findings.push(Finding::new(FindingCode::NoUnits, Place::default()));
        }
        let answer = if common.strict && !Self::TAKES_ERRORS && sight.findings.has_errors() {
            Answer::nothing()
        } else {
            self.answer(&mut sight)
                .map_err(|error| error.beside_unread(&not_read, &sight.findings.to_vec()))?
                .of_channel(common.channel.as_deref())
        };
        let not_read = dossier.not_read_looking(sight.past);
        let framework = Some(sight.framework().clone());
        let Sight { findings, period, basis, .. } = sight;
        let findings = findings.into_vec();
        let (basis, under_policies) = (Some(basis), true);
        Ok(Outcome { answer, findings, not_read, period, basis, framework, under_policies })
    }

    /// Adds to a seal every part of the dossier that the answer depends on.
    fn seal(&self, dossier: &Dossier, digest: &mut Digested) {
        digest.dossier(dossier);
    }

    /// Whether there was nothing to compute.
    fn is_void(&self, dossier: &Dossier, answer: &Answer) -> bool {
        match &answer.documents {
            Some(documents) => documents.is_empty(),
            None => self.nothing_came(dossier),
        }
    }

    /// Whether none of the inputs that the rows may come from holds a unit.
    fn nothing_came(&self, dossier: &Dossier) -> bool {
        let before = self.takes().contains(&Part::Before);
        let mut inputs = dossier.held().indices.iter().flat_map(|index| {
            let before = index.earlier.iter().filter(|_| before).map(|earlier| &earlier.input);
            [&index.input].into_iter().chain(before)
        });
        inputs.all(|input| input.assessments.is_empty())
    }
}

/// A question of any type, for use behind a pointer.
pub(crate) trait Ask: Send + Sync {
    /// The description of the question in the list.
    fn entry(&self) -> &'static Entry;
    /// The flags by their keys.
    fn flags(&self) -> Result<BTreeMap<String, Box<RawValue>>, serde_json::Error>;
    /// The question with names replaced by ids of the dossier; `None` if there is no name to
    /// replace.
    fn understood(&self, dossier: &Dossier) -> Result<Option<Arc<dyn Ask>>, Error>;
    /// Whether the question, with these flags, uses or may use a part of a dossier.
    fn takes(&self, part: Part) -> bool;
    /// The answer with everything found on the way.
    fn outcome(&self, dossier: &Dossier, common: &Common) -> Result<Outcome, Error>;
    /// Adds to a seal every part of the dossier that the answer depends on.
    fn seal(&self, dossier: &Dossier, digest: &mut Digested);
    /// Whether there was nothing to compute.
    fn is_void(&self, dossier: &Dossier, answer: &Answer) -> bool;
}

/// An answer with everything found on the way to it.
pub(crate) struct Outcome {
    pub(crate) answer: Answer,
    pub(crate) findings: Vec<Finding>,
    /// The parts of the inputs, among all the question looked at, that were not read.
    pub(crate) not_read: Vec<Unread>,
    pub(crate) period: Option<Period>,
    /// The basis, which says which stages count; `None` if no assessment was used.
    pub(crate) basis: Option<Basis>,
    /// The framework of the result; `None` if it has none.
    pub(crate) framework: Option<Framework>,
    /// Whether the framework's policies affect the result.
    pub(crate) under_policies: bool,
}

impl Outcome {
    /// The outcome of a question that is not about assessments.
    pub(super) fn apart(answer: Answer, findings: Vec<Finding>) -> Outcome {
        Outcome {
            answer,
            findings,
            not_read: Vec::new(),
            period: None,
            basis: None,
            framework: None,
            under_policies: false,
        }
    }
}

/// Checks that the threshold for weak criteria is between 0 and 100 %.
pub(super) fn below(percent: Option<Percent>) -> Result<(), Error> {
    let whole = Percent::ZERO..=Percent::HUNDRED;
    if percent.is_some_and(|percent| !whole.contains(&percent)) {
        return Err(Error::usage(Phrase::UsageBelow, &[]));
    }
    Ok(())
}

impl<Q: Question> Ask for Q {
    fn entry(&self) -> &'static Entry {
        const { &Entry::of::<Q>() }
    }

    fn flags(&self) -> Result<BTreeMap<String, Box<RawValue>>, serde_json::Error> {
        raw(self)
    }

    fn understood(&self, dossier: &Dossier) -> Result<Option<Arc<dyn Ask>>, Error> {
        let understood = Question::understood(self, dossier)?;
        Ok(understood.map(|one| Arc::new(one) as Arc<dyn Ask>))
    }

    fn takes(&self, part: Part) -> bool {
        Q::OF.iter().chain(Question::takes(self)).any(|one| one.is(part))
    }

    fn outcome(&self, dossier: &Dossier, common: &Common) -> Result<Outcome, Error> {
        Question::outcome(self, dossier, common)
    }

    fn seal(&self, dossier: &Dossier, digest: &mut Digested) {
        Question::seal(self, dossier, digest);
    }

    fn is_void(&self, dossier: &Dossier, answer: &Answer) -> bool {
        Question::is_void(self, dossier, answer)
    }
}

/// Checks that efforts, earlier inputs and further indices are given only if the question uses
/// them, and that the ones it needs are given.
fn takes(name: &'static str, parts: &[Part], dossier: &Dossier) -> Result<(), Error> {
    let call = [("call", name.into())];
    let has_earlier = dossier.index().is_some_and(|index| index.earlier.is_some());
    if let Some(efforts) = &dossier.held().efforts {
        if !parts.contains(&Part::Efforts) {
            return Err(Error::usage(Phrase::UsageNoEfforts, &call));
        }
        // A table of efforts with unreadable costs is refused, since the plan would miss their
        // steps.
        if efforts.is_unread() {
            return Err(Error::refused("efforts", efforts.findings()));
        }
    }
    let needs_earlier = parts.contains(&Part::Before) || parts.contains(&Part::PreviousNeeded);
    if needs_earlier && !has_earlier {
        return Err(Error::usage(Phrase::UsageNeedsEarlier, &call));
    }
    if has_earlier && !needs_earlier && !parts.contains(&Part::Previous) {
        return Err(Error::usage(Phrase::UsageNoEarlier, &call));
    }
    if dossier.held().indices.len() > 1 && !parts.contains(&Part::With) {
        let args = [("call", name.into()), ("key", "with".into()), ("calls", "together".into())];
        return Err(Error::usage(Phrase::UsageForeign, &args));
    }
    Ok(())
}

/// Reads a question from its flags.
type Read = fn(&BTreeMap<String, Box<RawValue>>) -> Result<Arc<dyn Ask>, Error>;

/// The schemas of a question's result and flags.
#[cfg(feature = "schema")]
type Schemas = (fn() -> schemars::Schema, fn(&mut schemars::SchemaGenerator) -> schemars::Schema);

/// The description of a question in the list of questions.
pub struct Entry {
    /// The name of the question: a subcommand, the `call` of a request, the `kind` of a result.
    pub name: &'static str,
    about: [&'static str; 2],
    /// The command line that asks the question, as the help shows it.
    pub usage: &'static str,
    parts: [&'static [Part]; 2],
    /// The flags of the question itself.
    pub flags: &'static [Flag],
    /// The common flags that the question takes.
    pub common: &'static [&'static str],
    repeated: bool,
    pub(super) read: Read,
    /// The schemas of the question's result and flags.
    #[cfg(feature = "schema")]
    pub(crate) schemas: Schemas,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Entry").field(&self.name).finish()
    }
}

impl Entry {
    pub(super) const fn of<Q: Question>() -> Entry {
        Entry {
            name: Q::NAME,
            about: Q::ABOUT,
            usage: Q::USAGE,
            parts: [Q::OF, Q::TAKES],
            flags: Q::FLAGS,
            common: Q::COMMON,
            repeated: Q::REPEATED,
            read: |flags| {
                let question: Q = read_flags(flags)?;
                question.fits()?;
                Ok(Arc::new(question))
            },
            #[cfg(feature = "schema")]
            schemas: (schemas::result::<Q>, schemas::flags::<Q>),
        }
    }

    /// All flags of the question: its own, then the common ones it takes.
    pub fn all_flags(&self) -> impl Iterator<Item = &'static Flag> + use<> {
        let common = self.common;
        let common = Common::FLAGS.iter().filter(move |flag| common.contains(&flag.key));
        self.flags.iter().chain(common)
    }

    /// Whether the question uses or may use a part of a dossier.
    pub fn has(&self, part: Part) -> bool {
        self.parts.iter().any(|parts| parts.iter().any(|one| one.is(part)))
    }

    /// Whether a print of the question can be checked against its inputs.
    pub fn is_repeated(&self) -> bool {
        self.repeated
    }

    /// One sentence on what the question answers.
    pub fn about(&self, lang: Lang) -> &'static str {
        let [en, vi] = self.about;
        match lang {
            Lang::En => en,
            Lang::Vi => vi,
        }
    }
}

/// The common flags of a paper. `basis` must stand first and `head` last: the lists below drop one
/// of them.
pub(super) const OF_PAPER: &[&str] = &[
    "basis",
    "by_group",
    "year",
    "period",
    "as_of",
    "channel",
    "no_survey",
    "prefer",
    "strict",
    "unit_of",
    "policy",
    "head",
];

/// The common flags of a question that is not a paper: all but `head`.
const ALL_COMMON: &[&str] = OF_PAPER.split_at(OF_PAPER.len() - 1).0;

/// The common flags of a question that looks at all stages: without `basis` and `head`.
pub(super) const UNSTAGED: &[&str] = ALL_COMMON.split_at(1).1;

/// The schemas of a question, made from its types.
#[cfg(feature = "schema")]
mod schemas {
    use std::borrow::Cow;
    use std::marker::PhantomData;

    use schemars::{JsonSchema, Schema, SchemaGenerator};

    use super::Question;
    use crate::ask::shape::{ResultObject, of_result};

    /// The schema of the result.
    pub(super) fn result<Q: Question>() -> Schema {
        of_result::<ResultObject<AskedOf<Q>, Q::Row, Q::Summary, Q::Beside>>(Q::SUMS)
    }

    /// The schema of the question's own flags.
    pub(super) fn flags<Q: Question>(generator: &mut SchemaGenerator) -> Schema {
        Q::json_schema(generator)
    }

    /// Stands for the part of a result that repeats the flags.
    struct AskedOf<Q>(PhantomData<Q>);

    impl<Q: Question> JsonSchema for AskedOf<Q> {
        fn schema_name() -> Cow<'static, str> {
            "Asked".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            Q::asked_shape(generator)
        }
    }
}
