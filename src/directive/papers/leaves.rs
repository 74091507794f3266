//! The points that each leaf got and lost, over one unit or all units, and the line of a paper made
//! from them.

use super::closest::{Wanted, closest};
use super::{Context, PaperGroup, PaperLine, PaperSums};
use crate::analysis::{Loss, LossSum, Order, ledger, weak};
use crate::directive::{Actor, Obligation};
use crate::framework::{Agency, Framework, LeafIx};
use crate::quantity::{Digits, PointSum, Points};
use crate::remediation::Work;
use crate::scoring::{Cohort, Scorecard, Slot};
use crate::words::{Arg, Lang, Phrase, Text};

/// The leaves in framework order, then bonus and deduction.
pub(super) struct Leaves {
    of: Vec<Facts>,
    pub(super) extras: [(&'static str, Facts); 2],
}

/// The points that one leaf got and lost.
#[derive(Clone, Default)]
pub(super) struct Facts {
    pub(super) sums: PaperSums,
    pub(super) loss: LossSum,
    why: Text,
    /// The points obtained at the leaf; only in a paper of one unit.
    standing: Option<Points>,
}

impl Leaves {
    pub(super) fn of(cohort: &Cohort, card: Option<&Scorecard>) -> Leaves {
        let unit = card.map(|card| card.unit().id.as_str());
        let framework = cohort.framework();
        let mut of = vec![Facts::default(); framework.leaf_count()];
        let mut extras = [("bonus", Facts::default()), ("deduction", Facts::default())];
        for card in cohort.counted_of(card) {
            let ledger = ledger(card);
            for (n, facts) in of.iter_mut().enumerate() {
                let slot = Slot::Node(framework.leaf_ix(LeafIx(n)));
                let tally = card.tally(slot);
                facts.loss.add(&ledger.at(slot));
                // Points that are still open are neither obtained nor lost, so the leaf adds
                // nothing.
                if tally.open == Points::ZERO {
                    let entry = card.assessment().at(LeafIx(n));
                    let claimed = entry.as_ref().and_then(|entry| entry.rounds()[0]?.points());
                    facts.sums.add(&PaperSums {
                        max: tally.possible.into(),
                        self_points: claimed.map(PointSum::from),
                        appraised: tally.obtained.into(),
                        lost: tally.lost.into(),
                        unclaimed: claimed.is_none() && tally.possible != Points::ZERO,
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
                let leaf = cohort.framework().leaf_position(row.code.as_str());
                if let Some(facts) = leaf.and_then(|leaf| of.get_mut(leaf)) {
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
    /// The line of a leaf that lost points. The measure comes from the table of measures or,
    /// without an entry there, from the paragraph that speaks of this very criterion.
    pub(super) fn leaf_line(&self, leaf: LeafIx) -> PaperLine {
        let framework = self.cohort.framework();
        let node = framework.leaf_at(leaf);
        let facts = self.leaves.at(leaf);
        let obligation = closest(self.directive, framework, leaf, Wanted::Any);
        let near = closest(self.directive, framework, leaf, Wanted::Measure);
        let table = self.measures.above(leaf, facts.standing);
        let planned_text = steps(&table, framework.policies().print);
        let products: Vec<&str> = table.iter().map(|(_, work)| work.product.as_str()).collect();
        let product = Text::same(texts(&products).join("; "));
        let or = |own: Text, other: Option<&Text>| match other {
            Some(other) if own.is_empty() => other.clone(),
            _ => own,
        };
        let lead = self.leads_at(leaf);
        let helpers = named_in(framework, table.iter().map(|(_, work)| work.cooperating.as_str()));
        let cooperating = match helpers[..] {
            [] => node.cooperating().collect(),
            _ => helpers,
        };
        // Where the framework names no lead, the leads of the cited paragraph are used.
        let cited = near.or(obligation);
        let lead = Owners::of(&lead).or(cited, |one| self.directive.lead(one).collect(), "");
        // An agency that leads is not listed as its own helper.
        let leads: Vec<&str> = lead.ids.split('+').collect();
        let helps = cooperating.into_iter().filter(|agency| !leads.contains(&agency.id()));
        let cooperating = Owners::of(&helps.collect::<Vec<_>>()).or(
            cited,
            |one| self.directive.cooperating(one).collect(),
            &lead.ids,
        );
        let planned = table.iter().filter_map(|(_, work)| work.due).max();
        let by_letter =
            near.filter(|one| planned.is_none() && self.directive.usable_due(one).is_some());
        PaperLine {
            obligation: cited.map(|one| one.paragraph().clone()),
            code: node.code().to_string(),
            title: node.name().clone(),
            sums: facts.sums,
            loss: facts.loss,
            why: facts.why,
            planned: !planned_text.is_empty(),
            measure: or(planned_text, near.map(Obligation::text)),
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
            product: or(product, near.map(Obligation::product)),
            standing: None,
        }
    }

    /// The leads of a leaf: the agencies that the table of measures names for its steps, otherwise
    /// those of the framework.
    pub(super) fn leads_at(&self, leaf: LeafIx) -> Vec<&Agency> {
        let framework = self.cohort.framework();
        let own = || framework.leaf_at(leaf).lead();
        let table = self.measures.above(leaf, self.leaves.at(leaf).standing);
        let mut leads = named_in(framework, table.iter().map(|(_, work)| work.lead.as_str()));
        // A step that names no agency is done by the leads of its leaf.
        if leads.is_empty() || table.iter().any(|(_, work)| work.lead.is_empty()) {
            leads.extend(own());
        }
        let place = |one: &&Agency| framework.agency(one.id());
        leads.sort_by_key(place);
        leads.dedup_by_key(|one| place(one));
        leads
    }

    /// The group of bonus and deduction; a line stands only where points were gained or lost.
    pub(super) fn extras(&self) -> PaperGroup {
        let mut group = PaperGroup { key: "extras".to_owned(), ..PaperGroup::default() };
        let all = self.leaves.extras.iter();
        for (code, facts) in all.filter(|(_, facts)| facts.loss != LossSum::default()) {
            group.push(PaperLine {
                code: (*code).to_owned(),
                sums: facts.sums,
                loss: facts.loss,
                ..PaperLine::default()
            });
        }
        group
    }
}

/// The texts that are not empty.
fn texts<'a>(all: &[&'a str]) -> Vec<&'a str> {
    all.iter().copied().filter(|text| !text.is_empty()).collect()
}

/// The agencies whose ids stand in the lists, in framework order and each once.
fn named_in<'a>(framework: &'a Framework, lists: impl Iterator<Item = &'a str>) -> Vec<&'a Agency> {
    let mut places: Vec<usize> =
        lists.flat_map(|list| list.split('+')).filter_map(|id| framework.agency(id)).collect();
    places.sort_unstable();
    places.dedup();
    places.into_iter().filter_map(|place| framework.agencies().get(place)).collect()
}

/// The measures at a leaf as one text. If there are measures for several levels, each is written
/// with its points and its day, because a higher level replaces a lower one and is not done beside
/// it.
fn steps(table: &[(Points, &Work)], digits: Digits) -> Text {
    let said: Vec<&(Points, &Work)> =
        table.iter().filter(|(_, work)| !work.measure.is_empty()).collect();
    if let [(_, work)] = said[..] {
        return Text::same(&work.measure);
    }
    let say = |lang: Lang| {
        let step = |(to, work): &&(Points, &Work)| {
            let mut args =
                vec![("to", Arg::Rounded(*to, digits)), ("measure", work.measure.clone().into())];
            match work.due {
                None => Phrase::StepMeasure.say(lang, &args),
                Some(day) => {
                    args.push(("due", day.text().into()));
                    Phrase::StepMeasureBy.say(lang, &args)
                }
            }
        };
        said.iter().map(step).collect::<Vec<String>>().join("; ")
    };
    Text::new(say(Lang::Vi), say(Lang::En))
}

/// The agencies of a line: ids joined by `+`, and short names.
struct Owners {
    ids: String,
    names: Text,
}

impl Owners {
    fn of(agencies: &[&Agency]) -> Owners {
        Owners { ids: ids(agencies), names: names(agencies) }
    }

    /// Replaces an empty list by the agencies of the cited paragraph, without those already named
    /// in `taken`.
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

pub(super) fn ids(agencies: &[&Agency]) -> String {
    agencies.iter().map(|one| one.id()).collect::<Vec<&str>>().join("+")
}

/// The full names of the agencies, joined by commas.
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
