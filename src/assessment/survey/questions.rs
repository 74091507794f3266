//! The questions of a survey and the leaves whose points they decide, checked against the
//! framework.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::rule::Survey;
use crate::framework::{Framework, Leaf, LeafIx, Rule, did_you_mean};
use crate::json::{self, Num, cut, nfc};
use crate::quantity::Points;
use crate::words::{Arg, fold_name};

/// One row of a table of questions (*bảng câu hỏi*), as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuestionRow {
    /// The id of the question, which heads its column among the ballots.
    pub question: String,
    /// The code of the leaf that the question decides.
    pub code: String,
    /// The group of respondents that is asked the question; `None` for everybody.
    pub group: Option<String>,
    /// Its weight among the questions of the leaf; 1 if absent.
    pub weight: Option<Num>,
    /// The wording of the question, which may head the column instead of the id.
    pub text: String,
}

/// A checked set of questions (*phiếu hỏi*): which leaf each question decides, and which group is
/// asked.
///
/// # Example
/// ```
/// use par_index::assessment::{QuestionRow, Questionnaire};
/// use par_index::finding::Place;
/// use par_index::framework;
///
/// let fw = framework("hon-quan-2023")?;
/// let row = QuestionRow { question: "C1".into(), code: "8.1".into(), ..QuestionRow::default() };
/// let (questions, findings) = Questionnaire::new(&fw, &[row], &|_, _| Place::default());
/// assert_eq!((questions.len(), questions.find("c1")), (1, Some(0)));
/// assert!(findings.iter().all(|finding| !finding.is_error())); // others only stay unasked
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Questionnaire(pub(super) Arc<Inner>);

#[derive(Debug)]
pub(super) struct Inner {
    pub(super) framework: Framework,
    pub(super) questions: Vec<Question>,
    /// Every group that a rule or a question names, in the order they are first named.
    pub(super) groups: Vec<String>,
    /// The leaves that have questions, in framework order.
    pub(super) asked: Vec<AskedLeaf>,
    /// The leaves that are scored by counted answers but have no question, in framework order.
    pub(super) unasked: Vec<LeafIx>,
    /// How many counters one group of respondents needs: one per question and option.
    pub(super) counters: usize,
    /// How many pairs of questions there are whose two questions decide the same leaf.
    pub(super) pairs: usize,
    by_name: BTreeMap<String, usize>,
}

#[derive(Debug)]
pub(super) struct Question {
    pub(super) id: String,
    pub(super) weight: Points,
    /// The position of its leaf among the leaves that have questions.
    pub(super) asked: usize,
    /// The positions of the groups that may answer it; `None` if anybody may.
    pub(super) of: Option<Vec<usize>>,
    /// The position of its first counter.
    pub(super) at: usize,
}

/// A leaf with the questions that decide it.
#[derive(Debug)]
pub(super) struct AskedLeaf {
    pub(super) leaf: LeafIx,
    pub(super) rule: Survey,
    /// The groups of the rule with their weights; empty if all answers count alike.
    pub(super) groups: Vec<(usize, Points)>,
    pub(super) questions: Vec<usize>,
    /// The position of the first pair of its questions.
    pub(super) pairs_at: usize,
}

