//! Tells the encoding of bytes that are no UTF-8, and finds text in an old Vietnamese encoding that
//! a program has carried into Unicode letter by letter.
//!
//! The old encodings gave Vietnamese letters the numbers of Western ones, with fonts of their own.
//! The encoding of a text is told by its words: under the right reading they are Vietnamese
//! syllables.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::syllable::is_syllable;

/// How many bytes at the start of a text are examined for words in an old encoding.
const LOOKED_AT: usize = 1 << 24;
/// How many different words are enough to tell the encoding.
const ENOUGH: usize = 2_000;

/// An old encoding of Vietnamese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Old {
    Tcvn3,
    Vni,
}

/// The encoding of bytes that are no UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Letters {
    /// Windows-1258, with the text in composed letters.
    Windows1258(String),
    /// An old encoding, with one word of the text as it would be misread in Western letters.
    Old(Old, String),
    Unknown,
}

impl Old {
    const ALL: [Old; 2] = [Old::Tcvn3, Old::Vni];

    /// The name of the encoding, as a finding states it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Old::Tcvn3 => "TCVN3 (ABC)",
            Old::Vni => "VNI",
        }
    }

    /// The meaning of a word in this encoding; `None` if the word has letters that the encoding
    /// lacks.
    pub(crate) fn read(self, word: &str) -> Option<String> {
        let text = match self {
            Old::Tcvn3 => word.chars().map(tcvn3).collect::<Option<String>>(),
            Old::Vni => vni(word),
        };
        text.map(|text| text.nfc().collect())
    }

    fn is_word(self, word: &str) -> bool {
        self.read(word).is_some_and(|word| is_syllable(&word))
    }
}

/// The old encoding in which a Unicode text was typed, with the first word that shows it; `None` if
/// the text is plain Unicode.
pub(crate) fn old_letters(text: &str) -> Option<(Old, String)> {
    if text.is_ascii() {
        return None;
    }
    let words = words(text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or_default());
    let strange: Vec<&str> = words.iter().copied().filter(|word| !is_plain(word)).collect();
    let meant = Old::ALL.map(|old| {
        // Words of two letters occur in many languages, so they prove nothing.
        let meant = strange.iter().copied().filter(|word| word.chars().nth(2).is_some());
        let meant: Vec<&str> = meant.filter(|word| old.is_word(word)).collect();
        (old, meant)
    });
    let (old, meant) = meant.into_iter().max_by_key(|(_, meant)| meant.len())?;
    let count = meant.len();
    let is_old = count > 1 && count * 2 >= strange.len() && count * 10 >= words.len();
    let first = meant.into_iter().filter(|_| is_old).min_by_key(|word| text.find(*word));
    first.map(|word| (old, word.to_owned()))
}

/// The encoding of bytes that are no UTF-8: the one under which most words are Vietnamese, if no
/// other fits as well.
pub(crate) fn letters(bytes: &[u8]) -> Letters {
    // Each byte is taken for the Western letter with its number.
    let western: String = bytes.iter().copied().map(char::from).collect();
    let words = words(&western);
    let count = |is_word: &dyn Fn(&str) -> bool| words.iter().filter(|word| is_word(word)).count();
    let windows = count(&|word| is_syllable(&windows_1258(word)));
    let [tcvn3, vni] = Old::ALL.map(|old| count(&|word| old.is_word(word)));
    let plain = count(&|word| is_plain(word));
    let counts = [windows, tcvn3, vni, plain];
    let most = counts.into_iter().max().unwrap_or_default();
    let only = counts.into_iter().filter(|count| *count == most).count() == 1;
    if most * 2 < words.len() || most == 0 || !only {
        return Letters::Unknown;
    }
    let told = |old: Old| {
        let first = words.iter().filter(|word| old.is_word(word));
        let first = first.min_by_key(|word| western.find(**word));
        Letters::Old(old, first.copied().unwrap_or_default().to_owned())
    };
    match most {
        most if most == windows => Letters::Windows1258(windows_1258(&western)),
        most if most == tcvn3 => told(Old::Tcvn3),
        most if most == vni => told(Old::Vni),
        _ => Letters::Unknown,
    }
}

/// The different words of a text that hold other letters than a to z, at most [`ENOUGH`] of them.
fn words(text: &str) -> BTreeSet<&str> {
    let of_word = |c: char| {
        c.is_ascii_alphabetic() || (c > '\u{A0}' && !('\u{2000}'..='\u{206F}').contains(&c))
    };
    let mut words = BTreeSet::new();
    for word in text.split(|c: char| !of_word(c)) {
        if !word.is_ascii() && word.bytes().any(|c| c.is_ascii_alphabetic()) {
            words.insert(word);
        }
        if words.len() == ENOUGH {
            break;
        }
    }
    words
}

/// Whether a word is Vietnamese in plain Unicode, or at least has no letter that an old encoding
/// uses.
fn is_plain(word: &str) -> bool {
    is_syllable(word) || !word.chars().any(|c| ('\u{A1}'..='\u{FF}').contains(&c))
}

