//! Rows of `verify`: where a printed result differs from the computed one.

use super::row::row;

row! {
    /// One line that differs.
    pub struct VerifyRow {
        /// The line of the printed text, from 1.
        pub line: usize,
        /// As printed.
        pub found: String,
        /// As computed.
        pub expected: String,
    }
}
