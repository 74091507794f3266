//! What is written down beside the code, docs, schemas, a hash, a page, is what the library gives.

mod docs;
mod hash;
mod limits;
mod page;
mod schema;
