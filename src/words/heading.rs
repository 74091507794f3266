//! Headings of official tables, by the key of the column or the value.

use super::Lang;

/// Key, English, Vietnamese.
const HEADINGS: &[(&str, &str, &str)] = &[
    ("index", "Index (%)", "Chỉ số CCHC (%)"),
    ("ordinal", "No.", "STT"),
    ("node", "Criterion, component", "Tiêu chí, tiêu chí thành phần"),
    ("field", "Field", "Lĩnh vực"),
    ("criterion", "Criterion", "Tiêu chí"),
    ("component", "Component", "Tiêu chí thành phần"),
    ("max", "Maximum", "Điểm tối đa"),
    ("possible", "Possible", "Điểm tối đa được tính"),
    ("obtained", "Obtained", "Điểm đạt được"),
    ("lost", "Lost", "Điểm mất"),
    ("open", "Open", "Điểm chưa xác định"),
    ("ratio", "Ratio (%)", "Tỷ lệ đạt (%)"),
    ("self", "Self score", "Điểm tự đánh giá"),
    ("appraised", "Appraised score", "Điểm thẩm định"),
    ("appraised_again", "Second appraised score", "Điểm thẩm định lần 2"),
    ("explanation", "Explanation", "Giải trình"),
    ("survey", "Survey score", "Điểm điều tra xã hội học"),
    ("bonus", "Bonus", "Điểm thưởng"),
    ("deduction", "Deduction", "Điểm trừ"),
    ("total", "Total", "Tổng cộng"),
    ("evidence", "Evidence", "Tài liệu kiểm chứng (TLKC)"),
    ("rule", "Rule", "Cách tính điểm"),
    ("unit", "Unit", "Cơ quan, đơn vị, địa phương"),
    ("block", "Block", "Khối"),
    ("rank", "Rank", "Xếp hạng"),
    ("tied", "Tied", "Đồng hạng"),
    ("grade", "Grade", "Xếp loại"),
    ("group", "Group", "Nhóm"),
    ("points_to_next", "Points to the next rank", "Điểm cần thêm để lên hạng"),
    ("margin", "Margin over the next worse", "Khoảng cách với đơn vị xếp sau"),
    ("state", "State", "Trạng thái"),
    ("why", "Reason", "Lý do"),
    ("share_of_lost", "Share of lost (%)", "Tỷ trọng điểm mất (%)"),
    ("cumulative_share", "Cumulative (%)", "Lũy kế (%)"),
    ("peer_gap", "Below the block's median", "Thấp hơn trung vị của khối"),
    ("best_gap", "Below the best unit", "Thấp hơn đơn vị cao nhất"),
    ("repeats", "Years weak in a row", "Số năm liên tiếp đạt thấp"),
    ("units_below_max", "Units below the maximum", "Số đơn vị chưa đạt tối đa"),
    ("not_met", "Not met", "Chưa đạt yêu cầu"),
    ("cut", "Cut at appraisal", "Giảm khi thẩm định"),
    ("missing_evidence", "No evidence", "Thiếu tài liệu kiểm chứng"),
    ("survey_loss", "Lost in the survey", "Mất qua điều tra xã hội học"),
    ("missing_report", "Not reported", "Mất điểm do không báo cáo"),
    ("over_claim", "Claimed above appraisal", "Tự chấm cao hơn thẩm định"),
    ("under_claim", "Claimed below appraisal", "Tự chấm thấp hơn thẩm định"),
    ("weak_list", "Weak criteria and components", "Tiêu chí, tiêu chí thành phần đạt điểm thấp"),
    ("cause", "Cause", "Nguyên nhân"),
    ("measure", "Measure", "Giải pháp khắc phục"),
    ("lead", "Lead agency", "Cơ quan chủ trì"),
    ("cooperating", "Co-operating agency", "Cơ quan phối hợp"),
    ("appraiser", "Appraiser", "Cơ quan thẩm định"),
    ("no_owner", "No lead agency yet", "Chưa giao cơ quan chủ trì"),
    ("due", "Due", "Thời hạn hoàn thành"),
    ("product", "Product, result", "Sản phẩm, kết quả"),
    ("effort", "Effort", "Khối lượng công việc"),
    ("gain", "Gain", "Điểm tăng thêm"),
    ("overtakes", "Overtakes", "Vượt"),
    ("draws_level", "Draws level", "Bằng"),
    (
        "unreachable",
        "Out of reach; the best possible",
        "Không đạt được mục tiêu; mức cao nhất có thể",
    ),
    ("proven", "Proven optimal", "Đã chứng minh là phương án tối ưu"),
    ("performance", "By performance", "Do kết quả thực hiện"),
    ("ruler", "By the change of framework", "Do thay đổi bộ tiêu chí"),
    ("framework", "Framework", "Bộ tiêu chí"),
    ("printed_on", "Drawn up on", "Ngày lập biểu"),
    ("found", "Found", "Nội dung đọc được"),
    ("expected", "Expected", "Yêu cầu"),
    ("scored", "Scored", "Đã chấm"),
    ("not_applicable", "Not applicable", "Không áp dụng"),
    ("missing", "Missing", "Chưa có số liệu"),
    ("not_appraised", "Not yet appraised", "Chưa thẩm định"),
    ("left_out", "Left out on this basis", "Không tính theo căn cứ này"),
    ("complete", "Complete", "Đủ số liệu"),
    ("incomplete", "Incomplete", "Chưa đủ số liệu"),
    ("not_reported", "Not reported", "Chưa gửi báo cáo"),
    ("in_error", "In error, not computed", "Số liệu có lỗi, chưa tính"),
    ("rescaled", "Re-scaled", "Đã quy đổi"),
    ("provisional", "Provisional", "Tạm tính"),
    ("done", "Done", "Đã hoàn thành"),
    ("overdue", "Overdue", "Quá hạn"),
    ("in_progress", "In progress", "Đang thực hiện"),
    ("not_due", "Not due", "Chưa đến hạn"),
    ("unmeasurable", "Unmeasurable", "Chưa có căn cứ đo lường"),
    // Directives.
    ("result", "Result", "Kết quả thực hiện"),
    ("due_soon", "Due soon", "Sắp đến hạn"),
    ("obligation", "Item", "Mục"),
];

impl Lang {
    /// The heading that official tables give a column or a value, by its key in results.
    ///
    /// ```
    /// use par_index::Lang;
    /// assert_eq!(Lang::Vi.heading("lost"), Some("Điểm mất"));
    /// assert_eq!(Lang::En.heading("no such column"), None);
    /// ```
    pub fn heading(self, key: &str) -> Option<&'static str> {
        let (_, en, vi) = HEADINGS.iter().find(|(known, ..)| *known == key)?;
        Some(match self {
            Lang::En => en,
            Lang::Vi => vi,
        })
    }
}

#[cfg(test)]
pub(super) fn vietnamese() -> impl Iterator<Item = &'static str> {
    HEADINGS.iter().map(|(.., vi)| *vi)
}
