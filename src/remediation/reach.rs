//! The steps a unit can still take: for each weak leaf, the levels that a plan may choose from.

use std::collections::{BTreeMap, BTreeSet};

use super::effort::{Effort, MOST_EFFORT, Named, named_level};
use super::efforts::Efforts;
use super::reasons::LimitKind;
use super::solve::{Aim, Capacity, Choice, Chosen, Item, Link, Search, lowered, solve};
use super::{Items, Step, Work};
use crate::analysis::stated_facts;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::{Agency, Framework, LeafIx, Level, Node, did_you_mean, unknown_agency};
use crate::quantity::{Code, Points};
use crate::scoring::{Mark, Scorecard, Slot};
use crate::words::{Arg, Lang, Phrase, Text};
use crate::work::WorkBudget;

/// A weak leaf and the levels above its present points, lowest first.
struct Weak {
    leaf: LeafIx,
    from: Points,
    levels: Vec<Offer>,
    /// Whether the leaf may stay as it is; false where a step at it is fixed.
    may_stay: bool,
}

/// One level that a weak leaf can be raised to.
struct Offer {
    /// The row of the table of efforts; `None` without a table.
    row: Option<usize>,
    to: Points,
    work: Work,
    requires: Vec<Named>,
    excludes: Vec<Named>,
    /// The cell that states what the step requires.
    place: Place,
}

impl Offer {
    /// Whether an agency leads the step; a step without leads of its own has those of its leaf.
    fn is_led_by(&self, agency: &str, of_leaf: &str) -> bool {
        let lead = if self.work.lead.is_empty() { of_leaf } else { &self.work.lead };
        lead.split('+').any(|id| id == agency)
    }
}

/// The ids of the leads of a leaf, joined by `+`.
fn leads(framework: &Framework, leaf: LeafIx) -> String {
    framework.leaf_at(leaf).lead_key()
}

/// All steps of a unit that a plan may choose from, in the form of the solver and with their
/// details.
pub(super) struct Reach {
    weak: Vec<Weak>,
    pub(super) items: Vec<Item>,
    pub(super) links: Vec<Link>,
    pub(super) capacities: Vec<Capacity>,
    /// The id of the agency of each capacity.
    pub(super) agencies: Vec<String>,
    /// The steps that are due after the period asked about.
    later: Vec<(LeafIx, Offer)>,
    /// Weak leaves that could only be improved by survey points.
    pub(super) skipped: Vec<Code>,
    /// Rows that were read without error but cannot be used: their level is one that the rule
    /// cannot give, or they require a step that no row offers.
    pub(super) left_out: BTreeSet<usize>,
    pub(super) findings: Findings,
}

impl Reach {
    /// The steps that a table of efforts offers a unit; if the goal is about one node, only at its
    /// leaves.
    pub(super) fn of(card: &Scorecard, efforts: &Efforts, node: Option<&Node>) -> Reach {
        let mut reach = Reach {
            weak: Vec::new(),
            items: Vec::new(),
            links: Vec::new(),
            capacities: Vec::new(),
            agencies: Vec::new(),
            later: Vec::new(),
            skipped: Vec::new(),
            left_out: BTreeSet::new(),
            findings: Findings::default(),
        };
        let framework = card.framework();
        let mut rows: BTreeMap<LeafIx, Vec<&Effort>> = BTreeMap::new();
        for row in efforts.table.iter().flatten() {
            rows.entry(row.leaf).or_default().push(row);
        }
        // The whole table is checked, whichever node the goal is about.
        for leaf in (0..framework.leaf_count()).map(LeafIx) {
            let rows = rows.get(&leaf).map_or(&[][..], Vec::as_slice);
            let weak = reach.at(card, leaf, efforts, rows);
            reach.weak.extend(weak);
        }
        if let Some(node) = node {
            let own = |leaf: usize| node.leaf_range().contains(&leaf);
            reach.weak.retain(|weak| own(weak.leaf.0));
            reach.later.retain(|(leaf, _)| own(leaf.0));
            reach.skipped.retain(|code| framework.leaf_position(code.as_str()).is_some_and(own));
        }
        if let Some(agency) = &efforts.lead {
            for weak in &mut reach.weak {
                let leads = leads(framework, weak.leaf);
                weak.levels.retain(|offer| offer.is_led_by(agency, &leads));
            }
            reach.weak.retain(|weak| !weak.levels.is_empty());
            reach.later.retain(|(leaf, offer)| offer.is_led_by(agency, &leads(framework, *leaf)));
        }
        reach.hold(card, efforts, node);
        reach.drop_unusable(card, efforts);
        for weak in &reach.weak {
            let stay = weak.may_stay.then_some(Choice::STAY);
            let levels = weak.levels.iter().enumerate().map(|(n, offer)| Choice {
                level: n + 1,
                effort: i64::try_from(offer.work.effort).unwrap_or(i64::MAX),
                gain: offer.to.minus(weak.from).raw(),
                leaves: 1,
            });
            reach.items.push(stay.into_iter().chain(levels).collect());
        }
        reach.link(card);
        reach.limit(framework, efforts);
        reach
    }

