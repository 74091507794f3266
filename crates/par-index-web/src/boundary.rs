//! The interface to JavaScript: `take` gives room for a message, `call` answers it, `give` returns
//! the memory of the answer.
//!
//! A message consists of the length of its head in four bytes (little-endian), the head (JSON in
//! UTF-8), and further bytes. An answer has the same form, preceded by its total length in four
//! bytes.

// `unsafe` is needed here because a buffer is owned by one side at a time and passes between them
// as address and length.
#![allow(unsafe_code)]

use std::cell::RefCell;
use std::ptr::slice_from_raw_parts_mut;

use crate::session::Session;

thread_local! {
    static SESSION: RefCell<Session> = RefCell::default();
}

/// Allocates room for a message, filled with zeros; it belongs to the caller until it is passed to
/// `call` or `give`.
#[unsafe(no_mangle)]
pub extern "C" fn take(length: usize) -> *mut u8 {
    lend(vec![0; length])
}

/// Takes over a message and returns its answer, which the caller must return with [`give`].
///
/// # Safety
/// `message` came from [`take`] with this `length`, and the caller no longer uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn call(message: *mut u8, length: usize) -> *mut u8 {
    // SAFETY: the caller passes the address and length that `take` returned, and gives up
    // ownership.
    let message = unsafe { owned(message, length) };
    lend(SESSION.with_borrow_mut(|session| answer(session, &message)))
}

/// Frees memory that came from `take` or `call`.
///
/// # Safety
/// `lent` came from [`take`] or [`call`], is `length` bytes long, and the caller no longer uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn give(lent: *mut u8, length: usize) {
    // SAFETY: the caller passes an address and length that it received, and gives up ownership.
    drop(unsafe { owned(lent, length) });
}

fn lend(bytes: Vec<u8>) -> *mut u8 {
    Box::into_raw(bytes.into_boxed_slice()).cast()
}

/// # Safety
/// `start` came from `lend` for `length` bytes, and nobody else owns these bytes now.
unsafe fn owned(start: *mut u8, length: usize) -> Box<[u8]> {
    // SAFETY: the conditions of this function, which its caller fulfils.
    unsafe { Box::from_raw(slice_from_raw_parts_mut(start, length)) }
}

/// The answer to a message, preceded by its total length.
fn answer(session: &mut Session, message: &[u8]) -> Vec<u8> {
    let (head, bytes) = match parts(message) {
        Some((head, bytes)) => session.call(head, bytes),
        None => (r#"{"kind":"error","message":"no message"}"#.to_owned(), Vec::new()),
    };
    let mut whole = Vec::with_capacity(8 + head.len() + bytes.len());
    whole.extend(four(8 + head.len() + bytes.len()));
    whole.extend(four(head.len()));
    whole.extend(head.into_bytes());
    whole.extend(bytes);
    whole
}

fn parts(message: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = message.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (head, bytes) = rest.split_at_checked(length)?;
    Some((std::str::from_utf8(head).ok()?, bytes))
}

/// A length in four bytes, which suffice because WebAssembly addresses at most 4 GiB of memory.
fn four(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_changes_sides_and_comes_back_as_its_answer() {
        let head = br#"{"call": "no-such"}"#;
        let message = [&four(head.len())[..], head, b"more"].concat();
        let room = take(message.len());
        // SAFETY: the buffer is as long as the message and is then passed to `call`; the answer
        // begins with its own length.
        let said = unsafe {
            std::ptr::copy_nonoverlapping(message.as_ptr(), room, message.len());
            let answer = call(room, message.len());
            let length = u32::from_le_bytes(*answer.cast::<[u8; 4]>()) as usize;
            let said = std::slice::from_raw_parts(answer, length).to_vec();
            give(answer, length);
            said
        };
        assert_eq!(u32::from_le_bytes(said[..4].try_into().unwrap()) as usize, said.len());
        assert!(String::from_utf8_lossy(&said[8..]).contains("error"));
    }

    #[test]
    fn a_message_that_is_none_is_told() {
        for message in [&b""[..], b"\x01", b"\xff\0\0\0{}", b"\x02\0\0\0\xff\xff"] {
            let said = answer(&mut Session::default(), message);
            assert!(String::from_utf8_lossy(&said[8..]).contains("no message"), "{message:?}");
        }
    }
}
