//! What all questions have in common: [`Question`], and [`Entry`], what the list knows of one.

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

/// A part of a dossier that a question may or must have beside assessments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Part {
    /// A framework.
    Framework,
    /// Inputs read under it.
    Inputs,
    /// The register of units.
    Units,
    /// Inputs of earlier years, maybe under a framework of their own, with a crosswalk.
    Previous,
    /// The same, and the question cannot do without them.
    PreviousNeeded,
    /// The state of the same year before.
    Before,
    /// The table of efforts and measures.
    Efforts,
    /// The same table, of a paper.
    Measures,
    /// Further indices.
    With,
    /// A published table.
    Table,
    /// Ballots, with their questions.
    Ballots,
    /// A letter.
    Directive,
    /// The same beside inputs, where there is one.
    Letter,
    /// Reports on the letter.
    Progress,
}

impl Part {
    /// Whether it is that part, or another that is filled by the same data.
    fn is(self, part: Part) -> bool {
        let earlier = matches!(self, Part::PreviousNeeded | Part::Before);
        let letter = part == Part::Directive && self == Part::Letter;
        self == part || letter || part == Part::Previous && earlier
    }
}

/// A struct of flags that is a question.
pub(crate) trait Question: Flags + Shape {
    /// Its rows.
    type Row: Shape;
    /// What stands beside the rows; [`Nothing`](super::parts::row::Nothing) of one that has no summary.
    type Summary: Shape;
    /// Further keys of its result object.
    type Beside: Shape;
    /// The name: a subcommand, the `call` of a request, the `kind` of the result.
    const NAME: &'static str;
    /// What it answers, in English and Vietnamese.
    const ABOUT: [&'static str; 2];
    /// The line that shows how it is asked.
    const USAGE: &'static str;
    /// What it is asked of.
    const OF: &'static [Part] = &[Part::Framework, Part::Inputs, Part::Units];
    /// What it may have beside the inputs.
    const TAKES: &'static [Part] = &[];
    /// Whether it answers also where nothing shall be computed because of errors.
    const TAKES_ERRORS: bool = false;
    /// Which of the common flags it takes.
    const COMMON: &'static [&'static str] = ALL_COMMON;
    /// Whether it is asked of assessments alone, so that a print of it can be compared.
    const REPEATED: bool = true;
    /// Whether it sums over units, so that its summary names those that the sums lack.
    #[cfg_attr(not(feature = "schema"), expect(dead_code, reason = "only its schema tells"))]
    const SUMS: bool = false;

    /// What it may have beside the inputs, asked with these flags.
    fn takes(&self) -> &'static [Part] {
        Self::TAKES
    }

    /// What its result says was asked.
    #[cfg(feature = "schema")]
    fn asked_shape(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        use schemars::JsonSchema as _;
        super::shape::Asked::<Self>::json_schema(generator)
    }

    /// The same question where a name in it stands for an id of the dossier; `None` where none does.
    ///
    /// # Errors
    /// Where the name is nobody's.
    fn understood(&self, _: &Dossier) -> Result<Option<Self>, Error> {
        Ok(None)
    }

    /// Whether the flags fit each other.
    ///
    /// # Errors
    /// Where two cannot stand together, or one of several is missing.
    fn fits(&self) -> Result<(), Error> {
        Ok(())
    }

    /// An answer whose rows are all there.
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

    /// The answer of what is seen of assessments.
    ///
    /// # Errors
    /// Where the question names what is not there.
    fn answer(&self, _: &mut Sight<'_>) -> Result<Answer, Error> {
        Ok(Answer::nothing())
    }

    /// The answer with all that was found on the way. A question that is not asked of assessments answers
    /// here.
    ///
    /// # Errors
    /// Where the question is wrong.
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

    /// Takes into a seal all of the dossier that the answer depends on.
    fn seal(&self, dossier: &Dossier, digest: &mut Digested) {
        digest.dossier(dossier);
    }

    /// Whether nothing was there to be computed.
    fn is_void(&self, dossier: &Dossier, answer: &Answer) -> bool {
        match &answer.documents {
            Some(documents) => documents.is_empty(),
            None => self.nothing_came(dossier),
        }
    }

    /// Whether none of the inputs that the rows may be of holds a unit.
    fn nothing_came(&self, dossier: &Dossier) -> bool {
        let before = self.takes().contains(&Part::Before);
        let mut inputs = dossier.held().indices.iter().flat_map(|index| {
            let before = index.earlier.iter().filter(|_| before).map(|earlier| &earlier.input);
            [&index.input].into_iter().chain(before)
        });
        inputs.all(|input| input.assessments.is_empty())
    }
}

