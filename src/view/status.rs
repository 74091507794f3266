//! How the obligations of a directive stand: counts by agency and field, then each of them.

use super::directive::goal_text;
use super::layout::{Grid, Row, codes, left, right, wrap};
use super::row::row;
use super::{capital, name, percent};
use crate::day::Day;
use crate::directive::{
    Actor, Directive, Link, Obligation, ObligationStanding, ObligationState, StatusCount, Target,
    TargetUnit, count_by,
};
use crate::framework::Framework;
use crate::quantity::{Code, Digits, Points};
use crate::render::Look;
use crate::words::{Arg, Phrase};

row! {
    /// How one obligation stands.
    pub struct StatusRow {
        /// The paragraph.
        pub obligation: String,
        pub text: String,
        pub text_en: String,
        pub goal: String,
        pub lead: String,
        pub cooperating: String,
        pub due: Option<String>,
        /// Before that day, not on it.
        pub due_before: bool,
        /// Whether the day can be kept; empty without one.
        pub due_usable: Option<bool>,
        /// The days left; negative where they have passed.
        pub days: Option<i64>,
        pub state: String,
        /// Done, and after its day.
        pub late: bool,
        /// The day of the last report.
        pub reported: Option<String>,
        pub done: Option<String>,
        pub of: Option<String>,
        /// In percent, with two places.
        pub ratio: Option<String>,
        /// How many more reach the target.
        pub more: Option<String>,
        pub note: String,
    }
}

row! {
    /// Obligations of one agency or field by state.
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

/// The rows of [`status`](crate::status).
///
/// ```
/// use par_index::{Progress, directive, status, view};
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

/// Counts as rows; the columns of states sum to `all`.
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

/// The fields an obligation touches, joined by `+`: top codes, `papi`, `sipas`.
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

/// Keys of fields in the order in which people count, words after numbers.
fn natural(key: &str) -> Vec<Option<Code>> {
    key.split('+').map(|part| part.parse().ok()).collect()
}

/// Counts by field, in the order of the fields.
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

/// The field of a code: that of the framework, or what stands before the first dot.
fn top_of(code: &str, framework: Option<&Framework>) -> String {
    let position =
        framework.and_then(|framework| Some((framework, framework.node(code)?.leaf_range().start)));
    let field = position.and_then(|(framework, leaf)| {
        framework.fields().find(|field| field.leaf_range().contains(&leaf))
    });
    let top = || code.split('.').next().unwrap_or(code).to_owned();
    field.map_or_else(top, |field| field.code().to_string())
}

/// The same for a person: by agency, by field, then every obligation.
pub fn status_table(
    directive: &Directive,
    all: &[ObligationStanding],
    on: Day,
    framework: Option<&Framework>,
    look: Look,
) -> String {
    let args = [("on", Arg::Words(on.text()))];
    let title = look.bold(&look.say(Phrase::StatusTitle, &args));
    let leads = count_by(directive, all, |one| directive.lead_key(one));
    let fields = count_by_field(directive, all, framework);
    let lead_name = |key: &str| {
        let one = directive.obligations().iter().find(|one| directive.lead_key(one) == key);
        one.map_or(String::new(), |one| directive.lead_names(one, look.lang))
    };
    let field_name = |key: &str| match framework.and_then(|framework| framework.node(key)) {
        Some(node) => format!("{key} {}", node.short().get(look.lang)),
        None => key.replace("papi", "PAPI").replace("sipas", "SIPAS").replace('+', ", "),
    };
    let counts = [
        counts_table(&leads, Phrase::StatusLeads, &lead_name, look),
        counts_table(&fields, Phrase::StatusFields, &field_name, look),
    ];
    let each = each_table(directive, all, look);
    let (none, impossible) = (without_day(directive, all), impossible_day(directive, all));
    let days = if none + impossible == 0 {
        String::new()
    } else {
        let args = [("none", none.into()), ("impossible", impossible.into())];
        wrap(&look.say(Phrase::StatusDays, &args), "", "  ") + "\n"
    };
    let intro = super::directive::head_of(directive, all.len(), look);
    look.plain(format!("{intro}{title}\n\n{}{days}\n{each}", counts.join("\n")))
}

fn counts_table(
    counts: &[StatusCount],
    title: Phrase,
    name: &dyn Fn(&str) -> String,
    look: Look,
) -> String {
    // A heading of two words may take two lines.
    let mut columns = vec![left(20, 30), right(3).within(9)];
    columns.extend([right(5).within(9); 7]);
    let mut grid = Grid::new(columns);
    let mut head = vec![look.word(title), look.word(Phrase::ColAll)];
    head.extend(ObligationState::ALL.map(|state| look.word(state.short_phrase())));
    grid.push(Row::head(head));
    let number = |count: usize| if count == 0 { String::new() } else { count.to_string() };
    let mut sum = [0_usize; 7];
    for row in counts {
        let named = match row.key.as_str() {
            "none" if title == Phrase::StatusFields => capital(&look.word(Phrase::StatusNoField)),
            "none" => capital(&look.word(Phrase::None)),
            key => Some(name(key)).filter(|name| !name.is_empty()).unwrap_or(key.to_owned()),
        };
        let mut line = vec![named, row.total().to_string()];
        for (state, sum) in ObligationState::ALL.into_iter().zip(&mut sum) {
            *sum += row.of(state);
            line.push(number(row.of(state)));
        }
        grid.push(Row::of(line));
    }
    let mut total = vec![look.word(Phrase::TotalTitle), sum.iter().sum::<usize>().to_string()];
    total.extend(sum.map(number));
    grid.push(Row::of(total));
    grid.text(look)
}

/// How an obligation stands in a word; late where it was done after its day.
pub(super) fn state_text(
    directive: &Directive,
    one: &Obligation,
    standing: &ObligationStanding,
    look: Look,
) -> String {
    let phrase = if is_impossible(directive, one, standing) {
        Phrase::StateImpossibleDay
    } else if standing.state == ObligationState::NotDue && is_dayless(one, standing) {
        Phrase::StateNoDay
    } else {
        standing.state.phrase()
    };
    let state = look.word(phrase);
    let late = standing.late && standing.state == ObligationState::Done;
    if late { look.say(Phrase::DoneLate, &[("state", state.into())]) } else { state }
}

/// Whether it waits for a day that nobody can keep.
fn is_impossible(directive: &Directive, one: &Obligation, standing: &ObligationStanding) -> bool {
    let waits = matches!(standing.state, ObligationState::NotDue | ObligationState::Unmeasurable);
    waits && one.due().is_some() && directive.usable_due(one).is_none()
}

/// Whether nothing is reported, and neither a day nor a start says when it is due.
fn is_dayless(one: &Obligation, standing: &ObligationStanding) -> bool {
    let waits = matches!(standing.state, ObligationState::NotDue | ObligationState::Unmeasurable);
    waits && one.due().is_none() && one.starts().is_none()
}

/// How many of those not due or unmeasurable have no day.
pub(crate) fn without_day(directive: &Directive, all: &[ObligationStanding]) -> usize {
    counted(directive, all, is_dayless)
}

/// How many of them have a day that nobody can keep.
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

/// What was reported, and how many more are needed; nothing without a report.
pub(super) fn result_text(one: &Obligation, standing: &ObligationStanding, look: Look) -> String {
    let Some(done) = standing.done else { return String::new() };
    let target = one.target();
    // A piece of work is there or not; only a part of one is a figure.
    let there = (target.is_none() && standing.of.is_none_or(|of| of == Points::whole(1)))
        .then_some(done)
        .filter(|done| *done == Points::ZERO || *done >= Points::whole(1));
    if let Some(done) = there {
        let there = if done == Points::ZERO { Phrase::ResultNotThere } else { Phrase::ResultThere };
        return look.word(there);
    }
    // A number of things is held to the target itself, a share to the whole that was reported.
    let counted = target.filter(|target| matches!(target.unit(), TargetUnit::Count(_)));
    let of = counted.map(Target::threshold).or(standing.of);
    let count = Arg::Count;
    let pct = standing.ratio.map(|ratio| look.ratio(ratio, Digits::TWO));
    let result = match (of, pct) {
        (Some(of), Some(pct)) => {
            let args = [("done", count(done)), ("of", count(of)), ("pct", pct.into())];
            look.say(Phrase::ResultShare, &args)
        }
        (Some(of), None) => {
            look.say(Phrase::ResultCount, &[("done", count(done)), ("of", count(of))])
        }
        (None, _) => look.lang.count(done),
    };
    match standing.more.filter(|more| more.is_positive()) {
        Some(more) => {
            look.say(Phrase::ResultMore, &[("result", result.into()), ("n", count(more))])
        }
        None => result,
    }
}

/// What an obligation is after, and what was reported of it, as the table of a day has it.
///
/// ```
/// use par_index::{Progress, directive, status, view};
/// let letter = directive("hon-quan-2023")?;
/// let reports = r#"[{"obligation": "1.6b", "on": "2023-09-30", "done": 190, "of": 200}]"#;
/// let (progress, _) = Progress::from_json(&letter, reports);
/// let all = status(&letter, &progress, "2023-10-01".parse().unwrap(), 15);
/// let asked = all.iter().find(|one| one.paragraph.as_str() == "1.6b").unwrap();
/// let text = view::standing_text(&letter, asked, view::Look::default());
/// assert_eq!(text, "> 95 %: 190 of 200, 95.00 %; 1 more");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn standing_text(directive: &Directive, standing: &ObligationStanding, look: Look) -> String {
    let one = directive.obligation(standing.paragraph.as_str());
    one.map(|one| goal_and_result(one, standing, look)).unwrap_or_default()
}

