//! A page as one HTML file: the overview, a table of contents, then the sections, with details
//! folded away.

use std::collections::BTreeMap;
use std::ops::Range;

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};
use par_index::page::{About, Block, Page, Section};
use par_index::reply::Reply;
use par_index::view::Look;
use par_index::{Finding, Lang};

use crate::chart::{self, chart, patterns};
use crate::document::Document;
use crate::draw::{Draw, figures, heading};
use crate::layout::Sheet;
use crate::official::{closing, letterhead};
use crate::panel::{self, panel};
use crate::table::{named, table};
use crate::words::Word;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// A result as one HTML file with its charts, findings and seal. The file loads nothing else.
pub fn html(reply: &Reply, look: Look) -> String {
    html_leading(reply, look, &BTreeMap::new())
}

/// Like [`html`], with links: a row about a unit leads to the file that `pages` names for the
/// unit's id.
pub fn html_leading(reply: &Reply, look: Look, pages: &BTreeMap<String, String>) -> String {
    let document = Document::of(reply, look);
    let (look, page) = (document.look, &document.page);
    let draw = Draw::of(page, look, pages);
    // The window title is the title of the folder, if it has one.
    let title = document.dossier.as_ref().unwrap_or(&document.title);
    let say = |word: Word| word.say(look.lang);
    let chooses = page.blocks().any(|block| matches!(block, Block::Choices(_)));
    let whole = markup! {
        (DOCTYPE)
        html lang=(if look.lang == Lang::Vi { "vi" } else { "en" }) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy"
                    content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(STYLE.replace("}\n", "}"))) (PreEscaped(chart::STYLE.replace("}\n", "}"))) }
            }
            body data-filter=(say(Word::Filter)) data-all=(say(Word::All)) data-unfold=(say(Word::Unfold)) data-fold=(say(Word::Fold)) {
                (patterns())
                main {
                    @if let Some(title) = &document.dossier { p class="dossier" { (title) } }
                    (draw.page(page))
                    @if !document.found().is_empty() {
                        section {
                            details {
                                summary { (document.findings_heading()) " (" (document.findings.len()) ")" }
                                ul {
                                    @for finding in &document.findings { (finding_of(finding, look)) }
                                    @if let Some(others) = document.others() { li { (others) } }
                                }
                            }
                        }
                    }
                }
                footer {
                    div class="seal" {
                        @if let Some(code) = &document.code { (code.markup(document.code_name())) }
                        p { (document.seal) }
                    }
                    p { a href="#" { (say(Word::Top)) } }
                }
                script {
                    (PreEscaped(bare(SCRIPT)))
                    @if chooses { (PreEscaped(bare(panel::SCRIPT))) }
                }
            }
        }
    };
    whole.into_string()
}

/// A script without indentation, empty lines and comments.
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    let lines: Vec<&str> =
        lines.filter(|line| !line.is_empty() && !line.starts_with("//")).collect();
    lines.join("\n") + "\n"
}

