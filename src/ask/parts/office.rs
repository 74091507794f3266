//! The frame of an official paper by decree 30/2020/NĐ-CP: issuer, number, signature, from the
//! pairs of `--head`.

use std::collections::BTreeMap;

use crate::day::Day;
use crate::error::Error;
use crate::page::{Block, Closing, Letterhead, Page};
use crate::words::{Arg, Lang, Phrase, Sentence, Text};

/// The keys that `--head` accepts.
pub(crate) const KEYS: [&str; 12] = [
    "above",
    "issuer",
    "number",
    "place",
    "day",
    "to",
    "copies",
    "authority",
    "post",
    "signer",
    "corrects",
    "corrects_day",
];

/// The dots where a text that was not given has to be filled in by hand.
const BLANK: &str = "....................";
const SHORT: &str = "......";

/// A kind of paper: its name, and the sign in its number (*BC, TB, KH*).
#[derive(Clone, Copy)]
pub(crate) struct Named {
    pub(crate) kind: Phrase,
    pub(crate) sign: &'static str,
}

/// The texts given for the frame of a paper, by key.
pub(crate) struct Office<'a>(pub(crate) &'a BTreeMap<String, String>);

/// Checks the keys and the days given for the frame of a paper.
///
/// # Errors
/// [`Error::is_usage`] for an unknown key, and for a day that is not a date.
pub(crate) fn checked(head: &BTreeMap<String, String>) -> Result<(), Error> {
    if let Some(key) = head.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let key = format!("head {}", crate::words::shown(key));
        let args = [("key", key.into()), ("found", "".into()), ("known", KEYS.join(", ").into())];
        return Err(Error::usage(Phrase::UsageFlagWords, &args));
    }
    for key in ["day", "corrects_day"] {
        let Some(day) = head.get(key).filter(|day| Day::read(day).is_err()) else { continue };
        let args = [
            ("key", format!("head {key}").into()),
            ("found", day.as_str().into()),
            ("known", "2023-06-30, 30/6/2023".into()),
        ];
        return Err(Error::usage(Phrase::UsageFlagWords, &args));
    }
    Ok(())
}

