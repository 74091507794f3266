//! The what-if panel: the reader chooses points or levels and sees index, grade and rank. The page
//! carries exact integers, and a script adds them.

use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};
use par_index::view::Look;
use par_index::{Lang, remediation::Choices};

use crate::words::Word;

pub(crate) const SCRIPT: &str = include_str!("what_if.js");

pub(crate) fn panel(choices: &Choices, look: Look) -> Markup {
    let lang = look.lang;
    let say = |word: Word| word.say(lang);
    html! {
        noscript { p { (say(Word::NoScript)) } }
        div id="what-if" hidden data-comma=[(lang == Lang::Vi).then_some("")] data-wrong=(say(Word::Wrong)) {
            p class="remark" { (say(Word::Others)) }
            div class="outcome" role="status" {
                @for (key, word) in [
                    ("index", Word::Index), ("grade", Word::Grade), ("rank", Word::Rank), ("points", Word::Points),
                ] {
                    p { span { (say(word)) } b data-now=(key) {} " → " b data-then=(key) {} }
                }
            }
            p { button type="button" data-reset="" { (say(Word::Reset)) } }
            div class="wide" tabindex="0" role="region" aria-label=(say(Word::Component)) {
                table {
                    thead { tr {
                        th scope="col" class="code" { "#" }
                        th scope="col" { (say(Word::Component)) }
                        th scope="col" class="figure" { (say(Word::Max)) }
                        th scope="col" class="figure" { (say(Word::Now)) }
                        th scope="col" { (say(Word::Then)) }
                    } }
                    tbody data-survey=(say(Word::Survey)) {}
                }
            }
            p class="remark" hidden { (say(Word::Command)) " " code data-command="" {} }
        }
        script type="application/json" id="choices" { (PreEscaped(inert(&choices.to_json(lang)))) }
    }
}

/// JSON with special characters escaped, so that no text in it can end the `script` element that
/// holds it.
fn inert(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}
