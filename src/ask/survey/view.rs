//! Rows and tables of a survey: points, answers and intervals of every unit and leaf.

use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent};
use crate::assessment::{Confidence, SurveyCounts, Target, UnitCount, required_sample};
use crate::framework::Node;
use crate::framework::rule::{FullAt, More};
use crate::page::{Block, Cell, Column, Page, Table};
use crate::period::Period;
use crate::quantity::{Digits, Percent, PointSum, Points, Ratio};
use crate::words::{Arg, Phrase, Sentence};

row! {
    /// One leaf of a unit's survey: a row of the long table, which can be joined with other inputs.
    /// Columns that begin with `survey_` are ignored when it is read as an input.
    pub struct SurveyRow {
        pub unit: String,
        /// The name; empty if it equals the id.
        pub name: String,
        pub year: Option<u16>,
        pub channel: Option<String>,
        pub component: String,
        /// The points; empty if an answer is missing or the unit is in error.
        pub survey: Option<Points>,
        /// The mean weight of the valid answers, in percent.
        pub survey_ratio: Option<String>,
        /// How many valid answers there are; empty if the unit is in error.
        pub survey_answers: Option<u64>,
        /// The variance of the mean, in percent squared.
        pub survey_variance: Option<Percent>,
        pub survey_low: Option<String>,
        pub survey_high: Option<String>,
        pub survey_state: String,
    }
}

row! {
    /// One group of respondents of a unit; a row without a group is about all respondents.
    pub struct RespondentRow {
        pub unit: String,
        pub name: String,
        pub channel: Option<String>,
        pub group: Option<String>,
        pub ballots: u64,
        pub asked: Option<u64>,
        /// The ballots as a share of the people asked, in percent.
        pub rate: Option<String>,
        pub population: Option<u64>,
        /// How many answers a population of this size needs for the error asked for.
        pub required: Option<u64>,
    }
}

row! {
    /// A target of a channel, compared with one unit.
    pub struct TargetRow {
        pub unit: String,
        pub name: String,
        pub channel: Option<String>,
        /// The threshold to reach, in percent; each row has either this one or `above`.
        pub at_least: Option<Percent>,
        /// The threshold to exceed, in percent.
        pub above: Option<Percent>,
        pub ratio: Option<String>,
        pub met: Option<bool>,
        /// How many answers to every question must change to full weight, with the same number of
        /// ballots; if questions are asked of groups of respondents, in each group.
        pub needed_of_fixed: Option<u64>,
        /// How many further fully satisfied ballots are needed; if questions are asked of groups,
        /// of each group.
        pub needed_of_grows: Option<u64>,
    }
}

/// How a survey is shown: confidence level, error for sample sizes, and targets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyView {
    /// The confidence level of the intervals.
    pub confidence: Confidence,
    /// The error, in percent, for which required sample sizes are computed.
    pub error: Percent,
    /// Groups with fewer valid answers than this get a warning.
    pub least: u64,
    /// The targets, each for one channel.
    pub targets: Vec<Target>,
}

impl Default for SurveyView {
    /// A confidence level of 95 %, an error of 5 %, at least 30 answers, no targets.
    fn default() -> SurveyView {
        let (confidence, error) = (Confidence::default(), Percent::whole(5));
        SurveyView { confidence, error, least: 30, targets: Vec::new() }
    }
}

