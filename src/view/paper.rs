//! Papers: rows for any format, and a table for a terminal.

use super::layout::{Grid, Row, left, right, wrap};
use super::paper_head::{head, instead, notes};
use super::row::row;
use super::status::{goal_and_result, state_text};
use super::{name, percent};
use crate::analysis::{Cause, LossSum};
use crate::directive::{
    Directive, Goal, Obligation, ObligationStanding, Paper, PaperGroup, PaperKind, PaperLine,
    PaperSums,
};
use crate::framework::Framework;
use crate::quantity::{Code, Digits, PointSum};
use crate::render::Look;
use crate::scoring::Cohort;
use crate::words::{Arg, Lang, Phrase, Text};

row! {
    /// One line of a paper, in the columns that official papers have, and what a program needs
    /// besides. The last row is `total`, to which the others sum.
    pub struct PaperRow {
        /// From 1, through all groups.
        pub position: Option<usize>,
        pub unit: Option<String>,
        pub name: Option<String>,
        /// Leads joined by `+`, a node's code, `obligations`, `none`, `extras`.
        pub group: String,
        /// The paragraph nearest to it.
        pub obligation: Option<String>,
        /// Codes and links joined by `+`; `without_loss`, `bonus`, `deduction`, `total`.
        pub code: String,
        pub title: String,
        pub title_en: String,
        pub max: PointSum,
        pub self_points as "self": Option<PointSum>,
        /// What counts: of a survey leaf the survey's points.
        pub appraised: PointSum,
        pub lost: PointSum,
        pub cause: String,
        pub cause_en: String,
        pub measure: String,
        pub measure_en: String,
        pub lead: String,
        pub cooperating: String,
        pub due: Option<String>,
        /// Before that day, not on it.
        pub due_before: bool,
        pub product: String,
        pub product_en: String,
        /// Of a monitoring table with a day.
        pub state: Option<String>,
        pub done: Option<String>,
        pub of: Option<String>,
        /// In percent, with two places.
        pub ratio: Option<String>,
        pub more: Option<String>,
    }
}

/// The rows of a [`paper`](crate::paper).
///
/// # Example
/// ```
/// use par_index::{Basis, Efforts, PaperAsked, PaperKind, Progress, view};
/// use par_index::{directive, framework, paper, read, sample, score_all};
///
/// let (letter, fw) = (directive("hon-quan-2023")?, framework("hon-quan-2023")?);
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let mut asked = PaperAsked::new(PaperKind::Repair, Some("sample-commune-01"));
/// asked.lead = Some("tu-phap".to_owned());
/// let report = paper(&letter, &all, &asked, &Progress::default(), &Efforts::default());
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

