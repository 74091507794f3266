//! The sheets of one unit: the points claimed with evidence, and the points appraisal recognised
//! with reasons.

use super::super::answer::Answer;
use super::{Draft, Paper, titled};
use crate::ask::parts::listed::depth;
use crate::ask::parts::name;
use crate::ask::parts::office::Named;
use crate::ask::parts::row::row;
use crate::ask::question::Question as _;
use crate::assessment::{Entry, Stage, Value};
use crate::framework::Node;
use crate::page::{Cell, Column, Page, Row, Table};
use crate::quantity::Points;
use crate::scoring::{Basis, NodeScore, Scorecard, State, score};
use crate::words::{Arg, Lang, Phrase, Sentence, Text};

row! {
    /// One node of a sheet: points claimed and recognised, and for a leaf the evidence and reasons.
    /// After the nodes follow `bonus` and `deduction`, if there are any, and `total`.
    pub struct SheetRow {
        pub unit: String,
        pub name: String,
        pub code: String,
        pub title: String,
        pub title_en: String,
        pub max: Option<Points>,
        pub self_points as "self": Option<Points>,
        /// The points that count after appraisal; only in an appraisal sheet.
        pub appraised: Option<Points>,
        /// Claimed less appraised points, over the leaves that have both; only in an appraisal
        /// sheet.
        pub difference: Option<Points>,
        pub state: String,
        /// The evidence that the unit names, joined by `; `; only for a leaf.
        pub evidence: Option<String>,
        /// The sentence of the rule that applied, or why the leaf does not apply, and remarks; only
        /// for a leaf.
        pub note: Option<String>,
        pub note_en: Option<String>,
    }
}

/// The sheet of the stage that the card was scored on: self score or appraisal.
pub(super) fn drawn(card: &Scorecard) -> (Answer, Draft) {
    let appraisal = card.basis() != Basis::SelfAssessed;
    let lines = lines(card, appraisal);
    let kind = if appraisal { Phrase::OfficeAppraisal } else { Phrase::OfficeSelf };
    let draft = Draft {
        named: Named { kind, sign: "" },
        subject: Sentence::say(Phrase::SubjectSelf, titled(card)),
        body: Page::from(table(card, &lines, appraisal)),
        annex: Page::default(),
    };
    let rows = lines.iter().map(|line| line.row(card)).collect();
    (Paper::listed::<SheetRow>(rows), draft)
}

/// One line of a sheet.
struct SheetLine {
    code: String,
    title: Text,
    max: Option<Points>,
    claimed: Option<Points>,
    appraised: Option<Points>,
    /// Summed over the leaves below that have both points, as in `cuts`; for bonus and deduction
    /// nothing is claimed.
    difference: Option<Points>,
    state: State,
    evidence: Option<Vec<String>>,
    note: Option<Text>,
    depth: usize,
    is_leaf: bool,
}

impl SheetLine {
    fn row(&self, card: &Scorecard) -> SheetRow {
        SheetRow {
            unit: card.unit().id.clone(),
            name: name(&card.unit().name),
            code: self.code.clone(),
            title: name(&self.title),
            title_en: self.title.get(Lang::En).to_owned(),
            max: self.max,
            self_points: self.claimed,
            appraised: self.appraised,
            difference: self.difference,
            state: self.state.as_str().to_owned(),
            evidence: self.evidence.as_ref().map(|all| all.join("; ")),
            note: self.note.as_ref().map(name),
            note_en: self.note.as_ref().map(|note| note.get(Lang::En).to_owned()),
        }
    }
}

/// Every node in the order of the framework, then bonus and deduction, then the total.
fn lines(card: &Scorecard, appraisal: bool) -> Vec<SheetLine> {
    let framework = card.framework();
    let claimed = score(framework, card.assessment(), Basis::SelfAssessed);
    let known = !matches!(card.state(), State::InError | State::NotReported);
    let points = |score: Option<NodeScore>| {
        let score = score.filter(|_| known)?;
        let there = !matches!(
            score.state(),
            State::Missing | State::NotApplicable | State::NotAppraised | State::LeftOut
        );
        there.then(|| score.obtained())
    };
    let line = |code: &str, title: Text, max: Option<Points>| SheetLine {
        code: code.to_owned(),
        title,
        max,
        claimed: points(claimed.node(code)),
        appraised: points(card.node(code)).filter(|_| appraisal),
        difference: None,
        state: card.node(code).map_or(State::Missing, |score| score.state()),
        evidence: None,
        note: None,
        depth: depth(framework, code),
        is_leaf: false,
    };
    let mut lines: Vec<SheetLine> = framework
        .nodes()
        .iter()
        .map(|node| {
            let line = line(node.code().as_str(), node.name().clone(), Some(node.max()));
            let entry = card.assessment().entry(node.code().as_str());
            SheetLine {
                evidence: entry.as_deref().and_then(|entry| evidence(node, entry)),
                note: note(node, entry.as_deref(), appraisal),
                is_leaf: node.leaf().is_some(),
                ..line
            }
        })
        .collect();
    let cuts: Vec<Option<Points>> = lines
        .iter()
        .filter(|line| line.is_leaf)
        .map(|leaf| Some(leaf.claimed?.minus(leaf.appraised?)))
        .collect();
    let sum = |cuts: &[Option<Points>]| cuts.iter().copied().flatten().reduce(Points::plus);
    for (line, node) in lines.iter_mut().zip(framework.nodes()) {
        line.difference = sum(cuts.get(node.leaf_range()).unwrap_or_default());
    }
    for (code, phrase) in [("bonus", Phrase::BonusTitle), ("deduction", Phrase::DeductionTitle)] {
        let there = [&claimed, card]
            .iter()
            .any(|card| card.node(code).is_some_and(|score| score.obtained() != Points::ZERO));
        let beside = || SheetLine { claimed: None, ..line(code, phrase.text(&[]), None) };
        lines.extend(there.then(beside));
    }
    let total = line("total", Phrase::TotalTitle.text(&[]), Some(framework.total()));
    lines.push(SheetLine { difference: sum(&cuts), ..total });
    lines
}

