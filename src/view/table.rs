//! Rows and tables of `table`: units by nodes.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::claim::CLAIM_COLUMNS;
use super::index::{index, is_points, named};
use super::layout::{Grid, Row, WIDTH, left, right};
use super::row::row;
use super::{name, percent};
use crate::analysis::{Figure, Figures, TableLevel, TableLine};
use crate::framework::Framework;
use crate::quantity::{Code, Digits, Percent, PointSum, Points};
use crate::render::Look;
use crate::scoring::{Cohort, State};
use crate::words::{Arg, Phrase};

row! {
    /// A unit, how it stands, and its parts: appraisal + survey + bonus − deduction = obtained.
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
        /// In percent at print digits; ranks use exact values.
        pub ratio: Option<String>,
        pub state: String,
        /// Of the year before, where it is known.
        pub previous_rank: Option<usize>,
        pub previous_ratio: Option<String>,
        /// The exact change of the ratio in percentage points, at print digits.
        pub change: Option<String>,
    }
}

/// A unit's row: fixed columns, then one for each node under its code.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct TableRow {
    /// The fixed columns.
    #[serde(flatten)]
    pub standing: StandingRow,
    /// A figure for each node.
    #[serde(flatten)]
    pub figures: NodeFigures,
}

/// Figures under the codes of their nodes, in framework order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeFigures(pub Vec<(Code, Option<Cell>)>);

/// A figure as results carry it.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
#[non_exhaustive]
pub enum Cell {
    /// Points.
    Points(PointSum),
    /// A percentage at print digits.
    Percent(String),
    /// A rank.
    Rank(usize),
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

    /// The fixed columns, and any number of figures beside them.
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let figure = generator.subschema_for::<Option<Cell>>().to_value();
        let mut schema = StandingRow::json_schema(generator);
        schema.insert("additionalProperties".to_owned(), figure);
        schema
    }
}

/// The column of a node: its code, unless a fixed column has that name.
fn column(code: &Code) -> String {
    let code = code.as_str();
    if StandingRow::COLUMNS.contains(&code) || CLAIM_COLUMNS.contains(&code) {
        format!("node {code}")
    } else {
        code.to_owned()
    }
}

impl TableRow {
    /// The columns of a table with these nodes.
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
        let figures = self.figures.0.iter().map(|(_, cell)| {
            cell.as_ref().map(|cell| match cell {
                Cell::Points(points) => points.to_string(),
                Cell::Percent(text) => text.clone(),
                Cell::Rank(rank) => rank.to_string(),
            })
        });
        fixed.into_iter().chain(figures).map(Option::unwrap_or_default).collect()
    }
}

