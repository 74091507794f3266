//! The rows of a decision's table as lines: the number of each, its name, its points, its texts.

use par_index::Points;
use par_index::finding::Place;
use unicode_normalization::UnicodeNormalization;

use super::columns::Role;
use super::marker::{self, Marker};
use super::wording::clause;
use crate::number::{self, Reading};
use crate::record::Record;
use crate::table::Table;

/// A row as it was understood.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) marker: Option<Marker>,
    pub(super) name: String,
    pub(super) max: Option<Points>,
    /// The texts that say how points are given, as they stand in the row's cells.
    pub(super) how: Vec<String>,
    pub(super) evidence: Option<String>,
    pub(super) lead: Option<String>,
    pub(super) cooperating: Option<String>,
    pub(super) appraiser: Option<String>,
    /// The text that says that a survey decides the points.
    pub(super) survey: Option<String>,
    /// Whether that text is the row's own name.
    pub(super) is_survey_named: bool,
    pub(super) place: Place,
    pub(super) max_place: Place,
    /// The text in the cell of points, if it is no number.
    pub(super) bad_max: Option<String>,
}

impl Line {
    /// The name with its points, as the decision writes them.
    pub(super) fn words(&self) -> String {
        match self.max {
            Some(max) => format!("{}: {}", self.name, max.to_string().replace('.', ",")),
            None => match &self.bad_max {
                Some(bad) => format!("{}: {bad}", self.name),
                None => self.name.clone(),
            },
        }
    }

    /// Adds the texts of a further row about the same criterion.
    fn join(&mut self, own: Line) {
        let how = own.how.join("\n");
        let points = own.max.filter(|max| self.max.is_some_and(|known| known != *max));
        let how = match points.map(|points| points.to_string().replace('.', ",")) {
            Some(points) if how.is_empty() => points,
            Some(points) => format!("{how}: {points}"),
            None => how,
        };
        if !how.is_empty() && !self.how.contains(&how) {
            self.how.push(how);
        }
        if self.max.is_none() && self.bad_max.is_none() {
            (self.max, self.bad_max, self.max_place) = (own.max, own.bad_max, own.max_place);
        } else if let (None, Some(bad)) = (&self.bad_max, own.bad_max) {
            self.how.push(bad);
        }
        if let Some(more) = own.evidence {
            match &mut self.evidence {
                Some(known) if known.lines().any(|line| line == more) || *known == more => {}
                Some(known) => *known = format!("{known}\n{more}"),
                known => *known = Some(more),
            }
        }
        self.lead = self.lead.take().or(own.lead);
        self.cooperating = self.cooperating.take().or(own.cooperating);
        self.appraiser = self.appraiser.take().or(own.appraiser);
        if self.survey.is_none() {
            (self.survey, self.is_survey_named) = (own.survey, own.is_survey_named);
        }
    }
}

