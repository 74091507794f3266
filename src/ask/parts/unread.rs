//! Parts of the inputs that were not read, as rows of a result and as the line at its top.

use crate::ask::parts::row::row;
use crate::finding::{Unread, unread_files};
use crate::page::{Block, Page};
use crate::words::{Arg, Phrase, Sentence, Text};

row! {
    /// A file, a sheet or rows of it that were opened but not understood.
    pub struct UnreadRow {
        /// The file as it was named.
        pub file: Option<String>,
        pub sheet: Option<String>,
        /// The rows, such as `3, 5-7`; absent if no part of the file or sheet was read.
        pub rows: Option<String>,
        /// The code of the finding that says why the part was not read.
        pub reason: String,
    }
}

/// One row for each file that was not read, or for each reason why rows of it were not.
pub fn unread_rows(unread: &[Unread]) -> Vec<UnreadRow> {
    let row = |one: &Unread| UnreadRow {
        file: one.file.clone(),
        sheet: one.sheet.clone(),
        rows: one.rows.as_ref().map(ToString::to_string),
        reason: one.reason.as_str().to_owned(),
    };
    unread.iter().map(row).collect()
}

/// The line above every result that was made while some input was not read; empty if all was read.
///
/// ```
/// use par_index::finding::{FindingCode, Unread};
/// use par_index::{Lang, view};
/// let unread = [Unread::file("gửi/lan2.csv", FindingCode::NotUtf8)];
/// let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
/// assert_eq!(view::unread_page(&unread).text(look), "CHƯA ĐỌC ĐƯỢC: lan2.csv\n");
/// assert!(view::unread_page(&[]).is_empty());
/// ```
pub fn unread_page(unread: &[Unread]) -> Page {
    Page::of(Vec::from_iter(unread_block(unread)))
}

/// The line on unread inputs as part of a page; `None` if all was read.
pub(crate) fn unread_block(unread: &[Unread]) -> Option<Block> {
    let line = || Sentence::say(Phrase::NotRead, [("files", files(unread))]);
    (!unread.is_empty()).then(|| Block::strong(line()))
}

/// Why a file is not written while some input is unread, and the flag that writes it nevertheless.
pub fn unread_refusal(unread: &[Unread], file: &str, flag: &str) -> Sentence {
    let args = [("file", file.into()), ("files", files(unread)), ("flag", flag.into())];
    Sentence::say(Phrase::NotReadFile, args)
}

fn files(unread: &[Unread]) -> Arg {
    Text::of(|lang| unread_files(unread, lang)).into()
}
