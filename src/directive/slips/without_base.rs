//! `target_without_base`: a percentage without the whole it is taken of (*chỉ tiêu không nêu tổng
//! số*).
//!
//! **Why.** 100 % of the files received and 100 % of the files closed are different results.
//!
//! **When.** A target in percent names no whole. A target that counts things needs none.
//!
//! **Example.** The letter demands "at least 80 %" and does not say of what.

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
