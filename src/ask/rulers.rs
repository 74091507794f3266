//! Several frameworks in one call: each period takes the one that is in force in it.

use std::collections::BTreeSet;

use super::common::Common;
use super::flags::needs;
use crate::assessment::{Input, Inputs, Register, names_alike};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, united};
use crate::framework::Framework;
use crate::period::Period;
use crate::words::Phrase;

/// The frameworks of a call, each in force for periods of its own (*hiệu lực*).
///
/// The same files are read under each of them; every reading holds the sheets of its own periods.
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
    /// One framework for all periods, or several, each for those it is in force in, in the order of time.
    pub fn new(mut frameworks: Vec<Framework>) -> Rulers {
        frameworks.sort_by_key(Framework::valid_days);
        Rulers(frameworks)
    }

    /// The frameworks, by the time they are in force.
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

    /// The framework of a period or year: a single one whatever it is, of several the one in force.
    ///
    /// # Errors
    /// [`Error::is_usage`] where none of several is in force, or more than one.
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

    /// Inputs to be read under one of the frameworks.
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

    /// The periods of the sheets that were read, under whichever framework.
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

    /// From one reading for each framework to the inputs of a call, each period under its own, and
    /// the framework of the period asked for, else of the latest. What was found counts whatever the period.
    ///
    /// # Errors
    /// [`Error::is_usage`] where not exactly one framework is in force for a period of theirs, or for that
    /// asked for, and where nothing says of which period the call is.
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
            // Under a framework of no sheet a register would name its units for the periods of others.
            if inputs.periods().next().is_none() && chosen != Some(ruler) {
                inputs.forget_register();
            }
            inputs.finish()
        });
        let readings: Vec<Input> = readings.collect();
        let mut findings = told(&readings);
        let framework = match chosen {
            Some(framework) => framework,
            // Whatever came says why no period is known.
            None if !findings.is_empty() => self.0.first().ok_or_else(nothing)?,
            None => {
                return Err(needs("-f … -f …", "--year"));
            }
        };
        let not_read = united(readings.iter().map(|input| input.not_read.as_slice()));
        let mut settled = Input { not_read, ..Input::default() };
        // What every reading that holds units, or is asked, knows to be of one of them concerns nobody
        // else. To another reading the same file may be of anybody.
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

/// What the readings found: what several of them say of one place is said once. Each of them is of other
/// sheets, so only what is found before a sheet is opened can be the same.
fn told(readings: &[Input]) -> Findings {
    let mut told: BTreeSet<Same<'_>> = BTreeSet::new();
    let mut all = Findings::default();
    for input in readings {
        // Those that are only counted are new where those that are listed beside them are.
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

/// What makes two findings of two readings one: place, code and text. Of a heading that no framework
/// knows the place alone: to one it may be unknown, to another no leaf.
type Same<'a> = (String, Option<(FindingCode, Option<&'a str>)>);

fn same(finding: &Finding) -> Same<'_> {
    let place = finding.place();
    let heading = matches!(finding.code(), FindingCode::UnknownColumn | FindingCode::NotALeaf);
    let what = (finding.code(), finding.found_text());
    (format!("{place:?}"), Some(what).filter(|_| !heading || place.unit.is_some()))
}
