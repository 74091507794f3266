//! [`Choices`]: the levels that may be chosen at the components of a unit, with all figures needed
//! to compute index, grade and rank afterwards. An HTML page uses it to compute what
//! [`what_if`](super::what_if()) would say.

use std::sync::Arc;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::what_if::Others;
use crate::analysis::{bands_for, stated_facts, watched};
use crate::framework::{Grades, LeafIx, NodeIx, PrintAs, Rule, Ties};
use crate::quantity::{Code, Digits, Percent, Points};
use crate::scoring::{Cohort, Mark, NodeScore, Scorecard, Slot, State};
use crate::words::{Lang, Text, shown};

/// The most levels offered as a list; a component with more of them takes typed points instead.
const LISTED: usize = 60;

/// The levels that may be chosen at the components of a unit. Every figure is exact.
///
/// # Example
/// ```
/// use par_index::ask::Asked;
/// use par_index::dossier::Dossier;
/// use par_index::page::Block;
/// use par_index::{Inputs, Lang, framework, sample};
///
/// let fw = framework("hon-quan-2023")?;
/// let mut inputs = Inputs::new(&fw);
/// inputs.read("communes.json", sample("communes-2023")?);
/// let dossier = Dossier::new(&fw, inputs.finish());
/// let reply = dossier.ask(&Asked::of("report", r#"{"unit": "sample-commune-01"}"#)?)?;
/// let page = reply.page();
/// let choices = page.blocks().find_map(|block| match block {
///     Block::Choices(choices) => Some(choices),
///     _ => None,
/// });
/// let json = choices.unwrap().to_json(Lang::En);
/// assert!(json.contains(r#""total":{"obtained":"78","open":"0","possible":"99"}"#), "{json}");
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The id of the unit.
    pub unit: String,
    digits: Digits,
    in_points: bool,
    dense: bool,
    ranked: bool,
    total: Tally,
    nodes: Vec<ChoiceNode>,
    grades: ChoiceGrades,
    /// The points obtained by the other ranked units of the block, grouped by their possible
    /// points.
    others: BTreeMap<Points, Vec<Points>>,
    leaves: Vec<ChoiceLeaf>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Tally {
    possible: Points,
    obtained: Points,
    open: Points,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct ChoiceNode {
    parent: Option<usize>,
    tally: Tally,
    /// Whether the floors of grades ignore the node, because it is not applicable.
    passed_over: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum ChoiceGrades {
    /// The grade bands, the highest first.
    Bands(Vec<ChoiceBand>),
    Quartiles(Vec<Arc<Text>>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct ChoiceBand {
    label: Arc<Text>,
    from: Percent,
    /// The least percentage, and the nodes that must reach it.
    floor: Option<(Percent, Vec<usize>)>,
}

/// A component at which a level may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ChoiceLeaf {
    code: Code,
    name: Text,
    node: usize,
    max: Points,
    now: Option<Points>,
    survey: bool,
    /// Typed points must be multiples of this.
    step: Option<Points>,
    /// The levels with their descriptions; empty where points are typed.
    levels: Vec<(Points, Text)>,
}

impl Choices {
    /// The choices of a unit; `None` where the unit cannot be computed.
    pub(crate) fn of(cohort: &Cohort, unit: &str) -> Option<Choices> {
        let card = cohort.card(unit).filter(|card| Cohort::counts(card))?;
        let framework = card.framework();
        let policies = framework.policies();
        let others = Others::of(cohort, card);
        let mut ratios: BTreeMap<Points, Vec<Points>> = BTreeMap::new();
        for ratio in others.ratios() {
            let (part, whole) = ratio.raw();
            let (part, whole) = (Points::from_wide(part)?, Points::from_wide(whole)?);
            ratios.entry(whole).or_default().push(part);
        }
        for parts in ratios.values_mut() {
            parts.sort_unstable();
        }
        let at = |code: &str| framework.find(code).map(|ix| ix.0);
        let nodes = framework.nodes().iter().enumerate().map(|(ix, node)| {
            let score = card.slot(Slot::Node(NodeIx(ix)));
            ChoiceNode {
                parent: node.parent().map(|parent| parent.0),
                tally: Tally::of(&score),
                passed_over: score.state() == State::NotApplicable,
            }
        });
        let grades = match framework.grades() {
            Grades::Quartiles(labels) => ChoiceGrades::Quartiles(labels.clone()),
            Grades::Bands(bands) => {
                let bands = bands_for(bands, card).into_iter().map(|band| ChoiceBand {
                    label: band.label.clone(),
                    from: band.from,
                    floor: band.floor.map(|(least, level)| {
                        let nodes = watched(framework, level);
                        (least, nodes.filter_map(|node| at(node.code().as_str())).collect())
                    }),
                });
                ChoiceGrades::Bands(bands.collect())
            }
        };
        let leaves = (0..framework.leaf_count()).map(LeafIx);
        Some(Choices {
            unit: card.unit().id.clone(),
            digits: policies.print,
            in_points: policies.print_as == PrintAs::Points,
            dense: policies.ties == Ties::Dense,
            ranked: others.ranked,
            total: Tally::of(&card.total()),
            nodes: nodes.collect(),
            grades,
            others: ratios,
            leaves: leaves.filter_map(|leaf| ChoiceLeaf::of(card, leaf)).collect(),
        })
    }

    /// All choices as JSON; points are written as text, so that no reader turns them into binary
    /// numbers.
    pub fn to_json(&self, lang: Lang) -> String {
        let name = |text: &Text| shown(text.get(lang)).into_owned();
        let label = |text: &Text| json!([shown(text.get(Lang::Vi)), name(text)]);
        let nodes = self.nodes.iter().map(|node| {
            let Tally { possible, obtained, open } = &node.tally;
            json!([node.parent, possible, obtained, open, u8::from(node.passed_over)])
        });
        let (bands, quartiles) = match &self.grades {
            ChoiceGrades::Quartiles(labels) => {
                (Value::Null, labels.iter().map(|text| label(text)).collect::<Value>())
            }
            ChoiceGrades::Bands(bands) => {
                let band = |band: &ChoiceBand| {
                    let floor = band.floor.as_ref();
                    let floor = floor.map(|(least, nodes)| json!([least.to_string(), nodes]));
                    json!({"label": label(&band.label), "from": band.from.to_string(), "floor": floor})
                };
                (bands.iter().map(band).collect::<Value>(), Value::Null)
            }
        };
        let others = self.others.iter().map(|(whole, parts)| {
            let (unit, steps) = steps(parts);
            json!([whole, unit, steps])
        });
        let leaves = self.leaves.iter().map(|leaf| {
            let levels = leaf.levels.iter().map(|(points, text)| json!([points, name(text)]));
            let mut all = json!({
                "code": leaf.code.as_str(), "name": name(&leaf.name), "node": leaf.node,
                "max": leaf.max, "now": leaf.now, "survey": leaf.survey, "step": leaf.step,
                "levels": levels.collect::<Vec<Value>>(),
            });
            // Absent values are left out to save space: a page may hold hundreds of components.
            if let Value::Object(parts) = &mut all {
                let is_there = |part: &Value| match part {
                    Value::Null | Value::Bool(false) => false,
                    Value::Array(levels) => !levels.is_empty(),
                    _ => true,
                };
                parts.retain(|_, part| is_there(part));
            }
            all
        });
        let Tally { possible, obtained, open } = &self.total;
        let all = json!({
            "unit": shown(&self.unit), "digits": self.digits.get(), "in_points": self.in_points,
            "dense": self.dense, "ranked": self.ranked,
            "total": {"possible": possible, "obtained": obtained, "open": open},
            "nodes": nodes.collect::<Value>(), "bands": bands, "quartiles": quartiles,
            "others": others.collect::<Value>(), "leaves": leaves.collect::<Value>(),
        });
        all.to_string()
    }
}

/// Points in rising order, written in short: the largest power of ten (in billionths) that divides
/// all of them, and the differences between neighbours in that unit, separated by spaces. For
/// thousands of units this takes a third of the space.
fn steps(parts: &[Points]) -> (String, String) {
    let raw: Vec<i64> = parts.iter().map(|points| points.raw()).collect();
    let powers = (0..=9).rev().map(|places| 10_i64.pow(places));
    let unit = powers.into_iter().find(|unit| raw.iter().all(|raw| raw % unit == 0)).unwrap_or(1);
    let before = std::iter::once(0).chain(raw.iter().copied());
    let steps = raw.iter().zip(before).map(|(raw, before)| ((raw - before) / unit).to_string());
    (unit.to_string(), steps.collect::<Vec<String>>().join(" "))
}

impl Tally {
    fn of(score: &NodeScore) -> Tally {
        Tally { possible: score.possible(), obtained: score.obtained(), open: score.open() }
    }
}

impl ChoiceLeaf {
    /// The choices at a leaf; `None` where nothing can be chosen.
    fn of(card: &Scorecard, leaf: LeafIx) -> Option<ChoiceLeaf> {
        let framework = card.framework();
        let node = framework.leaf_at(leaf);
        let now = match card.mark_at(leaf) {
            Mark::Scored(points) => Some(points),
            Mark::Missing | Mark::NotAppraised => None,
            Mark::NotApplicable | Mark::LeftOut => return None,
        };
        if card.assessment().takes(leaf) {
            return None;
        }
        let rule = node.leaf()?.rule();
        let scale = framework.scale(node);
        let facts = stated_facts(card, leaf);
        let reachable = rule.reachable(scale, facts.as_ref()).take(LISTED + 1);
        let mut levels: Vec<(Points, Text)> = reachable
            .map(|level| {
                let text = rule.out_of(&level).or_else(|| rule.aim(level.points));
                (level.points, text.unwrap_or_default())
            })
            .collect();
        levels.sort_by_key(|(points, _)| *points);
        levels.dedup_by_key(|(points, _)| *points);
        if !(2..=LISTED).contains(&levels.len()) {
            levels.clear();
        } else if let Some(now) = now.filter(|now| levels.iter().all(|(points, _)| points != now)) {
            let place = levels.partition_point(|(points, _)| *points < now);
            levels.insert(place, (now, Text::default()));
        }
        Some(ChoiceLeaf {
            code: node.code().clone(),
            name: node.short().clone(),
            node: framework.leaf_ix(leaf).0,
            max: node.max(),
            now,
            survey: node.is_survey(),
            step: match rule {
                Rule::Direct(direct) => direct.step,
                _ => None,
            },
            levels,
        })
    }
}
