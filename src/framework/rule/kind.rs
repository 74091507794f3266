//! What every kind of rule does: one trait, and the macro that makes all dispatch from the list of the
//! kinds in `rule.rs`.

use super::notation::Word;
use super::spec::RuleSpec;
use super::{Award, Facts, Fault, Level, Rule, Scale};
use crate::error::Error;
use crate::finding::{Findings, Place};
use crate::quantity::{Digits, Percent, Points, Ratio};
use crate::words::{Lang, Text};

/// What a kind of rule does, all of it in the kind's file.
pub(super) trait RuleKind {
    /// The keys it takes in a file.
    fn keys() -> &'static [&'static str]
    where
        Self: Sized;

    /// The checked rule, or findings; `place` is the rule's.
    fn check(spec: &RuleSpec, scale: Scale, place: &Place, findings: &mut Findings) -> Option<Self>
    where
        Self: Sized;

    /// The word its line begins with.
    fn head() -> Word
    where
        Self: Sized;

    /// What stands behind the head of a line.
    fn read(rest: &str, lang: Lang) -> Result<RuleSpec, Error>
    where
        Self: Sized;

    /// The line; `None` where the line cannot say the rule.
    fn line(spec: &RuleSpec, lang: Lang) -> Option<String>
    where
        Self: Sized;

    /// Its keys, written.
    fn write(&self, spec: &mut RuleSpec);

    /// The facts it takes.
    fn fact_keys(&self) -> &'static [&'static str];

    /// Points and reason for facts of these keys.
    fn award(&self, facts: &Facts, scale: Scale) -> Result<Award, Vec<Fault>>;

    /// The standings it can give, least first.
    fn reachable<'a>(
        &'a self,
        scale: Scale,
        facts: Option<&Facts>,
    ) -> Box<dyn Iterator<Item = Level> + 'a>;

    /// The level with just these points, if it can give them.
    fn level(&self, points: Points, scale: Scale, facts: Option<&Facts>) -> Option<Level> {
        self.reachable(scale, facts).find(|level| level.points == points)
    }

    /// The most points it can give.
    fn best(&self, scale: Scale) -> Points {
        scale.max
    }

    /// The most points it can give as the facts stand.
    fn best_with(&self, scale: Scale, _facts: &Facts) -> Points {
        self.best(scale)
    }

    /// What 0 of 0 earns, where it says that it earns the maximum or nothing.
    fn no_case(&self, _scale: Scale) -> Option<Award> {
        None
    }

    /// Whether typed points, within 0 to the maximum, can stand.
    fn admits(&self, _points: Points, _scale: Scale) -> Result<(), Fault> {
        Ok(())
    }

    /// Whether any typed points up to the maximum will do.
    fn admits_any(&self) -> bool {
        true
    }

    /// Whether awards are computed, so that the policy must say how they are rounded.
    fn computes(&self) -> bool;

    /// How many items, or cases fewer, are missing from some facts to a level.
    fn items(&self, _now: &Facts, _level: &Level, _scale: Scale) -> Option<Points> {
        None
    }

    /// What is still missing from some facts to a level, in a few words.
    fn still_missing(&self, _now: &Facts, _level: &Level, _scale: Scale) -> Option<Text> {
        None
    }

    /// The same to the best level; a share tells the count to its threshold.
    fn missing_to_best(&self, now: &Facts, best: Option<&Level>, scale: Scale) -> Option<Text> {
        self.still_missing(now, best?, scale)
    }

    /// The further items to full points, where facts tell them.
    fn needed(&self, _now: &Facts) -> Option<Points> {
        None
    }

    /// By how much one more item done moves a share, in percentage points.
    fn swing(&self, now: &Facts) -> Option<Percent> {
        Ratio::new(Points::whole(1), now.of?).map(Ratio::percent_exact)
    }

    /// The counts of a level out of a whole, "58 of 60 files".
    fn out_of(&self, _level: &Level) -> Option<Text> {
        None
    }

    /// What a level asks for where no facts can be counted.
    fn aim(&self, _points: Points) -> Option<Text> {
        None
    }

    /// Where a leaf stands in the words of the rule: the short reason of its loss.
    fn standing(&self, stands: &Stands<'_>) -> Option<Text>;

    /// What is missing to a threshold, where that says more than a claim does.
    fn threshold(&self, _now: &Facts) -> Option<Text> {
        None
    }
}

/// How a leaf that lost points stands.
pub(crate) struct Stands<'a> {
    /// The points that count.
    pub(crate) points: Points,
    /// The facts that give them, where they are stated.
    pub(crate) facts: Option<&'a Facts>,
    /// Whether a higher claim follows in the same cell.
    pub(crate) claimed: bool,
    /// What the leaf measures against.
    pub(crate) scale: Scale,
    /// To how many places points are printed.
    pub(crate) print: Digits,
}

type Check = fn(&RuleSpec, Scale, &Place, &mut Findings) -> Option<Rule>;

/// What a kind does before there is a rule.
pub(super) struct Made {
    pub(super) keys: &'static [&'static str],
    pub(super) check: Check,
    pub(super) head: Word,
    pub(super) read: fn(&str, Lang) -> Result<RuleSpec, Error>,
    pub(super) line: fn(&RuleSpec, Lang) -> Option<String>,
}

macro_rules! kinds {
    ($(#[$rule_doc:meta])* Rule: $($(#[$doc:meta])* $kind:ident $word:literal),* $(,)?) => {
        $(#[$rule_doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$doc])* $kind($kind)),*
        }

        vocabulary! {
            /// The kinds of rule.
            Kind { $($(#[$doc])* $kind $word),* }
        }

        impl Default for Kind {
            fn default() -> Kind {
                Kind::Direct
            }
        }

        impl Kind {
            /// All of them, in the order of the list.
            const ALL: &'static [Kind] = &[$(Kind::$kind),*];

            fn made(self) -> Made {
                match self {
                    $(Kind::$kind => Made {
                        keys: $kind::keys(),
                        check: |spec, scale, place, findings| {
                            $kind::check(spec, scale, place, findings).map(Rule::$kind)
                        },
                        head: $kind::head(),
                        read: $kind::read,
                        line: $kind::line,
                    }),*
                }
            }
        }

        impl Rule {
            fn kind_spec(&self) -> Kind {
                match self {
                    $(Rule::$kind(_) => Kind::$kind),*
                }
            }

            fn of_kind(&self) -> &dyn RuleKind {
                match self {
                    $(Rule::$kind(rule) => rule),*
                }
            }
        }
    };
}
pub(super) use kinds;
