//! Very many units, groups, bands and slips: what is kept of them, and that no work is done once for each
//! pair of them. The sizes would take minutes if it were.

mod findings;
mod sizes;
mod surveys;