pub(super) fn goal_and_result(
    one: &Obligation,
    standing: &ObligationStanding,
    look: Look,
) -> String {
    let (goal, result) = (goal_text(one, look), result_text(one, standing, look));
    if goal.is_empty() || result.is_empty() {
        return goal + &result;
    }
    look.say(Phrase::GoalResult, &[("goal", goal.into()), ("result", result.into())])
}

fn each_table(directive: &Directive, all: &[ObligationStanding], look: Look) -> String {
    let head = [
        Phrase::ColParagraph,
        Phrase::ColOrdered,
        Phrase::ColLead,
        Phrase::ColDue,
        Phrase::ColResult,
        Phrase::ColState,
    ];
    let columns = [codes(5), left(20, 30), left(8, 14), left(10, 10), left(8, 14), left(8, 15)];
    let mut grid = Grid::new(columns);
    grid.push(Row::head(head.map(|phrase| look.word(phrase)).to_vec()));
    for standing in all {
        let Some(one) = directive.obligation(standing.paragraph.as_str()) else { continue };
        let due = directive.due_text(one);
        let what = goal_and_result(one, standing, look);
        let mut row = Row::of(vec![
            one.paragraph().to_string(),
            one.text().get(look.lang).to_owned(),
            directive.lead_names(one, look.lang),
            due.get(look.lang).to_owned(),
            what,
            state_text(directive, one, standing, look),
        ]);
        if let Some(day) = standing.reported {
            let note = standing.note.as_str();
            let args = [("day", day.text().into()), ("note", note.into())];
            let phrase = if note.is_empty() { Phrase::ReportedOn } else { Phrase::ReportedNote };
            row = row.under(look.say(phrase, &args));
        }
        grid.push(row);
    }
    grid.text(look)
}