/// The letters of TCVN3 from A1 on. Capitals with tones have the same numbers and another font.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđ\
    ******àảãáạ*ằẳẵắ*******\
    ặầẩẫấậè*ẻẽéẹềểễếệìỉ***ĩíịò*ỏõóọồổỗốộờởỡớợù*ủũúụừửữứựỳỷỹýỵ*";

fn tcvn3(c: char) -> Option<char> {
    if c.is_ascii_alphabetic() {
        return Some(c);
    }
    let place = u32::from(c).checked_sub(0xA1)?;
    TCVN3.chars().nth(usize::try_from(place).ok()?).filter(|letter| *letter != '*')
}

/// The letters that VNI writes behind a vowel, and the marks that each adds to the vowel.
const VNI_TONES: [(char, char); 5] =
    [('ù', '\u{301}'), ('ø', '\u{300}'), ('û', '\u{309}'), ('õ', '\u{303}'), ('ï', '\u{323}')];
const VNI_HATS: [(char, &str); 6] = [
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
];
const VNI_BOWLS: [(char, &str); 6] = [
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];
/// VNI letters that stand for one Vietnamese letter, without a vowel before them.
const VNI_LETTERS: [(char, char); 9] = [
    ('ñ', 'đ'),
    ('ô', 'ơ'),
    ('ö', 'ư'),
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('î', 'ỵ'),
];

fn vni(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let mut out = String::with_capacity(word.len());
    let mut vowel = None;
    for c in lower.chars() {
        let marks = |vowel: char| -> Option<String> {
            let hats = "aeo".contains(vowel).then_some(VNI_HATS).into_iter().flatten();
            let bowls = (vowel == 'a').then_some(VNI_BOWLS).into_iter().flatten();
            let mut more = hats.chain(bowls);
            let tone = VNI_TONES.into_iter().find(|(mark, _)| *mark == c);
            tone.map(|(_, tone)| tone.to_string())
                .or_else(|| more.find(|(mark, _)| *mark == c).map(|(_, marks)| marks.to_owned()))
        };
        if let Some(marks) = vowel.and_then(marks) {
            out.push_str(&marks);
            vowel = None;
            continue;
        }
        let letter = if c.is_ascii_alphabetic() {
            c
        } else {
            VNI_LETTERS.into_iter().find(|(letter, _)| *letter == c)?.1
        };
        out.push(letter);
        vowel = "aeouyơư".contains(letter).then_some(letter);
    }
    Some(out)
}

/// The letters of Windows-1258 from 80 on; `*` stands for a number without a letter.
const WINDOWS_1258: &str = "€*‚ƒ„…†‡ˆ‰*‹Œ****‘’“”•–—˜™*›œ**Ÿ\
    \u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿\
    ÀÁÂĂÄÅÆÇÈÉÊË\u{300}ÍÎÏĐÑ\u{309}ÓÔƠÖ×ØÙÚÛÜƯ\u{303}ß\
    àáâăäåæçèéêë\u{301}íîïđñ\u{323}óôơö÷øùúûüư₫ÿ";

/// A text, given as one Western letter per byte, read as Windows-1258; tone marks are joined to the
/// letter before them.
fn windows_1258(western: &str) -> String {
    let table: Vec<char> = WINDOWS_1258.chars().collect();
    let letter = |c: char| {
        let place = u32::from(c).checked_sub(0x80).and_then(|place| usize::try_from(place).ok());
        let known = place.and_then(|place| table.get(place)).copied();
        known.map_or(c, |known| if known == '*' { '\u{FFFD}' } else { known })
    };
    western.chars().map(letter).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_have_a_letter_for_every_number() {
        assert_eq!(TCVN3.chars().count(), 0xFF - 0xA0);
        assert_eq!(WINDOWS_1258.chars().count(), 0x80);
        assert_eq!(tcvn3('\u{B5}'), Some('à'));
        assert_eq!(tcvn3('\u{C6}'), Some('ặ'));
        assert_eq!(tcvn3('\u{D7}'), Some('ì'));
        assert_eq!(tcvn3('\u{FE}'), Some('ỵ'));
        assert_eq!(windows_1258("a\u{E3}\u{F0}\u{EA}\u{EC}"), "aăđế");
    }

    #[test]
    fn words_are_read_as_they_were_meant() {
        for (old, typed, meant) in [
            (Old::Vni, "Uyû ban nhaân daân", "uỷ ban nhân dân"),
            (Old::Vni, "Sôû Noäi vuï", "sở nội vụ"),
            (Old::Vni, "ñieåm thaåm ñònh", "điểm thẩm định"),
            (Old::Vni, "Ñaëng Vaên Thuyø", "đặng văn thuỳ"),
            (Old::Tcvn3, "Uû ban nh©n d©n x·", "Uỷ ban nhân dân xã"),
            (Old::Tcvn3, "Së Néi vô", "Sở Nội vụ"),
            (Old::Tcvn3, "§iÓm thÈm ®Þnh", "Điểm thẩm định"),
        ] {
            let read: Vec<String> = typed.split(' ').filter_map(|word| old.read(word)).collect();
            assert_eq!(read.join(" "), meant);
        }
    }
}
