//! Reads the long table: a row for each unit and component, a column for each stage, fact and
//! remark.

use std::borrow::Cow;
use std::collections::HashMap;

use par_index::assessment::{Explanation, SheetId, StageName};
use par_index::finding::{FindingCode, Findings, Place, nearest};
use par_index::framework::{Answer, Node};
use par_index::spec::{FactsSpec, Num, StageSpec};
use par_index::{Finding, Framework, Inputs, Points, Text};

use crate::beside::{About, Beside, Once};
use crate::cell::{Content, bad, content, is_shared, plain};
use crate::fields::{self, FACTS, NOTES, PASSED, STAGES};
use crate::form::{Lacking, OfOther, id_column, own_columns};
use crate::head::{Heads, UnitIn, unknown_columns};
use crate::headings::{is_any, spellings};
use crate::merged::{Merged, RowCode};
use crate::number::Bounds;
use crate::numbering::{self, Numbering};
use crate::record::{At, Cell, Record};
use crate::strays::Strays;
use crate::sums::Sums;
use crate::table::Table;
use crate::wide::{at_leaf, bounds, level, score};
use crate::{cell, code, evidence};

/// How many rows at the start of a table are searched for a node that has others below it. A table
/// that states sums of nodes has one among its first rows.
const FIRST: usize = 1_000;

struct Columns {
    component: usize,
    stages: [Option<usize>; 4],
    notes: [Option<usize>; 3],
    facts: [Option<usize>; 5],
    evidence: Option<usize>,
    explanation: Option<usize>,
    by: Option<usize>,
    on: Option<usize>,
    stage: Option<usize>,
}

/// The columns of a long table that the reader takes. Columns that an office has added beside a
/// form are its own and count as taken, so that nothing is said of them.
fn taken(table: &Table<'_>, heads: &Heads, columns: &Columns) -> Vec<usize> {
    let own = own_columns(table).unwrap_or(table.width())..table.width();
    heads.columns().into_iter().flatten().chain(columns.taken(table)).chain(own).collect()
}