impl Draw<'_> {
    fn page(&self, page: &Page) -> Markup {
        let cards = cards(page);
        let contents = self.contents(page, &cards);
        let first = cards.first().map(|card| card.start).unwrap_or_default();
        markup! {
            @for card in &cards {
                @let sections = page.sections.get(card.clone()).unwrap_or_default();
                (self.card(sections, card.start, card.start == first))
                @if card.start == first && contents.len() > 2 {
                    nav aria-label=(Word::Contents.say(self.look.lang)) {
                        @for (n, text) in &contents { a href=(format!("#s{n}")) { (text) } }
                    }
                }
            }
        }
    }

    /// One card: sections that belong together. The first card of the page carries the main
    /// heading.
    fn card(&self, sections: &[Section], place: usize, first: bool) -> Markup {
        let folds = sections.iter().any(|section| section.fold.is_some());
        let charts = sections.iter().filter(|section| is_drawn(section)).count() == sections.len();
        // A card with a table too wide for a portrait sheet is printed in landscape.
        let blocks = sections.iter().flat_map(|section| &section.blocks);
        let sheet = Sheet::of(blocks.filter(|_| !folds), self.look);
        let mut classes: Vec<&str> = sheet.is_across().then(|| sheet.name()).into_iter().collect();
        classes.extend(if folds { Some("folds") } else { charts.then_some("charts") });
        markup! {
            section id=(format!("s{place}")) class=[(!classes.is_empty()).then(|| classes.join(" "))] {
                @for (n, section) in sections.iter().enumerate() {
                    @if section.fold.is_some() {
                        (self.fold(section, place + n))
                    } @else if is_drawn(section) && !charts {
                        div class="charts" { (self.blocks(&section.blocks, 2)) }
                    } @else {
                        (self.blocks(&section.blocks, if n == 0 && first { 1 } else { 2 }))
                    }
                }
            }
        }
    }

    /// The entries of the table of contents: position and name of each card but the first.
    fn contents(&self, page: &Page, cards: &[Range<usize>]) -> Vec<(usize, String)> {
        let named = cards.iter().skip(1).filter_map(|card| {
            let sections = page.sections.get(card.clone())?.iter();
            let mut blocks = sections.flat_map(|section| &section.blocks);
            let name = blocks.find_map(|block| match block {
                Block::Title { text, .. } => Some(self.text(text)),
                Block::Table(table) if !table.title.is_empty() => Some(self.text(&table.title)),
                Block::Chart(_) => Some(Word::Charts.say(self.look.lang).to_owned()),
                _ => None,
            });
            Some((card.start, name?))
        });
        named.collect()
    }

    fn fold(&self, section: &Section, n: usize) -> Markup {
        let title = section.fold.as_ref().map(|fold| self.text(&fold.title)).unwrap_or_default();
        // If the first sentence begins with the section's title, the summary shows that sentence,
        // which also has the figures.
        let (told, blocks) = match section.blocks.split_first() {
            Some((Block::Sentence { text, .. }, rest)) if self.text(text).starts_with(&title) => {
                (Some(text), rest)
            }
            _ => (None, section.blocks.as_slice()),
        };
        markup! {
            details class="fold" {
                summary data-values=[told.and_then(figures)] {
                    @match told { Some(text) => (self.text(text)), None => (title) }
                }
                // The anchor is inside the folded part, so that browsers unfold the part when its
                // address is opened.
                div id=(format!("s{n}")) { (self.blocks(blocks, 3)) }
            }
        }
    }

    fn blocks(&self, blocks: &[Block], level: u8) -> Markup {
        let mut level = level;
        // If there is no title block the first table's title serves as the heading of the page.
        let titled = blocks.iter().any(is_title);
        let names = |block: &Block| match block {
            Block::Table(table) => !titled && !table.title.is_empty(),
            _ => is_title(block),
        };
        markup! {
            @for block in blocks {
                (self.block(block, if names(block) { level } else { level.max(2) }))
                // Only the first heading gets level 1; all later ones get level 2.
                ({ if level == 1 && names(block) { level = 2; } "" })
            }
        }
    }

    fn block(&self, block: &Block, level: u8) -> Markup {
        match block {
            Block::Title { text, aside } => markup! {
                header {
                    (heading(level, &self.text(text)))
                    @if !aside.is_empty() { p class="aside" { (self.text(aside)) } }
                }
            },
            Block::Sentence { text, depth, strong } => markup! {
                p class=[named(&[(*depth > 0, &format!("d{}", depth.min(&6))), (*strong, "strong")])]
                    data-values=[figures(text)] {
                    (self.text(text))
                }
            },
            Block::Figures(all) => {
                let total = self.leads(&About::Node("total".to_owned()));
                markup! {
                    ul class="figures" {
                        @for figure in all {
                            li data-values=[figures(figure)] { @match &total {
                                Some(total) => a href=(total) { (self.text(figure)) },
                                None => (self.text(figure)),
                            } }
                        }
                    }
                }
            }
            Block::Remark(text) => markup! {
                p class="remark" data-values=[figures(text)] { (self.text(text)) }
            },
            Block::Table(one) => table(self, one, level),
            Block::Chart(one) => chart(one, self.look),
            Block::Choices(choices) => panel(choices, self.look),
            Block::Finding(finding) => markup! { ul { (finding_of(finding, self.look)) } },
            Block::Signatures(places) => markup! {
                div class="signatures" { @for place in places { div { (self.text(place)) } } }
            },
            Block::Letterhead(head) => letterhead(head, self.look),
            Block::Closing(end) => closing(end, self.look),
            Block::Annex { title, of } => markup! {
                header class="paper annex" {
                    (heading(2, &self.text(title)))
                    @if !of.is_empty() { p { em { (self.text(of)) } } }
                }
            },
            _ => Markup::default(),
        }
    }
}

/// Whether a block can give the page its main heading.
fn is_title(block: &Block) -> bool {
    matches!(block, Block::Title { .. } | Block::Letterhead(_))
}

/// Whether a section consists of charts only.
fn is_drawn(section: &Section) -> bool {
    let drawn = |block: &Block| matches!(block, Block::Chart(_));
    !section.blocks.is_empty() && section.blocks.iter().all(drawn)
}

/// Groups the sections of a page into cards. A section without a title continues the card before
/// it, and a section that is only a title is joined with the section after it.
fn cards(page: &Page) -> Vec<Range<usize>> {
    let named = |block: &Block| match block {
        Block::Title { .. } | Block::Chart(_) | Block::Annex { .. } => true,
        Block::Table(table) => !table.title.is_empty(),
        _ => false,
    };
    let only_title = |section: &Section| {
        section
            .blocks
            .iter()
            .all(|block| matches!(block, Block::Title { .. } | Block::Sentence { .. }))
    };
    let mut cards: Vec<Range<usize>> = Vec::new();
    let mut waits = false;
    for (n, section) in page.sections.iter().enumerate() {
        let begins = section.fold.is_none() && section.blocks.iter().any(named) && !waits;
        match cards.last_mut() {
            Some(card) if !begins => card.end = n + 1,
            _ => cards.push(n..n + 1),
        }
        // The title of the page (section 0) does not wait for a section: it is a card with the key
        // figures.
        waits = n > 0 && section.fold.is_none() && only_title(section);
    }
    cards
}

fn finding_of(finding: &Finding, look: Look) -> Markup {
    markup! {
        li class=(finding.severity().as_str()) { (par_index::words::shown(&finding.text(look.lang))) }
    }
}
