//! A program that embeds the library, as its authors would write it: a service, a study over years,
//! stored results, other formats, other rulers, wrong calls.
//!
//! It is an integration test and no package of its own: it sees the public surface alone, links the
//! library as any crate does, and is built with everything else, so that a change of the surface fails
//! where it is made.

mod building;
mod formats;
mod guide;
mod other_rulers;
mod storing;
mod wrong_calls;
mod years;
