//! Rows and tables of `compare` and `diff`.

use super::index::is_points;
use super::layout::{Column, Grid, Row, codes, left, right, wrap};
use super::listed::node_name;
use super::name;
use super::row::row;
use crate::analysis::{Became, ChangeParts, Comparison, CrosswalkRow, NodeChange, UnitChange};
use crate::quantity::{Digits, Percent, Points, Ratio};
use crate::render::Look;
use crate::scoring::{Cohort, NodeScore, State};
use crate::words::{Arg, Phrase};

row! {
    /// The change of a unit's index and its parts, in percentage points at print digits, each
    /// rounded on its own; the indices and the change from exact values.
    pub struct CompareRow {
        pub unit: String,
        pub name: String,
        pub before: Option<String>,
        pub after: Option<String>,
        pub change: Option<String>,
        pub performance: Option<String>,
        pub ruler: Option<String>,
        pub bonus: Option<String>,
        /// Which part of what is possible now compares with before, in percent.
        pub comparable: Option<String>,
    }
}

/// The rows of [`compare`](crate::compare).
pub fn compare_rows(cohort: &Cohort, list: &[Comparison]) -> Vec<CompareRow> {
    let print = cohort.framework().policies().print;
    let digits = usize::from(print.get());
    let rows = list.iter().map(|one| {
        let index = |ratio: Option<Ratio>| ratio.map(|ratio| super::percent(ratio, print));
        let percent = |percent: Option<Percent>| percent.map(|value| format!("{value:.digits$}"));
        let part = |of: fn(&ChangeParts) -> Percent| percent(one.parts.as_ref().map(of));
        CompareRow {
            unit: one.unit.id.clone(),
            name: name(&one.unit.name),
            before: index(one.before),
            after: index(one.after),
            change: percent(one.change(print)),
            performance: part(|parts| parts.performance),
            ruler: part(|parts| parts.ruler),
            bonus: part(|parts| parts.bonus),
            comparable: part(|parts| parts.comparable),
        }
    });
    rows.collect()
}

/// The same for a person: who got better most comes first, who has no change last.
pub fn compare_table(cohort: &Cohort, list: &[Comparison], look: Look) -> String {
    let digits = cohort.framework().policies().print;
    let mut list: Vec<&Comparison> = list.iter().collect();
    list.sort_by_key(|one| std::cmp::Reverse(one.parts.map(|parts| parts.performance)));
    let mut parts = list.iter().filter_map(|one| one.parts);
    let no_bonus = parts.all(|parts| parts.bonus == Percent::ZERO);
    // Points stand before the ratios where they are the headline; totals may differ, ratios compare.
    let points = is_points(cohort.framework());
    let mut head = vec![Phrase::CompareTitle];
    if points {
        head.extend([Phrase::CompareBefore, Phrase::CompareAfter]);
        head.extend([Phrase::CompareBeforeRatio, Phrase::CompareAfterRatio]);
    } else {
        head.extend([Phrase::CompareBefore, Phrase::CompareAfter]);
    }
    head.extend([
        Phrase::CompareChange,
        Phrase::ComparePerformance,
        Phrase::CompareRuler,
        Phrase::CompareBonus,
        Phrase::CompareShare,
    ]);
    let mut columns = if points {
        vec![left(16, 20).hanging(), right(6), right(6)]
    } else {
        vec![left(16, 30).hanging()]
    };
    let first = columns.len() + 2;
    columns.extend([right(8), right(8)]);
    columns.extend([right(7), right(7), right(7), right(6), right(8)].map(Column::red_below_zero));
    // Nine columns are what a line holds; where nobody has a bonus that column is left out.
    let bonus = (points && no_bonus).then_some(first + 3);
    if let Some(bonus) = bonus {
        columns.remove(bonus);
        head.remove(bonus);
    }
    let mut grid = Grid::new(columns);
    grid.push(Row::head(head.into_iter().map(|phrase| look.word(phrase)).collect()));
    for one in list {
        let index = |index: Option<Ratio>| {
            index.map_or(look.dash().to_owned(), |index| look.ratio(index, digits))
        };
        let points_of = |value: Option<Percent>| {
            value.map_or(look.dash().to_owned(), |value| signed(value, look, digits))
        };
        let part = |of: fn(&ChangeParts) -> Percent| points_of(one.parts.as_ref().map(of));
        let share = one.parts.map(|parts| look.lang.percent(parts.comparable, digits));
        let mut line = vec![one.unit.name.get(look.lang).to_owned()];
        if points {
            let text = |points: Option<Points>| {
                points.map_or(look.dash().to_owned(), |points| look.points(points, digits))
            };
            line.extend(one.points.map(text));
        }
        line.extend([
            index(one.before),
            index(one.after),
            points_of(one.change(digits)),
            part(|parts| parts.performance),
            part(|parts| parts.ruler),
            part(|parts| parts.bonus),
            share.unwrap_or_default(),
        ]);
        if let Some(bonus) = bonus {
            line.remove(bonus);
        }
        grid.push(Row::of(line));
    }
    let mut out = grid.text(look);
    if points {
        out += &(wrap(&look.word(Phrase::CompareApart), "   ", "   ") + "\n");
    }
    look.plain(out)
}

