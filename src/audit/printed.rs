//! A published table as it was read: rows of cells, each with its printed content and its place.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::finding::Place;
use crate::framework::vocabulary::vocabulary;
use crate::quantity::Points;
use crate::words::fold_name;

/// A number as it is printed in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedNumber {
    /// The value of the number.
    pub value: Points,
    /// The number of decimal places, at most nine.
    pub places: u8,
    /// The place of the cell.
    pub place: Place,
}

impl PrintedNumber {
    pub(super) fn raw(&self) -> i128 {
        self.value.wide()
    }

    /// One unit of the last printed digit, in raw units.
    pub(super) fn unit(&self) -> i128 {
        10_i128.pow(9 - u32::from(self.places.min(9)))
    }
}

/// A text with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedText {
    /// The text.
    pub text: String,
    /// The place of the cell.
    pub place: Place,
}

/// A cell in a column of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintedCell {
    /// The cell prints a number.
    Number(PrintedNumber),
    /// The cell is empty or holds a dash, so that its value is unknown.
    Blank(Place),
    /// The cell is empty and means zero, for example a bonus that nobody received.
    Nothing,
    /// The cell holds a text that is not a number.
    Unread(PrintedText),
}

impl PrintedCell {
    /// The number, if the cell prints one.
    pub fn number(&self) -> Option<&PrintedNumber> {
        match self {
            PrintedCell::Number(number) => Some(number),
            _ => None,
        }
    }
}

vocabulary! {
    /// The kind of a row in a printed table.
    #[derive(Default)]
    PrintedKind {
        /// A row about a unit.
        #[default]
        Unit "unit",
        /// The mean of the units (*trung bình, bình quân*).
        Mean "mean",
        /// The sum over the units (*tổng, cộng*).
        Sum "sum",
        /// The highest figures of the units (*cao nhất*).
        Highest "highest",
        /// The lowest figures of the units (*thấp nhất*).
        Lowest "lowest",
        /// A row of another kind, such as a median, the points possible, or a signature; it is not
        /// checked.
        Other "other",
    }
}

/// Words that may stand before the word for a mean: *giá trị trung bình*, *national average*.
const MEASURES: [&str; 16] = [
    "giá trị",
    "con số",
    "điểm số",
    "số",
    "điểm",
    "chỉ số",
    "mức",
    "kết quả",
    "tỷ lệ",
    "cchc",
    "par index",
    "index",
    "score",
    "national",
    "overall",
    "the",
];
const MEANS: [&str; 11] =
    ["trung bình", "bình quân", "tb", "gttb", "đtb", "đbq", "gtbq", "bq", "mean", "average", "avg"];
const SUMS: [&str; 8] =
    ["tổng cộng", "tổng số", "tổng", "cộng", "grand total", "total", "subtotal", "sum"];
const HIGHEST: [&str; 3] = ["cao nhất", "lớn nhất", "highest"];
const LOWEST: [&str; 3] = ["thấp nhất", "nhỏ nhất", "lowest"];
/// A row called "maximum" may state the framework's maximum rather than that of the units, so it is
/// not checked.
const OTHERS: [&str; 12] = [
    "trung vị",
    "median",
    "tối đa",
    "tối thiểu",
    "maximum",
    "minimum",
    "max",
    "min",
    "chuẩn",
    "độ lệch chuẩn",
    "standard deviation",
    "cả nước",
];
/// Words that begin the lines below a table: signatures, notes and sources.
const FOOT: [&str; 26] = [
    "tm",
    "tm.",
    "kt",
    "kt.",
    "tl.",
    "chủ tịch",
    "phó chủ tịch",
    "nơi nhận",
    "ngày",
    "thủ trưởng đơn vị",
    "người lập",
    "người kiểm tra",
    "người ký",
    "lập biểu",
    "thủ trưởng",
    "kế toán",
    "ký tên",
    "xác nhận",
    "ghi chú",
    "nguồn",
    "prepared by",
    "checked by",
    "approved by",
    "signature",
    "note",
    "source",
];
/// Words that may follow a word for a sum and say what is summed. Without this list *Tổng cục* and
/// *Cộng Hòa*, which are names of units, would be taken for sums.
const SCOPES: [&str; 12] =
    ["chung", "cả", "toàn", "khối", "nhóm", "các", "điểm", "lĩnh vực", "mục", "phần", "of", "for"];

