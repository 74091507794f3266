//! Reads the wide table: a row for each unit, a column for each leaf, with the score that counts.

use std::collections::HashMap;

use par_index::assessment::{SheetId, StageName};
use par_index::finding::{FindingCode, Findings, nearest};
use par_index::framework::{Answer, Node, Rule};
use par_index::spec::{FactsSpec, Num, StageSpec};
use par_index::{Finding, Framework, Inputs, Lang, Points, Text};

use crate::cell::{Content, bad, content, is_empty, is_shared, plain, settled};
use crate::head::{Heads, UnitIn, unknown_columns};
use crate::headings::spellings;
use crate::names::Names;
use crate::number::Bounds;
use crate::record::{At, Cell, Record};
use crate::strays::Strays;
use crate::sums::Sums;
use crate::table::Table;
use crate::{cell, code, number, part};

/// The headings that a wide table may have beside those of leaves.
pub(crate) const TAKES: [&str; 9] =
    ["unit", "year", "period", "as_of", "group", "name", "channel", "bonus", "deduction"];

/// Reads a wide table into the inputs. Returns whether the table has a row and a column of values.
pub(crate) fn read(inputs: &mut Inputs, table: &mut Table<'_>, unit: usize) -> bool {
    let framework = inputs.framework().clone();
    let mut heads = Heads::of(inputs, table, UnitIn::Column(unit));
    let extras = ["bonus", "deduction"].map(|key| table.column(key));
    let of_heads: Vec<usize> = heads.columns().into_iter().chain(extras).flatten().collect();
    let Header { leaves, above, columns, taken, second, foreign } =
        Header::of(inputs, table, &of_heads);
    let titled = match part::titled(table) {
        Ok(titled) => titled,
        Err(_) if leaves.iter().all(|(.., stage)| stage.is_some()) => None,
        Err(finding) => {
            inputs.not_read(finding);
            return true;
        }
    };
    let codes: Vec<&str> = framework.leaves().map(|leaf| leaf.code().as_str()).collect();
    let headings: Vec<&str> = spellings(&TAKES).collect();
    unknown_columns(inputs, table, &taken, |name| {
        nearest(name, codes.iter().chain(&headings).copied())
    });
    let values = !leaves.is_empty() || extras.iter().any(Option::is_some) || !foreign.is_empty();
    let near = |name: &str| {
        name.contains(|c: char| c.is_ascii_digit())
            && nearest(name, codes.iter().copied()).is_some()
    };
    let mut strays = Strays::of(table, (unit, &taken), &second, values, &near);
    // If headings name stages, a leaf has one column for each stage, so no single column can be
    // recorded as the place of the leaf.
    if leaves.iter().all(|(.., stage)| stage.is_none()) {
        table.leaves_stand_in(columns);
    }
    let of_values: Vec<usize> =
        leaves.iter().map(|(column, ..)| *column).chain(extras.into_iter().flatten()).collect();
    let holds = |record: &Record| of_values.iter().any(|column| !is_empty(record.cell(*column)));
    let mut record = Record::default();
    let mut found = Findings::default();
    let mut any = false;
    while let Some(at) = table.next(&mut record, &mut found) {
        any = true;
        let name = record.cell(unit).text;
        if is_block(name) && !inputs.is_registered(name) && !holds(&record) {
            let finding = Finding::new(FindingCode::RowPassed, table.place(at, unit));
            inputs.finding(finding.found(name.trim()));
            continue;
        }
        let sheet = heads.open(inputs, table, &record, at).sheet();
        strays.see(&record, at, sheet);
        for finding in std::mem::take(&mut found) {
            match sheet {
                Some(sheet) => inputs.sheet_finding(sheet, finding),
                None => inputs.finding(finding),
            }
        }
        let Some(sheet) = sheet else { continue };
        let mut sums = (!above.is_empty()).then(Sums::default);
        for (column, leaf, stage) in &leaves {
            let Some(node) = framework.leaf(*leaf) else { continue };
            let counts = if node.is_survey() { StageName::Survey } else { StageName::Appraised };
            let titled = titled.filter(|_| !node.is_survey());
            let stage = stage.or(titled).unwrap_or(counts);
            let mut value = Value { inputs, table, record: &record, key: unit };
            value.read(sheet, (*leaf, node, stage), *column, at, sums.as_mut());
        }
        for (column, code) in &above {
            let Some((node, sums)) = framework.node(code).zip(sums.as_mut()) else { continue };
            let value = Value { inputs, table, record: &record, key: unit };
            value.states(sums, node, titled, *column);
        }
        if let Some(sums) = sums {
            sums.tell(inputs, &framework, sheet);
        }
        for (column, name) in &foreign {
            if !is_empty(record.cell(*column)) {
                let place = table.origin(at, *column).place();
                let finding = Finding::new(FindingCode::UnknownCode, place).found(name.as_str());
                inputs.sheet_finding(sheet, finding.with("near", ""));
            }
        }
        for (column, is_bonus) in extras.into_iter().zip([true, false]) {
            let Some(column) = column else { continue };
            let cell = record.cell(column);
            let origin = table.origin(at, column);
            match cell::number(cell, || bounds(table, column, None), || origin.place()) {
                Ok(Some(points)) if is_bonus => inputs.bonus(sheet, &Num::from(points), &origin),
                Ok(Some(points)) => inputs.deduction(sheet, &Num::from(points), &origin),
                Ok(None) => {}
                Err(finding) => inputs.sheet_finding(sheet, finding),
            }
        }
    }
    strays.tell(inputs, table);
    any && values
}

