//! What is printed of a result in every format (HTML, DOCX, PDF): its page, and the texts above and
//! below it.

use par_index::page::{Block, Page};
use par_index::reply::Reply;
use par_index::view::Look;
use par_index::{Day, Finding, Lang, Period};

use crate::qr::Qr;
use crate::words::Word;

/// A result as it is printed. For the question `paper` the page is that of the official paper to be
/// signed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Document {
    /// The content: titles, sentences, tables and charts.
    pub page: Page,
    /// Whether it is an official paper to be signed: nothing but the seal is then added to the
    /// content.
    pub is_paper: bool,
    /// The name of the document: the first title, subject or table title that is not empty.
    pub title: String,
    /// The title of the dossier that the result was computed from; `None` for an official paper.
    pub dossier: Option<String>,
    /// The findings printed below the content: none in an official paper; in a result about one
    /// unit only those that concern it.
    pub findings: Vec<Finding>,
    /// The number of findings that concern other units and are not printed.
    pub found_of_others: usize,
    /// The printed line of the seal, by which the result can be verified.
    pub seal: String,
    /// A QR code of the line of the seal together with the question: `verify` accepts its text.
    /// `None` if the text is too long for a code.
    pub code: Option<Qr>,
    /// The date of the document, which never comes from a clock: the day in the head of the paper,
    /// else the day the question was asked for, else the last day of its period.
    pub day: Option<Day>,
    /// The language and the signs in which it is printed.
    pub look: Look,
}

impl Document {
    /// Collects everything that is printed of a result.
    pub fn of(reply: &Reply, look: Look) -> Document {
        let look = Look { color: false, ..look };
        let paper = reply.document();
        let is_paper = paper.is_some();
        let page = paper.unwrap_or_else(|| reply.page());
        let line = reply.seal_line(look);
        let title = title(&page, look);
        let findings = reply.findings_beside().iter();
        let findings = findings.filter(|_| !is_paper && !reply.tells_findings()).cloned();
        let (findings, others) = findings.partition::<Vec<_>, _>(|one| concerns(one, reply));
        Document {
            title: title.unwrap_or_else(|| "PAR INDEX".to_owned()),
            is_paper,
            dossier: reply.title().filter(|_| !is_paper).map(shown),
            findings,
            found_of_others: others.len(),
            seal: if is_paper { reply.seal_alone(look) } else { line.clone() },
            code: Qr::of(&line),
            day: day(reply),
            page,
            look,
        }
    }

    /// The heading above the findings.
    pub fn findings_heading(&self) -> &'static str {
        Word::Findings.say(self.look.lang)
    }

    /// A line with the number of findings about other units; `None` if there are none.
    pub fn others(&self) -> Option<String> {
        let said = format!("{}: {}", Word::OtherUnits.say(self.look.lang), self.found_of_others);
        (self.found_of_others > 0).then_some(said)
    }

    /// The texts of the findings, followed by the line about other units if there is one.
    pub fn found(&self) -> Vec<String> {
        let own = self.findings.iter().map(|finding| finding.text(self.look.lang));
        own.chain(self.others()).collect()
    }

    /// The description of the QR code for readers who cannot see it.
    pub fn code_name(&self) -> &'static str {
        Word::Code.say(self.look.lang)
    }

    /// The language code for documents: `vi` or `en`.
    pub fn language(&self) -> &'static str {
        if self.look.lang == Lang::Vi { "vi" } else { "en" }
    }
}

fn shown(text: &str) -> String {
    par_index::words::shown(text).into_owned()
}

/// Whether a finding is about the unit that was asked about, or about no particular unit.
fn concerns(finding: &Finding, reply: &Reply) -> bool {
    let flags = reply.asked().flags();
    let asked = flags.get("unit").and_then(|unit| unit.as_str());
    let place = finding.place();
    let (Some(asked), Some(unit)) = (asked, &place.unit) else { return true };
    let named = place.name.as_ref().is_some_and(|name| name.vi == asked || name.en == asked);
    unit == asked || named
}

fn day(reply: &Reply) -> Option<Day> {
    let flags = reply.asked().flags();
    let said =
        [flags.get("head").and_then(|head| head.get("day")), flags.get("on"), flags.get("as_of")];
    let said = said.into_iter().flatten().filter_map(|day| day.as_str());
    let mut said = said.filter_map(|day| Day::read(day).ok());
    let last = || reply.period().and_then(Period::last_day);
    said.next().or_else(last)
}

/// The first title, subject or table title of a page that is not empty.
fn title(page: &Page, look: Look) -> Option<String> {
    let titles = page.blocks().filter_map(|block| match block {
        Block::Title { text, .. } => Some(text),
        Block::Letterhead(head) => Some(&head.subject),
        Block::Table(table) => Some(&table.title),
        _ => None,
    });
    titles.map(|title| title.line(look)).find(|title| !title.is_empty())
}