/// Reads a long table into the inputs. Returns whether the table has a row and a column of values.
#[expect(clippy::too_many_lines, reason = "one loop over the rows and what it keeps")]
pub(crate) fn read(
    inputs: &mut Inputs,
    table: &mut Table<'_>,
    unit: UnitIn,
    component: usize,
) -> bool {
    let framework = inputs.framework().clone();
    let of_sheet = unit.column().is_none();
    let first = unit.column().unwrap_or(component);
    let mut heads = Heads::of(inputs, table, unit);
    let mut columns = Columns::of(table, component);
    // *Đến ngày* (as of) may be the day of the whole sheet instead of the day of a value.
    columns.on = columns.on.filter(|on| !heads.columns().contains(&Some(*on)));
    let taken = taken(table, &heads, &columns);
    let values = columns.stages.iter().chain(&columns.facts).any(Option::is_some);
    let values_of = || STAGES.map(StageName::as_str).into_iter().chain(FACTS);
    let near = |name: &str| nearest(name, values_of()).is_some();
    let mut strays = Strays::of(table, (first, &taken), &[], values, &near);
    let mut beside = Beside::of(&framework, table, component);
    let mut numbering = Numbering::default();
    // A form has hidden codes, which are exact: there they are taken as they stand, without looking
    // at the numbering.
    let is_form = id_column(table) == Some(component);
    if of_sheet && !is_form {
        beside = beside.counting(table, component);
        numbering =
            Numbering::of(&framework, table, component, |record| columns.holds_value(record));
    }
    let states_sums = of_sheet || states_sums(&framework, table, component);
    let mut sums: HashMap<SheetId, Sums> = HashMap::new();
    let mut merged = Merged::new();
    let takes = fields::read();
    unknown_columns(inputs, table, &taken, |name| nearest(name, spellings(&takes)));
    let leaves = framework.leaves().count();
    let mut record = Record::default();
    let mut found = Findings::default();
    // Neighbouring rows often have the same code, so the code found last is kept.
    let mut last: Option<(String, usize)> = None;
    let mut any = false;
    let mut once = Once::default();
    let mut other = OfOther::of(&framework, table);
    let mut lacking = Lacking::of(table);
    while let Some(at) = table.next(&mut record, &mut found) {
        any = true;
        let text = record.cell(component).text;
        let text = if is_form { Cow::Borrowed(text) } else { numbering.code(&framework, text) };
        let text = beside.code(&text);
        if of_sheet && !columns.holds_value(&record) && code::leaf_of(&framework, text).is_none() {
            // A row without values and without a code is a heading or a signature, not data.
            found = Findings::default();
            continue;
        }
        let code = match (extra(text), &last) {
            (Some(is_bonus), _) => Code::Extra(is_bonus),
            (None, Some((known, leaf))) if known == text => Code::Leaf(*leaf, None),
            _ => match code::leaf(
                &framework,
                text,
                || table.place(at, component),
                inputs.seeks(FindingCode::UnknownCode),
            ) {
                Ok((leaf, warning)) => {
                    last = Some((text.to_owned(), leaf)).filter(|_| warning.is_none());
                    Code::Leaf(leaf, warning.map(Box::new))
                }
                Err(unknown) => match beside.about(text, (table, component, &record), unknown) {
                    About::Leaf(leaf, warning) => Code::Leaf(leaf, warning),
                    about => Code::Other(about),
                },
            },
        };
        let number = code.number(leaves, stage_of(&record, columns.stage));
        let is_open = matches!(code, Code::Other(_)) && text.trim().is_empty();
        let number = if is_open { RowCode::None } else { number };
        let opened = merged.open(inputs, &mut heads, (table, &record, at), number);
        strays.see(&record, at, opened.sheet());
        let Some(sheet) = opened.sheet() else {
            std::mem::take(&mut found).into_iter().for_each(|finding| inputs.finding(finding));
            continue;
        };
        for finding in std::mem::take(&mut found) {
            inputs.sheet_finding(sheet, finding);
        }
        other.tell(inputs, sheet);
        let row = Row { table, record: &record, at, columns: &columns, sheet };
        match code {
            Code::Extra(is_bonus) => row.extra(inputs, is_bonus),
            Code::Leaf(leaf, warning) => {
                lacking.holds(sheet, leaf);
                if let Some(warning) = warning {
                    inputs.sheet_finding(sheet, *warning);
                }
                let alone = of_sheet && columns.stage.is_none() && columns.holds_value(&record);
                if let Some(finding) = once.again(table, &record, (component, leaf), alone) {
                    inputs.sheet_finding(sheet, finding);
                    continue;
                }
                let Some(node) = framework.leaf(leaf) else { continue };
                for finding in beside.differs(node, table, &record) {
                    inputs.sheet_finding(sheet, finding);
                }
                row.read(inputs, leaf, node, states_sums.then(|| sums.entry(sheet).or_default()));
            }
            Code::Other(about) => {
                row.other(inputs, about, states_sums.then(|| sums.entry(sheet).or_default()));
            }
        }
    }
    if !other.end(inputs) {
        lacking.tell(inputs, &framework, table);
    }
    merged.tell(inputs);
    tell_sums(inputs, &framework, sums);
    strays.tell(inputs, table);
    any && values
}

/// Reports wrong sums for each sheet, in the order in which the sheets were met.
fn tell_sums(inputs: &mut Inputs, framework: &Framework, sums: HashMap<SheetId, Sums>) {
    let mut sums: Vec<(SheetId, Sums)> = sums.into_iter().collect();
    sums.sort_by_key(|(sheet, _)| *sheet);
    for (sheet, sums) in sums {
        sums.tell(inputs, framework, sheet);
    }
}

