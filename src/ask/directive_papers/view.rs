//! The papers that a letter orders: rows for any format, and the page for a screen.

use crate::analysis::{Cause, LossSum};
use crate::ask::directive_papers::head::{head, instead, notes};
use crate::ask::directive_status::view::{goal_and_result, state_said};
use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent};
use crate::directive::{
    Directive, Goal, Obligation, ObligationStanding, Paper, PaperGroup, PaperKind, PaperLine,
    PaperSums,
};
use crate::framework::Framework;
use crate::page::{Block, Cell, Column, Page, Row, Table};
use crate::quantity::{Code, Digits, PointSum};
use crate::scoring::Cohort;
use crate::words::{Arg, Phrase, Sentence, Text};

row! {
    /// One line of a paper: the columns that official papers have, and further ones for programs.
    /// The last row is `total`, the sum of the others.
    pub struct PaperRow {
        /// The number of the line, from 1 through all groups.
        pub position: Option<usize>,
        pub unit: Option<String>,
        pub name: Option<String>,
        /// The leads joined by `+`, the code of a node, `obligations`, `none` or `extras`.
        pub group: String,
        /// The paragraph of the letter that is nearest to the line.
        pub obligation: Option<String>,
        /// Codes and links joined by `+`; or `without_loss`, `bonus`, `deduction`, `total`.
        pub code: String,
        pub title: String,
        pub title_en: String,
        pub max: PointSum,
        pub self_points as "self": Option<PointSum>,
        /// The points that count: for a survey leaf those of the survey.
        pub appraised: PointSum,
        pub lost: PointSum,
        pub cause: String,
        pub cause_en: String,
        pub measure: String,
        pub measure_en: String,
        pub lead: String,
        pub cooperating: String,
        pub due: Option<String>,
        /// Whether the work is due before that day and not on it.
        pub due_before: bool,
        pub product: String,
        pub product_en: String,
        /// The state of the obligation; only in a monitoring table with a day.
        pub state: Option<String>,
        pub done: Option<String>,
        pub of: Option<String>,
        /// The ratio in percent, with two places.
        pub ratio: Option<String>,
        pub more: Option<String>,
    }
}

/// The rows of a [`paper`](crate::directive::paper()).
///
/// # Example
/// ```
/// use par_index::directive::{PaperAsked, PaperKind, Progress};
/// use par_index::{Basis, Efforts, view};
/// use par_index::directive::{directive, paper};
/// use par_index::{framework, read, sample, score_all};
///
/// let (letter, fw) = (directive("hon-quan-2023")?, framework("hon-quan-2023")?);
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let mut asked = PaperAsked::new(PaperKind::Repair, Some("sample-commune-01"));
/// asked.lead = Some("tu-phap".to_owned());
/// let report = paper(&letter, &all, &asked, &Progress::default(), &Efforts::default())?;
/// let rows = view::paper_rows(&all, &report);
/// let lost: Vec<String> = rows.iter().map(|row| format!("{} {}", row.code, row.lost)).collect();
/// assert_eq!(lost, ["2.1 0.32", "2.2 1", "2.3 0.25", "total 1.57"]);
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn paper_rows(cohort: &Cohort, paper: &Paper) -> Vec<PaperRow> {
    let digits = cohort.framework().policies().print;
    let unit = paper.unit.as_ref();
    let blank = || PaperRow {
        unit: unit.map(|unit| unit.id.clone()),
        name: unit.map(|unit| name(&unit.name)),
        ..PaperRow::default()
    };
    let mut rows = Vec::new();
    let mut position = 0;
    for group in &paper.groups {
        for line in &group.lines {
            let cause = cause(line, digits);
            let standing = line.standing.as_ref();
            rows.push(PaperRow {
                position: numbered(line, &mut position),
                group: group.key.clone(),
                obligation: line.obligation.as_ref().map(ToString::to_string),
                code: line.code.clone(),
                title: name(&line.title),
                title_en: line.title.en.clone(),
                cause: cause.vi,
                cause_en: cause.en,
                measure: name(&line.measure),
                measure_en: line.measure.en.clone(),
                lead: line.lead.clone(),
                cooperating: line.cooperating.clone(),
                due: line.due.map(|day| day.to_string()),
                due_before: line.due_before,
                product: name(&line.product),
                product_en: line.product.en.clone(),
                state: standing.map(|one| one.state.as_str().to_owned()),
                done: standing.and_then(|one| one.done).map(|points| points.to_string()),
                of: standing.and_then(|one| one.of).map(|points| points.to_string()),
                ratio: standing.and_then(|one| one.ratio).map(|one| percent(one, Digits::TWO)),
                more: standing.and_then(|one| one.more).map(|points| points.to_string()),
                ..with_sums(blank(), &line.sums)
            });
        }
    }
    let total = with_sums(blank(), &paper.sums);
    rows.push(PaperRow { code: "total".to_owned(), ..total });
    rows
}

