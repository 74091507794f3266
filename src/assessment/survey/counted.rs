//! The result of counting the ballots: points, answers and variance of every unit and leaf.

use std::collections::BTreeMap;

use super::super::{Assessment, Head, Inputs, Origin, Register, Source, StageName, Unit};
use super::estimate::Estimate;
use super::questions::Questionnaire;
use super::sheet::Sheet;
use super::strata::{mean, valid_answers, variance};
use super::tally::Tally;
use crate::finding::{Finding, FindingCode, Place, Unread};
use crate::framework::Framework;
use crate::framework::rule::Mean;
use crate::period::Period;
use crate::quantity::{Code, Points};

/// The counts of a survey, turned into points.
#[derive(Clone, Debug)]
pub struct SurveyCounts {
    pub(super) questionnaire: Questionnaire,
    register: Option<Register>,
    period: Option<Period>,
    units: Vec<UnitCount>,
    findings: Vec<Finding>,
    not_read: Vec<Unread>,
}

/// The counted survey of one unit in one channel.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct UnitCount {
    /// The unit that the ballots are about.
    pub unit: Unit,
    /// The survey channel (*kênh điều tra*); `None` if the ballots name none.
    pub channel: Option<String>,
    /// Whether error findings keep the unit from being computed: then no leaf has points.
    pub in_error: bool,
    /// How many ballots were counted (*số phiếu thu về*).
    pub ballots: u64,
    /// How many people were asked (*số phiếu phát ra*); `None` unless known for every group that
    /// answered.
    pub asked: Option<u64>,
    /// How many people might have been asked (*tổng thể*); `None` unless known for every group that
    /// answered.
    pub population: Option<u64>,
    /// The groups of respondents, in the order of the framework.
    pub groups: Vec<GroupCount>,
    /// The counts of the leaves that have questions, in framework order.
    pub leaves: Vec<LeafCount>,
    pub(super) sheet: Sheet,
}

/// The counts of one group of respondents of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GroupCount {
    /// The id of the group; `None` for ballots that name no group.
    pub group: Option<String>,
    /// How many ballots of the group were counted.
    pub ballots: u64,
    /// How many people of the group were asked.
    pub asked: Option<u64>,
    /// How many people of the group might have been asked.
    pub population: Option<u64>,
}

/// The counts of one leaf of a unit's survey.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeafCount {
    /// The code of the leaf.
    pub code: Code,
    /// How many valid answers all its questions have together; 0 if the unit is in error.
    pub answers: u64,
    /// The points its rule gives; `None` if an answer is missing or the unit is in error.
    pub points: Option<Points>,
    /// The mean and variance that the points rest on.
    pub estimate: Option<Estimate>,
}

impl UnitCount {
    /// The counts of a leaf by its code; `None` if the leaf has no questions.
    pub fn leaf(&self, code: &str) -> Option<&LeafCount> {
        self.leaves.iter().find(|leaf| leaf.code.as_str() == code)
    }
}

impl SurveyCounts {
    pub(super) fn new(tally: Tally) -> SurveyCounts {
        let Tally {
            questionnaire, register, period, least, groups, mut sheets, mut findings, ..
        } = tally;
        let not_read = tally.unread.list();
        sheets.sort_by(|a, b| (&a.unit.id, &a.channel).cmp(&(&b.unit.id, &b.channel)));
        let mut units = Vec::with_capacity(sheets.len());
        for sheet in sheets {
            let (unit, endless) = UnitCount::new(&questionnaire, &groups, sheet);
            findings.extend(endless);
            findings.extend(unit.doubts(&questionnaire, &groups, least));
            units.push(unit);
        }
        SurveyCounts {
            questionnaire,
            register,
            period,
            units,
            findings: findings.into_vec(),
            not_read,
        }
    }

    /// The framework whose leaves were asked about.
    pub fn framework(&self) -> &Framework {
        self.questionnaire.framework()
    }

    /// The period measured, if it was stated.
    pub fn period(&self) -> Option<Period> {
        self.period
    }

    /// The counted units, sorted by id and then by channel.
    pub fn units(&self) -> &[UnitCount] {
        &self.units
    }

    /// The count of one unit in one channel.
    pub fn of(&self, unit: &str, channel: Option<&str>) -> Option<&UnitCount> {
        let same = |one: &&UnitCount| one.unit.id == unit && one.channel.as_deref() == channel;
        self.units.iter().find(same)
    }

    /// Everything found while the ballots were read and counted.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Parts of the ballots, questions and rows of those asked that were not read and cannot be
    /// assigned to one unit.
    pub fn not_read(&self) -> &[Unread] {
        &self.not_read
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }

