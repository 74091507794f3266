//! Reads and writes tables for [`par_index`]: frameworks, assessments and registers of units, in
//! CSV or in the sheets of a workbook (`.xlsx`).
//!
//! Everything that spreadsheet programs write can be read: comma, semicolon or tab, UTF-8 or
//! UTF-16, decimal comma or point, composed or decomposed letters. Whatever cannot be read becomes
//! a finding with file, line, column and cell. Points are exact throughout.
//!
//! ```
//! use par_index::{framework, Inputs};
//!
//! let fw = framework("vn-ministry-2023")?;
//! let mut inputs = Inputs::new(&fw).for_year(2023);
//! let table = "unit;1;2\nBộ Nội vụ;60,65;26,38\nBộ Y tế;54,1;27.01\n";
//! par_index_sheets::read_input(&mut inputs, "ministries.csv", table.as_bytes());
//! let input = inputs.finish();
//! assert_eq!((input.assessments.len(), input.has_errors()), (2, false));
//! # Ok::<(), par_index::Error>(())
//! ```

mod audit;
mod ballots;
mod beside;
mod book;
mod cell;
mod code;
mod columns;
mod cross;
mod crosswalk;
mod decode;
mod door;
mod efforts;
mod encoding;
mod evidence;
mod fields;
mod file;
mod form;
mod formula;
mod frame;
mod framework;
mod head;
mod headings;
mod headless;
mod input;
mod kind;
mod letter;
mod long;
mod merged;
mod named;
mod names;
mod number;
mod numbering;
mod part;
mod portal;
mod progress;
mod quotes;
mod record;
mod register;
mod strays;
mod stream;
mod sums;
mod syllable;
mod table;
mod text;
mod whose;
mod wide;
mod workbook;
mod write;

pub use audit::read_printed;
pub use ballots::{read_asked, read_ballots, read_questions};
pub use book::{
    Book, is_text as is_text_column, is_workbook, long_records, write_book, write_excel,
};
pub use columns::read_columns;
pub use crosswalk::read_crosswalk;
pub use door::{answer, answer_at, call, open_door};
pub use efforts::read_efforts;
pub use fields::LONG_COLUMNS;
pub use form::{Form, FormFile, FormRow, Forms, Remarks, file_name, write_form};
pub use formula::CsvWriter;
pub use frame::{FrameCell, FrameWriter};
pub use framework::{
    Imported, framework_to_csv, import_decision, import_framework, policies_to_json,
    read_framework, read_framework_file, write_framework,
};
pub use input::read_input;
pub use letter::{letter_to_csv, read_letter, write_letter};
pub use progress::read_progress;
pub use register::read_register;
pub use write::write_long;
