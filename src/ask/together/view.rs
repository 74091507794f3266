//! Rows and tables of `together`: indices side by side, and what in them concerns an agency.

use std::collections::BTreeSet;

use serde::{Serialize, Serializer};

use crate::analysis::{Concern, Role, TogetherLine};
use crate::ask::parts::index::{index_cell, is_points};
use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent, period_cell, period_column};
use crate::ask::survey::view::channel_name;
use crate::framework::{Framework, IndexKind, Provenance};
use crate::page::{Block, Cell, Column, Page, Table};
use crate::period::Period;
use crate::quantity::{PointSum, Points};
use crate::scoring::{Cohort, State};
use crate::words::{Arg, Lang, Phrase, Sentence, column_heading};

row! {
    /// The result of a place in one index and period.
    pub struct TogetherRow {
        pub unit: String,
        pub name: String,
        /// The year as a number; a part of a year as text.
        #[serde(serialize_with = "year_or_part")]
        pub year: Option<Period>,
        /// The index: `par`, `sipas`, `papi` or `other`.
        pub index: String,
        pub framework: String,
        pub channel: Option<String>,
        /// The unit whose figures these are: the place, or the unit above it that the index measures.
        pub measured: String,
        pub obtained: Option<Points>,
        pub possible: Option<Points>,
        /// The ratio in percent at the print digits of the framework.
        pub ratio: Option<String>,
        pub rank: Option<usize>,
        /// How many units of that index have a rank.
        pub ranked: usize,
        pub grade: Option<String>,
        pub rescaled: bool,
        pub state: String,
    }
}

row! {
    /// A node that loses points, in the list of one agency. Unit and name are empty for all units
    /// together.
    pub struct ConcernRow {
        /// The id of the agency; `none` for nodes that nobody leads.
        pub agency: String,
        /// The agency's role at the node: `lead`, `cooperating` or `none`.
        pub role: String,
        pub position: usize,
        pub unit: Option<String>,
        pub name: Option<String>,
        /// The year as a number; a part of a year as text.
        #[serde(serialize_with = "year_or_part")]
        pub year: Option<Period>,
        pub index: String,
        pub framework: String,
        pub channel: Option<String>,
        pub code: String,
        pub title: String,
        pub title_en: String,
        pub lead: String,
        pub max: PointSum,
        pub possible: PointSum,
        pub obtained: PointSum,
        /// The points lost. They must not be added across indices, since each has its own scale.
        pub lost: PointSum,
        pub ratio: Option<String>,
        pub why: String,
    }
}

/// Serialises a whole year as a number and a part of a year as text.
#[allow(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over references"
)]
fn year_or_part<S: Serializer>(period: &Option<Period>, serializer: S) -> Result<S::Ok, S::Error> {
    match period.and_then(Period::whole_year) {
        Some(year) => serializer.serialize_some(&year),
        None => period.serialize(serializer),
    }
}

/// The rows of [`together`](crate::analysis::together()).
pub fn together_rows(cohorts: &[Cohort], lines: &[TogetherLine]) -> Vec<TogetherRow> {
    let rows = lines.iter().filter_map(|line| {
        let cohort = cohorts.get(line.cohort)?;
        let framework = cohort.framework();
        let known = !matches!(line.score.state(), State::InError | State::NotReported);
        let ratio = line.score.ratio();
        Some(TogetherRow {
            unit: line.unit.id.clone(),
            name: name(&line.unit.name),
            year: cohort.period(),
            index: framework.index().as_str().to_owned(),
            framework: framework.id().to_owned(),
            channel: cohort.channel().map(str::to_owned),
            measured: if line.above { &line.measured } else { &line.unit }.id.clone(),
            obtained: known.then(|| line.score.obtained()),
            possible: known.then(|| line.score.possible()),
            ratio: ratio.map(|ratio| percent(ratio, framework.policies().print)),
            rank: line.rank,
            ranked: line.ranked,
            grade: line.grade.label.as_deref().map(name),
            rescaled: line.score.is_rescaled(),
            state: line.score.state().as_str().to_owned(),
        })
    });
    rows.collect()
}

/// The rows of [`concerns`](crate::analysis::concerns()).
pub fn concern_rows(cohorts: &[Cohort], list: &[Concern]) -> Vec<ConcernRow> {
    let rows = list.iter().filter_map(|row| {
        let cohort = cohorts.get(row.cohort)?;
        let framework = cohort.framework();
        Some(ConcernRow {
            agency: row.agency.clone(),
            role: row.role.as_str().to_owned(),
            position: row.position,
            unit: row.measured.as_ref().map(|unit| unit.id.clone()),
            name: row.measured.as_ref().map(|unit| name(&unit.name)),
            year: cohort.period(),
            index: framework.index().as_str().to_owned(),
            framework: framework.id().to_owned(),
            channel: cohort.channel().map(str::to_owned),
            code: row.code.to_string(),
            title: name(&row.title),
            title_en: row.title.en.clone(),
            lead: row.lead.clone(),
            max: row.max,
            possible: row.possible,
            obtained: row.obtained,
            lost: row.lost,
            ratio: row.ratio.map(|ratio| percent(ratio, framework.policies().print)),
            why: row.why.get(Lang::En).to_owned(),
        })
    });
    rows.collect()
}

