//! Any number of a card down to its addends, its rule, its facts.

use super::layout::wrap;
use super::lost::causes;
use super::name;
use super::row::row;
use super::score::title;
use crate::analysis::{Cause, ledger};
use crate::assessment::{Entry, Origin, Stage, StageName, Value};
use crate::framework::Node;
use crate::quantity::Points;
use crate::render::Look;
use crate::scoring::{Basis, NodeScore, Scorecard, State};
use crate::words::{Arg, Lang, Phrase};

row! {
    /// A number and what it is made of.
    pub struct ExplainRow {
        pub unit: String,
        pub name: String,
        pub code: String,
        /// `node` itself, an `addend` of it, a `cause` of its loss, a `stage` of a leaf.
        pub part: String,
        /// A code, a cause, a stage.
        pub key: String,
        pub title: String,
        pub title_en: String,
        /// Obtained by the node or addend, lost by the cause, given at the stage.
        pub points: Option<Points>,
        pub possible: Option<Points>,
        pub state: Option<String>,
        /// Of a stage: whether the result counts it.
        pub counts: Option<bool>,
        /// Of a stage: by which sentence of the rule; why it does not apply.
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

/// A number with its addends, causes and stages as rows; none for an unknown code, and of a unit
/// in error the node alone.
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
                Some(Value::Facts(declared)) => Some(declared.award.text.clone()),
                Some(Value::NotApplicable(reason)) => Some(crate::words::Text::same(reason)),
                _ => None,
            };
            ExplainRow {
                points: stage.value.as_ref().and_then(Value::points),
                counts: Some(counts),
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

impl Scorecard {
    /// Explains a number: the children that sum to it, or the stages, rule and facts of a leaf,
    /// and its losses by cause. Empty for an unknown code.
    ///
    /// ```
    /// use par_index::{framework, read, sample, score, Basis, Lang};
    ///
    /// let fw = framework("hon-quan-2023")?;
    /// let input = read(&fw, sample("communes-2023")?);
    /// let card = score(&fw, &input.assessments[0], Basis::Final);
    /// let text = card.explain("7.2", Lang::En);
    /// assert!(text.starts_with("7.2 Results digitised: 2.20 of 4.00 points, 55.00 %"));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn explain(&self, code: &str, lang: Lang) -> String {
        let look = Look { lang, ..Look::default() };
        let Some(score) = self.node(code) else { return String::new() };
        let digits = self.framework().policies().print;
        let name = title(self, code, lang);
        let name = name.trim();
        if self.state() == State::InError {
            return look.plain(format!("{name}: {}\n", look.word(Phrase::InError)));
        }
        let args = [
            ("name", name.into()),
            ("obtained", Arg::Rounded(score.obtained(), digits)),
            ("possible", Arg::Rounded(score.possible(), digits)),
        ];
        let state = score.state().phrase().word(lang).to_lowercase();
        let standing = score.ratio().map_or(state, |ratio| look.ratio(ratio, digits));
        let head = format!("{}, {standing}", look.say(Phrase::ExplainNode, &args));
        let mut lines = vec![wrap(&head, "", "  ")];
        let node = self.framework().node(code);
        match node.filter(|node| node.leaf().is_some()) {
            Some(leaf) => lines.extend(self.leaf_lines(leaf, look)),
            None => lines.extend(self.addends(code, look)),
        }
        let loss = ledger(self).node(code).unwrap_or_default();
        if loss != crate::analysis::Loss::default() {
            lines.push(causes(&loss, look, digits, Phrase::ExplainLost, "  "));
        }
        if score.open() != Points::ZERO {
            let open = Arg::Rounded(score.open(), digits);
            let open = look.say(Phrase::ExplainOpen, &[("open", open)]);
            lines.push(wrap(&open, "  ", "  "));
        }
        look.plain(lines.join("\n") + "\n")
    }

    /// The children of an inner node, or the fields, bonus and deduction of the whole; bonus and
    /// deduction only where there are any.
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

    fn addends(&self, code: &str, look: Look) -> Vec<String> {
        let digits = self.framework().policies().print;
        self.addend_scores(code)
            .into_iter()
            .map(|score| {
                let code = score.code().as_str();
                let obtained = look.points(score.obtained(), digits);
                let state = match score.state() {
                    State::Scored | State::Complete => String::new(),
                    state => format!(" ({})", state.phrase().word(look.lang).to_lowercase()),
                };
                let name = title(self, code, look.lang);
                let line = format!("{obtained:>8}  {}{state}", name.trim());
                wrap(&line, "  ", "            ")
            })
            .collect()
    }

    /// The stages of a leaf: who gave what, by which sentence of the rule, and which one counts.
    fn leaf_lines(&self, node: &Node, look: Look) -> Vec<String> {
        let Some(entry) = self.assessment().entry(node.code().as_str()) else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        for (name, stage, counts) in self.stages(node, &entry) {
            let line = self.stage_line(name.phrase(), stage, counts, node, look);
            lines.push(wrap(&line, "  ", "    "));
            if let Some(origin) =
                stage.origin.as_ref().filter(|origin| origin.place().file.is_some())
            {
                let place = [("place", origin.text().into())];
                lines.push(wrap(&look.say(Phrase::ExplainPlace, &place), "    ", "      "));
            }
            if let Some(note) = stage.note() {
                let note = look.say(Phrase::NoteLine, &[("note", note.into())]);
                lines.push(wrap(&note, "    ", "      "));
            }
        }
        lines
    }

    /// The stages that a leaf has, in order, and whether each counts.
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

    fn stage_line(
        &self,
        phrase: Phrase,
        stage: &Stage,
        counts: bool,
        node: &Node,
        look: Look,
    ) -> String {
        let digits = self.framework().policies().print;
        let what = match &stage.value {
            None => look.dash().to_owned(),
            Some(Value::Points(points)) => {
                let args = [("points", (*points).into()), ("max", node.max().into())];
                look.say(Phrase::TypedPoints, &args)
            }
            Some(Value::Facts(declared)) => declared.award.text.get(look.lang).to_owned(),
            Some(Value::NotApplicable(reason)) => {
                look.say(Phrase::StageNotApplicable, &[("reason", reason.as_str().into())])
            }
        };
        let who = [stage.by().map(str::to_owned), stage.on().map(|day| day.to_string())];
        let who: Vec<String> = who.into_iter().flatten().collect();
        let mut name = look.word(phrase);
        if !who.is_empty() {
            name = format!("{name} ({})", who.join(", "));
        }
        let args = [("stage", name.into()), ("what", what.into())];
        let line = look.say(Phrase::StageLine, &args);
        if counts {
            let points = stage.value.as_ref().and_then(Value::points);
            let points = points.map(|points| look.points(points, digits)).unwrap_or_default();
            return format!("{line} [{} {points}]", look.word(Phrase::StageCounts))
                .replace(" ]", "]");
        }
        line
    }
}
