//! The words in the tables beside a framework's tree: each line of the sheet of policies, and its
//! possible values.

use par_index::{Lang, words::fold_name};

/// A word of a policy in three spellings: in the framework's document, in English, in Vietnamese.
pub(super) struct Word(pub(super) &'static str, &'static str, &'static str);

impl Word {
    pub(super) fn get(&self, lang: Lang) -> &'static str {
        if lang == Lang::Vi { self.2 } else { self.1 }
    }

    fn is(&self, folded: &str) -> bool {
        [self.0, self.1, self.2].iter().any(|word| fold_name(word) == folded)
    }
}

/// The word in a list that a text spells, in whichever language the text is.
pub(super) fn find<'w>(words: &'w [Word], text: &str) -> Option<&'w Word> {
    let folded = fold_name(text);
    words.iter().find(|word| word.is(&folded))
}

/// A line of the sheet of policies, and the words that may be its value; without words the value is
/// a text or a number.
pub(super) struct Line(pub(super) Word, pub(super) &'static [Word]);

pub(super) const FLOOR_ON: &[Word] = &[
    Word("leaf", "component", "tiêu chí thành phần"),
    Word("criterion", "criterion", "tiêu chí"),
    Word("field", "field", "lĩnh vực"),
];

/// The word that stands instead of a lower bound where a grade is one of four equal parts of the
/// units.
pub(super) const QUARTILE: &[Word] = &[Word("quartile", "quartile", "tứ phân vị")];

/// Every line of the sheet of policies, in order.
pub(super) const LINES: [Line; 22] = [
    Line(Word("id", "id", "mã bộ tiêu chí"), &[]),
    Line(Word("title_vi", "Vietnamese title", "tên bộ tiêu chí"), &[]),
    Line(Word("title_en", "English title", "tên bằng tiếng Anh"), &[]),
    Line(
        Word("index", "index", "chỉ số"),
        &[
            Word("par", "PAR INDEX", "cải cách hành chính"),
            Word("sipas", "SIPAS", "mức độ hài lòng (SIPAS)"),
            Word("papi", "PAPI", "hiệu quả quản trị (PAPI)"),
            Word("other", "other", "khác"),
        ],
    ),
    Line(Word("level", "level of government", "cấp áp dụng"), &[]),
    Line(
        Word("provenance", "provenance", "nguồn gốc"),
        &[
            Word("official", "official", "chính thức"),
            Word("reconstructed", "reconstructed", "phục dựng"),
            Word("illustrative", "illustrative", "minh họa"),
        ],
    ),
    Line(Word("basis", "decision", "căn cứ"), &[]),
    Line(Word("basis_issued", "issued on", "ngày ban hành"), &[]),
    Line(Word("valid_from", "valid from", "hiệu lực từ"), &[]),
    Line(Word("valid_to", "valid to", "hiệu lực đến"), &[]),
    Line(Word("stated_criteria", "criteria as stated", "số tiêu chí theo văn bản"), &[]),
    Line(
        Word("stated_components", "components as stated", "số tiêu chí thành phần theo văn bản"),
        &[],
    ),
    Line(
        Word("stated_survey_points", "survey points as stated", "điểm điều tra theo văn bản"),
        &[],
    ),
    Line(
        Word("not_applicable", "what does not apply", "tiêu chí không áp dụng"),
        &[
            Word("rescale", "is left out, re-scaled", "quy đổi theo phần còn lại"),
            Word("award_max", "gets the maximum", "cho điểm tối đa"),
            Word("zero", "gets nothing", "cho 0 điểm"),
        ],
    ),
    Line(
        Word("no_survey", "a year without survey", "năm không điều tra xã hội học"),
        &[
            Word("rescale", "is re-scaled", "quy đổi theo phần còn lại"),
            Word("refuse", "has no index", "không tính chỉ số"),
        ],
    ),
    Line(
        Word("missing", "what is missing", "tiêu chí chưa có số liệu"),
        &[
            Word("incomplete", "leaves the unit open", "chưa tính chỉ số"),
            Word("zero", "gets nothing", "cho 0 điểm"),
        ],
    ),
    Line(
        Word("ties", "equal units", "đồng hạng"),
        &[
            Word("competition", "1, 2, 2, 4", "1, 2, 2, 4"),
            Word("dense", "1, 2, 2, 3", "1, 2, 2, 3"),
        ],
    ),
    Line(Word("award.digits", "decimals of computed points", "số lẻ của điểm tính"), &[]),
    Line(Word("print.digits", "decimals printed", "số lẻ khi in"), &[]),
    Line(
        Word("print.as", "printed as", "in kết quả theo"),
        &[Word("percent", "percent", "tỷ lệ"), Word("points", "points", "điểm")],
    ),
    Line(Word("bonus_cap", "most bonus", "điểm thưởng tối đa"), &[]),
    Line(Word("deduction_cap", "most deduction", "điểm trừ tối đa"), &[]),
];

/// The line of the sheet of policies that a text names.
pub(super) fn line(text: &str) -> Option<&'static Line> {
    let folded = fold_name(text);
    LINES.iter().find(|Line(word, _)| word.is(&folded))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_word_names_one_thing() {
        let mut seen = BTreeSet::new();
        for Line(word, values) in &LINES {
            for name in [word.0, word.1, word.2].map(fold_name).into_iter().collect::<BTreeSet<_>>()
            {
                assert!(seen.insert(name), "{}", word.0);
            }
            let mut own = BTreeSet::new();
            for value in *values {
                for name in
                    [value.0, value.1, value.2].map(fold_name).into_iter().collect::<BTreeSet<_>>()
                {
                    assert!(own.insert(name), "{} {}", word.0, value.0);
                }
            }
        }
    }
}
