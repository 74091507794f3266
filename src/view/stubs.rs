#![allow(missing_docs, clippy::all)]
use crate::page::Page;
use crate::scoring::Cohort;

pub(crate) fn slip_page<A, B>(_: &A, _: &B) -> Page { Page::default() }
pub(crate) fn gap_page<A, B, C>(_: A, _: B, _: C) -> Page { Page::default() }
pub(crate) fn paper_page<A, B, C>(_: &A, _: &B, _: &C) -> Page { Page::default() }
pub(crate) fn status_page<A, B, C, D>(_: &A, _: &B, _: C, _: D) -> Page { Page::default() }