/// Whether a name is that of a block of units (*khối*, *nhóm*, *cụm*), which may stand in a row of
/// its own above its units.
fn is_block(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
    ["khối", "nhóm", "cụm"].contains(&first.as_str())
}

/// The meaning of each column of a wide table.
struct Header {
    /// The columns of leaves: the column, the position of its leaf, and the stage that its heading
    /// names.
    leaves: Vec<(usize, usize, Option<StageName>)>,
    /// The columns of nodes that have others below them, with the code of the node.
    above: Vec<(usize, String)>,
    /// The column of each leaf, by the position of the leaf.
    columns: Vec<Option<u32>>,
    taken: Vec<usize>,
    /// Further columns of a leaf that already has a column, under another spelling of its code.
    second: Vec<usize>,
    /// Columns of leaves that only another framework of the call has, with their headings.
    foreign: Vec<(usize, String)>,
}

impl Header {
    /// Understands a header. `of_heads` are the columns that are read otherwise: unit, period,
    /// bonus and so on.
    fn of(inputs: &mut Inputs, table: &Table<'_>, of_heads: &[usize]) -> Header {
        let framework = inputs.framework().clone();
        let mut taken = of_heads.to_vec();
        let mut second = Vec::new();
        let mut leaves = Vec::new();
        let mut above = Vec::new();
        let names = Names::of(&framework);
        let mut parted: HashMap<(usize, StageName), usize> = HashMap::new();
        let mut columns: Vec<Option<u32>> = vec![None; framework.leaves().count()];
        let mut findings = Findings::default();
        let mut foreign = Vec::new();
        let others = inputs.others().to_vec();
        for (column, name) in table.headings() {
            if of_heads.contains(&column) {
                continue;
            }
            let place = || table.place(table.header(), column);
            // The upper and lower heading of a two-row header; or a code, and the word for a stage
            // behind it.
            let (code, behind) = code::split(name);
            let pair = table.pair(column).or_else(|| Some((code, behind?)));
            if let Some((over, own)) = pair
                && let Some(stage) = part::stage(own)
                && let Ok((leaf, warning)) = code::leaf(&framework, over, place, false)
            {
                findings.extend(warning);
                taken.push(column);
                if let Some(first) = parted.insert((leaf, stage), column) {
                    let finding = Finding::new(FindingCode::DuplicateColumn, place());
                    findings.push(finding.found(name).with("first", (first + 1).to_string()));
                    second.push(column);
                } else {
                    leaves.push((column, leaf, Some(stage)));
                }
                continue;
            }
            let code = meant(&framework, &names, name).unwrap_or(name);
            let looks_like_code = name.starts_with(|c: char| c.is_ascii_alphanumeric());
            match code::leaf(&framework, code, place, false) {
                Ok((leaf, warning)) => {
                    findings.extend(warning);
                    if let Some(slot) = columns.get_mut(leaf).filter(|slot| slot.is_none()) {
                        *slot = u32::try_from(column).ok();
                        leaves.push((column, leaf, None));
                    } else {
                        let finding = Finding::new(FindingCode::DuplicateColumn, place());
                        let first = columns.get(leaf).copied().flatten().unwrap_or_default() + 1;
                        findings.push(finding.found(name).with("first", first.to_string()));
                        second.push(column);
                    }
                    taken.push(column);
                }
                Err(_)
                    if others.iter().any(|other| code::leaf(other, name, place, false).is_ok()) =>
                {
                    foreign.push((column, name.to_owned()));
                    taken.push(column);
                }
                Err(finding) if finding.code() == FindingCode::NotALeaf && looks_like_code => {
                    above.push((column, code::tidy(code)));
                    taken.push(column);
                }
                Err(_) => {}
            }
        }
        for finding in findings {
            inputs.finding(finding);
        }
        Header { leaves, above, columns, taken, second, foreign }
    }
}

