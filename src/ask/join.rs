//! `join`: the joined inputs, each value with its origin.

use super::answer::Answer;
use super::flags::flags;
use super::question::{Question, UNSTAGED};
use super::sight::Sight;
use crate::error::Error;

flags! {
    /// The joined data.
    pub struct Join {}
}

impl Question for Join {
    const NAME: &'static str = "join";
    const ABOUT: [&'static str; 2] = [
        "The joined inputs, each value with its origin.",
        "Ghép số liệu từ nhiều tệp, ghi rõ nguồn từng giá trị.",
    ];
    const USAGE: &'static str = "par-index join -f FW IN… -o FILE";
    const TAKES_ERRORS: bool = true;
    const COMMON: &'static [&'static str] = &UNSTAGED;

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let all = sight.assessments();
        // A document cannot say that it is in error: read again, it would pass for good.
        let good: Vec<_> = all.iter().filter(|one| !one.is_in_error()).cloned().collect();
        let left_out = good.len() < all.len();
        Ok(Answer::documents(good, left_out))
    }
}
