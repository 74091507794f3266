//! What has been read of a leaf so far, for readers that compare it with published figures.

use super::{Inputs, SheetId, StageName, Value};
use crate::framework::LeafIx;
use crate::quantity::Points;

impl Inputs {
    /// The points read so far at a stage of the leaf at a position: the points typed, or those that
    /// the rule gives for the facts.
    ///
    /// ```
    /// use par_index::assessment::{Head, Origin, Source, StageName};
    /// use par_index::{Inputs, framework, spec::StageSpec};
    /// let mut inputs = Inputs::new(&framework("vn-ministry-2023")?);
    /// let origin = Origin::pointer(&Source::default().into(), "", None);
    /// let sheet = inputs.sheet(&Head::new("bo-y-te"), &origin).unwrap();
    /// let mut stage = StageSpec::default();
    /// stage.points = Some("54.1".into());
    /// inputs.stage(sheet, 0, StageName::Appraised, &stage, &origin, &|_| None);
    /// assert_eq!(inputs.points_at(sheet, 0, StageName::Appraised).unwrap().to_string(), "54.1");
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn points_at(&self, sheet: SheetId, leaf: usize, stage: StageName) -> Option<Points> {
        let entry = self.body(sheet)?.entry(LeafIx(leaf))?;
        entry.stage(stage)?.value.as_ref().and_then(Value::points)
    }
}
