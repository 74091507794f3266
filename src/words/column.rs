//! Headings of result columns that occur in no table for input; they are used where a result is
//! printed with all its columns, as in a workbook.

use super::{Heading, Lang, Sentence, Text};

/// The key, the English and the Vietnamese heading of each column; sorted by key.
const COLUMNS: &[(&str, &str, &str)] = &[
    ("above", "Above the median", "Cao hơn trung vị"),
    ("after", "After", "Sau"),
    ("agency", "Agency", "Cơ quan"),
    ("at_risk", "At risk", "Có nguy cơ mất"),
    ("basis", "Basis", "Căn cứ tính"),
    ("before", "Before", "Trước"),
    ("best", "Best", "Cao nhất"),
    ("best_without", "Best without it", "Cao nhất khi không tính"),
    ("cause_en", "Cause, in English", "Nguyên nhân, bằng tiếng Anh"),
    ("cell", "Cell", "Ô"),
    ("check", "Check", "Phép kiểm tra"),
    ("comparable", "Comparable", "So sánh được"),
    ("copied", "Copied", "Sao chép"),
    ("counts", "Counts", "Được tính"),
    ("cut_1", "Cut at the first appraisal", "Giảm khi thẩm định lần 1"),
    ("cut_2", "Cut at the second appraisal", "Giảm khi thẩm định lần 2"),
    ("days", "Days", "Số ngày"),
    ("difference", "Difference", "Chênh lệch"),
    ("due_before", "Due before", "Đến hạn trước"),
    ("due_usable", "Due in time", "Đến hạn kịp"),
    ("equation", "Equation", "Công thức"),
    ("file", "File", "Tệp"),
    ("files", "Files", "Các tệp"),
    ("goal", "Goal", "Mục tiêu"),
    ("hash", "Hash", "Mã băm"),
    ("heading", "Heading", "Tiêu đề"),
    ("high", "High", "Cao"),
    ("inputs", "Inputs", "Số liệu đầu vào"),
    ("key", "Of", "Theo"),
    ("late", "Late", "Chậm"),
    ("leaves", "Components", "Số tiêu chí thành phần"),
    ("line", "Line", "Dòng"),
    ("low", "Low", "Thấp"),
    ("marked", "Prints alike and differs", "In giống nhau nhưng khác nhau"),
    ("measure_en", "Measure, in English", "Giải pháp, bằng tiếng Anh"),
    ("measured", "Measured", "Đo lường"),
    ("median", "Median", "Trung vị"),
    ("message", "Message", "Thông báo"),
    ("more", "More", "Còn thêm"),
    ("other", "Other unit", "Đơn vị kia"),
    ("other_name", "Name of the other unit", "Tên đơn vị kia"),
    ("other_obtained", "Obtained by the other", "Điểm của đơn vị kia"),
    ("other_possible", "Possible for the other", "Điểm tối đa của đơn vị kia"),
    ("other_state", "State of the other", "Trạng thái của đơn vị kia"),
    ("overrides", "Overridden", "Quy định đã thay"),
    ("part", "Part", "Phần"),
    ("place", "Place", "Vị trí"),
    ("pointer", "Place in the document", "Vị trí trong tệp"),
    ("points", "Points", "Điểm"),
    ("policies", "Policies", "Quy định tính điểm"),
    ("position", "No.", "STT"),
    ("previous_rank", "Rank of the year before", "Hạng năm trước"),
    ("previous_ratio", "Ratio of the year before (%)", "Tỷ lệ năm trước (%)"),
    ("product_en", "Product, in English", "Sản phẩm, bằng tiếng Anh"),
    ("provenance", "Provenance", "Nguồn gốc"),
    ("rank_after", "Rank after", "Hạng sau"),
    ("rank_before", "Rank before", "Hạng trước"),
    ("ratio_after", "Ratio after (%)", "Tỷ lệ sau (%)"),
    ("ratio_before", "Ratio before (%)", "Tỷ lệ trước (%)"),
    ("ratio_from", "Ratio at least (%)", "Tỷ lệ thấp nhất (%)"),
    ("ratio_to", "Ratio at most (%)", "Tỷ lệ cao nhất (%)"),
    ("reported", "Reported", "Đã báo cáo"),
    ("role", "Role", "Vai trò"),
    ("same", "Same", "Giống nhau"),
    ("seal", "Seal", "Mã kiểm chứng"),
    ("severity", "Severity", "Mức độ"),
    ("sheet", "Sheet", "Trang tính"),
    ("state_after", "State after", "Trạng thái sau"),
    ("state_before", "State before", "Trạng thái trước"),
    ("steps", "Steps", "Số bước"),
    ("survey_answers", "Answers", "Số phiếu trả lời"),
    ("survey_high", "Interval to", "Khoảng tin cậy đến"),
    ("survey_low", "Interval from", "Khoảng tin cậy từ"),
    ("survey_ratio", "Ratio of the survey (%)", "Tỷ lệ điều tra (%)"),
    ("survey_state", "State of the survey", "Trạng thái điều tra"),
    ("survey_variance", "Variance", "Phương sai"),
    ("swing", "Swing", "Biến động"),
    ("text_en", "Text, in English", "Nội dung, bằng tiếng Anh"),
    ("units", "Units", "Số đơn vị"),
    ("unreadable", "Not read", "Chưa đọc được"),
    ("waiting", "Waiting", "Đang chờ"),
    ("wording", "Wording alone", "Chỉ khác câu chữ"),
    ("worst", "Worst", "Thấp nhất"),
    ("worst_without", "Worst without it", "Thấp nhất khi không tính"),
];