    /// The points as assessments ready to be scored, one per unit and channel.
    pub fn assessments(&self) -> Vec<Assessment> {
        let mut inputs = Inputs::new(self.framework());
        if let Some(register) = &self.register {
            inputs = inputs.with_register(register.clone());
        }
        let origin = Origin::pointer(&Source::default().into(), "", None);
        for unit in &self.units {
            let mut head = Head::new(unit.unit.id.clone());
            head.period = self.period;
            head.channel.clone_from(&unit.channel);
            head.name = unit.unit.name.clone();
            let Some(sheet) = inputs.sheet(&head, &origin) else { continue };
            if unit.in_error {
                inputs.sheet_in_error(sheet);
            }
            for leaf in &unit.leaves {
                let position = self.framework().leaf_position(leaf.code.as_str());
                if let (Some(position), Some(points)) = (position, leaf.points) {
                    inputs.points(sheet, position, StageName::Survey, points, &origin);
                }
            }
        }
        inputs.finish().assessments
    }
}

impl UnitCount {
    /// Counts one unit; also returns findings on leaves whose mean is a fraction too long to be
    /// kept.
    fn new(
        questionnaire: &Questionnaire,
        all_groups: &[String],
        sheet: Sheet,
    ) -> (UnitCount, Vec<Finding>) {
        let whole = sheet.whole();
        let names = std::iter::once(None).chain(all_groups.iter().map(Some)).enumerate();
        let counts = names.map(|(slot, group)| {
            // A row about all respondents together says nothing of a single group.
            let own = sheet.asked.get(&slot).filter(|_| slot > 0 || whole.is_none());
            GroupCount {
                group: group.cloned(),
                ballots: sheet.ballots(slot),
                asked: own.map(|own| own.asked),
                population: own.and_then(|_| sheet.people(slot)),
            }
        });
        // The entry for ballots without a group is shown only if there are such ballots, or people
        // asked without a group.
        let shown = |count: &GroupCount| {
            count.group.is_some() || count.ballots > 0 || count.asked.is_some()
        };
        let groups: Vec<GroupCount> = counts.filter(shown).collect();
        let told = |slot: &usize| sheet.asked.contains_key(slot) && (*slot > 0 || whole.is_none());
        let heard = (0..=all_groups.len()).filter(|slot| sheet.ballots(*slot) > 0 || told(slot));
        let heard: Vec<usize> = heard.collect();
        let asked = whole.map(|whole| whole.asked).or_else(|| sheet.asked_of(&heard));
        let population = sheet.population(&heard);
        let mut unit = UnitCount {
            unit: sheet.unit.clone(),
            channel: sheet.channel.clone(),
            in_error: sheet.in_error,
            ballots: groups.iter().map(|group| group.ballots).sum(),
            asked,
            population,
            groups,
            leaves: Vec::new(),
            sheet,
        };
        let inner = &questionnaire.0;
        let mut endless = Vec::new();
        for (n, asked) in inner.asked.iter().enumerate() {
            if asked.questions.is_empty() {
                continue;
            }
            let node = inner.framework.leaf_at(asked.leaf);
            let strata = unit.sheet.strata(questionnaire, n, asked);
            let mean = mean(asked, &strata);
            let valid = || {
                let counts = strata.iter().flat_map(|stratum| &stratum.counts);
                counts.map(|(_, counts)| valid_answers(asked, counts))
            };
            let is_silent = strata.iter().any(|stratum| stratum.counts.is_empty());
            if mean.is_none() && !is_silent && valid().all(|answers| answers > 0) {
                endless.push(node.code().clone());
            }
            let estimate = mean.as_ref().map(|Mean(mean)| {
                let variance = variance(asked, &strata);
                Estimate { mean: mean.clone(), variance }
            });
            unit.leaves.push(LeafCount {
                code: node.code().clone(),
                answers: valid().sum(),
                points: mean.and_then(|mean| mean.points(inner.framework.scale(node))),
                estimate,
            });
        }
        let place = |code: &Code| unit.place().node(code.as_str());
        let endless = endless.iter().map(|code| {
            Finding::new(FindingCode::TooManyAnswers, place(code)).with("node", code.as_str())
        });
        let endless: Vec<Finding> = endless.collect();
        unit.in_error |= !endless.is_empty();
        if unit.in_error {
            // If two ballots of one number differ, nobody knows which is right: no figure of the
            // unit counts.
            for leaf in &mut unit.leaves {
                (leaf.answers, leaf.points, leaf.estimate) = (0, None, None);
            }
        }
        (unit, endless)
    }

    fn place(&self) -> Place {
        Place::unit(&self.unit.id, &self.unit.name)
    }

