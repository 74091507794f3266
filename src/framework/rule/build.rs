//! Rules built in Rust code: first the kind, then its keys. A key that does not belong to the kind
//! is a finding when the framework is checked, as it is in a file.

use super::spec::{BandSpec, FullAtSpec, Kind, LevelSpec, OptionSpec, RuleSpec};
use super::{IfNone, More, On, Part};
use crate::json::Num;
use crate::words::Text;

impl RuleSpec {
    /// A rule whose points are typed in.
    pub fn direct() -> RuleSpec {
        RuleSpec::of(Kind::Direct)
    }

    /// A rule with the answers *yes* and *no*; *no* earns 0 points, unless [`no`](RuleSpec::no)
    /// gives other points.
    pub fn yes_no() -> RuleSpec {
        RuleSpec::of(Kind::YesNo)
    }

    /// A rule of named levels, each with its points.
    ///
    /// ```
    /// use par_index::{points, spec::RuleSpec};
    /// let rule = RuleSpec::levels([("none", points!(0)), ("full", points!(1.5))]);
    /// assert_eq!(rule.levels.unwrap()[1].points, "1.5".into());
    /// ```
    pub fn levels<'a, N: Into<Num>>(levels: impl IntoIterator<Item = (&'a str, N)>) -> RuleSpec {
        let level = |(id, points): (&str, N)| LevelSpec {
            id: id.to_owned(),
            points: points.into(),
            label: None,
        };
        let levels = Some(levels.into_iter().map(level).collect());
        RuleSpec { levels, ..RuleSpec::of(Kind::Levels) }
    }

    /// A rule on the share of a whole that was done; [`full_at`](RuleSpec::full_at) or
    /// [`full_above`](RuleSpec::full_above) says where full points begin.
    ///
    /// ```
    /// use par_index::{points, spec::RuleSpec};
    /// let rule = RuleSpec::share().full_at(100).floor(points!(62.5)).if_any();
    /// assert_eq!(rule, RuleSpec::from_line("share: full at 100%; floor 62.5%; if any")?);
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn share() -> RuleSpec {
        RuleSpec::of(Kind::Share)
    }

    /// A rule of steps on a share or a count; [`band`](RuleSpec::band) adds a step.
    ///
    /// ```
    /// use par_index::framework::On;
    /// use par_index::{points, spec::RuleSpec};
    /// let rule = RuleSpec::bands(On::Count).band(3, points!(1.5)).band(1, points!(0.75));
    /// assert_eq!(rule, RuleSpec::from_line("bands: 3 → 1.5; 1 → 0.75")?);
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn bands(on: On) -> RuleSpec {
        RuleSpec { on: Some(on), ..RuleSpec::of(Kind::Bands) }
    }

    /// A rule that gives a number of points for each thing done.
    pub fn per_item(each: impl Into<Num>) -> RuleSpec {
        RuleSpec { each: Some(each.into()), ..RuleSpec::of(Kind::PerItem) }
    }

    /// A rule that takes off a number of points for each case.
    pub fn penalty(each: impl Into<Num>) -> RuleSpec {
        RuleSpec { each: Some(each.into()), ..RuleSpec::of(Kind::Penalty) }
    }

    /// A rule on the answers of respondents: the options of the question with their weights in
    /// percent.
    pub fn survey<'a, N: Into<Num>>(options: impl IntoIterator<Item = (&'a str, N)>) -> RuleSpec {
        let option = |(id, weight): (&str, N)| OptionSpec {
            id: id.to_owned(),
            weight: Some(weight.into()),
            label: None,
        };
        let options = Some(options.into_iter().map(option).collect());
        RuleSpec { options, ..RuleSpec::of(Kind::Survey) }
    }

    /// Requires typed points to be multiples of a step.
    #[must_use]
    pub fn step(self, step: impl Into<Num>) -> RuleSpec {
        RuleSpec { step: Some(step.into()), ..self }
    }

    /// Sets the points of the answer *no*.
    #[must_use]
    pub fn no(self, points: impl Into<Num>) -> RuleSpec {
        RuleSpec { no: Some(points.into()), ..self }
    }

    /// Gives full points from this percentage on.
    #[must_use]
    pub fn full_at(self, percent: impl Into<Num>) -> RuleSpec {
        let full_at = FullAtSpec { at_least: Some(percent.into()), above: None };
        RuleSpec { full_at: Some(full_at), ..self }
    }

    /// Gives full points only above this percentage.
    #[must_use]
    pub fn full_above(self, percent: impl Into<Num>) -> RuleSpec {
        let full_at = FullAtSpec { at_least: None, above: Some(percent.into()) };
        RuleSpec { full_at: Some(full_at), ..self }
    }

    /// Gives 0 points below this percentage.
    #[must_use]
    pub fn floor(self, percent: impl Into<Num>) -> RuleSpec {
        RuleSpec { floor: Some(percent.into()), ..self }
    }

    /// Sets what a share between the floor and full points earns.
    #[must_use]
    pub fn part(self, part: Part) -> RuleSpec {
        RuleSpec { part: Some(part), ..self }
    }

    /// Makes 0 of 0 not applicable.
    #[must_use]
    pub fn if_any(self) -> RuleSpec {
        RuleSpec { if_any: Some(true), ..self }
    }

    /// Sets what 0 of 0 means.
    #[must_use]
    pub fn if_none(self, if_none: IfNone) -> RuleSpec {
        RuleSpec { if_none: Some(if_none), ..self }
    }

    /// Allows more to be done than the whole.
    #[must_use]
    pub fn may_exceed(self) -> RuleSpec {
        RuleSpec { may_exceed: Some(true), ..self }
    }

    /// Sets whether each further item done also enlarges the whole.
    #[must_use]
    pub fn more(self, more: More) -> RuleSpec {
        RuleSpec { more: Some(more), ..self }
    }

    /// Rounds the percentage to this number of decimal places before it is compared with any
    /// threshold.
    #[must_use]
    pub fn percent_digits(self, digits: u8) -> RuleSpec {
        RuleSpec { percent_digits: Some(digits), ..self }
    }

    /// Adds a band: a value of `at_least` or more earns the points.
    #[must_use]
    pub fn band(self, at_least: impl Into<Num>, points: impl Into<Num>) -> RuleSpec {
        self.with(BandSpec { at_least: Some(at_least.into()), above: None, points: points.into() })
    }

    /// Adds a band: a value above `above` earns the points.
    #[must_use]
    pub fn band_above(self, above: impl Into<Num>, points: impl Into<Num>) -> RuleSpec {
        self.with(BandSpec { at_least: None, above: Some(above.into()), points: points.into() })
    }

    fn with(mut self, band: BandSpec) -> RuleSpec {
        self.bands.get_or_insert_default().push(band);
        self
    }

    /// Sets the noun of a fact, such as *files* for `done`.
    #[must_use]
    pub fn label(mut self, fact: &str, noun: Text) -> RuleSpec {
        self.labels.get_or_insert_default().insert(fact.to_owned(), noun);
        self
    }
}
