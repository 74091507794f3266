//! Follows, byte by byte, where quotation marks open and close in a CSV text, by the same rules as
//! the CSV reader.

/// The state before the next byte of the text.
pub(crate) struct Quotes {
    delimiter: u8,
    line: u32,
    at: Quote,
}

#[derive(Clone, Copy)]
enum Quote {
    /// Before the first byte of a cell.
    Start,
    /// Inside a cell, outside quotation marks.
    Plain,
    /// Inside quotation marks; the number is the line of the opening mark.
    Open(u32),
    /// After a mark that closes the quotation, unless another mark follows: two marks stand for
    /// one. The number is the line of the opening mark.
    Closing(u32),
}

impl Quotes {
    pub(crate) fn new(delimiter: u8) -> Quotes {
        Quotes { delimiter, line: 1, at: Quote::Start }
    }

    /// Takes the next byte. Returns the line of the opening mark if a quotation is open after this
    /// byte.
    pub(crate) fn pass(&mut self, byte: u8) -> Option<u32> {
        self.line = self.line.saturating_add(u32::from(byte == b'\n'));
        let outside =
            if byte == self.delimiter || byte == b'\n' { Quote::Start } else { Quote::Plain };
        self.at = match (self.at, byte) {
            (Quote::Start, b'"') => Quote::Open(self.line),
            (Quote::Open(line), b'"') => Quote::Closing(line),
            (Quote::Closing(line), b'"') | (Quote::Open(line), _) => Quote::Open(line),
            (Quote::Start | Quote::Plain | Quote::Closing(_), _) => outside,
        };
        self.opened()
    }

    /// The line of the opening mark, if a quotation is open.
    pub(crate) fn opened(&self) -> Option<u32> {
        match self.at {
            Quote::Open(line) => Some(line),
            _ => None,
        }
    }

    /// The line on which the next byte stands, counted by the line ends so far.
    pub(crate) fn line(&self) -> u32 {
        self.line
    }
}
