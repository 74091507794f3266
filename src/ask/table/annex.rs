//! `table --annex`: the annex of an announcement, with a row of maxima above the units.

use crate::analysis::{Figure, TableLine};
use crate::ask::parts::claim::CLAIM_COLUMNS;
use crate::ask::parts::index::{grade_column, index_cell};
use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent};
use crate::framework::Framework;
use crate::page::{self, Block, Column, Mark, Page, Row, Table};
use crate::quantity::{Code, PointSum, Points};
use crate::scoring::{Cohort, State};
use crate::words::{Lang, Phrase, Sentence};

use super::view::{Cell, NodeFigures};

row! {
    /// One unit of an annex; the first row holds the maxima and has no unit.
    pub struct AnnexStanding {
        /// The place in the list, counted from 1.
        pub ordinal: Option<usize>,
        pub unit: Option<String>,
        pub name: String,
        pub group: Option<String>,
        pub appraisal: Option<PointSum>,
        pub survey: Option<PointSum>,
        pub bonus: Option<PointSum>,
        pub deduction: Option<PointSum>,
        pub obtained: Option<PointSum>,
        /// The ratio in percent at print digits.
        pub ratio: Option<String>,
        pub rank: Option<usize>,
        pub grade: Option<String>,
        pub state: Option<String>,
    }
}

/// A row of an annex: fixed columns, then the points of each node under its code.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct AnnexRow {
    /// The fixed columns of the annex.
    #[serde(flatten)]
    pub standing: AnnexStanding,
    /// One figure for each node.
    #[serde(flatten)]
    pub figures: NodeFigures,
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for AnnexRow {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AnnexRow".into()
    }

    /// The schema of an annex row: the fixed columns, and any number of further columns with
    /// figures.
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        super::view::with_figures(AnnexStanding::json_schema(generator), generator)
    }
}

impl AnnexRow {
    /// The columns of an annex that shows these nodes.
    pub(super) fn columns(codes: &[Code]) -> Vec<String> {
        let fixed = AnnexStanding::COLUMNS.iter().map(|column| (*column).to_owned());
        let known =
            |code: &str| AnnexStanding::COLUMNS.contains(&code) || CLAIM_COLUMNS.contains(&code);
        let nodes = codes.iter().map(|code| match code.as_str() {
            code if known(code) => format!("node {code}"),
            code => code.to_owned(),
        });
        fixed.chain(nodes).collect()
    }

    /// The row as cells of a CSV record.
    pub(super) fn record(&self) -> Vec<String> {
        let row = &self.standing;
        let points = |points: Option<PointSum>| points.map(|points| points.to_string());
        let count = |count: Option<usize>| count.map(|count| count.to_string());
        let fixed = [
            count(row.ordinal),
            row.unit.clone(),
            Some(row.name.clone()),
            row.group.clone(),
            points(row.appraisal),
            points(row.survey),
            points(row.bonus),
            points(row.deduction),
            points(row.obtained),
            row.ratio.clone(),
            count(row.rank),
            row.grade.clone(),
            row.state.clone(),
        ];
        let figures = self.figures.0.iter().map(|(_, cell)| cell.as_ref().map(Cell::text));
        fixed.into_iter().chain(figures).map(Option::unwrap_or_default).collect()
    }
}

/// The maximum points of appraisal, of the survey, and of each node.
struct Maxima {
    appraisal: PointSum,
    survey: PointSum,
    nodes: Vec<Option<Points>>,
}

impl Maxima {
    fn of(framework: &Framework, codes: &[Code]) -> Maxima {
        let sum = |survey: bool| {
            let own = framework.leaves().filter(move |leaf| leaf.is_survey() == survey);
            own.map(crate::framework::Node::max).sum()
        };
        let nodes = codes.iter().map(|code| Some(framework.node(code.as_str())?.max())).collect();
        Maxima { appraisal: sum(false), survey: sum(true), nodes }
    }
}

/// The first row of an annex, with the maxima.
pub(super) fn annex_maxima(framework: &Framework, codes: &[Code]) -> AnnexRow {
    let digits = framework.policies().print;
    let maxima = Maxima::of(framework, codes);
    let first = AnnexStanding {
        name: Lang::Vi.heading("max").unwrap_or_default().to_owned(),
        appraisal: Some(maxima.appraisal),
        survey: Some(maxima.survey),
        obtained: Some(framework.total().into()),
        ratio: Some(format!("{:.*}", usize::from(digits.get()), crate::quantity::Percent::HUNDRED)),
        ..AnnexStanding::default()
    };
    let of_max = |max: Option<Points>| max.map(|max| Cell::Points(max.into()));
    let cells = maxima.nodes.into_iter().map(of_max);
    AnnexRow { standing: first, figures: NodeFigures(codes.iter().cloned().zip(cells).collect()) }
}

