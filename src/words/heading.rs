//! Headings of tables, by the key of the column or value; the same list is used for printing and
//! for reading.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Lang, fold_name};

/// The key, the English and the Vietnamese heading, and other spellings that people use. One
/// spelling may belong to several keys; the reader of a table decides which of them is meant.
const HEADINGS: &[(&str, &str, &str, &[&str])] = &[
    (
        "index",
        "Index (%)",
        "Chỉ số CCHC (%)",
        &["index_percent", "chỉ số", "chỉ số cchc", "chỉ số tổng hợp", "par index"],
    ),
    ("ordinal", "No.", "STT", &["tt", "số thứ tự", "no"]),
    (
        "node",
        "Criterion, component",
        "Tiêu chí, tiêu chí thành phần",
        &[
            "tiêu chí/tiêu chí thành phần",
            "lĩnh vực/tiêu chí",
            "lĩnh vực, tiêu chí",
            "nội dung tiêu chí",
        ],
    ),
    ("field", "Field", "Lĩnh vực", &[]),
    ("criterion", "Criterion", "Tiêu chí", &[]),
    ("component", "Component", "Tiêu chí thành phần", &[]),
    ("max", "Maximum", "Điểm tối đa", &["tối đa"]),
    ("possible", "Possible", "Điểm tối đa được tính", &[]),
    ("obtained", "Obtained", "Điểm đạt được", &[]),
    ("lost", "Lost", "Điểm mất", &[]),
    ("open", "Open", "Điểm chưa xác định", &[]),
    ("ratio", "Ratio (%)", "Tỷ lệ đạt (%)", &[]),
    (
        "self",
        "Self score",
        "Điểm tự đánh giá",
        &["tự chấm", "điểm tự chấm", "tự đánh giá", "điểm đơn vị tự chấm", "đơn vị tự chấm"],
    ),
    (
        "appraised",
        "Appraised score",
        "Điểm thẩm định",
        &["thẩm định", "điểm thẩm định lần 1", "kết quả thẩm định", "hội đồng thẩm định"],
    ),
    (
        "appraised_again",
        "Second appraised score",
        "Điểm thẩm định lần 2",
        &["thẩm định lần 2", "appraised again"],
    ),
    ("explanation", "Explanation", "Giải trình", &[]),
    (
        "survey",
        "Survey score",
        "Điểm điều tra xã hội học",
        &[
            "điều tra xã hội học",
            "điểm điều tra",
            "điểm điều tra xhh",
            "điểm đtxhh",
            "điểm xhh",
            "survey_points",
        ],
    ),
    ("bonus", "Bonus", "Điểm thưởng", &[]),
    ("deduction", "Deduction", "Điểm trừ", &[]),
    (
        "total",
        "Total",
        "Tổng cộng",
        &["tổng", "tổng điểm", "tổng số điểm", "tổng điểm đạt được", "total_points"],
    ),
    ("evidence", "Evidence", "Tài liệu kiểm chứng (TLKC)", &["tài liệu kiểm chứng", "tlkc"]),
    // Points that a form computes while it is being filled in.
    ("reckoned", "Points so far", "Điểm tạm tính", &[]),
    ("rule", "Rule", "Cách tính điểm", &[]),
    (
        "unit",
        "Unit",
        "Cơ quan, đơn vị, địa phương",
        &[
            "mã đơn vị",
            "đơn vị",
            "cơ quan, đơn vị",
            "xã/phường",
            "xã, phường",
            "xã, phường, thị trấn",
            "tên xã",
            "cơ quan",
            "tên đơn vị",
        ],
    ),
    ("rank", "Rank", "Xếp hạng", &["hạng", "thứ hạng", "thứ tự xếp hạng"]),
    ("tied", "Tied", "Đồng hạng", &[]),
    ("grade", "Grade", "Xếp loại", &[]),
    ("group", "Block", "Khối", &[]),
    ("points_to_next", "Points to the next rank", "Điểm cần thêm để lên hạng", &[]),
    ("margin", "Margin over the next worse", "Khoảng cách với đơn vị xếp sau", &[]),
    ("state", "State", "Trạng thái", &[]),
    ("why", "Reason", "Lý do", &[]),
    ("share_of_lost", "Share of lost (%)", "Tỷ trọng điểm mất (%)", &[]),
    ("cumulative_share", "Cumulative (%)", "Lũy kế (%)", &[]),
    ("peer_gap", "Below the block's median", "Thấp hơn trung vị của khối", &[]),
    ("best_gap", "Below the best unit", "Thấp hơn đơn vị cao nhất", &[]),
    ("repeats", "Years weak in a row", "Số năm liên tiếp đạt thấp", &[]),
    ("units_below_max", "Units below the maximum", "Số đơn vị chưa đạt tối đa", &[]),
    ("not_met", "Not met", "Chưa đạt yêu cầu", &[]),
    ("cut", "Cut at appraisal", "Giảm khi thẩm định", &[]),
    ("missing_evidence", "No evidence", "Thiếu tài liệu kiểm chứng", &[]),
    ("survey_loss", "Lost in the survey", "Mất qua điều tra xã hội học", &[]),
    ("missing_report", "Not reported", "Mất điểm do không báo cáo", &[]),
    ("over_claim", "Claimed above appraisal", "Tự chấm cao hơn thẩm định", &[]),
    ("under_claim", "Claimed below appraisal", "Tự chấm thấp hơn thẩm định", &[]),
    (
        "weak_list",
        "Weak criteria and components",
        "Tiêu chí, tiêu chí thành phần đạt điểm thấp",
        &[],
    ),
    ("cause", "Cause", "Nguyên nhân", &[]),
    ("measure", "Measure", "Giải pháp khắc phục", &["giải pháp", "biện pháp"]),
    ("lead", "Lead agency", "Cơ quan chủ trì", &["chủ trì", "đơn vị chủ trì"]),
    ("cooperating", "Co-operating agency", "Cơ quan phối hợp", &["phối hợp", "đơn vị phối hợp"]),
    ("appraiser", "Appraiser", "Cơ quan thẩm định", &[]),
    ("no_owner", "No lead agency yet", "Chưa giao cơ quan chủ trì", &[]),
    ("due", "Due", "Thời hạn hoàn thành", &["thời hạn", "hạn hoàn thành", "thời gian hoàn thành"]),
    ("product", "Product, result", "Sản phẩm, kết quả", &["sản phẩm", "sản phẩm đầu ra"]),
    (
        "effort",
        "Effort",
        "Khối lượng công việc",
        &["khối lượng", "ngày công", "công sức", "kinh phí"],
    ),
    ("gain", "Gain", "Điểm tăng thêm", &[]),
    ("overtakes", "Overtakes", "Vượt", &[]),
    ("draws_level", "Draws level", "Bằng", &[]),
    (
        "unreachable",
        "Out of reach; the best possible",
        "Không đạt được mục tiêu; mức cao nhất có thể",
        &[],
    ),
    ("proven", "Proven optimal", "Đã chứng minh là phương án tối ưu", &[]),
    ("performance", "By performance", "Do kết quả thực hiện", &[]),
    ("ruler", "By the change of framework", "Do thay đổi bộ tiêu chí", &[]),
    ("framework", "Framework", "Bộ tiêu chí", &[]),
    ("printed_on", "Drawn up on", "Ngày lập biểu", &[]),
    ("found", "Found", "Nội dung đọc được", &[]),
    ("expected", "Expected", "Yêu cầu", &[]),
    ("scored", "Scored", "Đã chấm", &[]),
    ("not_applicable", "Not applicable", "Không áp dụng", &[]),
    ("missing", "Missing", "Chưa có số liệu", &[]),
    ("not_appraised", "Not yet appraised", "Chưa thẩm định", &[]),
    ("left_out", "Left out on this basis", "Không tính theo căn cứ này", &[]),
    ("complete", "Complete", "Đủ số liệu", &[]),
    ("incomplete", "Incomplete", "Chưa đủ số liệu", &[]),
    ("not_reported", "Not reported", "Chưa gửi báo cáo", &[]),
    ("in_error", "In error, not computed", "Số liệu có lỗi, chưa tính", &[]),
    ("rescaled", "Re-scaled", "Đã quy đổi", &[]),
    ("provisional", "Provisional", "Tạm tính", &[]),
    ("done", "Done", "Đã hoàn thành", &["đã thực hiện"]),
    ("overdue", "Overdue", "Quá hạn", &[]),
    ("in_progress", "In progress", "Đang thực hiện", &[]),
    ("not_due", "Not due", "Chưa đến hạn", &[]),
    ("unmeasurable", "Unmeasurable", "Chưa có căn cứ đánh giá", &["Chưa có căn cứ đo lường"]),
    // Columns of directives.
    ("result", "Result", "Kết quả thực hiện", &[]),
    ("due_soon", "Due soon", "Sắp đến hạn", &[]),
    ("obligation", "Item", "Mục", &["nhiệm vụ"]),
    // Columns that tell to which unit, period or channel a row belongs.
    ("name", "Name", "Tên đơn vị", &[]),
    ("name_vi", "Vietnamese name", "Tên tiếng Việt", &[]),
    ("name_en", "English name", "Tên tiếng Anh", &[]),
    ("short_vi", "Short Vietnamese name", "Tên tiếng Việt viết tắt", &[]),
    ("short_en", "Short English name", "Tên tiếng Anh viết tắt", &[]),
    ("province", "Province", "Tỉnh, thành phố", &["tỉnh", "tỉnh/thành phố", "địa phương"]),
    ("ministry", "Ministry", "Bộ, cơ quan ngang bộ", &["bộ, ngành", "tên bộ"]),
    ("year", "Year", "Năm", &[]),
    ("period", "Period", "Kỳ", &["kỳ đánh giá", "kỳ báo cáo"]),
    ("as_of", "As of", "Số liệu đến ngày", &["tính đến ngày", "đến ngày"]),
    ("channel", "Channel", "Kênh", &[]),
    ("ranked", "Ranked", "Được xếp hạng", &[]),
    ("parent", "Above", "Cấp trên", &["mã cấp trên", "đơn vị cấp trên"]),
    (
        "portal",
        "Code at the portal",
        "Mã trên Cổng",
        &["mã trên cổng dịch vụ công quốc gia", "mã cổng"],
    ),
    ("inherit", "Taken from", "Lấy theo", &[]),
    ("predecessors", "Predecessors", "Đơn vị tiền thân", &[]),
    ("valid_from", "Valid from", "Hiệu lực từ", &[]),
    ("valid_to", "Valid to", "Hiệu lực đến", &[]),
    // Columns that tell which node of a framework a row is about.
    (
        "code",
        "Code",
        "Mã tiêu chí",
        &["component", "mã tc", "mã", "tiêu chí thành phần", "tiêu chí"],
    ),
    ("title", "Title", "Tên tiêu chí", &["nội dung", "nội dung đánh giá"]),
    ("title_en", "English title", "Tên tiêu chí bằng tiếng Anh", &[]),
    ("level", "Level", "Mức", &["cấp"]),
    ("declared", "Maximum as printed", "Điểm tối đa theo văn bản", &[]),
    ("scorer", "Scored by", "Hình thức đánh giá", &[]),
    ("how", "How it is scored", "Hướng dẫn chấm điểm", &[]),
    ("source", "Source", "Nguồn", &[]),
    ("stated_criteria", "Criteria as stated", "Số tiêu chí theo văn bản", &[]),
    ("stated_components", "Components as stated", "Số tiêu chí thành phần theo văn bản", &[]),
    (
        "stated_survey_points",
        "Survey points as stated",
        "Điểm điều tra xã hội học theo văn bản",
        &[],
    ),
    // Columns for the parts of a framework besides its tree: policies, grades, agencies,
    // crosswalks.
    ("policy", "Policy", "Quy định chung", &["chính sách"]),
    ("set_to", "Set to", "Giá trị", &[]),
    ("grade_en", "English name of the grade", "Xếp loại bằng tiếng Anh", &[]),
    ("grade_from", "From (%)", "Từ (%)", &["từ"]),
    ("component_floor", "Least of each (%)", "Mức sàn (%)", &["mức sàn"]),
    ("floor_on", "Least of each", "Mức sàn tính theo", &[]),
    ("agency_id", "Id of the agency", "Mã cơ quan", &[]),
    ("old", "Old code", "Mã cũ", &[]),
    ("new", "New code", "Mã mới", &[]),
    ("kind", "Kind", "Loại thay đổi", &[]),
    ("share", "Share", "Tỷ lệ", &[]),
    // Columns with statements about a node: stages, notes, steps of a plan.
    ("stage", "Stage", "Bước chấm điểm", &[]),
    ("by", "Appraised by", "Cơ quan thẩm định", &[]),
    ("of", "Of", "Tổng số", &[]),
    ("count", "Count", "Số lượng", &[]),
    ("answer", "Answer", "Trả lời", &[]),
    ("note", "Note", "Ghi chú", &["notes", "remark", "remarks"]),
    ("self_note", "Note on the self score", "Ghi chú tự đánh giá", &[]),
    ("appraised_note", "Note on the appraised score", "Ghi chú thẩm định", &[]),
    ("appraised_again_note", "Note on the second appraised score", "Ghi chú thẩm định lần 2", &[]),
    ("on", "On", "Ngày báo cáo", &["ngày", "đến ngày"]),
    (
        "to",
        "To",
        "Điểm phấn đấu",
        &["mức điểm", "điểm mục tiêu", "điểm cần đạt", "đến mức", "đến điểm"],
    ),
    ("from", "From", "Điểm hiện tại", &[]),
    ("requires", "Requires", "Điều kiện", &["yêu cầu", "cần có"]),
    ("excludes", "Excludes", "Loại trừ", &[]),
    ("needed", "Still needed", "Còn thiếu", &[]),
    ("needed_en", "Still needed, in English", "Còn thiếu, bằng tiếng Anh", &[]),
    ("items", "Items needed", "Số lượng làm thêm", &[]),
    ("items_done", "Items done in the period", "Số lượng đã làm trong kỳ", &[]),
    ("far", "More than in the whole period", "Nhiều hơn cả kỳ", &[]),
    ("not_read", "Not read", "Chưa đọc được", &[]),
    // Columns of surveys.
    ("respondents", "Group of respondents", "Nhóm đối tượng", &["group", "nhóm", "đối tượng"]),
    ("question", "Question", "Mã câu hỏi", &["câu hỏi"]),
    ("weight", "Weight", "Trọng số", &[]),
    ("text", "Text", "Nội dung câu hỏi", &["nội dung"]),
    ("ballot", "Ballot", "Số phiếu", &["phiếu", "mã phiếu", "id"]),
    ("asked", "Asked", "Số phiếu phát ra", &["phát ra"]),
    ("population", "Population", "Tổng thể", &[]),
    // Columns of published tables.
    ("value", "Value", "Kết quả", &["score", "điểm"]),
    ("appraisal", "Appraisal", "Điểm thẩm định", &["appraisal_points", "appraisal_points_moha"]),
    ("previous", "Previous", "Năm trước", &["previous_value", "kỳ trước", "chỉ số năm trước"]),
    ("change", "Change", "Chênh lệch", &["difference", "thay đổi"]),
    ("class", "Class", "Nhóm", &[]),
];

