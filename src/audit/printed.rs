//! A published table as it was read: rows of cells, each with what it prints and its place.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::finding::Place;
use crate::framework::vocabulary::vocabulary;
use crate::quantity::Points;
use crate::words::fold_name;

/// A number as a table prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedNumber {
    /// Its value.
    pub value: Points,
    /// How many places it has behind the decimal mark, at most nine.
    pub places: u8,
    /// Where it stands.
    pub place: Place,
}

impl PrintedNumber {
    pub(super) fn raw(&self) -> i128 {
        self.value.wide()
    }

    /// A unit of the last digit, in raw units.
    pub(super) fn unit(&self) -> i128 {
        10_i128.pow(9 - u32::from(self.places.min(9)))
    }
}

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedText {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// A cell of a column of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintedCell {
    /// It prints a number.
    Number(PrintedNumber),
    /// It is empty, or holds a dash: what it would say is not known.
    Blank(Place),
    /// It is empty and says so that there was none, as of a bonus nobody got.
    Nothing,
    /// It holds something that is no number.
    Unread(PrintedText),
}

impl PrintedCell {
    /// The number, if it prints one.
    pub fn number(&self) -> Option<&PrintedNumber> {
        match self {
            PrintedCell::Number(number) => Some(number),
            _ => None,
        }
    }
}

vocabulary! {
    /// What a row of a printed table is about.
    #[derive(Default)]
    PrintedKind {
        /// A unit.
        #[default]
        Unit "unit",
        /// The mean of the units (*trung bình, bình quân*).
        Mean "mean",
        /// Their sum (*tổng, cộng*).
        Sum "sum",
        /// The highest of their figures (*cao nhất*).
        Highest "highest",
        /// The lowest of them (*thấp nhất*).
        Lowest "lowest",
        /// Something else that is no unit: a median, the points that can be had, who signed. It is
        /// passed over.
        Other "other",
    }
}

/// What may stand before the word for a mean: *giá trị trung bình*, *national average*.
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
/// Not only units have a maximum, the ruler has one too.
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
/// What stands below a table: who made it, what is to be said of it.
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
/// What may follow a sum: whose it is. *Tổng cục* and *Cộng Hòa* are names of units.
const SCOPES: [&str; 12] =
    ["chung", "cả", "toàn", "khối", "nhóm", "các", "điểm", "lĩnh vực", "mục", "phần", "of", "for"];

impl PrintedKind {
    /// What a row of this name is about.
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
        // Typed without a mark, words are known without theirs.
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

/// The words in the form that names are compared in.
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

/// A name as it is typed without marks.
fn unmarked(name: &str) -> String {
    let plain = fold_name(name).replace('đ', "d");
    plain.nfd().filter(char::is_ascii).collect()
}

/// A name without the number of its row: `1. `, `IV/ `, `a) `. *X. Trung Bình* is a commune.
fn unnumbered(name: &str) -> &str {
    let Some((number, rest)) = name.split_once(['.', ')', '/', ':', '-']) else { return name };
    let number = number.trim();
    let all = |is: fn(&u8) -> bool| !number.is_empty() && number.bytes().all(|c| is(&c));
    let roman = all(|c| b"IVXivx".contains(c)) && !number.eq_ignore_ascii_case("x");
    let letter = number.len() == 1 && name.get(1..).is_some_and(|rest| rest.starts_with(')'));
    if all(u8::is_ascii_digit) || roman || letter { rest.trim_start() } else { name }
}

/// What follows one of some words that a folded name begins with.
fn leading<'a>(name: &'a str, words: &[String]) -> Option<&'a str> {
    words.iter().find_map(|word| {
        let rest = name.strip_prefix(word.as_str())?;
        // A whole word, not the beginning of another.
        (rest.is_empty() || rest.starts_with([' ', ',', '/', '(', '-', ':']))
            .then(|| rest.trim_start())
    })
}

/// One row of a printed table. Every row of a table has the same cells in its lists, one for each
/// column; a column that the table does not have is absent.
#[derive(Clone, Debug, Default)]
pub struct PrintedRow {
    /// The unit.
    pub unit: Option<PrintedText>,
    /// Its block or group of comparable units.
    pub group: Option<String>,
    /// Its rank.
    pub rank: Option<PrintedCell>,
    /// The parts of the value, such as appraisal and survey points.
    pub parts: Vec<PrintedCell>,
    /// What is taken off, whichever sign it prints.
    pub deductions: Vec<PrintedCell>,
    /// Total points, the index; the last one ranks.
    pub values: Vec<PrintedCell>,
    /// Last year's value.
    pub previous: Option<PrintedCell>,
    /// The change from it.
    pub change: Option<PrintedCell>,
    /// The grade (*xếp loại*), or the group by result (*nhóm A, B, C*).
    pub grade: Option<PrintedText>,
    /// Whether it is about a unit, or what it says of them.
    pub kind: PrintedKind,
    /// How many cells hold numbers that were not read as anything.
    pub other_numbers: usize,
}

/// Where a cell stands in its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    Part(usize),
    Deduction(usize),
    Value(usize),
    Previous,
    Change,
}

impl PrintedRow {
    /// The cell of a slot.
    pub(super) fn at(&self, slot: Slot) -> Option<&PrintedCell> {
        match slot {
            Slot::Part(n) => self.parts.get(n),
            Slot::Deduction(n) => self.deductions.get(n),
            Slot::Value(n) => self.values.get(n),
            Slot::Previous => self.previous.as_ref(),
            Slot::Change => self.change.as_ref(),
        }
    }

    /// The same with another cell there.
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

    /// The slot of every cell of numbers but the rank.
    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> {
        let parts = (0..self.parts.len()).map(Slot::Part);
        let deductions = (0..self.deductions.len()).map(Slot::Deduction);
        let values = (0..self.values.len()).map(Slot::Value);
        let previous = self.previous.iter().map(|_| Slot::Previous);
        let change = self.change.iter().map(|_| Slot::Change);
        parts.chain(deductions).chain(values).chain(previous).chain(change)
    }

    /// The number of a slot.
    pub(super) fn number(&self, slot: Slot) -> Option<&PrintedNumber> {
        self.at(slot)?.number()
    }

    /// The slot of the value that ranks.
    pub(super) fn value_slot(&self) -> Option<Slot> {
        self.values.len().checked_sub(1).map(Slot::Value)
    }

    /// The value that ranks.
    pub(super) fn value(&self) -> Option<&PrintedNumber> {
        self.number(self.value_slot()?)
    }

    /// Whether it is about a unit and prints a figure, so that it should print its values too. A unit
    /// that was not assessed prints none.
    pub(super) fn says_figures(&self) -> bool {
        let others = self.parts.iter().chain(&self.values).chain(&self.rank).chain(&self.change);
        let mut figures = others.filter_map(PrintedCell::number);
        self.is_unit() && (figures.next().is_some() || self.grade.is_some())
    }

    /// Whether it prints any number.
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
