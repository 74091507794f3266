//! What the command takes, says and leaves behind, through the real binary.

#[path = "../common/mod.rs"]
mod common;

mod answers;
mod atomic;
mod audits;
mod bench_sets;
mod bytes;
mod corners;
mod formats;
mod help;
mod limits;
mod outputs;
mod periods;
mod planning;
mod registers;
mod shown;
mod survey;
mod together;
mod unread;
mod verify;
mod years;