impl PrintedKind {
    /// The kind of a row, judged by its name.
    ///
    /// ```
    /// use par_index::audit::PrintedKind;
    /// for name in ["Trung bình cả nước", "Số bình quân", "1. Trung bình", "Trung binh chung", "GTTB"] {
    ///     assert_eq!(PrintedKind::of_name(name), PrintedKind::Mean, "{name}");
    /// }
    /// assert_eq!(PrintedKind::of_name("Tổng cộng"), PrintedKind::Sum);
    /// assert_eq!(PrintedKind::of_name("Giá trị cao nhất"), PrintedKind::Highest);
    /// assert_eq!(PrintedKind::of_name("Người lập biểu"), PrintedKind::Other);
    /// assert_eq!(PrintedKind::of_name("Tổng cục Thuế"), PrintedKind::Unit);
    /// assert_eq!(PrintedKind::of_name("Xã Trung Bình"), PrintedKind::Unit);
    /// assert_eq!(PrintedKind::of_name("X. Trung Bình"), PrintedKind::Unit);
    /// ```
    pub fn of_name(name: &str) -> PrintedKind {
        let bare = unnumbered(name.trim_matches(|c: char| !c.is_alphanumeric()));
        let folded = fold_name(bare);
        // A name typed without accents is compared with words without accents.
        let words = if folded.is_ascii() { &*UNMARKED } else { &*WORDS };
        if let Some(rest) = leading(&folded, &words.sums)
            && (rest.is_empty() || leading(rest, &words.scopes).is_some())
        {
            return PrintedKind::Sum;
        }
        let mut rest = folded.as_str();
        while let Some(after) = leading(rest, &words.measures) {
            rest = after;
        }
        let is = |words: &[String]| leading(rest, words).is_some();
        match rest {
            _ if is(&words.means) => PrintedKind::Mean,
            _ if is(&words.highest) => PrintedKind::Highest,
            _ if is(&words.lowest) => PrintedKind::Lowest,
            _ if is(&words.others) || leading(&folded, &words.foot).is_some() => PrintedKind::Other,
            _ => PrintedKind::Unit,
        }
    }
}

/// The word lists in the folded form in which names are compared.
struct Words {
    measures: Vec<String>,
    means: Vec<String>,
    highest: Vec<String>,
    lowest: Vec<String>,
    others: Vec<String>,
    foot: Vec<String>,
    sums: Vec<String>,
    scopes: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(&fold_name));
static UNMARKED: LazyLock<Words> = LazyLock::new(|| Words::of(&unmarked));

impl Words {
    fn of(form: &dyn Fn(&str) -> String) -> Words {
        let folded = |words: &[&str]| words.iter().map(|word| form(word)).collect();
        Words {
            measures: folded(&MEASURES),
            means: folded(&MEANS),
            highest: folded(&HIGHEST),
            lowest: folded(&LOWEST),
            others: folded(&OTHERS),
            foot: folded(&FOOT),
            sums: folded(&SUMS),
            scopes: folded(&SCOPES),
        }
    }
}

/// A name in lower case, without accents.
fn unmarked(name: &str) -> String {
    let plain = fold_name(name).replace('đ', "d");
    plain.nfd().filter(char::is_ascii).collect()
}

/// The name without a row number in front: `1. `, `IV/ `, `a) `. The letter X is not taken for a
/// number, since *X. Trung Bình* is a commune.
fn unnumbered(name: &str) -> &str {
    let Some((number, rest)) = name.split_once(['.', ')', '/', ':', '-']) else { return name };
    let number = number.trim();
    let all = |is: fn(&u8) -> bool| !number.is_empty() && number.bytes().all(|c| is(&c));
    let roman = all(|c| b"IVXivx".contains(c)) && !number.eq_ignore_ascii_case("x");
    let letter = number.len() == 1 && name.get(1..).is_some_and(|rest| rest.starts_with(')'));
    if all(u8::is_ascii_digit) || roman || letter { rest.trim_start() } else { name }
}

/// The rest of a folded name behind the word with which it begins; `None` if it begins with none of
/// the words.
fn leading<'a>(name: &'a str, words: &[String]) -> Option<&'a str> {
    words.iter().find_map(|word| {
        let rest = name.strip_prefix(word.as_str())?;
        // The match must be a whole word, not the beginning of a longer one.
        (rest.is_empty() || rest.starts_with([' ', ',', '/', '(', '-', ':']))
            .then(|| rest.trim_start())
    })
}

