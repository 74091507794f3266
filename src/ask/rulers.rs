//! Several frameworks in one call: each period is scored under the framework in force in it.

use std::collections::BTreeSet;

use super::common::Common;
use super::flags::needs;
use crate::assessment::{Input, Inputs, Register, names_alike};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, united};
use crate::framework::Framework;
use crate::period::Period;
use crate::words::Phrase;

/// The frameworks of a call, each in force for its own periods (*hiệu lực*).
///
/// The same files are read once under each framework; each of these readings keeps the sheets of
/// its own periods.
///
/// # Example
/// ```
/// use par_index::ask::{Common, Rulers};
/// use par_index::framework;
///
/// let rulers = Rulers::new(vec![framework("papi-2011")?, framework("papi-2018")?]);
/// assert_eq!(rulers.for_period(2017_u16)?.id(), "papi-2011");
/// assert!(rulers.for_period(2019_u16).unwrap_err().is_usage());
///
/// let sheet = |year: u16| format!(
///     r#"{{"schema_version": 1, "kind": "assessment", "framework": "{}", "year": {year},
///         "unit": {{"id": "ha-noi"}}, "entries": []}}"#,
///     if year < 2018 { "papi-2011" } else { "papi-2018" });
/// let common = Common::default();
/// let readings = rulers.frameworks().iter().map(|fw| {
///     let mut inputs = rulers.inputs(fw, None, &common, None);
///     inputs.read("2017.json", sheet(2017));
///     inputs.read("2018.json", sheet(2018));
///     inputs
/// });
/// let (fw, input) = rulers.settle(readings.collect(), None)?;
/// assert_eq!((fw.id(), input.assessments.len(), input.findings.len()), ("papi-2018", 2, 0));
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rulers(Vec<Framework>);

impl Rulers {
    /// Takes one framework for all periods, or several, each for the periods it is in force in;
    /// sorts them by time.
    pub fn new(mut frameworks: Vec<Framework>) -> Rulers {
        frameworks.sort_by_key(Framework::valid_days);
        Rulers(frameworks)
    }

    /// The frameworks, sorted by the time they are in force.
    ///
    /// ```
    /// use par_index::ask::Rulers;
    /// use par_index::framework;
    /// let rulers = Rulers::new(vec![framework("papi-2018")?, framework("papi-2011")?]);
    /// assert_eq!(rulers.frameworks()[0].id(), "papi-2011");
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn frameworks(&self) -> &[Framework] {
        &self.0
    }

    /// The framework for a period or year: of several the one in force; a single one serves for
    /// all.
    ///
    /// # Errors
    /// [`Error::is_usage`] if none, or more than one, of several frameworks is in force.
    pub fn for_period(&self, period: impl Into<Period>) -> Result<&Framework, Error> {
        let period = period.into();
        if let [only] = &self.0[..] {
            return Ok(only);
        }
        let mut valid = self.0.iter().filter(|framework| framework.is_valid_for(period));
        if let (Some(framework), None) = (valid.next(), valid.next()) {
            return Ok(framework);
        }
        let known = self.0.iter().map(|one| format!("{} ({})", one.id(), one.valid_text()));
        let known = known.collect::<Vec<String>>().join(", ");
        let args = [("year", period.text().into()), ("known", known.into())];
        Err(Error::usage(Phrase::UsageRulers, &args))
    }

    /// Inputs to be read under one of the frameworks; the sheets of other periods are left to the
    /// others.
    pub fn inputs(
        &self,
        framework: &Framework,
        register: Option<Register>,
        common: &Common,
        period: Option<Period>,
    ) -> Inputs {
        let inputs = common.inputs_of(framework, register, period);
        if self.0.len() < 2 {
            return inputs;
        }
        inputs.beside(self.0.iter().filter(|other| *other != framework).cloned().collect())
    }

