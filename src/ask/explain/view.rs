//! Rows and page of `explain`: a number of a scorecard traced to its addends, its rule and its
//! facts.

use crate::analysis::{Cause, Loss, ledger};
use crate::ask::parts::causes::causes;
use crate::ask::parts::listed::{node_cells, node_name};
use crate::ask::parts::name;
use crate::ask::parts::row::row;
use crate::assessment::{Entry, Origin, Stage, StageName, Value};
use crate::error::Error;
use crate::framework::Node;
use crate::page::{Block, Cell, Column, Page, Table};
use crate::quantity::Points;
use crate::render::Look;
use crate::scoring::{Basis, NodeScore, Scorecard, State};
use crate::words::{Arg, Lang, Phrase, Sentence};

row! {
    /// A number, or one of the parts it consists of.
    pub struct ExplainRow {
        pub unit: String,
        pub name: String,
        pub code: String,
        /// What the row is: the `node` itself, an `addend` of it, a `cause` of its loss, a `stage`
        /// of a leaf.
        pub part: String,
        /// The code, the cause or the stage that the row is about.
        pub key: String,
        pub title: String,
        pub title_en: String,
        /// The points obtained by the node or addend, lost by the cause, or given at the stage.
        pub points: Option<Points>,
        pub possible: Option<Points>,
        pub state: Option<String>,
        /// Whether the result counts this stage; only for a stage.
        pub counts: Option<bool>,
        /// The id of the unit above, if the stage is taken from it.
        pub taken_from: Option<String>,
        /// The sentence of the rule that applied, or why the leaf does not apply; only for a stage.
        pub text: Option<String>,
        pub text_en: Option<String>,
        pub note: Option<String>,
        pub by: Option<String>,
        pub on: Option<String>,
        pub file: Option<String>,
        pub sheet: Option<String>,
        pub cell: Option<String>,
        pub line: Option<usize>,
        pub pointer: Option<String>,
    }
}

/// The rows of a number: the node, its addends, causes and stages. Empty for an unknown code; for a
/// unit in error only the node.
///
/// ```
/// use par_index::{framework, read, sample, score, view, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let input = read(&fw, sample("communes-2023")?);
/// let card = score(&fw, &input.assessments[0], Basis::Final);
/// let rows = view::explain_rows(&card, "7.2");
/// let parts: Vec<&str> = rows.iter().map(|row| row.part.as_str()).collect();
/// assert_eq!(parts, ["node", "cause", "cause", "stage", "stage"]);
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn explain_rows(card: &Scorecard, code: &str) -> Vec<ExplainRow> {
    let Some(score) = card.node(code) else { return Vec::new() };
    let of_node = |part: &str, score: &NodeScore| {
        let node = card.framework().node(score.code().as_str());
        let title = node.map(|node| node.name().clone()).unwrap_or_default();
        let known = card.state() != State::InError;
        ExplainRow {
            title: name(&title),
            title_en: title.en,
            points: known.then_some(score.obtained()),
            possible: known.then_some(score.possible()),
            state: Some(score.state().as_str().to_owned()),
            ..blank(card, code, part, score.code().as_str())
        }
    };
    let mut rows = vec![of_node("node", &score)];
    if card.state() == State::InError {
        return rows;
    }
    let node = card.framework().node(code).filter(|node| node.leaf().is_some());
    if node.is_none() {
        rows.extend(card.addend_scores(code).iter().map(|score| of_node("addend", score)));
    }
    let loss = ledger(card).node(code).unwrap_or_default();
    let causes = Cause::ALL.iter().filter(|cause| loss.of(**cause) != Points::ZERO);
    rows.extend(causes.map(|cause| ExplainRow {
        points: Some(loss.of(*cause)),
        ..blank(card, code, "cause", cause.as_str())
    }));
    let entry = node.and_then(|node| Some((node, card.assessment().entry(node.code().as_str())?)));
    if let Some((node, entry)) = &entry {
        let stages = card.stages(node, entry);
        rows.extend(stages.map(|(stage_name, stage, counts)| {
            let place = stage.origin.as_ref().map(Origin::place).unwrap_or_default();
            let text = match &stage.value {
                Some(Value::Facts(declared)) => Some(declared.award.text()),
                Some(Value::NotApplicable(reason)) => Some(crate::words::Text::same(reason)),
                _ => None,
            };
            ExplainRow {
                points: stage.value.as_ref().and_then(Value::points),
                counts: Some(counts),
                taken_from: card.assessment().taken_from(code).map(|unit| unit.id.clone()),
                text: text.as_ref().map(name),
                text_en: text.map(|text| text.get(Lang::En).to_owned()),
                note: stage.note().map(str::to_owned),
                by: stage.by().map(str::to_owned),
                on: stage.on().map(|day| day.to_string()),
                file: place.file,
                sheet: place.sheet,
                cell: place.cell,
                line: place.line,
                pointer: place.pointer,
                ..blank(card, code, "stage", stage_name.as_str())
            }
        }));
    }
    rows
}

