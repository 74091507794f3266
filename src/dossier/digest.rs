//! The digest behind a seal: it covers everything in a dossier on which a result depends.

use std::fmt::Write;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Dossier, Index};
use crate::assessment::{Assessment, Bytes, Input};
use crate::day::Day;
use crate::finding::{RowList, Unread};
use crate::framework::Framework;
use crate::period::Period;

/// The number of hex digits of a seal.
pub(crate) const DIGITS: usize = 32;

/// The text over which a seal is computed: the major version, the name of the question, and further
/// texts one after the other.
///
/// The data of a dossier enter as their own digest, which is computed once and shared by all
/// questions.
pub(crate) struct Digested {
    hash: Sha256,
    /// Whether a seal of an earlier version is computed; these covered the data themselves, as
    /// documents.
    earlier: bool,
}

impl Digested {
    pub(crate) fn of(call: &str) -> Digested {
        let mut digest = Digested { hash: Sha256::new(), earlier: false };
        digest.add(concat!("par-index ", env!("CARGO_PKG_VERSION_MAJOR")));
        digest.add(call);
        digest
    }

    /// The digest of earlier versions, for comparing older prints.
    pub(crate) fn earlier(call: &str) -> Digested {
        Digested { earlier: true, ..Digested::of(call) }
    }

    pub(crate) fn add(&mut self, text: &str) {
        // The length of each text comes first, so that two different lists of texts are never
        // hashed as the same bytes.
        self.hash.update(text.len().to_string());
        self.hash.update(":");
        self.hash.update(text);
    }

    /// Adds the data of a dossier.
    pub(crate) fn dossier(&mut self, dossier: &Dossier) {
        if self.earlier || dossier.held().indices.is_empty() {
            self.whole(dossier);
        } else {
            self.add(dossier.0.digest.get_or_init(|| {
                let mut digest = Digested { hash: Sha256::new(), earlier: false };
                digest.whole(dossier);
                digest.hex(64)
            }));
        }
    }

    /// Adds the frameworks and inputs of a dossier, and the data that accompany them.
    ///
    /// Inputs are the joined documents in the order of unit, period, channel and day, without the
    /// places from which they were read: how values are spread over files does not matter.
    fn whole(&mut self, dossier: &Dossier) {
        let Some((index, beside)) = dossier.held().indices.split_first() else { return };
        self.data(&index.framework, &index.input.assessments);
        self.made_of(&index.input);
        self.unread("own_not_read", &index.input.not_read);
        if let Some(earlier) = &index.earlier {
            self.add("earlier");
            self.data(&earlier.framework, &earlier.input.assessments);
            self.value(&earlier.crosswalk);
            self.value(&earlier.input.predecessors);
            self.unread("earlier_not_read", &earlier.input.unread());
        }
        if let Some(efforts) = &dossier.held().efforts {
            self.add("efforts");
            self.value(&efforts.rows);
        }
        // Neither the order in which further indices are named matters, nor the order of several
        // under one framework.
        let mut beside: Vec<&Index> = beside.iter().collect();
        let several = |set: &Index| {
            beside.iter().filter(|one| one.framework.hash() == set.framework.hash()).count() > 1
        };
        let own = |set: &Index| {
            let mut digest = Digested { hash: Sha256::new(), earlier: self.earlier };
            digest.beside(set);
            digest.hex(64)
        };
        let keys: Vec<_> = beside.iter().map(|set| several(set).then(|| own(set))).collect();
        let mut order: Vec<usize> = (0..beside.len()).collect();
        order.sort_by_key(|n| (beside[*n].framework.hash(), &keys[*n]));
        beside = order.into_iter().map(|n| beside[n]).collect();
        for set in beside {
            self.beside(set);
        }
        if !dossier.held().parents.is_empty() {
            self.value(&dossier.held().parents);
        }
    }

    /// Adds a further index.
    fn beside(&mut self, set: &Index) {
        self.add("beside");
        self.data(&set.framework, &set.input.assessments);
        self.made_of(&set.input);
        self.unread("beside_not_read", &set.input.not_read);
    }

    /// Adds the units from which merged units were made, if there are any; earlier seals did not
    /// cover them.
    fn made_of(&mut self, input: &Input) {
        if !self.earlier && !input.predecessors.is_empty() {
            self.add("made_of");
            self.value(&input.predecessors);
        }
    }

    /// Adds a framework and the inputs read under it.
    fn data(&mut self, framework: &Framework, inputs: &[Assessment]) {
        self.add(framework.hash());
        let mut inputs: Vec<&Assessment> = inputs.iter().collect();
        inputs.sort_by(|a, b| key(a).cmp(&key(b)));
        if self.earlier {
            return self.documents(framework, &inputs);
        }
        let mut bytes = Bytes::default();
        for assessment in inputs {
            bytes.clear();
            assessment.seal(&mut bytes);
            self.hash.update(bytes.as_slice().len().to_string());
            self.hash.update(":");
            self.hash.update(bytes.as_slice());
        }
    }

    /// Adds assessments as documents, the form that earlier seals covered.
    fn documents(&mut self, framework: &Framework, inputs: &[&Assessment]) {
        for assessment in inputs {
            let mut spec = assessment.written(|_| true);
            for entry in &mut spec.entries {
                let stages = [
                    &mut entry.self_score,
                    &mut entry.appraised,
                    &mut entry.appraised_again,
                    &mut entry.survey,
                ];
                for stage in stages.into_iter().flatten() {
                    stage.origin = None;
                }
            }
            self.add(if assessment.is_in_error() { "in_error" } else { "" });
            for leaf in framework.leaves().map(|leaf| leaf.code().as_str()) {
                if let Some(above) = assessment.taken_from(leaf) {
                    self.add("taken");
                    self.add(leaf);
                    self.add(&above.id);
                }
            }
            self.value(&spec);
        }
    }

    /// Adds a value as JSON.
    pub(crate) fn value(&mut self, value: &impl Serialize) {
        // The values consist of texts and numbers, so writing them cannot fail.
        self.add(&serde_json::to_string(value).unwrap_or_default());
    }

    /// Adds the parts that were not read: the name of the file, the sheet and the rows. The folder
    /// of the file and the reason are left out.
    pub(crate) fn unread(&mut self, side: &str, unread: &[Unread]) {
        let rows = |one: &Unread| one.rows.as_ref().map(RowList::all);
        let mut parts: Vec<_> = unread
            .iter()
            .map(|one| (one.file_name().unwrap_or_default(), one.sheet.as_deref(), rows(one)))
            .collect();
        parts.sort_unstable();
        parts.dedup();
        for (file, sheet, rows) in parts {
            self.add(side);
            self.add(file);
            self.add(sheet.unwrap_or_default());
            self.add(rows.as_deref().unwrap_or("all"));
        }
    }

    /// The seal, which is the first half of the hash; the shorter seals of older prints are its
    /// beginning.
    pub(crate) fn seal(self) -> String {
        self.hex(DIGITS)
    }

    fn hex(self, digits: usize) -> String {
        self.hash.finalize().iter().take(digits / 2).fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

fn key(assessment: &Assessment) -> (&str, Option<Period>, Option<&str>, Option<Day>) {
    (&assessment.unit().id, assessment.period(), assessment.channel(), assessment.as_of())
}
