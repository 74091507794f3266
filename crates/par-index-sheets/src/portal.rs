//! Reads answers of the national public service portal (*Cổng Dịch vụ công quốc gia*) about the
//! service index of decision 766/QĐ-TTg. An answer has units with figures under fixed names, or a
//! tree of units with counts.

mod fields;
mod figures;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use par_index::assessment::{Head, Origin, SheetId, Source, StageName};
use par_index::finding::{FindingCode, Place};
use par_index::spec::{FactsSpec, StageSpec};
use par_index::words::fold_name;
use par_index::{Day, Finding, Inputs, Period, Points, Text};

use crate::sums::Sums;
use fields::Fields;
use figures::{Figure, GROUPS, METRICS};

/// The keys of `data` that hold units: those of `ONE` hold one unit, those of `MANY` a list.
const ONE: [&str; 2] = ["overview", "parent"];
const MANY: [&str; 2] = ["evaluation", "children"];

/// Whether a text is an answer of the portal: a JSON object with an object `data` that holds units.
pub(crate) fn is_answer(bytes: &[u8]) -> bool {
    let data = Fields::of(bytes).and_then(|fields| fields.object("data"));
    data.is_some_and(|data| ONE.into_iter().chain(MANY).any(|key| data.has(key)))
}

/// Reads an answer of the portal. Its figures become appraised values of the period asked for.
///
/// The portal states neither day nor period of its figures; whoever stores an answer may write
/// `as_of` and `period` beside `data`.
pub(crate) fn read(inputs: &mut Inputs, file: &str, bytes: &[u8]) {
    let source = Arc::new(Source::file(file));
    let Some(fields) = Fields::of(bytes) else { return };
    let mut head = Head::default();
    let place = |key: &str| Origin::pointer(&source, &format!("/{key}"), None).place();
    if let Some(text) = fields.text("as_of") {
        let Ok(day) = text.parse::<Day>() else {
            let why = Text::new("không phải là ngày", "is no day");
            let finding = Finding::new(FindingCode::BadDate, place("as_of")).found(text);
            inputs.not_read(finding.with("why", why));
            return;
        };
        head.as_of = Some(day);
    }
    if let Some(text) = fields.text("period") {
        let Ok(period) = text.parse::<Period>() else {
            inputs.not_read(Finding::new(FindingCode::BadPeriod, place("period")).found(text));
            return;
        };
        head.period = Some(period);
    }
    let mut answer =
        Answer { inputs, source, head, passed: BTreeSet::new(), flags: BTreeMap::new() };
    let data = fields.object("data").unwrap_or_default();
    for key in ONE {
        if let Some(unit) = data.raw(key).filter(|unit| unit.get() != "null") {
            answer.unit(unit.get(), &format!("/data/{key}"));
        }
    }
    for key in MANY {
        for (n, unit) in data.list(key).into_iter().enumerate() {
            answer.unit(unit.get(), &format!("/data/{key}/{n}"));
        }
    }
    answer.tell();
}

/// The state of reading one answer.
struct Answer<'i> {
    inputs: &'i mut Inputs,
    source: Arc<Source>,
    /// Period and day, the same for all units of the answer.
    head: Head,
    /// The codes of figures with a maximum of 0, which the portal only monitors; they are passed
    /// over.
    passed: BTreeSet<String>,
    /// The remarks of the portal on the quality of its figures, each with the codes of the leaves
    /// concerned.
    flags: BTreeMap<String, BTreeSet<String>>,
}

/// A unit of an answer while it is read.
struct Unit {
    sheet: SheetId,
    sums: Sums,
    /// The group (field) that the unit's named figures belong to.
    group: Option<&'static str>,
}

