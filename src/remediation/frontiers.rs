//! [`frontier`]: computes the best points for each effort.

use super::aims::ready;
use super::efforts::{Efforts, LeftOut};
use super::frontier::{Frontier, FrontierPoint};
use super::reach::Reach;
use super::solve::{front, joined};
use super::what_if::Others;
use crate::analysis::rank_among;
use crate::quantity::{Points, Ratio};
use crate::scoring::Cohort;
use crate::work::WorkBudget;

/// The best points for each effort, for a chart. Capacities are ignored, and so are conditions that
/// bind very many steps together; the result is then not proven.
///
/// # Example
/// ```
/// use par_index::remediation::frontier;
/// use par_index::{framework, read, sample, score_all, Basis, Efforts};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let front = frontier(&all, "sample-commune-01", &Efforts::default());
/// assert_eq!((front.points[0].effort, front.points[0].rank), (0, Some(7)));
/// assert_eq!(front.points[1].gain.to_string(), "2"); // one leaf: the most it can be
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn frontier(cohort: &Cohort, unit: &str, efforts: &Efforts) -> Frontier {
    frontier_within(cohort, unit, efforts, WorkBudget::default())
}

/// Like [`frontier`], with a limit on search work. If the work runs out, points are left out
/// evenly, nothing is proven, and [`Frontier::work`] says so.
pub fn frontier_within(
    cohort: &Cohort,
    unit: &str,
    efforts: &Efforts,
    work: WorkBudget,
) -> Frontier {
    let mut out = Frontier {
        points: Vec::new(),
        proven_optimal: false,
        conditions: false,
        rows_left_out: 0,
        left_out: LeftOut::default(),
        work,
        findings: Vec::new(),
    };
    let card = match ready(cohort, unit, efforts) {
        Ok(card) => card,
        Err(finding) => {
            out.findings.push(*finding);
            return out;
        }
    };
    let reach = Reach::of(card, efforts, None);
    out.findings.extend(efforts.findings.to_vec());
    out.findings.extend(reach.findings.to_vec());
    out.left_out = efforts.left_out(&reach.left_out);
    out.rows_left_out = out.left_out.rows.len();
    let joined = out.work.half(|work| joined(&reach.items, &reach.links, work));
    out.conditions = joined.is_none() || !reach.capacities.is_empty();
    if efforts.is_unread() {
        return out;
    }
    out.proven_optimal = !out.conditions && !out.left_out.any();
    let mut thinned = false;
    let items = joined.unwrap_or(reach.items);
    let list = front(&items, 0, &mut out.work, |_, width, states| {
        // The first and the last point always stay.
        let width = width.max(2);
        if states.len() > width {
            thinned = true;
            let every = states.len().div_ceil(width - 1);
            let last = states.len() - 1;
            let mut place = 0;
            states.retain(|_| {
                place += 1;
                (place - 1) % every == 0 || place - 1 == last
            });
        }
    });
    if thinned {
        out.proven_optimal = false;
        out.work.exhaust();
    }
    let total = card.total();
    let others = Others::of(cohort, card);
    let ratios = others.ratios();
    let ties = cohort.framework().policies().ties;
    let points = list.states.iter().map(|state| {
        let gain = Points::from_raw(state.gain);
        let obtained = total.obtained().plus(gain);
        let ratio = Ratio::new(obtained, total.possible());
        let ranked = ratio.filter(|_| others.ranked).map(|own| rank_among(&ratios, own, ties));
        let (rank, tied) = ranked.unzip();
        let tied = tied.unwrap_or_default();
        let effort = u64::try_from(state.effort).unwrap_or_default();
        FrontierPoint { effort, steps: state.leaves, gain, obtained, ratio, rank, tied }
    });
    out.points = points.collect();
    out
}