/// The code of the node that a heading names: by its name alone, or by a code followed by the name.
fn meant<'f>(framework: &'f Framework, names: &Names<'f>, heading: &str) -> Option<&'f str> {
    if framework.node(&code::tidy(heading)).is_some() {
        return None;
    }
    let node = match code::split(heading) {
        (code, Some(name)) => {
            framework.node(&code::tidy(code)).filter(|node| names.are(node, name))
        }
        (name, None) => names.only(name),
    };
    node.map(|node| node.code().as_str())
}

/// A cell with a score, and (in `key`) the column that names the unit or the node of the row.
pub(crate) struct Value<'v, 't> {
    pub(crate) inputs: &'v mut Inputs,
    pub(crate) table: &'v Table<'t>,
    pub(crate) record: &'v Record,
    pub(crate) key: usize,
}

impl Value<'_, '_> {
    /// Reads the cell into a stage of a leaf, and notes its points for the check of sums.
    pub(crate) fn read(
        &mut self,
        sheet: SheetId,
        (leaf, node, stage): (usize, &Node, StageName),
        column: usize,
        at: At,
        sums: Option<&mut Sums>,
    ) {
        let cell = self.record.cell(column);
        let origin = self.table.origin(at, column);
        let note = |points: Option<Points>| {
            if let Some(sums) = sums {
                sums.leaf(leaf, stage, points);
            }
        };
        if is_shared(cell, self.record.cell(self.key)) {
            let finding = bad(FindingCode::MergedValue, cell.text, origin.place());
            self.inputs.sheet_finding(sheet, at_leaf(finding, node, stage));
            note(None);
            return;
        }
        if let Some(points) = plain(cell) {
            self.inputs.points(sheet, leaf, stage, points, &origin);
            note(Some(points));
            return;
        }
        match score(cell, node, self.table, column, || origin.place()) {
            Ok(Some(spec)) => {
                let points = spec.points.as_ref().and_then(|points| points.as_str().parse().ok());
                self.inputs.stage(sheet, leaf, stage, &spec, &origin, &|_| None);
                note(points);
            }
            Ok(None) => {}
            Err(finding) => {
                self.inputs.sheet_finding(sheet, at_leaf(finding, node, stage));
                note(None);
            }
        }
    }

    /// Notes the points that a cell states for a node that has others below it.
    /// Without a stage they are the sum of its leaves at the stages where these count.
    pub(crate) fn states(
        &self,
        sums: &mut Sums,
        node: &Node,
        stage: Option<StageName>,
        column: usize,
    ) {
        let cell = self.record.cell(column);
        let bounds = || bounds(self.table, column, None);
        let read = cell::number(cell, bounds, par_index::finding::Place::default);
        let place = self.table.place(self.record.at(), column);
        sums.reads((node.code().as_str(), stage), read, place);
    }
}

/// The value that a cell with a score gives to a stage; `None` if the cell is empty.
pub(crate) fn score(
    cell: Cell<'_>,
    node: &par_index::framework::Node,
    table: &Table<'_>,
    column: usize,
    place: impl Fn() -> par_index::finding::Place,
) -> Result<Option<StageSpec>, par_index::Finding> {
    let mut spec = StageSpec::default();
    match content(cell) {
        Content::Empty => return Ok(None),
        Content::Number(reading) => {
            let bounds = || bounds(table, column, Some(node.max()));
            spec.points = Some(Num::from(settled(cell.text, reading, bounds, &place)?));
        }
        Content::NotApplicable(reason) => spec.not_applicable = Some(reason),
        said @ (Content::Yes | Content::No) => {
            let declared = node.leaf().is_some_and(|leaf| leaf.rule().fact_keys() == ["answer"]);
            if !declared {
                return Err(bad(FindingCode::UnknownWord, cell.text, place()));
            }
            let answer = if said == Content::Yes { Answer::Yes } else { Answer::No };
            spec.facts = Some(FactsSpec { answer: Some(answer), ..FactsSpec::default() });
        }
        Content::Bad(_) if node.is_survey() && is_survey_word(cell.text) => return Ok(None),
        Content::Bad(code) => {
            let facts = node.leaf().and_then(|leaf| counted(cell.text, leaf.rule()));
            spec.facts = Some(facts.ok_or_else(|| {
                match choices(node).filter(|_| code == FindingCode::UnknownWord) {
                    Some(known) => {
                        let finding = Finding::new(code, place()).found(cell.text.trim());
                        finding.with("known", known)
                    }
                    None => bad(code, cell.text, place()),
                }
            })?);
        }
    }
    Ok(Some(spec))
}

