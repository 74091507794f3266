//! `target_without_base`: a percentage of nothing said (*chỉ tiêu không nêu tổng số*).
//!
//! **Why.** 100 % of the files received, or of those closed: each gives another result.
//!
//! **When.** A target in percent names no whole. A number of things needs none.
//!
//! **Example.** "At least 80 %", and no word of what.

use super::{Found, numbered, place};
use crate::directive::Directive;
use crate::finding::{Finding, FindingCode};
use crate::framework::Framework;
use crate::words::{Lang, Text};

pub(super) fn find(directive: &Directive, _: Option<&Framework>, _: u16) -> Found {
    let found = numbered(directive).filter_map(|(at, obligation)| {
        let target = obligation.target().filter(|target| target.is_percent())?;
        let text = Text::new(target.text(Lang::Vi), target.text(Lang::En));
        let finding = Finding::new(FindingCode::TargetWithoutBase, place(directive, at, "base"));
        target.base().is_none().then(|| (at, finding.with("target", text)))
    });
    found.collect()
}
