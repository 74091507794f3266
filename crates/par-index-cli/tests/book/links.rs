//! Every link of every page leads to a file that is there, and to a heading of it; the table of contents
//! names every page of the book once, and no page of the book leads out of it, since a built book has no more.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{named, pages_below};
use crate::common::root;

/// What a page leads to, and the anchors of its headings.
struct Page {
    links: Vec<String>,
    anchors: BTreeSet<String>,
}

fn page(text: &str) -> Page {
    let (mut links, mut anchors) = (Vec::new(), BTreeSet::new());
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.into_string());
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(piece) | Event::Code(piece) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&piece);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let first = anchor(&heading.take().unwrap());
                let mut one = first.clone();
                for again in 1.. {
                    if anchors.insert(one) {
                        break;
                    }
                    one = format!("{first}-{again}");
                }
            }
            _ => {}
        }
    }
    Page { links, anchors }
}

/// The anchor of a heading, as mdBook and the common hosts make it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter_map(|c| match c {
        c if c.is_whitespace() => Some('-'),
        c if c.is_alphanumeric() || "-_".contains(c) => Some(c),
        _ => None,
    });
    kept.collect::<String>().to_lowercase()
}

/// A path without its steps up.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(out.pop()),
            Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

#[test]
fn every_link_leads_to_what_is_there() {
    let pages: BTreeMap<PathBuf, Page> = pages_below("")
        .into_iter()
        .map(|path| (path.clone(), page(&std::fs::read_to_string(path).unwrap())))
        .collect();
    let mut wrong = Vec::new();
    let mut followed = 0;
    for (path, page) in &pages {
        for link in &page.links {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (file, to) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() {
                path.clone()
            } else {
                plain(&path.parent().unwrap().join(file))
            };
            let heading = to.is_empty()
                || pages.get(&target).is_none_or(|target| target.anchors.contains(to));
            followed += 1;
            if !target.exists() || !heading {
                wrong.push(format!("{}: {link}", named(path)));
            }
            let docs = root().join("docs");
            if path.starts_with(&docs) && !target.starts_with(&docs) {
                wrong.push(format!("{}: {link} leads out of the book", named(path)));
            }
        }
    }
    assert!(followed > 200, "{followed}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_contents_name_every_page_once() {
    let docs = root().join("docs");
    let contents = page(&std::fs::read_to_string(docs.join("SUMMARY.md")).unwrap());
    let listed: Vec<String> =
        contents.links.into_iter().map(|link| format!("docs/{link}")).collect();
    let once: BTreeSet<&String> = listed.iter().collect();
    assert_eq!(once.len(), listed.len(), "a page stands twice");
    let there: BTreeSet<String> = pages_below("docs").iter().map(|path| named(path)).collect();
    let missing: Vec<&String> =
        there.iter().filter(|page| !once.contains(page) && *page != "docs/SUMMARY.md").collect();
    assert!(missing.is_empty(), "not in docs/SUMMARY.md: {missing:#?}");
}

/// Every chapter is there in both languages, under one name.
#[test]
fn both_languages_have_the_same_chapters() {
    let of = |language: &str| -> BTreeSet<String> {
        let below = format!("docs/{language}");
        let pages = pages_below(&below);
        pages.iter().map(|page| named(page)[below.len() + 1..].to_owned()).collect()
    };
    assert_eq!(of("vi"), of("en"));
}
