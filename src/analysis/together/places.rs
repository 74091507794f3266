//! [`Places`]: finds out which units of several cohorts are one and the same place.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::analysis::fields::{ambiguous_unit, unknown_unit};
use crate::assessment::Unit;
use crate::error::Error;
use crate::framework::IndexKind;
use crate::scoring::{Cohort, Scorecard, State};
use crate::words::fold_name;

/// The most levels of units above a unit that are searched; it ends a cycle of parents.
const DEPTH: usize = 8;

/// The places that several cohorts measure: which unit of one cohort is which unit of another.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The places by id; each with the unit's id in every cohort that lists it.
    units: BTreeMap<String, (Unit, BTreeMap<usize, String>)>,
    by_name: HashMap<String, BTreeSet<String>>,
    /// For every unit id of a cohort, the id of its place.
    by_id: HashMap<String, String>,
    parents: BTreeMap<String, String>,
    within: Option<String>,
}

impl Places {
    /// Finds the places of the given cohorts; `parents` gives, by ids, the unit above a unit.
    ///
    /// # Example
    /// ```
    /// use par_index::analysis::Places;
    /// use par_index::{cohorts, framework, read, sample, Basis};
    ///
    /// let fw = framework("hon-quan-2023")?;
    /// let input = read(&fw, sample("communes-2023")?);
    /// let cohorts = cohorts(&input.assessments, Basis::Final);
    /// let places = Places::of(&cohorts, &Default::default());
    /// assert_eq!(places.find("xã mẫu 01")?.id, "sample-commune-01");
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn of(cohorts: &[Cohort], parents: &BTreeMap<String, String>) -> Places {
        let mut places = Places { parents: parents.clone(), ..Places::default() };
        // A name that two units of one cohort share cannot tell which of them another cohort means.
        let shared: BTreeSet<String> = cohorts.iter().flat_map(shared_names).collect();
        for (n, cohort) in cohorts.iter().enumerate() {
            // Units whose id is already known come first, so that another unit with an equal name
            // cannot take their place.
            let (known, others): (Vec<&Unit>, Vec<&Unit>) = cohort
                .cards()
                .iter()
                .map(Scorecard::unit)
                .partition(|unit| places.units.contains_key(&unit.id));
            for unit in known {
                places.add(&unit.id.clone(), unit, n);
            }
            for unit in others {
                let clear = names(unit).all(|name| !shared.contains(&name));
                let place = places.same_name(unit, n).filter(|_| clear);
                let place = place.unwrap_or_else(|| unit.id.clone());
                places.add(&place, unit, n);
            }
        }
        places
    }

    fn add(&mut self, place: &str, unit: &Unit, cohort: usize) {
        let entry = self.units.entry(place.to_owned());
        let (_, ids) = entry.or_insert_with(|| (unit.clone(), BTreeMap::new()));
        ids.insert(cohort, unit.id.clone());
        self.by_id.entry(unit.id.clone()).or_insert_with(|| place.to_owned());
        for name in names(unit) {
            self.by_name.entry(name).or_default().insert(place.to_owned());
        }
    }

    /// The only place with a name of this unit, if this cohort has not used that place yet.
    fn same_name(&self, unit: &Unit, cohort: usize) -> Option<String> {
        let found: BTreeSet<&String> =
            names(unit).filter_map(|name| self.by_name.get(&name)).flatten().collect();
        let place = found.first().filter(|_| found.len() == 1)?;
        let (_, ids) = self.units.get(*place)?;
        (!ids.contains_key(&cohort)).then(|| (*place).clone())
    }

    /// Sets the unit that stands above every place without a known parent.
    ///
    /// # Errors
    /// The errors of [`Places::find`].
    pub fn within(mut self, asked: &str) -> Result<Places, Error> {
        self.within = Some(self.find(asked)?.id.clone());
        Ok(self)
    }

    /// The units of all places, by id.
    pub fn units(&self) -> impl Iterator<Item = &Unit> + Clone {
        self.units.values().map(|(unit, _)| unit)
    }