/// A text with single blanks between its words.
fn joined(text: &str) -> String {
    text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with its lines trimmed and empty lines removed.
fn lines(text: &str) -> String {
    let text: String = text.nfc().collect();
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The points of a cell: `0,5 điểm`, `tối đa 2 điểm`, `(10đ)`.
fn points(text: &str) -> Option<Points> {
    let text = joined(text).to_lowercase();
    let bare = text.trim_matches(['(', ')', '[', ']', ' ']);
    let bare =
        ["tối đa", "không quá"].iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare);
    let plain = match number::read(bare.trim_matches([' ', ':']))? {
        Reading::One(plain) | Reading::Either { decimal: plain, .. } => plain,
    };
    plain.parse().ok()
}

/// The points in brackets behind a name, and the name before them: *Thể chế (10 điểm)*.
fn points_behind(name: &str) -> Option<(&str, Points)> {
    let bare = name.trim_end_matches([':', '.', ' ']);
    let (before, inside) = bare.strip_suffix(')')?.rsplit_once('(')?;
    inside.to_lowercase().contains("điểm").then_some(())?;
    Some((before.trim_end(), points(inside)?))
}

/// Whether a text says that points come from a survey.
pub(super) fn is_survey(text: &str) -> bool {
    let text = text.nfc().collect::<String>().to_lowercase();
    ["điều tra xã hội học", "điều tra xhh", "đtxhh", "khảo sát xã hội học", "survey"]
        .iter()
        .any(|word| text.contains(word))
}

/// The lines of a table. A row may hold several levels of the tree at once, each in a column of its
/// own.
pub(super) fn read(table: &Table<'_>, roles: &[Role], rows: &[Record]) -> Vec<Line> {
    let names: Vec<usize> = of(roles, Role::Name).collect();
    let markers: Vec<usize> = of(roles, Role::Marker).collect();
    let levels =
        if markers.len() < 2 && is_over(&names, rows) { names.clone() } else { Vec::new() };
    let mut above: Vec<String> = vec![String::new(); levels.len()];
    let mut innermost: Option<usize> = None;
    let mut all = Vec::new();
    for record in rows {
        if levels.is_empty() {
            all.extend(line(table, roles, (&markers, &names), record));
            continue;
        }
        let mut last = None;
        for (depth, column) in levels.iter().enumerate() {
            let text = joined(record.cell(*column).bare());
            let known = above.get(depth).is_some_and(|known| *known == text);
            if text.is_empty() || known {
                continue;
            }
            // Merged cells repeat the text of the row above.
            if let Some(above) = above.get_mut(depth) {
                above.clone_from(&text);
            }
            above.iter_mut().skip(depth + 1).for_each(String::clear);
            let mut one = Line { place: table.place(record.at(), *column), ..Line::default() };
            one.max_place = one.place.clone();
            let (marker, name) = named(&text);
            one.marker = Some(marker.unwrap_or(Marker::Column(depth)));
            (one.name, one.max) = match points_behind(&name) {
                Some((before, points)) => (before.to_owned(), Some(points)),
                None => (name, None),
            };
            last = Some(all.len());
            innermost = last;
            all.push(one);
        }
        // The other cells of the row belong to its innermost level.
        let own = line(table, roles, (&markers, &[]), record);
        match (last.and_then(|at| all.get_mut(at)), own) {
            (Some(one), Some(own)) => {
                let max = own.max.or(one.max);
                let named = Some(one.name.clone()).filter(|name| is_survey(name));
                let is_survey_named = own.survey.is_none() && named.is_some();
                *one = Line {
                    marker: one.marker.clone(),
                    name: std::mem::take(&mut one.name),
                    place: one.place.clone(),
                    max,
                    survey: own.survey.clone().or(named),
                    is_survey_named,
                    ..own
                };
            }
            (None, Some(own)) if !own.name.is_empty() => all.push(own),
            // A further row of a merged criterion adds to the line of that criterion.
            (None, Some(own)) => match innermost.and_then(|at| all.get_mut(at)) {
                Some(one) => one.join(own),
                None => all.push(own),
            },
            _ => {}
        }
    }
    all
}

fn of(roles: &[Role], role: Role) -> impl Iterator<Item = usize> {
    roles.iter().enumerate().filter(move |(_, known)| **known == role).map(|(at, _)| at)
}

/// Whether the second column of names changes more often than the first: then a text in the first
/// column stands for several rows, as the level above.
fn is_over(names: &[usize], rows: &[Record]) -> bool {
    let [first, second, ..] = names else { return false };
    let count = |column: usize| {
        let texts: Vec<&str> = rows.iter().filter_map(|row| row.cell(column).said()).collect();
        let again = texts.iter().zip(texts.iter().skip(1)).filter(|(a, b)| a == b).count();
        texts.len() - again
    };
    count(*first) < count(*second)
}

/// The marker (such as `1.1` or `a)`) that a text begins with, and the name behind the marker.
fn named(text: &str) -> (Option<Marker>, String) {
    match marker::before_name(text) {
        Some((marker, name)) => (Some(marker), name.to_owned()),
        None => (None, text.to_owned()),
    }
}

fn line(
    table: &Table<'_>,
    roles: &[Role],
    (markers, names): (&[usize], &[usize]),
    record: &Record,
) -> Option<Line> {
    let at = record.at();
    let said =
        |role| of(roles, role).find_map(|column| Some((column, record.cell(column).said()?)));
    let text = |role| said(role).map(|(_, text)| lines(text));
    let mut line = Line::default();
    // A cell merged over the columns of number and name holds one text, which is the name.
    let marked = markers.iter().rev().find_map(|column| {
        let cell = record.cell(*column);
        let whole = cell.merged && names.iter().any(|name| record.cell(*name).text == cell.text);
        let marker = if whole { None } else { marker::of_cell(cell) };
        Some((*column, cell.said()?, marker))
    });
    let name = names.iter().find_map(|column| Some((*column, record.cell(*column).said()?)));
    let mut texts = Vec::new();
    if let Some((column, said, marker)) = &marked {
        line.place = table.place(at, *column);
        line.marker.clone_from(marker);
        let is_dash = said.chars().all(|c| "-+*•–".contains(c));
        if marker.is_none() && !is_dash && name.is_none_or(|(_, name)| name != *said) {
            texts.push(joined(said));
        }
    }
    if let Some((column, said)) = name {
        if marked.is_none() {
            line.place = table.place(at, column);
        }
        texts.push(joined(said));
    }
    line.name = texts.join(" ");
    if line.marker.is_none() {
        (line.marker, line.name) = named(&line.name);
    } else if let Some((_, name)) = marker::before_name(&line.name) {
        // A number that stands in both columns counts once.
        line.name = String::from(name);
    }
    if let Some((column, said)) = said(Role::Max).filter(|(_, said)| !"-–—".contains(said)) {
        line.max_place = table.place(at, column);
        line.max = points(said);
        line.bad_max = line.max.is_none().then(|| joined(said));
    } else {
        line.max_place.clone_from(&line.place);
    }
    if let Some((column, said)) =
        said(Role::SurveyMax).filter(|(_, said)| points(said).is_some_and(Points::is_positive))
    {
        // With points of the appraisal in the same row, the row stands above both kinds of leaves,
        // and those points are kept as its maximum.
        if line.max.is_none() {
            (line.max, line.bad_max) = (points(said), None);
            line.max_place = table.place(at, column);
            line.survey = Some(table.heading(column).to_owned());
        }
    }
    if line.max.is_none()
        && line.bad_max.is_none()
        && line.marker.is_some()
        && let Some((before, points)) = points_behind(&line.name)
    {
        (line.name, line.max) = (before.to_owned(), Some(points));
    }
    // A cell merged over two columns is read once.
    let all = |role| {
        let mut all: Vec<String> = Vec::new();
        for column in of(roles, role) {
            let said = record.cell(column).said().map(lines);
            all.extend(said.filter(|said| !all.contains(said)));
        }
        all
    };
    line.how.extend(all(Role::How));
    line.how.extend(all(Role::Note));
    line.evidence = Some(all(Role::Evidence).join("\n")).filter(|text| !text.is_empty());
    (line.lead, line.cooperating, line.appraiser) =
        (text(Role::Lead), text(Role::Cooperating), text(Role::Appraiser));
    let scorer = text(Role::Scorer)
        .filter(|text| is_survey(text) || text.to_lowercase().contains("điều tra"));
    line.survey =
        line.survey.or(scorer).or_else(|| line.how.iter().find(|text| is_survey(text)).cloned());
    if line.survey.is_none() && is_survey(&line.name) {
        (line.survey, line.is_survey_named) = (Some(line.name.clone()), true);
    }
    // The name of a component may hold its rule: "Ban hành kế hoạch: 0,5 điểm".
    if line.max.is_none() && line.marker.is_none() && line.bad_max.is_none() {
        let read = clause(&line.name);
        if let (Some(points), false) = (read.points, read.condition.is_empty()) {
            (line.max, line.name) = (Some(points), read.condition);
        }
    }
    let is_said = !line.name.is_empty() || line.marker.is_some() || line.max.is_some();
    (is_said || !line.how.is_empty()).then_some(line)
}