/// The number of a line, counted on; what stands for several leaves has none.
pub(super) fn numbered(line: &PaperLine, position: &mut usize) -> Option<usize> {
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

/// The four points of a line; nothing where it has none.
pub(super) fn points_text(sums: &PaperSums, digits: Digits, look: Look) -> [String; 4] {
    if *sums == PaperSums::default() {
        return [const { String::new() }; 4];
    }
    let say = |sum| figure(sum, digits, look.lang);
    let own = sums.self_points.map(say);
    let own = own.unwrap_or_else(|| look.dash().to_owned());
    [say(sums.max), own, say(sums.appraised), say(sums.lost)]
}

/// Points of a paper, grouped by thousands: sums over units reach them.
pub(super) fn figure(sum: PointSum, digits: Digits, lang: Lang) -> String {
    lang.grouped(&format!("{sum:.*}", usize::from(digits.get())))
}

/// Why points were lost: the rule's words where there are any, and the causes of the ledger.
pub(super) fn cause(line: &PaperLine, digits: Digits) -> Text {
    let say = |lang: Lang| {
        let causes = causes(&line.loss, lang, digits);
        match line.why.get(lang) {
            "" => causes,
            why if causes.is_empty() => why.to_owned(),
            why => format!("{why} ({causes})"),
        }
    };
    Text::new(say(Lang::Vi), say(Lang::En))
}

/// `not met 1.00 + cut at appraisal 0.50 - restored 0.25`, with the sign that figures have.
fn causes(loss: &LossSum, lang: Lang, digits: Digits) -> String {
    let mut out = String::new();
    for cause in Cause::ALL {
        let points = loss.of(*cause);
        if points == PointSum::ZERO {
            continue;
        }
        let negative = points < PointSum::ZERO;
        let size = if negative { PointSum::ZERO.minus(points) } else { points };
        out.push_str(match (out.is_empty(), negative) {
            (true, false) => "",
            (true, true) => "- ",
            (false, false) => " + ",
            (false, true) => " - ",
        });
        let size = figure(size, digits, lang);
        out.push_str(cause.signed_phrase(negative).word(lang));
        out.push(' ');
        out.push_str(&size);
    }
    out
}

/// The heading of a group: its leads, its node with what the letter wants of it.
pub(super) fn group_title(
    paper: &Paper,
    group: &PaperGroup,
    framework: &Framework,
    look: Look,
) -> String {
    let name = group.name.get(look.lang);
    match (paper.asked.kind, group.key.as_str()) {
        (PaperKind::Repair, "none") => look.word(Phrase::PaperNoLead),
        (PaperKind::Repair | PaperKind::Monitoring, "extras") => look.word(Phrase::PaperExtras),
        (PaperKind::Monitoring, "none") => look.word(Phrase::PaperUntouched),
        (PaperKind::Monitoring, _) => look.word(Phrase::PaperOrders),
        (PaperKind::Raise, code) => {
            let wanted = |goal: Goal, paragraph: &Code| {
                let by = [("paragraph", Arg::Plain(paragraph.to_string()))];
                format!("{} ({})", look.word(goal.phrase()), look.say(Phrase::PaperBy, &by))
            };
            let own = group.goals.iter().map(|(goal, paragraph)| wanted(*goal, paragraph));
            let short = framework.node(code).map_or(name, |node| node.short().get(look.lang));
            let own = own.collect::<Vec<String>>().join(", ");
            let below = group.nested.iter();
            let below = below.map(|(code, goal, by)| format!("{code}: {}", wanted(*goal, by)));
            let all = std::iter::once(format!("{code} {short}: {own}")).chain(below);
            all.collect::<Vec<String>>().join("; ")
        }
        (PaperKind::Repair, _) => name.to_owned(),
    }
}

/// The name of a line: code and name, or the links of an obligation.
pub(super) fn line_title(
    line: &PaperLine,
    framework: &Framework,
    short: bool,
    look: Look,
) -> String {
    match line.code.as_str() {
        "without_loss" => look.word(Phrase::PaperUnlost),
        "bonus" => look.word(Phrase::BonusTitle),
        "deduction" => look.word(Phrase::DeductionTitle),
        code => match framework.node(code).filter(|_| line.standing.is_none()) {
            Some(node) if short => format!("{code} {}", node.short().get(look.lang)),
            Some(_) => format!("{code} {}", line.title.get(look.lang)),
            None => line.title.get(look.lang).to_owned(),
        },
    }
}

/// What was reported of the obligation of a line, and how it stands.
pub(super) fn progress_of(
    line: &PaperLine,
    directive: &Directive,
    look: Look,
) -> Option<(String, String)> {
    let standing: &ObligationStanding = line.standing.as_ref()?;
    let one: &Obligation = directive.obligation(standing.paragraph.as_str())?;
    let reported = standing.done.is_some();
    let result = if reported { goal_and_result(one, standing, look) } else { String::new() };
    Some((result, state_text(directive, one, standing, look)))
}

/// The paper on a terminal: the points first, then cause, measure and owner under each line.
pub fn paper_table(directive: &Directive, cohort: &Cohort, paper: &Paper, look: Look) -> String {
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let mut out = String::new();
    for (n, line) in head(directive, cohort, paper, look).into_iter().enumerate() {
        let line = wrap(&line, "", "  ");
        out.push_str(&if n == 0 { look.bold(&line) } else { line });
        out.push('\n');
    }
    out.push('\n');
    if let Some(line) = instead(directive, cohort, paper, look) {
        return look.plain(out + &wrap(&line, "", "  ") + "\n");
    }
    let points = |sums: &PaperSums| points_text(sums, digits, look);
    let head = [
        Phrase::ColNode,
        Phrase::ColMax,
        Phrase::ColSelf,
        Phrase::ColAppraised,
        Phrase::ColLost,
        Phrase::ColLead,
        Phrase::ColDue,
    ];
    let points_column = |least| right(least).within(9);
    let mut grid = Grid::new([
        right(2).within(3),
        left(24, 28),
        points_column(6),
        points_column(5),
        points_column(6),
        points_column(5).red(),
        left(8, 12),
        left(10, 10),
    ]);
    let named = head.map(|phrase| look.word(phrase));
    grid.push(Row::head(std::iter::once(String::new()).chain(named).collect()));
    let mut position = 0;
    for group in &paper.groups {
        let mut cells = vec![String::new(), group_title(paper, group, framework, look)];
        cells.extend(points(&group.sums));
        cells.extend([String::new(), String::new()]);
        grid.push(Row::of(cells));
        for line in &group.lines {
            let number = numbered(line, &mut position).map(|n| n.to_string()).unwrap_or_default();
            let due = &line.due_text;
            let title = match &line.obligation {
                Some(paragraph) if group.key == "obligations" => {
                    format!("{paragraph} {}", line.measure.get(look.lang))
                }
                _ => line_title(line, framework, true, look),
            };
            let mut cells = vec![number, title];
            cells.extend(points(&line.sums));
            cells.push(line.lead_names.get(look.lang).to_owned());
            cells.push(due.get(look.lang).to_owned());
            let details = match progress_of(line, directive, look) {
                Some((result, state)) => {
                    let said = [result, state].into_iter().filter(|text| !text.is_empty());
                    said.collect::<Vec<String>>().join(" · ")
                }
                None if group.key == "obligations" => String::new(),
                None => {
                    let cause = cause(line, digits).get(look.lang).to_owned();
                    let measure = line.measure.get(look.lang);
                    let measure = Some(format!("{} {measure}", look.arrow()));
                    let measure = measure.filter(|_| !line.measure.is_empty());
                    [Some(cause).filter(|text| !text.is_empty()), measure]
                        .into_iter()
                        .flatten()
                        .collect::<Vec<String>>()
                        .join(" ")
                }
            };
            grid.push(Row::of(cells).under(details));
        }
    }
    // Of a unit without data there is nothing to sum.
    if paper.sums != PaperSums::default() {
        let mut cells = vec![String::new(), look.word(Phrase::TotalTitle)];
        cells.extend(points(&paper.sums));
        cells.extend([String::new(), String::new()]);
        grid.push(Row::of(cells));
    }
    out.push_str(&grid.text(look));
    for note in notes(paper, look) {
        out.push_str(&wrap(&note, "", "  "));
        out.push('\n');
    }
    look.plain(out)
}
