//! Rows and tables of `table`: units by nodes.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::analysis::{Figure, Figures, TableLevel, TableLine};
use crate::ask::parts::claim::CLAIM_COLUMNS;
use crate::ask::parts::index::{index_cell, is_points, named};
use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent};
use crate::framework::Framework;
use crate::page::{self, Block, Column, Mark, Page, Table};
use crate::quantity::{Code, Digits, Percent, PointSum, Points};
use crate::scoring::{Cohort, State};
use crate::words::{Phrase, Sentence};

row! {
    /// A unit with its rank and grade, and its points: appraisal + survey + bonus − deduction =
    /// obtained.
    pub struct StandingRow {
        pub rank: Option<usize>,
        pub unit: String,
        pub name: String,
        pub group: Option<String>,
        pub grade: Option<String>,
        pub appraisal: Option<Points>,
        pub survey: Option<Points>,
        pub bonus: Option<Points>,
        pub deduction: Option<Points>,
        pub obtained: Option<Points>,
        pub possible: Option<Points>,
        /// The ratio in percent at print digits; ranks are computed from exact values.
        pub ratio: Option<String>,
        pub state: String,
        /// The rank of the year before, if it is known.
        pub previous_rank: Option<usize>,
        pub previous_ratio: Option<String>,
        /// The exact change of the ratio in percentage points, shown at print digits.
        pub change: Option<String>,
    }
}

/// The row of a unit: fixed columns, then a column for each node, named by its code.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct TableRow {
    /// The fixed columns of the table.
    #[serde(flatten)]
    pub standing: StandingRow,
    /// One figure for each node.
    #[serde(flatten)]
    pub figures: NodeFigures,
}

/// Figures, each with the code of its node, in framework order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeFigures(pub Vec<(Code, Option<Cell>)>);

/// A figure in the form that results have.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
#[non_exhaustive]
pub enum Cell {
    /// A number of points.
    Points(PointSum),
    /// A percentage at print digits, without a percent sign.
    Percent(String),
    /// A rank, counted from 1.
    Rank(usize),
}

impl Cell {
    pub(super) fn of(figure: Figure, digits: Digits) -> Cell {
        match figure {
            Figure::Points(points) => Cell::Points(points),
            Figure::Ratio(ratio) => Cell::Percent(percent(ratio, digits)),
            Figure::Rank(rank) => Cell::Rank(rank),
        }
    }

    /// The figure as a CSV record holds it.
    pub(super) fn text(&self) -> String {
        match self {
            Cell::Points(points) => points.to_string(),
            Cell::Percent(text) => text.clone(),
            Cell::Rank(rank) => rank.to_string(),
        }
    }
}

impl Serialize for NodeFigures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (code, cell) in &self.0 {
            map.serialize_entry(&column(code), cell)?;
        }
        map.end()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for TableRow {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TableRow".into()
    }

    /// The schema of a table row: the fixed columns, and any number of further columns with
    /// figures.
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        with_figures(StandingRow::json_schema(generator), generator)
    }
}

/// The schema of fixed columns with any number of figures beside them.
#[cfg(feature = "schema")]
pub(super) fn with_figures(
    mut schema: schemars::Schema,
    generator: &mut schemars::SchemaGenerator,
) -> schemars::Schema {
    let figure = generator.subschema_for::<Option<Cell>>().to_value();
    schema.insert("additionalProperties".to_owned(), figure);
    schema
}

/// The column name of a node: its code, with "node" before it if a fixed column has that name.
fn column(code: &Code) -> String {
    let code = code.as_str();
    if StandingRow::COLUMNS.contains(&code) || CLAIM_COLUMNS.contains(&code) {
        format!("node {code}")
    } else {
        code.to_owned()
    }
}

impl TableRow {
    /// The columns of a table that shows these nodes.
    pub fn columns(codes: &[Code]) -> Vec<String> {
        let fixed = StandingRow::COLUMNS.iter().map(|column| (*column).to_owned());
        fixed.chain(codes.iter().map(column)).collect()
    }

