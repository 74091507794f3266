//! [`Reason`]: why a rule gives what it gives, as data. The sentence is made when somebody reads it.

use super::{Answer, Award, FullAt, IfNone, Part, RuleBand};
use crate::quantity::{Percent, Points};
use crate::words::{Arg, Args, Lang, Phrase, Text};

/// Why a rule gives the points of an [`Award`], with its numbers.
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
    /// Yes or no.
    Answer(Answer),
    /// A named level: its place from 1 on, of how many, and its name.
    Level {
        /// The place, the least level 1.
        place: usize,
        /// How many levels there are.
        count: usize,
        /// Its name.
        label: Text,
    },
    /// A share of a whole beside its thresholds.
    Share {
        /// What was done.
        done: Points,
        /// Out of what.
        of: Points,
        /// The share in percent, as it is printed.
        percent: Percent,
        /// Where full points begin.
        full: FullAt,
        /// Below it nothing is given.
        floor: Option<Percent>,
        /// Where between them the share lies.
        earns: Earns,
    },
    /// The band that a share meets.
    ShareBand {
        /// What was done.
        done: Points,
        /// Out of what.
        of: Points,
        /// The share in percent, as it is printed.
        percent: Percent,
        /// The band; `None` below all of them.
        met: Option<RuleBand>,
    },
    /// The band that a count meets.
    CountBand {
        /// How many.
        count: Points,
        /// Of what; empty where no label says it.
        what: Text,
        /// The band; `None` below all of them.
        met: Option<RuleBand>,
    },
    /// So many points for each.
    PerItem {
        /// How many.
        count: Points,
        /// Of what; empty where no label says it.
        what: Text,
        /// Points for each.
        each: Points,
    },
    /// So many points off for each.
    Penalty {
        /// How many.
        count: Points,
        /// Of what; empty where no label says it.
        what: Text,
        /// Points off for each.
        each: Points,
    },
    /// The mean of answers.
    Survey {
        /// How many are valid.
        answers: Points,
    },
    /// Answers of which none is valid.
    NoValidAnswer,
    /// No case arose, and what that means.
    NoCase(IfNone),
}

/// Where a share lies between the thresholds of its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Earns {
    /// Where full points are given.
    Full,
    /// Below the floor.
    Nothing,
    /// Between the two: what a part earns.
    Part(Part),
}

impl Award {
    /// Why, in one sentence.
    pub fn say(&self, lang: Lang) -> String {
        let (phrase, args) = self.said();
        phrase.say(lang, &args)
    }

    /// The same in both languages.
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
