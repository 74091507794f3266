//! The words and sentences that pages add around results, in both languages.

use par_index::Lang;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $en:literal | $vi:literal;)*) => {
        /// A word or sentence of a page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Word { $($(#[$doc])* $name),* }

        impl Word {
            pub(crate) fn say(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Word::$name, Lang::Vi) => $vi, (Word::$name, _) => $en,)*
                }
            }
        }
    };
}

words! {
    Contents: "Contents" | "Mục lục";
    Charts: "Charts" | "Biểu đồ";
    Findings: "Notes, warnings, errors" | "Lưu ý, cảnh báo, lỗi";
    Code: "The line of the seal, to be verified" | "Dòng mã kiểm chứng, dùng để đối chiếu";
    Data: "Figures of the chart" | "Số liệu của biểu đồ";
    Median: "median" | "trung vị";
    Best: "best" | "cao nhất";
    Value: "value" | "giá trị";
    Points: "points" | "điểm";
    Together: "running share" | "lũy kế";
    TogetherLine: "dashed: running share of all lost points, from 0 to 100 %"
        | "đường nét đứt: tỷ trọng cộng dồn trong tổng điểm mất, từ 0 đến 100%";
    TogetherSign: "Σ: running share of all lost points" | "Σ: tỷ trọng cộng dồn trong tổng điểm mất";
    Lost: "lost" | "mất";
    Given: "added" | "cộng thêm";
    Shades: "the darker, the lower" | "màu càng đậm, tỷ lệ càng thấp";
    Unit: "unit" | "đơn vị";
    Rank: "rank" | "hạng";
    Max: "max" | "tối đa";
    Claimed: "claimed" | "tự đánh giá";
    Recognised: "recognised" | "thẩm định";
    More: "more" | "nữa";
    Top: "To the top" | "Về đầu trang";
    Filter: "Show only rows with" | "Chỉ hiện dòng có";
    All: "Show all rows:" | "Hiện tất cả các dòng:";
    Unfold: "Unfold all" | "Mở tất cả";
    Fold: "Fold all" | "Thu gọn";
    Index: "index" | "chỉ số";
    Grade: "grade" | "xếp loại";
    Component: "component" | "tiêu chí";
    Now: "now" | "hiện tại";
    Then: "chosen" | "chọn";
    Survey: "survey" | "điều tra XHH";
    Reset: "As it stands" | "Trở về hiện trạng";
    Wrong: "These points cannot be given here: they do not count." | "Mức điểm này không hợp lệ, chưa được tính.";
    NoScript: "Choosing needs the script of this page; the command `par-index what-if` says the same."
        | "Cần bật kịch bản của trang để chọn; lệnh `par-index what-if` cho cùng kết quả.";
    OtherUnits: "On other units (`par-index check`)" | "Về các đơn vị khác (lệnh `par-index check`)";
    Others: "The other units stay as they are; every figure is computed exactly, in this page alone."
        | "Các đơn vị khác giữ nguyên; mọi số được tính chính xác ngay trong trang này.";
    Command: "The same by the command:" | "Lệnh cho cùng kết quả:";
}