/// The name of an index; for an index of another kind the id of its framework.
fn index_name(framework: &Framework) -> &str {
    match framework.index() {
        IndexKind::Par => "PAR INDEX",
        IndexKind::Sipas => "SIPAS",
        IndexKind::Papi => "PAPI",
        IndexKind::Other => framework.id(),
    }
}

/// A column of the side-by-side table: an index and a survey channel.
type Shown<'a> = (IndexKind, &'a str, Option<&'a str>);

fn column(cohort: &Cohort) -> Shown<'_> {
    (cohort.framework().index(), index_name(cohort.framework()), cohort.channel())
}

/// The table for human readers: one row for each place and period, one column for each index.
///
/// # Example
/// ```
/// use par_index::analysis::{together, Places};
/// use par_index::{cohorts, framework, read, sample, view, Basis};
///
/// let fw = framework("vn-ministry-2023")?;
/// let input = read(&fw, sample("ministries-2023")?);
/// let cohorts = cohorts(&input.assessments, Basis::Final);
/// let lines = together(&cohorts, &Places::of(&cohorts, &Default::default()));
/// let text = view::together_page(&cohorts, &lines).text(view::Look::default());
/// assert!(text.lines().next().unwrap().contains("PAR INDEX"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn together_page(cohorts: &[Cohort], lines: &[TogetherLine]) -> Page {
    let mut shown: Vec<Shown<'_>> = cohorts.iter().map(column).collect();
    shown.sort();
    shown.dedup();
    let mixed = shown.iter().map(|shown| is_mixed(cohorts, lines, shown));
    let shown: Vec<(Shown<'_>, bool)> = shown.iter().copied().zip(mixed).collect();
    let whole = cohorts.iter().filter_map(Cohort::period).all(|one| one.whole_year().is_some());
    let mut columns = vec![Column::name(), period_column(whole)];
    for ((_, index, channel), _) in &shown {
        let words = [Sentence::from(*index), channel.map(channel_name).unwrap_or_default()];
        columns.push(Column::figure(Sentence::joined(words, " ")));
        columns.push(Column::figure(Phrase::ColRank).beside());
    }
    let mut table = Table::new(Phrase::TogetherTitle, columns);
    let period_of = |line: &TogetherLine| cohorts.get(line.cohort).and_then(Cohort::period);
    let same =
        |a: &TogetherLine, b: &TogetherLine| a.unit == b.unit && period_of(a) == period_of(b);
    let mut above = false;
    for group in lines.chunk_by(same) {
        let Some(first) = group.first() else { continue };
        let period = period_of(first).map(period_cell);
        let mut row = vec![Cell::text(&first.unit.name), period.unwrap_or_default()];
        for (wanted, scaled) in &shown {
            let mut of = group.iter().filter(|line| {
                cohorts.get(line.cohort).is_some_and(|cohort| column(cohort) == *wanted)
            });
            // If two frameworks of one index cover the period, the place's own figures are
            // preferred.
            let known = |line: &&TogetherLine| line.score.ratio().is_some();
            let own = |line: &&TogetherLine| known(line) && !line.above;
            let line = of.clone().find(own).or_else(|| of.clone().find(known)).or(of.next());
            above |= line.is_some_and(is_marked);
            row.extend(cells(cohorts, line, *scaled));
        }
        table.push(row);
    }
    let mut page = Page::of([table.into(), Block::remark(Phrase::TogetherApart)]);
    if above {
        page.push(Block::remark(Phrase::TogetherAbove));
    }
    page
}

/// Whether a cell shows the unit above: its figures, or that they are incomplete.
fn is_marked(line: &TogetherLine) -> bool {
    line.above && (line.score.ratio().is_some() || line.score.state() == State::Open)
}

/// Whether a column mixes points out of different totals: 34.63 of 60 above 40.61 of 80.
fn is_mixed(cohorts: &[Cohort], lines: &[TogetherLine], wanted: &Shown<'_>) -> bool {
    let shown = lines.iter().filter(|line| {
        let cohort = cohorts.get(line.cohort);
        cohort.is_some_and(|cohort| column(cohort) == *wanted) && line.score.ratio().is_some()
    });
    let points = |line: &&TogetherLine| {
        cohorts.get(line.cohort).is_some_and(|cohort| is_points(cohort.framework()))
    };
    let totals: BTreeSet<Option<Points>> =
        shown.map(|line| Some(line).filter(points).map(|line| line.score.possible())).collect();
    totals.len() > 1
}