impl Office<'_> {
    /// The number and day of the announcement that a correction corrects, if they were given.
    pub(crate) fn corrects(&self) -> Option<(String, Option<Day>)> {
        let day = self.said("corrects_day").and_then(|day| Day::read(day).ok());
        Some((padded(self.said("corrects")?), day))
    }

    fn said(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// The text of a key in capitals, as the decree writes bodies and posts.
    fn capitals(&self, key: &str) -> Sentence {
        self.said(key).map(|text| text.to_uppercase().into()).unwrap_or_default()
    }

    fn or_blank(&self, key: &str, blank: &'static str) -> Sentence {
        self.said(key).map_or(blank.into(), Sentence::from)
    }

    /// A page as a paper: official head, content and end. The page's first title and its places for
    /// signatures are dropped, since the paper has its own.
    pub(crate) fn paper(
        &self,
        named: Named,
        subject: Sentence,
        grounds: Vec<Sentence>,
        page: Page,
    ) -> Page {
        let head = Block::Letterhead(Box::new(self.head(named, subject, grounds)));
        let mut titled = false;
        let mut paper = Page::of([head]);
        for section in page.sections {
            let own = |block: &Block| match block {
                Block::Title { .. } => std::mem::replace(&mut titled, true),
                block => !matches!(block, Block::Signatures(_)),
            };
            paper = paper.with(section.blocks.into_iter().filter(own).collect::<Vec<_>>());
        }
        paper.with([Block::Closing(Box::new(self.closing()))])
    }

    fn head(&self, named: Named, subject: Sentence, grounds: Vec<Sentence>) -> Letterhead {
        let issuer = Some(self.capitals("issuer")).filter(|issuer| !issuer.is_empty());
        Letterhead {
            above: self.capitals("above"),
            issuer: issuer.unwrap_or_else(|| BLANK.into()),
            number: Sentence::say(
                Phrase::OfficeNumber,
                [("number", self.number(named.sign).into())],
            ),
            nation: [Phrase::OfficeState.into(), Phrase::OfficeMotto.into()],
            place_and_day: self.place_and_day(),
            kind: named.kind.into(),
            subject,
            to: self.to(),
            grounds,
        }
    }

    /// The heading of an annex, which names the paper that it belongs to.
    pub(crate) fn annex(&self, named: Named) -> Block {
        let issuer = self.or_blank("issuer", BLANK);
        let args = [
            ("kind", Sentence::word(named.kind).lower().capital().into()),
            ("number", self.number(named.sign).into()),
            ("day", self.day().into()),
            ("issuer", issuer.into()),
        ];
        let of = Sentence::say(Phrase::OfficeAnnexed, args);
        Block::Annex { title: Phrase::OfficeAnnex.into(), of }
    }

    /// The number of the paper: below ten with a leading zero, dots if it was not given.
    fn number(&self, sign: &str) -> String {
        match self.said("number") {
            Some(number) => padded(number),
            None if sign.is_empty() => format!("{SHORT}/{SHORT}"),
            None => format!("{SHORT}/{sign}-{SHORT}"),
        }
    }

    /// The day of the paper: days below ten, and the months 1 and 2, have a leading zero.
    fn day(&self) -> Text {
        let Some(day) = self.said("day").and_then(|day| Day::read(day).ok()) else {
            return Phrase::OfficeDay
                .text(&["day", "month", "year"].map(|key| (key, SHORT.into())));
        };
        let text = day.text();
        let parts = ["day", "month", "year"].into_iter().zip(text.get(Lang::Vi).split('/'));
        let args: Vec<(&str, Arg)> = parts.map(|(key, part)| (key, part.into())).collect();
        Text::new(Phrase::OfficeDay.say(Lang::Vi, &args), text.get(Lang::En))
    }

    fn place_and_day(&self) -> Sentence {
        let day = self.day();
        let place = self.said("place").unwrap_or(SHORT);
        Sentence::say(Phrase::OfficePlaceDay, [("place", place.into()), ("day", day.into())])
    }

    /// The addressees: a single one on the line of the heading, several on lines below it.
    fn to(&self) -> Vec<Sentence> {
        let all: Vec<&str> = self.said("to").map(listed).unwrap_or_default();
        match all[..] {
            [] => Vec::new(),
            [one] => vec![Sentence::say(Phrase::OfficeTo, [("to", one.into())])],
            _ => {
                let last = all.len() - 1;
                let head = Sentence::say(Phrase::OfficeTo, [("to", "".into())]);
                let line = |(n, one): (usize, &&str)| {
                    Sentence::from(format!("- {one}{}", if n == last { "." } else { ";" }))
                };
                std::iter::once(head).chain(all.iter().enumerate().map(line)).collect()
            }
        }
    }

    fn closing(&self) -> Closing {
        let mut copies: Vec<Sentence> = match self.said("copies").map(listed) {
            None => vec![format!("- {BLANK};").into()],
            Some(all) => all.iter().map(|one| format!("- {one};").into()).collect(),
        };
        // Every paper is filed (*Lưu*); the issuing office fills in where.
        copies.push(Sentence::say(Phrase::OfficeFiled, [("blank", SHORT.into())]));
        let post = Some(self.capitals("post")).filter(|post| !post.is_empty());
        Closing {
            heading: Phrase::OfficeCopies.into(),
            copies,
            authority: self.capitals("authority"),
            post: post.unwrap_or_else(|| BLANK.into()),
            signer: self.or_blank("signer", BLANK),
        }
    }
}

