//! What makes a page an official paper (*thể thức văn bản*, decree 30/2020/NĐ-CP): its head and its end.

use crate::words::Sentence;

/// The head of a paper: who issues it, its number, place and day, what it is, to whom, on which grounds.
/// What nobody gave is a dotted blank; of what a paper need not have nothing stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// The body above the one that issues it (*cơ quan chủ quản*); often nothing.
    pub above: Sentence,
    /// Who issues it (*cơ quan ban hành*).
    pub issuer: Sentence,
    /// Its number and sign (*số, ký hiệu*).
    pub number: Sentence,
    /// The name of the state, and its motto (*quốc hiệu, tiêu ngữ*).
    pub nation: [Sentence; 2],
    /// Where and on which day it is issued (*địa danh và thời gian ban hành*).
    pub place_and_day: Sentence,
    /// What kind of paper it is (*tên loại*).
    pub kind: Sentence,
    /// What it is about (*trích yếu*).
    pub subject: Sentence,
    /// To whom it goes (*kính gửi*); maybe nobody.
    pub to: Vec<Sentence>,
    /// What it rests on (*căn cứ*), one line each.
    pub grounds: Vec<Sentence>,
}

/// The end of a paper: who gets a copy, who signs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closing {
    /// What stands over the copies (*Nơi nhận*).
    pub heading: Sentence,
    /// Who gets a copy, one line each.
    pub copies: Vec<Sentence>,
    /// On whose behalf it is signed (*TM., KT., TL.*); often nothing.
    pub authority: Sentence,
    /// The post of who signs (*chức vụ*).
    pub post: Sentence,
    /// The name of who signs.
    pub signer: Sentence,
}

impl Letterhead {
    /// What stands left and right above the name of the paper, row by row: the bodies against the state,
    /// then the number against place and day.
    pub fn rows(&self) -> [[&Sentence; 2]; 3] {
        let [state, motto] = &self.nation;
        // Without a body above the issuer stands beside the name of the state.
        let [first, second] = if self.above.is_empty() {
            [&self.issuer, &self.above]
        } else {
            [&self.above, &self.issuer]
        };
        [[first, state], [second, motto], [&self.number, &self.place_and_day]]
    }
}

impl Closing {
    /// What stands above the place for the signature.
    pub fn posts(&self) -> impl Iterator<Item = &Sentence> {
        [&self.authority, &self.post].into_iter().filter(|line| !line.is_empty())
    }
}