/// The cells of one index: the figure, with the possible points if the column mixes totals and a
/// star if it is of the unit above; and the rank out of the number of ranked units.
fn cells(cohorts: &[Cohort], line: Option<&TogetherLine>, scaled: bool) -> [Cell; 2] {
    let none = [Cell::Absent, Cell::Empty];
    let Some(line) = line else { return none };
    let Some(cohort) = cohorts.get(line.cohort) else { return none };
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let marked = |text: Sentence| Cell::Figure(if is_marked(line) { text.then("*") } else { text });
    let Some(ratio) = line.score.ratio() else {
        return match line.score.state() {
            State::Open => [marked(Phrase::TogetherOpen.into()), Cell::Empty],
            _ => none,
        };
    };
    let index = if is_points(framework) && scaled {
        let possible = line.score.possible().into();
        let args =
            [("points", Arg::Rounded(line.score.obtained(), digits)), ("possible", possible)];
        marked(Sentence::say(Phrase::TogetherScale, args))
    } else if !is_marked(line) {
        index_cell(framework, &line.score)
    } else if is_points(framework) {
        marked(Arg::Rounded(line.score.obtained(), digits).into())
    } else {
        marked(Arg::Ratio(ratio, digits).into())
    };
    let rank = line.rank.map(|rank| {
        let tie = Sentence::sign(if line.tied { "=" } else { "" });
        Cell::Figure(Sentence::from(rank).and(tie).then("/").and(line.ranked))
    });
    [index, Cell::or_absent(rank)]
}

/// The lists of the agencies for human readers: index by index, most points lost first.
///
/// # Example
/// ```
/// use par_index::analysis::{concerns, Places};
/// use par_index::{cohorts, framework, read, sample, view, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let input = read(&fw, sample("communes-2023")?);
/// let cohorts = cohorts(&input.assessments, Basis::Final);
/// let places = Places::of(&cohorts, &Default::default());
/// let list = concerns(&cohorts, &places, Some("sample-commune-01"))?;
/// let page = view::concern_page(&cohorts, &list);
/// assert!(page.text(view::Look::default()).starts_with("Home Affairs desk"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn concern_page(cohorts: &[Cohort], list: &[Concern]) -> Page {
    let mut page = Page::default();
    for rows in list.chunk_by(|a, b| a.agency == b.agency) {
        let Some(first) = rows.first() else { continue };
        let agency = match first.role {
            Role::Nobody => Phrase::ConcernNobody.into(),
            _ => Sentence::from(&first.agency_name),
        };
        let columns = [
            Column::place(),
            Column::code(),
            Column::name(),
            Column::loss(Phrase::ColLost),
            Column::figure(Phrase::ColRatio),
            Column::text(column_heading("role")),
            Column::text(Phrase::ColWhy),
        ];
        let mut table = Table::new(agency, columns);
        for rows in rows.chunk_by(|a, b| a.cohort == b.cohort) {
            let cohort = rows.first().and_then(|row| cohorts.get(row.cohort));
            let Some(cohort) = cohort else { continue };
            table.group(heading(cohort, rows));
            for row in rows {
                table.push(concern(cohort, row));
            }
        }
        page = page.with([table.into()]);
    }
    let led = list.iter().filter(|row| row.role != Role::Nobody);
    let frameworks = led.filter_map(|row| Some(cohorts.get(row.cohort)?.framework()));
    let rebuilt: BTreeSet<&str> = frameworks
        .filter(|framework| framework.provenance() == Provenance::Reconstructed)
        .map(Framework::id)
        .collect();
    page = page.with([Block::remark(Phrase::TogetherApart)]);
    if !rebuilt.is_empty() {
        let rebuilt = rebuilt.into_iter().collect::<Vec<_>>().join(", ");
        let args = [("frameworks", rebuilt.into())];
        page.push(Block::remark(Sentence::say(Phrase::ConcernLeads, args)));
    }
    page
}

/// The heading above the rows of one cohort: index, period, channel and unit.
fn heading(cohort: &Cohort, rows: &[Concern]) -> Sentence {
    let period = cohort.period().map(|period| Sentence::from(&period.short()));
    let words = [
        index_name(cohort.framework()).into(),
        period.unwrap_or_default(),
        cohort.channel().map(channel_name).unwrap_or_default(),
    ];
    let unit = rows.first().and_then(|row| row.measured.as_ref());
    let unit = unit.map(|unit| Sentence::from(&unit.name)).unwrap_or_default();
    Sentence::joined([Sentence::joined(words, " "), unit], ": ")
}

fn concern(cohort: &Cohort, row: &Concern) -> Vec<Cell> {
    let digits = cohort.framework().policies().print;
    let role = match row.role {
        Role::Lead => Phrase::RoleLead.into(),
        Role::Cooperating => Phrase::RoleCooperating.into(),
        Role::Nobody => Sentence::NONE,
    };
    vec![
        Cell::count(row.position),
        Cell::code(&row.code),
        Cell::text(&row.short),
        Cell::points(row.lost, digits),
        Cell::or_absent(row.ratio.map(|ratio| Cell::Ratio(ratio, digits))),
        Cell::text(role),
        Cell::text(&row.why),
    ]
}