/// The row of one unit; `place` is its place in the list, counted from 0.
pub(super) fn annex_row(
    framework: &Framework,
    codes: &[Code],
    (place, line): (usize, &TableLine),
) -> AnnexRow {
    let digits = framework.policies().print;
    let known = is_known(line);
    let number = |points: Points| known.then(|| PointSum::from(points));
    let standing = AnnexStanding {
        ordinal: Some(place + 1),
        unit: Some(line.unit.id.clone()),
        name: name(&line.unit.name),
        group: line.unit.group.clone(),
        appraisal: number(line.appraisal),
        survey: number(line.survey),
        bonus: number(line.bonus),
        deduction: number(line.deduction),
        obtained: number(line.total.obtained()),
        ratio: line.total.ratio().map(|ratio| percent(ratio, digits)),
        rank: line.rank,
        grade: line.grade.label.as_deref().map(name),
        state: Some(line.total.state().as_str().to_owned()),
    };
    let cells = line.figures.iter().map(|figure| figure.map(|figure| Cell::of(figure, digits)));
    AnnexRow { standing, figures: NodeFigures(codes.iter().cloned().zip(cells).collect()) }
}

fn is_known(line: &TableLine) -> bool {
    !matches!(line.total.state(), State::InError | State::NotReported)
}

/// The annex for human readers.
pub(crate) fn annex_page(cohort: &Cohort, codes: &[Code], lines: &[TableLine]) -> Page {
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let points = |points: Points| page::Cell::points(points, digits);
    // If no unit has bonus or deduction, their columns are left out.
    let extra = lines.iter().any(|line| line.bonus.is_positive() || line.deduction.is_positive());
    let mut columns = vec![
        Column::place(),
        Column::name(),
        Column::figure(Phrase::AnnexAppraisal),
        Column::figure(Phrase::AnnexSurvey),
    ];
    if extra {
        columns.extend([Phrase::AnnexBonus, Phrase::AnnexDeduction].map(Column::figure));
    }
    columns.extend([
        Column::figure(Phrase::ColAll),
        Column::figure(Phrase::ColIndex),
        Column::figure(Phrase::ColRank),
        Column::text(grade_column(framework)),
    ]);
    columns.extend(codes.iter().map(|code| Column::figure(code.as_str())));
    let mut table = Table::new(Sentence::NONE, columns);
    let maxima = Maxima::of(framework, codes);
    let sum = |points: PointSum| page::Cell::points(points, digits);
    let mut first = vec![
        page::Cell::Empty,
        page::Cell::text(Phrase::AnnexMaxima),
        sum(maxima.appraisal),
        sum(maxima.survey),
    ];
    if extra {
        first.extend([page::Cell::Empty, page::Cell::Empty]);
    }
    let hundred = page::Cell::Percent(crate::quantity::Percent::HUNDRED, digits);
    first.extend([points(framework.total()), hundred, page::Cell::Empty, page::Cell::Empty]);
    first.extend(maxima.nodes.into_iter().map(|max| page::Cell::or_absent(max.map(points))));
    table.push(Row::of(first).strong());
    for (place, line) in lines.iter().enumerate() {
        // A total with open points is not a result yet, so that it is not printed.
        let is_whole = is_known(line) && line.total.open() == Points::ZERO;
        let known = |figure: Points| if is_whole { points(figure) } else { page::Cell::Absent };
        let mut row = vec![
            page::Cell::count(place + 1),
            page::Cell::text(&line.unit.name),
            known(line.appraisal),
            known(line.survey),
        ];
        if extra {
            row.extend([known(line.bonus), known(line.deduction)]);
        }
        row.extend([
            known(line.total.obtained()),
            index_cell(framework, &line.total),
            line.rank.map_or(page::Cell::Mark(Mark::NoRank), |rank| page::Cell::Rank {
                rank,
                tied: false,
            }),
            line.grade.label.as_deref().map_or(page::Cell::Empty, page::Cell::text),
        ]);
        let card = cohort.card(&line.unit.id);
        row.extend(line.figures.iter().zip(codes).map(|(figure, code)| {
            let score = card.and_then(|card| card.node(code.as_str()));
            let waits = score.is_some_and(|score| score.open() != Points::ZERO);
            match *figure {
                Some(Figure::Points(sum)) if !waits => page::Cell::points(sum, digits),
                _ => page::Cell::Absent,
            }
        }));
        table.push(row);
    }
    let names = codes.iter().filter_map(|code| {
        let node = framework.node(code.as_str())?;
        Some(Sentence::from(code.as_str()).then(" ").and(node.short()).whole())
    });
    let title = Sentence::say(Phrase::AnnexTitle, [("units", lines.len().into())]);
    Page::of([Block::title(title), table.into(), Block::remark(Sentence::joined(names, "; "))])
}
