//! Questions: one file each, with its flags, its answer, its rows, its summary and its page.

mod answer;
mod check;
mod common;
pub(crate) mod flags;
mod list;
mod question;
mod rank;
mod row;
mod sight;

pub(crate) use answer::{Answer, End, Give};
pub use answer::Row;
pub use common::{Common, Prefer};
pub use flags::{Flag, Takes};
pub use list::{ALL as QUESTIONS, entry as question};
pub use question::{Asked, Entry, Part};
pub(crate) use question::{Ask, Outcome};
