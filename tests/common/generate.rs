//! Random valid frameworks and assessments, drawn from a list of choices.
//!
//! Every choice is a small number whose 0 is the simplest; a list that has run out gives 0. So a
//! shorter list, or smaller numbers in it, is a simpler case, and shrinking the list shrinks the
//! case. The same generator serves the properties (choices from proptest) and the plain loops
//! (choices from a fixed seed).

#![allow(dead_code, reason = "each test binary uses its part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may unwrap")]

use std::fmt;

use par_index::framework::{
    Answer, FloorOn, IfNone, IndexKind, More, NoSurveyPolicy, Part, PrintAs, Provenance, Scorer,
};
use par_index::spec::{
    AgencySpec, AssessmentSpec, AwardSpec, BandSpec, BasisSpec, EntrySpec, ExplanationSpec,
    FactsSpec, FrameworkSpec, FullAtSpec, GradesSpec, Kind, LevelSpec, NameSpec, NodeSpec, Num,
    PoliciesSpec, PrintSpec, Quartile, QuartilesSpec, RuleSpec, StageSpec, StatedSpec, SurveySpec,
    UnitSpec, ValidSpec,
};
use par_index::{Assessment, Framework, Text};
use proptest::prelude::{Strategy, any};
use rust_decimal::Decimal;
use serde_json::Value;

/// Raw units per point: everything here is drawn in the ninth place.
const ONE: i64 = 1_000_000_000;

/// A list of choices, read from the front.
pub(crate) struct Dice(Box<dyn Iterator<Item = u16>>);

impl Dice {
    /// Choices from a list; 0 once it has run out.
    pub(crate) fn of(choices: Vec<u16>) -> Dice {
        Dice(Box::new(choices.into_iter()))
    }

    /// Endless choices from a seed.
    pub(crate) fn seeded(seed: u64) -> Dice {
        let mut state = seed;
        Dice(Box::new(std::iter::repeat_with(move || {
            // SplitMix64, its top 16 bits.
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            u16::try_from((z ^ (z >> 31)) >> 48).unwrap()
        })))
    }

    /// A number below `n`, which must not be 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % n
    }

    /// True once in `n` draws; false where choices have run out.
    pub(crate) fn rarely(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    /// One of some values.
    pub(crate) fn pick<T: Clone>(&mut self, values: &[T]) -> T {
        values[self.below(values.len())].clone()
    }

    /// A raw number from 0 to `max`, ends and round ones often.
    fn raw(&mut self, max: i64) -> i64 {
        let fine = i64::try_from(self.below(65536)).unwrap();
        match self.below(5) {
            0 => max,
            1 => 0,
            2 => max / 4 * (fine % 5),
            3 => i64::try_from(i128::from(max) * i128::from(fine) / 65535).unwrap(),
            _ => fine.min(max),
        }
    }
}

/// A raw number as text: `12.5`.
fn text(raw: i64) -> String {
    Decimal::new(raw, 9).normalize().to_string()
}

/// A raw number as it may be typed: also `+12.5` or `012.500`.
fn typed(dice: &mut Dice, raw: i64) -> Num {
    match dice.below(12) {
        11 => Num::from(format!("+{}", text(raw))),
        10 => Num::from(format!("0{}", text(raw))),
        9 => Num::from(Decimal::new(raw, 9).to_string()),
        _ => Num::from(text(raw)),
    }
}

fn raw_of(num: &Num) -> i64 {
    let mut value: Decimal = num.as_str().parse().unwrap();
    value.rescale(9);
    i64::try_from(value.mantissa()).unwrap()
}

fn name(what: &str, code: &str) -> Text {
    Text::new(format!("{what} số {code}"), format!("{what} {code}"))
}

/// A framework and some units' assessments under it, all valid.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) framework: FrameworkSpec,
    pub(crate) sheets: Vec<AssessmentSpec>,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", serde_json::to_string(&self.framework).unwrap_or_default())?;
        for sheet in &self.sheets {
            writeln!(f, "{}", serde_json::to_string(sheet).unwrap_or_default())?;
        }
        Ok(())
    }
}

