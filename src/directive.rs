//! The directive (*văn bản chỉ đạo*): a letter as data. What it orders, of whom, until when, and what
//! is wrong with it.
//!
//! [`DirectiveSpec`] has the right shape and may be wrong; a [`Directive`] cannot be inconsistent: its
//! dates are days, its agencies are known, its targets are whole. What a letter says that cannot be
//! carried out stays in it, and [`Directive::slips`] tells.

mod canonical;
mod catalog;
mod check;
mod fields;
mod link;
mod obligation;
mod papers;
mod progress;
mod slips;
pub(crate) mod spec;
mod status;
mod untouched;

use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest, Sha256};

pub use catalog::{directive, directive_ids};
pub use link::{Link, SIPAS_CHANNELS};
pub use obligation::{Actor, Comparator, Goal, Obligation, Parent, Target, TargetUnit};
pub use papers::{Paper, PaperAsked, PaperGroup, PaperKind, PaperLine, PaperSums, paper};
pub use progress::{Progress, ProgressRow};
pub use slips::LEAST_DAYS;
pub(crate) use spec::DirectiveSpec;
pub use status::{ObligationState, Standing as ObligationStanding, StatusCount, count_by, status};

pub(crate) use obligation::ActorIx;

use crate::day::Day;
use crate::error::Error;
use crate::finding::Finding;
use crate::framework::{Framework, Provenance};
use crate::json;
use crate::words::{Lang, Phrase, Text, fold_name};

/// A checked directive (*văn bản chỉ đạo*). Cheap to clone.
///
/// # Example
/// ```
/// use par_index::directive::{Comparator, Goal as ObligationGoal, directive};
///
/// let letter = directive("hon-quan-2023")?;
/// let inspected = letter.obligation("2.2c").unwrap();
/// assert_eq!((inspected.goal(), inspected.due().unwrap().to_string().as_str()), (ObligationGoal::Reach, "2023-11-30"));
/// let target = inspected.target().unwrap();
/// assert_eq!((target.comparator(), target.threshold().to_string().as_str()), (Comparator::AtLeast, "30"));
/// assert_eq!(letter.slips(15).len(), 11);
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Directive(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    id: String,
    title: Text,
    document: Option<String>,
    issued: Day,
    framework: Option<String>,
    provenance: Provenance,
    parents: Vec<Parent>,
    addressees: Vec<ActorIx>,
    copies: Vec<ActorIx>,
    agencies: Arc<[Actor]>,
    obligations: Vec<Obligation>,
}

impl Directive {
    /// Reads and checks a directive.
    ///
    /// # Errors
    /// [`Error::is_refused`] with every finding when the document contradicts itself in its form: a
    /// day that is none, an agency nobody lists, half a target. What the letter itself gets wrong is
    /// no reason to refuse it: see [`Directive::slips`].
    ///
    /// ```
    /// let error = par_index::directive::Directive::from_json(r#"{"kind": "directive"}"#).unwrap_err();
    /// assert_eq!(error.findings()[0].code().as_str(), "missing_key");
    /// ```
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Directive, Error> {
        match json::read::<DirectiveSpec>(text.as_ref()) {
            Ok(spec) => spec.check(),
            Err(findings) => Err(Error::refused("the directive", findings)),
        }
    }

    /// The directive as a document, keys in the order of the format; reading it gives the same.
    pub fn to_json(&self) -> String {
        canonical::json(self)
    }

    /// The first 16 hex digits of the SHA-256 of that document.
    pub fn hash(&self) -> String {
        let digest = Sha256::digest(self.to_json());
        digest.iter().take(8).fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// The id, such as `hon-quan-2023`.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The title.
    pub fn title(&self) -> &Text {
        &self.0.title
    }

    /// The number on paper, if it is known.
    pub fn document(&self) -> Option<&str> {
        self.0.document.as_deref()
    }

    /// The day it was signed (*ngày ban hành*).
    pub fn issued(&self) -> Day {
        self.0.issued
    }

    /// The id of the framework whose codes it links to.
    pub fn framework_id(&self) -> Option<&str> {
        self.0.framework.as_deref()
    }

    /// How official the document is.
    pub fn provenance(&self) -> Provenance {
        self.0.provenance
    }

    /// The documents it carries out or refers to.
    pub fn parents(&self) -> &[Parent] {
        &self.0.parents
    }

    /// Whom it is addressed to (*kính gửi*).
    pub fn addressees(&self) -> impl Iterator<Item = &Actor> {
        self.0.addressees.iter().map(|ix| self.actor_at(*ix))
    }

    /// Whom it is sent to (*nơi nhận*), where the register says so.
    ///
    /// ```
    /// let letter = par_index::directive::directive("hon-quan-2023")?;
    /// assert!(letter.copies().any(|actor| actor.id() == "mat-tran"));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn copies(&self) -> impl Iterator<Item = &Actor> {
        self.0.copies.iter().map(|ix| self.actor_at(*ix))
    }

    /// Every agency it names.
    pub fn agencies(&self) -> &[Actor] {
        &self.0.agencies
    }

    /// What it orders and requests, paragraph by paragraph.
    pub fn obligations(&self) -> &[Obligation] {
        &self.0.obligations
    }

    /// The obligation of a paragraph.
    pub fn obligation(&self, paragraph: &str) -> Option<&Obligation> {
        self.0.obligations.iter().find(|one| one.paragraph().as_str() == paragraph)
    }

    /// Who answers for an obligation (*chủ trì*).
    pub fn lead<'a>(&'a self, obligation: &'a Obligation) -> impl Iterator<Item = &'a Actor> {
        obligation.actors(&obligation.lead)
    }