    /// A leaf with its reachable levels, from the rows of the table about it; `None` if it has
    /// none.
    #[expect(clippy::too_many_lines, reason = "what becomes of a row of the table, case by case")]
    fn at(
        &mut self,
        card: &Scorecard,
        leaf: LeafIx,
        efforts: &Efforts,
        rows: &[&Effort],
    ) -> Option<Weak> {
        let framework = card.framework();
        let node = framework.leaf_at(leaf);
        let tally = card.tally(Slot::Node(framework.leaf_ix(leaf)));
        // A leaf that is scored at the unit above can only be improved there.
        let repairable = matches!(card.mark_at(leaf), Mark::Scored(_) | Mark::Missing)
            && !card.assessment().takes(leaf);
        if !tally.lost.is_positive() || !repairable {
            return None;
        }
        if node.is_survey() && !efforts.survey {
            self.skipped.push(node.code().clone());
            return None;
        }
        let from = tally.obtained;
        let scale = framework.scale(node);
        let rule = node.leaf()?.rule();
        let mut levels = Vec::new();
        // A step is not offered if it needs more items than the limit allows.
        let within = |to: Points| {
            Items::to(card, leaf, to)
                .is_none_or(|items| items.within(efforts.most_items, efforts.most_percent))
        };
        if efforts.table.is_none() {
            let facts = stated_facts(card, leaf);
            let best = rule.best_with(scale, facts.as_ref());
            // The best level or, with limits on items, the best level within them.
            let to = if within(best) {
                best
            } else {
                let all = rule.reachable(scale, facts.as_ref()).map(|level| level.points);
                all.take_while(|to| *to <= from || within(*to)).last()?
            };
            let work = Work { effort: 1, ..Work::default() };
            let (row, requires, excludes, place) = Default::default();
            levels.push(Offer { row, to, work, requires, excludes, place });
            levels.retain(|offer| offer.to > from);
            return (!levels.is_empty()).then_some(Weak { leaf, from, levels, may_stay: true });
        }
        let facts = stated_facts(card, leaf);
        let stated: BTreeSet<Points> = rows.iter().filter_map(|row| row.to).collect();
        for row in rows.iter().filter(|row| row.to.is_none_or(|to| to > from)) {
            let [to_at, due_at, requires_at, each_at] = &row.places;
            // A row for every level does not offer the levels that rows of their own name.
            let reached: Vec<Level> = if let Some(to) = row.to {
                rule.level(to, scale, facts.as_ref()).into_iter().collect()
            } else {
                let all = rule.reachable(scale, facts.as_ref());
                let all = all.filter(|to| to.points > from && !stated.contains(&to.points));
                // As a row that names the level has it: with the fewest items that are enough.
                all.filter_map(|to| rule.level(to.points, scale, facts.as_ref())).collect()
            };
            if let (Some(to), true) = (row.to, reached.is_empty()) {
                let mut near = rule.near(to, scale, facts.as_ref());
                near.retain(|level| *level > from);
                // The best level is always worth naming.
                let best = Some(rule.best_with(scale, facts.as_ref()));
                near.extend(best.filter(|best| *best > from && !near.contains(best)));
                self.findings.push(not_a_level(to_at.clone(), node, to, &near));
                self.left_out.insert(row.row);
                continue;
            }
            if let (Some(day), Some(due)) = (efforts.day, row.work.due)
                && due < day
            {
                let finding = Finding::new(FindingCode::StepTooLate, due_at.clone());
                let finding = finding.found(due.to_string()).with("node", node.code().as_str());
                let finding = finding.with("step", named_level(row.to));
                self.findings.push(finding.with("due", due.text()));
                continue;
            }
            let mut unusable: Option<Option<u64>> = None;
            let mut last_later = None;
            for level in reached {
                let items = Items::to_level(card, leaf, &level);
                let Some(work) = row.work(items) else {
                    unusable.get_or_insert(None);
                    continue;
                };
                if work.effort > MOST_EFFORT {
                    unusable = Some(Some(work.effort));
                    continue;
                }
                if items
                    .is_some_and(|items| !items.within(efforts.most_items, efforts.most_percent))
                {
                    continue;
                }
                let offer = Offer {
                    row: Some(row.row),
                    to: level.points,
                    work,
                    requires: row.requires.clone(),
                    excludes: row.excludes.clone(),
                    place: requires_at.clone(),
                };
                if efforts.is_later(row.work.due) {
                    // Of a row for every level only the highest is listed.
                    last_later = Some((leaf, offer));
                } else {
                    levels.push(offer);
                }
            }
            self.later.extend(last_later);
            // A level that no items reach, or only more effort than can be, is no step. A row that
            // names it, or of which nothing else is left, is told.
            let is_left = row.to.is_none() && self.offers(row.row, &levels);
            if let Some(effort) = unusable.filter(|_| !is_left) {
                let each = row.per_item.unwrap_or_default().to_string();
                self.findings.push(match effort {
                    Some(effort) => Finding::new(FindingCode::OutOfRange, each_at.clone())
                        .found(effort.to_string())
                        .with("from", Points::ZERO)
                        .with("to", MOST_EFFORT.to_string()),
                    None => Finding::new(FindingCode::ItemsUncounted, each_at.clone())
                        .found(each)
                        .with("node", node.code().as_str()),
                });
                self.left_out.insert(row.row);
            }
        }
        levels.sort_by_key(|offer| offer.to);
        (!levels.is_empty()).then_some(Weak { leaf, from, levels, may_stay: true })
    }

