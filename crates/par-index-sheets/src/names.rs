//! The names of columns that tables share; the first is the format's, the others are what Vietnamese
//! sheets write.

pub(crate) const UNIT: [&str; 9] = [
    "unit",
    "đơn vị",
    "cơ quan, đơn vị",
    "cơ quan, đơn vị, địa phương",
    "xã/phường",
    "xã, phường",
    "xã, phường, thị trấn",
    "tên xã",
    "cơ quan",
];
pub(crate) const COMPONENT: [&str; 5] =
    ["component", "code", "mã", "mã tiêu chí", "tiêu chí thành phần"];
pub(crate) const YEAR: [&str; 2] = ["year", "năm"];
pub(crate) const GROUP: [&str; 2] = ["group", "khối"];
pub(crate) const NAME: [&str; 2] = ["name", "tên đơn vị"];
pub(crate) const CHANNEL: [&str; 2] = ["channel", "kênh"];