/// The number of the next line; a line that stands for several leaves has none.
pub(crate) fn numbered(line: &PaperLine, position: &mut usize) -> Option<usize> {
    if line.code == "without_loss" {
        return None;
    }
    *position += 1;
    Some(*position)
}

fn with_sums(row: PaperRow, sums: &PaperSums) -> PaperRow {
    PaperRow {
        max: sums.max,
        self_points: sums.self_points,
        appraised: sums.appraised,
        lost: sums.lost,
        ..row
    }
}

/// The four points of a line as cells, empty if it has no points.
pub(crate) fn points_cells(sums: &PaperSums, digits: Digits) -> [Cell; 4] {
    if *sums == PaperSums::default() {
        return [const { Cell::Empty }; 4];
    }
    let cell = |sum| Cell::Grouped(sum, digits);
    [
        cell(sums.max),
        Cell::or_absent(sums.self_points.map(cell)),
        cell(sums.appraised),
        cell(sums.lost),
    ]
}

/// Why points were lost: the words of the rule, if there are any, with the causes of the loss.
pub(crate) fn cause(line: &PaperLine, digits: Digits) -> Text {
    let causes = causes(&line.loss, digits);
    Text::of(|lang| {
        let causes = causes.text(lang);
        match line.why.get(lang) {
            "" => causes,
            why if causes.is_empty() => why.to_owned(),
            why => format!("{why} ({causes})"),
        }
    })
}

/// The causes as `not met 1.00 + cut at appraisal 0.50 - restored 0.25`: signs as in a sum.
fn causes(loss: &LossSum, digits: Digits) -> Sentence {
    let mut out = Sentence::NONE;
    for cause in Cause::ALL {
        let points = loss.of(*cause);
        if points == PointSum::ZERO {
            continue;
        }
        let negative = points < PointSum::ZERO;
        let size = if negative { PointSum::ZERO.minus(points) } else { points };
        let sign = match (out.is_empty(), negative) {
            (true, false) => "",
            (true, true) => "- ",
            (false, false) => " + ",
            (false, true) => " - ",
        };
        let phrase = cause.signed_phrase(negative);
        out = out.then(sign).and(phrase).then(" ").and(Arg::Grouped(size, digits));
    }
    out
}

/// The heading of a group: its lead agencies, or its node with the goal that the letter sets.
pub(crate) fn group_title(paper: &Paper, group: &PaperGroup, framework: &Framework) -> Sentence {
    match (paper.asked.kind, group.key.as_str()) {
        (PaperKind::Repair, "none") => Phrase::PaperNoLead.into(),
        (PaperKind::Repair | PaperKind::Monitoring, "extras") => Phrase::PaperExtras.into(),
        (PaperKind::Monitoring, "none") => Phrase::PaperUntouched.into(),
        (PaperKind::Monitoring, _) => Phrase::PaperOrders.into(),
        (PaperKind::Raise, code) => {
            let wanted = |goal: Goal, paragraph: &Code| {
                let by = [("paragraph", paragraph.to_string().into())];
                let by = Sentence::say(Phrase::PaperBy, by);
                Sentence::word(goal.phrase()).then(" (").and(by).then(")")
            };
            let own = group.goals.iter().map(|(goal, paragraph)| wanted(*goal, paragraph));
            let short = framework.node(code).map_or(&group.name, |node| node.short());
            let name = Sentence::from(code).then(" ").and(short).then(": ");
            let own = name.and(Sentence::joined(own, ", "));
            let below = group.nested.iter().map(|(code, goal, by)| {
                Sentence::from(code.as_str()).then(": ").and(wanted(*goal, by))
            });
            Sentence::joined(std::iter::once(own).chain(below), "; ")
        }
        (PaperKind::Repair, _) => (&group.name).into(),
    }
}