/// The number of a paper; below ten it gets a leading zero.
fn padded(number: &str) -> String {
    let (digits, rest) = number.split_at(number.find('/').unwrap_or(number.len()));
    let zero = matches!(digits.as_bytes(), [b'1'..=b'9']);
    format!("{}{digits}{rest}", if zero { "0" } else { "" })
}

/// A count in a sentence of a paper; in Vietnamese a single digit has a leading zero.
pub(crate) fn counted(count: usize) -> Text {
    let vi = if (1..10).contains(&count) {
        format!("0{count}")
    } else {
        Lang::Vi.grouped(&count.to_string())
    };
    Text::new(vi, Lang::En.grouped(&count.to_string()))
}

/// The parts of a list that are separated by semicolons.
fn listed(text: &str) -> Vec<&str> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    }

    fn head(pairs: &[(&str, &str)]) -> Letterhead {
        let named = Named { kind: Phrase::OfficeReport, sign: "BC" };
        Office(&said(pairs)).head(named, "x".into(), Vec::new())
    }

    #[test]
    fn numbers_and_days_follow_the_decree() {
        let vi = |text: &Sentence| text.text(Lang::Vi);
        for (number, day, line, place) in [
            ("5/BC-UBND", "2023-06-08", "Số: 05/BC-UBND", "Hớn Quản, ngày 08 tháng 6 năm 2023"),
            ("15/BC-UBND", "9/2/2024", "Số: 15/BC-UBND", "Hớn Quản, ngày 09 tháng 02 năm 2024"),
            ("05", "2023-12-10", "Số: 05", "Hớn Quản, ngày 10 tháng 12 năm 2023"),
        ] {
            let head = head(&[("number", number), ("day", day), ("place", "Hớn Quản")]);
            assert_eq!((vi(&head.number), vi(&head.place_and_day)), (line.into(), place.into()));
        }
    }

    #[test]
    fn numbers_of_one_digit_have_a_zero() {
        let said = [0, 4, 10, 3_321].map(|count| counted(count).get(Lang::Vi).to_owned());
        assert_eq!(said, ["0", "04", "10", "3.321"]);
        assert_eq!(counted(3_321).get(Lang::En), "3,321");
    }

    #[test]
    fn what_is_not_given_is_a_blank() {
        let head = head(&[]);
        assert_eq!(head.number.text(Lang::Vi), "Số: ....../BC-......");
        let day = "......, ngày ...... tháng ...... năm ......";
        assert_eq!(head.place_and_day.text(Lang::Vi), day);
        assert_eq!(head.issuer.text(Lang::Vi), BLANK);
        assert!(head.above.is_empty() && head.to.is_empty());
    }

    #[test]
    fn bodies_and_posts_are_in_capitals_and_lists_are_listed() {
        let pairs = [
            ("issuer", "Ủy ban nhân dân huyện"),
            ("post", "Phó Chủ tịch"),
            ("to", "Sở Nội vụ; Sở Tài chính"),
            ("copies", "Như trên"),
        ];
        assert_eq!(head(&pairs).issuer.text(Lang::Vi), "ỦY BAN NHÂN DÂN HUYỆN");
        let to: Vec<String> = head(&pairs).to.iter().map(|line| line.text(Lang::Vi)).collect();
        assert_eq!(to, ["Kính gửi: ", "- Sở Nội vụ;", "- Sở Tài chính."]);
        let closing = Office(&said(&pairs)).closing();
        assert_eq!(closing.post.text(Lang::Vi), "PHÓ CHỦ TỊCH");
        assert_eq!(closing.copies[0].text(Lang::Vi), "- Như trên;");
    }

    #[test]
    fn unknown_keys_and_days_that_are_none_are_wrong_calls() {
        for pairs in [[("issue", "x")], [("day", "31/6/2023")]] {
            assert!(checked(&said(&pairs)).unwrap_err().is_usage());
        }
        assert!(checked(&said(&[("day", "30/6/2023")])).is_ok());
    }
}
