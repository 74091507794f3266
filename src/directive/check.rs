//! The check that turns a directive's document into a [`Directive`]: it reports all problems of
//! form at once, each with its place.

use std::sync::Arc;

use super::link::Link;
use super::obligation::{Actor, ActorIx, Obligation, Parent, Target};
use super::spec::{ActorSpec, DirectiveSpec, ObligationSpec};
use super::{Directive, Inner, fields};
use crate::day::Day;
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place, nearest};
use crate::framework::{Provenance, did_you_mean, is_id};
use crate::json::{self, cut, nfc};
use crate::quantity::Code;
use crate::words::{Arg, Text};

impl DirectiveSpec {
    /// Checks the whole document and makes the directive.
    ///
    /// # Errors
    /// [`Error::is_refused`] with every finding, when at least one is an error.
    pub fn check(&self) -> Result<Directive, Error> {
        let mut check = Check {
            findings: json::head(&self.schema_version, &self.kind, "directive").into(),
            ..Check::default()
        };
        if !is_id(&self.id) {
            check.push(FindingCode::BadId, Place::at("/id"), &self.id);
        }
        if text(&self.title).is_empty() {
            check.findings.push(Finding::new(FindingCode::NameMissing, Place::at("/title")));
        }
        let issued = check.day(Some(&self.issued), Place::at("/issued"));
        check.parents(self);
        check.agencies(&self.agencies);
        check.all = check.agencies.as_slice().into();
        let addressees = check.actors(&self.addressees, &Place::default(), "addressees");
        let copies = check.actors(&self.copies, &Place::default(), "copies");
        for (n, spec) in self.obligations.iter().enumerate() {
            check.obligation(spec, &Place::at(format!("/obligations/{n}")));
        }
        let refused = check.findings.has_errors();
        let (Some(issued), false) = (issued, refused) else {
            return Err(Error::refused(
                format!("the directive {}", cut(&self.id)),
                check.findings.into_vec(),
            ));
        };
        Ok(Directive(Arc::new(Inner {
            id: nfc(&self.id),
            title: text(&self.title),
            document: fields::kept(self.document.as_deref()),
            issued,
            framework: fields::kept(self.framework.as_deref()),
            provenance: self.provenance.unwrap_or(Provenance::Illustrative),
            parents: check.parents,
            addressees,
            copies,
            agencies: check.all,
            obligations: check.obligations,
        })))
    }
}

/// The number of findings after which unknown names no longer get a suggestion ("perhaps …").
pub(super) const SUGGESTED: usize = 100;

pub(super) fn text(given: &Text) -> Text {
    Text::new(nfc(&given.vi), nfc(&given.en))
}

#[derive(Default)]
pub(super) struct Check {
    pub(super) findings: Findings,
    parents: Vec<Parent>,
    agencies: Vec<Actor>,
    /// The list `agencies` once it is complete, shared by all obligations.
    all: Arc<[Actor]>,
    obligations: Vec<Obligation>,
}

impl Check {
    pub(super) fn push(&mut self, code: FindingCode, place: Place, found: &str) {
        self.findings.push(Finding::new(code, place).found(cut(found)));
    }

    fn day(&mut self, given: Option<&String>, place: Place) -> Option<Day> {
        let given = given?;
        let day = Day::read(given).ok();
        if day.is_none() {
            self.findings.push(json::bad_date(given, place));
        }
        day
    }

    fn parents(&mut self, spec: &DirectiveSpec) {
        for (n, parent) in spec.parents.iter().enumerate() {
            let place = Place::at(format!("/parents/{n}"));
            let document = nfc(&parent.document);
            if document.is_empty() {
                let finding =
                    Finding::new(FindingCode::NameMissing, place.clone().join("document"));
                self.findings.push(finding);
            }
            let first = self.parents.iter().position(|known| known.document == document);
            if let Some(first) = first {
                let finding = Finding::new(FindingCode::DuplicateCode, place.clone());
                let first = format!("/parents/{first}");
                self.findings.push(finding.found(cut(&document)).with("first", first));
            }
            let issued = self.day(parent.issued.as_ref(), place.join("issued"));
            let title = parent.title.as_ref().map(text).unwrap_or_default();
            self.parents.push(Parent { document, issued, title });
        }
    }

