//! Rows and pages.
