//! What was not read, as rows of a result and as the line that stands above all else.

use crate::ask::parts::row::row;
use crate::finding::{Unread, unread_files};
use crate::page::{Block, Page};
use crate::words::{Arg, Phrase, Sentence, Text};

row! {
    /// A file, a sheet or rows of it that were opened and not understood.
    pub struct UnreadRow {
        /// As it was named.
        pub file: Option<String>,
        pub sheet: Option<String>,
        /// Such as `3, 5-7`; absent where nothing of it was read.
        pub rows: Option<String>,
        /// The code of the finding that says why.
        pub reason: String,
    }
}

/// One row for each file, or for each reason of its rows.
pub fn unread_rows(unread: &[Unread]) -> Vec<UnreadRow> {
    let row = |one: &Unread| UnreadRow {
        file: one.file.clone(),
        sheet: one.sheet.clone(),
        rows: one.rows.as_ref().map(ToString::to_string),
        reason: one.reason.as_str().to_owned(),
    };
    unread.iter().map(row).collect()
}

/// What stands above whatever is made while something was not read; nothing where all was.
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

/// The same as part of a page; `None` where all was read.
pub(crate) fn unread_block(unread: &[Unread]) -> Option<Block> {
    let line = || Sentence::say(Phrase::NotRead, [("files", files(unread))]);
    (!unread.is_empty()).then(|| Block::strong(line()))
}

/// Why a file is not written while something was not read, and the flag that writes it all the same.
pub fn unread_refusal(unread: &[Unread], file: &str, flag: &str) -> Sentence {
    let args = [("file", file.into()), ("files", files(unread)), ("flag", flag.into())];
    Sentence::say(Phrase::NotReadFile, args)
}

fn files(unread: &[Unread]) -> Arg {
    Text::of(|lang| unread_files(unread, lang)).into()
}
