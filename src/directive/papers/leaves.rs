//! What each leaf got and lost, over one unit or all, and the line it makes.

use super::closest::{Wanted, closest};
use super::{Context, PaperLine, PaperSums};
use crate::analysis::{Loss, LossSum, Order, ledger, weak};
use crate::directive::{Actor, Obligation};
use crate::framework::{Agency, Framework, LeafIx, Node};
use crate::quantity::{PointSum, Points};
use crate::remediation::Work;
use crate::scoring::{Cohort, Slot};
use crate::words::{Lang, Text};

/// Leaves in framework order, then bonus and deduction.
pub(super) struct Leaves {
    of: Vec<Facts>,
    pub(super) extras: [(&'static str, Facts); 2],
}

/// What one leaf got and lost.
#[derive(Clone, Default)]
pub(super) struct Facts {
    pub(super) sums: PaperSums,
    pub(super) loss: LossSum,
    why: Text,
    /// Of one unit: where it stands.
    standing: Option<Points>,
}

impl Leaves {
    pub(super) fn of(cohort: &Cohort, unit: Option<&str>) -> Leaves {
        let framework = cohort.framework();
        let mut of = vec![Facts::default(); framework.leaf_count()];
        let mut extras = [("bonus", Facts::default()), ("deduction", Facts::default())];
        for card in cohort.counted_of(unit) {
            let ledger = ledger(card);
            for (n, facts) in of.iter_mut().enumerate() {
                let slot = Slot::Node(framework.leaf_ix(LeafIx(n)));
                let tally = card.tally(slot);
                facts.loss.add(&ledger.at(slot));
                // Where something is open nothing is settled; it neither got nor lost.
                if tally.open == Points::ZERO {
                    let entry = card.assessment().at(LeafIx(n));
                    let claimed = entry.as_ref().and_then(|entry| entry.rounds()[0]?.points());
                    facts.sums.add(&PaperSums {
                        max: tally.possible.into(),
                        self_points: claimed.map(PointSum::from),
                        appraised: tally.obtained.into(),
                        lost: tally.lost.into(),
                    });
                    facts.standing = unit.map(|_| tally.obtained);
                }
            }
            for ((_, facts), slot) in extras.iter_mut().zip([Slot::Bonus, Slot::Deduction]) {
                let loss: Loss = ledger.at(slot);
                facts.loss.add(&loss);
                facts.sums.lost = facts.sums.lost.plus(loss.total());
            }
        }
        if let Some(unit) = unit {
            for row in &weak(cohort, unit, Order::PointsLost) {
                if let Some(facts) = of.get_mut(row.leaf.0) {
                    facts.why = row.why.clone();
                }
            }
        }
        Leaves { of, extras }
    }

    pub(super) fn at(&self, leaf: LeafIx) -> Facts {
        self.of.get(leaf.0).cloned().unwrap_or_default()
    }
}

impl Context<'_> {
    /// The line of a leaf that lost points: what is to be done comes from the table of measures, else
    /// from the paragraph that speaks of this very criterion.
    pub(super) fn leaf_line(&self, leaf: LeafIx) -> PaperLine {
        let framework = self.cohort.framework();
        let node = framework.leaf_at(leaf);
        let facts = self.leaves.at(leaf);
        let near = closest(self.directive, framework, leaf, Wanted::Any);
        let obligation = near.map(|near| near.obligation);
        let near = closest(self.directive, framework, leaf, Wanted::Measure);
        // What is said of a whole field says nothing of what to do at each of its leaves.
        let near = near.filter(|near| near.depth > 1).map(|near| near.obligation);
        let table = self.measures.above(leaf, facts.standing);
        let joined = |pick: fn(&Work) -> &str| {
            let parts: Vec<&str> =
                table.iter().map(|one| pick(one)).filter(|text| !text.is_empty()).collect();
            parts.join("; ")
        };
        let or = |own: String, other: Option<&Text>| match other {
            _ if !own.is_empty() => Text::same(own),
            Some(other) => other.clone(),
            None => Text::default(),
        };
        let first = |pick: fn(&Work) -> &str| {
            table.iter().map(|one| pick(one)).find(|list| !list.is_empty())
        };
        let own = |list: Option<&str>| -> Option<Vec<&Agency>> {
            let agency = |id| framework.agencies().get(framework.agency(id)?);
            Some(list?.split('+').filter_map(agency).collect())
        };
        let lead = own(first(|one| &one.lead)).unwrap_or_else(|| framework.lead(node).collect());
        let cooperating = own(first(|one| &one.cooperating))
            .unwrap_or_else(|| framework.cooperating(node).collect());
        // Where the ruler names nobody, those of the paragraph that is cited.
        let cited = near.or(obligation);
        let lead = Owners::of(&lead).or(cited, |one| self.directive.lead(one).collect(), "");
        let cooperating = Owners::of(&cooperating).or(
            cited,
            |one| self.directive.cooperating(one).collect(),
            &lead.ids,
        );
        let planned = table.iter().filter_map(|one| one.due).max();
        let by_letter =
            near.filter(|one| planned.is_none() && self.directive.usable_due(one).is_some());
        PaperLine {
            obligation: cited.map(|one| one.paragraph().clone()),
            code: node.code().to_string(),
            title: node.name().clone(),
            sums: facts.sums,
            loss: facts.loss,
            why: facts.why,
            measure: or(joined(|one| &one.measure), near.map(Obligation::text)),
            lead: lead.ids,
            lead_names: lead.names,
            cooperating: cooperating.ids,
            cooperating_names: cooperating.names,
            due: planned.or_else(|| by_letter.and_then(Obligation::due)),
            due_text: match planned {
                Some(day) => day.text(),
                None => by_letter.map(Obligation::due_text).unwrap_or_default(),
            },
            due_before: by_letter.is_some_and(Obligation::is_due_before),
            product: or(joined(|one| &one.product), near.map(Obligation::product)),
            standing: None,
        }
    }

    /// Bonus and deduction, where there are any.
    pub(super) fn extra_lines(&self) -> impl Iterator<Item = PaperLine> {
        self.leaves.extras.iter().filter(|(_, facts)| facts.loss != LossSum::default()).map(
            |(code, facts)| PaperLine {
                code: (*code).to_owned(),
                sums: facts.sums,
                loss: facts.loss,
                ..PaperLine::default()
            },
        )
    }
}

/// Agencies as a line has them: ids joined by `+`, and short names.
struct Owners {
    ids: String,
    names: Text,
}

impl Owners {
    fn of(agencies: &[&Agency]) -> Owners {
        Owners { ids: ids(agencies), names: names(agencies) }
    }

