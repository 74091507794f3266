//! What is printed is what the rows hold: every row of every table of every call, in both languages,
//! in its order, with its names and figures, and with all that belongs to it under it.

mod calls;
mod letters;
mod named;
mod others;
mod read;

use super::*;

use named::Named;
use read::{Expected, held, said, wide};