fn blank(card: &Scorecard, code: &str, part: &str, key: &str) -> ExplainRow {
    ExplainRow {
        unit: card.unit().id.clone(),
        name: name(&card.unit().name),
        code: code.to_owned(),
        part: part.to_owned(),
        key: key.to_owned(),
        ..ExplainRow::default()
    }
}

/// The page that explains a number: the children that sum to it, or the stages, rule and facts of a
/// leaf, and its losses by cause. Empty for an unknown code.
///
/// ```
/// use par_index::{framework, read, sample, score, view, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let input = read(&fw, sample("communes-2023")?);
/// let page = view::explain_page(&score(&fw, &input.assessments[0], Basis::Final), "total");
/// assert_eq!(page.tables().next().unwrap().rows().count(), 8);
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn explain_page(card: &Scorecard, code: &str) -> Page {
    let Some(score) = card.node(code) else { return Page::default() };
    let framework = card.framework();
    let digits = framework.policies().print;
    let node = framework.node(code);
    let code_of = node.map(|node| node.code().as_str().into());
    let name = node_name(framework, code);
    let name = Sentence::joined(code_of.into_iter().chain([name]), " ");
    if card.state() == State::InError {
        return Page::of([Block::say(name.then(": ").and(Phrase::InError))]);
    }
    let args = [
        ("name", name.into()),
        ("obtained", Arg::Rounded(score.obtained(), digits)),
        ("possible", Arg::Rounded(score.possible(), digits)),
    ];
    let standing = match score.ratio() {
        Some(ratio) => Arg::Ratio(ratio, digits).into(),
        None => Sentence::word(score.state().phrase()).lower(),
    };
    let head = Sentence::say(Phrase::ExplainNode, args).then(", ").and(standing);
    let mut blocks = vec![Block::say(head)];
    match node.filter(|node| node.leaf().is_some()) {
        Some(leaf) => blocks.extend(leaf_lines(card, leaf)),
        None => blocks.push(addends(card, code).into()),
    }
    let loss = ledger(card).node(code).unwrap_or_default();
    if loss != Loss::default() {
        blocks.push(Block::inside(1, causes(&loss, digits, Phrase::ExplainLost)));
    }
    if score.open() != Points::ZERO {
        let open = [("open", Arg::Rounded(score.open(), digits))];
        blocks.push(Block::inside(1, Sentence::say(Phrase::ExplainOpen, open)));
    }
    Page::of(blocks)
}

/// A table of the numbers that sum to this one.
fn addends(card: &Scorecard, code: &str) -> Table {
    let framework = card.framework();
    let digits = framework.policies().print;
    let columns = [
        Column::figure(Sentence::NONE),
        Column::code(),
        Column::name(),
        Column::text(Sentence::NONE),
    ];
    let mut table = Table::new(Sentence::NONE, columns).inside(1);
    for score in card.addend_scores(code) {
        let state = match score.state() {
            State::Scored | State::Complete => Cell::Empty,
            state => Cell::Text(
                Sentence::sign("(").and(Sentence::word(state.phrase()).lower()).then(")"),
            ),
        };
        let [code, name] = node_cells(framework, score.code().as_str());
        table.push([Cell::points(score.obtained(), digits), code, name, state]);
    }
    table
}

/// The stages of a leaf: the agency, the points, the sentence of the rule, and which stage counts.
fn leaf_lines(card: &Scorecard, node: &Node) -> Vec<Block> {
    let Some(entry) = card.assessment().entry(node.code().as_str()) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    if let Some(above) = card.assessment().taken_from(node.code().as_str()) {
        let unit = [("unit", above.name.clone().into())];
        lines.push(Block::inside(1, Sentence::say(Phrase::ExplainAbove, unit)));
    }
    for (name, stage, counts) in card.stages(node, &entry) {
        lines.push(Block::inside(1, stage_line(card, name.phrase(), stage, counts, node)));
        if let Some(origin) = stage.origin.as_ref().filter(|origin| origin.place().file.is_some()) {
            let place = [("place", origin.text().into())];
            lines.push(Block::inside(2, Sentence::say(Phrase::ExplainPlace, place)));
        }
        if let Some(note) = stage.note() {
            let note = [("note", note.into())];
            lines.push(Block::inside(2, Sentence::say(Phrase::NoteLine, note)));
        }
    }
    lines
}

