//! Rows and table of `weak`: where the points were lost, who answers, and why.

use serde::Serialize;

use super::layout::{grid, left, right};
use super::look::Look;
use super::{name, percent};
use crate::analysis::{Order, WeakList};
use crate::quantity::{Points, Ratio};
use crate::scoring::Cohort;
use crate::words::{Arg, Lang, Phrase};

/// One weak leaf of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the columns are those of the result format, by its words")]
pub struct WeakRow {
    pub position: usize,
    pub unit: String,
    pub name: String,
    pub code: String,
    pub title: String,
    pub title_en: String,
    pub lead: String,
    pub max: Points,
    pub possible: Points,
    pub obtained: Points,
    pub lost: Points,
    pub ratio: Option<String>,
    pub share_of_lost: Option<String>,
    pub cumulative_share: Option<String>,
    pub survey: bool,
    pub why: String,
}

/// The rows of a weak list in its order; reasons in English, as results never depend on language.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, weak, view, Order};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = view::weak_rows(&all, &weak(&all, "sample-commune-01", Order::PointsLost));
/// assert_eq!((rows[1].code.as_str(), rows[1].lead.as_str()), ("1.3", "noi-vu"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn weak_rows(cohort: &Cohort, list: &WeakList) -> Vec<WeakRow> {
    let digits = cohort.framework().policies().print;
    let share = |ratio: Option<Ratio>| ratio.map(|ratio| percent(ratio, digits));
    list.iter()
        .map(|row| WeakRow {
            position: row.position,
            unit: row.unit.id.clone(),
            name: name(&row.unit.name),
            code: row.code.to_string(),
            title: name(&row.title),
            title_en: row.title.en.clone(),
            lead: row.lead.clone(),
            max: row.max,
            possible: row.possible,
            obtained: row.obtained,
            lost: row.lost,
            ratio: share(row.ratio),
            share_of_lost: share(row.share_of_lost),
            cumulative_share: share(row.cumulative_share),
            survey: row.survey,
            why: row.why.get(Lang::En).to_owned(),
        })
        .collect()
}

/// The first `top` rows as a table, with the part of the loss they hold.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, weak, view, Order};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let list = weak(&all, "sample-commune-01", Order::Attainment);
/// let table = view::weak_table(&all, &list, Order::Attainment, 3, view::Look::default());
/// assert!(table.starts_with("WEAKEST, BY ATTAINMENT"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn weak_table(
    cohort: &Cohort,
    list: &WeakList,
    order: Order,
    top: usize,
    look: Look,
) -> String {
    let digits = cohort.framework().policies().print;
    let Some(last) = list.get(..top.min(list.len())).and_then(<[_]>::last) else {
        return String::new();
    };
    let heading = match order {
        Order::PointsLost => Phrase::WeakTitle,
        Order::Attainment => Phrase::WeakTitleAttainment,
    };
    let mut lines = vec![vec![
        look.word(heading),
        look.word(Phrase::ColMax),
        look.word(Phrase::ColLost),
        look.word(Phrase::ColLead),
        look.word(Phrase::ColWhy),
    ]];
    for row in list.iter().take(top) {
        let lead = row.lead_names.get(look.lang);
        let lead = if lead.is_empty() { look.word(Phrase::None) } else { lead.to_owned() };
        lines.push(vec![
            format!("{:>2} {:<5} {}", row.position, row.code.as_str(), row.short.get(look.lang)),
            look.points(row.max, digits),
            look.points(row.lost, digits),
            lead,
            row.why.get(look.lang).to_owned(),
        ]);
    }
    let columns = [left(30, 35), right(5), right(5), left(6, 15), left(4, 60)];
    let paint = |line: usize, column: usize, text: &str| match (line, column) {
        (0, _) => look.bold(text),
        (_, 2) => look.red(text),
        _ => text.to_owned(),
    };
    let mut out = grid(&columns, &lines, paint);
    let shown = list.iter().take(top).fold(Points::ZERO, |sum, row| sum.plus(row.lost));
    let phrase = if list.len() > top { Phrase::WeakSum } else { Phrase::WeakAll };
    let share = last.cumulative_share.map(|share| share.percent(digits)).unwrap_or_default();
    let args = [
        ("shown", Arg::Rounded(shown, digits)),
        ("lost", Arg::Rounded(list.lost(), digits)),
        ("pct", Arg::RoundedPercent(share, digits)),
        ("others", (list.len() - top.min(list.len())).into()),
        ("rest", Arg::Rounded(list.lost().minus(shown), digits)),
    ];
    out.push(format!("   {}", look.say(phrase, &args)));
    look.plain(out.join("\n") + "\n")
}