/// Whether the first rows of a table of several units contain a node that has others below it,
/// which means that the table states sums.
fn states_sums(framework: &Framework, table: &Table<'_>, component: usize) -> bool {
    let (mut left, mut states) = (FIRST, false);
    table.look(|record| {
        let text = record.cell(component).text;
        let node = framework.node(text).or_else(|| numbering::roman(framework, text));
        states = node.is_some_and(|node| node.leaf().is_none());
        left -= 1;
        left > 0 && !states
    });
    states
}

/// What the code of a row stands for.
enum Code<'f> {
    /// Bonus points (`true`) or deducted points (`false`).
    Extra(bool),
    /// A leaf, with a warning if the code had to be corrected.
    Leaf(usize, Option<Box<Finding>>),
    /// No leaf: a node above leaves, a row to pass over, or an unknown code.
    Other(About<'f>),
}

impl Code<'_> {
    /// A number that is different for each code and stage a row may fill, so that repeated rows can
    /// be told. `leaves` is the number of leaves of the framework.
    fn number(&self, leaves: usize, stage: usize) -> RowCode {
        let code = match self {
            Code::Leaf(leaf, _) => *leaf,
            Code::Extra(is_bonus) => leaves + usize::from(*is_bonus),
            Code::Other(_) => return RowCode::Unknown,
        };
        RowCode::Known(code * (STAGES.len() + 1) + stage)
    }
}

/// The stage that a row names, counted from 1. The number is 0 if the row names no stage; then its
/// facts belong to the unit's own stage (or to the survey).
fn stage_of(record: &Record, column: Option<usize>) -> usize {
    let Some(text) = record.cell_of(column).said() else { return 0 };
    STAGES.iter().position(|stage| is_any(text, &[stage.as_str()])).map_or(0, |stage| stage + 1)
}

/// Whether a code means bonus points (`true`) or deducted points (`false`); `None` if neither.
fn extra(code: &str) -> Option<bool> {
    let is = |name: &str| code.trim().eq_ignore_ascii_case(name);
    if is("bonus") { Some(true) } else { is("deduction").then_some(false) }
}

/// One row of a long table.
struct Row<'r, 't> {
    table: &'r Table<'t>,
    record: &'r Record,
    at: At,
    columns: &'r Columns,
    sheet: SheetId,
}

impl Columns {
    fn of(table: &Table<'_>, component: usize) -> Columns {
        Columns {
            component,
            stages: STAGES.map(|stage| table.column(stage.as_str())),
            notes: NOTES.map(|(_, key)| table.column(key)),
            facts: FACTS.map(|key| table.column(key)),
            evidence: table.column("evidence"),
            explanation: table.column("explanation"),
            by: table.column("by"),
            on: table.column("on"),
            stage: table.column("stage"),
        }
    }

    /// All columns that are read, and those that the reader passes over silently because a join
    /// writes them (`origin_…`, `survey_…`).
    fn taken(&self, table: &Table<'_>) -> Vec<usize> {
        let passed = table.headings().filter(|(_, name)| {
            let name = name.to_lowercase();
            PASSED.iter().any(|begin| name.starts_with(begin))
        });
        let own = self.stages.into_iter().chain(self.notes).chain(self.facts);
        let own =
            own.chain([self.evidence, self.explanation, self.by, self.on, self.stage]).flatten();
        own.chain([self.component]).chain(passed.map(|(column, _)| column)).collect()
    }

    /// Whether a row has a value in a column of points or facts.
    fn holds_value(&self, record: &Record) -> bool {
        let mut all = self.stages.iter().chain(&self.facts).flatten();
        all.any(|column| !cell::is_empty(record.cell(*column)))
    }
}

impl Row<'_, '_> {
    /// The stages in which the row has a value, each with its column and cell.
    fn stages(&self) -> impl Iterator<Item = (StageName, usize, Cell<'_>)> {
        let columns = STAGES.into_iter().zip(self.columns.stages);
        let there = columns.filter_map(|(stage, column)| Some((stage, column?)));
        there
            .map(|(stage, column)| (stage, column, self.cell(Some(column))))
            .filter(|(.., cell)| !cell::is_empty(*cell))
    }