impl Case {
    /// A framework with one to five sheets.
    pub(crate) fn draw(dice: &mut Dice) -> Case {
        let framework = framework(dice);
        let count = 1 + dice.below(5);
        let mut sheets: Vec<AssessmentSpec> = Vec::new();
        for n in 0..count {
            let mut sheet = sheet(dice, &framework, n);
            // Twins, so that ties are common.
            if n > 0 && dice.rarely(3) {
                sheet = AssessmentSpec { unit: sheet.unit, ..sheets[dice.below(n)].clone() };
            }
            sheets.push(sheet);
        }
        Case { framework, sheets }
    }

    /// The strategy that shrinks.
    pub(crate) fn any() -> impl Strategy<Value = Case> {
        proptest::collection::vec(any::<u16>(), 0..1500)
            .prop_map(|choices| Case::draw(&mut Dice::of(choices)))
    }

    /// The checked framework.
    pub(crate) fn ruler(&self) -> Framework {
        self.framework.check().unwrap_or_else(|error| panic!("{error}\n{self:?}"))
    }

    /// The checked assessments; none of them is in error.
    pub(crate) fn units(&self, ruler: &Framework) -> Vec<Assessment> {
        self.sheets.iter().map(|sheet| checked(ruler, sheet)).collect()
    }
}

/// The checked assessment of a sheet without errors.
pub(crate) fn checked(ruler: &Framework, sheet: &AssessmentSpec) -> Assessment {
    let (assessment, findings) = sheet.check(ruler);
    assert!(!assessment.is_in_error(), "{findings:?}\n{sheet:?}");
    assessment
}

/// Every policy that is a word, as the schema lists them; one that may be absent sometimes is.
fn worded_policies(dice: &mut Dice) -> PoliciesSpec {
    let schema: Value = serde_json::from_str(include_str!("../../schemas/policies.json")).unwrap();
    let defs = &schema["$defs"];
    let stated = serde_json::to_value(PoliciesSpec::default()).unwrap();
    let mut policies = serde_json::Map::new();
    for (key, of) in defs["PoliciesSpec"]["properties"].as_object().unwrap() {
        let named = of["anyOf"][0]["$ref"].as_str().unwrap_or_default();
        let words = defs[named.trim_start_matches("#/$defs/")]["oneOf"].as_array();
        let words = words.into_iter().flatten().map(|word| word["const"].clone());
        let absent = stated.get(key).is_none().then_some(Value::Null);
        let words: Vec<Value> = absent.into_iter().chain(words).collect();
        if words.iter().any(Value::is_string) {
            policies.insert(key.clone(), dice.pick(&words));
        }
    }
    serde_json::from_value(Value::Object(policies)).unwrap()
}