/// A heading of tables (*tiêu đề cột*): its key, its text in both languages, and its other
/// spellings.
///
/// One list serves for printing and for reading, so that every printed heading can be read again.
///
/// ```
/// use par_index::words::Heading;
/// use par_index::Lang;
/// let code = Heading::of("code").unwrap();
/// assert_eq!(code.text(Lang::Vi), "Mã tiêu chí");
/// assert!(code.spellings().any(|spelling| spelling == "mã tc"));
/// assert!(code.folded().contains(&par_index::words::fold_name("  MÃ  TC")));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Heading(&'static Row, &'static [String]);

type Row = (&'static str, &'static str, &'static str, &'static [&'static str]);

/// For each key the spellings in the form used for comparing.
static FOLDED: LazyLock<BTreeMap<&str, (&Row, Vec<String>)>> = LazyLock::new(|| {
    let folded = |row: &'static Row| {
        let mut all = Vec::new();
        for spelling in spellings(row) {
            let folded = fold_name(spelling);
            if !all.contains(&folded) {
                all.push(folded);
            }
        }
        (row.0, (row, all))
    };
    HEADINGS.iter().map(folded).collect()
});

fn spellings(row: &'static Row) -> impl Iterator<Item = &'static str> {
    let (key, en, vi, others) = *row;
    [key, en, vi].into_iter().chain(others.iter().copied())
}

impl Heading {
    /// The heading with this key, if there is one.
    pub fn of(key: &str) -> Option<Heading> {
        FOLDED.get(key).map(|(row, folded)| Heading(row, folded))
    }

    /// All headings, by their keys.
    pub fn all() -> impl Iterator<Item = Heading> {
        FOLDED.values().map(|(row, folded)| Heading(row, folded))
    }

    /// The key: the name of the column in CSV and JSON.
    pub fn key(self) -> &'static str {
        self.0.0
    }

    /// The heading as tables print it in the given language.
    pub fn text(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.0.2,
            _ => self.0.1,
        }
    }

    /// All spellings that are read as this heading: its key first, then the printed texts, then
    /// others that people use.
    pub fn spellings(self) -> impl Iterator<Item = &'static str> {
        spellings(self.0)
    }

    /// The spellings in the form used for comparing (see [`fold_name`]), each once.
    pub fn folded(self) -> &'static [String] {
        self.1
    }
}

impl Lang {
    /// The heading that official tables give a column or a value, by its key in results.
    ///
    /// ```
    /// use par_index::Lang;
    /// assert_eq!(Lang::Vi.heading("lost"), Some("Điểm mất"));
    /// assert_eq!(Lang::En.heading("no such column"), None);
    /// ```
    pub fn heading(self, key: &str) -> Option<&'static str> {
        Heading::of(key).map(|heading| heading.text(self))
    }
}

#[cfg(test)]
pub(super) fn vietnamese() -> impl Iterator<Item = &'static str> {
    HEADINGS.iter().map(|(_, _, vi, _)| *vi)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A spelling that folds like another one of the same heading would be superfluous.
    #[test]
    fn no_spelling_stands_twice() {
        for (row, folded) in FOLDED.values() {
            let others: Vec<String> = row.3.iter().map(|spelling| fold_name(spelling)).collect();
            let printed = [row.0, row.1, row.2].map(fold_name);
            for (n, other) in others.iter().enumerate() {
                assert!(!printed.contains(other) && !others[..n].contains(other), "{other}");
            }
            assert!(folded.iter().all(|spelling| !spelling.is_empty()), "{}", row.0);
        }
        assert_eq!(FOLDED.len(), HEADINGS.len());
    }
}
