//! Finds the known name that a mistyped name was probably meant to be.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::LONGEST;

/// If there are more names than this, no nearest name is searched for.
pub(crate) const MOST_NAMES: usize = 10_000;

/// The name nearest to a mistyped one, if any is near enough to be meant; `None` if there are more
/// than ten thousand names.
pub fn nearest<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let fold = |text: &str| text.to_lowercase().chars().collect::<Vec<char>>();
    let typed = fold(&typed.chars().take(LONGEST).collect::<String>());
    let mut count = 0;
    let near = names
        .take(MOST_NAMES + 1)
        .inspect(|_| count += 1)
        .filter_map(|name| {
            Some((distance(&typed, &fold(name), 1 + name.chars().count() / 4)?, name))
        })
        .min_by_key(|(far, _)| *far)
        .map(|(_, name)| name);
    near.filter(|_| count <= MOST_NAMES)
}

/// The Levenshtein distance, computed one row at a time; `None` if it is greater than `most`. Only
/// the first 64 characters of each text are compared, which suffices for mistyped names.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    let (a, b) = (a.get(..64).unwrap_or(a), b.get(..64).unwrap_or(b));
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(b) {
            let cost = diagonal + usize::from(x != y);
            diagonal = *cell;
            left = cost.min(left + 1).min(*cell + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        // If every number in this row is above the limit, no later row can be below it.
        if row.iter().all(|far| *far > most) {
            return None;
        }
    }
    row.last().copied().filter(|far| *far <= most)
}

/// The known name nearest to one that nobody bears: a mistyped name, a name with wrong or missing
/// accents, or a part of a name (*cát lái* for *Phường Cát Lái*). If several names contain the
/// part, the shortest one.
pub(crate) fn near_name<'a>(asked: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let names = names.filter(|name| !name.is_empty()).take(MOST_NAMES + 1);
    let names: Vec<(String, &str)> = names.map(|name| (without_marks(name), name)).collect();
    if names.len() > MOST_NAMES {
        return None;
    }
    let asked = without_marks(&asked.chars().take(LONGEST).collect::<String>());
    let near = nearest(&asked, names.iter().map(|(plain, _)| plain.as_str()));
    if let Some(near) = near {
        return names.iter().find(|(plain, _)| plain == near).map(|(_, name)| *name);
    }
    let part = asked.trim();
    let holds = |name: &str| {
        let mut places = name.match_indices(part);
        places.any(|(at, _)| {
            let [before, after] =
                [name[..at].chars().next_back(), name[at + part.len()..].chars().next()];
            [before, after].into_iter().flatten().all(|c| !c.is_alphanumeric())
        })
    };
    let mut holding = names.iter().filter(|(plain, _)| !part.is_empty() && holds(plain));
    let first = holding.next()?;
    let least =
        holding.fold(first, |least, one| if one.0.len() < least.0.len() { one } else { least });
    Some(least.1)
}

/// A name in lower case without accents.
fn without_marks(name: &str) -> String {
    let letters = name.nfd().filter(|c| !is_combining_mark(*c));
    let plain = letters.map(|c| if matches!(c, 'đ' | 'Đ') { 'd' } else { c });
    plain.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_the_one_meant() {
        let names = ["noi-vu", "tu-phap", "van-phong"];
        let near = |typed| nearest(typed, names.iter().copied());
        assert_eq!(near("noi-vụ"), Some("noi-vu"));
        assert_eq!(near("tuphap"), Some("tu-phap"));
        assert_eq!(near("xyz"), None);
        assert_eq!(distance(&['a', 'b', 'c'], &['a', 'c'], 1), Some(1));
        assert_eq!(distance(&['a', 'b', 'c'], &['a', 'c'], 0), None);
        assert_eq!(distance(&[], &['a', 'c'], 2), Some(2));
        assert_eq!(distance(&['a', 'b'], &['c', 'd'], 1), None);
    }

    #[test]
    fn a_part_of_a_name_is_the_one_meant() {
        let names = ["Phường Cát Lái mở rộng", "Phường Cát Lái", "Xã Bình Cát", "Xã Đại Đồng"];
        let near = |typed| near_name(typed, names.iter().copied());
        assert_eq!(near("cát lái"), Some("Phường Cát Lái"));
        assert_eq!(near("cat lai"), Some("Phường Cát Lái"));
        assert_eq!(near("BÌNH"), Some("Xã Bình Cát"));
        assert_eq!(near("đại đồng"), Some("Xã Đại Đồng"));
        // A fragment of a word is not taken for a name, and neither is an empty text.
        assert_eq!((near("át Lá"), near(""), near(" ")), (None, None, None));
    }
}