    /// Whether a row of the table offers one of some levels, or a step that is due later.
    fn offers(&self, row: usize, levels: &[Offer]) -> bool {
        let later = self.later.iter().map(|(_, offer)| offer);
        levels.iter().chain(later).any(|offer| offer.row == Some(row))
    }

    /// The items whose leaves lie in a range of leaves.
    pub(super) fn within(&self, leaves: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        let start = self.weak.partition_point(|weak| weak.leaf.0 < leaves.start);
        let end = self.weak.partition_point(|weak| weak.leaf.0 < leaves.end);
        start..end
    }

    /// The best choice for an aim under the links and capacities of the unit; `items` are those of
    /// the unit, or the same with other gains.
    pub(super) fn solve(&self, items: &[Item], aim: &Aim, work: &mut WorkBudget) -> Search {
        solve(items, aim, (&self.links, &self.capacities), work)
    }

    /// The agencies whose capacities keep all aims out of reach. An agency is named if some aim can
    /// be reached without its capacity alone; if there is no such agency, all are named, provided
    /// that an aim can be reached without any capacity.
    pub(super) fn stopped_by(&self, aims: &[Aim], work: &mut WorkBudget) -> Vec<String> {
        let mut reached = |left: &[Capacity]| {
            aims.iter().any(|aim| {
                let conditions = (&self.links[..], left);
                work.half(|work| solve(&self.items, aim, conditions, work)).found.is_some()
            })
        };
        if self.capacities.is_empty() || !reached(&[]) {
            return Vec::new();
        }
        let alone = (0..self.capacities.len()).filter(|without| {
            let mut left = self.capacities.clone();
            left.remove(*without);
            reached(&left)
        });
        let alone: Vec<usize> = alone.collect();
        let named = |(place, agency): (usize, &String)| {
            (alone.is_empty() || alone.contains(&place)).then(|| agency.clone())
        };
        let mut named: Vec<String> = self.agencies.iter().enumerate().filter_map(named).collect();
        named.dedup();
        named
    }

