//! The state of a letter's obligations: counts by agency and field, then each obligation.

use crate::ask::letter::view::{goal, head, leads};
use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent};
use crate::day::Day;
use crate::directive::{
    Actor, Directive, Link, Obligation, ObligationStanding, ObligationState, StatusCount, Target,
    TargetUnit, count_by,
};
use crate::framework::Framework;
use crate::page::{Block, Cell, Column, Page, Row, Table};
use crate::quantity::{Code, Digits, Points};
use crate::words::{Arg, Phrase, Sentence};

row! {
    /// The state of one obligation.
    pub struct StatusRow {
        /// The paragraph of the letter.
        pub obligation: String,
        pub text: String,
        pub text_en: String,
        pub goal: String,
        pub lead: String,
        pub cooperating: String,
        pub due: Option<String>,
        /// Whether the work is due before that day and not on it.
        pub due_before: bool,
        /// Whether the day can be kept; empty if there is no day.
        pub due_usable: Option<bool>,
        /// The days left until the day; negative if it has passed.
        pub days: Option<i64>,
        pub state: String,
        /// Whether the obligation was done after its day.
        pub late: bool,
        /// The day of the last report on it.
        pub reported: Option<String>,
        pub done: Option<String>,
        pub of: Option<String>,
        /// The ratio in percent, with two places.
        pub ratio: Option<String>,
        /// How many more are needed to reach the target.
        pub more: Option<String>,
        pub note: String,
    }
}

row! {
    /// The number of obligations of one agency or field in each state.
    pub struct StatusCountRow {
        pub key: String,
        pub all: usize,
        pub done: usize,
        pub not_applicable: usize,
        pub in_progress: usize,
        pub due_soon: usize,
        pub overdue: usize,
        pub not_due: usize,
        pub unmeasurable: usize,
    }
}

/// The rows of [`status`](crate::directive::status()).
///
/// ```
/// use par_index::directive::{Progress, directive, status};
/// use par_index::view;
/// let letter = directive("hon-quan-2023")?;
/// let all = status(&letter, &Progress::default(), "2023-06-30".parse().unwrap(), 15);
/// let rows = view::status_rows(&letter, &all);
/// assert_eq!((rows[5].obligation.as_str(), rows[5].state.as_str()), ("1.3", "overdue"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn status_rows(directive: &Directive, all: &[ObligationStanding]) -> Vec<StatusRow> {
    let rows = all.iter().filter_map(|standing| {
        let one = directive.obligation(standing.paragraph.as_str())?;
        let helpers: Vec<&str> = directive.cooperating(one).map(Actor::id).collect();
        Some(StatusRow {
            obligation: one.paragraph().to_string(),
            text: name(one.text()),
            text_en: one.text().en.clone(),
            goal: one.goal().as_str().to_owned(),
            lead: directive.lead_key(one),
            cooperating: helpers.join("+"),
            due: one.due().map(|day| day.to_string()),
            due_before: one.is_due_before(),
            due_usable: one.due().map(|_| directive.usable_due(one).is_some()),
            days: standing.days,
            state: standing.state.as_str().to_owned(),
            late: standing.late,
            reported: standing.reported.map(|day| day.to_string()),
            done: standing.done.map(|points| points.to_string()),
            of: standing.of.map(|points| points.to_string()),
            ratio: standing.ratio.map(|ratio| percent(ratio, Digits::TWO)),
            more: standing.more.map(|points| points.to_string()),
            note: standing.note.clone(),
        })
    });
    rows.collect()
}

/// The counts as rows; in each row the states sum to `all`.
pub fn status_count_rows(counts: &[StatusCount]) -> Vec<StatusCountRow> {
    let rows = counts.iter().map(|row| StatusCountRow {
        key: row.key.clone(),
        all: row.total(),
        done: row.of(ObligationState::Done),
        not_applicable: row.of(ObligationState::NotApplicable),
        in_progress: row.of(ObligationState::InProgress),
        due_soon: row.of(ObligationState::DueSoon),
        overdue: row.of(ObligationState::Overdue),
        not_due: row.of(ObligationState::NotDue),
        unmeasurable: row.of(ObligationState::Unmeasurable),
    });
    rows.collect()
}