    /// Finds the place with an id or a name.
    ///
    /// # Errors
    /// [`Error::is_usage`] where no place bears the id or name (the closest one is suggested), and
    /// where several do.
    pub fn find(&self, asked: &str) -> Result<&Unit, Error> {
        let by_id = |id: &str| self.units.get(id).map(|(unit, _)| unit);
        if let Some(unit) = by_id(asked) {
            return Ok(unit);
        }
        let found = self.by_name.get(&fold_name(asked));
        let mut found = found.into_iter().flatten();
        match (found.next(), found.next()) {
            (Some(a), Some(b)) => Err(Error::wrong_call(ambiguous_unit(asked, [a, b]))),
            (found, _) => {
                let unit = found.and_then(|id| by_id(id));
                unit.ok_or_else(|| Error::wrong_call(unknown_unit(asked, self.units())))
            }
        }
    }

    /// The card of a place in a cohort: its own, or else that of the nearest unit above it with
    /// figures; also the id of the place to which the card belongs.
    pub(super) fn card<'a>(
        &'a self,
        cohorts: &'a [Cohort],
        place: &'a str,
        cohort: usize,
    ) -> Option<(&'a Scorecard, &'a str)> {
        let of = |place: &str| self.own_card(cohorts, place, cohort);
        let own = of(place);
        if let Some(own) = own.filter(|card| card.state() != State::NotReported) {
            return Some((own, place));
        }
        let mut at = place;
        for _ in 0..DEPTH {
            let parent = self.parent(at);
            let Some(above) = parent.or_else(|| self.lent(cohorts, place, cohort)) else { break };
            let card = of(above).filter(|card| card.state() != State::NotReported);
            if let Some(card) = card {
                return Some((card, above));
            }
            at = above;
        }
        own.map(|own| (own, place))
    }

    /// The card of a place in a cohort, if the cohort lists that place.
    pub(super) fn own_card<'a>(
        &self,
        cohorts: &'a [Cohort],
        place: &str,
        cohort: usize,
    ) -> Option<&'a Scorecard> {
        cohorts.get(cohort)?.card(self.units.get(place)?.1.get(&cohort)?)
    }

    /// The place above a place; its parent may be given under any of its ids.
    fn parent(&self, place: &str) -> Option<&str> {
        let ids = self.units.get(place).into_iter().flat_map(|(_, ids)| ids.values());
        let mut ids = std::iter::once(place).chain(ids.map(String::as_str));
        Some(self.place_of(ids.find_map(|id| self.parents.get(id))?))
    }

    /// The unit set by [`Places::within`], for a place that this index lists in no year. A place
    /// that the index does list is of the same level as those it measures, and uses its own figures
    /// or none.
    fn lent(&self, cohorts: &[Cohort], place: &str, cohort: usize) -> Option<&str> {
        let above = self.place_of(self.within.as_ref()?);
        let kind = |n: usize| {
            let framework = cohorts.get(n)?.framework();
            let own = Some(framework.id()).filter(|_| framework.index() == IndexKind::Other);
            Some((framework.index(), own))
        };
        let (_, ids) = self.units.get(place)?;
        let listed = ids.keys().any(|n| kind(*n) == kind(cohort));
        (!listed).then_some(above)
    }

    fn place_of<'a>(&'a self, id: &'a str) -> &'a str {
        self.by_id.get(id).map_or(id, String::as_str)
    }

    /// The unit that stands for a place.
    pub(super) fn unit(&self, place: &str) -> Option<&Unit> {
        self.units.get(place).map(|(unit, _)| unit)
    }

    /// The places of a cohort whose own cards have figures that count there.
    pub(super) fn counted<'a>(
        &'a self,
        cohorts: &'a [Cohort],
        cohort: usize,
    ) -> impl Iterator<Item = &'a str> {
        self.units.iter().filter_map(move |(place, (_, ids))| {
            let card = cohorts.get(cohort)?.card(ids.get(&cohort)?)?;
            Cohort::counts(card).then_some(place.as_str())
        })
    }
}

/// The names that several units of one cohort share.
fn shared_names(cohort: &Cohort) -> Vec<String> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let units = cohort.cards().iter().map(Scorecard::unit);
    let all = units.flat_map(|unit| names(unit).map(|name| (name, unit.id.as_str())));
    all.filter(|(name, id)| *seen.entry(name.clone()).or_insert(id) != *id)
        .map(|(name, _)| name)
        .collect()
}

/// The id and the names of a unit, in the folded form in which names are compared.
fn names(unit: &Unit) -> impl Iterator<Item = String> {
    let names = [&unit.id, &unit.name.vi, &unit.name.en].map(|name| fold_name(name));
    let names: BTreeSet<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
    names.into_iter()
}