/// A valid framework: 1–4 fields, branches of unequal depth to 4, all rules and policies.
pub(crate) fn framework(dice: &mut Dice) -> FrameworkSpec {
    let agencies = ["noi-vu", "tu-phap", "tai-chinh", "van-phong"];
    let agencies = agencies.map(|id| AgencySpec {
        id: id.to_owned(),
        name: name("Cơ quan", id),
        short: dice.rarely(3).then(|| Text::same(id)),
    });
    let mut tree = Tree { dice, computes: false };
    let nodes: Vec<NodeSpec> = (1..=1 + tree.dice.below(4))
        .map(|n| {
            let roman = ["I", "II", "III", "IV"][n - 1].to_owned();
            let code = if tree.dice.rarely(5) { roman } else { n.to_string() };
            tree.node(code, 1)
        })
        .collect();
    let computes = tree.computes;
    let total: i64 = nodes.iter().map(|node| raw_of(&node.max)).sum();
    let digits = u8::try_from(dice.below(10)).unwrap();
    let policies = PoliciesSpec {
        award: (computes || dice.rarely(2)).then_some(AwardSpec { digits }),
        print: Some(PrintSpec {
            digits: u8::try_from([2, 0, 1, 3, 4, 9][dice.below(6)]).unwrap(),
            print_as: dice.pick(&[None, Some(PrintAs::Points), Some(PrintAs::Percent)]),
        }),
        bonus_cap: dice.pick(&[None, Some(Num::from("5")), Some(Num::from("0.75"))]),
        deduction_cap: dice.pick(&[None, Some(Num::from("3")), Some(Num::from(0))]),
        ..worded_policies(dice)
    };
    FrameworkSpec {
        schema_version: Num::from(1),
        kind: "framework".to_owned(),
        id: "khung-thử".to_owned(),
        title: Text::new("Bộ tiêu chí thử", "Trial framework"),
        index: dice.pick(&[IndexKind::Par, IndexKind::Sipas, IndexKind::Papi, IndexKind::Other]),
        level: dice.pick(&[None, Some("district".to_owned())]),
        basis: if dice.rarely(3) {
            vec![BasisSpec { document: "09/QĐ-UBND".into(), issued: Some("2023-01-13".into()) }]
        } else {
            Vec::new()
        },
        valid: ValidSpec {
            from: dice.pick(&[None, Some(2022.into())]),
            to: dice.pick(&[None, Some(2023.into())]),
        },
        provenance: dice.pick(&[
            Provenance::Illustrative,
            Provenance::Official,
            Provenance::Reconstructed,
        ]),
        total: typed(dice, total),
        stated: dice.rarely(4).then_some(StatedSpec { criteria: Some(7), ..StatedSpec::default() }),
        policies,
        grades: grades(dice),
        agencies: agencies.to_vec(),
        nodes,
    }
}

fn grades(dice: &mut Dice) -> GradesSpec {
    if dice.rarely(6) {
        let labels = ["A", "B", "C", "D"].map(Text::same).to_vec();
        return GradesSpec::Quartiles(QuartilesSpec { by: Quartile::Quartile, labels });
    }
    let bounds = ["80", "50", "90.5", "33.333333333", "0"];
    let bands = bounds[..dice.below(6)].iter().map(|from| {
        let floored = dice.rarely(3);
        BandSpec {
            label: name("Loại", from),
            from: Num::from(*from),
            component_floor: floored.then(|| Num::from(dice.pick(&["40", "75", "0"]))),
            floor_on: floored
                .then(|| dice.pick(&[FloorOn::Criterion, FloorOn::Leaf, FloorOn::Field])),
            blocks: dice.rarely(4).then(|| vec!["khối A".to_owned()]),
            source: None,
        }
    });
    GradesSpec::Bands(bands.collect())
}

struct Tree<'a> {
    dice: &'a mut Dice,
    computes: bool,
}