/// The rows of a survey, by unit, channel and leaf.
///
/// ```
/// # use par_index::assessment::{BallotHead, QuestionRow, Questionnaire, Tally};
/// # use par_index::finding::Place;
/// # use par_index::{framework, view};
/// # let fw = framework("hon-quan-2023")?;
/// # let row = QuestionRow { question: "C1".into(), code: "8.1".into(), ..QuestionRow::default() };
/// # let (questions, _) = Questionnaire::new(&fw, &[row], &|_, _| Place::default());
/// let mut tally = Tally::new(&questions);
/// let head = BallotHead { unit: "xa-01", ..BallotHead::default() };
/// for answer in ["A", "A", "B", "D"] {
///     tally.ballot(&head, &[answer], &|_| Place::default());
/// }
/// let rows = view::survey_rows(&tally.finish(), &view::SurveyView::default());
/// assert_eq!(rows[0].survey.unwrap().to_string(), "6.5"); // 65 % of 10
/// assert_eq!(rows[0].survey_low.as_deref(), Some("18.68"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn survey_rows(counted: &SurveyCounts, view: &SurveyView) -> Vec<SurveyRow> {
    let digits = counted.framework().policies().print;
    let shown = |percent: Percent| format!("{percent:.*}", usize::from(digits.get()));
    let mut rows = Vec::new();
    for unit in counted.units() {
        for leaf in &unit.leaves {
            let estimate = leaf.estimate.as_ref();
            let bounds = estimate.and_then(|one| one.interval(view.confidence, digits));
            rows.push(SurveyRow {
                unit: unit.unit.id.clone(),
                name: own_name(unit),
                year: counted.period().and_then(Period::whole_year),
                channel: unit.channel.clone(),
                component: leaf.code.to_string(),
                survey: leaf.points,
                survey_ratio: estimate.map(|one| shown(one.mean(digits))),
                survey_answers: (!unit.in_error).then_some(leaf.answers),
                survey_variance: estimate.and_then(crate::assessment::Estimate::variance_rounded),
                survey_low: bounds.map(|(low, _)| shown(low)),
                survey_high: bounds.map(|(_, high)| shown(high)),
                survey_state: state(unit, leaf.points).to_owned(),
            });
        }
    }
    rows
}

/// The name of a unit; empty if it equals the id.
fn own_name(unit: &UnitCount) -> String {
    let name = name(&unit.unit.name);
    if name == unit.unit.id { String::new() } else { name }
}

fn state(unit: &UnitCount, points: Option<Points>) -> &'static str {
    match points {
        _ if unit.in_error => "in_error",
        Some(_) => "scored",
        None if unit.ballots == 0 => "not_reported",
        None => "missing",
    }
}

/// The response rates by group of respondents, and for each unit and channel as a whole.
pub fn respondent_rows(counted: &SurveyCounts, view: &SurveyView) -> Vec<RespondentRow> {
    let digits = counted.framework().policies().print;
    let mut rows = Vec::new();
    for unit in counted.units() {
        let row = |group: Option<String>, ballots, asked: Option<u64>, population| RespondentRow {
            unit: unit.unit.id.clone(),
            name: name(&unit.unit.name),
            channel: unit.channel.clone(),
            group,
            ballots,
            asked,
            // For a unit in error the number of valid ballots is not known.
            rate: rate(ballots, asked.filter(|_| !unit.in_error)).map(|rate| percent(rate, digits)),
            population,
            required: population.and_then(|all| required_sample(all, view.error)),
        };
        let named = unit.groups.iter().filter(|group| group.group.is_some());
        rows.extend(
            named.map(|one| row(one.group.clone(), one.ballots, one.asked, one.population)),
        );
        rows.push(row(None, unit.ballots, unit.asked, unit.population));
    }
    rows
}

fn rate(ballots: u64, asked: Option<u64>) -> Option<Ratio> {
    Ratio::from_wide(i128::from(ballots), i128::from(asked?))
}

/// Every target, compared with each unit of its channel.
pub fn target_rows(counted: &SurveyCounts, targets: &[Target]) -> Vec<TargetRow> {
    let digits = counted.framework().policies().print;
    let mut rows = Vec::new();
    for unit in counted.units() {
        for target in targets.iter().filter(|target| target.channel == unit.channel) {
            let ratio = counted.ratio(unit, "total");
            let met = ratio.map(|ratio| target.threshold.is_met(ratio));
            let needed = |more| counted.needed(unit, "total", target.threshold, more);
            let (at_least, above) = match target.threshold {
                FullAt::AtLeast(least) => (Some(least), None),
                FullAt::Above(above) => (None, Some(above)),
            };
            rows.push(TargetRow {
                unit: unit.unit.id.clone(),
                name: name(&unit.unit.name),
                channel: unit.channel.clone(),
                at_least,
                above,
                ratio: ratio.map(|ratio| percent(ratio, digits)),
                met,
                needed_of_fixed: needed(More::OfFixed),
                needed_of_grows: needed(More::OfGrows),
            });
        }
    }
    rows
}

