//! Rows and tables of a survey: points, answers and intervals of every unit and leaf.

use super::layout::{Grid, Row, WIDTH, ends, left, right, width, wrap};
use super::row::row;
use super::unread::unread_page;
use super::{name, percent};
use crate::assessment::{Confidence, Counted, Target, UnitCount, required_sample};
use crate::framework::Node;
use crate::framework::rule::{FullAt, More};
use crate::quantity::{Digits, Percent, PointSum, Points, Ratio};
use crate::render::Look;
use crate::words::{Arg, Phrase};

row! {
    /// One leaf of a unit's survey: a row of the long table, ready to be joined; what begins with
    /// `survey_` is read past there.
    pub struct SurveyRow {
        pub unit: String,
        /// Empty where it is the id.
        pub name: String,
        pub year: Option<u16>,
        pub channel: Option<String>,
        pub component: String,
        /// The points; empty where an answer is wanting or the unit is in error.
        pub survey: Option<Points>,
        /// The mean weight of the answers, in percent.
        pub survey_ratio: Option<String>,
        /// Empty where the unit is in error.
        pub survey_answers: Option<u64>,
        /// Of the mean, in percent squared.
        pub survey_variance: Option<Percent>,
        pub survey_low: Option<String>,
        pub survey_high: Option<String>,
        pub survey_state: String,
    }
}

row! {
    /// One group of respondents of a unit; without a group, all of them.
    pub struct RespondentRow {
        pub unit: String,
        pub name: String,
        pub channel: Option<String>,
        pub group: Option<String>,
        pub ballots: u64,
        pub asked: Option<u64>,
        /// Ballots of those asked, in percent.
        pub rate: Option<String>,
        pub population: Option<u64>,
        /// The answers a population of this size needs for the error asked for.
        pub required: Option<u64>,
    }
}

row! {
    /// A target of a channel, held against a unit.
    pub struct TargetRow {
        pub unit: String,
        pub name: String,
        pub channel: Option<String>,
        /// The threshold to reach, in percent; exactly one of the two is there.
        pub at_least: Option<Percent>,
        /// The threshold to pass.
        pub above: Option<Percent>,
        pub ratio: Option<String>,
        pub met: Option<bool>,
        /// More answers of full weight to every question, in the same number of ballots; where questions
        /// are asked of groups of respondents, so many in each group.
        pub needed_of_fixed: Option<u64>,
        /// The same as further ballots; where questions are asked of groups, so many of each of them.
        pub needed_of_grows: Option<u64>,
    }
}

/// How a survey is shown: how sure the intervals are, the error that samples are for, the targets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyView {
    /// How sure the intervals are.
    pub confidence: Confidence,
    /// The error that a required sample is for, in percent.
    pub error: Percent,
    /// The valid answers below which a group is a warning.
    pub least: u64,
    /// The targets, each of a channel.
    pub targets: Vec<Target>,
}

impl Default for SurveyView {
    /// 95 %, an error of 5 %, at least 30 answers, no targets.
    fn default() -> SurveyView {
        let (confidence, error) = (Confidence::default(), Percent::whole(5));
        SurveyView { confidence, error, least: 30, targets: Vec::new() }
    }
}

/// The rows of a survey, in the order of units, channels and leaves.
///
/// ```
/// # use par_index::{BallotHead, Place, QuestionRow, Questionnaire, Tally, framework, view};
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
pub fn survey_rows(counted: &Counted, view: &SurveyView) -> Vec<SurveyRow> {
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
                year: counted.year(),
                channel: unit.channel.clone(),
                component: leaf.code.to_string(),
                survey: leaf.points,
                survey_ratio: estimate.map(|one| shown(one.mean(digits))),
                survey_answers: (!unit.in_error).then_some(leaf.answers),
                survey_variance: estimate.and_then(crate::Estimate::variance_rounded),
                survey_low: bounds.map(|(low, _)| shown(low)),
                survey_high: bounds.map(|(_, high)| shown(high)),
                survey_state: state(unit, leaf.points).to_owned(),
            });
        }
    }
    rows
}

/// The name of a unit where it is not its id.
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