    /// A limit on the gain that follows from the capacities alone: together they hold so much
    /// effort, and steps that draw on none of them count as free.
    pub(super) fn most_within_capacities(&self, work: &mut WorkBudget) -> Option<i64> {
        let drawn: BTreeSet<(usize, usize)> =
            self.capacities.iter().flat_map(|capacity| capacity.draws.iter().copied()).collect();
        let mut items = self.items.clone();
        for (n, item) in items.iter_mut().enumerate() {
            for choice in item.iter_mut().filter(|choice| !drawn.contains(&(n, choice.level))) {
                choice.effort = 0;
            }
        }
        let effort = self.capacities.iter().map(|one| one.most).fold(0, i64::saturating_add);
        let Search { found, bound, .. } = solve(&items, &Aim::Spend(effort), (&[], &[]), work);
        bound.or(found.map(|found| found.gain))
    }

    /// A choice that reaches an aim, after giving up the steps that the aim does not need.
    pub(super) fn lowered(&self, chosen: &Chosen, aim: &Aim) -> Option<Chosen> {
        lowered(&self.items, chosen, aim, (&self.links, &self.capacities))
    }

    /// The steps of some chosen levels.
    pub(super) fn steps(&self, framework: &Framework, levels: &[usize]) -> Vec<Step> {
        let chosen = self.weak.iter().zip(levels).filter_map(|(weak, level)| {
            let offer = weak.levels.get(level.checked_sub(1)?)?;
            let code = framework.leaf_at(weak.leaf).code().clone();
            Some(Step::new(code, offer.to).taking(Some(offer.work.clone())))
        });
        chosen.collect()
    }

    /// The steps left for the next period that raise a leaf above its level in the plan, the
    /// earliest due day first.
    pub(super) fn later(&self, framework: &Framework, own: &[Step]) -> Vec<Step> {
        let steps = self.later.iter().map(|(leaf, offer)| {
            let code = framework.leaf_at(*leaf).code().clone();
            Step::new(code, offer.to).taking(Some(offer.work.clone()))
        });
        let reached =
            |step: &Step| own.iter().any(|own| own.code == step.code && own.to >= step.to);
        let mut steps: Vec<Step> = steps.filter(|step| !reached(step)).collect();
        steps.sort_by_key(|step| step.work.as_ref().and_then(|work| work.due));
        steps
    }

    /// The conditions that rows of the table state, each with the number of its row.
    pub(super) fn conditions(&self, framework: &Framework) -> Vec<(usize, LimitKind)> {
        let all = |names: &[Named]| {
            let say = |lang: Lang| {
                let all: Vec<String> =
                    names.iter().map(|named| named.text(framework).get(lang).to_owned()).collect();
                all.join(" + ")
            };
            Text::new(say(Lang::Vi), say(Lang::En))
        };
        let offers = self.weak.iter().flat_map(|weak| {
            let code = framework.leaf_at(weak.leaf).code();
            weak.levels.iter().map(move |offer| (code, offer))
        });
        let stated = offers.flat_map(|(code, offer)| {
            let requires = (!offer.requires.is_empty())
                .then(|| LimitKind::Requires(code.clone(), offer.to, all(&offer.requires)));
            let excludes = (!offer.excludes.is_empty())
                .then(|| LimitKind::Excludes(code.clone(), offer.to, all(&offer.excludes)));
            let kinds = requires.into_iter().chain(excludes);
            kinds.filter_map(|kind| Some((offer.row?, kind))).collect::<Vec<_>>()
        });
        stated.collect()
    }

