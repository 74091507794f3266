#![allow(missing_docs, clippy::all)]
use crate::page::Page;
use crate::scoring::Cohort;

pub(crate) fn audit_page<A>(_: &A, _: bool) -> Page { Page::default() }
pub(crate) fn compare_page<A>(_: &Cohort, _: &A) -> Page { Page::default() }
pub(crate) fn diff_page<A>(_: &Cohort, _: &A) -> Page { Page::default() }
pub(crate) fn versus_page<A>(_: &Cohort, _: &A) -> Page { Page::default() }
pub(crate) fn crosswalk_page<A>(_: &A) -> Page { Page::default() }
pub(crate) fn slip_page<A, B>(_: &A, _: &B) -> Page { Page::default() }
pub(crate) fn gap_page<A, B, C>(_: A, _: B, _: C) -> Page { Page::default() }
pub(crate) fn paper_page<A, B, C>(_: &A, _: &B, _: &C) -> Page { Page::default() }
pub(crate) fn status_page<A, B, C, D>(_: &A, _: &B, _: C, _: D) -> Page { Page::default() }
pub(crate) fn appraiser_page(_: &Cohort) -> Page { Page::default() }
pub(crate) fn intake_page(_: &Cohort) -> Page { Page::default() }
pub(crate) fn survey_page<A, B>(_: &A, _: &B) -> Page { Page::default() }
pub(crate) fn table_page<A, B, C>(_: &Cohort, _: &A, _: &B, _: C) -> Page { Page::default() }
pub(crate) fn together_page<A, B>(_: &A, _: &B) -> Page { Page::default() }
pub(crate) fn concern_page<A, B>(_: &A, _: &B) -> Page { Page::default() }
