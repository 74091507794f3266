//! What is printed of a result, on whatever it is printed: its page, what stands above and below it.

use par_index::page::{Block, Page};
use par_index::reply::Reply;
use par_index::view::Look;
use par_index::{Day, Finding, Lang, Period};

use crate::qr::Qr;
use crate::words::Word;

/// A result as it is put on paper; of a paper the one that is signed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Document {
    /// What it says.
    pub page: Page,
    /// Whether it is a paper to sign: nothing of ours stands around it but the seal.
    pub is_paper: bool,
    /// What it is called: its first title, its subject.
    pub title: String,
    /// The title of the dossier that it comes from.
    pub dossier: Option<String>,
    /// What was found, under its heading; of a paper nothing, of one unit what concerns it.
    pub findings: Vec<Finding>,
    /// How much was found of other units.
    pub found_of_others: usize,
    /// The line of the seal.
    pub seal: String,
    /// The same as a QR code, with what was asked: `verify` takes its text. A line too long has none.
    pub code: Option<Qr>,
    /// The day that it bears, without a clock: that of its head, else the day asked for, else the last of
    /// its period.
    pub day: Option<Day>,
    /// In which language and signs it is said.
    pub look: Look,
}

impl Document {
    /// What is printed of a result.
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

    /// What stands above the findings.
    pub fn findings_heading(&self) -> &'static str {
        Word::Findings.say(self.look.lang)
    }

    /// That something was found of other units too.
    pub fn others(&self) -> Option<String> {
        let said = format!("{}: {}", Word::OtherUnits.say(self.look.lang), self.found_of_others);
        (self.found_of_others > 0).then_some(said)
    }

    /// The findings as they are read, those of other units counted.
    pub fn found(&self) -> Vec<String> {
        let own = self.findings.iter().map(|finding| finding.text(self.look.lang));
        own.chain(self.others()).collect()
    }

    /// What the QR code is, for those who cannot see it.
    pub fn code_name(&self) -> &'static str {
        Word::Code.say(self.look.lang)
    }

    /// The language as documents name it.
    pub fn language(&self) -> &'static str {
        if self.look.lang == Lang::Vi { "vi" } else { "en" }
    }
}

fn shown(text: &str) -> String {
    par_index::words::shown(text).into_owned()
}

/// Whether a finding is about the unit that was asked about, or about no unit alone.
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

/// The name of a page: its first title, its subject, else the title of its first table.
fn title(page: &Page, look: Look) -> Option<String> {
    let titles = page.blocks().filter_map(|block| match block {
        Block::Title { text, .. } => Some(text),
        Block::Letterhead(head) => Some(&head.subject),
        Block::Table(table) => Some(&table.title),
        _ => None,
    });
    titles.map(|title| title.line(look)).find(|title| !title.is_empty())
}