    /// Applies the steps that the call fixes or holds out; a fixed step that cannot be taken is a
    /// finding.
    fn hold(&mut self, card: &Scorecard, efforts: &Efforts, node: Option<&Node>) {
        let framework = card.framework();
        for code in &efforts.without {
            match leaf_of(framework, code) {
                Ok(leaf) => {
                    self.weak.retain(|weak| weak.leaf != leaf);
                    self.later.retain(|(own, _)| *own != leaf);
                }
                Err(finding) => self.findings.push(finding),
            }
        }
        for (code, to) in &efforts.fixed {
            let leaf = match leaf_of(framework, code) {
                Ok(leaf) => leaf,
                Err(finding) => {
                    self.findings.push(finding);
                    continue;
                }
            };
            let weak = self.weak.iter_mut().find(|weak| weak.leaf == leaf);
            let offered =
                weak.as_ref().map(|weak| weak.levels.iter().map(|offer| offer.to).collect());
            let offered: Vec<Points> = offered.unwrap_or_default();
            let wanted = |offer: &Offer| to.is_none_or(|to| offer.to == to);
            if let Some(weak) = weak.filter(|weak| weak.levels.iter().any(wanted)) {
                weak.levels.retain(wanted);
                weak.may_stay = false;
            } else {
                let found = to.map_or_else(|| code.clone(), |to| to.to_string());
                let step = to.map_or_else(|| Phrase::PlanAnyStep.text(&[]), level);
                let finding = Finding::new(FindingCode::NotPlanned, Place::default());
                let finding = finding.found(found).with("node", code.as_str()).with("step", step);
                let survey = self.skipped.iter().any(|skipped| skipped.as_str() == code);
                let outside = node.filter(|node| !node.leaf_range().contains(&leaf.0));
                let known = match () {
                    () if outside.is_some() => {
                        let node = outside.map_or("", |node| node.code().as_str());
                        Phrase::PlanOutside.text(&[("node", node.into())])
                    }
                    () if efforts.without.contains(code) => Phrase::PlanHeldOut.text(&[]),
                    () if card.assessment().takes(leaf) => Phrase::PlanAbove.text(&[]),
                    () if survey => Phrase::PlanSurvey.text(&[]),
                    () if offered.is_empty() && efforts.is_late(leaf) => Phrase::PlanLate.text(&[]),
                    () if offered.is_empty() && efforts.has_later(leaf) => {
                        Phrase::PlanLaterOnly.text(&[])
                    }
                    () => either(&offered),
                };
                self.findings.push(finding.with("known", known));
            }
        }
    }

    /// Removes levels that require a step that cannot be taken, until every requirement can be met.
    fn drop_unusable(&mut self, card: &Scorecard, efforts: &Efforts) {
        let framework = card.framework();
        let mut out = Vec::new();
        while let Some((item, place, named)) = self.unusable(card) {
            let weak = &mut self.weak[item];
            let offer = weak.levels.remove(place);
            // A required step that no row offers is an error of the table; one that the call holds
            // out is not.
            let mut rows = efforts.table.iter().flatten();
            let offers = rows.any(|row| {
                row.leaf == named.leaf
                    && row.to.is_none_or(|to| to >= named.points(framework))
                    && !self.left_out.contains(&row.row)
            });
            self.left_out.extend(offer.row.filter(|_| !offers));
            let code = framework.leaf_at(weak.leaf).code().as_str().to_owned();
            let other = named.text(framework);
            let finding = Finding::new(FindingCode::StepUnusable, offer.place);
            let finding = finding.found(other.en.as_str()).with("node", code.as_str());
            out.push(finding.with("step", offer.to).with("other", other));
        }
        self.findings.extend(out);
        // If a fixed step is removed in this way, the call is wrong.
        let asked = self.weak.iter().filter(|weak| weak.levels.is_empty() && !weak.may_stay);
        let lost = asked.map(|weak| {
            let code = framework.leaf_at(weak.leaf).code().as_str();
            let finding = Finding::new(FindingCode::NotPlanned, Place::default()).found(code);
            let finding = finding.with("node", code).with("step", Phrase::PlanAnyStep.text(&[]));
            finding.with("known", Phrase::PlanRequired.text(&[]))
        });
        self.findings.extend(lost.collect::<Vec<_>>());
        self.weak.retain(|weak| !weak.levels.is_empty());
    }

    fn unusable(&self, card: &Scorecard) -> Option<(usize, usize, Named)> {
        let all = self.weak.iter().enumerate();
        let mut offers = all.flat_map(|(item, weak)| {
            weak.levels.iter().enumerate().map(move |(place, offer)| (item, place, offer))
        });
        offers.find_map(|(item, place, offer)| {
            let missing = offer.requires.iter().find(|named| {
                !stands(card, named)
                    && self
                        .granting(card.framework(), named)
                        .is_none_or(|(_, levels)| levels.is_empty())
            });
            missing.map(|named| (item, place, named.clone()))
        })
    }

    /// The item of a leaf, by binary search; items stand in the order of the framework.
    fn item(&self, leaf: LeafIx) -> Option<usize> {
        self.weak.binary_search_by_key(&leaf, |weak| weak.leaf).ok()
    }

