//! Grades (*xếp loại*): by bands of the index, some with floors, or by quartile.

use std::sync::Arc;

use crate::framework::{Band, FloorOn, Framework, Grades, Node};
use crate::quantity::{Code, Digits, Percent, Points, Ratio, div_ceil};
use crate::scoring::{NodeScore, Scorecard, State};
use crate::words::Text;

/// The grade of a unit, and what it lacks for the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Graded {
    /// The name of the unit's grade; `None` without an index, or below the lowest band.
    pub label: Option<Arc<Text>>,
    /// The grade that the index would give as it is printed, that is rounded. If it differs from
    /// `label`, the row deserves a mark.
    pub as_printed: Option<Arc<Text>>,
    /// What the unit lacks for the next better grade; `None` in the best one.
    pub next: Option<Box<NextGrade>>,
    /// The best grade whose bound the index reaches but which a floor withholds.
    pub taken: Option<Box<NextGrade>>,
    /// Whether the printed index and the exact one stand on different sides of a grade's bound.
    pub(crate) at_bound: bool,
}

impl Graded {
    /// Whether the printed (rounded) index lies on the other side of a grade's bound than the exact
    /// one. Floors play no part here.
    pub fn is_marked(&self) -> bool {
        self.at_bound
    }
}

/// What a unit lacks for a grade above its own.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NextGrade {
    /// The name of the grade above.
    pub label: Arc<Text>,
    /// The least additional points that reach the bound of that grade, rounded up to print digits.
    pub points: Points,
    /// The nodes that lie below the floor of that grade.
    pub under_floor: Vec<Code>,
}

/// The grade of a scorecard by the bands of its framework, and what the next grade would need.
///
/// The grade is the highest band whose bound the exact index reaches and whose floor holds. A unit
/// without an index, or below the lowest band, has no grade. Grades by quartile depend on all units
/// and are found in [`crate::Ranking`].
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
    // Bands are sorted from the highest: those before `start` are reached neither by the exact
    // index nor by the printed one.
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

/// The floor of a band: the least percentage that each node of a level must have besides the index.
type Floor = Option<(Percent, FloorOn)>;

/// The nodes below the floor of each band, computed once for neighbouring bands with one floor.
struct Floors<'a> {
    card: &'a Scorecard,
    /// The floor that was last asked for, with its nodes: bands with equal floors are mostly
    /// neighbours.
    last: Option<(Floor, Vec<Code>)>,
}

impl Floors<'_> {
    fn under(&mut self, band: &Band) -> &[Code] {
        let known = self.last.take_if(|(floor, _)| *floor == band.floor);
        let known = known.unwrap_or_else(|| (band.floor, under_floor(self.card, band)));
        &self.last.insert(known).1
    }
}

/// The points that a total lacks for a band: `from · possible ÷ 100 − obtained`, rounded up to
/// print digits, at least 0.
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

/// The bands that apply to a unit's block, highest first.
pub(crate) fn bands_for<'a>(bands: &'a [Band], card: &Scorecard) -> Vec<&'a Band> {
    bands.iter().filter(|band| is_for(band, card)).collect()
}

/// The nodes of the level that a floor examines; no such node lies inside another one.
pub(crate) fn watched(framework: &Framework, level: FloorOn) -> impl Iterator<Item = &Node> {
    framework.nodes().iter().filter(move |node| match level {
        FloorOn::Leaf => node.leaf().is_some(),
        FloorOn::Criterion => node.is_criterion(),
        FloorOn::Field => node.depth() == 1,
    })
}

/// The nodes whose ratio is below a band's floor; nodes that do not apply are skipped.
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

/// The bounds between the quartile groups (L2, M11), computed from the ranked units of a block.
pub(crate) struct Quartiles(Option<[i128; 3]>);

impl Quartiles {
    /// Computes the bounds from the ratios; with fewer than four ratios there are none.
    pub(crate) fn of(all: impl Iterator<Item = Ratio>) -> Quartiles {
        let mut values: Vec<i128> = all.map(|ratio| ratio.percent_exact().raw()).collect();
        values.sort_unstable();
        if values.len() < 4 {
            return Quartiles(None);
        }
        Quartiles(Some([1, 2, 3].map(|k: usize| {
            // The quantile at position k(n−1)/4, interpolated; multiplied by four to stay an
            // integer.
            let position = k * (values.len() - 1);
            let (low, fourths) = (position / 4, position % 4);
            let at = values[low];
            let above = values.get(low + 1).copied().unwrap_or(at);
            let rest = i128::try_from(fourths).unwrap_or_default();
            4 * at + rest * (above - at)
        })))
    }

    /// The label of the group in which a ratio lies.
    pub(crate) fn label(&self, own: Ratio, labels: &[Arc<Text>]) -> Option<Arc<Text>> {
        let own = 4 * own.percent_exact().raw();
        let below = self.0?.into_iter().filter(|bound| own >= *bound).count();
        labels.get(3 - below).cloned()
    }
}

/// The quartile group of one ratio among several; `None` for fewer than four ratios.
pub(crate) fn quartile_among(
    all: impl Iterator<Item = Ratio>,
    own: Ratio,
    labels: &[Arc<Text>],
) -> Option<Arc<Text>> {
    Quartiles::of(all).label(own, labels)
}
