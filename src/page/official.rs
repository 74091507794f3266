//! The parts that make a page an official paper (*thể thức văn bản*, decree 30/2020/NĐ-CP): its
//! head and its end.

use crate::words::Sentence;

/// The head of a paper: issuer, number, place and day, kind, subject, addressees and grounds. A
/// required part that was not given is a dotted blank; an optional part that was not given is left
/// out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// The body above the issuer (*cơ quan chủ quản*); often empty.
    pub above: Sentence,
    /// The body that issues the paper (*cơ quan ban hành*).
    pub issuer: Sentence,
    /// The number and sign of the paper (*số, ký hiệu*).
    pub number: Sentence,
    /// The name of the state and its motto (*quốc hiệu, tiêu ngữ*).
    pub nation: [Sentence; 2],
    /// The place and day of issue (*địa danh và thời gian ban hành*).
    pub place_and_day: Sentence,
    /// The kind of paper (*tên loại*).
    pub kind: Sentence,
    /// The subject of the paper (*trích yếu*).
    pub subject: Sentence,
    /// The addressees (*kính gửi*); may be empty.
    pub to: Vec<Sentence>,
    /// The legal grounds (*căn cứ*), one line each.
    pub grounds: Vec<Sentence>,
}

/// The end of a paper: who receives a copy, and who signs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closing {
    /// The heading above the list of copies (*Nơi nhận*).
    pub heading: Sentence,
    /// Who receives a copy, one line each.
    pub copies: Vec<Sentence>,
    /// On whose behalf the paper is signed (*TM., KT., TL.*); often empty.
    pub authority: Sentence,
    /// The post of the person who signs (*chức vụ*).
    pub post: Sentence,
    /// The name of the person who signs.
    pub signer: Sentence,
}

impl Letterhead {
    /// The two columns above the title of the paper, row by row: the issuing bodies on the left
    /// with the state and its motto on the right, then the number on the left with place and day on
    /// the right.
    pub fn rows(&self) -> [[&Sentence; 2]; 3] {
        let [state, motto] = &self.nation;
        // If there is no body above the issuer, the issuer itself stands next to the name of the
        // state.
        let [first, second] = if self.above.is_empty() {
            [&self.issuer, &self.above]
        } else {
            [&self.above, &self.issuer]
        };
        [[first, state], [second, motto], [&self.number, &self.place_and_day]]
    }
}

impl Closing {
    /// The lines above the space for the signature: the authority and the post, if given.
    pub fn posts(&self) -> impl Iterator<Item = &Sentence> {
        [&self.authority, &self.post].into_iter().filter(|line| !line.is_empty())
    }
}