    /// Adds the unit to a place in a file.
    fn at(&self, place: &Place) -> Place {
        let mut place = place.clone();
        place.unit = Some(self.unit.id.clone());
        place.name = Some(self.unit.name.clone());
        place
    }

    /// Findings on populations that are smaller than the number of people asked, or of ballots.
    fn small_populations(&self, groups: &[String]) -> Vec<Finding> {
        let whole = self.sheet.whole().is_some();
        let rows = self.sheet.asked.iter().filter_map(|(slot, row)| {
            let population = row.population?;
            let all = whole && *slot == 0;
            let ballots = if all { self.ballots } else { self.sheet.ballots(*slot) };
            let least = ballots.max(row.asked);
            (population < least).then_some((*slot, row, population, ballots, least))
        });
        let findings = rows.map(|(slot, row, population, ballots, least)| {
            let group = slot
                .checked_sub(1)
                .and_then(|at| groups.get(at))
                .map(|group| format!(" ({group})"));
            let finding = Finding::new(FindingCode::PopulationTooSmall, self.at(&row.place));
            let finding = finding.found(population.to_string());
            let finding = finding.with("group", group.unwrap_or_default());
            let finding = finding.with("asked", row.asked.to_string());
            finding.with("ballots", ballots.to_string()).with("least", least.to_string())
        });
        findings.collect()
    }

    /// Warnings that the counts may not be reliable: too many ballots, or too few answers.
    fn doubts(&self, questionnaire: &Questionnaire, known: &[String], enough: u64) -> Vec<Finding> {
        let mut findings = Vec::new();
        let place = || self.place();
        let all = (None, self.ballots, self.asked);
        let groups = self.groups.iter().filter(|group| group.group.is_some());
        let groups = groups.map(|group| (group.group.as_deref(), group.ballots, group.asked));
        for (group, ballots, asked) in groups.chain([all]) {
            if let Some(asked) = asked.filter(|asked| ballots > *asked) {
                let group = group.map(|group| format!(" ({group})")).unwrap_or_default();
                let finding = Finding::new(FindingCode::MoreThanAsked, place());
                let finding = finding.found(ballots.to_string()).with("group", group);
                findings.push(finding.with("asked", asked.to_string()));
            }
        }
        if let Some((row, sum)) = self.sheet.outgrown() {
            let finding = Finding::new(FindingCode::AskedBelowGroups, self.at(&row.asked_place));
            let finding = finding.found(row.asked.to_string());
            findings.push(finding.with("sum", sum.to_string()));
        }
        if let Some((row, all, sum)) = self.sheet.overpopulated() {
            let finding = Finding::new(FindingCode::PopulationBelowGroups, self.at(&row.place));
            findings.push(finding.found(all.to_string()).with("sum", sum.to_string()));
        }
        findings.extend(self.small_populations(known));
        if self.in_error || self.ballots == 0 {
            return findings;
        }
        // For each group only the leaf with the fewest answers is reported.
        let mut fewest: BTreeMap<Option<usize>, Finding> = BTreeMap::new();
        let mut least: BTreeMap<Option<usize>, u64> = BTreeMap::new();
        let asked = questionnaire.0.asked.iter().enumerate();
        for (n, asked) in asked.filter(|(_, asked)| !asked.questions.is_empty()) {
            let node = questionnaire.framework().leaf_at(asked.leaf).code().as_str();
            for stratum in self.sheet.strata(questionnaire, n, asked) {
                let group = stratum.group.and_then(|group| questionnaire.0.groups.get(group));
                let group = group.map(|group| format!(" ({group})")).unwrap_or_default();
                let answers =
                    stratum.counts.iter().map(|(_, counts)| valid_answers(asked, counts)).min();
                let answers = answers.unwrap_or_default();
                // There cannot be more answers than people; a population smaller than its
                // respondents is wrong and is not used.
                let people = stratum.population.filter(|all| *all >= stratum.respondents);
                let enough = people.map_or(enough, |all| enough.min(all));
                let fewest_yet = least.get(&stratum.group).is_none_or(|least| answers < *least);
                let finding = |kind| {
                    Finding::new(kind, place().node(node)).with("node", node).with("group", group)
                };
                if answers == 0 {
                    findings.push(finding(FindingCode::NoValidAnswer));
                } else if answers < enough && fewest_yet {
                    least.insert(stratum.group, answers);
                    let finding = finding(FindingCode::FewAnswers).found(answers.to_string());
                    fewest.insert(stratum.group, finding.with("least", enough.to_string()));
                }
            }
        }
        findings.extend(fewest.into_values());
        findings
    }
}
