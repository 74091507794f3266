//! A letter (an assignment directive) as tables. One table has a row for each obligation; further
//! tables hold the facts about the letter, the documents it is based on, and the agencies it names.

mod read;
mod write;

use par_index::Lang;
use par_index::words::fold_name;

pub use read::read_letter;
pub use write::{letter_to_csv, write_letter};

/// The type of the values in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    /// Several texts separated by semicolons.
    List,
    Number,
    Day,
    /// Yes or no: the cell holds *Có* (yes) or is empty.
    Flag,
    /// One word of a fixed list.
    Word(&'static [Name]),
}

/// A word or a heading in three forms: as JSON documents have it, in English, in Vietnamese.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Name(&'static str, &'static str, &'static str);

impl Name {
    fn get(self, lang: Lang) -> &'static str {
        if lang == Lang::Vi { self.2 } else { self.1 }
    }

    fn is(self, folded: &str) -> bool {
        [self.0, self.1, self.2].iter().any(|word| fold_name(word) == folded)
    }
}

/// A column of a table. The first form of its name is the key of the value in the JSON document;
/// `text/vi` means the key `vi` inside `text`.
struct Column(Name, Kind);

const GOALS: &[Name] = &[
    Name("raise", "raise", "nâng hạng"),
    Name("hold", "hold", "giữ vững"),
    Name("reach", "reach", "đạt mức"),
    Name("do", "do", "thực hiện"),
];
const COMPARATORS: &[Name] =
    &[Name("at_least", "at least", "từ mức này trở lên"), Name("above", "above", "trên mức này")];
const PROVENANCES: &[Name] = &[
    Name("official", "official", "chính thức"),
    Name("reconstructed", "reconstructed", "phục dựng"),
    Name("illustrative", "illustrative", "minh họa"),
];

/// The columns of the table of obligations.
const OBLIGATIONS: &[Column] = &[
    Column(Name("paragraph", "Paragraph", "Mục"), Kind::Text),
    Column(Name("text/vi", "Obligation", "Nội dung công việc"), Kind::Text),
    Column(Name("text/en", "Obligation in English", "Nội dung bằng tiếng Anh"), Kind::Text),
    Column(Name("nodes", "Codes", "Mã tiêu chí"), Kind::List),
    Column(Name("reconstructed", "Codes not stated", "Mã tự suy ra"), Kind::List),
    Column(Name("goal", "Goal", "Mục tiêu"), Kind::Word(GOALS)),
    Column(Name("comparator", "Comparison", "Cách so sánh"), Kind::Word(COMPARATORS)),
    Column(Name("threshold", "Threshold", "Mức cần đạt"), Kind::Number),
    Column(Name("unit_of_measure/vi", "Unit of measure", "Đơn vị tính"), Kind::Text),
    Column(
        Name("unit_of_measure/en", "Unit of measure in English", "Đơn vị tính bằng tiếng Anh"),
        Kind::Text,
    ),
    Column(Name("base/vi", "Of", "Tính trên"), Kind::Text),
    Column(Name("base/en", "Of, in English", "Tính trên, bằng tiếng Anh"), Kind::Text),
    Column(Name("if_any", "If any", "Nếu có phát sinh"), Kind::Flag),
    Column(Name("lead", "Lead", "Cơ quan chủ trì"), Kind::List),
    Column(Name("cooperating", "Cooperating", "Cơ quan phối hợp"), Kind::List),
    Column(Name("due", "Due", "Thời hạn"), Kind::Day),
    Column(Name("due_before", "Before that day", "Trước ngày đó"), Kind::Flag),
    Column(Name("starts", "Not before", "Bắt đầu từ ngày"), Kind::Day),
    Column(Name("parents", "Carries out", "Theo văn bản"), Kind::List),
    Column(Name("product/vi", "Product", "Sản phẩm"), Kind::Text),
    Column(Name("product/en", "Product in English", "Sản phẩm bằng tiếng Anh"), Kind::Text),
    Column(Name("request", "Requested, not ordered", "Chỉ đề nghị"), Kind::Flag),
    Column(Name("source", "Source", "Nguồn"), Kind::Text),
];

/// The facts about the letter itself; each stands on a line of its own.
const LETTER: &[Column] = &[
    Column(Name("id", "id", "mã văn bản"), Kind::Text),
    Column(Name("title/vi", "title", "trích yếu"), Kind::Text),
    Column(Name("title/en", "title in English", "trích yếu bằng tiếng Anh"), Kind::Text),
    Column(Name("document", "number", "số, ký hiệu"), Kind::Text),
    Column(Name("issued", "signed on", "ngày ký"), Kind::Day),
    Column(Name("framework", "framework", "bộ tiêu chí"), Kind::Text),
    Column(Name("provenance", "provenance", "nguồn gốc"), Kind::Word(PROVENANCES)),
    Column(Name("addressees", "addressees", "nơi nhận thực hiện"), Kind::List),
    Column(Name("copies", "copies to", "nơi nhận"), Kind::List),
];

/// The columns of the table of documents that the letter is based on (*căn cứ*).
const PARENTS: &[Column] = &[
    Column(Name("document", "Document", "Số, ký hiệu"), Kind::Text),
    Column(Name("issued", "Issued", "Ngày ban hành"), Kind::Day),
    Column(Name("title/vi", "Title", "Trích yếu"), Kind::Text),
    Column(Name("title/en", "Title in English", "Trích yếu bằng tiếng Anh"), Kind::Text),
];

/// The columns of the table of agencies that the letter names.
const AGENCIES: &[Column] = &[
    Column(Name("id", "Agency id", "Mã cơ quan"), Kind::Text),
    Column(Name("name/vi", "Name", "Tên cơ quan"), Kind::Text),
    Column(Name("name/en", "Name in English", "Tên bằng tiếng Anh"), Kind::Text),
    Column(Name("short/vi", "Short name", "Tên viết tắt"), Kind::Text),
    Column(Name("short/en", "Short name in English", "Tên viết tắt bằng tiếng Anh"), Kind::Text),
    Column(Name("collective", "Several agencies", "Gồm nhiều cơ quan"), Kind::Flag),
    Column(Name("part_of", "Part of", "Trực thuộc"), Kind::Text),
    Column(Name("source", "Source", "Nguồn"), Kind::Text),
];

/// The headings of the table of facts about the letter: the name of a fact, and its value.
const LINE: [Name; 2] =
    [Name("key", "Of the letter", "Thông tin văn bản"), Name("value", "Value", "Giá trị")];

/// The three tables: the key of each in the JSON document, the name of its sheet, and its columns.
const TABLES: [(&str, Name, &[Column]); 3] = [
    ("obligations", Name("", "obligations", "công việc"), OBLIGATIONS),
    ("parents", Name("", "basis", "căn cứ"), PARENTS),
    ("agencies", Name("", "agencies", "cơ quan"), AGENCIES),
];
const HEAD: Name = Name("", "letter", "văn bản");

#[cfg(test)]
mod tests;