/// The keys of the fields that an obligation touches, joined by `+`: codes of fields, `papi`,
/// `sipas`.
pub(crate) fn field_key(one: &Obligation, framework: Option<&Framework>) -> String {
    let mut fields: Vec<String> = Vec::new();
    for link in one.links() {
        let field = match link {
            Link::Node(code) => top_of(code.as_str(), framework),
            Link::Papi(_) => "papi".to_owned(),
            Link::Sipas(_) => "sipas".to_owned(),
        };
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields.sort_by_key(|field| natural(field));
    fields.join("+")
}

/// A key by which fields sort in numeric order, words after numbers.
fn natural(key: &str) -> Vec<Option<Code>> {
    key.split('+').map(|part| part.parse().ok()).collect()
}

/// The number of obligations in each state by field, in the order of the fields.
pub(crate) fn count_by_field(
    directive: &Directive,
    all: &[ObligationStanding],
    framework: Option<&Framework>,
) -> Vec<StatusCount> {
    let mut counts = count_by(directive, all, |one| field_key(one, framework));
    counts.sort_by(|a, b| {
        let none = |row: &StatusCount| row.key == "none";
        (none(a), natural(&a.key)).cmp(&(none(b), natural(&b.key)))
    });
    counts
}

/// The field that a code belongs to: by the framework, or else the part before the first dot.
fn top_of(code: &str, framework: Option<&Framework>) -> String {
    let position =
        framework.and_then(|framework| Some((framework, framework.node(code)?.leaf_range().start)));
    let field = position.and_then(|(framework, leaf)| {
        framework.fields().find(|field| field.leaf_range().contains(&leaf))
    });
    let top = || code.split('.').next().unwrap_or(code).to_owned();
    field.map_or_else(top, |field| field.code().to_string())
}

/// The page for human readers: counts by agency, counts by field, then every obligation.
pub fn status_page(
    directive: &Directive,
    all: &[ObligationStanding],
    on: Day,
    framework: Option<&Framework>,
) -> Page {
    let title = Sentence::say(Phrase::StatusTitle, [("on", on.text().into())]);
    let by_lead = count_by(directive, all, |one| directive.lead_key(one));
    let by_field = count_by_field(directive, all, framework);
    let lead_name = |key: &str| {
        let one = directive.obligations().iter().find(|one| directive.lead_key(one) == key);
        one.map(|one| leads(directive, one).into()).unwrap_or_default()
    };
    let field_name = |key: &str| match framework.and_then(|framework| framework.node(key)) {
        Some(node) => Sentence::from(key).then(" ").and(node.short()),
        None => key.replace("papi", "PAPI").replace("sipas", "SIPAS").replace('+', ", ").into(),
    };
    let mut fields = vec![counts_table(&by_field, Phrase::StatusFields, field_name).into()];
    let (none, impossible) = (without_day(directive, all), impossible_day(directive, all));
    if none + impossible > 0 {
        let args = [("none", none.into()), ("impossible", impossible.into())];
        fields.push(Block::say(Sentence::say(Phrase::StatusDays, args)));
    }
    Page::of(head(directive, all.len()))
        .with([Block::title(title)])
        .with([counts_table(&by_lead, Phrase::StatusLeads, lead_name).into()])
        .with(fields)
        .with([Block::from(each_table(directive, all))])
}

fn counts_table(counts: &[StatusCount], title: Phrase, name: impl Fn(&str) -> Sentence) -> Table {
    let mut columns = vec![Column::name(), Column::figure(Phrase::ColAll)];
    columns.extend(ObligationState::ALL.map(|state| Column::figure(state.short_phrase())));
    let mut table = Table::new(title, columns);
    let cells = |name: Sentence, counts: [usize; 7]| {
        let number = |count| if count == 0 { Cell::Empty } else { Cell::count(count) };
        let all = [Cell::text(name), Cell::count(counts.iter().sum())];
        Row::of(all.into_iter().chain(counts.map(number)).collect::<Vec<_>>())
    };
    let mut sums = [0; 7];
    for row in counts {
        let named = match row.key.as_str() {
            "none" if title == Phrase::StatusFields => {
                Sentence::word(Phrase::StatusNoField).capital()
            }
            "none" => Sentence::word(Phrase::None).capital(),
            key => Some(name(key)).filter(|name| !name.is_empty()).unwrap_or(key.into()),
        };
        let counts = ObligationState::ALL.map(|state| row.of(state));
        sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        table.push(cells(named, counts));
    }
    table.push(cells(Phrase::TotalTitle.into(), sums).strong());
    table
}

/// The state of an obligation in words, with a remark if it was done after its day.
pub(crate) fn state_said(
    directive: &Directive,
    one: &Obligation,
    standing: &ObligationStanding,
) -> Sentence {
    let phrase = if is_impossible(directive, one, standing) {
        Phrase::StateImpossibleDay
    } else if standing.state == ObligationState::NotDue && is_dayless(one, standing) {
        Phrase::StateNoDay
    } else {
        standing.state.phrase()
    };
    let state = Sentence::word(phrase);
    let late = standing.late && standing.state == ObligationState::Done;
    if late { Sentence::say(Phrase::DoneLate, [("state", state.into())]) } else { state }
}

/// Whether the obligation is open and its day cannot be kept.
fn is_impossible(directive: &Directive, one: &Obligation, standing: &ObligationStanding) -> bool {
    let waits = matches!(standing.state, ObligationState::NotDue | ObligationState::Unmeasurable);
    waits && one.due().is_some() && directive.usable_due(one).is_none()
}

/// Whether the obligation is open and has neither a due day nor a start.
fn is_dayless(one: &Obligation, standing: &ObligationStanding) -> bool {
    let waits = matches!(standing.state, ObligationState::NotDue | ObligationState::Unmeasurable);
    waits && one.due().is_none() && one.starts().is_none()
}

/// How many obligations, not due or unmeasurable, have no day.
pub(crate) fn without_day(directive: &Directive, all: &[ObligationStanding]) -> usize {
    counted(directive, all, is_dayless)
}

/// How many obligations, not due or unmeasurable, have a day that cannot be kept.
pub(crate) fn impossible_day(directive: &Directive, all: &[ObligationStanding]) -> usize {
    counted(directive, all, |one, standing| is_impossible(directive, one, standing))
}

fn counted(
    directive: &Directive,
    all: &[ObligationStanding],
    is: impl Fn(&Obligation, &ObligationStanding) -> bool,
) -> usize {
    let one = |standing: &ObligationStanding| directive.obligation(standing.paragraph.as_str());
    all.iter().filter(|standing| one(standing).is_some_and(|one| is(one, standing))).count()
}

/// The reported result, and how many more are needed; empty without a report.
fn result(one: &Obligation, standing: &ObligationStanding) -> Sentence {
    let Some(done) = standing.done else { return Sentence::NONE };
    let target = one.target();
    // A single piece of work is there or not; only a part of one is shown as a figure.
    let there = (target.is_none() && standing.of.is_none_or(|of| of == Points::whole(1)))
        .then_some(done)
        .filter(|done| *done == Points::ZERO || *done >= Points::whole(1));
    if let Some(done) = there {
        let there = if done == Points::ZERO { Phrase::ResultNotThere } else { Phrase::ResultThere };
        return there.into();
    }
    // A number of things is compared with the target, a share with the total that was reported.
    let counted = target.filter(|target| matches!(target.unit(), TargetUnit::Count(_)));
    let of = counted.map(Target::threshold).or(standing.of);
    let done = Arg::Count(done);
    let result = match (of.map(Arg::Count), standing.ratio) {
        (Some(of), Some(ratio)) => {
            let pct = Arg::Ratio(ratio, Digits::TWO);
            Sentence::say(Phrase::ResultShare, [("done", done), ("of", of), ("pct", pct)])
        }
        (Some(of), None) => Sentence::say(Phrase::ResultCount, [("done", done), ("of", of)]),
        (None, _) => done.into(),
    };
    match standing.more.filter(|more| more.is_positive()) {
        Some(more) => {
            let args = [("result", result.into()), ("n", Arg::Count(more))];
            Sentence::say(Phrase::ResultMore, args)
        }
        None => result,
    }
}

/// The goal of an obligation and the reported result, as the table of a day shows them.
///
/// ```
/// use par_index::directive::{Progress, directive, status};
/// use par_index::{Lang, view};
/// let letter = directive("hon-quan-2023")?;
/// let reports = r#"[{"obligation": "1.6b", "on": "2023-09-30", "done": 190, "of": 200}]"#;
/// let (progress, _) = Progress::from_json(&letter, reports);
/// let all = status(&letter, &progress, "2023-10-01".parse().unwrap(), 15);
/// let asked = all.iter().find(|one| one.paragraph.as_str() == "1.6b").unwrap();
/// let said = view::standing_said(&letter, asked);
/// assert_eq!(said.text(Lang::En), "> 95 %: 190 of 200, 95.00 %; 1 more");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn standing_said(directive: &Directive, standing: &ObligationStanding) -> Sentence {
    let one = directive.obligation(standing.paragraph.as_str());
    one.map(|one| goal_and_result(one, standing)).unwrap_or_default()
}

