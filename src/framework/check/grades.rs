//! The check of grades: bands in order, with floors and blocks that fit together.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, text};
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::grades::{Band, FloorOn, Grades};
use crate::framework::spec::{BandSpec, GradesSpec};
use crate::json::{self, nfc};
use crate::quantity::Percent;

impl Check {
    pub(super) fn grades(&mut self, spec: &GradesSpec) -> Grades {
        let specs = match spec {
            GradesSpec::Bands(specs) => specs,
            GradesSpec::Quartiles(quartiles) => {
                if quartiles.labels.len() != 4 {
                    let place = Place::at("/grades/labels");
                    let count = quartiles.labels.len().to_string();
                    let finding = Finding::new(FindingCode::OutOfRange, place).found(count);
                    self.findings.push(finding.with("from", "4").with("to", "4"));
                }
                return Grades::Quartiles(
                    quartiles.labels.iter().map(|label| text(label).into()).collect(),
                );
            }
        };
        let mut bands: Vec<Band> = Vec::with_capacity(specs.len());
        let mut seen = BTreeSet::new();
        for (n, spec) in specs.iter().enumerate() {
            let place = Place::at(format!("/grades/{n}"));
            let Some(band) = self.band(spec, &place) else { continue };
            // Two bands are equal if they have the same bound and floor and hold for a common
            // block.
            let units: Vec<Option<String>> = match &band.blocks {
                None => vec![None],
                Some(blocks) => blocks.iter().cloned().map(Some).collect(),
            };
            let mut equal = false;
            for unit in units {
                equal |= !seen.insert((band.from, band.floor, unit));
            }
            if equal {
                let finding = Finding::new(FindingCode::BandsEqual, place.join("from"));
                self.findings.push(finding.found(band.from.to_string()));
            }
            bands.push(band);
        }
        // Bands are tried from the highest bound down; bands with equal bounds keep the order of
        // the file.
        bands.sort_by_key(|band| std::cmp::Reverse(band.from));
        self.grade_holes(&bands);
        Grades::Bands(bands)
    }

    fn band(&mut self, spec: &BandSpec, place: &Place) -> Option<Band> {
        if text(&spec.label).is_empty() {
            let place = place.clone().join("label");
            self.findings.push(Finding::new(FindingCode::NameMissing, place));
        }
        let floor = spec.component_floor.as_ref().and_then(|num| {
            let place = place.clone().join("component_floor");
            let floor = json::percent(num, &place, &mut self.findings)?;
            if !(Percent::ZERO..=Percent::HUNDRED).contains(&floor) {
                let finding = Finding::new(FindingCode::OutOfRange, place.clone());
                let finding = finding.found(num.as_str());
                let finding = finding.with("from", Percent::ZERO).with("to", Percent::HUNDRED);
                self.findings.push(finding);
            }
            if spec.floor_on.is_none() {
                self.findings.push(Finding::new(FindingCode::FloorWithoutLevel, place));
            }
            Some((floor, spec.floor_on?))
        });
        let from = json::percent(&spec.from, &place.clone().join("from"), &mut self.findings)?;
        if from > Percent::HUNDRED && !self.has_bonus {
            let finding = Finding::new(FindingCode::GradeBeyond, place.clone().join("from"));
            let finding = finding.found(spec.from.as_str());
            self.findings.push(finding.with("most", Percent::HUNDRED));
        }
        if spec.blocks.as_ref().is_some_and(Vec::is_empty) {
            let place = place.clone().join("blocks");
            self.findings.push(Finding::new(FindingCode::BlocksEmpty, place));
        }
        Some(Band {
            label: text(&spec.label).into(),
            from,
            floor,
            blocks: spec.blocks.as_ref().map(|blocks| {
                let mut blocks: Vec<String> = blocks.iter().map(|id| nfc(id)).collect();
                blocks.sort_unstable();
                blocks.dedup();
                blocks
            }),
            source: spec.source.as_deref().map(nfc).filter(|text| !text.is_empty()),
        })
    }

    /// Reports, block by block, grades that no unit can get and percentages that have no grade.
    fn grade_holes(&mut self, bands: &[Band]) {
        // The last band of each block, and the last of the bands for all units.
        let mut last: BTreeMap<&String, usize> = BTreeMap::new();
        let mut of_all = None;
        for (n, band) in bands.iter().enumerate() {
            match &band.blocks {
                None => of_all = Some(n),
                Some(blocks) => last.extend(blocks.iter().map(|block| (block, n))),
            }
        }
        let blocks = last.into_iter().map(|(block, n)| (Some(block), Some(n).max(of_all)));
        for (block, lowest) in blocks.chain([(None, of_all)]) {
            let lowest = lowest.and_then(|n| bands.get(n));
            if let Some(lowest) = lowest.filter(|band| band.from > Percent::ZERO) {
                let name = block.map(|block| format!(" ({block})")).unwrap_or_default();
                let finding = Finding::new(FindingCode::GradesGap, Place::at("/grades"));
                self.findings.push(finding.with("from", lowest.from).with("blocks", name));
            }
        }
        // For all bands with one bound that hold for all units: the lowest floor of each level, and
        // whether one of the bands has no floor.
        for equal in bands.chunk_by(|a, b| a.from == b.from) {
            let mut free = false;
            let mut least: BTreeMap<FloorOn, Percent> = BTreeMap::new();
            for band in equal {
                // An earlier band with the same bound and units and no stricter floor takes every
                // unit that this band could take, so this grade is never given.
                let weaker = |(floor, on)| least.get(&on).is_some_and(|least| *least <= floor);
                if free || band.floor.is_some_and(weaker) {
                    let finding = Finding::new(FindingCode::GradeNever, Place::at("/grades"));
                    self.findings.push(finding.with("label", band.label.clone()));
                }
                match band.floor.filter(|_| band.blocks.is_none()) {
                    Some((floor, on)) => {
                        let least = least.entry(on).or_insert(floor);
                        *least = floor.min(*least);
                    }
                    None => free |= band.blocks.is_none(),
                }
            }
        }
    }
}
