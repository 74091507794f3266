//! Rows of `verify`: where a printed result differs from the computed one.

use super::row::row;

row! {
    /// One line that differs.
    pub struct VerifyRow {
        /// The line of the printed text, from 1; of a result object, of its lines when every key has
        /// one and they stand in the order of the alphabet.
        pub line: usize,
        /// As printed; empty where the print lacks the line.
        pub found: Option<String>,
        /// As computed; empty where the print has a line too many.
        pub expected: Option<String>,
    }
}