    /// Those of a paragraph where there are none, but for those already named in `taken`.
    fn or<'a>(
        self,
        cited: Option<&'a Obligation>,
        of: impl Fn(&'a Obligation) -> Vec<&'a Actor>,
        taken: &str,
    ) -> Owners {
        let Some(cited) = cited.filter(|_| self.ids.is_empty()) else { return self };
        let free = |one: &&Actor| taken.split('+').all(|id| id != one.id());
        let actors: Vec<&Actor> = of(cited).into_iter().filter(free).collect();
        let join = |lang: Lang| {
            actors.iter().map(|one| one.short().get(lang)).collect::<Vec<&str>>().join(", ")
        };
        Owners {
            ids: actors.iter().map(|one| one.id()).collect::<Vec<&str>>().join("+"),
            names: Text::new(join(Lang::Vi), join(Lang::En)),
        }
    }
}

/// The leads of a node in the order of the agencies.
pub(super) fn leads<'a>(framework: &'a Framework, node: &'a Node) -> Vec<&'a Agency> {
    framework.lead(node).collect()
}

pub(super) fn ids(agencies: &[&Agency]) -> String {
    agencies.iter().map(|one| one.id()).collect::<Vec<&str>>().join("+")
}

/// Their full names.
pub(super) fn full_names(agencies: &[&Agency]) -> Text {
    let join = |lang: Lang| {
        agencies.iter().map(|one| one.name().get(lang)).collect::<Vec<&str>>().join(", ")
    };
    Text::new(join(Lang::Vi), join(Lang::En))
}

pub(super) fn names(agencies: &[&Agency]) -> Text {
    let join = |lang: Lang| {
        agencies.iter().map(|one| one.short().get(lang)).collect::<Vec<&str>>().join(", ")
    };
    Text::new(join(Lang::Vi), join(Lang::En))
}