fn signed(value: Percent, look: Look, digits: Digits) -> String {
    look.lang.decimal(&format!("{value:+.*}", usize::from(digits.get())))
}

row! {
    /// A node of a unit that changed, or the `total` of a unit it told on.
    pub struct DiffRow {
        pub unit: String,
        pub name: String,
        pub code: String,
        pub title: String,
        pub title_en: String,
        /// Obtained before; empty where nothing counts.
        pub before: Option<Points>,
        pub state_before: Option<String>,
        pub after: Option<Points>,
        pub state_after: Option<String>,
        pub change: Option<Points>,
        /// Of the `total`: the index in percent at print digits.
        pub ratio_before: Option<String>,
        pub ratio_after: Option<String>,
        pub rank_before: Option<usize>,
        pub rank_after: Option<usize>,
    }
}

fn points(score: Option<&NodeScore>) -> Option<Points> {
    let counts = |score: &&NodeScore| {
        let known = matches!(score.state(), State::Scored | State::Complete | State::Open);
        // Under the policies of the ruler what is missing or does not apply has points too.
        known || score.possible().is_positive() && score.open() == Points::ZERO
    };
    score.filter(counts).map(NodeScore::obtained)
}

/// The rows of [`changes`](crate::changes): of every unit what changed, then its total.
pub fn diff_rows(cohort: &Cohort, list: &[UnitChange]) -> Vec<DiffRow> {
    let digits = cohort.framework().policies().print;
    let row = |unit: &UnitChange, node: &NodeChange| {
        let title = cohort.framework().node(node.code.as_str());
        let title = title.map(|node| node.name().clone()).unwrap_or_default();
        let (before, after) = (node.before.as_ref(), node.after.as_ref());
        let state =
            |score: Option<&NodeScore>| score.map(|score| score.state().as_str().to_owned());
        let change = points(before).zip(points(after)).map(|(before, after)| after.minus(before));
        DiffRow {
            unit: unit.unit.id.clone(),
            name: name(&unit.unit.name),
            code: node.code.to_string(),
            title: name(&title),
            title_en: title.en,
            before: points(before),
            state_before: state(before),
            after: points(after),
            state_after: state(after),
            change,
            ..DiffRow::default()
        }
    };
    let rows = list.iter().flat_map(|unit| {
        let ratio = |score: Option<&NodeScore>| {
            score.and_then(NodeScore::ratio).map(|ratio| super::percent(ratio, digits))
        };
        let total = DiffRow {
            ratio_before: ratio(unit.total.before.as_ref()),
            ratio_after: ratio(unit.total.after.as_ref()),
            rank_before: unit.ranks[0],
            rank_after: unit.ranks[1],
            ..row(unit, &unit.total)
        };
        unit.nodes.iter().map(|node| row(unit, node)).chain([total]).collect::<Vec<DiffRow>>()
    });
    rows.collect()
}