/// The evidence that the unit names for a leaf.
fn evidence(node: &Node, entry: &Entry) -> Option<Vec<String>> {
    let stage = if node.is_survey() { &entry.survey } else { &entry.self_score };
    Some(stage.as_ref()?.evidence()?.to_vec())
}

/// The note on a leaf: that the survey scores it, why it does not apply, the sentence of the rule
/// that applied, and remarks.
fn note(node: &Node, entry: Option<&Entry>, appraisal: bool) -> Option<Text> {
    node.leaf()?;
    if node.is_survey() {
        return Some(Phrase::SheetSurvey.text(&[]));
    }
    let entry = entry?;
    let stage = if appraisal {
        let filled = |stage: &&Stage| stage.value.is_some();
        let again = entry.appraised_again.as_ref().filter(filled);
        again.or(entry.appraised.as_ref().filter(filled))
    } else {
        entry.self_score.as_ref()
    };
    let mut parts: Vec<Text> = Vec::new();
    match stage.and_then(|stage| stage.value.as_ref()) {
        Some(Value::Facts(declared)) => parts.push(declared.award.text()),
        Some(Value::NotApplicable(reason)) => {
            parts.push(Phrase::StageNotApplicable.text(&[("reason", cited(reason.as_str()))]));
        }
        _ => {}
    }
    parts.extend(stage.and_then(Stage::note).map(Text::same));
    if let Some(explanation) = entry.explanation.as_ref().filter(|_| appraisal) {
        let text = [("text", cited(&explanation.text))];
        parts.push(Phrase::SheetExplained.text(&text));
    }
    let joined =
        |lang: Lang| parts.iter().map(|part| part.get(lang)).collect::<Vec<&str>>().join("; ");
    let text = Text::new(joined(Lang::Vi), joined(Lang::En));
    Some(text).filter(|text| !text.is_empty())
}

/// Text from the data, which a paper for signature must show in full.
fn cited(text: &str) -> Arg {
    Arg::Cited(Text::same(text))
}

fn table(card: &Scorecard, lines: &[SheetLine], appraisal: bool) -> Table {
    let digits = card.framework().policies().print;
    let heading = |key: &'static str| {
        Sentence::from(Text::of(|lang| lang.heading(key).unwrap_or_default().to_owned()))
    };
    let mut columns = vec![
        Column::code().headed(Phrase::SheetCode),
        Column::name().headed(heading("node")),
        Column::figure(heading("max")),
        Column::figure(heading("self")),
    ];
    if appraisal {
        columns.push(Column::figure(heading("appraised")));
        columns.push(Column::change(Phrase::SheetDifference));
    } else {
        columns.push(Column::text(heading("evidence")));
    }
    columns.push(Column::text(heading("note")));
    let mut table = Table::new(Sentence::NONE, columns);
    let points =
        |points: Option<Points>| Cell::or_absent(points.map(|points| Cell::points(points, digits)));
    for line in lines {
        let beside = matches!(line.code.as_str(), "bonus" | "deduction" | "total");
        let code = if beside { Cell::Empty } else { Cell::Code(line.code.clone()) };
        let mut cells = vec![
            code,
            Cell::text(&line.title),
            line.max.map(|max| Cell::points(max, digits)).unwrap_or_default(),
            points(line.claimed),
        ];
        if appraisal {
            let difference = line.difference.map(|points| Cell::difference(points, digits));
            cells.extend([points(line.appraised), Cell::or_absent(difference)]);
        } else {
            let all = line.evidence.iter().flatten();
            let all = all.map(|one| Sentence::cited(&Text::same(one)));
            cells.push(Cell::text(Sentence::joined(all, "; ")));
        }
        let note = line.note.as_ref().map(|note| Cell::text(Sentence::cited(note)));
        cells.push(note.unwrap_or_default());
        let row = Row::of(cells).deep(line.depth);
        table.push(if line.is_leaf || line.code == "bonus" || line.code == "deduction" {
            row
        } else {
            row.strong()
        });
    }
    table
}
