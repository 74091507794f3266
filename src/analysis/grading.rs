//! Grades (*xếp loại*): bands with floors, or groups by quartile.

use std::sync::Arc;

use crate::framework::{Band, FloorOn, Framework, Grades, Node};
use crate::quantity::{Code, Digits, Percent, Points, Ratio, div_ceil};
use crate::scoring::{NodeScore, Scorecard, State};
use crate::words::Text;

/// The grade of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Graded {
    /// The name of the grade; `None` without an index, or below the lowest band.
    pub label: Option<Arc<Text>>,
    /// The grade that the printed index would have; another one is worth a mark.
    pub as_printed: Option<Arc<Text>>,
    /// What keeps the unit from the next better grade; `None` in the best one.
    pub next: Option<Box<NextGrade>>,
    /// The best grade whose bound the index reaches, where a floor takes it away.
    pub taken: Option<Box<NextGrade>>,
    /// Whether the printed index and the exact one stand on different sides of a grade's bound.
    pub(crate) at_bound: bool,
}

impl Graded {
    /// Whether the printed index stands on the other side of a grade's bound than the exact one; a
    /// floor has no part in it.
    pub fn is_marked(&self) -> bool {
        self.at_bound
    }
}

/// What keeps a unit from the grade above its own.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NextGrade {
    /// The name of that grade.
    pub label: Arc<Text>,
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
/// use par_index::analysis::grade;
/// use par_index::{framework, read, sample, score, Basis, Lang};
///
/// let fw = framework("hon-quan-2023")?;
/// let input = read(&fw, sample("communes-2023")?);
/// let card = score(&fw, &input.assessments[0], Basis::Final);
/// let graded = grade(&card);
/// assert_eq!(graded.label.unwrap().get(Lang::En), "Fair");
/// assert_eq!(graded.next.unwrap().points.to_string(), "1.2"); // to Good
/// # Ok::<(), par_index::Error>(())
/// ```
#[must_use]
pub fn grade(card: &Scorecard) -> Graded {
    let mut graded = Graded::default();
    let Grades::Bands(bands) = card.framework().grades() else { return graded };
    let total = card.total();
    let Some(ratio) = total.ratio() else { return graded };
    let print = card.framework().policies().print;
    let printed = ratio.percent(print);
    let group = card.unit().group.as_deref();
    // Bands stand from the top: neither the exact index nor the printed one reaches those before.
    let reaches = |band: &Band| ratio.cmp_percent(band.from).is_ge() || printed >= band.from;
    let start = bands.partition_point(|band| !reaches(band));
    let mut next = card.framework().last_band_before(start, group).and_then(|n| bands.get(n));
    let mut taken = None;
    let mut floors = Floors { card, last: None };
    for band in card.framework().bands_from(start, group).filter_map(|n| bands.get(n)) {
        let holds = floors.under(band).is_empty();
        let reached = ratio.cmp_percent(band.from).is_ge();
        graded.at_bound |= reached != (printed >= band.from);
        if graded.as_printed.is_none() && printed >= band.from && holds {
            graded.as_printed = Some(band.label.clone());
        }
        if graded.label.is_none() {
            if reached && holds {
                graded.label = Some(band.label.clone());
            } else {
                taken = taken.or(Some(band).filter(|_| reached));
                next = Some(band);
            }
        }
        if graded.label.is_some() && graded.as_printed.is_some() {
            break;
        }
    }
    let mut of = |band: &Band| {
        let under_floor = floors.under(band).to_vec();
        let points = short_of(&total, band, print);
        Box::new(NextGrade { label: band.label.clone(), points, under_floor })
    };
    graded.taken = taken.map(&mut of);
    graded.next = next.map(of);
    graded
}

/// What a band asks of nodes besides the index.
type Floor = Option<(Percent, FloorOn)>;

/// What falls under the floors of bands: many bands have one floor.
struct Floors<'a> {
    card: &'a Scorecard,
    /// The last floor that was asked for: bands that share one mostly stand beside each other.
    last: Option<(Floor, Vec<Code>)>,
}

