//! How names are compared, however they were typed.

use unicode_normalization::UnicodeNormalization;

/// The five tone marks: they may stand on either vowel of *oa*, *oe*, *uy*.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// A name in the form that compares: two spellings of one name give the same text.
///
/// Case, blanks, composed or decomposed letters, where the tone mark stands (*hoà* and *hòa*), letters
/// that only look like *đ*, and a leading *UBND* do not count. The result is no name to print.
///
/// ```
/// use par_index::fold_name;
/// assert_eq!(fold_name("UBND xã  Hoà Bình"), fold_name("xã Hòa Bình"));
/// assert_eq!(fold_name("Ủy ban nhân dân huyện X"), fold_name("Huyện X"));
/// assert_ne!(fold_name("xã Hoà"), fold_name("xã Hóa"));
/// ```
pub fn fold_name(name: &str) -> String {
    if name.is_ascii() {
        return fold_ascii(name);
    }
    let lower = name.to_lowercase();
    let words: Vec<String> = lower.split_whitespace().map(fold_word).collect();
    let words = words.as_slice();
    let people: Vec<String> = ["ủy", "ban", "nhân", "dân"].map(fold_word).to_vec();
    let rest = words.strip_prefix(people.as_slice());
    let rest = rest.or_else(|| words.strip_prefix(&["ubnd".to_owned()]));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(words).join(" ")
}

/// Words in the same form: case, blanks, composition and the place of tone marks do not count.
pub(crate) fn fold_text(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split_whitespace().map(fold_word).collect::<Vec<String>>().join(" ")
}

/// The same of a name that has no letter to compose: ids are many.
fn fold_ascii(name: &str) -> String {
    let mut words = name.split_whitespace().peekable();
    let office = |word: &&str| word.eq_ignore_ascii_case("ubnd");
    let named = name.split_whitespace().nth(1).is_some();
    if named && words.peek().is_some_and(office) {
        words.next();
    }
    let mut folded = String::with_capacity(name.len());
    for word in words {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded.make_ascii_lowercase();
    folded
}

/// One word, its tone marks moved to its end.
fn fold_word(word: &str) -> String {
    let same = word.nfd().map(|c| match c {
        'ð' | 'ɖ' => 'đ',
        c => c,
    });
    let (tones, letters): (String, String) = same.partition(|c| TONES.contains(c));
    letters.nfc().chain(tones.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::fold_name;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        let same = [
            ("Hoà", "Hòa"),
            ("thuỷ", "thủy"),
            ("khoẻ", "khỏe"),
            ("Xã\u{a0}Minh   Đức ", "xã minh đức"),
            ("Ðồng Phú", "Đồng Phú"),
            ("ubnd thị trấn Tân Khai", "Thị trấn Tân Khai"),
            ("e\u{302}\u{301}", "ế"),
        ];
        for (a, b) in same {
            assert_eq!(fold_name(a), fold_name(b), "{a} {b}");
        }
        for (a, b) in
            [("xã An", "xã Ân"), ("quý", "qui"), ("Minh Đức", "Minh Dức"), ("xã 1", "xã 11")]
        {
            assert_ne!(fold_name(a), fold_name(b), "{a} {b}");
        }
        assert_eq!(fold_name("UBND"), "ubnd");
    }
}