/// How many came back, by group of respondents and for each unit and channel as a whole.
pub fn respondent_rows(counted: &Counted, view: &SurveyView) -> Vec<RespondentRow> {
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
            // What came back of a unit in error is not known.
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

/// Every target held against the units of its channel.
pub fn target_rows(counted: &Counted, targets: &[Target]) -> Vec<TargetRow> {
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

/// The survey for a person: of every unit and channel the ballots, then the leaves asked about.
pub fn survey_table(counted: &Counted, view: &SurveyView, look: Look) -> String {
    let mut blocks = Vec::new();
    for unit in counted.units() {
        let digits = counted.framework().policies().print;
        let mut title = unit.unit.name.get(look.lang).to_owned();
        if let Some(channel) = named_channel(counted, unit, look) {
            title = format!("{title} · {channel}");
        }
        let came = came_back(unit, digits, look);
        let mut text = if width(&title) + width(&came) + 2 <= WIDTH {
            ends(&look.bold(&title), &came)
        } else {
            let title = wrap(&title, "", "  ");
            let title: Vec<String> = title.lines().map(|line| look.bold(line)).collect();
            format!("{}\n{}", title.join("\n"), ends("", &came))
        };
        if unit.in_error || unit.ballots == 0 {
            let why = if unit.in_error { Phrase::InError } else { Phrase::SurveySilent };
            text = format!("{text}\n   {}\n", look.word(why));
        } else {
            text = format!("{text}\n{}", leaves(counted, unit, view, look));
        }
        let groups = if unit.in_error { Vec::new() } else { groups(unit, view, digits, look) };
        for line in groups {
            text = format!("{text}{}\n", wrap(&line, "   ", "     "));
        }
        for target in view.targets.iter().filter(|target| target.channel == unit.channel) {
            let line = target_line(counted, unit, target, look);
            text = format!("{text}{}\n", wrap(&line, "   ", "   "));
        }
        blocks.push(text);
    }
    unread_page(counted.not_read()).text(look) + &look.plain(blocks.join("\n"))
}

/// The table of one unit's leaves, with the nodes above them that are asked about as a whole.
fn leaves(counted: &Counted, unit: &UnitCount, view: &SurveyView, look: Look) -> String {
    let framework = counted.framework();
    let digits = framework.policies().print;
    let confidence = [("confidence", Arg::from(view.confidence.as_str()))];
    let columns = [left(24, 40).hanging(), right(7), right(8), right(15), right(6), right(6)];
    let mut grid = Grid::new(columns);
    grid.push(Row::head(vec![
        String::new(),
        look.word(Phrase::SurveyAnswers),
        look.word(Phrase::SurveyShare),
        look.say(Phrase::SurveyBetween, &confidence),
        look.word(Phrase::SurveyPoints),
        look.word(Phrase::ColMax),
    ]));
    let known = |node: &Node| {
        let mut leaves = node.leaf_range().filter_map(|leaf| framework.leaf(leaf));
        leaves.all(|leaf| unit.leaf(leaf.code().as_str()).is_some())
    };
    for node in framework.nodes().iter().filter(|node| known(node)) {
        let code = node.code().as_str();
        let title = format!("{code} {}", node.short().get(look.lang));
        let points = |points: Option<Points>| {
            points.map_or(look.dash().to_owned(), |points| look.points(points, digits))
        };
        let line = if let Some(leaf) = unit.leaf(code) {
            let estimate = leaf.estimate.as_ref();
            let bare = |percent: Percent| {
                look.lang.decimal(&format!("{percent:.*}", usize::from(digits.get())))
            };
            let mean = estimate.map(|one| look.lang.percent(one.mean(digits), digits));
            let bounds = estimate.and_then(|one| one.interval(view.confidence, digits));
            let bounds = bounds.map(|(low, high)| format!("{} – {}", bare(low), bare(high)));
            vec![
                title,
                count(leaf.answers, look),
                mean.unwrap_or(look.dash().to_owned()),
                bounds.unwrap_or_default(),
                points(leaf.points),
                points(Some(node.max())),
            ]
        } else {
            let all = node.leaf_range().filter_map(|leaf| framework.leaf(leaf));
            let all = all.filter_map(|leaf| unit.leaf(leaf.code().as_str()));
            let obtained: Option<Vec<Points>> = all.map(|leaf| leaf.points).collect();
            let obtained = obtained.map(|all| all.into_iter().sum::<PointSum>());
            let ratio = counted.ratio(unit, code);
            vec![
                title,
                String::new(),
                ratio.map_or(look.dash().to_owned(), |ratio| look.ratio(ratio, digits)),
                String::new(),
                obtained.map_or(look.dash().to_owned(), |sum| look.sum(sum, digits)),
                points(Some(node.max())),
            ]
        };
        grid.push(Row::of(line));
    }
    if framework.fields().all(known) {
        let all: Option<Vec<Points>> = unit.leaves.iter().map(|leaf| leaf.points).collect();
        let sum = all.map(|all| all.into_iter().sum::<PointSum>());
        let ratio = counted.ratio(unit, "total");
        grid.push(Row::of(vec![
            look.word(Phrase::TotalTitle),
            String::new(),
            ratio.map_or(look.dash().to_owned(), |ratio| look.ratio(ratio, digits)),
            String::new(),
            sum.map_or(look.dash().to_owned(), |sum| look.sum(sum, digits)),
            look.points(framework.total(), digits),
        ]));
    }
    grid.text(look)
}

/// How many came back of each group, and the sample that a population needs; then the same of all,
/// where more is known of them than of the groups.
fn groups(unit: &UnitCount, view: &SurveyView, digits: Digits, look: Look) -> Vec<String> {
    let told = unit.groups.iter().any(|group| group.population.is_some());
    let several = unit.groups.iter().any(|group| group.group.is_some());
    let mut lines = Vec::new();
    for one in unit.groups.iter().filter(|_| several || told) {
        let mut line = ballots_of(one.ballots, one.asked, digits, look);
        let label = one.group.clone().or(several.then(|| look.word(Phrase::SurveyNoGroup)));
        if let Some(label) = label {
            line = format!("{label}: {line}");
        }
        lines.push(needs(line, one.ballots, one.population, view, look));
    }
    // The only group is all, unless the number of all is another.
    let same = matches!(&*unit.groups, [only] if only.population == unit.population);
    if unit.population.is_some() && !same {
        let mut line = ballots_of(unit.ballots, unit.asked, digits, look);
        if several {
            line = format!("{}: {line}", look.word(Phrase::SurveyAllGroups));
        }
        lines.push(needs(line, unit.ballots, unit.population, view, look));
    }
    lines
}

/// A line with the sample that a population needs, where it is known; of nobody none is needed.
fn needs(
    line: String,
    ballots: u64,
    population: Option<u64>,
    view: &SurveyView,
    look: Look,
) -> String {
    let required = population.and_then(|all| required_sample(all, view.error));
    let (Some(required), Some(all)) = (required, population) else { return line };
    let text = match (all, ballots) {
        (0, 0) => look.word(Phrase::SurveyNobody),
        // That somebody answered all the same is a warning.
        (0, _) => return line,
        _ => {
            let args = [
                ("required", Arg::from(count(required, look))),
                ("population", count(all, look).into()),
                ("error", view.error.into()),
            ];
            look.say(Phrase::SurveyRequired, &args)
        }
    };
    format!("{line}; {text}")
}

/// How many ballots of a unit came back; nothing of one in error, of which that is not known.
pub(super) fn came_back(unit: &UnitCount, digits: Digits, look: Look) -> String {
    if unit.in_error {
        return String::new();
    }
    ballots_of(unit.ballots, unit.asked, digits, look)
}

/// How many ballots there are, of how many asked.
fn ballots_of(ballots: u64, asked: Option<u64>, digits: Digits, look: Look) -> String {
    let mut args = vec![("ballots", Arg::from(count(ballots, look)))];
    match (asked, rate(ballots, asked)) {
        (Some(asked), Some(rate)) => {
            args.push(("asked", count(asked, look).into()));
            args.push(("rate", look.ratio(rate, digits).into()));
            look.say(Phrase::SurveyRate, &args)
        }
        _ => look.say(Phrase::SurveyBallots, &args),
    }
}

/// Whether a target is met, else how many more satisfied answers it needs.
pub(super) fn target_line(
    counted: &Counted,
    unit: &UnitCount,
    target: &Target,
    look: Look,
) -> String {
    let digits = counted.framework().policies().print;
    let (word, threshold) = match target.threshold {
        FullAt::AtLeast(least) => (Phrase::TargetAtLeast, least),
        FullAt::Above(above) => (Phrase::TargetAbove, above),
    };
    let goal = look.say(word, &[("target", threshold.into())]);
    let Some(ratio) = counted.ratio(unit, "total") else {
        let unasked = counted.unasked();
        let phrase = match () {
            () if unit.in_error => Phrase::TargetInError,
            () if unasked > 0 => Phrase::TargetUnasked,
            () => Phrase::TargetOpen,
        };
        return look.say(phrase, &[("goal", goal.into()), ("count", unasked.into())]);
    };
    let shown = beside(ratio, threshold, digits, look);
    let needed = |more| counted.needed(unit, "total", target.threshold, more);
    let (fixed, grows) = (needed(More::OfFixed), needed(More::OfGrows));
    let said = |needed: Option<u64>| match needed {
        Some(n) => count(n, look),
        None => look.word(Phrase::TargetNever),
    };
    let of = counted.needed_of("total");
    let args = [
        ("goal", Arg::from(goal)),
        ("ratio", shown.into()),
        ("fixed", said(fixed).into()),
        ("grows", said(grows).into()),
        ("groups", listed(&of).into()),
    ];
    let met = target.threshold.is_met(ratio);
    let phrase = match () {
        () if met => Phrase::TargetMet,
        () if fixed.is_none() && grows.is_none() => Phrase::TargetUnreachable,
        () if !of.is_empty() => Phrase::TargetNotMetByGroup,
        () => Phrase::TargetNotMet,
    };
    let text = look.say(phrase, &args);
    match grows.filter(|_| !met).and_then(|grows| too_few(unit, &of, grows, look)) {
        Some(few) => format!("{text}; {few}"),
        None => text,
    }
}

/// A ratio with as many digits as it takes to stand on its side of a threshold; where no percentage
/// has so many, with the side in words.
fn beside(ratio: Ratio, threshold: Percent, digits: Digits, look: Look) -> String {
    let side = ratio.cmp_percent(threshold);
    let all = (digits.get()..=Digits::NINE.get()).filter_map(Digits::new);
    let mut all = all.map(|digits| (ratio.percent(digits), digits));
    if let Some((percent, digits)) = all.find(|(percent, _)| percent.cmp(&threshold) == side) {
        return look.lang.percent(percent, digits);
    }
    let phrase = if side.is_lt() { Phrase::RatioJustBelow } else { Phrase::RatioJustAbove };
    let ratio = look.lang.percent(ratio.percent_exact(), Digits::NINE);
    look.say(phrase, &[("ratio", ratio.into())])
}

/// That fewer people have not answered than new ballots are needed, `grows` of each of some groups, or
/// in all where there are none; `None` where that is not known.
fn too_few(unit: &UnitCount, of: &[&str], grows: u64, look: Look) -> Option<String> {
    let left = |population: Option<u64>, ballots: u64| population?.checked_sub(ballots);
    let groups = unit.groups.iter().filter_map(|one| {
        let group = one.group.as_deref().filter(|group| of.contains(group))?;
        Some((left(one.population, one.ballots)?, group))
    });
    if let Some((left, group)) = groups.min().filter(|(left, _)| grows > *left) {
        let args = [("left", count(left, look).into()), ("group", group.into())];
        return Some(look.say(Phrase::TargetTooFewOf, &args));
    }
    let left = left(unit.population, unit.ballots)?;
    let sum = grows.saturating_mul(u64::try_from(of.len().max(1)).unwrap_or(u64::MAX));
    let args = [("left", Arg::from(count(left, look))), ("sum", count(sum, look).into())];
    let phrase = if of.len() > 1 { Phrase::TargetTooFewAll } else { Phrase::TargetTooFew };
    (sum > left).then(|| look.say(phrase, &args))
}

/// Groups of respondents as a line names them.
fn listed(groups: &[&str]) -> String {
    let shown = groups.iter().take(6).copied().collect::<Vec<_>>().join(", ");
    if groups.len() > 6 { shown + ", …" } else { shown }
}

/// The channel of a unit in words; of one without, among units with some, that it has none.
pub(super) fn named_channel(counted: &Counted, unit: &UnitCount, look: Look) -> Option<String> {
    if let Some(channel) = &unit.channel {
        return Some(channel_name(channel, look));
    }
    let some = counted.units().iter().any(|other| other.channel.is_some());
    some.then(|| look.word(Phrase::ChannelNone))
}

/// The three channels of SIPAS in words; others as they are written.
///
/// ```
/// use par_index::{Lang, view};
/// let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
/// assert_eq!(view::channel_name("surprise", look), "đột xuất");
/// assert_eq!(view::channel_name("kênh 3", look), "kênh 3");
/// ```
pub fn channel_name(channel: &str, look: Look) -> String {
    match channel {
        "regular" => look.word(Phrase::ChannelRegular),
        "regular-online" => look.word(Phrase::ChannelOnline),
        "surprise" => look.word(Phrase::ChannelSurprise),
        other => other.to_owned(),
    }
}

/// A number of things, grouped by thousands.
pub(super) fn count(n: u64, look: Look) -> String {
    look.lang.grouped(&n.to_string())
}
