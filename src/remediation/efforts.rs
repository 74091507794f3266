//! [`Efforts`]: what each step takes, who leads it and by when (*bảng giải pháp khắc phục*).

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Items;
use super::effort::{Effort, Work, named_level};
use super::effort_check::Check;
use super::effort_row::EffortRow;
use crate::day::Day;
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::{Framework, LeafIx};
use crate::json::{cut, nfc};
use crate::period::Period;
use crate::quantity::{Code, Percent, Points};
use crate::scoring::Scorecard;
use crate::words::{Lang, Text};

/// Rows of a table of efforts that could not be used: they have errors, name a level that the rule
/// cannot give, or require a step that no row offers.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LeftOut {
    /// Each unused row by the step that it names.
    pub rows: Vec<LeftOutRow>,
    /// Whether part of the table could not be read, so that the list of unused rows may be
    /// incomplete.
    pub unread: bool,
}

/// A row that could not be used, by the step that it names.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LeftOutRow {
    /// The text under `code`.
    pub code: String,
    /// The text under `to`.
    pub to: String,
}

impl LeftOut {
    /// Whether any row was unused or any part unread.
    pub fn any(&self) -> bool {
        self.unread || !self.rows.is_empty()
    }
}

/// The steps that a plan may choose from: those of a table of efforts or, without a table, one step
/// for each leaf, to its best level for an effort of 1.
///
/// # Example
/// ```
/// use par_index::remediation::EffortRow;
/// use par_index::{framework, Efforts};
///
/// let fw = framework("hon-quan-2023")?;
/// let rows = [EffortRow::new("1.3", "2".parse().unwrap(), 5)];
/// let (efforts, findings) = Efforts::of(&fw, &rows);
/// assert!(findings.is_empty());
/// let (_, findings) = Efforts::of(&fw, &[EffortRow::new("1.33", "2".parse().unwrap(), 5)]);
/// assert_eq!(findings[0].code().as_str(), "unknown_code");
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Efforts {
    /// The framework for whose leaves the table was made; `None` without a table.
    framework: Option<Framework>,
    /// The checked rows; `None` without a table.
    pub(super) table: Option<Vec<Effort>>,
    /// The rows as they were given, which the seal covers.
    pub(crate) rows: Vec<EffortRow>,
    /// The line of the file in which each row stands, where it has one.
    lines: Vec<Option<usize>>,
    /// Whether part of the table could not be read.
    unread: bool,
    pub(crate) findings: Findings,
    pub(super) survey: bool,
    /// The leaves at which every plan takes a step, some with the points it must reach.
    pub(super) fixed: Vec<(String, Option<Points>)>,
    /// The leaves at which no plan takes a step.
    pub(super) without: Vec<String>,
    pub(super) capacities: Vec<(String, u64)>,
    pub(super) day: Option<Day>,
    /// The period of the plan: steps due after it are left for the next one.
    pub(super) until: Option<Period>,
    /// The most items that a step may need, and the largest share of its whole, in percent.
    pub(super) most_items: Option<u64>,
    pub(super) most_percent: Option<Percent>,
    /// The id of the agency that must lead every step; `None` allows all.
    pub(super) lead: Option<String>,
}

impl Efforts {
    /// The rows that could not be used: those with errors, and the further ones in `more`.
    pub(super) fn left_out(&self, more: &BTreeSet<usize>) -> LeftOut {
        let Some(table) = &self.table else { return LeftOut::default() };
        let counts: BTreeSet<usize> = table.iter().map(|effort| effort.row).collect();
        let out = self.rows.iter().enumerate();
        let out = out.filter(|(n, _)| !counts.contains(n) || more.contains(n));
        let rows = out.map(|(_, row)| LeftOutRow {
            code: cut(&nfc(&row.code)),
            to: cut(&nfc(row.to.as_str())),
        });
        LeftOut { rows: rows.collect(), unread: self.unread }
    }

    /// Whether no row of a table could be read.
    pub(crate) fn is_unread(&self) -> bool {
        self.rows.is_empty() && self.findings.has_errors()
    }

    /// Checks that the table was made for a framework.
    pub(crate) fn hold_for(&self, own: &Framework) -> Result<(), Error> {
        self.framework.as_ref().map_or(Ok(()), |made_for| own.holds_for(made_for))
    }

    /// The finding that the table was made for another framework, if it was.
    pub(super) fn foreign_to(&self, own: &Framework) -> Option<Finding> {
        let other = self.framework.as_ref().filter(|made_for| !own.is_same_ruler(made_for))?;
        let finding = Finding::new(FindingCode::ForeignEfforts, Place::default());
        Some(finding.found(other.named()).with("own", own.named()))
    }

    /// Whether a step with this due day, if it has one, is left for the next period.
    pub(super) fn is_later(&self, due: Option<Day>) -> bool {
        let last = self.until.and_then(Period::last_day);
        due.zip(last).is_some_and(|(due, last)| due > last)
    }

