//! Checks a published table for contradictions. The rows are the first four of the ministries in
//! 2023 as announced (xaydungchinhsach.chinhphu.vn, 17 April 2024), with two errors inserted.
//!
//! `cargo run --example published -- vi` prints it in Vietnamese.

use par_index::audit::audit;
use par_index::{Lang, view};
use par_index_sheets::read_printed;

const TABLE: &str = "\
Xếp hạng;Đơn vị;Điểm thẩm định;Điểm điều tra XHH;Tổng điểm;Chỉ số (%)
1;Bộ Tư pháp;61,86;28,10;89,95;89,95
2;Ngân hàng Nhà nước Việt Nam;62,67;27,12;89,89;89,89
3;Bộ Tài chính;61,52;27,66;89,18;89,18
5;Bộ Nội vụ;60,65;26,38;87,04;87,04
";

fn main() {
    let lang = if std::env::args().any(|arg| arg == "vi") { Lang::Vi } else { Lang::En };
    let (rows, findings) = read_printed("bang.csv", TABLE.as_bytes());
    assert!(findings.is_empty());
    let look = view::Look { lang, ..view::Look::default() };
    print!("{}", view::audit_page(&audit(&rows), true).text(look));
}