    /// The row as cells of a CSV record.
    pub fn record(&self) -> Vec<String> {
        let row = &self.standing;
        let points = |points: Option<Points>| points.map(|points| points.to_string());
        let fixed = [
            row.rank.map(|rank| rank.to_string()),
            Some(row.unit.clone()),
            Some(row.name.clone()),
            row.group.clone(),
            row.grade.clone(),
            points(row.appraisal),
            points(row.survey),
            points(row.bonus),
            points(row.deduction),
            points(row.obtained),
            points(row.possible),
            row.ratio.clone(),
            Some(row.state.clone()),
            row.previous_rank.map(|rank| rank.to_string()),
            row.previous_ratio.clone(),
            row.change.clone(),
        ];
        let figures = self.figures.0.iter().map(|(_, cell)| cell.as_ref().map(Cell::text));
        fixed.into_iter().chain(figures).map(Option::unwrap_or_default).collect()
    }
}

/// The rows of [`table`](crate::analysis::table()).
///
/// # Example
/// ```
/// use par_index::analysis::{table, Figures, TableLevel};
/// use par_index::{framework, read, sample, score_all, view, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let (codes, lines) = table(&all, TableLevel::Field, Figures::Ratio);
/// let rows = view::table_rows(&all, &codes, &lines);
/// assert_eq!(rows[0].record().len(), view::TableRow::columns(&codes).len());
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn table_rows(cohort: &Cohort, codes: &[Code], lines: &[TableLine]) -> Vec<TableRow> {
    lines.iter().map(|line| table_row(cohort, codes, line)).collect()
}

/// The row of one line.
pub(super) fn table_row(cohort: &Cohort, codes: &[Code], line: &TableLine) -> TableRow {
    let digits = cohort.framework().policies().print;
    let known = !matches!(line.total.state(), State::InError | State::NotReported);
    let number = |points: Points| known.then_some(points);
    let standing = StandingRow {
        rank: line.rank,
        unit: line.unit.id.clone(),
        name: name(&line.unit.name),
        group: line.unit.group.clone(),
        grade: line.grade.label.as_deref().map(name),
        appraisal: number(line.appraisal),
        survey: number(line.survey),
        bonus: number(line.bonus),
        deduction: number(line.deduction),
        obtained: number(line.total.obtained()),
        possible: number(line.total.possible()),
        ratio: line.total.ratio().map(|ratio| percent(ratio, digits)),
        state: line.total.state().as_str().to_owned(),
        previous_rank: line.previous.as_ref().and_then(|(rank, _)| *rank),
        previous_ratio: line
            .previous
            .as_ref()
            .and_then(|(_, total)| Some(percent(total.ratio()?, digits))),
        change: change(line, digits)
            .map(|change| format!("{change:.*}", usize::from(digits.get()))),
    };
    let cells = line.figures.iter().map(|figure| figure.map(|figure| Cell::of(figure, digits)));
    TableRow { standing, figures: NodeFigures(codes.iter().cloned().zip(cells).collect()) }
}

/// The exact change of the index since the year before.
fn change(line: &TableLine, digits: Digits) -> Option<Percent> {
    let before = line.previous.as_ref().and_then(|(_, total)| total.ratio())?;
    Some(line.total.ratio()?.minus(before, digits))
}

/// The change in points, if points are the index and the possible points are unchanged.
fn change_in_points(framework: &Framework, line: &TableLine) -> Option<Points> {
    let (_, before) = line.previous.as_ref()?;
    let whole = is_points(framework) && before.possible() == line.total.possible();
    let closed = whole && before.ratio().is_some() && line.total.ratio().is_some();
    closed.then(|| line.total.obtained().minus(before.obtained()))
}