impl Tree<'_> {
    fn list(&mut self) -> Option<Vec<String>> {
        match self.dice.below(6) {
            0..=2 => None,
            3 => Some(Vec::new()),
            4 => Some(vec![self.dice.pick(&["noi-vu", "tu-phap"]).to_owned()]),
            _ => Some(vec!["van-phong".to_owned(), "tai-chinh".to_owned()]),
        }
    }

    fn node(&mut self, code: String, depth: usize) -> NodeSpec {
        let mut node = NodeSpec {
            name: name("Tiêu chí", &code),
            short: self.dice.rarely(4).then(|| Text::same(format!("TC {code}"))),
            lead: self.list(),
            cooperating: self.list(),
            appraiser: self.list(),
            source: self.dice.rarely(6).then(|| "phụ lục".to_owned()),
            ..NodeSpec::default()
        };
        if depth < 4 && self.dice.rarely(2) {
            node.children = (1..=1 + self.dice.below(4))
                .map(|n| self.node(format!("{code}.{n}"), depth + 1))
                .collect();
            let sum: i64 = node.children.iter().map(|child| raw_of(&child.max)).sum();
            node.max = Num::from(text(sum));
        } else {
            self.leaf(&mut node);
            // Without a unit above every unit keeps its own.
            node.inherit = self.dice.rarely(9).then_some(par_index::framework::Inherit::Parent);
        }
        if self.dice.rarely(8) {
            node.declared = Some(Num::from("10.05"));
        }
        node.code = code;
        node
    }

    fn leaf(&mut self, node: &mut NodeSpec) {
        let dice = &mut *self.dice;
        let max = match dice.below(6) {
            0 => ONE * i64::try_from(1 + dice.below(6)).unwrap(),
            1 => ONE / 4 * i64::try_from(1 + dice.below(12)).unwrap(),
            2 => 3_333_333_333,
            3 => ONE / 100 * i64::try_from(1 + dice.below(400)).unwrap(),
            4 => 1 + i64::try_from(dice.below(65536)).unwrap(),
            _ => ONE * i64::try_from(1 + dice.below(2000)).unwrap(),
        };
        node.max = typed(dice, max);
        node.scorer = dice.pick(&[None, Some(Scorer::Survey), Some(Scorer::Appraisal), None, None]);
        node.evidence = dice.rarely(2).then(|| "Văn bản, báo cáo".to_owned());
        node.how = dice.rarely(5).then(|| "Theo hướng dẫn".to_owned());
        let rule = match dice.below(4) {
            0 => direct(dice, max),
            1 => yes_no(dice, max),
            2 => levels(dice, max),
            _ => share(dice),
        };
        // A superset of what computes: the policy may always stand.
        self.computes |= rule.kind == Kind::Share;
        node.rule = Some(rule);
    }
}

fn direct(dice: &mut Dice, max: i64) -> RuleSpec {
    let parts = [1_i64, 2, 3, 4, 7][dice.below(5)];
    let step = dice.rarely(2).then(|| Num::from(text((max / parts).max(1))));
    RuleSpec { kind: Kind::Direct, step, ..RuleSpec::default() }
}

fn yes_no(dice: &mut Dice, max: i64) -> RuleSpec {
    let no = dice.rarely(3).then(|| Num::from(text(max / 3)));
    RuleSpec { kind: Kind::YesNo, no, ..RuleSpec::default() }
}

fn levels(dice: &mut Dice, max: i64) -> RuleSpec {
    let mut points: Vec<i64> = (0..=dice.below(4)).map(|_| dice.raw(max)).collect();
    points.sort_unstable();
    points.dedup();
    if dice.rarely(2) {
        points.reverse();
    }
    let levels = points.iter().enumerate().map(|(n, points)| LevelSpec {
        id: format!("mức-{n}"),
        points: typed(dice, *points),
        label: dice.rarely(3).then(|| name("Mức", &n.to_string())),
    });
    RuleSpec { kind: Kind::Levels, levels: Some(levels.collect()), ..RuleSpec::default() }
}

/// A share with any of its keys.
pub(crate) fn share(dice: &mut Dice) -> RuleSpec {
    let may_exceed = dice.pick(&[None, Some(false), Some(true)]);
    let over = if may_exceed == Some(true) { 8 } else { 6 };
    let at = [100, 80, 95, 50, 66, 0, 120, 250][dice.below(over)] * ONE;
    let fraction = if dice.rarely(5) && at < 100 * ONE { 666_666_667 } else { 0 };
    let full = at + fraction;
    let strict = full == 0 || ((full < 100 * ONE || over == 8) && dice.rarely(3));
    let num = Some(Num::from(text(full)));
    let full_at = if strict {
        FullAtSpec { at_least: None, above: num }
    } else {
        FullAtSpec { at_least: num, above: None }
    };
    let floor = (full > 2 * ONE && dice.rarely(2)).then(|| full / 2 + dice.raw(full / 2 - 1));
    let parts: &[Part] = if strict {
        &[Part::OfWhole, Part::None]
    } else {
        &[Part::OfWhole, Part::OfTarget, Part::None]
    };
    let silent = !strict && full == 100 * ONE && dice.rarely(2);
    let labels = Text::new("hồ sơ", "files");
    let nones = [None, None, Some(IfNone::Max), Some(IfNone::Zero), Some(IfNone::NotApplicable)];
    let if_none = dice.pick(&nones);
    RuleSpec {
        kind: Kind::Share,
        full_at: Some(full_at),
        floor: floor.map(|floor| Num::from(text(floor))),
        part: (!silent).then(|| dice.pick(parts)),
        if_any: dice.pick(&[None, Some(false), Some(true)]).filter(|_| if_none.is_none()),
        may_exceed,
        more: dice.pick(&[None, Some(More::OfFixed), Some(More::OfGrows)]),
        percent_digits: dice.pick(&[None, None, Some(0), Some(1), Some(2), Some(9)]),
        if_none,
        labels: dice.rarely(3).then(|| [("done".to_owned(), labels)].into()),
        ..RuleSpec::default()
    }
}

