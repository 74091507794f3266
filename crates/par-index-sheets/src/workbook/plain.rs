//! A fast way to read cells directly from their bytes, in the form in which spreadsheets write nearly
//! all of them: `<c r="B2" s="1"><v>12</v></c>`. Cells in any other form are left to the XML reader,
//! which gives the same result for these cells but is slower.

use std::str::from_utf8;

/// Reads the cell at the start of some bytes. Returns how many bytes the cell takes, and its text;
/// `None` if the cell is incomplete or not in this plain form. The attributes are passed to
/// `attribute` as they are written.
pub(super) fn cell(bytes: &[u8], mut attribute: impl FnMut(&str, &str)) -> Option<(usize, &str)> {
    let mut rest = bytes.strip_prefix(b"<c")?;
    while let [b' ', key @ (b'r' | b's' | b't'), b'=', b'"', value @ ..] = rest {
        let key = match key {
            b'r' => "r",
            b's' => "s",
            _ => "t",
        };
        let end = value.iter().position(|byte| matches!(byte, b'"' | b'>'))?;
        attribute(key, from_utf8(value.get(..end)?).ok()?);
        rest = value.get(end..)?.strip_prefix(b"\"")?;
    }
    let (text, rest) = if let Some(rest) = rest.strip_prefix(b"/>") {
        (&rest[..0], rest)
    } else if let Some(rest) = rest.strip_prefix(b"><v>") {
        within(rest, b"</v></c>")?
    } else if let Some(rest) = rest.strip_prefix(b"><is><t>") {
        within(rest, b"</t></is></c>")?
    } else {
        return None;
    };
    Some((bytes.len() - rest.len(), from_utf8(text).ok()?))
}

/// Splits a text at `end`, which must follow it. `None` if the text contains markup, an entity or a
/// carriage return.
fn within<'x>(bytes: &'x [u8], end: &[u8]) -> Option<(&'x [u8], &'x [u8])> {
    let letters = bytes.iter().position(|byte| matches!(byte, b'<' | b'&' | b'\r'))?;
    let (text, rest) = bytes.split_at_checked(letters)?;
    Some((text, rest.strip_prefix(end)?))
}

#[cfg(test)]
mod tests {
    use super::cell;

    /// Describes a cell for a test: its text, its attributes, and how many bytes are left behind
    /// it.
    fn told(text: &str) -> Option<(String, String, usize)> {
        let mut all = Vec::new();
        let (length, says) =
            cell(text.as_bytes(), |key, value| all.push(format!("{key}={value}")))?;
        Some((says.to_owned(), all.join(" "), text.len() - length))
    }

    #[test]
    fn plain_cells_are_told_from_their_bytes() {
        for (text, says, attributes, left) in [
            ("<c r=\"B2\" s=\"1\"><v>12.5</v></c><c", "12.5", "r=B2 s=1", 2),
            ("<c t=\"inlineStr\"><is><t>xã</t></is></c>", "xã", "t=inlineStr", 0),
            ("<c r=\"A1\"/>x", "", "r=A1", 1),
            ("<c><v></v></c>", "", "", 0),
        ] {
            let told = told(text).unwrap();
            assert_eq!((&*told.0, &*told.1, told.2), (says, attributes, left), "{text}");
        }
        for text in [
            "",
            "<c",
            "<col r=\"1\"/>",
            "<c r=\"A1\"",
            "<c r=\"A1><v>1</v></c>\"",
            "<c r='A1'><v>1</v></c>",
            "<c  r=\"A1\"><v>1</v></c>",
            "<c r=\"A1\" x=\"1\"><v>1</v></c>",
            "<c r=\"A1\"><v>1</v>",
            "<c r=\"A1\"><v>1</v></c",
            "<c r=\"A1\"><v>1<!-- --></v></c>",
            "<c r=\"A1\"><v>1&amp;</v></c>",
            "<c r=\"A1\"><v>1\r\n</v></c>",
            "<c r=\"A1\"><f>B1</f><v>1</v></c>",
            "<c r=\"A1\"><v>1</v><v>2</v></c>",
            "<c r=\"A1\"><is><t>x</t><t>y</t></is></c>",
            "<c r=\"A1\"><is><t xml:space=\"preserve\"> x</t></is></c>",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
        let mut broken = b"<c><v>1</v></c>".to_vec();
        broken[6] = 0xFF;
        assert_eq!(cell(&broken, |_, _| {}), None);
    }
}