/// A question of any kind.
pub(crate) trait Ask: Send + Sync {
    /// Its row in the list.
    fn entry(&self) -> &'static Entry;
    /// Its flags by their keys.
    fn flags(&self) -> Result<BTreeMap<String, Box<RawValue>>, serde_json::Error>;
    /// The same question where a name in it stands for an id of the dossier; `None` where none does.
    fn understood(&self, dossier: &Dossier) -> Result<Option<Arc<dyn Ask>>, Error>;
    /// Whether it is, or may be, asked of a part of a dossier, with these flags.
    fn takes(&self, part: Part) -> bool;
    /// The answer with all that was found on the way.
    fn outcome(&self, dossier: &Dossier, common: &Common) -> Result<Outcome, Error>;
    /// Takes into a seal all of the dossier that the answer depends on.
    fn seal(&self, dossier: &Dossier, digest: &mut Digested);
    /// Whether nothing was there to be computed.
    fn is_void(&self, dossier: &Dossier, answer: &Answer) -> bool;
}

/// An answer with all that was found on the way to it.
pub(crate) struct Outcome {
    pub(crate) answer: Answer,
    pub(crate) findings: Vec<Finding>,
    /// What of all that the question looked at was not read.
    pub(crate) not_read: Vec<Unread>,
    pub(crate) period: Option<Period>,
    /// Which stages count; `None` where no assessment was looked at.
    pub(crate) basis: Option<Basis>,
    /// The framework of the result; `None` where it has none.
    pub(crate) framework: Option<Framework>,
    /// Whether its policies decide anything of the result.
    pub(crate) under_policies: bool,
}

impl Outcome {
    /// Of a question that is not asked of assessments.
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

/// A threshold below which something is weak is a part of a whole.
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

/// Whether what stands beside the inputs belongs to the question, and what it needs is there.
fn takes(name: &'static str, parts: &[Part], dossier: &Dossier) -> Result<(), Error> {
    let call = [("call", name.into())];
    let has_earlier = dossier.index().is_some_and(|index| index.earlier.is_some());
    if let Some(efforts) = &dossier.held().efforts {
        if !parts.contains(&Part::Efforts) {
            return Err(Error::usage(Phrase::UsageNoEfforts, &call));
        }
        // Steps that cost what nobody could read are no steps of this table.
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

/// A question from its flags.
type Read = fn(&BTreeMap<String, Box<RawValue>>) -> Result<Arc<dyn Ask>, Error>;

/// The schemas of a question's result and of its flags.
#[cfg(feature = "schema")]
type Schemas = (fn() -> schemars::Schema, fn(&mut schemars::SchemaGenerator) -> schemars::Schema);

/// What the list of questions knows of one.
pub struct Entry {
    /// The name: a subcommand, the `call` of a request, the `kind` of the result.
    pub name: &'static str,
    about: [&'static str; 2],
    /// The line that shows how the command is asked.
    pub usage: &'static str,
    parts: [&'static [Part]; 2],
    /// Its own flags.
    pub flags: &'static [Flag],
    /// Which of the common flags it takes.
    pub common: &'static [&'static str],
    repeated: bool,
    pub(super) read: Read,
    /// The schemas of its result and of its flags.
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

    /// All flags it takes: its own, then those of every question.
    pub fn all_flags(&self) -> impl Iterator<Item = &'static Flag> + use<> {
        let common = self.common;
        let common = Common::FLAGS.iter().filter(move |flag| common.contains(&flag.key));
        self.flags.iter().chain(common)
    }

    /// Whether it is, or may be, asked of a part of a dossier.
    pub fn has(&self, part: Part) -> bool {
        self.parts.iter().any(|parts| parts.iter().any(|one| one.is(part)))
    }

    /// Whether a print of it can be held against its inputs.
    pub fn is_repeated(&self) -> bool {
        self.repeated
    }

    /// What the question answers.
    pub fn about(&self, lang: Lang) -> &'static str {
        let [en, vi] = self.about;
        match lang {
            Lang::En => en,
            Lang::Vi => vi,
        }
    }
}

/// The keys of the common flags of a paper: that of its stages comes first, that of its head last.
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

/// The same of what is no paper.
const ALL_COMMON: &[&str] = OF_PAPER.split_at(OF_PAPER.len() - 1).0;

/// The same without that of the stages: of what looks at all of them.
pub(super) const UNSTAGED: &[&str] = ALL_COMMON.split_at(1).1;

/// The schemas of a question, from its types.
#[cfg(feature = "schema")]
mod schemas {
    use std::borrow::Cow;
    use std::marker::PhantomData;

    use schemars::{JsonSchema, Schema, SchemaGenerator};

    use super::Question;
    use crate::ask::shape::{ResultObject, of_result};

    /// Of what it gives.
    pub(super) fn result<Q: Question>() -> Schema {
        of_result::<ResultObject<AskedOf<Q>, Q::Row, Q::Summary, Q::Beside>>(Q::SUMS)
    }

    /// Of its own flags.
    pub(super) fn flags<Q: Question>(generator: &mut SchemaGenerator) -> Schema {
        Q::json_schema(generator)
    }

    /// What a result says was asked.
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