    /// Whether the table has a step at a leaf that is left for the next period.
    pub(super) fn has_later(&self, leaf: LeafIx) -> bool {
        let mut rows = self.table.iter().flatten().filter(|row| row.leaf == leaf);
        rows.any(|row| self.is_later(row.work.due))
    }

    /// Whether the table has a step at a leaf that was due before the day of the plan.
    pub(super) fn is_late(&self, leaf: LeafIx) -> bool {
        let rows = self.table.iter().flatten().filter(|row| row.leaf == leaf);
        rows.filter_map(|row| row.work.due).any(|due| self.day.is_some_and(|day| due < day))
    }

    /// Checks the rows of a table; rows with errors are not used, and the findings say why.
    pub fn of(framework: &Framework, rows: &[EffortRow]) -> (Efforts, Vec<Finding>) {
        let efforts = Efforts::placed(framework, rows, |row, key| {
            Place::at("/efforts").join(&row.to_string()).join(key)
        });
        let findings = efforts.findings.to_vec();
        (efforts, findings)
    }

    /// Like [`Efforts::of`], with the place of each cell in its file; the findings stay in the
    /// table, so that a call can report them.
    pub fn placed(
        framework: &Framework,
        rows: &[EffortRow],
        place: impl Fn(usize, &'static str) -> Place,
    ) -> Efforts {
        let mut check = Check { framework, place: &place, findings: Findings::default() };
        let mut seen = BTreeMap::new();
        let mut table = Vec::new();
        for (n, row) in rows.iter().enumerate() {
            let (step, effort) = check.row(n, row);
            if let Some((leaf, to)) = step
                && let Some(first) = seen.insert((leaf, to), n)
            {
                let finding = Finding::new(FindingCode::EffortTwice, place(n, "to"));
                let code = framework.leaf_at(leaf).code().as_str();
                let finding = finding.found(cut(row.to.as_str())).with("node", code);
                let finding = finding.with("step", named_level(to));
                let first_at = place(first, "to");
                let first_at = Text::new(first_at.text(Lang::Vi), first_at.text(Lang::En));
                check.findings.push(finding.with("first", first_at));
                seen.insert((leaf, to), first);
                continue;
            }
            table.extend(effort.map(|effort| (n, effort)));
        }
        check.excluded(&table);
        // A program passes an empty list on purpose, but an empty file is probably a mistake.
        let Place { file, sheet, .. } = place(0, "code");
        if rows.is_empty() && file.is_some() {
            let place = Place { file, sheet, ..Place::default() };
            check.findings.push(Finding::new(FindingCode::EffortsEmpty, place));
        }
        let table = table.into_iter().map(|(_, effort)| effort).collect();
        let Check { findings, .. } = check;
        let lines = (0..rows.len()).map(|n| place(n, "code").line).collect();
        let (framework, table, rows) = (Some(framework.clone()), Some(table), rows.to_vec());
        Efforts { framework, table, rows, lines, findings, ..Efforts::default() }
    }

    /// What was found in the table.
    pub fn findings(&self) -> Vec<Finding> {
        self.findings.to_vec()
    }

    /// Adds the findings of the reader of the file. Where the reader has reported a cell, the
    /// check's own finding about it is dropped. A row with an error is not used, and an error
    /// outside any row means that part of the table was not read.
    pub fn found(self, findings: Vec<Finding>) -> Efforts {
        self.found_on(findings, &BTreeSet::new())
    }

    /// Like [`Efforts::found`], for a reader that knows all lines with errors, including those
    /// whose findings were only counted.
    pub fn found_on(mut self, mut findings: Vec<Finding>, lines: &BTreeSet<usize>) -> Efforts {
        let rows = self.lines.iter().enumerate().filter_map(|(row, line)| Some(((*line)?, row)));
        let rows: BTreeMap<usize, usize> = rows.rev().collect();
        let mut out: BTreeSet<usize> =
            lines.iter().filter_map(|line| rows.get(line)).copied().collect();
        for finding in findings.iter().filter(|finding| finding.is_error()) {
            match finding.place().line.and_then(|line| rows.get(&line)) {
                Some(row) => _ = out.insert(*row),
                None if finding.counts().is_some() && !lines.is_empty() => {}
                None => self.unread = true,
            }
        }
        if let Some(table) = &mut self.table {
            table.retain(|effort| !out.contains(&effort.row));
        }
        let cell = |finding: &Finding| finding.place().cell.clone();
        let told: HashSet<String> = findings.iter().filter_map(cell).collect();
        let unread = self.unread;
        let own = self.findings.into_vec().into_iter();
        // After a reading error nobody knows whether the table is empty.
        let own = own.filter(|own| !unread || own.code() != FindingCode::EffortsEmpty);
        findings.extend(own.filter(|own| cell(own).is_none_or(|cell| !told.contains(&cell))));
        findings.sort_by_key(|finding| {
            let cell = cell(finding).unwrap_or_default();
            (finding.place().line, cell.len(), cell)
        });
        Efforts { findings: findings.into(), ..self }
    }

    /// Also plans steps at survey leaves, up to their maximum.
    pub fn with_survey(mut self) -> Efforts {
        self.survey = true;
        self
    }

    /// Every plan takes a step at this leaf: any step, or the one to these points.
    pub fn fixed(mut self, code: impl Into<String>, to: Option<Points>) -> Efforts {
        self.fixed.push((code.into(), to));
        self
    }

    /// No plan takes a step at this leaf.
    pub fn without(mut self, code: impl Into<String>) -> Efforts {
        self.without.push(code.into());
        self
    }

    /// The most effort that an agency can take on; a shared step counts in full for each of its
    /// leads.
    pub fn capacity(mut self, agency: impl Into<String>, effort: u64) -> Efforts {
        self.capacities.push((agency.into(), effort));
        self
    }

    /// No step may need more items than these; a step at a leaf without countable items is allowed.
    pub fn most_items(mut self, items: u64) -> Efforts {
        self.most_items = Some(items);
        self
    }

    /// No step may need a larger share of its whole than this.
    pub fn most_percent(mut self, percent: Percent) -> Efforts {
        self.most_percent = Some(percent);
        self
    }

    /// Only steps led by the agency with this id are planned.
    pub(crate) fn led_by(mut self, agency: impl Into<String>) -> Efforts {
        self.lead = Some(agency.into());
        self
    }

    /// Plans for this period: steps due after its last day are not taken; the plan lists them for
    /// the next period.
    pub fn until(mut self, period: Period) -> Efforts {
        self.until = Some(period);
        self
    }

    /// Plans from this day on: steps that were due before it can no longer be taken.
    pub fn on(mut self, day: Day) -> Efforts {
        self.day = Some(day);
        self
    }

    /// The steps of the table that raise a leaf above some points, and what each takes, lowest
    /// first.
    pub(crate) fn above(&self, leaf: LeafIx, standing: Option<Points>) -> Vec<(Points, &Work)> {
        let of_leaf = self.table.iter().flatten().filter(|row| row.leaf == leaf);
        // A row for every level is shown with the best level of the leaf.
        let best = self.framework.as_ref().map_or(Points::ZERO, |own| own.leaf_at(leaf).max());
        let levels = of_leaf.map(|row| (row.to.unwrap_or(best), &row.work));
        let mut above: Vec<(Points, &Work)> =
            levels.filter(|(to, _)| standing.is_none_or(|standing| *to > standing)).collect();
        above.sort_by_key(|(to, _)| *to);
        above
    }

    /// What a step takes, if the table states it; without a table, 1 for the step to the best
    /// level. The result is empty where the effort depends on a unit's items.
    ///
    /// # Errors
    /// [`Error::is_usage`] where the table was made for another framework or the code is unknown.
    pub fn work(
        &self,
        framework: &Framework,
        code: &str,
        to: Points,
    ) -> Result<Option<Work>, Error> {
        self.hold_for(framework)?;
        let node = framework.find_node(code)?;
        let Some(leaf) = node.leaf() else { return Ok(None) };
        let Some(table) = &self.table else {
            let best = leaf.rule().best(framework.scale(node));
            return Ok((best == to).then(|| Work { effort: 1, ..Work::default() }));
        };
        let ix = LeafIx(node.leaf_range().start);
        let row = table.iter().find(|row| row.leaf == ix && row.to == Some(to));
        Ok(row.and_then(|row| row.work(None)))
    }

    /// What a step takes at a unit, including efforts that depend on the items the unit still
    /// needs.
    pub(crate) fn work_at(&self, card: &Scorecard, leaf: LeafIx, to: Points) -> Option<Work> {
        let node = card.framework().leaf_at(leaf);
        let rows = || self.table.iter().flatten().filter(|row| row.leaf == leaf);
        let own = rows().find(|row| row.to == Some(to));
        let Some(row) = own.or_else(|| rows().find(|row| row.to.is_none())) else {
            return self.work(card.framework(), node.code().as_str(), to).ok()?;
        };
        row.work(Items::to(card, leaf, to))
    }
}

/// Reads a capacity as a flag gives it: `AGENCY=EFFORT`.
pub(crate) fn capacity_of(text: &str) -> Option<(String, u64)> {
    let (agency, effort) = text.split_once('=')?;
    let agency = agency.trim();
    (!agency.is_empty()).then_some(())?;
    Some((agency.to_owned(), effort.trim().parse().ok()?))
}

/// Reads a leaf, or a leaf with points, as a flag gives it: `CODE` or `CODE=POINTS`.
pub(crate) fn step_of(text: &str) -> Option<(Code, Option<Points>)> {
    let (code, points) = match text.split_once('=') {
        Some((code, points)) => (code, Some(points.trim())),
        None => (text, None),
    };
    let code = code.trim().parse().ok()?;
    let Some(points) = points else { return Some((code, None)) };
    // A comma with one or two digits behind it is a decimal comma: 3,5.
    let points = match points.split_once(',') {
        Some((whole, part)) if part.len() <= 2 => format!("{whole}.{part}"),
        _ => points.to_owned(),
    };
    points.parse().ok().map(|points| (code, Some(points)))
}
