//! The last steps of a count, possible only when all ballots and all rows of those asked have been
//! read.

use std::collections::BTreeSet;

use super::super::Unit;
use super::super::alike::alike;
use super::counted::SurveyCounts;
use super::sheet::Sheet;
use super::tally::Tally;
use crate::finding::{Finding, FindingCode, Place};
use crate::words::Text;

impl Tally {
    /// Ends the count and returns everything that was counted.
    pub fn finish(mut self) -> SurveyCounts {
        self.sort_groups();
        self.name_what_is_not_in_force();
        self.add_silent_units();
        self.name_alike();
        self.name_channelless();
        self.name_groupless();
        self.give_up_if_cut_short();
        let columns = std::mem::take(&mut self.columns);
        let questionnaire = self.questionnaire.clone();
        let missing = questionnaire.ids().enumerate().filter(|(n, _)| !columns.contains(n));
        for (_, question) in missing.filter(|_| !columns.is_empty()) {
            let finding = Finding::new(FindingCode::QuestionWithoutColumn, Place::default());
            self.finding(finding.found(question));
        }
        self.name_idle_targets();
        let counted = std::mem::take(&mut self.counted);
        for finding in counted.into_iter().filter(|_| self.tables > 1).collect::<Vec<_>>() {
            self.finding(finding);
        }
        SurveyCounts::new(self)
    }

    /// Sorts groups that were named by ballots alone (not by the framework), so that the order of
    /// the ballots does not matter.
    fn sort_groups(&mut self) {
        if !self.any_group {
            return;
        }
        let mut sorted: Vec<(String, usize)> = self.groups.drain(..).zip(1..).collect();
        sorted.sort_unstable();
        for sheet in &mut self.sheets {
            let come = |slot: usize| sorted.iter().position(|(_, old)| *old == slot);
            sheet.asked = std::mem::take(&mut sheet.asked)
                .into_iter()
                .map(|(slot, row)| (come(slot).map_or(0, |at| at + 1), row))
                .collect();
            let mut old = std::mem::take(&mut sheet.slots);
            let mut take = |slot: usize| old.get_mut(slot).and_then(Option::take);
            sheet.slots = vec![take(0)];
            sheet.slots.extend(sorted.iter().map(|(_, slot)| take(*slot)));
            let filled = sheet.slots.iter().rposition(Option::is_some);
            sheet.slots.truncate(filled.map_or(0, |last| last + 1));
        }
        self.groups = sorted.into_iter().map(|(name, _)| name).collect();
    }

    /// Reports ballots on units that the register says are not in force in the period.
    fn name_what_is_not_in_force(&mut self) {
        let Some((register, period)) = self.register.as_ref().zip(self.period) else { return };
        let late = self.sheets.iter().enumerate().filter_map(|(n, sheet)| {
            let unit = register.units().get(register.place(&sheet.unit.id)?)?;
            (!unit.exists_in(period)).then(|| (n, unit.valid_text()))
        });
        for (sheet, valid) in late.collect::<Vec<_>>() {
            let finding = Finding::new(FindingCode::UnitNotInForce, Place::default());
            self.tell(sheet, finding.found(period.to_string()).with("valid", valid));
        }
    }

    /// Adds registered units without any ballot to the result, in every channel.
    fn add_silent_units(&mut self) {
        let Some(register) = &self.register else { return };
        let channels: BTreeSet<Option<String>> =
            self.sheets.iter().map(|sheet| sheet.channel.clone()).collect();
        // Ballots without a channel, where others name one, are a slip and make no channel of their
        // own.
        let mut channels = channels;
        if channels.len() > 1 {
            channels.remove(&None);
        }
        let channels = if channels.is_empty() { BTreeSet::from([None]) } else { channels };
        for unit in register.units() {
            if self.period.is_some_and(|period| !unit.exists_in(period)) {
                continue;
            }
            for channel in &channels {
                if !self.ids.contains_key(&(unit.id(), channel.clone())) {
                    self.sheets.push(Sheet::new(Unit::registered(unit), channel.clone()));
                }
            }
        }
    }

    /// Reports ballots and rows of those asked that name no channel although others do.
    fn name_channelless(&mut self) {
        if self.sheets.iter().all(|sheet| sheet.channel.is_none()) {
            return;
        }
        let of =
            |sheet: &Sheet| (0..sheet.slots.len()).map(|slot| sheet.ballots(slot)).sum::<u64>();
        let nameless = self.sheets.iter().enumerate().filter(|(_, sheet)| sheet.channel.is_none());
        let nameless: Vec<(usize, u64)> = nameless.map(|(n, sheet)| (n, of(sheet))).collect();
        for (sheet, ballots) in nameless {
            let finding = Finding::new(FindingCode::ChannelMissing, Place::default());
            self.tell(sheet, finding.found(ballots.to_string()));
        }
    }

    /// Reports ballots that name no group of respondents although others of the survey do.
    fn name_groupless(&mut self) {
        let names_one = |sheet: &Sheet| {
            (1..sheet.slots.len()).any(|slot| sheet.ballots(slot) > 0)
                || sheet.asked.keys().any(|slot| *slot > 0)
        };
        if !self.sheets.iter().any(names_one) {
            return;
        }
        let groupless = self.sheets.iter().map(|sheet| sheet.ballots(0)).enumerate();
        for (sheet, ballots) in groupless.filter(|(_, ballots)| *ballots > 0).collect::<Vec<_>>() {
            let finding = Finding::new(FindingCode::GroupUnnamed, Place::default());
            self.tell(sheet, finding.found(ballots.to_string()));
        }
    }

    /// If some ballots were not read, nobody knows which units they are on: all units are in error.
    fn give_up_if_cut_short(&mut self) {
        for sheet in self.sheets.iter_mut().filter(|_| self.cut_short) {
            sheet.in_error = true;
        }
    }

    /// Reports targets for a channel that no ballot names: they are a slip.
    fn name_idle_targets(&mut self) {
        let mut known: Vec<Option<String>> =
            self.sheets.iter().map(|sheet| sheet.channel.clone()).collect();
        known.sort_unstable();
        known.dedup();
        let shown = |channel: &Option<String>| channel.clone().unwrap_or_else(|| "—".to_owned());
        let names = known.iter().take(20).map(shown).collect::<Vec<_>>().join(", ");
        let names = if known.iter().all(Option::is_none) {
            Text::new(
                "chỉ ghi tỷ lệ, vì phiếu không ghi kênh",
                "the percentage alone: no ballot names a channel",
            )
        } else {
            Text::new(format!("một trong các kênh {names}"), format!("one of {names}"))
        };
        for channel in std::mem::take(&mut self.aimed) {
            if !known.contains(&channel) {
                let finding = Finding::new(FindingCode::ChannelUnknown, Place::default());
                self.finding(finding.found(shown(&channel)).with("known", names.clone()));
            }
        }
    }

    /// Warns of spellings: without a register two spellings of one name are two units, and two
    /// spellings of a channel two channels.
    fn name_alike(&mut self) {
        let channels = self.sheets.iter().filter_map(|sheet| sheet.channel.as_deref());
        let mut found: Vec<Finding> = alike(FindingCode::ChannelsAlike, channels).collect();
        if self.register.is_none() {
            let units = self.sheets.iter().map(|sheet| sheet.unit.id.as_str());
            found.extend(alike(FindingCode::UnitsAlike, units));
        }
        for finding in found {
            self.finding(finding);
        }
    }
}