/// The survey for human readers: for each unit and channel the ballots, then the leaves with
/// questions.
///
/// ```
/// # use par_index::assessment::{BallotHead, QuestionRow, Questionnaire, Tally};
/// # use par_index::finding::Place;
/// # use par_index::{framework, view};
/// # let fw = framework("hon-quan-2023")?;
/// # let row = QuestionRow { question: "C1".into(), code: "8.1".into(), ..QuestionRow::default() };
/// # let (questions, _) = Questionnaire::new(&fw, &[row], &|_, _| Place::default());
/// let mut tally = Tally::new(&questions);
/// let head = BallotHead { unit: "xa-01", ..BallotHead::default() };
/// tally.ballot(&head, &["A"], &|_| Place::default());
/// let page = view::survey_page(&tally.finish(), &view::SurveyView::default());
/// assert!(page.text(view::Look::default()).starts_with("xa-01"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn survey_page(counted: &SurveyCounts, view: &SurveyView) -> Page {
    let digits = counted.framework().policies().print;
    let mut page = Page::default();
    for unit in counted.units() {
        let channel = named_channel(counted, unit).unwrap_or_default();
        let text = Sentence::joined([Sentence::from(&unit.unit.name), channel], " · ");
        let mut blocks = vec![Block::Title { text, aside: came_back(unit, digits) }];
        if unit.in_error || unit.ballots == 0 {
            let why = if unit.in_error { Phrase::InError } else { Phrase::SurveySilent };
            blocks.push(Block::remark(why));
        } else {
            blocks.push(leaves(counted, unit, view).into());
        }
        if !unit.in_error {
            blocks.extend(groups(unit, view, digits).into_iter().map(Block::remark));
        }
        let targets = view.targets.iter().filter(|target| target.channel == unit.channel);
        blocks.extend(targets.map(|target| Block::remark(target_line(counted, unit, target))));
        page = page.with(blocks);
    }
    page
}

/// The table of one unit's leaves, with the nodes above them all of whose leaves have questions.
fn leaves(counted: &SurveyCounts, unit: &UnitCount, view: &SurveyView) -> Table {
    let framework = counted.framework();
    let digits = framework.policies().print;
    let confidence = [("confidence", view.confidence.as_str().into())];
    let columns = [
        Column::code(),
        Column::name(),
        Column::figure(Phrase::SurveyAnswers),
        Column::figure(Phrase::SurveyShare),
        Column::figure(Sentence::say(Phrase::SurveyBetween, confidence)),
        Column::figure(Phrase::SurveyPoints),
        Column::figure(Phrase::ColMax),
    ];
    let mut table = Table::new(Sentence::NONE, columns);
    let known = |node: &Node| {
        let mut leaves = node.leaf_range().filter_map(|leaf| framework.leaf(leaf));
        leaves.all(|leaf| unit.leaf(leaf.code().as_str()).is_some())
    };
    let sum = |points: Option<Vec<Points>>| {
        let sum = points.map(|points| points.into_iter().sum::<PointSum>());
        Cell::or_absent(sum.map(|sum| Cell::points(sum, digits)))
    };
    let ratio = |code: &str| {
        Cell::or_absent(counted.ratio(unit, code).map(|ratio| Cell::Ratio(ratio, digits)))
    };
    for node in framework.nodes().iter().filter(|node| known(node)) {
        let code = node.code().as_str();
        let named = [Cell::code(node.code()), Cell::text(node.short())];
        let figures = if let Some(leaf) = unit.leaf(code) {
            let estimate = leaf.estimate.as_ref();
            let bounds = estimate.and_then(|one| one.interval(view.confidence, digits));
            let bounds = bounds.map(|bounds| {
                let (low, high) = bounds;
                let [low, high] = [low, high].map(|one| Arg::RoundedPercent(one, digits));
                Cell::Figure(Sentence::from(low).then(" – ").and(Sentence::from(high)))
            });
            [
                Cell::Count(leaf.answers),
                Cell::or_absent(estimate.map(|one| Cell::Percent(one.mean(digits), digits))),
                bounds.unwrap_or_default(),
                Cell::or_absent(leaf.points.map(|points| Cell::points(points, digits))),
            ]
        } else {
            let all = node.leaf_range().filter_map(|leaf| framework.leaf(leaf));
            let all = all.filter_map(|leaf| unit.leaf(leaf.code().as_str()));
            [Cell::Empty, ratio(code), Cell::Empty, sum(all.map(|leaf| leaf.points).collect())]
        };
        let max = [Cell::points(node.max(), digits)];
        table.push([&named[..], &figures, &max].concat());
    }
    if framework.fields().all(known) {
        table.push([
            Cell::Empty,
            Cell::text(Phrase::TotalTitle),
            Cell::Empty,
            ratio("total"),
            Cell::Empty,
            sum(unit.leaves.iter().map(|leaf| leaf.points).collect()),
            Cell::points(framework.total(), digits),
        ]);
    }
    table
}

