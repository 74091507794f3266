//! The head of a page: index, rank, grade, what is missing, what was lost, what was re-scaled.

use super::claim::Claim;
use super::index::{bounds, is_points, named};
use super::layout::{WIDTH, ends, width, wrap};
use super::lost::causes;
use crate::analysis::{Ranking, grade, ledger, rank};
use crate::assessment::Value;
use crate::framework::{Grades, IndexKind, LeafIx, NotApplicablePolicy, Provenance};
use crate::quantity::Points;
use crate::render::Look;
use crate::scoring::{Basis, Cohort, Mark, Scorecard, State};
use crate::words::{Arg, Phrase, Sentence};

/// Title, framework, and the numbers one looks for first.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let head = view::headline(&all, "sample-commune-01", view::Look::default());
/// assert!(head.contains("1.20 short of Good"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn headline(cohort: &Cohort, unit: &str, look: Look) -> String {
    let Some(card) = cohort.card(unit) else { return String::new() };
    let mut lines = vec![look.bold(&title(cohort, card, look)), framework_line(cohort, look)];
    lines.extend(Claim::of(cohort).page().text(look).lines().map(str::to_owned));
    lines.push(String::new());
    if card.basis() == Basis::SelfAssessed {
        lines.push(format!("  {}", look.word(Phrase::HeadOnlySelf)));
    }
    match card.state() {
        State::NotReported => lines.push(format!("  {}", look.word(Phrase::HeadNoData))),
        State::InError => lines.push(format!("  {}", look.word(Phrase::HeadInError))),
        _ => {
            lines.push(numbers(cohort, &rank(cohort), card, look));
            lines.extend(open_line(card, look));
            lines.push(lost_line(card, look));
            lines.extend(rescaled_lines(card, look));
        }
    }
    if cohort.year().is_some_and(|year| !cohort.framework().is_valid_for(year)) {
        lines.push(format!("  {}", look.word(Phrase::HeadProvisional)));
    }
    look.plain(lines.join("\n") + "\n")
}

fn title(cohort: &Cohort, card: &Scorecard, look: Look) -> String {
    let year = cohort.year().map(|year| year.to_string()).unwrap_or_default();
    let name = card.unit().name.get(look.lang).to_owned();
    let phrase = match cohort.framework().index() {
        IndexKind::Par => Phrase::PageTitle,
        IndexKind::Papi => Phrase::PageTitlePapi,
        _ => Phrase::PageTitleOther,
    };
    let title = cohort.framework().title().clone();
    let left =
        look.say(phrase, &[("year", year.into()), ("unit", name.into()), ("title", title.into())]);
    let illustrative = card.assessment().provenance() == Some(Provenance::Illustrative);
    let right = if illustrative { look.word(Phrase::IllustrativeFigures) } else { String::new() };
    ends(&left, &right)
}

fn framework_line(cohort: &Cohort, look: Look) -> String {
    let framework = cohort.framework();
    let basis = match cohort.basis() {
        Basis::Final => named(framework, Phrase::BasisFinal, Phrase::BasisSurvey),
        basis => basis.phrase(),
    };
    let provenance = framework.provenance().phrase();
    let hash = framework.hash().get(..8).unwrap_or_default();
    look.say(
        Phrase::PageFramework,
        &[
            ("id", framework.id().into()),
            ("provenance", look.word(provenance).into()),
            ("hash", hash.into()),
            ("basis", look.word(basis).into()),
        ],
    )
}

/// `Index 78.79 %     rank 7 of 11     grade Fair     78.00 of 99.00 points     1.20 short of Good`
pub(super) fn numbers(cohort: &Cohort, ranking: &Ranking, card: &Scorecard, look: Look) -> String {
    let digits = cohort.framework().policies().print;
    let total = card.total();
    let mut parts = Vec::new();
    let framework = cohort.framework();
    // Where points are the headline they stand there, out of what is possible.
    let points = is_points(framework) && card.basis() != Basis::SelfAssessed;
    let possible = Arg::Rounded(total.possible(), digits);
    match (total.ratio(), bounds(framework, &total, look)) {
        (Some(ratio), _) if points => {
            let args = [
                ("index", Arg::Rounded(total.obtained(), digits)),
                ("possible", possible.clone()),
                ("ratio", look.ratio(ratio, digits).into()),
            ];
            parts.push(look.say(Phrase::HeadIndexPoints, &args));
        }
        (Some(ratio), _) => {
            let index = look.ratio(ratio, digits);
            let phrase = match card.basis() {
                Basis::SelfAssessed => Phrase::HeadSelf,
                _ => Phrase::HeadIndex,
            };
            parts.push(look.say(phrase, &[("index", index.into())]));
        }
        (None, Some((from, to))) if points => {
            let args = [("from", from.into()), ("to", to.into()), ("possible", possible.clone())];
            parts.push(look.say(Phrase::HeadBoundsPoints, &args));
        }
        (None, Some((from, to))) => {
            let args = [("from", from.into()), ("to", to.into())];
            parts.push(look.say(Phrase::HeadBounds, &args));
        }
        (None, None) => {}
    }
    let row = ranking.of(&card.unit().id);
    match row.and_then(|row| row.rank) {
        Some(rank) => {
            let block = row.and_then(|row| row.unit.group.clone());
            let ranked = ranking
                .rows()
                .iter()
                .filter(|row| row.rank.is_some())
                .filter(|row| !cohort.is_by_group() || row.unit.group == block)
                .count();
            let tied = row.is_some_and(|row| row.tied);
            let rank = format!("{rank}{}", if tied { "=" } else { "" });
            let args = [("rank", rank.into()), ("ranked", ranked.into())];
            parts.push(look.say(Phrase::HeadRank, &args));
        }
        None => parts.push(look.word(Phrase::HeadUnranked)),
    }
    if let Some(label) = row.and_then(|row| row.grade.label.as_ref()) {
        let label = label.get(look.lang);
        let phrase = match framework.grades() {
            Grades::Quartiles(_) => Phrase::HeadGroup,
            Grades::Bands(_) => Phrase::HeadGrade,
        };
        parts.push(look.say(phrase, &[("grade", label.into())]));
    }
    if !points {
        let obtained = Arg::Rounded(total.obtained(), digits);
        let args = [("obtained", obtained), ("possible", possible)];
        parts.push(look.say(Phrase::HeadPoints, &args));
    }
    if let Some(next) = grade(card).next {
        let label = next.label.get(look.lang);
        if next.points != Points::ZERO {
            let args = [("points", Arg::Rounded(next.points, digits)), ("grade", label.into())];
            parts.push(look.say(Phrase::HeadShort, &args));
        } else if let Some(code) = next.under_floor.first() {
            let args = [("code", code.as_str().into()), ("grade", label.into())];
            parts.push(look.say(Phrase::HeadFloor, &args));
        }
    }
    // As wide apart as the line allows.
    let lines = (2..=5).rev().map(|gap| format!("  {}", parts.join(&" ".repeat(gap))));
    let fitting = lines.clone().find(|line| width(line) <= WIDTH);
    look.bold(&fitting.unwrap_or_else(|| wrap(&parts.join("  "), "  ", "  ")))
}

