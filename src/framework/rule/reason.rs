//! [`Reason`]: why a rule gives its points, as data. The sentence is made only when somebody reads
//! it.

use super::{Answer, Award, FullAt, IfNone, Part, RuleBand};
use crate::quantity::{Percent, Points};
use crate::words::{Arg, Args, Lang, Phrase, Text};

/// The reason why a rule gives the points of an [`Award`], with its numbers.
///
/// ```
/// use par_index::framework::{Award, Reason};
/// use par_index::{Lang, Points};
/// let award = Award {
///     points: Some(Points::ZERO),
///     max: Points::whole(2),
///     reason: Reason::Survey { answers: Points::whole(1_210) },
/// };
/// assert_eq!(award.say(Lang::Vi), "1.210 lượt trả lời hợp lệ: 0/2 điểm");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The answer was yes or no.
    Answer(Answer),
    /// A named level was reached.
    Level {
        /// The position of the level; the lowest level has 1.
        place: usize,
        /// The number of levels.
        count: usize,
        /// The name of the level.
        label: Text,
    },
    /// A share of a whole, with the thresholds of the rule.
    Share {
        /// The amount done.
        done: Points,
        /// The whole.
        of: Points,
        /// The share in percent, as it is printed.
        percent: Percent,
        /// The threshold at which full points begin.
        full: FullAt,
        /// The percentage below which 0 points are given, if there is one.
        floor: Option<Percent>,
        /// The result of the share: full points, nothing or a part.
        earns: Earns,
    },
    /// The band that a share reached.
    ShareBand {
        /// The amount done.
        done: Points,
        /// The whole.
        of: Points,
        /// The share in percent, as it is printed.
        percent: Percent,
        /// The band reached; `None` if the share is below all bands.
        met: Option<RuleBand>,
    },
    /// The band that a count reached.
    CountBand {
        /// The number counted.
        count: Points,
        /// The noun for the things counted; empty where no label gives it.
        what: Text,
        /// The band reached; `None` if the count is below all bands.
        met: Option<RuleBand>,
    },
    /// Each item earns a fixed number of points.
    PerItem {
        /// The number of items.
        count: Points,
        /// The noun for the items; empty where no label gives it.
        what: Text,
        /// The points for each item.
        each: Points,
    },
    /// Each case costs a fixed number of points.
    Penalty {
        /// The number of cases.
        count: Points,
        /// The noun for the cases; empty where no label gives it.
        what: Text,
        /// The points off for each case.
        each: Points,
    },
    /// The points are the mean of the survey's answers.
    Survey {
        /// The number of valid answers.
        answers: Points,
    },
    /// There are answers, but none of them is valid.
    NoValidAnswer,
    /// No case arose; the value says what that means.
    NoCase(IfNone),
}

/// The result of holding a share against the thresholds of its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Earns {
    /// Full points are given.
    Full,
    /// The share is below the floor, so 0 points are given.
    Nothing,
    /// The share lies between the floor and full points; the value says what such a part earns.
    Part(Part),
}

impl Award {
    /// The reason as one sentence.
    pub fn say(&self, lang: Lang) -> String {
        let (phrase, args) = self.said();
        phrase.say(lang, &args)
    }

    /// The reason as one sentence in both languages.
    pub fn text(&self) -> Text {
        let (phrase, args) = self.said();
        phrase.text(&args)
    }

    fn said(&self) -> (Phrase, Args) {
        let (phrase, mut args) = match &self.reason {
            Reason::Answer(Answer::Yes) => (Phrase::YesNoYes, Args::new()),
            Reason::Answer(Answer::No) => (Phrase::YesNoNo, Args::new()),
            Reason::Level { place, count, label } => (
                Phrase::LevelReached,
                vec![
                    ("place", (*place).into()),
                    ("count", (*count).into()),
                    ("label", label.clone().into()),
                ],
            ),
            Reason::Share { done, of, percent, full, floor, earns } => {
                let mut args = share(*done, *of, *percent);
                args.push(("full", full.threshold().into()));
                args.extend(floor.map(|floor| ("floor", floor.into())));
                (earns.phrase(*full), args)
            }
            Reason::ShareBand { done, of, percent, met } => {
                let phrase = match met {
                    Some(band) if band.strict => Phrase::BandShareAbove,
                    Some(_) => Phrase::BandShare,
                    None => Phrase::BandShareNone,
                };
                (phrase, met_from(share(*done, *of, *percent), *met))
            }
            Reason::CountBand { count, what, met } => {
                let phrase = match met {
                    Some(band) if band.strict => Phrase::BandCountAbove,
                    Some(_) => Phrase::BandCount,
                    None => Phrase::BandCountNone,
                };
                (phrase, met_from(counted(*count, what), *met))
            }
            Reason::PerItem { count, what, each } => {
                let mut args = counted(*count, what);
                args.push(("each", (*each).into()));
                (Phrase::PerItem, args)
            }
            Reason::Penalty { count, what, each } => {
                let mut args = counted(*count, what);
                args.push(("each", (*each).into()));
                (Phrase::Penalty, args)
            }
            Reason::Survey { answers } => {
                (Phrase::SurveyAward, vec![("answers", Arg::Count(*answers))])
            }
            Reason::NoValidAnswer => (Phrase::NoValidAnswers, Args::new()),
            Reason::NoCase(IfNone::Max) => (Phrase::NoCaseMax, Args::new()),
            Reason::NoCase(IfNone::Zero) => (Phrase::NoCaseZero, Args::new()),
            Reason::NoCase(_) => (Phrase::NoCase, Args::new()),
        };
        args.extend(self.points.map(|points| ("points", points.into())));
        args.push(("max", self.max.into()));
        (phrase, args)
    }
}

impl Earns {
    fn phrase(self, full: FullAt) -> Phrase {
        let strict = matches!(full, FullAt::Above(_));
        match self {
            Earns::Full if strict => Phrase::ShareFullAbove,
            Earns::Full => Phrase::ShareFull,
            Earns::Nothing => Phrase::ShareUnderFloor,
            Earns::Part(Part::OfWhole) => Phrase::SharePart,
            Earns::Part(Part::OfTarget) => Phrase::SharePartTarget,
            Earns::Part(Part::None) if strict => Phrase::ShareNoneAbove,
            Earns::Part(Part::None) => Phrase::ShareNone,
        }
    }
}

fn share(done: Points, of: Points, percent: Percent) -> Args {
    vec![("done", Arg::Count(done)), ("of", Arg::Count(of)), ("pct", percent.into())]
}

fn counted(count: Points, what: &Text) -> Args {
    let what = if what.is_empty() { Phrase::Cases.text(&[]) } else { what.clone() };
    vec![("count", Arg::Count(count)), ("what", what.into())]
}

fn met_from(mut args: Args, met: Option<RuleBand>) -> Args {
    args.extend(met.map(|band| ("from", Arg::Count(band.from))));
    args
}
