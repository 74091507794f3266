//! Rows and tables of `together`: indices side by side, and what of them concerns an agency.

use std::collections::BTreeSet;

use super::index::{index, is_points};
use super::layout::{Column, Grid, Row, left, right, width, wrap};
use super::row::row;
use super::survey::channel_name;
use super::{name, percent};
use crate::analysis::{Concern, Role, TogetherLine};
use crate::framework::{Framework, IndexKind, Provenance};
use crate::quantity::{PointSum, Points};
use crate::render::Look;
use crate::scoring::{Cohort, State};
use crate::words::{Arg, Lang, Phrase};

row! {
    /// Where a place stands in one index of one year.
    pub struct TogetherRow {
        pub unit: String,
        pub name: String,
        pub year: Option<u16>,
        /// `par`, `sipas`, `papi` or `other`.
        pub index: String,
        pub framework: String,
        pub channel: Option<String>,
        /// The unit whose figures these are: the place, or the unit above it that the index measures.
        pub measured: String,
        pub obtained: Option<Points>,
        pub possible: Option<Points>,
        /// In percent at the print digits of the framework.
        pub ratio: Option<String>,
        pub rank: Option<usize>,
        /// How many units have a rank there.
        pub ranked: usize,
        pub grade: Option<String>,
        pub rescaled: bool,
        pub state: String,
    }
}

row! {
    /// A node that loses points, in the list of one agency. Unit and name are empty over all units.
    pub struct ConcernRow {
        /// The id of the agency; `none` for what nobody leads.
        pub agency: String,
        /// `lead`, `cooperating`, or `none`.
        pub role: String,
        pub position: usize,
        pub unit: Option<String>,
        pub name: Option<String>,
        pub year: Option<u16>,
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
        /// Never to be added across indices: each has a scale of its own.
        pub lost: PointSum,
        pub ratio: Option<String>,
        pub why: String,
    }
}

/// The rows of [`together`](crate::together).
pub fn together_rows(cohorts: &[Cohort], lines: &[TogetherLine]) -> Vec<TogetherRow> {
    let rows = lines.iter().filter_map(|line| {
        let cohort = cohorts.get(line.cohort)?;
        let framework = cohort.framework();
        let known = !matches!(line.score.state(), State::InError | State::NotReported);
        let ratio = line.score.ratio();
        Some(TogetherRow {
            unit: line.unit.id.clone(),
            name: name(&line.unit.name),
            year: cohort.year(),
            index: framework.index().as_str().to_owned(),
            framework: framework.id().to_owned(),
            channel: cohort.channel().map(str::to_owned),
            measured: if line.above { &line.measured } else { &line.unit }.id.clone(),
            obtained: known.then(|| line.score.obtained()),
            possible: known.then(|| line.score.possible()),
            ratio: ratio.map(|ratio| percent(ratio, framework.policies().print)),
            rank: line.rank,
            ranked: line.ranked,
            grade: line.grade.label.as_ref().map(name),
            rescaled: line.score.is_rescaled(),
            state: line.score.state().as_str().to_owned(),
        })
    });
    rows.collect()
}

/// The rows of [`concerns`](crate::concerns).
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
            year: cohort.year(),
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

/// What an index is called; another one by the id of its framework.
fn index_name(framework: &Framework) -> String {
    match framework.index() {
        IndexKind::Par => "PAR INDEX".to_owned(),
        IndexKind::Sipas => "SIPAS".to_owned(),
        IndexKind::Papi => "PAPI".to_owned(),
        IndexKind::Other => framework.id().to_owned(),
    }
}

/// A column of the side-by-side table: an index and a channel of its survey.
fn column(cohort: &Cohort) -> (IndexKind, String, Option<&str>) {
    (cohort.framework().index(), index_name(cohort.framework()), cohort.channel())
}