/// The rows of [`table`](crate::table).
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, table, view, Basis, Figures, TableLevel};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let (codes, lines) = table(&all, TableLevel::Field, Figures::Ratio);
/// let rows = view::table_rows(&all, &codes, &lines);
/// assert_eq!(rows[0].record().len(), view::TableRow::columns(&codes).len());
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn table_rows(cohort: &Cohort, codes: &[Code], lines: &[TableLine]) -> Vec<TableRow> {
    let digits = cohort.framework().policies().print;
    let rows = lines.iter().map(|line| {
        let known = !matches!(line.total.state(), State::InError | State::NotReported);
        let number = |points: Points| known.then_some(points);
        let standing = StandingRow {
            rank: line.rank,
            unit: line.unit.id.clone(),
            name: name(&line.unit.name),
            group: line.unit.group.clone(),
            grade: line.grade.label.as_ref().map(name),
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
        let cells = line.figures.iter().map(|figure| {
            figure.map(|figure| match figure {
                Figure::Points(points) => Cell::Points(points),
                Figure::Ratio(ratio) => Cell::Percent(percent(ratio, digits)),
                Figure::Rank(rank) => Cell::Rank(rank),
            })
        });
        TableRow { standing, figures: NodeFigures(codes.iter().cloned().zip(cells).collect()) }
    });
    rows.collect()
}

/// The exact change of the index from the year before.
fn change(line: &TableLine, digits: Digits) -> Option<Percent> {
    let before = line.previous.as_ref().and_then(|(_, total)| total.ratio())?;
    Some(line.total.ratio()?.minus(before, digits))
}

/// The change in points where these are the index, out of one total.
fn change_in_points(framework: &Framework, line: &TableLine) -> Option<Points> {
    let (_, before) = line.previous.as_ref()?;
    let whole = is_points(framework) && before.possible() == line.total.possible();
    let closed = whole && before.ratio().is_some() && line.total.ratio().is_some();
    closed.then(|| line.total.obtained().minus(before.obtained()))
}

/// The same for a person; what does not fit beside each other stands below, units repeated.
pub fn table_text(
    cohort: &Cohort,
    codes: &[Code],
    lines: &[TableLine],
    (level, figures): (TableLevel, Figures),
    look: Look,
) -> String {
    let digits = cohort.framework().policies().print;
    let figure = |figure: Option<Figure>| match figure {
        None => look.dash().to_owned(),
        Some(Figure::Points(points)) => look.sum(points, digits),
        Some(Figure::Ratio(ratio)) => look.ratio(ratio, digits),
        Some(Figure::Rank(rank)) => rank.to_string(),
    };
    let what = match figures {
        Figures::Obtained => Phrase::ColGot,
        Figures::Ratio => Phrase::ColRatio,
        Figures::Rank => Phrase::ColRank,
        Figures::Lost => Phrase::ColLost,
        Figures::SelfScore => Phrase::ColSelf,
        Figures::Cut => Phrase::TableCut,
    };
    let framework = cohort.framework();
    let title = match level {
        TableLevel::Field => named(framework, Phrase::TableFields, Phrase::TableDimensions),
        TableLevel::Criterion => named(framework, Phrase::TableCriteria, Phrase::TableSubs),
        TableLevel::Leaf => named(framework, Phrase::TableLeaves, Phrase::TableSubs),
    };
    let args = [("units", Arg::from(lines.len())), ("what", look.word(what).into())];
    let mut out = look.bold(&super::layout::wrap(&look.say(title, &args), "", "  ")) + "\n";
    let wide = codes.iter().map(|code| code.as_str().len());
    let cells = lines.iter().flat_map(|line| &line.figures);
    let widest = cells.map(|cell| super::layout::width(&figure(*cell))).chain(wide).max();
    let widest = widest.unwrap_or(4).max(4);
    // Rank, unit and index stand before the nodes.
    let looks_back = lines.iter().any(|line| line.previous.is_some());
    let room = WIDTH - (5 + 2 + 24 + 2 + 8 + 2) - if looks_back { 6 + 2 + 8 + 2 } else { 0 };
    for (n, codes) in codes.chunks((room / (widest + 2)).max(1)).enumerate() {
        let start = n * (room / (widest + 2)).max(1);
        let column = if is_points(framework) { Phrase::ColPoints } else { Phrase::ColIndex };
        let mut head = vec![String::new(), String::new(), look.word(column)];
        if looks_back {
            head.extend([Phrase::ColRankBefore, Phrase::CompareChange].map(|key| look.word(key)));
        }
        head.extend(codes.iter().map(Code::to_string));
        let mut columns = vec![right(5), left(12, 24), right(8)];
        if looks_back {
            columns.extend([right(6), right(8)]);
        }
        columns.extend(codes.iter().map(|_| right(widest)));
        let mut grid = Grid::new(columns);
        grid.push(Row::head(head));
        for (place, line) in lines.iter().enumerate() {
            let index = index(framework, &line.total, look);
            // Equal ranks of a block stand beside each other.
            let same = |other: Option<&TableLine>| {
                other.is_some_and(|other| {
                    let block = !cohort.is_by_group() || other.unit.group == line.unit.group;
                    block && other.rank == line.rank
                })
            };
            let tied = same(place.checked_sub(1).and_then(|above| lines.get(above)))
                || same(lines.get(place + 1));
            let mark = if tied { "=" } else { " " };
            let mut row = vec![
                line.rank.map_or("– ".to_owned(), |rank| format!("{rank}{mark}")),
                line.unit.name.get(look.lang).to_owned(),
                index.unwrap_or(look.dash().to_owned()),
            ];
            if looks_back {
                let rank = line.previous.as_ref().and_then(|(rank, _)| *rank);
                row.push(rank.map_or(look.dash().to_owned(), |rank| rank.to_string()));
                let change = match change_in_points(framework, line) {
                    Some(change) => Some(format!("{change:+.*}", usize::from(digits.get()))),
                    None => change(line, digits)
                        .map(|change| format!("{change:+.*}", usize::from(digits.get()))),
                };
                let change = change.map(|change| look.lang.decimal(&change));
                row.push(change.unwrap_or_else(|| look.dash().to_owned()));
            }
            let cells = line.figures.get(start..start + codes.len()).unwrap_or_default();
            row.extend(cells.iter().map(|cell| figure(*cell)));
            grid.push(Row::of(row));
        }
        if n > 0 {
            out.push('\n');
        }
        out += &grid.text(look);
    }
    let names = codes.iter().filter_map(|code| {
        let node = cohort.framework().node(code.as_str())?;
        Some(format!("{code} {}", node.short().get(look.lang)))
    });
    let names: Vec<String> = names.collect();
    out += &super::layout::wrap_pieces(names.join(";\u{0} ").split("\u{0} "), "   ", "   ");
    out.push('\n');
    look.plain(out)
}