/// Whether any leaf is decided by the survey.
pub(crate) fn has_survey(nodes: &[NodeSpec]) -> bool {
    nodes.iter().any(|node| node.scorer == Some(Scorer::Survey) || has_survey(&node.children))
}

/// A valid assessment of unit number `n`.
pub(crate) fn sheet(dice: &mut Dice, framework: &FrameworkSpec, n: usize) -> AssessmentSpec {
    let mut sheet = AssessmentSpec::new(&framework.id, 2023, &format!("đơn-vị-{n}"));
    let name = NameSpec::Both(Text::new(format!("Xã {n}"), format!("Commune {n}")));
    sheet.unit = UnitSpec {
        name: dice.pick(&[None, Some(NameSpec::One(format!("Xã {n}"))), Some(name)]),
        group: dice.pick(&[None, Some("khối A".to_owned()), Some("khối B".to_owned())]),
        ranked: dice.pick(&[None, Some(true), None, None, Some(false)]),
        ..sheet.unit
    };
    sheet.provenance = dice.pick(&[None, Some(Provenance::Illustrative)]);
    let refused = framework.policies.no_survey == Some(NoSurveyPolicy::Refuse)
        && has_survey(&framework.nodes);
    sheet.survey = match dice.below(4) {
        0 => None,
        3 if !refused => Some(SurveySpec::NotHeld),
        _ => Some(SurveySpec::Held),
    };
    let held = sheet.survey != Some(SurveySpec::NotHeld);
    let silent = dice.rarely(12);
    // Most sheets are complete, so that indices are common; others have holes.
    let holes = dice.pick(&[0, 0, 0, 1, 2]);
    let mut filling = Filling { dice, held, holes, silent };
    filling.nodes(&framework.nodes, &[], &mut sheet.entries);
    let policies = &framework.policies;
    sheet.bonus = extra(dice, policies.bonus_cap.as_ref());
    sheet.deduction = extra(dice, policies.deduction_cap.as_ref());
    sheet
}

fn extra(dice: &mut Dice, cap: Option<&Num>) -> Option<Num> {
    match (dice.below(4), cap) {
        (0 | 1, _) => None,
        (2, Some(cap)) => Some(Num::from(text(raw_of(cap) * 3 / 2))),
        (3, Some(cap)) => {
            let raw = dice.raw(raw_of(cap));
            Some(typed(dice, raw))
        }
        _ => Some(Num::from(0)),
    }
}

struct Filling<'a> {
    dice: &'a mut Dice,
    held: bool,
    holes: usize,
    silent: bool,
}