/// The same for a person: a line for each place and year, an index in each column.
///
/// # Example
/// ```
/// use par_index::{cohorts_of, framework, read, sample, together, view, Basis, Places};
///
/// let fw = framework("vn-ministry-2023")?;
/// let input = read(&fw, sample("ministries-2023")?);
/// let cohorts = cohorts_of(&fw, &input.assessments, Basis::Final);
/// let lines = together(&cohorts, &Places::of(&cohorts, &Default::default()));
/// let table = view::together_table(&cohorts, &lines, view::Look::default());
/// assert!(table.lines().nth(1).unwrap().contains("PAR INDEX"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn together_table(cohorts: &[Cohort], lines: &[TogetherLine], look: Look) -> String {
    let mut columns: Vec<_> = cohorts.iter().map(column).collect();
    columns.sort();
    columns.dedup();
    let mut out = look.bold(&look.word(Phrase::TogetherTitle)) + "\n";
    let mut above = false;
    let mixed: Vec<_> = columns.iter().filter(|column| is_mixed(cohorts, lines, column)).collect();
    // What does not fit beside each other stands below, places repeated.
    for (n, shown) in columns.chunks(3).enumerate() {
        let mut head = vec![String::new(), look.word(Phrase::ColYear)];
        for (_, index, channel) in shown {
            let channel = channel.map(|channel| format!(" {}", channel_name(channel, look)));
            let channel = channel.unwrap_or_default();
            head.extend([format!("{index}{channel}"), look.word(Phrase::ColRank)]);
        }
        let mut widths: Vec<Column> = vec![left(16, 24), left(4, 4)];
        widths.extend(shown.iter().flat_map(|_| [right(9).within(17), right(6)]));
        let mut grid = Grid::new(widths);
        grid.push(Row::head(head));
        let same = |a: &TogetherLine, b: &TogetherLine| {
            let year = |line: &TogetherLine| cohorts.get(line.cohort).and_then(Cohort::year);
            a.unit == b.unit && year(a) == year(b)
        };
        for group in lines.chunk_by(same) {
            let Some(first) = group.first() else { continue };
            let year = cohorts.get(first.cohort).and_then(Cohort::year);
            let mut row = vec![
                first.unit.name.get(look.lang).to_owned(),
                year.map(|year| year.to_string()).unwrap_or_default(),
            ];
            for wanted in shown {
                let mut of = group.iter().filter(|line| {
                    cohorts.get(line.cohort).is_some_and(|cohort| column(cohort) == *wanted)
                });
                // Of two rulers of one index in one year the place's own figures speak, then any.
                let known = |line: &&TogetherLine| line.score.ratio().is_some();
                let own = |line: &&TogetherLine| known(line) && !line.above;
                let line = of.clone().find(own).or_else(|| of.clone().find(known)).or(of.next());
                above |= line.is_some_and(is_marked);
                let scaled = mixed.contains(&wanted);
                row.extend(cells(cohorts, line, scaled, look));
            }
            grid.push(Row::of(row));
        }
        if n > 0 {
            out.push('\n');
        }
        out += &grid.text(look);
    }
    let mut closing = vec![Phrase::TogetherApart];
    closing.extend(above.then_some(Phrase::TogetherAbove));
    for phrase in closing {
        out += &(wrap(&look.word(phrase), "   ", "   ") + "\n");
    }
    look.plain(out)
}

/// The width of the names of nodes.
const TITLE: usize = 36;

/// Whether a cell tells of the unit above: its figures, or that they are incomplete.
fn is_marked(line: &TogetherLine) -> bool {
    line.above && (line.score.ratio().is_some() || line.score.state() == State::Open)
}

