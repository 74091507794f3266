//! A made unit with its ruler, its neighbours and a table of efforts, all in hundredths of a point.

use std::collections::BTreeSet;

use par_index::remediation::EffortRow;
use par_index::spec::{AssessmentSpec, NodeSpec};
use par_index::{Basis, Cohort, Efforts, Framework, Points, read, score_all};

use crate::common::{Fill, Ruler, field, leaf, sheet};

/// Small numbers in a fixed sequence.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    pub(crate) fn once_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

/// A leaf of it.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    pub(crate) field: usize,
    pub(crate) criterion: usize,
    pub(crate) code: String,
    pub(crate) max: i64,
    /// `None`: it does not apply.
    pub(crate) at: Option<i64>,
    /// Points and effort of each level, lowest first.
    pub(crate) levels: Vec<(i64, i64)>,
}

/// The unit, its neighbours' points, ties.
#[derive(Clone, Debug)]
pub(crate) struct Town {
    pub(crate) leaves: Vec<Leaf>,
    /// Obtained points of the others, out of all.
    pub(crate) others: Vec<i64>,
    pub(crate) dense: bool,
    /// From, floor and its level, as in a file; highest first.
    pub(crate) bands: Vec<(i64, Option<(i64, &'static str)>)>,
}

/// Hundredths as text.
pub(crate) fn text(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

pub(crate) fn points(hundredths: i64) -> Points {
    text(hundredths).parse().unwrap()
}

pub(crate) fn hundredths(points: Points) -> i64 {
    points.billionths() / 10_000_000
}

impl Town {
    /// At most `steps` steps in all.
    pub(crate) fn draw(dice: &mut Dice, steps: usize) -> Town {
        let mut leaves = Vec::new();
        let mut left = steps;
        for f in 0..=dice.below(2) as usize {
            for c in 0..=dice.below(2) as usize {
                let count = dice.below(4) as usize;
                for n in 0..count.max(1) {
                    let code = if count == 0 {
                        format!("{}.{}", f + 1, c + 1)
                    } else {
                        format!("{}.{}.{}", f + 1, c + 1, n + 1)
                    };
                    let max = 25 * (1 + dice.below(8) as i64);
                    let at =
                        (!dice.once_in(12)).then(|| 25 * (dice.below(max as u64 / 25 + 1) as i64));
                    let mut levels = Vec::new();
                    for to in (at.unwrap_or(max) + 25..=max).step_by(25) {
                        if left > 0 && dice.once_in(2) {
                            left -= 1;
                            levels.push((to, dice.below(4) as i64));
                        }
                    }
                    leaves.push(Leaf { field: f, criterion: c, code, max, at, levels });
                }
            }
        }
        if leaves.iter().all(|leaf| leaf.at.is_none()) {
            leaves[0].at = Some(0);
        }
        let all: i64 = leaves.iter().map(|leaf| leaf.max).sum();
        let others =
            (0..dice.below(5)).map(|_| 25 * (dice.below(all as u64 / 25 + 1) as i64)).collect();
        let mut bands = Vec::new();
        for from in [90, 75, 50, 0] {
            let level = ["leaf", "criterion", "field"][dice.below(3) as usize];
            let floor = dice.once_in(2).then(|| (10 * (1 + dice.below(9) as i64), level));
            bands.push((from, floor));
        }
        Town { leaves, others, dense: dice.once_in(2), bands }
    }

    pub(crate) fn framework(&self) -> Framework {
        let mut fields = Vec::new();
        let last = self.leaves.iter().map(|leaf| leaf.field).max().unwrap();
        for f in 0..=last {
            let mut criteria: Vec<NodeSpec> = Vec::new();
            let of_field: Vec<&Leaf> = self.leaves.iter().filter(|leaf| leaf.field == f).collect();
            for group in of_field.chunk_by(|a, b| a.criterion == b.criterion) {
                let nodes: Vec<NodeSpec> =
                    group.iter().map(|own| leaf(&own.code, &text(own.max))).collect();
                if group[0].code.matches('.').count() == 1 {
                    criteria.extend(nodes);
                } else {
                    criteria.push(field(&format!("{}.{}", f + 1, group[0].criterion + 1), nodes));
                }
            }
            fields.push(field(&(f + 1).to_string(), criteria));
        }
        let bands: Vec<serde_json::Value> = self
            .bands
            .iter()
            .enumerate()
            .map(|(n, (from, floor))| {
                serde_json::json!({"label": {"en": format!("grade {n}")}, "from": from.to_string(),
                    "component_floor": floor.map(|(floor, _)| floor.to_string()),
                    "floor_on": floor.map(|(_, level)| level)})
            })
            .collect();
        let ruler = Ruler::new(fields).grades(&serde_json::Value::from(bands).to_string());
        let ties = if self.dense {
            par_index::framework::Ties::Dense
        } else {
            par_index::framework::Ties::Competition
        };
        ruler.policies(|policies| policies.ties = Some(ties)).build()
    }

    fn sheets(&self) -> Vec<AssessmentSpec> {
        let mut own = sheet("own");
        for leaf in &self.leaves {
            own = match leaf.at {
                Some(at) => own.appraised(&leaf.code, text(at)),
                None => own.not_applicable(&leaf.code),
            };
        }
        let mut sheets = vec![own];
        for (n, obtained) in self.others.iter().enumerate() {
            let mut rest = *obtained;
            let mut other = sheet(&format!("other-{n}"));
            for leaf in &self.leaves {
                let at = rest.min(leaf.max);
                rest -= at;
                other = other.appraised(&leaf.code, text(at));
            }
            sheets.push(other);
        }
        sheets
    }

    pub(crate) fn cohort(&self, framework: &Framework) -> Cohort {
        let sheets = serde_json::to_string(&self.sheets()).unwrap();
        let input = read(framework, &sheets);
        assert!(!input.has_errors(), "{:?}", input.findings);
        score_all(framework, &input.assessments, Basis::Final)
    }

    pub(crate) fn efforts(&self, framework: &Framework) -> Efforts {
        let rows: Vec<EffortRow> = self
            .leaves
            .iter()
            .flat_map(|leaf| {
                leaf.levels.iter().map(|(to, effort)| {
                    EffortRow::new(leaf.code.as_str(), points(*to), *effort as u64)
                })
            })
            .collect();
        let (efforts, findings) = Efforts::of(framework, &rows);
        assert_eq!(findings, []);
        efforts
    }

    /// Obtained and possible of some leaves under a choice of levels, 0 for none.
    pub(crate) fn sums(&self, choice: &[usize], of: impl Fn(&Leaf) -> bool) -> (i64, i64) {
        let counted = self.leaves.iter().zip(choice).filter(|(leaf, _)| of(leaf));
        counted.fold((0, 0), |(obtained, possible), (leaf, level)| match (leaf.at, level) {
            (None, _) => (obtained, possible),
            (Some(at), 0) => (obtained + at, possible + leaf.max),
            (Some(_), level) => (obtained + leaf.levels[level - 1].0, possible + leaf.max),
        })
    }

    pub(crate) fn effort(&self, choice: &[usize]) -> i64 {
        let taken = self.leaves.iter().zip(choice).filter(|(_, level)| **level > 0);
        taken.map(|(leaf, level)| leaf.levels[level - 1].1).sum()
    }

    /// The rank a choice gives, by the definition.
    pub(crate) fn rank(&self, choice: &[usize]) -> usize {
        let (own, possible) = self.sums(choice, |_| true);
        let all: i64 = self.leaves.iter().map(|leaf| leaf.max).sum();
        let mut better: Vec<i64> =
            self.others.iter().copied().filter(|other| other * possible > own * all).collect();
        better.sort_unstable();
        if self.dense {
            better.dedup();
        }
        better.len() + 1
    }

    /// The place of the grade a choice gives among the bands.
    pub(crate) fn grade(&self, choice: &[usize]) -> Option<usize> {
        let (own, possible) = self.sums(choice, |_| true);
        self.bands.iter().position(|(from, floor)| {
            own * 100 >= from * possible
                && floor.is_none_or(|(floor, level)| {
                    self.leaves.iter().all(|one| {
                        let (own, possible) = self.sums(choice, |other| match level {
                            "leaf" => other.code == one.code,
                            "criterion" => {
                                (other.field, other.criterion) == (one.field, one.criterion)
                            }
                            _ => other.field == one.field,
                        });
                        own * 100 >= floor * possible
                    })
                })
        })
    }

    /// The hundredths a choice lacks to a band: in the whole or, if more, in its floors together.
    pub(crate) fn short(&self, choice: &[usize], band: usize) -> i64 {
        let lacks =
            |(own, possible): (i64, i64), percent: i64| (percent * possible - own * 100).max(0);
        let (from, floor) = self.bands[band];
        let floors = floor.map_or(0, |(floor, level)| {
            let node = |leaf: &Leaf| match level {
                "leaf" => leaf.code.clone(),
                "criterion" => format!("{}.{}", leaf.field, leaf.criterion),
                _ => leaf.field.to_string(),
            };
            let nodes: BTreeSet<String> = self.leaves.iter().map(node).collect();
            let own = |name: &String| self.sums(choice, |leaf| node(leaf) == *name);
            nodes.iter().map(|name| lacks(own(name), floor)).sum()
        });
        (lacks(self.sums(choice, |_| true), from).max(floors) + 99) / 100
    }
}