/// One row of a printed table. All rows of a table have the same cells in their lists, one for each
/// column; a column that the table lacks is absent.
#[derive(Clone, Debug, Default)]
pub struct PrintedRow {
    /// The name of the unit, or the text in its place.
    pub unit: Option<PrintedText>,
    /// The block or group of comparable units to which the unit belongs.
    pub group: Option<String>,
    /// The printed rank of the unit.
    pub rank: Option<PrintedCell>,
    /// The parts of the value, such as appraisal and survey points.
    pub parts: Vec<PrintedCell>,
    /// The deductions, whichever sign they print.
    pub deductions: Vec<PrintedCell>,
    /// The values, such as total points and index; units are ranked by the last one.
    pub values: Vec<PrintedCell>,
    /// The unit's value of last year.
    pub previous: Option<PrintedCell>,
    /// The change from last year's value.
    pub change: Option<PrintedCell>,
    /// The grade (*xếp loại*), or the group by result (*nhóm A, B, C*).
    pub grade: Option<PrintedText>,
    /// The kind of the row: a unit, or a statement about the units.
    pub kind: PrintedKind,
    /// How many cells hold numbers whose column was not recognised.
    pub other_numbers: usize,
}

/// The position of a cell in its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    Part(usize),
    Deduction(usize),
    Value(usize),
    Previous,
    Change,
}

impl PrintedRow {
    /// The cell at a position.
    pub(super) fn at(&self, slot: Slot) -> Option<&PrintedCell> {
        match slot {
            Slot::Part(n) => self.parts.get(n),
            Slot::Deduction(n) => self.deductions.get(n),
            Slot::Value(n) => self.values.get(n),
            Slot::Previous => self.previous.as_ref(),
            Slot::Change => self.change.as_ref(),
        }
    }

    /// A copy of the row with another cell at a position.
    pub(super) fn with(&self, slot: Slot, cell: PrintedCell) -> PrintedRow {
        let mut row = self.clone();
        let at = match slot {
            Slot::Part(n) => row.parts.get_mut(n),
            Slot::Deduction(n) => row.deductions.get_mut(n),
            Slot::Value(n) => row.values.get_mut(n),
            Slot::Previous => row.previous.as_mut(),
            Slot::Change => row.change.as_mut(),
        };
        if let Some(at) = at {
            *at = cell;
        }
        row
    }

    /// The positions of all cells of numbers except the rank.
    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> {
        let parts = (0..self.parts.len()).map(Slot::Part);
        let deductions = (0..self.deductions.len()).map(Slot::Deduction);
        let values = (0..self.values.len()).map(Slot::Value);
        let previous = self.previous.iter().map(|_| Slot::Previous);
        let change = self.change.iter().map(|_| Slot::Change);
        parts.chain(deductions).chain(values).chain(previous).chain(change)
    }

    /// The number at a position.
    pub(super) fn number(&self, slot: Slot) -> Option<&PrintedNumber> {
        self.at(slot)?.number()
    }

    /// The position of the value by which units are ranked.
    pub(super) fn value_slot(&self) -> Option<Slot> {
        self.values.len().checked_sub(1).map(Slot::Value)
    }

    /// The value by which units are ranked.
    pub(super) fn value(&self) -> Option<&PrintedNumber> {
        self.number(self.value_slot()?)
    }

    /// Whether the row is about a unit and prints any figure, so that it should print a value too.
    /// A unit that was not assessed prints no figures.
    pub(super) fn says_figures(&self) -> bool {
        let others = self.parts.iter().chain(&self.values).chain(&self.rank).chain(&self.change);
        let mut figures = others.filter_map(PrintedCell::number);
        self.is_unit() && (figures.next().is_some() || self.grade.is_some())
    }

    /// Whether the row prints any number.
    pub fn says_a_number(&self) -> bool {
        let mut cells = self.slots().filter_map(|slot| self.at(slot)).chain(&self.rank);
        cells.find_map(PrintedCell::number).is_some()
    }

    pub(super) fn is_unit(&self) -> bool {
        self.kind == PrintedKind::Unit
    }

    pub(super) fn name(&self) -> String {
        self.unit.as_ref().map(|unit| unit.text.clone()).unwrap_or_default()
    }
}