fn stage_line(
    card: &Scorecard,
    phrase: Phrase,
    stage: &Stage,
    counts: bool,
    node: &Node,
) -> Sentence {
    let digits = card.framework().policies().print;
    let what = match &stage.value {
        None => Sentence::sign("—"),
        Some(Value::Points(points)) => {
            let args = [("points", (*points).into()), ("max", node.max().into())];
            Sentence::say(Phrase::TypedPoints, args)
        }
        Some(Value::Facts(declared)) => Sentence::from(declared.award.text()),
        Some(Value::NotApplicable(reason)) => {
            Sentence::say(Phrase::StageNotApplicable, [("reason", reason.as_str().into())])
        }
    };
    let who = [stage.by().map(Sentence::from), stage.on().map(|day| day.text().into())];
    let who = Sentence::joined(who.into_iter().flatten(), ", ");
    let mut name = Sentence::word(phrase);
    if !who.is_empty() {
        name = name.then(" (").and(who).then(")");
    }
    let line = Sentence::say(Phrase::StageLine, [("stage", name.into()), ("what", what.into())]);
    if !counts {
        return line;
    }
    let points = stage.value.as_ref().and_then(Value::points);
    let points = points.map(|points| Arg::Rounded(points, digits).into());
    let counts = [Some(Phrase::StageCounts.into()), points].into_iter().flatten();
    line.then(" [").and(Sentence::joined(counts, " ")).then("]")
}

impl Scorecard {
    /// Explains a number in words, given the code or name of its node, or `total`, `bonus`,
    /// `deduction`; [`explain_page`] gives the same as a page.
    ///
    /// ```
    /// use par_index::{framework, read, sample, score, Basis, Lang};
    ///
    /// let fw = framework("hon-quan-2023")?;
    /// let input = read(&fw, sample("communes-2023")?);
    /// let card = score(&fw, &input.assessments[0], Basis::Final);
    /// let text = card.explain("7.2", Lang::En)?;
    /// assert!(text.starts_with("7.2 Results digitised: 2.20 of 4.00 points, 55.00 %"));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::is_usage`] if no node has this code or name; the error suggests the nearest.
    pub fn explain(&self, node: &str, lang: Lang) -> Result<String, Error> {
        let code = match self.find(node) {
            Some(_) => node,
            None => self.framework().find_node(node)?.code().as_str(),
        };
        Ok(explain_page(self, code).text(Look { lang, ..Look::default() }))
    }

    /// The children of an inner node; for the total the fields, and bonus and deduction unless they
    /// are zero.
    fn addend_scores(&self, code: &str) -> Vec<NodeScore> {
        let parent = self.framework().find(code);
        let nodes = self.framework().nodes().iter();
        let mut codes: Vec<&str> =
            nodes.filter(|node| node.parent() == parent).map(|node| node.code().as_str()).collect();
        if code == "total" {
            codes.extend(["bonus", "deduction"]);
        } else if parent.is_none() {
            codes.clear();
        }
        let scores = codes.into_iter().filter_map(|code| self.node(code));
        let counts = |score: &NodeScore| {
            self.framework().node(score.code().as_str()).is_some()
                || score.obtained() != Points::ZERO
        };
        scores.filter(counts).collect()
    }

    /// The stages of a leaf in their order, each with whether it counts.
    fn stages<'a>(
        &self,
        node: &Node,
        entry: &'a Entry,
    ) -> impl Iterator<Item = (StageName, &'a Stage, bool)> {
        let counting = self.counting(node, entry);
        let stages = [
            (StageName::SelfScore, &entry.self_score),
            (StageName::Appraised, &entry.appraised),
            (StageName::AppraisedAgain, &entry.appraised_again),
            (StageName::Survey, &entry.survey),
        ];
        stages.into_iter().filter_map(move |(name, stage)| {
            let stage = stage.as_ref()?;
            let counts = stage.value.is_some()
                && counting.is_some_and(|counting| std::ptr::eq(counting, stage));
            Some((name, stage, counts))
        })
    }

    fn counting<'a>(&self, node: &Node, entry: &'a Entry) -> Option<&'a Stage> {
        let filled =
            |stage: &'a Option<Stage>| stage.as_ref().filter(|stage| stage.value.is_some());
        match self.basis() {
            Basis::SelfAssessed if !node.is_survey() => filled(&entry.self_score),
            Basis::Final if node.is_survey() && self.assessment().survey_held() => {
                let decides = |stage: &&Stage| {
                    stage.value.as_ref().is_some_and(|value| !value.is_without_answer())
                };
                filled(&entry.survey).filter(decides)
            }
            _ if node.is_survey() => None,
            _ => filled(&entry.appraised_again).or_else(|| filled(&entry.appraised)),
        }
    }
}
