//! One assessment document checked on its own against a framework.

use std::sync::Arc;

use super::inputs::Inputs;
use super::spec::AssessmentSpec;
use super::{Assessment, Body, Origin, Source, Unit, whole};
use crate::finding::Finding;
use crate::framework::Framework;
use crate::json::nfc;
use crate::words::Text;

impl AssessmentSpec {
    /// Checks the whole document against a framework.
    ///
    /// The assessment always comes back, with all findings; if one of them is an error the
    /// assessment [is in error](Assessment::is_in_error): it appears in results without numbers.
    #[must_use = "the findings say what is wrong"]
    pub fn check(&self, framework: &Framework) -> (Assessment, Vec<Finding>) {
        let mut inputs = Inputs::new(framework);
        let origin = Origin::pointer(&Arc::new(Source::default()), "", None);
        inputs.document(self, &origin, false);
        for body in &mut inputs.bodies {
            let findings = whole::check(Arc::make_mut(body), false);
            inputs.findings.extend(findings);
        }
        inputs.bodies.iter_mut().for_each(|body| Arc::make_mut(body).sort_evidence());
        let body = inputs.bodies.pop().unwrap_or_else(|| {
            let id = nfc(&self.unit.id);
            let unit = Unit { name: Text::same(id.clone()), id, group: None, ranked: true };
            Arc::new(Body {
                in_error: true,
                ..inputs.blank(Arc::new(unit), self.said_period(), None, Some(&origin))
            })
        });
        (Assessment(body), inputs.findings.into_vec())
    }
}