/// Whether points of different totals stand in a column: 34.63 of 60 above 40.61 of 80.
fn is_mixed(
    cohorts: &[Cohort],
    lines: &[TogetherLine],
    wanted: &(IndexKind, String, Option<&str>),
) -> bool {
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

/// The index, with what it is out of where the column needs it, marked where it is that of the unit above; the rank among how many.
fn cells(cohorts: &[Cohort], line: Option<&TogetherLine>, scaled: bool, look: Look) -> [String; 2] {
    let none = || [look.dash().to_owned(), String::new()];
    let Some(line) = line else { return none() };
    let Some(cohort) = cohorts.get(line.cohort) else { return none() };
    let mark = if is_marked(line) { "*" } else { "" };
    let Some(text) = index(cohort.framework(), &line.score, look) else {
        let state = match line.score.state() {
            State::Open => look.word(Phrase::TogetherOpen),
            _ => look.dash().to_owned(),
        };
        return [format!("{state}{mark}"), String::new()];
    };
    let text = if scaled && is_points(cohort.framework()) {
        let possible = look.lang.shortest(line.score.possible());
        let args = [("points", Arg::from(text)), ("possible", possible.into())];
        look.say(Phrase::TogetherScale, &args)
    } else {
        text
    };
    let tie = if line.tied { "=" } else { "" };
    let rank = line.rank.map(|rank| format!("{rank}{tie}/{}", line.ranked));
    [format!("{text}{mark}"), rank.unwrap_or_else(|| look.dash().to_owned())]
}

/// The lists of the agencies for a person: index by index, most points lost first.
///
/// # Example
/// ```
/// use par_index::{cohorts_of, concerns, framework, read, sample, view, Basis, Places};
///
/// let fw = framework("hon-quan-2023")?;
/// let input = read(&fw, sample("communes-2023")?);
/// let cohorts = cohorts_of(&fw, &input.assessments, Basis::Final);
/// let places = Places::of(&cohorts, &Default::default());
/// let list = concerns(&cohorts, &places, Some("sample-commune-01"));
/// let table = view::concern_table(&cohorts, &list, view::Look::default());
/// assert!(table.starts_with("Home Affairs desk"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn concern_table(cohorts: &[Cohort], list: &[Concern], look: Look) -> String {
    let mut blocks = Vec::new();
    for rows in list.chunk_by(|a, b| a.agency == b.agency) {
        let Some(first) = rows.first() else { continue };
        let heading = match first.role {
            Role::Nobody => look.word(Phrase::ConcernNobody),
            _ => first.agency_name.get(look.lang).to_owned(),
        };
        let mut out = String::new();
        for line in wrap(&heading, "", "  ").lines() {
            out += &(look.bold(line) + "\n");
        }
        let columns =
            [left(TITLE, TITLE).behind(10), right(6).red(), right(8), left(8, 8), left(4, 60)];
        let mut grid = Grid::new(columns);
        for rows in rows.chunk_by(|a, b| a.cohort == b.cohort) {
            let cohort = rows.first().and_then(|row| cohorts.get(row.cohort));
            let Some(cohort) = cohort else { continue };
            let mut head = head(cohort, rows, look);
            // A heading too long for its column has a line of its own.
            if let Some(first) = head.first_mut().filter(|first| width(first) > TITLE) {
                grid.push(Row::over(wrap(&std::mem::take(first), "", "    ")));
            }
            grid.push(Row::head(head));
            for row in rows {
                grid.push(Row::of(line(cohort, row, look)));
            }
        }
        blocks.push(out + &grid.text(look));
    }
    let mut closing = wrap(&look.word(Phrase::TogetherApart), "   ", "   ") + "\n";
    let led = list.iter().filter(|row| row.role != Role::Nobody);
    let frameworks = led.filter_map(|row| Some(cohorts.get(row.cohort)?.framework()));
    let rebuilt: BTreeSet<&str> = frameworks
        .filter(|framework| framework.provenance() == Provenance::Reconstructed)
        .map(Framework::id)
        .collect();
    if !rebuilt.is_empty() {
        let rebuilt = rebuilt.into_iter().collect::<Vec<_>>().join(", ");
        let text = look.say(Phrase::ConcernLeads, &[("frameworks", rebuilt.into())]);
        closing += &(wrap(&text, "   ", "   ") + "\n");
    }
    blocks.push(closing);
    look.plain(blocks.join("\n"))
}

/// Index, year, channel and unit above the rows of one cohort.
fn head(cohort: &Cohort, rows: &[Concern], look: Look) -> Vec<String> {
    let mut words = vec![index_name(cohort.framework())];
    words.extend(cohort.year().map(|year| year.to_string()));
    words.extend(cohort.channel().map(|channel| channel_name(channel, look)));
    let unit = rows.first().and_then(|row| row.measured.as_ref());
    let unit = unit.map(|unit| format!(": {}", unit.name.get(look.lang))).unwrap_or_default();
    let named = [Phrase::ColLost, Phrase::ColRatio, Phrase::ColRole, Phrase::ColWhy];
    let first = format!("  {}{unit}", words.join(" "));
    std::iter::once(first).chain(named.map(|phrase| look.word(phrase))).collect()
}

fn line(cohort: &Cohort, row: &Concern, look: Look) -> Vec<String> {
    let digits = cohort.framework().policies().print;
    let role = match row.role {
        Role::Lead => look.word(Phrase::RoleLead),
        Role::Cooperating => look.word(Phrase::RoleCooperating),
        Role::Nobody => String::new(),
    };
    vec![
        format!("{:>3} {:<5} {}", row.position, row.code.as_str(), row.short.get(look.lang)),
        look.sum(row.lost, digits),
        row.ratio.map_or(look.dash().to_owned(), |ratio| look.ratio(ratio, digits)),
        role,
        row.why.get(look.lang).to_owned(),
    ]
}