/// The ballots of each group and the sample its population needs; then the same for all together,
/// if more is known of them than of the groups.
fn groups(unit: &UnitCount, view: &SurveyView, digits: Digits) -> Vec<Sentence> {
    let told = unit.groups.iter().any(|group| group.population.is_some());
    let several = unit.groups.iter().any(|group| group.group.is_some());
    let labelled = |label: Sentence, line: Sentence| Sentence::joined([label, line], ": ");
    let mut lines = Vec::new();
    for one in unit.groups.iter().filter(|_| several || told) {
        let label = match &one.group {
            Some(group) => group.as_str().into(),
            None if several => Phrase::SurveyNoGroup.into(),
            None => Sentence::NONE,
        };
        let line = labelled(label, ballots_of(one.ballots, one.asked, digits));
        lines.push(needs(line, one.ballots, one.population, view));
    }
    // A single group stands for all, unless the total population is another number.
    let same = matches!(&*unit.groups, [only] if only.population == unit.population);
    if unit.population.is_some() && !same {
        let label = if several { Phrase::SurveyAllGroups.into() } else { Sentence::NONE };
        let line = labelled(label, ballots_of(unit.ballots, unit.asked, digits));
        lines.push(needs(line, unit.ballots, unit.population, view));
    }
    lines
}

/// A line with the required sample, if the population is known; none if the population is 0.
fn needs(line: Sentence, ballots: u64, population: Option<u64>, view: &SurveyView) -> Sentence {
    let required = population.and_then(|all| required_sample(all, view.error));
    let (Some(required), Some(all)) = (required, population) else { return line };
    let more = match (all, ballots) {
        (0, 0) => Phrase::SurveyNobody.into(),
        // Ballots although nobody could be asked have a warning of their own.
        (0, _) => Sentence::NONE,
        _ => {
            let args = [
                ("required", Arg::Whole(required)),
                ("population", Arg::Whole(all)),
                ("error", view.error.into()),
            ];
            Sentence::say(Phrase::SurveyRequired, args)
        }
    };
    Sentence::joined([line, more], "; ")
}

/// How many ballots of a unit came back; empty for a unit in error, of which that is not known.
pub(crate) fn came_back(unit: &UnitCount, digits: Digits) -> Sentence {
    if unit.in_error { Sentence::NONE } else { ballots_of(unit.ballots, unit.asked, digits) }
}

/// How many ballots there are, and of how many people asked.
fn ballots_of(ballots: u64, asked: Option<u64>, digits: Digits) -> Sentence {
    let mut args = vec![("ballots", Arg::Whole(ballots))];
    match (asked, rate(ballots, asked)) {
        (Some(asked), Some(rate)) => {
            args.extend([("asked", Arg::Whole(asked)), ("rate", Arg::Ratio(rate, digits))]);
            Sentence::say(Phrase::SurveyRate, args)
        }
        _ => Sentence::say(Phrase::SurveyBallots, args),
    }
}

/// Whether a target is met, or else how many more satisfied answers are needed.
pub(crate) fn target_line(counted: &SurveyCounts, unit: &UnitCount, target: &Target) -> Sentence {
    let digits = counted.framework().policies().print;
    let (word, threshold) = match target.threshold {
        FullAt::AtLeast(least) => (Phrase::TargetAtLeast, least),
        FullAt::Above(above) => (Phrase::TargetAbove, above),
    };
    let goal = Arg::from(Sentence::say(word, [("target", threshold.into())]));
    let Some(ratio) = counted.ratio(unit, "total") else {
        let unasked = counted.unasked();
        let phrase = match () {
            () if unit.in_error => Phrase::TargetInError,
            () if unasked > 0 => Phrase::TargetUnasked,
            () => Phrase::TargetOpen,
        };
        return Sentence::say(phrase, [("goal", goal), ("count", unasked.into())]);
    };
    let needed = |more| counted.needed(unit, "total", target.threshold, more);
    let (fixed, grows) = (needed(More::OfFixed), needed(More::OfGrows));
    let said = |needed: Option<u64>| {
        needed.map_or(Arg::from(Sentence::from(Phrase::TargetNever)), Arg::Whole)
    };
    let of = counted.needed_of("total");
    let args = [
        ("goal", goal),
        ("ratio", beside(ratio, threshold, digits).into()),
        ("fixed", said(fixed)),
        ("grows", said(grows)),
        ("groups", listed(&of).into()),
    ];
    let met = target.threshold.is_met(ratio);
    let phrase = match () {
        () if met => Phrase::TargetMet,
        () if fixed.is_none() && grows.is_none() => Phrase::TargetUnreachable,
        () if !of.is_empty() => Phrase::TargetNotMetByGroup,
        () => Phrase::TargetNotMet,
    };
    let few = grows.filter(|_| !met).and_then(|grows| too_few(unit, &of, grows));
    Sentence::joined([Sentence::say(phrase, args), few.unwrap_or_default()], "; ")
}

