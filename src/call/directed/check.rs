//! What is wrong with a letter, by itself or beside the data of a year.

use super::{Cards, DirectiveAsked, DirectiveCall, DirectiveReply, Scored, of_this_framework};
use crate::analysis::{Order, PooledLeaf, weak, weak_pooled};
use crate::assessment::Input;
use crate::call::answer::{Row, owned};
use crate::call::compute::find_unit;
use crate::directive::{Directive, LEAST_DAYS};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place, Severity, nearest};
use crate::framework::{Framework, did_you_mean, embedded_ids, framework};
use crate::json::cut;
use crate::quantity::{Digits, Percent};
use crate::remediation::Efforts;
use crate::view::{self, Look};
use crate::words::{Arg, Lang, Phrase, Text};

/// The ratio below which a criterion is weak, unless another is asked for.
const BELOW: Percent = Percent::whole(50);

impl DirectiveReply {
    /// What is wrong with a letter; links are held to its framework where that is embedded.
    pub fn check(directive: &Directive, asked: &DirectiveAsked) -> DirectiveReply {
        let ruler = directive.framework_id().and_then(|id| framework(id).ok());
        let mut findings = directive.slips(asked.days.unwrap_or(LEAST_DAYS));
        findings.extend(match (&ruler, directive.framework_id()) {
            (Some(ruler), _) => directive.unknown_links(ruler),
            (None, Some(id)) => vec![codes_unchecked(id)],
            (None, None) => Vec::new(),
        });
        findings.extend(directive.unresolved_links());
        let rows = view::slip_rows(&findings).into_iter().map(Row::Slip).collect();
        let summary = slip_summary(directive, &findings);
        let (letter, slips) = (directive.clone(), findings.clone());
        let columns = owned(view::SlipRow::COLUMNS);
        let text = Box::new(move |look| view::slip_table(&letter, &slips, look));
        DirectiveReply::of(DirectiveCall::Check, directive, asked, columns, text)
            .holding(rows, summary, findings)
    }

    /// The same beside the data of a year, as a rule the last: also the weak criteria that no obligation
    /// touches. `framework` and `input` come from [`Options::framework`](crate::Options::framework) and [`Options::inputs`](crate::Options::inputs).
    ///
    /// # Errors
    /// [`Error::is_usage`] when the call is wrong: another framework than the letter's, an unknown unit.
    pub fn check_against(
        directive: &Directive,
        framework: &Framework,
        input: Input,
        asked: &DirectiveAsked,
    ) -> Result<DirectiveReply, Error> {
        of_this_framework(directive, framework)?;
        let not_read = input.not_read.clone();
        let scored = Cards::of(framework, input, &not_read, &asked.inputs)?;
        let Cards { cohort, year, findings: read, inputs } = scored;
        let read = read.into_vec();
        let columns = owned(view::GapRow::COLUMNS);
        if asked.inputs.strict && read.iter().any(Finding::is_error) {
            // Asked to compute nothing while anything is wrong.
            let text = Box::new(|_: Look| String::new());
            let reply = DirectiveReply::of(DirectiveCall::Check, directive, asked, columns, text);
            let reply = reply.holding(Vec::new(), serde_json::Value::Null, read.clone());
            let mut reply = reply.beside(not_read);
            reply.read = Some(read);
            return Ok(reply);
        }
        let unit = find_unit(&cohort, asked.inputs.unit.as_deref())
            .map_err(|error| error.beside_unread(&not_read, &read))?;
        let weak: Vec<PooledLeaf> = match &unit {
            Some(unit) => {
                weak(&cohort, &unit.id, Order::PointsLost).iter().map(PooledLeaf::from).collect()
            }
            None => weak_pooled(&cohort, Order::PointsLost),
        };
        let below = asked.below.unwrap_or(BELOW);
        let gaps = directive.untouched(framework, &weak, below);
        let digits = framework.policies().print;
        let told: Vec<Finding> = gaps.iter().map(|leaf| untouched(leaf, year, digits)).collect();
        let mut slips = directive.slips_under(framework, asked.days.unwrap_or(LEAST_DAYS));
        slips.extend(directive.unknown_links(framework));
        slips.extend(directive.unresolved_links());
        let pairs: Vec<(PooledLeaf, Finding)> = gaps.iter().cloned().zip(told.clone()).collect();
        let rows = view::gap_rows(&slips, &pairs, digits).into_iter().map(Row::Gap).collect();
        let shown: Vec<Finding> = slips.iter().chain(&told).cloned().collect();
        let summary = slip_summary(directive, &shown);
        let known = cohort.counted_of(unit.as_ref().map(|unit| unit.id.as_str())).next().is_some();
        let letter = directive.clone();
        let text = Box::new(move |look: Look| {
            let gaps = known.then_some(gaps.as_slice());
            let gaps = view::gap_table(gaps, (below, year), digits, look);
            format!("{}\n{gaps}", view::slip_table(&letter, &slips, look))
        });
        let mut reply = DirectiveReply::of(DirectiveCall::Check, directive, asked, columns, text)
            .holding(rows, summary, read.iter().chain(&shown).cloned().collect())
            .beside(not_read);
        reply.read = Some(read);
        reply.scored = Some(Scored::of(framework, year, &inputs));
        Ok(reply.sealed(Some((framework, &inputs)), (&[], &[]), &Efforts::default()))
    }
}

fn slip_summary(directive: &Directive, slips: &[Finding]) -> serde_json::Value {
    let count = |severity| {
        let of = slips.iter().filter(|one| one.severity() == severity);
        of.map(Finding::count).sum::<usize>()
    };
    serde_json::json!({
        "obligations": directive.obligations().len(),
        "errors": count(Severity::Error), "warnings": count(Severity::Warning),
    })
}

/// A weak criterion that the letter leaves out.
fn untouched(leaf: &PooledLeaf, year: Option<u16>, digits: Digits) -> Finding {
    let both = |say: &dyn Fn(Lang) -> String| Text::new(say(Lang::Vi), say(Lang::En));
    let node = both(&|lang| format!("{} {}", leaf.code, leaf.short.get(lang)));
    let ratio = leaf.ratio.map(|ratio| ratio.percent(digits));
    let ratio = both(&|lang| ratio.map(|ratio| lang.percent(ratio, digits)).unwrap_or_default());
    let year = both(&|lang| {
        let said = year.map(|year| Phrase::InYear.say(lang, &[("year", year.to_string().into())]));
        said.unwrap_or_default()
    });
    let finding =
        Finding::new(FindingCode::WeakUntouched, Place::default().node(leaf.code.as_str()));
    finding.with("node", node).with("ratio", ratio).with("year", year)
}

/// Said of a letter whose framework is not at hand.
fn codes_unchecked(id: &str) -> Finding {
    let near = nearest(id, embedded_ids()).map_or(Arg::from(""), did_you_mean);
    let place = Place::at("/framework");
    Finding::new(FindingCode::CodesUnchecked, place).found(cut(id)).with("near", near)
}