/// The code of a line, if it has one, and its name; for an obligation the names of its links.
pub(crate) fn line_name<'a>(
    line: &'a PaperLine,
    framework: &Framework,
    short: bool,
) -> (&'a str, Sentence) {
    match line.code.as_str() {
        "without_loss" => ("", Phrase::PaperUnlost.into()),
        "bonus" => ("", Phrase::BonusTitle.into()),
        "deduction" => ("", Phrase::DeductionTitle.into()),
        code => match framework.node(code).filter(|_| line.standing.is_none()) {
            Some(node) if short => (code, node.short().into()),
            Some(_) => (code, (&line.title).into()),
            None => ("", (&line.title).into()),
        },
    }
}

/// What was reported on the obligation of a line, and its state.
pub(crate) fn progress_of(line: &PaperLine, directive: &Directive) -> Option<[Sentence; 2]> {
    let standing: &ObligationStanding = line.standing.as_ref()?;
    let one: &Obligation = directive.obligation(standing.paragraph.as_str())?;
    let reported = standing.done.is_some();
    let result = if reported { goal_and_result(one, standing) } else { Sentence::NONE };
    Some([result, state_said(directive, one, standing)])
}

/// The paper for a screen: first the points, then cause and measure under each line.
///
/// # Example
/// ```
/// use par_index::directive::{PaperAsked, PaperKind, Progress};
/// use par_index::{Basis, Efforts, view};
/// use par_index::directive::{directive, paper};
/// use par_index::{framework, read, sample, score_all};
///
/// let (letter, fw) = (directive("hon-quan-2023")?, framework("hon-quan-2023")?);
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let mut asked = PaperAsked::new(PaperKind::Repair, Some("sample-commune-01"));
/// asked.lead = Some("tu-phap".to_owned());
/// let report = paper(&letter, &all, &asked, &Progress::default(), &Efforts::default())?;
/// let text = view::paper_page(&letter, &all, &report).text(view::Look::default());
/// assert!(text.contains("(not met 0.32)"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn paper_page(directive: &Directive, cohort: &Cohort, paper: &Paper) -> Page {
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let page = Page::of(head(directive, cohort, paper));
    if let Some(line) = instead(directive, cohort, paper) {
        return page.with([Block::say(line)]);
    }
    let columns = [
        Column::place(),
        Column::code(),
        Column::name().headed(Phrase::ColNode),
        Column::figure(Phrase::ColMax),
        Column::figure(Phrase::ColSelf),
        Column::figure(Phrase::ColAppraised),
        Column::loss(Phrase::ColLost),
        Column::text(Phrase::ColLead),
        Column::text(Phrase::ColDue),
    ];
    let mut table = Table::new(Sentence::NONE, columns);
    let summed = |title: Sentence, sums: &PaperSums| {
        let mut cells = vec![Cell::Empty, Cell::Empty, Cell::text(title)];
        cells.extend(points_cells(sums, digits));
        Row::of(cells).strong()
    };
    let mut position = 0;
    for group in &paper.groups {
        table.push(summed(group_title(paper, group, framework), &group.sums));
        let orders = group.key == "obligations";
        for line in &group.lines {
            let (code, name) = match &line.obligation {
                Some(paragraph) if orders => (paragraph.as_str(), (&line.measure).into()),
                _ => line_name(line, framework, true),
            };
            let mut cells = vec![
                numbered(line, &mut position).map(Cell::count).unwrap_or_default(),
                Cell::text(code),
                Cell::text(name),
            ];
            cells.extend(points_cells(&line.sums, digits));
            cells.extend([Cell::text(&line.lead_names), Cell::text(&line.due_text)]);
            let row = Row::of(cells);
            table.push(match progress_of(line, directive) {
                Some([result, state]) => row.note(result).note(state),
                None if orders => row,
                None => {
                    let arrow = if line.measure.is_empty() { "" } else { "→ " };
                    let measure = Sentence::sign(arrow).and(&line.measure);
                    row.note(Sentence::joined([cause(line, digits).into(), measure], " "))
                }
            });
        }
    }
    // For a unit without data there is nothing to sum.
    if paper.sums != PaperSums::default() {
        table.push(summed(Phrase::PaperSum.into(), &paper.sums));
    }
    let blocks = std::iter::once(Block::from(table)).chain(notes(paper));
    page.with(blocks.collect::<Vec<_>>())
}
