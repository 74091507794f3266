//! Holds the files of an office in memory: names and bytes go in, the answer to every question
//! comes out, in any format.
//!
//! [`Office`] is the basis for a page in a browser, for a service, and for programs in other
//! languages: it uses no file system, no clock and no threads. The command reads files with the
//! same code ([`Opening`] with another [`Store`]), so both give the same bytes.

mod desk;
mod failure;
mod format;
mod given;
mod inline;
pub mod manifest;
mod memory;
mod names;
mod office;
mod opening;
mod pass;
mod request;
mod store;
mod understood;
mod words;

pub use desk::{Desk, Fetch, MOST_BYTES, MOST_HELD};
pub use failure::{Failure, reason};
pub use format::{Csv, FORMATS, Format, Known, Of, Writer, pdf};
pub use given::Given;
pub use office::{Answer, Office};
pub use opening::{
    ANNOUNCED_DATA, ANNOUNCED_RESULT, Opening, Print, RULERS, is_of_rulers, text_of,
};
pub use request::{PARTS, takes};
pub use store::{Bytes, Doing, Identity, Is, Store, shown};
pub use understood::{Kind, Understood};
pub use words::words;
