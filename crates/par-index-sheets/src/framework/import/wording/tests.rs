//! Tests of the rules that are read from the words of decisions.

use par_index::Lang;

use super::*;

/// The proposed rule in one line, with `?` before it where it is unsure.
fn said(max: &str, words: &str) -> String {
    let proposed = rule(&[words.to_owned()], max.parse().unwrap());
    proposed.map_or_else(String::new, |proposed| {
        let line = proposed.rule.to_line(Lang::Vi).unwrap();
        format!("{}{line}", if proposed.is_unsure { "? " } else { "" })
    })
}

#[test]
fn rules_are_recognised_in_the_words_of_decisions() {
    for (max, words, expected) in [
        ("1", "tỷ lệ: tối đa từ 100%; sàn 80%", "tỷ lệ: tối đa từ 100%; sàn 80%"),
        ("0.5", "Ban hành kế hoạch: 0,5 điểm\nKhông ban hành: 0 điểm", "có/không"),
        ("1", "- Ban hành đúng hạn: 1\n- Không đúng hạn: 0,25", "có/không; không 0,25"),
        (
            "1",
            "Ban hành trước 31/01: 1 điểm. Ban hành sau 31/01: 0,5 điểm. Không ban hành: 0 điểm.",
            "mức: 1; 0,5; 0; nhãn: 1 = Ban hành trước 31/01; 0,5 = Ban hành sau 31/01; 0 = Không ban hành",
        ),
        (
            "1.5",
            "Hoàn thành 100% kế hoạch: 1,5\nHoàn thành từ 80% - dưới 100% kế hoạch thì điểm đánh giá được tính theo công thức: (Tỷ lệ % hoàn thành x 1,5)/100%\nHoàn thành dưới 80% kế hoạch: 0",
            "tỷ lệ: tối đa từ 100%; sàn 80%",
        ),
        (
            "2",
            "Từ 95% trở lên: 2 điểm; dưới 95%: tính theo công thức (tỷ lệ % x 2)/95%",
            "tỷ lệ: tối đa từ 95%; phần theo mức tối đa",
        ),
        (
            "1",
            "Từ 90% trở lên: 1\nTừ 80% đến dưới 90%: 0,5\nDưới 80%: 0",
            "bậc: từ 90% → 1; từ 80% → 0,5",
        ),
        (
            "1",
            "Trên 50% đơn vị: 1 điểm; từ 30% đến 50% đơn vị: 0,5 điểm; dưới 30%: 0 điểm",
            "bậc: trên 50% → 1; từ 30% → 0,5",
        ),
        (
            "1.5",
            "Từ 03 sáng kiến trở lên: 1,5 điểm\nTừ 01 đến 02 sáng kiến: 0,75 điểm\nKhông có sáng kiến: 0 điểm",
            "bậc: từ 3 → 1,5; từ 1 → 0,75",
        ),
        ("2", "Mỗi sáng kiến được cộng 0,5 điểm", "mỗi việc 0,5"),
        ("2", "Trừ 0,25 điểm đối với mỗi vụ việc vi phạm", "trừ 0,25 mỗi vụ việc"),
        ("1", "0,1 điểm/tin bài", "mỗi việc 0,1"),
        ("2", "Mỗi sáng kiến 0,5 điểm; tối đa 2 điểm", "mỗi việc 0,5"),
        ("2", "Mỗi thủ tục được cắt giảm: 0,5 điểm", "? mỗi việc 0,5"),
        ("2", "Trừ đơn vị sự nghiệp, mỗi đơn vị được 0,5 điểm", "? mỗi việc 0,5"),
        ("2", "Mỗi vụ việc bị trừ 0,5 điểm", "trừ 0,5 mỗi vụ việc"),
        ("2", "Mỗi sáng kiến 0,5 điểm; có sáng kiến cấp tỉnh 1 điểm", "? mỗi việc 0,5"),
        ("2", "Mỗi vụ việc giảm 0,5 điểm", ""),
        ("2", "Mỗi quý họp 2 lần", ""),
        // Levels and years are no counts, and doubtful bounds make a rule unsure.
        (
            "1",
            "Cấp độ 4: 1; cấp độ 3: 0,5; cấp độ 2: 0",
            "mức: 1; 0,5; 0; nhãn: 1 = Cấp độ 4; 0,5 = cấp độ 3; 0 = cấp độ 2",
        ),
        ("1", "03 sáng kiến: 1; 01 sáng kiến: 0,5; không có: 0", "? bậc: từ 3 → 1; từ 1 → 0,5"),
        ("1", "Từ 90%: 1; từ 70% đến 80%: 0,5", "? bậc: từ 90% → 1; từ 70% → 0,5"),
        ("1", "Từ 90%: 1; từ 80%-dưới 90%: 0,5; dưới 70%: 0", "? bậc: từ 90% → 1; từ 80% → 0,5"),
        (
            "1",
            "Không quá 3 lỗi: 1; trên 3 lỗi: 0",
            "mức: 1; 0; nhãn: 1 = Không quá 3 lỗi; 0 = trên 3 lỗi",
        ),
        ("1", "Không vi phạm: 1 điểm; có vi phạm: trừ 0,5 điểm", ""),
        (
            "1",
            "100%: 1; từ 80% đến dưới 100%: tính theo công thức tỷ lệ % x 0,8; dưới 80%: 0",
            "? tỷ lệ: tối đa từ 100%; sàn 80%",
        ),
        (
            "1",
            "100%: 1; từ 80% đến dưới 100%: tính theo công thức tỷ lệ % x 1 điểm; từ 50% đến dưới 80%: 0,25; dưới 50%: 0",
            "? tỷ lệ: tối đa từ 100%; sàn 50%",
        ),
        // Points per number of items are no level, and levels without 0 are unsure.
        ("1.5", "Cứ 02 tin, bài được 0,5 điểm; tối đa 1,5 điểm", ""),
        ("2", "Mỗi 02 sáng kiến được 0,5 điểm; tối đa 2 điểm", ""),
        (
            "2",
            "Có 01 văn bản: 1; có 02: 0,5; không có: 2",
            "? mức: 1; 0,5; 2; nhãn: 1 = Có 01 văn bản; 0,5 = có 02; 2 = không có",
        ),
        // Words that nobody can compute from give no rule.
        ("1", "Theo kết quả kiểm tra của Sở Nội vụ", ""),
        ("1", "Ban hành kế hoạch: 0,5 điểm", ""),
        ("1", "Căn cứ Quyết định số 09/QĐ-UBND ngày 13/01/2023", ""),
    ] {
        assert_eq!(said(max, words), expected, "{words}");
    }
}