    /// The item of a leaf that a step requires, and the levels that satisfy the requirement.
    fn granting(&self, framework: &Framework, named: &Named) -> Option<(usize, Vec<usize>)> {
        let item = self.item(named.leaf)?;
        let levels = self.weak[item].levels.iter().enumerate();
        let levels = levels.filter(|(_, offer)| offer.to >= named.points(framework));
        Some((item, levels.map(|(n, _)| n + 1).collect()))
    }

    /// The item of a leaf that a step excludes, and the levels that remain allowed.
    fn beside(&self, named: &Named) -> Option<(usize, Vec<usize>)> {
        let item = self.item(named.leaf)?;
        let levels = self.weak[item].levels.iter().enumerate();
        let free = levels.filter(|(_, offer)| named.to.is_some_and(|to| offer.to != to));
        Some((item, std::iter::once(0).chain(free.map(|(n, _)| n + 1)).collect()))
    }

    fn link(&mut self, card: &Scorecard) {
        let mut links = Vec::new();
        for (item, weak) in self.weak.iter().enumerate() {
            for (n, offer) in weak.levels.iter().enumerate() {
                let level = n + 1;
                let required = offer.requires.iter().filter(|named| !stands(card, named));
                let required = required.filter_map(|named| self.granting(card.framework(), named));
                let excluded = offer.excludes.iter().filter_map(|named| self.beside(named));
                links.extend(required.chain(excluded).map(|(other, allowed)| Link {
                    item,
                    level,
                    other,
                    allowed,
                }));
            }
        }
        self.links = links;
    }

    fn limit(&mut self, framework: &Framework, efforts: &Efforts) {
        for (agency, most) in &efforts.capacities {
            let all = framework.agencies();
            let known = framework.agency_named(agency).and_then(|known| all.get(known));
            let Some(agency) = known.map(Agency::id) else {
                let ids = all.iter().map(Agency::id);
                self.findings.push(unknown_agency(agency, ids, Place::default()));
                continue;
            };
            let mut draws = Vec::new();
            for (item, weak) in self.weak.iter().enumerate() {
                let own = leads(framework, weak.leaf);
                let levels = weak.levels.iter().enumerate();
                let led = levels.filter(|(_, offer)| offer.is_led_by(agency, &own));
                draws.extend(led.map(|(n, _)| (item, n + 1)));
            }
            let most = i64::try_from(*most).unwrap_or(i64::MAX);
            self.capacities.push(Capacity { draws, most });
            self.agencies.push(agency.to_owned());
        }
    }
}

/// Whether a requirement holds already: the leaf has the points, or nothing is lost there.
fn stands(card: &Scorecard, named: &Named) -> bool {
    let tally = card.tally(Slot::Node(card.framework().leaf_ix(named.leaf)));
    match named.to {
        Some(to) => tally.obtained >= to,
        None => !tally.lost.is_positive(),
    }
}

/// The leaf that a flag names, or the finding that tells what is wrong with the name.
fn leaf_of(framework: &Framework, code: &str) -> Result<LeafIx, Finding> {
    match framework.node(code) {
        Some(node) if node.leaf().is_some() => Ok(LeafIx(node.leaf_range().start)),
        Some(_) => Err(Finding::new(FindingCode::NotALeaf, Place::default()).found(code)),
        None => {
            let near = framework.near_code(code).map_or(Arg::from(""), did_you_mean);
            Err(Finding::new(FindingCode::UnknownCode, Place::default())
                .found(code)
                .with("near", near))
        }
    }
}

fn not_a_level(place: Place, node: &Node, found: Points, near: &[Points]) -> Finding {
    let finding = Finding::new(FindingCode::NotALevel, place).found_points(found);
    finding.with("node", node.code().as_str()).with("known", listed(near))
}

/// Points listed one after the other, written as in each language.
fn listed(points: &[Points]) -> Text {
    let say = |lang: Lang| {
        let all: Vec<String> = points.iter().map(|points| lang.shortest(*points)).collect();
        all.join("; ")
    };
    Text::new(say(Lang::Vi), say(Lang::En))
}

/// A level in words.
fn level(to: Points) -> Text {
    Phrase::PlanLevel.text(&[("points", to.into())])
}

/// The levels to which a step could have been fixed.
fn either(points: &[Points]) -> Text {
    let all = listed(points);
    if points.is_empty() {
        return Text::new("không có mức nào cao hơn hiện tại", "no level above where it stands");
    }
    Text::new(format!("một trong các mức {}", all.vi), format!("one of {}", all.en))
}