/// A ratio with as many digits as are needed to show on which side of a threshold it is; if no
/// number of digits shows it, the side is said in words.
fn beside(ratio: Ratio, threshold: Percent, digits: Digits) -> Sentence {
    let side = ratio.cmp_percent(threshold);
    let all = (digits.get()..=Digits::NINE.get()).filter_map(Digits::new);
    let mut all = all.map(|digits| (ratio.percent(digits), digits));
    if let Some((percent, digits)) = all.find(|(percent, _)| percent.cmp(&threshold) == side) {
        return Arg::SignedPercent(percent, digits).into();
    }
    let phrase = if side.is_lt() { Phrase::RatioJustBelow } else { Phrase::RatioJustAbove };
    let ratio = Arg::SignedPercent(ratio.percent_exact(), Digits::NINE);
    Sentence::say(phrase, [("ratio", ratio)])
}

/// The remark that fewer people are left to answer than new ballots are needed. `grows` is the
/// number for each of the groups, or in all without groups. `None` if enough people are left or
/// their number is unknown.
fn too_few(unit: &UnitCount, of: &[&str], grows: u64) -> Option<Sentence> {
    let left = |population: Option<u64>, ballots: u64| population?.checked_sub(ballots);
    let groups = unit.groups.iter().filter_map(|one| {
        let group = one.group.as_deref().filter(|group| of.contains(group))?;
        Some((left(one.population, one.ballots)?, group))
    });
    if let Some((left, group)) = groups.min().filter(|(left, _)| grows > *left) {
        let args = [("left", Arg::Whole(left)), ("group", group.into())];
        return Some(Sentence::say(Phrase::TargetTooFewOf, args));
    }
    let left = left(unit.population, unit.ballots)?;
    let sum = grows.saturating_mul(u64::try_from(of.len().max(1)).unwrap_or(u64::MAX));
    let phrase = if of.len() > 1 { Phrase::TargetTooFewAll } else { Phrase::TargetTooFew };
    let args = [("left", Arg::Whole(left)), ("sum", Arg::Whole(sum))];
    (sum > left).then(|| Sentence::say(phrase, args))
}

/// The groups of respondents, as a line names them.
fn listed(groups: &[&str]) -> Sentence {
    let shown = Sentence::joined(groups.iter().take(6).map(|group| Sentence::from(*group)), ", ");
    if groups.len() > 6 { shown.then(", …") } else { shown }
}

/// The channel of a unit in words; a unit without a channel, among others with one, is said to have
/// none.
pub(crate) fn named_channel(counted: &SurveyCounts, unit: &UnitCount) -> Option<Sentence> {
    let some = counted.units().iter().any(|other| other.channel.is_some());
    match &unit.channel {
        Some(channel) => Some(channel_name(channel)),
        None => some.then(|| Phrase::ChannelNone.into()),
    }
}

/// The names of the three channels of SIPAS; other channels as they are written.
///
/// ```
/// use par_index::{Lang, view};
/// assert_eq!(view::channel_name("surprise").text(Lang::Vi), "đột xuất");
/// assert_eq!(view::channel_name("kênh 3").text(Lang::Vi), "kênh 3");
/// ```
pub fn channel_name(channel: &str) -> Sentence {
    match channel {
        "regular" => Phrase::ChannelRegular.into(),
        "regular-online" => Phrase::ChannelOnline.into(),
        "surprise" => Phrase::ChannelSurprise.into(),
        other => other.into(),
    }
}
