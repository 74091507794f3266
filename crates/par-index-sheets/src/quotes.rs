//! Where quotation marks open and close in a CSV text, byte by byte, as the reader takes them.

/// What stands before the next byte.
pub(crate) struct Quotes {
    delimiter: u8,
    line: u32,
    at: Quote,
}

#[derive(Clone, Copy)]
enum Quote {
    /// Before the first letter of a cell.
    Start,
    /// In a cell, outside of quotation marks.
    Plain,
    /// Inside of them since a line.
    Open(u32),
    /// Behind a mark that closes them, if no other follows.
    Closing(u32),
}

impl Quotes {
    pub(crate) fn new(delimiter: u8) -> Quotes {
        Quotes { delimiter, line: 1, at: Quote::Start }
    }

    /// Takes a byte; the line of the mark that is open behind it.
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

    /// The line of the mark that is open.
    pub(crate) fn opened(&self) -> Option<u32> {
        match self.at {
            Quote::Open(line) => Some(line),
            _ => None,
        }
    }

    /// The line of the byte that comes next, by the line ends that have passed.
    pub(crate) fn line(&self) -> u32 {
        self.line
    }
}
