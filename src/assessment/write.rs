//! An assessment as a document: `join` prints it, and seals are computed from it.

use super::spec::{
    AssessmentSpec, EntrySpec, ExplanationSpec, NameSpec, StageSpec, SurveySpec, UnitSpec,
};
use super::{Assessment, Cell, Entry, Stage, StageName, Value};
use crate::framework::LeafIx;
use crate::framework::rule::FactsSpec;
use crate::json::Num;
use crate::period::Period;
use crate::words::Lang;

impl Assessment {
    /// The document of this assessment; reading it again gives the same assessment.
    ///
    /// Values taken from the unit above are left out, since they belong to that unit. Every stage
    /// says where it was read. Errors that were found are not part of the document.
    ///
    /// ```
    /// use par_index::{framework, spec::AssessmentSpec};
    ///
    /// let fw = framework("vn-ministry-2023")?;
    /// let spec = AssessmentSpec::new("vn-ministry-2023", 2023, "bo-noi-vu").appraised("1", "60.650");
    /// let (assessment, _) = spec.check(&fw);
    /// let again = assessment.to_spec();
    /// assert_eq!(again.entries[0].appraised.as_ref().unwrap().points, Some("60.65".into()));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn to_spec(&self) -> AssessmentSpec {
        self.written(|cell| !matches!(cell, Cell::Taken(_)))
    }

    /// Like [`Assessment::to_spec`], but with the values of the cells that `admits` lets pass, also
    /// those taken from the unit above.
    pub(crate) fn written(&self, admits: impl Fn(&Cell) -> bool) -> AssessmentSpec {
        let body = &self.0;
        let unit = &body.unit;
        let name = if unit.name.vi == unit.name.en {
            NameSpec::One(unit.name.vi.clone())
        } else {
            NameSpec::Both(unit.name.clone())
        };
        let leaves = body.framework.leaves().enumerate();
        let entries = leaves.filter_map(|(ix, node)| {
            let entry = body.entry(LeafIx(ix)).filter(|_| admits(self.cell(LeafIx(ix))))?;
            Some(entry_spec(node.code().as_str(), &entry))
        });
        AssessmentSpec {
            schema_version: Num::from(1),
            kind: "assessment".to_owned(),
            framework: body.framework.id().to_owned(),
            framework_hash: None,
            year: body.period.and_then(Period::whole_year),
            period: body.period.filter(|period| period.whole_year().is_none()),
            as_of: body.as_of,
            survey: body
                .survey_held
                .map(|held| if held { SurveySpec::Held } else { SurveySpec::NotHeld }),
            channel: body.channel.clone(),
            provenance: body.provenance,
            unit: UnitSpec {
                id: unit.id.clone(),
                name: Some(name).filter(|_| unit.name.vi != unit.id || unit.name.en != unit.id),
                group: unit.group.clone(),
                ranked: (!unit.ranked).then_some(false),
            },
            entries: entries.collect(),
            bonus: body.bonus.as_ref().map(|extra| Num::from(extra.points)),
            deduction: body.deduction.as_ref().map(|extra| Num::from(extra.points)),
            not_read: false,
        }
    }
}

fn entry_spec(code: &str, entry: &Entry) -> EntrySpec {
    let stage = |name| entry.stage(name).map(stage_spec);
    EntrySpec {
        code: code.to_owned(),
        self_score: stage(StageName::SelfScore),
        appraised: stage(StageName::Appraised),
        explanation: entry.explanation.as_ref().map(|explanation| ExplanationSpec {
            text: explanation.text.clone(),
            evidence: explanation.evidence.clone(),
        }),
        appraised_again: stage(StageName::AppraisedAgain),
        survey: stage(StageName::Survey),
    }
}

fn stage_spec(stage: &Stage) -> StageSpec {
    let mut spec = StageSpec {
        evidence: stage.evidence().map(<[String]>::to_vec),
        note: stage.note().map(str::to_owned),
        by: stage.by().map(str::to_owned),
        on: stage.on().map(|day| day.to_string()),
        origin: stage.origin.as_ref().map(|origin| origin.place().text(Lang::En)),
        ..StageSpec::default()
    };
    match &stage.value {
        Some(Value::Points(points)) => spec.points = Some(Num::from(*points)),
        Some(Value::Facts(declared)) => spec.facts = Some(FactsSpec::from(&declared.facts)),
        Some(Value::NotApplicable(reason)) => spec.not_applicable = Some(reason.clone()),
        None => {}
    }
    spec
}