impl Questionnaire {
    /// Checks the questions; `locate` tells the place of a column in a row.
    ///
    /// A question with an error is left out, and a finding says why.
    pub fn new(
        framework: &Framework,
        rows: &[QuestionRow],
        locate: &dyn Fn(usize, &str) -> Place,
    ) -> (Questionnaire, Vec<Finding>) {
        let mut findings = Findings::default();
        let mut inner = Inner {
            framework: framework.clone(),
            questions: Vec::new(),
            groups: Vec::new(),
            asked: Vec::new(),
            counters: 0,
            pairs: 0,
            by_name: BTreeMap::new(),
            unasked: Vec::new(),
        };
        let mut good = Vec::new();
        for (n, row) in rows.iter().enumerate() {
            let place = |column: &str| locate(n, column);
            let leaf = survey_leaf(framework, &row.code, &place, &mut findings);
            let weight = weight(row, &place, &mut findings);
            let id = nfc(row.question.trim());
            if id.is_empty() {
                findings.push(Finding::new(FindingCode::BadId, place("question")).found(""));
                continue;
            }
            if let (Some(leaf), Some(weight)) = (leaf, weight) {
                good.push((n, id, leaf, weight));
            }
        }
        // The leaves stand in framework order, whatever the order of the rows.
        let mut leaves: Vec<LeafIx> = good.iter().map(|(_, _, leaf, _)| *leaf).collect();
        leaves.sort_unstable();
        leaves.dedup();
        for leaf in leaves {
            let Some(Rule::Survey(rule)) = framework.leaf_at(leaf).leaf().map(Leaf::rule) else {
                continue;
            };
            let groups = rule.groups.iter();
            let groups = groups.map(|group| (inner.group(&group.id), group.weight)).collect();
            let rule = rule.clone();
            inner.asked.push(AskedLeaf { leaf, rule, groups, questions: Vec::new(), pairs_at: 0 });
        }
        for (n, id, leaf, weight) in good {
            if let Some(row) = rows.get(n) {
                inner.add(row, id, (leaf, weight), &|column| locate(n, column), &mut findings);
            }
        }
        inner.unasked = inner.unasked_leaves();
        findings.extend(inner.unasked.iter().map(|leaf| inner.leaf_unasked(*leaf)));
        for asked in &mut inner.asked {
            asked.pairs_at = inner.pairs;
            inner.pairs += asked.questions.len() * asked.questions.len().saturating_sub(1) / 2;
        }
        (Questionnaire(Arc::new(inner)), findings.into_vec())
    }

    /// The framework whose leaves the questions decide.
    pub fn framework(&self) -> &Framework {
        &self.0.framework
    }

    /// How many questions there are.
    pub fn len(&self) -> usize {
        self.0.questions.len()
    }

    /// Whether there are no questions.
    pub fn is_empty(&self) -> bool {
        self.0.questions.is_empty()
    }

    /// The position of a question by its id or its wording, compared as names are (see
    /// [`fold_name`]).
    pub fn find(&self, name: &str) -> Option<usize> {
        self.0.by_name.get(&fold_name(name)).copied()
    }

    /// The ids of the questions in their order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.questions.iter().map(|question| question.id.as_str())
    }
}

impl Inner {
    /// The position of a group, which is added if it is new.
    fn group(&mut self, id: &str) -> usize {
        self.groups.iter().position(|known| known == id).unwrap_or_else(|| {
            self.groups.push(id.to_owned());
            self.groups.len() - 1
        })
    }

    fn add(
        &mut self,
        row: &QuestionRow,
        id: String,
        (leaf, weight): (LeafIx, Points),
        place: &dyn Fn(&str) -> Place,
        findings: &mut Findings,
    ) {
        let Some(asked) = self.asked.iter().position(|asked| asked.leaf == leaf) else { return };
        let name = fold_name(&id);
        if self.by_name.contains_key(&name) {
            findings
                .push(Finding::new(FindingCode::DuplicateQuestion, place("question")).found(id));
            return;
        }
        let own = row.group.as_deref().map(nfc).filter(|group| !group.is_empty());
        let of_rule = self.asked.get(asked).map(|asked| asked.groups.clone()).unwrap_or_default();
        let of = match own {
            None if of_rule.is_empty() => None,
            None => Some(of_rule.iter().map(|(group, _)| *group).collect()),
            Some(own) => {
                let known = |(group, _): &(usize, Points)| self.groups.get(*group) == Some(&own);
                if !of_rule.is_empty() && !of_rule.iter().any(known) {
                    let known = of_rule.iter().filter_map(|(group, _)| self.groups.get(*group));
                    let known: Vec<&str> = known.map(String::as_str).collect();
                    let finding = Finding::new(FindingCode::UnknownGroup, place("group"));
                    findings.push(finding.found(cut(&own)).with("known", known.join(", ")));
                    return;
                }
                Some(vec![self.group(&own)])
            }
        };
        let n = self.questions.len();
        self.by_name.insert(name, n);
        let text = fold_name(&row.text);
        if !text.is_empty() {
            match self.by_name.get(&text).copied().filter(|first| *first != n) {
                Some(first) => {
                    let first = self.questions.get(first).map(|question| question.id.clone());
                    let finding = Finding::new(FindingCode::QuestionsAlike, place("text"));
                    let finding = finding.found(first.unwrap_or_default());
                    findings.push(finding.with("other", id.as_str()));
                }
                None => {
                    self.by_name.insert(text, n);
                }
            }
        }
        let at = self.counters;
        if let Some(asked) = self.asked.get_mut(asked) {
            asked.questions.push(n);
            self.counters += asked.rule.options.len();
        }
        self.questions.push(Question { id, weight, asked, of, at });
    }

