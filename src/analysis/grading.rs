//! Grades (*xếp loại*): bands with floors, or groups by quartile.

use crate::framework::{Band, FloorOn, Grades};
use crate::quantity::{Code, Percent, Points, div_ceil};
use crate::scoring::{Cohort, Scorecard, Slot, State};
use crate::words::Text;

/// The grade of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Graded {
    /// The name of the grade.
    pub label: Text,
    /// The bound of the grade above that the printed index seems to reach, and the exact one does
    /// not.
    pub seems: Option<Text>,
}

/// What keeps a unit from the grade above its own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NextGrade {
    /// The name of that grade.
    pub label: Text,
    /// The least points that reach its bound, rounded up to print digits.
    pub points: Points,
    /// The nodes under its floor.
    pub under_floor: Vec<Code>,
}

/// The grade of a card by the bands of its framework, and what the next one would need.
///
/// The first band from the top counts whose bound the exact index reaches and whose floor holds.
/// Without an index there is no grade; below the lowest band neither. Grades by quartile look at
/// all units and stand in [`crate::Ranking`].
///
/// # Example
/// ```
/// use par_index::{framework, grade, read, sample, score, Basis, Lang};
///
/// let fw = framework("hon-quan-2023")?;
/// let input = read(&fw, sample("communes-2023")?);
/// let card = score(&fw, &input.assessments[0], Basis::Final);
/// let (graded, next) = grade(&card);
/// assert_eq!(graded.unwrap().label.get(Lang::En), "Fair");
/// assert_eq!(next.unwrap().points.to_string(), "1.2");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn grade(card: &Scorecard) -> (Option<Graded>, Option<NextGrade>) {
    let Grades::Bands(bands) = card.framework().grades() else { return (None, None) };
    let total = card.total();
    let Some(ratio) = total.ratio() else { return (None, None) };
    let print = card.framework().policies().print;
    let printed = ratio.percent(print);
    let mut seems = None;
    let mut next = None;
    for band in bands.iter().filter(|band| is_for(band, card)) {
        let reached = ratio.cmp_percent(band.from).is_ge();
        let under_floor = under_floor(card, band);
        if reached && under_floor.is_empty() {
            return (Some(Graded { label: band.label.clone(), seems }), next);
        }
        if !reached && printed >= band.from {
            seems = Some(band.label.clone());
        }
        let unit = i128::from(print.unit());
        let short = div_ceil(
            // from · possible ÷ 100 − obtained, in steps of the last printed place
            band.from.raw() * total.possible().wide()
                - Percent::HUNDRED.raw() * total.obtained().wide(),
            Percent::HUNDRED.raw() * unit,
        );
        let points = Points::from_wide(short.max(0) * unit).unwrap_or(Points::MAX);
        next = Some(NextGrade { label: band.label.clone(), points, under_floor });
    }
    (None, next)
}

fn is_for(band: &Band, card: &Scorecard) -> bool {
    let group = card.unit().group.as_ref();
    band.blocks.as_ref().is_none_or(|blocks| group.is_some_and(|group| blocks.contains(group)))
}

/// The nodes that fall under a band's floor; those that do not apply are skipped.
fn under_floor(card: &Scorecard, band: &Band) -> Vec<Code> {
    let Some((floor, level)) = band.floor else { return Vec::new() };
    let framework = card.framework();
    let watched = framework.nodes().iter().filter(|node| match level {
        FloorOn::Leaf => node.leaf().is_some(),
        FloorOn::Criterion => node.is_criterion(),
        FloorOn::Field => node.depth() == 1,
    });
    watched
        .filter(|node| {
            let Some(score) = card.node(node.code().as_str()) else { return false };
            let under = score.ratio().is_some_and(|ratio| ratio.cmp_percent(floor).is_lt());
            under && score.state() != State::NotApplicable
        })
        .map(|node| node.code().clone())
        .collect()
}

/// Groups by quartile (L2, M11): for each card of a block, its label; none under four ranked
/// units.
pub(super) fn quartile(cohort: &Cohort, card: &Scorecard, labels: &[Text]) -> Option<Text> {
    let percent = |card: &Scorecard| {
        Some(card.tally(Slot::Total).ratio()?.percent_exact()).filter(|_| card.may_rank())
    };
    let own = percent(card)?.raw();
    let mut values: Vec<i128> = cohort.peers(card).filter_map(percent).map(Percent::raw).collect();
    values.sort_unstable();
    if values.len() < 4 {
        return None;
    }
    let below = (1..=3).filter(|k| {
        // Position k(n−1)/4, interpolated; four times the value, to stay whole.
        let position = k * (values.len() - 1);
        let (low, fourths) = (position / 4, position % 4);
        let at = values[low];
        let above = values.get(low + 1).copied().unwrap_or(at);
        let rest = i128::try_from(fourths).unwrap_or_default();
        4 * own >= 4 * at + rest * (above - at)
    });
    labels.get(3 - below.count()).cloned()
}
