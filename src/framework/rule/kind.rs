//! The trait that every kind of rule implements, and the macro that makes all dispatch from the
//! list of kinds in `rule.rs`.

use super::notation::Word;
use super::spec::RuleSpec;
use super::{Award, Facts, Fault, Level, Rule, Scale};
use crate::error::Error;
use crate::finding::{Findings, Place};
use crate::quantity::{Digits, Percent, Points, Ratio};
use crate::words::{Lang, Text};

/// Everything that a kind of rule does; each kind implements it in its own file.
pub(super) trait RuleKind {
    /// The keys that the kind takes in a file.
    fn keys() -> &'static [&'static str]
    where
        Self: Sized;

    /// Makes the checked rule, or adds findings; `place` is the place of the rule in its document.
    fn check(spec: &RuleSpec, scale: Scale, place: &Place, findings: &mut Findings) -> Option<Self>
    where
        Self: Sized;

    /// The word that the one-line form of the kind begins with.
    fn head() -> Word
    where
        Self: Sized;

    /// Reads the part of a one-line form that follows the head.
    fn read(rest: &str, lang: Lang) -> Result<RuleSpec, Error>
    where
        Self: Sized;

    /// Writes the one-line form; `None` where that form cannot express the rule.
    fn line(spec: &RuleSpec, lang: Lang) -> Option<String>
    where
        Self: Sized;

    /// Writes the rule's keys into a document.
    fn write(&self, spec: &mut RuleSpec);

    /// The keys of the facts that the rule takes.
    fn fact_keys(&self) -> &'static [&'static str];

    /// Points and reason for facts that have exactly these keys.
    fn award(&self, facts: &Facts, scale: Scale) -> Result<Award, Vec<Fault>>;

    /// The levels that the rule can give, the one with the fewest points first.
    fn reachable<'a>(
        &'a self,
        scale: Scale,
        facts: Option<&Facts>,
    ) -> Box<dyn Iterator<Item = Level> + 'a>;

    /// The level with exactly these points, if the rule can give them.
    fn level(&self, points: Points, scale: Scale, facts: Option<&Facts>) -> Option<Level> {
        self.reachable(scale, facts).find(|level| level.points == points)
    }

    /// The most points that the rule can give.
    fn best(&self, scale: Scale) -> Points {
        scale.max
    }

    /// The most points that the rule can give with the present facts.
    fn best_with(&self, scale: Scale, _facts: &Facts) -> Points {
        self.best(scale)
    }

    /// The award for 0 of 0, where the rule says that it earns the maximum or zero.
    fn no_case(&self, _scale: Scale) -> Option<Award> {
        None
    }

    /// Whether an appraiser may type these points, which lie between 0 and the maximum.
    fn admits(&self, _points: Points, _scale: Scale) -> Result<(), Fault> {
        Ok(())
    }

    /// Whether any typed points up to the maximum are allowed.
    fn admits_any(&self) -> bool {
        true
    }

    /// Whether the rule computes awards, so that the framework must state how they are rounded.
    fn computes(&self) -> bool;

    /// The number of items (for a penalty: of cases fewer) between the present facts and a level.
    fn items(&self, _now: &Facts, _level: &Level, _scale: Scale) -> Option<Points> {
        None
    }

    /// A few words on what is still missing between the present facts and a level.
    fn still_missing(&self, _now: &Facts, _level: &Level, _scale: Scale) -> Option<Text> {
        None
    }

    /// A few words on what is missing to the best level; a share gives the count up to its
    /// threshold.
    fn missing_to_best(&self, now: &Facts, best: Option<&Level>, scale: Scale) -> Option<Text> {
        self.still_missing(now, best?, scale)
    }

    /// The number of further items to full points, where the facts tell it.
    fn needed(&self, _now: &Facts) -> Option<Points> {
        None
    }

    /// The number of percentage points by which one more item done moves a share.
    fn swing(&self, now: &Facts) -> Option<Percent> {
        Ratio::new(Points::whole(1), now.of?).map(Ratio::percent_exact)
    }

    /// The counts of a level out of a whole, as "58 of 60 files".
    fn out_of(&self, _level: &Level) -> Option<Text> {
        None
    }

    /// A description of a level for rules whose facts cannot be counted.
    fn aim(&self, _points: Points) -> Option<Text> {
        None
    }

    /// How a leaf stands, in the words of its rule: the short reason of its loss.
    fn standing(&self, stands: &Stands<'_>) -> Option<Text>;

    /// What is missing to the threshold of the rule, where that says more than the claimed points
    /// do.
    fn threshold(&self, _now: &Facts) -> Option<Text> {
        None
    }
}

/// The data about a leaf that lost points, from which a rule words the reason.
pub(crate) struct Stands<'a> {
    /// The points that count.
    pub(crate) points: Points,
    /// The facts behind these points, where they are stated.
    pub(crate) facts: Option<&'a Facts>,
    /// Whether a higher claim is printed after the reason in the same cell.
    pub(crate) claimed: bool,
    /// The maximum of the leaf and the decimal places of its awards.
    pub(crate) scale: Scale,
    /// The number of decimal places with which points are printed.
    pub(crate) print: Digits,
}

type Check = fn(&RuleSpec, Scale, &Place, &mut Findings) -> Option<Rule>;

/// The functions of a kind that are needed before a rule of it exists.
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
            /// All kinds, in the order of the list in `rule.rs`.
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