    fn agencies(&mut self, specs: &[ActorSpec]) {
        for (n, spec) in specs.iter().enumerate() {
            let place = Place::at(format!("/agencies/{n}"));
            let id = nfc(&spec.id);
            if !is_id(&id) {
                self.push(FindingCode::BadId, place.clone().join("id"), &id);
            }
            if text(&spec.name).is_empty() {
                let place = place.clone().join("name");
                self.findings.push(Finding::new(FindingCode::NameMissing, place));
            }
            if self.agencies.iter().any(|known| known.id == id) {
                self.push(FindingCode::DuplicateAgency, place.join("id"), &id);
            }
            self.agencies.push(Actor {
                id,
                name: text(&spec.name),
                short: spec.short.as_ref().map(text).unwrap_or_default(),
                collective: spec.collective.unwrap_or_default(),
                part_of: None,
                source: fields::kept(spec.source.as_deref()),
            });
        }
        for (n, spec) in specs.iter().enumerate() {
            let Some(above) = &spec.part_of else { continue };
            let place = Place::at(format!("/agencies/{n}/part_of"));
            let Some(above) = self.actor(above, place.clone()) else { continue };
            self.agencies[n].part_of = Some(above);
            // Agencies are placed under the one they are part of one after another, so a cycle of
            // `part_of` is found at the agency that would close it.
            let mut at = Some(above);
            while let Some(ix) = at {
                if ix == ActorIx(n) {
                    self.push(FindingCode::PartOfItself, place, &spec.id);
                    self.agencies[n].part_of = None;
                    break;
                }
                at = self.agencies[ix.0].part_of;
            }
        }
    }

    fn actor(&mut self, id: &str, place: Place) -> Option<ActorIx> {
        let id = nfc(id);
        let known = self.agencies.iter().position(|agency| agency.id == id);
        if known.is_none() {
            // With very many unknown agencies the list of agencies itself is probably missing, so
            // no similar name is suggested.
            let few = self.findings.len() < SUGGESTED;
            let ids = self.agencies.iter().map(|agency| agency.id.as_str()).filter(|_| few);
            let near = nearest(&id, ids).map_or(Arg::from(""), did_you_mean);
            let finding = Finding::new(FindingCode::UnknownAgency, place);
            self.findings.push(finding.found(cut(&id)).with("near", near));
        }
        known.map(ActorIx)
    }

    fn actors(&mut self, ids: &[String], place: &Place, key: &str) -> Vec<ActorIx> {
        let mut list = Vec::with_capacity(ids.len());
        for (n, id) in ids.iter().enumerate() {
            let place = place.clone().join(key).join(&n.to_string());
            match self.actor(id, place.clone()) {
                Some(ix) if list.contains(&ix) => {
                    self.push(FindingCode::DuplicateAgency, place, id);
                }
                Some(ix) => list.push(ix),
                None => {}
            }
        }
        list
    }