/// The table for human readers, with the names of the nodes below.
///
/// # Example
/// ```
/// use par_index::analysis::{table, Figures, TableLevel};
/// use par_index::{framework, read, sample, score_all, view, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let asked = (TableLevel::Field, Figures::Ratio);
/// let (codes, lines) = table(&all, asked.0, asked.1);
/// let page = view::units_page(&all, &codes, &lines, asked);
/// assert_eq!(page.tables().next().unwrap().rows().count(), 13);
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn units_page(
    cohort: &Cohort,
    codes: &[Code],
    lines: &[TableLine],
    (level, figures): (TableLevel, Figures),
) -> Page {
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let what = match figures {
        Figures::Obtained => Phrase::ColGot,
        Figures::Ratio => Phrase::ColRatio,
        Figures::Rank => Phrase::ColRank,
        Figures::Lost => Phrase::ColLost,
        Figures::SelfScore => Phrase::ColSelf,
        Figures::Cut => Phrase::TableCut,
    };
    let title = match level {
        TableLevel::Field => named(framework, Phrase::TableFields, Phrase::TableDimensions),
        TableLevel::Criterion => named(framework, Phrase::TableCriteria, Phrase::TableSubs),
        TableLevel::Leaf => named(framework, Phrase::TableLeaves, Phrase::TableSubs),
    };
    let args = [("units", lines.len().into()), ("what", Sentence::word(what).into())];
    let index = if is_points(framework) { Phrase::ColPoints } else { Phrase::ColIndex };
    let mut columns = vec![Column::place(), Column::name(), Column::figure(index)];
    let looks_back = lines.iter().any(|line| line.previous.is_some());
    if looks_back {
        columns.push(Column::figure(Phrase::ColRankBefore));
        columns.push(Column::change(Phrase::CompareChange));
    }
    columns.extend(codes.iter().map(|code| Column::figure(code.as_str())));
    let mut table = Table::new(Sentence::NONE, columns);
    for (place, line) in lines.iter().enumerate() {
        // Units of equal rank in a block stand next to each other.
        let same = |other: Option<&TableLine>| {
            other.is_some_and(|other| {
                let block = !cohort.is_by_group() || other.unit.group == line.unit.group;
                block && other.rank == line.rank
            })
        };
        let above = place.checked_sub(1).and_then(|above| lines.get(above));
        let tied = same(above) || same(lines.get(place + 1));
        let mut row = vec![
            line.rank.map_or(page::Cell::Mark(Mark::NoRank), |rank| ranked(rank, tied)),
            page::Cell::text(&line.unit.name),
            index_cell(framework, &line.total),
        ];
        if looks_back {
            let rank = line.previous.as_ref().and_then(|(rank, _)| *rank);
            row.push(page::Cell::or_absent(rank.map(|rank| ranked(rank, false))));
            let points = change_in_points(framework, line);
            let points = points.map(|change| page::Cell::gain(change, digits));
            let percent = || Some(page::Cell::Change(change(line, digits)?, digits));
            row.push(page::Cell::or_absent(points.or_else(percent)));
        }
        row.extend(line.figures.iter().map(|figure| match *figure {
            None => page::Cell::Absent,
            Some(Figure::Points(points)) => page::Cell::points(points, digits),
            Some(Figure::Ratio(ratio)) => page::Cell::Ratio(ratio, digits),
            Some(Figure::Rank(rank)) => ranked(rank, false),
        }));
        table.push(page::Row::of(row).about(&line.unit.id));
    }
    let names = codes.iter().filter_map(|code| {
        let node = framework.node(code.as_str())?;
        Some(Sentence::from(code.as_str()).then(" ").and(node.short()).whole())
    });
    let names = Block::remark(Sentence::joined(names, "; "));
    Page::of([Block::title(Sentence::say(title, args)), table.into(), names])
}

fn ranked(rank: usize, tied: bool) -> page::Cell {
    page::Cell::Rank { rank, tied }
}
