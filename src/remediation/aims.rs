//! Translates a goal into aims of a search: points to gain in the whole, and under floors.

use super::efforts::Efforts;
use super::goal::Goal;
use super::reach::Reach;
use super::solve::{Aim, Floor};
use super::what_if::Others;
use crate::analysis::{bands_for, quartile_among, rank_among, watched};
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::{Grades, Ties};
use crate::quantity::{Percent, Points, Ratio};
use crate::scoring::{Cohort, NodeScore, Scorecard, State};
use crate::words::{Text, fold_name};

/// The scorecard of a unit that can be planned for: the unit is known, has no errors and no open
/// points, and the table of efforts was made for its framework.
pub(super) fn ready<'a>(
    cohort: &'a Cohort,
    unit: &str,
    efforts: &Efforts,
) -> Result<&'a Scorecard, Box<Finding>> {
    let card = cohort.card_named(unit)?;
    if let Some(foreign) = efforts.foreign_to(cohort.framework()) {
        return Err(Box::new(foreign));
    }
    let unit = card.unit();
    let code = match card.state() {
        State::InError => FindingCode::UnitInError,
        _ if card.total().ratio().is_none() => FindingCode::OpenCard,
        _ => return Ok(card),
    };
    let finding = Finding::new(code, Place::unit(&unit.id, &unit.name)).found(unit.id.as_str());
    Err(Box::new(finding.with("open", card.total().open())))
}

/// The goal as points needed in the whole and in subtrees. Of several aims it is enough to reach
/// one; with none, no number of points would reach the goal.
pub(super) fn aims(
    cohort: &Cohort,
    card: &Scorecard,
    goal: &Goal,
    reach: &Reach,
) -> Result<Vec<Aim>, Box<Finding>> {
    let total = card.total();
    let whole = |need: Option<i64>| {
        let aim = need.map(|need| Aim::Reach { need, floors: Vec::new() });
        Vec::from_iter(aim)
    };
    let ranked = || {
        let others = Others::of(cohort, card);
        let unit = card.unit();
        let finding = Finding::new(FindingCode::UnitUnranked, Place::unit(&unit.id, &unit.name));
        if others.ranked { Ok(others) } else { Err(Box::new(finding.found(unit.id.as_str()))) }
    };
    Ok(match goal {
        Goal::Target(percent) => whole(least(&total, |own| own.cmp_percent(*percent).is_ge())),
        Goal::Node(code, percent) => {
            let need = |score: &NodeScore| least(score, |own| own.cmp_percent(*percent).is_ge());
            if code == "total" {
                return Ok(whole(need(&total)));
            }
            let framework = card.framework();
            let node = framework.at(framework.node_named(code)?);
            let Some(score) = card.node(code).filter(|score| score.ratio().is_some()) else {
                let state = card.node(code).map_or(State::NotApplicable, |score| score.state());
                let place = Place::default().node(code);
                let finding = Finding::new(FindingCode::NotRepairable, place);
                let finding = finding.with("node", code.as_str());
                return Err(Box::new(finding.with("state", state.phrase().text(&[]))));
            };
            let items = reach.within(&node.leaf_range());
            let floor = need(&score).map(|need| Floor { items, need });
            floor.map(|floor| Aim::Reach { need: 0, floors: vec![floor] }).into_iter().collect()
        }
        Goal::Grade(label) => {
            let folded = fold_name(label);
            let is = |text: &Text| fold_name(&text.vi) == folded || fold_name(&text.en) == folded;
            let unknown = |known: Vec<&Text>| {
                let say =
                    |lang| known.iter().map(|text| text.get(lang)).collect::<Vec<_>>().join(", ");
                let known = Text::new(say(crate::words::Lang::Vi), say(crate::words::Lang::En));
                let finding = Finding::new(FindingCode::UnknownValue, Place::default());
                Box::new(finding.found(label.as_str()).with("known", known))
            };
            match card.framework().grades() {
                Grades::Quartiles(labels) => {
                    let Some(wanted) = labels.iter().position(|label| is(label)) else {
                        return Err(unknown(labels.iter().map(|label| &**label).collect()));
                    };
                    let ratios = ranked()?.ratios();
                    whole(least(&total, |own| {
                        let all = ratios.iter().copied().chain([own]);
                        let group = quartile_among(all, own, labels);
                        labels
                            .iter()
                            .position(|label| Some(label) == group.as_ref())
                            .is_some_and(|at| at <= wanted)
                    }))
                }
                Grades::Bands(bands) => {
                    let bands = bands_for(bands, card);
                    let Some(wanted) = bands.iter().rposition(|band| is(&band.label)) else {
                        return Err(unknown(bands.iter().map(|band| &*band.label).collect()));
                    };
                    let aim = |band: &&crate::framework::Band| {
                        let need = least(&total, |own| own.cmp_percent(band.from).is_ge())?;
                        let floors = match band.floor {
                            Some((floor, level)) => floors(card, reach, level, floor)?,
                            None => Vec::new(),
                        };
                        Some(Aim::Reach { need, floors })
                    };
                    bands.iter().take(wanted + 1).filter_map(aim).collect()
                }
            }
        }
        Goal::Rank(rank) => {
            let ratios = ranked()?.ratios();
            if !(1..=ratios.len() + 1).contains(rank) {
                let finding = Finding::new(FindingCode::OutOfRange, Place::default());
                let finding = finding.found(rank.to_string()).with("from", 1_usize);
                return Err(Box::new(finding.with("to", ratios.len() + 1)));
            }
            let ties: Ties = cohort.framework().policies().ties;
            whole(least(&total, |own| rank_among(&ratios, own, ties).0 <= *rank))
        }
        Goal::Budget(effort) => vec![Aim::Spend(i64::try_from(*effort).unwrap_or(i64::MAX))],
    })
}

/// The subtrees that a floor concerns, and what each must gain; `None` where one of them never can.
fn floors(
    card: &Scorecard,
    reach: &Reach,
    level: crate::framework::FloorOn,
    floor: Percent,
) -> Option<Vec<Floor>> {
    let under = watched(card.framework(), level).filter_map(|node| {
        let score = card.node(node.code().as_str())?;
        let low =
            score.ratio()?.cmp_percent(floor).is_lt() && score.state() != State::NotApplicable;
        low.then(|| {
            let need = least(&score, |own| own.cmp_percent(floor).is_ge())?;
            Some(Floor { items: reach.within(&node.leaf_range()), need })
        })
    });
    under.collect()
}

/// The least raw points that a node must gain until its ratio is good enough (more points never
/// make it worse); `None` where even the largest number of points is not enough.
fn least(score: &NodeScore, good: impl Fn(Ratio) -> bool) -> Option<i64> {
    let (obtained, possible) = (score.obtained().wide(), score.possible().wide());
    let enough =
        |gain: i64| Ratio::from_wide(obtained + i128::from(gain), possible).is_some_and(&good);
    if enough(0) {
        return Some(0);
    }
    let (mut low, mut high) = (0, Points::MAX.raw());
    if !enough(high) {
        return None;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if enough(middle) { high = middle } else { low = middle }
    }
    Some(high)
}
