//! The directive (*văn bản chỉ đạo*): a letter as data, with what it orders, of whom, until when,
//! and what is wrong with it.
//!
//! A [`DirectiveSpec`] has the right shape but may be wrong. A [`Directive`] cannot be
//! inconsistent: its dates are days of the calendar, its agencies are listed, its targets are
//! complete. Orders that cannot be carried out stay in a directive, and [`Directive::slips`]
//! reports them.

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
    /// [`Error::is_refused`] with every finding when the document is wrong in its form: a date that
    /// is not a day, an agency that is not listed, an incomplete target. Mistakes of the letter
    /// itself are no reason to refuse it: see [`Directive::slips`].
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

    /// The directive as a JSON document, with the keys in the order of the format. Reading it gives
    /// the same directive.
    pub fn to_json(&self) -> String {
        canonical::json(self)
    }

    /// The first 16 hex digits of the SHA-256 of the document that [`Directive::to_json`] gives.
    pub fn hash(&self) -> String {
        let digest = Sha256::digest(self.to_json());
        digest.iter().take(8).fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// The id of the directive, such as `hon-quan-2023`.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The title of the letter.
    pub fn title(&self) -> &Text {
        &self.0.title
    }

    /// The number of the letter on paper, if it is known.
    pub fn document(&self) -> Option<&str> {
        self.0.document.as_deref()
    }

    /// The day the letter was signed (*ngày ban hành*).
    pub fn issued(&self) -> Day {
        self.0.issued
    }

    /// The id of the framework whose codes the obligations link to.
    pub fn framework_id(&self) -> Option<&str> {
        self.0.framework.as_deref()
    }

    /// How official the figures of the directive are: official, reconstructed or illustrative.
    pub fn provenance(&self) -> Provenance {
        self.0.provenance
    }

    /// The documents that the letter carries out or refers to.
    pub fn parents(&self) -> &[Parent] {
        &self.0.parents
    }

    /// The agencies that the letter is addressed to (*kính gửi*).
    pub fn addressees(&self) -> impl Iterator<Item = &Actor> {
        self.0.addressees.iter().map(|ix| self.actor_at(*ix))
    }

    /// The agencies that the letter is sent to (*nơi nhận*), where the document lists them.
    ///
    /// ```
    /// let letter = par_index::directive::directive("hon-quan-2023")?;
    /// assert!(letter.copies().any(|actor| actor.id() == "mat-tran"));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn copies(&self) -> impl Iterator<Item = &Actor> {
        self.0.copies.iter().map(|ix| self.actor_at(*ix))
    }

    /// Every agency that the letter names.
    pub fn agencies(&self) -> &[Actor] {
        &self.0.agencies
    }

    /// The obligations and requests of the letter, paragraph by paragraph.
    pub fn obligations(&self) -> &[Obligation] {
        &self.0.obligations
    }

    /// The obligation of the given paragraph, such as `2.2c`.
    pub fn obligation(&self, paragraph: &str) -> Option<&Obligation> {
        self.0.obligations.iter().find(|one| one.paragraph().as_str() == paragraph)
    }

    /// The agencies that answer for an obligation (*chủ trì*).
    pub fn lead<'a>(&'a self, obligation: &'a Obligation) -> impl Iterator<Item = &'a Actor> {
        obligation.actors(&obligation.lead)
    }

    /// The agencies that co-operate in an obligation (*phối hợp*).
    pub fn cooperating<'a>(
        &'a self,
        obligation: &'a Obligation,
    ) -> impl Iterator<Item = &'a Actor> {
        obligation.actors(&obligation.cooperating)
    }

    /// The ids of an obligation's leads joined by `+`; empty without a lead.
    pub fn lead_key(&self, obligation: &Obligation) -> String {
        let ids: Vec<&str> = self.lead(obligation).map(Actor::id).collect();
        ids.join("+")
    }

    /// The short names of an obligation's leads, joined by commas.
    pub fn lead_names(&self, obligation: &Obligation, lang: Lang) -> String {
        let names: Vec<&str> = self.lead(obligation).map(|one| one.short().get(lang)).collect();
        names.join(", ")
    }

    /// The short names of the agencies that co-operate in an obligation, joined by commas.
    pub fn cooperating_names(&self, obligation: &Obligation, lang: Lang) -> String {
        let names: Vec<&str> =
            self.cooperating(obligation).map(|one| one.short().get(lang)).collect();
        names.join(", ")
    }

    /// The agency with the given id.
    pub fn agency(&self, id: &str) -> Option<&Actor> {
        self.0.agencies.iter().find(|agency| agency.id() == id)
    }

    /// The mistakes in the letter: dates that cannot be kept, owners that are missing or doubled,
    /// goals that contradict each other. `least_days` is the number of days that an order must
    /// leave; the usual value is [`LEAST_DAYS`].
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

    /// The mistakes in the letter, with nodes named as in a framework that is not embedded.
    pub(crate) fn slips_under(&self, framework: &Framework, least_days: u16) -> Vec<Finding> {
        slips::slips(self, Some(framework), least_days)
    }

    /// The due day of an obligation; `None` if nobody can keep it because it is before the letter
    /// or before the plan the obligation belongs to. Nobody can be late after such a day.
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

    /// The due day in the letter's words, with a remark where nobody can keep it.
    pub(crate) fn due_text(&self, obligation: &Obligation) -> Text {
        let due = obligation.due_text();
        if obligation.due().is_none() || self.usable_due(obligation).is_some() {
            return due;
        }
        Phrase::DueUnusable.text(&[("due", due.into())])
    }

    /// The parent documents that an obligation belongs to.
    pub(crate) fn parents_of<'a>(
        &'a self,
        obligation: &'a Obligation,
    ) -> impl Iterator<Item = &'a Parent> {
        obligation.parents.iter().filter_map(|place| self.parents().get(*place))
    }

    /// The agency that a person names by its id, its name or its short name.
    pub(crate) fn agency_named(&self, text: &str) -> Option<&Actor> {
        let folded = fold_name(text);
        let is = |name: &str| !name.is_empty() && fold_name(name) == folded;
        let named = |one: &&Actor| {
            [one.name(), one.short()].iter().any(|name| is(&name.vi) || is(&name.en))
        };
        self.agency(text).or_else(|| self.agencies().iter().find(named))
    }

    /// The collectives that an agency belongs to, the nearest first.
    pub(crate) fn collectives_of(&self, id: &str) -> Vec<&Actor> {
        let mut at = self.agency(id).and_then(|actor| actor.part_of);
        let mut all = Vec::new();
        while let Some(actor) = at.map(|ix| self.actor_at(ix)) {
            all.extend(Some(actor).filter(|actor| actor.is_collective()));
            at = actor.part_of;
        }
        all
    }

    // Positions come from this directive's own list, so they are always in range.
    fn actor_at(&self, ix: ActorIx) -> &Actor {
        &self.0.agencies[ix.0]
    }

    /// The agencies that a list reaches, by position: those in the list, the parts of these, and
    /// every collective with at least two members in the directive that are all reached.
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