impl Lang {
    /// The heading of a result column: the one that tables use, or else one of its own.
    ///
    /// ```
    /// use par_index::Lang;
    /// assert_eq!(Lang::Vi.column("lost"), Some("Điểm mất"));
    /// assert_eq!(Lang::Vi.column("rank_before"), Some("Hạng trước"));
    /// assert_eq!(Lang::En.column("1.2"), None);
    /// ```
    pub fn column(self, key: &str) -> Option<&'static str> {
        let own = || {
            let at = COLUMNS.binary_search_by_key(&key, |(key, ..)| key).ok()?;
            let (_, en, vi) = COLUMNS.get(at)?;
            Some(if self == Lang::Vi { *vi } else { *en })
        };
        Heading::of(key).map(|heading| heading.text(self)).or_else(own)
    }

    /// The word for a value that results carry as a key, such as the state of a unit.
    ///
    /// ```
    /// use par_index::Lang;
    /// assert_eq!(Lang::Vi.value("not_reported"), Some("Chưa gửi báo cáo"));
    /// ```
    pub fn value(self, key: &str) -> Option<&'static str> {
        Some(match key {
            "true" if self == Lang::Vi => "Có",
            "true" => "Yes",
            key => match severity(key, self) {
                Some(word) => word,
                None => Heading::of(key)?.text(self),
            },
        })
    }
}

/// The heading of a result column in lower case, as pages use it, so that each column is worded in
/// one place only.
pub(crate) fn column_heading(key: &str) -> Sentence {
    let [vi, en] = [Lang::Vi, Lang::En].map(|lang| lang.column(key).unwrap_or_default());
    Sentence::from(Text::new(vi, en)).lower()
}

/// The severities of findings, by their names in results, with the Vietnamese words.
const SEVERITIES: [(&str, &str); 3] =
    [("error", "Lỗi"), ("warning", "Cảnh báo"), ("note", "Lưu ý")];

/// The word for the severity of a finding; `None` for another key.
pub(crate) fn severity(key: &str, lang: Lang) -> Option<&'static str> {
    let (en, vi) = SEVERITIES.iter().find(|(known, _)| *known == key)?;
    Some(if lang == Lang::Vi { vi } else { en })
}

#[cfg(test)]
pub(super) fn vietnamese() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|(_, _, vi)| *vi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_sorted_and_none_has_two_headings() {
        assert!(COLUMNS.is_sorted_by_key(|(key, ..)| key));
        for (key, ..) in COLUMNS {
            assert!(Heading::of(key).is_none(), "{key}");
        }
    }
}
