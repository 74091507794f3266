//! Brings names into a form in which different spellings of one name are equal.

use std::iter::once;

use unicode_normalization::UnicodeNormalization;

use super::is_unseen;

/// The five tone marks, which may be typed on either vowel of *oa*, *oe*, *uy*.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Letters that look like a Latin letter, or like *đ*, with the letter that is meant: mostly
/// letters of other alphabets. Vietnamese names use no other alphabet, so such a letter is never
/// intended.
const LOOK_ALIKES: [(&str, char); 24] = [
    ("ÐðƉɖ", 'đ'),
    // Cyrillic and Greek letters, and Latin letters of phonetic and other alphabets.
    ("АаΑαɑ", 'a'),
    ("ВвΒβ", 'b'),
    ("СсϹϲ", 'c'),
    ("Ԁԁ", 'd'),
    ("ЕеΕε", 'e'),
    ("Ԍԍɡ", 'g'),
    ("НнΗҺһ", 'h'),
    ("ІіΙιıɩӀӏ", 'i'),
    ("ЈјϳͿ", 'j'),
    ("КкΚκ", 'k'),
    ("МмΜ", 'm'),
    ("Νη", 'n'),
    ("ОоΟοՕօ", 'o'),
    ("РрΡρ", 'p'),
    ("Ԛԛ", 'q'),
    ("Ѕѕ", 's'),
    ("ТтΤτ", 't'),
    ("υ", 'u'),
    ("νѴѵ", 'v'),
    ("Ԝԝ", 'w'),
    ("ХхΧχ", 'x'),
    ("УуΥγҮү", 'y'),
    ("Ζζ", 'z'),
];

/// Whether a character belongs to Vietnamese spelling: ASCII, *đ*, combining marks, and precomposed
/// letters with two marks.
fn is_usual(c: char) -> bool {
    c.is_ascii() || matches!(c, 'Đ' | 'đ' | '\u{300}'..='\u{36F}' | '\u{1E00}'..='\u{1EFF}')
}

/// The letter that a look-alike letter stands for.
pub(crate) fn looks_like(c: char) -> Option<char> {
    if is_usual(c) {
        return None;
    }
    LOOK_ALIKES.iter().find(|(letters, _)| letters.contains(c)).map(|(_, letter)| *letter)
}

/// The characters as which a character is compared: of normal width and form, and of the Latin
/// alphabet.
///
/// A letter or number that Unicode defines as another form of normal ones (NFKC) is compared as
/// these: *ﬁ*, *①*, *Ⅱ*, full-width and mathematical letters. Among signs, only hyphens,
/// apostrophes and full-width signs are unified.
fn plain(c: char) -> impl Iterator<Item = char> {
    let c = match c {
        '\u{3000}' => ' ',
        // A hyphen is typed in several ways, and dashes are used in its place.
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
        // An apostrophe is typed in several ways too, as in Ea H’leo.
        '‘' | '’' | 'ʻ' | 'ʼ' | '′' => '\'',
        c => c,
    };
    let other = !is_usual(c) && c.is_alphanumeric() || matches!(c, '\u{FF01}'..='\u{FF5E}');
    let (one, forms) = if other { (None, Some(once(c).nfkc())) } else { (Some(c), None) };
    let forms = one.into_iter().chain(forms.into_iter().flatten());
    forms.map(|c| looks_like(c).unwrap_or(c))
}

/// Whether a character is compared as another one.
fn is_odd(c: char) -> bool {
    !is_usual(c) && !plain(c).eq(once(c))
}

/// Whether a text contains invisible letters, or letters that only look like others.
pub(crate) fn has_odd_letters(text: &str) -> bool {
    text.chars().any(|c| (is_unseen(c) && !c.is_whitespace()) || is_odd(c))
}

