//! The rules that fix every number, one test each: the rule's own example and its boundary.
//!
//! Tests bear the rule's number. Rules of which nothing is built yet have none.

#[path = "../common/mod.rs"]
mod common;

mod a;
mod b;
mod c;
mod c6;
mod d;
mod door;
mod e;
mod f;
mod g;
mod h;
mod i;
mod k;
mod l;
mod m;
mod p;
mod people;
mod q;
mod r;
mod r11;
mod register_and_plans;
mod s;
mod surveys;
