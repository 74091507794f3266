//! The head and the end of an official paper (công văn, thông báo) as HTML.

use maud::{Markup, html};
use par_index::page::{Closing, Letterhead};
use par_index::view::Look;
use par_index::words::Sentence;

/// The head: issuer and number on the left, state and motto on the right; below them the kind of
/// paper, its subject, addressees and legal grounds.
pub(crate) fn letterhead(head: &Letterhead, look: Look) -> Markup {
    let said = |text: &Sentence| text.line(look);
    let [state, motto] = &head.nation;
    html! {
        div class="office" {
            div {
                @if !head.above.is_empty() { p { (said(&head.above)) } }
                p class="strong issuer" { (said(&head.issuer)) }
                p { (said(&head.number)) }
            }
            div {
                p class="strong" { (said(state)) }
                p class="strong motto" { (said(motto)) }
                p { em { (said(&head.place_and_day)) } }
            }
        }
        header class="paper" {
            h1 { (said(&head.kind)) }
            p class="strong" { (said(&head.subject)) }
            @for to in &head.to { p { (said(to)) } }
        }
        @for ground in &head.grounds { p class="ground" { em { (said(ground)) } } }
    }
}

/// The end: the recipients of copies on the left, the signer on the right.
pub(crate) fn closing(closing: &Closing, look: Look) -> Markup {
    let said = |text: &Sentence| text.line(look);
    html! {
        div class="office closing" {
            div class="copies" {
                p { strong { em { (said(&closing.heading)) } } }
                @for copy in &closing.copies { p { (said(copy)) } }
            }
            div {
                @for post in closing.posts() { p class="strong" { (said(post)) } }
                p class="strong signer" { (said(&closing.signer)) }
            }
        }
    }
}