    /// Notes the points that the row states for a node that has others below it, to compare them
    /// with the sum.
    fn states(&self, sums: &mut Sums, code: &str) {
        for (stage, column, cell) in self.stages() {
            let place = self.table.place(self.at, column);
            let bounds = || bounds(self.table, column, None);
            sums.reads((code, Some(stage)), cell::number(cell, bounds, Place::default), place);
        }
    }

    fn cell(&self, column: Option<usize>) -> Cell<'_> {
        self.record.cell_of(column)
    }

    /// Whether a cell with a number is merged over the rows of several codes, so that the number
    /// belongs to none of them alone.
    fn is_shared(&self, cell: Cell<'_>) -> bool {
        is_shared(cell, self.record.cell(self.columns.component))
    }

    /// The text of a cell, or `None` if the cell is empty.
    fn said(&self, column: Option<usize>) -> Option<String> {
        self.cell(column).said().map(str::to_owned)
    }

    /// Handles a row that is not about a leaf: notes a stated sum, or reports a finding.
    fn other(&self, inputs: &mut Inputs, about: About<'_>, sums: Option<&mut Sums>) {
        let place = || self.table.place(self.at, self.columns.component);
        let finding = match (about, sums) {
            (About::Leaf(..), _) => return,
            (About::Above(node), Some(sums)) => return self.states(sums, node.code().as_str()),
            (About::Above(node), None) => {
                Finding::new(FindingCode::NotALeaf, place()).found(node.code().as_str())
            }
            (About::Passed(name), _) => Finding::new(FindingCode::RowNoLeaf, place()).found(name),
            (About::Unknown(finding), _) => *finding,
        };
        inputs.sheet_finding(self.sheet, finding);
    }

    fn extra(&self, inputs: &mut Inputs, is_bonus: bool) {
        // Granted points are looked for first. Points that a unit only claims are reported if
        // nothing was granted.
        let order = [
            StageName::AppraisedAgain,
            StageName::Appraised,
            StageName::SelfScore,
            StageName::Survey,
        ];
        let mut settled = false;
        for stage in order {
            let named = STAGES.iter().position(|known| *known == stage);
            let column = named.and_then(|ix| self.columns.stages.get(ix).copied().flatten());
            let Some(column) = column else { continue };
            let origin = self.table.origin(self.at, column);
            let cell = self.cell(Some(column));
            let granted = matches!(stage, StageName::AppraisedAgain | StageName::Appraised);
            match cell::number(cell, || bounds(self.table, column, None), || origin.place()) {
                Ok(None) => {}
                Ok(Some(_)) if settled => {}
                Ok(Some(points)) => {
                    settled = true;
                    let num = Num::from(points.clone());
                    match (granted, is_bonus) {
                        (true, true) => inputs.bonus(self.sheet, &num, &origin),
                        (true, false) => inputs.deduction(self.sheet, &num, &origin),
                        (false, _) => self.claimed(inputs, is_bonus, stage, points, origin.place()),
                    }
                }
                Err(finding) => inputs.sheet_finding(self.sheet, finding),
            }
        }
    }

    fn claimed(
        &self,
        inputs: &mut Inputs,
        is_bonus: bool,
        stage: StageName,
        points: String,
        place: Place,
    ) {
        let (code, what) = if is_bonus {
            ("bonus", Text::new("điểm thưởng", "bonus"))
        } else {
            ("deduction", Text::new("điểm trừ", "deduction"))
        };
        let finding = Finding::new(FindingCode::ExtraClaimed, place.node(code));
        let finding = finding.found(points).with("what", what);
        let stage = match stage {
            StageName::Survey => Text::new("điểm điều tra xã hội học", "survey"),
            _ => Text::new("điểm tự đánh giá", "self"),
        };
        inputs.sheet_finding(self.sheet, finding.with("stage", stage));
    }

    /// Reads all that the row says of its leaf, and notes its points for the check of sums.
    fn read(&self, inputs: &mut Inputs, leaf: usize, node: &Node, mut sums: Option<&mut Sums>) {
        let mut note = |stage: StageName, points: Option<Points>| {
            if let Some(sums) = &mut sums {
                sums.leaf(leaf, stage, points);
            }
        };
        let fact_stage = self.fact_stage(inputs, node);
        let facts = self.facts(inputs, node, fact_stage);
        for (name, column) in STAGES.iter().zip(self.columns.stages) {
            let facts = facts.as_ref().filter(|_| fact_stage == Some(*name));
            let remarks = self.remarks(*name);
            let cell = self.cell(column);
            // The place of a value is the cell of its points; if facts give the value, the first
            // cell of facts.
            let fact = self.first_fact().filter(|_| facts.is_some() && cell::is_empty(cell));
            let place_column =
                fact.or(column).or_else(|| self.first_fact()).unwrap_or(self.columns.component);
            let origin = self.table.origin(self.at, place_column);
            if self.is_shared(cell) {
                let finding = bad(FindingCode::MergedValue, cell.text, origin.place());
                inputs.sheet_finding(self.sheet, at_leaf(finding, node, *name));
                note(*name, None);
                continue;
            }
            if facts.is_none()
                && remarks == StageSpec::default()
                && let Some(points) = plain(cell)
            {
                inputs.points(self.sheet, leaf, *name, points, &origin);
                note(*name, Some(points));
                continue;
            }
            let mut spec = match score(cell, node, self.table, place_column, || origin.place()) {
                Ok(spec) => spec.unwrap_or_default(),
                Err(finding) => {
                    inputs.sheet_finding(self.sheet, at_leaf(finding, node, *name));
                    note(*name, None);
                    continue;
                }
            };
            if let Some(facts) = facts {
                if spec.facts.as_ref().is_some_and(|cell| cell != facts) {
                    let finding = Finding::new(FindingCode::OneValue, origin.place());
                    inputs.sheet_finding(self.sheet, at_leaf(finding, node, *name));
                    continue;
                }
                spec.facts = Some(facts.clone());
            }
            spec.evidence = remarks.evidence;
            spec.note = remarks.note;
            // Person and day of a stage are dropped if the stage has no value.
            let holds =
                spec.points.is_some() || spec.facts.is_some() || spec.not_applicable.is_some();
            spec.by = remarks.by.filter(|_| holds);
            spec.on = remarks.on.filter(|_| holds);
            if holds {
                let typed = spec.points.as_ref().filter(|_| spec.facts.is_none());
                note(*name, typed.and_then(|points| points.as_str().parse().ok()));
            }
            if spec != StageSpec::default() {
                let locate = |part: &str| self.locate(part, *name);
                inputs.stage(self.sheet, leaf, *name, &spec, &origin, &locate);
            }
        }
        if let Some(text) = self.said(self.columns.explanation) {
            let mut explanation = Explanation::default();
            explanation.text = text;
            let column = self.columns.explanation.unwrap_or_default();
            let origin = self.table.origin(self.at, column);
            inputs.explanation(self.sheet, leaf, explanation, &origin);
        }
    }

    /// The column of the notes of a stage, if the table has one.
    fn note(&self, stage: StageName) -> Option<usize> {
        let note = NOTES.iter().position(|(name, _)| *name == stage)?;
        self.columns.notes.get(note).copied().flatten()
    }

    fn remarks(&self, stage: StageName) -> StageSpec {
        let note = self.note(stage);
        let evidence = self.said(self.columns.evidence).filter(|_| stage == StageName::SelfScore);
        let address = self.columns.evidence.and_then(|column| self.record.link(column));
        let by = matches!(stage, StageName::Appraised | StageName::AppraisedAgain);
        StageSpec {
            evidence: evidence.map(|text| evidence::with_link(evidence::split(&text), address)),
            note: self.said(note),
            by: self.said(self.columns.by).filter(|_| by),
            on: self
                .said(self.columns.on)
                .map(|text| cell::day(&text).map_or(text, |day| day.to_string())),
            ..StageSpec::default()
        }
    }

    /// The stage that the facts of a row belong to: the stage the row names, else the survey for a
    /// survey leaf, else the unit's own stage.
    fn fact_stage(&self, inputs: &mut Inputs, node: &Node) -> Option<StageName> {
        let Some(named) = self.said(self.columns.stage) else {
            return Some(if node.is_survey() { StageName::Survey } else { StageName::SelfScore });
        };
        let found = STAGES.into_iter().find(|stage| is_any(&named, &[stage.as_str()]));
        if found.is_none() {
            let place = self.table.place(self.at, self.columns.stage.unwrap_or_default());
            let finding = Finding::new(FindingCode::UnknownValue, place).found(named);
            let known = STAGES.map(StageName::as_str).join(", ");
            inputs.sheet_finding(self.sheet, finding.with("known", known));
        }
        found
    }

    fn first_fact(&self) -> Option<usize> {
        let mut columns = self.columns.facts.into_iter().flatten();
        columns.find(|column| self.cell(Some(*column)).said().is_some())
    }

    fn facts(
        &self,
        inputs: &mut Inputs,
        node: &Node,
        stage: Option<StageName>,
    ) -> Option<FactsSpec> {
        self.first_fact()?;
        let stage = stage?;
        let mut facts = FactsSpec::default();
        let mut good = true;
        for (key, column) in FACTS.iter().zip(self.columns.facts) {
            let Some(column) = column else { continue };
            let cell = self.cell(Some(column));
            let place = || self.table.place(self.at, column);
            match *key {
                "answer" => match content(cell) {
                    Content::Empty => {}
                    Content::Yes => facts.answer = Some(Answer::Yes),
                    Content::No => facts.answer = Some(Answer::No),
                    _ if cell::declared(cell.text).is_some() => {
                        facts.answer = cell::declared(cell.text);
                    }
                    _ => {
                        good = false;
                        let finding = Finding::new(FindingCode::UnknownValue, place());
                        let finding = finding.found(cell.text.trim());
                        let finding = finding.with("known", "yes, no, có, không");
                        inputs.sheet_finding(self.sheet, at_leaf(finding, node, stage));
                    }
                },
                "level" => {
                    let said = self.said(Some(column)).filter(|_| !cell::is_empty(cell));
                    facts.level = said.map(|said| level(node, &said));
                }
                _ if self.is_shared(cell) => {
                    good = false;
                    let finding = bad(FindingCode::MergedValue, cell.text, place());
                    inputs.sheet_finding(self.sheet, at_leaf(finding, node, stage));
                }
                key => {
                    let bounds =
                        || Bounds { whole: key == "count", ..bounds(self.table, column, None) };
                    match cell::number(cell, bounds, place) {
                        Ok(None) => {}
                        Ok(Some(number)) => {
                            let number = Some(Num::from(number));
                            match key {
                                "done" => facts.done = number,
                                "of" => facts.of = number,
                                _ => facts.count = number,
                            }
                        }
                        Err(finding) => {
                            good = false;
                            inputs.sheet_finding(self.sheet, at_leaf(finding, node, stage));
                        }
                    }
                }
            }
        }
        (good && facts != FactsSpec::default()).then_some(facts)
    }

    /// The origin of a part of a stage (`/by`, `/facts/done` …): the cell in which that part
    /// stands.
    fn locate(&self, part: &str, stage: StageName) -> Option<par_index::assessment::Origin> {
        let fact = part.strip_prefix("/facts/").map(|key| match key {
            "cases" => "count",
            key => key,
        });
        let column = match fact {
            Some(key) => FACTS
                .iter()
                .position(|known| *known == key)
                .and_then(|ix| self.columns.facts.get(ix).copied().flatten()),
            None if part == "/by" => self.columns.by,
            None if part == "/on" => self.columns.on,
            None if part == "/note" => self.note(stage),
            None if part == "/facts" => self.first_fact(),
            None => None,
        };
        column.map(|column| self.table.origin(self.at, column))
    }
}
