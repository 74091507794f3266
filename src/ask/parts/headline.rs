//! The head of a unit's page: index, rank, grade, points open, lost and re-scaled.

use crate::analysis::{Loss, Ranking, grade, ledger, rank};
use crate::ask::parts::by_period;
use crate::ask::parts::causes::causes;
use crate::ask::parts::claim::Claim;
use crate::ask::parts::index::{bounds_args, is_points, named, rank_said};
use crate::assessment::Value;
use crate::framework::{Grades, IndexKind, LeafIx, NotApplicablePolicy, Provenance};
use crate::page::{Block, Page};
use crate::period::Period;
use crate::quantity::Points;
use crate::scoring::{Basis, Cohort, Mark, Scorecard, State};
use crate::words::{Arg, Phrase, Sentence, Text};

/// Title, framework and main figures of a unit; empty for an unknown unit.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let head = view::headline(&all, "sample-commune-01").text(view::Look::default());
/// assert!(head.contains("1.20 short of Good"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn headline(cohort: &Cohort, unit: &str) -> Page {
    let Some(card) = cohort.card(unit) else { return Page::default() };
    let mut head = vec![title(cohort, card), Block::say(framework_line(cohort))];
    head.extend(Claim::of(cohort).block());
    let mut blocks = Vec::new();
    if card.basis() == Basis::SelfAssessed {
        blocks.push(Block::inside(1, Phrase::HeadOnlySelf));
    }
    match card.state() {
        State::NotReported => blocks.push(Block::inside(1, Phrase::HeadNoData)),
        State::InError => blocks.push(Block::inside(1, Phrase::HeadInError)),
        _ => {
            blocks.push(Block::Figures(numbers(cohort, &rank(cohort), card)));
            let lines = open_line(card).into_iter().chain([lost_line(card)]);
            let lines = lines.chain(rescaled_lines(card));
            blocks.extend(lines.map(|line| Block::inside(1, line)));
        }
    }
    if cohort.period().is_some_and(|period| !cohort.framework().is_valid_for(period)) {
        let said =
            by_period(cohort.period(), Phrase::HeadProvisional, Phrase::HeadProvisionalPeriod);
        blocks.push(Block::inside(1, said));
    }
    Page::of(head).with(blocks)
}

fn title(cohort: &Cohort, card: &Scorecard) -> Block {
    let (phrase, said): (Phrase, fn(Period) -> Text) = match cohort.framework().index() {
        IndexKind::Par => (Phrase::PageTitle, Period::title),
        IndexKind::Papi => (Phrase::PageTitlePapi, Period::title),
        _ => (Phrase::PageTitleOther, Period::short),
    };
    let period = cohort.period().map(said).unwrap_or_default();
    let title = cohort.framework().title().clone();
    let unit = card.unit().name.clone();
    let args = [("year", period.into()), ("unit", unit.into()), ("title", title.into())];
    let illustrative = card.assessment().provenance() == Some(Provenance::Illustrative);
    let aside = illustrative.then(|| Phrase::IllustrativeFigures.into());
    Block::Title { text: Sentence::say(phrase, args), aside: aside.unwrap_or_default() }
}

pub(crate) fn framework_line(cohort: &Cohort) -> Sentence {
    let framework = cohort.framework();
    let basis = match cohort.basis() {
        Basis::Final => named(framework, Phrase::BasisFinal, Phrase::BasisSurvey),
        basis => basis.phrase(),
    };
    let args = [
        ("id", framework.id().into()),
        ("provenance", Sentence::word(framework.provenance().phrase()).into()),
        ("hash", framework.short_hash().into()),
        ("basis", Sentence::word(basis).into()),
    ];
    Sentence::say(Phrase::PageFramework, args)
}

