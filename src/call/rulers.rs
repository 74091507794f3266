//! Several frameworks in one call: each year takes the one that is in force for it.

use std::collections::{BTreeMap, BTreeSet};

use super::options::Options;
use crate::assessment::{Input, Inputs, Register};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::Framework;
use crate::words::Phrase;

/// The frameworks of a call, each in force for years of its own (*hiệu lực*).
///
/// The same files are read under each of them; of every reading count the sheets of its own years.
///
/// # Example
/// ```
/// use par_index::{Options, Rulers, framework};
///
/// let rulers = Rulers::new(vec![framework("papi-2011")?, framework("papi-2018")?]);
/// assert_eq!(rulers.for_year(2017)?.id(), "papi-2011");
/// assert!(rulers.for_year(2019).unwrap_err().is_usage());
///
/// let sheet = |year: u16| format!(
///     r#"{{"schema_version": 1, "kind": "assessment", "framework": "{}", "year": {year},
///         "unit": {{"id": "ha-noi"}}, "entries": []}}"#,
///     if year < 2018 { "papi-2011" } else { "papi-2018" });
/// let options = Options::default();
/// let readings = rulers.frameworks().iter().map(|fw| {
///     let mut inputs = rulers.inputs(fw, None, &options);
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
    /// One framework for all years, or several, each for those it is in force for.
    pub fn new(frameworks: Vec<Framework>) -> Rulers {
        Rulers(frameworks)
    }

    /// The frameworks as given.
    ///
    /// ```
    /// use par_index::{Rulers, framework};
    /// let rulers = Rulers::new(vec![framework("papi-2018")?]);
    /// assert_eq!(rulers.frameworks()[0].id(), "papi-2018");
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn frameworks(&self) -> &[Framework] {
        &self.0
    }

    /// The framework of a year: a single one whatever the year, of several the one in force.
    ///
    /// # Errors
    /// [`Error::is_usage`] where none of several is in force, or more than one.
    pub fn for_year(&self, year: u16) -> Result<&Framework, Error> {
        if let [only] = &self.0[..] {
            return Ok(only);
        }
        let mut valid = self.0.iter().filter(|framework| framework.is_valid_for(year));
        if let (Some(framework), None) = (valid.next(), valid.next()) {
            return Ok(framework);
        }
        let known = self.0.iter().map(|one| format!("{} ({})", one.id(), one.valid_text()));
        let known = known.collect::<Vec<String>>().join(", ");
        let args = [("year", year.to_string().into()), ("known", known.into())];
        Err(Error::usage(Phrase::UsageRulers, &args))
    }

    /// Inputs to be read under one of the frameworks, or under a copy of it with other policies.
    pub fn inputs(
        &self,
        framework: &Framework,
        register: Option<Register>,
        options: &Options,
    ) -> Inputs {
        let inputs = options.inputs(framework, register);
        if self.0.len() > 1 { inputs.in_force_only() } else { inputs }
    }

    /// The years of the sheets that were read.
    ///
    /// ```
    /// use par_index::{Inputs, Rulers, framework, sample};
    /// let mut inputs = Inputs::new(&framework("hon-quan-2023")?);
    /// inputs.read("communes.json", sample("communes-2023")?);
    /// assert!(Rulers::years(&[inputs]).into_iter().eq([2023]));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn years(readings: &[Inputs]) -> BTreeSet<u16> {
        readings.iter().flat_map(Inputs::years).collect()
    }

    /// From one reading for each framework to the inputs of a call, each year under its own, and the
    /// framework of the year asked for, else of the latest. What was found counts whatever the year.
    ///
    /// # Errors
    /// [`Error::is_usage`] where the inputs hold nothing of the year asked for, or where not exactly
    /// one framework is in force for a year of theirs.
    pub fn settle(
        &self,
        readings: Vec<Inputs>,
        asked: Option<u16>,
    ) -> Result<(&Framework, Input), Error> {
        if let [only] = &self.0[..] {
            let input = readings.into_iter().next().map(Inputs::finish);
            return Ok((only, input.unwrap_or_default()));
        }
        let years = Rulers::years(&readings);
        let readings: Vec<Input> = readings.into_iter().map(Inputs::finish).collect();
        for year in &years {
            self.for_year(*year)?;
        }
        if let Some(year) = asked.filter(|year| !years.contains(year)) {
            let known: Vec<String> = years.iter().map(u16::to_string).collect();
            let args = [("year", year.to_string().into()), ("known", known.join(", ").into())];
            return Err(Error::usage(Phrase::UsageYear, &args));
        }
        let framework = match (asked.or(years.last().copied()), &self.0[..]) {
            (Some(year), _) => self.for_year(year)?,
            (None, [first, ..]) => first,
            (None, []) => return Err(Error::usage(Phrase::UsageNothing, &[])),
        };
        let mut settled = Input { findings: told(&readings), ..Input::default() };
        for (ruler, input) in self.0.iter().zip(readings) {
            let mut own = input.assessments;
            if ruler == framework {
                settled.predecessors = input.predecessors;
            } else {
                // Sheets without a year are told once; a register names the units of each year once.
                own.retain(|one| one.year().is_some() && one.files().next().is_some());
            }
            settled.assessments.extend(own);
        }
        Ok((framework, settled))
    }
}

/// What the readings found. A file as a whole is at fault only if it is under every framework: a column
/// that one of them knows is no unknown one.
fn told(readings: &[Input]) -> Vec<Finding> {
    type Key<'a> = (FindingCode, String, Option<&'a str>);
    fn key(finding: &Finding) -> Key<'_> {
        (finding.code(), format!("{:?}", finding.place()), finding.found_text())
    }
    let mut times: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    for input in readings {
        let own: BTreeSet<Key<'_>> = input.findings.iter().map(key).collect();
        for key in own {
            *times.entry(key).or_default() += 1;
        }
    }
    let of_a_file = |place: &Place| place.file.is_some() && place.unit.is_none();
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for finding in readings.iter().flat_map(|input| &input.findings) {
        let key = key(finding);
        let everywhere = times.get(&key) == Some(&readings.len());
        if (everywhere || !of_a_file(finding.place())) && seen.insert(key) {
            all.push(finding.clone());
        }
    }
    all
}
