//! Pieces of evidence in one cell: separated by semicolons or line breaks. A piece that contains
//! one of these stands in quotation marks.

/// The pieces of evidence that a cell names.
pub(crate) fn split(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let piece;
        (piece, rest) = next(rest);
        if !piece.is_empty() {
            pieces.push(piece);
        }
    }
    pieces
}

/// The pieces of a cell that has a hyperlink: its address is added, unless one of the pieces
/// already contains it.
pub(crate) fn with_link(mut pieces: Vec<String>, address: Option<&str>) -> Vec<String> {
    let Some(address) = address.map(str::trim) else { return pieces };
    let known = address.trim_end_matches('/');
    if known.is_empty() || pieces.iter().any(|piece| piece.contains(known)) {
        return pieces;
    }
    match pieces.as_mut_slice() {
        [only] => *only = format!("{only} ({address})"),
        _ => pieces.push(address.to_owned()),
    }
    pieces
}

/// The first piece of evidence in a text, and the text behind it.
fn next(text: &str) -> (String, &str) {
    if let Some((inner, rest)) = quoted(text) {
        return (inner, rest);
    }
    let (piece, rest) = text.split_once([';', '\n']).unwrap_or((text, ""));
    (piece.trim().to_owned(), rest)
}

/// The first piece, if it stands in quotation marks that it needs. Quotation marks that belong to
/// the piece's own text (`"Kế hoạch"`) stay as they are.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut inner = String::new();
    let mut rest = text.trim_start_matches([' ', '\t']).strip_prefix('"')?;
    loop {
        let (before, after) = rest.split_once('"')?;
        inner.push_str(before);
        rest = after;
        match rest.strip_prefix('"') {
            Some(behind) => {
                inner.push('"');
                rest = behind;
            }
            None => break,
        }
    }
    let rest = rest.trim_start_matches([' ', '\t', '\r']);
    let rest = if rest.is_empty() { rest } else { rest.strip_prefix([';', '\n'])? };
    let needs = inner.contains([';', '\n', '"']) || inner.trim() != inner;
    needs.then_some((inner, rest))
}

/// Writes the pieces into one cell, from which [`split`] gives them again.
pub(crate) fn join(pieces: &[String]) -> String {
    let cell = |piece: &String| match split(piece).as_slice() {
        // A quotation mark at the beginning of a piece would be matched with one in the next piece.
        [same] if same == piece && !piece.starts_with('"') => piece.clone(),
        _ => format!("\"{}\"", piece.replace('"', "\"\"")),
    };
    pieces.iter().map(cell).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_back_whatever_they_hold() {
        let all = [
            "QĐ 12",
            "a; b",
            "\"Kế hoạch\"",
            "\"a; b\"",
            "x\ny",
            "\"",
            "\"a\"\"b\"",
            " a ",
            "a \"b",
            "\"a\"; \"b\"",
        ];
        for one in all {
            for other in all {
                let pieces = [one.to_owned(), other.to_owned(), "Báo cáo".to_owned()];
                assert_eq!(split(&join(&pieces)), pieces, "{}", join(&pieces));
            }
        }
        assert_eq!(join(&["QĐ 12".to_owned(), "BC 3".to_owned()]), "QĐ 12; BC 3");
        assert_eq!(split("QĐ 12;BC 3\n- KH 5;;"), ["QĐ 12", "BC 3", "- KH 5"]);
        assert_eq!(split("\"Kế hoạch\" số 5; \"Báo cáo"), ["\"Kế hoạch\" số 5", "\"Báo cáo"]);
    }
}
