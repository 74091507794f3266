//! Any number of a card down to its addends, its rule, its facts.

use super::look::Look;
use super::lost::causes;
use super::score::title;
use crate::analysis::ledger;
use crate::assessment::{Entry, Stage, Value};
use crate::framework::Node;
use crate::quantity::Points;
use crate::scoring::{Basis, Scorecard, State};
use crate::words::{Arg, Lang, Phrase};

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
            return format!("{name}: {}\n", look.word(Phrase::InError));
        }
        let args = [
            ("name", name.into()),
            ("obtained", Arg::Rounded(score.obtained(), digits)),
            ("possible", Arg::Rounded(score.possible(), digits)),
        ];
        let state = score.state().phrase().word(lang).to_lowercase();
        let standing = score.ratio().map_or(state, |ratio| look.ratio(ratio, digits));
        let head = format!("{}, {standing}", look.say(Phrase::ExplainNode, &args));
        let mut lines = vec![head];
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
            lines.push(format!("  {}", look.say(Phrase::ExplainOpen, &[("open", open)])));
        }
        lines.join("\n") + "\n"
    }

    /// The children of an inner node, or the fields, bonus and deduction of the whole.
    fn addends(&self, code: &str, look: Look) -> Vec<String> {
        let digits = self.framework().policies().print;
        let parent = self.framework().find(code);
        let nodes = self.framework().nodes().iter();
        let mut codes: Vec<&str> =
            nodes.filter(|node| node.parent() == parent).map(|node| node.code().as_str()).collect();
        if code == "total" {
            codes.extend(["bonus", "deduction"]);
        } else if parent.is_none() {
            codes.clear();
        }
        let children = codes.into_iter().filter_map(|code| Some((code, self.node(code)?)));
        children
            .filter(|(code, score)| {
                self.framework().node(code).is_some() || score.obtained() != Points::ZERO
            })
            .map(|(code, score)| {
                let obtained = look.points(score.obtained(), digits);
                let state = match score.state() {
                    State::Scored | State::Complete => String::new(),
                    state => format!(" ({})", state.phrase().word(look.lang).to_lowercase()),
                };
                format!("  {obtained:>8}  {}{state}", title(self, code, look.lang).trim())
            })
            .collect()
    }

    /// The stages of a leaf: who gave what, by which sentence of the rule, and which one counts.
    fn leaf_lines(&self, node: &Node, look: Look) -> Vec<String> {
        let Some(entry) = self.assessment().entry(node.code().as_str()) else {
            return Vec::new();
        };
        let counting = self.counting(node, &entry);
        let stages = [
            (Phrase::StageSelf, &entry.self_score),
            (Phrase::StageAppraised, &entry.appraised),
            (Phrase::StageAppraisedAgain, &entry.appraised_again),
            (Phrase::StageSurvey, &entry.survey),
        ];
        let mut lines = Vec::new();
        for (phrase, stage) in stages {
            let Some(stage) = stage else { continue };
            let counts = stage.value.is_some()
                && counting.is_some_and(|counting| std::ptr::eq(counting, stage));
            lines.push(format!("  {}", self.stage_line(phrase, stage, counts, node, look)));
            if let Some(note) = stage.note() {
                let note = look.say(Phrase::NoteLine, &[("note", note.into())]);
                lines.push(format!("    {note}"));
            }
        }
        lines
    }

    fn counting<'a>(&self, node: &Node, entry: &'a Entry) -> Option<&'a Stage> {
        let filled =
            |stage: &'a Option<Stage>| stage.as_ref().filter(|stage| stage.value.is_some());
        match self.basis() {
            Basis::SelfAssessed if !node.is_survey() => filled(&entry.self_score),
            Basis::Final if node.is_survey() && self.assessment().survey_held() => {
                filled(&entry.survey)
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