impl Answer<'_> {
    fn place(&self, pointer: &str) -> Place {
        self.origin(pointer).place()
    }

    fn origin(&self, pointer: &str) -> Origin {
        Origin::pointer(&self.source, pointer, None)
    }

    fn unit(&mut self, text: &str, pointer: &str) {
        let fields = match Fields::read(text) {
            Ok(fields) => fields,
            Err(detail) => {
                let finding = Finding::new(FindingCode::BadJson, self.place(pointer));
                self.inputs.not_read(finding.with("detail", detail));
                return;
            }
        };
        let head = self.head_of(&fields);
        let Some(sheet) = self.inputs.sheet(&head, &self.origin(pointer)) else { return };
        let mut unit = Unit { sheet, sums: Sums::default(), group: None };
        let metrics = fields.list("metrics");
        for (n, metric) in metrics.iter().enumerate() {
            let pointer = format!("{pointer}/metrics/{n}");
            match Fields::read(metric.get()) {
                Ok(metric) => self.metric(&mut unit, &metric, &pointer),
                Err(detail) => {
                    let finding = Finding::new(FindingCode::BadJson, self.place(&pointer));
                    self.inputs.sheet_finding(sheet, finding.with("detail", detail));
                }
            }
        }
        let group = GROUPS.iter().find(|group| {
            group.counts.iter().any(|figure| figure.keys().any(|key| fields.has(key)))
                || (metrics.is_empty() && fields.num("totalMaxScore") == Some(group.max.into()))
        });
        if let Some(group) = group {
            for figure in group.counts {
                if figure.keys().any(|key| fields.has(key)) {
                    self.figure(&mut unit, figure.counted(&fields), pointer);
                }
            }
            self.whole(&mut unit, group.code, &fields, pointer);
        } else if let Some(code) = unit.group {
            self.whole(&mut unit, code, &fields, pointer);
        }
        let framework = self.inputs.framework().clone();
        unit.sums.tell(self.inputs, &framework, sheet);
    }

    /// The unit that an object is about: identified by the portal's code, by the portal's id or by
    /// name, whichever the register of units knows; if it knows none of them, by the code, the name
    /// or the id, whichever the object has first.
    fn head_of(&self, fields: &Fields) -> Head {
        let said = |key| fields.text(key).filter(|text| !text.trim().is_empty());
        let name = said("departmentName").map(|name| bare(&name).to_owned());
        let ids = [said("departmentCode"), said("departmentId"), name.clone()];
        let known = ids.iter().flatten().find(|id| self.inputs.is_registered(id));
        let first = [&ids[0], &name, &ids[1]].into_iter().flatten().next();
        let mut head = self.head.clone();
        head.unit = known.or(first).cloned().unwrap_or_default();
        let same = name.as_ref().is_some_and(|name| fold_name(name) == fold_name(&head.unit));
        head.name = name.filter(|_| !same).map(Text::same).unwrap_or_default();
        head
    }

    fn metric(&mut self, unit: &mut Unit, metric: &Fields, pointer: &str) {
        let code = metric.text("code").unwrap_or_default();
        if metric.num("maxScore").is_some_and(|max| max.as_str().parse() == Ok(Points::ZERO)) {
            self.passed.insert(code);
            return;
        }
        let Some((_, leaf)) = METRICS.iter().find(|(known, _)| *known == code) else {
            let known = METRICS.map(|(code, _)| code);
            let near = par_index::finding::nearest(&code, known.into_iter()).unwrap_or_default();
            let finding = Finding::new(FindingCode::UnknownCode, self.place(pointer));
            self.inputs.sheet_finding(unit.sheet, finding.found(code).with("near", near));
            return;
        };
        unit.group = figures::group_of(&code);
        let figure = Figure {
            code: leaf,
            done: metric.num("numerator"),
            of: metric.num("denominator"),
            score: metric.num("score"),
            max: metric.num("maxScore"),
            flags: metric.flags(),
        };
        self.figure(unit, figure, pointer);
    }

    /// Reads the figure of one leaf: its two counts if both are given, else its points.
    fn figure(&mut self, unit: &mut Unit, figure: Figure, pointer: &str) {
        let framework = self.inputs.framework().clone();
        let Some(leaf) = framework.leaf_position(figure.code) else {
            // In a framework whose leaves are the groups themselves, this figure is part of such a
            // leaf.
            let above = framework.nodes().iter().any(|node| {
                let under = figure.code.strip_prefix(node.code().as_str());
                node.leaf().is_some() && under.is_some_and(|rest| rest.starts_with('.'))
            });
            if !above {
                let finding = Finding::new(FindingCode::UnknownCode, self.place(pointer));
                let finding = finding.found(figure.code).with("near", "");
                self.inputs.sheet_finding(unit.sheet, finding);
            }
            return;
        };
        let max = framework.leaf(leaf).map(par_index::framework::Node::max).unwrap_or_default();
        if let Some(other) = figure.max.filter(|own| own.as_str().parse() != Ok(max)) {
            let finding = Finding::new(FindingCode::MaxDiffers, self.place(pointer));
            let finding = finding.found(other.as_str()).with("code", figure.code);
            self.inputs.sheet_finding(unit.sheet, finding.with("max", max));
        }
        let mut stage = StageSpec::default();
        let typed = figure.score.as_ref().and_then(|score| score.as_str().parse::<Points>().ok());
        match (figure.done, figure.of) {
            (Some(done), Some(of)) => {
                let mut facts = FactsSpec::default();
                (facts.done, facts.of) = (Some(done), Some(of));
                stage.facts = Some(facts);
            }
            _ => stage.points.clone_from(&figure.score),
        }
        for flag in &figure.flags {
            self.flags.entry(flag.clone()).or_default().insert(figure.code.to_owned());
        }
        stage.note = Some(figure.flags.join("; ")).filter(|note| !note.is_empty());
        if stage.points.is_none() && stage.facts.is_none() {
            return;
        }
        let origin = self.origin(pointer);
        let counts = stage.facts.is_some();
        let name = StageName::Appraised;
        self.inputs.stage(unit.sheet, leaf, name, &stage, &origin, &|_| None);
        let award = self.inputs.points_at(unit.sheet, leaf, name);
        unit.sums.leaf(leaf, name, award);
        if let (true, Some(typed), Some(award)) = (counts, typed, award)
            && typed != award
        {
            let place = at_stage(origin.place(), figure.code, name);
            let finding = Finding::new(FindingCode::AwardDiffers, place);
            let finding = finding.found_points(typed).with("node", figure.code);
            self.inputs.sheet_finding(unit.sheet, finding.with("award", award));
        }
    }

    /// Reads the points of a group. If the group is a leaf of the framework, they are its points;
    /// otherwise they are compared with the sum of the leaves below.
    fn whole(&mut self, unit: &mut Unit, code: &str, fields: &Fields, pointer: &str) {
        let framework = self.inputs.framework().clone();
        let score = fields.num("totalScore").or_else(|| fields.num("score"));
        let Some(points) = score.as_ref().and_then(|score| score.as_str().parse().ok()) else {
            return;
        };
        let name = StageName::Appraised;
        let place = at_stage(self.place(pointer), code, name);
        match framework.leaf_position(code) {
            Some(leaf) if self.inputs.points_at(unit.sheet, leaf, name).is_none() => {
                let (max, flags) = (fields.num("totalMaxScore"), fields.flags());
                let max = max.or_else(|| fields.num("maxScore"));
                let code = framework.leaf(leaf).map_or(code, |leaf| leaf.code().as_str());
                self.figure(
                    unit,
                    Figure { code, done: None, of: None, score, max, flags },
                    pointer,
                );
            }
            Some(leaf) => {
                let award = self.inputs.points_at(unit.sheet, leaf, name);
                if let Some(award) = award.filter(|award| *award != points) {
                    let finding = Finding::new(FindingCode::AwardDiffers, place);
                    let finding = finding.found_points(points).with("node", code);
                    self.inputs.sheet_finding(unit.sheet, finding.with("award", award));
                }
            }
            None if unit.sums.has_leaves() => unit.sums.states(code, name, points, place),
            None => {
                let finding = Finding::new(FindingCode::GroupUncounted, place);
                let finding = finding.found_points(points).with("node", code);
                self.inputs.sheet_finding(unit.sheet, finding);
            }
        }
    }

    /// Reports what concerns the answer as a whole: figures passed over, and remarks on quality.
    fn tell(self) {
        let file = self.source.file.clone().unwrap_or_default();
        if !self.passed.is_empty() {
            let codes = self.passed.into_iter().collect::<Vec<String>>().join(", ");
            let finding = Finding::new(FindingCode::FigurePassed, Place::file(file.as_str()));
            self.inputs.finding(finding.found(codes));
        }
        for (flag, leaves) in self.flags {
            let leaves = leaves.into_iter().collect::<Vec<String>>().join(", ");
            let finding = Finding::new(FindingCode::FigureFlagged, Place::file(file.as_str()));
            self.inputs.finding(finding.found(flag).with("nodes", leaves));
        }
    }
}

fn at_stage(place: Place, code: &str, stage: StageName) -> Place {
    let mut place = place.node(code);
    place.stage = Some(stage.as_str());
    place
}

/// A unit's name without the province or city that the portal appends: *Sở Công Thương - Tỉnh Phú
/// Thọ* becomes *Sở Công Thương*.
fn bare(name: &str) -> &str {
    let behind = |rest: &str| {
        let folded = fold_name(rest);
        ["tỉnh ", "thành phố ", "tp "].iter().any(|word| folded.starts_with(&fold_name(word)))
    };
    match name.rsplit_once(" - ") {
        Some((own, rest)) if behind(rest) => own.trim(),
        _ => name.trim(),
    }
}