/// A text in which letters that could be mistaken for those of another text are written out by
/// their character number: look-alike letters, full-width letters, unusual blanks, and separate
/// marks that the other text does not contain.
pub(crate) fn apart(text: &str, other: &str) -> String {
    let odd = |c: char| {
        let mark = matches!(c, '\u{300}'..='\u{36F}');
        (is_odd(c) || mark || c.is_whitespace() && c != ' ') && !other.contains(c)
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if odd(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out
}

/// A name in the form used for comparing: two spellings of one name give the same text.
///
/// These differences do not count: letter case, blanks, composed or decomposed letters, the vowel
/// on which a tone mark stands (*hoà* and *hòa*), invisible letters, full-width letters and other
/// forms of normal ones (*ﬁ*, *①*, *Ⅱ*), letters that only look like ours (Cyrillic *а*, Icelandic
/// *ð*), the kind of hyphen, and a leading *UBND*. Every difference between Vietnamese letters does
/// count. The result is meant for comparing, not for printing.
///
/// ```
/// use par_index::words::fold_name;
/// assert_eq!(fold_name("UBND xã  Hoà Bình"), fold_name("xã Hòa Bình"));
/// assert_eq!(fold_name("Ủy ban nhân dân huyện X"), fold_name("Huyện X"));
/// assert_eq!(fold_name("Xã\u{200B} Мỹ Hòа"), fold_name("Xã Mỹ Hòa")); // Cyrillic М and а
/// assert_ne!(fold_name("xã Hoà"), fold_name("xã Hóa"));
/// assert_ne!(fold_name("Xã Mỹ Hòa"), fold_name("Xã My Hoa"));
/// ```
pub fn fold_name(name: &str) -> String {
    if is_simple(name) {
        return fold_ascii(name);
    }
    let words = words(name);
    let words = words.as_slice();
    let people: Vec<String> = ["ủy", "ban", "nhân", "dân"].map(fold_word).to_vec();
    let rest = words.strip_prefix(people.as_slice());
    let rest = rest.or_else(|| words.strip_prefix(&["ubnd".to_owned()]));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(words).join(" ")
}

/// A text in the form used for comparing; unlike with `fold_name`, a leading *UBND* is kept.
pub(crate) fn fold_text(text: &str) -> String {
    words(text).join(" ")
}

/// The words of a text, each in the form used for comparing.
fn words(text: &str) -> Vec<String> {
    let seen = text.nfd().filter(|c| c.is_whitespace() || !is_unseen(*c));
    let lower: String = seen.flat_map(plain).flat_map(char::to_lowercase).collect();
    lower.split_whitespace().map(fold_word).collect()
}

/// Whether a name consists only of visible ASCII characters and ASCII blanks.
fn is_simple(name: &str) -> bool {
    name.bytes().all(|c| c.is_ascii_graphic() || c.is_ascii_whitespace())
}

/// `fold_name` for an ASCII name, which needs no composition; it is faster, because most names are
/// ids.
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

/// One word, with its tone marks moved to its end.
fn fold_word(word: &str) -> String {
    let (tones, letters): (String, String) = word.nfd().partition(|c| TONES.contains(c));
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
            // Invisible letters, at the start, inside and at the end.
            ("\u{FEFF}Xã\u{200B} Mỹ\u{AD} H\u{2060}òa\u{202C}", "Xã Mỹ Hòa"),
            ("xã\u{7}", "xã"),
            ("xa\u{7}", "xa"),
            // Full-width letters, digits and blanks.
            ("Ｘã\u{3000}Mỹ　Ｈòa １", "Xã Mỹ Hòa 1"),
            // Cyrillic and Greek letters, capital and small.
            ("ХÃ ВÌNН МỸ", "xã Bình Mỹ"),
            ("Χã Ηòα", "xã Hòa"),
            ("хã Hồng Рhоng", "xã Hồng Phong"),
            ("UВND xã An", "xã An"),
            ("ƉẠI", "Đại"),
            ("Ea H’leo", "Ea H'leo"),
            // Hyphens, dashes and the minus sign.
            ("Phan Rang\u{2010}Tháp Chàm", "Phan Rang-Tháp Chàm"),
            ("Phan Rang\u{2011}Tháp Chàm", "Phan Rang\u{2012}Tháp Chàm"),
            ("Phan Rang\u{2013}Tháp Chàm", "Phan Rang\u{2014}Tháp Chàm"),
            ("Phan Rang\u{2212}Tháp Chàm", "Phan Rang-Tháp Chàm"),
            // Other forms of letters and numbers.
            ("O\u{FB03}ce", "Office"),
            ("xã ①", "xã 1"),
            ("Khu vực Ⅱ", "khu vực II"),
            ("Khu vực ⅳ", "Khu vực IV"),
            ("Tổ ²", "tổ 2"),
        ];
        for (a, b) in same {
            assert_eq!(fold_name(a), fold_name(b), "{a} {b}");
        }
        for (a, b) in [
            ("xã An", "xã Ân"),
            ("quý", "qui"),
            ("Minh Đức", "Minh Dức"),
            ("xã 1", "xã 11"),
            ("Xã Mỹ Hòa", "Xã My Hoa"),
            ("xã I", "xã 1"),
            ("xã O", "xã 0"),
        ] {
            assert_ne!(fold_name(a), fold_name(b), "{a} {b}");
        }
        assert_eq!(fold_name("UBND"), "ubnd");
    }
}