    /// The periods of all sheets that were read, under whichever framework.
    ///
    /// ```
    /// use par_index::ask::Rulers;
    /// use par_index::{Inputs, framework, sample};
    /// let mut inputs = Inputs::new(&framework("hon-quan-2023")?);
    /// inputs.read("communes.json", sample("communes-2023")?);
    /// assert!(Rulers::periods(&[inputs]).into_iter().eq([2023.into()]));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn periods(readings: &[Inputs]) -> BTreeSet<Period> {
        readings.iter().flat_map(|one| one.periods().chain(one.periods_elsewhere())).collect()
    }

    /// Joins the readings, one for each framework, into the inputs of a call: each period under its
    /// own framework. Returns them with the framework of the period asked for, or else of the
    /// latest period. The findings of all readings are kept.
    ///
    /// # Errors
    /// [`Error::is_usage`] if not exactly one framework is in force for a period of the sheets or
    /// for the period asked for, and if nothing tells which period the call is about.
    pub fn settle(
        &self,
        readings: Vec<Inputs>,
        asked: Option<Period>,
    ) -> Result<(&Framework, Input), Error> {
        if let [only] = &self.0[..] {
            let input = readings.into_iter().next().map(Inputs::finish);
            return Ok((only, input.unwrap_or_default()));
        }
        let unread = united(
            readings.iter().map(Inputs::unread).collect::<Vec<_>>().iter().map(Vec::as_slice),
        );
        let found: Vec<Finding> = readings.iter().flat_map(Inputs::found).collect();
        self.settled(readings, asked).map_err(|error| error.beside_unread(&unread, &found))
    }

    fn settled(
        &self,
        readings: Vec<Inputs>,
        asked: Option<Period>,
    ) -> Result<(&Framework, Input), Error> {
        let periods = Rulers::periods(&readings);
        for period in &periods {
            self.for_period(*period)?;
        }
        let sheets: BTreeSet<Period> = readings.iter().flat_map(Inputs::periods).collect();
        let latest = sheets.last().or(periods.last()).copied();
        let chosen = asked.or(latest).map(|period| self.for_period(period)).transpose()?;
        let registered = readings.iter().any(Inputs::has_register);
        let readings = self.0.iter().zip(readings).map(|(ruler, mut inputs)| {
            // A reading without sheets would add the register's units for periods that belong to
            // others.
            if inputs.periods().next().is_none() && chosen != Some(ruler) {
                inputs.forget_register();
            }
            inputs.finish()
        });
        let readings: Vec<Input> = readings.collect();
        let mut findings = told(&readings);
        let framework = match chosen {
            Some(framework) => framework,
            // With findings present, the first one explains why no period is known.
            None if !findings.is_empty() => self.0.first().ok_or_else(nothing)?,
            None => {
                return Err(needs("-f … -f …", "--year"));
            }
        };
        let not_read = united(readings.iter().map(|input| input.not_read.as_slice()));
        let mut settled = Input { not_read, ..Input::default() };
        // A part that every reading with units, or the chosen one, assigns to a single unit
        // concerns no other unit; if one reading cannot assign it, it may concern anybody.
        let holds =
            |ruler: &Framework, input: &Input| ruler == framework || !input.assessments.is_empty();
        settled.not_read.retain(|one| {
            let mut holding = self.0.iter().zip(&readings).filter(|(a, b)| holds(a, b));
            holding.any(|(_, input)| !input.told.contains(one))
        });
        for (ruler, input) in self.0.iter().zip(readings) {
            if ruler == framework {
                settled.predecessors = input.predecessors;
            }
            settled.assessments.extend(input.assessments);
        }
        let named = settled.assessments.iter().map(|one| (one.unit(), one.channel()));
        findings.extend(names_alike(&named.collect::<Vec<_>>(), registered));
        settled.findings = findings.into_vec();
        Ok((framework, settled))
    }
}

fn nothing() -> Error {
    Error::usage(Phrase::UsageNothing, &[])
}

/// The findings of all readings; a finding that several readings have for one place is kept once.
/// The readings hold different sheets, so that only findings made before a sheet is opened can be
/// equal.
fn told(readings: &[Input]) -> Findings {
    let mut told: BTreeSet<Same<'_>> = BTreeSet::new();
    let mut all = Findings::default();
    for input in readings {
        // Findings that were only counted are kept if those of their code that are listed are new.
        let (listed, counted): (Vec<&Finding>, Vec<&Finding>) =
            input.findings.iter().partition(|finding| finding.counts().is_none());
        let own: Vec<(Same<'_>, &Finding)> =
            listed.into_iter().map(|finding| (same(finding), finding)).collect();
        let new = own.iter().filter(|(same, _)| !told.contains(same));
        let new: Vec<&Finding> = new.map(|(_, finding)| *finding).collect();
        let codes: BTreeSet<FindingCode> = new.iter().map(|finding| finding.code()).collect();
        all.extend(new.into_iter().cloned());
        let counted = counted.into_iter();
        all.extend(
            counted.filter(|one| one.counts().is_some_and(|code| codes.contains(&code))).cloned(),
        );
        told.extend(own.into_iter().map(|(same, _)| same));
    }
    all
}

/// By which two findings of different readings are recognised as equal: place, code and text. For
/// an unknown heading the place alone counts, since it may be unknown to one framework and not a
/// leaf of another.
type Same<'a> = (String, Option<(FindingCode, Option<&'a str>)>);

fn same(finding: &Finding) -> Same<'_> {
    let place = finding.place();
    let heading = matches!(finding.code(), FindingCode::UnknownColumn | FindingCode::NotALeaf);
    let what = (finding.code(), finding.found_text());
    (format!("{place:?}"), Some(what).filter(|_| !heading || place.unit.is_some()))
}