    /// Who helps (*phối hợp*).
    pub fn cooperating<'a>(
        &'a self,
        obligation: &'a Obligation,
    ) -> impl Iterator<Item = &'a Actor> {
        obligation.actors(&obligation.cooperating)
    }

    /// The ids of an obligation's leads joined by `+`; empty without one.
    pub fn lead_key(&self, obligation: &Obligation) -> String {
        let ids: Vec<&str> = self.lead(obligation).map(Actor::id).collect();
        ids.join("+")
    }

    /// The short names of its leads, joined by commas.
    pub fn lead_names(&self, obligation: &Obligation, lang: Lang) -> String {
        let names: Vec<&str> = self.lead(obligation).map(|one| one.short().get(lang)).collect();
        names.join(", ")
    }

    /// The short names of who helps, joined by commas.
    pub fn cooperating_names(&self, obligation: &Obligation, lang: Lang) -> String {
        let names: Vec<&str> =
            self.cooperating(obligation).map(|one| one.short().get(lang)).collect();
        names.join(", ")
    }

    /// An agency by its id.
    pub fn agency(&self, id: &str) -> Option<&Actor> {
        self.0.agencies.iter().find(|agency| agency.id() == id)
    }

    /// What is wrong with the letter: dates that cannot be kept, owners missing or doubled, goals that
    /// contradict each other. `least_days` is how many days an order must leave ([`LEAST_DAYS`] is
    /// usual).
    ///
    /// ```
    /// use par_index::directive::directive;
    /// use par_index::Lang;
    /// let slips = directive("hon-quan-2023")?.slips(15);
    /// let past = slips.iter().find(|slip| slip.code().as_str() == "due_before_letter").unwrap();
    /// assert_eq!(past.place().node.as_deref(), Some("2.9"));
    /// assert!(past.message(Lang::Vi).contains("30/5/2023"));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    #[must_use]
    pub fn slips(&self, least_days: u16) -> Vec<Finding> {
        slips::slips(self, None, least_days)
    }

    /// The same under a framework that is not embedded.
    pub(crate) fn slips_under(&self, framework: &Framework, least_days: u16) -> Vec<Finding> {
        slips::slips(self, Some(framework), least_days)
    }

    /// The day of an obligation, unless nobody can keep it: one before the letter, or before the plan
    /// it belongs to, is no day to be late after.
    ///
    /// ```
    /// let letter = par_index::directive::directive("hon-quan-2023")?;
    /// let usable = |paragraph| letter.usable_due(letter.obligation(paragraph).unwrap());
    /// assert_eq!(usable("2.9"), None); // due 2023-05-30 in a letter of 2023-06-08
    /// assert_eq!(usable("2.1c").unwrap().to_string(), "2023-06-20");
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn usable_due(&self, obligation: &Obligation) -> Option<Day> {
        slips::usable_due(self, obligation)
    }

    /// The day as the letter has it, marked where nobody can keep it.
    pub(crate) fn due_text(&self, obligation: &Obligation) -> Text {
        let due = obligation.due_text();
        if obligation.due().is_none() || self.usable_due(obligation).is_some() {
            return due;
        }
        Phrase::DueUnusable.text(&[("due", due.into())])
    }

    /// The documents an obligation belongs to.
    pub(crate) fn parents_of<'a>(
        &'a self,
        obligation: &'a Obligation,
    ) -> impl Iterator<Item = &'a Parent> {
        obligation.parents.iter().filter_map(|place| self.parents().get(*place))
    }

    /// The agency a person names by its id, its name or its short name.
    pub(crate) fn agency_named(&self, text: &str) -> Option<&Actor> {
        let folded = fold_name(text);
        let is = |name: &str| !name.is_empty() && fold_name(name) == folded;
        let named = |one: &&Actor| {
            [one.name(), one.short()].iter().any(|name| is(&name.vi) || is(&name.en))
        };
        self.agency(text).or_else(|| self.agencies().iter().find(named))
    }

    /// The collectives an agency belongs to, the nearest first.
    pub(crate) fn collectives_of(&self, id: &str) -> Vec<&Actor> {
        let mut at = self.agency(id).and_then(|actor| actor.part_of);
        let mut all = Vec::new();
        while let Some(actor) = at.map(|ix| self.actor_at(ix)) {
            all.extend(Some(actor).filter(|actor| actor.is_collective()));
            at = actor.part_of;
        }
        all
    }

    // Positions come from this directive's own list, so the bounds hold.
    fn actor_at(&self, ix: ActorIx) -> &Actor {
        &self.0.agencies[ix.0]
    }

    /// Which agencies a list reaches: those in it, their parts, and a collective of which the register
    /// names several members and the list reaches them all.
    fn reached(&self, list: &[ActorIx]) -> Vec<bool> {
        let agencies = self.agencies();
        let mut members: Vec<Vec<ActorIx>> = vec![Vec::new(); agencies.len()];
        for (n, actor) in agencies.iter().enumerate() {
            if let Some(whole) = actor.part_of {
                members[whole.0].push(ActorIx(n));
            }
        }
        let mut missing: Vec<usize> = members.iter().map(Vec::len).collect();
        let mut reached = vec![false; agencies.len()];
        let mut next = list.to_vec();
        while let Some(ix) = next.pop() {
            if std::mem::replace(&mut reached[ix.0], true) {
                continue;
            }
            next.extend(&members[ix.0]);
            let Some(whole) = self.actor_at(ix).part_of else { continue };
            missing[whole.0] -= 1;
            let several = members[whole.0].len() > 1 && self.actor_at(whole).is_collective();
            next.extend(Some(whole).filter(|whole| several && missing[whole.0] == 0));
        }
        reached
    }
}

impl PartialEq for Directive {
    fn eq(&self, other: &Directive) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.to_json() == other.to_json()
    }
}

impl Eq for Directive {}
