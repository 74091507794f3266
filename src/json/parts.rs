//! The values of a JSON text, each with its position.

/// A value and its position; a member of an object includes its key.
#[derive(Debug)]
pub(super) struct Part {
    /// The byte position where the part begins, with its key.
    pub(super) from: usize,
    /// The byte position behind its key; `None` for an element of a list.
    pub(super) key_end: Option<usize>,
    /// The byte position where its value begins.
    pub(super) value: usize,
    /// The byte position behind its last character.
    pub(super) end: usize,
    pub(super) parent: Option<usize>,
    /// The index of the first part in the list that does not lie inside this one.
    pub(super) past: usize,
}

/// All values of a JSON text, outer ones before inner ones.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let bytes = text.as_bytes();
    let mut parts: Vec<Part> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut key: Option<(usize, usize)> = None;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let begins = at;
        at += 1;
        match byte {
            b'}' | b']' => {
                let past = parts.len();
                if let Some(part) = open.pop().and_then(|ix| parts.get_mut(ix)) {
                    (part.end, part.past) = (at, past);
                }
                continue;
            }
            b'"' => {
                while let Some(byte) = bytes.get(at) {
                    at += 1 + usize::from(*byte == b'\\');
                    if *byte == b'"' {
                        break;
                    }
                }
                let rest = bytes.get(at..).unwrap_or_default().trim_ascii_start();
                if key.is_none() && rest.first() == Some(&b':') {
                    key = Some((begins, at));
                    continue;
                }
            }
            b'{' | b'[' => {}
            b'-' | b'0'..=b'9' | b'a'..=b'z' => {
                let word = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                at += bytes.get(at..).unwrap_or_default().iter().take_while(word).count();
            }
            _ => continue,
        }
        let (from, key_end) = key.take().map_or((begins, None), |(from, end)| (from, Some(end)));
        let (parent, past) = (open.last().copied(), parts.len() + 1);
        parts.push(Part { from, key_end, value: begins, end: at, parent, past });
        if matches!(byte, b'{' | b'[') {
            open.push(parts.len() - 1);
        }
    }
    parts
}