    /// The finding that a leaf scored by counted answers has no question and so stays without a
    /// value.
    fn leaf_unasked(&self, leaf: LeafIx) -> Finding {
        let code = self.framework.leaf_at(leaf).code().as_str();
        Finding::new(FindingCode::LeafUnasked, Place::default().node(code)).with("node", code)
    }

    fn unasked_leaves(&self) -> Vec<LeafIx> {
        let leaves = self.framework.leaves().enumerate();
        let unasked = leaves.filter_map(|(n, leaf)| {
            let counts = matches!(leaf.leaf().map(Leaf::rule), Some(Rule::Survey(_)));
            let has = |asked: &AskedLeaf| asked.leaf == LeafIx(n) && !asked.questions.is_empty();
            (counts && !self.asked.iter().any(has)).then_some(LeafIx(n))
        });
        unasked.collect()
    }
}

impl Question {
    /// Whether ballots of a slot may answer the question; slot 0 holds the ballots without a group.
    pub(super) fn is_asked_of(&self, slot: usize) -> bool {
        let group = slot.checked_sub(1);
        self.of.as_ref().is_none_or(|of| group.is_some_and(|group| of.contains(&group)))
    }
}

impl AskedLeaf {
    /// The position of the option that an answer's text means: by its id, its label, or both.
    pub(super) fn option(&self, text: &str) -> Option<usize> {
        let options = &self.rule.options;
        let exact = |option: &crate::framework::SurveyOption| {
            option.id == text || option.label.vi == text || option.label.en == text
        };
        if let Some(at) = options.iter().position(exact) {
            return Some(at);
        }
        let folded = fold_name(text);
        let same = |known: &str| !known.is_empty() && fold_name(known) == folded;
        let alike = options.iter().position(|option| {
            same(&option.id) || same(&option.label.vi) || same(&option.label.en)
        });
        alike.or_else(|| {
            // Forms often write the id and the label: `A. Very satisfied`.
            let (id, rest) = text.split_once(['.', ')', ':', '-'])?;
            let (id, rest) = (fold_name(id), fold_name(rest));
            options.iter().position(|option| {
                let label = &option.label;
                fold_name(&option.id) == id
                    && (label.is_empty()
                        || [&label.vi, &label.en].iter().any(|label| fold_name(label) == rest))
            })
        })
    }
}

fn survey_leaf(
    framework: &Framework,
    code: &str,
    place: &dyn Fn(&str) -> Place,
    findings: &mut Findings,
) -> Option<LeafIx> {
    let code = nfc(code.trim());
    let Some(leaf) = framework.leaf_position(&code) else {
        let (kind, near) = match framework.node(&code) {
            Some(_) => (FindingCode::NotALeaf, None),
            None => (FindingCode::UnknownCode, framework.near_code(&code)),
        };
        let near = near.map_or(Arg::from(""), did_you_mean);
        findings.push(Finding::new(kind, place("code")).found(cut(&code)).with("near", near));
        return None;
    };
    let rule = framework.leaf(leaf)?.leaf()?.rule();
    if matches!(rule, Rule::Survey(_)) {
        return Some(LeafIx(leaf));
    }
    let finding = Finding::new(FindingCode::LeafCountsNoAnswers, place("code")).found(code.clone());
    findings.push(finding.with("node", code).with("kind", rule.kind()));
    None
}

fn weight(
    row: &QuestionRow,
    place: &dyn Fn(&str) -> Place,
    findings: &mut Findings,
) -> Option<Points> {
    let Some(num) = &row.weight else { return Some(Points::whole(1)) };
    let weight = json::points(num, &place("weight"), findings)?;
    if weight.is_positive() {
        return Some(weight);
    }
    let finding = Finding::new(FindingCode::OutOfRange, place("weight")).found(num.as_str());
    findings.push(finding.with("from", Points::from_raw(1)).with("to", Points::MAX));
    None
}