    fn obligation(&mut self, spec: &ObligationSpec, place: &Place) {
        let place = place.clone().node(cut(&spec.paragraph));
        let paragraph = self.paragraph(spec, &place);
        if text(&spec.text).is_empty() {
            let finding = Finding::new(FindingCode::NameMissing, place.clone().join("text"));
            self.findings.push(finding);
        }
        let (links, reconstructed) = self.links(spec, &place);
        let target = self.target(spec, &place);
        let lead = self.actors(&spec.lead, &place, "lead");
        let cooperating = self.actors(&spec.cooperating, &place, "cooperating");
        let due = self.day(spec.due.as_ref(), place.clone().join("due"));
        let due_before = spec.due_before.unwrap_or_default();
        if due_before && spec.due.is_none() {
            let place = place.clone().join("due");
            self.findings.push(Finding::new(FindingCode::MissingKey, place).with("key", "due"));
        }
        let starts = self.day(spec.starts.as_ref(), place.clone().join("starts"));
        if let (Some(starts), Some(due)) = (starts, due)
            && starts > due
        {
            let finding = Finding::new(FindingCode::StartsAfterDue, place.clone().join("starts"));
            let finding = finding.found(starts.to_string()).with("starts", starts.text());
            self.findings.push(finding.with("due", due.text()));
        }
        let parents = self.belongs_to(spec, &place);
        let Some(paragraph) = paragraph else { return };
        self.obligations.push(Obligation {
            agencies: Arc::clone(&self.all),
            paragraph,
            text: text(&spec.text),
            links,
            reconstructed,
            goal: spec.goal,
            target,
            lead,
            cooperating,
            due,
            due_before,
            starts,
            parents,
            product: spec.product.as_ref().map(text).unwrap_or_default(),
            request: spec.request.unwrap_or_default(),
            source: fields::kept(spec.source.as_deref()),
        });
    }

    fn paragraph(&mut self, spec: &ObligationSpec, place: &Place) -> Option<Code> {
        let place = place.clone().join("paragraph");
        let Ok(paragraph) = spec.paragraph.trim().parse::<Code>() else {
            self.push(FindingCode::BadCode, place, &spec.paragraph);
            return None;
        };
        let first = self.obligations.iter().position(|known| known.paragraph == paragraph);
        if let Some(first) = first {
            let finding = Finding::new(FindingCode::DuplicateCode, place);
            let first = format!("/obligations/{first}");
            self.findings.push(finding.found(paragraph.as_str()).with("first", first));
        }
        Some(paragraph)
    }

    fn links(&mut self, spec: &ObligationSpec, place: &Place) -> (Vec<Link>, Vec<usize>) {
        let mut links: Vec<Link> = Vec::new();
        for (n, code) in spec.nodes.iter().enumerate() {
            let place = place.clone().join("nodes").join(&n.to_string());
            match Link::read(&nfc(code)) {
                Some(link) if links.contains(&link) => {
                    let first = links.iter().position(|known| *known == link).unwrap_or_default();
                    let finding = Finding::new(FindingCode::DuplicateCode, place);
                    let first = format!("nodes/{first}");
                    self.findings.push(finding.found(cut(code)).with("first", first));
                }
                Some(link) => links.push(link),
                None => self.push(FindingCode::UnknownLink, place, code),
            }
        }
        let mut reconstructed = Vec::new();
        for (n, code) in spec.reconstructed.iter().enumerate() {
            let link = Link::read(&nfc(code));
            if let Some(ix) = links.iter().position(|known| Some(known) == link.as_ref()) {
                reconstructed.push(ix);
            } else {
                let place = place.clone().join("reconstructed").join(&n.to_string());
                self.push(FindingCode::NotLinked, place, code);
            }
        }
        reconstructed.sort_unstable();
        reconstructed.dedup();
        (links, reconstructed)
    }

    fn target(&mut self, spec: &ObligationSpec, place: &Place) -> Option<Target> {
        fields::target(spec, place, &mut self.findings)
    }

    fn belongs_to(&mut self, spec: &ObligationSpec, place: &Place) -> Vec<usize> {
        let mut parents = Vec::new();
        for (n, document) in spec.parents.iter().enumerate() {
            let named = nfc(document);
            match self.parents.iter().position(|parent| parent.document == named) {
                Some(ix) if parents.contains(&ix) => {}
                Some(ix) => parents.push(ix),
                None => {
                    let place = place.clone().join("parents").join(&n.to_string());
                    let known = self.parents.iter().map(|parent| parent.document.as_str());
                    let near = nearest(&named, known).map_or(Arg::from(""), did_you_mean);
                    let finding = Finding::new(FindingCode::UnknownDocument, place);
                    self.findings.push(finding.found(cut(document)).with("near", near));
                }
            }
        }
        parents
    }
}