impl Floors<'_> {
    fn under(&mut self, band: &Band) -> &[Code] {
        let known = self.last.take_if(|(floor, _)| *floor == band.floor);
        let known = known.unwrap_or_else(|| (band.floor, under_floor(self.card, band)));
        &self.last.insert(known).1
    }
}

/// `from · possible ÷ 100 − obtained`, rounded up to print digits, at least 0.
fn short_of(total: &NodeScore, band: &Band, print: Digits) -> Points {
    let unit = i128::from(print.unit());
    let wanted = band.from.raw() * total.possible().wide();
    let short = wanted - Percent::HUNDRED.raw() * total.obtained().wide();
    let steps = div_ceil(short.max(0), Percent::HUNDRED.raw() * unit);
    Points::from_wide(steps * unit).unwrap_or(Points::MAX)
}

fn is_for(band: &Band, card: &Scorecard) -> bool {
    let group = card.unit().group.as_ref();
    band.blocks.as_ref().is_none_or(|blocks| group.is_some_and(|group| blocks.contains(group)))
}

/// The bands that hold for a unit, highest first.
pub(crate) fn bands_for<'a>(bands: &'a [Band], card: &Scorecard) -> Vec<&'a Band> {
    bands.iter().filter(|band| is_for(band, card)).collect()
}

/// The nodes a floor looks at; none of them lies in another.
pub(crate) fn watched(framework: &Framework, level: FloorOn) -> impl Iterator<Item = &Node> {
    framework.nodes().iter().filter(move |node| match level {
        FloorOn::Leaf => node.leaf().is_some(),
        FloorOn::Criterion => node.is_criterion(),
        FloorOn::Field => node.depth() == 1,
    })
}

/// The nodes that fall under a band's floor; those that do not apply are skipped.
fn under_floor(card: &Scorecard, band: &Band) -> Vec<Code> {
    let Some((floor, level)) = band.floor else { return Vec::new() };
    watched(card.framework(), level)
        .filter(|node| {
            let Some(score) = card.node(node.code().as_str()) else { return false };
            let under = score.ratio().is_some_and(|ratio| ratio.cmp_percent(floor).is_lt());
            under && score.state() != State::NotApplicable
        })
        .map(|node| node.code().clone())
        .collect()
}

/// The bounds of the groups by quartile (L2, M11) over the ranked units of a block.
pub(crate) struct Quartiles(Option<[i128; 3]>);

impl Quartiles {
    /// Of some ratios; there are none under four of them.
    pub(crate) fn of(all: impl Iterator<Item = Ratio>) -> Quartiles {
        let mut values: Vec<i128> = all.map(|ratio| ratio.percent_exact().raw()).collect();
        values.sort_unstable();
        if values.len() < 4 {
            return Quartiles(None);
        }
        Quartiles(Some([1, 2, 3].map(|k: usize| {
            // Position k(n−1)/4, interpolated; four times the value, to stay whole.
            let position = k * (values.len() - 1);
            let (low, fourths) = (position / 4, position % 4);
            let at = values[low];
            let above = values.get(low + 1).copied().unwrap_or(at);
            let rest = i128::try_from(fourths).unwrap_or_default();
            4 * at + rest * (above - at)
        })))
    }

    /// The group of one of the ratios.
    pub(crate) fn label(&self, own: Ratio, labels: &[Arc<Text>]) -> Option<Arc<Text>> {
        let own = 4 * own.percent_exact().raw();
        let below = self.0?.into_iter().filter(|bound| own >= *bound).count();
        labels.get(3 - below).cloned()
    }
}

/// The group of one of some ratios; none under four of them.
pub(crate) fn quartile_among(
    all: impl Iterator<Item = Ratio>,
    own: Ratio,
    labels: &[Arc<Text>],
) -> Option<Arc<Text>> {
    Quartiles::of(all).label(own, labels)
}