/// The main figures of a unit in one line:
/// `Index 78.79 %     rank 7 of 11     grade Fair     78.00 of 99.00 points     1.20 short of Good`
pub(crate) fn numbers(cohort: &Cohort, ranking: &Ranking, card: &Scorecard) -> Vec<Sentence> {
    let digits = cohort.framework().policies().print;
    let total = card.total();
    let mut parts = Vec::new();
    let framework = cohort.framework();
    // If points are the headline, they stand in place of the index, with the possible points.
    let points = is_points(framework) && card.basis() != Basis::SelfAssessed;
    let obtained = Arg::Rounded(total.obtained(), digits);
    let possible = Arg::Rounded(total.possible(), digits);
    match (total.ratio(), bounds_args(framework, &total)) {
        (Some(ratio), _) if points => {
            let args = [
                ("index", obtained.clone()),
                ("possible", possible.clone()),
                ("ratio", Arg::Ratio(ratio, digits)),
            ];
            parts.push(Sentence::say(Phrase::HeadIndexPoints, args));
        }
        (Some(ratio), _) => {
            let phrase = match card.basis() {
                Basis::SelfAssessed => Phrase::HeadSelf,
                _ => Phrase::HeadIndex,
            };
            parts.push(Sentence::say(phrase, [("index", Arg::Ratio(ratio, digits))]));
        }
        (None, Some([from, to])) if points => {
            let args = [from, to, ("possible", possible.clone())];
            parts.push(Sentence::say(Phrase::HeadBoundsPoints, args));
        }
        (None, Some(bounds)) => parts.push(Sentence::say(Phrase::HeadBounds, bounds)),
        (None, None) => {}
    }
    let row = ranking.of(&card.unit().id);
    match row.and_then(|row| Some((row, row.rank?))) {
        Some((row, rank)) => {
            let ranked = ranking
                .rows()
                .iter()
                .filter(|other| other.rank.is_some())
                .filter(|other| !cohort.is_by_group() || other.unit.group == row.unit.group)
                .count();
            let args = [("rank", rank_said(rank, row.tied).into()), ("ranked", ranked.into())];
            parts.push(Sentence::say(Phrase::HeadRank, args));
        }
        None => parts.push(Phrase::HeadUnranked.into()),
    }
    if let Some(label) = row.and_then(|row| row.grade.label.clone()) {
        let phrase = match framework.grades() {
            Grades::Quartiles(_) => Phrase::HeadGroup,
            Grades::Bands(_) => Phrase::HeadGrade,
        };
        parts.push(Sentence::say(phrase, [("grade", label.into())]));
    }
    if !points {
        let args = [("obtained", obtained), ("possible", possible)];
        parts.push(Sentence::say(Phrase::HeadPoints, args));
    }
    if let Some(next) = grade(card).next {
        let label = next.label.clone().into();
        if next.points != Points::ZERO {
            let args = [("points", Arg::Rounded(next.points, digits)), ("grade", label)];
            parts.push(Sentence::say(Phrase::HeadShort, args));
        } else if let Some(code) = next.under_floor.first() {
            let args = [("code", code.as_str().into()), ("grade", label)];
            parts.push(Sentence::say(Phrase::HeadFloor, args));
        }
    }
    parts
}

/// The points that wait for a value, and the leaves they belong to; `None` if there are none.
pub(crate) fn open_line(card: &Scorecard) -> Option<Sentence> {
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
        let code = Sentence::from(node.code().as_str());
        Some(code.then(" ").and(Sentence::word(phrase).lower()))
    });
    let leaves = Sentence::some_of(waiting.collect(), 6);
    let args = [("open", Arg::Rounded(total.open(), digits)), ("leaves", leaves.into())];
    Some(Sentence::say(Phrase::HeadOpen, args))
}

fn lost_line(card: &Scorecard) -> Sentence {
    let loss = ledger(card).total();
    if loss == Loss::default() {
        return Phrase::HeadNothingLost.into();
    }
    causes(&loss, card.framework().policies().print, Phrase::HeadLost)
}

/// The reasons why possible points were reduced: leaves that do not apply, and a survey not held.
fn rescaled_lines(card: &Scorecard) -> Vec<Sentence> {
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
            Some(Value::NotApplicable(reason)) => Sentence::from(reason.as_str()),
            Some(Value::Facts(..)) => Phrase::HeadCases.into(),
            _ => Sentence::NONE,
        };
        let reason =
            if reason.is_empty() { reason } else { Sentence::sign(" (").and(reason).then(")") };
        let args = [
            ("code", node.code().as_str().into()),
            ("max", Arg::Rounded(node.max(), digits)),
            ("reason", reason.into()),
        ];
        lines.push(Sentence::say(Phrase::HeadRescaled, args));
    }
    if lines.len() > 4 {
        let more = lines.len() - 3;
        lines.truncate(3);
        lines.push(Sentence::say(Phrase::HeadRescaledMore, [("count", more.into())]));
    }
    if card.basis() == Basis::Final && !card.assessment().survey_held() {
        let survey = framework.leaves().filter(|node| node.is_survey());
        let max = survey.fold(Points::ZERO, |sum, node| sum.plus(node.max()));
        if max != Points::ZERO {
            let args = [("max", Arg::Rounded(max, digits))];
            lines.push(Sentence::say(Phrase::HeadNoSurvey, args));
        }
    }
    lines
}