pub(crate) fn goal_and_result(one: &Obligation, standing: &ObligationStanding) -> Sentence {
    let (goal, result) = (goal(one), result(one, standing));
    if goal.is_empty() || result.is_empty() {
        return goal.and(result);
    }
    Sentence::say(Phrase::GoalResult, [("goal", goal.into()), ("result", result.into())])
}

fn each_table(directive: &Directive, all: &[ObligationStanding]) -> Table {
    let columns = [
        Column::code().headed(Phrase::ColParagraph),
        Column::name().headed(Phrase::ColOrdered),
        Column::text(Phrase::ColLead),
        Column::text(Phrase::ColDue),
        Column::text(Phrase::ColResult),
        Column::text(Phrase::ColState),
    ];
    let mut table = Table::new(Sentence::NONE, columns);
    for standing in all {
        let Some(one) = directive.obligation(standing.paragraph.as_str()) else { continue };
        let cells = [
            Cell::code(one.paragraph()),
            Cell::text(one.text()),
            Cell::text(leads(directive, one)),
            Cell::text(directive.due_text(one)),
            Cell::text(goal_and_result(one, standing)),
            Cell::text(state_said(directive, one, standing)),
        ];
        let reported = standing.reported.map(|day| {
            let note = standing.note.as_str();
            let phrase = if note.is_empty() { Phrase::ReportedOn } else { Phrase::ReportedNote };
            Sentence::say(phrase, [("day", day.text().into()), ("note", note.into())])
        });
        table.push(Row::of(cells).note(reported.unwrap_or_default()));
    }
    table
}