/// Whether a cell only says that the leaf is scored by a survey (*điều tra xã hội học*).
fn is_survey_word(text: &str) -> bool {
    let folded = par_index::words::fold_name(text.trim_matches(['(', ')', ' ']));
    ["đtxhh", "xhh", "điều tra xhh", "điều tra xã hội học", "qua điều tra xã hội học"]
        .iter()
        .any(|word| par_index::words::fold_name(word) == folded)
}

/// The facts that a text gives under the rule of a leaf, if it has only one meaning: `58/60` for a
/// share, *Đạt* (met) for a declaration, the label of a level.
pub(crate) fn counted(text: &str, rule: &Rule) -> Option<FactsSpec> {
    let text = text.trim();
    let mut facts = FactsSpec::default();
    match (rule, rule.fact_keys()) {
        (_, ["answer"]) => facts.answer = Some(cell::declared(text)?),
        (Rule::Levels(levels), _) => {
            let folded = par_index::words::fold_name(text);
            let is =
                |label: &str| !label.is_empty() && par_index::words::fold_name(label) == folded;
            let mut meant =
                levels.levels.iter().filter(|level| is(&level.label.vi) || is(&level.label.en));
            facts.level =
                meant.next().filter(|_| meant.next().is_none()).map(|level| level.id.clone());
            facts.level.as_ref()?;
        }
        (_, ["done", "of"]) => {
            let (done, of) = text.split_once('/')?;
            let whole = |text: &str| {
                let bounds = Bounds { whole: true, ..Bounds::default() };
                number::settle(number::read(text.trim())?, bounds).ok().map(Num::from)
            };
            (facts.done, facts.of) = (Some(whole(done)?), Some(whole(of)?));
        }
        _ => return None,
    }
    Some(facts)
}

/// The id of the level that a text means: by its id, by its label, or by an id written with a
/// decimal comma. A text that means none is returned as it is.
pub(crate) fn level(node: &par_index::framework::Node, said: &str) -> String {
    let Some(rule @ Rule::Levels(levels)) = node.leaf().map(par_index::framework::Leaf::rule)
    else {
        return said.to_owned();
    };
    let is = |id: &str| levels.levels.iter().any(|level| level.id == id);
    if is(said) {
        return said.to_owned();
    }
    let pointed = || Some(said.replacen(',', ".", 1)).filter(|id| is(id));
    let meant = counted(said, rule).and_then(|facts| facts.level).or_else(pointed);
    meant.unwrap_or_else(|| said.to_owned())
}

/// A sentence that lists what may be written in the score cell of a leaf: its words, *Không áp
/// dụng*, or points. `None` if the leaf has no words.
fn choices(node: &par_index::framework::Node) -> Option<Text> {
    let (vi, en) = match node.leaf()?.rule() {
        Rule::YesNo(_) => ("Có; Không".to_owned(), "Yes; No".to_owned()),
        Rule::Levels(levels) => {
            let list = |lang| {
                let labels = levels.levels.iter().map(|level| level.label.get(lang));
                labels.filter(|label| !label.is_empty()).collect::<Vec<_>>().join("; ")
            };
            (list(Lang::Vi), list(Lang::En))
        }
        _ => return None,
    };
    let is_said = !vi.is_empty() && !en.is_empty();
    is_said.then(|| {
        Text::new(
            format!("{vi}; Không áp dụng; hoặc số điểm"),
            format!("{en}; Not applicable; or points"),
        )
    })
}

/// What may decide between two readings of a number in a column: the maximum, if given, and the
/// decimal mark of the column.
pub(crate) fn bounds(table: &Table<'_>, column: usize, max: Option<Points>) -> Bounds {
    Bounds { max, whole: false, decimal_mark: table.decimal_mark(column) }
}

/// Adds node and stage to the place of a finding.
pub(crate) fn at_leaf(
    mut finding: par_index::Finding,
    node: &par_index::framework::Node,
    stage: StageName,
) -> par_index::Finding {
    let place = finding.place_mut();
    place.node = Some(node.code().as_str().to_owned());
    place.stage = Some(stage.as_str());
    finding
}
