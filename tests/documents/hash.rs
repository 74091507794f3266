//! The worked example of DESIGN.md: its canonical form and its hash are those the library gives.

use par_index::Framework;

const DESIGN: &str = include_str!("../../DESIGN.md");

/// The text after `start` and before the next `end`.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).expect(start);
    rest.split_once(end).expect(end).0
}

#[test]
fn the_design_page_states_the_true_hash() {
    let (_, section) = DESIGN.split_once("# The hash of a framework\n").unwrap();
    let document = between(section, "```json\n", "\n```");
    let canonical = between(section, "```text\n", "\n```");
    let hash = between(section, "and the hash `", "`");

    let fw = Framework::from_json(document).unwrap();
    assert_eq!(fw.to_json(), canonical);
    assert_eq!(fw.hash(), hash);
    assert_eq!(hash, "451bfae05518b40c");

    // The form is its own canonical form.
    let again = Framework::from_json(canonical).unwrap();
    assert_eq!((again.to_json().as_str(), again.hash()), (canonical, hash));
}

#[test]
fn the_hash_sees_a_hundredth_of_a_point() {
    let (_, section) = DESIGN.split_once("# The hash of a framework\n").unwrap();
    let canonical = between(section, "```text\n", "\n```");
    let other = canonical.replace("\"max\":\"1.5\"", "\"max\":\"1.51\"");
    let other = other.replace("\"3\"", "\"3.02\"");
    let (one, two) = (Framework::from_json(canonical), Framework::from_json(other));
    assert_ne!(one.unwrap().hash(), two.unwrap().hash());
}