fn open_line(card: &Scorecard, look: Look) -> Option<String> {
    Some(wrap(&open(card)?.text(look.lang), "  ", "  "))
}

/// What waits for a value; nothing where nothing does.
pub(super) fn open(card: &Scorecard) -> Option<Sentence> {
    let total = card.total();
    if total.open() == Points::ZERO {
        return None;
    }
    let digits = card.framework().policies().print;
    let waiting = card.framework().leaves().enumerate().filter_map(|(ix, node)| {
        let phrase = match card.mark_at(LeafIx(ix)) {
            Mark::Missing => Phrase::Missing,
            Mark::NotAppraised => Phrase::NotAppraised,
            _ => return None,
        };
        let why = Sentence::word(phrase).lower();
        Some(Sentence::from(node.code().as_str()).then(" ").and(why))
    });
    let leaves = Sentence::some_of(waiting.collect(), 6);
    let args = [("open", Arg::Rounded(total.open(), digits)), ("leaves", leaves.into())];
    Some(Sentence::say(Phrase::HeadOpen, args))
}

fn lost_line(card: &Scorecard, look: Look) -> String {
    let digits = card.framework().policies().print;
    let loss = ledger(card).total();
    if loss == crate::analysis::Loss::default() {
        return format!("  {}", look.word(Phrase::HeadNothingLost));
    }
    causes(&loss, look, digits, Phrase::HeadLost, "  ")
}

/// What left the possible points: leaves that do not apply, and a survey that was not held.
fn rescaled_lines(card: &Scorecard, look: Look) -> Vec<String> {
    let framework = card.framework();
    let digits = framework.policies().print;
    let mut lines = Vec::new();
    let rescale = framework.policies().not_applicable == NotApplicablePolicy::Rescale;
    for (ix, node) in framework.leaves().enumerate() {
        if !rescale || card.mark_at(LeafIx(ix)) != Mark::NotApplicable {
            continue;
        }
        let entry = card.assessment().at(LeafIx(ix));
        let value = entry.as_ref().and_then(|entry| match card.basis() {
            Basis::SelfAssessed => entry.rounds()[0],
            _ if node.is_survey() => entry.survey_value(),
            _ => entry.recognised(),
        });
        let reason = match value {
            Some(Value::NotApplicable(reason)) if !reason.is_empty() => format!(" ({reason})"),
            Some(Value::Facts(..)) => format!(" ({})", look.word(Phrase::HeadCases)),
            _ => String::new(),
        };
        let args = [
            ("code", node.code().as_str().into()),
            ("max", Arg::Rounded(node.max(), digits)),
            ("reason", reason.into()),
        ];
        lines.push(wrap(&look.say(Phrase::HeadRescaled, &args), "  ", "  "));
    }
    if lines.len() > 4 {
        let more = lines.len() - 3;
        lines.truncate(3);
        lines.push(format!("  {}", look.say(Phrase::HeadRescaledMore, &[("count", more.into())])));
    }
    if card.basis() == Basis::Final && !card.assessment().survey_held() {
        let survey = framework.leaves().filter(|node| node.is_survey());
        let max = survey.fold(Points::ZERO, |sum, node| sum.plus(node.max()));
        if max != Points::ZERO {
            let args = [("max", Arg::Rounded(max, digits))];
            lines.push(wrap(&look.say(Phrase::HeadNoSurvey, &args), "  ", "  "));
        }
    }
    lines
}

/// The first few of a list, and how many there are besides.
pub(crate) fn some_of(items: &[String], most: usize) -> String {
    if items.len() <= most {
        return items.join(", ");
    }
    let shown = items.get(..most).unwrap_or_default();
    format!("{} … +{}", shown.join(", "), items.len() - most)
}