/// The same for a person: the units that changed, then the bystanders whose rank moved.
pub fn diff_table(cohort: &Cohort, list: &[UnitChange], look: Look) -> String {
    if list.is_empty() {
        return look.word(Phrase::DiffNothing) + "\n";
    }
    let digits = cohort.framework().policies().print;
    let (changed, bystanders): (Vec<&UnitChange>, Vec<&UnitChange>) =
        list.iter().partition(|unit| !unit.nodes.is_empty());
    let rank = |rank: Option<usize>| rank.map_or(look.dash().to_owned(), |rank| rank.to_string());
    let mut grid = Grid::new([left(24, 46).hanging(), right(8), right(8), right(7), left(4, 20)]);
    grid.push(Row::head(vec![
        look.word(Phrase::DiffTitle),
        look.word(Phrase::CompareBefore),
        look.word(Phrase::CompareAfter),
        look.word(Phrase::CompareChange),
        look.word(Phrase::ColRank),
    ]));
    let cell = |score: Option<&NodeScore>| match (points(score), score) {
        (_, None) => look.dash().to_owned(),
        (Some(points), _) => look.points(points, digits),
        (None, Some(score)) => score.state().phrase().word(look.lang).to_lowercase(),
    };
    let ranks = |unit: &UnitChange| {
        let [before, after] = unit.ranks.map(rank);
        if before == after { after } else { format!("{before} {} {after}", look.arrow()) }
    };
    let mut push = |label: String, node: &NodeChange, ranks: String| {
        let (before, after) = (node.before.as_ref(), node.after.as_ref());
        let change = points(before).zip(points(after)).map(|(before, after)| after.minus(before));
        let change = change.map(|change| {
            let text = look.points(change, digits);
            if change > Points::ZERO { format!("+{text}") } else { text }
        });
        let cells = vec![label, cell(before), cell(after), change.unwrap_or_default(), ranks];
        grid.push(Row::of(cells));
    };
    for unit in changed {
        push(unit.unit.name.get(look.lang).to_owned(), &unit.total, ranks(unit));
        for node in &unit.nodes {
            let known = cohort.framework().node(node.code.as_str());
            let label = node_name(cohort.framework(), node.code.as_str()).text(look.lang);
            let code = if known.is_some() { node.code.as_str() } else { "" };
            push(format!("   {code:<5} {label}"), node, String::new());
        }
    }
    let mut out = grid.text(look);
    if !bystanders.is_empty() {
        let count = [("count", Arg::from(bystanders.len()))];
        out += &(wrap(&look.say(Phrase::DiffBystanders, &count), "   ", "   ") + "\n");
        for unit in bystanders {
            let line = format!("{}: {}", unit.unit.name.get(look.lang), ranks(unit));
            out += &(wrap(&line, "      ", "        ") + "\n");
        }
    }
    look.plain(out)
}

/// The rows of a crosswalk for a person, and how many are of each kind.
pub fn crosswalk_table(rows: &[CrosswalkRow], look: Look) -> String {
    let mut grid = Grid::new([codes(6), left(1, 2), codes(6), left(8, 10), left(8, 60)]);
    for row in rows {
        let code = |code: &str| if code.is_empty() { look.dash() } else { code }.to_owned();
        grid.push(Row::of(vec![
            code(&row.old),
            look.arrow().to_owned(),
            code(&row.new),
            row.kind.as_str().to_owned(),
            row.note.clone(),
        ]));
    }
    let kinds = Became::ALL.iter().filter_map(|kind| {
        let count = rows.iter().filter(|row| row.kind == *kind).count();
        (count > 0).then(|| format!("{}: {count}", kind.as_str()))
    });
    let kinds = kinds.collect::<Vec<String>>().join(", ");
    look.plain(format!("{}{}\n", grid.text(look), wrap(&kinds, "   ", "   ")))
}