impl Filling<'_> {
    fn nodes(&mut self, nodes: &[NodeSpec], above: &[String], entries: &mut Vec<EntrySpec>) {
        for node in nodes {
            let appraisers = node.appraiser.as_deref().unwrap_or(above);
            if node.children.is_empty() {
                if !self.dice.rarely(20) {
                    entries.push(self.entry(node, appraisers));
                }
            } else {
                self.nodes(&node.children, appraisers, entries);
            }
        }
    }

    fn entry(&mut self, node: &NodeSpec, appraisers: &[String]) -> EntrySpec {
        let survey = node.scorer == Some(Scorer::Survey);
        let mut entry = EntrySpec { code: node.code.clone(), ..EntrySpec::default() };
        if survey {
            entry.survey = self.stage(node, &[], self.held);
        } else {
            entry.self_score = self.stage(node, &[], true);
            entry.appraised = self.stage(node, appraisers, true);
            let again = self.dice.rarely(4);
            entry.appraised_again = self.stage(node, appraisers, again);
        }
        entry.explanation = self.dice.rarely(5).then(|| ExplanationSpec {
            text: "Đã có báo cáo bổ sung".to_owned(),
            evidence: Vec::new(),
        });
        entry
    }

    fn stage(&mut self, node: &NodeSpec, by: &[String], filled: bool) -> Option<StageSpec> {
        let hole = self.silent || !filled || self.dice.below(10) < self.holes;
        if hole && !self.dice.rarely(4) {
            return None;
        }
        let dice = &mut *self.dice;
        let mut stage = StageSpec {
            evidence: dice.pick(&[None, Some(Vec::new()), Some(vec!["Báo cáo 12".to_owned()])]),
            note: dice.rarely(5).then(|| "ghi chú".to_owned()),
            by: (!by.is_empty() && dice.rarely(3)).then(|| by[0].clone()),
            on: dice.rarely(5).then(|| "2024-01-12".to_owned()),
            ..StageSpec::default()
        };
        if !hole {
            value(dice, node, &mut stage);
        }
        Some(stage)
    }
}

/// Why a leaf does not apply; only the first is a word that a table reads.
pub(crate) const REASONS: [&str; 4] = ["Không phát sinh", "không", "0", "xã không có chợ"];

fn value(dice: &mut Dice, node: &NodeSpec, stage: &mut StageSpec) {
    let (rule, max) = (node.rule.as_ref().unwrap(), raw_of(&node.max));
    if dice.rarely(10) {
        // No draw, so that what is drawn behind stays the same.
        let at = node.code.bytes().map(usize::from).sum::<usize>() % REASONS.len();
        stage.not_applicable = Some(REASONS[at].to_owned());
        return;
    }
    let facts = dice.rarely(2);
    match rule.kind {
        Kind::YesNo => {
            let yes = dice.below(2) == 0;
            if facts {
                let answer = Some(if yes { Answer::Yes } else { Answer::No });
                stage.facts = Some(FactsSpec { answer, ..FactsSpec::default() });
            } else {
                let no = rule.no.as_ref().map_or(0, raw_of);
                stage.points = Some(typed(dice, if yes { max } else { no }));
            }
        }
        Kind::Levels => {
            let level = dice.pick(rule.levels.as_deref().unwrap());
            if facts {
                stage.facts = Some(FactsSpec { level: Some(level.id), ..FactsSpec::default() });
            } else {
                stage.points = Some(typed(dice, raw_of(&level.points)));
            }
        }
        Kind::Share if facts => stage.facts = Some(counts(dice, rule)),
        Kind::Direct => {
            let step = rule.step.as_ref().map_or(1, raw_of);
            let points = dice.raw(max) / step * step;
            stage.points = Some(typed(dice, points));
        }
        _ => {
            let points = dice.raw(max);
            stage.points = Some(typed(dice, points));
        }
    }
}

fn counts(dice: &mut Dice, rule: &RuleSpec) -> FactsSpec {
    let of = i64::try_from(1 + dice.below(300)).unwrap();
    let unit = if dice.rarely(6) { ONE / 8 } else { ONE };
    let top = if rule.may_exceed == Some(true) { 3 * of } else { of };
    let done = i64::try_from(dice.below(65536)).unwrap() % (top + 1);
    let done = if dice.rarely(4) { of } else { done };
    let none = rule.if_any == Some(true) || rule.if_none.is_some();
    let none = none && dice.rarely(6);
    let (done, of) = if none { (0, 0) } else { (done, of) };
    FactsSpec {
        done: Some(Num::from(text(done * unit))),
        of: Some(typed(dice, of * unit)),
        ..FactsSpec::default()
    }
}
