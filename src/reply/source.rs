//! The list that accompanies the rows of a workbook: everything needed to understand and repeat
//! them.

use super::Reply;
use crate::finding::unread_files;
use crate::framework::policy::{PolicyRow, said};
use crate::page::Block;
use crate::render::Look;
use crate::scoring::Basis;
use crate::words::{Lang, Phrase};

/// One item on which a result is based.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// The kind of item, as a key of [`Lang::column`].
    pub key: &'static str,
    /// The text of the item, in the language asked for.
    pub text: String,
    /// Its place, for example in a file; kept apart from the text, because the result does not
    /// depend on where a file lies.
    pub place: String,
}

impl Reply {
    /// Everything on which a result is based, in the order in which people look for it: framework,
    /// basis, period, policies, overridden policies, unread parts, findings.
    ///
    /// ```
    /// use par_index::ask::Asked;
    /// use par_index::dossier::Dossier;
    /// use par_index::{Inputs, Lang, framework, sample};
    ///
    /// let fw = framework("hon-quan-2023")?;
    /// let mut inputs = Inputs::new(&fw);
    /// inputs.read("communes.json", sample("communes-2023")?);
    /// let reply = Dossier::new(&fw, inputs.finish()).ask(&Asked::of("rank", "{}")?)?;
    /// let sources = reply.sources(Lang::Vi);
    /// assert_eq!(sources[0].key, "question");
    /// assert!(sources.iter().any(|one| one.key == "hash" && one.text == fw.hash()));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn sources(&self, lang: Lang) -> Vec<Source> {
        let mut all = Vec::new();
        let mut say = |key, text: String| all.push(Source { key, text, place: String::new() });
        say("question", self.asked.entry().about(lang).to_owned());
        if let Some(framework) = self.framework() {
            say("framework", framework.id().to_owned());
            say("title", framework.title().get(lang).to_owned());
            say("hash", framework.issued_hash().to_owned());
            say("provenance", framework.provenance().phrase().word(lang).to_owned());
        }
        if let Some(basis) = self.basis() {
            say("basis", basis_phrase(basis).word(lang).to_owned());
        }
        if let Some(period) = self.period() {
            say("period", period.text().get(lang).to_owned());
        }
        let ruled = self.framework().filter(|_| self.outcome.under_policies);
        if let Some(framework) = ruled {
            for (key, value) in PolicyRow::of(framework.policies()).pairs() {
                say("policies", said(key, &value).text(lang));
            }
        }
        let claim = self.claim();
        if !claim.is_official() {
            say("overrides", claim.overrides());
        }
        let unread = self.not_read();
        if !unread.is_empty() {
            say("not_read", unread_files(unread, lang));
        }
        for finding in self.findings() {
            let text = format!("[{}] {}", finding.code().as_str(), finding.message(lang));
            let place = finding.place().text(lang);
            all.push(Source { key: finding.severity().as_str(), text, place });
        }
        all
    }

    /// The warnings that stand above the rows wherever they are printed: which parts were not read,
    /// and in which respects the result is not the official one.
    pub fn warnings(&self, lang: Lang) -> Vec<String> {
        let look = Look { lang, ..Look::default() };
        let unread = crate::ask::parts::unread::unread_block(self.not_read());
        let said = |block: &Block| match block {
            Block::Sentence { text, .. } => Some(text.line(look)),
            _ => None,
        };
        let blocks = unread.into_iter().chain(self.claim().block());
        blocks.filter_map(|block| said(&block)).collect()
    }

    /// The line with the seal, as it ends the printed result; `None` for a result without a seal.
    pub fn sealed(&self, lang: Lang) -> Option<String> {
        self.is_sealed().then(|| self.seal_line(Look { lang, ..Look::default() }))
    }
}

fn basis_phrase(basis: Basis) -> Phrase {
    match basis {
        Basis::SelfAssessed => Phrase::BasisSelf,
        Basis::Appraised => Phrase::BasisAppraised,
        Basis::Final => Phrase::BasisFinal,
    }
}
